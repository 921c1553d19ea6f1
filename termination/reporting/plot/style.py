"""What all figures share: palette, hatches, lines, type, axes, files, and the styles for a page, an article, a slide.

Nothing is told by hue alone. The colours are those of Okabe & Ito (2008), *Color Universal Design*, chosen to differ
for every common form of colour blindness; each comes with a dash pattern, a marker and a hatch of its own, so that a
figure reads the same in grey. No figure touches Matplotlib's global state: figures are made without pyplot, colours and
sizes are given to each artist, and no `rcParams` are changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from os import PathLike
from pathlib import Path
from textwrap import wrap
from typing import Any, Literal, TypeVar

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.collections import Collection
from matplotlib.figure import Figure, SubFigure
from matplotlib.font_manager import FontProperties, findfont
from matplotlib.patches import Patch
from matplotlib.text import Text
from matplotlib.textpath import text_to_path

from termination.errors import InputError, UnknownNameError, expect

#: Widths in inches: a column of a two-column article, both of them, and a slide.
COLUMN = 3.4
PAGE = 7.0
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
ORANGE, SKY = "#E69F00", "#56B4E9"

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

#: Lines along a strip, so close that one is inside of it wherever they fall.
_ALONG, _CROSS = "-----", "+++++"
#: Face and hatch of replies, ways to play and the like: neighbours differ in lightness, in hatch and in hue.
FILLS: tuple[Fill, ...] = (
    ("#7FB9DE", ""),
    ("#FFFFFF", "////"),
    ("#F3C98B", "...."),
    ("#FFFFFF", ""),
    ("#6E6E6E", ""),
    ("#CDEFE3", r"\\\\"),
    ("#F4E3EC", "xxxx"),
    ("#FFF7C2", _ALONG),
)

_LILAC, _DEEP = "#DCC6DC", "#79A9CC"
#: These and further ones, where eight do not do: no two are of one hatch and nearly one lightness.
ALL_FILLS: tuple[Fill, ...] = (
    *FILLS,
    *((_LILAC, "////"), (_DEEP, "...."), (_LILAC, "oooo"), (_DEEP, _ALONG), (_LILAC, "||||"), (_DEEP, _CROSS)),
    *(("#FFFFFF", "oooo"), (_DEEP, "////"), ("#FFFFFF", "...."), (_DEEP, "oooo"), ("#FFFFFF", _CROSS), (_DEEP, "||||")),
    *((_LILAC, _ALONG), (_DEEP, r"\\\\"), ("#FFFFFF", "||||"), (_DEEP, "xxxx"), (_LILAC, _CROSS)),
)


def type_size(width: float) -> float:
    """The type size in points for axes so many inches wide.

    >>> type_size(3.4), type_size(10)
    (6.5, 14.0)
    """
    slope = (SIZE_AT_SLIDE - SIZE_AT_COLUMN) / (SLIDE - COLUMN)
    return max(SMALLEST, round(SIZE_AT_COLUMN + slope * (width - COLUMN), 2))


#: A font, and others for letters that it lacks.
Family = tuple[str, ...]
#: Serif type as in an article, which comes with Matplotlib.
SERIF: Family = ("STIXGeneral", "DejaVu Serif", "DejaVu Sans")


@dataclass(frozen=True, slots=True)
class Style:
    """What follows from where a figure goes.

    `width` is in inches, where none is given; `shape` the height over the width, None for as high as the figure needs;
    `family` the font, () for what Matplotlib is set to; `letters` says whether axes bear letters, and a default title
    waits for the caption; `type_size` is in points, 0 for what the width asks.
    """

    width: float = DEFAULT
    shape: float | None = None
    family: Family = ()
    letters: bool = False
    type_size: float = 0.0

    def size(self, width: float) -> float:
        """The type size in points for axes so many inches wide."""
        return max(SMALLEST, min(1, width / COLUMN) * self.type_size) if self.type_size else type_size(width)

    def measure(self, text: str, size: float) -> float:
        """How many points wide a text is."""
        return text_width(text, size, self.family)


#: A page on a screen; an article, where words stand in the caption; slides of 10 by 5.6 in, with the key at the side.
STYLES = {
    "plain": Style(),
    "article": Style(width=COLUMN, family=SERIF, letters=True, type_size=8.0),
    "slides": Style(width=SLIDE, shape=0.56),
}


def style_named(name: object) -> Style:
    """The style of that name; `UnknownNameError` with those there are."""
    expect("style", name, str, f"one of {', '.join(STYLES)}")
    if name not in STYLES:
        raise UnknownNameError("style", str(name), list(STYLES))
    return STYLES[str(name)]


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


def text_width(text: str, size: float, family: Family = ()) -> float:
    """How many points wide the longest line of `text` is, in the font that Matplotlib is set to use or in a family."""
    font = FontProperties(family=family or None, size=100)
    return size * max(_width_in_ems(line, findfont(font), family) for line in text.split("\n"))


@lru_cache(maxsize=4096)
def _width_in_ems(line: str, font: str, family: Family) -> float:
    """The family besides its font: it may name further ones for letters that the first lacks."""
    face = FontProperties(family=family, size=100) if family else FontProperties(fname=font, size=100)
    return text_to_path.get_text_width_height_descent(line, face, False)[0] / 100


def put(ax: Axes, x: float, y: float, text: str, size: float, family: Family = (), **options: Any) -> Text:
    """Text taken literally: dollar signs and backslashes in a label are no mathematics."""
    look = {"color": INK, "fontfamily": family or None, **options}
    return ax.text(x, y, text, fontsize=size, parse_math=False, usetex=False, **look)


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
