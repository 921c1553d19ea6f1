"""The wars of the worked examples, and random ones for the checks.

Two wars run through the chapter, the same but for the cost of escalation. In `tempting_war` escalation pays on what the
opponent knows beforehand; in `middle_war` only against an opener shown to be weak. Invented numbers, few and round, so
that everything can be followed by hand.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from random import Random
from typing import Any

import termination as tm
from paper_replication.opening.words import War, harm, temptation, tempted_by, weakest

TEMPTED, DETERRED_ON_BALANCE = Fraction(1, 2), Fraction(7, 10)


def tempting_war(**changes: Any) -> War:
    """Escalation is tempting on what the opponent knows beforehand."""
    return middle_war().with_(escalation_cost=TEMPTED, **changes)


def middle_war(**changes: Any) -> War:
    """Escalation is not tempting on what he knows beforehand, but would be against an opener shown to be weak."""
    return tm.OpeningGame(
        prior={"high": "2/5", "low": "3/5"},
        resilience={"high": 0.8, "low": 0.2},
        war_value={"high": 0.5, "low": 0.1},
        talks_value={"high": 0.59, "low": 0.5},
        escalation_harm=1,
        talks_exposure=0.8,
        escalation_gain=1,
        escalation_cost=DETERRED_ON_BALANCE,
    ).with_(**changes)


def signal_war(**changes: Any) -> War:
    """`tempting_war` with a signal that only the resilient care to use."""
    return tempting_war(signal_cost={"high": 0.08, "low": 0.7}, **changes)


# -- random wars -----------------------------------------------------------------------------------------------------

#: The denominator of what is drawn: prime and large, so that ties are rare unless they are made.
GRID = 997


def number(rng: Random, low: float, high: float) -> Fraction:
    """A fraction between the two."""
    return Fraction(rng.randint(round(low * GRID), round(high * GRID)), GRID)


def sometimes(rng: Random, low: float, high: float) -> Fraction:
    """Zero half of the time: what an instrument is where nobody uses it."""
    return number(rng, low, high) if rng.random() < 0.5 else Fraction(0)


#: Where the cost of escalation lies: below what it brings at the prior, up to what it brings against the weakest,
#: beyond.
TEMPTING, MIDDLE, TOO_COSTLY = range(3)


def random_war(
    rng: Random, types: int = 2, signal: bool = False, regime: int | None = None, **fixed: Any
) -> War:
    """A war in which all types would gain from talks (A1) and escalation hurts (A2); `fixed` overrides what is drawn.

    The gain from talks is drawn relative to the exposure and the cost of escalation relative to what it brings, so that
    every regime (after opening) and every order of the types comes up; `regime` settles the former.
    """
    labels = ["low", "high"] if types == 2 else [f"type {i + 1}" for i in range(types)]
    resilience = dict(zip(labels, sorted(rng.sample(range(GRID), types)), strict=True))
    weights = {t: rng.randint(1, 97) for t in labels}
    rng.shuffle(labels)
    drawn: dict[str, Any] = {
        "prior": {t: Fraction(weights[t], sum(weights.values())) for t in labels},
        "resilience": {t: Fraction(resilience[t], GRID) for t in labels},
        "war_value": {t: number(rng, -1, 1) for t in labels},
        "talks_value": dict.fromkeys(labels, Fraction(0)),
        "escalation_harm": number(rng, 0.01, 2),
        "base_harm": number(rng, 0.01, 1),
        "talks_exposure": number(rng, 0.1, 1),
        "escalation_gain": number(rng, 0.5, 2),
        "escalation_cost": 1,
        "opponent_talks_value": number(rng, -1, 1),
        "deescalation": sometimes(rng, 0, 1),
        "face_saving": sometimes(rng, 0, 0.4),
        "coercion": sometimes(rng, 0, 1),
        "guarantee": sometimes(rng, 0, 0.3),
    }
    war = tm.OpeningGame(**{**drawn, **fixed})
    if "talks_value" not in fixed:
        war = war.with_(talks_value={t: _talks_value(rng, war, t) for t in labels})
    if signal:
        costs = {t: war.talks_exposure * harm(war, t) * number(rng, 0.01, 1.6) for t in labels}
        war = war.with_(signal_cost=costs)
    return war if "escalation_cost" in fixed else _with_cost(rng, war, rng.randrange(3) if regime is None else regime)


def _talks_value(rng: Random, war: War, t: str) -> Fraction:
    """What makes talks worth between next to nothing and more than the whole exposure."""
    worth = war.talks_exposure * harm(war, t) * number(rng, 0.01, 1.6)
    return war.war_value[t] + worth - war.face_saving - war.coercion * (1 - war.resilience[t])


def _with_cost(rng: Random, war: War, regime: int) -> War:
    """A cost of escalation below, between, above what escalation brings at the prior and against the weakest."""
    free = war.with_(escalation_cost=Fraction(1, GRID), guarantee=0)
    edges = [Fraction(0), temptation(free), tempted_by(free, weakest(free))]
    if regime == TOO_COSTLY:
        cost = edges[2] * (1 + number(rng, 0.01, 0.8))
    else:
        cost = edges[regime] + (edges[regime + 1] - edges[regime]) * number(rng, 0.02, 0.98)
    guarantee = war.guarantee if war.guarantee < cost else Fraction(0)
    return war.with_(escalation_cost=cost - guarantee, guarantee=guarantee)


def war_drawn(**options: Any) -> Callable[[Random], War]:
    """A way of drawing random wars with these options."""
    return lambda rng: random_war(rng, **options)


def on_edge(rng: Random, war: War, share: float = 0.1) -> War:
    """The war, now and then moved to exactly where the opponent is indifferent at the prior after an opening."""
    net = temptation(war)
    if rng.random() > share or war.escalation_cost + net <= 0:
        return war
    return war.with_(escalation_cost=war.escalation_cost + net)
