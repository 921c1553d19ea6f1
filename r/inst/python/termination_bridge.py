"""What R asks of `termination`: a call gives an answer or, as plain data, what was wrong; an answer gives tables.

R knows neither exceptions nor fractions. An error made by us crosses as its message, its kinds and its faults, and
becomes a condition there; any other error is a fault of ours and is left to be seen. A fraction crosses twice: as the
nearest float and, in a column "..._exact", as its digits.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import termination as tm
from termination.analysis.zones import region_map
from termination.engine.equilibria import Equilibria
from termination.errors import InputError, TerminationError, TerminationWarning

Columns = dict[str, list[Any]]


@dataclass(frozen=True)
class Outcome:
    """What a call came to: its value, or the fault for which there is none; and what it warned of."""

    value: Any
    fault: dict[str, Any] | None
    warned: list[dict[str, Any]]


def call(name: str, *given: Any, **named: Any) -> Outcome:
    """The public function of this name, or one of those below, called."""
    function = _OURS.get(name) or getattr(tm, name)
    value, fault = None, None
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", TerminationWarning)
        try:
            value = function(*given, **named)
        except TerminationError as error:
            fault = _as_data(error)
    return Outcome(value, fault, [_as_data(one.message) for one in caught])


def _as_data(error: Any) -> dict[str, Any]:
    kinds = [kind.__name__ for kind in type(error).__mro__ if kind.__module__ == "termination.errors"]
    faults = error.faults if isinstance(error, InputError) else ()
    return {
        "message": str(error),
        "kinds": kinds,
        "where": [one.where for one in faults],
        "what": [one.what for one in faults],
    }


def _updated(war: Any, **changes: Any) -> Any:
    return war.with_(**changes)


def _swept(war: Any, axes: Mapping[str, Any], **options: Any) -> Any:
    return tm.sweep(war, **options, **axes)


def _over_time(found: Any) -> bool:
    """Whether what `solve` gave is the course of a game over time, which has no list of families."""
    return not isinstance(found, Equilibria)


def _names(found: Any) -> list[str]:
    return [family.name for family in found]


def _inequalities(form: Any) -> list[str]:
    return [str(one) for one in form]


def _columns(names: Iterable[str], rows: Iterable[Iterable[Any]]) -> Columns:
    """Rows as columns; one that holds fractions comes as floats and, where they are known, as digits."""
    taken = [list(row) for row in rows]
    columns: Columns = {}
    for place, name in enumerate(names):
        values = [row[place] for row in taken]
        if any(isinstance(one, Fraction) for one in values):
            columns[name] = [float(one) for one in values]
            columns[f"{name}_exact"] = ["" if isinstance(one, float) else str(one) for one in values]
        else:
            columns[name] = values
    return columns


def _frame(answer: Any) -> Columns:
    frame = answer.to_frame()
    return _columns(map(str, frame.columns), zip(*(frame[name].tolist() for name in frame.columns), strict=True))


def _thresholds(found: Any) -> Columns:
    rows = [(t.parameter, t.value, "" if t.formula is None else str(t.formula), str(t)) for t in found.thresholds]
    return _columns(["parameter", "value", "formula", "sentence"], rows)


def _parts(found: Any) -> Columns:
    """The polygons of which a map consists, a row for each corner."""
    drawn = region_map(found)
    rows = []
    for part, (zone, (xs, ys)) in enumerate(drawn.parts, start=1):
        one = drawn.zones[zone]
        said = (part, one.letter, one.gist.text, "; ".join(one.names))
        rows += [(*said, x, y) for x, y in zip(xs.tolist(), ys.tolist(), strict=True)]
    return _columns(["part", "zone", "meaning", "equilibria", "x", "y"], rows)


def _edges(found: Any) -> Columns:
    """The lines between zones, a row for each point."""
    lines = enumerate(region_map(found).edges, start=1)
    rows = [(edge, x, y) for edge, (xs, ys) in lines for x, y in zip(xs.tolist(), ys.tolist(), strict=True)]
    return _columns(["edge", "x", "y"], rows)


def _boundaries(found: Any) -> Columns:
    rows = [(one.place, one.start, one.stop, str(one)) for one in found.boundaries]
    return _columns(["place", "start", "stop", "sentence"], rows)


def _here(found: Any) -> Columns:
    """Where the war itself stands: one row, or none if it is off the map."""
    here = region_map(found).here
    return _columns(["called", "x", "y"], [] if here is None else [(here.called, here.x, here.y)])


_OURS: dict[str, Callable[..., Any]] = {
    "update": _updated,
    "swept": _swept,
    "over_time": _over_time,
    "names": _names,
    "inequalities": _inequalities,
    "frame": _frame,
    "thresholds": _thresholds,
    "parts": _parts,
    "edges": _edges,
    "boundaries": _boundaries,
    "here": _here,
}
