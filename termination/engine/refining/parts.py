"""Parts of a polytope of strategies: cut by half-spaces, subtracted from one another, joined where that is convex.

A half-space is an integer vector a over (x, 1), x a strategy flattened by rows, and means a . (x, 1) >= 0. A region
remembers the half-spaces that cut it out of the polytope that it is part of, and its vertices as rays (see
`polyhedra`). All regions are closed; what is left of one region outside another is covered by closures.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, combinations, pairwise

from termination.engine.polyhedra import Ray, cut, dot, mean
from termination.engine.strategies import Constraint, StrategySet

HalfSpace = tuple[int, ...]
Point = tuple[Fraction, ...]


@dataclass(frozen=True)
class Region:
    """A polytope inside another: its rays, and the half-spaces that cut it out (none if it is the whole)."""

    rays: tuple[Ray, ...]
    cuts: tuple[HalfSpace, ...]

    @classmethod
    def whole(cls, strategies: StrategySet) -> Region:
        """All of a polytope of strategies.

        >>> shape, half = StrategySet(("m",), (("l", "r"),), (), ()), Fraction(1, 2)
        >>> mixes = shape.at([half, half]), shape.at([Fraction(1), Fraction(0)])
        >>> Region.whole(StrategySet(shape.rows, shape.columns, mixes, ())).middle
        (Fraction(3, 4), Fraction(1, 4))
        """
        points = [vertex.homogeneous for vertex in strategies.vertices]
        planes = [c.coefficients for c in strategies.constraints if not c.equality]
        size = len(points[0]) - 1
        rays = []
        for point in points:
            tight = sum(1 << i for i in range(size) if point[i] == 0)
            tight |= sum(1 << size + k for k, plane in enumerate(planes) if dot(plane, point) == 0)
            rays.append(Ray(point, tight))
        return cls(tuple(rays), ())

    def cut(self, half_space: HalfSpace) -> Region | None:
        """The part inside the half-space: this very region if it lies inside, None if it lies outside."""
        values = [dot(half_space, ray.point) for ray in self.rays]
        if min(values) >= 0:
            return self
        if max(values) < 0:
            return None
        label = 1 << max(ray.tight for ray in self.rays).bit_length()
        return Region(tuple(cut(self.rays, half_space, label, 0)), (*self.cuts, half_space))

    def cut_all(self, half_spaces: Iterable[HalfSpace]) -> Region | None:
        """The part inside all the half-spaces."""
        region = self
        for half_space in half_spaces:
            smaller = region.cut(half_space)
            if smaller is None:
                return None
            region = smaller
        return region

    def inside(self, half_spaces: Iterable[HalfSpace]) -> bool:
        """Whether every half-space contains the region."""
        return all(dot(plane, ray.point) >= 0 for plane in half_spaces for ray in self.rays)

    @property
    def points(self) -> list[Point]:
        """The vertices."""
        return [tuple(Fraction(x, ray.point[-1]) for x in ray.point[:-1]) for ray in self.rays]

    @property
    def middle(self) -> Point:
        """The mean of the vertices: strictly inside every half-space that has any vertex strictly inside."""
        return mean([ray.point for ray in self.rays])


def without(region: Region, holes: Sequence[Region]) -> list[Region]:
    """Closures of convex parts that together cover what of `region` lies outside every hole; none if nothing does.

    Each part is cut off strictly by one half-space of each hole. Where later cuts leave only the border of an earlier
    one there is no such part, and it is dropped; the middle of every other one lies outside every hole.
    """
    parts: list[tuple[Region, tuple[HalfSpace, ...]]] = [(region, ())]
    for hole in holes:
        parts = [
            (beyond, (*strictly, plane))
            for part, strictly in parts
            for beyond, plane in _outside(part, hole)
            if not any(beyond.inside([_opposite(other)]) for other in strictly)
        ]
    return [part for part, _ in parts]


def _outside(region: Region, hole: Region) -> Iterator[tuple[Region, HalfSpace]]:
    """Closures of disjoint parts that make up what is outside the hole, each with the half-space it meets strictly."""
    rest: Region | None = region
    for half_space in hole.cuts:
        if rest and not rest.inside([half_space]):
            beyond = rest.cut(_opposite(half_space))
            if beyond:
                yield beyond, _opposite(half_space)
            rest = rest.cut(half_space)


def _opposite(half_space: HalfSpace) -> HalfSpace:
    return tuple(-x for x in half_space)


def maximal(regions: Sequence[Region]) -> list[Region]:
    """Without those regions that another contains."""
    kept: list[Region] = []
    for i, region in enumerate(regions):
        if not any(region.inside(other.cuts) for other in (*kept, *regions[i + 1 :])):
            kept.append(region)
    return kept


def merged(regions: Sequence[Region], whole: Region) -> list[Region]:
    """The same union from fewer parts: pairs whose union is convex are joined, until there are none.

    A union is convex iff it is all that satisfies those half-spaces of either region that hold on both (Bemporad,
    Fukuda & Torrisi 2001, Convexity recognition of the union of polyhedra, *Computational Geometry* 18).
    """
    kept = maximal(regions)
    for one, other in combinations(kept, 2):
        common = [a for a in one.cuts if other.inside([a])] + [a for a in other.cuts if one.inside([a])]
        joint = whole.cut_all(common)
        if joint and all(part.inside(other.cuts) for part, _ in _outside(joint, one)):
            return merged([joint, *(region for region in kept if region not in (one, other))], whole)
    return kept


def cut_out(strategies: StrategySet, limit: int) -> set[Point]:
    """The vertices of what the constraints of `strategies` cut out of the product of simplices; its own are not used.

    Raises `LimitReached` past `limit` vertices on the way.

    >>> half = Constraint((2, 0, -1), False)  # of l and r: twice the weight of l is at least 1
    >>> sorted(cut_out(StrategySet(("m",), (("l", "r"),), (), (half,)), 9))
    [(Fraction(1, 2), Fraction(1, 2)), (Fraction(1, 1), Fraction(0, 1))]
    """
    size = sum(map(len, strategies.columns))
    equalities = [_nonzero(constraint) for constraint in strategies.constraints if constraint.equality]
    unused = {only[0] for only in equalities if len(only) == 1 and only[0] < size}
    kept = [i for i in range(size + 1) if i not in unused]
    ends = list(accumulate(map(len, strategies.columns), initial=0))
    rows = (tuple(int(a <= i < b) for i in range(size)) for a, b in pairwise(ends))
    planes = [Constraint((*row, -1), True) for row in rows]
    planes += sorted(strategies.constraints, key=lambda constraint: not constraint.equality)
    everything = (1 << len(kept)) - 1
    rays = [Ray(tuple(int(i == j) for j in kept), everything & ~(1 << k)) for k, i in enumerate(kept)]
    for number, (plane, equality) in enumerate(planes, len(kept)):
        rays = cut(rays, [plane[i] for i in kept], 1 << number, len(kept), equality, limit)
    found = set()
    for ray in rays:
        values = dict(zip(kept, ray.point, strict=True))
        found.add(tuple(Fraction(values.get(i, 0), values[size]) for i in range(size)))
    return found


def _nonzero(constraint: Constraint) -> list[int]:
    return [i for i, c in enumerate(constraint.coefficients) if c]
