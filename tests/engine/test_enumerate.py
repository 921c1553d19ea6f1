"""The exact solver on games whose equilibria are known by hand: count, then pairing, then certificates, then values."""

from __future__ import annotations

import os
import subprocess
import sys
import warnings
from collections import Counter
from fractions import Fraction
from itertools import product
from random import Random
from typing import Any, NamedTuple

import pytest

from benchmarks.cliffs import indifferent
from termination.engine import sender_side
from termination.engine.enumerate import solve
from termination.engine.equilibria import Equilibria
from termination.engine.families import Family
from termination.engine.game import SignalingGame
from termination.engine.polyhedra import LimitReached
from termination.engine.receiver_side import answered_vertices, fewest_vertices, receiver_vertices, usable_replies
from termination.engine.sender_side import Answers, answered, promising, sender_vertices
from termination.engine.sending import Able
from termination.engine.strategies import Quantity, Range
from termination.engine.vertices import Tables
from termination.errors import InputError, SearchLimitWarning
from tests.oracles.random_games import make, random_game, samples
from tests.oracles.receiver_types import doubtful

Strategies = list[list[Any]]
#: More messages than types, each small enough for whole polytopes.
SIZES = ((2, 4, 2), (2, 6, 2), (3, 5, 2), (2, 4, 3))


def beer_quiche(wimp: str) -> SignalingGame:
    return SignalingGame(
        types=["wimp", "surly"],
        prior=[wimp, 1 - Fraction(wimp)],
        messages=["beer", "quiche"],
        responses=["duel", "don't"],
        sender=[[[0, 2], [1, 3]], [[1, 3], [0, 2]]],
        receiver=[[[1, 0], [1, 0]], [[-1, 0], [-1, 0]]],
    )


def two_threats() -> SignalingGame:
    """After "risky" a harsh reply is best against weak types, a mild one against either, a harsh one against strong."""
    return SignalingGame(
        types=["weak", "strong"],
        prior=["1/2", "1/2"],
        messages=["safe", "risky"],
        responses={"safe": ["wait"], "risky": ["attack", "yield", "blockade"]},
        sender=[[[1], [0, 4, 0]], [[1], [0, 4, 0]]],
        receiver=[[[0], [1, 0, -3]], [[0], [-3, 0, 1]]],
    )


def matching() -> SignalingGame:
    """Both types indifferent and the receiver indifferent after both messages: mixed everywhere."""
    return SignalingGame(
        types=["a", "b"],
        prior=["1/2", "1/2"],
        messages=["m", "n"],
        responses=["x", "y"],
        sender=[[[1, 0], [2, 0]], [[0, 1], [0, "2/3"]]],
        receiver=[[[2, 0], [1, 0]], [[-1, 0], [-2, 0]]],
    )


def entry(threat: int) -> SignalingGame:
    """The entrant may stay out; after entry the incumbent fights, at a loss if `threat` is negative, or shares."""
    return SignalingGame(
        types=["entrant"],
        prior=[1],
        messages=["out", "in"],
        responses={"out": ["idle"], "in": ["fight", "share"]},
        sender=[[[1], [0, 2]]],
        receiver=[[[5], [threat, 0]]],
    )


def dominated_by_a_mixture() -> SignalingGame:
    """After "in", "hedge" is dominated only by mixing the other two: no belief makes it best."""
    return SignalingGame(
        types=["a", "b"],
        prior=["1/2", "1/2"],
        messages=["out", "in"],
        responses={"out": ["idle"], "in": ["left", "right", "hedge"]},
        sender=[[[1], [2, 2, 0]], [[1], [2, 2, 0]]],
        receiver=[[[0], [4, 0, 1]], [[0], [0, 4, 1]]],
    )


def cheap_talk() -> SignalingGame:
    """Common interest, messages without cost."""
    return SignalingGame.from_function(
        ["low", "high"],
        ["1/2", "1/2"],
        ["a", "b"],
        ["low", "high"],
        sender=lambda t, m, r: int(t == r),
        receiver=lambda t, m, r: int(t == r),
    )


def nothing_at_stake(types: int, messages: int, responses: int) -> SignalingGame:
    table = [[[0] * responses] * messages] * types
    return SignalingGame(
        [f"t{t}" for t in range(types)],
        [Fraction(1, types)] * types,
        [f"m{m}" for m in range(messages)],
        [f"r{r}" for r in range(responses)],
        table,
        table,
    )


class Expected(NamedTuple):
    """A family: the vertices of both sides, and where wanted kind, payoffs by type and beliefs by message and type."""

    sender: list[Strategies]
    receiver: list[Strategies]
    kind: str
    payoffs: list[Any]
    beliefs: dict[str, list[Any]]


