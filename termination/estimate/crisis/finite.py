"""The crisis game where private shocks take finitely many values: a signaling game with a last move, solved exactly.

A's type is a pair of shocks, to standing firm and to backing down; B's is a shock to A's standing firm. A challenges or
keeps the status quo, B resists or concedes, and A, who knows both her shocks, then stands firm or backs down.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import product
from typing import Any

from termination.engine.arithmetic import exact
from termination.engine.folded import FoldedGame
from termination.engine.game import prior_from
from termination.errors import Faults, expect
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
        Where a utility is missing or unknown, the probabilities of a shock do not sum to 1, numbers are faulty, or a
        tie is left open.

    >>> from termination.engine.enumerate import solve
    >>> wars = {"-1": "1/2", "1": "1/2"}
    >>> even = {"S_A": 0, "V_A": 1, "C_B": 0, "W_A": "-1/4", "W_B": "-1/2", "a": "-1/2"}
    >>> len(solve(finite_crisis(even, wars, {"0": 1}, wars)))
    1
    """
    faults = Faults()
    u = _utilities(utilities, faults)
    firms, backs, wars = (_shocks(law, name, faults) for name, law in (("firm", firm), ("back", back), ("war", war)))
    faults.raise_if_any()
    pairs = [*product(firms.items(), backs.items())]
    hers = {f"firm {f}, back {b}": (stand, give) for (f, (stand, _)), (b, (give, _)) in pairs}
    prior = [p * q for (_, (_, p)), (_, (_, q)) in pairs]
    his = {f"war {w}": value for w, (value, _) in wars.items()}

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
        receiver_types=list(his), receiver_prior=[p for _, p in wars.values()],
    )  # fmt: skip


def _utilities(given: Mapping[str, Any], faults: Faults) -> dict[str, Fraction]:
    known, found = {index.name: index.default for index in CrisisGame.INDICES}, {}
    for name in given:
        if name not in known:
            faults.add(f"utilities.{name}", f"is no utility; there are: {', '.join(known)}")
    for name, default in known.items():
        if name not in given and default is None:
            faults.add(f"utilities.{name}", "is missing")
        with faults.at(f"utilities.{name}"):
            found[name] = exact(given.get(name, 0))
    return found


def _shocks(law: Law, where: str, faults: Faults) -> dict[str, tuple[Fraction, Fraction]]:
    """The values of a shock by label, each with its probability; every shock's own sum to 1."""
    expect(where, law, Mapping, "a mapping from values to how likely each is")
    labels, values = [str(value) for value in law], []
    for label in sorted({one for one in labels if labels.count(one) > 1}):
        faults.add(where, f"has {label} twice, as text and as a number; add up how likely it is")
    with faults.at(where):
        values = [exact(value) for value in law]
    chances = prior_from([*law.values()], tuple(labels), faults, where)
    # Where there are faults some of these are shorter, and nobody reads what is returned.
    return {label: (value, chance) for label, value, chance in zip(labels, values, chances, strict=False)}
