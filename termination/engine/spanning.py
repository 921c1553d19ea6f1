"""The family that two sets of vertices span: strategies as fractions, and the constraints that cut its sides out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from termination.engine.bicliques import members
from termination.engine.families import Family
from termination.engine.game import SignalingGame
from termination.engine.model import Model
from termination.engine.strategies import Constraint, Strategy, StrategySet, strategy_sets_of
from termination.engine.vertices import ReceiverVertex, SenderVertex, Tables


class Products(NamedTuple):
    """Maximal compatible pairs of sets of vertices, in order; the sets as masks over both players' vertices."""

    senders: list[SenderVertex]
    receivers: list[ReceiverVertex]
    pairs: list[tuple[int, int]]


class Builder:
    """Families from vertices. What several of them share, a strategy, a row of one, a constraint, is made once."""

    def __init__(self, model: Model, game: SignalingGame, tables: Tables, found: Products):
        self.model, self.game, self.tables, self.found = model, game, tables, found
        self.hers, self.his = strategy_sets_of(game)
        self._rows: dict[tuple[int, tuple[int, ...]], tuple[Fraction, ...]] = {}
        self._shares: dict[tuple[int, int], Fraction] = {}
        self._constraints: dict[tuple[Callable[..., Any], int, int], tuple[Constraint, ...]] = {}
        senders, receivers = (reduce(or_, masks, 0) for masks in zip((0, 0), *found.pairs, strict=True))
        self._senders = {i: self._strategy(self.hers, found.senders[i]) for i in members(senders)}
        self._receivers = {j: self._strategy(self.his, found.receivers[j]) for j in members(receivers)}

    def families(self) -> list[Family]:
        """The families that the pairs of sets span, with the constraints that cut them out."""
        return [self._family(members(e), members(f)) for e, f in self.found.pairs]

    def _family(self, senders: tuple[int, ...], receivers: tuple[int, ...]) -> Family:
        uses = replies = 0
        for i in senders:
            uses |= self.found.senders[i].uses
        for j in receivers:
            replies |= self.found.receivers[j].uses
        hers = [self._senders[i] for i in senders]
        his = [self._receivers[j] for j in receivers]
        return Family(
            self.model,
            self.game,
            StrategySet(self.hers.rows, self.hers.columns, tuple(hers), tuple(self._sender_face(uses, replies))),
            StrategySet(self.his.rows, self.his.columns, tuple(his), tuple(self._receiver_face(uses, replies))),
        )

    def _strategy(self, shape: StrategySet, x: SenderVertex | ReceiverVertex) -> Strategy:
        rows, start = [], 0
        for columns in shape.columns:
            rows.append(self._row(x.scale, x.weights[start : start + len(columns)]))
            start += len(columns)
        return shape.member(tuple(rows))

    def _row(self, scale: int, weights: tuple[int, ...]) -> tuple[Fraction, ...]:
        row = self._rows.get((scale, weights))
        if row is None:
            row = self._rows[scale, weights] = tuple([self._share(weight, scale) for weight in weights])
        return row

    def _share(self, weight: int, scale: int) -> Fraction:
        """One object for each, so that families of thousands of strategies are looked through by few numbers."""
        share = self._shares.get((weight, scale))
        if share is None:
            value = Fraction(weight, scale)
            share = self._shares[weight, scale] = self._shares.setdefault(value.as_integer_ratio(), value)
        return share

    def _those(self, which: Callable[[Tables, int, int], tuple[Constraint, ...]], i: int, j: int) -> Any:
        """The constraints that `which` makes of two numbers."""
        found = self._constraints.get((which, i, j))
        if found is None:
            found = self._constraints[which, i, j] = which(self.tables, i, j)
        return found

    def _sender_face(self, uses: int, replies: int) -> Iterator[Constraint]:
        """Only messages that some member uses, and weights that keep every reply in use best."""
        size = self.tables.types * self.tables.messages
        for i in range(size):
            if not uses >> i & 1:
                yield from self._those(_zero, size, i)
        for m in range(self.tables.messages):
            for r in range(self.tables.replies[m]):
                if replies >> self.tables.offsets[m] + r & 1:
                    yield from self._those(_keeping_best, m, r)

    def _receiver_face(self, uses: int, replies: int) -> Iterator[Constraint]:
        """Only these replies, and against them every message in use is a best one for the type that uses it."""
        size = sum(self.tables.replies)
        for i in range(size):
            if not replies >> i & 1:
                yield from self._those(_zero, size, i)
        for t in range(self.tables.types):
            for m in range(self.tables.messages):
                if uses >> t * self.tables.messages + m & 1:
                    yield from self._those(_still_best, t, m)


def _zero(_: Tables, size: int, i: int) -> tuple[Constraint, ...]:
    """That of so many weights this one is zero."""
    return (Constraint((*[0] * i, 1, *[0] * (size - i)), True),)


def _keeping_best(tables: Tables, m: int, r: int) -> tuple[Constraint, ...]:
    """That the sender's weights keep reply r to message m best."""
    size = tables.types * tables.messages
    found = []
    for gains in tables.gain[m][r]:
        if any(gains):
            row = [0] * (size + 1)
            row[m : size : tables.messages] = gains
            found.append(Constraint(tuple(row), False))
    return tuple(found)


def _still_best(tables: Tables, t: int, m: int) -> tuple[Constraint, ...]:
    """That against the receiver's weights message m is a best one for type t."""
    found = []
    for other in tables.open[t]:
        if other != m:
            row = [0] * (sum(tables.replies) + 1)
            for sign, k in ((1, m), (-1, other)):
                for r, payoff in enumerate(tables.sender[t][k]):
                    row[tables.offsets[k] + r] += sign * payoff
            found.append(Constraint(tuple(row), False))
    return tuple(found)
