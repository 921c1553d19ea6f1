"""A stage: a signaling game with two types in which some replies end the play and one may let it go on.

The sender knows her type, the receiver holds the public belief q, the probability of the second type. She sends a
message, he replies. A reply either **ends** the play with payoffs for both, or **continues** it: payoffs now, then
public **news** whose chances may differ between the types, a next public state that the news decides, and everything
after it discounted. All numbers of a reply are by type. What the receiver expects is their mean at his belief: an
affine function of it, so that a pair of numbers by type *is* an affine function, and news only reweigh its two ends.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from termination.engine.arithmetic import Given, exact
from termination.engine.game import Labels
from termination.errors import Faults, InputError

#: A number for each of the two types; of the receiver's, an affine function of the belief by its values at 0 and at 1.
Pair = tuple[Fraction, Fraction]
#: Pairs for the sender, for the receiver, and for each event that is counted.
Table = tuple[Pair, ...]
#: Where the two players stand in a table; events come after them.
SENDER, RECEIVER, EVENTS = 0, 1, 2
ZERO, ONE = Fraction(0), Fraction(1)


class Ending(NamedTuple):
    """A reply that ends the play: payoffs by type."""

    sender: Pair
    receiver: Pair


class News(NamedTuple):
    """A public outcome: its name, its chance under each type, the public state that follows it."""

    name: str
    chances: Pair
    state: str


class Continuing(NamedTuple):
    """A reply after which play goes on: payoffs now by type, and what news may come."""

    sender: Pair
    receiver: Pair
    news: tuple[News, ...]


@dataclass(frozen=True)
class Stage:
    """What is played in one period in one public state.

    `replies` has for each message its replies by name, at most one of them `Continuing`; `events` are sets of pairs
    (message, reply), whose discounted number is counted along the play; `discount` weighs what comes after this period.
    """

    types: Labels
    messages: Labels
    replies: Mapping[str, Mapping[str, Ending | Continuing]]
    events: Mapping[str, frozenset[tuple[str, str]]]
    discount: Fraction = ZERO

    def __post_init__(self) -> None:
        faults = Faults()
        if len(self.types) != 2:
            faults.add("types", f"there are {len(self.types)}; stages are solved for two")
        if not 0 <= self.discount < 1:
            faults.add("discount", f"is {self.discount}, must be in [0, 1)")
        for message in self.messages:
            self._check(message, faults)
        faults.raise_if_any()

    def _check(self, message: str, faults: Faults) -> None:
        going_on = [one for one in self.replies[message].values() if isinstance(one, Continuing)]
        if len(going_on) > 1:
            faults.add(message, f"{len(going_on)} replies continue; stages are solved with one at most")
        for one in going_on:
            for t, name in enumerate(self.types):
                chances = [news.chances[t] for news in one.news]
                if min(chances, default=ZERO) < 0 or sum(chances) != 1:
                    faults.add(message, f"chances of the news under {name} must be >= 0 and sum to 1")

    @property
    def last(self) -> bool:
        """Whether every reply ends the play."""
        return not any(isinstance(one, Continuing) for m in self.messages for one in self.replies[m].values())

    def counted(self, message: str, reply: str) -> Table:
        """For each event, whether message and reply are in it."""
        return tuple((Fraction((message, reply) in event),) * 2 for event in self.events.values())


def open_belief(given: Given) -> Fraction:
    """The belief that is meant, exactly. Raises `InputError` for what is none strictly between 0 and 1.

    >>> open_belief("1/2"), open_belief(0.3)
    (Fraction(1, 2), Fraction(3, 10))
    """
    belief = exact(given, "belief")
    if not 0 < belief < 1:
        raise InputError(f"belief: is {belief}, must be strictly between 0 and 1")
    return belief


def mean(pair: Pair, belief: Fraction) -> Fraction:
    """The value at a belief of the affine function that the pair is.

    >>> mean((Fraction(0), Fraction(3)), Fraction(1, 3))
    Fraction(1, 1)
    """
    return pair[0] + belief * (pair[1] - pair[0])


def through(a: Fraction, at_a: Fraction, b: Fraction, at_b: Fraction) -> Pair:
    """The affine function with these values at the beliefs a and b.

    >>> through(Fraction(1, 4), Fraction(1), Fraction(1, 2), Fraction(2))
    (Fraction(0, 1), Fraction(4, 1))
    """
    slope = (at_b - at_a) / (b - a)
    return at_a - a * slope, at_a + (1 - a) * slope


def after(news: News, belief: Fraction) -> Fraction:
    """The belief once the news are out. News that one type alone can bring reveal it, whatever was believed before."""
    low, high = news.chances
    if not low or not high:
        return Fraction(int(not low))
    return belief * high / (low + belief * (high - low))


def before(news: News, belief: Fraction) -> Fraction:
    """The belief that the news turn into this one; both types can bring them."""
    low, high = news.chances
    return belief * low / (high + belief * (low - high))
