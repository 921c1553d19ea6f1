"""An SMT solver's opinion of the first of two periods: the game is written down again from its definition.

What the second period is worth is taken from the solver; that it is right for games played once is held elsewhere. The
first period is a formula over the reals: how often each type sends each message, what he believes, how often he
escalates or holds, and which piece of the next values each outcome of battle leads to, with every lottery where two
meet. Two questions, both of which must be answered with no:

1. Is there an equilibrium that gives a type more, or less, than every one that is listed, or the two types together?
2. Is one of those that are listed no equilibrium?
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from random import Random
from typing import Any

import pytest

from termination.engine.stage.equilibria import Equilibrium
from termination.engine.stage.game import Continuing, Stage
from termination.engine.stage.values import Values
from tests.models.random_wars_over_time import random_war_over_time

z3 = pytest.importorskip("z3", reason="the SMT opinion needs z3-solver (extra `proofs`)")


def number(x: Fraction | int) -> Any:
    x = Fraction(x)
    return z3.Q(x.numerator, x.denominator)


class Formula:
    """The first period at one belief, with variables for everything that the players do."""

    def __init__(self, stage: Stage, nexts: Values, belief: Fraction):
        self.stage, self.nexts = stage, nexts
        prior = 1 - belief, belief
        self.mass = {m: [z3.Real(f"x_{t}_{m}") for t in (0, 1)] for m in stage.messages}
        self.belief = {m: [z3.Real(f"w_{t}_{m}") for t in (0, 1)] for m in stage.messages}
        self.value = [z3.Real(f"V_{t}") for t in (0, 1)]
        self.facts = [sum(self.mass[m][t] for m in stage.messages) == number(prior[t]) for t in (0, 1)]
        self.plays: dict[str, list[tuple[Any, str, tuple[int, ...]]]] = {}
        for m in stage.messages:
            self._message(m)

    def _message(self, m: str) -> None:
        x, w = self.mass[m], self.belief[m]
        self.facts += [x[0] >= 0, x[1] >= 0, w[0] >= 0, w[1] >= 0]
        sent = x[0] + x[1] > 0
        self.facts += [z3.If(sent, z3.And(w[0] == x[0], w[1] == x[1]), w[0] + w[1] == 1)]
        plays, worth, endings = [], {}, []
        for name, raw in self.stage.replies[m].items():
            ways = self._ways(raw) if isinstance(raw, Continuing) else [()]
            for way in ways:
                chance = z3.Real(f"r_{m}_{name}_{'_'.join(map(str, way))}")
                plays.append((chance, name, way))
                hers, his = self._brings(raw, way)
                worth[name, way] = hers, sum(number(his[t]) * w[t] for t in (0, 1))
                if isinstance(raw, Continuing):
                    self.facts.append(z3.Implies(chance > 0, self._reaches(raw, way, w)))
                else:
                    endings.append(worth[name, way][1])
        self.plays[m] = plays
        self.facts += [chance >= 0 for chance, _, _ in plays] + [sum(chance for chance, _, _ in plays) == 1]
        self._optimal(m, plays, worth, endings, w)
        for t in (0, 1):
            gets = sum(chance * number(worth[name, way][0][t]) for chance, name, way in plays)
            self.facts += [self.value[t] >= gets, z3.Implies(x[t] > 0, self.value[t] == gets)]

    def _ways(self, raw: Continuing) -> list[tuple[int, ...]]:
        """Which piece each outcome may lead to."""
        last = len(self.nexts.pieces) - 1
        sides = [range(last + 1) if all(n.chances) else [0 if n.chances[0] else last] for n in raw.news]
        return list(product(*sides))

    def _brings(self, raw: Any, way: tuple[int, ...]) -> tuple[list[Fraction], list[Fraction]]:
        rows = []
        for row, now in enumerate((raw.sender, raw.receiver)):
            later = [Fraction(0), Fraction(0)]
            for news, piece in zip(raw.news if way else (), way, strict=True):
                for t in (0, 1):
                    later[t] += self.stage.discount * news.chances[t] * self.nexts.pieces[piece].table[row][t]
            rows.append([now[t] + later[t] for t in (0, 1)])
        return rows[0], rows[1]

    def _reaches(self, raw: Continuing, way: tuple[int, ...], w: list[Any]) -> Any:
        """The belief after each outcome lies in its piece."""
        found = []
        for news, place in zip(raw.news, way, strict=True):
            low, high, _ = self.nexts.pieces[place]
            if all(news.chances):
                first, second = (w[t] * number(news.chances[t]) for t in (0, 1))
                found.append(second * number(1 - low) >= first * number(low))
                found.append(second * number(1 - high) <= first * number(high))
        return z3.And(found)

    def _optimal(self, m: str, plays: list[Any], worth: dict[Any, Any], endings: list[Any], w: list[Any]) -> None:
        """Each reply in use is best; holding is worth what the lottery after it is, also where he does not hold."""
        held = [(chance, name, way) for chance, name, way in plays if way]
        raw = next((r for r in self.stage.replies[m].values() if isinstance(r, Continuing)), None)
        holds = sum((chance for chance, _, _ in held), number(0))
        for chance, name, way in plays:
            if way:
                continue
            own = worth[name, way][1]
            self.facts += [z3.Implies(chance > 0, own >= other) for other in endings]
            if held and raw is not None:
                lottery = sum(c * (worth[n, y][1] - own) for c, n, y in held)
                given_up = z3.Or([z3.And(self._reaches(raw, y, w), worth[n, y][1] <= own) for _, n, y in held])
                self.facts.append(z3.Implies(chance > 0, z3.If(holds > 0, lottery <= 0, given_up)))
        for other in endings:
            if held:
                self.facts.append(z3.Implies(holds > 0, sum(c * (worth[n, y][1] - other) for c, n, y in held) >= 0))

    def admits(self, *more: Any) -> bool:
        solver = z3.Solver()
        solver.set("timeout", 120_000)
        solver.add(*self.facts, *more)
        found = solver.check()
        assert found != z3.unknown
        return bool(found == z3.sat)

    def describes(self, one: Equilibrium, belief: Fraction) -> list[Any]:
        """The formula's variables as the equilibrium has them, beliefs at messages that nobody sends left open."""
        sending, prior = one.sending(belief), (1 - belief, belief)
        facts = [
            self.mass[m][t] == number(prior[t] * sending.get(m, (Fraction(0),) * 2)[t])
            for m in self.stage.messages
            for t in (0, 1)
        ]
        for m, plays in self.plays.items():
            reply = one.reply(m)
            names = list(self.stage.replies[m])
            for chance, name, way in plays:
                share = Fraction(1) if not way else sum((c for c, y in reply.lottery if y == way), Fraction(0))
                facts.append(chance == number(reply.weights[names.index(name)] * share))
        return facts


