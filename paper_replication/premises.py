"""How a sentence of a claim says what it stands under: the premises by the names that the theorems give them.

The records of the proofs list, for each part of a theorem, all that it assumes. A claim's sentence names the parts on
which it rests; a test holds its premises against theirs.
"""

from __future__ import annotations

from collections.abc import Sequence

#: Premises that are not said by their own name; any other is an assumption (A1, B2) or a formula.
PHRASES = {
    "no signal": "with no signal",
    "with the signal": "with the signal",
    "core on offer": "with core on offer",
    "limited under cover on offer": "with cover on offer",
    "any number": "for any number of types",
    "A4 at z = 0": "if A4 holds at `z = 0`",
    "b_i <= lam d_i at z = 0": "if `b_i <= lam d_i` at `z = 0`",
    "tempting": "while escalation is tempting",
    "middle": "in the middle regime",
    "too costly": "if `k + m > g (1 - r_1)`",
    "the letters alone": "",
    "R not 0": "if `R` is not 0",
    "mu* not 0": "if `mu*` is not 0",
    "no less nerve": "if the irresolute have no less nerve",
    "relief_L <= relief_H": "if the resilient gain no less of it than the weak",
    "c_L > c_H": "if talks now, over closed and held with all that is to follow, are worth more to the weak by their "
    "harm than to the resilient",
    "D1": "in every equilibrium that survives D1",
}


def sentence(premises: Sequence[str], words: str) -> str:
    """What is claimed, behind what it stands under.

    >>> sentence(["A1", "A3", "tempting", "D > 0", "D1"], "they refuse.")
    'With A1 and A3, while escalation is tempting, if `D > 0`: in every equilibrium that survives D1, they refuse.'
    """
    said = [PHRASES.get(name, f"with {name}" if name[0] in "AB" and name[1:2].isdigit() else f"if `{name}`")
            for name in premises]  # fmt: skip
    groups = {word: [one.removeprefix(word) for one in said if one.startswith(word)] for word in ("with ", "if ")}
    others = [one for one in said if one and not one.startswith(("with ", "if ", "in every "))]
    start = ", ".join([*joined("with ", groups["with "]), *others, *joined("if ", groups["if "])])
    scope = "".join(f"{one}, " for one in said if one.startswith("in every "))
    whole = f"{start}: {scope}{words}" if start else f"{scope}{words}"
    return whole[0].upper() + whole[1:]


def joined(word: str, parts: Sequence[str]) -> list[str]:
    """The parts as one clause, none if there are none."""
    return [word + " and ".join(filter(None, [", ".join(parts[:-1]), parts[-1]]))] if parts else []
