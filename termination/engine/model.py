"""What the engine asks of a model, and all it knows of one.

A model turns parameters that mean something into a signaling game, and reads equilibria back in its own words. Nobody
looks further: what only a model can say it says by a method named here, and whoever needs it asks by that method.
`Model` is required, and `SignalingGame` is its own. `Parametric` is what sweeps, traces, statics and robustness move;
`Symbolic` has closed forms. All else is optional, each a protocol of one method with a default for models without it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, Self, runtime_checkable

from termination.engine.game import Event as Event
from termination.engine.game import Labels, SignalingGame
from termination.engine.parameter import Parameter
from termination.engine.progress import Progress
from termination.engine.vocabulary import Phrase as Phrase
from termination.engine.vocabulary import Vocabulary as Vocabulary
from termination.errors import InputError, class_of

if TYPE_CHECKING:
    from termination.engine.families import Family
    from termination.engine.stage.choosing import Rule
    from termination.engine.stage.correspondence import Correspondence
    from termination.engine.stage.course import Course
    from termination.engine.stage.induction import Stages
    from termination.engine.strategies import Quantity
    from termination.engine.symbolic.games import Cases, Parametrised


class _OfObjects(type(Protocol)):  # type: ignore[misc]
    """How `isinstance` reads a protocol here: a class is no model, however much it defines; what it makes may be."""

    def __instancecheck__(cls, instance: object) -> bool:
        return not isinstance(instance, type) and super().__instancecheck__(instance)


@runtime_checkable
class MakesGame(Protocol, metaclass=_OfObjects):
    """Anything that comes down to one signaling game."""

    def game(self) -> SignalingGame:
        """The signaling game that the model's parameters define."""
        ...


@runtime_checkable
class Model(MakesGame, Protocol):
    """Anything that can be solved."""

    def describe(self, family: Family) -> str:
        """A name for a family of equilibria in the subject's words; need not be unique, the solver sees to that."""
        ...

    def events(self) -> Mapping[str, Event]:
        """The events whose probabilities are reported as outcomes, by name."""
        ...


@runtime_checkable
class OverTime(Protocol, metaclass=_OfObjects):
    """A game over time: a stage for each period and public state in place of one signaling game."""

    @property
    def title(self) -> str:
        """What the game is called; may be empty."""
        ...

    @property
    def focus(self) -> str:
        """The event that it is about, of those that its forecasts know."""
        ...

    @property
    def periods(self) -> int | float:
        """How many periods there are; infinity of a game without end."""
        ...

    def parameters(self) -> dict[str, Any]:
        """What it is made from, by name, without what is as it would be if not given."""
        ...

    def stages(self) -> Stages:
        """What is played in each period, by public state."""
        ...

    def date(self, period: int) -> str:
        """What a period is called."""
        ...

    def solve(
        self,
        selection: str | Rule = ...,
        refinement: str | None = ...,
        progress: Progress | None = ...,
    ) -> Course:
        """Solve it, under one of its selections, a rule, or the selection that is meant where none is named."""
        ...

    def correspondence(self) -> Correspondence:
        """Every equilibrium of its first period, where that can be had; else `InputError` says why not."""
        ...

    def account(self, course: Course) -> tuple[str, ...]:
        """What is played and what happens, in sentences."""
        ...


@runtime_checkable
class Parametric(Model, Protocol):
    """A model with numbers to move, all of them named in one table."""

    @property
    def PARAMETERS(self) -> tuple[Parameter, ...]:
        """The table of what can be moved, an attribute of the class where the parameters are the same for all."""
        ...

    @property
    def labels(self) -> Mapping[str, Labels]:
        """For what parameters may have a value each, by the name that `Parameter.labels_in` has for it: "types"."""
        ...

    @property
    def leading(self) -> str:
        """The type whose probability a bare prior of two types is."""
        ...

    def parameters(self) -> dict[str, Any]:
        """What the model is made from, by name: `m.with_(**m.parameters())` is the same model."""
        ...

    def with_(self, **changes: Any) -> Self:
        """The same model with some parameters changed; a mapping may name some labels only."""
        ...


