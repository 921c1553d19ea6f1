"""The page's figures as small SVG, without Matplotlib, which a browser has not.

What is in them is computed elsewhere: the map by `atlas`, the belief line and the arrangement of the tree by the
package, whose figures for print have them too. Nothing is told by colour alone: regions differ in hatching and carry
letters, the path of play is thick. Each figure says in words (`aria-label`) what it shows.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape
from itertools import product
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from termination.errors import InputError
from termination.reporting.belief_line import belief_line
from termination.reporting.subject import PlayedGame

if TYPE_CHECKING:
    from atlas import Atlas, Zone

    from termination.reporting.plot.arrangement import Arrangement, Box, Label

INK, MUTED, BLUE = "#111", "#555", "#0072B2"
#: Widths of an average letter and of a line, in type sizes.
LETTER, LINE = 0.5, 1.2

Point = tuple[float, float]


def svg(width: float, height: float, label: str, body: Iterable[str]) -> str:
    """An SVG figure that fills the width it is given; `label` says what it shows."""
    return (
        f'<svg viewBox="0 0 {width:.0f} {height:.0f}" role="img" aria-label="{escape(label)}" '
        f'xmlns="http://www.w3.org/2000/svg" font-family="system-ui, sans-serif" fill="{INK}" '
        'style="width:100%;height:auto">'
        f"<title>{escape(label)}</title>{''.join(body)}</svg>"
    )


#: A tag; or the hyphen before a number, or in its power of ten, as the package writes it in plain text.
_TAG_OR_HYPHEN = re.compile(r"<[^>]*>|(?<![\w)\]])-(?=\.?\d)|(?<=\de)-(?=\d)")


def signed(html: str) -> str:
    """HTML with a minus sign before each negative number that is read. What stands in tags, such as an address, stays.

    >>> signed('<b title="x=-1">-3/10</b>, from ~-1.25e-4 to (-.5), 1951-53')
    '<b title="x=-1">−3/10</b>, from ~−1.25e−4 to (−.5), 1951-53'
    """
    return _TAG_OR_HYPHEN.sub(lambda found: found[0] if found[0] != "-" else "−", html)


def text(x: float, y: float, words: str, size: float, anchor: str = "start", **more: str) -> str:
    """Lines of text; y is the baseline of the first."""
    attributes = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in more.items())
    lines = words.split("\n")
    spans = "".join(
        f'<tspan x="{x:.1f}" dy="{LINE * size if i else 0:.1f}">{escape(line)}</tspan>' for i, line in enumerate(lines)
    )
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" text-anchor="{anchor}"{attributes}>{spans}</text>'


def path(points: Iterable[Point], closed: bool = False, **style: str) -> str:
    """A line through points, or a shape round them."""
    attributes = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in style.items())
    steps = " L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    return f'<path d="M{steps}{"Z" if closed else ""}"{attributes}/>'


def rectangle(x: float, y: float, width: float, height: float, **style: str) -> str:
    """A rectangle by its upper left corner."""
    attributes = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in style.items())
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"{attributes}/>'


# Hatching

#: By name: face, and the lines of a tile of twelve by twelve.
_PATTERNS = {
    "rising": "M0 12L12 0M-3 3L3 -3M9 15L15 9",
    "falling": "M0 0L12 12M9 -3L15 3M-3 9L3 15",
    "level": "M0 6L12 6",
    "upright": "M6 0L6 12",
    "crossed": "M0 12L12 0M0 0L12 12",
    "dotted": "",
}

def hatch(name: str, prefix: str) -> str:
    """The definition of a hatching; figures on one page need different prefixes."""
    mark = f'<path d="{_PATTERNS[name]}" stroke="#555" stroke-width="1.3" fill="none"/>'
    if name == "dotted":
        mark = '<circle cx="3" cy="3" r="1.5" fill="#555"/><circle cx="9" cy="9" r="1.5" fill="#555"/>'
    return f'<pattern id="{prefix}-{name}" width="12" height="12" patternUnits="userSpaceOnUse">{mark}</pattern>'


def hatches(prefix: str) -> str:
    """All hatchings."""
    return f"<defs>{''.join(hatch(name, prefix) for name in _PATTERNS)}</defs>"


# The region map


@dataclass(frozen=True)
class Frame:
    """The plot within the picture: the picture's size, and the plot's left, top, width and height in it."""

    width: float = 820.0
    height: float = 592.0
    left: float = 148.0
    top: float = 14.0
    across: float = 654.0
    down: float = 462.0

    def place(self, x: float, y: float, box: tuple[float, float, float, float]) -> Point:
        """A point of the map in the picture."""
        x0, x1, y0, y1 = box
        return self.left + (x - x0) / (x1 - x0) * self.across, self.top + (1 - (y - y0) / (y1 - y0)) * self.down


FRAME = Frame()
_SIZE = 30.0


def map_svg(data: Atlas, x_label: str, y_label: str) -> str:
    """The regions without the dot, which is drawn over them and moves by itself."""
    parts: list[list[list[Point]]] = [[] for _ in data.zones]
    for zone, outline in data.parts:
        parts[zone].append(_thinned(FRAME.place(x, y, data.box) for x, y in outline))
    body = [hatches("map")]
    for outlines, (face, lines) in zip(parts, (zone.fill for zone in data.zones), strict=True):
        for kind in (face, f"url(#map-{lines})") if lines else (face,):
            body += [path(one, True, fill=kind, stroke=face if kind == face else "none") for one in outlines]
    for edge in data.edges:
        line = _thinned(FRAME.place(x, y, data.box) for x, y in edge)
        body.append(path(line, fill="none", stroke=INK, stroke_width="2.2", stroke_linecap="round"))
    body += _frame(data.box, x_label, y_label)
    for zone, outlines in zip(data.zones, parts, strict=True):
        body += _written_in(zone, outlines)
    return svg(FRAME.width, FRAME.height, _in_words(data, x_label, y_label), body)


def _thinned(points: Iterable[Point]) -> list[Point]:
    """The line without points that lie on the straight way between their neighbours; the plot's edge is not left."""
    kept: list[Point] = []
    for x, y in points:
        point = (x, min(max(y, FRAME.top), FRAME.top + FRAME.down))
        while len(kept) > 1 and _straight(kept[-2], kept[-1], point):
            kept.pop()
        kept.append(point)
    return kept


