"""What `python benchmarks/run.py --record` keeps of a run, and how it is drawn.

The record is a table in long form, `record.csv`: a row has the commit, the machine, what was measured and in which
measure. Speeds are medians of several rounds, each through all roads, with the ratio to the exact engine in the same
round: machines differ and are busy, ratios tell more. Sizes are the package's lines of code and bytes.
"""

from __future__ import annotations

import csv
import os
import platform
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.lines import code_lines

ROOT = Path(__file__).resolve().parent.parent
RECORD = Path(__file__).with_name("record.csv")
ROUNDS = 3

#: The road that the others are compared with.
EXACT = "exact engine, with D1"
SPEED, RATIO, LINES, BYTES = "games a second", "times the exact engine", "lines of code", "bytes"


@dataclass(frozen=True)
class Entry:
    """One number of one run."""

    commit: str
    machine: str
    what: str
    measure: str
    value: str


def medians(rounds: Sequence[Mapping[str, float]], reference: str) -> dict[str, tuple[float, float]]:
    """Of each road the median speed, and the median of its ratios to `reference` in the same round.

    >>> medians([{"a": 10, "b": 30}, {"a": 20, "b": 50}, {"a": 40, "b": 80}], "a")
    {'a': (20, 1.0), 'b': (50, 2.5)}
    """
    return {
        road: (median(one[road] for one in rounds), median(one[road] / one[reference] for one in rounds))
        for road in rounds[0]
    }


def sizes() -> dict[str, int]:
    """How much code the package is, and how many bytes its files are."""
    files = sorted((ROOT / "termination").rglob("*.py"))
    return {
        LINES: sum(code_lines(path.read_text(encoding="utf-8")) for path in files),
        BYTES: sum(path.stat().st_size for path in files),
    }


def commit() -> str:
    """The commit that is measured, with a plus sign where the checkout, but for the record itself, differs from it."""
    told = ["git", "rev-parse", "--short=7", "HEAD"]
    short = subprocess.run(told, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
    differs = ["git", "diff", "--quiet", "HEAD", "--", ".", f":!{RECORD.relative_to(ROOT)}"]
    return short + "+" * subprocess.run(differs, cwd=ROOT).returncode


def machine() -> str:
    """The kind of machine, and what its times depend on."""
    return f"{os.cpu_count()} x {platform.machine()}, Python {platform.python_version()}"


def entries(speeds: Mapping[str, Mapping[str, tuple[float, float]]], measured: str) -> list[Entry]:
    """What is kept of one run of the commit that was `measured`, by games and road."""
    head = (measured, machine())
    found = []
    for games, roads in speeds.items():
        for road, (speed, ratio) in roads.items():
            found.append(Entry(*head, f"{games}: {road}", SPEED, f"{speed:.3g}"))
            found.append(Entry(*head, f"{games}: {road}", RATIO, f"{ratio:.3g}"))
    return found + [Entry(*head, "the package", measure, str(size)) for measure, size in sizes().items()]


def append(found: Iterable[Entry], path: Path = RECORD) -> None:
    """Write them below what is in the record; the first run writes its head."""
    new = not path.exists()
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        if new:
            writer.writerow([field.name for field in fields(Entry)])
        writer.writerows(astuple(entry) for entry in found)


def kept(path: Path = RECORD) -> list[Entry]:
    """All that is in the record, in the order in which it was measured."""
    with path.open(encoding="utf-8", newline="") as file:
        return [Entry(**row) for row in csv.DictReader(file)]


def drawn(found: Sequence[Entry]) -> Any:
    """The ratios of the record by commit, a line for each road, hollow without the signal; on a logarithmic axis."""
    from matplotlib import pyplot as plt

    from termination.reporting.plot.style import SERIES

    commits = list(dict.fromkeys(entry.commit for entry in found))
    roads = dict.fromkeys(entry.what for entry in found if entry.measure == RATIO and not entry.what.endswith(EXACT))
    ax = plt.subplots(figsize=(7, 3.4), layout="constrained")[1]
    kinds = list(dict.fromkeys(road.partition(": ")[2] for road in roads))
    for road in roads:
        games, _, kind = road.partition(": ")
        style, filled = SERIES[kinds.index(kind)], games == "with the signal"
        points = [(commits.index(e.commit), float(e.value)) for e in found if (e.what, e.measure) == (road, RATIO)]
        x, y = zip(*points, strict=True)
        face = style.color if filled else "white"
        ax.plot(x, y, color=style.color, ls=style.dash, marker=style.marker, mfc=face, label=road)
    ax.set_yscale("log")
    ax.set_xticks(range(len(commits)), commits)
    ax.set_xlabel("commit")
    ax.set_ylabel("games a second,\nas a multiple of the exact engine's")
    ax.legend(loc="center left", bbox_to_anchor=(1, 0.5), fontsize=7, frameon=False)
    return ax
