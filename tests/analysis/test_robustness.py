"""Robustness: shares against areas that are known, intervals, seeds, influences, and boxes that cannot be."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import termination as tm
from termination.analysis.robustness import conclusions_of, robustness, wilson
from termination.errors import InputError
from termination.models.scenarios import Scenario
from tests.analysis.test_axes import WAR
from tests.analysis.test_sweep import PLAIN

SCENARIOS = Path(__file__).parents[2] / "examples" / "scenarios"
BOX: dict[str, Any] = {"escalation_cost": (0.22, 0.72)}  # talks are possible from 0.62 on: in a fifth of it


def test_the_share_of_a_known_area() -> None:
    found = robustness(PLAIN, box=BOX, samples=4000, seed=3)
    never = found["talks never happen"]
    assert never.at_centre
    assert never.low < 0.8 < never.high
    assert never.high - never.low < 0.03
    assert found.ranges == {"escalation_cost": (Fraction(22, 100), Fraction(72, 100))}
    assert found.method == "closed forms"


def test_seeds_are_explicit_and_zero_is_one() -> None:
    one, same, other = (robustness(PLAIN, box=BOX, samples=500, seed=seed).holdings for seed in (0, 0, 1))
    assert one == same
    assert one != other


def test_wilson_at_its_ends() -> None:
    assert wilson(0, 10)[0] == 0
    assert wilson(10, 10)[1] == 1
    low, high = wilson(50, 100)
    assert (low, high) == pytest.approx((0.40383, 0.59617), abs=1e-5)


def test_conclusions_of_ones_own_and_a_scenario() -> None:
    own = {
        "refusal survives": lambda found: found.survives("pooling on closed"),
        "cheap": lambda f: f["escalation_cost"] < 0.47,
    }
    scenario = Scenario(PLAIN, "opening")
    found = robustness(scenario, box=BOX, conclusions=own, samples=2000, refinement="D1", seed=5)
    assert found["refusal survives"].low < 0.2 < found["refusal survives"].high
    assert found["cheap"].low < 0.5 < found["cheap"].high
    assert len(found.to_frame()) == 2


def test_a_distribution_and_the_exact_road() -> None:
    box = {"escalation_cost": lambda rng, count: rng.choice([0.3, 0.7], count)}
    found = robustness(PLAIN, box=box, conclusions=["talks can happen"], samples=300, seed=1)
    exact = robustness(PLAIN, box=box, conclusions=["talks can happen"], samples=300, seed=1, refinement="NWBR")
    assert found.holdings[0].share == pytest.approx(0.5, abs=0.1)
    assert exact.method == "exact"
    assert exact.holdings[0].share == found.holdings[0].share


def test_the_share_around_every_value() -> None:
    found = robustness(PLAIN, box=0.2, samples=1000)
    assert "base_harm" not in found.ranges
    assert found.ranges["escalation_cost"] == (Fraction(8, 25), Fraction(12, 25))
    wide = robustness(PLAIN, box={"talks_exposure": 0.5}, samples=10)
    assert wide.ranges["talks_exposure"] == (Fraction(2, 5), 1)
    assert set(conclusions_of(PLAIN)) >= {holding.conclusion for holding in found.holdings}
    assert all(holding.at_centre for holding in found.holdings)


def test_what_matters_most() -> None:
    pytest.importorskip("SALib", reason="the extra for Sobol indices is not installed")
    box = {"escalation_cost": (0.22, 0.82), "talks_exposure": (0.75, 0.85), "base_harm": (0, 0.1)}
    found = robustness(PLAIN, box=box, conclusions=["talks can happen"], samples=3000, influence=True)
    (holding,) = found.holdings
    assert holding.matters_most == "escalation_cost"
    effects = {one.parameter: one for one in holding.influences}
    assert effects["escalation_cost"].total == pytest.approx(1, abs=0.1)
    assert effects["base_harm"].total == pytest.approx(0, abs=0.05)


def test_boxes_that_cannot_be() -> None:
    with pytest.raises(InputError, match="between 0 and 1"):
        robustness(PLAIN, box=1.5)
    with pytest.raises(InputError, match="the first must be less"):
        robustness(PLAIN, box={"escalation_cost": (0.5, 0.2)})
    with pytest.raises(InputError, match="no such parameter"):
        robustness(PLAIN, box={"peace": 0.1})
    with pytest.raises(InputError, match="the range reaches -1/2, must be > 0"):
        robustness(PLAIN, box={"escalation_cost": (-0.5, 0.2)})
    with pytest.raises(InputError, match="war_value: is nothing to move: only x_i - w_i counts: move talks_value"):
        robustness(PLAIN, box={"war_value": {"low": (0, 1)}})
    with pytest.raises(InputError, match=r"(?s)no type 'mid'.*no such parameter"):
        robustness(PLAIN, box={"talks_value": {"mid": 0.1}, "peace": 0.1})
    for draws in (lambda rng, count: rng.normal(0.1, 1, count), lambda rng, count: np.full(count, np.nan)):
        with pytest.raises(InputError, match=r"escalation_cost: the distribution gives (-|nan).*, must be > 0"):
            robustness(PLAIN, box={"escalation_cost": draws}, samples=50)
    with pytest.raises(InputError, match="whole number from 1"):
        robustness(PLAIN, samples=0)
    with pytest.raises(InputError, match="names out of"):
        robustness(PLAIN, conclusions=["all is well"], samples=10)
    with pytest.raises(InputError, match="truth values"):
        robustness(PLAIN, box=BOX, conclusions={"odd": lambda found: np.array([True])}, samples=10)


def test_the_scenario_itself_is_the_centre() -> None:
    war = tm.OpeningGame(**{**WAR, "escalation_cost": 0.9})
    found = robustness(war, box={"escalation_cost": (0.1, 0.95)}, samples=100)
    assert found["talks happen for sure"].at_centre


def shifted(war: tm.OpeningGame, **by: Any) -> tm.OpeningGame:
    """The war with zero put elsewhere, type by type."""
    values = {name: getattr(war, name) for name in ("war_value", "talks_value")}
    return war.with_(**{name: {t: x + Fraction(by[t]) for t, x in value.items()} for name, value in values.items()})


def cell_by_cell(war: tm.OpeningGame, shifts: dict[str, Fraction] | None = None) -> Any:
    """The war entered by its payoffs, a constant added to each type's."""
    game, shifts = war.game(), shifts or dict.fromkeys(war.types, Fraction(0))
    sender = [
        [[x + shifts[t] for x in cells] for cells in rows] for t, rows in zip(game.types, game.sender, strict=True)
    ]
    return tm.OpeningGame.from_payoffs(types=game.types, prior=game.prior, sender=sender, receiver=game.receiver)


