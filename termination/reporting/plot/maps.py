"""The region map: two parameters, the exact lines at which equilibria come and go, and what happens between them.

Every zone has a letter and a line in the key; where there is room its few words stand in it. Fills go by meaning: the
same words, as the model has them, have the same fill in every map, so that two zones of one map may share one. Where a
model has no words of its own, each set of equilibria has a fill.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, PathPatch
from matplotlib.path import Path
from numpy.typing import NDArray

from termination.analysis.boundaries import Regions
from termination.analysis.zones import Here, RegionMap, Zone, region_map
from termination.analysis.zones import like as lettered_like
from termination.engine.model import Gist
from termination.engine.refining.verdicts import concept_title
from termination.reporting.plot.branches import axis_name
from termination.reporting.plot.placement import (
    Part,
    Raster,
    TextBox,
    erase,
    fill_gaps,
    parts_of,
    place_beside,
    place_in,
)
from termination.reporting.plot.sheet import Entry, Scale, Sheet
from termination.reporting.plot.style import (
    INK,
    Fill,
    filled,
    fine,
    titled,
)
from termination.reporting.subject import fitting, unfit

#: Fills by how far what the model is about comes about, and by the place of the model's words among those of its kind;
#: those without words by the place of the zone.
_FILLS: dict[str, tuple[Fill, ...]] = {
    "always": (("#7FB9DE", ""), ("#A9D0E8", "...."), ("#7FB9DE", "xxxx")),
    "sometimes": (("#DCEBF5", "////"), ("#CDEFE3", "...."), ("#F3C98B", r"\\\\"), ("#CDEFE3", "----")),
    "never": (("#FFFFFF", ""), ("#DADADA", ""), ("#FFFFFF", "...."), ("#DADADA", r"\\\\"), ("#FFFFFF", "||||"),
              ("#BDBDBD", ""), ("#FFFFFF", "xxxx"), ("#DADADA", "----")),
    "": (("#FFFFFF", ""), ("#7FB9DE", ""), ("#F3C98B", "...."), ("#DADADA", ""), ("#FFFFFF", "////"),
         ("#CDEFE3", r"\\\\"), ("#F4E3EC", "xxxx"), ("#FFF7C2", "----"), ("#FFFFFF", "oooo"), ("#7FB9DE", "||||"),
         ("#F3C98B", "++++"), ("#DADADA", "////"), ("#FFFFFF", r"\\\\"), ("#7FB9DE", "xxxx"), ("#F3C98B", "----"),
         ("#6E9EBD", "....")),
}  # fmt: skip
#: Where there is no equilibrium to show.
_NONE: Fill = ("#6E6E6E", "")
#: Points of the raster along x on which places for words are sought.
_FINE = 360


def regions(
    found: Regions | xr.Dataset | RegionMap,
    ax: Axes | None = None,
    *,
    selected: bool = True,
    names: bool | None = None,
    like: Regions | xr.Dataset | RegionMap | None = None,
    width: float | None = None,
    style: str = "plain",
    title: str | None = None,
) -> Axes:
    """The map of two parameters: which equilibria there are where, with the boundaries as exact curves.

    The dot is the model itself, if it lies in the box. A fill means the same in every map of a model that has words for
    what its equilibria bring: the same words, the same fill. Zones are drawn by area: on a line more equilibria may
    exist than on either side of it. Data and drawing are apart: `termination.analysis.zones.region_map(found)` is the
    data.

    Parameters
    ----------
    found : the answer of `termination.regions`, or of `termination.sweep` over two parameters. From a sweep the
        boundaries are derived anew, over its box and under its refinement; where there are no closed forms its cells
        are drawn, and the title says so
    ax : Matplotlib axes to draw on; new ones if not given
    width : inches, a number from 1 to 100, for a new figure; as wide as the style asks if not given
    style : "plain", "article" (serif, letters on axes, words for `plot.caption`) or "slides" (10 by 5.6 in, key aside)
    selected : False to show all equilibria also where a refinement was asked for
    names : False to leave the names of equilibria out of the key, True to have them; by default they are out of it on
        slides alone
    like : another map, anything that `found` may be: letters of zones, fills and numbers of equilibria are then those
        of its key, as far as they go, so that one key reads both
    title : text; by default what is shown; "" for none

    Returns
    -------
    The Matplotlib axes that were drawn on.

    Raises
    ------
    UnknownNameError : there is no such style
    InputError : a sweep over fewer or more than two parameters, or no map at all; `width` is no number of inches, or
        `ax` belongs to no figure

    >>> from termination import OpeningGame, regions as boundaries
    >>> war = OpeningGame(prior=["1/2", "1/2"], resilience=[0, 1], war_value=[0, 1], talks_value=[1, "3/2"],
    ...                   escalation_harm=1, base_harm=1, talks_exposure=1, escalation_gain=1, escalation_cost="3/4")
    >>> ax = regions(boundaries(war, x={"escalation_cost": ("1/10", 2)}, y={"prior": (0, 1)}, refinement="D1"))
    >>> [text.get_text() for text in ax.get_legend().get_texts()][1:4]
    ['B: talks in some equilibria (1, 3, 5)', 'C: talks in every equilibrium (3)', 'this war, in B']
    """
    data, other = _map(found, selected), None if like is None else _map(like, selected)
    data = lettered_like(data, other) if other is not None else data
    sheet = Sheet.on(ax, width, style)
    ax, size = sheet.ax, sheet.size
    fills = zone_fills(data.zones)
    _draw_parts(ax, data, fills, size)
    ax.add_collection(LineCollection([np.column_stack(edge) for edge in data.edges], colors=INK,
                                     linewidths=0.14 * size, capstyle="round", zorder=3))  # fmt: skip
    sheet.scale(*(Scale(axis_name(one), letter) for one, letter in zip(data.parameters, data.letters, strict=True)))
    sheet.span("x", *data.box[:2])
    sheet.span("y", *data.box[2:])
    for side in ("top", "right"):
        ax.spines[side].set(visible=True, linewidth=size / 14)
    if data.here is not None:
        ax.plot([data.here.x], [data.here.y], **_dot(size), zorder=6, clip_on=False)
    height = 72 * min(0.56 * sheet.width, 2 + 0.25 * sheet.width)
    named = sheet.style.shape is None if names is None else names
    entries = _entries(data, _known(data, other), fills, size, named)
    asked = None if title is None else titled(title, data.caveat)
    sheet.finish(asked, entries, height, default=titled(_title(data), data.caveat))
    _write_in(sheet, data)
    return ax


def _map(found: Any, selected: bool) -> RegionMap:
    return found if isinstance(found, RegionMap) else region_map(_mappable(found), selected=selected)


def _mappable(found: Any) -> Any:
    if isinstance(found, Regions) or (isinstance(found, xr.Dataset) and "families" in found):
        if isinstance(found, xr.Dataset) and len(found["families"].dims) == 1:
            raise unfit("regions", "needs a sweep over two parameters, this one has one", ["correspondence", "payoffs"])
        return found
    how = "takes the answer of tm.regions(model, x=..., y=...) or of tm.sweep over two parameters"
    raise unfit("regions", f"{how}, not {type(found).__name__}", fitting(found))


def _title(data: RegionMap) -> str:
    if data.refinement:
        return f"Equilibria that survive {concept_title(data.refinement)}"
    return "All perfect Bayesian equilibria"


def _dot(size: float) -> dict[str, Any]:
    return {"ls": "", "marker": "o", "mfc": INK, "mec": "white", "mew": 0.12 * size, "ms": 0.95 * size}


def _dot_label(data: RegionMap, here: Here) -> str:
    if here.zone is None:
        return f"{here.called}, on a boundary"
    return f"{here.called}, in {data.zones[here.zone].letter}"


# Fills


def zone_fills(zones: Sequence[Zone]) -> list[Fill]:
    """The fill of each zone: by what it means, whatever else is on the map."""
    return [_fill(zone.gist) if zone.names else _NONE for zone in zones]


def _fill(gist: Gist) -> Fill:
    kinds = _FILLS[gist.extent]
    return kinds[gist.place % len(kinds)]


def _draw_parts(ax: Axes, data: RegionMap, fills: Sequence[Fill], size: float) -> None:
    """Each zone as one shape: a thin seam of its own colour closes the gaps that neighbouring polygons leave."""
    for i, (face, hatch) in enumerate(fills):
        outlines = [np.column_stack(line) for zone, line in data.parts if zone == i]
        shape = Path.make_compound_path(*(Path(outline, closed=False) for outline in map(_closed, outlines)))
        ax.add_patch(PathPatch(shape, facecolor=face, edgecolor=face, linewidth=0.05 * size, zorder=1))
        if hatch:
            patch = PathPatch(shape, facecolor="none", edgecolor="#4D4D4D", linewidth=0, hatch=hatch, zorder=2)
            ax.add_patch(fine(patch, size))


def _closed(outline: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.vstack([outline, outline[:1]])


# The key


def _known(data: RegionMap, other: RegionMap | None) -> tuple[list[str], bool]:
    """The names of all equilibria in the order of their numbers, and whether they need numbers; another map's first."""
    maps = [one for one in (other, data) if one is not None]
    listed = [sorted({name for zone in one.zones for name in zone.names}) for one in maps]
    numbered = any(len(zone.names) > 1 for one in maps for zone in one.zones)
    return list(dict.fromkeys(name for names in listed for name in names)), numbered


