"""Real roots of polynomials with rational coefficients, as numbers that are known exactly.

A root is a polynomial and an interval with rational ends that holds this one of its roots and no other; halving the
interval gives it as precisely as anyone asks, and two different roots are told apart by halving until their intervals
are. So the roots of several polynomials are put in order, and rational points found between them, without rounding:
whatever the units, the order is right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any, TypeVar

import sympy as sp

#: Coefficients from the highest power down.
Coefficients = tuple[Fraction, ...]
Tag = TypeVar("Tag")

_Z = sp.Symbol("z", real=True)


def value_at(coefficients: Coefficients, x: Fraction) -> Fraction:
    """The value of a polynomial.

    >>> value_at((Fraction(1), Fraction(0), Fraction(-2)), Fraction(3))
    Fraction(7, 1)
    """
    total = Fraction(0)
    for coefficient in coefficients:
        total = total * x + coefficient
    return total


class Root:
    """A real root: the only one between `low` and `high`, which are equal iff it is a fraction, and then it is that."""

    __slots__ = ("_falls", "high", "low", "polynomial")

    def __init__(self, polynomial: Coefficients, low: Fraction, high: Fraction):
        """The coefficients of an irreducible polynomial: a line, or one that has no fraction among its roots."""
        self.polynomial, self.low, self.high = polynomial, low, high
        self._falls = value_at(polynomial, low) > 0

    @property
    def exact(self) -> Fraction | None:
        """Its value where that is a fraction."""
        return self.low if self.low == self.high else None

    @property
    def value(self) -> Fraction | float:
        """Exact where that is a fraction; else to double precision."""
        return float(self) if self.exact is None else self.exact

    @property
    def rises(self) -> bool:
        """Whether its polynomial is negative just below it and positive just above."""
        return not self._falls

    def halve(self) -> None:
        """Halve the interval."""
        middle = (self.low + self.high) / 2
        if (value_at(self.polynomial, middle) > 0) == self._falls:
            self.low = middle
        else:
            self.high = middle

    def within(self, width: Fraction) -> Fraction:
        """A fraction no further from it than `width`: itself, if it is one."""
        while self.high - self.low > width:
            self.halve()
        return (self.low + self.high) / 2

    def compared(self, value: Fraction) -> int:
        """1, 0 or -1: greater than the fraction, equal to it, less; then its interval lies wholly on that side."""
        while self.low <= value <= self.high and self.exact is None:
            self.halve()
        return (self.low > value) - (self.high < value)

    def inside(self, low: Fraction | None, high: Fraction | None) -> bool:
        """Whether it lies strictly between the bounds, None being none."""
        return (low is None or self.compared(low) > 0) and (high is None or self.compared(high) < 0)

    def __float__(self) -> float:
        """The nearest float."""
        while float(self.low) != float(self.high):
            self.halve()
        return float(self.low)


def roots_between(factors: Iterable[Coefficients], low: Fraction | None, high: Fraction | None) -> list[Root]:
    """The real roots of different irreducible polynomials strictly between two bounds (None: unbounded), rising.

    >>> [float(root) for root in roots_between(irreducible([1, 0, -2]), Fraction(0), None)]
    [1.4142135623730951]
    """
    found = [(root, None) for factor in factors for root in _of_irreducible(factor)]
    return [root for root, _ in in_order([one for one in found if one[0].inside(low, high)])]


def irreducible(coefficients: Sequence[Any]) -> list[Coefficients]:
    """The different factors over the rationals, each with 1 in front; none of a constant, nor of zero.

    >>> [[str(c) for c in factor] for factor in irreducible([2, 0, -2])]
    [['1', '-1'], ['1', '1']]
    """
    first = next((i for i, c in enumerate(coefficients) if c), len(coefficients))
    given = tuple(Fraction(c) for c in coefficients[first:])
    if len(given) <= 2:
        return [(Fraction(1), given[1] / given[0])] if len(given) == 2 else []
    return [tuple(map(_fraction, factor.monic().all_coeffs())) for factor, _ in _poly(given).factor_list()[1]]


def _poly(coefficients: Coefficients) -> sp.Poly:
    return sp.Poly([sp.Rational(c.numerator, c.denominator) for c in coefficients], _Z, domain=sp.QQ)


def _of_irreducible(coefficients: Coefficients) -> Iterator[Root]:
    if len(coefficients) == 2:
        root = -coefficients[1] / coefficients[0]
        yield Root(coefficients, root, root)
        return
    for (a, b), _ in _poly(coefficients).intervals():
        yield Root(coefficients, _fraction(a), _fraction(b))


def _fraction(value: Any) -> Fraction:
    return Fraction(int(value.p), int(value.q))


def in_order(roots: Iterable[tuple[Root, Tag]]) -> list[tuple[Root, Tag]]:
    """Roots of which no two are equal, by size, each with what it comes with; their intervals lie wholly apart."""
    ordered = list(roots)
    while True:
        ordered.sort(key=_place)
        close = [root for pair in pairwise(ordered) if pair[0][0].high >= pair[1][0].low for root, _ in pair]
        if not close:
            return ordered
        for root in dict.fromkeys(close):
            if root.exact is None:
                root.halve()


def _place(one: tuple[Root, Any]) -> tuple[Fraction, Fraction]:
    return one[0].low, one[0].high
