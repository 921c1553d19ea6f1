"""The two-sided signaling tree, on Matplotlib's axes and as TikZ: two renderings of one arrangement."""

from __future__ import annotations

from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch
from matplotlib.transforms import Affine2DBase, BboxBase, Transform
from numpy import array

from termination.engine.typesetting import latex_text
from termination.reporting.plot.arrangement import Arrangement, Box, Label, Stroke, arrange
from termination.reporting.plot.sheet import caption_of
from termination.reporting.plot.style import (
    BLUE,
    INK,
    MUTED,
    SMALLEST,
    Family,
    checked_axes,
    checked_width,
    new_axes,
    put,
    style_named,
    text_width,
    type_size,
)
from termination.reporting.subject import PlayedGame

#: By role: colour, width in type sizes, dashes in type sizes. Told apart by width and dashes before colour.
_STROKES: dict[str, tuple[str, float, tuple[float, ...]]] = {
    "path": (BLUE, 0.32, ()),
    "perhaps": (BLUE, 0.32, (0.7, 0.35)),
    "plan": (INK, 0.13, ()),
    "plan perhaps": (INK, 0.13, (0.7, 0.35)),
    "idle": ("#9A9A9A", 0.07, ()),
    "plain": (INK, 0.1, ()),
    "nature": (MUTED, 0.1, ()),
    "information": (INK, 0.1, (0.3, 0.3)),
}


#: Roles of labels in smaller type.
_SMALL = ("note", "nature", "player")


def tree(
    equilibrium: Any,
    ax: Axes | None = None,
    *,
    width: float | None = None,
    style: str = "plain",
    title: str | None = None,
    receiver_type: str | None = None,
) -> Axes:
    """The game tree with an equilibrium written on it.

    Types stand in the middle with their priors; half of the messages lead to each side; the receiver's information
    sets are dashed, with his beliefs in brackets; probabilities stand under the moves they belong to, ranges where a
    family leaves them free; the equilibrium path is thick, dashed where only part of the family plays it; at the
    leaves, the payoffs of both. The players bear the names that the model has for them.

    Parameters
    ----------
    equilibrium : a family of equilibria, one equilibrium (`family.vertices()[0]`), or a game or model, whose tree is
        then drawn without strategies
    ax : Matplotlib axes to draw on; new ones, in a figure as high as the tree needs, if not given
    width : inches, a number from 1 to 100, for a new figure; as wide as the style asks if not given
    style : "plain", "article" (serif, letters on axes, words for `plot.caption`) or "slides" (10 by 5.6 in, key aside)
    title : text; by default the name of the equilibrium; "" for none
    receiver_type : text; where the receiver has types, against which of them it is drawn

    Returns
    -------
    The Matplotlib axes that were drawn on.

    Raises
    ------
    InputError : the tree cannot be read at that size, or several equilibria are given
    UnknownNameError : there is no such receiver type, or no such style

    >>> from termination import SignalingGame, solve
    >>> game = SignalingGame(["wimp", "surly"], ["1/10", "9/10"], ["beer", "quiche"], ["duel", "don't"],
    ...     [[[0, 2], [1, 3]], [[1, 3], [0, 2]]], [[[1, 0], [1, 0]], [[-1, 0], [-1, 0]]])
    >>> ax = tree(solve(game)[0], width=3.4)
    >>> [text.get_text() for text in ax.texts if "wimp" in text.get_text()]
    ['wimp\\n1/10']
    """
    play, how = PlayedGame.of(equilibrium, "tree", receiver_type), style_named(style)
    name = play.title if title is None else title
    heading = "" if title is None and how.letters else name
    high: float | None
    if ax is None:
        wide = how.width if width is None else checked_width(width)
        high = how.shape and how.shape * wide
    else:
        checked_axes(ax)
        wide, high = _inside(ax)
    parts = arrange(play, heading, 72 * wide, high and 72 * high, how.size(wide), "tree", how.measure)
    if ax is None:
        ax = new_axes(wide, high or parts.height / 72)
    _draw(parts, ax, how.family)
    caption_of(ax, name)
    return ax


