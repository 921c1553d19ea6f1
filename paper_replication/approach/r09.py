"""R9: the whole picture, the hardline policies kept up at the same time included."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from matplotlib.axes import Axes

from paper_replication.approach import cover
from paper_replication.approach.plays import Play, in_every, in_some, plays, span
from paper_replication.approach.rivalries import UNDER_COVER, random_rivalry
from paper_replication.approach.words import (
    COVERED,
    LIMITED,
    TYPES,
    Rivalry,
    comfort,
    cover_credible,
    danger,
    pays_for_itself,
    reason_to_reciprocate,
    relief,
    satisfied,
    short_of,
    unpressed,
)
from paper_replication.claims import Check, Claim, Said, Story, never
from paper_replication.sources import PASSAGES


def without_reciprocity(rng: Random) -> Rivalry:
    """A rivalry with cover in which nothing is reciprocated."""
    return random_rivalry(rng, UNDER_COVER, trend=Fraction(-1))


def credible(game: Rivalry) -> bool | None:
    """Where limited can be pressed and pays for itself: whether cover deters the irresolute and not the resolute."""
    if reason_to_reciprocate(game) >= 0 or satisfied(game) is not False or not pays_for_itself(game):
        return None
    return cover_credible(game)


def told_apart(play: Play) -> bool:
    """The resolute under cover and left alone, the irresolute without it and pressed."""
    resolute = play.sends["resolute"][COVERED] == 1 and play.presses[COVERED] == 0
    return resolute and play.sends["irresolute"][LIMITED] == 1 and play.presses[LIMITED] == 1


def needs_no_cover(game: Rivalry) -> bool | None:
    """Given that limited is worth it: whether the rival would press nobody on it (True), or does, while cover is
    credible (False)."""
    if satisfied(game) and satisfied(game, COVERED):
        return True if all(unpressed(game, t) > 0 for t in TYPES) else None
    return False if short_of(game) and pays_for_itself(game) and cover_credible(game) else None


CHECKS = (
    Check(
        "Cover is dear enough to deter the irresolute and cheap enough for the resolute: in some equilibrium it tells "
        "them apart.",
        "It is not: in none.",
        without_reciprocity,
        credible,
        in_some(told_apart),
        never(in_some(told_apart)),
    ),
    Check(
        "The rival would press nobody, with cover or without: in every equilibrium nobody takes cover.",
        "It presses on what it believes beforehand, and cover is credible: in some equilibrium the resolute take it.",
        without_reciprocity,
        needs_no_cover,
        in_every(lambda play: play.sent(COVERED) == 0),
        in_some(told_apart),
    ),
)


def example_() -> Story:
    game = cover.covered_rivalry()
    apart = next(filter(told_apart, plays(game)))
    return Story(
        "Cover costs the resolute {c_res} and the irresolute {c_irr}, and leaves relief of {kept} out of {bare}. Being "
        "pressed costs the irresolute {l_irr} and forgone relief {z}, less than cover; the resolute lose {l_res} and "
        "as much relief, more than cover. So the resolute take it and are left alone, the irresolute are pressed: the "
        "later risk is {later}, where under limited without cover, left alone, it would be {without}.",
        {
            "c_res": game.cover_cost["resolute"] if game.cover_cost else 0,
            "c_irr": game.cover_cost["irresolute"] if game.cover_cost else 0,
            "kept": relief(game, COVERED),
            "bare": relief(game),
            "l_irr": game.emboldening_loss["irresolute"],
            "l_res": game.emboldening_loss["resolute"],
            "z": danger(game) * relief(game, COVERED),
            "later": apart.deterioration,
            "without": game.flare * (1 - relief(game)),
        },
    )


def candour() -> Story:
    game = cover.covered_rivalry()
    undiluted = game.with_(cover_dilution=0)
    return Story(
        "The model has one sum of hardline policies elsewhere, kept up or not. What it buys in credibility it pays in "
        "relief: at the same costs but nothing diluted, cover would be worth {kept} of relief to whoever is believed, "
        "the irresolute would take it too, and that it tells the types apart is {still}. Nor is separation the only "
        "equilibrium here: the probability of cover runs from {low} to {high}. The rival forgoes only {comfort} by "
        "pressing the resolute under cover, so that its belief carries the weight. What other policies do to "
        "the rival is only this dilution.",
        {
            "kept": danger(undiluted) * relief(undiluted, COVERED),
            "still": "an equilibrium still" if in_some(told_apart)(undiluted) else "no equilibrium",
            **dict(zip(("low", "high"), span(game, lambda play: play.sent(COVERED)), strict=True)),
            "comfort": comfort(game, COVERED),
        },
    )


def figure() -> Axes:
    return cover.frontier()


CLAIM = Claim(
    name="R9",
    title="the whole picture, hardline policies elsewhere included",
    passage=PASSAGES["R9"],
    said=(
        Said(
            ("B2", "B3", "limited under cover on offer", "the letters alone", "q < mu*_limited"),
            "the resolute go unpressed for sure on limited only under cover.",
            ("H5: unpressed only under cover",),
        ),
        Said(
            ("B2", "limited under cover on offer", "R < 0", "mu*_limited >= 0"),
            "cover separates the types if and only if `c_res - L_res <= (W + f F) ell <= c_irr - L_irr`, with "
            "`ell` under cover: these are `X_irr <= b_irr under cover` and `X_res >= b_res under cover`.",
            ("H5: separation by cover", "H5: separation needs credible cover, R < 0", "H5: the frontier"),
        ),
    ),
    theorems=("H5",),
    beyond="other hardline policies than one that is kept up or not; and a recommendation is not a statement to prove",
    checks=CHECKS,
    example=example_,
    candour=candour,
    figure=figure,
    caption="The frontier of cover: where it tells the resolute from the irresolute, by how much relief it leaves and "
    "what it costs the irresolute. The dot is the rivalry of the example.",
)
