"""The belief line: what the receiver believes after each message, and what he would have to believe to change his mind.

One row a message. On each row a strip shows his best reply at every belief; above it stands what he does believe: a
point where the message is sent, a bar of supporting beliefs where it is not. What a belief is measured by is what the
model says (`belief_scale()`); for two types, the probability of one; otherwise, with two replies, what he expects to
gain from one over the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from termination.engine.beliefs import envelope, scaled_receiver
from termination.engine.families import Assessment, Family
from termination.engine.game import SignalingGame
from termination.engine.model import Scaled
from termination.engine.numbers import bounds, quantity_text, short
from termination.engine.sentences import listed, printable
from termination.engine.strategies import Belief, Quantity, Range
from termination.errors import UnknownNameError, expect
from termination.reporting.plot.style import (
    DEFAULT,
    FILLS,
    INK,
    MUTED,
    PRIOR_DASH,
    Entry,
    Fill,
    Sheet,
    filled,
    text_width,
)
from termination.reporting.plot.subject import faced, fitting, single, unfit


@dataclass(frozen=True)
class Stretch:
    """An interval of the line throughout which one set of replies is best."""

    low: Fraction
    high: Fraction
    replies: tuple[str, ...]


@dataclass(frozen=True)
class Held:
    """Beliefs held: a point or an interval; `sent` tells the posterior from beliefs that only support the reply."""

    at: Quantity
    sent: bool


@dataclass(frozen=True)
class BeliefRow:
    """One message: the whole line in stretches, and the beliefs held."""

    message: str
    stretches: tuple[Stretch, ...]
    held: tuple[Held, ...]


@dataclass(frozen=True)
class BeliefLine:
    """All rows, the prior, and what the line measures; `switch` names the point where the best reply changes.

    `places` are those of sure belief in each type, and `types` their labels, empty where the line is a probability.
    """

    measure: str
    switch: str
    prior: Fraction
    places: tuple[Fraction, ...]
    types: tuple[str, ...]
    rows: tuple[BeliefRow, ...]


def belief_line(equilibrium: Any, of: str | None = None, receiver_type: str | None = None) -> BeliefLine:
    """The data of the belief line, which `beliefs` draws.

    With two types a belief is a point mu of [0, 1]; with more, what the receiver's choice between two replies turns on
    is one linear function of the belief, if it is the same after every message.

    Parameters
    ----------
    equilibrium : a family of equilibria, or one of its members
    of : the label of the type whose probability is shown, with two types; as for `beliefs` if not given
    receiver_type : where the receiver has types, the label of the one whose best replies are shown

    Returns
    -------
    `BeliefLine`: `prior`, `measure` (what the line measures) and for each message a row, with the best replies by
    stretch of the line and the beliefs that are held.

    Raises
    ------
    UnknownNameError : `of` is no type, `receiver_type` no type of the receiver's
    InputError : `equilibrium` is no equilibrium, or its beliefs lie on no line

    >>> from termination import SignalingGame, solve
    >>> game = SignalingGame(["wimp", "surly"], ["1/10", "9/10"], ["beer", "quiche"], ["duel", "don't"],
    ...     [[[0, 2], [1, 3]], [[1, 3], [0, 2]]], [[[1, 0], [1, 0]], [[-1, 0], [-1, 0]]])
    >>> found = belief_line(solve(game)[0])
    >>> found.measure, str(found.prior), [(row.message, str(row.held[0].at)) for row in found.rows]
    ('probability of surly', '9/10', [('beer', '9/10'), ('quiche', '0 to 1/2')])
    """
    one = single(equilibrium, "beliefs")
    game = faced(one.game, "beliefs", receiver_type)
    weights, measure, switch = _measures(one, game, of)
    if any(len(set(scale)) == 1 for scale in weights):
        raise unfit("beliefs", "every belief is the same to the receiver", ["tree", "tikz_tree"])
    rows = []
    for m, message in enumerate(game.messages):
        scale = weights[m]
        rows.append(BeliefRow(message, _stretches(game, m, scale), _held(one, m, scale)))
    prior = sum(map(Fraction.__mul__, game.prior, weights[0]), Fraction(0))
    types = () if measure.startswith("probability") else game.types
    return BeliefLine(measure, switch, prior, weights[0], types, tuple(rows))


Scale = tuple[Fraction, ...]


def _measures(one: Family | Assessment, game: SignalingGame, of: str | None) -> tuple[list[Scale], str, str]:
    """For each message the place on the line of sure belief in each type; what it measures; the name of a switch."""
    model = one.model if isinstance(one, Family) else game
    count = len(game.messages)
    if of is not None and of not in game.types:
        raise UnknownNameError("type", of, game.types)
    own = model.belief_scale() if isinstance(model, Scaled) else None
    if own and of is None:
        return [tuple(own.places[t] for t in game.types)] * count, own.measure, own.switch
    if len(game.types) == 2:
        of = game.types[-1] if of is None else of
        return [tuple(Fraction(t == of) for t in game.types)] * count, f"probability of {of}", "switching belief"
    if of is not None:
        raise unfit("beliefs", f"with {len(game.types)} types the probability of one does not tell the belief")
    if len(set(game.response_sets)) == 1 and len(game.response_sets[0]) == 2 and not game.has_evidence:
        gains = [tuple(game.receiver[t][m][0] - game.receiver[t][m][1] for t in range(len(game.types)))
                 for m in range(count)]  # fmt: skip
        if len(set(gains)) == 1:
            first, second = game.response_sets[0]
            return gains, f"expected gain from {first} over {second}", "indifference"
    why = "with more than two types it needs two replies, worth the same difference after every message"
    why += ", and messages that all types have" * game.has_evidence
    raise unfit("beliefs", why, [name for name in fitting(one) if name != "beliefs"])


def _held(one: Family | Assessment, m: int, scale: Scale) -> tuple[Held, ...]:
    """Where the beliefs after m lie on the line: posteriors first, then those off path, joined where they touch."""
    message = one.game.messages[m]
    if isinstance(one, Family):
        pieces = [(piece.sent, piece.beliefs) for piece in one.beliefs[message]]
    else:
        pieces = [(any(row[m] for row in one.sender.probabilities), one.beliefs[message])]
    found = []
    for sent in (True, False):
        spans = sorted(_along(belief, scale) for when, belief in pieces if when == sent)
        found += [Held(low if low == high else Range(low, high), sent) for low, high in _joined(spans)]
    return tuple(found)


def _along(belief: Belief, scale: Scale) -> tuple[Fraction, Fraction]:
    places = [sum(map(Fraction.__mul__, vertex, scale), Fraction(0)) for vertex in belief.vertices]
    return min(places), max(places)


def _joined(spans: Sequence[tuple[Fraction, Fraction]]) -> list[tuple[Fraction, Fraction]]:
    """Sorted intervals, those that touch made one."""
    joined: list[tuple[Fraction, Fraction]] = []
    for low, high in spans:
        if joined and low <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(high, joined[-1][1]))
        else:
            joined.append((low, high))
    return joined


def _stretches(game: SignalingGame, m: int, scale: Scale) -> tuple[Stretch, ...]:
    """The line cut where the best reply changes: at vertices of the upper envelope, between two types' places."""
    corners: dict[Fraction, int] = {}
    for vertex in envelope(scaled_receiver(game, m)):
        place = sum(map(Fraction.__mul__, vertex.belief, scale), Fraction(0))
        corners[place] = corners.get(place, -1) & vertex.replies
    places = sorted(corners)
    labels = game.response_sets[m]
    found: list[Stretch] = []
    for low, high in pairwise(places):
        best = _best_between(game, m, scale, (low + high) / 2)
        replies = tuple(label for r, label in enumerate(labels) if r in best)
        if found and found[-1].replies == replies:
            found[-1] = Stretch(found[-1].low, high, replies)
        else:
            found.append(Stretch(low, high, replies))
    return tuple(found)


