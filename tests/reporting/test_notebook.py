"""Every public result shows as something a reader can read, with labels escaped."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from html.parser import HTMLParser

import pytest

import termination as tm
from termination.engine.equilibria import Equilibria
from termination.models.catalog import load

WAR = tm.OpeningGame(
    prior=["7/10", "3/10"], resilience=[0.2, 0.8], war_value=[0.1, 0.5], talks_value=[0.4, 0.55],
    escalation_harm=1, talks_exposure=0.8, escalation_gain=1, escalation_cost=0.4,
)  # fmt: skip
RESULTS: dict[str, Callable[[], object]] = {
    "equilibria": lambda: tm.solve(WAR),
    "refined": lambda: tm.refine(tm.solve(WAR), "D1"),
    "family": lambda: tm.solve(WAR)[0],
    "certificate": lambda: tm.solve(WAR)[0].certificate,
    "verdict": lambda: tm.refine(tm.solve(WAR), "D1").rejected[0],
    "explanation": lambda: tm.explain(tm.solve(WAR)[0]),
    "statics": lambda: tm.statics(WAR),
    "regions": lambda: tm.regions(WAR, {"escalation_cost": (0, 1)}, {"prior": (0, 1)}),
    "robustness": lambda: tm.robustness(WAR, samples=20),
}


class Balance(HTMLParser):
    """Tags that are opened are closed, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def html(result: object) -> str:
    text: str = result._repr_html_()  # type: ignore[attr-defined]
    balance = Balance()
    balance.feed(text)
    assert balance.open == []
    return text


@pytest.mark.parametrize("name", RESULTS)
def test_results_show_as_well_formed_html_without_raw_reprs(name: str) -> None:
    text = html(RESULTS[name]())
    assert not re.search(r"Fraction\(|object at 0x|color|Effect\(|Strategy\(", text)


def words(text: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", text)).split())


def test_the_table_of_equilibria_says_what_the_text_says() -> None:
    found: Equilibria = tm.refine(tm.solve(load("beer-quiche").game), "intuitive")
    shown = words(html(found))
    assert "Rejected by the intuitive criterion pooling on quiche: after beer the intuitive criterion rules" in shown
    for family in found:
        assert family.name in shown
        assert str(family.certificate) in shown


def test_several_families_have_an_overview_with_their_outcomes() -> None:
    found = tm.solve(WAR)
    assert len(found) > 1
    first = html(found).split("</table>")[0]
    assert all(family.name in first for family in found)
    assert "escalation" in first


def test_thresholds_and_slopes_of_statics_are_shown() -> None:
    statics = tm.statics(WAR)
    shown = words(html(statics))
    assert all(str(one) in shown for one in statics.thresholds)
    one = statics.effects[0]
    assert f"{one.quantity} {one.parameter} {'rises' if one.sign > 0 else 'falls'} {one.slope}" in shown


def test_formulas_are_left_to_the_notebook() -> None:
    form = tm.conditions(WAR, tm.solve(WAR)[0])
    for shown, latex in ((form, form.to_latex()), (form.condition, form.condition.to_latex())):
        text: str = shown._repr_latex_()
        assert text == f"$$ {latex} $$"
        assert text.count("{") == text.count("}")


def test_labels_are_escaped_everywhere() -> None:
    game = tm.SignalingGame(
        ["<b>", "s"], ["1/2", "1/2"], ["<i>", "&m"], ["<u>", "r"],
        [[[0, 1], [0, 1]], [[1, 0], [1, 0]]], [[[1, 0], [1, 0]], [[0, 1], [0, 1]]], title="<script>",
    )  # fmt: skip
    found = tm.solve(game)
    kept = tm.refine(found, "D1")
    for result in (found, kept, found[0], tm.explain(kept), *kept.rejected):
        assert not re.search(r"<(b|i|u|script)>", html(result))
