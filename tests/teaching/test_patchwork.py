"""Maps in patches: every cell is what the exact engine finds at its middle, and what is not seen is said."""

from __future__ import annotations

from fractions import Fraction

import lesson
import pytest
from atlas import Axis, Zone, atlas
from dials import desk_for
from patchwork import FIRST, ROUNDS, Patchwork
from reading import answer

from tests.teaching.test_atlas import near_an_edge, zones_at


def finished(desk, concept="D1", seconds=9.0):
    work = Patchwork(desk, concept, "none are at hand")
    while not work.done:
        work.work(seconds)
    return work.atlas()


def named(drawn):
    """A map without letters and order: which names are where."""
    return {(drawn.zones[zone].names, outline) for zone, outline in drawn.parts}


@pytest.mark.thorough
def test_a_cell_is_what_the_engine_finds_at_its_middle():
    desk = desk_for(lesson.load("reset_2009"))
    drawn, side = finished(desk), FIRST * 2**ROUNDS
    assert len(drawn.zones) > 3
    assert f"to {side} by {side}" in drawn.caveat
    axes = Axis.of(desk, desk.x), Axis.of(desk, desk.y)
    for i, j in ((0, 0), (3, 29), (16, 16), (17, 16), (31, 31), (20, 5), (8, 24)):
        x, y = (axis.at(Fraction(2 * k + 1, 2 * side)) for axis, k in zip(axes, (i, j), strict=True))
        (zone,) = zones_at(drawn, float(x), float(y))
        assert drawn.zones[zone].names == answer(desk.turned({desk.x: x, desk.y: y}).model(), "D1").names


@pytest.mark.thorough
def test_away_from_edges_it_is_the_exact_map(forms):
    """Where there are closed forms, so that both can be had."""
    desk = desk_for(lesson.load("refusal"))
    exact, drawn = atlas(desk, "D1", forms), finished(desk)
    compared = 0
    for i in range(40):
        for j in range(40):
            x, y = (i + 0.37) / 40, (j + 0.41) / 40
            if not near_an_edge(exact, x, y, 0.05):
                (one,), (other,) = zones_at(exact, x, y), zones_at(drawn, x, y)
                assert exact.zones[one].names == drawn.zones[other].names
                compared += 1
    assert compared > 800


@pytest.mark.thorough
def test_it_does_not_hang_on_how_long_the_stretches_are():
    desk = desk_for(lesson.load("vietnam_1968"))
    short, rounds = Patchwork(desk, "", "none are at hand"), 0
    while not short.done:
        rounds += short.work(0.0)
    assert rounds == ROUNDS + 1
    assert named(short.atlas()) == named(finished(desk, ""))


@pytest.mark.thorough
def test_every_round_ends_with_a_map():
    work = Patchwork(desk_for(lesson.load("vietnam_1968")), "D1", "none are at hand")
    for side in (8, 16, 32):
        while not work.work(9.0):
            pass
        assert f"to {side} by {side}" in work.atlas().caveat
        assert sum(len(outline) == 4 for _, outline in work.atlas().parts) == len(work.atlas().parts)
    assert work.done


def test_where_there_is_no_such_game_the_map_says_so():
    drawn = finished(desk_for(lesson.load("three_types"), "prior.high", "prior.middle"))
    assert "no such game" in [zone.told for zone in drawn.zones]
    assert all(isinstance(zone, Zone) for zone in drawn.zones)
