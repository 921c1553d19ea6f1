"""S14: the costs of conversation are blows to perception, independent of the state of the battlefield."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from matplotlib.axes import Axes

import termination as tm
from paper_replication.claims import TRIED, Check, Claim, Said, Story
from paper_replication.opening.first_period import (
    first_periods,
    looks_weak_and_tempts,
    talks_at_once,
    war_in_periods,
)
from paper_replication.opening.over_time import DOUBTED, TELLS, battle, believed, brief, forecast
from paper_replication.sources import PASSAGES

#: Battles that tell nothing, and a little: how likely the resilient win them.
SILENT, LITTLE = Fraction(1, 2), Fraction(13, 20)


def told_by(war: Any, tells: Fraction) -> Any:
    """The war with battles that tell so much."""
    return war.with_(battle=battle(war.opening, tells))


def opening_is_hit(war: Any) -> bool:
    """In all that survives in the first period whatever opening there is is escalated against for sure."""
    return all(one.escalates["open"] == 1 for one in first_periods(war) if any(one.opens.values()))


CHECKS = (
    Check(
        "Played in periods, no stake of his own in talks, and talks wherever they can be: while escalation is "
        "tempting, opening looks weak and the resilient do not open come what may, whatever opening survives D1 in "
        "the first period is escalated against for sure; where battles tell something, and where they tell nothing.",
        "Escalation does not pay on what is known: both open in the first period and are left alone, where battles "
        "tell something and where they tell nothing.",
        war_in_periods,
        looks_weak_and_tempts,
        lambda war: opening_is_hit(war) and opening_is_hit(told_by(war, SILENT)),
        lambda war: talks_at_once(war) and talks_at_once(told_by(war, SILENT)),
    ),
)


def example() -> Story:
    war = believed(DOUBTED)
    silent, telling = (first_periods(told_by(war, tells))[0] for tells in (SILENT, TELLS))
    return Story(
        "Escalation is tempting, and resilience thought as likely as {prior}. Where battles tell nothing, the weak "
        "open in the first period with probability {quiet} and are escalated against with probability {hit_quiet}; "
        "where the resilient win and the weak lose them with probability {tells}, with {loud}, and {hit_loud}.",
        {
            "prior": DOUBTED,
            "quiet": silent.opens["low"],
            "hit_quiet": silent.escalates["open"],
            "tells": TELLS,
            "loud": telling.opens["low"],
            "hit_loud": telling.escalates["open"],
        },
    )


def candour() -> Story:
    least, most = (forecast(told_by(believed(Fraction(2, 5)), tells)).total("talks") for tells in (SILENT, LITTLE))
    return Story(
        "The battlefield is in the war in periods, an extension of ours, only by what it tells of her resilience. As "
        "far as that goes it is borne out that opening is escalated against without battles as with them, belief by "
        "belief. But battles move beliefs, and past the critical one opening is left alone where most talks are "
        "played: in the tempting war in periods the chance of talks is {least} where battles tell nothing and {most} "
        "where they tell a little. That land changes hands, or armies are lost, is not in the model.",
        {"least": brief(least), "most": brief(most)},
    )


def figure() -> Axes:
    return tm.plot.strategies(believed(Fraction(2, 5)).solve("talks"))


CLAIM = Claim(
    name="S14",
    title="the costs of conversation do not hang on the battlefield",
    passage=PASSAGES["S14"],
    said=(
        Said(
            ("A4", "no signal", "tempting", "c_L > c_H"),
            "in a period of a war in periods, whatever has been fought and is still to be fought, in every equilibrium "
            "whatever opening happens is escalated against for sure.",
            ("Y9: opening is punished",),
        ),
        Said(
            ("A1", "A3", "A4", "no signal", "tempting", "(1 - beta) b_H < lam d_H"),
            "in periods, talks being played wherever they can be and his own stake in them being nothing, nobody gets "
            "talks in the first period, however much battles tell.",
            TRIED,
        ),
    ),
    theorems=("Y9",),
    beyond="the battlefield, but for what it tells of her resilience",
    checks=CHECKS,
    example=example,
    candour=candour,
    figure=figure,
    caption="What is played in each period of the tempting war in periods, by belief: where escalation tempts, opening "
    "is escalated against, in the first period and in the last.",
)
