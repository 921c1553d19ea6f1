"""The Parma Polyhedra Library's opinion of our polyhedra, on random ones and on degenerate ones with small integers.

PPL is GPL and needs GMP, MPFR and a compiler or a wheel, so it is a peer in tests and never a dependency.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import chain, combinations
from random import Random

import pytest

from termination.engine import two_types
from termination.engine.arithmetic import integers
from termination.engine.beliefs import envelope, rationalizable, scaled_receiver, supporting
from termination.engine.enumerate import solve
from termination.engine.game import SignalingGame
from termination.engine.polyhedra import Ray, cut, dot, extreme_points, facets
from termination.engine.receiver_side import receiver_vertices, usable_replies
from termination.engine.sender_side import promising, sender_vertices
from termination.engine.strategies import StrategySet
from termination.engine.vertices import ReceiverVertex, Tables
from tests.oracles.random_games import samples

ppl = pytest.importorskip(
    "ppl", reason="the second opinion on polyhedra needs pplpy, which has wheels for Linux and macOS (extra `test`)"
)

Point = tuple[Fraction, ...]
LIMIT = 10**6


class Polyhedron:
    """{x : a . (x, 1) >= 0 or = 0 for every a}, by PPL."""

    def __init__(self, size: int, at_least: Iterable[Sequence[int]], equal: Iterable[Sequence[int]] = ()):
        system = ppl.Constraint_System()
        for row in at_least:
            system.insert(self._expression(row) >= 0)
        for row in equal:
            system.insert(self._expression(row) == 0)
        self.ppl = ppl.C_Polyhedron(size, "universe")
        self.ppl.add_constraints(system)

    @staticmethod
    def _expression(row: Sequence[int]) -> object:
        return sum((a * ppl.Variable(i) for i, a in enumerate(row[:-1])), ppl.Linear_Expression(row[-1]))

    @property
    def vertices(self) -> set[Point]:
        return {
            tuple(Fraction(int(x), int(g.divisor())) for x in g.coefficients())
            for g in self.ppl.minimized_generators()
            if g.is_point()
        }

    @property
    def rays(self) -> set[tuple[int, ...]]:
        found = [g for g in self.ppl.minimized_generators() if not g.is_point()]
        assert all(g.is_ray() for g in found)
        return {tuple(integers([Fraction(int(x)) for x in g.coefficients()])) for g in found}

    @property
    def is_empty(self) -> bool:
        return bool(self.ppl.is_empty())


def unit(i: int, size: int, last: int = 0) -> list[int]:
    """x_i (+ last) >= 0, as a row over (x, 1)."""
    return [int(i == j) for j in range(size)] + [last]


def over(indices: Iterable[int], size: int, last: int) -> list[int]:
    """The sum of these x (+ last)."""
    chosen = set(indices)
    return [int(j in chosen) for j in range(size)] + [last]


def integer_row(row: Iterable[Fraction]) -> list[int]:
    return integers(list(row))


# ---------------------------------------------------------------- cones, hulls


@pytest.mark.parametrize("seed", range(150))
def test_cones_cut_from_the_orthant(seed: int) -> None:
    """Random cuts with small coefficients, some of them equalities, some redundant, some that flatten the cone."""
    rng = Random(f"cone {seed}")
    size = rng.randint(2, 6)
    everything = (1 << size) - 1
    rays = [Ray(tuple(int(i == j) for j in range(size)), everything ^ 1 << i) for i in range(size)]
    rows: dict[bool, list[list[int]]] = {True: [], False: []}
    for k in range(rng.randint(1, 8)):
        normal = [rng.randint(-2, 2) for _ in range(size)]
        equality = rng.random() < 0.15
        if rng.random() < 0.15 and rows[False]:
            normal = [-x for x in rng.choice(rows[False])[:-1]]  # turns an inequality into an implicit equality
        rows[equality].append([*normal, 0])
        rays = cut(rays, normal, 1 << size + k, size, equality)
        theirs = Polyhedron(size, [unit(i, size) for i in range(size)] + rows[False], rows[True])
        assert {ray.point for ray in rays} == theirs.rays
        assert len({ray.point for ray in rays}) == len(rays)
        constraints = [unit(i, size)[:-1] for i in range(size)]
        for point, tight in rays:
            assert [tight >> i & 1 for i in range(size)] == [int(dot(c, point) == 0) for c in constraints]


def points_in(rng: Random) -> list[Point]:
    """Distinct points of a small grid, sometimes on a hyperplane: collinear, coplanar, interior."""
    size, flat = rng.randint(1, 4), rng.random() < 0.4
    points = set()
    for _ in range(rng.randint(1, 12)):
        point = [Fraction(rng.randint(-2, 2), rng.choice([1, 1, 2])) for _ in range(size)]
        if flat:
            point[-1] = sum(point[:-1], Fraction(1))
        points.add(tuple(point))
    return sorted(points)


@pytest.mark.parametrize("seed", range(200))
def test_extreme_points_and_facets_of_hulls(seed: int) -> None:
    points = points_in(Random(f"hull {seed}"))
    size = len(points[0])
    generators = ppl.Generator_System()
    for point in points:
        *numerators, scale = integers([*point, Fraction(1)])
        generators.insert(
            ppl.point(sum((x * ppl.Variable(i) for i, x in enumerate(numerators)), 0 * ppl.Variable(0)), scale)
        )
    hull = ppl.C_Polyhedron(generators)
    theirs = {
        (*(Fraction(int(g.coefficient(ppl.Variable(i))), int(g.divisor())) for i in range(size)),)
        for g in hull.minimized_generators()
    }
    assert extreme_points(points) == [point for point in points if point in theirs]

    planes, lines = facets([tuple(integers([*point, Fraction(1)])) for point in points])
    constraints = hull.minimized_constraints()
    assert len(lines) == sum(c.is_equality() for c in constraints)
    ours = Polyhedron(size, planes, lines)
    assert ours.ppl == hull
    if size > len(lines):  # else a point: no facet but the trivial one
        assert len(planes) == sum(c.is_inequality() for c in constraints)


# ---------------------------------------------------------------- beliefs


def belief_polytope(payoffs: Sequence[Sequence[int]], replies: Iterable[int]) -> Polyhedron:
    """The beliefs that make all these replies best."""
    T, R = len(payoffs), len(payoffs[0])
    best = [[row[r] - row[s] for row in payoffs] + [0] for r in replies for s in range(R) if s != r]
    return Polyhedron(T, [unit(t, T) for t in range(T)] + best, [over(range(T), T, -1)])


def subsets(size: int) -> Iterable[tuple[int, ...]]:
    return chain.from_iterable(combinations(range(size), k) for k in range(1, size + 1))


@pytest.mark.parametrize("batch", range(4))
def test_beliefs_that_support_replies(batch: int) -> None:
    for sample in samples(40, largest=(4, 2, 4), start=batch * 40):
        game = sample.game
        for m, labels in enumerate(game.response_sets):
            payoffs = scaled_receiver(game, m)
            vertices = envelope(payoffs)
            supported = []
            for replies in subsets(len(labels)):
                mask = sum(1 << r for r in replies)
                ours, theirs = supporting(vertices, mask), belief_polytope(payoffs, replies)
                assert set(ours) == theirs.vertices, f"{sample}: {m} {replies}"
                assert len(set(ours)) == len(ours)
                if not theirs.is_empty:
                    supported.append(mask)
            maximal = [k for k in supported if not any(k != other and k & other == k for other in supported)]
            assert rationalizable(payoffs) == tuple(sorted(maximal))


@pytest.mark.parametrize("batch", range(4))
def test_vertices_of_the_envelope(batch: int) -> None:
    for sample in samples(60, largest=(4, 1, 5), start=1000 + batch * 60):
        payoffs = scaled_receiver(sample.game, 0)
        T, R = len(payoffs), len(payoffs[0])
        above = [[-row[r] for row in payoffs] + [1, 0] for r in range(R)]
        theirs = Polyhedron(T + 1, [unit(t, T + 1) for t in range(T)] + above, [over(range(T), T + 1, -1)])
        assert {vertex.belief for vertex in envelope(payoffs)} == {point[:T] for point in theirs.vertices}, sample


# ---------------------------------------------------------------- the two players' polytopes


def receiver_polyhedron(game: SignalingGame) -> Polyhedron:
    """P = {(rho, V)}: V_t is at least what any message gives t."""
    T, size = len(game.types), sum(map(len, game.response_sets))
    cells = [(m, r) for m, labels in enumerate(game.response_sets) for r in range(len(labels))]
    rows = [unit(i, size + T) for i in range(size)]
    for t in range(T):
        for m in range(len(game.messages)):
            weights = [-game.sender[t][m][r] if n == m else Fraction(0) for n, r in cells]
            rows.append(integer_row([*weights, *(Fraction(int(s == t)) for s in range(T)), Fraction(0)]))
    sums = [over((i for i, (n, _) in enumerate(cells) if n == m), size + T, -1) for m in range(len(game.messages))]
    return Polyhedron(size + T, rows, sums)


def used(row: Sequence[Fraction]) -> list[int]:
    return [i for i, x in enumerate(row) if x]


def by_message(game: SignalingGame, flat: Sequence[Fraction]) -> list[list[Fraction]]:
    rest = list(flat)
    return [[rest.pop(0) for _ in labels] for labels in game.response_sets]


def supported_everywhere(game: SignalingGame, flat: Sequence[Fraction]) -> bool:
    return not any(
        belief_polytope(scaled_receiver(game, m), used(row)).is_empty for m, row in enumerate(by_message(game, flat))
    )


def sender_polytope(game: SignalingGame, flat: Sequence[Fraction]) -> Polyhedron:
    """The sender's strategies in equilibrium with a receiver's strategy: best messages, and replies kept best."""
    T, M = len(game.types), len(game.messages)
    reply = by_message(game, flat)
    size = T * M
    equal = [over((t * M + m for m in range(M)), size, -1) for t in range(T)]
    for t, table in enumerate(game.sender):
        worth = [sum(a * u for a, u in zip(row, cells, strict=True)) for row, cells in zip(reply, table, strict=True)]
        equal += [unit(t * M + m, size) for m in range(M) if worth[m] < max(worth)]
    rows = [unit(i, size) for i in range(size)]
    for m, row in enumerate(reply):
        for r in used(row):
            for s in range(len(row)):
                gains = [Fraction(0)] * (size + 1)
                for t, p in enumerate(game.prior):
                    gains[t * M + m] = p * (game.receiver[t][m][r] - game.receiver[t][m][s])
                rows.append(integer_row(gains))
    return Polyhedron(size, rows, equal)


def strategy(vertex: ReceiverVertex) -> Point:
    return tuple(Fraction(weight, vertex.scale) for weight in vertex.weights)


@pytest.mark.parametrize("batch", range(6))
def test_vertices_of_both_players_polyhedra(batch: int) -> None:
    for sample in samples(30, start=2000 + batch * 30):
        game = sample.game
        tables, size = Tables.of(game), sum(map(len, game.response_sets))
        ours = receiver_vertices(tables, usable_replies(tables), LIMIT, lambda *_: None)
        theirs = {point[:size] for point in receiver_polyhedron(game).vertices}
        assert len({strategy(x) for x in ours}) == len(ours)
        assert {strategy(x) for x in ours} == {flat for flat in theirs if supported_everywhere(game, flat)}, sample
        if tables.types == 2:
            corners = two_types.corners(tables, usable_replies(tables))
            assert {x for corner in corners for x in corner.vertices()} == set(ours), sample
        for x in ours:
            answers = sender_vertices(tables, x, LIMIT)
            found = {tuple(Fraction(weight, y.scale) for weight in y.weights) for y in answers}
            assert len(found) == len(answers)
            # What `promising` says no to is skipped by the solver; here it must be empty indeed.
            theirs_here = sender_polytope(game, strategy(x)).vertices
            if theirs_here or promising(tables, x):
                assert found == theirs_here, sample


def constrained(side: StrategySet) -> Polyhedron:
    """The polytope of a set's constraints within the product of simplices."""
    widths = list(map(len, side.columns))
    size = sum(widths)
    equal = [list(c.coefficients) for c in side.constraints if c.equality]
    rows = [unit(i, size) for i in range(size)] + [list(c.coefficients) for c in side.constraints if not c.equality]
    start = 0
    for width in widths:
        equal.append(over(range(start, start + width), size, -1))
        start += width
    return Polyhedron(size, rows, equal)


