"""What cover buys and what it pays: the frontier of H5, and the part of the report on it and on breadth."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import product

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from paper_replication.approach import cases
from paper_replication.approach.plays import in_some
from paper_replication.approach.rivalries import example
from paper_replication.approach.words import (
    CORE,
    COVERED,
    LIMITED,
    TYPES,
    Rivalry,
    core_over_limited,
    cover_credible,
    danger,
    given_anyway,
    relief,
    unpressed,
)
from paper_replication.claims import Story, shown
from paper_replication.drawing import SIZE, dress, panel, panels, shade
from paper_replication.sections import Part, Picture, Table

#: What the frontier is drawn over: relief that cover leaves, its cost to the irresolute; and points of the engine.
RELIEFS, COSTS, ASKED = (0.0, 0.8), (0.0, 1.0), 6


def covered_rivalry(**changes: object) -> Rivalry:
    """The example with much at stake in limited relief, a cover that can be credible, and a flare."""
    game = example(
        prior=0.3,
        relief={LIMITED: 0.8},
        cover_cost={"resolute": 0.6, "irresolute": 0.5},
        cover_dilution=0.5,
        flare=0.5,
        flare_loss=0.1,
    )
    return game.with_(**changes)


def at(kept: Fraction, cost: Fraction) -> Rivalry:
    """The same where cover leaves this relief and costs the irresolute this much."""
    game = covered_rivalry()
    return game.with_(cover_dilution=1 - kept / game.relief[LIMITED], cover_cost={"irresolute": cost})


def bounds(game: Rivalry) -> tuple[float, float]:
    """Below which relief the resolute will not pay for cover, and the slope at which the irresolute must."""
    if game.cover_cost is None:
        raise ValueError("this rivalry has no cover")
    return float((game.cover_cost["resolute"] - game.emboldening_loss["resolute"]) / danger(game)), float(danger(game))


def frontier() -> Axes:
    """Where cover separates, in the plane of relief kept and cost to the irresolute."""
    ax = panel("relief that cover leaves", "cost of cover to the irresolute", height=3.4)
    game = covered_rivalry()
    least, slope = bounds(game)
    loss = float(game.emboldening_loss["irresolute"])
    kept = np.linspace(*RELIEFS, 161)
    costs = np.linspace(*COSTS, 161)[:, None]
    separates = (kept >= least) & (costs >= loss + slope * kept)
    shade(ax, separates.astype(int), (*RELIEFS, *COSTS), ("#FFFFFF", "#7FB9DE"))
    ax.plot(kept, loss + slope * kept, color="#000000", linewidth=1)
    ax.plot([least, least], [loss + slope * least, COSTS[1]], color="#000000", linewidth=1)
    ax.plot(float(relief(game, COVERED)), float(game.cover_cost["irresolute"] if game.cover_cost else 0), "o",
            color="#000000")  # fmt: skip
    ax.text(0.5, 0.8, "tells the types apart", fontsize=SIZE, ha="center")
    ax.text(0.5, 0.16, "the irresolute would take it too", fontsize=SIZE, ha="center")
    ax.text(least / 2, 0.6, "the resolute\nwill not\npay for it", fontsize=SIZE - 1, ha="center")
    ax.set(xlim=RELIEFS, ylim=COSTS)
    return ax


def asked() -> tuple[int, int]:
    """The exact engine at points of the plane: at how many, and at how many it says what the frontier does."""
    from paper_replication.approach.r09 import told_apart

    steps = [Fraction(2 * i + 1, 2 * ASKED) for i in range(ASKED)]
    agree = []
    for x, y in product(steps, steps):
        game = at(x * Fraction(RELIEFS[1]).limit_denominator(10), y)
        said = cover_credible(game)
        if said is not None:
            agree.append(in_some(told_apart)(game) == said)
    return sum(agree), len(agree)


def breadth_table() -> Table:
    """When core beats limited, in the four cases."""
    rows = []
    for case in cases.CASES:
        game = case.rivalry
        for t in TYPES:
            more = core_over_limited(game, t)
            rows.append(
                (
                    case.name if t == TYPES[0] else "",
                    t,
                    shown(game.hardline_cost[t] * (game.savings[CORE] - game.savings[LIMITED])),
                    shown(danger(game) * (relief(game, CORE) - relief(game))),
                    shown(given_anyway(game, CORE) - given_anyway(game)),
                    shown(more),
                    shown(unpressed(game, t, CORE) - unpressed(game, t)),
                )
            )
    headers = (
        "case", "type", "further savings", "further safety", "further given anyway", "core over limited, held",
        "as the rival would respond",
    )  # fmt: skip
    return Table(
        "What core would be worth over limited in the four cases: with both held (H7), and with each met as the rival "
        "would where it does not press.",
        headers,
        tuple(rows),
    )


def breadth_figure() -> Axes:
    """Where core beats limited: by what a flare costs and what core costs."""
    (row,) = panels(1, 2, 7.2, 3.2)
    faces = ("#FFFFFF", "#DCEBF5", "#7FB9DE")
    losses, costs = np.linspace(0, 2, 121), np.linspace(0, 3, 121)[:, None]
    for ax, mistrust in zip(row, (Fraction(0), Fraction(1, 2)), strict=True):
        game = example(core=True, flare=Fraction(1, 2), mistrust=mistrust)
        base = float(core_over_limited(game.with_(concession_cost={CORE: 0}, flare_loss=0), "resolute"))
        other = float(core_over_limited(game.with_(concession_cost={CORE: 0}, flare_loss=0), "irresolute"))
        slope = float(game.flare * (relief(game, CORE) - relief(game)))
        wanted = sum((gain + slope * losses > float(game.unilateral) * costs).astype(int) for gain in (base, other))
        shade(ax, wanted, (0, 2, 0, 3), faces)
        for gain in (base, other):
            ax.plot(losses, (gain + slope * losses) / float(game.unilateral), color="#000000", linewidth=1)
        dress(ax, "loss from a later flare", "cost of the core concession", f"mistrust {shown(mistrust)}")
        ax.set(xlim=(0, 2), ylim=(0, 3))
    names = ("limited, for both types", "core, for the irresolute only", "core, for both types")
    handles = [Patch(facecolor=face, edgecolor="#000000", linewidth=0.6) for face in faces]
    row[0].figure.legend(handles, names, loc="outside lower center", ncols=3, fontsize=SIZE, frameon=False)
    return row[0]


def contents() -> Sequence[Story | Table | Picture]:
    """The part on cover and breadth."""
    game = covered_rivalry()
    least, _ = bounds(game)
    agree, count = asked()
    intro = Story(
        "Cover is believed if it costs the irresolute more than they would lose without it, being pressed and the "
        "relief forgone; and the resolute less. The more relief it leaves, the dearer it must be to be believed: what "
        "cover buys in credibility it pays in relief. In the rivalry that R9 works and draws the resolute pay for it "
        "only if it leaves relief of {least} or more, and the irresolute must then be charged {cost} at least. The "
        "exact engine, asked at {count} points of the plane, agrees at {agree}.",
        {
            "least": shown(Fraction(least).limit_denominator(1000)),
            "cost": game.emboldening_loss["irresolute"] + danger(game) * Fraction(least).limit_denominator(1000),
            "count": count,
            "agree": agree,
        },
    )
    return [
        intro,
        Picture(
            "breadth",
            breadth_figure,
            "Where core beats limited for both types, for one, for neither, both approaches being held (H7).",
        ),
        breadth_table(),
    ]


PARTS = (Part("cover", "What cover buys, and when core beats limited", contents, __name__, ("R1", "R7", "R9")),)
