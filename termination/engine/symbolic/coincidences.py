"""Where patterns may have an equilibrium that have none elsewhere: the equations of the edges, for games of any shape.

A support pattern asks linear equations of the sender's weights and of the replies. Those of a pattern that has no
equilibrium for almost all parameters contradict each other: some multiples of them add up to 0 = f(parameters), so that
they can only hold together where f vanishes. The smallest sets of equations with a contradiction give all edges. They
are the sender's (types are indifferent between messages), or the receiver's (replies are tied after messages, for types
of whom some send nothing else, or more of them after one message than there are senders).

Equations that determine their unknowns may leave them open where a determinant vanishes. Then the unknowns can be moved
until one is zero, and what is left is a set with a contradiction; unless it agrees everywhere, as where payoffs are
equal by construction. Only then is the determinant an edge of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, product
from typing import Any

from termination.engine.symbolic.algebra import Element, Polynomial, contradiction, determinant, modular_rank
from termination.engine.symbolic.budget import count
from termination.engine.symbolic.games import SymbolicGame
from termination.engine.symbolic.generic import Readable, Residues
from termination.engine.symbolic.patterns import Indices

#: Coefficients by unknown, a pair of positions; the right-hand side under None.
Equation = Mapping[Any, Element]
#: By position of a message.
ByMessage = Mapping[int, Indices]


@dataclass(frozen=True)
class Indifferent:
    """The sender's side: type t gets the same from all of `used[t]`, which are answered by `replies`."""

    used: tuple[Indices, ...]
    replies: ByMessage

    def equations(self, game: Readable) -> dict[Any, Equation]:
        """That replies are probabilities, and that each pair of messages pays a type the same, by what they say."""
        found: dict[Any, Equation] = {
            (m, rs): {**{(m, r): game.field.one for r in rs}, None: game.field.one} for m, rs in self.replies.items()
        }
        for t, used in enumerate(self.used):
            pays = game.sender_elements[t]
            for m, j in combinations(used, 2):
                mine = {(m, r): pays[m][r] for r in self.replies[m]}
                found[t, m, self.replies[m], j, self.replies[j]] = {
                    **mine, **{(j, r): -pays[j][r] for r in self.replies[j]}, None: game.field.zero
                }  # fmt: skip
        return found

    def smaller(self) -> Iterator[Indifferent]:
        """With one reply less."""
        for m, rs in self.replies.items():
            if len(rs) > 1:
                yield from (
                    Indifferent(self.used, {**self.replies, m: fewer}) for fewer in combinations(rs, len(rs) - 1)
                )


@dataclass(frozen=True)
class Tied:
    """The receiver's side: all of `replies[m]` are as good after m, sent by `senders[m]`; `only` send nothing else."""

    senders: ByMessage
    replies: ByMessage
    only: Indices

    def equations(self, game: Readable) -> dict[Any, Equation]:
        """That the replies are tied, and that the weights of those who send nothing else sum to one."""
        found: dict[Any, Equation] = {}
        for m, rs in self.replies.items():
            for r, other in combinations(rs, 2):
                weighted = {(t, m): game.priors[t] * game.advantage(t, m, r, other) for t in self.senders[m]}
                found[m, self.senders[m], r, other] = {**weighted, None: game.field.zero}
        for t in self.only:
            sent = tuple(m for m, senders in self.senders.items() if t in senders)
            found["all", t, sent] = {**{(t, m): game.field.one for m in sent}, None: game.field.one}
        return found

    def smaller(self) -> Iterator[Tied]:
        """With one sender less, or without a message."""
        for m, senders in self.senders.items():
            for fewer in combinations(senders, len(senders) - 1):
                if fewer:
                    yield Tied({**self.senders, m: fewer}, self.replies, self.only)
            left = {j: (who, self.replies[j]) for j, who in self.senders.items() if j != m}
            yield Tied({j: x for j, (x, _) in left.items()}, {j: x for j, (_, x) in left.items()}, self.only)


Part = Indifferent | Tied


@dataclass(frozen=True)
class Coincidence:
    """`vanishes` is zero, which matters only if the replies of `part` may be best."""

    vanishes: Polynomial
    part: Part


def coincidences(game: SymbolicGame) -> Iterator[Coincidence]:
    """All of them, the receiver's first. Some may be no edges; none is missing."""
    numbers = Residues.of(game)
    for apart in _apart(game, numbers):
        rows = _against(game, apart)
        yield from _vanishing(determinant(rows, len(rows)), apart)
    for parts in (_tied(game, numbers), _indifferent(game)):
        known: list[frozenset[Any]] = []
        for part in parts:
            count()
            equations = part.equations(numbers)
            if any(core <= equations.keys() for core in known):
                continue
            if not _agree(equations):
                core = _smallest(equations)
                known.append(frozenset(core))
                said = part.equations(game)
                yield from _vanishing(contradiction(*_dense([said[key] for key in core])), part)
            elif _determined(equations) and any(_agree(one.equations(numbers)) for one in part.smaller()):
                yield from _vanishing(determinant(*_dense(list(part.equations(game).values()))), part)


