"""Backward induction over beliefs: from the last period to the first, every equilibrium of every stage, and a choice.

The solution is a Markov perfect Bayesian equilibrium with a public lottery: strategies and what they are worth depend
on what happened only through the period, the public state, the public belief, and the lottery where two pieces of the
next values meet. Belief and state are what news have made of them, also after a message that nobody sends. At the
beliefs 0 and 1 values are the limits from between: a type that is thought impossible is not thought so for ever.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from termination.engine.arithmetic import Given
from termination.engine.progress import Progress
from termination.engine.sentences import listed
from termination.engine.stage.choosing import Rule, best, best_at, criteria
from termination.engine.stage.equilibria import Equilibrium, StageEquilibria
from termination.engine.stage.game import Stage, open_belief
from termination.engine.stage.values import Piece, Values, joined
from termination.errors import InputError, NothingSurvivesError

#: What is played in each period, by public state.
Stages = Sequence[Mapping[str, Stage]]


class Choice(NamedTuple):
    """The equilibrium that is played at the beliefs strictly between two."""

    low: Fraction
    high: Fraction
    equilibrium: Equilibrium


@dataclass(frozen=True)
class Moment:
    """One period in one public state: all equilibria of its stage, those that are played, and what they are worth.

    `choices` cover the beliefs from 0 to 1; `values` are theirs, neighbours of the same worth joined.
    """

    period: int
    state: str
    equilibria: StageEquilibria
    rule: Rule
    choices: tuple[Choice, ...]

    @property
    def stage(self) -> Stage:
        """What is played."""
        return self.equilibria.stage

    @cached_property
    def values(self) -> Values:
        """What is played is worth, by belief."""
        return joined(Piece(low, high, one.table) for low, high, one in self.choices)

    def at(self, belief: Given) -> Equilibrium:
        """What is played at a belief strictly between 0 and 1.

        Where two choices meet it is the best by the rule of all equilibria at that belief, those that exist only there
        among them: so it is at the start of play. Later the lottery decides between the two choices.
        """
        return self.all_at(belief)[0]

    def beside(self, belief: Given) -> tuple[Equilibrium, ...]:
        """Every other equilibrium at the belief, those that the refinement rules out among them."""
        return self.all_at(belief)[1:]

    def all_at(self, belief: Given) -> tuple[Equilibrium, ...]:
        """Every equilibrium at a belief strictly between 0 and 1, what is played first."""
        belief = open_belief(belief)
        there = self.equilibria.at(belief)
        chosen = next((one for low, high, one in self.choices if low < belief < high), None)
        if chosen is None:
            surviving = [one for one in there if one.survives]
            chosen = best_at(belief, surviving, criteria(self.rule, self.stage))
        return (chosen, *(one for one in there if one is not chosen))


#: The moments of all periods, by public state.
Moments = tuple[Mapping[str, Moment], ...]


def induce(
    stages: Stages,
    rule: Rule,
    refinement: str = "D1",
    progress: Progress | None = None,
    nexts: Mapping[str, Values] | None = None,
) -> Moments:
    """Solve the stages of all periods, the last first: the moments by period and public state.

    `nexts` are the values, by public state, of what follows the last of them, if anything does.

    Raises `NothingSurvivesError` where no equilibrium of a stage survives the refinement, with all there are.
    """
    if not stages and nexts is None:
        raise InputError("periods: there are none; play needs one at least")
    if nexts is None and not all(stage.last for stage in stages[-1].values()):
        raise InputError("periods: in the last one every reply must end the play")
    moments: list[dict[str, Moment]] = []
    nexts = nexts or {}
    for period, by_state in enumerate(stages, 1):
        if len({stage.discount for stage in by_state.values()}) > 1:
            raise InputError(f"period {period}: all public states must discount what follows alike")
    for period in range(len(stages), 0, -1):
        if progress:
            progress(f"period {period}", len(stages) - period, len(stages))
        here = {
            state: moment(period, state, StageEquilibria(stage, nexts, refinement), rule)
            for state, stage in stages[period - 1].items()
        }
        nexts = {state: one.values for state, one in here.items()}
        moments.append(here)
    return tuple(reversed(moments))


def moment(period: int, state: str, equilibria: StageEquilibria, rule: Rule) -> Moment:
    """What the rule chooses among the equilibria of a stage that survive, belief by belief."""
    chosen: list[Choice] = []
    for low, high, one in _chosen(period, state, equilibria, rule):
        if chosen and chosen[-1].equilibrium is one:
            chosen[-1] = Choice(chosen[-1].low, high, one)
        else:
            chosen.append(Choice(low, high, one))
    return Moment(period, state, equilibria, rule, tuple(chosen))


def _chosen(period: int, state: str, equilibria: StageEquilibria, rule: Rule) -> Iterator[Choice]:
    compared = criteria(rule, equilibria.stage)
    surviving = [one for one in equilibria.intervals if one.survives]
    ends = sorted({*equilibria.ends, *(end for one in surviving for end in (one.low, one.high))})
    place = {end: i for i, end in enumerate(ends)}
    spans = [(place[one.low], place[one.high], one) for one in surviving]
    for i, (low, high) in enumerate(pairwise(ends)):
        here = [one for start, stop, one in spans if start <= i < stop]
        if not here:
            raise NothingSurvivesError(_said(period, state, low, high, equilibria))
        yield from (Choice(*found) for found in best(low, high, here, compared))


def _said(period: int, state: str, low: Fraction, high: Fraction, equilibria: StageEquilibria) -> str:
    there = [one for one in equilibria.intervals if one.low <= low and high <= one.high]
    where = f"period {period}{f', {state}' if state else ''}, beliefs between {low} and {high}"
    sent = [listed([each.message for each in one.sent]) for one in there]
    told = "; ".join(f"{m} between {one.low} and {one.high}: {one.fault}" for m, one in zip(sent, there, strict=True))
    return f"{where}: no equilibrium survives {equilibria.refinement}. There are {len(there)}: {told}"