def _straight(a: Point, b: Point, c: Point) -> bool:
    length = math.dist(a, c)
    return length < 1e-9 or abs((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])) / length < 0.15


def _frame(box: tuple[float, float, float, float], x_label: str, y_label: str) -> list[str]:
    f, (x0, x1, y0, y1) = FRAME, box
    parts = [rectangle(f.left, f.top, f.across, f.down, fill="none", stroke=INK, stroke_width="1.5")]
    for at in _ticks(x0, x1):
        x, y = f.place(at, y0, box)
        parts += [path([(x, y), (x, y + 7)], stroke=INK, stroke_width="1.5")]
        parts += [text(x, y + 8 + _SIZE, f"{at:g}", _SIZE, "middle")]
    for at in _ticks(y0, y1):
        x, y = f.place(x0, at, box)
        parts += [path([(x, y), (x - 7, y)], stroke=INK, stroke_width="1.5")]
        parts += [text(x - 11, y + 0.35 * _SIZE, f"{at:g}", _SIZE, "end")]
    parts.append(_fitted(f.left + f.across / 2, f.height - 40, x_label, f.across))
    turned = f"rotate(-90 25 {f.top + f.down / 2:.0f})"
    return [*parts, _fitted(25, f.top + f.down / 2, y_label, f.down, transform=turned)]


