"""Every root of z = G(z), for many maps G of one variable at once, and whether it is proved that these are all.

An equilibrium of the games here is a root of one equation in one unknown. A model says in which interval all roots lie
and, on any interval, between which bounds the map and its slope stay. Then an interval holds no root if the bounds of
the map miss it; at most one, told by the signs at its ends, if the bounds of the slope are on one side of 1; and is
halved otherwise. What is left undecided at the smallest width is a fold or nearly one, where two roots meet: there the
answer is not complete, and says so. The bounds are computed in floating point and widened by more than its rounding;
`certify` repeats the argument in ball arithmetic.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from termination.estimate.jets import Array

if TYPE_CHECKING:
    from flint import arb

#: Bounds are widened by this much of their size, a thousand times what rounding does to them.
SLACK = 1e-12
#: An interval as narrow as this, in units of 1 + |z|, is no longer halved.
NARROW = 1e-9
#: A step as small as this, in the same units, moves a root no more.
ROUNDING = 2e-15
#: After so many steps of Newton's method the interval is only halved.
NEWTON = 50

Rows = NDArray[np.intp]


@dataclass(frozen=True)
class Bounds:
    """Between what the map and its slope stay on an interval, one of each for every interval asked about."""

    low: Array
    high: Array
    slope_low: Array
    slope_high: Array


class Maps(Protocol):
    """Maps G, one for each observation; `rows` says which are asked about."""

    def bracket(self) -> tuple[Array, Array, NDArray[np.bool_]]:
        """Ends of an interval with all roots strictly inside, for each observation, and whether that is proved."""
        ...

    def bounds(self, rows: Rows, low: Array, high: Array) -> Bounds:
        """Bounds on the map and on its slope on intervals."""
        ...

    def values(self, rows: Rows, z: Array) -> tuple[Array, Array]:
        """The map and its slope at points."""
        ...


class Balls(Protocol):
    """The map of one observation in ball arithmetic."""

    #: Whether the map never rises, so that it has one root.
    falls: bool

    def bracket(self) -> tuple[arb, arb] | None:
        """Ends of an interval with all roots inside; None where that is not proved. Asked where the map may rise."""
        ...

    def value(self, z: arb) -> arb:
        """The map at a point."""
        ...

    def bounds(self, low: arb, high: arb) -> tuple[arb, arb]:
        """Balls that hold the map, and its slope, on all of an interval. Asked where the map may rise."""
        ...


@dataclass(frozen=True)
class Roots:
    """The roots of n maps, in rows ordered by observation and then by size.

    `row` says whose root `z` is; `slope` is that of the map there, so that 1 - slope measures the distance to a fold.
    `complete` says for each observation whether these are proved to be all.
    """

    row: Rows
    z: Array
    slope: Array
    complete: NDArray[np.bool_]

    @property
    def counts(self) -> NDArray[np.intp]:
        """How many roots each observation has."""
        return np.bincount(self.row, minlength=len(self.complete))

    def first(self) -> Rows:
        """Where the roots of each observation begin in `row`, `z` and `slope`."""
        return np.searchsorted(self.row, np.arange(len(self.complete)))


def isolate(maps: Maps) -> Roots:
    """All roots of all maps.

    Parameters
    ----------
    maps : Maps
        The maps with their bounds.

    Returns
    -------
    Roots
        Every root, and for each observation whether there is provably no other.
    """
    low, high, proved = maps.bracket()
    complete, rows = proved.copy(), np.arange(len(low))
    found: list[tuple[Rows, Array, Array]] = []
    while len(rows):
        verdict, inner, outer = _judged(maps, rows, low, high)
        one, left = verdict == 1, verdict == 2
        found.append((rows[one], inner[one], outer[one]))
        rows, low, high = rows[left], inner[left], outer[left]
        narrow = high - low < NARROW * (1 + np.abs(low))
        complete[rows[narrow]] = False
        rows, low, high = rows[~narrow], low[~narrow], high[~narrow]
        middle = 0.5 * (low + high)
        rows, low, high = np.tile(rows, 2), np.concatenate([low, middle]), np.concatenate([middle, high])
    row, left_end, right_end = (np.concatenate(part) for part in zip(*found, strict=True))
    order = np.lexsort((left_end, row))
    row, left_end, right_end = row[order], left_end[order], right_end[order]
    z, slope = _refined(maps, row, left_end, right_end)
    return Roots(row, z, slope, complete)


def _judged(maps: Maps, rows: Rows, low: Array, high: Array) -> tuple[NDArray[np.intp], Array, Array]:
    """For each interval: 0 no root, 1 one root, 2 undecided; and the part of it in which all its roots are.

    A root is a value of the map, so that the bounds of the map hold all roots of the interval.
    """
    b = maps.bounds(rows, low, high)
    slack = SLACK * (1 + np.abs(low) + np.abs(high))
    inner, outer = np.maximum(low, b.low - slack), np.minimum(high, b.high + slack)
    held = inner <= outer
    single = held & ((b.slope_high < 1 - SLACK) | (b.slope_low > 1 + SLACK))
    verdict = np.where(held, 2, 0)
    # The sign at an end shared by two intervals is computed alike for both, so that no root is lost or counted twice.
    at_low, at_high = (maps.values(rows[single], end[single])[0] < end[single] for end in (inner, outer))
    verdict[single] = at_low != at_high
    return verdict, inner, outer


def _refined(maps: Maps, row: Rows, low: Array, high: Array) -> tuple[Array, Array]:
    """The root in each interval: Newton's method, halving the interval where a step would leave it."""
    low, high, z = low.copy(), high.copy(), 0.5 * (low + high)
    rising = maps.values(row, low)[0] > low
    left, tries = np.arange(len(row)), 0
    while len(left):
        here = z[left]
        value, slope = maps.values(row[left], here)
        below = (value > here) == rising[left]
        low[left], high[left] = np.where(below, here, low[left]), np.where(below, high[left], here)
        with np.errstate(divide="ignore", invalid="ignore"):
            step = here - (here - value) / (1 - slope)
        inside = (step == here) | (step > low[left]) & (step < high[left]) & (tries < NEWTON)
        tries += 1
        z[left] = np.where(inside, step, 0.5 * (low[left] + high[left]))
        left = left[np.abs(z[left] - here) > ROUNDING * (1 + np.abs(here))]
    return z, maps.values(row, z)[1]
