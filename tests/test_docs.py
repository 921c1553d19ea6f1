"""The guide: every Python block of every page runs and prints what is shown, scenarios are read, commands exist."""

from __future__ import annotations

import ast
import doctest
import json
import os
import re
import shlex
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner

import termination
from docs.blocks import DOCS, blocks, pages, parts, run
from docs.make_figures import GALLERY, gallery
from docs.make_notebooks import LESSONS, notebook, path_of
from termination.models.scenarios import parse_scenario
from termination.reporting import plot
from termination.reporting.cli import main

PAGES = pages()
#: Everything that may stand in a fence: what runs, what is shown, and MyST's own directives.
OWN = {"{toctree}", "{figure}", "{eval-rst}", "{literalinclude}", "{include}"}
KINDS = {"python", "pycon", "text", "toml", "sh", "r", *OWN}


#: Extras of the package that the page on other programs names.
EXTRAS = {"gambit"}


def name_of(page: Path) -> str:
    return page.relative_to(DOCS).with_suffix("").as_posix()


def having(kind: str) -> list[Path]:
    return [page for page in PAGES if any(block.kind == kind for block in blocks(page))]


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_fence_is_of_a_kind_that_is_known(page: Path) -> None:
    found = blocks(page)
    assert {block.kind for block in found} <= KINDS
    assert len(re.findall(r"^```", page.read_text(encoding="utf-8"), re.MULTILINE)) == 2 * len(found)


@pytest.mark.parametrize("page", having("python"), ids=name_of)
def test_the_python_blocks_run_in_order_and_print_what_is_shown(page: Path) -> None:
    outcomes = run(page)
    assert outcomes
    for ran in outcomes:
        if ran.below is not None and ran.below.kind == "text":
            assert ran.printed == ran.below.body
        if ran.below is not None and ran.below.kind == "{figure}":
            assert hasattr(ran.value, "get_figure"), "a figure stands below a block that ends in no figure"


@pytest.mark.parametrize("page", having("pycon"), ids=name_of)
def test_the_sessions_run_as_they_stand(page: Path) -> None:
    outcome = doctest.testfile(str(page), module_relative=False)
    assert outcome.attempted > 5
    assert outcome.failed == 0


@pytest.mark.parametrize("page", having("toml"), ids=name_of)
def test_the_scenarios_are_read(page: Path) -> None:
    for block in blocks(page):
        if block.kind == "toml":
            assert parse_scenario(block.body).model.game().types


def test_the_commands_that_are_named_are_there() -> None:
    said = {words for page in PAGES for words in re.findall(r"`termination ([a-z]+)", page.read_text(encoding="utf-8"))}
    assert {"solve", "check", "prove"} <= said
    for command in sorted(said):
        assert CliRunner().invoke(main, [*shlex.split(command), "--help"]).exit_code == 0, command


def test_every_page_is_in_the_index() -> None:
    trees = [block.body.split() for block in blocks(DOCS / "index.md") if block.kind == "{toctree}"]
    listed = {entry for tree in trees for entry in tree}
    assert {name_of(page) for page in PAGES} - listed == {"index"}


def test_every_public_name_is_in_the_reference() -> None:
    reference = (DOCS / "api.md").read_text(encoding="utf-8")
    assert reference.count("   :toctree: reference\n") == reference.count(".. autosummary::") > 5  # a page per name
    documented = set(re.findall(r"^   termination\.([\w.]+)$", reference, re.MULTILINE))
    wanted = {name for name in termination.__all__ if name not in ("__version__", "plot")}
    assert wanted - documented == set()
    assert {name for name in plot.__all__ if name.islower()} - {n.removeprefix("plot.") for n in documented} == set()


def test_the_gallery_shows_every_figure_of_the_guide() -> None:
    """`python docs/make_figures.py` writes it anew."""
    assert GALLERY.read_text(encoding="utf-8") == gallery()
    drawn = [block for page in PAGES if page != GALLERY for block in blocks(page) if block.kind == "{figure}"]
    shown = [os.path.basename(b.argument) for b in blocks(GALLERY)]
    assert sorted(shown) == sorted(os.path.basename(b.argument) for b in drawn)
    assert shown.index("tutorial_regions.svg") == 0  # in the guide's order: what one sees first is a map of a war


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_notebooks_are_their_pages(lesson: str) -> None:
    """`python docs/make_notebooks.py` writes them anew."""
    text = path_of(lesson).read_text(encoding="utf-8")
    assert text == notebook(lesson)
    cells = json.loads(text)["cells"]
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    page = blocks(DOCS / f"{lesson}.md")
    assert code == [block.body.rstrip("\n") for block in page if block.kind == "python"]
    shown = ["".join(out["text"]) for cell in cells if cell["cell_type"] == "code" for out in cell["outputs"]]
    assert shown == [block.body for block in page if block.kind == "text"]
    for link in re.findall(r"\]\((?!\w+:|#)([^)\s#]+)", "".join("".join(cell["source"]) for cell in cells)):
        assert (path_of(lesson).parent / link).exists(), link


_MATH = re.compile(r"(?<![\w$\\])\$([^$\n]+)\$(?![\w$])")


@pytest.mark.parametrize("name", ["theorems", "approach", "war_over_time", "model"])
def test_mathematics_can_be_set(name: str) -> None:
    """Each formula of a page is MathML of docutils, which is what the guide sets it in."""
    convert = pytest.importorskip("docutils.utils.math.latex2mathml").tex2mathml
    prose = "".join(text for kind, text in parts(DOCS / f"{name}.md") if kind == "prose")
    formulas = _MATH.findall(prose)
    assert len(formulas) > 20
    assert all(convert(formula, as_block=False).startswith("<math") for formula in formulas)


def test_the_page_on_figures_shows_every_figure() -> None:
    text = (DOCS / "figures.md").read_text(encoding="utf-8")
    assert [name for name in plot.__all__ if f"plot.{name}" not in text] == []


def test_every_example_is_in_the_guide() -> None:
    text = (DOCS / "examples.md").read_text(encoding="utf-8")
    for script in sorted((DOCS.parent / "examples").glob("[0-9][0-9]_*.py")):
        question = script.read_text(encoding="utf-8").splitlines()[0].strip('"')
        assert f"## {question}\n" in text
        assert f"../examples/{script.name}\n" in text
        assert f"../examples/printed/{script.stem}.txt\n" in text


_SPAN = re.compile(r"(?<!`)`([^`]+)`(?!`)")
_NAME = re.compile(r"(?:tm\.)?([A-Za-z]\w*)(?=\(|$)")


def test_the_page_on_other_programs_names_nothing_that_cannot_be_imported() -> None:
    """Every name in code type is public or imported by a block of the page, and those imports work."""
    page = DOCS / "exchange.md"
    imported = {}
    for block in blocks(page):
        for node in ast.walk(ast.parse(block.body)) if block.kind == "python" else ():
            if isinstance(node, ast.ImportFrom):
                imported |= {alias.name: getattr(import_module(str(node.module)), alias.name) for alias in node.names}
    prose = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    spans = [" ".join(span.split()) for span in _SPAN.findall(prose)]
    names = {found[1] for span in spans if (found := _NAME.match(span))} - EXTRAS
    assert {"read_efg", "bimatrix", "compare", "LabelWarning", "rescaled"} <= names
    assert names - set(termination.__all__) - set(imported) == set()
    assert set(imported) <= names
