"""What a strategy and a belief are, and sets of them: plain frozen data, looked up by label."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import chain, islice
from typing import Any, NamedTuple, TypeAlias, overload

from termination.engine.arithmetic import exact
from termination.engine.bicliques import members
from termination.engine.game import Labels, Reply, SignalingGame, by_label
from termination.engine.kinds import by_kind, kind_of
from termination.engine.labelled import Labelled, position
from termination.engine.later import AsTuple, Later
from termination.engine.places import Places, mask_of
from termination.engine.polyhedra import homogeneous, mean
from termination.errors import Faults


class Range(NamedTuple):
    """A quantity free between two bounds, both attained.

    >>> print(Range(Fraction(0), Fraction(1, 2)))
    0 to 1/2
    """

    low: Fraction
    high: Fraction

    def __str__(self) -> str:
        return f"{self.low} to {self.high}"

    def __contains__(self, value: object) -> bool:
        return self.low <= exact(value) <= self.high


Quantity = Fraction | Range


def spread(values: Iterable[Fraction]) -> Quantity:
    """The one value if all agree, else the range they span."""
    distinct = {id(value): value for value in values}.values()  # many are one object, and comparing takes long
    low, high = min(distinct), max(distinct)
    return low if low == high else Range(low, high)


#: Where a distribution belongs: a type of the sender's, a message, or with receiver types (receiver type, message).
Row: TypeAlias = Any


def row_label(row: Row) -> str:
    """What a row is called.

    >>> row_label("quiet"), row_label(("hawk", "quiet"))
    ('quiet', 'hawk after quiet')
    """
    return row if isinstance(row, str) else " after ".join(row)


class _Rows(Mapping[str, Mapping[str, Any]]):
    """Lookup by two labels; shared by a strategy (points) and a set of strategies (points or ranges).

    A receiver who has types has a row for each of them after each message, message by message. Then look-up takes three
    labels: the receiver type, the message, the response.
    """

    rows: tuple[Row, ...]
    columns: tuple[Labels, ...]

    def entries(self, row: int) -> Iterable[Any]:
        """The entries of the row at position `row`, column by column."""
        raise NotImplementedError

    @cached_property
    def receiver_types(self) -> Labels:
        """The types of the receiver that rows are for; empty where rows are for messages or the sender's types."""
        return tuple(dict.fromkeys(row[0] for row in self.rows)) if isinstance(self.rows[0], tuple) else ()

    def row(self, i: int) -> Labelled[Any]:
        """The entries of the row at position i."""
        return Labelled("label", dict(zip(self.columns[i], self.entries(i), strict=True)))

    def __getitem__(self, label: str) -> Labelled[Any]:
        if not self.receiver_types:
            return self.row(position(label, self.rows, "label"))
        position(label, self.receiver_types, "receiver type")
        return Labelled("message", {m: self.row(i) for i, (s, m) in enumerate(self.rows) if s == label})

    def __iter__(self) -> Iterator[str]:
        return iter(self.receiver_types or self.rows)

    def __len__(self) -> int:
        return len(self.receiver_types or self.rows)

    def nested(self, rows: Sequence[Sequence[Any]]) -> list[list[Any]]:
        """Rows as nested lists by position, [receiver type][message] where there are such."""
        count = len(self.receiver_types)
        return [[list(row) for row in rows[s::count]] for s in range(count)] if count else [list(row) for row in rows]


@dataclass(frozen=True, eq=True, repr=False)
class Strategy(_Rows):
    """One behaviour strategy: for each row (type or message) a distribution over its columns.

    `strategy[row][column]` is a Fraction, `strategy[receiver type][message][response]` where the receiver has types;
    `.to_lists()` the nested lists by position.
    """

    rows: tuple[Row, ...]
    columns: tuple[Labels, ...]
    probabilities: tuple[tuple[Fraction, ...], ...]

    def entries(self, row: int) -> Iterable[Fraction]:
        return self.probabilities[row]

    @cached_property
    def flat(self) -> tuple[tuple[Fraction, ...], ...]:
        """By message, what all types of the receiver do after it, one after another, as in `game.Flat`."""
        count = len(self.receiver_types)
        if not count:
            return self.probabilities
        return tuple(tuple(chain(*batch)) for batch in zip(*[iter(self.probabilities)] * count, strict=True))

    @cached_property
    def homogeneous(self) -> tuple[int, ...]:
        """The coprime integers proportional to (the strategy flattened by rows, 1)."""
        return homogeneous(tuple(chain(*self.probabilities)))

    @cached_property
    def kind(self) -> str:
        """Of a sender's strategy, how much it tells: one of `KINDS`."""
        return kind_of(self.probabilities)

    @cached_property
    def picks(self) -> tuple[int, ...] | None:
        """For each row the position of the column that has all the weight; None if the strategy mixes."""
        found = [row.index(1) for row in self.probabilities if 1 in row]
        return tuple(found) if len(found) == len(self.rows) else None

    def to_lists(self) -> list[list[Any]]:
        """The probabilities, nested by position."""
        return self.nested(self.probabilities)

    def __hash__(self) -> int:
        return hash((self.rows, self.probabilities))

    def __repr__(self) -> str:
        shown = {row: {c: str(v) for c, v in self.row(i).items() if v} for i, row in enumerate(self.rows)}
        return f"Strategy({shown})"


