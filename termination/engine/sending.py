"""Who can send a message and keep replies to it best: what can be said of the sender's answers one message at a time.

Her weights on one message bear on those on another only through the types that have no other left, whose weight is one.
So a type that can have no weight on a message, given these, is struck out there, and so on until nobody is: what is
struck out has no weight in any answer (docs/algorithm.md, "What need not be looked at").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from termination.engine.bicliques import members
from termination.engine.polyhedra import Ray, cut
from termination.engine.vertices import ReceiverVertex, Tables

#: A message, the types that may send it, and the replies to it that are to be best, as masks.
Asked = tuple[int, int, int]
#: If more of the types than that may or may not send a message, signs decide alone whether they can.
_FREE = 6


class Able:
    """Which types may send a message with some weight, and keep replies to it best; each question is answered once."""

    def __init__(self, tables: Tables):
        self.tables = tables
        self.every = [sum(1 << t * tables.messages + m for t in range(tables.types)) for m in range(tables.messages)]
        self.replies = list(map(tables.reply_bits, range(tables.messages)))
        self.gains = [[list(filter(any, row)) for row in rows] for rows in tables.gain]  # without what is as good
        self.known: dict[tuple[int, int, int, int], int] = {}
        self.gathered: dict[int, int] = {}

    def types(self, best: int, m: int) -> int:
        """The mask of the types for whom m is best, from that of pairs (t, m)."""
        pairs = (best & self.every[m]) >> m
        if pairs not in self.gathered:
            self.gathered[pairs] = sum(1 << i // self.tables.messages for i in members(pairs))
        return self.gathered[pairs]

    def answers(self, x: ReceiverVertex) -> ReceiverVertex | None:
        """x without those of the messages best at it that have no weight in any answer; None if it has no answer."""
        asked = [
            (m, self.types(x.best, m), (x.uses & self.replies[m]) >> self.tables.offsets[m])
            for m, pairs in enumerate(self.every)
            if x.best & pairs
        ]
        left = self.enough(asked)
        if left is None:
            return None
        if left == asked:
            return x
        size = self.tables.messages
        return x._replace(best=sum(1 << t * size + m for m, types, _ in left for t in members(types)))

    def enough(self, asked: list[Asked]) -> list[Asked] | None:
        """What is left of the types for each message if between them every type sends one; None if that cannot be.

        A type that has but one left is sure to send it; others send it as suits. Where those whom the reply does not
        suit cannot send at all, that may leave these with one other message only, so that all is asked again.
        """
        everyone = (1 << self.tables.types) - 1
        while True:
            some = several = 0
            for _, types, _ in asked:
                several |= some & types
                some |= types
            if some != everyone:
                return None
            left = []
            for m, types, replies in asked:
                sure = types & ~several
                if able := self(m, types, sure, replies):
                    left.append((m, able, replies))
                elif sure:
                    return None
            if left == asked:
                return left
            asked = left

    def __call__(self, m: int, types: int, sure: int, replies: int) -> int:
        """Those of the types that may send m if those in `sure` all send it alone; none if it cannot be sent so."""
        question = m, types, sure, replies
        left = self.known.get(question)
        if left is None:
            left = self._by_signs(*question)
            if left and (left & ~sure).bit_count() <= _FREE and self._hang_together(m):
                left = self._exactly(m, left, sure, replies)
            self.known[question] = left
        return left

    def _hang_together(self, m: int) -> bool:
        """Whether after m several comparisons bear on the same weights; of one the signs tell all."""
        own, *others = self.tables.choices[m]
        return len(own) > 2 or bool(others)

    def _by_signs(self, m: int, types: int, sure: int, replies: int) -> int:
        """The same of each comparison alone: the most that it can be, and who can have no weight where that is 0."""
        comparisons = [gains for r in members(replies) for gains in self.gains[m][r]]
        left, before = types, 0
        while left != before:
            before, own = left, members(left)
            for gains in comparisons:
                most = sum(gains[t] for t in own if gains[t] > 0 or sure >> t & 1)
                if most < 0:
                    return 0
                if most == 0:
                    left &= ~sum(1 << t for t in own if gains[t] < 0 and not sure >> t & 1)
        return left

    def _exactly(self, m: int, types: int, sure: int, replies: int) -> int:
        """The same of all comparisons together: who has weight somewhere in the polytope of weights from 0 to 1."""
        own, free = members(types), members(types & ~sure)
        rays = list(_box(own, free))
        label = 1 << 2 * len(free)
        for gains, equality in self._conditions(m, replies):
            rays = cut(rays, (0, *[gains[t] for t in own]), label, len(free) + 1, equality)
            label <<= 1
        return sum(1 << t for i, t in enumerate(own, 1) if any(ray.point[i] for ray in rays))

    def _conditions(self, m: int, replies: int) -> Iterator[tuple[tuple[int, ...], bool]]:
        """What keeps the replies best: gains over each other one, zero over those that are in use too."""
        for own in self.tables.choices[m]:
            used = [r for r in own if replies >> r & 1]
            for r in own if used else ():
                if r != used[0]:
                    yield self.tables.gain[m][used[0]][r - own.start], r in used


def _box(own: Sequence[int], free: Sequence[int]) -> Iterator[Ray]:
    """The vertices of all weights of these types from 0 to 1, those of types that are not free being 1."""
    for picks in product((0, 1), repeat=len(free)):
        weight = dict(zip(free, picks, strict=True))
        tight = sum(1 << 2 * i + pick for i, pick in enumerate(picks))
        yield Ray((1, *[weight.get(t, 1) for t in own]), tight)
