"""Where the parts of a signaling tree go: lines, labels and nodes in points, before anything is drawn.

The tree has two sides. In the middle stand the types, each in a box with its prior; the first half of the messages
leads to the left, the other to the right. Each message of each type has a row of its own, with its label on a level
stretch of line, and so has each reply; the rows of one message stand together, so that its information set is one
short dashed line and nothing crosses it. Widths of columns are those of the texts they hold. If they do not fit, the
payoffs go on two lines, then the labels, then the type gets smaller down to the smallest that can be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import accumulate
from math import ceil
from typing import NamedTuple

from termination.engine.numbers import quantity_text, short
from termination.engine.sentences import printable
from termination.engine.strategies import Quantity, Range
from termination.errors import expect
from termination.reporting.plot.style import SMALLEST, Measure, text_width, wrapped
from termination.reporting.subject import PlayedGame, fitting, unfit

#: More leaves than this, and no page holds the tree.
MOST_LEAVES = 96
#: Labels shorter than this gain nothing by being broken.
UNSPLIT = 9

NOTE = "thick: on the path of play; thin: planned off it; [_]:_belief"
NOTE = NOTE.replace("_", "\u00a0")  # spaces that do not break, so that lines end between the entries
NOTE_FREE = NOTE.replace("play;", "play, dashed if only in part of the family;")

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Stroke:
    """A polyline; `role` is path, perhaps, plan, plan perhaps, idle, plain, information or nature."""

    points: tuple[Point, ...]
    role: str


@dataclass(frozen=True, slots=True)
class Label:
    """Text at a point. `across` is left, center or right; `up` is bottom, center or top: the side that is there."""

    x: float
    y: float
    text: str
    across: str
    up: str
    role: str


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its centre: around a type, or around all types (role nature)."""

    x: float
    y: float
    width: float
    height: float
    role: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A node of the receiver."""

    x: float
    y: float


@dataclass
class Arrangement:
    """All parts of a tree, `width` by `height` points with the origin below left, for type of `size` points."""

    width: float
    height: float
    size: float
    lines: list[Stroke] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)


def arrange(
    play: PlayedGame,
    title: str,
    width: float,
    height: float | None,
    size: float,
    figure: str,
    measure: Measure = text_width,
) -> Arrangement:
    """The tree in the largest type up to `size` that fits into `width` points, and into `height` if it is given.

    `measure` says how wide a text is. Raises `InputError` where not even the smallest type fits, saying how much room
    it needs.
    """
    expect("title", title, str, "text")
    leaves = sum(len(cells) for table in play.game.sender for cells in table)
    if leaves > MOST_LEAVES:
        others = [name for name in fitting(play.source) if "tree" not in name]
        raise unfit(figure, f"the tree has {leaves} leaves; one with more than {MOST_LEAVES} cannot be read", others)
    plan = None
    for plan in _plans(play, title, width, size, measure):
        if plan.fits(width, height):
            return plan.drawn(width, height)
    assert plan is not None  # `_plans` yields at least one
    raise unfit(figure, plan.shortage(width, height))


def _plans(play: PlayedGame, title: str, width: float, size: float, measure: Measure) -> Iterator[_Plan]:
    while True:
        for stacked, split in ((False, False), (True, False), (True, True)):
            yield _Plan(play, title, width, size, measure, stacked, split)
        if size <= SMALLEST:
            return
        size = max(SMALLEST, size - 0.25)


@dataclass
class _Row:
    """One type's node after one message: its height above and below the line, and the texts on it."""

    t: int
    m: int
    name: str
    chance: str
    belief: str
    replies: list[_Leaf]
    y: float = 0.0
    top: float = 0.0
    bottom: float = 0.0

    def shift(self, up: float) -> None:
        """Move the row with its leaves."""
        self.y, self.top, self.bottom = self.y + up, self.top + up, self.bottom + up
        for leaf in self.replies:
            leaf.y += up


@dataclass
class _Leaf:
    name: str
    chance: str
    payoff: str
    r: int
    y: float = 0.0


class _Place(NamedTuple):
    """Where the middle of the tree stands, and how much its heights are stretched to fill the axes."""

    x: float
    y: float
    stretch: float

    def level(self, height: float) -> float:
        return self.y + self.stretch * height


