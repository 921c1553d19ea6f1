"""Equilibria for articles: the tables of `engine.table` with what is said below them, as LaTeX and as Markdown."""

from __future__ import annotations

from termination.engine.equilibria import Equilibria
from termination.engine.families import Family
from termination.engine.numbers import readable
from termination.engine.refining.verdicts import concept_title
from termination.engine.table import latex_cell, latex_spanning, latex_table, markdown_text
from termination.reporting.tables import HEADINGS, SHARES, facts_below, family_table, summary


def equilibria_latex(equilibria: Equilibria, long: bool | None = None) -> str:
    """All families in one table, what the list holds and the verdicts of a refinement below it.

    A `longtable` if `long`, a `tabular` if not; by default whichever its length asks for.
    """
    body = [line for i, family in enumerate(equilibria, 1) for line in _family_lines(family, f"{i}. ")]
    notes = [summary(equilibria), *(readable(str(verdict)) for verdict in equilibria.rejected)]
    return latex_table(SHARES, HEADINGS, [*body, r"\midrule", *map(_note, notes)], long)


def family_latex(family: Family) -> str:
    """One family as a table."""
    return latex_table(SHARES, HEADINGS, _family_lines(family, ""))


def _family_lines(family: Family, number: str) -> list[str]:
    name = latex_spanning(rf"\textit{{{latex_cell(number + family.name)}}}", len(HEADINGS))
    shown = ("contains", "payoffs", "outcomes")
    told = [f"{label}: {fact}" for label, fact in facts_below(family) if label in shown and fact]
    return [name, *family_table(family).latex_rows(), _note("; ".join(told)), r"\addlinespace"]


def _note(text: str) -> str:
    return latex_spanning(rf"\footnotesize {latex_cell(text)}", len(HEADINGS))


def equilibria_markdown(equilibria: Equilibria) -> str:
    """All families, each a heading, a table and what is said below it; then the verdicts of a refinement."""
    title = equilibria.game.title
    parts = [f"### {markdown_text(title)}\n"] if title else []
    parts.append(markdown_text(summary(equilibria)) + "\n")
    parts += [family_markdown(family, f"{i}. ") for i, family in enumerate(equilibria, 1)]
    if equilibria.rejected:
        listed = [f"- {markdown_text(readable(str(verdict)))}" for verdict in equilibria.rejected]
        parts.append("\n".join([f"Rejected by {concept_title(equilibria.concept)}:", "", *listed, ""]))
    return "\n".join(parts)


def family_markdown(family: Family, number: str = "") -> str:
    """One family."""
    told = [f"- {label}: {markdown_text(fact)}" for label, fact in facts_below(family) if fact]
    head = f"**{number}{markdown_text(family.name)}**"
    return "\n".join([head, "", family_table(family).to_markdown(), *told, ""])
