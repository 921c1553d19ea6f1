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

import compiling
import lesson
import page
import publish
import pytest

import termination as tm
from termination.engine.outcomes import outcomes_by_type
from termination.errors import InputError


@pytest.fixture(scope="module")
def prepared():
    """What the page is built with."""
    return publish.prepared(publish._scenarios(()))


@pytest.fixture(autouse=True)
def built(monkeypatch, prepared, forms):
    """The page as it is in a browser, which has what was prepared; built without the set that takes longest."""
    monkeypatch.setattr(page, "prepared", lambda: prepared)
    monkeypatch.setattr(page, "forms", lambda: forms)
    monkeypatch.setattr(publish, "prepared", lambda scenarios: prepared)
    monkeypatch.setattr(publish, "forms", lambda: {name: forms[name] for name in compiling.WARS})
    yield
    page.wars().own = None


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


def later(address):
    return json.loads(page.later(address))


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
        page.place_of("war=refusal&foo=1&escalation_cost=x&refine=D9&on=magic&step=99&signal=maybe&x=lam&y=lam")
    for word in ("'foo'", "'x' is not a number", "'D9'", "'magic'", "step '99'", "signal=yes", "'lam' for an axis"):
        assert word in str(fault.value)
    for step in ("-1", "1.5", "9" * 5000):
        with pytest.raises(InputError, match="there is no step"):
            page.place_of(f"step={step}")
    for name in ("D1none", "Dnone1", "nonenone"):
        with pytest.raises(InputError, match=f"no refinement '{name}'"):
            page.place_of(f"refine={name}")
    with pytest.raises(InputError) as fault:
        page.place_of("war=refusal&step=1&refine=D1&step=2&refine=none&signal=&step=2")
    for word in ("'step' is given twice or more, as 1 and 2 and 2", "as D1 and none", "'signal' has no value"):
        assert word in str(fault.value)
    with pytest.raises(InputError, match=r"^the address cannot be followed: 'lam' has no value$"):
        page.place_of("lam=")
    with pytest.raises(InputError) as fault:
        page.place_of("x=lam&y=lam")
    assert str(fault.value).count("'lam' for an axis") == 1
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


def test_a_negative_number_is_read_with_a_minus_sign_and_written_with_a_hyphen():
    """The sign is for eyes; addresses, the values of sliders and files are input, and keep what can be typed."""
    address = "war=refusal&war_value.low=-3/10&y=war_value.low"
    parts, more = shown(address), later(address)
    assert parts["values"]["war_value.low"] == "−3/10"
    assert "war_value.low=-3/10" in parts["address"]
    assert "<output>−3/10</output>" in parts["controls"]
    assert 'value="-0.3" data-key="war_value.low"' in parts["controls"]
    assert "war_value = { high = 0.5, low = -0.3 }" in page.saved(address)
    assert "= −3/10" in more["map"]["caption"]
    assert "<td>−1/10</td>" in more["conditions"]
    read = {**parts, **more["map"], **more, "tree": page.tree(address, 0), "address": "", "ground": ""}
    for html in (one for one in read.values() if isinstance(one, str)):
        assert not re.search(r"(?<![\w)])-\.?\d", re.sub("<[^>]*>", "", html))


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


def test_two_axes_are_two_numbers():
    with pytest.raises(InputError, match="x and y name the same number"):
        page.place_of("war=refusal&x=guarantee&y=guarantee")
    assert page.place_of("war=refusal&x=prior.high&y=escalation_cost").desk.x == "prior.high"


def test_impossible_settings_are_explained_and_the_map_stays():
    parts = shown("war=refusal&escalation_cost=0")
    assert "<b>k</b>" in parts["banner"]
    assert parts["verdict"] == parts["cards"] == ""
    assert "<svg" in later("war=refusal&escalation_cost=0")["map"]["svg"]
    assert later("war=refusal&escalation_cost=0")["prose"] == ""


def test_the_map_is_that_of_the_numbers_on_the_page_and_says_where_they_are():
    before, moved = (later(f"war=refusal{more}")["map"] for more in ("", "&escalation_cost=1/3&prior.high=1/7"))
    assert moved["svg"] == before["svg"]
    assert shown("war=refusal&escalation_cost=1/3&prior.high=1/7")["at"] == [1 / 3, 1 / 7]
    assert "in region C." in before["caption"]
    assert '<tr class="here">' in before["key"]
    for more in ("talks_value.high=7/10", "signal=yes", "x=escalation_gain", "guarantee=7/20&on=guarantee"):
        there = later(f"war=refusal&{more}")["map"]
        assert there["svg"] != before["svg"]
        assert there["ground"] == shown(f"war=refusal&{more}")["ground"] != before["ground"]