def agree(seed: int) -> int:
    rng = Random(f"smt {seed}")
    war = random_war_over_time(rng, 2, signal=False)
    while len(war.calendar.battles[0].outcomes) > 2:
        war = random_war_over_time(rng, 2, signal=False)
    course = war.solve(rng.choice(["talks", "refusal"]), None)
    belief = rng.choice([course.belief, *course.moment(1).equilibria.ends[1:-1]])
    listed = course.moment(1).equilibria.at(belief)
    formula = Formula(course.moment(1).stage, course.moment(2).values, belief)
    for one in listed:
        assert formula.admits(*formula.describes(one, belief)), seed
    first, second = formula.value
    for sign in (1, -1):
        for a, b in ((1, 0), (0, 1), (1, 1), (1, -1)):
            most = max(sign * (a * one.table[0][0] + b * one.table[0][1]) for one in listed)
            assert not formula.admits(sign * (a * first + b * second) > number(most)), (seed, sign, a, b)
    return len(listed)


@pytest.mark.parametrize("seed", range(5))
def test_two_periods_are_those_of_the_formula(seed: int) -> None:
    assert agree(seed) > 0


@pytest.mark.thorough
def test_two_periods_of_more_wars() -> None:
    assert sum(agree(seed) for seed in range(100, 125)) > 40


@pytest.mark.long
@pytest.mark.parametrize("block", range(10))
def test_two_periods_of_two_hundred_wars(block: int) -> None:
    assert sum(agree(seed) for seed in range(1000 + 20 * block, 1020 + 20 * block)) > 20
