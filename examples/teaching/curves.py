"""Curves f(s, t) = 0 in the unit square, and the cells into which they cut it, by fractions alone.

A polynomial in two unknowns is a dictionary from powers (i, j) to the coefficient of s^i t^j. Vertical lines through
the places where curves meet, turn, have a pole or leave the square cut it into columns; within a column no two curves
meet. What is said of a cell is said of a rational point inside it, and the sign of every polynomial there is exact.
Cells and columns thinner than a thousand-millionth of the side are left out, for nobody could see them. Curves of
degree one and two in t are known; a steeper one is refused.

The package's own maps (`termination.analysis.plane`) are made with SymPy, which a browser has not. The two roads
share no code that cuts a map; tests compare what they draw.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, pairwise
from math import comb, gcd, isqrt, lcm, sqrt

Polynomial = dict[tuple[int, int], Fraction]
#: Coefficients in s by rising power; and a polynomial as such rows by rising power of t.
Row = Sequence[int]
Rows = Sequence[Row]
ONE: Polynomial = {(0, 0): Fraction(1)}
#: Roots are known to this, and what is thinner than the second is not drawn.
PRECISE, THIN = 1 << 50, Fraction(1, 1 << 30)


class TooSteepError(Exception):
    """A curve is of degree three or more in t, or two share a branch without being told apart."""


@dataclass(frozen=True)
class Ratio:
    """A quotient of polynomials: what a number of the game is over the square."""

    top: Polynomial
    bottom: Polynomial

    @classmethod
    def of(cls, number: Fraction | int) -> Ratio:
        """A number that is the same everywhere."""
        return cls({(0, 0): Fraction(number)} if number else {}, ONE)

    def __add__(self, other: Ratio | Fraction | int) -> Ratio:
        more = other if isinstance(other, Ratio) else Ratio.of(other)
        if self.bottom == more.bottom:
            return Ratio(_sum(self.top, more.top), self.bottom)
        tops = _sum(_product(self.top, more.bottom), _product(more.top, self.bottom))
        return Ratio(tops, _product(self.bottom, more.bottom))

    def __mul__(self, other: Ratio | Fraction | int) -> Ratio:
        more = other if isinstance(other, Ratio) else Ratio.of(other)
        return Ratio(_product(self.top, more.top), _product(self.bottom, more.bottom))

    def __sub__(self, other: Ratio | Fraction | int) -> Ratio:
        return self + other * -1

    def __rsub__(self, other: Fraction | int) -> Ratio:
        return self * -1 + other

    __radd__, __rmul__ = __add__, __mul__

    def power(self, count: int) -> Ratio:
        """The power, of a negative one the inverse."""
        one = self if count > 0 else Ratio(self.bottom, self.top)
        found = Ratio(ONE, ONE)
        for _ in range(abs(count)):
            found *= one
        return found


def _sum(one: Polynomial, other: Polynomial) -> Polynomial:
    found = dict(one)
    for powers, c in other.items():
        found[powers] = found.get(powers, Fraction(0)) + c
    return {powers: c for powers, c in found.items() if c}


def _product(one: Polynomial, other: Polynomial) -> Polynomial:
    if other == ONE or one == ONE:
        return one if other == ONE else other
    found: Polynomial = {}
    for (i, j), a in one.items():
        for (k, m), b in other.items():
            found[i + k, j + m] = found.get((i + k, j + m), Fraction(0)) + a * b
    return {powers: c for powers, c in found.items() if c}


def sign_all_over(polynomial: Polynomial) -> int:
    """The sign inside the square if its Bernstein coefficients, of which it is a mean, agree on one; else 0."""
    across, up = (max((powers[k] for powers in polynomial), default=0) for k in (0, 1))
    found = [
        sum(
            c * comb(i, k) * comb(j, m) / (comb(across, k) * comb(up, m))
            for (k, m), c in polynomial.items()
            if k <= i and m <= j
        )
        for i in range(across + 1)
        for j in range(up + 1)
    ]
    return 1 if min(found) >= 0 < max(found) else -1 if max(found) <= 0 > min(found) else 0


# Curves


@dataclass(frozen=True)
class Curve:
    """f(s, t) = 0: the coefficients of f by rising power of t, each a polynomial in s, whole numbers without a common
    factor of which the first that is not zero is positive. Equal curves are written alike."""

    rows: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, polynomial: Polynomial) -> tuple[Curve, int]:
        """The curve where a polynomial vanishes, and the sign in front of the polynomial that is written there."""
        across, up = (max(powers[k] for powers in polynomial) for k in (0, 1))
        whole = lcm(*(c.denominator for c in polynomial.values()))
        common = gcd(*(int(c * whole) for c in polynomial.values()))
        first = 1 if polynomial[min(polynomial)] > 0 else -1
        table = [[0] * (across + 1) for _ in range(up + 1)]
        for (i, j), c in polynomial.items():
            table[j][i] = first * int(c * whole) // common
        return cls(tuple(map(tuple, table))), first

    @property
    def degree(self) -> int:
        """The degree in t; 0 for vertical lines."""
        return len(self.rows) - 1

    def at(self, s: Fraction) -> list[Fraction]:
        """f(s, .) by rising power of t."""
        return [_value(row, s) for row in self.rows]

    def sign(self, s: Fraction, t: Fraction) -> int:
        """The sign of f at a point."""
        value = sum((c * t**j for j, c in enumerate(self.at(s))), Fraction(0))
        return (value > 0) - (value < 0)


def _value(row: Sequence[int | Fraction], s: Fraction) -> Fraction:
    total = Fraction(0)
    for c in reversed(row):
        total = total * s + c
    return total


@dataclass(frozen=True)
class Branch:
    """t as a function of s along a curve: of degree two, with this sign before the square root."""

    curve: Curve
    which: int

    @property
    def straight(self) -> bool:
        """Whether it is a straight line."""
        first, last = self.curve.rows[0], self.curve.rows[-1]
        return self.curve.degree == 1 and not any(first[2:]) and not any(last[1:])

    def height(self, s: float) -> float:
        """t at s, as a float."""
        values = [sum(c * s**i for i, c in enumerate(row)) for row in self.curve.rows]
        if self.curve.degree == 1:
            return -values[0] / values[1] if values[1] else 0.0
        c, b, a = values
        root = self.which * sqrt(max(b * b - 4 * a * c, 0.0))
        return 2 * c / (-b - root) if b * root > 0 or not a else (-b + root) / (2 * a)


def _branches(curve: Curve, s: Fraction) -> list[tuple[Fraction, Branch]]:
    """Where a curve crosses the vertical line at s, inside the square."""
    values = curve.at(s)
    if curve.degree == 1:
        found = [(-values[0] / values[1], Branch(curve, 1))]
    else:
        found = [(t, Branch(curve, which)) for t, which in _solutions(values)]
    return [one for one in found if 0 < one[0] < 1]


def _solutions(values: Sequence[Fraction]) -> list[tuple[Fraction, int]]:
    """The two solutions of a quadratic equation, with the sign before the square root of each; a double one is none."""
    c, b, a = values
    square = b * b - 4 * a * c
    if square <= 0 or not a:
        return []
    root = _root(square)
    return [((-b + which * root) / (2 * a), which) for which in (-1, 1)]


def _root(square: Fraction) -> Fraction:
    """The square root, exact where it is a fraction."""
    below = square.denominator
    product = square.numerator * below
    whole = isqrt(product)
    if whole * whole == product:
        return Fraction(whole, below)
    return Fraction(isqrt(product * PRECISE * PRECISE), below * PRECISE)


# Where columns end


def _breaks(curves: Sequence[Curve]) -> list[Fraction]:
    """Every s, rising, at which the order of the curves may change."""
    wanted = {_primitive(row) for row in _critical(curves)}
    found = sorted({root for row in wanted for root in roots(row)})
    kept: list[Fraction] = []
    for root in found:
        if THIN < root < 1 - THIN and (not kept or root - kept[-1] > THIN):
            kept.append(root)
    return kept


def _critical(curves: Sequence[Curve]) -> Iterator[list[int]]:
    """Polynomials in s that vanish where a curve leaves the square, has a pole or turns, where two meet, or that are
    vertical lines."""
    for curve in curves:
        if curve.degree > 2:
            raise TooSteepError
        yield list(curve.rows[0])
        yield _added(*curve.rows)
        if curve.degree:
            yield list(curve.rows[-1])
        if curve.degree == 2:
            c, b, a = curve.rows
            yield _added(_times(b, b), _times([-4], _times(a, c)))
    lines = [curve.rows for curve in curves if curve.degree]
    for f, g in combinations(lines, 2):
        found = _resultant(f, g)
        yield found
        if not any(found) and {len(f), len(g)} != {2}:
            rest = _rest(f, g)
            yield from (_resultant(rest, other) for other in lines if other not in (f, g))


def _resultant(f: Rows, g: Rows) -> list[int]:
    """What vanishes where both polynomials do."""
    f, g = sorted((f, g), key=len)
    if len(f) == 2:
        e, d = f
        if len(g) == 2:
            return _added(_times(e, g[1]), _negative(_times(d, g[0])))
        return _added(
            _times(g[2], _times(e, e)), _negative(_times(g[1], _times(e, d))), _times(g[0], _times(d, d))
        )  # fmt: skip
    (c, b, a), (r, q, p) = f, g
    one = _added(_times(a, r), _negative(_times(c, p)))
    two = _times(_added(_times(a, q), _negative(_times(b, p))), _added(_times(b, r), _negative(_times(c, q))))
    return _added(_times(one, one), _negative(two))


def _rest(f: Rows, g: Rows) -> Rows:
    """What else vanishes with a polynomial that holds another of degree one: d t + e is a factor of the longer, and the
    other factor is e g2 t + d g0."""
    f, g = sorted((f, g), key=len)
    if len(f) != 2:
        raise TooSteepError
    e, d = f
    return _times(d, g[0]), _times(e, g[2])


def _times(one: Row, other: Row) -> list[int]:
    found = [0] * (len(one) + len(other) - 1)
    for i, a in enumerate(one):
        for k, b in enumerate(other):
            found[i + k] += a * b
    return found


def _added(*rows: Row) -> list[int]:
    return [sum(row[i] for row in rows if i < len(row)) for i in range(max(map(len, rows)))]


def _negative(row: Row) -> list[int]:
    return [-c for c in row]


def _primitive(row: Row) -> tuple[int, ...]:
    """The row without a common factor, zeros at its end, or a power of s; positive at the top."""
    kept = list(row)
    while kept and not kept[-1]:
        kept.pop()
    while kept and not kept[0]:
        kept.pop(0)
    common = gcd(*kept) * (1 if kept and kept[-1] > 0 else -1)
    return tuple(c // common for c in kept)


def roots(row: Row) -> Iterator[Fraction]:
    """Where a polynomial in s vanishes strictly between 0 and 1: exact for a line, else within rounding.

    >>> [float(root) for root in roots([1, -4, 2])]
    [0.2928932188134525]
    """
    if len(row) == 2:
        yield from (root for root in (Fraction(-row[0], row[1]),) if 0 < root < 1)
    elif len(row) == 3:
        yield from (root for root, _ in _solutions([*map(Fraction, row)]) if 0 < root < 1)
        if row[1] ** 2 == 4 * row[0] * row[2] and 0 < Fraction(-row[1], 2 * row[2]) < 1:
            yield Fraction(-row[1], 2 * row[2])
    elif len(row) > 3:
        yield from _isolated(_in_bernstein(row), Fraction(0), Fraction(1))


def _in_bernstein(row: Row) -> list[Fraction]:
    degree = len(row) - 1
    return [
        sum((Fraction(comb(k, i) * row[i], comb(degree, i)) for i in range(k + 1)), Fraction(0))
        for k in range(degree + 1)
    ]


def _isolated(values: list[Fraction], low: Fraction, high: Fraction) -> Iterator[Fraction]:
    """Roots by halving: an interval whose Bernstein coefficients have one sign holds none."""
    signs = [v > 0 for v in values if v]
    if not any(one != other for one, other in pairwise(signs)):
        return
    middle = (low + high) / 2
    if high - low < Fraction(1, PRECISE):
        yield middle
        return
    left, right = _halves(values)
    yield from _isolated(left, low, middle)
    if not right[0]:
        yield middle
    yield from _isolated(right, middle, high)


def _halves(values: list[Fraction]) -> tuple[list[Fraction], list[Fraction]]:
    left, right, row = [values[0]], [values[-1]], values
    while len(row) > 1:
        row = [(a + b) / 2 for a, b in pairwise(row)]
        left.append(row[0])
        right.append(row[-1])
    return left, right[::-1]


# Cells


@dataclass(frozen=True)
class Cell:
    """A cell of a column by a rational point inside; the branches below and above it, None at the square's edges."""

    s: Fraction
    t: Fraction
    signs: tuple[int, ...]
    below: Branch | None
    above: Branch | None
    height: Fraction


