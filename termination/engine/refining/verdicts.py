"""Verdicts: why a refinement rejects an equilibrium, in data and in a sentence.

There are two ways to fall. Either every reply that is best to some belief over the types left would draw a type away,
and the outcome falls; the verdict names that type and the reply. Or some such reply would deter everybody, only it is
not the one that this equilibrium relies on, and the sentence says that no more than the reply is at fault.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from termination.engine.beliefs import Case, row_seen
from termination.engine.families import Assessment, Family
from termination.engine.game import Reply, SignalingGame, reply_label
from termination.engine.outcomes import sender_payoff
from termination.engine.sentences import listed
from termination.engine.strategies import Strategy

#: What the receiver does after a message without mixing: one of the replies in `game.Flat`; one of each of his types.
Plan = tuple[int, ...]


def concept_title(concept: str) -> str:
    """What a refinement is called in a sentence.

    >>> concept_title("intuitive"), concept_title("D1"), concept_title("undefeated")
    ('the intuitive criterion', 'D1', 'undefeatedness')
    """
    return _TITLES.get(concept, concept)


_TITLES = {
    "intuitive": "the intuitive criterion",
    "undefeated": "undefeatedness",
    "perfect sequential": "perfect sequentiality",
    "neologism-proof": "neologism-proofness",
    "sender-preferred": "sender preference",
}
#: Refinements that no equilibrium of a game need survive.
MAY_BE_EMPTY = ("undefeated", "perfect sequential", "neologism-proof")


@dataclass(frozen=True)
class Failure:
    """How one equilibrium fails one concept at one message; types by position, replies as plans (see `concepts`).

    What is called a type here is a case, a type with her message where he does not see which it is.
    """

    message: int  # its position among `game.seen`
    cases: tuple[Case, ...]
    possible: tuple[Plan, ...]  # best to some belief
    left: tuple[int, ...]  # types not ruled out
    outdone: tuple[tuple[int, int | None], ...]  # type ruled out, and who outdoes it (None: several together)
    optimal: tuple[Plan, ...]  # best to some belief over the types left
    deterring: tuple[Plan, ...]  # such plans that between them, mixed rightly, draw nobody; empty where none do

    def paid(self, game: SignalingGame, t: int, plans: Sequence[Plan]) -> list[Fraction]:
        """What type t gets after the message from each of these plans."""
        row = row_seen(game, game.flat.sender, (self.cases[t].pairs or ((t, self.message),))[0], self.message)
        return [sum(map(row.__getitem__, plan), Fraction(0)) for plan in plans]


def plan_label(game: SignalingGame, m: int, plan: Plan) -> str:
    """What a plan is called: a response, or what each of the receiver's types does."""
    return ", ".join(reply_label(game.flat.replies[m][r]) for r in plan)


@dataclass(frozen=True)
class Verdict:
    """Why an equilibrium is rejected.

    After `message`, which it does not send, `concept` rules out the types in `ruled_out`. `type` is one that would then
    deviate, and `response` the reply that makes it worth her while: where some type gains from every reply that is best
    to a belief over the types left, such a type and the worst of these replies for her; else a reply and the type that
    gains most by it. Both are None where only the reply is at fault: the equilibrium's own is best to no such belief,
    but another is and deters everybody, so that the same outcome survives with it. Where the receiver has types a reply
    is what each of them does, as in "hawk: fight, dove: yield".

    Under the refinements of `standards` `type` and `response` are one that would gain and how, where the sentence names
    them, and `message` is "" where none is to blame.

    `assessment` is an equilibrium in the part of `family` that is rejected, and the numbers in `sentence` are from it;
    `whole_family` says whether that part is all of it. `failure` is what the verdict was made from; an answer that was
    read, and not yet held against its game, has none.
    """

    family: Family = field(repr=False)
    concept: str
    message: str
    type: str | None
    ruled_out: tuple[str, ...]
    response: str | None
    assessment: Assessment = field(repr=False)
    whole_family: bool
    sentence: str
    failure: Failure | None = field(default=None, repr=False)

    def __str__(self) -> str:
        return self.sentence

    def _repr_html_(self) -> str:
        from termination.reporting.notebook import sentence_html

        return sentence_html(self)


def verdict_on(family: Family, concept: str, failure: Failure, receiver: Strategy, whole: bool) -> Verdict:
    """The verdict on the equilibrium of `family` with the sender in the middle and this receiver."""
    game = family.game
    assessment = Assessment(game, family.sender.middle, receiver)
    now = [sender_payoff(game, case.type, assessment.sender, receiver) for case in failure.cases]
    then = [failure.paid(game, t, failure.optimal) for t in range(len(now))]
    deviation = None if failure.deterring else _deviation(failure, now, then)
    sentence = "".join(
        (
            family.name if whole or "(in part" in family.name else f"{family.name} (in part)",
            f": after {game.seen[failure.message]} {concept_title(concept)} rules out ",
            listed([_ruled_out(game, concept, failure, t, rival, now[t]) for t, rival in failure.outdone]),
            ". ",
            _consequence(game, failure, deviation, now, receiver),
            " Payoffs vary within the family; the numbers are those of one equilibrium." if varies(family) else "",
        )
    )
    return Verdict(
        family=family,
        concept=concept,
        message=game.seen[failure.message],
        type=None if deviation is None else failure.cases[deviation[0]].label,
        ruled_out=tuple(failure.cases[t].label for t, _ in failure.outdone),
        response=None if deviation is None else plan_label(game, failure.message, deviation[1]),
        assessment=assessment,
        whole_family=whole,
        sentence=sentence,
        failure=failure,
    )


