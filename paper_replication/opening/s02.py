"""S2: the first condition for talks, that the opponent finds escalation too costly."""

from __future__ import annotations

from random import Random

from matplotlib.axes import Axes

import termination as tm
from paper_replication.claims import Check, Claim, Counterexample, Said, Story, never
from paper_replication.opening.plays import any_talks, in_every, in_some, refusal, span, talks_for_all
from paper_replication.opening.wars import middle_war, on_edge, random_war, tempting_war, war_drawn
from paper_replication.opening.words import (
    War,
    adverse,
    bold,
    strongest,
    sure_resilience_deters,
    temptation,
    tempted_by,
    weakest,
)
from paper_replication.sources import PASSAGES


def too_costly_on_what_he_knows(war: War) -> bool:
    """Escalation after an opening does not pay at the prior: equality counts."""
    return temptation(war) <= 0


def too_costly_against_the_weakest(war: War) -> bool | None:
    """Nothing said unless the premises hold under which the condition is also necessary; nor on the edge."""
    premises = adverse(war) and bold(war, strongest(war)) is False and sure_resilience_deters(war)
    net = tempted_by(war, weakest(war))
    return net < 0 if premises and net != 0 else None


def _perhaps_on_edge(rng: Random) -> War:
    return on_edge(rng, random_war(rng, types=rng.choice([2, 3])))


CHECKS = (
    Check(
        "Escalation costs at least what it brings on what he knows beforehand: talks in some equilibrium.",
        "It costs less: talks in none.",
        _perhaps_on_edge,
        too_costly_on_what_he_knows,
        in_some(any_talks),
        never(in_some(any_talks)),
    ),
    Check(
        "It costs more than it brings even against the weakest: talks for all in every equilibrium.",
        "It costs less than that, opening looks weak and the resilient are timid: not in every one.",
        war_drawn(),
        too_costly_against_the_weakest,
        in_every(talks_for_all),
        never(in_every(talks_for_all)),
    ),
    Check(
        "It costs more than it brings even against the weakest, with three types: talks for all in every equilibrium.",
        "It costs less than it brings on what he knows, with three types: nobody gets talks, in any.",
        war_drawn(types=3),
        lambda war: True if tempted_by(war, weakest(war)) < 0 else False if temptation(war) > 0 else None,
        in_every(talks_for_all),
        never(in_some(any_talks)),
    ),
)


def example() -> Story:
    war = tempting_war()
    possible, certain = (net + war.escalation_cost for net in (temptation(war), tempted_by(war, "low")))
    below, between, above = (
        war.with_(escalation_cost=cost) for cost in (war.escalation_cost, (possible + certain) / 2, certain + 1)
    )
    return Story(
        "On what he knows beforehand escalation brings him {possible}, against the weak type {certain}. At a cost of "
        "{k} the engine finds talks with probability {none} at most. From a cost of {possible} on there is an "
        "equilibrium in which both types open and get talks: the threshold is attained. At {mid}, half way up, the "
        "probability of talks runs from {low} to {high} over all equilibria. Beyond {certain} it is {sure} in every "
        "one.",
        {
            "possible": possible,
            "certain": certain,
            "k": below.escalation_cost,
            "mid": between.escalation_cost,
            "none": span(below, "talks")[1],
            "low": span(between, "talks")[0],
            "high": span(between, "talks")[1],
            "sure": span(above, "talks")[0],
        },
    )


def candour() -> Story:
    war = middle_war()
    return Story(
        "“Too costly” has two readings, and they are not equally strong. Too costly on what he knows makes talks "
        "possible; only too costly even against the weakest makes them certain. Between the two, as at a cost of {k} "
        "here, talks and refusal are both equilibria and both survive D1: over those that do, the probability of talks "
        "runs from {least} to {most}. The model does not say which is played: the article would have to.",
        {"k": war.escalation_cost, "least": span(war, "talks", "D1")[0], "most": span(war, "talks", "D1")[1]},
    )


def figure() -> Axes:
    return tm.plot.cutoffs(tempting_war(), "prior")


CLAIM = Claim(
    name="S2",
    title="the first condition: escalation too costly",
    passage=PASSAGES["S2"],
    said=(
        Said(
            ("A1", "no signal", "any number"),
            "talks happen in some equilibrium if and only if escalating costs the opponent at least what he "
            "expects of it at the prior, `k + m >= g (1 - R(p))`.",
            (
                "T2: only if, 2 types",
                "T2: only if, 3 types",
                "T2: if, 2 types, no signal",
                "T2: if, 3 types, no signal",
            ),
        ),
        Said(
            ("A1", "no signal", "any number", "tempting"),
            "nobody gets talks in any equilibrium.",
            ("T3: opening is punished, 2 types", "T3: opening is punished, 3 types"),
        ),
        Said(
            ("A1", "no signal", "any number", "too costly"),
            "escalating costs more than it brings even against the least resilient, and all get talks in every "
            "equilibrium.",
            ("T1: talks for all, 2 types, no signal", "T1: talks for all, 3 types, no signal"),
        ),
    ),
    theorems=("T1", "T2", "T3"),
    against=(
        Counterexample(
            "Escalation does not pay on what he knows, opening looks weak, and that all refuse survives D1.",
            middle_war,
            in_some(refusal, "D1"),
        ),
    ),
    checks=CHECKS,
    example=example,
    candour=candour,
    figure=figure,
    caption="The cost of escalation from which talks are possible, and beyond which they are certain, against the "
    "prior probability that she is resilient.",
)
