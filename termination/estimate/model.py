"""What estimation asks of a game, and all it knows of one.

A game's numbers are its *indices*: each is linear in covariates, u_j = x_j'b_j, or fixed. An equilibrium is a root of
one equation z = G(z; u). Given z and u the game says how likely each outcome is. The rest here is data about the game:
which outcomes there are, which choices lead to them, what has to hold for its indices to be told apart.

A game is a class in a folder of its own, which nothing outside names. It is given formulas and makes `Maps` and jets.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from decimal import Decimal
from numbers import Integral, Real
from os import PathLike
from typing import Any, ClassVar, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from termination.errors import Fault, Faults, InputError, expect, expect_count
from termination.estimate.formula import Term, parse, written
from termination.estimate.jets import Array, Jet
from termination.estimate.roots import Balls, Maps

#: What a user may write for an index: a formula, a list of its terms, or a number at which it is fixed.
Written = str | Sequence[str] | float


@dataclass(frozen=True, slots=True)
class Index:
    """One of a game's numbers: what it is called, what it means, and what it is when nothing is written for it.

    `default` None means that something must be written; a number, that it is fixed there.
    """

    name: str
    meaning: str
    default: Written | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice that a play may come to: the outcomes in which it is made, among those in which there is one.

    `indices` are those that move it directly: where they separate it perfectly, there is no estimate.
    """

    name: str
    yes: tuple[str, ...]
    among: tuple[str, ...]
    indices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Remark:
    """What should be known of a specification before it is believed: on what, and what would be right."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


@dataclass(frozen=True, repr=False)
class Specified:
    """A game with a formula for each of its indices: the part that all games share.

    `terms` has the terms of each index, `fixed` the number that is added to them.
    """

    terms: Mapping[str, tuple[Term, ...]]
    fixed: Mapping[str, float]
    outcome: str | None = None

    INDICES: ClassVar[tuple[Index, ...]] = ()

    @classmethod
    def read(
        cls, given: Mapping[str, Written | None], outcome: str | None
    ) -> tuple[dict[str, tuple[Term, ...]], dict[str, float]]:
        """What a user wrote for each index, as terms and fixed numbers; all faults at once."""
        terms: dict[str, tuple[Term, ...]] = {}
        fixed: dict[str, float] = {}
        faults = Faults()
        for index in cls.INDICES:
            text = index.default if given.get(index.name) is None else given[index.name]
            terms[index.name], fixed[index.name] = (), 0.0
            with faults.at(index.name):
                if text is None:
                    faults.add(index.name, f"is required ({index.meaning}): a formula, a list of columns, or a number")
                elif isinstance(text, (Real, Decimal)) and not isinstance(text, bool):
                    fixed[index.name] = as_float(text)
                    if not np.isfinite(fixed[index.name]):
                        faults.add(index.name, f"is fixed at {fixed[index.name]}; give a finite number")
                else:
                    terms[index.name] = parse(text)
        if outcome is not None and not isinstance(outcome, str):
            faults.add("outcome", "names the column that holds the outcome of each play")
        faults.raise_if_any()
        return terms, fixed

    def __repr__(self) -> str:
        shown = [f"{name}={(written(terms) if terms else self.fixed[name])!r}" for name, terms in self.terms.items()]
        shown += [f"outcome={self.outcome!r}"] if self.outcome else []
        return f"{type(self).__name__}({', '.join(shown)})"

    @property
    def coefficients(self) -> tuple[str, ...]:
        """The names of what is estimated, "index: term", in order."""
        return tuple(f"{index}: {term}" for index, terms in self.terms.items() for term in terms)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of data that the formulas name, in order, each once."""
        named = [factor.column for terms in self.terms.values() for term in terms for factor in term.factors]
        return tuple(dict.fromkeys(named))


