"""Where the value of a parameter comes from: an axis, or the model; exactly, or as floats on many points at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
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
    """Where the value of a parameter comes from: points along an axis (or one point), or one minus those."""

    points: Points
    axis: int | None
    complement: bool = False

    @property
    def mask(self) -> int:
        return 0 if self.axis is None else 1 << self.axis

    @property
    def is_positive(self) -> bool:
        return min(1 - x if self.complement else x for x in self.points.span) > 0

    def leaf(self) -> Leaf:
        """The source as a leaf of formulas; `OverflowError` where floats cannot hold its values."""
        low, high = self.bounds
        if high == 0 and any(x != self.complement for x in self.points.span):
            raise OverflowError("the value rounds to zero")
        constant = float(self.points[0]) if self.axis is None else None
        return Leaf(self.mask, constant, low, high, self.on, self.is_positive)

    @property
    def bounds(self) -> tuple[float, float]:
        """Of the absolute value."""
        low, high = (float(1 - x if self.complement else x) for x in self.points.span)
        small = 0.0 if low * high <= 0 else min(abs(low), abs(high))
        return small, max(abs(low), abs(high))

    def exactly(self, axes: Sequence[sp.Symbol]) -> Any:
        """The value as a rational number, or in the symbol of its axis."""
        if self.axis is None:
            value = self.points[0]
            return sp.Rational(value.numerator, value.denominator)
        return 1 - axes[self.axis] if self.complement else axes[self.axis]

    def on(self, block: Block) -> Any:
        """The values on a block, shaped to extend along the axis only."""
        if self.axis is None:
            return float(self.points[0])
        values = block.along(self.axis, self.points.floats)
        return 1.0 - values if self.complement else values