class Pool:
    """Strategies of one player of which many sets have some; what they have in each cell is looked up once for all.

    `users` says for each cell, [row][column], which of the strategies use it, as a mask.
    """

    def __init__(self, strategies: Sequence[Strategy], users: Sequence[Sequence[int]]):
        self.strategies, self.users = strategies, users
        self.entries: dict[tuple[int, tuple[tuple[int, int], ...]], tuple[Quantity, ...]] = {}  # by row and places
        self.used: dict[tuple[bool, ...], tuple[bool, ...]] = {}
        self._cells: dict[int, list[Places]] = {}

    def cells(self, row: int) -> list[Places]:
        """The probabilities in the cells of a row."""
        cells = self._cells.get(row)
        if cells is None:
            rows = [strategy.probabilities[row] for strategy in self.strategies]
            cells = self._cells[row] = [Places.of([cells[i] for cells in rows]) for i in range(len(rows[0]))]
        return cells

    @cached_property
    def kinds(self) -> dict[str, int]:
        """Of a sender's strategies: those of each kind, as masks."""
        return by_kind([strategy.probabilities for strategy in self.strategies], self.users)


@dataclass(frozen=True, eq=False, repr=False, slots=True)
class Vertices(AsTuple[Strategy]):
    """Some strategies of a pool, by a mask: a sequence like the tuple of them, which tells what they have in a row
    without a look at each."""

    pool: Pool
    some: int

    @classmethod
    def of(cls, strategies: Sequence[Strategy]) -> Vertices:
        """All of these, a pool by themselves."""
        rows = zip(*[strategy.probabilities for strategy in strategies], strict=True)
        users = [[mask_of(cell) for cell in zip(*row, strict=True)] for row in rows]
        return cls(Pool(strategies, users), (1 << len(strategies)) - 1)

    def entries(self, row: int) -> tuple[Quantity, ...]:
        """What they have in each cell of a row; one object for all of a pool of which that is the same."""
        cells = self.pool.cells(row)
        ends = tuple([cell.ends(self.some) for cell in cells])
        found = self.pool.entries.get((row, ends))
        if found is None:
            values = ((cell.values[low], cell.values[high]) for cell, (low, high) in zip(cells, ends, strict=True))
            found = tuple(low if low is high else Range(low, high) for low, high in values)
            self.pool.entries[row, ends] = found
        return found

    def used(self, row: int) -> tuple[bool, ...]:
        """Which cells of a row any of them uses; one object for all of a pool of which that is the same."""
        used = tuple([users & self.some != 0 for users in self.pool.users[row]])
        return self.pool.used.setdefault(used, used)

    def always(self, row: int) -> tuple[bool, ...]:
        """Which cells of a row each of them uses."""
        return tuple([users & self.some == self.some for users in self.pool.users[row]])

    def kinds(self) -> dict[str, int]:
        """Of a sender's strategies: how many are of each kind."""
        counts = {kind: (those & self.some).bit_count() for kind, those in self.pool.kinds.items()}
        return {kind: count for kind, count in counts.items() if count}

    @overload
    def __getitem__(self, key: int) -> Strategy: ...
    @overload
    def __getitem__(self, key: slice) -> tuple[Strategy, ...]: ...
    def __getitem__(self, key: int | slice) -> Strategy | tuple[Strategy, ...]:
        which = members(self.some)[key]
        strategies = self.pool.strategies
        return strategies[which] if isinstance(which, int) else tuple([strategies[i] for i in which])

    def __iter__(self) -> Iterator[Strategy]:
        return map(self.pool.strategies.__getitem__, members(self.some))

    def __len__(self) -> int:
        return self.some.bit_count()

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Vertices) and other.pool is self.pool:
            return other.some == self.some
        return AsTuple.__eq__(self, other)

    __hash__ = AsTuple.__hash__


