"""An SMT solver's opinion of the whole game of two periods, written down again from its definition.

Nothing is taken from the solver of stages: in both periods there are variables for how often each type sends each
message, what he believes, how he replies, what each type gets. Masses in the place of conditional probabilities, and
what follows multiplied by how often it is reached, make all of it linear, with cases. A belief of 0 or 1 in the second
period is the limit of beliefs inside: a type that is not there any more sends what both would send nearby, or what
would be sent with little probability and leads to another belief.

Held against `Correspondence`, three ways: each equilibrium listed is one; none gives a type, both, or him more or less
than all listed; and the patterns of who sends what are those listed, or made of several of them.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from random import Random
from typing import Any

import pytest

import termination as tm
from termination.engine.stage.equilibria import Equilibrium
from termination.engine.stage.game import RECEIVER, SENDER, Continuing, News, Stage, mean
from tests.models.random_wars_over_time import random_war_over_time, war_with_adverse_inference

z3 = pytest.importorskip("z3", reason="the SMT opinion needs z3-solver (extra `proofs`)")

TYPES = (0, 1)


def number(x: Fraction | int) -> Any:
    x = Fraction(x)
    return z3.Q(x.numerator, x.denominator)


def total(terms: Any) -> Any:
    return sum(terms, number(0))


class Period:
    """The messages of one period: masses that send them, beliefs and replies, all variables; and the facts on them.

    `mass` is that of each type, `scale` what the replies to a message sum to: how often the period is reached.
    """

    def __init__(self, stage: Stage, name: str, mass: list[Any], scale: Any):
        self.stage, self.name = stage, name
        self.sends = {m: [z3.Real(f"x{name} {m} {t}") for t in TYPES] for m in stage.messages}
        self.belief = {m: [z3.Real(f"w{name} {m} {t}") for t in TYPES] for m in stage.messages}
        self.replies = {m: {r: z3.Real(f"r{name} {m} {r}") for r in stage.replies[m]} for m in stage.messages}
        self.value = [z3.Real(f"V{name} {t}") for t in TYPES]
        self.facts = [total(x[t] for x in self.sends.values()) == mass[t] for t in TYPES]
        for m, (x, w) in ((m, (self.sends[m], self.belief[m])) for m in stage.messages):
            self.facts += [v >= 0 for v in (*x, *w, *self.replies[m].values())]
            self.facts.append(total(self.replies[m].values()) == scale)
            self.facts.append(z3.If(self.sent(m), z3.And(w[0] == x[0], w[1] == x[1]), w[0] + w[1] == 1))

    def sent(self, m: str) -> Any:
        return self.sends[m][0] + self.sends[m][1] > 0

    def answers(self, m: str, worth: dict[str, Any]) -> None:
        """Replies in use are best at the belief; `worth` is what each brings there."""
        for r, chance in self.replies[m].items():
            self.facts += [z3.Implies(chance > 0, worth[r] >= other) for other in worth.values()]

    def wants(self, m: str, t: int, gets: Any, active: Any) -> None:
        """No message brings a type more than her value; one at which she is active brings it."""
        self.facts += [self.value[t] >= gets, z3.Implies(active, self.value[t] == gets)]


def last(stage: Stage, name: str, mass: list[Any], scale: Any) -> tuple[Period, Any]:
    """A last period, and what it brings him, times the probability that it is reached."""
    here, brings = Period(stage, name, mass, scale), []
    active = {m: z3.Bool(f"a{name} {m}") for m in stage.messages}
    for t in TYPES:
        there = [z3.And(active[m], here.belief[m][t] > 0) for m in stage.messages]
        pools = [z3.And(mass[t] == 0, pooled_nearby(here, m, t, mass)) for m in stage.messages]
        here.facts.append(z3.Or(*there, *pools))
    for m, raws in stage.replies.items():
        here.facts.append(z3.Implies(here.sent(m), active[m]))
        believed = here.belief[m]
        here.answers(m, {r: total(believed[t] * number(raw.receiver[t]) for t in TYPES) for r, raw in raws.items()})
        for t in TYPES:
            gets = total(here.replies[m][r] * number(raw.sender[t]) for r, raw in raws.items())
            here.wants(m, t, gets, z3.And(active[m], here.belief[m][t] > 0))
        options = [total(here.sends[m][t] * number(raw.receiver[t]) for t in TYPES) for raw in raws.values()]
        most = z3.Real(f"W{name} {m}")
        here.facts += [most >= x for x in options] + [z3.Or([most == x for x in options])]
        brings.append(most)
    return here, total(brings)


def pooled_nearby(here: Period, m: str, gone: int, mass: list[Any]) -> Any:
    """Where one type is there no more: both would send m at beliefs nearby, and the reply to it is best there, too."""
    raws, rest = here.stage.replies[m], 1 - gone
    facts = [here.sends[m][rest] == mass[rest]]
    for t in TYPES:
        facts.append(here.value[t] == total(here.replies[m][r] * number(raw.sender[t]) for r, raw in raws.items()))
    for (r, one), other in product(raws.items(), raws.values()):
        if one.receiver[rest] == other.receiver[rest] and one.receiver[gone] < other.receiver[gone]:
            facts.append(here.replies[m][r] == 0)
    return z3.And(facts)


class Whole:
    """Both periods, from a belief."""

    def __init__(self, stages: list[Stage], belief: Fraction):
        self.now, self.next = stages
        self.first = Period(self.now, "1", [number(1 - belief), number(belief)], number(1))
        self.facts, self.gets_him = self.first.facts, number(0)
        for m in self.now.messages:
            self._message(m)

    def _message(self, m: str) -> None:
        here = self.first
        hers, his = [number(0), number(0)], {}
        for r, raw in self.now.replies[m].items():
            chance = here.replies[m][r]
            his[r] = total(here.belief[m][t] * number(raw.receiver[t]) for t in TYPES)
            hers = [hers[t] + chance * number(raw.sender[t]) for t in TYPES]
            if isinstance(raw, Continuing):
                later, worth = self._news(m, raw.news, z3.If(chance > 0, chance, 1))
                hers = [hers[t] + z3.If(chance > 0, later[t], 0) for t in TYPES]
                his[r] += worth
        here.answers(m, his)
        for t in TYPES:
            here.wants(m, t, hers[t], here.sends[m][t] > 0)
        best = z3.Real(f"W1 {m}")
        options = list(his.values())
        here.facts += [best >= x for x in options] + [z3.Or([best == x for x in options])]
        self.gets_him += z3.If(here.sent(m), best, 0)

    def _news(self, m: str, news: tuple[News, ...], scale: Any) -> tuple[list[Any], Any]:
        later, worth, beta = [number(0), number(0)], number(0), number(self.now.discount)
        for i, one in enumerate(news):
            mass = [self.first.belief[m][t] * number(one.chances[t]) for t in TYPES]
            then, brings = last(self.next, f"2 {m} {i}", mass, scale)
            self.facts += then.facts
            later = [later[t] + beta * number(one.chances[t]) * then.value[t] for t in TYPES]
            worth += beta * brings
        return later, worth

    def admits(self, *more: Any) -> bool:
        solver = z3.Solver()
        solver.set("timeout", 120_000)
        solver.add(*self.facts, *more)
        found = solver.check()
        assert found != z3.unknown
        return bool(found == z3.sat)


def described(whole: Whole, one: Equilibrium, belief: Fraction) -> list[Any]:
    """The first period as the equilibrium has it: who sends what, what he answers, what each of them gets."""
    sending, prior = one.sending(belief), (1 - belief, belief)
    nobody = Fraction(0), Fraction(0)
    facts = [
        whole.first.sends[m][t] == number(prior[t] * sending.get(m, nobody)[t])
        for m in whole.now.messages
        for t in TYPES
    ]
    for m, replies in whole.first.replies.items():
        weights = one.reply(m).weights
        facts += [chance == number(w) for chance, w in zip(replies.values(), weights, strict=True)]
    facts += [whole.first.value[t] == number(one.table[SENDER][t]) for t in TYPES]
    return [*facts, whole.gets_him == number(mean(one.table[RECEIVER], belief))]


def pattern(one: Equilibrium, belief: Fraction) -> frozenset[tuple[str, int]]:
    return frozenset((m, t) for m, pair in one.sending(belief).items() for t in TYPES if pair[t])


def is_made_of(wanted: frozenset[Any], parts: set[frozenset[Any]]) -> bool:
    inside = [part for part in parts if part <= wanted]
    return bool(inside) and frozenset().union(*inside) == wanted


def a_war(rng: Random) -> tm.WarOverTime:
    """A war of two periods, without the signal; every outcome of its battle can come under both types."""
    while True:
        if rng.random() < 0.5:
            war = random_war_over_time(rng, 2, signal=False)
        else:
            war = war_with_adverse_inference(rng).with_(periods=2)
        battle = war.calendar.battles[0]
        if len(battle.outcomes) < 3 and all(x for row in battle.chances.values() for x in row):
            return war


def agree(seed: int) -> int:
    """How many equilibria of a war's first period were held against the formula."""
    rng = Random(f"whole {seed}")
    war = a_war(rng)
    found = war.correspondence()
    belief = rng.choice([found.belief, rng.choice(found.first[""].ends[1:-1] or (found.belief,))])
    listed = found.at(belief)
    whole = Whole([by_state[""] for by_state in war.stages()], belief)
    for one in listed:
        assert whole.admits(*described(whole, one, belief)), seed
    (low, high), his = whole.first.value, whole.gets_him
    for a, b, c in ((1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 1, 0), (1, -1, 0)):
        worth = [a * x.table[SENDER][0] + b * x.table[SENDER][1] + c * mean(x.table[RECEIVER], belief) for x in listed]
        goal = a * low + b * high + c * his
        assert not whole.admits(z3.Or(goal > number(max(worth)), goal < number(min(worth)))), (seed, a, b, c)
    patterns = {pattern(one, belief) for one in listed}
    every = [(m, t) for m in war.stages()[0][""].messages for t in TYPES]
    for inside in product([False, True], repeat=len(every)):
        wanted = frozenset(place for place, there in zip(every, inside, strict=True) if there)
        exactly = [whole.first.sends[m][t] > 0 if (m, t) in wanted else whole.first.sends[m][t] == 0 for m, t in every]
        if {t for _, t in wanted} == set(TYPES) and whole.admits(*exactly):
            assert is_made_of(wanted, patterns), (seed, wanted)
    return len(listed)


@pytest.mark.parametrize("seed", range(4))
def test_two_periods_are_those_of_the_formula(seed: int) -> None:
    assert agree(seed) > 0


@pytest.mark.thorough
def test_two_periods_of_more_wars() -> None:
    assert sum(agree(seed) for seed in range(100, 115)) > 40


@pytest.mark.long
@pytest.mark.parametrize("block", range(10))
def test_two_periods_of_two_hundred_wars(block: int) -> None:
    assert sum(agree(seed) for seed in range(1000 + 20 * block, 1020 + 20 * block)) > 40
