"""The same input gives the same bytes, whatever the clock, the width of the terminal, the place, the language or the
order in which sets are walked."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SCENARIOS = ROOT / "examples" / "scenarios"

#: What is asked: every command, and the documents that are written by hand over results.
SESSION = f"""
from termination.reporting.cli import main
import termination as tm

war, rivalry = {str(SCENARIOS / "coercion_trap.toml")!r}, {str(SCENARIOS / "reset_2009.toml")!r}
signal = {str(SCENARIOS / "costly_signal.toml")!r}
for command in (
    ["solve", war, "--refine", "D1"],
    ["solve", rivalry, "--explain"],
    ["solve", signal, "--format", "json"],
    ["solve", signal, "--format", "csv", "--refine", "NWBR"],
    ["check", war],
    ["prove", "T3"],
    ["prove", "T15", "--without", "A4"],
    ["prove", "--list"],
    ["sweep", war, "--axis", "coercion=0:2:5", "--refine", "D1"],
):
    print("$", *command)
    try:
        main(command, prog_name="termination")
    except SystemExit as status:
        print("exit status", status.code)
model = tm.load_scenario(war)
print(tm.statics(model), tm.robustness(model, box=0.1, refinement="D1", samples=200, seed=1), sep="\\n")
print(tm.appendix())
"""

HERE = {"PYTHONHASHSEED": "1", "TZ": "UTC", "COLUMNS": "200", "LC_ALL": "C.UTF-8"}
ELSEWHERE = {"PYTHONHASHSEED": "77", "TZ": "Pacific/Kiritimati", "COLUMNS": "40", "LINES": "5", "LC_ALL": "C"}


def said(place: Path, **surroundings: str) -> bytes:
    """What the session prints in a fresh interpreter, standing at a place."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", **surroundings}
    command = [sys.executable, "-c", SESSION]
    return subprocess.run(command, cwd=place, env=environment, check=True, capture_output=True).stdout


@pytest.mark.thorough
def test_surroundings_change_nothing(tmp_path):
    here = said(ROOT, **HERE)
    assert b"refuted by Z3" in here
    assert len(here) > 20_000
    assert said(tmp_path, **ELSEWHERE) == here


def test_no_answer_hangs_on_a_clock():
    """`time` is for the prover, to say afterwards how long it took, and for the progress on a terminal; no limit is in
    seconds."""
    clocks, limits = set(), set()
    for path in sorted((ROOT / "termination").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            modules = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            modules += [str(node.module)] if isinstance(node, ast.ImportFrom) else []
            clocks |= {path.stem for module in modules if module in ("time", "datetime", "timeit")}
            if isinstance(node, ast.Constant) and node.value == "timeout":
                limits.add(path.stem)
    assert (clocks, limits) == ({"prove", "cli_sources"}, set())


def test_the_smt_solver_gives_up_by_steps():
    """A question too hard for the effort is given up at the same step each time, however long that took."""
    import pytest
    import z3

    from termination.engine.proving.prove import _answer, _GaveUpError

    numbers = z3.Reals("a b c d e f")
    a, b, c, d, e, f = numbers
    hard = [sum(x**5 for x in numbers) == 7, a * b * c > d**3 + 1, e**3 - f**2 * a == 3, b**4 + c**4 < f]
    steps = set()
    for _ in range(2):
        solver = z3.Solver(ctx=z3.Context())
        solver.add(*(fact.translate(solver.ctx) for fact in hard))
        with pytest.raises(_GaveUpError, match="resource limit"):
            _answer(solver, 200_000)
        counts = solver.statistics()
        steps.add(counts.get_key_value("rlimit count"))
    assert len(steps) == 1
