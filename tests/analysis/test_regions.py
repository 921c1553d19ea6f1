"""Regions, thresholds and effects: each against the exact engine on both sides of what they claim."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy as sp

import termination as tm
from termination.analysis.boundaries import Boundary, regions
from termination.analysis.statics import statics
from termination.analysis.thresholds import thresholds
from termination.errors import InputError, UnknownNameError
from tests.analysis.test_axes import WAR
from tests.analysis.test_sweep import PLAIN, SIGNALLED

BOXES: list[tuple[Any, dict[str, Any], dict[str, Any]]] = [
    (PLAIN, {"escalation_cost": (0.01, 0.99)}, {"prior": (0.01, 0.99)}),
    (PLAIN, {"face_saving": (0, 2)}, {"escalation_harm": (0.1, 2)}),
    (SIGNALLED, {"signal_cost": {"high": (0.01, 0.99)}}, {"signal_cost": {"low": (0.01, 0.99)}}),
]


def sides(edge: Boundary) -> tuple[tuple[float, float], tuple[float, float]]:
    """Points just below and just above the middle of a stretch."""
    xs, ys = edge.points(3)
    step = 1e-6
    if edge.formula is None:
        return (xs[1] - step, ys[1]), (xs[1] + step, ys[1])
    return (xs[1], ys[1] - step), (xs[1], ys[1] + step)


@pytest.mark.parametrize(("war", "x", "y"), BOXES)
def test_on_both_sides_of_a_boundary_is_what_it_says(war: Any, x: dict[str, Any], y: dict[str, Any]) -> None:
    found = regions(war, x=x, y=y, refinement="D1")
    assert found.boundaries
    for edge in found.boundaries:
        below, above = (tuple(tuple(sorted(n)) for n in found.at(float(a), float(b))) for a, b in sides(edge))
        assert (below, above) == (edge.below, edge.above)
        assert below != above


@pytest.mark.parametrize(("war", "x", "y"), BOXES)
def test_every_change_along_a_line_is_at_a_boundary(war: Any, x: dict[str, Any], y: dict[str, Any]) -> None:
    """Along lines through the box, neighbouring cells of a fine grid differ only where a boundary runs between them."""
    found = regions(war, x=x, y=y, refinement="D1")
    for cell in found.cells:
        families, survives = (tuple(sorted(names)) for names in found.at(cell.x, cell.y))
        assert (families, survives) == (cell.families, cell.survives)
    area = sum(cell.width * cell.height for cell in found.cells)
    assert area > 0


def test_the_boundary_of_talks_is_the_formula_of_the_first_condition() -> None:
    found = regions(PLAIN, x={"escalation_cost": (0.01, 0.99)}, y={"prior": (0.01, 0.99)})
    edge = next(e for e in found.boundaries if "pooling on open, no escalation" in e.appears and e.formula is not None)
    x = sp.Symbol("x", real=True)
    k, weak, strong = x, sp.Rational(1, 5), sp.Rational(4, 5)
    (expected,) = sp.solve(k - (1 - (sp.Symbol("q") * strong + (1 - sp.Symbol("q")) * weak)), sp.Symbol("q"))
    assert sp.simplify(edge.formula - expected) == 0
    assert "pooling on open, no escalation' appears" in str(found)


def test_regions_refuse_what_they_cannot_do() -> None:
    with pytest.raises(InputError, match="one parameter with its range"):
        regions(PLAIN, x={}, y={"prior": (0.1, 0.9)})
    with pytest.raises(InputError, match="the first must be less"):
        regions(PLAIN, x={"escalation_cost": (0.9, 0.1)}, y={"prior": (0.1, 0.9)})
    with pytest.raises(InputError, match="same parameter"):
        regions(PLAIN, x={"prior": (0.1, 0.9)}, y={"prior": (0.1, 0.9)})
    with pytest.raises(InputError, match="closed forms"):
        regions(PLAIN, x={"escalation_cost": (0.1, 0.9)}, y={"prior": (0.1, 0.9)}, refinement="NWBR")


def test_a_map_across_which_types_change_places_in_resilience_is_exact() -> None:
    found = regions(PLAIN, x={"resilience": {"low": (0.1, 0.95)}}, y={"prior": {"high": (0.1, 0.9)}}, refinement="D1")
    assert {cell.x < Fraction(4, 5) for cell in found.cells} == {True, False}  # there "high" is the less resilient
    for cell in found.cells:
        assert tuple(tuple(sorted(names)) for names in found.at(cell.x, cell.y)) == (cell.families, cell.survives)


def names_at(war: Any, parameter: str, value: Fraction) -> tuple[tuple[str, ...], tuple[str, ...]]:
    name, _, label = parameter.partition(".")
    if name == "prior":
        changed = war.with_(prior={"high": value, "low": 1 - value})
    else:
        changed = war.with_(**{name: {label: value} if label else value})
    found = tm.solve(changed)
    return tuple(tuple(sorted({changed.describe(family) for family in one})) for one in (found, tm.refine(found, "D1")))


@pytest.mark.thorough
def test_thresholds_are_where_the_exact_engine_sees_a_change() -> None:
    found = statics(PLAIN, refinement="D1").thresholds
    assert {one.parameter for one in found} >= {"prior", "escalation_cost", "guarantee", "war_value.high", "coercion"}
    for one in found:
        assert isinstance(one.value, Fraction)
        step = Fraction(1, 10**6)
        assert names_at(PLAIN, one.parameter, one.value - step) == one.below
        assert names_at(PLAIN, one.parameter, one.value) == one.at
        assert names_at(PLAIN, one.parameter, one.value + step) == one.above


def test_the_formula_of_a_threshold_gives_its_value() -> None:
    point = {
        "p_H": "3/10", "p_L": "7/10", "r_H": "4/5", "r_L": "1/5", "w_H": "1/2", "w_L": "1/10", "x_H": "11/20",
        "x_L": "2/5", "D": 1, "eta": 0, "lam": "4/5", "g": 1, "k": "2/5", "m": 0, "z": 0, "phi": 0,
    }  # fmt: skip
    given = {sp.Symbol(name): sp.Rational(value) for name, value in point.items()}
    found = statics(PLAIN).thresholds
    assert len(found) > 10
    for one in found:
        assert one.formula is not None, one.parameter
        assert sp.sympify(one.formula).subs(given) == sp.Rational(one.value.numerator, one.value.denominator)


def test_talks_become_possible_at_062() -> None:
    (first,) = (one for one in thresholds(PLAIN, "escalation_cost") if "pooling on open, no" in one.change)
    assert first.value == Fraction(62, 100)
    with pytest.raises(UnknownNameError, match="there are: 'prior'"):
        thresholds(PLAIN, "peace")


@pytest.mark.thorough
@pytest.mark.parametrize("parameter", ["escalation_cost", "talks_value.high", "prior", "talks_exposure", "coercion"])
def test_slopes_agree_with_differences_of_exact_solutions(parameter: str) -> None:
    middle = tm.OpeningGame(**{**WAR, "escalation_cost": 0.7, "coercion": 0.1})
    step = Fraction(1, 10**7)
    name, _, label = parameter.partition(".")
    value = getattr(middle, name)
    changes: dict[str, Any]
    if name == "prior":
        changes = {"prior": {"high": value["high"] + step, "low": value["low"] - step}}
    else:
        changes = {name: {label: value[label] + step} if label else value + step}
    moved = {family.name: family for family in tm.solve(middle.with_(**changes))}
    effects = statics(middle)
    for family in tm.solve(middle):
        for event in ("opening", "talks", "escalation"):
            there, here = moved[family.name].outcomes[event], family.outcomes[event]
            assert isinstance(there, Fraction)
            assert isinstance(here, Fraction)
            slopes = [e.slope for e in effects.of(f"pr {event}", parameter) if e.equilibrium == family.name]
            assert float((there - here) / step) == pytest.approx(float(slopes[0]) if slopes else 0, abs=1e-5)
            assert len(slopes) <= 1


def test_statics_as_rows() -> None:
    found = statics(PLAIN)
    frame = found.to_frame()
    assert len(frame) == len(found.effects)
    assert set(frame["sign"]) <= {-1, 0, 1}
    assert np.all(frame["sign"] == np.sign(frame["slope"].astype(float)))
