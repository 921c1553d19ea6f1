"""Every Python block of the README runs and prints what the README says; its commands and links are real."""

from __future__ import annotations

import contextlib
import io
import json
import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from publish import PYODIDE

import termination
from docs.blocks import Ran, run
from docs.make_figures import PICTURE
from termination import plot
from termination.reporting.cli import main

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
DOCS = [f"docs/{page.name}" for page in sorted((ROOT / "docs").glob("*.md"))]
PAGES = ["README.md", "paper.md", "CONTRIBUTING.md", "CHANGELOG.md", *DOCS]
COMMANDS = [body.strip() for kind, body in BLOCKS if kind == "sh"]


def programs() -> Iterator[tuple[str, str]]:
    """Each Python block with the output shown below it, "" where none is."""
    for (kind, body), following in zip(BLOCKS, [*BLOCKS[1:], ("", "")], strict=True):
        if kind == "python":
            yield body, following[1] if following[0] == "text" else ""


def test_every_block_is_of_a_kind_that_is_tested():
    assert {kind for kind, _ in BLOCKS} == {"sh", "bat", "python", "text"}
    assert README.count("```") == 2 * len(BLOCKS)


@pytest.fixture(scope="module")
def ran() -> list[Ran]:
    """What the Python blocks did, one after another."""
    return run(ROOT / "README.md")


def test_the_python_blocks_run_in_order_and_print_what_is_shown(ran):
    assert len(ran) >= 3
    assert [one.printed for one in ran] == [expected for _, expected in programs()]


def test_the_war_in_python_is_the_war_in_the_file():
    (program,) = [body for body, _ in programs() if body.count("tm.OpeningGame(")]
    names: dict[str, Any] = {}
    with contextlib.redirect_stdout(io.StringIO()):
        exec(program, names)
    in_file = termination.load_scenario(ROOT / "examples" / "scenarios" / "vietnam_1968.toml")
    assert names["war"] == in_file.with_(title="")


def drawn(picture: Path) -> tuple[list[str], list[str]]:
    """What an SVG of ours says, and its patches: shape and style of each, to a tenth of a point."""
    text = picture.read_text(encoding="utf-8")
    patches = re.findall(r'<g id="patch_\d+">\s*<path d="(.*?)".*?style="(.*?)"', text, re.DOTALL)
    return re.findall(r"<!-- (.*?) -->", text), [re.sub(r"\d+\.\d+", rounded, " ".join(one)) for one in patches]


def rounded(number: re.Match[str]) -> str:
    return f"{float(number.group()):.1f}"


def test_the_picture_is_what_the_code_below_it_draws(ran, tmp_path):
    """`python docs/make_figures.py` draws it again."""
    assert f"({PICTURE.relative_to(ROOT).as_posix()})" in README
    assert drawn(plot.save(ran[-1].value, tmp_path / "regions.svg")) == drawn(PICTURE)


def test_there_are_three_commands_and_each_makes_or_reuses_the_environment():
    assert len(COMMANDS) == 3
    for command in COMMANDS:
        assert command.startswith("python3 -m venv --without-pip .venv && python3 -m pip --python .venv install ")
        assert "\n" not in command


def test_the_first_command_solves_a_scenario(monkeypatch):
    program, *arguments = shlex.split(COMMANDS[0].split(" && ")[-1])
    assert program == ".venv/bin/termination"
    monkeypatch.chdir(ROOT)
    assert CliRunner().invoke(main, arguments).exit_code == 0


def test_on_windows_the_same_is_installed_and_solved():
    (windows,) = [body.splitlines() for kind, body in BLOCKS if kind == "bat"]
    assert [line.split()[0] for line in windows] == ["py", "py", ".venv\\Scripts\\termination"]
    *environment, solve = COMMANDS[0].replace("python3", "py").split(" && ")
    assert windows[:2] == environment
    assert windows[2].replace("\\", "/").split()[1:] == solve.split()[1:]


def test_the_second_command_installs_what_the_tests_need():
    assert ".[test]" in COMMANDS[1]
    assert COMMANDS[1].split(" && ")[-1].startswith(".venv/bin/python -m pytest")
    metadata = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    needed = " ".join(metadata["project"]["optional-dependencies"]["test"])
    assert all(library in needed for library in ("pytest", "pytest-xdist", "hypothesis"))


def test_the_third_command_builds_the_page_for_a_class_and_serves_it_to_this_machine_alone():
    *_, install, build, serve = map(shlex.split, COMMANDS[2].split(" && "))
    assert install == ["npm", "install", f"pyodide@{PYODIDE}"]
    assert build[1:] == ["teach", "page", "--pyodide", "node_modules/pyodide"]
    assert serve[-4:] == ["--bind", "127.0.0.1", "--directory", "page"]


@pytest.mark.parametrize("page", PAGES)
def test_links_within_the_repository_lead_somewhere(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    links = [link.partition("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in link]
    assert [link for link in links if link and not ((ROOT / page).parent / link).exists()] == []


# --- the rest of the paperwork ---------------------------------------------------------------------------------------


def test_the_version_is_the_same_everywhere():
    assert f"\nversion: {termination.__version__}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"## {termination.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert json.loads((ROOT / "codemeta.json").read_text(encoding="utf-8"))["version"] == termination.__version__


def test_the_paper_cites_what_its_bibliography_has():
    keys = re.findall(r"^@\w+\{(\w+),", (ROOT / "paper.bib").read_text(encoding="utf-8"), re.MULTILINE)
    cited = re.findall(r"@(\w+)", (ROOT / "paper.md").read_text(encoding="utf-8"))
    assert sorted(set(cited)) == sorted(keys)


def test_the_workflow_runs_what_decides():
    assert "run: .ci/run\n" in (ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8")


def test_the_article_is_cited_and_the_licence_is_mit():
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert "doi: 10.1177/09516298231185112" in citation
    assert "10.1177/09516298231185112" in README
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("MIT License")
    assert 'license = "MIT"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_the_package_is_typed():
    assert (ROOT / "termination" / "py.typed").exists()
