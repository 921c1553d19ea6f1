"""S4: otherwise states refuse to talk, though they would gain from talks."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from random import Random

from matplotlib.axes import Axes

import termination as tm
from paper_replication.claims import TRIED, Check, Claim, Counterexample, Said, Story, never
from paper_replication.opening.inference import escalation_if_automatic, unseen
from paper_replication.opening.plays import (
    all_open,
    any_talks,
    in_every,
    in_some,
    opening_under_fire,
    plays,
    refusal,
    span,
    talks_for_all,
)
from paper_replication.opening.wars import MIDDLE, TEMPTING, middle_war, random_war, tempting_war, war_drawn
from paper_replication.opening.words import (
    War,
    adverse,
    all_bold,
    bold,
    exposure,
    gain,
    middle,
    sure_resilience_deters,
    tempting,
)
from paper_replication.sources import PASSAGES


def resilience_keeps_quiet(war: War) -> bool | None:
    """While escalation is tempting: opening looks weak and the resilient are timid. Nothing said on edges."""
    if not (tempting(war) is True and sure_resilience_deters(war)):
        return None
    looks_weak, bold_high = adverse(war), bold(war, "high")
    return None if None in (looks_weak, bold_high) else looks_weak is True and bold_high is False


def high_closed_without_talks(war: War) -> bool:
    """Under D1 the resilient stay closed for sure, and nobody gets talks."""
    return in_every(lambda play: play.opens("high") == 0 and not any_talks(play), "D1")(war)


def refusal_is_possible(war: War) -> bool | None:
    """Where escalation would pay only on a bad inference and opening looks weak: whether all are timid."""
    if not (middle(war) and adverse(war)):
        return None
    return None if None in (bold(war, "low"), bold(war, "high")) else all_bold(war) is False


def refused_though_better(war: War) -> bool:
    """Refusal and talks for all both survive D1, and every type is better off in the talks."""
    found = plays(war, "D1")
    refused, talked = (next(filter(said, found), None) for said in (refusal, talks_for_all))
    if refused is None or talked is None:
        return False
    return all(talked.value(t) > refused.value(t) for t in war.types)


@dataclass(frozen=True)
class Watched:
    """A war in which he sees whether she opens, or does not."""

    war: War
    seen: bool


def watched(rng: Random) -> Watched:
    """Any war unseen; in the middle regime seen."""
    seen = rng.random() < 0.5
    return Watched(random_war(rng, types=2 if seen else rng.choice([2, 3]), regime=MIDDLE if seen else None), seen)


def nothing_inferred(case: Watched) -> bool | None:
    """Whether he sees nothing to infer from; where he does, only if opening looks weak and all are timid."""
    if case.seen:
        return False if refusal_is_possible(case.war) else None
    return None if tempting(case.war) is None else True


def all_open_unseen(case: Watched) -> bool:
    """In every equilibrium every type opens for sure; and were it automatic, he would escalate exactly if it pays."""
    fire = (1, 1) if tempting(case.war) else (0, 0)
    return in_every(all_open)(unseen(case.war)) and escalation_if_automatic(case.war) == fire


CHECKS = (
    Check(
        "Escalation is tempting, opening looks weak, the resilient are timid: under D1 they stay closed for sure, and "
        "nobody gets talks.",
        "Opening looks strong, or the resilient are bold: all open, and are escalated against for sure.",
        war_drawn(regime=TEMPTING),
        resilience_keeps_quiet,
        high_closed_without_talks,
        in_every(opening_under_fire, "D1"),
    ),
    Check(
        "Escalation would pay only on a bad inference, opening looks weak, all are timid: that all refuse survives D1, "
        "though talks do too and every type prefers them.",
        "Somebody is bold: that all refuse is no equilibrium.",
        war_drawn(regime=MIDDLE),
        refusal_is_possible,
        refused_though_better,
        never(in_some(refusal)),
    ),
    Check(
        "He does not see whether she opens, so that nothing can be inferred from it, whatever the regime: every type "
        "opens in every equilibrium; and if all opened without a choice, he would escalate exactly if that pays on "
        "what he knows. Two or three types.",
        "He sees it, escalation would pay only on a bad inference, opening looks weak and all are timid: that all "
        "refuse is an equilibrium.",
        watched,
        nothing_inferred,
        all_open_unseen,
        lambda case: in_some(refusal)(case.war),
    ),
)


def example() -> Story:
    war = middle_war()
    refused, talked = (next(filter(said, plays(war, "D1"))) for said in (refusal, talks_for_all))
    return Story(
        "Take the war of S1, in which neither condition for certain talks holds. Refusing is worth {r_low} to the "
        "weak and {r_high} to the resilient. Talks would be worth {t_low} and {t_high}, and are an equilibrium. So is "
        "refusal: whoever opened would be thought weak, escalated against, and left with {f_low} or {f_high}. A "
        "willingness to talk is the first concession. If opening were automatic, as where talks are taken to go on "
        "while fighting goes on, there would be nothing to infer from it, and the probability of talks would be "
        "{automatic}.",
        {
            **{f"r_{t}": refused.value(t) for t in war.types},
            **{f"t_{t}": talked.value(t) for t in war.types},
            **{f"f_{t}": war.talks_value[t] - exposure(war, t) for t in war.types},
            "automatic": 1 - escalation_if_automatic(war)[1],
        },
    )


def bold_war() -> War:
    """`tempting_war` with talks worth so much that both types would open under fire, opening looking weak."""
    return tempting_war(talks_value={"high": Fraction(7, 10), "low": Fraction(19, 20)})


def candour() -> Story:
    middle_, bold_ = middle_war(), bold_war()
    return Story(
        "Two limits. Where refusal is collective, in the middle regime, it is one of several equilibria that survive "
        "D1: the probability of talks over them runs from {low} to {high}, so that “states refuse” is a matter of "
        "which is played. Where escalation is tempting there are no talks in any equilibrium; but a willingness to "
        "talk there can be, even of the resilient. With talks worth {b_low} to the weak and {b_high} to the "
        "resilient, more than the {e_low} and {e_high} that they would risk, all open with probability {opens}, and "
        "are escalated against with probability {fire}. That some of the weak open is what S10 says, and not held "
        "against this passage.",
        {
            "low": span(middle_, "talks", "D1")[0],
            "high": span(middle_, "talks", "D1")[1],
            **{f"b_{t}": gain(bold_, t) for t in bold_.types},
            **{f"e_{t}": exposure(bold_, t) for t in bold_.types},
            "opens": span(bold_, "opening")[0],
            "fire": span(bold_, "escalation")[0],
        },
    )


def figure() -> Axes:
    return tm.plot.correspondence(middle_war(), "escalation_cost", "2/5", "9/10", 6, outcome="talks", refinement="D1")


CLAIM = Claim(
    name="S4",
    title="otherwise they refuse, though they would gain from talks",
    passage=PASSAGES["S4"],
    said=(
        Said(
            ("A1", "no signal", "tempting"),
            "nobody gets talks in any equilibrium.",
            ("T3: opening is punished, 2 types", "T3: opening is punished, 3 types"),
        ),
        Said(
            ("A3", "A4", "no signal", "tempting", "b_H < lam d_H", "D1"),
            "the resilient stay closed.",
            ("T4: H stays closed",),
        ),
        Said(
            ("A1", "A4", "no signal", "middle", "b_i <= lam d_i"),
            "that all refuse is an equilibrium that survives D1, although talks for all are one as well, survive "
            "it too, and every type prefers them.",
            ("T14: talks for both exist", "T15: refusal", "T15: talks", "T15: both prefer talks"),
        ),
        Said(
            ("A1", "A2", "any number"),
            "if he did not see whether she opens, every type would open in every equilibrium; and if opening were "
            "automatic, there would be talks exactly if escalation does not pay on what he knows, off the edge.",
            TRIED,
        ),
    ),
    theorems=("T3", "T4", "T14", "T15"),
    against=(
        Counterexample(
            "Neither condition makes talks certain, and talks for all survive D1 beside refusal.",
            middle_war,
            in_some(talks_for_all, "D1"),
        ),
        Counterexample(
            "Escalation is tempting and there is no signal, but talks are worth more to either type than what she "
            "would risk by opening: in every equilibrium all open, under fire.",
            bold_war,
            in_every(opening_under_fire),
        ),
    ),
    checks=CHECKS,
    example=example,
    candour=candour,
    figure=figure,
    caption="The probability of talks in every equilibrium against the cost of escalation; those that survive D1 are "
    "dark. Between the two thresholds refusal and talks stand side by side.",
)
