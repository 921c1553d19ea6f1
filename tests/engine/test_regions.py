"""Parts of a polytope: cutting, subtracting and joining, on shapes whose answer is plain to see."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from random import Random

import pytest

from termination.engine.refining.parts import HalfSpace, Region, maximal, merged, without
from termination.engine.strategies import Strategy, StrategySet

#: Coordinates: the weights (x, 1 - x) after a and (y, 1 - y) after b; the shape is the square of all (x, y).
SHAPE = (("a", "b"), (("l", "r"), ("l", "r")))


def square() -> Region:
    corners = [
        Strategy(*SHAPE, ((Fraction(x), Fraction(1 - x)), (Fraction(y), Fraction(1 - y))))
        for x, y in product((1, 0), repeat=2)
    ]
    return Region.whole(StrategySet(*SHAPE, tuple(corners), ()))


def plane(x: int, y: int, constant: int) -> HalfSpace:
    return (x, 0, y, 0, constant)


def part(*planes: HalfSpace) -> Region:
    region = square().cut_all(planes)
    assert region is not None
    return region


def corners(region: Region) -> set[tuple[Fraction, Fraction]]:
    return {(point[0], point[2]) for point in region.points}


LEFT, RIGHT = part(plane(-2, 0, 1)), part(plane(2, 0, -1))
LOWER, UPPER = part(plane(0, -2, 1)), part(plane(0, 2, -1))
HALF = Fraction(1, 2)


def test_cuts() -> None:
    assert corners(LEFT) == {(0, 0), (0, 1), (HALF, 0), (HALF, 1)}
    assert square().cut(plane(1, 0, 0)) is not None
    assert square().cut(plane(1, 1, 0)).cuts == ()  # it already lies inside
    assert square().cut(plane(-1, -1, -1)) is None
    assert corners(part(plane(-1, -1, 0))) == {(0, 0)}
    assert LEFT.middle[0] == Fraction(1, 4)
    corner = part(plane(-1, -1, 0), plane(0, 5, 0)), part(plane(-3, -5, 2))
    for region in (LEFT, UPPER, square(), *corner):
        assert region.middle == tuple(sum(xs) / len(xs) for xs in zip(*region.points, strict=True))


@pytest.mark.parametrize(
    ("regions", "count"),
    [
        ([LEFT, RIGHT], 1),
        ([LEFT, RIGHT, LOWER], 1),
        ([LEFT, LOWER], 2),  # an L is not convex
        ([part(plane(-3, 0, 1)), part(plane(3, 0, -2))], 2),
        ([part(plane(-3, 0, 1)), part(plane(3, 0, -2)), part(plane(3, 0, -1), plane(-3, 0, 2))], 1),
        ([part(plane(-1, 0, 0)), LEFT], 1),
        ([part(plane(-1, 0, 0)), part(plane(0, -1, 0))], 2),  # two sides of the square
        ([LEFT, LEFT], 1),
        ([], 0),
    ],
)
def test_merging_joins_what_is_convex_and_nothing_else(regions: list[Region], count: int) -> None:
    joined = merged(regions, square())
    assert len(joined) == count
    if count == 1 and len(regions) > 1 and regions[0] is not regions[1]:
        assert corners(joined[0]) >= corners(regions[0]) or joined[0].cuts == ()


def test_joining_everything_gives_the_whole_without_cuts() -> None:
    assert merged([LEFT, RIGHT], square())[0].cuts == ()


def test_maximal_keeps_one_of_equals() -> None:
    assert len(maximal([LEFT, part(plane(-2, 0, 1)), square()])) == 1
    assert len(maximal([LEFT, part(plane(-2, 0, 1))])) == 1


def test_nothing_is_left_outside_two_halves() -> None:
    assert without(square(), [LEFT, RIGHT]) == []
    assert without(square(), []) == [square()]


@pytest.mark.thorough
def test_the_middle_of_what_is_left_lies_outside_every_hole() -> None:
    """In particular no part is left that is only the border of something: every one has its middle strictly outside."""
    rng = Random(5)
    for _ in range(120):
        holes = []
        for _ in range(rng.randint(1, 4)):
            planes = [
                plane(rng.randint(-3, 3), rng.randint(-3, 3), rng.randint(-2, 3)) for _ in range(rng.randint(1, 3))
            ]
            hole = square().cut_all(planes)
            if hole:
                holes.append(hole)
        parts = without(square(), holes)
        for one in parts:
            assert not any(all(value(a, one.middle) >= 0 for a in hole.cuts) for hole in holes)
        for x, y in product(range(13), repeat=2):
            point = (Fraction(x, 12), 1 - Fraction(x, 12), Fraction(y, 12), 1 - Fraction(y, 12))
            in_hole = any(all(value(a, point) >= 0 for a in hole.cuts) for hole in holes)
            in_part = any(all(value(a, point) >= 0 for a in one.cuts) for one in parts)
            assert in_hole or in_part
        union = merged(holes, square())
        assert len(union) <= len(holes)
        for x, y in product(range(13), repeat=2):
            point = (Fraction(x, 12), 1 - Fraction(x, 12), Fraction(y, 12), 1 - Fraction(y, 12))
            assert any(all(value(a, point) >= 0 for a in hole.cuts) for hole in holes) == any(
                all(value(a, point) >= 0 for a in one.cuts) for one in union
            )


def value(half_space: HalfSpace, point: tuple[Fraction, ...]) -> Fraction:
    return sum((a * x for a, x in zip(half_space, point, strict=False)), Fraction(half_space[-1]))