def _entries(
    data: RegionMap, known: tuple[list[str], bool], fills: Sequence[Fill], size: float, names: bool
) -> list[Entry]:
    """A line for each zone and for the dot; where a zone has several equilibria all are numbered, and named below."""
    everything, several = known
    numbered = names and several
    here = {name for zone in data.zones for name in zone.names}
    entries: list[Entry] = []
    for zone, fill in zip(data.zones, fills, strict=True):
        told = zone.gist.text or ("" if names else " | ".join(zone.names))
        if not zone.names:
            told = "no equilibrium survives" if data.refinement else "no equilibrium is known here"
        elif numbered:
            told = f"{told} ({', '.join(str(everything.index(name) + 1) for name in zone.names)})".lstrip()
        elif names:
            told = f"{told} ({zone.names[0]})" if told else zone.names[0]
        entries.append((filled(Patch(), fill, size), f"{zone.letter}: {told}"))
    if data.here is not None:
        entries.append((Line2D([], [], **_dot(size)), _dot_label(data, data.here)))
    blank = Patch(facecolor="none", edgecolor="none")
    return entries + [(blank, f"({i}) {name}") for i, name in enumerate(everything, 1) if numbered and name in here]


# Words within the map


def _write_in(sheet: Sheet, data: RegionMap) -> None:
    """Letters, and words where they fit, one set in each part of a zone that is large enough."""
    ax, size = sheet.ax, sheet.size
    raster = _raster(data, ax, size)
    box = ax.get_window_extent()
    shrink = 1.0 if sheet.own else 0.85  # a layout engine may still take room for labels
    per_point = raster.shape[0] / (box.width / ax.figure.dpi * 72 * shrink)
    lettered: set[int] = set()
    parts = parts_of(raster)
    for zone, part in parts:
        candidates = [_sized(text, sheet, per_point) for text in _wordings(data.zones[zone], sheet)]
        found = next(((b, place) for b in candidates if (place := place_in(part, b)) is not None), None)
        if found is None and zone not in lettered:
            found = candidates[-1], place_beside(part, [other & (raster >= 0) for _, other in parts], candidates[-1])
        if found is None:
            continue
        words, (i, j) = found
        lettered.add(zone)
        erase(raster, i, j, words)
        x, y = _where(data, raster, i, j)
        if not part[i, j]:
            _lead(ax, data, raster, part, (x, y), size)
        pad = {"boxstyle": "round,pad=0.2", "facecolor": "white", "edgecolor": "none", "alpha": 0.92}
        sheet.put(x, y, words.text, ha="center", va="center", linespacing=1.1, zorder=5, bbox=pad)