def test_only_an_exact_map_says_that_a_war_is_on_a_boundary():
    edge, beyond = (page.place_of(f"war=refusal&escalation_cost={k}") for k in ("4/5", "5"))
    drawn = page._atlas(edge.ground)
    solved = page._solved(edge)
    assert ", on a boundary." in page._told_map(edge, drawn, solved)["caption"]
    assert ", in none of its regions." in page._told_map(edge, replace(drawn, caveat="Cells."), solved)["caption"]
    told = page._told_map(beyond, drawn, page._solved(beyond))
    assert ", beyond the map." in told["caption"]
    assert 'class="here"' not in told["key"]


def test_a_map_is_of_the_refinement_or_says_of_which_it_is():
    assert later("war=costly_signal&refine=none")["map"]["svg"] != later("war=costly_signal")["map"]["svg"]
    assert "The regions are those of D1." in later("war=refusal&refine=D2")["map"]["caption"]
    assert "The regions" not in later("war=refusal&refine=intuitive")["map"]["caption"]


def test_where_there_are_no_closed_forms_the_map_is_made_of_cells_and_says_so():
    there = later("war=vietnam_1965_in_doubt")["map"]
    assert there["patchy"]
    assert "box" not in there
    rounds = [found for _ in range(30) if (found := json.loads(page.patched("war=vietnam_1965_in_doubt", 0.1)))]
    assert "no closed forms are at hand for an opponent in doubt" in rounds[0]["map"]["caveat"]
    assert "8 by 8 cells, and where neighbours differ of smaller ones, to 8 by 8" in rounds[0]["map"]["caveat"]
    assert not rounds[0]["done"]
    assert "in region" in rounds[-1]["map"]["caption"]


def test_where_there_is_no_map_the_page_says_why(monkeypatch, forms):
    wrong = json.loads(json.dumps({"opening 2": forms["opening 2"]}))
    wrong["opening 2"]["short"]["families"].pop()
    monkeypatch.setattr(page, "forms", lambda: wrong)
    page._atlas.cache_clear()
    there = later("war=refusal")["map"]
    page._atlas.cache_clear()
    assert "please report this address" in there["svg"]
    assert "box" not in there
    assert "patchy" not in there


def test_an_instrument_that_is_switched_off_stands_at_none_on_the_map():
    assert shown("war=mediator&x=guarantee")["at"][0] == 0.35
    assert shown("war=mediator&x=guarantee&on=none")["at"][0] == 0
    assert "in region" in later("war=mediator&x=guarantee&on=none")["map"]["caption"]


def test_what_a_lesson_is_about_and_what_escalation_costs_are_in_sight(prepared):
    for i, step in enumerate(prepared["steps"]):
        told = shown(step["address"])
        in_sight = unescape(told["controls"].partition("<details")[0])
        assert told["step"] == i
        for key in ("escalation_cost", *told["axes"], *step["controls"]):
            assert f'data-key="{key}"' in in_sight
        assert in_sight.count("data-key") < 7
    assert 'data-on="coercion"' in shown(prepared["steps"][3]["address"])["controls"].partition("<details")[0]


def test_the_steps_of_the_tour_are_the_lessons_and_their_answers_folded(prepared):
    assert [one["title"] for one in prepared["steps"]] == [step.title for step in lesson.STEPS]
    for one, step in zip(prepared["steps"], lesson.STEPS, strict=True):
        assert page.place_of(one["address"]).desk.model() == step.model()
        told = shown(one["address"])
        assert page.escape(step.question) in told["tour"]
        assert all(page.escape(part) in told["answer"] for part in step.answer())
        assert told["answer"].startswith("<details><summary>")


def test_a_tree_is_drawn_of_the_equilibrium_of_its_card():
    names = [one.name for one in tm.refine(tm.solve(page.wars()["refusal"].model), "D1")]
    assert len(names) == 3
    for i, name in enumerate(names):
        model = page.wars()["refusal"].model
        drawn = page.tree("war=refusal", i)
        assert "<svg" in drawn
        assert page.named(model, page.escape(name)) in drawn
        assert f'data-save="png" data-file="tree_{i + 1}" aria-label="Save the game tree as PNG"' in drawn


