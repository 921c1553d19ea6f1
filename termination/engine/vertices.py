"""A game in integers, and what a vertex of either player's polyhedron is: weights on a common scale, and two bit masks.

The masks say which strategies it is made of and to which it is a best reply, so that whether two vertices are in
equilibrium is a question about bits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, reduce
from itertools import product, repeat
from operator import or_
from typing import NamedTuple, TypeVar

from termination.engine.arithmetic import integers
from termination.engine.beliefs import rationalizable
from termination.engine.game import SignalingGame


class SenderVertex(NamedTuple):
    """A vertex of a sender polytope: weights [type * messages + message] on a common scale, and two bit masks."""

    scale: int
    weights: tuple[int, ...]
    uses: int  # bit t * M + m: type t sends m
    best: int  # bit of reply (m, r): r is best after m; all replies after an unsent message


class ReceiverVertex(NamedTuple):
    """A vertex of the receiver's polyhedron: weights of all replies, message after message, on a common scale."""

    scale: int
    weights: tuple[int, ...]
    uses: int  # bit of reply (m, r): r is played after m
    best: int  # bit t * M + m: m is a best message for t


Rows = tuple[tuple[int, ...], ...]
Vertex = TypeVar("Vertex", SenderVertex, ReceiverVertex)


@dataclass(frozen=True)
class Tables:
    """The game in integers. Rescaling a type's payoffs, or the receiver's after one message, changes no equilibrium.

    A message that a type lacks pays her less than any other (see `game.Flat`): no constraint of hers there is ever
    tight at a vertex of P, and her gain in every comparison there counts as zero, for she never sends it.

    Replies to a message are those of all the receiver's types, one after another (see `game.Flat`); a reply is compared
    with those of the same type alone, so the r' of a gain are counted from the first of these.
    """

    types: int
    messages: int
    open: tuple[tuple[int, ...], ...]  # [type]: the messages that she has
    replies: tuple[int, ...]  # how many after each message
    offsets: tuple[int, ...]  # bit and position of reply (m, 0)
    choices: tuple[tuple[range, ...], ...]  # [message]: the replies between which each type of the receiver's chooses
    sender: tuple[Rows, ...]  # [type][message][reply]
    gain: tuple[tuple[Rows, ...], ...]  # [message][r][r'][type]: p_t (u_R(r) - u_R(r')), see of
    rational: tuple[tuple[int, ...], ...]  # [message]: maximal rationalizable sets, as masks shifted to the offset

    @classmethod
    def of(cls, game: SignalingGame) -> Tables:
        receivers, prior = len(game.receiver_types) or 1, tuple(integers(list(game.prior)))
        replies, offsets = tuple(map(len, game.flat.replies)), game.offsets[:-1]
        choices = tuple(tuple(range(i, i + n // receivers) for i in range(0, n, n // receivers)) for n in replies)
        payoffs = game.scaled_receiver
        gain = tuple(map(_gains_of, payoffs, choices, repeat(prior)))
        rational = tuple(
            tuple([mask << o for mask in rationalizable(rows, receivers)])
            for rows, o in zip(payoffs, offsets, strict=True)
        )
        open_to = tuple(tuple(m for m, cells in enumerate(table) if cells) for table in game.flat.receiver)
        return cls(len(prior), len(replies), open_to, replies, offsets, choices, game.scaled_sender, gain, rational)

    @cached_property
    def twin(self) -> list[int]:
        """By reply, message after message: the bit of the first one that is the same to the receiver."""
        return [1 << o + rows.index(row) for o, rows in zip(self.offsets, self.gain, strict=True) for row in rows]

    @cached_property
    def twins(self) -> bool:
        """Whether two replies to a message are the same to the receiver."""
        return len(set(self.twin)) < len(self.twin)

    @cached_property
    def indifferent(self) -> bool:
        """Whether all replies are the same to the receiver, whatever is sent, so that each vertex of P is answered."""
        return not any(map(any, (gains for rows in self.gain for row in rows for gains in row)))

    def reply_bits(self, m: int) -> int:
        return (1 << self.replies[m]) - 1 << self.offsets[m]


#: Up to so many replies to a message the gains after it are kept for the next games; they grow with the square.
_FEW = 8


def _gains_of(rows: Rows, choices: tuple[range, ...], prior: tuple[int, ...]) -> tuple[Rows, ...]:
    """`Tables.gain` after one message, where these are the receiver's payoffs [type][reply]."""
    return (_kept_gains if choices[-1].stop <= _FEW else _gains)(rows, choices, prior)


def _gains(rows: Rows, choices: tuple[range, ...], prior: tuple[int, ...]) -> tuple[Rows, ...]:
    return tuple(
        tuple([tuple([p * (row[r] - row[s]) if row else 0 for p, row in zip(prior, rows, strict=True)]) for s in own])
        for own in choices
        for r in own
    )


_kept_gains = lru_cache(maxsize=1 << 10)(_gains)


def confinements(rational: Sequence[Sequence[int]], used: int) -> Iterator[int]:
    """The ways to pick one maximal rationalizable set after each message, or all that may be seen, as masks over all
    replies; `used` are those that are played, each of them in such a set.

    Where the replies in use fit into one set that set is enough.

    >>> list(confinements([[0b011, 0b110], [0b1000]], 0b1111)), list(confinements([[0b011, 0b110], [0b1000]], 0b1001))
    ([11, 14], [11])
    """
    choices = []
    for masks in rational:
        here = used & reduce(or_, masks)
        fitting = [mask for mask in masks if here & ~mask == 0]
        choices.append(fitting[:1] or sorted({mask & here for mask in masks}))
    yield from map(sum, product(*choices))


def earlier_first(vertices: Iterable[Vertex]) -> list[Vertex]:
    """Strategies in order, those that put more weight on earlier cells first.

    Probabilities of denominators up to d differ by at least 1/d^2, so so many binary digits tell them apart. All digits
    of a strategy are one string of bytes, which takes little room.
    """
    every = list(vertices)
    digits = 2 * max([x.scale for x in every], default=1).bit_length() + 1
    shares = {scale: _Shares(scale, digits) for scale in {x.scale for x in every}}
    return sorted(every, key=lambda x: b"".join(map(shares[x.scale].__getitem__, x.weights)), reverse=True)


class _Shares(dict[int, bytes]):
    """The first binary digits of weights on a scale, from 0 to 1, as bytes; each is worked out once."""

    def __init__(self, scale: int, digits: int):
        self.scale, self.digits = scale, digits

    def __missing__(self, weight: int) -> bytes:
        share = (weight << self.digits) // self.scale
        found = self[weight] = share.to_bytes(self.digits // 8 + 1, "big")
        return found
