"""War over time: a war of one period is the opening game; what is told and written; input; the results of the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import inf
from pathlib import Path
from random import Random
from typing import Any

import pytest

import termination as tm
from termination.engine.model import Model, OverTime, parametric
from termination.engine.stage.correspondence import correspond
from termination.engine.stage.equilibria import Equilibrium
from termination.engine.stage.game import RECEIVER, mean
from termination.engine.symbolic.derive import NoClosedFormError
from termination.errors import InputError, NothingRepeatsError, TerminationError, UnknownNameError
from termination.models.scenarios import parse_scenario, read_scenario, write_scenario
from tests.models.random_wars_over_time import random_war_over_time, war_with_adverse_inference
from tests.oracles.test_stage_static import agreed

F = Fraction
SCENARIOS = sorted((Path(__file__).parents[2] / "examples" / "over_time").glob("*.toml"))

EXAMPLE: dict[str, Any] = {
    "prior": {"low": "19/50", "high": "31/50"},
    "resilience": {"low": 0.2, "high": 0.8},
    "war_value": {"low": 0.1, "high": 0.5},
    "talks_value": {"low": 0.4, "high": 0.55},
    "escalation_harm": 1,
    "talks_exposure": 0.8,
    "escalation_gain": 1,
    "escalation_cost": 0.4,
    "periods": 5,
    "patience": 0.9,
    "battle": {"low": [0.4, 0.6], "high": [0.6, 0.4]},
}


def example(**changes: Any) -> tm.WarOverTime:
    given = {**EXAMPLE, **changes}
    return tm.WarOverTime(**{name: value for name, value in given.items() if value is not None})


def talks(war: tm.WarOverTime, selection: str = "talks") -> Fraction:
    return war.solve(selection).forecast().total("talks")


# one period, and the verifier


def agreed_once(signal: bool, seed: int) -> int:
    """The families that a random war of one period shares with the opening game, all of both."""
    war = random_war_over_time(Random(f"once {signal} {seed}"), 1, signal=signal)
    return agreed(war.opening.with_(types=war.opening.resilience_order).game(), war.stages()[0][""])


@pytest.mark.parametrize("signal", [False, True])
@pytest.mark.parametrize("seed", range(6))
def test_a_war_of_one_period_is_the_opening_game_family_by_family(signal: bool, seed: int) -> None:
    assert agreed_once(signal, seed) > 0


@pytest.mark.thorough
@pytest.mark.parametrize("signal", [False, True])
def test_many_wars_of_one_period(signal: bool) -> None:
    assert all(agreed_once(signal, seed) for seed in range(100, 160))


@pytest.mark.long
@pytest.mark.parametrize("block", range(10))
def test_a_thousand_wars_of_one_period(block: int) -> None:
    seeds = range(1000 + 50 * block, 1050 + 50 * block)
    assert all(agreed_once(signal, seed) for seed in seeds for signal in (False, True))


def faults(seed: int) -> tuple[str, ...]:
    """What the verifier finds in a random war."""
    rng = Random(f"war {seed}")
    course = random_war_over_time(rng).solve(rng.choice(["talks", "refusal"]), rng.choice(["D1", None]))
    return course.certificate.faults


@pytest.mark.parametrize("seed", range(20))
def test_no_deviation_pays_in_random_wars(seed: int) -> None:
    assert faults(seed) == ()


@pytest.mark.long
@pytest.mark.parametrize("block", range(20))
def test_no_deviation_pays_in_two_thousand_wars(block: int) -> None:
    assert [seed for seed in range(1000 + 100 * block, 1100 + 100 * block) if faults(seed)] == []


def faults_with_adverse_inference(seed: int) -> list[str]:
    """What the verifier finds in a random war with A1 to A4, under both selections, with D1 and without."""
    war = war_with_adverse_inference(Random(f"adverse {seed}"))
    courses = [war.solve(selection, refinement) for selection in ("talks", "refusal") for refinement in ("D1", None)]
    return [fault for course in courses for fault in course.certificate.faults]


@pytest.mark.parametrize("seed", range(5))
def test_no_deviation_pays_in_random_wars_with_adverse_inference(seed: int) -> None:
    assert faults_with_adverse_inference(seed) == []


@pytest.mark.long
@pytest.mark.parametrize("block", range(10))
def test_no_deviation_pays_in_two_hundred_wars_with_adverse_inference(block: int) -> None:
    seeds = range(1000 + 20 * block, 1020 + 20 * block)
    assert [seed for seed in seeds if faults_with_adverse_inference(seed)] == []


@pytest.mark.parametrize("seed", range(12))
def test_what_the_solver_counts_is_what_a_forecast_adds_up_to(seed: int) -> None:
    course = random_war_over_time(Random(f"count {seed}")).solve(["talks", "refusal"][seed % 2])
    seen, start = course.forecast(), course.at(1)
    assert seen.discounted("talks") == mean(start.table[2], course.belief)
    assert seen.discounted("opening") == mean(start.table[3], course.belief)


# what it is, and is not


def test_it_is_a_game_over_time_and_no_signaling_game() -> None:
    war = example()
    assert isinstance(war, OverTime)
    assert not isinstance(war, Model)
    with pytest.raises(InputError, match="its numbers are moved one game at a time"):
        parametric(war)  # type: ignore[arg-type]
    assert str(tm.solve(war)) == str(war.solve())


def test_parameters_are_those_in_force() -> None:
    war = example(changes={3: {"escalation_cost": 0.7, "talks_kept": 0}, "5": {"escalation_cost": 0.8}})
    assert [war.at(s).escalation_cost for s in range(1, 6)] == [F(2, 5), F(2, 5), F(7, 10), F(7, 10), F(4, 5)]
    assert [war.at(s).talks_kept for s in (2, 3, 5)] == [1, 0, 0]


def test_a_battle_that_changes_the_public_state() -> None:
    """One outcome raises his cost of escalating beyond every gain: then talks come at once, whatever is believed."""
    war = example(
        periods=2,
        battle={"low": {"quiet": 0.5, "offensive": 0.5}, "high": {"quiet": 0.5, "offensive": 0.5}},
        states={"calm": {}, "shaken": {"escalation_cost": 0.9}},
        moves={"calm": {"offensive": "shaken"}},
    )
    course = war.solve()
    assert (course.state, war.at(1, "shaken").escalation_cost) == ("calm", F(9, 10))
    (only,) = course.moment(2, "shaken").choices
    assert only.equilibrium.table[2] == (1, 1)  # talks, whatever is believed
    seen = course.forecast()
    assert {state for state, _ in seen.places[1]} == {"calm", "shaken"}
    assert course.certificate.valid
    assert {h.steps[1].state for h in course.histories(60, 3) if len(h.steps) == 2} == {"calm", "shaken"}


def test_with_() -> None:
    war = example()
    assert war.with_(**war.parameters(), title=war.title) == war
    dearer = war.with_(escalation_cost=0.5, periods=2)
    assert (dearer.opening.escalation_cost, dearer.periods, dearer.patience) == (F(1, 2), 2, F(9, 10))
    assert war.with_(**{"war_value.low": 0}).opening.war_value == {"low": 0, "high": F(1, 2)}
    assert hash(war.with_()) == hash(war)
    with pytest.raises(AttributeError):
        war.periods = 3  # type: ignore[misc]


def test_a_rule_of_ones_own() -> None:
    war = example(prior=["1/4", "3/4"], periods=2)
    chosen = {war.solve(pairs).at(1).sent[0].message for pairs in ([("most", "talks")], [("least", "talks")])}
    assert chosen == {"open", "closed"}
    with pytest.raises(InputError, match="one of receiver, talks, opening, low, high"):
        war.solve([("most", "peace")])
    with pytest.raises(InputError, match=r"\('most', \['talks'\]\): expected 'most' or 'least', and one of receiver"):
        war.solve([("most", ["talks"])])
    with pytest.raises(UnknownNameError, match="no selection 'war'; there are: 'talks', 'refusal'"):
        war.solve("war")
    for given in (None, 3, ("most", "talks"), ["most talks"], [("most", "talks", "open")], {"most": "talks"}):
        with pytest.raises(InputError, match=r"selection: .* every equilibrium of two periods is correspondence\(\)"):
            war.solve(given)  # type: ignore[arg-type]


# every equilibrium of two periods


def outcomes(found: Iterable[Equilibrium]) -> set[Any]:
    """The equilibria by who sends what, leading to which beliefs, and what that is worth."""
    return {(tuple((s.message, s.belief) for s in one.sent), one.table) for one in found}


@pytest.mark.parametrize("seed", range(12))
def test_what_a_rule_plays_is_among_every_equilibrium(seed: int) -> None:
    """If nothing is drawn by lot in it."""
    war = random_war_over_time(Random(f"every {seed}"), 2)
    found, course = war.correspondence(), war.solve(["talks", "refusal"][seed % 2], None)
    assert found.certificate.valid
    played = [one for one in course.moment(1).equilibria.intervals
              if all(len(each.reply.lottery) <= 1 for each in one.messages)]  # fmt: skip
    assert outcomes(played) <= outcomes(found.first[""].intervals)


def test_every_equilibrium_of_one_period_is_that_of_the_last() -> None:
    once = example(periods=1)
    assert outcomes(once.correspondence().at()) == outcomes(once.solve(refinement=None).moment(1).all_at(F(31, 50)))


def test_what_follows_an_equilibrium_is_an_equilibrium_of_the_last_period() -> None:
    found = example(periods=2).correspondence()
    (waiting,) = [one for one in found.at() if [s.message for s in one.sent] == ["closed"] and found.extremes("high")[1]
                  == one.table[0][1]]  # fmt: skip
    follows = found.follows(waiting, "closed")
    assert list(follows) == ["outcome 1", "outcome 2"]
    assert all(sum(weight for weight, _ in vertices) == 1 for vertices in follows.values())
    later = {weight * one.table[0][1] for vertices in follows.values() for weight, one in vertices}
    assert len(later) == 2
    assert found.follows(waiting, "open") == {}
    least, most = found.extremes("talks", F(7, 10))
    assert (least, most) == (0, 1)


def test_what_follows_in_another_public_state_is_of_that_state() -> None:
    """The same news lead elsewhere there."""
    found = example(
        periods=2,
        battle={"low": {"quiet": 0.5, "offensive": 0.5}, "high": {"quiet": 0.25, "offensive": 0.75}},
        states={"calm": {}, "shaken": {"escalation_cost": 0.9}},
        moves={"calm": {"offensive": "shaken"}},
    ).correspondence()
    for state in ("calm", "shaken"):
        for one in found.at(state=state):
            follows = found.follows(one, "closed", state)
            assert list(follows) == ["quiet", "offensive"]
            for news, where in (("quiet", state), ("offensive", "shaken")):
                vertices = [vertex for _, vertex in follows[news]]
                assert vertices
                assert all(any(vertex is other for other in found.second[where].equilibria) for vertex in vertices)
    with pytest.raises(UnknownNameError, match="no message 'close'"):
        found.follows(found.at()[0], "close")
    with pytest.raises(UnknownNameError, match="no public state 'quiet'"):
        found.follows(found.at()[0], "closed", "quiet")


def test_a_fault_in_a_listed_equilibrium_is_found() -> None:
    found = example(periods=2).correspondence()
    last = found.second[""]
    one = last.equilibria[0]
    worse = replace(one, table=((one.table[0][0] + 1, one.table[0][1]), *one.table[1:]))
    other = replace(found, second={"": replace(last, equilibria=(worse, *last.equilibria[1:]))})
    assert "equilibrium 1, belief 2/3: low can have" in other.certificate.faults[0]


def test_every_equilibrium_is_refused_where_there_are_too_many() -> None:
    for periods in (3, inf):
        with pytest.raises(InputError, match="every equilibrium is listed of a war of one or two"):
            example(periods=periods).correspondence()
    found = example(periods=2).correspondence()
    with pytest.raises(UnknownNameError, match="'low', 'high', 'receiver', 'talks', 'opening'"):
        found.extremes("peace")
    with pytest.raises(InputError, match="strictly between 0 and 1"):
        found.at(F(1))
    with pytest.raises(InputError, match="there are 0"):
        correspond([], F(1, 2))


# input


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"patience": 1}, ["patience: is 1, must be in [0, 1): at 1 what comes much later would count in full"]),
        ({"battle": [[], []]}, ["battle: has no outcomes; leave battle out if fighting tells nothing"]),
        ({"periods": 0}, ["periods: is 0, must be a whole number from 1 to 1000, or inf"]),
        ({"periods": 2.5}, ["periods: is 5/2, must be a whole number from 1 to 1000, or inf"]),
        (
            {"battle": {"low": [0.4, 0.5], "high": [0.6, 0.4]}},
            ["battle.low: sums to 9/10; the chances of the outcomes must be >= 0 and sum to 1 exactly"],
        ),
        ({"battle": {"low": [0.4, 0.6]}}, ["battle: missing 'high'"]),
        (
            {"battle": {"low": {"won": 1}, "high": {"lost": 1}}},
            ["battle.high: missing 'won'", "battle.high: unknown 'lost'; expected 'won'"],
        ),
        (
            {"changes": {1: {"guarantee": 1}, 9: {}}},
            [
                "changes.1: expected a period from 2 to 5; what holds from 1 on needs no change",
                "changes.9: expected a period from 2 to 5; what holds from 1 on needs no change",
            ],
        ),
        ({"changes": {2: {"guarantee": -1}}}, ["changes.2.guarantee: is -1, must be >= 0"]),
        ({"changes": {2: {"prior": [0.5, 0.5]}}}, [
            "changes.2.prior: stays as it is at the start; what is believed later follows from play"]),
        ({"changes": {2: {"resilience": [0.9, 0.1]}}}, [
            "changes.2: the more resilient type must stay the more resilient"]),
        ({"changes": {"2": {"guarantee": 0.1}, 2: {"guarantee": 0.2}}}, [
            "changes.2: this period is given twice; put both together"]),
        ({"battle": None, "states": {"a": {}, "b": {}}, "moves": {"a": {"won": "b"}}}, [
            "moves.a.won: no such state or outcome of battle; there are: states a, b; outcomes none",
            "states.b: no outcome of battle leads to it from another state; say which in moves"]),
        ({"changes": 3}, ["changes: expected a table of tables, such as {3: {'guarantee': 0.2}}"]),
        ({"states": {"a": {}, "b": {}}}, [
            "states.b: no outcome of battle leads to it from another state; say which in moves"]),
        (
            {"states": {"a": {}, "b": {}}, "moves": {"a": {"won": "b", "outcome 1": "c"}}},
            [
                "moves.a.won: no such state or outcome of battle; there are: states a, b; "
                "outcomes outcome 1, outcome 2",
                "moves.a.outcome 1: leads to 'c'; the states are a, b",
                "states.b: no outcome of battle leads to it from another state; say which in moves",
            ],
        ),
        ({"states": {1: {}, 2: {}}, "moves": {1: {"outcome 1": 2}}}, [
            'states: labels must be non-empty text, found 1; put it in quotes: "1"']),
        ({"battle": {"low": {1: 1}, "high": {1: 1}}}, [
            'battle: labels must be non-empty text, found 1; put it in quotes: "1"']),
        ({"patiense": 0.9, "change": {}, "chages": {}}, [
            "patiense: no such parameter; did you mean 'patience'?",
            "change: no such parameter; did you mean 'changes'?",
            "chages: no such parameter; did you mean 'changes'?",
        ]),
        ({"periods": inf, "battle": None, "dates": ["1965"]}, [
            "dates: a war without an end has no list of dates; leave them out"]),
        ({"states": ["calm"]}, [
            "states: expected a table of tables, such as {'calm': {}, 'shaken': {'escalation_cost': 0.8}}"]),
        ({"states": {"a": {}}, "moves": {"lost": "a"}}, [
            "moves: expected a table of tables, such as {'calm': {'offensive': 'shaken'}}"]),
        ({"dates": ["1965"]}, ["dates: expected a list of 5 names, one for each period, found 1"]),
        ({"dates": "1965-69"}, ["dates: expected a list of 5 names, one for each period, found str"]),
        ({"dates": [1965, None, " ", True, date(1969, 1, 1)]}, [
            "dates: that of period 2 is None; write text, a number or a date",
            "dates: that of period 3 is ' '; write text, a number or a date",
            "dates: that of period 4 is True; write text, a number or a date",
        ]),
        ({"talks_exposure": 0, "patience": 2, "periods": -1}, [
            "periods: is -1, must be a whole number from 1 to 1000, or inf",
            "patience: is 2, must be in [0, 1): at 1 what comes much later would count in full",
            "talks_exposure: is 0, must be in (0, 1]",
        ]),
    ],
)  # fmt: skip
def test_bad_input_is_refused_with_every_fault(changes: dict[str, Any], faults: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        example(**changes)
    assert str(caught.value).split("\n") == faults


def test_what_is_missing_is_named() -> None:
    with pytest.raises(InputError) as caught:
        example(periods=None, patience=None, escalation_cost=None)
    assert [fault.where for fault in caught.value.faults] == ["periods", "patience", "escalation_cost"]


def test_a_history_of_an_unknown_type_is_refused_with_those_there_are() -> None:
    with pytest.raises(UnknownNameError, match="no type 'medium'; there are: 'low', 'high'"):
        list(example().solve().histories(1, 1, type_="medium"))


@pytest.mark.parametrize("state", ["peace", 3, ["calm"]])
def test_histories_from_an_unknown_state_are_refused_with_those_there_are(state: Any) -> None:
    with pytest.raises(UnknownNameError, match=r"no public state .*; there are: ''"):
        list(example().solve().histories(1, 1, state=state))


@pytest.mark.parametrize("given", ["1/2", "0.5", 0.5, Decimal("0.5")])
def test_a_belief_is_an_exact_number_however_it_is_written(given: Any) -> None:
    course = example(periods=2).solve()
    every = example(periods=2).correspondence()
    assert course.at(1, given) is course.at(1, F(1, 2))
    assert course.moment(1).beside(given) == course.moment(1).beside(F(1, 2))
    assert course.forecast(given) == course.forecast(F(1, 2))
    assert course.forecast(given).belief == F(1, 2)
    assert list(course.histories(3, 1, given)) == list(course.histories(3, 1, F(1, 2)))
    assert course.along(["outcome 1"], given) == course.along(["outcome 1"], F(1, 2))
    assert course.at(1, given).sending(given) == course.at(1, F(1, 2)).sending(F(1, 2))
    assert len(every.at(given)) == len(every.at(F(1, 2)))
    assert every.extremes("high", given) == every.extremes("high", F(1, 2))


def test_what_cannot_be_asked_of_a_war_is_refused_with_what_can() -> None:
    war, dated = example(periods=2), example(periods=2, dates=[1951, 1952])
    course, every = war.solve(), war.correspondence()
    ask: list[tuple[Callable[[Any], Any], Any, str]] = [
        (lambda x: course.at(1, x), "half", "belief: 'half' is not a number; write one as 0.3, 3/10 or 2"),
        (lambda x: course.at(1, x), {"high": 0.5}, "belief: expected a number, found values by label"),
        (lambda x: course.at(1, "1/4").sending(x), "3/4", "belief: is 3/4; this equilibrium is one from 0 to 23/39"),
        (course.at, 1.0, "period: expected a whole number, found float"),
        (course.at, 3, "period: is 3, must be a whole number from 1 to 2"),
        (course.along, "outcome 1", "news: expected a list with those of each period in turn, found str"),
        (course.at(1).reply, "opened", "no message 'opened'; did you mean 'open'?"),
        (course.forecast().chance, ["talks"], "did you mean 'talks'\\? There are: 'opening'"),
        (lambda x: every.follows(x, "closed"), 0, "one: expected an equilibrium of the first period"),
        (war.at, "2", "period: expected a whole number, found str"),
        (war.at, 3, "period: is 3, must be from 1 to 2"),
        (lambda x: war.at(1, x), "calm", "no public state 'calm'"),
        (dated.date, 0, "period: is 0, must be a whole number from 1"),
        (dated.date, 3, "period: is 3, must be from 1 to 2"),
        (war.account, war, r"course: expected what solve\(\) returned, found WarOverTime"),
    ]
    for asked, given, said in ask:
        with pytest.raises(TerminationError, match=said):
            asked(given)


def test_an_answer_is_short_in_a_line_and_told_in_full_as_text() -> None:
    course, every = example(title="A war").solve(), example(periods=2).correspondence()
    assert repr(course) == "<Course: 5 periods, from a belief of 31/50, selected by 'talks'>"
    assert repr(every) == "<Correspondence: 2 periods, 7 equilibria of the first at a belief of 31/50>"
    assert str(every).startswith("Every equilibrium of the first period at a belief of 31/50")


def test_three_types_are_refused() -> None:
    with pytest.raises(InputError, match="types: there are 3; a war over time is solved for two"):
        example(prior=["1/3"] * 3, resilience=[0, 0.5, 1], war_value=[0] * 3, talks_value=[1] * 3, battle=None)


# files


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_scenarios_are_solved_told_and_read_back(path: Path) -> None:
    scenario = read_scenario(path)
    course = tm.solve(scenario.model)
    assert course.certificate.valid
    assert parse_scenario(write_scenario(scenario.model)).model == scenario.model
    again = tm.from_json(course.to_json())
    assert again.model == scenario.model
    assert again.to_json() == course.to_json()
    assert len(course.to_frame()) == sum(
        len(c.equilibrium.messages) for by in course.moments for m in by.values() for c in m.choices
    )


def test_everything_that_can_be_given_is_written_and_read() -> None:
    war = example(
        periods=3, dates=[1965, 1966, 1967], title="All of it", signal_cost=[0.1, 0.2], talks_kept=0.5,
        battle={"low": {"won": "1/3", "lost": "2/3"}, "high": {"won": "2/3", "lost": "1/3"}},
        changes={2: {"guarantee": "1/7", "battle": {"low": [0.5, 0.5], "high": [1, 0]}}},
        states={"calm": {}, "shaken": {"war_value": {"low": 0}}}, moves={"calm": {"lost": "shaken"}},
    )  # fmt: skip
    again = parse_scenario(write_scenario(war)).model
    assert again == war
    assert again.date(2) == "1966"
    assert str(again.solve()) == str(war.solve())


def test_an_answer_that_was_changed_is_refused() -> None:
    text = example(periods=2).solve().to_json()
    with pytest.raises(InputError, match="not what the model in it gives"):
        tm.from_json(text.replace("23/39", "24/39"))
    with pytest.raises(InputError, match="expected the model and the rule"):
        tm.from_json(text.replace('"rule"', '"rules"'))


def test_the_account_says_what_the_numbers_are() -> None:
    first, later, last = example().solve().model.account(example().solve())
    assert "both types stay closed" in first
    assert "He waits although escalating would bring him 7/250 (0.028) now" in first
    assert "waiting is worth 117/3125 (0.037)" in first
    assert later.startswith("In period 2, the vulnerable opener opens with probability 1193/2185 (0.546)")
    assert "talks come with probability ~0.706" in last


def test_the_likeliest_history_of_given_news() -> None:
    course = example().solve()
    steps = course.along(["outcome 1", "outcome 2", "outcome 2"]).steps
    assert [(step.message, step.reply, step.news) for step in steps] == [
        ("closed", "hold", "outcome 1"), ("open", "hold", "")]  # fmt: skip
    assert course.along([]).steps == (steps[0]._replace(news=""),)
    with pytest.raises(UnknownNameError, match="no news of period 1 'peace'; there are: 'outcome 1', 'outcome 2'"):
        course.along(["peace"])


def test_progress_is_told_before_each_period_and_may_interrupt() -> None:
    told: list[tuple[str, int, int]] = []
    example().solve(progress=lambda *now: told.append(now))
    assert told == [(f"period {5 - done}", done, 5) for done in range(5)]

    def enough(what: str, done: int, total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        example().solve(progress=enough)


# results


def waits(war: tm.WarOverTime, selection: str, left: int) -> list[tuple[Fraction, Fraction]]:
    """Where both stay closed and he holds, with so many periods left, joined."""
    course = war.solve(selection)
    moment = course.moment(len(course.periods) - left + 1)
    found: list[tuple[Fraction, Fraction]] = []
    for low, high, one in moment.choices:
        both = [s.message for s in one.sent] == ["closed"] and one.sent[0].reply.continues == 1
        if both and found and found[-1][1] == low:
            found[-1] = (found[-1][0], high)
        elif both:
            found.append((low, high))
    return found


class TestY0:
    """The bound: talks happen only at beliefs >= q*_open, and beliefs are a martingale."""

    @pytest.mark.parametrize("seed", range(15))
    def test_it_holds_in_every_random_war(self, seed: int) -> None:
        rng = Random(f"bound {seed}")
        war = random_war_over_time(rng)
        course = war.solve(rng.choice(["talks", "refusal"]))
        low, high = (war.opening.pull("open")[t] for t in war.opening.resilience_order)
        if low <= 0:
            assert low <= 0  # no temptation: the bound is 1
            bound = F(1)
        elif high > 0:
            bound = F(0)
        else:
            bound = min(F(1), course.belief / (low / (low - high)))
        assert course.forecast().total("talks") <= bound

    def test_it_is_attained(self) -> None:
        """Without battles, if she is not escalated against once she is believed: here by a mediator's guarantee."""
        assert talks(example(periods=1, prior=["1/4", "3/4"])) == 1


