"""Draw the figures of the guide, each by the code that stands above it on its page.

`python docs/make_figures.py` writes them to docs/_figures; the build of the guide does so by itself. One of these is
kept in git, that on the first page of README and guide: the last block of the README draws it. So is the page that
shows them all, the gallery.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from blocks import DOCS, blocks, pages, parts, run

FIGURES = DOCS / "_figures"
PICTURE = DOCS / "pictures" / "regions.svg"
GALLERY = DOCS / "gallery.md"

_GALLERY = """# Gallery

Every figure that code on a page of this guide draws. A click leads to that page, and to the code.

<!-- written by python docs/make_figures.py; do not edit -->
"""


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


def gallery() -> str:
    """The page that shows every figure of the guide, each with a link to the code that draws it."""
    shown = [one for page in _as_listed() if page != GALLERY for one in _shown(page)]
    return "\n".join([_GALLERY, ":::{container} gallery", "", *shown, ":::", ""])


def _as_listed() -> list[Path]:
    """The pages in the order in which the first page lists them; those that it does not list come last."""
    listed = re.findall(r"^[\w/-]+$", (DOCS / "index.md").read_text(encoding="utf-8"), re.MULTILINE)
    order = {DOCS / f"{name}.md": i for i, name in enumerate(listed)}
    return sorted(pages(), key=lambda page: order.get(page, len(order)))


def _shown(page: Path) -> Iterator[str]:
    """An entry of the gallery for each figure of a page."""
    heading, where = "", page.relative_to(DOCS).with_suffix("").as_posix()
    for kind, text in parts(page):
        if kind == "prose":
            heading = (re.findall(r"^#{1,3} (.*)$", text, re.MULTILINE) or [heading])[-1]
        elif kind == "{figure}":
            options, _, caption = text.partition("\n\n")
            file = os.path.basename(next(b.argument for b in blocks(page) if b.body == text))
            place = re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")
            link = f"[{' '.join(caption.split())}]({where}.md#{place})"
            yield f"```{{figure}} _figures/{file}\n{options}\n:target: {where}.html#{place}\n\n{link}\n```\n"


def make_picture() -> Path:
    """Draw the picture of the first page."""
    from termination import plot

    return plot.save(run(DOCS.parent / "README.md")[-1].value, PICTURE)


if __name__ == "__main__":
    GALLERY.write_text(gallery(), encoding="utf-8", newline="\n")
    for path in [GALLERY, make_picture(), *make_all()]:
        print("wrote", path.relative_to(DOCS))
