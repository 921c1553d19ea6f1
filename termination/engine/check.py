"""The verifier: recomputes from the definition that what a solver found is a perfect Bayesian equilibrium.

It shares no code with the solvers and knows nothing of how they work: it imports nothing of this package, reads
payoffs, strategies and the beliefs that are claimed for them, all plain numbers, and recomputes expected payoffs,
Bayes' rule and sequential rationality in exact arithmetic. A **regret** is what a player would gain by the best
deviation; in an equilibrium every regret is exactly zero.

A receiver who has types has a row in his strategy for each of them after each message; payoffs are then nested
[type][receiver type][message][response]. Each of his types is asked whether it could do better, all at one belief.

A message that only some types have can be sent by no other type and be believed of no other.

Where there is noise he responds to what he sees, one of `seen`, which message m is with the probabilities in row m of
`noise`. A belief then is about types where what he gets depends on no more, else about types with their messages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape
from itertools import chain, product
from typing import Any, Protocol

Rows = Sequence[Sequence[Fraction]]
Table = tuple[tuple[Fraction, ...], ...]
#: What the receiver does after one message: a distribution over responses, one for each of his types where he has some.
Reply = tuple[tuple[Fraction, ...], ...]


class Game(Protocol):
    """What is read of a game: labels, priors, payoffs nested [type][message][response], or with receiver types."""

    @property
    def messages(self) -> Sequence[str]: ...
    @property
    def message_sets(self) -> Sequence[Sequence[str]]: ...
    @property
    def response_sets(self) -> Sequence[Sequence[str]]: ...
    @property
    def prior(self) -> Sequence[Fraction]: ...
    @property
    def sender(self) -> Any: ...
    @property
    def receiver(self) -> Any: ...
    @property
    def receiver_types(self) -> Sequence[str]: ...
    @property
    def receiver_prior(self) -> Sequence[Fraction]: ...
    @property
    def seen(self) -> Sequence[str]: ...
    @property
    def noise(self) -> Rows: ...


class Strategy(Protocol):
    """What is read of a strategy: its probabilities, nested by position."""

    @property
    def probabilities(self) -> Table: ...


class Strategies(Protocol):
    """What is read of a set of strategies: its vertices."""

    @property
    def vertices(self) -> Sequence[Strategy]: ...


class Belief(Protocol):
    """What is read of a set of beliefs: its vertices, each a distribution over the types."""

    @property
    def vertices(self) -> Rows: ...


class Piece(Protocol):
    """What is read of the beliefs claimed after a message: for which replies, and whether for where it is sent."""

    @property
    def replies(self) -> Sequence[Any]: ...
    @property
    def beliefs(self) -> Belief: ...
    @property
    def sent(self) -> bool: ...


class Family(Protocol):
    """What is read of a family: the game, the vertices of both sets of strategies, the pieces of its beliefs."""

    @property
    def game(self) -> Game: ...
    @property
    def sender(self) -> Strategies: ...
    @property
    def receiver(self) -> Strategies: ...
    @property
    def beliefs(self) -> Mapping[str, Sequence[Piece]]: ...


@dataclass(frozen=True)
class Certificate:
    """What the verifier found over the assessments it recomputed.

    `max_regret`: the largest gain from any deviation, of any type or of the receiver at any message and belief: 0 in
    an equilibrium. `bayes`: the beliefs claimed where a message is sent are the posteriors, of the same range; and
    wherever it is not sent some are claimed.
    `distributions`: strategies are probabilities that sum to one, none of a message that a type lacks. `assessments`:
    to how many pairs of strategies that applies, those of a vertex or the middle on either side; with so many `beliefs`
    in all.

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
        return f'<pre style="white-space: pre-wrap">{escape(str(self))}</pre>'  # no import: see above


