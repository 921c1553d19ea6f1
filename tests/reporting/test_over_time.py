"""Games over time on the command line, and in tables."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import termination as tm
from termination.reporting.cli import main
from termination.reporting.over_time import COLUMNS, to_csv

FOLDER = Path(__file__).parents[2] / "examples" / "over_time"
WAITING, MEDIATOR = (str(FOLDER / f"{name}.toml") for name in ("war_over_time", "mediator_announced"))


def run(*words: str) -> str:
    found = CliRunner().invoke(main, words)
    assert found.exit_code == 0, found.output
    return found.output


def refused(*words: str) -> str:
    found = CliRunner().invoke(main, words)
    assert found.exit_code == 2
    return found.output


def test_a_war_over_time_is_solved_from_its_file() -> None:
    text = run("solve", WAITING)
    assert text.startswith("Waiting for news from the front\n====")
    assert "664/1221 (0.544) to" in text
    assert "period 3 and period 4\n" in text
    assert "Verified: no deviation pays (57 beliefs, 0 faults)." in text
    assert max(map(len, text.split("\n"))) <= 80
    assert run("solve", WAITING) == text


def test_brief_keeps_what_happens_when() -> None:
    text = run("solve", MEDIATOR, "--brief")
    assert "talks, if played" in text
    assert "then believed" not in text


def test_it_is_told() -> None:
    text = " ".join(run("solve", MEDIATOR, "--explain").split())
    assert "escalated against with probability 61/107 (0.570)" in text
    assert "both types open; talks begin" in text or "opener opens; talks begin" in text


def test_selection_and_refinement_are_ones_own() -> None:
    assert "(refusal)" in run("solve", WAITING, "--select", "refusal")
    assert "Of the equilibria of each that there are" in run("solve", WAITING, "--refine", "none")
    assert "no selection 'peace'; there are: 'talks', 'refusal'" in refused("solve", WAITING, "--select", "peace")
    assert "no refinement of stages 'NWBR'" in refused("solve", WAITING, "--refine", "NWBR")


def test_json_and_csv() -> None:
    course = tm.solve(tm.load_scenario(WAITING))
    text = run("solve", WAITING, "--format", "json")
    assert text == course.to_json()
    data = json.loads(text)
    assert data["periods"][0]["beliefs"][0]["high"] == "664/1221"
    assert run("solve", WAITING, "--format", "csv") == to_csv(course)
    assert to_csv(course).split("\n")[0] == ",".join(COLUMNS)
    assert list(course.to_frame().columns) == list(COLUMNS)


def test_what_is_for_games_played_once_says_so() -> None:
    war = str(FOLDER.parent / "scenarios" / "refusal.toml")
    for words in (("compare", WAITING), ("sweep", WAITING, "--axis", "escalation_cost=0.1,0.2")):
        assert "only solve and check can be asked of it" in refused(*words)
    assert "--select is for games over time" in refused("solve", war, "--select", "talks")
    assert "5 periods." in run("check", WAITING)


def test_faults_are_listed_with_their_keys(tmp_path: Path) -> None:
    path = tmp_path / "war.toml"
    text = Path(WAITING).read_text(encoding="utf-8")
    path.write_text(text.replace("patience = 0.9", "patience = 1").replace("won = 0.6", "won = 0.7"), encoding="utf-8")
    said = refused("solve", str(path))
    assert "2 faults" in said
    assert "parameters.patience: is 1, must be in [0, 1)" in said
    assert "parameters.battle.resilient: sums to 11/10" in said


@pytest.mark.parametrize("path", [WAITING, MEDIATOR])
def test_a_table_has_every_interval(path: str) -> None:
    course = tm.solve(tm.load_scenario(path))
    frame = course.to_frame()
    for period in course.periods:
        here = frame[(frame["period"] == period) & frame["sent"]]
        assert {*here["low"]} == {str(c.low) for c in course.moment(period).choices}