class TestY1:
    """Fighting on as the signal: talks below q* iff (1 - beta) b_H <= e_H, where there are at least two periods."""

    def war(self, patience: str, **changes: Any) -> tm.WarOverTime:
        return example(battle=None, patience=patience, prior=["1/2", "1/2"], periods=2, **changes)

    @pytest.mark.parametrize(("patience", "possible"), [("0.9", True), ("0.01", True)])
    def test_patience_makes_talks_possible(self, patience: str, possible: bool) -> None:
        """Here b_H = 1/20 < e_H = 4/25: for every patience but none at all."""
        assert (talks(self.war(patience)) > 0) == possible

    @pytest.mark.parametrize(("patience", "some"), [("0.59", False), ("0.6", True), ("0.7", True)])
    def test_the_threshold_is_where_the_flow_of_the_premium_is_the_exposure(self, patience: str, some: bool) -> None:
        """b_H = 2/5, e_H = 4/25: beta = 3/5 is the edge, and belongs to those with talks."""
        war = self.war(patience, talks_value={"low": 2, "high": 0.9})
        every = [one for one in war.solve(refinement=None).moment(1).all_at(F(1, 2)) if mean(one.table[2], F(1, 2)) > 0]
        assert bool(every) == some

    def test_what_she_keeps_counts(self) -> None:
        """With talks_kept = 1/2 the exposure is 4/25 + 1/5 = 9/25: the edge is beta = 1/10."""
        for patience, some in (("0.09", False), ("0.1", True)):
            war = self.war(patience, talks_value={"low": 2, "high": 0.9}, talks_kept="1/2")
            one = war.solve(refinement=None).moment(1).all_at(F(1, 2))
            assert any(mean(each.table[2], F(1, 2)) > 0 for each in one) == some

    def test_the_closed_form_without_battles(self) -> None:
        """L opens with 1 - q(1-q*) / ((1-q) q*); rho = (lam - (1-beta) B_L) / (1 + beta B_L); talks (1-rho) q / q*."""
        war = self.war("0.9")
        course, q, star, b, lam, beta = war.solve(), F(1, 2), F(2, 3), F(3, 8), F(4, 5), F(9, 10)
        one = course.at(1)
        rho = (lam - (1 - beta) * b) / (1 + beta * b)
        assert one.sending(q)["open"] == (1 - q * (1 - star) / ((1 - q) * star), 0)
        assert dict(zip(("escalate", "hold"), one.reply("closed").weights, strict=True))["escalate"] == rho
        assert course.forecast().total("talks") == (1 - rho) * q / star
        assert course.forecast().chance("talks")[0] == 0

    def test_false_without_a4(self) -> None:
        """Adverse inference reversed: both opening, escalated against for sure, can be all that D1 leaves."""
        war = self.war("0.9", talks_value={"low": 0.11, "high": 0.9}, war_value={"low": 0.1, "high": 0.5})
        assert war.opening.inference == "reversed"
        assert talks(war) == 0