def certify(family: Family) -> Certificate:
    """Recompute the family at all pairs of a vertex or the middle on either side, at every vertex of the beliefs there.

    A type's regret depends on her own mixing and on the replies, the receiver's on who sends the message and on his
    reply to it. So each is recomputed once for each of these, and not for every pair.
    """
    senders, receivers = (_with_middle(side.vertices) for side in (family.sender, family.receiver))
    worst, bayes, beliefs = max(_sender_side(family.game, senders, receivers)), True, 0
    for regret, consistent in chain(_receiver_side(family, senders, receivers), _over_pieces(family)):
        worst, bayes, beliefs = max(worst, regret), bayes and consistent, beliefs + 1
    distributions = are_distributions([row for strategy in (*senders, *receivers) for row in strategy])
    distributions = distributions and all(sends_only_its_own(family.game, sender) for sender in senders)
    return Certificate(worst, bayes, distributions, len(senders) * len(receivers), beliefs)


def _with_middle(vertices: Sequence[Strategy]) -> list[Table]:
    """The vertices and their mean, each once."""
    tables = [vertex.probabilities for vertex in vertices]
    rows = zip(*tables, strict=True)
    mean = tuple(tuple(sum(cell, Fraction(0)) / len(tables) for cell in zip(*row, strict=True)) for row in rows)
    return list(dict.fromkeys([*tables, mean]))


def _sender_side(game: Game, senders: list[Table], receivers: list[Table]) -> Iterator[Fraction]:
    """The regret of each type, for each way she mixes, against each of the receiver's strategies."""
    mixing = [dict.fromkeys(rows) for rows in zip(*senders, strict=True)]
    for receiver in receivers:
        for rows, values in zip(mixing, worth_of_messages(game, receiver), strict=True):
            yield from (_regret(row, values) for row in rows)


def _receiver_side(family: Family, senders: list[Table], receivers: list[Table]) -> Iterator[tuple[Fraction, bool]]:
    """After all that he sees, for each way it comes about and each reply: the regret at each belief, and if Bayes
    holds."""
    game = family.game
    for m, message in enumerate(game.seen):
        claimed = family.beliefs[message]
        posteriors = _posteriors(game, m, senders)
        consistent = _same_range([mu for mu in posteriors if mu], claimed)
        for mu, reply in product(posteriors, dict.fromkeys(reply_to(game, m, receiver) for receiver in receivers)):
            held = [mu] if mu else _supporting(claimed, _names(game, m), reply)
            if not held:
                yield Fraction(0), False
            for belief in held:
                regret = max(receiver_regret(game, m, belief, row, s) for s, row in enumerate(reply))
                yield regret, consistent and is_belief(game, m, belief)


def reply_to(game: Game, m: int, receiver: Rows) -> Reply:
    """What is done after message m: by the receiver, or by each of his types."""
    count = len(game.receiver_types) or 1
    return tuple(tuple(row) for row in receiver[m * count : (m + 1) * count])


def _names(game: Game, m: int) -> list[list[Any]]:
    """What replies to message m are called, by type of the receiver and response."""
    labels = game.response_sets[m]
    return [[(s, label) for label in labels] for s in game.receiver_types] or [list(labels)]


def _posteriors(game: Game, m: int, senders: list[Table]) -> list[tuple[Fraction, ...] | None]:
    """By Bayes' rule, for each way in which message m is sent, or seen; None where it is not."""
    if game.noise:
        return [_normalised(joint) for joint in dict.fromkeys(_joint(game, sender, m) for sender in senders)]
    return [posterior(game, column) for column in dict.fromkeys(tuple(row[m] for row in sender) for sender in senders)]


def _supporting(claimed: Sequence[Piece], names: Sequence[Sequence[Any]], reply: Reply) -> list[Sequence[Fraction]]:
    """The beliefs claimed where a message is not sent, for just the replies in use."""
    cells = zip(chain(*names), chain(*reply), strict=True)
    used = {name for name, weight in cells if weight}
    return [mu for piece in claimed if not piece.sent and set(piece.replies) == used for mu in piece.beliefs.vertices]


def _same_range(posteriors: Rows, claimed: Sequence[Piece]) -> bool:
    """Whether the beliefs claimed where a message is sent are among the posteriors, each type's in the same range."""
    stated = [tuple(belief) for piece in claimed if piece.sent for belief in piece.beliefs.vertices]
    if not posteriors or not stated:
        return not posteriors and not stated
    here, there = (list(zip(*beliefs, strict=True)) for beliefs in (posteriors, stated))
    within = set(stated) <= set(map(tuple, posteriors))
    return within and [(min(x), max(x)) for x in here] == [(min(x), max(x)) for x in there]


