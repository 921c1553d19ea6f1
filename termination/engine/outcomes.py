"""Payoffs and probabilities of events over a family.

Each is linear in the sender's mixing and in the receiver's, so over a product of polytopes its extremes are attained
at pairs of vertices; where they agree the family fixes the quantity.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, product

from termination.engine.game import Event, SignalingGame
from termination.engine.labelled import Labelled
from termination.engine.strategies import Quantity, Strategy, StrategySet, spread
from termination.errors import UnknownNameError


@dataclass(frozen=True)
class FamilyPayoffs:
    """Expected payoffs over a family: `payoffs[type]`, `.by_type`, `.receiver`, and the sender's `.ex_ante`.

    Where the receiver has types `.receiver` is what he expects before he learns his, and `.by_receiver_type` after.
    """

    by_type: Labelled[Quantity]
    receiver: Quantity
    ex_ante: Quantity
    by_receiver_type: Labelled[Quantity]

    def __getitem__(self, who: str) -> Quantity:
        if who in self.by_type:
            return self.by_type[who]
        named = {"receiver": self.receiver, "ex ante": self.ex_ante, "ex_ante": self.ex_ante}
        if who in named:
            return named[who]
        raise UnknownNameError("payoff", who, (*self.by_type, "receiver", "ex ante"))


def sender_payoff(game: SignalingGame, t: int, sender: Strategy, receiver: Strategy) -> Fraction:
    """What type t expects."""
    return sum(
        (
            weight * reply * payoff
            for m, weight in enumerate(sender.probabilities[t])
            if weight
            for reply, payoff in zip(_replies(game, receiver, m), game.flat.sender[t][m], strict=True)
        ),
        Fraction(0),
    )


def _replies(game: SignalingGame, receiver: Strategy, m: int) -> Iterable[Fraction]:
    """The weights that go with a row of `game.Flat` after message m."""
    return chain(*receiver.flat) if game.noise else receiver.flat[m]


def receiver_payoff(game: SignalingGame, sender: Strategy, receiver: Strategy) -> Fraction:
    """What the receiver expects before the game is played."""
    return sum(
        (
            p * weight * reply * payoff
            for p, row, table in zip(game.prior, sender.probabilities, game.flat.receiver, strict=True)
            for m, weight in enumerate(row)
            if weight
            for reply, payoff in zip(_replies(game, receiver, m), table[m], strict=True)
        ),
        Fraction(0),
    )


def receiver_type_payoff(game: SignalingGame, s: int, sender: Strategy, receiver: Strategy) -> Fraction:
    """What the receiver expects who has learnt that he is of type s."""
    rows = receiver.probabilities[s :: len(game.receiver_types)]
    return sum(
        (
            p * weight * path.chance * rows[path.seen][r] * payoffs[place]
            for p, row, tables in zip(game.prior, sender.probabilities, game.receiver, strict=True)
            for weight, payoffs, paths in zip(row, tables[s], game.paths, strict=True)
            if weight
            for path in paths
            for r, place in enumerate(path.places)
        ),
        Fraction(0),
    )


def family_payoffs(game: SignalingGame, senders: StrategySet, receivers: StrategySet) -> FamilyPayoffs:
    """Payoffs by type, for the receiver, and for the sender before she learns her type.

    In equilibrium every message that a type uses is worth the same to her, so her payoff depends on the replies alone;
    and every reply in use the same to the receiver, or to his type, so his depends on the sender alone.
    """
    sender, receiver = tuple(senders.vertices), tuple(receivers.vertices)
    by_vertex = [[sender_payoff(game, t, sender[0], r) for t in range(len(game.types))] for r in receiver]
    return FamilyPayoffs(
        Labelled("type", {t: spread(values[i] for values in by_vertex) for i, t in enumerate(game.types)}),
        spread(receiver_payoff(game, s, receiver[0]) for s in sender),
        spread(_product(game.prior, values) for values in by_vertex),
        Labelled(
            "receiver type",
            {
                label: spread(receiver_type_payoff(game, i, s, receiver[0]) for s in sender)
                for i, label in enumerate(game.receiver_types)
            },
        ),
    )


def family_outcomes(
    game: SignalingGame, sender: StrategySet, receiver: StrategySet, events: Mapping[str, Event]
) -> Labelled[Quantity]:
    """The probability, before the game is played, of each named event.

    It is how often each message is sent times how often the event follows, so what counts of the vertices is that.
    """
    sent = dict.fromkeys(_sent(game, s) for s in sender.vertices)
    outcomes: Labelled[Quantity] = Labelled("event")
    for name, event in events.items():
        following = dict.fromkeys(_following(game, event, r) for r in receiver.vertices)
        outcomes[name] = spread(_product(often, follows) for often, follows in product(sent, following))
    return outcomes


def outcomes_by_type(
    game: SignalingGame, sender: StrategySet, receiver: StrategySet, events: Mapping[str, Event]
) -> Labelled[Labelled[Quantity]]:
    """The probability of each named event once the sender knows her type: `[type][event]`."""
    rows: Labelled[Labelled[Quantity]] = Labelled("type", {t: Labelled("event") for t in game.types})
    for name, event in events.items():
        following = dict.fromkeys(_following(game, event, r) for r in receiver.vertices)
        for i, t in enumerate(game.types):
            sent = dict.fromkeys(s.probabilities[i] for s in sender.vertices)
            rows[t][name] = spread(_product(often, follows) for often, follows in product(sent, following))
    return rows


def _sent(game: SignalingGame, sender: Strategy) -> tuple[Fraction, ...]:
    """By message: how often it is sent."""
    return tuple(_product(game.prior, column) for column in zip(*sender.probabilities, strict=True))


def _following(game: SignalingGame, event: Event, receiver: Strategy) -> tuple[Fraction, ...]:
    """By message: the probability of the event once it is sent."""
    if not game.noise:
        return tuple(_happens(game, event, m, j, receiver) for j, m in enumerate(game.messages))
    return tuple(
        sum((path.chance * _happens(game, event, m, path.seen, receiver) for path in paths), Fraction(0))
        for m, paths in zip(game.messages, game.paths, strict=True)
    )


def _happens(game: SignalingGame, event: Event, m: str, z: int, receiver: Strategy) -> Fraction:
    """The probability of the event once message m is sent and seen as what is at position z."""
    chances, labels = game.receiver_prior or (1,), game.response_sets[z]
    return sum(
        (
            chances[k // len(labels)] * weight
            for k, (r, weight) in enumerate(zip(labels * len(chances), receiver.flat[z], strict=True))
            if (m, r) in event
        ),
        Fraction(0),
    )


def _product(weights: Iterable[Fraction], values: Iterable[Fraction]) -> Fraction:
    return sum((weight * value for weight, value in zip(weights, values, strict=True) if weight), Fraction(0))