def _best_between(game: SignalingGame, m: int, scale: Scale, place: Fraction) -> list[int]:
    """The best replies at a belief on the line, mixing the two extreme types of those that have the message."""
    able = [t for t, table in enumerate(game.receiver) if table[m]]
    low, high = min(able, key=scale.__getitem__), max(able, key=scale.__getitem__)
    share = (place - scale[low]) / (scale[high] - scale[low])
    values = [
        (1 - share) * game.receiver[low][m][r] + share * game.receiver[high][m][r]
        for r in range(len(game.response_sets[m]))
    ]
    return [r for r, value in enumerate(values) if value == max(values)]


def beliefs(
    equilibrium: Any,
    ax: Axes | None = None,
    *,
    of: str | None = None,
    width: float = DEFAULT,
    title: str | None = None,
    receiver_type: str | None = None,
) -> Axes:
    """The belief line of an equilibrium: beliefs after each message against those at which the best reply changes.

    A filled mark is a posterior, of a message that is sent; a hollow one are the beliefs that support the reply to a
    message that is not. The strip below shows which reply is best at each belief. At the right, the beliefs in numbers.

    Parameters
    ----------
    equilibrium : a family of equilibria, or one of its members
    ax : Matplotlib axes to draw on; new ones if not given
    width : inches, a number from 1 to 100, for a new figure: `plot.COLUMN` (3.4), `plot.SLIDE` (10)
    of : with two types, the label of the one whose probability is shown: the last listed if not given (an opening game
        shows expected resilience)
    title : text; by default the name of the equilibrium; "" for none
    receiver_type : text; where the receiver has types, the one whose best replies are shown; the beliefs are all types'

    Returns
    -------
    The Matplotlib axes that were drawn on.

    Raises
    ------
    UnknownNameError : `of` is no type, `receiver_type` no type of the receiver's
    InputError : `equilibrium` is no equilibrium, or its beliefs lie on no line; `width` is no number of inches, or `ax`
        belongs to no figure

    >>> from termination import SignalingGame, solve
    >>> game = SignalingGame(["wimp", "surly"], ["1/10", "9/10"], ["beer", "quiche"], ["duel", "don't"],
    ...     [[[0, 2], [1, 3]], [[1, 3], [0, 2]]], [[[1, 0], [1, 0]], [[-1, 0], [-1, 0]]])
    >>> ax = beliefs(solve(game)[0], title="")
    >>> ax.get_xlabel(), [text.get_text() for text in ax.texts]
    ('probability of surly', ['9/10', '0 to 1/2'])
    """
    one = single(equilibrium, "beliefs")
    data = belief_line(one, of, receiver_type)
    name = one.name if isinstance(one, Family) else one.game.title
    name += f", against {receiver_type}" if receiver_type else ""
    return draw_belief_line(data, ax=ax, width=width, title=name if title is None else title)


