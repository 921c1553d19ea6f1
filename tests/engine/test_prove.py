"""The prover: its definitions against the solver's and the verifier's, its verdicts on games with known answers."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import product
from random import Random
from typing import Any

import pytest
import z3

from termination.engine.check import is_equilibrium as verified
from termination.engine.enumerate import solve
from termination.engine.game import SignalingGame
from termination.engine.proving import formulas, prove
from termination.engine.proving.formulas import (
    Fact,
    FormalGame,
    Play,
    bayes,
    equilibrium,
    every,
    iff,
    implies,
    is_equilibrium,
    no,
    probabilities,
    real,
    receiver_rational,
    sender_rational,
    some,
    step,
    survives_d1,
    survives_intuitive,
    symbol,
    total,
    weighted,
)
from termination.engine.proving.prove import (
    Derivation,
    Existence,
    Setting,
    Statement,
    Theorem,
    TheoremProof,
    Universal,
    discharge,
)
from termination.engine.proving.records import summary, write
from termination.engine.proving.smtlib import expression, script, variables
from termination.engine.refining.refine import refine
from termination.errors import MissingExtraError
from tests.oracles.random_games import Sample, samples

TWO_REPLIES = (2, 2, 2)


def truth(formula: Any) -> bool:
    """The value of a formula without free variables."""
    if isinstance(formula, bool):
        return formula
    solver = z3.Solver()
    solver.add(formula)
    return str(solver.check()) == "sat"


def plays_of(game: SignalingGame) -> Iterator[tuple[Play, Any]]:
    """The vertex equilibria of a game as plays, with one supporting belief at each message."""
    for pair in solve(game).vertices():
        beliefs = [pair.beliefs[m].vertices[0] for m in game.messages]
        yield Play.given(game, pair.sender.to_lists(), pair.receiver.to_lists(), beliefs), pair  # type: ignore[arg-type]


# -- connectives -----------------------------------------------------------------------------------------------------


def test_connectives_simplify_truth_values():
    x = real("x") > 0
    assert every([True, x, True]).eq(x)
    assert every([x, False]) is False
    assert every([]) is True
    assert some([False, x]).eq(x)
    assert some([x, True]) is True
    assert some([]) is False
    assert no(True) is False
    assert implies(False, x) is True
    assert implies(x, False).eq(z3.Not(x))
    assert implies(True, x).eq(x)
    assert iff(True, True) is True


def test_sums_leave_out_what_adds_nothing():
    x = real("x")
    assert total([]) == 0
    assert weighted([0, 1, 2], [x, x, x]).eq(x + 2 * x)
    assert weighted([0], [x]) == 0
    assert (step(Fraction(1, 2)), step(0), step(-1)) == (1, 0, 0)


def test_names_are_taken_by_every_solver():
    assert symbol("sigma", "silent, open", "low") == "sigma_silent_open_low"


# -- definitions, against the verifier and the refinements -----------------------------------------------------------


@pytest.mark.parametrize("sample", list(samples(40)), ids=str)
def test_every_vertex_found_by_the_solver_is_an_equilibrium_by_the_formulas(sample: Sample):
    for play, _ in plays_of(sample.game):
        for fact in equilibrium(play):
            assert truth(fact.formula), fact.words


@pytest.mark.parametrize("sample", list(samples(40, start=100)), ids=str)
def test_the_formulas_and_the_verifier_agree_on_plays_at_random(sample: Sample):
    game, rng = sample.game, Random(str(sample))
    seen = set()
    plays = [play for play, _ in plays_of(game)]
    for play, other in product(plays[:4], plays[:4]):
        mixed = Play.given(game, play.sigma, other.rho, rng.choice([play.mu, other.mu]))
        found = truth(is_equilibrium(mixed))
        seen.add(found)
        assert found == verified(game, mixed.sigma, mixed.rho, mixed.mu)
    assert True in seen


def test_each_condition_is_missed_when_it_fails():
    game = next(iter(samples(1, only=(2, 2, 2)))).game
    play, _ = next(plays_of(game))
    half = ((Fraction(1, 2), Fraction(1, 2)),) * 2
    assert not truth(probabilities(replace(play, rho=((Fraction(1), Fraction(1)), play.rho[1]))))
    assert not truth(sender_rational(replace(play, value=tuple(v - 1 for v in play.value))))
    assert not truth(sender_rational(replace(play, value=tuple(v + 1 for v in play.value))))
    assert not truth(bayes(replace(play, sigma=half, mu=((Fraction(0), Fraction(1)),) * 2)))
    assert not truth(receiver_rational(replace(play, rho=half)))


@pytest.mark.parametrize("only", [TWO_REPLIES, (3, 2, 2)], ids=str)
@pytest.mark.parametrize(("concept", "formula"), [("D1", survives_d1), ("intuitive", survives_intuitive)])
def test_refinements_agree_with_refine_where_he_has_two_replies(only, concept, formula):
    verdicts = []
    for sample in samples(60, only=only):
        kept = refine(solve(sample.game), concept)
        for play, pair in plays_of(sample.game):
            verdict = truth(formula(play))
            verdicts.append(verdict)
            assert verdict == kept.contains(pair.sender.to_lists(), pair.receiver.to_lists()), sample
    assert {True, False} == set(verdicts)


@pytest.mark.thorough
@pytest.mark.parametrize(("concept", "formula"), [("D1", survives_d1), ("intuitive", survives_intuitive)])
def test_refinements_agree_with_refine_where_he_has_more_replies(concept, formula):
    verdicts = []
    for sample in samples(24, only=(2, 2, 3)):
        kept = refine(solve(sample.game), concept)
        for play, pair in plays_of(sample.game):
            verdict = truth(formula(play))
            verdicts.append(verdict)
            assert verdict == kept.contains(pair.sender.to_lists(), pair.receiver.to_lists()), sample
    assert {True, False} == set(verdicts)


@pytest.mark.thorough
def test_the_reduction_for_two_replies_is_the_definition():
    """At plays that need not be equilibria, so that every case of the reduction occurs."""
    rng, verdicts = Random(5), []
    for _ in range(150):
        numbers = [[[Fraction(rng.randint(-3, 3)) for _ in range(2)] for _ in range(2)] for _ in range(4)]
        game = SignalingGame(["a", "b"], ["1/2", "1/2"], ["m", "n"], ["r", "s"], numbers[:2], numbers[2:])
        reply = Fraction(rng.randint(0, 2), 2)
        play = Play.given(game, [[1, 0], [1, 0]], [[1, 0], [reply, 1 - reply]], [[1, 0], [1, 0]])
        by_definition, reduced = formulas.OffPath(play, "n"), formulas.TwoReplies(play, "n")
        for t in range(2):
            deleted = truth(reduced.d1_deletes(t))
            verdicts.append(deleted)
            assert truth(by_definition.d1_deletes(t)) == deleted
        assert truth(by_definition.believable([True, False])) == truth(reduced.believable([True, False]))
    assert {True, False} == set(verdicts)


# -- obligations -----------------------------------------------------------------------------------------------------


def beer_quiche() -> tuple[FormalGame, Setting]:
    """Cho and Kreps' game with a free prior of the surly type."""
    p = real("p")
    game = FormalGame(
        ("wimp", "surly"),
        (1 - p, p),
        ("beer", "quiche"),
        (("duel", "don't"),) * 2,
        sender=(((0, 2), (1, 3)), ((1, 3), (0, 2))),
        receiver=(((1, 0), (1, 0)), ((0, 1), (0, 1))),
    )
    return game, Setting({"prior": [1 - p, p]}, (Fact("p is a probability", every([p > 0, p < 1])),))