class TestY3:
    """Wait and see."""

    def test_nobody_waits_in_the_last_period(self) -> None:
        assert [end for end in waits(example(), "talks", 1) if end[0] < F(2, 3)] == []

    def test_with_two_periods_left_it_is_an_interval_up_to_the_critical_belief(self) -> None:
        assert waits(example(), "talks", 2) == [(F(23, 39), F(2, 3))]

    def test_it_needs_battles_and_patience(self) -> None:
        for war in (example(battle=None), example(battle=[[0.5, 0.5]] * 2), example(patience=0)):
            assert [end for end in waits(war, "talks", 2) if end[0] < F(2, 3)] == []

    def test_it_grows_with_what_battles_tell_and_with_patience(self) -> None:
        for changes in (
            [{"battle": [[1 - a, a], [a, 1 - a]]} for a in (F(3, 10), F(2, 10), F(1, 10))],
            [{"patience": beta} for beta in (F(1, 2), F(3, 4), F(9, 10))],
        ):
            starts = [waits(example(**change), "talks", 2)[0][0] for change in changes]
            assert starts == sorted(starts, reverse=True)
            assert len(set(starts)) == 3

    def test_under_talks_it_falls_apart_into_islands(self) -> None:
        assert waits(example(), "talks", 5) == [(F(664, 1221), F(4, 7)), (F(23, 39), F(2, 3))]

    def test_under_refusal_it_grows_with_the_horizon(self) -> None:
        war = example(periods=5)
        starts = [min(low for low, _ in waits(war, "refusal", n)) for n in (2, 3, 4, 5)]
        assert starts == sorted(starts, reverse=True)
        assert len(set(starts)) > 1


