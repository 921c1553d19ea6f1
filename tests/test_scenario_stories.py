"""The example scenarios tell the stories that their comments tell: checked on the solver's answer, not on names."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest

from termination.engine.enumerate import solve
from termination.engine.equilibria import Equilibria
from termination.engine.families import Family
from termination.engine.refining.refine import refine
from termination.models.scenarios import load_scenario, read_scenario

SCENARIOS = Path(__file__).parents[1] / "examples" / "scenarios"
CASES = ("vietnam_1965", "vietnam_1967", "vietnam_1968", "vietnam_1968_tet", "korea_1951_january",
         "korea_1951", "india_1962", "china_1962")  # fmt: skip


def found(name: str, concept: str = "") -> Equilibria:
    answer = solve(load_scenario(SCENARIOS / f"{name}.toml"))
    assert answer.complete
    return refine(answer, concept) if concept else answer


def only(name: str, concept: str = "") -> Family:
    """The one family of equilibria that there is."""
    (family,) = found(name, concept)
    return family


def test_in_1965_a_resilient_north_vietnam_stays_closed_in_the_one_equilibrium_that_survives_d1():
    eq = only("vietnam_1965", "D1")
    assert eq.sender["resilient"] == {"closed": 1, "open": 0}
    assert eq.sender["vulnerable"] == {"closed": Fraction(2, 3), "open": Fraction(1, 3)}
    assert eq.receiver["open"]["escalate"] == 1
    assert 0 < eq.receiver["closed"]["escalate"] < 1
    assert eq.outcomes["talks"] == 0


def test_in_1965_without_d1_the_one_other_equilibrium_has_both_open_and_escalated_against():
    (other,) = [eq for eq in found("vietnam_1965") if eq.outcomes["opening"] == 1]
    assert len(found("vietnam_1965")) == 2
    assert other.outcomes["escalation"] == 1


def test_in_korea_talks_are_refused_until_stalin_dies_and_then_are_all_there_is():
    war = load_scenario(SCENARIOS.parent / "over_time" / "korea_1951_1953.toml")
    refusing = war.solve("refusal")
    assert refusing.certificate.valid
    told = refusing.along(["war goes on", "war goes on", "Stalin dies"])
    assert [(war.date(step.period), step.message, step.reply) for step in told.steps] == [
        ("autumn 1951", "closed", "hold"), ("spring 1952", "closed", "hold"), ("autumn 1952", "closed", "hold"),
        ("spring 1953", "open", "hold")]  # fmt: skip
    for period in refusing.periods:
        before = refusing.moment(period, "Stalin lives").all_at(refusing.belief)
        assert {one.sent[0].message for one in before if one.survives and len(one.sent) == 1} == {"closed", "open"}
        (after,) = refusing.moment(period, "Stalin is dead").all_at(refusing.belief)
        assert after.table[2] == (1, 1)
    assert war.solve("talks").forecast().chance("talks")[0] == 1


def test_korea_begins_with_the_numbers_of_1951():
    before = load_scenario(SCENARIOS / "korea_1951.toml").parameters()
    over_time = load_scenario(SCENARIOS.parent / "over_time" / "korea_1951_1953.toml").opening.parameters()
    assert before == over_time


def test_in_april_1968_both_open_and_talk_in_every_equilibrium():
    eq = only("vietnam_1968")
    assert eq.outcomes == {"opening": 1, "talks": 1, "escalation": 0}


def test_by_1967_two_numbers_have_moved_and_nothing_else():
    before, after = (load_scenario(SCENARIOS / f"vietnam_{year}.toml").parameters() for year in (1965, 1967))
    assert [name for name in before if before[name] != after[name]] == ["escalation_cost", "face_saving"]
    eq = only("vietnam_1967", "D1")
    assert (eq.name, eq.sender["resilient"]["closed"]) == (only("vietnam_1965", "D1").name, 1)


def test_in_1962_china_could_open_in_safety_whatever_was_inferred():
    assert only("china_1962").outcomes == {"opening": 1, "talks": 1, "escalation": 0}


def test_the_pause_of_1968_explains_nothing_and_the_cost_of_escalation_everything():
    war = load_scenario(SCENARIOS / "vietnam_1968.toml")
    assert only("vietnam_1968").outcomes == solve(war.with_(deescalation=0))[0].outcomes
    before = load_scenario(SCENARIOS / "vietnam_1965.toml")
    paused = refine(solve(before.with_(deescalation=war.deescalation)), "D1")
    assert [eq.sender.to_lists() for eq in paused] == [only("vietnam_1965", "D1").sender.to_lists()]


def test_the_scenarios_of_1965_and_1968_differ_in_two_parameters():
    before, after = (load_scenario(SCENARIOS / f"vietnam_{year}.toml").parameters() for year in (1965, 1968))
    assert [name for name in before if before[name] != after[name]] == ["escalation_cost", "deescalation"]


def test_the_signal_alone_would_have_brought_the_resilient_to_talks():
    eq = only("vietnam_1968_tet", "D1")
    assert eq.sender["resilient"]["signal, open"] == 1
    assert eq.sender["vulnerable"]["silent, open"] == 1
    assert eq.receiver["signal, open"]["hold"] == 1
    assert eq.receiver["silent, open"]["escalate"] == 1


@pytest.mark.parametrize("name", ["korea_1951_january", "korea_1951", "refusal"])
def test_in_the_middle_regime_refusal_and_talks_both_survive_d1(name):
    outcomes = [eq.outcomes for eq in found(name, "D1")]
    assert {"opening": 0, "talks": 0, "escalation": 0} in outcomes
    assert {"opening": 1, "talks": 1, "escalation": 0} in outcomes
    refusal, talks = (
        next(eq for eq in found(name, "D1") if eq.outcomes["talks"] == value) for value in (0, 1)
    )
    assert all(talks.payoffs[t] > refusal.payoffs[t] for t in talks.game.types)


def test_in_1962_an_offer_that_saves_face_changes_nothing_and_a_larger_one_buys_an_opening_under_fire():
    eq = only("india_1962", "D1")
    assert eq.sender["resilient"]["closed"] == 1
    war = load_scenario(SCENARIOS / "india_1962.toml")
    without = refine(solve(war.with_(face_saving=0)), "D1")
    assert [other.sender["resilient"]["closed"] for other in without] == [1]
    (larger,) = refine(solve(war.with_(face_saving="1/5")), "D1")
    assert larger.outcomes == {"opening": 1, "talks": 0, "escalation": 1}


def test_the_signal_separates_and_a_cheaper_one_is_imitated():
    eq = only("costly_signal", "D1")
    assert (eq.sender["high"]["signal, open"], eq.sender["low"]["signal, open"]) == (1, 0)
    eq = only("mimicry", "D1")
    assert eq.sender["high"]["signal, open"] == 1
    assert 0 < eq.sender["low"]["signal, open"] < 1
    assert 0 < eq.receiver["signal, open"]["escalate"] < 1


def test_the_guarantee_brings_talks_in_every_equilibrium_and_without_it_there_are_none():
    assert only("mediator").outcomes == {"opening": 1, "talks": 1, "escalation": 0}
    war = load_scenario(SCENARIOS / "mediator.toml")
    assert all(eq.outcomes["talks"] == 0 for eq in solve(war.with_(guarantee=0)))


def test_coercion_ends_joint_refusal_and_opens_the_trap():
    outcomes = [eq.outcomes for eq in found("coercion_trap", "D1")]
    assert len(outcomes) == 3
    assert {"opening": Fraction(3, 5), "talks": 0, "escalation": Fraction(3, 5)} in outcomes
    assert all(outcome["opening"] != 0 for outcome in outcomes)


def test_with_three_types_whoever_opens_all_less_resilient_open_for_sure():
    for eq in found("three_types"):
        for assessment in eq.vertices():
            opening = [assessment.sender[t]["open"] for t in ("high", "middle", "low")]
            assert all(weaker == 1 for i, here in enumerate(opening) if here > 0 for weaker in opening[i + 1 :])


def test_the_intuitive_criterion_keeps_beer():
    assert only("beer_quiche", "intuitive").sender["surly"]["beer"] == 1


@pytest.mark.parametrize("name", CASES)
def test_every_historical_case_says_plainly_what_its_numbers_are_and_cites_its_sources(name):
    path = SCENARIOS / f"{name}.toml"
    comments = "\n".join(line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#"))
    assert "NUMBERS ARE ORDINAL JUDGEMENTS, CHOSEN FOR ILLUSTRATION" in comments
    scenario = read_scenario(path)
    assert "ordinal judgements chosen for illustration" in scenario.notes
    assert len(scenario.sources) >= 3
    assert all(re.search(r"\((19|20)\d\d\)", source) for source in scenario.sources)
