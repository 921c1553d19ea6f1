"""The wars of the worked examples, and random ones for the checks.

Two wars run through the chapter, the same but for the cost of escalation. In `tempting_war` escalation pays on what the
opponent knows beforehand; in `middle_war` only against an opener shown to be weak. Invented numbers, few and round, so
that everything can be followed by hand.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from random import Random
from types import SimpleNamespace
from typing import Any

import termination as tm
from paper_replication.opening.words import War, bold_from, exposure, temptation

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


def close_war(**changes: Any) -> War:
    """The middle regime with types near to each other: what makes both bold need not make opening look strong."""
    return middle_war(
        resilience={"high": "3/10", "low": "1/5"},
        talks_value={"high": 0.99, "low": 0.7},
        escalation_cost="77/100",
        **changes,
    )


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


def random_war(rng: Random, types: int = 2, signal: bool = False, regime: int | None = None, **fixed: Any) -> War:
    """A war in which all types would gain from talks (A1) and escalation hurts (A2); `fixed` overrides what is drawn.

    The gain from talks is drawn relative to what makes a type bold, and the cost of escalation relative to what it
    brings, so that every regime (after opening) and every order of the types comes up; `regime` settles the former. Of
    talks' worth she keeps all under fire in half of the wars, in the others some. It is sketched in plain numbers, and
    made at the end.
    """
    labels = ["low", "high"] if types == 2 else [f"type {i + 1}" for i in range(types)]
    resilience = dict(zip(labels, sorted(rng.sample(range(GRID), types)), strict=True))
    weights = {t: rng.randint(1, 97) for t in labels}
    rng.shuffle(labels)
    drawn: dict[str, Any] = {
        "prior": {t: Fraction(weights[t], sum(weights.values())) for t in labels},
        "resilience": {t: Fraction(resilience[t], GRID) for t in labels},
        "war_value": {t: number(rng, -1, 1) for t in labels},
        "escalation_harm": number(rng, 0.01, 2),
        "base_harm": number(rng, 0.01, 1),
        "talks_exposure": number(rng, 0.1, 1),
        "escalation_gain": number(rng, 0.5, 2),
        "opponent_talks_value": number(rng, -1, 1),
        "deescalation": sometimes(rng, 0, 1),
        "face_saving": sometimes(rng, 0, 0.4),
        "coercion": sometimes(rng, 0, 1),
        "guarantee": sometimes(rng, 0, 0.3),
        "talks_kept": Fraction(1) if rng.random() < 0.5 else number(rng, 0.05, 0.99),
    }
    sketch: Any = SimpleNamespace(**{**drawn, **fixed}, types=labels)
    sketch.talks_value = {t: _talks_value(rng, sketch, t) for t in labels}
    if signal:
        sketch.signal_cost = {t: exposure(sketch, t) * number(rng, 0.01, 1.6) for t in labels}
    _set_cost(rng, sketch, rng.randrange(3) if regime is None else regime)
    return tm.OpeningGame(**vars(sketch))


def _talks_value(rng: Random, sketch: Any, t: str) -> Fraction:
    """What makes talks worth between next to nothing and more than makes her bold."""
    relief = sketch.coercion * (1 - sketch.resilience[t])
    return sketch.war_value[t] + bold_from(sketch, t) * number(rng, 0.01, 1.6) - sketch.face_saving - relief


def _set_cost(rng: Random, sketch: Any, regime: int) -> None:
    """A cost of escalation below, between, above what escalation brings at the prior and against the weakest."""
    expected = sum(sketch.prior[t] * r for t, r in sketch.resilience.items())
    at_prior, at_worst = (sketch.escalation_gain * (1 - r) for r in (expected, min(sketch.resilience.values())))
    low, high = ((Fraction(0), at_prior), (at_prior, at_worst), (at_worst, at_worst * Fraction(9, 5)))[regime]
    cost = low + (high - low) * number(rng, 0.02, 0.98)
    sketch.guarantee = sketch.guarantee if sketch.guarantee < cost else Fraction(0)
    sketch.escalation_cost = cost - sketch.guarantee


def war_drawn(**options: Any) -> Callable[[Random], War]:
    """A way of drawing random wars with these options."""
    return lambda rng: random_war(rng, **options)


def on_edge(rng: Random, war: War, share: float = 0.1) -> War:
    """The war, now and then moved to exactly where the opponent is indifferent at the prior after an opening."""
    net = temptation(war)
    if rng.random() > share or war.escalation_cost + net <= 0:
        return war
    return war.with_(escalation_cost=war.escalation_cost + net)
