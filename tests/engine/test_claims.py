"""Claims of one's own: proved, refuted by numbers that the solver confirms, or refused."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest
import sympy as sp

from termination import OpeningGame, ParametricGame, load_scenario, played, prove, solve
from termination.errors import InputError, UnknownNameError
from tests.engine.symbolic_games import random_game

b, d, p = sp.symbols("b d p", positive=True)
BEER = ParametricGame(
    types=["wimp", "surly"], prior=[p, 1 - p], messages=["beer", "quiche"], responses=["duel", "don't"],
    sender=[[[0, d], [b, b + d]], [[b, b + d], [0, d]]], receiver=[[[1, 0], [1, 0]], [[-1, 0], [-1, 0]]],
    values={"b": 1, "d": 2, "p": "1/10"})  # fmt: skip
PLAY = played(BEER)
DRINKS = PLAY.sends("surly", "beer")


@pytest.mark.parametrize(
    ("claim", "given", "status"),
    [
        # Cho & Kreps: where wimps are few, only the pool on beer survives, if there is something to lose.
        (sp.Eq(DRINKS, 1), {"assuming": [2 * p < 1], "refinement": "D1"}, "proved"),
        (sp.Eq(DRINKS, 1), {"assuming": [2 * p < 1]}, "refuted"),
        (
            sp.Eq(PLAY.probability("response duel"), 0),
            {"assuming": [2 * p < 1, b < d], "refinement": "intuitive"},
            "proved",
        ),
        (PLAY.gets("surly") >= b, {}, "proved"),
        (PLAY.gets("wimp") > b, {}, "refuted"),
        (PLAY.gets("surly") >= d, {"assuming": [2 * p < 1]}, "proved"),
        (sp.Implies(PLAY.sends("wimp", "beer") > 0, DRINKS > 0), {"refinement": "D1"}, "proved"),
        (sp.Or(sp.Eq(DRINKS, 1), sp.Eq(DRINKS, 0)), {"assuming": [2 * p < 1, b < d]}, "proved"),
        (sp.Eq(PLAY.believes("beer", "wimp"), p), {"assuming": [2 * p < 1], "refinement": "D1"}, "refuted"),
        (sp.Eq(DRINKS, 1), {"among": "some"}, "proved"),
        (sp.Eq(PLAY.sends("wimp", "beer"), 1), {"among": "some"}, "refuted"),
        (sp.Eq(PLAY.sends("wimp", "beer"), 1), {"among": "some", "assuming": [2 * p < 1, b < d]}, "proved"),
        (sp.Eq(DRINKS, 0), {"among": "some", "assuming": [2 * p < 1, b < d]}, "proved"),
        (sp.Eq(DRINKS, 0), {"among": "some", "assuming": [2 * p < 1, b < d], "refinement": "D1"}, "refuted"),
    ],
)
def test_what_is_known_of_beer_and_quiche(claim: object, given: dict[str, object], status: str) -> None:
    result = prove(BEER, claim=claim, **given)
    assert result.status == status
    (part,) = result.parts
    assert part.confirmed is (True if status == "refuted" else None)
    if status == "refuted":
        assert BEER.with_(**result.counterexample).values == {name: result.counterexample[name] for name in "bdp"}


def test_a_counterexample_meets_the_assumptions_and_shows_what_is_denied():
    found = prove(BEER, claim=PLAY.gets("wimp") > d, assuming=[2 * p < 1]).counterexample
    war = BEER.with_(**found)
    assert war.values["p"] < Fraction(1, 2)
    assert any(family.contains(found.sender, found.receiver) for family in solve(war))
    paid = war.game().sender[0]
    worth = sum(w * x * paid[m][r] for m, w in enumerate(found.sender[0]) for r, x in enumerate(found.receiver[m]))
    assert worth <= war.values["d"]


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(8))
def test_random_claims_agree_with_the_solver_at_random_numbers(seed: int) -> None:
    """That a type never gets more than c in equilibrium, with c at what it gets at one point: refuted unless true."""
    rng = Random(seed)
    game = random_game(rng, (2, [2, 2]))
    play = played(game)
    bound = max(one.payoffs["t0"] if isinstance(one.payoffs["t0"], Fraction) else one.payoffs["t0"].high
                for one in solve(game))  # fmt: skip
    at = [sp.Eq(s, sp.Rational(str(game.values[s.name]))) for s in game.symbolic().game.symbols]
    exactly = sp.Rational(str(bound))
    assert prove(game, claim=play.gets("t0") <= exactly, assuming=at).proved
    assert prove(game, claim=play.gets("t0") < exactly, assuming=at).status == "refuted"


def test_in_some_equilibrium_agrees_with_the_solver_at_single_points():
    for at, m in (({"b": 1, "d": 2, "p": "1/3"}, "quiche"), ({"b": 3, "d": 2, "p": "1/3"}, "beer")):
        here = [sp.Eq(s, sp.Rational(str(at[s.name]))) for s in (b, d, p)]
        column = ("beer", "quiche").index(m)
        there = any(one.sender.probabilities[0][column] == 1 for one in solve(BEER.with_(**at)).vertices())
        claim = sp.Eq(PLAY.sends("wimp", m), 1)
        assert prove(BEER, claim=claim, assuming=here, among="some").proved == there


def test_what_cannot_be_claimed_is_refused():
    x = sp.Symbol("x")
    with pytest.raises(UnknownNameError, match="no symbol of the game 'x'"):
        prove(BEER, claim=x > 0)
    with pytest.raises(InputError, match="claim: sqrt"):
        prove(BEER, claim=sp.sqrt(b) > d)
    with pytest.raises(InputError, match="is no relation"):
        prove(BEER, claim=b + d)
    with pytest.raises(InputError, match="claim: missing"):
        prove(BEER)
    with pytest.raises(InputError, match="is a theorem, which says what it claims"):
        prove("T7", claim=b > 0)
    with pytest.raises(UnknownNameError, match="'every', 'some'"):
        prove(BEER, claim=b > 0, among="most")
    with pytest.raises(UnknownNameError, match="'D1', 'intuitive'"):
        prove(BEER, claim=b > 0, refinement="NWBR")
    with pytest.raises(UnknownNameError, match="no type 'wimps'"):
        PLAY.sends("wimps", "beer")
    with pytest.raises(UnknownNameError, match="no event 'beer'"):
        PLAY.probability("beer")


def test_models_whose_symbols_are_not_their_parameters_are_refused():
    war = load_scenario("examples/scenarios/refusal.toml")
    assert isinstance(war, OpeningGame)
    with pytest.raises(InputError, match="the symbols of a OpeningGame are not its parameters"):
        played(war)
    with pytest.raises(InputError, match="needs payoffs in symbols"):
        played(BEER.game())


def test_payoffs_with_poles_are_claimed_about_where_they_have_none():
    x = sp.Symbol("x", real=True)
    game = ParametricGame(["t"], [1], ["m", "n"], ["r"], [[[1 / x], [0]]], [[[0], [0]]], {"x": 1})
    sends = played(game).sends("t", "m")
    assert prove(game, claim=sp.Eq(sends, 1), assuming=[x > 0]).proved
    assert prove(game, claim=sp.Ne(x, 0)).proved
    assert prove(game, claim=sp.Eq(sends, 1)).counterexample["x"] < 0
