"""Games of one's own in symbols: maps, thresholds and compiled sweeps against the exact engine, at random games.

Cells are numbers, symbols of either sign and sums of both; dominated messages and replies are common.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from random import Random
from typing import Any

import numpy as np
import pytest
import sympy as sp

import termination as tm
from termination.analysis.exactly import brief
from termination.analysis.thresholds import line_along
from termination.engine.on_path import outcome_name
from termination.engine.symbolic.derive import NoClosedFormError
from termination.errors import InputError

SHAPES = ((2, 2, 2), (2, 3, 2), (3, 2, 2))
#: With three replies, and with three types.
LARGER = ((2, 2, 3), (3, 2, 2))
SYMBOLS = sp.symbols("a b c", real=True)
SHARE, REST = sp.symbols("p q", real=True)


def cell(rng: Random) -> Any:
    """A number, a symbol, or a multiple of one with a number."""
    number, symbol = sp.Rational(rng.randint(-60, 60), 13), rng.choice(SYMBOLS)
    return rng.choice([number, symbol + number, sp.Rational(rng.randint(-9, 9), 7) * symbol + number, number])


def tied_cell(rng: Random) -> Any:
    """A small whole number, or a symbol and one: payoffs are often equal, for all parameters or for some."""
    few = rng.randint(-1, 1) if rng.random() < 0.25 else rng.randint(-5, 5)
    return rng.choice([few, rng.choice(SYMBOLS[:2]) + rng.randint(-3, 3)])


def prior_of(types: int) -> list[Any]:
    """In shares that may have any value between 0 and 1."""
    return [SHARE, 1 - SHARE] if types == 2 else [SHARE, (1 - SHARE) * REST, (1 - SHARE) * (1 - REST)]


def random_game(rng: Random, shape: tuple[int, int, int], cell: Any = cell) -> tm.ParametricGame:
    types, messages, replies = shape
    prior = prior_of(types)
    tables = [[[[cell(rng) for _ in range(replies)] for _ in range(messages)] for _ in range(types)] for _ in "sr"]
    used = set().union(*(sp.sympify(x).free_symbols for table in tables for rows in table for row in rows for x in row))
    values = {s.name: Fraction(rng.randint(-30, 30), 11) for s in sorted(used, key=str)}
    return tm.ParametricGame(
        types=[f"t{i}" for i in range(types)], prior=prior, messages=[f"m{i}" for i in range(messages)],
        responses=[f"r{i}" for i in range(replies)], sender=tables[0], receiver=tables[1],
        values={**values, **{s.name: Fraction(rng.randint(1, 12), 13) for s in (SHARE, REST)[: types - 1]}},
    )  # fmt: skip


def axes_of(rng: Random, game: tm.ParametricGame, count: int) -> dict[str, Any]:
    """Two of its symbols over ranges that no edge is likely to share points with."""
    names = rng.sample(sorted(game.values), 2)
    return {name: ("1/17", "16/17", count) if name in "pq" else ("-41/17", "43/19", count) for name in names}


def games(which: range, seed: int, shapes: Any) -> Iterator[tuple[Random, tm.ParametricGame]]:
    """Games by number, each from a seed of its own, with what draws for it; those without two symbols left out."""
    for i in which:
        rng = Random(f"{seed} {i}")
        game = random_game(rng, shapes[i % len(shapes)])
        if len(game.values) > 1:
            yield rng, game


def masks(grid: Any, which: str) -> list[frozenset[str]]:
    names = grid["families"].attrs["names"]
    return [frozenset(n for bit, n in enumerate(names) if int(mask) >> bit & 1) for mask in grid[which].values.ravel()]


def sweeps_agree(rng: Random, game: tm.ParametricGame, axes: Any = None) -> bool:
    """Whether closed forms were there; what they say is what the exact engine says."""
    refinement = rng.choice([None, "D1", "intuitive"])
    moved = axes or axes_of(rng, game, 7)
    options: dict[str, Any] = {"refinement": refinement, "quantities": ["payoffs"], **moved}
    fast = tm.sweep(game, edges="flag", **options)
    if not fast.attrs["method"].startswith("closed forms"):
        return False
    slow = tm.sweep(game, method="exact", **options)
    off = ~fast["knife_edge"].values.ravel()
    assert not (slow["knife_edge"].values.ravel() & off).any(), (game, options)
    for which in ("families", "survives"):
        pairs = zip(masks(fast, which), masks(slow, which), off, strict=True)
        assert all(one == other for one, other, there in pairs if there), (game, options)
    for name in slow.data_vars:
        if name.endswith(("_min", "_max")):
            np.testing.assert_allclose(fast[name].values.ravel()[off], slow[name].values.ravel()[off], atol=1e-9)
    return True


def maps_agree(rng: Random, game: tm.ParametricGame) -> bool:
    """Whether there was a map; at the point that stands for a cell is what the cell says, by family and by outcome."""
    refinement, by = rng.choice([None, "D1", "intuitive"]), rng.choice(["families", "outcomes"])
    (x, a), (y, b) = axes_of(rng, game, 2).items()
    try:
        found = tm.regions(game, x={x: a[:2]}, y={y: b[:2]}, refinement=refinement, by=by)
    except InputError:
        return False
    for one in rng.sample(list(found.cells), min(len(found.cells), 50)):
        at = brief(game.with_(**{x: one.x, y: one.y}), refinement, (), outcome_name if by == "outcomes" else None)
        assert (tuple(sorted(at.families)), tuple(sorted(at.survives))) == (one.families, one.survives), (game, one)
    return True


def thresholds_agree(rng: Random, game: tm.ParametricGame) -> bool:
    """Whether there were thresholds to state; between them nothing changes, and at each something does."""
    refinement, name = rng.choice([None, "D1"]), rng.choice(sorted(game.values))
    line = line_along(game, name)
    try:
        stated = tm.thresholds(game, name, refinement=refinement)
    except NoClosedFormError:
        return False
    low, high = (x if x is not None else y for x, y in ((line.low, Fraction(-5)), (line.high, Fraction(6))))
    for _ in range(50):
        value = low + (high - low) * Fraction(rng.randint(1, 999), 1000)
        if stated and all(value != one.value for one in stated):
            below = [one for one in stated if one.value < value]
            said = below[-1].above if below else stated[0].below
            at = brief(line.at(value), refinement, ())
            assert (tuple(sorted(at.families)), tuple(sorted(at.survives))) == said, (game, name, value)
    return bool(stated)


CHECKS = [thresholds_agree, maps_agree, sweeps_agree]


def tried(check: Any, which: range, seed: int) -> int:
    """How many games had something to check."""
    return sum(check(rng, game) for rng, game in games(which, seed, SHAPES))


@pytest.mark.thorough
@pytest.mark.parametrize("check", CHECKS)
def test_closed_forms_of_random_games_are_the_exact_engines(check: Any) -> None:
    assert tried(check, range(4), 6) >= 2


@pytest.mark.long
@pytest.mark.parametrize("part", range(10))
@pytest.mark.parametrize("check", CHECKS)
def test_of_three_hundred_games_too(check: Any, part: int) -> None:
    """A hundred of each shape, in parts of thirty, each some minutes; at up to fifty points or cells."""
    assert tried(check, range(30 * part, 30 * part + 30), 6) >= 15


LARGE = [(shape, seed) for shape in LARGER for seed in range(2)]


@pytest.mark.thorough
@pytest.mark.parametrize(("shape", "seed"), LARGE)
def test_three_replies_and_three_types_are_compiled_too(shape: tuple[int, int, int], seed: int) -> None:
    rng = Random(100 + seed)
    assert sweeps_agree(rng, random_game(rng, shape))


@pytest.mark.thorough
@pytest.mark.parametrize(("shape", "seed"), LARGE)
def test_ties_and_points_on_edges_are_flagged(shape: tuple[int, int, int], seed: int) -> None:
    """Payoffs that are equal by construction, and a grid on which they become so."""
    assert tied(shape, seed) > 0


def tied(shape: tuple[int, int, int], seed: int) -> int:
    """In how many of a few games there were closed forms on a coarse grid; they agree with the exact engine."""
    rng = Random(f"{shape} {seed}")
    compared = 0
    for _ in range(3):
        game = random_game(rng, shape, tied_cell)
        axes = {name: ["1/4", "1/3", "1/2"] if name in "pq" else ["-1", "-1/2", "1/3", "3/2"] for name in game.values}
        compared += sweeps_agree(rng, game, dict(list(axes.items())[-3:]))
    return compared


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2, 12))
@pytest.mark.parametrize("shape", [*LARGER, (2, 3, 3), (3, 3, 2)])
def test_more_of_them(shape: tuple[int, int, int], seed: int) -> None:
    """A few of them have no closed forms to compare: one leaves a probability open, or every point lies on an edge."""
    rng = Random(100 + seed)
    drawn = [sweeps_agree(rng, random_game(rng, shape)) for _ in range(2)]
    assert sum(drawn) + tied(shape, seed) > 0


@pytest.mark.thorough
def test_a_game_whose_forms_take_too_much_work_goes_the_exact_road_and_says_why() -> None:
    """Ties leave probabilities open, and what may be open takes reasoning: the steps allowed run out, not the time."""
    x = sp.Symbol("x", real=True)
    rng = Random(3)
    tables = [[[[rng.choice([0, x, 1]) for _ in "ab"] for _ in "abc"] for _ in "ab"] for _ in "sr"]
    game = tm.ParametricGame(
        types=["a", "b"], prior=[SHARE, 1 - SHARE], messages=["k", "m", "n"], responses=["r", "s"],
        sender=tables[0], receiver=tables[1], values={"x": "1/3", "p": "1/2"},
    )  # fmt: skip
    with pytest.raises(InputError, match=r"steps of reasoning|probabilities open"):
        tm.sweep(game, x=[1, 2], method="closed forms")
    assert tm.sweep(game, x=[1, 2]).attrs["method"] == "exact"
