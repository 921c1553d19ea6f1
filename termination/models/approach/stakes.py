"""What is at stake in an approach: gains, what pressing costs, the rival's critical resolve, assumptions B1 to B4.

For a less-hardline approach a and type t, all measured from hardline that is not pressed:

    held      g_t = h_t e - u k + (W + f F) ell - c_t     the rival holds
    met       m_t = h_t e - k + Y + (W + f F) ell - c_t   it reciprocates
    pressed   b_t = h_t e - u k - L_t - c_t               it presses

(c_t under cover only). The rival prefers reciprocating to holding iff (1 - u) v + tr > y; where it does not press, what
a type gets is `unpressed`, G_t. Its **exposure** D_t = G_t - b_t is what being pressed costs it, and its **nerve**
G_t / D_t the greatest chance of being pressed at which it still prefers the approach to hardline. Adverse inference
(B4) is that the irresolute have more nerve.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from termination.engine.game import SignalingGame
from termination.engine.model import Stake
from termination.models.approach.payoffs import (
    HARDLINE,
    HOLD,
    IRRESOLUTE,
    PRESS,
    RECIPROCATE,
    RESOLUTE,
    TYPES,
    responses_to,
)
from termination.models.parameters import Assumption, ByType


@dataclass(frozen=True)
class Offer:
    """What one approach does, by type for the stronger state; see the module's opening lines. For hardline all is zero
    but `pressed`, what being pressed brings.

    `reciprocity` is (1 - u) v + tr - y, `unilateral` the part u k of its cost that is given whatever the response, and
    `saved` h_t e.
    """

    message: str
    relief: Fraction
    critical_resolve: Fraction
    reciprocity: Fraction
    held: Mapping[str, Fraction]
    met: Mapping[str, Fraction]
    pressed: Mapping[str, Fraction]
    saved: Mapping[str, Fraction]
    unilateral: Fraction

    @property
    def unpressed_response(self) -> str:
        """What the rival does where it does not press: "hold", "reciprocate", or either."""
        if self.message == HARDLINE or self.reciprocity < 0:
            return HOLD
        return RECIPROCATE if self.reciprocity > 0 else f"{HOLD} or {RECIPROCATE}"

    @property
    def unpressed(self) -> Mapping[str, Fraction]:
        """G_t; where the rival is indifferent between holding and reciprocating, as if it held."""
        return self.met if self.unpressed_response == RECIPROCATE else self.held

    @property
    def exposure(self) -> dict[str, Fraction]:
        """D_t = G_t - b_t."""
        return {t: self.unpressed[t] - self.pressed[t] for t in TYPES}

    def nerve(self, type_: str) -> Fraction | None:
        """G_t / D_t; None where being pressed costs the type nothing."""
        exposure = self.exposure[type_]
        return self.unpressed[type_] / exposure if exposure > 0 else None


def offer(game: SignalingGame, v: Any, message: str, hardline_cost: Mapping[str, Fraction]) -> Offer:
    """The offer of one message, its gains read off the payoffs; `v` has the parameters there, relief as it is felt."""
    j, replies = game.messages.index(message), responses_to(message)

    def gains(response: str) -> ByType:
        response = response if response in replies else HOLD
        return ByType(TYPES, (rows[j][replies.index(response)] - rows[0][1] for rows in game.sender))

    ambition, power = v.ambition, v.power
    reciprocity = (1 - v.unilateral) * v.concession_value + v.trend - v.reciprocity_cost
    better = max(Fraction(0), reciprocity) if message != HARDLINE else Fraction(0)
    return Offer(
        message=message,
        relief=Fraction(v.relief),
        critical_resolve=(ambition - v.insecurity * v.relief - better) / (ambition + power),
        reciprocity=reciprocity if message != HARDLINE else Fraction(0),
        held=gains(HOLD),
        met=gains(RECIPROCATE),
        pressed=gains(PRESS),
        saved=ByType(TYPES, (hardline_cost[t] * v.savings for t in TYPES)),
        unilateral=v.unilateral * v.concession_cost,
    )


# Assumptions


def assumptions(offers: Sequence[Offer]) -> dict[str, Assumption]:
    """B1 to B4 by name: whether each holds for every one of these approaches, and where it does not."""
    return {one.name: one for one in (_worth(offers), _saving(offers), _worse_pressed(offers), _adverse(offers))}


def _assumption(name: str, title: str, statement: str, against: Sequence[str], offers: Sequence[Offer]) -> Assumption:
    nothing = "no less-hardline approach without cover is on offer"
    detail = f"fails for {'; '.join(against)}" if against else "" if offers else nothing
    return Assumption(name, title, statement, not against, detail, _advice(name) if against else "")


def _advice(name: str) -> str:
    return f"what is proved under {name} does not apply there. It holds once {_REMEDIES[name]}"


_REMEDIES = {
    "B1": "the approach, not pressed, brings more than hardline: raise what it saves or wins, or lower what it costs",
    "B2": "the hardline cost saved exceeds the part conceded unilaterally: raise hardline_cost or savings, or lower "
    "unilateral or concession_cost",
    "B3": "being pressed costs more: raise emboldening_loss",
    "B4": "the irresolute gain more from the approach than the resolute, in proportion to what pressing costs them",
}


def _worth(offers: Sequence[Offer]) -> Assumption:
    against = [
        f"{o.message}, {t}: {o.held[t]} held, {o.met[t]} reciprocated"
        for o in offers
        for t in TYPES
        if o.held[t] <= 0 or o.met[t] <= 0
    ]
    statement = "h_t e + (W + f F) ell > u k and h_t e + (W + f F) ell + Y > k"
    return _assumption("B1", "unpressed, it beats hardline", statement, against, offers)


def _saving(offers: Sequence[Offer]) -> Assumption:
    against = [
        f"{o.message}, {t}: saves {o.saved[t]}, gives {o.unilateral}"
        for o in offers
        for t in TYPES
        if o.saved[t] <= o.unilateral
    ]
    return _assumption("B2", "savings cover the unilateral part", "h_t e > u k", against, offers)


def _worse_pressed(offers: Sequence[Offer]) -> Assumption:
    against = [
        f"{o.message}, {t}: pressed {o.pressed[t]}, reciprocated {o.met[t]}"
        for o in offers
        for t in TYPES
        if o.pressed[t] >= o.met[t]
    ]
    statement = "k - Y < u k + L_t + (W + f F) ell"
    return _assumption("B3", "being pressed is worse than reciprocity", statement, against, offers)


def _adverse(offers: Sequence[Offer]) -> Assumption:
    against = [
        f"{o.message}: {ratios[RESOLUTE]} for the {RESOLUTE}, {ratios[IRRESOLUTE]} for the {IRRESOLUTE}"
        for o in offers
        for ratios in [{t: o.held[t] / (o.held[t] - o.pressed[t]) for t in TYPES}]
        if ratios[IRRESOLUTE] <= ratios[RESOLUTE]
    ]
    statement = "(h_t e - u k + (W + f F) ell) / (L_t + (W + f F) ell) larger for the irresolute"
    return _assumption("B4", "adverse inference", statement, against, offers)


# What a report begins with


def at_stake(prior: Fraction, offers: Sequence[Offer], held: Mapping[str, Assumption]) -> tuple[Stake, ...]:
    """The approaches, what they bring each type, and the assumptions, as tables."""
    rows: list[tuple[str | Fraction, ...]] = [
        (o.message, o.critical_resolve, _at_prior(prior, o), o.relief, o.unpressed_response) for o in offers
    ]
    gains: list[tuple[str | Fraction, ...]] = [
        (o.message if t == RESOLUTE else "", t, o.unpressed[t], o.pressed[t]) for o in offers for t in TYPES
    ]
    said = [(one.name, one.title, "holds" if one.holds else "fails", one.detail) for one in held.values()]
    return (
        Stake(
            f"The rival presses below a critical resolve; the prior is {prior}",
            ("approach", "critical", "at the prior", "relief", "else it would"),
            tuple(rows),
        ),
        Stake(
            "What each type gains on hardline that is not pressed",
            ("approach", "type", "unpressed", "pressed"),
            tuple(gains),
        ),
        Stake("Assumptions", (), tuple(said)),
    )


def _at_prior(prior: Fraction, one: Offer) -> str:
    if prior == one.critical_resolve:
        return "indifferent"
    return "pressed" if prior < one.critical_resolve else "not pressed"
