"""Proofs as text: what was stated, what became of each part, and the exact numbers at which a false claim fails.

How long it took is not told: the same question gets the same bytes, on a machine that is slow or busy too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING

from termination.engine.sentences import printable, sentence
from termination.engine.table import Table, line_width
from termination.reporting.latex import latex_math
from termination.reporting.tables import INDENT, paragraphs

if TYPE_CHECKING:
    from termination.engine.proving.prove import Chapter, Proof, Theorem, TheoremProof


def theorems_text(chapters: Iterable[Chapter]) -> str:
    """A list of statements, nothing proved."""
    return "\n".join(
        "\n".join([paragraphs(chapter.origin), theorems_table(chapter.theorems.values()).to_text(), ""])
        for chapter in chapters
    )


def theorems_table(theorems: Iterable[Theorem]) -> Table:
    """A list of theorems: name, statement, the passages formalised."""
    rows = [(one.name, one.title, ", ".join(one.passages)) for one in theorems]
    return Table(rows, ("name", "statement", "formalises"), (0.09, 0.73, 0.18))


def proofs_table(proofs: Iterable[TheoremProof]) -> Table:
    """What became of theorems: name, statement, status, how many parts."""
    rows = [(one.theorem.name, one.theorem.title, one.status, str(len(one.parts))) for one in proofs]
    return Table(rows, ("name", "statement", "status", "parts"), (0.09, 0.64, 0.18, 0.09))


def proofs_text(chapters: Iterable[Chapter], proofs: Sequence[TheoremProof]) -> str:
    """One line a theorem, after a word on whose they are, and the whole account of those that were not proved."""
    proved = sum(one.proved for one in proofs)
    origins = [paragraphs(chapter.origin) for chapter in chapters]
    parts = [*origins, proofs_table(proofs).to_text() + "\n"]
    parts += [proof_text(one) for one in proofs if not one.proved]
    return "\n".join([*parts, f"{proved} of {len(proofs)} proved\n"])


def proof_text(proof: TheoremProof) -> str:
    """One theorem: its statement, each part with its status, solver and assumptions, and counterexamples."""
    theorem = proof.theorem
    dropped = f" without {', '.join(proof.without)}" if proof.without else ""
    head = f"{theorem.name}. {theorem.title}{dropped}: {proof.status}"
    formalises = f"Formalises {', '.join(theorem.passages)}." if theorem.passages else ""
    lines = [*wrap(head, line_width()), "", *_sentences(theorem), *wrap(formalises, line_width()), ""]
    for number, part in enumerate(proof.parts, 1):
        lines += _part_lines(number, part)
    for remark in theorem.remarks:
        lines += wrap(f"Remark: {remark}", line_width())
    return "\n".join(lines) + "\n"


def _part_lines(number: int, part: Proof) -> list[str]:
    used = ", ".join(part.assumptions) or "nothing"
    lines = wrap(f"{number}. {part.status} by {part.solver}: {part.name}", line_width())
    said = [printable(part.words), f"from {used}", part.note]
    if part.counterexample:
        agrees = {True: "; the solver of games agrees", False: "; the solver of games DISAGREES", None: ""}
        said.append(f"fails at {printable(str(part.counterexample))}{agrees[part.confirmed]}")
    for text in filter(None, said):
        lines += wrap(text, line_width(), initial_indent=INDENT, subsequent_indent=INDENT)
    return lines


def _sentences(theorem: Theorem) -> Iterator[str]:
    """Each statement on lines of its own."""
    for statement in theorem.statements:
        yield from wrap(statement.words, line_width(), subsequent_indent="  ")


def statements_markdown(chapter: Chapter) -> str:
    """Every theorem in full, with what it formalises, its remarks and its arguments by hand, as Markdown."""
    return "\n".join(_statement_markdown(theorem) for theorem in chapter.theorems.values())


def _statement_markdown(theorem: Theorem) -> str:
    title = f"### {theorem.name}. {sentence(theorem.title)}"
    formalises = f" Formalises {', '.join(theorem.passages)}." if theorem.passages else ""
    first, *others = [statement.words for statement in theorem.statements]
    if theorem.statements[0].parts and others:
        first, others = "", [first, *others]
    lines = [title, "", *_markdown((first + formalises).strip()), ""]
    for listed, bullet in ((others, "1. "), (theorem.remarks, "- ")):
        lines += [line for words in listed for line in _markdown(words, bullet)] + [""] * bool(listed)
    for argument in theorem.by_hand:
        first, *rest = argument.paragraphs
        for words in (f"**By hand, {argument.scope}.** {first}", *rest):
            lines += [*_markdown(words), ""]
    return "\n".join(lines)


#: What a code host would take a sign for, by another name.
_SPELLED = {
    r"\,": r"\thinspace ",
    r"\{": r"\lbrace ",
    r"\}": r"\rbrace ",
    r"\ \allowbreak ": r"\thickspace ",
    r"\dots ": r"\ldots ",
    "^{*}": r"^{\ast}",
}


def markdown_math(text: str) -> str:
    r"""Mathematics as typed, for Markdown: code hosts take a sign after a backslash for itself, so spaces are named.

    >>> print(markdown_math("b_H > lam d_H"))
    $b_{H} > \lambda\thinspace d_{H}$
    """
    tex = latex_math(text)
    for written, name in _SPELLED.items():
        tex = tex.replace(written, name)
    return f"${tex}$"


def _markdown(text: str, bullet: str = "") -> list[str]:
    """Lines of the page's width, mathematics between dollar signs; none is broken between two of them."""
    held = re.sub(r"`([^`]*)`", lambda code: markdown_math(code[1]).replace(" ", "\0"), text)
    lines = wrap(held, 120, initial_indent=bullet, subsequent_indent=" " * len(bullet), break_long_words=False)
    return [line.replace("\0", " ") for line in lines]