def varies(family: Family) -> bool:
    """Whether members of the family differ in what types get, so that numbers speak of one of them."""
    game, sender, (first, *others) = family.game, family.sender.vertices[0], family.receiver.vertices
    for t, used in enumerate(family.sender.support):
        m = used.index(True)  # worth to her what every message is that she may send
        rest = [other for other in others if game.noise or other.flat[m] != first.flat[m]]
        if any(sender_payoff(game, t, sender, other) != sender_payoff(game, t, sender, first) for other in rest):
            return True
    return False


def _deviation(
    failure: Failure, now: Sequence[Fraction], then: Sequence[Sequence[Fraction]]
) -> tuple[int, Plan, bool] | None:
    """Who deviates, to which reply, and whether every reply would draw her; types that are left come first."""
    for sure, extreme in ((True, min), (False, max)):
        paid = [extreme(row) for row in then]
        gainers = [(t in failure.left, paid[t] - now[t], -t) for t in range(len(now)) if paid[t] > now[t]]
        if gainers:
            t = -max(gainers)[-1]
            return t, failure.optimal[then[t].index(paid[t])], sure
    return None


def _ruled_out(game: SignalingGame, concept: str, failure: Failure, t: int, rival: int | None, now: Fraction) -> str:
    """A type that is ruled out, and why."""
    name = failure.cases[t].label
    most = max(failure.paid(game, t, failure.possible))
    if most < now:
        return f"{name} (at best {most} there, {now} now)"
    gainer = "another type" if rival is None else failure.cases[rival].label
    draws = f"leaves {name} as well off as now" if concept == "NWBR" else f"is good enough for {name}"
    return f"{name} (every reply that {draws} is a gain for {gainer})"


def _consequence(
    game: SignalingGame,
    failure: Failure,
    deviation: tuple[int, Plan, bool] | None,
    now: Sequence[Fraction],
    receiver: Strategy,
) -> str:
    left = [failure.cases[t].label for t in failure.left]
    against = f"Against {left[0]}" if len(left) == 1 else f"Whatever the belief over {listed(left)}"
    if deviation is None:
        own = _mixture(game.flat.replies[failure.message], receiver.flat[failure.message])
        others = [plan_label(game, failure.message, plan) for plan in deterring(game, failure, now)]
        better = "a mixture of " * (len(others) > 1) + listed(others)
        other = f"{'' if len(left) == 1 else 'against some such belief '}{better}"
        return (
            f"{against}, the reply relied on ({own}) is not best; {other} is, and draws nobody away: "
            "the reply must change, but not what happens in play."
        )
    t, plan, sure = deviation
    name, [paid], reply = failure.cases[t].label, failure.paid(game, t, [plan]), plan_label(game, failure.message, plan)
    if len(failure.optimal) == 1:
        return f"{against}, the only best reply is {reply}, which gives {name} {paid} rather than {now[t]}."
    if sure:
        return f"{against}, every best reply gives {name} at least {paid} ({reply}) rather than {now[t]}."
    return f"{against}, every best reply draws some type away; {reply} gives {name} {paid} rather than {now[t]}."


def deterring(game: SignalingGame, failure: Failure, now: Sequence[Fraction]) -> Sequence[Plan]:
    """Plans that are best to a belief over the types left and between them draw nobody: one alone where that will do.

    `now` is what each type gets in the equilibrium.
    """
    types = range(len(failure.cases))
    alone = [plan for plan in failure.deterring if all(failure.paid(game, t, [plan])[0] <= now[t] for t in types)]
    return alone[:1] or failure.deterring


def _mixture(labels: Sequence[Reply], weights: Sequence[Fraction]) -> str:
    """A mixed reply: "duel with 1/2 and don't with 1/2", of each receiver type where there are such."""
    by_type: dict[str, list[tuple[str, Fraction]]] = {}
    for label, weight in zip(labels, weights, strict=True):
        if weight:
            who, what = ("", label) if isinstance(label, str) else (f"{label[0]}: ", label[1])
            by_type.setdefault(who, []).append((what, weight))
    return "; ".join(who + _weighted(cells) for who, cells in by_type.items())


def _weighted(cells: Sequence[tuple[str, Fraction]]) -> str:
    return cells[0][0] if len(cells) == 1 else listed([f"{label} with {weight}" for label, weight in cells])