def in_masks(sets: Sequence[StrategySet]) -> list[int]:
    """The vertices of each set, as a mask over those of all."""
    given = [one.vertices for one in sets]
    pools = {id(one.pool) if isinstance(one, Vertices) else None for one in given}
    if len(pools) == 1 and None not in pools:
        return [one.some for one in given if isinstance(one, Vertices)]
    place: dict[Strategy, int] = {}
    return [sum(1 << place.setdefault(vertex, len(place)) for vertex in vertices) for vertices in given]


class Constraint(NamedTuple):
    """coefficients . (strategy flattened by rows, 1) >= 0, or = 0."""

    coefficients: tuple[int, ...]
    equality: bool

    def holds(self, point: Sequence[Fraction]) -> bool:
        value = sum((c * x for c, x in zip(self.coefficients, point, strict=False) if c), Fraction(0))
        value += self.coefficients[-1]
        return value == 0 if self.equality else value >= 0


@dataclass(frozen=True, eq=True, repr=False)
class StrategySet(_Rows):
    """A polytope of strategies: its vertices, and the constraints that cut it out of the product of simplices.

    `strategies[row][column]`, or `strategies[receiver type][message][response]`, is a Fraction where all its members
    agree, else a `Range`.
    """

    rows: tuple[Row, ...]
    columns: tuple[Labels, ...]
    vertices: Sequence[Strategy]
    constraints: Sequence[Constraint] = field(compare=False)

    @property
    def _pooled(self) -> Vertices:
        """The vertices as some of a pool, which tells what they do in a row."""
        return self.vertices if isinstance(self.vertices, Vertices) else self._by_themselves

    @cached_property
    def _by_themselves(self) -> Vertices:
        return Vertices.of(self.vertices)

    def entries(self, row: int) -> tuple[Quantity, ...]:
        if self.is_point and not isinstance(self.vertices, Vertices):
            return self.vertices[0].probabilities[row]  # of one no pool need be made
        return self._pooled.entries(row)

    def member(self, probabilities: tuple[tuple[Fraction, ...], ...]) -> Strategy:
        """A strategy of this shape with these probabilities, row by row."""
        return Strategy(self.rows, self.columns, probabilities)

    @classmethod
    def point(cls, strategy: Strategy) -> StrategySet:
        """The set of which this strategy is the only member."""

        def fixed() -> Iterator[Constraint]:
            cells = list(chain(*strategy.probabilities))
            for i, x in enumerate(cells):
                yield Constraint((*[0] * i, x.denominator, *[0] * (len(cells) - 1 - i), -x.numerator), True)

        return cls(strategy.rows, strategy.columns, (strategy,), Later(fixed))

    @property
    def is_point(self) -> bool:
        return len(self.vertices) == 1

    @cached_property
    def middle(self) -> Strategy:
        """The mean of the vertices: a point of the relative interior."""
        if self.is_point:
            return self.vertices[0]
        return self.at(mean([vertex.homogeneous for vertex in self.vertices]))

    def at(self, point: Sequence[Fraction]) -> Strategy:
        """A flattened point as a strategy of this shape."""
        cells = iter(point)
        return self.member(tuple(tuple(islice(cells, len(columns))) for columns in self.columns))

    @cached_property
    def support(self) -> tuple[tuple[bool, ...], ...]:
        """Which cells some member uses with positive probability."""
        return tuple(map(self._pooled.used, range(len(self.rows))))

    @cached_property
    def always(self) -> tuple[tuple[bool, ...], ...]:
        """Which cells every member uses with positive probability, as every vertex then does."""
        return tuple(map(self._pooled.always, range(len(self.rows))))

    @property
    def kinds(self) -> dict[str, int]:
        """Of a sender's strategies: how many vertices are of each kind."""
        return self._pooled.kinds()

    @property
    def pure(self) -> list[Strategy]:
        """The members that do not mix: a strategy that puts all weight of each row on one cell is always a vertex."""
        return [vertex for vertex in self.vertices if vertex.picks]

    def contains(self, values: Sequence[Sequence[Fraction]]) -> bool:
        """Whether the strategy with these exact probabilities belongs to the set."""
        point = [x for row in values for x in row]
        return (
            all(x >= 0 for x in point)
            and all(sum(row) == 1 for row in values)
            and all(constraint.holds(point) for constraint in self.constraints)
        )

    def to_lists(self) -> list[list[Any]]:
        """The probabilities or their ranges, nested by position."""
        return self.nested([list(self.row(i).values()) for i in range(len(self.rows))])

    def __hash__(self) -> int:
        return hash((self.rows, self.vertices))

    def __repr__(self) -> str:
        shown = {row: {c: str(v) for c, v in self.row(i).items() if v} for i, row in enumerate(self.rows)}
        return f"StrategySet({shown})"


