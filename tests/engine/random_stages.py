"""Random games over time: coarse numbers, so that ties and knife-edges are the rule, and every shape that a stage has.

One to four messages; replies that tie; news that one type alone can bring, or nobody; one or two public states; periods
in which nothing goes on. The same seed gives the same game.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from random import Random

from termination.engine.stage.choosing import Rule
from termination.engine.stage.game import Continuing, Ending, News, Pair, Stage
from termination.engine.stage.induction import Stages

TYPES = ("first", "second")
EVENTS = ("one", "other")


def random_stages(rng: Random, periods: int | None = None, messages: int | None = None) -> Stages:
    """The stages of a random game, by period and public state."""
    count = periods or rng.randint(1, 4)
    labels = tuple(f"m{i}" for i in range(messages or rng.choice([1, 2, 2, 2, 3, 4])))
    states = ("calm",) if rng.random() < 0.7 else ("calm", "shaken")
    number = _numbers(rng)
    found = []
    for period in range(1, count + 1):
        discount = Fraction(rng.choice(["0", "1/2", "3/4", "9/10"])) if period < count else Fraction(0)
        found.append({s: _stage(rng, labels, states, number, discount, period < count) for s in states})
    return found


def random_rule(rng: Random) -> Rule:
    """A rule of a few criteria, or of none: then only what completes every rule decides."""
    what = (*EVENTS, *TYPES, "receiver")
    return Rule("random", tuple((rng.choice(["most", "least"]), rng.choice(what)) for _ in range(rng.randint(0, 3))))


def _numbers(rng: Random) -> Callable[[], Fraction]:
    grain, size = rng.choice([1, 2, 7]), rng.choice([1, 2, 3])
    return lambda: Fraction(rng.randint(-size * grain, size * grain), grain)


def _stage(
    rng: Random, labels: tuple[str, ...], states: tuple[str, ...], number: Callable[[], Fraction], discount: Fraction,
    goes_on: bool,
) -> Stage:  # fmt: skip
    def pair() -> Pair:
        return number(), number()

    replies: dict[str, dict[str, Ending | Continuing]] = {}
    for m in labels:
        replies[m] = {f"r{i}": Ending(pair(), pair()) for i in range(rng.choice([1, 2, 2, 2, 3]))}
        if goes_on and rng.random() < 0.7:
            replies[m][rng.choice(list(replies[m]))] = Continuing(pair(), pair(), _news(rng, states))
    pairs = [(m, r) for m in labels for r in replies[m]]
    events = {name: frozenset(one for one in pairs if rng.random() < 0.4) for name in EVENTS}
    return Stage(TYPES, labels, replies, events, discount)


def _news(rng: Random, states: tuple[str, ...]) -> tuple[News, ...]:
    size = rng.randint(1, 3)
    low, high = ([rng.randint(0, 3) for _ in range(size)] for _ in TYPES)
    low[0], high[0] = low[0] or not sum(low), high[0] or not sum(high)
    chances = zip([Fraction(x, sum(low)) for x in low], [Fraction(x, sum(high)) for x in high], strict=True)
    return tuple(News(f"y{i}", pair, rng.choice(states)) for i, pair in enumerate(chances))
