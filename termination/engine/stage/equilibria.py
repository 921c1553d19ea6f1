"""All equilibria of a stage, given what is played next.

With two types an equilibrium of the stage is a **splitting** of the public belief: each message that is sent leads to a
belief q_m, and their mean is what was believed. The first type sends exactly the sent messages with q_m < 1, the second
those with q_m > 0. Fix for each sent message the cell of its belief. What she requires, that a type be indifferent
among the messages that it sends and tempted by no other, is linear in the extended replies and does not contain what
was believed before. So on the whole range of beliefs on which the splitting is possible her values are constants, and
what he expects, as any event's number, is the line through what it is at the q_m.

One message is sent, on the range of its cell; or two, at the ends of an interval, which is the range. An equilibrium in
which more are sent, or in which a belief is free inside a cell, lies between such. Where replies can be mixed in many
ways, there is an equilibrium for every vertex of what is possible, and for every point at which another message begins
to tempt or a refinement to bite: the others lie between those that are listed.

The refinement is D1. The best replies to beliefs on a set of types are all extended replies at those beliefs, with what
would come next. D1 rules out a type at a message that nobody sends iff there is a reply that the other would gain by,
and every reply by which this type would not lose is such a reply.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import permutations
from typing import NamedTuple

from termination.engine.arithmetic import Given, exact
from termination.engine.stage.game import ONE, ZERO, Pair, Stage, Table, mean, open_belief, through
from termination.engine.stage.planes import Weights, arrangement, in_corner, mixtures, sides
from termination.engine.stage.replies import Branch, Cell, Reply, cells, mixed
from termination.engine.stage.values import Following
from termination.errors import InputError, UnknownNameError


def refinement_named(given: str | None) -> str:
    """The refinement of stages that is meant, in any case: "D1", or "" for none. Raises `UnknownNameError`.

    >>> refinement_named("d1"), refinement_named("none"), refinement_named(None)
    ('D1', '', '')
    """
    wanted = "NONE" if given in (None, "") else str(given).upper()
    if wanted not in ("D1", "NONE"):
        raise UnknownNameError("refinement of games over time", given, ("D1", "none"))
    return "D1" if wanted == "D1" else ""


class Sent(NamedTuple):
    """A message that is sent: the belief that it leads to (None: what was believed before), and the reply to it."""

    message: str
    belief: Fraction | None
    reply: Reply


class Unsent(NamedTuple):
    """A message that nobody sends: a belief and a reply to it that tempt nobody, and whom the refinement rules out."""

    message: str
    belief: Fraction
    reply: Reply
    ruled_out: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Equilibrium:
    """An equilibrium of the stage for every belief in an open interval, or at one belief (`low` equals `high`).

    `table` has the sender's values, what the receiver expects and how often events come about, as by-type pairs: the
    sender's are what each type gets, the others affine functions of the belief. `fault` says why the refinement rules
    it out; it is empty where it survives.
    """

    low: Fraction
    high: Fraction
    sent: tuple[Sent, ...]
    unsent: tuple[Unsent, ...]
    table: Table
    fault: str = ""

    @property
    def survives(self) -> bool:
        """Whether the refinement that was asked for leaves it."""
        return not self.fault

    @property
    def messages(self) -> tuple[Sent | Unsent, ...]:
        """All messages, those that are sent first."""
        return (*self.sent, *self.unsent)

    def reply(self, message: str) -> Reply:
        """The reply to a message, sent or not."""
        found = next((one.reply for one in self.messages if one.message == message), None)
        if found is None:
            raise UnknownNameError("message", message, [one.message for one in self.messages])
        return found

    def sending(self, belief: Given) -> dict[str, Pair]:
        """How often each type sends each message, at a belief in the range or at an end of it.

        Of a type that is there with probability zero, the limit.
        """
        belief = exact(belief, "belief")
        if not self.low <= belief <= self.high:
            raise InputError(f"belief: is {belief}; this equilibrium is one from {self.low} to {self.high}")
        if len(self.sent) == 1:
            return {self.sent[0].message: (ONE, ONE)}
        one, other = self.sent
        assert one.belief is not None
        assert other.belief is not None
        share = (belief - one.belief) / (other.belief - one.belief)
        first = share * (1 - other.belief) / (1 - belief) if belief != 1 else ZERO
        second = share * other.belief / belief if belief else ONE
        return {one.message: (1 - first, 1 - second), other.message: (first, second)}


class StageEquilibria:
    """The equilibria of a stage, given the values of the next by public state, under a refinement or none.

    `intervals` are those that exist on an interval of beliefs; `at` gives all those at one belief, also those that
    exist there alone. Equilibria that the refinement rules out are among them, with the reason.
    """

    def __init__(self, stage: Stage, nexts: Mapping[str, Following], refinement: str = ""):
        self.stage, self.refinement = stage, refinement
        self.cells: dict[str, tuple[Cell, ...]] = {m: cells(stage, m, nexts) for m in stage.messages}
        self._menus = {m: _Menu(m, stage, own) for m, own in self.cells.items()}

    @cached_property
    def intervals(self) -> tuple[Equilibrium, ...]:
        """Every equilibrium on an interval of beliefs, by messages and cells."""
        pools = (
            found
            for m, own in self.cells.items()
            for cell in own
            if cell.low < cell.high
            for found in self._pooling(m, cell)
        )
        return (*pools, *self._splitting())

    @cached_property
    def ends(self) -> tuple[Fraction, ...]:
        """All beliefs at which a cell ends, in order: between two of them the list of equilibria is the same."""
        return tuple(sorted({cell.low for own in self.cells.values() for cell in own}))

    def at(self, belief: Given) -> tuple[Equilibrium, ...]:
        """Every equilibrium at a belief strictly between 0 and 1."""
        belief = open_belief(belief)
        points = ((m, cell) for m, own in self.cells.items() for cell in own if cell.low == cell.high == belief)
        pools = (found for m, cell in points for found in self._pooling(m, cell))
        return (*pools, *(one for one in self.intervals if one.low < belief < one.high))

    # one message

    def _pooling(self, message: str, cell: Cell) -> Iterator[Equilibrium]:
        for branch in cell.branches:
            size = len(branch.points)
            corners = {tuple(Fraction(int(i == j)) for j in range(size)): x for i, x in enumerate(branch.points)}
            for weights, values, unsent, fault in self._supported((message,), corners):
                reply = mixed(branch.vertices, weights)
                sent = (Sent(message, None, reply),)
                yield Equilibrium(cell.low, cell.high, sent, unsent, (values, *reply.table[1:]), fault)

    # two messages

    def _splitting(self) -> Iterator[Equilibrium]:
        for m, other in permutations(self.stage.messages, 2):
            for low in self._menus[m].branches:
                for high in self._menus[other].branches:
                    if low.belief < high.belief:
                        yield from self._split(m, low, other, high)

    def _split(self, m: str, low: Branch, other: str, high: Branch) -> Iterator[Equilibrium]:
        """The first type sends the message that lowers the belief, the second the one that raises it; each sends both
        unless a belief is certain."""
        size = len(low.points)
        for weights, values, unsent, fault in self._supported((m, other), _indifferent(low, high)):
            replies = mixed(low.vertices, weights[:size]), mixed(high.vertices, weights[size:])
            a, b = low.belief, high.belief
            rows = zip(*(reply.table[1:] for reply in replies), strict=True)
            lines = (through(a, mean(x, a), b, mean(y, b)) for x, y in rows)
            sent = Sent(m, a, replies[0]), Sent(other, b, replies[1])
            yield Equilibrium(a, b, sent, unsent, (values, *lines), fault)

    # messages that nobody sends

    def _supported(
        self, sent: tuple[str, ...], corners: Mapping[Weights, Pair]
    ) -> Iterator[tuple[Weights, Pair, tuple[Unsent, ...], str]]:
        """The mixtures at which no other message tempts: her values, what supports them, why they are ruled out."""
        others = [self._menus[m] for m in self.stage.messages if m not in sent]
        lines = _between(corners.values(), (menu.lines for menu in others)) if len(corners) > 1 else []
        for weights, values in arrangement(corners, lines).items():
            answers = [menu.answer(values, self.refinement) for menu in others]
            unsent = tuple(one for one, _ in filter(None, answers))
            if len(unsent) == len(others):
                yield weights, values, unsent, "; ".join(fault for _, fault in filter(None, answers) if fault)


def _indifferent(low: Branch, high: Branch) -> dict[Weights, Pair]:
    """The mixtures of replies to two messages with which each type is indifferent where it sends both, and does not
    prefer the other message where it sends one; with her values."""
    mine, others = low.points, high.points
    both = high.belief != 1, low.belief != 0  # which types send both
    for t in (0, 1):  # the first prefers no more than the first message gives, the second than the second
        give, want = (mine, others) if t == 0 else (others, mine)
        if max(x[t] for x in give) < min(x[t] for x in want):
            return {}
        if both[t] and min(x[t] for x in give) > max(x[t] for x in want):
            return {}
    first = [x[0] for x in mine] + [-x[0] for x in others]
    second = [-x[1] for x in mine] + [x[1] for x in others]
    found = {}
    for weights in mixtures((len(mine), len(others)), ((first, both[0]), (second, both[1]))):
        one = sum((w * x[0] for w, x in zip(weights, mine)), ZERO)  # noqa: B905 - the first weights are those of mine
        other = sum((w * x[1] for w, x in zip(weights[len(mine) :], others, strict=True)), ZERO)
        found[weights] = one, other
    return found


def _between(worth: Iterable[Pair], lines: Iterable[Iterable[tuple[Pair, Fraction]]]) -> list[tuple[Pair, Fraction]]:
    """The lines that have some of the points on either side."""
    points = list(worth)
    found = []
    for normal, level in dict.fromkeys(line for some in lines for line in some):
        heights = [normal[0] * x + normal[1] * y - level for x, y in points]
        if min(heights) < 0 < max(heights):
            found.append((normal, level))
    return found


class _Menu:
    """The replies that there can be to a message at any belief, for what tempts and what a refinement rules out."""

    def __init__(self, message: str, stage: Stage, own: Sequence[Cell]):
        self.message, self.types = message, stage.types
        # What is best on an open interval is best at its ends, too.
        self.branches = tuple(branch for cell in own if cell.low == cell.high for branch in cell.branches)
        self._distinct = tuple({frozenset(branch.points): branch for branch in reversed(self.branches)}.values())[::-1]
        self._certain = tuple(tuple(b for b in self.branches if b.belief == t) for t in (ZERO, ONE))

    @cached_property
    def lines(self) -> tuple[tuple[Pair, Fraction], ...]:
        """Where it can begin to matter which replies there are."""
        return tuple(dict.fromkeys(line for branch in self._distinct for line in sides(branch.points)))

    def answer(self, values: Pair, refinement: str) -> tuple[Unsent, str] | None:
        """A reply that tempts no type away from these values, one that survives the refinement if any does, else with
        why not; None where every reply tempts."""
        found = self._untempting(self._distinct, values)
        if found is None:
            return None
        excluded = self._ruled_out(values) if refinement == "D1" else ()
        if len(excluded) != 1:
            return self._unsent(*found, ()), ""
        (gone,) = excluded
        names = (self.types[gone],)
        instead = self._untempting(self._certain[1 - gone], values)
        if instead is None:
            why = f"{self.message} is {self.types[1 - gone]}'s, if anybody's, and every reply to her there tempts"
            return self._unsent(*found, names), why
        return self._unsent(*instead, names), ""

    def _unsent(self, branch: Branch, weights: Weights, ruled_out: tuple[str, ...]) -> Unsent:
        return Unsent(self.message, branch.belief, mixed(branch.vertices, weights), ruled_out)

    @staticmethod
    def _untempting(branches: Iterable[Branch], values: Pair) -> tuple[Branch, Weights] | None:
        for branch in branches:
            weights = in_corner(branch.points, values)
            if weights is not None:
                return branch, weights
        return None

    def _ruled_out(self, values: Pair) -> tuple[int, ...]:
        """The types whom D1 rules out: the other would gain by some reply, and by all that cost this one nothing."""
        return tuple(t for t in (0, 1) if self._gains(1 - t, values) and not self._alone(t, values))

    def _gains(self, t: int, values: Pair) -> bool:
        return any(point[t] > values[t] for branch in self._distinct for point in branch.points)

    def _alone(self, t: int, values: Pair) -> bool:
        """Whether by some reply this type does not lose and the other does not gain."""
        signs = (-1, 1) if t == 0 else (1, -1)
        return any(in_corner(branch.points, values, signs) is not None for branch in self._distinct)
