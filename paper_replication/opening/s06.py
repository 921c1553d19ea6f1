"""S6: an enemy who reduces the intensity of the war by himself: what he hopes for, and what he gets."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from random import Random

from paper_replication.claims import TRIED, Check, Claim, Counterexample, Said, Story
from paper_replication.opening.inference import (
    LARGE,
    SMALL,
    beforehand,
    best_messages,
    easier,
    effect,
    hoped_and_got,
    less_harm,
    told,
)
from paper_replication.opening.plays import (
    behaviour,
    in_every,
    in_some,
    opening_under_fire,
    refusal,
    span,
    talks_for_all,
)
from paper_replication.opening.wars import MIDDLE, TEMPTING, middle_war, number, random_war, tempting_war
from paper_replication.opening.words import (
    War,
    adverse,
    all_bold,
    bold,
    bold_from,
    exposure,
    gain,
    middle,
    sure_resilience_deters,
    tempting,
)
from paper_replication.sources import PASSAGES


@dataclass(frozen=True)
class Relief:
    """A war before and after the enemy reduces something; the same in every cell, or not."""

    before: War
    after: War
    everywhere: bool = False


def less_intense(rng: Random) -> Relief:
    """Any war, eased alike in every cell; or one in which all are bold, eased for a closed opener until none is."""
    if rng.random() < 0.5:
        war = random_war(rng)
        return Relief(war, war.with_(deescalation=war.deescalation + number(rng, 0.01, 1)), True)
    war = random_war(rng, regime=MIDDLE)
    share = number(rng, 0.01, 0.99)
    return Relief(war, easier(war, {t: gain(war, t) - share * bold_from(war, t) for t in war.types}))


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
    return Relief(war, easier(war, {t: gain(war, t) * number(rng, 0.01, 0.99) for t in war.types}))


def still_looks_weak(case: Relief) -> bool | None:
    """Given that the resilient refused for fear of looking weak: whether opening looks weak even now."""
    war = case.before
    premises = tempting(war) is True and sure_resilience_deters(war) and adverse(war) and bold(war, "high") is False
    return adverse(case.after) if premises else None


def less_to_fear(rng: Random) -> Relief:
    """A war before and after an escalation would do less harm."""
    war = random_war(rng, regime=TEMPTING)
    return Relief(war, less_harm(war, number(rng, 0.01, 0.95)))


def weak_still_timid(case: Relief) -> bool | None:
    """Given that the weak mix and the resilient refuse, the latter even now: whether the weak are timid still."""
    war, after = case.before, case.after
    refuses = tempting(war) is True and sure_resilience_deters(war) and bold(war, "low") is False
    looks_weak = adverse(war) is True and adverse(after) is True
    if not (refuses and looks_weak and bold(after, "high") is False) or bold(after, "low") is None:
        return None
    return not bold(after, "low")


def weak_would_open(case: Relief) -> bool:
    """At his beliefs and replies as they were, the weak would open for sure."""
    return best_messages(beforehand(case.before), case.after, "low") == ["open"]


def nothing_got(case: Relief) -> bool:
    """They would; yet under D1 an opening is exactly as likely as before."""
    before, after = (span(war, "opening", "D1") for war in (case.before, case.after))
    return weak_would_open(case) and before == after


def weak_open(case: Relief) -> bool:
    """They would; and under D1 they do."""
    weak = case.after.prior["low"]
    return weak_would_open(case) and span(case.after, "opening", "D1") == (weak, weak)


CHECKS = (
    Check(
        "Relief that adds the same to each of her payoffs: the same equilibria as before, and the same of them survive "
        "D1.",
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
    Check(
        "Escalation is tempting, opening looks weak, all are timid, and an escalation would do less harm than before: "
        "at his beliefs held fixed the weak would open for sure; under D1 an opening is as likely as it was.",
        "It would do so much less that the weak are bold, the resilient still timid: the weak would open for sure, and "
        "under D1 they do.",
        less_to_fear,
        weak_still_timid,
        nothing_got,
        weak_open,
    ),
)


def bold_war() -> War:
    """`middle_war` with talks worth so much to both types that they are the only outcome."""
    war = middle_war()
    return war.with_(talks_value={t: war.war_value[t] + exposure(war, t) * Fraction(5, 4) for t in war.types})


def example() -> Story:
    war, tempted = bold_war(), tempting_war()
    relief = {t: (gain(war, t) - exposure(war, t)) * 2 for t in war.types}
    eased, everywhere = easier(war, relief), war.with_(deescalation=relief["low"])
    less = effect(tempted, less_harm(tempted, SMALL), "opening")
    return Story(
        "Take a war in which talks are worth {b_low} to the weak and {b_high} to the resilient, more than the {e_low} "
        "and {e_high} they would risk: the probability of talks is {before} in every equilibrium. A reduction of its "
        "intensity by {psi}, whatever she does, changes no equilibrium: it is {same} still. A reduction that makes "
        "fighting on better by {relief_low} and {relief_high} lowers what talks are worth to {after_low} and "
        "{after_high}, and there is now an equilibrium in which it is {after}. Hoped for and got differ where "
        "escalation is tempting and opening has probability {opening}: if an escalation would do less harm, by a share "
        "of {cut}, and he believed what he did, all of the weak would open, with probability {hoped}; as he does not, "
        "it stays {got}, and what falls is the risk of escalation while closed, from {fire} to {fire_after}.",
        {
            **{f"b_{t}": gain(war, t) for t in war.types},
            **{f"e_{t}": exposure(war, t) for t in war.types},
            **{f"relief_{t}": relief[t] for t in war.types},
            **{f"after_{t}": gain(eased, t) for t in war.types},
            "psi": everywhere.deescalation,
            "before": span(war, "talks")[0],
            "same": span(everywhere, "talks")[0],
            "after": span(eased, "talks")[0],
            "opening": less.before,
            "cut": SMALL,
            "hoped": less.hoped[0],
            "got": told(less.got),
            "fire": beforehand(tempted).escalates["closed"],
            "fire_after": beforehand(less_harm(tempted, SMALL)).escalates["closed"],
        },
    )


def eased_for_the_weak() -> War:
    """`middle_war` with fighting on made so much better for the weak that opening no longer looks weak."""
    war = middle_war()
    return easier(war, {"low": gain(war, "low") * Fraction(3, 4), "high": Fraction(0)})


def nothing_to_fear() -> War:
    """`middle_war` with escalations that would do half the harm: both types are bold, and opening looks weak still."""
    return less_harm(middle_war(), LARGE)


def more_than_hoped(after: War) -> bool:
    """Of `middle_war` made so: no talks at beliefs held fixed, talks for all in every equilibrium."""
    return effect(middle_war(), after, "talks").hoped == (0, 0) and in_every(talks_for_all)(after)


def candour() -> Story:
    war, eased = middle_war(), eased_for_the_weak()
    more = effect(war, nothing_to_fear(), "talks")
    return Story(
        "“Hoped for” means here what she would do if his beliefs and replies stayed as they were; the summary does "
        "not say what was hoped for. While escalation is tempting no such relief brings talks; and where fighting on "
        "becomes better for a closed opener there was nothing to hope for. In the middle regime more may be got than "
        "was hoped for. If escalations would do less harm, by a share of {cut}, both types are bold: at his beliefs "
        "held fixed the probability of talks would be {hoped}, but where both open he infers nothing, and it is "
        "{got}. And relief that reaches mostly the weak works by the inference alone: in the war of S1, if it takes "
        "talks' worth to the weak from {before} to {after}, opening no longer looks weak, and the least probability "
        "of talks under D1 goes from {least} to {now}.",
        {
            "cut": LARGE,
            "hoped": told(more.hoped),
            "got": told(more.got),
            "before": gain(war, "low"),
            "after": gain(eased, "low"),
            "least": span(war, "talks", "D1")[0],
            "now": span(eased, "talks", "D1")[0],
        },
    )


CLAIM = Claim(
    name="S6",
    title="an enemy's unilateral reduction of the war's intensity",
    passage=PASSAGES["S6"],
    said=(
        Said(
            ("no signal",),
            "a reduction `psi` that adds the same to each of her payoffs changes no equilibrium and no verdict of D1.",
            (
                "T9: no equilibrium lost",
                "T9: no equilibrium gained",
                "T9: no verdict of D1 lost",
                "T9: no verdict of D1 gained",
            ),
        ),
        Said(
            ("no signal",),
            "one that she enjoys only while closed raises `w_i` and so lowers `b_i`: where joint refusal for fear of "
            "certain escalation is an equilibrium it remains one.",
            ("T9: `b_L` as `w_L` rises", "T9: refusal outlasts it"),
        ),
        Said(
            ("no signal", "relief_L <= relief_H"),
            "what keeps the resilient closed while escalation is tempting, that opening looks weak (A4) and `b_H "
            "< lam d_H`, still holds.",
            ("T9: what keeps H closed outlasts it",),
        ),
        Said(
            ("A1", "A3", "A4", "no signal", "tempting", "b_L < lam d_L", "D1"),
            "the weak open with probability `1 - p_H (k - g (1 - r_H)) / (p_L (g (1 - r_L) - k))`, in which none of "
            "her payoffs stands: a reduction after which all this is still so leaves it as it was.",
            ("T4: an exposed L mixes",),
        ),
        Said(
            ("A1", "A3", "A4", "no signal", "tempting", "b_i < lam d_i"),
            "where an escalation would do her less harm, it is hoped that the weak open for sure: they would do so if "
            "his beliefs and replies stayed what they were under D1.",
            TRIED,
        ),
        Said(
            ("A1", "no signal", "tempting"),
            "nothing of the kind brings talks, if A1 still holds after it.",
            ("T11: whatever her payoffs, 2 types", "T11: whatever her payoffs, 3 types"),
        ),
    ),
    theorems=("T4", "T9", "T11"),
    against=(
        Counterexample(
            "Relief that reaches the weak alone, and so much of it that opening no longer looks weak: in every "
            "equilibrium that survives D1 all get talks.",
            eased_for_the_weak,
            in_every(talks_for_all, "D1"),
            lacks="A4",
        ),
        Counterexample(
            "The middle regime, all refusing, and escalations that would do so much less harm that both types are bold "
            "though opening still looks weak: nobody gets talks at his beliefs held fixed, which is what was hoped "
            "for, and all get them in every equilibrium.",
            nothing_to_fear,
            more_than_hoped,
        ),
    ),
    checks=CHECKS,
    example=example,
    candour=candour,
    figure=hoped_and_got,
    caption="Hoped for and got if an escalation would do less harm. Left, escalation tempting: at his beliefs held "
    "fixed the weak would open, and then the resilient; under D1 an opening gets no likelier until the weak are bold. "
    "Right, the middle regime, from refusal: at his beliefs held fixed there would be no talks; under D1 they are "
    "possible all along, and certain once all are bold.",
)
