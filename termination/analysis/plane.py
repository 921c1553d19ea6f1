"""A rectangle cut into cells by algebraic curves, exactly: cylindrical decomposition in the plane.

Curves are zeros of irreducible polynomials f(x, y) with rational coefficients. Two of them may change places only at
an x at which they meet, leave the rectangle, turn back or have a pole: at roots of resultants, of f at the lower and
the upper edge, of discriminants and of leading coefficients. Between two such x that are neighbours, the curves in the
rectangle lie one above the other in one order, and the cells between them have rational points inside. All this is
done in fractions and isolated roots, so that it does not matter in which units either parameter is measured.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations, pairwise
from math import comb, isqrt
from typing import Any

import sympy as sp

from termination.analysis.roots import Coefficients, Root, in_order, irreducible, roots_between, value_at
from termination.engine.symbolic.algebra import Polynomial

#: The two parameters in formulas.
X, Y = sp.symbols("x y", real=True)
#: How far from a root that is no fraction its stand-in may be, in parts of the rectangle's side.
CLOSE = Fraction(1, 2**80)
#: Bits of a square root.
_BITS = 160


@dataclass(frozen=True)
class Rectangle:
    """The rectangle."""

    x_low: Fraction
    x_high: Fraction
    y_low: Fraction
    y_high: Fraction

    @property
    def width(self) -> Fraction:
        return self.x_high - self.x_low

    @property
    def height(self) -> Fraction:
        return self.y_high - self.y_low

    def sign(self, polynomial: Polynomial) -> int:
        """The sign of f(x, y) if it has the same one all over the inside, as far as its Bernstein coefficients tell.

        f is a mean of these; 0 where they have both signs.
        """
        table = _table(polynomial)
        rows = [_bernstein(row, self.x_low, self.x_high) for row in table]
        columns = [_bernstein(column, self.y_low, self.y_high) for column in zip(*rows, strict=True)]
        found = [value for column in columns for value in column]
        return 1 if min(found) >= 0 else -1 if max(found) <= 0 else 0


def _table(polynomial: Polynomial) -> list[list[Fraction]]:
    """Coefficients by power of y, then of x, the highest first."""
    across, up = (max(powers[k] for powers in polynomial) for k in (0, 1))
    table = [[Fraction(0)] * (across + 1) for _ in range(up + 1)]
    for (i, j), c in polynomial.terms():
        table[up - j][across - i] = Fraction(int(c.numerator), int(c.denominator))
    return table


def _bernstein(coefficients: Sequence[Fraction], low: Fraction, high: Fraction) -> list[Fraction]:
    """The Bernstein coefficients on an interval of a polynomial in one variable."""
    degree = len(coefficients) - 1
    powers = list(coefficients)
    for stop in range(degree, 0, -1):  # moved by `low`
        for i in range(stop):
            powers[i + 1] += low * powers[i]
    scaled = [c * (high - low) ** i for i, c in enumerate(powers[::-1])]
    return [
        sum((comb(k, i) * scaled[i] / comb(degree, i) for i in range(k + 1)), Fraction(0)) for k in range(degree + 1)
    ]


@dataclass(frozen=True, eq=False)
class Curve:
    """f(x, y) = 0."""

    polynomial: Polynomial

    @cached_property
    def table(self) -> list[list[Fraction]]:
        return _table(self.polynomial)

    @property
    def degree(self) -> int:
        """The degree in y; 0 for vertical lines."""
        return len(self.table) - 1

    def at(self, x: Fraction) -> Coefficients:
        """f(x, .), as coefficients of the powers of y."""
        return tuple(value_at(tuple(row), x) for row in self.table)

    def sign(self, x: Fraction, y: Fraction) -> int:
        """The sign of f at a point."""
        value = value_at(self.at(x), y)
        return (value > 0) - (value < 0)

    @cached_property
    def poly(self) -> sp.Poly:
        """f as SymPy's polynomial in y and x."""
        return sp.Poly(self.polynomial.as_expr(X, Y), Y, X, domain=sp.QQ)

    def branches(self, x: Fraction, box: Rectangle) -> list[tuple[Root, Branch]]:
        """Where the curve crosses the vertical line at x within the rectangle, from below."""
        if self.degree == 1:
            slope, constant = self.at(x)
            crossings = roots_between([(Fraction(1), constant / slope)], None, None)
        else:
            crossings = roots_between(irreducible(self.at(x)), None, None)
        leading = self.at(x)[0]
        found = []
        for k, root in enumerate(crossings):
            which = k if self.degree != 2 else (1 if k else -1) * (1 if leading > 0 else -1)
            found.append((root, Branch(self, which)))
        return [one for one in found if one[0].inside(box.y_low, box.y_high)]


