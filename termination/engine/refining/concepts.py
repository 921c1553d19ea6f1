"""The intuitive criterion, D1, D2 and NWBR at one unsent message, as half-spaces in the equilibrium's payoffs.

Fix a message m. MBR(K) are the receiver's mixed best replies to some belief over the types in K. A reply in MBR(all)
**draws** type t if it pays her more than u*_t, and is **good enough** for her if it pays no less.

1. *That a type is left is a closed condition on u*.* Under D1 a type t is left iff, for every other type, either no
   reply draws that one, or some reply is good enough for t and does not draw that one; under D2 the same with all other
   types together; under NWBR besides with "exactly u*_t" for "good enough". The u* for which some reply in one simplex
   of replies is such are a convex hull plus a cone: a polyhedron. Under the intuitive criterion t is left iff u*_t is
   no more than the most that a reply in MBR(all) gives her.
2. *Vertices of the envelope are all the beliefs that matter* (see `beliefs`). A reply lies in MBR(K) iff it mixes
   replies that are best at one vertex whose types lie in K. So nobody enumerates sets of types.

A message that only some types have asks about these alone. Where he sees only which of several messages it is among,
one such set takes the place of a message, and a type with each of her messages in it the place of a type: a **case**.
Where the receiver has types, "a reply" is what all of them do, best at one belief that they share: a point in a product
of simplices, one for each, where above it says simplex. Its vertices are **plans**, a response for each receiver type.

docs/refinements.md has the proofs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import product

from termination.engine.beliefs import Case, envelope, pairs_of, rationalizable, scaled_receiver
from termination.engine.game import SignalingGame
from termination.engine.polyhedra import dot, facets
from termination.engine.refining.parts import HalfSpace
from termination.engine.refining.verdicts import Failure
from termination.errors import UnknownNameError

#: From the weakest to the strongest: what survives one survives those before it.
CONCEPTS = ("intuitive", "D1", "D2", "NWBR")
#: Those of `standards`, none of which is stronger or weaker than all others.
SHELF = ("divinity", "universal divinity", "undefeated", "perfect sequential", "neologism-proof", "sender-preferred")
#: Every refinement that there is.
NAMES = (*CONCEPTS, *SHELF)

Vector = tuple[int, ...]
#: Half-spaces over (u*_1, .., u*_T, 1) that hold together.
Alternative = tuple[HalfSpace, ...]
#: Alternatives of which one holds.
Clause = tuple[Alternative, ...]
#: Clauses that all hold, and the mask of the replies that are then allowed.
Way = tuple[tuple[Clause, ...], int]


def concept_named(concept: str) -> str:
    """The concept in its usual spelling, from any; `UnknownNameError` with the list for others.

    >>> concept_named(" nwbr"), concept_named("Neologism proof")
    ('NWBR', 'neologism-proof')
    """
    for known in NAMES:
        if isinstance(concept, str) and _plain(concept) == _plain(known):
            return known
    raise UnknownNameError("refinement", concept, NAMES)


def _plain(name: str) -> str:
    return " ".join(name.lower().replace("-", " ").replace("_", " ").split())


@dataclass(frozen=True, eq=False)
class Criterion:
    """One concept at one message: the game in integers, as far as the message is concerned; made by `criteria`.

    Each type's payoffs are on a scale of their own, u* too; comparisons within a type are all that is ever made. Types
    here are cases, u*_t that of the case's type.
    """

    concept: str
    message: int  # its position among `game.seen`
    cases: tuple[Case, ...]
    sender: tuple[Vector, ...]  # [type][reply]
    rational: tuple[int, ...]  # maximal sets of replies best at one belief, as masks: the simplices of MBR(all)
    sources: tuple[tuple[int, int], ...]  # masks (types, replies): beliefs on these types make these replies best
    receivers: int = 1  # how many types the receiver has; an equal number of replies belongs to each, one after another

    @property
    def types(self) -> range:
        return range(len(self.sender))

    @cached_property
    def able(self) -> tuple[int, ...]:
        """The types that have the message: those that some belief is about. No reply draws any other (`game.Flat`)."""
        return tuple(t for t in self.types if any(supporters >> t & 1 for supporters, _ in self.sources))

    @cached_property
    def best(self) -> Vector:
        """For each type the most that any reply in MBR(all) gives her."""
        return tuple(max(x for mask in self.rational for x in self.paid(row, mask)) for row in self.sender)

    def paid(self, row: Vector, mask: int) -> list[int]:
        """What the plans made of replies in `mask` pay, for a type's `row`."""
        return [sum(map(row.__getitem__, plan)) for plan in plans(len(row), mask, self.receivers)]

    def replies_against(self, types: Sequence[int]) -> tuple[int, ...]:
        """The simplices of MBR(types), as masks."""
        allowed = sum(1 << t for t in types)
        found = sorted({replies for supporters, replies in self.sources if supporters & ~allowed == 0})
        return tuple(mask for mask in found if not any(mask != other and mask & ~other == 0 for other in found))

    @cached_property
    def left_if(self) -> tuple[tuple[Clause, ...], ...]:
        """For each type the clauses that all hold iff it is not ruled out; for D1 one for each other type, in order."""
        if self.concept == "intuitive":
            return tuple((((self._at_most(t, self.best[t]),),),) for t in self.types)
        return tuple(tuple(self._not_outdone(t, group) for group in self._rivals(t)) for t in self.types)

    def _rivals(self, t: int) -> list[tuple[int, ...]]:
        """The other types as they may outdo t: one by one under D1, else all together."""
        others = tuple(s for s in self.types if s != t)
        return [(s,) for s in others] if self.concept == "D1" else [others]

    def _not_outdone(self, t: int, group: tuple[int, ...]) -> Clause:
        """No reply draws anybody in `group`, or some reply is good enough for t and gains nobody in `group`."""
        undrawn = tuple(self._at_least(s, self.best[s]) for s in group)
        exactly = self.concept == "NWBR"
        return (undrawn, *(self.worths_met(mask, group, t, exactly) for mask in self.rational))

    def worths_met(
        self, mask: int, capped: tuple[int, ...], floor: int | None = None, exactly: bool = False
    ) -> Alternative:
        """As the function of that name, of what the replies to this message pay."""
        return worths_met(self.sender, mask, capped, floor, exactly, self.receivers)

    def _at_least(self, t: int, value: int) -> HalfSpace:
        return (*(int(s == t) for s in self.types), -value)

    def _at_most(self, t: int, value: int) -> HalfSpace:
        return (*(-int(s == t) for s in self.types), value)

    @cached_property
    def passes_if(self) -> tuple[Way, ...]:
        """The ways to pass."""
        if self.concept == "intuitive":
            return ((tuple(self._not_sure_to_gain(t) for t in self.types), -1),)
        return tuple(
            (tuple(clause for t in self.types if supporters >> t & 1 for clause in self.left_if[t]), replies)
            for supporters, replies in self.sources
        )

    def _not_sure_to_gain(self, t: int) -> Clause:
        """No reply at all is a gain for t, or one to a belief over types left is not.

        Where nobody is left, nobody can gain, and the first alternative holds for every t.
        """
        ways: list[Alternative] = [(self._at_least(t, self.best[t]),)]
        for supporters, replies in self.sources:
            left = [self._at_most(s, self.best[s]) for s in self.types if supporters >> s & 1]
            ways.append((*left, self._at_least(t, min(self.paid(self.sender[t], replies)))))
        return tuple(ways)

    def left_at(self, worth: Vector) -> tuple[int, ...]:
        """The types that are not ruled out at u* = `worth` (its scale last)."""
        return tuple(t for t in self.able if _hold(self.left_if[t], worth))

    def allowed_at(self, worth: Vector) -> list[int]:
        """The masks of the replies with which an equilibrium passes at u* = `worth`: as `passes_if`, at one u*."""
        if self.concept == "intuitive":
            return [replies for clauses, replies in self.passes_if if _hold(clauses, worth)]
        left = sum(1 << t for t in self.left_at(worth))
        return [replies for supporters, replies in self.sources if supporters & ~left == 0]

    def failure(self, worth: Vector, reply: int) -> Failure | None:
        """How u* = `worth` (its scale last) fails with a reply made of those in the mask `reply`; None if it passes."""
        if any(reply & ~allowed == 0 for allowed in self.allowed_at(worth)):
            return None
        left = self.left_at(worth)
        optimal = self.replies_against(left)
        deterring = [mask for mask in optimal if _hold(((self.worths_met(mask, tuple(self.types)),),), worth)]
        outdone = tuple((t, self._outdone_by(t, worth)) for t in self.able if t not in left)
        possible, best, enough = (self.plans_of(masks) for masks in (self.rational, optimal, deterring[:1]))
        return Failure(self.message, self.cases, possible, left, outdone, best, enough)

    def plans_of(self, masks: Sequence[int]) -> tuple[tuple[int, ...], ...]:
        """The plans made of the replies in one of the masks, in order."""
        return tuple(sorted({plan for mask in masks for plan in plans(len(self.sender[0]), mask, self.receivers)}))

    def _outdone_by(self, t: int, worth: Vector) -> int | None:
        """The first type that outdoes t by herself, if any does; under D1 one always does."""
        others = (s for s in self.types if s != t)
        return next((s for s in others if not _hold((self._not_outdone(t, (s,)),), worth)), None)


