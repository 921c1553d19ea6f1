"""The two conditions for talks as lines along a parameter: where each begins to hold, at each value.

The first condition (S2: escalation too costly for the opponent) compares his cost of escalating after she opens with
what he gains, g(1 - R(p)) at the prior and g(1 - r_1) against the least resilient; the second (S3: a signal that only
the highly resilient care to use) compares each type's cost of the signal with lam d_i and b_i. All are read off the
model's own derived quantities at each value. The formalisation is ours; S2 and S3 are passages of Mastro & Siegel
(2023).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby, pairwise
from typing import Any

from termination.analysis.trace import along, full_name, spaced
from termination.engine.model import called
from termination.errors import InputError, UnknownNameError
from termination.models.opening.game import OpeningGame

#: The parameters that thresholds can be stated for.
THRESHOLDS_OF = ("escalation_cost", "guarantee", "signal_cost")


@dataclass(frozen=True)
class ThresholdLine:
    """One threshold: its formula, what holds on its sides, and its exact value at each value of the parameter."""

    formula: str
    meaning: str
    values: tuple[Fraction, ...]


@dataclass(frozen=True)
class Thresholds:
    """Thresholds of the parameter `of` against `parameter`; `current` are the model's own (value, threshold's side).

    `caveats` lists the premises of the conditions that fail between the least and the greatest value, each with the
    exact range in which it does, if that is not all of it. What a line's `meaning` says is claimed where none fails.
    """

    of: str
    parameter: str
    at: tuple[Fraction, ...]
    lines: tuple[ThresholdLine, ...]
    current: tuple[tuple[str, Fraction, Fraction], ...]
    caveats: tuple[str, ...]


def thresholds_along(
    model: OpeningGame,
    parameter: str,
    start: Any,
    stop: Any,
    count: int = 41,
    *,
    of: str = "escalation_cost",
    also: Iterable[Any] = (),
) -> Thresholds:
    """The thresholds for `of` ("escalation_cost", "guarantee" or "signal_cost") along `parameter`.

    Raises `InputError` for a model without parameters, for `of` moved against itself, and for the signal's cost where
    there is no signal or not two types.

    >>> war = OpeningGame(prior={"high": "3/10", "low": "7/10"}, resilience={"high": 0.8, "low": 0.2},
    ...                   war_value={"high": 0.5, "low": 0.1}, talks_value={"high": 0.55, "low": 0.4},
    ...                   escalation_harm=1, talks_exposure=0.8, escalation_gain=1, escalation_cost=0.4)
    >>> found = thresholds_along(war, "prior", "1/10", "9/10", 3)
    >>> [(line.formula, [str(value) for value in line.values]) for line in found.lines][1]
    ('g(1 − R(p)) − m', ['37/50', '1/2', '13/50'])
    """
    if not isinstance(model, OpeningGame):
        raise InputError(f"model: thresholds are stated for an OpeningGame with parameters, not {type(model).__name__}")
    if of not in THRESHOLDS_OF:
        raise UnknownNameError("parameter with thresholds", of, THRESHOLDS_OF)
    if parameter.partition(".")[0] == of:
        raise InputError(f"parameter: {of} cannot be both the parameter and what thresholds are drawn of")
    values = spaced(start, stop, count, also)
    at = along(model, parameter)
    models = [_opening(at(value)) for value in values]
    formulas = _signal_formulas(model) if of == "signal_cost" else _cost_formulas(model, of)
    lines = tuple(ThresholdLine(name, meaning, tuple(map(rule, models))) for name, meaning, rule in formulas)
    here, caveats = _current(model, parameter, of), _caveats(lambda x: _opening(at(x)), values[0], values[-1], of)
    return Thresholds(of, full_name(model, parameter), values, lines, here, caveats)


def _opening(model: Any) -> OpeningGame:
    if not isinstance(model, OpeningGame):
        raise InputError("model: thresholds need an OpeningGame at every value")
    return model


Formula = tuple[str, str, Callable[[OpeningGame], Fraction]]

_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def _cost_formulas(model: OpeningGame, of: str) -> list[Formula]:
    """The edges between the regimes after opening: the cost (or guarantee) at which his net gain is zero."""
    strongest = str(len(model.types)).translate(_SUBSCRIPTS)
    other = "m" if of == "escalation_cost" else "k"
    silent = "" if model.signal_cost is None else ", or only by the signal"

    def edge(pull: Callable[[OpeningGame], Fraction]) -> Callable[[OpeningGame], Fraction]:
        return lambda war: getattr(war, of) + pull(war)

    return [
        (
            f"g(1 − r₁) − {other}",
            "above it, talks in every equilibrium",
            edge(lambda war: max(war.pull("open").values())),
        ),
        (
            f"g(1 − R(p)) − {other}",
            f"above it, talks in some equilibrium; below, none{silent}",
            edge(lambda war: war.stakes.expected(war.pull("open"))),
        ),
        (
            f"g(1 − r{strongest}) − {other}",
            "below it, escalating pays even against the most resilient",
            edge(lambda war: min(war.pull("open").values())),
        ),
    ]


def _signal_formulas(model: OpeningGame) -> list[Formula]:
    if model.signal_cost is None or len(model.types) != 2:
        why = "there is no signal" if model.signal_cost is None else f"there are {len(model.types)} types"
        raise InputError(f"of: the second condition is stated for two types and a costly signal; {why}")
    low, high = model.resilience_order
    return [
        (
            f"λd of {low}",
            f"{low} pays no more than this to be held once open",
            lambda war: war.opening_exposure[low],
        ),
        (
            f"λd of {high}",
            f"{high} pays up to this to be held once open",
            lambda war: war.opening_exposure[high],
        ),
        (
            f"b of {high}",
            f"{high} pays up to this to talk rather than fight on",
            lambda war: war.talks_premium[high],
        ),
    ]


def _current(model: OpeningGame, parameter: str, of: str) -> tuple[tuple[str, Fraction, Fraction], ...]:
    """Where the model itself stands: label, value of the parameter, value of what thresholds are drawn of."""
    name, _, label = parameter.partition(".")
    here = getattr(model, name)
    if not isinstance(here, Fraction):
        here = here[label or model.resilience_order[-1]]
    own = getattr(model, of)
    if isinstance(own, Fraction):
        return ((called(model), here, own),)
    return tuple((f"cost to {t}", here, own[t]) for t in model.resilience_order)


def _caveats(at: Callable[[Fraction], OpeningGame], low: Fraction, high: Fraction, of: str) -> tuple[str, ...]:
    """What the conditions presuppose and the game lacks between two values, with exactly where."""
    which = 2 if of == "signal_cost" else 0
    marks = _marks(at, low, high)
    places = [marks[0]]
    for one, other in pairwise(marks):
        places += [(one + other) / 2, other]
    lacking = [at(place).talks_conditions()[which].caveats for place in places]
    names = dict.fromkeys(caveat for caveats in lacking for caveat in caveats)
    return tuple(name + _where(places, [name in caveats for caveats in lacking]) for name in names)


def _marks(at: Callable[[Fraction], OpeningGame], low: Fraction, high: Fraction) -> list[Fraction]:
    """The two values, and all between them at which a premise may begin or cease to hold.

    Premises compare premia, harms and net gains with zero, and every one of these is affine in any one parameter.
    """
    marks = {low, high}
    for start, stop in zip(*(_compared(at(value)) for value in (low, high)), strict=True):
        if start * stop < 0:
            marks.add(low + (high - low) * start / (start - stop))
    return sorted(marks)


def _compared(war: OpeningGame) -> list[Fraction]:
    at, pulls = war.stakes, (war.pull("closed"), war.pull("open"))
    by_type = [table[t] for t in war.types for table in (at.talks_premium, at.harm, *pulls)]
    return [*by_type, *(at.expected(pull) for pull in pulls)]


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
    return f", {' and '.join(_range(places, run[0], run[-1]) for run in runs)}"


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
