"""Where an approach game stands among its closed forms: its values in reduced symbols, and the forms by cases."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import partial
from typing import Any

import sympy as sp

from termination.engine.model import Parametric
from termination.engine.symbolic.closed_form import Condition, value_of
from termination.engine.symbolic.edges import edges
from termination.engine.symbolic.games import Case, Cases, Expressions, Parametrised, SymbolicGame
from termination.models.approach.closed_forms import shipped
from termination.models.approach.payoffs import (
    HARDLINE,
    HOLD,
    RECIPROCATE,
    RESOLUTE,
    TYPES,
    covered,
    of_approach,
    responses_to,
    rival_payoff,
    state_payoff,
    values_at,
)
from termination.models.approach.symbols import (
    EVEN,
    HELD,
    MET,
    MUSTAR,
    Q,
    definitions,
    hardline_against,
    notation,
    parameter_symbols,
    reduced_game,
)


def _kind(reciprocity: Fraction) -> str:
    return EVEN if reciprocity == 0 else HELD if reciprocity < 0 else MET


def in_symbols(model: Parametric) -> Parametrised:
    """The game in reduced symbols."""
    messages, approaches, point = model.game().messages, model.labels["approaches"], _point(model)
    offered = tuple((m, _kind(_reciprocity(model.parameters(), m))) for m in messages if m != HARDLINE)
    reduced = reduced_game(offered)
    meaning = definitions(offered, approaches)
    values = {s: point[s] if s in point else value_of(meaning[s], point) for s in reduced.symbols}
    known = partial(shipped, *offered[0]) if len(offered) == 1 and offered[0][1] != EVEN else tuple
    return Parametrised(reduced, values, meaning, replies=_kept(reduced), known=known)


def _kept(reduced: SymbolicGame) -> tuple[tuple[int, ...], ...]:
    """The model's positions of the replies that the reduced game keeps."""
    rows = zip(reduced.messages, reduced.response_sets, strict=True)
    return tuple(tuple(responses_to(m).index(r) for r in replies) for m, replies in rows)


def _point(model: Parametric) -> dict[sp.Symbol, Fraction]:
    """Where the model stands; what it is without is zero."""
    numbers = model.parameters()

    def number(name: str, label: str | None) -> Fraction:
        value: Any = Fraction(0) if numbers[name] is None else numbers[name]
        return value[label] if isinstance(value, Mapping) else value  # type: ignore[no-any-return]

    return {s: number(*where) for s, where in notation(model.labels["approaches"]).items()}


def in_cases(model: Parametric) -> Cases | str:
    """The closed forms of hardline against one approach by cases, or why there are none.

    The sign of R tells what the rival does where it does not press; names and events turn on whether at the prior it
    would press a hardline state.
    """
    messages, approaches, point = model.game().messages, model.labels["approaches"], _point(model)
    if len(messages) != 2:
        return "they are derived for hardline against one approach"
    message = messages[1]
    parameters = parameter_symbols(approaches)
    even = sp.expand(_reciprocity(parameters, message))
    found = []
    for kind, sign in ((HELD, sp.Lt), (MET, sp.Gt)):
        meaning = definitions(((message, kind),), approaches)
        reduced, worth = hardline_against(message, kind), sign(even, 0)
        beside = (Condition((sp.Eq(even, 0),)), *(Condition((*edge.parts, worth)) for edge in edges(reduced)))
        for pressed in (True, False):
            prior = MUSTAR > Q if pressed else MUSTAR <= Q
            there = model.with_(prior=value_of(meaning[MUSTAR], point) / (2 if pressed else 1))
            found.append(
                Case(
                    partial(shipped, message, kind),
                    (worth, prior),
                    there,
                    there.describe,
                    _kept(reduced),
                    _payoffs(parameters, reduced),
                    (0, 1),
                    meaning,
                    beside,
                )
            )
    return Cases(tuple(found), notation(approaches), point)


def _reciprocity(parameters: Mapping[str, Any], message: str) -> Any:
    """R, which does not depend on the type."""
    v = values_at(parameters, RESOLUTE, of_approach(message))
    met, held = (rival_payoff(v, covered(message), r, True) for r in (RECIPROCATE, HOLD))
    return met - held


def _payoffs(parameters: Mapping[str, Any], reduced: SymbolicGame) -> Expressions:
    """The stronger state's payoffs in the model's parameters."""
    rows = list(zip(reduced.messages, reduced.response_sets, strict=True))
    return tuple(
        tuple(
            tuple(state_payoff(values_at(parameters, t, of_approach(m)), covered(m), r) for r in replies)
            for m, replies in rows
        )
        for t in TYPES
    )
