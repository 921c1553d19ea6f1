"""The page that runs in a browser, without one: its addresses, what it says, and what is built."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from html import unescape

import page
import publish
import pytest

import termination as tm
from termination.engine.outcomes import outcomes_by_type
from termination.errors import InputError


@pytest.fixture(autouse=True)
def plain(monkeypatch):
    """A page with no tour and no maps, which take their time to make."""
    monkeypatch.setattr(page, "prepared", lambda: {"steps": [], "maps": {}})
    monkeypatch.setattr(publish, "prepared", lambda scenarios: {"steps": [], "maps": {}})


@pytest.fixture
def pyodide(tmp_path):
    """A folder that looks like the npm package."""
    folder = tmp_path / "pyodide"
    folder.mkdir()
    for name in publish.RUNTIME:
        (folder / name).write_text(name, encoding="utf-8")
    (folder / "package.json").write_text(json.dumps({"version": publish.PYODIDE}), encoding="utf-8")
    return folder


def shown(address):
    return json.loads(page.shown(address))


@pytest.mark.parametrize("war", sorted(page.wars()))
def test_an_address_leads_back_to_the_settings_that_it_was_made_of(war):
    chance = random.Random(war)
    own = page.place_of(f"war={war}")
    assert own.address == f"war={war}"
    for _ in range(20):
        keys = chance.sample(sorted(own.desk.numbers), min(3, len(own.desk.numbers)))
        desk = own.desk.turned({key: Fraction(chance.randint(0, 9), chance.randint(1, 9)) for key in keys})
        on = frozenset(name for name in own.desk.doses if chance.random() < 0.4)
        desk = replace(desk, on=on, signal=chance.random() < 0.5)
        place = page.Place(war, desk, chance.choice(sorted(page.reading.CONCEPTS)))
        assert page.place_of(place.address) == place
        assert page.place_of("#" + place.address.replace("/", "%2F")) == place


def test_a_dose_is_given_where_its_switch_is_on_and_a_signal_can_be_taken_away():
    assert page.place_of("war=vietnam_1965&guarantee=1/5&on=guarantee").desk.model().guarantee == Fraction(1, 5)
    assert page.place_of("war=vietnam_1965&guarantee=1/5").desk.model().guarantee == 0
    assert page.place_of("war=costly_signal&signal=no").desk.model().signal_cost is None


def test_every_fault_of_an_address_is_said_at_once_and_the_first_war_shown():
    with pytest.raises(InputError) as fault:
        page.place_of("war=refusal&foo=1&escalation_cost=x&refine=D9&on=magic&step=3&signal=maybe")
    for word in ("'foo'", "'x' is not a number", "'D9'", "'magic'", "step '3'", "signal=yes"):
        assert word in str(fault.value)
    there = shown("war=<b>nowhere")
    assert there["war"] == page.FIRST
    assert "leads nowhere" in there["banner"]
    assert "<b>nowhere" not in there["banner"]


@pytest.mark.parametrize("war", ["refusal", "costly_signal", "beer_quiche", "reset_2009", "three_types"])
def test_the_page_says_what_the_engine_finds(war):
    model = page.wars()[war].model
    parts = shown(f"war={war}")
    survivors = tm.refine(tm.solve(model), "D1")
    assert parts["side"].count("<li ") == len(tm.solve(model))
    assert parts["cards"].count('<section class="card">') == len(survivors)
    assert parts["title"] == page.escape(page.wars()[war].title)
    assert all(page.escape(one) in parts["about"] for one in page.wars()[war].sources)


def test_talks_are_told_by_type():
    """The signal that works brings talks to one type alone, which their probability beforehand does not show."""
    cards = shown("war=costly_signal")["cards"]
    assert '<th>talks for high</th><td><div class="bar" aria-hidden="true"><i style="width:100.0%">' in cards
    assert '<th>talks for low</th><td><div class="bar" aria-hidden="true"><i style="width:0.0%">' in cards


def test_types_are_called_as_their_sliders_call_them_even_where_they_cross():
    crossed = "war=refusal&resilience.high=1/10&escalation_cost=3/10"
    for address, weak, strong in (("war=refusal&escalation_cost=3/10", "low", "high"), (crossed, "high", "low")):
        said = shown(address)["side"]
        assert "resilient" not in said
        assert "vulnerable" not in said
        model = page.place_of(address).desk.model()
        assert model.resilience_order == (weak, strong)
    name = "separating: the resilient stay closed, the vulnerable open"
    assert page.named(model, name) == "separating: those of type low stay closed, those of type high open"


def test_a_banner_stands_where_an_assumption_fails_and_only_there():
    for address in ("war=refusal", "war=refusal&resilience.high=1/10", "war=war_by_payoffs", "war=beer_quiche"):
        model = page.place_of(address).desk.model()
        failing = [one.name for one in model.assumptions().values() if not one.holds] if "beer" not in address else []
        assert page.banner(model).count("<li>") == len(failing)
        assert all(f"<b>{name}</b>" in page.banner(model) for name in failing)
    assert "A3" in page.banner(page.place_of("war=refusal&resilience.high=1/10").desk.model())


@pytest.mark.parametrize(("war", "truth"), [
    ("refusal", "it depends"), ("vietnam_1965", "never"), ("vietnam_1968", "surely"), ("costly_signal", "it depends"),
])  # fmt: skip
def test_what_a_class_predicts_is_what_every_equilibrium_that_survives_has(war, truth):
    assert shown(f"war={war}")["riddle"]["truth"] == truth
    talks = [one.outcomes["talks"] for one in tm.refine(tm.solve(page.wars()[war].model), "D1")]
    assert (truth == "surely") == all(chance == 1 for chance in talks)
    assert (truth == "never") == all(chance == 0 for chance in talks)
    assert "does this come about: talks?" in shown(f"war={war}")["riddle"]["question"]


def test_every_number_has_one_slider_wherever_the_map_is():
    signal = "war=costly_signal&x=signal_cost.low&y=signal_cost.high"
    for address in (signal, "war=mediator&x=guarantee", "war=refusal", "war=beer_quiche"):
        keys = re.findall('data-key="([^"]*)"', unescape(shown(address)["controls"]))
        assert len(keys) == len(set(keys))
        assert set(keys) == set(shown(address)["values"])


def test_impossible_settings_are_explained():
    parts = shown("war=refusal&escalation_cost=0")
    assert "<b>k</b>" in parts["banner"]
    assert parts["verdict"] == parts["prose"] == ""


def test_a_map_is_shown_on_its_own_ground_alone(monkeypatch):
    drawn = {"svg": "<svg/>", "key": "", "box": [0, 1, 0, 1], "zones": []}
    ground = page.place_of("war=refusal").ground
    monkeypatch.setattr(page, "prepared", lambda: {"steps": [], "maps": {ground: drawn}})
    assert shown("war=refusal&escalation_cost=1/3&prior.high=1/7&refine=none")["map"]["at"] == [1 / 3, 1 / 7]
    for moved in ("talks_value.high=7/10", "on=guarantee", "signal=yes", "x=escalation_gain"):
        assert "another than its two has been moved" in shown(f"war=refusal&{moved}")["map"]["svg"]


def test_an_instrument_that_is_switched_off_stands_at_none_on_the_map(monkeypatch):
    drawn = {"svg": "<svg/>", "key": "", "box": [0, 1, 0, 1], "zones": []}
    ground = page.place_of("war=mediator&x=guarantee").ground
    monkeypatch.setattr(page, "prepared", lambda: {"steps": [], "maps": {ground: drawn}})
    assert shown("war=mediator&x=guarantee")["map"]["at"][0] == 0.35
    assert shown("war=mediator&x=guarantee&on=none")["map"]["at"][0] == 0


def test_over_the_prior_the_chances_of_the_types_are_that_of_all():
    for war in ("costly_signal", "vietnam_1965", "reset_2009", "three_types"):
        for family in tm.solve(page.wars()[war].model):
            rows = outcomes_by_type(family.game, family.sender, family.receiver, family.model.events())
            for event, chance in family.outcomes.items():
                if all(isinstance(row[event], Fraction) for row in rows.values()):
                    told = sum(p * rows[t][event] for t, p in zip(family.game.types, family.game.prior, strict=True))
                    assert told == chance


def test_the_archive_answers_where_no_other_library_is_and_is_the_same_every_time(tmp_path, pyodide):
    out = tmp_path / "out"
    publish.publish(out, pyodide)
    before = (out / "engine.zip").read_bytes()
    publish.publish(out, pyodide)
    assert (out / "engine.zip").read_bytes() == before
    code = "import sys; sys.path[:0] = sys.argv[1:]; import page; print(page.shown('war=mimicry&refine=D2'))"
    where = [str(out / "unpacked"), str(out / "unpacked" / "examples" / "teaching")]
    subprocess.run([sys.executable, "-m", "zipfile", "-e", str(out / "engine.zip"), where[0]], check=True)
    alone = subprocess.run([sys.executable, "-S", "-I", "-c", code, *where], capture_output=True, text=True, check=True)
    assert json.loads(alone.stdout) == shown("war=mimicry&refine=D2")


def test_what_cannot_be_built_is_refused_with_the_reason(tmp_path, pyodide):
    taken = tmp_path / "taken"
    taken.mkdir()
    (taken / "thesis.tex").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="name a new folder"):
        publish.publish(taken, pyodide)
    with pytest.raises(InputError, match="give the file another name"):
        publish.publish(tmp_path / "out", pyodide, [page.WARS / "refusal.toml"])
    with pytest.raises(InputError, match="game over time"):
        publish.publish(tmp_path / "out", pyodide, sorted((page.WARS.parent / "over_time").glob("*.toml"))[:1])
    (pyodide / "package.json").write_text('{"version": "0.1"}', encoding="utf-8")
    with pytest.raises(InputError, match=f"pyodide is pyodide 0.1.*npm install pyodide@{publish.PYODIDE}"):
        publish.publish(tmp_path / "out", pyodide)
    (pyodide / "pyodide.mjs").unlink()
    with pytest.raises(InputError, match=r"without pyodide\.mjs"):
        publish.publish(tmp_path / "out", pyodide)
    assert not (tmp_path / "out").exists()


def test_the_release_of_pyodide_is_the_same_wherever_it_is_named():
    from termination.reporting.cli_teach import teach

    told = [teach.help, *(getattr(one, "help", None) for one in teach.params)]
    assert sum(f"pyodide@{publish.PYODIDE}" in (text or "") for text in told) == 2