def _wordings(zone: Zone, sheet: Sheet) -> Iterator[str]:
    """What may stand in a zone, the most telling first: the model's words, or the name where there is but one."""
    words = zone.gist.text or (zone.names[0] if len(zone.names) == 1 else "")
    for columns in (14, 9) if words else ():
        yield f"{zone.letter}\n{sheet.wrapped(words, columns * sheet.size * 0.62)}"
    if zone.gist.text:
        yield f"{zone.letter}\n{zone.gist.brief}"
    yield zone.letter


def _sized(text: str, sheet: Sheet, per_point: float) -> TextBox:
    size = sheet.size
    across, up = sheet.text_width(text) + 1.1 * size, 1.3 * size * (text.count("\n") + 1) + 0.5 * size
    return TextBox(text, int(np.ceil(across * per_point)), int(np.ceil(up * per_point)))


def _raster(data: RegionMap, ax: Axes, size: float) -> Raster:
    """The zone at each point of a raster with square steps, [x][y]; -1 round the dot and along the frame."""
    x_low, x_high, y_low, y_high = data.box
    box = ax.get_window_extent()
    down = max(40, round(_FINE * box.height / box.width))
    found = np.full((_FINE, down), -1, dtype=np.int16)
    for zone, (xs, ys) in data.parts:
        i, j = (xs - x_low) / (x_high - x_low) * _FINE, (ys - y_low) / (y_high - y_low) * down
        first, last = max(0, int(i.min())), min(_FINE, int(np.ceil(i.max())))
        low, high = max(0, int(j.min())), min(down, int(np.ceil(j.max())))
        if last <= first or high <= low:
            continue
        at = np.stack(np.meshgrid(np.arange(first, last) + 0.5, np.arange(low, high) + 0.5, indexing="ij"), -1)
        inside = Path(np.column_stack([i, j])).contains_points(at.reshape(-1, 2)).reshape(at.shape[:2])
        found[first:last, low:high][inside] = zone
    fill_gaps(found)
    if data.here is not None:
        _clear_dot(found, data, data.here, 0.9 * size * _FINE / (box.width / ax.figure.dpi * 72))
    return found