class _Columns(NamedTuple):
    """The corners of one side's lines: a type's box, start and end of the slant, the node, the fan's end, the leaf."""

    box: float
    start: float
    bend: float
    node: float
    turn: float
    end: float


class _Plan:
    """One way to set the tree: a type size, payoffs on one line or two, labels on one line or two."""

    def __init__(
        self, play: PlayedGame, title: str, width: float, size: float, measure: Measure, stacked: bool, split: bool
    ):
        self.play, self.size, self.measure, self.stacked, self.split = play, size, measure, stacked, split
        self.line = 1.25 * size
        self.names = play.names
        game = play.game
        room = 0.95 * (width - size)  # on a coarse screen letters are wider than in print
        self.title = wrapped(printable(title), room, size, measure) if title else ""
        self.note = wrapped(_note(play, self.names), room, self.note_size, measure)
        half = (len(game.messages) + 1) // 2
        self.sides = [_Side(self, range(half), -1), _Side(self, range(half, len(game.messages)), 1)]
        self.types = [f"{self.set(t)}\n{short(p)}" for t, p in zip(game.types, game.prior, strict=True)]
        named = max(measure(text, self.note_size) for text in ("nature", self.names[0]))
        self.box = max(named, *(measure(text, size) for text in self.types)) + 0.8 * size
        self.box_height = max(text.count("\n") + 1 for text in self.types) * self.line + 0.5 * size
        self.heights = self._type_heights()
        for side in self.sides:
            side.align(self.heights)

    @property
    def note_size(self) -> float:
        return max(SMALLEST, 0.85 * self.size)

    def set(self, label: str) -> str:
        """A label as this plan sets it: on one line, or broken at the space nearest its middle."""
        text = printable(label)
        spaces = [i for i, c in enumerate(text) if c == " "]
        if not self.split or not spaces or len(text) < UNSPLIT:
            return text
        middle = min(spaces, key=lambda i: abs(2 * i - len(text)))
        return f"{text[:middle]}\n{text[middle + 1 :]}"

    # Room

    @property
    def margin(self) -> float:
        return 0.4 * self.size

    @property
    def column(self) -> float:
        """The width of the middle column: the boxes, and round them nature's where it is drawn so."""
        return self.box + (1.0 * self.size if len(self.types) > 2 else 0)

    @property
    def needed_width(self) -> float:
        return self.column + sum(side.needed for side in self.sides) + 2 * self.margin

    @property
    def top(self) -> float:
        lines = self.title.count("\n") + 1 if self.title else 0
        return self.margin + lines * self.line + (0.6 * self.size if lines else 0)

    @property
    def bottom(self) -> float:
        return self.margin + (self.note.count("\n") + 1) * 1.25 * self.note_size + 0.8 * self.size

    def _type_heights(self) -> list[float]:
        """Where the types stand, about zero: evenly, as far apart as their rows ask and their boxes need."""
        count = len(self.types)
        between = 4.0 * self.size if count == 2 else 0.7 * self.size
        apart = max([self.box_height + between, *(side.apart for side in self.sides)])
        return [apart * ((count - 1) / 2 - t) for t in range(count)]

    @property
    def body(self) -> tuple[float, float]:
        """The lowest and the highest point of the tree, about the height of the types."""
        frame = self.box_height / 2 + (3.8 if len(self.types) > 2 else 1.4) * self.size
        ends = [(self.heights[-1] - frame, self.heights[0] + frame), *(side.ends for side in self.sides if side.rows)]
        return min(low for low, _ in ends), max(high for _, high in ends)

    @property
    def needed_height(self) -> float:
        low, high = self.body
        return self.top + high - low + self.bottom

    def fits(self, width: float, height: float | None) -> bool:
        return self.needed_width <= width and (height is None or self.needed_height <= height)

    def shortage(self, width: float, height: float | None) -> str:
        wide = f"{ceil(self.needed_width / 7.2) / 10:.1f} in wide"
        if height is None:
            return f"in the smallest type the tree is {wide}, and there are {width / 72:.1f} in; give more as width="
        return (
            f"in the smallest type the tree is {wide} and {ceil(self.needed_height / 7.2) / 10:.1f} in high, and there "
            f"are {width / 72:.1f} by {height / 72:.1f} in; give more, or leave out ax= and "
            'style="slides" to have it as high as it needs'
        )

    # Drawing

    def drawn(self, width: float, height: float | None) -> Arrangement:
        full = max(self.needed_height, min(0.42 * width, height or 0.42 * width))
        done = Arrangement(width, full, self.size)
        low, high = self.body
        stretch = (full - self.top - self.bottom) / (high - low)
        centre_y = self.bottom - stretch * low
        spare = width - self.needed_width
        lacking = abs(self.sides[0].needed - self.sides[1].needed)
        evened = min(spare, lacking)
        narrow = 0 if self.sides[0].needed < self.sides[1].needed else 1
        extra = [(spare - evened) / 2 + (evened if i == narrow else 0) for i in (0, 1)]
        centre_x = self.margin + self.sides[0].needed + extra[0] + self.column / 2
        place = _Place(centre_x, centre_y, stretch)
        self._middle(done, place)
        for side, more in zip(self.sides, extra, strict=True):
            side.draw(done, place, more)
        if self.title:
            done.labels.append(Label(self.margin, full - self.margin, self.title, "left", "top", "title"))
        done.labels.append(Label(self.margin, self.margin, self.note, "left", "bottom", "note"))
        return done

    def _middle(self, done: Arrangement, at: _Place) -> None:
        """Nature and the types: her box between two of them, or one around more."""
        x, y, size = at.x, at.y, self.size
        heights = [at.level(height) for height in self.heights]
        if len(heights) == 2:
            tall, inner = 1.7 * size, self.box_height / 2
            done.lines.append(Stroke(((x, y + tall / 2), (x, heights[0] - inner)), "nature"))
            done.lines.append(Stroke(((x, y - tall / 2), (x, heights[1] + inner)), "nature"))
            done.boxes.append(Box(x, y, self.measure("nature", self.note_size) + 0.8 * size, tall, "nature"))
            done.labels.append(Label(x, y, "nature", "center", "center", "nature"))
        elif len(heights) > 2:
            tall = heights[0] - heights[-1] + self.box_height + 3.4 * size
            done.boxes.append(Box(x, y, self.column, tall, "nature"))
            done.labels.append(Label(x, y + tall / 2 + 0.2 * size, "nature", "center", "bottom", "nature"))
        away = self.box_height / 2 + 0.2 * size
        done.labels.append(Label(x, heights[0] + away, self.names[0], "center", "bottom", "player"))
        if len(heights) == 2:
            done.labels.append(Label(x, heights[1] - away, self.names[0], "center", "top", "player"))
        for text, height in zip(self.types, heights, strict=True):
            done.boxes.append(Box(x, height, self.box, self.box_height, "type"))
            done.labels.append(Label(x, height, text, "center", "center", "type"))


