"""What all figures share: palette, hatches, lines, type sizes, axes, legends, and files.

Nothing is told by hue alone. The colours are those of Okabe & Ito (2008), *Color Universal Design*, chosen to differ
for every common form of colour blindness; each comes with a dash pattern, a marker and a hatch of its own, so that a
figure reads the same in grey. No figure touches Matplotlib's global state: figures are made without pyplot, colours and
sizes are given to each artist, and no `rcParams` are changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from os import PathLike
from pathlib import Path
from textwrap import wrap
from typing import Any, Literal, NamedTuple, TypeVar

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.collections import Collection
from matplotlib.figure import Figure, SubFigure
from matplotlib.font_manager import FontProperties, findfont
from matplotlib.legend_handler import HandlerTuple
from matplotlib.patches import Patch
from matplotlib.text import Text
from matplotlib.textpath import text_to_path
from matplotlib.transforms import ScaledTranslation

from termination.engine.sentences import printable
from termination.errors import InputError, expect

#: Widths in inches: a column of a two-column article, and a slide.
COLUMN = 3.4
SLIDE = 10.0
#: The width of a figure that nobody gave a width.
DEFAULT = 6.4
#: Type size in points at the width of a column and of a slide; in between and beyond, on the line through both.
SIZE_AT_COLUMN = 6.5
SIZE_AT_SLIDE = 14.0
#: The smallest type that can be read in print.
SMALLEST = 5.0

INK = "#000000"
MUTED = "#6E6E6E"
FAINT = "#D9D9D9"
BLUE, VERMILLION, GREEN, PURPLE = "#0072B2", "#D55E00", "#009E73", "#CC79A7"
ORANGE, SKY, YELLOW = "#E69F00", "#56B4E9", "#F0E442"

#: Face and hatch.
Fill = tuple[str, str]
_Hatched = TypeVar("_Hatched", bound=Patch | Collection)
_Outlined = TypeVar("_Outlined", bound=Patch)

Dash = Literal["-"] | tuple[float, tuple[float, ...]]
#: Of the line at what is believed at first.
PRIOR_DASH: Dash = (0, (1.5, 1.5))
#: Ticks of a probability: where they are, and what they say.
QUARTERS = ((0, 0.25, 0.5, 0.75, 1), ("0", "1/4", "1/2", "3/4", "1"))


@dataclass(frozen=True, slots=True)
class Series:
    """How one line, and one filled region, of several is drawn."""

    color: str
    dash: Dash
    marker: str
    fill: str
    hatch: str


#: In this order: neighbours differ in lightness as well as in hue.
SERIES = (
    Series(BLUE, "-", "o", "#CFE6F4", "////"),
    Series(VERMILLION, (0, (5, 1.5)), "s", "#FBE3C8", r"\\\\"),
    Series(INK, (0, (1, 1)), "^", "#E4E4E4", ""),
    Series(GREEN, (0, (5, 1.5, 1, 1.5)), "D", "#CDEFE3", "...."),
    Series(PURPLE, (0, (3, 1, 1, 1, 1, 1)), "v", "#F4E3EC", "xxxx"),
    Series(ORANGE, (0, (8, 2)), "P", "#FFF7C2", "----"),
    Series(SKY, (0, (2, 2)), "X", "#FFFFFF", "||||"),
    Series(MUTED, (0, (6, 1, 2, 1)), "*", "#F2F2F2", "oooo"),
)

#: Face and hatch of regions, replies and the like: neighbours differ in lightness, in hatch and in hue.
FILLS: tuple[Fill, ...] = (
    ("#7FB9DE", ""),
    ("#FFFFFF", "////"),
    ("#F3C98B", "...."),
    ("#FFFFFF", ""),
    ("#6E6E6E", ""),
    ("#CDEFE3", r"\\\\"),
    ("#F4E3EC", "xxxx"),
    ("#FFF7C2", "----"),
)


def type_size(width: float) -> float:
    """The type size in points for axes so many inches wide.

    >>> type_size(3.4), type_size(10)
    (6.5, 14.0)
    """
    slope = (SIZE_AT_SLIDE - SIZE_AT_COLUMN) / (SLIDE - COLUMN)
    return max(SMALLEST, round(SIZE_AT_COLUMN + slope * (width - COLUMN), 2))


class Panel(Axes):
    """Axes that show their figure in a notebook, although pyplot does not know it."""

    def _repr_svg_(self) -> str | None:
        from io import StringIO

        figure = self.get_figure(root=True)
        if figure is None:
            return None
        written = StringIO()
        with rc_context({"svg.hashsalt": "termination"}):
            figure.savefig(written, format="svg", metadata={"Date": None})
        return written.getvalue()


def new_axes(width: float, height: float) -> Axes:
    """Axes that fill a new figure, which pyplot does not know of."""
    figure = Figure(figsize=(width, height))
    ax = figure.add_subplot(axes_class=Panel)
    figure.subplots_adjust(0, 0, 1, 1)
    return ax


def checked_width(width: float) -> float:
    """The width, if it is one; `InputError` otherwise."""
    if isinstance(width, bool) or not isinstance(width, (int, float)) or not 1 <= width <= 100:
        raise InputError(f"width: {width!r} must be a number of inches from 1 to 100, such as {COLUMN} or {SLIDE:.0f}")
    return float(width)


def checked_axes(ax: object) -> None:
    """`InputError` for what is no Matplotlib axes."""
    expect("ax", ax, Axes, "Matplotlib axes, such as plt.subplots()[1]")


def titled(*lines: str) -> str:
    """A title of those lines that are not empty; `InputError` for what is no text."""
    for line in lines:
        expect("title", line, str, "text")
    return "\n".join(filter(None, lines))


def figure_share(ax: Axes) -> tuple[float, float]:
    """The inches of the figure that fall to these axes, labels included: the figure's size over the grid they are in.

    The axes' own box would not do: a layout engine shrinks it for the labels whose size is to be chosen here.
    """
    figure = ax.get_figure(root=False)
    if figure is None:
        raise InputError("ax: these axes belong to no figure")
    width, height = _inches(figure)
    spec = ax.get_subplotspec()
    if spec is None:
        box = ax.get_position()
        return width * box.width, height * box.height
    rows, columns, _, _ = spec.get_geometry()
    across, down = len(spec.colspan) / columns, len(spec.rowspan) / rows
    return width * across, height * down


def _inches(figure: Figure | SubFigure) -> tuple[float, float]:
    box = figure.bbox.transformed(figure.dpi_scale_trans.inverted())
    return box.width, box.height


#: How wide a text is at a type size, in points.
Measure = Callable[[str, float], float]


def text_width(text: str, size: float, family: tuple[str, ...] = ()) -> float:
    """How many points wide the longest line of `text` is, in the font that Matplotlib is set to use or in a family."""
    font = FontProperties(family=family or None, size=100)
    return size * max(_width_in_ems(line, findfont(font), family) for line in text.split("\n"))


@lru_cache(maxsize=4096)
def _width_in_ems(line: str, font: str, family: tuple[str, ...]) -> float:
    """The family besides its font: it may name further ones for letters that the first lacks."""
    face = FontProperties(family=family, size=100) if family else FontProperties(fname=font, size=100)
    return text_to_path.get_text_width_height_descent(line, face, False)[0] / 100


def put(ax: Axes, x: float, y: float, text: str, size: float, **options: Any) -> Text:
    """Text taken literally: dollar signs and backslashes in a label are no mathematics."""
    return ax.text(x, y, text, fontsize=size, parse_math=False, usetex=False, **{"color": INK, **options})


def literal(labels: Iterable[Text]) -> None:
    """Let labels that Matplotlib has made be taken literally too."""
    for text in labels:
        text.set_parse_math(False)


def wrapped(text: str, width: float, size: float, measure: Measure = text_width) -> str:
    """The text in lines that are at most `width` points wide, as far as its words allow."""
    total = measure(text, size)
    if total <= width:
        return text
    columns = max(8, int(len(text) * width / total))
    while True:
        lines = wrap(text, columns, break_long_words=False, break_on_hyphens=False)
        if columns <= 8 or measure("\n".join(lines), size) <= width:
            return "\n".join(lines)
        columns -= 1


def fine(patch: _Hatched, size: float) -> _Hatched:
    """The patch with a hatch as fine as the type asks; Matplotlib's patterns keep one scale whatever the figure's."""
    hatch = patch.get_hatch()
    if hatch and size > 9:
        patch.set_hatch(hatch[: (len(hatch) + 1) // 2])
    patch.set_hatch_linewidth(0.07 * size)
    return patch


def filled(patch: _Outlined, how: Fill, size: float) -> _Outlined:
    """The patch in one of `FILLS`, outlined."""
    patch.set(facecolor=how[0], edgecolor=INK, hatch=how[1] or None, linewidth=0.06 * size, zorder=2)
    return fine(patch, size)


class Overhang(NamedTuple):
    """How many points labels reach beyond the plot on each side."""

    left: float
    right: float
    below: float
    above: float


#: A legend's entry: what stands for the thing, and its name.
Entry = tuple[Any, str]
#: The shares of the width that a legend beside the plot may take.
_BESIDE = (0.4, 0.5, 0.6)


@dataclass
class Sheet:
    """Axes being drawn on, new or the user's own; `finish` puts title and legend, and fits a new figure round them."""

    ax: Axes
    size: float
    width: float
    own: bool

    @classmethod
    def on(cls, ax: Axes | None, width: float) -> Sheet:
        """On the user's axes, or on new ones `width` inches wide."""
        wide = checked_width(width)
        if ax is None:
            return cls(new_axes(wide, wide), type_size(wide), wide, True)
        checked_axes(ax)
        share = figure_share(ax)[0]
        return cls(ax, type_size(share), share, False)

    def scale(self, *, xlabel: str = "", ylabel: str = "") -> None:
        """Axis labels and ticks at the type size; only the two axes that carry a scale."""
        ax, size = self.ax, self.size
        for label, set_label, room in ((xlabel, ax.set_xlabel, 0.6), (ylabel, ax.set_ylabel, 0.4)):
            text = wrapped(printable(label), room * 72 * self.width, size)
            set_label(text, fontsize=size, color=INK, parse_math=False, labelpad=0.5 * size)
        ax.tick_params(labelsize=size, length=size / 3, width=size / 14, pad=size / 3, color=INK, labelcolor=INK)
        for side in ("top", "right"):
            ax.spines[side].set_visible(False)
        for side in ("left", "bottom"):
            ax.spines[side].set_linewidth(size / 14)

    def rows(self, labels: Sequence[str], height: float) -> float:
        """One row for each label, from the top, in place of a vertical scale; the height of all of them in points.

        A row is `height` ems high, or as high as the label with the most lines.
        """
        ax = self.ax
        ax.set_ylim(len(labels) - 0.4, -0.6)
        room = 0.27 * 72 * self.width  # long labels in lines, so that the rows keep most of the width
        texts = [wrapped(printable(label), room, self.size) for label in labels]
        ax.set_yticks(range(len(labels)), texts)
        literal(ax.get_yticklabels())
        ax.tick_params(axis="y", length=0)
        ax.spines["left"].set_visible(False)
        lines = max(text.count("\n") for text in texts) + 1
        return self.size * max(height, 1.25 * lines + 0.5) * len(labels)

    def beside(self, row: float, text: str) -> None:
        """A remark to the right of a row."""
        ax = self.ax
        shift = ScaledTranslation(self.size / 72, 0, self._figure.dpi_scale_trans)
        put(ax, 1, row, text, self.size, transform=ax.get_yaxis_transform() + shift, ha="left", va="center")

    @property
    def _figure(self) -> Figure:
        figure = self.ax.get_figure(root=True)
        if figure is None:
            raise InputError("ax: these axes belong to no figure")
        return figure

    def finish(self, title: str, entries: Sequence[Entry], height: float) -> Axes:
        """Title above and legend below, both flush with the labels at the left; the plot `height` points high.

        On axes of somebody's that are wide and low, as on a slide, a long legend stands beside the plot.
        """
        title = titled(title)
        for _ in range(2 if self.own else 0):  # twice, because other ticks may come with another size
            self._fit(height, self._overhang(), 0.0, 0.0)
        around = self._overhang()
        # On somebody's axes a layout engine may move the plot to the right, to stand under others.
        room = (0.97 if self.own else 0.82) * (72 * self.width - 2 * self.size)
        above = self._title(title, around, room)
        beside = None if self.own else self._share_beside(entries, room)
        under = self._legend(entries, around, room * (beside or 1), beside is not None)
        if self.own:
            self._fit(height, around, above, under)
        if beside:  # a layout engine makes the plot much narrower, which who writes into it must know
            self._figure.draw_without_rendering()
        return self.ax

    def _share_beside(self, entries: Sequence[Entry], room: float) -> float | None:
        """The share of the width for a legend beside the plot, if the axes are wide and one below leaves too little."""
        wide, high = figure_share(self.ax)
        if wide < 1.5 * high or self._legend_height(entries, room) < 72 * high / 3:
            return None
        return next((x for x in _BESIDE if self._legend_height(entries, x * room) < 0.92 * 72 * high), None)

    def _legend_height(self, entries: Sequence[Entry], room: float) -> float:
        """About how many points high a legend would be that is so many points wide."""
        lines = sum(wrapped(printable(label), room - 4 * self.size, self.size).count("\n") + 1 for _, label in entries)
        return self.size * (1.3 * lines + 0.4 * len(entries))

    def _overhang(self) -> Overhang:
        """How far labels reach beyond the plot so far."""
        box, whole = self.ax.get_window_extent(), self.ax.get_tightbbox()
        dots = self._figure.dpi / 72
        if whole is None:
            return Overhang(0, 0, 0, 0)
        sides = (box.x0 - whole.x0, whole.x1 - box.x1, box.y0 - whole.y0, whole.y1 - box.y1)
        return Overhang(*(max(0.0, side / dots) for side in sides))

    def _from(self, corner: tuple[float, float], right: float, up: float) -> Any:
        """A place so many points from a corner of the plot."""
        return self.ax.transAxes + ScaledTranslation(right / 72, up / 72, self._figure.dpi_scale_trans)

    def _title(self, title: str, around: Overhang, room: float) -> float:
        """The height of the title in points."""
        if not title:
            return 0.0
        text = "\n".join(wrapped(printable(line), room, self.size) for line in title.split("\n"))
        where = self._from((0, 1), -around.left, around.above + 0.7 * self.size)
        put(self.ax, 0, 1, text, self.size, transform=where, ha="left", va="bottom", linespacing=1.15)
        return (text.count("\n") + 1) * 1.4 * self.size + 0.7 * self.size

    def _legend(self, entries: Sequence[Entry], around: Overhang, room: float, beside: bool = False) -> float:
        """The height of the legend in points; below the plot, or to its right."""
        if not entries:
            return 0.0
        size = self.size
        corner, right, up = (1, 1), around.right + 1.5 * size, 0.0
        if not beside:
            corner, right, up = (0, 0), -around.left, -around.below - size
        legend = self.ax.legend(
            [handle for handle, _ in entries],
            [wrapped(printable(label), room - 4 * size, size) for _, label in entries],
            loc="upper left",
            bbox_to_anchor=corner,
            bbox_transform=self._from(corner, right, up),
            borderaxespad=0,
            borderpad=0,
            handlelength=3,
            labelspacing=0.4,
            fontsize=size,
            frameon=False,
            labelcolor=INK,
            handler_map={tuple: HandlerTuple(ndivide=1)},
        )
        literal(legend.get_texts())
        for text in legend.get_texts():
            text.set_linespacing(1.1)
        for patch in legend.findobj(Patch):  # a legend draws copies, which lose this
            patch.set_hatch_linewidth(0.07 * size)
        return legend.get_window_extent().height * 72 / self._figure.dpi + size

    def _fit(self, height: float, around: Overhang, above: float, under: float) -> None:
        """Size a new figure so that the plot is `height` points high and all that is round it has room."""
        margin = 0.6 * self.size
        wide = 72 * self.width
        high = height + around.above + above + around.below + under + 2 * margin
        self._figure.set_size_inches(self.width, high / 72)
        # Letters are a little wider at some resolutions than where they were measured.
        left, low = 1.03 * around.left + margin, around.below + under + margin
        across = max(0.1 * wide, wide - left - 1.03 * around.right - margin)
        self.ax.set_position((left / wide, low / high, across / wide, height / high))


