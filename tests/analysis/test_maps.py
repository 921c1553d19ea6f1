"""Region maps as data: every point of a map lies in the zone that the exact engine finds there."""

from __future__ import annotations

from fractions import Fraction
from itertools import islice
from typing import Any

import numpy as np
import pytest
import sympy as sp

import termination as tm
from termination.analysis.zones import RegionMap, letters, region_map
from termination.errors import InputError
from tests.analysis.test_sweep import PLAIN, SIGNALLED
from tests.analysis.test_symbolic_forms import plain

COSTS = {"escalation_cost": (0.01, 0.99)}
SIGNAL_COSTS = ({"signal_cost": {"high": (0.01, 0.99)}}, {"signal_cost": {"low": (0.01, 0.99)}})
THREE = tm.OpeningGame(
    prior=["1/3"] * 3, resilience=[0.2, 0.5, 0.9], war_value=[0.1, 0.3, 0.5], talks_value=[0.4, 0.5, 0.55],
    escalation_harm=1, talks_exposure=0.8, escalation_gain=1, escalation_cost=0.4,
)  # fmt: skip


def inside(outline: tuple[Any, Any], x: float, y: float) -> bool:
    """Whether a point lies in a polygon: a ray upwards crosses its sides an odd number of times."""
    xs, ys = outline
    crossed = 0
    for a, b, c, d in zip(xs, ys, np.roll(xs, -1), np.roll(ys, -1), strict=True):
        if (a <= x) != (c <= x):
            crossed += b + (d - b) * (x - a) / (c - a) > y
    return crossed % 2 == 1


def zone_at(data: RegionMap, x: float, y: float) -> tuple[str, ...]:
    (zone,) = (zone for zone, outline in data.parts if inside(outline, x, y))
    return data.zones[zone].names


@pytest.mark.parametrize(
    ("war", "x", "y", "concept"),
    [
        (PLAIN, COSTS, {"prior": (0, 1)}, "D1"),
        (PLAIN, COSTS, {"talks_exposure": (0, 1)}, None),
        (PLAIN, {"face_saving": (0, 2)}, {"escalation_harm": (0.1, 2)}, "D1"),
        (SIGNALLED, *SIGNAL_COSTS, "D1"),
        (SIGNALLED, *SIGNAL_COSTS, None),
    ],
)
def test_every_point_lies_in_the_zone_that_the_exact_engine_finds(war: Any, x: Any, y: Any, concept: Any) -> None:
    found = tm.regions(war, x=x, y=y, refinement=concept)
    data = region_map(found)
    x_low, x_high, y_low, y_high = data.box
    for i, j in [(1, 3), (7, 2), (5, 9), (12, 11), (3, 12), (2, 7), (1, 9)]:
        at = x_low + (x_high - x_low) * i / 13.37, y_low + (y_high - y_low) * j / 13.41
        assert zone_at(data, *at) == tuple(sorted(found.at(*map(float, at))[1]))


def test_a_sweep_gives_the_map_of_its_regions() -> None:
    grid = tm.sweep(PLAIN, escalation_cost=(0.01, 0.99, 3), prior=(0.01, 0.99, 3), refinement="D1")
    found = tm.regions(PLAIN, x=COSTS, y={"prior": (0.01, 0.99)}, refinement="D1")
    ours, theirs = region_map(grid), region_map(found)
    assert (ours.zones, ours.box, ours.parameters) == (theirs.zones, theirs.box, theirs.parameters)
    assert (ours.here, ours.refinement, ours.caveat) == (theirs.here, "D1", "")
    assert all(np.array_equal(one, other) for one, other in zip(ours.edges, theirs.edges, strict=True))


def test_a_value_chosen_on_further_axes_is_that_of_the_model() -> None:
    grid = tm.sweep(PLAIN, escalation_cost=(0.01, 0.99, 3), talks_exposure=(0.1, 1, 2), guarantee=[0, 0.2], prior=[0.6])
    data = region_map(grid.sel(guarantee=0.2).isel(prior=0))
    guaranteed = PLAIN.with_(guarantee=0.2, prior={"high": 0.6, "low": 0.4})
    assert data.zones == region_map(tm.regions(guaranteed, x=COSTS, y={"talks_exposure": (0.1, 1)})).zones


def test_all_equilibria_can_be_shown_although_a_refinement_was_asked_for() -> None:
    found = tm.regions(SIGNALLED, *SIGNAL_COSTS, refinement="D1")
    assert len(region_map(found).zones) == 5
    assert len(region_map(found, selected=False).zones) == 8
    assert region_map(found, selected=False).refinement == ""


