"""Probabilities that an equilibrium leaves open: which values they may have, and where there are any.

What an equilibrium requires is linear in them, so Fourier and Motzkin's elimination says where some value meets it:
where every lower bound is below every upper one. The coefficients are polynomials in the parameters, whose signs may be
open; then the bounds count only where they are bounds, which makes alternatives.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

from termination.engine.symbolic.algebra import Element, Field, Polynomial
from termination.engine.symbolic.logic import (
    FALSE,
    All,
    Atom,
    Facts,
    Oracle,
    Tree,
    atom,
    atoms_of,
    both,
    conjuncts,
    either,
    negation,
    replaced,
    simplified,
)


class Row(NamedTuple):
    """slope * unknown + rest is >= 0, or > 0 if `strict`."""

    slope: Element
    rest: Element
    strict: bool


@dataclass(frozen=True)
class Interval:
    """What binds an unknown: it is at least all of `lower`, at most all of `upper`; `also`, where that depends."""

    lower: tuple[Element, ...]
    upper: tuple[Element, ...]
    also: tuple[Tree, ...]


def involves(tree: Tree, place: int) -> bool:
    """Whether the symbol at this place occurs in the condition."""
    return any(powers[place] for one in atoms_of(tree) for powers in one.product)


def eliminated(tree: Tree, place: int, field: Field, facts: Facts) -> Tree:
    """Where some value of the symbol at this place meets the condition."""
    bound = [part for part in conjuncts(tree) if involves(part, place)]
    plain = [part for part in conjuncts(tree) if not involves(part, place)]
    bound.sort(key=lambda part: not isinstance(part, Atom))
    ways = [_meets(branch, place, field) for branch in _branches(bound, place, facts.with_(plain))]
    return both([*plain, either(simplified(way, facts) for way in ways)])


def _meets(parts: Sequence[Tree], place: int, field: Field) -> Tree:
    plain = [part for part in parts if not involves(part, place)]
    bound = [part for part in parts if isinstance(part, Atom) and involves(part, place)]
    rows = [row for part in bound for row in rows_of(part, place, field)]
    return both([*plain, *map(_without, rows), *(_ordered(a, b) for a, b in product(rows, rows) if a is not b)])


def _without(row: Row) -> Tree:
    """Where the unknown has no weight, the rest is as it must be."""
    return either([atom(row.slope, ">"), atom(row.slope, "<"), atom(row.rest, ">" if row.strict else ">=")])


def _ordered(one: Row, other: Row) -> Tree:
    """If the one is a lower bound and the other an upper, they leave room between them."""
    room = one.slope * other.rest - other.slope * one.rest
    return either(
        [atom(one.slope, "<="), atom(other.slope, ">="), atom(room, ">" if one.strict or other.strict else ">=")]
    )


def rows_of(one: Atom, place: int, field: Field) -> Iterator[Row]:
    """The atom as inequalities that are linear in the symbol at this place."""
    slope, rest = _split(one.product, place)
    x, y = (field.ratio(polynomial, one.product.ring.one) for polynomial in (slope, rest))
    yield Row(x, y, one.op == ">")
    if one.op == "=":
        yield Row(-x, -y, False)


def _split(polynomial: Polynomial, place: int) -> tuple[Polynomial, Polynomial]:
    ring = polynomial.ring
    parts: tuple[dict[tuple[int, ...], object], dict[tuple[int, ...], object]] = ({}, {})
    for powers, coefficient in polynomial.terms():
        if powers[place] > 1:
            raise ArithmeticError("a condition on an open probability is not linear in it")
        parts[not powers[place]][(*powers[:place], 0, *powers[place + 1 :])] = coefficient
    return ring.from_dict(parts[0]), ring.from_dict(parts[1])


def _branches(parts: Sequence[Tree], place: int, facts: Facts) -> Iterator[list[Tree]]:
    """The ways to choose one alternative wherever several bind the unknown: lists without alternatives that do.

    Of alternatives of which some do not involve the unknown either these hold or, those failing, one of the others:
    cases that exclude each other, so that what one chooses settles later choices.
    """
    if not parts:
        yield []
        return
    first, rest = replaced(parts[0], facts.settle), parts[1:]
    for choice in _choices(first, place, facts):
        if FALSE not in choice:
            known = facts.with_(part for part in choice if not involves(part, place))
            for tail in _branches(rest, place, known):
                yield [*choice, *tail]


def _choices(tree: Tree, place: int, facts: Facts) -> Iterable[list[Tree]]:
    if isinstance(tree, Atom) or not involves(tree, place):
        return [[tree]]
    if isinstance(tree, All):
        return _branches(list(tree.parts), place, facts)
    apart = either(part for part in tree.parts if not involves(part, place))
    bound = [choice for part in tree.parts if involves(part, place) for choice in _choices(part, place, facts)]
    return bound if apart == FALSE else [[apart], *([*conjuncts(negation(apart)), *choice] for choice in bound)]


def interval(tree: Tree, place: int, field: Field, oracle: Oracle) -> Interval:
    """What binds the unknown where the condition holds for some value of it, the ends included."""
    lower: list[Element] = []
    upper: list[Element] = []
    also: list[Tree] = []
    for part in conjuncts(tree):
        if not involves(part, place):
            continue
        if not isinstance(part, Atom):
            also.append(replaced(part, lambda one: Atom(one.factors, ">=") if involves(one, place) else one))
            continue
        for row in rows_of(part, place, field):
            if oracle.implies([], atom(row.slope, ">")):
                lower.append(-row.rest / row.slope)
            elif oracle.implies([], atom(row.slope, "<")):
                upper.append(-row.rest / row.slope)
            else:
                also.append(atom(row.slope * _unknown(field, place) + row.rest, ">="))
    return Interval(tuple(lower), tuple(upper), tuple(also))


def _unknown(field: Field, place: int) -> Element:
    return field.domain.field(field.domain.field.ring.gens[place])
