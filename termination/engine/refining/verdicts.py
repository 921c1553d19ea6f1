"""Verdicts: why a refinement rejects an equilibrium, in data and in a sentence.

There are two ways to fall. Either every reply that is best to some belief over the types left would draw a type away,
and the outcome falls; the verdict names that type and the reply. Or some such reply would deter everybody, only it is
not the one that this equilibrium relies on, and the sentence says that no more than the reply is at fault.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from termination.engine.bicliques import members
from termination.engine.families import Assessment, Family
from termination.engine.game import SignalingGame
from termination.engine.outcomes import sender_payoff
from termination.engine.sentences import listed
from termination.engine.strategies import Range, Strategy


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
    """How one equilibrium fails one concept at one message; types by position, sets of replies as bit masks."""

    message: int
    possible: int  # replies best to some belief
    left: tuple[int, ...]  # types not ruled out
    outdone: tuple[tuple[int, int | None], ...]  # type ruled out, and who outdoes it (None: several together)
    optimal: int  # replies best to some belief over the types left
    deterring: int  # such replies that between them, mixed rightly, draw nobody; 0 where none do


@dataclass(frozen=True)
class Verdict:
    """Why an equilibrium is rejected.

    After `message`, which it does not send, `concept` rules out the types in `ruled_out`. `type` is one that would then
    deviate, and `response` the reply that makes it worth her while: where some type gains from every reply that is best
    to a belief over the types left, such a type and the worst of these replies for her; else a reply and the type that
    gains most by it. Both are None where only the reply is at fault: the equilibrium's own is best to no such belief,
    but another is and deters everybody, so that the same outcome survives with it.

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
    now = [sender_payoff(game, t, assessment.sender, receiver) for t in range(len(game.types))]
    then = [[row[failure.message][r] for r in members(failure.optimal)] for row in game.sender]
    deviation = None if failure.deterring else _deviation(failure, now, then)
    sentence = "".join(
        (
            family.name if whole or "(in part" in family.name else f"{family.name} (in part)",
            f": after {game.messages[failure.message]} {concept_title(concept)} rules out ",
            listed([_ruled_out(game, concept, failure, t, rival, now[t]) for t, rival in failure.outdone]),
            ". ",
            _consequence(game, failure, deviation, now, receiver),
            " Payoffs vary within the family; the numbers are those of one equilibrium." if varies(family) else "",
        )
    )
    return Verdict(
        family=family,
        concept=concept,
        message=game.messages[failure.message],
        type=None if deviation is None else game.types[deviation[0]],
        ruled_out=tuple(game.types[t] for t, _ in failure.outdone),
        response=None if deviation is None else game.response_sets[failure.message][deviation[1]],
        assessment=assessment,
        whole_family=whole,
        sentence=sentence,
        failure=failure,
    )


def varies(family: Family) -> bool:
    """Whether members of the family differ in what types get, so that numbers speak of one of them."""
    return any(isinstance(value, Range) for value in family.payoffs.by_type.values())


def _deviation(
    failure: Failure, now: Sequence[Fraction], then: Sequence[Sequence[Fraction]]
) -> tuple[int, int, bool] | None:
    """Who deviates, to which reply, and whether every reply would draw her; types that are left come first."""
    replies = members(failure.optimal)
    for sure, extreme in ((True, min), (False, max)):
        paid = [extreme(row) for row in then]
        gainers = [(t in failure.left, paid[t] - now[t], -t) for t in range(len(now)) if paid[t] > now[t]]
        if gainers:
            t = -max(gainers)[-1]
            return t, replies[then[t].index(paid[t])], sure
    return None


def _ruled_out(game: SignalingGame, concept: str, failure: Failure, t: int, rival: int | None, now: Fraction) -> str:
    """A type that is ruled out, and why."""
    name, row = game.types[t], game.sender[t][failure.message]
    most = max(row[r] for r in members(failure.possible))
    if most < now:
        return f"{name} (at best {most} there, {now} now)"
    gainer = "another type" if rival is None else game.types[rival]
    draws = f"leaves {name} as well off as now" if concept == "NWBR" else f"is good enough for {name}"
    return f"{name} (every reply that {draws} is a gain for {gainer})"


def _consequence(
    game: SignalingGame,
    failure: Failure,
    deviation: tuple[int, int, bool] | None,
    now: Sequence[Fraction],
    receiver: Strategy,
) -> str:
    labels = game.response_sets[failure.message]
    left = [game.types[t] for t in failure.left]
    against = f"Against {left[0]}" if len(left) == 1 else f"Whatever the belief over {listed(left)}"
    if deviation is None:
        own = _mixture(labels, receiver.probabilities[failure.message])
        others = [labels[r] for r in deterring(game, failure, now)]
        better = "a mixture of " * (len(others) > 1) + listed(others)
        other = f"{'' if len(left) == 1 else 'against some such belief '}{better}"
        return (
            f"{against}, the reply relied on ({own}) is not best; {other} is, and draws nobody away: "
            "only the reply fails, not the outcome."
        )
    t, r, sure = deviation
    paid = game.sender[t][failure.message][r]
    if failure.optimal.bit_count() == 1:
        return (
            f"{against}, the only best reply is {labels[r]}, which gives {game.types[t]} {paid} rather than {now[t]}."
        )
    if sure:
        return f"{against}, every best reply gives {game.types[t]} at least {paid} ({labels[r]}) rather than {now[t]}."
    gain = f"{labels[r]} gives {game.types[t]} {paid} rather than {now[t]}"
    return f"{against}, every best reply draws some type away; {gain}."


def deterring(game: SignalingGame, failure: Failure, now: Sequence[Fraction]) -> list[int]:
    """Replies that are best to a belief over the types left and between them draw nobody: one alone where that will do.

    `now` is what each type gets in the equilibrium.
    """
    replies, m = members(failure.deterring), failure.message
    alone = [r for r in replies if all(row[m][r] <= has for row, has in zip(game.sender, now, strict=True))]
    return alone[:1] or replies


def _mixture(labels: Sequence[str], weights: Sequence[Fraction]) -> str:
    used = [(label, weight) for label, weight in zip(labels, weights, strict=True) if weight]
    return used[0][0] if len(used) == 1 else listed([f"{label} with {weight}" for label, weight in used])
