"""The page's exact map: its regions are what the exact engine finds there, and those of the package's own maps."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from random import Random

import atlas
import lesson
import pytest
import reading
from curves import ONE, Curve, Ratio, TooSteepError, columns, roots, sign_all_over
from dials import desk_for, doses_of

import termination as tm
from termination.analysis.zones import region_map
from termination.errors import InputError

#: Of several approaches closed forms are at hand for one or two; there is a scenario with four.
MAPPED = [name for name in lesson.scenarios().values() if name != "detente_1972"]


def zones_at(drawn, x, y):
    """The zones whose polygons hold a point."""
    return {zone for zone, outline in drawn.parts if _inside(outline, x, y)}


def _inside(outline, x, y):
    inside = False
    for (a, b), (c, d) in zip(outline, [outline[-1], *outline[:-1]], strict=True):
        if (b > y) != (d > y) and x < (c - a) * (y - b) / (d - b) + a:
            inside = not inside
    return inside


def near_an_edge(drawn, x, y, close=0.006):
    """Whether a line between zones is close by, in parts of the map's sides: lines are drawn in straight pieces."""
    wide, high = drawn.box[1] - drawn.box[0], drawn.box[3] - drawn.box[2]
    for line in drawn.edges:
        for (a, b), (c, d) in pairwise(line):
            u, v, i, j = (c - a) / wide, (d - b) / high, (x - a) / wide, (y - b) / high
            t = max(0.0, min(1.0, (i * u + j * v) / (u * u + v * v))) if u or v else 0.0
            if (i - t * u) ** 2 + (j - t * v) ** 2 < close**2:
                return True
    return False


def any_desk(random):
    """A war at some of its numbers, with instruments and the signal on or off, and any two numbers for the map."""
    desk = desk_for(lesson.load(random.choice(MAPPED)))
    keys = [dial.key for dial in (*desk.dials, *doses_of(desk))]
    moved = {}
    for key in random.sample(keys, random.choice([0, 0, 1, 2, 4])):
        dial = desk.dial(key)
        moved[key] = dial.low + (dial.high - dial.low) * Fraction(random.randrange(11), 10)
    turned = desk.turned({key: value for key, value in moved.items() if key in desk.numbers})
    doses = {**turned.doses, **{key: value for key, value in moved.items() if key in turned.doses}}
    on = frozenset(name for name in doses if random.random() < 0.2)
    on |= desk.on if random.random() < 0.5 else frozenset()
    x, y = random.sample(keys, 2)
    signal = bool(doses) and random.random() < 0.4
    return replace(turned, doses=doses, on=on, signal=signal, x=x, y=y)


def compared(desk, concept, forms, random, points=12):
    """How many points of a map were compared with the exact engine; none where there is none, for a reason there may
    be."""
    try:
        drawn = atlas.atlas(desk, concept, forms)
    except InputError as error:
        why = str(error)
    else:
        why = ""
    if why:
        assert any(reason in why for reason in ("closed forms are at hand", "steeper than", "too many pieces")), desk
        return 0
    count, axes = 0, (atlas.Axis.of(desk, desk.x), atlas.Axis.of(desk, desk.y))
    for _ in range(points):
        x, y = (axis.at(Fraction(random.randrange(1, 997), 997)) for axis in axes)
        if near_an_edge(drawn, float(x), float(y)):
            continue
        (zone,) = zones_at(drawn, float(x), float(y))
        try:
            found = reading.answer(desk.turned({desk.x: x, desk.y: y}).model(), concept)
        except InputError:
            assert drawn.zones[zone].told == "no such game", (desk, x, y)
        else:
            assert drawn.zones[zone].names == found.names, (desk, concept, x, y)
            assert drawn.zones[zone].told == reading.who_gets(found)[0]
        count += 1
    return count


@pytest.mark.parametrize("seed", [
    pytest.param(seed, marks=pytest.mark.long if seed else pytest.mark.thorough) for seed in range(20)
])  # fmt: skip
def test_a_region_is_what_the_exact_engine_finds_in_it(forms, seed):
    """Over any two numbers, with types that change places, signals that cost nothing, support beyond what can be."""
    random = Random(seed)
    counts = [
        compared(any_desk(random), random.choice(reading.MAPPED), forms, random) for _ in range(150 if seed else 20)
    ]
    assert sum(counts) > 8 * len(counts)


@pytest.mark.thorough
def test_maps_of_rivals_are_what_the_exact_engine_finds(forms):
    """Over any two numbers: what either side loses and gains, who reciprocates, how much each approach relieves."""
    random, counts = Random(5), []
    while len(counts) < 12:
        desk = any_desk(random)
        if isinstance(desk.loaded, tm.ApproachGame):
            counts.append(compared(desk, random.choice(reading.MAPPED), forms, random))
    assert sum(counts) > 8 * len(counts)


