"""A map of two parameters made ready for drawing: what happens in every part of a box, and the lines between parts.

From `regions` a map has the exact boundaries. From a sweep it has them too, if the sweep is of a model with closed
forms: the sweep says which model, which box and which refinement, and the boundaries are derived anew. Otherwise the
cells of its grid are what is known, and the map says that it shows cells. Parts with the same equilibria form a zone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import count
from string import ascii_uppercase
from typing import Any

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from termination.analysis.axes import Axes, Axis, letter_of
from termination.analysis.boundaries import Boundary, Cell, Regions, regions
from termination.analysis.exactly import brief
from termination.engine.arithmetic import exact
from termination.engine.model import (
    NO_WORDS,
    Extremes,
    Gist,
    Model,
    Parametric,
    called,
    gist_of,
    measures_of,
    parametric,
)
from termination.errors import InputError
from termination.models.scenarios import parse_scenario

Floats = NDArray[np.float64]
Line = tuple[Floats, Floats]
Names = tuple[str, ...]


@dataclass(frozen=True)
class Zone:
    """All places with the same equilibria: its letter, their names, and what they bring in the model's few words.

    Where the model has no such words (the text of the gist is "") the gist's place is that of the zone.
    """

    letter: str
    names: Names
    gist: Gist = NO_WORDS


@dataclass(frozen=True)
class Here:
    """The model itself as a point of the map; `zone` is None on a boundary, `names` the equilibria there.

    `called` is what the model calls itself: "this war", "this game".
    """

    x: float
    y: float
    zone: int | None
    names: Names
    called: str = "this game"


@dataclass(frozen=True)
class RegionMap:
    """What a region map draws.

    `parts` are polygons with the index of their zone, `edges` the lines between zones, `box` (x from, x to, y from, y
    to), `parameters` the two parameters ("signal_cost.high" for one by type), `letters` what these are in formulas.
    `caveat` says if these are but cells, or if there may be more lines.
    """

    parameters: tuple[str, str]
    box: tuple[float, float, float, float]
    refinement: str
    zones: tuple[Zone, ...]
    parts: tuple[tuple[int, Line], ...]
    edges: tuple[Line, ...]
    here: Here | None = None
    caveat: str = ""
    letters: tuple[str, str] = ("", "")


def region_map(found: Regions | xr.Dataset, *, selected: bool = True) -> RegionMap:
    """The map of what `regions` found, or of a `sweep` over two parameters, as `plot.regions` draws it.

    Parameters
    ----------
    found : the answer of `regions`, or of a `sweep` over two parameters; one over more becomes one over two by choosing
        values of the others, `grid.sel(guarantee=0.1)`
    selected : whether only equilibria count that survive the refinement that was asked for

    Returns
    -------
    `RegionMap`: zones by meaning, the polygons of which each consists, edges, and where the model itself stands.

    Raises
    ------
    InputError : `found` is anything else

    >>> from termination.models.opening.game import OpeningGame
    >>> war = OpeningGame(prior=["1/2", "1/2"], resilience=[0, 1], war_value=[0, 1], talks_value=[1, "3/2"],
    ...                   escalation_harm=1, base_harm=1, talks_exposure=1, escalation_gain=1, escalation_cost="3/4")
    >>> data = region_map(regions(war, x={"escalation_cost": ("1/10", 2)}, y={"prior": (0, 1)}, refinement="D1"))
    >>> [f"{zone.letter}: {zone.gist.text}" for zone in data.zones][1:]
    ['B: talks in some equilibria', 'C: talks in every equilibrium']
    >>> data.zones[data.here.zone].letter
    'B'
    """
    if isinstance(found, Regions):
        return _of_regions(found, 1 if selected else 0)
    if isinstance(found, xr.Dataset) and {"families", "survives"} <= set(found.variables):
        return _of_sweep(found, selected)
    raise InputError(f"found: expected the answer of regions() or of sweep(), found {type(found).__name__}")


# From exact boundaries


def _of_regions(found: Regions, side: int) -> RegionMap:
    """`side` is the place of what is shown in a boundary's pair (families, survivors)."""
    by_names: dict[Names, list[Cell]] = {}
    for cell in found.cells:
        by_names.setdefault((cell.families, cell.survives)[side], []).append(cell)
    zones: list[Zone] = []
    for letter, (names, cells) in zip(letters(), by_names.items(), strict=False):
        largest = max(cells, key=lambda cell: cell.width * cell.height)
        zones.append(_zone(letter, names, found.model, _outcomes(found, largest, side), len(zones)))
    order = list(by_names)
    x, y = found.axes
    labels = (_axis_name(found.axes, x), _axis_name(found.axes, y))
    (x_low, x_high), (y_low, y_high) = x.points.span, y.points.span
    return RegionMap(
        labels,
        (float(x_low), float(x_high), float(y_low), float(y_high)),
        found.refinement if side else "",
        tuple(zones),
        tuple((order.index((c.families, c.survives)[side]), c.outline()) for c in found.cells),
        tuple(edge.points() for edge in _shown(found.boundaries, side)),
        _here(found, order, side),
        found.caveat,
        (letter_of(found.model, labels[0]), letter_of(found.model, labels[1])),
    )


