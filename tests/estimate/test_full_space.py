"""The search in the full space: games with several equilibria each, the trap, and the archive's Monte Carlo."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy import special

from termination.errors import InputError, UnknownNameError
from termination.estimate.data import observed
from termination.estimate.first_stage import frequencies
from termination.estimate.fit import fit
from termination.estimate.full_space import Lagrangian, Space
from termination.estimate.jets import Array
from termination.estimate.starts import Searches
from tests.estimate.crises import CONTESTED, CONTESTED_TRUTH, GAME, contested, crises


def test_the_truth_is_found_again_where_every_game_has_three_equilibria() -> None:
    found = fit(CONTESTED, contested(50, 200, 1), "cmle")
    errors = np.sqrt(np.diag(found.vcov()))
    assert (np.abs(found.theta - CONTESTED_TRUTH) < 3.5 * errors).all()
    assert found.equilibria is not None
    assert found.equilibria.tolist() == [3] * 50
    chosen = "interior; several equilibria at 50 of 50 observations, the likeliest chosen at each, freely"
    assert found.verdict == chosen


@pytest.mark.thorough
def test_a_local_search_is_stuck_where_one_in_the_full_space_is_not() -> None:
    data = contested(50, 25, 2)
    full, local = fit(CONTESTED, data, "cmle"), fit(CONTESTED, data, "cmle", search="local")
    assert full.interior
    assert not local.interior
    assert local.log_likelihood < full.log_likelihood - 10


def test_which_equilibrium_was_played_is_read_off_the_counts() -> None:
    found = fit(CONTESTED, contested(50, 200, 1), "cmle")
    assert found.point.roots is not None
    third = np.minimum(3 * found.seen.design.terms[:, 3], 2).astype(int)
    played = found.point.roots.z.reshape(50, 3)[np.arange(50), third]
    assert (found.point.z == played).mean() > 0.9


def test_a_step_promises_what_the_lagrangian_rises_by_to_first_order() -> None:
    seen = observed(CONTESTED, contested(20, 50, 3))
    space, z = Space(CONTESTED, seen, 30.0), special.ndtri(frequencies(CONTESTED, seen)[0])
    rng = np.random.default_rng(4)
    held = Lagrangian(space, rng.normal(size=20), rng.uniform(1, 5, 20))
    theta = CONTESTED_TRUTH + 0.1 * rng.normal(size=6)
    move, move_z, promise = held.step(theta, z, np.ones(6))
    assert promise > 0

    def at(size: float) -> float:
        return held.value(theta + size * move, z + size * move_z)

    assert (at(1e-6) - at(-1e-6)) / 2e-6 == pytest.approx(promise, rel=1e-5)


def test_a_climb_ends_where_no_step_promises_anything() -> None:
    seen = observed(CONTESTED, contested(20, 50, 3))
    space, z = Space(CONTESTED, seen, 30.0), special.ndtri(frequencies(CONTESTED, seen)[0])
    held = Lagrangian(space, np.zeros(20), np.full(20, 20.0))
    theta, z, left = held.climb(CONTESTED_TRUTH, z, np.ones(6))
    assert not left
    assert 0 <= held.step(theta, z, np.ones(6))[2] < 1e-5
    slopes = [_slope(held, theta, z, one) for one in np.eye(6)]
    assert np.abs(slopes).max() < 1e-2


def _slope(held: Lagrangian, theta: Array, z: Array, way: Array) -> float:
    return (held.value(theta + 1e-5 * way, z) - held.value(theta - 1e-5 * way, z)) / 2e-5


def test_a_search_that_leaves_for_great_utilities_is_said_to() -> None:
    seen = observed(CONTESTED, contested(50, 200, 1))
    assert Searches(CONTESTED, seen, "free", None).full(None) is not None
    assert Searches(CONTESTED, seen, "free", 2.5).full(None) is None
    found = fit(CONTESTED, contested(50, 200, 1), "cmle")
    left = replace(found, starts=replace(found.starts, left=True))
    assert left.verdict.endswith("a search in the full space left for utilities beyond 30, where there may be more")


def test_a_search_that_only_leaves_is_refused_with_what_to_do() -> None:
    with pytest.raises(InputError, match=r'search: the full space leads to utilities beyond 2\.5, .*; try "local"'):
        fit(CONTESTED, contested(50, 200, 1), "cmle", search="full", bounds=2.5, start=[1, -1.9, -2, 0.1, -1.2, 1])


def test_searches_that_cannot_be_meant_are_refused() -> None:
    data = contested(20, 50, 3)
    with pytest.raises(UnknownNameError, match="'local', 'full'"):
        fit(CONTESTED, data, "cmle", search="global")
    with pytest.raises(InputError, match='search: is "full", but "pl" looks for no equilibria'):
        fit(CONTESTED, data, "pl", search="full")


@pytest.mark.thorough
def test_both_searches_end_at_one_estimate_and_where_one_leaves_it_is_said() -> None:
    """The archive's table leads the search in the full space far out; what is simulated in its likeness does not."""
    found, local = fit(GAME, crises().table, "cmle"), fit(GAME, crises().table, "cmle", search="local")
    assert found.starts.left == (crises().published is not None)
    assert found.interior
    assert found.theta == pytest.approx(local.theta, abs=1e-9)


@pytest.mark.long
def test_the_trap_is_no_estimate() -> None:
    """With far bounds the search in the archive's table ends far out, higher and not at rest; in simulated ones not."""
    trap = fit(GAME, crises().table, "cmle", search="full", bounds=400)
    interior = fit(GAME, crises().table, "cmle", search="local")
    assert interior.interior
    if crises().published is None:
        assert trap.theta == pytest.approx(interior.theta, abs=1e-6)
        return
    assert trap.verdict.startswith("not interior: utilities up to")
    assert trap.log_likelihood > interior.log_likelihood + 30
    assert trap.equilibria is not None
    assert (trap.equilibria > 1).sum() > 250
    assert np.abs(trap.point.gradient).max() > 1


#: Games, plays of each, and the root mean squared error of all coefficients together that is to be met.
CELLS = ((50, 200, 0.22, 100), (50, 25, 0.75, 100), (200, 200, 0.10, 40))


@pytest.mark.long
@pytest.mark.parametrize(("games", "plays", "error", "draws"), CELLS)
def test_the_monte_carlo_of_the_archive(games: int, plays: int, error: float, draws: int) -> None:
    made = [fit(CONTESTED, contested(games, plays, 100 + s), "cmle") for s in range(draws)]
    rested = [one.theta for one in made if one.interior]
    assert len(rested) >= 0.99 * draws
    assert np.sqrt(((np.array(rested) - CONTESTED_TRUTH) ** 2).sum(axis=1).mean()) <= error
