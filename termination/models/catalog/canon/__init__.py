"""The canon: models that this field has published, in finite versions that can be solved.

Each has a function that makes it, with the payoff terms on which its result hangs as arguments, and an entry that says
where it comes from, what was done to it, and what it must show. The tests ask that it shows that, and that it no longer
does where one payoff term is changed. A new model costs one function and one entry.
"""

from __future__ import annotations

from functools import cache

from termination.errors import UnknownNameError
from termination.models.catalog.canon import attacks, force, talk, threats
from termination.models.catalog.canon.entry import Canonical

_FAMILIES = (threats, force, attacks, talk)


@cache
def _entries() -> dict[str, Canonical]:
    return {entry.slug: entry for family in _FAMILIES for entry in family.entries()}


def names() -> tuple[str, ...]:
    """The names of all models of the canon, family by family.

    >>> len(names()) >= 15
    True
    """
    return tuple(_entries())


def load(slug: str) -> Canonical:
    """The model called `slug`. `UnknownNameError` lists the names there are.

    >>> load("kurizaki-2007").needs
    'a last move, receiver types, grids'
    """
    if slug not in _entries():
        raise UnknownNameError("model of the canon", slug, names())
    return _entries()[slug]


__all__ = ["Canonical", "load", "names"]
