"""How much code the package is: lines of `termination/` by room, or what each commit changed in them.

    python benchmarks/lines.py                  # of this checkout; or of another, given as an argument
    python benchmarks/lines.py --since dc0fde6  # commit by commit, with sums apart for those of tidying.txt

A line counts if it holds code: not if it is blank, a comment, or part of a docstring. As laid out, every file is first
given to the formatter, with nothing kept from it, so that statements joined on a line count as if they were not. Bytes
are those of the files that a wheel has, and the same compressed one by one. A commit of `tidying.txt` changed how the
package is written and nothing that it can do, and moved no code out of it: their sum is how much less there is at equal
function.
"""

from __future__ import annotations

import argparse
import ast
import re
import subprocess
import sys
import tokenize
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from tabulate import tabulate

ROOT = Path(__file__).resolve().parent.parent
TIDYING = Path(__file__).with_name("tidying.txt")
_UNFORMATTED = re.compile(r"# fmt: (off|on|skip)")
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


def laid_out(sources: Sequence[str]) -> list[int]:
    """The same for each source as `ruff format` lays it out, whatever it was told to leave as it is."""
    with TemporaryDirectory() as folder:
        paths = [Path(folder, f"{place}.py") for place in range(len(sources))]
        for path, source in zip(paths, sources, strict=True):
            path.write_text(_UNFORMATTED.sub("", source), encoding="utf-8")
        command = [sys.executable, "-m", "ruff", "format", "--isolated", "--line-length", "120", "--quiet", folder]
        subprocess.run(command, check=True)
        return [code_lines(path.read_text(encoding="utf-8")) for path in paths]


def rooms(root: Path) -> dict[str, tuple[int, int, int]]:
    """By room of the package, "" for what stands at its front: how many files, and lines of code, laid out too."""
    counts: dict[str, Counter[str]] = {}
    paths = sorted((root / "termination").rglob("*.py"))
    sources = [path.read_text(encoding="utf-8") for path in paths]
    for path, source, lines in zip(paths, sources, laid_out(sources), strict=True):
        inside = path.relative_to(root / "termination").parts
        found = counts.setdefault("/".join(inside[:2][: len(inside) - 1]), Counter())
        found.update(files=1, lines=code_lines(source), laid_out=lines)
    return {room: (found["files"], found["lines"], found["laid_out"]) for room, found in sorted(counts.items())}


# -- commit by commit --------------------------------------------------------------------------------------------------

WEIGHTS = ("lines of code", "as laid out", "bytes", "compressed")


def weights(blobs: Mapping[str, tuple[str, bytes]]) -> dict[str, Counter[str]]:
    """What each file weighs, given by key with its path: lines only of Python."""
    python = [key for key, (path, _) in blobs.items() if path.endswith(".py")]
    sources = [blobs[key][1].decode() for key in python]
    found = {
        key: Counter({"bytes": len(content), "compressed": len(zlib.compress(content, 9))})
        for key, (_, content) in blobs.items()
    }
    for key, source, lines in zip(python, sources, laid_out(sources), strict=True):
        found[key].update({"lines of code": code_lines(source), "as laid out": lines})
    return found


def history(commit: str) -> list[tuple[str, Counter[str]]]:
    """The title of each commit from this one on, and what the package weighed then."""
    listed = _git("log", "--reverse", "--first-parent", "--format=%H %s", f"{commit}^..HEAD").decode().splitlines()
    trees = {one: _files(one.partition(" ")[0]) for one in listed}
    known = {key: path for tree in trees.values() for path, key in tree.items()}
    weighed = weights({key: (path, _git("cat-file", "blob", key)) for key, path in known.items()})
    return [(one.partition(" ")[2], sum((weighed[key] for key in tree.values()), Counter()))
            for one, tree in trees.items()]  # fmt: skip


def _git(*words: str) -> bytes:
    return subprocess.run(["git", *words], cwd=ROOT, check=True, capture_output=True).stdout


def _files(commit: str) -> dict[str, str]:
    """The files of the package that a wheel has, with the keys of their contents."""
    rows = (row.split("\t") for row in _git("ls-tree", "-r", commit, "termination").decode().splitlines())
    return {path: entry.split()[2] for entry, path in rows if not path.endswith(".smt2")}


def ledger(commit: str) -> list[tuple[str, str, list[int]]]:
    """What each commit since then changed, "tidying" or "function"; before them what there was, after them sums."""
    (_, start), *after = states = history(commit)
    tidying = set(TIDYING.read_text(encoding="utf-8").splitlines())
    unknown = tidying - {title for title, _ in after}
    if unknown:
        raise SystemExit(f"{TIDYING.name} names commits that there are not since {commit}: {sorted(unknown)}")
    rows = [("", f"at {commit}", [start[what] for what in WEIGHTS])]
    for (_, before), (title, now) in zip(states, after, strict=False):
        kind = "tidying" if title in tidying else "function"
        rows.append((kind, title, [now[what] - before[what] for what in WEIGHTS]))
    for kind in ("tidying", "function"):
        columns = zip(*(counts for this, _, counts in rows if this == kind), strict=True)
        rows.append(("", f"all {kind}", list(map(sum, columns))))
    return [*rows, ("", "now", [states[-1][1][what] for what in WEIGHTS])]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("root", nargs="?", type=Path, default=ROOT)
    parser.add_argument("--since", metavar="COMMIT", help="commit by commit from this one on")
    given = parser.parse_args()
    if given.since:
        changed = [(kind, title[:70], *counts) for kind, title, counts in ledger(given.since) if any(counts)]
        print(tabulate(changed, ("", "", *WEIGHTS)))
        return
    found = rooms(given.root)
    total = ("all", *map(sum, zip(*found.values(), strict=True)))
    rows = [(room or "the front", *counts) for room, counts in found.items()]
    print(tabulate([*rows, total], ("room", "files", *WEIGHTS[:2])))


if __name__ == "__main__":
    main()
