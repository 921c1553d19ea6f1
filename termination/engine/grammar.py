"""Formulas as people type them: numbers, names, + - * / and parentheses, and nothing else.

A text is read by a grammar into a program of a few steps in postfix order, `(a - b) / 2` as a b - 2 /. Nothing in it is
ever evaluated as code. What it is worth depends on what its names stand for: fractions, symbols, arrays, whatever has
these four operations. The length of a text, the depth of its parentheses and its degree are bounded, so that what is
made of it is bounded too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from operator import add, mul, neg, sub, truediv
from typing import TYPE_CHECKING, Any

from termination.engine.arithmetic import exact
from termination.errors import Fault, InputError, UnknownNameError

if TYPE_CHECKING:
    from lark import Lark, Token

#: Bounds on a formula, far beyond any payoff that a person would print.
MAX_CHARACTERS = 1_000
MAX_PARENTHESES = 40
MAX_DEGREE = 12

_GRAMMAR = r"""
?sum: product | sum "+" product -> add | sum "-" product -> sub
?product: factor | product "*" factor -> mul | product "/" factor -> div
?factor: atom | "-" factor -> neg | "+" factor
?atom: NUMBER -> number | NAME -> name | "(" sum ")"
NUMBER: /(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?/
NAME: /[^\W\d]\w*/
%ignore /[ \t\r\n]+/
"""
_BINARY: dict[str, Callable[[Any, Any], Any]] = {"add": add, "sub": sub, "mul": mul, "div": truediv}


@dataclass(frozen=True)
class Name:
    """A name in a formula, and at which character it stands (from 1)."""

    text: str
    character: int


#: An operation, a number or a name.
Step = str | Fraction | Name
#: Of a numerator and of a denominator.
Degree = tuple[int, int]


@dataclass(frozen=True)
class Formula:
    """A formula: its text, and its steps in postfix order.

    >>> half = read_formula("(prize - cost) / 2")
    >>> half.names
    ('prize', 'cost')
    >>> half.value({"prize": Fraction(4), "cost": Fraction(1)})
    Fraction(3, 2)
    """

    text: str
    steps: tuple[Step, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names in it, in the order in which they stand."""
        return tuple(dict.fromkeys(step.text for step in self.steps if isinstance(step, Name)))

    def character(self, name: str) -> int:
        """At which character a name stands first, from 1."""
        return next(step.character for step in self.steps if isinstance(step, Name) and step.text == name)

    def value(self, of: Mapping[str, Any]) -> Any:
        """What it is worth where names stand for these; a fraction where it has none.

        Raises `UnknownNameError` for a name that stands for nothing, `ZeroDivisionError` where a divisor is 0.
        """
        stack: list[Any] = []
        for step in self.steps:
            if isinstance(step, Name):
                if step.text not in of:
                    raise UnknownNameError("name", step.text, tuple(of))
                stack.append(of[step.text])
            elif isinstance(step, Fraction):
                stack.append(step)
            elif step == "neg":
                stack.append(neg(stack.pop()))
            else:
                right, left = stack.pop(), stack.pop()
                if step == "div" and right == 0:
                    raise ZeroDivisionError(f"{self.text} divides by zero")
                stack.append(_BINARY[step](left, right))
        return stack.pop()

    def degree(self, of: Mapping[str, Degree] | None = None) -> Degree:
        """Bounds on the degrees of numerator and denominator: a name has (1, 0), or what `of` says.

        >>> read_formula("a * (b + 1) - c / d").degree()
        (3, 1)
        """
        stack: list[Degree] = []
        for step in self.steps:
            if isinstance(step, Name):
                stack.append((of or {}).get(step.text, (1, 0)))
            elif isinstance(step, Fraction):
                stack.append((0, 0))
            elif step != "neg":
                (c, d), (a, b) = stack.pop(), stack.pop()
                sums = {"mul": (a + c, b + d), "div": (a + d, b + c)}
                stack.append(sums.get(step, (max(a + d, b + c), b + d)))
        return stack.pop()


@lru_cache(maxsize=4096)
def read_formula(text: str, where: str = "") -> Formula:
    """The formula that a text is.

    Raises `InputError`, placed at `where` and a character, where it is none, with what was probably meant.

    >>> read_formula("x**2")
    Traceback (most recent call last):
    ...
    termination.errors.InputError: character 3: there are no powers; write a square as a product: x * x
    """
    from lark.exceptions import UnexpectedInput

    if not text.strip():
        raise _fault(where, 0, "is empty; write a number or a formula such as prize - cost")
    if len(text) > MAX_CHARACTERS:
        raise _fault(where, 0, f"has {len(text):,} characters; a formula may have {MAX_CHARACTERS:,}")
    if text.count("(") > MAX_PARENTHESES:
        raise _fault(where, 0, f"has more than {MAX_PARENTHESES} parentheses; name parts of it")
    try:
        steps: Any = _parser().parse(text)
    except UnexpectedInput as error:
        raise _misread(text, where, error) from None
    formula = Formula(text, steps)
    if max(formula.degree()) > MAX_DEGREE:
        raise _fault(where, 0, f"multiplies up to degree {max(formula.degree())}; at most {MAX_DEGREE} is read")
    return formula


def _fault(where: str, character: int, what: str) -> InputError:
    return InputError([Fault(at_character(where, character) if character else where, what)])


def at_character(where: str, character: int) -> str:
    """The place of a character in a formula that stands at `where`."""
    return f"{where}, character {character}" if where else f"character {character}"


@lru_cache(maxsize=1)
def _parser() -> Lark:
    """The parser, made once; it builds no tree, but puts steps together as it goes."""
    from lark import Lark, Transformer, v_args

    @v_args(inline=True)
    class Steps(Transformer[Any, Any]):
        def number(self, token: Token) -> tuple[Step, ...]:
            return (exact(str(token)),)

        def name(self, token: Token) -> tuple[Step, ...]:
            return (Name(str(token), (token.start_pos or 0) + 1),)

        def neg(self, inner: tuple[Step, ...]) -> tuple[Step, ...]:
            return (*inner, "neg")

        def add(self, left: tuple[Step, ...], right: tuple[Step, ...]) -> tuple[Step, ...]:
            return (*left, *right, "add")

        def sub(self, left: tuple[Step, ...], right: tuple[Step, ...]) -> tuple[Step, ...]:
            return (*left, *right, "sub")

        def mul(self, left: tuple[Step, ...], right: tuple[Step, ...]) -> tuple[Step, ...]:
            return (*left, *right, "mul")

        def div(self, left: tuple[Step, ...], right: tuple[Step, ...]) -> tuple[Step, ...]:
            return (*left, *right, "div")

    return Lark(_GRAMMAR, start="sum", parser="lalr", transformer=Steps())


def _misread(text: str, where: str, error: Any) -> InputError:
    """What is wrong where the parser stopped, and what was probably meant."""
    from lark.exceptions import UnexpectedCharacters

    found = getattr(error, "token", None)
    if isinstance(error, UnexpectedCharacters):
        at = error.pos_in_stream or 0
        return _fault(where, at + 1, f"{text[at]!r} cannot stand in a formula; {_meant(text, at)}")
    if found is None or found.type == "$END":
        unclosed = text.count("(") > text.count(")") and text.rstrip()[-1] not in "+-*/("
        missing = "a parenthesis is not closed" if unclosed else "a number, a name or a parenthesis should follow"
        return _fault(where, len(text), f"the formula breaks off; {missing}")
    at = found.start_pos or 0
    before = text[:at].rstrip()
    if found in ("*", "/") and before[-1:] == "*":
        return _fault(where, at + 1, "there are no powers; write a square as a product: x * x")
    if found == "(" and before[-1:].isidentifier():
        return _fault(where, at + 1, "there are no functions; a product has its sign: a * (b)")
    if found.type in ("NAME", "NUMBER", "LPAR"):
        advice = f"a product has its sign: {before[-20:].split()[-1]} * {found}"
        return _fault(where, at + 1, f"{str(found)!r} where an operation should stand; {advice}")
    if found == ")" and text[:at].count("(") <= text[:at].count(")"):
        return _fault(where, at + 1, "')' closes nothing")
    return _fault(where, at + 1, f"{str(found)!r} where a number, a name or ( should stand")


def _meant(text: str, at: int) -> str:
    advice = {
        "^": "write a square as a product: x * x",
        ",": "write the decimal point as a point",
        "%": "write a share as a number between 0 and 1",
        "−": "write the plain minus sign: -",
        "–": "write the plain minus sign: -",
        "×": "write *",
        "·": "write *",
        "÷": "write /",
        "=": "a name gets its formula in a table of its own",
    }
    return advice.get(text[at], "there are numbers, names, + - * / and ( )")
