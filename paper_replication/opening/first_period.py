"""Random wars in periods, and their first period read in the words of the claims on time (S10, S14).

The wars are those of the other checks in which an opener keeps under fire all that talks are worth, played in a few
periods with battles that tell more or less, and without a stake of his own in talks. Of the first period every
equilibrium is looked at that survives D1, with the selection `talks` playing what comes later.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Any

from paper_replication.opening.over_time import over_time
from paper_replication.opening.wars import MIDDLE, TEMPTING, random_war
from paper_replication.opening.words import (
    adverse,
    exposure,
    gain,
    strongest,
    sure_resilience_deters,
    temptation,
)


def war_in_periods(rng: Random) -> Any:
    """A war of two or three periods, in which battles tell anything from nothing to nearly all."""
    regime = rng.choice((TEMPTING, MIDDLE))
    war = random_war(rng, regime=regime, opponent_talks_value=Fraction(0), talks_kept=Fraction(1))
    tells, patience = Fraction(rng.randint(10, 19), 20), Fraction(rng.randint(0, 19), 20)
    return over_time(war, tells, periods=rng.randint(2, 3), patience=patience)


@dataclass(frozen=True)
class First:
    """How often each type opens in the first period, and how often each message that is sent is escalated against."""

    opens: Mapping[str, Fraction]
    escalates: Mapping[str, Fraction]


def first_periods(war: Any, selection: str = "talks") -> list[First]:
    """What survives D1 in the first period, what is played first."""
    course = war.solve(selection)
    return [
        First(
            dict(zip(course.moment(1).stage.types, one.sending(course.belief).get("open", (0, 0)), strict=True)),
            {sent.message: sent.reply.weights[0] for sent in one.sent},
        )
        for one in course.moment(1).all_at(course.belief)
        if not one.fault
    ]


def looks_weak_and_tempts(war: Any) -> bool | None:
    """Opening looks weak, the resilient do not open come what may, and escalation pays on what is known (True) or does
    not (False)."""
    once, high = war.opening, strongest(war.opening)
    flow = (1 - war.patience) * gain(once, high)
    if adverse(once) is not True or not sure_resilience_deters(once) or flow >= exposure(once, high):
        return None
    return temptation(once) > 0 if temptation(once) else None


def weak_first(war: Any) -> bool:
    """In all that survives the resilient stay closed; the weak open under fire, or nobody opens and he waits."""

    def so(one: First) -> bool:
        under_fire = one.opens["low"] > 0 and one.escalates["open"] == 1
        waits = one.opens["low"] == 0 and one.escalates["closed"] == 0
        return one.opens["high"] == 0 and (under_fire or waits)

    return all(map(so, first_periods(war)))


def talks_at_once(war: Any) -> bool:
    """As it is played, both open in the first period and are left alone."""
    played = first_periods(war)[0]
    return all(share == 1 for share in played.opens.values()) and played.escalates["open"] == 0
