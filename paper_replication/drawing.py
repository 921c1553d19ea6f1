"""Axes in one style, and figures as bytes that are the same on every run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure

import termination as tm

#: How near to a jump a curve goes on its two sides.
BESIDE = Fraction(1, 10**6)
WIDTH, HEIGHT = 6.4, 3.8
SIZE = 9


def panel(xlabel: str, ylabel: str, width: float = WIDTH, height: float = HEIGHT) -> Axes:
    """One pair of axes on a new figure."""
    ax = Figure(figsize=(width, height), layout="constrained").add_subplot()
    dress(ax, xlabel, ylabel)
    return ax


def panels(rows: int, columns: int, width: float, height: float) -> list[list[Axes]]:
    """A grid of axes on a new figure."""
    figure = Figure(figsize=(width, height), layout="constrained")
    return [list(row) for row in figure.subplots(rows, columns, squeeze=False)]


def dress(ax: Axes, xlabel: str, ylabel: str, title: str = "") -> None:
    """Labels, ticks and spines as in the package's own figures."""
    ax.set_xlabel(xlabel, fontsize=SIZE)
    ax.set_ylabel(ylabel, fontsize=SIZE)
    ax.set_title(title, fontsize=SIZE, loc="left")
    ax.tick_params(labelsize=SIZE - 1)
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)


def beside_jumps(ends: Sequence[Fraction], points: int) -> list[Fraction]:
    """Where to compute a curve that jumps at the inner ones of `ends`: so many steps on each stretch between two, which
    begin and end just beside them."""
    return [
        low + BESIDE + (high - low - 2 * BESIDE) * Fraction(i, points)
        for low, high in pairwise(ends)
        for i in range(points + 1)
    ]


def shade(ax: Axes, classes: Any, extent: tuple[float, float, float, float], faces: Sequence[str]) -> None:
    """Fill a plane by classes 0, 1, ... given on a grid, y by x."""
    colours = ListedColormap(list(faces))
    ax.imshow(
        classes, origin="lower", extent=extent, aspect="auto", cmap=colours, interpolation="nearest",
        vmin=0, vmax=len(faces) - 1,
    )  # fmt: skip


def shade_zones(
    ax: Axes,
    found: Any,
    faces: Mapping[str, str],
    origin: tuple[float, float] = (0.0, 0.0),
    kind: Callable[[Any], str] = lambda gist: gist.extent,
) -> None:
    """Fill the zones of a region map by the kind of what they bring, how far talks come about if nothing else is said;
    the axes count from `origin`."""
    data = tm.plot.region_map(found)
    for zone, (xs, ys) in data.parts:
        face = faces[kind(data.zones[zone].gist)]
        ax.fill(xs - origin[0], ys - origin[1], facecolor=face, edgecolor=face, linewidth=0.5)
    x_low, x_high, y_low, y_high = data.box
    ax.set_xlim(x_low - origin[0], x_high - origin[0])
    ax.set_ylim(y_low - origin[1], y_high - origin[1])


def svg(ax: Axes) -> bytes:
    """The figure that the axes belong to."""
    with TemporaryDirectory() as folder:
        return tm.plot.save(ax, Path(folder) / "figure.svg").read_bytes()
