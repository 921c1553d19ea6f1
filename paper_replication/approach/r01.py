"""R1: hardline and less-hardline, limited and core, with hardline policies elsewhere or without."""

from __future__ import annotations

from collections.abc import Callable

from matplotlib.axes import Axes

import termination as tm
from paper_replication.approach.plays import in_every, quiet_core, quiet_limited
from paper_replication.approach.rivalries import drawn, example
from paper_replication.approach.words import (
    CORE,
    COVERED,
    HARDLINE,
    LIMITED,
    TYPES,
    Rivalry,
    agree,
    critical,
    satisfied,
    short_of,
    unpressed,
)
from paper_replication.claims import MEANT, TRIED, Check, Claim, Said, Story
from paper_replication.drawing import SIZE, panel
from paper_replication.sources import PASSAGES

EVERYTHING = (HARDLINE, LIMITED, CORE, COVERED)


def hardline_pressed(certain: bool) -> Callable[[Rivalry], bool]:
    """Of a rivalry in which hardline is all there is: it is pressed for sure, or never, in every equilibrium."""

    def so(game: Rivalry) -> bool:
        return in_every(lambda play: play.presses[HARDLINE] == int(certain))(game.with_(messages=[HARDLINE]))

    return so


def core_is_best(game: Rivalry) -> bool | None:
    """Where no approach would be pressed: whether core is best for both types, or limited is. Else None."""
    if not all(satisfied(game, m) for m in (LIMITED, CORE, COVERED)):
        return None
    if not all(max(unpressed(game, t, m) for m in (LIMITED, CORE)) > 0 for t in TYPES):
        return None
    return agree(unpressed(game, t, CORE) - unpressed(game, t, LIMITED) for t in TYPES)


CHECKS = (
    Check(
        "Hardline is all there is, and the prior falls short of `A / (A + P)`: it is pressed for sure.",
        "The prior is beyond: it is never pressed.",
        drawn(),
        lambda game: short_of(game, HARDLINE),
        hardline_pressed(certain=True),
        hardline_pressed(certain=False),
    ),
    Check(
        "Limited, core and limited under cover are on offer, none would be pressed whatever is believed, and core is "
        "worth most: in every equilibrium both types take core, without cover.",
        "Limited is worth most: both take limited, without cover.",
        drawn(*EVERYTHING),
        core_is_best,
        in_every(quiet_core),
        in_every(quiet_limited),
    ),
)


def everything() -> Rivalry:
    """The example with every approach on offer."""
    return example(core=True, cover_cost={"resolute": 0.05, "irresolute": 0.2}, cover_dilution=0.5)


def example_() -> Story:
    game = everything()
    return Story(
        "In the rivalry that runs through this chapter the resolve below which the rival presses is {hardline} under "
        "hardline, {limited} under limited and {core} under core: the more is offered, the more it forgoes by "
        "pressing. Unpressed, limited is worth {l_res} to the resolute and {l_irr} to the irresolute, core {c_res} "
        "and {c_irr}, and limited under cover {u_res} and {u_irr}: all measured from hardline left alone.",
        {
            "hardline": critical(game, HARDLINE),
            "limited": critical(game, LIMITED),
            "core": critical(game, CORE),
            **{f"{m[0]}_{t[:3]}": unpressed(game, t, m) for m in (LIMITED, CORE) for t in TYPES},
            **{f"u_{t[:3]}": unpressed(game, t, COVERED) for t in TYPES},
        },
    )


def candour() -> Story:
    messages = tm.solve(everything()).game.messages
    return Story(
        "This is a definition, and the check says only that it has consequences. Breadth has {count} steps here and "
        "cover is there or not; the source has a continuum of both. How hardline policies coerce, and what a rival "
        "does besides pressing, holding and reciprocating, is not in the model.",
        {"count": len({m for m in messages if m in (LIMITED, CORE)})},
    )


def figure() -> Axes:
    game = everything()
    ax = panel("gain on hardline left alone", "", height=2.8)
    faces = {"resolute": "#0072B2", "irresolute": "#E69F00"}
    for row, m in enumerate(one for one in game.messages if one != HARDLINE):
        for place, t in enumerate(TYPES):
            ax.barh(row + 0.36 * place - 0.18, float(unpressed(game, t, m)), height=0.34, color=faces[t],
                    edgecolor="#000000", linewidth=0.6, label=t if row == 0 else None)  # fmt: skip
    ax.set_yticks(range(len(game.messages) - 1), list(game.messages[1:]))
    ax.invert_yaxis()
    ax.axvline(0, color="#000000", linewidth=0.8)
    ax.figure.legend(loc="outside lower center", ncols=2, fontsize=SIZE, frameon=False)
    return ax


CLAIM = Claim(
    name="R1",
    title="hardline and less-hardline, limited and core, with and without hardline policies elsewhere",
    passage=PASSAGES["R1"],
    said=(
        Said(
            (),
            "Messages: hardline, which offers nothing; limited and core, which offer `v`, cost `k`, relieve `s` "
            "and save `e`; and both under cover, at a cost `c_t` and with relief diluted.",
            MEANT,
        ),
        Said(
            (),
            "Alone, hardline is pressed for sure if `q < A / (A + P)`, and never if `q > A / (A + P)`.",
            ("H8: hardline alone is pressed for sure", "H8: hardline alone is pressed never"),
        ),
        Said(
            (),
            "Where no approach would be pressed each type takes the one worth most, and nobody cover.",
            TRIED,
        ),
    ),
    theorems=("H8",),
    beyond="degrees of breadth and depth, and toughness in negotiation",
    checks=CHECKS,
    example=example_,
    candour=candour,
    figure=figure,
    caption="What each approach is worth to each type where the rival does not press.",
)
