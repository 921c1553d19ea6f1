"""Axes of a sweep: which parameter moves, over which values, read exactly and checked as a whole before any work.

An axis is a tuple (start, stop, count) with both ends included, or a list or array of explicit values; nothing else.
Its points are Fractions, made when asked for: ten million of them are never held at once. What arithmetic in floats
needs are the same points rounded once, correctly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import product
from math import lcm, prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from termination.analysis.made import Made, made_by
from termination.engine.arithmetic import exact
from termination.engine.game import Labels, number
from termination.engine.model import Model, Parametric, parametric
from termination.engine.parameter import REAL, Domain, Parameter
from termination.errors import Faults, UnknownNameError, nearest
from termination.models.parameters import by_parameter

Floats = NDArray[np.float64]

_FORMS = "an axis is a tuple (start, stop, count), ends included, or a list or array of explicit values"
_EXACT_FLOATS = 2**53


@dataclass(frozen=True, eq=False)
class Points:
    """The values of one axis: `len`, `points[i]` a Fraction, `floats` all of them rounded."""

    listed: Any = ()  # a tuple of Fractions, or an array of floats
    start: Fraction = Fraction(0)
    step: Fraction = Fraction(0)
    count: int = 0

    def __len__(self) -> int:
        return self.count or len(self.listed)

    def __getitem__(self, i: int) -> Fraction:
        return self.start + i * self.step if self.count else exact(self.listed[i])

    def __iter__(self) -> Iterator[Fraction]:
        return (self[i] for i in range(len(self)))

    @cached_property
    def floats(self) -> Floats:
        """Each point as the float nearest to it."""
        if not self.count:
            return np.array([float(exact(x)) for x in self.listed]) if isinstance(self.listed, tuple) else self.listed
        below = lcm(self.start.denominator, self.step.denominator)
        first, rise = int(self.start * below), int(self.step * below)
        if below < _EXACT_FLOATS and max(abs(first), abs(first + rise * (self.count - 1))) < _EXACT_FLOATS:
            return (first + rise * np.arange(self.count, dtype=np.int64)) / float(below)  # one rounding each
        return np.array([float(x) for x in self])

    @cached_property
    def span(self) -> tuple[Fraction, Fraction]:
        """The least and the greatest point."""
        if self.count:
            return self[0], self[self.count - 1]
        if isinstance(self.listed, tuple):
            return min(self.listed), max(self.listed)
        return exact(float(self.listed.min())), exact(float(self.listed.max()))

    def holds(self, value: Fraction) -> bool:
        """Whether some point is exactly this value."""
        if self.count:
            place = (value - self.start) / self.step if self.step else Fraction(0 if value == self.start else -1)
            return place.denominator == 1 and 0 <= place < self.count
        if isinstance(self.listed, tuple):
            return value in self.listed
        near = np.flatnonzero(self.listed == float(value))
        return any(self[int(i)] == value for i in near[:1])


def points(given: Any, where: str, domain: Domain = REAL) -> Points:
    """The points of an axis, each in the domain; `InputError` with all that is wrong.

    >>> [str(x) for x in points((0.1, 0.3, 3), "k")]
    ['1/10', '1/5', '3/10']
    >>> points((0.3, 0.1, 3), "k")
    Traceback (most recent call last):
    ...
    termination.errors.InputError: k: runs from 3/10 down to 1/10; write the smaller end first, 1/10, then 3/10
    """
    faults = Faults()
    if isinstance(given, tuple):
        found = _spaced(given, where, faults)
    elif isinstance(given, list) or type(given).__module__.partition(".")[0] == "numpy":
        found = _explicit(given, where, faults)
    else:
        faults.add(where, f"{_FORMS}; found {type(given).__name__}")
        found = Points()
    faults.raise_if_any()
    low, high = found.span
    outside = [end for end in dict.fromkeys((low, high)) if not all(domain.conditions(end))]
    for end in outside:
        faults.add(where, f"reaches {end}, must be {domain}")
    faults.raise_if_any()
    return found


def _spaced(given: tuple[Any, ...], where: str, faults: Faults) -> Points:
    if len(given) != 3:
        faults.add(where, f"a tuple of {len(given)} values; {_FORMS}: write the values in a list")
        return Points()
    start, stop = number(given[0], f"{where}[0]", faults), number(given[1], f"{where}[1]", faults)
    count = given[2].item() if type(given[2]).__module__ == "numpy" else given[2]
    if isinstance(count, bool) or not isinstance(count, int) or count < 1:
        faults.add(f"{where}[2]", f"the count is {given[2]!r}, must be a whole number from 1; {_FORMS}")
    if faults:
        return Points()
    if start > stop:
        faults.add(where, f"runs from {start} down to {stop}; write the smaller end first, {stop}, then {start}")
    elif (count == 1) != (start == stop):
        faults.add(where, f"{count} point{'s' * (count > 1)} from {start} to {stop}, both included, cannot be")
    return Points(start=start, step=(stop - start) / max(count - 1, 1), count=count)


def _explicit(given: Any, where: str, faults: Faults) -> Points:
    if not isinstance(given, list) and given.ndim != 1:
        faults.add(where, f"an array of {given.ndim} dimensions; {_FORMS}")
    elif len(given) == 0:
        faults.add(where, "is empty; give at least one value")
    elif not isinstance(given, list) and given.dtype == np.float64:
        wrong = np.flatnonzero(~np.isfinite(given))
        for i in wrong[:5]:
            faults.add(f"{where}[{i}]", f"{given[i]} is not a finite number")
        return Points(_own(given))
    else:
        values = []
        for i, value in enumerate(given):
            with faults.at(""):
                values.append(exact(value, f"{where}[{i}]"))
        return Points(tuple(values))
    return Points()


def _own(values: Floats) -> Floats:
    copy = np.array(values)
    copy.flags.writeable = False
    return copy


@dataclass(frozen=True)
class Axis:
    """One axis: its dimension's name, the parameter, the type whose value it is (None: all, or a bare prior).

    Where a parameter has its values over other labels than types, `type` is such a label. `of_prior` says that what
    moves is a probability, one type's of either player, and so the others' too, who share what is left as they do in
    the model.
    """

    dim: str
    parameter: str
    type: str | None
    points: Points
    of_prior: bool = False


@dataclass(frozen=True)
class Axes(Sequence[Axis]):
    """The axes of one sweep over one model, in the order in which they were given."""

    model: Parametric
    axes: tuple[Axis, ...]
    strongest: str | None = None  # whose probability a bare prior is

    def __len__(self) -> int:
        return len(self.axes)

    def __getitem__(self, i: Any) -> Any:
        return self.axes[i]

    @property
    def shape(self) -> tuple[int, ...]:
        return tuple(len(axis.points) for axis in self.axes)

    @property
    def size(self) -> int:
        return prod(self.shape)

    def changes(self, index: int) -> dict[str, Any]:
        """What `with_` must be given for the point with this position in row-major order."""
        at = np.unravel_index(index, self.shape)
        return self.changes_to([axis.points[int(i)] for axis, i in zip(self.axes, at, strict=True)])

    def changes_to(self, values: Sequence[Fraction]) -> dict[str, Any]:
        """What `with_` must be given for these values of the axes."""
        changes: dict[str, Any] = {}
        shares: dict[str, dict[str, Fraction]] = {}
        for axis, value in zip(self.axes, values, strict=True):
            if axis.of_prior:
                shares.setdefault(axis.parameter, {})[str(self.whose(axis))] = value
            elif axis.type is None:
                changes[axis.parameter] = value
            else:
                changes.setdefault(axis.parameter, {})[axis.type] = value
        return changes | {name: with_shares(self.model, some, name) for name, some in shares.items()}

    def whose(self, axis: Axis) -> str | None:
        """The type whose value an axis moves; None for a parameter that all types share."""
        return self.strongest if axis.of_prior and axis.type is None else axis.type


def with_shares(model: Parametric, shares: Mapping[str, Fraction], name: str = "prior") -> dict[str, Fraction]:
    """The prior, or another distribution, with these types' probabilities; the others share what is left as they do in
    the model.

    >>> from termination.models.opening.game import OpeningGame
    >>> war = OpeningGame(prior=["1/2", "1/4", "1/4"], resilience=[0, "1/2", 1], war_value=[0, 0, 0],
    ...                   talks_value=[1, 1, 1], escalation_harm=1, talks_exposure=1, escalation_gain=1,
    ...                   escalation_cost="1/2")
    >>> [str(x) for x in with_shares(war, {"type 1": Fraction(1, 5)}).values()]
    ['1/5', '2/5', '2/5']
    """
    others = {t: x for t, x in model.parameters()[name].items() if t not in shares}
    left, whole = 1 - sum(shares.values()), sum(others.values())
    return {**shares, **{t: left * x / whole for t, x in others.items()}}


def labels_of(model: Parametric, parameter: Parameter) -> Labels:
    """The labels for which the parameter has a value each; none where it has one for all."""
    return model.labels[parameter.labels_in] if parameter.labels_in else ()


def letter_of(model: object, parameter: str) -> str:
    """The letter that a parameter has in the model's table, with the label where it is one label's; "" for none.

    >>> from termination.models.opening.game import OpeningGame
    >>> even = OpeningGame(prior=["1/2", "1/2"], resilience=[0, 1], war_value=[0, 0], talks_value=[1, 1],
    ...                    escalation_harm=1, talks_exposure=1, escalation_gain=1, escalation_cost="1/2")
    >>> letter_of(even, "talks_exposure"), letter_of(even, "war_value.high"), letter_of(even, "weather")
    ('lam', 'w_high', '')
    """
    name, _, label = parameter.partition(".")
    table = model.PARAMETERS if isinstance(model, Parametric) else ()
    letter = next((one.symbol for one in table if one.name == name != one.symbol), "").partition("[")[0]
    return f"{letter.partition('_')[0]}_{label}" if letter and label else letter


def read_axes(model: Model | Callable[..., Model], given: Mapping[str, Any]) -> Axes:
    """The axes of a sweep, read and checked; `InputError` with every fault of all of them.

    Of a function that makes games its arguments are the parameters.

    >>> from termination.models.opening.game import OpeningGame
    >>> war = OpeningGame(prior=["1/2", "1/2"], resilience=[0, 1], war_value=[0, 0], talks_value=[1, 1],
    ...                   escalation_harm=1, talks_exposure=1, escalation_gain=1, escalation_cost="1/2")
    >>> [(axis.dim, len(axis.points)) for axis in read_axes(war, {"prior": [0.2], "war_value": {"low": (0, 1, 5)}})]
    [('prior', 1), ('war_value_low', 5)]
    """
    if isinstance(model, type) or (callable(model) and not isinstance(model, Model)):
        model = made_by(model, given)
    else:
        model = parametric(model)
    table = {parameter.name: parameter for parameter in model.PARAMETERS}
    faults = Faults()
    given = by_parameter(given, faults)
    if not given:
        such = f", such as {next(iter(table))}" if table else "; this has none"
        faults.add("", f"no axis: name a parameter to move{such}; {_FORMS}")
    axes: list[Axis] = []
    for name, axis in given.items():
        if name not in table:
            advice = nearest(name, table) or f"there are {', '.join(table) or 'none'}"
            faults.add(name, f"no such parameter; {advice}")
        elif isinstance(axis, Mapping):
            _read_by_type(model, table[name], axis, axes, faults)
        elif table[name].labels_in and not (name == "prior" and len(labels_of(model, table[name])) == 2):
            faults.add(name, _bare(model, table[name]))
        else:
            _read_one(model, table[name], None, axis, axes, faults)
    _check_jointly(model, axes, faults)
    faults.raise_if_any()
    if isinstance(model, Made):
        model = model.at({axis.parameter: axis.points[0] for axis in axes})
    found = Axes(model, tuple(axes), _strongest(model, axes))
    _check_corners(found)
    return found


def is_distribution(parameter: Parameter) -> bool:
    """Whether its values by label are probabilities, so that where one moves the others do."""
    return bool(parameter.labels_in) and (parameter.name == "prior" or parameter.jointly == "sum 1")


def _along(parameter: Parameter) -> Domain:
    """The domain of an axis: that of the parameter, but one type's prior leaves something to the others."""
    shared = parameter.name == "prior" or is_distribution(parameter)
    return Domain(0, 1, True, True) if shared else parameter.domain


