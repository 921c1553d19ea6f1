"""The rivalry of the worked examples, and random ones for the checks.

One rivalry runs through the chapter, `example`: invented numbers, few and round, so that all can be followed by hand.
The rival in it would not press a hardline state, and might press one that takes a limited approach.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from random import Random
from typing import Any

import termination as tm
from paper_replication.approach.words import CORE, COVERED, HARDLINE, LIMITED, TYPES, Rivalry, approach

#: The denominator of what is drawn: prime and large, so that ties are rare unless they are made.
GRID = 997

#: What may be on offer beside hardline.
BREADTHS, UNDER_COVER = (HARDLINE, LIMITED, CORE), (HARDLINE, LIMITED, COVERED)

_CORE: Mapping[str, Any] = {
    "concession_value": 0.4, "concession_cost": 0.5, "reciprocity_cost": 0.4, "reciprocity_gain": 0.3, "relief": 0.8,
    "savings": 0.8,
}  # fmt: skip


def example(core: bool = False, **changes: Any) -> Rivalry:
    """The rivalry of the worked examples; with core on offer, if wanted."""
    limited: dict[str, Any] = {
        "concession_value": 0.1, "concession_cost": 0.1, "reciprocity_cost": 0.1, "reciprocity_gain": 0.2,
        "relief": 0.2, "savings": 0.5,
    }  # fmt: skip
    offers: dict[str, Any] = {
        name: {LIMITED: x, CORE: _CORE[name]} if core else {LIMITED: x} for name, x in limited.items()
    }
    game = tm.ApproachGame(
        prior=0.6,
        ambition=1,
        power=1,
        unilateral=0.5,
        insecurity=0.4,
        war_risk=0.5,
        hardline_cost={"resolute": 0.2, "irresolute": 0.6},
        emboldening_loss={"resolute": 0.5, "irresolute": 0.2},
        **offers,
    )
    return game.with_(**changes)


def number(rng: Random, low: float, high: float) -> Fraction:
    """A fraction between the two."""
    return Fraction(rng.randint(round(low * GRID), round(high * GRID)), GRID)


def random_rivalry(rng: Random, messages: tuple[str, ...] = (HARDLINE, LIMITED), **fixed: Any) -> Rivalry:
    """Any rivalry with these approaches; `fixed` overrides what is drawn."""
    approaches = [a for a in (LIMITED, CORE) if a in map(approach, messages)]

    def offers(high: float) -> dict[str, Fraction]:
        return {a: number(rng, 0, high) for a in approaches}

    drawn: dict[str, Any] = {
        "messages": list(messages),
        "prior": number(rng, 0.03, 0.97),
        "ambition": number(rng, 0.02, 2),
        "power": number(rng, 0.05, 2),
        "concession_value": offers(1),
        "concession_cost": offers(0.5),
        "unilateral": number(rng, 0.02, 0.98),
        "reciprocity_cost": offers(0.8),
        "reciprocity_gain": offers(0.6),
        "relief": dict(zip(approaches, sorted(number(rng, 0.02, 1) for _ in approaches), strict=True)),
        "mistrust": number(rng, 0.02, 0.7),
        "insecurity": number(rng, 0.05, 1.5),
        "war_risk": number(rng, 0, 1),
        "hardline_cost": {t: number(rng, 0, 1.5) for t in TYPES},
        "savings": offers(1),
        "emboldening_loss": {t: number(rng, 0.05, 1) for t in TYPES},
        "trend": number(rng, -0.3, 0.3),
        "flare": number(rng, 0.02, 0.98),
        "flare_loss": number(rng, 0.02, 1),
    }
    if COVERED in messages:
        drawn |= {"cover_dilution": number(rng, 0.02, 0.9), "cover_cost": {t: number(rng, 0.02, 1.6) for t in TYPES}}
    return tm.ApproachGame(**{**drawn, **fixed})


def drawn(*messages: str, **fixed: Any) -> Callable[[Random], Rivalry]:
    """A way of drawing random rivalries with these approaches (hardline and limited if none is named)."""
    return lambda rng: random_rivalry(rng, messages or (HARDLINE, LIMITED), **fixed)
