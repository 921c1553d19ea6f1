"""S1: the fear of what will be inferred from an offer to talk, and done on that inference."""

from __future__ import annotations

from fractions import Fraction

from matplotlib.axes import Axes

import termination as tm
from paper_replication.claims import Check, Claim, Counterexample, Said, Story
from paper_replication.opening.plays import Play, in_every, in_some, plays, refusal, span, talks_for_all
from paper_replication.opening.wars import MIDDLE, middle_war, random_war, war_drawn
from paper_replication.opening.words import (
    War,
    adverse,
    all_bold,
    by_resilience,
    exposure,
    gain,
    harm,
    middle,
    temptation,
    tempted_by,
)
from paper_replication.sources import PASSAGES


def in_order(play: Play, order: list[str]) -> bool:
    """Whoever opens at all, all those before her in the order open for sure."""
    return all(
        play.opens(earlier) == 1 for place, t in enumerate(order) if play.opens(t) > 0 for earlier in order[:place]
    )


def the_weak_first(war: War) -> bool:
    """In every equilibrium."""
    return all(in_order(play, by_resilience(war)) for play in plays(war))


def the_strong_first(war: War) -> bool:
    """In every equilibrium."""
    return all(in_order(play, by_resilience(war)[::-1]) for play in plays(war))


def adverse_where_refusal_is_possible(war: War) -> bool | None:
    """Whether opening looks weak; nothing said unless in the middle regime with all types timid."""
    return adverse(war) if middle(war) and all_bold(war) is False else None


CHECKS = (
    Check(
        "Opening looks weak (A4): in every equilibrium, if a type opens at all, all less resilient ones open for sure.",
        "Opening looks strong (A4 reversed): if a type opens at all, all more resilient ones open for sure.",
        lambda rng: random_war(rng, types=rng.choice([2, 3])),
        adverse,
        the_weak_first,
        the_strong_first,
    ),
    Check(
        "Escalation would not pay on what he knows, all types are timid, and opening looks weak: that all refuse to "
        "talk survives D1.",
        "The same, but opening looks strong: in every equilibrium that survives D1 all get talks.",
        war_drawn(regime=MIDDLE),
        adverse_where_refusal_is_possible,
        in_some(refusal, "D1"),
        in_every(talks_for_all, "D1"),
    ),
)


def example() -> Story:
    war = middle_war()
    opened = next(play for play in plays(war, "D1") if refusal(play)).escalates["open"]
    return Story(
        "Escalation costs the opponent {k}. Knowing nothing he expects it to bring {prior_prize}, and would not "
        "escalate; sure that she is weak he expects {low_prize}, and would. Talks are worth {b_low} to the weak type, "
        "which is {ratio_low} of the harm that escalation does to her, and {b_high} to the resilient, {ratio_high} of "
        "hers: the weak are the readier to open, so that an opening is read as weakness. Opening answered by "
        "escalation would cost the weak {e_low} and the resilient {e_high}, more than talks are worth to either. So "
        "neither opens, although neither would be escalated against if nothing were inferred. The engine finds this "
        "refusal among the equilibria that survive D1; in it an opening is answered by escalation with probability "
        "{opened}.",
        {
            "k": war.escalation_cost,
            "prior_prize": temptation(war) + war.escalation_cost,
            "low_prize": tempted_by(war, "low") + war.escalation_cost,
            "b_low": gain(war, "low"),
            "b_high": gain(war, "high"),
            "ratio_low": gain(war, "low") / harm(war, "low"),
            "ratio_high": gain(war, "high") / harm(war, "high"),
            "e_low": exposure(war, "low"),
            "e_high": exposure(war, "high"),
            "opened": opened,
        },
    )


def equal_gains() -> War:
    """`middle_war` with talks worth to the weak what they are worth to the resilient."""
    war = middle_war()
    return war.with_(talks_value={"low": war.war_value["low"] + gain(war, "high")})


def candour() -> Story:
    war = equal_gains()
    return Story(
        "That opening looks weak is an assumption (A4), reported by the package and not imposed. It asks that the weak "
        "gain more from talks by a larger factor than that by which they suffer more from escalation. Let talks be "
        "worth {gain} to both types in the same war: the ratio becomes {ratio_low} for the weak and {ratio_high} for "
        "the resilient, opening is read as strength, and in every equilibrium that survives D1 talks have probability "
        "{talks}. What the article assumes about the relative gains of the weak would have to settle this.",
        {
            "gain": gain(war, "low"),
            "ratio_low": gain(war, "low") / harm(war, "low"),
            "ratio_high": gain(war, "high") / harm(war, "high"),
            "talks": Fraction(span(war, "talks", "D1")[0]),
        },
    )


def figure() -> Axes:
    found = tm.refine(tm.solve(middle_war()), "D1")
    return tm.plot.beliefs(next(eq for eq in found if eq.outcomes["opening"] == 0))


CLAIM = Claim(
    name="S1",
    title="the fear of an adverse inference, and of escalation on it",
    passage=PASSAGES["S1"],
    said=(
        Said(
            ("A4", "no signal", "any number"),
            "in every equilibrium the less resilient are the readier to open: if a type opens at all, every less "
            "resilient one opens for sure.",
            ("T0: the weaker open first, 2 types", "T0: the weaker open first, 3 types"),
        ),
        Said(
            ("A4", "no signal", "middle", "b_i <= lam d_i"),
            "the adverse inference alone can keep all from opening: that all refuse is an equilibrium that "
            "survives D1.",
            ("T15: refusal",),
        ),
    ),
    theorems=("T0", "T15"),
    against=(
        Counterexample(
            "Talks are worth as much to the weak as to the resilient: opening is read as strength, and in every "
            "equilibrium that survives D1 all get talks.",
            equal_gains,
            in_every(talks_for_all, "D1"),
            lacks="A4",
        ),
    ),
    checks=CHECKS,
    example=example,
    candour=candour,
    figure=figure,
    caption="The resilience that he expects after each posture, in the equilibrium in which both refuse. The mark is "
    "what he believes of a closed opener, the bar the beliefs about an opening that support escalation.",
)