def parametric(model: Model | OverTime) -> Parametric:
    """The model, as one whose parameters can be moved. Raises `InputError` where it has none."""
    if isinstance(model, Parametric):
        return model
    if callable(model) and not isinstance(model, (type, MakesGame)):
        raise InputError(
            "model: a function that makes games has no formulas; sweep() solves them over a grid of its arguments and "
            "plot.correspondence() along one, and a ParametricGame, with symbols in its payoffs, has formulas"
        )
    if isinstance(model, OverTime):
        raise InputError(
            f"model: {type(model).__name__} is a game over time, and its numbers are moved one game at a time: solve "
            "with_() each value of them, and compare what is forecast"
        )
    raise InputError(
        f"model: {class_of(model)} has no parameters to move, only payoffs; use a model that has them, or "
        "ParametricGame for a game of your own with symbols in its payoffs"
    )


@runtime_checkable
class Symbolic(Parametric, Protocol):
    """A model with closed forms."""

    def symbolic(self) -> Parametrised:
        """Its game in symbols, their values, and what they mean in its parameters."""
        ...


@runtime_checkable
class Cased(Symbolic, Protocol):
    """A model whose closed forms are known beforehand; those of any other are derived from its game in symbols."""

    def cases(self, *moving: str) -> Cases | str:
        """The closed forms that cover all values of these parameters, case by case; or in words why there are none."""
        ...


class NormalForm(NamedTuple):
    """The same game with nothing arbitrary left in its parameters, made for boxes and distributions around it.

    `model` has the same equilibria. Where it has another number than the model that it was made from, `offset` has
    what was taken off, by parameter and label, and `meaning` what is left ("x_i - w_i"). `fixed` names the parameters
    that no equilibrium depends on, each with why.
    """

    model: Parametric
    meaning: Mapping[str, str] = {}
    offset: Mapping[str, Mapping[str, Fraction]] = {}
    fixed: Mapping[str, str] = {}


@runtime_checkable
class Normalised(Protocol, metaclass=_OfObjects):
    """A model in whose parameters something is arbitrary, such as where zero is put; no model has to be."""

    def normal_form(self) -> NormalForm:
        """The model by what its equilibria depend on."""
        ...


def normal_form(model: Model) -> NormalForm:
    """The normal form of a model: its own, or the model itself, whose parameters then all count."""
    return model.normal_form() if isinstance(model, Normalised) else NormalForm(parametric(model))


@dataclass(frozen=True)
class Measures:
    """What a model has sweeps keep of its equilibria, and what there is to conclude.

    `variables` name the probabilities of events that are not called by the event; events in `on_request` are kept only
    where they are asked for; given `revealing`, one of the events, posteriors are reported ("" for no event).
    `conclusions` by name are an event with "never", "possible" or "for sure"; without any, all of these for each event.
    """

    variables: Mapping[str, str] = field(default_factory=dict)
    on_request: frozenset[str] = frozenset()
    revealing: str = ""
    conclusions: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def variable(self, event: str) -> str:
        """What the probability of an event is called as a variable: "pr_open", "pr_less_hardline"."""
        plain = "_".join("".join(c if c.isalnum() else " " for c in event).split())
        return f"pr_{self.variables.get(event, plain)}"


@runtime_checkable
class Measured(Protocol, metaclass=_OfObjects):
    """A model that says which of its events matter how; no model has to."""

    def measures(self) -> Measures:
        """What sweeps keep, and what robustness concludes."""
        ...


def measures_of(model: Model) -> Measures:
    """What the model has kept: of one that does not say, the probability of every event under its own name."""
    return model.measures() if isinstance(model, Measured) else Measures()


@runtime_checkable
class Speaking(Protocol, metaclass=_OfObjects):
    """A model that also offers words of its own; no model has to."""

    def vocabulary(self) -> Vocabulary:
        """The words of the subject."""
        ...


def words_of(model: object) -> Vocabulary:
    """The model's own words, or those for any game."""
    return model.vocabulary() if isinstance(model, Speaking) else Vocabulary()


@runtime_checkable
class Ending(Protocol, metaclass=_OfObjects):
    """A model in which somebody moves after the reply; no model has to be."""

    def ending(self, type_: str, message: str, response: str, receiver_type: str = "") -> str:
        """What is done after a reply, in a few words; nothing where nobody moves."""
        ...


