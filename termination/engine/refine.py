"""Refinements: the intuitive criterion, D1, D2 and NWBR, exactly, with the deviation that removes each equilibrium.

Fix an equilibrium with payoffs u* to the types, and a message m that it does not send. MBR(K) are the receiver's mixed
best replies to some belief over the types in K: a union of simplices of replies (see `beliefs`). With
D_t = {a in MBR(all): u_S(t, m, a) > u*_t} and D0_t the same with equality,

- the **intuitive criterion** (Cho & Kreps 1987) rules out J = {t: u*_t > max over MBR(all) of u_S(t, m, .)}, and the
  equilibrium fails iff some type is left and some t has u*_t < min over MBR(types left) of u_S(t, m, .);
- **D1** rules out t iff some t' has D_t' not empty and containing D_t and D0_t; **D2** iff the union of D_t' over
  t' != t is not empty and contains them; **NWBR** (never a weak best response) iff that union is not empty and
  contains D0_t. The equilibrium survives iff its own reply to m lies in MBR(types left), for every such m.

Two facts make this a matter of half-spaces (docs/refinements.md has the proofs).

1. *That a type is left is a closed condition on u*.* t is left iff, for D1 against every other type, for D2 and NWBR
   against all of them together, either no reply draws them at all, or some reply is good enough for t and a gain
   for none of them. The u* for which some reply in one simplex is are a convex hull plus a cone: a polyhedron.
2. *Vertices of the envelope are all the beliefs that matter.* A reply lies in MBR(K) iff it mixes replies that are best
   at one vertex of the envelope whose types lie in K. So nobody enumerates sets of types.

Over a family u* is linear in the receiver's mixing, and a message that some member sends passes. So what survives of a
family is its sender polytope times a finite union of closed polytopes of replies: families again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, reduce
from operator import or_

from termination.engine.arithmetic import integers
from termination.engine.assessment import Constraint, Equilibria, Family
from termination.engine.beliefs import envelope, rationalizable, scaled_receiver
from termination.engine.game import SignalingGame
from termination.engine.polyhedra import dot, facets, homogeneous
from termination.engine.regions import HalfSpace, Region, maximal, merged, strategy_at, without
from termination.engine.verdicts import Failure, Verdict, verdict_on
from termination.errors import InputError, UnknownNameError

#: From the weakest to the strongest: what survives one survives those before it.
CONCEPTS = ("intuitive", "D1", "D2", "NWBR")

Vector = tuple[int, ...]
#: Half-spaces over (u*_1, .., u*_T, 1) that hold together.
Alternative = tuple[HalfSpace, ...]
#: Alternatives of which one holds.
Clause = tuple[Alternative, ...]


def concept_named(concept: str) -> str:
    """The concept in its usual spelling, from any; `UnknownNameError` with the list for others.

    >>> concept_named(" nwbr")
    'NWBR'
    """
    for known in CONCEPTS:
        if isinstance(concept, str) and concept.strip().lower() == known.lower():
            return known
    raise UnknownNameError("refinement", concept, CONCEPTS)


def refine(equilibria: Equilibria, concept: str) -> Equilibria:
    """What survives of `equilibria` under `concept` ("intuitive", "D1", "D2" or "NWBR", in any case).

    Returns `Equilibria`: families that survive whole keep their names, those that survive in part appear as the parts
    that do, named "... (in part)"; `.rejected` holds the `Verdict`s, one for each reason for which a family or a part
    of it falls. Complete iff the input is. What is refined can be refined again; `.concept` is then the stronger.

    Raises `UnknownNameError` for other concepts, `InputError` for anything but `Equilibria`.

    Sources: Cho & Kreps (1987), *QJE* 102(2); Banks & Sobel (1987), *Econometrica* 55(3); Kohlberg & Mertens (1986),
    *Econometrica* 54(5).

    >>> from termination.engine.enumerate import solve
    >>> beer_quiche = SignalingGame(
    ...     types=["wimp", "surly"], prior=["1/10", "9/10"], messages=["beer", "quiche"], responses=["duel", "don't"],
    ...     sender=[[[0, 2], [1, 3]], [[1, 3], [0, 2]]], receiver=[[[1, 0], [1, 0]], [[-1, 0], [-1, 0]]])
    >>> kept = refine(solve(beer_quiche), "intuitive")
    >>> [eq.name for eq in kept]
    ['pooling on beer']
    >>> [(v.message, v.ruled_out, v.type, v.response) for v in kept.rejected]
    [('beer', ('wimp',), 'surly', "don't")]
    >>> print(str(kept.rejected[0]).replace(". ", ".\\n"))
    pooling on quiche: after beer the intuitive criterion rules out wimp (at best 2 there, 3 now).
    Against surly, the only best reply is don't, which gives surly 3 rather than 2.
    """
    name = concept_named(concept)
    if not isinstance(equilibria, Equilibria):
        found = type(equilibria).__name__
        raise InputError(f"refine takes what solve returns, found {found}: write refine(solve(game), {name!r})")
    tests = [_Test.of(equilibria.game, m, name) for m in range(len(equilibria.game.messages))]
    survivors: list[tuple[Family, bool]] = []
    rejected = list(equilibria.rejected)
    for family in equilibria:
        kept, lost = _split(family, tests)
        survivors.extend([(_part(family, region), True) for region in _ordered(kept)] if lost else [(family, False)])
        rejected.extend(_verdicts(family, name, tests, lost, whole=not kept))
    return replace(
        equilibria,
        families=_renamed(_distinct(survivors)),
        concept=max(name, equilibria.concept or name, key=CONCEPTS.index),
        rejected=tuple(rejected),
    )


# --- One concept at one message, as half-spaces in u* ----------------------------------------------------------------


@dataclass(frozen=True)
class _Test:
    """One concept at one message: the game in integers, as far as the message is concerned.

    Each type's payoffs are on a scale of their own, u* too; comparisons within a type are all that is ever made.
    """

    concept: str
    message: int
    sender: tuple[Vector, ...]  # [type][reply]
    rational: tuple[int, ...]  # maximal sets of replies best at one belief, as masks: the simplices of MBR(all)
    sources: tuple[tuple[int, int], ...]  # masks (types, replies): beliefs on these types make these replies best

    @classmethod
    def of(cls, game: SignalingGame, m: int, concept: str) -> _Test:
        payoffs = scaled_receiver(game, m)
        sender = tuple(scaled_sender(game, t)[m] for t in range(len(game.types)))
        sources = {(_mask(vertex.weights), vertex.replies) for vertex in envelope(payoffs)}
        smallest = sorted(s for s in sources if not any(s != o and _yields(o, s) for o in sources))
        return cls(concept, m, sender, tuple(rationalizable(payoffs)), tuple(smallest))

    @property
    def types(self) -> range:
        return range(len(self.sender))

    @cached_property
    def best(self) -> Vector:
        """For each type the most that any reply in MBR(all) gives her."""
        return tuple(max(x for mask in self.rational for x in _paid(row, mask)) for row in self.sender)

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
        return (undrawn, *(worths_met(self.sender, mask, group, t, exactly) for mask in self.rational))

    def _at_least(self, t: int, value: int) -> HalfSpace:
        return (*(int(s == t) for s in self.types), -value)

    def _at_most(self, t: int, value: int) -> HalfSpace:
        return (*(-int(s == t) for s in self.types), value)

    @cached_property
    def passes_if(self) -> tuple[tuple[tuple[Clause, ...], int], ...]:
        """The ways to pass: clauses on u* that all hold, and the mask of the replies that are then allowed."""
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
            ways.append((*left, self._at_least(t, min(_paid(self.sender[t], replies)))))
        return tuple(ways)

    def failure(self, worth: Vector, reply: int) -> Failure | None:
        """How u* = `worth` (its scale last) fails with a reply made of those in the mask `reply`; None if it passes."""
        if any(reply & ~allowed == 0 and _hold(clauses, worth) for clauses, allowed in self.passes_if):
            return None
        left = tuple(t for t in self.types if _hold(self.left_if[t], worth))
        optimal = self.replies_against(left)
        deterring = [mask for mask in optimal if _hold(((worths_met(self.sender, mask, tuple(self.types)),),), worth)]
        outdone = tuple((t, self._outdone_by(t, worth)) for t in self.types if t not in left)
        return Failure(
            self.message, reduce(or_, self.rational), left, outdone, reduce(or_, optimal), next(iter(deterring), 0)
        )

    def _outdone_by(self, t: int, worth: Vector) -> int | None:
        """The first type that outdoes t by herself, if any does; under D1 one always does."""
        others = (s for s in self.types if s != t)
        return next((s for s in others if not _hold((self._not_outdone(t, (s,)),), worth)), None)


def _mask(weights: Sequence[int]) -> int:
    return sum(1 << i for i, weight in enumerate(weights) if weight)


def _yields(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether `one` needs no more types than `other` and makes no fewer replies best."""
    return one[0] & ~other[0] == 0 and other[1] & ~one[1] == 0


