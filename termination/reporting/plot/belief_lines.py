"""The belief line: what the receiver believes after each message, and what he would have to believe to change his mind.

One row a message, or with noise one for each thing that may be seen. On each row a strip shows his best reply at every
belief; above it stands what he does believe: a point where the message is sent, a bar of supporting beliefs where it is
not. What a belief is measured by is what the model says (`belief_scale()`); for two types, the probability of one;
otherwise, with two replies, what he expects to gain from one over the other.
"""

from __future__ import annotations

from typing import Any

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from termination.engine.families import Family
from termination.engine.numbers import bounds, quantity_text, short
from termination.engine.sentences import listed, printable
from termination.engine.strategies import Range
from termination.errors import expect
from termination.reporting.belief_line import BeliefLine, Held, Stretch, belief_line
from termination.reporting.plot.sheet import Entry, Scale, Sheet
from termination.reporting.plot.style import (
    ALL_FILLS,
    INK,
    MUTED,
    PRIOR_DASH,
    QUARTERS,
    Fill,
    filled,
    literal,
)
from termination.reporting.subject import single, unfit


def beliefs(
    equilibrium: Any,
    ax: Axes | None = None,
    *,
    of: str | None = None,
    width: float | None = None,
    style: str = "plain",
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
    width : inches, a number from 1 to 100, for a new figure; as wide as the style asks if not given
    style : "plain", "article" (serif, letters on axes, words for `plot.caption`) or "slides" (10 by 5.6 in, key aside)
    of : with two types, the label of the one whose probability is shown: the last listed if not given (an opening game
        shows expected resilience)
    title : text; by default the name of the equilibrium; "" for none
    receiver_type : text; where the receiver has types, the one whose best replies are shown; the beliefs are all types'

    Returns
    -------
    The Matplotlib axes that were drawn on.

    Raises
    ------
    UnknownNameError : `of` is no type, `receiver_type` no type of the receiver's, or no such style
    InputError : `equilibrium` is no equilibrium, its beliefs lie on no line, or its game has more replies than there
        are fills; `width` is no number of inches, or `ax` belongs to no figure

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
    return _draw(data, Sheet.on(ax, width, style), title, name)


def draw_belief_line(
    data: BeliefLine, *, ax: Axes | None = None, width: float | None = None, style: str = "plain", title: str = ""
) -> Axes:
    """Draw a belief line from its data; `beliefs` does both.

    Parameters
    ----------
    data : what `belief_line` returned
    ax : Matplotlib axes to draw on; new ones if not given
    width : inches, a number from 1 to 100, for a new figure; as wide as the style asks if not given
    style : "plain", "article" (serif, letters on axes, words for `plot.caption`) or "slides" (10 by 5.6 in, key aside)
    title : text; none if not given

    Returns
    -------
    The Matplotlib axes that were drawn on.

    Raises
    ------
    UnknownNameError : there is no such style
    InputError : `width` is no number of inches, or `ax` belongs to no figure

    >>> from termination import SignalingGame, solve
    >>> game = SignalingGame(["wimp", "surly"], ["1/10", "9/10"], ["beer", "quiche"], ["duel", "don't"],
    ...     [[[0, 2], [1, 3]], [[1, 3], [0, 2]]], [[[1, 0], [1, 0]], [[-1, 0], [-1, 0]]])
    >>> draw_belief_line(belief_line(solve(game)[0])).get_xlabel()
    'probability of surly'
    """
    expect("data", data, BeliefLine, "what belief_line returned")
    return _draw(data, Sheet.on(ax, width, style), title, "")


def _draw(data: BeliefLine, sheet: Sheet, title: str | None, default: str) -> Axes:
    ax, size = sheet.ax, sheet.size
    fills = reply_fills(data)
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
    sheet.scale(Scale(data.measure, data.letter))
    height = sheet.rows([row.message for row in data.rows], 3.4)
    _x_axis(sheet, data)
    return sheet.finish(title, _entries(data, fills, size), height, default=default)


def reply_fills(data: BeliefLine) -> dict[tuple[str, ...], Fill]:
    """The fill of each set of best replies on the line, in the order of the game's replies.

    A reply has its fill by its place among all of the game's, whatever else is on the line; sets that tie come after.
    """
    here = {stretch.replies for row in data.rows for stretch in row.stretches}
    alone = [(reply,) for reply in data.replies]
    tied = sorted((found for found in here if len(found) > 1), key=lambda found: [*map(data.replies.index, found)])
    if len(alone) + len(tied) > len(ALL_FILLS):
        ties = f", and {len(tied)} ties of several," if tied else ""
        raise unfit(
            "beliefs",
            f"{len(alone)} replies{ties} are more than the {len(ALL_FILLS)} fills that can "
            "be told apart; plot.belief_line(equilibrium) has the same as data: in each of its rows, which reply is "
            "best from which belief to which",
        )
    fills = dict(zip([*alone, *tied], ALL_FILLS, strict=False))
    return {replies: fill for replies, fill in fills.items() if replies in here}


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


def _x_axis(sheet: Sheet, data: BeliefLine) -> None:
    """Fractions from 0 to 1, or a tick for each type at its place, as many as there is room for."""
    ax, low, high = sheet.ax, min(data.places), max(data.places)
    margin = 0.02 * float(high - low)
    ax.set_xlim(float(low) - margin, float(high) + margin)
    if not data.types:
        ax.set_xticks(*QUARTERS)
        return
    ticks = sorted(zip(data.places, data.types, strict=True))
    labels = [f"{short(place)}\n{printable(t)}" for place, t in ticks]
    shown = [0, len(ticks) - 1]  # the ends first, then those between for which there is room
    per_unit = 0.5 * 72 * sheet.width / float(high - low)
    for i in range(1, len(ticks) - 1):
        near = [abs(float(ticks[i][0] - ticks[j][0])) * per_unit for j in shown]
        need = [(sheet.text_width(labels[i]) + sheet.text_width(labels[j])) / 2 + sheet.size for j in shown]
        if all(room >= wanted for room, wanted in zip(near, need, strict=True)):
            shown.append(i)
    shown.sort()
    ax.set_xticks([float(ticks[i][0]) for i in shown], [labels[i] for i in shown])
    literal(ax.get_xticklabels())


def _entries(data: BeliefLine, fills: dict[tuple[str, ...], Fill], size: float) -> list[Entry]:
    entries: list[Entry] = [
        (filled(Patch(), how, size), f"best reply: {listed(replies, 'or')}") for replies, how in fills.items()
    ]
    there, absent = (
        ("what is seen", "what is not seen") if data.noise else ("a message that is sent", "a message not sent")
    )
    for sent, face, label in (
        (True, INK, f"belief after {there}"),
        (False, "white", f"beliefs that support the reply to {absent}"),
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
