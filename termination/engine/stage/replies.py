"""How the receiver may reply to a message, belief by belief.

A reply that continues is worth what comes after it, at the belief that the news lead to. So the beliefs at a message
fall into finitely many **cells**: points and the open intervals between them. On an interval his best replies are the
same throughout, each with numbers by type that do not change. At a point where news lead to an end of a piece of the
next values, what comes next is the lottery's to decide: any mixture of what is next on either side, for each of the
news apart.

A **reply** here is an extended one: a mixture of what he does with, where that is to continue, what comes next. The
replies that are best for him at a point are one or two convex **branches**, each given by its vertices: those in which
he continues for sure and likes it at least as well as ending, and those in which he may end, and is indifferent
wherever he may continue too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise, product
from typing import NamedTuple

from termination.engine.stage.game import (
    ONE,
    RECEIVER,
    SENDER,
    ZERO,
    Continuing,
    Pair,
    Stage,
    Table,
    after,
    before,
    mean,
)
from termination.engine.stage.values import Following

#: For each of the news the position of the piece of the next values that is reached by it.
Next = tuple[int, ...]


class Reply(NamedTuple):
    """An extended reply: weights on the replies in their order, how often he continues, what comes next, its worth.

    `lottery` has chances with what is next, also where he never continues: then it is what he gives up. It is empty
    where no reply continues.
    """

    weights: tuple[Fraction, ...]
    continues: Fraction
    lottery: tuple[tuple[Fraction, Next], ...]
    table: Table


@dataclass(frozen=True)
class Branch:
    """Replies that are best at one belief and may be mixed, by the vertices of their hull."""

    belief: Fraction
    vertices: tuple[Reply, ...]

    @cached_property
    def points(self) -> tuple[Pair, ...]:
        """What each vertex is worth to the two types of the sender."""
        return tuple(vertex.table[SENDER] for vertex in self.vertices)


@dataclass(frozen=True)
class Cell:
    """A belief (`low` equals `high`) or an open interval of beliefs, with the branches of best replies there.

    The replies on an interval are the same at all of its beliefs; the belief that its branch carries is its middle.
    """

    low: Fraction
    high: Fraction
    branches: tuple[Branch, ...]


def cells(stage: Stage, message: str, nexts: Mapping[str, Following]) -> tuple[Cell, ...]:
    """The cells of a message from 0 to 1, a point first and last; `nexts` has the next values by public state."""
    return tuple(_Cutting(stage, message, nexts).cells())


def mixed(replies: Sequence[Reply], weights: Sequence[Fraction]) -> Reply:
    """The mixture of replies; what comes next is mixed among those that continue, by how often they do."""
    parts = [(w, reply) for w, reply in zip(weights, replies, strict=True) if w]
    if len(parts) == 1:
        return parts[0][1]
    chances = tuple(sum((w * reply.weights[i] for w, reply in parts), ZERO) for i in range(len(replies[0].weights)))
    continues = sum((w * reply.continues for w, reply in parts), ZERO)
    lottery: dict[Next, Fraction] = {}
    for w, reply in parts:
        for chance, where in reply.lottery if reply.continues else ():
            lottery[where] = lottery.get(where, ZERO) + w * reply.continues / continues * chance
    drawn = tuple((chance, where) for where, chance in lottery.items()) if continues else parts[0][1].lottery
    return Reply(chances, continues, drawn, blend([(w, reply.table) for w, reply in parts]))


def blend(parts: Sequence[tuple[Fraction, Table]]) -> Table:
    """The weighted sum of tables."""
    return tuple(
        (sum((w * table[row][0] for w, table in parts), ZERO), sum((w * table[row][1] for w, table in parts), ZERO))
        for row in range(len(parts[0][1]))
    )


class _Cutting:
    """The work of `cells` on one message."""

    def __init__(self, stage: Stage, message: str, nexts: Mapping[str, Following]):
        self.stage, self.nexts = stage, nexts
        replies = stage.replies[message]
        self.size = len(replies)
        self.endings: list[tuple[int, Table]] = []
        self.goes_on: tuple[int, Continuing, Table] | None = None
        for i, (name, reply) in enumerate(replies.items()):
            table = (reply.sender, reply.receiver, *stage.counted(message, name))
            if isinstance(reply, Continuing):
                self.goes_on = i, reply, table
            else:
                self.endings.append((i, table))
        self._reached: dict[Next, Reply] = {}

    def cells(self) -> Iterator[Cell]:
        ends = self._ends()
        for low, high in pairwise(ends):
            yield Cell(low, low, self._at(low))
            yield Cell(low, high, self._between(low, high))
        yield Cell(ONE, ONE, self._at(ONE))

    # where cells end

    def _ends(self) -> list[Fraction]:
        """Where news lead to the end of a piece, and where the best replies change."""
        jumps = {ZERO, ONE}
        for news in self.goes_on[1].news if self.goes_on else ():
            if all(news.chances):
                jumps.update(before(news, cut) for cut in self.nexts[news.state].cuts)
        ends = sorted(jumps)
        return sorted({*ends, *(x for low, high in pairwise(ends) for x in self._changes(low, high))})

    def _changes(self, low: Fraction, high: Fraction) -> Iterator[Fraction]:
        """The beliefs strictly between, in an interval without jumps, at which another reply becomes best."""
        for nexts in self._reachable((low + high) / 2):
            yield from self._crossings(low, high, [reply.table[RECEIVER] for reply in self._pure(nexts)])

    @staticmethod
    def _crossings(low: Fraction, high: Fraction, lines: Sequence[Pair]) -> Iterator[Fraction]:
        for i, one in enumerate(lines):
            for other in lines[:i]:
                gap = one[0] - other[0], one[1] - other[1]
                if gap[0] != gap[1]:
                    root = gap[0] / (gap[0] - gap[1])
                    if low < root < high and mean(one, root) == max(mean(line, root) for line in lines):
                        yield root

    # replies

    def _pure(self, nexts: Sequence[Reply]) -> list[Reply]:
        """The pure replies, with this to come next."""
        return [*nexts, *(self._ending(i, table, nexts) for i, table in self.endings)]

    def _ending(self, i: int, table: Table, given_up: Sequence[Reply]) -> Reply:
        return Reply(self._surely(i), ZERO, given_up[0].lottery if given_up else (), table)

    def _surely(self, i: int) -> tuple[Fraction, ...]:
        return tuple(Fraction(int(i == j)) for j in range(self.size))

    def _reachable(self, belief: Fraction) -> Iterator[list[Reply]]:
        """What may come next if he continues at the belief, each as the continuations that a lottery may draw from:
        one, or at a jump every choice of sides. Nothing, once, where no reply continues."""
        news = self.goes_on[1].news if self.goes_on else ()
        for sides in product(*(self.nexts[one.state].around(after(one, belief)) for one in news)):
            yield [self._next(where) for where in product(*sides)] if self.goes_on else []

    def _next(self, where: Next) -> Reply:
        """Continuing for sure, with this to come next."""
        if where not in self._reached:
            assert self.goes_on is not None
            i, reply, now = self.goes_on
            parts = [(ONE, now)]
            for news, piece in zip(reply.news, where, strict=True):
                table = self.nexts[news.state].pieces[piece].table
                weight = tuple(self.stage.discount * chance for chance in news.chances)
                parts.append((ONE, tuple((weight[0] * low, weight[1] * high) for low, high in table)))
            self._reached[where] = Reply(self._surely(i), ONE, ((ONE, where),), blend(parts))
        return self._reached[where]

    # branches

    def _between(self, low: Fraction, high: Fraction) -> tuple[Branch, ...]:
        """The best replies on an open interval without changes: those of its middle, for all that may come next."""
        middle, found = (low + high) / 2, []
        for nexts in self._reachable(middle):
            replies = self._pure(nexts)
            best = max(mean(reply.table[RECEIVER], middle) for reply in replies)
            found.append(Branch(middle, tuple(r for r in replies if mean(r.table[RECEIVER], middle) == best)))
        return _distinct(found)

    def _at(self, belief: Fraction) -> tuple[Branch, ...]:
        """The branches at a point, for all that may come next."""
        return _distinct([b for nexts in self._reachable(belief) for b in self._branches(belief, nexts)])

    def _branches(self, belief: Fraction, nexts: list[Reply]) -> Iterator[Branch]:
        """Continuing for sure, and ending or being indifferent."""
        worth = [mean(reply.table[RECEIVER], belief) for reply in nexts]
        if not self.endings:
            yield Branch(belief, tuple(nexts))
            return
        payoffs = [mean(table[RECEIVER], belief) for _, table in self.endings]
        best = max(payoffs)
        level = [reply for reply, x in zip(nexts, worth, strict=True) if x == best] + list(_level(nexts, worth, best))
        better = [reply for reply, x in zip(nexts, worth, strict=True) if x > best]
        if better:
            yield Branch(belief, (*better, *level))
        if not worth or min(worth) <= best:
            given_up = [nexts[worth.index(min(worth))]] if worth else []
            tops = [one for one, x in zip(self.endings, payoffs, strict=True) if x == best]
            yield Branch(belief, (*(self._ending(*one, given_up) for one in tops), *level))


def _distinct(branches: Sequence[Branch]) -> tuple[Branch, ...]:
    """Branches that differ in more than in what he gives up."""
    if len(branches) == 1:
        return tuple(branches)
    return tuple({tuple((v.weights, v.table) for v in one.vertices): one for one in reversed(branches)}.values())[::-1]


def _level(nexts: Sequence[Reply], worth: Sequence[Fraction], best: Fraction) -> Iterator[Reply]:
    """The mixtures of two continuations, one better and one worse than ending, that are worth as much."""
    for better, more in zip(nexts, worth, strict=True):
        for worse, less in zip(nexts, worth, strict=True):
            if more > best > less:
                share = (best - less) / (more - less)
                yield mixed((better, worse), (share, 1 - share))