def draw_belief_line(data: BeliefLine, *, ax: Axes | None = None, width: float = DEFAULT, title: str = "") -> Axes:
    """Draw a belief line from its data; `beliefs` does both.

    Parameters
    ----------
    data : what `belief_line` returned
    ax : Matplotlib axes to draw on; new ones if not given
    width : inches, a number from 1 to 100, for a new figure: `plot.COLUMN` (3.4), `plot.SLIDE` (10)
    title : text; none if not given

    Returns
    -------
    The Matplotlib axes that were drawn on.

    Raises
    ------
    InputError : `width` is no number of inches, or `ax` belongs to no figure

    >>> from termination import SignalingGame, solve
    >>> game = SignalingGame(["wimp", "surly"], ["1/10", "9/10"], ["beer", "quiche"], ["duel", "don't"],
    ...     [[[0, 2], [1, 3]], [[1, 3], [0, 2]]], [[[1, 0], [1, 0]], [[-1, 0], [-1, 0]]])
    >>> draw_belief_line(belief_line(solve(game)[0])).get_xlabel()
    'probability of surly'
    """
    expect("data", data, BeliefLine, "what belief_line returned")
    sheet = Sheet.on(ax, width)
    ax, size = sheet.ax, sheet.size
    replies = dict.fromkeys(stretch.replies for row in data.rows for stretch in row.stretches)
    fills = {reply: FILLS[i % len(FILLS)] for i, reply in enumerate(replies)}
    for y, row in enumerate(data.rows):
        for stretch in row.stretches:
            ax.add_patch(_strip(stretch, y, fills[stretch.replies], size))
        for stretch in row.stretches[1:]:
            cut = float(stretch.low)
            ax.plot([cut, cut], [y - 0.02, y + 0.36], color=INK, lw=0.25 * size, zorder=4, solid_capstyle="butt")
        for held in row.held:
            _mark(ax, held, y, size)
        sheet.beside(y, "; ".join(quantity_text(held.at, short) for held in row.held))
    ax.axvline(float(data.prior), color=MUTED, lw=0.12 * size, ls=PRIOR_DASH, zorder=2.5)
    sheet.scale(xlabel=data.measure)
    height = sheet.rows([row.message for row in data.rows], 3.4)
    _x_axis(ax, data, 72 * sheet.width, size)
    return sheet.finish(title, _entries(data, fills, size), height)


