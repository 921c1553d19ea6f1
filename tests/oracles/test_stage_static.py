"""A game played once is a stage in which everything ends: what is known of one must be what is known of the other.

The solver of signaling games works by supports and polyhedra, that of stages by beliefs and splittings; they share no
code but the cutting of cones. Every equilibrium of a stage must lie in a family of the game, and every vertex of a
family must be among those of the stage, unrefined and under D1.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pytest

from termination.engine.enumerate import solve
from termination.engine.game import SignalingGame
from termination.engine.refining.refine import refine
from termination.engine.stage.equilibria import Equilibrium, StageEquilibria
from termination.engine.stage.game import Ending, Stage
from tests.oracles.random_games import Size, samples

SIZES = [(2, 2, 2), (2, 3, 2), (2, 2, 3), (2, 3, 3), (2, 4, 2)]
Rows = Sequence[Sequence[Fraction]]


def stage_of(game: SignalingGame) -> Stage:
    """The game as a stage after which nothing comes."""

    def ending(m: int, r: int) -> Ending:
        sender, receiver = game.sender, game.receiver
        return Ending((sender[0][m][r], sender[1][m][r]), (receiver[0][m][r], receiver[1][m][r]))

    replies = {
        message: {name: ending(m, r) for r, name in enumerate(game.response_sets[m])}
        for m, message in enumerate(game.messages)
    }
    return Stage(game.types, game.messages, replies, {})


def strategies(one: Equilibrium, game: SignalingGame) -> tuple[Rows, Rows]:
    sending = one.sending(game.prior[1])
    sender = [[sending.get(m, (Fraction(0),) * 2)[t] for m in game.messages] for t in (0, 1)]
    return sender, [list(one.reply(m).weights) for m in game.messages]


def on_path(sender: Rows, receiver: Rows) -> tuple[object, ...]:
    """The strategies, without replies to messages that nobody sends."""
    sent = [any(row[m] for row in sender) for m in range(len(receiver))]
    replies = tuple(tuple(row) if there else None for row, there in zip(receiver, sent, strict=True))
    return tuple(map(tuple, sender)), replies


def agreed(game: SignalingGame, stage: Stage) -> int:
    """Hold the equilibria of a game and of the stage that it is against each other; how many were compared."""
    compared, found = 0, solve(game)
    for refinement in ("", "D1"):
        families = refine(found, refinement) if refinement else found
        ours = [one for one in StageEquilibria(stage, {}, refinement).at(game.prior[1]) if one.survives]
        pairs = [strategies(one, game) for one in ours]
        assert all(families.contains(*pair) for pair in pairs), refinement
        vertices = [v for family in families for v in family.vertices()]
        theirs = {on_path(v.sender.to_lists(), v.receiver.to_lists()) for v in vertices}
        assert theirs <= {on_path(*pair) for pair in pairs}, refinement
        compared += len(theirs)
    return compared


def agree(size: Size, start: int, count: int) -> int:
    """How many equilibria of random games were compared."""
    games = (sample.game for sample in samples(count, start=start, only=size))
    return sum(agreed(game, stage_of(game)) for game in games if len(game.types) == 2)


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_a_stage_in_which_everything_ends_is_the_game_played_once(size: Size) -> None:
    assert agree(size, 0, 4) > 5


@pytest.mark.thorough
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_on_more_games(size: Size) -> None:
    assert agree(size, 100, 40) > 50


@pytest.mark.long
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_on_a_thousand_games(size: Size) -> None:
    assert agree(size, 1000, 200) > 250
