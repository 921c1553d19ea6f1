"""Maximal pairs, order, names and components."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from random import Random

import pytest

from termination.engine.bicliques import closed_pairs, drop_contained, in_order, members, widened
from termination.engine.enumerate import solve
from termination.engine.game import SignalingGame
from termination.engine.naming import connected, with_names
from tests.oracles.random_games import random_game, samples


def quiet(stage: str, done: int, total: int) -> None:
    pass


def brute_force_pairs(meets: list[int], chosen: list[int]) -> set[tuple[int, int]]:
    """For every set of right things, the left things all of them meet, and back."""
    found = set()
    for size in range(1, len(chosen) + 1):
        for some in combinations(chosen, size):
            extent = -1
            for j in some:
                extent &= meets[j]
            if extent:
                found.add((extent, sum(1 << j for j in chosen if meets[j] & extent == extent)))
    return found


@pytest.mark.parametrize("seed", range(60))
def test_closed_pairs_are_those_of_brute_force(seed: int) -> None:
    rng = Random(f"pairs {seed}")
    meets = [rng.randrange(1 << rng.randint(1, 7)) for _ in range(rng.randint(1, 8))]
    chosen = sorted(rng.sample(range(len(meets)), rng.randint(0, len(meets))))
    pairs, finished = closed_pairs(meets, [meets[j] for j in chosen], chosen, 1000, quiet)
    assert finished
    assert len(set(pairs)) == len(pairs)
    assert pairs == sorted(pairs)
    assert set(pairs) == brute_force_pairs(meets, chosen)
    for lefts, rights in pairs:
        assert all(meets[j] >> i & 1 for i in members(lefts) for j in members(rights))


def test_pairs_are_sorted_as_their_members_are() -> None:
    pairs = [(a, b) for a in range(1, 64) for b in (*range(1, 16), 1 << 70, 1 << 70 | 1)]
    Random("order").shuffle(pairs)
    assert sorted(pairs, key=in_order) == sorted(pairs, key=lambda pair: (members(pair[0]), members(pair[1])))


@pytest.mark.parametrize("seed", range(60))
def test_some_pairs_are_widened_to_maximal_ones_of_all(seed: int) -> None:
    """Of right things in several sets that overlap, whichever pairs were found."""
    rng = Random(f"widened {seed}")
    meets = [rng.randrange(1, 1 << rng.randint(1, 6)) for _ in range(rng.randint(2, 8))]
    sets = [rng.sample(range(len(meets)), rng.randint(1, len(meets))) for _ in range(rng.randint(2, 4))]
    every = sorted(pair for some in sets for pair in brute_force_pairs(meets, sorted(some)))
    found = rng.sample(every, rng.randint(1, len(every)))
    wide = drop_contained(widened(found, meets, [sum(1 << j for j in some) for some in sets]))
    assert set(wide) <= set(drop_contained(every))
    assert {left for left, _ in wide} == {left for left, _ in found}


def test_closed_pairs_stop_at_the_limit_with_true_ones() -> None:
    meets = [0b0111, 0b1011, 0b1101, 0b1110]
    every, _ = closed_pairs(meets, meets, range(4), 100, quiet)
    some, finished = closed_pairs(meets, meets, range(4), 2, quiet)
    assert not finished
    assert 0 < len(some) < len(every)
    assert set(some) <= set(every)


def test_right_things_that_make_no_pair_may_join_one() -> None:
    assert closed_pairs([0b01, 0b11], [0b01], [0, 1], 9, quiet) == ([(0b01, 0b11)], True)


def test_contained_pairs_are_dropped_and_equal_ones_kept_once() -> None:
    assert drop_contained([(1, 1), (3, 1), (1, 3), (3, 1)]) == [(1, 3), (3, 1)]
    assert drop_contained([(1, 1), (3, 3), (2, 3), (4, 1)]) == [(3, 3), (4, 1)]
    assert drop_contained([]) == []


def test_no_family_contains_another() -> None:
    for sample in samples(200, start=4000):
        for one, other in combinations(solve(sample.game), 2):
            for small, large in ((one, other), (other, one)):
                inside = all(large.sender.contains(v.probabilities) for v in small.sender.vertices) and all(
                    large.receiver.contains(v.probabilities) for v in small.receiver.vertices
                )
                assert not inside, f"{sample}: {small.name!r} in {large.name!r}"


def test_components_join_exactly_the_families_that_meet() -> None:
    """Families meet where some pair of strategies is in both; then a pair of vertices of one is in the other."""
    joined = 0
    for sample in samples(200, start=5000):
        found = solve(sample.game)
        group = {id(family): i for i, part in enumerate(found.components) for family in part}
        assert sorted(group) == sorted(map(id, found))
        edges = [
            (one, other)
            for one, other in combinations(found, 2)
            if any(other.contains(v.sender, v.receiver) for v in one.vertices())
        ]
        assert all(group[id(one)] == group[id(other)] for one, other in edges)
        reached = {i: {i} for i in range(len(found))}
        position = {id(family): i for i, family in enumerate(found)}
        for one, other in edges:
            union = reached[position[id(one)]] | reached[position[id(other)]]
            for i in union:
                reached[i] = union
        assert len({frozenset(part) for part in reached.values()}) == len(found.components), sample
        joined += len(found) - len(found.components)
    assert joined > 20


def test_components_do_not_depend_on_the_order_of_families() -> None:
    found = solve(random_game("binary", (3, 3, 3), 6))
    assert len(found) > 10
    shuffled = list(found)
    Random("shuffle").shuffle(shuffled)
    assert {frozenset(part) for part in connected(shuffled)} == {frozenset(part) for part in found.components}


@pytest.mark.parametrize("seed", [3, 6, 8])
def test_components_are_those_of_families_with_vertices_of_their_own(seed: int) -> None:
    """As they are when read from a file: they then share no pool of vertices."""
    found = solve(random_game("binary", (3, 3, 3), seed))
    alone = []
    for family in found:
        sides = {name: getattr(family, name) for name in ("sender", "receiver")}
        own = {name: replace(side, vertices=tuple(side.vertices)) for name, side in sides.items()}
        alone.append(replace(family, **own))
    mixed = [*alone[::2], *found[1::2]]
    for families in (alone, mixed):
        parts = {frozenset(family.name for family in part) for part in connected(families)}
        assert parts == {frozenset(family.name for family in part) for part in found.components}


def test_names_are_unambiguous_and_say_where_families_differ() -> None:
    game = SignalingGame(
        ["entrant"],
        [1],
        ["out", "in"],
        {"out": ["idle"], "in": ["fight", "share"]},
        [[[1], [0, 2]]],
        [[[5], [0, 0]]],
    )
    assert [family.name for family in solve(game)] == [
        "pooling on out",
        "pooling or babbling on out or in",
        "pooling on in",
    ]
    for sample in samples(150, start=6000):
        names = [family.name for family in solve(sample.game)]
        assert len(set(names)) == len(names), sample
        assert all(names)


def test_families_alike_in_name_are_told_apart_by_a_reply() -> None:
    game = SignalingGame(
        ["weak", "strong"],
        ["1/2", "1/2"],
        ["safe", "risky"],
        {"safe": ["wait"], "risky": ["attack", "yield", "blockade"]},
        [[[1], [0, 4, 0]], [[1], [0, 4, 0]]],
        [[[0], [1, 0, -3]], [[0], [-3, 0, 1]]],
    )
    names = [family.name for family in solve(game)]
    assert names[:2] == ["pooling on safe (risky: attack 3/4 to 1)", "pooling on safe (risky: yield 0 to 1/4)"]


def test_a_family_of_one_tells_what_its_strategy_does_and_is_cut_out_by_it() -> None:
    found = solve(random_game("zero", (2, 3, 2), 21))
    ones = found.pure()
    assert len(ones) > 10
    for one in ones:
        for side in (one.sender, one.receiver):
            [strategy] = side.vertices
            assert all(side.entries(i) is row for i, row in enumerate(strategy.probabilities))  # nothing is made anew
            others = [vertex for family in ones for vertex in (*family.sender.vertices, *family.receiver.vertices)]
            alike = [other for other in others if other.rows == side.rows and side.contains(other.probabilities)]
            assert set(alike) == {strategy}


def test_with_names_keeps_the_order_and_the_members() -> None:
    found = solve(random_game("zero", (3, 2, 3), 21))
    renamed = with_names(found.model, found.families)
    assert [(f.sender, f.receiver, f.name) for f in renamed] == [(f.sender, f.receiver, f.name) for f in found]