FREE = (0, 1)
CASES: dict[str, tuple[SignalingGame, list[Expected]]] = {
    "beer-quiche, wimps rare": (
        beer_quiche("1/10"),
        [
            Expected(
                [[[1, 0], [1, 0]]],
                [[[0, 1], ["1/2", "1/2"]], [[0, 1], [1, 0]]],
                "pooling",
                [2, 3],
                {"beer": ["1/10", "9/10"], "quiche": [("1/2", 1), (0, "1/2")]},
            ),
            Expected(
                [[[0, 1], [0, 1]]],
                [[["1/2", "1/2"], [0, 1]], [[1, 0], [0, 1]]],
                "pooling",
                [3, 2],
                {"beer": [("1/2", 1), (0, "1/2")], "quiche": ["1/10", "9/10"]},
            ),
        ],
    ),
    "beer-quiche, on the knife-edge": (
        beer_quiche("1/2"),
        [
            Expected(
                [[[1, 0], [1, 0]]],
                [[[0, 1], ["1/2", "1/2"]], [[0, 1], [1, 0]], [["1/2", "1/2"], [1, 0]]],
                "pooling",
                [(1, 2), (2, 3)],
                {"beer": ["1/2", "1/2"], "quiche": [("1/2", 1), (0, "1/2")]},
            ),
            Expected(
                [[[0, 1], [0, 1]]],
                [[["1/2", "1/2"], [0, 1]], [[1, 0], [0, 1]], [[1, 0], ["1/2", "1/2"]]],
                "pooling",
                [(2, 3), (1, 2)],
                {"beer": [("1/2", 1), (0, "1/2")], "quiche": ["1/2", "1/2"]},
            ),
        ],
    ),
    "beer-quiche, wimps common": (
        beer_quiche("9/10"),
        [
            Expected(
                [[["1/9", "8/9"], [1, 0]]],
                [[["1/2", "1/2"], [1, 0]]],
                "semi-separating",
                [1, 2],
                {"beer": ["1/2", "1/2"], "quiche": [1, 0]},
            )
        ],
    ),
    "one outcome, two separate sets of beliefs": (
        two_threats(),
        [
            Expected(
                [[[1, 0], [1, 0]]],
                [[[1], [1, 0, 0]], [[1], ["3/4", "1/4", 0]]],
                "pooling",
                [1, 1],
                {"safe": ["1/2", "1/2"], "risky": [("3/4", 1), (0, "1/4")]},
            ),
            Expected(
                [[[1, 0], [1, 0]]],
                [[[1], [0, 0, 1]], [[1], [0, "1/4", "3/4"]]],
                "pooling",
                [1, 1],
                {"safe": ["1/2", "1/2"], "risky": [(0, "1/4"), ("3/4", 1)]},
            ),
            Expected(
                [[[1, 0], [1, 0]], [["2/3", "1/3"], [0, 1]]],
                [[[1], [0, "1/4", "3/4"]]],
                "semi-separating",
                [1, 1],
                {"safe": [("1/2", 1), (0, "1/2")], "risky": ["1/4", "3/4"]},
            ),
            Expected(
                [[[1, 0], [1, 0]], [[0, 1], ["2/3", "1/3"]]],
                [[[1], ["3/4", "1/4", 0]]],
                "semi-separating",
                [1, 1],
                {"safe": [(0, "1/2"), ("1/2", 1)], "risky": ["3/4", "1/4"]},
            ),
            Expected(
                [[[0, 1], [0, 1]]],
                [[[1], [0, 1, 0]]],
                "pooling",
                [4, 4],
                {"safe": [FREE, FREE], "risky": ["1/2", "1/2"]},
            ),
        ],
    ),
    "fully mixed on both sides": (
        matching(),
        [
            Expected([[[1, 0], [0, 1]]], [[[1, 0], [0, 1]]], "separating", [1, "2/3"], {"m": [1, 0], "n": [0, 1]}),
            Expected(
                [[["1/3", "2/3"], ["2/3", "1/3"]]],
                [[["1/2", "1/2"], ["1/4", "3/4"]]],
                "semi-separating",
                ["1/2", "1/2"],
                {"m": ["1/3", "2/3"], "n": ["2/3", "1/3"]},
            ),
            Expected([[[0, 1], [1, 0]]], [[[0, 1], [1, 0]]], "separating", [2, 1], {"m": [0, 1], "n": [1, 0]}),
        ],
    ),
    "an empty threat": (
        entry(-1),
        [Expected([[[0, 1]]], [[[1], [0, 1]]], "pooling", [2], {"out": [1], "in": [1]})],
    ),
    "a threat on the knife-edge": (
        entry(0),
        [
            Expected([[[1, 0]]], [[[1], [1, 0]], [[1], ["1/2", "1/2"]]], "pooling", [1], {"out": [1], "in": [1]}),
            Expected([[[1, 0]], [[0, 1]]], [[[1], ["1/2", "1/2"]]], "pooling", [1], {"out": [1], "in": [1]}),
            Expected([[[0, 1]]], [[[1], [0, 1]], [[1], ["1/2", "1/2"]]], "pooling", [(1, 2)], {"out": [1], "in": [1]}),
        ],
    ),
    "a reply no belief supports": (
        dominated_by_a_mixture(),
        [
            Expected(
                [[[0, 1], [0, 1]]],
                [[[1], [1, 0, 0]], [[1], [0, 1, 0]]],
                "pooling",
                [2, 2],
                {"out": [FREE, FREE], "in": ["1/2", "1/2"]},
            )
        ],
    ),
    "cheap talk": (
        cheap_talk(),
        [
            Expected(
                [[[1, 0], [1, 0]], [[0, 1], [0, 1]]],
                [[[1, 0], [1, 0]], [[0, 1], [0, 1]]],
                "pooling",
                [FREE, FREE],
                {"a": [FREE, FREE], "b": [FREE, FREE]},
            ),
            Expected([[[1, 0], [0, 1]]], [[[1, 0], [0, 1]]], "separating", [1, 1], {"a": [1, 0], "b": [0, 1]}),
            Expected([[[0, 1], [1, 0]]], [[[0, 1], [1, 0]]], "separating", [1, 1], {"a": [0, 1], "b": [1, 0]}),
        ],
    ),
    "nothing at stake": (
        nothing_at_stake(2, 2, 2),
        [
            Expected(
                [[[1 - i, i], [1 - j, j]] for i, j in product((0, 1), repeat=2)],
                [[[1 - i, i], [1 - j, j]] for i, j in product((0, 1), repeat=2)],
                "semi-separating",
                [0, 0],
                {"m0": [FREE, FREE], "m1": [FREE, FREE]},
            )
        ],
    ),
    "one message": (
        SignalingGame(["a", "b"], ["1/4", "3/4"], ["m"], ["x", "y"], [[[9, 1]], [[2, 3]]], [[[1, 0]], [[0, 1]]]),
        [Expected([[[1], [1]]], [[[0, 1]]], "pooling", [1, 3], {"m": ["1/4", "3/4"]})],
    ),
    "one response": (
        SignalingGame(
            ["a", "b"], ["1/4", "3/4"], ["m", "n"], ["x"], [[[1], [0]], [[0], [1]]], [[[1], [0]], [[0], [7]]]
        ),
        [Expected([[[1, 0], [0, 1]]], [[[1], [1]]], "separating", [1, 1], {"m": [1, 0], "n": [0, 1]})],
    ),
    "one of everything": (
        SignalingGame(["t"], [1], ["m"], ["r"], [[["1/3"]]], [[[-7]]]),
        [Expected([[[1]]], [[[1]]], "pooling", ["1/3"], {"m": [1]})],
    ),
}


