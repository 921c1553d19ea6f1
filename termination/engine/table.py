r"""A table: rows of text under headings, as plain text, HTML, Markdown or LaTeX.

A cell is words, with a line break where they stand on lines of their own. Whoever writes a table gives the words; each
form escapes what it would take for its own, so that no label can end a cell or start a command.

LaTeX (packages booktabs and array) comes as a `tabular` without a float around it, exactly as wide as the line, for an
author's own `table` and caption; or, where it would not fit a page, as a `longtable`, which breaks over pages. A
comment at the head says which packages it needs. Text is set by the library tabulate.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from html import escape
from math import ceil
from textwrap import wrap

from termination.engine.sentences import printable
from termination.engine.typesetting import latex_breakable, unknown_to_pdflatex, width

_WIDTH: ContextVar[int] = ContextVar("columns of a line of plain text", default=80)

#: Jupyter sets the cells of tables to the right, marimo takes all margins away: so these are stated inline.
_TABLE = "border-collapse: collapse; margin: 0.6em 0"
_CELL = "text-align: left; vertical-align: top; padding: 0.2em 1.2em 0.2em 0"
_HEAD = f"{_CELL}; font-weight: bold; border-bottom: 1px solid"

#: A minus sign, and the mark of a number that is rounded; elsewhere these characters are a hyphen and a tilde.
_MINUS, _ABOUT = re.compile(r"(?<![\w/.])-(?=\d)"), re.compile(r"\\textasciitilde\{\}(?=\$-\$|\d)")
_BETWEEN_CELLS = re.compile(r"(?<!\\)&")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>|#])")
_GAP = r"\addlinespace"
#: The line and the page of the article class: points, and lines of a table with a caption.
_LINE, _PAGE = 345.0, 36


def line_width() -> int:
    """Columns of a line of plain text: 80, so that the same answer is the same text, but where a terminal has more."""
    return _WIDTH.get()


@contextmanager
def lines_of(columns: int) -> Iterator[None]:
    """Within, lines of plain text have so many columns.

    >>> with lines_of(12):
    ...     line_width()
    12
    """
    token = _WIDTH.set(columns)
    try:
        yield
    finally:
        _WIDTH.reset(token)


def filled(text: str, indent: int = 0) -> str:
    """Words in lines, those after the first further in; the first leaves room for as much before it.

    >>> with lines_of(12):
    ...     print(filled("one and two and three"))
    one and two
    and three
    """
    return "\n".join(wrap(text, line_width() - indent, subsequent_indent=" " * indent))


@dataclass(frozen=True)
class Table:
    """Rows of cells under `headings`, or without any. `shares` say how columns part the line in LaTeX, and sum to 1;
    without them each column is as wide as its cells.

    >>> few = Table([("H", "one & two three")], ("type", "what"), (0.2, 0.8))
    >>> print(few.to_text(12))
    type    what
    ------  ------
    H       one &
            two
            three
    >>> print(few.to_markdown(), end="")
    | type | what |
    | --- | --- |
    | H | one & two three |
    >>> few.latex_rows()
    ['H & one \\\\& two three \\\\\\\\']
    """

    rows: Sequence[Sequence[str]]
    headings: Sequence[str] = ()
    shares: Sequence[float] = ()

    def to_text(self, width: int = 0) -> str:
        """Plain text, the widest columns wrapped until it fits `width`, or the line, or cannot be narrowed further."""
        from tabulate import tabulate

        columns = list(zip(self.headings or [""] * len(self.rows[0]), *self.rows, strict=True))
        wide = [widest(column) for column in columns]
        least = [max([len(c[0]) + 2, *(len(word) for cell in c[1:] for word in cell.split())]) for c in columns]
        room = (width or line_width()) - 2 * (len(wide) - 1)
        while sum(wide) > room and any(map(int.__gt__, wide, least)):
            most = max((w, -i) for i, w in enumerate(wide) if w > least[i])[1]
            wide[-most] -= 1
        kept = [["\n".join(_wrapped(cell, w)) for cell, w in zip(row, wide, strict=True)] for row in self.rows]
        form = "simple" if self.headings else "plain"
        return tabulate(kept, list(self.headings), tablefmt=form, disable_numparse=True)

    def to_html(self) -> str:
        """HTML for notebooks. No colours, so that light and dark themes both do."""
        head = "".join(f'<th style="{_HEAD}">{escape(heading)}</th>' for heading in self.headings)
        body = "".join(f"<tr>{''.join(map(_html_cell, row))}</tr>" for row in self.rows)
        top = f"<thead><tr>{head}</tr></thead>" if self.headings else ""
        return f'<table style="{_TABLE}">{top}<tbody>{body}</tbody></table>'

    def to_markdown(self, cell: Callable[[str], str] | None = None) -> str:
        """A table as code hosts and notebooks read it; the words of its cells are escaped, or written by `cell`."""
        write = cell or markdown_text
        cells = [["<br>".join(map(write, text.split("\n"))) for text in row] for row in self.rows]
        lines = [self.headings, ["---"] * len(self.headings), *cells]
        return "".join(f"| {' | '.join(line)} |\n" for line in lines)

    def to_latex(self, long: bool | None = None) -> str:
        """A `longtable` if `long`, a `tabular` if not; by default whichever its length asks for."""
        return latex_table(self.shares, self.headings, self.latex_rows(), long)

    def latex_rows(self) -> list[str]:
        """The rows alone, a line of LaTeX each, for a table that has other lines too."""
        return [latex_row(r"\newline ".join(map(latex_cell, cell.split("\n"))) for cell in row) for row in self.rows]


# --- text and HTML ---------------------------------------------------------------------------------------------------


def widest(column: Sequence[str]) -> int:
    """The width of a column as tabulate sets it: a heading has two spaces of its own."""
    return max(len(column[0]) + 2, *(len(line) for cell in column[1:] for line in cell.split("\n")))


def _wrapped(cell: str, width: int) -> list[str]:
    """Each line of a cell wrapped by itself."""
    found: list[str] = []
    for line in cell.split("\n"):
        found += wrap(line, max(width, 1), break_long_words=False, break_on_hyphens=False) or [""]
    return found


def _html_cell(text: str) -> str:
    return f'<td style="{_CELL}">{"<br>".join(map(escape, text.splitlines()))}</td>'


def markdown_text(text: str) -> str:
    r"""Text that Markdown shows as it is.

    >>> print(markdown_text("a|b *c*"))
    a\|b \*c\*
    """
    return _MARKDOWN.sub(r"\\\1", printable(text))


# --- LaTeX -----------------------------------------------------------------------------------------------------------


def latex_cell(text: str) -> str:
    r"""Text as LaTeX sets it letter by letter, with true minus signs.

    >>> print(latex_cell("50% & more: $x_1, -1/2"))
    50\% \& more: \$x\_1, $-$1/2
    """
    return _ABOUT.sub(r"$\\approx$", _MINUS.sub("$-$", latex_breakable(printable(text))))


def latex_row(cells: Iterable[str]) -> str:
    """Cells that are LaTeX already, as a row."""
    return " & ".join(cells) + r" \\"


def latex_spanning(text: str, columns: int) -> str:
    """A row across all columns."""
    return rf"\multicolumn{{{columns}}}{{@{{}}>{{\raggedright\arraybackslash}}p{{\linewidth}}@{{}}}}{{{text}}} \\"


def latex_table(shares: Sequence[float], headings: Sequence[str], body: Sequence[str], long: bool | None = None) -> str:
    """A table of rows that are LaTeX already, behind comments that say what the preamble must have."""
    rows = [a for a, b in zip(body, [*body[1:], r"\bottomrule"], strict=True) if a != _GAP or not b.endswith("rule")]
    breaks = sum(_lines(row, shares) for row in rows) > _PAGE if long is None else long
    needs = [f"% \\usepackage{{booktabs,array{',longtable' * breaks}}}; \\usepackage[T1]{{fontenc}}"]
    if unknown := unknown_to_pdflatex("".join(rows)):
        needs.append(f"% XeLaTeX or LuaLaTeX, and a font with these characters: {unknown}")
    return "\n".join([*needs, *latex_environment(shares, list(map(latex_cell, headings)), rows, breaks), ""])


def latex_environment(
    shares: Sequence[float], headings: Sequence[str], rows: Iterable[str], breaks: bool = False
) -> list[str]:
    """The lines from `begin` to `end` of a table whose headings and rows are LaTeX already."""
    kind, repeated = ("longtable", [r"\endhead"]) if breaks else ("tabular", [])
    room = rf"\dimexpr\linewidth-{2 * (len(shares) - 1)}\tabcolsep\relax"
    columns = "".join(rf">{{\raggedright\arraybackslash}}p{{{share}{room}}}" for share in shares)
    columns = columns or "l" * len(headings)
    top = [r"\toprule", latex_row(headings), r"\midrule", *repeated]
    body = "\n".join(rows)
    if breaks and body.endswith(r"\\"):
        body += "*"  # no new page before the last rule: on it the headings would stand alone
    return [rf"\begin{{{kind}}}{{@{{}}{columns}@{{}}}}", *top, body, r"\bottomrule", rf"\end{{{kind}}}"]


def _lines(row: str, shares: Sequence[float]) -> int:
    """About how many lines of the page a row takes."""
    if row.startswith(r"\multicolumn"):
        return ceil(width(rf"\text{{{row}}}") / _LINE)
    cells = [
        (cell.split(r"\newline"), share * _LINE)
        for cell, share in zip(_BETWEEN_CELLS.split(row), shares, strict=False)
    ]
    return max((sum(ceil(width(rf"\text{{{line}}}") / room) for line in lines) for lines, room in cells), default=1)
