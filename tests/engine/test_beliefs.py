"""The envelope of the receiver's payoffs over beliefs, and the belief correspondence of families."""

from __future__ import annotations

from fractions import Fraction
from itertools import chain, combinations
from random import Random

import pytest

from termination.engine.beliefs import (
    envelope,
    posterior_after,
    rationalizable,
    scaled_receiver,
    supporting,
    supporting_beliefs,
)
from termination.engine.check import follows_bayes, receiver_regret
from termination.engine.enumerate import solve
from termination.engine.game import SignalingGame
from termination.engine.places import mask_of
from termination.engine.strategies import Range
from tests.oracles.random_games import samples


def beliefs_of(payoffs: tuple[tuple[int, ...], ...], *replies: int) -> tuple[tuple[Fraction, ...], ...]:
    return supporting(envelope(payoffs), sum(1 << r for r in replies))


def fractions(*rows: tuple[object, ...]) -> tuple[tuple[Fraction, ...], ...]:
    return tuple(tuple(Fraction(str(x)) for x in row) for row in rows)


def test_a_threshold_between_two_replies() -> None:
    payoffs = ((3, 0), (-1, 0))
    assert beliefs_of(payoffs, 0) == fractions((1, 0), ("1/4", "3/4"))
    assert beliefs_of(payoffs, 1) == fractions(("1/4", "3/4"), (0, 1))
    assert beliefs_of(payoffs, 0, 1) == fractions(("1/4", "3/4"))
    assert rationalizable(payoffs) == (0b11,)


def test_a_reply_dominated_only_by_a_mixture_has_no_belief() -> None:
    payoffs = ((4, 0, 1), (0, 4, 1))
    assert beliefs_of(payoffs, 2) == ()
    assert rationalizable(payoffs) == (0b011,)


def test_a_reply_best_at_one_belief_only() -> None:
    payoffs = ((4, 0, 2), (0, 4, 2))
    assert beliefs_of(payoffs, 2) == fractions(("1/2", "1/2"))
    assert rationalizable(payoffs) == (0b111,)


def test_replies_supported_separately_but_not_together() -> None:
    payoffs = ((1, 0, -3), (-3, 0, 1))
    assert beliefs_of(payoffs, 0) == fractions((1, 0), ("3/4", "1/4"))
    assert beliefs_of(payoffs, 2) == fractions(("1/4", "3/4"), (0, 1))
    assert beliefs_of(payoffs, 0, 2) == ()
    assert rationalizable(payoffs) == (0b011, 0b110)


def test_ties_and_duplicates() -> None:
    assert rationalizable(((0, 0, 0), (0, 0, 0))) == (0b111,)
    assert beliefs_of(((0, 0), (0, 0)), 0, 1) == fractions((1, 0), (0, 1))
    assert rationalizable(((1, 1, 0), (0, 0, 1))) == (0b111,)
    assert beliefs_of(((1, 1, 0), (0, 0, 1)), 0, 1) == fractions((1, 0), ("1/2", "1/2"))
    assert beliefs_of(((7,),), 0) == fractions((1,))
    assert beliefs_of(((1, 0), (1, 0), (1, 0)), 0) == fractions((1, 0, 0), (0, 1, 0), (0, 0, 1))
    assert beliefs_of(((1, 0), (1, 0), (1, 0)), 1) == ()
    assert beliefs_of(((1, 1), (1, 0)), 1) == fractions((1, 0))  # weakly dominated: where it ties


def test_three_types_meet_in_the_middle() -> None:
    payoffs = ((1, 0, 0), (0, 1, 0), (0, 0, 1))
    assert beliefs_of(payoffs, 0, 1, 2) == fractions(("1/3", "1/3", "1/3"))
    assert beliefs_of(payoffs, 0) == fractions((1, 0, 0), ("1/2", "1/2", 0), ("1/2", 0, "1/2"), ("1/3", "1/3", "1/3"))


