"""The command: what it writes, that it writes the same again wherever and however slowly, and its exit status."""

from __future__ import annotations

import ast
import os
import re
import shlex
import subprocess
import sys
from dataclasses import replace
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest

import termination as tm
from docs.blocks import section
from paper_replication import __main__ as command
from paper_replication import chapters, opening
from paper_replication.chapters import CHAPTERS
from paper_replication.proofs import cited
from paper_replication.report import rebased
from paper_replication.sections import Table
from paper_replication.sources import PASSAGES

#: Each of them stands on a whole quick run.
pytestmark = pytest.mark.thorough

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "paper_replication"
CODE = sorted(FOLDER.rglob("*.py"))


@pytest.fixture(scope="module")
def quick(tmp_path_factory: pytest.TempPathFactory) -> tuple[int, Path]:
    """One quick run of everything: exit status, and where it wrote."""
    folder = tmp_path_factory.mktemp("output")
    return command.main(["--quick", "--output", str(folder)]), folder


def test_a_quick_run_reproduces_all_and_writes_report_page_log_and_every_figure(quick):
    status, folder = quick
    assert status == 0
    names = {path.name for path in folder.iterdir()}
    tables = {"numbers.csv", "points.csv", "codebook.md"}
    assert names == {"report.md", "report.html", "report.log", "report.times", "figures", *tables}
    text = (folder / "report.md").read_text(encoding="utf-8")
    drawn = set(re.findall(r"\(figures/(\w+\.svg)\)", text))
    assert drawn == {path.name for path in (folder / "figures").iterdir()}
    assert {f"{claim.name}.svg" for chapter in CHAPTERS for claim in chapter.claims} < drawn


def test_the_table_of_claims_comes_first_with_tiers_and_all_is_reproduced(quick):
    text = (quick[1] / "report.md").read_text(encoding="utf-8")
    table = section(text, "## The claims")
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in table.splitlines() if line.startswith("|")][2:]
    names = [claim.name for chapter in CHAPTERS for claim in chapter.claims]
    claimed = [row for row in rows if row[0].startswith("[")]
    assert [row[0] for row in claimed] == [f"[{name}](#{name})" for name in names]
    assert {row[6] for row in claimed} == {"yes"}
    assert [row[0] for row in rows if row not in claimed] == ["R10"]
    assert all(row[2] == PASSAGES[row[0].strip("[]").partition("]")[0]].tier for row in rows)
    of_record = {claim.name for chapter in CHAPTERS for claim in chapter.claims if claim.of_record}
    for name, row in zip(names, claimed, strict=True):
        assert row[4].endswith("the record is not proved" if name in of_record else ": proved"), name
        assert (row[3] == "illustrated, not proved") == (name in of_record)


def test_every_link_of_the_report_leads_somewhere(quick):
    text = (quick[1] / "report.md").read_text(encoding="utf-8")
    links = set(re.findall(r"\]\((\.\./[^)#]+)[#)]", text))
    assert len(links) > 100
    assert [link for link in sorted(links) if not (quick[1] / unquote(link)).exists()] == []
    page = (quick[1] / "report.html").read_text(encoding="utf-8")
    assert {unescape(link) for link in re.findall(r'href="(\.\./[^"#]+)', page)} == links
    anchors = set(re.findall(r"\]\(#(\w+)\)", text))
    assert anchors <= set(re.findall(r'<a id="(\w+)">', text))


@pytest.mark.parametrize("folder", ["output", "some where/else & on", "../elsewhere"])
def test_links_lead_to_the_checkout_from_wherever_the_report_is_written(folder, tmp_path):
    written = tmp_path / folder
    text = rebased("[a #1](../../docs/model.md#the-game), [b](../../docs/nothing.md), [c](figures/S1.svg)", written)
    there = re.fullmatch(r"\[a #1\]\(([^)]*)#the-game\), b, \[c\]\(figures/S1\.svg\)", text)
    assert there
    assert (Path(os.path.normpath(written / unquote(there[1])))).samefile(ROOT / "docs" / "model.md")
    assert " " not in there[1]


def test_from_the_usual_folder_links_are_those_of_any_other_machine():
    assert rebased("[a](../../README.md)", FOLDER / "output") == "[a](../../README.md)"


