"""Evidence: refinements against their definitions taken literally; and Gambit on the trees."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from termination.engine.compare import compare
from termination.engine.enumerate import solve
from termination.engine.refining.concepts import CONCEPTS, SHELF
from termination.engine.refining.refine import refine
from tests.oracles.definitions import disagreements
from tests.oracles.evidence import games, with_evidence
from tests.oracles.random_games import samples
from tests.oracles.test_smt import ask_z3, equilibrium
from tests.oracles.test_standards import wrong


def test_the_formulas_have_equilibria() -> None:
    for seed, game in games(30):
        assert ask_z3(list(equilibrium(game))) == "sat", seed


def held_against_definitions(count: int, start: int) -> Counter[str]:
    """Games with at most two responses, refined, against the definitions at many points of many families."""
    counts: Counter[str] = Counter()
    for sample in samples(count, start=start, only=(3, 3, 2)):
        game = with_evidence(sample.game, Random(str(sample)))
        found = solve(game)
        refined = {concept: refine(found, concept) for concept in CONCEPTS}
        wrong = disagreements(found, refined, Random(f"points {sample}"))
        assert not wrong, (str(sample), wrong[:3])
        counts["games"] += game.has_evidence
        counts["fallen"] += sum(bool(answer.rejected) for answer in refined.values())
    return counts


def test_refinements_from_their_definitions() -> None:
    counts = held_against_definitions(60, 0)
    assert counts["games"] > 40
    assert counts["fallen"] > 40


@pytest.mark.long
@pytest.mark.parametrize("batch", range(10))
def test_refinements_from_their_definitions_on_three_thousand(batch: int) -> None:
    assert held_against_definitions(300, 1000 + 300 * batch)["games"] > 100


def held_against_standards(count: int, start: int) -> Counter[str]:
    """The refinements that are asked of one equilibrium at a time; which of them reject something, and how often."""
    rejected: Counter[str] = Counter()
    for sample in samples(count, start=start, only=(2, 3, 2)):
        game = with_evidence(sample.game, Random(str(sample)))
        if game.has_evidence and len(solve(game)) > 1:
            said, refined = wrong(game, sample.seed)
            assert said == [], str(sample)
            rejected.update(name for name, kept in refined.items() if kept.rejected)
    return rejected


@pytest.mark.thorough
def test_standards_from_their_definitions() -> None:
    assert set(held_against_standards(20, 7000)) > {"sender-preferred"}


@pytest.mark.long
def test_standards_from_their_definitions_in_many_games() -> None:
    rejected = set(held_against_standards(600, 60_000))
    assert rejected == set(SHELF), "each of them rejects something, so that the test could fail"


def asked_gambit(count: int, start: int) -> int:
    """How many of the points that Gambit lists on the trees are perfect Bayesian; nobody may disagree."""
    found = 0
    for seed, game in games(count, start):
        if len(game.types) * len(game.messages) * (len(game.receiver_types) or 1) > 9:
            continue
        listed = compare(game, "gambit", exhaustive=len(game.types) * len(game.messages) <= 4)
        assert listed, seed
        assert not listed.disagreements, (seed, str(listed))
        found += len(listed.perfect_bayesian)
    return found


def test_gambit_on_the_tree() -> None:
    pytest.importorskip("pygambit")
    assert asked_gambit(9, 0) > 5


@pytest.mark.long
@pytest.mark.parametrize("batch", range(10))
def test_gambit_on_three_hundred_trees(batch: int) -> None:
    pytest.importorskip("pygambit")
    assert asked_gambit(30, 2000 + 30 * batch) > 30