def exactly(strategies: Strategies) -> list[list[Fraction]]:
    return [[Fraction(x) for x in row] for row in strategies]


def quantity(expected: Any) -> Quantity:
    return Range(*map(Fraction, expected)) if isinstance(expected, tuple) else Fraction(expected)


def vertices(side: Any) -> list[list[list[Fraction]]]:
    return sorted(vertex.to_lists() for vertex in side.vertices)


@pytest.mark.parametrize("name", CASES)
def test_known_games(name: str) -> None:
    game, expected = CASES[name]
    found = solve(game)
    assert found.complete
    assert found.unexamined == ""
    assert len(found) == len(expected)
    for family, want in zip(found, expected, strict=True):
        assert vertices(family.sender) == sorted(map(exactly, want.sender))
        assert vertices(family.receiver) == sorted(map(exactly, want.receiver))
        assert family.certificate.valid
        assert family.certificate.max_regret == 0
        assert family.kind == want.kind
        assert [family.payoffs[t] for t in game.types] == list(map(quantity, want.payoffs))
        for message, belief in want.beliefs.items():
            assert [family.beliefs[message][t] for t in game.types] == list(map(quantity, belief)), message
    assert len({family.name for family in found}) == len(found)


def test_components_join_families_that_touch() -> None:
    assert [len(c) for c in solve(entry(0)).components] == [3]
    assert [len(c) for c in solve(beer_quiche("1/10")).components] == [1, 1]
    assert [len(c) for c in solve(two_threats()).components] == [2, 2, 1]