def _over_pieces(family: Family) -> Iterator[tuple[Fraction, bool]]:
    """Each claimed piece of beliefs supports each of its replies; and each piece is a set of beliefs."""
    game = family.game
    for m, message in enumerate(game.seen):
        for piece in family.beliefs[message]:
            for belief in piece.beliefs.vertices:
                consistent = is_belief(game, m, belief)
                for s, names in enumerate(_names(game, m)):
                    for r, name in enumerate(names):
                        if name in piece.replies:
                            pure = [Fraction(int(r == k)) for k in range(len(names))]
                            yield receiver_regret(game, m, belief, pure, s), consistent


def are_distributions(rows: Rows) -> bool:
    """Whether each row is a probability distribution."""
    return all(min(row) >= 0 and sum(row) == 1 for row in rows)


def sends_only_its_own(game: Game, sender: Rows) -> bool:
    """Whether no type sends a message that she lacks."""
    return all(
        not weight or message in own
        for row, own in zip(sender, game.message_sets, strict=True)
        for weight, message in zip(row, game.messages, strict=True)
    )


def is_belief(game: Game, m: int, belief: Sequence[Fraction]) -> bool:
    """Whether it is a distribution over the types that have message m; with noise over what may be seen as m."""
    able = [bool(pairs) for pairs in causes(game, m)]
    return are_distributions([belief]) and all(has or not mu for has, mu in zip(able, belief, strict=True))


def worth_of_messages(game: Game, receiver: Rows) -> list[list[Fraction | None]]:
    """What each message gives each type, [type][message]: on average over the receiver's types, where he has some; None
    where she lacks it."""
    messages = list(enumerate(game.messages))
    return [
        [_worth(game, t, m, receiver) if message in game.message_sets[t] else None for m, message in messages]
        for t in range(len(game.message_sets))
    ]


def _worth(game: Game, t: int, m: int, receiver: Rows) -> Fraction:
    """What message m gives type t."""
    if game.noise:
        return sum((p * _worth_seen(game, t, m, z, receiver) for z, p in enumerate(game.noise[m]) if p), Fraction(0))
    if not game.receiver_types:
        return _expected(receiver[m], game.sender[t][m])
    facing = zip(reply_to(game, m, receiver), game.sender[t], strict=True)
    return _expected(game.receiver_prior, [_expected(row, payoffs[m]) for row, payoffs in facing])


def _worth_seen(game: Game, t: int, m: int, z: int, receiver: Rows) -> Fraction:
    """What message m gives type t where it is seen as z."""
    payoffs = [_row_seen(game, table, m, z) for table in (game.sender[t] if game.receiver_types else [game.sender[t]])]
    chances = game.receiver_prior or (Fraction(1),)
    return _expected(chances, [_expected(*pair) for pair in zip(reply_to(game, z, receiver), payoffs, strict=True)])


def _row_seen(game: Game, table: Any, m: int, z: int) -> list[Fraction]:
    """Of payoffs [message][response] those of the responses to z after message m."""
    if not game.noise:
        return list(table[m])
    sets = [labels for labels, p in zip(game.response_sets, game.noise[m], strict=True) if p]
    listed = list(dict.fromkeys(chain(*sets)))
    return [table[m][listed.index(label)] for label in game.response_sets[z]]


def causes(game: Game, z: int) -> list[list[tuple[int, int]]]:
    """What a belief after z is about: for each of its entries the (type, message) pairs that may be seen as z."""
    if not game.noise:
        return [[(t, z)] if game.messages[z] in own else [] for t, own in enumerate(game.message_sets)]
    able = [
        [(t, m) for m, row in enumerate(game.noise) if row[z] and game.messages[m] in own]
        for t, own in enumerate(game.message_sets)
    ]
    if all(_alike(game, pairs, z) for pairs in able):
        return able
    return [[pair] for pairs in able for pair in pairs]


def _alike(game: Game, pairs: Sequence[tuple[int, int]], z: int) -> bool:
    """Whether he gets the same from each response to z, whichever of the pairs it comes from."""
    types = len(game.receiver_types) or 1
    rows = [[_payoffs_at(game, pair, z, s) for s in range(types)] for pair in pairs]
    return len(pairs) < 2 or all(row == rows[0] for row in rows)