TET = tm.load_scenario(SCENARIOS / "vietnam_1968_tet.toml")


def test_the_answer_does_not_depend_on_where_zero_was_put() -> None:
    """With w_i set to 0 and x_i - w_i kept, "talks for some" holds in 74.5% of the box."""
    some = {"talks for some": lambda found: (found["pr_talks_min"] > 0) & (found["pr_talks_min"] < 1)}
    options: dict[str, Any] = {"conclusions": some, "samples": 4000, "seed": 1, "refinement": "D1"}
    first = robustness(TET, box=0.2, **options)
    assert first["talks for some"].share == 0.745
    at_zero = shifted(TET, **{t: -w for t, w in TET.war_value.items()})
    for other in (shifted(TET, resilient=7, vulnerable="-3.1"), shifted(TET, resilient=-2, vulnerable=1000), at_zero):
        assert robustness(other, box=0.2, **options).holdings == first.holdings
    moved = {one.parameter: one for one in first.moved}
    assert moved["talks_value_resilient"].share_of == "x_i - w_i"
    reach = (TET.talks_value["resilient"] - TET.war_value["resilient"]) / 5
    assert moved["talks_value_resilient"].high - TET.talks_value["resilient"] == reach


def test_what_did_not_move_is_named_with_the_reason() -> None:
    found = robustness(TET, box=0.2, samples=10)
    why = {one.parameter: one.why for one in found.unmoved}
    moved = {name.removesuffix("_resilient").removesuffix("_vulnerable") for name in found.ranges}
    assert {*why, *moved} - {"prior (of resilient)"} == {*TET.parameters()} - {"prior"}
    assert why["guarantee"] == "0, of which a share is 0: give it a range"
    assert why["war_value"].startswith("only x_i - w_i counts")
    assert why["deescalation"] == "no equilibrium depends on it"
    assert {one.parameter: one.why for one in robustness(PLAIN, box=0.2, samples=10).unmoved}["signal_cost"] == "absent"
    named = robustness(PLAIN, box={**BOX, "guarantee": 0.5}, samples=10)
    assert {one.parameter: one.why for one in named.unmoved}["guarantee"] == why["guarantee"]
    assert {one.why for one in named.unmoved if one.parameter == "resilience"} == {"not named in the box"}