def test_a_mixture_of_replies_that_no_one_belief_supports_is_no_equilibrium() -> None:
    """Nash, since the message is not sent; and each reply alone would do."""
    found, safe = solve(two_threats()), [[1, 0], [1, 0]]
    assert found.contains(safe, [[1], [1, 0, 0]])
    assert found.contains(safe, [[1], [0, 0, 1]])
    assert not found.contains(safe, [[1], ["1/2", 0, "1/2"]])


def test_nash_threats_are_not_equilibria_here() -> None:
    assert not solve(entry(-1)).contains([[1, 0]], [[1], [1, 0]])
    assert not solve(dominated_by_a_mixture()).contains([[1, 0], [1, 0]], [[1], [0, 0, 1]])


def test_a_message_whose_weight_vanishes_frees_the_belief() -> None:
    """On the edge from pooling on a to pooling on b the posterior is the prior; at the ends it may be anything."""
    babbling = solve(cheap_talk())[0]
    sent, *unsent = babbling.beliefs["a"]
    assert sent.sent
    assert sent.beliefs.vertices == ((Fraction(1, 2), Fraction(1, 2)),)
    assert [piece.replies for piece in unsent] == [("low",), ("high",), ("low", "high")]
    assert [piece.beliefs["low"] for piece in unsent] == [
        Range(Fraction(1, 2), Fraction(1)),
        Range(Fraction(0), Fraction(1, 2)),
        Fraction(1, 2),
    ]


def supports(game: SignalingGame, m: int, reply: int) -> bool:
    """For two types: whether some belief makes the pure reply best, by intersecting intervals of mu(type 0)."""
    low, high = Fraction(0), Fraction(1)
    for other in range(len(game.response_sets[m])):
        at_0, at_1 = (game.receiver[t][m][reply] - game.receiver[t][m][other] for t in (0, 1))
        if at_0 == at_1:
            if at_1 < 0:
                return False
            continue
        root = at_1 / (at_1 - at_0)
        low, high = (max(low, root), high) if at_0 > at_1 else (low, min(high, root))
    return low <= high


def is_pure_equilibrium(game: SignalingGame, sent: tuple[int, ...], reply: tuple[int, ...]) -> bool:
    """From the definition, for two types and pure strategies."""
    M = range(len(game.messages))
    for t, m in enumerate(sent):
        if any(game.sender[t][n][reply[n]] > game.sender[t][m][reply[m]] for n in M):
            return False
    for m in M:
        who = [t for t in (0, 1) if sent[t] == m]
        if not who and not supports(game, m, reply[m]):
            return False
        for other in range(len(game.response_sets[m])) if who else ():
            if sum(game.prior[t] * (game.receiver[t][m][other] - game.receiver[t][m][reply[m]]) for t in who) > 0:
                return False
    return True


@pytest.mark.thorough
@pytest.mark.parametrize(("size", "count"), [((2, 2, 2), 60), ((2, 3, 2), 45), ((2, 2, 3), 60), ((2, 4, 2), 9)])
def test_every_pure_equilibrium_is_found_and_no_other(size: tuple[int, int, int], count: int) -> None:
    for sample in samples(count, only=size, start=7000):
        game, found = sample.game, solve(sample.game)
        widths = [len(labels) for labels in game.response_sets]
        for sent in product(range(size[1]), repeat=2):
            for reply in product(*map(range, widths)):
                sender = [[int(m == choice) for m in range(size[1])] for choice in sent]
                receiver = [[int(r == choice) for r in range(w)] for choice, w in zip(reply, widths, strict=True)]
                assert found.contains(sender, receiver) == is_pure_equilibrium(game, sent, reply), (
                    f"{sample}: {sent} {reply}"
                )


def test_every_family_of_random_games_is_certified() -> None:
    for sample in samples(400, start=20_000):
        found = solve(sample.game)
        assert found.complete
        assert len(found) > 0, f"{sample}: every game has an equilibrium"
        for family in found:
            assert family.certificate.valid, f"{sample}: {family.name}: {family.certificate}"
        assert len({family.name for family in found}) == len(found), sample


# ---------------------------------------------------------------- limits, progress, order


def keys(families: Any) -> list[tuple[Any, Any]]:
    return [(family.sender, family.receiver) for family in families]


def check_what_is_given(found: Equilibria, every: Equilibria) -> str:
    """Whole families as far as the search came; if it came to none, parts of families, or none and words for it.

    A part is a face of a family on both sides: it has the vertices of the family that meet its constraints, no others.
    """
    assert all(family.certificate.valid for family in found)
    if set(keys(found)) <= set(keys(every)) and len(found):
        return "whole"
    if not len(found):
        assert "no equilibrium is among the parts that were examined" in found.unexamined
        return "nothing"
    assert "parts of families" in found.unexamined
    for part in found:
        assert any(
            all(
                set(own.vertices) == {vertex for vertex in all_of.vertices if own.contains(vertex.probabilities)}
                for own, all_of in ((part.sender, family.sender), (part.receiver, family.receiver))
            )
            for family in every
        )
    return "parts"


