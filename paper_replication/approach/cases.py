"""The four cases of R6 as scenarios: what the model says beside what is reported, and in what share of a box.

The numbers of the scenarios are ordinal judgements of ours, made for illustration and in knowledge of what happened. D1
selects. At the numbers every finding is asked of every surviving equilibrium, exactly; in the box, 20 per cent either
way of each number, of the least and greatest probabilities over them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, cast

from matplotlib.axes import Axes

import termination as tm
from paper_replication.approach.plays import Play, plays
from paper_replication.approach.words import CORE, HARDLINE, LIMITED, TYPES, Rivalry, critical, relief, short_of
from paper_replication.claims import Story, percent, shown
from paper_replication.drawing import SIZE, panel
from paper_replication.sections import Part, Picture, Table

SCENARIOS = Path(__file__).parents[2] / "examples" / "scenarios"
#: How far each number may be off, either way; draws from the box, and their seed. The same in quick and in full runs.
REACH, DRAWS, SEED = 0.2, 60, 1
HALF = Fraction(1, 2)


@dataclass(frozen=True)
class Case:
    """One approach to one rival: its scenario file and what it is called here."""

    file: str
    name: str

    @property
    def rivalry(self) -> Rivalry:
        """The scenario at its numbers."""
        return cast(Rivalry, tm.load_scenario(SCENARIOS / f"{self.file}.toml"))

    @property
    def told(self) -> dict[str, Any]:
        """The scenario file itself: its notes and sources."""
        return tomllib.loads((SCENARIOS / f"{self.file}.toml").read_text(encoding="utf-8"))


CASES = (
    Case("britain_russia_1907", "Britain and Russia"),
    Case("postwar_order_1945", "the postwar order"),
    Case("detente_1972", "detente"),
    Case("reset_2009", "the reset"),
)


@dataclass(frozen=True)
class Finding:
    """What R6 reports: of one equilibrium, a quantity above one bound and at most another (None: no bound); and about
    the draws of a box, where it is bounded from what is least and greatest over the surviving equilibria."""

    name: str
    words: str
    quantity: Callable[[Play], Fraction]
    above: Fraction | None
    at_most: Fraction | None
    of_box: Callable[[Any], Any]

    def of_play(self, play: Play) -> bool:
        """Whether it is so of one equilibrium."""
        return self.over(self.quantity(play)) and self.within(self.quantity(play))

    def over(self, value: Fraction) -> bool:
        """Whether the value is above the lower bound, if there is one."""
        return self.above is None or value > self.above

    def within(self, value: Fraction) -> bool:
        """Whether it is at most the upper bound, if there is one."""
        return self.at_most is None or value <= self.at_most


def _emboldened(play: Play) -> Fraction:
    """Pressed on an approach, where the rival would not press hardline."""
    if short_of(play.rivalry, HARDLINE):
        return Fraction(0)
    return sum(map(play.pressed, play.rivalry.messages[1:]), Fraction(0))


def _relieved(play: Play) -> Fraction:
    return sum((relief(play.rivalry, m) * (play.sent(m) - play.pressed(m)) for m in play.presses), Fraction(0))


def _relief_bounds(found: Any) -> tuple[Any, Any]:
    """The least and the greatest relief in a box: of limited where not pressed; more as far as core is taken."""
    felt = {a: (1 - found["mistrust"]) * found[f"relief_{a}"] for a in ("limited", "core")}
    least = found["pr_unpressed_min"] * felt["limited"]
    return least, found["pr_unpressed_max"] * felt["limited"] + found["pr_core_max"] * (felt["core"] - felt["limited"])


FINDINGS = (
    Finding(
        "gains",
        "an approach is reciprocated with probability above one half",
        lambda play: play.reciprocated,
        HALF,
        None,
        lambda found: found["pr_reciprocated_min"] > 0.5,
    ),
    Finding(
        "narrow",
        "core is taken with at most one half",
        lambda play: play.sent(CORE),
        None,
        HALF,
        lambda found: found["pr_core_max"] <= 0.5,
    ),
    Finding(
        "little emboldening",
        "the rival presses, where it would not press hardline, with at most one half",
        _emboldened,
        None,
        HALF,
        lambda found: found["pr_emboldened_max"] <= 0.5,
    ),
    Finding(
        "modest reassurance",
        "expected relief is positive and at most one half",
        _relieved,
        Fraction(0),
        HALF,
        lambda found: (_relief_bounds(found)[0] > 0) & (_relief_bounds(found)[1] <= 0.5),
    ),
    Finding(
        "later deterioration",
        "what was left unresolved flares up with probability above one half",
        lambda play: play.deterioration,
        HALF,
        None,
        lambda found: found["flare"] * (1 - _relief_bounds(found)[1]) > 0.5,
    ),
)


def profiles(rivalry: Rivalry) -> Iterator[Play]:
    """Everything that can be done for sure, equilibrium or not: an approach by each type, and a reply to each.

    What a finding measures is linear in each of these choices, so that it is largest and smallest at one of them.
    """
    messages = rivalry.messages
    for chosen in product(messages, repeat=len(TYPES)):
        sends = {t: {m: Fraction(m == taken) for m in messages} for t, taken in zip(TYPES, chosen, strict=True)}
        used = sorted(set(chosen))
        for replies in product(("press", "hold", "reciprocate"), repeat=len(used)):
            answer = dict(zip(used, replies, strict=True))
            if answer.get(HARDLINE) != "reciprocate":
                presses, meets = ({m: Fraction(answer.get(m) == reply) for m in messages}
                                  for reply in ("press", "reciprocate"))  # fmt: skip
                yield Play(rivalry, sends, presses, meets, {})


def extremes(case: Case, finding: Finding) -> tuple[Fraction, Fraction]:
    """The least and the greatest that the finding's quantity can be, whatever anybody does."""
    values = [finding.quantity(play) for play in profiles(case.rivalry)]
    return min(values), max(values)


