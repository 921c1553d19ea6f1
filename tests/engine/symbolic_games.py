"""Random games in symbols whose signs nothing fixes, and points at which to hold their closed forms to the engine.

Payoffs are small integers, so that ties abound, or large ones, so that they hardly occur; some are symbols, some sums
of symbols, some the same in two cells. Points are drawn at random, from a coarse grid, and on the very edges of the
regions of existence: where two sides of an inequality are equal, or where a weight has its pole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from random import Random
from typing import Any

import sympy as sp

from termination import ParametricGame
from termination.engine.symbolic import ClosedForm, Condition, OffPath, OneOf
from termination.errors import InputError

Shape = tuple[int, list[int]]
SHAPES: list[Shape] = [
    (2, [2, 2]),
    (2, [1, 2]),
    (2, [2, 3]),
    (3, [2, 2]),
    (3, [1, 2]),
    (2, [1, 3]),
    (2, [2, 2, 1]),
    (1, [2, 3]),
]
#: Declared with different signs in different games; most are free.
_SIGNS: list[dict[str, bool]] = [{"real": True}, {"real": True}, {}, {"positive": True}, {"negative": True}]


def random_game(rng: Random, shape: Shape) -> ParametricGame:
    """A game of this shape with up to three symbols in its payoffs and one in its prior."""
    types, widths = shape
    spread = rng.choice([1, 2, 99])
    symbols = [sp.Symbol(name, **rng.choice(_SIGNS)) for name in "xyz"]
    tables = [[[[_integer(rng, spread) for _ in range(n)] for n in widths] for _ in range(types)] for _ in range(2)]
    for symbol in symbols:
        for _ in range(rng.randint(1, 2)):
            cells = rng.choice(rng.choice(rng.choice(tables)))
            cells[rng.randrange(len(cells))] = _entry(rng, symbol, symbols, spread)
    prior = _prior(rng, types)
    labels = {f"m{j}": [f"r{r}" for r in range(n)] for j, n in enumerate(widths)}
    values = {s.name: Fraction(-1 if s.is_negative else 1) for s in symbols} | {"q": Fraction(1, 3)}
    present = _names([*prior, *(x for table in tables for rows in table for cells in rows for x in cells)])
    given = {name: value for name, value in values.items() if name in present}
    return ParametricGame([f"t{t}" for t in range(types)], prior, list(labels), labels, *tables, given)


def _names(expressions: Sequence[Any]) -> set[str]:
    return {s.name for x in expressions for s in x.free_symbols}


def _integer(rng: Random, spread: int) -> sp.Expr:
    return sp.Integer(rng.randint(-spread, spread))


def _entry(rng: Random, symbol: sp.Symbol, symbols: Sequence[sp.Symbol], spread: int) -> sp.Expr:
    kind = rng.randrange(4)
    if kind == 0:
        return symbol
    if kind == 1:
        return symbol + _integer(rng, spread)
    if kind == 2:
        return rng.choice([-2, -1, 2]) * symbol + rng.choice(list(symbols))
    return _integer(rng, spread) - symbol


def _prior(rng: Random, types: int) -> list[sp.Expr]:
    """One that is linear in q, one that is a rational function of it, or numbers."""
    q = sp.Symbol("q", **rng.choice([{"positive": True}, {"real": True}]))
    if types == 1:
        return [sp.Integer(1)]
    first = rng.choice([q, q / (1 + q), 1 / (q**2 + 1), sp.Rational(1, 3)])
    return [first, *[(1 - first) / (types - 1)] * (types - 1)]


def points(rng: Random, game: ParametricGame, forms: Sequence[ClosedForm], count: int) -> Iterator[ParametricGame]:
    """The game at `count` points that meet its own assumptions, fewer only if they are rare."""
    edges = [edge for form in forms for edge in edges_of(form)]
    symbols, found = game.symbolic().game.symbols, 0
    for i in range(6 * count):
        at = {s: _number(rng, s, coarse=i % 3 == 1) for s in symbols}
        if i % 3 == 2 and edges:
            at = _laid_on(rng.choice(edges), at, rng)
        try:
            moved = game.with_(**{s.name: value for s, value in at.items()})
        except InputError:  # no prior, or not the signs that its symbols have
            continue
        yield moved
        found += 1
        if found == count:
            return


def _number(rng: Random, s: sp.Symbol, coarse: bool) -> Fraction:
    if s.name == "q":
        return Fraction(rng.randint(1, 3), 4) if coarse else Fraction(rng.randint(1, 96), 97)
    value = Fraction(rng.randint(-4, 4), 2) if coarse else Fraction(rng.randint(-997, 997), rng.choice([13, 401]))
    return abs(value) if s.is_positive else -abs(value) if s.is_negative else value


def _laid_on(edge: sp.Expr, at: dict[sp.Symbol, Fraction], rng: Random) -> dict[sp.Symbol, Fraction]:
    """The point moved along one symbol to where the expression vanishes, if it is linear in it."""
    for s in rng.sample(sorted(edge.free_symbols & set(at), key=str), len(edge.free_symbols & set(at))):
        along = sp.Poly(edge.xreplace({o: sp.Rational(v.numerator, v.denominator) for o, v in at.items() if o != s}), s)
        if along.degree() == 1:
            root = -along.nth(0) / along.nth(1)
            return at | {s: Fraction(int(root.p), int(root.q))}
    return at


def edges_of(form: ClosedForm) -> Iterator[sp.Expr]:
    """Where a part of its condition changes, and where what it divides by vanishes."""
    free = set(form.free)
    for relation in relations(form.condition):
        difference = relation.lhs - relation.rhs
        if not difference.free_symbols & free:
            yield sp.numer(sp.together(difference))
    rows = [*form.sender.values(), *(row for row in form.receiver.values() if not isinstance(row, OffPath))]
    for expression in (e for row in rows for e in row.values()):
        below = sp.denom(sp.together(expression))
        if below.free_symbols and not below.free_symbols & free:
            yield below


def relations(part: Any) -> Iterator[Any]:
    """The relations in a condition."""
    if isinstance(part, (Condition, OneOf)):
        for one in part.parts:
            yield from relations(one)
    else:
        yield part
