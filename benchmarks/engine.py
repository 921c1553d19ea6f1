"""How long the exact solver takes, in medians of CPU time, on one core, after import.

    python benchmarks/engine.py              # the table of docs/algorithm.md
    python benchmarks/engine.py --nashpy     # and nashpy's vertex enumeration of some of the games, in the same run

Each row is a set of games of one shape. `solve` is timed with names; the certificate is timed apart. No game leaves
anything to the next: every cache of the package is emptied before each run.
"""

from __future__ import annotations

import argparse
import gc
import sys
import warnings
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from random import Random
from statistics import median
from time import process_time

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import termination as tm
from termination.engine.enumerate import solve
from termination.engine.model import Model
from tests.oracles.random_games import random_game

Games = Iterator[Model]


def opening(signal: bool, count: int) -> Games:
    """Wars with parameters drawn at random, so that all regimes occur."""
    rng = Random(f"opening {signal}")

    def draw(low: int, high: int) -> Fraction:
        return Fraction(rng.randint(low, high), 100)

    for _ in range(count):
        prior, strong = draw(5, 95), draw(55, 95)
        costs = {"signal_cost": {"high": draw(0, 60), "low": draw(0, 120)}} if signal else {}
        war = {"high": draw(20, 60), "low": draw(0, 40)}
        yield tm.OpeningGame(
            prior={"high": prior, "low": 1 - prior},
            resilience={"high": strong, "low": draw(5, 50)},
            war_value=war,
            talks_value={t: value + draw(1, 40) for t, value in war.items()},
            escalation_harm=draw(50, 150),
            talks_exposure=draw(30, 100),
            escalation_gain=1,
            escalation_cost=draw(2, 98),
            **costs,
        )


def random(kind: str, size: tuple[int, int, int], count: int) -> Games:
    return (random_game(kind, size, seed) for seed in range(count))


ROWS: list[tuple[str, Callable[[int], Games], int]] = [
    ("opening game with signal, fixed", lambda n: (one_war() for _ in range(n)), 20),
    ("opening game with signal (2x4x2)", lambda n: opening(True, n), 200),
    ("opening game without (2x2x2)", lambda n: opening(False, n), 200),
    ("random 2x2x2", lambda n: random("generic", (2, 2, 2), n), 200),
    ("random 2x4x2", lambda n: random("generic", (2, 4, 2), n), 200),
    ("random 3x3x3", lambda n: random("generic", (3, 3, 3), n), 200),
    ("random 4x4x3", lambda n: random("generic", (4, 4, 3), n), 12),
    ("random 5x4x2", lambda n: random("generic", (5, 4, 2), n), 12),
    ("payoffs -2..2, 3x3x3", lambda n: random("small", (3, 3, 3), n), 100),
    ("payoffs 0 or 1, 3x3x3", lambda n: random("binary", (3, 3, 3), n), 100),
    ("payoffs 0 or 1, 4x4x3", lambda n: random("binary", (4, 4, 3), n), 12),
    ("payoffs 0 or 1, 5x4x2", lambda n: random("binary", (5, 4, 2), n), 12),
    ("all payoffs zero, 3x3x3", lambda n: nothing((3, 3, 3), n), 10),
    ("all payoffs zero, 4x4x3", lambda n: nothing((4, 4, 3), n), 3),
    ("all payoffs zero, 5x4x2", lambda n: nothing((5, 4, 2), n), 3),
]


def nothing(size: tuple[int, int, int], count: int) -> Games:
    T, M, R = size
    labels = [[f"{letter}{i}" for i in range(n)] for letter, n in zip("tmr", size, strict=True)]
    table = [[[0] * R] * M] * T
    return (tm.SignalingGame(labels[0], [Fraction(1, T)] * T, *labels[1:], table, table) for _ in range(count))


def forget() -> None:
    """Empty every cache that one game may leave to the next."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == "termination":
            for thing in list(vars(module).values()):
                if hasattr(thing, "cache_clear"):
                    thing.cache_clear()


def seconds(work: Callable[[], object]) -> float:
    gc.collect()
    gc.disable()  # as in timeit: a collection falls on some game by chance
    start = process_time()
    work()
    elapsed = process_time() - start
    gc.enable()
    return elapsed


def measure(games: list[Model]) -> tuple[list[float], list[float], list[int]]:
    solving, certifying, families = [], [], []
    for model in games:
        forget()
        model.game()  # the model's own work is not the solver's
        solving.append(seconds(lambda model=model: list(solve(model))))
        found = solve(model)
        families.append(len(found))
        certifying.append(seconds(lambda found=found: [family.certificate for family in found]))
    return solving, certifying, families


def one_war() -> Model:
    """An opening game with signal and several families of equilibria."""
    return tm.OpeningGame(
        prior={"high": "3/10", "low": "7/10"},
        resilience={"high": 0.8, "low": 0.2},
        war_value={"high": 0.5, "low": 0.1},
        talks_value={"high": 0.55, "low": 0.4},
        escalation_harm=1,
        talks_exposure=0.8,
        escalation_gain=1,
        escalation_cost=0.4,
        signal_cost={"high": 0.04, "low": 0.7},
    )


def compare_with_nashpy() -> None:
    """Vertex enumeration of the induced bimatrices by nashpy, and our solution of the same games, in turn."""
    print(f"\n{'the same game':34} {'ours ms':>8} {'nashpy s':>9} {'ratio':>6}   nashpy: Nash points only, in floats")
    games = {"opening game with signal, fixed": one_war()}
    games |= {f"opening game, random {i}": war for i, war in enumerate(opening(True, 3), 1)}
    games |= {f"random 2x4x2, {i}": game for i, game in enumerate(random("generic", (2, 4, 2), 3), 1)}
    for name, model in games.items():
        bimatrix = tm.to_nashpy(model.game())
        ours = median(seconds(lambda model=model: list(solve(model))) for _ in range(20))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            theirs = seconds(lambda bimatrix=bimatrix: list(bimatrix.vertex_enumeration()))
        print(f"{name:34} {ours * 1000:8.2f} {theirs:9.2f} {theirs / ours:6.0f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nashpy", action="store_true", help="compare with nashpy on some of the games")
    parser.add_argument("--only", default="", help="rows whose name contains this")
    options = parser.parse_args()
    head = f"{'games':34} {'count':>5} {'median ms':>10} {'worst ms':>9} {'families':>9} {'certificate ms':>15}"
    print(head)
    for name, make, count in ROWS:
        if options.only not in name:
            continue
        solving, certifying, families = measure(list(make(count)))
        print(
            f"{name:34} {count:5} {median(solving) * 1000:10.2f} {max(solving) * 1000:9.1f} "
            f"{median(families):9.0f} {median(certifying) * 1000:15.2f}"
        )
    if options.nashpy:
        compare_with_nashpy()


if __name__ == "__main__":
    main()
