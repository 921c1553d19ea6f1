"""Nothing depends on units: either side's payoffs in other ones, over thirty orders of magnitude, change no answer.

A war's equilibria stay the same when all payoffs of one side are multiplied. So a map has the same lines in the new
units, a threshold is multiplied, a sweep over multiplied values has the same families and flags, and as many draws of a
box around the war lead to a conclusion.
"""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

import pytest

import termination as tm
from termination.analysis.boundaries import Regions, regions
from termination.analysis.thresholds import thresholds
from tests.analysis.test_region_pairs import CONCEPTS, axis, random_war, ranges
from tests.analysis.test_sweep import named

#: What is counted in the units of the opener's payoffs, and of the opponent's.
OPENER = ("war_value", "talks_value", "escalation_harm", "base_harm", "signal_cost", "face_saving", "deescalation",
          "coercion")  # fmt: skip
OPPONENT = ("escalation_gain", "escalation_cost", "guarantee", "opponent_talks_value")
#: By how much each side's payoffs are multiplied.
SCALES = [(10**-15, 1), (10**15, 1), (1, 10**-15), (1, 10**15), (10**-15, 10**15), (10**12, 10**-12), (1000, 1)]
SCALES = [(Fraction(one).limit_denominator(10**15), Fraction(other).limit_denominator(10**15)) for one, other in SCALES]
Scale = tuple[Fraction, Fraction]

#: North Vietnam in 1965 as the README has it.
WAR_1965 = tm.OpeningGame(
    prior={"resilient": "2/5", "vulnerable": "3/5"}, resilience={"resilient": "4/5", "vulnerable": "1/5"},
    war_value={"resilient": "1/2", "vulnerable": "1/10"}, talks_value={"resilient": "59/100", "vulnerable": "1/2"},
    escalation_harm=1, talks_exposure="4/5", escalation_gain=1, escalation_cost="1/2",
)  # fmt: skip


def unit(name: str, scale: Scale) -> Fraction:
    return scale[0] if name in OPENER else scale[1] if name in OPPONENT else Fraction(1)


def scaled(war: tm.OpeningGame, scale: Scale) -> tm.OpeningGame:
    """The same war in other units."""
    changes: dict[str, Any] = {}
    for name in (*OPENER, *OPPONENT):
        value, by = getattr(war, name), unit(name, scale)
        if value is not None:
            changes[name] = value * by if isinstance(value, Fraction) else {t: x * by for t, x in value.items()}
    return war.with_(**changes)


def lines(found: Regions, units: Scale) -> list[tuple[Any, ...]]:
    """The boundaries with their coordinates counted in units: where each runs, in digits, and what is on its sides."""
    told = []
    for edge in found.boundaries:
        points = [
            [float(Fraction(float(v)) / by) for v in values] for by, values in zip(units, edge.points(3), strict=True)
        ]
        exact = None if edge.at is None or isinstance(edge.at, float) else edge.at / units[0]
        told.append((edge.equation, edge.below, edge.above, exact, *(f"{v:.9f}" for row in points for v in row)))
    return sorted(told, key=str)


def assert_same_map(war: tm.OpeningGame, x: Any, y: Any, ends: Any, scale: Scale, concept: str | None) -> int:
    units = unit(x[0], scale), unit(y[0], scale)
    one = regions(war, x=axis(x, ends[x]), y=axis(y, ends[y]), refinement=concept)
    wide = [tuple(end * by for end in ends[name]) for name, by in zip((x, y), units, strict=True)]
    other = regions(scaled(war, scale), x=axis(x, wide[0]), y=axis(y, wide[1]), refinement=concept)
    assert lines(other, units) == lines(one, (Fraction(1), Fraction(1)))
    cells = [[(cell.families, cell.survives) for cell in found.cells] for found in (one, other)]
    assert sorted(cells[0]) == sorted(cells[1])
    return len(one.boundaries)


