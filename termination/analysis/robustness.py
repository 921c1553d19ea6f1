"""How far a conclusion reaches beyond the numbers it was drawn from.

An illustrative calibration is one point; what it shows may hold all around it or nowhere else. Here parameters are
drawn at random from a box (or distributions) around a model, every draw is solved, and each conclusion is reported
with the share of draws in which it holds, with a confidence interval (Wilson 1927). Which parameter the conclusion
turns on is answered by Sobol indices of the truth value (Sobol 2001; Saltelli et al. 2010), computed by SALib.

A share of a number means something only where its zero does. So a box by share moves what equilibria depend on: the
model says what that is, by its `normal_form`, and the answer is the same for any two models with the same one. Every
report names what moved, over which range, and what did not and why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import sqrt
from textwrap import fill
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from termination.analysis.axes import Axes, Axis, Points, labels_of
from termination.analysis.blocks import Scatter
from termination.analysis.exactly import Brief, brief
from termination.analysis.kernels import Kernel, kernel_for
from termination.analysis.sweep import TASK, solve_tasks
from termination.engine.arithmetic import exact
from termination.engine.game import only_plain
from termination.engine.model import Model, NormalForm, OverTime, Parametric, measures_of, normal_form
from termination.engine.parameter import Domain, Parameter
from termination.engine.refining.concepts import concept_named
from termination.errors import Faults, InputError, MissingExtraError, UnknownNameError, expect_count
from termination.models.parameters import by_parameter
from termination.models.scenarios import Scenario

if TYPE_CHECKING:
    import pandas as pd

Floats = NDArray[np.float64]

#: How near to an end that a parameter cannot take its range may come.
_MARGIN = Fraction(1, 10**6)
_CHUNK = 1 << 15
#: How often draws are made again before a box is given up.
_ROUNDS = 1000


@dataclass(frozen=True, eq=False)
class Sample:
    """The draws solved: arrays with an entry for each draw.

    `sample["pr_talks_min"]` and the like are probabilities over the equilibria that survive, and
    `sample["escalation_cost"]` the draws of a parameter. `sample.survives(name)` says where a kind of
    equilibrium whose name contains `name` survives, `sample.exists(name)` where it exists.
    """

    arrays: Mapping[str, Any]
    _families: Mapping[str, NDArray[np.bool_]]
    _survives: Mapping[str, NDArray[np.bool_]]

    def __getitem__(self, name: str) -> Any:
        if name not in self.arrays:
            raise InputError(f"no quantity {name!r} in a sample; there are: {', '.join(self.arrays)}")
        return self.arrays[name]

    def __len__(self) -> int:
        return len(next(iter(self.arrays.values())))

    def exists(self, name: str) -> NDArray[np.bool_]:
        """Where some equilibrium exists whose name contains `name`."""
        return self._any(self._families, name)

    def survives(self, name: str) -> NDArray[np.bool_]:
        """Where some equilibrium survives whose name contains `name`."""
        return self._any(self._survives, name)

    def _any(self, found: Mapping[str, NDArray[np.bool_]], name: str) -> NDArray[np.bool_]:
        there = np.zeros(len(self), np.bool_)
        for known, where in found.items():
            if name in known:
                there |= where
        return there


Conclusion = Callable[[Sample], NDArray[np.bool_]]

#: What an event may do, as a claim about the least and the greatest probability of it in each draw.
_CLAIMS: dict[str, Callable[[Any, Any], NDArray[np.bool_]]] = {
    "never": lambda least, most: most == 0,
    "possible": lambda least, most: most > 0,
    "for sure": lambda least, most: least == 1,
}


def conclusions_of(model: Model) -> dict[str, Conclusion]:
    """What can be concluded of the model, by name: what it names itself, else that an event is "never", "possible" or
    "for sure", for each of its events.

    >>> from termination.models.opening.game import OpeningGame
    >>> war = OpeningGame(prior=["1/2", "1/2"], resilience=[0, 1], war_value=[0, 1], talks_value=[1, 1],
    ...                   escalation_harm=1, talks_exposure=1, escalation_gain=1, escalation_cost="1/2")
    >>> list(conclusions_of(war))[:2]
    ['talks never happen', 'talks can happen']
    """
    kept = measures_of(model)
    named = kept.conclusions or {
        f"{kept.variable(event).removeprefix('pr_')} {claim}": (event, claim)
        for event in model.events()
        for claim in _CLAIMS
    }
    return {name: _conclusion(kept.variable(event), _CLAIMS[claim]) for name, (event, claim) in named.items()}


def _conclusion(variable: str, claim: Callable[[Any, Any], NDArray[np.bool_]]) -> Conclusion:
    return lambda found: claim(found[f"{variable}_min"], found[f"{variable}_max"])


@dataclass(frozen=True)
class Influence:
    """How much of the variance of a conclusion's truth is due to a parameter: alone, and with all it interacts with."""

    parameter: str
    alone: float
    total: float


