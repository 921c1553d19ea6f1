"""The teaching app in a real browser: what it shows is what the exact engine says, computed here anew."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import lesson
import pytest

import termination as tm
from termination.analysis.zones import region_map
from termination.engine.numbers import number_text
from termination.models.scenarios import parse_scenario
from tests.teaching.running import PATIENCE, Visit, app, browser

pytestmark = pytest.mark.browser

COST, PRIOR = {"escalation_cost": (0, 1)}, {"prior": (0, 1)}


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with app() as where:
        yield where


@pytest.fixture(scope="module")
def context() -> Iterator[Any]:
    with browser() as chromium:
        yield chromium.new_context(accept_downloads=True)


@pytest.fixture
def visit(context, address) -> Iterator[Visit]:
    one = Visit(context, address)
    yield one
    one.close()
    assert one.complaints == []


@pytest.fixture(scope="module")
def seat(context, address) -> Iterator[Visit]:
    """One visit for all tests that begin by loading something."""
    one = Visit(context, address)
    yield one
    one.close()
    assert one.complaints == []


def assertions(locator):
    """Playwright's assertions, which wait until they hold."""
    from playwright.sync_api import expect

    expect.set_options(timeout=PATIENCE)
    return expect(locator)


def expect(visit, what):
    """Assertions about a part of the page."""
    return assertions(visit.page.locator(what))


def shows(visit, model, concept="D1"):
    """Wait until the list of equilibria says exactly what the engine finds, with the verdict on each."""
    found = tm.solve(model)
    rejected = tm.refine(found, concept).rejected
    lines = []
    for family in found:
        whole = [one.whole_family for one in rejected if one.family == family]
        tag = "ruled out" if any(whole) else "survives in part" if whole else "survives"
        lines.append(f"{tag} {family.name}")
    expect(visit, ".equilibria li").to_have_text(lines)


def regions_shown(visit, model, x, y):
    """Wait until the map has the regions that the package finds, and the war in the right one."""
    data = region_map(tm.regions(model, x, y, refinement="D1"))
    told = "; ".join(f"{zone.letter}: {zone.gist.text}" for zone in data.zones)
    expect(visit, ".regions svg").to_have_attribute("aria-label", re.compile(re.escape(f"Regions: {told}.")))
    expect(visit, ".key .here th").to_have_text(data.zones[data.here.zone].letter)


def test_the_page_says_what_the_engine_says_in_type_that_can_be_read(visit):
    war = lesson.load(lesson.FIRST)
    shows(visit, war)
    regions_shown(visit, war, COST, PRIOR)
    prose, conditions = (visit.page.locator(part).inner_text() for part in ("#prose", "#conditions"))
    for family in tm.solve(war):
        assert all(told in prose for told in tm.explain(family).paragraphs[1:])
    assert all(one.sentence in conditions for one in war.talks_conditions())
    assert "7/50" in conditions
    nameless = visit.page.locator("svg[role=img]:not([aria-label]), #tree svg:not([aria-label])")
    assert nameless.count() == 0
    tree = visit.page.locator("#tree svg[role=img]").get_attribute("aria-label")
    assert tree.startswith("Game tree of the equilibrium")
    assert "after open" in visit.page.locator("#beliefs svg").get_attribute("aria-label")
    sliders = visit.page.get_by_role("slider").all()
    assert len(sliders) == 22
    assert visit.page.get_by_role("slider", name=re.compile(r"^\S+ \w+")).count() == len(sliders)
    assert visit.page.get_by_role("switch", name=re.compile(r"\w{6}")).count() == 6
    texts = visit.page.locator(".regions svg text")
    sizes = texts.evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")
    assert len(sizes) > 10
    assert min(sizes) > 16  # lines, of which letters take three quarters


def test_sliders_change_the_equilibria_and_the_map_and_move_the_dot(visit):
    war = lesson.load(lesson.FIRST)
    before = visit.page.locator(".dot circle").first.get_attribute("cx")
    visit.press(visit.slider("k"), *["ArrowRight"] * 12)
    visit.wait_for("figcaption", "k = 41/50")
    shows(visit, war.with_(escalation_cost="0.82"))
    regions_shown(visit, war.with_(escalation_cost="0.82"), COST, PRIOR)
    assert float(visit.page.locator(".dot circle").first.get_attribute("cx")) > float(before)
    visit.press(visit.slider("k"), *["ArrowLeft"] * 12)
    visit.press(visit.slider("x", "high"), *["ArrowRight"] * 11)
    shows(visit, war.with_(talks_value={"high": "0.7"}))
    regions_shown(visit, war.with_(talks_value={"high": "0.7"}), COST, PRIOR)


def test_the_dot_is_moved_by_hand_and_by_keys_and_the_sliders_follow(visit):
    war = lesson.load(lesson.FIRST)
    area = visit.page.locator(".regions svg").bounding_box()
    visit.page.mouse.click(area["x"] + 0.9 * area["width"], area["y"] + 0.3 * area["height"])
    visit.wait_for("figcaption", "in region D")
    k, p = map(Fraction, re.findall(r" = (\d+(?:/\d+)?)", visit.page.locator("figcaption").inner_text()))
    assert Fraction(8, 10) < k < 1 > p > Fraction(1, 2)
    visit.press(visit.page.locator(".plane"), *["Shift+ArrowLeft"] * 2, "ArrowUp")
    k, p = k - Fraction(2, 10), p + Fraction(1, 100)
    visit.wait_for("figcaption", f"k = {number_text(k)}, p of high = {number_text(p)}, in region")
    shows(visit, war.with_(escalation_cost=k, prior={"high": p, "low": 1 - p}))
    for slider, value in ((visit.slider("k"), k), (visit.slider("p", "high"), p)):
        assertions(slider).to_have_attribute("aria-valuenow", f"{float(value):g}")