def _shown(boundaries: Sequence[Boundary], side: int) -> Iterator[Boundary]:
    return (edge for edge in boundaries if edge.below[side] != edge.above[side])


def _zone(letter: str, names: Names, model: Model | None, outcomes: Extremes, place: int) -> Zone:
    """With what the model says of the outcomes; where it says nothing, `place` tells the zones apart."""
    gist = gist_of(model, outcomes) if model is not None else NO_WORDS
    return Zone(letter, names, gist if gist.text else Gist(place=place))


def _outcomes(found: Regions, cell: Cell, side: int) -> Extremes:
    """Extremes of the model's events at a point of the cell, by the exact engine; none where nothing survives."""
    if not (cell.families, cell.survives)[side]:
        return {}
    model = found.axes.model.with_(**found.axes.changes_to([cell.x, cell.y]))
    events = list(model.events())
    answer = brief(model, (found.refinement or None) if side else None, events)
    return dict(zip(events, answer.extremes, strict=True))


def _here(found: Regions, order: Sequence[Names], side: int) -> Here | None:
    """Where the model itself is, if that is in the box. On an edge more may exist than in any zone."""
    x, y = (own_value(found.axes.model, axis.parameter, found.axes.whose(axis)) for axis in found.axes)
    spans = [axis.points.span for axis in found.axes]
    if x is None or y is None or not all(low <= v <= high for v, (low, high) in zip((x, y), spans, strict=True)):
        return None
    names = tuple(sorted(found.at(x, y)[side]))
    return Here(float(x), float(y), order.index(names) if names in order else None, names, called(found.model))


def own_value(model: Parametric, parameter: str, label: str | None) -> Fraction | None:
    """The model's own value of a parameter, the type's if there is one for each; None where it has none."""
    value = model.parameters()[parameter]
    found: Fraction | None = value[label] if label and value is not None else value
    return found


def _named(parameter: str, label: str | None) -> str:
    return f"{parameter}.{label}" if label else parameter


def _axis_name(axes: Axes, axis: Axis) -> str:
    """The parameter and whose it is; a prior that is one number is the leading type's."""
    whose = axes.whose(axis)
    if axis.parameter == "prior" and whose is None and len(axes.model.game().types) == 2:
        whose = axes.model.leading
    return _named(axis.parameter, whose)


# From a sweep


def _of_sweep(grid: xr.Dataset, selected: bool) -> RegionMap:
    dims = grid["families"].dims
    if len(dims) != 2:
        advice = "name two axes" if len(dims) < 2 else "choose values for the others, such as grid.sel(guarantee=0.1)"
        raise InputError(f"found: this sweep has {len(dims)} axes, a map needs two: {advice}")
    small = [str(dim) for dim in dims if grid.sizes[dim] < 2]
    if small:
        raise InputError(f"found: {small[0]} takes a single value in this sweep; a map needs two at least")
    if "model" not in grid.attrs:
        return _of_cells(grid, selected, "the sweep does not say of which model it is")
    try:
        again = _regions_of(grid)
    except InputError as fault:
        return _of_cells(grid, selected, str(fault).partition("; sweep()")[0])
    return _of_regions(again, 1 if selected else 0)


