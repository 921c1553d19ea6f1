"""Figures of games over time: what is drawn is what was solved, and they are legible."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from math import inf
from pathlib import Path
from typing import Any

import pytest
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

import termination as tm
from termination.engine.stage.course import Course
from termination.engine.stage.forecast import History
from termination.errors import InputError, UnknownNameError
from termination.reporting.subject import fitting
from tests.reporting.test_plot import WIDTHS, assert_legible

FOLDER = Path(__file__).parents[2] / "examples" / "over_time"
WAR, MEDIATOR = (tm.load_scenario(FOLDER / f"{name}.toml") for name in ("war_over_time", "mediator_announced"))
DATED = WAR.with_(periods=3, dates=["in the spring of 1951", "after the truce", "in 1953"])
SHAKEN = WAR.with_(
    periods=3, states={"calm": {}, "shaken": {"escalation_cost": 0.9}}, moves={"calm": {"lost": "shaken"}}
)
COURSES: dict[str, Course] = {
    "waiting": tm.solve(WAR),
    "mediator": tm.solve(MEDIATOR),
    "dated": tm.solve(DATED),
    "two states": tm.solve(SHAKEN),
    "endless": tm.solve(WAR.with_(periods=inf)),
}
KOREA = tm.load_scenario(FOLDER / "korea_1951_1953.toml").solve("refusal")
HISTORIES = {
    "korea": (KOREA, KOREA.along(["war goes on", "war goes on", "Stalin dies"])),
    "battles": (COURSES["waiting"], COURSES["waiting"].along(["lost", "won"])),
    "dated": (COURSES["dated"], next(COURSES["dated"].histories(1, 5))),
    "endless": (COURSES["endless"], COURSES["endless"].along(["lost", "won"])),
}
FIGURES: dict[str, Callable[..., Axes]] = {name: getattr(tm.plot, name) for name in fitting(COURSES["waiting"])}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("name", COURSES)
def test_they_are_legible(name: str, figure: str, width: float) -> None:
    ax = FIGURES[figure](COURSES[name], width=width, title="A war")
    assert ax.get_figure().get_figwidth() == width
    assert_legible(ax)


@pytest.mark.parametrize("name", COURSES)
def test_the_map_has_a_cell_for_each_choice_and_a_fill_for_each_meaning(name: str) -> None:
    course = COURSES[name]
    ax = tm.plot.strategies(course)
    cells = [(cell.get_x(), cell.get_x() + cell.get_width(), cell.get_y() + 0.4) for cell in ax.patches]
    choices = [(y, one) for y, period in enumerate(course.periods) for one in course.moment(period).choices]
    assert cells == [pytest.approx((float(one.low), float(one.high), y)) for y, one in choices]
    looks = [(cell.get_facecolor(), cell.get_hatch()) for cell in ax.patches]
    played = [
        frozenset((each.message, each.belief is None, *map(bool, each.reply.weights)) for each in one.equilibrium.sent)
        for _, one in choices
    ]
    assert len(set(looks)) == len(set(played)) == len(set(zip(looks, played, strict=True)))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", HISTORIES)
def test_a_time_line_is_legible_and_shows_its_history(name: str, width: float) -> None:
    course, history = HISTORIES[name]
    ax = tm.plot.timeline(course, history, width=width)
    assert_legible(ax)
    marks = [(line.get_xdata()[0], line.get_ydata()[0]) for line in ax.lines if line.get_marker() in "os^D"]
    assert marks == [(step.period, float(step.believed)) for step in history.steps]
    told = [text.get_text().replace("\n", " ") for text in ax.texts]
    assert told == [step.news for step in history.steps if step.news]


def test_a_time_line_says_what_her_message_told() -> None:
    """A step before the mark where the belief changes with the message: in the second period she might have opened."""
    course, history = HISTORIES["battles"]
    path = tm.plot.timeline(course, history).lines[0]
    before = [float(step.belief) for step in history.steps if step.belief != step.believed]
    assert len(before) == 1
    assert (1.88, before[0]) in list(zip(path.get_xdata(), path.get_ydata(), strict=True))


def test_a_time_line_is_of_a_history() -> None:
    with pytest.raises(InputError, match=r"history: .* such as course.along\(news\)"):
        tm.plot.timeline(KOREA, KOREA)  # type: ignore[arg-type]
    step = next(KOREA.histories(1, seed=1)).steps[0]
    for other in (step._replace(message="whisper"), step._replace(reply="laugh")):
        with pytest.raises(InputError, match="takes a history of this game, in which nobody does what is done here"):
            tm.plot.timeline(KOREA, History("", (other,)))


def test_more_pairs_than_there_are_marks_are_refused() -> None:
    course = COURSES["waiting"]
    step = next(course.histories(1, 5)).steps[0]
    for count in (8, 9):
        history = History("", tuple(step._replace(message=f"message {i}", news="") for i in range(count)))
        if count == 8:
            assert_legible(tm.plot.timeline(course, history, width=7))
        else:
            with pytest.raises(InputError, match="9 pairs of message and reply occur, and there are marks for 8"):
                tm.plot.timeline(course, history)


def fills_of(ax: Axes) -> dict[str, Any]:
    """By what the key calls them; lines have a place in it too."""
    legend = ax.get_legend()
    entries = zip(legend.get_texts(), legend.legend_handles, strict=True)
    return {text.get_text(): (one.get_facecolor(), one.get_hatch()) for text, one in entries if isinstance(one, Patch)}


def test_two_maps_may_share_their_fills() -> None:
    first, second = (
        fills_of(tm.plot.strategies(COURSES[name], like=COURSES["waiting"])) for name in ("waiting", "mediator")
    )
    assert len(second) == 2 < len(first)
    assert second.items() <= first.items()
    assert not fills_of(tm.plot.strategies(COURSES["mediator"])).items() <= first.items()


def drawn(ax: Axes, marker: str) -> list[tuple[Any, ...]]:
    return [tuple(map(tuple, line.get_data())) for line in ax.lines if line.get_marker() == marker]


@pytest.mark.parametrize("name", COURSES)
def test_the_fan_has_every_place_every_way_and_every_threshold(name: str) -> None:
    course = COURSES[name]
    ax, seen = tm.plot.fan(course), course.forecast()
    here = course.state
    marks = Counter(
        ((period,), (float(belief),))
        for period, by in enumerate(seen.places, 1)
        for where, belief in by
        if where == here
    )
    assert Counter(drawn(ax, "o")) == marks
    ways = [
        ((period, period + 1), (float(start), float(stop)))
        for period, by in enumerate(seen.moves[:-1], 1)
        for (one, start), (other, stop) in by
        if one == other == here
    ]
    cuts = [
        ((period - 0.35, period + 0.35), (float(one.low),) * 2)
        for period in seen.periods
        for one in course.moment(period).choices[1:]
    ]
    assert Counter(drawn(ax, "None")) == Counter([*ways, *cuts])


@pytest.mark.parametrize("name", COURSES)
def test_ways_lead_from_all_that_goes_on_to_all_places_of_the_next_period(name: str) -> None:
    seen = COURSES[name].forecast()
    assert len(seen.moves) == len(seen.places) == len(seen.periods)
    for moves, places in zip(seen.moves[:-1], seen.places[1:], strict=True):
        into: Counter[Any] = Counter()
        for (_, stop), chance in moves.items():
            into[stop] += chance  # type: ignore[assignment]
        assert dict(into) == dict(places)
    assert sum(seen.moves[-1].values()) == sum(seen.left)


def marked(ax: Axes) -> list[Line2D]:
    """The marks, which are drawn apart from the lines."""
    return [line for line in ax.lines if line.get_linestyle() == "None"]


@pytest.mark.parametrize("name", COURSES)
def test_curves_are_the_forecast_by_type(name: str) -> None:
    seen = COURSES[name].forecast()
    lines = marked(tm.plot.survival(COURSES[name]))
    assert [list(line.get_ydata()) for line in lines] == [[*map(float, seen.survival(t))] for t in seen.types]
    lines = marked(tm.plot.hazard(COURSES[name], event="escalation"))
    for line, t in zip(lines, seen.types, strict=True):
        hazard = seen.hazard("escalation", t)
        assert [None if y != y else y for y in line.get_ydata()] == [x if x is None else float(x) for x in hazard]


def test_another_public_state_is_shown_if_it_is_named() -> None:
    rows = tm.plot.strategies(COURSES["two states"], state="shaken").get_yticklabels()
    assert [row.get_text() for row in rows] == ["period 1, shaken", "period 2, shaken", "period 3, shaken"]
    assert len(drawn(tm.plot.fan(COURSES["two states"], state="shaken"), "o")) == sum(
        where == "shaken" for by in COURSES["two states"].forecast().places for where, _ in by
    )


def test_errors_advise() -> None:
    with pytest.raises(InputError, match=r"takes a game over time that was solved, as solve\(war\), found WarOverTime"):
        tm.plot.fan(WAR)  # type: ignore[arg-type]
    with pytest.raises(UnknownNameError, match="no event 'peace'"):
        tm.plot.hazard(COURSES["waiting"], event="peace")
    with pytest.raises(UnknownNameError, match="no public state 'calm'"):
        tm.plot.strategies(COURSES["waiting"], state="calm")