@pytest.mark.parametrize("limit", [1, 2, 5, 20, 50])
def test_a_limit_is_said_and_what_is_given_is_true(limit: int) -> None:
    seen = Counter[str]()
    for sample in samples(150, start=30_000):
        every = solve(sample.game)
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            found = solve(sample.game, limit=limit)
        if found.complete:
            assert not caught
            assert keys(found) == keys(every)
            continue
        (warning,) = caught
        assert warning.category is SearchLimitWarning
        assert str(warning.message) == found.unexamined
        assert f"search limit {limit} reached" in found.unexamined
        assert found.unexamined.endswith("Allow more with solve(..., limit=...)")
        seen[check_what_is_given(found, every)] += 1
    assert seen["whole"]
    assert not seen["nothing"]


@pytest.mark.parametrize("limit", [2**63, 10**400])
def test_a_limit_may_be_as_large_as_one_likes(limit: int) -> None:
    assert solve(cheap_talk(), limit=limit) == solve(cheap_talk())


def test_limits_of_each_stage_are_named() -> None:
    def left(game: SignalingGame, limit: int) -> str:
        with pytest.warns(SearchLimitWarning):
            found = solve(game, limit=limit)
        assert not found.complete
        assert "INCOMPLETE" in repr(found)
        return found.unexamined

    assert "receiver's polyhedron has more vertices than that, 27 or more" in left(nothing_at_stake(1, 3, 3), 10)
    assert "4 of 4 vertices" in left(nothing_at_stake(4, 2, 2), 12)
    assert "more families" in left(random_game("binary", (3, 3, 3), 6), 40)


@pytest.mark.thorough
def test_families_found_before_a_limit_are_whole() -> None:
    """Where only some of the receiver's vertices are answered, their families are among those of the full answer."""
    seen = Counter[str]()
    for seed in range(200):
        game = random_game("binary", (3, 3, 2), seed)
        with warnings.catch_warnings(record=True):
            warnings.simplefilter("always")
            found = solve(game, limit=16)
        if not found.complete:
            seen[check_what_is_given(found, solve(game))] += 1
    assert seen["whole"] > 10


NO_PART = [
    ([[[1, 0, 0], [0, 0, 1]], [[1, 0, 0], [0, -1, 0]]], [[[1, -2, 0], [-1, 0, 0]], [[0, 2, 1], [-2, 0, 0]]], 4),
    (
        [[[-1, 0, 0], [-1, 0, -1], [0, 0, 0]], [[0, 0, 0], [-1, 0, 0], [0, 0, 0]]],
        [[[-1, 1, 0], [1, 0, 0], [0, -1, -1]], [[-1, -2, -1], [0, 0, -1], [0, -1, 0]]],
        5,
    ),
]


@pytest.mark.parametrize(("sender", "receiver", "limit"), NO_PART, ids=["2x2x3", "2x3x3"])
def test_a_family_is_whole_though_the_replies_that_complete_it_were_not_come_to(
    sender: list[Any], receiver: list[Any], limit: int
) -> None:
    """Replies that two beliefs support are found with either of the sets that hold them; with the other there may be
    more that go with them, and the search for what goes with that set ends before it comes to them."""
    game = make([Fraction(1, 2)] * 2, sender, receiver)
    with pytest.warns(SearchLimitWarning, match="there are more families than that"):
        found = solve(game, limit=limit)
    assert "parts" not in found.unexamined
    assert check_what_is_given(found, solve(game)) == "whole"


@pytest.mark.thorough
@pytest.mark.parametrize(("faces", "choices"), [(5, 1), (8, 2), (12, 4)])
def test_parts_of_families_are_faces_of_them(monkeypatch: pytest.MonkeyPatch, faces: int, choices: int) -> None:
    """With next to no room for what is examined when no whole family is within the limit."""
    monkeypatch.setattr("termination.engine.enumerate._FACES", faces)
    monkeypatch.setattr("termination.engine.enumerate._CHOICES", choices)
    seen = Counter[str]()
    for kind in ("binary", "zero", "twin types", "generic"):
        for seed in range(40):
            game = random_game(kind, (3, 3, 2), seed)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                found = solve(game, limit=2)
            if not found.complete:
                seen[check_what_is_given(found, solve(game))] += 1
    assert seen["parts"] > 20
    assert seen["parts"] + seen["whole"] > seen["nothing"]


