"""S13: conditions and actions that raise resilience, and the chance that states open."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from random import Random

from matplotlib.axes import Axes

from paper_replication.claims import Check, Claim, Counterexample, Said, Story, never
from paper_replication.drawing import SIZE, beside_jumps, panel
from paper_replication.opening.plays import any_talks, in_some, span
from paper_replication.opening.s11 import Support
from paper_replication.opening.wars import TEMPTING, number, random_war, tempting_war
from paper_replication.opening.words import (
    War,
    adverse,
    bold,
    gain,
    harm,
    sure_resilience_deters,
    temptation,
    tempting,
)
from paper_replication.sources import PASSAGES


def supported(rng: Random) -> Support:
    """A war in which escalation is tempting, and the same with the resilient more resilient, a little or a lot."""
    war = random_war(rng, regime=TEMPTING, coercion=0)
    stronger = war.resilience["high"] + (1 - war.resilience["high"]) * number(rng, 0.05, 0.99)
    return Support(war, war.with_(resilience={"high": stronger}))


def timid_weak(case: Support) -> bool | None:
    """Before and after, escalation is tempting, opening looks weak and the resilient are timid: whether so are the
    weak."""
    for war in (case.before, case.after):
        if not (tempting(war) is True and sure_resilience_deters(war) and adverse(war)):
            return None
        if bold(war, "high") is not False:
            return None
    weak = bold(case.before, "low")
    return None if weak is None else not weak


def opening_falls(case: Support) -> bool:
    """Under D1 the probability of an opening is lower than before."""
    return span(case.after, "opening", "D1")[1] < span(case.before, "opening", "D1")[0]


def opening_stays(case: Support) -> bool:
    """Under D1 the probability of an opening is what it was, that of weakness."""
    weak = case.before.prior["low"]
    return span(case.before, "opening", "D1") == span(case.after, "opening", "D1") == (weak, weak)


CHECKS = (
    Check(
        "Escalation is tempting, opening looks weak and all types are timid, before and after: more resilience of the "
        "resilient lowers the probability of an opening under D1.",
        "The weak are bold: it stays what it was, the probability of weakness.",
        supported,
        timid_weak,
        opening_falls,
        opening_stays,
    ),
    Check(
        "So much resilience that escalation no longer pays on what he knows: talks in some equilibrium.",
        "Less than that: in none.",
        supported,
        lambda case: temptation(case.after) <= 0,
        lambda case: in_some(any_talks)(case.after),
        lambda case: never(in_some(any_talks))(case.after),
    ),
)

#: Resiliences of the resilient in the worked example.
STEPS = tuple(Fraction(r, 20) for r in (11, 12, 14, 16))


def at(resilience: Fraction) -> War:
    """`tempting_war` with the resilient as resilient as given."""
    return tempting_war(resilience={"high": resilience})


def well_supported() -> War:
    """`tempting_war` with the resilient as resilient as in the last step."""
    return at(STEPS[-1])


def looks_strong_from() -> Fraction:
    """The resilience beyond which opening looks strong: there the gain from talks outweighs, for the harm risked."""
    war = tempting_war()
    return 1 - gain(war, "high") * harm(war, "low") / gain(war, "low") / war.escalation_harm


def deterred_from() -> Fraction:
    """The resilience from which escalation no longer pays on what he knows."""
    war = tempting_war()
    expected = 1 - war.escalation_cost / war.escalation_gain
    return (expected - war.prior["low"] * war.resilience["low"]) / war.prior["high"]


def example() -> Story:
    strong, deterred = looks_strong_from(), deterred_from()
    under_fire, talking = at((strong + deterred) / 2), at((deterred + 1) / 2)
    return Story(
        "Escalation is tempting, and the weak timid. At a resilience of the resilient of {r1}, {r2}, {r3} and {r4} the "
        "probability of an opening is {o1}, {o2}, {o3} and {o4} under D1: the more the resilient withstand, the more "
        "of the weak can hide among them. Beyond {strong} opening looks strong, and it jumps to {all}, all of it "
        "escalated against (probability {fire}). Only from {deterred} on, where escalation no longer pays on what he "
        "knows, are there talks: half way from there to full resilience with probability {talks}.",
        {
            **{f"r{i}": r for i, r in enumerate(STEPS, 1)},
            **{f"o{i}": span(at(r), "opening", "D1")[0] for i, r in enumerate(STEPS, 1)},
            "strong": strong,
            "all": span(under_fire, "opening", "D1")[0],
            "fire": span(under_fire, "escalation", "D1")[0],
            "deterred": deterred,
            "talks": span(talking, "talks", "D1")[0],
        },
    )


def candour() -> Story:
    below, above = at(STEPS[-1]), at((deterred_from() + 1) / 2)
    return Story(
        "The passage is a reader's. It is right of a rise that ends the temptation: from {low} at a resilience of "
        "{r_low} the least probability of talks under D1 rises to {high} at {r_high}. It is wrong of any rise that "
        "does not, up to the point at which opening looks strong; and from there what it raises is opening under fire. "
        "What raises the resilience of the weak, or the likelihood of resilience, is another matter: it moves what he "
        "expects.",
        {
            "low": span(below, "talks", "D1")[0],
            "r_low": below.resilience["high"],
            "high": span(above, "talks", "D1")[0],
            "r_high": above.resilience["high"],
        },
    )


#: Steps of the curves between two jumps.
_POINTS = 8


@cache
def curve(outcome: str) -> tuple[Sequence[float], Sequence[float]]:
    """A probability against the resilience of the resilient, under D1, where it is the same in all that survive."""
    ends = (Fraction(1, 2), looks_strong_from(), deterred_from(), Fraction(1))
    xs = beside_jumps(ends, _POINTS)
    found = [span(at(x), outcome, "D1") for x in xs]
    if any(low != high for low, high in found):
        raise ValueError(f"{outcome} is not the same in all equilibria that survive D1")
    return [float(x) for x in xs], [float(low) for low, _ in found]


def figure() -> Axes:
    """The three probabilities by resilience."""
    ax = panel("resilience of the resilient type", "probability under D1")
    styles = {"opening": ("#000000", "-"), "talks": ("#0072B2", "--"), "escalation": ("#D55E00", ":")}
    for outcome, (colour, dash) in styles.items():
        ax.plot(*curve(outcome), color=colour, linestyle=dash, linewidth=1.8, label=outcome)
    ax.set(xlim=(0.5, 1), ylim=(-0.03, 1.05))
    ax.figure.legend(loc="outside lower center", ncols=3, fontsize=SIZE, frameon=False)
    return ax


CLAIM = Claim(
    name="S13",
    title="what raises resilience should raise the chance of opening",
    passage=PASSAGES["S13"],
    said=(
        Said(
            ("A1", "A3", "A4", "no signal", "tempting", "b_L < lam d_L", "D1"),
            "the weak open with probability `1 - p_H (k - g (1 - r_H)) / (p_L (g (1 - r_L) - k))`, which is the "
            "smaller, the larger `r_H`.",
            ("T4: an exposed L mixes",),
        ),
        Said(
            ("A3", "A4", "no signal", "tempting", "b_H < lam d_H", "D1"),
            "the resilient stay closed.",
            ("T4: H stays closed",),
        ),
        Said(
            ("A1", "no signal", "z = 0", "D > 0", "k + m < g p_L (1 - r_L)", "r_H > min(r_prime, r_second)"),
            "all open in every equilibrium and are escalated against, where `r_prime = 1 - (b_H / lam - eta) / D` and "
            "`r_second = 1 - (b_H d_L / b_L - eta) / D`.",
            ("T13: above either",),
        ),
        Said(
            ("A1", "no signal", "z = 0"),
            "talks are possible exactly from `r_H = (1 - (k + m) / g - p_L r_L) / p_H` on.",
            ("T13: support through his beliefs",),
        ),
    ),
    theorems=("T4", "T13"),
    against=(
        Counterexample(
            "Escalation is tempting and opening looks weak, before and after: with more resilience of the resilient an "
            "opening is less likely under D1.",
            well_supported,
            lambda war: opening_falls(Support(at(STEPS[0]), war)),
        ),
    ),
    checks=CHECKS,
    example=example,
    candour=candour,
    figure=figure,
    caption="The probabilities of opening, of talks and of escalation in what survives D1, against the resilience of "
    "the resilient type. Opening falls, then jumps to certainty under fire; talks come only where escalation no longer "
    "pays.",
)
