"""Closed forms kept short: who does what, and the conditions as formulas; everything else is derived when it is read.

The weights of whoever mixes, posteriors, and after messages that nobody sends the replies that deter, follow from the
game, the support pattern and the condition. They are derived by the functions that write every closed form. Where these
asked an SMT solver about consequences of the condition, the answers that mattered are kept beside it, so that no solver
is needed again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import sympy as sp

from termination.engine.symbolic.closed_form import ClosedForm, Condition, Later, OneOf
from termination.engine.symbolic.derive import derive
from termination.engine.symbolic.games import SymbolicGame
from termination.engine.symbolic.logic import Oracle, Tree, both, conjuncts, either, simplified
from termination.engine.symbolic.patterns import Pattern
from termination.engine.symbolic.solve import Written, assumptions_of
from termination.engine.symbolic.writing import Notation

#: What someone may do: one thing for sure, or any of several, with probabilities that follow.
Support = str | Sequence[str]


def one_of(*parts: Any) -> OneOf:
    """At least one of the parts holds."""
    return OneOf(parts)


def forms_in(game: SymbolicGame) -> Callable[..., ClosedForm]:
    """A function that makes one closed form of a game from what generated modules state."""
    notation, assumptions = Notation(game.symbols, game.latex), assumptions_of(game)

    def form(
        sender: Mapping[str, Support],
        receiver: Mapping[str, Support],
        condition: Sequence[Any] = (),
        intuitive: Sequence[Any] = (),
        d1: Sequence[Any] = (),
        implied: Sequence[Any] = (),
    ) -> ClosedForm:
        """The closed form with these supports by type, and by message sent.

        It exists where the inequalities of `condition` hold, and survives where those of `intuitive` or `d1` do, too;
        what is left out asks nothing. `implied` follows from the condition, unseen.
        """
        pattern = _pattern(game, sender, receiver)
        exists = Condition(tuple(condition), notation)

        @cache
        def written() -> Written:
            return _written(game, pattern, exists, _Noted(game, frozenset(_trees(game, implied))))

        def weights(t: str) -> Mapping[str, Any]:
            return _sure(sender[t], game.messages) or written().weights(game.types.index(t))

        def answers(m: str) -> Any:
            place = game.messages.index(m)
            if m not in receiver:
                return written().off_path(place)
            return _sure(receiver[m], game.response_sets[place]) or written().replies(place)

        return ClosedForm(
            types=game.types,
            messages=game.messages,
            response_sets=game.response_sets,
            pattern=pattern,
            sender=Later(game.types, weights),
            receiver=Later(game.messages, answers),
            beliefs=Later(
                [game.messages[m] for m in pattern.sent], lambda m: written().posterior(game.messages.index(m))
            ),
            condition=exists,
            survives={one: Condition(tuple(parts), notation) for one, parts in (("intuitive", intuitive), ("D1", d1))},
            assumptions=assumptions,
            prior=game.prior,
            notation=notation,
        )

    return form


def _sure(support: Support, labels: Sequence[str]) -> dict[str, Any]:
    """All weight on what is done for sure; empty where several things may be done."""
    return {label: sp.Integer(label == support) for label in labels} if isinstance(support, str) else {}


def implied(game: SymbolicGame, form: ClosedForm, oracle: Oracle) -> Condition:
    """What the oracle sees to follow from the condition, light reasoning does not, and the form turns on."""
    asked = _Noting(game, oracle)
    wanted = _read(_written(game, form.pattern, form.condition, asked))
    needed = list(asked.found)
    for one in asked.found:
        fewer = [other for other in needed if other != one]
        if _read(_written(game, form.pattern, form.condition, _Noted(game, frozenset(fewer)))) == wanted:
            needed = fewer
    return Written(derive(game, form.pattern), both([]), None, None).condition(both(needed))


def _read(written: Written) -> list[Any]:
    """Everything that is derived when it is read."""
    pattern = written.found.pattern
    weights = [written.weights(t) for t in written.found.types]
    sent = [(written.replies(m), written.posterior(m)) for m in pattern.sent]
    return [weights, sent, [written.off_path(m) for m in pattern.unsent]]


def _written(game: SymbolicGame, pattern: Pattern, condition: Condition, oracle: Oracle) -> Written:
    return Written(derive(game, pattern), both(_trees(game, condition)), oracle, None)


def _trees(game: SymbolicGame, parts: Iterable[Any]) -> list[Tree]:
    """Inequalities as trees, in parts."""
    return [one for part in parts for one in conjuncts(simplified(_tree(game, part), game.facts))]


def _tree(game: SymbolicGame, part: Any) -> Tree:
    if isinstance(part, (Condition, OneOf)):
        return (both if isinstance(part, Condition) else either)(_tree(game, one) for one in part.parts)
    return game.condition(part)


@dataclass(frozen=True)
class _Noted:
    """An oracle that has been told what follows."""

    game: SymbolicGame
    known: frozenset[Tree]

    def implies(self, given: Iterable[Tree], tree: Tree) -> bool:
        return all(part in self.known for part in conjuncts(simplified(tree, self.game.facts)))


@dataclass(frozen=True)
class _Noting:
    """An oracle that asks another, and keeps in `found` what follows."""

    game: SymbolicGame
    oracle: Oracle
    found: dict[Tree, None] = field(default_factory=dict)

    def implies(self, given: Iterable[Tree], tree: Tree) -> bool:
        follows = self.oracle.implies(given, tree)
        if follows:
            self.found.update(dict.fromkeys(conjuncts(simplified(tree, self.game.facts))))
        return follows


def _pattern(game: SymbolicGame, sender: Mapping[str, Support], receiver: Mapping[str, Support]) -> Pattern:
    rows = zip(game.messages, game.response_sets, strict=True)
    return Pattern(
        tuple(_places(sender[t], game.messages) for t in game.types),
        tuple(_places(receiver.get(m, ()), labels) for m, labels in rows),
    )


def _places(support: Support, labels: Sequence[str]) -> tuple[int, ...]:
    used = (support,) if isinstance(support, str) else support
    return tuple(place for place, label in enumerate(labels) if label in used)
