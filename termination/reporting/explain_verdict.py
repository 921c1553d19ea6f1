"""Verdicts of refinements in plain English: the move that nobody makes, who could mean well by it, and what follows.

The numbers are those of the equilibrium that the verdict is about; why it fails is what the verdict was made from.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from termination.engine.numbers import number_text
from termination.engine.outcomes import sender_payoff
from termination.engine.refining.concepts import SHELF
from termination.engine.refining.verdicts import Failure, Plan, Verdict, concept_title, deterring, plan_label
from termination.engine.sentences import listed, printable, sentence
from termination.engine.strategies import Range
from termination.errors import InputError
from termination.reporting.explanation import Explanation
from termination.reporting.words import her_object, reply_text, vocabulary_of

#: What each concept asks, in words.
_ASKS = {
    "intuitive": "who could possibly gain by it. A type that would lose whatever sensible reply followed is ruled out",
    "D1": "who has the stronger reason for it. A type is ruled out if some one other type would gain from every reply "
    "that would leave the first no worse off than now",
    "D2": "who has the stronger reason for it. A type is ruled out if every reply that would leave it no worse off "
    "than now would be a gain for some other type, perhaps not the same one for each reply",
    "NWBR": 'who could be just willing to do it ("never a weak best response"). A type is ruled out if every reply '
    "that would leave it exactly as well off as now would be a gain for some other type",
}

#: What each of the others asks, in words.
_SHELF = {
    "divinity": "Divinity asks what a move that nobody makes would say of who made it: a type that some reply would "
    "draw is believed no rarer, beside one that it would not, than before the move; and again with the replies that "
    "are best to such beliefs",
    "universal divinity": "Universal divinity rules out a type where others would gain from every reply that is good "
    "enough for it, and then asks again of those who are left",
    "perfect sequential": "Perfect sequentiality asks for beliefs that explain themselves: where a belief about who "
    "made a move that nobody makes leads to a reply for which just those types would make it, such a belief is held",
    "neologism-proof": "Neologism-proofness asks whether some types could say what they are and be believed, because "
    "just they would gain from being believed",
    "undefeated": "Undefeatedness compares with the other equilibria in pure strategies: whoever made a move that "
    "nobody makes here is taken for one who makes it there and has more there",
    "sender-preferred": "Of all equilibria those are kept that give the sender most before she learns her type",
}


def explain_verdict(verdict: Verdict) -> Explanation:
    """Why the refinement rejects the equilibrium, or a part of its family."""
    if verdict.family.game.noise:
        return _of_lumped(verdict)
    if verdict.concept in SHELF:
        return Explanation(
            f"{printable(verdict.family.name)}: rejected by {concept_title(verdict.concept)}",
            (f"{_SHELF[verdict.concept]}.", sentence(printable(verdict.sentence))),
        )
    if verdict.failure is None:
        raise InputError("explain: a verdict as it was read; take one from refine(found, concept).rejected")
    account = _Account(verdict, verdict.failure)
    told = (account.question(), account.temptation(), account.ruled_out(), account.consequence())
    part = "" if verdict.whole_family else " in part"
    name = printable(verdict.family.name)
    return Explanation(f"{name}: rejected{part} by {concept_title(verdict.concept)}", tuple(told))


def _of_lumped(verdict: Verdict) -> Explanation:
    """The same where messages are only lumped together: what is asked, and the verdict's own sentence."""
    concept = concept_title(verdict.concept)
    asks = f"{concept} asks what to think of what is never seen, and looks for {_ASKS[verdict.concept]}."
    about = "A type here is one with her message, for the receiver does not see which that was."
    title = f"{printable(verdict.family.name)}: rejected by {concept}"
    return Explanation(title, (f"{sentence(asks)} {about}", sentence(printable(verdict.sentence))))