@dataclass(frozen=True)
class Moved:
    """A number that was drawn: its range, whether uniformly or by a distribution that was given, and what a share of
    it was a share of, where that is not the number itself."""

    parameter: str
    low: Fraction
    high: Fraction
    given: bool = False
    share_of: str = ""

    def __str__(self) -> str:
        how = "as given, " if self.given else ""
        of = f" (a share of {self.share_of})" if self.share_of else ""
        return f"{self.parameter} {how}{float(self.low):.4g} to {float(self.high):.4g}{of}"


@dataclass(frozen=True)
class Unmoved:
    """A number that stayed as it is, and why."""

    parameter: str
    why: str


@dataclass(frozen=True)
class Holding:
    """One conclusion: whether it holds at the centre, the share of draws in which it does, with a 95% interval; how
    many draws there were, and of what."""

    conclusion: str
    at_centre: bool
    share: float
    low: float
    high: float
    draws: int
    moved: tuple[str, ...]
    influences: tuple[Influence, ...] = ()

    @property
    def matters_most(self) -> str | None:
        """The parameter with the largest total effect; None where there is nothing to explain or none was computed."""
        return max(self.influences, key=lambda one: one.total).parameter if self.influences else None

    def __str__(self) -> str:
        what = f"{self.moved[0]} alone" if len(self.moved) == 1 else f"{len(self.moved)} numbers"
        within = f"in {self.share:.1%} of {self.draws} draws of {what} ({self.low:.1%} to {self.high:.1%})"
        text = f"{self.conclusion}: {within}"
        return f"{text}; {self.matters_most} matters most" if self.matters_most else text


@dataclass(frozen=True)
class Robustness:
    """What `robustness` found, and how: what moved and what did not, number of draws, seed, refinement, method.

    `again` counts draws that were made again because labels changed places in what orders them (types in resilience).
    """

    model: Model
    moved: tuple[Moved, ...]
    unmoved: tuple[Unmoved, ...]
    samples: int
    seed: int
    refinement: str
    method: str
    again: int
    holdings: tuple[Holding, ...]

    @property
    def ranges(self) -> dict[str, tuple[Fraction, Fraction]]:
        """The range of every number that moved."""
        return {one.parameter: (one.low, one.high) for one in self.moved}

    def __getitem__(self, conclusion: str) -> Holding:
        for one in self.holdings:
            if one.conclusion == conclusion:
                return one
        raise InputError(f"no conclusion {conclusion!r}; there are: {', '.join(h.conclusion for h in self.holdings)}")

    def described(self) -> tuple[str, ...]:
        """In words: how many draws, what moved over which range, what did not and why."""
        kind = f"equilibria that survive {self.refinement}" if self.refinement else "all equilibria"
        again = f", {self.again} of them made again to keep the order of labels" if self.again else ""
        lines = [f"{self.samples} draws (seed {self.seed}{again}); {kind}", f"moved: {'; '.join(map(str, self.moved))}"]
        why: dict[str, list[str]] = {}
        for one in self.unmoved:
            why.setdefault(one.why, []).append(one.parameter)
        still = "; ".join(f"{', '.join(names)} ({reason})" for reason, names in why.items())
        return (*lines, f"not moved: {still}") if still else tuple(lines)

    def to_frame(self) -> pd.DataFrame:
        """One row for each conclusion."""
        import pandas as pd

        rows = [
            (h.conclusion, h.at_centre, h.share, h.low, h.high, h.draws, ", ".join(h.moved), h.matters_most)
            for h in self.holdings
        ]
        names = ["conclusion", "at centre", "share", "low", "high", "draws", "moved", "matters most"]
        return pd.DataFrame(rows, columns=names)

    def __str__(self) -> str:
        lines = [fill(line, 100, subsequent_indent="  ", break_on_hyphens=False) for line in self.described()]
        return "\n".join([*lines, *map(str, self.holdings)])

    def _repr_html_(self) -> str:
        from termination.reporting.notebook import robustness_html

        return robustness_html(self)