def test_y4_a_promise_of_talks_makes_the_wait_more_violent_and_the_resilient_poorer() -> None:
    """Against refusal for ever: V_L and W stay, V_H falls by d_H beta (B_L - B_H)(1 - lam + B_L) / (1 + beta B_L); and
    against the game played once, in which rho is lam - B_L. (Under `refusal` the lottery can share the task with rho.)
    """
    war = example(battle=None, prior=["1/2", "1/2"], periods=2)
    once = war.with_(periods=1).solve().at(1)
    promised, refused = (war.solve(selection).at(1) for selection in ("talks", "refusal"))
    lam, low, high, beta, harm = F(4, 5), F(3, 8), F(1, 4), F(9, 10), F(1, 5)
    assert once.reply("closed").weights[0] == lam - low < promised.reply("closed").weights[0]
    assert once.table[:2] == refused.table[:2]
    fall = harm * beta * (low - high) * (1 - lam + low) / (1 + beta * low)
    assert refused.table[0][1] - promised.table[0][1] == fall
    assert (refused.table[0][0], refused.table[1]) == (promised.table[0][0], promised.table[1])


def test_y5_pressure_loses_its_edge() -> None:
    """q* < q: talks at once and ever after are the only outcome under D1 iff (1 - beta) b_H > lam d_H."""
    q = F(3, 4)
    for patience, only in (("0.59", True), ("0.6", False), ("0.9", False)):
        war = example(
            battle=None, patience=patience, prior=["1/4", "3/4"], periods=2, talks_value={"low": 2, "high": 0.9}
        )
        now = [one for one in war.solve().moment(1).all_at(q) if one.survives]
        assert all(one.sent[0].message == "open" and mean(one.table[2], q) == 1 for one in now) == only
        assert mean(now[0].table[2], q) == 1


