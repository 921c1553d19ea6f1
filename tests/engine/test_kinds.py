"""Which kinds of equilibrium a family holds, and its pure equilibria: against enumeration from the definitions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations, pairwise, product
from random import Random

import pytest

import termination as tm
from termination.engine.check import follows_bayes, receiver_regret, sender_regrets
from termination.engine.enumerate import solve
from termination.engine.families import Family
from termination.engine.game import SignalingGame
from termination.engine.kinds import KINDS, by_kind, either, kind_of
from termination.engine.places import mask_of
from termination.engine.strategies import Strategy, StrategySet
from tests.oracles.definitions import points_of
from tests.oracles.random_games import samples

Rows = Sequence[Sequence[Fraction]]
HALF = Fraction(1, 2)
#: Everybody is indifferent, and the receiver follows the message: all kinds in one family.
IDLE_TALK = SignalingGame(["L", "R"], [HALF, HALF], ["A", "B"], ["r"], [[[0], [0]]] * 2, [[[0], [0]]] * 2)


def kind_by_beliefs(prior: Sequence[Fraction], sender: Rows) -> str:
    """The kind of one equilibrium, from the beliefs after the messages that are sent."""
    columns = [column for column in zip(*sender, strict=True) if any(column)]
    joints = [[p * x for p, x in zip(prior, column, strict=True)] for column in columns]
    beliefs = [[x / sum(joint) for x in joint] for joint in joints]
    if all(belief == list(prior) for belief in beliefs):
        return "babbling" if len(beliefs) > 1 else "pooling"
    return "separating" if all(max(belief) == 1 for belief in beliefs) else "semi-separating"


def test_kinds_of_many_at_once_are_those_of_each() -> None:
    rng = Random("kinds")
    for size in [(1, 1), (1, 3), (2, 1), (2, 2), (3, 2), (2, 3), (4, 3)] * 20:
        senders = [shuffled(rng, size) for _ in range(rng.randint(1, 40))]
        using = [[mask_of([bool(rows[t][m]) for rows in senders]) for m in range(size[1])] for t in range(size[0])]
        kinds = list(map(kind_of, senders))
        told = by_kind(senders, using)
        assert told == {kind: mask_of([one == kind for one in kinds]) for kind in KINDS if kind in kinds}


def shuffled(rng: Random, size: tuple[int, int]) -> Rows:
    """A sender's strategy: all types alike, each her own message, or anything."""
    types, messages = size
    rows = [[Fraction(n) for n in rng.sample([*[0] * (messages - 1), 1], messages)] for _ in range(types)]
    if messages > 1 and rng.random() < 0.5:
        rows = [[*rng.sample([HALF, HALF, *[Fraction(0)] * (messages - 2)], messages)] for _ in range(types)]
    if messages > 1 and rng.random() < 0.2:
        rows[0] = [Fraction(1, 3), Fraction(2, 3), *[Fraction(0)] * (messages - 2)]
    return [rows[0]] * types if rng.random() < 0.4 else rows


def grid(types: int, messages: int) -> Iterator[Rows]:
    """All sender strategies whose weights are thirds (with two messages; halves with more)."""
    steps = 3 if messages == 2 else 2
    rows = [row for row in product(range(steps + 1), repeat=messages) if sum(row) == steps]
    yield from product([tuple(Fraction(x, steps) for x in row) for row in rows], repeat=types)


def families(count: int, start: int) -> Iterator[Family]:
    for sample in samples(count, start=start):
        yield from solve(sample.game)


def check_kinds(count: int, start: int) -> Counter[tuple[str, ...]]:
    """Every member met is of a kind that the family names, and every kind that it names is met."""
    rng, seen = Random(f"kinds {start}"), Counter[tuple[str, ...]]()
    for family in families(count, start):
        game = family.game
        vertices = [vertex.probabilities for vertex in family.sender.vertices]
        met = {kind_by_beliefs(game.prior, sender) for sender, _ in points_of(family, rng, 12)}
        met |= {kind_by_beliefs(game.prior, mean(one, other)) for one, other in combinations(vertices, 2)}
        met |= {kind_by_beliefs(game.prior, rows) for rows in vertices}
        if len(game.types) * len(game.messages) <= 6:
            members = (rows for rows in grid(len(game.types), len(game.messages)) if family.sender.contains(rows))
            met |= {kind_by_beliefs(game.prior, rows) for rows in members}
        assert set(family.kinds) == met, f"{family.kinds} {met} {game.sender} {game.receiver} {game.prior}"
        assert list(family.kinds) == [kind for kind in KINDS if kind in met]
        seen[family.kinds] += 1
    return seen


