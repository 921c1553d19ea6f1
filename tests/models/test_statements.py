"""Words and proofs of the theorems are held together: a sentence says every hypothesis of the obligations behind it."""

from __future__ import annotations

import re
from functools import cache

import pytest

from termination.engine.proving.formulas import Fact, Formula, no, real
from termination.engine.proving.prove import Chapter, Derivation, Obligation, Theorem, hypotheses
from termination.engine.proving.prove import _model as model
from termination.models.opening.theorems.chapter import PHRASES as OPENING_PHRASES
from termination.models.opening.theorems.chapter import THEOREMS as OPENING_THEOREMS
from termination.models.opening.theorems.language import War
from termination.models.theorems import chapters, names, theorem
from tests.models.saying import APPROACH, CASES, OPENING, STANDS_FOR, TABLES, unsaid

NAMES = names()
FOLLOWS = [(weak, strong) for table in (OPENING, APPROACH) for weak, ways in table.items() for strong in ways]
EFFORT = 50_000_000


@cache
def obligations(name: str) -> dict[str, Obligation]:
    return {each.name: each for each in theorem(name).obligations()}


def common(one: Theorem) -> tuple[str, ...]:
    """What all sentences of a theorem stand under."""
    return one.statements[0].under if not one.statements[0].parts else ()


@pytest.mark.parametrize("name", NAMES)
def test_every_sentence_says_what_its_proofs_assume(name: str) -> None:
    one, table = theorem(name), TABLES[name[0]]
    told = [statement for statement in one.statements if statement.parts]
    assert told
    for statement in told:
        under = (*common(one), *statement.under)
        assumed = {part: hypotheses(obligations(name)[part]) for part in statement.parts}
        missing = {part: unsaid(needed, under, statement.words, table) for part, needed in assumed.items()}
        assert {part: names for part, names in missing.items() if names} == {}, statement.words
        for case in set(CASES) & set(under):
            assert set(STANDS_FOR[case]) <= {one for needed in assumed.values() for one in needed}, statement.words


@pytest.mark.parametrize("name", NAMES)
def test_every_proof_has_its_sentence_and_every_sentence_its_proof(name: str) -> None:
    one = theorem(name)
    told = [part for statement in one.statements for part in statement.parts]
    assert set(told) == set(obligations(name))
    assert all(statement.parts for statement in one.statements[1:])


@pytest.mark.parametrize("name", NAMES)
def test_no_sentence_carries_a_hypothesis_that_no_proof_knows(name: str) -> None:
    """So that a name that was changed in one place only is seen."""
    one = theorem(name)
    known = {each for obligation in obligations(name).values() for each in hypotheses(obligation)} | {"any number"}
    table = TABLES[name[0]]
    stronger = {strong for weak in known for way in table.get(weak, ()) for strong in way}
    for statement in one.statements:
        for under in statement.under:
            assert {under, *STANDS_FOR.get(under, ())} & (known | stronger), (under, statement.words)


@pytest.mark.parametrize("name", NAMES)
def test_what_holds_in_every_equilibrium_under_d1_says_so(name: str) -> None:
    for statement in theorem(name).statements:
        assert ("D1" in statement.under) == ("in every equilibrium surviving D1" in statement.words)


@pytest.mark.parametrize("name", list(OPENING_THEOREMS))
def test_for_any_number_of_types_means_two_and_three_by_machine(name: str) -> None:
    one = OPENING_THEOREMS[name]
    for statement in one.statements:
        if not statement.parts:
            continue
        sizes = {size for part in statement.parts for size in re.findall(r"[23] types", part)}
        assert sizes == ({"2 types", "3 types"} if "any number" in (*common(one), *statement.under) else set())


def facts(chapter: Chapter) -> dict[str, tuple[Fact, Obligation]]:
    """Every hypothesis of the theorems about two types, by name, with an obligation that has it."""
    found = {}
    for name in chapter.theorems:
        for obligation in obligations(name).values():
            if not isinstance(obligation, Derivation) and "3 types" not in obligation.name:
                found |= {fact.title: (fact, obligation) for fact in obligation.given}
    return found


def payoffs_are_those_of_the_game() -> list[Formula]:
    war = War.of()
    return [
        real("u", t, m, r) == war.game.sender[i][j][k]
        for i, t in enumerate(war.types)
        for j, m in enumerate(war.game.messages)
        for k, r in enumerate(war.game.response_sets[j])
    ]


@pytest.mark.parametrize(("weak", "strong"), FOLLOWS, ids=lambda names: str(names))
def test_what_is_called_stronger_is_stronger(weak: str, strong: tuple[str, ...]) -> None:
    chapter = chapters()[weak in APPROACH]
    known = facts(chapter)
    fact, obligation = known[weak]
    premises = [each.formula for each in obligation.setting.facts] + [known[name][0].formula for name in strong]
    if weak.startswith("u_i("):  # of any payoffs; here of those of the game
        premises += payoffs_are_those_of_the_game()
    assert model(premises, EFFORT) is not None
    assert model([*premises, no(fact.formula)], EFFORT) is None


def test_what_is_not_said_is_seen() -> None:
    """The sentences that were false: T8 without pressure, H8 without B3, R8 without B1."""
    assert unsaid(["phi < x - z"], ["phi < x"], "for `phi < x`", OPENING) == {"phi < x - z"}
    assert unsaid(["B3", "R > 0"], ["R not 0"], "", APPROACH) == {"B3"}
    assert unsaid(["A1 for L", "A3"], ["A1", "middle"], "", OPENING) == set()
    assert unsaid(["not tempting"], [], "if and only if `k + m >= g (1 - R(p))`", OPENING) == set()
    assert set(OPENING_PHRASES) >= {"tempting", "middle", "D1"}
