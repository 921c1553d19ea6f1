"""Axes being drawn on, and what stands round them: scales with ticks at their ends, rows, title, key, and the caption.

A figure of its own grows as high as title, plot and key need, the key below. On a slide, whose size is given, the key
stands at the side and the plot takes the rest. Axes of somebody's keep their size; there the key stands below, or
beside where they are wide and low.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal, NamedTuple
from weakref import WeakKeyDictionary

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.legend import Legend
from matplotlib.legend_handler import HandlerTuple
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator
from matplotlib.transforms import ScaledTranslation

from termination.analysis.trace import tracks
from termination.engine.game import Labels
from termination.engine.sentences import printable
from termination.engine.strategies import Quantity
from termination.engine.typesetting import latex_text
from termination.errors import InputError
from termination.reporting.latex import latex_math
from termination.reporting.plot.style import (
    INK,
    SMALLEST,
    Dash,
    Series,
    Style,
    checked_axes,
    checked_width,
    figure_share,
    literal,
    new_axes,
    put,
    style_named,
    titled,
    wrapped,
)

#: A legend's entry: what stands for the thing, and its name.
Entry = tuple[Any, str]
#: The shares of the width that a legend beside the plot may take.
_BESIDE = (0.4, 0.5, 0.6)
#: The same on a slide, and how large the legend's type may be there, over that of the axes.
_ASIDE = (0.3, 0.34, 0.38, 0.42)
_TYPES = (1.0, 0.93, 0.86, 0.79, 0.72, 0.65)
#: How long a piece of a line is where several take turns, in line widths.
_TURN = 4.0
#: How thick every other piece is, over the first.
_THIN = 0.5
#: What stands in the caption: the sentences that were told of a figure.
_CAPTIONS: WeakKeyDictionary[Axes, list[str]] = WeakKeyDictionary()


class Overhang(NamedTuple):
    """How many points labels reach beyond the plot on each side."""

    left: float
    right: float
    below: float
    above: float


class Scale(NamedTuple):
    """What an axis measures: its words, and its letter, "" where there is none."""

    words: str
    letter: str = ""


def caption(ax: Axes) -> str:
    r"""What the caption of a figure has to say in an article, in LaTeX: what is shown, and what the axes measure.

    In the style "article" axes bear letters, and a title that was not asked for is left to the caption.

    Parameters
    ----------
    ax : the Matplotlib axes that a figure of `termination.plot` returned

    Returns
    -------
    Text for `\caption{}`.

    Raises
    ------
    InputError : nothing of `termination.plot` was drawn on `ax`

    >>> from termination import OpeningGame
    >>> from termination.reporting.plot.branches import payoffs
    >>> war = OpeningGame(prior=["1/2", "1/2"], resilience=[0, 1], war_value=[0, 1], talks_value=[1, "5/4"],
    ...                   escalation_harm=1, base_harm=1, talks_exposure=1, escalation_gain=1, escalation_cost="1/2")
    >>> print(caption(payoffs(war, "escalation_cost", "1/4", "5/4", 5, refinement="D1", style="article")))
    Payoffs in all equilibria that survive D1. Across: escalation cost ($k$); up: expected payoff ($U$).
    """
    checked_axes(ax)
    if ax not in _CAPTIONS:
        raise InputError("ax: no figure of termination.plot was drawn on these axes")
    return " ".join(_CAPTIONS[ax])


def caption_of(ax: Axes, *sentences: str) -> None:
    """Let the caption of a figure say these, as far as they say anything; they are no LaTeX yet."""
    said = [latex_text(printable(one)) for one in sentences if one]
    _CAPTIONS[ax] = [f"{one[0].upper()}{one[1:]}{'' if one.endswith(('.', '?')) else '.'}" for one in said]


@dataclass
class Sheet:
    """Axes being drawn on, new or the user's own; `finish` puts title and legend, and fits a new figure round them."""

    ax: Axes
    size: float
    width: float
    own: bool
    style: Style
    scales: dict[str, Scale] = field(default_factory=dict)

    @classmethod
    def on(cls, ax: Axes | None, width: float | None, style: str) -> Sheet:
        """On the user's axes, or on new ones `width` inches wide, as wide as the style asks if not given."""
        how = style_named(style)
        wide = how.width if width is None else checked_width(width)
        if ax is None:
            ax, own = new_axes(wide, wide * (how.shape or 1)), True
        else:
            checked_axes(ax)
            wide, own = figure_share(ax)[0], False
        return cls(ax, how.size(wide), wide, own, how)

    def put(self, x: float, y: float, text: str, size: float = 0, **options: Any) -> None:
        """Text in the type of the style, taken literally."""
        put(self.ax, x, y, text, size or self.size, self.style.family, **options)

    def wrapped(self, text: str, room: float) -> str:
        """The text as it can be shown, in lines at most so many points wide."""
        return wrapped(printable(text), room, self.size, self.style.measure)

    def text_width(self, text: str) -> float:
        """How many points wide a text is at the type size."""
        return self.style.measure(text, self.size)

    # Scales

    def scale(self, x: Scale | str = "", y: Scale | str = "") -> None:
        """Axis labels and ticks at the type size; only the two axes that carry a scale."""
        ax, size = self.ax, self.size
        sides = (("across", x, ax.set_xlabel, 0.6), ("up", y, ax.set_ylabel, 0.4))
        for side, given, set_label, room in sides:
            scale = Scale(given) if isinstance(given, str) else given
            self.scales[side] = scale
            letter = math(scale.letter) if self.style.letters else ""
            text = letter or self.wrapped(scale.words, room * 72 * self.width)
            set_label(text, fontsize=size, color=INK, parse_math=bool(letter), labelpad=0.5 * size,
                      fontfamily=self.style.family or None, math_fontfamily="stix")  # fmt: skip
        family: dict[str, Any] = {"labelfontfamily": self.style.family} if self.style.family else {}
        ax.tick_params(
            labelsize=size, length=size / 3, width=size / 14, pad=size / 3, color=INK, labelcolor=INK, **family
        )
        for name in ("top", "right"):
            ax.spines[name].set_visible(False)
        for name in ("left", "bottom"):
            ax.spines[name].set_linewidth(size / 14)

    def span(self, axis: Literal["x", "y"], low: float, high: float, around: float = 0.0) -> None:
        """An axis from one number to another, with ticks at both and between; and a share of that more on each side.

        An end that is round but for less than a line's width is taken for it, and ticks say as many decimals as they
        need to be told apart.
        """
        slack = 0.002 * (high - low)
        low, high = (_rounded(end, slack) for end in (low, high))
        more = around * (high - low)
        one, set_limits = (self.ax.xaxis, self.ax.set_xlim) if axis == "x" else (self.ax.yaxis, self.ax.set_ylim)
        set_limits(low - more, high + more)
        between = MaxNLocator(5, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)
        near = 0.11 * (high - low)
        places = [low, *(float(x) for x in between if low + near < x < high - near), high]
        one.set_major_locator(FixedLocator(places))
        one.set_major_formatter(_decimals(places, slack))

    def lines(
        self,
        lines: Mapping[str, Sequence[Sequence[tuple[Fraction, Quantity]]]],
        looks: Mapping[str, Series],
        weight: float,
        depth: float,
    ) -> Labels:
        """Lines by name; where several run as one they show in turns. The names of the first that do, () if none do."""
        shared: Labels = ()
        for names, run in tracks(lines):
            xs, ys = zip(*((float(x), float(y)) for x, y in run), strict=True)
            shared = shared or (names if len(names) > 1 else ())
            for i, name in enumerate(names):
                look = in_turn(looks[name], i, len(names), weight * self.size)
                self.ax.plot(xs, ys, zorder=depth, clip_on=False, solid_capstyle="butt", dash_capstyle="butt", **look)
        return shared

    def in_turns(self, looks: Sequence[Series], weight: float, said: str) -> Entry:
        """The entry of the key for lines that run as one, and what that says."""
        pieces = (in_turn(look, i, len(looks), weight * self.size) for i, look in enumerate(looks))
        return tuple(Line2D([], [], **piece) for piece in pieces), said

    def rows(self, labels: Sequence[str], height: float) -> float:
        """One row for each label, from the top, in place of a vertical scale; the height of all of them in points.

        A row is `height` ems high, or as high as the label with the most lines.
        """
        ax = self.ax
        ax.set_ylim(len(labels) - 0.4, -0.6)
        share = 0.27 if self.style.shape is None else 0.16
        room = share * 72 * self.width  # long labels in lines, so that the rows keep most of the width
        texts = [self.wrapped(label, room) for label in labels]
        ax.set_yticks(range(len(labels)), texts)
        literal(ax.get_yticklabels())
        ax.tick_params(axis="y", length=0)
        ax.spines["left"].set_visible(False)
        lines = max(text.count("\n") for text in texts) + 1
        return self.size * max(height, 1.4 * lines + 0.5) * len(labels)

    def beside(self, row: float, text: str) -> None:
        """A remark to the right of a row."""
        shift = ScaledTranslation(self.size / 72, 0, self._figure.dpi_scale_trans)
        self.put(1, row, text, transform=self.ax.get_yaxis_transform() + shift, ha="left", va="center")

    @property
    def _figure(self) -> Figure:
        figure = self.ax.get_figure(root=True)
        if figure is None:
            raise InputError("ax: these axes belong to no figure")
        return figure

    # Title and legend

    def finish(self, title: str | None, entries: Sequence[Entry], height: float, *, default: str = "") -> Axes:
        """Title above and legend below, both flush with the labels at the left; the plot `height` points high.

        `default` is the title where None is given, which an article has in its caption. On a slide, and on axes of
        somebody's that are wide and low, a long legend stands beside the plot.
        """
        title = self._heading(title, default)
        if self.own and self.style.shape:
            return self._slide(title, entries)
        for _ in range(2 if self.own else 0):  # twice, because other ticks may come with another size
            self._fit(height, self._overhang(), 0.0, 0.0)
        around = self._overhang()
        # On somebody's axes a layout engine may move the plot to the right, to stand under others.
        room = (0.97 if self.own else 0.82) * (72 * self.width - 2 * self.size)
        above = self._title(title, around, room)
        beside = None if self.own else self._share_beside(entries, room)
        under = 0.0
        if entries:
            legend = self._legend(entries, around, room * (beside or 1), beside is not None)
            under = self._points(legend.get_window_extent().height) + self.size
        if self.own:
            self._fit(height, around, above, under)
        if beside:  # a layout engine makes the plot much narrower, which who writes into it must know
            self._figure.draw_without_rendering()
        return self.ax

    def _heading(self, title: str | None, default: str) -> str:
        """The title that is drawn; the caption has what is drawn or would have been, and what the axes measure."""
        title = None if title is None else titled(title)
        caption_of(self.ax, *(default if title is None else title).split("\n"))
        measured = [
            f"{side}: {latex_text(printable(words))}{f' ({math(letter)})' if math(letter) else ''}"
            for side, (words, letter) in self.scales.items()
            if words
        ]
        if measured:
            said = "; ".join(measured)
            _CAPTIONS[self.ax].append(f"{said[0].upper()}{said[1:]}.")
        if title is None:
            return "" if self.style.letters else default
        return title

    def _slide(self, title: str, entries: Sequence[Entry]) -> Axes:
        """Title above, legend at the right, and the plot in all that is left."""
        wide, high = 72 * self.width, 72 * self.width * (self.style.shape or 1)
        margin = self.size
        lines = [self.wrapped(line, wide - 3 * margin) for line in title.split("\n")] if title else []
        head = 1.4 * self.size * (sum(line.count("\n") + 1 for line in lines)) + (0.8 * self.size if lines else 0)
        legend, aside = None, 0.0
        if entries:
            legend = self._legend_aside(entries, wide, high - head - 2 * margin)
            aside = self._points(legend.get_window_extent().width) + 2 * self.size
        for _ in range(2):
            around = self._overhang(legend)
            left, low = margin + 1.03 * around.left, margin + around.below
            across = wide - left - 1.03 * around.right - aside - margin
            up = high - low - head - margin - around.above
            self.ax.set_position((left / wide, low / high, max(0.1 * wide, across) / wide, up / high))
        if lines:
            where = self._from((0, 1), margin - left, around.above + 0.8 * self.size)
            self.put(0, 1, "\n".join(lines), transform=where, ha="left", va="bottom", linespacing=1.15)
        if legend:
            corner = self._figure.transFigure + ScaledTranslation(0, 0, self._figure.dpi_scale_trans)
            legend.set_bbox_to_anchor(
                ((wide - margin - aside + 2 * self.size) / wide, (high - margin - head) / high), corner
            )
        return self.ax

    def _legend_aside(self, entries: Sequence[Entry], wide: float, high: float) -> Legend:
        """The legend in the largest type, and then the narrowest, that is low enough; `InputError` where none is."""
        for share in _TYPES:
            size = max(SMALLEST, share * self.size)
            for part in _ASIDE:
                legend = self._legend_at((0, 0), self.ax.transAxes, entries, part * wide, size)
                if self._points(legend.get_window_extent().height) <= high:
                    return legend
        raise InputError(
            f'style: a key of {len(entries)} entries has no room on a slide; use style="plain", or show less'
        )

    def _share_beside(self, entries: Sequence[Entry], room: float) -> float | None:
        """The share of the width for a legend beside the plot, if the axes are wide and one below leaves too little."""
        wide, high = figure_share(self.ax)
        low_enough = self._legend_height(entries, room) < 72 * high / 3
        if wide < 1.5 * high or (low_enough and not self.style.shape):
            return None
        return next((x for x in _BESIDE if self._legend_height(entries, x * room) < 0.92 * 72 * high), None)

    def _legend_height(self, entries: Sequence[Entry], room: float) -> float:
        """About how many points high a legend would be that is so many points wide."""
        lines = sum(self.wrapped(label, room - 4 * self.size).count("\n") + 1 for _, label in entries)
        return self.size * (1.3 * lines + 0.4 * len(entries))

    def _points(self, dots: float) -> float:
        return dots * 72 / self._figure.dpi

    def _overhang(self, legend: Legend | None = None) -> Overhang:
        """How far labels reach beyond the plot so far, a legend not counted."""
        if legend is not None:
            legend.set_in_layout(False)
        box, whole = self.ax.get_window_extent(), self.ax.get_tightbbox()
        if legend is not None:
            legend.set_in_layout(True)
        if whole is None:
            return Overhang(0, 0, 0, 0)
        sides = (box.x0 - whole.x0, whole.x1 - box.x1, box.y0 - whole.y0, whole.y1 - box.y1)
        return Overhang(*(max(0.0, self._points(side)) for side in sides))

    def _from(self, corner: tuple[float, float], right: float, up: float) -> Any:
        """A place so many points from a corner of the plot."""
        return self.ax.transAxes + ScaledTranslation(right / 72, up / 72, self._figure.dpi_scale_trans)

    def _title(self, title: str, around: Overhang, room: float) -> float:
        """The height of the title in points."""
        if not title:
            return 0.0
        text = "\n".join(self.wrapped(line, room) for line in title.split("\n"))
        where = self._from((0, 1), -around.left, around.above + 0.7 * self.size)
        self.put(0, 1, text, transform=where, ha="left", va="bottom", linespacing=1.15)
        return (text.count("\n") + 1) * 1.4 * self.size + 0.7 * self.size

    def _legend(self, entries: Sequence[Entry], around: Overhang, room: float, beside: bool) -> Legend:
        """The legend below the plot, or to its right."""
        corner, right, up = (1, 1), around.right + 1.5 * self.size, 0.0
        if not beside:
            corner, right, up = (0, 0), -around.left, -around.below - self.size
        return self._legend_at(corner, self._from(corner, right, up), entries, room, self.size)

    def _legend_at(
        self, corner: tuple[float, float], where: Any, entries: Sequence[Entry], room: float, size: float
    ) -> Legend:
        """A legend with its upper left corner there, so many points wide."""
        legend = self.ax.legend(
            [handle for handle, _ in entries],
            [wrapped(printable(label), room - 4 * size, size, self.style.measure) for _, label in entries],
            loc="upper left",
            bbox_to_anchor=corner,
            bbox_transform=where,
            borderaxespad=0,
            borderpad=0,
            handlelength=3,
            labelspacing=0.4,
            prop=FontProperties(family=self.style.family or None, size=size),
            frameon=False,
            labelcolor=INK,
            handler_map={tuple: HandlerTuple(ndivide=1)},
        )
        literal(legend.get_texts())
        for text in legend.get_texts():
            text.set_linespacing(1.1)
        for patch in legend.findobj(Patch):  # a legend draws copies, which lose this
            patch.set_hatch_linewidth(0.07 * size)
        return legend

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


