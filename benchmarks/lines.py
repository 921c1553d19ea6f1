"""How much code the package is: lines of `termination/` by room.

    python benchmarks/lines.py            # of this checkout; or of another, given as an argument

A line counts if it holds code: not if it is blank, a comment, or part of a docstring.
"""

from __future__ import annotations

import ast
import sys
import tokenize
from collections import Counter
from io import StringIO
from pathlib import Path

from tabulate import tabulate

ROOT = Path(__file__).resolve().parent.parent
_NO_CODE = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}


def code_lines(source: str) -> int:
    """The number of lines of Python that hold code.

    >>> code_lines('''x = [  # a list
    ...     1,
    ...
    ... ]
    ... def f():
    ...     "What f is."
    ...     return x
    ... ''')
    5
    """
    found: set[int] = set()
    for token in tokenize.generate_tokens(StringIO(source).readline):
        if token.type not in _NO_CODE:
            found.update(range(token.start[0], token.end[0] + 1))
    return len(found - _docstrings(source))


def _docstrings(source: str) -> set[int]:
    homes = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    nodes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, homes)]
    found = [node.body[0] for node in nodes if ast.get_docstring(node) is not None]
    return {line for one in found for line in range(one.lineno, (one.end_lineno or 0) + 1)}


def rooms(root: Path) -> dict[str, tuple[int, int]]:
    """By room of the package, "" for what stands at its front: how many files, and how many lines of code."""
    files: Counter[str] = Counter()
    lines: Counter[str] = Counter()
    for path in sorted((root / "termination").rglob("*.py")):
        inside = path.relative_to(root / "termination").parts
        room = "/".join(inside[:2][: len(inside) - 1])
        files[room] += 1
        lines[room] += code_lines(path.read_text(encoding="utf-8"))
    return {room: (files[room], lines[room]) for room in sorted(files)}


def main(root: Path) -> None:
    found = rooms(root)
    total = ("all", *map(sum, zip(*found.values(), strict=True)))
    rows = [(room or "the front", *counts) for room, counts in found.items()]
    print(tabulate([*rows, total], ("room", "files", "lines of code")))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT)
