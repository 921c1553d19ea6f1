"""R7: to stabilise the relationship, core concerns must be addressed."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import numpy as np
from matplotlib.axes import Axes

from paper_replication.approach.plays import Play, in_every, quiet_core, quiet_limited, span
from paper_replication.approach.rivalries import BREADTHS, example, number, random_rivalry
from paper_replication.approach.words import (
    CORE,
    LIMITED,
    TYPES,
    Rivalry,
    agree,
    core_over_limited,
    reason_to_reciprocate,
    relief,
    satisfied,
    unpressed,
)
from paper_replication.claims import Check, Claim, Counterexample, Said, Story
from paper_replication.drawing import SIZE, panel
from paper_replication.sources import PASSAGES


def threshold(game: Rivalry, t: str) -> Fraction:
    """The loss from a later flare above which core is worth more than limited to the type."""
    safer = game.flare * (relief(game, CORE) - relief(game))
    return game.flare_loss - core_over_limited(game, t) / safer


def at_a_loss(rng: Random) -> Rivalry:
    """A rivalry in which core costs more, and the loss from a later flare is around what would make up for that."""
    game = random_rivalry(rng, BREADTHS, ambition=number(rng, 0.02, 0.4), trend=Fraction(-1))
    if relief(game, CORE) <= relief(game):
        return game
    loss = max(threshold(game, t) for t in TYPES) * number(rng, 0.3, 1.7)
    return game.with_(flare_loss=loss) if loss > 0 else game


def stakes_for_core(game: Rivalry) -> bool | None:
    """Where neither would be pressed nor reciprocated, and limited is worth something: whether what may flare up
    later is above the threshold for both types, or below for both."""
    quiet = all(satisfied(game, m) and reason_to_reciprocate(game, m) < 0 for m in (LIMITED, CORE))
    if not quiet or relief(game, CORE) <= relief(game) or min(unpressed(game, t) for t in TYPES) <= 0:
        return None
    return agree(game.flare_loss - threshold(game, t) for t in TYPES)


def unsettled(game: Rivalry, message: str) -> Fraction:
    """The later risk that the approach leaves."""
    return game.flare * (1 - relief(game, message))


def stabilised(play: Play) -> bool:
    """Both on core, and the later risk is what core leaves."""
    return quiet_core(play) and play.deterioration == unsettled(play.rivalry, CORE)


def left_unstable(play: Play) -> bool:
    """Both on limited, and the later risk is what limited leaves."""
    return quiet_limited(play) and play.deterioration == unsettled(play.rivalry, LIMITED)


CHECKS = (
    Check(
        "Neither approach would be pressed or reciprocated, and what may flare up later is worth more than the "
        "threshold: in every equilibrium both take core, and the later risk falls to what core leaves.",
        "It is worth less: both take limited, and the later risk is what limited leaves.",
        at_a_loss,
        stakes_for_core,
        in_every(stabilised),
        in_every(left_unstable),
    ),
)


def settled_rivalry(**changes: object) -> Rivalry:
    """The example with core on offer to a rival that has nothing to press for."""
    return example(core=True, ambition=Fraction(1, 20), flare=Fraction(1, 2), concession_cost={CORE: "6/5"}, **changes)


def example_() -> Story:
    game = settled_rivalry()
    stakes = {t: threshold(game, t) for t in TYPES}
    high = game.with_(flare_loss=2 * max(stakes.values()))
    low = game.with_(flare_loss=min(stakes.values()) / 2)
    return Story(
        "A rival with little ambition presses neither. Core costs {more} more than limited, of which {share} is given "
        "whatever the response; it is worth it to the resolute if a flare costs more than {res}, to the irresolute "
        "above {irr}. At half the smaller the later risk is {before}, at twice the larger {after}.",
        {
            "more": game.concession_cost[CORE] - game.concession_cost[LIMITED],
            "share": game.unilateral,
            "res": stakes["resolute"],
            "irr": stakes["irresolute"],
            "before": span(low, lambda play: play.deterioration)[0],
            "after": span(high, lambda play: play.deterioration)[1],
        },
    )


def no_more_relief() -> Rivalry:
    """`settled_rivalry` with core relieving no more than limited, and dear stakes."""
    return settled_rivalry(relief={LIMITED: Fraction(1, 5), CORE: Fraction(1, 5)}, flare_loss=2)


def candour() -> Story:
    game, dear = settled_rivalry(flare_loss=0), no_more_relief()
    return Story(
        "That core stabilises more is an assumption, `s_limited <= s_core`; what is shown is when a state will do it. "
        "It need not: with nothing to lose from a flare core is worth {res} to the resolute and {irr} to the "
        "irresolute against limited. And breadth alone does not stabilise: with core relieving {same}, no more than "
        "limited, it lowers the later risk by {none}, whatever a flare costs, and is taken with probability "
        "{taken} at most.",
        {
            "res": core_over_limited(game, "resolute"),
            "irr": core_over_limited(game, "irresolute"),
            "same": dear.relief[CORE],
            "none": unsettled(dear, LIMITED) - unsettled(dear, CORE),
            "taken": span(dear, lambda play: play.sent(CORE))[1],
        },
    )


def figure() -> Axes:
    ax = panel(
        "stronger state's loss if what is unresolved flares up", "core is worth more than limited by", height=3.2
    )
    losses = np.linspace(0, 3, 31)
    for t, style in zip(TYPES, ("-", "--"), strict=True):
        values = [float(core_over_limited(settled_rivalry(flare_loss=Fraction(float(x))), t)) for x in losses]
        ax.plot(losses, values, style, color="#0072B2", label=t)
        ax.plot(float(threshold(settled_rivalry(), t)), 0, "o", color="#000000", markersize=4)
    ax.axhline(0, color="#000000", linewidth=0.8)
    ax.figure.legend(loc="outside lower center", ncols=2, fontsize=SIZE, frameon=False)
    return ax


CLAIM = Claim(
    name="R7",
    title="core concerns and stability",
    passage=PASSAGES["R7"],
    said=(
        Said(
            ("core on offer",),
            "the later risk is `f (1 - ell)`, and limited lowers it by at most `f s_limited`.",
            ("H7: the bound",),
        ),
        Said(
            ("core on offer",),
            "with both held, core beats limited for type t if and only if `h_t (e_core - e_lim) + (W + f "
            "F)(ell_core - ell_lim) > u (k_core - k_lim)`.",
            ("H7: core or limited, resolute, both held", "H7: core or limited, irresolute, both held"),
        ),
    ),
    theorems=("H7",),
    against=(
        Counterexample(
            "Core relieves no more than limited, and what may flare up is dear: in every equilibrium limited leaves "
            "as little of the later risk as core would, and core is not taken.",
            no_more_relief,
            in_every(lambda play: play.deterioration == unsettled(play.rivalry, CORE) and play.sent(CORE) == 0),
        ),
    ),
    checks=CHECKS,
    example=example_,
    candour=candour,
    figure=figure,
    caption="What core is worth over limited to each type, by what a later flare would cost. Points: where it begins "
    "to pay.",
)
