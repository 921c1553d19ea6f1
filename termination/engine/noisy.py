"""Every equilibrium where there is noise between the players: the search of `enumerate` for dense constraints.

What type t expects from message m depends on the replies to all that it may be seen as; and how good a reply to z is,
on everybody who may have sent something that is seen as z. Both are still linear in the other player's strategy. So the
receiver's side is a polyhedron and the sender's answers to its vertices are polytopes, as without noise, and families
are the maximal products that `bicliques` makes of their vertices (docs/algorithm.md has the argument). But a constraint
no longer stands at one message, so that the shortcuts of `enumerate` do not apply.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from itertools import product
from math import prod
from operator import or_
from typing import NamedTuple

from termination.engine.arithmetic import integers
from termination.engine.beliefs import rationalizable, scaled_receiver
from termination.engine.bicliques import closed_pairs, drop_contained, members
from termination.engine.families import Family
from termination.engine.game import Played, SignalingGame
from termination.engine.polyhedra import LimitReached, Ray, cut, within
from termination.engine.progress import Progress
from termination.engine.strategies import Constraint, Strategy, StrategySet, strategy_sets_of
from termination.engine.vertices import confinements

Vector = tuple[int, ...]


class Vertex(NamedTuple):
    """A vertex of either side: weights on a common scale; the cells that it uses, and those of the other side that are
    best against it, as masks."""

    scale: int
    weights: Vector
    uses: int
    best: int


@dataclass(frozen=True)
class _Tables:
    """The game in integers. Cells are (type, message) pairs and replies (seen, reply), one after another."""

    shape: tuple[int, int]  # types, messages
    sets: tuple[range, ...]  # for each thing that is seen and each of the receiver's types the replies to choose from
    seen: tuple[range, ...]  # for each thing that is seen all replies to it
    open: tuple[tuple[int, ...], ...]  # [type]: the cells with messages that she has
    sender: dict[int, Vector]  # [cell][reply], for the cells that there are
    gain: dict[tuple[int, int], Vector]  # [r, r']: by cell, what the receiver gains by r over r'
    rational: tuple[tuple[int, ...], ...]  # [seen]: maximal rationalizable sets of replies

    @classmethod
    def of(cls, game: SignalingGame) -> _Tables:
        T, M, types = len(game.types), len(game.messages), len(game.receiver_types) or 1
        sets: list[range] = []
        for labels in game.response_sets:
            for _ in range(types):
                start = sets[-1].stop if sets else 0
                sets.append(range(start, start + len(labels)))
        seen = tuple(range(sets[i].start, sets[i + types - 1].stop) for i in range(0, len(sets), types))
        his = game.flat.receiver
        own = tuple(tuple(t * M + m for m in range(M) if his[t][m]) for t in range(T))
        sender: dict[int, Vector] = {}
        for t, cells in enumerate(own):
            flat = iter(integers([x for c in cells for x in game.flat.sender[t][c % M]]))
            sender |= {c: tuple(next(flat) for _ in range(sets[-1].stop)) for c in cells}
        worth = [[p * x for x in his[c // M][c % M]] if c in sender else [] for c, p in _chances(game)]
        gain = {
            (r, s): tuple(integers([row[r] - row[s] if row else Fraction(0) for row in worth]))
            for some in sets
            for r, s in product(some, repeat=2)
        }
        rational = tuple(
            tuple(mask << replies.start for mask in rationalizable(scaled_receiver(game, z), types))
            for z, replies in enumerate(seen)
        )
        return cls((T, M), tuple(sets), seen, own, sender, gain, rational)

    @property
    def replies(self) -> int:
        return self.sets[-1].stop


def _chances(game: SignalingGame) -> Iterator[tuple[int, Fraction]]:
    """Each cell with the probability of its type."""
    yield from enumerate(p for p in game.prior for _ in game.messages)


def families(model: Played, game: SignalingGame, limit: int, report: Progress) -> tuple[list[Family], str]:
    """All families, not named yet; or, past `limit` vertices or families at a time, none, with what was reached."""
    tables = _Tables.of(game)
    try:
        receivers = receiver_vertices(tables, limit, report)
        answers = {x: sender_vertices(tables, x, limit) for x in receivers if _promising(tables, x)}
        senders = sorted({y for found in answers.values() for y in found}, key=_earlier_first)
        kept = sorted((x for x, found in answers.items() if found), key=_earlier_first)
        pairs = _products(tables, senders, kept, limit, report)
    except LimitReached:
        return [], f"search limit {limit} reached: nothing is listed"
    return [_family(model, game, tables, [senders[i] for i in e], [kept[j] for j in f]) for e, f in pairs], ""


def _earlier_first(vertex: Vertex) -> tuple[Fraction, ...]:
    """Sorts strategies so that those that put more weight on earlier cells come first."""
    return tuple(Fraction(-weight, vertex.scale) for weight in vertex.weights)


# --- the receiver's polyhedron ---------------------------------------------------------------------------------------


def receiver_vertices(tables: _Tables, limit: int, report: Progress) -> list[Vertex]:
    """The vertices of {(V, rho): what each message gives each type <= V} whose replies are rationalizable together.

    V starts from a floor below everything that a message can give, so that the floors are tight at no vertex; replies
    to one more thing that is seen are joined at a time, and a message is a constraint once all that it may be seen as
    is there.
    """
    T, M = tables.shape
    floors = [
        min(sum(min(row[r] for r in some) for some in tables.sets) for row in _rows(tables, t)) - 1 for t in range(T)
    ]
    ups = [tuple(int(s == t) for s in range(T)) for t in range(T)]
    rays = [Ray((*floors, 1), (1 << T) - 1), *(Ray((*up, 0), (1 << T) - 1 ^ 1 << t) for t, up in enumerate(ups))]
    rank, faces, done = T + 1, list[list[int]](), set[int]()
    for z, replies in enumerate(tables.seen):
        report("receiver's vertices", z, len(tables.seen))
        bits = {r: 1 << T + T * M + r for r in replies}
        everything = sum(bits.values())
        faces.append([everything & ~(mask << T + T * M) for mask in tables.rational[z]])
        plans = _plans(tables, z, limit)
        rank += len(replies) - len([some for some in tables.sets if some.start in replies])
        if len(rays) * len(plans) > limit:
            raise LimitReached
        rays = [joined for ray in rays for joined in _with_replies(ray, T, bits, plans)]
        for c, row in tables.sender.items():
            if c not in done and not any(row[replies.stop :]):
                done.add(c)
                normal = (*ups[c // M], 0, *(-x for x in row[: replies.stop]))
                rays = cut(rays, normal, 1 << T + c, rank, limit=limit, wanted=within(faces))
    messages = (1 << T * M) - 1
    return [
        Vertex(point[T], point[T + 1 :], _mask(point[T + 1 :]), tight >> T & messages)
        for point, tight in rays
        if point[T]
    ]


def _rows(tables: _Tables, t: int) -> list[Vector]:
    """What the messages of type t pay her, by reply."""
    return [tables.sender[c] for c in tables.open[t]]


def _plans(tables: _Tables, z: int, limit: int) -> list[Vector]:
    """The pure ways to reply to what is at z: a reply of each receiver type's, all of them best at one belief."""
    own = [some for some in tables.sets if some.start in tables.seen[z]]
    found: dict[Vector, None] = {}
    for mask in tables.rational[z]:
        options = [[r for r in some if mask >> r & 1] for some in own]
        if prod(map(len, options)) > limit:
            raise LimitReached
        found.update(dict.fromkeys(product(*options)))
    return list(found)