def _regions_of(grid: xr.Dataset) -> Regions:
    """The exact boundaries in the box that was swept; axes at a single value are that value of the model."""
    model = _model_of(grid)
    for name, fixed in grid.coords.items():
        if name not in grid["families"].dims:
            model = model.with_(**_change(model, fixed, float(fixed)))
    x, y = (grid.coords[dim] for dim in grid["families"].dims)
    return regions(model, x=_axis(x), y=_axis(y), refinement=grid.attrs["refinement"] or None)


def _axis(values: xr.DataArray) -> dict[str, Any]:
    ends = (float(values.min()), float(values.max()))
    name, label = values.attrs["parameter"], values.attrs["type"]
    return {name: {label: ends} if label else ends}


def _model_of(grid: xr.Dataset) -> Parametric:
    """The model that was swept, which the sweep carries as the text of a scenario file."""
    return parametric(parse_scenario(grid.attrs["model"]).model)


def _change(model: Parametric, of: xr.DataArray, value: float) -> dict[str, Any]:
    name, label = of.attrs["parameter"], of.attrs["type"]
    if name == "prior" and label:
        return {name: {t: exact(value) if t == label else 1 - exact(value) for t in model.labels["types"]}}
    return {name: {label: value} if label else value}


def _of_cells(grid: xr.Dataset, selected: bool, why: str) -> RegionMap:
    """The cells of the grid. Points on a knife edge are no area: they take what is beside them."""
    variable = "survives" if selected else "families"
    masks = _without_edges(grid[variable].values, grid["knife_edge"].values)
    if not grid.attrs.get("complete", True) and not masks.all():
        raise InputError("found: this sweep was interrupted and has points that nobody solved; sweep again")
    kinds = [int(mask) for mask in dict.fromkeys(masks.ravel().tolist())]
    place = np.vectorize({mask: i for i, mask in enumerate(kinds)}.__getitem__)(masks)
    names = grid[variable].attrs["names"]
    model = _model_of(grid) if "model" in grid.attrs else None
    zones: list[Zone] = []
    for letter, (i, mask) in zip(letters(), enumerate(kinds), strict=False):
        there = tuple(sorted(name for bit, name in enumerate(names) if mask >> bit & 1))
        one = np.argwhere(place == i)[0]
        outcomes = _outcomes_at(grid, model, tuple(one)) if selected and there else {}
        zones.append(_zone(letter, there, model, outcomes, len(zones)))
    x, y = (_sides(grid.coords[dim].values) for dim in grid["families"].dims)
    across, down = place.shape
    labels = (_label(grid, 0), _label(grid, 1))
    return RegionMap(
        labels,
        (x[0], x[-1], y[0], y[-1]),
        grid.attrs.get("refinement", "") if selected else "",
        tuple(zones),
        tuple(_columns(place, x, y)),
        tuple(_steps(place, x, y)),
        _here_in_cells(grid, model, place, (x, y), zones),
        f"Cells of a sweep of {across} by {down} points, not exact boundaries ({why}); the points are solved by "
        f"{'the exact engine' if grid.attrs['method'] == 'exact' else grid.attrs['method']}",
        (letter_of(model, labels[0]), letter_of(model, labels[1])),
    )


def _here_in_cells(
    grid: xr.Dataset, model: Parametric | None, place: Any, sides: tuple[Floats, Floats], zones: Sequence[Zone]
) -> Here | None:
    """The cell that the model itself is in, where the sweep knows its model."""
    if model is None:
        return None
    at, cell = [], []
    for dim, side in zip(grid["families"].dims, sides, strict=True):
        value = own_value(model, grid.coords[dim].attrs["parameter"], grid.coords[dim].attrs["type"])
        if value is None or not side[0] <= value <= side[-1]:
            return None
        at.append(float(value))
        cell.append(min(int(np.searchsorted(side, float(value), "right")) - 1, len(side) - 2))
    zone = int(place[tuple(cell)])
    return Here(at[0], at[1], zone, zones[zone].names, called(model))


