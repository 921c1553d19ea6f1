"""When a less-hardline approach emboldens the rival, may, cannot, or reassures: H8, at a point and as a map.

Measured against hardline alone, which the rival presses iff q < A / (A + P). With X what a type gains unpressed, b what
it gains pressed (both on unpressed hardline), D = X - b, and mu* the critical resolve of the approach, then for
q > A / (A + P)

    in some equilibrium the approach is pressed   iff  mu* > 0, b_res <= 0, and b_irr >= 0 or X_res > 0 with
                                                       X_irr / D_irr >= X_res / D_res (adverse inference)
    in every equilibrium                          iff  mu* > 0, X_res < -L_res and b_irr > 0

and for q < A / (A + P), where hardline alone would be pressed, it reassures, so that in some equilibrium it is taken
and nobody is pressed, iff q >= mu* and it is bearable, X_t >= -L_t (H1: both take it), or mu* < 0 and it sorts the
types, X_res <= 0 <= X_irr (the irresolute take it, and hardline is then known to be resolute). Of the rival, in the
plane of q and the ratio A / P, all that matters beside is the **shield** s = (J ell + max(0, R)) / P, what it forgoes
by pressing:

    hardline is pressed below   q = a / (1 + a)           a = A / P
    the approach                q = (a - s) / (1 + a)     and nowhere where a < s

so that relief, reciprocity and trend widen, and mistrust and cover's dilution narrow, the strip between the curves in
which it reassures, and the strip a < s in which it cannot embolden.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import xarray as xr

from termination.analysis.axes import points
from termination.engine.parameter import POSITIVE, Domain
from termination.errors import InputError
from termination.models.approach.game import ApproachGame
from termination.models.approach.payoffs import HARDLINE, HOLD, IRRESOLUTE, RESOLUTE, covered, of_approach
from termination.models.approach.stakes import Offer

#: What an approach does to the rival's pressing, compared with hardline alone.
EFFECTS = ("emboldens", "may embolden", "cannot embolden", "reassures")
EMBOLDENS, MAY, CANNOT, REASSURES = EFFECTS
_CANNOT, _REASSURES = EFFECTS.index(CANNOT), EFFECTS.index(REASSURES)


@dataclass(frozen=True)
class Inference:
    """What the stronger state's side contributes, whatever the prior and the rival's ambition.

    `possible`: b_res <= 0, and b_irr >= 0 or adverse inference; `certain`: X_res < -L_res and b_irr > 0; `bearable`:
    X_t >= -L_t for both; `sorting`: X_res <= 0 <= X_irr. `edge` says that one of these inequalities, or R >= 0, holds
    as an equality.
    """

    possible: bool
    certain: bool
    bearable: bool
    sorting: bool
    edge: bool


@dataclass(frozen=True)
class Classification:
    """The `effect` at a point, one of `EFFECTS`, the two critical levels of resolve, and why.

    `edge` says that an inequality holds as an equality, so that the slightest change may change the effect.
    """

    effect: str
    prior: Fraction
    critical: Fraction
    hardline: Fraction
    reason: str
    edge: bool


def inference(game: ApproachGame, message: str = "limited") -> Inference:
    """How the approach would be read, from the stronger state's payoffs alone: what holds all over the map."""
    offer = _offer(game, message)
    loss, unpressed, pressed = game.emboldening_loss, offer.unpressed, offer.pressed
    exposure = offer.exposure
    nerve = unpressed[IRRESOLUTE] * exposure[RESOLUTE] - unpressed[RESOLUTE] * exposure[IRRESOLUTE]
    adverse = unpressed[RESOLUTE] > 0 and nerve >= 0
    bearing = [unpressed[t] + loss[t] for t in game.types]
    turning = [*pressed.values(), *unpressed.values(), nerve, offer.reciprocity, *bearing]
    return Inference(
        possible=pressed[RESOLUTE] <= 0 and (pressed[IRRESOLUTE] >= 0 or adverse),
        certain=bearing[0] < 0 and pressed[IRRESOLUTE] > 0,
        bearable=min(bearing) >= 0,
        sorting=unpressed[RESOLUTE] <= 0 <= unpressed[IRRESOLUTE],
        edge=0 in turning,
    )


