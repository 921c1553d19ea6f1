"""Verdicts follow from one rule, counterexamples stand with the premises they are said to have, and tiers are shown."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from paper_replication import approach, opening
from paper_replication.approach.rivalries import example
from paper_replication.chapters import CHAPTERS
from paper_replication.claims import Claim, Counterexample, Verdict
from paper_replication.opening.wars import middle_war
from paper_replication.opening.words import adverse, gain, harm
from paper_replication.sources import MS, PASSAGES, RS
from termination.models.approach.exposition import exposition as approach_told
from termination.models.opening.exposition import exposition as opening_told

CLAIMS = {claim.name: claim for chapter in CHAPTERS for claim in chapter.claims}
AGAINST = [(claim, one) for claim in CLAIMS.values() for one in claim.against]
OF_WARS = [(claim, one) for claim, one in AGAINST if claim in opening.CHAPTER.claims]
each = pytest.mark.parametrize(("claim", "one"), AGAINST, ids=[f"{c.name} {o.case.__name__}" for c, o in AGAINST])
each_war = pytest.mark.parametrize(("claim", "one"), OF_WARS, ids=[f"{c.name} {o.case.__name__}" for c, o in OF_WARS])


@each
def test_a_counterexample_stands_and_its_words_hold_no_number_typed_by_hand(claim: Claim, one: Counterexample) -> None:
    assert one.stands
    assert not re.search(r"\d", one.words.replace("D1", ""))
    assert one.lacks in ("", "A4")


@each_war
def test_a_counterexample_has_a1_and_a2_and_a4_unless_it_is_said_to_lack_it(claim: Claim, one: Counterexample) -> None:
    war = one.case()
    assert all(gain(war, t) > 0 < harm(war, t) for t in war.types)
    assert (adverse(war) is True) is (one.lacks == "")
    held = war.assumptions()
    assert [held[name].holds for name in ("A1", "A2", "A4")] == [True, True, one.lacks == ""]


def test_what_every_claim_comes_to() -> None:
    found: dict[Verdict, list[str]] = {}
    for claim in CLAIMS.values():
        found.setdefault(claim.verdict, []).append(claim.name)
    assert found == {
        Verdict.SUPPORTED: ["S9"],
        Verdict.GIVEN_A4: ["S1"],
        Verdict.POSSIBLE: ["S7", "S10", "R3", "R4", "R8"],
        Verdict.IN_PART: ["S2", "S3", "S4", "S5", "S6", "S8", "S11", "S13", "S14", "M1", "R1", "R2", "R5", "R7", "R9"],
        Verdict.ILLUSTRATED: ["S12", "M2", "R6"],
    }


def test_the_verdict_follows_from_what_is_known_and_not_from_the_claim() -> None:
    bare = replace(CLAIMS["S9"], against=(), beyond="", modal=False, of_record=False)
    lacking, full = CLAIMS["S1"].against, CLAIMS["S2"].against
    assert bare.verdict is Verdict.SUPPORTED
    assert replace(bare, modal=True).verdict is Verdict.POSSIBLE
    assert replace(bare, against=lacking).verdict is Verdict.GIVEN_A4
    assert replace(bare, against=lacking + full).verdict is Verdict.IN_PART
    assert replace(bare, beyond="something").verdict is Verdict.IN_PART
    assert replace(bare, against=full, of_record=True).verdict is Verdict.ILLUSTRATED


def test_refusal_is_not_marked_down_for_what_the_weak_do() -> None:
    """S10 has the weak open under fire: what speaks against S4 are equilibria in which the resilient open."""
    from paper_replication.opening.plays import plays

    for one in CLAIMS["S4"].against:
        assert any(play.opens("high") == 1 for play in plays(one.case(), "D1"))


def test_a_readers_summary_is_never_cited_as_the_authors() -> None:
    of_the_reader = [name for name, one in PASSAGES.items() if one.source is RS]
    assert of_the_reader == ["S6", "S10", "S11", "S13", "S14"]
    for name in of_the_reader:
        assert PASSAGES[name].citation.startswith("a reader's summary of ")
        assert PASSAGES[name].tier.startswith("a reader, not the authors: ")
    assert not any(one.citation.startswith("a reader") for one in PASSAGES.values() if one.source is MS)


def test_every_passage_has_a_claim_or_the_reason_why_not() -> None:
    unclaimed = [passage.name for chapter in CHAPTERS for passage, _, _ in chapter.unclaimed]
    assert sorted([*CLAIMS, *unclaimed]) == sorted(PASSAGES)
    assert all(claim.passage is PASSAGES[name] for name, claim in CLAIMS.items())


def test_the_appendix_and_the_report_place_a_passage_alike() -> None:
    """The models' expositions name where a passage stands as the report's tiers do."""
    from termination.models.approach.exposition import PASSAGES as OF_APPROACH
    from termination.models.opening.exposition import PASSAGES as OF_OPENING

    short = {"MS": "authors", "RS": "a reader, not the authors", "M": "author", "R": "report"}
    for name, place, _ in (*OF_OPENING, *OF_APPROACH):
        source, _, where = place.partition(", ")
        whose, _, told = PASSAGES[name].tier.partition(": ")
        assert short[source] == whose, name
        assert where == told or (source == "RS" and told.startswith(where or "summary")), name


@pytest.mark.parametrize(("chapter", "told"), [("opening", opening_told), ("approach", approach_told)])
def test_the_head_of_a_chapter_says_of_payoffs_and_assumptions_what_the_appendix_does(chapter: str, told: Any) -> None:
    head = {"opening": opening.head, "approach": approach.head}[chapter]
    assert [table.rows for table in head.PAYOFFS] == [table.rows for _, table in told().payoffs]
    assert [row[0] for row in head.ASSUMPTIONS.rows] == [row[0] for row in told().assumptions]
    game = {"opening": middle_war, "approach": example}[chapter]()
    for (name, formula, _), held in zip(head.ASSUMPTIONS.rows, game.assumptions().values(), strict=True):
        said = formula.replace("`", "").replace(" ", "").removesuffix(",forboth").removesuffix("forboth")
        assert (name, said) == (held.name, held.statement.replace(" ", "").replace("everytype", "everyi"))


def test_the_chapters_say_what_they_are() -> None:
    assert all("a formal reconstruction" in chapter.title for chapter in CHAPTERS)
    assert "give no formal model" in approach.CHAPTER.source
