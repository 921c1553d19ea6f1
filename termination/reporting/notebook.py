"""HTML for notebooks: headings, paragraphs and lists, and what shows as each of them; tables are `engine.table`'s.

marimo takes all margins, bullets and weights away: so these are stated inline. No colours, so that light and dark
themes both do. Formulas are left to the notebook's MathJax.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

from termination.engine.numbers import readable
from termination.engine.table import Table

if TYPE_CHECKING:
    from termination.analysis.robustness import Robustness
    from termination.analysis.statics import Statics

_HEADING = "font-size: 1.1em; font-weight: bold; line-height: 1.3; margin: 1.2em 0 0.4em 0"
_PARAGRAPH = "margin: 0.6em 0"
_LIST, _ITEM = "list-style: disc; margin: 0.6em 0; padding-left: 1.5em", "margin: 0.2em 0"


def heading_html(text: str) -> str:
    """A heading above one equilibrium, or one part of a result.

    >>> heading_html("a < b").endswith(">a &lt; b</h4>")
    True
    """
    return f'<h4 style="{_HEADING}">{escape(text)}</h4>'


def paragraph_html(text: str) -> str:
    """A paragraph."""
    return f'<p style="{_PARAGRAPH}">{escape(text)}</p>'


def text_html(result: object) -> str:
    """What `print` shows, line by line."""
    return f'<pre style="white-space: pre-wrap">{escape(str(result))}</pre>'


def sentence_html(result: object) -> str:
    """A result whose text is a sentence."""
    return paragraph_html(readable(str(result)))


def list_html(results: Iterable[object]) -> str:
    """Results whose texts are sentences, as a list."""
    items = "".join(f'<li style="{_ITEM}">{escape(readable(str(one)))}</li>' for one in results)
    return f'<ul style="{_LIST}">{items}</ul>'


def statics_html(statics: Statics) -> str:
    """For each equilibrium its effects as a table; then thresholds as a list."""
    moves = {1: "rises", -1: "falls", 0: "does not move"}
    tables: dict[str, list[tuple[str, str, str, str]]] = {}
    for one in statics.effects:
        cells = (one.quantity, one.parameter, moves[one.sign], readable(str(one.slope)))
        tables.setdefault(one.equilibrium, []).append(cells)
    headings = ("quantity", "as this rises", "it", "slope")
    effects = "".join(f"{heading_html(name)}{Table(cells, headings).to_html()}" for name, cells in tables.items())
    return f"<div>{effects}{heading_html('Thresholds')}{list_html(statics.thresholds)}</div>"


def robustness_html(robustness: Robustness) -> str:
    """What was drawn, and one conclusion a line, with its share of the draws and the interval."""
    cells = [
        (one.conclusion, f"{one.share:.1%}", f"{one.low:.1%} to {one.high:.1%}", one.matters_most or "")
        for one in robustness.holdings
    ]
    drawn = "".join(paragraph_html(line) for line in robustness.described())
    head = ("conclusion", f"holds in, of {robustness.samples} draws", "interval", "matters most")
    return f"<div>{drawn}{Table(cells, head).to_html()}</div>"
