"""Root isolation: maps whose roots are known, folds confessed, the crisis game's roots by other means."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import special, stats

from termination.estimate.crisis.equations import Map, direction, edge
from termination.estimate.jets import Array
from termination.estimate.roots import Bounds, Roots, isolate


@dataclass
class Waves:
    """z = z + sin(z) - height on (-1, 7): roots where sin(z) = height."""

    heights: Array
    proved: bool = True

    def bracket(self) -> tuple[Array, Array, NDArray[np.bool_]]:
        n = len(self.heights)
        return np.full(n, -1.0), np.full(n, 7.0), np.full(n, self.proved)

    def bounds(self, rows: NDArray[np.intp], low: Array, high: Array) -> Bounds:
        middle, half = 0.5 * (low + high), 0.5 * (high - low)
        value, slope = np.sin(middle) - self.heights[rows], np.cos(middle)
        return Bounds(low + value - half, high + value + half, 1 + slope - half, 1 + slope + half)

    def values(self, rows: NDArray[np.intp], z: Array) -> tuple[Array, Array]:
        return z + np.sin(z) - self.heights[rows], 1 + np.cos(z)


def test_all_roots_are_found_in_order() -> None:
    heights = np.array([0.0, 0.5, -0.5, 2.0])
    found = isolate(Waves(heights))
    assert found.counts.tolist() == [3, 3, 3, 0]
    start, tau = np.arcsin(0.5), 2 * np.pi
    assert found.z == pytest.approx(
        [0, np.pi, tau, start, np.pi - start, tau + start, -start, np.pi + start, tau - start], abs=1e-14
    )
    assert found.complete.all()
    assert found.first().tolist() == [0, 3, 6, 9]


def test_a_fold_is_confessed() -> None:
    found = isolate(Waves(np.array([1.0, 0.3])))
    assert found.complete.tolist() == [False, True]


def test_a_bracket_that_is_not_proved_is_not_complete() -> None:
    assert not isolate(Waves(np.array([0.3]), proved=False)).complete.any()


def published(z: Array, u: Array) -> Array:
    """The game's equation written as its authors do, with the bivariate normal, for one row of utilities."""
    S_A, V_A, C_B, W_A, W_B, a, V_B = u
    p_R = special.ndtr(z)
    c = (S_A - (1 - p_R) * V_A) / p_R
    p_C = 1 - special.ndtr(c - W_A) * special.ndtr(c - a)
    law = stats.multivariate_normal([0, 0], [[1, np.sqrt(0.5)], [np.sqrt(0.5), 1]], allow_singular=True)
    p_F = law.cdf(np.column_stack([np.full_like(c, (W_A - a) / np.sqrt(2)), W_A - c])) / p_C
    return np.asarray((p_F * W_B + (1 - p_F) * V_B - C_B) / p_F)


def test_the_map_is_the_published_one() -> None:
    rng = np.random.default_rng(5)
    for u in rng.normal(size=(12, 7)):
        z = rng.uniform(-1, 2, 5)
        own = Map(np.tile(u, (5, 1))).values(np.arange(5), z)[0]
        assert own == pytest.approx(published(z, u), rel=1e-4, abs=1e-4)


def test_slope_and_bounds_hold_between_the_ends() -> None:
    rng = np.random.default_rng(6)
    u = 2 * rng.normal(size=(300, 7))
    u[::3, 5] = u[::3, 3]  # a = W_A, where the map is flat
    low = rng.uniform(-4, 3, 300)
    high = low + rng.uniform(0, 0.5, 300) ** 3
    maps, rows = Map(u), np.arange(300)
    b = maps.bounds(rows, low, high)
    for share in np.linspace(0, 1, 7):
        value, slope = maps.values(rows, low + share * (high - low))
        slack = 1e-9 * (1 + np.abs(value))
        assert ((b.low - slack <= value) & (value <= b.high + slack)).all()
        slack = 1e-9 * (1 + np.abs(slope))
        assert ((b.slope_low - slack <= slope) & (slope <= b.slope_high + slack)).all()
    step = 1e-6
    change = maps.values(rows, low + step)[0] - maps.values(rows, low - step)[0]
    mild = np.abs(maps.values(rows, low)[1]) < 1e3
    assert mild.sum() > 200
    assert (change / (2 * step))[mild] == pytest.approx(maps.values(rows, low)[1][mild], rel=1e-3, abs=1e-4)


def solved(*rows: tuple[float, ...]) -> Roots:
    return isolate(Map(np.array(rows, dtype=float)))


def test_the_three_equilibria_of_the_literature() -> None:
    found = solved((0, 1, 0, -1.9, -2.9 + 0.1, -1.2, 1))
    assert special.ndtr(found.z).round(7).tolist() == [0.2964518, 0.4724232, 0.8740314]
    assert found.complete.all()


def test_how_many_there_are_along_a_covariate() -> None:
    found = solved(*((0, 1, 0, -1.9, -2.9 + 0.1 * x, -1.2, 1) for x in (0, 0.5, 1, 2, 3)))
    assert found.counts.tolist() == [3, 3, 3, 1, 1]


def test_with_the_one_at_the_edge_their_number_is_odd() -> None:
    """What the index of fixed points says; ties and signs of every kind are among the utilities."""
    rng = np.random.default_rng(7)
    u = np.concatenate([rng.normal(size=(250, 7)), 3 * rng.normal(size=(100, 7)), rng.integers(-2, 3, (100, 7))])
    found = isolate(Map(u))
    assert found.complete.mean() > 0.99
    total = (found.counts + edge(u))[found.complete]
    assert (total % 2 == 1).all()
    assert (found.counts[direction(u) <= 0] == 1).all()
    assert {0, 1, 2} <= {*found.counts.tolist()}


def test_no_root_is_missed_that_a_fine_grid_sees() -> None:
    rng = np.random.default_rng(8)
    u = np.array([0, 1, 0, -1.9, -2.8, -1.2, 1]) + 0.2 * rng.normal(size=(40, 7))
    found, grid = isolate(Map(u)), np.linspace(-5, 5, 1201)
    values = Map(np.repeat(u, len(grid), axis=0)).values(np.arange(40 * len(grid)), np.tile(grid, 40))[0]
    seen = (np.diff(np.sign(grid - values.reshape(40, -1)), axis=1) != 0).sum(axis=1)
    within = np.abs(found.z) < 5
    assert np.bincount(found.row[within], minlength=40).tolist() == seen.tolist()
    assert {1, 3} <= {*seen.tolist()}


def test_utilities_far_out_are_solved_too() -> None:
    rng = np.random.default_rng(9)
    u = 30 * rng.normal(size=(40, 7))
    found = isolate(Map(u))
    value = Map(u).values(found.row, found.z)[0]
    assert value == pytest.approx(found.z, abs=1e-9, rel=1e-9)
    assert ((found.counts + edge(u)) % 2 == 1)[found.complete].all()
