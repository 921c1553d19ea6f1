"""One cell on which verdicts hang: what an opener keeps who is escalated against; and pressure that creates A4.

In the claims she keeps all that talks are worth, the concession included, even where her opening is answered by
escalation: `talks_kept`, kappa, is 1. What is held of the sources does not say so. At kappa = 0 she loses it, her
exposure is `lam d_i + b_i`, and nobody is bold. Each conclusion that hangs on it is tried at both, in wars that are
otherwise the same; and between them it is found from which kappa on each holds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import pairwise

from matplotlib.axes import Axes

import termination as tm
from paper_replication.claims import Story, shown
from paper_replication.drawing import SIZE, panel
from paper_replication.opening.plays import Play, any_talks, in_every, in_some, refusal, span, talks_for_all
from paper_replication.opening.s06 import bold_war
from paper_replication.opening.s08 import close_war_with_payment
from paper_replication.opening.s11 import compelled_war
from paper_replication.opening.wars import middle_war, tempting_war
from paper_replication.opening.words import War, adverse
from paper_replication.sections import Part, Picture, Table

KEPT, LOST = Fraction(1), Fraction(0)


def weak_alone(play: Play) -> bool:
    """The weak open and are escalated against, the resilient stay closed."""
    return play.opens("low") == 1 == play.escalated("low") and play.opens("high") == 0


def closed_for_sure(play: Play) -> bool:
    """The resilient stay closed."""
    return play.opens("high") == 0


@dataclass(frozen=True)
class Hinge:
    """A conclusion, the claims that rest on it, a war, and whether it holds there."""

    words: str
    claims: str
    war: Callable[[], War]
    holds: Callable[[War], bool]

    def at(self, kept: Fraction) -> bool:
        """Whether it does if she keeps so much of what talks are worth."""
        return self.holds(self.war().with_(talks_kept=kept))


@cache
def holds_for(one: Hinge) -> str:
    """The kappa for which a conclusion that holds at 1 does: it is tried where anything changes, and between."""
    cuts = [Fraction(cut.value) for cut in tm.thresholds(one.war(), "talks_kept", refinement="D1")]
    ends = [LOST, *(cut for cut in cuts if LOST < cut < KEPT), KEPT]
    tried = [*(kept for low, high in pairwise(ends) for kept in (low, (low + high) / 2)), KEPT]
    failing = [place for place, kept in enumerate(tried) if not one.at(kept)]
    if failing != list(range(len(failing))):
        raise ValueError(f"{one.words}: holds below a kappa at which it does not")
    if len(failing) == len(tried):
        raise ValueError(f"{one.words}: does not hold at 1")
    if not failing:
        return "all"
    last = len(failing) - 1
    return f"beyond {shown(tried[last])}" if last % 2 == 0 else f"from {shown(tried[last + 1])}"


def trap_war() -> War:
    """`middle_war` under pressure that makes the weak bold and not the resilient."""
    return middle_war(coercion=Fraction(8, 25))


HINGES = (
    Hinge("refusal survives D1 in the middle regime, opening looking weak", "S4, M1", middle_war,
          in_some(refusal, "D1")),
    Hinge("no talks while escalation is tempting", "S2, S4, S5, S8, S11", tempting_war,
          lambda war: not in_some(any_talks)(war)),
    Hinge("the resilient stay closed under D1 while escalation is tempting", "S4, S10", tempting_war,
          in_every(closed_for_sure, "D1")),
    Hinge("where talks are worth the fire to both, they are the only outcome", "S4, M1", bold_war,
          in_every(talks_for_all)),
    Hinge("the trap: under pressure the weak alone may open, under fire", "S7", trap_war, in_some(weak_alone, "D1")),
    Hinge("enough pressure brings talks in the middle regime", "S7, S11", compelled_war, in_every(talks_for_all)),
    Hinge("a payment that makes both bold brings talks there", "S5, S8", close_war_with_payment,
          in_every(talks_for_all)),
)  # fmt: skip


def hinge_table() -> Table:
    """Each conclusion at both."""
    rows = [
        (one.words, one.claims, *("yes" if one.at(kept) else "no" for kept in (KEPT, LOST)), holds_for(one))
        for one in HINGES
    ]
    caption = (
        "What is concluded, and in which claims, if she keeps what talks are worth under fire (kappa = 1) and if she "
        "loses it (kappa = 0), each in a war of the examples, solved at both; and the kappa between for which it holds "
        "there, found exactly."
    )
    return Table(caption, ("conclusion", "claims", "kappa = 1", "kappa = 0", "holds for kappa"), tuple(rows))


# -- pressure that creates A4 ----------------------------------------------------------------------------------------


def unpressed_war(pressure: Fraction = Fraction(0), kept: Fraction = KEPT) -> War:
    """A war with a base harm in which opening does not look weak until there is pressure."""
    return tm.OpeningGame(
        prior={"low": "2/5", "high": "3/5"},
        resilience={"low": "1/5", "high": "4/5"},
        war_value={"low": "1/10", "high": "1/2"},
        talks_value={"low": "22/100", "high": "3/5"},
        escalation_harm="1/2",
        base_harm="1/2",
        talks_exposure="4/5",
        escalation_gain=1,
        escalation_cost="7/10",
        coercion=pressure,
        talks_kept=kept,
    )


def thresholds() -> list[Fraction]:
    """The pressures at which what survives D1 changes if she keeps what talks are worth; between the same ones we look
    at what survives if she loses it."""
    found = tm.thresholds(unpressed_war(Fraction(1, 10)), "coercion", refinement="D1")
    return [Fraction(one.value) for one in found]


def pressure_table() -> Table:
    """What survives D1 below, between and beyond the thresholds."""
    ends = [Fraction(0), *thresholds()]
    rows = []
    for low, high in zip(ends, [*ends[1:], ends[-1] * 2], strict=True):
        middle = (low + high) / 2
        reach = f"{shown(low)} to {shown(high)}" if high in ends else f"beyond {shown(low)}"
        weak = "yes" if adverse(unpressed_war(middle)) else "no"
        rows.append((reach, weak, *(_survivors(unpressed_war(middle, kept)) for kept in (KEPT, LOST))))
    caption = (
        "A war with a base harm in the middle regime: pressure, whether opening looks weak under it, and the chance of "
        "talks over all that survives D1, if she keeps what talks are worth under fire and if she loses it."
    )
    return Table(caption, ("pressure", "opening looks weak", "talks, kappa = 1", "talks, kappa = 0"), tuple(rows))


def _survivors(war: War) -> str:
    low, high = span(war, "talks", "D1")
    risk = span(war, "escalation", "D1")[1]
    told = shown(low) if low == high else f"{shown(low)} to {shown(high)}"
    kinds = "; refusal survives" if in_some(refusal, "D1")(war) else ""
    return f"{told}{kinds}{f'; escalation up to {float(risk):.3g}' if risk else ''}"


def figure() -> Axes:
    """The least chance of talks under D1 against pressure, at both."""
    ax = panel("pressure", "least chance of talks under D1", height=3.0)
    cuts = thresholds()
    ends = [Fraction(0), *cuts, cuts[-1] + Fraction(1, 2)]
    for kept, colour, dash, name in ((KEPT, "#0072B2", "-", "kappa = 1"), (LOST, "#D55E00", "--", "kappa = 0")):
        found = [float(span(unpressed_war((low + high) / 2, kept), "talks", "D1")[0])
                 for low, high in pairwise(ends)]  # fmt: skip
        ax.stairs(found, [float(x) for x in ends], color=colour, linestyle=dash, linewidth=1.6, label=name,
                  baseline=None)  # fmt: skip
    ax.set(xlim=(0, float(ends[-1])), ylim=(-0.03, 1.06))
    ax.legend(frameon=False, fontsize=SIZE - 1, loc="center")
    return ax


def contents() -> Sequence[Story | Table | Picture]:
    """The part on what verdicts hang."""
    kept, lost = (sum(one.at(kept) for one in HINGES) for kept in (KEPT, LOST))
    cuts = thresholds()
    return [
        Story(
            "The payoff of an opener who is escalated against is one cell of the table. In the claims it is what talks "
            "are worth, less exposure; what is held of the sources does not settle it. If she loses under fire what "
            "talks would have brought her, exposure is `lam d_i + b_i`, and nobody is bold. Of {all} conclusions "
            "{kept} hold in the first reading and {lost} in the second; what is left is that refusal survives, and "
            "that there are no talks while escalation is tempting.",
            {"all": len(HINGES), "kept": kept, "lost": lost},
        ),
        hinge_table(),
        Story(
            "**Between the two.** The sentences of the claims and their proofs are for kappa = `1`. In the checks, "
            "but for those over time, kappa is drawn as well, in half of the wars less than `1` and more than `0`, "
            "and their conditions are in `e_i = lam d_i + (1 - kappa) b_i`: in that form they hold at every kappa "
            "drawn. For two types T16 of the package proves it of who opens first, of talks that are certain, "
            "possible or out of reach, and of refusal. A conclusion can fail for one of two reasons. At kappa = `0` "
            "what opening under fire brings does not depend on what talks are worth, so that it does not tell the "
            "types apart: {at_zero} of the {all} conclusions is lost there alone. And the less she keeps, the more it "
            "takes to be bold, `b_i > lam d_i / kappa`: {in_between} are lost already at some kappa above `0`.",
            {
                "at_zero": sum(holds_for(one) == "beyond 0" for one in HINGES),
                "all": len(HINGES),
                "in_between": sum(holds_for(one) not in ("all", "beyond 0") for one in HINGES),
            },
        ),
        Story(
            "**Pressure that creates adverse inference.** Pressure is felt most by the weak, so that it can make an "
            "opening look weak that did not. Without it talks are the only outcome here; from {low} on the weak gain "
            "more by opening, for what they risk, and refusal survives. That is one reading of ours of the reason to "
            "which S7 points, and it does not hang on that cell. The trap does: from {trap} to {end} only if she keeps "
            "what talks are worth.",
            dict(zip(("low", "trap", "end"), cuts, strict=True)),
        ),
        pressure_table(),
        Picture("pressure_creates", figure, "The least chance of talks over all that survives D1 against pressure, if "
                "she keeps under fire what talks are worth (kappa = 1) and if she loses it (kappa = 0)."),
    ]  # fmt: skip


PARTS = (Part("hinges", "The cell on which verdicts hang", contents, __name__,
              ("S4", "S5", "S7", "S8", "S10", "S11", "M1")),)  # fmt: skip
