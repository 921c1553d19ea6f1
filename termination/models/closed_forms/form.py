"""The vocabulary of the generated modules: a closed form from its formulas."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import sympy as sp

from termination.engine.symbolic.closed_form import ClosedForm, Condition, OffPath, OneOf
from termination.engine.symbolic.games import SymbolicGame
from termination.engine.symbolic.patterns import Pattern
from termination.engine.symbolic.solve import assumptions_of, mu_latex, mu_symbols
from termination.engine.symbolic.writing import Notation
from termination.models.opening.symbols import reduced_game


def symbols_of(types: int, signal: bool, premise: str) -> tuple[Any, ...]:
    """The symbols of the reduced opening game, and after them those of beliefs."""
    return symbols_in(reduced_game(types, signal, premise))


def symbols_in(game: SymbolicGame) -> tuple[Any, ...]:
    """The symbols of a game, and after them those of beliefs."""
    return (*game.symbols, *mu_symbols(game))


def one_of(*parts: Any) -> OneOf:
    """At least one of the parts holds."""
    return OneOf(parts)


def forms_of(types: int, signal: bool, premise: str) -> Callable[..., ClosedForm]:
    """A function that makes one closed form of that reduced opening game."""
    return forms_in(reduced_game(types, signal, premise))


def forms_in(game: SymbolicGame) -> Callable[..., ClosedForm]:
    """A function that makes one closed form of a game."""
    assumptions = assumptions_of(game)
    notation = Notation(game.symbols, game.latex)

    def form(
        sender: Mapping[str, Mapping[str, Any]],
        receiver: Mapping[str, Mapping[str, Any]],
        off_path: Mapping[str, Mapping[str, Any]],
        beliefs: Mapping[str, Mapping[str, Any]],
        condition: Sequence[Any],
        intuitive: Sequence[Any],
        d1: Sequence[Any],
    ) -> ClosedForm:
        return ClosedForm(
            types=game.types,
            messages=game.messages,
            response_sets=game.response_sets,
            pattern=_pattern(game, sender, receiver),
            sender={t: _filled(row, game.messages) for t, row in sender.items()},
            receiver={
                m: _filled(receiver[m], replies) if m in receiver else _off_path(game, notation, replies, **off_path[m])
                for m, replies in zip(game.messages, game.response_sets, strict=True)
            },
            beliefs={m: _filled(row, game.types) for m, row in beliefs.items()},
            condition=Condition(tuple(condition), notation),
            survives={"intuitive": Condition(tuple(intuitive), notation), "D1": Condition(tuple(d1), notation)},
            assumptions=assumptions,
            prior=game.prior,
            notation=notation,
        )

    return form


def _filled(row: Mapping[str, Any], labels: Sequence[str]) -> dict[str, Any]:
    return {label: sp.sympify(row.get(label, 0), strict=True) for label in labels}


def _pattern(
    game: SymbolicGame, sender: Mapping[str, Mapping[str, Any]], receiver: Mapping[str, Mapping[str, Any]]
) -> Pattern:
    rows = zip(game.messages, game.response_sets, strict=True)
    return Pattern(
        tuple(tuple(j for j, m in enumerate(game.messages) if m in sender[t]) for t in game.types),
        tuple(tuple(r for r, label in enumerate(replies) if label in receiver.get(m, {})) for m, replies in rows),
    )


def _off_path(
    game: SymbolicGame,
    notation: Notation,
    replies: Sequence[str],
    gains: Mapping[str, Sequence[Any]],
    lower: Sequence[Any],
    upper: Sequence[Any],
    possible: Mapping[str, Sequence[Any]],
    best: Mapping[str, Sequence[Any]],
) -> OffPath:
    beliefs = mu_symbols(game)
    with_beliefs = Notation((*beliefs, *game.symbols), {**game.latex, **mu_latex(beliefs)})

    def numbers(row: Sequence[Any]) -> tuple[Any, ...]:
        return tuple(sp.sympify(x, strict=True) for x in row)

    return OffPath(
        tuple(numbers(gains[t]) for t in game.types),
        numbers(lower),
        numbers(upper),
        tuple(Condition(tuple(possible[r]), notation) for r in replies),
        tuple(Condition(tuple(best[r]), with_beliefs) for r in replies),
    )
