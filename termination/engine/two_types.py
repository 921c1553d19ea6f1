"""The receiver's polyhedron P where the sender has two types: its vertices counted, then listed, with no edge sought.

What the types get, V, is a point of a plane. Given V, what the receiver may reply to a message has finitely many
vertices: **ways** to reply, each of which mixes between some replies so that some types get just V_t. A way leaves V
free to move, or holds it to a line, or to a point. Lines are few, and a vertex of P is a V where two of them cross, and
a way for each message that hold V between them. So all such V are found first, and ways multiply (docs/algorithm.md,
"Two types").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, combinations, product
from math import comb, gcd, lcm, prod
from typing import NamedTuple

from termination.engine.receiver_side import fewest_vertices
from termination.engine.vertices import ReceiverVertex, Tables

Pair = tuple[int, int]
#: A point of the plane: V_1 and V_2 on a common scale, the third number.
Point = tuple[int, int, int]
#: What holds V: nothing, (), or the normal of the line that it is held to, or `ALL`.
Held = tuple[int, ...]
ALL: Held = (0, 0)
#: So many pure strategies make it worth asking whether all this is worth while. It is up to this ratio of the square of
#: the number of lines to the least number of vertices, and up to so many mixtures tried where so many lines cross.
_MANY, _SOON, _STEPS = 50, 16, 10**7
#: The products of ways to reply to some messages: weights, replies in use, constraints that are tight.
_Products = dict[Held, list[tuple[tuple[int, ...], int, int]]]
_NONE: _Products = {(): [((), 0, 0)]}


class Way(NamedTuple):
    """A vertex of what may be replied to one message, given V: weights on a scale, two bit masks, and what holds V."""

    scale: int
    weights: tuple[int, ...]
    uses: int
    best: int
    holds: Held


class _Mixture(NamedTuple):
    """Replies to m between which the receiver mixes: a plan, and moves from one of its replies to another."""

    m: int
    plan: tuple[int, ...]
    moves: tuple[Pair, ...]
    gets: Pair  # what the two types get under the plan
    gains: tuple[Pair, ...]  # what they gain by each move


class _Line(NamedTuple):
    """{V: normal . V = offset}, and a box that holds the part of it to which some way holds V."""

    normal: Pair
    offset: int
    low: Pair
    high: Pair


@dataclass(frozen=True)
class Corner:
    """A V with vertices of P over it: after each message the ways to reply, and how many products of them hold V."""

    ways: tuple[tuple[Way, ...], ...]
    count: int

    def vertices(self) -> Iterator[ReceiverVertex]:
        """These products. Neighbours are multiplied first, so that nearly all of the work is the last step."""
        scale = lcm(*(way.scale for some in self.ways for way in some))
        parts = [_NONE, *(_on_scale(some, scale) for some in self.ways)]
        while len(parts) > 2:
            parts = [_times(*parts[i : i + 2]) for i in range(0, len(parts), 2)]
        for (held, some), (also, others) in product(*(part.items() for part in parts)):
            if _both(held, also) == ALL:
                for (weights, uses, best), (more, used, tight) in product(some, others):
                    weights += more
                    common = gcd(*weights) if scale > 1 else 1
                    if common > 1:
                        weights = tuple([x // common for x in weights])
                    yield ReceiverVertex(scale // common, weights, uses | used, best | tight)


def soon(tables: Tables, usable: list[list[int]]) -> bool:
    """Whether there are two types, and few lines for so many vertices, so that these are made faster so than by edges.

    There are at the most two lines for each plan, and one for each mixture of two; where they cross each mixture is
    tried.
    """
    if tables.types != 2 or prod(map(len, usable)) < _MANY:
        return False
    lines = mixtures = 0
    for m, replies in enumerate(usable):
        for mask in tables.rational[m]:
            faces = [1, 0, 0]  # by dimension
            for own in tables.choices[m]:
                n = sum(mask >> tables.offsets[m] + r & 1 and r in own for r in replies)
                sides = n, comb(n, 2), comb(n, 3)
                faces = [sum(faces[i] * sides[k - i] for i in range(k + 1)) for k in range(3)]
            lines += 2 * faces[0] + faces[1]
            mixtures += sum(faces)
    return lines**2 <= _SOON * fewest_vertices(tables, usable) and lines**2 * mixtures <= _STEPS


def corners(tables: Tables, usable: list[list[int]]) -> list[Corner]:
    """Where the vertices of P are whose replies are usable, and rationalizable together, and how many they are."""
    mixtures = [list(_mixtures(tables, m, replies)) for m, replies in enumerate(usable)]
    found = []
    for point in _crossings(_lines(mixtures)):
        ways = []
        for m, some in enumerate(mixtures):
            ways.append(tuple(way for mixture in some for way in _ways(tables, mixture, point)))
            if not ways[m]:
                break
        else:
            if count := _count(ways):
                found.append(Corner(tuple(ways), count))
    return found


def _mixtures(tables: Tables, m: int, usable: list[int]) -> Iterator[_Mixture]:
    """The replies to m that are rationalizable together, of dimension 2 or less as a face of his strategies."""
    known = set()
    for mask in tables.rational[m]:
        options = [[r for r in own if mask >> tables.offsets[m] + r & 1 and r in usable] for own in tables.choices[m]]
        for sides in _small_faces(options):
            if sides not in known:
                known.add(sides)
                moves = tuple((side[0], r) for side in sides for r in side[1:])
                plan = tuple(side[0] for side in sides)
                u, v = (table[m] for table in tables.sender)
                gains = tuple((u[r] - u[s], v[r] - v[s]) for s, r in moves)
                yield _Mixture(m, plan, moves, (sum(u[r] for r in plan), sum(v[r] for r in plan)), gains)


def _small_faces(options: list[list[int]]) -> Iterable[tuple[tuple[int, ...], ...]]:
    """The ways to choose replies from each of the lists, one or more, such that no more than two are to spare."""
    faces: list[tuple[tuple[tuple[int, ...], ...], int]] = [((), 0)]
    for own in options:
        faces = [
            ((*face, side), spare + n)
            for face, spare in faces
            for n in range(3 - spare)
            for side in combinations(own, n + 1)
        ]
    return (face for face, _ in faces)


def _lines(mixtures: list[list[_Mixture]]) -> list[_Line]:
    """The lines to which V may be held: one type gets what a plan gives it, or both what a mixture of two plans do."""
    plans = [[x.gets for x in some if not x.moves] for some in mixtures]
    floor = tuple(max(min(gets[t] for gets in some) for some in plans) for t in (0, 1))
    top = tuple(max(gets[t] for gets in chain(*plans)) for t in (0, 1))
    boxes: dict[tuple[Pair, int], tuple[Pair, Pair]] = {}

    def add(normal: Pair, through: Pair, end: Pair) -> None:
        low = (max(floor[0], min(through[0], end[0])), max(floor[1], min(through[1], end[1])))
        high = (max(through[0], end[0]), max(through[1], end[1]))
        if low[0] <= high[0] and low[1] <= high[1]:
            line = normal, normal[0] * through[0] + normal[1] * through[1]
            a, b = boxes.get(line, (low, high))
            boxes[line] = (min(a[0], low[0]), min(a[1], low[1])), (max(b[0], high[0]), max(b[1], high[1]))

    for mixture in chain(*mixtures):
        here = mixture.gets
        if not mixture.moves:
            add((1, 0), here, (here[0], top[1]))
            add((0, 1), here, (top[0], here[1]))
        elif len(mixture.moves) == 1 and any(mixture.gains[0]):
            [(x, y)] = mixture.gains
            add(_normal(x, y), here, (here[0] + x, here[1] + y))
    return [_Line(*line, *box) for line, box in boxes.items()]


def _normal(x: int, y: int) -> Pair:
    """Coprime numbers at a right angle to a direction, the first that is not zero above zero."""
    common = gcd(x, y) if (y, -x) > (0, 0) else -gcd(x, y)
    return y // common, -x // common


def _crossings(lines: list[_Line]) -> dict[Point, None]:
    """The points where two lines cross, within the boxes of both."""
    found: dict[Point, None] = {}
    for one, other in combinations(lines, 2):
        (a, b), (c, d) = one.normal, other.normal
        scale = a * d - b * c
        if not scale:
            continue
        x, y = one.offset * d - other.offset * b, other.offset * a - one.offset * c
        common = gcd(x, y, scale) if scale > 0 else -gcd(x, y, scale)
        x, y, scale = x // common, y // common, scale // common
        if all(
            line.low[0] * scale <= x <= line.high[0] * scale and line.low[1] * scale <= y <= line.high[1] * scale
            for line in (one, other)
        ):
            found[x, y, scale] = None
    return found


def _ways(tables: Tables, mixture: _Mixture, point: Point) -> Iterator[Way]:
    """The vertices, given V, at which just these replies are in use."""
    m, plan, moves, gets, gains = mixture
    wanted = point[0] - point[2] * gets[0], point[1] - point[2] * gets[1]
    for shares, scale in _shares(gains, wanted, point[2]):
        weights = [0] * tables.replies[m]
        for r in plan:
            weights[r] = scale
        for (s, r), share in zip(moves, shares, strict=True):
            weights[s] -= share
            weights[r] += share
        slacks = [
            wanted[t] * scale - point[2] * sum(share * gain[t] for share, gain in zip(shares, gains, strict=True))
            for t in (0, 1)
        ]
        if min(slacks) >= 0 and all(weights[r] > 0 for r in chain(plan, *moves)):
            tight = [t for t in (0, 1) if not slacks[t]]
            uses = sum(1 << tables.offsets[m] + r for r, weight in enumerate(weights) if weight)
            best = sum(1 << t * tables.messages + m for t in tight)
            yield Way(scale, tuple(weights), uses, best, _held(tight, gains))


def _shares(gains: tuple[Pair, ...], wanted: Pair, unit: int) -> set[tuple[tuple[int, ...], int]]:
    """How much of each move gives as many types, `unit` times, just what is wanted: shares on a scale."""
    if not gains:
        return {((), 1)}
    if len(gains) == 1:
        found = [([wanted[t]], unit * gains[0][t]) for t in (0, 1)]
    else:
        (a, b), (c, d) = gains
        found = [([wanted[0] * d - wanted[1] * c, wanted[1] * a - wanted[0] * b], unit * (a * d - b * c))]
    reduced = set()
    for shares, scale in found:
        if scale:
            common = gcd(*shares, scale) if scale > 0 else -gcd(*shares, scale)
            reduced.add((tuple(share // common for share in shares), scale // common))
    return reduced


def _held(tight: list[int], gains: tuple[Pair, ...]) -> Held:
    """What holds V where these types get just V_t and the replies stay between the same ones: as many types as moves
    only say which mixture it is."""
    if len(tight) <= len(gains):
        return ()
    if gains:
        return _normal(*gains[0])
    return ALL if len(tight) == 2 else (int(tight == [0]), int(tight == [1]))


def _both(one: Held, other: Held) -> Held:
    """What holds V if both do."""
    return one or other if not one or not other or one == other else ALL


def _count(ways: list[tuple[Way, ...]]) -> int:
    """How many products of ways hold V."""
    numbers: dict[Held, int] = {(): 1}
    for some in ways:
        more: dict[Held, int] = {}
        for held, number in numbers.items():
            for way in some:
                both = _both(held, way.holds)
                more[both] = more.get(both, 0) + number
        numbers = more
    return numbers.get(ALL, 0)


def _on_scale(ways: tuple[Way, ...], scale: int) -> _Products:
    """The ways to reply to one message, by what holds V, with weights on this scale."""
    found: _Products = {}
    for way in ways:
        factor = scale // way.scale
        found.setdefault(way.holds, []).append((tuple(factor * x for x in way.weights), way.uses, way.best))
    return found


def _times(left: _Products, right: _Products = _NONE) -> _Products:
    """Every product of one with another."""
    found: _Products = {}
    for (held, some), (also, others) in product(left.items(), right.items()):
        found.setdefault(_both(held, also), []).extend(
            [(w + more, uses | used, best | tight) for w, uses, best in some for more, used, tight in others]
        )
    return found
