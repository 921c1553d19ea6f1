"""Instruments compared: how much of each would bring talks, and what it does to the risk of escalation on the way.

Each is tried in two wars that differ in the cost of escalation alone: one where escalation is tempting, and one in the
middle regime, where refusal is collective. D1 selects. Where anything changes along a dose is found exactly; at those
doses, between them and beyond them the exact engine is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import pairwise

from matplotlib.axes import Axes

import termination as tm
from paper_replication.claims import Story, shown
from paper_replication.drawing import SIZE, dress, panels
from paper_replication.opening.plays import span
from paper_replication.opening.wars import middle_war, signal_war, tempting_war
from paper_replication.opening.words import War, signal_cost
from paper_replication.sections import Part, Picture, Table

#: What the signal costs the resilient; the dose is what it costs the weak.
TO_THE_RESILIENT = signal_cost(signal_war(), "high")


@dataclass(frozen=True)
class Instrument:
    """Something done to bring about talks; the dose moves one parameter."""

    name: str
    parameter: str
    theorem: str
    dosed: Callable[[War, Fraction], War]
    shown_to: Fraction


def _plain(parameter: str) -> Callable[[War, Fraction], War]:
    return lambda war, dose: war.with_(**{parameter: dose})


def _signalled(war: War, dose: Fraction) -> War:
    return war.with_(signal_cost={"high": TO_THE_RESILIENT, "low": dose} if dose else None)


INSTRUMENTS = (
    Instrument("face-saving", "face_saving", "T8", _plain("face_saving"), Fraction(1, 10)),
    Instrument("de-escalation", "deescalation", "T9", _plain("deescalation"), Fraction(1)),
    Instrument("coercion", "coercion", "T10", _plain("coercion"), Fraction(1, 2)),
    Instrument("guarantee", "guarantee", "T12", _plain("guarantee"), Fraction(2, 5)),
    Instrument("signal (its cost to the weak)", "signal_cost.low", "T6", _signalled, Fraction(1)),
)
#: How near to a threshold the picture goes on its two sides.
_BESIDE = Fraction(1, 10**6)
WARS = {"tempting": tempting_war(), "middle": middle_war()}


@dataclass(frozen=True)
class Dose:
    """A dose, whether it is a threshold itself, and the least and greatest chances of talks and escalation there."""

    size: Fraction
    at_threshold: bool
    talks: tuple[Fraction, Fraction]
    escalation: tuple[Fraction, Fraction]


@cache
def ladder(instrument: Instrument, where: str) -> tuple[Dose, ...]:
    """No dose, then every threshold, a dose between any two, and one beyond the last."""
    war = WARS[where]
    moving = instrument.dosed(war, Fraction(1, 10))
    cuts = [Fraction(one.value) for one in tm.thresholds(moving, instrument.parameter, refinement="D1")]
    ends = [Fraction(0), *cuts, max([*cuts, Fraction(1)]) * 2]
    steps = [(Fraction(0), False)]
    for low, high in pairwise(ends):
        steps += [((low + high) / 2, False), (high, True)]
    return tuple(_dose(instrument.dosed(war, size), size, cut) for size, cut in steps[:-1])


def _dose(war: War, size: Fraction, at_threshold: bool) -> Dose:
    return Dose(size, at_threshold, span(war, "talks", "D1"), span(war, "escalation", "D1"))


def smallest(doses: Sequence[Dose], enough: Callable[[Dose], bool]) -> str:
    """The smallest dose that does it, in words: attained, only approached, already there, or none."""
    for before, dose in zip((None, *doses), doses, strict=False):
        if enough(dose):
            if before is None:
                return "with none"
            return f"from {shown(dose.size)}" if dose.at_threshold else f"beyond {shown(before.size)}"
    return "no dose"


def effect(instrument: Instrument, where: str) -> tuple[str, ...]:
    """One row of the table."""
    doses = ladder(instrument, where)
    sure = next((i for i, dose in enumerate(doses) if dose.talks[0] > 0), len(doses))
    on_the_way = max(dose.escalation[1] for dose in doses[: max(sure, 1)])
    return (
        instrument.name,
        where,
        smallest(doses, lambda dose: dose.talks[1] > 0),
        smallest(doses, lambda dose: dose.talks[0] > 0),
        _range(doses[-1].talks),
        _range(doses[0].escalation),
        shown(on_the_way),
        _range(doses[-1].escalation),
        instrument.theorem,
    )


def _range(ends: tuple[Fraction, Fraction]) -> str:
    low, high = (f"{float(end):.3g}" for end in ends)
    return low if low == high else f"{low} to {high}"


def comparison() -> Table:
    """The instruments in both wars."""
    headers = (
        "instrument", "war", "talks possible", "talks in every equilibrium", "Pr(talks) at large doses",
        "Pr(escalation) without", "greatest on the way", "at large doses", "theorem",
    )  # fmt: skip
    caption = (
        "The smallest dose of each instrument that makes talks possible, and that leaves them in every equilibrium, "
        "among those that survive D1; and the risk of escalation. “From”: that dose suffices; “beyond”: anything more."
    )
    rows = tuple(effect(instrument, where) for where in WARS for instrument in INSTRUMENTS)
    return Table(caption, headers, rows)


def picture() -> Axes:
    """The chances of talks and of escalation against the dose."""
    grid = panels(len(WARS), len(INSTRUMENTS), 10, 4.4)
    for row, where in zip(grid, WARS, strict=True):
        for ax, instrument in zip(row, INSTRUMENTS, strict=True):
            _draw(ax, instrument, where)
            dress(ax, instrument.name if where == "middle" else "", f"{where} war" if ax is row[0] else "")
            most = float(instrument.shown_to)
            ax.set(xlim=(0, most), ylim=(-0.03, 1.03), xticks=(0, most / 2, most))
    figure = grid[0][0].figure
    handles, labels = grid[0][0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside lower center", ncols=2, fontsize=SIZE, frameon=False)
    return grid[0][0]


def _draw(ax: Axes, instrument: Instrument, where: str) -> None:
    """Bands from the least to the greatest chance, over the equilibria that survive D1."""
    cuts = [dose.size for dose in ladder(instrument, where) if dose.at_threshold and dose.size < instrument.shown_to]
    ends = [Fraction(0), *cuts, instrument.shown_to]
    inside = [(low + _BESIDE, high - _BESIDE) for low, high in pairwise(ends)]
    steps = {low + (high - low) * Fraction(i, 12) for low, high in inside for i in range(13)}
    sizes = sorted({*steps, *cuts})
    doses = [_dose(instrument.dosed(WARS[where], size), size, False) for size in sizes]
    xs = [float(dose.size) for dose in doses]
    for chances, face, hatch, edge, label in (
        ([dose.talks for dose in doses], "#CFE6F4", "", "#0072B2", "Pr(talks), over all that survive D1"),
        ([dose.escalation for dose in doses], "none", "////", "#D55E00", "Pr(escalation), likewise"),
    ):
        low, high = ([float(ends[i]) for ends in chances] for i in (0, 1))
        ax.fill_between(xs, low, high, facecolor=face, hatch=hatch, edgecolor=edge, linewidth=1.4, label=label)


def _names(said: Callable[[str], bool]) -> str:
    """The instruments of whose smallest dose in the tempting war something is so."""
    found = {one.name: smallest(ladder(one, "tempting"), lambda dose: dose.talks[1] > 0) for one in INSTRUMENTS}
    return " or of ".join(name for name, words in found.items() if said(words))


def contents() -> Sequence[Story | Table | Picture]:
    """The part on instruments."""
    coercion, saving = INSTRUMENTS[2], INSTRUMENTS[0]
    trap, middle = ladder(coercion, "middle"), ladder(saving, "middle")
    low, high = (dose.size for dose in trap if dose.at_threshold)
    inside = next(dose for dose in trap if low < dose.size < high)
    intro = Story(
        "Where escalation is tempting, no dose of {idle} brings talks; some dose of {working} does. In the middle "
        "regime face-saving, which in the other war buys an opening under fire, leaves no equilibrium without talks "
        "among those that survive D1 {saving}, nor does pressure {pressure}. The regime in which refusal is "
        "collective is the one in which inducements can work.",
        {
            "idle": _names(lambda words: words == "no dose"),
            "working": _names(lambda words: words != "no dose"),
            "saving": smallest(middle, lambda dose: dose.talks[0] > 0),
            "pressure": smallest(trap, lambda dose: dose.talks[0] > 0),
        },
    )
    worked = Story(
        "The coercion trap (T10), worked: the middle war without pressure has a chance of escalation from "
        "{before_low} to {before_high} over the equilibria that survive D1, the upper end where the weak open and the "
        "resilient mix; in refusal it is {before_low}. At a pressure of {z}, between {low} and {high}, refusal is "
        "gone: the least chance of an opening has risen from {open_before} to {open_after}, and the greatest chance "
        "of escalation is {after}. Beyond {high} all open and talk, and it is {end}.",
        {
            "before_low": trap[0].escalation[0],
            "before_high": trap[0].escalation[1],
            "z": inside.size,
            "low": low,
            "high": high,
            "open_before": span(middle_war(), "opening", "D1")[0],
            "open_after": span(middle_war(coercion=inside.size), "opening", "D1")[0],
            "after": inside.escalation[1],
            "end": trap[-1].escalation[1],
        },
    )
    caption = (
        "The least and the greatest probability of talks and of escalation, over the equilibria that survive D1, "
        "against the dose of each instrument: escalation tempting (above), the middle regime (below)."
    )
    return [intro, comparison(), Picture("instruments", picture, caption), worked]


PARTS = (Part("instruments", "Instruments compared", contents, __name__, ("S5", "S6", "S7", "S8", "S9", "S11")),)
