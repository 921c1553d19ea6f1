"""What is seen of an equilibrium: which message each type sends, and the replies to those that are sent.

That is its outcome: the probability of every end of the game, and so who gets what. What would be done after messages
that nobody sends is no part of it; families that differ in nothing else have one outcome. With noise it is the replies
to what he may see that count, and only where some message that is sent leads to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from termination.engine.families import Family
from termination.engine.polyhedra import extreme_points
from termination.engine.strategies import row_label

#: The sender's vertices, and those of the replies to what he may see; without noise, to messages that are sent.
Path = tuple[frozenset[tuple[Fraction, ...]], frozenset[tuple[Fraction, ...]]]


def by_outcome(families: Iterable[Family]) -> tuple[tuple[Family, ...], ...]:
    """The families of one game in groups of one outcome, or of one set of outcomes where something is free on the path.

    >>> from termination.engine.enumerate import solve
    >>> from termination.engine.game import SignalingGame
    >>> game = SignalingGame(["t"], [1], ["m", "n"], ["x", "y"], sender=[[[1, 1], [1, 0]]], receiver=[[[1, 0], [0, 0]]])
    >>> found = solve(game)
    >>> len(found), [len(group) for group in by_outcome(found)]
    (2, [1, 1])
    """
    groups: dict[Path, list[Family]] = {}
    for family in families:
        groups.setdefault(path(family), []).append(family)
    return tuple(map(tuple, groups.values()))


def path(family: Family) -> Path:
    """The same for two families exactly where the same is seen of both.

    Some member sends every message in use, so the outcomes of a family know its senders and its replies to those; and
    a set of either is its extreme points.
    """
    senders = frozenset(tuple(x for row in vertex.probabilities for x in row) for vertex in family.sender.vertices)
    replies = dict.fromkeys(
        tuple(x for row, seen in zip(vertex.flat, family.reached, strict=True) if seen for x in row)
        for vertex in family.receiver.vertices
    )
    return senders, frozenset(extreme_points(list(replies)))


def outcome_name(family: Family) -> str:
    """The outcome in words, probabilities left out: "wimp beer, surly beer or quiche; beer: don't, quiche: duel".

    >>> from termination.models.catalog import load
    >>> from termination.engine.enumerate import solve
    >>> [outcome_name(family) for family in solve(load("beer-quiche").game)]
    ["all beer; beer: don't", "all quiche; quiche: don't"]
    """
    sends = [_either(family.game.messages, used) for used in family.sender.support]
    alike = len(sends) > 1 and len(set(sends)) == 1
    who = [f"all {sends[0]}"] if alike else [f"{t} {m}" for t, m in zip(family.game.types, sends, strict=True)]
    return f"{', '.join(who)}; {', '.join(_replies(family))}"


def _replies(family: Family) -> Iterator[str]:
    """After each message that is sent, with noise all that may be seen, and by each of the receiver's types if any."""
    reached = dict(zip(family.game.seen, family.reached, strict=True))
    receiver = family.receiver
    for row, labels, used in zip(receiver.rows, receiver.columns, receiver.support, strict=True):
        if reached[row if isinstance(row, str) else row[1]]:
            yield f"{row_label(row)}: {_either(labels, used)}"


def _either(labels: Iterable[str], used: Iterable[bool]) -> str:
    return " or ".join(label for label, on in zip(labels, used, strict=True) if on)