class _Side:
    """The messages on one side: their rows, the widths of their columns, and their lines."""

    def __init__(self, plan: _Plan, messages: Iterable[int], direction: int):
        self.plan, self.direction = plan, direction
        self.messages = tuple(messages)
        table = plan.play.game.sender
        self.rows = [_row(plan, t, m) for m in self.messages for t in range(len(table)) if table[t][m]]
        self._stack()

    # Heights

    def _stack(self) -> None:
        """Set every row below the one before it, all of them about zero."""
        size, y = self.plan.size, 0.0
        for before, row in zip([None, *self.rows], self.rows, strict=False):
            if before is not None:
                y -= (0.35 if before.m == row.m else 1.2) * size
            y = self._set(row, y)
        for row in self.rows:
            row.shift(-y / 2)

    def _first(self, row: _Row) -> bool:
        """Whether it is the first row of its message, under which stands who replies."""
        return next(other for other in self.rows if other.m == row.m) is row

    @property
    def apart(self) -> float:
        """How far apart the types should stand for the sake of these rows."""
        count = len(self.plan.types)
        if not self.rows or count == 1:
            return 0.0
        if len(self.messages) == 1:
            return self.rows[0].y - self.rows[1].y if len(self.rows) > 1 else 0.0
        return (self.rows[0].top - self.rows[-1].bottom) / count

    @property
    def ends(self) -> tuple[float, float]:
        return self.rows[-1].bottom, self.rows[0].top

    def align(self, heights: Sequence[float]) -> None:
        """With one message on this side every row stands level with its type."""
        if len(self.messages) == 1:
            for row in self.rows:
                row.shift(heights[row.t] - row.y)

    def _set(self, row: _Row, top: float) -> float:
        """Set one row and its leaves from `top` down; where it ends."""
        plan = self.plan
        y = top
        for leaf in row.replies:
            above = (leaf.name.count("\n") + 1) * plan.line
            below = plan.line if plan.play.sender else 0.3 * plan.size
            short_of = max(0.0, (leaf.payoff.count("\n") + 1) * plan.line - above - below) / 2
            leaf.y = y - above - short_of
            y = leaf.y - below - short_of - 0.5 * plan.size
        row.y = (row.replies[0].y + row.replies[-1].y) / 2
        above = (row.name.count("\n") + 1) * plan.line
        drop = max(0.0, row.y + above - top)  # a message's label can be higher than its only leaf
        for leaf in row.replies:
            leaf.y -= drop
        row.y -= drop
        lines = 2.5 if self._first(row) else 1.5
        row.top, row.bottom = top, min(y - drop, row.y - lines * plan.line)
        return row.bottom

    # Widths

    @property
    def slant(self) -> float:
        """Room for the lines from the type to its rows."""
        wide = 2.0 if self.plan.split else 3.0
        return (0.4 if len(self.messages) == 1 else wide) * self.plan.size

    @property
    def fan(self) -> float:
        """Room for the lines from the receiver's node to its leaves."""
        return (1.0 if self.plan.split else 1.4) * self.plan.size

    @property
    def message_column(self) -> float:
        size = self.plan.size
        under = [
            self.plan.measure(row.chance, size)
            + self.plan.measure(row.belief, size)
            + (size if row.chance and row.belief else 0)
            for row in self.rows
        ]
        names = [self.plan.measure(row.name, size) for row in self.rows]
        return max([*names, *under, self.plan.measure(self.plan.names[1], self.plan.note_size)]) + 0.9 * size

    @property
    def reply_column(self) -> float:
        texts = [text for row in self.rows for leaf in row.replies for text in (leaf.name, leaf.chance)]
        return max([self.plan.measure(text, self.plan.size) for text in texts] or [0]) + 0.5 * self.plan.size

    @property
    def payoff_column(self) -> float:
        payoffs = [leaf.payoff for row in self.rows for leaf in row.replies]
        return max([self.plan.measure(text, self.plan.size) for text in payoffs] or [0]) + 0.4 * self.plan.size

    @property
    def needed(self) -> float:
        if not self.rows:
            return 0.0
        return self.slant + self.message_column + self.fan + self.reply_column + self.payoff_column

    # Drawing

    def draw(self, done: Arrangement, at: _Place, more: float) -> None:
        """Add this side's lines and labels; `more` is the width to spare."""
        columns = self._columns(at, more)
        for row in self.rows:
            self._draw_row(done, row, at, columns)
        for m in self.messages:
            levels = [at.level(row.y) for row in self.rows if row.m == m]
            if len(levels) > 1:
                done.lines.append(Stroke(((columns.node, levels[0]), (columns.node, levels[-1])), "information"))

    def _columns(self, at: _Place, more: float) -> _Columns:
        """Where this side's columns begin and end, the spare width shared out among them."""
        shares = (0.4, 0.2, 0.2, 0.2) if len(self.messages) > 1 else (0.0, 0.4, 0.3, 0.3)
        widths = (self.slant, self.message_column, self.fan, self.reply_column)
        steps = [width + share * more for width, share in zip(widths, shares, strict=True)]
        reach = accumulate([self.plan.column / 2, *steps])
        return _Columns(at.x + self.direction * self.plan.box / 2, *(at.x + self.direction * x for x in reach))

    def _draw_row(self, done: Arrangement, row: _Row, at: _Place, columns: _Columns) -> None:
        sign, size, play = self.direction, self.plan.size, self.plan.play
        near, far = ("left", "right") if sign > 0 else ("right", "left")
        y, y_type = at.level(row.y), at.level(self.plan.heights[row.t])
        corners = ((columns.box, y_type), (columns.start, y_type), (columns.bend, y), (columns.node, y))
        done.lines.append(Stroke(corners, _message_role(play, row)))
        self._on_line(done, columns.bend, y, row.name, row.chance, near, "message")
        if row.belief:
            place = columns.node - sign * 0.5 * size
            done.labels.append(Label(place, y - 0.2 * size, row.belief, far, "top", "belief"))
        if self._first(row):
            done.labels.append(self._player(row, at, columns, far))
        for leaf in row.replies:
            level = at.level(leaf.y)
            fan = ((columns.node, y), (columns.turn, level), (columns.end, level))
            done.lines.append(Stroke(fan, _reply_role(play, row, leaf)))
            self._on_line(done, columns.turn, level, leaf.name, leaf.chance, near, "response")
            place = columns.end + sign * 0.4 * size
            done.labels.append(Label(place, level, leaf.payoff, near, "center", "payoff"))
        done.dots.append(Dot(columns.node, y))

    def _player(self, row: _Row, at: _Place, columns: _Columns, far: str) -> Label:
        """Who replies, by the information set: midway between what stands under its first row and over its second."""
        plan, others = self.plan, [other for other in self.rows if other.m == row.m and other is not row]
        high = at.level(row.y) - 0.2 * plan.size - (plan.line if row.belief or row.chance else 0)
        low = high - plan.line
        if others:
            low = min(low, at.level(others[0].y) + 0.2 * plan.size + (others[0].name.count("\n") + 1) * plan.line)
        place = columns.node - self.direction * 0.5 * plan.size
        return Label(place, (high + low) / 2, plan.names[1], far, "center", "player")

    def _on_line(self, done: Arrangement, x: float, y: float, name: str, chance: str, near: str, role: str) -> None:
        """The name above a level stretch of line, its probability below."""
        at = x + self.direction * 0.25 * self.plan.size
        done.labels.append(Label(at, y + 0.2 * self.plan.size, name, near, "bottom", role))
        if chance:
            done.labels.append(Label(at, y - 0.2 * self.plan.size, chance, near, "top", "probability"))


