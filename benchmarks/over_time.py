"""How long a war over time takes to solve, by the number of its periods: CPU time and pieces of what play is worth.

    python benchmarks/over_time.py                 # the table in docs/war_over_time.md; --quick for a look

One war, two and three outcomes of battle, both selections. Pieces are those of the first period: how finely beliefs
are cut there. CPU time is that of `solve`, without the verifier.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import termination as tm

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
    for (outcomes, selection), counts in PERIODS.items():
        found = []
        for periods in counts[: 2 if quick else None]:
            start = process_time()
            count = pieces(outcomes, selection, periods)
            found.append((str(periods), str(count), f"{process_time() - start:.2f}"))
        yield f"{outcomes} outcomes, {selection}", *map(", ".join, zip(*found, strict=True))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="the two smallest numbers of periods only")
    print("battle, selection | periods | pieces in the first | seconds of CPU")
    for row in rows(parser.parse_args().quick):
        print(" | ".join(row), flush=True)


if __name__ == "__main__":
    main()
