"""What happens when: play followed forward from a belief, exactly, or drawn history by history.

On the path of play beliefs are Bayes' own, so the probability of being somewhere *and* of the second type is the
belief there times that of being there: one weight for each place is enough, and it splits by message, reply, lottery
and news. Places are few, for histories that lead to the same belief meet again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from math import lcm
from random import Random
from typing import NamedTuple, TypeVar

from termination.engine.game import Labels
from termination.engine.labelled import entry, position
from termination.engine.stage.equilibria import Equilibrium
from termination.engine.stage.game import ZERO, Continuing, Ending, Pair, Stage, after
from termination.engine.stage.induction import Moment, Moments
from termination.errors import InputError, UnknownNameError

_Thing = TypeVar("_Thing")


#: A public state and a belief.
Standing = tuple[str, Fraction]


class Place(NamedTuple):
    """Where play can be before a period: the public state, the belief, what is played there."""

    state: str
    belief: Fraction
    equilibrium: Equilibrium


class Step(NamedTuple):
    """One period of a history: what was believed, said, believed then and answered; the news, if play went on."""

    period: int
    state: str
    belief: Fraction
    message: str
    believed: Fraction
    reply: str
    news: str


@dataclass(frozen=True)
class History:
    """One history: the type, "" where that is left open, and each period."""

    type: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Forecast:
    """The distribution of play over periods, from a first belief.

    `going_on` has for each period and public state the probability that it is played there, `replies` that of each
    triple (state, message, reply) in it, both jointly with each type. `places` have for each period the public states
    and beliefs there may be before it, with probability, `moves` the ways from these to those of the next. `left` is
    what is still going on when the forecast ends: nothing, where play has an end.
    """

    types: Labels
    belief: Fraction
    events: Mapping[str, frozenset[tuple[str, str]]]
    discounts: tuple[Fraction, ...]
    going_on: tuple[Mapping[str, Pair], ...]
    replies: tuple[Mapping[tuple[str, str, str], Pair], ...]
    places: tuple[Mapping[Standing, Fraction], ...]
    moves: tuple[Mapping[tuple[Standing, Standing], Fraction], ...]
    left: Pair

    @property
    def periods(self) -> range:
        """The periods, from 1."""
        return range(1, len(self.replies) + 1)

    @property
    def states(self) -> Labels:
        """The public states that may be reached, in the order in which they first may be."""
        return tuple(dict.fromkeys(state for here in self.going_on for state in here))

    def chance(self, event: str, type_: str | None = None, state: str | None = None) -> tuple[Fraction, ...]:
        """The probability of an event in each period, given the type, if one is named; in a public state, if one is."""
        pairs = entry(event, self.events, "event")
        counted = self._counted(state)
        return tuple(
            self._share(_added(p for (at, *pair), p in here.items() if at in counted and tuple(pair) in pairs), type_)
            for here in self.replies
        )

    def total(self, event: str, type_: str | None = None) -> Fraction:
        """The probability of an event in any period, of those that happen once at most; else its expected number."""
        return sum(self.chance(event, type_), ZERO)

    def discounted(self, event: str) -> Fraction:
        """The same, with what comes later weighed as the players do."""
        return sum((d * x for d, x in zip(self.discounts, self.chance(event), strict=True)), ZERO)

    def survival(self, type_: str | None = None, state: str | None = None) -> tuple[Fraction, ...]:
        """The probability that each period is played; in a public state, if one is named."""
        counted = self._counted(state)
        return tuple(self._share(_added(p for at, p in here.items() if at in counted), type_) for here in self.going_on)

    def hazard(self, event: str, type_: str | None = None, state: str | None = None) -> tuple[Fraction | None, ...]:
        """The probability of an event in each period given that the period is played, in a public state, if one is
        named; None if it never is."""
        alive = self.survival(type_, state)
        return tuple(x / on if on else None for x, on in zip(self.chance(event, type_, state), alive, strict=True))

    def mean_period(self, event: str, type_: str | None = None) -> Fraction | None:
        """The expected period of an event given that it comes about; None where it cannot."""
        chances = self.chance(event, type_)
        total = sum(chances, ZERO)
        return sum((s * x for s, x in zip(self.periods, chances, strict=True)), ZERO) / total if total else None

    def duration(self, type_: str | None = None) -> Fraction:
        """The expected number of periods that are played."""
        return sum(self.survival(type_), ZERO)

    def _counted(self, state: str | None) -> Labels:
        if state is not None and state not in self.states:
            raise UnknownNameError("public state that is reached", state, self.states)
        return self.states if state is None else (state,)

    def _share(self, joint: Pair, type_: str | None) -> Fraction:
        if type_ is None:
            return joint[0] + joint[1]
        t = position(type_, self.types, "type")
        return joint[t] / (self.belief if t else 1 - self.belief)


def forecast(
    moments: Moments, belief: Fraction, state: str, events: Mapping[str, frozenset[tuple[str, str]]], periods: int
) -> Forecast:
    """Follow play forward from a belief strictly between 0 and 1 in a public state, with an eye on some events, for so
    many periods; where play goes on after them, the moments of one period more must be there."""
    places = _start(moments, belief, state)
    going_on, replies, seen, moves = [], [], [], []
    stage = moments[0][state].stage
    discounts, weight = [], Fraction(1)
    for period, by_state in enumerate(moments[:periods], 1):
        going_on.append(_by_state(places))
        seen.append(_by_belief(places))
        here: dict[tuple[str, str, str], Pair] = {}
        nexts: dict[Place, Fraction] = {}
        ways: dict[tuple[Standing, Standing], Fraction] = {}
        for place, mass in places.items():
            for chance, said, believed, name, reply in _answered(place, by_state[place.state].stage):
                part, key = mass * chance, (place.state, said, name)
                here[key] = _added([here.get(key, (ZERO, ZERO)), (part * (1 - believed), part * believed)])
                if isinstance(reply, Continuing):
                    for then, share in _next(moments, period, place, said, reply, believed):
                        nexts[then] = nexts.get(then, ZERO) + part * share
                        way = (place.state, place.belief), (then.state, then.belief)
                        ways[way] = ways.get(way, ZERO) + part * share
        replies.append(here)
        moves.append(ways)
        discounts.append(weight)
        weight *= by_state[state].stage.discount
        places = nexts
    left = _joint(places)
    return Forecast(
        stage.types, belief, events, tuple(discounts), tuple(going_on), tuple(replies), tuple(seen), tuple(moves), left
    )


def histories(
    moments: Moments, belief: Fraction, state: str, count: int, seed: int, type_: str | None, periods: int
) -> Iterator[History]:
    """Histories drawn with exact odds: the type first (unless one is named), then move by move, for so many periods."""
    types = entry(state, moments[0], "public state").stage.types
    rng = Random(int(seed))
    (start,) = _start(moments, belief, state)
    named = None if type_ is None else position(type_, types, "type")
    for _ in range(count):
        t = named if named is not None else _drawn(rng, {0: 1 - belief, 1: belief})
        yield History(types[t], tuple(islice(_played(moments, start, t, rng), periods)))


def along(moments: Moments, belief: Fraction, state: str, news: Sequence[str], periods: int) -> History:
    """The likeliest history in which these news come: in each period the message and the reply that are likeliest at
    what is believed, whoever she is, the first of several; until play ends, or no more news are given."""
    (place,) = _start(moments, belief, state)
    steps = []
    for period, by_state in enumerate(moments[:periods], 1):
        _, said, believed = max(_messages(place), key=lambda one: one[0])
        options = by_state[place.state].stage.replies[said]
        name, _ = max(zip(options, _odds(place, said), strict=True), key=lambda one: one[1])
        raw, told = options[name], news[period - 1 : period]
        goes_on = isinstance(raw, Continuing) and told
        steps.append(Step(period, place.state, place.belief, said, believed, name, told[0] if goes_on else ""))
        if not isinstance(raw, Continuing) or not told:
            break
        i = position(told[0], tuple(one.name for one in raw.news), f"news of period {period}")
        _, where = max(place.equilibrium.reply(said).lottery, key=lambda one: one[0])
        then = after(raw.news[i], believed)
        place = Place(raw.news[i].state, then, played_at(moments[period][raw.news[i].state], then, where[i]))
    return History("", tuple(steps))


def _played(moments: Moments, place: Place, t: int, rng: Random) -> Iterator[Step]:
    for period, by_state in enumerate(moments, 1):
        sending = place.equilibrium.sending(place.belief)
        said = _drawn(rng, {m: pair[t] for m, pair in sending.items()})
        believed = next(q for _, m, q in _messages(place) if m == said)
        options = by_state[place.state].stage.replies[said]
        name = _drawn(rng, dict(zip(options, _odds(place, said), strict=True)))
        raw = options[name]
        if not isinstance(raw, Continuing):
            yield Step(period, place.state, place.belief, said, believed, name, "")
            return
        where = _drawn(rng, {w: chance for chance, w in place.equilibrium.reply(said).lottery})
        i = _drawn(rng, {i: news.chances[t] for i, news in enumerate(raw.news)})
        yield Step(period, place.state, place.belief, said, believed, name, raw.news[i].name)
        then = moments[period][raw.news[i].state]
        belief = after(raw.news[i], believed)
        place = Place(raw.news[i].state, belief, played_at(then, belief, where[i]))


def _drawn(rng: Random, odds: Mapping[_Thing, Fraction]) -> _Thing:
    """One thing by its odds, exactly."""
    whole = lcm(*(x.denominator for x in odds.values()))
    left = rng.randrange(whole)
    for thing, x in odds.items():
        left -= int(x * whole)
        if left < 0:
            return thing
    raise InputError("odds do not sum to one")


def _start(moments: Moments, belief: Fraction, state: str) -> dict[Place, Fraction]:
    moment = entry(state, moments[0], "public state")
    return {Place(state, belief, moment.at(belief)): Fraction(1)}


def _joint(places: Mapping[Place, Fraction]) -> Pair:
    second = sum((mass * place.belief for place, mass in places.items()), ZERO)
    return sum(places.values(), ZERO) - second, second


def _by_state(places: Mapping[Place, Fraction]) -> dict[str, Pair]:
    states = dict.fromkeys(place.state for place in places)
    return {state: _joint({place: mass for place, mass in places.items() if place.state == state}) for state in states}


def _added(pairs: Iterable[Pair]) -> Pair:
    """The sum of pairs, entry by entry."""
    first, second = ZERO, ZERO
    for one in pairs:
        first, second = first + one[0], second + one[1]
    return first, second


def _by_belief(places: Mapping[Place, Fraction]) -> dict[Standing, Fraction]:
    found: dict[Standing, Fraction] = {}
    for place, mass in places.items():
        key = place.state, place.belief
        found[key] = found.get(key, ZERO) + mass
    return dict(sorted(found.items()))


def _messages(place: Place) -> Iterator[tuple[Fraction, str, Fraction]]:
    """The messages sent, each with its probability and the belief that it leads to."""
    for m, (first, second) in place.equilibrium.sending(place.belief).items():
        weight = (1 - place.belief) * first + place.belief * second
        if weight:
            yield weight, m, place.belief * second / weight


def _answered(place: Place, stage: Stage) -> Iterator[tuple[Fraction, str, Fraction, str, Ending | Continuing]]:
    """The messages sent and the replies to them: how likely both, the message, the belief that it leads to, the reply
    by name and what it is."""
    for chance, said, believed in _messages(place):
        for (name, reply), odds in zip(stage.replies[said].items(), _odds(place, said), strict=True):
            if odds:
                yield chance * odds, said, believed, name, reply


def _odds(place: Place, message: str) -> tuple[Fraction, ...]:
    return place.equilibrium.reply(message).weights


def _next(
    moments: Moments, period: int, place: Place, message: str, raw: Continuing, believed: Fraction
) -> Iterator[tuple[Place, Fraction]]:
    """Where the news lead, with probability."""
    for chance, where in place.equilibrium.reply(message).lottery:
        for news, piece in zip(raw.news, where, strict=True):
            odds = (1 - believed) * news.chances[0] + believed * news.chances[1]
            if odds:
                belief = after(news, believed)
                then = played_at(moments[period][news.state], belief, piece)
                yield Place(news.state, belief, then), chance * odds


def played_at(moment: Moment, belief: Fraction, piece: int) -> Equilibrium:
    """What is played at a belief on a piece of the values, an end of it included."""
    low, high, _ = moment.values.pieces[piece]
    return next(one for start, stop, one in moment.choices if low <= start <= belief <= stop <= high)
