"""A family of equilibria: what the answer to a game consists of. Plain frozen data.

An **assessment** is a pair of strategies with beliefs. A **family** is a product of two polytopes, the sender's mixing
times the receiver's, every pair of which is an equilibrium and which no larger such product contains. Beliefs are not
a third factor: at a message that is sent Bayes' rule leaves one point; at one that is not they are whatever supports
the reply being played, a polytope for each face of replies. So they are a correspondence over the family, in pieces.

Every quantity is a `Fraction` where the family fixes it and a `Range` where it is free.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import product
from typing import Any

from termination.engine.beliefs import belief_pieces, supporting_beliefs
from termination.engine.check import Certificate, certify
from termination.engine.game import Played, SignalingGame
from termination.engine.kinds import kinds_within
from termination.engine.labelled import Labelled
from termination.engine.outcomes import FamilyPayoffs, family_outcomes, family_payoffs
from termination.engine.strategies import (
    Belief,
    Beliefs,
    Quantity,
    Strategy,
    StrategySet,
    strategy_sets_of,
    strategy_values,
)
from termination.errors import Faults


@dataclass(frozen=True)
class Assessment:
    """A pair of strategies with, after each message, all the beliefs that make it an equilibrium."""

    game: SignalingGame = field(repr=False)
    sender: Strategy
    receiver: Strategy

    @cached_property
    def beliefs(self) -> Labelled[Belief]:
        """After each message the set of beliefs that supports the reply: a point where the message is sent."""
        return supporting_beliefs(self.game, self.sender.probabilities, self.receiver.flat)


@dataclass(frozen=True, repr=False)
class Family:
    """A maximal set of perfect Bayesian equilibria of product form: any member of `sender` with any of `receiver`.

    `sender[type][message]`, `receiver[message][response]`, `payoffs[type]` and `outcomes[event]` are Fractions where
    the family fixes them and Ranges where they are free; `beliefs[message]` are pieces, one for each face of replies.
    Where the receiver has types it is `receiver[receiver type][message][response]`.
    """

    model: Played
    game: SignalingGame
    sender: StrategySet
    receiver: StrategySet
    name: str = ""

    @cached_property
    def kind(self) -> str:
        """ "pooling" if every member is (all types send alike, mixed or not), "separating" if every member is (no
        message shared), else "semi-separating": as all members are then but a thin slice. See `kinds` for that slice.
        """
        return next((kind for kind in ("semi-separating", "separating") if kind in self.kinds), "pooling")

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """Every kind that occurs among the members; "babbling" is pooling that sends at least two messages."""
        return kinds_within(self.sender.kinds, self.sender.support)

    @cached_property
    def sent(self) -> tuple[bool, ...]:
        """By message: whether some member of the family sends it."""
        return tuple(any(column) for column in zip(*self.sender.support, strict=True))

    @cached_property
    def reached(self) -> tuple[bool, ...]:
        """By what the receiver may see, messages unless there is noise: whether in some member he does."""
        if not self.game.noise:
            return self.sent
        rows = [row for row, sent in zip(self.game.noise, self.sent, strict=True) if sent]
        return tuple(any(column) for column in zip(*rows, strict=True))

    @cached_property
    def beliefs(self) -> Labelled[Beliefs]:
        """After each message, the beliefs that support its replies, in pieces."""
        return belief_pieces(self.game, self.sender, self.receiver)

    @cached_property
    def payoffs(self) -> FamilyPayoffs:
        """What each type, the receiver and the sender before she learns her type expect."""
        return family_payoffs(self.game, self.sender, self.receiver)

    @cached_property
    def outcomes(self) -> Labelled[Quantity]:
        """The probability, before the game is played, of each event that the model names."""
        return family_outcomes(self.game, self.sender, self.receiver, self.model.events())

    @cached_property
    def certificate(self) -> Certificate:
        """The verifier's own recomputation, at every pair of vertices and in the interior."""
        return certify(self)

    def only(self, sender: Strategy, receiver: Strategy) -> Family:
        """The family of one whose only member is this pair; its name is still to be given."""
        return Family(self.model, self.game, StrategySet.point(sender), StrategySet.point(receiver))

    def vertices(self) -> list[Assessment]:
        """The pairs of a sender's vertex and a receiver's vertex, as assessments."""
        return [Assessment(self.game, s, r) for s, r in product(self.sender.vertices, self.receiver.vertices)]

    def middle(self) -> Assessment:
        """A pair in the interior of the family."""
        return Assessment(self.game, self.sender.middle, self.receiver.middle)

    def contains(self, sender: Any, receiver: Any) -> bool:
        """Whether this pair of strategies, nested by position or by label, belongs to the family.

        Nested as they are looked up: [type][message], [message][response], [receiver type][message][response].
        """
        sent, reply = strategy_pair(self.game, sender, receiver)
        return self.sender.contains(sent) and self.receiver.contains(reply)

    def to_latex(self) -> str:
        """As a LaTeX table (booktabs); see `reporting.articles`."""
        from termination.reporting.articles import family_latex

        return family_latex(self)

    def to_markdown(self) -> str:
        """As a Markdown table; see `reporting.articles`."""
        from termination.reporting.articles import family_markdown

        return family_markdown(self)

    def __repr__(self) -> str:
        return f"<{self.kind} family: {self.name}>"

    def __str__(self) -> str:
        from termination.reporting.tables import family_text

        return family_text(self)

    def _repr_html_(self) -> str:
        from termination.reporting.tables import family_html

        return family_html(self)


def strategy_pair(game: SignalingGame, sender: Any, receiver: Any) -> list[tuple[tuple[Fraction, ...], ...]]:
    """The probabilities of both strategies, row by row; `InputError` with what is wrong with either."""
    faults, pair = Faults(), []
    for given, like, where in zip((sender, receiver), strategy_sets_of(game), ("sender", "receiver"), strict=True):
        with faults.at(""):
            pair.append(strategy_values(given, like, where))
    faults.raise_if_any()
    return pair
