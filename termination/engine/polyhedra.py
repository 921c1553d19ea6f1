"""Vertices of rational polyhedra by double description, over Python integers.

A polyhedron is kept as the cone over it: each vertex (and each direction of recession) is a **ray**, an integer vector
with coprime entries, together with a bit mask of the constraints that it makes **tight**. Cutting the cone with one
more inequality keeps the rays on its good side and adds one new ray on each edge that crosses the plane. Two rays span
an edge iff no third ray makes tight all that both make tight (Motzkin et al. 1953; Fukuda & Prodon 1996), which is a
question about bit masks alone: no float, no tolerance, and ties need no special case.

Dimensions here are those of payoffs and strategies in small games; a general library is the better tool beyond that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import islice
from math import gcd, lcm
from operator import mul
from typing import NamedTuple

from termination.engine.arithmetic import integers
from termination.engine.bicliques import columns, members


class Ray(NamedTuple):
    """An extreme ray: coprime integer coordinates, and the bit mask of the constraints it makes tight."""

    point: tuple[int, ...]
    tight: int


class LimitReached(Exception):  # noqa: N818 - control flow, not a fault
    """More rays than the caller allows. Turned by the solver into a `SearchLimitWarning`; never seen by users."""


#: Masks of tight constraints, each with the position of its ray on its side of a cut.
Placed = Sequence[tuple[int, int]]
#: An edge that crosses a cut, by the positions of its ends among the positive and among the negative rays.
Edge = tuple[int, int]
#: From so many pairs of rays on, sets of rays are compared and not single ones.
_MANY_PAIRS = 2000
#: So many simple rays are entered at a time under the sets of constraints that they may share.
_ENTERED = 1 << 15

#: A union of faces of a polyhedron: whether the face on which these constraints are tight, and no others, is in it.
Wanted = Callable[[int], bool]


def cut(
    rays: Sequence[Ray],
    normal: Sequence[int],
    label: int,
    rank: int,
    equality: bool = False,
    limit: int = 0,
    wanted: Wanted | None = None,
    crossings: int = 0,
) -> list[Ray]:
    """The rays of the cone {x in cone(rays): normal . x >= 0}, or = 0; `label` is the bit of the new constraint.

    `rank` is the dimension of the space that the *first* cone spanned, before any cut: a two-dimensional face then has
    at least `rank - 2` tight constraints, which rules out most pairs at once. Where only some faces are
    `wanted`, and with a face those within it, the rays are those of these faces, and so are the rays returned: each
    face is cut as if it stood alone, for whatever ray makes tight all that two rays of one make tight lies in it too.

    `LimitReached` if that makes more than `limit` rays, or if more than `crossings` edges cross the plane; 0 for any.
    """
    inside: list[Ray] = []
    positive: list[tuple[Ray, int]] = []
    negative: list[tuple[Ray, int]] = []
    nonzero = [(i, c) for i, c in enumerate(normal) if c]
    for ray in rays:
        point = ray[0]
        value = 0
        for i, c in nonzero:
            value += c * point[i]
        if value > 0:
            positive.append((ray, value))
        elif value < 0:
            negative.append((ray, value))
        else:
            inside.append(Ray(point, ray[1] | label))
    if negative and positive:
        ends = [ray[1] for ray, _ in positive], [ray[1] for ray, _ in negative]
        few = len(positive) * len(negative) < _MANY_PAIRS
        edges = (_edges if few else _many_edges)([ray[1] for ray in rays], *ends, rank, wanted)
        rooms = [limit - len(inside) - len(positive)] * bool(limit) + [crossings] * bool(crossings)
        room = max(min(rooms), 0) if rooms else None
        found = sorted(islice(edges, room))
        if room is not None and (next(edges, None) or min(rooms) < 0):
            raise LimitReached
        inside += [_crossing(*positive[i], *negative[j], label) for i, j in found]
    if not equality:
        inside.extend(ray for ray, _ in positive)
    return inside


def within(faces: Sequence[Sequence[int]]) -> Wanted:
    """For `cut`: the faces on which, for each entry, all constraints of one of its masks are tight.

    >>> wanted = within([[0b01, 0b10]])
    >>> wanted(0b101), wanted(0b100)
    (True, False)
    """
    return lambda tight: all(any(mask & tight == mask for mask in ways) for ways in faces)


def _edges(
    masks: Sequence[int], highs: Sequence[int], lows: Sequence[int], rank: int, wanted: Wanted | None
) -> Iterator[Edge]:
    """The edges from the positive to the negative rays, by pairs: nothing else is tight wherever both ends are.

    A ray with `rank - 1` tight constraints is **simple**: all but one of them leave a plane, which has no third ray.
    """
    for i, high in enumerate(highs):
        simple = high.bit_count() == rank - 1
        for j, low in enumerate(lows):
            common = high & low
            if common.bit_count() < rank - 2 or (wanted and not wanted(common)):
                continue
            if simple or low.bit_count() == rank - 1:
                yield i, j
                continue
            holders = 0
            for mask in masks:
                if mask & common == common:
                    holders += 1
                    if holders > 2:
                        break
            else:
                yield i, j


def _many_edges(
    masks: Sequence[int], highs: Sequence[int], lows: Sequence[int], rank: int, wanted: Wanted | None
) -> Iterator[Edge]:
    """The same, in another order: where most rays are simple, between these by what they have in common; else, and
    from the others, by sets of rays.
    """
    tops, above = _simple_and_others(highs, rank)
    bottoms, below = _simple_and_others(lows, rank)
    thirds = [mask for mask in masks if mask.bit_count() != rank - 1]
    if 2 * len(tops) * len(bottoms) < len(highs) * len(lows):
        yield from _edges_by_columns(thirds, [*tops, *above], [*bottoms, *below], rank, wanted)
    else:
        yield from _edges_of_simple(tops, bottoms, wanted)
        yield from _edges_by_columns(thirds, above, [*bottoms, *below], rank, wanted)
        yield from ((i, j) for j, i in _edges_by_columns(thirds, below, tops, rank, wanted))


def _simple_and_others(masks: Sequence[int], rank: int) -> tuple[Placed, Placed]:
    """The rays of one side, placed: those that have `rank - 1` tight constraints, and those that have more."""
    simple: list[tuple[int, int]] = []
    others: list[tuple[int, int]] = []
    for one in enumerate(masks):
        (simple if one[1].bit_count() == rank - 1 else others).append(one)
    return simple, others


def _edges_of_simple(highs: Placed, lows: Placed, wanted: Wanted | None) -> Iterator[Edge]:
    """The edges between simple rays. On an edge each makes tight all that it makes tight but one, and no third ray
    does: so the lows are entered under their constraints less one, for each of them, and the highs look theirs up.
    """
    bits = [1 << i for i in range(max(mask for _, mask in (*highs, *lows)).bit_length())]
    for start in range(0, len(lows), _ENTERED):
        faces: dict[int, int] = {}
        for bit in bits:
            faces.update([(mask ^ bit, j) for j, mask in lows[start : start + _ENTERED] if mask & bit])
        for i, mask in highs:
            for bit in bits:
                if mask & bit and (face := mask ^ bit) in faces and (not wanted or wanted(face)):
                    yield i, faces[face]


def _edges_by_columns(
    thirds: Sequence[int], ones: Placed, others: Placed, rank: int, wanted: Wanted | None
) -> Iterator[Edge]:
    """The edges from these to those, with sets of rays as bit masks, one for each constraint.

    Two rays on an edge have all but `spare` of the first one's tight constraints in common. Those on the other side
    that miss more are struck out together: `missing[k]` is the set of those that have missed more than k so far. Only
    rays that are not simple, the `thirds`, may make tight all that two others of them make tight and span no edge.
    """
    if not ones or not others:
        return
    width = max([*thirds, *(mask for _, mask in (*ones, *others))]).bit_length()
    holders = columns(thirds, width)
    everyone = (1 << len(others)) - 1
    lacking = [everyone & ~column for column in columns([mask for _, mask in others], width)]
    for i, one in ones:
        tight = members(one)
        spare = len(tight) - rank + 2
        missing = [0] * (spare + 1)
        for label in tight if rank > 2 else ():
            misses = lacking[label]
            for k in range(spare, 0, -1):
                missing[k] |= missing[k - 1] & misses
            missing[0] |= misses
        for k in members(everyone & ~missing[spare]):
            j, other = others[k]
            common = one & other
            if (not wanted or wanted(common)) and (
                spare == 1
                or other.bit_count() == rank - 1
                or _held_by_two([label for label in tight if common >> label & 1], holders, len(thirds))
            ):
                yield i, j


def _held_by_two(tight: list[int], holders: Sequence[int], count: int) -> bool:
    """Whether no more than two of so many rays make all this tight, each constraint having these `holders`."""
    left = (1 << count) - 1
    for label in tight:
        left &= holders[label]
    return left.bit_count() <= 2


def _crossing(high: Ray, above: int, low: Ray, below: int, label: int) -> Ray:
    """The point where the edge from `high` to `low` meets the cutting plane."""
    point = [above * b - below * a for a, b in zip(high[0], low[0])]  # noqa: B905
    common = gcd(*point)
    if common > 1:
        point = [x // common for x in point]
    return Ray(tuple(point), high[1] & low[1] | label)


def facets(generators: Sequence[Sequence[int]]) -> tuple[list[tuple[int, ...]], list[tuple[int, ...]]]:
    """The cone of all a with a . g >= 0 for every generator g: its extreme rays, and a basis of its lines.

    For generators (x, 1) of a polytope these are its facets and the equations of its affine hull.
    """
    size = len(generators[0])
    lines = [tuple(int(i == j) for j in range(size)) for i in range(size)]
    rays: list[Ray] = []
    for index, generator in enumerate(generators):
        rays, lines = _cut_with_lines(rays, lines, generator, 1 << index)
    return [ray.point for ray in rays], lines


def _cut_with_lines(
    rays: list[Ray], lines: list[tuple[int, ...]], normal: Sequence[int], label: int
) -> tuple[list[Ray], list[tuple[int, ...]]]:
    """Cut a cone that still contains lines; the first line that crosses the plane becomes a ray."""
    values = [dot(line, normal) for line in lines]
    pivot = next((i for i, value in enumerate(values) if value), None)
    if pivot is None:
        return cut(rays, normal, label, 0), lines
    sign = 1 if values[pivot] > 0 else -1
    axis, height = tuple(sign * x for x in lines[pivot]), sign * values[pivot]

    def onto_plane(point: Sequence[int]) -> tuple[int, ...]:
        value = dot(point, normal)
        moved = [height * x - value * y for x, y in zip(point, axis, strict=True)]
        return tuple(x // (gcd(*moved) or 1) for x in moved)

    earlier = label - 1
    flat = [Ray(onto_plane(ray.point), ray.tight | label) for ray in rays]
    return [*flat, Ray(axis, earlier)], [onto_plane(line) for i, line in enumerate(lines) if i != pivot]


def extreme_points(points: Sequence[tuple[Fraction, ...]]) -> list[tuple[Fraction, ...]]:
    """Those of the distinct `points` that are vertices of their convex hull, in the order given.

    >>> extreme_points([(Fraction(0),), (Fraction(1, 2),), (Fraction(1),)])
    [(Fraction(0, 1),), (Fraction(1, 1),)]
    """
    if len(points) < 3:
        return list(points)
    generators = [homogeneous(point) for point in points]
    planes, _ = facets(generators)
    tight = [frozenset(k for k, plane in enumerate(planes) if dot(plane, g) == 0) for g in generators]
    return [
        point for i, point in enumerate(points) if not any(i != j and tight[i] <= tight[j] for j in range(len(points)))
    ]


def homogeneous(point: Sequence[Fraction]) -> tuple[int, ...]:
    """The coprime integers proportional to (point, 1)."""
    return tuple(integers([*point, Fraction(1)]))


def mean(points: Sequence[Sequence[int]]) -> tuple[Fraction, ...]:
    """The mean of points that are given by integers proportional to (point, 1).

    >>> mean([(1, 1), (1, 2)])
    (Fraction(3, 4),)
    """
    scale = lcm(*(point[-1] for point in points))
    scaled = [[x * (scale // point[-1]) for x in point[:-1]] for point in points]
    return tuple(Fraction(sum(xs), scale * len(points)) for xs in zip(*scaled, strict=True))


def dot(a: Sequence[int], b: Sequence[int]) -> int:
    """The scalar product."""
    return sum(map(mul, a, b))
