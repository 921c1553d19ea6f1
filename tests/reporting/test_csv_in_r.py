"""CSV as R reads it: `read.csv` by the rules of R's `type.convert`, and by R itself where there is one."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from termination.reporting.cli import main

WAR = str(Path(__file__).parents[2] / "examples" / "scenarios" / "costly_signal.toml")
_INTEGER = re.compile(r"[+-]?\d+")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?|[+-]?(inf|infinity)|nan", re.IGNORECASE)
_AXIS = ["--axis", "escalation_cost=0.1,0.4,0.9", "--refine", "D1"]
COMMANDS = {
    "solve": ["solve", WAR, "--format", "csv"],
    "points": ["sweep", WAR, *_AXIS],
    "equilibria": ["sweep", WAR, *_AXIS, "--format", "equilibria"],
}
LOGICAL = {"solve": {"free"}, "points": {"knife_edge"}, "equilibria": {"survives", "knife_edge"}}


def kind(column: list[str]) -> str:
    """The class that `type.convert` gives a column: the first of logical, integer, numeric that takes every entry that
    is not missing ("NA" anywhere, "" where the rest is no text); else character."""
    there = [entry.strip() for entry in column if entry.strip() not in ("NA", "")]
    if all(entry in ("T", "F", "TRUE", "FALSE") for entry in there):
        return "logical"
    if all(_INTEGER.fullmatch(entry) and abs(int(entry)) < 2**31 for entry in there):
        return "integer"
    return "numeric" if all(_NUMBER.fullmatch(entry) for entry in there) else "character"


def kinds(text: str) -> dict[str, str]:
    names, *rows = csv.reader(io.StringIO(text))
    assert rows
    assert all(len(row) == len(names) for row in rows)
    return {name: kind([row[i] for row in rows]) for i, name in enumerate(names)}


def test_the_rules_tell_what_python_writes_from_what_r_reads() -> None:
    assert [kind(one) for one in (["TRUE", "FALSE", ""], ["True", "False"], ["1", "NA"], ["1", "0.5e-3"])] == [
        "logical",
        "character",
        "integer",
        "numeric",
    ]


@pytest.mark.parametrize("name", COMMANDS)
def test_truth_values_are_logical_and_numbers_numeric(name: str) -> None:
    done = CliRunner().invoke(main, COMMANDS[name])
    assert done.exit_code == 0
    found = kinds(done.stdout)
    written = {column for column, of in found.items() if of == "logical"}
    assert written >= LOGICAL[name]
    for column in written - LOGICAL[name]:  # R takes what is missing throughout for logical
        assert all(not row[column] for row in csv.DictReader(io.StringIO(done.stdout)))
    numbers = {column for column in found if column in ("low", "high", "escalation_cost") or column.startswith("pr_")}
    assert numbers
    assert all(found[column] in ("numeric", "integer") for column in numbers)


@pytest.mark.parametrize("name", COMMANDS)
def test_r_itself_says_the_same(name: str, tmp_path: Path) -> None:
    r = shutil.which("Rscript")
    if r is None:
        pytest.skip("R is not installed")
    text = CliRunner().invoke(main, COMMANDS[name]).stdout
    (tmp_path / "found.csv").write_text(text, encoding="utf-8")
    script = 'cat(sapply(read.csv("found.csv", check.names = FALSE), class), sep = "\\n")'
    out = subprocess.run([r, "-e", script], cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert out.split() == list(kinds(text).values())
