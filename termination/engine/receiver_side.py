"""The receiver's polyhedron P: all its vertices, or only those that the sender may answer.

P = {(rho, V): sum_r rho(r|m) u_S(t,m,r) <= V_t for all t, m} is made one message at a time: the product with the
replies to it, then one cut for each type. Where that makes too many rays, the messages that are sent come first, and
faces on which they cannot be sent are left out (docs/algorithm.md, "What need not be looked at").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import product
from math import comb, prod

from termination.engine.polyhedra import LimitReached, Ray, cut, within
from termination.engine.progress import Progress
from termination.engine.sending import Able
from termination.engine.vertices import ReceiverVertex, Tables

#: What the receiver does after a message without mixing: a reply of each of his types.
Plan = tuple[int, ...]


def usable_replies(tables: Tables) -> list[list[int]]:
    """After each message, the replies that some belief makes best."""
    return [
        [r for r in range(n) if any(mask >> o + r & 1 for mask in rational)]
        for n, o, rational in zip(tables.replies, tables.offsets, tables.rational, strict=True)
    ]


def fewest_vertices(tables: Tables, usable: list[list[int]]) -> int:
    """What the vertices of P with rationalizable replies are at the least: each pure strategy of the receiver's is one.

    Of several receiver types those strategies are counted which stay in one rationalizable set after each message.
    """
    found = 1
    for m, replies in enumerate(usable):
        if len(tables.choices[m]) == 1:
            found *= len(replies)
            continue
        sets = [[r for r in replies if mask >> tables.offsets[m] + r & 1] for mask in tables.rational[m]]
        together = [prod(sum(r in own for r in some) for own in tables.choices[m]) for some in sets]
        found *= max(*together, *(sum(r in own for r in replies) for own in tables.choices[m]))
    return found


def best_at_prior(tables: Tables, m: int, usable: list[int], most: int) -> list[int]:
    """At most so many of each receiver type's usable replies to message m: those worth most if all types send it."""
    found = []
    for own in tables.choices[m]:
        replies = [r for r in usable if r in own]
        worth = {r: -sum(tables.gain[m][r][replies[0] - own.start]) for r in replies}
        found += sorted(replies, key=worth.__getitem__)[:most]
    return found


def receiver_vertices(
    tables: Tables, usable: list[list[int]], limit: int, report: Progress, crossings: int = 0
) -> list[ReceiverVertex]:
    """The vertices of P whose replies are usable, and rationalizable together, one message added at a time."""
    if tables.types * fewest_vertices(tables, usable) <= _FEW:
        report("receiver's vertices", 0, tables.messages)
        return list(_kept_vertices(replace(tables, gain=()), tuple(map(tuple, usable)), limit, crossings))
    return _all_vertices(tables, usable, limit, report, crossings)


def _all_vertices(
    tables: Tables, usable: Sequence[Sequence[int]], limit: int, report: Progress, crossings: int
) -> list[ReceiverVertex]:
    part = _Part(tables, usable, limit, crossings)
    for m in range(tables.messages):
        report("receiver's vertices", m, tables.messages)
        part = part.with_message(m)
    return part.vertices()


#: Up to so many types times pure strategies of the receiver's P is kept: over a grid of games it is often the same, for
#: of his payoffs and the prior it knows only which replies are rationalizable.
_FEW = 256


@lru_cache(maxsize=64)
def _kept_vertices(
    tables: Tables, usable: tuple[tuple[int, ...], ...], limit: int, crossings: int
) -> tuple[ReceiverVertex, ...]:
    """The vertices, made without a word on what replies are worth to the receiver: `gain` is empty."""
    return tuple(_all_vertices(tables, usable, limit, lambda stage, done, total: None, crossings))


