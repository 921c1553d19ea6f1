"""One parameter of a model, and the values that it may take: a record from which everything about it is said.

A record says what a parameter is called in the mathematics and in code, what it means, which values it may take, what
it is when not given, and whether it has a value for each type. A model's table is a tuple of such records.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from termination.errors import InputError


@dataclass(frozen=True, slots=True)
class Domain:
    """An interval: its bounds, None where unbounded, and which of them are excluded.

    >>> print(Domain(), "|", Domain(0, open_low=True), "|", Domain(0, 1, open_low=True))
    real | > 0 | in (0, 1]
    """

    low: int | None = None
    high: int | None = None
    open_low: bool = False
    open_high: bool = False

    def conditions(self, value: Any) -> list[Any]:
        """The inequalities that put `value` in the interval: truth values for numbers, formulas for symbols.

        >>> Domain(0, 1, open_low=True).conditions(Fraction(1, 2)), Domain(0).conditions(-1)
        ([True, True], [False])
        """
        found = []
        if self.low is not None:
            found.append(value > self.low if self.open_low else value >= self.low)
        if self.high is not None:
            found.append(value < self.high if self.open_high else value <= self.high)
        return found

    @classmethod
    def of(cls, text: str) -> Domain:
        """The interval that a text names, as `str` writes it. `InputError` where it names none.

        >>> Domain.of("> 0") == POSITIVE, Domain.of("in (0, 1]") == SHARE, Domain.of("[0, 1]") == UNIT
        (True, True, True)
        """
        plain = text.strip().removeprefix("in ").strip()
        if plain == "real":
            return cls()
        if ray := re.fullmatch(r"(>=?|<=?)\s*(-?\d{1,9})", plain, re.ASCII):
            end, strict = int(ray[2]), "=" not in ray[1]
            return cls(low=end, open_low=strict) if ray[1][0] == ">" else cls(high=end, open_high=strict)
        both = re.fullmatch(r"([\[(])\s*(-?\d{1,9})\s*,\s*(-?\d{1,9})\s*([\])])", plain, re.ASCII)
        if both and int(both[2]) < int(both[3]):
            return cls(int(both[2]), int(both[3]), both[1] == "(", both[4] == ")")
        expected = 'expected "real", "> 0", ">= 0", "< 0", "<= 0", "(0, 1)", "[0, 1]" or the like, ends whole numbers'
        raise InputError(f"{text!r:.40} is no domain; {expected}")

    def __str__(self) -> str:
        if self.low is None and self.high is None:
            return "real"
        if self.high is None:
            return f"{'>' if self.open_low else '>='} {self.low}"
        if self.low is None:
            return f"{'<' if self.open_high else '<='} {self.high}"
        return f"in {'(' if self.open_low else '['}{self.low}, {self.high}{')' if self.open_high else ']'}"


REAL = Domain()
NOT_NEGATIVE = Domain(0)
POSITIVE = Domain(0, open_low=True)
UNIT = Domain(0, 1)
SHARE = Domain(0, 1, open_low=True)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a model. `default` None with `required` False means that it may be absent altogether."""

    name: str
    symbol: str
    meaning: str
    domain: Domain
    by_type: bool = False
    required: bool = True
    default: Fraction | None = None
    #: What the values must satisfy together, in words; checked where the parameters are read.
    jointly: str = ""
    #: Where it has a value for each of some labels that are no types: their name among the model's `labels`.
    over: str = ""
    #: Where the order of its values by label counts: "strict" if they must differ, "weak" if they may be equal.
    order: str = ""

    @property
    def labels_in(self) -> str:
        """What the model's `labels` call those for which there is a value each; "" where there is one for all.

        >>> [Parameter("cost", "c_i", "a cost", REAL, by_type=each).labels_in for each in (True, False)]
        ['types', '']
        """
        return "types" if self.by_type else self.over

    @property
    def per(self) -> str:
        """What it has a value for each of: "type", "approach"; "" where there is one for all."""
        return self.labels_in.removesuffix("es" if self.labels_in.endswith("ches") else "s")

    @property
    def may_be_absent(self) -> bool:
        """Whether a model may be without it."""
        return not self.required and self.default is None

    @property
    def admits(self) -> str:
        """The domain in words: "in [0, 1], all different"."""
        return f"{self.domain}, {self.jointly}" if self.jointly else str(self.domain)

    @property
    def otherwise(self) -> str:
        """What holds when the parameter is not given: "required", "0", "absent"."""
        if self.required:
            return "required"
        return "absent" if self.may_be_absent else str(self.default)
