"""Three types: priors as axes of sweeps, maps and traces, by closed forms and by the exact engine."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest

import termination as tm
from docs.blocks import DOCS
from termination.analysis.exactly import brief
from termination.analysis.trace import trace
from termination.engine.parameter import POSITIVE, REAL, Parameter
from termination.engine.symbolic.generic import generic_patterns
from termination.models.base import TableModel
from termination.models.opening.symbols import reduced_game
from tests.analysis.test_own_games import masks

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
    options: dict[str, Any] = {"refinement": refinement, "quantities": ["payoffs"], **axes}
    fast = tm.sweep(shop, method="closed forms", edges="flag", **options)
    slow = tm.sweep(shop, method="exact", **options)
    off = ~fast["knife_edge"].values.ravel()
    assert off.sum() > off.size / 2
    assert not (slow["knife_edge"].values.ravel() & off).any()
    for which in ("families", "survives"):
        pairs = zip(masks(fast, which), masks(slow, which), off, strict=True)
        assert all(one == other for one, other, there in pairs if there)
    assert len(set(masks(fast, "families"))) > 2
    for name in slow.data_vars:
        if name.endswith(("_min", "_max")):
            np.testing.assert_allclose(fast[name].values.ravel()[off], slow[name].values.ravel()[off], atol=1e-9)


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
