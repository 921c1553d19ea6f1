"""Refinements: the intuitive criterion, D1, D2 and NWBR, exactly, with the deviation that removes each equilibrium.

Fix an equilibrium with payoffs u* to the types, and a message m that it does not send. MBR(K) are the receiver's mixed
best replies to some belief over the types in K: a union of simplices, one for each maximal rationalizable set (see
`beliefs`). With D_t = {a in MBR(all): u_S(t, m, a) > u*_t} and D0_t the same with equality,

- the **intuitive criterion** (Cho & Kreps 1987) sets aside J = {t: u*_t > max over MBR(all) of u_S(t, m, .)} and fails
  iff some type is left and some t has u*_t < min over MBR(the others) of u_S(t, m, .);
- **D1** rules out t iff some t' has D_t' not empty and containing D_t and D0_t; **D2** iff the union of D_t' over
  t' != t is not empty and contains them; **NWBR** (never a weak best response) iff that union is not empty and
  contains D0_t. The equilibrium survives iff its own reply to m lies in MBR(types not ruled out), for every such m.

Whether a reply exists that draws t and not t' depends on u* alone: the u* for which one does form the convex hull of
the payoffs at the replies plus a cone, a closed polyhedron. Over a family u* is linear in the receiver's mixing. So
what survives of a family is its sender polytope times a finite union of closed polytopes: families again
(docs/refinements.md has the proof, and why a message that some member of the family sends needs no test).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache
from itertools import combinations

from termination.engine.arithmetic import integers
from termination.engine.assessment import Assessment, Constraint, Equilibria, Family, Strategy, StrategySet
from termination.engine.beliefs import BeliefVertex, envelope, scaled_receiver
from termination.engine.game import SignalingGame
from termination.engine.polyhedra import Ray, cut, dot, extreme_points, facets, homogeneous
from termination.errors import UnknownNameError

CONCEPTS = ("intuitive", "D1", "D2", "NWBR")
_TITLES = {"intuitive": "the intuitive criterion", "D1": "D1", "D2": "D2", "NWBR": "NWBR"}

Vector = tuple[int, ...]


@dataclass(frozen=True)
class Verdict:
    """Why an equilibrium is rejected.

    After `message`, which it does not send, the concept rules out the types in `ruled_out`. Against any belief over the
    others the reply that holds the equilibrium together is not optimal; `type` is one that would then deviate, and
    `response` the reply that makes it worth while (None where no type gains, only the reply is unsupported).
    `assessment` is one equilibrium of the rejected part of `family`, to which payoffs in the sentence refer.
    """

    family: Family = field(repr=False)
    concept: str
    message: str
    type: str | None
    ruled_out: tuple[str, ...]
    response: str | None
    assessment: Assessment = field(repr=False)
    whole_family: bool
    sentence: str

    def __str__(self) -> str:
        return self.sentence


def concept_named(concept: str) -> str:
    """The concept in its usual spelling, from any; `UnknownNameError` with the list for others."""
    for known in CONCEPTS:
        if isinstance(concept, str) and concept.strip().lower() == known.lower():
            return known
    raise UnknownNameError("refinement", concept, CONCEPTS)


def refine(equilibria: Equilibria, concept: str) -> Equilibria:
    """What survives of `equilibria` under `concept` ("intuitive", "D1", "D2" or "NWBR", in any case).

    Returns `Equilibria`: families that survive whole keep their names, those that survive in part appear as the parts
    that do; `.rejected` lists a `Verdict` for each part that does not. Complete iff the input is.

    References: Cho & Kreps (1987), *QJE* 102(2); Banks & Sobel (1987), *Econometrica* 55(3); Kohlberg & Mertens
    (1986), *Econometrica* 54(5).

    >>> from termination.engine.enumerate import solve
    >>> beer_quiche = SignalingGame(
    ...     types=["wimp", "surly"], prior=["1/10", "9/10"], messages=["beer", "quiche"], responses=["duel", "don't"],
    ...     sender=[[[0, 2], [1, 3]], [[1, 3], [0, 2]]], receiver=[[[1, 0], [1, 0]], [[-1, 0], [-1, 0]]])
    >>> kept = refine(solve(beer_quiche), "intuitive")
    >>> [eq.name for eq in kept]
    ['pooling on beer']
    >>> [(v.message, v.ruled_out, v.type, v.response) for v in kept.rejected]
    [('beer', ('wimp',), 'surly', "don't")]
    """
    name = concept_named(concept)
    survivors: list[Family] = []
    rejected: list[Verdict] = []
    tests = _tests_of(equilibria.game, name)
    for family in equilibria:
        kept, lost = _split(family, tests)
        survivors.extend(_as_families(family, kept))
        rejected.extend(_verdict(family, name, tests, point, whole=not kept) for point in lost)
    return replace(equilibria, families=tuple(survivors), concept=name, rejected=(*equilibria.rejected, *rejected))


# --- Regions of a receiver's polytope --------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Region:
    """A polytope inside a family's receiver polytope: its rays, and the half-spaces a . (rho, 1) >= 0 that cut it."""

    rays: tuple[Ray, ...]
    cuts: tuple[Vector, ...]

    @classmethod
    def whole(cls, strategies: StrategySet) -> _Region:
        points = [homogeneous([x for row in vertex.probabilities for x in row]) for vertex in strategies.vertices]
        planes = [c.coefficients for c in strategies.constraints if not c.equality]
        size = len(points[0]) - 1
        rays = []
        for point in points:
            tight = sum(1 << i for i in range(size) if point[i] == 0)
            tight |= sum(1 << size + k for k, plane in enumerate(planes) if dot(plane, point) == 0)
            rays.append(Ray(point, tight))
        return cls(tuple(rays), ())

    def cut(self, plane: Vector) -> _Region | None:
        """The part where plane . (rho, 1) >= 0; None where there is none."""
        values = [dot(plane, ray.point) for ray in self.rays]
        if min(values) >= 0:
            return self
        if max(values) < 0:
            return None
        label = 1 << max(ray.tight for ray in self.rays).bit_length()
        return _Region(tuple(cut(self.rays, plane, label, 0)), (*self.cuts, plane))

    def cut_all(self, planes: Sequence[Vector]) -> _Region | None:
        region: _Region | None = self
        for plane in planes:
            if region is None:
                return None
            region = region.cut(plane)
        return region

    def inside(self, planes: Sequence[Vector]) -> bool:
        return all(dot(plane, ray.point) >= 0 for plane in planes for ray in self.rays)

    @property
    def points(self) -> list[tuple[Fraction, ...]]:
        return [tuple(Fraction(x, ray.point[-1]) for x in ray.point[:-1]) for ray in self.rays]

    @property
    def middle(self) -> tuple[Fraction, ...]:
        return tuple(sum(xs, Fraction(0)) / len(self.rays) for xs in zip(*self.points, strict=True))


