"""How a document is spoiled: it is cut into tokens and lines, and these are lost, doubled, moved or replaced.

What stands in for a token or a line is another of the same document, one of another document, or one of those that have
been trouble to somebody who reads files: numbers that are none, that are too long or that divide by zero, brackets
without end, names nobody knows. Hypothesis draws the edits, the same in every run, and shrinks what is badly answered
to the fewest: a library that the tests have already. A fuzzer led by coverage (atheris) would go deeper into parsers,
but those that read our files are other people's: tomllib, json, lark, pandas.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hypothesis import strategies as st

#: Numbers that have been trouble, or might be.
NUMBERS = (
    *("0", "-0", "1", "-1", "2", "7", "12", "100", "1000000", "1/3", "0.1", ".5", "1e3", "1e400", "-1e400", "1e-400"),
    *("1e999999999", "nan", "inf", "-inf", "0x1f", "1_000", "−1"),
    *('"1/3"', '"-1/3"', '"1/0"', '"0/0"', '"1e999999999"', '"nan"', '"∞"', '"½"', "9" * 400, "9" * 5000),
    *("true", "false", "null", '""', "[]", "{}", "[[]]", "1979-05-27"),
)
#: Pieces of text that have been trouble, or might be.
PIECES = (
    *("[", "]", "{", "}", "(", ")", '"', "'", "=", ",", ".", "#", "\n", "\t", "\\", '"""', "x y", "lambda: 0"),
    *("[" * 200, "{" * 30, "(" * 500, "-" * 300, "a." * 200),
    *("\\u0041", "\\u{e9}", "\ufeff", "\0", "\u202e", "\x1b[31m", "é", "𝛌", "%s", "{0}", "$(x)", "../x"),
    *("x^x^x", "2^999999", "9^9^9", "1/(x-x)", "x/0", "__import__('os')", "sqrt(2)", "x**2", "log(x)"),
    *("high", "low", "H", "L", "open", "closed", "escalate", "hold", "model", "payoffs", "opening", "approach"),
    *("prior", "types", "messages", "responses", "periods", "signal", "parameters", "formulas", "noise", "ties"),
)
_TOKENS = re.compile(r"\s+|[^\W\d]\w*|[\d./eE+-]+|.", re.DOTALL)

LOSE, DOUBLE, SWAP, NUMBER, PIECE, INSERT, ELSEWHERE = range(7)


@dataclass(frozen=True)
class Edit:
    """One way to spoil: which (`kind`), of lines or of tokens, where, and how far or with what."""

    kind: int
    lines: bool
    place: int
    more: int


EDITS = st.lists(
    st.builds(Edit, st.integers(0, 6), st.booleans(), st.integers(0, 9_999), st.integers(0, 9_999)), max_size=5
)


def spoiled(text: str, edits: Sequence[Edit], other: str = "") -> str:
    """The document after the edits; `other` is the one that pieces are borrowed from.

    >>> spoiled("a = 1", [Edit(DOUBLE, False, 0, 0)])
    'aa = 1'
    >>> spoiled("a = 1", [Edit(NUMBER, False, 4, 3)])
    'a = -1'
    """
    for edit in edits:
        parts, others = _parts(text, edit.lines), _parts(other or text, edit.lines)
        if parts:
            _apply(edit, parts, others)
        text = "".join(parts)
    return text


def _parts(text: str, lines: bool) -> list[str]:
    return text.splitlines(keepends=True) if lines else _TOKENS.findall(text)


def _apply(edit: Edit, parts: list[str], others: list[str]) -> None:
    at, span = edit.place % len(parts), 1 + edit.more % 4
    if edit.kind == LOSE:
        del parts[at : at + span]
    elif edit.kind == DOUBLE:
        parts[at:at] = parts[at : at + span]
    elif edit.kind == SWAP:
        to = edit.more % len(parts)
        parts[at], parts[to] = parts[to], parts[at]
    elif edit.kind == NUMBER:
        parts[at] = NUMBERS[edit.more % len(NUMBERS)]
    elif edit.kind == PIECE:
        parts[at] = PIECES[edit.more % len(PIECES)]
    elif edit.kind == INSERT:
        parts.insert(at, PIECES[edit.more % len(PIECES)])
    else:
        parts[at] = others[edit.more % len(others)]
