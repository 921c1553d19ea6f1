"""The page on theorems says what the code proves: its statements are generated, its counts are right.

`python tests/test_theorems_page.py` writes the generated part of the page anew.
"""

from __future__ import annotations

import re
from pathlib import Path

from docs.blocks import section
from termination.engine.proving.records import identifier, read
from termination.models.opening.theorems.chapter import CHAPTER, THEOREMS
from termination.models.theorems import chapters
from termination.reporting.proofs import statements_markdown
from tests.oracles.steps import PROOFS
from tests.oracles.test_records_cvc5 import FILES, MEASURED, UNDECIDED
from tests.oracles.test_records_yices import CONFIRMED, SECOND

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


def said_of_solvers() -> str:
    return " ".join(section(text(), "## Another solver").split())


def test_the_files_are_counted():
    told = re.search(
        r"There are (\d+) files, (\d+) of the opening game, (\d+) of it in doubt, (\d+) of the approach game "
        r"and (\d+) of the war over time\.",
        said_of_solvers(),
    )
    assert told is not None
    counts = [sum(path.stem.startswith(letter) for path in FILES) for letter in "TBHY"]
    assert [int(number) for number in told.groups()] == [len(FILES), *counts]
    named = re.findall(r"\w+\.\d+\.smt2", text())
    assert len(named) >= 3
    assert all((CHAPTER.records / name).exists() for name in named)


def test_what_yices_confirms_is_counted():
    told = re.search(
        r"Yices ([\d.]+), .* confirms all of them, none in more than (\d+) seconds of CPU\. "
        r"(\d+) of these, ([^;]*?), it is asked in steps, (\d+) to (\d+) of them,",
        said_of_solvers(),
    )
    assert told is not None
    version, most, number, listed, fewest, longest = told.groups()
    assert CONFIRMED == FILES
    assert max(SECOND[path.stem]["seconds"] for path in FILES) <= int(most)
    in_steps = [path.stem for path in FILES if path.stem in PROOFS]
    assert (int(number), re.findall(r"[TBHY]\d+\.\d+", listed)) == (len(PROOFS), in_steps)
    lengths = [len(proof.steps) for proof in PROOFS.values()]
    assert (int(fewest), int(longest)) == (min(lengths), max(lengths))
    assert {f"Yices {version}"} == {read(each.records).second["solver"] for each in chapters() if each.records}


def test_what_cvc5_confirms_is_counted():
    told = re.search(
        r"cvc5 [\d.]+ confirms (\d+) .* leaves (\d+) open; it contradicts none\. The (\d+) are named",
        said_of_solvers(),
    )
    assert told is not None
    left = len(UNDECIDED)
    assert [int(number) for number in told.groups()] == [len(MEASURED) - left, left, left]


def test_the_files_left_open_are_those_the_page_describes():
    """They include all claims about every equilibrium that survives D1."""
    assert "all claims about *every* equilibrium that survives D1" in " ".join(text().split())
    under_d1 = [
        identifier(one, i)
        for one in THEOREMS.values()
        for i, obligation in enumerate(one.obligations())
        if any(fact.name == "D1" for fact in obligation.given) and identifier(one, i).startswith("T")
    ]
    assert len(under_d1) > 10
    assert set(under_d1) <= set(UNDECIDED)


def test_what_holds_for_any_number_of_types_is_argued():
    stated = {one.name for one in THEOREMS.values() if "any number of types" in one.words}
    assert stated
    assert stated <= {one.name for one in THEOREMS.values() if any("any number" in told.scope for told in one.by_hand)}


def test_an_argument_by_hand_stands_under_its_own_head():
    heads = [f"**By hand, {told.scope}.**" for one in THEOREMS.values() for told in one.by_hand]
    assert re.findall(r"\*\*By hand,.*?\*\*", " ".join(text().split())) == heads
    assert len(set(heads)) > 5


if __name__ == "__main__":
    PAGE.write_text(rebuilt(text()), encoding="utf-8", newline="\n")
