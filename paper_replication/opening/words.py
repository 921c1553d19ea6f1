"""The conditions of the claims, read off a war's parameters as the words of the model have them.

Deliberately written apart from the package: neither from its payoffs nor from the formulas of its theorems, and with
nothing in common with the solver. If a payoff there says something else than the words, a check here fails.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise
from typing import TypeAlias

import termination as tm

War: TypeAlias = tm.OpeningGame


def weakest(war: War) -> str:
    """The least resilient type."""
    return min(war.types, key=lambda t: war.resilience[t])


def strongest(war: War) -> str:
    """The most resilient type."""
    return max(war.types, key=lambda t: war.resilience[t])


def by_resilience(war: War) -> list[str]:
    """The types, from the least to the most resilient."""
    return sorted(war.types, key=lambda t: war.resilience[t])


# -- the opener ------------------------------------------------------------------------------------------------------


def harm(war: War, t: str) -> Fraction:
    """What an escalation costs the type while she is closed: the base harm, and what she does not withstand."""
    return war.base_harm + (1 - war.resilience[t]) * war.escalation_harm


def under_fire(war: War, t: str) -> Fraction:
    """What of that harm still bites once she has opened."""
    return war.talks_exposure * harm(war, t)


def exposure(war: War, t: str) -> Fraction:
    """What an escalation costs her once she has opened: that, and what she then loses of talks' worth."""
    return under_fire(war, t) + (1 - war.talks_kept) * gain(war, t)


def bold_from(war: War, t: str) -> Fraction:
    """What talks must be worth to her for her to open even if escalated against for it, and left alone if she did not:
    so much that what she keeps of it outweighs the harm."""
    return under_fire(war, t) / war.talks_kept


def gain(war: War, t: str) -> Fraction:
    """What talks are worth to her over fighting on: concession and relief from pressure included."""
    relief = war.coercion * (1 - war.resilience[t])
    return war.talks_value[t] + war.face_saving - war.war_value[t] + relief


def gain_without_pressure(war: War, t: str) -> Fraction:
    """The same, had nobody put pressure on a closed opener."""
    return gain(war, t) - war.coercion * (1 - war.resilience[t])


def bold(war: War, t: str) -> bool | None:
    """Whether she would open even if escalated against for it, and left alone if she did not. None if it is a tie."""
    margin = gain(war, t) - exposure(war, t)
    return None if margin == 0 else margin > 0


def all_bold(war: War) -> bool | None:
    """Whether all types are bold (True), all timid (False), or neither (None)."""
    found = [bold(war, t) for t in war.types]
    return found[0] if len(set(found)) == 1 else None


def adverse(war: War) -> bool | None:
    """Whether opening looks weak: talks are worth more, for the harm they risk, the less resilient the type.

    False if the other way round throughout, None if neither.
    """
    ratios = [gain(war, t) / harm(war, t) for t in by_resilience(war)]
    steps = {(weaker > stronger) - (weaker < stronger) for weaker, stronger in pairwise(ratios)}
    return None if len(steps) != 1 or steps == {0} else steps == {1}


# -- the opponent ----------------------------------------------------------------------------------------------------


def temptation(war: War, belief: Mapping[str, Fraction] | None = None, opened: bool = True) -> Fraction:
    """What he expects to gain from escalating, net of its cost to him, at a belief (the prior if none is given). Of a
    guarantee he counts the part that he thinks will be delivered."""
    weights = war.prior if belief is None else belief
    prize = sum((weights[t] * war.escalation_gain * (1 - war.resilience[t]) for t in weights), Fraction(0))
    return prize - war.escalation_cost - (war.guarantee * war.guarantee_delivery if opened else 0)


def tempted_by(war: War, t: str, opened: bool = True) -> Fraction:
    """The same if he were sure of the type."""
    return temptation(war, {t: Fraction(1)}, opened)


def sure_resilience_deters(war: War) -> bool:
    """He would not escalate against a closed opener whom he knew to be the most resilient."""
    return tempted_by(war, strongest(war), opened=False) < 0


def tempting(war: War) -> bool | None:
    """Whether escalation after an opening pays on what he knows beforehand; None if he is indifferent."""
    net = temptation(war)
    return None if net == 0 else net > 0


def middle(war: War) -> bool:
    """It does not pay on what he knows, after either posture; it would after opening, were she known to be weak."""
    return temptation(war, opened=False) < 0 < tempted_by(war, weakest(war))


# -- the signal ------------------------------------------------------------------------------------------------------


def signal_cost(war: War, t: str) -> Fraction:
    """What the signal costs the type."""
    if war.signal_cost is None:
        raise ValueError("this war has no signal")
    return war.signal_cost[t]


def signal_burden(war: War, t: str) -> Fraction:
    """The same for each unit of her exposure, from which it may save her."""
    return signal_cost(war, t) / exposure(war, t)
