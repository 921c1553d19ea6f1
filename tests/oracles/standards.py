"""The refinements of `standards` taken literally, at one equilibrium, for at most two responses to each message.

A mixed reply is the weight a on the first response; one number stands for each cell of [0, 1] within which nothing
changes (see `definitions`). Whether some belief of a given set makes a reply best is put to an SMT solver as it stands.
Equilibria in pure strategies are found by trying all. Nothing is shared with `termination.engine.refining`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import product
from typing import NamedTuple

import z3

from termination.engine.equilibria import Equilibria
from termination.engine.game import SignalingGame
from tests.oracles.definitions import Rows, able, cells_of, payoff_of, sender_worth, unsent

Weights = Sequence[z3.ArithRef]


def rational(x: Fraction) -> z3.RatNumRef:
    return z3.Q(x.numerator, x.denominator)


class Rival(NamedTuple):
    """A pure equilibrium: who sends what, and what each type gets."""

    sent: tuple[int, ...]
    worth: tuple[Fraction, ...]


class Judge:
    """The verdicts on equilibria of one game, of which all families are known."""

    def __init__(self, found: Equilibria) -> None:
        self.game = found.game
        self.types = range(len(self.game.types))
        self.rivals = list(pure_equilibria(self.game))
        self.most = max(self.ex_ante(sender_worth(self.game, *rows(one))) for one in found.vertices())

    def ex_ante(self, worth: Sequence[Fraction]) -> Fraction:
        return sum((p * x for p, x in zip(self.game.prior, worth, strict=True)), Fraction(0))

    def __call__(self, game: SignalingGame, sender: Rows, receiver: Rows) -> dict[str, bool]:
        """What each refinement says of this equilibrium."""
        worth = sender_worth(game, sender, receiver)
        asked: dict[str, Callable[[int], bool]] = {
            "divinity": lambda m: self.divine(m, worth, receiver[m][0]),
            "universal divinity": lambda m: self.universally_divine(m, worth, receiver[m][0]),
            "perfect sequential": lambda m: self.perfect(m, worth, receiver[m][0]),
            "undefeated": lambda m: self.undefeated(m, worth, receiver[m][0]),
        }
        found = {name: all(map(passes, unsent(sender))) for name, passes in asked.items()}
        found["neologism-proof"] = not any(self.neologism(m, worth) for m in range(len(game.messages)))
        found["sender-preferred"] = self.ex_ante(worth) == self.most
        return found

    # --- sets of replies

    def whom(self, m: int, a: Fraction, worth: Sequence[Fraction]) -> tuple[set[int], set[int]]:
        """Whom a reply draws, and whom it leaves as they are."""
        paid = {t: payoff_of(self.game.sender[t][m])(a) for t in able(self.game, m)}
        return {t for t in paid if paid[t] > worth[t]}, {t for t in paid if paid[t] == worth[t]}

    def optimal(self, m: int, a: Fraction, belief: Weights) -> z3.BoolRef:
        rows = {t: self.game.receiver[t][m] for t in able(self.game, m)}
        lead = z3.Sum([belief[t] * rational(row[0] - row[-1]) for t, row in rows.items()])
        return lead >= 0 if a == 1 else lead <= 0 if a == 0 else lead == 0

    def possible(self, m: int, a: Fraction, sources: Iterable[tuple[set[int], set[int]]]) -> bool:
        """Whether the reply is best to a mixture of beliefs, each in proportion to p w with w = 1 on the first set."""
        solver, parts = z3.Solver(), []
        for gain, level in sources:
            scale = z3.FreshReal()
            part = [z3.FreshReal() for _ in self.types]
            solver.add(scale >= 0)
            for t, x in enumerate(part):
                most = scale * rational(self.game.prior[t])
                solver.add(x == most if t in gain else z3.And(x >= 0, x <= most) if t in level else x == 0)
            parts.append(part)
        belief = [z3.Sum([z3.RealVal(0), *(part[t] for part in parts)]) for t in self.types]
        solver.add(z3.Sum(belief) == 1, self.optimal(m, a, belief))
        solver.add(*(belief[t] == 0 for t in self.types if t not in able(self.game, m)))
        return solver.check() == z3.sat

    def all_of(self, types: Iterable[int]) -> list[tuple[set[int], set[int]]]:
        """Every belief over these types."""
        return [(set(), {t}) for t in types]

    # --- the definitions

    def divine(self, m: int, worth: Sequence[Fraction], own: Fraction) -> bool:
        cells = cells_of(self.game, m, worth, own)
        left = [a for a in cells if self.possible(m, a, self.all_of(able(self.game, m)))]
        while True:
            sources = [pair for a in left if any(pair := self.whom(m, a, worth))]
            smaller = [a for a in left if self.possible(m, a, sources)] if sources else left
            if smaller == left:
                return own in left
            left = smaller

    def universally_divine(self, m: int, worth: Sequence[Fraction], own: Fraction) -> bool:
        cells, kept = cells_of(self.game, m, worth, own), set(able(self.game, m))
        while True:
            left = [a for a in cells if self.possible(m, a, self.all_of(kept))]
            if own not in left:
                return False
            drawn = [self.whom(m, a, worth) for a in left]
            out = {
                t
                for t in kept
                if any(gain & kept - {t} for gain, _ in drawn)
                and all(gain & kept - {t} for gain, level in drawn if t in gain | level)
            }
            if not out:
                return True
            kept -= out

    def perfect(self, m: int, worth: Sequence[Fraction], own: Fraction) -> bool:
        def credible(a: Fraction) -> bool:
            pair = self.whom(m, a, worth)
            return any(pair) and self.possible(m, a, [pair])

        tempting = [a for a in cells_of(self.game, m, worth, own) if self.whom(m, a, worth)[0] and credible(a)]
        return not tempting or credible(own)

    def neologism(self, m: int, worth: Sequence[Fraction]) -> bool:
        ends = [Fraction(1), Fraction(0)][: len(self.game.response_sets[m])]
        for bits in product((False, True), repeat=len(self.types)):
            some = {t for t in self.types if bits[t]}
            if not some or not some <= set(able(self.game, m)):
                continue
            best = [a for a in ends if self.possible(m, a, [(some, set())])]
            if best and all(self.whom(m, a, worth)[0] == some for a in best):
                return True
        return False

    def undefeated(self, m: int, worth: Sequence[Fraction], own: Fraction) -> bool:
        belief = [z3.FreshReal() for _ in self.types]
        solver = z3.Solver()
        solver.add(*(x >= 0 for x in belief), z3.Sum(belief) == 1, self.optimal(m, own, belief))
        solver.add(*(belief[t] == 0 for t in self.types if t not in able(self.game, m)))
        for rival in self.rivals:
            senders = {t for t in self.types if rival.sent[t] == m}
            better = {t for t in senders if rival.worth[t] > worth[t]}
            if better and all(rival.worth[t] >= worth[t] for t in senders):
                scale = z3.FreshReal()
                for t, x in enumerate(belief):
                    most = scale * rational(self.game.prior[t])
                    solver.add(x == most if t in better else x <= most if t in senders else x == 0)
        return solver.check() == z3.sat


def rows(one: object) -> tuple[Rows, Rows]:
    return one.sender.probabilities, one.receiver.probabilities


def pure_equilibria(game: SignalingGame) -> Iterator[Rival]:
    """Every perfect Bayesian equilibrium in pure strategies, by trying all."""
    types, messages = range(len(game.types)), range(len(game.messages))
    for replies in product(*(range(len(some)) for some in game.response_sets)):
        paid = [{m: game.sender[t][m][replies[m]] for m in messages if t in able(game, m)} for t in types]
        for sent in product(*paid):
            if all(paid[t][sent[t]] == max(paid[t].values()) for t in types) and all(
                justified(game, m, replies[m], [t for t in types if sent[t] == m]) for m in messages
            ):
                yield Rival(sent, tuple(paid[t][sent[t]] for t in types))


def justified(game: SignalingGame, m: int, r: int, senders: Sequence[int]) -> bool:
    """Whether a response is best to the posterior, or to some belief where nobody sends the message."""
    worth = {t: [x - game.receiver[t][m][r] for x in game.receiver[t][m]] for t in able(game, m)}
    if senders:
        others = range(len(game.response_sets[m]))
        return all(sum(game.prior[t] * worth[t][other] for t in senders) <= 0 for other in others)
    solver, belief = z3.Solver(), [z3.FreshReal() for _ in worth]
    solver.add(*(x >= 0 for x in belief), z3.Sum(belief) == 1)
    for column in zip(*worth.values(), strict=True):
        solver.add(z3.Sum([x * rational(y) for x, y in zip(belief, column, strict=True)]) <= 0)
    return solver.check() == z3.sat
