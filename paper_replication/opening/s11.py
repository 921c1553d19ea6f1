"""S11: a supported state that stays highly resilient will not be compelled to the table."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from random import Random

import numpy as np
from matplotlib.axes import Axes

from paper_replication.claims import Check, Claim, Counterexample, Said, Story
from paper_replication.drawing import SIZE, panel
from paper_replication.opening.plays import in_every, opening_under_fire, plays, span, talks_for_all
from paper_replication.opening.wars import TEMPTING, middle_war, number, random_war, tempting_war
from paper_replication.opening.words import (
    War,
    adverse,
    bold,
    bold_from,
    gain,
    gain_without_pressure,
    sure_resilience_deters,
    temptation,
    tempting,
)
from paper_replication.sources import PASSAGES


def closed_under_d1(war: War) -> bool:
    """Under D1 the resilient stay closed for sure."""
    return in_every(lambda play: play.opens("high") == 0, "D1")(war)


def compelled(war: War) -> bool | None:
    """Escalation tempting, opening looking weak: whether pressure makes the resilient bold."""
    premises = tempting(war) is True and sure_resilience_deters(war) and adverse(war)
    return bold(war, "high") if premises else None


def pressure_needed(war: War) -> Fraction:
    """The pressure at which opening under fire and staying closed are the same to the resilient."""
    return (bold_from(war, "high") - gain_without_pressure(war, "high")) / (1 - war.resilience["high"])


@dataclass(frozen=True)
class Support:
    """A war with pressure just enough to make the resilient open, and the same with the resilient supported."""

    before: War
    after: War


def supported(rng: Random) -> Support:
    """Escalation so cheap that no resilience ends the temptation; pressure a little more than is needed."""
    war = random_war(rng, regime=TEMPTING, coercion=0)
    needed = pressure_needed(war)
    if needed > 0:
        war = war.with_(coercion=needed * (1 + number(rng, 0.001, 0.01)))
    stronger = war.resilience["high"] + (1 - war.resilience["high"]) * number(rng, 0.3, 0.95)
    return Support(war, war.with_(resilience={"high": stronger}))


def gains_little(case: Support) -> bool | None:
    """Talks are worth less to the resilient than the base harm they still risk, so little that support outweighs the
    pressure; False if talks are worth more. Nothing said unless both wars are tempting and opening looks weak."""
    for war in (case.before, case.after):
        if not (tempting(war) is True and sure_resilience_deters(war) and adverse(war)):
            return None
    worth = gain_without_pressure(case.before, "high")
    if case.before.coercion == 0 or bold(case.before, "high") is not True:
        return None
    base = case.before.talks_exposure * case.before.base_harm / case.before.talks_kept
    if worth > base:
        return False
    return True if worth < base and pressure_needed(case.after) > case.before.coercion else None


def deaf_after_support(case: Support) -> bool:
    """Before, all open under fire; the pressure that did it leaves her closed once she is supported."""
    return in_every(opening_under_fire)(case.before) and closed_under_d1(case.after)


CHECKS = (
    Check(
        "Escalation is tempting, opening looks weak, and the pressure too small to make opening under fire worth while "
        "to the resilient: under D1 they stay closed for sure.",
        "It is great enough: all open, and are escalated against for sure.",
        lambda rng: random_war(rng, regime=TEMPTING, coercion=number(rng, 0, 2)),
        lambda war: None if compelled(war) is None else not compelled(war),
        closed_under_d1,
        in_every(opening_under_fire),
    ),
    Check(
        "Pressure has just made the resilient open, talks being worth less to them than the base harm they still risk; "
        "then they are supported, and the pressure needed rises: under D1 they stay closed again.",
        "Talks are worth more than that: supported, they go on opening.",
        supported,
        gains_little,
        deaf_after_support,
        lambda case: in_every(opening_under_fire)(case.before) and in_every(opening_under_fire)(case.after),
    ),
)


def supported_war(resilience: Fraction, worth: Fraction) -> War:
    """`tempting_war` with a base harm, the resilient as resilient as given and talks worth as much as given to them."""
    war = tempting_war(base_harm=Fraction(1, 5), resilience={"high": resilience})
    return war.with_(talks_value={"high": war.war_value["high"] + worth, "low": Fraction(1)})


LITTLE, MUCH = Fraction(1, 10), Fraction(1, 5)


def example() -> Story:
    wars = [supported_war(Fraction(r, 20), LITTLE) for r in (12, 16, 19)]
    first, second, third = (pressure_needed(war) for war in wars)
    pressed = wars[0].with_(escalation_cost=Fraction(2, 5), coercion=(first + second) / 2)
    stronger = pressed.with_(resilience={"high": wars[1].resilience["high"]})
    return Story(
        "Talks are worth {b} to the resilient; the base harm they still risk once they have opened is {base}. The "
        "pressure at which they open although they are escalated against is {first} at a resilience of {r1}, {second} "
        "at {r2} and {third} at {r3}: it grows without bound. Pressure of {z} makes all open at the first, with "
        "probability {opens}, and the probability of escalation is {fire}. At the second, supported, the resilient "
        "open with probability {closed} under D1.",
        {
            "b": gain(wars[0], "high"),
            "base": wars[0].talks_exposure * wars[0].base_harm,
            "first": first,
            "second": second,
            "third": third,
            **{f"r{i}": war.resilience["high"] for i, war in enumerate(wars, 1)},
            "z": pressed.coercion,
            "opens": span(pressed, "opening", "D1")[0],
            "fire": span(pressed, "escalation", "D1")[0],
            "closed": max(play.opens("high") for play in plays(stronger, "D1")),
        },
    )


def compelled_war() -> War:
    """`middle_war` with more pressure than it takes to make the resilient bold, opening looking weak still."""
    return middle_war(coercion=2 * pressure_needed(middle_war()))


def candour() -> Story:
    first, second = (pressure_needed(supported_war(Fraction(r, 20), MUCH)) for r in (12, 16))
    war = tempting_war()
    critical = 1 - war.escalation_cost / war.escalation_gain
    helped = (critical - war.prior["low"] * war.resilience["low"]) / war.prior["high"]
    after = war.with_(resilience={"high": helped})
    return Story(
        "Two limits. That the more resilient are the harder to compel needs a base harm that no resilience withstands, "
        "and gains from talks below what is left of it. With talks worth {b} to the resilient instead, the pressure "
        "needed falls from {first} to {second} as they are supported. And support works through his beliefs as well: "
        "at a resilience of {helped} escalation no longer pays on what he knows (net {net}), and the greatest "
        "probability of talks is {talks}. Compelling has in our model nothing to do with an impression over time.",
        {
            "b": MUCH,
            "first": first,
            "second": second,
            "helped": helped,
            "net": temptation(after),
            "talks": span(after, "talks")[1],
        },
    )


def figure() -> Axes:
    """The pressure that makes the resilient open, against their resilience."""
    ax = panel("resilience of the resilient type", "pressure that makes her open")
    rs = [Fraction(r, 200) for r in range(60, 196)]
    base = Fraction(4, 25)
    for worth, dash in ((LITTLE, "-"), (base, "--"), (MUCH, ":")):
        needed = np.maximum([float(pressure_needed(supported_war(r, worth))) for r in rs], 0)
        ax.plot([float(r) for r in rs], needed, color="#000000", linestyle=dash, label=f"{float(worth):g}")
    ax.set_ylim(0, 2.5)
    small = {"fontsize": SIZE - 1, "title_fontsize": SIZE - 1}
    ax.legend(title="talks are worth to her", frameon=False, loc="upper left", **small)
    return ax


CLAIM = Claim(
    name="S11",
    title="compelling a supported, resilient state",
    passage=PASSAGES["S11"],
    said=(
        Said(
            ("A1", "no signal", "tempting"),
            "no pressure brings talks.",
            ("T11: whatever her payoffs, 2 types", "T11: whatever her payoffs, 3 types"),
        ),
        Said(
            ("A3", "A4", "no signal", "tempting", "r_H < 1", "z < z_bar", "D1"),
            "the resilient stay closed, where `z_bar = lam D + (lam eta - (x_H - w_H + phi)) / (1 - r_H)`.",
            ("T13: less pressure fails",),
        ),
        Said(
            ("no signal",),
            "`z_bar` grows without bound as `r_H -> 1` if and only if `x_H - w_H + phi < lam eta`.",
            (
                "T13: `z_bar` as `r_H -> 1`, gap positive",
                "T13: `z_bar` as `r_H -> 1`, gap zero",
                "T13: `z_bar` as `r_H -> 1`, gap negative",
            ),
        ),
    ),
    theorems=("T11", "T13"),
    against=(
        Counterexample(
            "The middle regime, and pressure that makes even the resilient bold though opening still looks weak: in "
            "every equilibrium all get talks.",
            compelled_war,
            in_every(talks_for_all),
        ),
    ),
    beyond="a supporter who opens: one state decides",
    checks=CHECKS,
    example=example,
    candour=candour,
    figure=figure,
    caption="The pressure that makes the resilient open although they are escalated against, by their resilience and "
    "by what talks are worth to them. It grows without bound with their resilience only where talks are worth less to "
    "them than the base harm they still risk.",
)
