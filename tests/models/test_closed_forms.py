"""Two roads to one answer: the numeric engine and the closed forms, written apart, at random wars and on boundaries."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from termination import conditions, refine, solve
from termination.engine.equilibria import Equilibria
from termination.engine.families import Family
from termination.engine.strategies import Range
from termination.engine.symbolic import ClosedForm, OffPath
from termination.engine.symbolic.patterns import Pattern, pattern_of
from termination.models.opening.closed_forms import SHIPPED, shipped
from termination.models.opening.game import OpeningGame
from tests.models.random_wars import random_war

#: Knife-edge families to derive in one test: each is derived on the spot.
EDGES = 25
GAMES = list(SHIPPED)


def compare(war: OpeningGame, seen: Counter[str]) -> None:
    """Every numeric family is the closed form of its pattern, and every closed form that exists is found.

    With three types a pattern may also have a family on an edge: where the type that mixes is one at whose resilience
    he is indifferent, so that her weight is anything. Then her closed form does not exist there.
    """
    symbolic = war.symbolic()
    found = solve(war)
    forms = {form.pattern: form.at(symbolic.values, {}) for form in symbolic.known()}
    exist = {pattern: form for pattern, form in forms.items() if form.subs().exists}
    numeric = {pattern_of(family).reordered(symbolic.order): family for family in found}
    assert len(numeric) == len(found), war
    for pattern, family in numeric.items():
        if pattern in forms and len(war.types) == 2:
            assert pattern in exist, (war, family)
        if pattern in exist:
            same(forms[pattern].relabelled(symbolic.labels), family)
            seen[forms[pattern].name] += 1
        else:
            if seen["knife-edge"] < EDGES:
                assert_knife_edge(war, pattern, family)
            seen["knife-edge"] += 1
    for form in exist.values():
        assert found.contains(*witness(form.relabelled(symbolic.labels), war)), (war, form)
    for concept in ("intuitive", "D1"):
        compare_survivors(found, concept, forms, numeric, symbolic.order)


def same(form: ClosedForm, family: Family) -> None:
    """Strategies, beliefs and off-path bounds, exactly."""
    there = form.subs()
    assert {t: family.sender[t] for t in family.game.types} == {t: there.sender[t] for t in family.game.types}
    for m in family.game.messages:
        if isinstance(form.receiver[m], OffPath):
            bounds = family.receiver[m]["escalate"]
            low, high = (bounds.low, bounds.high) if isinstance(bounds, Range) else (bounds, bounds)
            assert there.receiver[m] == (low, high)
            lowest = max([Fraction(0), *off_path_bounds(form, m)])
            assert low in (0, 1) or lowest == low
        else:
            assert family.receiver[m] == there.receiver[m]
            assert {t: family.beliefs[m][t] for t in family.game.types} == there.beliefs[m]


def off_path_bounds(form: ClosedForm, m: str) -> list[Fraction]:
    from termination.engine.symbolic.closed_form import value_of

    off = form.receiver[m]
    assert isinstance(off, OffPath)
    return [value_of(bound, form.values) for bound in off.lower]


def assert_knife_edge(war: OpeningGame, pattern: Pattern, family: Family) -> None:
    """A family whose pattern is not generic: its own closed form has equations, and they hold here."""
    form = conditions(war, family)
    assert form.pattern == pattern
    assert not form.generic, (war, family, form)
    assert form.subs().exists, (war, family, form)


def witness(form: ClosedForm, war: OpeningGame) -> tuple[Any, Any]:
    """A pair of strategies, with the most deterring replies off the path."""
    there = form.subs()
    replies = {}
    for m, row in there.receiver.items():
        if isinstance(row, tuple):
            replies[m] = {"escalate": row[1], "hold": 1 - row[1]}
        else:
            replies[m] = row
    return {t: there.sender[t] for t in war.types}, replies


def compare_survivors(
    found: Equilibria,
    concept: str,
    forms: dict[Pattern, ClosedForm],
    numeric: dict[Pattern, Family],
    order: tuple[int, ...],
) -> None:
    surviving = {pattern_of(family).reordered(order) for family in refine(found, concept)}
    for pattern, family in numeric.items():
        if pattern in forms and forms[pattern].subs().exists:
            assert forms[pattern].subs().survives(concept) == (pattern in surviving), (concept, family, found.model)


def generic(types: int, signal: bool, premise: str, count: int) -> Counter[str]:
    rng = Random(f"generic {types} {signal} {premise}")
    seen: Counter[str] = Counter()
    for _ in range(count):
        compare(random_war(rng, types=types, signal=signal, worth_having=premise == "A1"), seen)
    assert seen["knife-edge"] <= sum(seen.values()) // 100
    return seen


def coarse(types: int, signal: bool, premise: str, count: int) -> None:
    rng = Random(f"coarse {types} {signal} {premise}")
    seen: Counter[str] = Counter()
    for _ in range(count):
        compare(random_war(rng, types=types, signal=signal, worth_having=premise == "A1", coarse=True), seen)
    assert seen["knife-edge"] > 10


@pytest.mark.thorough
@pytest.mark.parametrize(("types", "signal", "premise"), GAMES)
def test_random_wars(types: int, signal: bool, premise: str) -> None:
    """Generic points; with two types, without the signal, nearly every closed form is met."""
    seen = generic(types, signal, premise, 800 if (types, signal) == (2, False) else 300)
    if (types, signal) == (2, False):
        assert len({form.name for form in shipped(types, signal, premise)} - set(seen)) <= 1


@pytest.mark.thorough
@pytest.mark.parametrize(("types", "signal", "premise"), GAMES)
def test_boundaries(types: int, signal: bool, premise: str) -> None:
    """A coarse grid, on which ties abound: there too what exists is found, and what is found exists."""
    coarse(types, signal, premise, 60 if signal else 150)


@pytest.mark.long
@pytest.mark.parametrize(("types", "signal", "premise"), GAMES)
def test_more_random_wars(types: int, signal: bool, premise: str) -> None:
    seen = generic(types, signal, premise, 4000)
    assert len(seen) > (0.7 if types == 2 else 0.6) * len(shipped(types, signal, premise))


@pytest.mark.long
@pytest.mark.parametrize(("types", "signal", "premise"), GAMES)
def test_more_boundaries(types: int, signal: bool, premise: str) -> None:
    coarse(types, signal, premise, 1500)
