"""When a family survives the intuitive criterion and D1, in closed form: two replies, or two types and any replies.

On the path of play u* is fixed, so a type's gain from an unsent message is linear in the chances of the replies. Those
that some belief makes best are single replies and, for almost all parameters, mixtures of two; MBR(K) is made of such
points and segments. The definitions (see `refine`) then come down to signs of the gains at the ends of segments, and of
one gain where another vanishes. A family survives if, at every unsent message, one of the replies that hold it together
lies in MBR(types not ruled out).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from termination.engine.symbolic.best_replies import best_against
from termination.engine.symbolic.derive import PatternSolution
from termination.engine.symbolic.games import SymbolicGame
from termination.engine.symbolic.logic import TRUE, Tree, atom, both, either, negation

CONCEPTS = ("intuitive", "D1")


def has_survival(game: SymbolicGame) -> bool:
    """Whether what survives has a closed form here."""
    return len(game.types) <= 2 or all(len(replies) <= 2 for replies in game.response_sets)


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
            left = [either(both([self.best((r,)), self.gains(t, r, ">=")]) for r in self.replies) for t in self.types]
            nobody = both(negation(one) for one in left)
            deterred = (
                either(both([self.best((r,), left), self.gains(t, r, "<=")]) for r in self.replies) for t in self.types
            )
            return either([nobody, both(deterred)])
        kept = [negation(either(self.draws_more(k, t) for k in self.types if k != t)) for t in self.types]
        ends = [both([self.best((r,), kept), *(self.gains(t, r, "<=") for t in self.types)]) for r in self.replies]
        mixed = [both([self.best(pair, kept), self.family.deters(self.m, pair)]) for pair in self.pairs]
        return either([*ends, *mixed])

    @property
    def types(self) -> range:
        return self.family.types

    @property
    def pairs(self) -> list[tuple[int, int]]:
        return list(combinations(self.replies, 2))

    def gains(self, t: int, r: int, op: str) -> Tree:
        return atom(self.family.gain(t, self.m, r), op)

    def best(self, face: tuple[int, ...], among: Sequence[Tree] | None = None) -> Tree:
        """Some belief makes all of these replies best; one over the types for which `among` holds."""
        if among is None:
            return self.family.rationalizable(self.m, face)
        if len(self.replies) == 2:
            return both(either(both([kept, self.best_against(t, (r,))]) for t, kept in enumerate(among)) for r in face)
        alone = [both([kept, self.best_against(t, face)]) for t, kept in enumerate(among)]
        return either([*alone, both([*among, self.family.rationalizable(self.m, face)])])

    def best_against(self, t: int, face: tuple[int, ...]) -> Tree:
        """Against this type no reply is better than those of the face."""
        return best_against(self.family.game, t, self.m, face)

    def draws_more(self, k: int, t: int) -> Tree:
        """D_k is not empty, and contains D_t and D0_t."""
        possible = [self.best((r,)) for r in self.replies]
        drawn = either(both([possible[r], self.gains(k, r, ">")]) for r in self.replies)
        ends = [either([negation(possible[r]), self.gains(t, r, "<"), self.gains(k, r, ">")]) for r in self.replies]
        return both([drawn, *ends, *(part for pair in self.pairs for part in self._inside(k, t, pair))])

    def _inside(self, k: int, t: int, pair: tuple[int, int]) -> Iterator[Tree]:
        """Where the gain of t vanishes between two replies, k gains."""
        mine, theirs = ([self.family.gain(s, self.m, r) for r in pair] for s in (t, k))
        # Where the gain of t vanishes inside, that of k has the sign of this over (mine[1] - mine[0]).
        there = mine[1] * theirs[0] - mine[0] * theirs[1]
        apart = negation(self.best(pair))
        yield either([apart, atom(mine[0], ">="), atom(mine[1], "<="), atom(there, ">")])
        yield either([apart, atom(mine[0], "<="), atom(mine[1], ">="), atom(there, "<")])
