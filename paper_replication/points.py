"""The points of every figure, in the units of its axes: as one table for an archive, with what stands on the axes.

They are read off what is drawn, so that table and figure have the same: lines as their points, areas and bars as their
corners, a shading on a grid as the stretches of each row that have one colour.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from itertools import groupby
from typing import Any, NamedTuple

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.colors import to_hex

from paper_replication.sections import Table

#: The columns, and what is in them.
CODEBOOK = {
    "figure": "the name of its file",
    "panel": "which of its panels, in order; what is on the axes stands below",
    "mark": "line, segments, area, bar, shading; and which of its kind in the panel",
    "label": "what the legend calls it, where that is told of the mark itself",
    "colour": "of the line, or of what is filled; empty if it is hatched alone",
    "point": "which point of the mark, in order; of a shading, which stretch",
    "x": "in the units of the axis; empty where the mark goes along all of it",
    "y": "the same; of an axis with names the place, from 0",
}


class Mark(NamedTuple):
    """Something drawn: its kind with its number, label and colour, and its points; None is all of an axis."""

    kind: str
    label: str
    colour: str
    points: tuple[tuple[float | None, float | None], ...]


@dataclass(frozen=True)
class Panel:
    """A pair of axes: title, what is on them, with the names along them if they have any, and what is drawn."""

    title: str
    x: str
    y: str
    marks: tuple[Mark, ...]


def panels(ax: Axes) -> tuple[Panel, ...]:
    """All panels of the figure to which the axes belong."""
    return tuple(map(panel, ax.figure.axes))


def panel(ax: Axes) -> Panel:
    """One of them."""
    title = " ".join((ax.get_title("left") or ax.get_title()).split())
    return Panel(title, _on(ax.xaxis), _on(ax.yaxis), tuple(marks(ax)))


def _on(axis: Any) -> str:
    """What an axis is called, and the places of the names along it."""
    ticks = zip(axis.get_ticklocs(), (tick.get_text() for tick in axis.get_ticklabels()), strict=True)
    names = "; ".join(f"{place:g} {text}" for place, text in ticks if re.search("[A-Za-z]", text))
    return ": ".join(filter(None, (axis.get_label_text(), " ".join(names.split()))))


def marks(ax: Axes) -> Iterator[Mark]:
    """Everything drawn on the axes."""
    named = {part: str(one.get_label()) for one in ax.containers for part in one.get_children()}
    for number, line in enumerate(ax.lines, 1):
        along = line.get_transform().contains_branch_seperately(ax.transData)
        xy = zip(line.get_xdata(), line.get_ydata(), strict=True)
        points = tuple(tuple(float(v) if on else None for v, on in zip(pair, along, strict=True)) for pair in xy)
        yield Mark(f"line {number}", _label(line, named), to_hex(line.get_color()), points)
    for number, collection in enumerate(ax.collections, 1):
        corners = tuple(tuple(map(float, xy)) for path in collection.get_paths() for xy in path.vertices)
        kind = "segments" if isinstance(collection, LineCollection) else "area"
        yield Mark(f"{kind} {number}", _label(collection, named), _face(collection), corners)
    for number, patch in enumerate(ax.patches, 1):
        corners = patch.get_patch_transform().transform(patch.get_path().vertices)
        yield Mark(f"bar {number}", _label(patch, named), _face(patch), tuple(tuple(map(float, xy)) for xy in corners))
    for number, image in enumerate(ax.images, 1):
        yield from shadings(image, number)


def shadings(image: Any, number: int) -> Iterator[Mark]:
    """The stretches of each colour, row by row: from where to where."""
    classes = image.get_array()
    (left, right, low, high), (height, width) = image.get_extent(), classes.shape
    found: dict[str, list[tuple[float, float]]] = {}
    for row in range(height):
        y = low + (high - low) * (row + 0.5) / height
        for value, cells in groupby(range(width), key=lambda column, row=row: float(classes[row, column])):
            places = list(cells)
            ends = (left + (right - left) * place / width for place in (places[0], places[-1] + 1))
            found.setdefault(to_hex(image.cmap(image.norm(value))), []).extend((x, y) for x in ends)
    yield from (Mark(f"shading {number}", "", colour, tuple(points)) for colour, points in found.items())


def _label(artist: Any, named: Mapping[Any, str]) -> str:
    """What the legend calls it, or the bars or error bars of which it is part."""
    for label in (str(artist.get_label()), named.get(artist, "")):
        if label and not label.startswith("_") and label != "None":
            return label
    return ""


def _face(artist: Any) -> str:
    """The colour of a patch or of the first of a collection; of its edge if it has no face, "" if it has neither."""
    for colours in (artist.get_facecolor(), artist.get_edgecolor()):
        first = colours[0] if len(colours) and hasattr(colours[0], "__len__") else colours
        if len(first) and first[3] > 0:
            return to_hex(first)
    return ""


# -- tables ----------------------------------------------------------------------------------------------------------


def points_csv(drawn: Iterable[tuple[str, tuple[Panel, ...]]]) -> str:
    """All points of these figures, under their headers, as comma-separated values."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(CODEBOOK)
    for figure, its in drawn:
        for place, one in enumerate(its, 1):
            for mark in one.marks:
                for point, (x, y) in enumerate(mark.points, 1):
                    writer.writerow((figure, place, mark.kind, mark.label, mark.colour, point, _told(x), _told(y)))
    return text.getvalue()


def _told(value: float | None) -> str:
    return "" if value is None else f"{value + 0:.9g}"


def codebook(drawn: Iterable[tuple[str, str, tuple[Panel, ...]]]) -> str:
    """What the columns are, and what is on the axes of each panel; of name, module and panels of each figure."""
    columns = Table("", ("column", "what is in it"), tuple((f"`{name}`", words) for name, words in CODEBOOK.items()))
    rows = tuple(
        (
            figure,
            str(place),
            one.title,
            one.x,
            one.y,
            module,
        )
        for figure, module, its in drawn
        for place, one in enumerate(its, 1)
    )
    axes = Table("", ("figure", "panel", "title", "x", "y", "module"), rows)
    return f"# The columns of points.csv\n\n{columns}\n\n## The axes of each figure\n\n{axes}\n"
