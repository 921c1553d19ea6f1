"""Games over time: what is played at which belief in each period, where beliefs go, and how long play goes on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import groupby
from math import nan, sqrt
from typing import Any

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from termination.analysis.trace import Run
from termination.engine.model import OverTime
from termination.engine.numbers import short
from termination.engine.sentences import printable
from termination.engine.stage.course import Course
from termination.engine.stage.forecast import History, Step
from termination.engine.stage.game import Continuing, News
from termination.engine.stage.induction import Moment
from termination.errors import expect
from termination.reporting.over_time import moment_name, period_name, played_words
from termination.reporting.plot.sheet import Entry, Scale, Sheet
from termination.reporting.plot.style import (
    ALL_FILLS,
    INK,
    MUTED,
    PRIOR_DASH,
    QUARTERS,
    SERIES,
    Series,
    filled,
    literal,
)
from termination.reporting.subject import fitting, unfit

#: The area of the mark of probability 1, over that of a letter.
_LARGEST = 1.2


def strategies(
    course: Course,
    ax: Axes | None = None,
    *,
    state: str | None = None,
    like: Course | None = None,
    width: float | None = None,
    style: str = "plain",
    title: str = "",
) -> Axes:
    """The strategy map: a row for each period, cut at the beliefs at which one equilibrium gives way to another.

    The boundaries are exact up to the moment they are drawn. A fill says who sends what and which replies are in use;
    how likely each is, and what follows, may differ between cells of one fill. What is played at a boundary alone is
    not shown.

    Parameters
    ----------
    course : a game over time as `solve` solves it
    ax : Matplotlib axes to draw on; new ones if not given
    state : text, the public state that is shown; that of the start if not given
    like : another solved game over time, whose map's fills are taken over for what is played in both
    width : inches, a number from 1 to 100, for a new figure; as wide as the style asks if not given
    style : "plain", "article" (serif, letters on axes, words for `plot.caption`) or "slides" (10 by 5.6 in, key aside)
    title : text; none if not given

    Returns
    -------
    The Matplotlib axes that were drawn on.

    Raises
    ------
    UnknownNameError : there is no such public state, or no such style
    InputError : `course` is no game over time that was solved, or more ways to play occur than there are fills;
        `width` is no number of inches, or `ax` belongs to no figure

    >>> from termination import WarOverTime, solve
    >>> war = WarOverTime(prior=["3/10", "7/10"], resilience=[0, 1], war_value=[0, 1], talks_value=[1, "5/4"],
    ...     escalation_harm=1, base_harm=1, talks_exposure=1, escalation_gain=1, escalation_cost="1/2", periods=2,
    ...     patience="1/2", battle=[[0.4, 0.6], [0.6, 0.4]])
    >>> [tick.get_text() for tick in strategies(solve(war)).get_yticklabels()]
    ['period 1', 'period 2']
    """
    moments = _moments(course, "strategies", state)
    sheet = Sheet.on(ax, width, style)
    ax, size = sheet.ax, sheet.size
    before = [] if like is None else _moments(like, "strategies", None)
    words = dict.fromkeys(played_words(one, each.equilibrium) for one in (*before, *moments) for each in one.choices)
    if len(words) > len(ALL_FILLS):
        raise unfit("strategies", f"{len(words)} ways to play occur, and there are fills for {len(ALL_FILLS)}")
    fills = dict(zip(words, ALL_FILLS, strict=False))
    for y, moment in enumerate(moments):
        for low, high, one in moment.choices:
            cell = Rectangle((float(low), y - 0.4), float(high) - float(low), 0.8)
            ax.add_patch(filled(cell, fills[played_words(moment, one)], size))
    prior = ax.axvline(float(course.belief), color=INK, lw=0.16 * size, ls=PRIOR_DASH, zorder=3)
    sheet.scale(_measure(course))
    height = sheet.rows([moment_name(course, one.period, one.state) for one in moments], 2.2)
    ax.set_xlim(-0.01, 1.01)
    ax.set_xticks(*QUARTERS)
    here = {played_words(one, each.equilibrium) for one in moments for each in one.choices}
    entries: list[Entry] = [(filled(Patch(), how, size), text) for text, how in fills.items() if text in here]
    return sheet.finish(title, [*entries, (prior, f"belief at the start: {short(course.belief)}")], height)


def fan(
    course: Course,
    ax: Axes | None = None,
    *,
    state: str | None = None,
    width: float | None = None,
    style: str = "plain",
    title: str = "",
) -> Axes:
    """The fan of beliefs: what can be believed before each period, and how likely, among the thresholds of that period.

    A mark's area goes by the probability that play comes there. The lines across are the boundaries of `strategies`.

    Parameters
    ----------
    course : a game over time as `solve` solves it
    ax : Matplotlib axes to draw on; new ones if not given
    state : text, the public state in which play is shown; that of the start if not given
    width : inches, a number from 1 to 100, for a new figure; as wide as the style asks if not given
    style : "plain", "article" (serif, letters on axes, words for `plot.caption`) or "slides" (10 by 5.6 in, key aside)
    title : text; none if not given

    Returns
    -------
    The Matplotlib axes that were drawn on.

    Raises
    ------
    UnknownNameError : there is no such public state, or no such style
    InputError : `course` is no game over time that was solved; `width` is no number of inches, or `ax` belongs to no
        figure

    >>> from termination import WarOverTime, solve
    >>> war = WarOverTime(prior=["3/10", "7/10"], resilience=[0, 1], war_value=[0, 1], talks_value=[1, "5/4"],
    ...     escalation_harm=1, base_harm=1, talks_exposure=1, escalation_gain=1, escalation_cost="1/2", periods=2,
    ...     patience="1/2", battle=[[0.4, 0.6], [0.6, 0.4]])
    >>> fan(solve(war)).get_ylabel()
    'probability of high'
    """
    state = _moments(course, "fan", state)[0].state
    seen = course.forecast()
    sheet = Sheet.on(ax, width, style)
    ax, size = sheet.ax, sheet.size
    for period, places, moves in zip(seen.periods, seen.places, seen.moves, strict=True):
        _boundaries(sheet, course, period, state, 0.35)
        for (start, stop), chance in moves.items():
            if start[0] == stop[0] == state and period < len(seen.places):
                ax.plot([period, period + 1], [float(start[1]), float(stop[1])], color=SERIES[0].color, zorder=3,
                        lw=size * (0.05 + 0.3 * float(chance)), solid_capstyle="butt")  # fmt: skip
        for (where, belief), chance in places.items():
            if where == state:
                ax.plot([period], [float(belief)], "o", zorder=4, clip_on=False, **_mark(float(chance), size))
    sheet.span("y", 0, 1, 0.02)
    sheet.scale(_periods(sheet, course, len(seen.periods)), _measure(course))
    entries: list[Entry] = [
        (Line2D([], [], ls="", marker="o", **_mark(0.4, size)), "belief before the period, its area by probability"),
        _boundary(size),
    ]
    return sheet.finish(title, entries, 0.45 * 72 * sheet.width)


def timeline(
    course: Course,
    history: History,
    ax: Axes | None = None,
    *,
    width: float | None = None,
    style: str = "plain",
    title: str = "",
) -> Axes:
    """The time line of one history: what is believed before each period, what each side does, and the news between.

    The lines across are the boundaries of `strategies`, in the public state of the period. A step of the line within a
    period is what her message says.

    Parameters
    ----------
    course : a game over time as `solve` solves it
    history : one of its histories, from `course.along(news)` or `course.histories(count, seed)`
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
    InputError : `course` is no game over time that was solved, `history` none of its histories, or of more pairs of
        message and reply than there are marks; `width` is no number of inches, or `ax` belongs to no figure

    >>> from termination import WarOverTime, solve
    >>> war = WarOverTime(prior=["3/10", "7/10"], resilience=[0, 1], war_value=[0, 1], talks_value=[1, "5/4"],
    ...     escalation_harm=1, base_harm=1, talks_exposure=1, escalation_gain=1, escalation_cost="1/2", periods=2,
    ...     patience="1/2", battle=[[0.4, 0.6], [0.6, 0.4]], dates=[1951, 1952])
    >>> course = solve(war)
    >>> [tick.get_text() for tick in timeline(course, course.along(["outcome 2"])).get_xticklabels()]
    ['1951', '1952']
    """
    _moments(course, "timeline", None)
    expect("history", history, History, "a history of the game, such as course.along(news)")
    done = dict.fromkeys((step.message, step.reply) for step in history.steps)
    if len(done) > len(SERIES):
        raise unfit("timeline", f"{len(done)} pairs of message and reply occur, and there are marks for {len(SERIES)}")
    sheet = Sheet.on(ax, width, style)
    ax, size = sheet.ax, sheet.size
    ax.plot(*zip(*_path(history), strict=True), color=MUTED, lw=0.2 * size, zorder=2)
    styles = dict(zip(done, SERIES, strict=False))
    for step in history.steps:
        _boundaries(sheet, course, step.period, step.state, 0.3)
        ax.plot([step.period], [float(step.believed)], zorder=4, clip_on=False, **_point(styles, step, size))
        if step.news and len(_news(course, step)) > 1:
            told = printable(step.news).replace(" ", "\n")
            sheet.put(step.period + 0.5, 0.02, told, 0.85 * size, ha="center", va="bottom")
    sheet.span("y", 0, 1, 0.02)
    sheet.scale(_periods(sheet, course, len(course.periods)), _measure(course))
    marked = {(step.message, step.reply): _point(styles, step, size) for step in history.steps}
    entries: list[Entry] = [(Line2D([], [], **mark), f"{m}, then {r}") for (m, r), mark in marked.items()]
    return sheet.finish(title, [*entries, _boundary(size)], 0.45 * 72 * sheet.width)


def _boundaries(sheet: Sheet, course: Course, period: int, state: str, reach: float) -> None:
    """Lines across a period, `reach` to each side, at the beliefs at which one equilibrium gives way to another."""
    for low, _, _ in course.moment(period, state).choices[1:]:
        sheet.ax.plot([period - reach, period + reach], [float(low)] * 2, color=MUTED, lw=0.12 * sheet.size, zorder=1)


def _boundary(size: float) -> Entry:
    return Line2D([], [], color=MUTED, lw=0.12 * size), "belief at which one equilibrium gives way to another"


def _path(history: History) -> Iterator[tuple[float, float]]:
    """What is believed, period by period: before her message, and after it where that says something."""
    for step in history.steps:
        if step.belief != step.believed:
            yield step.period - 0.12, float(step.belief)
        yield step.period, float(step.believed)


def _news(course: Course, step: Step) -> tuple[News, ...]:
    """The news that could have come."""
    replies = course.moment(step.period, step.state).stage.replies.get(step.message, {})
    if step.reply not in replies:
        done = f"in period {step.period} {step.message!r} is answered by {step.reply!r}"
        raise unfit("timeline", f"takes a history of this game, in which nobody does what is done here: {done}")
    raw = replies[step.reply]
    return raw.news if isinstance(raw, Continuing) else ()


def _point(styles: Mapping[tuple[str, str], Series], step: Step, size: float) -> dict[str, Any]:
    """The mark of what was said and answered."""
    style = styles[step.message, step.reply]
    look = {"ls": "", "color": style.color, "marker": style.marker}
    return {**look, "ms": 1.1 * size, "mec": "white", "mew": 0.06 * size}


def _mark(chance: float, size: float) -> dict[str, Any]:
    return {"mfc": SERIES[0].color, "mec": "white", "mew": 0.06 * size, "ms": max(0.2, _LARGEST * sqrt(chance)) * size}


def survival(
    course: Course, ax: Axes | None = None, *, width: float | None = None, style: str = "plain", title: str = ""
) -> Axes:
    """How likely it is that each period is played, by type.

    Parameters
    ----------
    course : a game over time as `solve` solves it
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
    InputError : `course` is no game over time that was solved; `width` is no number of inches, or `ax` belongs to no
        figure

    >>> from termination import WarOverTime, solve
    >>> war = WarOverTime(prior=["3/10", "7/10"], resilience=[0, 1], war_value=[0, 1], talks_value=[1, "5/4"],
    ...     escalation_harm=1, base_harm=1, talks_exposure=1, escalation_gain=1, escalation_cost="1/2", periods=2,
    ...     patience="1/2", battle=[[0.4, 0.6], [0.6, 0.4]])
    >>> survival(solve(war)).get_ylabel()
    'Pr(played)'
    """
    _moments(course, "survival", None)
    seen = course.forecast()
    lines = {one: seen.survival(one) for one in seen.types}
    return _curves(course, lines, "Pr(played)", Sheet.on(ax, width, style), title)


def hazard(
    course: Course,
    ax: Axes | None = None,
    *,
    event: str | None = None,
    width: float | None = None,
    style: str = "plain",
    title: str = "",
) -> Axes:
    """How likely an event is in each period given that the period is played, by type.

    A period that is never played has no mark.

    Parameters
    ----------
    course : a game over time as `solve` solves it
    ax : Matplotlib axes to draw on; new ones if not given
    event : text, the event, one that forecasts know; what the game is about if not given
    width : inches, a number from 1 to 100, for a new figure; as wide as the style asks if not given
    style : "plain", "article" (serif, letters on axes, words for `plot.caption`) or "slides" (10 by 5.6 in, key aside)
    title : text; none if not given

    Returns
    -------
    The Matplotlib axes that were drawn on.

    Raises
    ------
    UnknownNameError : there is no such event, or no such style
    InputError : `course` is no game over time that was solved; `width` is no number of inches, or `ax` belongs to no
        figure

    >>> from termination import WarOverTime, solve
    >>> war = WarOverTime(prior=["3/10", "7/10"], resilience=[0, 1], war_value=[0, 1], talks_value=[1, "5/4"],
    ...     escalation_harm=1, base_harm=1, talks_exposure=1, escalation_gain=1, escalation_cost="1/2", periods=2,
    ...     patience="1/2", battle=[[0.4, 0.6], [0.6, 0.4]])
    >>> hazard(solve(war), event="escalation").get_ylabel()
    'Pr(escalation), if played'
    """
    _moments(course, "hazard", None)
    if event is None:
        event = course.model.focus if isinstance(course.model, OverTime) else next(iter(course.events), "")
    expect("event", event, str, "the name of an event")
    seen = course.forecast()
    lines = {one: seen.hazard(event, one) for one in seen.types}
    return _curves(course, lines, f"Pr({event}), if played", Sheet.on(ax, width, style), title)


def _curves(
    course: Course, lines: Mapping[str, Sequence[Fraction | None]], ylabel: str, sheet: Sheet, title: str
) -> Axes:
    """A line for each type, in turns where they run as one, and the marks of the first larger."""
    ax, size = sheet.ax, sheet.size
    entries: list[Entry] = []
    count = max(map(len, lines.values()))
    small = min(1, 14 / count)  # marks of many periods would hide the lines
    looks = dict(zip(lines, SERIES, strict=False))
    for i, (name, line) in enumerate(lines.items()):
        look = looks[name]
        mark: dict[str, Any] = {"color": look.color, "marker": look.marker, "ms": (1.1 - 0.4 * i) * small * size,
                                "mec": "white", "mew": 0.06 * size}  # fmt: skip
        places = [nan if x is None else float(x) for x in line]
        ax.plot(range(1, count + 1), places, **mark, ls="", zorder=3 + i, clip_on=False)
        entries.append((Line2D([], [], **mark, linestyle=look.dash, linewidth=0.2 * size), f"if she is {name}"))
    if shared := sheet.lines({name: _runs(line) for name, line in lines.items()}, looks, 0.2, 2.5):
        entries.append(sheet.in_turns([looks[name] for name in shared], 0.2, "in turn: the same for both"))
    sheet.span("y", 0, 1, 0.05)
    sheet.scale(_periods(sheet, course, count), ylabel)
    return sheet.finish(title, entries, 0.35 * 72 * sheet.width)


def _runs(line: Sequence[Fraction | None]) -> list[Run]:
    """What is there without a gap, period by period."""
    spans = groupby(enumerate(line, 1), lambda place: place[1] is None)
    return [[(Fraction(period), x) for period, x in span if x is not None] for gap, span in spans if not gap]


def _moments(course: object, figure: str, state: str | None) -> list[Moment]:
    """What is played in each period in one public state; `InputError` for what is no game over time that was solved."""
    if not isinstance(course, Course):
        how = "takes a game over time that was solved, as solve(war)"
        raise unfit(figure, f"{how}, found {type(course).__name__}", fitting(course))
    if state is not None:
        expect("state", state, str, "the name of a public state")
    return [course.moment(period, state) for period in course.periods]


def _measure(course: Course) -> Scale:
    strong = course.moment(1).stage.types[1]
    return Scale(f"probability of {strong}", f"mu_{strong}")


def _periods(sheet: Sheet, course: Course, count: int) -> Scale:
    """A tick for each period, or as many as there is room for; the name of the axis, if its ticks are numbers."""
    ax = sheet.ax
    names = [printable(period_name(course, period)) for period in range(1, count + 1)]
    plain = all(name == f"period {period}" for period, name in enumerate(names, 1))
    texts = [str(period) for period in range(1, count + 1)] if plain else names
    need = (max(map(sheet.text_width, texts)) + sheet.size) * count
    step = max(1, -(-int(need) // int(0.75 * 72 * sheet.width)))
    ax.set_xticks(range(1, count + 1, step), texts[::step])
    literal(ax.get_xticklabels())
    ax.set_xlim(0.5, count + 0.5)
    return Scale("period", "t") if plain else Scale("")
