"""The definitions of equilibrium and refinement, written as formulas over the reals.

Here a signaling game's prior and payoffs may be *terms*: numbers, or expressions in free real parameters. A `Play` is a
strategy sigma(m|t) for the sender, a reply rho(r|m), beliefs mu(t|m) and the payoff V_t that each type expects. What
makes a play a perfect Bayesian equilibrium is then a formula:

    probabilities    sigma(.|t), rho(.|m), mu(.|m) are distributions
    sender           U(t, m) <= V_t for every m, with equality if sigma(m|t) > 0;  U(t, m) = sum_r rho(r|m) u_S(t, m, r)
    Bayes' rule      if m is sent, mu(t|m) * sum_s p_s sigma(m|s) = p_t sigma(m|t)
    receiver         if rho(r|m) > 0, then sum_t mu(t|m) [u_R(t, m, r) - u_R(t, m, r')] >= 0 for every r'

Where the receiver has types, each of them has a reply of his own, which is rational for him at the belief common to
all, and the sender weighs them by his prior.

An SMT solver asked whether assumptions, equilibrium and the contrary of a claim can hold together decides the claim for
all parameters at once. Nothing here is shared with the solver that finds equilibria, or with the verifier.

Refinements: at an unsent message m, MBR(K) are the receiver's mixed best replies to beliefs on K, and type t gains
f_t(a) = u_S(t, m, a) - V_t from deviating if he replies a. Where he has two replies a is a number in [0, 1], f_t is
linear in it and MBR(K) is {0}, {1} or [0, 1], so that the definitions reduce to comparisons of endpoints and of the
point where f_t vanishes; where he has more they are stated as they stand, with quantifiers.

References: Cho & Kreps (1987), *QJE* 102(2); Fudenberg & Tirole (1991), *Game Theory*, section 8.2.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from operator import add
from types import ModuleType
from typing import Any

from termination.engine.game import Labels
from termination.errors import MissingExtraError

#: A number or an expression over the reals; a truth value or a formula. The solver's own types, loaded when needed.
Term = Any
Formula = Any


def z3() -> ModuleType:
    """The SMT solver's module. Raises `MissingExtraError` where it is not installed."""
    try:
        import z3
    except ImportError:
        raise MissingExtraError("z3-solver", "proofs", "proving theorems") from None
    module: ModuleType = z3
    return module


# -- logic -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Fact:
    """A formula with the words for it; `name` where it is an assumption that can be dropped; `scope` where it is less
    than what the name alone says: for whom, or with which edges."""

    words: str
    formula: Formula
    name: str = ""
    scope: str = ""

    @property
    def title(self) -> str:
        """Name and scope: "A1 for L"."""
        return f"{self.name} {self.scope}".strip()


def every(facts: Iterable[Formula]) -> Formula:
    """All of them hold. As in the other connectives, truth values are simplified away."""
    left = [fact for fact in facts if fact is not True]
    if any(fact is False for fact in left):
        return False
    return (z3().And(*left) if len(left) > 1 else left[0]) if left else True


def some(facts: Iterable[Formula]) -> Formula:
    """At least one of them holds."""
    left = [fact for fact in facts if fact is not False]
    if any(fact is True for fact in left):
        return True
    return (z3().Or(*left) if len(left) > 1 else left[0]) if left else False


def no(fact: Formula) -> Formula:
    """It does not hold."""
    return not fact if isinstance(fact, bool) else z3().Not(fact)


def implies(fact: Formula, consequence: Formula) -> Formula:
    """If the one, then the other."""
    if isinstance(fact, bool) or isinstance(consequence, bool):
        return some([no(fact), consequence])
    return z3().Implies(fact, consequence)


def iff(one: Formula, other: Formula) -> Formula:
    """Both or neither."""
    return every([implies(one, other), implies(other, one)])


def total(terms: Iterable[Term]) -> Term:
    """Their sum; not `sum`, which would begin with a zero that clutters the formula."""
    listed = list(terms)
    return reduce(add, listed) if listed else 0