def _paid(row: Vector, mask: int) -> list[int]:
    """What the replies in `mask` pay, for a type's `row`."""
    return [x for r, x in enumerate(row) if mask >> r & 1]


def _hold(clauses: Sequence[Clause], worth: Vector) -> bool:
    """Whether every clause holds at u* = `worth`, given with its scale in place of the 1."""
    return all(any(all(dot(plane, worth) >= 0 for plane in way) for way in clause) for clause in clauses)


@lru_cache(maxsize=4096)
def worths_met(
    sender: tuple[Vector, ...], mask: int, capped: tuple[int, ...], floor: int | None = None, exactly: bool = False
) -> Alternative:
    """The u* that some mixture of the replies in `mask` meets: it gives no type in `capped` more than u*, and `floor`
    (where there is one) no less than u*, or exactly that.

    As half-spaces over (u*, 1): the facets of the convex hull of what the replies pay, plus the directions in which u*
    may move, up for those capped and down for the floor.

    >>> worths_met(((0, 2), (0, 1)), 0b11, capped=(1,), floor=0)  # u*_0 <= 2, u*_1 >= 0, u*_0 <= 2 u*_1
    ((-1, 0, 2), (0, 1, 0), (-1, 2, 0))
    """
    axes = [*([] if floor is None else [floor]), *capped]
    moves = [1] * len(axes)
    if floor is not None:
        moves[0] = 0 if exactly else -1
    generators = [(*(sender[s][r] for s in axes), 1) for r in range(len(sender[0])) if mask >> r & 1]
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


