"""The refinements' definitions taken literally, at one equilibrium and one unsent message with two responses.

Shares nothing with `termination.engine.refining`. A mixed reply is the weight a on the first response, and the replies
that are best to some belief over given types are {0}, {1} or all of [0, 1]. Every set that the definitions speak of is
a union of cells: the points where some type is indifferent, the ends, and the open intervals between. One number stands
for each cell, so sets of replies are sets of numbers, and the definitions are set algebra.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from random import Random
from typing import NamedTuple

from termination.engine.equilibria import Equilibria
from termination.engine.families import Family
from termination.engine.game import SignalingGame
from termination.engine.strategies import Strategy

Rows = Sequence[Sequence[Fraction]]
Judge = Callable[[SignalingGame, Rows, Rows], dict[str, bool]]


def survivals(game: SignalingGame, sender: Rows, receiver: Rows) -> dict[str, bool]:
    """Which concepts this equilibrium survives, from the definitions; at most two responses to each message."""
    passed = dict.fromkeys(("intuitive", "D1", "D2", "NWBR"), True)
    for m in unsent(sender):
        for concept, judgement in judged_at(game, m, sender_worth(game, sender, receiver), receiver[m]).items():
            passed[concept] = passed[concept] and judgement.passes
    return passed


def unsent(sender: Rows) -> list[int]:
    """The messages that nobody sends."""
    return [m for m, column in enumerate(zip(*sender, strict=True)) if not any(column)]


def sender_worth(game: SignalingGame, sender: Rows, receiver: Rows) -> list[Fraction]:
    """What each type gets in equilibrium."""
    return [
        sum(
            (
                w * a * u
                for w, reply, row in zip(weights, receiver, table, strict=True)
                if w
                for a, u in zip(reply, row, strict=True)
            ),
            Fraction(0),
        )
        for weights, table in zip(sender, game.sender, strict=True)
    ]


class Judgement(NamedTuple):
    """What a concept says at one message: whether the equilibrium passes, and which types it rules out there."""

    passes: bool
    ruled_out: set[int]


def judged_at(game: SignalingGame, m: int, worth: Sequence[Fraction], own: Sequence[Fraction]) -> dict[str, Judgement]:
    """By concept, the judgement on an equilibrium with these payoffs and this reply to m."""
    types = able(game, m)
    pay = {t: payoff_of(game.sender[t][m]) for t in types}
    cells = cells_of(game, m, worth, own[0])

    def best(kept: Iterable[int]) -> set[Fraction]:
        return {x for x in cells if _optimal(game, m, list(kept), x)}

    everything = best(types)
    gain = {t: {x for x in everything if pay[t](x) > worth[t]} for t in types}
    level = {t: {x for x in everything if pay[t](x) == worth[t]} for t in types}

    def others(t: int) -> set[Fraction]:
        return set().union(*(gain[s] for s in types if s != t))

    dropped = {
        "D1": {t for t in types if any(gain[s] and gain[t] | level[t] <= gain[s] for s in types)},
        "D2": {t for t in types if others(t) and gain[t] | level[t] <= others(t)},
        "NWBR": {t for t in types if others(t) and level[t] <= others(t)},
    }
    found = {concept: Judgement(own[0] in best(set(types) - out), out) for concept, out in dropped.items()}
    hopeless = {t for t in types if worth[t] > max(map(pay[t], everything))}
    left = set(types) - hopeless
    fails = bool(left) and any(worth[t] < min(map(pay[t], best(left))) for t in types)
    return found | {"intuitive": Judgement(not fails, hopeless)}


def able(game: SignalingGame, m: int) -> list[int]:
    """The types that have the message: only they can be believed to have sent it."""
    return [t for t, own in enumerate(game.message_sets) if game.messages[m] in own]


def payoff_of(row: Sequence[Fraction]) -> Callable[[Fraction], Fraction]:
    return lambda a: a * row[0] + (1 - a) * row[-1]


def _optimal(game: SignalingGame, m: int, kept: Sequence[int], a: Fraction) -> bool:
    """Whether the reply a is best to some belief over the types in `kept`."""
    leads = [game.receiver[t][m][0] - game.receiver[t][m][-1] for t in kept]
    if not leads:
        return False
    if a == 1:
        return max(leads) >= 0
    return min(leads) <= 0 if a == 0 else min(leads) <= 0 <= max(leads)


def cells_of(game: SignalingGame, m: int, worth: Sequence[Fraction], own: Fraction) -> list[Fraction]:
    """One weight for each cell of [0, 1]; with one response only the weight 1."""
    if len(game.response_sets[m]) == 1:
        return [Fraction(1)]
    edges = {Fraction(0), Fraction(1), own}
    for table, now in zip(game.sender, worth, strict=True):
        if not table[m]:
            continue
        first, second = table[m]
        if first != second and 0 <= (now - second) / (first - second) <= 1:
            edges.add((now - second) / (first - second))
    ordered = sorted(edges)
    return sorted([*ordered, *((x + y) / 2 for x, y in pairwise(ordered))])


def points_of(family: Family, rng: Random, count: int = 3) -> Iterator[tuple[Rows, Rows]]:
    """Equilibria of a family: its pairs of vertices, its middle, and `count` random ones, many on its faces."""
    for assessment in [*family.vertices()[:12], family.middle()]:
        yield assessment.sender.probabilities, assessment.receiver.probabilities
    for _ in range(count):
        yield _random_mix(family.sender.vertices, rng), _random_mix(family.receiver.vertices, rng)


def _random_mix(vertices: Sequence[Strategy], rng: Random) -> Rows:
    weights = [rng.choice((0, 1, rng.randint(1, 30))) for _ in vertices]
    if not any(weights):
        weights[rng.randrange(len(weights))] = 1
    total = sum(weights)
    return tuple(
        tuple(
            sum((Fraction(w, total) * x for w, x in zip(weights, cell, strict=True)), Fraction(0))
            for cell in zip(*rows, strict=True)
        )
        for rows in zip(*(vertex.probabilities for vertex in vertices), strict=True)
    )


def among(equilibria: Equilibria, sender: Rows, receiver: Rows) -> bool:
    """`equilibria.contains` for strategies that are known to be exact and well shaped."""
    return any(family.sender.contains(sender) and family.receiver.contains(receiver) for family in equilibria)


def disagreements(
    found: Equilibria, refined: dict[str, Equilibria], rng: Random, judge: Judge = survivals, most: int = 60
) -> list[str]:
    """Where the survivors differ from what the definitions say, over many equilibria of (at most so many) families."""
    families = list(found) if len(found) <= most else rng.sample(list(found), most)
    wrong = []
    for family in families:
        for sender, receiver in points_of(family, rng):
            for concept, survives in judge(found.game, sender, receiver).items():
                if among(refined[concept], sender, receiver) != survives:
                    wrong.append(f"{concept}: {'lost' if survives else 'kept'} {family.name} at {sender} {receiver}")
    return wrong
