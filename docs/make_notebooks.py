"""Pages of the guide as Jupyter notebooks: their prose, their code as cells, and what it prints below it.

`python docs/make_notebooks.py` writes them to examples/notebooks, where they are kept in git; a test holds them to the
pages. A notebook is JSON, of which this writes what it needs.
"""

from __future__ import annotations

import json
import posixpath
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from blocks import DOCS, parts

FOLDER = DOCS.parent / "examples" / "notebooks"
#: The pages that are lessons, and need no file beside them.
LESSONS = ("tutorial", "how-to/your-own-game")

_LINK = re.compile(r"(?<=\]\()(?!\w+:|#)([^)\s]+)(?=\))")


def path_of(lesson: str) -> Path:
    """Where the notebook of a page is kept."""
    return FOLDER / f"{posixpath.basename(lesson)}.ipynb"


def notebook(lesson: str) -> str:
    """The notebook of a page, as text."""
    cells: list[dict[str, Any]] = []
    for kind, text in parts(DOCS / f"{lesson}.md"):
        if not text.strip():
            continue
        if kind == "text" and cells and cells[-1]["cell_type"] == "code":
            cells[-1]["outputs"].append({"name": "stdout", "output_type": "stream", "text": _lines(text)})
        elif kind == "python":
            cells.append(_cell("code", len(cells), text) | {"execution_count": None, "outputs": []})
        elif kind != "{figure}":  # of a figure the code above it is enough: it draws it
            fenced = text if kind == "prose" else f"```{kind}\n{text}```"
            cells.append(_cell("markdown", len(cells), _LINK.sub(lambda link: _from_here(link[0], lesson), fenced)))
    about = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    whole = {"cells": cells, "metadata": about, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def _cell(kind: str, number: int, text: str) -> dict[str, Any]:
    return {"cell_type": kind, "id": f"cell-{number}", "metadata": {}, "source": _lines(text.strip("\n"))}


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def _from_here(link: str, lesson: str) -> str:
    """A link of the page as it leads there from the folder of notebooks."""
    page = posixpath.dirname(f"docs/{lesson}")
    return posixpath.relpath(posixpath.join(page, link), FOLDER.relative_to(DOCS.parent).as_posix())


def make_all() -> Iterator[Path]:
    """Write the notebooks."""
    FOLDER.mkdir(exist_ok=True)
    for lesson in LESSONS:
        path_of(lesson).write_text(notebook(lesson), encoding="utf-8", newline="\n")
        yield path_of(lesson)


if __name__ == "__main__":
    for path in make_all():
        print("wrote", path.relative_to(DOCS.parent))
