"""When a less-hardline approach emboldens, may, cannot, or reassures: the region of H8, and what moves its boundary.

The plane is that of the prior and of ambition over power, everything else as in the example. Shading comes from the
words of the model; the exact engine is asked at points of every panel, and says by its equilibria alone what they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import product
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from paper_replication.approach.plays import Play, plays
from paper_replication.approach.rivalries import example
from paper_replication.approach.words import (
    COVERED,
    HARDLINE,
    LIMITED,
    TYPES,
    Rivalry,
    comfort,
    critical,
    if_pressed,
    read_as_weak,
    short_of,
    unpressed,
)
from paper_replication.claims import Story, percent, shown
from paper_replication.drawing import SIZE, dress, panels, shade
from paper_replication.sections import Part, Picture, Table

REGIONS = EMBOLDENS, MAY, CANNOT, REASSURES = ("emboldens", "may embolden", "cannot embolden", "reassures")
FACES = ("#D55E00", "#F5C9A9", "#FFFFFF", "#7FB9DE")
#: Ends of the plane, points of the shading along each axis, and of the exact engine.
PRIORS, RATIOS, FINE, ASKED = (0.0, 1.0), (0.0, 2.0), 241, 5


@dataclass(frozen=True, eq=False)
class Variant:
    """The example with something changed; the approach in question is the one message beside hardline."""

    name: str
    rivalry: Rivalry

    @property
    def message(self) -> str:
        """The approach."""
        return self.rivalry.messages[1]

    @property
    def shield(self) -> Fraction:
        """What the rival forgoes by pressing, in units of the ratio of ambition to power."""
        return comfort(self.rivalry, self.message) / self.rivalry.power

    def at(self, prior: Fraction, ratio: Fraction) -> Rivalry:
        """The same at a point of the plane."""
        return self.rivalry.with_(prior=prior, ambition=ratio * self.rivalry.power)


def _covered() -> Rivalry:
    """Limited under cover in the place of limited, with half of the relief diluted."""
    cheap = dict.fromkeys(TYPES, Fraction(3, 100))
    return example(relief={LIMITED: 0.5}, insecurity=1, cover_cost=cheap, cover_dilution=0.5).with_(
        messages=[HARDLINE, COVERED]
    )


@cache
def variants() -> tuple[Variant, ...]:
    """The example with more at stake in relief, and one change at a time from there; then two of who would take it."""
    base: dict[str, Any] = {"relief": {LIMITED: 0.5}, "insecurity": 1}
    bold = {"resolute": 0.1, "irresolute": 1.2}
    return (
        Variant("limited", example(**base)),
        Variant("less relief", example(relief={LIMITED: 0.2}, insecurity=1)),
        Variant("mistrust", example(mistrust=0.4, **base)),
        Variant("worth reciprocating", example(concession_value={LIMITED: 0.6}, **base)),
        Variant("trend against the rival", example(trend=0.3, **base)),
        Variant("limited under cover", _covered()),
        Variant("the resolute save more", example(hardline_cost={"resolute": 0.7, "irresolute": 0.2}, **base)),
        Variant(
            "only the irresolute want it",
            example(concession_cost={LIMITED: 1.2}, hardline_cost=bold, emboldening_loss={"irresolute": "1/50"},
                    war_risk="1/50", unilateral=0.98, savings={LIMITED: 1}, **base).with_(
                emboldening_loss={"resolute": 1}),
        ),
    )  # fmt: skip


def certain(game: Rivalry, message: str) -> bool:
    """The resolute would sooner be pressed on hardline than left alone on it; the irresolute take it to be pressed."""
    refuses = unpressed(game, "resolute", message) < -game.emboldening_loss["resolute"]
    return refuses and if_pressed(game, "irresolute", message) > 0


def bearable(game: Rivalry, message: str) -> bool:
    """Unpressed, it is no worse than hardline pressed, for both."""
    return all(unpressed(game, t, message) >= -game.emboldening_loss[t] for t in TYPES)


def sorts_itself(game: Rivalry, message: str) -> bool:
    """Unpressed, only the irresolute want it: hardline is then known to be resolute, and left alone as well."""
    return unpressed(game, "resolute", message) <= 0 <= unpressed(game, "irresolute", message)


def region(variant: Variant, prior: Any, ratio: Any) -> Any:
    """The position in `REGIONS` at each point (arrays broadcast): the words of H8."""
    game, message, shield = variant.rivalry, variant.message, float(variant.shield)
    deterred, quiet = prior > ratio / (1 + ratio), prior >= (ratio - shield) / (1 + ratio)
    inferred = EMBOLDENS if certain(game, message) else MAY if read_as_weak(game, message) else CANNOT
    codes = {name: REGIONS.index(name) for name in REGIONS}
    calm = (quiet & bearable(game, message)) | ((ratio < shield) & sorts_itself(game, message))
    under_pressure = np.where(calm, codes[REASSURES], codes[CANNOT])
    return np.where(deterred, np.where(ratio <= shield, codes[CANNOT], codes[inferred]), under_pressure)


def seen(game: Rivalry, message: str) -> str:
    """The same by the exact engine: from equilibria, with the approach on offer and without."""
    found = plays(game)
    if short_of(game, HARDLINE):
        return REASSURES if any(_untouched(play) for play in found) else CANNOT
    bold = [play.pressed(message) > 0 for play in found]
    return EMBOLDENS if all(bold) else MAY if any(bold) else CANNOT


def _untouched(play: Play) -> bool:
    return all(play.pressed(m) == 0 for m in play.presses)


@cache
def asked(variant: Variant) -> tuple[int, int]:
    """At how many points of the plane the engine agrees with the words, and of how many."""
    steps = [Fraction(2 * i + 1, 2 * ASKED + 1) for i in range(ASKED)]  # off the curves
    agree = []
    for q, a in product(steps, steps):
        said = REGIONS[int(region(variant, float(q), 2 * float(a)))]
        agree.append(seen(variant.at(q, 2 * a), variant.message) == said)
    return sum(agree), len(agree)


@cache
def shading(variant: Variant) -> Any:
    """The plane, prior by ratio, at the middles of its cells."""
    steps = (np.arange(FINE) + 0.5) / FINE
    return region(variant, steps[:, None], RATIOS[1] * steps)


def picture() -> Axes:
    """A panel for each variant."""
    grid = panels(4, 2, 7.2, 9.6)
    for ax, variant in zip((ax for row in grid for ax in row), variants(), strict=True):
        shade(ax, shading(variant), (*RATIOS, *PRIORS), FACES)
        a = np.linspace(*RATIOS, 121)
        shield = float(variant.shield)
        ax.plot(a, a / (1 + a), color="#000000", linewidth=1, linestyle="--")
        ax.plot(a, (a - shield) / (1 + a), color="#000000", linewidth=1)
        dress(ax, "ambition over power", "prior", variant.name)
        ax.set(xlim=RATIOS, ylim=PRIORS)
    handles = [Patch(facecolor=face, edgecolor="#000000", linewidth=0.6) for face in FACES]
    grid[0][0].figure.legend(handles, REGIONS, loc="outside lower center", ncols=4, fontsize=SIZE, frameon=False)
    return grid[0][0]


def movers() -> Table:
    """What each change does to the boundaries and to the shares of the plane."""
    rows = []
    for variant in variants():
        one = variant.at(Fraction(1, 2), Fraction(1))
        codes, count = np.unique(shading(variant), return_counts=True)
        part = dict(zip(codes.tolist(), (count / count.sum()).tolist(), strict=True))
        agree, points = asked(variant)
        rows.append(
            (
                variant.name,
                shown(variant.shield),
                shown(critical(one, variant.message)),
                *(percent(part.get(code, 0.0)) for code in range(len(REGIONS))),
                f"{agree} of {points}",
            )
        )
    headers = (
        "the example with", "cannot embolden below a ratio of", "reassures above a prior of, at a ratio of one",
        *REGIONS, "engine agrees",
    )  # fmt: skip
    caption = (
        "What moves the region: the two boundaries, the shares of the plane drawn, and at how many points the exact "
        "engine says the same. Hardline is safe, in every row, above a prior of one half at a ratio of one."
    )
    return Table(caption, headers, tuple(rows))


def conditions() -> Table:
    """The region in words and letters."""
    rows = (
        ("hardline would be pressed too", "`q < A / (A + P)`, `q < mu*`", CANNOT, "hardline"),
        ("hardline would be pressed, the approach need not be", "`mu* <= q < A / (A + P)`, `X_t >= -L_t`", REASSURES,
         "quiet pooling on the approach"),
        ("the same, only the irresolute want it, and there is nothing to press for",
         "`q < A / (A + P)`, `mu* < 0`, `X_res <= 0 <= X_irr`", REASSURES,
         "the irresolute take it, the resolute stay hardline, none is pressed"),
        ("nothing to press for", "`q > A / (A + P)`, `mu* < 0`", CANNOT, "none is pressed"),
        ("read as irresolution by some", "`q > A / (A + P)`, `mu* > 0`, `b_res <= 0`, and `b_irr >= 0` or "
         "`X_res > 0` with no less nerve of the irresolute", MAY, "quiet ones beside those that are pressed"),
        ("the irresolute alone would take it", "`q > A / (A + P)`, `mu* > 0`, `X_res < -L_res`, `b_irr > 0`", EMBOLDENS,
         "one, and it is pressed for sure"),
        ("the resolute have more nerve for it", "`q > A / (A + P)` and none of these", CANNOT, "none is pressed"),
    )  # fmt: skip
    return Table("When a less-hardline approach emboldens (H8), hardline or that approach being on offer.",
                 ("where", "condition", "the approach", "equilibria"), rows)  # fmt: skip


def contents() -> Sequence[Story | Table | Picture]:
    """The part that answers the source's question."""
    found = [asked(variant) for variant in variants()]
    base = variants()[0]
    intro = Story(
        "The question the source asks. Above the dashed curve, `q = A / (A + P)`, hardline is safe; below the solid "
        "one, `q = mu*`, the approach is pressed too. Between the two it reassures. What moves the second curve is "
        "what the rival forgoes by pressing, {shield} of its power in the first panel: relief and reciprocity add to "
        "it, and a trend against it where it would reciprocate; mistrust and the dilution of cover take from it. "
        "Whether the approach emboldens above the dashed curve is not the rival's doing but a matter of who would take "
        "it. The exact engine, asked at {points} points, agrees at {agree}.",
        {
            "shield": base.shield,
            "points": sum(count for _, count in found),
            "agree": sum(agree for agree, _ in found),
        },
    )
    return [
        intro,
        conditions(),
        Picture("emboldening", picture, "Where a less-hardline approach emboldens, may, cannot, or reassures (H8). "
                "Dashed: above it hardline is not pressed. Solid: above it the approach need not be."),
        movers(),
    ]  # fmt: skip


PARTS = (
    Part("emboldening", "When a less-hardline approach emboldens", contents, __name__, ("R2", "R3", "R4", "R5", "R8")),
)
