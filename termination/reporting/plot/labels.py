"""Numbers as figures show them: the fraction where it is short, else a decimal that says whether it is rounded."""

from __future__ import annotations

from fractions import Fraction

from termination.engine.strategies import Quantity, Range
from termination.reporting.numbers import decimal_text

#: Fractions with more characters than this are shown as decimals.
SHORT = 6


def short(value: Fraction) -> str:
    """The number in few characters: the fraction itself if it is short, else a decimal, with ≈ where it is rounded.

    >>> [short(Fraction(x)) for x in ("3/10", "-1/2", "12345/100000", "13/4321")]
    ['3/10', '−1/2', '≈0.123', '≈0.003']
    """
    text = str(value)
    if len(text) > SHORT:
        decimal = decimal_text(value)
        text = decimal if Fraction(decimal) == value else f"≈{decimal}"
    return text.replace("-", "−")


def span(quantity: Quantity) -> str:
    """The number, or the two ends of its range.

    >>> span(Range(Fraction(0), Fraction(1, 2))), span(Fraction(1, 2))
    ('0 to 1/2', '1/2')
    """
    if isinstance(quantity, Range):
        return f"{short(quantity.low)} to {short(quantity.high)}"
    return short(quantity)