@lru_cache(maxsize=256)
def scaled_sender(game: SignalingGame, t: int) -> tuple[Vector, ...]:
    """Type t's payoffs [message][reply] as integers on one scale."""
    flat = iter(integers([x for row in game.sender[t] for x in row]))
    return tuple(tuple(next(flat) for _ in row) for row in game.sender[t])


# --- Splitting a family ----------------------------------------------------------------------------------------------


def _split(family: Family, tests: Sequence[_Test]) -> tuple[list[Region], list[Region]]:
    """The parts of the receiver's polytope that survive, and parts that cover what does not."""
    whole = Region.whole(family.receiver)
    worth = _equilibrium_payoffs(family)
    kept = [whole]
    for test in tests:
        if not family.sent[test.message]:
            kept = merged([part for region in kept for part in _passing(test, region, worth, family.game)], whole)
    return kept, without(whole, kept)


def _equilibrium_payoffs(family: Family) -> list[Vector]:
    """u*_t as a linear function of (rho, 1), for each type: what a message that some member has her send pays her."""
    offsets = _offsets(family.game)
    rows = []
    for t, used in enumerate(family.sender.support):
        m = used.index(True)
        row = [0] * (offsets[-1] + 1)
        row[offsets[m] : offsets[m + 1]] = scaled_sender(family.game, t)[m]
        rows.append(tuple(row))
    return rows


def _offsets(game: SignalingGame) -> list[int]:
    """Where each message's replies start in a flattened strategy; last, its length."""
    return [sum(map(len, game.response_sets[:m])) for m in range(len(game.messages) + 1)]


def _passing(test: _Test, region: Region, worth: Sequence[Vector], game: SignalingGame) -> Iterator[Region]:
    """The parts of `region` in which the equilibrium passes the test."""
    start, size = _offsets(game)[test.message], _offsets(game)[-1]
    replies = range(len(game.response_sets[test.message]))
    for clauses, allowed in test.passes_if:
        unused = [tuple(-int(start + r == i) for i in range(size + 1)) for r in replies if not allowed >> r & 1]
        part = region.cut_all(unused)
        if part:
            yield from _where(clauses, part, worth)