def save(ax: Axes, path: str | PathLike[str], *, dpi: float = 300) -> Path:
    """Write the figure that `ax` belongs to: PDF or SVG as vectors, PNG at `dpi`, by the ending of `path`.

    The same figure gives the same bytes: no dates, no random names. Text in PDF stays text (TrueType), as journals
    ask; in SVG it becomes outlines, so that it looks alike everywhere.

    Parameters
    ----------
    ax : Matplotlib axes
    path : text or `pathlib.Path`, ending in .pdf, .svg or .png
    dpi : a number, dots per inch of a PNG

    Returns
    -------
    `pathlib.Path` of the file that was written.

    Raises
    ------
    InputError : another ending, or `ax` belongs to no figure

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     written = save(new_axes(3.4, 2), Path(folder, "empty.svg"))
    ...     written.name, written.read_text(encoding="utf-8").startswith("<?xml")
    ('empty.svg', True)
    """
    checked_axes(ax)
    expect("path", path, (str, PathLike), "a path, as text or a pathlib.Path")
    expect("dpi", dpi, (int, float), "a number")
    target = Path(path)
    ending = target.suffix.lower()
    metadata: dict[str, dict[str, Any]] = {
        ".pdf": {"CreationDate": None},
        ".svg": {"Date": None},
        ".png": {"Software": None},
    }
    if ending not in metadata:
        raise InputError(f"path: {target.name!r} must end in {', '.join(metadata)}")
    figure = ax.get_figure(root=True)
    if figure is None:
        raise InputError("ax: these axes belong to no figure")
    settings = {"svg.hashsalt": "termination", "pdf.fonttype": 42}
    with rc_context(settings):  # type: ignore[arg-type]
        figure.savefig(target, dpi=dpi, metadata=metadata[ending])
    return target
