"""Traces along a parameter: exact at every value, thresholds found, and the faults of what is asked for."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

import termination as tm
from termination.analysis.cutoffs import cutoffs_along
from termination.analysis.trace import along, full_name, runs, simplest_between, spaced, trace
from termination.engine.numbers import bounds
from termination.errors import InputError, UnknownNameError

WAR = tm.OpeningGame(
    prior={"high": "3/10", "low": "7/10"},
    resilience={"high": 0.8, "low": 0.2},
    war_value={"high": 0.5, "low": 0.1},
    talks_value={"high": 0.55, "low": 0.4},
    escalation_harm=1,
    talks_exposure=0.8,
    escalation_gain=1,
    escalation_cost=0.4,
)
WITH_SIGNAL = WAR.with_(signal_cost={"high": 0.04, "low": 0.7})
THREE = tm.OpeningGame(
    prior=["1/3", "1/3", "1/3"],
    resilience=[0.2, 0.5, 0.9],
    war_value=[0.1, 0.3, 0.5],
    talks_value=[0.4, 0.5, 0.55],
    escalation_harm=1,
    talks_exposure=0.8,
    escalation_gain=1,
    escalation_cost=0.4,
)


def test_every_point_is_the_solvers_own_answer() -> None:
    found = trace(WAR, "escalation_cost", "3/10", "9/10", 3, refinement="D1")
    for point in found.points:
        equilibria = tm.solve(WAR.with_(escalation_cost=point.value))
        assert [member.outcomes for member in point.members] == [family.outcomes for family in equilibria]
        kept = tm.refine(equilibria, "D1")
        assert [member["payoff of low"] for member in point.selected] == [family.payoffs["low"] for family in kept]
        assert point.complete


def test_thresholds_are_found_though_no_value_names_them() -> None:
    found = trace(WAR, "escalation_cost", "1/10", "9/10", 4)
    expected = {Fraction(1, 5), Fraction(31, 50), Fraction(4, 5)}  # g(1 - r_2), g(1 - R(p)), g(1 - r_1)
    assert expected <= set(found.values)
    assert list(found.values) == sorted(set(found.values))


def test_without_a_refinement_everything_is_selected() -> None:
    found = trace(WAR, "escalation_cost", "7/10", "3/4", 2)
    assert all(point.members == point.selected for point in found.points)
    assert found.concept == ""


def test_a_function_traces_any_game() -> None:
    def game(share: Fraction) -> tm.SignalingGame:
        return tm.SignalingGame(["a", "b"], [share, 1 - share], ["m"], ["l", "r"], [[[0, 0]]] * 2, [[[1, 0]], [[0, 1]]])

    found = trace(game, "share of a", "1/4", "3/4", 2)
    likely = {str(point.value): [str(member["response l"]) for member in point.members] for point in found.points}
    assert (likely["1/4"], likely["1/2"], likely["3/4"]) == (["0"], ["0 to 1"], ["1"])
    assert len(runs(found, "response l", selected=True)["pooling on m"]) == 3  # nothing is drawn across the jump


def test_runs_end_where_a_branch_does() -> None:
    found = trace(WAR, "escalation_cost", "1/10", "9/10", 4)
    ended = runs(found, "talks", selected=False)["pooling on open, no escalation"]
    (run,) = ended
    assert 0 < run[0][0] - Fraction(31, 50) < Fraction(1, 1000)  # at 31/50 itself escalation is possible
    assert run[-1][0] == Fraction(9, 10)
    assert sum(len(run) for branch in runs(found, "talks", selected=False).values() for run in branch) == sum(
        len(point.members) for point in found.points
    )


@pytest.mark.parametrize(
    ("low", "high", "simplest"),
    [("0", "1", "1/2"), ("1/3", "1/2", "2/5"), ("-2/3", "-1/3", "-1/2"), ("-1", "1", "0"), ("5/2", "7/2", "3"),
     ("1", "101/100", "102/101"), ("-1", "0", "-1/2"), ("3", "4", "7/2")],
)  # fmt: skip
def test_the_simplest_fraction_between(low: str, high: str, simplest: str) -> None:
    found = simplest_between(Fraction(low), Fraction(high))
    assert found == Fraction(simplest)
    smaller = [Fraction(n, d) for d in range(1, found.denominator) for n in range(-5 * d, 5 * d)]
    assert not [x for x in smaller if Fraction(low) < x < Fraction(high)]


def test_parameters_by_type_and_the_prior() -> None:
    at = along(WITH_SIGNAL, "signal_cost.low")
    assert at(Fraction(1, 3)).signal_cost == {"high": Fraction(1, 25), "low": Fraction(1, 3)}
    assert along(WAR, "prior")(Fraction(1, 4)).prior == {"high": Fraction(1, 4), "low": Fraction(3, 4)}
    assert along(WAR, "prior.low")(Fraction(1, 4)).prior == {"high": Fraction(3, 4), "low": Fraction(1, 4)}
    assert (full_name(WAR, "prior"), full_name(WAR, "prior.low")) == ("prior.high", "prior.low")
    by_payoffs = tm.OpeningGame.from_payoffs(
        types=["weak", "strong"], prior=["1/2", "1/2"],
        sender=[[[-1, 0], [0, 2]], [[0, 1], [1, 2]]], receiver=[[[1, 0], [1, 0]], [[-2, 0], [-2, 0]]],
    )  # fmt: skip
    assert along(by_payoffs, "prior")(Fraction(1, 4)).prior["strong"] == Fraction(1, 4)


REFUSED: dict[str, tuple[Callable[[], Any], type[Exception], str]] = {
    "unknown parameter": (lambda: trace(WAR, "cost", 0, 1), UnknownNameError, "escalation_cost"),
    "by type without a type": (lambda: trace(WAR, "war_value", 0, 1), InputError, "write 'war_value.high'"),
    "unknown type": (lambda: trace(WAR, "war_value.middle", 0, 1), UnknownNameError, "'high', 'low'"),
    "type where there is none": (lambda: trace(WAR, "escalation_cost.high", 0, 1), InputError, "one value for all"),
    "prior of three": (lambda: trace(THREE, "prior", 0, 1), InputError, "write 'prior.type 1'"),
    "no name": (lambda: trace(WAR, "", 0, 1), InputError, "must be a name"),
    "no model": (lambda: trace(3, "x", 0, 1), InputError, "found int"),  # type: ignore[arg-type]
    "all faults at once": (lambda: spaced("x", None, 1), InputError, r"start: .*\nstop: .*\ncount: is 1"),
    "backwards": (lambda: spaced(1, 0, 3), InputError, "greater than start"),
    "outside": (lambda: spaced(0, 1, 3, [2]), InputError, "2 lies outside 0 to 1"),
    "a value the model refuses": (lambda: trace(WAR, "escalation_cost", -1, 1, 2), InputError, "escalation_cost"),
    "unknown refinement": (
        lambda: trace(WAR, "escalation_cost", 0.1, 1, 2, refinement="D9"), UnknownNameError, "'D1'",
    ),
    "thresholds of what has none": (
        lambda: cutoffs_along(WAR, "prior", 0.1, 0.9, of="base_harm"), UnknownNameError, "escalation_cost",
    ),
    "thresholds of a plain game": (
        lambda: cutoffs_along(WAR.game(), "prior", 0.1, 0.9), InputError, "SignalingGame",  # type: ignore[arg-type]
    ),
    "a second condition for three": (
        lambda: cutoffs_along(THREE.with_(signal_cost=[1, 1, 1]), "escalation_gain", 1, 2, of="signal_cost"),
        InputError,
        "there are 3 types",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_traced_is_refused_with_advice(name: str) -> None:
    attempt, kind, message = REFUSED[name]
    with pytest.raises(kind, match=message):
        attempt()


@pytest.mark.parametrize("prior", ["1/10", "1/2", "9/10"])
def test_the_engine_finds_talks_where_the_thresholds_say(prior: str) -> None:
    """T1 and T2 on either side of the lines, which are computed without solving anything."""
    lines = cutoffs_along(WAR, "prior", prior, "19/20", 2).lines
    every, some = lines[0].values[0], lines[1].values[0]
    near = Fraction(1, 1000)

    def talks(cost: Fraction) -> list[Any]:
        changed = WAR.with_(prior={"high": prior, "low": 1 - Fraction(prior)}, escalation_cost=cost)
        return [family.outcomes["talks"] for family in tm.solve(changed)]

    assert talks(every + near) == [1]
    assert 1 in [bounds(found)[1] for found in talks(some)]
    assert any(found != 1 for found in talks(every - near))
    assert all(found == 0 for found in talks(some - near))


def test_the_guarantee_and_the_cost_are_measured_alike() -> None:
    war = WAR.with_(guarantee="1/10")
    by_cost = cutoffs_along(war, "prior", "1/10", "9/10", 3).lines
    by_guarantee = cutoffs_along(war, "prior", "1/10", "9/10", 3, of="guarantee").lines
    for one, other in zip(by_cost, by_guarantee, strict=True):
        assert [a + war.guarantee for a in one.values] == [b + war.escalation_cost for b in other.values]


def test_thresholds_of_the_signal_are_the_models_margins() -> None:
    found = cutoffs_along(WITH_SIGNAL, "talks_exposure", "1/5", 1, 5, of="signal_cost")
    low, high, premium = (line.values for line in found.lines)
    costs = WITH_SIGNAL.signal_cost
    assert costs is not None
    for i, value in enumerate(found.at):
        margin = WITH_SIGNAL.with_(talks_exposure=value).talks_conditions()[3].margin
        assert margin == min(premium[i] - costs["high"], high[i] - costs["high"], costs["low"] - low[i])


def test_failing_assumptions_are_told_with_where_they_begin() -> None:
    found = cutoffs_along(WAR, "face_saving", 0, 1, 3)
    assert found.caveats == ()
    tiny = WAR.with_(talks_value={"high": 0.499})  # though no value of the axis but the first is in the range
    assert cutoffs_along(tiny, "face_saving", 0, 1, 3).caveats == (
        "A1 fails (talks are worth having), up to 1/1000",
    )
    weak = WAR.with_(talks_value={"high": 0.4})  # no premium for high until phi makes one
    assert cutoffs_along(weak, "face_saving", 0, 1, 3).caveats == (
        "A1 fails (talks are worth having), up to 1/10",
    )
    assert cutoffs_along(WAR, "war_value.high", "1/2", "9/10", 3).caveats == (
        "A1 fails (talks are worth having), from 11/20 on",
    )
