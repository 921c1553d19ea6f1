"""S10: a state of low resilience may open at the first opportunity."""

from __future__ import annotations

from fractions import Fraction

from matplotlib.axes import Axes

import termination as tm
from paper_replication.claims import TRIED, Check, Claim, Said, Story
from paper_replication.opening.first_period import (
    first_periods,
    looks_weak_and_tempts,
    talks_at_once,
    war_in_periods,
    weak_first,
)
from paper_replication.opening.over_time import brief, staked_war
from paper_replication.opening.plays import Play, plays
from paper_replication.opening.wars import TEMPTING, tempting_war, war_drawn
from paper_replication.opening.words import (
    War,
    adverse,
    bold,
    exposure,
    gain,
    harm,
    sure_resilience_deters,
    tempted_by,
    tempting,
)
from paper_replication.sources import PASSAGES


def weak_are_bold(war: War) -> bool | None:
    """Escalation tempting, opening looking weak, the resilient timid: whether the weak are bold."""
    premises = tempting(war) is True and sure_resilience_deters(war) and adverse(war) and bold(war, "high") is False
    return bold(war, "low") if premises else None


def opens_at_once(war: War) -> bool:
    """Under D1 the weak open for sure and are escalated against for sure; the resilient stay closed, left alone."""

    def so(play: Play) -> bool:
        return play.opens("low") == 1 == play.escalated("low") and play.opens("high") == 0 == play.escalated("high")

    found = plays(war, "D1")
    return bool(found) and all(map(so, found))


def waiting_share(war: War) -> Fraction:
    """How many of the weak can hide among the closed resilient so that escalating against them just does not pay."""
    against_low, against_high = (tempted_by(war, t, opened=False) for t in ("low", "high"))
    return war.prior["high"] * -against_high / (war.prior["low"] * against_low)


def hides_as_far_as_it_can(war: War) -> bool:
    """Under D1 the weak stay closed with just that probability, and closed is escalated against just so often that
    hiding is as good for them as opening under fire; the resilient stay closed."""

    def so(play: Play) -> bool:
        hidden = play.opens("low") == 1 - waiting_share(war) and play.opens("high") == 0
        hiding_costs = play.escalates["closed"] * harm(war, "low")
        return hidden and hiding_costs == exposure(war, "low") - gain(war, "low") and play.escalates["open"] == 1

    found = plays(war, "D1")
    return bool(found) and all(map(so, found))


CHECKS = (
    Check(
        "Escalation is tempting, opening looks weak, the resilient are timid and the weak bold: under D1 the weak open "
        "for sure, known for what they are and escalated against; the resilient stay closed and are left alone.",
        "The weak are timid: they open sometimes, in exactly the proportion that leaves him indifferent about those "
        "who stay closed.",
        war_drawn(regime=TEMPTING),
        weak_are_bold,
        opens_at_once,
        hides_as_far_as_it_can,
    ),
    Check(
        "Played in periods, with battles, no stake of his own in talks, and talks wherever they can be: while "
        "escalation is tempting, opening looks weak and the resilient do not open come what may, in all that survives "
        "D1 in the first period the resilient stay closed; the weak open, under fire, or he waits for news and nobody "
        "opens.",
        "Escalation does not pay on what is known: both open in the first period and are left alone.",
        war_in_periods,
        looks_weak_and_tempts,
        weak_first,
        talks_at_once,
    ),
)


def desperate_war() -> War:
    """`tempting_war` with fighting on so bad for the weak that they open whatever follows."""
    war = tempting_war()
    return war.with_(war_value={"low": war.talks_value["low"] - exposure(war, "low") - Fraction(1, 10)})