def _fitted(x: float, y: float, words: str, room: float, **more: str) -> str:
    """A label of an axis on one line or two, in type as large as its room allows."""
    lines = wrap(words, int(room / (LETTER * _SIZE)))
    lines = lines if len(lines) < 3 else wrap(words, len(words) // 2 + 8)
    size = min(0.9 * _SIZE, room / (LETTER * max(map(len, lines))))
    return text(x, y, "\n".join(lines), round(size, 1), "middle", **more)


def _ticks(low: float, high: float) -> list[float]:
    """Round numbers between the ends, and at an end that they miss by a hair."""
    rough = (high - low) / 4
    power = 10 ** math.floor(math.log10(rough))
    step = next(power * k for k in (1, 2, 2.5, 5, 10) if power * k >= rough)
    return [round(step * k, 9) for k in range(math.ceil(low / step - 0.01), math.floor(high / step + 0.01) + 1)]


def _written_in(zone: Zone, outlines: Sequence[Sequence[Point]]) -> list[str]:
    """The zone's letter where it has room, with its headline if that has room too."""
    if not outlines:
        return []
    size, lines, (x, y) = _wording(_Room.of(outlines), zone.told)
    top = y - len(lines) * LINE * size / 2
    letter = text(x, top + 0.4 * _SIZE, zone.letter, 1.2 * _SIZE, "middle", font_weight="bold", **_HALO)
    first = top + 0.4 * _SIZE + LINE * size
    told = [text(x, first + i * LINE * size, line, size, "middle", **_HALO) for i, line in enumerate(lines)]
    return [letter, *told]


def _wording(room: _Room, headline: str) -> tuple[float, list[str], Point]:
    """The largest type and the longest lines in which the headline fits, and where; no lines if it does not."""
    for size, letters in product((_SIZE, 0.85 * _SIZE, 0.72 * _SIZE), (30, 18, 12, 11)) if headline else ():
        lines = wrap(headline, letters, break_long_words=False)
        wide = (max(map(len, lines)) + 0.5) * LETTER * size
        place = room.place(wide, len(lines) * LINE * size + 1.8 * _SIZE)
        if place:
            return size, lines, place
    return _SIZE, [], room.place(1.2 * _SIZE, 1.4 * _SIZE) or room.place(0, 0) or (room.left, FRAME.top)


_HALO = {"stroke": "#fff", "stroke_width": "5", "paint_order": "stroke", "stroke_linejoin": "round"}


@dataclass(frozen=True)
class _Room:
    """Where a zone is, in upright columns of equal width: the stretches (from, to) that it takes in each."""

    left: float
    step: float
    columns: list[list[tuple[float, float]]]

    @classmethod
    def of(cls, outlines: Sequence[Sequence[Point]], count: int = 48) -> _Room:
        """Of shapes whose every upright section is one stretch; stretches that touch are one."""
        left, right = min(x for one in outlines for x, _ in one), max(x for one in outlines for x, _ in one)
        step = (right - left) / count
        middles = [left + (i + 0.5) * step for i in range(count)]
        return cls(left, step, [_joined(_section(one, x) for one in outlines) for x in middles])

    def place(self, wide: float, high: float) -> Point | None:
        """The middle of a box of this size that fits, where it is roomiest; of places alike, the most central."""
        count, half = len(self.columns), math.ceil(wide / 2 / self.step)
        best: tuple[float, Point] | None = None
        for i in sorted(range(half, count - half), key=lambda i: abs(2 * i + 1 - count)):
            for low, top in self.columns[i]:
                for column in self.columns[i - half : i + half + 1]:
                    meets = [(max(low, a), min(top, b)) for a, b in column]
                    low, top = max(meets, key=lambda one: one[1] - one[0], default=(0.0, -1.0))
                slack = min(top - low - high, 3 * _SIZE)
                if slack >= 0 and (best is None or slack > best[0] + 1e-6):
                    best = (slack, (self.left + (i + 0.5) * self.step, (low + top) / 2))
        return best[1] if best else None


def _joined(sections: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    found: list[tuple[float, float]] = []
    for low, high in sorted(one for one in sections if one[1] > one[0]):
        if found and low <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], high))
        else:
            found.append((low, high))
    return found


def _section(outline: Sequence[Point], x: float) -> tuple[float, float]:
    """Where the shape begins and ends at x."""
    crossings = [y for a, b in zip(outline, [*outline[1:], outline[0]], strict=True) for y in _crossing(a, b, x)]
    return (min(crossings), max(crossings)) if crossings else (0.0, 0.0)


def _crossing(a: Point, b: Point, x: float) -> list[float]:
    if a[0] == b[0] or not min(a[0], b[0]) <= x <= max(a[0], b[0]):
        return []
    return [a[1] + (x - a[0]) / (b[0] - a[0]) * (b[1] - a[1])]


def _in_words(data: Atlas, x_label: str, y_label: str) -> str:
    zones = "; ".join(f"{zone.letter}: {zone.told}" for zone in data.zones)
    return f"Region map. Across: {x_label}. Upwards: {y_label}. Regions: {zones}."


