"""What CONTRIBUTING.md says can be done: its model runs; the paths, commands, methods and options it names exist."""

from __future__ import annotations

import os
import re
import shlex
import tomllib
from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner

from docs.blocks import blocks, run
from paper_replication.chapters import CHAPTERS
from termination.engine import model
from termination.models.theorems import theorem
from termination.reporting.cli import main

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "CONTRIBUTING.md"
TEXT = PAGE.read_text(encoding="utf-8")
PROSE = re.sub(r"^```.*?^```", "", TEXT, flags=re.MULTILINE | re.DOTALL)
SPANS = [" ".join(span.split()) for span in re.findall(r"`([^`]+)`", PROSE)]
COMMANDS = [span for span in SPANS if span.startswith((".venv/bin/", "python3 ", ".ci/", "termination "))]
PATHS = [span for span in SPANS if re.fullmatch(r"[\w./]+(/|\.(py|md|json))", span)]


def test_its_model_runs_and_prints_what_is_shown() -> None:
    (ran,) = run(PAGE)
    assert ran.below is not None
    assert (ran.below.kind, ran.printed) == ("text", ran.below.body)


def test_it_sets_up_as_the_readme_does() -> None:
    (command,) = [block.body for block in blocks(PAGE) if block.kind == "sh"]
    assert command in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_files_that_it_names_exist() -> None:
    assert len(PATHS) > 15
    folders = (ROOT, ROOT / "termination" / "models" / "approach", ROOT / "termination" / "reporting" / "plot",
               ROOT / "paper_replication" / "opening")  # fmt: skip
    missing = [path for path in PATHS if not any((folder / path).exists() for folder in folders)]
    assert missing == []


def test_the_methods_that_a_model_may_offer_are_in_the_contract() -> None:
    source = Path(str(model.__file__)).read_text(encoding="utf-8")
    named = [span.removesuffix("()") for span in SPANS if span.endswith("()")]
    assert {"with_", "symbolic", "charts"} <= set(named)
    assert [name for name in named if f"def {name}(" not in source] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_its_commands_are_there(command: str) -> None:
    program, *words = shlex.split(command)
    if program.startswith(".ci/"):
        assert os.access(ROOT / program, os.X_OK)
    elif program == "termination":
        assert CliRunner().invoke(main, [words[0], "--help"]).exit_code == 0
    elif program == "python3":
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        assert words[-1].strip(".[]") in project["optional-dependencies"]
    elif words and words[0] == "-m":
        assert find_spec(words[1]) or words[1] == "sphinx"  # that comes with the extra `docs`
    else:
        assert program in (".venv/bin/python", ".venv/bin/ruff", ".venv/bin/mypy")
    assert [word for word in words if word.endswith(".py") and not (ROOT / word).exists()] == []
    if "-k" in words:
        file, wanted = next(word for word in words if word.endswith(".py")), words[words.index("-k") + 1]
        assert re.search(rf"^def test_\w*{wanted}", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE)


def test_the_theorem_the_claim_and_the_marker_that_it_names_exist() -> None:
    (name,), (claim,) = re.findall(r"termination prove (T\d+)", TEXT), re.findall(r"--claim (\w+)", TEXT)
    assert "A4" in theorem(name).assumptions()
    assert claim in CHAPTERS[0].names
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    assert any(marker.startswith("long:") for marker in tools["pytest"]["ini_options"]["markers"])