def domain_of(model: Parametric, name: str) -> Domain:
    """The values that an axis of this parameter may take; any, where there is no such parameter."""
    return next((_along(one) for one in model.PARAMETERS if one.name == name), REAL)


def _strongest(model: Parametric, axes: Sequence[Axis]) -> str | None:
    """The type whose probability a bare prior is, where the axes put what ranks the types."""
    if not any(axis.of_prior and axis.type is None for axis in axes):
        return None
    moved: dict[str, dict[Any, Fraction]] = {}
    for axis in axes:
        if axis.parameter in _strict(model):
            moved.setdefault(axis.parameter, {})[axis.type] = axis.points[0]
    return (model.with_(**moved) if moved else model).leading


def _strict(model: Parametric) -> list[str]:
    """The parameters whose values must differ between labels."""
    return [parameter.name for parameter in model.PARAMETERS if parameter.order == "strict"]


def _bare(model: Parametric, parameter: Parameter) -> str:
    label, name = labels_of(model, parameter)[0], parameter.name
    if is_distribution(parameter):
        return f"say whose, as in {name}.{label}; types that are not named share what is left as they do in the model"
    return f"has a value by {parameter.per}; say whose, as in {name}.{label}"


def _read_one(
    model: Parametric, parameter: Parameter, type_: str | None, given: Any, axes: list[Axis], faults: Faults
) -> None:
    domain = _along(parameter)
    where = parameter.name if type_ is None else f"{parameter.name}.{type_}"
    with faults.at(""):
        dim = parameter.name if type_ is None else f"{parameter.name}_{type_}"
        axes.append(Axis(dim, parameter.name, type_, points(given, where, domain), is_distribution(parameter)))


