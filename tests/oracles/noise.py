"""Random games with noise between the players: true noise, coarsenings, and none; some types lack some messages in a
fourth of them, the receiver has types in a fourth, and the message matters to him in half."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from random import Random
from typing import Any

from termination.engine.game import SignalingGame

#: At most so many types, messages, things seen and responses.
Size = tuple[int, int, int, int]
KINDS = ("generic", "small", "binary", "careless receiver", "careless sender", "twins")


def noisy(seed: int, largest: Size = (2, 3, 3, 3)) -> SignalingGame:
    """The game of this number.

    >>> noisy(3) == noisy(3), bool(noisy(3).noise)
    (True, True)
    """
    rng = Random(f"noise {seed} {largest}")
    kind = KINDS[seed % len(KINDS)]
    T, M, Z = (rng.randint(1 if n == 1 or rng.random() < 0.1 else 2, n) for n in largest[:3])
    S = 2 if rng.random() < 0.25 else 0
    span = {"generic": 99, "binary": 1}.get(kind, 2)
    low = 0 if kind == "binary" else -span
    types, messages = [f"t{t}" for t in range(T)], [f"m{m}" for m in range(M)]
    widths = [rng.randint(2, largest[3]) if rng.random() < 0.8 else 1 for _ in range(Z)]
    responses = {f"z{z}": [f"r{r}" for r in range(n)] for z, n in enumerate(widths)}
    noise = _noise(rng, messages, list(responses))
    responses = {z: labels for z, labels in responses.items() if any(z in row for row in noise.values())}
    lists = {t: [m for m in messages if rng.random() < 0.7] or [rng.choice(messages)] for t in types}
    if rng.random() < 0.75 or {m for own in lists.values() for m in own} != set(messages):
        lists = dict.fromkeys(types, messages)
    blind, careless = rng.random() < 0.5, rng.choice(messages)

    def table(his: bool) -> dict[tuple[str, ...], Fraction]:
        cells = {}
        for t, s, m, r in product(types, [f"s{s}" for s in range(S or 1)], messages, map("r{}".format, range(9))):
            value = Fraction(rng.randint(low, span))
            if his and blind and m != messages[0]:
                value = cells[t, s, messages[0], r]
            if m == careless and kind == ("careless receiver" if his else "careless sender"):
                value = Fraction(0)
            if kind == "twins" and r == "r1":
                value = cells[t, s, m, "r0"]
            cells[t, s, m, r] = value
        return cells

    hers, his = table(False), table(True)

    def read(cells: dict[tuple[str, ...], Fraction]) -> Any:
        return (lambda t, s, m, r: cells[t, s, m, r]) if S else (lambda t, m, r: cells[t, "s0", m, r])

    weights = [rng.randint(1, 3) for _ in types]
    more = {"receiver_types": ["s0", "s1"], "receiver_prior": ["1/3", "2/3"]} if S else {}
    prior = [Fraction(w, sum(weights)) for w in weights]
    return SignalingGame.from_function(types, prior, lists, responses, read(hers), read(his), noise=noise, **more)


def _noise(rng: Random, messages: list[str], seen: list[str]) -> dict[str, dict[str, Fraction]]:
    how = rng.choice(["true", "true", "full", "cells"])
    rows = {}
    for m in messages:
        weights = [rng.randint(1 if how == "full" else 0, 2) for _ in seen]
        if how == "cells" or not any(weights):
            weights = [0] * len(seen)
            weights[rng.randrange(len(seen))] = 1
        rows[m] = {z: Fraction(w, sum(weights)) for z, w in zip(seen, weights, strict=True) if w}
    return rows


def games(count: int, start: int = 0, largest: Size = (2, 3, 3, 3)) -> Iterator[tuple[int, SignalingGame]]:
    """`count` games with their numbers, kinds taking turns."""
    for seed in range(start, start + count):
        yield seed, noisy(seed, largest)