@pytest.mark.parametrize("seed", range(40))
def test_two_types_against_intervals(seed: int) -> None:
    """The beliefs for a set of replies, as the interval that all pairwise comparisons leave."""
    rng = Random(f"interval {seed}")
    width = rng.randint(1, 4)
    payoffs = tuple(tuple(rng.randint(-3, 3) for _ in range(width)) for _ in range(2))
    for replies in chain.from_iterable(combinations(range(width), k) for k in range(1, width + 1)):
        low, high = Fraction(0), Fraction(1)
        for r in replies:
            for s in range(width):
                at_0, at_1 = payoffs[0][r] - payoffs[0][s], payoffs[1][r] - payoffs[1][s]
                if at_0 == at_1:
                    low = low if at_1 >= 0 else Fraction(2)
                elif at_0 > at_1:
                    low = max(low, Fraction(-at_1, at_0 - at_1))
                else:
                    high = min(high, Fraction(-at_1, at_0 - at_1))
        expected = {low, high} if low <= high else set()
        assert {belief[0] for belief in beliefs_of(payoffs, *replies)} == expected


def test_scaling_the_receiver_changes_no_belief() -> None:
    for sample in samples(60, start=8000):
        game = sample.game
        scaled = SignalingGame(
            game.types,
            game.prior,
            game.messages,
            game.responses,
            game.sender,
            [[[Fraction(5, 7) * x + t for x in cells] for cells in row] for t, row in enumerate(game.receiver)],
        )
        for m in range(len(game.messages)):
            one, other = envelope(scaled_receiver(game, m)), envelope(scaled_receiver(scaled, m))
            assert [(v.belief, v.replies) for v in one] == [(v.belief, v.replies) for v in other]


def test_posteriors() -> None:
    game = SignalingGame(["a", "b"], ["1/4", "3/4"], ["m", "n"], ["r"], [[[0], [0]]] * 2, [[[0], [0]]] * 2)
    half = Fraction(1, 2)
    assert posterior_after(game, [[1, 0], [half, half]], 0) == (Fraction(2, 5), Fraction(3, 5))
    assert posterior_after(game, [[1, 0], [half, half]], 1) == (0, 1)
    assert posterior_after(game, [[1, 0], [1, 0]], 1) is None
    assert mask_of([half, Fraction(0), half]) == 0b101


def test_supporting_beliefs_are_points_where_sent_and_sets_elsewhere() -> None:
    game = SignalingGame(
        ["a", "b"], ["1/4", "3/4"], ["m", "n"], ["x", "y"], [[[0, 0]] * 2] * 2, [[[3, 0]] * 2, [[-1, 0]] * 2]
    )
    pooled = [[Fraction(1), Fraction(0)]] * 2
    held = supporting_beliefs(game, pooled, [[Fraction(1), Fraction(0)], [Fraction(0), Fraction(1)]])
    assert held["m"].is_point
    assert held["m"]["a"] == Fraction(1, 4)
    assert held["n"]["a"] == Range(Fraction(0), Fraction(1, 4))
    assert dict(held["n"].items()) == {t: held["n"][t] for t in held["n"]}


def test_pieces_over_families() -> None:
    """One piece for each face of replies where the message is unsent; posteriors in a piece of their own."""
    unsent = sent = 0
    for sample in samples(150, start=9000):
        game = sample.game
        for family in solve(game):
            for m, (message, labels) in enumerate(zip(game.messages, game.response_sets, strict=True)):
                pieces = family.beliefs[message]
                assert [piece.sent for piece in pieces] == sorted((piece.sent for piece in pieces), reverse=True)
                assert sum(piece.sent for piece in pieces) == family.sent[m]
                faces = [piece.replies for piece in pieces if not piece.sent]
                assert len(set(faces)) == len(faces)
                for vertex in family.receiver.vertices if faces else ():
                    played = tuple(r for r, weight in zip(labels, vertex.probabilities[m], strict=True) if weight)
                    assert played in faces
                for piece in pieces:
                    assert piece.beliefs.vertices
                    for belief in piece.beliefs.vertices:
                        for reply in piece.replies:
                            pure = [Fraction(int(reply == r)) for r in labels]
                            assert receiver_regret(game, m, belief, pure) == 0
                    sent, unsent = sent + piece.sent, unsent + (not piece.sent)
                middle = family.middle()
                held = middle.beliefs[message].vertices
                assert all(follows_bayes(game, middle.sender.to_lists(), m, belief) for belief in held)
    assert sent > 200
    assert unsent > 50


def test_more_replies_have_fewer_beliefs() -> None:
    for sample in samples(100, start=9500):
        for family in solve(sample.game):
            for message in sample.game.messages:
                pieces = [piece for piece in family.beliefs[message] if not piece.sent]
                for one, other in combinations(pieces, 2):
                    if set(one.replies) <= set(other.replies):
                        assert set(other.beliefs.vertices) <= set(one.beliefs.vertices)
