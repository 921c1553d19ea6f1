"""The numbers of a run as one table for an archive: every number of a text, every cell of a table, every count of a
check, each with the place in the report from which it is. `CODEBOOK` says what the columns are.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from fractions import Fraction
from io import StringIO
from typing import NamedTuple

from paper_replication.claims import Story
from paper_replication.run import ClaimResult, PartResult, Results
from paper_replication.sections import Table

#: The columns, and what is in them.
CODEBOOK = {
    "place": "the claim or part of the report, by the name that `--claim` or `--part` takes",
    "item": "where in it: example, candour, check with its number, text or table with its number in order",
    "row": "the row of the table: its number, then its first cell; of a check, the side; else empty",
    "name": "the column of the table, or the name of the number in the text",
    "value": "as the report has it; of a text exact: a whole number, a fraction, or words",
    "decimal": "the same to twelve digits, where value is a number",
    "module": "the file that made it, as a module",
}


class Row(NamedTuple):
    """One number, and where it is from; the columns of `CODEBOOK`."""

    place: str
    item: str
    row: str
    name: str
    value: str
    decimal: str
    module: str


def numbers_csv(results: Results) -> str:
    """All rows, under their headers, as comma-separated values."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(CODEBOOK)
    writer.writerows(rows(results))
    return text.getvalue()


def codebook() -> str:
    """The codebook, as Markdown."""
    table = Table("", ("column", "what is in it"), tuple((f"`{name}`", words) for name, words in CODEBOOK.items()))
    return f"# The columns of numbers.csv\n\n{table}\n"


def rows(results: Results) -> Iterator[Row]:
    """Claims, then parts, in the order of the report."""
    for chapter in results.chapters:
        for claim in chapter.claims:
            yield from of_claim(claim)
        for part in chapter.parts:
            yield from of_part(part)


def of_claim(result: ClaimResult) -> Iterator[Row]:
    """The numbers of its example and candour, and what was drawn and agrees in its checks."""
    name, module = result.claim.name, result.claim.example.__module__
    for item, story in (("example", result.example), ("candour", result.candour)):
        yield from of_story(story, name, item, module)
    for place, count in enumerate(result.counts, 1):
        sides = {"inside": (count.inside, count.inside_agree), "outside": (count.outside, count.outside_agree)}
        for side, (drawn, agree) in sides.items():
            for what, value in (("drawn", drawn), ("agree", agree)):
                yield row(name, f"check {place}", side, what, value, module)


def of_part(result: PartResult) -> Iterator[Row]:
    """The numbers of its texts, and the cells of its tables."""
    name, module = result.part.name, result.part.module
    seen = {Story: 0, Table: 0}
    for content in result.contents:
        if isinstance(content, Story):
            seen[Story] += 1
            yield from of_story(content, name, f"text {seen[Story]}", module)
        elif isinstance(content, Table):
            seen[Table] += 1
            for place, cells in enumerate(content.rows, 1):
                for header, cell in zip(content.headers[1:], cells[1:], strict=True):
                    yield row(name, f"table {seen[Table]}", f"{place} {cells[0]}", header, cell, module)


def of_story(story: Story, place: str, item: str, module: str) -> Iterator[Row]:
    """The numbers in a text."""
    for name, value in story.numbers.items():
        yield row(place, item, "", name, value, module)


def row(place: str, item: str, line: str, name: str, value: Fraction | int | str, module: str) -> Row:
    """One number, with its decimal.

    >>> row("S2", "example", "", "possible", Fraction(2, 3), "paper_replication.opening.s02").decimal
    '0.666666666667'
    """
    return Row(place, item, line, name, str(value), decimal(value), module)


def decimal(value: Fraction | int | str) -> str:
    """A decimal of what is a number, "" of what is not."""
    try:
        return f"{float(Fraction(value)):.12g}"
    except ValueError:
        return ""
