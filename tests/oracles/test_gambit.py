"""Gambit on the tree, as a second opinion: its Nash points, filtered to perfect Bayesian, against the solver.

Both ways: what Gambit lists and beliefs support is in a family; what Gambit lists and no beliefs support is in none;
every pair of vertices of every family is Nash to Gambit; and the pure equilibria are exactly the same.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import chain
from typing import Any

import pytest

from termination.engine.check import receiver_regret, sender_regrets
from termination.engine.compare import compare
from termination.engine.enumerate import solve
from termination.engine.equilibria import Equilibria
from termination.engine.exchange import parse_efg, write_efg
from termination.engine.game import SignalingGame
from termination.models.opening.game import OpeningGame
from tests.oracles.best_replies import beliefs_exist
from tests.oracles.random_games import Sample, random_game, samples

pygambit = pytest.importorskip("pygambit")

Rows = Sequence[Sequence[Fraction]]


def disagreements(sample: Sample, counts: Counter[str]) -> list[str]:
    """What Gambit and the solver say differently about one game; counts what was looked at."""
    game, found = sample.game, solve(sample.game)
    assert found.complete
    wrong = []
    listed = compare(game, exhaustive=True)
    counts["points"] += len(listed)
    for point in listed:
        sender, receiver = point.sender.probabilities, point.receiver.probabilities
        supported = beliefs_exist(game, sender, receiver)
        counts["perfect Bayesian" if supported else "Nash only"] += 1
        if point.regret or not _nash(game, sender, receiver):
            wrong.append(f"{sample}: Gambit's point is not Nash: {point}")
        if found.contains(point.sender, point.receiver) != supported:
            wrong.append(f"{sample}: supported {supported}, but contained {not supported}: {point}")
        if point.perfect_bayesian != supported:
            wrong.append(f"{sample}: judged wrongly: {point}")
    wrong += [f"{sample}: {one}" for one in _vertices_that_gambit_rejects(game, found, counts)]
    if not listed:
        wrong.append(f"{sample}: Gambit lists nothing")
    return wrong


def _nash(game: SignalingGame, sender: Rows, receiver: Rows) -> bool:
    joint = [[p * row[m] for p, row in zip(game.prior, sender, strict=True)] for m in range(len(game.messages))]
    return max(sender_regrets(game, sender, receiver)) == 0 and all(
        receiver_regret(game, m, [weight / sum(weights) for weight in weights], receiver[m]) == 0
        for m, weights in enumerate(joint)
        if sum(weights)
    )


def _vertices_that_gambit_rejects(game: SignalingGame, found: Equilibria, counts: Counter[str]) -> list[str]:
    tree = pygambit.read_efg(io.StringIO(write_efg(game)))
    wrong = []
    for vertex in found.vertices():
        counts["vertices"] += 1
        if _profile(tree, vertex.sender.probabilities, vertex.receiver.probabilities).max_regret() != 0:
            wrong.append(f"Gambit finds a regret at {vertex}")
    return wrong


def _profile(tree: Any, sender: Rows, receiver: Rows) -> Any:
    profile = tree.mixed_behavior_profile(rational=True)
    for player, rows in zip(tree.players, (sender, receiver), strict=True):
        for move, row in zip(player.infosets, rows, strict=True):
            for action, weight in zip(move.actions, row, strict=True):
                profile[action] = weight
    return profile


def pure_points(found: Equilibria) -> set[tuple[Any, Any]]:
    """The pure pairs among the vertices: all pure equilibria, since what is pure is a vertex wherever it lies."""
    pairs = {(vertex.sender.probabilities, vertex.receiver.probabilities) for vertex in found.vertices()}
    return {pair for pair in pairs if all(x in (0, 1) for rows in pair for row in rows for x in row)}


def _compared(chosen: Iterable[Sample]) -> Counter[str]:
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    for sample in chosen:
        counts["games"] += 1
        wrong += disagreements(sample, counts)
    assert wrong == []
    return counts


@pytest.mark.thorough
def test_every_nash_point_of_hundreds_of_games() -> None:
    # Enumeration takes Gambit more than a second for a game of the largest size, and milliseconds for the others.
    counts = _compared(
        chain(samples(225, (2, 2, 2)), samples(60, (1, 3, 2), start=300), samples(15, only=(2, 3, 2), start=400))
    )
    assert counts["games"] == 300
    assert counts["points"] == counts["perfect Bayesian"] + counts["Nash only"]
    # Each side of the comparison was exercised.
    assert min(counts["perfect Bayesian"], counts["Nash only"], counts["vertices"]) > 150


@pytest.mark.long
def test_every_nash_point_of_thousands_of_games() -> None:
    counts = _compared(chain(samples(2000, (2, 2, 3), start=1000), samples(200, only=(2, 3, 2), start=5000)))
    assert counts["games"] == 2200


def _pure_compared(count: int, largest: tuple[int, int, int], start: int = 0) -> int:
    total = 0
    for sample in samples(count, largest, start=start):
        game = sample.game
        tree = pygambit.read_efg(io.StringIO(write_efg(game)))
        listed = set()
        for profile in pygambit.nash.enumpure_solve(tree).equilibria:
            behaviour = profile.as_behavior()
            sender, receiver = (
                tuple(tuple(Fraction(str(behaviour[action])) for action in move.actions) for move in player.infosets)
                for player in tree.players
            )
            if beliefs_exist(game, sender, receiver):
                listed.add((sender, receiver))
        assert pure_points(solve(game)) == listed, sample
        total += len(listed)
    return total


@pytest.mark.thorough
def test_pure_equilibria_are_exactly_gambits() -> None:
    assert _pure_compared(400, (2, 3, 3), start=20_000) > 400


@pytest.mark.long
def test_pure_equilibria_are_exactly_gambits_in_thousands_of_games() -> None:
    assert _pure_compared(5000, (2, 3, 3), start=30_000) > 5000


def test_gambit_and_we_read_the_same_game_from_what_we_write() -> None:
    """Through Gambit and back: what Gambit writes of the game it read, we read as the game we started from."""
    for sample in samples(60, (3, 3, 3), start=500):
        tree = pygambit.read_efg(io.StringIO(write_efg(sample.game)))
        assert parse_efg(tree.to_efg()) == sample.game, sample


def test_one_point_by_lemke_on_games_beyond_enumeration() -> None:
    """Complementary pivoting on the sequence form finds one Nash point of larger games quickly."""
    seen: Counter[bool] = Counter()
    for seed in range(40):
        game = random_game("generic" if seed % 3 else "small", (2, 4, 3), seed)
        found = solve(game)
        tree = pygambit.read_efg(io.StringIO(write_efg(game)))
        [profile] = pygambit.nash.lcp_solve(tree, rational=True).equilibria
        sender, receiver = (
            tuple(tuple(Fraction(str(profile[action])) for action in move.actions) for move in player.infosets)
            for player in tree.players
        )
        supported = beliefs_exist(game, sender, receiver)
        seen[supported] += 1
        assert found.contains(sender, receiver) == supported, seed
    assert sum(seen.values()) == 40


def war(signal: bool) -> OpeningGame:
    """A war in which the resilient can talk only if they can signal."""
    return OpeningGame(
        prior={"high": "3/10", "low": "7/10"},
        resilience={"high": "4/5", "low": "1/5"},
        war_value={"high": "1/2", "low": "1/10"},
        talks_value={"high": "11/20", "low": "2/5"},
        escalation_harm=1,
        talks_exposure="4/5",
        escalation_gain=1,
        escalation_cost="2/5",
        **({"signal_cost": {"high": "1/25", "low": "7/10"}} if signal else {}),
    )


def test_the_opening_game_without_signal() -> None:
    """All of Gambit's extreme points; those that beliefs support are the solver's, and there are some."""
    found, listed = solve(war(signal=False)), compare(war(signal=False))
    assert listed.exhaustive
    assert listed.perfect_bayesian
    for point in listed:
        supported = beliefs_exist(listed.game, point.sender.probabilities, point.receiver.probabilities)
        assert found.contains(point.sender, point.receiver) == supported == point.perfect_bayesian


def test_the_opening_game_with_signal() -> None:
    """Enumeration would take minutes; the pure points and one more do not. Separation by the signal is among them."""
    found, listed = solve(war(signal=True)), compare(war(signal=True))
    for point in listed:
        supported = beliefs_exist(listed.game, point.sender.probabilities, point.receiver.probabilities)
        assert found.contains(point.sender, point.receiver) == supported == point.perfect_bayesian
    assert any(
        point.sender["high"]["signal, open"] == 1 and point.sender["low"]["silent, open"] == 1
        for point in listed.perfect_bayesian
    )
