"""Formulas for indices: a small language, read and never evaluated.

    formula  =  term { "+" term }
    term     =  "1" | "0" | factor { ":" factor }
    factor   =  column [ "^" digits ]  |  function "(" column ")"

"1" is the constant, which is there unless "0" says that it is not, as in other programs. a:b is a product; a column
whose name is no plain word stands in backquotes. A list of terms is taken as it stands, with no constant of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from termination.engine.sentences import listed
from termination.errors import Faults, InputError
from termination.estimate.jets import Array

#: The functions that a formula may name, where each is defined, in words and as a test.
FUNCTIONS: Mapping[str, tuple[Callable[[Array], Any], str, Callable[[Array], Any]]] = {
    "sqrt": (np.sqrt, "not negative", lambda x: x >= 0),
    "log": (np.log, "positive", lambda x: x > 0),
    "log1p": (np.log1p, "above -1", lambda x: x > -1),
    "exp": (np.exp, "below 700", lambda x: x < 700),
    "abs": (np.abs, "a number", lambda x: x == x),
}
_FACTOR = re.compile(r"(?:(\w+)\(\s*(`[^`]+`|[A-Za-z_][\w.]*)\s*\)|(`[^`]+`|[A-Za-z_][\w.]*)(?:\s*\^\s*(\d))?)$")


@dataclass(frozen=True, slots=True)
class Factor:
    """A column, a power of it, or a function of it."""

    column: str
    function: str = ""
    power: int = 1

    def __str__(self) -> str:
        return f"{self.function}({self.column})" if self.function else self.column + f"^{self.power}" * (self.power > 1)


@dataclass(frozen=True, slots=True)
class Term:
    """A product of factors; of none, the constant."""

    factors: tuple[Factor, ...] = ()

    def __str__(self) -> str:
        return ":".join(map(str, self.factors)) or "constant"

    def values(self, columns: Mapping[str, Array], rows: int) -> Array:
        """The term at each row. Raises `InputError` where a function is not defined."""
        product = np.ones(rows)
        for factor in self.factors:
            column = columns[factor.column]
            if factor.function:
                function, where, defined = FUNCTIONS[factor.function]
                bad = np.flatnonzero(~defined(column))
                if len(bad):
                    there = f"in row {bad[0]} it is {column[bad[0]]:g}"
                    raise InputError(f"{factor}: {factor.column} must be {where}; {there}")
                column = function(column)
            product = product * column**factor.power
        return product


CONSTANT = Term()


def parse(written: str | Sequence[str] | float) -> tuple[Term, ...]:
    """The terms of a formula, or of a list of terms.

    >>> [str(term) for term in parse("sqrt(trade) + ally:contig + age^2")]
    ['constant', 'sqrt(trade)', 'ally:contig', 'age^2']
    >>> parse("0 + ally") == parse(["ally"]), parse("0")
    (True, ())
    """
    pieces: list[Any]
    if isinstance(written, str):
        pieces = written.lstrip(" ~").split("+")
    else:
        pieces = list(written) if isinstance(written, Iterable) else [written]
    if not all(isinstance(one, str) for one in pieces):
        raise InputError('must be a formula such as "1 + x", a list of columns, or a number')
    words = [piece.strip() for piece in pieces]
    constant = [CONSTANT] if isinstance(written, str) and "0" not in words and "1" not in words else []
    faults = Faults()
    terms = list(constant)
    for word in words:
        with faults.at(""):
            if word != "0":
                terms.append(CONSTANT if word == "1" else _term(word))
    doubled = sorted({str(term) for term in terms if terms.count(term) > 1})
    if doubled:
        faults.add("", f"{listed(doubled)} stands there twice; name each term once")
    if "0" in words and "1" in words:
        faults.add("", '"0" and "1" contradict each other; write one of them')
    faults.raise_if_any()
    return tuple(terms)


def written(terms: Sequence[Term]) -> str:
    """The terms as a formula: what `parse` reads as these.

    >>> written(parse("ally:`war days` + 0")), written(parse("age"))
    ('0 + ally:`war days`', '1 + age')
    """
    words = ["1" if term == CONSTANT else ":".join(map(_quoted, term.factors)) for term in terms]
    return " + ".join(words if CONSTANT in terms else ["0", *words])


def _quoted(factor: Factor) -> str:
    plain = re.fullmatch(r"[A-Za-z_][\w.]*", factor.column)
    return str(factor if plain else replace(factor, column=f"`{factor.column}`"))


def _term(word: str) -> Term:
    return Term(tuple(_factor(part.strip()) for part in word.split(":")))


def _factor(text: str) -> Factor:
    found = _FACTOR.match(text)
    if found is None and re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)", text):
        raise InputError(f'"{text}" is a number; one at which all is fixed stands alone, without quotes: {text}')
    if found is None:
        raise InputError(
            f'"{text}" cannot be read; a formula is made of columns, powers such as x^2, functions '
            f"({', '.join(FUNCTIONS)}) of a column, products a:b, and +"
        )
    function, inside, column, power = found.groups()
    if function and function not in FUNCTIONS:
        known = ", ".join(FUNCTIONS)
        raise InputError(f'no function "{function}"; there are: {known}. Any other column can be computed beforehand')
    if power == "0":
        raise InputError(f'"{text}" is the constant; write 1')
    return Factor((inside or column).strip("`"), function or "", int(power or 1))
