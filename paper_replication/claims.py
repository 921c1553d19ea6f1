"""What a claim is, and how one is checked on random wars. Nothing here knows which war, or which chapter.

A claim ties one passage of the literature to formal statements, to their machine proofs, to numerical checks that share
no formula with either, to a worked example and to a figure. A check draws cases at random, some inside a condition and
some outside it, and asks the exact engine whether what is said of each kind is so. Both halves can fail.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from random import Random
from typing import Any

from matplotlib.axes import Axes

from paper_replication.premises import sentence
from paper_replication.sources import Passage

#: Draws after which a check gives up on filling its quota: its condition would then be all but empty.
MOST_TRIES = 400


class Verdict(Enum):
    """How far our formalisation bears a passage out, by one rule: the property `Claim.verdict`."""

    SUPPORTED = "supported"
    POSSIBLE = "supported as a possibility"
    GIVEN_A4 = "supported, given A4"
    IN_PART = "supported in part"
    ILLUSTRATED = "illustrated, not proved"
    NOT_CAPTURED = "not captured"


@dataclass(frozen=True)
class Count:
    """What became of one check: how many cases were drawn inside and outside, and of how many it was so."""

    words: str
    otherwise: str
    inside: int
    inside_agree: int
    outside: int
    outside_agree: int
    disagreement: str = ""

    @property
    def agrees(self) -> bool:
        """Whether everything that was drawn agrees, and something was drawn on both sides."""
        drawn = self.inside > 0 and self.outside > 0
        return drawn and self.inside == self.inside_agree and self.outside == self.outside_agree


@dataclass(frozen=True)
class Check:
    """One statement to be tried: what holds of cases inside a condition, and what of those outside it.

    `condition` is True inside, False outside, and None where the statement says nothing (a premise fails, or the case
    is on an edge that it leaves open): such cases are drawn again.
    """

    words: str
    otherwise: str
    draw: Callable[[Random], Any]
    condition: Callable[[Any], bool | None]
    inside: Callable[[Any], bool]
    outside: Callable[[Any], bool]

    def run(self, rng: Random, draws: int) -> Count:
        """Draw until `draws` cases on each side are found, and count those of which it is so."""
        drawn, agree = {True: 0, False: 0}, {True: 0, False: 0}
        disagreement = ""
        for _ in range(MOST_TRIES * draws):
            case = self.draw(rng)
            side = self.condition(case)
            if side is None or drawn[side] == draws:
                continue
            drawn[side] += 1
            if (self.inside if side else self.outside)(case):
                agree[side] += 1
            else:
                disagreement = disagreement or repr(case)
            if min(drawn.values()) == draws:
                break
        return Count(self.words, self.otherwise, drawn[True], agree[True], drawn[False], agree[False], disagreement)


def never(holds: Callable[[Any], bool]) -> Callable[[Any], bool]:
    """The contrary: for conditions that are necessary as well as sufficient."""
    return lambda case: not holds(case)


@dataclass(frozen=True)
class Story:
    """Prose with a place for every number in it, `{name}`, and the numbers, computed."""

    text: str
    numbers: Mapping[str, Fraction | int | str]

    def __str__(self) -> str:
        return self.text.format(**{name: shown(value) for name, value in self.numbers.items()})


#: What a sentence rests on instead of proofs: it only says what is meant; it was tried on cases drawn; it is computed.
MEANT, TRIED, COMPUTED = "meant", "tried on cases drawn, not proved", "computed, not proved"


@dataclass(frozen=True)
class Said:
    """A sentence of a claim: the `premises` that it stands under, by name; what is claimed; and what it rests on, parts
    of theorems ("T8: beyond either") or one of `MEANT`, `TRIED`, `COMPUTED`."""

    premises: tuple[str, ...]
    words: str
    by: tuple[str, ...] | str

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """The parts of theorems on which it rests: theorem and part."""
        pairs = [] if isinstance(self.by, str) else [one.partition(": ") for one in self.by]
        return tuple((theorem, part) for theorem, _, part in pairs)

    def __str__(self) -> str:
        said = sentence(self.premises, self.words)
        return f"{said[:-1]} ({self.by})." if self.by in (TRIED, COMPUTED) else said


@dataclass(frozen=True)
class Counterexample:
    """A case that has what a passage asks for, and in which what it says fails: in words, and for the exact engine.

    `lacks` is the assumption that the case does not meet though the passage may take it for granted, A4 or nothing.
    """

    words: str
    case: Callable[[], Any]
    fails: Callable[[Any], bool]
    lacks: str = ""

    @property
    def stands(self) -> bool:
        """Whether what is said to fail in it fails."""
        return self.fails(self.case())


@dataclass(frozen=True)
class Claim:
    """One passage, what it becomes, and what is to be done about it.

    `said` is in our words; `theorems` are names that `termination prove` knows. What decides the verdict is data:
    counterexamples `against` the passage under its own premises, what of it lies `beyond` the model ("" if nothing),
    whether the passage is `modal` (it says that something may be, not that it is), and whether the claim is `of_record`
    (about what happened: theorems are used in it, and nothing proves it). `example` is to be followed by hand;
    `candour` says where the formalisation is ours, and what speaks against the passage.
    """

    name: str
    title: str
    passage: Passage
    said: tuple[Said, ...]
    theorems: tuple[str, ...]
    checks: tuple[Check, ...]
    example: Callable[[], Story]
    candour: Callable[[], Story]
    figure: Callable[[], Axes]
    caption: str
    against: tuple[Counterexample, ...] = ()
    beyond: str = ""
    modal: bool = False
    of_record: bool = False

    @property
    def verdict(self) -> Verdict:
        """By one rule, alike for every claim.

        A history is illustrated. Where something of the passage lies beyond the model, or a counterexample has all that
        the passage asks for and A4, it is supported in part; where every counterexample lacks A4, given A4; where there
        is none, it is supported, as a possibility if that is all that it says.
        """
        if self.of_record:
            return Verdict.ILLUSTRATED
        if self.beyond or any(not one.lacks for one in self.against):
            return Verdict.IN_PART
        if self.against:
            return Verdict.GIVEN_A4
        return Verdict.POSSIBLE if self.modal else Verdict.SUPPORTED

    @property
    def statement(self) -> str:
        """All that is said."""
        return " ".join(map(str, self.said))

    def check(self, seed: int, draws: int) -> tuple[Count, ...]:
        """Every check, each with random numbers of its own, so that none depends on which others were run."""
        return tuple(check.run(Random(f"{seed} {self.name} {place}"), draws) for place, check in enumerate(self.checks))


def shown(value: Fraction | int | str | float) -> str:
    """A number for prose: a short decimal where that is exact, else the fraction with a decimal beside it.

    >>> shown(Fraction(14, 25)), shown(Fraction(2, 3)), shown(3), shown("closed")
    ('0.56', '2/3 (0.667)', '3', 'closed')
    """
    if not isinstance(value, Fraction):
        return str(value)
    decimal = round(value, 4)
    if decimal == value:
        return f"{float(decimal):g}"
    return f"{value} ({float(value):.3f})" if value.denominator < 10**4 else f"{float(value):.4g}"


def percent(share: float) -> str:
    """A share in per cent.

    >>> percent(0.6234)
    '62.3%'
    """
    return f"{100 * share:.1f}%"
