"""The opening game in symbols, reduced to what its equilibria depend on.

Equilibria do not change when a type's payoffs are shifted, when all payoffs of one side are rescaled, or with the
opponent's value of talks. So the opener of type i is described by her premium b_i, her harm d_i, the exposure lam and
the cost c_i of the signal, and he by the resilience r_i of each type and the critical resilience r*_a after posture a:
he gains g (r*_a - r_i) from escalating. The reduced payoffs are those of `opening.payoff_tables`, evaluated at a war
that stays at zero while closed, with base harm d_i and no other, and with g = 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from types import SimpleNamespace
from typing import Any

import sympy as sp

from termination.engine.symbolic.games import SymbolicGame
from termination.models.opening.payoffs import (
    PARAMETERS,
    POSTURES,
    RESPONSES,
    SIGNAL_MESSAGES,
    SILENT_MESSAGES,
    harm_of,
    opener_payoff,
    opponent_payoff,
    payoff_tables,
)

LAM = sp.Symbol("lam", positive=True)
#: The share of her premium that she keeps under fire, in wars where that is not all of it.
KAPPA = sp.Symbol("kappa", nonnegative=True)
#: Critical resilience after each posture, and where it is the same after both.
RSTAR = {posture: sp.Symbol(f"rstar_{posture}", real=True) for posture in POSTURES}
RSTAR["both"] = sp.Symbol("rstar", real=True)


def suffixes(types: int) -> tuple[str, ...]:
    """What types are called in formulas, from the least to the most resilient: L and H; 1 to N."""
    return ("L", "H") if types == 2 else tuple(str(i + 1) for i in range(types))


def by_type(letter: str, types: int, **signs: bool) -> tuple[sp.Symbol, ...]:
    """A symbol for each type."""
    return tuple(sp.Symbol(f"{letter}_{suffix}", real=True, **signs) for suffix in suffixes(types))


#: What is assumed: A1 talks are worth having (and the signal costs something), A2 escalation hurts; each with the next.


@cache
def reduced_game(types: int, signal: bool, premise: str, guarantee: bool = True, kept: bool = True) -> SymbolicGame:
    """The reduced game under a premise: "A1" (with A2; costs of the signal positive), "A2", or "" for neither.

    Without a guarantee one critical resilience goes for both postures. `kept` is whether she keeps all that talks are
    worth when escalated against; a share of it is another symbol.
    """
    worth_having = {"positive": True} if premise == "A1" else {}
    cost = {"positive" if premise == "A1" else "nonnegative": True}
    harm = {"positive" if premise else "nonnegative": True}
    p, r = by_type("p", types, positive=True), by_type("r", types)
    b, d = by_type("b", types, **worth_having), by_type("d", types, **harm)
    c = by_type("c", types, **cost) if signal else ()
    closed, opened = (RSTAR["closed"], RSTAR["open"]) if guarantee else (RSTAR["both"], RSTAR["both"])
    opponent = {"escalation_gain": 1, "escalation_cost": 1 - closed, "guarantee": closed - opened}
    nothing = ("war_value", "face_saving", "deescalation", "coercion", "escalation_harm", "opponent_talks_value")
    wars = [
        SimpleNamespace(
            **dict.fromkeys(nothing, 0),
            **opponent,
            resilience=r[i],
            talks_value=b[i],
            base_harm=d[i],
            talks_exposure=LAM,
            guarantee_delivery=1,
            talks_kept=1 if kept else KAPPA,
            signal_cost=c[i] if signal else 0,
        )
        for i in range(types)
    ]
    sender, receiver = payoff_tables(wars, signal)
    messages = SIGNAL_MESSAGES if signal else SILENT_MESSAGES
    return SymbolicGame(
        types=suffixes(types),
        prior=p,
        messages=messages,
        response_sets=(RESPONSES,) * len(messages),
        sender=_frozen(sender),
        receiver=_frozen(receiver),
        symbols=(*p, *r, *dict.fromkeys((closed, opened)), *b, LAM, *(() if kept else (KAPPA,)), *d, *c),
        assumptions=(
            *(r[i] < r[i + 1] for i in range(types - 1)),
            *((opened <= closed,) if guarantee else ()),
            closed < 1,
            LAM <= 1,
            *(() if kept else (KAPPA <= 1,)),
        ),
        scales=d if premise else (),
        latex={
            LAM: r"\lambda",
            KAPPA: r"\kappa",
            RSTAR["both"]: "r^{*}",
            **{RSTAR[posture]: rf"r^{{*}}_{{\mathrm{{{posture}}}}}" for posture in POSTURES},
        },
    )


def _frozen(table: Sequence[Any]) -> tuple[tuple[tuple[sp.Expr, ...], ...], ...]:
    return tuple(tuple(tuple(sp.expand(x) for x in cells) for cells in rows) for rows in table)


@cache
def definitions(game: SymbolicGame, sure: bool = True) -> dict[sp.Symbol, sp.Expr]:
    """What the reduced symbols mean in the model's parameters, read off the model's own payoffs.

    `sure` is whether the guarantee is: where he doubts it, delta is a letter too.
    """
    by_name = {s.name: s for s in game.symbols}
    found = {}
    for suffix in game.types:
        v = parameters_in_symbols(suffix)
        talks = opener_payoff(v, "open", False, "hold") - opener_payoff(v, "closed", False, "hold")
        found[by_name[f"b_{suffix}"]] = talks
        found[by_name[f"d_{suffix}"]] = harm_of(v)
    v = parameters_in_symbols(game.types[0])
    v.guarantee_delivery = 1 if sure else v.guarantee_delivery
    for posture in POSTURES:
        gain = opponent_payoff(v, posture, "escalate") - opponent_payoff(v, posture, "hold")
        found[RSTAR[posture]] = sp.solve(gain, v.resilience)[0].apart(v.escalation_gain)
    found[RSTAR["both"]] = found[RSTAR["closed"]]
    return found


def parameters_in_symbols(suffix: str) -> SimpleNamespace:
    """Every parameter of the model as a symbol, for one type: under their letters in the model's own notation."""
    symbols = {}
    for parameter in PARAMETERS:
        letter = parameter.symbol.removesuffix("_i")
        symbols[parameter.name] = sp.Symbol(f"{letter}_{suffix}" if parameter.by_type else letter, real=True)
    symbols["resilience"], symbols["talks_exposure"] = sp.Symbol(f"r_{suffix}", real=True), LAM
    symbols["talks_kept"] = KAPPA
    return SimpleNamespace(**symbols)
