"""Attacks as signals of what a group has or wants."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from termination.engine.arithmetic import exact
from termination.engine.folded import FoldedGame
from termination.engine.game import SignalingGame
from termination.models.catalog.canon.entry import Canonical


def overgaard(retaliation: Any = "3/2", share: Any = "1/4", spare: Any = 1) -> SignalingGame:
    """The scale of an attack, and retaliation, which pays only against a group of few resources."""
    resources, scale = {"rich": Fraction(11, 5), "poor": Fraction(1)}, {f"scale {a}": a for a in (1, 2, 3)}
    harm, share = exact(retaliation), exact(share)

    def sender(t: str, m: str, r: str) -> Any:
        return 2 * scale[m] - scale[m] ** 2 / resources[t] - (harm if r == "harsh" else 0)

    def receiver(t: str, m: str, r: str) -> Any:
        return -scale[m] + ((1 if t == "poor" else -exact(spare)) if r == "harsh" else 0)

    return SignalingGame.from_function(list(resources), [share, 1 - share], list(scale), ["harsh", "soft"],
                                       sender, receiver, "The scale of attacks")  # fmt: skip


def arce_sandler(militant: Any = "4/5", concession: Any = "3/2", resources: Any = 3) -> FoldedGame:
    """A first attack; the government concedes or not; the group attacks with what it has left, or stops."""
    share = exact(militant)

    def then(t: str, m: str, r: str) -> Any:
        first = 2 if m == "large attack" else 1
        rest, granted = exact(resources) - first, 4 if r == "concede" else 0
        lost = exact(concession) if r == "concede" else 0
        taste = 1 if t == "militant" else Fraction(-1, 2)  # what an attack of size one is worth to the group itself
        return {"sender": {"attack again": [taste * (first + rest), -first - rest - lost],
                           "stop": [taste * first + granted, -first - lost]}}  # fmt: skip

    return FoldedGame(["militant", "political"], [share, 1 - share], ["small attack", "large attack"],
                      ["concede", "refuse"], then, title="Attacks and concessions")  # fmt: skip


def entries() -> tuple[Canonical, ...]:
    """What there is in this module."""
    return (
        Canonical(
            "overgaard-1994",
            overgaard(),
            "Overgaard, P. B. (1994). The scale of terrorist attacks as a signal of resources. Journal of "
            "Conflict Resolution 38(3), 452-478.",
            "a grid",
            "Three scales of attack and two degrees of retaliation in place of continua.",
            "to be known for its resources and met with less retaliation, a rich group attacks on a larger scale "
            "than it would if they were known.",
            "the continua, and commitment by the government.",
        ),
        Canonical(
            "arce-sandler-2007",
            arce_sandler(),
            "Arce, D. G. & Sandler, T. (2007). Terrorist signalling and the value of intelligence. British "
            "Journal of Political Science 37(4), 573-586.",
            "a last move, a grid",
            "Two scales of the first attack; what the group does with what it has left is folded.",
            "groups pool, and the government regrets: it concedes to a political group that would have stopped, "
            "or, where it thinks militants less likely, it refuses one that then attacks on a greater scale.",
            "intelligence, which is worth what these regrets cost.",
        ),
    )