def weighted(weights: Iterable[Term], terms: Iterable[Term]) -> Term:
    """The sum of the products, without those whose weight is the number 0 and without factors 1."""
    pairs = [(a, x) for a, x in zip(weights, terms, strict=True) if not _is(a, 0)]
    return total(x if _is(a, 1) else a * x for a, x in pairs)


def step(term: Term) -> Term:
    """One where the term is positive, else zero."""
    return z3().If(term > 0, 1.0, 0.0) if z3().is_expr(term) else int(term > 0)


def _is(term: Term, value: int) -> bool:
    return isinstance(term, (int, Fraction)) and term == value


def symbol(*parts: str) -> str:
    """A name that every solver takes: `symbol("sigma", "silent, open", "low")` is "sigma_silent_open_low"."""
    return "_".join(re.sub(r"\W+", "_", part) for part in parts)


def real(*parts: str) -> Term:
    """A free real variable, its name made of `parts` by `symbol`."""
    return z3().Real(symbol(*parts))


# -- games and plays -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class FormalGame:
    """A finite signaling game whose prior and payoffs are terms; payoffs nested [type][message][response], with
    receiver types [type][receiver type][message][response].

    A `SignalingGame` has the same attributes and serves as well. `off_path` says how deviations to a message of a play
    are judged, where that is said shorter than by definition.
    """

    types: Labels
    prior: tuple[Term, ...]
    messages: Labels
    response_sets: tuple[Labels, ...]
    sender: tuple[tuple[tuple[Term, ...], ...], ...]
    receiver: tuple[tuple[tuple[Term, ...], ...], ...]
    receiver_types: Labels = ()
    receiver_prior: tuple[Term, ...] = ()
    off_path: Callable[[Play, str], OffPath] | None = None


def _columns(game: FormalGame, j: int) -> list[tuple[int | None, int]]:
    """The replies to a message by position: (receiver type, response), the former None where he has no types."""
    types: Sequence[int | None] = range(len(game.receiver_types)) if game.receiver_types else [None]
    return [(s, r) for s in types for r in range(len(game.response_sets[j]))]


def _worths(game: FormalGame, i: int, j: int) -> tuple[Term, ...]:
    """What each reply to a message adds to the sender's payoff: his types weigh by his prior."""
    if not game.receiver_types:
        return game.sender[i][j]
    return tuple(game.receiver_prior[s] * game.sender[i][s][j][r] for s, r in _columns(game, j) if s is not None)


