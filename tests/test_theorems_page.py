"""The page on theorems says what the code proves: its statements are generated, its counts are right.

`python tests/test_theorems_page.py` writes the generated part of the page anew.
"""

from __future__ import annotations

import re
from pathlib import Path

from termination.models.opening_theorems import CHAPTER, THEOREMS
from termination.models.theorems import RECORDS
from termination.reporting.proofs import statements_markdown
from tests.oracles.test_records_cvc5 import MEASURED, UNDECIDED

PAGE = Path(__file__).parents[1] / "docs" / "theorems.md"
BEGIN = "<!-- generated from the theorems in the code by python tests/test_theorems_page.py; do not edit -->"
END = "<!-- end of what is generated -->"


def rebuilt(page: str) -> str:
    """The page with its statements as the code has them now."""
    before, _, rest = page.partition(BEGIN)
    return f"{before}{BEGIN}\n\n{statements_markdown(CHAPTER)}\n{END}{rest.partition(END)[2]}"


def text() -> str:
    return PAGE.read_text(encoding="utf-8")


def test_the_statements_are_those_of_the_code():
    assert rebuilt(text()) == text(), "run python tests/test_theorems_page.py"
    assert [line.split(".")[0] for line in re.findall(r"^### (.*)$", text(), re.MULTILINE)] == list(THEOREMS)


def test_what_another_solver_confirms_is_counted():
    told = re.search(r"of the (\d+) files cvc5 [\d.]+ confirms (\d+)\s.*?leaves (\d+) open", text(), re.DOTALL)
    assert told is not None
    assert [int(number) for number in told.groups()] == [len(MEASURED), len(MEASURED) - len(UNDECIDED), len(UNDECIDED)]
    assert all((RECORDS / name).exists() for name in re.findall(r"T\d+\.\d+\.smt2", text()))


def test_what_holds_for_any_number_of_types_is_argued():
    argued = text().partition("## Any number of types")[2].partition("\n## ")[0]
    for one in THEOREMS.values():
        names = re.findall(r"\*\*([^*]*)\.\*\*", argued)
        assert ("any number of types" in one.words) == any(one.name in name.split() for name in names), one.name


if __name__ == "__main__":
    PAGE.write_text(rebuilt(text()), encoding="utf-8", newline="\n")
