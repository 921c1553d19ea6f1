"""Derived closed forms against the numeric engine, in both directions, where no sign is known and on knife edges."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import combinations, pairwise, product
from random import Random
from typing import Any

import pytest

from termination import ParametricGame, closed_forms, conditions, refine, solve
from termination.engine.equilibria import Equilibria
from termination.engine.families import Assessment, Family
from termination.engine.strategies import Range
from termination.engine.symbolic import ClosedForm, FreeProbability, OffPath
from termination.engine.symbolic.closed_form import Evaluated, value_of
from termination.engine.symbolic.patterns import Pattern, pattern_of
from tests.engine.symbolic_games import SHAPES, Shape, points, random_game, relations

Point = Mapping[Any, Fraction]


def agree(game: ParametricGame, forms: Mapping[Pattern, ClosedForm], seen: Counter[str]) -> None:
    """Every family of the engine has a closed form that holds and says the same; what forms say exists is found.

    A family that no listed form describes is one of an edge: the closed form that `conditions` makes for it has
    equations, or frees what the listed one divides by.
    """
    found = solve(game)
    families: dict[Pattern, list[Family]] = {}
    for family in found:
        families.setdefault(pattern_of(family), []).append(family)
    exist = {pattern: form.subs(game.values) for pattern, form in forms.items()}
    exist = {pattern: there for pattern, there in exist.items() if there.exists}
    for pattern, alike in families.items():
        seen["families"] += 1
        if pattern not in exist or not describes(exist[pattern], alike):
            form = conditions(game, alike[0])
            assert form.pattern == pattern
            assert form.subs().exists, (game, alike[0], form)
            assert describes(form.subs(), alike), (game, alike[0], form)
            assert not form.generic or pattern in forms, (game, form)
            seen["on an edge"] += 1
    for pattern, there in exist.items():
        are_found(there, found)
        seen["part of a larger family"] += pattern not in families


def agree_on_survivors(game: ParametricGame, forms: Mapping[Pattern, ClosedForm], seen: Counter[str]) -> None:
    """Where a form is that of a family, it survives a refinement iff some of the family does.

    What survives of a family that fails in part may lie in another one, under whose name alone it is then listed.
    """
    found = solve(game)
    patterns = Counter(map(pattern_of, found))
    for concept in ("intuitive", "D1"):
        kept = refine(found, concept)
        partly = [family for family in found if any(_kept(kept, vertex) for vertex in family.vertices())]
        surviving = {pattern_of(family) for family in (*kept, *partly)}
        for pattern, count in patterns.items():
            form = forms.get(pattern)
            if count == 1 and form is not None and concept in form.survives and form.subs(game.values).exists:
                seen[concept] += 1
                assert form.subs(game.values).survives(concept) == (pattern in surviving), (game, form, concept)


def _kept(kept: Equilibria, one: Assessment) -> bool:
    return kept.contains(one.sender.to_lists(), one.receiver.to_lists())


def describes(there: Evaluated, alike: list[Family]) -> bool:
    """The same weights, replies, posteriors and off-path bounds as the families of its pattern; free ones included."""
    form = there.closed_form
    if form.free:
        return all(_same_ranges(there, family) for family in alike)
    for family in alike:
        for m, row in form.receiver.items():
            if not isinstance(row, OffPath):
                if family.receiver[m] != there.receiver[m]:
                    return False
                assert {t: family.beliefs[m][t] for t in form.types} == there.beliefs[m]
            elif len(row.best) == 2:
                first = next(iter(family.receiver[m].values()))
                bounds = (first.low, first.high) if isinstance(first, Range) else (first, first)
                assert there.receiver[m] == bounds, (form, family)
                assert bounds == stated_bounds(row, there.point), (form, family)
        if {t: family.sender[t] for t in form.types} != there.sender:
            return False
    return True


def stated_bounds(off: OffPath, point: Point) -> tuple[Fraction, Fraction]:
    """The chance of the first of two replies by the bounds in symbols, as far as some belief supports them."""
    low = max([Fraction(0), *(value_of(bound, point) for bound in off.lower)])
    high = min([Fraction(1), *(value_of(bound, point) for bound in off.upper)])
    for relation in off.also:
        (chance,) = set(relation.free_symbols) - set(point)
        at = [value_of(relation.lhs - relation.rhs, {**point, chance: Fraction(x)}) for x in (0, 1)]
        slope = at[1] - at[0]
        assert relation.rel_op in ("<=", ">=")
        if slope and (slope > 0) == (relation.rel_op == "<="):
            high = min(high, -at[0] / slope)
        elif slope:
            low = max(low, -at[0] / slope)
    first, second = (possible.holds(point) for possible in off.possible)
    return low if second else Fraction(1), high if first else Fraction(0)


def _same_ranges(there: Evaluated, family: Family) -> bool:
    """The first free probability has the family's range, and all its vertices meet the bounds of all."""
    form = there.closed_form
    sides = {"sender": family.sender, "receiver": family.receiver}
    first = form.free[0]
    cell = sides[first.side][first.row][first.column]
    ends = (cell.low, cell.high) if isinstance(cell, Range) else (cell, cell)  # what is free may have just one value
    if not any(one.also.parts for one in form.free) and len(form.free) == 1:
        assert first.range(there.point) == ends, (form, family)
    for vertex in family.vertices():
        given = {one.symbol: getattr(vertex, one.side)[one.row][one.column] for one in form.free}
        point = {**there.point, **given}
        if not all(one.allows(point[one.symbol], point) for one in form.free):
            return False
        if {t: value_of_row(row, point) for t, row in form.sender.items()} != {t: vertex.sender[t] for t in form.types}:
            return False
    return True


