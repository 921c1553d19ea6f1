"""The tour: each step's answer says what the engine finds at the step's setting, and no number in it is typed."""

from __future__ import annotations

import inspect
import re

import lesson
import pytest
from atlas import atlas
from pictures import ends_of
from reading import answer

import termination as tm


def survivors(step):
    return tm.refine(tm.solve(step.model()), "D1")


def test_there_are_seven_questions_from_the_first_to_the_last():
    assert len(lesson.STEPS) == 7
    assert lesson.STEPS[0].title == "Why not just talk?"
    assert lesson.STEPS[-1].title == "Which signal works?"
    assert all(step.question.endswith("?") for step in lesson.STEPS)


@pytest.mark.parametrize("step", lesson.STEPS, ids=lambda step: step.title)
def test_each_step_sets_the_page_to_its_war_with_a_map_that_has_the_war_in_a_region(step, forms):
    desk = step.desk()
    assert desk.model() == step.model()
    assert atlas(desk, "D1", forms).zone(answer(step.model(), "D1").names) is not None
    assert len(step.answer()) == 3


def test_no_number_in_an_answer_is_typed():
    for step in lesson.STEPS:
        quoted = re.findall(r'"([^"\n]*)"', inspect.getsource(step.tell))
        prose = re.sub(r"\{.*?\}|D1", "", " ".join(quoted))
        assert not re.search(r"\d", prose), step.title


def test_one_refusal_is_an_equilibrium_beside_talks_that_both_prefer():
    found = survivors(lesson.STEPS[0])
    quiet = next(one for one in found if one.outcomes["opening"] == 0)
    talks = next(one for one in found if one.outcomes["talks"] == 1)
    assert all(talks.payoffs[t] > quiet.payoffs[t] for t in found.game.types)


def test_two_read_as_strength_only_talks_are_left_and_the_weak_gain_no_more():
    step = lesson.STEPS[1]
    assert step.model().inference == "reversed"
    assert [one.outcomes["talks"] for one in survivors(step)] == [1]
    assert step.model().talks_premium["low"] == lesson.STEPS[0].model().talks_premium["low"]


def test_three_no_talks_and_every_opening_is_escalated_against():
    found = tm.solve(lesson.STEPS[2].model())
    assert all(one.outcomes["talks"] == 0 and one.receiver["open"]["escalate"] == 1 for one in found)
    assert len(survivors(lesson.STEPS[2])) == 1


def test_four_no_inducement_brings_talks():
    war = lesson.STEPS[3].model()
    bare = war.with_(face_saving=0)
    tries = [war, bare.with_(deescalation="1/10"), bare.with_(coercion="8/25"), bare.with_(coercion=1)]
    for one in tries:
        assert all(found.outcomes["talks"] == 0 for found in tm.solve(one))
    assert [one.outcomes["escalation"] for one in survivors(lesson.STEPS[3])] == [1]
    calm = tm.solve(bare.with_(deescalation="1/10"))
    assert [one.name for one in calm] == [one.name for one in tm.solve(bare)]


def test_five_the_guarantee_suffices_from_where_the_answer_says():
    war = lesson.STEPS[4].model()
    assert all(one.outcomes["talks"] == 1 for one in tm.solve(war))
    assert max(ends_of(one.outcomes["talks"])[1] for one in tm.solve(war.with_(guarantee="3/50"))) == 1
    assert all(one.outcomes["talks"] == 0 for one in tm.solve(war.with_(guarantee="59/1000")))
    assert "3/50" in lesson.STEPS[4].answer()[0]


def test_six_the_signal_is_imitated_and_seven_it_is_not():
    imitated, works = survivors(lesson.STEPS[5]), survivors(lesson.STEPS[6])
    assert all(one.sender["low"]["signal, open"] != 0 for one in imitated if one.outcomes["talks"] != 0)
    assert [one.sender["low"]["signal, open"] for one in works] == [0]
    assert [one.sender["high"]["signal, open"] for one in works] == [1]
    second = lesson.STEPS[6].model().talks_conditions()[3]
    assert second.settles
    assert not lesson.STEPS[5].model().talks_conditions()[3].holds
