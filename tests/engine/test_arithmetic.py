"""How numbers become exact: what is read, and what is refused with advice."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from termination.engine.arithmetic import MAX_DIGITS, exact, integers
from termination.errors import InputError


@pytest.mark.parametrize(
    ("given_", "meant"),
    [
        (2, "2"),
        (0.3, "3/10"),
        (1e-3, "1/1000"),
        (-0.0, "0"),
        ("3/10", "3/10"),
        (" 6 / 20 ", "3/10"),
        ("-3/10", "-3/10"),
        ("+0.30", "3/10"),
        (".5", "1/2"),
        ("2.", "2"),
        ("1e-3", "1/1000"),
        ("1E2", "100"),
        (Decimal("0.30"), "3/10"),
        (Decimal("1E+2"), "100"),
        (Fraction(3, 10), "3/10"),
        (np.float64(0.3), "3/10"),
        (np.float32(0.3), "3/10"),
        (np.float16(0.3), "3/10"),
        (np.int8(-3), "-3"),
        (np.uint64(3), "3"),
        (np.array(0.3), "3/10"),
        (np.str_("3/10"), "3/10"),
        (sympy.Rational(3, 10), "3/10"),
        (sympy.Integer(-3), "-3"),
        (sympy.Float("0.3"), "3/10"),
        (sympy.S.Half, "1/2"),
    ],
)
def test_what_numbers_mean(given_: object, meant: str) -> None:
    value = exact(given_)
    assert type(value) is Fraction
    assert value == Fraction(meant)


def test_a_long_double_is_read_in_its_own_digits() -> None:
    assert abs(exact(np.longdouble(1) / 3) - Fraction(1, 3)) < Fraction(1, 10**15)


@pytest.mark.parametrize(
    ("given_", "advice"),
    [
        (float("nan"), "finite"),
        (float("inf"), "finite"),
        (Decimal("NaN"), "finite"),
        (Decimal("-Infinity"), "finite"),
        ("nan", "not a number"),
        ("inf", "not a number"),
        ("", "not a number"),
        ("a half", "not a number"),
        ("1/0", "divides by zero"),
        ("1/-2", "not a number"),
        ("1/2/3", "not a number"),
        ("1_000", "not a number"),
        ("0x10", "not a number"),
        ("٣", "not a number"),
        ("1e401", "exponent"),
        ("1e-999999999", "exponent"),
        ("1e9999999999", "not a number"),
        ("9" * 401, "401 characters"),
        (Decimal("1E+1000000"), "exponent"),
        (10 ** (MAX_DIGITS + 10), "digits"),
        (Fraction(1, 10 ** (MAX_DIGITS + 10)), "digits"),
        (True, "truth value"),
        (np.bool_(False), "truth value"),
        (sympy.true, "truth value"),
        (None, "NoneType"),
        ([1], "list"),
        (b"1", "bytes"),
        (1j, "complex"),
        (np.complex64(1), "complex64"),
        (np.clongdouble(1), "clongdouble"),
        (np.float32("nan"), "not a number"),
        (np.array([0.3]), "ndarray"),
        (np.ma.masked, "not a number"),
        (np.datetime64("2026-01-01"), "datetime64"),
        (sympy.pi, "Pi"),
        (sympy.sqrt(2), "Pow"),
        (sympy.nan, "NaN"),
        (sympy.oo, "Infinity"),
        (sympy.Symbol("x"), "Symbol"),
        ("__import__('os').getcwd()", "not a number"),
    ],
)
def test_what_is_refused_and_why(given_: object, advice: str) -> None:
    with pytest.raises(InputError) as caught:
        exact(given_, "prior.low")
    (fault,) = caught.value.faults
    assert fault.where == "prior.low"
    assert advice in fault.what
    assert len(fault.what) < 200


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_float_is_its_shortest_decimal_form(value: float) -> None:
    assert exact(value) == Fraction(repr(value))
    assert float(exact(value)) == value


@given(st.fractions())
def test_printing_and_reading_a_rational_is_the_identity(value: Fraction) -> None:
    assert exact(str(value)) == value


@given(st.text())
def test_text_is_a_number_or_an_input_error(text: str) -> None:
    try:
        value = exact(text)
    except InputError:
        return
    assert type(value) is Fraction


@given(st.lists(st.fractions(max_denominator=50), min_size=1))
def test_integers_keep_proportions_and_signs(values: list[Fraction]) -> None:
    scaled = integers(values)
    assert all(type(x) is int for x in scaled)
    assert all(a * y == b * x for a, x in zip(values, scaled, strict=True) for b, y in zip(values, scaled, strict=True))
    assert [(a > 0) - (a < 0) for a in values] == [(x > 0) - (x < 0) for x in scaled]