def test_y6_his_own_stake_makes_him_wait_iff_it_outweighs_the_gain_against_the_weak() -> None:
    """Without battles, two periods, timid: he waits below q* if t > (1 - beta) e(0) / beta, which is 2/45 here."""
    for stake, waiting in ((F(2, 45) - F(1, 1000), False), (F(2, 45) + F(1, 1000), True), (F(1, 2), True)):
        war = example(battle=None, periods=2, opponent_talks_value=stake)
        assert bool([low for low, _ in waits(war, "talks", 2) if low < F(2, 3)]) == waiting
    assert talks(example(periods=1, opponent_talks_value=1)) == talks(example(periods=1))


def test_y7_talks_are_not_monotone_in_what_battles_tell() -> None:
    told = [talks(example(battle=[[1 - F(a), F(a)], [F(a), 1 - F(a)]])) for a in ("0.5", "0.6", "0.7", "0.9")]
    assert [f"{float(1 * x):.2f}" for x in told] == ["0.40", "0.71", "0.71", "0.66"]
    assert talks(example(battle=[[1, 0], [0, 1]])) == F(31, 50)  # after the first battle all is known


def test_y8_an_announced_mediator_abolishes_the_wait() -> None:
    announced = {2: {"guarantee": 0.5}}
    assert [f"{float(talks(example(**c))):.2f}" for c in ({}, {"changes": announced}, {"guarantee": 0.5})] == [
        "0.71", "0.40", "1.00"]  # fmt: skip
    # With a stake of his own, beta t >= e(q), he waits for the mediator, and talks are sure.
    stake = F(7, 250) / F(9, 10)
    assert talks(example(changes=announced, opponent_talks_value=stake)) == 1
    assert talks(example(changes=announced, opponent_talks_value=stake - F(1, 1000))) < 1