def _maximal(regions: Sequence[_Region]) -> list[_Region]:
    """Without regions inside others, and with those joined whose union is convex."""
    kept: list[_Region] = []
    for i, region in enumerate(regions):
        others = [*kept, *regions[i + 1 :]]
        if not any(region.inside(other.cuts) for other in others):
            kept.append(region)
    for i, j in combinations(range(len(kept)), 2):
        joined = _joined(kept[i], kept[j])
        if joined:
            return _maximal([joined, *(kept[k] for k in range(len(kept)) if k not in (i, j))])
    return kept


def _joined(one: _Region, other: _Region) -> _Region | None:
    """The union, if it is convex."""
    hull = _hull(list(dict.fromkeys([*one.points, *other.points])))
    return hull if all(part.inside(other.cuts) for part in _outside(hull, one)) else None


def _hull(points: Sequence[tuple[Fraction, ...]]) -> _Region:
    corners = [homogeneous(point) for point in extreme_points(points)]
    planes, lines = facets(corners)
    rays = [Ray(c, sum(1 << k for k, plane in enumerate(planes) if dot(plane, c) == 0)) for c in corners]
    return _Region(tuple(rays), (*planes, *lines, *(tuple(-x for x in line) for line in lines)))


def _outside(region: _Region, hole: _Region) -> list[_Region]:
    """Closures of parts that cover what of `region` is outside `hole`."""
    parts = []
    rest: _Region | None = region
    for plane in hole.cuts:
        if rest is None:
            break
        if any(dot(plane, ray.point) < 0 for ray in rest.rays):
            beyond = rest.cut(tuple(-x for x in plane))
            if beyond:
                parts.append(beyond)
        rest = rest.cut(plane)
    return parts


# --- The tests, as unions of half-spaces in u* and the reply ---------------------------------------------------------


