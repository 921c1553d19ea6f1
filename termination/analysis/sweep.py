"""Sweeps: every point of a grid of parameters, which equilibria there are, which survive, and what they bring.

Two roads lead through a grid. Where a model has closed forms they are compiled and evaluated by NumPy in floats, block
by block (`kernels`); elsewhere the exact engine solves every point (`exactly`). The result says which road was taken.
Closed forms in floats cannot tell a knife edge from a point close to one, so points within rounding of an edge go to
the exact engine, unless there are very many; then they are flagged and the result says that too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, wait
from dataclasses import dataclass, field
from functools import reduce
from itertools import islice
from operator import or_
from typing import TYPE_CHECKING, Any

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from termination.analysis.axes import Axes, read_axes
from termination.analysis.blocks import blocks
from termination.analysis.exactly import PAYOFF, POSTERIOR, Brief, brief
from termination.analysis.kernels import Kernel, kernel_for
from termination.engine.model import Model, Parametric, measures_of
from termination.engine.refining.concepts import concept_named
from termination.errors import Fault, InputError, expect
from termination.models.scenarios import parse_scenario, write_scenario

if TYPE_CHECKING:
    import pandas as pd

#: Told how many points are done, of how many.
Progress = Callable[[int, int], None]

#: Names of families that have a bit of their own; the last bit stands for all others, should there be more.
MOST_NAMES = 63
OTHERS = "others, not told apart"
#: Points a task of the exact engine solves, and tasks that wait at a time.
TASK, WAITING = 32, 512
#: Knife edges that are sent to the exact engine unless told otherwise.
EDGES = 2000

_METHODS = ("closed forms", "exact")
_EDGES = ("exact", "flag")


class Sweep(xr.Dataset):  # type: ignore[no-untyped-call]
    """An xarray Dataset that can also be read as tidy rows; what `sweep` returns."""

    __slots__ = ()

    def to_frame(self) -> pd.DataFrame:
        """One row for each point and equilibrium: the coordinates, its name, whether it survives, and the point's flag.

        >>> from termination.models.opening.game import OpeningGame
        >>> war = OpeningGame(prior=["1/2", "1/2"], resilience=[0, 1], war_value=[0, 1], talks_value=[1, "3/2"],
        ...                   escalation_harm=1, base_harm=1, talks_exposure=1, escalation_gain=1, escalation_cost=1)
        >>> frame = sweep(war, escalation_cost=[0.75, 1.25], refinement="D1").to_frame()
        >>> frame.groupby("escalation_cost").equilibrium.count().to_list()
        [3, 1]
        """
        import pandas as pd

        masks, kept = self["families"].values.ravel(), self["survives"].values.ravel()
        rows, bits = [], []
        for bit in range(len(self["families"].attrs["names"])):
            there = np.flatnonzero(masks >> np.uint64(bit) & np.uint64(1))
            rows.append(there)
            bits.append(np.full(len(there), bit))
        row, bit_of = np.concatenate(rows), np.concatenate(bits)
        order = np.lexsort((bit_of, row))
        row, bit_of = row[order], bit_of[order]
        shape = self["families"].shape
        at = np.unravel_index(row, shape)
        columns: dict[str, Any] = {
            str(dim): self[dim].values[place] for dim, place in zip(self["families"].dims, at, strict=True)
        }
        columns["equilibrium"] = np.array(self["families"].attrs["names"], dtype=object)[bit_of]
        columns["survives"] = (kept[row] >> bit_of.astype(np.uint64) & np.uint64(1)).astype(bool)
        columns["knife_edge"] = self["knife_edge"].values.ravel()[row]
        return pd.DataFrame(columns)


def sweep(
    model: Model | Callable[..., Model],
    *,
    refinement: str | None = None,
    quantities: Iterable[str] = (),
    extremes: bool = True,
    method: str | None = None,
    edges: str | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
    **axes: Any,
) -> Sweep:
    """Every equilibrium at every point of a grid of parameters.

    The answer does not depend on `executor`.

    Parameters
    ----------
    model : an `OpeningGame`, or any model whose parameters can be changed by `with_`; or a function that makes a game
        or a model of numbers, whose arguments are then the axes, for any game at all: the exact engine solves each
    refinement : "intuitive", "D1", "D2" or "NWBR"; none if not given
    quantities : names of what to add: "payoffs" (by type), "posterior" (by type, given that she opens), or an event
    extremes : False to leave out the extremes of probabilities, and save memory
    method : "exact" to solve every point with the exact engine, "closed forms" to insist on those; if not given, closed
        forms where there are any
    edges : what to do where closed forms come within rounding of a knife edge: "exact" to ask the exact engine, "flag"
        to flag the point and give no less than there is: every family with a closed form that exists there or
        arbitrarily close and, where there may be others, "others, not told apart" and the widest extremes that any play
        allows. If not given, "exact" for up to 2000 such points
    executor : any `concurrent.futures.Executor`, for the points that the exact engine solves
    progress : a function of (points done, points in all), called now and then
    **axes : a tuple (start, stop, count), ends included, or a list or array of explicit values, by parameter. One by
        type takes a mapping, `signal_cost={"high": (0, 0.5, 200)}`, and its dimension is `signal_cost_high`. `prior`
        bare, with two types, is that of the more resilient; types without an axis share what is left as they do in the
        model, so that with three types one axis is a line through the simplex and two are two weights. So do types of
        the opponent's in doubt, `opponent_prior={"hawk": (0.1, 0.9, 9)}`

    Returns
    -------
    An xarray Dataset of plain NumPy arrays with a dimension for each axis. `families` and `survives` are bit masks
    (uint64), bit i being the family `families.attrs["names"][i]`; `knife_edge` says that a small change of the
    parameters may change them; `pr_open_min`, `pr_open_max` and so on are probabilities before the game is played, over
    all types, over the equilibria that survive. Attributes: `method`, `refinement`, `edges`, and `complete`, which is
    False if the work was interrupted (then `families` is 0 at points not reached) or a search hit its limit; for a
    model that a scenario file can hold also `model`, the file's text.

    Raises
    ------
    InputError : every fault of axes and options, before any work starts; and, with the point, that a function gives no
        game there: at corners of the grid before any work, elsewhere when the point is reached
    UnknownNameError : there is no such refinement

    >>> from termination.models.opening.game import OpeningGame
    >>> war = OpeningGame(prior=["1/2", "1/2"], resilience=[0, 1], war_value=[0, 1], talks_value=[1, "3/2"],
    ...                   escalation_harm=1, base_harm=1, talks_exposure=1, escalation_gain=1, escalation_cost=1)
    >>> grid = sweep(war, escalation_cost=[0.25, 0.75, 1.25], refinement="D1")
    >>> grid["pr_talks_min"].values.tolist(), grid["pr_talks_max"].values.tolist()
    ([0.0, 0.0, 1.0], [0.0, 1.0, 1.0])
    """
    concept = concept_named(refinement) if refinement is not None else None
    faults = [
        Fault(name, f"is {value!r}, must be one of {', '.join(map(repr, known))}")
        for name, value, known in (("method", method, _METHODS), ("edges", edges, _EDGES))
        if value is not None and value not in known
    ]
    if faults:
        raise InputError(faults)
    expect("quantities", quantities, Iterable, "a list of names")
    if progress is not None:
        expect("progress", progress, Callable, "a function of (points done, points in all)")
    grid = read_axes(model, axes)
    wanted = _wanted(grid.model, quantities, extremes)
    columns = _Columns(grid, list(wanted.values()))
    exact_points: Any = range(grid.size)
    used = "exact"
    if method != "exact":
        kernel = _kernel(grid, concept, list(wanted.values()), insist=method == "closed forms")
        if kernel is not None:
            used, exact_points = "closed forms", _by_closed_forms(kernel, columns, edges, progress)
    if columns.complete:
        _exactly(columns, exact_points, concept, executor, progress)
    return _dataset(columns, wanted, concept, used, exact_points)


def _wanted(model: Model, quantities: Iterable[str], extremes: bool) -> dict[str, str]:
    """By name of the variable, the quantity as the roads know it."""
    events, kept = list(model.events()), measures_of(model)
    found = {kept.variable(event): event for event in events if extremes and event not in kept.on_request}
    known = ["payoffs", *(["posterior"] if kept.revealing else []), *events]
    faults = []
    for name in [quantities] if isinstance(quantities, str) else list(quantities):
        if name == "payoffs":
            found |= {f"payoff_{t}": f"{PAYOFF}{t}" for t in model.game().types}
        elif name == "posterior" and kept.revealing:
            found |= {f"posterior_{t}": f"{POSTERIOR}{t}" for t in model.game().types}
        elif name in events:
            found[kept.variable(name)] = name
        else:
            faults.append(Fault("quantities", f"no quantity {name!r}; there are: {', '.join(map(repr, known))}"))
    if faults:
        raise InputError(faults)
    return found


@dataclass
class _Columns:
    """The arrays being filled, flat in row-major order, and the names of the bits."""

    axes: Axes
    quantities: list[str]
    names: list[str] = field(default_factory=list)
    complete: bool = True
    edges: str = "exact"

    def __post_init__(self) -> None:
        size = self.axes.size
        self.families: NDArray[np.uint64] = np.zeros(size, np.uint64)
        self.survives: NDArray[np.uint64] = np.zeros(size, np.uint64)
        self.knife_edge: NDArray[np.bool_] = np.zeros(size, np.bool_)
        self.ends = [(np.full(size, np.nan), np.full(size, np.nan)) for _ in self.quantities]

    def put(self, index: int, found: Brief) -> None:
        """Write one point that the exact engine solved."""
        self.families[index] = self._mask(found.families)
        self.survives[index] = self._mask(found.survives)
        self.knife_edge[index] = found.knife_edge
        for (low, high), (least, greatest) in zip(self.ends, found.extremes, strict=True):
            low[index], high[index] = least, greatest
        self.complete = self.complete and found.complete

    def add(self, name: str, indices: NDArray[np.int64]) -> None:
        """Say that a family of this name may exist at these points, and survive."""
        if len(indices):
            mask = self._mask([name])
            self.families[indices] |= mask
            self.survives[indices] |= mask

    def _mask(self, names: Iterable[str]) -> np.uint64:
        return np.uint64(reduce(or_, (1 << self.bit(name) for name in names), 0))

    def bit(self, name: str) -> int:
        """The bit of a name, a new one if there is any left."""
        if name not in self.names and len(self.names) < MOST_NAMES:
            self.names.append(name)
        elif name not in self.names:
            name = OTHERS
            if OTHERS not in self.names:
                self.names.append(OTHERS)
        return self.names.index(name)


# The exact engine


def _briefs(
    model: Parametric, changes: Sequence[dict[str, Any]], concept: str | None, quantities: list[str]
) -> list[Brief]:
    """One task: a few points, solved. At the module's top so that it can be sent to another process."""
    return [brief(model.with_(**change), concept, quantities) for change in changes]


