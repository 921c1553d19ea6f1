"""S5: face-saving measures that come from the enemy do not save face."""

from __future__ import annotations

from fractions import Fraction

from matplotlib.axes import Axes

import termination as tm
from paper_replication.claims import Check, Claim, Counterexample, Said, Story, never
from paper_replication.opening.plays import Play, any_talks, in_every, in_some, opening_under_fire, span, talks_for_all
from paper_replication.opening.wars import TEMPTING, close_war, middle_war, number, random_war, tempting_war
from paper_replication.opening.words import War, bold_from, gain, harm, sure_resilience_deters, tempting
from paper_replication.sources import PASSAGES


def unaided(war: War, t: str) -> Fraction:
    """What talks are worth to the type without the concession."""
    return gain(war, t) - war.face_saving


def enough_to_brave_escalation(war: War) -> Fraction:
    """The concession at which the resilient would open although escalated against for it, and only then."""
    return bold_from(war, "high") - unaided(war, "high")


def enough_to_look_strong(war: War) -> Fraction:
    """The concession at which opening looks neither weak nor strong: both types gain alike, for the harm they risk."""
    (low, d_low), (high, d_high) = ((unaided(war, t), harm(war, t)) for t in ("low", "high"))
    return (low * d_high - high * d_low) / (d_low - d_high)


def modest(war: War) -> bool | None:
    """While escalation is tempting: whether the concession is below both thresholds. Nothing said on them."""
    if not (tempting(war) is True and sure_resilience_deters(war)):
        return None
    margins = [enough(war) - war.face_saving for enough in (enough_to_brave_escalation, enough_to_look_strong)]
    return None if 0 in margins else min(margins) > 0


def closed_and_risk_bounded(war: War) -> bool:
    """Under D1 the resilient stay closed, and escalation is not certain."""

    def so(play: Play) -> bool:
        return play.opens("high") == 0 and play.overall(play.escalated) < 1

    return in_every(so, "D1")(war)


CHECKS = (
    Check(
        "Escalation is tempting: however large the concession, nobody gets talks in any equilibrium.",
        "It is not: talks in some.",
        lambda rng: random_war(rng, face_saving=number(rng, 0, 3)),
        tempting,
        never(in_some(any_talks)),
        in_some(any_talks),
    ),
    Check(
        "Escalation is tempting and the concession below both thresholds: under D1 the resilient stay closed and "
        "escalation is not certain.",
        "It is beyond either: in every equilibrium all open, and escalation is certain.",
        lambda rng: random_war(rng, regime=TEMPTING, face_saving=number(rng, 0, 0.4)),
        modest,
        closed_and_risk_bounded,
        in_every(opening_under_fire),
    ),
)


def example() -> Story:
    war = tempting_war()
    brave, strong = enough_to_brave_escalation(war), enough_to_look_strong(war)
    enough = min(brave, strong)
    before, after = war.with_(face_saving=enough / 2), war.with_(face_saving=2 * enough)
    return Story(
        "Escalation is tempting. Without a concession talks are worth {b_low} to the weak and {b_high} to the "
        "resilient. A concession of {brave} would make the resilient open even under fire; one of {strong} would "
        "already make opening look no weaker than staying closed. At half the smaller of the two the probability of "
        "escalation under D1 is {risk_before}; at twice that, all open, the probability of talks is {talks}, and that "
        "of escalation {risk_after}. The concession buys an opening, at the price of escalation.",
        {
            "b_low": unaided(war, "low"),
            "b_high": unaided(war, "high"),
            "brave": brave,
            "strong": strong,
            "risk_before": span(before, "escalation", "D1")[1],
            "talks": span(after, "talks")[1],
            "risk_after": span(after, "escalation")[0],
        },
    )


def close_war_with_concession() -> War:
    """A concession after which both types are bold, and opening looks weak still."""
    return close_war(face_saving=Fraction(2, 25))


def candour() -> Story:
    war = middle_war()
    enough = enough_to_look_strong(war)
    offered = war.with_(face_saving=2 * enough)
    return Story(
        "The passage holds where escalation is tempting. In the middle regime, where refusal is collective, a "
        "concession past {enough} makes opening look strong, and talks the only outcome that survives D1: at twice "
        "that their probability is {after}, where without it that of some surviving equilibrium is {before}. It then "
        "works because of what is inferred from it, and needs no face to be saved. The article would have to say "
        "which regime it means.",
        {
            "enough": enough,
            "before": span(war, "talks", "D1")[0],
            "after": span(offered, "talks", "D1")[0],
        },
    )


def figure() -> Axes:
    return tm.plot.correspondence(
        tempting_war(), "face_saving", 0, "3/25", 7, outcome="escalation", refinement="D1",
        also=[enough_to_look_strong(tempting_war())],
    )  # fmt: skip


CLAIM = Claim(
    name="S5",
    title="face-saving measures by the enemy",
    passage=PASSAGES["S5"],
    said=(
        Said(
            ("A1", "no signal", "tempting"),
            "no concession `phi` attached to her opening brings talks in any equilibrium.",
            ("T11: whatever her payoffs, 2 types", "T11: whatever her payoffs, 3 types"),
        ),
        Said(
            ("A1", "A3", "no signal", "tempting", "D > 0"),
            "if `phi < lam d_H - (x_H - w_H) - z (1 - r_H)` and `phi < phi_star`, where `phi_star = (b_L d_H - "
            "b_H d_L) / (d_L - d_H)` with the premia at `phi = 0`, the resilient stay closed in every equilibrium"
            " that survives D1, and escalation is not certain; if `phi > min(lam d_H - (x_H - w_H) - z (1 - r_H),"
            " phi_star)`, all open in every equilibrium, and it is.",
            ("T8: below the thresholds", "T8: beyond either"),
        ),
        Said(
            ("A1", "no signal", "middle", "D > 0", "phi > phi_star", "D1"),
            "all get talks.",
            ("T8: the middle regime",),
        ),
    ),
    theorems=("T8", "T11"),
    against=(
        Counterexample(
            "The middle regime, types near to each other, and a concession that makes both bold though opening "
            "still looks weak: in every equilibrium all get talks.",
            close_war_with_concession,
            in_every(talks_for_all),
        ),
    ),
    checks=CHECKS,
    example=example,
    candour=candour,
    figure=figure,
    caption="The probability of escalation in every equilibrium against the concession, while escalation is tempting; "
    "those that survive D1 are dark. Past the threshold opening no longer looks weak, all open, and escalation is "
    "certain.",
)