def example() -> Story:
    war, desperate = tempting_war(), desperate_war()
    (hides,), (opens,) = plays(war, "D1"), plays(desperate, "D1")
    return Story(
        "Escalation is tempting. Fighting on is worth {w} to the weak, and talks {b} more, which does not make up for "
        "the {e} that escalation would cost them once they have opened. Still a share {opening} of them opens: if "
        "fewer did, escalating against whoever stays closed would pay. At a war worth {w_desperate} to them talks are "
        "worth {b_desperate} more, and they open with probability {sure}, are escalated against with probability "
        "{fire}, and have {value}: better than the {defeat} of being escalated against while closed.",
        {
            "w": war.war_value["low"],
            "b": gain(war, "low"),
            "e": exposure(war, "low"),
            "opening": hides.opens("low"),
            "w_desperate": desperate.war_value["low"],
            "b_desperate": gain(desperate, "low"),
            "sure": opens.opens("low"),
            "fire": opens.escalated("low"),
            "value": opens.value("low"),
            "defeat": desperate.war_value["low"] - harm(desperate, "low"),
        },
    )


def candour() -> Story:
    (hides,) = plays(tempting_war(), "D1")
    staked = staked_war()
    first = first_periods(staked)[0]
    return Story(
        "“At the first opportunity” speaks of time. Who opens is answered by the game played once; when, by the same "
        "war in periods, an extension of ours. There the weak are the first to open in every period, and in the first "
        "one unless he waits, where most talks are played and he has no stake of his own in them; that is argued by "
        "hand over all periods, its steps by machine (Y2). With a stake of {stake} it can fail: in a war of {periods} "
        "periods in which opening looks weak, the resilient open with probability {high} in the first, the weak with "
        "{low}. Nor must the weak open: in the game played once timid ones stay closed with probability {closed} here, "
        "hidden among the resilient. Outright defeat is in the model only as an escalation against a closed opener.",
        {
            "stake": staked.opening.opponent_talks_value,
            "periods": staked.periods,
            "high": brief(first.opens["high"]),
            "low": brief(first.opens["low"]),
            "closed": 1 - hides.opens("low"),
        },
    )


def figure() -> Axes:
    return tm.plot.correspondence(
        tempting_war(), "talks_value.low", "3/10", "1", 8, outcome="opening", refinement="D1",
        also=[tempting_war().war_value["low"] + exposure(tempting_war(), "low")],
    )  # fmt: skip


CLAIM = Claim(
    name="S10",
    title="the weak may open at the first opportunity",
    passage=PASSAGES["S10"],
    said=(
        Said(
            ("A4", "no signal", "any number"),
            "whenever anybody opens, the weakest do.",
            ("T0: the weaker open first, 2 types", "T0: the weaker open first, 3 types"),
        ),
        Said(
            ("A3", "A4", "no signal", "tempting", "b_H < lam d_H", "b_L > lam d_L", "D1"),
            "the weak open for sure and are escalated against.",
            ("T4: a bold L opens",),
        ),
        Said(
            ("A1", "A3", "A4", "no signal", "tempting", "b_L < lam d_L", "D1"),
            "the weak open with probability `1 - p_H (k - g (1 - r_H)) / (p_L (g (1 - r_L) - k))`, and are "
            "escalated against.",
            ("T4: an exposed L mixes",),
        ),
        Said(
            ("A4", "no signal", "c_L > c_H"),
            "in a period of a war in periods, in every equilibrium, if the resilient open with positive probability, "
            "the weak open for sure.",
            ("Y2: the weak open first",),
        ),
        Said(
            ("A1", "A3", "A4", "no signal", "(1 - beta) b_H < lam d_H"),
            "in periods, talks being played wherever they can be and his own stake in them being nothing, in the first "
            "one the resilient open only if the weak do for sure, as is argued by hand for every period.",
            TRIED,
        ),
    ),
    theorems=("T0", "T4", "Y2"),
    modal=True,
    checks=CHECKS,
    example=example,
    candour=candour,
    figure=figure,
    caption="The probability that she opens in every equilibrium against what talks are worth to the weak type, while "
    "escalation is tempting.",
)