def _exactly(
    columns: _Columns,
    indices: Sequence[int] | range,
    concept: str | None,
    executor: Executor | None,
    progress: Progress | None,
) -> None:
    """Solve these points and write them, in their order whatever the order in which they are done."""
    total = columns.axes.size
    before = total - len(indices)
    done: dict[int, list[Brief]] = {}
    solved = before

    def note(start: int, found: list[Brief]) -> None:
        nonlocal solved
        done[start] = found
        solved += len(found)
        if progress is not None:
            progress(solved, total)

    axes = columns.axes
    changes = ((i, [axes.changes(int(k)) for k in indices[i : i + TASK]]) for i in range(0, len(indices), TASK))
    tasks = ((i, (axes.model, some, concept, columns.quantities)) for i, some in changes)
    try:
        solve_tasks(tasks, executor, note)
    except KeyboardInterrupt:
        columns.complete = False
    for start in sorted(done):
        for place, found in enumerate(done[start]):
            columns.put(int(indices[start + place]), found)


def solve_tasks(
    tasks: Iterator[tuple[int, Any]], executor: Executor | None, note: Callable[[int, list[Brief]], None]
) -> None:
    """Solve numbered tasks (see `_briefs`) here or by the executor, and note what each gave; an interrupt is let
    through."""
    if executor is not None:
        _spread(executor, tasks, note)
        return
    for start, task in tasks:
        note(start, _briefs(*task))


