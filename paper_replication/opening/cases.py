"""The historical cases as dated scenarios: what changed, which parameter carries it, what the model says, how robustly.

The numbers of the scenarios are ordinal judgements, chosen for illustration. A prediction is therefore not what the
model says at those numbers but what it says in more than half of a box of 20 per cent around each of them that is not
0, drawn uniformly; where nothing reaches that, there is no prediction. D1 selects. What talks are worth is drawn as
what they bring over fighting on, x_i - w_i: where zero was put does not count.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, partial
from pathlib import Path
from typing import Any, cast

from matplotlib.axes import Axes

import termination as tm
from paper_replication.claims import Story, percent, shown
from paper_replication.drawing import SIZE, panel
from paper_replication.opening.plays import span
from paper_replication.opening.words import War, strongest, temptation, tempted_by, weakest
from paper_replication.sections import Part, Picture, Table

SCENARIOS = Path(__file__).parents[2] / "examples" / "scenarios"
#: How far each number may be off, either way; draws from the box, and their seed. The same in quick and in full runs.
REACH, DRAWS, SEED = 0.2, 4000, 1

#: Of posture, what they can agree on; talks are another matter, for an opening may be escalated against.
POSTURES = {
    "all open": lambda found: found["pr_open_min"] == 1,
    "all closed": lambda found: found["pr_open_max"] == 0,
}
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
    """One side of one war at one time: a scenario file, what happened and where to read of it, where the record is
    ambiguous, and what talks came of it, by the same sources."""

    file: str
    when: str
    who: str
    record: str
    record_source: str
    facts: tuple[Fact, ...]
    ambiguous: str = ""
    talks: str = "none"

    @property
    def war(self) -> War:
        """The scenario at its numbers."""
        return cast(War, tm.load_scenario(SCENARIOS / f"{self.file}.toml"))

    @property
    def sources(self) -> list[str]:
        """The literature that the scenario file names."""
        told = tomllib.loads((SCENARIOS / f"{self.file}.toml").read_text(encoding="utf-8"))
        return list(told["sources"])

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
        "Logevall (1999); Thies (1980)",
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
        "Herring (2014); Hershberg (2012)",
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
            Fact(
                "On 29 December Trinh said that talks would begin once the bombing stopped unconditionally; until then "
                "it had been that they could.",
                "Herring (1983); Thies (1980)",
                "what is to be explained",
            ),
        ),
        "There were secret contacts: those through Poland at the end of 1966 came close to a meeting in the reading of "
        "Hershberg (2012), and those through Kissinger lasted from July to October 1967. Whether Hanoi was closed or "
        "misread is disputed. The San Antonio offer can also be read as de-escalation. Trinh's statement came a month "
        "before Tet: a step towards talks that no signal had preceded.",
    ),
    Case(
        "vietnam_1968_tet",
        "after Tet, 1968",
        "North Vietnam",
        "closed until April",
        "Herring (1983); Schandler (1977)",
        (
            Fact(
                "The offensive of 30 and 31 January struck most of the South's provincial capitals at once, at a "
                "heavy price in men.",
                "Nguyen (2012); Schandler (1977)",
                "signal_cost: a signal, dear to the weak",
            ),
        ),
        "The second condition, which the abstract has the case illustrate; that Tet was the signal, and nothing else "
        "changed, is our reading. Hanoi fought for victory at Tet, not to send a signal, and it did not open in "
        "February or March; the losses could be read as weakness too.",
    ),
    Case(
        "vietnam_1968",
        "April 1968",
        "North Vietnam",
        "open",
        "Herring (1983); Nguyen (2012)",
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
        "A rival account: cost alone. It changed within ten weeks of the signal, so that the case cannot tell them "
        "apart. That the partial halt brought Hanoi to the table is the other reading, and contradicts the model.",
        "from 13 May",
    ),
)

OTHERS = (
    Case(
        "korea_1951_january",
        "January 1951",
        "China in Korea",
        "closed",
        "Foot (1990); Chen Jian (2001)",
        (
            Fact("Chinese armies had thrown back the advance to the Yalu, and took Seoul on 4 January.",
                 "Zhang (1995); Stueck (1995)", "prior: resilience the likelier"),
            Fact("On 13 January the First Committee of the United Nations adopted principles for a ceasefire and "
                 "talks; on 17 January Chou En-lai turned them down.", "Stueck (1995); Chen Jian (2001)",
                 "what is to be explained"),
        ),
        "The hard case. China had shown its strength, and Washington weighed leaving Korea; yet it refused. The model "
        "allows refusal and talks, in January as in the summer, and has no reason why the one was played then and the "
        "other now. That a side that is winning gains nothing by talks (A1 fails) would be one; it is not in the "
        "numbers.",
    ),
    Case(
        "korea_1951",
        "summer of 1951",
        "China in Korea",
        "open",
        "Foot (1990); Chen Jian (2001)",
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
        "from 10 July",
    ),
    Case(
        "india_1962",
        "October and November 1962",
        "India",
        "closed",
        "Hoffmann (1990); Raghavan (2010)",
        (
            Fact("The attack of 20 October broke the Indian front within days.", "Hoffmann (1990); Raghavan (2010)",
                 "prior: resilience the less likely"),
            Fact("On 24 October Chou En-lai proposed a mutual withdrawal and a meeting; Delhi asked for a return to "
                 "the positions of 8 September first.", "Raghavan (2010); Maxwell (1970)", "face_saving: a concession"),
        ),
        "Domestic politics would explain the refusal as well, and the model has none.",
    ),
    Case(
        "china_1962",
        "October and November 1962",
        "China",
        "open",
        "Whiting (1975); Garver (2006)",
        (
            Fact("China proposed talks on 24 October while it was winning, and announced a ceasefire of its own "
                 "accord on 21 November.", "Garver (2006); Maxwell (1970)", "what is to be explained"),
            Fact("India kept its air force out of the fighting, and asked Washington for help on 19 November.",
                 "Hoffmann (1990); Raghavan (2010)", "escalation_cost: prohibitive"),
        ),
        "An offer by the side that is winning may be terms rather than an opening.",
        "none: India refused",
    ),
)  # fmt: skip


def literature() -> dict[str, list[str]]:
    """By case the references that its scenario file names."""
    return {f"{case.who}, {case.when}": case.sources for case in (*VIETNAM, *OTHERS)}


# -- predictions -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Prediction:
    """What the model says of a case: at its numbers, and in what share of the box, with 95% intervals, per outcome;
    how many numbers were drawn; and in what share all open, all stay closed, and opening looks weak (A4)."""

    case: Case
    at_numbers: str
    drawn: int
    shares: dict[str, tuple[float, float, float]]
    postures: dict[str, float]
    adverse: float

    @property
    def outcome(self) -> str:
        """What holds in more than half of the box; "none" if nothing does."""
        return next((name for name, (share, _, _) in self.shares.items() if share > 0.5), "none")


@cache
def prediction(case: Case) -> Prediction:
    """By draws from the box, solved under D1."""
    asked = {**OUTCOMES, **POSTURES, "A4": partial(looks_weak, case.war)}
    found = tm.robustness(case.war, box=REACH, conclusions=asked, samples=DRAWS, seed=SEED, refinement="D1")
    held = {one.conclusion: one for one in found.holdings}
    shares = {name: (held[name].share, held[name].low, held[name].high) for name in OUTCOMES}
    at_numbers = next(name for name in OUTCOMES if held[name].at_centre)
    postures = {name: held[name].share for name in POSTURES}
    return Prediction(case, at_numbers, len(found.moved), shares, postures, held["A4"].share)


def looks_weak(war: War, drawn: Any) -> Any:
    """Where in a sample A4 holds: what talks bring, for the harm they risk, is more for the weak; w_i is not moved."""
    low, high = weakest(war), strongest(war)

    def of(name: str, t: str = "") -> Any:
        entry = f"{name}_{t}" if t else name
        value = getattr(war, name)
        return drawn[entry] if entry in drawn.arrays else float(value[t] if t else value)

    def parts(t: str) -> tuple[Any, Any]:
        short = 1 - of("resilience", t)
        gained = of("talks_value", t) - float(war.war_value[t]) + of("face_saving") + of("coercion") * short
        return gained, of("base_harm") + of("escalation_harm") * short

    (b_low, d_low), (b_high, d_high) = parts(low), parts(high)
    return b_low * d_high > b_high * d_low


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
                percent(found.postures["all open"]),
                percent(found.postures["all closed"]),
                percent(found.adverse),
                str(found.drawn),
                f"{case.record} ({case.record_source})",
                case.talks,
            )
        )
    headers = (
        "who", "when", "cost of escalation", "talks possible from, certain beyond", "model at the numbers",
        "prediction (more than half of the box)", "share of the box, 95% interval", "all open for sure in",
        "all closed for sure in", "A4 holds in", "numbers drawn", "posture on record", "talks on record",
    )  # fmt: skip
    caption = (
        f"What the model says under D1, at the numbers of the scenario and in a box of {100 * REACH:g}% around each "
        f"that is not 0 ({DRAWS} draws, seed {SEED}): one prior, and what else equilibria depend on, x_i - w_i for "
        "what talks are worth. Undetermined: talks in some surviving equilibrium, none in another. Posture and talks "
        "are told apart, for there are no talks either where all open and are escalated against."
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


#: What `thresholds_figure` plots.
THRESHOLDS = (
    "The cost of escalation in each scenario (dots, with the reach of the box) beside the costs from which talks are "
    "possible and beyond which they are certain (the ends of each bar)."
)


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


def learned(prior: Fraction) -> War:
    """North Vietnam in 1965, thought resilient with another probability."""
    return VIETNAM[0].war.with_(prior={"resilient": prior, "vulnerable": 1 - prior})


def enough_learning() -> Fraction:
    """The probability of resilience from which escalation does not pay on what is known: the other numbers of 1965."""
    war = VIETNAM[0].war
    against = {t: tempted_by(war, t) for t in war.types}
    return against["vulnerable"] / (against["vulnerable"] - against["resilient"])


def explanations() -> Table:
    """The signal, which is what the abstract names, and its two rivals."""
    first, _, signal, cost = VIETNAM
    possible, certain = thresholds(first.war)
    cheap, dear = (signal.war.signal_cost[t] for t in ("resilient", "vulnerable"))
    q = enough_learning()
    rows = (
        ("the signal (the abstract)", "`signal_cost`", "the resilient would pay for it, the vulnerable would not: here "
         f"{shown(cheap)} and {shown(dear)}", talks_under_d1(signal.war),
         "Trinh's statement came before it; no opening in February and March; to the losses another reading is open"),
        ("learning (rival)", "`prior`", f"resilience is thought as likely as {shown(q)} or more",
         talks_under_d1(learned((1 + q) / 2)), "talks possible, never certain, however much is learned"),
        ("cost (rival)", "`escalation_cost`", f"it is {shown(possible)} or more; talks certain beyond {shown(certain)}",
         talks_under_d1(cost.war), "it was Tet that changed it"),
    )  # fmt: skip
    headers = (
        "account",
        "what changed since 1965",
        "talks if",
        "probability of talks under D1",
        "what speaks against it",
    )
    caption = (
        "Three accounts of the opening of April 1968, each by one change of the war of 1965. The last column but one "
        "is at the numbers of the scenario; for learning half way from the threshold to certainty."
    )
    return Table(caption, headers, rows)


def talks_under_d1(war: War) -> str:
    """The least and the greatest probability of talks over what survives D1."""
    least, most = span(war, "talks", "D1")
    return shown(least) if least == most else f"{shown(least)} to {shown(most)}"


def vietnam() -> Sequence[Story | Table | Picture]:
    """The part on North Vietnam."""
    intro = Story(
        "Four dated scenarios, each that of {first} with the entries changed that the events changed: {changes}. All "
        "numbers are ordinal judgements of ours. The abstract has the case illustrate the second condition, so that "
        "the signal leads; learning and cost are its rivals. What the sequence shows is which change would have to "
        "carry the story, not that it did. To predict no talks is not to predict a closed posture either: of {first}, "
        "whose record is {record}, the model says no talks in {none} of the box, yet all open for sure in {open} of "
        "it, and all stay closed for sure in {closed}, since the weak open with some probability.",
        {
            "record": VIETNAM[0].record,
            "none": percent(prediction(VIETNAM[0]).shares["no talks"][0]),
            "open": percent(prediction(VIETNAM[0]).postures["all open"]),
            "closed": percent(prediction(VIETNAM[0]).postures["all closed"]),
            "first": VIETNAM[0].when,
            "changes": "; ".join(f"{case.when}: `{'`, `'.join(case.changed)}`" for case in VIETNAM[1:]),
        },
    )
    picture = Picture("vietnam", lambda: thresholds_figure(VIETNAM), THRESHOLDS)
    return [intro, explanations(), predictions(VIETNAM), picture, facts(VIETNAM), doubts(VIETNAM)]


def others() -> Sequence[Story | Table | Picture]:
    """The part on the other three cases of the book."""
    intro = Story(
        "The book has {count} cases: North Vietnam, and the three below. That of China in Korea is taken at two times, "
        "its refusal in the winter and its opening in the summer; the war of {year} gives two cases, one for each "
        "side.",
        {"count": 4, "year": OTHERS[-1].when.split()[-1]},
    )
    picture = Picture("other_cases", lambda: thresholds_figure(OTHERS), THRESHOLDS)
    return [intro, predictions(OTHERS), picture, facts(OTHERS), doubts(OTHERS)]


PARTS = (
    Part("vietnam", "The Vietnam case, 1965 to 1968", vietnam, __name__, ("S12", "M2")),
    Part("cases", "China in Korea; China and India in 1962", others, __name__, ("M2",)),
)
