"""Games of the shapes at which the solver's time once exploded: solved whole, and what is given is equilibrium."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from benchmarks.cliffs import ROWS
from termination.engine.check import is_equilibrium
from termination.engine.enumerate import solve
from termination.engine.equilibria import Equilibria
from termination.engine.families import Assessment

#: Shapes that take a second or less: (name, types, messages, responses).
QUICK = [("generic", 4, 4, 4), ("payoffs 0 or 1", 2, 12, 2), ("grid of types", 8, 8, 2), ("grid of types", 20, 4, 2)]


def holds(one: Assessment) -> bool:
    """Whether the pair is an equilibrium with some of its beliefs, by the verifier."""
    beliefs = [one.beliefs[m].vertices[0] for m in one.game.messages]
    return is_equilibrium(one.game, one.sender.probabilities, one.receiver.probabilities, beliefs)


def check(found: Equilibria) -> None:
    """Complete, with a name for each family; and of every so many families first and last vertices are equilibria."""
    assert found.complete
    assert len({family.name for family in found}) == len(found)
    for family in found[:: max(len(found) // 20, 1)]:
        first, last = ([side.vertices[i] for side in (family.sender, family.receiver)] for i in (0, -1))
        for sender, receiver in product(*zip(first, last, strict=True)):
            assert holds(Assessment(found.game, sender, receiver)), family.name


def rows(quick: bool) -> list[Any]:
    chosen = [row for row in ROWS if ((row[0], *row[2]) in QUICK) == quick]
    return [pytest.param(draw, size, id=f"{name} {size}") for name, draw, size, _ in chosen]


@pytest.mark.thorough
@pytest.mark.parametrize(("draw", "size"), rows(quick=True))
def test_shapes_that_take_a_second(draw: Any, size: Any) -> None:
    check(solve(draw(size, 100)))


@pytest.mark.long
@pytest.mark.parametrize("seed", range(200, 203))
@pytest.mark.parametrize(("draw", "size"), rows(quick=False))
def test_shapes_that_take_longer(draw: Any, size: Any, seed: int) -> None:
    check(solve(draw(size, seed)))
