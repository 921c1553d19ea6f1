"""Places for words on a map: the widest room for a box of their size, found on a raster of the map.

A raster holds the zone at each of its points, [x][y], and -1 where no words may stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Raster = NDArray[np.int16]
#: Where a part of a zone is.
Part = NDArray[np.bool_]


class Box(NamedTuple):
    """Words and the steps of the raster that they take across and up."""

    text: str
    across: int
    up: int


def fill_gaps(raster: Raster) -> None:
    """Points that fell between two outlines are of the zone to their left, or below them."""
    for turned in (raster, raster.T):
        for k in range(1, turned.shape[0]):
            gaps = turned[k] < 0
            turned[k][gaps] = turned[k - 1][gaps]


def parts_of(raster: Raster) -> list[tuple[int, Part]]:
    """The connected parts of the zones, each with where it is, the largest first."""
    left = raster >= 0
    found = []
    while left.any():
        seed = tuple(int(k) for k in np.argwhere(left)[0])
        part = _connected(raster == raster[seed], seed)
        left &= ~part
        found.append((int(raster[seed]), part))
    return sorted(found, key=lambda one: -int(one[1].sum()))


def _connected(alike: Part, seed: tuple[int, ...]) -> Part:
    """All that can be reached from a point: whole runs up and down, then across, until nothing is added."""
    reached = np.zeros_like(alike)
    reached[seed] = True
    before = 0
    while (now := int(reached.sum())) != before:
        before = now
        for view, free in ((reached, alike), (reached.T, alike.T)):
            for turned, open_ in ((view, free), (view[:, ::-1], free[:, ::-1])):
                for k in range(1, turned.shape[1]):
                    turned[:, k] |= turned[:, k - 1] & open_[:, k]
    return reached


def place_in(part: Part, box: Box) -> tuple[int, int] | None:
    """The middle of the box where it has most room about it within the part."""
    for more in (2.2, 1.7, 1.4, 1.2, 1.0):
        across, up = int(box.across * more), int(box.up * more)
        fits = np.argwhere(_full(part, across, up))
        if len(fits):
            i, j = fits[np.abs(fits - np.median(fits, axis=0)).sum(axis=1).argmin()]
            return int(i) + across // 2, int(j) + up // 2
    return None


def _full(part: Part, across: int, up: int) -> Part:
    """Where a box with its lower left corner there lies wholly in the part, by sums over rectangles."""
    if across > part.shape[0] or up > part.shape[1]:
        return np.zeros((0, 0), dtype=np.bool_)
    sums = np.zeros((part.shape[0] + 1, part.shape[1] + 1), dtype=np.int64)
    sums[1:, 1:] = part.cumsum(axis=0).cumsum(axis=1)
    within = sums[across:, up:] - sums[:-across, up:] - sums[across:, :-up] + sums[:-across, :-up]
    full: Part = within == across * up
    return full


def place_beside(part: Part, free: Sequence[Part], box: Box) -> tuple[int, int]:
    """For a part too small for its letter: the nearest place that hides no line and no other words."""
    middle = np.argwhere(part).mean(axis=0)
    corners = np.concatenate([np.argwhere(_full(other, box.across, box.up)) for other in free])
    if not len(corners):
        return int(middle[0]), int(middle[1])
    centres = corners + [box.across // 2, box.up // 2]
    i, j = centres[((centres - middle) ** 2).sum(axis=1).argmin()]
    return int(i), int(j)


def erase(raster: Raster, i: int, j: int, box: Box) -> None:
    left, low = max(0, i - box.across // 2), max(0, j - box.up // 2)
    raster[left : left + box.across, low : low + box.up] = -1
