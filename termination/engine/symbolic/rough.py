"""Closed forms for machines: conditions as they are derived, which no reader sees and nothing need make shorter.

What a sweep compiles or a map cuts cells by may repeat itself: equal polynomials are one, and the truth of a condition
is what counts. So the reasoning that takes most of the time of a closed form for readers (`solve`) is left out, and a
game in symbols has its forms in about as long as its patterns take to solve.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

import sympy as sp

from termination.engine.symbolic.budget import told
from termination.engine.symbolic.closed_form import ClosedForm, Condition, Later, OneOf
from termination.engine.symbolic.derive import PatternSolution, derive, requirements
from termination.engine.symbolic.games import SymbolicGame
from termination.engine.symbolic.generic import generic_patterns
from termination.engine.symbolic.logic import FALSE, TRUE, All, Atom, Tree, both
from termination.engine.symbolic.patterns import Pattern
from termination.engine.symbolic.solve import Written, closed_form
from termination.engine.symbolic.survival import CONCEPTS, has_survival, survival
from termination.engine.symbolic.writing import Notation

#: Expressions with more terms than this nobody reads.
MOST_TERMS = 24


@dataclass(frozen=True)
class Rough:
    """What a closed form is made of: strategies, where they are an equilibrium, and where that survives what."""

    found: PatternSolution
    exists: Tree
    survives: Mapping[str, Tree]

    @cached_property
    def form(self) -> ClosedForm | None:
        """The closed form; one that leaves probabilities open is as for readers, and None where it exists nowhere."""
        found, game, pattern = self.found, self.found.game, self.found.pattern
        if found.free:
            return closed_form(game, pattern)
        written = Written(found, TRUE, None, None, MOST_TERMS)
        replies, sent = written.replies, [game.messages[m] for m in pattern.sent]

        def answers(m: str) -> Any:
            place = game.messages.index(m)
            return replies(place) if pattern.replies[place] else written.off_path(place)

        return ClosedForm(
            types=game.types,
            messages=game.messages,
            response_sets=game.response_sets,
            pattern=pattern,
            sender={t: written.weights(i) for i, t in enumerate(game.types)},
            receiver=Later(game.messages, answers),
            beliefs=Later(sent, lambda m: written.posterior(game.messages.index(m))),
            condition=_condition(self.exists, written),
            survives={concept: _condition(tree, written) for concept, tree in self.survives.items()},
            assumptions=Condition(()),
            prior=game.prior,
            notation=written.notation,
        )


def rough_forms(game: SymbolicGame) -> Iterator[Rough]:
    """Every generic closed form, and perhaps some that exist nowhere."""
    patterns = list(generic_patterns(game))
    for done, pattern in enumerate(patterns):
        told("deriving closed forms", done, len(patterns))
        one = _rough(game, pattern)
        if one is not None:
            yield one


def _rough(game: SymbolicGame, pattern: Pattern) -> Rough | None:
    """That of one pattern; None where it is seen at once to exist nowhere."""
    found = derive(game, pattern)
    exists = _required(found)
    if exists == FALSE or found.equalities:
        return None
    if found.free or not has_survival(game):
        return Rough(found, exists, {})
    return Rough(found, exists, {concept: both(survival(found, concept)) for concept in CONCEPTS})


def _required(found: PatternSolution) -> Tree:
    parts = []
    for part in requirements(found):
        parts.append(both(part))
        if parts[-1] == FALSE:
            return FALSE
    return both(parts)


def _condition(tree: Tree, written: Written) -> Condition:
    part = _Parts(written.notation).of(tree)
    return part if isinstance(part, Condition) else Condition((part,), written.notation)


@dataclass
class _Parts:
    """Trees as conditions; what occurs in one tree many times is one object there, and turned once."""

    notation: Notation
    _known: dict[int, Any] = field(default_factory=dict)

    def of(self, tree: Tree) -> Any:
        if isinstance(tree, Atom):
            return _relation(tree)
        if id(tree) not in self._known:
            parts = tuple(map(self.of, tree.parts))
            self._known[id(tree)] = Condition(parts, self.notation) if isinstance(tree, All) else OneOf(parts)
        return self._known[id(tree)]


@lru_cache(maxsize=1 << 14)
def _relation(one: Atom) -> Any:
    """The atom in SymPy; the same ones come back in form after form."""
    product = sp.Mul(*(factor.as_expr() for factor in one.factors))
    return {">": sp.Gt, ">=": sp.Ge, "=": sp.Eq}[one.op](product, 0)
