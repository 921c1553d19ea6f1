"""Theorems on the opening game in doubt: B0 to B4, what is left of the others where he has types of his own.

What escalating costs the opponent and what it brings him has a value for each of two types, dove and hawk, neither of
them the bolder by assumption. tau_a(q) is the chance of escalation after posture a where all of his types reply best at
belief q; where one of them is indifferent it is an interval, from `least` to `most`. h_L and h_H are tau where she is
known to be L or H. Premium, harm and exposure are those of `language`.

B4 has a certain opponent and two types more of hers, who open for reasons of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from types import SimpleNamespace
from typing import Any

from termination.engine.game import SignalingGame
from termination.engine.proving.formulas import (
    Fact,
    FormalGame,
    Formula,
    Play,
    Term,
    TwoReplies,
    every,
    implies,
    real,
    some,
    step,
    symbol,
    total,
)
from termination.engine.proving.prove import Derivation, Obligation, Setting
from termination.models.language import Choice, domains, hypothesis, instead, mixture, nested, pick
from termination.models.opening.payoffs import (
    BY_OPPONENT,
    IN_DOUBT,
    RESPONSES,
    SILENT_MESSAGES,
    payoff_tables,
)
from termination.models.opening.theorems.language import CLOSED, OPEN, THREE, TWO, H, L, War, sympy_symbol

OPPONENTS = ("dove", "hawk")
ESCALATE = RESPONSES[0]


@dataclass(frozen=True, eq=False)
class DoubtfulWar(War):
    """An opening game in doubt over all its parameters."""

    @classmethod
    def of(
        cls, types: tuple[str, ...] = TWO, signal: bool = False, number: Callable[..., Term] = real, **fixed: Any
    ) -> DoubtfulWar:
        """The game with a free `number` for every parameter that is not `fixed`."""
        known = {name: fixed.get(name, 0) for name in BY_OPPONENT}
        parameters = dict(War.of(types, signal, number, **{**fixed, **known}).parameters)
        for one in IN_DOUBT:
            if one.over and one.name not in fixed:
                parameters[one.name] = {s: number(one.symbol.removesuffix("_s"), s) for s in OPPONENTS}
        return cls(types, parameters)

    def facing(self, s: str, t: str) -> SimpleNamespace:
        """The parameters of one of her types where he is of type s."""
        over = {one.name: s if one.over else t for one in IN_DOUBT}
        values = {n: x[over[n]] if isinstance(x, Mapping) else x for n, x in self.parameters.items()}
        return SimpleNamespace(**values)

    def at(self, t: str) -> SimpleNamespace:
        return self.facing(OPPONENTS[0], t)

    @cached_property
    def game(self) -> FormalGame:
        tables = [payoff_tables([self.facing(s, t) for t in self.types], False) for s in OPPONENTS]
        sides = (zip(*side, strict=True) for side in zip(*tables, strict=True))
        sender, receiver = (nested([list(by_his) for by_his in side]) for side in sides)
        prior = tuple(self.p(t) for t in self.types)
        return FormalGame(
            self.types, prior, SILENT_MESSAGES, (RESPONSES,) * len(SILENT_MESSAGES), sender, receiver, OPPONENTS,
            tuple(self["opponent_prior"].values()), lambda play, m: ByChance(play, m, self),
        )  # fmt: skip

    @cached_property
    def setting(self) -> Setting:
        facts = list(domains(IN_DOUBT, self.parameters))
        order = every(self["resilience"][weaker] < self["resilience"][stronger] for weaker, stronger in self.pairs)
        for name, chances in (("prior", self["prior"]), ("opponent's prior", self["opponent_prior"])):
            facts.append(Fact(f"the {name} sums to one", total(chances.values()) == 1))
        facts.append(Fact("types are listed from the least to the most resilient", order))
        kept = tuple(fact for fact in facts if fact.formula is not True)
        names = {symbol(letter, t): of(t) for t in self.types for letter, of in (("d", self.d), ("b", self.b))}
        return Setting(self.parameters, kept, names, (), ("no signal", "in doubt"))

    # his replies

    def gain(self, s: str, posture: str, belief: Mapping[str, Term]) -> Term:
        """What escalating after a posture brings his type s at a belief."""
        return total(belief[t] * self._net(self.facing(s, t), posture) for t in belief)

    @staticmethod
    def _net(v: Any, posture: str) -> Term:
        gain = v.escalation_gain * (1 - v.resilience) - v.escalation_cost
        return gain - v.guarantee if posture == OPEN else gain

    def _belief(self, belief: str | Mapping[str, Term]) -> Mapping[str, Term]:
        return {belief: 1} if isinstance(belief, str) else belief

    def escalates(self, posture: str, belief: str | Mapping[str, Term], ties: bool) -> dict[str, Term]:
        """His best reply at a belief, by his type; indifferent types escalate if `ties`."""
        gains = {s: self.gain(s, posture, self._belief(belief)) for s in OPPONENTS}
        return {s: 1 - step(-gain) if ties else step(gain) for s, gain in gains.items()}

    def least(self, posture: str, belief: str | Mapping[str, Term]) -> Term:
        """tau where he holds at ties."""
        return self.chance(self.escalates(posture, belief, ties=False))

    def most(self, posture: str, belief: str | Mapping[str, Term]) -> Term:
        """tau where he escalates at ties."""
        return self.chance(self.escalates(posture, belief, ties=True))

    def chance(self, escalates: Mapping[str, Term]) -> Term:
        """How likely escalation is where his types escalate so often."""
        return total(self["opponent_prior"][s] * escalates[s] for s in OPPONENTS)

    def rate(self, play: Play, posture: str) -> Term:
        """rho: how likely escalation is after a posture."""
        return self.chance({s: play.reply(posture, ESCALATE, s) for s in OPPONENTS})

    def answered(
        self, sends: Mapping[str, Choice], escalates: Mapping[str, Mapping[str, Term]], believes: Mapping[str, Choice]
    ) -> Play:
        """Strategies with beliefs: what each type sends; by posture, how often each of his types escalates, and the
        belief."""
        return Play.given(
            self.game,
            [mixture(sends[t], SILENT_MESSAGES) for t in self.types],
            [[[escalates[m][s], 1 - escalates[m][s]] for m in SILENT_MESSAGES] for s in OPPONENTS],
            [mixture(believes[m], self.types) for m in SILENT_MESSAGES],
        )

    # plays

    def opening_play(self, closed: str, ties: bool = True) -> Play:
        """All open, he holds at ties; closed is taken for the type named."""
        replies = {CLOSED: self.escalates(CLOSED, closed, ties), OPEN: self.escalates(OPEN, self.prior, ties=False)}
        return self.answered(dict.fromkeys(self.types, OPEN), replies, {CLOSED: closed, OPEN: self.prior})

    def low_opens(self) -> Play:
        """L opens, H stays closed; ties are resolved in favour of opening."""
        replies = {CLOSED: self.escalates(CLOSED, H, ties=True), OPEN: self.escalates(OPEN, L, ties=False)}
        return self.answered({L: OPEN, H: CLOSED}, replies, {CLOSED: H, OPEN: L})

    def all_closed(self) -> Play:
        """Both stay closed, opening is taken for L; ties are resolved in favour of staying closed."""
        replies = {CLOSED: self.escalates(CLOSED, self.prior, ties=False), OPEN: self.escalates(OPEN, L, ties=True)}
        return self.answered({L: CLOSED, H: CLOSED}, replies, {CLOSED: self.prior, OPEN: L})

    # claims

    def at_floor(self, play: Play) -> Formula:
        """All open, and escalation is as likely as at the prior, no more."""
        return every([self.all_open(play), self.rate(play, OPEN) == self.least(OPEN, self.prior)])

    @staticmethod
    def both_closed(play: Play) -> Formula:
        """Both stay closed for sure."""
        return every(play.sends(t, CLOSED) == 1 for t in TWO)

    def possible_talks(self, play: Play) -> Formula:
        """Someone opens, and is not escalated against for sure."""
        return every([play.sent(OPEN), self.rate(play, OPEN) < 1])

    def credible(self, relation: str = ">=") -> Fact:
        """H would rather open at the prior than be taken for what she is, closed."""
        gain = self.b(H) - self.e(H) * self.least(OPEN, self.prior) + self.d(H) * self.most(CLOSED, H)
        words = f"b_H {relation} lam d_H tau_open(p) - d_H h_H"
        return hypothesis(words, gain >= 0 if relation == ">=" else gain < 0)

    @property
    def spared(self) -> Fact:
        """Some type of his is not tempted at the prior."""
        return hypothesis("tau_open(p) < 1", self.least(OPEN, self.prior) < 1)

    @property
    def mildness(self) -> Fact:
        """Some type of his is not tempted even where she is known to be weak."""
        return hypothesis("tau_open(L) < 1", self.least(OPEN, L) < 1)

    def alone(self, closed: Term) -> Formula:
        """L would rather open, known for what she is, than stay closed and be escalated against so often."""
        return self.b(L) - self.e(L) * self.least(OPEN, L) + self.d(L) * closed >= 0

    @property
    def unwilling(self) -> Fact:
        """L would rather stay closed beside H than open and be known for what she is."""
        gain = self.b(L) - self.e(L) * self.most(OPEN, L) + self.d(L) * self.least(CLOSED, self.prior)
        return hypothesis("b_L <= lam d_L tau_open(L) - d_L tau_closed(p)", gain <= 0)


class ByChance(TwoReplies):
    """A deviation to an unsent message where he has types: she minds only how likely escalation is.

    All of his types rank hers alike, so that over beliefs the chance of escalation at best replies runs through all
    values from the least where she is known to be H to the most where she is known to be L: MBR of both, seen by her.
    """

    def __init__(self, play: Play, m: str, war: DoubtfulWar):
        super().__init__(play, m)
        self.war = war
        self.ends = (war.most(m, L), war.least(m, H))

    def end(self, i: int, r: int) -> Term:
        """Her gain at the greatest, or at the least, chance of escalation."""
        escalated, held = self.game.sender[i][0][self.j]
        return held - (held - escalated) * self.ends[r] - self.play.value[i]

    def attained(self, r: int, among: Sequence[Formula] | None = None) -> Formula:
        return True

    def believable(self, among: Sequence[Formula]) -> Formula:
        """The replies of all his types are best at one belief on those types."""
        low, high = (self._best_at(t) for t in (L, H))
        return some([every(among), every([among[0], low]), every([among[1], high])])

    def _best_at(self, t: str) -> Formula:
        facts = []
        for s in OPPONENTS:
            chance, gain = self.play.reply(self.m, ESCALATE, s), self.war.gain(s, self.m, {t: 1})
            facts += [implies(chance > 0, gain >= 0), implies(chance < 1, gain <= 0)]
        return every(facts)


# -- B0: who opens first ---------------------------------------------------------------------------------------------


def b0() -> Iterator[Obligation]:
    """Adverse inference, whatever he knows of himself."""
    for types in (TWO, THREE):
        war = DoubtfulWar.of(types, talks_kept=real("kappa"))
        sends, pairs = war.play.sends, [(i, j) for k, j in enumerate(types) for i in types[:k]]
        kept = hypothesis("kappa > 0", war["talks_kept"] > 0)
        yield war.in_every(
            f"the weaker open first, {len(types)} types",
            "If a type opens with positive probability, every less resilient type opens for sure.",
            [war.A4, kept],
            every(implies(sends(j, OPEN) > 0, sends(i, OPEN) == 1) for i, j in pairs),
        )
        yield war.in_every(
            f"mirror image, {len(types)} types",
            "With A4 reversed: if a type opens with positive probability, every more resilient type opens for sure.",
            [war.A4_reversed, kept],
            every(implies(sends(i, OPEN) > 0, sends(j, OPEN) == 1) for i, j in pairs),
        )


def fb0() -> Iterator[Obligation]:
    """The inequality of A4, flipped."""
    war = DoubtfulWar.of(talks_kept=real("kappa"))
    yield instead(pick(b0(), "the weaker open first, 2 types"), "A4", war.A4_reversed)


# -- B1: an opening by all -------------------------------------------------------------------------------------------


def b1() -> Iterator[Obligation]:
    """It exists; when it is credible."""
    war = DoubtfulWar.of()
    yield war.there_is(
        "an opening by all",
        "All types opening, escalated against as often as he would at the prior, is an equilibrium.",
        [war.A1()],
        war.opening_play(L),
        war.at_floor,
    )
    yield war.there_is(
        "D1, sufficient",
        "If `b_H >= lam d_H tau_open(p) - d_H h_H`, it survives D1.",
        [war.A4, war.credible()],
        war.opening_play(H),
        war.at_floor,
        survives=True,
    )
    yield war.in_every(
        "D1, necessary",
        "All types opening survives D1 only if `b_H >= lam d_H tau_open(p) - d_H h_H`.",
        [war.A4, Fact("all types open", war.all_open(war.play), "all open"), war.survives()],
        war.credible().formula,
    )
    yield war.there_is(
        "A4 reversed",
        "With A4 reversed it always survives D1.",
        [war.A1(), war.A4_reversed],
        war.opening_play(L),
        war.at_floor,
        survives=True,
    )


def fb1() -> Iterator[Obligation]:
    """The condition flipped; and h_L in the place of h_H."""
    war = DoubtfulWar.of()
    yield instead(pick(b1(), "D1, sufficient"), war.credible().name, war.credible("<"))


# -- B2: when talks are possible -------------------------------------------------------------------------------------


def b2() -> Iterator[Obligation]:
    """Escalation of opening has a floor; when talks are possible, also under D1."""
    war = DoubtfulWar.of()
    floor = war.least(OPEN, war.prior)
    yield war.in_every(
        "the floor",
        "In every equilibrium, if someone opens, opening is escalated against with probability `tau_open(p)` at least.",
        [war.A1()],
        implies(war.play.sent(OPEN), war.rate(war.play, OPEN) >= floor),
    )
    yield war.there_is(
        "attained",
        "If `tau_open(p) < 1`, talks have positive probability in some equilibrium, in which all open.",
        [war.A1(), war.spared],
        war.opening_play(L),
        lambda play: every([war.at_floor(play), war.possible_talks(play)]),
    )
    some_open = every([war.play.sends(H, OPEN) > 0, war.play.sent(CLOSED)])
    yield war.in_every(
        "H opens",
        "H opens with positive probability, though not all open, only if `b_H >= lam d_H tau_open(p) - d_H h_H`.",
        [war.A4],
        implies(some_open, war.credible().formula),
    )
    alone = every([war.play.sends(H, OPEN) == 0, war.possible_talks(war.play)])
    yield war.in_every(
        "L alone, necessary",
        "Talks have positive probability while H stays closed only if `tau_open(L) < 1` and `b_L >= lam d_L "
        "tau_open(L) - d_L tau_closed(p)`.",
        [],
        implies(alone, every([war.mildness.formula, war.alone(war.least(CLOSED, war.prior))])),
    )
    yield war.there_is(
        "D1, sufficient: both",
        "If `tau_open(p) < 1` and `b_H >= lam d_H tau_open(p) - d_H h_H`, all types opening survives D1 and brings "
        "talks with positive probability.",
        [war.A4, war.spared, war.credible()],
        war.opening_play(H),
        lambda play: every([war.at_floor(play), war.possible_talks(play)]),
        survives=True,
    )
    willing = hypothesis("b_L >= lam d_L tau_open(L) - d_L h_H", war.alone(war.most(CLOSED, H)))
    yield war.there_is(
        "D1, sufficient: L alone",
        "If `tau_open(L) < 1`, `b_H < lam d_H tau_open(p) - d_H h_H` and `b_L >= lam d_L tau_open(L) - d_L h_H`, L "
        "alone opening survives D1 and brings talks with positive probability.",
        [war.mildness, war.credible("<"), willing],
        war.low_opens(),
        lambda play: every([play.sends(L, OPEN) == 1, play.sends(H, OPEN) == 0, war.possible_talks(play)]),
        survives=True,
    )


def fb2() -> Iterator[Obligation]:
    """The floor as a ceiling."""
    war = DoubtfulWar.of()
    floor = pick(b2(), "the floor")
    ceiling = implies(war.play.sent(OPEN), war.rate(war.play, OPEN) <= war.most(OPEN, war.prior))
    yield replace(floor, name="the floor as a ceiling", then=ceiling)


# -- B3: the price of a credible opening -----------------------------------------------------------------------------


def b3() -> Iterator[Obligation]:
    """Below it H stays closed; its formula and its slope; what undoes refusal."""
    war = DoubtfulWar.of()
    yield war.there_is(
        "refusal, sufficient",
        "If `b_L <= lam d_L tau_open(L) - d_L tau_closed(p)`, both refusing survives D1.",
        [war.A4, war.unwilling],
        war.all_closed(),
        war.both_closed,
        survives=True,
    )
    yield war.in_every(
        "refusal, necessary",
        "Both refuse in an equilibrium only if `b_L <= lam d_L tau_open(L) - d_L tau_closed(p)`.",
        [Fact("both stay closed", war.both_closed(war.play), "both refuse")],
        war.unwilling.formula,
    )
    yield from _price()


def _price() -> Iterator[Derivation]:
    """The face-saving at which H is indifferent, and how it moves with the share of hawks."""
    import sympy

    war = DoubtfulWar.of(number=sympy_symbol, opponent_prior=dict.fromkeys(OPPONENTS, 0))
    share, prior, known = (sympy.Symbol(name, real=True) for name in ("share", "tau_open_p", "h_H"))
    phi, d, r = war["face_saving"], war.d(H), war["resilience"][H]
    gain = war.b(H) - war.e(H) * prior + d * known
    (price,) = sympy.solve(gain, phi)
    rest = war["talks_value"][H] - war["war_value"][H] + war["coercion"] * (1 - r)
    yield Derivation(
        "the price", "The least face-saving at which H would open is `lam d_H tau_open(p) - h_H d_H - (x_H - w_H) - z "
        "(1 - r_H)`.", "where `b_H = lam d_H tau_open(p) - d_H h_H`, `phi`", price,
        war.lam * d * prior - known * d - rest,
    )  # fmt: skip
    for name, at_known, slope in (("deterred", 0, war.lam * d), ("never deterred", share, (war.lam - 1) * d)):
        moving = price.subs({prior: share, known: at_known})
        yield Derivation(
            f"its slope, hawks {name}",
            f"Where hawks alone are tempted at the prior and {name} by sure resilience, it moves with their share by "
            f"`{'lam d_H' if not at_known else '(lam - 1) d_H'}`.",
            "the derivative of the price in the share of hawks", sympy.diff(moving, share), slope,
        )  # fmt: skip


def fb3() -> Iterator[Obligation]:
    """Refusal by an L who is bold."""
    war = DoubtfulWar.of()
    bold = hypothesis("b_L > lam d_L", war.b(L) > war.e(L))
    yield instead(pick(b3(), "refusal, sufficient"), war.unwilling.name, bold)


# -- B4: openings for reasons of one's own ---------------------------------------------------------------------------

#: Her types: those who choose, and those who open for reasons of their own.
OWN = (L, H, "low, of its own", "high, of its own")


@dataclass(frozen=True, eq=False)
class WarOfReasons(War):
    """A certain opponent; a share of each of her types opens whatever comes of it: it gains by opening alone."""

    @classmethod
    def of(
        cls, types: tuple[str, ...] = TWO, signal: bool = False, number: Callable[..., Term] = real, **fixed: Any
    ) -> WarOfReasons:
        """The game with a free `number` for every parameter and for the shares eps_i."""
        parameters = War.of(TWO, False, number, **fixed).parameters
        return cls(TWO, {**parameters, "own_reasons": {t: number("eps", t) for t in TWO}})

    def share(self, t: str) -> Term:
        return self["own_reasons"][t]

    @cached_property
    def game(self) -> FormalGame:
        plain = War(TWO, self.parameters).game
        determined = ((0, 0), (1, 1))
        prior = [self.p(t) * (1 - self.share(t)) for t in TWO] + [self.p(t) * self.share(t) for t in TWO]
        sender = (*plain.sender, determined, determined)
        return FormalGame(OWN, tuple(prior), SILENT_MESSAGES, plain.response_sets, sender, plain.receiver * 2)

    @cached_property
    def setting(self) -> Setting:
        plain = War(TWO, {name: x for name, x in self.parameters.items() if name != "own_reasons"}).setting
        proper = every(bound for t in TWO for bound in (self.share(t) > 0, self.share(t) < 1))
        facts = (*plain.facts, Fact("a share eps_i of each type, and not all of it, opens for its own reasons", proper))
        return replace(plain, parameters=self.parameters, facts=facts)

    def refuse(self, play: Play) -> Formula:
        """Those who choose stay closed, and are not escalated against."""
        return every([*(play.sends(t, CLOSED) == 1 for t in TWO), self.escalation(play, CLOSED) == 0])

    @property
    def telling(self) -> Fact:
        """Pr(L | open), multiplied out, is at least where he is indifferent."""
        pull = total(self.p(t) * self.share(t) * self.n(t) for t in TWO)
        return hypothesis("Pr(L | open) >= (k + m - g (1 - r_H)) / (g (r_H - r_L))", pull >= 0)

    def refusal(self, play: Play | None = None) -> Any:
        """Those who choose stay closed; opening, which is on the path, is escalated against."""
        opened, closed = (real("belief", posture) for posture in (OPEN, CLOSED))
        weights = {t: (self.p(t) * self.share(t), self.p(t) * (1 - self.share(t))) for t in TWO}
        defined = (
            Fact("Bayes' rule after open", opened * total(w[0] for w in weights.values()) == weights[L][0]),
            Fact("Bayes' rule after closed", closed * total(w[1] for w in weights.values()) == weights[L][1]),
        )
        sends = [mixture(CLOSED, SILENT_MESSAGES)] * 2 + [mixture(OPEN, SILENT_MESSAGES)] * 2
        believes = [[closed, 1 - closed, 0, 0], [0, 0, opened, 1 - opened]]
        return Play.given(self.game, sends, [[0, 1], [1, 0]], believes), defined


def game_of_reasons(parameters: Mapping[str, Any]) -> SignalingGame:
    """The game that numbers make, so that a solver of games can be asked about a counterexample."""
    made = WarOfReasons(TWO, parameters).game
    return SignalingGame(made.types, made.prior, made.messages, RESPONSES, made.sender, made.receiver)


def b4() -> Iterator[Obligation]:
    """Refusal without refinement: what opening tells is then a matter of degree."""
    war = WarOfReasons.of()
    conditions = every([war.telling.formula, *(war.b(t) <= war.e(t) for t in TWO)])
    yield war.in_every(
        "necessary",
        "Those who choose refuse together, not escalated against, only if `Pr(L | open) >= (k + m - g (1 - r_H)) / (g "
        "(r_H - r_L))` and `b_i <= lam d_i` for both.",
        [war.A1()],
        implies(war.refuse(war.play), conditions),
    )
    yield war.there_is(
        "sufficient",
        "Then there is such an equilibrium.",
        [war.middle_with_edges, war.telling, war.premium("", "<=")],
        war.refusal(),
        war.refuse,
    )


def fb4() -> Iterator[Obligation]:
    """Opening that tells too little."""
    war = WarOfReasons.of()
    pull = total(war.p(t) * war.share(t) * war.n(t) for t in TWO)
    flipped = hypothesis("Pr(L | open) < (k + m - g (1 - r_H)) / (g (r_H - r_L))", pull < 0)
    yield instead(pick(b4(), "sufficient"), war.telling.name, flipped)
