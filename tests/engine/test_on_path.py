"""Outcomes: families that differ off the path alone count as one, and no others do."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest

import termination as tm
from termination.engine.on_path import by_outcome, outcome_name, path
from termination.errors import UnknownNameError
from termination.models.catalog import load
from tests.oracles.noise import games
from tests.oracles.random_games import random_game


def ends(family):
    """The probability of each end of the game at every pair of vertices, from the definition; by his type, if any."""
    game = family.game
    messages = range(len(game.messages))
    seen_as = game.noise or [[Fraction(int(m == z)) for z in messages] for m in messages]
    return {
        tuple(
            game.prior[t] * sender.probabilities[t][m] * seen_as[m][z] * chance
            for t in range(len(game.types))
            for m in messages
            for z, row in enumerate(receiver.flat)
            for chance in row
        )
        for sender, receiver in product(family.sender.vertices, family.receiver.vertices)
    }


def test_a_wage_scale_comes_to_few_outcomes():
    found = tm.solve(load("spence").game)
    groups = by_outcome(found)
    assert [len(group) for group in groups] == [4, 2, 2, 2]
    assert [family for group in groups for family in group] == list(found)
    assert outcome_name(groups[2][0]) == (
        "low education 0, high education 5/4; education 0: wage 1, education 5/4: wage 2"
    )
    assert {outcome_name(family) for family in groups[0]} == {"all education 0; education 0: wage 4/3"}


def test_families_are_together_where_the_ends_of_the_game_are_as_likely():
    """At random games, ties among them. Where nothing is free on the path the ends decide; else they agree at least."""
    kinds = product(["generic", "small", "ragged", "knife edge", "twin types"], range(15))
    together, apart = _compared(((kind, seed), random_game(kind, (2, 3, 3), seed)) for kind, seed in kinds)
    assert together >= 40
    assert apart >= 100


@pytest.mark.thorough
def test_with_noise_what_may_be_seen_counts():
    """Where more is seen than can be sent, or less; and every list of families prints."""
    cases = dict(games(60))
    together, apart = _compared(cases.items())
    assert together >= 10
    assert apart >= 300
    assert {len(game.seen) > len(game.messages) for game in cases.values()} == {True, False}
    for game in cases.values():
        found = tm.solve(game)
        groups = found.by_outcome()
        assert ("They come to" in str(found)) == (len(groups) < len(found))
        for family in (group[0] for group in groups):
            told = [part.split(": ")[0] for part in outcome_name(family).split("; ")[1].split(", ")]
            seen = [z for z, on in zip(game.seen, family.reached, strict=True) if on]
            assert list(dict.fromkeys(label.split(" after ")[-1] for label in told)) == seen


def _compared(cases):
    """How many pairs of families are together and apart; that ends agree is asserted."""
    together = apart = 0
    for name, game in cases:
        found = tm.solve(game)
        for one, other in product(found, repeat=2):
            same = path(one) == path(other)
            if len(ends(one)) == len(ends(other)) == 1:
                assert same == (ends(one) == ends(other)), (name, one, other)
            elif same:
                assert _ranges(one) == _ranges(other)
            together += same and one is not other
            apart += not same
    return together, apart


def _ranges(family):
    return [(min(column), max(column)) for column in zip(*ends(family), strict=True)]


def test_what_is_done_after_messages_that_are_not_sent_is_no_part_of_it():
    half = Fraction(1, 2)
    game = tm.SignalingGame(
        ["a", "b"], [half, half], ["quiet", "loud"], ["stay", "go"],
        sender=[[[1, 1], [0, 0]], [[1, 1], [0, 0]]], receiver=[[[1, 0], [1, 0]], [[1, 0], [0, 1]]],
    )  # fmt: skip
    (group,) = by_outcome(tm.solve(game))
    assert outcome_name(group[0]) == "all quiet; quiet: stay"


def test_a_receiver_with_types_replies_by_type():
    game = tm.SignalingGame(
        ["only"], [1], ["ask"], ["yes", "no"], sender=[[[[1, 0]], [[1, 0]]]], receiver=[[[[1, 0]], [[0, 1]]]],
        receiver_types=["kind", "stern"], receiver_prior=["1/2", "1/2"],
    )  # fmt: skip
    (family,) = tm.solve(game)
    assert outcome_name(family) == "only ask; kind after ask: yes, stern after ask: no"


@pytest.mark.parametrize("by", ["families", "outcomes"])
def test_a_map_tells_apart_what_it_is_asked_to(by):
    """Where all pool on one message he replies as he thinks of the prior: one family by name, two outcomes."""
    import sympy as sp

    p, c = sp.symbols("p c", positive=True)
    game = tm.ParametricGame(
        types=["good", "bad"], prior=[p, 1 - p], messages=["plain", "fancy"], responses=["buy", "leave"],
        sender=[[[3, 1], [2 - c, -c]], [[4, 1], [2 - c, sp.Rational(1, 2) - c]]],
        receiver=[[[1, 0], [1, 0]], [[-1, 0], [-1, 0]]],
        values={"p": "1/3", "c": 2},
    )  # fmt: skip
    found = tm.regions(game, x={"c": (2, 3)}, y={"p": (0, 1)}, by=by)
    names = {name for cell in found.cells for name in cell.families}
    halves = [edge for edge in found.boundaries if not edge.vertical and edge.formula == Fraction(1, 2)]
    if by == "families":
        assert names == {"pooling on plain"}
        assert not halves
    else:
        assert names == {"all plain; plain: buy", "all plain; plain: leave"}
        assert [(edge.vanishes, edge.appears) for edge in halves] == [
            (("all plain; plain: leave",), ("all plain; plain: buy",))
        ]
        assert tm.regions(game, x={"c": (2, 3)}, y={"p": (0, 1)}).by == "outcomes"
        assert found.at("5/2", "3/4") == (("all plain; plain: buy",),) * 2


def test_a_war_is_mapped_by_families():
    war = load_war()
    found = tm.regions(war, x={"escalation_cost": (0, 1)}, y={"prior": (0, 1)})
    assert found.by == "families"
    with pytest.raises(UnknownNameError, match="'families', 'outcomes'"):
        tm.regions(war, x={"escalation_cost": (0, 1)}, y={"prior": (0, 1)}, by="outcome")


def load_war():
    return tm.load_scenario("examples/scenarios/vietnam_1965.toml")
