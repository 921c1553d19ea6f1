"""The wall inside the room: what serves every game knows none, and is not loaded until it is asked for."""

from __future__ import annotations

import ast
from pathlib import Path

import termination.estimate

ROOM = Path(termination.estimate.__file__).parent


def test_nothing_outside_a_games_folder_imports_one() -> None:
    games = {path.name for path in ROOM.iterdir() if (path / "game.py").exists()}
    assert games == {"crisis", "opening"}
    found = {
        f"{path.name}: {node.module}"
        for path in ROOM.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and set(str(node.module).split(".")) & games
    }
    assert found == set()


def test_nothing_outside_a_games_folder_says_its_words() -> None:
    """An outcome or an index of a game, as a text of its own: code that knows it would name it so."""
    from termination.estimate.crisis.game import CrisisGame
    from termination.estimate.opening.game import OpeningProbit

    games = (CrisisGame, OpeningProbit)
    words = {index.name for game in games for index in game.INDICES if len(index.name) > 1}
    words |= {outcome for game in games for outcome in (*game.OUTCOMES, *game.PARTIAL)}
    found = {
        f"{path.name} line {node.lineno}: {node.value}"
        for path in ROOM.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value in words
    }
    assert found == set()
