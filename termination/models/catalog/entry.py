"""What a catalog entry is: a game from the literature, where it comes from, and what is known of it, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from termination.engine.arithmetic import exact
from termination.engine.game import Labels, SignalingGame
from termination.engine.strategies import Strategy

#: What a type (or the receiver after a message) does: one label, or a probability for each label in use.
Choice = str | Mapping[str, object]


@dataclass(frozen=True)
class Known:
    """One equilibrium that the literature states, or that follows from it by hand.

    `survives` says of each refinement ("intuitive", "D1", "D2", "NWBR") whether this equilibrium passes it. Replies to
    messages that nobody sends are one choice among those that support the outcome; where an outcome survives a concept,
    the replies given here survive it too. `perfect_bayesian` is False for a Nash equilibrium that no beliefs support.
    `basis` says who states it: the source, or a derivation.
    """

    name: str
    sender: Strategy
    receiver: Strategy
    survives: Mapping[str, bool]
    basis: str
    perfect_bayesian: bool = True


@dataclass(frozen=True)
class Entry:
    """A published game.

    `slug` is its name in the catalog; `citation` the publication; `notes` what was chosen or left open in writing it
    down; `known` its known equilibria: all there are, in that every vertex of every family of equilibria has the
    payoffs of one of them.
    """

    slug: str
    game: SignalingGame = field(repr=False)
    citation: str
    notes: str
    known: tuple[Known, ...] = field(repr=False)

    @property
    def model(self) -> SignalingGame:
        """The game itself."""
        return self.game

    @property
    def title(self) -> str:
        return self.game.title


ALL = ("intuitive", "D1", "D2", "NWBR")


def passing(*concepts: str) -> dict[str, bool]:
    """The verdicts of an equilibrium that passes these concepts and no others.

    >>> passing("intuitive")
    {'intuitive': True, 'D1': False, 'D2': False, 'NWBR': False}
    """
    return {concept: concept in concepts for concept in ALL}


def known(
    game: SignalingGame,
    name: str,
    sender: Mapping[str, Choice],
    receiver: Mapping[str, Choice],
    survives: Mapping[str, bool],
    basis: str,
    perfect_bayesian: bool = True,
) -> Known:
    """A known equilibrium from who sends what and what is answered, by label."""
    rows = _strategy(game.types, (game.messages,) * len(game.types), sender)
    replies = _strategy(game.messages, game.response_sets, receiver)
    return Known(name, rows, replies, survives, basis, perfect_bayesian)


def _strategy(rows: Labels, columns: tuple[Labels, ...], choices: Mapping[str, Choice]) -> Strategy:
    return Strategy(
        rows, columns, tuple(_weights(labels, choices[row]) for row, labels in zip(rows, columns, strict=True))
    )


def _weights(labels: Labels, choice: Choice) -> tuple[Fraction, ...]:
    weights = {choice: 1} if isinstance(choice, str) else dict(choice)
    row = tuple(exact(weights.pop(label, 0)) for label in labels)
    if weights or sum(row) != 1:
        raise ValueError(f"{choice!r} is no distribution over {labels}")
    return row
