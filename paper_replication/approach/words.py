"""The conditions of the claims, read off a rivalry's parameters as the words of the model have them.

Deliberately written apart from the package, as in the chapter on opening talks: neither from its payoffs nor from the
formulas of its theorems, and with nothing in common with the solver. Gains are measured from hardline left alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import TypeAlias

import termination as tm

Rivalry: TypeAlias = tm.ApproachGame

TYPES = ("resolute", "irresolute")
HARDLINE, LIMITED, CORE = "hardline", "limited", "core"
COVERED = "limited under cover"


def approach(message: str) -> str:
    """Which concerns the message addresses, with cover or without."""
    return message.removesuffix(" under cover")


# -- the rival -------------------------------------------------------------------------------------------------------


def relief(game: Rivalry, message: str = LIMITED) -> Fraction:
    """The share of its insecurity that the rival is rid of: what is offered, less mistrust, less what cover dilutes."""
    if message == HARDLINE:
        return Fraction(0)
    diluted = game.cover_dilution if message != approach(message) else Fraction(0)
    return (1 - game.mistrust) * (1 - diluted) * game.relief[approach(message)]


def reason_to_reciprocate(game: Rivalry, message: str = LIMITED) -> Fraction:
    """What reciprocating brings over holding: the rest of the concession and the trend, less its cost."""
    a = approach(message)
    return (1 - game.unilateral) * game.concession_value[a] + game.trend - game.reciprocity_cost[a]


def comfort(game: Rivalry, message: str = LIMITED) -> Fraction:
    """What the rival forgoes by pressing: the relief, and reciprocity if worth anything. Nothing under hardline."""
    if message == HARDLINE:
        return Fraction(0)
    return game.insecurity * relief(game, message) + max(Fraction(0), reason_to_reciprocate(game, message))


def satisfied(game: Rivalry, message: str = LIMITED) -> bool | None:
    """Whether pressing even a state known to be irresolute brings less than it forgoes. None if the same."""
    margin = comfort(game, message) - game.ambition
    return None if margin == 0 else margin > 0


def critical(game: Rivalry, message: str = LIMITED) -> Fraction:
    """The resolve below which the rival presses."""
    return (game.ambition - comfort(game, message)) / (game.ambition + game.power)


def short_of(game: Rivalry, message: str = LIMITED) -> bool | None:
    """Whether what it believes beforehand falls short of the critical resolve. None if they are equal."""
    margin = critical(game, message) - game.prior
    return None if margin == 0 else margin > 0


# -- the stronger state ----------------------------------------------------------------------------------------------


def danger(game: Rivalry) -> Fraction:
    """What full insecurity of the rival costs: war now, and what flares up later."""
    return game.war_risk + game.flare * game.flare_loss


def saved(game: Rivalry, t: str, message: str = LIMITED) -> Fraction:
    """What is spared of the cost of hardline policies, less what cover costs."""
    cover = game.cover_cost[t] if game.cover_cost and message != approach(message) else Fraction(0)
    return game.hardline_cost[t] * game.savings[approach(message)] - cover


def given_anyway(game: Rivalry, message: str = LIMITED) -> Fraction:
    """What of the concession is given whatever the response."""
    return game.unilateral * game.concession_cost[approach(message)]


def if_held(game: Rivalry, t: str, message: str = LIMITED) -> Fraction:
    """What the type gains if the rival holds."""
    return saved(game, t, message) - given_anyway(game, message) + danger(game) * relief(game, message)


def if_met(game: Rivalry, t: str, message: str = LIMITED) -> Fraction:
    """What it gains if the rival reciprocates: the whole concession is given, and something had for it."""
    a = approach(message)
    bargain = game.reciprocity_gain[a] - game.concession_cost[a]
    return saved(game, t, message) + bargain + danger(game) * relief(game, message)


def if_pressed(game: Rivalry, t: str, message: str = LIMITED) -> Fraction:
    """What it gains if the rival presses."""
    return saved(game, t, message) - given_anyway(game, message) - game.emboldening_loss[t]


def unpressed(game: Rivalry, t: str, message: str = LIMITED) -> Fraction:
    """What it gains where the rival does not press."""
    return (if_met if reason_to_reciprocate(game, message) > 0 else if_held)(game, t, message)


def worth_it(game: Rivalry, message: str = LIMITED) -> bool:
    """B1: unpressed it beats hardline, held or reciprocated, for both."""
    return all(gain(game, t, message) > 0 for gain in (if_held, if_met) for t in TYPES)


def pays_for_itself(game: Rivalry, message: str = LIMITED) -> bool:
    """B2: what it saves covers what is given anyway, for both."""
    return all(saved(game, t, message) > given_anyway(game, message) for t in TYPES)


def pressing_hurts(game: Rivalry, message: str = LIMITED) -> bool:
    """B3: being pressed is worse than being reciprocated, for both."""
    return all(if_pressed(game, t, message) < if_met(game, t, message) for t in TYPES)


def agree(signs: Iterable[Fraction]) -> bool | None:
    """Whether all are positive (True), all negative (False), or neither (None)."""
    found = {(one > 0) - (one < 0) for one in signs}
    return None if len(found) != 1 or found == {0} else found == {1}


def read_as_weak(game: Rivalry, message: str = LIMITED) -> bool | None:
    """Whether the approach can be read as irresolution (H8): the resolute would not have it pressed; the irresolute
    would, or have no less nerve for it than the resolute, to whom it is worth something. None on an edge."""
    free = {t: unpressed(game, t, message) for t in TYPES}
    hit = {t: if_pressed(game, t, message) for t in TYPES}
    nerve = free["irresolute"] * -hit["resolute"] - free["resolute"] * -hit["irresolute"]
    if 0 in (*free.values(), *hit.values(), nerve):
        return None
    return hit["resolute"] < 0 and (hit["irresolute"] > 0 or (free["resolute"] > 0 and nerve > 0))


def cover_credible(game: Rivalry) -> bool | None:
    """Whether cover is dear enough to deter the irresolute and cheap enough for the resolute (H5)."""
    if game.cover_cost is None:
        raise ValueError("this rivalry has no cover")
    kept = danger(game) * relief(game, COVERED)
    spare = {t: game.emboldening_loss[t] + kept - game.cover_cost[t] for t in TYPES}
    return None if 0 in spare.values() else spare["irresolute"] < 0 < spare["resolute"]


def core_over_limited(game: Rivalry, t: str) -> Fraction:
    """What core is worth over limited to the type, where the rival holds after both (H7)."""
    more = game.savings[CORE] - game.savings[LIMITED]
    safer = relief(game, CORE) - relief(game, LIMITED)
    return game.hardline_cost[t] * more + danger(game) * safer - (given_anyway(game, CORE) - given_anyway(game))
