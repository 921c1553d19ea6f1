"""Random wars over time, from coarse grids: ties, edges of regimes, adverse inference and its reverse, all of them."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

from termination.models.war_over_time.game import WarOverTime


def random_war_over_time(rng: Random, periods: int | None = None, *, signal: bool | None = None) -> WarOverTime:
    """A war with every parameter drawn, those of war over time too."""
    grid = rng.choice([2, 4, 5, 97])

    def draw(low: float, high: float) -> Fraction:
        return Fraction(rng.randint(int(low * grid), int(high * grid)), grid)

    resilience = sorted(rng.sample(range(grid + 1), 2))
    with_signal = rng.random() < 0.3 if signal is None else signal
    by_type: dict[str, Any] = {
        "resilience": [Fraction(r, grid) for r in resilience],
        "war_value": [draw(-0.5, 1), draw(-0.5, 1)],
        "talks_value": [draw(0, 1.5), draw(0, 1.5)],
    }
    if with_signal:
        by_type["signal_cost"] = [draw(0, 1), draw(0, 1)]
    likely = Fraction(rng.randint(1, 9), 10)
    return WarOverTime(
        prior=[1 - likely, likely],
        **by_type,
        escalation_harm=draw(0, 2),
        base_harm=max(draw(0, 1), Fraction(1, grid)),
        talks_exposure=max(draw(0, 1), Fraction(1, grid)),
        talks_kept=rng.choice([1, 1, 1, Fraction(1, 2), 0]),
        escalation_gain=1,
        escalation_cost=max(draw(0, 1.2), Fraction(1, grid)),
        opponent_talks_value=rng.choice([0, 0, draw(0, 1)]),
        guarantee=rng.choice([0, 0, draw(0, 0.5)]),
        coercion=rng.choice([0, 0, draw(0, 1)]),
        periods=periods or rng.randint(1, 5),
        patience=Fraction(rng.choice([0, 1, 2, 3, 9, 19]), 20) + Fraction(rng.choice([0, 1]), 40),
        battle=_battle(rng),
    )


def war_with_adverse_inference(rng: Random) -> WarOverTime:
    """A war with A1 to A4, without the signal: L timid or bold, near equality of B_L and B_H too, battles that tell."""
    while True:
        resilience = [Fraction(x, 20) for x in sorted(rng.sample(range(21), 2))]
        cost = Fraction(rng.randint(1, 39), 40)
        if 1 - resilience[1] < cost < 1 - resilience[0]:
            break
    base, slope = Fraction(1, 20), Fraction(rng.randint(0, 40), 20)
    harm, exposure = [base + (1 - r) * slope for r in resilience], Fraction(rng.randint(10, 20), 20)
    ratio = exposure * Fraction(rng.randint(1, 24), 20)
    ratios = ratio, ratio * rng.choice([Fraction(1, 2), Fraction(9, 10), Fraction(99, 100), Fraction(999, 1000)])
    fighting = [Fraction(rng.randint(-10, 10), 20) for _ in range(2)]
    likely = Fraction(rng.randint(1, 9), 10)
    return WarOverTime(
        prior=[1 - likely, likely],
        resilience=resilience,
        war_value=fighting,
        talks_value=[w + b * d for w, b, d in zip(fighting, ratios, harm, strict=True)],
        escalation_harm=slope,
        base_harm=base,
        talks_exposure=exposure,
        escalation_gain=1,
        escalation_cost=cost,
        opponent_talks_value=rng.choice([0, 0, 0, Fraction(rng.randint(1, 20), 20)]),
        periods=rng.randint(3, 7),
        patience=Fraction(rng.choice([10, 14, 16, 18, 19, 19]), 20),
        battle=_battle(rng),
    )


def _battle(rng: Random) -> list[list[Fraction]]:
    size = rng.randint(1, 3)
    rows = [[rng.randint(0, 4) for _ in range(size)] for _ in range(2)]
    for row in rows:
        row[rng.randrange(size)] += 1
    return [[Fraction(x, sum(row)) for x in row] for row in rows]
