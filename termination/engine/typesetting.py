r"""Labels and formulas as LaTeX: nothing in a label is a command, and no formula is wider than the line.

LaTeX's `\text` never breaks, and in a display nothing does. So a formula's width is estimated, and what is too wide for
a line of the article class (345 pt) is broken where a person would: between conditions, at relations, between terms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from unicodedata import normalize

_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
    "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "<": r"\textless{}", ">": r"\textgreater{}",
    "|": r"\textbar{}", '"': r"\textquotedbl{}", "[": "{[}", "]": "{]}", "\u00a0": "~",
}  # fmt: skip
_LETTERS = "αβγδεζηθικλμνξπρςστυφχψωϑϕϵΓΔΘΛΞΠΣΥΦΨΩ"
_NAMES_OF_LETTERS = (
    "alpha beta gamma delta varepsilon zeta eta theta iota kappa lambda mu nu xi pi rho varsigma sigma tau upsilon "
    "varphi chi psi omega vartheta phi epsilon Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega"
)
_GREEK = dict(zip(_LETTERS, _NAMES_OF_LETTERS.split(), strict=True))
_SIGNS = {
    "−": "-", "≈": r"\approx", "≤": r"\le", "≥": r"\ge", "≠": r"\ne", "∞": r"\infty", "∈": r"\in", "∧": r"\land",
    "∨": r"\lor", "⇒": r"\Rightarrow", "⇔": r"\Leftrightarrow", "′": "'", "″": "''", "√": r"\surd", "∅": r"\emptyset",
}  # fmt: skip
_MATHEMATICS = {**{c: rf"\{name}" for c, name in _GREEK.items()}, **_SIGNS}
_MATHEMATICS |= {chr(0x2080 + i): f"_{{{i}}}" for i in range(10)}
_MATHEMATICS |= {chr(code): f"^{{{i}}}" for i, code in ((0, 0x2070), *((i, 0x2070 + i) for i in range(4, 10)))}
#: The letters that LaTeX cannot be told by name (Arabic, Chinese, ...): they need an engine that knows Unicode.
_LATIN = re.compile("[\u0000-\u0125\u0128-\u0137\u0139-\u013e\u0141-\u0148\u014a-\u0165\u0168-\u017e\u0218-\u021b]")
_PUNCTUATION = set("‐‑‒–—―‘’‚“”„†‡•…‰‹›€™←↑→↓")


def latex_text(text: str) -> str:
    r"""The text with every character that LaTeX would read as a command written out.

    Letters with accents stay, Greek letters and common signs become mathematics. `unknown_to_pdflatex` lists what
    is left and needs XeLaTeX or LuaLaTeX.

    >>> print(latex_text("5% & −1_x"))
    5\% \& $-$1\_x
    """
    return "".join(_SPECIAL.get(c) or (f"${_MATHEMATICS[c]}$" if c in _MATHEMATICS else c) for c in _composed(text))


def unknown_to_pdflatex(text: str) -> str:
    """The characters of `text`, each once, that only XeLaTeX and LuaLaTeX can set, with a font that has them.

    >>> unknown_to_pdflatex("café β − 戦争")
    '戦争'
    """
    known = _PUNCTUATION | set(_MATHEMATICS)
    return "".join(dict.fromkeys(c for c in _composed(text) if not _LATIN.match(c) and c not in known))


def _composed(text: str) -> str:
    """A letter and its accent as one character; any kind of space as a space; nothing that has no width."""
    plain = (" " if c.isspace() and c != "\u00a0" else c for c in normalize("NFC", text))
    return "".join(c for c in plain if c not in "\u00ad\u200b\u200c\u200d\u2060\ufeff")


#: Words longer than this may break: at punctuation, and in runs of letters longer than any that hyphenates.
_LONG_WORD, _LONG_RUN = 12, 16


def latex_breakable(text: str) -> str:
    r"""`latex_text` for paragraphs and cells: very long words may break, rather than stick out.

    >>> print(latex_breakable("dug_in, exceedingly_dug_in"))
    dug\_in, exceedingly\_\penalty500{}dug\_\penalty500{}in
    """
    return " ".join(map(_breakable, _composed(text).split(" ")))


def _breakable(word: str) -> str:
    if len(word) <= _LONG_WORD:
        return latex_text(word)
    found = []
    for run in re.findall(r"[^\W\d_]+|\d+|[\W_]", word):
        if len(run) == 1 and not run.isalnum():  # after a hyphen TeX breaks unasked
            found.append(latex_text(run) + ("" if run == "-" else r"\penalty500{}"))
        elif run.isdigit() or len(run) > _LONG_RUN:
            joint = r"\penalty500{}" if run.isdigit() else r"\-"
            found.append(joint.join(latex_text(run[i : i + 6]) for i in range(0, len(run), 6)))
        else:
            found.append(latex_text(run))
    return "".join(found).removesuffix(r"\penalty500{}")


# --- formulas on lines -----------------------------------------------------------------------------------------------

#: Points that a line of formulas may take, of the 345 pt of the article class; widths are estimates.
ROOM = 310.0

_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|[^\\\s]|\s+")
_RELATIONS = {"<", ">", "=", r"\le", r"\ge", r"\ne", r"\in"}
_BINARY = {"+", "-", r"\land", r"\lor"}
_AFTER = {",", ":"}
#: Where a formula may break, the best places first; before the sign, after a comma or colon.
_BREAKS = ({r"\land"}, {r"\lor"}, {","}, _RELATIONS, {"+", "-"}, {":"}, {r"\text"})
_SPACES = {r"\,": 1.7, r"\;": 2.8, r"\ ": 3.4, r"\quad": 10.0, r"\qquad": 20.0}
_WORDS = {r"\text", r"\mathrm", r"\texttt"}
_NAMES = {r"\max": 21.0, r"\min": 19.0, r"\Pr": 13.0, r"\left": 0.5, r"\right": 0.5, r"\bigl": 1.0, r"\bigr": 1.0}


def aligned(rows: Iterable[str], room: float = ROOM) -> str:
    r"""Rows of formulas one below the other, each on as many lines as it needs, for between `\[` and `\]` (amsmath).

    >>> print(aligned(["a < b", r"\text{c}"]))
    \begin{aligned}
    & a < b \\
    & \text{c}
    \end{aligned}
    """
    body = [f"& {line}" for row in rows for line in broken(row, room)]
    return "\\begin{aligned}\n" + " \\\\\n".join(body) + "\n\\end{aligned}"


def broken(tex: str, room: float = ROOM) -> list[str]:
    r"""The lines of a formula, those after the first indented; one if it fits.

    >>> print(*broken(r"a < b \;\land\; c < d", 60), sep="\n")
    a < b \;
    \quad {}\land\; c < d
    """
    pieces = list(_pieces(tex, room - _SPACES[r"\quad"]))
    lines: list[str] = []
    for piece in pieces:
        if lines and width(f"{lines[-1]} {piece}") <= room:
            lines[-1] += f" {piece}"
        else:
            indent = r"\quad " if lines else ""
            lines.append(indent + ("{}" if indent and _tokens(piece)[0] in _RELATIONS | _BINARY else "") + piece)
    return lines


def width(tex: str) -> float:
    """About how wide a formula is in the article class, in points."""
    return _Measure(_tokens(tex)).group(end="")


def _tokens(tex: str) -> list[str]:
    return _TOKEN.findall(tex.strip())


class _Measure:
    """Adds up the widths of the tokens of a formula."""

    def __init__(self, tokens: Sequence[str]):
        self.tokens, self.at = tokens, 0

    def next(self) -> str:
        self.at += 1
        return self.tokens[self.at - 1] if self.at <= len(self.tokens) else ""

    def group(self, end: str = "}") -> float:
        total = 0.0
        while (token := self.next()) not in (end, ""):
            total += self.one(token)
        return total

    def argument(self, in_text: bool = False) -> float:
        if (token := self.next()) != "{":
            return self.argument(in_text) if token.isspace() else self.one(token)
        return self.text() if in_text else self.group()

    def text(self) -> float:
        """The rest of a group in which spaces count."""
        total, depth = 0.0, 1
        while depth and (token := self.next()):
            depth += {"{": 1, "}": -1}.get(token, 0)
            if token not in "{}":
                wide = token.isupper() or token[0] == "\\" or token in "mw"
                total += 3.4 if token.isspace() else 8.5 if wide else 4.9
        return total

    def one(self, token: str) -> float:
        if token == r"\frac":
            return max(self.argument(), self.argument()) + 2.4
        if token in _WORDS:
            return self.argument(in_text=True)
        if token in ("_", "^"):
            return 0.75 * self.argument() + 0.6
        if token == "{":
            return self.group()
        if token in _RELATIONS or token in _BINARY:
            return 13.5
        if token[0] == "\\":
            return _SPACES.get(token) or _NAMES.get(token) or 7.0
        return 0.0 if token.isspace() else 8.5 if token.isupper() else 5.7 if token.isalpha() else 5.0


def _pieces(tex: str, room: float) -> Iterator[str]:
    """The formula in pieces that fit, as large as may be."""
    tex = tex.strip()
    if width(tex) <= room:
        yield tex
        return
    ways = (_split(tex, signs) for signs in _BREAKS)
    parts = next((way for way in ways if len(way) > 1), None) or _words(tex) or [_opened(tex)]
    for part in parts:
        yield from [part] if part == tex else _pieces(part, room)


def _split(tex: str, signs: set[str]) -> list[str]:
    """Cut before these signs, or after them, outside of groups, large parentheses and words."""
    parts, depth, part = [], 0, ""
    for token in _tokens(tex):
        depth += {"{": 1, "}": -1, r"\left": 1, r"\right": -1}.get(token, 0)
        cut = token in signs and depth == 0
        if cut and token not in _AFTER:
            parts.append(part)
            part = ""
        part += token
        if cut and token in _AFTER:
            parts.append(part)
            part = ""
    return [one.strip() for one in [*parts, part] if one.strip(" {}")]


def _words(tex: str) -> list[str]:
    """Text in halves: at a space, or inside a word that is alone; nothing for what is no text."""
    tokens = _tokens(tex)
    end = _end(tokens, 1)
    inside, rest = tokens[2 : end - 1], "".join(tokens[end:])
    if tokens[0] != r"\text" or rest not in ("", *_AFTER) or len(inside) < 2:
        return []
    depths = list(accumulate({"{": 1, "}": -1}.get(token, 0) for token in inside))
    between = [i for i in range(1, len(inside)) if depths[i - 1] == 0 and inside[i] != "{"]
    spaces = [i for i in between if inside[i - 1].isspace()]
    if not between:
        return []
    cut = min(spaces or between, key=lambda i: abs(2 * i - len(inside)))
    first, second = ("".join(part) for part in (inside[:cut], inside[cut:]))
    return [rf"\text{{{first}}}", rf"\text{{{second}}}{rest}"]


def _opened(tex: str) -> str:
    """The same with parentheses that may stand on different lines, and a quotient on one line: it breaks inside."""
    tokens = [{r"\left": r"\bigl", r"\right": r"\bigr"}.get(token, token) for token in _tokens(tex)]
    if r"\frac" not in tokens:
        return "".join(tokens)
    start = tokens.index(r"\frac")
    middle = _end(tokens, start + 1)
    end = _end(tokens, middle)
    above, below = ("".join(tokens[i + 1 : j - 1]) for i, j in ((start + 1, middle), (middle, end)))
    quotient = rf"\bigl({above}\bigr) / \bigl({below}\bigr)"
    return "".join([*tokens[:start], quotient, *tokens[end:]])


def _end(tokens: Sequence[str], start: int) -> int:
    """Behind the group that begins at `start`."""
    depth = 0
    for i in range(start, len(tokens)):
        depth += {"{": 1, "}": -1}.get(tokens[i], 0)
        if depth == 0:
            return i + 1
    return len(tokens)