def mean(one: Rows, other: Rows) -> Rows:
    return tuple(
        tuple((x + y) / 2 for x, y in zip(row, other_row, strict=True))
        for row, other_row in zip(one, other, strict=True)
    )


@pytest.mark.thorough
def test_the_kinds_named_are_those_that_occur() -> None:
    seen = check_kinds(90, 0)
    assert all(seen[kind,] for kind in ("separating", "semi-separating", "pooling"))
    assert seen[KINDS] > 1
    assert sum(count for kinds, count in seen.items() if len(kinds) > 1) > 9
    assert len(seen) > 5


@pytest.mark.long
def test_the_kinds_named_are_those_that_occur_in_many_games() -> None:
    assert len(check_kinds(6000, 10_000)) == 9


def test_a_family_of_every_kind() -> None:
    (family,) = solve(IDLE_TALK)
    assert (family.kind, family.kinds) == ("semi-separating", KINDS)
    assert family.name == "of every kind: L A or B; R A or B"
    line = "contains     separating (L: A; R: B), separating (L: B; R: A), pooling on A,"
    assert line in str(family)
    assert "pooling on B, babbling on A and B" in str(family)
    told = " ".join(tm.explain(family).paragraphs)
    assert "several kinds belong together here: separating ones, semi-separating ones, pooling ones and" in told
    assert "This is a" not in told
    assert "type L sends A and type R sends B; or" in told
    assert "contains: separating (L: A; R: B)" in family.to_markdown()
    assert "contains: separating (L: A; R: B)" in family.to_latex()


def test_a_family_of_one_kind_is_told_as_that_kind() -> None:
    """All its members separate, or all babble: the name and the explanation say so, and no list is needed."""
    alone = SignalingGame(["t", "s"], [HALF, HALF], ["m", "n", "o"], ["r"], [[[1], [1], [0]], [[0], [0], [1]]],
                          [[[0], [0], [0]]] * 2)  # fmt: skip
    (family,) = solve(alone)
    assert (family.name, family.kinds) == ("separating: t m or n; s o", ("separating",))
    assert "contains     separating (t: m; s: o), separating (t: n; s: o)\n" in str(family)
    assert "This is a separating equilibrium: no two types ever do the same" in str(tm.explain(family))
    babbler = StrategySet.point(Strategy(("L", "R"), (("A", "B"),) * 2, ((HALF, HALF),) * 2))
    assert babbler.contains(babbler.vertices[0].probabilities)
    assert not babbler.contains(((HALF, HALF), (Fraction(1), Fraction(0))))
    one = solve(IDLE_TALK)[0].only(babbler.vertices[0], solve(IDLE_TALK)[0].receiver.vertices[0])
    assert (one.kind, one.kinds, one.game.describe(one)) == ("pooling", ("babbling",), "babbling on A or B")
    assert "This is a babbling equilibrium: all types mix the same moves" in " ".join(str(tm.explain(one)).split())


def test_long_lists_of_members_are_cut_short() -> None:
    game = SignalingGame(["a", "b", "c"], ["1/3"] * 3, ["1", "2", "3"], ["r"], [[[0]] * 3] * 3, [[[0]] * 3] * 3)
    (family,) = solve(game)
    shown = " ".join(str(family).split())
    assert "2 more separating, semi-separating (a: 1; b: 1; c: 2)" in shown
    assert "14 more semi-separating, pooling on 1, pooling on 2, pooling on 3, babbling on 1, 2 and 3" in shown
    assert "In pure strategies" not in str(tm.explain(family))


def test_names_for_kinds() -> None:
    assert [kind_of(rows) for rows in ([[1, 0], [0, 1]], [[1, 0], [HALF, HALF]], [[1, 0]] * 2, [[HALF, HALF]] * 2)] == [
        *KINDS
    ]
    assert [either(KINDS[:n]) for n in (1, 2, 3, 4)] == [
        "separating",
        "separating or semi-separating",
        "separating, semi-separating or pooling",
        "of every kind",
    ]


# --- pure equilibria -------------------------------------------------------------------------------------------------