def _without_edges(masks: Any, edge: Any) -> Any:
    """Masks in which points on a knife edge have what most of their neighbours have."""
    found = masks.copy()
    for i, j in np.argwhere(edge):
        beside = [
            int(masks[k, n])
            for k, n in ((i - 1, j), (i + 1, j), (i, j - 1), (i, j + 1))
            if 0 <= k < masks.shape[0] and 0 <= n < masks.shape[1] and not edge[k, n]
        ]
        if beside:
            found[i, j] = max(beside, key=beside.count)
    return found


def _outcomes_at(grid: xr.Dataset, model: Model | None, at: tuple[Any, ...]) -> Extremes:
    """Extremes of the model's events as the sweep has them; none where it was told to leave them out."""
    named = {event: measures_of(model).variable(event) for event in model.events()} if model is not None else {}
    return {
        event: (float(grid[f"{name}_min"].values[at]), float(grid[f"{name}_max"].values[at]))
        for event, name in named.items()
        if f"{name}_min" in grid
    }


def _label(grid: xr.Dataset, i: int) -> str:
    dim = grid["families"].dims[i]
    return _named(grid.coords[dim].attrs.get("parameter", str(dim)), grid.coords[dim].attrs.get("type"))


def _sides(values: Floats) -> Floats:
    """Where cells meet: half way between points."""
    if not (np.diff(values) > 0).all():
        raise InputError("found: the values along an axis must rise for a map; sort them and sweep again")
    return np.concatenate([values[:1], (values[1:] + values[:-1]) / 2, values[-1:]])


def _columns(place: Any, x: Floats, y: Floats) -> Iterator[tuple[int, Line]]:
    """Cells of one zone above each other, as one rectangle."""
    for i, column in enumerate(place):
        starts = np.flatnonzero(np.diff(column, prepend=-1))
        for low, high in zip(starts, [*starts[1:], len(column)], strict=True):
            corners = (x[[i, i + 1, i + 1, i]], y[[low, low, high, high]])
            yield int(column[low]), corners


def _steps(place: Any, x: Floats, y: Floats) -> Iterator[Line]:
    """The sides between cells of different zones."""
    for i, j in np.argwhere(place[1:] != place[:-1]):
        yield x[[i + 1, i + 1]], y[[j, j + 1]]
    for i, j in np.argwhere(place[:, 1:] != place[:, :-1]):
        yield x[[i, i + 1]], y[[j + 1, j + 1]]


# Letters


def letters() -> Iterator[str]:
    """A, B, ..., Z, AA, AB and so on."""
    yield from ascii_uppercase
    for first in letters():
        yield from (first + second for second in ascii_uppercase)


def like(data: RegionMap, other: RegionMap) -> RegionMap:
    """The map with the letters of another: zones with the same equilibria share letter and place, others go on.

    >>> from termination.engine.model import Gist
    >>> box, one, two = (0.0, 1.0, 0.0, 1.0), Zone("A", ("one",)), Zone("B", ("two",), Gist(place=1))
    >>> first = RegionMap(("x", "y"), box, "", (one, two), (), ())
    >>> second = RegionMap(("x", "z"), box, "", (Zone("A", ("two",)), Zone("B", ("three",), Gist(place=1))), (), ())
    >>> [(zone.letter, zone.names, zone.gist.place) for zone in like(second, first).zones]
    [('B', ('two',), 1), ('C', ('three',), 2)]
    """
    known = {zone.names: zone for zone in other.zones}
    taken = {zone.letter for zone in other.zones}
    letter = (one for one in letters() if one not in taken)
    place = count(1 + max((zone.gist.place for zone in other.zones), default=-1))
    zones = []
    for zone in data.zones:
        same = known.get(zone.names) or replace(zone, letter=next(letter), gist=Gist(place=next(place)))
        zones.append(replace(same, gist=zone.gist if zone.gist.text else same.gist))
    return replace(data, zones=tuple(zones))