@pytest.mark.parametrize("batch", range(10))
def test_vertices_and_constraints_of_families_describe_the_same_polytope(batch: int) -> None:
    for sample in samples(40, start=3000 + batch * 40):
        for family in solve(sample.game):
            for side in (family.sender, family.receiver):
                ours = [tuple(chain.from_iterable(vertex.probabilities)) for vertex in side.vertices]
                assert len(set(ours)) == len(ours)
                assert set(ours) == constrained(side).vertices, f"{sample}: {family.name!r}"


@pytest.mark.parametrize("batch", range(4))
def test_posteriors_of_families_are_the_hull_of_those_reached(batch: int) -> None:
    """Where a message is sent: the projective image of the sender's polytope under Bayes' rule, computed as a cone."""
    for sample in samples(30, start=4000 + batch * 30):
        game = sample.game
        T, M = len(game.types), len(game.messages)
        for family in solve(game):
            polytope = constrained(family.sender).vertices
            for m, message in enumerate(game.messages):
                joint = ppl.Generator_System()
                joint.insert(ppl.point(0 * ppl.Variable(T - 1)))
                for flat in polytope:
                    row = integer_row(p * flat[t * M + m] for t, p in enumerate(game.prior))
                    if any(row):
                        joint.insert(
                            ppl.ray(sum((x * ppl.Variable(t) for t, x in enumerate(row)), 0 * ppl.Variable(0)))
                        )
                cone = ppl.C_Polyhedron(joint)
                theirs = set()
                for g in cone.minimized_generators():
                    if g.is_ray():
                        weights = [Fraction(int(g.coefficient(ppl.Variable(t)))) for t in range(T)]
                        theirs.add(tuple(weight / sum(weights) for weight in weights))
                ours = [piece.beliefs.vertices for piece in family.beliefs[message] if piece.sent]
                assert set(chain.from_iterable(ours)) == theirs, f"{sample}: {family.name!r} after {message}"
