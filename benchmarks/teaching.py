"""The page for a class in the browser: how soon it is there, and how long a slider's effect takes.

    npm install pyodide@314.0.7
    python benchmarks/teaching.py node_modules/pyodide    # needs the extra `browser` and Chromium; --moves 5 for a look

The page is built, served and opened twice: the second load finds in the browser's cache what the first has left.
"words" is the engine's whole answer (`shown`: equilibria, bars, belief lines, controls), "map" the exact map with the
conditions and the prose (`later`), both with what it takes to hand them over as text; "drawn" is from the key that
moves the slider to the frame in which the words stand. Every number is new: nothing is remembered from an earlier move.
The machine's load is given, for these times are what it leaves; of loading also the processor time of all of the
browser (Linux).
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "examples" / "teaching"))

from publish import publish
from tabulate import tabulate

from tests.teaching.running import PATIENCE, browser, free_port, waited_for

#: A slider, and the war to which it belongs.
SLIDERS = (
    ("mimicry", "escalation_cost"), ("mimicry", "prior.high"), ("mimicry", "signal_cost.low"),
    ("costly_signal", "talks_value.high"), ("refusal", "escalation_cost"), ("refusal", "talks_value.low"),
    ("vietnam_1965", "escalation_harm"), ("three_types", "escalation_cost"), ("beer_quiche", "prior.surly"),
)  # fmt: skip

#: What the engine takes for the answer to one address, in milliseconds.
_TIMED = """([what, address]) => {
  const start = performance.now();
  window.benchmark[what](address);
  return performance.now() - start;
}"""
_DRAWN = """() => new Promise((done) => addEventListener("keydown", () => {
  const start = performance.now();
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - start), 0));
}, { capture: true, once: true }))"""


def loaded(context: Any, address: str) -> Any:
    """A page that is there; what it took cold and warm is printed."""
    for how in ("usable", "loaded again"):
        page = context.new_page()
        start, before = perf_counter(), processor_times()
        page.goto(address)
        page.wait_for_selector("#page:not([hidden])", timeout=4 * PATIENCE)
        took = perf_counter() - start
        used = sum(time - before.get(pid, 0.0) for pid, time in processor_times().items())
        print(f"{how} after {took:.1f} s, {used:.1f} s of processor time")
        page.wait_for_timeout(5000)  # what was compiled is kept for the next time
    return page


def processor_times() -> dict[int, float]:
    """Seconds that the processes started from here have used, by process."""
    parents, used = {}, {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(FileNotFoundError, ProcessLookupError):  # one that has just ended
            fields = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            pid = int(stat.parent.name)
            parents[pid], used[pid] = int(fields[1]), int(fields[11]) + int(fields[12])
    family = {os.getpid()}
    while more := {pid for pid, parent in parents.items() if parent in family} - family:
        family |= more
    return {pid: used[pid] / os.sysconf("SC_CLK_TCK") for pid in family - {os.getpid()} if pid in used}


def row(page: Any, war: str, key: str, moves: int) -> list[Any]:
    """Median and longest of the engine's two answers, and the median until the words are drawn."""
    page.evaluate("query => { location.hash = query; }", f"war={war}")
    page.wait_for_timeout(1500)
    slider = page.locator(f'[data-key="{key}"]')
    page.evaluate("one => { for (const at of document.querySelectorAll('details')) at.open = true; }")
    slider.focus()
    found: dict[str, list[float]] = {"shown": [], "later": [], "drawn": []}
    for _ in range(moves):
        page.evaluate(f"() => {{ window.drawn = ({_DRAWN})(); }}")
        page.keyboard.press("ArrowRight")
        found["drawn"].append(page.evaluate("() => window.drawn"))
        page.wait_for_timeout(400)
    low, step = (float(slider.get_attribute(one)) for one in ("min", "step"))
    for i in range(moves):  # numbers that no slider stands on, so that nothing is remembered
        query = f"war={war}&{key}={low + (i + 20) * step + 0.0013:.4f}"
        for what in ("shown", "later"):
            found[what].append(page.evaluate(_TIMED, [what, query]))
    cells = [f(found[what]) for what in ("shown", "later") for f in (median, max)]
    return [f"{key}: {war}", *map(round, cells), round(median(found["drawn"]))]


def main() -> None:
    """Build, serve, look, move, and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pyodide", type=Path, help="the folder of the npm package")
    parser.add_argument("--moves", type=int, default=15, help="moves of each slider")
    given = parser.parse_args()
    before = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as out, browser(Path(out) / "profile") as context:
        publish(Path(out) / "page", given.pyodide)
        port = free_port()
        serve = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1", "--directory", f"{out}/page"]
        process = subprocess.Popen(serve, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            page = loaded(context, waited_for(f"http://127.0.0.1:{port}/", process))
            rows = [row(page, war, key, given.moves) for war, key in SLIDERS]
        finally:
            process.terminate()
    print(tabulate(rows, ["moved", "words, ms", "longest", "map, ms", "longest", "drawn, ms"], tablefmt="github"))
    print(f"load when started {before:.1f}, at the end {os.getloadavg()[0]:.1f}, on {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