def _row(plan: _Plan, t: int, m: int) -> _Row:
    game, play = plan.play.game, plan.play
    belief = f"[{quantity_text(play.beliefs[m][t], short)}]" if play.beliefs and len(game.types) > 1 else ""
    between = "\n" if plan.stacked else ", "
    leaves = [
        _Leaf(
            plan.set(reply),
            _chance(play.replied(m, r)),
            between.join(short(table[t][m][r]) for table in (game.sender, game.receiver)) + _ending(plan, t, m, r),
            r,
        )
        for r, reply in enumerate(game.response_sets[m])
    ]
    return _Row(t, m, plan.set(game.messages[m]), _chance(play.sent(t, m)), belief, leaves)


def _ending(plan: _Plan, t: int, m: int, r: int) -> str:
    """On lines of its own, what is done after a reply."""
    told = plan.play.ending(t, m, r)
    return f"\n{plan.set(told)}" if told else ""


def _chance(quantity: Quantity) -> str:
    return quantity_text(quantity, short) if quantity != Fraction(0) else ""


def _note(play: PlayedGame, names: tuple[str, str]) -> str:
    leaves = f"leaves: {names[0]}, {names[1]}".replace(" ", "\u00a0")
    if play.sender is None or play.receiver is None:
        return leaves
    weights = [weight for rows in (play.sender, play.receiver) for row in rows for weight in row]
    told = NOTE_FREE if any(_use(weight) == "perhaps" for weight in weights) else NOTE
    return f"{told}; {leaves}"


def _use(quantity: Quantity) -> str:
    """Whether a move is made throughout a family, in part of it, or not at all."""
    if isinstance(quantity, Range):
        return "path" if quantity.low > 0 else "perhaps"
    return "path" if quantity else "idle"


def _message_role(play: PlayedGame, row: _Row) -> str:
    return _use(play.sent(row.t, row.m)) if play.sender else "plain"


def _reply_role(play: PlayedGame, row: _Row, leaf: _Leaf) -> str:
    """On the path if sent and replied; planned if only the reply is part of the strategy."""
    if play.receiver is None:
        return "plain"
    sent, replied = _use(play.sent(row.t, row.m)), _use(play.replied(row.m, leaf.r))
    if replied == "idle":
        return "idle"
    if sent == "idle":
        return "plan" if replied == "path" else "plan perhaps"
    return "path" if sent == replied == "path" else "perhaps"