def test_y9_where_adverse_inference_is_reversed_battles_let_an_opening_be_held_in_part() -> None:
    """T11 denies talks at a tempting belief in the period of opening; over time it needs Y2's order, that is A4."""
    found = 0
    for seed in range(15):
        rng = Random(f"y9 {seed}")
        war = example(
            periods=2, patience=F(rng.randint(1, 19), 20), battle=random_war_over_time(rng).parameters()["battle"],
            talks_value=[F(1, 10) + F(rng.randint(16, 40), 40), F(1, 2) + F(rng.randint(1, 3), 40)],
        )  # fmt: skip
        assert war.opening.inference == "adverse"
        for one in war.solve(refinement=None).moment(1).equilibria.intervals:
            held = [s for s in one.sent if s.message == "open" and s.reply.weights[0] < 1]
            if held and min(F(1) if s.belief is None else s.belief for s in held) < F(2, 3) and one.low < F(2, 3):
                assert one.low >= F(2, 3), one
            found += len(one.sent)
    assert found > 5


def test_his_value_is_what_waiting_or_escalating_brings() -> None:
    """W is convex where nothing is left for him in talks: under refusal he solves a problem of optimal stopping."""
    course = example(opponent_talks_value=0).solve("refusal")
    for s in course.periods:
        points = [(low, mean(one.table[RECEIVER], low)) for low, _, one in course.moment(s).choices]
        slopes = [(y2 - y1) / (x2 - x1) for (x1, y1), (x2, y2) in pairwise(points)]
        assert slopes == sorted(slopes)