def likely() -> Fact:
    return Fact("the surly type is likely", real("p") > Fraction(1, 2), "likely")


def no_quiche(*given: Fact) -> Universal:
    game, setting = beer_quiche()
    play = Play.free(game)
    claim = every(play.sends(t, "quiche") == 0 for t in game.types)
    criterion = Fact("it passes the intuitive criterion", survives_intuitive(play), "intuitive")
    return Universal("nobody has quiche", "Both have beer.", setting, (*given, criterion), claim, play)


def beer_for_both(*given: Fact) -> Existence:
    game, setting = beer_quiche()
    prior = game.prior
    witness = Play.given(game, [[1, 0], [1, 0]], [[0, 1], [1, 0]], [prior, [1, 0]])
    both = lambda play: every(play.sends(t, "beer") == 1 for t in game.types)  # noqa: E731
    return Existence("both have beer", "Both have beer.", setting, given, witness, both)


def test_beer_quiche_is_settled_for_every_prior():
    proof = discharge(no_quiche(likely()))
    assert (proof.status, proof.counterexample, proof.assumptions) == ("proved", None, ("likely", "intuitive"))
    assert discharge(beer_for_both(likely())).proved


def test_without_the_criterion_pooling_on_quiche_is_the_counterexample():
    proof = discharge(no_quiche(likely()), without=["intuitive"])
    assert (proof.status, proof.dropped, proof.assumptions) == ("refuted", ("intuitive",), ("likely",))
    example = proof.counterexample
    assert example is not None
    game = SignalingGame(
        ["wimp", "surly"],
        example["prior"],
        ["beer", "quiche"],
        ["duel", "don't"],
        [[[0, 2], [1, 3]], [[1, 3], [0, 2]]],
        [[[1, 0], [1, 0]], [[0, 1], [0, 1]]],
    )
    found = solve(game)
    assert found.contains(example.sender, example.receiver)
    assert verified(game, example.sender, example.receiver, example.beliefs)
    assert not refine(found, "intuitive").contains(example.sender, example.receiver)


