"""What figures show of an opening game that only it can say: what the signal costs and what types would pay for it, the
cutoffs of the two conditions for talks.

A type that is held after signalling and opening gets its talks less the cost c. Instead it could open silently and be
escalated against, which loses lam d, or stay closed and be left alone, which forgoes the premium b. So it pays c rather
than the first iff c < lam d, and rather than the second iff c < b. The second condition for talks (S3) asks that the
resilient do both and that the vulnerable do not even do the first.

The first condition (S2: escalation too costly for the opponent) compares his cost of escalating after she opens with
what he gains, g(1 - R(p)) at the prior and g(1 - r_1) against the least resilient. The formalisation is ours; S2 and S3
are passages of Mastro & Siegel (2023).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from termination.engine.model import Bar, Chart, Cutoff, Cutoffs
from termination.models.opening.stakes import Stakes, TalksCondition

# The costly signal

_BETWEEN = {
    True: "pays rather than be escalated against once open, but would sooner stay closed",
    False: "pays rather than stay closed, but would sooner open without it and be escalated against",
}


def signal_chart(at: Stakes, conditions: Sequence[TalksCondition], exposure: str) -> Chart | str:
    """Each type's cost of the signal against what it would pay, the most resilient first; why not, where there is none.

    `exposure` is the symbol of the exposure.
    """
    if at.signal_cost is None:
        return "this game has no costly signal"
    premium, exposed = at.talks_premium, at.opening_exposure
    order = tuple(reversed(at.order))
    occurring = dict.fromkeys(premium[t] < exposed[t] for t in order if premium[t] != exposed[t])
    return Chart(
        title=_second_condition(conditions),
        axis="cost of the signal",
        cost="c, what the signal costs the type",
        bounds=(
            f"{exposure}, what escalation would cost it once open",
            "b, what talks are worth to it over fighting on",
        ),
        below="pays, whatever the alternative",
        between=tuple(_BETWEEN[closed_is_better] for closed_is_better in occurring),
        above="does not pay",
        bars=tuple(_bar(t, at.signal_cost[t], exposed[t], premium[t]) for t in order),
        letter="c",
    )


def _bar(type_: str, cost: Fraction, exposure: Fraction, premium: Fraction) -> Bar:
    """Whether the type pays for the signal; between the two bounds it depends on the alternative."""
    above = (cost > exposure) + (cost > premium)
    verdict = "at the edge" if cost in (exposure, premium) else ("pays", "depends", "does not pay")[above]
    return Bar(type_, cost, (exposure, premium), verdict)


def _second_condition(conditions: Sequence[TalksCondition]) -> str:
    """What the model says about the second condition, with what it presupposes and this game lacks."""
    some, every = conditions[2:]
    told = every if every.settles else some
    lacking = f" But: {'; '.join(told.caveats)}." if told.caveats else ""
    return f"{told.sentence}{lacking}" if told.margin is not None else ""


# Cutoffs

_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def cost_cutoffs(at: Stakes, caveats: Sequence[str], here: tuple[str, Fraction], other: str) -> Cutoffs:
    """The edges between the regimes after opening: the cost (or guarantee) at which his net gain is zero.

    `here` is what figures call the game, and its own cost (or guarantee); `other` the symbol of the one that stays.
    """
    own, pull = here[1], at.pull("open")
    strongest = str(len(at.order)).translate(_SUBSCRIPTS)
    silent = "" if at.signal_cost is None else ", or only by the signal"
    lines = (
        Cutoff(f"g(1 − r₁) − {other}", "above it, talks in every equilibrium", own + max(pull.values()), "every"),
        Cutoff(
            f"g(1 − R(p)) − {other}",
            f"above it, talks in some equilibrium; below, none{silent}",
            own + at.expected(pull),
            "some",
        ),
        Cutoff(
            f"g(1 − r{strongest}) − {other}",
            "below it, escalating pays even against the most resilient",
            own + min(pull.values()),
        ),
    )
    return Cutoffs(lines, (here,), "statements on talks below", tuple(caveats), _judged(at))


def signal_cutoffs(at: Stakes, caveats: Sequence[str], exposure: str) -> Cutoffs | str:
    """What each of two types would pay at most for the signal; why not, where that is not stated."""
    if at.signal_cost is None or len(at.order) != 2:
        why = "there is no signal" if at.signal_cost is None else f"there are {len(at.order)} types"
        return f"the second condition is stated for two types and a costly signal; {why}"
    low, high = at.order
    lines = (
        Cutoff(f"{exposure} of {low}", f"{low} pays no more than this to be held once open", at.opening_exposure[low]),
        Cutoff(f"{exposure} of {high}", f"{high} pays up to this to be held once open", at.opening_exposure[high]),
        Cutoff(f"b of {high}", f"{high} pays up to this to talk rather than fight on", at.talks_premium[high]),
    )
    here = tuple((f"cost to {t}", at.signal_cost[t]) for t in at.order)
    return Cutoffs(lines, here, "second condition for talks", tuple(caveats), _judged(at))


def _judged(at: Stakes) -> tuple[Fraction, ...]:
    """Premises compare premia, harms and net gains with zero."""
    pulls = (at.pull("closed"), at.pull("open"))
    by_type = [table[t] for t in at.prior for table in (at.talks_premium, at.harm, *pulls)]
    return (*by_type, *(at.expected(pull) for pull in pulls))