@dataclass(frozen=True)
class _Test:
    """One concept at one message: the game in integers, as far as the message is concerned."""

    concept: str
    message: int
    sender: tuple[Vector, ...]  # [type][reply at m]
    beliefs: tuple[BeliefVertex, ...]
    everything: tuple[int, ...]  # maximal rationalizable sets over all types, as masks

    @property
    def types(self) -> range:
        return range(len(self.sender))

    def replies_against(self, kept: Sequence[int]) -> tuple[int, ...]:
        """The maximal sets of best replies to one belief over the types in `kept`, as masks."""
        return _maximal_sets(self.beliefs, sum(1 << t for t in kept))

    def payoffs(self, t: int, masks: Sequence[int]) -> list[int]:
        """What the replies in the given sets pay type t."""
        used = 0
        for mask in masks:
            used |= mask
        return [x for r, x in enumerate(self.sender[t]) if used >> r & 1]

    def conditions(self, t: int) -> list[list[list[Vector]]]:
        """That t is not ruled out: for every entry, one of its alternatives; each alternative is a list of half-spaces.

        A half-space is a vector a over (u*_1, .., u*_T, 1), meaning a . (u*, 1) >= 0.
        """
        others = [s for s in self.types if s != t]
        groups = [[s] for s in others] if self.concept == "D1" else [others]
        return [[[self._not_drawn(s) for s in group], *self._draws(t, group)] for group in groups if group]

    def _not_drawn(self, t: int) -> Vector:
        """No reply pays t more than u*_t."""
        top = max(self.payoffs(t, self.everything))
        return (*(int(s == t) for s in self.types), -top)

    def _draws(self, t: int, group: Sequence[int]) -> list[list[Vector]]:
        """Some reply pays t at least u*_t (for NWBR exactly) and nobody in `group` more than theirs."""
        return [_region_of(self.sender, mask, t, tuple(group), self.concept == "NWBR") for mask in self.everything]


def _maximal_sets(beliefs: Sequence[BeliefVertex], kept: int) -> tuple[int, ...]:
    found = sorted({b.replies for b in beliefs if all(kept >> t & 1 for t, weight in enumerate(b.weights) if weight)})
    return tuple(mask for mask in found if not any(mask != other and mask & other == mask for other in found))


@lru_cache(maxsize=4096)
def _region_of(sender: tuple[Vector, ...], mask: int, t: int, group: tuple[int, ...], exactly: bool) -> list[Vector]:
    """The u* such that some mixture of the replies in `mask` pays t >= u*_t (or =) and each s in `group` <= u*_s."""
    axes = [t, *group]
    generators = [(*(sender[s][r] for s in axes), 1) for r in range(len(sender[0])) if mask >> r & 1]
    generators += [tuple(int(i == k) for i in range(len(axes) + 1)) for k in range(1, len(axes))]
    if not exactly:
        generators.append((-1,) + (0,) * len(axes))
    planes, lines = facets(generators)
    spread = []
    for plane in [*planes, *lines, *(tuple(-x for x in line) for line in lines)]:
        full = [0] * (len(sender) + 1)
        for k, s in enumerate(axes):
            full[s] = plane[k]
        full[-1] = plane[-1]
        if any(full[:-1]):
            spread.append(tuple(full))
    return spread


def _tests_of(game: SignalingGame, concept: str) -> list[_Test]:
    tables = [_type_table(game, t) for t in range(len(game.types))]
    tests = []
    for m in range(len(game.messages)):
        beliefs = envelope(scaled_receiver(game, m))
        everything = _maximal_sets(beliefs, (1 << len(game.types)) - 1)
        tests.append(_Test(concept, m, tuple(table[m] for table in tables), beliefs, everything))
    return tests


def _type_table(game: SignalingGame, t: int) -> tuple[Vector, ...]:
    """A type's payoffs as integers [message][reply]: on one scale, which is immaterial."""
    flat = integers([x for row in game.sender[t] for x in row])
    rows, start = [], 0
    for row in game.sender[t]:
        rows.append(tuple(flat[start : start + len(row)]))
        start += len(row)
    return tuple(rows)


# --- Splitting a family ----------------------------------------------------------------------------------------------