@runtime_checkable
class Game(Protocol):
    """A game that can be fitted. All arrays have one row an observation; u has one column an index."""

    @property
    def terms(self) -> Mapping[str, tuple[Term, ...]]: ...
    @property
    def fixed(self) -> Mapping[str, float]: ...
    @property
    def outcome(self) -> str | None: ...
    @property
    def coefficients(self) -> tuple[str, ...]: ...
    @property
    def columns(self) -> tuple[str, ...]: ...

    INDICES: ClassVar[tuple[Index, ...]]
    #: What can happen, each play being one of them.
    OUTCOMES: ClassVar[tuple[str, ...]]
    #: What may be known instead where the outcome is not known in full: a name for several outcomes.
    PARTIAL: ClassVar[Mapping[str, tuple[str, ...]]]
    CHOICES: ClassVar[tuple[Choice, ...]]
    #: The choices about which players must hold beliefs, what a first stage estimates. The first has the chance Phi(z).
    BELIEFS: ClassVar[tuple[str, ...]]

    def maps(self, u: Array) -> Maps:
        """The equilibrium maps, with bounds."""
        ...

    def balls(self, u: Sequence[float]) -> Balls:
        """The equilibrium map of one observation in ball arithmetic; imports python-flint."""
        ...

    def equation(self, z: Jet, u: list[Jet]) -> Jet:
        """G(z; u), differentiable."""
        ...

    def log_outcomes(self, z: Jet, u: list[Jet]) -> list[Jet]:
        """The logarithm of the probability of each of `OUTCOMES` in the equilibrium z."""
        ...

    def play(self, z: Jet, u: list[Jet]) -> tuple[list[Jet], Jet]:
        """`log_outcomes` and `equation` at once, which share most of their work."""
        ...

    def respond(self, beliefs: list[Jet], u: list[Jet]) -> tuple[list[Jet], list[Jet]]:
        """Best replies to beliefs, which need be no equilibrium: log outcomes, and the choices believed in."""
        ...

    def beliefs(self, z: Array, u: Array) -> list[Array]:
        """The probabilities of `BELIEFS` in the equilibrium z."""
        ...

    def edges(self, u: Array) -> NDArray[np.bool_]:
        """Whether there is an equilibrium besides the roots, in which a choice has probability zero."""
        ...

    def remarks(self) -> list[Remark]:
        """What of the specification leaves indices hard to tell apart."""
        ...


_NUMBERS = (list, tuple, np.ndarray)
#: What belongs in the arguments that functions of this room share.
_BELONGS: Mapping[str, tuple[Any, str]] = {
    "game": (Game, "a CrisisGame or an OpeningProbit"),
    "method": (str, "the name of a method"),
    "selection": (str | None, "the name of a rule"),
    "bounds": (int | float | None, "a number"),
    "beliefs": (list | tuple | None, "a list of columns"),
    "start": ((*_NUMBERS, Mapping, type(None)), "a list of numbers, or numbers by name"),
    "theta": ((*_NUMBERS, Mapping), "a list of numbers, or numbers by name"),
    "search": (str | None, "the name of a search"),
    "cluster": (str | None, "the name of a column"),
    "samples": (int, "a whole number"),
    "store": (str | PathLike | None, "a path of a CSV file"),
    "executor": (Executor | None, "an executor of concurrent.futures"),
    "progress": (Callable | None, "a function of (stage, done, total)"),
    "base": (Mapping, "a mapping from covariates to numbers"),
    "column": (str, "the name of a covariate"),
    "low": (Real, "a number"),
    "high": (Real, "a number"),
    "points": (Integral, "a whole number"),
    "groups": (Integral, "a whole number"),
    "level": (Real, "a probability such as 0.95"),
    "kind": (str, "the name of a kind of standard errors"),
}


#: Arguments that are whole numbers, from 0 on.
_COUNTS = ("multistart", "plays", "rounds", "seed")


def expect_each(**given: Any) -> None:
    """Let arguments pass that are of the kind that belongs there; `InputError` says what does."""
    for name, value in given.items():
        if name in _COUNTS:
            expect_count(name, value)
        else:
            expect(name, value, *_BELONGS[name])


def coefficients(where: str, game: Game, given: Sequence[float] | Mapping[str, float]) -> Array:
    """A number for each of a game's coefficients, given in their order or by name; `InputError` with all faults."""
    faults, names = Faults(), game.coefficients
    if isinstance(given, Mapping):
        known = f"there are: {', '.join(names)}"
        for name in given:
            if name not in names:
                faults.add(where, f"no coefficient {name!r}; {known}")
        for name in names:
            if name not in given:
                faults.add(f'{where}."{name}"', "is missing; give a number")
        faults.raise_if_any()
        given = [given[name] for name in names]
    found = numbers(where, given)
    if found.shape != (len(names),):
        has = f"{found.size} numbers" if found.ndim == 1 else f"{found.ndim} dimensions"
        faults.add(where, f"has {has}; there are {len(names)} coefficients: {', '.join(names)}")
    else:
        for name, number in zip(names, found, strict=True):
            if not np.isfinite(number):
                faults.add(f'{where}."{name}"', f"is {number}, must be finite")
    faults.raise_if_any()
    return found


def as_float(given: Any) -> float:
    """A real number of any kind as a float, infinite where it is too large for one."""
    try:
        return float(given)
    except OverflowError:
        return np.inf if given > 0 else -np.inf


def numbers(where: str, given: Sequence[Any] | Array) -> Array:
    """An array of what may be no numbers: then `InputError`."""
    try:
        return np.asarray(given, dtype=float)
    except (TypeError, ValueError) as error:
        raise InputError([Fault(where, "expected numbers alone")]) from error
    except OverflowError as error:
        raise InputError([Fault(where, "has a number that is too large for a float")]) from error
