"""The checks of the replication can fail, and the chapter holds together."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from paper_replication.chapters import CHAPTERS
from paper_replication.claims import Check, Count, Story, Verdict
from paper_replication.opening import CHAPTER
from paper_replication.proofs import cited, record
from paper_replication.sections import Picture, Table

ROOT = Path(__file__).parents[2]
CLAIMS = [claim for chapter in CHAPTERS for claim in chapter.claims]
PARTS = [part for chapter in CHAPTERS for part in chapter.parts]
CHECKS = [(claim.name, place, check) for claim in CLAIMS for place, check in enumerate(claim.checks)]
STORIES = [(claim.name, story) for claim in CLAIMS for story in (claim.example, claim.candour)]


@pytest.mark.parametrize(("claim", "place", "check"), CHECKS, ids=[f"{name} {place}" for name, place, _ in CHECKS])
def test_a_check_with_its_sides_exchanged_fails(claim: str, place: int, check: Check):
    def exchanged(case: object) -> bool | None:
        side = check.condition(case)
        return None if side is None else not side

    count = replace(check, condition=exchanged).run(Random(f"exchanged {claim} {place}"), 4)
    assert count.inside == count.outside == 4
    assert not count.agrees
    assert count.disagreement


def test_a_check_that_draws_nothing_on_one_side_does_not_agree():
    one_sided = Check("", "", Random.random, lambda case: True, lambda case: True, lambda case: True)
    assert one_sided.run(Random(1), 5) == Count("", "", 5, 5, 0, 0)
    assert not one_sided.run(Random(1), 5).agrees


def test_the_same_seed_draws_the_same_cases_and_another_draws_others():
    (claim,) = (one for one in CHAPTER.claims if one.name == "S10")
    seen: dict[int, list[str]] = {}
    for seed in (1, 2):
        for _ in range(2):
            drawn: list[str] = []
            noted = [
                replace(check, inside=lambda case, drawn=drawn: drawn.append(repr(case)) is None)
                for check in claim.checks
            ]
            replace(claim, checks=tuple(noted)).check(seed, 2)
            assert seen.setdefault(seed, drawn) == drawn
    assert seen[1] != seen[2]


def test_every_passage_has_its_claim_and_every_theorem_its_place():
    assert [claim.name for claim in CHAPTER.claims] == [*(f"S{i}" for i in range(1, 15)), "M1", "M2"]
    named = {name for claim in CHAPTER.claims for name in claim.theorems}
    assert named == {*(f"T{i}" for i in range(16)), "Y2", "Y9"} == set(CHAPTER.statements)
    for name, file in CHAPTER.statements.items():
        assert f"def {name.lower()}(" in (ROOT / file).read_text(encoding="utf-8")


#: Cases, definitions, and what the theorems contradict rest on theorems about other passages.
OTHERWISE = ("S12", "S13", "S14", "M2", "R1")


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.name)
def test_a_claim_rests_on_theorems_about_its_passage(claim):
    passages = {passage for name in claim.theorems for passage in cited_passages(name)}
    assert claim.name in passages or claim.name in OTHERWISE
    assert all(cited(name).proved for name in claim.theorems)


def cited_passages(name: str) -> list[str]:
    return list(record(name)[1]["passages"])


#: Digits that are no results: names of passages, theorems and refinements, and dates.
NAMES = re.compile(r"\b[STMDABHRY]\d+\b|\b\d{1,2} (?:January|February|March|April|May|December)\b|`[^`]*`")


@pytest.mark.parametrize(("claim", "story"), STORIES, ids=[f"{n} {s.__name__}" for n, s in STORIES])
def test_no_number_in_the_prose_is_typed_by_hand(claim: str, story):
    text = story().text
    bare = NAMES.sub("", re.sub(r"\{\w+\}", "", text))
    assert not re.search(r"\d", bare), bare
    places = set(re.findall(r"\{(\w+)\}", text))
    assert places == set(story().numbers), f"{claim}: places and numbers differ"


def test_what_is_supported_in_part_shows_numbers_against_it():
    for claim in CLAIMS:
        if claim.verdict is Verdict.IN_PART:
            assert claim.candour().numbers, claim.name


@pytest.mark.thorough
@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_parts_have_tables_and_pictures_with_captions(part):
    contents = part.contents()
    assert {Table, Picture, Story} <= {type(content) for content in contents}
    assert all(content.caption for content in contents if isinstance(content, Table | Picture))
    assert not any(re.search(r"\d", re.sub(r"\{\w+\}|\b[STHRYB]\d+\b|\bD1\b|`[^`]*`", "", one.text))
                   for one in contents if isinstance(one, Story))  # fmt: skip