@dataclass(frozen=True)
class Play:
    """Strategies, beliefs and the sender's payoffs, as terms: sigma[t][m], rho[m][r], mu[m][t], value[t].

    Where the receiver has types rho[m] has the replies of the first, then those of the second, and so on; what is
    `given`, and `receiver`, is nested as his strategies are, [receiver type][message][response].
    """

    game: FormalGame
    sigma: tuple[tuple[Term, ...], ...]
    rho: tuple[tuple[Term, ...], ...]
    mu: tuple[tuple[Term, ...], ...]
    value: tuple[Term, ...]

    @classmethod
    def free(cls, game: FormalGame, mark: str = "") -> Play:
        """A play about which nothing is known: every probability and payoff a variable of its own.

        `mark` is added to the names of the variables, where one statement is about two plays.
        """
        types, messages = game.types, game.messages
        return cls(
            game,
            tuple(_chances("sigma" + mark, messages, t) for t in types),
            tuple(
                tuple(chance for s in game.receiver_types or [""] for chance in _chances("rho" + mark, row, m, s))
                for m, row in zip(messages, game.response_sets, strict=True)
            ),
            tuple(_chances("mu" + mark, types, m) for m in messages),
            tuple(real("V" + mark, t) for t in types),
        )

    @classmethod
    def given(
        cls,
        game: FormalGame,
        sigma: Sequence[Sequence[Term]],
        rho: Sequence[Sequence[Term]],
        mu: Sequence[Sequence[Term]],
    ) -> Play:
        """The play with these strategies and beliefs; each type's payoff is what they give it."""
        if game.receiver_types:
            rho = [[chance for row in rows for chance in row] for rows in zip(*rho, strict=True)]
        nested = [tuple(tuple(row) for row in rows) for rows in (sigma, rho, mu)]
        value = tuple(
            weighted(weights, (weighted(row, _worths(game, i, j)) for j, row in enumerate(rho)))
            for i, weights in enumerate(sigma)
        )
        return cls(game, nested[0], nested[1], nested[2], value)

    @property
    def receiver(self) -> tuple[Any, ...]:
        """rho, nested as the receiver's strategies are."""
        if not self.game.receiver_types:
            return self.rho
        return tuple(
            tuple(row[s * len(labels) : (s + 1) * len(labels)] for row, labels in zip(self.rho, self.sets, strict=True))
            for s in range(len(self.game.receiver_types))
        )

    @property
    def sets(self) -> tuple[Labels, ...]:
        """The responses to each message."""
        return self.game.response_sets

    def sends(self, t: str, m: str) -> Term:
        """sigma(m|t)."""
        return self.sigma[self.game.types.index(t)][self.game.messages.index(m)]

    def reply(self, m: str, r: str, s: str = "") -> Term:
        """rho(r|m), of type s where the receiver has types."""
        j = self.game.messages.index(m)
        before = self.game.receiver_types.index(s) * len(self.sets[j]) if s else 0
        return self.rho[j][before + self.sets[j].index(r)]

    def worth(self, t: str, m: str) -> Term:
        """U(t, m): what type t expects from sending m."""
        i, j = self.game.types.index(t), self.game.messages.index(m)
        return weighted(self.rho[j], _worths(self.game, i, j))

    def sent(self, m: str) -> Formula:
        """Some type sends m with positive probability."""
        return some(self.sends(t, m) > 0 for t in self.game.types)


def _chances(letter: str, over: Labels, given: str, of: str = "") -> tuple[Term, ...]:
    return tuple(real(letter, label, given, *([of] if of else [])) for label in over)


def abbreviations(play: Play) -> dict[str, Term]:
    """Names for what occurs again and again when a play is spoken of: payoffs, gains from deviating, verdicts of D1.

    Only for writing formulas out; a formula is the same with and without them.
    """
    game, names = play.game, {}
    if game.receiver_types:
        return {}
    for j, (m, replies) in enumerate(zip(game.messages, game.response_sets, strict=True)):
        for i, t in enumerate(game.types):
            cell = [symbol("", t, m, r) for r in replies]
            for r, place in enumerate(cell):
                names[f"u_S{place}"], names[f"u_R{place}"] = game.sender[i][j][r], game.receiver[i][j][r]
            if len(replies) == 2:
                off = TwoReplies(play, m)
                names |= {f"gain{place}": off.end(i, r) for r, place in enumerate(cell)}
                names |= {symbol("best_reply", r, m): off.attained(k) for k, r in enumerate(replies)}
                names[symbol("D1_deletes", t, m)] = off.d1_deletes(i)
    return {name: term for name, term in names.items() if z3().is_expr(term)}


# -- equilibrium -----------------------------------------------------------------------------------------------------


def equilibrium(play: Play) -> tuple[Fact, ...]:
    """What makes `play` a perfect Bayesian equilibrium."""
    return (
        Fact("strategies and beliefs are probabilities", probabilities(play)),
        Fact("the sender is rational", sender_rational(play)),
        Fact("beliefs follow Bayes' rule", bayes(play)),
        Fact("the receiver is rational", receiver_rational(play)),
    )


def is_equilibrium(play: Play) -> Formula:
    """`equilibrium` as one formula."""
    return every(fact.formula for fact in equilibrium(play))


def probabilities(play: Play) -> Formula:
    """Every row of sigma, rho and mu is non-negative and sums to one."""
    replies = [row for rows in play.receiver for row in rows] if play.game.receiver_types else play.rho
    rows = [row for rows in (play.sigma, replies, play.mu) for row in rows]
    return every([chance >= 0 for row in rows for chance in row] + [total(row) == 1 for row in rows])


