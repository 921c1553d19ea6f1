"""A model made from a table of parameters: input, changes, printing and documentation come from the table.

A subclass says what its numbers mean: `PARAMETERS`, the labels, and either two payoff functions, written once in + - *
for numbers and symbols alike, or a game of its own. What remains for it are names for its equilibria and its events.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import FrozenInstanceError
from fractions import Fraction
from functools import cached_property
from inspect import Parameter as Argument
from inspect import Signature
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, ClassVar, Self

from termination.engine.game import Event, Labels, SignalingGame
from termination.engine.parameter import Parameter
from termination.errors import Faults
from termination.models.parameters import (
    ByType,
    by_parameter,
    check_names,
    docstring,
    merged,
    read,
    signature,
    title_from,
)

if TYPE_CHECKING:
    from termination.engine.families import Family
    from termination.engine.symbolic.games import Parametrised


class TableModel:
    """A model whose parameters are those of a table. Frozen; takes keywords only; reports every fault of its input.

    A subclass sets `PARAMETERS`, `types`, `messages` and `responses`, defines `sender_payoff` and `receiver_payoff`,
    and, if it has words of its own, `describe` and `events`. The parameter "prior" has a value for each type. Its
    signature and the last section of its docstring are made from the table. One with keywords beside the parameters
    names them in `SETTINGS` and overrides `_read`.
    """

    PARAMETERS: ClassVar[tuple[Parameter, ...]] = ()
    #: Parameters that only some of its games have; `_table` says which.
    OPTIONAL: ClassVar[tuple[Parameter, ...]] = ()
    #: Keywords beside the parameters and the title, all of them for labels.
    SETTINGS: ClassVar[Labels] = ()
    __signature__: ClassVar[Signature]

    types: Labels
    messages: Labels
    responses: Labels
    title: str

    def __init_subclass__(cls) -> None:
        if "PARAMETERS" in cls.__dict__:
            labels = (Argument(name, Argument.KEYWORD_ONLY, default=None, annotation="labels") for name in cls.SETTINGS)
            title = Argument("title", Argument.KEYWORD_ONLY, default="", annotation="text")
            table = (*cls.PARAMETERS, *cls.OPTIONAL)
            cls.__signature__ = signature(table, *labels, title)
            cls.__doc__ = docstring(table, cls.__doc__)

    def __init__(self, *unnamed: Any, title: str = "", **given: Any) -> None:
        faults = Faults()
        if unnamed:
            first = self.PARAMETERS[0].name
            faults.add("", f"{type(self).__name__} takes each parameter by its name, as in {first}=...")
        title = title_from(title, faults)
        settings = {name: given.pop(name, None) for name in self.SETTINGS}
        given = by_parameter(given, faults)
        table = self._table(given)
        check_names(table, given, faults)
        values = self._read(given, settings, faults)
        faults.raise_if_any()
        self.__dict__.update({**values, "title": title, "_made": (*values, "title")})

    def _table(self, given: Mapping[str, Any]) -> tuple[Parameter, ...]:
        """The table that these parameters are read by."""
        return self.PARAMETERS

    def _read(self, given: Mapping[str, Any], settings: Mapping[str, Any], faults: Faults) -> dict[str, Any]:
        """The attributes of the model, checked: the value of every parameter, and what the settings say."""
        return dict(read(self.PARAMETERS, given, self.types, faults))

    def __setattr__(self, name: str, value: object) -> None:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> None:
        raise FrozenInstanceError(f"cannot delete field {name!r}")

    @property
    def _values(self) -> tuple[Any, ...]:
        return tuple(self.__dict__[name] for name in self.__dict__["_made"])

    def __eq__(self, other: object) -> bool:
        return self._values == other._values if isinstance(other, TableModel) and type(other) is type(self) else False

    def __hash__(self) -> int:
        return hash((type(self), self._values))

    def __repr__(self) -> str:
        shown = []
        for parameter in self.PARAMETERS:
            value = getattr(self, parameter.name)
            if parameter.required or value != parameter.default:
                shown.append(f"{parameter.name}={value if isinstance(value, ByType) else str(value)!r}")
        shown += [f"{name}={list(value)}" for name, value in self.parameters().items() if name in self.SETTINGS]
        shown += [f"title={self.title!r}"] if self.title else []
        return f"{type(self).__name__}({', '.join(shown)})"

    @property
    def labels(self) -> Mapping[str, Labels]:
        """What parameters may have a value each for: the types."""
        return {"types": self.types}

    @property
    def leading(self) -> str:
        """The type whose probability a bare prior is: the first."""
        return self.types[0]

    def parameters(self) -> dict[str, Any]:
        """The value of every parameter: a model made of these, with the same title, is the same model."""
        return {parameter.name: getattr(self, parameter.name) for parameter in self.PARAMETERS}

    def with_(self, **changes: Any) -> Self:
        """The same model with some parameters changed. A mapping may name some labels only; the others keep theirs.

        None takes away a parameter that may be absent.
        """
        current = self._arguments()
        return type(self)(**{**current, **merged(current, changes)})

    def _arguments(self) -> dict[str, Any]:
        """What the constructor must be given to make the same model."""
        return {**self.parameters(), "title": self.title}

    def values(self, type_: str) -> SimpleNamespace:
        """The parameters of one type, as the payoff functions take them."""
        return at_type(self.parameters(), type_)

    def sender_payoff(self, v: Any, type_: str, message: str, response: str) -> Any:
        """The sender's payoff if she is of this type, whose parameters are the attributes of `v`. Uses only + - * /."""
        raise NotImplementedError(f"{type(self).__name__} has no payoff functions; define them, or game()")

    def receiver_payoff(self, v: Any, type_: str, message: str, response: str) -> Any:
        """The receiver's payoff against this type, likewise."""
        raise NotImplementedError(f"{type(self).__name__} has no payoff functions; define them, or game()")

    def game(self) -> SignalingGame:
        """The signaling game."""
        return self._game

    @cached_property
    def _game(self) -> SignalingGame:
        prior: Mapping[str, Fraction] = self.parameters()["prior"]
        sender, receiver = self.payoff_tables(self.parameters())
        return SignalingGame(self.types, prior, self.messages, self.responses, sender, receiver, self.title)

    def payoff_tables(self, parameters: Mapping[str, Any]) -> tuple[list[Any], list[Any]]:
        """Both players' payoffs nested [type][message][response], at numbers or at symbols."""
        sender, receiver = (
            [
                [[payoff(v, t, m, r) for r in self.responses] for m in self.messages]
                for t in self.types
                for v in [at_type(parameters, t)]
            ]
            for payoff in (self.sender_payoff, self.receiver_payoff)
        )
        return sender, receiver

    def describe(self, family: Family) -> str:
        """As for any signaling game, unless the subclass has words of its own."""
        return self.game().describe(family)

    def events(self) -> Mapping[str, Event]:
        """As for any signaling game, unless the subclass has events of its own."""
        return self.game().events()

    def symbolic(self) -> Parametrised:
        """The game in the symbols of its parameters."""
        from termination.models.dictionary import in_symbols

        return in_symbols(self, self.payoff_tables)


def at_type(parameters: Mapping[str, Any], type_: str) -> SimpleNamespace:
    """Parameters as one type has them: attributes, by their names."""
    return SimpleNamespace(
        **{name: x[type_] if isinstance(x, Mapping) and type_ in x else x for name, x in parameters.items()}
    )
