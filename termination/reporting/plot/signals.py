"""The costly signal: what it costs each type, and what it would pay for it. Who sends it, who does not.

A type that is held after signalling and opening gets its talks less the cost c. Instead it could open silently and be
escalated against, which loses lam d, or stay closed and be left alone, which forgoes the premium b. So it pays c rather
than the first iff c < lam d, and rather than the second iff c < b. The second condition for talks (S3) asks that the
resilient do both and that the vulnerable do not even do the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from termination.models.opening.game import OpeningGame, PayoffOpeningGame
from termination.reporting.plot.labels import short
from termination.reporting.plot.style import DEFAULT, FILLS, INK, Entry, Sheet, filled
from termination.reporting.plot.subject import AnyOpening, fitting, unfit


@dataclass(frozen=True)
class SignalRow:
    """One type: what the signal costs it, what escalation would once open (lam d), what talks are worth (b)."""

    type: str
    cost: Fraction
    exposure: Fraction
    premium: Fraction

    @property
    def verdict(self) -> str:
        """Whether the type pays for the signal; between the two bounds it depends on the alternative."""
        if self.cost in (self.exposure, self.premium):
            return "at the edge"
        above = (self.cost > self.exposure) + (self.cost > self.premium)
        return ("pays", "depends", "does not pay")[above]


def signal_rows(model: AnyOpening) -> tuple[SignalRow, ...]:
    """The data of `signal`, the most resilient type first."""
    if not isinstance(model, (OpeningGame, PayoffOpeningGame)):
        raise unfit("signal", "takes an opening game with a costly signal", fitting(model))
    stakes = model.stakes
    if stakes.signal_cost is None:
        raise unfit("signal", "this game has no costly signal", fitting(model))
    return tuple(
        SignalRow(t, stakes.signal_cost[t], stakes.opening_exposure[t], stakes.talks_premium[t])
        for t in reversed(stakes.order)
    )


#: How the three stretches of a row are filled.
_PAYS, _DEPENDS, _NOT = FILLS[0], FILLS[1], ("#FFFFFF", "")
_MIDDLE = {
    True: "pays rather than be escalated against once open, but would sooner stay closed",
    False: "pays rather than stay closed, but would sooner open without it and be escalated against",
}


def signal(model: AnyOpening, ax: Axes | None = None, *, width: float = DEFAULT, title: str | None = None) -> Axes:
    """Who would pay for the costly signal and who would not: each type's cost against what it would pay.

    `model` is an opening game with a signal, `ax`, `width` and `title` as for `tree`; by default the title is the
    model's sentence on the second condition for talks. Raises `InputError` for a game without a signal.

    >>> war = OpeningGame(prior={"high": "3/10", "low": "7/10"}, resilience={"high": 0.8, "low": 0.2},
    ...                   war_value={"high": 0.5, "low": 0.1}, talks_value={"high": 0.55, "low": 0.4},
    ...                   escalation_harm=1, talks_exposure=0.8, escalation_gain=1, escalation_cost=0.4,
    ...                   signal_cost={"high": 0.04, "low": 0.7})
    >>> [text.get_text() for text in signal(war, title="").texts]
    ['1/25: pays', '7/10: does not pay']
    """
    rows = signal_rows(model)
    sheet = Sheet.on(ax, width)
    ax, size = sheet.ax, sheet.size
    right = 1.08 * float(max(max(row.cost, row.exposure, row.premium) for row in rows) or 1)
    for y, row in enumerate(rows):
        low, high = sorted((max(row.exposure, Fraction(0)), max(row.premium, Fraction(0))))
        for how, start, stop in zip(
            (_PAYS, _DEPENDS, _NOT), (0.0, float(low), float(high)), (float(low), float(high), right), strict=True
        ):
            if stop > start:
                ax.add_patch(filled(Rectangle((start, y - 0.2), stop - start, 0.4), how, size))
        # The cost points at the bar from above, so that it never hides a bound.
        for value, marker, at in ((row.exposure, "|", y), (row.premium, "D", y), (row.cost, "v", y - 0.36)):
            ax.plot([float(value)], [at], ls="", zorder=4, clip_on=False, **_style(marker, size))
        sheet.beside(y, f"{short(row.cost)}: {row.verdict}")
    sheet.scale(xlabel="cost of the signal")
    sheet.rows([row.type for row in rows])
    ax.set_xlim(min([0.0, *(1.08 * float(min(row.premium, row.exposure)) for row in rows)]), right)
    entries = _entries(rows, "λd, " if isinstance(model, OpeningGame) else "", size)
    return sheet.finish(_sentence(model) if title is None else title, entries, 3 * size * len(rows))


def _style(marker: str, size: float) -> dict[str, Any]:
    face = {"v": INK, "D": "white", "|": INK}[marker]
    return {"marker": marker, "mfc": face, "mec": INK, "mew": (0.3 if marker == "|" else 0.12) * size,
            "ms": {"v": 0.9, "D": 0.75, "|": 2.0}[marker] * size}  # fmt: skip


def _entries(rows: Sequence[SignalRow], exposure: str, size: float) -> list[Entry]:
    """Only what occurs: which of the two bounds is the lower one differs from game to game.

    `exposure` is the symbol of the exposure, which only a game made from parameters has.
    """
    entries: list[Entry] = [(filled(Patch(), _PAYS, size), "pays, whatever the alternative")]
    for closed_is_better in dict.fromkeys(row.premium < row.exposure for row in rows if row.premium != row.exposure):
        entries.append((filled(Patch(), _DEPENDS, size), _MIDDLE[closed_is_better]))
    entries.append((filled(Patch(), _NOT, size), "does not pay"))
    for marker, label in (
        ("v", "c, what the signal costs the type"),
        ("|", f"{exposure}what escalation would cost it once open"),
        ("D", "b, what talks are worth to it over fighting on"),
    ):
        style = _style(marker, size)
        entries.append((Line2D([], [], ls="", **{**style, "ms": min(style["ms"], 1.2 * size)}), label))
    return entries


def _sentence(model: AnyOpening) -> str:
    """What the model says about the second condition, with what it presupposes and this game lacks."""
    some, every = model.talks_conditions()[2:]
    told = every if every.settles else some
    lacking = f" But: {'; '.join(told.caveats)}." if told.caveats else ""
    return f"{told.sentence}{lacking}" if told.margin is not None else ""
