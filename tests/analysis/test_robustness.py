"""Robustness: shares against areas that are known, intervals, seeds, influences, and boxes that cannot be."""

from __future__ import annotations

from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

import termination as tm
from termination.analysis.robustness import CONCLUSIONS, robustness, wilson
from termination.errors import InputError
from tests.analysis.test_axes import WAR
from tests.analysis.test_sweep import PLAIN

BOX: dict[str, Any] = {"escalation_cost": (0.22, 0.72)}  # talks are possible from 0.62 on: in a fifth of it


def test_the_share_of_a_known_area() -> None:
    found = robustness(PLAIN, box=BOX, samples=4000, seed=3)
    never = found["talks never happen"]
    assert never.at_centre
    assert never.low < 0.8 < never.high
    assert never.high - never.low < 0.03
    assert found.ranges == {"escalation_cost": (Fraction(22, 100), Fraction(72, 100))}
    assert found.method == "closed forms"


def test_seeds_are_explicit_and_zero_is_one() -> None:
    one, same, other = (robustness(PLAIN, box=BOX, samples=500, seed=seed).holdings for seed in (0, 0, 1))
    assert one == same
    assert one != other


def test_wilson_at_its_ends() -> None:
    assert wilson(0, 10)[0] == 0
    assert wilson(10, 10)[1] == 1
    low, high = wilson(50, 100)
    assert (low, high) == pytest.approx((0.40383, 0.59617), abs=1e-5)


def test_conclusions_of_ones_own_and_a_scenario() -> None:
    own = {
        "refusal survives": lambda found: found.survives("pooling on closed"),
        "cheap": lambda f: f["escalation_cost"] < 0.47,
    }
    scenario = SimpleNamespace(model=PLAIN)
    found = robustness(scenario, box=BOX, conclusions=own, samples=2000, refinement="D1", seed=5)
    assert found["refusal survives"].low < 0.2 < found["refusal survives"].high
    assert found["cheap"].low < 0.5 < found["cheap"].high
    assert len(found.to_frame()) == 2


def test_a_distribution_and_the_exact_road() -> None:
    box = {"escalation_cost": lambda rng, count: rng.choice([0.3, 0.7], count)}
    found = robustness(PLAIN, box=box, conclusions=["talks can happen"], samples=300, seed=1)
    exact = robustness(PLAIN, box=box, conclusions=["talks can happen"], samples=300, seed=1, refinement="NWBR")
    assert found.holdings[0].share == pytest.approx(0.5, abs=0.1)
    assert exact.method == "exact"
    assert exact.holdings[0].share == found.holdings[0].share


def test_the_share_around_every_value() -> None:
    found = robustness(PLAIN, box=0.2, samples=1000)
    assert "base_harm" not in found.ranges
    assert found.ranges["escalation_cost"] == (Fraction(8, 25), Fraction(12, 25))
    wide = robustness(PLAIN, box={"talks_exposure": 0.5}, samples=10)
    assert wide.ranges["talks_exposure"] == (Fraction(2, 5), 1)
    assert set(CONCLUSIONS) >= {holding.conclusion for holding in found.holdings}
    assert all(holding.at_centre for holding in found.holdings)


def test_what_matters_most() -> None:
    pytest.importorskip("SALib", reason="the extra for Sobol indices is not installed")
    box = {"escalation_cost": (0.22, 0.82), "talks_exposure": (0.75, 0.85), "opponent_talks_value": (0, 1)}
    found = robustness(PLAIN, box=box, conclusions=["talks can happen"], samples=3000, influence=True)
    (holding,) = found.holdings
    assert holding.matters_most == "escalation_cost"
    effects = {one.parameter: one for one in holding.influences}
    assert effects["escalation_cost"].total == pytest.approx(1, abs=0.1)
    assert effects["opponent_talks_value"].total == pytest.approx(0, abs=0.05)


def test_boxes_that_cannot_be() -> None:
    with pytest.raises(InputError, match="between 0 and 1"):
        robustness(PLAIN, box=1.5)
    with pytest.raises(InputError, match="the first must be less"):
        robustness(PLAIN, box={"escalation_cost": (0.5, 0.2)})
    with pytest.raises(InputError, match="no such parameter"):
        robustness(PLAIN, box={"peace": 0.1})
    with pytest.raises(InputError, match="whole number from 1"):
        robustness(PLAIN, samples=0)
    with pytest.raises(InputError, match="names out of"):
        robustness(PLAIN, conclusions=["all is well"], samples=10)
    with pytest.raises(InputError, match="truth values"):
        robustness(PLAIN, box=BOX, conclusions={"odd": lambda found: np.array([True])}, samples=10)


def test_the_scenario_itself_is_the_centre() -> None:
    war = tm.OpeningGame(**{**WAR, "escalation_cost": 0.9})
    found = robustness(war, box={"escalation_cost": (0.1, 0.95)}, samples=100)
    assert found["talks happen for sure"].at_centre
