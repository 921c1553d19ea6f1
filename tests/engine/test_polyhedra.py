"""Cutting cones: the ways to find the edges, and the limit."""

from __future__ import annotations

from random import Random

import pytest

from termination.engine import polyhedra
from termination.engine.polyhedra import LimitReached, Ray, cut, dot


def cube(size: int) -> tuple[list[Ray], int]:
    """The cone over the cube with corners of zeros and ones, and how many constraints it has."""
    corners = []
    for picks in range(1 << size):
        point = tuple(picks >> i & 1 for i in range(size))
        tight = sum(1 << (2 * i + x) for i, x in enumerate(point))
        corners.append(Ray((1, *point), tight))
    return corners, 2 * size


def cuts(rng: Random, size: int) -> list[list[int]]:
    """Planes through the cube, many of them through its corners."""
    return [[rng.randint(-2, 2) for _ in range(size + 1)] for _ in range(rng.randint(1, 6))]


@pytest.mark.parametrize("seed", range(60))
def test_edges_are_the_same_pair_by_pair_and_by_columns(monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    rng = Random(f"cube {seed}")
    size = rng.randint(1, 6)
    walls = [3 << 2 * i for i in range(size) if rng.random() < 0.2]  # only faces within one of two opposite walls
    normals = cuts(rng, size)

    def on_walls(tight: int) -> bool:
        return all(tight & both for both in walls)

    found = []
    for threshold in (0, 10**9):
        monkeypatch.setattr(polyhedra, "_MANY_PAIRS", threshold)
        rays, label = cube(size)
        for k, normal in enumerate(normals):
            rays = cut(rays, normal, 1 << label + k, size + 1, equality=k % 4 == 3, wanted=on_walls)
        found.append(rays)
    assert found[0] == found[1]


def test_edges_are_the_same_by_all_ways_on_cones_with_few_simple_rays_and_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """By pairs, by columns alone, and simple rays by what they have in common, of these so many entered at a time."""
    seen = {True: 0, False: 0}
    for seed in range(150):
        rng = Random(f"degenerate {seed}")
        size = rng.randint(2, 6)
        rays, label = cube(size)
        for k, normal in enumerate(cuts(rng, size)):
            sides = [[ray.tight for ray in rays if sign * dot(normal, ray.point) > 0] for sign in (1, -1)]
            if all(sides):
                masks = [ray.tight for ray in rays]
                monkeypatch.setattr(polyhedra, "_ENTERED", rng.choice([1, 2, 5, 1000]))
                found = sorted(polyhedra._edges(masks, *sides, size + 1, None))
                assert sorted(polyhedra._many_edges(masks, *sides, size + 1, None)) == found
                placed = [list(enumerate(side)) for side in sides]
                assert sorted(polyhedra._edges_by_columns(masks, *placed, size + 1, None)) == found
                simple = [sum(mask.bit_count() == size for mask in side) for side in sides]
                seen[2 * simple[0] * simple[1] >= len(sides[0]) * len(sides[1])] += len(found)
            rays = cut(rays, normal, 1 << label + k, size + 1, equality=rng.random() < 0.1)
    assert min(seen.values()) > 200


@pytest.mark.parametrize("threshold", [0, 10**9])
def test_a_cut_stops_at_the_limit_and_not_before(monkeypatch: pytest.MonkeyPatch, threshold: int) -> None:
    monkeypatch.setattr(polyhedra, "_MANY_PAIRS", threshold)
    rays, label = cube(4)
    half = [-1, 1, 1, 0, 0]  # half of the corners lie on the plane, a quarter beyond it
    exactly = len(cut(rays, [*half], 1 << label, 5))
    assert len(cut(rays, half, 1 << label, 5, limit=exactly)) == exactly
    with pytest.raises(LimitReached):
        cut(rays, half, 1 << label, 5, limit=exactly - 1)