@dataclass(frozen=True)
class Column:
    """What lies between two breaks, from below."""

    low: Fraction
    high: Fraction
    cells: tuple[Cell, ...]


def columns(curves: Sequence[Curve]) -> list[Column]:
    """The columns from left to right; the signs of a cell are those of the curves' polynomials, in their order."""
    marks = [Fraction(0), *_breaks(curves), Fraction(1)]
    return [Column(low, high, tuple(_cells(curves, _between(low, high)))) for low, high in pairwise(marks)]


def _between(low: Fraction, high: Fraction) -> Fraction:
    """A fraction near the middle, with a small denominator, so that reckoning with it is quick."""
    below = 2
    while Fraction(1, below) > (high - low) / 4:
        below *= 2
    return Fraction(round((low + high) / 2 * below), below)


def _cells(curves: Sequence[Curve], s: Fraction) -> Iterator[Cell]:
    crossings = sorted(
        ((t, i, branch) for i, curve in enumerate(curves) if curve.degree for t, branch in _branches(curve, s)),
        key=lambda one: one[:2],
    )
    low, below, signs = Fraction(0), None, None
    for t, i, branch in [*crossings, (Fraction(1), None, None)]:
        if t - low > THIN:
            middle = _between(low, t)
            signs = signs or [curve.sign(s, middle) for curve in curves]
            yield Cell(s, middle, tuple(signs), below, branch, t - low)
        if i is not None and branch is not None:
            if signs is not None:
                signs[i] = -signs[i]
            low, below = t, branch


__all__ = [
    "ONE", "Branch", "Cell", "Column", "Curve", "Polynomial", "Ratio", "TooSteepError", "columns", "roots",
    "sign_all_over",
]  # fmt: skip
