"""What a second solver made of each record is told with the proofs: of the file that ships, and of no other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from paper_replication import proofs
from paper_replication.chapters import CHAPTERS
from paper_replication.report import again

NAMES = sorted({name for chapter in CHAPTERS for claim in chapter.claims for name in claim.theorems})


def test_every_file_has_been_read_again_and_none_is_contradicted() -> None:
    parts = [part for name in NAMES for part in proofs.cited(name).parts]
    assert {part.second for part in parts if part.file} <= {"confirmed", "undecided"}
    assert {part.second for part in parts if not part.file} == {""}


def test_an_answer_about_another_file_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    text = proofs._text
    monkeypatch.setattr(proofs, "_text", lambda path: text(path) + ("\n" if path.endswith("T3.1.smt2") else ""))
    first, *others = proofs.cited("T3").parts
    assert first.second == ""
    assert all(part.second == "confirmed" for part in others if part.file)
    assert again([first, *others]).endswith(", 1 not read")


def test_what_is_contradicted_is_not_proved_and_shouted() -> None:
    proof = proofs.cited("T3")
    broken = replace(proof, parts=(replace(proof.parts[0], second=proofs.CONTRADICTED), *proof.parts[1:]))
    assert proof.proved
    assert not broken.proved
    assert "1 CONTRADICTED" in again(broken.parts)
    open_ = replace(proof.parts[0], second="undecided")
    assert again([open_, *proof.parts[1:]]).endswith(" files confirmed, 1 undecided")


def test_both_chapters_name_the_solver() -> None:
    assert proofs.second_solvers().startswith("Yices 2.")
