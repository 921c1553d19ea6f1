"""How prose speaks of a game: what its players, types and moves are called."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Phrase(NamedTuple):
    """A move as a verb in the three forms that prose needs: "sends beer", "send beer", "sending beer"."""

    does: str
    do: str
    doing: str


@dataclass(frozen=True)
class Vocabulary:
    """How prose speaks of a game. Labels supply all of it; a model replaces what it can say better.

    `sender` and `receiver` are the players with their article, `types` a noun phrase for each type in the order in
    which they are spoken of, `messages` and `responses` verbs, `setting` a sentence on who moves when, `later` one on
    what is done after the reply. Labels that are missing keep their default. `pronouns`, for sender and receiver, are
    "she", "he" or "it", better not the same. `itself` is what a figure calls the game at hand, `game` what sort of game
    it is.
    """

    sender: str = "the sender"
    receiver: str = "the receiver"
    types: Mapping[str, str] = field(default_factory=dict)
    messages: Mapping[str, Phrase] = field(default_factory=dict)
    responses: Mapping[str, Phrase] = field(default_factory=dict)
    setting: str = ""
    pronouns: tuple[str, str] = ("she", "he")
    itself: str = "this game"
    game: str = "a signaling game"
    later: str = ""

    @property
    def players(self) -> tuple[str, str]:
        """Sender and receiver without their article, as tables and figures name them.

        >>> Vocabulary("the Soviet Union", "an opponent").players
        ('Soviet Union', 'opponent')
        """
        return _bare(self.sender), _bare(self.receiver)


def _bare(name: str) -> str:
    return re.sub("^(the|an?) (?=.)", "", name, flags=re.IGNORECASE)
