"""Payoffs and probabilities of events over a family.

Each is linear in the sender's mixing and in the receiver's, so over a product of polytopes its extremes are attained
at pairs of vertices; where they agree the family fixes the quantity.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import product

from termination.engine.assessment import Family, FamilyPayoffs, Quantity, Strategy, spread
from termination.engine.game import SignalingGame
from termination.engine.protocol import Event


def sender_payoff(game: SignalingGame, t: int, sender: Strategy, receiver: Strategy) -> Fraction:
    """What type t expects."""
    return sum(
        (
            weight * reply * payoff
            for m, weight in enumerate(sender.probabilities[t])
            if weight
            for reply, payoff in zip(receiver.probabilities[m], game.sender[t][m], strict=True)
        ),
        Fraction(0),
    )


def receiver_payoff(game: SignalingGame, sender: Strategy, receiver: Strategy) -> Fraction:
    """What the receiver expects before the game is played."""
    return sum(
        (
            p * weight * reply * payoff
            for p, row, table in zip(game.prior, sender.probabilities, game.receiver, strict=True)
            for m, weight in enumerate(row)
            if weight
            for reply, payoff in zip(receiver.probabilities[m], table[m], strict=True)
        ),
        Fraction(0),
    )


def event_probability(game: SignalingGame, event: Event, sender: Strategy, receiver: Strategy) -> Fraction:
    """The probability of the event before the game is played."""
    total = Fraction(0)
    for m, message in enumerate(game.messages):
        sent = sum((p * row[m] for p, row in zip(game.prior, sender.probabilities, strict=True)), Fraction(0))
        if sent:
            replies = zip(game.response_sets[m], receiver.probabilities[m], strict=True)
            total += sent * sum((weight for r, weight in replies if (message, r) in event), Fraction(0))
    return total


def family_payoffs(family: Family) -> FamilyPayoffs:
    """Payoffs by type, for the receiver, and for the sender before she learns her type."""
    game = family.game
    pairs = list(product(family.sender.vertices, family.receiver.vertices))
    by_pair = [[sender_payoff(game, t, s, r) for t in range(len(game.types))] for s, r in pairs]
    return FamilyPayoffs(
        {t: spread(values[i] for values in by_pair) for i, t in enumerate(game.types)},
        spread(receiver_payoff(game, s, r) for s, r in pairs),
        spread(sum((p * v for p, v in zip(game.prior, values, strict=True)), Fraction(0)) for values in by_pair),
    )


def family_outcomes(family: Family, events: Mapping[str, Event]) -> dict[str, Quantity]:
    """The probability of each named event."""
    pairs = list(product(family.sender.vertices, family.receiver.vertices))
    return {
        name: spread(event_probability(family.game, event, s, r) for s, r in pairs) for name, event in events.items()
    }