def sender_rational(play: Play) -> Formula:
    """No message is worth more to a type than V_t, and every message it sends is worth V_t."""
    facts = []
    for t, value in zip(play.game.types, play.value, strict=True):
        for m in play.game.messages:
            worth = play.worth(t, m)
            facts += [worth <= value, implies(play.sends(t, m) > 0, worth == value)]
    return every(facts)


def bayes(play: Play) -> Formula:
    """At a message that is sent, the belief is the posterior; the denominator is multiplied out."""
    facts = []
    for m, belief in zip(play.game.messages, play.mu, strict=True):
        joint = [p * play.sends(t, m) for t, p in zip(play.game.types, play.game.prior, strict=True)]
        posterior = [mu * total(joint) == each for mu, each in zip(belief, joint, strict=True)]
        facts.append(implies(play.sent(m), every(posterior)))
    return every(facts)


def receiver_rational(play: Play) -> Formula:
    """Every response in use is a best reply to the belief at its message."""
    facts = []
    for j, (belief, replies) in enumerate(zip(play.mu, play.rho, strict=True)):
        facts += [implies(chance > 0, _best_reply(play.game, j, r, belief)) for r, chance in enumerate(replies)]
    return every(facts)


def _edge(game: FormalGame, i: int, j: int, r: int, other: int, s: int | None = None) -> Term:
    """u_R(t, m, r) - u_R(t, m, r'), to the receiver's type s where he has types."""
    row = game.receiver[i][j] if s is None else game.receiver[i][s][j]
    one, zero = row[r], row[other]
    return one if _is(zero, 0) else one - zero


def _best_reply(game: FormalGame, j: int, r: int, belief: Sequence[Term]) -> Formula:
    """The reply at this position is best for whoever makes it."""
    s, own = _columns(game, j)[r]
    others = [other for other in range(len(game.response_sets[j])) if other != own]
    edges = {other: [_edge(game, i, j, own, other, s) for i in range(len(game.types))] for other in others}
    return every(weighted(belief, edges[other]) >= 0 for other in others)


# -- refinement ------------------------------------------------------------------------------------------------------


def survives_d1(play: Play) -> Formula:
    """At every unsent message the reply is a mixed best reply to a belief on types that D1 does not delete."""
    return _survives(play, lambda off: off.believable([no(off.d1_deletes(i)) for i in off.types]))


def survives_intuitive(play: Play) -> Formula:
    """At no unsent message does some type gain whatever he replies, once those that can only lose are ruled out."""

    def passes(off: OffPath) -> Formula:
        left = [no(off.always(lambda a, i=i: off.gain(i, a) < 0)) for i in off.types]  # type: ignore[misc]
        tempted = [off.always(lambda a, i=i: off.gain(i, a) > 0, among=left) for i in off.types]  # type: ignore[misc]
        return no(every([some(left), some(tempted)]))

    return _survives(play, passes)


def _survives(play: Play, passes: Callable[[OffPath], Formula]) -> Formula:
    return every(some([play.sent(m), passes(_off_path(play, m))]) for m in play.game.messages)


def _off_path(play: Play, m: str) -> OffPath:
    game = play.game
    if isinstance(game, FormalGame) and game.off_path is not None:
        return game.off_path(play, m)
    if game.receiver_types:
        raise NotImplementedError("refinements are not stated where the receiver has types, unless the game says how")
    return (TwoReplies if len(game.response_sets[game.messages.index(m)]) == 2 else OffPath)(play, m)