def _rounded(end: float, slack: float) -> float:
    """The end, or a number of two decimals that nobody could tell from it."""
    return near if abs((near := round(end, 2)) - end) <= slack else end


def _decimals(places: Sequence[float], slack: float) -> FuncFormatter:
    """Numbers with the fewest decimals that move none of these places by more than the slack; no powers of ten."""
    count = next(n for n in range(324) if all(abs(round(x, n) - x) <= slack for x in places))
    return FuncFormatter(lambda x, _: f"{round(x, count) + 0.0:.15g}".replace("-", "\N{MINUS SIGN}"))


def in_turn(look: Series, i: int, count: int, thick: float) -> dict[str, Any]:
    """How the i-th of several lines in one place is drawn: a piece each, every other thinner, which shows in grey."""
    if count == 1:
        return {"color": look.color, "linestyle": look.dash, "linewidth": thick}
    piece = _TURN / (_THIN if i % 2 else 1)  # Matplotlib counts in line widths
    dash: Dash = ((count - i) % count * piece, (piece, (count - 1) * piece))
    return {"color": look.color, "linestyle": dash, "linewidth": thick * (_THIN if i % 2 else 1)}


def math(letter: str) -> str:
    """A letter for Matplotlib's mathematics; "" for what it could not set.

    >>> math("k"), math("c_high"), math("lam")
    ('$k$', '$c_{H}$', '$\\\\lambda$')
    """
    return f"${latex_math(letter)}$" if re.fullmatch(r"\w+(\(\w+\))?", letter, re.ASCII) else ""
