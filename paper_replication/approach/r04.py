"""R4: weaker rivals, and satisfied ones."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from paper_replication.approach.plays import Play, in_every, in_some, plays, pressed_for_sure, quiet_limited, span
from paper_replication.approach.rivalries import drawn, example, number, random_rivalry
from paper_replication.approach.words import (
    HARDLINE,
    Rivalry,
    comfort,
    critical,
    pays_for_itself,
    satisfied,
    short_of,
    worth_it,
)
from paper_replication.claims import Check, Claim, Said, Story
from paper_replication.drawing import SIZE, panel
from paper_replication.sources import PASSAGES


def enough_weakness(game: Rivalry) -> Fraction:
    """The loss from pressing the resolute at which the rival is indifferent at the prior, on limited."""
    return (game.ambition - comfort(game)) / game.prior - game.ambition


def content(game: Rivalry) -> bool | None:
    """Given B1 and B2: whether the rival has nothing to press for (True), or so much that it presses on what it
    believes beforehand (False). Between the two nothing is said."""
    if not (worth_it(game) and pays_for_itself(game)):
        return None
    return True if satisfied(game) else False if short_of(game) else None


def weakened(rng: Random) -> Rivalry:
    """A rivalry in which the rival was pressing, then made weaker, enough or not."""
    game = random_rivalry(rng)
    threshold = enough_weakness(game)
    return game.with_(power=threshold * number(rng, 0.3, 2)) if threshold > 0 else game


def weak_enough(game: Rivalry) -> bool | None:
    """Given B1, B2 and something to press for: whether what it would lose is above the threshold."""
    threshold = enough_weakness(game)
    if threshold <= 0 or threshold == game.power or not (worth_it(game) and pays_for_itself(game)):
        return None
    return game.power > threshold


CHECKS = (
    Check(
        "The rival has nothing to press for: in every equilibrium both take limited, and are never pressed.",
        "It has so much that it presses on what it believes beforehand: in every equilibrium limited is pressed for "
        "sure.",
        drawn(),
        content,
        in_every(quiet_limited),
        in_every(pressed_for_sure),
    ),
    Check(
        "The rival is weak enough: in some equilibrium both take limited and are never pressed.",
        "It is stronger: in every equilibrium limited is pressed for sure.",
        weakened,
        weak_enough,
        in_some(quiet_limited),
        in_every(pressed_for_sure),
    ),
)


def example_() -> Story:
    game = example(prior=0.4)
    threshold = enough_weakness(game)
    weak, mild = game.with_(power=2 * threshold), game.with_(ambition=comfort(game) / 2)
    return Story(
        "Take the example with the prior at {prior}. The rival, whose loss from pressing the resolute is {power}, "
        "presses limited for sure: the critical resolve is {critical}. Were that loss {threshold} it would be "
        "indifferent; at twice that the critical resolve is {weaker}, and the least probability of its pressing "
        "limited over the equilibria {least}. And a rival that stood to gain {ambition} from pressing the irresolute, "
        "less than the {comfort} that it forgoes by it, presses with probability {never} in every equilibrium.",
        {
            "prior": game.prior,
            "power": game.power,
            "critical": critical(game),
            "threshold": threshold,
            "weaker": critical(weak),
            "least": span(weak, Play.pressed)[0],
            "ambition": mild.ambition,
            "comfort": comfort(game),
            "never": span(mild, Play.pressed)[1],
        },
    )


def because_of_it(game: Rivalry) -> Fraction:
    """The most likely that limited is pressed though hardline would not be."""
    return Fraction(0) if short_of(game, HARDLINE) else max(play.pressed() for play in plays(game))


def candour() -> Story:
    strong, weak = example(power=Fraction(1, 2)), example(power=1)
    return Story(
        "A weaker rival presses less; it is not less likely to be emboldened *by the approach*. With a loss of "
        "{strong} the rival of the example presses hardline too, and the approach adds {none}; with {weak} it would "
        "leave hardline alone, and limited may embolden it with a probability of up to {most}: what a rival too strong "
        "to be deterred would have done anyway, one that hardline deters can be talked into. And once hardline is "
        "safe, `P` is not among the conditions under which limited emboldens (H8), only in how often.",
        {
            "strong": strong.power,
            "none": because_of_it(strong),
            "weak": weak.power,
            "most": because_of_it(weak),
        },
    )


def figure() -> Axes:
    ax = panel("rival's loss from pressing the resolute, P", "critical resolve", height=3.2)
    powers = np.linspace(0.1, 3, 60)
    styles: dict[str, Any] = {"1": "-", "1/2": "--", "1/20": ":"}
    for ambition, style in styles.items():
        game = example(ambition=ambition)
        values = [float(critical(game.with_(power=Fraction(float(p))))) for p in powers]
        ax.plot(powers, values, style, color="#0072B2", label=f"A = {ambition}")
    ax.axhline(0, color="#000000", linewidth=0.8)
    ax.figure.legend(loc="outside lower center", ncols=3, fontsize=SIZE, frameon=False)
    return ax


CLAIM = Claim(
    name="R4",
    title="weaker rivals and satisfied ones",
    passage=PASSAGES["R4"],
    said=(
        Said(
            (),
            "`mu*` rises in A and, if `mu* > 0`, falls in P.",
            ("H6: more ambitious rivals are more emboldened", "H6: stronger rivals are less emboldened"),
        ),
        Said(
            ("B1",),
            "if `A < J ell + max(0, R)`, that is `mu* < 0`, no belief makes the rival press.",
            ("H3: never pressed",),
        ),
        Said(
            ("B1", "B2", "q < mu*"),
            "that is `P < (A - J ell - max(0, R)) / q - A`, and limited is pressed for sure.",
            ("H2: limited is pressed",),
        ),
    ),
    theorems=("H2", "H3", "H6"),
    modal=True,
    checks=CHECKS,
    example=example_,
    candour=candour,
    figure=figure,
    caption="The critical resolve of limited against the rival's weakness, for three degrees of ambition. Below zero "
    "nobody is pressed whatever is believed.",
)
