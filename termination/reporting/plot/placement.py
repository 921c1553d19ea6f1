"""Places for words on a map: the widest room for a box of their size, found on a raster of the map by SciPy.

A raster holds the zone at each of its points, [x][y], and -1 where no words may stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

Raster = NDArray[np.int16]
#: Where a part of a zone is.
Part = NDArray[np.bool_]


class TextBox(NamedTuple):
    """Words and the steps of the raster that they take across and up."""

    text: str
    across: int
    up: int


def fill_gaps(raster: Raster) -> None:
    """Points that fell between two outlines are of the zone that is nearest."""
    nearest = ndimage.distance_transform_edt(raster < 0, return_distances=False, return_indices=True)
    raster[:] = raster[tuple(nearest)]


def parts_of(raster: Raster) -> list[tuple[int, Part]]:
    """The connected parts of the zones, each with where it is, the largest first."""
    found = []
    for zone in np.unique(raster[raster >= 0]):
        labels, count = ndimage.label(raster == zone)
        found += [(int(zone), labels == k) for k in range(1, count + 1)]
    return sorted(found, key=lambda one: -int(one[1].sum()))


def place_in(part: Part, box: TextBox) -> tuple[int, int] | None:
    """The middle of the box where it has most room about it within the part."""
    for more in (2.2, 1.7, 1.4, 1.2, 1.0):
        fits = np.argwhere(_full(part, int(box.across * more), int(box.up * more)))
        if len(fits):
            i, j = fits[np.abs(fits - np.median(fits, axis=0)).sum(axis=1).argmin()]
            return int(i), int(j)
    return None


def _full(part: Part, across: int, up: int) -> Part:
    """Where a box with its middle there lies wholly in the part."""
    full: Part = ndimage.minimum_filter(part, size=(across, up), mode="constant", cval=False)
    return full


def place_beside(part: Part, free: Sequence[Part], box: TextBox) -> tuple[int, int]:
    """For a part too small for its letter: the nearest place that hides no line and no other words."""
    middle = np.argwhere(part).mean(axis=0)
    centres = np.concatenate([np.argwhere(_full(other, box.across, box.up)) for other in free])
    if not len(centres):
        return int(middle[0]), int(middle[1])
    i, j = centres[((centres - middle) ** 2).sum(axis=1).argmin()]
    return int(i), int(j)


def erase(raster: Raster, i: int, j: int, box: TextBox) -> None:
    left, low = max(0, i - box.across // 2), max(0, j - box.up // 2)
    raster[left : left + box.across, low : low + box.up] = -1
