"""Vertices of rational polyhedra by double description, over Python integers.

A polyhedron is kept as the cone over it: each vertex (and each direction of recession) is a **ray**, an integer vector
with coprime entries, together with a bit mask of the constraints that it makes **tight**. Cutting the cone with one
more inequality keeps the rays on its good side and adds one new ray on each edge that crosses the plane. Two rays span
an edge iff no third ray makes tight all that both make tight (Motzkin et al. 1953; Fukuda & Prodon 1996), which is a
question about bit masks alone: no float, no tolerance, and ties need no special case.

Dimensions here are those of payoffs and strategies in small games; a general library is the better tool beyond that.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import gcd
from operator import mul
from typing import NamedTuple


class Ray(NamedTuple):
    """An extreme ray: coprime integer coordinates, and the bit mask of the constraints it makes tight."""

    point: tuple[int, ...]
    tight: int


class LimitReached(Exception):
    """More rays than the caller allows. Turned by the solver into a `SearchLimitWarning`; never seen by users."""


def cut(
    rays: Sequence[Ray], normal: Sequence[int], label: int, rank: int, equality: bool = False, limit: int = 0
) -> list[Ray]:
    """The rays of the cone {x in cone(rays): normal . x >= 0}, or = 0; `label` is the bit of the new constraint.

    `rank` is the dimension of the space that the *first* cone spanned, before any cut: a two-dimensional face then has
    at least `rank - 2` tight constraints, which rules out most pairs at once.
    """
    inside: list[Ray] = []
    positive: list[tuple[Ray, int]] = []
    negative: list[tuple[Ray, int]] = []
    nonzero = [(i, c) for i, c in enumerate(normal) if c]
    for ray in rays:
        point = ray[0]
        value = 0
        for i, c in nonzero:
            value += c * point[i]
        if value > 0:
            positive.append((ray, value))
        elif value < 0:
            negative.append((ray, value))
        else:
            inside.append(Ray(point, ray[1] | label))
    if negative and positive:
        masks = [ray[1] for ray in rays]
        for high, above in positive:
            for low in _neighbours(high, negative, masks, rank):
                inside.append(_crossing(high, above, *low, label))
            if limit and len(inside) > limit:
                raise LimitReached
    if not equality:
        inside.extend(ray for ray, _ in positive)
    return inside


def _neighbours(
    ray: Ray, others: Iterable[tuple[Ray, int]], masks: list[int], rank: int
) -> Iterable[tuple[Ray, int]]:
    """Those of `others` that span an edge with `ray`: nothing else is tight wherever both are."""
    own = ray[1]
    for other in others:
        common = own & other[0][1]
        if common.bit_count() < rank - 2:
            continue
        holders = 0
        for mask in masks:
            if mask & common == common:
                holders += 1
                if holders > 2:
                    break
        else:
            yield other


def _crossing(high: Ray, above: int, low: Ray, below: int, label: int) -> Ray:
    """The point where the edge from `high` to `low` meets the cutting plane."""
    point = [above * b - below * a for a, b in zip(high[0], low[0])]  # noqa: B905 - equal lengths, hot loop
    common = gcd(*point)
    if common > 1:
        point = [x // common for x in point]
    return Ray(tuple(point), high[1] & low[1] | label)


def dot(a: Sequence[int], b: Sequence[int]) -> int:
    """The scalar product."""
    return sum(map(mul, a, b))


__all__ = ["LimitReached", "Ray", "cut", "dot"]
