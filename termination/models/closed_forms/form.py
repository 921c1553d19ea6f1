"""The vocabulary of the generated modules: a closed form from its formulas."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from termination.engine.symbolic.closed_form import ClosedForm, OneOf
from termination.engine.symbolic.games import SymbolicGame
from termination.engine.symbolic.stated import stated_forms

#: What someone does: one thing for sure, or each with a probability.
Play = str | Mapping[str, Any]


def one_of(*parts: Any) -> OneOf:
    """At least one of the parts holds."""
    return OneOf(parts)


def forms_in(game: SymbolicGame) -> Callable[..., ClosedForm]:
    """A function that makes one closed form of a game."""
    stated = stated_forms(game)

    def form(
        sender: Mapping[str, Play],
        receiver: Mapping[str, Play],
        condition: Sequence[Any],
        intuitive: Sequence[Any],
        d1: Sequence[Any],
        implied: Sequence[Any] = (),
    ) -> ClosedForm:
        return stated(_weights(sender), _weights(receiver), condition, {"intuitive": intuitive, "D1": d1}, implied)

    return form


def _weights(rows: Mapping[str, Play]) -> dict[str, Mapping[str, Any]]:
    return {label: {row: 1} if isinstance(row, str) else row for label, row in rows.items()}
