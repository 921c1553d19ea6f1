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

from collections.abc import Iterable, Sequence
from fractions import Fraction

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


def _shared(rows: Iterable[Sequence[Fraction | bool]]) -> bool:
    """Whether two types send the same message."""
    return any(sum(map(bool, column)) > 1 for column in zip(*rows, strict=True))


def kinds_within(at_vertices: Sequence[str], support: Sequence[Sequence[bool]]) -> tuple[str, ...]:
    """The kinds of the members of a family, in the order of `KINDS`, from those of the vertices of its set of sender's
    strategies and from which cells are in use.

    >>> kinds_within(["pooling", "pooling"], [[True, True], [True, True]])
    ('pooling', 'babbling')
    """
    found = set(at_vertices)
    if not found <= {"pooling", "babbling"} and _shared(support):
        found.add("semi-separating")
    if at_vertices.count("pooling") > 1:
        found.add("babbling")
    return tuple(kind for kind in KINDS if kind in found)


def either(kinds: Sequence[str]) -> str:
    """Kinds as what each member is one of, for names.

    >>> either(["pooling"]), either(["semi-separating", "pooling"]), either(KINDS)
    ('pooling', 'semi-separating or pooling', 'of every kind')
    """
    return "of every kind" if len(kinds) == len(KINDS) else listed(kinds, "or")
