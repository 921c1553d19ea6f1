"""A claim's sentences carry what their proofs assume, and name the theorems that they rest on."""

from __future__ import annotations

import pytest

from paper_replication.chapters import CHAPTERS
from paper_replication.claims import COMPUTED, MEANT, TRIED, Claim, Said
from termination.engine.proving.records import read
from termination.models.theorems import chapters
from tests.models.saying import APPROACH, OPENING, unsaid

CLAIMS = [claim for chapter in CHAPTERS for claim in chapter.claims]
INDEX = [one for chapter in chapters() if chapter.records for one in read(chapter.records).theorems]
#: What each part of each theorem assumes, by the records that ship.
ASSUMED = {(one["name"], part["name"]): part["hypotheses"] for one in INDEX for part in one["obligations"]}

every_claim = pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.name)


def missing(said: Said) -> dict[str, set[str]]:
    """What the sentence does not say, by part."""
    table = {**OPENING, **APPROACH}
    words = str(said)
    left = {" ".join(part): unsaid(ASSUMED[part], said.premises, words, table) for part in said.parts}
    return {part: names for part, names in left.items() if names}


@every_claim
def test_every_sentence_says_what_its_proofs_assume(claim: Claim) -> None:
    assert claim.said
    assert [(str(said), missing(said)) for said in claim.said if missing(said)] == []


@every_claim
def test_every_sentence_rests_on_something_and_every_theorem_bears_one(claim: Claim) -> None:
    for said in claim.said:
        assert said.parts or said.by in (MEANT, TRIED, COMPUTED)
    borne = {theorem for said in claim.said for theorem, _ in said.parts}
    assert borne <= set(claim.theorems)
    assert claim.of_record or borne == set(claim.theorems)


def test_what_is_claimed_of_the_record_is_not_said_to_be_proved() -> None:
    assert [claim.name for claim in CLAIMS if claim.of_record] == ["S12", "M2", "R6"]


def test_a_premise_that_is_left_out_is_seen() -> None:
    said = Said(("A1", "no signal"), "the resilient stay closed.", ("T4: H stays closed",))
    assert missing(said) == {"T4 H stays closed": {"A3", "A4", "tempting", "b_H < lam d_H", "D1"}}
