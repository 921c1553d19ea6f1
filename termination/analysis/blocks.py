"""Points of a grid, or scattered ones, taken many at a time: what arithmetic on arrays is done on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Block:
    """A run of points: `slices` along the axes, whose product is the run `start` to `start + size` in flat order."""

    start: int
    slices: tuple[slice, ...]

    @property
    def shape(self) -> tuple[int, ...]:
        return tuple(one.stop - one.start for one in self.slices)

    @property
    def size(self) -> int:
        size = 1
        for length in self.shape:
            size *= length
        return size

    def along(self, axis: int, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """The values of an axis on the block, shaped to extend along that axis only."""
        here = values[self.slices[axis]]
        return here.reshape([len(here) if k == axis else 1 for k in range(len(self.slices))])


@dataclass(frozen=True)
class Scatter(Block):
    """Points that form no grid: `values[k]` their coordinates along axis k."""

    values: tuple[NDArray[np.float64], ...] = ()

    @property
    def shape(self) -> tuple[int, ...]:
        return (len(self.values[0]),)

    def along(self, axis: int, values: NDArray[np.float64]) -> NDArray[np.float64]:
        return self.values[axis]


def blocks(shape: Sequence[int], most: int = 1 << 15) -> Iterator[Block]:
    """The grid cut into runs of at most `most` points, each a box: single places, then a slice, then whole axes.

    >>> [(block.start, block.shape) for block in blocks((2, 3, 4), 8)]
    [(0, (1, 2, 4)), (8, (1, 1, 4)), (12, (1, 2, 4)), (20, (1, 1, 4))]
    """
    inner, cut = 1, len(shape)
    while cut > 0 and inner * shape[cut - 1] <= most:
        cut -= 1
        inner *= shape[cut]
    whole = tuple(slice(0, length) for length in shape[cut:])
    if cut == 0:
        yield Block(0, whole)
        return
    step = most // inner
    start = 0
    for outer in np.ndindex(*shape[: cut - 1]):
        single = tuple(slice(i, i + 1) for i in outer)
        for low in range(0, shape[cut - 1], step):
            high = min(low + step, shape[cut - 1])
            yield Block(start, (*single, slice(low, high), *whole))
            start += (high - low) * inner
