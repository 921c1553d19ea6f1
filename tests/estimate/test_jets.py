"""Jets and the chances under the normal law: against differences, and against quadrature and Monte Carlo of others."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from scipy import integrate, special, stats

from termination.estimate import normal
from termination.estimate.jets import Jet, variables

FUNCTIONS: dict[str, Callable[[Jet, Jet], Jet]] = {
    "sum": lambda x, y: x + y - 2.0 * x,
    "product": lambda x, y: x * y * x,
    "quotient": lambda x, y: x / (y * y + 1),
    "from a number": lambda x, y: 1 - x * y,
    "log_cdf": lambda x, y: normal.log_cdf(x - 2 * y),
    "log_cdf_pair, below": lambda x, y: normal.log_cdf_pair(x - y * y)[0],
    "log_cdf_pair, above": lambda x, y: normal.log_cdf_pair(x - y * y)[1],
    "of another variable": lambda x, y: x * x + normal.cdf(y) * y,
    "cdf": lambda x, y: normal.cdf(x - y * y),
    "exp": lambda x, y: normal.exp(x * y),
    "log": lambda x, y: normal.log(x * x + y * y),
    "log_sum": lambda x, y: normal.log_sum([x, y * y, x * y]),
    "below_mean": lambda x, y: normal.below_mean(x * y - y),
    "log_tail": lambda x, y: normal.log_tail(x - 1, y * x),
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_derivatives_are_those_of_differences(name: str) -> None:
    rng, step = np.random.default_rng(3), 1e-5
    points = np.concatenate([rng.normal(size=(20, 2)), 3 * rng.normal(size=(10, 2))])
    found = FUNCTIONS[name](*variables(points))
    for j in range(2):
        ahead, behind = (FUNCTIONS[name](*variables(points + side * step * np.eye(2)[j])) for side in (1, -1))
        size = 1 + np.abs(found.gradient[:, j])
        assert np.abs((ahead.value - behind.value) / (2 * step) - found.gradient[:, j]).max() < 1e-6 * size.max()
        bent = (ahead.gradient - behind.gradient) / (2 * step)
        assert np.abs(bent - found.hessian[:, j]).max() < 1e-6 * (1 + np.abs(found.hessian).max())


def test_variables_that_are_held_have_no_derivative() -> None:
    x, y = variables(np.array([[2.0, 3.0]]), free=[1])
    assert (x * y).gradient.tolist() == [[2.0]]
    assert (x * x).gradient.tolist() == [[0.0]]


def test_a_jet_keeps_derivatives_by_what_it_moves_with_and_shows_them_all() -> None:
    x, y, z = variables(np.array([[2.0, 3.0, 5.0], [7.0, 1.0, 4.0]]))
    found = z * x * 2.0 + 1
    assert found.by == (0, 2)
    assert found.gradient.tolist() == [[10, 0, 4], [8, 0, 14]]
    assert found.hessian[0].tolist() == [[0, 0, 2], [0, 0, 0], [2, 0, 0]]
    assert (found + y).by == (0, 1, 2)
    assert (found + y).gradient.tolist() == [[10, 1, 4], [8, 1, 14]]


def test_the_tail_is_the_integral() -> None:
    rng = np.random.default_rng(4)
    for low, gap in 2 * rng.normal(size=(30, 2)):
        exact, _ = integrate.quad(lambda u, g=gap: stats.norm.pdf(u) * special.ndtr(u + g), low, np.inf, epsabs=0)
        assert sum(normal.log_tail_parts(np.array([low]), np.array([gap])))[0] == pytest.approx(np.log(exact), abs=1e-8)


@pytest.mark.parametrize("gap", [-200.0, -30.0, -1.0, 0.0, 5.0])
def test_without_a_threshold_the_tail_is_the_law_of_a_difference(gap: float) -> None:
    found = sum(normal.log_tail_parts(np.array([-1e6]), np.array([gap])))[0]
    assert found == pytest.approx(special.log_ndtr(gap / np.sqrt(2)), rel=1e-13)


@pytest.mark.parametrize("low", [-3.0, 0.0, 3.0, 40.0, 1e4, 1e100])
def test_with_a_gap_past_all_shocks_the_tail_is_that_of_one(low: float) -> None:
    scale, rest = normal.log_tail_parts(np.array([low]), np.array([60.0 + max(0.0, -low)]))
    exact = special.log_ndtr(-low) - scale[0] if low < 1e4 else -np.log(low)
    assert rest[0] == pytest.approx(exact, rel=1e-7 if low >= 1e4 else 1e-12)


@pytest.mark.parametrize(("low", "gap"), [(1e2, 1.0), (1e3, -990.0), (8e3, 3.0), (2e4, -2.0), (1e6, 1.0), (1e80, 0.0)])
def test_the_derivatives_of_a_far_tail_are_those_of_its_expansion(low: float, gap: float) -> None:
    """Beyond l the integrand falls at a rate s = l - h(l + d), and T is phi(l) Phi(l + d) / s up to a part of s^-2."""
    at, moved = variables(np.array([[low, gap]]))
    found = normal.log_tail(at, moved)
    hazard = normal.hazard(np.array([low + gap]))[0]
    bend, slope = -hazard * (low + gap + hazard), low - hazard
    slopes = [-slope - (1 - bend) / slope, hazard + bend / slope]
    assert found.gradient[0] == pytest.approx(slopes, rel=1e-12 + 3 / slope**2)
    limits = np.array([[bend - 1, bend], [bend, bend]])
    assert np.abs(found.hessian[0] - limits).max() < 1e-6 + 4 * (1 - bend) / slope**2 + 4 * hazard / slope


def test_the_hazard_is_right_where_both_its_parts_vanish() -> None:
    x = np.array([-1e3, -37.0, -5.0, 0.0, 5.0])
    assert normal.hazard(x)[:2] == pytest.approx(-x[:2] + 1 / -x[:2], rel=1e-5)
    assert normal.hazard(x)[2:] == pytest.approx(stats.norm.pdf(x[2:]) / special.ndtr(x[2:]), rel=1e-12)
    assert normal.hazard(np.array([-1e80]))[0] == pytest.approx(1e80)