def ending_of(model: object, type_: str, message: str, response: str, receiver_type: str = "") -> str:
    """What is done after a reply in this model, in a few words; nothing where nobody moves."""
    return model.ending(type_, message, response, receiver_type) if isinstance(model, Ending) else ""


def called(model: Model) -> str:
    """What a figure calls the game at hand: "this game", unless the model has a word for it."""
    return words_of(model).itself


class Judged(Protocol):
    """What a model says of one of its assumptions: what it is, whether it holds here and how, and what to do if not."""

    @property
    def name(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def statement(self) -> str: ...
    @property
    def holds(self) -> bool: ...
    @property
    def detail(self) -> str: ...
    @property
    def advice(self) -> str: ...


@runtime_checkable
class Assuming(Protocol, metaclass=_OfObjects):
    """A model whose theorems rest on assumptions that a game may or may not meet; no model has to."""

    def assumptions(self) -> Mapping[str, Judged]:
        """The assumptions by name, each judged at this game."""
        ...


class Gist(NamedTuple):
    """What the equilibria at one point bring, in a few words: `text`, or `brief` where there is less room.

    `extent` is how far what the model is about comes about over these equilibria: "always", "sometimes" or "never".
    `place` tells gists of one extent apart: the same words have the same place, so that figures can give each meaning
    a look of its own. A model without such words has the empty gist.
    """

    text: str = ""
    brief: str = ""
    extent: str = ""
    place: int = 0


#: The gist of a model that has no words.
NO_WORDS = Gist()
#: The least and the greatest probability of each event over some equilibria.
Extremes = Mapping[str, tuple[float | Fraction, float | Fraction]]


@runtime_checkable
class Summarized(Protocol, metaclass=_OfObjects):
    """A model that says in a few words what some of its equilibria bring; no model has to."""

    def gist(self, extremes: Extremes) -> Gist:
        """The words for equilibria over which the model's events have probabilities between these."""
        ...


def gist_of(model: object, extremes: Extremes) -> Gist:
    """What the model says of these probabilities; the empty gist if it says nothing, or if one is not known."""
    known = bool(extremes) and all(low == low for low, _ in extremes.values())  # NaN differs from itself
    return model.gist(extremes) if known and isinstance(model, Summarized) else NO_WORDS


@runtime_checkable
class Mapped(Protocol, metaclass=_OfObjects):
    """A model that says what maps of it should tell apart; no model has to."""

    @property
    def mapped_by(self) -> str:
        """ "families", under the model's names for them, or "outcomes", where these names say but who sends what."""
        ...


def mapped_by(model: Model) -> str:
    """What maps of a model tell apart: families, unless it says otherwise."""
    return model.mapped_by if isinstance(model, Mapped) else "families"


class Stake(NamedTuple):
    """A table of what is at stake before anything is solved: a heading, names of columns (none for a plain list), rows.

    Cells are text or exact numbers.
    """

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | Fraction, ...], ...]


class Account(NamedTuple):
    """What is at stake in words: a heading, and items, each a line with what is said of it in the lines after it.

    A line is text, in pieces where there are exact numbers between: ("margin ", Fraction(1, 10)).
    """

    heading: str
    items: tuple[tuple[tuple[str | Fraction, ...], ...], ...]


@runtime_checkable
class Staked(Protocol, metaclass=_OfObjects):
    """A model that also says what is at stake; no model has to."""

    def at_stake(self) -> tuple[Stake | Account, ...]:
        """The tables and accounts that a report begins with."""
        ...


@runtime_checkable
class Lettered(Protocol, metaclass=_OfObjects):
    """A model that also says what the letters in its words stand for, beside its parameters; no model has to."""

    def letters(self) -> tuple[tuple[str, str, str], ...]:
        """Letter, formula in other letters, meaning."""
        ...


@runtime_checkable
class Gauged(Protocol, metaclass=_OfObjects):
    """A model that reads amounts of its own off a family of equilibria; no model has to."""

    def amounts(self, family: Family) -> Mapping[str, Mapping[str, Quantity]]:
        """What reports say of the family beside payoffs and outcomes: by heading, amounts by label."""
        ...