def robustness(
    scenario: Model | Scenario,
    *,
    box: float | Mapping[str, Any] = 0.2,
    conclusions: Mapping[str, Conclusion] | Sequence[str] | None = None,
    samples: int = 10_000,
    seed: int = 0,
    refinement: str | None = None,
    influence: bool = False,
    executor: Executor | None = None,
) -> Robustness:
    """In what share of a box of parameters around a scenario each conclusion holds.

    The share is estimated by independent draws, with its confidence interval. Where ranges overlap that would let
    labels change places, as types in resilience, draws in which they do are made again, so that the more resilient stay
    so; the report counts them.

    Parameters
    ----------
    scenario : a scenario with a `.model`, or a model with parameters
    box : how far parameters go either way, as a share of their values; or, by parameter, such a share, a range (lowest,
        highest), or a distribution: a function of (numpy generator, count) that gives draws. By type: {"signal_cost":
        {"high": (0, 0.1)}}; "prior" is that of the more resilient. What is not named stays, and so does what is 0 when
        given a share. Shares are of what equilibria depend on: of x_i - w_i for `talks_value`, so that w_i stays; of
        premia, harms, exposures, costs and the opponent's comparisons in a war entered by its payoffs
    conclusions : names out of `CONCLUSIONS` (for a model that is no opening game "EVENT never", "EVENT possible" and
        "EVENT for sure"), or functions of a `Sample` by name; if not given, those that hold at the centre
    samples, seed : integers; so many independent draws, and the same seed gives the same answer
    refinement : "intuitive", "D1", "D2" or "NWBR"
    influence : whether to compute Sobol indices (needs SALib), by as many evaluations again per parameter
    executor : any `concurrent.futures.Executor`, for models that have no closed forms

    Returns
    -------
    `Robustness`: a `Holding` by conclusion, `found["talks never happen"]`, with `share` and its interval `low` to
    `high`; and what moved, what did not, and how it was computed.

    Raises
    ------
    InputError : a box that cannot be, conclusions that there are not
    UnknownNameError : there is no such refinement
    MissingExtraError : SALib is asked for and not there

    >>> from termination.models.opening.game import OpeningGame
    >>> war = OpeningGame(prior=["1/2", "1/2"], resilience=[0, 1], war_value=[0, 1], talks_value=[1, "7/4"],
    ...                   escalation_harm=1, base_harm=1, talks_exposure="4/5", escalation_gain=1,
    ...                   escalation_cost="2/5")
    >>> found = robustness(war, box={"escalation_cost": (0.3, 0.7)}, samples=1000, seed=1)
    >>> holding = found["talks never happen"]
    >>> holding.at_centre, holding.low < 0.5 < holding.high
    (True, True)
    >>> print(holding)
    talks never happen: in 50.7% of 1000 draws of escalation_cost alone (47.6% to 53.8%)
    """
    model = scenario.model if isinstance(scenario, Scenario) else scenario
    if isinstance(model, OverTime):
        raise InputError("model: robustness is for games played once, not for games over time")
    concept = concept_named(refinement) if refinement is not None else None
    _check_counts(samples, seed)
    form = normal_form(model)
    only_plain(form.model.game(), "robustness")
    movers, unmoved = _read_box(form, box)
    draws = _Box.of(form.model, movers, np.random.default_rng(seed), samples)
    solver = _Solver(draws, concept, executor)
    centre = solver.at_centre()
    tested = _tested(conclusions, form.model, centre)
    found = solver.solve(draws.rows)
    moved = draws.moved(form)
    holdings = []
    for name, conclusion in tested.items():
        truth = np.asarray(conclusion(found), dtype=np.bool_)
        if truth.shape != (samples,):
            raise InputError(f"conclusions: {name!r} gives {truth.shape} truth values for {samples} draws")
        low, high = wilson(int(truth.sum()), samples)
        effects = _influences(solver, draws, conclusion, samples, seed) if influence else ()
        at_centre, share = bool(conclusion(centre)[0]), float(truth.mean())
        holdings.append(Holding(name, at_centre, share, low, high, samples, tuple(draws.names), effects))
    how = (samples, seed, concept or "", solver.method, draws.again)
    return Robustness(model, moved, unmoved, *how, tuple(holdings))


