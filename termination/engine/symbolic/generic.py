"""Which patterns have an equilibrium for almost all parameters: the generic ones.

Given a pattern, an equilibrium is two linear systems that share no unknown: the sender's indifference is linear in the
replies rho, the receiver's in the sender's weights sigma. For almost all parameters both can be solved only if the
pattern is **generic**; this is decided modulo a large prime at one arbitrary point, which errs with a chance of about
10^-18.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from types import SimpleNamespace
from typing import Any, ClassVar

from termination.engine.symbolic.algebra import Element, residue, solvable_modulo
from termination.engine.symbolic.games import SymbolicGame
from termination.engine.symbolic.patterns import Indices, Pattern


@dataclass(frozen=True)
class Residues:
    """A game modulo the prime, at the point: what `sender_rows` and `receiver_rows` read of a `SymbolicGame`."""

    types: tuple[str, ...]
    priors: tuple[int, ...]
    sender_elements: tuple[tuple[tuple[int, ...], ...], ...]
    receiver_elements: tuple[tuple[tuple[int, ...], ...], ...]
    field: ClassVar[Any] = SimpleNamespace(zero=0, one=1)

    @classmethod
    def of(cls, game: SymbolicGame) -> Residues:
        def table(elements: Any) -> Any:
            return tuple(tuple(tuple(residue(game.field, x) for x in cells) for cells in rows) for rows in elements)

        priors = tuple(residue(game.field, x) for x in game.priors)
        return cls(game.types, priors, table(game.sender_elements), table(game.receiver_elements))

    def advantage(self, t: int, m: int, r: int, other: int) -> int:
        """u_R(t, m, r) - u_R(t, m, r')."""
        return self.receiver_elements[t][m][r] - self.receiver_elements[t][m][other]


Readable = SymbolicGame | Residues


def sender_rows(game: Readable, pattern: Pattern) -> tuple[list[list[Element]], list[tuple[int, int]]]:
    """The sender's indifference and that replies are probabilities; the unknowns are rho(r|m), listed as (m, r)."""
    unknowns = [(m, r) for m in pattern.sent for r in pattern.replies[m]]
    place = {cell: i for i, cell in enumerate(unknowns)}
    zero, one = game.field.zero, game.field.one
    rows = []
    for m in pattern.sent:
        row = [zero] * (len(unknowns) + 1)
        for r in pattern.replies[m]:
            row[place[m, r]] = one
        row[-1] = one
        rows.append(row)
    for t, used in enumerate(pattern.sender):
        for m in used[1:]:
            row = [zero] * (len(unknowns) + 1)
            for sign, k in ((one, m), (-one, used[0])):
                for r in pattern.replies[k]:
                    row[place[k, r]] = sign * game.sender_elements[t][k][r]
            rows.append(row)
    return rows, unknowns


def receiver_rows(game: Readable, pattern: Pattern) -> tuple[list[list[Element]], list[tuple[int, int]]]:
    """The receiver's indifference and that weights are probabilities; the unknowns are sigma(m|t), listed as (t, m)."""
    unknowns = [(t, m) for t, used in enumerate(pattern.sender) for m in used]
    place = {cell: i for i, cell in enumerate(unknowns)}
    zero, one = game.field.zero, game.field.one
    rows = []
    for t, used in enumerate(pattern.sender):
        row = [zero] * (len(unknowns) + 1)
        for m in used:
            row[place[t, m]] = one
        row[-1] = one
        rows.append(row)
    for m in pattern.sent:
        first, *others = pattern.replies[m]
        for r in others:
            row = [zero] * (len(unknowns) + 1)
            senders = pattern.senders(m)
            for t in senders:
                row[place[t, m]] = game.priors[t] * game.advantage(t, m, r, first)
            if len(senders) == 1:  # her weight is positive and divides out: an equation among parameters
                row[place[senders[0], m]], row[-1] = zero, game.advantage(senders[0], m, r, first)
            rows.append(row)
    return rows, unknowns


def generic_patterns(game: SymbolicGame) -> Iterator[Pattern]:
    """Every pattern whose two systems are solvable for almost all parameters, pooling first."""
    numbers = Residues.of(game)
    for pattern in all_patterns(game):
        if _solvable(numbers, pattern):
            yield pattern


def all_patterns(game: SymbolicGame) -> Iterator[Pattern]:
    """Every pattern in which no more replies to a message mix than it has senders, those counted once that are alike.

    Replies are alike if no sender's type makes a difference between them for the receiver. Each further one that is not
    ties him at a belief of its own, which takes a sender more.
    """
    messages = range(len(game.messages))
    supports = [used for size in range(1, len(messages) + 1) for used in combinations(messages, size)]
    for sender in sorted(product(supports, repeat=len(game.types)), key=lambda s: (len(set().union(*s)), s)):
        sent = sorted(set().union(*sender))
        choices = []
        for m in messages:
            senders = [t for t, used in enumerate(sender) if m in used]
            choices.append(list(_reply_sets(game, m, senders)) if m in sent else [()])
        for replies in product(*choices):
            yield Pattern(tuple(sender), tuple(replies))


def _reply_sets(game: SymbolicGame, m: int, senders: Sequence[int]) -> Iterator[Indices]:
    replies = range(len(game.response_sets[m]))
    for size in range(1, len(replies) + 1):
        for used in combinations(replies, size):
            if len(senders) >= len({tuple(game.receiver_elements[t][m][r] for t in senders) for r in used}):
                yield used


def _solvable(numbers: Residues, pattern: Pattern) -> bool:
    systems = (system(numbers, pattern) for system in (receiver_rows, sender_rows))
    return all(solvable_modulo(rows, len(unknowns)) for rows, unknowns in systems)
