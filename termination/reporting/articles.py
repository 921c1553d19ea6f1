r"""Tables for articles: the same cells as in the text tables, as LaTeX (packages booktabs and array) and as Markdown.

LaTeX comes as a `tabular` without a float around it, as wide as the line, for an author's own `table` and caption; or,
for a list of equilibria that is longer than a page, as a `longtable`. Labels are escaped: none can end a cell or start
a command.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from termination.engine.assessment import Equilibria, Family
from termination.reporting.latex import latex_text
from termination.reporting.numbers import readable
from termination.reporting.tables import HEADINGS, facts_below, message_rows, printable, summary

if TYPE_CHECKING:
    from termination.engine.prove import Theorem, TheoremProof

#: A minus sign, and the mark of a number that is rounded; elsewhere these characters are a hyphen and a tilde.
_MINUS, _ABOUT = re.compile(r"(?<![\w/.])-(?=\d)"), re.compile(r"\\textasciitilde\{\}(?=\$-\$|\d)")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>|#])")

#: Shares of the line: message, senders, replies, beliefs.
_WIDTHS = (0.17, 0.2, 0.24, 0.31)
_SPACE = r"\addlinespace"


def cell_latex(text: str) -> str:
    r"""Text as LaTeX sets it letter by letter, with true minus signs.

    >>> print(cell_latex("50% & more: $x_1, -1/2"))
    50\% \& more: \$x\_1, $-$1/2
    """
    return _ABOUT.sub(r"$\\approx$", _MINUS.sub("$-$", latex_text(printable(text))))


def markdown_text(text: str) -> str:
    r"""Text that Markdown shows as it is.

    >>> print(markdown_text("a|b *c*"))
    a\|b \*c\*
    """
    return _MARKDOWN.sub(r"\\\1", printable(text))


# --- LaTeX -----------------------------------------------------------------------------------------------------------


def equilibria_latex(equilibria: Equilibria, long: bool = False) -> str:
    """All families in one table, what the list holds and the verdicts of a refinement below it."""
    body = [line for i, family in enumerate(equilibria, 1) for line in _family_lines(family, f"{i}. ")]
    notes = [summary(equilibria), *(readable(str(verdict)) for verdict in equilibria.rejected)]
    below = [_spanning(rf"\footnotesize {cell_latex(note)}") for note in notes]
    return _tabular(_WIDTHS, HEADINGS, [*body, r"\midrule", *below], long)


def family_latex(family: Family) -> str:
    """One family as a `tabular`."""
    return _tabular(_WIDTHS, HEADINGS, _family_lines(family, ""))


def latex_table(widths: Sequence[float], headings: Sequence[str], cells: Iterable[Sequence[str]]) -> str:
    """A plain table; `widths` are shares of the line."""
    return _tabular(widths, headings, [_row(map(cell_latex, row)) for row in cells])


def theorems_latex(theorems: Iterable[Theorem]) -> str:
    """A list of theorems: name, statement, the passages formalised."""
    cells = [(theorem.name, theorem.title, ", ".join(theorem.passages)) for theorem in theorems]
    return latex_table((0.08, 0.68, 0.16), ("name", "statement", "formalises"), cells)


def proofs_latex(proofs: Iterable[TheoremProof]) -> str:
    """What became of theorems: name, statement, status, how many parts."""
    cells = [(one.theorem.name, one.theorem.title, one.status, str(len(one.parts))) for one in proofs]
    return latex_table((0.08, 0.58, 0.16, 0.08), ("name", "statement", "status", "parts"), cells)


def _family_lines(family: Family, number: str) -> list[str]:
    lines = [_spanning(rf"\textit{{{cell_latex(number + family.name)}}}")]
    lines += [_row(r"\newline ".join(map(cell_latex, cell)) for cell in row) for row in message_rows(family)]
    told = [f"{label}: {fact}" for label, fact in facts_below(family) if label in ("payoffs", "outcomes") and fact]
    return [*lines, _spanning(rf"\footnotesize {cell_latex('; '.join(told))}"), _SPACE]


def _tabular(widths: Sequence[float], headings: Sequence[str], body: Sequence[str], long: bool = False) -> str:
    columns = "".join(rf">{{\raggedright\arraybackslash}}p{{{width}\linewidth}}" for width in widths)
    rows = [a for a, b in zip(body, [*body[1:], r"\bottomrule"], strict=True) if a != _SPACE or not b.endswith("rule")]
    kind, repeated = ("longtable", r"\endhead") if long else ("tabular", "")
    lines = [
        f"% \\usepackage{{booktabs,array{',longtable' * long}}}; \\usepackage[T1]{{fontenc}}",
        rf"\begin{{{kind}}}{{@{{}}{columns}@{{}}}}",
        *(r"\toprule", _row(headings), r"\midrule", repeated),
        *(*rows, r"\bottomrule", rf"\end{{{kind}}}"),
    ]
    return "\n".join(filter(None, lines)) + "\n"


def _row(cells: Iterable[str]) -> str:
    return " & ".join(cells) + r" \\"


def _spanning(text: str) -> str:
    """A row across all four columns."""
    column = r"@{}>{\raggedright\arraybackslash}p{0.98\linewidth}@{}"
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
        parts.append("\n".join([f"Rejected by {equilibria.concept}:", "", *listed, ""]))
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
