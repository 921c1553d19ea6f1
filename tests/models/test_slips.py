"""What people write in scenario files where TOML has it otherwise is shown to them with what they probably meant."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from termination.errors import InputError
from termination.models.opening.game import OpeningGame
from termination.models.scenarios import build, load_scenario, parse_scenario
from termination.models.slips import guess

EXAMPLES = Path(__file__).parents[2] / "examples" / "scenarios"
WAR = """model = "opening"
[parameters]
prior = { high = "2/5", low = "3/5" }
resilience = { high = 0.8, low = 0.2 }
war_value = { high = 0.5, low = 0.1 }
talks_value = { high = 0.59, low = 0.5 }
escalation_harm = 1
talks_exposure = 0.8
escalation_gain = 1
escalation_cost = 0.5
"""
COST = "escalation_cost = 0.5"
VALUES = "{ high = 0.5, low = 0.1 }"

SLIPS = [
    (COST, "escalation_cost = 90%", "write 90% as 0.9"),
    (COST, "escalation_cost = 12.5 %", "write 12.5 % as 0.125"),
    (COST, "escalation_cost = 1,5", "write 1,5 as 1.5"),
    (VALUES, "{ high = 0,5, low = 0,1 }", "write 0,5 as 0.5"),
    (COST, "escalation_cost = 1/2", 'write "1/2"'),
    (VALUES, "{ high = 1/2, low = 1/10 }", 'write "1/2"'),
    (COST, "escalation_cost = .5", "write 0.5"),
    (COST, "escalation_cost = 1.", "write 1.0"),
    (COST, "escalation_cost: 0.5", "not by a colon"),
    (VALUES, "{ high: 0.5, low: 0.1 }", "not by a colon"),
    (COST, "escalation cost = 0.5", "write escalation_cost ="),
    (COST, "escalation_cost =", "the value is missing after ="),
    (COST, "escalation_cost = −0.5", "a typographic minus sign: write -"),
    (VALUES, "{ high = 0.5 low = 0.1 }", "separated by commas"),
    (COST, COST + "\n" + COST, "it is given twice"),
    ('model = "opening"', "model = opening", 'write "opening"'),
    ('model = "opening"', "model = “opening”", "write the straight ones"),
    ('model = "opening"', 'model = "opening', "opened and not closed"),
]


@pytest.mark.parametrize(("right", "wrong", "meant"), SLIPS, ids=[slip for _, slip, _ in SLIPS])
def test_a_slip_is_shown_with_its_line_and_what_was_meant(right, wrong, meant):
    assert right in WAR
    text = WAR.replace(right, wrong)
    with pytest.raises(InputError) as caught:
        parse_scenario(text)
    (fault,) = caught.value.faults
    number = int(fault.where.removeprefix("line "))
    assert text.split("\n")[number - 1].strip() in fault.what
    assert wrong.split("\n")[-1].split("=")[-1].strip() in fault.what
    assert meant in fault.what


def test_nothing_is_guessed_of_lines_that_are_right():
    for line in WAR.split("\n"):
        assert guess(line) == ""
    assert guess("list = [1, 2, 3]  # 90% of 1,5") == ""
    assert guess('notes = "90%, 1,5 and 1/2: all of it"') == ""


@pytest.mark.parametrize(("text", "meant"), [("0,5", "point: 0.5"), ("50%", "write 50% as 1/2"), ("x", "0.3, 3/10")])
def test_a_number_in_quotes_likewise(text, meant):
    with pytest.raises(InputError, match=meant):
        parse_scenario(WAR.replace(COST, f'escalation_cost = "{text}"'))


def test_parameters_without_their_heading_are_told_apart_from_unknown_keys():
    with pytest.raises(InputError) as caught:
        parse_scenario(WAR.replace("[parameters]\n", ""))
    (fault,) = caught.value.faults
    assert str(fault).startswith("parameters: missing: a line [parameters] above prior, resilience, war_value, ")


def test_labels_that_are_numerals_are_to_be_quoted():
    cells = {"prior": [1], "messages": ["m"], "responses": ["r"], "sender": [[[0]]], "receiver": [[[0]]]}
    with pytest.raises(InputError, match='found 1; put it in quotes: "1"'):
        build("payoffs", {"types": [1], **cells})


def test_a_value_by_type_is_spelled_with_a_dot_as_well_as_in_a_table():
    table = parse_scenario(WAR).model
    dotted = WAR.replace(f"war_value = {VALUES}", '"war_value.high" = 0.5\n"war_value.low" = 0.1')
    assert parse_scenario(dotted).model == table
    assert parse_scenario(dotted.replace('"', "").replace("2/5", "0.4").replace("3/5", "0.6").replace(
        "= opening", '= "opening"')).model == table  # fmt: skip
    assert table.with_(**{"war_value.high": 2}) == table.with_(war_value={"high": 2})
    with pytest.raises(InputError, match=r"war_value\.high: is given twice"):
        table.with_(**{"war_value": {"high": 1}, "war_value.high": 2})
    assert isinstance(table, OpeningGame)


def spelled_with_dots(given: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, entry in given.items():
        found |= {f"{name}.{label}": x for label, x in entry.items()} if isinstance(entry, Mapping) else {name: entry}
    return found


@pytest.mark.parametrize("name", ["korea_1951", "costly_signal", "three_types", "reset_2009"])
def test_constructors_take_a_value_by_label_with_a_dot_too(name):
    model = load_scenario(EXAMPLES / f"{name}.toml")
    dotted = spelled_with_dots(model.parameters())
    assert any("." in key for key in dotted)
    assert type(model)(**dotted, title=model.title) == model
    with pytest.raises(InputError, match="is given twice"):
        type(model)(**{**model.parameters(), **dotted})
    with pytest.raises(InputError, match="zzz: no such parameter"):
        type(model)(**{**dotted, "zzz.high": 1})


def test_payoffs_take_a_prior_with_dots_and_one_value_for_all_takes_none():
    model = load_scenario(EXAMPLES / "war_by_payoffs.toml")
    cells = {"sender": model.sender, "receiver": model.receiver, "title": model.title}
    dotted = OpeningGame.from_payoffs(**spelled_with_dots({"prior": model.prior}), **cells)
    assert dotted.game() == model.game()
    with pytest.raises(InputError, match="escalation_cost: expected a number, found values by label"):
        parse_scenario(WAR).model.with_(**{"escalation_cost.high": 1})