def amounts_of(model: object, family: Family) -> Mapping[str, Mapping[str, Quantity]]:
    """The model's own amounts, or none."""
    return model.amounts(family) if isinstance(model, Gauged) else {}


class BeliefScale(NamedTuple):
    """What a figure measures beliefs by: an amount for each type, of which a belief is the expectation.

    `measure` says what it is, `switch` what a value is called at which the best reply changes, `letter` what the
    amount is in formulas.
    """

    measure: str
    switch: str
    places: Mapping[str, Fraction]
    letter: str = ""


@runtime_checkable
class Scaled(Protocol, metaclass=_OfObjects):
    """A model in which beliefs are measured by something that its types have; no model has to be."""

    def belief_scale(self) -> BeliefScale | None:
        """What the receiver needs to expect, no more, to know his best replies; None where there is no such thing."""
        ...


@runtime_checkable
class Focused(Protocol, metaclass=_OfObjects):
    """A model that is about one of its events more than about the others; no model has to be."""

    @property
    def focus(self) -> str:
        """The event that figures show where none is asked for."""
        ...


def focus_of(model: Model) -> str:
    """The event that the model is about: the first that it names, unless it says which."""
    return model.focus if isinstance(model, Focused) else next(iter(model.events()), "")


class Bar(NamedTuple):
    """A row of a `Chart`: the type, what something costs it, the two bounds on what it would pay, and the verdict."""

    type: str
    cost: Fraction
    bounds: tuple[Fraction, Fraction]
    verdict: str


class Chart(NamedTuple):
    """What something costs each type against what it would pay for it, as data for a figure with a bar a type.

    `cost` and `bounds` say what the numbers of each bar are, `axis` what they are amounts of, `letter` what these are
    in formulas. Two bounds cut a bar into three stretches: `below` and `above` say what a cost there means, `between`
    what it may mean between the two.
    """

    title: str
    axis: str
    cost: str
    bounds: tuple[str, str]
    below: str
    between: tuple[str, ...]
    above: str
    bars: tuple[Bar, ...]
    letter: str = ""


class Curve(NamedTuple):
    """A line of `Curves`: what it shows, and its points from left to right, each a place with the least and the
    greatest value there; two points at one place are a jump."""

    label: str
    points: tuple[tuple[Fraction, Fraction, Fraction], ...]


@dataclass(frozen=True)
class Curves:
    """Curves over an amount, as data for a figure: `x` and `y` say what the axes measure, y from 0 to 1.

    `lines()` works them out, which may take a while.
    """

    title: str
    x: str
    y: str
    lines: Callable[[], tuple[Curve, ...]]


@runtime_checkable
class Charted(Protocol, metaclass=_OfObjects):
    """A model with charts of its own; no model has to have any."""

    def charts(self) -> Mapping[str, Chart | Curves | str]:
        """The charts by name; in place of one that cannot be drawn of this game, why not."""
        ...


class Cutoff(NamedTuple):
    """An amount at which something changes: its formula, what holds beyond it, its value in this game.

    `extent` is "every" or "some" where what the model is about comes about above it in every or in some equilibrium.
    """

    formula: str
    meaning: str
    value: Fraction
    extent: str = ""


class Cutoffs(NamedTuple):
    """What the model compares one of its parameters with.

    `here` is the parameter itself, by what a figure calls it: one amount, or one for each type. `caveats` are premises
    of the `statement` that this game lacks: what cutoffs with an extent say is claimed only where there are none.
    `judged` are the amounts whose signs decide whether the premises hold, each affine in every parameter.
    """

    lines: tuple[Cutoff, ...]
    here: tuple[tuple[str, Fraction], ...]
    statement: str
    caveats: tuple[str, ...]
    judged: tuple[Fraction, ...]


@runtime_checkable
class Cutting(Protocol, metaclass=_OfObjects):
    """A model that compares parameters with cutoffs; no model has to."""

    def cutoffs(self) -> Mapping[str, Cutoffs | str]:
        """The cutoffs by parameter; in place of those that cannot be stated for this game, why not."""
        ...
