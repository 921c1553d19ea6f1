"""How numbers become exact, once and in one place.

The engine computes with rationals. A number that a person writes as 0.3 means 3/10, so a float enters through its
shortest decimal form; text is read as an integer, a decimal or a ratio, and is never evaluated as code; numbers that
are exact already (int, Fraction, Decimal, SymPy's rationals, NumPy's integers) stay what they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import islice
from math import gcd, isfinite, lcm
from typing import Any, TypeAlias

from termination.errors import Fault, InputError

#: A number as a person gives it to a function, read by `exact`.
Given: TypeAlias = Fraction | Decimal | str | float

#: Longest text, largest power of ten and most digits taken for a number: beyond them a typing error or an attack is
#: likelier. (Python itself refuses to print integers of more than 4300 digits.)
MAX_TEXT = 400
MAX_EXPONENT = 400
MAX_DIGITS = 4000

_DECIMAL = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,9})?", re.ASCII)
_RATIO = re.compile(r"([+-]?\d+)\s*/\s*(\d+)", re.ASCII)


def exact(value: Any, where: str = "") -> Fraction:
    """The rational that `value` means.

    Takes int, Fraction, Decimal, float (through its shortest decimal form), text such as "3/10", "0.3" or "1e-3",
    and NumPy and SymPy numbers that are rational. Raises `InputError`, placed at `where`, for anything else: NaN,
    infinities, booleans, "1/0", numbers of absurd length.

    >>> exact(0.3), exact("3/10"), exact(2)
    (Fraction(3, 10), Fraction(3, 10), Fraction(2, 1))
    """
    if type(value) is Fraction:
        return _printable(value, where)
    if isinstance(value, bool) or type(value).__name__ in ("bool_", "BooleanTrue", "BooleanFalse"):
        raise _fault(where, "is a truth value, true or false; write a number")
    if isinstance(value, (int, Fraction)):
        return _printable(Fraction(value), where)
    if isinstance(value, float):
        return _from_float(float(value), where)
    if isinstance(value, Decimal):
        return _from_decimal(value, where)
    if isinstance(value, str):
        return _from_text(value, where)
    return _from_library(value, where)


def _fault(where: str, what: str) -> InputError:
    return InputError([Fault(where, what)])


def _printable(value: Fraction, where: str) -> Fraction:
    if max(value.numerator.bit_length(), value.denominator.bit_length()) > 3.3 * MAX_DIGITS:
        raise _fault(where, f"has more than {MAX_DIGITS} digits; write a shorter number")
    return value


def _from_float(value: float, where: str) -> Fraction:
    if not isfinite(value):
        raise _fault(where, f"{value} is not a finite number")
    return Fraction(repr(value))


def _from_decimal(value: Decimal, where: str) -> Fraction:
    if not value.is_finite():
        raise _fault(where, f"{value} is not a finite number")
    return _from_text(str(value), where)


def _from_text(text: str, where: str) -> Fraction:
    shown = text if len(text) <= 40 else text[:37] + "..."
    if len(text) > MAX_TEXT:
        raise _fault(where, f"{shown!r} has {len(text)} characters; a number may have at most {MAX_TEXT}")
    clean = text.strip()
    if ratio := _RATIO.fullmatch(clean):
        if int(ratio[2]) == 0:
            raise _fault(where, f"{shown!r} divides by zero")
        return Fraction(int(ratio[1]), int(ratio[2]))
    if decimal := _DECIMAL.fullmatch(clean):
        if decimal[3] and abs(int(decimal[3][1:])) > MAX_EXPONENT:
            raise _fault(where, f"{shown!r} has an exponent beyond {MAX_EXPONENT}")
        return Fraction(clean)
    raise _fault(where, f"{shown!r} is not a number; {_meant(clean)}")


def _meant(text: str) -> str:
    """What a text that is no number probably means, for the error that refuses it."""
    if re.fullmatch(r"[+-]?\d+,\d+", text):
        return f"write the decimal point as a point: {text.replace(',', '.')}"
    if re.fullmatch(r"[+-]?\d{1,9}(\.\d{1,9})?\s*%", text):
        return f"write {text} as {Fraction(text.removesuffix('%').strip()) / 100}"
    return "write one as 0.3, 3/10 or 2"


def _from_library(value: Any, where: str) -> Fraction:
    """NumPy and SymPy numbers, recognised without importing either library."""
    library = type(value).__module__.partition(".")[0]
    if library == "numpy" and getattr(value, "ndim", None) == 0:
        if value.dtype.kind in "iu":
            return Fraction(int(value))
        if value.dtype.kind == "f":
            # What a narrow float prints is its own shortest decimal form, not that of the float it widens to.
            return _from_text(str(value), where)
        if value.dtype.kind in "bUO":
            return exact(value.item(), where)
    if library == "sympy" and getattr(value, "is_Rational", False):
        return Fraction(int(value.p), int(value.q))
    if library == "sympy" and getattr(value, "is_Float", False):
        return _from_text(str(value), where)
    found = _KINDS.get(type(value).__name__, type(value).__name__)
    raise _fault(where, f"expected a number, found {found}; write one as 0.3, 3/10 or 2")


_KINDS = {"dict": "values by label", "list": "a list", "tuple": "a list"}


def integers(values: list[Fraction]) -> list[int]:
    """The coprime integers in the same proportions as `values`, signs kept; payoffs scaled so give the same game."""
    ratios = [value.as_integer_ratio() for value in values]
    scale = lcm(*[below for _, below in ratios])
    scaled = [above * (scale // below) for above, below in ratios]
    common = gcd(*scaled) or 1
    return scaled if common == 1 else [value // common for value in scaled]


def integer_rows(rows: Sequence[Sequence[Fraction]]) -> tuple[tuple[int, ...], ...]:
    """The same of a table, all its cells on one scale.

    >>> integer_rows([[Fraction(1, 2), Fraction(0)], [Fraction(1, 3)]])
    ((3, 0), (2,))
    """
    cells = iter(integers([x for row in rows for x in row]))
    return tuple([tuple(islice(cells, len(row))) for row in rows])
