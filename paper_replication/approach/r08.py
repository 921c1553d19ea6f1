"""R8: timing."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from matplotlib.axes import Axes

from paper_replication.approach.plays import Play, in_every, in_some, plays, pressed_for_sure, span
from paper_replication.approach.rivalries import drawn, example, number, random_rivalry
from paper_replication.approach.words import (
    LIMITED,
    Rivalry,
    critical,
    pays_for_itself,
    reason_to_reciprocate,
    relief,
    satisfied,
    worth_it,
)
from paper_replication.claims import Check, Claim, Said, Story, never
from paper_replication.drawing import panel
from paper_replication.sources import PASSAGES


def has_reason(game: Rivalry) -> bool | None:
    """Where the rival has nothing to press for and limited is worth it: whether it has a reason to reciprocate; where
    it has none, anything goes."""
    reason = reason_to_reciprocate(game)
    if reason < 0:
        return False
    return True if reason > 0 and worth_it(game) and satisfied(game) else None


def enough_trend(game: Rivalry) -> Fraction:
    """The trend at which pressing and reciprocating are as good on what the rival believes beforehand."""
    pressing = game.ambition - game.prior * (game.ambition + game.power) - game.insecurity * relief(game)
    return pressing - (reason_to_reciprocate(game) - game.trend)


def moved(rng: Random) -> Rivalry:
    """A rival who would rather press than hold, and a trend around what would turn it."""
    game = random_rivalry(rng)
    return game.with_(trend=enough_trend(game) + number(rng, -0.5, 0.5))


def turned_by_trend(game: Rivalry) -> bool | None:
    """Given B1, B2, and that it would rather press than hold: whether the trend is enough to make it reciprocate."""
    if not (worth_it(game) and pays_for_itself(game)):
        return None
    margin = game.trend - enough_trend(game)
    holds = game.ambition - game.prior * (game.ambition + game.power) <= game.insecurity * relief(game)
    return None if margin == 0 or holds else margin > 0


def met_for_sure(play: Play) -> bool:
    """Limited is taken by both and reciprocated for sure."""
    return play.all_on(LIMITED) and play.meets[LIMITED] == 1


CHECKS = (
    Check(
        "What is left of the concession and the trend outweigh its cost, the rival has nothing to press for, and "
        "limited is worth it: in every equilibrium both take it and it is reciprocated.",
        "They do not outweigh the cost: it is reciprocated in no equilibrium, whatever else is so.",
        drawn(),
        has_reason,
        in_every(met_for_sure),
        never(in_some(lambda play: play.meets[LIMITED] > 0)),
    ),
    Check(
        "The rival would rather press than hold, and the trend is enough: in some equilibrium both take limited and it "
        "is reciprocated.",
        "It is not enough: in every equilibrium limited is pressed for sure.",
        moved,
        turned_by_trend,
        in_some(met_for_sure),
        in_every(pressed_for_sure),
    ),
)


def example_() -> Story:
    game = example(prior=0.4)
    enough = enough_trend(game)
    later = game.with_(trend=2 * enough)
    return Story(
        "With the prior at {prior}, reciprocating limited is worth {reason} to the rival over holding, and it presses: "
        "the least probability of that is {before}. A trend against it of {enough} would make it indifferent; at twice "
        "that the critical resolve falls from {critical} to {lower}, and the most likely reciprocity over the "
        "equilibria rises from {none} to {met}.",
        {
            "prior": game.prior,
            "reason": reason_to_reciprocate(game),
            "before": span(game, Play.pressed)[0],
            "enough": enough,
            "critical": critical(game),
            "lower": critical(later),
            "none": span(game, lambda play: play.reciprocated)[1],
            "met": span(later, lambda play: play.reciprocated)[1],
        },
    )


def candour() -> Story:
    game = example(trend=Fraction(-1, 5))
    easier = game.with_(trend=Fraction(-1, 10))
    return Story(
        "Immediate from the payoffs, and said so: the trend is in the model as a number that the rival adds to "
        "reciprocating, and another power to lean on is a negative one. It works by a threshold: where the rival would "
        "not reciprocate anyway, from {low} to {high}, a better trend changes neither the critical resolve ({before} "
        "and {after}) nor anything else. Why trends move, and whether a rival waits for better ones, is left out.",
        {
            "low": game.trend,
            "high": easier.trend,
            "before": critical(game),
            "after": critical(easier),
        },
    )


def figure() -> Axes:
    ax = panel("trend, the rival's extra reason to settle now", "limited is reciprocated", height=3.2)
    for i in range(-10, 41):
        game = example(prior=0.4, trend=Fraction(i, 50))
        values = sorted({play.reciprocated for play in plays(game)})
        ax.plot([i / 50] * len(values), [float(v) for v in values], "o", color="#0072B2", markersize=3)
    ax.axvline(float(enough_trend(example(prior=0.4))), color="#000000", linewidth=0.8, linestyle=":")
    return ax


CLAIM = Claim(
    name="R8",
    title="timing",
    passage=PASSAGES["R8"],
    said=(
        Said(
            (),
            "Limited is reciprocated only if `(1 - u) v + tr >= y`, and `mu*` falls weakly in `tr`.",
            ("H4: a reason to reciprocate, limited alone", "H6: weakly in trend"),
        ),
        Said(
            ("B1", "B2"),
            "where pressing beats holding at the prior, limited can be reciprocated if and only if `q >= mu*`, "
            "that is `(1 - u) v + tr - y >= A - q (A + P) - J ell`: if `q < mu*` it is pressed for sure.",
            ("H1: a quiet equilibrium", "H2: limited is pressed"),
        ),
    ),
    theorems=("H1", "H2", "H4", "H6"),
    modal=True,
    checks=CHECKS,
    example=example_,
    candour=candour,
    figure=figure,
    caption="The probability that limited is reciprocated, in every equilibrium of the example with a prior of two "
    "fifths, by the trend. The line: the trend that is enough.",
)
