"""Hundreds of random games of the largest shapes that are promised: what each takes in CPU time and memory.

    python benchmarks/draws.py FILE              # draws what FILE lacks and appends it; can be stopped and begun again
    python benchmarks/draws.py FILE --table      # what it has so far, and which games took more than they should

Each game is solved, and then its families are told, all their names read, in a process of its own, which is stopped
after 60 s of CPU time. The search and the telling are timed apart: the second is bounded by the families, which may be
many. Memory is the most that the process had resident so far, the interpreter included. Seeds go up in turn over all
shapes and kinds, so that a file that is not finished is a fair sample of each.
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
#: When a game's process is stopped, in seconds of CPU time; and what no search should take.
STOP, SECONDS, MEGABYTES = 60, 10, 300
#: What telling should not take: more than so many seconds and, for each family, milliseconds; than so many kilobytes
#: for each family on top of what the search may take.
TELLING, MILLISECONDS, KILOBYTES = 5, 0.2, 3


class Draw(NamedTuple):
    """What one game took: its search, then its telling; megabytes are the most up to then.

    `ended` is "whole", "limit" if the search's limit cut it short, "untold" if the process was stopped while telling,
    or "stopped" if it was before.
    """

    kind: str
    shape: str
    seed: int
    ended: str
    seconds: float
    megabytes: int
    telling: float
    told_megabytes: int
    families: int
    vertices: int

    @property
    def each(self) -> float:
        """Milliseconds a family, found and told."""
        return 1000 * (self.seconds + self.telling) / self.families

    @property
    def over(self) -> bool:
        """Whether the search took more than it should, or the telling more than so many families should."""
        telling = TELLING + self.families * MILLISECONDS / 1000
        told = MEGABYTES + self.families * KILOBYTES / 1000
        return (
            self.ended in ("untold", "stopped")
            or self.seconds > SECONDS
            or self.megabytes > MEGABYTES
            or self.telling > telling
            or self.told_megabytes > told
        )


def kept(path: Path) -> list[Draw]:
    """What was measured so far."""
    if not path.exists():
        return []
    with path.open(newline="") as file:
        return [
            Draw(name, shape, int(seed), ended, float(seconds), int(megabytes), float(telling), *map(int, rest))
            for name, shape, seed, ended, seconds, megabytes, telling, *rest in csv.reader(file)
        ]


def measured(name: str, size: Size, seed: int) -> Draw:
    """The game solved and told in a process of its own."""
    here, there = os.pipe()
    child = os.fork()
    if not child:
        os.close(here)
        _solve(KINDS[name](size, seed), there)
    os.close(there)
    with os.fdopen(here) as pipe:
        search, vertices = (pipe.readline().split(), pipe.readline())
    _, status, usage = os.wait4(child, 0)
    if not vertices and os.WTERMSIG(status) not in (signal.SIGXCPU, signal.SIGKILL):
        raise ChildProcessError(f"{name} {size}, seed {seed}, came to no end: solve it by itself to see why")
    seconds, megabytes = _used(usage)
    ended, families, found_by, held = search or ("stopped", 0, seconds, megabytes)
    ended = ended if vertices or not search else "untold"
    telling = round(seconds - float(found_by), 3)
    shape = "x".join(map(str, size))
    counts = int(families), int(vertices or 0)
    return Draw(name, shape, seed, ended, float(found_by), int(held), telling, megabytes, *counts)


def _solve(game: SignalingGame, to: int) -> None:
    """In the child: how the search ended, how many families it found and what it took; then, told, their vertices."""
    resource.setrlimit(resource.RLIMIT_CPU, (STOP, STOP + 1))
    warnings.simplefilter("ignore")
    try:
        found = solve(game)
        seconds, megabytes = _used(resource.getrusage(resource.RUSAGE_SELF))
        os.write(to, f"{'whole' if found.complete else 'limit'} {len(found)} {seconds} {megabytes}\n".encode())
        vertices = sum(len(side.vertices) for family in found for side in (family.sender, family.receiver))
        os.write(to, f"{vertices}\n".encode())
    finally:
        os._exit(0)


def _used(usage: resource.struct_rusage) -> tuple[float, int]:
    """Seconds of CPU time, and megabytes at the most."""
    return round(usage.ru_utime + usage.ru_stime, 3), usage.ru_maxrss // 1024


def missing(done: list[Draw], count: int, only: str) -> Iterator[tuple[str, Size, int]]:
    """What is still to be drawn: kinds and shapes in turn, seed after seed, those whose name contains `only`."""
    known = {(draw.kind, draw.shape, draw.seed) for draw in done}
    for seed in range(count):
        for size in SHAPES:
            for name in KINDS:
                shape = "x".join(map(str, size))
                if (name, shape, seed) not in known and only in f"{name} {shape}":
                    yield name, size, seed


HEAD = ["games", "shape", "number", "search, median s", "worst s", "most MB", "telling, median s", "worst s", "most MB"]
HEAD += ["families", "vertices", "cut", "untold", "stopped", "over"]


def table(draws: list[Draw]) -> Iterator[list[str]]:
    """A row for each kind and shape; families and vertices are the most of those that were solved whole."""
    for shape, name in dict.fromkeys((draw.shape, draw.kind) for draw in draws):
        some = [draw for draw in draws if (draw.kind, draw.shape) == (name, shape)]
        found = [draw for draw in some if draw.ended != "stopped"]
        whole = [draw for draw in some if draw.ended == "whole"]
        cells = (
            len(some),
            *_spread([draw.seconds for draw in some]),
            max(draw.megabytes for draw in some),
            *_spread([draw.telling for draw in found]),
            max((draw.told_megabytes for draw in found), default=0),
            max((draw.families for draw in whole), default=0),
            max((draw.vertices for draw in whole), default=0),
            *(sum(draw.ended == ended for draw in some) for ended in ("limit", "untold", "stopped")),
            sum(draw.over for draw in some),
        )
        yield [name, shape, *map(str, cells)]


def _spread(seconds: list[float]) -> tuple[str, str]:
    """The median and the most."""
    return (f"{median(seconds):.2f}", f"{max(seconds):.1f}") if seconds else ("", "")


def beyond(draws: list[Draw]) -> Iterator[str]:
    """Those over the bounds, with the time for a family beside the median of their kind and shape."""
    for draw in draws:
        if draw.over:
            alike = [one for one in draws if (one.kind, one.shape) == (draw.kind, draw.shape) and one.families]
            took = f"found in {draw.seconds:.1f} s, {draw.megabytes} MB; told in {draw.telling:.1f} s, "
            took += f"{draw.told_megabytes} MB; {draw.families} families"
            if draw.families:
                took += f", {draw.each:.1f} ms each (median {median(one.each for one in alike):.1f})"
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
