"""Random games in which some types lack some messages, with receiver types in a third of them.

Messages are taken out of the random games of every kind; so ties, twins and zeros are among these too.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from termination.engine.game import SignalingGame
from tests.oracles.random_games import samples
from tests.oracles.receiver_types import doubtful


def with_evidence(game: SignalingGame, rng: Random) -> SignalingGame:
    """The game with some messages taken out of some types' lists; each type keeps one, each message one type.

    >>> from tests.oracles.random_games import random_game
    >>> with_evidence(random_game("small", (2, 2, 2), 1), Random(1)).message_sets
    (('m0',), ('m1',))
    """
    has = {t: {m for m in game.messages if rng.random() < 0.6} for t in game.types}
    for m in game.messages:
        if not any(m in own for own in has.values()):
            has[rng.choice(game.types)].add(m)
    for own in has.values():
        if not own:
            own.add(rng.choice(game.messages))
    lists = {t: [m for m in game.messages if m in own] for t, own in has.items()}

    def kept(table: Any) -> Any:
        def rows(cells: Any, own: list[str]) -> dict[str, Any]:
            return {m: row for m, row in zip(game.messages, cells, strict=True) if m in own}

        if not game.receiver_types:
            return {t: rows(cells, lists[t]) for t, cells in zip(game.types, table, strict=True)}
        return {t: [rows(cells, lists[t]) for cells in tables] for t, tables in zip(game.types, table, strict=True)}

    responses = dict(zip(game.messages, game.response_sets, strict=True))
    his = game.receiver_types, game.receiver_prior
    return SignalingGame(
        game.types, game.prior, lists, responses, kept(game.sender), kept(game.receiver), game.title, *his
    )


def games(count: int, start: int = 0) -> Iterator[tuple[int, SignalingGame]]:
    """`count` games with their numbers: two without and one with receiver types in turn."""
    for seed in range(start, start + count):
        rng = Random(f"evidence {seed}")
        plain = doubtful(seed) if seed % 3 == 2 else next(samples(1, (3, 3, 3), start=seed)).game
        yield seed, with_evidence(plain, rng)
