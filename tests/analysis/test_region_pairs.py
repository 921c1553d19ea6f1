"""Region maps over any two parameters of random games, held against the exact engine point by point.

In every cell a random point has what the cell says; just beside a random point of every boundary there is what it says
of its two sides, which differ. Wars are drawn without regard to any assumption; coarse ones have ties and zeros, so
that whole boxes lie on knife edges.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from random import Random
from typing import Any

import pytest

import termination as tm
from termination.analysis.boundaries import Boundary, Regions, change_in_words, regions
from termination.analysis.plane import Curve, Plane, Rectangle, X, Y
from termination.analysis.statics import statics
from termination.analysis.thresholds import thresholds
from termination.engine.model import parametric
from termination.engine.symbolic.algebra import Field
from termination.errors import InputError, UnknownNameError
from tests.analysis.test_sweep import PLAIN
from tests.models.test_approach_forms import random_approach

KINDS = ("war", "war with a signal", "approach")
CONCEPTS = (None, "D1", "intuitive")
Range = tuple[Fraction, Fraction]


def random_war(rng: Random, signal: bool, grain: int) -> tm.OpeningGame:
    """A war with every parameter drawn, in parts of `grain`; types "a", the more resilient, and "b"."""

    def draw(low: int, high: int) -> Fraction:
        return Fraction(rng.randint(low * grain, high * grain), grain)

    def positive(high: int) -> Fraction:
        return Fraction(rng.randint(1, high * grain), grain)

    weak, strong = sorted(Fraction(place, grain) for place in rng.sample(range(grain + 1), 2))
    share = Fraction(rng.randint(1, grain - 1), grain)
    costs = {"signal_cost": {"a": draw(0, 1), "b": draw(0, 1)}} if signal else {}
    return tm.OpeningGame(
        prior={"a": share, "b": 1 - share},
        resilience={"a": strong, "b": weak},
        war_value={"a": draw(-1, 1), "b": draw(-1, 1)},
        talks_value={"a": draw(-1, 2), "b": draw(-1, 2)},
        escalation_harm=draw(0, 2),
        base_harm=rng.choice([0, draw(0, 1)]),
        talks_exposure=positive(1),
        escalation_gain=positive(2),
        escalation_cost=positive(2),
        face_saving=rng.choice([0, draw(0, 1)]),
        coercion=rng.choice([0, draw(0, 1)]),
        guarantee=rng.choice([0, draw(0, 1)]),
        deescalation=draw(0, 1),
        **costs,
    )


def random_game(rng: Random, kind: str, grain: int = 10007) -> Any:
    if kind == "approach":
        return random_approach(rng, coarse=grain < 100)
    return random_war(rng, kind == "war with a signal", grain)


def ranges(model: Any) -> dict[tuple[str, str | None], Range]:
    """A range for every parameter of the model, the order of its types by resilience kept.

    Save, with the signal, the share of talks kept: closed forms are then for all of it, a map over it is refused.
    """
    found: dict[tuple[str, str | None], Range] = {}
    for one in parametric(model).PARAMETERS:
        low = Fraction(-1 if one.domain.low is None else one.domain.low)
        high = low + 2 if one.domain.high is None else Fraction(one.domain.high)
        if one.may_be_absent and getattr(model, one.name) is None:
            continue
        if one.name == "talks_kept" and model.signal_cost is not None:
            continue
        if one.name == "prior":
            found[one.name, None] = (Fraction(0), Fraction(1))
        elif one.name == "resilience":
            weak, strong = (model.resilience[t] for t in model.resilience_order)
            between = (weak + 3 * strong) / 4, (3 * weak + strong) / 4
            found |= {
                (one.name, t): ends for t, ends in zip("ab", ((between[0], high), (low, between[1])), strict=True)
            }
        else:
            labels = getattr(model, one.labels_in) if one.labels_in else [None]
            found |= {(one.name, label): (low, high) for label in labels}
    return {name: (low, high) for name, (low, high) in found.items() if low < high}


def axis(name: tuple[str, str | None], ends: Range) -> dict[str, Any]:
    """As `regions` takes it."""
    parameter, label = name
    return {parameter: {label: ends} if label else ends}


def within(rng: Random, low: Fraction, high: Fraction) -> Fraction:
    return low + (high - low) * Fraction(rng.randint(1, 999), 1000)


def assert_map_is_exact(found: Regions, rng: Random) -> None:
    """Where the map says that boundaries may be missing, at the points it was made from; else everywhere."""
    if found.caveat:
        for cell in found.cells:
            assert found.at(cell.x, cell.y) == (cell.families, cell.survives), cell
        return
    for cell in found.cells:
        x = within(rng, Fraction(cell.start), Fraction(cell.start) + Fraction(cell.width))
        y = within(rng, cell.lower.value(x), cell.upper.value(x))
        assert found.at(x, y) == (cell.families, cell.survives), (cell, x, y)
    for edge in found.boundaries:
        assert edge.below != edge.above
        assert tuple(found.at(*point) for point in beside(found, edge, rng)) == (edge.below, edge.above), edge


def beside(found: Regions, edge: Boundary, rng: Random) -> list[tuple[Fraction, Fraction]]:
    """Points below and above (left and right of) a random point of a boundary, closer to it than other curves are."""
    steps = [(high - low) / 10**9 for low, high in (axis.points.span for axis in found.axes)]
    along = within(rng, Fraction(edge.start), Fraction(edge.stop))
    if edge.at is not None:
        return [(Fraction(edge.at) + side * steps[0], along) for side in (-1, 1)]
    assert edge.branch is not None
    return [(along, edge.branch.value(along) + side * steps[1]) for side in (-1, 1)]


def check_pairs(kind: str, seed: int, games: int, pairs: int | None, grain: int, looked_at: float = 1) -> int:
    """Maps of random games over random pairs of parameters (all pairs, if None); returns how many boundaries."""
    rng = Random(f"{kind} {seed} {grain}")
    boundaries = 0
    for _ in range(games):
        model = random_game(rng, kind, grain)
        known = ranges(model)
        every = list(combinations(sorted(known, key=str), 2))
        for pair in every if pairs is None else rng.sample(every, pairs):
            x, y = rng.sample(pair, 2)
            box = {"x": axis(x, known[x]), "y": axis(y, known[y])}
            if kind == "approach" and grain < 100 and "edge between the cases" in refusal(model, box):
                continue
            found = regions(model, **box, refinement=rng.choice(CONCEPTS))
            boundaries += len(found.boundaries)
            if rng.random() <= looked_at:
                assert_map_is_exact(found, rng)
    return boundaries


def refusal(model: Any, box: dict[str, Any]) -> str:
    """Why there is no map, if there is none."""
    try:
        regions(model, **box)
    except InputError as error:
        return str(error)
    return ""


@pytest.mark.thorough
@pytest.mark.parametrize("kind", KINDS)
def test_any_pair_of_parameters_has_an_exact_map(kind: str) -> None:
    assert check_pairs(kind, seed=1, games=4, pairs=3, grain=10007) >= 3


@pytest.mark.thorough
@pytest.mark.parametrize("kind", KINDS)
def test_maps_are_exact_on_knife_edges_too(kind: str) -> None:
    assert check_pairs(kind, seed=2, games=3, pairs=2, grain=4) > 0


@pytest.mark.long
@pytest.mark.parametrize("grain", [4, 10007])
@pytest.mark.parametrize("kind", KINDS)
def test_every_pair_of_parameters_has_an_exact_map(kind: str, grain: int) -> None:
    assert check_pairs(kind, seed=3, games=3, pairs=None, grain=grain, looked_at=0.2) > 100


def test_what_closed_forms_are_not_for_is_named() -> None:
    box = {"x": {"talks_kept": (0, 1)}, "y": {"prior": (0, 1)}}
    assert "talks_kept = 1" in refusal(random_game(Random(0), "war with a signal", 4), box)


@pytest.mark.thorough
def test_base_harm_against_anything() -> None:
    """The war over whose base harm maps crashed."""
    war = tm.OpeningGame(
        prior={"a": "2/5", "b": "3/5"}, resilience={"a": "4/5", "b": "1/5"}, war_value={"a": "1/2", "b": "1/10"},
        talks_value={"a": "3/5", "b": "1/2"}, escalation_harm=1, talks_exposure="4/5", escalation_gain=1,
        escalation_cost="1/2", signal_cost={"a": "1/20", "b": "7/10"},
    )  # fmt: skip
    known = ranges(war)
    base = axis(("base_harm", None), (Fraction(0), Fraction(1)))
    for i, name in enumerate(known):
        if name[0] != "base_harm":
            assert regions(war, x=base, y=axis(name, known[name]), refinement=CONCEPTS[i % 3]).cells
    prior = axis(("prior", None), known["prior", None])
    assert_map_is_exact(regions(war, x=prior, y=base, refinement="D1"), Random(12))


def test_a_curve_without_a_formula_is_said_to_be_one_and_drawn() -> None:
    """Of degree 3 in y there is none in radicals that anyone would read."""
    ring = Field((X, Y)).domain.field.ring
    cubic = Curve(ring.from_expr(Y**3 - Y - X))
    plane = Plane(Rectangle(Fraction(-1), Fraction(1), Fraction(-2), Fraction(2)), [cubic])
    columns = plane.columns()
    assert [len(column.branches) for column in columns] == [1, 3, 1]  # it turns back at 2 / sqrt(27)
    turning = [float(column.high) for column in columns[:2]]
    assert turning == pytest.approx([-2 / 27**0.5, 2 / 27**0.5], abs=1e-15)
    for column in columns:
        for branch in column.branches:
            y = float(branch.value(column.x))
            assert branch.formula is None
            assert y**3 - y == pytest.approx(float(column.x), abs=1e-12)
    edge = Boundary("k", "q", None, None, -1.0, -0.5, "", ((), ()), (("a",), ()), columns[0].branches[0])
    assert edge.place == "q = solution 1 from below of -k + q**3 - q = 0"
    xs, ys = edge.points(5)
    assert ys**3 - ys == pytest.approx(xs, abs=1e-8)


# Words and names


def test_after_a_refinement_words_are_about_survivors() -> None:
    before, after = (("a", "b", "d"), ("a", "d")), (("b", "c", "e"), ("b", "e"))
    said = "'b' now survives; 'e' appears; 'a' vanishes; 'd' vanishes; of those that do not survive 'c' appears"
    assert change_in_words(before, after) == said
    assert change_in_words((("a", "b"), ("a",)), (("a",), ("a",))) == "of those that do not survive 'b' vanishes"
    assert change_in_words((("a",), ("a",)), (("b",), ("b",))) == "'b' appears; 'a' vanishes"


@pytest.mark.thorough
def test_what_is_said_to_appear_after_a_refinement_survives_it() -> None:
    rng = Random(5)
    told = 0
    for signal in (False, True):
        war = random_war(rng, signal, 10007)
        for line in statics(war, refinement="D1").thresholds:
            survivors, _, others = line.change.partition("of those that do not survive")
            for name in {*line.above[1]} - {*line.below[1]}:
                assert f"{name!r} appears" in survivors or f"{name!r} now survives" in survivors
            for name in {*line.above[0]} - {*line.below[0]} - {*line.above[1]}:
                assert f"{name!r} appears" in others
                assert f"{name!r} appears" not in survivors
                told += 1
    assert told


@pytest.mark.thorough
def test_statics_know_their_names_and_no_others() -> None:
    found = statics(PLAIN)
    assert found.along("deescalation") == ()
    assert found.of("closed: hold", "deescalation") == ()
    with pytest.raises(UnknownNameError, match=r"no parameter 'escalation_costs'; .* There are: .*'escalation_cost'"):
        found.along("escalation_costs")
    with pytest.raises(UnknownNameError, match=r"no parameter 'talks_value'; .* There are: .*'talks_value.high'"):
        found.along("talks_value")
    with pytest.raises(UnknownNameError, match="no quantity 'pr peace'; there are: 'pr opening'"):
        found.of("pr peace", "escalation_cost")
    with pytest.raises(UnknownNameError, match="no parameter 'peace'"):
        found.of("pr talks", "peace")
    with pytest.raises(UnknownNameError, match=r"'war_value.high', 'war_value.low'"):
        thresholds(PLAIN, "war_value")
    assert {(one.quantity in found.quantities, one.parameter in found.parameters) for one in found.effects} == {
        (True, True)
    }
