"""What a second solver made of each record is told with the proofs: of the file that ships, and of no other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from paper_replication import proofs
from paper_replication.chapters import CHAPTERS
from paper_replication.report import again

NAMES = sorted({name for chapter in CHAPTERS for claim in chapter.claims for name in claim.theorems})


def test_every_file_has_been_read_again_and_none_is_contradicted() -> None:
    parts = [part for name in NAMES for part in proofs.cited(name).parts]
    assert {part.second for part in parts if part.file} <= {"confirmed", "confirmed in steps", "undecided"}
    assert {part.second for part in parts if not part.file} == {""}


def test_an_answer_about_another_file_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    text = proofs._text
    monkeypatch.setattr(proofs, "_text", lambda path: text(path) + ("\n" if path.endswith("T3.1.smt2") else ""))
    first, *others = proofs.cited("T3").parts
    assert first.second == ""
    assert all(part.second for part in others if part.file)
    assert again([first, *others]).endswith(", 1 not read")


def test_what_is_contradicted_is_not_proved_and_shouted() -> None:
    proof = proofs.cited("T3")
    broken = replace(proof, parts=(replace(proof.parts[0], second=proofs.CONTRADICTED), *proof.parts[1:]))
    assert proof.proved
    assert not broken.proved
    assert "1 CONTRADICTED" in again(broken.parts)
    open_ = replace(proof.parts[0], second="undecided")
    assert again([open_, *proof.parts[1:]]).endswith(", 1 undecided")


def test_steps_are_counted_apart() -> None:
    part = proofs.cited("T0").parts[0]
    parts = [replace(part, second=one) for one in ("confirmed", "confirmed in steps", "undecided")]
    assert again(parts) == "2 of 3 files confirmed, 1 of them in steps, 1 undecided"
    assert again(parts[:1]) == "1 of 1 files confirmed"


def test_both_chapters_name_the_solver() -> None:
    assert proofs.second_solvers().startswith("Yices 2.")


def test_without_the_files_nothing_is_said_to_be_confirmed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = proofs.RECORDS[0]
    proofs.second(folder)  # the answers are there, as in a wheel
    assert proofs.read_again(folder, "T1.1") == "confirmed"
    monkeypatch.setattr(proofs, "_place", lambda path: tmp_path / "none")
    assert proofs.read_again(folder, "T1.1") == proofs.ABSENT
    assert proofs.read_again(folder, "T1.99") == ""