def _payoffs_at(game: Game, pair: tuple[int, int], z: int, s: int) -> list[Fraction]:
    """What the receiver, or his type at s, gets by each response to z that comes from this type and message."""
    t, m = pair
    return _row_seen(game, game.receiver[t][s] if game.receiver_types else game.receiver[t], m, z)


def _joint(game: Game, sender: Rows, z: int) -> tuple[Fraction, ...]:
    """How likely it is that z is seen, by what a belief is about."""
    return tuple(
        sum((game.prior[t] * sender[t][m] * (game.noise[m][z] if game.noise else 1) for t, m in pairs), Fraction(0))
        for pairs in causes(game, z)
    )


def _normalised(joint: Sequence[Fraction]) -> tuple[Fraction, ...] | None:
    total = sum(joint, Fraction(0))
    return tuple(weight / total for weight in joint) if total else None


def sender_regrets(game: Game, sender: Rows, receiver: Rows) -> list[Fraction]:
    """For each type, what the best message would gain her over what she plays.

    Strategies are nested by position, the receiver's [message][response]; where he has types, a row for each of these
    after the first message, then after the second, and so on.
    """
    return [_regret(*pair) for pair in zip(sender, worth_of_messages(game, receiver), strict=True)]


def _regret(row: Sequence[Fraction], worth: Sequence[Fraction | None]) -> Fraction:
    """What the best message that a type has would gain her; what she sends of others counts as nothing."""
    own = [(weight, value) for weight, value in zip(row, worth, strict=True) if value is not None]
    return max(value for _, value in own) - sum((weight * value for weight, value in own if weight), Fraction(0))


def _expected(weights: Sequence[Fraction], values: Sequence[Fraction]) -> Fraction:
    return sum((weight * value for weight, value in zip(weights, values, strict=True) if weight), Fraction(0))


def receiver_regret(game: Game, m: int, belief: Sequence[Fraction], reply: Sequence[Fraction], s: int = 0) -> Fraction:
    """What the best response after message m, or what is seen as m, would gain the receiver, or his type at s, at this
    belief."""
    if game.noise:
        rows = [_payoffs_at(game, pairs[0], m, s) if pairs else [] for pairs in causes(game, m)]
    else:
        rows = [table[s][m] if game.receiver_types else table[m] for table in game.receiver]
    held = [(mu, row) for mu, row in zip(belief, rows, strict=True) if mu and row]
    worth = [sum((mu * row[r] for mu, row in held), Fraction(0)) for r in range(len(reply))]
    return max(worth) - _expected(reply, worth)


def posterior(game: Game, column: Sequence[Fraction]) -> tuple[Fraction, ...] | None:
    """The belief by Bayes' rule after a message that each type sends with the probability in `column`; None if none."""
    return _normalised([p * weight for p, weight in zip(game.prior, column, strict=True)])


def follows_bayes(game: Game, sender: Rows, m: int, belief: Sequence[Fraction]) -> bool:
    """Whether the belief is one and, if m is sent, the posterior: mu_t sum_s p_s sigma_s = p_t sigma_t."""
    joint = _joint(game, sender, m)
    total = sum(joint, Fraction(0))
    if not is_belief(game, m, belief):
        return False
    return all(mu * total == weight for mu, weight in zip(belief, joint, strict=True))


def is_equilibrium(game: Game, sender: Rows, receiver: Rows, beliefs: Rows) -> bool:
    """Whether strategies and beliefs (nested [type][message], [message][response], [message][type]) are one.

    Where the receiver has types his rows are as in `sender_regrets`.
    """
    count = len(game.receiver_types) or 1
    return (
        are_distributions([*sender, *receiver])
        and sends_only_its_own(game, sender)
        and max(sender_regrets(game, sender, receiver)) == 0
        and all(follows_bayes(game, sender, m, mu) for m, mu in enumerate(beliefs))
        and all(
            receiver_regret(game, i // count, beliefs[i // count], row, i % count) == 0
            for i, row in enumerate(receiver)
        )
    )
