"""Cutoffs as lines along a parameter: what a model compares one parameter with, while another moves.

The model says what its cutoffs are and on which premises they say what they say (`cutoffs()`, see `engine.model`). Here
they are read off it at each value, and the premises are judged exactly all along: between two values they can change
only where one of the amounts that decide them, all affine in the parameter, is zero.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby, pairwise
from typing import Any

from termination.analysis.axes import letter_of
from termination.analysis.trace import along, full_name, spaced
from termination.engine.model import Cutoff, Cutoffs, Cutting, Model, parametric
from termination.engine.sentences import listed
from termination.errors import InputError, UnknownNameError, expect


@dataclass(frozen=True)
class CutoffLine:
    """One cutoff: its formula, what holds beyond it, and its exact value at each value of the parameter.

    `extent` is that of `engine.model.Cutoff`.
    """

    formula: str
    meaning: str
    extent: str
    values: tuple[Fraction, ...]


@dataclass(frozen=True)
class CutoffLines:
    """The cutoffs of the parameter `of` against `parameter`; `current` is where the model itself stands.

    `current` holds (what a figure calls it, the value of `parameter`, the value of `of`). `caveats` lists the premises
    of the `statement` that fail between the least and the greatest value, each with the exact range in which it does,
    if that is not all of it. What a line's `meaning` says is claimed where none fails. `letters` are what `parameter`
    and `of` are in formulas.
    """

    of: str
    parameter: str
    at: tuple[Fraction, ...]
    lines: tuple[CutoffLine, ...]
    current: tuple[tuple[str, Fraction, Fraction], ...]
    statement: str
    caveats: tuple[str, ...]
    letters: tuple[str, str] = ("", "")


def cutoffs_along(
    model: Model,
    parameter: str,
    start: Any,
    stop: Any,
    count: int = 41,
    *,
    of: str = "",
    also: Iterable[Any] = (),
) -> CutoffLines:
    """The cutoffs for the parameter `of` along `parameter`.

    Parameters
    ----------
    model : one that has cutoffs, such as `OpeningGame`
    parameter, start, stop, count, also : as for `termination.analysis.trace.trace`
    of : the parameter that is compared with cutoffs; if not given, the first that the model has them for

    Returns
    -------
    CutoffLines : exact values, at `count` evenly spaced places and those in `also`

    Raises `UnknownNameError` for a parameter that has none, `InputError` for a model without, for `of` moved against
    itself, and where the model says that these cannot be stated for this game.

    >>> from termination.models.opening.game import OpeningGame
    >>> war = OpeningGame(prior={"high": "3/10", "low": "7/10"}, resilience={"high": 0.8, "low": 0.2},
    ...                   war_value={"high": 0.5, "low": 0.1}, talks_value={"high": 0.55, "low": 0.4},
    ...                   escalation_harm=1, talks_exposure=0.8, escalation_gain=1, escalation_cost=0.4)
    >>> found = cutoffs_along(war, "prior", "1/10", "9/10", 3)
    >>> [(line.formula, [str(value) for value in line.values]) for line in found.lines][1]
    ('g(1 − R(p)) − m', ['37/50', '1/2', '13/50'])
    """
    own = _cutoffs(model)
    for where, name in (("parameter", parameter), ("of", of)):
        expect(where, name, str, "the name of a parameter")
    of = of or next(iter(own))
    if of not in own:
        raise UnknownNameError("parameter with cutoffs", of, list(own))
    if parameter.partition(".")[0] == of:
        raise InputError(f"parameter: {of} cannot be both the parameter and what cutoffs are drawn of")
    here = _stated(own[of])
    values = spaced(start, stop, count, also)
    move = along(model, parameter)

    def at(value: Fraction) -> Cutoffs:
        return _stated(_cutoffs(move(value))[of])

    found = [(value, {line.formula: line for line in at(value).lines}) for value in values]
    lines = tuple(
        CutoffLine(one.formula, one.meaning, one.extent, tuple(_value(one, parameter, *place) for place in found))
        for one in here.lines
    )
    name = full_name(model, parameter)
    current = tuple((label, _own(model, name), value) for label, value in here.here)
    letters = letter_of(model, name), letter_of(model, of)
    return CutoffLines(of, name, values, lines, current, here.statement, _caveats(at, values[0], values[-1]), letters)


def _cutoffs(model: object) -> dict[str, Cutoffs | str]:
    if not isinstance(model, Cutting):
        raise InputError(f"model: {type(model).__name__} compares no parameter with cutoffs")
    return dict(model.cutoffs())


def _stated(cutoffs: Cutoffs | str) -> Cutoffs:
    if isinstance(cutoffs, str):
        raise InputError(f"of: {cutoffs}")
    return cutoffs


def _value(one: Cutoff, parameter: str, value: Fraction, lines: dict[str, Cutoff]) -> Fraction:
    if one.formula not in lines:
        raise InputError(
            f"parameter: at {parameter} = {value} there is no cutoff {one.formula}, but {', '.join(lines)}; "
            "take a range in which the order of the types stays the same"
        )
    return lines[one.formula].value


def _own(model: Model, parameter: str) -> Fraction:
    """The value of a parameter of the model."""
    name, _, label = parameter.partition(".")
    value = parametric(model).parameters()[name]
    own: Fraction = value[label] if label else value
    return own


def _caveats(at: Callable[[Fraction], Cutoffs], low: Fraction, high: Fraction) -> tuple[str, ...]:
    """What the cutoffs presuppose and the game lacks between two values, with exactly where."""
    marks = _marks(at, low, high)
    places = [marks[0]]
    for one, other in pairwise(marks):
        places += [(one + other) / 2, other]
    lacking = [at(place).caveats for place in places]
    names = dict.fromkeys(caveat for caveats in lacking for caveat in caveats)
    return tuple(name + _where(places, [name in caveats for caveats in lacking]) for name in names)


def _marks(at: Callable[[Fraction], Cutoffs], low: Fraction, high: Fraction) -> list[Fraction]:
    """The two values, and all between them at which a premise may begin or cease to hold."""
    marks = {low, high}
    for start, stop in zip(*(at(value).judged for value in (low, high)), strict=True):
        if start * stop < 0:
            marks.add(low + (high - low) * start / (start - stop))
    return sorted(marks)


def _where(places: Sequence[Fraction], holds: Sequence[bool]) -> str:
    """Where something holds that is known at marks (even places) and midway between them; "" if everywhere.

    >>> _where([Fraction(n) for n in range(5)], [False, False, True, True, True])
    ', from 2 on'
    >>> _where([Fraction(n) for n in range(5)], [True, False, False, True, False])
    ', at 0 and between 2 and 4'
    """
    runs = [[i for i, _ in run] for held, run in groupby(enumerate(holds), key=lambda one: one[1]) if held]
    if len(runs) == 1 and len(runs[0]) == len(places):
        return ""
    return f", {listed([_range(places, run[0], run[-1]) for run in runs])}"


def _range(places: Sequence[Fraction], first: int, last: int) -> str:
    """The range from one place to another; a midpoint stands for all that lies between its neighbours, without them."""
    if first == last and first % 2 == 0:
        return f"at {places[first]}"
    start, stop = places[first - first % 2], places[last + last % 2]
    if last == len(places) - 1:
        return f"beyond {start}" if first % 2 else f"from {start} on"
    if first == 0:
        return f"below {stop}" if last % 2 else f"up to {stop}"
    if first % 2 and last % 2:
        return f"between {start} and {stop}"
    return f"{'beyond' if first % 2 else 'from'} {start} and {'below' if last % 2 else 'up to'} {stop}"