def test_the_page_has_its_contents_at_the_side_and_proof_links_folded(quick):
    page = (quick[1] / "report.html").read_text(encoding="utf-8")
    (nav,) = re.findall(r"<nav.*?</nav>", page, re.DOTALL)
    headings = re.findall(r'<a id="(\w+)"></a></p>\n<h[23]>', page)
    assert {f'href="#{name}"' in nav for name in headings} == {True}
    assert nav.count("href=") == len(headings) > 30
    proofs = re.findall(r'href="[^"]*\.smt2"', page)
    inside = re.findall(r"<details>.*?</details>", page, re.DOTALL)
    assert len(proofs) == sum(one.count(".smt2") for one in inside) > 100
    assert all(f"<summary>{one.count('.smt2')} file" in one for one in inside)


def test_the_contents_name_every_chapter_part_and_claim_and_come_before_them(quick):
    text = (quick[1] / "report.md").read_text(encoding="utf-8")
    listed = section(text, "## Contents")
    for chapter in CHAPTERS:
        assert f"](#{chapter.name})" in listed
        assert all(
            f"](#{name})" in listed for name in (*chapter.names, f"{chapter.name}_letters", f"{chapter.name}_theorems")
        )
    assert text.index("## Contents") < text.index("## The claims") < text.index("## How this was made")


def test_every_claim_links_to_its_part_and_the_part_back(quick):
    text = (quick[1] / "report.md").read_text(encoding="utf-8")
    for chapter in CHAPTERS:
        brought = {name for part in chapter.parts for name in part.claims}
        assert brought == {claim.name for claim in chapter.claims}
        for part in chapter.parts:
            body = text.partition(f'<a id="{part.name}"></a>')[2].partition("<a id=")[0]
            assert all(f"[{name}](#{name})" in body for name in part.claims)
            for name in part.claims:
                claim = text.partition(f'<a id="{name}"></a>')[2].partition("<a id=")[0]
                assert f"](#{part.name})" in claim


def test_theorems_are_told_once_and_linked_from_their_claims(quick):
    text = (quick[1] / "report.md").read_text(encoding="utf-8")
    for chapter in CHAPTERS:
        for claim in chapter.claims:
            body = text.partition(f'<a id="{claim.name}"></a>')[2].partition("<a id=")[0]
            assert all(f"[{name}](#{name})" in body for name in claim.theorems)
        for name in {name for claim in chapter.claims for name in claim.theorems}:
            assert text.count(f'<a id="{name}"></a>') == 1
            assert text.count(f"`termination prove {name}`") == 1
            assert text.count(cited(name).words) == 1


def test_no_figure_is_shown_twice(quick):
    drawn = [path.read_bytes() for path in sorted((quick[1] / "figures").iterdir())]
    assert len(set(drawn)) == len(drawn)
    text = (quick[1] / "report.md").read_text(encoding="utf-8")
    shown = re.findall(r"\(figures/(\w+\.svg)\)", text)
    assert len(set(shown)) == len(shown) == len(drawn)


def test_each_chapter_opens_with_its_letters_payoffs_and_assumptions(quick):
    text = (quick[1] / "report.md").read_text(encoding="utf-8")
    for chapter, game in zip(CHAPTERS, (tm.OpeningGame, tm.ApproachGame), strict=True):
        head = text.partition(f'<a id="{chapter.name}_letters"></a>')[2].partition("<a id=")[0]
        assert all(f"`{one.symbol}`" in head and f"`{one.name}`" in head for one in game.PARAMETERS)
        assert len(head.splitlines()) < 60


def test_the_page_can_be_printed_and_read_on_a_narrow_screen(quick):
    page = (quick[1] / "report.html").read_text(encoding="utf-8")
    assert "@media print" in page
    assert '<meta name="viewport" content="width=device-width, initial-scale=1">' in page


def test_the_page_needs_no_other_file_to_be_seen(quick):
    page = (quick[1] / "report.html").read_text(encoding="utf-8")
    sources = re.findall(r'src="([^"]{0,40})', page)
    assert len(sources) == len(list((quick[1] / "figures").iterdir()))
    assert all(source.startswith("data:image/svg+xml;base64,") for source in sources)
    assert "<script" not in page
    assert "<link" not in page
    assert page.count("<table>") == page.count('<div class="wide">') > 30


def test_only_the_times_tell_the_time(quick):
    folder = quick[1]
    told = re.compile(r"\d(\.\d+)? ?(s|sec|seconds)\b")
    for name in ("report.md", "report.html", "report.log"):
        text = re.sub(r"data:image/svg[^\"]*", "", (folder / name).read_text(encoding="utf-8"))
        assert not told.search(text), name
    steps = (folder / "report.times").read_text(encoding="utf-8").splitlines()
    done = [name for chapter in CHAPTERS for name in chapter.names]
    assert sorted(line.split()[0] for line in steps) == sorted([*done, "all"])
    assert all(told.search(line) for line in steps)


