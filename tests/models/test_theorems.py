"""Every theorem is proved, its false variants are refuted, assumptions are missed when dropped, records are current."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache

import pytest

import termination as tm
from termination.engine.proving import prove as prover
from termination.engine.proving.formulas import equilibrium
from termination.engine.proving.prove import Derivation, Obligation, discharge, formula_text, is_about_play
from termination.engine.proving.records import RUN, SECOND, identifier, read
from termination.errors import UnknownNameError
from termination.models.opening.theorems.chapter import CHAPTER, THEOREMS
from termination.models.opening.theorems.language import CLOSED, OPEN, SIGNAL, THREE, TWO, H, L, War
from termination.models.theorems import (
    chapters,
    confirmed,
    counterexample_game,
    prove,
    records,
    theorem,
    write_records,
)

NAMES = tuple(THEOREMS)


@cache
def obligations(name: str) -> tuple[Obligation, ...]:
    """What has to be proved for a theorem, built once."""
    return THEOREMS[name].obligations()


THREE_MINUTES = 180


def test_the_theorems_are_t0_to_t16_and_b0_to_b4_with_words_and_passages():
    assert tuple(f"T{number}" for number in range(17)) + tuple(f"B{number}" for number in range(5)) == NAMES
    for each in THEOREMS.values():
        assert each.words.endswith(".")
        assert each.words.count("`") % 2 == 0
        assert each.passages
        assert all(passage in {*(f"S{i}" for i in range(1, 13)), "M1"} for passage in each.passages)


@pytest.mark.parametrize("name", NAMES)
def test_it_is_proved_in_all_its_parts(name):
    result = prove(name)
    assert [str(part) for part in result.parts if part.status != "proved"] == []
    assert result.status == "proved"
    assert len({part.name for part in result.parts}) == len(result.parts)
    for part in result.parts:
        assert part.words.count("`") % 2 == 0


@pytest.mark.parametrize("name", NAMES)
def test_no_part_is_empty(name):
    """What is assumed, equilibrium included, can hold."""
    for obligation in obligations(name):
        if not isinstance(obligation, Derivation):
            premises = [fact.formula for fact in obligation.premises()]
            assert prover._model(premises, prover.EFFORT) is not None, obligation.name


@pytest.mark.thorough
@pytest.mark.parametrize("name", NAMES)
def test_each_assumption_is_missed_when_it_is_dropped(name):
    for obligation in obligations(name):
        for fact in obligation.given:
            proof = confirmed(CHAPTER, obligation, discharge(obligation, (fact.name,)))
            assert proof.status == "refuted", (obligation.name, fact.name)
            assert proof.dropped == (fact.name,)
            assert fact.name not in proof.assumptions
            if not is_about_play(obligation):
                continue
            assert proof.confirmed is True, (obligation.name, fact.name)
            if fact.name in ("A1", "A2", "A3", "A4"):
                # B4 has a share of openers with reasons of their own, which is no parameter of the war.
                war = tm.OpeningGame(**{name: x for name, x in proof.counterexample.items() if name != "own_reasons"})
                assert not war.assumptions()[fact.name].holds, (obligation.name, fact.name)
            if fact.name == "tempting" and "sender" not in dict(proof.counterexample):
                assert not tm.OpeningGame(**proof.counterexample).regimes()["open"].is_tempting


@pytest.mark.parametrize("name", NAMES)
def test_a_false_variant_is_refuted(name):
    variants = THEOREMS[name].falsified()
    assert variants
    for obligation in variants:
        proof = confirmed(CHAPTER, obligation, discharge(obligation))
        assert proof.status == "refuted", obligation.name
        assert proof.confirmed is (True if is_about_play(obligation) else None)


@pytest.mark.thorough
def test_without_adverse_inference_the_counterexample_is_a_game_that_solve_confirms():
    result = prove("T4", without=["A4"])
    assert (result.status, result.without) == ("refuted", ("A4",))
    assert result.counterexample is not None
    part = next(part for part in result.parts if part.status == "refuted")
    assert part.counterexample is result.counterexample
    assert part.confirmed is True
    kept = tm.refine(tm.solve(counterexample_game(CHAPTER, part)), "D1")
    assert kept.contains(part.counterexample.sender, part.counterexample.receiver)
    war = tm.OpeningGame(**result.counterexample)
    assert war.assumptions()["A4"].holds is False
    assert all(isinstance(value, Fraction) for value in result.counterexample["prior"].values())
    assert "without A4: refuted" in str(result)


def test_parts_that_do_not_use_the_dropped_assumption_stay_proved():
    result = prove("T4", without=["D1"])
    for part in result.parts:
        assert (part.status == "refuted") == ("D1" in part.dropped), part.name


def test_any_case_and_a_single_name_will_do():
    assert prove("t0", without="D > 0").status == "refuted"
    assert theorem("t3") is THEOREMS["T3"]


def test_unknown_names_are_refused_with_the_list():
    with pytest.raises(UnknownNameError, match="T16"):
        prove("T17")
    with pytest.raises(UnknownNameError, match="tempting"):
        prove("T3", without=["A9"])


@pytest.mark.thorough
def test_a_disagreement_with_the_solver_of_games_would_be_said():
    obligation = next(each for each in obligations("T4") if each.name == "H stays closed")
    proof = discharge(obligation, ("A4",))
    example = replace(proof.counterexample, receiver=[[Fraction(0), Fraction(1)]] * 2)
    elsewhere = replace(proof, counterexample=example)
    assert confirmed(CHAPTER, obligation, proof).confirmed is True
    assert confirmed(CHAPTER, obligation, elsewhere).confirmed is False


# -- the vocabulary --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("types", [TWO, THREE])
@pytest.mark.parametrize("signal", [False, True])
def test_the_formal_war_is_the_opening_game(types, signal):
    """Numbers put for the variables give the payoffs of the game that these numbers make."""
    war = War.of(types, signal)
    values = iter(Fraction(i, 60) for i in range(1, 60))
    numbers = {}

    def number(*parts):
        return numbers.setdefault(parts, next(values))

    concrete = War.of(types, signal, number)
    prior = dict(zip(types, [Fraction(1, len(types))] * len(types), strict=True))
    game = tm.OpeningGame(**{**concrete.parameters, "prior": prior}).game()
    assert (game.sender, game.receiver) == (concrete.game.sender, concrete.game.receiver)
    for part in ("types", "messages", "response_sets"):
        assert getattr(game, part) == getattr(war.game, part)


def test_the_letters_are_those_of_the_numeric_game():
    numeric = tm.OpeningGame(
        prior={L: "1/4", H: "3/4"},
        resilience={L: "1/5", H: "4/5"},
        war_value={L: "1/10", H: "1/2"},
        talks_value={L: "2/5", H: "11/20"},
        escalation_harm=1,
        base_harm="1/7",
        talks_exposure="4/5",
        signal_cost={L: "7/10", H: "1/25"},
        escalation_gain=1,
        escalation_cost="2/5",
        face_saving="1/9",
        coercion="1/3",
        guarantee="1/8",
    )
    war = War(TWO, numeric.parameters())
    for t in TWO:
        assert war.b(t) == numeric.talks_premium[t]
        assert war.d(t) == numeric.harm[t]
        assert war.e(t) == numeric.opening_exposure[t]
        assert war.c(t) == numeric.parameters()["signal_cost"][t]
        assert (war.n(t, CLOSED), war.n(t, OPEN)) == (numeric.pull(CLOSED)[t], numeric.pull(OPEN)[t])
    assert war.pull() == numeric.stakes.expected(numeric.pull(OPEN))
    for name, fact in (("A1", war.A1()), ("A2", war.A2), ("A3", war.A3), ("A4", war.A4)):
        assert fact.formula is numeric.assumptions()[name].holds


def test_more_is_proved_than_is_stated_only_where_the_remarks_say_so():
    """T7 with `c_H < b_H` is a special case; the condition stated is weaker, and `c_H <= lam d_H` would not do."""
    war = War.of(signal=True)
    talks = obligations("T7")[0]
    assert "c_H < b_H" not in {fact.name for fact in talks.given}
    strict = war.in_every("special case", "", [*talks.given[:-2], talks.given[-1]], talks.then)
    proof = discharge(strict)
    assert proof.status == "refuted"
    assert proof.counterexample.sender[1][war.game.messages.index(SIGNAL)] < 1


# -- records ---------------------------------------------------------------------------------------------------------


@pytest.mark.thorough
@pytest.mark.parametrize("chapter", chapters(), ids=lambda chapter: chapter.model)
def test_the_records_that_ship_are_what_the_code_states_now(chapter):
    stated = records(chapter)
    of_runs = (RUN, SECOND)
    shipped = {p.name: p.read_text(encoding="utf-8") for p in chapter.records.iterdir() if p.name not in of_runs}
    assert sorted(shipped) == sorted(stated)
    for name, text in stated.items():
        assert shipped[name] == text, f"{name} is out of date: run python -m termination.models.theorems"


def test_the_run_that_ships_proved_everything_in_three_minutes():
    ship = [read(chapter.records) for chapter in chapters()]
    for one in ship:
        stated = [obligation["id"] for each in one.theorems for obligation in each["obligations"]]
        assert list(one.run["results"]) == stated
        assert {result["status"] for result in one.run["results"].values()} == {"proved"}
        assert any("Z3" in solver for solver in one.run["solvers"])
    assert sum(one.run["seconds"] for one in ship) < THREE_MINUTES


def test_records_of_a_chapter_are_written_into_a_folder(tmp_path):
    write_records(replace(CHAPTER, theorems={"T3": THEOREMS["T3"]}), tmp_path)
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"index.json", "run.json", *(f"{identifier(THEOREMS['T3'], i)}.smt2" for i in range(4))}
    assert (tmp_path / "T3.1.smt2").read_bytes() == (CHAPTER.records / "T3.1.smt2").read_bytes()


def test_a_record_reads_like_the_statement():
    text = formula_text(obligations("T4")[0])
    assert text.startswith("; H stays closed\n; In every equilibrium surviving D1, H stays closed.\n")
    assert "; A3, sure resilience deters: `k > g (1 - r_N)`\n(assert (< n_closed_high 0.0))\n" in text
    for fact in equilibrium(War.of().play):
        assert f"; {fact.words}\n" in text
    assert text.endswith("; and yet the claim fails\n(assert (not (= sigma_open_high 0.0)))\n(check-sat)\n")
