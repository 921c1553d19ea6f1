"""Tables for articles: well-formed, escaped, and with the numbers of the equilibria."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

import termination as tm
from termination.engine.equilibria import Equilibria
from termination.engine.table import latex_cell, markdown_text
from termination.models.catalog import load
from termination.models.opening.theorems.chapter import THEOREMS
from termination.reporting.proofs import theorems_table

SCENARIOS = sorted((Path(__file__).parents[2] / "examples" / "scenarios").glob("*.toml"))
NASTY = ["a_b & 50%", "#{}~^\\x", "[m]|<q>*", "$x$ \"q\" \\\\ \\end{tabular}"]
CELL = re.compile(r"(?<!\\)&")


@pytest.fixture(scope="module", params=SCENARIOS, ids=lambda path: path.stem)
def found(request: pytest.FixtureRequest) -> Equilibria:
    return tm.solve(tm.load_scenario(request.param))


def nasty() -> Equilibria:
    """A game whose labels are full of what LaTeX and Markdown take for their own."""
    return tm.solve(
        tm.SignalingGame.from_function(
            NASTY[:2], ["1/2", "1/2"], NASTY[2:], NASTY[:2], lambda t, m, r: -int(t == r), lambda t, m, r: int(t == r)
        )
    )


def rows(tabular: str) -> list[str]:
    """The lines of a table that are rows of four cells."""
    inside = tabular.split("\\midrule\n")[1].split("\n")
    return [line for line in inside if line.endswith(r" \\") and not line.startswith(r"\multicolumn")]


def check_form(tabular: str, environment: str = "tabular") -> None:
    """Braces pair, the environment opens and closes once, every row has its cells."""
    bare = re.sub(r"\\[\\{}]", "", tabular)
    depth = 0
    for character in bare:
        depth += {"{": 1, "}": -1}.get(character, 0)
        assert depth >= 0
    assert depth == 0
    assert bare.count(rf"\begin{{{environment}}}") == bare.count(rf"\end{{{environment}}}") == 1
    assert all(bare.count(rule) == 1 for rule in (r"\toprule", r"\bottomrule"))
    assert all(len(CELL.findall(row)) == 3 for row in rows(tabular))


def test_every_family_has_a_row_for_each_message(found: Equilibria) -> None:
    tabular = found.to_latex(long=False)
    check_form(tabular)
    assert len(rows(tabular)) == len(found) * len(found.game.messages)
    for family in found:
        assert latex_cell(family.name) in tabular
        check_form(family.to_latex())


def test_the_replies_and_posteriors_stand_in_the_cells(found: Equilibria) -> None:
    for family in found:
        for row, m, sent in zip(rows(family.to_latex()), family.game.messages, family.sent, strict=True):
            message, senders, reply, belief = (cell.strip().removesuffix(r"\\").strip() for cell in CELL.split(row))
            assert message == m
            assert ("off path" in senders) == (not sent)
            for r, weight in family.receiver[m].items():
                assert (r in reply) == (weight != 0)
            if sent and family.beliefs[m][0].beliefs.is_point:
                for t, weight in family.beliefs[m][0].beliefs.items():
                    assert (t in belief) == (weight != 0)


def test_verdicts_stand_below_refined_equilibria() -> None:
    kept = tm.refine(tm.solve(load("beer-quiche").game), "intuitive")
    assert "the intuitive criterion rules out wimp (at best 2 there, 3 now)" in kept.to_latex()
    assert "- pooling on quiche: after beer the intuitive criterion rules out wimp" in kept.to_markdown()
    assert kept.to_latex().count(r"\midrule") == 2


def test_a_long_table_breaks_over_pages() -> None:
    found = tm.solve(load("spence").game)
    check_form(found.to_latex(long=True), "longtable")
    assert r"\endhead" in found.to_latex(long=True)
    assert r"\endhead" not in found.to_latex(long=False)


def test_the_length_decides_unless_asked() -> None:
    found = tm.solve(load("spence").game)
    assert r"\begin{tabular}" in found[0].to_latex()
    many = replace(found, families=found.families * 9)
    assert many.to_latex() == many.to_latex(long=True)
    few = replace(found, families=found.families[:1])
    assert few.to_latex() == few.to_latex(long=False)


def test_labels_can_neither_end_a_cell_nor_start_a_command() -> None:
    tabular = nasty().to_latex()
    check_form(tabular)
    commands = set(re.findall(r"\\([a-zA-Z]+)", tabular))
    ours = {"usepackage", "begin", "end", "toprule", "midrule", "bottomrule", "addlinespace", "multicolumn", "newline"}
    ours |= {"raggedright", "arraybackslash", "linewidth", "textit", "footnotesize"}
    ours |= {"dimexpr", "tabcolsep", "relax", "penalty"}
    letters = {"textbackslash", "textasciitilde", "textasciicircum", "textless", "textgreater", "textbar"}
    letters |= {"textquotedbl"}
    assert commands <= ours | letters
    assert tabular.count("\\end{") == 1


def test_minus_signs_and_rounded_numbers() -> None:
    assert latex_cell("payoffs: a -1/2; b ~-1.25e-4; x-1, well-known") == (
        r"payoffs: a $-$1/2; b $\approx$$-$1.25e-4; x-1, well-known"
    )


def test_markdown_has_a_table_for_each_family() -> None:
    found = nasty()
    text = found.to_markdown()
    table = [line for line in text.split("\n") if line.startswith("|")]
    assert len(table) == len(found) * (2 + len(found.game.messages))
    assert all(len(re.findall(r"(?<!\\)\|", line)) == 5 for line in table)
    assert markdown_text(found[0].name) in text
    assert found[0].to_markdown() in text.replace("**1. ", "**")


def test_theorems_are_listed() -> None:
    table = theorems_table(THEOREMS.values())
    for text in (table.to_latex(), table.to_markdown()):
        for theorem in THEOREMS.values():
            assert re.search(rf"(?m)^(\| )?{theorem.name} ", text)
            assert theorem.title in text


def test_a_bracket_at_the_start_of_a_row_is_no_option() -> None:
    assert not re.search(r"\\\\\s*(%.*)?\s*\[", nasty().to_latex())
