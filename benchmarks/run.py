"""The same opening games through this package and its peers, in one run of one process.

    python benchmarks/run.py                 # the table that README quotes; --quick for a look
    python benchmarks/run.py --record        # three rounds, whose medians go into benchmarks/record.csv

Every road is given games of one grid, escalation cost by prior, around one war: the exact engine, the shipped closed
forms evaluated in exact numbers, the sweep (closed forms compiled), nashpy's vertex enumeration of the bimatrix and
Gambit's enumeration of the same. Slow roads get fewer games; what counts is games a second, in CPU time, and our memory
at its peak (traced apart, on fewer games, arrays included; what peers hold is mostly out of Python's sight). The roads
do not all give the same: nashpy and Gambit find Nash equilibria at points, without beliefs; the other three all perfect
Bayesian equilibria, and what survives D1.
"""

from __future__ import annotations

import argparse
import gc
import platform
import sys
import tempfile
import tracemalloc
import warnings
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from time import process_time
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tabulate import tabulate

import termination as tm
from benchmarks import record
from benchmarks.engine import one_war
from benchmarks.record import EXACT
from termination.analysis.axes import Axes
from termination.analysis.forms import forms_for

Work = Callable[[Sequence[Any]], object]


def games(model: Any, count: int) -> list[Any]:
    """`count` games of a grid, spread over it."""
    side = max(int(count**0.5), 1)
    more = -(-count // side)
    costs = [f"{2 * i + 1}/{2 * side + 1}" for i in range(side)]
    priors = [f"{2 * j + 2}/{2 * max(side, more - 1) + 3}" for j in range(more)]
    found = [model.with_(escalation_cost=k, prior={"high": p, "low": f"{_other(p)}"}) for k in costs for p in priors]
    return found[:count]


def _other(share: str) -> str:
    above, below = map(int, share.split("/"))
    return f"{below - above}/{below}"


def exact_engine(models: Sequence[Any]) -> object:
    return [tm.refine(tm.solve(model), "D1") for model in models]


def closed_forms(models: Sequence[Any]) -> object:
    """Which closed forms hold, and survive D1, at each game: exact numbers, no floats."""
    found = []
    for model in models:
        forms: Any = forms_for(Axes(model, ()), "D1")
        for part, point in forms.here():
            held = [form for form in part.forms if form.condition.holds(point)]
            found.append([form for form in held if form.survives["D1"].holds(point)])
    return found


def sweep_of(points: int) -> Work:
    """The sweep over a grid of so many points around the first game."""

    def work(models: Sequence[Any]) -> object:
        side = int(points**0.5)
        axes = {"escalation_cost": ("1/1009", "1007/1009", side), "prior": ("1/1013", "1011/1013", side)}
        return tm.sweep(models[0], **axes, refinement="D1", edges="flag")

    return work


def nashpy(models: Sequence[Any]) -> object:
    bimatrices = [tm.to_nashpy(model.game()) for model in models]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return [list(bimatrix.vertex_enumeration()) for bimatrix in bimatrices]


def gambit(models: Sequence[Any], one_point: bool = False) -> object:
    """All extreme points of the bimatrix's equilibria; or one equilibrium of the tree, by Lemke's algorithm."""
    gbt = import_module("pygambit")
    found = []
    for model in models:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "game.efg"
            path.write_text(tm.write_efg(model.game()), encoding="utf-8")
            tree = gbt.read_efg(str(path))
            solver = gbt.nash.lcp_solve if one_point else gbt.nash.enummixed_solve
            found.append(solver(tree, rational=True))
    return found


def gambit_one(models: Sequence[Any]) -> object:
    return gambit(models, one_point=True)


def seconds(work: Callable[[], object]) -> float:
    gc.collect()
    start = process_time()
    work()
    return process_time() - start


def peak_mib(work: Callable[[], object]) -> float:
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 2**20


def installed(library: str) -> bool:
    try:
        import_module(library)
    except ImportError:
        return False
    return True


def rows(model: Any, quick: bool) -> Iterator[list[Any]]:
    """One row for each road: name, games, games a second, how many times the exact engine, peak memory."""
    points = 10**5 if quick else 4 * 10**6
    roads: list[tuple[str, str, int, int, Work]] = [
        (EXACT, "", 20 if quick else 200, 5, exact_engine),
        ("closed forms, exact, with D1", "", 20 if quick else 100, 5, closed_forms),
        ("sweep, with D1", "", points, points, sweep_of(points)),
        ("nashpy, vertices", "nashpy", 1, 0, nashpy),
        ("Gambit, one point of each (lcp)", "pygambit", 1 if quick else 20, 0, gambit_one),
        ("Gambit, all (enummixed)", "pygambit", 1 if quick else 20, 0, gambit),
    ]
    reference = None
    for name, needs, count, traced, work in roads:
        if needs and not installed(needs):
            yield [name, f"skipped: {needs} is not installed", None, None, None]
            continue
        if work is gambit and model.signal_cost is not None:
            yield [name, "left out: no answer in 6 minutes for one game", None, None, None]
            continue
        given = games(model, 1 if name.startswith("sweep") else count)
        if needs:
            import_module(needs)
        else:  # imports and caches
            (sweep_of(16) if name.startswith("sweep") else work)(given[:1])
        speed = count / max(seconds(lambda work=work, given=given: work(given)), 1e-9)
        reference = reference or speed
        few = given[: min(traced, len(given))]
        peak = peak_mib(lambda work=work, few=few: work(few)) if few else None
        yield [name, count, speed, speed / reference, peak]


def shown(cell: Any) -> str:
    if cell is None or isinstance(cell, str):
        return cell or "-"
    return f"{cell:,.0f}" if cell >= 100 else f"{cell:.3g}"


def versions() -> str:
    found = [f"Python {platform.python_version()} on {platform.machine()}", f"termination {tm.__version__}"]
    for library in ("numpy", "sympy", "xarray", "nashpy", "pygambit"):
        try:
            found.append(f"{library} {version(library)}")
        except PackageNotFoundError:
            found.append(f"{library} not installed")
    return ", ".join(found)


def told(title: str, found: Sequence[Sequence[Any]]) -> None:
    """Print the table of one kind of games."""
    head = ["road", "games", "games a second", "times the exact engine", "peak MiB"]
    table = [[shown(cell) for cell in row] for row in found]
    print(f"\nOpening games {title}\n")
    print(tabulate(table, head, tablefmt="github", disable_numparse=True, colalign=["left", *["right"] * 4]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    either = parser.add_mutually_exclusive_group()  # a look is no measurement
    either.add_argument("--quick", action="store_true", help="few games: to see that it runs")
    either.add_argument("--record", action="store_true", help="several rounds; append their medians to the record")
    asked = parser.parse_args()
    speeds = {}
    for title, model in (("with the signal", one_war()), ("without", one_war().with_(signal_cost=None))):
        rounds = []
        for _ in range(record.ROUNDS if asked.record else 1):
            told(title, found := list(rows(model, asked.quick)))
            rounds.append({name: speed for name, _, speed, *_ in found if speed is not None})
        speeds[title] = record.medians(rounds, EXACT)
    print(f"\n{versions()}")
    if asked.record:
        record.append(record.entries(speeds, record.commit()))


if __name__ == "__main__":
    main()