def pure_equilibria(game: SignalingGame) -> set[tuple[Rows, Rows]]:
    """All pure pairs that are perfect Bayesian, from the definition; at most two types.

    With one type there is one belief; with two the beliefs at which a reply is best are an interval, which if not empty
    holds 0, 1 or a point where the reply is as good as some other.
    """
    T, M = len(game.types), len(game.messages)
    found = set()
    for sends in product(range(M), repeat=T):
        sender = tuple(tuple(Fraction(int(m == s)) for m in range(M)) for s in sends)
        for replies in product(*(range(len(labels)) for labels in game.response_sets)):
            rows = zip(replies, game.response_sets, strict=True)
            receiver = tuple(tuple(Fraction(int(r == s)) for s in range(len(labels))) for r, labels in rows)
            if max(sender_regrets(game, sender, receiver)) == 0 and all(
                any(
                    follows_bayes(game, sender, m, mu) and receiver_regret(game, m, mu, receiver[m]) == 0
                    for mu in candidates(game, sender, m)
                )
                for m in range(M)
            ):
                found.add((sender, receiver))
    return found


def candidates(game: SignalingGame, sender: Rows, m: int) -> Iterator[tuple[Fraction, ...]]:
    if len(game.types) == 1:
        yield (Fraction(1),)
        return
    joint = [p * row[m] for p, row in zip(game.prior, sender, strict=True)]
    if any(joint):
        yield tuple(x / sum(joint) for x in joint)
        return
    corners = {Fraction(0), Fraction(1)}
    first, second = (table[m] for table in game.receiver)
    for r, s in product(range(len(first)), repeat=2):
        lead, trail = first[r] - first[s], second[r] - second[s]
        if lead != trail and 0 <= trail / (trail - lead) <= 1:
            corners.add(trail / (trail - lead))
    yield from ((x, 1 - x) for x in sorted(corners))


def check_pure(count: int, start: int) -> int:
    shared = 0
    for sample in samples(count, (2, 3, 3), start=start):
        game = sample.game
        found = solve(game)
        pure = found.pure()
        pairs = [(one.sender.vertices[0].probabilities, one.receiver.vertices[0].probabilities) for one in pure]
        assert len(set(pairs)) == len(pairs)
        assert set(pairs) == pure_equilibria(game), sample
        assert all(one > other for one, other in pairwise(pairs))
        assert len({one.name for one in pure}) == len(pure)
        for one, (sender, receiver) in zip(pure, pairs, strict=True):
            assert one.certificate.valid
            assert one.contains(sender, receiver)
            assert one.kinds == (kind_by_beliefs(game.prior, sender),)
            assert one.name.startswith(one.kind)
            for m, message in enumerate(game.messages):
                (piece,) = one.beliefs[message]
                assert piece.sent == any(row[m] for row in sender)
                assert all(follows_bayes(game, sender, m, mu) for mu in piece.beliefs.vertices)
        holders = [sum(family.contains(*pair) for family in found) for pair in pairs]
        assert all(holders)
        shared += sum(count > 1 for count in holders)
    return shared


def test_pure_equilibria_are_all_there_are_and_each_is_listed_once() -> None:
    assert check_pure(120, 500) > 3


@pytest.mark.long
def test_pure_equilibria_in_many_games() -> None:
    check_pure(4000, 20_000)


def test_pure_equilibria_of_three_types_are_members_and_named_alone() -> None:
    (family,) = found = solve(
        SignalingGame(["a", "b", "c"], ["1/3"] * 3, ["m", "n"], ["r"], [[[0]] * 2] * 3, [[[0]] * 2] * 3)
    )
    assert len(family.sender.vertices) == len(found.pure()) == 8
    assert [one.name for one in found.pure()][:3] == [
        "pooling on m",
        "semi-separating: a m; b m; c n",
        "semi-separating: a m; b n; c m",
    ]


def test_pure_members_speak_the_words_of_the_model() -> None:
    war = tm.load_scenario("examples/scenarios/refusal.toml")
    found = tm.solve(war)
    assert {one.name.split(" (")[0] for one in found.pure()} <= {eq.name.split(" (")[0] for eq in found}
    assert "opponent" in str(tm.explain(found.pure()[0]))
    kept = tm.refine(found, "D1")
    assert {one.sender for one in kept.pure()} <= {one.sender for one in found.pure()}