def test_existence_is_refuted_only_where_no_equilibrium_has_the_property():
    proof = discharge(beer_for_both(likely()), without=["likely"])
    assert proof.status == "refuted"
    assert proof.counterexample is not None
    assert proof.counterexample["prior"][1] < Fraction(1, 2)
    assert "refutes" not in dict(proof.counterexample)
    assert proof.counterexample.refutes == "some"


@pytest.mark.thorough
def test_a_witness_that_fails_alone_refutes_nothing():
    right = beer_for_both(likely())
    wrong = Play.given(right.witness.game, [[0, 1], [1, 0]], right.witness.rho, right.witness.mu)
    proof = discharge(replace(right, witness=wrong))
    assert (proof.status, proof.counterexample) == ("unknown", None)
    assert "witness fails" in proof.note


def test_irrational_solutions_are_not_given_as_counterexamples():
    x = real("x")
    setting = Setting({"x": x}, (Fact("x squared is two", x * x == 2),))
    proof = discharge(Universal("x is negative", "x is negative", setting, (), x < 0))
    assert (proof.status, proof.counterexample) == ("unknown", None)


def test_counterexamples_are_simple_and_exact():
    x, y = real("x"), real("y")
    setting = Setting({"x": x, "nested": {"y": [y]}}, (Fact("", x + y > Fraction(1, 3)),))
    proof = discharge(Universal("sum", "a sum", setting, (), x * y > 5))
    assert proof.counterexample is not None
    x_, y_ = proof.counterexample["x"], proof.counterexample["nested"]["y"][0]
    assert isinstance(x_, Fraction)
    assert x_ + y_ > Fraction(1, 3)
    assert x_ * y_ <= 5
    assert x_.denominator * y_.denominator <= 4


def test_a_solver_that_gives_up_proves_nothing(monkeypatch):
    def gives_up(solver: Any, effort: int) -> Any:
        raise prove._GaveUpError("timeout")

    monkeypatch.setattr(prove, "_answer", gives_up)
    for obligation in (no_quiche(likely()), beer_for_both(likely())):
        proof = discharge(obligation)
        assert (proof.status, proof.proved, proof.counterexample) == ("unknown", False, None)
        assert "gave up: timeout" in proof.note


