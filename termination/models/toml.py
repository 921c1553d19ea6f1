"""Texts, numbers and tables as TOML writes them; and where in a TOML text a key stands."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from textwrap import wrap
from typing import Any

from termination.engine.arithmetic import MAX_TEXT
from termination.errors import Fault, InputError

#: Characters that are parsed at most to find lines; statements of thousands of lines exhaust it.
_MOST_WORK = 2_000_000
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)


def entries_toml(table: Mapping[str, Any], before: str = "", nested: int = 0) -> list[str]:
    """A line for each entry of a table; if `nested`, for each of the tables inside, by a key with as many dots.

    >>> entries_toml({"strong": {"arm": {"fight": Fraction(1, 2)}}}, nested=1)
    ['strong.arm = { fight = 0.5 }']
    """
    lines = []
    for label, value in table.items():
        key = f"{before}{key_toml(label)}"
        if nested:
            lines += entries_toml(value, f"{key}.", nested - 1)
        else:
            lines.append(f"{key} = {value_toml(value)}")
    return lines


def value_toml(value: Any) -> str:
    """A value in TOML: an exact number, text, or these nested in lists and tables by label."""
    if isinstance(value, (int, Fraction)):
        return number_toml(Fraction(value))
    if isinstance(value, str):
        return text_toml(value)
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key_toml(key)} = {value_toml(entry)}" for key, entry in value.items()) + " }"
    nested = [value_toml(entry) for entry in value]
    on_one_line = f"[{', '.join(nested)}]"
    return on_one_line if len(on_one_line) <= 100 and not on_one_line.startswith("[[[") else array_toml(nested)


def array_toml(entries: Iterable[str]) -> str:
    """An array with one entry a line."""
    return "[\n" + "".join(f"  {entry},\n" for entry in entries) + "]"


def number_toml(value: Fraction) -> str:
    """A whole number or a short decimal where the number is one, else text: "1/3"."""
    if value.denominator == 1 and abs(value) < 10**15:
        return str(value.numerator)
    if 10**6 % value.denominator == 0 and abs(value) < 10**9:
        return format(Decimal(value.numerator) / Decimal(value.denominator), "f")
    text = str(value)
    if len(text) > MAX_TEXT:
        raise InputError(f"a number of {len(text)} characters cannot be written in a scenario file; JSON takes any")
    return f'"{text}"'


def key_toml(label: str) -> str:
    return label if _BARE_KEY.fullmatch(label) else text_toml(label)


def prose_toml(text: str) -> str:
    """A text that may be long: over several lines where its words stand one space apart."""
    if len(text) <= 100 or " ".join(text.split()) != text:
        return text_toml(text)
    lines = wrap(text, 110, break_long_words=False, break_on_hyphens=False)
    return '"""\\\n' + " \\\n".join(text_toml(line)[1:-1] for line in lines) + '"""'


def text_toml(text: str) -> str:
    """A basic string, on one line: quotes, backslashes and control characters escaped."""
    escaped = (c if c.isprintable() and c not in '"\\' else f"\\U{ord(c):08X}" for c in text)
    return '"' + "".join(escaped).replace("\\U00000022", '\\"').replace("\\U0000005C", "\\\\") + '"'


# --- where a key stands ----------------------------------------------------------------------------------------------


def placed(faults: Sequence[Fault], text: str) -> list[Fault]:
    """Faults whose place is a dotted key of a TOML text, with the line on which the key stands, as far as it is there.

    >>> print(*placed([Fault("game.prior, column 2", "is no formula")], "[game]\\ntypes = []\\nprior = ''"))
    line 3, game.prior, column 2: is no formula
    """
    lines = lines_of(text)
    found = []
    for fault in faults:
        key = fault.where.partition(",")[0]
        while key and key not in lines:
            key = key.rpartition(".")[0]
        found.append(Fault(f"line {lines[key]}, {fault.where}", fault.what) if key else fault)
    return found


def lines_of(text: str) -> dict[str, int]:
    """The line on which each key of a TOML text stands first, by the key with dots.

    Statements are told apart by a parser: one that is whole only with the line below it goes on there. A key inside a
    statement of several lines is at the first of them that has it.
    """
    found: dict[str, int] = {}
    lines, header, start, work = text.splitlines(), "", 0, 0
    for end in range(1, len(lines) + 1):
        statement = lines[start:end]
        work += sum(map(len, statement))
        if work > _MOST_WORK:
            break
        try:
            data = tomllib.loads("\n".join([header, *statement]))
        except tomllib.TOMLDecodeError:
            continue
        if statement[0].lstrip().startswith("["):
            header = statement[0]
        for key in _keys(data):
            label = key.rpartition(".")[2]
            within = (i for i, line in enumerate(statement) if label in line)
            found.setdefault(key, start + 1 + next(within, 0))
        start = end
    return found


def _keys(data: Mapping[str, Any], before: str = "") -> Iterator[str]:
    for label, value in data.items():
        yield f"{before}{label}"
        if isinstance(value, dict):
            yield from _keys(value, f"{before}{label}.")
