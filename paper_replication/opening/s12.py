"""S12: North Vietnam refused talks from 1965 and changed its stance in April 1968."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from random import Random
from typing import Any

from matplotlib.axes import Axes

from paper_replication.claims import MEANT, Check, Claim, Said, Story, never, percent
from paper_replication.opening.cases import REACH, VIETNAM, Case, prediction, thresholds, thresholds_figure
from paper_replication.opening.plays import any_talks, in_every, in_some, talks_for_all
from paper_replication.opening.wars import GRID
from paper_replication.opening.words import War, gain, temptation, tempted_by, weakest
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


def example() -> Story:
    first, second, tet, last = (prediction(case) for case in VIETNAM)
    possible, certain = thresholds(first.case.war)
    return Story(
        "In every scenario the thresholds for the cost of escalation are {possible} and {certain}. In {y1} the cost is "
        "{k1}, below both, and there are no talks in {none1} of the box; in {y2} it is {k2}, and there are none in "
        "{none2}. In {y4} it is {k4}, above both: talks for sure in {sure} of the box. With the cost at {k3} as in "
        "{y1} and the signal alone, {y3}, at least some get talks, in every equilibrium that survives D1, in {some} "
        "of it.",
        {
            "possible": possible,
            "certain": certain,
            **{f"k{i}": case.war.escalation_cost for i, case in enumerate(VIETNAM, 1)},
            **{f"y{i}": case.when for i, case in enumerate(VIETNAM, 1)},
            "none1": percent(first.shares["no talks"][0]),
            "none2": percent(second.shares["no talks"][0]),
            "sure": percent(last.shares["talks"][0]),
            "some": percent(tet.shares["talks for some"][0] + tet.shares["talks"][0]),
        },
    )


def candour() -> Story:
    tet = VIETNAM[2]
    return Story(
        "The numbers are ours and were chosen with the outcome known, so that this is an illustration and no test. The "
        "model predicts “{tet}” of {tet_when} by the signal alone, and the record has North Vietnam {record}: either "
        "the offensive was not the signal that the second condition asks for, or it took time to be read, or the first "
        "condition did the work. The bombing halt of 31 March, a common explanation, does nothing here.",
        {
            "tet": prediction(tet).outcome,
            "tet_when": tet.when,
            "record": tet.record,
        },
    )


def vietnam_figure() -> Axes:
    """Where each scenario lies."""
    return thresholds_figure(VIETNAM)


CLAIM = Claim(
    name="S12",
    title="North Vietnam, 1965 to 1968",
    passage=PASSAGES["S12"],
    said=(
        Said(
            (),
            "A sequence of dated scenarios, in numbers that are ours.",
            MEANT,
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
    caption="The cost of escalation in each scenario beside the costs from which talks are possible and beyond which "
    "they are certain (the bar between).",
    of_record=True,
)
