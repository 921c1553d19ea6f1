"""The machine proofs behind the claims: proved again, or cited from the records that ship with the package.

A record is an SMT-LIB file for each obligation of a theorem, whose unsatisfiability is what is claimed, with an index
of what all of them say, a note of the run that discharged them, and what a second solver, of another kind and by other
authors, made of each file. That one is asked when the records are made, not in a run of the report: it is cited.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

import termination as tm

#: Where the records of each model are, from the root of the checkout.
RECORDS = tuple(f"termination/models/{model}/proofs" for model in ("opening", "approach", "war_over_time"))


@dataclass(frozen=True)
class Part:
    """One obligation: its identifier, what it says, its status, the path of its SMT-LIB file ("" where there is none,
    for algebra decides it), and what a second solver made of that very file: "confirmed", "confirmed in steps",
    "contradicted", "undecided", or "" if it has not read it."""

    identifier: str
    words: str
    status: str
    file: str
    second: str = ""


@dataclass(frozen=True)
class Proof:
    """One theorem: what it says, and what became of each obligation."""

    name: str
    title: str
    words: str
    parts: tuple[Part, ...]

    @property
    def proved(self) -> bool:
        """Whether all of it is proved, and nothing contradicted."""
        return all(part.status == "proved" and part.second != CONTRADICTED for part in self.parts)


CONTRADICTED, ABSENT = "contradicted", "not here to be compared"
#: What the second solver's answers say of an obligation.
READINGS = {"unsat": "confirmed", "sat": CONTRADICTED, "unknown": "undecided"}


@cache
def record(name: str) -> tuple[str, Any, Any]:
    """What ships of a theorem: the folder, the entry of its index, and what the run found of each obligation."""
    for folder in RECORDS:
        index, run = (json.loads(_text(f"{folder}/{file}")) for file in ("index.json", "run.json"))
        for entry in index["theorems"]:
            if entry["name"] == name:
                return folder, entry, run["results"]
    raise LookupError(f"no record of {name}")


@cache
def second(folder: str) -> tuple[str, Any]:
    """The second solver that read the records of a folder, and what it answered to each file."""
    found = json.loads(_text(f"{folder}/second.json"))
    return found["solver"], found["results"]


def second_solvers() -> str:
    """Which second solvers there are, with their versions."""
    return ", ".join(sorted({second(folder)[0] for folder in RECORDS}))


def read_again(folder: str, identifier: str) -> str:
    """What the second solver made of an obligation's file as it ships; "" if it has read another or none.

    A package installed from a wheel has no such files: then a confirmation cannot be held against what was read.
    """
    found = second(folder)[1].get(identifier)
    if found is None:
        return ""
    script, told = f"{folder}/{identifier}.smt2", READINGS[found["status"]]
    if not _place(script).is_file():
        return told if told == CONTRADICTED else ABSENT
    if not sha256(_text(script).encode()).hexdigest().startswith(found["digest"]):
        return ""
    return f"{told}{' in steps' if 'steps' in found else ''}"


def _place(path: str) -> Any:
    return files("termination").joinpath(*path.split("/")[1:])


def _text(path: str) -> str:
    return str(_place(path).read_text(encoding="utf-8"))


def cited(name: str) -> Proof:
    """A theorem as the shipped records have it."""
    folder, entry, results = record(name)
    parts = []
    for one in entry["obligations"]:
        identifier = one["id"]
        file = "" if "formula" in one else f"{folder}/{identifier}.smt2"
        again = read_again(folder, identifier) if file else ""
        parts.append(Part(identifier, one["words"], results[identifier]["status"], file, again))
    return Proof(name, entry["title"], " ".join(one["words"] for one in entry["statements"]), tuple(parts))


def proved_again(name: str) -> Proof:
    """The same, with every obligation discharged anew."""
    recorded, result = cited(name), tm.prove(name)
    parts = [replace(part, status=now.status) for part, now in zip(recorded.parts, result.parts, strict=True)]
    return Proof(name, recorded.title, recorded.words, tuple(parts))