def criteria(game: SignalingGame, concept: str) -> list[Criterion]:
    """The concept at each message of the game, or at all that he may see."""
    receivers, rows = len(game.receiver_types) or 1, game.scaled_sender
    found = []
    for z in range(len(game.seen)):
        cases = pairs_of(game, z)
        sender = tuple(_at(game, rows, case, z) for case in cases)
        replies = _replies_by_beliefs(scaled_receiver(game, z, cases), receivers)
        found.append(_criterion(concept, z, cases, sender, *replies, receivers))
    return found


#: Games that differ in the prior, or little in the receiver's payoffs, share criteria, with all that these work out.
_criterion = lru_cache(maxsize=1 << 10)(Criterion)


@lru_cache(maxsize=4096)
def _replies_by_beliefs(
    payoffs: tuple[Vector, ...], receivers: int
) -> tuple[tuple[int, ...], tuple[tuple[int, int], ...]]:
    """`Criterion.rational` and `Criterion.sources` where these are the receiver's payoffs [type][reply]."""
    vertices = envelope(payoffs, receivers)
    sources = {(sum(1 << c for c, w in enumerate(vertex.weights) if w), vertex.replies) for vertex in vertices}
    fewest = sorted(s for s in sources if not any(s != other and _yields(other, s) for other in sources))
    return rationalizable(payoffs, receivers), tuple(fewest)


