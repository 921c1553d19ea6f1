"""Jets: the value, gradient and Hessian of a quantity, at every observation at once.

A formula written with jets is differentiated twice as it is computed, exactly but for rounding: sums, products and
functions of one jet follow the chain rule. A model therefore writes its formulas once. With no variables a jet is a
column of numbers; with one it gives the slope of an equilibrium map; with all, what Newton's method and standard errors
need. Shapes: n observations, k variables; value (n,), gradient (n, k), Hessian (n, k, k).
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

    Sums of Hessians are taken in place, since most of the time goes into moving them.

    >>> x, y = variables(np.array([[3.0, 2.0]]))
    >>> found = x * x / y
    >>> found.value, found.gradient, found.hessian[0, 0]
    (array([4.5]), array([[ 3.  , -2.25]]), array([ 1. , -1.5]))
    """

    value: Array
    gradient: Array
    hessian: Array

    __array_ufunc__ = None  # so that `array * jet` is ours and not a column of jets

    def __neg__(self) -> Jet:
        return Jet(-self.value, -self.gradient, -self.hessian)

    def __add__(self, other: Jet | Array | float) -> Jet:
        if isinstance(other, Jet):
            return Jet(self.value + other.value, self.gradient + other.gradient, self.hessian + other.hessian)
        return Jet(self.value + other, self.gradient, self.hessian)

    def __sub__(self, other: Jet | Array | float) -> Jet:
        return self + (-other)

    def __rsub__(self, other: Array | float) -> Jet:
        return -self + other

    def __mul__(self, other: Jet | Array | float) -> Jet:
        if not isinstance(other, Jet):
            scale = np.asarray(other, dtype=float)
            return Jet(self.value * scale, self.gradient * scale[..., None], self.hessian * scale[..., None, None])
        a, b = self.value, other.value
        hessian = a[:, None, None] * other.hessian
        hessian += b[:, None, None] * self.hessian
        cross = self.gradient[:, :, None] * other.gradient[:, None, :]
        hessian += cross
        hessian += cross.transpose(0, 2, 1)
        return Jet(a * b, a[:, None] * other.gradient + b[:, None] * self.gradient, hessian)

    def __truediv__(self, other: Jet) -> Jet:
        inverse = 1 / other.value
        return self * other.through(inverse, -(inverse**2), 2 * inverse**3)

    __radd__ = __add__
    __rmul__ = __mul__

    def through(self, value: Array, first: Array, second: Array) -> Jet:
        """A function of this jet, given by its value and two derivatives where the jet is."""
        hessian = self.gradient[:, :, None] * (second[:, None] * self.gradient)[:, None, :]
        hessian += first[:, None, None] * self.hessian
        return Jet(value, first[:, None] * self.gradient, hessian)


def through_two(x: Jet, y: Jet, value: Array, first: tuple[Array, Array], second: tuple[Array, Array, Array]) -> Jet:
    """A function of two jets: its value, its derivatives by x and y, and those by xx, xy and yy.

    >>> x, y = variables(np.array([[3.0, 2.0]]))
    >>> one = np.ones(1)
    >>> through_two(x, y, x.value * y.value, (y.value, x.value), (0 * one, one, 0 * one)).hessian[0]
    array([[0., 1.],
           [1., 0.]])
    """
    cross = x.gradient[:, :, None] * y.gradient[:, None, :]
    linear = x.through(value, first[0], second[0])
    other = y.through(value, first[1], second[2])
    mixed = second[1][:, None, None] * (cross + cross.transpose(0, 2, 1))
    return Jet(value, linear.gradient + other.gradient, linear.hessian + other.hessian + mixed)


def variables(columns: Array, free: Sequence[int] | None = None) -> list[Jet]:
    """The columns as jets. Those in `free` (by default all) are the variables, in that order; others are constants.

    >>> x, y = variables(np.array([[3.0, 2.0]]), free=[1])
    >>> x.gradient, y.gradient
    (array([[0.]]), array([[1.]]))
    """
    n, m = columns.shape
    chosen = range(m) if free is None else free
    made = []
    for j in range(m):
        gradient = np.zeros((n, len(chosen)))
        if j in chosen:
            gradient[:, chosen.index(j)] = 1
        made.append(Jet(columns[:, j], gradient, np.zeros((n, len(chosen), len(chosen)))))
    return made
