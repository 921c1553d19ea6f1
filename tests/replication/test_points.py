"""The table of points has what is drawn, in the units of the axes."""

from __future__ import annotations

import csv
from io import StringIO

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from paper_replication import points
from paper_replication.approach import r09
from paper_replication.opening import CHAPTER, cases, s13
from paper_replication.run import Settings, drawn, run
from paper_replication.sections import Picture


@pytest.fixture
def ax() -> Axes:
    return Figure().add_subplot()


def table(ax: Axes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(points.points_csv([("one", points.panels(ax))]))))


def test_lines_are_their_points(ax: Axes) -> None:
    ax.plot([0, 0.25, 1], [1, 2, 3], color="#0072B2", label="a line")
    found = table(ax)
    assert [(row["x"], row["y"]) for row in found] == [("0", "1"), ("0.25", "2"), ("1", "3")]
    assert {(row["mark"], row["label"], row["colour"]) for row in found} == {("line 1", "a line", "#0072b2")}


def test_a_line_along_a_whole_axis_has_no_place_on_it(ax: Axes) -> None:
    ax.axvline(0.5)
    ax.axhline(2)
    assert [(row["x"], row["y"]) for row in table(ax)] == [("0.5", "")] * 2 + [("", "2")] * 2


def test_bars_are_their_corners_and_named_by_what_the_legend_calls_all_of_them(ax: Axes) -> None:
    ax.barh([0, 1], [3, 4], left=1, height=0.5, label="bars")
    ax.set_yticks([0, 1], ["first", "second"])
    found = table(ax)
    assert {row["label"] for row in found} == {"bars"}
    corners = {(row["x"], row["y"]) for row in found if row["mark"] == "bar 2"}
    assert corners == {("1", "0.75"), ("5", "0.75"), ("5", "1.25"), ("1", "1.25")}
    assert points.panels(ax)[0].y == "0 first; 1 second"


def test_hatched_areas_have_no_colour_but_that_of_their_edge(ax: Axes) -> None:
    ax.fill_between([0, 1], [0, 0], [1, 1], facecolor="none", hatch="//", edgecolor="#D55E00")
    ax.fill_between([0, 1], [0, 0], [1, 1], facecolor="#CFE6F4", edgecolor="#D55E00")
    assert [mark.colour for mark in points.panels(ax)[0].marks] == ["#d55e00", "#cfe6f4"]


def test_a_shading_is_the_stretches_of_each_row() -> None:
    ax = r09.figure()
    (image,) = ax.images
    shape = image.get_array().shape
    left, right, low, high = image.get_extent()
    shadings = [mark for mark in points.panels(ax)[0].marks if mark.kind == "shading 1"]
    covered = np.zeros(shape, dtype=int)
    for mark in shadings:
        for (start, y), (stop, same) in zip(mark.points[::2], mark.points[1::2], strict=True):
            assert y == same
            row = round((y - low) / (high - low) * shape[0] - 0.5)
            first, last = (round((x - left) / (right - left) * shape[1]) for x in (start, stop))
            covered[row, first:last] += 1
    assert (covered == 1).all()
    assert len(shadings) == len(np.unique(image.get_array()))


def test_curves_of_a_claim_are_in_it_as_computed() -> None:
    lines = points.panels(s13.figure())[0].marks
    for outcome, mark in zip(("opening", "talks", "escalation"), lines, strict=True):
        xs, ys = s13.curve(outcome)
        assert (mark.label, mark.points) == (outcome, tuple(zip(xs, ys, strict=True)))


def test_every_figure_of_a_run_has_points_and_its_axes_are_told() -> None:
    chapter = CHAPTER.only(["S12", "vietnam"])
    assert chapter is not None
    results = run([chapter], Settings(quick=True), say=lambda line: None)
    (claim,) = results.claims
    part = results.chapters[0].parts[0]
    (figure,) = (one for one in part.contents if hasattr(one, "panels"))
    for drawing in (claim.drawing, figure):
        assert sum(len(mark.points) for panel in drawing.panels for mark in panel.marks) > 20
    book = points.codebook([(figure.name, figure.module, figure.panels)])
    assert f"`{next(iter(points.CODEBOOK))}`" in book
    assert "cost of escalation" in book
    assert "2 North Vietnam, after Tet, 1968" in book
    assert "paper_replication.opening.cases" in book
    errors = [mark for mark in figure.panels[0].marks if mark.kind.startswith("segments")]
    assert len(errors) == len(cases.VIETNAM)


def test_a_text_of_a_part_has_no_points() -> None:
    (part,) = (one for one in CHAPTER.parts if one.name == "hinges")
    made = [drawn(content, part) for content in part.contents() if not isinstance(content, Picture)]
    assert not any(hasattr(content, "panels") for content in made)
