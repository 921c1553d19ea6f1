"""The opening game as a statistical model, as it is specified by who fits it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from scipy import special

from termination.estimate.jets import Array, Jet
from termination.estimate.model import Choice, Index, Remark, Specified, Written
from termination.estimate.normal import cdf
from termination.estimate.opening import equations
from termination.estimate.roots import Balls


@dataclass(frozen=True, init=False, repr=False)
class OpeningProbit(Specified):
    """Is opening read as weakness? Talks opened or not, the opponent's escalation, and what he makes of the posture.

    The opener's resilience theta is standard normal and hers to know. She opens where theta < e, with

        e = premium + d (rho_closed - lam rho_open),

    and he escalates after a posture with probability rho = Phi(reply - beta E[theta | posture]), after opening with
    `reply_open` added. beta > 0 says that opening is read as weakness; d > 0, that fear of escalation bears on her. All
    four outcomes have positive probability in every equilibrium, so that no belief is off the path. Our own model, in
    the spirit of the game of opening talks [1]; nothing here is theirs.

    Outcomes are closed_hold, closed_escalate, open_hold, open_escalate: a column of counts each, or with `outcome` one
    row a play. Where the reply is not known, closed_unknown and open_unknown.

    Parameters
    ----------
    premium : str, list of str, or float
        What opening brings her, replies apart: a formula, a list of terms, or a number at which it is fixed.
    reply : str, list of str, or float
        What moves him to escalate after either posture. It needs a term that is not in the premium, else nothing tells
        d from it.
    reply_open : str, list of str, or float
        What moves him besides after opening only, such as a guarantee; 0 unless said. A constant here leaves beta to
        the curvature of the normal law.
    beta : str, list of str, or float
        How strongly he reads her posture; "1" unless said, a single coefficient. Fixed at 0 it is the null hypothesis.
    d : str, list of str, or float
        How strongly escalation bears on her; "1" unless said.
    lam : str, list of str, or float
        The harm of escalation after opening, in units of that after closed; 1 unless said. "1" estimates it, for which
        `reply_open` needs a term of its own.
    outcome : str
        The column with the outcome of each play; without it there is a column of counts for each.

    Raises
    ------
    InputError : with every formula that cannot be read

    References
    ----------
    [1] O. S. Mastro and D. A. Siegel (2023), doi:10.1177/09516298231185112.

    >>> OpeningProbit(premium="1 + trend", reply="1 + season", lam=0.8).coefficients[-2:]
    ('beta: constant', 'd: constant')
    """

    INDICES: ClassVar = (
        Index("premium", "what opening brings her, replies apart"),
        Index("reply", "what moves him to escalate"),
        Index("reply_open", "what moves him besides after opening", 0.0),
        Index("beta", "how strongly he reads her posture", "1"),
        Index("d", "how strongly escalation bears on her", "1"),
        Index("lam", "the harm of escalation after opening, in units of that after closed", 1.0),
    )
    OUTCOMES: ClassVar = ("closed_hold", "closed_escalate", "open_hold", "open_escalate")
    PARTIAL: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "closed_unknown": ("closed_hold", "closed_escalate"),
        "open_unknown": ("open_hold", "open_escalate"),
    }
    CHOICES: ClassVar = (
        Choice("open", ("open_hold", "open_escalate"), OUTCOMES, ("premium",)),
        Choice("escalate", ("closed_escalate", "open_escalate"), OUTCOMES, ("reply",)),
    )
    BELIEFS: ClassVar = ("open",)

    def __init__(
        self,
        *,
        premium: Written,
        reply: Written,
        reply_open: Written = 0.0,
        beta: Written = "1",
        d: Written = "1",
        lam: Written = 1.0,
        outcome: str | None = None,
    ):
        written = {"premium": premium, "reply": reply, "reply_open": reply_open, "beta": beta, "d": d, "lam": lam}
        terms, fixed = self.read(written, outcome)
        super().__init__(terms, fixed, outcome)

    maps = staticmethod(equations.Map)

    @staticmethod
    def balls(u: Sequence[float]) -> Balls:
        """The map of one observation in ball arithmetic."""
        from termination.estimate.opening.balls import Ball

        return Ball(u)

    equation = staticmethod(equations.equation)
    play = staticmethod(equations.play)

    def log_outcomes(self, z: Jet, u: list[Jet]) -> list[Jet]:
        """log Pr of each of `OUTCOMES` in the equilibrium z."""
        return equations.log_plays(z, equations.replies(z, u))

    def respond(self, beliefs: list[Jet], u: list[Jet]) -> tuple[list[Jet], list[Jet]]:
        """She replies to his replies, and he to a belief in how often she opens."""
        after = equations.replies(equations.cutoff(beliefs[0]), u)
        opens = equations.best_cutoff(after, u)
        return equations.log_plays(opens, after), [cdf(opens)]

    def beliefs(self, z: Array, u: Array) -> list[Array]:
        """Pr(she opens)."""
        return [np.asarray(special.ndtr(z))]

    def edges(self, u: Array) -> NDArray[np.bool_]:
        """None: every posture is taken with positive probability."""
        return np.full(len(u), False)

    def remarks(self) -> list[Remark]:
        """What leaves beta, d or lam to nothing but curvature."""
        named = {name: {str(term) for term in terms} for name, terms in self.terms.items()}
        premium, reply, extra = named["premium"], named["reply"], named["reply_open"]
        found = []
        if self.terms["d"] and not (reply | extra) - premium:
            found.append(Remark("d", "every term of the reply is in the premium too, so that only curvature tells d"))
        if self.terms["lam"] and not extra - {"constant"} - reply:
            found.append(Remark("lam", "no term moves the reply to opening only; fix lam, or give such a term"))
        if self.terms["beta"] and "constant" in extra:
            found.append(Remark("beta", "a free constant after opening leaves beta to curvature; leave it out"))
        return found