def test_a_game_with_too_many_ties_is_answered_in_parts_with_the_words_why() -> None:
    """Twenty types to whom all is one: a million pure choices, all in equilibrium."""
    with pytest.warns(SearchLimitWarning, match="search limit 200000 reached: the sender's answers to 1 of 1 vertices"):
        found = solve(nothing_at_stake(20, 2, 1))
    assert "; at one of them her best messages combine in 1,048,576 ways" in found.unexamined
    assert not found.complete
    assert len(found) == 2
    assert "may be parts of families: types beyond the first few keep to one of their best messages" in found.unexamined
    assert found.unexamined in repr(found)
    assert all(len(family.sender.vertices) == 64 and family.certificate.valid for family in found)
    first = found[0]
    assert first.sender["t0"]["m0"] == Range(Fraction(0), Fraction(1))
    assert first.sender["t19"]["m0"] == 1
    keep_to = [[1, 0]] * 19
    assert found.contains([*keep_to, [1, 0]], [[1], [1]])
    assert not found.contains([*keep_to, [0, 1]], [[1], [1]])  # an equilibrium, in neither of the parts
    assert "component" not in str(found)
    assert "NOT complete: search limit 200000 reached" in " ".join(str(found).split())


def test_an_empty_list_says_why_it_is_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("termination.engine.enumerate._FACES", 1)
    with pytest.warns(SearchLimitWarning, match="no equilibrium is among the parts that were examined"):
        found = solve(cheap_talk(), limit=1)
    assert list(found) == []
    assert found[:1] == ()
    for told in (repr(found), str(found)):
        assert "though every finite game has an equilibrium" in " ".join(told.split())
    with pytest.raises(IndexError, match="there is no equilibrium in this list: search limit 1 reached"):
        _ = found[0]


@pytest.mark.parametrize("limit", [0, -1, 2.5, True, None, "many"])
def test_a_limit_that_is_no_positive_number_is_refused(limit: Any) -> None:
    with pytest.raises(InputError, match="limit"):
        solve(cheap_talk(), limit=limit)


@pytest.mark.parametrize("model", [None, "beer-quiche", {"types": ["t"]}, [cheap_talk()]])
def test_what_is_no_game_is_refused(model: Any) -> None:
    with pytest.raises(InputError, match="SignalingGame"):
        solve(model)


def test_huge_games_meet_the_limit_and_not_the_machine() -> None:
    for game in (nothing_at_stake(2, 12, 8), nothing_at_stake(14, 4, 2)):
        with pytest.warns(SearchLimitWarning):
            assert not solve(game, limit=2000).complete


def test_progress_counts_up_within_each_stage() -> None:
    told: list[tuple[str, int, int]] = []
    solve(random_game("generic", (3, 3, 3), 1), progress=lambda *news: told.append(news))
    assert {stage for stage, _, _ in told} == {"receiver's vertices", "matching senders", "joining families"}
    assert all(0 <= done < total for _, done, total in told)


def test_how_many_vertices_there_are_at_the_least_is_told_before_the_work() -> None:
    told: list[tuple[str, int, int]] = []
    assert solve(random_game("generic", (3, 10, 2), 2), progress=lambda *news: told.append(news)).complete
    stage = "sets of messages (the receiver's polyhedron has 512 or more vertices)"
    assert next(news for news in told if news[0].startswith("sets")) == (stage, 0, 10 + 45 + 120)


@pytest.mark.thorough
def test_the_limit_bounds_what_is_held_and_not_what_is_there() -> None:
    game = random_game("generic", (5, 4, 3), 3)
    tables = Tables.of(game)
    assert len(receiver_vertices(tables, usable_replies(tables), 10**6, no_news)) == 2979
    found = solve(game, limit=500)
    assert found.complete
    assert keys(found) == keys(solve(game))


@pytest.mark.parametrize("batch", range(3))
def test_there_are_never_fewer_vertices_than_counted_before_the_work(batch: int) -> None:
    games = [sample.game for sample in samples(40, start=62_000 + 40 * batch)]
    for game in games + [doubtful(seed) for seed in range(40 * batch, 40 * batch + 20)]:
        tables = Tables.of(game)
        usable = usable_replies(tables)
        assert 1 <= fewest_vertices(tables, usable) <= len(receiver_vertices(tables, usable, 10**6, no_news))


def test_an_interrupt_comes_through_and_leaves_nothing_behind() -> None:
    game = random_game("binary", (3, 3, 3), 3)
    before = keys(solve(game))
    stages = ["receiver's vertices", "matching senders", "joining families"]
    for stage in stages:

        def interrupt(at: str, done: int, total: int, stage: str = stage) -> None:
            if at == stage:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            solve(game, progress=interrupt)
    assert keys(solve(game)) == before


# ---------------------------------------------------------------- the messages that are sent come first


def no_news(stage: str, done: int, total: int) -> None:
    pass