def _vanishing(polynomial: Polynomial, part: Part) -> Iterator[Coincidence]:
    if not polynomial.is_ground:
        yield Coincidence(polynomial, part)


def _dense(equations: Sequence[Equation]) -> tuple[list[list[Element]], int]:
    """Rows with the right-hand sides last, and how many unknowns there are."""
    unknowns = sorted({x for one in equations for x in one if x is not None})
    zero = next(iter(equations[0].values())) * 0
    return [[*(one.get(x, zero) for x in unknowns), one[None]] for one in equations], len(unknowns)


def _agree(equations: Mapping[Any, Mapping[Any, int]]) -> bool:
    """Whether they hold together for almost all parameters."""
    rows, unknowns = _dense(list(equations.values()))
    return modular_rank(rows, unknowns) == modular_rank(rows, unknowns + 1)


def _smallest(equations: Mapping[Any, Mapping[Any, int]]) -> list[Any]:
    """A set of them that contradict each other, none of which can be left out."""
    left = dict(equations)
    for key in equations:
        fewer = {k: one for k, one in left.items() if k != key}
        if fewer and not _agree(fewer):
            left = fewer
    return list(left)


def _determined(equations: Mapping[Any, Mapping[Any, int]]) -> bool:
    rows, unknowns = _dense(list(equations.values()))
    return modular_rank(rows, unknowns) == unknowns


# What there is to look at, small sets first


def _apart(game: SymbolicGame, numbers: Residues) -> Iterator[Tied]:
    """After one message, sets of replies that no belief in the senders ties for almost all parameters."""
    types = range(len(game.types))
    for m, labels in enumerate(game.response_sets):
        for size in range(1, min(len(types), len(labels) - 1) + 1):
            for senders, replies in product(combinations(types, size), combinations(range(len(labels)), size + 1)):
                part = Tied({m: senders}, {m: replies}, ())
                if not _may_be_tied(numbers, m, senders, replies):
                    yield part


def _may_be_tied(numbers: Residues, m: int, senders: Indices, replies: Indices) -> bool:
    rows = _against(numbers, Tied({m: senders}, {m: replies}, ()))
    return modular_rank(rows, len(senders)) < len(senders)


def _against(game: Readable, part: Tied) -> list[list[Element]]:
    """By reply but the first, what each sender's type makes it better than the first."""
    (m,) = part.senders
    first, *others = part.replies[m]
    return [[*(game.advantage(t, m, r, first) for t in part.senders[m]), game.field.zero] for r in others]


def _tied(game: SymbolicGame, numbers: Residues) -> Iterator[Tied]:
    types = range(len(game.types))
    ways: list[list[tuple[Indices, Indices] | None]] = []
    for m, labels in enumerate(game.response_sets):
        some = product(_subsets(types, 1), _subsets(range(len(labels)), 2))
        ways.append([None, *((who, rs) for who, rs in some if _may_be_tied(numbers, m, who, rs))])
    found = []
    for chosen in product(*ways):
        sent = {m: one for m, one in enumerate(chosen) if one is not None}
        everyone = sorted({t for who, _ in sent.values() for t in who})
        for only in _subsets(everyone, 1):
            found.append(Tied({m: who for m, (who, _) in sent.items()}, {m: rs for m, (_, rs) in sent.items()}, only))
    return iter(sorted(found, key=lambda part: (sum(map(len, part.senders.values())), len(part.only))))


def _indifferent(game: SymbolicGame) -> Iterator[Indifferent]:
    """With more ties than the replies leave open by one at most: of more some contradict each other already."""
    messages = range(len(game.messages))
    found = []
    for used in product([(), *_subsets(messages, 2)], repeat=len(game.types)):
        involved, ties = sorted(set(chain(*used))), sum(max(len(one) - 1, 0) for one in used)
        for replies in product(*(list(_subsets(range(len(game.response_sets[m])), 1)) for m in involved)):
            if ties and sum(map(len, replies)) - len(replies) >= ties - 1:
                found.append((ties, Indifferent(used, dict(zip(involved, replies, strict=True)))))
    return (part for _, part in sorted(found, key=lambda one: (one[0], sum(map(len, one[1].replies.values())))))


def _subsets(items: Sequence[int], least: int) -> list[Indices]:
    return [some for size in range(least, len(items) + 1) for some in combinations(items, size)]
