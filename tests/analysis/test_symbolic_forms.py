"""Sweeps, slopes, maps of the approach game: closed forms against the exact engine, in cases, across, on edges."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

import numpy as np
import pytest
import sympy as sp

import termination as tm
from termination.analysis.thresholds import movable
from termination.errors import InputError
from tests.analysis.test_sweep import assert_contains, assert_same
from tests.models.test_approach_forms import random_approach

#: Whether of a label, and the range, of axes that move everything that closed forms depend on.
AXES = {
    "prior": ("", 0.05, 0.95),
    "ambition": ("", 0.25, 1),
    "power": ("", 0.25, 1),
    "trend": ("", -0.5, 0.25),
    "mistrust": ("", 0, 1),
    "insecurity": ("", 0, 0.75),
    "war_risk": ("", 0, 0.75),
    "unilateral": ("", 0, 1),
    "concession_value": ("limited", 0, 0.75),
    "relief": ("limited", 0, 1),
    "savings": ("limited", 0, 1),
    "hardline_cost": ("resolute", 0, 1.5),
    "emboldening_loss": ("irresolute", 0.25, 1),
}


def two_axes(rng: Random, grid: int) -> dict[str, Any]:
    """Two random axes of three points each, on a lattice."""
    found: dict[str, Any] = {}
    for name in rng.sample(sorted(AXES), 2):
        label, low, high = AXES[name]
        least, most = int(low * grid) + (name == "prior"), int(high * grid)
        points = [Fraction(k, grid) for k in sorted(rng.sample(range(least, most + 1), min(3, most - least + 1)))]
        found[name] = {label: points} if label else points
    return found


@pytest.mark.thorough
@pytest.mark.parametrize("coarse", [False, True], ids=["generic", "on edges"])
@pytest.mark.parametrize("refinement", [None, "D1", "intuitive"])
def test_both_roads_agree(coarse: bool, refinement: str | None) -> None:
    rng = Random(f"approach sweep {coarse} {refinement}")
    quick, points = 0, 0
    for _ in range(12 if coarse else 18):
        game, axes = random_approach(rng, coarse), two_axes(rng, 4 if coarse else 997)
        fast = tm.sweep(game, refinement=refinement, quantities=["payoffs"], **axes)
        slow = tm.sweep(game, refinement=refinement, quantities=["payoffs"], method="exact", **axes)
        assert_same(fast, slow)
        np.testing.assert_array_equal(fast["knife_edge"].values, slow["knife_edge"].values)
        quick += fast.attrs["method"] == "closed forms"
        points += fast["families"].size
    assert points > 70
    assert coarse or quick >= 12


@pytest.mark.thorough
def test_a_flagged_grid_shows_no_less_than_there_is_at_an_edge() -> None:
    """Where edges are not sent to the exact engine, what is not flagged agrees, and every edge is flagged."""
    rng = Random("approach, flagged")
    flagged = short = 0
    for i in range(24):
        game, axes = random_approach(rng, coarse=True), two_axes(rng, 4)
        options: dict[str, Any] = {"refinement": (None, "D1", "intuitive")[i % 3], "quantities": ["payoffs"], **axes}
        fast = tm.sweep(game, edges="flag", **options)
        slow = tm.sweep(game, method="exact", **options)
        edge = fast["knife_edge"].values.ravel()
        assert_same(fast, slow, ~edge)
        short += assert_contains(fast, slow, edge)
        assert not (slow["knife_edge"].values.ravel() & ~edge).any()
        flagged += int(edge.sum())
    assert flagged > 20
    assert short > 3


def plain(**changes: Any) -> tm.ApproachGame:
    return random_approach(Random("plain"), **changes)


def test_names_and_events_turn_on_whether_hardline_would_be_pressed() -> None:
    game = plain(ambition=1, power=1, insecurity=0, hardline_cost=["1/7", 1], savings={"limited": 1}, trend="-1/2",
                 concession_cost={"limited": 0}, emboldening_loss=["1/2", "1/2"])  # fmt: skip
    grid = tm.sweep(game, prior=[0.3, 0.7])
    assert grid.attrs["method"].startswith("closed forms")
    assert grid["pr_emboldened_max"].values[0] == 0 < grid["pr_emboldened_max"].values[1]
    assert any("emboldens" in name for name in grid["families"].attrs["names"])


def test_the_exact_road_is_taken_and_said_where_there_are_no_closed_forms() -> None:
    even = plain(trend=0, concession_value={"limited": 0}, reciprocity_cost={"limited": 0})
    assert tm.sweep(even, prior=[0.3]).attrs["method"] == "exact"
    with pytest.raises(InputError, match="is 0 at every point, an edge between the cases"):
        tm.sweep(even, prior=[0.3], method="closed forms")
    covered = {"resolute": [0.1], "irresolute": [0.2]}
    with pytest.raises(InputError, match="hardline against one approach"):
        tm.sweep(plain(), cover_cost=covered, method="closed forms")
    with pytest.raises(InputError, match="none say what survives D2"):
        tm.sweep(plain(), prior=[0.3], refinement="D2", method="closed forms")


def test_one_approach_under_cover_has_closed_forms_too() -> None:
    game = plain(cover_cost=["1/7", "1/9"], cover_dilution="1/5", messages=["hardline", "limited under cover"])
    axes = {"prior": (0.11, 0.91, 4), "cover_cost": {"resolute": [0.013, 0.31]}}
    fast, slow = (tm.sweep(game, method=method, **axes) for method in ("closed forms", "exact"))
    assert_same(fast, slow)


def test_regions_of_an_approach_game() -> None:
    """Boundaries between regimes come from the same conditions; cases are boundaries too."""
    found = tm.regions(plain(), x={"ambition": (0.1, 1)}, y={"prior": (0.05, 0.95)})
    assert found.boundaries
    for cell in found.cells[:5]:
        there = found.model.with_(ambition=cell.x, prior=cell.y)
        assert set(cell.families) == {there.describe(family) for family in tm.solve(there)}


def moved(game: tm.ApproachGame, parameter: str, step: Fraction) -> tm.ApproachGame:
    name, _, label = parameter.partition(".")
    value = game.parameters()[name]
    return game.with_(**{name: {label: value[label] + step} if label else value + step})


def test_slopes_are_those_of_equilibria_beside() -> None:
    """Differences of what the exact engine finds on either side, at a step that squares away what is not linear."""
    game, step = plain(), Fraction(1, 10**6)
    found = tm.statics(game)
    assert len({effect.equilibrium for effect in found.effects}) > 1
    for effect in found.effects:
        if effect.quantity.startswith(("pr ", "payoff of ")):
            ends = []
            for side in (-step, step):
                there = moved(game, effect.parameter, side)
                family = next(one for one in tm.solve(there) if there.describe(one) == effect.equilibrium)
                what = effect.quantity.removeprefix("pr ").removeprefix("payoff of ")
                ends.append(family.outcomes[what] if effect.quantity.startswith("pr ") else family.payoffs[what])
            assert abs((ends[1] - ends[0]) / (2 * step) - effect.slope) < Fraction(1, 1000), str(effect)


def test_rounding_is_bounded_where_sums_are_divided_by() -> None:
    """mu* = A / (A + P) has a bound, so that not everything is a knife edge."""
    grid = tm.sweep(plain(), ambition=(0.011, 0.97, 40), power=(0.013, 0.93, 40), edges="flag")
    assert np.count_nonzero(grid["knife_edge"]) < 20


def test_a_probability_left_open_is_for_the_exact_engine():
    """After quiet, sent for its own sake, any reply may follow a tie: a family whose extremes no formula gives."""
    prize, cost, share = sp.symbols("prize cost share", positive=True)
    game = tm.ParametricGame(
        types=["weak", "strong"],
        prior=[1 - share, share],
        messages=["quiet", "loud"],
        responses=["fight", "yield"],
        sender=[[[0, prize], [-cost, prize - cost]], [[0, prize], [0, prize]]],
        receiver=[[[1, 0], [1, 0]], [[-1, 0], [-1, 0]]],
        values={"prize": 1, "cost": 2, "share": "1/4"},
    )
    assert any(form.free for form in tm.closed_forms(game))
    assert tm.sweep(game, cost=[1, 2]).attrs["method"] == "exact"
    with pytest.raises(InputError, match="leave probabilities open"):
        tm.sweep(game, cost=[1, 2], method="closed forms")


def test_slopes_say_how_far_the_search_for_thresholds_is():
    heard: list[tuple[str, int, int]] = []
    tm.statics(plain(), progress=lambda *said: heard.append(said))
    names = list(movable(plain()))
    assert heard == [(f"thresholds of {name}", i, len(names)) for i, name in enumerate(names)]
