"""What works on the shipped models works on a third one, which has only what the protocol asks for."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

import termination as tm
from termination.analysis.trace import trace
from termination.errors import InputError
from termination.models.registry import MODELS, Registered
from termination.models.scenarios import parse_scenario, write_scenario
from tests.toy.boasting import BoastingGame, firm


def test_it_has_no_attribute_of_the_shipped_models() -> None:
    known = {"types", "resilience_order", "ranking", "title", "players", "called", "values", "prior", "normal_form"}
    assert not known & set(dir(firm()))


def test_a_sweep_over_its_prior_agrees_with_the_solver_at_every_point() -> None:
    grid = tm.sweep(firm(), prior=(0.1, 0.9, 5), boast_cost={"hollow": [0.5, 1.5]})
    assert grid["prior"].attrs == {"parameter": "prior", "type": "sound"}
    for share in (0.1, 0.5, 0.9):
        for cost in (0.5, 1.5):
            there = firm(prior={"sound": share, "hollow": 1 - Fraction(str(share))}, boast_cost={"hollow": cost})
            found = tm.solve(there)
            point = grid.sel(prior=share, boast_cost_hollow=cost, method="nearest")
            ends = [x for family in found for x in bounds(family.outcomes["credit"])]
            assert (point["pr_credit_min"], point["pr_credit_max"]) == (float(min(ends)), float(max(ends)))
            names = point["families"].attrs["names"]
            there_are = {name for bit, name in enumerate(names) if int(point["families"]) >> bit & 1}
            assert there_are == {there.describe(family) for family in found}
    other = tm.sweep(firm(), prior={"hollow": [0.9]})
    assert float(other["pr_credit_max"].values[0]) == float(grid["pr_credit_max"].values[0, 0])


def bounds(value: object) -> tuple[Fraction, Fraction]:
    return (value, value) if isinstance(value, Fraction) else (value.low, value.high)  # type: ignore[attr-defined]


def test_a_trace_along_its_prior() -> None:
    found = trace(firm(), "prior", 0.2, 0.8, 2)
    assert (found.points[0].value, found.points[-1].value) == (Fraction(1, 5), Fraction(4, 5))
    assert found.parameter == "prior.sound"


def test_robustness_moves_its_parameters_and_names_those_at_zero() -> None:
    found = tm.robustness(firm(), box=0.2, samples=60, seed=1)
    assert [one.parameter for one in found.moved] == [
        "prior (of sound)", "boast_cost_sound", "boast_cost_hollow", "credit", "loss", "gain",
    ]  # fmt: skip
    assert {one.parameter: one.why for one in found.unmoved} == {"thrill": "0, of which a share is 0: give it a range"}
    certain = tm.robustness(firm(), box={"prior": (0.6, 0.9)}, conclusions=["credit for sure"], samples=40)
    assert certain["credit for sure"].share == 0
    assert np.isclose(tm.robustness(firm(), box={"prior": (0.05, 0.3)}, conclusions=["credit possible"], samples=40)
                      ["credit possible"].share, 1)  # fmt: skip


def test_it_is_written_down_once_it_is_registered(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match=r"a BoastingGame cannot be written down; .* Write its \.game\(\)"):
        write_scenario(firm())
    monkeypatch.setitem(MODELS, "boasting", Registered(BoastingGame.__module__, "BoastingGame"))
    for game in (firm(), firm(thrill="1/20", prior={"sound": "1/3", "hollow": "2/3"})):
        text = write_scenario(game, title="A boast")
        again = parse_scenario(text)
        assert (again.kind, again.title) == ("boasting", "A boast")
        assert again.model.parameters() == game.parameters()
        assert ("thrill" in text) == (game.parameters()["thrill"] != 0)
    with pytest.raises(InputError, match=r"(?s)thril: no such key; did you mean 'thrill'.*gain: missing"):
        parse_scenario(text.replace("gain", "thril"))
