"""The crisis game as it is specified by who fits it: a formula for each utility."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from scipy import special

from termination.estimate.crisis import equations
from termination.estimate.jets import Array, Jet
from termination.estimate.model import Choice, Index, Remark, Specified, Written
from termination.estimate.roots import Balls


@dataclass(frozen=True, init=False, repr=False)
class CrisisGame(Specified):
    """A challenge, resistance, and whether the challenger then stands firm [1], to be fitted to counts or plays [2].

    A keeps the status quo (`sq`) or challenges; B concedes (`cd`) or resists; A stands firm (`sf`) or backs down
    (`bd`). Payoffs are the seven utilities below; A's of standing firm and of backing down, and B's of A standing firm,
    carry private standard normal shocks, so that utilities are measured in their standard deviation. B's payoff of the
    status quo plays no part. Of utilities only differences matter: at least one of A's and one of B's must lack a
    constant.

    Data has a column of counts for each outcome, or, with `outcome`, one row a play. What was seen in part counts too:
    as `challenged` (one of cd, sf, bd) or `resisted` (sf or bd), columns that may be there.

    Parameters
    ----------
    S_A, V_A : str, list of str, or float
        A's utility of the status quo, and of B's concession: a formula such as "0 + sqrt(trade) + ally", a list of
        terms, or a number at which it is fixed.
    C_B : str, list of str, or float
        B's utility of conceding.
    W_A, W_B : str, list of str, or float
        The mean utilities of A and of B where A stands firm.
    a : str, list of str, or float
        A's mean utility of backing down.
    V_B : str, list of str, or float
        B's utility where A backs down; 0 unless said.
    outcome : str
        The column with the outcome of each play; without it there is a column of counts for each.

    Raises
    ------
    InputError : with every formula that cannot be read

    References
    ----------
    [1] J. B. Lewis and K. A. Schultz (2003), Revealing preferences: empirical estimation of a crisis bargaining game
        with incomplete information, Political Analysis 11, 345-367.
    [2] C. Crisman-Cox and M. Gibilisco (2021), Estimating signaling games in international relations: problems and
        solutions, Political Science Research and Methods 9, 565-582.

    >>> game = CrisisGame(S_A=0, V_A="1", C_B=0, W_A="1", W_B="1 + power", a="1", V_B="1")
    >>> game.coefficients[2:4]
    ('W_B: constant', 'W_B: power')
    """

    INDICES: ClassVar = (
        Index("S_A", "A's utility of the status quo"),
        Index("V_A", "A's utility of B's concession"),
        Index("C_B", "B's utility of conceding"),
        Index("W_A", "A's mean utility of standing firm"),
        Index("W_B", "B's mean utility of A's standing firm"),
        Index("a", "A's mean utility of backing down"),
        Index("V_B", "B's utility of A's backing down", 0.0),
    )
    OUTCOMES: ClassVar = ("sq", "cd", "sf", "bd")
    PARTIAL: ClassVar[Mapping[str, tuple[str, ...]]] = {"challenged": ("cd", "sf", "bd"), "resisted": ("sf", "bd")}
    CHOICES: ClassVar = (
        Choice("challenge", ("cd", "sf", "bd"), ("sq", "cd", "sf", "bd"), ("S_A", "W_A", "a")),
        Choice("resist", ("sf", "bd"), ("cd", "sf", "bd"), ("C_B", "W_B", "V_B")),
        Choice("stand firm", ("sf",), ("sf", "bd"), ("W_A", "a")),
    )
    BELIEFS: ClassVar = ("resist", "stand firm")

    def __init__(
        self,
        *,
        S_A: Written,
        V_A: Written,
        C_B: Written,
        W_A: Written,
        W_B: Written,
        a: Written,
        V_B: Written = 0.0,
        outcome: str | None = None,
    ):
        written = {"S_A": S_A, "V_A": V_A, "C_B": C_B, "W_A": W_A, "W_B": W_B, "a": a, "V_B": V_B}
        terms, fixed = self.read(written, outcome)
        super().__init__(terms, fixed, outcome)

    maps = staticmethod(equations.Map)

    @staticmethod
    def balls(u: Sequence[float]) -> Balls:
        """The map of one observation in ball arithmetic."""
        from termination.estimate.crisis.balls import Ball

        return Ball(u)

    equation = staticmethod(equations.equation)
    play = staticmethod(equations.play)
    respond = staticmethod(equations.respond)
    edges = staticmethod(equations.edge)

    def log_outcomes(self, z: Jet, u: list[Jet]) -> list[Jet]:
        """log Pr of sq, cd, sf, bd in the equilibrium z."""
        return equations.play(z, u)[0]

    def beliefs(self, z: Array, u: Array) -> list[Array]:
        """Pr(B resists), and Pr(A stands firm) after a challenge that is resisted."""
        resist = special.ndtr(z)
        return [resist, equations.firmness(resist, u)]

    def remarks(self) -> list[Remark]:
        """Utilities of one player that are told apart by nothing but curvature."""
        found = []
        for player, names in {"A": ("S_A", "V_A", "W_A", "a"), "B": ("C_B", "W_B", "V_B")}.items():
            shared = set.intersection(*(set(map(str, self.terms[name])) for name in names))
            for term in sorted(shared):
                found.append(
                    Remark(
                        ", ".join(names),
                        f"{term} is in each utility of {player}, of which only differences matter; leave it out of one",
                    )
                )
        return found
