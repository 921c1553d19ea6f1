"""Fits: outcomes in every equilibrium along a covariate, with bands; the equilibria themselves; against frequencies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from termination.errors import UnknownNameError, expect
from termination.estimate.curves import Curve, Frequencies
from termination.reporting.plot.sheet import Entry, Sheet
from termination.reporting.plot.style import FAINT, INK, MUTED, SERIES, Series

if TYPE_CHECKING:
    import pandas as pd

#: How the only equilibrium is drawn; several take the other styles, from the lowest on.
_ONLY, _SEVERAL = SERIES[0], SERIES[1:]
#: The height of a plot over its width.
_HEIGHT = 0.5


def predictions(
    curve: Curve,
    ax: Axes | None = None,
    *,
    outcome: str = "",
    width: float | None = None,
    style: str = "plain",
    title: str = "",
) -> Axes:
    """The probability of an outcome along a covariate in every equilibrium, each with a band of its own.

    Where there are several equilibria the ground is grey and each has a line; nothing averages over them. A band is
    that of the delta method, given that the play is in this equilibrium; towards a place where two equilibria meet it
    widens without bound, for there the delta method says nothing.

    Parameters
    ----------
    curve : what `termination.estimate.curves.curve` gives
    ax : Matplotlib axes to draw on; new ones if not given
    outcome : text, which outcome; the game's first if not given
    width : inches, a number from 1 to 100, for a new figure; as wide as the style asks if not given
    style : "plain", "article" (serif, letters on axes, words for `plot.caption`) or "slides" (10 by 5.6 in, key aside)
    title : text; none if not given

    Returns
    -------
    The Matplotlib axes that were drawn on.

    Raises
    ------
    UnknownNameError : there is no such outcome, or no such style
    InputError : `curve` is none; `width` is no number of inches, or `ax` belongs to no figure

    >>> import termination as tm
    >>> from termination.estimate.curves import curve
    >>> game = tm.CrisisGame(S_A=0, V_A="1", C_B=0, W_A=-1, W_B="0 + x", a=-1)
    >>> data = tm.simulate(game, {"x": [-1.0, 0.0, 1.0]}, [1, 0.5], plays=500, seed=1)
    >>> predictions(curve(tm.fit(game, data), {}, "x", -1, 1, 5), outcome="sf").get_ylabel()
    'probability of sf'
    """
    expect("curve", curve, Curve, "what termination.estimate.curves.curve gives")
    expect("outcome", outcome, str, "the name of an outcome")
    name = _named("outcome", outcome, curve.outcomes)
    sheet, entries = Sheet.on(ax, width, style), []
    for branch, look, entry in _branches(curve, sheet):
        x, low, high = branch[curve.column], branch[f"low_{name}"], branch[f"high_{name}"]
        sheet.ax.fill_between(x, low, high, color=look.color, alpha=0.18, lw=0, zorder=2)
        sheet.ax.plot(x, branch[name], zorder=3, **_line(look, sheet))
        entries.append(entry)
    band = (Patch(facecolor=MUTED, alpha=0.35, lw=0), f"{100 * curve.level:g}% band, given this equilibrium")
    return _finished(curve, sheet, f"probability of {name}", [*entries, band], title)


def manifold(
    curve: Curve,
    ax: Axes | None = None,
    *,
    choice: str = "",
    width: float | None = None,
    style: str = "plain",
    title: str = "",
) -> Axes:
    """Every equilibrium along a covariate, by the probability of a choice; rings mark where two meet and vanish.

    Parameters
    ----------
    curve : what `termination.estimate.curves.curve` gives
    ax : Matplotlib axes to draw on; new ones if not given
    choice : text, which choice, of those about which players hold beliefs; the game's first if not given
    width : inches, a number from 1 to 100, for a new figure; as wide as the style asks if not given
    style : "plain", "article" (serif, letters on axes, words for `plot.caption`) or "slides" (10 by 5.6 in, key aside)
    title : text; none if not given

    Returns
    -------
    The Matplotlib axes that were drawn on.

    Raises
    ------
    UnknownNameError : there is no such choice, or no such style
    InputError : `curve` is none; `width` is no number of inches, or `ax` belongs to no figure

    >>> import termination as tm
    >>> from termination.estimate.curves import curve
    >>> game = tm.CrisisGame(S_A=0, V_A="1", C_B=0, W_A=-1, W_B="0 + x", a=-1)
    >>> data = tm.simulate(game, {"x": [-1.0, 0.0, 1.0]}, [1, 0.5], plays=500, seed=1)
    >>> manifold(curve(tm.fit(game, data), {}, "x", -1, 1, 5)).get_ylabel()
    'chance to resist'
    """
    expect("curve", curve, Curve, "what termination.estimate.curves.curve gives")
    expect("choice", choice, str, "the name of a choice")
    name = f"chance to {_named('choice', choice, curve.choices)}"
    sheet, entries = Sheet.on(ax, width, style), []
    for branch, look, entry in _branches(curve, sheet):
        sheet.ax.plot(branch[curve.column], branch[name], zorder=3, **_line(look, sheet))
        entries.append(entry)
    if curve.folds:
        ring: dict[str, Any] = {"ls": "", "marker": "o", "ms": 0.8 * sheet.size, "mfc": "white", "mec": INK}
        sheet.ax.plot(*zip(*((x, chances[name]) for x, chances in curve.folds), strict=True), zorder=4, **ring)
        entries.append((Line2D([], [], **ring), "two equilibria meet"))
    return _finished(curve, sheet, name, entries, title)


def frequencies(
    found: Frequencies,
    ax: Axes | None = None,
    *,
    outcome: str = "",
    width: float | None = None,
    style: str = "plain",
    title: str = "",
) -> Axes:
    """A fit against frequencies: how often an outcome was seen where the fit gives it about the same probability.

    On the diagonal the fit predicts what was seen. A bar is an interval for the frequency of its group.

    Parameters
    ----------
    found : what `termination.estimate.curves.frequencies` gives
    ax : Matplotlib axes to draw on; new ones if not given
    outcome : text, which outcome; the game's first if not given
    width : inches, a number from 1 to 100, for a new figure; as wide as the style asks if not given
    style : "plain", "article" (serif, letters on axes, words for `plot.caption`) or "slides" (10 by 5.6 in, key aside)
    title : text; none if not given

    Returns
    -------
    The Matplotlib axes that were drawn on.

    Raises
    ------
    UnknownNameError : there is no such outcome, or no such style
    InputError : `found` is none; `width` is no number of inches, or `ax` belongs to no figure

    >>> import termination as tm
    >>> from termination.estimate.curves import frequencies as against
    >>> game = tm.CrisisGame(S_A=0, V_A="1", C_B=0, W_A=-1, W_B="0 + x", a=-1)
    >>> data = tm.simulate(game, {"x": [-1.0, 0.0, 1.0]}, [1, 0.5], plays=500, seed=1)
    >>> frequencies(against(tm.fit(game, data)), outcome="cd").get_xlabel()
    'predicted probability of cd'
    """
    expect("found", found, Frequencies, "what termination.estimate.curves.frequencies gives")
    expect("outcome", outcome, str, "the name of an outcome")
    name = _named("outcome", outcome, tuple(found.groups))
    sheet, groups = Sheet.on(ax, width, style), found.groups[name]
    ax, size, look = sheet.ax, sheet.size, SERIES[0]
    shown = [x for one in groups for x in (one.predicted, *one.interval)]
    margin = 0.05 * (max(shown) - min(shown))
    near, far = min(shown) - margin, max(shown) + margin
    (diagonal,) = ax.plot([near, far], [near, far], color=MUTED, lw=0.12 * size, ls=SERIES[2].dash, zorder=1)
    for one in groups:
        ax.plot([one.predicted] * 2, one.interval, color=look.color, lw=0.14 * size, zorder=2)
    mark: dict[str, Any] = {"ls": "", "marker": look.marker, "ms": 0.7 * size, "color": look.color}
    (points,) = ax.plot([one.predicted for one in groups], [one.observed for one in groups], zorder=3, **mark)
    sheet.scale(f"predicted probability of {name}", f"frequency of {name}")
    ax.set_xlim(near, far)
    ax.set_ylim(near, far)
    said = f"a group of plays, with a {100 * found.level:g}% interval for its frequency"
    return sheet.finish(title, [(points, said), (diagonal, "as predicted")], 0.7 * 72 * sheet.width)


def _named(kind: str, name: str, known: tuple[str, ...]) -> str:
    """One of those known, the first where the name is empty."""
    if name and name not in known:
        raise UnknownNameError(kind, name, known)
    return name or known[0]


def _branches(curve: Curve, sheet: Sheet) -> Iterator[tuple[pd.DataFrame, Series, Entry]]:
    """The rows of each branch of each stretch, how it is drawn, and what the legend says of it."""
    for _, stretch in curve.table.groupby("stretch"):
        number = int(stretch["equilibria"].iloc[0])
        for place, (_, branch) in enumerate(stretch.groupby("equilibrium")):
            look, said = _ONLY, "the only equilibrium"
            if number > 1:
                look, said = _SEVERAL[place % len(_SEVERAL)], f"equilibrium {place + 1} of {number}"
            yield branch, look, (Line2D([], [], **_line(look, sheet)), said)


def _line(look: Series, sheet: Sheet) -> dict[str, Any]:
    return {"color": look.color, "ls": look.dash, "lw": 0.17 * sheet.size, "clip_on": False}


def _finished(curve: Curve, sheet: Sheet, measure: str, entries: list[Entry], title: str) -> Axes:
    """The ground grey where there are several equilibria, marks where the edge has one more; scales and legend."""
    ax, table = sheet.ax, curve.table
    for _, stretch in table[table["equilibria"] + table["edge"] > 1].groupby("stretch"):
        ax.axvspan(*stretch[curve.column].iloc[[0, -1]], color=FAINT, alpha=0.5, lw=0, zorder=0)
    if (table["equilibria"] + table["edge"] > 1).any():
        entries.append((Patch(facecolor=FAINT, alpha=0.5, lw=0), "several equilibria"))
    for column, marked, mark, said in (
        ("edge", True, "|", "one more equilibrium, at the edge: a choice is never made"),
        ("complete", False, "x", "near a fold: some may be missing"),
    ):
        where = table.loc[table[column] == marked, curve.column].unique()
        if len(where):
            look: dict[str, Any] = {"ls": "", "marker": mark, "ms": 0.7 * sheet.size, "color": INK, "clip_on": False}
            ax.plot(where, [0] * len(where), zorder=4, **look)
            entries.append((Line2D([], [], **look), said))
    sheet.scale(curve.column, measure)
    sheet.span("x", float(table[curve.column].min()), float(table[curve.column].max()))
    sheet.span("y", 0, 1)
    once = {said: handle for handle, said in entries}
    return sheet.finish(title, [(handle, said) for said, handle in once.items()], _HEIGHT * 72 * sheet.width)
