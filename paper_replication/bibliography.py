"""What the report rests on: the works that are formalised, those whose methods are used, the literature on the cases.

A DOI stands where it was looked up. Where there is none, none was verified: most of these works are books.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from paper_replication.sections import Chapter, Table
from paper_replication.sources import Passage, Work

#: Definitions and programs, each with what it is used for.
METHODS = (
    (
        Work(
            "Fudenberg, D. & Tirole, J. (1991). Perfect Bayesian equilibrium and sequential equilibrium. *Journal of "
            "Economic Theory* 53(2), 236-260.",
            "10.1016/0022-0531(91)90155-W",
        ),
        "equilibrium",
    ),
    (
        Work(
            "Cho, I.-K. & Kreps, D. M. (1987). Signaling games and stable equilibria. *Quarterly Journal of Economics* "
            "102(2), 179-221.",
            "10.2307/1885060",
        ),
        "D1",
    ),
    (
        Work(
            "Banks, J. S. & Sobel, J. (1987). Equilibrium selection in signaling games. *Econometrica* 55(3), 647-661.",
            "10.2307/1913604",
        ),
        "D1",
    ),
    (
        Work(
            "de Moura, L. & Bjørner, N. (2008). Z3: An efficient SMT solver. *Tools and Algorithms for the "
            "Construction and Analysis of Systems*, 337-340.",
            "10.1007/978-3-540-78800-3_24",
        ),
        "proofs",
    ),
    (
        Work(
            "Dutertre, B. (2014). Yices 2.2. *Computer Aided Verification*, 737-744.",
            "10.1007/978-3-319-08867-9_49",
        ),
        "proofs, a second time",
    ),
)


def key(work: Work) -> tuple[str, str]:
    """First author and year.

    >>> key(Work("Herring, G. C., ed. (1983). The Secret Diplomacy of the Vietnam War."))
    ('Herring', '1983')
    """
    author, year = re.split(r",| \(| &", work.reference)[0], re.findall(r"\((\d{4})\)", work.reference)[0]
    return author, year


def used(chapters: Iterable[Chapter]) -> Iterator[tuple[Work, str]]:
    """Every work with what it is used for, as often as it is used."""
    for chapter in chapters:
        for passage in passages(chapter):
            yield from ((work, passage.name) for work in (passage.source.work, *passage.also) if work)
        for case, references in chapter.literature().items():
            yield from ((Work(reference), case) for reference in references)
    yield from METHODS


def passages(chapter: Chapter) -> list[Passage]:
    """Those of its claims, and those that have none."""
    return [*(claim.passage for claim in chapter.claims), *(passage for passage, _, _ in chapter.unclaimed)]


def table(chapters: Sequence[Chapter]) -> Table:
    """The works by author and year, each once, with all that it is used for; as it is cited first."""
    works: dict[tuple[str, str], Work] = {}
    uses: dict[tuple[str, str], list[str]] = {}
    for work, what in used(chapters):
        works.setdefault(key(work), work)
        uses.setdefault(key(work), []).append(what)
    order = sorted(works, key=lambda one: (one[0].casefold(), one[1]))
    rows = tuple((works[one].reference, works[one].link, "; ".join(dict.fromkeys(uses[one]))) for one in order)
    return Table("", ("work", "DOI", "used for"), rows)