@dataclass(frozen=True, repr=False)
class Belief(Mapping[str, Quantity]):
    """A convex set of beliefs over the types, by its vertices; a point where there is one vertex.

    `belief[type]` is a Fraction or a `Range`; `.vertices` are tuples in the order of the types.
    """

    types: Labels
    vertices: tuple[tuple[Fraction, ...], ...]

    @property
    def is_point(self) -> bool:
        return len(self.vertices) == 1

    def __getitem__(self, type_: str) -> Quantity:
        i = position(type_, self.types, "type")
        return spread(vertex[i] for vertex in self.vertices)

    def __iter__(self) -> Iterator[str]:
        return iter(self.types)

    def __len__(self) -> int:
        return len(self.types)

    def __repr__(self) -> str:
        return f"Belief({{{', '.join(f'{t!r}: {self[t]}' for t in self.types)}}})"


class BeliefPiece(NamedTuple):
    """The beliefs that go with one face of replies: where exactly these `replies` are played, or where m is sent."""

    replies: tuple[Reply, ...]  # labels; where the receiver has types pairs (receiver type, response)
    beliefs: Belief
    sent: bool


@dataclass(frozen=True)
class Beliefs(Sequence[BeliefPiece]):
    """The beliefs after one message over a whole family, in pieces; `beliefs[type]` is the range over all pieces."""

    types: Labels
    pieces: tuple[BeliefPiece, ...]

    @overload
    def __getitem__(self, key: int) -> BeliefPiece: ...
    @overload
    def __getitem__(self, key: slice) -> tuple[BeliefPiece, ...]: ...
    @overload
    def __getitem__(self, key: str) -> Quantity: ...
    def __getitem__(self, key: Any) -> Any:
        if not isinstance(key, str):
            return self.pieces[key]
        i = position(key, self.types, "type")
        return spread(vertex[i] for piece in self.pieces for vertex in piece.beliefs.vertices)

    def __len__(self) -> int:
        return len(self.pieces)


def strategy_values(given: Any, like: StrategySet, where: str) -> tuple[tuple[Fraction, ...], ...]:
    """The exact probabilities of a strategy: a Strategy, nested lists or mappings; `InputError` if misshapen."""
    if isinstance(given, Strategy):
        given = given.to_lists()
    faults = Faults()
    rows = _given_rows(given, like, where, faults)
    faults.raise_if_any()
    values = []
    for (place, row), columns in zip(rows, like.columns, strict=True):
        cells = by_label(row, columns, place, faults)
        with faults.at(""):
            values.append(tuple(exact(cell, place) for cell in cells or ()))
    faults.raise_if_any()
    for (place, _), row in zip(rows, values, strict=True):
        if sum(row) != 1 or min(row) < 0:
            faults.add(place, "is not a probability distribution: entries >= 0 that sum to 1 exactly")
    faults.raise_if_any()
    return tuple(values)


def _given_rows(given: Any, like: StrategySet, where: str, faults: Faults) -> list[tuple[str, Any]]:
    """The place and the content of each row, in the order of `like`."""
    types = like.receiver_types
    if not types:
        return [
            (f"{where}.{row}", x)
            for row, x in zip(like.rows, by_label(given, like.rows, where, faults) or (), strict=False)
        ]
    messages = tuple(m for s, m in like.rows if s == types[0])
    by_type = [
        (f"{where}.{s}", by_label(rows, messages, f"{where}.{s}", faults) or ())
        for s, rows in zip(types, by_label(given, types, where, faults) or (), strict=False)
    ]
    return [(f"{place}.{m}", rows[i]) for i, m in enumerate(messages) for place, rows in by_type if rows]


def strategy_sets_of(game: SignalingGame) -> tuple[StrategySet, StrategySet]:
    """The shapes of the two players' strategies, without members: for checking what a user hands in."""
    rows: tuple[Row, ...] = game.seen
    columns = game.response_sets
    if game.receiver_types:
        rows = tuple((s, m) for m in game.seen for s in game.receiver_types)
        columns = tuple(labels for labels in columns for _ in game.receiver_types)
    return (
        StrategySet(game.types, (game.messages,) * len(game.types), (), ()),
        StrategySet(rows, columns, (), ()),
    )
