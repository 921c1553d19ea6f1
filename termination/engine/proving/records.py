"""Proof records: what was proved, in files that others can read and check.

A folder holds an SMT-LIB script for each obligation of each theorem, named T4.1.smt2 and so on, whose unsatisfiability
is the claim; `index.json`, every theorem in words, each sentence with the obligations that prove it, with its passages,
remarks and obligations, each with all that it assumes, those of computer algebra with the equation they derive; and
`run.json`, the status and time of each in one run, with versions. All but `run.json` are functions of the code alone:
the same bytes whoever writes them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from termination.engine.proving.prove import Derivation, Obligation, Theorem, TheoremProof, formula_text, hypotheses

INDEX, RUN = "index.json", "run.json"


def identifier(theorem: Theorem, position: int) -> str:
    """The name under which an obligation is recorded: T4.1 is the first of T4."""
    return f"{theorem.name}.{position + 1}"


def summary(theorems: Iterable[Theorem]) -> dict[str, str]:
    """The text of every record that does not depend on a run, by file name; nothing is proved."""
    files, entries = {}, []
    for theorem in theorems:
        obligations = theorem.obligations()
        entries.append(_theorem_entry(theorem, obligations))
        for i, obligation in enumerate(obligations):
            if not isinstance(obligation, Derivation):
                files[f"{identifier(theorem, i)}.smt2"] = formula_text(obligation)
    return {**files, INDEX: _json({"theorems": entries})}


def _theorem_entry(theorem: Theorem, obligations: tuple[Obligation, ...]) -> dict[str, Any]:
    return {
        "name": theorem.name,
        "title": theorem.title,
        "words": theorem.words,
        "statements": [
            {"words": one.words, "under": list(one.under), "parts": list(one.parts)} for one in theorem.statements
        ],
        "passages": list(theorem.passages),
        "remarks": list(theorem.remarks),
        "obligations": [_entry(theorem, i, obligation) for i, obligation in enumerate(obligations)],
    }


def _entry(theorem: Theorem, position: int, obligation: Obligation) -> dict[str, Any]:
    name = identifier(theorem, position)
    derived = isinstance(obligation, Derivation)
    return {
        "id": name,
        "name": obligation.name,
        "words": obligation.words,
        "method": obligation.method,
        "hypotheses": list(hypotheses(obligation)),
        "assumptions": [{"name": fact.name, "words": fact.words} for fact in obligation.given],
        **({"formula": formula_text(obligation)} if derived else {"file": f"{name}.smt2"}),
    }


@dataclass(frozen=True)
class Records:
    """Records as read: the entries of `index.json` for each theorem, and the `run` that proved them."""

    theorems: tuple[Mapping[str, Any], ...]
    run: Mapping[str, Any]


def read(folder: Path) -> Records:
    """The records in a folder."""
    index, run = (json.loads((folder / name).read_text(encoding="utf-8")) for name in (INDEX, RUN))
    return Records(tuple(index["theorems"]), run)


def recorded(proofs: Iterable[TheoremProof]) -> Records:
    """The records of proofs, without writing them."""
    done = list(proofs)
    entries = tuple(_theorem_entry(proof.theorem, proof.theorem.obligations()) for proof in done)
    return Records(entries, run_of(done))


def run_of(proofs: Sequence[TheoremProof]) -> dict[str, Any]:
    """What a run found: of each obligation status, seconds and solver."""
    results = {
        identifier(proof.theorem, i): {"status": part.status, "seconds": round(part.seconds, 3), "solver": part.solver}
        for proof in proofs
        for i, part in enumerate(proof.parts)
    }
    return {
        "solvers": sorted({part.solver for proof in proofs for part in proof.parts}),
        "seconds": round(sum(proof.seconds for proof in proofs), 3),
        "results": results,
    }


def write(folder: Path, proofs: Iterable[TheoremProof]) -> None:
    """Write all records of these proofs into `folder`, made if need be."""
    done = list(proofs)
    folder.mkdir(parents=True, exist_ok=True)
    files = {**summary(proof.theorem for proof in done), RUN: _json(run_of(done))}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _json(value: Any) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False) + "\n"
