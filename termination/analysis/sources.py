"""Where the value of a parameter comes from: axes, or the model; exactly, or as floats on many points at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy as sp

from termination.analysis.axes import Points
from termination.analysis.blocks import Block


@dataclass(frozen=True)
class Leaf:
    """A parameter: its axes, its value if it has none, bounds of its absolute value, its values on a block.

    `positive` says that it is known to be positive at every point.
    """

    axes: int
    constant: float | None
    least: float
    greatest: float
    on: Callable[[Block], Any]
    positive: bool = False


@dataclass(frozen=True)
class Source:
    """Where the value of a parameter comes from: points along an axis, or one point."""

    points: Points
    axis: int | None

    @property
    def mask(self) -> int:
        return 0 if self.axis is None else 1 << self.axis

    def leaf(self) -> Leaf:
        """The source as a leaf of formulas; `OverflowError` where floats cannot hold its values."""
        low, high = _bounds(*self.points.span)
        if high == 0 and any(self.points.span):
            raise OverflowError("the value rounds to zero")
        constant = float(self.points[0]) if self.axis is None else None
        return Leaf(self.mask, constant, low, high, self.on, min(self.points.span) > 0)

    def exactly(self, axes: Sequence[sp.Symbol]) -> Any:
        """The value as a rational number, or in the symbol of its axis."""
        return _rational(self.points[0]) if self.axis is None else axes[self.axis]

    def on(self, block: Block) -> Any:
        """The values on a block, shaped to extend along the axis only."""
        return float(self.points[0]) if self.axis is None else block.along(self.axis, self.points.floats)


@dataclass(frozen=True)
class Rest:
    """A share of what the probabilities along some axes leave of 1; `taken` are their points and positions."""

    taken: tuple[tuple[Points, int], ...]
    share: Fraction

    @property
    def mask(self) -> int:
        return sum(1 << axis for _, axis in self.taken)

    def leaf(self) -> Leaf:
        """The rest as a leaf of formulas."""
        low, high = (self.share * (1 - sum(points.span[end] for points, _ in self.taken)) for end in (1, 0))
        return Leaf(self.mask, None, *_bounds(low, high), self.on, low > 0)

    def exactly(self, axes: Sequence[sp.Symbol]) -> Any:
        """The value in the symbols of the axes."""
        return _rational(self.share) * (1 - sum(axes[axis] for _, axis in self.taken))

    def on(self, block: Block) -> Any:
        """The values on a block, shaped to extend along the axes only."""
        return float(self.share) * (1.0 - sum(block.along(axis, points.floats) for points, axis in self.taken))


def _bounds(low: Fraction, high: Fraction) -> tuple[float, float]:
    """Of the absolute value, between these."""
    one, other = float(low), float(high)
    return 0.0 if one * other <= 0 else min(abs(one), abs(other)), max(abs(one), abs(other))


def _rational(value: Fraction) -> sp.Rational:
    return sp.Rational(value.numerator, value.denominator)
