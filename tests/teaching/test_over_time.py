"""The page on a war in six periods, without a browser: its addresses, what it draws, and what it says."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from html import unescape

import over_time
import publish
import pytest

from termination.errors import InputError

ADDRESSES = ("", "telling=1/2", "telling=1", "mediator=later", "selection=refusal&telling=7/10", "patience=0")


def shown(address):
    return json.loads(over_time.shown(address))


def course_at(address):
    setting = over_time.setting_of(address)
    return over_time.war_at(setting).solve(setting.selection)


def test_an_address_leads_back_to_the_settings_that_it_was_made_of():
    chance = random.Random(1)
    assert over_time.setting_of("").address == ""
    for _ in range(50):
        numbers = tuple(Fraction(chance.randint(0, 9), chance.randint(1, 9)) for _ in over_time.DIALS)
        setting = over_time.Setting(
            numbers, chance.choice(list(over_time.SELECTIONS)), chance.choice(list(over_time.MEDIATORS)),
            chance.randint(0, 99), chance.randint(0, 6),
        )  # fmt: skip
        again = over_time.setting_of(setting.address)
        assert (again, again.shown) == (setting, setting.shown)


def test_every_fault_of_an_address_is_said_at_once_and_the_war_shown_as_it_was():
    with pytest.raises(InputError) as fault:
        over_time.setting_of("foo=1&telling=x&selection=peace&mediator=me&seed=-1&shown=7&shown=")
    for word in ("'foo'", "'x' is not a number", "talks, refusal", "none, later, now", "up to 1000000", "up to 6",
                 "'shown' is given twice or more"):  # fmt: skip
        assert word in str(fault.value)
    with pytest.raises(InputError, match="seed is a whole number"):
        over_time.setting_of(f"seed={'9' * 5000}")
    lost = shown("foo=<b>")
    assert "leads nowhere" in lost["banner"]
    assert lost["map"] == shown("")["map"]


@pytest.mark.parametrize(
    ("address", "said"),
    [("patience=1", "must be in [0, 1)"), ("prior=1", "positive probability"), ("telling=2", "a negative chance")],
)
def test_impossible_numbers_are_explained(address, said):
    parts = shown(address)
    assert said in unescape(parts["banner"])
    assert parts["map"] == parts["verdict"] == ""
    assert parts["over"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_map_has_the_boundaries_that_the_engine_finds(address):
    course, drawn = course_at(address), shown(address)["map"]
    cells = re.findall(
        r'<g class="cell"><title>([^<]*): beliefs from (\S+) to (\S+)</title><rect x="([\d.]+)" y="([\d.]+)" '
        r'width="([\d.]+)"', drawn)  # fmt: skip
    choices = [(moment, one) for moment in map(course.moment, course.periods) for one in moment.choices]
    assert len(cells) == len(choices)
    for (words, low, high, x, y, width), (moment, one) in zip(cells, choices, strict=True):
        assert unescape(words) == over_time.played_words(moment, one.equilibrium)
        assert (Fraction(low), Fraction(high)) == (one.low, one.high)
        start = over_time.LEFT + float(one.low) * over_time.ACROSS
        assert float(x) == pytest.approx(start, abs=0.06)
        assert float(x) + float(width) == pytest.approx(
            over_time.LEFT + float(one.high) * over_time.ACROSS, abs=0.12)  # fmt: skip
        assert float(y) == over_time.TOP + over_time.ROW * (moment.period - 1) + 3


@pytest.mark.parametrize("address", ADDRESSES)
def test_each_way_to_play_has_a_look_of_its_own_that_the_key_explains(address):
    course = course_at(address)
    fills, said = over_time.fills_of(course), unescape(shown(address)["key"])
    assert len(set(fills.values())) == len(fills)
    assert all(f"<td>{words}</td>" in said for words in fills)


def test_no_setting_needs_more_looks_than_there_are():
    """A sample of where the sliders can stand, ends and knife-edges among them."""
    chance, most = random.Random(2), 0
    for _ in range(60):
        numbers = tuple(Fraction(chance.randint(int(one.low * 20), int(one.high * 20)), 20) for one in over_time.DIALS)
        setting = over_time.Setting(numbers, chance.choice(list(over_time.SELECTIONS)),
                                    chance.choice(list(over_time.MEDIATORS)))  # fmt: skip
        try:
            course = over_time.solved(setting)
        except InputError:
            continue
        most = max(most, len(over_time.fills_of(course)))
    assert most == 3


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_happens_when_is_the_engines_forecast(address):
    course, parts = course_at(address), shown(address)
    seen = course.forecast()
    assert f"Talks with probability {over_time.number_text(seen.total('talks'))}" in parts["verdict"]
    told = [float(x) for x in re.findall(r'<div class="share">([\d.]+)', parts["when"])]
    rows = zip(seen.survival(), *(seen.chance("talks", t) for t in seen.types), strict=True)
    assert told == [pytest.approx(float(x), abs=5e-4) for row in rows for x in row]
    assert "0 faults" in parts["certificate"]


def test_one_history_is_told_step_by_step_and_the_type_at_its_end():
    (history,) = course_at("").histories(1, 4)
    assert len(history.steps) > 1
    for count in range(len(history.steps) + 1):
        parts = shown(f"seed=4&shown={count}")
        assert parts["history"].count("<li>") == count
        over = count == len(history.steps)
        assert parts["over"] == over
        assert (f"She was <b>{history.type}</b>" in parts["history"]) == over
        assert ('class="now"' in parts["map"]) == (count > 0)
        for step in history.steps[:count]:
            assert f"At a belief of {over_time.number_text(step.belief)} she" in parts["history"]
            assert not step.news or f"The battle is {step.news}" in parts["history"]


def test_while_a_slider_is_held_all_is_shown_but_the_verifiers_word():
    whole, held = shown("telling=4/5"), json.loads(over_time.shown("telling=4/5", held=True))
    assert held == {**whole, "certificate": ""}
    assert whole["certificate"]


def test_every_question_leads_to_its_setting():
    choices = json.loads(over_time.choices())
    assert len(over_time.QUESTIONS) == choices["questions"].count("<li>")
    settings = {over_time.setting_of(address) for _, address in over_time.QUESTIONS}
    assert len(settings) == len(over_time.QUESTIONS)
    assert over_time.Setting() not in settings
    assert [key for key, _ in choices["mediator"]] == list(over_time.MEDIATORS)


def test_the_mediator_who_is_announced_and_the_one_who_comes():
    """What the page is for: announced he abolishes the wait, at once he brings talks."""
    talks = {
        name: over_time.solved(replace(over_time.Setting(), mediator=name)).forecast().total("talks")
        for name in over_time.MEDIATORS
    }
    assert talks["later"] < Fraction(1, 2) < talks["none"] < talks["now"] == 1


def test_the_archive_answers_where_no_other_library_is(tmp_path, monkeypatch):
    monkeypatch.setattr(publish, "prepared", lambda scenarios: {"titles": [], "steps": []})
    monkeypatch.setattr(publish, "forms", dict)
    (tmp_path / "engine.zip").write_bytes(publish._archive({}))
    where = [str(tmp_path / "unpacked"), str(tmp_path / "unpacked" / "examples" / "teaching")]
    subprocess.run([sys.executable, "-m", "zipfile", "-e", str(tmp_path / "engine.zip"), where[0]], check=True)
    code = "import sys; sys.path[:0] = sys.argv[1:]; import over_time; print(over_time.shown('telling=4/5&shown=2'))"
    alone = subprocess.run([sys.executable, "-S", "-I", "-c", code, *where], capture_output=True, text=True, check=True)
    assert json.loads(alone.stdout) == shown("telling=4/5&shown=2")
