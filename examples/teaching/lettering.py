"""How wide text is, by a table: in the browser this stands for the package's own measure, which needs Matplotlib."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import wrap

#: How wide a text is, in points, in type of a size.
Measure = Callable[[str, float], float]
#: The smallest type that can be read, in points.
SMALLEST = 5.0
#: Widths of letters in parts of the type's size, in a face as wide as readers may have; of all others `USUAL`.
NARROW, USUAL, WIDE = 0.36, 0.64, 0.9
WIDTHS = dict.fromkeys("iljtfr.,:;'|!()[]/ \u00a0", NARROW) | dict.fromkeys("mwMW\u2212", WIDE)


def text_width(text: str, size: float) -> float:
    """About how many points wide the longest line of `text` is.

    >>> text_width("ill", 10) < text_width("oxo", 10) < text_width("mow\\nm", 10)
    True
    """
    return size * max(sum(WIDTHS.get(letter, USUAL) for letter in line) for line in text.split("\n"))


def wrapped(text: str, width: float, size: float, measure: Measure = text_width) -> str:
    """The text in lines that are at most `width` points wide, as far as its words allow."""
    columns = max(8, int(width / (USUAL * size)))
    lines = wrap(text, columns, break_long_words=False, break_on_hyphens=False)
    return text if measure(text, size) <= width else "\n".join(lines)


__all__ = ["SMALLEST", "Measure", "text_width", "wrapped"]
