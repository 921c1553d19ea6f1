"""The receiver's polyhedron with two types of the sender: crossings of lines against double description."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import prod
from random import Random

import pytest

from benchmarks.cliffs import indifferent
from termination.engine import two_types
from termination.engine.enumerate import solve
from termination.engine.game import SignalingGame
from termination.engine.receiver_side import receiver_vertices, usable_replies
from termination.engine.vertices import ReceiverVertex, Tables
from termination.errors import SearchLimitWarning
from tests.oracles.evidence import with_evidence
from tests.oracles.random_games import KINDS, make, random_game
from tests.oracles.receiver_types import doubtful


def two(games: Iterable[SignalingGame]) -> list[SignalingGame]:
    return [game for game in games if len(game.types) == 2]


def counted(game: SignalingGame) -> int:
    tables = Tables.of(game)
    return sum(corner.count for corner in two_types.corners(tables, usable_replies(tables)))


def listed(game: SignalingGame) -> list[ReceiverVertex]:
    tables = Tables.of(game)
    found = []
    for corner in two_types.corners(tables, usable_replies(tables)):
        here = list(corner.vertices())
        assert len(here) == corner.count > 0
        found += here
    return found


def agree(games: list[SignalingGame]) -> int:
    """Both ways, game by game; how many vertices they have between them."""
    seen = 0
    for game in games:
        tables = Tables.of(game)
        every = receiver_vertices(tables, usable_replies(tables), 10**6, lambda *_: None)
        found = listed(game)
        assert len(found) == len(set(found)), game
        assert set(found) == set(every), game
        seen += len(found)
    return seen


def drawn(size: tuple[int, int, int], count: int, start: int = 0) -> list[SignalingGame]:
    return two(random_game(kind, size, start + seed) for kind in KINDS for seed in range(count))


@pytest.mark.parametrize("size", [(2, 2, 2), (2, 3, 3), (2, 5, 2), (2, 2, 4)], ids=str)
def test_both_ways_find_the_same_vertices(size: tuple[int, int, int]) -> None:
    """Of every kind of game, ties, twins and zeros among them: same weights on the same scale, same masks."""
    games = drawn(size, 8)
    assert len(games) > 70
    assert agree(games) > len(games)


def test_so_they_do_with_receiver_types_and_evidence() -> None:
    doubts = two(doubtful(seed, (2, 3, 2, 2)) for seed in range(60))
    assert agree(doubts) > len(doubts) > 30
    shown = [with_evidence(game, Random(i)) for i, game in enumerate(doubts + drawn((2, 4, 2), 4))]
    assert agree(shown) > len(shown) > 60


@pytest.mark.thorough
def test_so_they_do_in_larger_games_and_more_of_them() -> None:
    games = drawn((2, 4, 3), 60, start=1000) + drawn((2, 6, 2), 20, start=2000) + drawn((2, 3, 5), 10, start=3000)
    games += [indifferent("receiver", size, seed) for size in ((2, 8, 2), (2, 4, 4), (2, 5, 3)) for seed in range(3)]
    games += two(doubtful(seed, (2, 4, 3, 2)) for seed in range(80))
    assert len(games) > 900
    assert agree(games) > 20_000


def test_three_replies_are_mixed_where_they_give_both_types_what_another_message_gives() -> None:
    """The one message gives (1, 1) for sure, and three replies to the other have that in their midst."""
    sender = [[[1], [0, 3, 0]], [[1], [0, 0, 3]]]
    game = make([Fraction(1, 2)] * 2, sender, [[[0], [0, 0, 0]]] * 2)
    thirds = [x for x in listed(game) if x.weights == (3, 1, 1, 1)]
    assert [(x.scale, x.uses, x.best) for x in thirds] == [(3, 0b1111, 0b1111)]
    assert len(listed(game)) == agree([game])


def test_a_message_that_pays_less_than_another_in_any_case_multiplies_the_vertices() -> None:
    for game in drawn((2, 3, 3), 3):
        low = min(x for table in game.sender for row in table for x in row) - 1
        worse = make(
            list(game.prior),
            [[*table, [low, low - 1, low]] for table in game.sender],
            [[*table, [Fraction(0)] * 3] for table in game.receiver],
        )
        assert counted(worse) == 3 * counted(game)


def test_where_neither_cares_the_vertices_are_the_pure_strategies() -> None:
    for widths in ((2, 2, 2), (3, 1, 4), (2,) * 60):
        nothing = [[[Fraction(0)] * n for n in widths]] * 2
        assert counted(make([Fraction(1, 2)] * 2, nothing, nothing)) == prod(widths)


def test_the_number_is_told_before_the_work_and_where_it_is_too_large() -> None:
    told: list[tuple[str, int, int]] = []
    game = random_game("generic", (2, 12, 2), 1)
    found = solve(game, progress=lambda *news: told.append(news))
    assert found.complete
    assert told[0] == ("receiver's vertices", 0, counted(game))
    with pytest.warns(SearchLimitWarning, match="has more vertices than that, 338,944; of replies only the reply best"):
        assert not solve(indifferent("receiver", (2, 16, 2), 0)).complete


def test_where_all_would_be_looked_at_and_are_too_many_the_limit_tells_at_once() -> None:
    """Twenty messages, three types and an indifferent receiver: a million pure strategies, each a vertex."""
    with pytest.warns(SearchLimitWarning, match="more vertices than that, 1,048,576 or more; of replies only the"):
        found = solve(indifferent("receiver", (3, 20, 2), 1))
    assert len(found) > 0
    assert all(family.certificate.valid for family in found)


def test_families_are_the_same_either_way(monkeypatch: pytest.MonkeyPatch) -> None:
    games = drawn((2, 4, 2), 2) + drawn((2, 3, 3), 1)
    found = {}
    monkeypatch.setattr(two_types, "_MANY", 0)
    for soon in (0, 10**9):
        monkeypatch.setattr(two_types, "_SOON", soon)
        found[soon] = [[(x.name, x.sender.vertices, x.receiver.vertices) for x in solve(game)] for game in games]
    assert found[0] == found[10**9]