@dataclass(frozen=True)
class Branch:
    """y as a function of x on a curve: for curves of degree 2 in y by the sign `which` of the square root, for those of
    a higher one by the place among the real solutions, from below."""

    curve: Curve
    which: int

    @cached_property
    def formula(self) -> Any:
        """y as an expression in x; None where the curve is of degree 3 or more in y."""
        rows = [sp.Poly(row, X).as_expr() for row in self.curve.table]
        if self.curve.degree == 1:
            return sp.cancel(-rows[1] / rows[0])
        if self.curve.degree > 2:
            return None
        a, b, c = rows
        return sp.radsimp(sp.simplify((-b + self.which * sp.sqrt(sp.factor(b**2 - 4 * a * c))) / (2 * a)))

    @property
    def straight(self) -> bool:
        """Whether it is a straight line."""
        return self.curve.degree == 1 and len(self.curve.table[0]) <= 2 and not any(self.curve.table[0][:-1])

    def value(self, x: Fraction) -> Fraction:
        """y at x, within rounding of a float where it is no fraction."""
        coefficients = self.curve.at(x)
        if self.curve.degree == 1:
            return -coefficients[1] / coefficients[0]
        if self.curve.degree > 2:
            root = roots_between(irreducible(coefficients), None, None)[self.which]
            size = max(abs(root.low), abs(root.high))
            return root.within(size * Fraction(1, 2**60))
        a, b, c = coefficients
        root_of = self.which * _root(max(b * b - 4 * a * c, Fraction(0)))
        return 2 * c / (-b - root_of) if b * root_of > 0 else (-b + root_of) / (2 * a)


