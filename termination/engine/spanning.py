"""The family that two sets of vertices span: strategies as fractions, and the constraints that cut its sides out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import islice
from typing import Any, NamedTuple

from termination.engine.bicliques import columns
from termination.engine.families import Family
from termination.engine.game import SignalingGame
from termination.engine.later import Later
from termination.engine.model import Model
from termination.engine.strategies import Constraint, Pool, Strategy, StrategySet, Vertices, strategy_sets_of
from termination.engine.vertices import ReceiverVertex, SenderVertex, Tables


class Products(NamedTuple):
    """Maximal compatible pairs of sets of vertices, in order; the sets as masks over both players' vertices."""

    senders: list[SenderVertex]
    receivers: list[ReceiverVertex]
    pairs: list[tuple[int, int]]


class Builder:
    """Families from vertices. What several of them share, a strategy, a row of one, a constraint, is made once."""

    def __init__(self, model: Model, game: SignalingGame, tables: Tables, found: Products):
        self.model, self.game, self.tables = model, game, tables
        self.hers, self.his = strategy_sets_of(game)
        self._rows: dict[tuple[int, tuple[int, ...]], tuple[Fraction, ...]] = {}
        self._shares: dict[tuple[int, int], Fraction] = {}
        self._constraints: dict[tuple[Callable[..., Any], int, int], tuple[Constraint, ...]] = {}
        self._uses = columns([x.uses for x in found.senders], tables.types * tables.messages)
        self._replies = columns([x.uses for x in found.receivers], sum(tables.replies))
        self._senders = self._pool(self.hers, found.senders, self._uses)
        self._receivers = self._pool(self.his, found.receivers, self._replies)

    def family(self, senders: int, receivers: int) -> Family:
        """The family that two sets of vertices span, with the constraints that cut it out once they are asked for."""
        hers, his = Vertices(self._senders, senders), Vertices(self._receivers, receivers)
        her_face = Later(lambda: self._sender_face(senders, receivers))
        his_face = Later(lambda: self._receiver_face(senders, receivers))
        return Family(
            self.model,
            self.game,
            StrategySet(self.hers.rows, self.hers.columns, hers, her_face),
            StrategySet(self.his.rows, self.his.columns, his, his_face),
        )

    def _pool(self, shape: StrategySet, those: Sequence[SenderVertex | ReceiverVertex], users: Sequence[int]) -> Pool:
        cells = iter(users)
        return Pool(
            [self._strategy(shape, x) for x in those], [tuple(islice(cells, len(labels))) for labels in shape.columns]
        )

    def _strategy(self, shape: StrategySet, x: SenderVertex | ReceiverVertex) -> Strategy:
        rows, end = [], 0
        for labels in shape.columns:
            start, end = end, end + len(labels)
            weights = x.weights[start:end]
            row = self._rows.get((x.scale, weights))
            if row is None:
                row = self._rows[x.scale, weights] = tuple([self._share(weight, x.scale) for weight in weights])
            rows.append(row)
        return shape.member(tuple(rows))

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

    def _sender_face(self, senders: int, receivers: int) -> Iterator[Constraint]:
        """Only messages that some member uses, and weights that keep every reply in use best."""
        for i, using in enumerate(self._uses):
            if not using & senders:
                yield from self._those(_zero, len(self._uses), i)
        for m in range(self.tables.messages):
            for r in range(self.tables.replies[m]):
                if self._replies[self.tables.offsets[m] + r] & receivers:
                    yield from self._those(_keeping_best, m, r)

    def _receiver_face(self, senders: int, receivers: int) -> Iterator[Constraint]:
        """Only these replies, and against them every message in use is a best one for the type that uses it."""
        for i, using in enumerate(self._replies):
            if not using & receivers:
                yield from self._those(_zero, len(self._replies), i)
        for t in range(self.tables.types):
            for m in range(self.tables.messages):
                if self._uses[t * self.tables.messages + m] & senders:
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
