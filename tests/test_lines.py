"""The counter of lines: what counts as code, and that no file of the package is left out."""

from __future__ import annotations

import doctest
from importlib.util import find_spec
from pathlib import Path

import pytest

from benchmarks import lines

formatter = pytest.mark.skipif(find_spec("ruff") is None, reason="ruff lays files out")


def test_the_example() -> None:
    assert doctest.testmod(lines) == (0, 1)


def test_strings_that_are_no_docstrings_count() -> None:
    assert lines.code_lines('"""About."""\n\nTEXT = """one\n\ntwo"""\n# a comment\n') == 3
    assert lines.code_lines("x = 1; y = 2\n") == 1


@formatter
def test_joined_statements_count_apart_as_laid_out() -> None:
    pairs = ",".join(f"\n    {'value' * 5}, {'other' * 5}" for _ in range(4))
    joined = f"# fmt: off\nx = 1; y = 2\nz = [{pairs}]\n"
    assert lines.laid_out(["x = 1\n", joined]) == [1, 2 + 1 + 8 + 1]
    assert lines.code_lines(joined) == 6


@formatter
def test_every_file_is_in_one_room(tmp_path: Path) -> None:
    for name in ("a.py", "engine/b.py", "engine/sub/c.py", "engine/sub/deep/d.py"):
        path = tmp_path / "termination" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x = 1\n", encoding="utf-8")
    assert lines.rooms(tmp_path) == {"": (1, 1, 1), "engine": (1, 1, 1), "engine/sub": (2, 2, 2)}


@formatter
@pytest.mark.thorough
def test_the_package_is_counted_whole() -> None:
    files = list((lines.ROOT / "termination").rglob("*.py"))
    assert sum(count for count, *_ in lines.rooms(lines.ROOT).values()) == len(files) > 100
