"""The words of an .efg file: quoted text, numbers, braces, commas, bare letters. One regular expression, linear time.

Quoting. Gambit ends a text at the first quote that no backslash precedes, and so has no way to write a text that ends
in a backslash; as a label it takes nothing but printable ASCII with single inner spaces (16.7 refuses all else, and
cannot show other titles). What cannot be written that way we write as `\\u{hex}`: for Gambit a legal label that shows
the code, for us the character.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple, NoReturn

from termination.engine.arithmetic import exact
from termination.errors import Fault, InputError

#: Possessive quantifiers (++, *+) never give back what they took, so that no input makes the search go back and forth.
_TOKEN = re.compile(
    r"""[ \t\r\n\v\f]*+(?:
        "(?P<text>(?:[^"\\]++|\\++"?+)*+)"
      | (?P<number>[+-]?(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)(?:[eE][+-]?[0-9]++)?(?:/[0-9]++)?)
      | (?P<symbol>[{},])
      | (?P<word>[^\W\d]\w*+)
      | (?P<end>\Z)
    )""",
    re.VERBOSE,
)
_BACKSLASH_QUOTE = re.compile(r'\\"')
_CODE = re.compile(r"\\u\{([0-9a-f]{1,6})\}")
_UNWRITABLE = re.compile(r"[^ -~]|\A | (?= )| \Z|\\(?![!#-\[\]-tv-~])")


class Token(NamedTuple):
    """A word of the file: its kind (text, number, symbol, word, end), what it says, and where it starts."""

    kind: str
    value: str
    at: int


def fault_at(text: str, at: int, what: str) -> Fault:
    """The fault, placed at the line of offset `at`."""
    return Fault(f"line {text.count(chr(10), 0, at) + 1}", what)


class Reader:
    """Reads tokens one by one; every complaint carries its line."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._position = 0
        self.token = Token("", "", 0)
        self.advance()

    def advance(self) -> None:
        """Move to the next token."""
        found = _TOKEN.match(self.text, self._position)
        if found is None:
            self._refuse_character()
        kind = found.lastgroup or ""
        self._position = found.end()
        start = found.start(kind) - (kind == "text")
        self.token = Token(kind, found[kind], start)

    def _refuse_character(self) -> NoReturn:
        rest = re.compile(r"\s*").match(self.text, self._position)
        at = rest.end() if rest else self._position
        if self.text[at] == '"':
            self.fail("the text that starts here is never closed; put a quote at its end", at)
        self.fail(f"cannot read {self.text[at]!r}", at)

    def fail(self, what: str, at: int | None = None) -> NoReturn:
        """Raise `InputError` at the current token, or at offset `at`."""
        raise InputError([fault_at(self.text, self.token.at if at is None else at, what)])

    def found(self) -> str:
        """The current token, for a message."""
        value = self.token.value
        if self.token.kind == "end":
            return "the end of the file"
        return repr(value if len(value) <= 40 else value[:37] + "...")

    def at_symbol(self, symbol: str) -> bool:
        return self.token.kind == "symbol" and self.token.value == symbol

    def text_value(self, what: str) -> str:
        """The quoted text expected here, unescaped; moves on."""
        if self.token.kind != "text":
            self.fail(f"expected {what} in quotes, found {self.found()}")
        value = unescaped(self.token.value)
        self.advance()
        return value

    def symbol(self, symbol: str, what: str) -> None:
        """Pass over the brace expected here."""
        if not self.at_symbol(symbol):
            self.fail(f"expected {symbol} {what}, found {self.found()}")
        self.advance()

    def integer(self, what: str, least: int) -> int:
        """The whole number expected here."""
        kind, value, _ = self.token
        if kind != "number" or not re.fullmatch(r"\+?[0-9]{1,18}", value) or int(value) < least:
            self.fail(f"expected {what}, a whole number from {least} on, found {self.found()}")
        self.advance()
        return int(value)

    def rational(self, what: str) -> Fraction:
        """The number expected here, exactly: 3/10, 0.3 and 3e-1 are the same."""
        kind, value, at = self.token
        if kind != "number":
            self.fail(f"expected {what}, a number, found {self.found()}")
        try:
            number = exact(value)
        except InputError as error:
            self.fail(error.faults[0].what, at)
        self.advance()
        return number


def unescaped(raw: str) -> str:
    """What stands between two quotes, as the text it means.

    >>> unescaped(r'say \\"no\\" to a caf\\u{e9}')
    'say "no" to a café'
    """
    return _CODE.sub(_character, _BACKSLASH_QUOTE.sub('"', raw))


def _character(code: re.Match[str]) -> str:
    value = int(code[1], 16)
    return chr(value) if value < 0x110000 else code[0]


def escaped(text: str) -> str:
    """Text as it goes between two quotes: printable ASCII that `unescaped` turns back.

    >>> print(escaped('say "no" to a café'))
    say \\"no\\" to a caf\\u{e9}
    """
    return _UNWRITABLE.sub(lambda found: f"\\u{{{ord(found[0]):x}}}", text).replace('"', '\\"')