def entered(case: Case, finding: Finding) -> str:
    """Whether the numbers alone decide the finding, "entered", or what is played does, "derived"."""
    low, high = extremes(case, finding)
    bounds = [finding.over(low)] if finding.above is not None else []
    bounds += [finding.within(high)] if finding.at_most is not None else []
    return "entered" if all(bounds) else "derived" if not any(bounds) else "half entered"


@cache
def survivors(case: Case) -> tuple[Play, ...]:
    """The equilibria that survive D1 at the numbers."""
    return tuple(plays(case.rivalry, "D1"))


def verdict(case: Case, finding: Finding) -> str:
    """Whether it holds in "every" surviving equilibrium, in "some" only, or in "none"."""
    found = [finding.of_play(play) for play in survivors(case)]
    return "every" if all(found) else "some" if any(found) else "none"


def mismatches() -> list[tuple[str, str, str]]:
    """Case, finding, and in which equilibria it holds, wherever that is not every one."""
    pairs = [(case, finding, verdict(case, finding)) for case in CASES for finding in FINDINGS]
    return [(case.name, finding.name, how) for case, finding, how in pairs if how != "every"]


@cache
def shares(case: Case) -> dict[str, tuple[float, float, float]]:
    """By finding, the share of the box in which it holds in every surviving equilibrium, with its interval."""
    conclusions = {finding.name: finding.of_box for finding in FINDINGS}
    found = tm.robustness(case.rivalry, box=REACH, conclusions=conclusions, samples=DRAWS, seed=SEED, refinement="D1")
    return {one.conclusion: (one.share, one.low, one.high) for one in found.holdings}


def predictions() -> Table:
    """A row for each case and finding: at the numbers, in the box, and whether it is what is reported."""
    rows = []
    for case in CASES:
        for finding in FINDINGS:
            share, low, high = shares(case)[finding.name]
            how = verdict(case, finding)
            predicted = share > 0.5
            rows.append(
                (
                    case.name if finding is FINDINGS[0] else "",
                    finding.name,
                    f"in {how}",
                    f"{percent(share)} ({percent(low)} to {percent(high)})",
                    "yes" if predicted else "no",
                    "as reported" if how == "every" and predicted else "MISMATCH",
                )
            )
    headers = (
        "case", "R6 reports", "surviving equilibria, at the numbers", "share of the box, 95% interval",
        "predicted (more than half of the box)", "",
    )  # fmt: skip
    caption = (
        f"What R6 reports beside what the model says under D1: at the numbers, and in every surviving equilibrium over "
        f"a box of {100 * REACH:g}% around each that is not 0 ({DRAWS} draws, seed {SEED}). Relief and deterioration "
        "are bounded in the box from the side that speaks against the finding."
    )
    return Table(caption, headers, tuple(rows))


def meanings() -> Table:
    """What each finding is taken to mean, and whether a case's numbers enter it or the model derives it."""
    rows = []
    for finding in FINDINGS:
        cells = []
        for case in CASES:
            low, high = extremes(case, finding)
            cells.append(f"{entered(case, finding)} ({float(low):.3g} to {float(high):.3g})")
        rows.append((finding.name, finding.words, *cells))
    rows.append(("durable", "not captured: the game is played once", *("" for _ in CASES)))
    caption = (
        "What each finding of R6 is taken to mean, of one equilibrium, and how much of it is in the numbers. In "
        "brackets: the least and the greatest that it can be whatever anybody does. Entered: the finding holds over "
        "all of that, so that the numbers say it and the model adds nothing; half entered: one of its two bounds does; "
        "derived: it hangs on what is played in equilibrium."
    )
    return Table(caption, ("finding", "in the model", *(case.name for case in CASES)), tuple(rows))


