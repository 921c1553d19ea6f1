"""One period of a war over time with free parameters: the vocabulary in which its theorems are stated.

What comes after a period enters it in one place: closed and held goes on. So a `Period` is the opening game of
`models/opening/theorems/language` with two further numbers for each type in that place,

    C_i what closed and held is worth to her      K_i what it is worth to him against type i

both from now on, at the belief in question. Where they are free, what is proved holds of a period with any number of
periods to come, any battles and any selection, as far as their hypotheses on C and K do. Where they are given (talks to
follow, refusal for ever, the first battle telling all) it holds of two periods. Further letters:

    om_i fighting on, w_i + psi - z (1 - r_i)      A_i talks, x_i + phi + psi = om_i + b_i      beta patience

Types are L and H, there is no costly signal, and delta = 1. Escalation takes none of the talks premium from who has
opened, kappa = 1, unless what she keeps under fire is free: `keeping_less`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from termination.engine.proving.formulas import Fact, FormalGame, Formula, Play, Term, every, real, total
from termination.engine.proving.prove import Setting
from termination.models.language import hypothesis
from termination.models.opening.theorems.language import CLOSED, OPEN, RELATIONS, TWO, H, L, War

_LETTERS = {L: "L", H: "H"}


@dataclass(frozen=True, eq=False)
class Period(War):
    """A period over all its parameters; beside those of `War`: `patience`, and by type `going_on` C and `waiting` K.

    `follows` says what comes after it, where that is given.
    """

    follows: str = ""

    @classmethod
    def before(
        cls,
        goes_on: Mapping[str, Term] | None = None,
        waits: Mapping[str, Term] | None = None,
        follows: str = "",
    ) -> Period:
        """A period after which closed and held is worth these numbers; free ones where they are not given."""
        war = War.of(TWO)
        own = {
            "patience": real("beta"),
            "going_on": goes_on or {t: real("C", t) for t in TWO},
            "waiting": waits or {t: real("K", t) for t in TWO},
        }
        return cls(TWO, {**war.parameters, **own}, follows)

    @classmethod
    def keeping_less(cls) -> Period:
        """The same, with the share kappa of the talks premium that she keeps under fire free."""
        return cls.before().with_(talks_kept=real("kappa"))

    @classmethod
    def before_talks(cls) -> Period:
        """Talks follow closed and held, whatever is believed: `C_i = om_i + beta b_i`, `K_i = beta t`."""
        one, beta = cls.before(), real("beta")
        stake = beta * one["opponent_talks_value"]
        goes_on = {t: one.on(t) + beta * one.b(t) for t in TWO}
        return cls.before(goes_on, dict.fromkeys(TWO, stake), "talks to follow")

    @classmethod
    def before_the_truth(cls) -> Period:
        """The first battle tells all: then H talks, and L opens and is escalated against."""
        one, beta = cls.before(), real("beta")
        stake = one["opponent_talks_value"]
        goes_on = {L: one.on(L) + beta * (one.b(L) - one.e(L)), H: one.on(H) + beta * one.b(H)}
        return cls.before(goes_on, {L: beta * (stake + one.n(L, OPEN)), H: beta * stake}, "the truth to follow")

    @classmethod
    def before_news(cls, battle: Mapping[str, Mapping[str, Term]], talks: Mapping[str, bool]) -> Period:
        """Talks follow after some outcomes of a battle, refusal for ever after the others."""
        one, beta = cls.before(), real("beta")
        chance = {t: total(battle[t][y] for y, follow in talks.items() if follow) for t in TWO}
        goes_on = {t: one.on(t) + beta * chance[t] * one.b(t) for t in TWO}
        waits = {t: beta * chance[t] * one["opponent_talks_value"] for t in TWO}
        return cls.before(goes_on, waits, "talks or refusal to follow").with_(battle=battle)

    # letters

    @property
    def beta(self) -> Term:
        """Patience."""
        return self["patience"]

    def on(self, t: str) -> Term:
        """Fighting on, om_i = w_i + psi - z (1 - r_i)."""
        v = self.at(t)
        return v.war_value + v.deescalation - v.coercion * (1 - v.resilience)

    def goes_on(self, t: str) -> Term:
        """C_i."""
        return self["going_on"][t]

    def waits(self, t: str) -> Term:
        """K_i."""
        return self["waiting"][t]

    @property
    def waiting(self) -> Term:
        """K at the prior: what waiting is worth to him if both stay closed."""
        return total(self.p(t) * self.waits(t) for t in TWO)

    def nerve(self, t: str, value: Term) -> Term:
        """A_i less a value: what talks now are worth to a type over it. Of C_i and over harm it is c_i."""
        return self.on(t) + self.b(t) - value

    # the game

    @cached_property
    def game(self) -> FormalGame:
        once = War(self.types, {name: self[name] for name in War.of(TWO).parameters}).game
        closed, hold = once.messages.index(CLOSED), once.response_sets[0].index("hold")

        def continued(table: Any, values: Mapping[str, Term]) -> Any:
            rows = [[list(row) for row in by_message] for by_message in table]
            for i, t in enumerate(TWO):
                rows[i][closed][hold] = values[t]
            return tuple(tuple(map(tuple, by_message)) for by_message in rows)

        sender = continued(once.sender, self["going_on"])
        receiver = continued(once.receiver, self["waiting"])
        return FormalGame(once.types, once.prior, once.messages, once.response_sets, sender, receiver)

    @cached_property
    def setting(self) -> Setting:
        once = super().setting
        patience = Fact("beta: discount factor, in [0, 1)", every([self.beta >= 0, self.beta < 1]))
        plain = (*once.plain, self.A1().formula, self.A2.formula, self.at_most_talks().formula)
        kept = () if isinstance(self["talks_kept"], int) else ("kappa free",)
        assumes = (*once.assumes, *kept, *([self.follows] if self.follows else []))
        return Setting(self.parameters, (*once.facts, patience), once.names, plain, assumes)

    def with_(self, **changes: Any) -> Period:
        return replace(self, parameters={**self.parameters, **changes})

    # hypotheses

    def flow(self, t: str, relation: str) -> Fact:
        """How the flow of the talks premium of a type compares with her opening exposure."""
        name = f"(1 - beta) b_{_LETTERS[t]} {relation} lam d_{_LETTERS[t]}"
        return hypothesis(name, RELATIONS[relation]((1 - self.beta) * self.b(t), self.e(t)))

    def at_most_talks(self, *types: str) -> Fact:
        """What follows is worth no more to a type than talks would be."""
        of = types or TWO
        letter = _LETTERS[of[0]] if len(of) == 1 else "i"
        bounds = every(self.goes_on(t) <= self.on(t) + self.beta * self.b(t) for t in of)
        return hypothesis(f"C_{letter} <= om_{letter} + beta b_{letter}", bounds)

    @property
    def no_reason_to_wait(self) -> Fact:
        """Against L he would rather escalate now."""
        return hypothesis("K_L < g (1 - r_L) - k", self.waits(L) < self.n(L, CLOSED))

    @property
    def keener(self) -> Fact:
        """L is at least as keen on talks now, by harm, as H: c_i is `(A_i - C_i) / d_i`."""
        low, high = (self.nerve(t, self.goes_on(t)) for t in TWO)
        return hypothesis("c_L >= c_H", low * self.d(H) >= high * self.d(L))

    @property
    def strictly_keener(self) -> Fact:
        """L is keener."""
        low, high = (self.nerve(t, self.goes_on(t)) for t in TWO)
        return hypothesis("c_L > c_H", low * self.d(H) > high * self.d(L))

    def worth_waiting(self, relation: str) -> Fact:
        """How his gain from escalating against both, closed, compares with what waiting is worth."""
        return hypothesis(f"e(q) {relation} K(q)", RELATIONS[relation](self.pull(CLOSED), self.waiting))

    # behaviour

    def talks_mass(self, play: Play, t: str) -> Term:
        """The probability of the type and of talks now."""
        return self.p(t) * play.sends(t, OPEN) * play.reply(OPEN, "hold")

    def both_wait(self, play: Play) -> Formula:
        """Both stay closed and he holds."""
        return self.refusal(play)

    # plays in closed form

    def waits_when(self) -> tuple[Play, tuple[Fact, ...]]:
        """L mixes beside a closed H so that he is indifferent between escalating and waiting; he so that L is."""
        weight, chance, low = real("weight"), real("chance"), real("belief")
        gain = {t: self.n(t, CLOSED) - self.waits(t) for t in TWO}
        more = self.goes_on(L) - self.on(L)
        facts = (
            Fact(
                "`weight p_L (n_L - K_L) = -p_H (n_H - K_H)` after closed: he is indifferent",
                weight * self.p(L) * gain[L] == -self.p(H) * gain[H],
            ),
            Fact(
                "`chance (d_L + C_L - om_L) = lam d_L - b_L + C_L - om_L`: L is indifferent",
                chance * (self.d(L) + more) == self.e(L) - self.b(L) + more,
            ),
            Fact("`belief` is his in L at which he is indifferent", low * (gain[L] - gain[H]) == -gain[H]),
        )
        return self.low_play({CLOSED: weight, OPEN: 1 - weight}, chance, {L: low, H: 1 - low}), facts