def test_of_rivals_a_map_ends_where_there_is_no_game_and_says_where_the_rival_is_indifferent(forms):
    """Limited matters relieve no more than core ones; and a map on which to reciprocate is as good as to hold."""
    reset = lesson.load("reset_2009")
    drawn = atlas.atlas(desk_for(reset, "relief.limited", "relief.core"), "D1", forms)
    assert [zone.told for zone in drawn.zones].count("no such game") == 1
    (zone,) = zones_at(drawn, 0.7, 0.3)
    assert drawn.zones[zone].told == "no such game"
    even = reset.with_(concession_value={"core": 0}, reciprocity_cost={"core": 0}, trend=0)
    with pytest.raises(atlas.NoFormsError, match="on all of this map it would as soon hold as reciprocate"):
        atlas.atlas(desk_for(even), "D1", forms)


@pytest.mark.parametrize("name", MAPPED)
@pytest.mark.parametrize("concept", reading.MAPPED)
def test_every_scenario_has_a_map(forms, name, concept):
    desk = desk_for(lesson.load(name))
    assert compared(desk, concept, forms, Random(name), 20) > 10
    drawn = atlas.atlas(desk, concept, forms)
    assert desk.loaded.game().title == lesson.load(name).game().title
    assert drawn.zone(reading.answer(desk.loaded, concept).names) is not None


@pytest.mark.parametrize(("name", "x", "y"), [
    ("refusal", "escalation_cost", "prior.high"), ("costly_signal", "signal_cost.low", "signal_cost.high"),
    ("mediator", "escalation_cost", "prior.high"), ("refusal", "talks_value.high", "escalation_harm"),
    ("mimicry", "escalation_cost", "prior.high"),
])  # fmt: skip
def test_the_map_has_the_regions_of_the_packages_own(forms, name, x, y):
    """Two roads to one map, which share no code."""
    desk = desk_for(lesson.load(name), x, y)
    drawn = atlas.atlas(desk, "D1", forms)
    ranges = [
        {axis.dial.parameter: {axis.dial.label: (axis.low, axis.high)} if axis.dial.label else (axis.low, axis.high)}
        for axis in (atlas.Axis.of(desk, x), atlas.Axis.of(desk, y))
    ]
    exact = tm.regions(desk.loaded, *ranges, refinement="D1")
    assert {zone.names for zone in drawn.zones} == {zone.names for zone in region_map(exact).zones}
    assert bool(drawn.caveat) == bool(exact.caveat) == (name == "mimicry")
    seen = [cell for cell in exact.cells if not near_an_edge(drawn, float(cell.x), float(cell.y))]
    assert len(seen) > 2
    for cell in seen:
        (zone,) = zones_at(drawn, float(cell.x), float(cell.y))
        assert drawn.zones[zone].names == cell.survives


def test_only_the_other_numbers_change_a_map(forms):
    desk = desk_for(lesson.load("refusal"))
    before = atlas.atlas(desk, "D1", forms)
    moved = desk.turned({"escalation_cost": Fraction(1, 3), "prior.high": Fraction(1, 7)})
    assert atlas.atlas(moved, "D1", forms) == before
    assert atlas.atlas(desk.turned({"talks_value.high": Fraction(7, 10)}), "D1", forms) != before
    assert atlas.atlas(desk, "intuitive", forms) != before


def test_an_instrument_that_is_switched_off_can_be_an_axis_and_begins_at_nothing(forms):
    desk = desk_for(lesson.load("vietnam_1965"), "guarantee", "prior.resilient")
    drawn = atlas.atlas(desk, "D1", forms)
    assert drawn.box[0] == 0
    assert any(zone.told == "talks for everybody" for zone in drawn.zones)
    beyond = atlas.atlas(replace(desk, x="support"), "D1", forms)
    assert "no such game" in [zone.told for zone in beyond.zones]


def test_a_map_on_a_knife_edge_is_looked_at_by_the_engine_and_says_so(forms):
    desk = desk_for(lesson.load("costly_signal")).turned({"signal_cost.high": Fraction(0)})
    drawn = atlas.atlas(desk, "D1", forms)
    assert "knife edge" in drawn.caveat
    assert compared(desk, "D1", forms, Random(0)) > 6


@pytest.mark.parametrize(("name", "changes", "why"), [
    ("detente_1972", {}, "or two, there are 4"), ("refusal", {"x": ""}, "two different numbers"),
    ("refusal", {"x": "prior.high"}, "two different numbers"), ("three_types", {"signal": True}, "with the signal"),
    ("costly_signal", {"x": "talks_kept"}, "all that talks are worth"),
])  # fmt: skip
def test_where_there_is_no_map_the_reason_is_given(forms, name, changes, why):
    with pytest.raises(InputError, match=why):
        atlas.atlas(replace(desk_for(lesson.load(name)), **changes), "D1", forms)


