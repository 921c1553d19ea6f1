r"""Words and formulas as LaTeX.

Statements carry their mathematics between backticks, written as one would type it: `c_H / d_H <= lam - b_L / d_L`. Such
mathematics is read token by token and never evaluated: a name keeps its letter and its subscripts, a space between two
factors becomes a thin one, and a word that is no symbol is set upright. All other characters are escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from termination.engine.typesetting import latex_breakable, latex_text


def latex_words(text: str) -> str:
    r"""Words with mathematics between backticks; outside them only names with a subscript are taken for mathematics.

    >>> print(latex_words("H opens if `b_H > lam d_H`, at 5% of w_i."))
    H opens if $b_{H} > \lambda\,d_{H}$, at 5\% of $w_{i}$.
    """
    parts = text.split("`")
    return "".join(f"${latex_math(part)}$" if i % 2 else _plain(part) for i, part in enumerate(parts))


#: In plain words: z(1 - r_i), r_1 < ... < r_N or w_i.
_BARE = re.compile(r"\b[A-Za-z]\([^()]*_[^()]*\)|\b[A-Za-z]+_[A-Za-z0-9]+\b")


def _plain(text: str) -> str:
    found, position = "", 0
    for match in _BARE.finditer(text):
        found += latex_breakable(text[position : match.start()]) + f"${latex_math(match[0])}$"
        position = match.end()
    return found + latex_breakable(text[position:])


# -- mathematics -----------------------------------------------------------------------------------------------------

_GREEK = ("beta", "delta", "eta", "kappa", "lam", "mu", "phi", "pi", "psi", "rho", "sigma", "tau", "zeta")
_LETTERS = {name: rf"\{name}" for name in (*_GREEK, "ell")}
_LETTERS |= {"eps": r"\varepsilon", "lam": r"\lambda", "om": r"\omega", "phi": r"\varphi", "oo": r"\infty"}
_FUNCTIONS = {"min": r"\min", "max": r"\max", "Pr": r"\Pr", "sum": r"\sum", "in": r"\in "}
#: Names of types in formulas, by the labels that variables bear.
_SUBSCRIPTS = {"low": "L", "medium": "M", "high": "H"}
_MARKS = {"star": "{}^{{*}}", "bar": r"\bar{{{}}}", "prime": "{}'", "second": "{}''"}
#: Words between formulas, which keep their spaces; any other word is a name.
_BETWEEN = {"and", "at", "for", "if", "of", "or", "strictly", "all", "every"}
_SIGNS = {"<=": r"\le ", ">=": r"\ge ", "!=": r"\ne ", "->": r"\to ", "**": "^", "*": r"\,", "{": r"\{", "}": r"\}"}
#: Characters that mean something to LaTeX and nothing in our formulas.
_FOREIGN = set("\\{}$&#%_~\"−≈\u00a0")
_SPACED = {"<=", ">=", "!=", "->", "<", ">", "=", "+", "-"}
#: A star that belongs to the name before it, as in mu*_limited; elsewhere it multiplies.
_STAR = re.compile(r"(?<=[A-Za-z])\*(?=_)|(?<=[A-Za-z])\*(?![\w(*])")
_TOKEN = re.compile(
    r"(?P<slope>\bd/d(?=[A-Za-z]))|(?P<name>[A-Za-z]+(?:_[A-Za-z0-9]+)*)|(?P<number>\d+(?:\.\d+)?)"
    r"|(?P<sign><=|>=|!=|->|\*\*|\.\.\.|\S)"
)


def latex_math(text: str) -> str:
    r"""Mathematics as typed, for between dollar signs.

    >>> print(latex_math("c_H / d_H <= b_H / d_H + max(0, lam - b_L / d_L)"))
    c_{H} / d_{H} \le b_{H} / d_{H} + \max(0, \lambda - b_{L} / d_{L})
    >>> print(latex_math("phi_star * r_prime^2 -> u_i(open, hold)"))
    \varphi^{*}\,r'^{2} \to u_{i}(\mathrm{open}, \mathrm{hold})
    """
    return "".join(_tokens(_STAR.sub("_star", text))).strip()


def _tokens(text: str) -> Iterator[str]:
    before, end, raised = "", 0, False
    for match in _TOKEN.finditer(text):
        token, kind = match[0], str(match.lastgroup)
        starts_factor = token == "(" if kind == "sign" else token not in _BETWEEN
        if match.start() > end and starts_factor and _is_factor(before):
            yield r"\ \allowbreak " if _is_word(before) and _is_word(token) else r"\,"
        shown = _shown(token, kind, before if _ends_term(before) else "")
        yield f"{{{shown.strip()}}}" if raised else shown
        before, end, raised = ("" if token in _BETWEEN else token), match.end(), token in ("^", "**")


def _is_factor(token: str) -> bool:
    """Whether what follows after a space multiplies it."""
    return token == ")" or (token[:1].isalnum() and token not in _FUNCTIONS)


def _is_word(token: str) -> bool:
    """Whether it is a word of a phrase and no symbol."""
    return len(token) > 1 and token.isalpha() and token not in _LETTERS and token not in _FUNCTIONS


def _ends_term(token: str) -> bool:
    """Whether a sign after it stands between two terms."""
    return token not in ("", "(", ",", *_SPACED)


def _shown(token: str, kind: str, before: str) -> str:
    if kind == "slope":
        return r"\partial/\partial "
    if kind == "name":
        return rf"\text{{ {token} }}" if token in _BETWEEN else _name(token)
    if kind == "number":
        return token
    if token == "...":
        return r"\dots "
    foreign = token in _FOREIGN or not token.isascii()
    shown = _SIGNS.get(token) or (rf"\text{{{latex_text(token)}}}" if foreign else token)
    if token in _SPACED:
        return f" {shown.strip()} " if before else shown
    return {",": ", ", "/": " / "}.get(token, shown)


def _name(token: str) -> str:
    head, *rest = token.split("_")
    if head.endswith("star") and head != "star":
        head, rest = head.removesuffix("star"), ["star", *rest]
    text = _FUNCTIONS.get(head) or _LETTERS.get(head) or (head if len(head) == 1 else rf"\mathrm{{{head}}}")
    if rest and rest[0] in _MARKS:
        text = _MARKS[rest.pop(0)].format(text)
    below = ",".join(_SUBSCRIPTS.get(part) or (part if len(part) == 1 else rf"\mathrm{{{part}}}") for part in rest)
    return f"{text}_{{{below}}}" if below else text
