"""Of the tests themselves: every one has something to assert, and one that asserted nothing is failed by the plugin."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.asserting import CALLS
from tests.conftest import MANY, sampled

ROOT = Path(__file__).parents[1]
Functions = dict[str, list[ast.FunctionDef]]

EMPTY = """
import pytest
from pathlib import Path

def expected(): return []
def check(one): assert one

def test_loop_over_nothing():
    for one in expected(): assert one
def test_loop_over_something():
    for one in [1]: assert one
def test_in_a_helper(): check(1)
def test_an_error():
    with pytest.raises(KeyError): {}[1]
@pytest.mark.parametrize("n", [0, 1])
def test_under_a_condition(n):
    if n: assert n
@pytest.mark.parametrize("n", [0, 1])
def test_an_error_under_a_condition(n):
    if n:
        with pytest.raises(KeyError): {}[n]
"""


def called(function: ast.FunctionDef) -> Iterator[str]:
    """The names that are called in a function."""
    for node in ast.walk(function):
        if isinstance(node, ast.Call):
            yield node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def without_assertion(functions: Functions) -> set[str]:
    """The functions that neither assert nor call, directly or by others of them, what does."""
    asserting = {
        name
        for name, definitions in functions.items()
        for one in definitions
        if any(isinstance(node, ast.Assert) for node in ast.walk(one)) or CALLS & set(called(one))
    }
    while more := {
        name
        for name, definitions in functions.items()
        if name not in asserting and any(asserting & set(called(one)) for one in definitions)
    }:
        asserting |= more
    return set(functions) - asserting


@pytest.mark.thorough
def test_every_test_has_an_assertion() -> None:
    functions: Functions = {}
    for path in sorted((ROOT / "tests").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                place = f"{node.name} in {path.name}" if node.name.startswith("test_") else node.name
                functions.setdefault(place, []).append(node)
    assert len([name for name in functions if name.startswith("test_")]) > 500
    assert {name for name in without_assertion(functions) if name.startswith("test_")} == set()


def test_the_scan_sees_what_asserts_nothing() -> None:
    source = "def test_a(): solve()\ndef test_b(): helper()\ndef helper(): assert 1\ndef test_c(): raises(x)\n"
    functions = {node.name: [node] for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)}
    assert without_assertion(functions) == {"test_a"}


@pytest.mark.thorough
def test_a_test_that_asserted_nothing_is_failed(tmp_path: Path) -> None:
    (tmp_path / "test_empty.py").write_text(EMPTY, encoding="utf-8")
    options = ["-q", "-p", "tests.asserting", "-o", "enable_assertion_pass_hook=true", "--rootdir", str(tmp_path)]
    run = subprocess.run(
        [sys.executable, "-m", "pytest", *options, "-p", "no:cacheprovider", "test_empty.py"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    failed = {line.split("::")[1].split(" ")[0] for line in run.stdout.splitlines() if line.startswith("FAILED")}
    assert failed == {"test_loop_over_nothing", "test_under_a_condition[0]", "test_an_error_under_a_condition[0]"}
    assert "5 passed" in run.stdout


def test_the_sample_takes_the_first_case_of_every_long_test_of_many() -> None:
    def cases(name: str, count: int, *marks: str) -> list[Any]:
        one = SimpleNamespace(function=name, get_closest_marker=dict.fromkeys(marks, True).get)
        return [SimpleNamespace(**vars(one), number=i) for i in range(count)]

    items = [*cases("many", MANY, "long"), *cases("few", MANY - 1, "long"), *cases("short", MANY)]
    assert [(item.function, item.number) for item in sampled(items)] == [("many", 0)]
