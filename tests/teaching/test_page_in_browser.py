"""The page for a class as a stranger builds and serves it, in a real browser: it shows what the engine finds."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import lesson
import pytest
from atlas import atlas
from dials import desk_for
from page import named, shelved, wars
from pictures import signed
from reading import answer

import termination as tm
from termination.engine.model import called
from termination.models.scenarios import parse_scenario
from tests.teaching.running import PATIENCE, ROOT, browser, served

pytestmark = pytest.mark.browser
#: Loading an interpreter takes its time on a busy machine, in milliseconds.
LOADING = 4 * PATIENCE


@pytest.fixture(scope="module")
def address(tmp_path_factory, pyodide) -> Iterator[str]:
    """The page, built by the two commands that the help names, and served by the third."""
    where = tmp_path_factory.mktemp("page")
    program = [sys.executable, "-c", "from termination.reporting.cli import main; main()"]
    own = where / "mine.toml"
    own.write_text((lesson.SCENARIOS / "refusal.toml").read_text(encoding="utf-8").replace("0.7", "0.71"), "utf-8")
    command = [*program, "teach", str(where / "out"), str(own), "--pyodide", str(pyodide)]
    subprocess.run(command, cwd=ROOT, check=True)
    with served(where / "out") as found:
        yield found


@pytest.fixture(scope="module")
def seat(address) -> Iterator[Seat]:
    """One visit for all tests: to load the interpreter is what takes long."""
    with browser() as chromium:
        one = Seat(chromium.new_context(), address)
        yield one
        assert one.complaints == []
        assert one.elsewhere == []


class Seat:
    """Somebody before the page; what the console complained of, and requests to other hosts."""

    def __init__(self, context: Any, address: str) -> None:
        self.address, self.page = address, context.new_page()
        self.page.set_viewport_size({"width": 1366, "height": 768})
        self.page.set_default_timeout(LOADING)  # while an interpreter is loaded nothing else is answered
        self.complaints: list[str] = []
        self.elsewhere: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", lambda one: self.complaints.append(one.text) if one.type == "error" else None)
        self.page.on("request", lambda one: self.elsewhere.append(one.url) if _host(one.url, address) else None)
        self.page.goto(address)
        self.page.wait_for_selector("#page:not([hidden])", timeout=LOADING)

    def go(self, query: str) -> None:
        """Follow a link to settings."""
        self.page.evaluate("query => { location.hash = query; }", query)

    def slider(self, key: str) -> Any:
        """A slider by its key."""
        return self.page.locator(f'[data-key="{key}"]')

    def press(self, control: Any, *keys: str) -> None:
        """Keys on a control."""
        control.focus()
        for key in keys:
            self.page.keyboard.press(key)

    def says(self, what: str) -> Any:
        """Assertions about a part of the page, which wait until they hold."""
        from playwright.sync_api import expect

        expect.set_options(timeout=PATIENCE)
        return expect(self.page.locator(what))

    def saved(self, name: str) -> bytes:
        """The file that a button saves."""
        with self.page.expect_download() as download:
            self.press(self.page.get_by_role("button", name=name, exact=True).first, "Enter")
        return Path(download.value.path()).read_bytes()

    def shows(self, model: Any) -> None:
        """Wait until there is exactly what the engine finds."""
        found, survivors = tm.solve(model), tm.refine(tm.solve(model), "D1")
        self.says(".equilibria li").to_have_count(len(found))
        self.says(".card").to_have_count(len(survivors))
        names = [re.compile(re.escape(one.name.partition(":")[0])) for one in survivors]
        self.says(".card h3").to_have_text(names)

    def mapped(self, model: Any, forms: dict[str, Any], x: str = "", y: str = "") -> None:
        """Wait until the map has the regions that there are, told as they are here, and the war in the right one."""
        drawn = atlas(desk_for(model, x, y), "D1", forms)
        here = drawn.zone(answer(model, "D1").names)
        you = f" ← {called(model)}"
        told = [f"{zone.letter}{zone.told}{you if i == here else ''}" for i, zone in enumerate(drawn.zones)]
        self.says("#key tr").to_have_text(told)
        self.says("#plane").to_have_attribute("aria-busy", "false")


def _host(url: str, address: str) -> bool:
    return not url.startswith((address, "data:", "blob:"))


def test_the_first_screen_is_the_first_war_in_full(seat, forms):
    seat.go("war=refusal")
    war = lesson.load("refusal")
    seat.says("#title").to_have_text(war.title)
    seat.shows(war)
    seat.says("#verdict").to_have_text("Talks in some equilibria: 3 equilibria, 3 survive D1.")
    seat.says("#about").to_contain_text("Invented numbers.")
    seat.says("#caption").to_contain_text("in region C")
    seat.mapped(war, forms)
    for part in (seat.slider("escalation_cost"), seat.page.locator("#map svg")):
        box = part.bounding_box()
        assert box["y"] + box["height"] < 768
    seat.page.locator("#words summary").click()
    told = seat.page.locator("#prose").inner_text()
    assert all(signed(named(war, part)) in told for part in tm.explain(tm.solve(war)[2]).paragraphs[1:])
    seat.page.locator("#words summary").click()


def test_a_slider_changes_the_answer_and_the_address(seat):
    seat.go("war=refusal")
    seat.says("#title").to_have_text(lesson.load("refusal").title)
    seat.press(seat.slider("escalation_cost"), *["ArrowRight"] * 12)
    seat.shows(lesson.load("refusal").with_(escalation_cost="0.82"))
    seat.says("#caption").to_contain_text("k = 41/50 (0.82), p of high = 2/5, in region D")
    assert seat.page.url == f"{seat.address}#war=refusal&escalation_cost=41/50"
    seat.press(seat.slider("escalation_cost"), "Home")
    seat.says("#banner [role=alert] li").to_contain_text("must be > 0")
    seat.says(".card").to_have_count(0)


def test_a_link_leads_to_a_setting_and_a_wrong_one_is_explained(seat):
    seat.go("war=vietnam_1965&guarantee=7/20&on=guarantee")
    seat.shows(lesson.load("vietnam_1965").with_(guarantee="0.35"))
    seat.go("war=vietnam_1965&guaranty=1")
    seat.says("#banner [role=alert]").to_contain_text("there is no number 'guaranty' in this war")


def test_an_instrument_is_switched_by_the_keyboard(seat):
    seat.go("war=vietnam_1965")
    seat.says("#title").to_have_text(lesson.load("vietnam_1965").title)
    seat.press(seat.page.locator("summary", has_text="Instruments"), "Enter")
    seat.press(seat.page.locator('[data-on="guarantee"]'), "Space")
    seat.shows(lesson.load("vietnam_1965").with_(guarantee="0.35"))
    seat.press(seat.slider("guarantee"), *["ArrowLeft"] * 15)
    seat.shows(lesson.load("vietnam_1965").with_(guarantee="0.2"))


def test_the_war_is_moved_on_the_map_by_hand_and_by_keys(seat):
    seat.go("war=refusal")
    seat.says("#title").to_have_text(lesson.load("refusal").title)
    seat.says("#caption").to_contain_text("k = 7/10")
    seat.page.locator("#map svg").scroll_into_view_if_needed()
    area = seat.page.locator("#map svg").bounding_box()
    seat.page.mouse.click(area["x"] + 0.9 * area["width"], area["y"] + 0.3 * area["height"])
    seat.says("#caption").to_contain_text("in region D")
    k, p = map(Fraction, re.findall(r" = (\d+(?:/\d+)?)", seat.page.locator("#caption").inner_text()))
    seat.press(seat.page.locator("#plane"), "Shift+ArrowLeft", "ArrowUp")
    k, p = k - Fraction(1, 10), p + Fraction(1, 100)
    seat.shows(lesson.load("refusal").with_(escalation_cost=k, prior={"high": p, "low": 1 - p}))
    assert seat.page.url.endswith(f"prior.high={p}&escalation_cost={k}")


def test_the_map_is_drawn_anew_when_another_number_moves(seat, forms):
    seat.go("war=refusal")
    seat.mapped(lesson.load("refusal"), forms)
    seat.press(seat.page.locator("summary", has_text="All other numbers"), "Enter")
    seat.press(seat.slider("talks_value.high"), *["ArrowRight"] * 11)
    seat.mapped(lesson.load("refusal").with_(talks_value={"high": "0.7"}), forms)
    seat.go("war=vietnam_1968")
    seat.mapped(lesson.load("vietnam_1968"), forms)


def test_the_map_runs_over_any_two_numbers_and_they_change_places(seat, forms):
    seat.go("war=mediator")
    seat.page.locator("#x").select_option("guarantee")
    seat.mapped(lesson.load("mediator"), forms, "guarantee")
    assert seat.page.url.endswith("#war=mediator&x=guarantee")
    seat.page.locator("#y").select_option("guarantee")
    seat.mapped(lesson.load("mediator"), forms, "prior.high", "guarantee")
    seat.go("war=reset_2009")
    seat.mapped(lesson.load("reset_2009"), forms)
    seat.says("#caveat").to_be_hidden()
    seat.go("war=vietnam_1965_in_doubt")
    seat.says("#caveat").to_contain_text("Cells, not exact edges")
    seat.says("#caption").to_contain_text("in region")


def test_the_tree_is_beside_the_map_and_stays_unfolded(seat):
    seat.go("war=refusal")
    seat.shows(lesson.load("refusal"))
    seat.press(seat.page.locator(".tree summary").first, "Enter")
    seat.says(".tree svg").to_have_count(1)
    seat.press(seat.slider("escalation_cost"), "ArrowRight")
    seat.says("#caption").to_contain_text("k = 71/100")
    seat.says(".tree svg").to_have_count(1)
    assert seat.page.locator(".tree svg").get_attribute("aria-label").startswith("Game tree of the equilibrium")
    assert seat.page.locator(".card svg[role=img]:not([aria-label])").count() == 0


def test_the_map_and_the_war_are_saved_and_a_file_is_opened(seat, tmp_path):
    seat.go("war=refusal&escalation_cost=71/100")
    seat.says("#caption").to_contain_text("k = 71/100")
    seat.press(seat.page.locator("#setting summary"), "Enter")
    text = seat.saved("Save the war").decode()
    assert parse_scenario(text).model == lesson.load("refusal").with_(escalation_cost="0.71")
    wrong, right = tmp_path / "wrong.toml", tmp_path / "right.toml"
    wrong.write_text('model = "opening"\n[parameters]\nescalation_gain = -1\n', encoding="utf-8")
    seat.page.locator("#file").set_input_files(wrong)
    seat.says("#banner [role=alert] li").to_contain_text(["escalation_gain"])
    right.write_text(text, encoding="utf-8")
    seat.page.locator("#file").set_input_files(right)
    seat.says("#about").to_contain_text("With other numbers than the scenario had.")
    seat.shows(lesson.load("refusal").with_(escalation_cost="0.71"))


def test_every_figure_is_saved_as_it_is_seen(seat):
    seat.go("war=refusal")
    seat.shows(lesson.load("refusal"))
    seat.says("#caption").to_contain_text("k = 7/10")
    seat.page.evaluate("document.querySelector('.tree').open = true")
    for what, words in (("map", "talks for everybody"), ("belief line", "surely high"), ("game tree", "nature")):
        drawn = ElementTree.fromstring(seat.saved(f"Save the {what} as SVG"))
        assert words in re.sub(r"\s+", " ", " ".join(drawn.itertext()))
        assert float(drawn.attrib["width"]) > 600
        dots = [one for one in drawn.iter() if one.get("id") == "dot"]
        assert len(dots) == (what == "map")
        picture = seat.saved(f"Save the {what} as PNG")
        assert picture.startswith(b"\x89PNG")
        assert int.from_bytes(picture[16:20], "big") == 2000  # pixels across, from the file's head


def test_a_tree_fills_the_screen_and_leaves_it(seat):
    seat.go("war=refusal")
    seat.shows(lesson.load("refusal"))
    seat.page.evaluate("document.querySelector('.tree').open = true")
    large = seat.page.get_by_role("button", name="Show the game tree on the whole screen").first
    before = seat.page.locator(".tree svg").first.bounding_box()["width"]
    seat.press(large, "Enter")
    seat.says("figure:fullscreen").to_have_count(1)
    assert seat.page.locator(".tree svg").first.bounding_box()["width"] > 2 * before
    seat.press(large, "Enter")
    seat.says("figure:fullscreen").to_have_count(0)


def test_the_tour_runs_to_its_end_by_the_keyboard_and_its_answers_are_the_engines(seat, forms):
    seat.go("war=refusal")
    seat.says("#onward").to_have_text("Take the tour")
    for i, step in enumerate(lesson.STEPS):
        seat.press(seat.page.locator("#onward"), "Enter")
        seat.says("#tour h2").to_have_text(f"{i + 1} of {len(lesson.STEPS)}: {step.title}")
        seat.shows(step.model())
        before = seat.page.locator("#map").bounding_box()
        seat.press(seat.page.locator("#answer summary"), "Enter")
        seat.says("#answer details p").to_have_text(step.answer())
        assert seat.page.locator("#map").bounding_box() == before  # the answer does not push the map away
        seat.mapped(step.model(), forms, step.x, step.y)
    seat.says("#onward").to_have_text("End of the tour")
    seat.press(seat.page.locator("#onward"), "Enter")
    seat.says("#tour h2").to_have_count(0)


def test_every_war_on_the_page_can_be_looked_at_and_one_of_ones_own(seat):
    for name in ("beer_quiche", "reset_2009", "three_types", "war_by_payoffs", "vietnam_1965_in_doubt"):
        seat.page.locator("#war").select_option(name)
        seat.shows(wars()[name].model)
    seat.page.locator("#war").select_option("mine")
    seat.shows(lesson.load("refusal").with_(escalation_cost="0.71"))
    seat.says("#war option:not([value=own])").to_have_count(len(shelved()) + 1)


def test_a_class_predicts_before_it_looks_and_the_tally_is_kept(seat):
    seat.page.locator("#predict").check()
    said_of = {"vietnam_1965": "surely", "vietnam_1968": "surely", "refusal": "it depends"}
    for i, (war, said) in enumerate(said_of.items()):
        seat.page.locator("#war").select_option(war)
        seat.says("#found").to_be_hidden()
        seat.press(seat.page.get_by_role("button", name=said, exact=True), "Enter")
        seat.says("#tally").to_have_text(f"{'Right' if i else 'No: never'}. {i} of {i + 1} predicted.")
        seat.shows(lesson.load(war))
        seat.says("#found").to_be_visible()
    seat.page.locator("#predict").uncheck()
    seat.says("#tally").to_have_text("2 of 3 predicted.")


def test_nothing_is_wider_than_the_window_or_its_box(seat):
    for width in (390, 1366, 1920):
        seat.page.set_viewport_size({"width": width, "height": 800})
        long = "refusal&prior.high=12345/67891&escalation_cost=1234/5679"
        for war in ("refusal", "costly_signal", "beer_quiche", long):
            seat.go(f"war={war}")
            seat.says("#title").to_have_text(lesson.load(war.partition("&")[0]).game().title)
            assert seat.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
            assert seat.page.evaluate(_TOO_WIDE) == []
    seat.page.set_viewport_size({"width": 1366, "height": 768})


#: What stands out of its box: a number beside its slider, a cell of a table.
_TOO_WIDE = """() => {
  const right = (one) => one.getBoundingClientRect().right;
  const all = [...document.querySelectorAll('aside output, .card td, #side td, #key td, #brief td')];
  return all.filter((one) => right(one) > right(one.closest('aside, .pair > div')) + 1).map((one) => one.textContent);
}"""


def test_on_a_phone_the_controls_come_before_the_prose(seat):
    seat.page.set_viewport_size({"width": 390, "height": 844})
    seat.go("war=refusal")
    seat.says("#title").to_have_text(lesson.load("refusal").title)
    tops = [seat.page.locator(one).bounding_box()["y"] for one in ('[data-key="escalation_cost"]', "#map", "#about")]
    assert tops == sorted(tops)
    assert tops[0] < 844
    seat.page.set_viewport_size({"width": 1366, "height": 768})
