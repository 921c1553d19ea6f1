"""What the engine asks of a model, and all it knows of one.

A model turns parameters that mean something into a signaling game, and reads equilibria back in its own words. The
engine never looks further: a new model is one file that offers these methods. `SignalingGame` offers them too, so a
plain game is its own simplest model. A model may also offer a `Vocabulary`, from which explanations are written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple, Protocol, runtime_checkable

from termination.engine.game import SignalingGame

if TYPE_CHECKING:
    from termination.engine.assessment import Family

#: An event of play: the (message, response) pairs in which it happens.
Event = frozenset[tuple[str, str]]


@runtime_checkable
class Model(Protocol):
    """Anything that can be solved."""

    def game(self) -> SignalingGame:
        """The signaling game that the model's parameters define."""
        ...

    def describe(self, family: Family) -> str:
        """A name for a family of equilibria in the subject's words; need not be unique, the solver sees to that."""
        ...

    def events(self) -> Mapping[str, Event]:
        """The events whose probabilities are reported as outcomes, by name."""
        ...


class Phrase(NamedTuple):
    """A move as a verb in the three forms that prose needs: "sends beer", "send beer", "sending beer"."""

    does: str
    do: str
    doing: str


@dataclass(frozen=True)
class Vocabulary:
    """How prose speaks of a game. Labels supply all of it; a model replaces what it can say better.

    `sender` and `receiver` are the players with their article, `types` a noun phrase for each type in the order in
    which they are spoken of, `messages` and `responses` verbs, `setting` a sentence on who moves when. Labels that are
    missing keep their default. `pronouns`, for sender and receiver, are "she", "he" or "it", better not the same.
    """

    sender: str = "the sender"
    receiver: str = "the receiver"
    types: Mapping[str, str] = field(default_factory=dict)
    messages: Mapping[str, Phrase] = field(default_factory=dict)
    responses: Mapping[str, Phrase] = field(default_factory=dict)
    setting: str = ""
    pronouns: tuple[str, str] = ("she", "he")


@runtime_checkable
class Speaking(Protocol):
    """A model that also offers words of its own; no model has to."""

    def vocabulary(self) -> Vocabulary:
        """The words of the subject."""
        ...


class Stake(NamedTuple):
    """A table of what is at stake before anything is solved: a heading, names of columns (none for a plain list), rows.

    Cells are text or exact numbers.
    """

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | Fraction, ...], ...]


@runtime_checkable
class Staked(Protocol):
    """A model that also says what is at stake; no model has to."""

    def at_stake(self) -> tuple[Stake, ...]:
        """The tables that a report begins with."""
        ...
