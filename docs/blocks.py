"""The fenced blocks of the guide's pages: what the tests run, and what the figures of the guide are drawn by.

A page's Python blocks are one program, run in order. A `text` block below one is what it prints; a `figure` block below
one names the picture that its last expression draws.
"""

from __future__ import annotations

import ast
import contextlib
import io
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parent
_FENCED = re.compile(r"^(`{3,})(\{?\w[\w-]*\}?)([^\n]*)\n(.*?)^\1$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """One fenced block: its kind ("python", "text", "{figure}"), what follows on the line of the fence, its text."""

    kind: str
    argument: str
    body: str


@dataclass(frozen=True)
class Ran:
    """What a Python block did: what it printed, the value of its last expression, and the block below it."""

    printed: str
    value: Any
    below: Block | None


def pages() -> list[Path]:
    """The pages of the guide."""
    return sorted(path for path in DOCS.rglob("*.md") if "_build" not in path.parts)


def blocks(page: Path) -> list[Block]:
    """The fenced blocks of a page, in order."""
    return [
        Block(kind, argument.strip(), body)
        for _, kind, argument, body in _FENCED.findall(page.read_text(encoding="utf-8"))
    ]


def parts(page: Path) -> Iterator[tuple[str, str]]:
    """A page in order: ("prose", what stands between fences), and each fenced block's kind with its text."""
    text, end = page.read_text(encoding="utf-8"), 0
    for fence in _FENCED.finditer(text):
        yield "prose", text[end : fence.start()]
        yield fence[2], fence[4]
        end = fence.end()
    yield "prose", text[end:]


def run(page: Path) -> list[Ran]:
    """Run the Python blocks of a page, one after the other, in one namespace and in a folder that is thrown away."""
    found = blocks(page)
    names: dict[str, Any] = {"__name__": page.stem}
    ran = []
    with _elsewhere():
        for block, below in zip(found, [*found[1:], None], strict=True):
            if block.kind == "python":
                printed = io.StringIO()
                with contextlib.redirect_stdout(printed):
                    value = _value_of(block.body, page.name, names)
                ran.append(Ran(printed.getvalue(), value, below))
    return ran


@contextlib.contextmanager
def _elsewhere() -> Iterator[None]:
    """A folder to write into from which the examples are found as from the project's."""
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        (Path(folder) / "examples").symlink_to(DOCS.parent / "examples")
        yield


def _value_of(program: str, name: str, names: dict[str, Any]) -> Any:
    """Run a program; the value of its last line, where that is an expression."""
    tree = ast.parse(program, name)
    if tree.body and isinstance(tree.body[-1], ast.Expr):
        tree.body[-1] = ast.Assign([ast.Name("_", ast.Store())], tree.body[-1].value)
    exec(compile(ast.fix_missing_locations(tree), name, "exec"), names)
    return names.pop("_", None)


# -- sections and tables ---------------------------------------------------------------------------------------------


def section(text: str, heading: str) -> str:
    """What stands below a heading ("## The engine", its signs included), up to the next of its rank or above.

    Raises `LookupError` with the headings there are, so that no test reads on when one was renamed.
    """
    plain = _FENCED.sub(lambda fence: "\n" * fence[0].count("\n"), text).splitlines()
    rank = len(heading) - len(heading.lstrip("#"))
    if plain.count(heading) != 1:
        there = [line for line in plain if line.startswith("#")]
        raise LookupError(f"{heading!r} stands {plain.count(heading)} times; the headings are {there}")
    start = plain.index(heading) + 1
    ends = (i for i in range(start, len(plain)) if re.match(rf"#{{1,{rank}}} ", plain[i]))
    return "\n".join(text.splitlines()[start : next(ends, len(plain))]) + "\n"


def tables(text: str) -> list[list[list[str]]]:
    """The tables of a page, each as its rows of cells: every run of lines that begin with a bar, rules left out.

    Raises `ValueError` for a run that is no table: one without a rule below its first row, or with ragged rows.
    """
    plain = _FENCED.sub("", text)
    found = []
    for run_of_lines in re.findall(r"(?:^\|.*\n)+", plain, re.MULTILINE):
        rows = [_cells(line) for line in run_of_lines.splitlines()]
        ruled = len(rows) > 2 and all(re.fullmatch(r":?-+:?", cell) for cell in rows[1])
        if not ruled or len({len(row) for row in rows}) != 1:
            raise ValueError(f"this is no table: {run_of_lines.splitlines()[0]}")
        found.append([rows[0], *rows[2:]])
    return found


def _cells(line: str) -> list[str]:
    """The cells of a row; bars within code are none of its borders."""
    held = re.sub(r"`[^`]*`", lambda code: code[0].replace("|", "\0"), line.replace(r"\|", "\0"))
    return [cell.strip().replace("\0", "|") for cell in held.strip().removeprefix("|").removesuffix("|").split("|")]
