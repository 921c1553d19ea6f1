"""Jets: the value, gradient and Hessian of a quantity, at every observation at once.

A formula written with jets is differentiated twice as it is computed, exactly but for rounding: sums, products and
functions of one jet follow the chain rule. A model therefore writes its formulas once. With no variables a jet is a
column of numbers; with one it gives the slope of an equilibrium map; with all, what Newton's method and standard errors
need. Most of a formula's parts move with a few variables, and a jet keeps derivatives by those alone, observations last
so that a row of numbers lies together. What it shows has them first: n observations, k variables; value (n,), gradient
(n, k), Hessian (n, k, k).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Jet:
    """A quantity with its first and second derivatives at each of n observations.

    `slopes` (m, n) and `bends` (m, m, n) are its derivatives by the variables `by`, in order, out of `k`; by others
    they are 0.

    >>> x, y = variables(np.array([[3.0, 2.0]]))
    >>> found = x * x / y
    >>> found.value, found.gradient, found.hessian[0, 0]
    (array([4.5]), array([[ 3.  , -2.25]]), array([ 1. , -1.5]))
    >>> found.by, (x * x).by
    ((0, 1), (0,))
    """

    value: Array
    slopes: Array
    bends: Array
    by: tuple[int, ...]
    k: int

    __array_ufunc__ = None  # so that `array * jet` is ours and not a column of jets

    @property
    def gradient(self) -> Array:
        """The derivatives by all variables, (n, k)."""
        return self.over(tuple(range(self.k))).slopes.T

    @property
    def hessian(self) -> Array:
        """The second derivatives by all variables, (n, k, k)."""
        return self.over(tuple(range(self.k))).bends.transpose(2, 0, 1)

    def over(self, by: tuple[int, ...]) -> Jet:
        """The same with derivatives by more variables written out."""
        if by == self.by:
            return self
        m, n = len(by), len(self.value)
        place = np.array([by.index(j) for j in self.by], dtype=np.intp)
        slopes, bends = np.zeros((m, n)), np.zeros((m, m, n))
        slopes[place] = self.slopes
        bends[place[:, None], place] = self.bends
        return Jet(self.value, slopes, bends, by, self.k)

    def __neg__(self) -> Jet:
        return Jet(-self.value, -self.slopes, -self.bends, self.by, self.k)

    def __add__(self, other: Jet | Array | float) -> Jet:
        if not isinstance(other, Jet):
            return Jet(self.value + other, self.slopes, self.bends, self.by, self.k)
        x, y = together([self, other])
        return Jet(x.value + y.value, x.slopes + y.slopes, x.bends + y.bends, x.by, x.k)

    def __sub__(self, other: Jet | Array | float) -> Jet:
        return self + (-other)

    def __rsub__(self, other: Array | float) -> Jet:
        return -self + other

    def __mul__(self, other: Jet | Array | float) -> Jet:
        if not isinstance(other, Jet):
            return Jet(self.value * other, self.slopes * other, self.bends * other, self.by, self.k)
        x, y = together([self, other])
        cross = outer(x.slopes, y.slopes)
        bends = x.value * y.bends
        bends += y.value * x.bends
        bends += cross
        bends += cross.swapaxes(0, 1)
        return Jet(x.value * y.value, x.value * y.slopes + y.value * x.slopes, bends, x.by, x.k)

    def __truediv__(self, other: Jet) -> Jet:
        inverse = 1 / other.value
        return self * other.through(inverse, -(inverse**2), 2 * inverse**3)

    __radd__ = __add__
    __rmul__ = __mul__

    def through(self, value: Array, first: Array, second: Array) -> Jet:
        """A function of this jet, given by its value and two derivatives where the jet is."""
        bends = outer(self.slopes, second * self.slopes)
        bends += first * self.bends
        return Jet(value, first * self.slopes, bends, self.by, self.k)


def outer(x: Array, y: Array) -> Array:
    """The products of each slope of one with each of another, (m, m, n)."""
    return np.asarray(x[:, None] * y[None, :])


def together(jets: Sequence[Jet]) -> list[Jet]:
    """The jets with derivatives by all the variables that any of them moves with."""
    by = jets[0].by if all(jet.by == jets[0].by for jet in jets) else tuple(sorted({j for jet in jets for j in jet.by}))
    return [jet.over(by) for jet in jets]


def through_two(x: Jet, y: Jet, value: Array, first: tuple[Array, Array], second: tuple[Array, Array, Array]) -> Jet:
    """A function of two jets: its value, its derivatives by x and y, and those by xx, xy and yy.

    >>> x, y = variables(np.array([[3.0, 2.0]]))
    >>> one = np.ones(1)
    >>> through_two(x, y, x.value * y.value, (y.value, x.value), (0 * one, one, 0 * one)).hessian[0]
    array([[0., 1.],
           [1., 0.]])
    """
    x, y = together([x, y])
    cross = outer(x.slopes, second[1] * y.slopes)
    linear, other = x.through(value, first[0], second[0]), y.through(value, first[1], second[2])
    bends = linear.bends + other.bends + cross + cross.swapaxes(0, 1)
    return Jet(value, linear.slopes + other.slopes, bends, x.by, x.k)


def variables(columns: Array, free: Sequence[int] | None = None) -> list[Jet]:
    """The columns as jets. Those in `free` (by default all) are the variables, in that order; others are constants.

    >>> x, y = variables(np.array([[3.0, 2.0]]), free=[1])
    >>> x.gradient, y.gradient
    (array([[0.]]), array([[1.]]))
    """
    n, m = columns.shape
    chosen = range(m) if free is None else free
    made = []
    for j, column in enumerate(np.ascontiguousarray(columns.T)):
        by = (chosen.index(j),) if j in chosen else ()
        made.append(Jet(column, np.ones((len(by), n)), np.zeros((len(by), len(by), n)), by, len(chosen)))
    return made
