"""Figures of fits: what is drawn is what was computed, and it is legible."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from matplotlib.axes import Axes

import termination as tm
from termination.errors import InputError, UnknownNameError
from termination.estimate.curves import Curve, Frequencies, curve, frequencies
from tests.estimate.test_curves import drawn
from tests.reporting.test_plot import WIDTHS, assert_legible

GAME = tm.CrisisGame(S_A=0, V_A="1", C_B=0, W_A="1", W_B="1 + x", a="1")


@cache
def unique() -> tuple[Curve, Frequencies]:
    data = tm.simulate(GAME, {"x": np.linspace(-1, 2, 20)}, [1, -1, -0.5, 0.5, -1.2], plays=300, seed=1)
    made = tm.fit(GAME, data)
    return curve(made, {}, "x", -1, 2, points=12), frequencies(made)


@cache
def at_the_edge() -> Curve:
    game = tm.CrisisGame(S_A=1, V_A=0, C_B=0, W_A=-1, W_B="1", a=0.5, V_B="0 + x")
    data = {"x": np.array([0.5, 1.0, 1.5]), **dict(zip(game.OUTCOMES, np.full((4, 3), 25), strict=True))}
    return curve(tm.fit(game, data, start=[-1, 1]), {}, "x", -1, 1, points=9)


def legend(ax: Axes) -> list[str]:
    return [text.get_text().replace("\n", " ") for text in ax.get_legend().get_texts()]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["several", "unique", "edge"])
def test_they_are_legible(name: str, width: float) -> None:
    shown = {"several": drawn, "unique": lambda: unique()[0], "edge": at_the_edge}[name]()
    assert_legible(tm.plot.predictions(shown, width=width, title="A crisis"))
    assert_legible(tm.plot.manifold(shown, width=width, title="A crisis"))
    assert_legible(tm.plot.frequencies(unique()[1], width=width, title="A crisis"))


def test_each_equilibrium_is_a_line_and_each_line_has_a_band() -> None:
    ax, table = tm.plot.predictions(drawn(), outcome="bd"), drawn().table
    branches = [part for _, part in table.groupby(["stretch", "equilibrium"])]
    assert len(ax.lines) == len(branches) == 5
    for line, part in zip(ax.lines, branches, strict=True):
        assert line.get_ydata() == pytest.approx(part["bd"].to_numpy())
    assert len(ax.collections) == 5
    said = legend(ax)
    assert said[:4] == ["the only equilibrium", *(f"equilibrium {k} of 3" for k in (1, 2, 3))]
    assert said[4:] == ["95% band, given this equilibrium", "several equilibria"]


def test_rings_stand_where_equilibria_meet() -> None:
    ax = tm.plot.manifold(drawn(), choice="stand firm")
    (rings,) = (line for line in ax.lines if line.get_marker() == "o")
    assert rings.get_xdata() == pytest.approx([x for x, _ in drawn().folds])
    assert rings.get_ydata() == pytest.approx([chances["chance to stand firm"] for _, chances in drawn().folds])
    assert "two equilibria meet" in legend(ax)


def test_the_ground_is_grey_where_there_are_several_alone() -> None:
    assert "several equilibria" not in legend(tm.plot.manifold(unique()[0]))
    assert legend(tm.plot.manifold(unique()[0])) == ["the only equilibrium"]
    spans = list(tm.plot.manifold(drawn()).patches)
    several = drawn().table[drawn().table["equilibria"] > 1]["x"]
    assert [(span.get_x(), span.get_x() + span.get_width()) for span in spans] == [
        pytest.approx((several.min(), several.max()))
    ]


def test_one_more_at_the_edge_is_said() -> None:
    ax = tm.plot.predictions(at_the_edge())
    (marks,) = (line for line in ax.lines if line.get_marker() == "|")
    assert {*marks.get_xdata()} == {*at_the_edge().table.query("edge")["x"]}
    assert any("at the edge" in said for said in legend(ax))


def test_groups_stand_at_what_is_predicted_and_seen() -> None:
    groups = unique()[1].groups["cd"]
    ax = tm.plot.frequencies(unique()[1], outcome="cd")
    (points,) = (line for line in ax.lines if line.get_marker() == "o")
    assert points.get_xdata() == pytest.approx([one.predicted for one in groups])
    assert points.get_ydata() == pytest.approx([one.observed for one in groups])


def test_what_cannot_be_drawn_is_refused() -> None:
    with pytest.raises(UnknownNameError, match="'sq', 'cd', 'sf', 'bd'"):
        tm.plot.predictions(drawn(), outcome="war")
    with pytest.raises(UnknownNameError, match="'resist', 'stand firm'"):
        tm.plot.manifold(drawn(), choice="war")
    with pytest.raises(UnknownNameError, match="'sq', 'cd', 'sf', 'bd'"):
        tm.plot.frequencies(unique()[1], outcome="war")
    with pytest.raises(InputError, match="curve: expected what"):
        tm.plot.predictions(drawn().table)  # type: ignore[arg-type]