def _with_replies(ray: Ray, T: int, bits: dict[int, int], plans: list[Vector]) -> Iterator[Ray]:
    """The rays of the product with the replies to one more thing that is seen; a direction has none."""
    everything, scale = sum(bits.values()), ray.point[T]
    if not scale:
        yield Ray(ray.point + (0,) * len(bits), ray.tight | everything)
        return
    for plan in plans:
        idle = everything ^ sum(bits[r] for r in plan)
        yield Ray(ray.point + tuple(scale * int(r in plan) for r in bits), ray.tight | idle)


def _mask(weights: Sequence[int]) -> int:
    return sum(1 << i for i, weight in enumerate(weights) if weight)


# --- the sender's answers --------------------------------------------------------------------------------------------


def _comparisons(tables: _Tables, x: Vertex) -> Iterator[tuple[Vector, bool]]:
    """That each reply in use is at least as good as every other; as good, where that is in use too."""
    for some in tables.sets:
        first = next(r for r in some if x.uses >> r & 1)
        for s in some:
            if s != first:
                yield tables.gain[first, s], bool(x.uses >> s & 1)


def _best_cells(tables: _Tables, x: Vertex) -> list[list[int]]:
    """For each type the cells with messages that are best at x."""
    return [[c for c in own if x.best >> c & 1] for own in tables.open]


def _promising(tables: _Tables, x: Vertex) -> bool:
    """Whether, comparison by comparison, the types could between them keep the replies in use best: necessary."""
    best = _best_cells(tables, x)
    if not all(best):
        return False
    for gain, equal in _comparisons(tables, x):
        signs = (1, -1) if equal else (1,)
        if any(sum(max(sign * gain[c] for c in cells) for cells in best) < 0 for sign in signs):
            return False
    return True