class OffPath:
    """The deviation to one unsent message, by the definitions as they stand: sets of replies, with quantifiers."""

    def __init__(self, play: Play, m: str):
        self.play, self.game = play, play.game
        self.j = play.game.messages.index(m)
        self.m = m
        self.types = range(len(play.game.types))
        self.replies = range(len(play.game.response_sets[self.j]))
        self.everyone: list[Formula] = [True] * len(self.types)

    def gain(self, i: int, reply: Sequence[Term]) -> Term:
        """f_t(a): what type t gains from the deviation if he replies `reply`."""
        return weighted(reply, self.game.sender[i][self.j]) - self.play.value[i]

    def believable(self, among: Sequence[Formula]) -> Formula:
        """His own reply lies in MBR(the types for which `among` holds)."""
        return self.best(self.play.rho[self.j], among)

    def best(self, reply: Sequence[Term], among: Sequence[Formula]) -> Formula:
        """`reply` lies in MBR(the types for which `among` holds): some belief on them makes all of it best."""
        belief = [real("belief", t, self.m) for t in self.game.types]
        allowed = [implies(mu > 0, kept) for mu, kept in zip(belief, among, strict=True)]
        facts = [total(belief) == 1, *(mu >= 0 for mu in belief), *allowed]
        facts += [implies(reply[r] > 0, _best_reply(self.game, self.j, r, belief)) for r in self.replies]
        return z3().Exists(belief, every(facts))

    def always(self, holds: Callable[[Sequence[Term]], Formula], among: Sequence[Formula] | None = None) -> Formula:
        """It holds of every reply in MBR(the types for which `among` holds), all types unless it is given."""
        reply = [real("reply", r, self.m) for r in self.game.response_sets[self.j]]
        is_reply = every([total(reply) == 1, *(a >= 0 for a in reply)])
        possible = every([is_reply, self.best(reply, self.everyone if among is None else among)])
        return z3().ForAll(reply, implies(possible, holds(reply)))

    def d1_deletes(self, i: int) -> Formula:
        """Some other type would gain from more replies: D_t' is not empty, and D_t and D0_t lie in it."""
        return some(self.gains_more(k, i) for k in self.types if k != i)

    def gains_more(self, k: int, i: int) -> Formula:
        """D_k is not empty, and contains D_i and D0_i."""
        somewhere = no(self.always(lambda a: self.gain(k, a) <= 0))
        return every([somewhere, self.always(lambda a: implies(self.gain(i, a) >= 0, self.gain(k, a) > 0))])


class TwoReplies(OffPath):
    """The same where he has two replies: MBR is one end of [0, 1], the other, or all of it, and gains are linear."""

    def end(self, i: int, r: int) -> Term:
        """The gain of type i if he replies r for sure."""
        return self.game.sender[i][self.j][r] - self.play.value[i]

    def attained(self, r: int, among: Sequence[Formula] | None = None) -> Formula:
        """r is a best reply to some belief on those types: on one of them, then."""
        kept = self.everyone if among is None else among
        return some(every([kept[i], _edge(self.game, i, self.j, r, 1 - r) >= 0]) for i in self.types)

    def best(self, reply: Sequence[Term], among: Sequence[Formula]) -> Formula:
        return every(implies(reply[r] > 0, self.attained(r, among)) for r in self.replies)

    def always(self, holds: Callable[[Sequence[Term]], Formula], among: Sequence[Formula] | None = None) -> Formula:
        """Used of signs of a linear function, which the ends decide."""
        ends: tuple[tuple[int, int], tuple[int, int]] = ((1, 0), (0, 1))
        return every(implies(self.attained(r, among), holds(ends[r])) for r in self.replies)

    def gains_more(self, k: int, i: int) -> Formula:
        """D_k contains an end, the ends of D_i and D0_i, and i's point of indifference if it lies inside."""
        ends = [self.attained(r) for r in self.replies]
        f, g = [self.end(i, r) for r in self.replies], [self.end(k, r) for r in self.replies]
        somewhere = some(every([end, g[r] > 0]) for r, end in enumerate(ends))
        at_ends = every(implies(every([end, f[r] >= 0]), g[r] > 0) for r, end in enumerate(ends))
        crossing = g[0] * f[1] - g[1] * f[0]
        inside = every(
            [
                implies(every([*ends, f[0] < 0, f[1] > 0]), crossing > 0),
                implies(every([*ends, f[0] > 0, f[1] < 0]), crossing < 0),
            ]
        )
        return every([somewhere, at_ends, inside])
