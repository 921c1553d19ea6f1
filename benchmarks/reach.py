"""How far the derivation of closed forms reaches: games of growing shape, and what deriving all of their forms takes.

    python benchmarks/reach.py            # the table of docs/closed_forms.md; --quick for the first rows

Payoffs are numbers, symbols and sums of both in three symbols of any sign; the prior has symbols of its own. Steps are
what the budget counts, the same on every machine; only times depend on it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from time import process_time
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import sympy as sp
from tabulate import tabulate

from termination.engine.symbolic import SymbolicGame
from termination.engine.symbolic.budget import OutOfStepsError, at_most, steps_left
from termination.engine.symbolic.cases import MOST_STEPS
from termination.engine.symbolic.edges import edges
from termination.engine.symbolic.rough import rough_forms

#: Types, messages, replies to each.
Shape = tuple[int, int, int]
SHAPES: tuple[Shape, ...] = ((2, 2, 2), (2, 3, 2), (2, 2, 3), (3, 2, 2), (2, 4, 2), (3, 3, 2), (2, 3, 3), (2, 4, 3))
#: The rows that take a few seconds.
QUICK = 4


class Reached(NamedTuple):
    """How many closed forms and edges there are, and the steps taken; None of each where these run out."""

    shape: Shape
    forms: int | None
    edges: int | None
    steps: int


def game(shape: Shape, seed: int = 1) -> SymbolicGame:
    """A random game of this shape."""
    types, messages, replies = shape
    rng = Random(seed)
    letters = sp.symbols("a b c", real=True)
    tables = [
        tuple(tuple(tuple(_cell(rng, letters) for _ in range(replies)) for _ in range(messages)) for _ in range(types))
        for _ in range(2)
    ]
    shares = sp.symbols("p q", real=True)[: types - 1]
    prior = (*shares, 1 - sum(shares))
    named = [tuple(f"{letter}{i}" for i in range(count)) for letter, count in zip("tmr", shape, strict=True)]
    return SymbolicGame(named[0], prior, named[1], (named[2],) * messages, *tables, symbols=(*shares, *letters))


def _cell(rng: Random, letters: Any) -> Any:
    number, letter = sp.Rational(rng.randint(-60, 60), 13), rng.choice(letters)
    return rng.choice([number, letter + number, sp.Rational(rng.randint(-9, 9), 7) * letter + number, number])


def reached(shape: Shape) -> Reached:
    """What a random game of this shape takes."""
    drawn = game(shape)
    try:
        with at_most(MOST_STEPS):
            forms = sum(one.form is not None for one in rough_forms(drawn))
            left = steps_left()
        return Reached(shape, forms, len(edges(drawn)), MOST_STEPS - left)
    except OutOfStepsError:
        return Reached(shape, None, None, MOST_STEPS)


def rows(count: int) -> Iterator[list[str]]:
    """The first rows of the table, times last."""
    for shape in SHAPES[:count]:
        before = process_time()
        found = reached(shape)
        yield [*row(found), f"{process_time() - before:.1f}"]


def row(found: Reached) -> list[str]:
    """A row of the table without its time."""
    shape = " x ".join(map(str, found.shape))
    if found.forms is None:
        return [shape, "-", "-", f"more than {MOST_STEPS:,}"]
    return [shape, str(found.forms), str(found.edges), f"{found.steps:,}"]


if __name__ == "__main__":
    table = list(rows(QUICK if "--quick" in sys.argv else len(SHAPES)))
    heads = ["types x messages x replies", "closed forms", "edges", "steps", "CPU seconds"]
    print(tabulate(table, heads, tablefmt="github", disable_numparse=True))
