"""All of a game of two periods: every equilibrium of the first, with every equilibrium of the second after it.

Elsewhere a rule says what is played next. Here it is any equilibrium of the last period, another after each of the
news, and none is drawn by lot. These come in **families**: the replies to the same messages at the same beliefs, a
convex set given by its vertices. A point, mostly; but where he is indifferent, a whole segment. So continuing in the
first period is worth any point of a product of families, and its equilibria are found as they are with a rule, product
by product: with all families a choice between branches where a rule leaves one.

That families are convex needs two replies at most to each message of the last period: then a message does not tempt
where some mixture of the two, or the one there is, leaves both types no more than they have. More periods are not
offered: there families need not be convex, and they are many.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any

from termination.engine.arithmetic import Given
from termination.engine.game import Event
from termination.engine.labelled import entry
from termination.engine.stage.audit import Audit, audit_all
from termination.engine.stage.equilibria import Equilibrium, StageEquilibria
from termination.engine.stage.game import ONE, RECEIVER, SENDER, ZERO, Continuing, Stage, mean, open_belief
from termination.engine.stage.induction import Stages
from termination.engine.stage.values import Piece
from termination.errors import InputError, expect

#: What follows a last period.
NOTHING: Mapping[str, Families] = {}


@dataclass(frozen=True)
class Families:
    """The equilibria of a last period by families: `equilibria` are the vertices of all, `ranges` the families, each
    with the beliefs between which it exists (at one belief, if they are equal) and the positions of its vertices."""

    stage: Stage
    equilibria: tuple[Equilibrium, ...]
    ranges: tuple[tuple[Fraction, Fraction, tuple[int, ...]], ...]

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """What each vertex is worth, between which beliefs."""
        return tuple(Piece(one.low, one.high, one.table) for one in self.equilibria)

    @cached_property
    def cuts(self) -> tuple[Fraction, ...]:
        """The beliefs at which the list of families changes."""
        return tuple(sorted({end for low, high, _ in self.ranges for end in (low, high)} - {ZERO, ONE}))

    def around(self, belief: Fraction) -> tuple[tuple[int, ...], ...]:
        """The families at a belief; at 0 and 1 the limits of those inside."""
        return tuple(
            places
            for low, high, places in self.ranges
            if low < belief < high or (low == high == belief) or (belief in (ZERO, ONE) and belief in (low, high))
        )


def everywhere(one: StageEquilibria) -> tuple[Equilibrium, ...]:
    """The equilibria of a stage that exist on an interval of beliefs, and those that exist at one."""
    points = (each for end in one.ends if 0 < end < 1 for each in one.at(end) if each.low == each.high)
    return (*one.intervals, *points)


def families(last: StageEquilibria) -> Families:
    """The families of a stage after which nothing comes."""
    found = everywhere(last)
    together: dict[Any, list[int]] = {}
    for i, one in enumerate(found):
        key = one.low, one.high, tuple((sent.message, sent.belief) for sent in one.sent)
        together.setdefault(key, []).append(i)
    return Families(last.stage, found, tuple((low, high, tuple(places)) for (low, high, _), places in together.items()))


@dataclass(frozen=True, eq=False)
class Correspondence:
    """Every equilibrium of a game of one or two periods that starts at `belief` in the public state `state`.

    `first` has the equilibria of the first period, whose replies say what is played next by positions in `second`, the
    families of the last period by public state (empty, if there is one period only). It is complete: every equilibrium
    without a lottery is a mixture of those of one family, with a product of families to follow.
    """

    first: Mapping[str, StageEquilibria]
    second: Mapping[str, Families]
    belief: Fraction
    state: str
    events: Mapping[str, Event] = field(default_factory=dict)
    model: Any = None

    def at(self, belief: Given | None = None, state: str | None = None) -> tuple[Equilibrium, ...]:
        """Every equilibrium of the first period at a belief strictly between 0 and 1, by vertices."""
        return self._of(state).at(self._start(belief))

    def _start(self, belief: Given | None) -> Fraction:
        return self.belief if belief is None else open_belief(belief)

    def _of(self, state: str | None) -> StageEquilibria:
        """The equilibria of the first period in a public state; None where play starts."""
        return entry(self.state if state is None else state, self.first, "public state")

    def follows(
        self, one: Equilibrium, message: str, state: str | None = None
    ) -> Mapping[str, tuple[tuple[Fraction, Equilibrium], ...]]:
        """What is played next after a message of an equilibrium of this public state, if play goes on: for each of the
        news the vertices of one family, each with its weight."""
        expect("one", one, Equilibrium, "an equilibrium of the first period, such as one of at()")
        stage = self._of(state).stage
        replies = entry(message, stage.replies, "message").values()
        going_on = [reply for reply in replies if isinstance(reply, Continuing)]
        found: dict[str, tuple[tuple[Fraction, Equilibrium], ...]] = {}
        for i, news in enumerate(going_on[0].news if going_on else ()):
            weights: dict[int, Fraction] = {}
            for chance, where in one.reply(message).lottery:
                weights[where[i]] = weights.get(where[i], ZERO) + chance
            vertices = self.second[news.state].equilibria
            found[news.name] = tuple((weight, vertices[place]) for place, weight in weights.items())
        return found

    def extremes(self, what: str, belief: Given | None = None) -> tuple[Fraction, Fraction]:
        """The least and the most, over all equilibria at a belief: of an event's discounted number, of what a type
        gets, or of what the "receiver" expects."""
        start = self._start(belief)
        values = [self._value(one, what, start) for one in self.at(start)]
        return min(values), max(values)

    def _value(self, one: Equilibrium, what: str, belief: Fraction) -> Fraction:
        stage = self.first[self.state].stage
        certain = [(type_, (worth, worth)) for type_, worth in zip(stage.types, one.table[SENDER], strict=True)]
        expected = zip(("receiver", *stage.events), one.table[RECEIVER:], strict=True)
        return mean(entry(what, dict([*certain, *expected]), "type or event"), belief)

    @cached_property
    def certificate(self) -> Audit:
        """What the verifier finds, which knows nothing of how this was solved: every equilibrium of both periods."""
        last = [(one.stage, NOTHING, one.equilibria) for one in self.second.values()]
        first = [(one.stage, self.second, everywhere(one)) for one in self.first.values()]
        return audit_all([*last, *first])

    def __repr__(self) -> str:
        many = f"{1 + bool(self.second)} period{'s' * bool(self.second)}"
        return f"<Correspondence: {many}, {len(self.at())} equilibria of the first at a belief of {self.belief}>"

    def __str__(self) -> str:
        from termination.reporting.over_time import every_text

        return every_text(self)


def correspond(
    stages: Stages, belief: Given, events: Mapping[str, Event] | None = None, model: Any = None
) -> Correspondence:
    """Every equilibrium of a game of one or two stages, by public state, that starts in the first state listed.

    Raises `InputError` for more periods, more than two replies to a message in the last, or a belief of 0 or 1.
    """
    if len(stages) not in (1, 2):
        raise InputError(f"periods: there are {len(stages)}; every equilibrium is listed of one or two")
    last = stages[-1]
    for stage in last.values():
        if not stage.last or any(len(replies) > 2 for replies in stage.replies.values()):
            raise InputError("periods: in the last one every reply must end the play; a message may have two of them")
    final = {state: StageEquilibria(stage, {}) for state, stage in last.items()}
    second = {state: families(one) for state, one in final.items()} if len(stages) == 2 else {}
    first = {s: StageEquilibria(stage, second) for s, stage in stages[0].items()} if len(stages) == 2 else final
    state = next(iter(first))
    seen = first[state].stage.events if events is None else events
    return Correspondence(first, second, open_belief(belief), state, seen, model)
