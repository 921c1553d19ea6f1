"""The least and the greatest of some of many values, without a look at each.

Values that differ are put in order, so that each has a place. For every binary digit of places a bit mask says whose
place has it. The greatest of some, a mask too, is then read digit by digit, the highest first: where any of those left
have it, they alone are left. The least likewise.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple


class Places(NamedTuple):
    """Values in order, each once, and by masks who has which."""

    values: tuple[Fraction, ...]
    digits: tuple[int, ...]  # for each digit of a place, the highest first: whose place has it

    @classmethod
    def of(cls, given: Sequence[Fraction]) -> Places:
        """Those of the values that the first, the second, ... have."""
        names = list(map(id, given))  # many are one object, and comparing takes long
        distinct = dict(zip(names, given, strict=True))
        values = tuple(sorted({value.as_integer_ratio(): value for value in distinct.values()}.values()))
        numbers = {value.as_integer_ratio(): place for place, value in enumerate(values)}
        place = {name: numbers[value.as_integer_ratio()] for name, value in distinct.items()}
        highest = (len(values) - 1).bit_length() - 1
        having = ({name: k >> i & 1 for name, k in place.items()} for i in range(highest, -1, -1))
        digits = tuple([mask_of(map(digit.__getitem__, names)) for digit in having])
        return cls(values, digits)

    def ends(self, some: int) -> tuple[int, int]:
        """The places of the least and the greatest value that any of these have.

        >>> six = Places.of([Fraction(n, 6) for n in (5, 0, 3, 0, 4, 1)])
        >>> [str(six.values[place]) for place in six.ends(0b010101)]
        ['1/2', '5/6']
        """
        low, high, least, most = 0, 0, some, some
        for digit in self.digits:
            low, high = low << 1, high << 1
            having = least & digit
            if having == least:
                low += 1
            else:
                least ^= having
            having = most & digit
            if having:
                most, high = having, high + 1
        return low, high


def mask_of(values: Iterable[object]) -> int:
    """The mask of the values that are not zero.

    >>> bin(mask_of([1, 0, Fraction(1, 2), True]))
    '0b1101'
    """
    return int(bytes(map(bool, values)).translate(_DIGITS)[::-1] or b"0", 2)


#: Zeros and ones as digits.
_DIGITS = b"01".ljust(256)
