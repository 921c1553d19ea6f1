"""What all equilibria bring, against one parameter: the correspondence of an outcome, and payoffs by type."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from termination.analysis.trace import PAYOFF, Run, Subject, Trace, runs, trace
from termination.engine.numbers import bounds
from termination.engine.refining.verdicts import concept_title
from termination.engine.strategies import Range
from termination.errors import InputError, UnknownNameError, expect
from termination.reporting.plot.sheet import Entry, Scale, Sheet
from termination.reporting.plot.style import FAINT, INK, QUARTERS, SERIES, Series, fine

#: Equilibria of all kinds, behind those that a refinement selects: wide and light.
_ALL = Series("#A6A6A6", "-", "o", "#EDEDED", "")
_SELECTED = SERIES[0]
#: Branches that live at one value only: no style of their own.
_EDGE = Series(INK, "-", "o", FAINT, "")
#: The height of the plot over the width of the figure.
_RATIO = 0.45


def correspondence(
    model: Subject,
    parameter: str,
    start: Any,
    stop: Any,
    count: int = 41,
    *,
    outcome: str | None = None,
    refinement: str | None = None,
    also: Iterable[Any] = (),
    names: bool = False,
    ax: Axes | None = None,
    width: float | None = None,
    style: str = "plain",
    title: str = "",
) -> Axes:
    """An outcome in every equilibrium, against one parameter: lines where it is fixed, fills where it is free.

    Equilibria at a single value (knife edges) show as a dot or a bar; put such values in `also`. Data and drawing are
    apart: `termination.analysis.trace.trace` gives the data, `draw_correspondence` draws it.

    Parameters
    ----------
    model : a model with parameters, such as `OpeningGame`; or a function from the value to a model, for any game
    parameter : its name; "signal_cost.high" for one by type; "prior" with two types means the more resilient. With a
        function it only names the axis
    start, stop : numbers, the ends of the line, both included
    count : an integer, how many evenly spaced values are solved, at least; further ones close in on thresholds between
    outcome : an event the model names ("talks", "escalation", "opening"; "message m", "response r" for a plain game),
        or "payoff of high", "payoff of receiver"; if not given talks, or the first event that the model names
    refinement : "intuitive", "D1", "D2" or "NWBR"; what survives it is drawn dark and narrow over all others, light and
        wide
    also : further numbers to solve at, such as exact thresholds
    names : one style for each branch that survives, with a legend that names them; at most eight, not counting those
        that live at a single value
    ax : Matplotlib axes to draw on; new ones if not given
    width : inches, a number from 1 to 100, for a new figure; as wide as the style asks if not given
    style : "plain", "article" (serif, letters on axes, words for `plot.caption`) or "slides" (10 by 5.6 in, key aside)
    title : text; none if not given

    Returns
    -------
    The Matplotlib axes that were drawn on.

    Raises
    ------
    UnknownNameError : there is no such parameter, outcome or refinement, or no such style
    InputError : the parameter does not take such values, or more than eight branches would be named; `width` is no
        number of inches, or `ax` belongs to no figure

    >>> from termination import OpeningGame
    >>> war = OpeningGame(prior=["1/2", "1/2"], resilience=[0, 1], war_value=[0, 1], talks_value=[1, "5/4"],
    ...                   escalation_harm=1, base_harm=1, talks_exposure=1, escalation_gain=1, escalation_cost="1/2")
    >>> correspondence(war, "escalation_cost", "1/4", "5/4", 5, refinement="D1").get_ylabel()
    'Pr(talks)'
    """
    data = trace(model, parameter, start, stop, count, refinement=refinement, also=also)
    return draw_correspondence(data, outcome or data.focus, names=names, ax=ax, width=width, style=style, title=title)


def _every(data: Trace, what: str) -> str:
    """All of them, where no search stopped at its limit; else those that were found."""
    whole = all(point.complete for point in data.points)
    return f"all {what}" if whole else f"{what}, not all (a search stopped at its limit)"


def draw_correspondence(
    data: Trace,
    outcome: str = "",
    *,
    names: bool = False,
    ax: Axes | None = None,
    width: float | None = None,
    style: str = "plain",
    title: str = "",
) -> Axes:
    """Draw the correspondence of an outcome from a trace; `correspondence` does both.

    Parameters
    ----------
    data : what `termination.analysis.trace.trace` returned
    outcome : an event that the model names, or "payoff of high", "payoff of receiver"
    names : one style for each branch that survives, with a legend that names them; at most eight
    ax : Matplotlib axes to draw on; new ones if not given
    width : inches, a number from 1 to 100, for a new figure; as wide as the style asks if not given
    style : "plain", "article" (serif, letters on axes, words for `plot.caption`) or "slides" (10 by 5.6 in, key aside)
    title : text; none if not given

    Returns
    -------
    The Matplotlib axes that were drawn on.

    Raises
    ------
    UnknownNameError : there is no such outcome, or no such style
    InputError : more than eight branches would be named; `width` is no number of inches, or `ax` belongs to no figure

    >>> from termination import OpeningGame
    >>> war = OpeningGame(prior=["1/2", "1/2"], resilience=[0, 1], war_value=[0, 1], talks_value=[1, "5/4"],
    ...                   escalation_harm=1, base_harm=1, talks_exposure=1, escalation_gain=1, escalation_cost="1/2")
    >>> draw_correspondence(trace(war, "escalation_cost", "1/4", "5/4", 5), "escalation").get_ylabel()
    'Pr(escalation)'
    """
    expect("data", data, Trace, "what trace returned")
    outcome = outcome or data.focus
    selected = runs(data, outcome, selected=True)
    named = {name: branch for name, branch in selected.items() if any(len(run) > 1 for run in branch)}
    if names and len(named) > len(SERIES):
        raise InputError(
            f"plot.correspondence: {len(named)} branches survive and at most {len(SERIES)} can be told apart by "
            "style; leave out names=True, or choose a stronger refinement or a shorter range"
        )
    sheet = Sheet.on(ax, width, style)
    ax, size = sheet.ax, sheet.size
    entries: list[Entry] = []
    if data.concept:
        whole = runs(data, outcome, selected=False)
        for branch in whole.values():
            _draw(ax, branch, _ALL, size, weight=0.5, depth=2)
        free = any(map(_has_band, whole.values()))
        entries.append((_key(_ALL, size, 0.5, free=free), _every(data, "perfect Bayesian equilibria")))
    if names:
        looks = dict(zip(named, SERIES, strict=False))
        entries += _told_apart(sheet, named, looks, "in turn: equilibria with the same value")
        for branch in (branch for name, branch in selected.items() if name not in named):
            _draw(ax, branch, _EDGE, size, weight=0.1, depth=12)
        if len(selected) > len(named):
            entries.append((_key(_EDGE, size, 0.1, free=False), "others, at a single value each"))
    else:
        for branch in selected.values():
            _draw(ax, branch, _SELECTED, size, weight=0.2, depth=4)
        survive = f"equilibria that survive {concept_title(data.concept)}"
        label = survive if data.concept else _every(data, "perfect Bayesian equilibria")
        free = any(map(_has_band, selected.values()))
        entries.append((_key(_SELECTED, size, 0.2, free=free), label))
    probability = not outcome.startswith(PAYOFF)
    letter = "" if probability else f"U_{outcome.removeprefix(PAYOFF)}"
    sheet.scale(_across(data), Scale(f"Pr({outcome})" if probability else outcome, letter))
    _limits(sheet, data, probability)
    return sheet.finish(title, entries, _RATIO * 72 * sheet.width)


def payoffs(
    model: Subject,
    parameter: str,
    start: Any,
    stop: Any,
    count: int = 41,
    *,
    refinement: str | None = None,
    who: Sequence[str] | None = None,
    also: Iterable[Any] = (),
    ax: Axes | None = None,
    width: float | None = None,
    style: str = "plain",
    title: str | None = None,
) -> Axes:
    """Expected payoffs, by type, in every equilibrium that survives a refinement, against one parameter.

    Where several equilibria survive there are several lines of one style; where one leaves the payoff free, a band.

    Parameters
    ----------
    model : a model with parameters, such as `OpeningGame`; or a function from the value to a model, for any game
    parameter : its name; "signal_cost.high" for one by type; "prior" with two types means the more resilient. With a
        function it only names the axis
    start, stop : numbers, the ends of the line, both included
    count : an integer, how many evenly spaced values are solved, at least; further ones close in on thresholds between
    refinement : "intuitive", "D1", "D2" or "NWBR"; all equilibria if not given
    who : a list out of the types, "receiver" and "ex ante"; by default the types
    also : further numbers to solve at, such as exact thresholds
    ax : Matplotlib axes to draw on; new ones if not given
    width : inches, a number from 1 to 100, for a new figure; as wide as the style asks if not given
    style : "plain", "article" (serif, letters on axes, words for `plot.caption`) or "slides" (10 by 5.6 in, key aside)
    title : text; by default which equilibria are drawn; "" for none

    Returns
    -------
    The Matplotlib axes that were drawn on.

    Raises
    ------
    UnknownNameError : there is no such parameter or refinement, or `who` names nobody, or no such style
    InputError : the parameter does not take such values; `who` is no list, or lines are more than eight; `width` is no
        number of inches, or `ax` belongs to no figure

    >>> from termination import OpeningGame
    >>> war = OpeningGame(prior=["1/2", "1/2"], resilience=[0, 1], war_value=[0, 1], talks_value=[1, "5/4"],
    ...                   escalation_harm=1, base_harm=1, talks_exposure=1, escalation_gain=1, escalation_cost="1/2")
    >>> ax = payoffs(war, "escalation_cost", "1/4", "5/4", 5, refinement="D1")
    >>> [text.get_text() for text in ax.get_legend().get_texts()]
    ['low', 'high', 'in turn: the same payoff']
    """
    data = trace(model, parameter, start, stop, count, refinement=refinement, also=also)
    return draw_payoffs(data, who=who, ax=ax, width=width, style=style, title=title)


def draw_payoffs(
    data: Trace,
    *,
    who: Sequence[str] | None = None,
    ax: Axes | None = None,
    width: float | None = None,
    style: str = "plain",
    title: str | None = None,
) -> Axes:
    """Draw payoffs from a trace; `payoffs` does both.

    Parameters
    ----------
    data : what `termination.analysis.trace.trace` returned
    who : a list out of the types, "receiver" and "ex ante"; by default the types
    ax : Matplotlib axes to draw on; new ones if not given
    width : inches, a number from 1 to 100, for a new figure; as wide as the style asks if not given
    style : "plain", "article" (serif, letters on axes, words for `plot.caption`) or "slides" (10 by 5.6 in, key aside)
    title : text; by default which equilibria are drawn; "" for none

    Returns
    -------
    The Matplotlib axes that were drawn on.

    Raises
    ------
    UnknownNameError : `who` names nobody, or no such style
    InputError : `who` is no list, or lines are more than eight; `width` is no number of inches, or `ax` belongs
        to no figure

    >>> from termination import OpeningGame
    >>> war = OpeningGame(prior=["1/2", "1/2"], resilience=[0, 1], war_value=[0, 1], talks_value=[1, "5/4"],
    ...                   escalation_harm=1, base_harm=1, talks_exposure=1, escalation_gain=1, escalation_cost="1/2")
    >>> ax = draw_payoffs(trace(war, "escalation_cost", "1/4", "5/4", 5), who=["receiver"], title="His")
    >>> "His" in [text.get_text() for text in ax.texts]
    True
    """
    expect("data", data, Trace, "what trace returned")
    shown = _chosen(data, who)
    sheet = Sheet.on(ax, width, style)
    entries = _told_apart(sheet, {
        one: [run for branch in runs(data, f"{PAYOFF}{one}", selected=True).values() for run in branch] for one in shown
    }, dict(zip(shown, SERIES, strict=False)), "in turn: the same payoff")  # fmt: skip
    which = _every(data, f"equilibria that survive {concept_title(data.concept)}" if data.concept else "equilibria")
    sheet.scale(_across(data), Scale("expected payoff", "U"))
    _limits(sheet, data, probability=False)
    return sheet.finish(title, entries, _RATIO * 72 * sheet.width, default=f"Payoffs in {which}")


def _chosen(data: Trace, who: Sequence[str] | None) -> list[str]:
    if who is None:
        who = data.types
    known = [*data.types, "receiver", "ex ante"]
    if isinstance(who, str) or not isinstance(who, Sequence) or not who:
        raise InputError(f"who: give a list of names, such as [{known[0]!r}]")
    for one in who:
        if one not in known:
            raise UnknownNameError("payoff", one, known)
    if len(who) > len(SERIES):
        raise InputError(f"who: at most {len(SERIES)} lines can be told apart, not {len(who)}; name fewer by who=[...]")
    return list(who)


def axis_name(parameter: str) -> str:
    """A parameter as the label of an axis.

    >>> axis_name("signal_cost.high"), axis_name("prior")
    ('signal cost of high', 'prior')
    """
    name, _, label = parameter.partition(".")
    words = name.replace("_", " ")
    return f"{words} of {label}" if label else words


def _across(data: Trace) -> Scale:
    return Scale(axis_name(data.parameter), data.letter)


def _told_apart(
    sheet: Sheet, branches: Mapping[str, Sequence[Run]], looks: Mapping[str, Series], together: str
) -> list[Entry]:
    """Branches in a style each, in turns where they run as one; their entries in the key, and one for that."""
    entries: list[Entry] = []
    for depth, (name, branch) in enumerate(branches.items(), 3):
        others = [run for run in branch if len(run) == 1 or any(isinstance(quantity, Range) for _, quantity in run)]
        _draw(sheet.ax, others, looks[name], sheet.size, weight=0.26, depth=depth)
        entries.append((_key(looks[name], sheet.size, 0.26, free=_has_band(branch)), name))
    if shared := sheet.lines(branches, looks, 0.26, 4):
        entries.append(sheet.in_turns([looks[name] for name in shared], 0.26, together))
    return entries


def _draw(ax: Axes, branch: Sequence[Run], style: Series, size: float, *, weight: float, depth: float) -> None:
    """Every run of one branch: a line, a see-through fill behind all lines, or at a single value a dot or a bar."""
    for run in branch:
        xs = [float(value) for value, _ in run]
        ends = [bounds(quantity) for _, quantity in run]
        lows, highs = [float(low) for low, _ in ends], [float(high) for _, high in ends]
        line: dict[str, Any] = {"color": style.color, "linewidth": weight * size, "zorder": depth, "clip_on": False}
        if len(run) == 1:
            ends_here = [lows[0]] if lows == highs else [lows[0], highs[0]]
            ax.plot(xs * len(ends_here), ends_here, **line, linestyle="-", solid_capstyle="butt", marker=style.marker,
                    ms=(0.45 + 0.7 * weight) * size, mew=0)  # fmt: skip
        elif lows == highs:
            ax.plot(xs, lows, **line, linestyle=style.dash, solid_capstyle="butt")
        else:
            band = ax.fill_between(
                xs, lows, highs, facecolor=(style.fill, 0.6), edgecolor=style.color, hatch=style.hatch or None,
                linewidth=0.1 * size, zorder=1 + depth / 100,
            )  # fmt: skip
            fine(band, size)


def _has_band(branch: Sequence[Run]) -> bool:
    return any(isinstance(quantity, Range) for run in branch if len(run) > 1 for _, quantity in run)


def _key(style: Series, size: float, weight: float, *, free: bool) -> Any:
    """What stands for a branch in the legend: its line, on its fill where it has ranges."""
    line = Line2D([], [], color=style.color, linewidth=weight * size, linestyle=style.dash)
    if not free:
        return line
    patch = Patch(facecolor=style.fill, edgecolor=style.color, hatch=style.hatch or None, linewidth=0.1 * size)
    return (fine(patch, size), line)


def _limits(sheet: Sheet, data: Trace, probability: bool) -> None:
    ax = sheet.ax
    sheet.span("x", float(data.values[0]), float(data.values[-1]))
    if probability:
        ax.set_ylim(-0.04, 1.04)
        ax.set_yticks(*QUARTERS)
        return
    low, high = ax.dataLim.intervaly
    if high - low < 1e-9 * max(abs(low), abs(high), 1):  # a constant: no finer scale than its own size
        ax.set_ylim(low - 0.5 * (abs(low) or 1), high + 0.5 * (abs(high) or 1))
