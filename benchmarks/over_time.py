"""How long a war over time takes to solve, by the number of its periods: CPU time and pieces of what play is worth.

    python benchmarks/over_time.py                 # the table in docs/war_over_time.md; --quick for a look
    python benchmarks/over_time.py --figure        # the curves of that table, docs/pictures/over_time.svg

One war, two and three outcomes of battle, both selections. Pieces are those of the first period: how finely beliefs
are cut there. CPU time is that of `solve`, without the verifier.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from matplotlib.axes import Axes

import termination as tm
from docs.blocks import tables
from termination.reporting.plot.style import SERIES

DOCS = Path(__file__).resolve().parent.parent / "docs"
PAGE, PICTURE = DOCS / "war_over_time.md", DOCS / "pictures" / "over_time.svg"

BATTLES = {
    2: {"low": ["2/5", "3/5"], "high": ["3/5", "2/5"]},
    3: {"low": ["1/5", "3/10", "1/2"], "high": ["1/2", "3/10", "1/5"]},
}
#: By outcomes of battle and selection, which numbers of periods.
PERIODS = {
    (2, "talks"): (5, 10, 20, 30),
    (3, "talks"): (5, 10, 20, 30),
    (2, "refusal"): (5, 10, 15, 20),
    (3, "refusal"): (3, 5, 7, 9),
}


def war(outcomes: int, periods: int) -> tm.WarOverTime:
    """The war of docs/war_over_time.md, in so many periods."""
    return tm.WarOverTime(
        prior={"low": "19/50", "high": "31/50"}, resilience={"low": "1/5", "high": "4/5"},
        war_value={"low": "1/10", "high": "1/2"}, talks_value={"low": "2/5", "high": "11/20"}, escalation_harm=1,
        talks_exposure="4/5", escalation_gain=1, escalation_cost="2/5", periods=periods, patience="9/10",
        battle=BATTLES[outcomes],
    )  # fmt: skip


def pieces(outcomes: int, selection: str, periods: int) -> int:
    """How many pieces there are in the first period."""
    return len(war(outcomes, periods).solve(selection).moment(1).values.pieces)


def rows(quick: bool = False) -> Iterator[tuple[str, ...]]:
    """Outcomes and selection; numbers of periods, and for each of them the pieces and the seconds of CPU."""
    pieces(2, "talks", 2)  # so that nobody pays for what is loaded once
    for (outcomes, selection), counts in PERIODS.items():
        found = []
        for periods in counts[: 2 if quick else None]:
            start = process_time()
            count = pieces(outcomes, selection, periods)
            found.append((str(periods), str(count), f"{process_time() - start:.2f}"))
        yield f"{outcomes} outcomes, {selection}", *map(", ".join, zip(*found, strict=True))


def told() -> list[tuple[str, list[int], list[float]]]:
    """The table in the guide: for each battle and selection numbers of periods, and seconds of CPU."""
    (table,) = [rows for rows in tables(PAGE.read_text(encoding="utf-8")) if rows[0][0] == "battle, selection"]
    return [(row[0], [*map(int, row[1].split(", "))], [*map(float, row[3].split(", "))]) for row in table[1:]]


def curves(found: Sequence[tuple[str, list[int], list[float]]]) -> Axes:
    """Time against periods, both on logarithmic axes, on which a power is a straight line."""
    from matplotlib import pyplot as plt

    ax = plt.subplots(figsize=(7, 3.4), layout="constrained")[1]
    for (name, periods, seconds), style in zip(found, SERIES, strict=False):
        ax.loglog(periods, seconds, color=style.color, ls=style.dash, marker=style.marker, label=name)
    ticks = sorted({count for _, periods, _ in found for count in periods})
    ax.set_xticks(ticks, [str(tick) for tick in ticks])
    ax.set_xticks([], minor=True)
    ax.set_yticks([0.01, 0.1, 1], ["0.01", "0.1", "1"])
    ax.set(xlabel="periods", ylabel="seconds of CPU")
    ax.grid(color="#DDDDDD")
    ax.figure.legend(loc="outside right upper", frameon=False)
    return ax


def draw() -> None:
    """Write the picture: the same bytes from the same table."""
    import matplotlib as mpl

    with mpl.rc_context({"svg.hashsalt": "over time", "svg.fonttype": "none"}):
        curves(told()).figure.savefig(PICTURE, metadata={"Date": None})


def main() -> None:
    """Print the table, or draw it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="the two smallest numbers of periods only")
    parser.add_argument("--figure", action="store_true", help="draw the table that is in the guide, measuring nothing")
    given = parser.parse_args()
    if given.figure:
        draw()
        return
    print("battle, selection | periods | pieces in the first | seconds of CPU")
    for row in rows(given.quick):
        print(" | ".join(row), flush=True)


if __name__ == "__main__":
    main()