@pytest.mark.thorough
def test_by_way_of_what_is_sent_every_vertex_that_is_answered_is_found() -> None:
    """And only vertices of the receiver's polyhedron; not many that are not answered."""
    every = kept = answered = 0
    for sample in samples(60, largest=(4, 4, 3), start=60_000):
        tables = Tables.of(sample.game)
        usable = usable_replies(tables)
        vertices = receiver_vertices(tables, usable, 10**6, no_news)
        found = answered_vertices(tables, usable, 10**6, no_news)
        wanted = {x for x in vertices if promising(tables, x) and sender_vertices(tables, x, 10**6)}
        assert wanted <= set(found) <= set(vertices), sample
        assert len(set(found)) == len(found)
        every, kept, answered = every + len(vertices), kept + len(found), answered + len(wanted)
    assert answered <= kept < (every + answered) / 2


@pytest.mark.thorough
def test_who_is_struck_out_has_no_weight_in_any_answer() -> None:
    """The answers to a vertex are the same without; most of those without an answer are told before the work."""
    told = unanswered = struck = 0
    games = [sample.game for sample in samples(30, start=63_000)] + [doubtful(seed) for seed in range(200, 215)]
    for game in [*games, *(random_game("generic", (4, 3, 3), seed) for seed in range(4))]:
        tables = Tables.of(game)
        able = Able(tables)
        for x in receiver_vertices(tables, usable_replies(tables), 10**6, no_news):
            whole = set(sender_vertices(tables, x, 10**6)) if promising(tables, x) else set()
            left = able.answers(x)
            unanswered, told = unanswered + (not whole), told + (left is None)
            assert set(sender_vertices(tables, left, 10**6) if left else ()) == whole, (game, x)
            struck += left not in (None, x)
    assert unanswered >= told > 0.9 * unanswered > 0 < struck


