"""Games that a function makes of numbers, as something whose parameters can be moved: the function's arguments.

So any game can be swept over, whatever it is made of: evidence, receiver types, noise, moves after the reply.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from inspect import Parameter as Argument
from inspect import signature
from typing import Any

from termination.engine.game import Event, Labels, SignalingGame
from termination.engine.model import Measures, Model, measures_of
from termination.engine.parameter import REAL, Parameter
from termination.errors import Fault, Faults, InputError, class_of


@dataclass(frozen=True)
class Made:
    """A function with some of its arguments, as the model that it makes of these."""

    make: Callable[..., Any]
    names: Labels
    arguments: Mapping[str, Fraction] = field(default_factory=dict)

    @property
    def PARAMETERS(self) -> tuple[Parameter, ...]:
        """The arguments that move; the function itself says which values it takes."""
        return tuple(Parameter(name, name, "an argument of the function", REAL) for name in self.names)

    @property
    def labels(self) -> Mapping[str, Labels]:
        """None: an argument is one number."""
        return {}

    @property
    def leading(self) -> str:
        """None: no argument is a prior by type."""
        return ""

    def parameters(self) -> dict[str, Any]:
        """The arguments."""
        return dict(self.arguments)

    def at(self, arguments: Mapping[str, Fraction]) -> Made:
        """The function with these arguments instead."""
        return replace(self, arguments=arguments)

    def with_(self, **changes: Any) -> Any:
        """What the function makes where some arguments are others. Raises `InputError` where that is no game."""
        given = {**self.arguments, **changes}
        try:
            found = self.make(**given)
            if not isinstance(found, Model):
                raise InputError(f"the function gave {class_of(found)}; it must give a game or a model")
        except InputError as error:
            at = "at " + ", ".join(f"{name} = {value}" for name, value in given.items())
            raise InputError(
                [Fault(f"{at}: {one.where}" if one.where else at, one.what) for one in error.faults]
            ) from None
        return found

    def game(self) -> SignalingGame:
        """That of what it makes."""
        return self.with_().game()  # type: ignore[no-any-return]

    def describe(self, family: Any) -> str:
        """As what it makes does."""
        return self.with_().describe(family)  # type: ignore[no-any-return]

    def events(self) -> Mapping[str, Event]:
        """Those of what it makes."""
        return self.with_().events()  # type: ignore[no-any-return]

    def measures(self) -> Measures:
        """Those of what it makes."""
        return measures_of(self.with_())


def made_by(make: Callable[..., Any], moving: Iterable[str]) -> Made:
    """The function, as a model of which these arguments move. Raises `InputError` where it needs others, takes some by
    position only, or does not say which it takes.

    >>> made_by(lambda cost, prize=3: ..., ["cost"]).names
    ('cost', 'prize')
    """
    try:
        arguments = signature(make).parameters.values()
    except ValueError:  # as of many that are not written in Python
        raise InputError(f"model: {make!r:.60} does not say which arguments it takes; call it in a function") from None
    by_name = (Argument.POSITIONAL_OR_KEYWORD, Argument.KEYWORD_ONLY)
    known = [one.name for one in arguments if one.kind in by_name]
    faults, moving = Faults(), list(moving)
    for one in arguments:
        if one.kind is Argument.POSITIONAL_ONLY:
            faults.add("model", f"the function takes {one.name} by position only; let it take every argument by name")
        elif one.kind in by_name and one.default is one.empty and one.name not in moving:
            faults.add("model", f"the function needs {one.name}: give it an axis, or a default in the function")
    faults.raise_if_any()
    any_name = any(one.kind is Argument.VAR_KEYWORD for one in arguments)
    return Made(make, tuple(dict.fromkeys([*known, *(moving if any_name else ())])))