def _spread(executor: Executor, tasks: Iterator[tuple[int, Any]], note: Callable[[int, list[Brief]], None]) -> None:
    """Keep the executor supplied; on an interrupt, cancel what waits and note what is done."""
    pending: dict[Future[list[Brief]], int] = {}
    try:
        while True:
            for start, task in islice(tasks, WAITING - len(pending)):
                pending[executor.submit(_briefs, *task)] = start
            if not pending:
                return
            for future in wait(pending, return_when=FIRST_COMPLETED).done:
                note(pending.pop(future), future.result())
    except KeyboardInterrupt:
        for future in pending:
            future.cancel()
        for future, start in pending.items():
            if future.done() and not future.cancelled() and future.exception() is None:
                _note_quietly(note, start, future)
        raise


def _note_quietly(note: Callable[[int, list[Brief]], None], start: int, future: Future[list[Brief]]) -> None:
    """Note a result during an interrupt; a second interrupt, from the progress shown, changes nothing."""
    try:
        note(start, future.result())
    except (KeyboardInterrupt, CancelledError):
        return


# Closed forms


def _kernel(axes: Axes, concept: str | None, quantities: list[str], insist: bool) -> Kernel | None:
    found = kernel_for(axes, concept, quantities)
    if isinstance(found, str):
        if insist:
            raise InputError([Fault("method", f"there are no closed forms to use: {found}")])
        return None
    return None if found.standing and not insist else found


