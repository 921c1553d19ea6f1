"""Which kinds of equilibrium there are, and which of them a family holds.

The kind of an equilibrium is what messages tell: **separating** if no two types ever send the same message, **pooling**
if all types send alike, else **semi-separating**. Pooling that sends at least two messages is called **babbling**: the
belief after each of them is the prior.

The members of one family need not be of one kind, and which kinds occur is read off its vertices. A sender's strategy
belongs to the family iff it uses only certain messages and keeps certain replies best, and the second is a condition on
each message's column of weights that no multiple of the column changes. So

- types that share no message may move their weight freely among the messages they use: a separating member is a mixture
  of separating vertices;
- with a babbling member belongs, for each message it sends, pooling on that message alone; and two vertices that pool
  on different messages have all mixtures of them between, which babble;
- unless all members pool or all separate, all are semi-separating but those on thin slices.

Strategies are tables of probabilities here, nested [type][message].
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import reduce
from operator import or_

from termination.engine.sentences import listed

Rows = Sequence[Sequence[Fraction]]

#: All kinds, in the order in which they are listed.
KINDS = ("separating", "semi-separating", "pooling", "babbling")


def kind_of(sender: Rows) -> str:
    """The kind of one sender's strategy, nested [type][message]; a single type pools.

    >>> kind_of([[1, 0], [0, 1]]), kind_of([[1, 0], [Fraction(1, 2), Fraction(1, 2)]]), kind_of([[0, 1], [0, 1]])
    ('separating', 'semi-separating', 'pooling')
    """
    if all(row == sender[0] for row in sender):
        return "pooling" if max(sender[0]) == 1 else "babbling"
    return "semi-separating" if _shared(sender) else "separating"


def by_kind(senders: Sequence[Rows], using: Sequence[Sequence[int]]) -> dict[str, int]:
    """The same of many strategies at once: those of each kind there is, as a mask; `using` are the masks of those that
    use each cell, nested [type][message].

    >>> half = Fraction(1, 2)
    >>> by_kind([[[1, 0], [0, 1]], [[half, half], [half, half]], [[0, 1], [0, 1]]], [[0b011, 0b110], [0b010, 0b111]])
    {'separating': 1, 'pooling': 4, 'babbling': 2}
    """
    everybody = (1 << len(senders)) - 1
    shared = reduce(or_, map(_twice, zip(*using, strict=True)))
    unlike = reduce(or_, [mask ^ column[0] for column in zip(*using, strict=True) for mask in column])
    mixed = _twice(using[0])
    perhaps = enumerate(f"{everybody & mixed & ~unlike:b}"[::-1])
    babbling = sum(1 << i for i, one in perhaps if one == "1" and kind_of(senders[i]) == "babbling")
    pooling = everybody & ~mixed & ~unlike
    separating = everybody & ~shared & ~pooling & ~babbling
    masks = (separating, everybody & ~(separating | pooling | babbling), pooling, babbling)
    return {kind: mask for kind, mask in zip(KINDS, masks, strict=True) if mask}


def _twice(masks: Iterable[int]) -> int:
    """Who is in two of them."""
    once = twice = 0
    for mask in masks:
        twice |= once & mask
        once |= mask
    return twice


def _shared(rows: Iterable[Sequence[Fraction | bool]]) -> bool:
    """Whether two types send the same message."""
    return any(sum(map(bool, column)) > 1 for column in zip(*rows, strict=True))


def kinds_within(at_vertices: Mapping[str, int], support: Sequence[Sequence[bool]]) -> tuple[str, ...]:
    """The kinds of the members of a family, in the order of `KINDS`, from how many vertices of its set of sender's
    strategies are of each, and from which cells are in use.

    >>> kinds_within({"pooling": 2}, [[True, True], [True, True]])
    ('pooling', 'babbling')
    """
    found = set(at_vertices)
    if not found <= {"pooling", "babbling"} and _shared(support):
        found.add("semi-separating")
    if at_vertices.get("pooling", 0) > 1:
        found.add("babbling")
    return tuple(kind for kind in KINDS if kind in found)


def either(kinds: Sequence[str]) -> str:
    """Kinds as what each member is one of, for names.

    >>> either(["pooling"]), either(["semi-separating", "pooling"]), either(KINDS)
    ('pooling', 'semi-separating or pooling', 'of every kind')
    """
    return "of every kind" if len(kinds) == len(KINDS) else listed(kinds, "or")
