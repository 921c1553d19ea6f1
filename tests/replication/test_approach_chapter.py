"""The chapter on the less-hardline approach: it covers R1 to R9 and H1 to H8; its numbers are what arithmetic says."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest

import termination as tm
from paper_replication.approach import CHAPTER, cases, cover, emboldening
from paper_replication.approach.plays import in_every, plays, pressed_for_sure
from paper_replication.approach.r03 import tempted_by_core
from paper_replication.approach.r04 import because_of_it
from paper_replication.approach.rivalries import example
from paper_replication.approach.words import CORE, HARDLINE, LIMITED, TYPES, critical
from paper_replication.sections import Picture, Table

ROOT = Path(__file__).parents[2]
CLAIMS = {claim.name: claim for claim in CHAPTER.claims}


def worked(name: str) -> dict[str, Fraction]:
    return dict(CLAIMS[name].example().numbers)


def test_every_passage_has_its_claim_and_every_theorem_its_place():
    assert list(CLAIMS) == [f"R{i}" for i in range(1, 10)]
    named = {name for claim in CHAPTER.claims for name in claim.theorems}
    assert named == {f"H{i}" for i in range(1, 9)} == set(CHAPTER.statements)
    for name, file in CHAPTER.statements.items():
        assert f"def h{name[1:]}(" in (ROOT / file).read_text(encoding="utf-8")


def test_nothing_is_presented_as_the_authors():
    assert "give no formal model" in CHAPTER.source
    assert all(claim.passage.citation.startswith("Priebe and others (2023), ") for claim in CHAPTER.claims)
    assert all(claim.passage.tier.startswith("report: ") for claim in CHAPTER.claims)


def test_gains_by_hand():
    found = worked("R2")
    assert found["critical"] == (1 - Fraction(4, 10) * Fraction(2, 10)) / 2
    assert found["gain"] == Fraction(2, 10) / 2 - Fraction(1, 10) / 2 + Fraction(5, 10) * Fraction(2, 10)
    assert found["value"] - found["bare"] == found["gain"] == Fraction(15, 100)


def test_pressing_now_and_then_by_hand():
    found = worked("R3")
    assert (found["b_res"], found["b_irr"]) == (Fraction(-45, 100), Fraction(5, 100))
    assert found["chance"] == found["x"] / found["d"] == Fraction(1, 4)


def test_the_weakness_that_is_enough_by_hand():
    found = worked("R4")
    assert found["threshold"] == Fraction(92, 100) / Fraction(4, 10) - 1
    assert (found["least"], found["never"]) == (0, 0)


def test_a_weaker_rival_may_be_emboldened_where_a_stronger_one_presses_anyway():
    assert because_of_it(example(power="1/2")) == 0
    assert because_of_it(example(power=1)) == Fraction(2, 5)


def test_with_core_on_offer_limited_need_not_be_what_is_pressed():
    game = tempted_by_core()
    assert game.prior < min(critical(game), critical(game, CORE))
    assert all(game.assumptions(LIMITED)[name].holds for name in ("B1", "B2", "B3"))
    assert not in_every(pressed_for_sure)(game)
    assert in_every(pressed_for_sure)(game.with_(messages=[HARDLINE, LIMITED]))


def test_the_trend_that_is_enough_by_hand():
    found = worked("R8")
    assert found["enough"] == 1 - Fraction(4, 10) * 2 - Fraction(8, 100) + Fraction(5, 100)
    assert (found["none"], found["met"]) == (0, 1)


def test_cover_by_hand():
    found = worked("R9")
    assert found["z"] == (Fraction(5, 10) + Fraction(5, 10) * Fraction(1, 10)) * Fraction(4, 10)
    assert found["l_irr"] + found["z"] < found["c_irr"]
    assert found["l_res"] + found["z"] > found["c_res"]
    assert found["later"] > found["without"]


def test_the_engine_says_of_the_region_what_the_words_do():
    asked = [emboldening.asked(variant) for variant in emboldening.variants()]
    assert asked == [(25, 25)] * 8


def test_the_region_has_all_four_parts_and_moves_as_is_said():
    by_name = {variant.name: variant for variant in emboldening.variants()}
    assert {int(code) for one in by_name.values() for code in emboldening.shading(one).ravel()} == {0, 1, 2, 3}
    base = by_name["limited"].shield
    assert by_name["less relief"].shield < base > by_name["mistrust"].shield
    assert by_name["worth reciprocating"].shield > base < by_name["trend against the rival"].shield
    assert by_name["limited under cover"].shield == base / 2


def test_an_unbearable_approach_reassures_where_only_the_irresolute_want_it_and_nobody_would_press_it():
    variant = emboldening.variants()[-1]
    game = variant.at(Fraction(1, 11), Fraction(2, 11))
    assert game.presses_hardline
    assert critical(game) < 0
    assert not emboldening.bearable(game, LIMITED)
    assert any(all(play.pressed(m) == 0 for m in play.presses) for play in plays(game))
    assert emboldening.seen(game, LIMITED) == "reassures"


def test_the_engine_says_of_the_frontier_of_cover_what_the_words_do():
    assert cover.asked() == (36, 36)


def test_core_over_limited_is_what_the_game_says():
    for case in cases.CASES:
        game = case.rivalry
        assert game.core_beats_limited() == {t: cover.core_over_limited(game, t) for t in TYPES}


@pytest.mark.thorough
def test_what_is_predicted_of_each_case_and_what_does_not_match():
    assert [case.rivalry.prior < critical(case.rivalry, HARDLINE) for case in cases.CASES] == [False] * 4
    assert all(play.sent(CORE) == 0 for case in cases.CASES for play in cases.survivors(case))
    assert cases.mismatches() == [
        ("the postwar order", "gains", "none"),
        ("the postwar order", "modest reassurance", "some"),
        ("the reset", "gains", "some"),
        ("the reset", "modest reassurance", "some"),
    ]
    unlikely = [
        (case.name, finding.name)
        for case in cases.CASES
        for finding in cases.FINDINGS
        if cases.shares(case)[finding.name][0] <= 0.5
    ]
    beside = [(name, what) for name, what, _ in cases.mismatches()]
    assert unlikely == [beside[0], ("the postwar order", "narrow"), *beside[1:]]


def test_the_page_and_the_report_have_one_number_for_one_row():
    golden = json.loads((ROOT / "tests" / "replication" / "golden.json").read_text(encoding="utf-8"))["rivals 1"]
    page = (ROOT / "docs" / "approach.md").read_text(encoding="utf-8").partition("| | Britain and Russia, 1907")[2]
    lines = [line for line in page.splitlines() if line.startswith("|")][1:11]
    rows = [[cell.strip(" *") for cell in line.split("|")[1:-1]] for line in lines]
    told = [(row[0].partition(":")[0], row[1:], shares[1:]) for row, shares in zip(rows[::2], rows[1::2], strict=True)]
    size = len(cases.FINDINGS)
    assert len(told) == size
    for place, (name, hows, shares) in enumerate(told):
        found = golden[place::size]
        assert name == found[0][1]
        assert hows == [row[2].removeprefix("in ") for row in found]
        assert shares == [row[3].split("%")[0] + " %" for row in found]


def test_what_the_numbers_enter_by_hand():
    by_name = {finding.name: finding for finding in cases.FINDINGS}
    deterioration, reassurance = by_name["later deterioration"], by_name["modest reassurance"]
    postwar, detente = cases.CASES[1], cases.CASES[2]
    felt = Fraction(4, 10) * Fraction(6, 10)
    assert cases.extremes(postwar, deterioration) == (Fraction(8, 10) * (1 - felt), Fraction(8, 10))
    assert cases.entered(postwar, deterioration) == "entered"
    assert cases.entered(detente, deterioration) == "derived"
    assert {cases.entered(case, reassurance) for case in cases.CASES} == {"half entered"}


@pytest.mark.parametrize("case", cases.CASES, ids=lambda case: case.name)
def test_no_equilibrium_is_outside_what_can_be_done(case):
    plays = cases.survivors(case)
    assert plays
    for finding in cases.FINDINGS:
        low, high = cases.extremes(case, finding)
        assert all(low <= finding.quantity(play) <= high for play in plays)


def test_findings_of_a_play_and_outcomes_of_its_family_agree():
    for case in cases.CASES:
        game = case.rivalry
        for family in tm.refine(tm.solve(game), "D1"):
            if isinstance(family.outcomes["reciprocated"], Fraction):
                assert any(
                    (play.reciprocated, play.deterioration)
                    == (family.outcomes["reciprocated"], game.deterioration(family))
                    for play in cases.survivors(case)
                )


@pytest.mark.parametrize("part", CHAPTER.parts, ids=lambda part: part.name)
def test_every_part_is_told_in_tables_and_pictures(part):
    kinds = [type(content) for content in part.contents()]
    assert Table in kinds
    assert Picture in kinds
