"""Published signaling games with known answers: to learn from, and to test solvers on.

Each game is a function in the module of its family that returns an `Entry`: the game, its source, notes on what was
chosen in writing it down, and its known equilibria with the verdicts of the refinements on each, as data. The tests
solve every one of them. What a source leaves unclear is left out, or marked as derived here. A new game costs one
function.

Some families have a parameter to sweep over: `beer_quiche(surly)`, `spence(share, levels)`, `cheap_talk(bias)`,
`crisis(tying)`.
"""

from __future__ import annotations

from functools import cache

from termination.errors import UnknownNameError
from termination.models.catalog import cho_kreps, crawford_sobel, experiments, fearon, job_market, poker
from termination.models.catalog.cho_kreps import beer_quiche
from termination.models.catalog.crawford_sobel import cheap_talk
from termination.models.catalog.entry import Entry, Known
from termination.models.catalog.fearon import crisis
from termination.models.catalog.job_market import spence

_FAMILIES = (cho_kreps, job_market, crawford_sobel, fearon, poker, experiments)


@cache
def _entries() -> dict[str, Entry]:
    entries = [build() for family in _FAMILIES for build in family.ENTRIES]
    return {entry.slug: entry for entry in entries}


def names() -> tuple[str, ...]:
    """The names of all games in the catalog, family by family.

    >>> names()[:3]
    ('beer-quiche', 'beer-quiche-even', 'beer-quiche-wimps')
    """
    return tuple(_entries())


def load(slug: str) -> Entry:
    """The game called `slug`, with its source and its known equilibria. `UnknownNameError` lists the names there are.

    >>> entry = load("beer-quiche")
    >>> entry.game.messages, [known.name for known in entry.known if known.survives["intuitive"]]
    (('beer', 'quiche'), ['both drink beer'])
    """
    if slug not in _entries():
        raise UnknownNameError("game in the catalog", slug, names())
    return _entries()[slug]


__all__ = ["Entry", "Known", "beer_quiche", "cheap_talk", "crisis", "load", "names", "spence"]
