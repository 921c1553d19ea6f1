"""How results show in a notebook where they are no table of equilibria: text as it prints, frames, lists.

No colours and no widths of our own, so that light and dark themes both do. Formulas are left to the notebook's MathJax.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

from termination.reporting.numbers import readable

if TYPE_CHECKING:
    from termination.analysis.robustness import Robustness
    from termination.analysis.statics import Statics

#: Notebooks set the cells of tables to the right; words read better from the left.
LEFT = "text-align: left; vertical-align: top"


def text_html(result: object) -> str:
    """What `print` shows, line by line.

    >>> text_html("a < b")
    '<pre style="white-space: pre-wrap">a &lt; b</pre>'
    """
    return f'<pre style="white-space: pre-wrap">{escape(str(result))}</pre>'


def sentence_html(result: object) -> str:
    """A result whose text is a sentence."""
    return f"<p>{escape(readable(str(result)))}</p>"


def list_html(results: Iterable[object]) -> str:
    """Results whose texts are sentences, as a list."""
    return f"<ul>{''.join(f'<li>{escape(readable(str(one)))}</li>' for one in results)}</ul>"


def table_html(headings: Sequence[str], cells: Iterable[Sequence[str]]) -> str:
    """A table of text; a line break within a cell is kept."""
    head = "".join(f'<th style="{LEFT}">{escape(heading)}</th>' for heading in headings)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in cells)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell(text: str) -> str:
    return f'<td style="{LEFT}">{"<br>".join(map(escape, text.split(chr(10))))}</td>'


def statics_html(statics: Statics) -> str:
    """For each equilibrium its effects as a table; then thresholds as a list."""
    moves = {1: "rises", -1: "falls", 0: "does not move"}
    tables: dict[str, list[tuple[str, str, str, str]]] = {}
    for one in statics.effects:
        cells = (one.quantity, one.parameter, moves[one.sign], readable(str(one.slope)))
        tables.setdefault(one.equilibrium, []).append(cells)
    headings = ("quantity", "as this rises", "it", "slope")
    effects = "".join(f"<h4>{escape(name)}</h4>{table_html(headings, cells)}" for name, cells in tables.items())
    return f"<div>{effects}<h4>Thresholds</h4>{list_html(statics.thresholds)}</div>"


def robustness_html(robustness: Robustness) -> str:
    """One conclusion a line, with its share of the box and the interval."""
    cells = [
        (one.conclusion, f"{one.share:.1%}", f"{one.low:.1%} to {one.high:.1%}", one.matters_most or "")
        for one in robustness.holdings
    ]
    return table_html(("conclusion", "holds in", "interval", "matters most"), cells)
