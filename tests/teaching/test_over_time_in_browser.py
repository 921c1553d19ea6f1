"""The page on a war in six periods in a real browser: it shows what the engine finds, one history at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import over_time
import publish
import pytest

from termination.engine.numbers import number_text
from tests.teaching.running import PATIENCE, browser, served

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tmp_path_factory, pyodide) -> Iterator[str]:
    """The page, served."""
    out = tmp_path_factory.mktemp("page") / "out"
    publish.publish(out, pyodide)
    with served(out) as found:
        yield found


@pytest.fixture(scope="module")
def seat(address) -> Iterator[Any]:
    """One visit for all tests; nothing may be complained of, and no other host asked for anything."""
    with browser() as chromium:
        page = chromium.new_page()
        page.set_viewport_size({"width": 1366, "height": 768})
        page.set_default_timeout(4 * PATIENCE)  # while an interpreter is loaded nothing else is answered
        complaints: list[str] = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda one: complaints.append(one.text) if one.type == "error" else None)
        own = (address, "data:")
        page.on("request", lambda one: None if one.url.startswith(own) else complaints.append(one.url))
        page.goto(address)
        page.get_by_role("link", name="A war in six periods").click()
        page.wait_for_selector("#page:not([hidden])", timeout=4 * PATIENCE)
        yield page
        assert complaints == []


def says(page: Any, what: str) -> Any:
    from playwright.sync_api import expect

    expect.set_options(timeout=PATIENCE)
    return expect(page.locator(what))


def go(page: Any, query: str) -> None:
    page.evaluate("query => { location.hash = query; }", query)


def shows(page: Any, query: str) -> None:
    """Wait until there is exactly what the engine finds."""
    course = over_time.solved(over_time.setting_of(query))
    says(page, "#map .cell").to_have_count(sum(len(course.moment(period).choices) for period in course.periods))
    says(page, "#verdict").to_have_text(over_time.verdict(course))
    says(page, "#certificate").to_contain_text(str(course.certificate))


def test_the_first_screen(seat):
    shows(seat, "")
    assert seat.locator('[data-key="telling"]').bounding_box()["y"] < 400
    assert seat.locator("#map svg").bounding_box()["y"] < 400


def test_a_slider_moves_the_map_and_the_address(seat):
    go(seat, "")
    slider = seat.locator('[data-key="telling"]')
    slider.focus()
    for _ in range(10):
        seat.keyboard.press("ArrowRight")
    shows(seat, "telling=7/10")
    assert seat.url.endswith("#telling=7/10")
    seat.keyboard.press("Home")
    shows(seat, "telling=1/2")


def test_the_lists_choose_what_is_played_and_who_comes(seat):
    go(seat, "")
    seat.locator("#mediator").select_option("later")
    shows(seat, "mediator=later")
    seat.locator("#selection").select_option("refusal")
    shows(seat, "mediator=later&selection=refusal")
    seat.locator("#own").click()
    shows(seat, "")


def test_one_history_by_the_keyboard(seat):
    go(seat, "seed=4")
    (history,) = over_time.solved(over_time.Setting()).histories(1, 4)
    says(seat, "#history li").to_have_count(0)
    for count, step in enumerate(history.steps, 1):
        seat.locator("#step").focus()
        seat.keyboard.press("Enter")
        says(seat, "#history li").to_have_count(count)
        says(seat, "#history li:last-child").to_contain_text(number_text(step.belief))
    says(seat, "#step").to_be_disabled()
    says(seat, "#history p").to_have_text(f"She was {history.type}.")
    seat.locator("#again").click()
    says(seat, "#history li").to_have_count(1)
    assert "seed=5" in seat.url


def test_a_question_sets_up_its_war_and_impossible_numbers_are_explained(seat):
    for words, query in over_time.QUESTIONS:
        seat.get_by_role("link", name=words).click()
        shows(seat, query)
    go(seat, "patience=1")
    says(seat, "#banner [role=alert]").to_contain_text("patience: is 1")
    says(seat, "#map svg").to_have_count(0)


def test_nothing_is_wider_than_the_window(seat):
    for width in (390, 1366, 1920):
        seat.set_viewport_size({"width": width, "height": 800})
        for query in ("", "telling=1/2&selection=refusal", "seed=4&shown=2"):
            go(seat, query)
            shows(seat, query)
            assert seat.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