def _clear_dot(raster: Raster, data: RegionMap, here: Here, radius: float) -> None:
    x_low, x_high, y_low, y_high = data.box
    i = (here.x - x_low) / (x_high - x_low) * raster.shape[0]
    j = (here.y - y_low) / (y_high - y_low) * raster.shape[1]
    left, low = max(0, int(i - radius)), max(0, int(j - radius))
    raster[left : int(i + radius) + 1, low : int(j + radius) + 1] = -1


def _where(data: RegionMap, raster: Raster, i: float, j: float) -> tuple[float, float]:
    x_low, x_high, y_low, y_high = data.box
    across, down = raster.shape
    return x_low + (i + 0.5) / across * (x_high - x_low), y_low + (j + 0.5) / down * (y_high - y_low)


def _lead(ax: Axes, data: RegionMap, raster: Raster, part: Part, start: tuple[float, float], size: float) -> None:
    """A thin line from a letter that stands outside to the middle of its part."""
    inside = np.argwhere(part)
    i, j = inside[((inside - inside.mean(axis=0)) ** 2).sum(axis=1).argmin()]
    x, y = _where(data, raster, float(i), float(j))
    ax.plot([start[0], x], [start[1], y], color=INK, linewidth=0.08 * size, zorder=4,
            marker="o", markevery=[1], ms=0.25 * size)  # fmt: skip
