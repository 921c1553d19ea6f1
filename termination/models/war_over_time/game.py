"""War over time: the opening game played in periods, with battles from which both sides learn.

While the war is on, she chooses a posture in each period, and he escalates or holds. Talks and escalation end the war.
If she stays closed and he holds, they fight on: a public outcome of battle is drawn, more or less likely for the one
type than for the other, both learn from it, and the next period begins, at what is then believed. So fighting on is a
message, too, and time decides how much it says.

This is our extension of the opening game (see `models.opening.game`). A reader's summary of Mastro & Siegel (2023)
speaks of first opportunities, and its case is of a stance that changes; neither speaks of this game.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import FrozenInstanceError
from decimal import Decimal
from fractions import Fraction
from inspect import Parameter as Argument
from inspect import Signature
from math import inf
from numbers import Real
from typing import TYPE_CHECKING, Any, ClassVar, Self

from termination.engine.arithmetic import exact
from termination.engine.game import Labels, number
from termination.engine.labelled import entry
from termination.engine.parameter import Domain, Parameter
from termination.engine.progress import Progress
from termination.engine.stage.choosing import Rule
from termination.engine.stage.correspondence import Correspondence, correspond
from termination.engine.stage.course import Course, unfold
from termination.engine.stage.game import News
from termination.engine.stage.induction import Stages
from termination.errors import Faults, InputError, UnknownNameError, class_of, expect, expect_count, nearest
from termination.models.opening.game import OpeningGame
from termination.models.opening.payoffs import PARAMETERS
from termination.models.parameters import by_parameter, merged, title_from
from termination.models.war_over_time.calendar import ONE_OPPONENT, Calendar, read_calendar, read_periods
from termination.models.war_over_time.stages import stage_of
from termination.models.war_over_time.words import account

if TYPE_CHECKING:
    from termination.engine.game import Event

PATIENCE = Parameter(
    "patience", "beta", "discount factor: what the next period counts for", Domain(0, 1, open_high=True)
)
_SETTINGS = ("battle", "changes", "states", "moves", "dates")
#: All that a war over time is made from.
_NAMES = ("periods", "patience", *_SETTINGS, "types", "title", *(one.name for one in PARAMETERS))
#: Those of which every entry is a label.
_LABELS = ("moves", "dates")


class WarOverTime:
    """The opening game in periods, with battles that both sides learn from. Frozen; keywords only.

    In each period she is closed or open, with or without the costly signal; he escalates or holds. Open and held is
    talks; escalation ends the war too. Closed and held it goes on: a flow of (1 - beta) w_i for her, nothing for him, a
    public outcome of battle, the next period. In the last period fighting on is for ever, so that a war of one period
    is the opening game. There are two types. docs/war_over_time.md has the mathematics, and what is known of it. The
    closest structure that we know, in a market with news, is that of [1].

    Parameters
    ----------
    periods : a whole number from 1: how many there are; or `math.inf`, where what is played begins to repeat
    patience : beta, in [0, 1): what the next period counts for
    battle : for each type the chances of the public outcomes, a mapping by outcome or a list; without it fighting
        tells nothing
    changes : what changes from which period on: {3: {"guarantee": 0.2, "battle": {...}}}
    states : public states that battles move, with what is different in each: {"calm": {}, "shaken":
        {"escalation_cost": 0.8}}; it starts in the first
    moves : where outcomes lead: {"calm": {"offensive": "shaken"}}; what is not named changes no state
    dates : a name for each period, such as years
    title : text; what the war is called
    **opening : every parameter of an `OpeningGame` of two types, as it takes them, but for types of the opponent

    Raises
    ------
    InputError : every fault: those of the opening game, types of the opponent, chances that do not sum to one, patience
        of 1, no periods, changes in no period there is, states that cannot be reached

    References
    ----------
    [1] Daley, B. & Green, B. (2012), Waiting for news in the market for lemons, *Econometrica* 80(4).

    >>> war = WarOverTime(prior={"high": 0.62, "low": 0.38}, resilience={"high": 0.8, "low": 0.2},
    ...                   war_value={"high": 0.5, "low": 0.1}, talks_value={"high": 0.55, "low": 0.4},
    ...                   escalation_harm=1, talks_exposure=0.8, escalation_gain=1, escalation_cost=0.4,
    ...                   periods=5, patience=0.9, battle={"high": [0.6, 0.4], "low": [0.4, 0.6]})
    >>> course = war.solve()
    >>> [len(course.moment(s).values.pieces) for s in course.periods]
    [6, 5, 3, 3, 2]
    >>> print(round(float(course.forecast().total("talks")), 3))
    0.706
    """

    #: The event that it is about.
    focus: ClassVar[str] = "talks"
    #: What is a number; the settings beside these are tables and texts.
    PARAMETERS: ClassVar[tuple[Parameter, ...]] = (*PARAMETERS, PATIENCE)
    __signature__: ClassVar[Signature] = Signature(
        [
            Argument("periods", Argument.KEYWORD_ONLY, annotation="number"),
            Argument("patience", Argument.KEYWORD_ONLY, annotation="number"),
            *(Argument(name, Argument.KEYWORD_ONLY, default=None, annotation="table") for name in _SETTINGS),
            Argument("title", Argument.KEYWORD_ONLY, default="", annotation="text"),
            Argument("opening", Argument.VAR_KEYWORD),
        ]
    )

    opening: OpeningGame
    periods: int | float
    patience: Fraction
    dates: Labels
    calendar: Calendar

    def __init__(self, **given: Any) -> None:
        faults = Faults()
        given = by_parameter(given, faults)
        for name in ("periods", "patience"):
            if name not in given:
                faults.add(name, "missing")
        for name in [name for name in given if name not in (*_NAMES, "opponent_prior")]:  # refused below
            faults.add(name, f"no such parameter; {nearest(name, _NAMES) or 'there are: ' + ', '.join(_NAMES)}")
            del given[name]
        settings = {name: given.pop(name) for name in _SETTINGS if given.get(name) is not None}
        periods = read_periods(given.pop("periods", 1), faults)
        patience = _patience(given.pop("patience", 0), faults)
        title = title_from(given.pop("title", ""), faults)
        base: OpeningGame | None = None
        with faults.at(""):
            base = OpeningGame(**{k: v for k, v in given.items() if k not in _SETTINGS}, title=title)
        if base is not None and len(base.types) != 2:
            faults.add("types", f"there are {len(base.types)}; a war over time is solved for two")
        elif base is not None and base.opponent_types:
            faults.add("opponent_prior", ONE_OPPONENT)
        elif base is not None:
            calendar = read_calendar(base, periods, settings, faults)
        dates = _dates(settings.get("dates"), periods, faults)
        faults.raise_if_any()
        assert base is not None
        made = {"opening": base, "periods": periods, "patience": patience, "dates": dates, "calendar": calendar}
        kept = {name: _frozen(value, name in _LABELS) for name, value in settings.items()}
        self.__dict__.update({**made, "_given": kept})

    def __setattr__(self, name: str, value: object) -> None:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> None:
        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def __eq__(self, other: object) -> bool:
        return self._arguments() == other._arguments() if isinstance(other, WarOverTime) else False

    def __hash__(self) -> int:
        return hash((self.opening, self.periods, self.patience, self.dates))

    def __repr__(self) -> str:
        named = f" {self.title!r}" if self.title else ""
        return f"<WarOverTime{named}: {self.periods} periods, patience {self.patience}, prior {self.opening.prior}>"

    @property
    def title(self) -> str:
        """What it is called."""
        return self.opening.title

    def parameters(self) -> dict[str, Any]:
        """What it is made from: a war made of these, with the same title, is the same war."""
        defaults = {one.name: one.default for one in PARAMETERS}
        own = {name: value for name, value in self.opening.parameters().items() if value != defaults[name]}
        periods = "inf" if self.periods == inf else self.periods
        return {**own, "periods": periods, "patience": self.patience, **self.__dict__["_given"]}

    def with_(self, **changes: Any) -> Self:
        """The same war with some parameters or settings changed. A mapping may name some labels only."""
        return type(self)(**{**self._arguments(), **merged(self._arguments(), changes)})

    def _arguments(self) -> dict[str, Any]:
        return {**self.parameters(), "title": self.title}

    def at(self, period: int, state: str | None = None) -> OpeningGame:
        """The opening game with the parameters in force in a period and public state (the first, if none is named)."""
        self._expect_period(period)
        by_state = self.calendar.wars[min(period, len(self.calendar.wars)) - 1]
        return entry(self.calendar.states[0] if state is None else state, by_state, "public state")

    def date(self, period: int) -> str:
        """What a period is called."""
        self._expect_period(period)
        return self.dates[period - 1] if self.dates else f"period {period}"

    def _expect_period(self, period: int) -> None:
        expect_count("period", period, 1)
        if period > self.periods:
            raise InputError(f"period: is {period}, must be from 1 to {self.periods}")

    def stages(self) -> Stages:
        """What is played in each period, by public state; of a war without end, up to its last change."""
        last = len(self.calendar.wars) + (self.periods == inf)
        return [
            {state: stage_of(war, self.patience, self._news(period, state) if period < last else ())
             for state, war in by_state.items()}
            for period, by_state in enumerate(self.calendar.wars, 1)
        ]  # fmt: skip

    def _news(self, period: int, state: str) -> tuple[News, ...]:
        low, high = self.opening.resilience_order
        battle = self.calendar.battles[period - 1]
        return tuple(
            News(outcome, (battle.chances[low][i], battle.chances[high][i]), self.calendar.moves[state, outcome])
            for i, outcome in enumerate(battle.outcomes)
        )

    def account(self, course: Course) -> tuple[str, ...]:
        """What is played and what happens, in sentences."""
        expect("course", course, Course, "what solve() returned")
        return account(course, self.opening.vocabulary(), self.date)

    def events(self) -> Mapping[str, Event]:
        """The events that forecasts look out for: "opening", "talks", "escalation", with a signal "signal"."""
        return {name: pairs for war in self.calendar.wars[0].values() for name, pairs in war.events().items()}

    def rules(self) -> dict[str, Rule]:
        """The selections there are by name. "talks": most talks, then least opening; "refusal": least opening, then
        least talks; both discounted, then what the more and the less resilient get, then he."""
        low, high = self.opening.resilience_order
        then = (("most", high), ("most", low), ("most", "receiver"))
        return {
            "talks": Rule("talks", (("most", "talks"), ("least", "opening"), *then)),
            "refusal": Rule("refusal", (("least", "opening"), ("least", "talks"), *then)),
        }

    def solve(
        self,
        selection: str | Rule | Sequence[tuple[str, str]] = "talks",
        refinement: str | None = "D1",
        progress: Progress | None = None,
    ) -> Course:
        """Solve it: every equilibrium of every stage, belief by belief, and the one among them that is played.

        Parameters
        ----------
        selection : "talks", "refusal", or what is compared, first things first: pairs of "most" or "least" and
            "talks", "opening", a type (what she gets) or "receiver" (what he expects)
        refinement : "D1" in any case, or None: every equilibrium of a stage may be played
        progress : a function of (what, done, total), called before each period

        Returns
        -------
        `Course`

        Raises
        ------
        UnknownNameError : there is no such selection or refinement
        NothingSurvivesError : somewhere the refinement leaves nothing
        NothingRepeatsError : in a war without end, what is played does not begin to repeat
        """
        rule = self._rule(selection)
        belief = self.opening.prior[self.opening.resilience_order[-1]]
        stages, then = self.stages(), None
        if self.periods == inf:
            ever = len(self.calendar.wars)
            last = {state: stage_of(war, self.patience, ()) for state, war in self.calendar.wars[-1].items()}
            stages, then = stages[: ever - 1], (stages[-1], last)
        return unfold(
            stages,
            rule,
            belief,
            refinement=refinement,
            events=self.events(),
            then=then,
            model=self,
            progress=progress,
        )

    def correspondence(self) -> Correspondence:
        """Every equilibrium of a war of one or two periods, whatever is played next and without a lottery, unrefined.

        Returns
        -------
        `Correspondence`: `at(belief)` lists the equilibria of the first period, `follows(one, message)` what comes
        after a message of one of them, `extremes("talks")` the least and the most of what may happen; `certificate` is
        the verifier's word on all of them.

        Raises
        ------
        InputError : there are more than two periods: equilibria are too many then, solve() chooses among them by a rule

        >>> war = WarOverTime(prior={"high": 0.62, "low": 0.38}, resilience={"high": 0.8, "low": 0.2},
        ...                   war_value={"high": 0.5, "low": 0.1}, talks_value={"high": 0.55, "low": 0.4},
        ...                   escalation_harm=1, talks_exposure=0.8, escalation_gain=1, escalation_cost=0.4,
        ...                   periods=2, patience=0.9, battle={"high": [0.6, 0.4], "low": [0.4, 0.6]})
        >>> every = war.correspondence()
        >>> len(every.at()), [str(x) for x in every.extremes("talks")], every.certificate.valid
        (7, ['0', '1179/2500'], True)
        """
        if self.periods not in (1, 2):
            raise InputError(f"periods: there are {self.periods}; every equilibrium is listed of a war of one or two")
        high = self.opening.resilience_order[-1]
        return correspond(self.stages(), self.opening.prior[high], self.events(), self)

    def _rule(self, selection: str | Rule | Sequence[tuple[str, str]]) -> Rule:
        if isinstance(selection, Rule):
            return selection
        if isinstance(selection, str):
            if selection not in self.rules():
                raise UnknownNameError("selection", selection, tuple(self.rules()))
            return self.rules()[selection]
        listed = selection if isinstance(selection, Sequence) else [selection]
        if not all(isinstance(one, (tuple, list)) and len(one) == 2 for one in listed):
            raise InputError(
                "selection: expected 'talks', 'refusal' or pairs of what is compared, such as [('most', 'talks')]; "
                "every equilibrium of two periods is correspondence()"
            )
        return Rule("of your own", tuple((sign, what) for sign, what in selection))


def _patience(given: Any, faults: Faults) -> Fraction:
    local = Faults()
    value = number(given, "patience", local)
    if not local and not all(PATIENCE.domain.conditions(value)):
        local.add("patience", f"is {value}, must be {PATIENCE.domain}: at 1 what comes much later would count in full")
    with faults.at(""):
        local.raise_if_any()
    return value


def _dates(given: Any, periods: int | float, faults: Faults) -> Labels:
    if given is None:
        return ()
    if periods == inf:
        faults.add("dates", "a war without an end has no list of dates; leave them out")
        return ()
    listed = isinstance(given, Sequence) and not isinstance(given, (str, bytes))
    if not listed or len(given) != periods:
        found = len(given) if listed else class_of(given)
        faults.add("dates", f"expected a list of {periods} names, one for each period, found {found}")
        return ()
    for i, name in enumerate(given, 1):
        plain = isinstance(name, (str, Real, Decimal)) or hasattr(name, "isoformat")  # as dates have
        if isinstance(name, bool) or not plain or not str(name).strip():
            faults.add("dates", f"that of period {i} is {name!r}; write text, a number or a date")
    return tuple(map(str, given))


def _frozen(value: Any, labels: bool) -> Any:
    """Plain data as it was given, checked before: labels, or exact numbers. Nobody's later change reaches it."""
    if isinstance(value, Mapping):
        return {str(key): _frozen(entry, labels) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return tuple(_frozen(entry, labels) for entry in value)
    return str(value) if labels else exact(value)
