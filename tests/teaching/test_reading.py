"""What the page says of a model is what the engine finds; its figures are drawn from the package's own data."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import combinations
from random import Random
from xml.etree import ElementTree

import lesson
import pictures
import pytest
import reading
from dials import desk_for

import termination as tm
from termination.errors import InputError

SCENARIOS = list(lesson.scenarios().values())


@pytest.mark.parametrize("name", SCENARIOS)
@pytest.mark.parametrize("concept", ["", "intuitive", "D1"])
def test_fates_are_the_verdicts_of_the_refinement(name, concept):
    model = lesson.load(name)
    solved = reading.answer(model, concept)
    kept = {one.name.removesuffix(" (in part)") for one in solved.survivors}
    for family in solved.found:
        assert (solved.fate(family) == "rejected") == (family.name not in kept)
    assert solved.names == tuple(sorted(kept))
    assert all(tm.explain(family).paragraphs[1] for family in solved.found)


def test_the_region_of_the_war_is_that_of_the_exact_engine_all_over_the_map():
    desk, random = desk_for(lesson.load("costly_signal")), Random(3)
    found = reading.region_picture(desk, "D1")
    exact = tm.regions(desk.loaded, {"escalation_cost": (0, 1)}, {"prior": (0, 1)}, refinement="D1")
    seen = set()
    for _ in range(25):
        k, p = (Fraction(random.randrange(1, 200), 201) for _ in "kp")
        model = desk.turned({"escalation_cost": k, "prior.high": p}).model()
        zone = found.zone(reading.answer(model, "D1").names)
        assert zone is not None
        assert found.data.zones[zone].names == tuple(sorted(exact.at(k, p)[1]))
        seen.add(zone)
    assert len(seen) > 2


def test_moves_of_the_dot_need_no_new_map():
    desk = desk_for(lesson.load("refusal"))
    moved = desk.turned({"escalation_cost": Fraction(1, 3), "prior.high": Fraction(1, 7)})
    assert reading.region_picture(desk, "D1") is reading.region_picture(moved, "D1")
    assert reading.region_picture(desk, "D1") is not reading.region_picture(desk, "intuitive")


def test_where_there_is_no_map_the_page_says_why():
    assert "closed form" in reading.region_picture(desk_for(lesson.load("reset_2009")), "D1").regions
    twice = desk_for(lesson.load("refusal"), "coercion", "coercion")
    assert "two different numbers" in reading.region_picture(twice, "").regions


def test_bars_show_the_range_over_all_survivors():
    solved = reading.answer(lesson.load("refusal"), "D1")
    assert solved.outcomes["talks"] == (0, 1)
    assert "width:100.0%" in reading.bars(solved)
    assert "81/200 (0.405)" in reading.bars(solved)


def test_margins_and_premises_that_fail_are_told():
    war = lesson.load("refusal")
    assert "holds by 7/50 (0.14)" in reading.conditions_in_brief(reading.answer(war, "D1"))
    poor = war.with_(talks_value={"high": "0.4"}, escalation_cost="0.9")
    assert "premise missing" in reading.conditions_in_brief(reading.answer(poor, "D1"))
    assert "But A1 fails" in reading.conditions(poor)


def test_all_faults_are_told_and_text_from_files_is_no_html():
    with pytest.raises(InputError) as fault:
        lesson.load("refusal").with_(escalation_cost=0, talks_exposure=2)
    assert reading.faults(fault.value, "Wrong").count("<li>") == 2
    game = tm.SignalingGame(["<b>a</b>"], [1], ["<i>m</i>"], ["r"], [[[0]]], [[[0]]])
    solved = reading.answer(game, "")
    assert "<b>" not in reading.equilibria(solved) + reading.prose(solved) + pictures.tree_svg(solved.found[0])


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_scenario_has_figures_that_say_in_words_what_they_show(name):
    solved = reading.answer(lesson.load(name), "D1")
    found = reading.region_picture(desk_for(solved.model), "D1")
    drawn = [pictures.tree_svg(solved.found[0]), pictures.drawn_or_why(pictures.belief_svg, solved.found[0])]
    for one in [*drawn, *([found.regions] if found.data else [])]:
        root = ElementTree.fromstring(one)
        if root.tag.endswith("svg"):
            assert len(root.attrib["aria-label"]) > 10
            assert root.attrib["role"] == "img"


def test_regions_look_alike_in_grey_iff_the_same_happens_there():
    found = reading.region_picture(desk_for(lesson.load("costly_signal"), "signal_cost.low", "signal_cost.high"), "D1")
    looks = [
        (_grey(face), lines, zone.gist.text)
        for zone, (face, lines) in zip(found.data.zones, pictures.fills(found.data.zones), strict=True)
    ]
    assert 1 < len({told for _, _, told in looks}) < len(looks)
    for (grey, lines, told), (shade, other, also) in combinations(looks, 2):
        assert (lines == other and abs(grey - shade) <= 20) == (told == also)


def _grey(face):
    red, green, blue = (int(face[i : i + 2], 16) for i in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def test_words_on_the_map_stay_within_their_region():
    found = reading.region_picture(desk_for(lesson.load("refusal")), "D1")
    xs = [float(x) for x in re.findall(r'<text x="([\d.]+)"[^>]*paint-order', found.regions)]
    assert len(xs) >= 4
    assert all(pictures.FRAME.left < x < pictures.FRAME.left + pictures.FRAME.across for x in xs)


def test_figures_for_print_are_the_packages_own():
    family = reading.answer(lesson.load("refusal"), "D1").found[0]
    assert pictures.printed(lambda: tm.plot.tree(family)).startswith(b"%PDF")


def test_formulas_are_written_as_in_mathematics():
    assert reading.in_symbols("min(lam d_H - c_H, 0) >= 0") == (
        "min(λ <i>d</i><sub>H</sub> − <i>c</i><sub>H</sub>, 0) ≥ 0"
    )