def test_by_way_of_messages_the_answers_are_those_by_way_of_choices(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways to make the sender's polytope, at every vertex, where she has a choice and where she has none."""
    games = [sample.game for sample in samples(80, start=64_000)] + [doubtful(seed) for seed in range(220, 240)]
    games += [indifferent("sender", size, seed) for size in ((2, 6, 2), (3, 5, 2), (2, 3, 3)) for seed in range(3)]
    seen = 0
    for game in games:
        tables = Tables.of(game)
        every = receiver_vertices(tables, usable_replies(tables), 10**6, no_news)
        vertices = [x for x in every if promising(tables, x)]
        found = {}
        for few in (10**9, 0):
            monkeypatch.setattr(sender_side, "_FEW", few)
            found[few] = [frozenset(sender_vertices(tables, x, 10**6)) for x in vertices]
        assert found[0] == found[10**9], game
        seen += sum(len(answers) > 1 for answers in found[0])
    assert seen > 150


def test_faces_of_as_many_messages_as_there_are_types_have_all_the_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """The vertices are those of the whole polytopes, and the same vertices of P have some; games with many messages."""
    games = [random_game(kind, size, seed) for kind in ("generic", "binary", "small", "zero") for size in SIZES
             for seed in range(3)]  # fmt: skip
    games += [indifferent(who, size, seed) for who in ("sender", "receiver") for size in SIZES for seed in range(2)]
    divided = several = 0
    for game in games:
        tables = Tables.of(game)
        vertices = receiver_vertices(tables, usable_replies(tables), 10**6, no_news)
        known = Answers(Able(tables))
        some = [answered(tables, x, 10**6, known) for x in vertices]
        whole = [set(sender_vertices(tables, x, 10**6)) if promising(tables, x) else set() for x in vertices]
        assert some == list(map(bool, whole)), game
        assert known.vertices == set().union(*whole), game
        divided += len(known.faces)
        several += any(len(one) > 1 for one in whole)
    assert divided > 50
    assert several > 20


def test_where_there_are_too_many_faces_no_answer_is_told() -> None:
    tables = Tables.of(nothing_at_stake(2, 9, 1))
    [x, *_] = receiver_vertices(tables, usable_replies(tables), 10**6, no_news)
    few, enough = Answers(Able(tables)), Answers(Able(tables))
    assert answered(tables, x, 35, few) is None
    assert answered(tables, x, 81, enough) is True
    assert len(enough.vertices) == 81
    assert not few.vertices


@pytest.mark.parametrize("seed", range(40))
def test_types_that_nothing_links_are_looked_at_apart(seed: int) -> None:
    """The polytope as a product of polytopes, of free types, of types that conditions link, of none, and as one."""
    rng = Random(f"linked {seed}")
    choices = [rng.choice([1, 2, 2, 3]) for _ in range(3)] + [2] * 7
    widths = [n for n in choices if n > 1]
    conditions = []
    for _ in range(rng.randint(1, 4)):
        about = [rng.random() < 0.4 for _ in widths]
        weights = [rng.randint(-2, 2) if some else 0 for n, some in zip(widths, about, strict=True) for _ in range(n)]
        conditions.append(((*weights, rng.randint(0, 2)), rng.random() < 0.25))
    whole = sender_side._cut_choices(conditions, widths, 10**6)
    apart = list(sender_side._by_choices(conditions, choices, 10**6))
    assert len(apart) == len(whole)
    assert set(apart) == set(whole)
    if len(whole) > 1 < len(sender_side._linked(conditions, widths)):
        with pytest.raises(LimitReached):
            list(sender_side._by_choices(conditions, choices, len(whole) - 1))


def test_comparisons_that_each_can_be_kept_may_not_be_kept_together() -> None:
    """Each of three comparisons has a type in its favour, so that signs strike nobody out; but they sum to a loss."""
    against = [[0, 3, -2, -2], [0, -2, 3, -2], [0, -2, -2, 3]]
    game = SignalingGame(
        ["a", "b", "c"], ["1/3"] * 3, ["m", "n"], ["r", "x", "y", "z"],
        sender=[[[0] * 4] * 2] * 3, receiver=[[[-x for x in row], [0] * 4] for row in against],
    )  # fmt: skip
    r, everyone = 1, 0b111
    assert Able(Tables.of(game))(0, everyone, 0, r) == 0
    assert Able(Tables.of(game))(0, everyone, everyone, r) == 0
    assert Able(Tables.of(game))(1, everyone, 0, r) == everyone


@pytest.mark.parametrize("batch", range(4))
def test_the_answer_is_the_same_by_either_way(monkeypatch: pytest.MonkeyPatch, batch: int) -> None:
    models = [sample.game for sample in samples(40, start=61_000 + 40 * batch)]
    models += [doubtful(seed) for seed in range(20 * batch, 20 * batch + 20)]
    one_way = [keys(solve(game)) for game in models]
    monkeypatch.setattr("termination.engine.enumerate._FEW", 1)
    assert [keys(solve(game)) for game in models] == one_way


def grid(types: int, messages: int) -> SignalingGame:
    """A signal that costs the less the higher the type, each on a grid; the receiver likes to yield to high types."""
    return SignalingGame.from_function(
        [f"t{t}" for t in range(types)],
        [Fraction(1, types)] * types,
        [f"m{m}" for m in range(messages)],
        ["resist", "yield"],
        sender=lambda t, m, r: int(r == "yield")
        - Fraction(int(m[1:]), messages) * (Fraction(11, 10) - Fraction(2 * int(t[1:]) + 1, 2 * types)),
        receiver=lambda t, m, r: (r == "yield") * (Fraction(2 * int(t[1:]) + 1, 2 * types) - Fraction(3, 5)),
    )


@pytest.mark.thorough
@pytest.mark.parametrize(("types", "messages"), [(6, 5), (20, 4)])
def test_grids_of_types_are_solved_whole(monkeypatch: pytest.MonkeyPatch, types: int, messages: int) -> None:
    found = solve(grid(types, messages))
    assert found.complete
    assert all(family.certificate.valid for family in found)
    monkeypatch.setattr("termination.engine.enumerate._FEW", 10**6)
    assert keys(solve(grid(types, messages))) == keys(found)


PRINT_EVERYTHING = """
from termination.engine.enumerate import solve
from tests.oracles.random_games import samples
for sample in samples(60, start=40_000):
    for family in solve(sample.game):
        print(family.name, family.kind, family.sender.to_lists(), family.receiver.to_lists(), family.payoffs)
        print(family.outcomes, family.beliefs, family.sender.constraints, family.receiver.constraints)
        print([vertex.to_lists() for side in (family.sender, family.receiver) for vertex in side.vertices])
    print(solve(sample.game).components)
"""


def test_output_does_not_depend_on_the_hash_seed() -> None:
    outputs = set()
    for seed in ("0", "1", "4242"):
        run = subprocess.run(
            [sys.executable, "-c", PRINT_EVERYTHING],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.getcwd()},
            capture_output=True,
            check=True,
        )
        outputs.add(run.stdout)
    assert len(outputs) == 1
    assert len(outputs.pop()) > 10_000


def test_families_come_in_a_fixed_order() -> None:
    """Those whose types send earlier messages first, whatever else changes."""
    for sample in samples(100, start=50_000):
        found = solve(sample.game)

        def weight(family: Family) -> list[list[Fraction]]:
            return [[-x for row in vertex.to_lists() for x in row] for vertex in family.sender.vertices]

        assert [weight(f) for f in found] == sorted(weight(f) for f in found)