def swatch(fill: tuple[str, str], prefix: str = "key") -> str:
    """A small patch of a fill, for the key beside the map."""
    face, lines = fill
    inner = rectangle(1, 1, 34, 20, fill=face, stroke=INK)
    hatched = hatch(lines, f"{prefix}") + rectangle(1, 1, 34, 20, fill=f"url(#{prefix}-{lines})") if lines else ""
    return f'<svg width="36" height="22" aria-hidden="true">{inner}{hatched}</svg>'


# The belief line


def belief_svg(equilibrium: Any, width: float = 820.0, against: str | None = None) -> str:
    """What he believes after each message, over a strip of what he would do at every belief; where he has types, what
    one of them would."""
    line = belief_line(equilibrium, receiver_type=against)
    size, left, right = 20.0, 190.0, 150.0
    low, high = min(line.places), max(line.places)
    along = width - left - right

    def at(place: Fraction) -> float:
        return left + float((place - low) / (high - low)) * along

    replies = list(dict.fromkeys(stretch.replies for row in line.rows for stretch in row.stretches))
    body, top = [hatches("line")], 36.0
    for row in line.rows:
        body += _belief_row(row, top, size, at, replies, width - right + 14)
        top += 66.0
    prior = [(at(line.prior), 20.0), (at(line.prior), top - 6)]
    body.append(path(prior, stroke=MUTED, stroke_width="2", stroke_dasharray="6 5"))
    body.append(text(at(line.prior), 17, f"prior {_short(line.prior)}", 0.85 * size, "middle", fill=MUTED))
    marks = [(p, f"{_short(p)}\nsurely {t}") for p, t in zip(line.places, line.types, strict=False)]
    marks = marks or [(low, _short(low)), (high, _short(high))]
    body += [text(at(p), top + 0.6 * size, words, 0.9 * size, "middle") for p, words in marks]
    body.append(text(left + along / 2, top + 0.6 * size, line.measure, 0.9 * size, "middle", font_style="italic"))
    told = "; ".join(f"after {row.message}: {', '.join(_held(one) for one in row.held)}" for row in line.rows)
    return svg(width, top + 2.4 * size, f"Belief line: {line.measure}. {told}.", body)


def _belief_row(row: Any, top: float, size: float, at: Any, replies: list[Any], beside: float) -> list[str]:
    """One message: its name, the strip of best replies, and the beliefs held over it."""
    strip = top + 18
    parts = [text(8, strip + 15, row.message, size)]
    for stretch in row.stretches:
        where = (at(stretch.low), strip, at(stretch.high) - at(stretch.low), 22.0)
        lines = ("", "rising", "dotted", "crossed", "level")[replies.index(stretch.replies) % 5]
        parts.append(rectangle(*where, fill="#fff", stroke=INK))
        parts += [rectangle(*where, fill=f"url(#line-{lines})")] if lines else []
        words = " or ".join(stretch.replies)
        small = min(0.9 * size, where[2] / (LETTER * len(words)))
        if small > 0.6 * size:
            parts.append(text(where[0] + where[2] / 2, strip + 17, words, round(small, 1), "middle", **_HALO))
    for one in row.held:
        low, high = ends_of(one.at)
        if low == high and one.sent:
            parts.append(f'<circle cx="{at(low):.1f}" cy="{top + 8:.1f}" r="8" fill="{BLUE}" stroke="#fff"/>')
        else:
            wide = max(8.0, at(high) - at(low))
            face = BLUE if one.sent else "#fff"
            left = at(low) - (4 if low == high else 0)
            parts.append(rectangle(left, top + 2, wide, 11, fill=face, stroke=BLUE, stroke_width="3"))
    return [*parts, text(beside, strip + 15, "\n".join(_held(one) for one in row.held[:1]), 0.85 * size)]


def ends_of(quantity: Any) -> tuple[Fraction, Fraction]:
    """The two ends of a number that may be free, equal where it is not."""
    return (quantity.low, quantity.high) if hasattr(quantity, "low") else (quantity, quantity)


def _held(one: Any) -> str:
    low, high = ends_of(one.at)
    return _short(low) if low == high else f"{_short(low)} to {_short(high)}"


