"""Random signaling games from seeds, shared by the tests: generic ones, and every kind of degenerate one.

A kind is a function from a random source and a size to a game. The same kind, size and seed give the same game on
every machine and under any PYTHONHASHSEED.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import product
from random import Random
from typing import NamedTuple

from termination.engine.game import SignalingGame

Size = tuple[int, int, int]
Table = list[list[list[Fraction]]]


class Sample(NamedTuple):
    """A game and what it takes to make it again."""

    game: SignalingGame
    kind: str
    size: Size
    seed: int

    def __str__(self) -> str:
        return f"random_game({self.kind!r}, {self.size}, {self.seed})"


def random_game(kind: str, size: Size, seed: int) -> SignalingGame:
    """The game of this kind with at most so many types, messages and responses.

    >>> random_game("binary", (2, 2, 2), 7) == random_game("binary", (2, 2, 2), 7)
    True
    """
    return KINDS[kind](Random(f"{kind} {size} {seed}"), size)


def samples(count: int, largest: Size = (3, 3, 3), *, start: int = 0, only: Size | None = None) -> Iterator[Sample]:
    """`count` games: two generic ones, then a degenerate one, and so on; sizes and degenerate kinds take turns."""
    sizes = [only] if only else list(product(*(range(1, n + 1) for n in largest)))
    degenerate = [kind for kind in KINDS if kind != "generic"]
    for seed in range(start, start + count):
        size = Random(f"size {seed}").choice(sizes)
        kind = degenerate[seed // 3 % len(degenerate)] if seed % 3 == 2 else "generic"
        yield Sample(random_game(kind, size, seed), kind, size, seed)


def make(prior: list[Fraction], sender: Table, receiver: Table) -> SignalingGame:
    """The game with these tables and labels t0, m0, r0 and so on; rows may have different lengths by message."""
    messages = [f"m{m}" for m in range(len(sender[0]))]
    responses = {f"m{m}": [f"r{r}" for r in range(len(cells))] for m, cells in enumerate(sender[0])}
    return SignalingGame([f"t{t}" for t in range(len(prior))], prior, messages, responses, sender, receiver)


def _prior(rng: Random, types: int, most: int = 9) -> list[Fraction]:
    weights = [rng.randint(1, most) for _ in range(types)]
    return [Fraction(weight, sum(weights)) for weight in weights]


def _table(rng: Random, size: Size, low: int, high: int, over: int = 1) -> Table:
    T, M, R = size
    return [[[Fraction(rng.randint(low, high), over) for _ in range(R)] for _ in range(M)] for _ in range(T)]


def generic(rng: Random, size: Size) -> SignalingGame:
    """No ties, almost surely."""
    sender, receiver = (_table(rng, size, -999, 999, rng.choice([1, 7, 100])) for _ in range(2))
    return make(_prior(rng, size[0], 97), sender, receiver)


def small(rng: Random, size: Size) -> SignalingGame:
    """Small integers: ties everywhere."""
    return make(_prior(rng, size[0], 3), _table(rng, size, -2, 2), _table(rng, size, -2, 2))


def binary(rng: Random, size: Size) -> SignalingGame:
    """Payoffs zero or one."""
    return make(_prior(rng, size[0], 2), _table(rng, size, 0, 1), _table(rng, size, 0, 1))


def zero(rng: Random, size: Size) -> SignalingGame:
    """All payoffs zero, or those of one player, or of one player after one message."""
    sender, receiver = _table(rng, size, -3, 3), _table(rng, size, -3, 3)
    which = rng.randrange(4)
    for table, hit in ((sender, which in (0, 1)), (receiver, which in (0, 2))):
        if hit:
            for row in table:
                row[:] = [[Fraction(0)] * len(cells) for cells in row]
    if which == 3:
        m = rng.randrange(size[1])
        for row in receiver:
            row[m] = [Fraction(0)] * size[2]
    return make(_prior(rng, size[0], 3), sender, receiver)


def twin_types(rng: Random, size: Size) -> SignalingGame:
    """Two types of equal payoff, for the sender or for both."""
    sender, receiver = _table(rng, size, -3, 3), _table(rng, size, -3, 3)
    if size[0] > 1:
        sender[1] = [list(cells) for cells in sender[0]]
        if rng.random() < 0.5:
            receiver[1] = [list(cells) for cells in receiver[0]]
    return make(_prior(rng, size[0], 3), sender, receiver)


def twin_messages(rng: Random, size: Size) -> SignalingGame:
    """Two messages with the same payoffs."""
    sender, receiver = _table(rng, size, -3, 3), _table(rng, size, -3, 3)
    if size[1] > 1:
        for row in (*sender, *receiver):
            row[1] = list(row[0])
    return make(_prior(rng, size[0], 5), sender, receiver)


def twin_responses(rng: Random, size: Size) -> SignalingGame:
    """Two responses with the same payoffs, for the receiver or for both."""
    sender, receiver = _table(rng, size, -3, 3), _table(rng, size, -3, 3)
    if size[2] > 1:
        for row in receiver if rng.random() < 0.5 else (*sender, *receiver):
            for cells in row:
                cells[1] = cells[0]
    return make(_prior(rng, size[0], 5), sender, receiver)


def dominated(rng: Random, size: Size) -> SignalingGame:
    """After each message one response dominated, strictly or weakly, by another or by a mixture of two."""
    sender, receiver = _table(rng, size, -3, 3), _table(rng, size, -3, 3)
    if size[2] > 1:
        for m in range(size[1]):
            gaps = [rng.randint(0, 2) for _ in range(size[0])]
            for row, gap in zip(receiver, gaps, strict=True):
                mixture = (row[m][0] + row[m][1]) / 2 if size[2] > 2 else row[m][0]
                row[m][-1] = mixture - Fraction(gap, 2)
    return make(_prior(rng, size[0], 3), sender, receiver)


def ragged(rng: Random, size: Size) -> SignalingGame:
    """Responses that differ by message."""
    sender, receiver = _table(rng, size, -3, 3), _table(rng, size, -3, 3)
    widths = [rng.randint(1, size[2]) for _ in range(size[1])]
    for row in (*sender, *receiver):
        row[:] = [cells[:width] for cells, width in zip(row, widths, strict=True)]
    return make(_prior(rng, size[0], 3), sender, receiver)


def knife_edge(rng: Random, size: Size) -> SignalingGame:
    """The receiver exactly indifferent at the prior between two responses after every message."""
    sender, receiver = _table(rng, size, -2, 2), _table(rng, size, -2, 2)
    prior = _prior(rng, size[0], 3)
    if size[2] > 1:
        for m in range(size[1]):
            gap = sum(p * (row[m][0] - row[m][1]) for p, row in zip(prior, receiver, strict=True))
            receiver[-1][m][1] += gap / prior[-1]
    return make(prior, sender, receiver)


KINDS: dict[str, Callable[[Random, Size], SignalingGame]] = {
    "generic": generic,
    "small": small,
    "binary": binary,
    "zero": zero,
    "twin types": twin_types,
    "twin messages": twin_messages,
    "twin responses": twin_responses,
    "dominated": dominated,
    "ragged": ragged,
    "knife edge": knife_edge,
}