def value_of_row(row: Mapping[str, Any], point: Point) -> dict[str, Fraction]:
    return {label: value_of(e, point) for label, e in row.items()}


def are_found(there: Evaluated, found: Equilibria) -> None:
    """What the form says are equilibria the engine has: at the ends and the middle of what it leaves open.

    Off the path every reply within the bounds; of three replies, one of those that deter, since not all have a belief.
    """
    form, count = there.closed_form, 0
    for point in choices(there, dict(there.point), 0):
        sender = {t: value_of_row(row, point) for t, row in form.sender.items()}
        options = [list(replies_to(form, m, point)) for m in form.messages]
        held = [found.contains(sender, dict(zip(form.messages, rows, strict=True))) for rows in product(*options)]
        enough = any if max(map(len, form.response_sets)) > 2 else all
        assert held, (found.model, form, point)
        assert enough(held), (found.model, form, point)
        count += 1
    assert count


def replies_to(form: ClosedForm, m: str, point: Point) -> Iterator[dict[str, Fraction]]:
    """The reply to a message that is sent; to another those that may hold the equilibrium together."""
    row, labels = form.receiver[m], form.response_sets[form.messages.index(m)]
    if not isinstance(row, OffPath):
        yield value_of_row(row, point)
    elif len(labels) == 2:
        for chance in dict.fromkeys(row.chance(point) or ()):
            yield {labels[0]: chance, labels[1]: 1 - chance}
    else:
        yield from deterring(labels, [[value_of(x, point) for x in gains] for gains in row.gains])


def choices(there: Evaluated, point: Point, k: int) -> Iterator[Point]:
    """Values for the free probabilities, one after the other."""
    free = there.closed_form.free
    if k == len(free):
        yield point
        return
    bounds = free[k].range(point)
    if bounds is None:
        return
    low, high = bounds
    ends = sorted({low, high, *(root for root in roots(free[k], point) if low < root < high)})
    for value in sorted({*ends, *((a + b) / 2 for a, b in pairwise(ends))}):
        if free[k].allows(value, point):
            yield from choices(there, {**point, free[k].symbol: value}, k + 1)


def roots(one: FreeProbability, point: Point) -> Iterator[Fraction]:
    """Where what else binds it may change."""
    for relation in relations(one.also):
        at, to = (value_of(relation.lhs - relation.rhs, {**point, one.symbol: Fraction(x)}) for x in (0, 1))
        if at != to:
            yield at / (at - to)


def deterring(labels: tuple[str, ...], gains: list[list[Fraction]]) -> Iterator[dict[str, Fraction]]:
    """Single replies and ends of mixtures of two after which no type has a gain."""
    none = dict.fromkeys(labels, Fraction(0))
    for r, label in enumerate(labels):
        if all(row[r] <= 0 for row in gains):
            yield {**none, label: Fraction(1)}
    for (i, r), (j, s) in combinations(enumerate(labels), 2):
        cuts = {row[j] / (row[j] - row[i]) for row in gains if row[i] != row[j]}
        for cut in sorted(cuts):
            if 0 < cut < 1 and all(cut * row[i] + (1 - cut) * row[j] <= 0 for row in gains):
                yield {**none, r: cut, s: 1 - cut}


def hold(shape: Shape, games: range, count: int) -> Counter[str]:
    """The forms of each game against the engine at about `count` points, survival at some of them."""
    seen: Counter[str] = Counter()
    for number in games:
        rng = Random(f"{shape} {number}")
        game = random_game(rng, shape)
        forms = {form.pattern: form for form in closed_forms(game)}
        seen["games"] += 1
        for i, moved in enumerate(points(rng, game, list(forms.values()), count)):
            seen["points"] += 1
            agree(moved, forms, seen)
            if i % 4 == 0 and max(shape[1]) == 2:
                agree_on_survivors(moved, forms, seen)
    return seen


@pytest.mark.thorough
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_random_games_with_free_signs(shape: Shape) -> None:
    """A fixed sample."""
    assert hold(shape, range(2), 8)["families"] >= 16


@pytest.mark.long
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_hundreds_of_random_games_with_free_signs(shape: Shape) -> None:
    seen = hold(shape, range(100, 140), 36)
    assert seen["families"] >= seen["points"] > 1000
    assert seen["on an edge"] + seen["part of a larger family"] > 100