def numbers() -> Table:
    """Where each case lies."""
    rows = []
    for case in CASES:
        game = case.rivalry
        pressed = max(sum(map(play.pressed, game.messages[1:]), Fraction(0)) for play in survivors(case))
        values = (game.prior, critical(game, HARDLINE), critical(game), critical(game, CORE))
        rows.append((case.name, *map(shown, values), shown(pressed)))
    headers = (
        "case", "prior", "critical, hardline", "critical, limited", "critical, core",
        "greatest probability of emboldening",
    )  # fmt: skip
    return Table("Where the cases lie, at their numbers. Below zero nobody is pressed whatever is believed.",
                 headers, tuple(rows))  # fmt: skip


def record() -> Table:
    """What is told of each case, and where to read of it."""
    rows = [(case.name, " ".join(case.told["notes"].split()), " ".join(case.told["sources"])) for case in CASES]
    return Table("The cases as the scenario files tell them.", ("case", "notes", "sources"), tuple(rows))


def places() -> Axes:
    """Where the prior of each case lies beside the critical resolve of each approach."""
    ax = panel("probability that the stronger state is resolute", "", height=2.9)
    marks = {HARDLINE: ("|", "hardline"), LIMITED: ("o", "limited"), CORE: ("s", "core")}
    for row, case in enumerate(CASES):
        game = case.rivalry
        for message, (mark, words) in marks.items():
            ax.plot(float(critical(game, message)), row, mark, color="#0072B2", markersize=7, markeredgewidth=2,
                    markerfacecolor="none", label=f"critical resolve, {words}" if row == 0 else None)  # fmt: skip
        ax.plot(float(game.prior), row, "D", color="#000000", markersize=6, label="prior" if row == 0 else None)
    ax.axvline(0, color="#000000", linewidth=0.8, linestyle=":")
    ax.set_yticks(range(len(CASES)), [case.name for case in CASES])
    ax.set_ylim(len(CASES) - 0.5, -0.5)
    ax.figure.legend(loc="outside lower center", ncols=2, fontsize=SIZE - 1, frameon=False)
    return ax


def picture() -> Axes:
    """The share of the box in which each finding holds, by case."""
    ax = panel("share of the box in which it holds in every surviving equilibrium", "", height=4.0)
    marks = ("o", "s", "^", "D")
    for place, (case, mark) in enumerate(zip(CASES, marks, strict=True)):
        for row, finding in enumerate(FINDINGS):
            share, low, high = shares(case)[finding.name]
            y = row + 0.18 * (place - 1.5)
            ax.plot([low, high], [y, y], color="#000000", linewidth=0.8, zorder=1)
            ax.plot(share, y, mark, color="#0072B2", markersize=5, markeredgecolor="#000000", clip_on=False)
        ax.plot([], [], mark, color="#0072B2", markeredgecolor="#000000", label=case.name)
    ax.axvline(0.5, color="#000000", linewidth=0.8, linestyle=":")
    ax.set_yticks(range(len(FINDINGS)), [finding.name for finding in FINDINGS])
    ax.set(xlim=(0, 1), ylim=(len(FINDINGS) - 0.5, -0.5))
    ax.figure.legend(loc="outside lower center", ncols=4, fontsize=SIZE - 1, frameon=False)
    return ax


def contents() -> Sequence[Story | Table | Picture]:
    """The part on the four cases."""
    found = mismatches()
    unlikely = [
        f"{case.name}, {finding.name}" for case in CASES for finding in FINDINGS if shares(case)[finding.name][0] <= 0.5
    ]
    intro = Story(
        "Four scenarios, every number an ordinal judgement of ours, made in knowledge of the outcome: agreement "
        "is no test of the model, disagreement is a finding. At the numbers {count} of {all} pairs of a case and a "
        "finding do not hold in every equilibrium that survives D1: {which}. Over the box there is no prediction for "
        "{box}. In every case the model has core left alone and the rival deterred from pressing hardline.",
        {
            "count": len(found),
            "all": len(CASES) * len(FINDINGS),
            "which": "; ".join(f"{name}, {what} (in {how})" for name, what, how in found),
            "box": "; ".join(unlikely) or "nothing",
        },
    )
    words = "In what share of a box around each scenario each finding of R6 holds, with 95% intervals: right of the "
    figure = Picture("four_cases", picture, f"{words}middle line it is predicted.")
    return [intro, predictions(), figure, meanings(), numbers(), record()]


PARTS = (Part("rivals", "Four less-hardline approaches, beside what is reported of them", contents, __name__, ("R6",)),)
