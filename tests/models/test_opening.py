"""The opening game: its payoffs, its input, what is read off it, its names; with the solver, what changes nothing."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import sympy
from hypothesis import assume, given
from hypothesis import strategies as st

import termination as tm
from termination.engine.equilibria import Equilibria
from termination.engine.families import Assessment
from termination.engine.model import Model
from termination.engine.strategies import Range
from termination.errors import InputError, UnknownNameError
from termination.models.opening.by_payoffs import PayoffOpeningGame
from termination.models.opening.game import OpeningGame
from termination.models.opening.payoffs import (
    PARAMETERS,
    RESPONSES,
    SIGNAL_MESSAGES,
    opener_payoff,
    opponent_payoff,
)
from termination.models.opening.questions.remedies import smallest_guarantee
from termination.models.opening.stakes import REGIMES
from termination.models.parameters import notation_table
from tests.analysis.test_own_games import masks
from tests.models.random_wars import random_war
from tests.properties import examples

ROOT = Path(__file__).parents[2]

WAR: dict[str, Any] = {
    "prior": {"high": "3/10", "low": "7/10"},
    "resilience": {"high": 0.8, "low": 0.2},
    "war_value": {"high": 0.5, "low": 0.1},
    "talks_value": {"high": 0.55, "low": 0.4},
    "escalation_harm": 1,
    "talks_exposure": 0.8,
    "escalation_gain": 1,
    "escalation_cost": 0.4,
}
SIGNAL = {"high": 0.04, "low": 0.7}


def war(**changes: Any) -> OpeningGame:
    """A tempting war with adverse inference; high resilience first."""
    return OpeningGame(**{**WAR, **changes})


def fractions(low: int, high: int, denominator: int = 10) -> st.SearchStrategy[Fraction]:
    return st.integers(low * denominator, high * denominator).map(lambda n: Fraction(n, denominator))


def positive(high: int, denominator: int = 10) -> st.SearchStrategy[Fraction]:
    return st.integers(1, high * denominator).map(lambda n: Fraction(n, denominator))


@st.composite
def wars(draw: st.DrawFn, types: Sequence[int] = (2, 2, 3), signal: bool | None = None) -> OpeningGame:
    """Opening games of all regimes, ties and knife-edges included."""
    count = draw(st.sampled_from(types))
    weights = draw(st.lists(st.integers(1, 5), min_size=count, max_size=count))
    given_: dict[str, Any] = {
        "types": [f"t{i}" for i in range(count)],
        "prior": [Fraction(weight, sum(weights)) for weight in weights],
        "resilience": draw(st.lists(fractions(0, 1), min_size=count, max_size=count, unique=True)),
        "escalation_harm": draw(fractions(0, 2)),
        "base_harm": draw(fractions(0, 1)),
        "talks_exposure": draw(positive(1)),
        "escalation_gain": draw(positive(1)),
        "escalation_cost": draw(positive(1)),
    }
    by_type = ["war_value", "talks_value"]
    if draw(st.booleans()) if signal is None else signal:
        by_type.append("signal_cost")
    for name in by_type:
        given_[name] = draw(st.lists(fractions(0, 2 if name == "talks_value" else 1), min_size=count, max_size=count))
    for name in ("face_saving", "coercion", "guarantee", "deescalation", "opponent_talks_value"):
        given_[name] = draw(st.one_of(st.just(Fraction(0)), fractions(0, 1)))
    return OpeningGame(**given_)


# Payoffs


def test_payoffs_are_the_table_of_the_model_in_symbols() -> None:
    names = [parameter.name for parameter in PARAMETERS]
    v = SimpleNamespace(**{parameter.name: sympy.Symbol(parameter.symbol) for parameter in PARAMETERS})
    r, w, x, D, eta, lam, c, phi, psi, z, g, k, m, t = sympy.symbols("r_i w_i x_i D eta lam c_i phi psi z g k m t")
    kappa, delta = sympy.symbols("kappa delta")
    premium = x - w + phi + z * (1 - r)
    d = eta + (1 - r) * D
    expected = {
        ("closed", "hold"): w - z * (1 - r),
        ("closed", "escalate"): w - z * (1 - r) - d,
        ("open", "hold"): x + phi,
        ("open", "escalate"): x + phi - lam * d - (1 - kappa) * premium,
    }
    his = {
        ("closed", "hold"): 0,
        ("closed", "escalate"): g * (1 - r) - k,
        ("open", "hold"): t,
        ("open", "escalate"): t + g * (1 - r) - k - delta * m,
    }
    for (posture, response), payoff in expected.items():
        for signalled in (False, True):
            ours = opener_payoff(v, posture, signalled, response)
            assert sympy.expand(ours - (payoff + psi - (c if signalled else 0))) == 0
        assert sympy.expand(opponent_payoff(v, posture, response) - his[posture, response]) == 0
    assert len(names) == 17


@pytest.mark.parametrize("kept", ["0", "1/3", "1"])
def test_what_she_loses_under_fire_enters_her_exposure_and_nothing_else(kept: str) -> None:
    whole, part = war(), war(talks_kept=kept)
    assert part.talks_premium == whole.talks_premium
    assert part.harm == whole.harm
    for t in part.types:
        lost = (1 - Fraction(kept)) * part.talks_premium[t]
        assert part.opening_exposure[t] == whole.talks_exposure * whole.harm[t] + lost
        assert part.normal_form().model.opening_exposure[t] == part.opening_exposure[t]  # type: ignore[attr-defined]


def test_where_she_keeps_too_little_nobody_is_bold() -> None:
    """A bold type opens for sure though she is escalated against; boldness begins where kappa b_L = lam d_L."""
    bold = war(talks_value={"high": 0.55, "low": 0.9})
    assert bold.talks_premium["low"] > bold.opening_exposure["low"]
    timid = tm.refine(tm.solve(bold.with_(talks_kept="1/10")), "D1")
    assert [eq.sender["low"]["open"] < 1 for eq in timid] == [True]
    assert [eq.sender["low"]["open"] for eq in tm.refine(tm.solve(bold), "D1")] == [1]
    changes = tm.thresholds(bold, "talks_kept", refinement="D1")
    assert bold.talks_exposure * bold.harm["low"] / bold.talks_premium["low"] in [one.value for one in changes]


def test_a_doubtful_guarantee_counts_for_its_expectation() -> None:
    doubted, sure = (war(guarantee=m, guarantee_delivery=delta) for m, delta in (("1/2", "2/5"), ("1/5", 1)))
    assert doubted.game().receiver == sure.game().receiver
    assert doubted.critical_resilience == sure.critical_resilience
    assert "k + delta m" in doubted.talks_conditions()[0].formula
    assert "probability 2/5" in str(doubted.cutoffs()["guarantee"])


@pytest.mark.parametrize("changes", [{"talks_kept": "1/2"}, {"guarantee": "1/5", "guarantee_delivery": "1/2"}])
def test_closed_forms_say_what_she_keeps_and_what_he_doubts(changes: dict[str, Any]) -> None:
    """The conditions of the families there are hold at the numbers, in symbols that stand for them."""
    here = war(**changes)
    found = tm.solve(here)
    assert found
    for family in found:
        form = tm.conditions(here, family)
        assert form.condition.holds(here.symbolic().values)


def test_closed_forms_made_for_other_wars_are_not_used() -> None:
    here = war(talks_kept="1/2")
    grid = tm.sweep(here, escalation_cost=[0.3, 0.55, 0.9], refinement="D1")
    for k, talks in zip((0.3, 0.55, 0.9), grid["pr_talks_max"].values, strict=True):
        kept = tm.refine(tm.solve(here.with_(escalation_cost=k)), "D1")
        ends = [eq.outcomes["talks"] for eq in kept]
        assert talks == max(float(getattr(one, "high", one)) for one in ends)
    with pytest.raises(InputError, match="with the signal they are derived for talks_kept = 1 only; set it to 1"):
        tm.statics(war(talks_kept="1/2", signal_cost={"high": "1/20", "low": "1/2"}))
    with pytest.raises(InputError, match="closed forms are for talks_kept = 1"):
        tm.statics(war()).of("pr talks", "talks_kept")
    with pytest.raises(InputError, match="talks_kept = 1"):
        smallest_guarantee(here)


@pytest.mark.thorough
def test_where_she_keeps_a_part_maps_and_sweeps_are_the_exact_engines() -> None:
    """Closed forms derived for any share kept, over shares from none to all of it, ties among the wars."""
    rng, compared = Random(11), 0
    costs = ("1/97", "113/97")
    for i in range(16):
        here = random_war(rng, signal=False, worth_having=i % 2 == 0, coarse=i % 3 == 0)
        concept = (None, "D1", "intuitive")[i % 3]
        axes = {"talks_kept": (0, 1, 5), "escalation_cost": (*costs, 5)}
        fast = tm.sweep(here, refinement=concept, edges="flag", method="closed forms", **axes)
        slow = tm.sweep(here, refinement=concept, method="exact", **axes)
        off = ~fast["knife_edge"].values.ravel()
        assert not (slow["knife_edge"].values.ravel() & off).any()
        for which in ("families", "survives"):
            pairs = zip(masks(fast, which), masks(slow, which), off, strict=True)
            assert all(one == other for one, other, there in pairs if there), here
        compared += int(off.sum())
        found = tm.regions(here, x={"escalation_cost": costs}, y={"talks_kept": (0, 1)}, refinement=concept)
        for cell in found.cells[:8]:
            assert found.at(cell.x, cell.y) == (cell.families, cell.survives), (here, cell)
    assert compared > 200


def test_payoffs_are_terms_of_an_smt_solver_too() -> None:
    z3 = pytest.importorskip("z3")
    v = SimpleNamespace(**{parameter.name: z3.Real(parameter.symbol) for parameter in PARAMETERS})
    solver = z3.Solver()
    for parameter in PARAMETERS:
        solver.add(*parameter.domain.conditions(getattr(v, parameter.name)))
    # Some parameters in their domains make talks good; none make the signal pay in itself.
    good = opener_payoff(v, "open", False, "hold") > opener_payoff(v, "closed", False, "hold")
    assert solver.check(good) == z3.sat
    pays = opener_payoff(v, "open", True, "escalate") > opener_payoff(v, "open", False, "escalate")
    assert solver.check(pays) == z3.unsat


def test_game_has_the_labels_and_cells_of_the_contract() -> None:
    plain = war().game()
    assert (plain.types, plain.messages, plain.responses) == (("high", "low"), ("closed", "open"), RESPONSES)
    assert plain.prior == (Fraction(3, 10), Fraction(7, 10))
    assert plain.sender[0] == ((Fraction(3, 10), Fraction(1, 2)), (Fraction(39, 100), Fraction(11, 20)))
    assert plain.receiver[1] == ((Fraction(2, 5), 0), (Fraction(2, 5), 0))
    signalling = war(signal_cost=SIGNAL, guarantee="1/10", opponent_talks_value=3).game()
    assert signalling.messages == SIGNAL_MESSAGES
    assert signalling.sender[1][3] == (Fraction("-0.94"), Fraction("-0.3"))
    assert signalling.receiver[0] == ((Fraction("-0.2"), 0), (Fraction("2.7"), 3)) * 2
    assert isinstance(war(), Model)


def test_numbers_are_fractions_and_the_game_is_frozen() -> None:
    game = war(escalation_harm=np.float64(0.1), war_value=np.array([0.5, 0.1]))
    assert game.escalation_harm == Fraction(1, 10)
    assert game.war_value == {"high": Fraction(1, 2), "low": Fraction(1, 10)}
    with pytest.raises(AttributeError):
        game.escalation_cost = Fraction(1)  # type: ignore[misc]


# Input


def test_definitions_stand_once() -> None:
    names = {parameter.name for parameter in PARAMETERS}
    assert set(inspect.signature(OpeningGame).parameters) == names | {"opponent_prior", "types", "title"}
    told = {name for name, kind in OpeningGame.__annotations__.items() if "ClassVar" not in kind}
    assert told == names | {"opponent_prior", "opponent_types", "types", "title"}
    assert all(f"{name} :" in (OpeningGame.__doc__ or "") for name in names)


def test_model_page_has_the_current_notation_table() -> None:
    page = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")
    assert notation_table(PARAMETERS) in page
    for name in REGIMES:
        assert name in page


def where(**parameters: Any) -> list[str]:
    with pytest.raises(InputError) as caught:
        OpeningGame(**parameters)
    return [fault.where for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("changes", "places"),
    [
        ({"prior": {"high": "3/10", "low": "6/10"}}, ["prior"]),
        ({"prior": {"high": 0, "low": 1}}, ["prior.high"]),
        ({"resilience": {"high": 1.5, "low": -1}}, ["resilience.high", "resilience.low"]),
        ({"resilience": {"high": 0.5, "low": "1/2"}}, ["resilience"]),
        ({"resilience": {"high": "x", "low": "y"}}, ["resilience.high", "resilience.low"]),
        ({"war_value": {"high": 0.5, "lo": 0.1}}, ["war_value", "war_value"]),
        ({"war_value": 0.5}, ["war_value"]),
        ({"war_value": [0.5]}, ["war_value"]),
        ({"war_value": None}, ["war_value"]),
        ({"escalation_harm": -1}, ["escalation_harm"]),
        ({"escalation_harm": [1]}, ["escalation_harm"]),
        ({"escalation_harm": None}, ["escalation_harm"]),
        ({"escalation_harm": True}, ["escalation_harm"]),
        ({"talks_exposure": 0}, ["talks_exposure"]),
        ({"talks_exposure": "11/10"}, ["talks_exposure"]),
        ({"escalation_gain": 0}, ["escalation_gain"]),
        ({"escalation_cost": "nan"}, ["escalation_cost"]),
        ({"escalation_cost": float("inf")}, ["escalation_cost"]),
        ({"escalation_cost": "1/0"}, ["escalation_cost"]),
        ({"signal_cost": {"high": -1, "low": 0}}, ["signal_cost.high"]),
        ({"guarantee": -1, "coercion": -1, "face_saving": -1}, ["face_saving", "coercion", "guarantee"]),
        ({"base_harm": None}, ["base_harm"]),
        ({"escalation_costs": 1}, ["escalation_costs"]),
        ({"types": ["low", "low"]}, ["types"]),
        ({"types": "low"}, ["types"]),
        ({"types": ["low", 3]}, ["types"]),
        ({"title": 3}, ["title"]),
    ],
)
def test_faults_are_placed(changes: dict[str, Any], places: list[str]) -> None:
    assert where(**{**WAR, **changes}) == places


def test_all_faults_come_at_once_and_advise() -> None:
    faulty: dict[str, Any] = {**WAR, "escalation_costs": 1, "talks_exposure": 2, "prior": {"high": 0.3, "low": 0.3}}
    del faulty["escalation_cost"]
    with pytest.raises(InputError) as caught:
        OpeningGame(**faulty)
    text = str(caught.value)
    assert [fault.where for fault in caught.value.faults] == [
        "escalation_costs",
        "escalation_cost",
        "prior",
        "talks_exposure",
    ]
    for piece in ("did you mean 'escalation_cost'?", "opponent's cost of escalating (> 0)", "sums to 3/5", "in (0, 1]"):
        assert piece in text


def test_nothing_given_names_every_required_parameter() -> None:
    assert where() == [parameter.name for parameter in PARAMETERS if parameter.required]


def test_types_come_from_the_first_mapping() -> None:
    lists = {name: list(value.values()) if isinstance(value, dict) else value for name, value in WAR.items()}
    assert OpeningGame(**{**lists, "resilience": WAR["resilience"]}) == war()
    assert OpeningGame(**lists, types=["high", "low"]) == war()
    turned = OpeningGame(**{**WAR, "prior": {"low": 0.7, "high": 0.3}})
    assert turned.types == turned.game().types == ("low", "high")
    assert turned.resilience_order == war().resilience_order == ("low", "high")


def test_lists_alone_are_labelled_by_resilience() -> None:
    lists = {name: list(value.values()) if isinstance(value, dict) else value for name, value in WAR.items()}
    assert OpeningGame(**lists).types == ("high", "low")
    three = {**lists, "prior": ["1/3"] * 3, "resilience": [0.5, 0.9, 0.1], "war_value": [0] * 3, "talks_value": [1] * 3}
    assert OpeningGame(**three).types == ("type 2", "type 3", "type 1")
    assert OpeningGame(**three).resilience_order == ("type 1", "type 2", "type 3")


def test_with_changes_what_it_names_and_nothing_else() -> None:
    changed = war().with_(war_value={"low": 0}, signal_cost=SIGNAL, escalation_cost="1/2")
    assert changed.war_value == {"high": Fraction(1, 2), "low": 0}
    assert changed.has_signal
    assert not war().has_signal
    assert changed.with_(war_value={"low": 0.1}, signal_cost=None, escalation_cost=0.4) == war()
    for faulty, place in [({"wra_value": 1}, "wra_value"), ({"war_value": {"lwo": 1}}, "war_value")]:
        with pytest.raises(InputError, match=place):
            war().with_(**faulty)


@examples(60)
@given(wars())
def test_a_game_is_its_parameters(game: OpeningGame) -> None:
    again = OpeningGame(**game.parameters())
    assert again == game
    assert hash(again) == hash(game)
    written = ast.parse(repr(game), mode="eval").body
    assert isinstance(written, ast.Call)
    assert OpeningGame(**{str(word.arg): ast.literal_eval(word.value) for word in written.keywords}) == game


def test_a_pull_after_no_message_is_answered_with_the_messages() -> None:
    with pytest.raises(
        UnknownNameError, match=r"no message or posture 'opne'; did you mean 'open'\? There are: 'closed', 'open'"
    ):
        war().pull("opne")


def test_default_parameters_are_left_out_of_the_repr() -> None:
    assert "guarantee" not in repr(war())
    assert "guarantee='1/2'" in repr(war(guarantee="1/2"))


# What is read off the payoffs


@examples(60)
@given(wars())
def test_derived_quantities_are_what_the_model_defines(game: OpeningGame) -> None:
    for t in game.types:
        lost = 1 - game.resilience[t]
        harm = game.base_harm + lost * game.escalation_harm
        assert game.harm[t] == harm
        assert game.opening_exposure[t] == game.talks_exposure * harm
        assert game.talks_premium[t] == (
            game.talks_value[t] - game.war_value[t] + game.face_saving + game.coercion * lost
        )
        assert game.pull("closed")[t] == game.escalation_gain * lost - game.escalation_cost
        assert game.pull("open")[t] == game.pull("closed")[t] - game.guarantee
    assert game.resilience_order == tuple(sorted(game.types, key=lambda t: game.resilience[t]))
    assert not game.stakes.misfits or not all(game.assumptions()[name].holds for name in ("A1", "A2"))
    # He escalates iff expected resilience falls short of the critical one: two ways to say it.
    for posture in ("closed", "open"):
        short = game.critical_resilience[posture] - game.expected_resilience()
        assert short * game.escalation_gain == game.stakes.expected(game.pull(posture))


@examples(60)
@given(wars())
def test_a_game_entered_by_payoffs_is_read_like_one_made_from_parameters(game: OpeningGame) -> None:
    plain = game.game()
    entered = OpeningGame.from_payoffs(
        types=plain.types, prior=plain.prior, sender=plain.sender, receiver=plain.receiver
    )
    assert entered.game() == plain
    assert entered.stakes == game.stakes
    assert entered.assumptions() == game.assumptions()
    assert entered.regimes() == game.regimes()
    for one, other in zip(entered.talks_conditions(), game.talks_conditions(), strict=True):
        assert replace(one, formula="") == replace(other, formula="")
        assert not re.search(r"\b(k|m|g|R|r_1|lam|d_[HL])\b", one.formula)  # what a game by payoffs does not have


def test_expected_resilience_takes_labels_positions_and_no_nonsense() -> None:
    game = war()
    assert game.expected_resilience() == Fraction(19, 50)
    assert game.expected_resilience({"low": 1, "high": 0}) == game.expected_resilience([0, 1]) == Fraction(1, 5)
    for nonsense in ({"low": 1}, [1, 1], [2, -1], ["x", 1], 0.5):
        with pytest.raises(InputError, match="belief"):
            game.expected_resilience(nonsense)


@pytest.mark.parametrize(
    ("cost", "name"),
    [
        ("0.1", "tempting even against the strongest"),
        ("0.2", "edge: indifferent against the strongest"),
        ("0.3", "tempting"),
        ("0.62", "edge: indifferent at the prior"),
        ("0.7", "middle"),
        ("0.8", "edge: indifferent against the weakest"),
        ("0.81", "too costly even against the weakest"),
    ],
)
def test_regimes_and_edges(cost: str, name: str) -> None:
    regimes = war(escalation_cost=cost).regimes()
    assert {posture: regime.name for posture, regime in regimes.items()} == {"closed": name, "open": name}
    assert regimes["open"].is_edge == name.startswith("edge")
    assert regimes["open"].is_tempting == (Fraction(cost) < Fraction("0.62"))
    # With a guarantee the two postures come apart.
    guaranteed = war(escalation_cost="0.1", guarantee=Fraction(cost)).regimes()
    assert guaranteed["closed"].name == REGIMES[0]
    lifted = war(escalation_cost="0.1", guarantee=Fraction(cost) - Fraction("0.1")).regimes()
    assert (lifted["closed"].name, lifted["open"].name) == (REGIMES[0], name)


def test_one_type_has_all_edges_in_one() -> None:
    alone = OpeningGame(
        prior={"t": 1},
        resilience={"t": "1/2"},
        war_value=[0],
        talks_value=[1],
        escalation_harm=1,
        talks_exposure=1,
        escalation_gain=1,
        escalation_cost="1/2",
    )
    assert alone.regimes()["open"].name == "edge: indifferent against everyone"
    assert alone.with_(escalation_cost="1/4").regimes()["open"].name == REGIMES[0]
    assert alone.with_(escalation_cost="3/4").regimes()["open"].name == REGIMES[6]
    assert alone.talks_conditions()[2].margin is None
    assert [eq.name for eq in tm.solve(alone.with_(escalation_cost=1))] == ["pooling on open, no escalation"]


@pytest.mark.parametrize(
    ("premia", "reading"),
    [
        ((4, 1), "reversed"),  # harms are 2 and 8 tenths
        ((1, 4), "equal"),
        ((1, 5), "adverse"),
    ],
)
def test_inference_with_two_types(premia: tuple[int, int], reading: str) -> None:
    game = war(war_value=[0, 0], talks_value=premia)
    assert game.inference == reading
    assert game.assumptions()["A4"].holds == (reading == "adverse")


def test_inference_may_be_mixed_or_undefined() -> None:
    three = OpeningGame(
        prior=["1/3"] * 3,
        resilience=[0, "1/4", "1/2"],
        war_value=[0] * 3,
        talks_value=[4, 1, 4],
        escalation_harm=1,
        talks_exposure=1,
        escalation_gain=1,
        escalation_cost="1/2",
    )
    assert three.inference == "mixed"
    assert three.with_(talks_value=[4, 3, 2]).inference == "equal"
    assert three.with_(talks_value=[4, 2, 1]).inference == "adverse"
    harmless = three.with_(escalation_harm=0)
    assert harmless.inference == "undefined"
    held = {name: one.holds for name, one in harmless.assumptions().items()}
    assert held == {"A1": True, "A2": False, "A3": False, "A4": False}
    assert "A2" in harmless.assumptions()["A4"].detail


def test_assumptions_say_who_stands_against_them() -> None:
    found = war(talks_value={"high": 0.5, "low": 0.4}, escalation_cost="1/5").assumptions()
    assert not found["A1"].holds
    assert found["A1"].detail == "the premium is 0 for high"
    assert not found["A3"].holds
    assert found["A4"].holds


def test_single_crossing_and_instruments_in_symbols() -> None:
    """What the model page says of A4, as identities: a_i stands for 1 - r_i, b_L d_H - b_H d_L > 0 for A4."""
    a_L, a_H, eta, D, b_L, b_H, z, phi, beta, zeta = sympy.symbols("a_L a_H eta D b_L b_H z phi beta zeta")
    d_L, d_H = eta + a_L * D, eta + a_H * D

    def gap(low: Any, high: Any) -> Any:
        return sympy.expand(low * d_H - high * d_L)

    base = gap(b_L, b_H)
    assert sympy.expand(gap(b_L + z * a_L, b_H + z * a_H) - base - z * eta * (a_L - a_H)) == 0
    assert sympy.expand(gap(b_L + phi, b_H + phi) - base + phi * (d_L - d_H)) == 0
    assert sympy.expand(gap(beta + zeta * a_L, beta + zeta * a_H) - (a_L - a_H) * (zeta * eta - beta * D)) == 0


def test_margins_of_the_conditions() -> None:
    some, every, separate, forced = war(signal_cost=SIGNAL, guarantee="1/10").talks_conditions()
    assert [(one.condition, one.scope) for one in (some, every, separate, forced)] == [
        ("first", "some"),
        ("first", "every"),
        ("second", "some"),
        ("second", "every"),
    ]
    assert some.margin == Fraction("0.4") + Fraction("0.1") - Fraction("0.62")
    assert every.margin == Fraction("0.5") - Fraction("0.8")
    assert separate.margin == min(Fraction("0.16") - Fraction("0.04"), Fraction("0.7") - Fraction("0.64"))
    assert forced.margin == min(Fraction("0.05") - Fraction("0.04"), separate.margin)
    assert [one.settles for one in (some, every, separate, forced)] == [False, False, True, True]
    without = war().talks_conditions()
    assert [one.margin for one in without[2:]] == [None, None]
    assert "no costly signal" in without[2].sentence


def test_conditions_without_their_premises_settle_nothing() -> None:
    dull = war(talks_value={"high": 0.5, "low": 0.4}, escalation_cost=2, signal_cost=SIGNAL).talks_conditions()
    assert dull[1].holds
    assert not dull[1].settles
    assert "A1" in dull[1].caveats[0]
    assert any("not tempting" in caveat for caveat in dull[2].caveats)


def test_what_is_only_sufficient_is_not_said_to_be_missing() -> None:
    """All equilibria have talks, though the condition that suffices for it fails."""
    war = OpeningGame(
        prior=[".9", ".1"], resilience=["1/2", 0], war_value=[".8", ".9"], talks_value=["1.3", 1],
        escalation_harm=".7", talks_exposure=1, escalation_gain="1/2", escalation_cost="3/10",
    )  # fmt: skip
    assert [eq.outcomes["talks"] for eq in tm.solve(war)] == [1]
    some, every = war.talks_conditions()[:2]
    assert (every.holds, every.caveats, every.necessary) == (False, (), False)
    assert every.role == "sufficient for talks in every equilibrium"
    assert every.sentence.endswith("this does not rule out equilibria without talks.")
    assert (some.holds, some.role) == (True, "necessary and sufficient for talks in some equilibrium")
    assert war.with_(signal_cost=[1, 1]).talks_conditions()[0].role == "sufficient for talks in some equilibrium"


def test_sentences_draw_no_conclusion_where_a_premise_fails() -> None:
    for cost in ("0.1", "0.7", "2"):
        poor = war(talks_value={"high": 0.4, "low": 0.4}, escalation_cost=cost, signal_cost=SIGNAL).talks_conditions()
        assert all(one.caveats for one in poor)
        assert all("equilibri" not in one.sentence for one in poor)
        assert all(one.sentence.endswith("; what follows is not said here.") for one in poor)


def test_condition_at_its_edge() -> None:
    edge = war(escalation_cost="0.62", signal_cost={"high": "0.16", "low": "0.64"}).talks_conditions()
    assert [one.margin for one in edge] == [0, Fraction("-0.18"), 0, Fraction("0.05") - Fraction("0.16")]
    assert [one.holds for one in edge] == [True, False, True, False]
    assert "worth exactly" in war(escalation_cost="0.8").talks_conditions()[1].sentence


# Games entered by their payoffs

SENDER = [[[-1, 0], [0, 2]], [[0, 1], [1, 2]]]
RECEIVER = [[[1, 0], [1, 0]], [[-2, 0], [-2, 0]]]


def entered(**changes: Any) -> PayoffOpeningGame:
    return OpeningGame.from_payoffs(
        **{"types": ["weak", "strong"], "prior": ["1/2", "1/2"], "sender": SENDER, "receiver": RECEIVER, **changes}
    )


def test_payoffs_by_label_in_any_order_are_the_same_game() -> None:
    def labelled(table: list[list[list[int]]]) -> dict[str, Any]:
        return {
            t: {m: dict(zip(RESPONSES, cells, strict=True)) for m, cells in zip(("closed", "open"), rows, strict=True)}
            for t, rows in zip(("weak", "strong"), table, strict=True)
        }

    assert entered(types=None, sender=labelled(SENDER), receiver=labelled(RECEIVER)) == entered()
    turned = entered(
        messages=["open", "closed"],
        responses=["hold", "escalate"],
        sender=[[list(reversed(row)) for row in reversed(rows)] for rows in SENDER],
        receiver=[[list(reversed(row)) for row in reversed(rows)] for rows in RECEIVER],
    )
    assert turned == entered()
    assert turned.game().messages == ("closed", "open")
    assert np.array_equal(entered(sender=np.array(SENDER)).sender, entered().sender)


def test_payoff_game_changes_prior_and_payoffs_only() -> None:
    changed = entered().with_(prior={"weak": "1/3", "strong": "2/3"})
    assert changed.prior["strong"] == Fraction(2, 3)
    assert changed.sender == entered().sender
    assert changed.with_(prior=["1/2", "1/2"]) == entered()
    with pytest.raises(InputError, match=r"escalation_cost: no such name: a game entered by its payoffs has only"):
        entered().with_(escalation_cost=1)


@pytest.mark.parametrize(
    ("changes", "places"),
    [
        ({"types": None}, ["types"]),
        ({"prior": ["1/2", "1/3"]}, ["prior"]),
        ({"sender": SENDER[:1]}, ["sender"]),
        ({"messages": ["open", "shut"]}, ["messages"]),
        ({"responses": ["hold", "hold"]}, ["responses"]),
        ({"messages": "open", "responses": 3, "title": 3}, ["messages", "responses", "title"]),
        ({"sender": [[[0, 0]] * 3] * 2, "receiver": [[[0, 0]] * 3] * 2}, ["sender.weak"] + ["sender.strong"]),
        ({"payoffs": 3}, ["payoffs"]),
        ({"sender": 3}, ["sender"]),
    ],
)
def test_faults_of_payoff_games_are_placed(changes: dict[str, Any], places: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        entered(**changes)
    assert [fault.where for fault in caught.value.faults][: len(places)] == places


def test_missing_payoffs_are_named() -> None:
    with pytest.raises(InputError) as caught:
        OpeningGame.from_payoffs(types=["a", "b"])
    assert [fault.where for fault in caught.value.faults] == ["prior", "sender", "receiver"]


def test_types_that_he_cannot_tell_apart_are_not_ranked() -> None:
    alike = entered(receiver=[[[1, 0], [1, 0]], [[1, 0], [1, 0]]])
    assert alike.inference == "undefined"
    assert "do not rank" in alike.assumptions()["A4"].detail
    crossed = entered(receiver=[[[1, 0], [0, 0]], [[0, 0], [1, 0]]])
    assert crossed.inference == "undefined"
    assert all("resilient" not in eq.name for eq in tm.solve(alike))


def test_misfits_are_caveats() -> None:
    def caveats(**changes: Any) -> str:
        return "; ".join(entered(**changes).talks_conditions()[0].caveats)

    assert caveats() == ""
    assert caveats(receiver=[[[1, 0], [2, 0]], [[-2, 0], [-2, 0]]]) == (
        "opening in itself makes escalation more attractive (weak)"
    )
    assert caveats(sender=[[[-1, 0], [-2, 2]], [[0, 1], [2, 2]]]) == (
        "escalation does not hurt once open (strong); escalated against, she would rather have stayed closed (weak)"
    )
    paid = [[*rows, *([cell + 1 for cell in row] for row in rows)] for rows in SENDER]
    assert "the signal pays in itself when closed (weak and strong)" in caveats(
        sender=paid, receiver=[[*rows, *rows] for rows in RECEIVER]
    )


def test_signal_that_changes_his_stakes_has_regimes_of_its_own() -> None:
    signalled = entered(
        sender=[[*rows, *rows] for rows in SENDER],
        receiver=[[*rows, *([cell - 3 * (i == 0) for i, cell in enumerate(row)] for row in rows)] for rows in RECEIVER],
    )
    regimes = signalled.regimes()
    assert list(regimes) == ["closed", "open", "signal, closed", "signal, open"]
    assert regimes["signal, open"].name == REGIMES[6]
    assert list(entered().regimes()) == ["closed", "open"]


# Names and events


def names(game: Model) -> list[str]:
    return [eq.name for eq in tm.solve(game)]


def test_names_of_known_equilibria() -> None:
    assert names(war()) == [
        "semi-separating: the resilient stay closed, the vulnerable mix; escalation after open, some after closed",
        "pooling on open, escalation",
    ]
    assert names(war(escalation_cost="7/10")) == [
        "pooling on closed, no escalation",
        "semi-separating: the resilient mix, the vulnerable open; some escalation after open",
        "pooling on open, no escalation",
    ]
    assert names(war(escalation_cost=1)) == ["pooling on open, no escalation"]
    assert names(war(signal_cost=SIGNAL)) == [
        "semi-separating: the resilient stay closed, the vulnerable mix closed and open; "
        "escalation after open, some after closed",
        "pooling on open, escalation",
        "separating: the resilient signal and stay closed, the vulnerable open; escalation after open",
        "separating: the resilient signal and open, the vulnerable open silently; escalation after silent open",
    ]


def test_names_with_three_types_use_labels() -> None:
    three = OpeningGame(
        prior={"low": "1/2", "middle": "1/4", "high": "1/4"},
        resilience={"low": 0, "middle": "1/2", "high": 1},
        war_value={"low": 0, "middle": "1/2", "high": 1},
        talks_value={"low": 1, "middle": "3/4", "high": "51/50"},
        escalation_harm=1,
        base_harm="1/10",
        talks_exposure=1,
        escalation_gain=1,
        escalation_cost="4/5",
    )
    assert names(three) == [
        "pooling on closed, no escalation",
        "semi-separating: high mixes, middle and low open; some escalation after open",
        "pooling on open, no escalation",
    ]


def test_free_signal_is_opening_with_or_without_it() -> None:
    free = names(war(escalation_cost=1, signal_cost=[0, 0]))
    assert free == ["of every kind: both open with or without the signal; no escalation"]


def test_everything_free_is_one_equilibrium() -> None:
    nothing = [[[0, 0], [0, 0]], [[0, 0], [0, 0]]]
    free = names(entered(sender=nothing, receiver=nothing))
    assert free == ["of every kind: both stay closed or open; possible escalation"]


@examples(40)
@given(wars(types=(1, 2, 2, 3)))
def test_names_differ_and_hold_no_numbers(game: OpeningGame) -> None:
    found = tm.solve(game)
    described = [game.describe(eq) for eq in found]
    assert len(set(described)) == len(described)
    words = [word.strip(",;:") for name in described for word in name.split()]
    assert not any(word.isnumeric() or "/" in word for word in words)


@pytest.mark.parametrize("signal_cost", [None, SIGNAL])
def test_events_are_sets_of_cells(signal_cost: dict[str, Any] | None) -> None:
    game = war(signal_cost=signal_cost)
    events = game.events()
    assert list(events) == ["opening", "talks", "escalation"] + ["signal"] * (signal_cost is not None)
    opened = {(m, r) for m in game.game().messages if m.endswith("open") for r in RESPONSES}
    assert events["opening"] == opened
    assert events["talks"] == {cell for cell in opened if cell[1] == "hold"}
    assert events["escalation"] == {(m, "escalate") for m in game.game().messages}
    if signal_cost:
        assert events["signal"] == {(m, r) for m in SIGNAL_MESSAGES[2:] for r in RESPONSES}


# What changes nothing, and what the conditions promise: with the solver


def behaviour(game: Model) -> list[tuple[Any, Any]]:
    return [(eq.sender.vertices, eq.receiver.vertices) for eq in tm.solve(game)]


@examples(30)
@given(wars(types=(2, 3)), fractions(0, 2), fractions(-2, 2))
def test_values_of_talks_to_him_and_deescalation_change_no_equilibrium(
    game: OpeningGame, psi: Fraction, t: Fraction
) -> None:
    assert behaviour(game) == behaviour(game.with_(deescalation=psi, opponent_talks_value=t))


@examples(30)
@given(wars(types=(2, 3)), positive(3), positive(3))
def test_units_of_payoffs_change_no_equilibrium(game: OpeningGame, hers: Fraction, his: Fraction) -> None:
    def scaled(by: Fraction, *names: str) -> dict[str, Any]:
        values = {name: getattr(game, name) for name in names}
        return {
            name: value * by if isinstance(value, Fraction) else value and {t: x * by for t, x in value.items()}
            for name, value in values.items()
        }

    values = ("war_value", "talks_value", "signal_cost", "escalation_harm", "base_harm", "face_saving", "coercion")
    own = scaled(hers, *values)
    opposite = scaled(his, "escalation_gain", "escalation_cost", "guarantee")
    assert behaviour(game) == behaviour(game.with_(**own, **opposite))


@examples(30)
@given(wars(types=(2, 3)), st.data())
def test_scale_and_constant_of_each_type_change_no_equilibrium(game: OpeningGame, data: st.DataObject) -> None:
    plain = game.game()
    sender = []
    for table in plain.sender:
        scale, shift = data.draw(positive(3)), data.draw(fractions(-2, 2))
        sender.append([[scale * x + shift for x in row] for row in table])
    shifts = [[data.draw(fractions(-2, 2)) for _ in plain.messages] for _ in plain.types]
    receiver = [
        [[x + shift for x in row] for row, shift in zip(table, line, strict=True)]
        for table, line in zip(plain.receiver, shifts, strict=True)
    ]
    other = OpeningGame.from_payoffs(types=plain.types, prior=plain.prior, sender=sender, receiver=receiver)
    assert behaviour(game) == behaviour(other)
    assert names(game) == names(other)


def most(quantity: Fraction | Range) -> Fraction:
    return quantity.high if isinstance(quantity, Range) else quantity


def talks_for_sure(assessment: Assessment, type_: str) -> bool:
    row = assessment.sender[type_]
    return sum(p * assessment.receiver[m]["hold"] for m, p in row.items() if m.endswith("open")) == 1


@st.composite
def payoff_games(draw: st.DrawFn) -> PayoffOpeningGame:
    """Tables beyond the parametric form: exposures out of proportion, costs that depend on posture, some misfits."""
    weights = draw(st.lists(st.integers(1, 4), min_size=2, max_size=2))
    signal = draw(st.booleans())
    sender, receiver = [], []
    for _ in weights:
        calm, harm, premium = draw(st.integers(0, 3)), draw(st.integers(1, 4)), draw(st.integers(1, 3))
        exposure = draw(st.integers(1, premium + harm))
        rows = [[calm - harm, calm], [calm + premium - exposure, calm + premium]]
        pull = draw(st.integers(-3, 4))
        his = [[pull, 0], [pull - draw(st.integers(0, 2)), 0]]
        if signal:
            costs = draw(st.lists(st.integers(-1, 4), min_size=2, max_size=2))
            rows += [[x - cost for x in row] for row, cost in zip(rows, costs, strict=True)]
            his += his
        sender.append(rows)
        receiver.append(his)
    prior = [Fraction(weight, sum(weights)) for weight in weights]
    return OpeningGame.from_payoffs(types=["a", "b"], prior=prior, sender=sender, receiver=receiver)


@examples(120)
@given(st.one_of(wars(types=(2, 2, 3)), payoff_games()))
def test_first_condition_keeps_its_promises(game: Any) -> None:
    some, every = game.talks_conditions()[:2]
    assume(not some.caveats)
    found = tm.solve(game)
    with_talks = [eq for eq in found if most(eq.outcomes["talks"]) == 1]
    if some.holds:
        assert with_talks
    else:
        silent = "silent, open" if game.has_signal else "open"
        for assessment in found.vertices():
            sent = any(assessment.sender[t][silent] for t in game.types)
            assert not sent or assessment.receiver[silent]["escalate"] == 1
    if every.settles:
        assert [eq.outcomes["talks"] for eq in found] == [1] * len(found)


@st.composite
def signalling_wars(draw: st.DrawFn) -> OpeningGame:
    """Wars under the premises of the second condition: A1 to A3, two types, tempting at the prior."""
    low, high = sorted(draw(st.lists(fractions(0, 1), min_size=2, max_size=2, unique=True)))
    p = draw(st.integers(1, 9)) * Fraction(1, 10)
    at_prior = 1 - p * high - (1 - p) * low
    share = draw(st.integers(1, 9)) * Fraction(1, 10)
    harm, base, exposure = (draw(positive(1)) for _ in range(3))
    d_high, d_low = base + (1 - high) * harm, base + (1 - low) * harm
    cost = (1 - high) + share * (at_prior - (1 - high))
    part = cost - (1 - high)
    guarantee = draw(st.sampled_from([Fraction(0), (at_prior - cost) / 2])) if part else Fraction(0)
    return OpeningGame(
        prior={"high": p, "low": 1 - p},
        resilience={"high": high, "low": low},
        war_value={"high": 0, "low": 0},
        talks_value={"high": draw(positive(1)), "low": draw(positive(1))},
        escalation_harm=harm,
        base_harm=base,
        talks_exposure=exposure,
        escalation_gain=1,
        escalation_cost=cost,
        guarantee=guarantee,
        signal_cost={
            "high": exposure * d_high * draw(fractions(0, 1)) + draw(st.sampled_from([0, 0, 0, "1/10"]).map(Fraction)),
            "low": exposure * d_low * draw(fractions(0, 2)),
        },
    )


@examples(80)
@given(st.one_of(signalling_wars(), signalling_wars(), payoff_games()))
def test_second_condition_keeps_its_promises(game: Any) -> None:
    some, every = game.talks_conditions()[2:]
    assume(some.margin is not None and not some.caveats)
    found: Equilibria = tm.solve(game)
    high = game.resilience_order[-1]
    assert any(talks_for_sure(assessment, high) for assessment in found.vertices()) == some.holds
    if every.holds:
        kept = tm.refine(found, "D1").vertices()
        assert kept
        for assessment in kept:
            assert assessment.sender[high]["signal, open"] == 1
            assert talks_for_sure(assessment, high)
