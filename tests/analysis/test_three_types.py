"""Three types: priors as axes of sweeps, maps and traces, by closed forms and by the exact engine."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

import numpy as np
import pytest

import termination as tm
from docs.blocks import DOCS
from termination.analysis.exactly import brief
from termination.analysis.trace import trace
from termination.engine.parameter import POSITIVE, REAL, Parameter
from termination.engine.symbolic import NoClosedFormError
from termination.engine.symbolic.cases import derived
from termination.engine.symbolic.generic import generic_patterns
from termination.errors import InputError
from termination.models.base import TableModel
from termination.models.opening.symbols import reduced_game
from tests.analysis.test_own_games import masks
from tests.models.random_wars import random_war

PAGE = (DOCS / "closed_forms.md").read_text(encoding="utf-8")


class Reply(TableModel):
    """A seller, of three qualities, praises or is silent; a buyer, who wants the better two, buys or leaves."""

    PARAMETERS = (
        Parameter("prior", "p_i", "probability of each quality", POSITIVE, by_type=True, jointly="sum 1"),
        Parameter("praise_cost", "c_i", "what praise costs the seller", REAL, by_type=True),
        Parameter("price", "x", "what the buyer pays", POSITIVE),
    )
    types = ("good", "fair", "bad")
    messages = ("praise", "silence")
    responses = ("buy", "leave")

    def sender_payoff(self, v: Any, type_: str, message: str, response: str) -> Any:
        return (v.price if response == "buy" else 0) - (v.praise_cost if message == "praise" else 0)

    def receiver_payoff(self, v: Any, type_: str, message: str, response: str) -> Any:
        worth = {"good": 3, "fair": 2, "bad": 0}[type_]
        return worth - v.price if response == "buy" else 0


@pytest.fixture
def shop() -> Reply:
    costs = {"good": "1/7", "fair": "3/5", "bad": "13/11"}
    return Reply(prior={"good": "1/5", "fair": "3/10", "bad": "1/2"}, praise_cost=costs, price="9/7")


AXES: dict[str, dict[str, Any]] = {
    "two weights": {"prior": {"good": ("1/17", "8/17", 7), "bad": ("1/19", "9/19", 7)}},
    "a line": {"prior": {"fair": ("1/17", "16/17", 11)}, "price": ("1/3", "7/3", 5)},
}


@pytest.mark.parametrize("axes", AXES.values(), ids=list(AXES))
@pytest.mark.parametrize("refinement", [None, "D1", "intuitive"])
def test_both_roads_agree(shop: Reply, axes: dict[str, Any], refinement: str | None) -> None:
    assert agreeing(shop, axes, refinement, ["payoffs"]) > 20


def agreeing(model: Any, axes: dict[str, Any], refinement: str | None, quantities: list[str]) -> int:
    """At how many points both roads were compared."""
    options: dict[str, Any] = {"refinement": refinement, "quantities": quantities, **axes}
    fast = tm.sweep(model, method="closed forms", edges="flag", **options)
    slow = tm.sweep(model, method="exact", **options)
    off = ~fast["knife_edge"].values.ravel()
    assert not (slow["knife_edge"].values.ravel() & off).any()
    for which in ("families", "survives"):
        pairs = zip(masks(fast, which), masks(slow, which), off, strict=True)
        assert all(one == other for one, other, there in pairs if there)
    for name in slow.data_vars:
        if name.endswith(("_min", "_max")):
            np.testing.assert_allclose(fast[name].values.ravel()[off], slow[name].values.ravel()[off], atol=1e-9)
    return int(off.sum())


def test_a_map_of_two_weights_says_what_the_exact_engine_says_in_each_cell(shop: Reply) -> None:
    found = tm.regions(shop, x={"prior": {"good": ("1/20", "9/20")}}, y={"prior": {"bad": ("1/20", "1/2")}})
    assert len(found.cells) > 2
    for cell in found.cells:
        left = 1 - cell.x - cell.y
        at = brief(shop.with_(prior={"good": cell.x, "fair": left, "bad": cell.y}), None, ())
        assert (tuple(sorted(at.families)), tuple(sorted(at.survives))) == (cell.families, cell.survives)


def test_a_trace_moves_one_weight_and_the_others_share_the_rest(shop: Reply) -> None:
    found = trace(shop, "prior.bad", "1/4", "3/4", 3)
    assert {Fraction(1, 4), Fraction(1, 2), Fraction(3, 4)} <= set(found.values)
    for point in found.points:
        left = 1 - point.value
        there = shop.with_(prior={"good": left * Fraction(2, 5), "fair": left * Fraction(3, 5), "bad": point.value})
        assert len(point.members) == len(tm.solve(there))


@pytest.mark.thorough
def test_one_equilibrium_of_a_war_with_three_types_and_the_signal_has_its_closed_form() -> None:
    """All of them at once take more steps than are allowed; each by itself does not."""
    war = tm.OpeningGame(
        prior=["1/3", "1/3", "1/3"], resilience=[0, "1/2", 1], war_value=[0, 0, 0], talks_value=[1, "6/5", "3/2"],
        escalation_harm=1, base_harm=1, talks_exposure=1, escalation_gain=1, escalation_cost="7/10",
        signal_cost=["1/3", "1/4", "1/5"],
    )  # fmt: skip
    found = tm.solve(war)
    family = next(family for family in found if family.sender.is_point)
    there = tm.conditions(war, family).subs()
    assert there.exists
    for t in family.game.types:
        assert dict(there.sender[t]) == {m: family.sender[t][m] for m in family.game.messages}


@pytest.mark.thorough
def test_all_of_them_at_once_are_as_many_as_the_page_says() -> None:
    patterns = sum(1 for _ in generic_patterns(reduced_game(3, True, "A1")))
    assert f"types and the signal have theirs, while all of them at once, {patterns:,} patterns" in PAGE


@pytest.mark.long
def test_all_of_them_at_once_are_more_than_the_steps_allow() -> None:
    with pytest.raises(NoClosedFormError, match="more than 250,000 steps"):
        derived(reduced_game(3, True, "A1"))


@pytest.mark.parametrize("seed", [0, 1, 4, 7])
def test_wars_with_three_types_take_both_roads_and_agree(seed: int) -> None:
    """With and without a guarantee, talks worth having or not, and on coarse grids full of ties."""
    assert compared(seed) > 0


@pytest.mark.long
@pytest.mark.parametrize("block", range(6))
def test_more_wars_with_three_types(block: int) -> None:
    """Now and then every point of a war lies on an edge, so that nothing is compared; never of many wars."""
    assert sum(compared(seed) for seed in range(100 + 10 * block, 110 + 10 * block)) > 800


def compared(seed: int) -> int:
    """At how many points of a sweep that no edge is near closed forms are what the exact engine says."""
    rng = Random(seed)
    war = random_war(rng, signal=False, worth_having=rng.random() < 0.5, coarse=rng.random() < 0.3, types=3)
    first, _, last = war.prior
    axes = {"escalation_cost": ("1/19", "18/19", 6), "prior": {first: ("1/17", "8/17", 5), last: ("1/23", "9/23", 4)}}
    return agreeing(war, axes, rng.choice([None, "D1", "intuitive"]), ["payoffs", "posterior"])


REFUSED: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "the signal": ({"signal_cost": ["1/3", "1/4", "1/5"]}, {"escalation_cost": [0.5]}, "without the signal"),
    "an order that may change": ({}, {"resilience": {"type 1": [0.1]}}, "a resilience that does not move"),
}


@pytest.mark.parametrize(("given", "axes", "why"), REFUSED.values(), ids=list(REFUSED))
def test_wars_with_three_types_for_which_there_are_none_say_why(
    given: dict[str, Any], axes: dict[str, Any], why: str
) -> None:
    war = tm.OpeningGame(
        prior=["1/3", "1/3", "1/3"], resilience=[0, "1/2", 1], war_value=[0, 0, 0], talks_value=[1, "6/5", "3/2"],
        escalation_harm=1, base_harm=1, talks_exposure=1, escalation_gain=1, escalation_cost="7/10", **given,
    )  # fmt: skip
    with pytest.raises(InputError, match=why):
        tm.sweep(war, method="closed forms", **axes)
    assert tm.sweep(war, **axes).attrs["method"] == "exact"


def test_four_types_have_none() -> None:
    war = random_war(Random(1), signal=False, worth_having=True, types=4)
    with pytest.raises(InputError, match="two and three types, there are 4"):
        tm.sweep(war, escalation_cost=[0.5], method="closed forms")
