"""The opening game with free parameters: the vocabulary in which its theorems are stated.

A `War` has a real variable (or a SymPy symbol) for every parameter, and the payoffs that `opening` writes for numbers.
What theorems assume, what they say of play, and the plays that witness existence are said here once, in the letters of
the notation table:

    b_i talks premium x_i - w_i + phi + z (1 - r_i)      d_i harm eta + (1 - r_i) D      e_i = lam d_i opening exposure
    c_i cost of the signal      n_i(a) = g (1 - r_i) - k - m[a open], his gain from escalating      rho_a its chance

Types are listed from the least to the most resilient; with two of them L is `low` and H is `high`. Inducements (phi,
psi, z, m) and the opponent's stake t are free unless a theorem fixes them, so that what is proved holds with any of
them. What she keeps under fire and whether a guarantee is delivered are at their defaults, kappa = delta = 1, unless a
theorem frees kappa (`kept`). Denominators are multiplied out, so that A4 makes sense where a harm is zero.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from operator import eq, ge, gt, le, lt
from types import SimpleNamespace
from typing import Any

from termination.engine.proving.formulas import (
    Fact,
    FormalGame,
    Formula,
    Play,
    Term,
    every,
    implies,
    real,
    step,
    survives_d1,
    symbol,
    total,
    z3,
)
from termination.engine.proving.prove import Existence, Setting
from termination.engine.sentences import listed
from termination.models.language import Choice, FormalModel, domains, hypothesis, mixture, nested
from termination.models.opening.payoffs import (
    AT_DEFAULT,
    PARAMETERS,
    POSTURES,
    RESPONSES,
    SIGNAL_MESSAGES,
    SILENT_MESSAGES,
    exposure_of,
    harm_of,
    payoff_tables,
)

TWO, THREE = ("low", "high"), ("low", "medium", "high")
L, H = TWO
_LETTERS = {L: "L", H: "H"}
RELATIONS = {"<": lt, "<=": le, "=": eq, ">=": ge, ">": gt}
CLOSED, OPEN = SILENT_MESSAGES
SILENT_CLOSED, SILENT, SIGNAL_CLOSED, SIGNAL = SIGNAL_MESSAGES


@dataclass(frozen=True, eq=False)
class War(FormalModel):
    """An opening game over all its parameters; `parameters` as `OpeningGame` takes them, but terms."""

    types: tuple[str, ...]
    parameters: Mapping[str, Any]

    @classmethod
    def of(
        cls, types: tuple[str, ...] = TWO, signal: bool = False, number: Callable[..., Term] = real, **fixed: Any
    ) -> War:
        """The game with a free `number` for every parameter that is not `fixed`."""
        parameters: dict[str, Any] = {}
        fixed = {**dict.fromkeys(AT_DEFAULT, 1), **fixed}
        for parameter in PARAMETERS:
            name, letter = parameter.name, parameter.symbol.removesuffix("_i")
            if name in fixed:
                parameters[name] = fixed[name]
            elif parameter.by_type and (signal or name != "signal_cost"):
                parameters[name] = {t: number(letter, t) for t in types}
            elif not parameter.by_type:
                parameters[name] = number(letter)
        return cls(types, parameters)

    def with_(self, **changes: Any) -> War:
        """The same war with some parameters changed."""
        return War(self.types, {**self.parameters, **changes})

    # parameters and what derives from them

    def at(self, t: str) -> SimpleNamespace:
        """The parameters of one type, as the payoff functions take them."""
        values = {name: value[t] if isinstance(value, Mapping) else value for name, value in self.parameters.items()}
        return SimpleNamespace(**values)

    @property
    def lam(self) -> Term:
        return self["talks_exposure"]

    def p(self, t: str) -> Term:
        """The prior probability of the type."""
        return self["prior"][t]

    def d(self, t: str) -> Term:
        """Harm d_i = eta + (1 - r_i) D."""
        return harm_of(self.at(t))

    def e(self, t: str) -> Term:
        """Opening exposure lam d_i; where she keeps less than all under fire, lam d_i + (1 - kappa) b_i."""
        return exposure_of(self.at(t))

    def c(self, t: str) -> Term:
        """Signal cost."""
        return self["signal_cost"][t]

    def b(self, t: str) -> Term:
        """Talks premium b_i = x_i - w_i + phi + z(1 - r_i)."""
        v = self.at(t)
        return v.talks_value - v.war_value + v.face_saving + v.coercion * (1 - v.resilience)

    def n(self, t: str, posture: str = OPEN) -> Term:
        """His net gain from escalating against the type after a posture."""
        v = self.at(t)
        gain = v.escalation_gain * (1 - v.resilience) - v.escalation_cost
        return gain - v.guarantee if posture == OPEN else gain

    def pull(self, posture: str = OPEN) -> Term:
        """His expected net gain from escalating at the prior."""
        return total(self.p(t) * self.n(t, posture) for t in self.types)

    def inference(self, weaker: str, stronger: str) -> Term:
        """b_i d_j - b_j d_i: positive iff b_i / d_i > b_j / d_j, where the harms are positive."""
        return self.b(weaker) * self.d(stronger) - self.b(stronger) * self.d(weaker)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Neighbouring types, the weaker first."""
        return list(zip(self.types, self.types[1:], strict=False))

    # the game, and what is said about play

    @cached_property
    def game(self) -> FormalGame:
        signal = "signal_cost" in self.parameters
        sender, receiver = payoff_tables([self.at(t) for t in self.types], signal)
        messages = SIGNAL_MESSAGES if signal else SILENT_MESSAGES
        prior = tuple(self.p(t) for t in self.types)
        return FormalGame(self.types, prior, messages, (RESPONSES,) * len(messages), nested(sender), nested(receiver))

    @cached_property
    def setting(self) -> Setting:
        """The parameters, with their domains."""
        facts = list(domains(PARAMETERS, self.parameters))
        order = every(self["resilience"][weaker] < self["resilience"][stronger] for weaker, stronger in self.pairs)
        facts.append(Fact("the prior sums to one", total(self.p(t) for t in self.types) == 1))
        facts.append(Fact("types are listed from the least to the most resilient", order))
        optional = [self[p.name] for p in PARAMETERS if p.name in self.parameters and p.default is not None]
        plain = tuple(value == 0 for value in optional if z3().is_const(value))
        kept = tuple(fact for fact in facts if fact.formula is not True)
        return Setting(self.parameters, kept, self._names(), plain, self._assumes())

    def _assumes(self) -> tuple[str, ...]:
        """Which game it is, with the signal or without, and what is fixed in it."""
        signal = "with the signal" if "signal_cost" in self.parameters else "no signal"
        table = (p for p in PARAMETERS if p.name not in AT_DEFAULT)
        fixed = (f"{p.symbol} = {self[p.name]}" for p in table if isinstance(self.parameters.get(p.name), int))
        return (signal, *fixed)

    def _names(self) -> dict[str, Term]:
        """The derived quantities, by the letters of the words."""
        names: dict[str, Term] = {}
        for t in self.types:
            names |= {symbol("d", t): self.d(t), symbol("e", t): self.e(t), symbol("b", t): self.b(t)}
            names |= {symbol("n", posture, t): self.n(t, posture) for posture in POSTURES}
        return names | {symbol("pull", posture): self.pull(posture) for posture in POSTURES}

    def plays(
        self,
        sends: Mapping[str, Choice],
        escalates: Mapping[str, Term],
        believes: Mapping[str, Choice],
    ) -> Play:
        """Strategies with beliefs: what each type sends, the chance of escalation and the belief at each message."""
        return Play.given(
            self.game,
            [mixture(sends[t], self.game.messages) for t in self.types],
            [[escalates[m], 1 - escalates[m]] for m in self.game.messages],
            [mixture(believes[m], self.types) for m in self.game.messages],
        )

    @property
    def prior(self) -> dict[str, Term]:
        """The prior, as a belief."""
        return {t: self.p(t) for t in self.types}

    # assumptions

    def A1(self, *types: str) -> Fact:
        """Talks are worth having (for some types only, if any are given)."""
        scope = f"for {listed([_LETTERS[t] for t in types])}" if types else ""
        words = f"A1, talks are worth having {scope or 'for every type'}: `b_i > 0`"
        return Fact(words, every(self.b(t) > 0 for t in types or self.types), "A1", scope)

    @property
    def A2(self) -> Fact:
        return Fact("A2, escalation hurts: `d_i > 0`", every(self.d(t) > 0 for t in self.types), "A2")

    @property
    def A3(self) -> Fact:
        return Fact("A3, sure resilience deters: `k > g (1 - r_N)`", self.n(self.types[-1], CLOSED) < 0, "A3")

    @property
    def A4(self) -> Fact:
        adverse = every(self.inference(*pair) > 0 for pair in self.pairs)
        return Fact(
            "A4, adverse inference: `b_i / d_i` strictly decreasing, denominators multiplied out", adverse, "A4"
        )

    @property
    def A4_reversed(self) -> Fact:
        reversed_ = every(self.inference(*pair) < 0 for pair in self.pairs)
        return Fact(
            "A4 reversed: `b_i / d_i` strictly increasing, denominators multiplied out", reversed_, "A4 reversed"
        )

    @property
    def A4_equal(self) -> Fact:
        equal = every(self.inference(*pair) == 0 for pair in self.pairs)
        return Fact("nothing is inferred: `b_i / d_i` the same for all types", equal, "A4 an equality")

    def premium(self, t: str, relation: str) -> Fact:
        """How the talks premium of a type, or of every type if `t` is "", compares with her opening exposure."""
        letter = _LETTERS.get(t, "i")
        formula = every(RELATIONS[relation](self.b(one), self.e(one)) for one in ([t] if t else self.types))
        return hypothesis(f"b_{letter} {relation} lam d_{letter}", formula)

    def signal(self, t: str, relation: str) -> Fact:
        """How the cost of the signal to a type compares with her opening exposure."""
        formula = RELATIONS[relation](self.c(t), self.e(t))
        return hypothesis(f"c_{_LETTERS[t]} {relation} lam d_{_LETTERS[t]}", formula)

    @property
    def tempting(self) -> Fact:
        return Fact("escalation is tempting after opening: `k + m < g (1 - R(p))`", self.pull() > 0, "tempting")

    @property
    def not_tempting(self) -> Fact:
        return Fact(
            "escalation is not tempting after opening: `k + m >= g (1 - R(p))`", self.pull() <= 0, "not tempting"
        )

    @property
    def not_too_costly(self) -> Fact:
        words = "escalation is worth its cost against the weakest, after opening: `k + m <= g (1 - r_1)`"
        return Fact(words, self.n(self.types[0]) >= 0, "not too costly")

    @property
    def middle(self) -> Fact:
        between = every([self.pull(CLOSED) < 0, self.n(self.types[0]) > 0])
        return Fact("the middle regime: `k > g (1 - R(p))` and `k + m < g (1 - r_1)`", between, "middle")

    @property
    def middle_with_edges(self) -> Fact:
        between = every([self.pull(CLOSED) <= 0, self.n(self.types[0]) >= 0])
        words = "the middle regime with its edges: `g (1 - R(p)) <= k`, `k + m <= g (1 - r_1)`"
        return Fact(words, between, "middle", "with edges")

    @property
    def too_costly(self) -> Fact:
        words = "escalation is too costly even against the weakest, after opening: `k + m > g (1 - r_1)`"
        return Fact(words, self.n(self.types[0]) < 0, "too costly")

    def survives(self) -> Fact:
        """The free play survives D1."""
        return Fact("the equilibrium survives D1", survives_d1(self.play), "D1")

    # behaviour, of any play

    @staticmethod
    def opening(play: Play, t: str) -> Term:
        """The probability that the type opens."""
        return total(play.sends(t, m) for m in play.game.messages if m.endswith(OPEN))

    @staticmethod
    def escalation(play: Play, m: str) -> Term:
        """The probability of escalation after the message."""
        return play.reply(m, "escalate")

    def all_open(self, play: Play) -> Formula:
        """Every type opens for sure."""
        return every(self.opening(play, t) == 1 for t in self.types)

    def talks(self, play: Play) -> Formula:
        """Talks for all: every type opens for sure, and no message that is sent is escalated against."""
        held = [implies(play.sent(m), self.escalation(play, m) == 0) for m in play.game.messages]
        return every([self.all_open(play), *held])

    def punished(self, play: Play) -> Formula:
        """Every type opens for sure and is escalated against for sure (without the signal)."""
        return every([self.all_open(play), self.escalation(play, OPEN) == 1])

    def opening_punished(self, play: Play) -> Formula:
        """Whatever opening happens is escalated against for sure (without the signal)."""
        return implies(play.sent(OPEN), self.escalation(play, OPEN) == 1)

    def refusal(self, play: Play) -> Formula:
        """Joint refusal: all stay closed for sure, and are not escalated against."""
        return every([*(play.sends(t, CLOSED) == 1 for t in self.types), self.escalation(play, CLOSED) == 0])

    def low_alone(self, play: Play) -> Formula:
        """L opens and is escalated against for sure, H stays closed and is not escalated against."""
        rho = [self.escalation(play, OPEN) == 1, self.escalation(play, CLOSED) == 0]
        return every([play.sends(L, OPEN) == 1, play.sends(H, CLOSED) == 1, *rho])

    def low_mixes(self, play: Play) -> Formula:
        """H stays closed, L mixes."""
        return every([play.sends(H, OPEN) == 0, self.mixes(play, L)])

    def high_mixes(self, play: Play) -> Formula:
        """L opens, H mixes."""
        return every([play.sends(L, OPEN) == 1, self.mixes(play, H)])

    @staticmethod
    def mixes(play: Play, t: str) -> Formula:
        """The type both opens and stays closed with positive probability."""
        return every([play.sends(t, OPEN) > 0, play.sends(t, CLOSED) > 0])

    def chance_of_escalation(self, play: Play) -> Term:
        """The probability of escalation before the game is played, over all types."""
        return total(
            self.p(t) * play.sends(t, m) * self.escalation(play, m) for t in self.types for m in play.game.messages
        )

    # plays in closed form

    def talks_play(self) -> Play:
        """All open, silently, and are not escalated against; beliefs stay at the prior."""
        silently = SILENT if "signal_cost" in self.parameters else OPEN
        messages = self.game.messages
        replies = {m: step(self.pull(CLOSED)) if m.endswith(CLOSED) else 0 for m in messages}
        return self.plays(dict.fromkeys(self.types, silently), replies, dict.fromkeys(messages, self.prior))

    def punished_play(self) -> Play:
        """All open; he escalates whatever he sees; beliefs stay at the prior."""
        return self.plays(dict.fromkeys(self.types, OPEN), {CLOSED: 1, OPEN: 1}, {CLOSED: self.prior, OPEN: self.prior})

    def refusal_play(self) -> Play:
        """Both stay closed and are not escalated against; opening is taken for L and escalated against for sure."""
        return self.plays({L: CLOSED, H: CLOSED}, {CLOSED: 0, OPEN: 1}, {CLOSED: self.prior, OPEN: L})

    def low_play(self, low: Choice = OPEN, closed: Term = 0, belief: Choice = H) -> Play:
        """H stays closed; L plays `low`; he escalates on opening for sure and on closed with the chance given."""
        return self.plays({L: low, H: CLOSED}, {CLOSED: closed, OPEN: 1}, {CLOSED: belief, OPEN: L})

    def low_mixing(self) -> tuple[Play, tuple[Fact, ...]]:
        """L mixes beside a closed H so that he is indifferent after closed, he so that L is; and what defines it."""
        weight, mixing = self.mixing(CLOSED, L)
        chance = real("chance")
        escalates = Fact("`chance d_L = lam d_L - b_L`: L is indifferent", chance * self.d(L) == self.e(L) - self.b(L))
        belief, posterior = self.indifference(CLOSED)
        return self.low_play({CLOSED: weight, OPEN: 1 - weight}, chance, belief), (mixing, escalates, posterior)

    def high_mixing(self) -> tuple[Play, tuple[Fact, ...]]:
        """H mixes beside an opening L so that he is indifferent after opening, he so that H is; and what defines it."""
        weight, mixing = self.mixing(OPEN, H)
        chance = real("chance")
        escalates = Fact("`chance lam d_H = b_H`: H is indifferent", chance * self.e(H) == self.b(H))
        belief, posterior = self.indifference(OPEN)
        play = self.plays(
            {L: OPEN, H: {CLOSED: 1 - weight, OPEN: weight}}, {CLOSED: 0, OPEN: chance}, {CLOSED: H, OPEN: belief}
        )
        return play, (mixing, escalates, posterior)

    def mixing(self, posture: str, mixes: str) -> tuple[Term, Fact]:
        """How much of one type, beside all of the other, leaves him indifferent after a posture, defined."""
        weight, rest = real("weight"), H if mixes == L else L
        pull = {t: self.p(t) * self.n(t, posture) for t in TWO}
        one, other = _LETTERS[mixes], _LETTERS[rest]
        words = f"`weight p_{one} n_{one} = -p_{other} n_{other}` after {posture}: he is indifferent"
        return weight, Fact(words, weight * pull[mixes] == -pull[rest])

    def indifference(self, posture: str) -> tuple[dict[str, Term], Fact]:
        """The belief at which he is indifferent after a posture, and what defines it."""
        low = real("belief")
        n = {t: self.n(t, posture) for t in TWO}
        words = "`belief (n_L - n_H) = -n_H`: his belief in L at which he is indifferent"
        return {L: low, H: 1 - low}, Fact(words, low * (n[L] - n[H]) == -n[H])

    # equilibria that several theorems say exist

    def talks_exist(self, name: str, words: str, survives: bool = False) -> Existence:
        """All open, silently, and are not escalated against, where escalation is not tempting."""
        return self.there_is(name, words, [self.A1(), self.not_tempting], self.talks_play(), self.talks, survives)

    def punished_exist(self, name: str, words: str, regime: Fact | None = None) -> Existence:
        """All open and are escalated against for sure, where escalation is tempting."""
        return self.there_is(name, words, [self.A1(), regime or self.tempting], self.punished_play(), self.punished)

    def refusal_exists(self, name: str, words: str, given: Iterable[Fact], survives: bool = False) -> Existence:
        """Both stay closed; opening would be escalated against."""
        return self.there_is(name, words, given, self.refusal_play(), self.refusal, survives)

    def low_alone_exists(self, name: str, words: str, survives: bool = False) -> Existence:
        """L opens although she is escalated against, H stays closed."""
        given = [self.A3, self.not_too_costly, self.premium(L, ">="), self.premium(H, "<=")]
        return self.there_is(name, words, given, self.low_play(), self.low_alone, survives)

    def low_mixes_exist(self, name: str, words: str, given: Iterable[Fact], knowing: Iterable[Fact] = ()) -> Existence:
        """L mixes, H stays closed; it survives D1."""
        return self.there_is(name, words, given, self.low_mixing(), self.low_mixes, True, knowing)

    def high_mixes_exist(self, name: str, words: str, given: Iterable[Fact]) -> Existence:
        """L opens, H mixes; it survives D1."""
        return self.there_is(name, words, given, self.high_mixing(), self.high_mixes, True)


# -- computer algebra ------------------------------------------------------------------------------------------------


def algebra(types: tuple[str, ...] = TWO) -> War:
    """The war over SymPy's symbols."""
    return War.of(types, number=sympy_symbol)


def sympy_symbol(*parts: str) -> Any:
    """A real symbol of SymPy, named as the variables of the formulas are."""
    import sympy

    return sympy.Symbol(symbol(*parts), real=True)
