"""A game of one's own in formulas that is not plain: its numbers are worked out, and then the game that they make.

Where all types have all messages, the receiver has no types and there is no noise, a game in formulas has closed forms
and is a `ParametricGame`. Any other is this: at every value of its parameters a game that is solved as it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from termination.engine.arithmetic import exact
from termination.engine.game import Event, Labels, SignalingGame
from termination.engine.grammar import Formula
from termination.engine.labelled import Labelled
from termination.engine.parameter import Parameter
from termination.engine.vocabulary import Vocabulary
from termination.errors import Fault, Faults, InputError, nearest

if TYPE_CHECKING:
    from termination.engine.families import Family


@dataclass(frozen=True, repr=False)
class FormulaGame:
    """A signaling game whose prior, payoffs and chances are formulas in named parameters, and values for these.

    `moves` has labels as `SignalingGame` takes them: types, messages, responses, receiver_types. `formulas` has what
    else it takes, by the same names: the numbers, nested by label. `definitions` are names for formulas, each after
    those that it uses.
    """

    moves: Mapping[str, Any]
    formulas: Mapping[str, Any]
    definitions: Mapping[str, Formula]
    values: Mapping[str, Fraction]
    PARAMETERS: tuple[Parameter, ...]
    title: str = ""
    words: Vocabulary = field(default_factory=Vocabulary)

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", Labelled("parameter", dict(self.values)))
        faults = Faults()
        for record in self.PARAMETERS:
            if not all(record.domain.conditions(self.values[record.name])):
                faults.add(f"values.{record.name}", f"is {self.values[record.name]!s:.40}, must be {record.domain}")
        faults.raise_if_any()
        self.game()

    def __hash__(self) -> int:
        return hash((self.title, tuple(self.values.items())))

    @property
    def labels(self) -> Mapping[str, Labels]:
        """The types; no parameter has a value for each of them."""
        return {"types": self.game().types}

    @property
    def leading(self) -> str:
        """The first type listed."""
        return self.game().types[0]

    def parameters(self) -> dict[str, Any]:
        """The value of every parameter, by name."""
        return dict(self.values)

    def with_(self, **values: Any) -> FormulaGame:
        """The same game at other values of some parameters, by name: numbers, or text such as "1/3".

        Raises `InputError` for a name that is no parameter's, for a value outside its domain, and where the formulas
        make no game: a probability is negative, or something is divided by zero.
        """
        faults, found = Faults(), dict(self.values)
        for name, value in values.items():
            if name not in found:
                advice = nearest(name, found) or "there are: " + ", ".join(found)
                faults.add(f"values.{name}", f"no such parameter; {advice}")
            with faults.at(""):
                found[name] = exact(value, f"values.{name}")
        faults.raise_if_any()
        return replace(self, values=found)

    def game(self) -> SignalingGame:
        """The game at these values."""
        return self._game

    @cached_property
    def _game(self) -> SignalingGame:
        names, faults = dict(self.values), Faults()

        def worth(formula: Formula, where: str) -> Fraction:
            try:
                return Fraction(formula.value(names))
            except ZeroDivisionError:
                faults.add(where, f"{formula.text!r:.60} divides by zero at these values")
                return Fraction(0)

        for name, formula in self.definitions.items():
            names[name] = worth(formula, f"definitions.{name}")
        numbers = {name: _each(given, name, worth) for name, given in self.formulas.items()}
        faults.raise_if_any()
        return SignalingGame(**self.moves, **numbers, title=self.title)

    def describe(self, family: Family) -> str:
        """As for any signaling game: from who sends what."""
        return self.game().describe(family)

    def events(self) -> Mapping[str, Event]:
        """Each message and each response."""
        return self.game().events()

    def vocabulary(self) -> Vocabulary:
        """The words that it was given."""
        return self.words

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={value}" for name, value in self.values.items())
        return f"FormulaGame({self.title!r}, types={list(self.game().types)}, {shown})"


def _each(given: Any, where: str, worth: Callable[[Formula, str], Any]) -> Any:
    """What the formulas are worth, nested as they are."""
    if isinstance(given, Formula):
        return worth(given, where)
    return {label: _each(one, f"{where}.{label}", worth) for label, one in given.items()}


def constant_or(formula: Formula) -> Formula:
    """The formula, or where it has no names the number that it is worth, so that equal numbers are equal."""
    if formula.names:
        return formula
    number = Fraction(formula.value({}))
    return Formula(str(number), (number,))


def texts(given: Any) -> Any:
    """The formulas as a file has them, nested as they are; a number as one."""

    def text(formula: Formula, _: str) -> Any:
        return formula.text if formula.names else Fraction(formula.value({}))

    return _each(given, "", text)


def in_file(error: InputError) -> InputError:
    """The error, with the places at which a file has what a game calls so."""
    own = {"values": "parameters"} | {name: f"game.{name}" for name in (
        "types", "prior", "messages", "responses", "receiver_types", "receiver_prior", "noise")}  # fmt: skip

    def place(where: str) -> str:
        first, dot, rest = where.partition(".")
        return own.get(first, first) + dot + rest

    return InputError([Fault(place(fault.where), fault.what) for fault in error.faults])
