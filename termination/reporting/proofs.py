"""Proofs as text: what was stated, what became of each part, and the exact numbers at which a false claim fails.

How long it took is not told: the same question gets the same bytes, on a machine that is slow or busy too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING

from termination.reporting.tables import WIDTH, fitted, paragraphs, printable

if TYPE_CHECKING:
    from termination.engine.proving.prove import Chapter, Proof, Theorem, TheoremProof

_INDENT = "   "


def theorems_text(chapters: Iterable[Chapter]) -> str:
    """A list of statements, nothing proved."""
    return "\n".join(_statements(chapter) for chapter in chapters)


def _statements(chapter: Chapter) -> str:
    cells = [(one.name, one.title, ", ".join(one.passages)) for one in chapter.theorems.values()]
    return "\n".join([paragraphs(chapter.origin), fitted(("name", "statement", "formalises"), cells, WIDTH), ""])


def proofs_text(chapters: Iterable[Chapter], proofs: Sequence[TheoremProof]) -> str:
    """One line a theorem, after a word on whose they are, and the whole account of those that were not proved."""
    cells = [(one.theorem.name, one.theorem.title, one.status, str(len(one.parts))) for one in proofs]
    proved = sum(one.proved for one in proofs)
    origins = [paragraphs(chapter.origin) for chapter in chapters]
    parts = [*origins, fitted(("name", "statement", "status", "parts"), cells, WIDTH) + "\n"]
    parts += [proof_text(one) for one in proofs if not one.proved]
    return "\n".join([*parts, f"{proved} of {len(proofs)} proved\n"])


def proof_text(proof: TheoremProof) -> str:
    """One theorem: its statement, each part with its status, solver and assumptions, and counterexamples."""
    theorem = proof.theorem
    dropped = f" without {', '.join(proof.without)}" if proof.without else ""
    head = f"{theorem.name}. {theorem.title}{dropped}: {proof.status}"
    formalises = f"Formalises {', '.join(theorem.passages)}." if theorem.passages else ""
    lines = [*wrap(head, WIDTH), "", *_sentences(theorem), *wrap(formalises, WIDTH), ""]
    for number, part in enumerate(proof.parts, 1):
        lines += _part_lines(number, part)
    for remark in theorem.remarks:
        lines += wrap(f"Remark: {remark}", WIDTH)
    return "\n".join(lines) + "\n"


def _part_lines(number: int, part: Proof) -> list[str]:
    used = ", ".join(part.assumptions) or "nothing"
    lines = wrap(f"{number}. {part.status} by {part.solver}: {part.name}", WIDTH)
    said = [printable(part.words), f"from {used}", part.note]
    if part.counterexample:
        agrees = {True: "; the solver of games agrees", False: "; the solver of games DISAGREES", None: ""}
        said.append(f"fails at {printable(str(part.counterexample))}{agrees[part.confirmed]}")
    for text in filter(None, said):
        lines += wrap(text, WIDTH, initial_indent=_INDENT, subsequent_indent=_INDENT)
    return lines


def _sentences(theorem: Theorem) -> Iterator[str]:
    """Each statement on lines of its own."""
    for statement in theorem.statements:
        yield from wrap(statement.words, WIDTH, subsequent_indent="  ")


def statements_markdown(chapter: Chapter) -> str:
    """Every theorem in full, with what it formalises and its remarks, as Markdown."""
    return "\n".join(_statement_markdown(theorem) for theorem in chapter.theorems.values())


def _statement_markdown(theorem: Theorem) -> str:
    title = f"### {theorem.name}. {theorem.title[:1].upper()}{theorem.title[1:]}"
    formalises = f" Formalises {', '.join(theorem.passages)}." if theorem.passages else ""
    first, *others = [statement.words for statement in theorem.statements]
    if theorem.statements[0].parts and others:
        first, others = "", [first, *others]
    lines = [title, "", *_markdown((first + formalises).strip()), ""]
    for listed, bullet in ((others, "1. "), (theorem.remarks, "- ")):
        lines += [line for words in listed for line in _markdown(words, bullet)] + [""] * bool(listed)
    return "\n".join(lines)


def _markdown(text: str, bullet: str = "") -> list[str]:
    """Lines of the page's width; no code is broken between two of them."""
    held = re.sub(r"`[^`]*`", lambda code: code[0].replace(" ", "\0"), text)
    lines = wrap(held, 120, initial_indent=bullet, subsequent_indent=" " * len(bullet), break_long_words=False)
    return [line.replace("\0", " ") for line in lines]
