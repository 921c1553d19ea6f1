"""Support patterns: who may send what, and what is replied to it. The skeleton of an equilibrium.

A pattern fixes for each type t its support S_t, and for each message m that is sent the replies R_m in use.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from termination.engine.game import Labels

if TYPE_CHECKING:
    from termination.engine.families import Family

Indices = tuple[int, ...]


@dataclass(frozen=True)
class Pattern:
    """`sender[t]`: the messages type t sends; `replies[m]`: the replies in use after m, empty where nobody sends m."""

    sender: tuple[Indices, ...]
    replies: tuple[Indices, ...]

    @property
    def sent(self) -> Indices:
        return tuple(m for m, replies in enumerate(self.replies) if replies)

    @property
    def unsent(self) -> Indices:
        return tuple(m for m, replies in enumerate(self.replies) if not replies)

    def senders(self, m: int) -> Indices:
        return tuple(t for t, used in enumerate(self.sender) if m in used)

    def named(self, types: Labels, messages: Labels, response_sets: tuple[Labels, ...]) -> str:
        """In words: "wimp quiche, surly beer or quiche; beer: don't, quiche: duel or don't"."""
        doing = [f"{t} {' or '.join(messages[m] for m in used)}" for t, used in zip(types, self.sender, strict=True)]
        replies = [
            f"{messages[m]}: {' or '.join(response_sets[m][r] for r in used)}"
            for m, used in enumerate(self.replies)
            if used
        ]
        return f"{', '.join(doing)}; {', '.join(replies)}"

    def reordered(self, types: Sequence[int]) -> Pattern:
        """The pattern with the types in another order: the new i-th is the old `types[i]`."""
        return Pattern(tuple(self.sender[t] for t in types), self.replies)

    def keeping(self, replies: Sequence[Sequence[int]]) -> Pattern:
        """The pattern where only these replies to each message are counted: the new i-th is the old `replies[m][i]`."""
        rows = zip(self.replies, replies, strict=True)
        return Pattern(self.sender, tuple(tuple(i for i, r in enumerate(kept) if r in used) for used, kept in rows))


def pattern_of(family: Family) -> Pattern:
    """The pattern of a numeric family, where its members mix as freely as they may."""
    sender = tuple(tuple(m for m, used in enumerate(row) if used) for row in family.sender.support)
    replies = tuple(
        tuple(r for r, used in enumerate(row) if used) if sent else ()
        for row, sent in zip(family.receiver.support, family.sent, strict=True)
    )
    return Pattern(sender, replies)
