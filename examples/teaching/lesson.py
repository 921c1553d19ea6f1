"""The guided tour as data: seven steps from "why not just talk?" to "which signal works?".

A step asks a question, sets the page, and holds an answer back until it is asked for. Answers are functions of the war
that the step sets and of what the engine finds there: no number in them is typed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from dials import Desk, desk_for
from pictures import ends_of
from reading import Answer, answer

import termination as tm
from termination.engine.numbers import number_text
from termination.models.opening.questions.remedies import Needed, needed_face_saving, smallest_guarantee

SCENARIOS = Path(__file__).parent.parent / "scenarios"
#: What the page opens with.
FIRST = "refusal"


@cache
def scenarios() -> dict[str, str]:
    """The names of the scenario files by their titles, those of the opening game first."""
    models = [(path.stem, load(path.stem)) for path in sorted(SCENARIOS.glob("*.toml"))]
    models.sort(key=lambda one: not isinstance(one[1], tm.OpeningGame))
    return {model.game().title or name: name for name, model in models}


def load(name: str) -> Any:
    """The model in one of the scenario files."""
    return tm.load_scenario(SCENARIOS / f"{name}.toml")


Telling = Callable[[Answer], list[str]]


@dataclass(frozen=True)
class Step:
    """One step: what is asked, how the page is set (a scenario and changes to it), and what the engine answers.

    `look` says where on the page the answer is to be seen; `x` and `y` are the dials of the map, `controls`
    further ones that the question is about.
    """

    title: str
    question: str
    look: str
    scenario: str
    tell: Telling
    changes: tuple[tuple[str, Any], ...] = ()
    x: str = ""
    y: str = ""
    controls: tuple[str, ...] = ()

    def model(self) -> Any:
        """The war of this step."""
        war = load(self.scenario)
        return war.with_(**dict(self.changes)) if self.changes else war

    def desk(self) -> Desk:
        """The page as this step sets it."""
        return desk_for(self.model(), self.x, self.y)

    def answer(self) -> list[str]:
        """What the engine has to say, in paragraphs."""
        return self.tell(answer(self.model(), "D1"))


def _from(needed: Needed) -> str:
    """From which amount on, or beyond which."""
    assert isinstance(needed.value, Fraction)  # the steps ask only for what some amount brings
    return f"{'from' if needed.attained else 'beyond'} {n(needed.value)}"


def n(value: Fraction) -> str:
    """A number in a sentence."""
    return number_text(value)


def _types(solved: Answer) -> tuple[str, str]:
    low, high = solved.model.resilience_order
    return low, high


def _listed(solved: Answer) -> str:
    return "; ".join(family.name for family in solved.survivors)


def _refusal(solved: Answer) -> list[str]:
    war = solved.model
    low, high = _types(solved)
    quiet = next(one for one in solved.survivors if one.outcomes["opening"] == 0)
    talks = next(one for one in solved.survivors if one.outcomes["talks"] == 1)
    most = ends_of(quiet.beliefs["open"][high])[1]
    return [
        f"Both would gain from talks: the {low} type {n(war.talks_premium[low])}, the {high} type "
        f"{n(war.talks_premium[high])}. And on what he knows, the opponent would not even escalate: it would cost him "
        f"{n(-war.regimes()['open'].at_prior)} more than it brings.",
        "Yet that both stay closed is an equilibrium, and D1 does not remove it. An opening, which "
        "nobody expects, would "
        f"be read as weakness: whoever opens is given a probability of at most {n(most)} of being {high}, instead of "
        f"{n(war.prior[high])}. Against that belief escalating pays.",
        f"Talks for both are an equilibrium too, and both types prefer them ({n(talks.payoffs[low])} rather than "
        f"{n(quiet.payoffs[low])}, and {n(talks.payoffs[high])} rather than {n(quiet.payoffs[high])}). What keeps them "
        "apart is not what they want but what he would infer.",
    ]


def _strength(solved: Answer) -> list[str]:
    war = solved.model
    low, high = _types(solved)
    ratios = {t: war.talks_premium[t] / war.harm[t] for t in (low, high)}
    before = load(FIRST)
    old = {t: before.talks_premium[t] / before.harm[t] for t in (low, high)}
    return [
        "What is inferred from an opening turns on who gains most from talks for what she risks: the premium over the "
        f"harm, b/d. Before, it was {n(old[low])} for the {low} type and {n(old[high])} for the {high}: the weak are "
        "the keenest, and opening is read as weakness.",
        f"Here the {high} type's value of talks is raised, so that the ratio is {n(ratios[low])} for "
        f"the {low} type and "
        f"{n(ratios[high])} for the {high}: opening is read as strength. D1 now leaves only: {_listed(solved)}.",
        "Nobody's fear of escalation has changed. Refusal rests on adverse inference.",
    ]


def _tempting(solved: Answer) -> list[str]:
    war = solved.model
    low, _ = _types(solved)
    one = solved.survivors[0]
    escalated = one.receiver["closed"]["escalate"]
    return [
        f"Escalating now pays on what he knows already (by {n(war.regimes()['open'].at_prior)}). Then "
        "every equilibrium has this in common: whatever opening there is, is escalated against for sure. There are no "
        "talks at all.",
        f"The one that survives D1: {one.name}. The {low} type opens with probability {n(one.sender[low]['open'])}, "
        "although she knows what follows: to be seen as weak costs her no more than to stay closed, for that is "
        f"escalated against too, with probability {n(escalated)}.",
        "He mixes after a closed door because so many of the weak have left it that he no longer knows what to expect "
        "behind it.",
    ]


def _inducements(solved: Answer) -> list[str]:
    war = solved.model
    needed = needed_face_saving(war.with_(face_saving=0))
    return [
        f"Face-saving {_from(needed)} opens the door: here it is {n(war.face_saving)}, and D1 leaves only: "
        f"{_listed(solved)}.",
        "But look at what comes after the opening. Escalation follows with probability "
        f"{n(solved.outcomes['escalation'][0])}, talks with probability "
        f"{n(solved.outcomes['talks'][1])}. The concession "
        "buys an opening at the price of escalation.",
        "Switch it off and try the others. De-escalation, alike whatever she does, changes nothing; coercion makes "
        "staying closed worse, and does no better than the concession. They change what she gets. He "
        "compares something "
        "else: what escalating brings against what it costs him.",
    ]


def _mediator(solved: Answer) -> list[str]:
    war = solved.model
    bare = war.with_(guarantee=0)
    some, every = (smallest_guarantee(bare, scope) for scope in ("some", "every"))
    return [
        "A guarantee works on his side of the comparison: whoever escalates against an opener pays more for it. From "
        f"{n(some.value)} on there are talks in some equilibrium, {_from(every)} in every "
        f"one ({every.formula}): no smaller one does it here.",
        f"Here it is {n(war.guarantee)}. There is left: {_listed(solved)}.",
        "The same would follow if escalation became costlier in itself: that is the first condition for talks. Switch "
        "the guarantee off, turn up k instead, and see.",
    ]


def _imitated(solved: Answer) -> list[str]:
    war = solved.model
    low, high = _types(solved)
    cost, exposure = war.signal_cost, war.opening_exposure
    answered = next(one for one in solved.survivors if ends_of(one.outcomes["talks"])[1] > 0)
    share = ends_of(answered.sender[low]["signal, open"])[1]
    feared = answered.receiver["signal, open"]["escalate"]
    return [
        f"The {high} type can pay: the signal costs her {n(cost[high])}, escalation would cost her {n(exposure[high])} "
        f"once she is open. But so can the {low} type: {n(cost[low])} is less than {n(exposure[low])}.",
        f"So the signal is imitated. Where it is answered by talks at all, the {low} type sends it with probability "
        f"{n(share)}, just so often that he is in doubt, and he escalates against it with probability {n(feared)}.",
        "A signal that anybody can afford tells little. How dear must it be, and for whom?",
    ]


def _works(solved: Answer) -> list[str]:
    war = solved.model
    low, high = _types(solved)
    cost, exposure, premium = war.signal_cost, war.opening_exposure, war.talks_premium
    every = next(one for one in war.talks_conditions() if one.condition == "second" and one.scope == "every")
    one = solved.survivors[0]
    believed = one.beliefs["signal, open"][high]
    return [
        f"For the {low} type the signal costs {n(cost[low])}, more than the escalation that it would spare her "
        f"({n(exposure[low])}): she does not care to imitate it. For the {high} type it costs "
        f"{n(cost[high])}, less than "
        f"that ({n(exposure[high])}) and less than talks are worth to her ({n(premium[high])}): she cares to send it.",
        f"Only the highly resilient care to use it, by a margin of {n(every.margin)}. Whoever sends it and opens is "
        f"believed to be {high} with probability {n(believed)}, and he holds. D1 leaves: {_listed(solved)}.",
        f"Talks come about with probability {n(solved.outcomes['talks'][0])}: for the {high} type "
        "alone. Not the cost of "
        "a signal makes it work, but the difference in what it costs.",
    ]


STEPS = (
    Step(
        "Why not just talk?",
        "Whether she is strong or weak, the opener would be better off with talks, and on what the "
        "enemy knows it would "
        "not pay him to escalate. Why might nobody open?",
        "Look at the list of equilibria, and at the belief line after an opening.",
        FIRST, _refusal,
    ),
    Step(
        "What does he read into it?",
        "Now the strong gain more from talks than before, and the weak no more. What happens to refusal, and why?",
        "Compare the regions with those before. Which equilibria are left?",
        FIRST, _strength, (("talks_value", {"high": Fraction(7, 10)}),),
        controls=("talks_value.high", "talks_value.low"),
    ),
    Step(
        "What if escalation tempts him anyway?",
        "Escalating has become cheaper for the enemy. He would do it on what he knows. Who opens now, and what for?",
        "Where on the map is the dot now? Read the equilibrium that survives, and then the one that does not.",
        "vietnam_1965", _tempting,
    ),
    Step(
        "Could we buy them in?",
        "The enemy offers something for opening, so that no face is lost. Does that bring talks?",
        "Try the switches: face-saving, de-escalation, coercion. Watch the bars for talks and escalation.",
        "vietnam_1965", _inducements, (("face_saving", Fraction(3, 5)),),
        controls=("face_saving", "deescalation", "coercion"),
    ),
    Step(
        "What could a mediator do?",
        "A third party makes it costly to escalate against whoever opens. How much is enough?",
        "Turn the dose of the guarantee down until the talks are gone.",
        "mediator", _mediator, x="guarantee",
    ),
    Step(
        "Does any costly signal do?",
        "She can show resilience at a cost before she opens. It costs the weak more than the strong. Is that enough?",
        "Look for the probability of talks, and at who sends the signal in the tree.",
        "mimicry", _imitated, x="signal_cost.low", y="signal_cost.high",
    ),
    Step(
        "Which signal works?",
        "The same war with a signal that is dearer for the weak. What must be true of a signal that works?",
        "Move the dot: how cheap may it become for the weak, how dear for the strong?",
        "costly_signal", _works, x="signal_cost.low", y="signal_cost.high",
    ),
)  # fmt: skip


__all__ = ["FIRST", "STEPS", "Step", "load", "scenarios"]