def wilson(successes: int, count: int, z: float = 1.959963984540054) -> tuple[float, float]:
    """The score interval for a share (Wilson 1927): 95% by default.

    >>> [round(end, 4) for end in wilson(97, 100)]
    [0.9155, 0.9897]
    """
    share, weight = successes / count, z * z / count
    middle = (share + weight / 2) / (1 + weight)
    half = z / (1 + weight) * sqrt(share * (1 - share) / count + weight / (4 * count))
    return 0.0 if not successes else middle - half, 1.0 if successes == count else middle + half


def _check_counts(samples: Any, seed: Any) -> None:
    faults = Faults()
    for name, given, least in (("samples", samples, 1), ("seed", seed, 0)):
        with faults.at(""):
            expect_count(name, given, least)
    faults.raise_if_any()


def _tested(given: Any, model: Model, centre: Sample) -> dict[str, Conclusion]:
    if isinstance(given, Mapping):
        return dict(given)
    known = conclusions_of(model)
    if given is None:
        return {name: test for name, test in known.items() if bool(test(centre)[0])}
    if isinstance(given, str) or not isinstance(given, Iterable) or any(name not in known for name in given):
        raise InputError(f"conclusions: give names out of {', '.join(known)}; or functions by name")
    return {name: known[name] for name in given}


@dataclass(frozen=True)
class _Mover:
    """One number that moves: the parameter and label, its range and, if one was given, its distribution.

    All in terms of the normal form, in which `offset` has been taken off. `by_share` says that the range is a share.
    """

    parameter: Parameter
    label: str | None
    dim: str
    domain: Domain
    low: Fraction
    high: Fraction
    offset: Fraction
    spread: Callable[[np.random.Generator, int], Any] | None
    by_share: bool

    def drawn(self, rng: np.random.Generator, count: int) -> Floats:
        if self.spread is None:
            return rng.uniform(float(self.low), float(self.high), count)
        column = np.asarray(self.spread(rng, count), dtype=np.float64)
        if column.shape != (count,):
            raise InputError(f"box.{self.dim}: the distribution gives {column.shape} numbers, {count} were asked for")
        fine = np.isfinite(column)
        for condition in self.domain.conditions(column):
            fine &= condition
        if not fine.all():
            raise InputError(f"box.{self.dim}: the distribution gives {column[~fine][0]}, must be {self.domain}")
        return column - float(self.offset)


def _read_box(form: NormalForm, box: Any) -> tuple[tuple[_Mover, ...], tuple[Unmoved, ...]]:
    """What moves, and what does not and why. `InputError` with every fault of the box."""
    model = form.model
    table = {record.name: record for record in model.PARAMETERS}
    faults = Faults()
    movers: list[_Mover] = []
    unmoved: list[Unmoved] = []
    named: Mapping[str, Any] = box if isinstance(box, Mapping) else {}
    if not isinstance(box, Mapping):
        share = exact(box, "box")
        if not 0 < share < 1:
            faults.add("box", f"is {box}; a share of the values, such as 0.2, must lie between 0 and 1")
        named = {name: share for name in table if name not in form.fixed}
    named = by_parameter(named, faults)
    for name, wanted in named.items():
        if name not in table:
            faults.add(f"box.{name}", f"no such parameter; there are {', '.join(table)}")
        elif name in form.fixed:
            faults.add(f"box.{name}", f"is nothing to move: {form.fixed[name]}")
        else:
            with faults.at(""):
                _read_entry(form, table[name], wanted, movers, unmoved)
    faults.raise_if_any()
    unmoved += [Unmoved(name, form.fixed.get(name, "not named in the box")) for name in table if name not in named]
    if not movers:
        raise InputError("box: no parameter moves; name some with their ranges")
    return tuple(movers), tuple(unmoved)


