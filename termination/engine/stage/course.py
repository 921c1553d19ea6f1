"""The course of a game over time: what is played at every belief in every period, and what can be asked of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from termination.engine.game import Event
from termination.engine.labelled import Labelled
from termination.engine.stage.audit import Audit, audit
from termination.engine.stage.choosing import Rule
from termination.engine.stage.equilibria import Equilibrium
from termination.engine.stage.forecast import Forecast, History, forecast, histories
from termination.engine.stage.induction import Moment, Moments, Stages, induce
from termination.errors import InputError

if TYPE_CHECKING:
    pass

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True, eq=False)
class Course:
    """A Markov perfect Bayesian equilibrium: `moments[period - 1][state]`, with all stage equilibria beside it.

    It starts at `belief`, the probability of the second type, in the public state `state`. `refinement` is what stage
    equilibria had to survive, "" for nothing; `rule` what chose among those that did. `events` are what forecasts look
    out for; `model` is what was solved, if it was more than its stages.
    """

    moments: Moments
    rule: Rule
    refinement: str
    belief: Fraction
    state: str
    events: Mapping[str, Event] = field(default_factory=dict)
    model: Any = None

    @property
    def periods(self) -> range:
        """The periods, from 1."""
        return range(1, len(self.moments) + 1)

    def moment(self, period: int, state: str | None = None) -> Moment:
        """One period in a public state, that of the start if none is named."""
        if period not in self.periods:
            raise InputError(f"period: is {period!r}, must be a whole number from 1 to {len(self.moments)}")
        return Labelled("public state", self.moments[period - 1])[self.state if state is None else state]

    def at(self, period: int, belief: Fraction | None = None, state: str | None = None) -> Equilibrium:
        """What is played in a period at a belief, that of the start if none is given."""
        return self.moment(period, state).at(self.belief if belief is None else belief)

    @cached_property
    def certificate(self) -> Audit:
        """What the verifier finds, which knows nothing of how this was solved."""
        return audit(self)

    def forecast(self, belief: Fraction | None = None, state: str | None = None) -> Forecast:
        """What happens when, from a belief and public state; from those of the start if none are given."""
        return forecast(self.moments, *self._from(belief, state), self.events)

    def histories(
        self, count: int, seed: int, belief: Fraction | None = None, state: str | None = None, type_: str | None = None
    ) -> Iterator[History]:
        """So many histories drawn at random, of one type if it is named; the same seed gives the same."""
        return histories(self.moments, *self._from(belief, state), count, seed, type_)

    def __str__(self) -> str:
        from termination.reporting.over_time import course_text

        return course_text(self)

    def to_frame(self) -> pandas.DataFrame:
        """Tidy rows as a pandas DataFrame: one for each message at each interval of beliefs."""
        from termination.reporting.over_time import to_frame

        return to_frame(self)

    def to_json(self) -> str:
        """The answer as JSON text, which `termination.from_json` reads back and holds against the model."""
        from termination.reporting.over_time import to_json

        return to_json(self)

    def _from(self, belief: Fraction | None, state: str | None) -> tuple[Fraction, str]:
        return self.belief if belief is None else belief, self.state if state is None else state


def unfold(
    stages: Stages,
    rule: Rule,
    belief: Fraction,
    *,
    refinement: str = "D1",
    events: Mapping[str, Event] | None = None,
    model: Any = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> Course:
    """Solve a game of stages, by period and public state, that starts in the first state that is listed.

    Parameters
    ----------
    stages : for each period the stage of each public state; in the last period every reply must end the play
    rule : which of the stage equilibria that survive is played
    belief : the probability of the second type at the start, strictly between 0 and 1
    refinement : "D1", or "" for none
    events : what forecasts look out for; those of the first stage if not given
    model : what the stages were made of
    progress : a function of (what, done, total), called before each period

    Returns
    -------
    `Course`

    Raises
    ------
    InputError : no periods, replies that go on in the last, a rule that cannot be read
    NothingSurvivesError : somewhere the refinement leaves no equilibrium
    """
    moments = induce(stages, rule, refinement, progress)
    state = next(iter(moments[0]))
    seen = moments[0][state].stage.events if events is None else events
    return Course(moments, rule, refinement, belief, state, seen, model)


__all__ = ["Course", "unfold"]
