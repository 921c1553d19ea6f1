"""Proofs in steps, for records that a solver does not decide in one: each step follows from a few assertions of it.

A step is a formula, said to follow from assertions of the record, picked by their words, and from earlier steps. The
last is the record's own claim. A proof may name terms: wherever such a term stands in an assertion, its name is written
instead. Of what names stand for, those of the record among them, a step is told only what it asks for; without that,
any value must do. What is asked is made of the record's lines and of steps alone, so that where every question is
answered "unsat" the record is unsatisfiable, whatever was picked, named or withheld.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

#: What may stand over the contrary of a record's claim.
CONTRARY = "and yet"


@dataclass(frozen=True)
class Step:
    """`then` follows from the assertions `using` and the steps `after`, by position; "" is the record's own claim.

    `using` has beginnings of the words over assertions; after an @ stands what the lines meant contain, where not all
    are: "the receiver is rational@rho_hold_open". `knowing` has the names whose meaning is needed.
    """

    then: str
    using: tuple[str, ...] = ()
    after: tuple[int, ...] = ()
    knowing: tuple[str, ...] = ()


class Proof:
    """Steps, written down one after the other, and the names for terms that they use, each after those it is made of.

    A name stands for a number, or for a statement if its term begins with a connective or a comparison.
    """

    def __init__(self, names: Mapping[str, str] | None = None):
        self.names = dict(names or {})
        self.steps: list[Step] = []

    def so(self, then: str, using: Sequence[str] = (), after: Sequence[int] = (), knowing: Sequence[str] = ()) -> int:
        """Add a step. Returns its position, by which later steps refer to it."""
        self.steps.append(Step(then, tuple(using), tuple(after), tuple(knowing)))
        return len(self.steps) - 1


def questions(record: str, proof: Proof) -> Iterator[str]:
    """A script for each step: that what it follows from holds, and the step does not.

    Raises `LookupError` if a step refers to what is not there, an assertion, an earlier step or a name, and
    `ValueError` if a name is taken, its term is not one, or the last step is not the record's claim.
    """
    if [i for i, step in enumerate(proof.steps) if not step.then] != [len(proof.steps) - 1]:
        raise ValueError("the last step, and no other, is the record's claim")
    lines = record.splitlines()
    meanings = _meanings([line for line in lines if line.startswith("(define-")], proof.names)
    head = [line for line in lines if line.startswith(("(set-logic", "(declare-"))]
    if any(f"(declare-const {name} " in record for name in proof.names):
        raise ValueError("a name of the proof is a variable of the record")
    asserted = assertions(_named(lines, proof.names))
    (contrary,) = [lines for words, lines in asserted.items() if words.startswith(CONTRARY)]
    for position, step in enumerate(proof.steps):
        if not set(step.knowing) <= set(meanings) or not set(step.after) <= set(range(position)):
            raise LookupError(f"step {position} refers to a name or an earlier step that is not there")
        told = [meaning if name in step.knowing else _withheld(meaning) for name, meaning in meanings.items()]
        known = [line for pick in step.using for line in picked(asserted, pick)]
        known += [f"(assert {proof.steps[i].then})" for i in step.after]
        denied = [f"(assert (not {step.then}))"] if step.then else contrary
        yield "\n".join([*head, *told, *known, *denied, "(check-sat)", ""])


def _meanings(defined: Sequence[str], names: Mapping[str, str]) -> dict[str, str]:
    """The line that defines a name, for each: those of the record first."""
    meanings = {line.split()[1]: line for line in defined}
    for name, term in names.items():
        if name in meanings:
            raise ValueError(f"the record has a name {name} already")
        if not _is_term(term):
            raise ValueError(f"what {name} stands for is not one term in parentheses")
        sort = "Bool" if re.match(r"\((and|or|not|=>|[<>=]=?) ", term) else "Real"
        meanings[name] = f"(define-fun {name} () {sort} {term})"
    return meanings


def _withheld(meaning: str) -> str:
    """The declaration of a name, in place of its definition."""
    _, name, _, sort, *_ = meaning.split()
    return f"(declare-const {name} {sort})"


def _is_term(text: str) -> bool:
    """Whether it is one term in parentheses, so that wherever it stands in a formula it is a whole."""
    depths, depth = [], 0
    for character in text:
        depth += (character == "(") - (character == ")")
        depths.append(depth)
    return text.startswith("(") and depths[-1] == 0 and 0 not in depths[:-1]


def _named(lines: Sequence[str], names: Mapping[str, str]) -> str:
    """A record in whose assertions names stand for terms."""
    asserted = "\n".join(line for line in lines if not line.startswith("(define-"))
    for name, term in names.items():
        asserted = asserted.replace(term, name)
    return asserted


def assertions(record: str) -> dict[str, list[str]]:
    """The assertions of a record, under their words."""
    found: dict[str, list[str]] = {}
    words: list[str] = []
    for line in record.partition("(set-logic")[2].splitlines():
        if line.startswith("; "):
            words = [*words, line[2:]] if words and not found.get(" ".join(words)) else [line[2:]]
        elif line.startswith("(assert"):
            found.setdefault(" ".join(words), []).append(line)
    return found


def picked(asserted: Mapping[str, list[str]], pick: str) -> list[str]:
    """The assertions meant. Raises `LookupError` unless the words are those of one group, and it has such lines."""
    words, _, inside = pick.partition("@")
    (group,) = [lines for title, lines in asserted.items() if title.startswith(words)] or [[]]
    lines = [line for line in group if inside in line]
    if not lines:
        raise LookupError(f"no assertion of the record is meant by {pick!r}")
    return lines
