"""Whatever text comes in, the answer is an answer or a refusal in words, within two seconds and 200 MB.

Every document of the corpus is tried as it is: each is an example of the repository, a block of its pages, or what was
badly answered once. Then documents are spoiled, the same in every run: hundreds here, 100,000 in the long set.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz import doors
from tests.fuzz.mutations import EDITS, LOSE, NUMBER, NUMBERS, Edit, spoiled
from tests.properties import examples

ROOT = Path(__file__).parents[2]
CORPUS = Path(__file__).parent / "corpus"
_BLOCKS = re.compile(r"```toml\n(.*?)```", re.DOTALL)


def corpus(suffix: str) -> list[str]:
    """The kept documents of one kind, by name."""
    return [path.read_bytes().decode("utf-8", "surrogateescape") for path in sorted(CORPUS.glob(f"*{suffix}"))]


def scenarios() -> list[str]:
    """The scenario files of the repository, those on its pages, and the kept ones."""
    files = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "examples").rglob("*.toml"))]
    pages = [page.read_text(encoding="utf-8") for page in sorted((ROOT / "docs").rglob("*.md"))]
    blocks = [block for page in pages for block in _BLOCKS.findall(page) if "model = " in block]
    assert len(files) > 20
    assert len(blocks) > 5
    return files + blocks + corpus(".scenario")


SCENARIOS, GAMBIT, ANSWERS = scenarios(), corpus(".efg"), corpus(".json")
SPECIFICATIONS, TABLES, LINES = corpus(".spec"), corpus(".csv"), corpus(".lines")[0].splitlines()
#: What tables are fitted to.
MONTHS = (CORPUS / "opening.spec").read_text(encoding="utf-8")


def spoiled_from(documents: list[str]) -> st.SearchStrategy[str]:
    """A document of these, spoiled, with pieces of another."""
    return st.builds(spoiled, st.sampled_from(documents), EDITS, st.sampled_from(documents))


DOORS = {
    "scenario": (spoiled_from(SCENARIOS), lambda folder, text: doors.solved(folder, "game.toml", text)),
    "gambit": (spoiled_from(GAMBIT), lambda folder, text: doors.solved(folder, "game.efg", text)),
    "json": (spoiled_from(ANSWERS), lambda folder, text: doors.read_back(text)),
    "specification": (spoiled_from(SPECIFICATIONS), doors.simulated),
    "table": (spoiled_from(TABLES), lambda folder, text: doors.fitted(folder, MONTHS, text)),
    "command": (spoiled_from(LINES), lambda folder, text: doors.told(text)),
}
#: How many of 100,000 documents go through each door in the long set.
COUNTS = {name: 1000 * thousands for name, thousands in zip(DOORS, (40, 20, 10, 10, 5, 15), strict=True)}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where documents are written and commands are run: what they write is gone after the test."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def try_door(name: str, folder: Path, count: settings) -> None:
    documents, door = DOORS[name]

    @count
    @given(documents)
    def answered(text: str) -> None:
        assert doors.fault(lambda: door(folder, text)) == "", text

    answered()


@pytest.mark.parametrize("name", DOORS)
def test_spoiled_documents_are_answered(name: str, folder: Path) -> None:
    try_door(name, folder, examples(100))


@pytest.mark.long
@pytest.mark.parametrize("name", DOORS)
def test_a_hundred_thousand_spoiled_documents_are_answered(name: str, folder: Path) -> None:
    assert sum(COUNTS.values()) == 100_000
    try_door(name, folder, settings(max_examples=COUNTS[name]))


@pytest.mark.parametrize("place", range(len(SCENARIOS)))
def test_every_scenario_of_the_corpus_is_answered(place: int, folder: Path) -> None:
    assert doors.fault(lambda: doors.solved(folder, "game.toml", SCENARIOS[place])) == "", SCENARIOS[place]


def test_everything_else_of_the_corpus_is_answered(folder: Path) -> None:
    asked = [lambda text=text: doors.solved(folder, "game.efg", text) for text in GAMBIT]
    asked += [lambda text=text: doors.read_back(text) for text in ANSWERS]
    asked += [lambda text=text: doors.simulated(folder, text) for text in SPECIFICATIONS]
    asked += [lambda text=text: doors.fitted(folder, MONTHS, text) for text in TABLES]
    asked += [lambda text=text: doors.told(text) for text in LINES]
    assert len(asked) > 60
    for one in asked:
        assert doors.fault(one) == ""


def test_a_door_that_is_badly_made_is_found_out() -> None:
    def broken() -> int:
        return len({}["nothing"])

    assert doors.fault(broken) == "KeyError: 'nothing'"
    assert doors.fault(lambda: 1) == "exit status 1"
    assert doors.fault(lambda: len(bytearray(10**9))) == f"more than {doors.ROOM:,} bytes"
    assert doors.fault(lambda: 2) == ""


def test_what_never_ends_is_ended_even_if_it_is_once_told_in_vain(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is raised in a finalizer is lost, so that one call to stop is not enough."""
    monkeypatch.setattr(doors, "_PATIENCE", 0.05)

    def deaf() -> int:
        for heard in range(2):
            try:
                while True:
                    pass
            except doors.TooLong:
                if heard:
                    raise
        return 0

    assert doors.fault(deaf).startswith("no answer in 0 s")


def test_all_theorems_are_not_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doors, "command", lambda *arguments: len(arguments))
    assert [doors.told(line) for line in ("prove", "prove --", "prove\0", "prove T1")] == [0, 0, 0, 2]


def test_edits_reach_what_hurts() -> None:
    text = spoiled("a = 1\n", [Edit(NUMBER, False, 4, NUMBERS.index('"1/0"'))])
    assert text == 'a = "1/0"\n'
    assert spoiled("a = 1\nb = 2\n", [Edit(LOSE, True, 0, 0)]) == "b = 2\n"
