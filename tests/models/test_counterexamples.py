"""Numbers at which sentences once claimed more than was proved: each is solved, and what is said now allows for it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

import termination as tm
from termination.models.theorems import theorem


def war(**changes: Any) -> tm.OpeningGame:
    return tm.OpeningGame(
        **{
            "prior": {"high": 0.4, "low": 0.6},
            "resilience": {"high": 0.8, "low": 0.2},
            "war_value": {"high": 0.5, "low": 0.1},
            "talks_value": {"high": 0.59, "low": 0.9},
            "escalation_harm": 1,
            "talks_exposure": 0.8,
            "escalation_gain": 1,
            "escalation_cost": 0.3,
            **changes,
        }
    )


def rivalry(**changes: Any) -> tm.ApproachGame:
    """Nothing but what is given: all other values are zero."""
    by_type, by_approach = ("hardline_cost", "emboldening_loss"), (
        "concession_value", "concession_cost", "reciprocity_cost", "reciprocity_gain", "relief", "savings",
    )  # fmt: skip
    zero: dict[str, Any] = dict.fromkeys(("unilateral", "insecurity", "war_risk"), 0)
    zero |= {name: {"limited": 0} for name in by_approach}
    zero |= {name: {"resolute": 0, "irresolute": 0} for name in by_type}
    return tm.ApproachGame(**{**zero, **changes})


def held(game: Any, *names: str) -> list[bool]:
    found = game.assumptions("limited") if isinstance(game, tm.ApproachGame) else game.assumptions()
    return [found[name].holds for name in names]


def outcomes(game: Any, event: str, refinement: str | None = None) -> tuple[Fraction, Fraction]:
    found = tm.solve(game)
    kept = tm.refine(found, refinement) if refinement else found
    ends = [(value.low, value.high) if hasattr(value, "low") else (value, value) for value in
            (family.outcomes[event] for family in kept)]  # fmt: skip
    return min(low for low, _ in ends), max(high for _, high in ends)


def test_t8_pressure_lowers_the_face_saving_at_which_the_resilient_open():
    """Without `z (1 - r_H)` the bound would be 7/100, and they would stay closed at 1/20."""
    pressed = war(coercion=0.2, face_saving=0.05)
    assert held(pressed, "A1", "A3", "A4") == [True, True, True]
    t = "high"
    bound = pressed.opening_exposure[t] - (pressed.talks_value[t] - pressed.war_value[t])
    assert bound == Fraction(7, 100) > pressed.face_saving
    assert bound - pressed.coercion * (1 - pressed.resilience[t]) == Fraction(3, 100) < pressed.face_saving
    assert outcomes(pressed, "opening", "D1") == (1, 1)
    assert outcomes(war(coercion=0.2, face_saving=0.02), "escalation", "D1")[1] < 1
    assert "phi < lam d_H - (x_H - w_H) - z (1 - r_H)" in theorem("T8").words


def test_h8_needs_b3_where_the_rival_would_reciprocate():
    """Taken and pressed with probability 3/8, although `b_res > 0`."""
    game = rivalry(
        prior="3/8",
        ambition=1,
        power=2,
        concession_cost={"limited": 3},
        hardline_cost={"resolute": 2, "irresolute": 2},
        savings={"limited": 1},
        emboldening_loss={"resolute": 1, "irresolute": 1},
        trend="1/2",
    )
    assert game.prior > game.critical_resolve["hardline"]
    assert held(game, "B3") == [False]
    assert outcomes(game, "emboldened") == (0, Fraction(3, 8))
    said = next(one for one in theorem("H8").statements if "only if" in one.words)
    assert {"B3", "mu* not 0", "R not 0"} <= set(said.under)


def test_r8_needs_b1_and_b2():
    """Reciprocated with probability 3/10, although the trend is not enough."""
    game = rivalry(
        prior="3/10",
        ambition=1,
        power=1,
        concession_value={"limited": "3/10"},
        concession_cost={"limited": 1},
        reciprocity_cost={"limited": "1/10"},
        hardline_cost={"resolute": 4, "irresolute": 0},
        savings={"limited": "1/2"},
        emboldening_loss={"resolute": 1, "irresolute": "1/5"},
    )
    assert game.prior < game.critical_resolve["limited"]
    assert held(game, "B1", "B2") == [False, False]
    assert outcomes(game, "reciprocated") == (0, Fraction(3, 10))
    from paper_replication.approach.r08 import CLAIM

    both_ways = [set(said.premises) for said in CLAIM.said if "if and only if" in said.words]
    assert both_ways
    assert all({"B1", "B2"} <= premises for premises in both_ways)


def test_s3_a_signal_that_costs_nobody_anything_brings_no_talks():
    """`c_H / d_H <= min(lam, c_L / d_L)` holds at `c_H = c_L = 0`; talks need `c_L > 0`."""
    assert outcomes(war(signal_cost={"high": 0, "low": 0}), "talks") == (0, 0)
    assert outcomes(war(signal_cost={"high": 0, "low": "1/100"}), "talks")[1] > 0
    from paper_replication.opening.s03 import CLAIM

    assert "`c_L > 0` and `c_H / d_H <= min(lam, c_L / d_L)`" in CLAIM.statement


def test_m1_where_nothing_is_inferred_refusal_survives_too():
    """At equality of the ratios opening does not look weak, and joint refusal survives D1 all the same."""
    level = war(escalation_cost=0.7, talks_value={"high": 0.51, "low": 0.14})
    assert level.talks_premium["low"] / level.harm["low"] == level.talks_premium["high"] / level.harm["high"]
    assert outcomes(level, "opening", "D1")[0] == 0
    from paper_replication.opening.m01 import CLAIM

    both_ways = [said.words for said in CLAIM.said if "only if" in said.words]
    assert both_ways
    assert all("off the edges" in words for words in both_ways)


@pytest.mark.parametrize("name", ["T8", "T9", "T10", "T12", "T13"])
def test_what_is_proved_without_the_signal_says_so(name):
    """With a costly signal talks are to be had while escalation is tempting, whatever T10 says of pressure alone."""
    game = war(escalation_cost=0.5, signal_cost={"high": 0.02, "low": 0.7}, talks_value={"high": 0.59, "low": 0.5})
    assert game.regimes()["open"].name == "tempting"
    assert outcomes(game, "talks")[1] > 0
    assert "no signal" in theorem(name).words