def _root(square: Fraction) -> Fraction:
    """The square root, to many digits."""
    product = square.numerator * square.denominator
    shift = max(0, _BITS - product.bit_length() // 2)
    return Fraction(isqrt(product << 2 * shift), square.denominator << shift)


@dataclass(frozen=True)
class Level:
    """The lower or upper edge of the rectangle, as a branch."""

    height: Fraction
    straight = True

    def value(self, x: Fraction) -> Fraction:
        return self.height


@dataclass(frozen=True)
class Column:
    """What is between two neighbouring breaks: branches from below, and rational points (x, y) in the cells.

    `heights` are those of the cells at x.
    """

    low: Fraction
    high: Fraction
    x: Fraction
    branches: tuple[Branch, ...]
    points: tuple[Fraction, ...]
    heights: tuple[Fraction, ...]


@dataclass(frozen=True)
class Wall:
    """A piece of a vertical line, a `curve` f = 0 at x = `at`: from `low` to `high`, with a point (`x`, `y`) in it.

    `rising` says whether f is positive to the right.
    """

    curve: Curve
    at: Fraction | float
    x: Fraction
    y: Fraction
    low: Fraction
    high: Fraction
    rising: bool


class Plane:
    """The curves in a rectangle: its columns, and its vertical lines in pieces."""

    def __init__(self, box: Rectangle, curves: Sequence[Curve]):
        self.box = box
        self.curves = [curve for curve in curves if curve.degree]
        self.upright = [curve for curve in curves if not curve.degree]
        self.breaks = self._breaks()

    def _breaks(self) -> list[tuple[Root, Curve | None]]:
        """The x at which the order of the curves may change, each with the vertical line that is there."""
        factors: dict[Coefficients, Curve | None] = {}
        for curve in self.upright:
            for factor in irreducible(curve.table[0]):
                factors[factor] = curve
        for poly in self._critical():
            for factor in irreducible([_fraction(c) for c in poly.all_coeffs()]):
                factors.setdefault(factor, None)
        found = [(root, curve) for factor, curve in factors.items() for root in roots_between([factor], *self._sides)]
        return in_order(found)

    @property
    def _sides(self) -> tuple[Fraction, Fraction]:
        return self.box.x_low, self.box.x_high

    def _critical(self) -> Iterator[sp.Poly]:
        """Polynomials in x that vanish where curves leave the rectangle, have a pole, turn back, or meet."""
        polys = [curve.poly for curve in self.curves]
        for f in polys:
            for edge in (self.box.y_low, self.box.y_high):
                yield sp.Poly(f.eval(Y, sp.Rational(edge.numerator, edge.denominator)), X, domain=sp.QQ)
            yield sp.Poly(f.as_expr().coeff(Y, f.degree(Y)), X, domain=sp.QQ)
            if f.degree(Y) > 1:
                yield sp.Poly(f.discriminant(), X, domain=sp.QQ)
        for f, g in combinations(polys, 2):
            yield sp.Poly(f.resultant(g), X, domain=sp.QQ)

    def columns(self) -> list[Column]:
        """The columns from left to right."""
        inner = [(root.low, root.high, root.within(CLOSE * self.box.width)) for root, _ in self.breaks]
        ends = [(self.box.x_low,) * 3, *inner, (self.box.x_high,) * 3]
        return [self._column(a, b) for a, b in pairwise(ends)]

    def _column(self, left: tuple[Fraction, ...], right: tuple[Fraction, ...]) -> Column:
        x = (left[2] + right[2]) / 2
        if not left[1] < x < right[0]:
            x = (left[1] + right[0]) / 2
        crossings = self._crossings(x)
        points, heights = self._between(crossings)
        return Column(left[2], right[2], x, tuple(branch for _, branch in crossings), points, heights)

    def _crossings(self, x: Fraction) -> list[tuple[Root, Branch]]:
        return in_order([one for curve in self.curves for one in curve.branches(x, self.box)])

    def _between(self, crossings: Sequence[tuple[Root, Any]]) -> tuple[tuple[Fraction, ...], tuple[Fraction, ...]]:
        """A point between any two crossings of a vertical line, edges included, and how far these are apart."""
        close = CLOSE * self.box.height
        at = [self.box.y_low, *(root.within(close) for root, _ in crossings), self.box.y_high]
        lows = [self.box.y_low, *(root.high for root, _ in crossings)]
        highs = [*(root.low for root, _ in crossings), self.box.y_high]
        points = tuple((low + high) / 2 for low, high in zip(lows, highs, strict=True))
        return points, tuple(b - a for a, b in pairwise(at))

    def walls(self) -> Iterator[Wall]:
        """The vertical lines, cut into pieces where curves cross them.

        Where a line is at no fraction it is looked at from close by, and pieces that are far too short to be seen are
        left out.
        """
        for root, line in self.breaks:
            if line is None:
                continue
            x = root.within(CLOSE * self.box.width) if root.exact is not None else root.low
            factors = {factor: None for curve in self.curves for factor in irreducible(curve.at(x))}
            crossings = [(one, None) for one in roots_between(factors, self.box.y_low, self.box.y_high)]
            points, heights = self._between(crossings)
            low = self.box.y_low
            for y, height in zip(points, heights, strict=True):
                if root.exact is not None or height > self.box.height / 2**40:
                    at = root.exact if root.exact is not None else float(root)
                    yield Wall(line, at, x, y, low, low + height, root.rises)
                low += height


def _fraction(value: Any) -> Fraction:
    return Fraction(int(value.p), int(value.q))
