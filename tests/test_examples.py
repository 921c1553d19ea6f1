"""The examples run as they stand and print what stands beside them; each asks a question and is short."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SCRIPTS = sorted((ROOT / "examples").glob("[0-9][0-9]_*.py"))
#: What each writes into the folder that it is given.
WRITTEN = {
    "08_region_map.py": ["region_map.pdf"],
    "09_your_own_game.py": ["crisis.efg"],
    "10_figures.py": ["beliefs.pdf", "payoffs.pdf", "signal.pdf", "talks.pdf", "tree.pdf", "tree.tex"],
}


def test_there_are_ten_and_each_is_numbered() -> None:
    assert [script.name[:2] for script in SCRIPTS] == [f"{i:02}" for i in range(1, 11)]
    assert {path.stem for path in (ROOT / "examples" / "printed").iterdir()} == {path.stem for path in SCRIPTS}


@pytest.mark.thorough
@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_an_example_prints_what_stands_beside_it(
    script: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", [script.name, str(tmp_path / "figures")])
    monkeypatch.chdir(tmp_path)
    runpy.run_path(str(script), run_name="__main__")
    printed = script.parent / "printed" / f"{script.stem}.txt"
    assert capsys.readouterr().out == printed.read_text(encoding="utf-8")
    written = sorted(path.name for path in tmp_path.rglob("*") if path.is_file())
    assert written == WRITTEN.get(script.name, [])


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_an_example_is_short_and_answers_a_question(script: Path) -> None:
    lines = script.read_text(encoding="utf-8").splitlines()
    assert len(lines) < 60
    assert lines[0].startswith('"""')
    assert "?" in lines[0]
