"""The crisis game where private shocks take finitely many values: a signaling game with a last move, solved exactly.

A's type is a pair of shocks, to standing firm and to backing down; B's is a shock to A's standing firm. A challenges or
keeps the status quo, B resists or concedes, and A, who knows both her shocks, then stands firm or backs down.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import Any

from termination.engine.arithmetic import exact
from termination.engine.folded import FoldedGame
from termination.errors import Faults
from termination.estimate.crisis.game import CrisisGame

KEEP, CHALLENGE = "keep", "challenge"
#: A shock by its value, and how likely it is.
Law = Mapping[Any, Any]


def finite_crisis(utilities: Mapping[str, Any], firm: Law, back: Law, war: Law, ties: Any = None) -> FoldedGame:
    """The crisis game with finitely many shocks, for `solve`.

    Parameters
    ----------
    utilities : mapping
        S_A, V_A, C_B, W_A, W_B, a and, if it is not 0, V_B: numbers, as for `SignalingGame`.
    firm, back : mapping
        A's shocks to standing firm and to backing down, independent: values and how likely each is.
    war : mapping
        B's shock to A's standing firm.
    ties : mapping
        What A does where she is as well off either way and B is not, as for `FoldedGame`.

    Returns
    -------
    FoldedGame
        Types are called "firm 1, back 0" and "war -1/2".

    Raises
    ------
    InputError
        Where a utility is missing or unknown, numbers are faulty, or a tie is left open.

    >>> from termination.engine.enumerate import solve
    >>> wars = {"-1": "1/2", "1": "1/2"}
    >>> even = {"S_A": 0, "V_A": 1, "C_B": 0, "W_A": "-1/4", "W_B": "-1/2", "a": "-1/2"}
    >>> len(solve(finite_crisis(even, wars, {"0": 1}, wars)))
    1
    """
    u = _utilities(utilities)
    hers = {f"firm {f}, back {b}": (exact(f), exact(b)) for f, b in product(firm, back)}
    prior = [exact(p) * exact(q) for p, q in product(firm.values(), back.values())]
    his = {f"war {w}": exact(w) for w in war}

    def then(t: str, s: str, m: str, r: str) -> Any:
        if m == KEEP:
            return [u["S_A"], 0]
        if r == "concede":
            return [u["V_A"], u["C_B"]]
        stand, give = hers[t]
        return {"sender": {"stand firm": [u["W_A"] + stand, u["W_B"] + his[s]], "back down": [u["a"] + give, u["V_B"]]}}

    responses = {KEEP: ["no move"], CHALLENGE: ["concede", "resist"]}
    return FoldedGame(
        list(hers), prior, [KEEP, CHALLENGE], responses, then, ties, title="The crisis game, finitely many shocks",
        receiver_types=list(his), receiver_prior=[exact(p) for p in war.values()],
    )  # fmt: skip


def _utilities(given: Mapping[str, Any]) -> dict[str, Any]:
    known = {index.name: index.default for index in CrisisGame.INDICES}
    faults = Faults()
    for name in given:
        if name not in known:
            faults.add(f"utilities.{name}", f"is no utility; there are: {', '.join(known)}")
    for name, default in known.items():
        if name not in given and default is None:
            faults.add(f"utilities.{name}", "is missing")
    faults.raise_if_any()
    return {name: exact(given.get(name, 0)) for name in known}
