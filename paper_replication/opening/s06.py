"""S6: an enemy who reduces the intensity of the war by himself."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from random import Random

from matplotlib.axes import Axes

import termination as tm
from paper_replication.claims import Check, Claim, Counterexample, Said, Story
from paper_replication.opening.plays import (
    behaviour,
    in_every,
    in_some,
    opening_under_fire,
    refusal,
    span,
    talks_for_all,
)
from paper_replication.opening.wars import MIDDLE, TEMPTING, middle_war, number, random_war
from paper_replication.opening.words import (
    War,
    adverse,
    all_bold,
    bold,
    exposure,
    gain,
    middle,
    sure_resilience_deters,
    tempting,
)
from paper_replication.sources import PASSAGES


@dataclass(frozen=True)
class Relief:
    """A war before and after the enemy fights less hard; everywhere, or only against a closed opener."""

    before: War
    after: War
    everywhere: bool


def less_intense(rng: Random) -> Relief:
    """Any war, eased alike in every cell; or one in which all are bold, eased for a closed opener until none is."""
    if rng.random() < 0.5:
        war = random_war(rng)
        return Relief(war, war.with_(deescalation=war.deescalation + number(rng, 0.01, 1)), True)
    war = random_war(rng, regime=MIDDLE)
    share = number(rng, 0.01, 0.99)
    return Relief(war, easier(war, {t: gain(war, t) - share * exposure(war, t) for t in war.types}), False)


def easier(war: War, relief: dict[str, Fraction]) -> War:
    """The war with fighting on made better for each type."""
    return war.with_(war_value={t: war.war_value[t] + relief[t] for t in war.types})


def everywhere_or_not(case: Relief) -> bool | None:
    """The kind of relief; that of a closed opener only where talks were the only outcome before."""
    return True if case.everywhere else False if middle(case.before) and all_bold(case.before) else None


def nothing_changed(case: Relief) -> bool:
    """The same equilibria, and the same of them survive D1."""
    return all(behaviour(case.before, concept) == behaviour(case.after, concept) for concept in ("", "D1"))


def refusal_has_come(case: Relief) -> bool:
    """In every equilibrium all got talks before; now there is one in which all refuse."""
    return in_every(talks_for_all)(case.before) and in_some(refusal)(case.after)


def uneven(rng: Random) -> Relief:
    """A war eased for a closed opener, by less than what talks are worth to either type."""
    war = random_war(rng, regime=TEMPTING)
    return Relief(war, easier(war, {t: gain(war, t) * number(rng, 0.01, 0.99) for t in war.types}), False)


def still_looks_weak(case: Relief) -> bool | None:
    """Given that the resilient refused for fear of looking weak: whether opening looks weak even now."""
    war = case.before
    premises = tempting(war) is True and sure_resilience_deters(war) and adverse(war) and bold(war, "high") is False
    return adverse(case.after) if premises else None


CHECKS = (
    Check(
        "Relief alike in every cell: the same equilibria as before, the same of them surviving D1.",
        "Relief for a closed opener only, where talks were the only outcome, until no type is bold: now that all "
        "refuse is an equilibrium.",
        less_intense,
        everywhere_or_not,
        nothing_changed,
        refusal_has_come,
    ),
    Check(
        "Escalation is tempting, the resilient refuse, a closed opener is relieved and opening still looks weak: under "
        "D1 the resilient still stay closed for sure.",
        "The relief is so much greater for the weak that opening looks strong: all open, and are escalated against.",
        uneven,
        still_looks_weak,
        lambda case: in_every(lambda play: play.opens("high") == 0, "D1")(case.after),
        lambda case: in_every(opening_under_fire, "D1")(case.after),
    ),
)


def bold_war() -> War:
    """`middle_war` with talks worth so much to both types that they are the only outcome."""
    war = middle_war()
    return war.with_(talks_value={t: war.war_value[t] + exposure(war, t) * Fraction(5, 4) for t in war.types})


def example() -> Story:
    war = bold_war()
    relief = {t: (gain(war, t) - exposure(war, t)) * 2 for t in war.types}
    eased, everywhere = easier(war, relief), war.with_(deescalation=relief["low"])
    return Story(
        "Take a war in which talks are worth {b_low} to the weak and {b_high} to the resilient, more than the {e_low} "
        "and {e_high} they would risk: the probability of talks is {before} in every equilibrium. A reduction of its "
        "intensity by {psi}, whatever she does, changes no equilibrium: it is {same} still. A reduction that makes "
        "fighting on better by {relief_low} and {relief_high} lowers what talks are worth to {after_low} and "
        "{after_high}, and there is now an equilibrium in which it is {after}.",
        {
            **{f"b_{t}": gain(war, t) for t in war.types},
            **{f"e_{t}": exposure(war, t) for t in war.types},
            **{f"relief_{t}": relief[t] for t in war.types},
            **{f"after_{t}": gain(eased, t) for t in war.types},
            "psi": everywhere.deescalation,
            "before": span(war, "talks")[0],
            "same": span(everywhere, "talks")[0],
            "after": span(eased, "talks")[0],
        },
    )


def eased_for_the_weak() -> War:
    """`middle_war` with fighting on made so much better for the weak that opening no longer looks weak."""
    war = middle_war()
    return easier(war, {"low": gain(war, "low") * Fraction(3, 4), "high": Fraction(0)})


def candour() -> Story:
    war, eased = middle_war(), eased_for_the_weak()
    return Story(
        "The summary says less effective than hoped; our formalisation says not effective at all, or harmful, "
        "depending on whether the relief reaches her whatever she does or only while she stays closed. Which is meant "
        "the article would have to settle. And relief that reaches mostly the weak can do the opposite: in the war of "
        "S1, if it takes talks' worth to the weak from {before} to {after}, opening no longer looks weak, and the "
        "least probability of talks under D1 goes from {least} to {now}.",
        {
            "before": gain(war, "low"),
            "after": gain(eased, "low"),
            "least": span(war, "talks", "D1")[0],
            "now": span(eased, "talks", "D1")[0],
        },
    )


def figure() -> Axes:
    return tm.plot.payoffs(middle_war(), "deescalation", 0, "1/2", 5, refinement="D1")


CLAIM = Claim(
    name="S6",
    title="an enemy's unilateral reduction of the war's intensity",
    passage=PASSAGES["S6"],
    said=(
        Said(
            ("no signal",),
            "a reduction `psi` alike in every cell changes no equilibrium and no verdict of D1.",
            (
                "T9: no equilibrium lost",
                "T9: no equilibrium gained",
                "T9: no verdict of D1 lost",
                "T9: no verdict of D1 gained",
            ),
        ),
        Said(
            ("no signal",),
            "one that she enjoys only while closed raises `w_i` and so lowers `b_i`: joint refusal for fear of "
            "certain escalation outlasts it.",
            ("T9: `b_L` as `w_L` rises", "T9: refusal outlasts it"),
        ),
        Said(
            ("no signal", "relief_L <= relief_H"),
            "what keeps the resilient closed while escalation is tempting, that opening looks weak (A4) and `b_H "
            "< lam d_H`, outlasts it too.",
            ("T9: what keeps H closed outlasts it",),
        ),
        Said(
            ("A1", "no signal", "tempting"),
            "nothing of the kind brings talks, if A1 still holds after it.",
            ("T11: whatever her payoffs, 2 types", "T11: whatever her payoffs, 3 types"),
        ),
    ),
    theorems=("T9", "T11"),
    against=(
        Counterexample(
            "Relief that reaches the weak alone, and so much of it that opening no longer looks weak: in every "
            "equilibrium that survives D1 all get talks.",
            eased_for_the_weak,
            in_every(talks_for_all, "D1"),
            lacks="A4",
        ),
    ),
    beyond="what was hoped for: the effect is stated, and compared with none",
    checks=CHECKS,
    example=example,
    candour=candour,
    figure=figure,
    caption="Payoffs of each type in each equilibrium against a reduction of the war's intensity alike in every cell: "
    "everybody is better off, in the same equilibria.",
)
