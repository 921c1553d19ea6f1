"""The page for a class in the browser: how soon it is there, and how long a slider's effect takes.

    npm install pyodide@314.0.7
    python benchmarks/teaching.py node_modules/pyodide    # needs the extra `browser` and Chromium; --moves 5 for a look

The page is built, served and opened twice: the second load finds in the browser's cache what the first has left.
"words" is the engine's whole answer (`shown`: equilibria, bars, belief lines, controls), "map" the exact map with the
conditions and the prose (`later`), both with what it takes to hand them over as text, in processor time of all of the
browser (Linux), which hangs less on what else the machine does; every number is new, so that nothing is remembered.
"drawn" is from the key that moves the slider to the frame in which the words stand, and to that with the map, as the
clock has it, and hangs on the load, which is given.
"""

from __future__ import annotations

import argparse
import os
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

from tests.teaching.running import PATIENCE, browser, served

#: A slider, and the war to which it belongs.
SLIDERS = (
    ("mimicry", "escalation_cost"), ("mimicry", "prior.high"), ("mimicry", "signal_cost.low"),
    ("costly_signal", "talks_value.high"), ("refusal", "escalation_cost"), ("refusal", "talks_value.low"),
    ("vietnam_1965", "escalation_harm"), ("three_types", "escalation_cost"), ("reset_2009", "ambition"),
    ("beer_quiche", "prior.surly"),
)  # fmt: skip
#: The wars with the signal among them.
SIGNALLED = ("mimicry", "costly_signal")

#: The engine's answers to addresses, one after the other.
_ASKED = "([what, addresses]) => { for (const one of addresses) window.benchmark[what](one); }"
_DRAWN = """() => new Promise((done) => addEventListener("keydown", () => {
  const start = performance.now(), caption = document.getElementById("caption");
  const drawn = (then) => requestAnimationFrame(() => setTimeout(() => then(performance.now() - start), 0));
  const words = new Promise(drawn), map = new Promise((then) => {
    const seen = new MutationObserver(() => caption.textContent && (seen.disconnect(), drawn(then)));
    seen.observe(caption, { childList: true });
  });
  Promise.all([words, map]).then(done);
}, { capture: true, once: true }))"""
#: What is asked of medians on two idle cores, in milliseconds: the words of a war with the signal, any exact map.
WORDS, MAP = 50, 200


def loaded(context: Any, address: str) -> Any:
    """A page that is there; what it took cold and warm is printed."""
    for how in ("usable", "loaded again"):
        page = context.new_page()
        start, before = perf_counter(), processor_times()
        page.goto(address)
        page.wait_for_selector("#page:not([hidden])", timeout=4 * PATIENCE)
        took = perf_counter() - start
        print(f"{how} after {took:.1f} s, {used_since(before):.1f} s of processor time")
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


def used_since(before: dict[int, float]) -> float:
    """Seconds of processor time since then."""
    return sum(time - before.get(pid, 0.0) for pid, time in processor_times().items())


def row(page: Any, war: str, key: str, moves: int) -> list[Any]:
    """Processor time of the engine's two answers, in milliseconds, and the medians until words and map are drawn."""
    page.evaluate("query => { location.hash = query; }", f"war={war}")
    page.wait_for_timeout(1500)
    slider = page.locator(f'[data-key="{key}"]')
    page.evaluate("for (const one of document.querySelectorAll('aside details')) one.open = true")
    slider.focus()
    drawn = []
    for _ in range(moves):
        page.evaluate(f"() => {{ window.drawn = ({_DRAWN})(); }}")
        page.keyboard.press("ArrowRight")
        drawn.append(page.evaluate("() => window.drawn"))
        page.wait_for_timeout(400)
    cells: list[Any] = [f"{key}: {war}"]
    addresses = [f"war={war}&{key}={0.2 + 0.0113 * i:.4f}" for i in range(moves)]  # on no step of a slider
    for what in ("shown", "later"):
        before = processor_times()
        page.evaluate(_ASKED, [what, addresses])
        cells.append(round(1000 * used_since(before) / moves))
    return [*cells, *(round(median(one)) for one in zip(*drawn, strict=True))]


def main() -> None:
    """Build, serve, look, move, and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pyodide", type=Path, help="the folder of the npm package")
    parser.add_argument("--moves", type=int, default=15, help="moves of each slider")
    given = parser.parse_args()
    before = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as out, browser(Path(out) / "profile") as context:
        publish(Path(out) / "page", given.pyodide)
        with served(Path(out) / "page") as address:
            page = loaded(context, address)
            rows = [row(page, war, key, given.moves) for war, key in SLIDERS]
    print(tabulate(rows, ["moved", "words, ms", "map, ms", "words drawn", "map drawn"], tablefmt="github"))
    signal = [one[3] for one in rows if one[0].endswith(SIGNALLED)]
    print(f"drawn, median: words with the signal {median(signal):.0f} ms (asked: {WORDS}), "
          f"map {median(one[4] for one in rows):.0f} ms, at most {max(one[4] for one in rows)} (asked: {MAP})")
    print(f"load when started {before:.1f}, at the end {os.getloadavg()[0]:.1f}, on {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
