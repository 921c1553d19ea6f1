"""Commands that draw: an equilibrium by number or name into a file, in a style, and what is refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from termination import load_scenario, plot, refine, solve
from tests.reporting.test_cli_study import BOX, MIMICRY, REFUSAL, TEA, done, unusable

SLIDE = rb'width="720pt" height="403.2pt"'


def test_a_tree_and_a_belief_line_become_files(tmp_path: Path) -> None:
    for command in ("tree", "beliefs"):
        file = tmp_path / f"{command}.svg"
        said = done(command, REFUSAL, "--equilibrium", "3", "--style", "slides", "--output", str(file))
        assert said == f"wrote {file}: pooling on open, no escalation\n"
        assert SLIDE in file.read_bytes()
        ax = getattr(plot, command)(solve(load_scenario(REFUSAL))[2], style="slides")
        assert file.read_bytes() == plot.save(ax, tmp_path / "same.svg").read_bytes()


@pytest.mark.thorough
def test_the_equilibrium_that_is_drawn_is_the_one_that_is_named(tmp_path: Path) -> None:
    file = tmp_path / "line.svg"
    for which, name in (
        ("2", "semi-separating: "),
        ("on closed", "pooling on closed"),
        ("open, no", "pooling on open"),
    ):
        assert name in done("beliefs", REFUSAL, "--equilibrium", which, "--output", str(file))
    survivor = refine(solve(load_scenario(TEA)), "intuitive")[0]
    assert survivor.name in done("tree", TEA, "--refine", "intuitive", "--output", str(file))


def test_a_tree_for_an_article_is_tikz(tmp_path: Path) -> None:
    file = tmp_path / "tree.tex"
    assert done("tree", TEA, "--bare", "--output", str(file)) == f"wrote {file}: the game alone\n"
    assert file.read_text(encoding="utf-8") == plot.tikz_tree(load_scenario(TEA), standalone=False)
    done("tree", TEA, "--bare", "--style", "article", "--output", str(file))
    assert file.read_text(encoding="utf-8") == plot.tikz_tree(load_scenario(TEA), standalone=False, width=plot.COLUMN)


@pytest.mark.thorough
def test_a_map_is_drawn_in_a_style_too(tmp_path: Path) -> None:
    file = tmp_path / "map.svg"
    done("map", MIMICRY, *BOX, "--style", "slides", "--output", str(file))
    assert SLIDE in file.read_bytes()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("tree", REFUSAL, "--output", "a.pdf"), r"3 equilibria; say which by --equilibrium\n +1  pooling on closed"),
        (("beliefs", REFUSAL, "--equilibrium", "4", "--output", "a.pdf"), r"no number 4; there are\n +1  pooling"),
        (("tree", REFUSAL, "--equilibrium", "mixed", "--output", "a.pdf"), "no single equilibrium named 'mixed'"),
        (("tree", REFUSAL, "--bare", "--refine", "D1", "--output", "a.pdf"), "--bare draws no equilibrium"),
        (("beliefs", TEA, "--equilibrium", "1", "--output", "a.tex"), r"must end in .pdf, .svg, .png"),
        (("tree", TEA, "--bare", "--style", "slides", "--output", "a.tex"), "--style slides is for .pdf, .svg and"),
        (("tree", TEA, "--equilibrium", "1", "--output", "none/a.tex"), "none/a.tex: No such file or directory"),
        (("tree", TEA, "--equilibrium", "1", "--output", "none/a.png"), "none/a.png: No such file or directory"),
        (("beliefs", TEA, "--equilibrium", "1", "--of", "brave", "--output", "a.svg"), "no type 'brave'"),
        (("tree", TEA, "--equilibrium", "1"), "Missing option '--output'"),
        (("tree", TEA, "--bare", "--style", "poster", "--output", "a.svg"), "'poster' is not one of"),
    ],
)
def test_what_cannot_be_drawn_is_refused(arguments: tuple[str, ...], said: str, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert re.search(said, unusable(*arguments))
    assert not any(tmp_path.iterdir())


def test_a_game_over_time_has_neither(tmp_path: Path) -> None:
    over_time = Path(REFUSAL).parents[1] / "over_time" / "war_over_time.toml"
    for command in ("tree", "beliefs"):
        assert "this is a game over time" in unusable(command, str(over_time), "--output", str(tmp_path / "a.svg"))
