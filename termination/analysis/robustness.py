"""How far a conclusion reaches beyond the numbers it was drawn from.

An illustrative calibration is one point; what it shows may hold all around it or nowhere else. Here parameters are
drawn at random from a box (or distributions) around a model, every draw is solved, and each conclusion is reported
with the share of draws in which it holds, with a confidence interval (Wilson 1927). Which parameter the conclusion
turns on is answered by Sobol indices of the truth value (Sobol 2001; Saltelli et al. 2010), computed by SALib.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from termination.analysis.axes import Axes, parameter_table, read_axes
from termination.analysis.exactly import Brief
from termination.analysis.kernels import Kernel, kernel_for
from termination.analysis.sweep import TASK, Scatter, quantity_name, solve_tasks
from termination.engine.arithmetic import exact
from termination.engine.protocol import Model
from termination.engine.refine import concept_named
from termination.errors import Faults, InputError, MissingExtraError
from termination.models.parameters import Domain

if TYPE_CHECKING:
    import pandas as pd

Floats = NDArray[np.float64]

#: How near to an end that a parameter cannot take its range may come.
_MARGIN = Fraction(1, 10**6)
_EVENTS = ("opening", "talks", "escalation")
_CHUNK = 1 << 15


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

#: What can be concluded of any opening game. Those that hold at the centre are tested if none are given.
CONCLUSIONS: dict[str, Conclusion] = {
    "talks never happen": lambda found: found["pr_talks_max"] == 0,
    "talks can happen": lambda found: found["pr_talks_max"] > 0,
    "talks happen for sure": lambda found: found["pr_talks_min"] == 1,
    "nobody ever opens": lambda found: found["pr_open_max"] == 0,
    "everybody always opens": lambda found: found["pr_open_min"] == 1,
    "he never escalates": lambda found: found["pr_escalation_max"] == 0,
    "he always escalates": lambda found: found["pr_escalation_min"] == 1,
    "he may escalate": lambda found: found["pr_escalation_max"] > 0,
}


@dataclass(frozen=True)
class Influence:
    """How much of the variance of a conclusion's truth is due to a parameter: alone, and with all it interacts with."""

    parameter: str
    alone: float
    total: float


@dataclass(frozen=True)
class Holding:
    """One conclusion: whether it holds at the centre, the share of draws in which it does, with a 95% interval."""

    conclusion: str
    at_centre: bool
    share: float
    low: float
    high: float
    influences: tuple[Influence, ...] = ()

    @property
    def matters_most(self) -> str | None:
        """The parameter with the largest total effect; None where there is nothing to explain or none was computed."""
        return max(self.influences, key=lambda one: one.total).parameter if self.influences else None

    def __str__(self) -> str:
        text = f"{self.conclusion}: in {self.share:.1%} of the box ({self.low:.1%} to {self.high:.1%})"
        return f"{text}; {self.matters_most} matters most" if self.matters_most else text


@dataclass(frozen=True)
class Robustness:
    """What `robustness` found, and how: ranges by parameter, number of draws, seed, refinement, method."""

    model: Model
    ranges: Mapping[str, tuple[Fraction, Fraction]]
    samples: int
    seed: int
    refinement: str
    method: str
    holdings: tuple[Holding, ...]

    def __getitem__(self, conclusion: str) -> Holding:
        for one in self.holdings:
            if one.conclusion == conclusion:
                return one
        raise InputError(f"no conclusion {conclusion!r}; there are: {', '.join(h.conclusion for h in self.holdings)}")

    def to_frame(self) -> pd.DataFrame:
        """One row for each conclusion."""
        import pandas as pd

        rows = [(h.conclusion, h.at_centre, h.share, h.low, h.high, h.matters_most) for h in self.holdings]
        return pd.DataFrame(rows, columns=["conclusion", "at centre", "share", "low", "high", "matters most"])

    def __str__(self) -> str:
        return "\n".join(map(str, self.holdings))

    def _repr_html_(self) -> str:
        from termination.reporting.notebook import robustness_html

        return robustness_html(self)