def _split(family: Family, tests: Sequence[_Test]) -> tuple[list[_Region], list[_Region]]:
    """The parts of the receiver's polytope that survive, and parts that cover what does not."""
    whole = _Region.whole(family.receiver)
    worth = _equilibrium_payoffs(family)
    kept = [whole]
    for test in tests:
        if not family.sent[test.message]:
            parts = [part for region in kept for part in _surviving(test, region, worth, family)]
            kept = _maximal(parts)
    lost = [whole]
    for region in kept:
        lost = [part for rest in lost for part in _outside(rest, region)]
    return kept, lost


def _equilibrium_payoffs(family: Family) -> list[Vector]:
    """u*_t as a linear function of (rho, 1), for each type: what a message that she sends pays her."""
    game = family.game
    offsets = [sum(map(len, game.response_sets[:m])) for m in range(len(game.messages) + 1)]
    rows = []
    for t, used in enumerate(family.sender.support):
        m = used.index(True)
        row = [0] * (offsets[-1] + 1)
        row[offsets[m] : offsets[m + 1]] = _type_table(game, t)[m]
        rows.append(tuple(row))
    return rows


def _on_replies(plane: Vector, worth: Sequence[Vector]) -> Vector:
    """A half-space in (u*, 1) as one in (rho, 1)."""
    row = [sum(map(int.__mul__, plane, column)) for column in zip(*worth, strict=True)]
    row[-1] += plane[-1]
    return tuple(row)


def _surviving(test: _Test, region: _Region, worth: Sequence[Vector], family: Family) -> Iterator[_Region]:
    """The parts of `region` in which the equilibrium passes the test at its message."""
    if test.concept == "intuitive":
        yield from _passing_intuitive(test, region, worth)
        return
    left = _left_over(test, region, worth)
    for size in range(1, len(test.sender) + 1):
        for kept in combinations(test.types, size):
            parts = [region]
            for t in kept:
                parts = [part for one in parts for part in left(t, one)]
            for mask in test.replies_against(kept):
                planes = _only_replies(family, test.message, mask)
                yield from (found for part in parts if (found := part.cut_all(planes)))


def _left_over(test: _Test, region: _Region, worth: Sequence[Vector]) -> _LeftOver:
    conditions = [
        [[[_on_replies(a, worth) for a in planes] for planes in alternatives] for alternatives in test.conditions(t)]
        for t in test.types
    ]
    return _LeftOver(conditions)


@dataclass(frozen=True)
class _LeftOver:
    """For a type, the parts of a region in which it is not ruled out."""

    conditions: list[list[list[list[Vector]]]]

    def __call__(self, t: int, region: _Region) -> list[_Region]:
        parts = [region]
        for alternatives in self.conditions[t]:
            found = [part.cut_all(planes) for part in parts for planes in alternatives]
            parts = list(dict.fromkeys(part for part in found if part))
        return parts


def _passing_intuitive(test: _Test, region: _Region, worth: Sequence[Vector]) -> Iterator[_Region]:
    """Either no type could gain; or, for some set K of types that could, none is sure to gain against beliefs on K."""

    def bound(t: int, value: int, sign: int) -> Vector:
        return _on_replies((*(sign * int(s == t) for s in test.types), -sign * value), worth)

    top = [max(test.payoffs(t, test.everything)) for t in test.types]
    found = region.cut_all([bound(t, top[t], 1) for t in test.types])
    if found:
        yield found
    for size in range(1, len(test.sender) + 1):
        for kept in combinations(test.types, size):
            replies = test.replies_against(kept)
            planes = [bound(t, top[t], -1) for t in kept]
            planes += [bound(t, min(test.payoffs(t, replies)), 1) for t in test.types]
            found = region.cut_all(planes)
            if found:
                yield found


def _only_replies(family: Family, m: int, mask: int) -> list[Vector]:
    """That no reply outside `mask` is played after m."""
    game = family.game
    start, size = sum(map(len, game.response_sets[:m])), sum(map(len, game.response_sets))
    return [
        tuple(-int(start + r == i) for i in range(size + 1))
        for r in range(len(game.response_sets[m]))
        if not mask >> r & 1
    ]


