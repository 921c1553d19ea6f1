"""The record that the project keeps of its speed and size: what is appended is read back, a peer is in every run."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import record, run
from benchmarks.engine import one_war


def test_what_is_appended_is_read_back(tmp_path: Path) -> None:
    speeds = {"games": record.medians([{"a": 10.0, "b": 30.0}, {"a": 20.0, "b": 50.0}], "a")}
    found, path = record.entries(speeds, "0123456"), tmp_path / "record.csv"
    record.append(found, path)
    record.append(found, path)
    assert record.kept(path) == found * 2
    assert [(e.what, e.measure, e.value) for e in found[:4]] == [
        ("games: a", record.SPEED, "15"),
        ("games: a", record.RATIO, "1"),
        ("games: b", record.SPEED, "40"),
        ("games: b", record.RATIO, "2.75"),
    ]
    lines, size = (int(e.value) for e in found[4:])
    assert 30_000 < lines < size


def test_every_recorded_run_has_a_second_engine() -> None:
    kept = record.kept()
    commits = {entry.commit for entry in kept}
    assert commits
    for commit in commits:
        roads = {entry.what for entry in kept if entry.commit == commit and entry.measure == record.RATIO}
        assert {f"with the signal: {record.EXACT}", "with the signal: nashpy, vertices"} <= roads
        assert {f"without: {record.EXACT}", "without: nashpy, vertices"} <= roads


@pytest.mark.parametrize("count", [0, 1, 2, 3, 5, 7, 15, 24])
def test_there_are_so_many_different_games_of_the_grid(count: int) -> None:
    assert len({(game.escalation_cost, *game.prior.values()) for game in run.games(one_war(), count)}) == count


def test_the_record_is_drawn_by_commit() -> None:
    ax = record.drawn(record.kept())
    assert ax.get_yscale() == "log"
    roads = {e.what for e in record.kept() if e.measure == record.RATIO}
    assert len(ax.get_lines()) == len(roads) - 2  # all but the exact engine, with the signal and without


@pytest.mark.thorough
def test_the_roads_of_a_run_have_the_names_of_the_record() -> None:
    found = list(run.rows(one_war().with_(signal_cost=None), True))
    assert [row[0] for row in found][:3] == [record.EXACT, "closed forms, exact, with D1", "sweep, with D1"]
    assert found[0][3] == 1
