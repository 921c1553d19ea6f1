"""Where the solver's time once exploded: shapes of games, and the CPU time that they take now.

    python benchmarks/cliffs.py                # the table of docs/algorithm.md; --count 2 for a look, --only 5x5

Each row is a set of games of one shape, types x messages x responses, from fixed seeds. `solve` is timed with names, on
one core, after import; vertices are those of all families on both sides.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from random import Random
from resource import RUSAGE_SELF, getrusage
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.engine import forget, nothing, seconds
from termination.engine.enumerate import solve
from termination.engine.game import SignalingGame
from tests.oracles.random_games import Size, make, random_game


def indifferent(who: str, size: Size, seed: int) -> SignalingGame:
    """The sender, or the receiver, gets nothing whatever happens; the other's payoffs are small integers."""
    rng, (T, M, R) = Random(f"indifferent {who} {size} {seed}"), size

    def table(most: int) -> list[list[list[Fraction]]]:
        return [[[Fraction(rng.randint(-most, most)) for _ in range(R)] for _ in range(M)] for _ in range(T)]

    return make([Fraction(1, T)] * T, table(3 * (who != "sender")), table(3 * (who != "receiver")))


def grid(size: Size, seed: int) -> SignalingGame:
    """Types and messages on grids, two replies: a message costs the more the higher it is, and the less the higher the
    type; the receiver gains by yielding to types above a threshold."""
    rng, (T, M, _) = Random(f"grid {size} {seed}"), size
    gain, threshold = Fraction(rng.randint(50, 150), 100), Fraction(rng.randint(30, 70), 100)
    types = [Fraction(2 * t + 1, 2 * T) for t in range(T)]
    costs = [[Fraction(m, M) * (Fraction(11, 10) - t) for m in range(M)] for t in types]
    sender = [[[-cost, gain - cost] for cost in row] for row in costs]
    return make([Fraction(1, T)] * T, sender, [[[Fraction(0), t - threshold]] * M for t in types])


def kind(name: str) -> Callable[[Size, int], SignalingGame]:
    return lambda size, seed: random_game(name, size, seed)


def zero(size: Size, seed: int) -> SignalingGame:
    return next(iter(nothing(size, 1)))  # type: ignore[return-value]


ROWS: list[tuple[str, Callable[[Size, int], SignalingGame], Size, int]] = [
    *(("generic", kind("generic"), size, 10) for size in ((4, 4, 4), (5, 5, 3), (3, 10, 2))),
    *(("generic", kind("generic"), size, count) for size, count in (((2, 24, 2), 5), ((5, 5, 4), 2))),
    *(("payoffs 0 or 1", kind("binary"), size, 5) for size in ((4, 4, 4), (2, 12, 2), (3, 10, 2))),
    *(("payoffs 0 or 1", kind("binary"), size, count) for size, count in (((2, 16, 2), 2), ((24, 2, 2), 3))),
    ("payoffs -2 to 2", kind("small"), (40, 2, 2), 10),
    *(("all payoffs zero", zero, size, 1) for size in ((16, 2, 2), (5, 5, 5), (6, 6, 6))),
    ("sender indifferent", lambda size, seed: indifferent("sender", size, seed), (4, 4, 3), 3),
    ("receiver indifferent", lambda size, seed: indifferent("receiver", size, seed), (4, 4, 3), 3),
    ("receiver indifferent", lambda size, seed: indifferent("receiver", size, seed), (5, 4, 3), 3),
    ("receiver indifferent", lambda size, seed: indifferent("receiver", size, seed), (3, 10, 2), 3),
    *(("grid of types", grid, size, count) for size, count in (((8, 8, 2), 5), ((20, 4, 2), 3), ((10, 10, 2), 2))),
]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="rows whose name or shape contains this")
    parser.add_argument("--count", type=int, default=0, help="at most so many games of each shape")
    options = parser.parse_args()
    print("| games | shape | number | median s | worst s | most families | most vertices |")
    print("|---|---|---:|---:|---:|---:|---:|")
    for name, draw, size, count in ROWS:
        shape = "x".join(map(str, size))
        if options.only not in f"{name} {shape}":
            continue
        times, families, vertices = [], [], []
        for seed in range(min(count, options.count or count)):
            game = draw(size, seed)
            forget()
            found = []
            times.append(seconds(lambda game=game, found=found: found.extend(solve(game))))
            families.append(len(found))
            vertices.append(sum(len(side.vertices) for family in found for side in (family.sender, family.receiver)))
        cells = [name, shape, len(times), f"{median(times):.2f}", f"{max(times):.1f}", max(families), max(vertices)]
        print(f"| {' | '.join(map(str, cells))} |", flush=True)
    print(f"\npeak memory {getrusage(RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
