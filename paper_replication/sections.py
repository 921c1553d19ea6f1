"""What a chapter of the report is made of, besides claims: text, tables and pictures in order."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from matplotlib.axes import Axes

from paper_replication.claims import Claim, Story
from paper_replication.sources import Passage


@dataclass(frozen=True)
class Table:
    """Rows of text under headers."""

    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __str__(self) -> str:
        """As Markdown, its columns aligned so that it can be read as it stands."""
        rows = [self.headers, *self.rows]
        widths = [max(len(row[i]) for row in rows) for i in range(len(self.headers))]

        def line(cells: Sequence[str]) -> str:
            return "| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)) + " |"

        rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
        return "\n".join([line(self.headers), rule, *map(line, self.rows)])


@dataclass(frozen=True)
class Picture:
    """A figure, drawn when it is wanted; `name` is that of its file."""

    name: str
    draw: Callable[[], Axes]
    caption: str


@dataclass(frozen=True)
class Part:
    """A part of a chapter that is no single claim. `name` is what the command line calls it; `claims` are those that it
    brings together."""

    name: str
    title: str
    contents: Callable[[], Sequence[Story | Table | Picture]]
    module: str
    claims: tuple[str, ...]


@dataclass(frozen=True)
class Chapter:
    """The reconstruction of one source: its claims, what is made of them together, and where its theorems are stated.

    `letters` makes its head: letters, payoffs, assumptions. `statements` gives for each theorem the file of the
    checkout that states it formally; `literature` makes the references on each of its cases; `unclaimed` the passages
    that have no claim, each with what stands for a verdict and the reason.
    """

    name: str
    title: str
    source: str
    letters: Callable[[], Sequence[Story | Table]]
    statements: Mapping[str, str]
    claims: tuple[Claim, ...]
    parts: tuple[Part, ...]
    literature: Callable[[], Mapping[str, Sequence[str]]]
    unclaimed: tuple[tuple[Passage, str, str], ...] = ()

    @property
    def names(self) -> list[str]:
        """Of its claims, then of its parts."""
        return [*(claim.name for claim in self.claims), *(part.name for part in self.parts)]

    def only(self, names: Collection[str]) -> Chapter | None:
        """The chapter with the claims and parts of these names; None if it has none."""
        claims = tuple(one for one in self.claims if one.name in names)
        parts = tuple(one for one in self.parts if one.name in names)
        return replace(self, claims=claims, parts=parts) if claims or parts else None
