"""H1 to H8: proved in all parts, refuted when falsified, each assumption missed when dropped; and the solver agrees."""

from __future__ import annotations

import pytest

import termination as tm
from termination.engine.proving import prove as prover
from termination.engine.proving.prove import Derivation, discharge, is_about_play
from termination.models.approach.theorems.chapter import CHAPTER, THEOREMS
from termination.models.theorems import confirmed, counterexample_game, prove

NAMES = tuple(THEOREMS)


def test_the_theorems_are_h1_to_h8_with_words_and_passages():
    assert tuple(f"H{number}" for number in range(1, 9)) == NAMES
    for each in THEOREMS.values():
        assert each.words.endswith(".")
        assert each.words.count("`") % 2 == 0
        assert each.passages
        assert set(each.passages) <= {f"R{i}" for i in range(1, 10)}


@pytest.mark.thorough
@pytest.mark.parametrize("name", NAMES)
def test_it_is_proved_in_all_its_parts(name):
    result = prove(name)
    assert [str(part) for part in result.parts if part.status != "proved"] == []
    assert len({part.name for part in result.parts}) == len(result.parts)
    assert all(part.words.count("`") % 2 == 0 for part in result.parts)


@pytest.mark.thorough
@pytest.mark.parametrize("name", NAMES)
def test_no_part_is_empty(name):
    """What is assumed, equilibrium included, can hold."""
    for obligation in THEOREMS[name].obligations():
        if not isinstance(obligation, Derivation):
            premises = [fact.formula for fact in obligation.premises()]
            assert prover._model(premises, prover.EFFORT) is not None, obligation.name


def test_only_timing_assumes_nothing():
    assert [name for name in NAMES if not THEOREMS[name].assumptions()] == ["H4"]


@pytest.mark.thorough
@pytest.mark.parametrize("name", [name for name in NAMES if name != "H4"])
def test_each_assumption_is_missed_when_it_is_dropped(name):
    for obligation in THEOREMS[name].obligations():
        for fact in obligation.given:
            proof = confirmed(CHAPTER, obligation, discharge(obligation, (fact.name,)))
            assert proof.status == "refuted", (obligation.name, fact.name)
            assert proof.dropped == (fact.name,)
            if is_about_play(obligation):
                assert proof.confirmed is True, (obligation.name, fact.name)
            example = dict(proof.counterexample)
            if fact.name in ("B1", "B2", "B3", "B4") and "sender" not in example:
                game = tm.ApproachGame(**example)
                assert not game.assumptions("limited")[fact.name].holds, (obligation.name, fact.name)


@pytest.mark.parametrize("name", NAMES)
def test_a_false_variant_is_refuted(name):
    variants = THEOREMS[name].falsified()
    assert variants
    for obligation in variants:
        proof = confirmed(CHAPTER, obligation, discharge(obligation))
        assert proof.status == "refuted", obligation.name
        assert proof.confirmed is (True if is_about_play(obligation) else None)


def test_with_core_on_offer_limited_need_not_be_used():
    """H2 as it was first made: the counterexample is an equilibrium, and all assumptions hold in it."""
    (variant, _) = THEOREMS["H2"].falsified()
    proof = discharge(variant)
    game = tm.ApproachGame(**proof.counterexample)
    held = game.assumptions("limited")
    assert held["B1"].holds
    assert held["B2"].holds
    assert all(game.prior < game.critical_resolve[m] for m in game.messages)
    found = tm.solve(counterexample_game(CHAPTER, proof))
    assert found.contains(proof.counterexample.sender, proof.counterexample.receiver)


def test_the_command_proves_them_by_name():
    assert tm.prove("h4").status == "proved"
    assert tm.prove("H3", without="B1").status == "refuted"
