"""Whether a sentence says all that it rests on: what obligations assume against what is said.

A hypothesis is said if it is among those that the sentence stands under, or in the sentence in its own symbols, or if
something stronger is said. What is stronger is listed here, and proved by the SMT solver in `test_statements`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

#: From which others, together, a hypothesis of the opening game follows.
OPENING: dict[str, list[tuple[str, ...]]] = {
    "A1": [("A1 for H", "b_L > lam d_L")],
    "A1 for L": [("A1",)],
    "A1 for H": [("A1",)],
    "A3": [("middle",)],
    "tempting": [("k + m < g p_L (1 - r_L)",)],
    "not tempting": [("middle",)],
    "not too costly": [("tempting",), ("middle",)],
    "middle with edges": [("middle",)],
    "u_i(open, hold) > u_i(closed, escalate)": [("A1",)],
    "u_i(open, escalate) >= u_i(closed, escalate)": [("A1",)],
    "b_L >= lam d_L": [("b_L > lam d_L",), ("b_L = lam d_L",)],
    "b_H <= lam d_H": [("b_H < lam d_H",)],
}
#: The same for the approach game.
APPROACH: dict[str, list[tuple[str, ...]]] = {"q >= mu*": [("mu* < q",)]}
#: The same for war over time.
OVER_TIME: dict[str, list[tuple[str, ...]]] = {}
#: By the first letter of a theorem's name.
TABLES = {"T": OPENING, "B": OPENING, "H": APPROACH, "Y": OVER_TIME}

#: A hypothesis that stands for several, of which each obligation assumes some.
STANDS_FOR = {
    "with the signal or without": ("no signal", "with the signal"),
    "core or cover on offer": ("core on offer", "limited under cover on offer"),
    "R not 0": ("R < 0", "R > 0"),
    "the letters alone": ("mis = 0", "dil = 0", "f = 0", "F = 0", "v_a = 0", "y_a = 0", "e_a = 1"),
}
#: Those that must all occur among the obligations of a sentence that covers all cases.
CASES = ("with the signal or without", "core or cover on offer", "R not 0")

#: Names that say that something is larger than something else is, in theorems on what happens as it grows.
LARGER = {"more > 0", "more >= 0", "more relief", "more trend", "more the value of the concession"}

#: What stands for a hypothesis in its own symbols, where that is not its name.
SYMBOLS = {
    "not tempting": ("k + m >= g (1 - R(p))", "m >= g (1 - R(p)) - k"),
    "too costly": ("k + m > g (1 - r_1)", "m > g (1 - r_1) - k"),
    "not too costly": ("k + m <= g (1 - r_1)",),
}


def unsaid(
    assumed: Iterable[str], under: Collection[str], words: str, weaker: dict[str, list[tuple[str, ...]]]
) -> set[str]:
    """The hypotheses, of those assumed, that a sentence does not say."""
    known = {*under, *(name for pseudo in under for name in STANDS_FOR.get(pseudo, ()))}

    def said(name: str) -> bool:
        literally = [f"`{symbols}`" for symbols in SYMBOLS.get(name, (name,))] + ["survives D1"] * (name == "D1")
        return name in known or any(symbols in words for symbols in literally)

    def follows(name: str) -> bool:
        return said(name) or any(all(map(follows, stronger)) for stronger in weaker.get(name, ()))

    return {name for name in assumed if name not in LARGER and not follows(name)}
