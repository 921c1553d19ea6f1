"""The crisis game with finitely many shocks: that of the canon, play recomputed by hand, and near the normal shocks."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from scipy import special, stats

from termination.engine.enumerate import solve
from termination.errors import InputError
from termination.estimate.crisis.finite import finite_crisis
from termination.estimate.crisis.game import CrisisGame
from termination.estimate.roots import isolate
from termination.models.catalog.canon.threats import lewis_schultz

UTILITIES = {"S_A": "1/5", "V_A": "3/5", "C_B": 0, "W_A": "-3/10", "W_B": "-3/10", "a": "-3/5", "V_B": "2/5"}


def law(k: int) -> dict[str, Fraction]:
    """The normal law in k parts that are equally likely, each at its mean."""
    ends = stats.norm.ppf(np.arange(k + 1) / k)
    return {f"{mean:.4f}": Fraction(1, k) for mean in -np.diff(stats.norm.pdf(ends)) * k}


def test_the_canons_crisis_is_one_of_them() -> None:
    """His payoff of the status quo is 1 there and 0 here, which moves nobody; the rest is the same number by number."""
    even = {"1": "1/2", "-1": "1/2"}
    shame, war = {"-1/4": "1/2", "1/4": "1/2"}, {"1/2": "1/2", "-1/2": "1/2"}
    utilities = {"S_A": 0, "V_A": 1, "C_B": 0, "W_A": "-1/2", "W_B": "-1/4", "a": "-1/2", "V_B": 1}
    ours, theirs = finite_crisis(utilities, even, shame, war).game(), lewis_schultz().game()
    assert len(ours.types) == len(theirs.types) == 4
    assert (ours.prior, ours.receiver_prior) == (theirs.prior, theirs.receiver_prior)
    for t in range(4):
        for s in range(2):
            assert ours.sender[t][s][0] == theirs.sender[t][s][1]
            assert tuple(reversed(ours.sender[t][s][1])) == theirs.sender[t][s][0]
            assert tuple(reversed(ours.receiver[t][s][1])) == theirs.receiver[t][s][0]


def best_chance(k: int, resist: Fraction) -> tuple[Fraction, Fraction]:
    """How likely A challenges where B resists with a chance, and B's best chance of resisting, by hand."""
    u = {name: Fraction(value) for name, value in UTILITIES.items()}
    shocks = [Fraction(one) for one in law(k)]
    challenged, stands = Fraction(0), Fraction(0)
    for firm in shocks:
        for back in shocks:
            war, give = u["W_A"] + firm, u["a"] + back
            if resist * max(war, give) + (1 - resist) * u["V_A"] > u["S_A"]:
                challenged += Fraction(1, k * k)
                stands += Fraction(war > give, k * k)
    share = stands / challenged
    eager = [share * (u["W_B"] + shock) + (1 - share) * u["V_B"] > u["C_B"] for shock in shocks]
    return challenged, Fraction(sum(eager), k)


def test_play_is_that_of_best_replies_to_one_another() -> None:
    (found,) = solve(finite_crisis(UTILITIES, law(6), law(6), law(6)))
    challenged = found.outcomes["message challenge"]
    resisted = found.outcomes["response resist"] / challenged
    assert best_chance(6, resisted) == (challenged, resisted)


@pytest.mark.thorough
def test_many_shocks_are_near_the_normal_ones() -> None:
    row = np.array([[float(Fraction(UTILITIES[index.name])) for index in CrisisGame.INDICES]])
    (z,) = isolate(CrisisGame.maps(row)).z
    for k in (4, 6, 8):
        (found,) = solve(finite_crisis(UTILITIES, law(k), law(k), law(k)))
        resisted = found.outcomes["response resist"] / found.outcomes["message challenge"]
        assert float(resisted) == pytest.approx(special.ndtr(z), abs=0.03)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"W_C": 1}, "utilities.W_C: is no utility; there are: S_A, V_A"),
        ({"S_A": None}, "utilities.S_A: is missing"),
    ],
)
def test_utilities_that_are_wrong_are_named(changes: Mapping[str, Any], said: str) -> None:
    given = {name: value for name, value in {**UTILITIES, **changes}.items() if value is not None}
    with pytest.raises(InputError, match=said):
        finite_crisis(given, law(2), law(2), law(2))


def test_each_shock_has_a_law_of_its_own_and_all_faults_come_at_once() -> None:
    """Probabilities of firm that sum to 2, and of back that sum to 1/2, are none, though products sum to 1."""
    with pytest.raises(InputError) as caught:
        finite_crisis({**UTILITIES, "a": "x"}, {"1": 1, "-1": 1}, {"0": "1/2"}, {"y": "-1/2", 0: "1/2", "0": 1})
    places = [fault.where for fault in caught.value.faults]
    assert places == ["utilities.a", "firm", "back", "war", "war", "war.y"]
    assert "firm: sums to 2, must sum to 1 exactly" in str(caught.value)
    assert "back: sums to 1/2, must sum to 1 exactly" in str(caught.value)
    with pytest.raises(InputError, match="firm: expected a mapping from values to how likely each is"):
        finite_crisis(UTILITIES, [1, -1], {"0": 1}, {"0": 1})  # type: ignore[arg-type]


def test_a_tie_of_hers_that_he_cares_about_is_to_be_settled() -> None:
    even = {**UTILITIES, "a": "-3/10"}
    with pytest.raises(InputError, match="stand firm"):
        finite_crisis(even, {"0": 1}, {"0": 1}, law(2))
