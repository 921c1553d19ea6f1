"""A model's chart: what something costs each type against what it would pay for it, one bar a type; or curves over an
amount, each with a band where it may be anything between two values."""

from __future__ import annotations

from fractions import Fraction
from itertools import cycle
from typing import Any

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from termination.engine.model import Chart, Charted, Curves, Model
from termination.engine.numbers import short
from termination.errors import UnknownNameError, expect
from termination.reporting.plot.sheet import Entry, Scale, Sheet
from termination.reporting.plot.style import FAINT, FILLS, INK, SERIES, filled
from termination.reporting.subject import fitting, unfit

#: How the three stretches of a bar are filled.
_PAYS, _DEPENDS, _NOT = FILLS[0], FILLS[1], ("#FFFFFF", "")


def chart(
    model: Model,
    ax: Axes | None = None,
    *,
    name: str = "",
    width: float | None = None,
    style: str = "plain",
    title: str | None = None,
) -> Axes:
    """One of the model's own charts: in an opening game "signal", who would pay for the costly signal and who not.

    A bar for each type, cut where a cost begins to matter, a mark for the cost itself, the verdict at its end. A chart
    may be of curves instead: in an opening game in doubt what "face_saving", "coercion" or a "guarantee" buys, what
    happens by the "share" of the boldest opponent, and how likely "escalation" is by expected resilience. A band says
    that equilibria differ.

    Parameters
    ----------
    model : one that has charts; an opening game has one where it has a costly signal, and several where it is in doubt
    ax : Matplotlib axes to draw on; new ones if not given
    width : inches, a number from 1 to 100, for a new figure; as wide as the style asks if not given
    style : "plain", "article" (serif, letters on axes, words for `plot.caption`) or "slides" (10 by 5.6 in, key aside)
    name : text, which chart; if not given, the model's first
    title : text; if not given, the model's own sentence on what the chart shows; "" for none

    Returns
    -------
    The Matplotlib axes that were drawn on.

    Raises
    ------
    UnknownNameError : there is no such chart, or no such style
    InputError : a model without charts, or one that says that this one cannot be drawn of it; `width` is no number of
        inches, or `ax` belongs to no figure

    >>> from termination import OpeningGame
    >>> war = OpeningGame(prior={"high": "3/10", "low": "7/10"}, resilience={"high": 0.8, "low": 0.2},
    ...                   war_value={"high": 0.5, "low": 0.1}, talks_value={"high": 0.55, "low": 0.4},
    ...                   escalation_harm=1, talks_exposure=0.8, escalation_gain=1, escalation_cost=0.4,
    ...                   signal_cost={"high": 0.04, "low": 0.7})
    >>> [text.get_text() for text in chart(war, title="").texts]
    ['1/25: pays', '7/10: does not pay']
    """
    data = _chosen(model, name)
    sheet = Sheet.on(ax, width, style)
    if isinstance(data, Curves):
        return _curves(data, sheet, title)
    ax, size = sheet.ax, sheet.size
    right = 1.08 * float(max(max(bar.cost, *bar.bounds) for bar in data.bars) or 1)
    for y, bar in enumerate(data.bars):
        low, high = sorted(max(bound, Fraction(0)) for bound in bar.bounds)
        for how, start, stop in zip(
            (_PAYS, _DEPENDS, _NOT), (0.0, float(low), float(high)), (float(low), float(high), right), strict=True
        ):
            if stop > start:
                ax.add_patch(filled(Rectangle((start, y - 0.2), stop - start, 0.4), how, size))
        # The cost points at the bar from above, so that it never hides a bound.
        for value, marker, at in ((bar.bounds[0], "|", y), (bar.bounds[1], "D", y), (bar.cost, "v", y - 0.36)):
            ax.plot([float(value)], [at], ls="", zorder=4, clip_on=False, **_style(marker, size))
        sheet.beside(y, f"{short(bar.cost)}: {bar.verdict}")
    sheet.scale(Scale(data.axis, data.letter))
    height = sheet.rows([bar.type for bar in data.bars], 3.0)
    ax.set_xlim(min([0.0, *(1.08 * float(min(bar.bounds)) for bar in data.bars)]), right)
    return sheet.finish(title, _entries(data, size), height, default=data.title)


def _curves(data: Curves, sheet: Sheet, title: str | None) -> Axes:
    """Lines from the left to the right; where least and greatest differ, a band between them."""
    ax, size = sheet.ax, sheet.size
    entries: list[Entry] = []
    lines, varies = data.lines(), False
    for curve, style in zip(lines, cycle(SERIES), strict=False):
        places, low, high = ([float(value) for value in column] for column in zip(*curve.points, strict=True))
        look: dict[str, Any] = {"color": style.color, "ls": style.dash, "lw": 0.16 * size, "clip_on": False}
        (line,) = ax.plot(places, high, zorder=3, **look)
        if low != high:
            varies = True
            ax.plot(places, low, zorder=3, **look)
            ax.fill_between(places, low, high, color=style.fill, alpha=0.5, lw=0, zorder=1)
        entries.append((line, curve.label))
    if varies:
        entries.append((Patch(facecolor=FAINT, lw=0), "two lines and what is between: equilibria differ"))
    sheet.scale(data.x, data.y)
    sheet.span("x", float(lines[0].points[0][0]), float(lines[0].points[-1][0]))
    sheet.span("y", 0, 1)
    return sheet.finish(title, entries, 0.45 * 72 * sheet.width, default=data.title)


def _chosen(model: Model, name: str) -> Chart | Curves:
    expect("name", name, str, "the name of a chart")
    charts = model.charts() if isinstance(model, Charted) else {}
    if not charts:
        raise unfit("chart", "takes a model that has charts of its own", fitting(model))
    name = name or next(iter(charts))
    if name not in charts:
        raise UnknownNameError("chart", name, list(charts))
    found = charts[name]
    if isinstance(found, str):
        raise unfit("chart", found, fitting(model))
    return found


def _style(marker: str, size: float) -> dict[str, Any]:
    face = {"v": INK, "D": "white", "|": INK}[marker]
    return {"marker": marker, "mfc": face, "mec": INK, "mew": (0.3 if marker == "|" else 0.12) * size,
            "ms": {"v": 0.9, "D": 0.75, "|": 2.0}[marker] * size}  # fmt: skip


def _entries(data: Chart, size: float) -> list[Entry]:
    """Only what occurs: which of the two bounds is the lower one differs from game to game."""
    entries: list[Entry] = [(filled(Patch(), _PAYS, size), data.below)]
    entries += [(filled(Patch(), _DEPENDS, size), meaning) for meaning in data.between]
    entries.append((filled(Patch(), _NOT, size), data.above))
    for marker, label in (("v", data.cost), ("|", data.bounds[0]), ("D", data.bounds[1])):
        style = _style(marker, size)
        entries.append((Line2D([], [], ls="", **{**style, "ms": min(style["ms"], 1.2 * size)}), label))
    return entries