def _short(value: Fraction) -> str:
    return str(value) if value.denominator <= 20 else f"{float(value):.3g}"


# The tree

#: By role: colour, width in type sizes, dashes in type sizes.
_STROKES: dict[str, tuple[str, float, tuple[float, ...]]] = {
    "path": (BLUE, 0.32, ()),
    "perhaps": (BLUE, 0.32, (0.7, 0.35)),
    "plan": (INK, 0.13, ()),
    "plan perhaps": (INK, 0.13, (0.7, 0.35)),
    "idle": ("#999", 0.07, ()),
    "plain": (INK, 0.1, ()),
    "nature": (MUTED, 0.1, ()),
    "information": (INK, 0.1, (0.3, 0.3)),
}


def drawn_or_why(draw: Any, equilibrium: Any, width: float, what: str, file: str) -> str:
    """A figure with the buttons that save it, or in words why there is none; one against each type that he may have."""
    parts = []
    for i, against in enumerate(equilibrium.game.receiver_types or (None,), 1):
        parts += [f"<h4>Against {escape(against)}</h4>"] if against else []
        try:
            drawn = draw(equilibrium, width, against)
        except InputError as error:
            parts.append(f"<p>{escape(str(error))}</p>")
        else:
            parts.append(framed(drawn, what, f"{file}_{i}" if against else file))
    return "".join(parts)


def framed(drawn: str, what: str, file: str) -> str:
    """A figure with the buttons that fill the screen with it and save it, each as a `file` of its kind."""
    buttons = " ".join(
        f'<button data-save="{kind.lower()}" data-file="{file}" aria-label="Save {what} as {kind}">{kind}</button>'
        for kind in ("SVG", "PNG")
    )
    large = f'<button data-large="" aria-label="Show {what} on the whole screen">Large</button>'
    return f'<figure>{drawn}<figcaption class="save">{large} Save as {buttons}</figcaption></figure>'


def tree_svg(equilibrium: Any, width: float = 720.0, against: str | None = None) -> str:
    """The game tree with an equilibrium on it, where he has types against one of them: the arrangement of `plot.tree`,
    in the type of the page."""
    from termination.reporting.plot.arrangement import arrange

    parts = arrange(PlayedGame.of(equilibrium, "tree", against), "", width, None, 14.0, "tree")
    body = [_box(box, parts) for box in sorted(parts.boxes, key=lambda box: box.role != "nature")]
    for line in sorted(parts.lines, key=lambda line: line.role in ("path", "perhaps")):
        color, weight, dashes = _STROKES[line.role]
        dash = {"stroke_dasharray": " ".join(f"{d * parts.size:.1f}" for d in dashes)} if dashes else {}
        points = [(x, parts.height - y) for x, y in line.points]
        body.append(path(points, fill="none", stroke=color, stroke_width=f"{weight * parts.size:.1f}", **dash))
    body += [f'<circle cx="{d.x:.1f}" cy="{parts.height - d.y:.1f}" r="{0.25 * parts.size:.1f}"/>' for d in parts.dots]
    body += [_label(label, parts) for label in parts.labels]
    name = getattr(equilibrium, "name", "")
    return svg(parts.width, parts.height, f"Game tree{f' of the equilibrium: {name}' if name else ''}", body)


def _box(box: Box, parts: Arrangement) -> str:
    corner = (box.x - box.width / 2, parts.height - box.y - box.height / 2)
    face = "#EFEFEF" if box.role == "nature" else "#fff"
    return rectangle(*corner, box.width, box.height, rx="4", fill=face, stroke=INK)


def _label(label: Label, parts: Arrangement) -> str:
    size = parts.size * (0.85 if label.role in ("note", "nature", "player") else 1)
    lines = label.text.count("\n")
    rise = {"bottom": -0.25 - lines * LINE, "top": 0.85, "center": 0.33 - lines * LINE / 2}[label.up]
    anchor = {"left": "start", "right": "end", "center": "middle"}[label.across]
    return text(label.x, parts.height - label.y + rise * size, label.text, round(size, 1), anchor)


__all__ = ["FRAME", "belief_svg", "drawn_or_why", "ends_of", "map_svg", "signed", "swatch", "tree_svg"]
