"""S7: coercing an enemy to the table can be counterproductive."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from matplotlib.axes import Axes

import termination as tm
from paper_replication.claims import Check, Claim, Said, Story, never
from paper_replication.opening.plays import Play, any_talks, in_every, in_some, plays, refusal, span, talks_for_all
from paper_replication.opening.wars import MIDDLE, middle_war, number, random_war
from paper_replication.opening.words import (
    War,
    adverse,
    all_bold,
    bold,
    bold_from,
    gain_without_pressure,
    middle,
    tempting,
)
from paper_replication.sources import PASSAGES


def pressed(rng: Random, regime: int | None = None) -> War:
    """A random war with pressure on a closed opener."""
    return random_war(rng, regime=regime, coercion=number(rng, 0.01, 2))


def weak_alone(play: Play) -> bool:
    """The weak open and are escalated against for sure; the resilient stay closed and are not."""
    return play.opens("low") == 1 == play.escalated("low") and play.opens("high") == 0 == play.escalated("high")


def pressure_drives_the_weak(war: War) -> bool | None:
    """Refusal was possible without pressure; whether with it the weak are bold and the resilient still timid."""
    without = war.with_(coercion=0)
    possible = middle(war) and adverse(without) and all_bold(without) is False
    found = bold(war, "low"), bold(war, "high")
    return None if None in found or not possible else found == (True, False)


def trapped(war: War) -> bool:
    """Refusal without escalation survives D1 without pressure; with it refusal is over, and the weak alone may open."""
    before, after = plays(war.with_(coercion=0), "D1"), plays(war)
    return any(map(refusal, before)) and not any(map(refusal, after)) and any(map(weak_alone, plays(war, "D1")))


def enough_of_it(war: War) -> bool | None:
    """In the middle regime, opening looking weak: whether pressure makes even the resilient bold."""
    return bold(war, "high") if middle(war) and adverse(war) else None


CHECKS = (
    Check(
        "Escalation is tempting: however great the pressure, nobody gets talks in any equilibrium.",
        "It is not: talks in some.",
        pressed,
        tempting,
        never(in_some(any_talks)),
        in_some(any_talks),
    ),
    Check(
        "The trap. All could refuse, and under pressure the weak are bold and the resilient timid: refusal is over, "
        "and that the weak alone open, escalated against, survives D1.",
        "Pressure makes both bold, or neither: that the weak alone open is no equilibrium.",
        lambda rng: pressed(rng, regime=MIDDLE),
        pressure_drives_the_weak,
        trapped,
        never(in_some(weak_alone)),
    ),
    Check(
        "Its limit. In the middle regime, under pressure that makes even the resilient bold: talks for all in every "
        "equilibrium.",
        "The resilient are timid: not in every one.",
        lambda rng: pressed(rng, regime=MIDDLE),
        enough_of_it,
        in_every(talks_for_all),
        never(in_every(talks_for_all)),
    ),
)


def pressure_needed(war: War, t: str) -> Fraction:
    """The pressure beyond which the type is bold."""
    return (bold_from(war, t) - gain_without_pressure(war, t)) / (1 - war.resilience[t])


def example() -> Story:
    war = middle_war()
    low, high = (pressure_needed(war, t) for t in ("low", "high"))
    trap, enough = war.with_(coercion=(low + high) / 2), war.with_(coercion=2 * high)
    refused = next(filter(refusal, plays(war, "D1")))
    alone = next(filter(weak_alone, plays(trap, "D1")))
    return Story(
        "In the war of S1 all can refuse, and nobody is escalated against. Pressure beyond {low} makes the weak so "
        "uncomfortable that they open whatever follows; the resilient would do so beyond {high} only. In between, at "
        "{z}, nobody refuses jointly any more, and one of what is left is that the weak alone open and are escalated "
        "against: the probability of escalation there is {risk}, the prior probability of weakness, where it was "
        "{none} in refusal. At twice the larger threshold the probability of talks is {talks} in every equilibrium.",
        {
            "low": low,
            "high": high,
            "z": trap.coercion,
            "risk": alone.overall(alone.escalated),
            "none": refused.overall(refused.escalated),
            "talks": span(enough, "talks")[0],
        },
    )


def candour() -> Story:
    war = middle_war()
    high = pressure_needed(war, "high")
    trap = war.with_(coercion=(pressure_needed(war, "low") + high) / 2)
    return Story(
        "Counterproductive it can be; it need not be. In the trap talks for all are an equilibrium as well (the "
        "greatest probability of talks that survives D1 is {talks}), so that what pressure does turns on which is "
        "played; and in the middle regime enough of it, beyond {high} here, brings talks for sure. Where escalation "
        "is tempting no amount does. Pressure on a type that fully withstands it, `r_H = 1`, moves her not at all, "
        "whatever the amount.",
        {"talks": span(trap, "talks", "D1")[1], "high": high},
    )


def figure() -> Axes:
    war = middle_war()
    also = [pressure_needed(war, t) for t in war.types]
    return tm.plot.correspondence(
        war, "coercion", 0, "1/2", 6, outcome="escalation", refinement="D1", names=False, also=also
    )


CLAIM = Claim(
    name="S7",
    title="coercion to the table",
    passage=PASSAGES["S7"],
    said=(
        Said(
            ("A1", "no signal", "tempting"),
            "no pressure `z` on a closed posture brings talks.",
            ("T10: tempting: never talks", "T11: whatever her payoffs, 2 types", "T11: whatever her payoffs, 3 types"),
        ),
        Said(
            ("no signal", "b_L > lam d_L"),
            "joint refusal is over.",
            ("T10: joint refusal ends",),
        ),
        Said(
            ("no signal", "middle", "b_L > lam d_L", "b_H < lam d_H"),
            "one of the equilibria is that the weak alone open and are escalated against, with probability `p_L`.",
            ("T10: middle: L alone",),
        ),
        Said(
            ("A4 at z = 0", "b_i <= lam d_i at z = 0", "no signal", "middle", "b_L > lam d_L", "b_H < lam d_H"),
            "that is a trap: without the pressure joint refusal, and no escalation, survives D1, and with it this"
            " does.",
            ("T10: the trap",),
        ),
        Said(
            ("no signal", "middle", "b_L > lam d_L", "b_H > lam d_H"),
            "talks are the only outcome.",
            ("T10: middle: enough of it works",),
        ),
    ),
    theorems=("T10", "T11"),
    modal=True,
    checks=CHECKS,
    example=example,
    candour=candour,
    figure=figure,
    caption="The probability of escalation in every equilibrium of the middle regime against pressure. Between the two "
    "thresholds lies the trap; beyond both, talks are all there is.",
)
