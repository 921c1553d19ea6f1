"""Tables of the documents are tables, and those that list what there is list all of it and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docs.blocks import DOCS, pages, section, tables
from termination.models.registry import MODELS

ROOT = DOCS.parent
WRITTEN = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *pages()]
WRITTEN += sorted((ROOT / "paper_replication").glob("*.md"))
ARCHITECTURE = (DOCS / "architecture.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: str(page.relative_to(ROOT)))
def test_whatever_begins_with_a_bar_is_a_table(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert len(tables(text)) == len(re.findall(r"^\|[-:| ]+\|$", text, re.MULTILINE))


def test_what_is_no_table_is_seen() -> None:
    rows = "| a | b |\n|---|---|\n| c | `d|e` |\n"
    assert tables(rows) == [[["a", "b"], ["c", "`d|e`"]]]
    for broken in ("| c | d |\n", rows + "\n| c | d |\n", rows + "| c |\n", rows.replace("---|---", "--- ---")):
        with pytest.raises(ValueError, match="this is no table"):
            tables(broken)


def test_a_section_that_is_not_there_is_an_error() -> None:
    text = "# A\n\n## B\n\nb\n\n```sh\n## C\n```\n\n### D\n\n## E\n"
    assert section(text, "## B") == "\nb\n\n```sh\n## C\n```\n\n### D\n\n"
    for heading in ("## C", "## b"):
        with pytest.raises(LookupError, match="the headings are"):
            section(text, heading)


# -- the page on the house -------------------------------------------------------------------------------------------


def modules(room: str) -> set[str]:
    """The modules of a room, folders of modules with a slash."""
    inside = [path for path in (ROOT / "termination" / room).iterdir() if not path.name.startswith("__")]
    folders = {f"{path.name}/" for path in inside if (path / "__init__.py").exists()}
    return folders | {path.stem for path in inside if path.suffix == ".py"}


def named(heading: str) -> list[str]:
    """What the first column of the first table of a section names."""
    table = tables(section(ARCHITECTURE, heading))[0]
    return [name for row in table[1:] for name in re.findall(r"`([^`]*)`", row[0])]


def test_the_rooms_are_named() -> None:
    """Those at the top, and the one that lies in the folders of models."""
    rooms = named("## Rooms")
    inner = [room for room in rooms if "*" in room]
    assert inner == ["models/*/questions/"]
    assert list((ROOT / "termination").glob(inner[0]))
    assert sorted(set(rooms) - set(inner)) == sorted(modules(""))


def test_the_folders_of_models_have_one_shape() -> None:
    """That of the page. A model need not fill it; only the opening game has more, and the page says what."""
    section_ = section(ARCHITECTURE, "## The models").partition("### ")[0]
    shape = {name.partition("/")[0] for row in tables(section_)[1][1:] for name in re.findall(r"`([^`]*)`", row[0])}
    more = {"opening": {"bought", "by_payoffs", "common", "differences", "doubt", "in_symbols"}}
    for model in ("opening", "approach"):
        inside = {name.rstrip("/") for name in modules(f"models/{model}")}
        assert {"payoffs", "game"} <= inside
        assert inside - shape == more.get(model, set())


def test_every_module_of_a_model_is_named() -> None:
    told = set(re.findall(r"`([\w/]+)`", section(ARCHITECTURE, "## The models").partition("### ")[0]))
    for model in ("opening", "approach"):
        proofs = {f"theorems/{one}" for one in modules(f"models/{model}/theorems")}
        own = modules(f"models/{model}") - {"theorems/"} | proofs
        assert own - told == set()


@pytest.mark.parametrize(("heading", "room"), [("## The engine", "engine"), ("## The models", "models")])
def test_every_module_of_a_room_is_named_once_and_no_other(heading: str, room: str) -> None:
    assert sorted(named(heading)) == sorted(modules(room))


def test_every_module_of_analysis_and_reporting_is_named_once_and_no_other() -> None:
    rooms = ("analysis", "reporting")
    there = [f"{room}/{module}" for room in rooms for module in modules(room)]
    assert sorted(named("## Analysis and reporting")) == sorted(there)


def test_a_new_model_is_entered_where_the_page_says() -> None:
    """The registry, in which either shipped model is whole."""
    told = " ".join(section(ARCHITECTURE, "### A new model").split())
    assert "which `registry.MODELS` finds there" in told
    for model in ("opening", "approach"):
        chapter = MODELS[model].chapter()
        assert chapter is not None
        assert chapter.model == model
        assert MODELS[model].shipped().SHIPPED
