"""What stands at the head of a chapter, so that it can be read alone: letters, payoffs, assumptions, on half a page."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from paper_replication.claims import Story
from paper_replication.sections import Table

#: A letter, or a formula for one, and what it means.
Rows = Sequence[tuple[str, str]]


def head(game: Any, derived: Rows, payoffs: Sequence[Table], words: str, assumptions: Table) -> list[Story | Table]:
    """The letters of the game's parameters and those derived from them; payoffs; a few words; assumptions."""
    entered = [(f"`{one.symbol}`", f"{one.meaning} (`{one.name}`)") for one in game.PARAMETERS]
    return [in_two_columns([*entered, *derived]), *payoffs, Story(words, {}), assumptions]


def in_two_columns(rows: Rows) -> Table:
    """Letters side by side, to save the reader half of the page."""
    half = (len(rows) + 1) // 2
    pairs = zip_longest(rows[:half], rows[half:], fillvalue=("", ""))
    return Table("", ("letter", "meaning", "letter", "meaning"), tuple((*left, *right) for left, right in pairs))
