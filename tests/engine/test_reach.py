"""How far closed forms are derived: the page's table is the benchmark's, and edges of any shape are the listed ones."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
import sympy as sp

from benchmarks import reach
from docs.blocks import DOCS, section, tables
from termination.engine.symbolic import SymbolicGame
from termination.engine.symbolic.algebra import contradiction, determinant
from termination.engine.symbolic.budget import at_most, count, steps_left
from termination.engine.symbolic.coincidences import coincidences
from termination.engine.symbolic.edges import edges

PAGE = (DOCS / "closed_forms.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("place", [0, pytest.param(1, marks=pytest.mark.thorough), *(
    pytest.param(place, marks=pytest.mark.thorough) for place in range(2, reach.QUICK)
), *(pytest.param(place, marks=pytest.mark.long) for place in range(reach.QUICK, len(reach.SHAPES)))])  # fmt: skip
def test_the_page_says_what_the_benchmark_finds(place: int) -> None:
    listed = tables(section(PAGE, "## How far it reaches"))[0][1:]
    assert len(listed) == len(reach.SHAPES)
    assert listed[place][:4] == reach.row(reach.reached(reach.SHAPES[place]))


def polynomials(game: Any) -> set[Any]:
    """The equations of the edges that are listed for two types and two replies, those with one equation."""
    found = set()
    for edge in edges(game):
        equations = [part.lhs for part in edge.parts if isinstance(part, sp.Eq)]
        if len(equations) == 1:
            polynomial = game.field.element(equations[0]).numer.primitive()[1]
            found.add(polynomial if polynomial.LC > 0 else -polynomial)
    return found


def test_what_is_derived_for_two_types_and_two_replies_is_among_what_is_listed() -> None:
    """In a game with a symbol for each payoff."""
    tables = [
        tuple(tuple(tuple(sp.Symbol(f"{who}{t}{m}{r}") for r in "01") for m in "01") for t in "01") for who in "sr"
    ]
    p, labels = sp.Symbol("p"), ("0", "1")
    symbols = (p, *(x for table in tables for rows in table for row in rows for x in row))
    game = SymbolicGame(labels, (p, 1 - p), labels, (labels, labels), *tables, symbols=symbols)
    derived = {one.vanishes for one in coincidences(game)}
    assert len(derived) == 18
    assert derived <= polynomials(game)


def test_equations_contradict_each_other_but_where_a_polynomial_vanishes() -> None:
    """x = a and 2 x = b hold together where b = 2 a; a x + b y and x + y have the determinant a - b."""
    a, b = sp.symbols("a b")
    game = reach.game((2, 2, 2))
    field = type(game.field)((a, b))
    one, x, y = field.one, field.element(a), field.element(b)
    assert contradiction([[one, x], [2 * one, y]], 1).as_expr() == 2 * a - b
    assert determinant([[x, y, one], [one, one, one]], 2).as_expr() == a - b


def test_a_random_system_agrees_with_sympy() -> None:
    rng = Random(4)
    letters = sp.symbols("a b c")
    field = type(reach.game((2, 2, 2)).field)(letters)
    compared = 0
    for _ in range(5):
        rows = [[rng.choice([*letters, rng.randint(-3, 3)]) for _ in range(4)] for _ in range(4)]
        expected = sp.factor(sp.Matrix(rows).det())
        if expected != 0 and sp.Matrix(rows)[:, :3].rank() == 3:
            found = contradiction([[field.element(x) for x in row] for row in rows], 3).as_expr()
            assert not found.is_number
            assert sp.rem(sp.Poly(expected, *letters), sp.Poly(found, *letters)) == 0
            compared += 1
    assert compared > 2


def test_steps_are_counted_only_within_a_limit() -> None:
    with at_most(5):
        count(2)
        assert steps_left() == 3
    with pytest.raises(LookupError, match="no limit"):
        steps_left()
