"""Random opening games for the tests: from fine grids (hardly a tie) and from coarse ones (ties everywhere)."""

from __future__ import annotations

from collections.abc import Iterator
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


def doubtful_war(
    rng: Random, signal: bool = False, opponents: int = 2, worth_having: bool = True, types: int = 2
) -> OpeningGame:
    """A random war with random opponent types, some of whom are indifferent at a belief that matters."""
    war = random_war(rng, signal=signal, worth_having=worth_having, coarse=rng.random() < 0.5, types=types)
    weights = [rng.randint(1, 4) for _ in range(opponents)]
    labels = [f"s{i}" for i in range(opponents)]
    ends = [*war.resilience.values(), war.expected_resilience()]
    gains = [rng.choice([Fraction(1), Fraction(1), Fraction(3, 2)]) for _ in labels]
    costs = [Fraction(rng.randint(1, 48), 40) for _ in labels]
    for i, gain in enumerate(gains):
        if rng.random() < 0.3:  # a tie: after one posture or the other, where her type is known or at the prior
            costs[i] = max(gain * (1 - rng.choice(ends)) - war.guarantee * rng.randint(0, 1), Fraction(1, 9))
    return war.with_(
        opponent_prior={s: Fraction(w, sum(weights)) for s, w in zip(labels, weights, strict=True)},
        escalation_cost=dict(zip(labels, costs, strict=True)),
        escalation_gain=dict(zip(labels, gains, strict=True)),
    )


def doubtful_wars(count: int, seed: str, **how: Any) -> Iterator[OpeningGame]:
    """So many of them, the same for the same seed."""
    rng = Random(seed)
    return (doubtful_war(rng, **how) for _ in range(count))
