"""A polytope of strategies in cells: where a definition that turns on finitely many signs gives one answer throughout.

A cell is given by a region and half-spaces that hold strictly on it; it is never empty, its closure is the region, and
the middle of the region lies in it. Cutting by a plane parts each cell in up to three: what lies on either side of the
plane, and what lies on it. So a question about every point of a polytope is asked once in each cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from termination.engine.polyhedra import Ray, dot
from termination.engine.refining.parts import HalfSpace, Region, merged
from termination.errors import InputError

#: More cells than this are not looked at.
MAX_CELLS = 20_000


@dataclass(frozen=True)
class Cell:
    """The points of a region at which the half-spaces in `strictly` hold with >."""

    region: Region
    strictly: tuple[HalfSpace, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is no such point: then some half-space holds nowhere strictly."""
        return any(max(dot(plane, ray.point) for ray in self.region.rays) <= 0 for plane in self.strictly)

    def parted(self, plane: HalfSpace) -> Iterator[Cell]:
        """The cells in which the plane parts it."""
        opposite = tuple(-x for x in plane)
        for cuts, strict in (((plane,), (plane,)), ((plane, opposite), ()), ((opposite,), (opposite,))):
            region = self.region.cut_all(cuts)
            if region is not None:
                cell = Cell(region, (*self.strictly, *strict))
                if not cell.is_empty:
                    yield cell

    def meets(self, region: Region) -> bool:
        """Whether some point of it lies in the region."""
        common = self.region.cut_all(region.cuts)
        return common is not None and not Cell(common, self.strictly).is_empty


def cells(whole: Region, planes: Iterable[HalfSpace]) -> list[Cell]:
    """The cells into which planes part a polytope. `InputError` where they are too many to look at.

    >>> interval = Region((Ray((0, 1), 1), Ray((1, 1), 2)), ())
    >>> [str(cell.region.middle[0]) for cell in cells(interval, [(2, -1), (1, 0)])]  # 2 x >= 1, x >= 0
    ['3/4', '1/2', '1/4', '0']
    """
    found = [Cell(whole)]
    for plane in dict.fromkeys(planes):
        found = [part for cell in found for part in cell.parted(plane)]
        if len(found) > MAX_CELLS:
            raise InputError(f"an equilibrium's payoffs vary in too many ways: more than {MAX_CELLS:,} cases")
    return found


def closed_union(kept: Sequence[Cell], lost: Sequence[Cell], whole: Region) -> list[Region] | None:
    """The union of the cells kept as few polytopes; None where it is not closed, for then no polytopes make it up."""
    regions = [cell.region for cell in kept]
    if any(cell.meets(region) for region in regions for cell in lost):
        return None
    return merged(regions, whole)


def simplex(size: int, mask: int) -> Region:
    """The mixtures of the responses in `mask`, among so many."""
    rays = [
        Ray((*(int(i == r) for i in range(size)), 1), sum(1 << i for i in range(size) if i != r))
        for r in range(size)
        if mask >> r & 1
    ]
    return Region(tuple(rays), ())
