"""When a family survives the intuitive criterion and D1, in closed form, for games with two responses.

On the path of play u* is fixed, so a type's gain from an unsent message m is linear in the chance of either reply, and
MBR(K) is one end of the segment of replies, the other, or all of it. The definitions (see `refine`) then come down to
signs of the gains at the ends, and of one gain where another vanishes. A family survives if, at every unsent message,
one of the replies that hold it together lies in MBR(types not ruled out).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from termination.engine.symbolic.derive import PatternSolution
from termination.engine.symbolic.logic import TRUE, Tree, atom, both, either, negation

CONCEPTS = ("intuitive", "D1")


def survival(derivation: PatternSolution, concept: str) -> list[Tree]:
    """One condition for each unsent message, given that the family exists."""
    return [_Deviation(derivation, m).survives(concept) for m in derivation.pattern.unsent]


@dataclass(frozen=True)
class _Deviation:
    """A message that nobody sends."""

    family: PatternSolution
    m: int

    @property
    def replies(self) -> range:
        return range(len(self.family.game.response_sets[self.m]))

    def survives(self, concept: str) -> Tree:
        if len(self.replies) == 1:
            return TRUE
        if concept == "intuitive":
            left = [either(both([self.best(r), self.gains(t, r, ">=")]) for r in self.replies) for t in self.types]
            nobody = both(negation(one) for one in left)
            deterred = (
                either(both([self.best(r, left), self.gains(t, r, "<=")]) for r in self.replies) for t in self.types
            )
            return either([nobody, both(deterred)])
        kept = [negation(either(self.draws_more(k, t) for k in self.types if k != t)) for t in self.types]
        ends = [both([self.best(r, kept), *(self.gains(t, r, "<=") for t in self.types)]) for r in self.replies]
        mixed = both([*(self.best(r, kept) for r in self.replies), self.family.deters(self.m, (0, 1))])
        return either([*ends, mixed])

    @property
    def types(self) -> range:
        return self.family.types

    def gains(self, t: int, r: int, op: str) -> Tree:
        return atom(self.family.gain(t, self.m, r), op)

    def best(self, r: int, among: Sequence[Tree] | None = None) -> Tree:
        """r is a best reply to some belief over the types for which `among` holds."""
        game = self.family.game
        kept = among or [TRUE] * len(self.types)
        return either(both([kept[t], atom(game.advantage(t, self.m, r, 1 - r), ">=")]) for t in self.types)

    def draws_more(self, k: int, t: int) -> Tree:
        """D_k is not empty, and contains D_t and D0_t."""
        possible = [self.best(r) for r in self.replies]
        drawn = either(both([possible[r], self.gains(k, r, ">")]) for r in self.replies)
        ends = [either([negation(possible[r]), self.gains(t, r, "<"), self.gains(k, r, ">")]) for r in self.replies]
        mine, theirs = ([self.family.gain(s, self.m, r) for r in self.replies] for s in (t, k))
        # Where the gain of t vanishes inside, that of k has the sign of this over (mine[1] - mine[0]).
        there = mine[1] * theirs[0] - mine[0] * theirs[1]
        one_sided = negation(both(possible))
        rising = either([one_sided, atom(mine[0], ">="), atom(mine[1], "<="), atom(there, ">")])
        falling = either([one_sided, atom(mine[0], "<="), atom(mine[1], ">="), atom(there, "<")])
        return both([drawn, *ends, rising, falling])