def _read_by_type(
    model: Parametric, parameter: Parameter, given: Mapping[Any, Any], axes: list[Axis], faults: Faults
) -> None:
    name = parameter.name
    if not parameter.labels_in:
        faults.add(name, "has one value for all types: give the axis by the name alone")
        return
    labels = labels_of(model, parameter)
    if not given:
        faults.add(name, f"an empty mapping; say whose, as in {name}.{labels[0]}")
    if is_distribution(parameter) and len(given) >= len(labels):
        most = "with two types give an axis for one" if len(labels) == 2 else "leave out a type, who takes what is left"
        faults.add(name, f"the types' probabilities sum to 1, so {most}")
        return
    if parameter.may_be_absent and model.parameters()[name] is None and set(given) < set(labels):
        left = ", ".join(repr(t) for t in labels if t not in given)
        faults.add(name, f"the model has none, so {left} would have no value: first give the model one for all")
    for label, axis in given.items():
        if label in labels:
            _read_one(model, parameter, label, axis, axes, faults)
        else:
            faults.add(name, str(UnknownNameError(parameter.per, label, labels)))


def _check_jointly(model: Parametric, axes: Sequence[Axis], faults: Faults) -> None:
    """Values that rank types differ everywhere, a bare prior is somebody's everywhere, and priors leave something."""
    for name in dict.fromkeys(axis.parameter for axis in axes if axis.of_prior):
        reached = sum(axis.points.span[1] for axis in axes if axis.parameter == name)
        if reached >= 1:
            faults.add(name, f"together these reach {reached}; with 1 or more nothing is left to the other types")
    for name in _strict(model):
        moving = {axis.type: axis.points for axis in axes if axis.parameter == name}
        if not moving:
            continue
        here = model.parameters()[name].items()
        everyone: dict[str, Points] = {t: moving.get(t) or Points((value,)) for t, value in here}
        labels = list(everyone)
        for i, one in enumerate(labels):
            for other in labels[:i]:
                if one in moving or other in moving:
                    _check_apart(name, (other, everyone[other]), (one, everyone[one]), faults)
        bare = any(axis.of_prior and axis.type is None for axis in axes)
        if bare and any(a.span[0] < b.span[1] and b.span[0] < a.span[1] for a, b in _pairs(list(everyone.values()))):
            what = f"either type may have the greater {name} along its axis; say whose prior it is"
            faults.add("prior", f"{what}: prior.{labels[0]}")


def _pairs(values: list[Points]) -> Iterator[tuple[Points, Points]]:
    return ((values[i], values[j]) for i in range(len(values)) for j in range(i))


def _check_apart(name: str, one: tuple[str, Points], other: tuple[str, Points], faults: Faults) -> None:
    few, many = sorted((one[1], other[1]), key=len)
    shared = next((value for value in few if many.holds(value)), None)
    if shared is not None:
        faults.add(name, f"{one[0]} and {other[0]} would have the same {name}, {shared}; types must differ in it")


def _check_corners(axes: Axes) -> None:
    """What only the model itself can check, it checks where every axis is at its least or greatest value."""
    if len(axes) > 6:
        return
    for corner in product(*(dict.fromkeys(axis.points.span) for axis in axes)):
        axes.model.with_(**axes.changes_to(corner))