def test_derivations_are_compared_exactly():
    import sympy

    x, y = sympy.symbols("x y")
    right = Derivation("slope", "the slope", "d/dx x^2 y", sympy.diff(x**2 * y, x), 2 * x * y)
    assert discharge(right).status == "proved"
    assert discharge(right).formula == "d/dx x^2 y: `2*x*y`"
    wrong = discharge(replace(right, stated=2 * x * y + x / 10**9))
    assert wrong.status == "refuted"
    assert set(wrong.counterexample) == {"x", "y"}
    assert discharge(replace(right, derived=sympy.oo, stated=sympy.oo)).status == "proved"
    assert discharge(replace(right, derived=sympy.oo, stated=x)).status == "unknown"


def test_without_z3_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "z3", None)
    with pytest.raises(MissingExtraError, match=r"war-termination\[proofs\]"):
        formulas.z3()


# -- writing ---------------------------------------------------------------------------------------------------------


def test_what_is_written_is_what_is_meant():
    obligation = no_quiche(likely())
    text = discharge(obligation).formula
    read, meant = z3.Solver(), z3.Solver()
    read.from_string(text)
    meant.add(*(fact.formula for fact in obligation.refutable()))
    difference = z3.Solver()
    difference.add(z3.And(*read.assertions()) != z3.And(*meant.assertions()))
    assert str(difference.check()) == "unsat"
    assert "(define-fun D1_deletes" not in text
    assert "; it passes the intuitive criterion" in text
    assert all(len(line) <= 112 for line in text.splitlines() if line.startswith(";"))


def test_numbers_signs_and_choices_in_smt_lib():
    x = real("x")
    assert expression(x > Fraction(-3, 10)) == "(> x (- (/ 3.0 10.0)))"
    assert expression(step(x) == 2) == "(= (ite (> x 0.0) 1.0 0.0) 2.0)"
    assert expression(no(every([x > 0, some([x < 1, x == 3])]))) == "(not (and (> x 0.0) (or (< x 1.0) (= x 3.0))))"
    assert expression(True) == "true"
    assert list(variables([x > 0, True])) == ["x"]


def test_quantified_statements_say_so():
    x, y = real("x"), real("y")
    text = script("", [Fact("", z3.ForAll([x], x * x >= y))])
    assert "(set-logic NRA)" in text
    assert "(declare-const y Real)" in text
    assert "(declare-const x Real)" not in text


def theorem(*obligations: Any) -> Theorem:
    said = (Statement("Both have `beer`.", (), tuple(each.name for each in obligations)),)
    return Theorem("B1", "beer", said, ("CK",), lambda: obligations, tuple, ("a remark",))


def test_a_theorem_is_as_good_as_its_worst_part():
    proved, refuted = discharge(no_quiche(likely())), discharge(no_quiche(likely()), without=["intuitive"])
    unknown = replace(proved, status="unknown")
    whole = lambda *parts: TheoremProof(theorem(), (), parts)  # noqa: E731
    assert whole(proved, proved).status == "proved"
    assert whole(proved, unknown).status == "unknown"
    assert whole(unknown, refuted, proved).status == "refuted"
    assert whole(proved, refuted).counterexample is refuted.counterexample
    assert whole(proved).seconds == proved.seconds
    shown = str(whole(proved, refuted))
    assert shown.startswith("B1. beer: refuted\n")
    assert "fails at prior = [" in " ".join(shown.split())


def test_records_are_the_same_whoever_writes_them(tmp_path):
    obligations = (no_quiche(likely()), beer_for_both(likely()))
    proof = TheoremProof(theorem(*obligations), (), tuple(discharge(each) for each in obligations))
    for folder in ("one", "two"):
        write(tmp_path / folder, [proof])
    names = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert names == ["B1.1.smt2", "B1.2.smt2", "index.json", "run.json"]
    for name in names:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    stated = summary([proof.theorem])
    assert {name: (tmp_path / "one" / name).read_text() for name in stated} == stated
    assert '"status": "proved"' in (tmp_path / "one" / "run.json").read_text()
    assert "proved" not in stated["index.json"]