def test_the_tour_runs_to_its_end_with_the_keyboard_alone(visit):
    def button(name):
        return visit.page.get_by_role("button", name=name, exact=True)

    visit.press(button("Take the tour"), "Enter")
    for i, step in enumerate(lesson.STEPS):
        expect(visit, ".teach h1").to_have_text(f"{i + 1} of {len(lesson.STEPS)}: {step.title}")
        shows(visit, step.model())
        assert visit.page.locator("#tour .answer").count() == 0
        visit.press(button("Show the answer"), "Enter")
        expect(visit, "#tour .answer p").to_have_text(step.answer())
        visit.press(button("Next question" if i + 1 < len(lesson.STEPS) else "End of the tour"), "Enter")
    expect(visit, ".teach h1").to_have_text("Talking to the enemy")


def test_impossible_settings_are_explained_and_left_again(visit):
    war = lesson.load(lesson.FIRST)
    visit.press(visit.slider("k"), "Home")
    with pytest.raises(tm.errors.InputError) as fault:
        war.with_(escalation_cost=0)
    expect(visit, ".headline [role=alert] li").to_have_text(f"k {fault.value}")
    expect(visit, "#prose").to_have_count(0)
    visit.press(visit.slider("k"), "ArrowRight")
    shows(visit, war.with_(escalation_cost="0.01"))


def test_an_instrument_is_a_switch_with_a_dose(seat):
    war = lesson.load("vietnam_1965")
    seat.page.get_by_label("Load a scenario").select_option(war.title)
    shows(seat, war)
    seat.press(seat.page.get_by_role("switch", name=re.compile("guarantee")), "Space")
    shows(seat, war.with_(guarantee="0.35"))
    seat.press(seat.slider("m"), *["ArrowLeft"] * 15)
    shows(seat, war.with_(guarantee="0.2"))


def test_two_peoples_sessions_do_not_touch_each_other(visit, context, address):
    war = lesson.load(lesson.FIRST)
    other = Visit(context, address)
    visit.press(visit.slider("k"), *["ArrowRight"] * 12)
    shows(visit, war.with_(escalation_cost="0.82"))
    shows(other, war)
    other.press(other.slider("k"), *["ArrowLeft"] * 30)
    shows(other, war.with_(escalation_cost="0.4"))
    shows(visit, war.with_(escalation_cost="0.82"))
    other.close()
    assert other.complaints == []


def test_beer_and_quiche_can_be_explored(seat):
    game = lesson.load("beer_quiche")
    seat.page.get_by_label("Load a scenario").select_option(game.title)
    seat.page.get_by_label("Refinement").select_option("the intuitive criterion")
    shows(seat, game, "intuitive")
    seat.press(seat.slider("p", "surly"), *["ArrowLeft"] * 50)
    shows(seat, tm.SignalingGame(
        game.types, {"surly": "0.4", "wimp": "0.6"}, game.messages, game.responses, game.sender, game.receiver
    ), "intuitive")  # fmt: skip
    seat.page.get_by_label("Refinement").select_option("D1")


def test_the_second_model_can_be_explored(seat):
    game = lesson.load("reset_2009")
    seat.page.get_by_label("Load a scenario").select_option(game.title)
    shows(seat, game)
    seat.press(seat.slider("q"), "ArrowRight")
    shows(seat, game.with_(prior=game.prior + Fraction(1, 100)))


def test_what_is_on_screen_can_be_saved(visit):
    for name in ("Map as PDF", "Tree as PDF", "Belief line as PDF"):
        assert _saved(visit, name).startswith(b"%PDF")
    visit.press(visit.slider("k"), "ArrowRight")
    visit.wait_for("figcaption", "k = 71/100")
    visit.wait_for("#prose", "pooling")
    text = _saved(visit, "War as scenario file").decode()
    assert parse_scenario(text).model == lesson.load(lesson.FIRST).with_(escalation_cost="0.71")


def _saved(visit, name):
    with visit.page.expect_download() as download:
        visit.page.get_by_role("link", name=name).click()
    return Path(download.value.path()).read_bytes()


def test_a_file_of_ones_own_is_read_or_its_faults_are_listed(seat, tmp_path):
    wrong, right = tmp_path / "wrong.toml", tmp_path / "right.toml"
    wrong.write_text('model = "opening"\n[parameters]\nescalation_gain = -1\n', encoding="utf-8")
    seat.page.locator("#controls input[type=file]").set_input_files(wrong)
    expect(seat, "#controls [role=alert] li").to_contain_text(["escalation_gain"])
    right.write_text((lesson.SCENARIOS / "mediator.toml").read_text(encoding="utf-8"), encoding="utf-8")
    seat.page.locator("#controls input[type=file]").set_input_files(right)
    shows(seat, lesson.load("mediator"))


def test_nobody_else_on_the_network_can_reach_it(address):
    port = int(address.rstrip("/").rpartition(":")[2])
    listening = [line.split()[1:4] for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    hosts = {local.partition(":")[0] for local, _, state in listening
             if state == "0A" and int(local.partition(":")[2], 16) == port}  # fmt: skip
    assert hosts == {"0100007F"}  # 127.0.0.1
