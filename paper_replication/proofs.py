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

#: Where the records are, from the root of the checkout.
RECORDS = "termination/models/proofs"


@dataclass(frozen=True)
class Part:
    """One obligation: its identifier, what it says, its status, and its SMT-LIB file ("" where algebra decides it)."""

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
def _record(name: str) -> Any:
    return json.loads((files("termination") / "models" / "proofs" / name).read_text(encoding="utf-8"))


def cited(name: str) -> Proof:
    """A theorem as the shipped records have it."""
    (entry,) = (one for one in _record("index.json")["theorems"] if one["name"] == name)
    results = _record("run.json")["results"]
    parts = [
        Part(one["id"], one["words"], results[one["id"]]["status"], one.get("file", "")) for one in entry["obligations"]
    ]
    return Proof(name, entry["title"], entry["words"], tuple(parts))


def proved_again(name: str) -> Proof:
    """The same, with every obligation discharged anew."""
    recorded, result = cited(name), tm.prove(name)
    parts = [
        Part(part.identifier, part.words, now.status, part.file)
        for part, now in zip(recorded.parts, result.parts, strict=True)
    ]
    return Proof(name, recorded.title, recorded.words, tuple(parts))