def sender_vertices(tables: _Tables, x: Vertex, limit: int) -> list[Vertex]:
    """The vertices of the polytope of sender strategies that are in equilibrium with x."""
    best = _best_cells(tables, x)
    if prod(map(len, best)) > limit:
        raise LimitReached
    places = sorted(c for cells in best for c in cells)
    everything = (1 << len(places)) - 1
    rays = []
    for picks in product(*best):
        point = tuple(int(c in picks) for c in places)
        rays.append(Ray((1, *point), everything ^ _mask(point)))
    rank, label = 1 + sum(len(cells) - 1 for cells in best), 1 << len(places)
    for gain, equal in _comparisons(tables, x):
        rays = cut(rays, (0, *(gain[c] for c in places)), label, rank, equal, limit)
        label <<= 1
    return [_sender_vertex(tables, ray.point[0], dict(zip(places, ray.point[1:], strict=True))) for ray in rays]


def _sender_vertex(tables: _Tables, scale: int, weight: dict[int, int]) -> Vertex:
    T, M = tables.shape
    weights = tuple(weight.get(c, 0) for c in range(T * M))
    best = 0
    for some in tables.sets:
        for r in some:
            if all(sum(map(int.__mul__, weights, tables.gain[r, s])) >= 0 for s in some):
                best |= 1 << r
    return Vertex(scale, weights, _mask(weights), best)


# --- families --------------------------------------------------------------------------------------------------------


def _products(
    tables: _Tables, senders: list[Vertex], receivers: list[Vertex], limit: int, report: Progress
) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """The maximal compatible pairs of sets of vertices, by position, for each way to confine replies to rationalizable
    sets."""
    meets = [
        sum(1 << i for i, y in enumerate(senders) if y.uses & ~x.best == 0 and x.uses & ~y.best == 0) for x in receivers
    ]
    pairs: list[tuple[int, int]] = []
    for confined_to in confinements(tables.rational, _union(receivers)):
        fitting = [j for j, x in enumerate(receivers) if x.uses & ~confined_to == 0]
        found, finished = closed_pairs(meets, [meets[j] for j in fitting], fitting, limit, report)
        if not finished:
            raise LimitReached
        pairs += found
    return sorted((members(e), members(f)) for e, f in drop_contained(pairs))


def _family(
    model: Played, game: SignalingGame, tables: _Tables, senders: list[Vertex], receivers: list[Vertex]
) -> Family:
    hers, his = strategy_sets_of(game)
    sender_uses, replies = (_union(side) for side in (senders, receivers))
    return Family(
        model,
        game,
        _strategies(hers, senders, _sender_face(tables, sender_uses, replies)),
        _strategies(his, receivers, _receiver_face(tables, sender_uses, replies)),
    )


def _strategies(like: StrategySet, vertices: list[Vertex], face: Iterator[Constraint]) -> StrategySet:
    return StrategySet(like.rows, like.columns, tuple(_strategy(like, vertex) for vertex in vertices), tuple(face))


def _union(vertices: list[Vertex]) -> int:
    return reduce(or_, (vertex.uses for vertex in vertices), 0)


def _strategy(like: StrategySet, vertex: Vertex) -> Strategy:
    weights = iter(vertex.weights)
    return like.member(tuple(tuple(Fraction(next(weights), vertex.scale) for _ in row) for row in like.columns))


def _sender_face(tables: _Tables, uses: int, replies: int) -> Iterator[Constraint]:
    """Only messages that some member uses, and weights that keep every reply in use best."""
    size = tables.shape[0] * tables.shape[1]
    yield from _unused(size, uses)
    for some in tables.sets:
        for r, s in product(some, repeat=2):
            if replies >> r & 1 and any(tables.gain[r, s]):
                yield Constraint((*tables.gain[r, s], 0), False)


def _receiver_face(tables: _Tables, uses: int, replies: int) -> Iterator[Constraint]:
    """Only these replies, and against them every message in use is a best one for the type that uses it."""
    yield from _unused(tables.replies, replies)
    for own in tables.open:
        for c, other in product(own, repeat=2):
            if c != other and uses >> c & 1:
                row = (a - b for a, b in zip(tables.sender[c], tables.sender[other], strict=True))
                yield Constraint((*row, 0), False)


def _unused(size: int, uses: int) -> Iterator[Constraint]:
    for i in range(size):
        if not uses >> i & 1:
            yield Constraint(tuple(int(i == j) for j in range(size + 1)), True)
