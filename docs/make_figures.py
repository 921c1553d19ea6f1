"""Draw the figures of the guide, each by the code that stands above it on its page.

`python docs/make_figures.py` writes them to docs/_figures; the build of the guide does so by itself. One picture is
kept in git, that on the first page of README and guide: the last block of the README draws it.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from blocks import DOCS, blocks, pages, run

FIGURES = DOCS / "_figures"
PICTURE = DOCS / "pictures" / "regions.svg"


def make(page: Path) -> list[Path]:
    """Draw the figures of one page."""
    from termination import plot

    return [
        plot.save(ran.value, FIGURES / os.path.basename(ran.below.argument))
        for ran in run(page)
        if ran.below is not None and ran.below.kind == "{figure}"
    ]


def make_all() -> list[Path]:
    """Draw the figures of all pages that have any."""
    FIGURES.mkdir(exist_ok=True)
    return [path for page in pages() if any(b.kind == "{figure}" for b in blocks(page)) for path in make(page)]


def make_picture() -> Path:
    """Draw the picture of the first page."""
    from termination import plot

    return plot.save(run(DOCS.parent / "README.md")[-1].value, PICTURE)


if __name__ == "__main__":
    for path in [make_picture(), *make_all()]:
        print("wrote", path.relative_to(DOCS))
