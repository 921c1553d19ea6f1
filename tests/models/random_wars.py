"""Random opening games for the tests: from fine grids (hardly a tie) and from coarse ones (ties everywhere)."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

from termination.models.opening.game import OpeningGame


def random_war(rng: Random, *, signal: bool, worth_having: bool, coarse: bool = False, types: int = 2) -> OpeningGame:
    """A war with every parameter drawn; `worth_having` imposes A1. A2 always holds, and signals cost something."""
    grid = 4 if coarse else 997

    def draw(low: float, high: float) -> Fraction:
        return Fraction(rng.randint(int(low * grid), int(high * grid)), grid)

    resilience = sorted(rng.sample(range(grid), types))
    weights = [rng.randint(1, 3 if coarse else 97) for _ in range(types)]
    war_value = [draw(-1, 1) for _ in range(types)]
    least = Fraction(1, grid) if worth_having else Fraction(-1)
    premium = [max(draw(0 if worth_having else -1.5, 1.5), least) for _ in range(types)]
    labels = [f"type {i}" for i in rng.sample(range(types), types)]
    by_type: dict[str, list[Any]] = {
        "prior": [Fraction(w, sum(weights)) for w in weights],
        "resilience": [Fraction(r, grid) for r in resilience],
        "war_value": war_value,
        "talks_value": [w + b for w, b in zip(war_value, premium, strict=True)],
    }
    if signal:
        by_type["signal_cost"] = [max(draw(0, 1.2), Fraction(1, grid)) for _ in range(types)]
    return OpeningGame(
        types=labels,
        **{name: dict(zip(labels, values, strict=True)) for name, values in by_type.items()},
        escalation_harm=draw(0, 2) if rng.random() < 0.7 else 0,
        base_harm=max(draw(0, 1), Fraction(1, grid)),
        talks_exposure=max(draw(0, 1), Fraction(1, grid)),
        escalation_gain=1,
        escalation_cost=max(draw(0, 1.2), Fraction(1, grid)),
        guarantee=draw(0, 0.4) if rng.random() < 0.3 else 0,
        deescalation=draw(0, 1),
        opponent_talks_value=draw(-1, 1),
    )
