"""Weights that an equilibrium leaves open: whether, at given parameters, some values satisfy what binds them.

At numbers the conditions on the open weights are linear inequalities, with a few alternatives. Fourier and Motzkin's
elimination decides them, exactly; strict inequalities stay strict.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

import sympy as sp

Point = Mapping[sp.Symbol, Fraction]


class Row(NamedTuple):
    """coefficients . (unknowns, 1) >= 0, > 0 if strict."""

    coefficients: tuple[Fraction, ...]
    strict: bool


def solvable(rows: Iterable[Row], unknowns: int) -> bool:
    """Whether some values of the unknowns satisfy all rows.

    >>> one = Fraction(1)
    >>> at_most_one, at_least_one = Row((-one, one), False), Row((one, -one), False)
    >>> solvable([at_most_one, at_least_one], 1), solvable([at_most_one, Row((one, -one), True)], 1)
    (True, False)
    """
    left = list(dict.fromkeys(rows))
    for k in range(unknowns):
        lower = [row for row in left if row.coefficients[k] > 0]
        upper = [row for row in left if row.coefficients[k] < 0]
        left = [row for row in left if row.coefficients[k] == 0]
        for a in lower:
            for b in upper:
                x, y = a.coefficients[k], -b.coefficients[k]
                joined = tuple(y * p + x * q for p, q in zip(a.coefficients, b.coefficients, strict=True))
                left.append(Row(joined, a.strict or b.strict))
        left = list(dict.fromkeys(left))
    return all(row.coefficients[-1] > 0 or (row.coefficients[-1] == 0 and not row.strict) for row in left)


def branches(parts: Sequence[Any], alternatives: Callable[[Any], Sequence[Any] | None]) -> Iterator[list[Any]]:
    """The ways to choose one alternative wherever there are several: lists of plain relations."""
    if not parts:
        yield []
        return
    first, rest = parts[0], parts[1:]
    choices = alternatives(first)
    for choice in [[first]] if choices is None else choices:
        for tail in branches(rest, alternatives):
            yield [*choice, *tail]


def linear_rows(
    relation: Any, free: Sequence[sp.Symbol], point: Point, value: Callable[[Any, Point], Any]
) -> list[Row]:
    """A relation that is linear in the free symbols, at numbers for the others."""
    difference = relation.rhs - relation.lhs
    if isinstance(relation, (sp.Gt, sp.Ge)):
        difference = -difference
    origin = {**point, **dict.fromkeys(free, Fraction(0))}
    constant = value(difference, origin)
    slopes = [value(difference, {**origin, s: Fraction(1)}) - constant for s in free]
    row = (*slopes, constant)
    if isinstance(relation, sp.Eq):
        return [Row(row, False), Row(tuple(-x for x in row), False)]
    return [Row(row, isinstance(relation, (sp.Lt, sp.Gt)))]
