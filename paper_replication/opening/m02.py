"""M2: the four cases of the book."""

from __future__ import annotations

from matplotlib.axes import Axes

from paper_replication.claims import COMPUTED, Check, Claim, Said, Story, never, percent
from paper_replication.opening.cases import OTHERS, VIETNAM, prediction, shares_figure
from paper_replication.opening.plays import any_talks, in_some, span
from paper_replication.opening.s12 import box_around, worth_having
from paper_replication.opening.words import War, temptation
from paper_replication.sources import PASSAGES


def deterred(war: War) -> bool | None:
    """Talks being worth having, escalation does not pay on what is known."""
    return temptation(war) <= 0 if worth_having(war) else None


CHECKS = (
    Check(
        "Whatever war is drawn from the boxes around the further cases, talks being worth having: if escalation "
        "does not pay on what is known, there are talks in some equilibrium.",
        "If it pays: in none.",
        box_around(OTHERS),
        deterred,
        in_some(any_talks),
        never(in_some(any_talks)),
    ),
)


def example() -> Story:
    winter, summer, india, china = (prediction(case) for case in OTHERS)
    return Story(
        "In a box around each scenario, under D1: of India there are no talks in {india}, with the concession that "
        "China offered it; of China in the same war talks are certain in {china}, escalation being beyond India's "
        "means. Of China in Korea the model leaves it open: in {summer} of the box both talks and refusal survive in "
        "the summer, when it opened, and in {winter} in the winter before, when it refused.",
        {
            "india": percent(india.shares["no talks"][0]),
            "china": percent(china.shares["talks"][0]),
            "summer": percent(summer.shares["undetermined"][0]),
            "winter": percent(winter.shares["undetermined"][0]),
        },
    )


def candour() -> Story:
    matches = [case for case in (*VIETNAM, *OTHERS) if prediction(case).outcome not in ("none", "undetermined")]
    winter = OTHERS[0]
    return Story(
        "Of {all} scenarios {said} have a prediction at all. The cases were chosen by the book and the numbers by us, "
        "so that agreement is no evidence; what the model adds is which parameter each story turns on. The hard case "
        "is {who} in {when}: it had shown its strength, and refused. At our numbers the probability of talks there "
        "runs from {least} to {most} under D1, and nothing in the model says why it was the least. The war of {year} "
        "is given to two games, one a side, though each was deciding in view of the other.",
        {
            "all": len(VIETNAM) + len(OTHERS),
            "said": len(matches),
            "who": winter.who,
            "when": winter.when,
            **dict(zip(("least", "most"), span(winter.war, "talks", "D1"), strict=True)),
            "year": OTHERS[-1].when.split()[-1],
        },
    )


def figure() -> Axes:
    """The share of each box by outcome."""
    return shares_figure(OTHERS)


CLAIM = Claim(
    name="M2",
    title="four cases",
    passage=PASSAGES["M2"],
    said=(
        Said(
            (),
            "Each case is a scenario whose numbers are ordinal judgements; what is claimed of it holds in more "
            "than half of a box around them, or is not claimed.",
            COMPUTED,
        ),
    ),
    theorems=("T1", "T2", "T4", "T8", "T14"),
    checks=CHECKS,
    example=example,
    candour=candour,
    figure=figure,
    caption="What survives D1 in a box around each scenario: the share of the draws in which it is each outcome. "
    "Beyond the dotted line it is a prediction.",
    of_record=True,
)
