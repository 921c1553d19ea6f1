"""Receiver types against plans: the same equilibria in behaviour, both ways, and the same survivors. And Gambit."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from termination.engine.compare import compare
from termination.engine.enumerate import solve
from termination.engine.refining.concepts import CONCEPTS
from termination.engine.refining.refine import refine
from tests.oracles.definitions import points_of
from tests.oracles.receiver_types import Size, by_type, games, mixture_of_plans, with_plans


def held_against_plans(count: int, start: int, largest: Size = (2, 2, 2, 2)) -> Counter[str]:
    """Each game solved both ways, points of either list of families looked up in the other; before and after each
    refinement."""
    counts: Counter[str] = Counter()
    for seed, game in games(count, start, largest):
        native, planned = solve(game), solve(with_plans(game))
        assert native.complete
        assert planned.complete
        pairs = [("", native, planned)]
        pairs += [(concept, refine(native, concept), refine(planned, concept)) for concept in CONCEPTS]
        counts["rejected"] += len(pairs[2][1].rejected)
        for concept, ours, theirs in pairs:
            rng = Random(seed)
            for family in ours:
                assert family.certificate.valid, (seed, family.name)
                for sender, receiver in points_of(family, rng):
                    plans = mixture_of_plans(game, family.receiver.member(receiver).to_lists())
                    assert theirs.contains(sender, plans), (seed, concept, sender, receiver)
                    counts[f"ours {concept}"] += 1
            for family in theirs:
                for sender, receiver in points_of(family, rng):
                    assert ours.contains(sender, by_type(game, receiver)), (seed, concept, sender, receiver)
                    counts[f"theirs {concept}"] += 1
    return counts


def test_the_same_behaviour_as_with_plans() -> None:
    counts = held_against_plans(45, 0)
    assert min(counts["ours "], counts["theirs "], counts["ours D1"], counts["theirs NWBR"]) > 300
    assert counts["rejected"] > 10


@pytest.mark.thorough
def test_the_same_behaviour_as_with_plans_in_larger_games() -> None:
    assert held_against_plans(27, 500, (3, 3, 2, 2))["theirs "] > 300


@pytest.mark.long
@pytest.mark.parametrize("batch", range(20))
def test_the_same_behaviour_as_with_plans_in_a_thousand_games(batch: int) -> None:
    size = [(2, 2, 2, 2), (2, 3, 2, 2), (3, 2, 2, 2), (2, 2, 3, 2), (2, 2, 2, 3)][batch % 5]
    assert held_against_plans(50, 10_000 + 50 * batch, size)["ours "] > 0


def asked_gambit(count: int, start: int) -> int:
    """How many of the Nash points that Gambit lists on the trees are perfect Bayesian; all of them are ours, and only
    they."""
    pytest.importorskip("pygambit")
    found = 0
    for seed, game in games(count, start, (2, 2, 2, 2)):
        listed = compare(game, "gambit")
        assert listed, seed
        assert not listed.disagreements, (seed, str(listed))
        found += len(listed.perfect_bayesian)
    return found


def test_gambit_on_the_tree() -> None:
    assert asked_gambit(9, 0) > 30


@pytest.mark.long
@pytest.mark.parametrize("batch", range(10))
def test_gambit_on_three_hundred_trees(batch: int) -> None:
    assert asked_gambit(30, 2000 + 30 * batch) > 30
