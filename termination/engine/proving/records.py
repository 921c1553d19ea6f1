"""Proof records: what was proved, in files that others can read and check.

A folder holds an SMT-LIB script for each obligation of each theorem, named T4.1.smt2 and so on, whose unsatisfiability
is the claim; `index.json`, every theorem in words, each sentence with the obligations that prove it, with its passages,
remarks and obligations, each with all that it assumes, by name, those of computer algebra with the equation they
derive, and the words of what is assumed; and `run.json`, the status and time of each in one run, with versions. All but
`run.json` are functions of the code alone: the same bytes whoever writes them. Beside them may lie `second.json`: what
a second solver, of another kind, made of the same scripts, with times; who runs that solver writes it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from termination.engine.proving.prove import Derivation, Obligation, Theorem, TheoremProof, formula_text, hypotheses

INDEX, RUN, SECOND = "index.json", "run.json", "second.json"


def identifier(theorem: Theorem, position: int) -> str:
    """The name under which an obligation is recorded: T4.1 is the first of T4."""
    return f"{theorem.name}.{position + 1}"


def script_of(part: Mapping[str, Any]) -> str:
    """The file of an obligation as recorded, "" where there is none because computer algebra decides it."""
    return "" if "formula" in part else f"{part['id']}.smt2"


def summary(theorems: Iterable[Theorem]) -> dict[str, str]:
    """The text of every record that does not depend on a run, by file name; nothing is proved."""
    built = [(theorem, theorem.obligations()) for theorem in theorems]
    files = {
        f"{identifier(theorem, i)}.smt2": formula_text(obligation)
        for theorem, obligations in built
        for i, obligation in enumerate(obligations)
        if not isinstance(obligation, Derivation)
    }
    return {**files, INDEX: f"{_lines(_index(built))}\n"}


def _index(built: Sequence[tuple[Theorem, tuple[Obligation, ...]]]) -> dict[str, Any]:
    assumptions: dict[str, dict[str, str]] = {}
    for fact in (fact for _, obligations in built for obligation in obligations for fact in obligation.given):
        one = {"name": fact.name, "words": fact.words}
        if assumptions.setdefault(fact.title, one) != one:
            raise ValueError(f"two assumptions are called {fact.title!r}: give them scopes")
    return {
        "assumptions": assumptions,
        "theorems": [_theorem_entry(*one) for one in built],
    }


def _theorem_entry(theorem: Theorem, obligations: tuple[Obligation, ...]) -> dict[str, Any]:
    return {
        "name": theorem.name,
        "title": theorem.title,
        "statements": [{"words": one.words, "parts": list(one.parts)} for one in theorem.statements],
        "passages": list(theorem.passages),
        "remarks": list(theorem.remarks),
        "obligations": [_entry(theorem, i, obligation) for i, obligation in enumerate(obligations)],
    }


def _entry(theorem: Theorem, position: int, obligation: Obligation) -> dict[str, Any]:
    return {
        "id": identifier(theorem, position),
        "name": obligation.name,
        "words": obligation.words,
        "method": obligation.method,
        "hypotheses": list(hypotheses(obligation)),
        **({"formula": formula_text(obligation)} if isinstance(obligation, Derivation) else {}),
    }


@dataclass(frozen=True)
class Records:
    """Records as read: the entries of `index.json` for each theorem, name and words of each assumption that they speak
    of, the `run` that proved them, and, where there is one, the `second` solver's reading of the scripts."""

    theorems: tuple[Mapping[str, Any], ...]
    assumptions: Mapping[str, tuple[str, str]]
    run: Mapping[str, Any]
    second: Mapping[str, Any] | None = None

    def assumed(self, part: Mapping[str, Any]) -> list[tuple[str, str]]:
        """Name and words of each assumption of an obligation."""
        return [self.assumptions[title] for title in part["hypotheses"] if title in self.assumptions]

    def read_again(self, part: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]] | None:
        """The second solver and what it made of an obligation's script; None where none has read it."""
        found = self.second["results"].get(part["id"]) if self.second else None
        return (self.second["solver"], found) if self.second and found else None


def read(folder: Path) -> Records:
    """The records in a folder."""
    index, run = (json.loads((folder / name).read_text(encoding="utf-8")) for name in (INDEX, RUN))
    second = folder / SECOND
    return _records(index, run, json.loads(second.read_text(encoding="utf-8")) if second.exists() else None)


def recorded(proofs: Iterable[TheoremProof]) -> Records:
    """The records of proofs, without writing them."""
    done = list(proofs)
    return _records(_index([(proof.theorem, proof.theorem.obligations()) for proof in done]), run_of(done))


def _records(index: Mapping[str, Any], run: Mapping[str, Any], second: Mapping[str, Any] | None = None) -> Records:
    assumptions = {title: (one["name"], one["words"]) for title, one in index["assumptions"].items()}
    return Records(tuple(index["theorems"]), assumptions, run, second)


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


def write_second(folder: Path, solver: str, results: Mapping[str, Mapping[str, Any]]) -> None:
    """Write what a second solver made of the scripts in `folder`: of each by name status ("unsat", or "unknown" where
    it gave no answer), CPU seconds, the `digest` of what it read, and, if it was asked in `steps`, in how many."""
    text = f"{_lines({'solver': solver, 'results': results})}\n"
    (folder / SECOND).write_text(text, encoding="utf-8", newline="\n")


def digest(script: str) -> str:
    """A few digits that tell one script from another."""
    return sha256(script.encode()).hexdigest()[:16]


def write(folder: Path, proofs: Iterable[TheoremProof]) -> None:
    """Write all records of these proofs into `folder`, made if need be."""
    done = list(proofs)
    folder.mkdir(parents=True, exist_ok=True)
    files = {**summary(proof.theorem for proof in done), RUN: f"{_lines(run_of(done))}\n"}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _lines(value: Any, margin: str = "") -> str:
    """As JSON, each of the innermost objects on a line."""
    if not _holds_objects(value):
        return json.dumps(value, ensure_ascii=False)
    inner = f"\n{margin} "
    if isinstance(value, dict):
        lines = (f"{json.dumps(name, ensure_ascii=False)}: {_lines(one, margin + ' ')}" for name, one in value.items())
        return f"{{{inner}{f',{inner}'.join(lines)}\n{margin}}}"
    return f"[{inner}{f',{inner}'.join(_lines(one, margin + ' ') for one in value)}\n{margin}]"


def _holds_objects(value: Any) -> bool:
    """Whether an object lies in it."""
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(isinstance(one, dict) or _holds_objects(one) for one in inside)