def _read_entry(form: NormalForm, record: Parameter, wanted: Any, movers: list[_Mover], unmoved: list[Unmoved]) -> None:
    """One entry of a box: what moves of a parameter."""
    model, name = form.model, record.name
    value, labels = model.parameters()[name], labels_of(model, record)
    if value is None:
        unmoved.append(Unmoved(name, "absent"))
        return
    entries: dict[str | None, Any] = {None: wanted}
    if labels and name == "prior":
        if len(labels) != 2:
            unmoved.append(Unmoved(name, "with more than two types no probability moves alone"))
            return
        entries = dict(wanted) if isinstance(wanted, Mapping) else {model.leading: wanted}
        if len(entries) > 1:
            raise InputError("box.prior: the types' probabilities sum to 1; give a range for one of them")
    elif labels:
        entries = dict(wanted) if isinstance(wanted, Mapping) else dict.fromkeys(labels, wanted)
    faults = Faults()
    for label, one in entries.items():
        with faults.at(""):
            if label is not None and label not in labels:
                raise InputError(f"box.{name}: {UnknownNameError(record.per, label, labels)}")
            bare = label is None or (name == "prior" and not isinstance(wanted, Mapping))
            dim = name if bare else f"{name}_{label}"
            mover = _mover(form, record, label, dim, one)
            if mover is None:
                unmoved.append(Unmoved(dim, "0, of which a share is 0: give it a range"))
            else:
                movers.append(mover)
    faults.raise_if_any()


def _mover(form: NormalForm, record: Parameter, label: str | None, dim: str, wanted: Any) -> _Mover | None:
    """One number with its range, kept inside its domain; None where it does not move."""
    value: Fraction = form.model.parameters()[record.name]
    value = value if label is None else value[label]  # type: ignore[index]
    offset = form.offset.get(record.name, {}).get(label, Fraction(0)) if label is not None else Fraction(0)
    domain = Domain(0, 1, True, True) if record.name == "prior" else record.domain
    where, spread = f"box.{dim}", None
    low = None if domain.low is None else domain.low + (_MARGIN if domain.open_low else 0)
    high = None if domain.high is None else domain.high - (_MARGIN if domain.open_high else 0)
    if callable(wanted):
        spread, least, most = wanted, value, value
    elif isinstance(wanted, (tuple, list)):
        if len(wanted) != 2:
            raise InputError(f"{where}: expected a range (lowest, highest)")
        least, most = exact(wanted[0], where), exact(wanted[1], where)
        if least >= most:
            raise InputError(f"{where}: the range runs from {least} to {most}; the first must be less")
        outside = [end for end in (least, most) if not all(domain.conditions(end))]
        if outside:
            raise InputError(f"{where}: the range reaches {outside[0]}, must be {domain}")
        least, most = least - offset, most - offset
    else:
        reach = abs(value) * exact(wanted, where)
        if reach < 0 or (value and not reach):
            raise InputError(f"{where}: is {wanted}; a share of the value, such as 0.2, must be greater than 0")
        if not reach:
            return None
        least, most = value - reach, value + reach
        least = Fraction(least if low is None else max(least, low))
        most = Fraction(most if high is None else min(most, high))
    by_share = spread is None and not isinstance(wanted, (tuple, list))
    return _Mover(record, label, dim, domain, least, most, offset, spread, by_share)


