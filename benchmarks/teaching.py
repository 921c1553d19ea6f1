"""The teaching app in the browser: how soon it is there, and how soon a slider's effect is on the screen.

    python benchmarks/teaching.py            # needs the extra `browser` and Chromium; --moves 5 for a look

Times of moves are the browser's own: from the key that moves a slider to the frame in which the change is drawn.
"words" are the list of equilibria, probabilities and margins; "map" the regions, or for a number on an axis of the map
the dot. Only moves that change what is shown are counted, and every number is new: nothing is remembered from an
earlier move. The machine's load is given, for these times are what it leaves.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tabulate import tabulate

from tests.teaching.running import Visit, app, browser

#: Sliders by symbol and index, and the scenario they belong to.
SLIDERS = (
    ("A signal imitated now and then", "k", ""), ("A signal imitated now and then", "p", "high"),
    ("A signal imitated now and then", "r", "low"), ("A signal imitated now and then", "c", "low"),
    ("Refusal in the middle regime", "k", ""), ("Refusal in the middle regime", "p", "high"),
    ("Refusal in the middle regime", "w", "low"), ("Refusal in the middle regime", "r", "low"),
)  # fmt: skip

_WATCH = """() => {
  const board = document.querySelector('marimo-anywidget').shadowRoot.querySelector('.board');
  const parts = { words: '.headline, .side', map: '.regions, .dot' };
  window.drawn = {};
  window.addEventListener('keydown', () => { window.drawn = {}; window.pressed = performance.now(); }, true);
  new MutationObserver((changes) => requestAnimationFrame(() => {
    const now = performance.now() - window.pressed;
    for (const change of changes) {
      const at = change.target.nodeType === 3 ? change.target.parentElement : change.target;
      for (const [name, where] of Object.entries(parts)) if (at.closest(where)) window.drawn[name] = now;
    }
  })).observe(board, { subtree: true, childList: true, characterData: true, attributes: true });
}"""


def times(visit: Visit, control: Any, keys: list[str]) -> dict[str, list[float]]:
    """Milliseconds from each key until each part was last drawn."""
    found: dict[str, list[float]] = {"words": [], "map": []}
    control.focus()
    for key in keys:
        visit.page.keyboard.press(key)
        visit.page.wait_for_timeout(1200)
        for name, value in visit.page.evaluate("() => window.drawn").items():
            found[name].append(value)
    return found


def row(name: str, found: dict[str, list[float]]) -> list[Any]:
    """Median and longest of both parts."""
    cells: list[Any] = [name]
    for values in found.values():
        cells += [round(median(values)), round(max(values))] if values else ["", ""]
    return cells


def main() -> None:
    """Start, look, move, and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--moves", type=int, default=15, help="moves of each slider")
    moves = parser.parse_args().moves
    load = os.getloadavg()[0]
    with browser() as chromium:
        context = chromium.new_context()
        start = perf_counter()
        with app() as address:
            answers = perf_counter() - start
            visit = Visit(context, address)
            print(f"answers after {answers:.1f} s, first page complete after {perf_counter() - start:.1f} s")
            visit.page.evaluate(_WATCH)
            rows, loaded = [], ""
            for scenario, symbol, index in SLIDERS:
                if scenario != loaded:
                    visit.page.get_by_label("Load a scenario").select_option(scenario)
                    visit.page.wait_for_timeout(3000)
                    loaded = scenario
                keys = ["ArrowRight"] * moves
                rows.append(row(f"{symbol} {index}: {scenario}", times(visit, visit.slider(symbol, index), keys)))
            plane = times(visit, visit.page.locator(".plane"), ["ArrowLeft"] * moves)
            rows.append(row(f"the dot, by keys: {loaded}", {"words": plane["words"], "map": []}))
    head = ["moved", "words, ms", "longest", "map, ms", "longest"]
    print(tabulate(rows, head, tablefmt="github"))
    print(f"load when started {load:.1f}, at the end {os.getloadavg()[0]:.1f}, on {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
