"""What the play is worth from here on, as a function of the public belief: constant for the sender, affine for the
receiver, on finitely many pieces with rational ends.

At an end of a piece the value is any point between the limits from both sides: a public lottery over the two.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple, Protocol

from termination.engine.stage.game import Table


class Piece(NamedTuple):
    """A closed interval of beliefs and what the play is worth on its inside; at its ends, in the limit."""

    low: Fraction
    high: Fraction
    table: Table


@dataclass(frozen=True)
class Values:
    """The pieces in their order; together they cover the beliefs from 0 to 1."""

    pieces: tuple[Piece, ...]

    @cached_property
    def cuts(self) -> tuple[Fraction, ...]:
        """The beliefs at which one piece ends and the next begins."""
        return tuple(piece.low for piece in self.pieces[1:])

    def around(self, belief: Fraction) -> tuple[tuple[int, ...], ...]:
        """What can be played at the belief, each as the positions of the pieces that a lottery may draw from: those
        that contain the belief, one, or the two that meet there."""
        place = bisect_left(self.cuts, belief)
        meeting = place < len(self.cuts) and self.cuts[place] == belief
        return ((place, place + 1) if meeting else (place,),)


class Following(Protocol):
    """What is known of the play that follows: pieces, where its list changes, and what there can be at a belief."""

    @property
    def pieces(self) -> Sequence[Piece]: ...
    @property
    def cuts(self) -> Sequence[Fraction]: ...
    def around(self, belief: Fraction) -> Sequence[tuple[int, ...]]: ...


def joined(pieces: Iterable[Piece]) -> Values:
    """Neighbours with the same table as one piece."""
    found: list[Piece] = []
    for piece in pieces:
        if found and found[-1].table == piece.table:
            found[-1] = Piece(found[-1].low, piece.high, piece.table)
        else:
            found.append(piece)
    return Values(tuple(found))
