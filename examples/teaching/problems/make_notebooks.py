"""Writes the problem sets as notebooks: each from the text of its solution, once with its answers and once without.

    python examples/teaching/problems/make_notebooks.py

A line that ends in "# answer" has `...` for what is to be found, in the notebook beside this file; the notebook in
`solutions` has it all. Needs Jupytext, which the extra `test` brings.
"""

from __future__ import annotations

import re
from pathlib import Path

import jupytext
import nbformat

HERE = Path(__file__).parent
SETS = ("beer_quiche", "two_conditions", "knife_edge")
#: The first cell of a solution.
FIRST = '# %%\nimport sys\n\nsys.path.insert(0, "..")  # the checks are there\n\n'


def notebook(text: str) -> str:
    """The notebook of a text with cells in "percent" format, cells numbered so that the same text gives the same."""
    found = jupytext.reads(text, fmt="py:percent")
    for i, cell in enumerate(found.cells):
        cell["id"] = f"cell-{i}"
        cell["metadata"] = {}
    found["metadata"] = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    written: str = nbformat.writes(found, version=4)
    return written + "\n"


def open_questions(text: str) -> str:
    """The text with `...` in place of every answer."""
    def asked(line: re.Match[str]) -> str:
        names = line[1].split(", ")
        return f"{line[1]} = {', '.join(['...'] * len(names))}"

    return re.sub(r"^(\w+(?:, \w+)*) = .*  # answer$", asked, text, flags=re.MULTILINE)


def written() -> dict[Path, str]:
    """Every notebook by its place."""
    found = {}
    for name in SETS:
        text = (HERE / "solutions" / f"{name}.py").read_text(encoding="utf-8")
        found[HERE / f"{name}.ipynb"] = notebook(open_questions(text))
        found[HERE / "solutions" / f"{name}.ipynb"] = notebook(FIRST + text)
    return found


if __name__ == "__main__":
    for path, text in written().items():
        path.write_text(text, encoding="utf-8", newline="\n")