def test_the_infinite_horizon_and_nothing_else_takes_inf() -> None:
    assert example(periods=inf).periods == example(periods="inf").periods == inf


def test_a_war_without_end_is_solved_where_play_repeats() -> None:
    """The numbers were found beforehand by other means; one more step of induction gives all of them back."""
    course = example(periods=inf).solve()
    moment = course.moment(1)
    assert [str(cut) for cut in moment.values.cuts] == ["664/1221", "4/7", "23/39", "996/1553", "2/3"]
    assert moment.values.pieces[0].table[0] == (F(-6, 25), F(11947, 27940))
    assert moment.choices[0].equilibrium.reply("closed").weights == (F(661, 1811), F(1150, 1811))
    assert course.certificate.valid
    assert course.moment(50) is moment
    near = example(periods=40).solve()
    assert abs(mean(near.at(1).table[2], course.belief) - mean(moment.at(course.belief).table[2], course.belief)) < 1e-9
    seen = course.forecast(periods=40)
    assert 0 < sum(seen.left) < F(1, 10**20)
    assert abs(seen.discounted("talks") - mean(course.at(1).table[2], course.belief)) < 1e-9
    assert "period 1 and later" in str(course)


def test_without_end_after_a_change() -> None:
    course = example(periods=inf, changes={3: {"guarantee": 0.5}}).solve()
    assert (len(course.moments), course.certificate.valid) == (3, True)
    assert course.forecast().chance("talks") == example(
        periods=24, changes={3: {"guarantee": 0.5}}).solve().forecast().chance("talks")  # fmt: skip


