"""The approach game with free parameters: the vocabulary in which its theorems are stated.

A `Rivalry` has a real variable (or a SymPy symbol) for every parameter, and the payoffs that `approach` writes for
numbers. What theorems assume and say of play is said here once, in these letters, for an approach a and a type t:

    ell relief that takes effect     R = (1 - u) v + tr - y, what reciprocating brings the rival over holding
    g held   m met (reciprocated)    b pressed: gains on hardline that is not pressed; X the one of g and m he chooses
    D = X - b, exposure              mu* = (A - J ell - max(0, R)) / (A + P), critical resolve; A / (A + P) for hardline

Every parameter is free, so that what is proved holds with any mistrust, trend, flare and so on. W below is W + f F.
Denominators are multiplied out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
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
    no,
    real,
    some,
    step,
    z3,
)
from termination.engine.proving.prove import Setting
from termination.models.approach.payoffs import (
    CORE,
    HARDLINE,
    HOLD,
    IRRESOLUTE,
    LIMITED,
    PARAMETERS,
    PRESS,
    RECIPROCATE,
    RESOLUTE,
    TYPES,
    covered,
    of_approach,
    payoff_tables,
    relief_of,
    responses_to,
    risk_of,
    values_at,
)
from termination.models.language import Choice, FormalModel, domains, mixture, nested

COVERED = f"{LIMITED} under cover"


@dataclass(frozen=True, eq=False)
class Rivalry(FormalModel):
    """An approach game over its parameters; `parameters` as `ApproachGame` takes them, but terms."""

    messages: tuple[str, ...]
    parameters: Mapping[str, Any]

    @classmethod
    def of(cls, *messages: str, number: Callable[..., Term] = real, **fixed: Any) -> Rivalry:
        """Hardline and these messages (limited, if none is named), a free `number` for every parameter not `fixed`."""
        offered = (HARDLINE, *(messages or (LIMITED,)))
        approaches = list(dict.fromkeys(of_approach(m) for m in offered[1:]))
        parameters: dict[str, Any] = {}
        for parameter in PARAMETERS:
            name, letter = parameter.name, parameter.symbol.partition("_")[0]
            if name in fixed:
                value = fixed[name]
                parameters[name] = dict.fromkeys(approaches, value) if parameter.over else value
            elif parameter.by_type and (name != "cover_cost" or any(map(covered, offered))):
                parameters[name] = {t: number(letter, t) for t in TYPES}
            elif parameter.over:
                parameters[name] = {a: number(letter, a) for a in approaches}
            elif not parameter.by_type:
                parameters[name] = number(letter)
        return cls(offered, {**parameters, "messages": list(offered)})

    def alone(self) -> Rivalry:
        """The same rivalry in which hardline is all there is."""
        return Rivalry((HARDLINE,), {**self.parameters, "messages": [HARDLINE]})

    # parameters and what derives from them

    def at(self, t: str, message: str) -> SimpleNamespace:
        """The parameters of one type and one approach, as the payoff functions take them."""
        return values_at(self.parameters, t, of_approach(message))

    @property
    def q(self) -> Term:
        return self["prior"]

    def loss(self, t: str) -> Term:
        """L_t."""
        return self["emboldening_loss"][t]

    def ell(self, message: str = LIMITED) -> Term:
        """The relief that takes effect."""
        return relief_of(self.at(RESOLUTE, message), covered(message))

    @property
    def risk(self) -> Term:
        """W + f F."""
        return risk_of(self.at(RESOLUTE, HARDLINE))

    def saved(self, t: str, message: str = LIMITED) -> Term:
        """h_t e."""
        v = self.at(t, message)
        return v.hardline_cost * v.savings

    def given(self, message: str = LIMITED) -> Term:
        """u k."""
        v = self.at(RESOLUTE, message)
        return v.unilateral * v.concession_cost

    def cover(self, t: str, message: str) -> Term:
        """c_t under cover, else nothing."""
        return self["cover_cost"][t] if covered(message) else 0

    def held(self, t: str, message: str = LIMITED) -> Term:
        """g: the gain on unpressed hardline where he holds."""
        kept = self.saved(t, message) - self.given(message) + self.risk * self.ell(message)
        return kept - self.cover(t, message)

    def met(self, t: str, message: str = LIMITED) -> Term:
        """m: the same where he reciprocates."""
        v = self.at(t, message)
        kept = self.saved(t, message) - v.concession_cost + v.reciprocity_gain + self.risk * self.ell(message)
        return kept - self.cover(t, message)

    def pressed(self, t: str, message: str = LIMITED) -> Term:
        """b: the same where he presses."""
        return self.saved(t, message) - self.given(message) - self.loss(t) - self.cover(t, message)

    def reciprocity(self, message: str = LIMITED) -> Term:
        """R = (1 - u) v + tr - y."""
        v = self.at(RESOLUTE, message)
        return (1 - v.unilateral) * v.concession_value + v.trend - v.reciprocity_cost

    def relieved(self, message: str = LIMITED) -> Term:
        """J ell."""
        return self["insecurity"] * self.ell(message)

    def temptation(self, belief: Term) -> Term:
        """(1 - mu) A - mu P: what pressing brings him at a belief in the resolute, over an unrelieved hold."""
        return self["ambition"] - belief * (self["ambition"] + self["power"])

    def presses(self, belief: Term, message: str = LIMITED) -> Formula:
        """belief < mu*: pressing is better than holding and than reciprocating."""
        if message == HARDLINE:
            return self.temptation(belief) > 0
        excess = self.temptation(belief) - self.relieved(message)
        return every([excess > 0, excess > self.reciprocity(message)])

    def refrains(self, belief: Term, message: str = LIMITED) -> Formula:
        """belief >= mu*."""
        if message == HARDLINE:
            return self.temptation(belief) <= 0
        excess = self.temptation(belief) - self.relieved(message)
        return some([excess <= 0, excess <= self.reciprocity(message)])

    def never_presses(self, message: str = LIMITED) -> Formula:
        """mu* < 0."""
        excess = self.temptation(0) - self.relieved(message)
        return some([excess < 0, excess < self.reciprocity(message)])

    def may_press(self, message: str = LIMITED) -> Formula:
        """mu* >= 0: pressing is a best reply to the irresolute."""
        return no(self.never_presses(message))

    def at_least(self, t: str, bound: Term, message: str = LIMITED) -> Formula:
        """X >= bound, where X is g if R <= 0 and m if R > 0."""
        meets = self.reciprocity(message) > 0
        held = implies(no(meets), self.held(t, message) >= bound)
        return every([implies(meets, self.met(t, message) >= bound), held])

    def at_most(self, t: str, bound: Term, message: str = LIMITED) -> Formula:
        """X <= bound."""
        meets = self.reciprocity(message) > 0
        held = implies(no(meets), self.held(t, message) <= bound)
        return every([implies(meets, self.met(t, message) <= bound), held])

    # the game, and plays

    @cached_property
    def game(self) -> FormalGame:
        state, rival = payoff_tables(self.parameters, self.messages)
        replies = tuple(responses_to(m) for m in self.messages)
        return FormalGame(TYPES, (self.q, 1 - self.q), self.messages, replies, nested(state), nested(rival))

    @cached_property
    def setting(self) -> Setting:
        """The parameters, with their domains."""
        facts = list(domains(PARAMETERS, self.parameters))
        relief = self["relief"]
        if len(relief) == 2:
            facts.append(Fact("core relieves no less than limited", relief[LIMITED] <= relief[CORE]))
        kept = tuple(fact for fact in facts if fact.formula is not True)
        return Setting(self.parameters, kept, self._names(), self._plainly(), self._assumes())

    def _assumes(self) -> tuple[str, ...]:
        """What is on offer beside limited, and what is fixed."""
        more = tuple(f"{message} on offer" for message in self.messages if message not in (HARDLINE, LIMITED))
        values = ((p.symbol, self.parameters.get(p.name)) for p in PARAMETERS)
        single = ((letter, set(v.values()) if isinstance(v, Mapping) else {v}) for letter, v in values)
        fixed = (f"{letter} = {next(iter(v))}" for letter, v in single if all(isinstance(x, int) for x in v))
        return (*more, *fixed)

    def _names(self) -> dict[str, Term]:
        """The derived quantities, by the letters of the words."""
        names: dict[str, Term] = {}
        for m in self.messages[1:]:
            suffix = m.replace(" ", "_")
            names |= {f"R_{suffix}": self.reciprocity(m)}
            for t in TYPES:
                letters = {"g": self.held(t, m), "m": self.met(t, m), "b": self.pressed(t, m)}
                names |= {f"{letter}_{suffix}_{t}": term for letter, term in letters.items()}
        return {name: term for name, term in names.items() if z3().is_expr(term)}

    def _plainly(self) -> tuple[Formula, ...]:
        """Where a counterexample is looked for first: no mistrust, no flare, half of the concession unilateral."""
        simple = {"unilateral": 0.5, "mistrust": 0, "cover_dilution": 0, "flare": 0, "flare_loss": 0}
        return tuple(self[name] == value for name, value in simple.items() if z3().is_expr(self[name]))

    def plays(self, sends: Mapping[str, Choice], replies: Mapping[str, Choice], believes: Mapping[str, Choice]) -> Play:
        """Strategies with beliefs: what each type sends, what he replies and believes at each message."""
        return Play.given(
            self.game,
            [mixture(sends[t], self.messages) for t in TYPES],
            [mixture(replies[m], responses_to(m)) for m in self.messages],
            [mixture(believes[m], TYPES) for m in self.messages],
        )

    @property
    def prior(self) -> dict[str, Term]:
        """The prior, as a belief."""
        return {RESOLUTE: self.q, IRRESOLUTE: 1 - self.q}

    def unpressed_reply(self, message: str = LIMITED) -> dict[str, Term]:
        """What he does where he does not press: reciprocates iff R > 0."""
        meets = step(self.reciprocity(message))
        return {HOLD: 1 - meets, RECIPROCATE: meets}

    # what theorems assume

    def B1(self, *types: str) -> Fact:
        """Unpressed, limited beats hardline."""
        gains = [gain for t in types or TYPES for gain in (self.held(t), self.met(t))]
        words = "B1, unpressed it beats hardline: `h_t e + W ell > u k` and `h_t e + W ell + Y > k`"
        return Fact(words, every(gain > 0 for gain in gains), "B1")

    @property
    def B2(self) -> Fact:
        savings = every(self.saved(t) > self.given() for t in TYPES)
        return Fact("B2, savings cover the unilateral part: `h_t e > u k`", savings, "B2")

    @property
    def B3(self) -> Fact:
        worse = every(self.pressed(t) < self.met(t) for t in TYPES)
        words = "B3, being pressed is worse than reciprocity: `k - Y < u k + L_t + W ell`"
        return Fact(words, worse, "B3")

    def nerve(self, unpressed: Callable[[str], Term]) -> Term:
        """X_irr D_res - X_res D_irr: positive iff the irresolute have more nerve, where exposures are positive."""
        exposure = {t: unpressed(t) - self.pressed(t) for t in TYPES}
        return unpressed(IRRESOLUTE) * exposure[RESOLUTE] - unpressed(RESOLUTE) * exposure[IRRESOLUTE]

    # behaviour, of any play

    @staticmethod
    def chance(play: Play, message: str = LIMITED) -> Term:
        """The probability that he presses after the message."""
        return play.reply(message, PRESS)

    def all_unpressed(self, play: Play, message: str = LIMITED) -> Formula:
        """Both types take the approach for sure and it is never pressed."""
        return every([*(play.sends(t, message) == 1 for t in TYPES), self.chance(play, message) == 0])

    def pressed_for_sure(self, play: Play, message: str = LIMITED) -> Formula:
        """The approach is taken by someone and pressed for sure."""
        return every([play.sent(message), self.chance(play, message) == 1])

    def emboldens(self, play: Play, message: str = LIMITED) -> Formula:
        """The approach is taken by someone and pressed with positive probability."""
        return every([play.sent(message), self.chance(play, message) > 0])