def _where(clauses: Sequence[Clause], region: Region, worth: Sequence[Vector]) -> list[Region]:
    """The parts of `region` in which every clause holds."""
    parts = [region]
    for clause in clauses:
        parts = maximal([piece for part in parts for piece in _pieces(clause, part, worth)])
    return parts


def _pieces(clause: Clause, region: Region, worth: Sequence[Vector]) -> list[Region]:
    """A piece of `region` for each alternative that holds somewhere in it; `region` if one holds throughout."""
    found = []
    for way in clause:
        piece = region.cut_all(_on_replies(plane, worth) for plane in way)
        if piece is region:
            return [region]
        if piece:
            found.append(piece)
    return found


def _on_replies(plane: HalfSpace, worth: Sequence[Vector]) -> HalfSpace:
    """A half-space in (u*, 1) as one in (rho, 1)."""
    row = [sum(map(int.__mul__, plane, column)) for column in zip(*worth, strict=True)]
    row[-1] += plane[-1]
    return tuple(row)


def _ordered(regions: Sequence[Region]) -> list[Region]:
    """Those whose replies put more weight on earlier responses first."""
    return sorted(regions, key=lambda region: sorted(region.points, reverse=True), reverse=True)


def _part(family: Family, region: Region) -> Family:
    """The part of the family whose replies lie in the region."""
    cuts = tuple(Constraint(plane, False) for plane in region.cuts)
    vertices = tuple(strategy_at(family.receiver, point) for point in sorted(region.points, reverse=True))
    receiver = replace(family.receiver, vertices=vertices, constraints=(*family.receiver.constraints, *cuts))
    return replace(family, receiver=receiver)


def _distinct(families: Sequence[tuple[Family, bool]]) -> list[tuple[Family, bool]]:
    """Without the parts (marked True) that another family contains: those that only overlapped may do, once cut."""
    kept: list[tuple[Family, bool]] = []
    for i, (family, part) in enumerate(families):
        if not (part and any(_contains(other, family) for other, _ in (*kept, *families[i + 1 :]))):
            kept.append((family, part))
    return kept


def _contains(large: Family, small: Family) -> bool:
    return all(large.receiver.contains(vertex.probabilities) for vertex in small.receiver.vertices) and all(
        large.sender.contains(vertex.probabilities) for vertex in small.sender.vertices
    )


# --- Verdicts and names ----------------------------------------------------------------------------------------------


def _verdicts(
    family: Family, concept: str, tests: Sequence[_Test], lost: Sequence[Region], whole: bool
) -> Iterator[Verdict]:
    """One verdict for each reason for which some part of the family falls, from the middle of the first such part.

    Of the messages at which the equilibrium there fails, the first at which the outcome falls is named; where there is
    none, only replies are at fault.
    """
    start = _offsets(family.game)
    seen = set()
    for region in lost:
        point = homogeneous(region.middle)
        worth = (*(dot(row, point) for row in _equilibrium_payoffs(family)), point[-1])
        failures = []
        for test in tests:
            if not family.sent[test.message]:
                m = test.message
                failures.append(test.failure(worth, _mask(point[start[m] : start[m + 1]])))
        failed = sorted(filter(None, failures), key=lambda failure: failure.deterring != 0)
        verdict = verdict_on(family, concept, failed[0], strategy_at(family.receiver, region.middle), whole)
        reason = (verdict.message, verdict.type, verdict.ruled_out, verdict.response)
        if reason not in seen:
            seen.add(reason)
            yield verdict


_PART = re.compile(r" \(in part(, \d+)?\)$")


def _renamed(families: Sequence[tuple[Family, bool]]) -> tuple[Family, ...]:
    """Parts under the name of what they are parts of, "... (in part)", numbered where there are several."""
    named = [
        (family, _PART.sub("", family.name) if part or _PART.search(family.name) else None) for family, part in families
    ]
    total = Counter(base for _, base in named)
    so_far: Counter[str] = Counter()
    found = []
    for family, base in named:
        if base is not None:
            so_far[base] += 1
            number = f", {so_far[base]}" if total[base] > 1 else ""
            family = replace(family, name=f"{base} (in part{number})")
        found.append(family)
    return tuple(found)


__all__ = ["CONCEPTS", "Verdict", "concept_named", "refine"]
