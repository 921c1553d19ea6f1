"""Convex sets in few dimensions, by vertices: mixtures that meet linear conditions, and where a polygon meets a corner.

What a reply is worth to the sender is a point in the plane, a number for each type. An equilibrium gives the two types
V; a message is no temptation iff some reply to it lies in the corner of points at most V in both numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from termination.engine.arithmetic import integers
from termination.engine.polyhedra import Ray, cut
from termination.engine.stage.game import ONE, ZERO, Pair

#: Weights on the vertices of a polytope.
Weights = tuple[Fraction, ...]
#: A linear condition on weights: its coefficients, and whether their sum must be zero or may be positive.
Condition = tuple[Sequence[Fraction], bool]


def in_corner(points: Sequence[Pair], corner: Pair, signs: tuple[int, int] = (1, 1)) -> Weights | None:
    """Weights on the points of a mixture in a corner: at most so much in both numbers, or by sign -1 at least.

    None where there is no such mixture. As a corner is not bounded and the hull is, they meet on an edge or not at all.

    >>> in_corner([(Fraction(0), Fraction(2)), (Fraction(2), Fraction(0))], (Fraction(1), Fraction(1)))
    (Fraction(1, 2), Fraction(1, 2))
    """
    over = [(signs[0] * (x - corner[0]), signs[1] * (y - corner[1])) for x, y in points]
    for i, (x, y) in enumerate(over):
        if x <= 0 and y <= 0:
            return _on(len(points), {i: ONE})
    for i, j in combinations(range(len(points)), 2):
        low, high = ZERO, ONE
        for start, stop in zip(over[i], over[j], strict=True):
            if start > 0 and stop > 0:
                break
            if start > 0:
                low = max(low, start / (start - stop))
            elif stop > 0:
                high = min(high, start / (start - stop))
        else:
            if low <= high:
                middle = (low + high) / 2
                return _on(len(points), {i: 1 - middle, j: middle})
    return None


def _on(size: int, weights: dict[int, Fraction]) -> Weights:
    return tuple(weights.get(k, ZERO) for k in range(size))


def mixtures(sizes: Sequence[int], conditions: Sequence[Condition]) -> list[Weights]:
    """The vertices of all weights on several groups, a distribution on each, that meet the conditions."""
    total = sum(sizes)
    rays = [Ray(tuple(int(i == j) for j in range(total)), ((1 << total) - 1) ^ (1 << i)) for i in range(total)]
    label, start = 1 << total, sizes[0]
    for size in sizes[1:]:
        normal = [1] * sizes[0] + [0] * (total - sizes[0])
        normal[start : start + size] = [-1] * size
        rays, start = cut(rays, normal, label, total, equality=True), start + size
        label <<= 1
    for coefficients, exactly in conditions:
        if any(coefficients):
            rays = cut(rays, integers(list(coefficients)), label, total, equality=exactly)
            label <<= 1
    found = []
    for ray in rays:
        weight = sum(ray.point[: sizes[0]])
        found.append(tuple(Fraction(x, weight) for x in ray.point))
    return found


def arrangement(corners: Mapping[Weights, Pair], lines: Sequence[tuple[Pair, Fraction]]) -> dict[Weights, Pair]:
    """Where a polytope of weights is cut by lines: its corners, and points on every face that lines cut, in any number.

    `corners` has for each the point of the plane that it is worth; a line (n, c) is where n . point = c. A set that is
    cut out of the polytope by the lines has all its vertices among what is returned.
    """
    found = dict(corners)
    for line in lines if len(corners) > 1 else ():
        here = _crossings(corners, line)
        found |= here
        for other in lines if len(corners) > 2 else ():
            found |= _crossings(here, other)
    return found


def _crossings(points: Mapping[Weights, Pair], line: tuple[Pair, Fraction]) -> dict[Weights, Pair]:
    """The points between any two that lie on the line."""
    normal, level = line
    height = {w: normal[0] * x + normal[1] * y - level for w, (x, y) in points.items()}
    found = {w: points[w] for w, h in height.items() if not h}
    for one, other in combinations(points, 2):
        if height[one] * height[other] < 0:
            share = height[other] / (height[other] - height[one])
            between = tuple(share * a + (1 - share) * b for a, b in zip(one, other, strict=True))
            (ax, ay), (bx, by) = points[one], points[other]
            found[between] = (share * ax + (1 - share) * bx, share * ay + (1 - share) * by)
    return found


def sides(points: Sequence[Pair]) -> Iterator[tuple[Pair, Fraction]]:
    """The lines on which a hull and the corners at its points can end: along each number, through any two points."""
    for x, y in points:
        yield (ONE, ZERO), x
        yield (ZERO, ONE), y
    for (ax, ay), (bx, by) in combinations(points, 2):
        normal = by - ay, ax - bx
        yield normal, normal[0] * ax + normal[1] * ay
