"""Games of the shapes at which the solver's time once exploded: solved whole, and what is given is equilibrium."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

import pytest

from benchmarks import draws
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


def test_draws_are_measured_in_their_own_process_and_taken_up_again(tmp_path: Path) -> None:
    one = draws.measured("free signs", (2, 2, 2), 3)
    whole = solve(draws.KINDS["free signs"]((2, 2, 2), 3))
    sides = [side for family in whole for side in (family.sender, family.receiver)]
    assert (one.ended, one.families, one.shape) == ("whole", len(whole), "2x2x2")
    assert one.vertices == sum(len(side.vertices) for side in sides)
    assert 0 < one.seconds < draws.STOP
    assert 0 <= one.telling < draws.STOP
    assert 0 < one.megabytes <= one.told_megabytes
    one = one._replace(megabytes=20, told_megabytes=20)  # that of this process, of which it was a copy, may be large
    file = tmp_path / "draws.csv"
    assert draws.kept(file) == []
    slow = draws.Draw("ties", "4x4x4", 0, "stopped", 60.5, 400, 0.0, 400, 0, 0)
    file.write_text("".join(",".join(map(str, draw)) + "\n" for draw in (one, slow)))
    assert draws.kept(file) == [one, slow]
    assert len(list(draws.missing([one, slow], 2, "4x4x4"))) == 2 * len(draws.KINDS) - 1
    assert [row[-1] for row in draws.table([one, slow])] == ["0", "1"]
    ended = "stopped, found in 60.5 s, 400 MB; told in 0.0 s, 400 MB; 0 families"
    assert list(draws.beyond([one, slow])) == [f"ties 4x4x4, seed 0: {ended}"]


def test_telling_may_take_long_where_families_are_many() -> None:
    many = draws.Draw("zeros", "3x10x2", 0, "whole", 9.0, 299, 6.0, 310, 5000, 10**6)
    assert not many.over
    assert many._replace(families=3000).over
    assert many._replace(told_megabytes=400).over
    assert many._replace(ended="untold").over
    assert many._replace(seconds=11.0).over
    assert many.each == 3


@pytest.mark.thorough
@pytest.mark.parametrize(("draw", "size"), rows(quick=True))
def test_shapes_that_take_a_second(draw: Any, size: Any) -> None:
    check(solve(draw(size, 100)))


@pytest.mark.long
@pytest.mark.parametrize("seed", range(200, 203))
@pytest.mark.parametrize(("draw", "size"), rows(quick=False))
def test_shapes_that_take_longer(draw: Any, size: Any, seed: int) -> None:
    check(solve(draw(size, seed)))