ASKED = ("--quick", "--claim", "S2", "--claim", "s8", "--part", "vietnam")

#: A machine on which every step takes longer than the last, so that columns of times would be wider.
SLOW = """
import itertools, sys, time
ticks = itertools.count(1)
time.perf_counter = lambda: 1e3 * next(ticks) ** 4
from paper_replication.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


def again(folder: Path, *command: str, **surroundings: str) -> dict[str, bytes]:
    """What a run of some claims and a part writes in a fresh interpreter, but for its times."""
    run = [sys.executable, *command, *ASKED, "--output", str(folder)]
    subprocess.run(run, cwd=ROOT, env={**os.environ, **surroundings}, check=True, capture_output=True)
    written = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix != ".times")
    return {str(path.relative_to(folder)): path.read_bytes() for path in written}


def test_a_second_run_writes_the_same_bytes_however_slow_the_machine_and_wherever_it_stands(tmp_path):
    first = again(tmp_path / "first", "-m", "paper_replication", PYTHONHASHSEED="1", TZ="UTC", COLUMNS="200")
    elsewhere = {"PYTHONHASHSEED": "2", "TZ": "Pacific/Kiritimati", "COLUMNS": "40", "LC_ALL": "C", "PYTHONUTF8": "0"}
    second = again(tmp_path / "second", "-c", SLOW, **elsewhere)
    assert {"report_S2_S8_vietnam.html", "report_S2_S8_vietnam.log"} <= set(first)
    assert first == second


def test_a_claim_whose_check_fails_is_said_to_and_the_exit_status_is_one(tmp_path, capsys, monkeypatch):
    (claim,) = (one for one in opening.CHAPTER.claims if one.name == "S10")
    broken = replace(claim, checks=tuple(replace(check, inside=lambda war: False) for check in claim.checks))
    monkeypatch.setattr(chapters, "CHAPTERS", (replace(opening.CHAPTER, claims=(broken,)),))
    assert command.main(["--quick", "--claim", "S10", "--output", str(tmp_path)]) == 1
    assert "SOMETHING IS NOT REPRODUCED" in capsys.readouterr().out
    text = (tmp_path / "report_S10.md").read_text(encoding="utf-8")
    assert "Disagrees: `OpeningGame(" in text
    assert "50 of 100 agree | NO" in " ".join(text.split())


def test_what_does_not_exist_is_refused_with_the_list(capsys):
    assert command.main(["--claim", "S15"]) == 2
    assert "s15; there are S1, S2," in capsys.readouterr().err


def test_what_is_not_installed_is_said_with_what_to_do(capsys, monkeypatch):
    monkeypatch.setattr(command, "find_spec", lambda name: None)
    assert command.main(["--quick"]) == 2
    said = capsys.readouterr().err
    assert "markdown_it not installed" in said
    assert f" -m pip --python {shlex.quote(sys.executable)} install -e " in said  # no pip in this environment
    assert command.main([]) == 2
    assert "z3" in capsys.readouterr().err


def test_a_proof_done_again_says_what_the_record_says():
    from paper_replication.proofs import cited, proved_again

    assert proved_again("T3") == cited("T3")


def test_a_table_is_aligned_markdown():
    assert str(Table("", ("a", "bb"), (("ccc", "d"),))) == "| a   | bb |\n|-----|----|\n| ccc | d  |"


# -- the folder ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(FOLDER)))
def test_it_uses_of_the_package_what_the_front_door_offers_and_nothing_else(path: Path):
    allowed = {*sys.stdlib_module_names, "numpy", "matplotlib", "markdown_it", "paper_replication"}
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            assert all(one.name == "termination" or one.name.split(".")[0] in allowed for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert str(node.module).split(".")[0] in allowed, ast.unparse(node)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "tm":
            assert node.attr in tm.__all__


def test_the_readme_names_every_file_and_every_figure_and_table():
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    unnamed = [path.name for path in CODE if path.name != "__init__.py" and f"`{path.name}`" not in readme]
    assert unnamed == []
    assert all(f"--part {part.name}" in readme for chapter in CHAPTERS for part in chapter.parts)
    assert "DISCREPANCIES.md" in readme


def test_the_readme_says_which_file_makes_each_figure(quick):
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    drawn = [path.stem for path in sorted((quick[1] / "figures").iterdir())]
    assert [name for name in drawn if f"figure {name} " not in readme and f"`{name}`" not in readme] == []