def answered_vertices(tables: Tables, usable: list[list[int]], limit: int, report: Progress) -> list[ReceiverVertex]:
    """Those of them that may be answered, by way of the messages that are sent.

    Whatever is answered is so by a strategy that sends no more messages than there are types. For each such set of
    messages P is made for these first. Faces on which one of them cannot be sent are left out; then those on which
    they are not enough for all types; and what is left is small when the messages that are not sent are added.
    """
    M = tables.messages
    most = min(tables.types, M)
    total, done = sum(comb(M, k) for k in range(1, most + 1)), 0
    stage = f"sets of messages (the receiver's polyhedron has {fewest_vertices(tables, usable):,} or more vertices)"
    found: dict[ReceiverVertex, None] = {}
    first = _Part(tables, usable, limit)
    waiting: list[tuple[_Part, tuple[int, ...]]] = [(first, (m,)) for m in reversed(range(M))]
    while waiting:
        part, sent = waiting.pop()
        report(stage, done, total)
        done += 1
        part = part.with_message(sent[-1], sent)
        if not part.empty:
            found.update(dict.fromkeys(part.completed(sent).vertices()))
            if len(found) > limit or done > limit:
                raise LimitReached
            if len(sent) < most:
                waiting += [(part, (*sent, m)) for m in range(M - 1, sent[-1], -1)]
    return list(found)


class _Part:
    """P for some of the messages, or those of its faces that are wanted.

    A ray's coordinates are V_1..V_T, then the weights of the replies to each message, in the order in which messages
    were added, that any belief supports. Its tight bits are (t, m), then (m, r) for a weight of zero. Only those faces
    of P are looked at on which the replies in use are rationalizable: after each message, replies outside of one such
    set have no weight. And where it is said which messages are `sent`, only faces on which they can be.
    """

    def __init__(
        self, tables: Tables, usable: Sequence[Sequence[int]], limit: int, crossings: int = 0, able: Able | None = None
    ):
        self.tables, self.usable, self.limit, self.crossings = tables, usable, limit, crossings
        self.order: tuple[int, ...] = ()
        self.rays: list[Ray] = []
        self.rank = tables.types + 1
        self.able = able or Able(tables)

    def with_message(self, m: int, sent: tuple[int, ...] = (), enough: bool = False) -> _Part:
        """The same with one more message: the product with the replies to it, then one cut for each type."""
        tables, T, M = self.tables, self.tables.types, self.tables.messages
        found = _Part(tables, self.usable, self.limit, self.crossings, self.able)
        found.order = (*self.order, m)
        bits = {r: 1 << T * M + tables.offsets[m] + r for r in self.usable[m]}
        found.rank = self.rank + len(bits) - len(tables.choices[m])
        plans = _plans(tables, m, self.usable[m], self.limit)
        wanted = _Wanted(found, sent, enough)
        if not self.order:
            found.rays = [ray for ray in _first_message(tables, m, bits, plans) if wanted(ray.tight)]
            return found
        if len(self.rays) * len(plans) > self.limit:
            raise LimitReached
        wanted.to_come = sum(1 << t * M + m for t in range(T))
        rays = [ray for ray in _times_plans(self.rays, self._scale, bits, plans) if wanted(ray.tight)]
        zeros = [0] * sum(len(self.usable[n]) for n in self.order)
        for t in range(T):
            normal = [*(int(s == t) for s in range(T)), *zeros, *(-tables.sender[t][m][r] for r in bits)]
            label = 1 << t * M + m
            some = wanted if sent or wanted.ways else None  # all of them otherwise
            rays = cut(rays, normal, label, found.rank, False, self.limit, some, self.crossings)
            wanted.to_come ^= label
            if sent:
                rays = [ray for ray in rays if wanted(ray.tight)]
        found.rays = rays
        return found

    def completed(self, sent: tuple[int, ...]) -> _Part:
        """P for all messages: of the faces of this part those on which what is sent is enough for every type."""
        part = _Part(self.tables, self.usable, self.limit, self.crossings, self.able)
        part.order, part.rank = self.order, self.rank
        wanted = _Wanted(part, sent, True)
        part.rays = [ray for ray in self.rays if wanted(ray.tight)]
        for m in range(self.tables.messages):
            if m not in sent and part.rays:
                part = part.with_message(m, sent, enough=True)
        return part

    @property
    def _scale(self) -> slice:
        """Where the weights are that sum to a ray's scale."""
        first, T = self.order[0], self.tables.types
        return slice(T, T + sum(r in self.tables.choices[first][0] for r in self.usable[first]))

    @property
    def empty(self) -> bool:
        """Whether there are at most directions."""
        return not any(any(point[self._scale]) for point, _ in self.rays)

    def vertices(self) -> list[ReceiverVertex]:
        """The rays that are vertices and no directions, with all replies to each message."""
        tables, T, size = self.tables, self.tables.types, sum(self.tables.replies)
        places = [tables.offsets[m] + r for m in self.order for r in self.usable[m]]
        in_place, where = places == list(range(size)), self._scale
        labels, usable = T * tables.messages, sum(1 << place for place in places)
        best = (1 << labels) - 1
        found = []
        for point, tight in self.rays:
            if scale := sum(point[where]):
                weights = point[T:]
                if not in_place:
                    cells = dict(zip(places, weights, strict=True))
                    weights = tuple([cells.get(i, 0) for i in range(size)])
                found.append(ReceiverVertex(scale, weights, usable & ~(tight >> labels), tight & best))
        return found


