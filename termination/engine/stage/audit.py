"""The verifier of play over time: recomputes from raw payoffs that no deviation at any one moment pays.

It shares no code with the solver: of the package it imports what a stage *is*, and reads the play as data. At both ends
and the middle of every interval of beliefs it recomputes Bayes' rule, both players' payoffs from every message and
reply, what comes next included, and what the play is said to be worth. All of that is affine, or a constant, on the
interval, so three beliefs stand for all. As what is worth is recomputed too, one deviation at a time is enough: no
sequence of them pays if no first one does.

It says nothing of refinements and of the choice among equilibria.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Protocol

from termination.engine.stage.game import Continuing, Pair, Stage

_TYPES = (0, 1)


class Reply(Protocol):
    """What is read of a reply: weights on the replies of the message, and a lottery over what comes next."""

    @property
    def weights(self) -> Sequence[Fraction]: ...
    @property
    def lottery(self) -> Sequence[tuple[Fraction, Sequence[int]]]: ...


class Sent(Protocol):
    """What is read of a message, sent or not: the belief at it (None: what was believed before), and the reply."""

    @property
    def message(self) -> str: ...
    @property
    def belief(self) -> Fraction | None: ...
    @property
    def reply(self) -> Reply: ...


class Equilibrium(Protocol):
    """What is read of what is played: messages sent and not, and what it is said to be worth."""

    @property
    def sent(self) -> Sequence[Sent]: ...
    @property
    def unsent(self) -> Sequence[Sent]: ...
    @property
    def table(self) -> Sequence[Pair]: ...


class Ranged(Equilibrium, Protocol):
    """An equilibrium with the beliefs between which it exists."""

    @property
    def low(self) -> Fraction: ...
    @property
    def high(self) -> Fraction: ...


class Values(Protocol):
    """What is read of values: pieces (low, high, table)."""

    @property
    def pieces(self) -> Sequence[tuple[Fraction, Fraction, Sequence[Pair]]]: ...


class Moment(Protocol):
    """What is read of a moment: its stage, what is played between which beliefs, what that is said to be worth."""

    @property
    def stage(self) -> Stage: ...
    @property
    def choices(self) -> Sequence[tuple[Fraction, Fraction, Equilibrium]]: ...
    @property
    def values(self) -> Values: ...


class Course(Protocol):
    """What is read of the whole: the moments by period and public state, and whether the last recurs for ever."""

    @property
    def moments(self) -> Sequence[Mapping[str, Moment]]: ...
    @property
    def endless(self) -> bool: ...


@dataclass(frozen=True)
class Audit:
    """How many beliefs were looked at, and what was found wrong there: nothing, in an equilibrium."""

    beliefs: int
    faults: tuple[str, ...]

    @property
    def valid(self) -> bool:
        """Whether everything recomputed is as it is said to be."""
        return not self.faults

    def __str__(self) -> str:
        verdict = "verified: no deviation pays" if self.valid else f"NOT an equilibrium: {self.faults[0]}"
        return f"{verdict} ({self.beliefs} beliefs, {len(self.faults)} faults)"


def audit(course: Course) -> Audit:
    """Recompute a course of play, moment by moment.

    Parameters
    ----------
    course : what the solver returns, or anything of that shape

    Returns
    -------
    `Audit`, with every fault: the period, the public state, the belief, and what is wrong there.
    """
    looked, faults = 0, []
    nexts: Mapping[str, Values] = {}
    if course.endless:
        nexts = {state: moment.values for state, moment in course.moments[-1].items()}
    for period in range(len(course.moments), 0, -1):
        for state, moment in course.moments[period - 1].items():
            where = f"period {period}{f', {state}' if state else ''}"
            faults += [f"{where}: {what}" for what in _values_fit(moment)]
            for low, high, played in moment.choices:
                for belief in (low, (low + high) / 2, high):
                    looked += 1
                    found = _Belief(moment.stage, nexts, belief).faults(played)
                    faults += [f"{where}, belief {belief}: {what}" for what in found]
        nexts = {state: moment.values for state, moment in course.moments[period - 1].items()}
    return Audit(looked, tuple(faults))


def audit_all(listed: Iterable[tuple[Stage, Mapping[str, Values], Sequence[Ranged]]]) -> Audit:
    """Recompute equilibria that are listed, at the ends and the middle of the beliefs at which each exists.

    `listed` has for each period its stage, what there is to come by public state, and its equilibria.
    """
    looked, faults = 0, []
    for stage, nexts, equilibria in listed:
        for i, one in enumerate(equilibria, 1):
            for belief in sorted({one.low, (one.low + one.high) / 2, one.high}):
                looked += 1
                found = _Belief(stage, nexts, belief).faults(one)
                faults += [f"equilibrium {i}, belief {belief}: {what}" for what in found]
    return Audit(looked, tuple(faults))


def _values_fit(moment: Moment) -> Iterator[str]:
    """Choices and values cover all beliefs, and agree."""
    for what, ends in (
        ("what is played", [(low, high) for low, high, _ in moment.choices]),
        ("what it is worth", [(low, high) for low, high, _ in moment.values.pieces]),
    ):
        meet = all(a[1] == b[0] for a, b in pairwise(ends))
        if not (ends and ends[0][0] == 0 and ends[-1][1] == 1 and meet and all(low < high for low, high in ends)):
            yield f"{what} does not cover the beliefs from 0 to 1 once"
    for low, high, played in moment.choices:
        holding = [table for start, stop, table in moment.values.pieces if start <= low and high <= stop]
        if [tuple(table) for table in holding] != [tuple(played.table)]:
            yield f"between {low} and {high} the values are not those of what is played"


class _Belief:
    """One belief at one stage."""

    def __init__(self, stage: Stage, nexts: Mapping[str, Values], belief: Fraction):
        self.stage, self.nexts, self.belief = stage, nexts, belief

    def faults(self, played: Equilibrium) -> Iterator[str]:
        said = [*(one.message for one in played.sent), *(one.message for one in played.unsent)]
        if sorted(said) != sorted(self.stage.messages):
            yield f"messages {said} instead of {list(self.stage.messages)}"
            return
        every = (*played.sent, *played.unsent)
        at = {one.message: self.belief if one.belief is None else one.belief for one in every}
        chances = self._chances([at[one.message] for one in played.sent])
        if chances is None:
            yield f"beliefs {[str(at[one.message]) for one in played.sent]} do not average to it"
            return
        brings = {}
        for one in every:
            yield from self._reply_faults(one.message, one.reply, at[one.message])
            brings[one.message] = self._brings(one.message, one.reply)
        sent = {one.message: chance for one, chance in zip(played.sent, chances, strict=True)}
        yield from self._sender_faults(played.table[0], at, sent, brings)
        for row in range(1, len(played.table)):
            worth = sum((chance * _mean(brings[m][row], at[m]) for m, chance in sent.items()), Fraction(0))
            if worth != _mean(played.table[row], self.belief):
                name = ["", "the receiver", *self.stage.events][row]
                yield f"{name}: {worth}, said to be {_mean(played.table[row], self.belief)}"

    def _chances(self, beliefs: Sequence[Fraction]) -> list[Fraction] | None:
        """How often each message is sent, for the beliefs after them to average to that before; None if they cannot."""
        if len(beliefs) == 1:
            return [Fraction(1)] if beliefs[0] == self.belief else None
        low, high = beliefs
        if not 0 <= low <= self.belief <= high <= 1 or low == high:
            return None
        second = (self.belief - low) / (high - low)
        return [1 - second, second]

    def _sender_faults(
        self, said: Pair, at: Mapping[str, Fraction], sent: Mapping[str, Fraction], brings: Mapping[str, list[Pair]]
    ) -> Iterator[str]:
        """Each type gets what is said, from every message it sends, and no more from any other."""
        for t in _TYPES:
            worth = {m: table[0][t] for m, table in brings.items()}
            value, prior = said[t], _share(self.belief, t)
            name = self.stage.types[t]
            if max(worth.values()) != value:
                yield f"{name} can have {max(worth.values())}, said to get {value}"
            for m, chance in sent.items():
                if prior and chance * _share(at[m], t) and worth[m] != value:
                    yield f"{name} sends {m}, which brings {worth[m]} instead of {value}"

    def _reply_faults(self, message: str, reply: Reply, belief: Fraction) -> Iterator[str]:
        """The reply is a distribution over what is best at the belief, and what comes next is there to come."""
        replies = list(self.stage.replies[message].values())
        if len(reply.weights) != len(replies) or min(reply.weights) < 0 or sum(reply.weights) != 1:
            yield f"the reply to {message} is no distribution"
            return
        goes_on = [one for one in replies if isinstance(one, Continuing)]
        chances = [chance for chance, _ in reply.lottery]
        if min(chances, default=0) < 0 or sum(chances) != len(goes_on):
            yield f"what comes after {message} is no distribution"
            return
        for _, where in reply.lottery:
            for news, place in zip(goes_on[0].news, where, strict=True):
                low, high, _table = self.nexts[news.state].pieces[place]
                joint = [_share(belief, t) * news.chances[t] for t in _TYPES]
                # News that cannot come at this belief reveal the type that alone can bring them, else nothing.
                alone = Fraction(int(not news.chances[0]))
                then = joint[1] / sum(joint) if sum(joint) else belief if all(news.chances) else alone
                if any(news.chances) and not low <= then <= high:
                    yield f"after {message} and {news.name} the belief is {then}, outside what is said to come next"
        worth = {name: _mean(self._one(message, name, reply)[1], belief) for name in self.stage.replies[message]}
        for weight, name in zip(reply.weights, worth, strict=True):
            if weight and worth[name] < max(worth.values()):
                yield f"after {message} he gains {max(worth.values()) - worth[name]} by leaving {name}"

    def _brings(self, message: str, reply: Reply) -> list[Pair]:
        """What the message brings with this reply to it: to the sender, to the receiver, of each event, by type."""
        rows = [self._one(message, name, reply) for name in self.stage.replies[message]]
        return [
            (sum((w * x[0] for w, x in zip(reply.weights, row, strict=True)), Fraction(0)),
             sum((w * x[1] for w, x in zip(reply.weights, row, strict=True)), Fraction(0)))
            for row in zip(*rows, strict=True)
        ]  # fmt: skip

    def _one(self, message: str, name: str, reply: Reply) -> list[Pair]:
        """What one reply brings, what comes next drawn from the lottery."""
        raw = self.stage.replies[message][name]
        happens = [Fraction(int((message, name) in event)) for event in self.stage.events.values()]
        now = [raw.sender, raw.receiver, *((x, x) for x in happens)]
        if not isinstance(raw, Continuing):
            return now
        found = []
        for row, pair in enumerate(now):
            both = []
            for t in _TYPES:
                later = Fraction(0)
                for chance, where in reply.lottery:
                    for news, place in zip(raw.news, where, strict=True):
                        later += chance * news.chances[t] * self.nexts[news.state].pieces[place][2][row][t]
                both.append(pair[t] + self.stage.discount * later)
            found.append((both[0], both[1]))
        return found


def _share(belief: Fraction, t: int) -> Fraction:
    return belief if t else 1 - belief


def _mean(pair: Pair, belief: Fraction) -> Fraction:
    return sum((_share(belief, t) * pair[t] for t in _TYPES), Fraction(0))