@dataclass(frozen=True)
class _Box:
    """The draws, one row each in terms of the normal form, and the axes that span them."""

    model: Parametric
    movers: tuple[_Mover, ...]
    axes: Axes
    rows: Floats
    again: int

    @classmethod
    def of(cls, model: Parametric, movers: tuple[_Mover, ...], rng: np.random.Generator, count: int) -> _Box:
        rows = np.column_stack([mover.drawn(rng, count) for mover in movers])
        ordered = _ordered(model, movers)
        again = 0
        for _ in range(_ROUNDS):
            wrong = np.flatnonzero(~ordered(rows))
            if not len(wrong):
                break
            again += len(wrong)
            rows[wrong] = np.column_stack([mover.drawn(rng, len(wrong)) for mover in movers])
        else:
            raise InputError("box: hardly a draw leaves labels in the order they have in the model; give other ranges")
        axes = []
        for mover, column in zip(movers, rows.T, strict=True):
            ends = mover.low, mover.high
            if mover.spread is not None:
                ends = exact(float(column.min())), exact(float(column.max()))
            of_prior = mover.parameter.name == "prior" and mover.parameter.by_type
            axes.append(Axis(mover.dim, mover.parameter.name, mover.label, Points(ends), of_prior))
        return cls(model, movers, Axes(model, tuple(axes)), rows, again)

    @property
    def names(self) -> list[str]:
        return [mover.dim for mover in self.movers]

    @property
    def offsets(self) -> list[Fraction]:
        return [mover.offset for mover in self.movers]

    @property
    def centre(self) -> list[Fraction]:
        """The values in the model itself."""
        values = [self.model.parameters()[mover.parameter.name] for mover in self.movers]
        return [x if mover.label is None else x[mover.label] for x, mover in zip(values, self.movers, strict=True)]

    def moved(self, form: NormalForm) -> tuple[Moved, ...]:
        """What moved, in the model's own units."""
        found = []
        for mover, axis in zip(self.movers, self.axes, strict=True):
            low, high = axis.points.span
            of = form.meaning.get(mover.parameter.name, "") if mover.by_share else ""
            name = mover.dim if mover.label is None or mover.dim != "prior" else f"prior (of {mover.label})"
            found.append(Moved(name, low + mover.offset, high + mover.offset, mover.spread is not None, of))
        return tuple(found)

    def check_influence(self) -> None:
        """Sobol indices are for independent uniform numbers."""
        if any(mover.spread is not None for mover in self.movers):
            raise InputError("influence: Sobol indices are for boxes of ranges; here a distribution was given")
        if self.again:
            which = ", ".join(sorted({mover.parameter.name for mover in self.movers if mover.parameter.order}))
            raise InputError(
                "influence: Sobol indices are for numbers that move independently of each other; here ranges overlap "
                f"that labels would change places in ({which}): give ranges that do not"
            )


def _ordered(model: Parametric, movers: Sequence[_Mover]) -> Callable[[Floats], NDArray[np.bool_]]:
    """Which rows leave labels in the order that they have in the model, for every parameter where order counts."""
    chains: list[tuple[str, list[int | float]]] = []
    for record in model.PARAMETERS:
        values = model.parameters()[record.name]
        if record.order and values is not None:
            moving = {mover.label: k for k, mover in enumerate(movers) if mover.parameter.name == record.name}
            if moving:
                labels = sorted(values, key=values.__getitem__)
                chains.append((record.order, [moving[t] if t in moving else float(values[t]) for t in labels]))

    def test(rows: Floats) -> NDArray[np.bool_]:
        fine = np.ones(len(rows), np.bool_)
        for order, places in chains:
            columns = [rows[:, x] if isinstance(x, int) else np.full(len(rows), x) for x in places]
            for one, other in pairwise(columns):
                fine &= one < other if order == "strict" else one <= other
        return fine

    return test


#: Kinds of equilibrium that a compiled block can tell apart.
_BITS = 64


