"""How an exact number is shown to a reader: the fraction itself, and a short decimal beside it unless it is obvious.

The decimal is computed from the fraction, not from a float. It has three places where it is rounded and fewer where
it is not; a fraction too long to read is shown by its decimal alone, marked with a tilde.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from math import inf
from typing import Any

from termination.engine.strategies import Quantity, Range

#: Fractions with a larger denominator get a decimal beside them.
OBVIOUS = 10
#: Fractions with more characters are shown by their decimal alone.
READABLE = 15
#: In figures those with more than this.
SHORT = 6

_NUMBER = re.compile(r"-?\b\d+(?:/[1-9]\d*)?\b", re.ASCII)


def number_text(value: Fraction) -> str:
    """The number as a reader wants it.

    >>> [number_text(Fraction(x)) for x in ("2", "3/10", "7/20", "13/42", "123456789/987654321000")]
    ['2', '3/10', '7/20 (0.35)', '13/42 (0.310)', '~1.25e-4']
    """
    text = str(value)
    if len(text) > READABLE:
        return f"~{decimal_text(value)}"
    return text if value.denominator <= OBVIOUS else f"{text} ({decimal_text(value)})"


def decimal_text(value: Fraction) -> str:
    """A short decimal: three places, trailing zeros dropped where it is exact; three digits if very large or small.

    >>> [decimal_text(Fraction(x)) for x in ("1/8", "1/3", "-1/7", "1/4000", "10/3000001")]
    ['0.125', '0.333', '-0.143', '2.50e-4', '3.33e-6']
    """
    if value and not Fraction(1, 1000) <= abs(value) < 10**6:
        return f"{Decimal(value.numerator) / Decimal(value.denominator):.2e}"
    rounded = round(value, 3)
    thousandths = f"{abs(int(rounded * 1000)):04d}"
    text = f"{'-' if rounded < 0 else ''}{thousandths[:-3]}.{thousandths[-3:]}"
    return text.rstrip("0").rstrip(".") if rounded == value else text


def short(value: Fraction) -> str:
    """The number in few characters, as figures have it: a fraction if it is short, else a decimal, ≈ where rounded.

    >>> [short(Fraction(x)) for x in ("3/10", "-1/2", "12345/100000", "13/4321")]
    ['3/10', '−1/2', '≈0.123', '≈0.003']
    """
    text = str(value)
    if len(text) > SHORT:
        decimal = decimal_text(value)
        text = decimal if Fraction(decimal) == value else f"≈{decimal}"
    return text.replace("-", "−")


def place_text(value: Any) -> str:
    """A place on an axis, which need not be rational: the fraction where it is short, else six digits.

    >>> place_text(Fraction(3, 10)), place_text(2**0.5)
    ('3/10', '1.41421')
    """
    return str(value) if isinstance(value, Fraction) and value.denominator < 10**4 else f"{float(value):.6g}"


def quantity_text(quantity: Quantity, number: Callable[[Fraction], str] = number_text) -> str:
    """A number, or the two ends of its range, each written so.

    >>> quantity_text(Range(Fraction(0), Fraction(13, 42))), quantity_text(Fraction(-1, 2), short)
    ('0 to 13/42 (0.310)', '−1/2')
    """
    if isinstance(quantity, Range):
        return f"{number(quantity.low)} to {number(quantity.high)}"
    return number(quantity)


def readable(prose: str) -> str:
    """Prose with the exact numbers in it that are too long to read shown by their decimals.

    >>> readable("a net gain of -1/3, from -123456789/987654321000 to 1/100")
    'a net gain of -1/3, from ~-1.25e-4 to 1/100'
    """
    return _NUMBER.sub(lambda found: found[0] if len(found[0]) <= READABLE else number_text(Fraction(found[0])), prose)


def bounds(quantity: Quantity) -> tuple[Fraction, Fraction]:
    """The two ends, equal where the quantity is fixed."""
    return (quantity.low, quantity.high) if isinstance(quantity, Range) else (quantity, quantity)


def nearest_float(value: Fraction) -> float:
    """The nearest float; an infinity beyond the largest.

    >>> nearest_float(Fraction(1, 3)), nearest_float(Fraction(-(10**400)))
    (0.3333333333333333, -inf)
    """
    try:
        return float(value)
    except OverflowError:
        return inf if value > 0 else -inf
