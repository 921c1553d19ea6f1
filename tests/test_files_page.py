"""The page on files says what the code does: its scenarios are read, its columns and entries are those there are."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from docs.blocks import section
from termination.engine.enumerate import solve
from termination.models.registry import MODELS
from termination.models.scenarios import parse_scenario
from termination.reporting.serial import to_json
from termination.reporting.tables import COLUMNS

PAGE = (Path(__file__).parents[1] / "docs" / "files.md").read_text(encoding="utf-8")
SCENARIOS = re.findall(r"^```toml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def table_below(heading: str) -> dict[str, str]:
    """The rows of the first table below a heading."""
    return dict(re.findall(r"^\| `([^|]*)` \| (.*) \|$", section(PAGE, f"## {heading}"), re.MULTILINE))


def test_the_page_shows_a_scenario_of_every_form():
    kinds = ["opening", "opening", "payoffs", "payoffs", "payoffs", "payoffs", "formulas", "folded"]
    assert [parse_scenario(text).kind for text in SCENARIOS] == kinds
    assert ["[payoffs" in text for text in SCENARIOS] == [i == 1 for i in range(len(kinds))]
    assert all(f'"{kind}"' in PAGE for kind in MODELS)


@pytest.mark.parametrize("text", SCENARIOS)
def test_the_scenarios_of_the_page_are_solved(text):
    found = solve(parse_scenario(text).model)
    assert found.complete
    assert len(found) > 0


def test_the_columns_are_those_of_the_frame():
    assert table_below("CSV and data frames") == COLUMNS


def test_the_entries_of_json_are_those_that_are_written():
    data = json.loads(to_json(solve(parse_scenario(SCENARIOS[0]).model)))
    named = [entry for row in table_below("JSON") for entry in row.split("`, `")]
    assert [entry for entry in named if "." not in entry] == list(data)
    assert "derived" in data["families"][0]
