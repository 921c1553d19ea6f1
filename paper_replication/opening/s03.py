"""S3: the second condition for talks, a signal that only the highly resilient care to use."""

from __future__ import annotations

from fractions import Fraction

from matplotlib.axes import Axes

import termination as tm
from paper_replication.claims import Check, Claim, Counterexample, Said, Story, never
from paper_replication.opening.plays import Play, in_every, in_some, plays, span
from paper_replication.opening.wars import TEMPTING, signal_war, war_drawn
from paper_replication.opening.words import (
    War,
    exposure,
    gain,
    harm,
    signal_burden,
    signal_cost,
    strongest,
    sure_resilience_deters,
    tempting,
    weakest,
)
from paper_replication.sources import PASSAGES


def signal_may_matter(war: War) -> bool:
    """Escalation is tempting after a silent opening, but not against one known to be resilient."""
    return tempting(war) is True and sure_resilience_deters(war)


def separates(war: War) -> bool | None:
    """The resilient would pay for the signal to escape escalation, and the weak would not."""
    if not signal_may_matter(war):
        return None
    low, high = weakest(war), strongest(war)
    return signal_cost(war, high) <= exposure(war, high) and signal_cost(war, low) >= exposure(war, low)


def separates_at_least_in_part(war: War) -> bool | None:
    """The signal burdens the resilient no more than it does the weak, for the harm each risks; and is worth it."""
    if not signal_may_matter(war):
        return None
    low, high = weakest(war), strongest(war)
    return signal_burden(war, high) <= min(signal_burden(war, low), 1)


def only_the_resilient_care(war: War) -> bool | None:
    """Strictly so, and signalling is better for the resilient than the refusal that D1 leaves them."""
    if not signal_may_matter(war):
        return None
    low, high = weakest(war), strongest(war)
    risked = max(Fraction(0), (exposure(war, low) - gain(war, low)) / harm(war, low))
    refusing = gain(war, high) + risked * harm(war, high)
    margins = (
        signal_cost(war, low) - exposure(war, low),
        exposure(war, high) - signal_cost(war, high),
        refusing - signal_cost(war, high),
    )
    return None if 0 in margins else min(margins) > 0


def resilient_for_sure(play: Play) -> bool:
    """The most resilient type gets talks for sure."""
    return play.talks("high") == 1


def resilient_sometimes(play: Play) -> bool:
    """The most resilient type gets talks with positive probability."""
    return play.talks("high") > 0


def told_apart(play: Play) -> bool:
    """The resilient signal and get talks; the weak open silently and are escalated against."""
    silent = play.sends["low"]["silent, open"] == 1 == play.escalated("low")
    return silent and play.sends["high"]["signal, open"] == 1 == play.talks("high")


CHECKS = (
    Check(
        "The signal is worth paying to the resilient, and not to the weak, if that spares them escalation: in some "
        "equilibrium the resilient get talks for sure.",
        "It is not worth it to the resilient, or it is to the weak: in none.",
        war_drawn(signal=True, regime=TEMPTING),
        separates,
        in_some(resilient_for_sure),
        never(in_some(resilient_for_sure)),
    ),
    Check(
        "For the exposure of each, the signal burdens the resilient no more than the weak, and no more than escalation "
        "would: in some equilibrium the resilient get talks at least sometimes.",
        "It burdens them more: in none.",
        war_drawn(signal=True, regime=TEMPTING),
        separates_at_least_in_part,
        in_some(resilient_sometimes),
        never(in_some(resilient_sometimes)),
    ),
    Check(
        "Only the resilient care to use the signal, and they prefer it to refusing: in every equilibrium that survives "
        "D1 they signal and get talks, and the weak open silently and are escalated against.",
        "The weak would use it too, or the resilient would not: not so.",
        war_drawn(signal=True, regime=TEMPTING),
        only_the_resilient_care,
        in_every(told_apart, "D1"),
        never(in_every(told_apart, "D1")),
    ),
)


def example() -> Story:
    war = signal_war()
    return Story(
        "Escalation is tempting: without the signal nobody gets talks. The signal costs the resilient {c_high}, less "
        "than the {b_high} that talks are worth to them and less than the {e_high} that escalation would cost; it "
        "costs the weak {c_low}, more than the {e_low} that escalation costs them. In every equilibrium that survives "
        "D1 the probability of talks is {talks}, the prior probability of resilience, and that of escalation {fire}, "
        "the rest: the signal brings talks to those who send it and gives the others away.",
        {
            "c_high": signal_cost(war, "high"),
            "b_high": gain(war, "high"),
            "e_high": exposure(war, "high"),
            "c_low": signal_cost(war, "low"),
            "e_low": exposure(war, "low"),
            "talks": span(war, "talks", "D1")[0],
            "fire": span(war, "escalation", "D1")[1],
        },
    )


def cheaper_signal() -> War:
    """`signal_war` with a signal that the weak care to use as well."""
    return signal_war().with_(signal_cost={"low": exposure(signal_war(), "low") * 3 / 4})


def candour() -> Story:
    war, cheap = signal_war(), cheaper_signal()
    mimics = next(play for play in plays(cheap) if play.talks("high") > 0)
    return Story(
        "The words are a little too strong and a little too weak. Too strong: with a signal that costs the weak only "
        "{c_low}, so that they care to use it too, there is an equilibrium in which the resilient still get talks with "
        "probability {sometimes}, the weak sending the signal with probability {mimicry}. Too weak: without D1 the "
        "condition makes talks possible, not certain; over all equilibria of the war above their probability starts at "
        "{least}.",
        {
            "c_low": signal_cost(cheap, "low"),
            "sometimes": mimics.talks("high"),
            "mimicry": mimics.sends["low"]["signal, open"],
            "least": span(war, "talks")[0],
        },
    )


def figure() -> Axes:
    return tm.plot.chart(signal_war())


CLAIM = Claim(
    name="S3",
    title="the second condition: a signal that only the highly resilient care to use",
    passage=PASSAGES["S3"],
    said=(
        Said(
            ("A1", "A2", "A3", "with the signal", "tempting"),
            "the resilient get talks for sure in some equilibrium if and only if `c_H <= lam d_H` and `c_L >= lam"
            " d_L`; at least sometimes if and only if `c_L > 0` and `c_H / d_H <= min(lam, c_L / d_L)`, by "
            "partial separation if `c_L < lam d_L`, where that is `c_H / d_H <= c_L / d_L`.",
            ("T5: necessary", "T5: sufficient", "T6: the ratio is necessary", "T6: the ratio suffices"),
        ),
        Said(
            (
                "A1",
                "A3",
                "with the signal",
                "tempting",
                "c_L > lam d_L",
                "c_H < lam d_H",
                "c_H / d_H < b_H / d_H + max(0, lam - b_L / d_L)",
                "D1",
            ),
            "they signal and get talks, and the weak do not.",
            ("T7: talks for the resilient", "T7: there is one"),
        ),
    ),
    theorems=("T5", "T6", "T7"),
    against=(
        Counterexample(
            "The weak care to use the signal as well, and in every equilibrium that survives D1 the resilient get "
            "talks now and then.",
            cheaper_signal,
            in_every(resilient_sometimes, "D1"),
        ),
    ),
    checks=CHECKS,
    example=example,
    candour=candour,
    figure=figure,
    caption="Who would pay for the signal: what it costs each type, beside what talks are worth to her and what "
    "escalation would cost.",
)
