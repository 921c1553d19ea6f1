"""The verifier: recomputes from the definition that what a solver found is a perfect Bayesian equilibrium.

It shares no code with the solvers and knows nothing of how they work: it takes payoffs, strategies and beliefs, and
recomputes expected payoffs, Bayes' rule and sequential rationality in exact arithmetic. A **regret** is what a player
would gain by the best deviation; in an equilibrium every regret is exactly zero.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from termination.engine.assessment import Family
    from termination.engine.game import SignalingGame

Rows = Sequence[Sequence[Fraction]]


@dataclass(frozen=True)
class Certificate:
    """What the verifier found over the assessments it recomputed.

    `max_regret`: the largest gain from any deviation, of any type or of the receiver at any message and belief: 0 in
    an equilibrium. `bayes`: beliefs equal the posterior wherever a message is sent, and everywhere there are some.
    `distributions`: strategies are probabilities that sum to one. `assessments`: how many pairs of strategies were
    recomputed (all pairs of vertices, and one pair in the interior), with so many `beliefs` in all.

    That proves it for the whole family: a message or reply that is best against every vertex is best against their
    mixtures, and in the interior all replies of the family are in use, so that the belief found there supports them
    together.
    """

    max_regret: Fraction
    bayes: bool
    distributions: bool
    assessments: int
    beliefs: int

    @property
    def valid(self) -> bool:
        """Whether everything recomputed is a perfect Bayesian equilibrium."""
        return self.max_regret == 0 and self.bayes and self.distributions

    def __str__(self) -> str:
        verdict = "verified" if self.valid else "NOT an equilibrium"
        return f"{verdict}: max regret {self.max_regret} over {self.assessments} strategy pairs, {self.beliefs} beliefs"


def certify(family: Family) -> Certificate:
    """Recompute the family at every pair of vertices and in the interior, with every vertex of the beliefs there."""
    worst, bayes, distributions, count, beliefs = Fraction(0), True, True, 0, 0
    for assessment in [*family.vertices(), family.middle()]:
        count += 1
        sender, receiver = assessment.sender.probabilities, assessment.receiver.probabilities
        distributions = distributions and are_distributions([*sender, *receiver])
        worst = max([worst, *sender_regrets(family.game, sender, receiver)])
        for m, message in enumerate(family.game.messages):
            held = assessment.beliefs[message].vertices
            beliefs += len(held)
            bayes = bayes and bool(held) and all(follows_bayes(family.game, sender, m, belief) for belief in held)
            worst = max([worst, *(receiver_regret(family.game, m, belief, receiver[m]) for belief in held)])
    for regret, consistent in _over_pieces(family):
        worst, bayes = max(worst, regret), bayes and consistent
    return Certificate(worst, bayes, distributions, count, beliefs)


def _over_pieces(family: Family) -> Iterator[tuple[Fraction, bool]]:
    """Each stated piece of beliefs supports each of its replies; and each piece is a set of beliefs."""
    game = family.game
    for m, message in enumerate(game.messages):
        for piece in family.beliefs[message]:
            for belief in piece.beliefs.vertices:
                consistent = are_distributions([belief])
                for r, label in enumerate(game.response_sets[m]):
                    if label in piece.replies:
                        pure = [Fraction(int(r == s)) for s in range(len(game.response_sets[m]))]
                        yield receiver_regret(game, m, belief, pure), consistent


def are_distributions(rows: Rows) -> bool:
    """Whether each row is a probability distribution."""
    return all(min(row) >= 0 and sum(row) == 1 for row in rows)


def sender_regrets(game: SignalingGame, sender: Rows, receiver: Rows) -> list[Fraction]:
    """For each type, what the best message would gain her over what she plays."""
    regrets = []
    for t in range(len(game.types)):
        worth = [
            sum((a * b for a, b in zip(receiver[m], game.sender[t][m], strict=True)), Fraction(0))
            for m in range(len(game.messages))
        ]
        played = sum((a * b for a, b in zip(sender[t], worth, strict=True)), Fraction(0))
        regrets.append(max(worth) - played)
    return regrets


def receiver_regret(game: SignalingGame, m: int, belief: Sequence[Fraction], reply: Sequence[Fraction]) -> Fraction:
    """What the best response after message m would gain the receiver, at this belief, over his reply."""
    worth = [
        sum((mu * game.receiver[t][m][r] for t, mu in enumerate(belief)), Fraction(0))
        for r in range(len(game.response_sets[m]))
    ]
    return max(worth) - sum((a * b for a, b in zip(reply, worth, strict=True)), Fraction(0))


def follows_bayes(game: SignalingGame, sender: Rows, m: int, belief: Sequence[Fraction]) -> bool:
    """Whether the belief is a distribution and, if m is sent, the posterior: mu_t sum_s p_s sigma_s = p_t sigma_t."""
    joint = [p * row[m] for p, row in zip(game.prior, sender, strict=True)]
    total = sum(joint, Fraction(0))
    if not are_distributions([belief]):
        return False
    return all(mu * total == weight for mu, weight in zip(belief, joint, strict=True))


def is_equilibrium(game: SignalingGame, sender: Rows, receiver: Rows, beliefs: Rows) -> bool:
    """Whether strategies and beliefs (nested [type][message], [message][response], [message][type]) are one."""
    return (
        are_distributions([*sender, *receiver])
        and max(sender_regrets(game, sender, receiver)) == 0
        and all(follows_bayes(game, sender, m, mu) for m, mu in enumerate(beliefs))
        and all(receiver_regret(game, m, mu, receiver[m]) == 0 for m, mu in enumerate(beliefs))
    )
