"""Cutoffs against a parameter: from where on the conclusions of a model hold."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from termination.analysis.cutoffs import CutoffLines, cutoffs_along
from termination.engine.model import Cutting, Model
from termination.errors import expect
from termination.reporting.plot.branches import axis_name
from termination.reporting.plot.sheet import Entry, Scale, Sheet
from termination.reporting.plot.style import INK, SERIES, fine, titled
from termination.reporting.subject import fitting, unfit


def cutoffs(
    model: Model,
    parameter: str = "prior",
    start: Any = "1/100",
    stop: Any = "99/100",
    count: int = 41,
    *,
    of: str = "",
    also: Iterable[Any] = (),
    ax: Axes | None = None,
    width: float | None = None,
    style: str = "plain",
    title: str = "",
) -> Axes:
    """The cutoffs of one parameter against another, with the place of the model itself.

    Data and drawing are apart: `termination.analysis.cutoffs.cutoffs_along` gives the data.

    Parameters
    ----------
    model : one that has cutoffs, such as `OpeningGame`
    parameter : its name; "signal_cost.high" for one by type; "prior" with two types means the more resilient
    start, stop : numbers, the ends of the line, both included
    count : an integer, how many evenly spaced values
    of : the parameter that is compared with cutoffs, in an opening game "escalation_cost" or "guarantee" (the first
        condition for talks) or "signal_cost" (the second, for two types); if not given, the model's first
    also : further numbers to compute at
    ax : Matplotlib axes to draw on; new ones if not given
    width : inches, a number from 1 to 100, for a new figure; as wide as the style asks if not given
    style : "plain", "article" (serif, letters on axes, words for `plot.caption`) or "slides" (10 by 5.6 in, key aside)
    title : text; none if not given

    Returns
    -------
    The Matplotlib axes that were drawn on.

    Raises
    ------
    UnknownNameError : there is no such parameter, or `of` has no cutoffs, or no such style
    InputError : a model without cutoffs, or one that says that these cannot be stated for it; `of` moved against
        itself; `width` is no number of inches, or `ax` belongs to no figure

    >>> from termination import OpeningGame
    >>> war = OpeningGame(prior={"high": "3/10", "low": "7/10"}, resilience={"high": 0.8, "low": 0.2},
    ...                   war_value={"high": 0.5, "low": 0.1}, talks_value={"high": 0.55, "low": 0.4},
    ...                   escalation_harm=1, talks_exposure=0.8, escalation_gain=1, escalation_cost=0.4)
    >>> ax = cutoffs(war, "prior")
    >>> ax.get_ylabel(), ax.get_legend().get_texts()[-1].get_text()
    ('escalation cost', 'this war')
    """
    if not isinstance(model, Cutting):
        raise unfit("cutoffs", "takes a model that compares a parameter with cutoffs", fitting(model))
    data = cutoffs_along(model, parameter, start, stop, count, of=of, also=also)
    return draw_cutoffs(data, ax=ax, width=width, style=style, title=title)


def draw_cutoffs(
    data: CutoffLines, *, ax: Axes | None = None, width: float | None = None, style: str = "plain", title: str = ""
) -> Axes:
    """Draw cutoffs from their data; `cutoffs` does both.

    Parameters
    ----------
    data : what `termination.analysis.cutoffs.cutoffs_along` returned
    ax : Matplotlib axes to draw on; new ones if not given
    width : inches, a number from 1 to 100, for a new figure; as wide as the style asks if not given
    style : "plain", "article" (serif, letters on axes, words for `plot.caption`) or "slides" (10 by 5.6 in, key aside)
    title : text; none if not given

    Returns
    -------
    The Matplotlib axes that were drawn on.

    Raises
    ------
    UnknownNameError : there is no such style
    InputError : `width` is no number of inches, or `ax` belongs to no figure

    >>> from termination import OpeningGame
    >>> war = OpeningGame(prior={"high": "3/10", "low": "7/10"}, resilience={"high": 0.8, "low": 0.2},
    ...                   war_value={"high": 0.5, "low": 0.1}, talks_value={"high": 0.55, "low": 0.4},
    ...                   escalation_harm=1, talks_exposure=0.8, escalation_gain=1, escalation_cost=0.4)
    >>> draw_cutoffs(cutoffs_along(war, "prior", "1/10", "9/10", 3)).get_ylabel()
    'escalation cost'
    """
    expect("data", data, CutoffLines, "what cutoffs_along returned")
    sheet = Sheet.on(ax, width, style)
    ax, size = sheet.ax, sheet.size
    xs = [float(value) for value in data.at]
    looks = {line.formula: look for line, look in zip(data.lines, SERIES, strict=False)}
    runs = {line.formula: [list(zip(data.at, line.values, strict=True))] for line in data.lines}
    shared = sheet.lines(runs, looks, 0.24, 3)
    entries: list[Entry] = []
    for line in data.lines:
        look = looks[line.formula]
        handle = Line2D([], [], color=look.color, linestyle=look.dash, linewidth=0.24 * size)
        unseen = " (below 0 throughout)" if max(line.values) < 0 else ""
        premised = ", if the premises hold" if line.extent and data.caveats else ""
        entries.append((handle, f"{line.formula}{premised}: {line.meaning}{unseen}"))
    if shared:
        entries.append(sheet.in_turns([looks[name] for name in shared], 0.24, "in turn: the same amount"))
    extents = {line.extent: [float(value) for value in line.values] for line in data.lines if line.extent}
    if extents:
        _scale(ax, data)
    if {"every", "some"} <= extents.keys() and not data.caveats:
        _shade(ax, xs, extents["every"], extents["some"], size)
    for (label, x, y), marker, face in zip(data.current, "os", (INK, "white"), strict=False):
        ax.plot([float(x)], [float(y)], marker, mfc=face, mec=INK, mew=0.1 * size, ms=0.9 * size, zorder=5)
        entries.append((Line2D([], [], linestyle="", marker=marker, mfc=face, mec=INK, ms=0.8 * size), label))
    across, up = data.letters
    sheet.scale(Scale(axis_name(data.parameter), across), Scale(axis_name(data.of), up))
    sheet.span("x", xs[0], xs[-1])
    lacking = f"Premises of the {data.statement} that are lacking: {'; '.join(data.caveats)}" if data.caveats else ""
    return sheet.finish(titled(title, lacking), entries, 0.5 * 72 * sheet.width)


def _scale(ax: Axes, data: CutoffLines) -> None:
    """Room for all lines and for the model's own place."""
    current = [float(y) for _, _, y in data.current]
    everything = [*current, *(float(value) for line in data.lines for value in line.values)]
    low, high = min(everything), max(everything)
    top, bottom = high + 0.15 * (high - low), low - 0.1 * (high - low)
    ax.set_ylim(max(0.0, bottom), max(top, 0.1))  # neither costs nor guarantees are negative


def _shade(ax: Axes, xs: list[float], sure: list[float], some: list[float], size: float) -> None:
    """Where what the model is about comes about in every equilibrium: light; where in some: lighter and hatched."""
    ax.fill_between(xs, sure, max(*sure, ax.get_ylim()[1]), facecolor="#DCEBF5", linewidth=0, zorder=1)
    fine(ax.fill_between(xs, some, sure, facecolor="white", edgecolor="#8FB8D2", hatch="///", lw=0, zorder=1), size)
