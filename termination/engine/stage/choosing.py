"""Which of several equilibria is played: a lexicographic rule, applied belief by belief, exactly.

What a rule compares is affine in the belief. So where two equilibria change places is a rational number, and the best
of them on an interval is each in its turn on finitely many parts of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from termination.engine.game import Labels
from termination.engine.stage.equilibria import Equilibrium
from termination.engine.stage.game import EVENTS, RECEIVER, SENDER, Pair, Stage, mean
from termination.errors import Fault, InputError


@dataclass(frozen=True)
class Rule:
    """What is compared, first things first: pairs of "most" or "least" and an event, a type or "receiver".

    An event stands for its discounted number, a type for what she gets, "receiver" for what he expects. What a rule
    leaves open is settled by the second type's gain, the first type's, his, and then by the events in their order.
    """

    name: str
    criteria: tuple[tuple[str, str], ...]


class _Criterion(NamedTuple):
    sign: int
    row: int
    type: int | None

    def of(self, one: Equilibrium) -> Pair:
        """What it gives an equilibrium, the more the better, as an affine function of the belief."""
        low, high = one.table[self.row]
        if self.type is not None:
            low = high = (low, high)[self.type]
        return self.sign * low, self.sign * high


def criteria(rule: Rule, stage: Stage) -> tuple[_Criterion, ...]:
    """The rule, read for a stage and completed. Raises `InputError` for what cannot be compared."""
    events: Labels = tuple(stage.events)
    places: dict[str, tuple[int, int | None]] = {"receiver": (RECEIVER, None)}
    places |= {event: (EVENTS + i, None) for i, event in enumerate(events)}
    places |= {name: (SENDER, t) for t, name in enumerate(stage.types)}
    first, second = stage.types
    completed = (*rule.criteria, *(("most", one) for one in (second, first, "receiver", *events)))
    wrong = [
        Fault(f"rule {rule.name}", f"({sign!r}, {name!r}): expected 'most' or 'least', and one of {', '.join(places)}")
        for sign, name in completed
        if sign not in ("most", "least") or not isinstance(name, str) or name not in places
    ]
    if wrong:
        raise InputError(wrong)
    return tuple(_Criterion(1 if sign == "most" else -1, *places[name]) for sign, name in completed)


def best(
    low: Fraction, high: Fraction, among: Sequence[Equilibrium], compared: Sequence[_Criterion]
) -> Iterator[tuple[Fraction, Fraction, Equilibrium]]:
    """The best of some equilibria on an open interval on which all of them exist: each with the part on which it is."""
    while low < high:
        end, left = high, list(among)
        for one in compared:
            ranked = [(mean(line, low), mean(line, high)) for line in map(one.of, left)]
            top = max(ranked)
            for start, stop in ranked:
                if stop > top[1]:  # behind at first, ahead in the end
                    gap, gain = top[0] - start, stop - top[1]
                    end = min(end, low + (high - low) * gap / (gap + gain))
            left = [c for c, value in zip(left, ranked, strict=True) if value == top]
            if len(left) == 1:
                break
        yield low, end, left[0]
        low = end


def best_at(belief: Fraction, among: Sequence[Equilibrium], compared: Sequence[_Criterion]) -> Equilibrium:
    """The best of some equilibria at one belief."""
    return max(among, key=lambda one: [mean(each.of(one), belief) for each in compared])
