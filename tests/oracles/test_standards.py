"""The refinements that are asked of one equilibrium at a time, against their definitions taken literally."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from random import Random

import pytest

from termination.engine.enumerate import solve
from termination.engine.equilibria import Equilibria
from termination.engine.game import SignalingGame
from termination.engine.refining.concepts import SHELF
from termination.engine.refining.refine import refine
from termination.errors import InputError
from termination.models import catalog
from tests.oracles.definitions import disagreements
from tests.oracles.random_games import Sample, samples
from tests.oracles.standards import Judge


def all_refined(game: SignalingGame) -> tuple[Equilibria, dict[str, Equilibria]]:
    """What survives each of them; one that is refused, because no families make up what survives, is left out."""
    found = solve(game)
    refined = {}
    for concept in SHELF:
        with suppress(InputError):
            refined[concept] = refine(found, concept)
    assert len(refined) >= 4
    return found, refined


def wrong(game: SignalingGame, seed: int) -> tuple[list[str], dict[str, Equilibria]]:
    found, refined = all_refined(game)
    judge = Judge(found)

    def among_those(game: SignalingGame, sender: object, receiver: object) -> dict[str, bool]:
        return {name: says for name, says in judge(game, sender, receiver).items() if name in refined}

    return disagreements(found, refined, Random(seed), among_those, most=4), refined


def crowded(count: int, largest: tuple[int, int, int], start: int) -> Iterator[Sample]:
    """Of so many random games those with more than one family, in which there is something to choose."""
    return (sample for sample in samples(count, largest, start=start) if len(solve(sample.game)) > 1)


@pytest.mark.parametrize(
    "largest",
    [(2, 2, 2), *(pytest.param(size, marks=pytest.mark.thorough) for size in ((3, 2, 2), (2, 3, 2)))],
)
def test_agree_with_their_definitions_at_single_equilibria(largest: tuple[int, int, int]) -> None:
    rejected: Counter[str] = Counter()
    for sample in crowded(150, largest, start=7000):
        said, refined = wrong(sample.game, sample.seed)
        assert said == [], str(sample)
        rejected.update(name for name, kept in refined.items() if kept.rejected)
    assert set(rejected) == set(SHELF), "each of them rejects something, so that the test could fail"


@pytest.mark.long
@pytest.mark.parametrize("largest", [(2, 2, 2), (3, 2, 2), (2, 3, 2), (4, 2, 2), (3, 3, 2)])
def test_agree_with_their_definitions_in_many_games(largest: tuple[int, int, int]) -> None:
    for sample in crowded(3000, largest, start=60_000):
        assert wrong(sample.game, sample.seed)[0] == [], str(sample)


@pytest.mark.parametrize("slug", catalog.names())
def test_agree_with_their_definitions_on_published_games(slug: str) -> None:
    game = catalog.load(slug).game
    if max(map(len, game.response_sets)) <= 2:
        assert wrong(game, 1)[0] == []
    else:
        assert len(refine(solve(game), "sender-preferred")) > 0
