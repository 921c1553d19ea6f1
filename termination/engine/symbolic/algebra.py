"""Exact algebra for closed forms: the field of rational functions in the game's symbols, and linear systems over it.

Payoffs and priors are rational functions of named symbols, so everything a support pattern asks for lives in one field,
where equality is decidable and zero is recognised. Text never gets here: expressions are built in Python.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache, reduce
from math import prod
from typing import Any

import sympy as sp

from termination.engine.arithmetic import exact
from termination.engine.symbolic.budget import count
from termination.errors import Fault, InputError

#: An element of the field, and one of its ring of polynomials (SymPy's own types).
Element = Any
Polynomial = Any


def as_expression(value: Any, where: str = "") -> sp.Expr:
    """A SymPy expression as it is, its decimals made exact; anything else must be a number, see `arithmetic.exact`."""
    if isinstance(value, sp.Expr):
        decimals = {one: _rational(one, where) for one in value.atoms(sp.Float)}
        return value.xreplace(decimals) if decimals else value
    return _rational(value, where)


def _rational(value: Any, where: str) -> sp.Rational:
    number = exact(value, where)
    return sp.Rational(number.numerator, number.denominator)


@dataclass(frozen=True)
class Field:
    """The rational functions over Q in `symbols`; their order decides how formulas are written."""

    symbols: tuple[sp.Symbol, ...]

    @cached_property
    def domain(self) -> Any:
        return sp.QQ.frac_field(*self.symbols)

    def element(self, expression: Any, where: str = "") -> Element:
        """The expression as an element of the field; `InputError` if it is not a rational function of the symbols."""
        try:
            return self.domain.from_sympy(as_expression(expression, where))
        except (sp.CoercionFailed, ValueError, ZeroDivisionError):
            what = f"{expression!s:.60} is no rational function of {', '.join(map(str, self.symbols))}"
            raise InputError([Fault(where, what)]) from None

    def containing(self, x: Element) -> Element:
        """An element of a field in some of these symbols as one of this field."""
        return x.set_field(self.domain.field)

    def ratio(self, numerator: Polynomial, denominator: Polynomial) -> Element:
        """The quotient of two polynomials."""
        return self.domain.field.new(numerator, denominator)

    @property
    def zero(self) -> Element:
        return self.domain.zero

    @property
    def one(self) -> Element:
        return self.domain.one

    def value(self, x: Element, point: Mapping[sp.Symbol, Fraction]) -> Fraction:
        """The value of `x` at a point that gives every symbol a number; ZeroDivisionError at a pole."""
        at = [point[s] for s in self.symbols]
        return evaluate(x.numer, at) / evaluate(x.denom, at)


@lru_cache(maxsize=1 << 14)
def factors_of(polynomial: Polynomial) -> tuple[Any, tuple[tuple[Polynomial, int], ...]]:
    """The content, and the irreducible factors with their powers. Formulas of one game have most of them in common."""
    content, factors = polynomial.factor_list()
    return content, tuple(factors)


def evaluate(polynomial: Polynomial, point: Sequence[Fraction]) -> Fraction:
    """The value of a polynomial at a point, in plain Fractions."""
    total = Fraction(0)
    for powers, coefficient in polynomial.terms():
        term = Fraction(int(coefficient.numerator), int(coefficient.denominator))
        for base, power in zip(point, powers, strict=True):
            if power:
                term *= base**power
        total += term
    return total


@dataclass(frozen=True)
class Solution:
    """What a linear system says: `values` of the unknowns in terms of the `free` ones, and what must vanish for it."""

    values: tuple[dict[int | None, Element], ...]  # by unknown: coefficient of each free unknown, None for the constant
    free: tuple[int, ...]
    residues: tuple[Element, ...]  # not identically zero: the system is solvable only where all of them vanish

    def within(self, field: Field, symbols: Mapping[int, Element]) -> list[Element]:
        """The values in a larger field, in which each free unknown is the element that stands for it."""
        return [
            sum((field.containing(x) * (field.one if f is None else symbols[f]) for f, x in value.items()), field.zero)
            for value in self.values
        ]


def solve_linear(
    field: Field,
    rows: Sequence[Sequence[Element]],
    unknowns: int,
    at: Mapping[sp.Symbol, Fraction] | None = None,
) -> Solution:
    """What the system says; each row is the coefficients of the unknowns, then the right-hand side.

    At a point `at` the answer is that of the edge on which it lies. Many patterns have a system in common, which is
    solved once and counted each time.
    """
    if at is not None:
        return _eliminated(field, rows, unknowns, at)
    solution = _remembered(field, tuple(map(tuple, rows)), unknowns)
    count(sum(_size(x) for value in solution.values for x in value.values()))
    return solution


@lru_cache(maxsize=1 << 10)
def _remembered(field: Field, rows: tuple[tuple[Element, ...], ...], unknowns: int) -> Solution:
    return _eliminated(field, rows, unknowns, None)


def _eliminated(
    field: Field, rows: Sequence[Sequence[Element]], unknowns: int, at: Mapping[sp.Symbol, Fraction] | None
) -> Solution:
    """Gauss-Jordan elimination.

    A pivot is any entry that is not the zero function, simple ones first, so that the answer holds off the zeros of the
    pivots: where one vanishes the pattern is another case. At a point `at` no pivot may vanish. What is left of a row
    then vanishes there entry by entry, which are the equations of the edge on which the point lies; near it, on the
    edge, the answer holds.
    """

    def may_divide(x: Element) -> bool:
        return bool(x) and (at is None or field.value(x, at) != 0)

    left = [list(row) for row in rows]
    pivots: dict[int, list[Element]] = {}
    for column in range(unknowns):
        candidates = [row for row in left if may_divide(row[column])]
        if not candidates:
            continue
        row = min(candidates, key=lambda row: _size(row[column]))
        left.remove(row)
        scaled = [entry / row[column] for entry in row]
        for other in [*left, *pivots.values()]:
            factor = other[column]
            if factor:
                other[:] = [a - factor * b for a, b in zip(other, scaled, strict=True)]
        pivots[column] = scaled
    free = tuple(column for column in range(unknowns) if column not in pivots)
    values: list[dict[int | None, Element]] = []
    for column in range(unknowns):
        if column in pivots:
            row = pivots[column]
            values.append({None: row[-1], **{f: -row[f] for f in free if row[f]}})
        else:
            values.append({None: field.zero, column: field.one})
    residues = dict.fromkeys(x for row in left for x in row if x)
    return Solution(tuple(values), free, tuple(residues))


def _size(x: Element) -> int:
    return len(x.numer.terms()) + len(x.denom.terms())


#: A prime for the test of solvability at one point: an accident has a chance of about one in 10^18.
_PRIME = 2**61 - 1


def residue(field: Field, x: Element) -> int:
    """The value modulo a large prime at one fixed, arbitrary point."""
    point = [pow(3 + 2 * i, 41 + 6 * i, _PRIME) for i in range(len(field.symbols))]
    return _modular(x.numer, point) * pow(_modular(x.denom, point), -1, _PRIME) % _PRIME


def _modular(polynomial: Polynomial, point: Sequence[int]) -> int:
    total = 0
    for powers, coefficient in polynomial.terms():
        term = int(coefficient.numerator) * pow(int(coefficient.denominator), -1, _PRIME)
        for base, power in zip(point, powers, strict=True):
            term = term * pow(base, power, _PRIME) % _PRIME
        total += term
    return total % _PRIME


def solvable_modulo(rows: Iterable[Sequence[int]], unknowns: int) -> bool:
    """Whether the linear system, right-hand sides last, has a solution modulo the prime."""
    left = [[entry % _PRIME for entry in row] for row in rows]
    for column in range(unknowns):
        row = next((row for row in left if row[column]), None)
        if row is None:
            continue
        left.remove(row)
        inverse = pow(row[column], -1, _PRIME)
        for other in left:
            if other[column]:
                factor = other[column] * inverse % _PRIME
                other[:] = [(a - factor * b) % _PRIME for a, b in zip(other, row, strict=True)]
    return not any(row[-1] for row in left)


def modular_rank(rows: Sequence[Sequence[int]], columns: int) -> int:
    """The rank of the first columns modulo the prime."""
    left = [[entry % _PRIME for entry in row[:columns]] for row in rows]
    rank = 0
    for column in range(columns):
        row = next((row for row in left if row[column]), None)
        if row is None:
            continue
        left.remove(row)
        rank += 1
        inverse = pow(row[column], -1, _PRIME)
        for other in left:
            factor = other[column] * inverse % _PRIME
            if factor:
                other[:] = [(a - factor * b) % _PRIME for a, b in zip(other, row, strict=True)]
    return rank


def contradiction(rows: Sequence[Sequence[Element]], unknowns: int) -> Polynomial:
    """What must vanish for the rows, right-hand sides last, to agree; without any of them the others do.

    Weights that cancel the unknowns, with no common factor, and the right-hand sides added up with them.
    """
    zero, one = rows[0][-1].field.zero, rows[0][-1].field.one
    weighed = [[*row[:-1], *(one if i == j else zero for j in range(len(rows)))] for i, row in enumerate(rows)]
    rest = _below_pivots(weighed, unknowns)[1]
    weights = rest[0][unknowns:]
    below = reduce(lambda x, y: x.lcm(y), (x.denom for x in weights))
    above = [x.numer * below.exquo(x.denom) for x in weights]
    common = reduce(lambda x, y: x.gcd(y), above)
    return _primitive(sum((zero.field(x.exquo(common)) * row[-1] for x, row in zip(above, rows, strict=True)), zero))


def determinant(rows: Sequence[Sequence[Element]], unknowns: int) -> Polynomial:
    """A minor of the coefficients, as large as their rank, that does not vanish for almost all parameters."""
    pivots = _below_pivots([list(row[:-1]) for row in rows], unknowns)[0]
    return _primitive(prod(pivots, start=rows[0][-1].field.one))


def _below_pivots(rows: list[list[Element]], columns: int) -> tuple[list[Element], list[list[Element]]]:
    """The pivots of Gaussian elimination in the first columns, and the rows that are left."""
    left, pivots = rows, []
    for column in range(columns):
        candidates = [row for row in left if row[column]]
        if not candidates:
            continue
        row = min(candidates, key=lambda row: _size(row[column]))
        left = [other for other in left if other is not row]
        pivots.append(row[column])
        for other in left:
            if other[column]:
                factor = other[column] / row[column]
                count(_size(factor))
                other[:] = [a - factor * b for a, b in zip(other, row, strict=True)]
    return pivots, left


def _primitive(x: Element) -> Polynomial:
    """The numerator without its content, the leading coefficient positive."""
    if not x:
        return x.numer
    polynomial = x.numer.primitive()[1]
    return polynomial if polynomial.LC > 0 else -polynomial
