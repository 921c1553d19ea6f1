"""What people write in a scenario file where TOML has it otherwise: the line is shown, and what was probably meant.

A guess is advice in an error; nothing is ever read as guessed.
"""

from __future__ import annotations

import re
import tomllib
from fractions import Fraction

from termination.engine.arithmetic import exact
from termination.errors import Fault

#: Longest piece of a line that an error quotes.
_SHOWN = 80
_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)$")


def fault_in(text: str, error: tomllib.TOMLDecodeError) -> Fault:
    """The fault that a TOML parser found, with its line and a guess at what was meant.

    >>> text = "a = 90%"
    >>> try:
    ...     tomllib.loads(text)
    ... except tomllib.TOMLDecodeError as error:
    ...     print(fault_in(text, error))
    line 1: is not TOML: a = 90%; a number has no per cent sign: write 90% as 0.9
    """
    said = str(error)
    place = _PLACE.search(said)
    lines = text.split("\n")
    # An end of the file is blamed on what stands last; an open quote or bracket began somewhere above.
    number = int(place[1]) if place else next((i for i in range(len(lines), 0, -1) if lines[i - 1].strip()), 1)
    line = lines[number - 1].strip() or lines[max(number - 2, 0)].strip()
    reason = _PLACE.sub("", said).strip().removesuffix("(at end of document)").strip()
    shown = line if len(line) <= _SHOWN else line[: _SHOWN - 3] + "..."
    return Fault(f"line {number}", f"is not TOML: {shown}; {guess(line, reason) or reason[:1].lower() + reason[1:]}")


def guess(line: str, reason: str = "") -> str:
    """What was probably meant by a line that is no TOML; "" where nothing suggests itself.

    >>> guess("cost = 1,5"), guess("cost = 1/2")
    ('a number has a point, not a comma: write 1,5 as 1.5', 'a ratio stands in quotes: write "1/2"')
    """
    bare = re.sub(r"#.*", "", re.sub(r'"[^"]*"', '""', line))
    value = r"[=\[,{]\s*"
    if re.search("[“”„«»‘’]", line):
        return 'typographic quotes: write the straight ones, "'
    if "−" in bare:
        return "a typographic minus sign: write -"
    if found := re.search(r"-?\d+(\.\d+)?\s*%", bare):
        return f"a number has no per cent sign: write {found[0]} as {decimal(per_cent(found[0]))}"
    if found := re.search(value + r"([+-]?\d+\s*/\s*\d+)", bare):
        return f'a ratio stands in quotes: write "{found[1]}"'
    if re.match(r"[\w.-]+\s*=\s*[+-]?\d+,\d+\s*$", bare) or re.search(r"=\s*[+-]?\d+,\d+\s*[,}]", bare):
        comma = re.search(r"=\s*([+-]?\d+,\d+)", bare)
        return f"a number has a point, not a comma: write {comma[1]} as {comma[1].replace(',', '.')}" if comma else ""
    if found := re.search(value + r"([+-]?)(\.\d+)", bare):
        return f"a number starts with a digit: write {found[1]}0{found[2]}"
    if found := re.search(value + r"([+-]?\d+)\.(?!\d)", bare):
        return f"a number ends with a digit: write {found[1]}.0"
    if found := re.match(r"([\w-]+(?: +[\w-]+)+)\s*=", bare):
        return f"a name has no spaces: write {'_'.join(found[1].split())} ="
    if re.match(r"[\w.-]+\s*:", bare) or re.search(r"[{,]\s*[\w.-]+\s*:", bare):
        return "a name and its value are joined by =, not by a colon"
    if re.search(r"=\s*$", bare):
        return "the value is missing after ="
    if line.count('"') % 2:
        return 'a quote " is opened and not closed'
    if re.search(r'[\w"]\s+[\w"-]+\s*=', re.sub(r"^[^=]*=", "", bare)):
        return "the entries of a table are separated by commas"
    if (found := re.search(r"=\s*\[?\s*([^\W\d][\w -]*)", bare)) and found[1].strip() not in ("true", "false"):
        return f'text stands in quotes: write "{found[1].strip()}"' if "{" not in bare else ""
    if "overwrite" in reason:
        return "this name has a value already: it is given twice"
    return ""


def per_cent(text: str) -> Fraction:
    """The number that a percentage means."""
    return exact(text.strip().removesuffix("%").strip()) / 100


def decimal(value: Fraction) -> str:
    """A finite decimal as one writes it."""
    return f"{float(value):.12g}" if exact(f"{float(value):.12g}") == value else f'"{value}"'
