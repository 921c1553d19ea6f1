"""Axes: exact points, correctly rounded floats, and every fault before any work."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest

import termination as tm
from termination.analysis.axes import Points, points, read_axes
from termination.engine.parameter import SHARE
from termination.errors import InputError

WAR: dict[str, Any] = {
    "prior": {"high": "3/10", "low": "7/10"},
    "resilience": {"high": 0.8, "low": 0.2},
    "war_value": {"high": 0.5, "low": 0.1},
    "talks_value": {"high": 0.55, "low": 0.4},
    "escalation_harm": 1,
    "talks_exposure": 0.8,
    "escalation_gain": 1,
    "escalation_cost": 0.4,
}


@pytest.fixture
def war() -> tm.OpeningGame:
    return tm.OpeningGame(**WAR)


def test_ends_are_included_and_points_exact() -> None:
    found = points((0.1, 0.7, 7), "k")
    assert list(found) == [Fraction(i, 10) for i in range(1, 8)]
    assert found.floats.tolist() == [float(Fraction(i, 10)) for i in range(1, 8)]


@pytest.mark.parametrize("axis", [("1/3", "22/7", 1001), (0.01, 0.99, 400), ("1e-300", 1, 7), (-5, 5, 11)])
def test_floats_are_the_nearest_to_the_points(axis: tuple[Any, Any, int]) -> None:
    found = points(axis, "k")
    assert found.floats.tolist() == [float(x) for x in found]


def test_an_array_means_its_decimals() -> None:
    assert list(points(np.array([0.1, 0.3]), "k")) == [Fraction(1, 10), Fraction(3, 10)]
    assert list(points(np.array([0.1, 0.3], dtype=np.float32), "k")) == [Fraction(1, 10), Fraction(3, 10)]
    assert list(points(np.array([1, 2]), "k")) == [1, 2]


def test_an_array_is_copied() -> None:
    given = np.array([0.1, 0.2])
    found = points(given, "k")
    given[0] = np.nan
    assert found.floats[0] == 0.1


@pytest.mark.parametrize(
    ("axis", "what"),
    [
        ((0.9, 0.1, 5), "write the smaller end first"),
        ((0.1, 0.9, 0), "count"),
        ((0.1, 0.5, 0.9), "count"),
        ((0.1, 0.9, True), "count"),
        ((0.1, 0.9, 1), "cannot be"),
        ((0.5, 0.5, 3), "cannot be"),
        ((0.1, 0.9), "a tuple of 2 values"),
        ([], "is empty"),
        (np.array([]), "is empty"),
        ([0.1, float("nan")], "not a finite number"),
        (np.array([0.1, np.inf]), "not a finite number"),
        (np.zeros((2, 2)), "dimensions"),
        ((float("nan"), 1, 3), "not a finite number"),
        ([0.5, 1.5], "reaches 3/2"),
        ([0, 0.5], "reaches 0"),
        (range(3), "found range"),
        (0.5, "found float"),
        ("0.1, 0.2", "found str"),
        ([0.1, "a lot"], "not a number"),
    ],
)
def test_bad_axes_are_refused(axis: Any, what: str) -> None:
    with pytest.raises(InputError, match=what):
        points(axis, "talks_exposure", SHARE)


def test_all_faults_at_once_before_any_work(war: tm.OpeningGame) -> None:
    with pytest.raises(InputError) as caught:
        tm.sweep(war, escalation_cost=(0.9, 0.1, 5), pior=[0.1], signal_cost=(0, 1, 3), war_value={"x": [1]})
    text = str(caught.value)
    assert "did you mean 'prior'" in text
    assert "write the smaller end first" in text
    assert "say whose, as in signal_cost.high" in text
    assert "no type 'x'" in text


def test_what_is_ambiguous_by_type_is_refused(war: tm.OpeningGame) -> None:
    with pytest.raises(InputError, match="has a value by type"):
        tm.sweep(war, war_value=(0, 1, 3))
    with pytest.raises(InputError, match="one value for all types"):
        tm.sweep(war, escalation_cost={"high": (0.1, 1, 3)})
    with pytest.raises(InputError, match="sum to 1"):
        tm.sweep(war, prior={"high": [0.5], "low": [0.5]})
    with pytest.raises(InputError, match="say whose prior"):
        tm.sweep(war, prior=[0.5], resilience={"low": (0.1, 0.95, 3)})
    with pytest.raises(InputError, match="would have no value"):
        tm.sweep(war, signal_cost={"high": [0.5]})
    with pytest.raises(InputError, match="no axis"):
        tm.sweep(war)


def test_types_that_would_be_alike_are_refused(war: tm.OpeningGame) -> None:
    with pytest.raises(InputError, match="same resilience, 4/5"):
        tm.sweep(war, resilience={"low": (0, 1, 11)})
    with pytest.raises(InputError, match="same resilience, 1/2"):
        tm.sweep(war, resilience={"low": [0.1, 0.5], "high": (0.5, 1, 3)})


def test_a_bare_prior_is_that_of_the_more_resilient(war: tm.OpeningGame) -> None:
    axes = read_axes(war, {"prior": [0.2]})
    assert axes.changes(0)["prior"] == {"high": Fraction(1, 5), "low": Fraction(4, 5)}
    turned = read_axes(war, {"prior": [0.2], "resilience": {"high": [0.1]}})
    assert turned.changes(0)["prior"] == {"low": Fraction(1, 5), "high": Fraction(4, 5)}


@pytest.fixture
def three() -> tm.OpeningGame:
    """A war with three types, of unequal probabilities."""
    given = {**WAR, "resilience": [0, 0.5, 1], "war_value": [0] * 3, "talks_value": [1] * 3}
    return tm.OpeningGame(**{**given, "prior": {"a": "1/2", "b": "1/3", "c": "1/6"}})


def test_types_without_an_axis_share_what_is_left_as_they_do_in_the_model(three: tm.OpeningGame) -> None:
    for spelled in ({"prior": {"a": [0.2]}}, {"prior.a": [0.2]}):
        axes = read_axes(three, spelled)
        assert axes[0].dim == "prior_a"
        assert axes.changes(0)["prior"] == {"a": Fraction(1, 5), "b": Fraction(8, 15), "c": Fraction(4, 15)}
    two = read_axes(three, {"prior": {"c": [0.2, 0.3], "a": [0.1]}})
    assert [axis.dim for axis in two] == ["prior_c", "prior_a"]
    assert two.changes(1)["prior"] == {"a": Fraction(1, 10), "b": Fraction(6, 10), "c": Fraction(3, 10)}


PRIORS_OF_THREE: dict[str, tuple[Any, str]] = {
    "bare": ([0.5], r"say whose, as in prior\.a; types that are not named share"),
    "everybody's": ({t: [0.1] for t in "abc"}, "leave out a type, who takes what is left"),
    "too much": ({"a": (0.1, 0.5, 3), "b": (0.1, 0.5, 3)}, "together these reach 1; with 1 or more nothing is left"),
    "nobody's": ({"d": [0.1]}, "no type 'd'"),
    "all of it": ({"a": [1]}, "reaches 1, must be"),
}


@pytest.mark.parametrize(("given", "why"), PRIORS_OF_THREE.values(), ids=list(PRIORS_OF_THREE))
def test_priors_of_three_types_that_cannot_be(three: tm.OpeningGame, given: Any, why: str) -> None:
    with pytest.raises(InputError, match=why):
        read_axes(three, {"prior": given})


def test_points_know_what_they_hold() -> None:
    assert Points(start=Fraction(0), step=Fraction(1, 10), count=11).holds(Fraction(3, 10))
    assert not Points(start=Fraction(0), step=Fraction(1, 10), count=11).holds(Fraction(1, 3))
    assert points(np.array([0.3, 0.1]), "k").holds(Fraction(1, 10))


def test_a_value_by_type_is_spelled_with_a_dot_as_well_as_in_a_mapping(war: tm.OpeningGame) -> None:
    dotted, nested = (read_axes(war, given) for given in ({"war_value.low": [0, 1]}, {"war_value": {"low": [0, 1]}}))
    assert [axis.dim for axis in dotted] == [axis.dim for axis in nested] == ["war_value_low"]
    both = read_axes(war, {"war_value.low": [0, 1], "war_value.high": [2, 3]})
    assert both.changes(0) == {"war_value": {"low": 0, "high": 2}}
    with pytest.raises(InputError, match="no type 'x'"):
        read_axes(war, {"war_value.x": [0, 1]})
