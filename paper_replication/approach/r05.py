"""R5: mistrust and continued competition blunt the reassurance; resolve is misrepresented."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import numpy as np
from matplotlib.axes import Axes

from paper_replication.approach.plays import (
    Play,
    in_every,
    in_some,
    pressed_for_sure,
    pressed_under_cover,
    quiet_limited,
    quiet_under_cover,
    span,
)
from paper_replication.approach.rivalries import UNDER_COVER, drawn, example, number, random_rivalry
from paper_replication.approach.words import (
    COVERED,
    HARDLINE,
    LIMITED,
    TYPES,
    Rivalry,
    comfort,
    critical,
    pays_for_itself,
    pressing_hurts,
    relief,
    short_of,
    worth_it,
)
from paper_replication.claims import Check, Claim, Said, Story
from paper_replication.drawing import SIZE, panel
from paper_replication.sources import PASSAGES


def undone_by_mistrust(game: Rivalry) -> bool | None:
    """Of an approach that would be left alone among friends: whether mistrust makes the prior fall short."""
    if not (worth_it(game) and pays_for_itself(game)) or short_of(game.with_(mistrust=0)) is not False:
        return None
    return short_of(game)


def diluted(rng: Random) -> Rivalry:
    """A rivalry in which limited is to be had only together with hardline policies elsewhere, at a small cost."""
    costs = {t: number(rng, 0, 0.2) for t in TYPES}
    return random_rivalry(rng, (HARDLINE, COVERED), cover_cost=costs, cover_dilution=number(rng, 0.02, 0.9))


def undone_by_dilution(game: Rivalry) -> bool | None:
    """The same as by mistrust, of the relief that competition elsewhere takes away."""
    if not (worth_it(game, COVERED) and pays_for_itself(game, COVERED)):
        return None
    alone = short_of(game.with_(cover_dilution=0), COVERED)
    return short_of(game, COVERED) if alone is False else None


def tempting_to_mimic(game: Rivalry) -> bool | None:
    """Whether the prior falls short (True), or is enough and limited worth it (False)."""
    if not (pays_for_itself(game) and pressing_hurts(game)):
        return None
    short = short_of(game)
    return short if short or worth_it(game) else None


def resolute_trusted(play: Play) -> bool:
    """The resolute take limited without cover, at least now and then, and it is never pressed."""
    return play.sends["resolute"][LIMITED] > 0 and play.presses[LIMITED] == 0


CHECKS = (
    Check(
        "Without mistrust limited could be left alone; with it the prior falls short: in every equilibrium limited is "
        "pressed for sure.",
        "Mistrust is not so great: in some equilibrium both take limited and are never pressed.",
        drawn(),
        undone_by_mistrust,
        in_every(pressed_for_sure),
        in_some(quiet_limited),
    ),
    Check(
        "Without what competition elsewhere dilutes, limited under cover could be left alone; with it the prior falls "
        "short: in every equilibrium it is pressed for sure.",
        "Little is diluted: in some equilibrium both take it and are never pressed.",
        diluted,
        undone_by_dilution,
        in_every(pressed_under_cover),
        in_some(quiet_under_cover),
    ),
    Check(
        "The prior falls short: wherever the resolute take limited without cover it is also taken by the irresolute, "
        "and pressed with positive probability.",
        "The prior is enough: in some equilibrium the resolute take it and are never pressed.",
        drawn(*UNDER_COVER),
        tempting_to_mimic,
        in_every(lambda play: not resolute_trusted(play)),
        in_some(resolute_trusted),
    ),
)


def example_() -> Story:
    game = example(prior=0.48)
    enough = 1 - (game.ambition - game.prior * (game.ambition + game.power)) / (game.insecurity * game.relief[LIMITED])
    wary = game.with_(mistrust=(1 + enough) / 2)
    return Story(
        "With the prior at {prior} and no mistrust the critical resolve of limited is {critical}. Mistrust of "
        "{enough} would raise it to the prior; at {more} the relief that is felt is {felt} of {offered}, the critical "
        "resolve {raised}, and the least probability over the equilibria that limited is taken and pressed rises from "
        "{before} to {after}.",
        {
            "prior": game.prior,
            "critical": critical(game),
            "enough": enough,
            "more": wary.mistrust,
            "felt": relief(wary),
            "offered": game.relief[LIMITED],
            "raised": critical(wary),
            "before": span(game, Play.pressed)[0],
            "after": span(wary, Play.pressed)[0],
        },
    )


def candour() -> Story:
    game = example(trend=Fraction(3, 5), mistrust=Fraction(9, 10))
    return Story(
        "Two limits. Mistrust touches the relief alone, and the rival may refrain for another reason: with the trend "
        "at {trend} it forgoes {comfort} by pressing although mistrust is {mistrust}, and limited is pressed with "
        "probability {least} in some equilibrium. And mistrust is a number here, not something that grows from what "
        "has been seen; the same for competition elsewhere, which is cover, chosen or not.",
        {
            "trend": game.trend,
            "comfort": comfort(game),
            "mistrust": game.mistrust,
            "least": span(game, Play.pressed)[0],
        },
    )


def figure() -> Axes:
    ax = panel("mistrust", "critical resolve of limited", height=3.2)
    shares = np.linspace(0, 1, 41)
    for diluted, style in (("0", "-"), ("1/2", "--")):
        game = example(insecurity=1, relief={LIMITED: "2/5"}, cover_dilution=diluted, cover_cost=["1/10", "1/10"])
        message = "limited under cover" if game.cover_dilution else LIMITED
        values = [float(critical(game.with_(mistrust=Fraction(float(x))), message)) for x in shares]
        words = "half of the relief lost to competition elsewhere" if game.cover_dilution else "nothing lost"
        ax.plot(shares, values, style, color="#0072B2", label=words)
    ax.figure.legend(loc="outside lower center", ncols=2, fontsize=SIZE, frameon=False)
    return ax


CLAIM = Claim(
    name="R5",
    title="mistrust and continued competition blunt the reassurance; resolve is misrepresented",
    passage=PASSAGES["R5"],
    said=(
        Said(
            (),
            "Relief that is felt is `ell = (1 - mis)(1 - dil) s`, so that `mu*` rises weakly in `mis` and `dil`.",
            (
                "H6: slope in mis, where he would hold",
                "H6: slope in mis, where he would reciprocate",
                "H6: slope in dil, where he would hold",
                "H6: slope in dil, where he would reciprocate",
            ),
        ),
        Said(
            ("B2", "B3", "limited under cover on offer", "the letters alone", "q < mu*_limited"),
            "whenever the resolute take limited without cover it is pressed with positive probability: the "
            "irresolute take it too.",
            ("H5: unpressed only under cover",),
        ),
    ),
    theorems=("H5", "H6"),
    beyond="concessions that add to the rival's power, a rival who defects, officials who run counter to the policy",
    modal=True,
    checks=CHECKS,
    example=example_,
    candour=candour,
    figure=figure,
    caption="The critical resolve of limited against mistrust, with relief of two fifths and full insecurity costing "
    "the rival as much as it would gain from pressing: nothing lost to competition elsewhere, and half of the relief.",
)