class _Solver:
    """Solves draws: by closed forms where there are any, the exact engine at what they leave."""

    def __init__(self, box: _Box, concept: str | None, executor: Executor | None):
        self.box, self.concept, self.executor = box, concept, executor
        events = box.axes.model.events()
        kept = measures_of(box.axes.model)
        self.quantities = {kept.variable(event): event for event in events if event not in kept.on_request}
        kernel = kernel_for(box.axes, concept, list(self.quantities.values()))
        self.kernel: Kernel | None = None
        if not isinstance(kernel, str) and not kernel.standing and len(kernel.names) <= _BITS:
            self.kernel = kernel
        self.method = "exact" if self.kernel is None else "closed forms"

    def at_centre(self) -> Sample:
        """The model itself, as a sample of one, solved exactly."""
        found = brief(self.box.model, self.concept, list(self.quantities.values()))
        arrays = dict(zip(self.box.names, ([float(x)] for x in self._own(self.box.centre)), strict=True))
        ends = zip(self.quantities, found.extremes, strict=True)
        arrays |= {f"{name}_{end}": [x] for name, both in ends for end, x in zip(("min", "max"), both, strict=True)}
        kinds = (dict.fromkeys(names, np.ones(1, np.bool_)) for names in (found.families, found.survives))
        return Sample({name: np.array(values) for name, values in arrays.items()}, *kinds)

    def _own(self, values: Sequence[Any]) -> list[Any]:
        """In the model's own units."""
        return [x + offset if offset else x for x, offset in zip(values, self.box.offsets, strict=True)]

    def solve(self, rows: Floats) -> Sample:
        """Solve draws given as rows, in terms of the normal form."""
        count = len(rows)
        ends = {f"{name}_{end}": np.full(count, np.nan) for name in self.quantities for end in ("min", "max")}
        families: dict[str, NDArray[np.bool_]] = {}
        survives: dict[str, NDArray[np.bool_]] = {}
        left = np.arange(count)
        if self.kernel is not None:
            left = self._by_closed_forms(self.kernel, rows, ends, families, survives)
        self._exactly(rows, left, ends, families, survives)
        columns = [column + float(offset) for column, offset in zip(rows.T, self.box.offsets, strict=True)]
        parameters = dict(zip(self.box.names, columns, strict=True))
        return Sample({**parameters, **ends}, families, survives)

    def _by_closed_forms(self, kernel: Kernel, rows: Floats, ends: Any, families: Any, survives: Any) -> Any:
        left = []
        for start in range(0, len(rows), _CHUNK):
            part = rows[start : start + _CHUNK]
            columns = tuple(np.ascontiguousarray(column) for column in part.T)
            found = kernel.evaluate(Scatter(start, (slice(0, len(part)),), columns))
            here = slice(start, start + len(part))
            for name, (low, high) in zip(self.quantities, found.extremes, strict=True):
                ends[f"{name}_min"][here], ends[f"{name}_max"][here] = low, high
            for kind, masks in ((families, found.families), (survives, found.survives)):
                for bit, name in enumerate(kernel.names):
                    there = kind.setdefault(name, np.zeros(len(rows), np.bool_))
                    there[here] |= (masks >> np.uint64(bit) & np.uint64(1)).astype(np.bool_)
            left.append(start + np.flatnonzero(found.knife_edge | found.outside))
        return np.concatenate(left)

    def _exactly(self, rows: Floats, left: Any, ends: Any, families: Any, survives: Any) -> None:
        axes = self.box.axes

        def changes(i: int) -> dict[str, Any]:
            return axes.changes_to([exact(float(x)) for x in rows[i]])

        tasks = (
            (i, (axes.model, [changes(int(k)) for k in left[i : i + TASK]], self.concept, [*self.quantities.values()]))
            for i in range(0, len(left), TASK)
        )
        done: dict[int, list[Brief]] = {}
        solve_tasks(tasks, self.executor, done.__setitem__)
        for start, briefs in sorted(done.items()):
            for place, found in enumerate(briefs):
                _write(int(left[start + place]), found, list(self.quantities), ends, families, survives, len(rows))


def _write(
    i: int, found: Brief, quantities: Sequence[str], ends: Any, families: Any, survives: Any, count: int
) -> None:
    for name, (low, high) in zip(quantities, found.extremes, strict=True):
        ends[f"{name}_min"][i], ends[f"{name}_max"][i] = low, high
    for kind, names in ((families, found.families), (survives, found.survives)):
        for where in kind.values():
            where[i] = False
        for name in names:
            kind.setdefault(name, np.zeros(count, np.bool_))[i] = True


def _influences(solver: _Solver, box: _Box, conclusion: Conclusion, samples: int, seed: int) -> tuple[Influence, ...]:
    """Sobol indices of the conclusion's truth value over the box, uniform draws; none where it does not vary."""
    try:
        from SALib.analyze import sobol as analysis
        from SALib.sample import sobol as sampling
    except ImportError:
        raise MissingExtraError("SALib", "robustness", "which parameter matters most") from None
    box.check_influence()
    problem = {
        "num_vars": len(box.names),
        "names": box.names,
        "bounds": [[float(mover.low), float(mover.high)] for mover in box.movers],
    }
    base = 1 << max(3, (max(samples // (len(box.names) + 2), 1)).bit_length())
    rows = sampling.sample(problem, base, calc_second_order=False, seed=seed)
    truth = np.asarray(conclusion(solver.solve(rows)), dtype=np.float64)
    if truth.min() == truth.max():
        return ()
    found = analysis.analyze(problem, truth, calc_second_order=False, seed=seed)
    return tuple(
        Influence(name, float(alone), float(total))
        for name, alone, total in zip(box.names, found["S1"], found["ST"], strict=True)
    )
