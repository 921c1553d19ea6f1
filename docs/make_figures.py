"""Draw the figures of the guide, each by the code that stands above it on its page: nothing but text is kept in git.

`python docs/make_figures.py` writes them to docs/_figures; the build of the guide does so by itself.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from blocks import DOCS, blocks, pages, run

FIGURES = DOCS / "_figures"


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


if __name__ == "__main__":
    for path in make_all():
        print("wrote", path.relative_to(DOCS))