class _Points(Affine2DBase):
    """Points on paper, the tree's centre on the axes' centre.

    Were it drawn in the scale of the axes, a layout engine that shrinks them later would press its texts together.
    """

    def __init__(self, ax: Axes, width: float, height: float) -> None:
        super().__init__()
        self._box, self._inches = ax.bbox, ax.get_figure(root=True).dpi_scale_trans  # type: ignore[union-attr]
        self._half = (width / 2, height / 2)
        self.set_children(self._box, self._inches)

    def get_matrix(self) -> Any:
        """The matrix of the map, from where the axes are now."""
        dots = self._inches.get_matrix()[0, 0] / 72
        x, y = (centre - dots * half for centre, half in zip(_centre(self._box), self._half, strict=True))
        return array([[dots, 0.0, x], [0.0, dots, y], [0.0, 0.0, 1.0]])


def _centre(box: BboxBase) -> tuple[float, float]:
    return (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2


def _inside(ax: Axes) -> tuple[float, float]:
    """The inches of the axes' own box: a tree has no labels outside it."""
    box = ax.get_window_extent()
    dpi = ax.get_figure(root=True).dpi  # type: ignore[union-attr]
    return box.width / dpi, box.height / dpi


def _thick(line: Stroke) -> bool:
    """What is thick is drawn last."""
    return line.role in ("path", "perhaps")


def _small(size: float) -> float:
    return max(SMALLEST, 0.85 * size)


def _draw(parts: Arrangement, ax: Axes, family: Family) -> None:
    size = parts.size
    points = _Points(ax, parts.width, parts.height)
    ax.set_axis_off()
    for box in parts.boxes:
        _draw_box(box, ax, size, points)
    for line in sorted(parts.lines, key=_thick):
        _draw_line(line, ax, size, points)
    for dot in parts.dots:
        ax.plot([dot.x], [dot.y], "o", transform=points, ms=0.5 * size, mfc=INK, mec=INK, mew=0, zorder=4)
    for label in parts.labels:
        small = _small(size) if label.role in _SMALL else size
        color = MUTED if label.role in ("note", "nature") else INK
        put(
            ax, label.x, label.y, label.text, small, family, transform=points,
            ha=label.across, va=label.up, multialignment=label.across, color=color, linespacing=1.05, zorder=5,
        )  # fmt: skip


def _draw_box(box: Box, ax: Axes, size: float, points: Transform) -> None:
    nature = box.role == "nature"
    pad = 0.3 * size
    ax.add_patch(
        FancyBboxPatch(
            (box.x - box.width / 2 + pad, box.y - box.height / 2 + pad), box.width - 2 * pad, box.height - 2 * pad,
            boxstyle=f"round,pad={pad},rounding_size={pad}", facecolor="#EFEFEF" if nature else "white",
            edgecolor=MUTED if nature else INK, linewidth=0.07 * size, zorder=1 if nature else 3, transform=points,
        )
    )  # fmt: skip


def _draw_line(line: Stroke, ax: Axes, size: float, points: Transform) -> None:
    color, weight, dashes = _STROKES[line.role]
    thick = weight * size
    pattern = (0, tuple(size * d / thick for d in dashes)) if dashes else "-"  # Matplotlib counts in line widths
    xs, ys = zip(*line.points, strict=True)
    ax.plot(
        xs, ys, color=color, linewidth=thick, linestyle=pattern, zorder=2, transform=points, clip_on=False,
        solid_joinstyle="round", solid_capstyle="round", dash_capstyle="butt",
    )  # fmt: skip


# TikZ


def tikz_tree(
    equilibrium: Any,
    *,
    width: float = 5.0,
    title: str | None = "",
    standalone: bool = True,
    receiver_type: str | None = None,
) -> str:
    r"""The same tree as `tree` draws, as LaTeX text, to be set in the article's own type. Labels are escaped.

    Parameters
    ----------
    equilibrium : as for `tree`
    width : inches, a number from 1 to 100
    title : text; None for the name of the equilibrium; "" for none
    standalone : True for a document that compiles by itself (packages standalone, fontenc, lmodern, tikz); False for
        the `tikzpicture` alone, for `\input`; it needs nothing but `\usepackage{tikz}`
    receiver_type : as for `tree`

    Returns
    -------
    Text, the LaTeX source.

    Raises
    ------
    InputError : as for `tree`

    >>> from termination import SignalingGame
    >>> game = SignalingGame(["t"], [1], ["50% off", "full"], ["buy"], [[[0], [0]]], [[[1], [1]]])
    >>> text = tikz_tree(game)
    >>> text.splitlines()[0], r"50\% off" in text
    ('\\documentclass[tikz,border=2pt]{standalone}', True)
    """
    play = PlayedGame.of(equilibrium, "tikz_tree", receiver_type)
    heading = play.title if title is None else title
    wide = checked_width(width)
    parts = arrange(play, heading, 72 * wide, None, min(type_size(wide), 10.0), "tikz_tree", _roman_width)
    picture = "\n".join(_tikz(parts))
    if not standalone:
        return f"{picture}\n"
    head = r"""\documentclass[tikz,border=2pt]{standalone}
\usepackage{iftex}
\ifPDFTeX
  \usepackage[T1]{fontenc}
  \usepackage{lmodern}
\else
  \usepackage{fontspec}
\fi
\begin{document}"""
    return f"{head}\n{picture}\n\\end{{document}}\n"


def _tikz(parts: Arrangement) -> list[str]:
    """The picture line by line; one unit is one PostScript point, as in the arrangement."""
    size = parts.size
    styles = {
        "every node": f"inner sep=0pt,outer sep=0pt,font={_tikz_font(size)}",
        "small": f"font={_tikz_font(_small(size))}",
        "frame": f"draw,rounded corners={0.3 * size:.2f}bp,line width={0.07 * size:.2f}bp",
        **{role: _tikz_stroke(role, weight * size, [size * d for d in dashes])
           for role, (_, weight, dashes) in _STROKES.items()},
    }  # fmt: skip
    lines = [r"\begin{tikzpicture}[x=1bp,y=1bp,line join=round,"]
    lines += [f"  {name}/.style={{{style}}}," for name, style in styles.items()]
    lines.append("]")
    lines += [_tikz_box(box) for box in sorted(parts.boxes, key=lambda box: box.role)]
    for line in sorted(parts.lines, key=_thick):
        points = " -- ".join(f"({x:.2f},{y:.2f})" for x, y in line.points)
        lines.append(rf"\draw[{line.role}] {points};")
    lines += [rf"\fill ({dot.x:.2f},{dot.y:.2f}) circle[radius={0.25 * size:.2f}bp];" for dot in parts.dots]
    return [*lines, *map(_tikz_label, parts.labels), r"\end{tikzpicture}"]


#: From which sizes in points Computer Modern is set in its designs for 10, 9, ... points, and how much wider than that
#: for 10 each is.
_DESIGNS = ((9.5, 1.0), (8.5, 1.03), (7.5, 1.07), (6.5, 1.15), (5.5, 1.24), (0.0, 1.39))


def _roman_width(text: str, size: float) -> float:
    """How wide TeX sets a text in its own type, whose small sizes are wider; most articles' type is narrower."""
    wider = next(factor for least, factor in _DESIGNS if size >= least)
    return wider * text_width(text, size, ("cmr10", "DejaVu Sans"))


def _tikz_font(size: float) -> str:
    return rf"\fontsize{{{size:g}}}{{{1.2 * size:g}}}\selectfont"


def _tikz_box(box: Box) -> str:
    across, up = box.width / 2, box.height / 2
    shade = "black!7" if box.role == "nature" else "white"
    corners = f"({box.x - across:.2f},{box.y - up:.2f}) rectangle ({box.x + across:.2f},{box.y + up:.2f})"
    return rf"\path[frame,fill={shade}] {corners};"


def _tikz_stroke(role: str, thick: float, dashes: list[float]) -> str:
    pattern = " ".join(f"{'on' if i % 2 == 0 else 'off'} {d:.2f}bp" for i, d in enumerate(dashes))
    shade = ",black!45" if role == "idle" else ",black!60" if role == "nature" else ""
    return f"line width={thick:.2f}bp" + (f",dash pattern={pattern}" if pattern else "") + shade


_ANCHORS = {
    ("left", "bottom"): "south west",
    ("left", "top"): "north west",
    ("left", "center"): "west",
    ("right", "bottom"): "south east",
    ("right", "top"): "north east",
    ("right", "center"): "east",
    ("center", "bottom"): "south",
    ("center", "top"): "north",
    ("center", "center"): "center",
}


def _tikz_label(label: Label) -> str:
    anchor = _ANCHORS[label.across, label.up]
    small = ",small" if label.role in _SMALL else ""
    text = r"\\".join(rf"\strut {latex_text(line)}" for line in label.text.split("\n"))
    return rf"\node[anchor={anchor},align={label.across}{small}] at ({label.x:.2f},{label.y:.2f}) {{{text}}};"