def test_a_war_is_saved_as_it_is_set_and_opened_again():
    text = page.saved("war=refusal&escalation_cost=71/100&guarantee=1/5&on=guarantee")
    again = page.parse_scenario(text)
    assert again.model == lesson.load("refusal").with_(escalation_cost="0.71", guarantee="0.2")
    assert "With other numbers than the scenario had." in again.notes
    assert again.sources == page.wars()["refusal"].sources
    for more in ("signal=yes", "on=guarantee"):
        assert "With other numbers" in page.parse_scenario(page.saved(f"war=refusal&{more}")).notes
    assert "With other numbers" in page.parse_scenario(page.saved("war=mediator&guarantee=9/10")).notes
    assert json.loads(page.opened(text))["address"] == "war=own"
    assert shown("war=own")["values"]["escalation_cost"] == "71/100 (0.71)"
    assert "<svg" in later("war=own")["map"]["svg"]


@pytest.mark.parametrize("war", sorted(page.wars()))
def test_a_war_that_nobody_has_turned_is_saved_with_its_own_notes(war):
    again = page.parse_scenario(page.saved(f"war={war}"))
    assert (again.model, again.notes) == (page.wars()[war].model, page.wars()[war].notes)


def test_in_doubt_there_is_a_slider_for_whom_she_faces_and_a_figure_against_each():
    own = page.wars()["vietnam_1965_in_doubt"].model
    there = shown("war=vietnam_1965_in_doubt")
    assert there["axes"] == ["opponent_prior.hawk", "prior.resilient"]
    in_sight = unescape(there["controls"].partition("<details")[0])
    for key in (*there["axes"], "escalation_cost.dove", "escalation_cost.hawk"):
        assert f'data-key="{key}"' in in_sight
    moved = own.with_(opponent_prior={"dove": "3/4", "hawk": "1/4"}, escalation_cost={"dove": "9/10", "hawk": "2/5"})
    place = page.place_of("war=vietnam_1965_in_doubt&opponent_prior.hawk=1/4&escalation_cost.hawk=2/5")
    assert place.desk.model() == moved
    (family,) = tm.refine(tm.solve(own), "D1")
    for told in (there["cards"], page.tree("war=vietnam_1965_in_doubt", 0)):
        assert [told.count(f"<h4>Against {one}</h4>") for one in own.opponent_types] == [1, 1]
    assert page.named(own, page.escape(family.name)) in there["cards"]
    more = later("war=vietnam_1965_in_doubt")
    for against, row in own.regimes().items():
        for after, one in row.items():
            assert f"<td>{against}</td><td>{after}</td><td>{one.name}</td>" in more["conditions"]
    assert more["map"]["patchy"]


def test_a_game_in_formulas_has_a_slider_for_each_of_its_numbers():
    """The file that `termination new` writes."""
    text = (publish.PACKAGE / "models" / "skeleton.toml").read_text(encoding="utf-8")
    model = page.parse_scenario(text).model
    assert "address" in json.loads(page.opened(text))
    assert page.parse_scenario(page.saved("war=own")).notes == page.wars()["own"].notes
    assert set(shown("war=own")["values"]) == set(model.parameters())
    assert shown("war=own")["cards"].count('<section class="card">') == len(tm.refine(tm.solve(model), "D1"))
    name, value = next(iter(model.parameters().items()))
    moved = model.with_(**{name: value + Fraction(1, 100)})
    assert page.place_of(f"war=own&{name}={value + Fraction(1, 100)}").desk.model() == moved
    assert later("war=own")["map"]["patchy"]


def test_a_file_that_cannot_be_used_is_explained_and_changes_nothing():
    for text, why in (
        ('model = "opening"\n[parameters]\nescalation_gain = -1\n', "escalation_gain"), ("<b>", "TOML"),
        (next((page.WARS.parent / "over_time").glob("*.toml")).read_text(encoding="utf-8"), "game over time"),
    ):  # fmt: skip
        told = json.loads(page.opened(text))["banner"]
        assert why in told
        assert "<b><" not in told
    assert page.OWN not in page.wars()


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
    code += "; print(page.later('war=costly_signal')); print(page.tree('war=refusal', 0))"
    where = [str(out / "unpacked"), str(out / "unpacked" / "examples" / "teaching")]
    subprocess.run([sys.executable, "-m", "zipfile", "-e", str(out / "engine.zip"), where[0]], check=True)
    alone = subprocess.run([sys.executable, "-S", "-I", "-c", code, *where], capture_output=True, text=True, check=True)
    words, more, tree = alone.stdout.splitlines()
    assert json.loads(words) == shown("war=mimicry&refine=D2")
    assert json.loads(more) == later("war=costly_signal")
    assert tree.startswith("<figure><svg")


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
