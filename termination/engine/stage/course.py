"""The course of a game over time: what is played at every belief in every period, and what can be asked of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from termination.engine.arithmetic import Given
from termination.engine.game import Event
from termination.engine.labelled import entry
from termination.engine.progress import Progress
from termination.engine.stage.audit import Audit, audit
from termination.engine.stage.choosing import Rule
from termination.engine.stage.endless import endless
from termination.engine.stage.equilibria import Equilibrium, refinement_named
from termination.engine.stage.forecast import Forecast, History, along, forecast, histories
from termination.engine.stage.game import Stage, open_belief
from termination.engine.stage.induction import Moment, Moments, Stages, induce
from termination.errors import InputError, class_of, expect, expect_count

if TYPE_CHECKING:
    import pandas


#: How many periods of an endless game are followed, and counted back before it is said that none repeat.
FOLLOWED, COUNTED_BACK = 24, 20


@dataclass(frozen=True, eq=False)
class Course:
    """A Markov perfect Bayesian equilibrium: `moments[period - 1][state]`, with all stage equilibria beside it.

    It starts at `belief`, the probability of the second type, in the public state `state`. `refinement` is what stage
    equilibria had to survive, "" for nothing; `rule` what chose among those that did. `events` are what forecasts look
    out for; `model` is what was solved, if it was more than its stages. If it is `endless`, the last moment recurs in
    every later period.
    """

    moments: Moments
    rule: Rule
    refinement: str
    belief: Fraction
    state: str
    events: Mapping[str, Event] = field(default_factory=dict)
    model: Any = None
    endless: bool = False

    @property
    def periods(self) -> range:
        """The periods, from 1; of an endless game those up to the first from which on they are all alike."""
        return range(1, len(self.moments) + 1)

    def moment(self, period: int, state: str | None = None) -> Moment:
        """One period in a public state, that of the start if none is named."""
        expect_count("period", period, 1)
        count = len(self.moments)
        if period > count and not self.endless:
            raise InputError(f"period: is {period}, must be a whole number from 1 to {count}")
        by_state = self.moments[min(period, count) - 1]
        return entry(self.state if state is None else state, by_state, "public state")

    def at(self, period: int, belief: Given | None = None, state: str | None = None) -> Equilibrium:
        """What is played in a period at a belief, that of the start if none is given."""
        return self.moment(period, state).at(self.belief if belief is None else belief)

    @cached_property
    def certificate(self) -> Audit:
        """What the verifier finds, which knows nothing of how this was solved."""
        return audit(self)

    def forecast(
        self, belief: Given | None = None, state: str | None = None, periods: int | None = None
    ) -> Forecast:
        """What happens when, from a belief and public state; from those of the start if none are given.

        It follows all periods, or so many; of an endless game `FOLLOWED` unless told otherwise.
        """
        moments, count = self._followed(periods)
        return forecast(moments, *self._from(belief, state), self.events, count)

    def histories(
        self, count: int, seed: int, belief: Given | None = None, state: str | None = None,
        type_: str | None = None, periods: int | None = None,
    ) -> Iterator[History]:  # fmt: skip
        """So many histories drawn at random, of one type if it is named; the same seed gives the same.

        `periods` says for how long they are followed, as for a forecast; `count` and `seed` are whole numbers from 0.
        """
        for name, number in (("count", count), ("seed", seed)):
            expect_count(name, number)
        moments, followed = self._followed(periods)
        return histories(moments, *self._from(belief, state), count, seed, type_, followed)

    def along(self, news: Sequence[str], belief: Given | None = None, state: str | None = None) -> History:
        """The likeliest history in which these news come, one for each period: who does what, and what is believed.

        It stops where play ends, or where no more news are given. Raises `UnknownNameError` for news that cannot come.
        """
        if isinstance(news, str) or not isinstance(news, Sequence):
            raise InputError(f"news: expected a list with those of each period in turn, found {class_of(news)}")
        moments, count = self._followed(len(news) + 1 if self.endless else None)
        return along(moments, *self._from(belief, state), tuple(news), count)

    def _followed(self, periods: int | None) -> tuple[Moments, int]:
        if periods is not None:
            expect_count("periods", periods, 1)
        count = periods or (FOLLOWED if self.endless else len(self.moments))
        if not self.endless and not 1 <= count <= len(self.moments):
            raise InputError(f"periods: is {count}, must be from 1 to {len(self.moments)}")
        more = (self.moments[-1],) * (count + 1 - len(self.moments)) if self.endless else ()
        return (*self.moments, *more), count

    def __repr__(self) -> str:
        many = "periods without end" if self.endless else f"{len(self.moments)} period{'s' * (len(self.moments) > 1)}"
        return f"<Course: {many}, from a belief of {self.belief}, selected by {self.rule.name!r}>"

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

    def _from(self, belief: Given | None, state: str | None) -> tuple[Fraction, str]:
        return self.belief if belief is None else open_belief(belief), self.state if state is None else state


def unfold(
    stages: Stages,
    rule: Rule,
    belief: Given,
    *,
    then: tuple[Mapping[str, Stage], Mapping[str, Stage]] | None = None,
    refinement: str | None = "D1",
    events: Mapping[str, Event] | None = None,
    model: Any = None,
    progress: Progress | None = None,
) -> Course:
    """Solve a game of stages, by period and public state, that starts in the first state that is listed.

    Parameters
    ----------
    stages : for each period the stage of each public state; in the last period every reply must end the play
    then : what is played for ever after `stages`, by public state, and its form in a last period to count back from
    rule : which of the stage equilibria that survive is played
    belief : the probability of the second type at the start, strictly between 0 and 1
    refinement : "D1" in any case, or None, "" or "none" for none
    events : what forecasts look out for; those of the first stage if not given
    model : what the stages were made of
    progress : a function of (what, done, total), called before each period

    Returns
    -------
    `Course`

    Raises
    ------
    InputError : no periods, replies that go on in the last, a belief of 0 or 1, a rule that cannot be read, a
        `progress` that is no function
    UnknownNameError : there is no such refinement
    NothingSurvivesError : somewhere the refinement leaves no equilibrium
    NothingRepeatsError : what is played for ever does not repeat, counted back from an end
    """
    if progress is not None:
        expect("progress", progress, Callable, "a function of (what, done, total)")
    concept, start = refinement_named(refinement), open_belief(belief)
    ever: Moments = ()
    if then is not None:
        ever = (endless(*then, rule, concept, len(stages) + 1, COUNTED_BACK, progress),)
    nexts = {state: one.values for state, one in ever[0].items()} if ever else None
    moments = (*induce(stages, rule, concept, progress, nexts), *ever)
    state = next(iter(moments[0]))
    seen = moments[0][state].stage.events if events is None else events
    return Course(moments, rule, concept, start, state, seen, model, bool(ever))