@pytest.mark.parametrize("scale", SCALES, ids=str)
@pytest.mark.parametrize(("parameter", "boundaries"), [("coercion", 7), ("face_saving", 6), ("escalation_harm", 7)])
def test_the_map_of_1965_is_the_same_in_any_unit(parameter: str, boundaries: int, scale: Scale) -> None:
    ends = {(parameter, None): (Fraction(0), Fraction(1)), ("prior", None): (Fraction(0), Fraction(1))}
    assert assert_same_map(WAR_1965, (parameter, None), ("prior", None), ends, scale, "D1") == boundaries


def check_maps(seed: int, count: int, signal: bool) -> int:
    rng = Random(f"units {seed} {signal}")
    boundaries = 0
    for _ in range(count):
        war = random_war(rng, signal, 997)
        ends = ranges(war)
        x, y = rng.sample(sorted(ends, key=str), 2)
        boundaries += assert_same_map(war, x, y, ends, rng.choice(SCALES), rng.choice(CONCEPTS))
    return boundaries


@pytest.mark.thorough
@pytest.mark.parametrize("signal", [False, True])
def test_a_war_in_other_units_has_the_same_map(signal: bool) -> None:
    assert check_maps(1, 5, signal) >= 2


@pytest.mark.long
@pytest.mark.parametrize("signal", [False, True])
def test_hundreds_of_wars_in_other_units_have_the_same_map(signal: bool) -> None:
    assert check_maps(2, 150, signal) > 100


@pytest.mark.parametrize("scale", SCALES, ids=str)
def test_thresholds_are_counted_in_units(scale: Scale) -> None:
    for parameter in ("coercion", "escalation_cost", "prior", "talks_value.resilient"):
        one = thresholds(WAR_1965, parameter, refinement="D1")
        other = thresholds(scaled(WAR_1965, scale), parameter, refinement="D1")
        by = unit(parameter.partition(".")[0], scale)
        assert [line.value / by for line in other] == [line.value for line in one]
        assert [(line.below, line.above) for line in other] == [(line.below, line.above) for line in one]
        assert one


@pytest.mark.parametrize("scale", SCALES, ids=str)
@pytest.mark.parametrize("refinement", CONCEPTS)
def test_a_sweep_over_multiplied_values_has_the_same_families_and_flags(scale: Scale, refinement: str | None) -> None:
    """On a lattice with points exactly on edges."""
    costs = [*(Fraction(k, 20) for k in range(1, 20)), Fraction(31, 50)]
    values = [Fraction(k, 20) for k in range(2, 14)]
    one = tm.sweep(WAR_1965, escalation_cost=costs, war_value={"resilient": values}, refinement=refinement)
    other = tm.sweep(
        scaled(WAR_1965, scale),
        escalation_cost=[k * unit("escalation_cost", scale) for k in costs],
        war_value={"resilient": [w * unit("war_value", scale) for w in values]},
        refinement=refinement,
    )
    for variable in ("families", "survives"):
        assert named(one, variable) == named(other, variable)
    assert one["knife_edge"].values.tolist() == other["knife_edge"].values.tolist()
    assert one["knife_edge"].values.any()
    assert not one["knife_edge"].values.all()


@pytest.mark.parametrize("scale", SCALES, ids=str)
def test_a_conclusion_is_as_robust_in_any_unit(scale: Scale) -> None:
    war = WAR_1965
    box = {"escalation_cost": ("2/5", "3/5"), "talks_value": {"resilient": ("1/2", "7/10")}}
    wide = {
        "escalation_cost": tuple(Fraction(end) * scale[1] for end in box["escalation_cost"]),
        "talks_value": {"resilient": tuple(Fraction(end) * scale[0] for end in box["talks_value"]["resilient"])},  # type: ignore[index]
    }
    one = tm.robustness(war, box=box, refinement="D1", samples=300, seed=1)
    other = tm.robustness(scaled(war, scale), box=wide, refinement="D1", samples=300, seed=1)
    assert [(h.conclusion, h.share) for h in one.holdings] == [(h.conclusion, h.share) for h in other.holdings]
    assert any(0 < h.share < 1 for h in one.holdings)