def test_closed_forms_that_are_wrong_draw_no_map(forms):
    """What the engine does not find in a region is not drawn."""
    wrong = json.loads(json.dumps(forms["opening 2"]))
    for family in wrong["short"]["families"]:
        family[2] = True
    with pytest.raises(InputError, match="please report"):
        atlas.atlas(desk_for(lesson.load("refusal")), "D1", {"opening 2": wrong})


def test_it_is_told_who_gets_talks():
    war = lesson.load("costly_signal")
    assert reading.who_gets(reading.answer(war, "D1"))[0] == "talks for high alone"
    assert reading.who_gets(reading.answer(lesson.load("vietnam_1968"), "D1"))[0] == "talks for everybody"
    assert reading.who_gets(reading.answer(lesson.load("refusal"), "D1"))[0] == "talks perhaps, for everybody"
    nobody = reading.answer(lesson.load("vietnam_1965"), "D1")
    assert nobody.outcomes["talks"] == (0, 0)
    assert reading.who_gets(nobody)[0] == "no talks: opening is escalated against"


# Curves


def polynomial(random):
    """One of degree two at most in each unknown, some of its coefficients zero."""
    found = {(i, j): Fraction(random.randint(-4, 4), random.randint(1, 3)) for i in range(3) for j in range(3)}
    kept = {at: c for at, c in found.items() if c and random.random() < 0.6}
    return kept or {(1, 0): Fraction(1), (0, 0): Fraction(-1, 3)}


def test_every_point_has_the_signs_of_its_cell():
    """Cells by random curves, among them pairs that share a factor: the engine of the map, against plain evaluation."""
    random, compared = Random(5), 0
    for _ in range(60):
        curves = list(dict.fromkeys(Curve.of(polynomial(random))[0] for _ in range(3)))
        try:
            laid = columns(curves)
        except TooSteepError:  # two share a bent branch
            continue
        assert (laid[0].low, laid[-1].high) == (0, 1)
        assert all(one.high == other.low for one, other in pairwise(laid))
        for _ in range(20):
            s, t = (Fraction(random.randrange(1, 1009), 1009) for _ in "st")
            (column,) = [one for one in laid if one.low < s <= one.high]
            height = float(t)
            ends = [[0.0 if one.below is None else one.below.height(float(s)) for one in column.cells],
                    [1.0 if one.above is None else one.above.height(float(s)) for one in column.cells]]  # fmt: skip
            inside = [i for i, (low, high) in enumerate(zip(*ends, strict=True)) if low + 1e-6 < height < high - 1e-6]
            if not inside or min(s - column.low, column.high - s) < Fraction(1, 10**6):
                continue
            (here,) = inside
            assert column.cells[here].signs == tuple(curve.sign(s, t) for curve in curves)
            compared += 1
    assert compared > 900


def test_a_pair_with_a_common_factor_is_cut_where_the_other_factors_meet():
    line, other = {(0, 1): Fraction(1), (1, 0): Fraction(-1)}, {(0, 1): Fraction(1), (0, 0): Fraction(-1, 2)}
    third = {(0, 1): Fraction(1), (1, 0): Fraction(1), (0, 0): Fraction(-3, 4)}
    product = (Ratio(line, ONE) * Ratio(other, ONE)).top
    laid = columns([Curve.of(one)[0] for one in (product, line, third)])
    assert Fraction(1, 4) in [column.low for column in laid]  # other meets third there
    assert Fraction(3, 8) in [column.low for column in laid]  # line meets third there


def test_roots_are_all_found():
    assert list(roots([-1, 2])) == [Fraction(1, 2)]
    assert list(roots([1, -4, 4])) == [Fraction(1, 2)]
    cubic = [-3, 22, -48, 32]  # (2s - 1) (4s - 1) (4s - 3)
    assert [round(float(root), 9) for root in roots(cubic)] == [0.25, 0.5, 0.75]
    assert list(roots([1, 0, 1, 1])) == []


def test_a_sign_all_over_is_one_at_every_point():
    random, known = Random(2), 0
    for _ in range(200):
        one = polynomial(random)
        sign = sign_all_over(one)
        known += bool(sign)
        for _ in range(10):
            s, t = (Fraction(random.randrange(1, 50), 50) for _ in "st")
            value = sum(c * s**i * t**j for (i, j), c in one.items())
            assert not sign or value * sign > 0
    assert known > 20