def test_no_report_of_one_parameter_can_be_read_as_one_of_all() -> None:
    found = robustness(PLAIN, box={"escalation_cost": (0.3, 0.5)}, conclusions=["talks never happen"], samples=200)
    assert str(found["talks never happen"]) == (
        "talks never happen: in 100.0% of 200 draws of escalation_cost alone (98.1% to 100.0%)"
    )
    text = str(found)
    assert text.startswith("200 draws (seed 0); all equilibria\nmoved: escalation_cost 0.3 to 0.5\nnot moved: prior, ")
    assert "in 100.0% of 200 draws of 9 numbers" in str(robustness(PLAIN, box=0.01, samples=200))
    assert "escalation_cost 0.3 to 0.5" in found._repr_html_()
    assert found.to_frame()[["draws", "moved"]].values.tolist() == [[200, "escalation_cost"]]


def test_a_war_entered_by_its_payoffs_moves_what_its_equilibria_depend_on() -> None:
    some = {"talks for some": lambda found: (found["pr_talks_min"] > 0) & (found["pr_talks_min"] < 1)}
    options: dict[str, Any] = {"box": 0.5, "conclusions": some, "samples": 40, "seed": 1, "refinement": "D1"}
    first = robustness(cell_by_cell(TET), **options)
    names = ("talks_premium", "harm", "opening_exposure", "signal_cost", "pull_closed", "pull_open")
    assert list(first.ranges) == ["prior (of resilient)", *(f"{name}_{t}" for name in names for t in TET.types)]
    for name in names[:4]:
        value = getattr(TET, name)["resilient"]
        assert first.ranges[f"{name}_resilient"] == (value / 2, value * 3 / 2)
    assert 0 < first["talks for some"].share < 1
    other = cell_by_cell(TET, {"resilient": Fraction(5), "vulnerable": Fraction(-7, 3)})
    assert robustness(other, **options).holdings == first.holdings


def test_payoffs_that_no_premia_and_costs_give_are_kept_as_they_are() -> None:
    game = tm.OpeningGame.from_payoffs(
        types=["a", "b"], prior=["1/3", "2/3"],
        sender=[[[-1, 0], [0, 2], [-2, -1], [1, 3]], [[0, 1], [1, 2], [0, "1/2"], [1, 1]]],
        receiver=[[[1, 0], [1, 0], [2, 0], [1, 5]], [[-2, 0], [-2, 1], [-2, 0], [-1, 0]]],
    )  # fmt: skip
    there = game.normal_form().model
    assert [f.outcomes for f in tm.solve(there)] == [f.outcomes for f in tm.solve(game)]
    assert there.game().sender[0] == ((-1, 0), (0, 2), (-2, -1), (1, 3))
    assert there.game().receiver[0] == ((1, 0), (1, 0), (2, 0), (-4, 0))
    assert there.with_(talks_premium={"a": 5}).game().sender[0] == ((-1, 0), (3, 5), (-2, -1), (4, 6))


def test_types_keep_their_order_where_ranges_of_resilience_overlap_or_reach_one() -> None:
    close = tm.OpeningGame(**{**WAR, "resilience": {"high": 0.95, "low": 0.9}})
    own = {
        "in order": lambda found: found["resilience_low"] < found["resilience_high"],
        "up to 1": lambda found: np.maximum(found["resilience_low"], found["resilience_high"]) <= 1,
    }
    found = robustness(close, box=0.2, conclusions=own, samples=300)
    assert found["in order"].share == found["up to 1"].share == 1
    assert found.ranges["resilience_high"] == (Fraction(19, 25), 1)
    assert found.again > 50
    assert f"{found.again} of them made again" in str(found)
    named = robustness(close, box={"resilience": 0.2}, conclusions=own, samples=50)
    assert named["in order"].share == 1
    with pytest.raises(InputError, match="hardly a draw leaves labels in the order"):
        robustness(close, box={"resilience": {"high": (0.1, 0.2)}}, samples=10)
    pytest.importorskip("SALib", reason="the extra for Sobol indices is not installed")
    with pytest.raises(InputError, match="ranges overlap that labels would change places in"):
        robustness(close, box=0.2, conclusions=own, samples=50, influence=True)


def test_ranges_and_distributions_are_in_the_units_of_the_war() -> None:
    own = {"between": lambda found: (found["talks_value_high"] >= 0.5) & (found["talks_value_high"] <= 0.75)}
    for box in ((0.5, 0.75), lambda rng, count: rng.uniform(0.5, 0.75, count)):
        found = robustness(PLAIN, box={"talks_value": {"high": box}}, conclusions=own, samples=50)
        assert found["between"].share == 1
        assert found["between"].at_centre
