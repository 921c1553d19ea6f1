"""S8: side payments miss the mechanism, for the cost of talking is strategic and not one of reputation."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

from matplotlib.axes import Axes

import termination as tm
from paper_replication.claims import Check, Claim, Counterexample, Said, Story, never
from paper_replication.drawing import SIZE, panel, shade_zones
from paper_replication.opening.plays import any_talks, in_every, in_some, plays, span, talks_for_all
from paper_replication.opening.wars import MIDDLE, close_war, middle_war, number, random_war, tempting_war
from paper_replication.opening.words import War, adverse, all_bold, bold, bold_from, gain, harm, middle
from paper_replication.sources import PASSAGES


def any_payoffs(rng: Random) -> Any:
    """Any war in which opening, if left alone, beats whatever closed brings, and is no worse if escalated against."""
    labels = [f"type {i + 1}" for i in range(rng.choice([2, 3]))]
    weights = [rng.randint(1, 97) for _ in labels]
    sender, receiver = [], []
    for _ in labels:
        hit, left, hit_open, extra = (number(rng, low, 1) for low in (-1, -1, 0, 0.01))
        sender.append([[hit, left], [hit + hit_open, max(hit, left) + extra]])
        prize, hold = number(rng, -1, 1), number(rng, -1, 1)
        receiver.append([[prize + number(rng, -0.2, 0.2), 0], [hold + prize, hold]])
    prior = [Fraction(weight, sum(weights)) for weight in weights]
    return tm.OpeningGame.from_payoffs(types=labels, prior=prior, sender=sender, receiver=receiver)


def pays_on_what_he_knows(war: Any) -> bool | None:
    """Whether escalating after an opening pays at the prior, read off the tables that were entered."""
    rows = zip(war.prior.values(), war.receiver, strict=True)
    net = sum((p * (opened[0] - opened[1]) for p, (_, opened) in rows), Fraction(0))
    return None if net == 0 else net > 0


def paid(rng: Random) -> War:
    """A war in the middle regime with side payments for talking, escalated against or not, other for each type."""
    war = random_war(rng, regime=MIDDLE)
    return war.with_(talks_value={t: war.talks_value[t] + number(rng, 0, 0.5) for t in war.types})


def payment_enough(war: War) -> bool | None:
    """In the middle regime: whether, payments included, all are bold or opening looks strong. Edges left out."""
    high = bold(war, "high")
    if not middle(war) or high is None or (adverse(war) is None and all_bold(war) is None):
        return None
    if adverse(war) is False or all_bold(war) is True:
        return True
    return False if adverse(war) and high is False else None


CHECKS = (
    Check(
        "Any payoffs of hers at all for which opening beats closed if left alone and is no worse if escalated against, "
        "two or three types; escalation pays on what he knows: nobody gets talks in any equilibrium.",
        "It does not pay: talks in some.",
        any_payoffs,
        pays_on_what_he_knows,
        never(in_some(any_talks)),
        in_some(any_talks),
    ),
    Check(
        "The middle regime, and side payments that make all types bold or opening look strong: under D1 talks for all "
        "are the only outcome.",
        "Smaller ones: they are not.",
        paid,
        payment_enough,
        in_every(talks_for_all, "D1"),
        never(in_every(talks_for_all, "D1")),
    ),
)


def example() -> Story:
    war = tempting_war()
    generous = war.with_(talks_value={t: war.talks_value[t] + 10 for t in war.types})
    opened = plays(generous)[0]
    return Story(
        "While escalation is tempting, pay either type for talking: {payment} more, against harms of {d_low} and "
        "{d_high}. All open, with probability {opens}; and the probability of talks is {talks}. What he compares, "
        "{prize} expected from escalating with its cost of {k}, the payment does not enter.",
        {
            "payment": generous.talks_value["low"] - war.talks_value["low"],
            "d_low": harm(war, "low"),
            "d_high": harm(war, "high"),
            "opens": opened.opens("high"),
            "talks": span(generous, "talks")[1],
            "prize": war.escalation_gain * (1 - sum(war.prior[t] * war.resilience[t] for t in war.types)),
            "k": war.escalation_cost,
        },
    )


def least_payment(war: War) -> Fraction:
    """The same payment to both types beyond which both are bold."""
    return max(bold_from(war, t) - gain(war, t) for t in war.types)


def close_war_with_payment() -> War:
    """The same payment to both types, after which both are bold, and opening looks weak still."""
    war = close_war()
    return war.with_(talks_value={t: war.talks_value[t] + Fraction(2, 25) for t in war.types})


def candour() -> Story:
    war = middle_war()
    payment = least_payment(war)
    after = war.with_(talks_value={t: war.talks_value[t] + payment * 2 for t in war.types})
    return Story(
        "That no payment helps is so where escalation is tempting. In the middle regime a payment of more than "
        "{payment} to both makes both bold, and talks the only outcome: at twice that their probability is {talks} in "
        "every equilibrium. Our model has no reputational cost beside the strategic one, so that it cannot compare "
        "the two; it shows that the strategic one suffices.",
        {"payment": payment, "talks": span(after, "talks")[0]},
    )


def figure() -> Axes:
    """Where payments to each type make talks sure under D1, in the middle regime; while tempting, nowhere."""
    war, ends = middle_war(), {"low": Fraction(2, 5), "high": Fraction(3, 25)}
    x, y = ({"talks_value": {t: (war.talks_value[t], war.talks_value[t] + most)}} for t, most in ends.items())
    found = tm.regions(war, x=x, y=y, refinement="D1")
    ax = panel("side payment to the weak", "side payment to the resilient")
    faces = {"always": "#7FB9DE", "sometimes": "#FFFFFF"}
    shade_zones(ax, found, faces, (float(war.talks_value["low"]), float(war.talks_value["high"])))
    ax.text(0.2, 0.095, "talks for sure", ha="center", fontsize=SIZE)
    ax.text(0.25, 0.025, "refusal, or the weak alone, or talks", ha="center", fontsize=SIZE)
    return ax


CLAIM = Claim(
    name="S8",
    title="side payments and lesser demands",
    passage=PASSAGES["S8"],
    said=(
        Said(
            (
                "no signal",
                "any number",
                "tempting",
                "u_i(open, hold) > u_i(closed, escalate)",
                "u_i(open, escalate) >= u_i(closed, escalate)",
            ),
            "opening is escalated against for sure whenever it happens, whatever else her payoffs are: only what "
            "changes his comparison, his costs or his beliefs, can bring talks.",
            ("T11: whatever her payoffs, 2 types", "T11: whatever her payoffs, 3 types"),
        ),
        Said(
            ("A1", "no signal", "middle", "D > 0", "phi > phi_star", "D1"),
            "all get talks: a payment `phi` alike for all types works there, by what is inferred from opening.",
            ("T8: the middle regime",),
        ),
    ),
    theorems=("T8", "T11"),
    against=(
        Counterexample(
            "The middle regime, types near to each other, and a payment that makes both bold though opening still "
            "looks weak: in every equilibrium all get talks.",
            close_war_with_payment,
            in_every(talks_for_all),
        ),
    ),
    beyond="a cost of reputation beside the strategic one",
    checks=CHECKS,
    example=example,
    candour=candour,
    figure=figure,
    caption="Side payments to each type in the middle regime: where they make talks the only outcome that survives D1 "
    "(shaded; on an edge more may survive). While escalation is tempting the same plane has no such point, and none "
    "with talks at all.",
)
