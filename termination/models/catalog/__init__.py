"""Published signaling games with known answers: to learn from, and to test solvers on.

Each game is a function in the module of its family that returns an `Entry`: the game, its source, notes on what was
chosen in writing it down, and its known equilibria with the verdicts of the refinements on each, as data. The tests
solve every one of them. What a source leaves unclear is left out, or marked as derived here. A new game costs one
function.

Some families have a parameter to sweep over: `beer_quiche(surly)`, `spence(share, levels)`, `cheap_talk(bias)`,
`crisis(tying)`.

Beside them stands the canon, models that the field has published, in finite versions, each with the result that it must
show in place of all its equilibria (`catalog.canon`).
"""

from __future__ import annotations

from functools import cache

from termination.errors import InputError, UnknownNameError
from termination.models.catalog import canon, cho_kreps, crawford_sobel, experiments, fearon, job_market, poker
from termination.models.catalog.canon.entry import Canonical
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

    Models of the canon are found by `find`; here `InputError` says so.

    >>> entry = load("beer-quiche")
    >>> entry.game.messages, [known.name for known in entry.known if known.survives["intuitive"]]
    (('beer', 'quiche'), ['both drink beer'])
    """
    if slug in canon.names():
        raise InputError(f"{slug!r} is a model of the canon, without known equilibria: find({slug!r}) has it")
    if slug not in _entries():
        raise UnknownNameError("game in the catalog", slug, names())
    return _entries()[slug]


def find(slug: str) -> Entry | Canonical:
    """The game or the model of the canon called `slug`. `UnknownNameError` lists the names there are.

    >>> find("beer-quiche").title, find("nalebuff-1991").title
    ('Beer-quiche, 9/10 surly', 'Reputation from a small conflict')
    """
    if slug in canon.names():
        return canon.load(slug)
    if slug not in _entries():
        raise UnknownNameError("game in the catalog", slug, (*names(), *canon.names()))
    return load(slug)


__all__ = [
    "Canonical",
    "Entry",
    "Known",
    "beer_quiche",
    "canon",
    "cheap_talk",
    "crisis",
    "find",
    "load",
    "names",
    "spence",
]
