"""The verifier: recomputes from the definition that what a solver found is a perfect Bayesian equilibrium.

It shares no code with the solvers and knows nothing of how they work: it takes payoffs, strategies and beliefs, and
recomputes expected payoffs, Bayes' rule and sequential rationality in exact arithmetic. A **regret** is what a player
would gain by the best deviation; in an equilibrium every regret is exactly zero.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, product
from typing import TYPE_CHECKING

from termination.engine.assessment import Assessment

if TYPE_CHECKING:
    from termination.engine.assessment import Family, Strategy
    from termination.engine.game import SignalingGame

Rows = Sequence[Sequence[Fraction]]


@dataclass(frozen=True)
class Certificate:
    """What the verifier found over the assessments it recomputed.

    `max_regret`: the largest gain from any deviation, of any type or of the receiver at any message and belief: 0 in
    an equilibrium. `bayes`: beliefs equal the posterior wherever a message is sent, and everywhere there are some.
    `distributions`: strategies are probabilities that sum to one. `assessments`: to how many pairs of strategies that
    applies, those of a vertex or the middle on either side; with so many `beliefs` in all.

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

    def _repr_html_(self) -> str:
        from termination.reporting.notebook import text_html

        return text_html(self)


def certify(family: Family) -> Certificate:
    """Recompute the family at all pairs of a vertex or the middle on either side, at every vertex of the beliefs there.

    A type's regret depends on her own mixing and on the replies, the receiver's on who sends the message and on his
    reply to it. So each is recomputed once for each of these, and not for every pair.
    """
    senders = list(dict.fromkeys([*family.sender.vertices, family.sender.middle]))
    receivers = list(dict.fromkeys([*family.receiver.vertices, family.receiver.middle]))
    worst, bayes, beliefs = max(_sender_side(family.game, senders, receivers)), True, 0
    for regret, consistent in chain(_receiver_side(family, senders, receivers), _over_pieces(family)):
        worst, bayes, beliefs = max(worst, regret), bayes and consistent, beliefs + 1
    distributions = are_distributions([row for s in (*senders, *receivers) for row in s.probabilities])
    return Certificate(worst, bayes, distributions, len(senders) * len(receivers), beliefs)


def _sender_side(game: SignalingGame, senders: list[Strategy], receivers: list[Strategy]) -> Iterator[Fraction]:
    """The regret of each type, for each way she mixes, against each of the receiver's strategies."""
    mixing = [dict.fromkeys(s.probabilities[t] for s in senders) for t in range(len(game.types))]
    for receiver in receivers:
        worth = worth_of_messages(game, receiver.probabilities)
        for rows, values in zip(mixing, worth, strict=True):
            yield from (max(values) - _expected(row, values) for row in rows)


def _receiver_side(
    family: Family, senders: list[Strategy], receivers: list[Strategy]
) -> Iterator[tuple[Fraction, bool]]:
    """After each message, for each way it is sent and each reply: the regret at each belief, and if Bayes holds."""
    game = family.game
    for m, message in enumerate(game.messages):
        columns = {tuple(row[m] for row in s.probabilities): s for s in senders}
        replies = {r.probabilities[m]: r for r in receivers}
        for sender, receiver in product(columns.values(), replies.values()):
            held = Assessment(game, sender, receiver).beliefs[message].vertices
            if not held:
                yield Fraction(0), False
            for belief in held:
                regret = receiver_regret(game, m, belief, receiver.probabilities[m])
                yield regret, follows_bayes(game, sender.probabilities, m, belief)


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


def worth_of_messages(game: SignalingGame, receiver: Rows) -> list[list[Fraction]]:
    """What each message gives each type, [type][message]."""
    return [[_expected(reply, cells) for reply, cells in zip(receiver, table, strict=True)] for table in game.sender]


def sender_regrets(game: SignalingGame, sender: Rows, receiver: Rows) -> list[Fraction]:
    """For each type, what the best message would gain her over what she plays."""
    worth = worth_of_messages(game, receiver)
    return [max(values) - _expected(row, values) for row, values in zip(sender, worth, strict=True)]


def _expected(weights: Sequence[Fraction], values: Sequence[Fraction]) -> Fraction:
    return sum((weight * value for weight, value in zip(weights, values, strict=True) if weight), Fraction(0))


def receiver_regret(game: SignalingGame, m: int, belief: Sequence[Fraction], reply: Sequence[Fraction]) -> Fraction:
    """What the best response after message m would gain the receiver, at this belief, over his reply."""
    columns = zip(*(table[m] for table in game.receiver), strict=True)
    worth = [_expected(belief, column) for column in columns]
    return max(worth) - _expected(reply, worth)


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