def robustness(
    scenario: Any,
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

    Parameters
    ----------
    scenario : a scenario with a `.model`, or a model with parameters
    box : how far parameters go either way, as a share of their values (those that are 0 stay); or, by parameter, such
        a share, a range (lowest, highest), or a distribution: a function of (numpy generator, count) that gives draws.
        By type: {"signal_cost": {"high": (0, 0.1)}}; "prior" is that of the more resilient. What is not named stays
    conclusions : names out of `CONCLUSIONS` (for a model that is no opening game "EVENT never", "EVENT possible" and
        "EVENT for sure"), or functions of a `Sample` by name; if not given, those that hold at the centre
    samples, seed : independent draws; the same seed gives the same answer
    refinement : "intuitive", "D1", "D2" or "NWBR"
    influence : whether to compute Sobol indices (needs SALib), by as many evaluations again per parameter
    executor : any `concurrent.futures.Executor`, for models that have no closed forms

    Raises `InputError` for boxes that cannot be, `MissingExtraError` where SALib is asked for and not there.

    >>> from termination.models.opening import OpeningGame
    >>> war = OpeningGame(prior=["1/2", "1/2"], resilience=[0, 1], war_value=[0, 1], talks_value=[1, "3/2"],
    ...                   escalation_harm=1, base_harm=1, talks_exposure=1, escalation_gain=1, escalation_cost="2/5")
    >>> found = robustness(war, box={"escalation_cost": (0.3, 0.7)}, samples=1000, seed=1)
    >>> holding = found["talks never happen"]
    >>> holding.at_centre, holding.low < 0.5 < holding.high
    (True, True)
    """
    model = getattr(scenario, "model", scenario)
    concept = concept_named(refinement) if refinement is not None else None
    _check_counts(samples, seed)
    draws = _Box.of(model, box)
    solver = _Solver(draws, concept, executor)
    tested = _tested(conclusions, solver.at_centre())
    centre = solver.at_centre()
    found = solver.solve(draws.drawn(np.random.default_rng(seed), samples))
    holdings = []
    for name, conclusion in tested.items():
        truth = np.asarray(conclusion(found), dtype=np.bool_)
        if truth.shape != (samples,):
            raise InputError(f"conclusions: {name!r} gives {truth.shape} truth values for {samples} draws")
        low, high = wilson(int(truth.sum()), samples)
        effects = _influences(solver, draws, conclusion, samples, seed) if influence else ()
        holdings.append(Holding(name, bool(conclusion(centre)[0]), float(truth.mean()), low, high, effects))
    ranges = dict(zip(draws.names, draws.ranges, strict=True))
    return Robustness(model, ranges, samples, seed, concept or "", solver.method, tuple(holdings))


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
    if isinstance(samples, bool) or not isinstance(samples, int) or samples < 1:
        faults.add("samples", f"is {samples!r}, must be a whole number from 1")
    if isinstance(seed, bool) or not isinstance(seed, int) or seed < 0:
        faults.add("seed", f"is {seed!r}, must be a whole number from 0")
    faults.raise_if_any()


def _tested(given: Any, centre: Sample) -> dict[str, Conclusion]:
    if given is None:
        known = _conclusions(centre)
        return {name: test for name, test in known.items() if bool(test(centre)[0])}
    if isinstance(given, Mapping):
        return dict(given)
    known = _conclusions(centre)
    unknown = [name for name in given if name not in known]
    if isinstance(given, str) or unknown:
        raise InputError(f"conclusions: give names out of {', '.join(known)}; or functions by name")
    return {name: known[name] for name in given}


def _conclusions(centre: Sample) -> Mapping[str, Conclusion]:
    """`CONCLUSIONS` for an opening game; for another model whether each of its events ever, surely or never happens."""
    if "pr_talks_min" in centre.arrays:
        return CONCLUSIONS
    found: dict[str, Conclusion] = {}
    for least in (name for name in centre.arrays if name.startswith("pr_") and name.endswith("_min")):
        event, most = least.removeprefix("pr_").removesuffix("_min"), least.removesuffix("_min") + "_max"
        found[f"{event} never"] = lambda sample, most=most: sample[most] == 0  # type: ignore[misc]
        found[f"{event} possible"] = lambda sample, most=most: sample[most] > 0  # type: ignore[misc]
        found[f"{event} for sure"] = lambda sample, least=least: sample[least] == 1  # type: ignore[misc]
    return found


@dataclass(frozen=True)
class _Box:
    """The parameters that move: axes from their lowest to their highest value, and how draws are spread over them."""

    axes: Axes
    spreads: tuple[Callable[[np.random.Generator, int], Any] | None, ...]

    @classmethod
    def of(cls, model: Any, box: Any) -> _Box:
        faults = Faults()
        found: dict[str, Any] = {}
        spreads = []
        for name, label, wanted in _wanted(model, box, faults):
            with faults.at(""):
                value = _value(model, name, label)
                domain = Domain(0, 1, True, True) if name == "prior" else _domains(model)[name]
                where = name if label is None else f"{name}.{label}"
                ends = _ends(where, wanted, value, domain)
                if ends is not None:
                    axis = list(ends)
                    if label is None or name == "prior":
                        found[name] = axis
                    else:
                        found.setdefault(name, {})[label] = axis
                    spreads.append(wanted if callable(wanted) else None)
        faults.raise_if_any()
        if not found:
            raise InputError("box: no parameter moves; name some with their ranges")
        return cls(read_axes(model, found), tuple(spreads))

    @property
    def names(self) -> list[str]:
        return [axis.dim for axis in self.axes]

    @property
    def ranges(self) -> list[tuple[Fraction, Fraction]]:
        return [axis.points.span for axis in self.axes]

    def drawn(self, rng: np.random.Generator, count: int) -> Floats:
        """Draws, one row each."""
        columns = []
        for (low, high), spread in zip(self.ranges, self.spreads, strict=True):
            if spread is None:
                columns.append(rng.uniform(float(low), float(high), count))
            else:
                column = np.asarray(spread(rng, count), dtype=np.float64)
                columns.append(np.clip(column, float(low), float(high)))
        return np.column_stack(columns)


def _wanted(model: Any, box: Any, faults: Faults) -> Iterator[tuple[str, str | None, Any]]:
    """(parameter, type, what is wanted of it)."""
    table = {record.name: record for record in parameter_table(model)}
    if not isinstance(box, Mapping):
        share = exact(box, "box")
        if not 0 < share < 1:
            faults.add("box", f"is {box}; a share of the values, such as 0.2, must lie between 0 and 1")
        box = dict.fromkeys(table, share)
    for name, wanted in box.items():
        if name not in table:
            faults.add(f"box.{name}", f"no such parameter; there are {', '.join(table)}")
        elif not table[name].labels_in:
            yield name, None, wanted
        elif name == "prior":
            if len(model.types) == 2:
                yield name, model.resilience_order[-1], wanted
        elif getattr(model, name) is not None:
            every = getattr(model, table[name].labels_in)
            labels = wanted if isinstance(wanted, Mapping) else dict.fromkeys(every, wanted)
            yield from ((name, label, one) for label, one in labels.items())


def _value(model: Any, name: str, label: str | None) -> Fraction:
    given = getattr(model, name) if hasattr(model, name) else model.values[name]
    value: Fraction = given if label is None else given[label]
    return value


def _domains(model: Any) -> dict[str, Domain]:
    return {record.name: record.domain for record in parameter_table(model)}


def _ends(where: str, wanted: Any, value: Fraction, domain: Domain) -> tuple[Fraction, Fraction] | None:
    """The range of one parameter, kept inside its domain; None where it does not move."""
    low = None if domain.low is None else domain.low + (_MARGIN if domain.open_low else 0)
    high = None if domain.high is None else domain.high - (_MARGIN if domain.open_high else 0)
    if callable(wanted):
        reach = 100 * max(abs(value), Fraction(1))
        return Fraction(value - reach if low is None else low), Fraction(value + reach if high is None else high)
    if isinstance(wanted, (tuple, list)):
        if len(wanted) != 2:
            raise InputError(f"{where}: expected a range (lowest, highest)")
        ends = exact(wanted[0], where), exact(wanted[1], where)
        if ends[0] >= ends[1]:
            raise InputError(f"{where}: the range runs from {ends[0]} to {ends[1]}; the first must be less")
        return ends
    reach = abs(value) * exact(wanted, where)
    if reach <= 0:
        return None
    least, most = value - reach, value + reach
    return Fraction(least if low is None else max(least, low)), Fraction(most if high is None else min(most, high))


class _Solver:
    """Solves draws: by closed forms where there are any, the exact engine at what they leave."""

    def __init__(self, box: _Box, concept: str | None, executor: Executor | None):
        self.box, self.concept, self.executor = box, concept, executor
        events = box.axes.model.events()
        known = [event for event in _EVENTS if event in events] or list(events)
        self.quantities = {quantity_name(event): event for event in known}
        kernel = kernel_for(box.axes, concept, list(self.quantities.values()))
        self.kernel: Kernel | None = None if isinstance(kernel, str) or kernel.standing else kernel
        self.method = "exact" if self.kernel is None else "closed forms"

    def at_centre(self) -> Sample:
        """The model itself, as a sample of one."""
        row = [_value(self.box.axes.model, axis.parameter, axis.type or self._whose(axis)) for axis in self.box.axes]
        return self.solve(np.array([[float(x) for x in row]]), [row])

    def _whose(self, axis: Any) -> str | None:
        return self.box.axes.strongest if axis.of_prior else None

    def solve(self, rows: Floats, exactly: Sequence[Sequence[Fraction]] | None = None) -> Sample:
        """Solve draws given as rows; `exactly` are the same as Fractions where floats do not say it all."""
        count = len(rows)
        ends = {f"{name}_{end}": np.full(count, np.nan) for name in self.quantities for end in ("min", "max")}
        families: dict[str, NDArray[np.bool_]] = {}
        survives: dict[str, NDArray[np.bool_]] = {}
        left = np.arange(count)
        if self.kernel is not None:
            left = self._by_closed_forms(self.kernel, rows, ends, families, survives)
        self._exactly(rows, exactly, left, ends, families, survives)
        parameters = {axis.dim: rows[:, k] for k, axis in enumerate(self.box.axes)}
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

    def _exactly(self, rows: Floats, exactly: Any, left: Any, ends: Any, families: Any, survives: Any) -> None:
        axes = self.box.axes

        def changes(i: int) -> dict[str, Any]:
            return axes.changes_to(exactly[i] if exactly else [exact(float(x)) for x in rows[i]])

        tasks = (
            (i, (axes.model, [changes(int(k)) for k in left[i : i + TASK]], self.concept, [*self.quantities.values()]))
            for i in range(0, len(left), TASK)
        )
        for start, briefs in sorted(solve_tasks(tasks, self.executor).items()):
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
    if any(spread is not None for spread in box.spreads):
        raise InputError("influence: Sobol indices are for boxes of ranges; here a distribution was given")
    problem = {
        "num_vars": len(box.names),
        "names": box.names,
        "bounds": [[float(low), float(high)] for low, high in box.ranges],
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


__all__ = ["CONCLUSIONS", "Holding", "Influence", "Robustness", "Sample", "robustness", "wilson"]