@pytest.mark.thorough
def test_where_play_does_not_repeat_it_is_said() -> None:
    with pytest.raises(NothingRepeatsError, match="does not repeat within 20 periods"):
        example(periods=inf).solve("refusal")


# public states


def test_what_happens_in_each_public_state_adds_up_to_what_happens() -> None:
    told = 0
    for seed in range(12):
        war = war_with_adverse_inference(Random(f"states {seed}")).with_(periods=3)
        battle = {t: ["1/3", "2/3"] for t in war.opening.types}
        states = {"calm": {}, "shaken": {"escalation_cost": 2}}
        moved = war.with_(battle=battle, states=states, moves={"calm": {"outcome 1": "shaken"}})
        seen = moved.solve("refusal").forecast()
        for type_ in (None, *seen.types):
            by_state = [seen.chance("talks", type_, state) for state in seen.states]
            assert tuple(map(sum, zip(*by_state, strict=True))) == seen.chance("talks", type_)
            alive = [seen.survival(type_, state) for state in seen.states]
            assert tuple(map(sum, zip(*alive, strict=True))) == seen.survival(type_)
        told += len(seen.states) == 2
    assert told > 5
    with pytest.raises(UnknownNameError, match="no public state that is reached 'stormy'"):
        seen.survival(state="stormy")


def test_an_account_tells_public_states_apart() -> None:
    war = tm.load_scenario(SCENARIOS[0])
    assert SCENARIOS[0].stem == "korea_1951_1953"
    later = war.account(war.solve("refusal"))[1]
    assert later.startswith('In spring 1952, in the state "Stalin lives" (probability 9/10), both types stay closed;')
    assert 'In the state "Stalin is dead" (probability 1/10), both types open; talks begin.' in later
    assert "opens with probability" not in later


# what is not solved, in its own words


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"opponent_prior": {"dove": 0.5, "hawk": 0.5}}, "opponent_prior: he has types"),
        ({"changes": {2: {"opponent_prior": {"dove": 1}}}}, r"changes.2.opponent_prior: he has types"),
        ({"states": {"a": {}, "b": {"opponent_prior": {"x": 1}}}, "moves": {"a": {"outcome 1": "b"}}}, "states.b.opp"),
        ({"signal_cost": [0, 1], "changes": {2: {"signal_cost": None}}}, "changes.2.signal_cost: is None"),
        ({"moves": {"calm": {"outcome 1": "shaken"}}}, "moves: there are no states to move between"),
        ({"changes": {2: {3: 1}}}, "changes.2.3: no such parameter"),
    ],
)
def test_each_fault_of_a_war_over_time_is_told_once_with_its_place(changes: dict[str, Any], where: str) -> None:
    with pytest.raises(InputError, match=where) as caught:
        example(**changes)
    assert len(caught.value.faults) == 1


def test_what_is_for_games_played_once_says_so_of_a_game_over_time() -> None:
    war = example(periods=2)
    course = war.solve()
    for ask in (lambda: tm.sweep(war, patience=[0.1]), lambda: tm.statics(war), lambda: tm.thresholds(war, "patience")):
        with pytest.raises(InputError, match="is a game over time, and its numbers are moved one game at a time"):
            ask()
    with pytest.raises(NoClosedFormError, match="is a game over time"):
        tm.conditions(war, course)  # type: ignore[arg-type]
    with pytest.raises(InputError, match=r"write game.solve\(refinement='D1'\)"):
        tm.refine(course, "d1")  # type: ignore[arg-type]
    with pytest.raises(InputError, match=r"explain\(solve\(war\)\)"):
        tm.explain(war)  # type: ignore[arg-type]
    assert tm.explain(course).paragraphs == war.account(course)