def test_the_model_is_a_dot_with_what_holds_exactly_there() -> None:
    box = {"x": COSTS, "y": {"prior": (0.1, 0.9)}, "refinement": "D1"}
    here = region_map(tm.regions(PLAIN, **box)).here
    assert here is not None
    assert (here.x, here.y, here.zone) == (0.4, 0.3, 1)
    edge = region_map(tm.regions(PLAIN.with_(escalation_cost=Fraction(62, 100)), **box)).here
    assert edge is not None
    assert edge.zone is None
    assert edge.names == ("pooling on closed, possible escalation", "pooling on open, possible escalation")
    assert region_map(tm.regions(PLAIN.with_(escalation_cost=2), **box)).here is None


def test_without_closed_forms_the_cells_are_shown_and_said_to_be_cells() -> None:
    grid = tm.sweep(THREE, escalation_cost=(0.05, 0.95, 10), talks_exposure=(0.1, 1, 4), refinement="NWBR")
    data = region_map(grid)
    assert data.caveat.startswith("Cells of a sweep of 10 by 4 points, not exact boundaries")
    assert [zone.gist.extent for zone in data.zones] == ["never", "always"]
    assert all(np.allclose(xs, 0.5) for xs, _ in data.edges)  # half way between points, a knife edge with the majority
    assert data.here is not None
    assert (data.here.zone, zone_at(data, 0.3, 0.7)) == (0, data.zones[0].names)


def test_a_map_of_a_game_of_ones_own() -> None:
    b, d, p = sp.symbols("b d p", positive=True)
    game = tm.ParametricGame(
        types=["wimp", "surly"], prior=[p, 1 - p], messages=["beer", "quiche"], responses=["duel", "don't"],
        sender=[[[0, d], [b, b + d]], [[b, b + d], [0, d]]], receiver=[[[1, 0], [1, 0]], [[-1, 0], [-1, 0]]],
        values={"b": 1, "d": 2, "p": "1/10"},
    )  # fmt: skip
    data = region_map(tm.sweep(game, d=[0.5, 0.8, 1.4, 2], p=[0.1, 0.4, 0.6, 0.9]))
    assert data.parameters == ("d", "p")
    assert {zone.gist.text for zone in data.zones} == {""}
    assert zone_at(data, 1.9, 0.2) == ("all beer; beer: don't", "all quiche; quiche: don't")


def test_what_is_no_map_is_refused_with_advice() -> None:
    one = tm.sweep(PLAIN, escalation_cost=(0.1, 0.9, 3))
    with pytest.raises(InputError, match=r"has 1 axes.*name two"):
        region_map(one)
    three = tm.sweep(PLAIN, escalation_cost=(0.1, 0.9, 3), prior=[0.2, 0.3], guarantee=[0, 1])
    with pytest.raises(InputError, match=r"grid\.sel\(guarantee=0\.1\)"):
        region_map(three)
    with pytest.raises(InputError, match="prior takes a single value"):
        region_map(tm.sweep(PLAIN, escalation_cost=(0.1, 0.9, 3), prior=[0.3]))
    with pytest.raises(InputError, match="answer of regions"):
        region_map(PLAIN)  # type: ignore[arg-type]
    unsorted = tm.sweep(THREE, escalation_cost=[0.9, 0.1], talks_exposure=[0.2, 0.8], refinement="NWBR")
    with pytest.raises(InputError, match="must rise"):
        region_map(unsorted)


def test_there_are_letters_enough() -> None:
    assert list(islice(letters(), 24, 29)) == ["Y", "Z", "AA", "AB", "AC"]


def test_a_map_on_a_knife_edge_says_which_in_the_letters_of_the_model() -> None:
    """Both types lose as much by escalation for what talks are worth to them, under any prior and any cost of his."""
    war = SIGNALLED.with_(talks_value={t: SIGNALLED.war_value[t] + SIGNALLED.harm[t] / 4 for t in SIGNALLED.types})
    found = tm.regions(war, x=COSTS, y={"prior": (0, 1)})
    assert found.caveat.startswith("All on a knife edge, where b_H d_L = b_L d_H: the exact engine looked")


def test_an_axis_says_whose_the_prior_is() -> None:
    found = tm.regions(plain(), x={"prior": (0, 1)}, y={"ambition": (0.1, 1)})
    assert region_map(found).parameters == ("prior.resolute", "ambition")