class _Wanted:
    """Which faces of a part of P are looked at, by their tight constraints."""

    def __init__(self, part: _Part, sent: tuple[int, ...], enough: bool):
        self.part, self.sent, self.enough = part, sent, enough
        self.to_come = 0  # constraints still to be made: they may all become tight
        T, M = part.tables.types, part.tables.messages
        self.idle = {m: sum(1 << T * M + part.tables.offsets[m] + r for r in part.usable[m]) for m in part.order}
        self.ways = [
            [self.idle[m] & ~(mask << T * M) for mask in part.tables.rational[m]]
            for m in part.order
            if len(part.tables.rational[m]) > 1
        ]
        self.rationalizable = within(self.ways)
        self.matters = sum(1 << t * M + m for t in range(T) for m in sent) | sum(self.idle[m] for m in sent)
        self.known: dict[int, bool] = {}

    def __call__(self, tight: int) -> bool:
        if self.ways and not self.rationalizable(tight):
            return False
        if not self.sent:
            return True
        tight = (tight | self.to_come) & self.matters
        if tight not in self.known:
            self.known[tight] = self._sendable(tight)
        return self.known[tight]

    def _sendable(self, tight: int) -> bool:
        """Whether each of the messages could be sent, by types for whom it is best, and keep the replies in use best.

        If they are to be `enough` each type must send one of them.
        """
        able, shift = self.part.able, self.part.tables.types * self.part.tables.messages
        asked = [
            (m, able.types(tight, m), (self.idle[m] & ~tight) >> shift + self.part.tables.offsets[m]) for m in self.sent
        ]
        if self.enough:
            return len(able.enough(asked) or ()) == len(asked)
        return all(able(m, types, 0, replies) for m, types, replies in asked)


def _plans(tables: Tables, m: int, usable: Sequence[int], limit: int) -> list[Plan]:
    """The pure ways to reply to m: a usable reply of each receiver type's, all of them best at one belief."""
    found: dict[Plan, None] = {}
    for mask in tables.rational[m]:
        options = [[r for r in own if mask >> tables.offsets[m] + r & 1 and r in usable] for own in tables.choices[m]]
        if prod(map(len, options)) > limit:
            raise LimitReached
        found.update(dict.fromkeys(product(*options)))
    return list(found)


def _first_message(tables: Tables, m: int, bits: dict[int, int], plans: list[Plan]) -> list[Ray]:
    """P for one message alone: one vertex for each plan, where every V_t is what t gets; V_t may rise."""
    T, M = tables.types, tables.messages
    everything = sum(bits.values())
    all_types = sum(1 << t * M + m for t in range(T))
    rays = [
        Ray(
            tuple(sum(table[m][r] for r in plan) for table in tables.sender) + tuple(int(r in plan) for r in bits),
            all_types | everything ^ sum(bits[r] for r in plan),
        )
        for plan in plans
    ]
    for t in range(T):
        up = tuple(int(s == t) for s in range(T)) + (0,) * len(bits)
        rays.append(Ray(up, all_types ^ 1 << t * M + m | everything))
    return rays


def _times_plans(rays: list[Ray], scale: slice, bits: dict[int, int], plans: list[Plan]) -> Iterator[Ray]:
    """The rays of the product with the replies to one more message; the weights in `scale` sum to a ray's scale."""
    everything = sum(bits.values())
    played = [([int(r in plan) for r in bits], everything ^ sum(bits[r] for r in plan)) for plan in plans]
    for point, tight in rays:
        total = sum(point[scale])
        if total == 0:
            yield Ray(point + (0,) * len(bits), tight | everything)
        else:
            for on, idle in played:
                yield Ray(point + tuple([total * x for x in on]), tight | idle)
