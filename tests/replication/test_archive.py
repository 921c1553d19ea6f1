"""What an archive needs: the numbers of a run as a table with its codebook, versions, and every file named."""

from __future__ import annotations

import csv
from fractions import Fraction
from io import StringIO
from pathlib import Path

import pytest

from paper_replication.numbers import CODEBOOK, Row, codebook, decimal, numbers_csv
from paper_replication.opening import CHAPTER
from paper_replication.run import Results, Settings, run
from paper_replication.sections import Table
from tests.replication.lock import FILE, asked_for

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "paper_replication"


@pytest.fixture(scope="module")
def results() -> Results:
    """One claim and one part."""
    chapter = CHAPTER.only(["S2", "in_doubt"])
    assert chapter is not None
    return run([chapter], Settings(quick=True), say=lambda line: None)


@pytest.fixture(scope="module")
def table(results: Results) -> list[dict[str, str]]:
    """Their numbers."""
    return list(csv.DictReader(StringIO(numbers_csv(results))))


@pytest.mark.thorough
def test_every_number_of_the_texts_is_in_the_table(results: Results, table: list[dict[str, str]]) -> None:
    (claim,) = results.claims
    found = {row["name"]: row["value"] for row in table if (row["place"], row["item"]) == ("S2", "example")}
    assert found == {name: str(value) for name, value in claim.example.numbers.items()}
    assert all(Fraction(row["value"]) == pytest.approx(float(row["decimal"])) for row in table if row["decimal"])


@pytest.mark.thorough
def test_every_cell_of_the_tables_is_in_it(results: Results, table: list[dict[str, str]]) -> None:
    (part,) = results.chapters[0].parts
    cells = [cell for one in part.contents if isinstance(one, Table) for line in one.rows for cell in line[1:]]
    assert cells
    assert [row["value"] for row in table if row["item"].startswith("table")] == cells


@pytest.mark.thorough
def test_what_was_drawn_and_agrees_is_in_it_and_the_modules_are_there(table: list[dict[str, str]]) -> None:
    drawn = [int(row["value"]) for row in table if row["item"].startswith("check") and row["name"] == "drawn"]
    assert set(drawn) == {25}
    assert {row["module"] for row in table} == {"paper_replication.opening.s02", "paper_replication.opening.in_doubt"}
    assert all((ROOT / f"{row['module'].replace('.', '/')}.py").exists() for row in table)


def test_the_codebook_has_every_column() -> None:
    assert Row._fields == tuple(CODEBOOK)
    assert all(f"`{name}`" in codebook() for name in Row._fields)


@pytest.mark.parametrize(
    ("value", "wanted"),
    [(Fraction(2, 3), "0.666666666667"), (3, "3"), ("closed", ""), ("0 to 1", ""), ("0.006", "0.006")],
)
def test_decimals_of_numbers_alone(value: Fraction | int | str, wanted: str) -> None:
    assert decimal(value) == wanted


def test_the_lock_file_has_what_the_extra_asks_for() -> None:
    locked = dict(line.split("==") for line in FILE.read_text(encoding="utf-8").split())
    assert list(locked) == sorted(locked)
    for one in asked_for():
        assert one.specifier.contains(locked[one.name.lower()]), one


def test_the_readme_names_every_file() -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    files = [path for path in FOLDER.rglob("*") if path.is_file() and not {"output", "__pycache__"} & set(path.parts)]
    named = [path.name for path in files if path.name not in ("__init__.py", "README.md")]
    assert [name for name in named if f"`{name}`" not in readme] == []
