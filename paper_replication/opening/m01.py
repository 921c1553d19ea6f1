"""M1: openness needs both strength shown and an enemy of limited capacity to escalate."""

from __future__ import annotations

from fractions import Fraction

from matplotlib.axes import Axes

import termination as tm
from paper_replication.claims import TRIED, Check, Claim, Counterexample, Said, Story, never
from paper_replication.drawing import SIZE, panel, shade_zones
from paper_replication.opening.plays import in_every, in_some, refusal, span, talks_for_all
from paper_replication.opening.s01 import equal_gains
from paper_replication.opening.wars import middle_war, war_drawn
from paper_replication.opening.words import War, adverse, all_bold, bold, gain, harm, temptation, tempted_by, tempting
from paper_replication.sources import PASSAGES


def both_factors(war: War) -> bool | None:
    """Nobody would brave escalation, and it does not pay on what he knows: whether opening looks weak and he can and
    would escalate against the weak."""
    if all_bold(war) is not False or temptation(war, opened=False) >= 0:
        return None
    looks_weak, capacity = adverse(war), tempted_by(war, "low")
    return None if looks_weak is None or capacity == 0 else looks_weak and capacity > 0


def conjunction(war: War) -> bool | None:
    """Escalation would pay against the weak, on what he knows after both postures or after neither, and nothing is on
    an edge: whether opening does not look weak, or all are bold, and escalation does not pay on what he knows."""
    braves = [bold(war, t) for t in war.types]
    looks_weak, pays = adverse(war), tempting(war)
    alike = temptation(war) * temptation(war, opened=False) > 0
    if tempted_by(war, "low") <= 0 or not alike or None in (*braves, looks_weak, pays):
        return None
    return (not looks_weak or all(braves)) and not pays


CHECKS = (
    Check(
        "Short of a cost of escalation that deters even against the weak: opening does not look weak, or all types are "
        "bold, and escalation does not pay on what he knows. Under D1 talks for all are the only outcome.",
        "Either fails: they are not.",
        war_drawn(),
        conjunction,
        in_every(talks_for_all, "D1"),
        never(in_every(talks_for_all, "D1")),
    ),
    Check(
        "Opening looks weak, and escalation against the weak would pay: that all refuse survives D1.",
        "Opening looks strong, or escalation would not pay even against the weak: it does not.",
        war_drawn(),
        both_factors,
        in_some(refusal, "D1"),
        never(in_some(refusal, "D1")),
    ),
)


def _four() -> dict[str, War]:
    weak, strong = middle_war(), equal_gains()
    able, unable = weak.escalation_cost, tempted_by(weak, "low") + weak.escalation_cost + gain(weak, "high")
    return {
        "both": weak,
        "inference": weak.with_(escalation_cost=unable),
        "capacity": strong.with_(escalation_cost=able),
        "neither": strong.with_(escalation_cost=unable),
    }


def example() -> Story:
    wars = _four()
    return Story(
        "Take the war of S1 and change each factor in turn. With both, an opening looking weak and escalation "
        "affordable at a cost of {able}, the least probability of talks under D1 is {both}. With the adverse "
        "inference alone, at a cost of {unable}, it is {inference}. With the capacity alone, talks being worth as "
        "much to the resilient as to the weak, it is {capacity}; with neither, {neither}.",
        {
            "able": wars["both"].escalation_cost,
            "unable": wars["inference"].escalation_cost,
            **{name: span(war, "talks", "D1")[0] for name, war in wars.items()},
        },
    )


def looking_weak_in_safety() -> War:
    """`middle_war` with escalation dearer than what it brings even against the weak: opening would look weak."""
    return _four()["inference"]


def candour() -> Story:
    base = middle_war()
    war = base.with_(escalation_cost=temptation(base) + base.escalation_cost - gain(base, "high"))
    strong = equal_gains().with_(escalation_cost=war.escalation_cost)
    return Story(
        "The two factors work together in this way where escalation does not pay on what he knows. Where it does, at "
        "a cost of {k}, capacity alone suffices: the greatest probability of talks is {adverse} if opening looks "
        "weak, and {reversed} if it looks strong. “Likelihood” of adverse inference is in our model a matter of yes "
        "or no (A4).",
        {
            "k": war.escalation_cost,
            "adverse": span(war, "talks")[1],
            "reversed": span(strong, "talks")[1],
        },
    )


def figure() -> Axes:
    """What survives D1, by the cost of escalation and what talks are worth to the resilient."""
    base, top, ends = middle_war(), Fraction(1, 5), (Fraction(3, 10), Fraction(1))
    least = base.war_value["high"]
    worth = {"talks_value": {"high": (least, least + top)}}
    found = tm.regions(base, x={"escalation_cost": ends}, y=worth, refinement="D1")
    ax = panel("escalation cost: the enemy's capacity", "worth of talks to the resilient")
    shade_zones(ax, found, {"never": "#FFFFFF", "sometimes": "#DCEBF5", "always": "#7FB9DE"}, (0.0, float(least)))
    turning = float(gain(base, "low") * harm(base, "high") / harm(base, "low"))
    ax.axhline(turning, color="#000000", linewidth=0.8, linestyle="--")
    for share, words in ((1.06, "opening looks strong"), (0.94, "opening looks weak")):
        ax.text(0.31, share * turning, words, fontsize=SIZE - 1, va="center")
    prior, weak = (float(net + base.escalation_cost) for net in (temptation(base), tempted_by(base, "low")))
    middles = (0.3 + prior) / 2, (prior + weak) / 2, (weak + 1) / 2
    for x, words in zip(middles, ("no talks", "refusal\nor talks", "talks"), strict=True):
        ax.text(x, 0.15 * float(top), words, ha="center", fontsize=SIZE)
    return ax


CLAIM = Claim(
    name="M1",
    title="openness needs strength shown, and an enemy of limited capacity",
    passage=PASSAGES["M1"],
    said=(
        Said(
            ("A4", "no signal", "middle", "b_i <= lam d_i"),
            "joint refusal survives D1: opening looks weak, and escalation would pay against the weak.",
            ("T0: the weaker open first, 2 types", "T14: D1 with A4, refusal survives", "T15: refusal"),
        ),
        Said(
            ("A1", "A4 reversed", "no signal", "middle", "D1"),
            "all get talks: the first factor is missing.",
            ("T14: D1 with A4 reversed",),
        ),
        Said(
            ("A1", "no signal", "too costly"),
            "all get talks in every equilibrium: the second factor is missing.",
            ("T1: talks for all, 2 types, no signal",),
        ),
        Said(
            ("A1", "A2", "no signal", "m = 0", "k < g (1 - r_1)"),
            "off the edges talks are the only outcome that survives D1 if and only if opening does not look weak (A4 "
            "reversed, or all types bold) and escalation does not pay at the prior.",
            TRIED,
        ),
    ),
    theorems=("T0", "T1", "T14", "T15"),
    against=(
        Counterexample(
            "Escalation would not pay even against the weakest, and opening would look weak: in every equilibrium "
            "all open, and get talks.",
            looking_weak_in_safety,
            in_every(talks_for_all),
        ),
    ),
    checks=CHECKS,
    example=example,
    candour=candour,
    figure=figure,
    caption="What survives D1, by what escalation costs the enemy and what talks are worth to the resilient (above the "
    "dashed line opening looks strong): talks for sure (dark), talks or refusal (light), no talks (white); on an edge "
    "more may survive.",
)