def _at(game: SignalingGame, rows: Sequence[Sequence[Vector]], case: Case, z: int) -> Vector:
    """What the replies to z pay in one case."""
    row = rows[case.type][case.pairs[0][1] if case.pairs else z]
    if not game.noise:
        return row
    return row[game.offsets[z] : game.offsets[z + 1]]


def _yields(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether `one` needs no more types than `other` and makes no fewer replies best."""
    return one[0] & ~other[0] == 0 and other[1] & ~one[1] == 0


@lru_cache(maxsize=4096)
def plans(replies: int, mask: int, receivers: int = 1) -> tuple[tuple[int, ...], ...]:
    """The plans made of replies in `mask`: of so many replies one of each receiver type's.

    >>> plans(2, 0b11), plans(4, 0b1101, receivers=2)
    (((0,), (1,)), ((0, 2), (0, 3)))
    """
    width = replies // receivers
    own = (range(i, i + width) for i in range(0, replies, width))
    return tuple(product(*([r for r in some if mask >> r & 1] for some in own)))


def _hold(clauses: Sequence[Clause], worth: Vector) -> bool:
    """Whether every clause holds at u* = `worth`, given with its scale in place of the 1."""
    return all(any(all(dot(plane, worth) >= 0 for plane in way) for way in clause) for clause in clauses)


@lru_cache(maxsize=4096)
def worths_met(
    sender: tuple[Vector, ...],
    mask: int,
    capped: tuple[int, ...],
    floor: int | None = None,
    exactly: bool = False,
    receivers: int = 1,
) -> Alternative:
    """The u* that some mixture of the replies in `mask` meets: it gives no type in `capped` more than u*, and `floor`
    (where there is one) no less than u*, or exactly that.

    As half-spaces over (u*, 1): the facets of the convex hull of what the plans pay, plus the directions in which u*
    may move, up for those capped and down for the floor.

    >>> worths_met(((0, 2), (0, 1)), 0b11, capped=(1,), floor=0)  # u*_0 <= 2, u*_1 >= 0, u*_0 <= 2 u*_1
    ((-1, 0, 2), (0, 1, 0), (-1, 2, 0))
    """
    axes = [*([] if floor is None else [floor]), *capped]
    moves = [1] * len(axes)
    if floor is not None:
        moves[0] = 0 if exactly else -1
    generators = [
        (*(sum(map(sender[s].__getitem__, plan)) for s in axes), 1) for plan in plans(len(sender[0]), mask, receivers)
    ]
    generators += [tuple(move * int(i == k) for i in range(len(axes) + 1)) for k, move in enumerate(moves) if move]
    planes, lines = facets(generators)
    spread = []
    for plane in [*planes, *lines, *(tuple(-x for x in line) for line in lines)]:
        full = [0] * (len(sender) + 1)
        for k, s in enumerate(axes):
            full[s] = plane[k]
        full[-1] = plane[-1]
        if any(full[:-1]):
            spread.append(tuple(full))
    return tuple(spread)