def _as_families(family: Family, regions: Sequence[_Region]) -> list[Family]:
    """The surviving parts as families: the family itself where it survives whole."""
    if len(regions) == 1 and not regions[0].cuts:
        return [family]
    ordered = sorted(regions, key=lambda region: [tuple(-x for x in point) for point in _sorted(region)])
    parts = []
    for number, region in enumerate(ordered, 1):
        receiver = family.receiver
        vertices = tuple(_strategy(receiver, point) for point in _sorted(region))
        cuts = tuple(Constraint(plane, False) for plane in region.cuts)
        name = f"{family.name}, in part" + (f" ({number})" if len(ordered) > 1 else "")
        narrowed = replace(receiver, vertices=vertices, constraints=(*receiver.constraints, *cuts))
        parts.append(replace(family, receiver=narrowed, name=name))
    return parts


def _sorted(region: _Region) -> list[tuple[Fraction, ...]]:
    return sorted(region.points, reverse=True)


def _strategy(like: StrategySet, point: Sequence[Fraction]) -> Strategy:
    rows, start = [], 0
    for columns in like.columns:
        rows.append(tuple(point[start : start + len(columns)]))
        start += len(columns)
    return Strategy(like.rows, like.columns, tuple(rows))


# --- Verdicts --------------------------------------------------------------------------------------------------------


def _verdict(family: Family, concept: str, tests: Sequence[_Test], region: _Region, whole: bool) -> Verdict:
    """The reason why the equilibrium in the middle of `region` is rejected."""
    point = region.middle
    receiver = _strategy(family.receiver, point)
    single = _Region((Ray(homogeneous(point), 0),), ())
    worth = _equilibrium_payoffs(family)
    failing = next(
        test for test in tests if not family.sent[test.message] and not any(_surviving(test, single, worth, family))
    )
    kept = _kept_types(failing, single, worth)
    assessment = Assessment(family.game, family.sender.middle, receiver)
    deviator, response, gain = _best_deviation(family, failing, kept, assessment)
    game = family.game
    ruled_out = tuple(t for i, t in enumerate(game.types) if i not in kept)
    message = game.messages[failing.message]
    type_ = None if deviator is None else game.types[deviator]
    sentence = _sentence(family, concept, message, ruled_out, type_, response, gain)
    return Verdict(family, concept, message, type_, ruled_out, response, assessment, whole, sentence)


def _kept_types(test: _Test, single: _Region, worth: Sequence[Vector]) -> list[int]:
    """The types not ruled out at one equilibrium."""
    if test.concept == "intuitive":
        point = single.rays[0].point
        return [t for t in test.types if dot(worth[t], point) <= max(test.payoffs(t, test.everything)) * point[-1]]
    left = _left_over(test, single, worth)
    return [t for t in test.types if left(t, single)]


def _best_deviation(
    family: Family, test: _Test, kept: Sequence[int], assessment: Assessment
) -> tuple[int | None, str | None, Fraction]:
    """Who gains by deviating, to which reply, and how much.

    Under the intuitive criterion the least that the reply can bring counts; otherwise the most.
    """
    from termination.engine.outcomes import sender_payoff

    game, m = family.game, test.message
    used = 0
    for mask in test.replies_against(kept):
        used |= mask
    replies = [r for r in range(len(game.response_sets[m])) if used >> r & 1]
    worst_case = test.concept == "intuitive"
    candidates = []
    for t in range(len(game.types)) if worst_case else kept:
        now = sender_payoff(game, t, assessment.sender, assessment.receiver)
        gains = [(game.sender[t][m][r] - now, -r) for r in replies]
        if gains:
            gain, r = min(gains) if worst_case else max(gains)
            candidates.append((gain, -t, -r))
    gain, minus_t, r = max(candidates, default=(Fraction(0), 0, 0))
    return (-minus_t, game.response_sets[m][r], gain) if gain > 0 else (None, None, Fraction(0))


def _sentence(
    family: Family,
    concept: str,
    message: str,
    ruled_out: Sequence[str],
    type_: str | None,
    response: str | None,
    gain: Fraction,
) -> str:
    who = " and ".join(ruled_out) if ruled_out else "nobody"
    start = f"{family.name}: after {message} {_TITLES[concept]} rules out {who}."
    if type_ is None:
        if len(ruled_out) == len(family.game.types):
            return f"{start} No type is left, so no belief supports a reply."
        return f"{start} No belief over the types left supports the reply that the equilibrium relies on."
    if concept == "intuitive":
        return f"{start} Then even the worst reply left, {response}, gives {type_} {gain} more by deviating."
    return f"{start} Then {response} is a best reply, and {type_} gains {gain} by deviating."


__all__ = ["CONCEPTS", "Verdict", "concept_named", "refine"]