def _offer(game: ApproachGame, message: str) -> Offer:
    if message == HARDLINE:
        raise InputError("message: hardline is what approaches are measured against; name another")
    offer = game.offer(message)
    worse = [t for t in game.types if offer.exposure[t] <= 0]
    if worse:
        raise InputError(f"message: being pressed on {message} costs the {worse[0]} nothing (B3 fails); H8 is silent")
    return offer


def shield(game: ApproachGame, message: str = "limited") -> Fraction:
    """s = (J ell + max(0, R)) / P: by how much the approach moves the boundaries, in units of the ratio A / P.

    >>> round(float(shield(_example())), 3)
    0.08
    """
    offer = game.offer(message)
    better = max(Fraction(0), offer.reciprocity) if message != HARDLINE else Fraction(0)
    return (game.insecurity * offer.relief + better) / game.power


def classify(game: ApproachGame, message: str = "limited") -> Classification:
    """Whether, with hardline and this approach on offer, the approach emboldens, may, cannot, or reassures; exactly.

    Raises `InputError` where being pressed costs a type nothing (B3 fails), which H8 leaves open.

    >>> classify(_example()).effect, classify(_example().with_(prior="1/20")).effect
    ('may embolden', 'cannot embolden')
    >>> print(classify(_example().with_(prior="12/25")).reason)
    hardline would be pressed, and the approach need not be
    """
    found = inference(game, message)
    mu, hardline = game.offer(message).critical_resolve, game.critical_resolve[HARDLINE]
    effect, reason = _effect(game.prior, mu, hardline, found)
    edge = found.edge or mu == 0 or game.prior in (mu, hardline)
    return Classification(effect, game.prior, mu, hardline, reason, edge)


def _effect(q: Fraction, mu: Fraction, hardline: Fraction, found: Inference) -> tuple[str, str]:
    if q < hardline:
        if q < mu:
            return CANNOT, "hardline would be pressed too"
        if found.bearable:
            return REASSURES, "hardline would be pressed, and the approach need not be"
        if mu < 0 and found.sorting:
            return REASSURES, "the irresolute take it unpressed, and hardline is then known to be resolute"
        return CANNOT, "hardline would be pressed too, and not both would take the approach for that"
    if mu <= 0:
        return CANNOT, "the rival presses nobody who takes it, whatever it believes"
    if found.certain:
        return EMBOLDENS, "only the irresolute would take it, and they would even to be pressed"
    if found.possible:
        return MAY, "taken above all by the irresolute, it can be read as theirs; or by both, and then it is quiet"
    return CANNOT, "it would not be read as irresolution"


def emboldening(game: ApproachGame, message: str = "limited", *, prior: Any, ratio: Any) -> xr.Dataset:
    """The map of H8: the effect at every prior q and ratio A / P, everything else as in the game.

    `prior` and `ratio` are axes as in `sweep`: (start, stop, count) or a list. `effect` holds positions in `EFFECTS`,
    `edge` flags points within rounding of a boundary. Along the ratio it is the ambition that moves. Attributes:
    `names` and the `shield`.

    >>> grid = emboldening(_example(), prior=[0.05, 0.48, 0.8], ratio=[0.04, 1])
    >>> [[EFFECTS[code] for code in row] for row in grid["effect"].values]
    [['cannot embolden', 'cannot embolden'], ['cannot embolden', 'reassures'], ['cannot embolden', 'may embolden']]
    """
    found, s = inference(game, message), float(shield(game, message))
    axes = {"prior": points(prior, "prior", Domain(0, 1, True, True)), "ratio": points(ratio, "ratio", POSITIVE)}
    q, a = (axis.floats for axis in axes.values())
    q = q[:, None]
    hardline, mu = a / (1 + a), (a - s) / (1 + a)
    calm = (q >= mu) & found.bearable | (mu < 0) & found.sorting
    below = np.where(calm, _REASSURES, _CANNOT)
    inferred = EFFECTS.index(EMBOLDENS if found.certain else MAY if found.possible else CANNOT)
    effect = np.where(q < hardline, below, np.where(mu <= 0, _CANNOT, inferred)).astype(np.uint8)
    near = [np.abs(q - hardline), np.abs(q - mu), np.broadcast_to(np.abs(mu), effect.shape)]
    edge = np.minimum.reduce(near) < 1e-12
    return xr.Dataset(
        {"effect": (("prior", "ratio"), effect), "edge": (("prior", "ratio"), edge | found.edge)},
        coords={name: axis.floats for name, axis in axes.items()},
        attrs={"names": list(EFFECTS), "shield": s},
    )


