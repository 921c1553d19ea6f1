"""What is kept from one game for the next changes no answer: each of a few games that have much in common, solved and
refined after the others, is as if it had been the first."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from benchmarks.engine import forget, one_war, opening
from termination.engine.enumerate import solve
from termination.engine.game import SignalingGame
from termination.engine.model import Model
from termination.engine.receiver_side import _kept_vertices
from termination.engine.refining.concepts import CONCEPTS, _criterion
from termination.engine.refining.refine import refine
from termination.engine.vertices import _kept_gains
from tests.oracles.random_games import random_game, samples


def alike(game: SignalingGame, rng: Random) -> Iterator[SignalingGame]:
    """The game with another prior, with the receiver's payoffs changed in one place, and with either player's rescaled
    and moved."""
    weights = [rng.randint(1, 5) for _ in game.types]
    priors = [game.prior, tuple(Fraction(weight, sum(weights)) for weight in weights)]
    t, m = rng.randrange(len(game.types)), rng.randrange(len(game.messages))
    other = [[list(row) for row in table] for table in game.receiver]
    other[t][m][0] += rng.choice([-1, 1])
    for prior in priors:
        for sender, receiver in ((game.sender, game.receiver), (game.sender, other), (moved(game.sender), other)):
            yield SignalingGame(game.types, prior, game.messages, game.responses, sender, receiver)


def moved(payoffs: Any) -> list[list[list[Fraction]]]:
    return [[[3 * x + 1 for x in row] for row in table] for table in payoffs]


def answer(model: Model) -> list[Any]:
    """All that is told of the game."""
    found = solve(model)
    told = [found, *(refine(found, concept) for concept in CONCEPTS)]
    sides = [side for one in told for family in one for side in (family.sender, family.receiver)]
    return [
        told,
        [list(side.constraints) for side in sides],
        [str(verdict) for one in told for verdict in one.rejected],
    ]


def no_matter(games: list[Model]) -> None:
    forget()
    after_others = [answer(game) for game in games]
    assert _kept_vertices.cache_info().hits
    assert _criterion.cache_info().hits
    for game, found in zip(games, after_others, strict=True):
        forget()
        assert found == answer(game)


@pytest.mark.parametrize("seed", range(8))
def test_games_that_have_much_in_common(seed: int) -> None:
    rng = Random(f"kept {seed}")
    no_matter([game for sample in samples(2, start=400 + 2 * seed, only=(2, 3, 2)) for game in alike(sample.game, rng)])


def test_wars_of_a_grid() -> None:
    changes = [(Fraction(i, 5), f"{k}/10") for i in (1, 3) for k in (2, 5, 9)]
    no_matter([one_war().with_(prior={"high": p, "low": 1 - p}, escalation_cost=k) for p, k in changes])


def test_what_is_kept_is_small() -> None:
    """Neither gains between many replies, of which there is one for every two, nor the plans of many opponents."""
    forget()
    rng = Random("many replies")
    for game in (random_game("small", (2, 2, 8), 1), random_game("small", (2, 2, 9), 1), many_opponents(rng, 10)):
        solve(game)
    assert _kept_gains.cache_info().currsize == 2
    assert _kept_vertices.cache_info().currsize == 2
    solve(many_opponents(rng, 5))
    assert _kept_vertices.cache_info().currsize == 3


def many_opponents(rng: Random, count: int) -> SignalingGame:
    """Opponents who do not care what they do: two to the power of so many plans after the one message."""
    worth = {f"s{k}": rng.randint(1, 9) for k in range(count)}
    return SignalingGame.from_function(
        ["weak", "strong"],
        ["1/2", "1/2"],
        ["m"],
        ["x", "y"],
        sender=lambda t, s, m, r: worth[s] * (r == "x"),
        receiver=lambda t, s, m, r: 0,
        receiver_types=list(worth),
        receiver_prior=[Fraction(1, count)] * count,
    )


def test_names_of_wars_whatever_came_before() -> None:
    wars = list(opening(True, 20))
    forget()
    names = [[family.name for family in solve(war)] for war in wars]
    forget()
    assert names == [[family.name for family in solve(war)] for war in reversed(wars)][::-1]
