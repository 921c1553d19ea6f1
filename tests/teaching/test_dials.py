"""The controls as data: taken apart and put together again, nothing is lost; what is impossible is explained."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import lesson
import pytest
from dials import INSTRUMENTS, desk_for

import termination as tm
from termination.models.opening.payoffs import PARAMETERS

SCENARIOS = list(lesson.scenarios().values())


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_scenario_is_put_together_again_as_it_was(name):
    model = lesson.load(name)
    again = desk_for(model).model()
    assert again.game() == model.game() or (again.game().sender, again.game().receiver, again.game().prior) == (
        model.game().sender, model.game().receiver, model.game().prior
    )  # fmt: skip
    assert getattr(again, "title", "") == getattr(model, "title", "")


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_dial_stands_within_its_ends(name):
    for dial in desk_for(lesson.load(name)).dials:
        assert dial.low <= dial.value <= dial.high, dial
        assert 0 < dial.step < dial.high - dial.low


def test_every_parameter_of_the_model_has_a_dial_or_is_an_instrument_with_its_meaning():
    desk = desk_for(lesson.load("costly_signal"))
    told = {dial.parameter: dial.meaning for dial in desk.dials}
    turned = {one.name for one in INSTRUMENTS}
    assert {one.name for one in PARAMETERS} == told.keys() | turned - {"support"}
    assert all(told[one.name] == one.meaning for one in PARAMETERS if one.name in told)
    assert len(INSTRUMENTS) == 5


def test_symbols_are_written_as_in_mathematics():
    symbols = {dial.key: dial.html_symbol for dial in desk_for(lesson.load("costly_signal")).dials}
    assert symbols["talks_exposure"] == "<i>λ</i>"
    assert symbols["signal_cost.high"] == "<i>c</i><sub>high</sub>"


def test_what_nobody_moves_keeps_its_exact_number():
    desk = desk_for(lesson.load("three_types"))
    assert desk.model() == desk.loaded
    assert desk.numbers["prior.high"] == Fraction(1, 3)
    moved = desk.turned({"escalation_cost": Fraction(7, 20)}).model()
    assert moved == desk.loaded.with_(escalation_cost="0.35")


def test_an_instrument_is_off_until_it_is_switched_on_and_support_raises_the_most_resilient():
    desk = desk_for(lesson.load("vietnam_1965"))
    assert desk.on == frozenset()
    both = replace(desk.turned({"guarantee": Fraction(1, 5)}), on=frozenset({"guarantee", "support"}))
    assert both.model() == desk.loaded.with_(guarantee="0.2", resilience={"resilient": "0.9"})
    assert desk.turned({"coercion": Fraction(1, 2)}).model() == desk.loaded.with_(coercion="1/2")
    assert replace(both, on=frozenset()).model() == desk.loaded


def test_the_signal_can_be_switched_off_and_on():
    desk = desk_for(lesson.load("costly_signal"))
    assert replace(desk, signal=False).model() == desk.loaded.with_(signal_cost=None)
    assert replace(desk_for(lesson.load("refusal")), signal=True).model().has_signal


def test_impossible_settings_raise_the_models_own_advice():
    desk = desk_for(lesson.load("refusal"))
    with pytest.raises(tm.errors.InputError, match="same resilience"):
        desk.turned({"resilience.low": Fraction(8, 10)}).model()
    with pytest.raises(tm.errors.InputError, match=r"escalation_cost: is 0, must be > 0"):
        desk.turned({"escalation_cost": Fraction(0)}).model()
    over = desk_for(lesson.load("three_types")).turned({"prior.high": Fraction(9, 10)})
    with pytest.raises(tm.errors.InputError, match="prior"):
        over.model()


def test_a_game_given_by_its_payoffs_is_turned_cell_by_cell():
    desk = desk_for(lesson.load("beer_quiche"))
    now = desk.turned({"prior.surly": Fraction(2, 5), "sender.wimp, quiche, duel": Fraction(3, 2)}).model()
    assert now.prior == (Fraction(3, 5), Fraction(2, 5))
    assert now.sender[0][1][0] == Fraction(3, 2)
    assert now.receiver == desk.loaded.receiver
