"""The historical cases as dated scenarios: what changed, which parameter carries it, what the model says, how robustly.

The numbers of the scenarios are ordinal judgements, chosen for illustration. A prediction is therefore not what the
model says at those numbers but what it says in more than half of a box of 20 per cent around each of them that is not
0, drawn uniformly; where nothing reaches that, there is no prediction. D1 selects. What talks are worth is drawn as
what they bring over fighting on, x_i - w_i: where zero was put does not count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

from matplotlib.axes import Axes

import termination as tm
from paper_replication.claims import Story, percent, shown
from paper_replication.drawing import SIZE, panel
from paper_replication.opening.words import War, temptation, tempted_by, weakest
from paper_replication.sections import Part, Picture, Table

SCENARIOS = Path(__file__).parents[2] / "examples" / "scenarios"
#: How far each number may be off, either way; draws from the box, and their seed. The same in quick and in full runs.
REACH, DRAWS, SEED = 0.2, 4000, 1

#: What the equilibria that survive D1 can agree on. Exactly one of these holds of any war.
OUTCOMES = {
    "no talks": lambda found: found["pr_talks_max"] == 0,
    "talks": lambda found: found["pr_talks_min"] == 1,
    "talks for some": lambda found: (found["pr_talks_min"] > 0) & (found["pr_talks_min"] < 1),
    "undetermined": lambda found: (found["pr_talks_min"] == 0) & (found["pr_talks_max"] > 0),
}


@dataclass(frozen=True)
class Fact:
    """Something that happened, where to read of it, and the parameter that carries it."""

    what: str
    source: str
    carries: str


@dataclass(frozen=True)
class Case:
    """One side of one war at one time: a scenario file, what happened, and where the record is ambiguous."""

    file: str
    when: str
    who: str
    record: str
    facts: tuple[Fact, ...]
    ambiguous: str = ""

    @property
    def war(self) -> War:
        """The scenario at its numbers."""
        return cast(War, tm.load_scenario(SCENARIOS / f"{self.file}.toml"))

    @property
    def changed(self) -> list[str]:
        """The parameters in which it differs from North Vietnam in 1965, for the later ones of that sequence."""
        first, here = VIETNAM[0].war.parameters(), self.war.parameters()
        return [name for name in here if here[name] != first[name]]


VIETNAM = (
    Case(
        "vietnam_1965",
        "1965",
        "North Vietnam",
        "closed",
        (
            Fact(
                "Sustained bombing of the North began on 2 March; Marines landed at Da Nang on 8 March; on 28 July "
                "Johnson announced a force of 125,000 without calling up the reserves.",
                "Logevall (1999); Herring (2014)",
                "escalation_cost: affordable",
            ),
            Fact(
                "Johnson offered unconditional discussions on 7 April; Pham Van Dong answered with four points on 8 "
                "April, and no talks followed.",
                "Logevall (1999); Thies (1980)",
                "talks_value: talks worth having",
            ),
            Fact(
                "Hanoi had resolved on victory in the South, and those who doubted it had lost influence.",
                "Nguyen (2012); Asselin (2013)",
                "war_value: fighting on bearable",
            ),
        ),
        "Hanoi never refused talks in principle; it refused those on offer, and its four points could be read as "
        "terms.",
    ),
    Case(
        "vietnam_1967",
        "1967",
        "North Vietnam",
        "closed",
        (
            Fact(
                "Close to half a million Americans were in Vietnam by the end of the year; in August Johnson "
                "announced a ceiling of 525,000.",
                "Herring (2014)",
                "escalation_cost: higher, short of prohibitive",
            ),
            Fact(
                "Trinh asked on 28 January for an unconditional end of the bombing before any talks; at San Antonio, "
                "on 29 September, Johnson offered to end it if productive discussions followed promptly.",
                "Herring (2014); Nguyen (2012)",
                "face_saving: a small concession",
            ),
        ),
        "There were secret contacts: those through Poland at the end of 1966 came close to a meeting in the reading of "
        "Hershberg (2012), and those through Kissinger lasted from July to October 1967. Whether Hanoi was closed or "
        "misread is disputed. The San Antonio offer can also be read as de-escalation.",
    ),
    Case(
        "vietnam_1968_tet",
        "after Tet, 1968",
        "North Vietnam",
        "closed until April",
        (
            Fact(
                "The offensive of 30 and 31 January struck most of the South's provincial capitals at once, at a "
                "heavy price in men.",
                "Nguyen (2012); Schandler (1977)",
                "signal_cost: a signal, dear to the weak",
            ),
        ),
        "The scenario asks whether the signal alone would have brought talks. Hanoi fought for victory at Tet, not to "
        "send a signal, and it did not open in February or March; the losses could be read as weakness too.",
    ),
    Case(
        "vietnam_1968",
        "April 1968",
        "North Vietnam",
        "open",
        (
            Fact(
                "The request for 206,000 more men, public on 10 March, would have meant calling up the reserves, and "
                "was turned down.",
                "Schandler (1977); Herring (2014)",
                "escalation_cost: prohibitive",
            ),
            Fact(
                "On 31 March Johnson stopped the bombing of most of the North and withdrew his candidacy.",
                "Schandler (1977); Herring (2014)",
                "deescalation: in the model without effect",
            ),
            Fact(
                "On 3 April Hanoi declared its readiness to make contact; talks opened in Paris on 13 May.",
                "Herring (1983); Nguyen (2012)",
                "what is to be explained",
            ),
        ),
        "Signal and cost changed within ten weeks of each other: the case cannot tell the two conditions apart. That "
        "the partial halt brought Hanoi to the table is the other reading, and contradicts the model.",
    ),
)

OTHERS = (
    Case(
        "korea_1951",
        "summer of 1951",
        "China in Korea",
        "open",
        (
            Fact("The offensives of April and May were thrown back with heavy losses; yet the front held near the 38th "
                 "parallel.", "Zhang (1995); Stueck (1995)", "prior: either reading defensible"),
            Fact("MacArthur, who wanted to carry the war to China, was dismissed on 11 April.", "Foot (1990)",
                 "escalation_cost: between the two thresholds"),
            Fact("Malik spoke for an armistice on 23 June; talks began at Kaesong on 10 July.",
                 "Foot (1990); Stueck (1995)", "what is to be explained"),
        ),
        "Moscow and Pyongyang had a part in the decision, which the model gives to one opener; and China had shown "
        "both strength, in the winter, and weakness, in the spring.",
    ),
    Case(
        "india_1962",
        "October and November 1962",
        "India",
        "closed",
        (
            Fact("The attack of 20 October broke the Indian front within days.", "Hoffmann (1990); Maxwell (1970)",
                 "prior: resilience the less likely"),
            Fact("On 24 October Chou En-lai proposed a mutual withdrawal and a meeting; Delhi asked for a return to "
                 "the positions of 8 September first.", "Hoffmann (1990); Maxwell (1970)", "face_saving: a concession"),
        ),
        "Domestic politics would explain the refusal as well, and the model has none.",
    ),
    Case(
        "china_1962",
        "October and November 1962",
        "China",
        "open",
        (
            Fact("China proposed talks on 24 October while it was winning, and announced a ceasefire of its own "
                 "accord on 21 November.", "Whiting (1975); Maxwell (1970)", "what is to be explained"),
            Fact("India kept its air force out of the fighting, and asked Washington for help on 19 November.",
                 "Hoffmann (1990)", "escalation_cost: prohibitive"),
        ),
        "An offer by the side that is winning may be terms rather than an opening.",
    ),
)  # fmt: skip

SOURCES = (
    "Asselin, P. (2013). Hanoi's Road to the Vietnam War, 1954-1965. University of California Press.",
    "Foot, R. (1990). A Substitute for Victory: The Politics of Peacemaking at the Korean Armistice Talks. Cornell "
    "University Press.",
    "Herring, G. C., ed. (1983). The Secret Diplomacy of the Vietnam War. University of Texas Press.",
    "Herring, G. C. (2014). America's Longest War: The United States and Vietnam, 1950-1975. 5th ed. McGraw-Hill.",
    "Hershberg, J. G. (2012). Marigold: The Lost Chance for Peace in Vietnam. Stanford University Press.",
    "Hoffmann, S. A. (1990). India and the China Crisis. University of California Press.",
    "Logevall, F. (1999). Choosing War: The Lost Chance for Peace and the Escalation of War in Vietnam. University of "
    "California Press.",
    "Mastro, O. S. (2019). The Costs of Conversation: Obstacles to Peace Talks in Wartime. Cornell University Press.",
    "Maxwell, N. (1970). India's China War. Jonathan Cape.",
    "Nguyen, L.-H. T. (2012). Hanoi's War. University of North Carolina Press.",
    "Schandler, H. Y. (1977). The Unmaking of a President: Lyndon Johnson and Vietnam. Princeton University Press.",
    "Stueck, W. (1995). The Korean War: An International History. Princeton University Press.",
    "Thies, W. J. (1980). When Governments Collide. University of California Press.",
    "Whiting, A. S. (1975). The Chinese Calculus of Deterrence: India and Indochina. University of Michigan Press.",
    "Zhang, S. G. (1995). Mao's Military Romanticism: China and the Korean War, 1950-1953. University Press of Kansas.",
)


# -- predictions -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Prediction:
    """What the model says of a case: at its numbers, and in what share of the box, with 95% intervals, per outcome;
    and how many numbers were drawn."""

    case: Case
    at_numbers: str
    drawn: int
    shares: dict[str, tuple[float, float, float]]

    @property
    def outcome(self) -> str:
        """What holds in more than half of the box; "none" if nothing does."""
        return next((name for name, (share, _, _) in self.shares.items() if share > 0.5), "none")


@cache
def prediction(case: Case) -> Prediction:
    """By draws from the box, solved under D1."""
    found = tm.robustness(case.war, box=REACH, conclusions=OUTCOMES, samples=DRAWS, seed=SEED, refinement="D1")
    shares = {one.conclusion: (one.share, one.low, one.high) for one in found.holdings}
    at_numbers = next(one.conclusion for one in found.holdings if one.at_centre)
    return Prediction(case, at_numbers, len(found.moved), shares)


def thresholds(war: War) -> tuple[Any, Any]:
    """The costs of escalation from which talks are possible, and beyond which they are certain."""
    possible, certain = temptation(war), tempted_by(war, weakest(war))
    return possible + war.escalation_cost, certain + war.escalation_cost


# -- tables and pictures ---------------------------------------------------------------------------------------------


def predictions(cases: Sequence[Case]) -> Table:
    """One row a case."""
    rows = []
    for case in cases:
        found = prediction(case)
        possible, certain = thresholds(case.war)
        share, low, high = found.shares.get(found.outcome, found.shares["undetermined"])
        rows.append(
            (
                case.who,
                case.when,
                shown(case.war.escalation_cost),
                f"{shown(possible)}, {shown(certain)}",
                found.at_numbers,
                found.outcome,
                f"{percent(share)} ({percent(low)} to {percent(high)})",
                str(found.drawn),
                case.record,
            )
        )
    headers = (
        "who", "when", "cost of escalation", "talks possible from, certain beyond", "model at the numbers",
        "prediction (more than half of the box)", "share of the box, 95% interval", "numbers drawn", "record",
    )  # fmt: skip
    caption = (
        f"What the model says under D1, at the numbers of the scenario and in a box of {100 * REACH:g}% around each "
        f"that is not 0 ({DRAWS} draws, seed {SEED}): one prior, and what else equilibria depend on, x_i - w_i for "
        "what talks are worth. Undetermined: talks in some surviving equilibrium, none in another."
    )
    return Table(caption, headers, tuple(rows))


def facts(cases: Sequence[Case]) -> Table:
    """What happened, and which parameter carries it."""
    rows = [
        (f"{case.who}, {case.when}", fact.what, fact.source, f"`{name}`:{words}" if words else name)
        for case in cases
        for fact in case.facts
        for name, _, words in [fact.carries.partition(":")]
    ]
    return Table("What happened, where to read of it, and what carries it in the model.",
                 ("case", "fact", "source", "carried by"), tuple(rows))  # fmt: skip


def doubts(cases: Sequence[Case]) -> Table:
    """Where the record is ambiguous."""
    rows = tuple((f"{case.who}, {case.when}", case.ambiguous) for case in cases)
    return Table("Where the record is ambiguous.", ("case", "ambiguity"), rows)


#: Face and hatch of each outcome.
_FILLS = {
    "no talks": ("#6E6E6E", ""),
    "undetermined": ("#FFFFFF", ""),
    "talks for some": ("#DCEBF5", "////"),
    "talks": ("#7FB9DE", ""),
}


def shares_figure(cases: Sequence[Case]) -> Axes:
    """The share of the box by outcome, one bar a case."""
    ax = panel("share of the box", "", height=0.9 + 0.42 * len(cases))
    for row, case in enumerate(cases):
        left = 0.0
        for name, (face, hatch) in _FILLS.items():
            share = prediction(case).shares[name][0]
            ax.barh(row, share, left=left, height=0.6, color=face, hatch=hatch, edgecolor="#000000", linewidth=0.6,
                    label=name if row == 0 else None)  # fmt: skip
            left += share
    ax.axvline(0.5, color="#000000", linewidth=0.8, linestyle=":")
    ax.set_yticks(range(len(cases)), [f"{case.who}, {case.when}" for case in cases])
    ax.set_ylim(len(cases) - 0.5, -0.5)
    ax.set_xlim(0, 1)
    ax.figure.legend(loc="outside lower center", ncols=4, fontsize=SIZE - 1, frameon=False)
    return ax


def thresholds_figure(cases: Sequence[Case]) -> Axes:
    """Where the cost of escalation lies beside the two thresholds, one row a case."""
    ax = panel("cost of escalation", "", height=0.9 + 0.42 * len(cases))
    for row, case in enumerate(cases):
        possible, certain = (float(value) for value in thresholds(case.war))
        cost = float(case.war.escalation_cost)
        reach = REACH * cost
        ax.barh(row, certain - possible, left=possible, height=0.5, color="#DCEBF5", edgecolor="#000000", linewidth=0.6,
                label="between the thresholds" if row == 0 else None)  # fmt: skip
        ax.errorbar(cost, row, xerr=reach, fmt="o", color="#000000", markersize=5, linewidth=1, capsize=2,
                    label="the war, and how far it may be off" if row == 0 else None)  # fmt: skip
    ax.set_yticks(range(len(cases)), [f"{case.who}, {case.when}" for case in cases])
    ax.set_ylim(len(cases) - 0.5, -0.5)
    ax.figure.legend(loc="outside lower center", ncols=2, fontsize=SIZE - 1, frameon=False)
    return ax


def vietnam() -> Sequence[Story | Table | Picture]:
    """The part on North Vietnam."""
    intro = Story(
        "Four dated scenarios, each that of {first} with the entries changed that the events changed: {changes}. All "
        "numbers are ordinal judgements of ours. What the sequence shows is which change would have to carry the "
        "story, not that it did.",
        {
            "first": VIETNAM[0].when,
            "changes": "; ".join(f"{case.when}: `{'`, `'.join(case.changed)}`" for case in VIETNAM[1:]),
        },
    )
    picture = Picture("vietnam", lambda: shares_figure(VIETNAM), "What survives D1 in a box around each scenario.")
    return [intro, predictions(VIETNAM), picture, facts(VIETNAM), doubts(VIETNAM)]


def others() -> Sequence[Story | Table | Picture]:
    """The part on the other three cases of the book."""
    intro = Story(
        "The book has {count} cases: North Vietnam, and the three below. The war of {year} gives two, one for each "
        "side.",
        {"count": 1 + len(OTHERS), "year": OTHERS[-1].when.split()[-1]},
    )
    picture = Picture("other_cases", lambda: thresholds_figure(OTHERS), "Where each war lies beside the thresholds.")
    sources = Table("Literature on the cases.", ("source",), tuple((source,) for source in SOURCES))
    return [intro, predictions(OTHERS), picture, facts(OTHERS), doubts(OTHERS), sources]


PARTS = (
    Part("vietnam", "The Vietnam case, 1965 to 1968", vietnam, __name__),
    Part("cases", "China in Korea; China and India in 1962", others, __name__),
)
