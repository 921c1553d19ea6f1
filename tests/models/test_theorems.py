"""Every theorem is proved; its falsified variants are refuted; an assumption that is dropped is missed."""

from __future__ import annotations

import pytest

import termination as tm
from termination.engine.prove import discharge
from termination.errors import UnknownNameError
from termination.models.opening_theorems import NAMES, THEOREMS, confirmed, counterexample_game, prove


def test_the_theorems_are_those_of_the_model():
    expected = tuple(f"T{number}" for number in range(16))
    assert expected == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_it_is_proved_in_all_its_parts(name):
    result = prove(name)
    assert result.parts
    assert [(part.title, part.status) for part in result.parts if part.status != "proved"] == []
    assert result.status == "proved"


@pytest.mark.parametrize("name", NAMES)
def test_a_false_variant_is_refuted(name):
    variants = THEOREMS[name].falsified()
    assert variants
    for obligation in variants:
        proof = confirmed(obligation, discharge(obligation))
        assert proof.status == "refuted", proof
        assert proof.confirmed is not False


def test_without_adverse_inference_the_counterexample_is_a_game_that_solve_confirms():
    result = prove("T4", without=["A4"])
    assert result.status == "refuted"
    part = next(part for part in result.parts if part.status == "refuted")
    assert part.confirmed is True
    kept = tm.refine(tm.solve(counterexample_game(part)), "D1")
    assert kept.contains(part.counterexample.sender, part.counterexample.receiver)
    assert tm.OpeningGame(**part.counterexample).assumptions()["A4"].holds is False


def test_unknown_names_are_refused_with_the_list():
    with pytest.raises(UnknownNameError, match="T15"):
        prove("T16")
    with pytest.raises(UnknownNameError, match="tempting"):
        prove("T3", without=["A9"])
