"""Random games whose receiver has types, and the same games with plans.

A **plan** is a response for each receiver type. A game with receiver types is a plain game in which the receiver, who
knows nothing, chooses a plan after each message: r^k of them, which is why the engine does not work so. But the plain
engine knows how to solve it, and behaviour must be the same: a mixture of plans says how often each type responds how,
and types that mix independently are a mixture of plans.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product
from random import Random
from typing import Any

from termination.engine.game import SignalingGame

Rows = Sequence[Sequence[Fraction]]
#: At most so many types, receiver types, messages, responses.
Size = tuple[int, int, int, int]

#: What is special about a game: payoffs that are large, small, zero or one; a player who does not care; ties at the
#: prior; types of the receiver, or responses, that are alike; a sender who does not mind whom she faces.
KINDS = (
    "generic",
    "small",
    "binary",
    "careless receiver",
    "careless sender",
    "knife edge",
    "twins",
    "dominated",
    "blind",
)


def doubtful(seed: int, largest: Size = (2, 2, 2, 2)) -> SignalingGame:
    """The game of this number, with at most so many types, receiver types, messages and responses.

    >>> doubtful(5) == doubtful(5), doubtful(5).receiver_types
    (True, ('s0', 's1'))
    """
    rng = Random(f"receiver types {seed} {largest}")
    kind = KINDS[seed % len(KINDS)]
    T, S, M = (rng.randint(min(2, n), n) if rng.random() < 0.8 else rng.randint(1, n) for n in largest[:3])
    widths = [rng.randint(min(2, largest[3]), largest[3]) if rng.random() < 0.9 else 1 for _ in range(M)]
    span = {"generic": 99, "binary": 1}.get(kind, 2)
    low = 0 if kind == "binary" else -span

    def table() -> list[Any]:
        return [
            [[[Fraction(rng.randint(low, span)) for _ in range(n)] for n in widths] for _ in range(S)] for _ in range(T)
        ]

    prior, his_prior = (_prior(rng, n) for n in (T, S))
    sender, receiver = table(), table()
    careless = {"careless receiver": receiver, "careless sender": sender}.get(kind, [])
    for rows in (rows for by_type in careless for rows in by_type):
        m = rng.randrange(M)
        rows[m] = [Fraction(0)] * widths[m]
    if kind == "twins" and S > 1:
        for by_type in (receiver, *([sender] if rng.random() < 0.5 else [])):
            for rows in by_type:
                rows[1] = [list(cells) for cells in rows[0]]
    if kind == "blind":
        for by_type in sender:
            by_type[:] = [by_type[0]] * S
    for s, m in product(range(S), range(M)):
        if kind == "knife edge" and widths[m] > 1:
            gap = sum(
                (p * (rows[s][m][0] - rows[s][m][1]) for p, rows in zip(prior, receiver, strict=True)), Fraction(0)
            )
            receiver[-1][s][m][1] += gap / prior[-1]
        if kind == "dominated" and widths[m] > 1:
            for rows in receiver:
                rows[s][m][-1] = rows[s][m][0] - rng.randint(0, 1)
    messages = [f"m{m}" for m in range(M)]
    responses = {m: [f"r{r}" for r in range(n)] for m, n in zip(messages, widths, strict=True)}
    labels = ([f"{letter}{i}" for i in range(n)] for letter, n in (("t", T), ("s", S)))
    types, his_types = labels
    return SignalingGame(types, prior, messages, responses, sender, receiver, "", his_types, his_prior)


def _prior(rng: Random, count: int) -> list[Fraction]:
    weights = [rng.randint(1, 3) for _ in range(count)]
    return [Fraction(weight, sum(weights)) for weight in weights]


def with_plans(game: SignalingGame) -> SignalingGame:
    """The plain game in which a response is a plan, a response for each of the receiver's types."""
    plans = {m: _plans(game, j) for j, m in enumerate(game.messages)}

    def table(payoffs: Any) -> list[Any]:
        return [
            [
                [
                    sum(
                        (pi * tables[s][j][r] for s, (pi, r) in enumerate(zip(game.receiver_prior, plan, strict=True))),
                        Fraction(0),
                    )
                    for plan in plans[m]
                ]
                for j, m in enumerate(game.messages)
            ]
            for tables in payoffs
        ]

    labels = {m: ["/".join(map(str, plan)) for plan in found] for m, found in plans.items()}
    return SignalingGame(game.types, game.prior, game.messages, labels, table(game.sender), table(game.receiver))


def _plans(game: SignalingGame, m: int) -> list[tuple[int, ...]]:
    return list(product(range(len(game.response_sets[m])), repeat=len(game.receiver_types)))


def mixture_of_plans(game: SignalingGame, receiver: Sequence[Rows]) -> list[list[Fraction]]:
    """A receiver's strategy, nested [receiver type][message][response], in plans: types mix independently."""
    found = []
    for m in range(len(game.messages)):
        row = []
        for plan in _plans(game, m):
            weight = Fraction(1)
            for s, r in enumerate(plan):
                weight *= receiver[s][m][r]
            row.append(weight)
        found.append(row)
    return found


def by_type(game: SignalingGame, weights: Rows) -> list[list[list[Fraction]]]:
    """What each type does where plans have these weights, nested [receiver type][message][response]."""
    return [
        [
            [
                sum((w for w, plan in zip(weights[m], _plans(game, m), strict=True) if plan[s] == r), Fraction(0))
                for r in range(len(labels))
            ]
            for m, labels in enumerate(game.response_sets)
        ]
        for s in range(len(game.receiver_types))
    ]


def games(count: int, start: int = 0, largest: Size = (2, 2, 2, 2)) -> Iterator[tuple[int, SignalingGame]]:
    """`count` games with their numbers, kinds taking turns."""
    for seed in range(start, start + count):
        yield seed, doubtful(seed, largest)
