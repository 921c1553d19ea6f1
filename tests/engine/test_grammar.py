"""The grammar of formulas: what is read, what it is worth, and what is said of a text that is none."""

from __future__ import annotations

from fractions import Fraction
from operator import add, mul, sub, truediv

import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from termination.engine.grammar import MAX_CHARACTERS, MAX_PARENTHESES, read_formula
from termination.errors import Fault, InputError, UnknownNameError

VALUES = {"a": Fraction(1, 2), "b": Fraction(-3), "c": Fraction(5, 7)}


def worth(text: str) -> Fraction:
    value = read_formula(text).value(VALUES)
    assert isinstance(value, Fraction)
    return value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a - b - c", "39/14"),  # from the left
        ("a / b / c", "-7/30"),
        ("a - (b - c)", "59/14"),
        ("1 + 2 * 3", "7"),
        ("-a * -b", "-3/2"),
        ("--a", "1/2"),
        ("+a", "1/2"),
        ("2 * -(a + b)", "5"),
        ("0.3", "3/10"),
        (".5 + 1e-3", "501/1000"),
        ("1/3", "1/3"),
        (" a\n\t+ b ", "-5/2"),
    ],
)
def test_what_a_formula_is_worth(text, expected):
    assert worth(text) == Fraction(expected)


def test_names_stand_for_whatever_has_arithmetic():
    x, y = sp.symbols("x y")
    assert read_formula("(p - q) / 2").value({"p": x, "q": y}) == (x - y) / 2
    assert read_formula("θ_1 * 2").value({"θ_1": 1.5}) == 3


_OPERATIONS = {"+": add, "-": sub, "*": mul, "/": truediv}


@st.composite
def trees(draw, depth=4):
    """A text with all its parentheses, and what it is worth; None where a divisor is 0."""
    if depth == 0 or draw(st.booleans()):
        name = draw(st.sampled_from([*VALUES, "2", "0.25", "0"]))
        return name, VALUES.get(name, Fraction(name) if name not in VALUES else None)
    (one, left), (other, right) = draw(trees(depth=depth - 1)), draw(trees(depth=depth - 1))
    sign = draw(st.sampled_from("+-*/"))
    value = None if left is None or right is None or (sign == "/" and right == 0) else _OPERATIONS[sign](left, right)
    return f"({one} {sign} {other})", value


@given(trees())
def test_any_formula_is_worth_what_arithmetic_says(tree):
    text, value = tree
    if text.count("(") > 12:
        return  # bounds have their own test
    if value is None:
        with pytest.raises(ZeroDivisionError):
            worth(text)
    else:
        assert worth(text) == value


@given(st.text(alphabet="ab1.+-*/() ^,=e_", max_size=30))
def test_any_text_is_read_or_refused_with_its_place(text):
    refused: tuple[Fault, ...] = ()
    names = ""
    try:
        names = "".join(read_formula(text, "here").names)
    except InputError as error:
        refused = error.faults
    assert set(names) <= set("abe_1")
    assert {fault.where.partition(",")[0] for fault in refused} <= {"here"}
    assert names or refused or any(c.isdigit() for c in text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2 prize", "character 3: 'prize' where an operation should stand; a product has its sign: 2 * prize"),
        ("x**2", "character 3: there are no powers; write a square as a product: x * x"),
        ("x^2", "character 2: '^' cannot stand in a formula; write a square as a product: x * x"),
        ("max(a, b)", "character 4: there are no functions; a product has its sign: a * (b)"),
        ("(a + b", "character 6: the formula breaks off; a parenthesis is not closed"),
        ("a + ", "character 4: the formula breaks off; a number, a name or a parenthesis should follow"),
        ("a)", "character 2: ')' closes nothing"),
        ("1,5", "character 2: ',' cannot stand in a formula; write the decimal point as a point"),
        ("a − b", "character 3: '−' cannot stand in a formula; write the plain minus sign: -"),
        ("a.b", "character 2: '.' cannot stand in a formula; there are numbers, names, + - * / and ( )"),
        ("__import__('os')", "character 11: there are no functions; a product has its sign: a * (b)"),
        ("", "is empty; write a number or a formula such as prize - cost"),
        ("1e999", "'1e999' has an exponent beyond 400"),
        ("+".join("a" * 600), f"has 1,199 characters; a formula may have {MAX_CHARACTERS:,}"),
        ("(" * 41 + "a" + ")" * 41, f"has more than {MAX_PARENTHESES} parentheses; name parts of it"),
        ("*".join("a" * 13), "multiplies up to degree 13; at most 12 is read"),
    ],
)
def test_what_is_no_formula_is_refused_with_what_was_meant(text, said):
    with pytest.raises(InputError) as caught:
        read_formula(text)
    assert str(caught.value) == said


def test_a_name_that_stands_for_nothing_is_answered_with_those_there_are():
    with pytest.raises(UnknownNameError, match="no name 'd'; there are: 'a', 'b', 'c'"):
        worth("a + d")


def test_the_degree_bounds_that_of_numerator_and_denominator():
    x, y, z = sp.symbols("x y z")
    for text in ("x*y - z/(x+y)", "(x - y)*(x + z)/(y*y)", "x/y + y/z + z/x", "1/(x - 1/(y - 1/z))"):
        fraction = sp.fraction(sp.together(read_formula(text).value({"x": x, "y": y, "z": z})))
        found = tuple(sp.Poly(part, x, y, z).total_degree() for part in fraction)
        assert all(a <= b for a, b in zip(found, read_formula(text).degree(), strict=True)), text