class _Account:
    """The explanation of one verdict; types by position, replies as plans: a reply of each receiver type's."""

    def __init__(self, verdict: Verdict, failure: Failure):
        self.verdict, self.game = verdict, verdict.family.game
        self.words = vocabulary_of(verdict.family.model)
        self.m = self.game.messages.index(verdict.message)
        self.move = self.words.messages[verdict.message]
        self.she, self.he = self.words.pronouns
        one = verdict.assessment
        self.now = [sender_payoff(self.game, t, one.sender, one.receiver) for t in range(len(self.game.types))]
        self.failure = failure
        self.order = [self.game.types.index(t) for t in self.words.types if t in self.game.types]

    def name(self, t: int) -> str:
        return self.words.types[self.game.types[t]]

    def names(self, types: Sequence[int], conjunction: str = "and") -> str:
        return listed([self.name(t) for t in self.order if t in types], conjunction)

    def told(self, plan: Plan, form: str) -> str:
        """A plan, its responses in a form such as "does" or "doing", with who does it where the receiver has types."""
        replies = [self.game.flat.replies[self.m][r] for r in plan]
        if not self.game.receiver_types:
            return str(getattr(self.words.responses[replies[0]], form))
        return listed([f"{printable(s)} {getattr(self.words.responses[r], form)}" for s, r in replies])

    def doing(self, plans: Sequence[Plan], conjunction: str) -> str:
        return listed([self.told(plan, "doing") for plan in plans], conjunction)

    def pays(self, t: int, plan: Plan) -> Fraction:
        """What the move and this plan give type t."""
        return self.failure.paid(self.game, t, [plan])[0]

    def question(self) -> str:
        concept = concept_title(self.verdict.concept)
        return (
            f"{self.which()}In this equilibrium nobody {self.move.does}. {sentence(concept)} asks what "
            f"{self.words.receiver} should think if {self.words.sender} did so all the same, and looks for "
            f"{_ASKS[self.verdict.concept]}."
        )

    def which(self) -> str:
        """Whose numbers these are, where the members of the family differ in payoffs."""
        free = any(isinstance(value, Range) for value in self.verdict.family.payoffs.by_type.values())
        return "The numbers are those of one equilibrium of the family, which leaves payoffs free. " if free else ""

    def temptation(self) -> str:
        """What each type has, and what the move would bring her after each reply that some belief makes best."""
        able = [t for t in self.order if self.verdict.message in self.game.message_sets[t]]
        told = [self.prospects(t) for t in able]
        if len(able) < len(self.order):
            told.append(f"{self.names([t for t in self.order if t not in able])} could not {self.move.do}.")
        return " ".join(map(sentence, told))

    def prospects(self, t: int) -> str:
        """What a type has now, and from which replies she would gain."""
        plans = self.failure.possible
        pays = {plan: self.pays(t, plan) for plan in plans}
        has = f"{self.name(t)} has {number_text(self.now[t])} now"
        gives = f"{self.move.doing} would give {her_object(self.words)}"
        if len(set(pays.values())) == 1:
            return f"{has}; {gives} {number_text(pays[plans[0]])} whatever {self.he} replies."
        paid = listed([f"{number_text(pays[plan])} if {self.if_he(plan)}" for plan in plans])
        gain = f": {self.threshold(t, *plans)}" if len(plans) == 2 else ""
        return f"{has}; {gives} {paid}{gain}."

    def if_he(self, plan: Plan) -> str:
        """What he does, as a condition: "he fights", "hawk fights and dove yields"."""
        return f"{'' if self.game.receiver_types else f'{self.he} '}{self.told(plan, 'does')}"

    def threshold(self, t: int, first: Plan, second: Plan) -> str:
        """For which probabilities of the reply that she likes less a type gains."""
        good, bad = (first, second) if self.pays(t, first) > self.pays(t, second) else (second, first)
        most, least = self.pays(t, good), self.pays(t, bad)
        if most <= self.now[t]:
            return f"{self.she} cannot gain"
        bound = (most - self.now[t]) / (most - least)
        return f"{self.she} gains if {self.if_he(bad)} with a probability below {number_text(bound)}"

    def ruled_out(self) -> str:
        """Each type that is ruled out, with the reason, and those that are left."""
        told = [f"{self.name(t)} is ruled out: {self.reason(t, rival)}." for t, rival in self.failure.outdone]
        return " ".join(map(sentence, [*told, f"That leaves {self.names(self.failure.left)}."]))

    def reason(self, t: int, rival: int | None) -> str:
        most = max(self.pays(t, plan) for plan in self.failure.possible)
        if most < self.now[t]:
            at_best = f"by {self.move.doing} {self.she} would get {number_text(most)} at best"
            return f"{at_best}, less than the {number_text(self.now[t])} that {self.she} has"
        gainer = "another type" if rival is None else self.name(rival)
        enough = "exactly as well off as" if self.verdict.concept == "NWBR" else "no worse off than"
        return f"all replies that would leave {her_object(self.words)} {enough} now would be a gain for {gainer}"

    def consequence(self) -> str:
        """The replies that are best to the types left, and what becomes of the equilibrium."""
        best, left = self.failure.optimal, self.failure.left
        believing = f"whatever {self.he} believes about {self.names(left)}"
        facing = sentence(f"facing {self.names(left)}" if len(left) == 1 else believing)
        if self.verdict.type is None or self.verdict.response is None:
            return self.only_the_reply()
        t = self.game.types.index(self.verdict.type)
        chosen = next(plan for plan in best if plan_label(self.game, self.m, plan) == self.verdict.response)
        gain = f"gives {self.name(t)} {number_text(self.pays(t, chosen))} instead of {number_text(self.now[t])}"
        told = f"{facing}, {self.words.receiver} does best by {self.doing(best, 'or')}"
        if len(best) == 1:
            told = f"{told}. That {gain}"
        elif all(self.pays(t, plan) > self.now[t] for plan in best):
            least = f"the least good of these for {her_object(self.words)}"
            told = f"{told}. Even {self.doing([chosen], 'or')}, {least}, {gain}"
        else:
            told = f"{told}, and each of these, mixed or not, draws some type; {self.doing([chosen], 'or')} {gain}"
        return f"{told}. So {self.she} would {self.move.do}, and the equilibrium does not stand."

    def only_the_reply(self) -> str:
        """The outcome survives, with another reply."""
        does = reply_text(self.verdict.assessment.receiver, self.m, self.words)
        plans = deterring(self.game, self.failure, self.now)
        better = "a mixture of " * (len(plans) > 1) + self.doing(plans, "and")
        left = self.names(self.failure.left)
        instead = f"Facing {left}, {self.he} would do better by {better}"
        if len(self.failure.left) > 1:
            instead = f"No belief about {left} makes it best, while {better} is best for some"
        return (
            f"The equilibrium relies on a reply that is not best then: {does}. "
            f"{instead}. That, too, keeps every type from the move. "
            "So what happens in play survives; only equilibria that rely on other replies are rejected."
        )
