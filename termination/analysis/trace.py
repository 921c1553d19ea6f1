"""All equilibria of a model along a line: one parameter moves, and the exact engine solves the game at each value.

Nothing is interpolated here and nothing rounded: a trace is a list of exact answers. Equilibria that a model describes
alike at different values form a branch. Where branches begin or end between two values, the interval is halved a few
times and the simplest fractions in what is left are solved as well: thresholds of parameters that people write down are
simple fractions, so one of them usually is the threshold, with the equilibria that exist there and nowhere else.
Usually, not surely: `also` adds values that are known to matter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, pairwise
from typing import Any, NamedTuple

from termination.analysis.axes import is_distribution, labels_of, letter_of, with_shares
from termination.engine.arithmetic import exact
from termination.engine.enumerate import solve
from termination.engine.families import Family
from termination.engine.game import Labels, number
from termination.engine.labelled import Labelled
from termination.engine.model import Model, Parametric, focus_of
from termination.engine.refining.concepts import concept_named
from termination.engine.refining.refine import refine
from termination.engine.strategies import Quantity, Range
from termination.errors import Faults, InputError, UnknownNameError, class_of, expect

#: More values than this are a sweep's business.
MOST_VALUES = 2001
#: An interval in which branches begin or end is halved until it is this small a part of the whole range,
CLOSE = 4096
#: and then so many fractions in it are tried, the simplest first.
TRIALS = 8

Pattern = tuple[tuple[bool, ...], ...]
Kind = tuple[str, Pattern]
Subject = Model | Callable[[Fraction], Model]


@dataclass(frozen=True)
class Member:
    """One family of equilibria at one value: the branch it belongs to, and what it brings.

    `pattern` tells which messages and which replies to them are in use; a branch whose pattern changes goes on, but
    may jump there.
    """

    branch: str
    outcomes: dict[str, Quantity]
    payoffs: dict[str, Quantity]
    pattern: Pattern = ()

    @property
    def kind(self) -> Kind:
        """What neighbours must share to be joined by a line."""
        return self.branch, self.pattern

    def __getitem__(self, quantity: str) -> Quantity:
        expect("quantity", quantity, str, "the name of an outcome, or of a payoff as 'payoff of high'")
        if quantity in self.outcomes:
            return self.outcomes[quantity]
        if quantity.startswith(PAYOFF) and quantity.removeprefix(PAYOFF) in self.payoffs:
            return self.payoffs[quantity.removeprefix(PAYOFF)]
        raise UnknownNameError("quantity", quantity, [*self.outcomes, *(f"{PAYOFF}{who}" for who in self.payoffs)])


#: How a payoff is named among the quantities: "payoff of high".
PAYOFF = "payoff of "


@dataclass(frozen=True)
class TracePoint:
    """The answer at one value: every family, and those that survive the refinement (all, where there is none)."""

    value: Fraction
    members: tuple[Member, ...]
    selected: tuple[Member, ...]
    complete: bool

    @property
    def kinds(self) -> tuple[list[Kind], list[Kind]]:
        """What exists here and what is selected, as sorted lists of branches with their patterns."""
        return sorted(member.kind for member in self.members), sorted(member.kind for member in self.selected)


@dataclass(frozen=True)
class Trace:
    """The equilibria along one parameter, by rising values; `concept` is the refinement, "" for none.

    `focus` is the event that the model is about, as it says or the first that it names; `letter` what the parameter is
    in formulas, "" where it has none.
    """

    parameter: str
    concept: str
    types: Labels
    points: tuple[TracePoint, ...]
    focus: str = ""
    letter: str = ""

    @property
    def values(self) -> tuple[Fraction, ...]:
        return tuple(point.value for point in self.points)

    @property
    def branches(self) -> Labels:
        """The branches that are ever selected, in the order in which they are met."""
        return tuple(dict.fromkeys(member.branch for point in self.points for member in point.selected))


def trace(
    model: Subject,
    parameter: str,
    start: Any,
    stop: Any,
    count: int = 41,
    *,
    refinement: str | None = None,
    also: Iterable[Any] = (),
) -> Trace:
    """Every equilibrium at `count` evenly spaced values of a parameter from `start` to `stop`, both included.

    Where branches begin or end between two of them, further values close in on the place; see above.

    Parameters
    ----------
    model : a model with parameters, such as `OpeningGame`; or a function from the value to a model, for any game
    parameter : the parameter's name; "signal_cost.high" for one by type; "prior" with two types means the more
        resilient. With a function it only names the axis
    refinement : "intuitive", "D1", "D2" or "NWBR"
    also : further values to solve at, such as exact thresholds

    Raises `InputError` for parameters that cannot be moved and values that the model does not take.

    >>> from termination.models.opening.game import OpeningGame
    >>> war = OpeningGame(prior=["1/2", "1/2"], resilience=[0, 1], war_value=[0, 1], talks_value=[1, "5/4"],
    ...                   escalation_harm=1, base_harm=1, talks_exposure=1, escalation_gain=1, escalation_cost="1/2")
    >>> found = trace(war, "escalation_cost", "1/4", "5/4", 3, refinement="D1")
    >>> [str(value) for value in found.values if value.denominator <= 4]  # 1/2 and 1 were found to be thresholds
    ['1/4', '1/2', '3/4', '1', '5/4']
    >>> [str(member["talks"]) for member in found.points[-1].selected]
    ['1']
    """
    values = spaced(start, stop, count, also)
    concept = concept_named(refinement) if refinement is not None else ""
    at = along(model, parameter)

    def solved(value: Fraction) -> TracePoint:
        return _point(at(value), value, concept)

    points = [solved(value) for value in values]
    close = (values[-1] - values[0]) / CLOSE
    for left, right in pairwise(list(points)):
        points += _between(left, right, solved, close)
    points.sort(key=lambda point: point.value)
    first = at(values[0])
    name = full_name(model, parameter)
    letter = letter_of(first, name)
    return Trace(name, concept, first.game().types, tuple(points), focus_of(first), letter)


Solved = Callable[[Fraction], TracePoint]


def _between(left: TracePoint, right: TracePoint, solved: Solved, close: Fraction) -> list[TracePoint]:
    """Further points between two that differ in their branches, closing in on where they change."""
    if left.kinds == right.kinds:
        return []
    if right.value - left.value <= close:
        return _simple(left, right, solved)
    middle = solved((left.value + right.value) / 2)
    return [*_between(left, middle, solved, close), middle, *_between(middle, right, solved, close)]


def _simple(left: TracePoint, right: TracePoint, solved: Solved) -> list[TracePoint]:
    """Ever less simple fractions between two points, until one has equilibria of its own or the trials are used up."""
    found = []
    for _ in range(TRIALS):
        middle = solved(simplest_between(left.value, right.value))
        found.append(middle)
        if middle.kinds == left.kinds:
            left = middle
        elif middle.kinds == right.kinds:
            right = middle
        else:
            break
    return found


def simplest_between(low: Fraction, high: Fraction) -> Fraction:
    """The fraction with the least denominator strictly between `low` and `high` (Stern & Brocot's tree).

    >>> print(simplest_between(Fraction(6199, 10000), Fraction(6201, 10000)))
    31/50
    """
    if low < 0 < high:
        return Fraction(0)
    if high <= 0:
        return -simplest_between(-high, -low)
    whole = low.numerator // low.denominator
    if whole + 1 < high:
        return Fraction(whole + 1)
    if low == whole:  # then 1 / (x - whole) ranges from 1 / (high - whole) without bound
        bound = 1 / (high - whole)
        return whole + 1 / Fraction(bound.numerator // bound.denominator + 1)
    return whole + 1 / simplest_between(1 / (high - whole), 1 / (low - whole))


def _point(model: Model, value: Fraction, concept: str) -> TracePoint:
    found = solve(model)
    kept = refine(found, concept) if concept else found
    return TracePoint(value, _members(model, found), _members(model, kept), found.complete)


def _members(model: Model, families: Iterable[Family]) -> tuple[Member, ...]:
    return tuple(
        Member(
            model.describe(family),
            family.outcomes,
            Labelled(
                "payoff",
                {**family.payoffs.by_type, "receiver": family.payoffs.receiver, "ex ante": family.payoffs.ex_ante},
            ),
            _pattern(family),
        )
        for family in families
    )


def _pattern(family: Family) -> Pattern:
    """Who sends what, and the replies in use after each message that is sent."""
    each = len(family.game.receiver_types) or 1
    replies = ((family.reached[i // each], row) for i, row in enumerate(family.receiver.support))
    return (*family.sender.support, *(row if sent else () for sent, row in replies))


def spaced(start: Any, stop: Any, count: int, also: Iterable[Any] = ()) -> tuple[Fraction, ...]:
    """Evenly spaced exact values, ends included, with further ones put in their place.

    >>> [str(value) for value in spaced(0, 1, 3, ["1/3"])]
    ['0', '1/3', '1/2', '1']
    """
    faults = Faults()
    low, high = number(start, "start", faults), number(stop, "stop", faults)
    if isinstance(count, bool) or not isinstance(count, int) or not 2 <= count <= MOST_VALUES:
        faults.add("count", f"is {count!r}, must be a whole number from 2 to {MOST_VALUES}")
    expect("also", also, Iterable, "a list of numbers")
    further = []
    for i, value in enumerate(also):
        with faults.at(f"also[{i}]"):
            further.append(exact(value))
    if not faults and low >= high:
        faults.add("stop", f"is {high}, must be greater than start, {low}")
    for value in further:
        if not faults and not low <= value <= high:
            faults.add("also", f"{value} lies outside {low} to {high}")
    faults.raise_if_any()
    step = (high - low) / (count - 1)
    return tuple(sorted({*(low + i * step for i in range(count)), *further}))


def along(model: Subject, parameter: str) -> Callable[[Fraction], Model]:
    """The model as a function of one of its parameters; `InputError` where it has no such parameter to move."""
    if not isinstance(parameter, str) or not parameter.strip():
        names = [one.name for one in model.PARAMETERS] if isinstance(model, Parametric) else []
        known = f"; there are {', '.join(names)}" if names else ""
        raise InputError(f"parameter: {parameter!r} must be a name, with the label after a dot if there is one{known}")
    if isinstance(model, Parametric):
        changes = _changes(model, parameter)
        return lambda value: model.with_(**changes(value))
    if isinstance(model, Model):
        raise InputError(
            "model: this game has no parameters; give a function instead, such as "
            "lambda x: SignalingGame(..., sender=[[[0, x], ...]], ...)"
        )
    if callable(model):
        return model
    raise InputError(f"model: expected a model or a function from a value to one, found {class_of(model)}")


def full_name(model: Subject, parameter: str) -> str:
    """The parameter with the type that it belongs to where that was left to the model.

    >>> from termination.models.opening.game import OpeningGame
    >>> even = OpeningGame(prior=["1/2", "1/2"], resilience=[0, 1], war_value=[0, 0], talks_value=[1, 1],
    ...                    escalation_harm=1, talks_exposure=1, escalation_gain=1, escalation_cost="1/2")
    >>> full_name(even, "prior")
    'prior.high'
    """
    if parameter != "prior" or not isinstance(model, Parametric):
        return parameter
    by_type = any(one.name == "prior" and one.by_type for one in model.PARAMETERS)
    return f"prior.{model.leading}" if by_type and len(model.labels["types"]) == 2 else parameter


def _changes(model: Parametric, parameter: str) -> Callable[[Fraction], Mapping[str, Fraction | dict[str, Fraction]]]:
    """What `with_` must be given for each value of the parameter."""
    name, _, label = full_name(model, parameter).partition(".")
    known = {one.name: one for one in model.PARAMETERS}
    if name not in known:
        raise UnknownNameError("parameter", name, list(known))
    if not known[name].labels_in:
        if label:
            raise InputError(f"parameter: {name} has one value for all types; write {name!r}")
        return lambda value: {name: value}
    labels, per = labels_of(model, known[name]), known[name].per
    if not label:
        raise InputError(f"parameter: {name} has a value by {per}; write {f'{name}.{labels[0]}'!r}")
    if label not in labels:
        raise UnknownNameError(per, label, labels)
    if not is_distribution(known[name]):
        return lambda value: {name: _with(model.parameters()[name], label, value)}
    return lambda value: {name: with_shares(model, {label: value}, name)}


def _with(current: Mapping[str, Fraction] | None, label: str, value: Fraction) -> dict[str, Fraction]:
    return {**(current or {}), label: value}


Run = list[tuple[Fraction, Quantity]]


def runs(trace: Trace, quantity: str, *, selected: bool) -> dict[str, list[Run]]:
    """By branch, the maximal runs of neighbouring values at which it exists in one pattern, as (value, quantity).

    Where several families are of one kind they are told apart by their order; a run ends where their number changes.
    """
    ongoing: dict[Kind, list[Run]] = {}
    done: dict[str, list[Run]] = {}
    for point in trace.points:
        here: dict[Kind, list[Quantity]] = {}
        for member in point.selected if selected else point.members:
            here.setdefault(member.kind, []).append(member[quantity])
        ongoing = {kind: left for kind, left in ongoing.items() if len(left) == len(here.get(kind, ()))}
        for kind, quantities in here.items():
            if kind not in ongoing:
                ongoing[kind] = [[] for _ in quantities]
                done.setdefault(kind[0], []).extend(ongoing[kind])
            for run, found in zip(ongoing[kind], sorted(quantities, key=_ends), strict=True):
                run.append((point.value, found))
    return done


class Track(NamedTuple):
    """A stretch that the lines of some names run along as one."""

    names: Labels
    run: list[tuple[Fraction, Fraction]]


def tracks(lines: Mapping[str, Sequence[Sequence[tuple[Fraction, Quantity]]]]) -> list[Track]:
    """Lines cut into stretches, each with the names of all that have exactly these values there.

    What is free along a line, and single values, are on no track.

    >>> low, high = (Fraction(0), Fraction(0)), (Fraction(1), Fraction(1))
    >>> [(track.names, len(track.run)) for track in tracks({"one": [[low, high]], "two": [[low, high]]})]
    [(('one', 'two'), 2)]
    """
    owners: dict[tuple[Any, Any], dict[str, None]] = {}
    for name, branch in lines.items():
        for step in chain.from_iterable(map(pairwise, branch)):
            owners.setdefault(step, {})[name] = None
    found: list[Track] = []
    for name, branch in lines.items():
        for (x, y), (to, end) in chain.from_iterable(map(pairwise, branch)):
            names = tuple(owners[(x, y), (to, end)])
            if names[0] != name or isinstance(y, Range) or isinstance(end, Range):
                continue
            if found and found[-1].names == names and found[-1].run[-1] == (x, y):
                found[-1].run.append((to, end))
            else:
                found.append(Track(names, [(x, y), (to, end)]))
    return found


def _ends(quantity: Quantity) -> tuple[Fraction, Fraction]:
    return (quantity.low, quantity.high) if isinstance(quantity, Range) else (quantity, quantity)