# Cover


@dataclass(frozen=True)
class CoverFrontier:
    """What cover buys and costs for one approach: it separates the resolute iff low <= relief <= high (H5).

    `relief` is what the covered approach keeps, `uncovered` what it had without cover; `high` is the most relief that
    goes with credibility, None where none is forgone (W + f F = 0 and the cover credible anyhow).
    """

    relief: Fraction
    uncovered: Fraction
    low: Fraction | None
    high: Fraction | None
    separates: bool

    @property
    def dilution_needed(self) -> Fraction | None:
        """The least share of relief that credible cover must cost; None where no dilution makes it credible."""
        if self.high is None or self.uncovered == 0:
            return Fraction(0) if self.separates else None
        return None if self.high < 0 else max(Fraction(0), 1 - self.high / self.uncovered)


def cover_frontier(game: ApproachGame, approach: str = "limited") -> CoverFrontier:
    """The bounds on relief between which cover separates the resolute from the irresolute (H5; R5, R9).

    (c_res - L_res - z) / (W + f F) <= ell <= (c_irr - L_irr - z) / (W + f F), where z is Y - (1 - u) k if the rival
    would reciprocate and else 0. Stated for q below the critical resolve of the uncovered approach, and B2.

    >>> covered_game = _example().with_(cover_cost=["1/5", "3/10"], cover_dilution="1/2")
    >>> found = cover_frontier(covered_game)
    >>> found.separates, found.high, found.dilution_needed
    (True, Fraction(1, 5), Fraction(0, 1))
    """
    if game.cover_cost is None:
        raise InputError("model: there is no cover; set cover_cost")
    message = next((m for m in game.messages if covered(m) and of_approach(m) == approach), "")
    offer, bare = game.offer(message or f"{approach} under cover"), game.offer(approach)
    extra = offer.met[RESOLUTE] - offer.held[RESOLUTE] if offer.unpressed_response != HOLD else Fraction(0)
    bounds = {t: game.cover_cost[t] - game.emboldening_loss[t] - extra for t in game.types}
    relieved = game.total_war_risk * offer.relief
    separates = bounds[RESOLUTE] <= relieved <= bounds[IRRESOLUTE]
    low, high = (bounds[t] / game.total_war_risk if game.total_war_risk else None for t in (RESOLUTE, IRRESOLUTE))
    return CoverFrontier(offer.relief, bare.relief, low, high, separates)


def _example() -> ApproachGame:
    """The game of the examples above."""
    return ApproachGame(
        prior="3/5", ambition=1, power=1, concession_value=["1/10"], concession_cost=["1/10"], unilateral="1/2",
        reciprocity_cost=["1/10"], reciprocity_gain=["1/5"], relief=["1/5"], insecurity="2/5", war_risk="1/2",
        hardline_cost=["1/5", "3/5"], savings=["1/2"], emboldening_loss=["1/2", "1/5"],
    )  # fmt: skip
