"""The machine proofs behind the claims: proved again, or cited from the records that ship with the package.

A record is an SMT-LIB file for each obligation of a theorem, whose unsatisfiability is what is claimed, with an index
of what all of them say and a note of the run that discharged them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import termination as tm

#: Where the records of each model are, from the root of the checkout.
RECORDS = ("termination/models/opening/proofs", "termination/models/approach/proofs")


@dataclass(frozen=True)
class Part:
    """One obligation: its identifier, what it says, its status, and the path of its SMT-LIB file ("" where there
    is none, for algebra decides it)."""

    identifier: str
    words: str
    status: str
    file: str


@dataclass(frozen=True)
class Proof:
    """One theorem: what it says, and what became of each obligation."""

    name: str
    title: str
    words: str
    parts: tuple[Part, ...]

    @property
    def proved(self) -> bool:
        """Whether all of it is proved."""
        return all(part.status == "proved" for part in self.parts)


@cache
def record(name: str) -> tuple[str, Any, Any]:
    """What ships of a theorem: the folder, the entry of its index, and what the run found of each obligation."""
    for folder in RECORDS:
        index, run = (json.loads(_text(f"{folder}/{file}")) for file in ("index.json", "run.json"))
        for entry in index["theorems"]:
            if entry["name"] == name:
                return folder, entry, run["results"]
    raise LookupError(f"no record of {name}")


def _text(path: str) -> str:
    return files("termination").joinpath(*path.split("/")[1:]).read_text(encoding="utf-8")


def cited(name: str) -> Proof:
    """A theorem as the shipped records have it."""
    folder, entry, results = record(name)
    parts = []
    for one in entry["obligations"]:
        file = "" if "formula" in one else f"{folder}/{one['id']}.smt2"
        parts.append(Part(one["id"], one["words"], results[one["id"]]["status"], file))
    return Proof(name, entry["title"], " ".join(one["words"] for one in entry["statements"]), tuple(parts))


def proved_again(name: str) -> Proof:
    """The same, with every obligation discharged anew."""
    recorded, result = cited(name), tm.prove(name)
    parts = [
        Part(part.identifier, part.words, now.status, part.file)
        for part, now in zip(recorded.parts, result.parts, strict=True)
    ]
    return Proof(name, recorded.title, recorded.words, tuple(parts))
