r"""Tables for articles: the same cells as in the text tables, as LaTeX (packages booktabs and array) and as Markdown.

LaTeX comes as a `tabular` without a float around it, exactly as wide as the line, for an author's own `table` and
caption; or, where it would not fit a page, as a `longtable`, which breaks over pages. A comment at the head says which
packages it needs. Labels are escaped: none can end a cell or start a command, and long words break.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from math import ceil
from typing import TYPE_CHECKING

from termination.engine.equilibria import Equilibria, Family
from termination.engine.refining.verdicts import concept_title
from termination.engine.typesetting import latex_breakable, unknown_to_pdflatex, width
from termination.reporting.numbers import readable
from termination.reporting.tables import HEADINGS, facts_below, message_rows, printable, summary

if TYPE_CHECKING:
    from termination.engine.proving.prove import Theorem, TheoremProof

#: A minus sign, and the mark of a number that is rounded; elsewhere these characters are a hyphen and a tilde.
_MINUS, _ABOUT = re.compile(r"(?<![\w/.])-(?=\d)"), re.compile(r"\\textasciitilde\{\}(?=\$-\$|\d)")
_CELL = re.compile(r"(?<!\\)&")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>|#])")

#: Shares of what the line leaves for text: message, senders, replies, beliefs.
_WIDTHS = (0.19, 0.22, 0.26, 0.33)
_SPACE = r"\addlinespace"
#: The line and the page of the article class: points, and lines of a table with a caption.
_LINE, _PAGE = 345.0, 36


def cell_latex(text: str) -> str:
    r"""Text as LaTeX sets it letter by letter, with true minus signs.

    >>> print(cell_latex("50% & more: $x_1, -1/2"))
    50\% \& more: \$x\_1, $-$1/2
    """
    return _ABOUT.sub(r"$\\approx$", _MINUS.sub("$-$", latex_breakable(printable(text))))


def markdown_text(text: str) -> str:
    r"""Text that Markdown shows as it is.

    >>> print(markdown_text("a|b *c*"))
    a\|b \*c\*
    """
    return _MARKDOWN.sub(r"\\\1", printable(text))


# --- LaTeX -----------------------------------------------------------------------------------------------------------


def equilibria_latex(equilibria: Equilibria, long: bool | None = None) -> str:
    """All families in one table, what the list holds and the verdicts of a refinement below it.

    A `longtable` if `long`, a `tabular` if not; by default whichever its length asks for.
    """
    body = [line for i, family in enumerate(equilibria, 1) for line in _family_lines(family, f"{i}. ")]
    notes = [summary(equilibria), *(readable(str(verdict)) for verdict in equilibria.rejected)]
    below = [_spanning(rf"\footnotesize {cell_latex(note)}") for note in notes]
    return _tabular(_WIDTHS, HEADINGS, [*body, r"\midrule", *below], long)


def family_latex(family: Family) -> str:
    """One family as a `tabular`."""
    return _tabular(_WIDTHS, HEADINGS, _family_lines(family, ""))


def latex_table(widths: Sequence[float], headings: Sequence[str], cells: Iterable[Sequence[str]]) -> str:
    """A plain table; `widths` are shares of what the line leaves for text, and sum to 1."""
    return _tabular(widths, headings, [_row(map(cell_latex, row)) for row in cells])


def theorems_latex(theorems: Iterable[Theorem]) -> str:
    """A list of theorems: name, statement, the passages formalised."""
    cells = [(theorem.name, theorem.title, ", ".join(theorem.passages)) for theorem in theorems]
    return latex_table((0.09, 0.73, 0.18), ("name", "statement", "formalises"), cells)


def proofs_latex(proofs: Iterable[TheoremProof]) -> str:
    """What became of theorems: name, statement, status, how many parts."""
    cells = [(one.theorem.name, one.theorem.title, one.status, str(len(one.parts))) for one in proofs]
    return latex_table((0.09, 0.64, 0.18, 0.09), ("name", "statement", "status", "parts"), cells)


def _family_lines(family: Family, number: str) -> list[str]:
    lines = [_spanning(rf"\textit{{{cell_latex(number + family.name)}}}")]
    lines += [_row(r"\newline ".join(map(cell_latex, cell)) for cell in row) for row in message_rows(family)]
    shown = ("contains", "payoffs", "outcomes")
    told = [f"{label}: {fact}" for label, fact in facts_below(family) if label in shown and fact]
    return [*lines, _spanning(rf"\footnotesize {cell_latex('; '.join(told))}"), _SPACE]


def _tabular(widths: Sequence[float], headings: Sequence[str], body: Sequence[str], long: bool | None = None) -> str:
    gaps = 2 * (len(widths) - 1)
    columns = "".join(
        rf">{{\raggedright\arraybackslash}}p{{{share}\dimexpr\linewidth-{gaps}\tabcolsep\relax}}" for share in widths
    )
    rows = [a for a, b in zip(body, [*body[1:], r"\bottomrule"], strict=True) if a != _SPACE or not b.endswith("rule")]
    breaks = sum(_lines(row, widths) for row in rows) > _PAGE if long is None else long
    kind, repeated = ("longtable", r"\endhead") if breaks else ("tabular", "")
    return "\n".join(
        [
            *_needs(rows, breaks),
            rf"\begin{{{kind}}}{{@{{}}{columns}@{{}}}}",
            *filter(None, (r"\toprule", _row(map(cell_latex, headings)), r"\midrule", repeated)),
            *(*rows, r"\bottomrule", rf"\end{{{kind}}}", ""),
        ]
    )


def _needs(rows: Sequence[str], breaks: bool) -> list[str]:
    """What the preamble must have, as comments."""
    lines = [f"% \\usepackage{{booktabs,array{',longtable' * breaks}}}; \\usepackage[T1]{{fontenc}}"]
    if unknown := unknown_to_pdflatex("".join(rows)):
        lines.append(f"% XeLaTeX or LuaLaTeX, and a font with these characters: {unknown}")
    return lines


def _lines(row: str, widths: Sequence[float]) -> int:
    """About how many lines of the page a row takes."""
    if row.startswith(r"\multicolumn"):
        return ceil(width(rf"\text{{{row}}}") / _LINE)
    cells = [(cell.split(r"\newline"), share * _LINE) for cell, share in zip(_CELL.split(row), widths, strict=False)]
    return max(sum(ceil(width(rf"\text{{{line}}}") / room) for line in lines) for lines, room in cells)


def _row(cells: Iterable[str]) -> str:
    return " & ".join(cells) + r" \\"


def _spanning(text: str) -> str:
    """A row across all four columns."""
    column = r"@{}>{\raggedright\arraybackslash}p{\linewidth}@{}"
    return rf"\multicolumn{{{len(_WIDTHS)}}}{{{column}}}{{{text}}} \\"


# --- Markdown --------------------------------------------------------------------------------------------------------


def equilibria_markdown(equilibria: Equilibria) -> str:
    """All families, each a heading, a table and what is said below it; then the verdicts of a refinement."""
    title = equilibria.game.title
    parts = [f"### {markdown_text(title)}\n"] if title else []
    parts.append(markdown_text(summary(equilibria)) + "\n")
    parts += [_family_markdown(family, f"{i}. ") for i, family in enumerate(equilibria, 1)]
    if equilibria.rejected:
        listed = [f"- {markdown_text(readable(str(verdict)))}" for verdict in equilibria.rejected]
        parts.append("\n".join([f"Rejected by {concept_title(equilibria.concept)}:", "", *listed, ""]))
    return "\n".join(parts)


def family_markdown(family: Family) -> str:
    """One family."""
    return _family_markdown(family, "")


def markdown_table(headings: Sequence[str], cells: Iterable[Sequence[str]]) -> str:
    """A plain table."""
    return _markdown_rows(headings, [list(map(markdown_text, row)) for row in cells])


def theorems_markdown(theorems: Iterable[Theorem]) -> str:
    """A list of theorems: name, statement, the passages formalised."""
    cells = [(theorem.name, theorem.title, ", ".join(theorem.passages)) for theorem in theorems]
    return markdown_table(("name", "statement", "formalises"), cells)


def proofs_markdown(proofs: Iterable[TheoremProof]) -> str:
    """What became of theorems: name, statement, status, how many parts."""
    cells = [(one.theorem.name, one.theorem.title, one.status, str(len(one.parts))) for one in proofs]
    return markdown_table(("name", "statement", "status", "parts"), cells)


def _family_markdown(family: Family, number: str) -> str:
    cells = [["<br>".join(map(markdown_text, cell)) for cell in row] for row in message_rows(family)]
    told = [f"- {label}: {markdown_text(fact)}" for label, fact in facts_below(family) if fact]
    head = f"**{number}{markdown_text(family.name)}**"
    return "\n".join([head, "", _markdown_rows(HEADINGS, cells), *told, ""])


def _markdown_rows(headings: Sequence[str], cells: Sequence[Sequence[str]]) -> str:
    lines = [headings, ["---"] * len(headings), *cells]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
