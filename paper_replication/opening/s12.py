"""S12: North Vietnam refused talks from 1965 and opened in April 1968: by a signal, or by one of its rivals."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from random import Random
from typing import Any

from matplotlib.axes import Axes

from paper_replication.claims import MEANT, Check, Claim, Said, Story, never, percent
from paper_replication.opening.cases import (
    REACH,
    VIETNAM,
    Case,
    enough_learning,
    learned,
    prediction,
    shares_figure,
    thresholds,
)
from paper_replication.opening.plays import any_talks, in_every, in_some, span, talks_for_all
from paper_replication.opening.wars import GRID
from paper_replication.opening.words import War, gain, signal_cost, temptation, tempted_by, weakest
from paper_replication.sources import PASSAGES


def box_around(cases: Sequence[Case]) -> Any:
    """A way of drawing wars from the boxes around scenarios, exactly: every number off by so much at most.

    Of a parameter at what it is if not given, a scenario says nothing, and it stays there.
    """
    reach = round(REACH * GRID)

    def moved(rng: Random, value: Any) -> Any:
        if value is None or isinstance(value, Fraction):
            return value and value * (1 + Fraction(rng.randint(-reach, reach), GRID))
        return {t: moved(rng, one) for t, one in value.items()}

    def draw(rng: Random) -> War:
        war = rng.choice(cases).war
        given = {one.name: getattr(war, one.name) for one in war.PARAMETERS if getattr(war, one.name) != one.default}
        changes = {name: moved(rng, value) for name, value in given.items() if name != "prior"}
        resilient = moved(rng, war.prior["resilient"])
        changes["talks_exposure"] = min(Fraction(1), changes["talks_exposure"])
        return war.with_(prior={"resilient": resilient, "vulnerable": 1 - resilient}, **changes)

    return draw


def worth_having(war: War) -> bool:
    """Talks are worth having to every type."""
    return all(gain(war, t) > 0 for t in war.types)


def pays(war: War) -> bool | None:
    """Escalation pays on what he knows, or (False) not even against the weakest; nothing said in between."""
    if not worth_having(war):
        return None
    return True if temptation(war) > 0 else False if tempted_by(war, weakest(war)) < 0 else None


CHECKS = (
    Check(
        "Whatever war is drawn from the boxes around 1965, 1967 and April 1968, talks being worth having: if "
        "escalation pays on what is known, there are no talks in any equilibrium.",
        "If it does not pay even against a vulnerable North: talks for all in every equilibrium.",
        box_around([case for case in VIETNAM if case.war.signal_cost is None]),
        pays,
        never(in_some(any_talks)),
        in_every(talks_for_all),
    ),
)


#: A probability of resilience well beyond the one from which talks are possible.
MUCH_LEARNT = Fraction(3, 4)


def example() -> Story:
    first, second, tet, last = (prediction(case) for case in VIETNAM)
    possible, certain = thresholds(first.case.war)
    signal = tet.case.war
    return Story(
        "With a signal that costs a resilient North {c_high} and a vulnerable one {c_low}, and nothing else changed "
        "from {y1}, at least some get talks, in every equilibrium that survives D1, in {some} of the box: the second "
        "condition, with Tet, in our reading, as the signal. Before it there are no talks, in {none1} of the box of "
        "{y1} and in {none2} of that of {y2}, for escalation costs {k1} and {k2}, below the {possible} from which "
        "talks are possible. Two rivals. Learning: were resilience thought as likely as {q}, talks would be possible, "
        "and under D1 not certain, at {after} from {low} to {high}. Cost: at {k4}, above the {certain} beyond which "
        "they are certain, as in {y4}, there are talks for sure in {sure} of the box.",
        {
            "c_high": signal_cost(signal, "resilient"),
            "c_low": signal_cost(signal, "vulnerable"),
            "some": percent(tet.shares["talks for some"][0] + tet.shares["talks"][0]),
            "possible": possible,
            "certain": certain,
            **{f"k{i}": case.war.escalation_cost for i, case in enumerate(VIETNAM, 1) if i != 3},
            **{f"y{i}": case.when for i, case in enumerate(VIETNAM, 1) if i != 3},
            "none1": percent(first.shares["no talks"][0]),
            "none2": percent(second.shares["no talks"][0]),
            "sure": percent(last.shares["talks"][0]),
            "q": enough_learning(),
            "after": MUCH_LEARNT,
            **dict(zip(("low", "high"), span(learned(MUCH_LEARNT), "talks", "D1"), strict=True)),
        },
    )


def candour() -> Story:
    tet = VIETNAM[2]
    return Story(
        "The numbers are ours and were chosen with the outcome known, so that this is an illustration and no test. The "
        "model predicts “{tet}” of {tet_when} by the signal alone, and the record has North Vietnam {record}: either "
        "the offensive was not the signal that the second condition asks for, or it took time to be read, or a rival "
        "account is right. Nor was the signal the first step: Trinh had offered talks, for an unconditional halt of "
        "the bombing, on 29 December. The bombing halt of 31 March, a common explanation, does nothing here.",
        {
            "tet": prediction(tet).outcome,
            "tet_when": tet.when,
            "record": tet.record,
        },
    )


def vietnam_figure() -> Axes:
    """What survives D1 in the box around each scenario."""
    return shares_figure(VIETNAM)


CLAIM = Claim(
    name="S12",
    title="North Vietnam, 1965 to 1968: a signal, and its rivals",
    passage=PASSAGES["S12"],
    said=(
        Said(
            (),
            "A sequence of dated scenarios, in numbers that are ours.",
            MEANT,
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
            "the signal alone brings a resilient North to talks.",
            ("T7: talks for the resilient",),
        ),
        Said(
            ("A1", "no signal", "tempting"),
            "there are no talks.",
            ("T3: opening is punished, 2 types", "T3: opening is punished, 3 types"),
        ),
        Said(
            ("A3", "A4", "no signal", "tempting", "b_H < lam d_H", "D1"),
            "a resilient North stays closed.",
            ("T4: H stays closed",),
        ),
        Said(
            ("A1", "no signal", "too costly"),
            "escalation does not pay even against a vulnerable North, and talks are certain.",
            ("T1: talks for all, 2 types, no signal",),
        ),
        Said(
            ("no signal",),
            "a bombing halt alike in every cell changes nothing.",
            ("T9: no equilibrium lost", "T9: no equilibrium gained"),
        ),
    ),
    theorems=("T1", "T3", "T4", "T7", "T9"),
    checks=CHECKS,
    example=example,
    candour=candour,
    figure=vietnam_figure,
    caption="What survives D1 in a box around each scenario: the share of the draws in which it is each outcome. "
    "Beyond the dotted line it is a prediction.",
    of_record=True,
)
