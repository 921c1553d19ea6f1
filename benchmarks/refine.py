"""How long refining takes, in medians of processor time, after import and with nothing cached from other games.

    python benchmarks/refine.py     # the table of docs/refinements.md

Each row is a set of games of one shape; `solve` is not counted. The first row is the opening game with its costly
signal at parameters drawn at random, for which D1 is to stay within 10 ms.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median
from time import process_time

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.engine import forget, opening, random
from termination.engine.enumerate import solve
from termination.engine.equilibria import Equilibria
from termination.engine.model import Model
from termination.engine.refining.concepts import CONCEPTS
from termination.engine.refining.refine import refine

ROWS: list[tuple[str, Callable[[], Iterable[Model]]]] = [
    ("opening game with signal", lambda: opening(True, 200)),
    ("opening game", lambda: opening(False, 200)),
    ("3 x 3 x 3, generic", lambda: random("generic", (3, 3, 3), 100)),
    ("3 x 3 x 3, small integers", lambda: random("small", (3, 3, 3), 100)),
    ("6 x 2 x 3, small integers", lambda: random("small", (6, 2, 3), 50)),
    ("8 x 2 x 3, small integers", lambda: random("small", (8, 2, 3), 30)),
]


def seconds(found: Equilibria, concept: str) -> float:
    """How much processor time one refinement takes from cold caches, its verdicts told."""
    forget()
    tuple(found)  # told before the clock runs
    start = process_time()
    len(refine(found, concept).rejected)
    return process_time() - start


def main() -> None:
    print(f"{'milliseconds: median (slowest)':30}", *(f"{concept:>16}" for concept in CONCEPTS))
    for name, games in ROWS:
        solved = [solve(game) for game in games()]
        times = [[1000 * seconds(found, concept) for found in solved] for concept in CONCEPTS]
        print(f"{name:30}", *(f"{f'{median(row):.2f} ({max(row):.1f})':>16}" for row in times), flush=True)


if __name__ == "__main__":
    main()