def _strip(stretch: Stretch, y: float, how: Fill, size: float) -> Rectangle:
    low, high = float(stretch.low), float(stretch.high)
    return filled(Rectangle((low, y + 0.06), high - low, 0.22), how, size)


def _mark(ax: Axes, held: Held, y: float, size: float) -> None:
    """A point as a circle, an interval as a bar; filled where the message is sent."""
    low, high = map(float, bounds(held.at))
    face = INK if held.sent else "white"
    if low == high:
        ax.plot([low], [y - 0.16], "o", **_circle(face, size), zorder=5, clip_on=False)
    else:
        bar = Rectangle((low, y - 0.25), high - low, 0.18, facecolor=face, edgecolor=INK, linewidth=0.12 * size)
        bar.set(zorder=4.5, clip_on=False)
        ax.add_patch(bar)


def _circle(face: str, size: float) -> dict[str, Any]:
    return {"mfc": face, "mec": INK, "mew": 0.12 * size, "ms": 0.85 * size}


def _x_axis(ax: Axes, data: BeliefLine, width: float, size: float) -> None:
    """Fractions from 0 to 1, or a tick for each type at its place, as many as there is room for."""
    low, high = min(data.places), max(data.places)
    margin = 0.02 * float(high - low)
    ax.set_xlim(float(low) - margin, float(high) + margin)
    if not data.types:
        ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "1/4", "1/2", "3/4", "1"])
        return
    ticks = sorted(zip(data.places, data.types, strict=True))
    labels = [f"{short(place)}\n{printable(t)}" for place, t in ticks]
    shown = [0, len(ticks) - 1]  # the ends first, then those between for which there is room
    per_unit = 0.5 * width / float(high - low)
    for i in range(1, len(ticks) - 1):
        near = [abs(float(ticks[i][0] - ticks[j][0])) * per_unit for j in shown]
        need = [(text_width(labels[i], size) + text_width(labels[j], size)) / 2 + size for j in shown]
        if all(room >= wanted for room, wanted in zip(near, need, strict=True)):
            shown.append(i)
    shown.sort()
    ax.set_xticks([float(ticks[i][0]) for i in shown], [labels[i] for i in shown])
    for text in ax.get_xticklabels():
        text.set_parse_math(False)


def _entries(data: BeliefLine, fills: dict[tuple[str, ...], Fill], size: float) -> list[Entry]:
    entries: list[Entry] = [
        (filled(Patch(), how, size), f"best reply: {listed(replies, 'or')}") for replies, how in fills.items()
    ]
    for sent, face, label in (
        (True, INK, "belief after a message that is sent"),
        (False, "white", "beliefs that support the reply to a message not sent"),
    ):
        free = [isinstance(held.at, Range) for row in data.rows for held in row.held if held.sent == sent]
        if any(free):
            entries.append((Patch(facecolor=face, edgecolor=INK, linewidth=0.12 * size), label))
        elif free:
            entries.append((Line2D([], [], ls="", marker="o", **_circle(face, size)), label))
    cuts = sorted({stretch.low for row in data.rows for stretch in row.stretches[1:]})
    if cuts:
        tick = Line2D([], [], ls="", marker="|", color=INK, mew=0.25 * size, ms=1.2 * size)
        entries.append((tick, f"{data.switch}: {', '.join(map(short, cuts))}"))
    entries.append((Line2D([], [], color=MUTED, lw=0.12 * size, ls=PRIOR_DASH), f"prior: {short(data.prior)}"))
    return entries
