"""Hundreds of random games of the largest shapes that are promised: what each takes in CPU time and memory.

    python benchmarks/draws.py FILE              # draws what FILE lacks and appends it; can be stopped and begun again
    python benchmarks/draws.py FILE --table      # what it has so far, and which games took more than they should

Each game is solved, with names, in a process of its own, which is stopped after 60 s of CPU time. Memory is the most
that this process had resident, the interpreter included. Seeds go up in turn over all shapes and kinds, so that a file
that is not finished is a fair sample of each.
"""

from __future__ import annotations

import argparse
import csv
import os
import resource
import signal
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.cliffs import indifferent, kind
from termination.engine.enumerate import solve
from termination.engine.game import SignalingGame
from tests.oracles.random_games import Size

SHAPES: tuple[Size, ...] = ((4, 4, 4), (3, 10, 2), (2, 16, 2), (24, 2, 2))
KINDS: dict[str, Callable[[Size, int], SignalingGame]] = {
    "free signs": kind("generic"),
    "payoffs 0 or 1": kind("binary"),
    "ties": kind("small"),
    "zeros": kind("zero"),
    "sender indifferent": lambda size, seed: indifferent("sender", size, seed),
    "receiver indifferent": lambda size, seed: indifferent("receiver", size, seed),
}
#: When a game's process is stopped, in seconds of CPU time; and what no game should take.
STOP, SECONDS, MEGABYTES = 60, 10, 300


class Draw(NamedTuple):
    """What one game took. `ended` is "whole", "limit" if the search's limit cut it short, or "stopped"."""

    kind: str
    shape: str
    seed: int
    ended: str
    seconds: float
    megabytes: int
    families: int
    vertices: int

    @property
    def over(self) -> bool:
        return self.ended == "stopped" or self.seconds > SECONDS or self.megabytes > MEGABYTES


def kept(path: Path) -> list[Draw]:
    """What was measured so far."""
    if not path.exists():
        return []
    with path.open(newline="") as file:
        return [
            Draw(name, shape, int(seed), ended, float(seconds), *map(int, rest))
            for name, shape, seed, ended, seconds, *rest in csv.reader(file)
        ]


def measured(name: str, size: Size, seed: int) -> Draw:
    """The game solved in a process of its own."""
    here, there = os.pipe()
    child = os.fork()
    if not child:
        os.close(here)
        _solve(KINDS[name](size, seed), there)
    os.close(there)
    with os.fdopen(here) as pipe:
        told = pipe.read().split()
    _, status, usage = os.wait4(child, 0)
    if not told and os.WTERMSIG(status) not in (signal.SIGXCPU, signal.SIGKILL):
        raise ChildProcessError(f"{name} {size}, seed {seed}, came to no end: solve it by itself to see why")
    ended, families, vertices = told or ("stopped", "0", "0")
    seconds = round(usage.ru_utime + usage.ru_stime, 3)
    shape = "x".join(map(str, size))
    return Draw(name, shape, seed, ended, seconds, usage.ru_maxrss // 1024, int(families), int(vertices))


def _solve(game: SignalingGame, to: int) -> None:
    """In the child: tells how it ended, and how many families of how many vertices there are."""
    resource.setrlimit(resource.RLIMIT_CPU, (STOP, STOP + 1))
    warnings.simplefilter("ignore")
    try:
        found = solve(game)
        vertices = sum(len(side.vertices) for family in found for side in (family.sender, family.receiver))
        os.write(to, f"{'whole' if found.complete else 'limit'} {len(found)} {vertices}".encode())
    finally:
        os._exit(0)


def missing(done: list[Draw], count: int, only: str) -> Iterator[tuple[str, Size, int]]:
    """What is still to be drawn: kinds and shapes in turn, seed after seed, those whose name contains `only`."""
    known = {(draw.kind, draw.shape, draw.seed) for draw in done}
    for seed in range(count):
        for size in SHAPES:
            for name in KINDS:
                shape = "x".join(map(str, size))
                if (name, shape, seed) not in known and only in f"{name} {shape}":
                    yield name, size, seed


HEAD = ["games", "shape", "number", "median s", "worst s", "most MB", "families", "vertices", "cut", "stopped", "over"]


def table(draws: list[Draw]) -> Iterator[list[str]]:
    """A row for each kind and shape, families and vertices of those that were solved whole."""
    for shape, name in dict.fromkeys((draw.shape, draw.kind) for draw in draws):
        some = [draw for draw in draws if (draw.kind, draw.shape) == (name, shape)]
        whole = [draw for draw in some if draw.ended == "whole"]
        counts = (
            max(draw.megabytes for draw in some),
            max((draw.families for draw in whole), default=0),
            max((draw.vertices for draw in whole), default=0),
            sum(draw.ended == "limit" for draw in some),
            sum(draw.ended == "stopped" for draw in some),
            sum(draw.over for draw in some),
        )
        times = [draw.seconds for draw in some]
        yield [name, shape, str(len(some)), f"{median(times):.2f}", f"{max(times):.1f}", *map(str, counts)]


def beyond(draws: list[Draw]) -> Iterator[str]:
    """Those over the bounds, with the time for a family beside the median of their kind and shape."""
    for draw in draws:
        if draw.over:
            alike = [one for one in draws if (one.kind, one.shape) == (draw.kind, draw.shape) and one.families]
            each = f", {1000 * draw.seconds / draw.families:.1f} ms each" if draw.families else ""
            usual = f" (median {median(1000 * one.seconds / one.families for one in alike):.1f})" if each else ""
            took = f"{draw.seconds:.1f} s, {draw.megabytes} MB, {draw.families} families{each}{usual}"
            yield f"{draw.kind} {draw.shape}, seed {draw.seed}: {draw.ended}, {took}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, help="a CSV file, made if it is not there")
    parser.add_argument("--count", type=int, default=300, help="so many games of each kind and shape")
    parser.add_argument("--only", default="", help="those whose kind or shape contains this")
    parser.add_argument("--table", action="store_true", help="print what was measured so far, and measure nothing")
    options = parser.parse_args()
    if options.table:
        for row in (HEAD, ["---", "---", *["---:"] * (len(HEAD) - 2)], *table(kept(options.file))):
            print(f"| {' | '.join(row)} |")
        print("", *beyond(kept(options.file)), sep="\n")
        return
    for name, size, seed in missing(kept(options.file), options.count, options.only):
        draw = measured(name, size, seed)
        with options.file.open("a", newline="") as file:
            csv.writer(file).writerow(draw)


if __name__ == "__main__":
    main()
