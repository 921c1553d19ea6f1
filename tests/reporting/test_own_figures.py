"""What only a model can say, any model may say: no figure asks whose game it is."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest

import termination as tm
from termination import plot
from termination.analysis.cutoffs import cutoffs_along
from termination.engine.model import Bar, BeliefScale, Chart, Cutoff, Cutoffs
from termination.errors import InputError, UnknownNameError
from termination.reporting.subject import fitting
from tests.toy.boasting import PARAMETERS, BoastingGame


class Bank(BoastingGame):
    """The firm before the lender, with figures of its own."""

    PARAMETERS = PARAMETERS
    focus = "credit"

    def with_(self, **changes: Any) -> Bank:
        return Bank(**super().with_(**changes).parameters())

    def belief_scale(self) -> BeliefScale:
        at = self.parameters()
        return BeliefScale("expected worth", "break-even worth", {"sound": at["gain"], "hollow": -at["loss"]})

    def charts(self) -> Mapping[str, Chart | str]:
        cost = self.parameters()["boast_cost"]
        bars = tuple(Bar(t, cost[t], (Fraction(1), Fraction(2)), "thinks twice") for t in ("sound", "hollow"))
        chart = Chart("Who boasts", "cost of boasting", "c", ("v", "2v"), "boasts", ("may boast",), "does not", bars)
        return {"boast": chart, "silence": "nobody is silent"}

    def cutoffs(self) -> Mapping[str, Cutoffs | str]:
        at = self.parameters()
        lines = (Cutoff("g + v", "above it, credit", at["gain"] + at["credit"], "every"), Cutoff("l", "", at["loss"]))
        lacking = ("thrill is lacking",) if at["thrill"] < 0 else ()
        own = Cutoffs(lines, (("this firm", at["credit"]),), "claim on credit", lacking, (at["thrill"],))
        return {"credit": own, "gain": "not stated here"}


BANK = Bank(prior={"sound": "1/3", "hollow": "2/3"}, boast_cost={"sound": "1/2", "hollow": 3}, credit=1, loss=2, gain=5)


def test_a_figure_names_what_fits() -> None:
    assert fitting(BANK) == ["tree", "tikz_tree", "chart", "cutoffs", "correspondence", "payoffs"]
    assert fitting(BANK.game()) == ["tree", "tikz_tree", "correspondence", "payoffs"]


def test_a_models_own_chart_is_drawn() -> None:
    ax = plot.chart(BANK)
    assert [text.get_text() for text in ax.texts] == ["1/2: thinks twice", "3: thinks twice", "Who boasts"]
    assert ax.get_xlabel() == "cost of boasting"
    legend = ax.get_legend()
    assert legend is not None
    assert [text.get_text() for text in legend.get_texts()] == ["boasts", "may boast", "does not", "c", "v", "2v"]
    with pytest.raises(InputError, match="nobody is silent"):
        plot.chart(BANK, name="silence")
    with pytest.raises(UnknownNameError, match="'boast', 'silence'"):
        plot.chart(BANK, name="signal")


def test_beliefs_are_measured_by_what_the_model_says() -> None:
    line = plot.belief_line(tm.solve(BANK)[0])
    assert (line.measure, line.switch, line.places) == ("expected worth", "break-even worth", (5, -2))
    assert {stretch.low for row in line.rows for stretch in row.stretches[1:]} == {0}  # lending breaks even there
    assert plot.belief_line(tm.solve(BANK)[0], of="sound").measure == "probability of sound"


def test_cutoffs_are_read_off_the_model_at_every_value() -> None:
    found = cutoffs_along(BANK, "gain", 1, 3, 3)
    assert [line.values for line in found.lines] == [(2, 3, 4), (2, 2, 2)]
    assert (found.of, found.current, found.caveats) == ("credit", (("this firm", 5, 1),), ())
    assert cutoffs_along(BANK, "thrill", -1, 1, 3).caveats == ("thrill is lacking, below 0",)
    with pytest.raises(InputError, match="not stated here"):
        cutoffs_along(BANK, "loss", 1, 2, 2, of="gain")
    ax = plot.cutoffs(BANK, "thrill", -1, 1, 3)
    written = " ".join(text.get_text() for text in ax.texts).replace("\n", " ")
    assert "Premises of the claim on credit that are lacking: thrill is lacking, below 0" in written
    assert (ax.get_ylabel(), len(ax.collections)) == ("credit", 0)


def test_a_line_that_is_another_further_on_is_refused() -> None:
    """Two types that change places would make one line of two formulas."""
    war = tm.OpeningGame(
        prior=["1/2", "1/2"], resilience=["1/5", "1/2"], war_value=[0, 1], talks_value=[1, 2], escalation_harm=1,
        talks_exposure=1, escalation_gain=1, escalation_cost="1/2", signal_cost=[1, "1/10"],
    )  # fmt: skip
    with pytest.raises(InputError, match="the order of the types stays the same"):
        cutoffs_along(war, "resilience.low", "1/5", "4/5", 2, of="signal_cost")


def test_a_correspondence_shows_what_the_model_is_about() -> None:
    assert plot.correspondence(BANK, "thrill", 0, 1, 2).get_ylabel() == "Pr(credit)"
