"""What the formal appendices have in common: the document around the sections, tables as wide as the line, domains.

It needs no other packages than amsmath, amsthm, array, booktabs, longtable, geometry, hyperref.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from termination.engine.parameter import Parameter
from termination.engine.table import latex_environment, latex_row
from termination.reporting.latex import latex_math, latex_words

_PREAMBLE = r"""
\documentclass[11pt]{article}
\usepackage[T1]{fontenc}
\IfFileExists{lmodern.sty}{\usepackage{lmodern}}{}
\usepackage{amsmath,amsthm,array,booktabs,longtable}
\usepackage[margin=2.6cm]{geometry}
\usepackage[hidelinks]{hyperref}
"""


def document(title: str, head: str, definitions: str, body: str, standalone: bool) -> str:
    r"""The whole file: below the comments of its `head`, the `definitions` and, if it is to compile, all around them.

    >>> document("", "% By hand.\n", r"\newcommand{\x}{1}", "Text.", standalone=False).splitlines()[-3:]
    ['\\newcommand{\\x}{1}', '', 'Text.']
    """
    if not standalone:
        needs = "% Needs in the preamble: amsmath, amsthm, array, booktabs, longtable, hyperref.\n"
        return f"{head}{needs}{definitions.lstrip()}\n\n{body}\n"
    named = rf"\title{{{title}}}" + "\n" + r"\author{}\date{}"
    whole = [_PREAMBLE.strip(), definitions.strip(), named, r"\begin{document}", r"\maketitle", body]
    return head + "\n".join([*whole, r"\end{document}", ""])


def formula(text: str) -> str:
    """Mathematics as typed, between dollar signs; nothing for nothing."""
    return f"${latex_math(text)}$" if text else ""


def domain_tex(one: Parameter) -> str:
    """The values that a parameter may take."""
    domain = str(one.domain)
    shown = domain if domain.isalpha() else formula(domain)
    return f"{shown}, {latex_words(one.jointly)}" if one.jointly else shown


def long_table(heads: Sequence[str], shares: Sequence[float], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table as wide as the line, columns in these proportions, of cells that are LaTeX already."""
    parts = [round(share / sum(shares), 4) for share in shares]
    yield r"{\small\setlength{\extrarowheight}{2pt}\setlength{\tabcolsep}{4pt}"
    yield from latex_environment(parts, heads, map(latex_row, rows), breaks=True)
    yield "}"