def _by_closed_forms(
    kernel: Kernel, columns: _Columns, edges: str | None, progress: Progress | None
) -> NDArray[np.int64]:
    """Fill the columns block by block; returns the points that are left to the exact engine."""
    columns.names = list(kernel.names) if len(kernel.names) <= MOST_NAMES else []
    total = columns.axes.size
    close, outside, unlisted = [], [], []
    try:
        for block in blocks(columns.axes.shape):
            found = kernel.evaluate(block, columns.bit)
            here = slice(block.start, block.start + block.size)
            columns.families[here], columns.survives[here] = found.families, found.survives
            columns.knife_edge[here] = found.knife_edge
            for (low, high), (least, greatest) in zip(columns.ends, found.extremes, strict=True):
                low[here], high[here] = least, greatest
            close.append(block.start + np.flatnonzero(found.knife_edge & ~found.outside))
            outside.append(block.start + np.flatnonzero(found.outside))
            unlisted.append(block.start + np.flatnonzero(found.unlisted))
            if progress is not None:
                progress(min(block.start + block.size, total), total)
    except KeyboardInterrupt:
        columns.complete = False
    near, beyond, more = (np.concatenate([np.zeros(0, np.int64), *one]) for one in (close, outside, unlisted))
    columns.edges = edges or ("exact" if len(near) <= EDGES else "flag")
    if columns.edges == "exact":
        return np.union1d(near, beyond)
    columns.add(OTHERS, more)
    return beyond


# The result


def _dataset(
    columns: _Columns, wanted: dict[str, str], concept: str | None, used: str, solved: Sequence[int] | range
) -> Sweep:
    axes = columns.axes
    dims, shape = tuple(axis.dim for axis in axes), axes.shape
    attributes = {"names": list(columns.names)}
    variables: dict[str, Any] = {
        "families": (dims, columns.families.reshape(shape), attributes),
        "survives": (dims, columns.survives.reshape(shape), dict(attributes)),
        "knife_edge": (dims, columns.knife_edge.reshape(shape)),
    }
    for name, (low, high) in zip(wanted, columns.ends, strict=True):
        variables[f"{name}_min"] = (dims, low.reshape(shape))
        variables[f"{name}_max"] = (dims, high.reshape(shape))
    how = used
    if used == "closed forms" and len(solved):
        how = f"closed forms; exact engine at {len(solved)} of {axes.size} points"
    return Sweep(
        variables,
        coords={
            axis.dim: (axis.dim, axis.points.floats, {"parameter": axis.parameter, "type": axes.whose(axis) or ""})
            for axis in axes
        },
        attrs={"method": how, "refinement": concept or "", "edges": columns.edges, "complete": columns.complete}
        | _as_text(axes.model),
    )


def _as_text(model: Model) -> dict[str, str]:
    """The model as the attribute that lets a figure find exact boundaries; none if no scenario file can hold it."""
    try:
        text = write_scenario(model)
        return {"model": text} if type(parse_scenario(text).model) is type(model) else {}
    except InputError:
        return {}
