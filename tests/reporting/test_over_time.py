"""Games over time on the command line, and in tables."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import termination as tm
from termination.engine.numbers import number_text
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
    assert run("solve", WAITING, "--refine", "d1") == run("solve", WAITING)
    assert "no refinement of games over time 'NWBR'" in refused("solve", WAITING, "--refine", "NWBR")


def two_periods(tmp_path: Path) -> str:
    path = tmp_path / "two.toml"
    path.write_text(Path(WAITING).read_text(encoding="utf-8").replace("periods = 5", "periods = 2"), encoding="utf-8")
    return str(path)


def test_every_equilibrium_of_two_periods_is_listed(tmp_path: Path) -> None:
    source = two_periods(tmp_path)
    text, found = run("solve", source, "--every"), tm.load_scenario(source).correspondence()
    flat = " ".join(text.split())
    assert "unrefined and complete: 7;" in flat
    for i, one in enumerate(found.at(), 1):
        told = flat.partition(f" {i}. ")[2].partition(" They get: ")
        assert told[0].startswith("open by both, escalate" if i == 7 else "closed by both, hold")
        low, high = map(number_text, one.table[0])
        assert told[2].startswith(f"vulnerable {low}, resilient {high}")
    low, high = found.extremes("talks")
    assert f"talks {low} {number_text(high)}" in flat
    assert "Verified: no deviation pays (181 beliefs, 0 faults)." in flat
    assert max(map(len, text.split("\n"))) <= 80
    assert not run("solve", source, "--every", "--quiet").startswith("Waiting")


def test_what_follows_in_another_public_state_is_told_in_its_words(tmp_path: Path) -> None:
    path = tmp_path / "shaken.toml"
    text = Path(two_periods(tmp_path)).read_text(encoding="utf-8")
    states = '''[parameters.states.calm]
[parameters.states.shaken]
escalation_cost = 0.9
[parameters.moves.calm]
won = "shaken"
'''
    path.write_text(f"{text}\n{states}", encoding="utf-8")
    flat = " ".join(run("solve", str(path), "--every").split())
    assert "closed, won: open by both, hold; closed by nobody (0), hold." in flat  # there escalating never pays


def test_every_equilibrium_is_not_for_everything(tmp_path: Path) -> None:
    source, war = two_periods(tmp_path), str(FOLDER.parent / "scenarios" / "refusal.toml")
    for words in (("--refine", "D1"), ("--select", "talks"), ("--brief",), ("--explain",), ("--format", "csv")):
        assert "it goes with --quiet alone" in refused("solve", source, "--every", *words)
    assert "--every is for games over time" in refused("solve", war, "--every")
    assert "every equilibrium is listed of a war of one or two" in refused("solve", WAITING, "--every")


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


def test_a_file_of_a_war_without_end_is_not_said_to_have_one_period(tmp_path: Path) -> None:
    text = Path(WAITING).read_text(encoding="utf-8")
    for written, said in (("inf", "A game over time: periods without end."), ("1", "A game over time: 1 period.")):
        path = tmp_path / f"{written}.toml"
        path.write_text(text.replace("periods = 5", f"periods = {written}"), encoding="utf-8")
        assert said in run("check", str(path))


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
