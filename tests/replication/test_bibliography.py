"""The bibliography has what the report cites, each once, and no DOI but those looked up."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from paper_replication import approach, bibliography, opening
from paper_replication.chapters import CHAPTERS
from paper_replication.sources import MS, PASSAGES, SCHELLING, SECHSER

ROWS = bibliography.table(CHAPTERS).rows
#: Looked up one by one: at the publisher, or in the references of others.
LOOKED_UP = {
    "10.1177/09516298231185112",
    "10.1017/S0020818310000214",
    "10.1016/0022-0531(91)90155-W",
    "10.2307/1885060",
    "10.2307/1913604",
    "10.1007/978-3-540-78800-3_24",
    "10.1007/978-3-319-08867-9_49",
}


def test_each_work_stands_once_and_says_what_it_is_used_for() -> None:
    assert len({row[0] for row in ROWS}) == len(ROWS) > 30
    assert all(row[2] for row in ROWS)
    assert [row[0].casefold()[:2] for row in ROWS] == sorted(row[0].casefold()[:2] for row in ROWS)


def test_no_work_stands_for_another_by_the_same_author_in_the_same_year() -> None:
    """References that the key takes for one work begin with one title, however much of it each gives."""
    titles: dict[tuple[str, str], set[str]] = {}
    for work, _ in bibliography.used(CHAPTERS):
        title = work.reference.split("). ", 1)[1].replace("*", "")
        titles.setdefault(bibliography.key(work), set()).add(title)
    for found in titles.values():
        shortest = min((re.split("[.,:]", title)[0] for title in found), key=len)
        assert shortest
        assert all(title.startswith(shortest) for title in found)
    assert sum(len(found) > 1 for found in titles.values()) == 2


def test_only_dois_that_were_looked_up() -> None:
    found = {re.sub(r"^\[doi:(.*)\]\(https://doi\.org/\1\)$", r"\1", row[1]) for row in ROWS if row[1]}
    assert found == LOOKED_UP


def test_the_same_work_has_the_same_doi_in_the_papers_references() -> None:
    """Volume, first page and DOI agree with those of `paper.bib`."""
    entries = (Path(__file__).parents[2] / "paper.bib").read_text(encoding="utf-8").split("\n@")
    given = {found[1]: one for one in entries if (found := re.search(r"doi = \{([^}]*)\}", one))}
    shared = [row for row in ROWS if any(doi in row[1] for doi in given)]
    assert len(shared) == 4
    for row in shared:
        (entry,) = (one for doi, one in given.items() if doi in row[1])
        pages = re.search(r"pages = \{(\d+)--(\d+)\}", entry)
        assert pages is not None
        assert "-".join(pages.groups()) in row[0]


def test_what_passages_name_is_in_it_with_the_claim() -> None:
    named = {name: re.findall(r"\b([A-Z]\w+) (\d{4})\)", one.words) for name, one in PASSAGES.items()}
    cited = {(bibliography.key(work), name) for work, name in bibliography.used(CHAPTERS)}
    assert {name for name, found in named.items() if found} == {"S7", "S8"}
    assert all(((author, year), name) in cited for name, found in named.items() for author, year in found)
    assert bibliography.key(SCHELLING) == ("Schelling", "1966")
    assert bibliography.key(SECHSER) == ("Sechser", "2010")


def test_the_literature_of_every_case_is_in_it_and_sources_stand_in_full() -> None:
    found = {row[0]: row[2] for row in ROWS}
    for chapter in (opening.CHAPTER, approach.CHAPTER):
        for case, references in chapter.literature().items():
            assert references
            for one in references:
                author, year = bibliography.key(bibliography.Work(one))
                (uses,) = (uses for work, uses in found.items() if work.startswith(author) and f"({year})" in work)
                assert case in uses
    assert MS.work is not None
    assert MS.work.reference in found


@pytest.mark.parametrize(
    ("reference", "key"),
    [
        ("Chen Jian (2001). Mao's China and the Cold War.", ("Chen Jian", "2001")),
        ("Mastro, O. S. & Siegel, D. A. (2023). Talking.", ("Mastro", "2023")),
        ("de Moura, L. & Bjørner, N. (2008). Z3.", ("de Moura", "2008")),
    ],
)
def test_a_work_is_known_by_first_author_and_year(reference: str, key: tuple[str, str]) -> None:
    assert bibliography.key(bibliography.Work(reference)) == key
