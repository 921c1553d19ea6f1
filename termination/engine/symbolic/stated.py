"""Closed forms kept short: strategies and conditions as formulas, everything else derived when it is read.

Posteriors, and after messages that nobody sends the replies that deter, follow from the game, the support pattern and
the condition. They are derived by the functions that write every closed form. Where these asked an SMT solver about
consequences of the condition, the answers that mattered are kept beside it, so that no solver is needed again.
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

#: What someone does: one thing for sure, or each with a probability.
Mixture = str | Mapping[str, Any]
Rows = Mapping[str, Mapping[str, Any]]


def one_of(*parts: Any) -> OneOf:
    """At least one of the parts holds."""
    return OneOf(parts)


def forms_in(game: SymbolicGame) -> Callable[..., ClosedForm]:
    """A function that makes one closed form of a game from what generated modules state."""
    notation, assumptions = Notation(game.symbols, game.latex), assumptions_of(game)

    def form(
        sender: Mapping[str, Mixture],
        receiver: Mapping[str, Mixture],
        condition: Sequence[Any] = (),
        intuitive: Sequence[Any] = (),
        d1: Sequence[Any] = (),
        implied: Sequence[Any] = (),
    ) -> ClosedForm:
        """The closed form with these plays by type, and by message sent.

        It exists where the inequalities of `condition` hold, and survives where those of `intuitive` or `d1` do, too;
        what is left out asks nothing. `implied` follows from the condition, unseen.
        """
        sent, replies = _weights(sender), _weights(receiver)
        pattern = _pattern(game, sent, replies)
        exists = Condition(tuple(condition), notation)

        @cache
        def written() -> Written:
            return _written(game, pattern, exists, _Noted(game, frozenset(_trees(game, implied))))

        def answers(m: str) -> Any:
            place = game.messages.index(m)
            return _filled(replies[m], game.response_sets[place]) if m in replies else written().off_path(place)

        return ClosedForm(
            types=game.types,
            messages=game.messages,
            response_sets=game.response_sets,
            pattern=pattern,
            sender={t: _filled(row, game.messages) for t, row in sent.items()},
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


def _weights(rows: Mapping[str, Mixture]) -> dict[str, Mapping[str, Any]]:
    return {label: {row: 1} if isinstance(row, str) else row for label, row in rows.items()}


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
    return [written.posterior(m) if replies else written.off_path(m) for m, replies in enumerate(pattern.replies)]


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


def _filled(row: Mapping[str, Any], labels: Sequence[str]) -> dict[str, Any]:
    return {label: sp.sympify(row.get(label, 0), strict=True) for label in labels}


def _pattern(game: SymbolicGame, sender: Rows, replies: Rows) -> Pattern:
    rows = zip(game.messages, game.response_sets, strict=True)
    return Pattern(
        tuple(tuple(j for j, m in enumerate(game.messages) if m in sender[t]) for t in game.types),
        tuple(tuple(r for r, label in enumerate(labels) if label in replies.get(m, {})) for m, labels in rows),
    )
