"""The two conditions for talks as one picture and one table: where talks open in no, some, every equilibrium.

The planes are those of the first condition (cost of escalation, prior probability of resilience) and of the second
(cost of the signal to the resilient, to the weak). Zones and boundaries are exact, and the exact engine says what lies
on the two sides of each boundary; shares of a plane come from the closed forms on a fine grid.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, partial
from itertools import pairwise
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Patch

import termination as tm
from paper_replication.claims import Story, shown
from paper_replication.drawing import SIZE, dress, panels, shade_zones
from paper_replication.opening.plays import span
from paper_replication.opening.wars import middle_war, signal_war, tempting_war
from paper_replication.opening.words import War
from paper_replication.sections import Part, Picture, Table

#: Points along each axis of the shading.
FINE = 241
CLASSES = ("in no equilibrium", "in some", "in every one")
FACES = ("#FFFFFF", "#DCEBF5", "#7FB9DE")
#: Stretches of one boundary whose ends are so near are one: the ends of vertical ones are found in floats.
_TOUCHING = 1e-3


@dataclass(frozen=True, eq=False)
class Plane:
    """A war and two of its parameters, each with its range."""

    title: str
    war: War
    x: dict[str, Any]
    y: dict[str, Any]
    labels: tuple[str, str]
    names: tuple[str, str]


PLANES = (
    Plane(
        "first condition",
        tempting_war(),
        {"escalation_cost": ("3/10", 1)},
        {"prior": ("1/50", "49/50")},
        ("escalation cost", "prior probability of resilience"),
        ("escalation_cost", "prior"),
    ),
    Plane(
        "second condition, while escalation is tempting",
        signal_war(),
        {"signal_cost": {"high": ("1/200", "1/4")}},
        {"signal_cost": {"low": ("1/100", 1)}},
        ("signal cost of the resilient", "signal cost of the weak"),
        ("signal_cost_high", "signal_cost_low"),
    ),
)
CONCEPTS = ("", "D1")


def of_talks(least: Any, most: Any) -> Any:
    """0, 1, 2: talks with positive probability in no, some, every equilibrium."""
    return (np.asarray(most) > 0).astype(int) + (np.asarray(least) > 0)


def shading(plane: Plane, concept: str) -> Any:
    """The class at each point of the grid, y by x."""
    axes: dict[str, Any] = {}
    for given in (plane.x, plane.y):
        ((name, ends),) = given.items()
        if isinstance(ends, dict):
            axes.setdefault(name, {}).update({t: (*range_, FINE) for t, range_ in ends.items()})
        else:
            axes[name] = (*ends, FINE)
    grid = tm.sweep(plane.war, refinement=concept or None, edges="flag", **axes)
    x, y = plane.names
    return of_talks(*(grid[f"pr_talks_{end}"].transpose(y, x).to_numpy() for end in ("min", "max")))


@dataclass(frozen=True)
class Line:
    """A stretch of a boundary between classes: where it runs, in words, its points, and the classes on its sides."""

    place: str
    start: float
    stop: float
    points: Any
    below: int
    above: int


@cache
def regions(plane: Plane, concept: str) -> Any:
    """Where which equilibria exist and survive, exactly."""
    return tm.regions(plane.war, x=plane.x, y=plane.y, refinement=concept or None)


def regions_map(plane: Plane) -> Axes:
    """The equilibria themselves: which kinds survive D1 where."""
    return tm.plot.regions(regions(plane, "D1"), title="")


@cache
def lines(plane: Plane, concept: str) -> tuple[Line, ...]:
    """The boundaries on whose two sides talks are in another class, neighbouring stretches joined."""
    drawn: list[Line] = []
    for edge in sorted(regions(plane, concept).boundaries, key=lambda edge: (edge.place, edge.start)):
        below, above = (_beside(plane, edge, concept, side) for side in (-1, 1))
        if below != above:
            _join(drawn, Line(edge.place, edge.start, edge.stop, np.array(edge.points(60)), below, above))
    return tuple(drawn)


def _join(drawn: list[Line], line: Line) -> None:
    """Add the stretch, to the last one if it goes on from there."""
    last = drawn[-1] if drawn else None
    same = last and (last.place, last.below, last.above) == (line.place, line.below, line.above)
    if last and same and abs(last.stop - line.start) < _TOUCHING:
        points = np.concatenate([last.points, line.points], axis=1)
        drawn[-1] = replace(last, stop=line.stop, points=points)
    else:
        drawn.append(line)


def _beside(plane: Plane, edge: Any, concept: str, side: int) -> int:
    """The class just below (left of) or above (right of) the middle of a boundary, by the exact engine."""
    xs, ys = edge.points(3)
    x, y = Fraction(float(xs[1])), Fraction(float(ys[1]))
    step = side * Fraction(1, 10**6)
    x, y = (x + step, y) if edge.formula is None else (x, y + step)
    return int(of_talks(*span(at(plane, x, y), "talks", concept)))


def at(plane: Plane, x: Fraction, y: Fraction) -> War:
    """The war at a point of the plane."""
    if "prior" in plane.y:
        return plane.war.with_(escalation_cost=x, prior={"high": y, "low": 1 - y})
    return plane.war.with_(signal_cost={"high": x, "low": y})


def class_of(gist: Any) -> str:
    """Which of the classes a zone of a map is in, by what it brings."""
    never, some, every = CLASSES
    return never if gist.extent == "never" else some if (gist.extent, gist.place) == ("sometimes", 1) else every


def picture() -> Axes:
    """Both planes under both concepts."""
    grid = panels(2, 2, 7.2, 6.4)
    for row, plane in zip(grid, PLANES, strict=True):
        for ax, concept in zip(row, CONCEPTS, strict=True):
            extent = (*_ends(plane.x), *_ends(plane.y))
            shade_zones(ax, regions(plane, concept), dict(zip(CLASSES, FACES, strict=True)), kind=class_of)
            for line in lines(plane, concept):
                ax.plot(*line.points, color="#000000", linewidth=1)
            dress(ax, *plane.labels, title=f"{plane.title}\n{concept or 'all equilibria'}")
            ax.set(xlim=extent[:2], ylim=extent[2:])
    handles = [Patch(facecolor=face, edgecolor="#000000", linewidth=0.6) for face in FACES]
    figure = grid[0][0].figure
    figure.legend(handles, CLASSES, loc="outside lower center", ncols=3, fontsize=SIZE, frameon=False, title="talks",
                  title_fontsize=SIZE)  # fmt: skip
    return grid[0][0]


def _ends(given: dict[str, Any]) -> tuple[float, float]:
    (ends,) = given.values()
    if isinstance(ends, dict):
        (ends,) = ends.values()
    low, high = (float(Fraction(end)) for end in ends)
    return low, high


def conditions_table() -> Table:
    """The conditions, their margins in three wars, and whether they settle the matter there."""
    wars = {"tempting": tempting_war(), "middle": middle_war(), "with the signal": signal_war()}
    reports = {name: war.talks_conditions() for name, war in wars.items()}
    rows = []
    for i, first in enumerate(reports["tempting"]):
        cells = []
        for report in reports.values():
            margin, settles = report[i].margin, report[i].settles
            cells.append("not stated" if margin is None else f"{shown(margin)}{': talks' if settles else ''}")
        rows.append((first.condition, f"in {first.scope}", f"`{first.formula}`", *cells))
    headers = ("condition", "talks in equilibrium", "inequality", *(f"margin, {name}" for name in wars))
    caption = (
        "The conditions, and by how much they hold or fail. For the second, “in every” is in every equilibrium that "
        "survives D1. “Talks” stands where the inequality holds and so do its premises."
    )
    return Table(caption, headers, tuple(rows))


def boundary_table() -> Table:
    """Every boundary between classes, as a formula."""
    rows = [
        (plane.title, concept or "all", f"`{line.place}`", f"{line.start:.4g} to {line.stop:.4g}",
         CLASSES[line.below], CLASSES[line.above])
        for plane in PLANES
        for concept in CONCEPTS
        for line in lines(plane, concept)
    ]  # fmt: skip
    headers = (
        "plane", "equilibria", "boundary", "other parameter from, to", "talks below (left)", "talks above (right)",
    )  # fmt: skip
    return Table("The boundaries in the picture, exactly.", headers, tuple(rows))


#: What is moved to look for thresholds, in which war, and the end of its range where it has one.
MOVED = (
    ("escalation_cost", tempting_war(), None),
    ("guarantee", tempting_war(), None),
    ("prior", tempting_war(), Fraction(1)),
    ("signal_cost.high", signal_war(), None),
    ("signal_cost.low", signal_war(), None),
)
#: A formula longer than this is left to `tm.thresholds`.
_LONG = 60


def moved(war: War, parameter: str, value: Fraction) -> War:
    """The war with one parameter at a value; the prior is that of the resilient."""
    if parameter == "prior":
        return war.with_(prior={"high": value, "low": 1 - value})
    name, _, label = parameter.partition(".")
    return war.with_(**{name: {label: value} if label else value})


def thresholds_table() -> Table:
    """Each value of one parameter, the others as they are, at which the class under D1 changes."""
    rows = [row for parameter, war, end in MOVED for row in _threshold_rows(parameter, war, end)]
    headers = ("parameter", "threshold", "as a formula", "talks below", "at it", "talks above")
    caption = (
        "Where talks begin or end as one parameter moves, the others as in the example (the signal's costs: as in "
        "that of S3), among equilibria that survive D1."
    )
    return Table(caption, headers, tuple(rows))


def _threshold_rows(parameter: str, war: War, end: Fraction | None) -> list[tuple[str, ...]]:
    cuts = tm.thresholds(war, parameter, refinement="D1")
    values = [Fraction(cut.value) for cut in cuts]
    ends = [Fraction(0), *values, end or 2 * max(values)]
    between = [_class(moved(war, parameter, (low + high) / 2)) for low, high in pairwise(ends)]
    rows = []
    for cut, value, below, above in zip(cuts, values, between, between[1:], strict=False):
        if below != above:
            formula = str(cut.formula)
            shown_formula = f"`{formula}`" if len(formula) <= _LONG else "long: see `tm.thresholds`"
            here = _class(moved(war, parameter, value))
            rows.append((f"`{parameter}`", shown(value), shown_formula, *(CLASSES[c] for c in (below, here, above))))
    return rows


def _class(war: War) -> int:
    return int(of_talks(*span(war, "talks", "D1")))


def contents() -> Sequence[Story | Table | Picture]:
    """The part on the two conditions."""
    same = np.array_equal(shading(PLANES[0], ""), shading(PLANES[0], "D1"))
    share = float((shading(PLANES[1], "") == len(CLASSES) - 1).mean())
    intro = Story(
        "The first condition in the plane of what he pays for escalating and what he believes beforehand; the second, "
        "at a cost of {k}, in the plane of what the signal costs each type. In the first plane D1 {same}. In the "
        "second it is D1 that makes talks certain: over all equilibria they are certain in a share {share} of the "
        "plane, since it is an equilibrium too that the signal is ignored.",
        {
            "k": tempting_war().escalation_cost,
            "same": "makes no difference" if same else "changes the picture",
            "share": f"{share:g}",
        },
    )
    caption = (
        "Whether talks happen with positive probability in no, some or every equilibrium: in the plane of the first "
        "condition and in that of the second, for all equilibria and for those that survive D1. Lines are exact."
    )
    maps = [
        Picture(name, partial(regions_map, plane), f"The {plane.title}: which equilibria survive D1 where.")
        for name, plane in zip(("first_condition", "second_condition"), PLANES, strict=True)
    ]
    tables = [conditions_table(), thresholds_table(), boundary_table()]
    return [intro, Picture("two_conditions", picture, caption), *tables, *maps]


PARTS = (
    Part(
        "conditions", "The two conditions for talks", contents, __name__, ("S1", "S2", "S3", "S4", "S10", "S13", "M1")
    ),
)
