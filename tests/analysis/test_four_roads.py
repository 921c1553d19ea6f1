"""Four roads to one answer at the same games: the engine, derived closed forms, shipped ones, and these compiled.

The engine enumerates. `closed_forms` derives from payoffs in symbols, with light reasoning about signs. What ships was
simplified by an SMT solver. Sweeps compile what ships to floats.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from random import Random
from typing import Any

import numpy as np
import pytest

import termination as tm
from termination.engine.strategies import Range
from termination.engine.symbolic import ClosedForm, closed_forms
from termination.engine.symbolic.games import Parametrised, SymbolicGame
from termination.engine.symbolic.patterns import Pattern, pattern_of
from termination.models.opening.cases import premise_of
from tests.analysis.test_sweep import named
from tests.models.random_wars import random_war
from tests.models.test_approach_forms import random_approach

Forms = Mapping[Pattern, ClosedForm]


@cache
def derived(game: SymbolicGame) -> Forms:
    return {form.pattern: form for form in closed_forms(game)}


def at(forms: Forms, symbolic: Parametrised) -> dict[Pattern, ClosedForm]:
    """Those that exist at the model's values."""
    bound = {pattern: form.at(symbolic.values, {}) for pattern, form in forms.items()}
    return {pattern: form for pattern, form in bound.items() if form.subs().exists}


def four_roads(model: Any, seen: Counter[str]) -> None:
    """Derived and shipped forms say the same wherever they are asked, and with the engine the same off edges.

    On an edge, forms that exist may be parts of larger families, and what is compiled is flagged. What ships takes the
    signal's costs for positive; without that, some patterns are derived that are there just on an edge when costs are.
    """
    symbolic = model.symbolic()
    found = tm.solve(model)
    families = {symbolic.in_game(pattern_of(family)) for family in found}
    ready = {form.pattern: form for form in symbolic.known()}
    one, other = at(derived(symbolic.game), symbolic), at(ready, symbolic)
    assert set(other) <= set(one), model
    assert all(any(is_part(extra, family) for family in families) for extra in set(one) - set(other)), model
    for pattern, form in other.items():
        same(one[pattern], form)
    generic = families == set(one) == set(other)
    seen["generic" if generic else "edge"] += 1
    grid = tm.sweep(model, prior=[own_prior(model)], quantities=["payoffs"], edges="flag", method="closed forms")
    if not grid["knife_edge"].values.any():
        seen["compiled"] += 1
        assert generic, model
        compiled_says_the_same(grid, found)


def is_part(small: Pattern, large: Pattern) -> bool:
    """Whether it mixes less at some moves, and does nothing that the other does not."""
    pairs = zip((*small.sender, *small.replies), (*large.sender, *large.replies), strict=True)
    return small != large and all(set(few) <= set(many) for few, many in pairs)


def same(form: ClosedForm, other: ClosedForm) -> None:
    """Strategies, posteriors, replies off the path and survival, exactly."""
    here, there = form.subs(), other.subs()
    assert (here.sender, here.receiver, here.beliefs) == (there.sender, there.receiver, there.beliefs)
    for concept in ("intuitive", "D1"):
        assert here.survives(concept) == there.survives(concept), (form, other, concept)


def compiled_says_the_same(grid: Any, found: tm.Equilibria) -> None:
    assert named(grid, "families") == [frozenset(family.name for family in found)]
    for t in found.game.types:
        ends = [end for family in found for end in _ends(family.payoffs[t])]
        for name, exactly in ((f"payoff_{t}_min", min(ends)), (f"payoff_{t}_max", max(ends))):
            np.testing.assert_allclose(grid[name].values.ravel(), [float(exactly)], rtol=1e-9, atol=1e-9)


def _ends(quantity: Any) -> tuple[Fraction, Fraction]:
    return (quantity.low, quantity.high) if isinstance(quantity, Range) else (quantity, quantity)


def own_prior(model: Any) -> Fraction:
    """What a bare `prior` is in this game: the probability of the more resilient type, who need not be the first."""
    return model.prior[model.leading] if isinstance(model.prior, Mapping) else model.prior


def openings(count: int, coarse: bool, signal: bool = False, premises: tuple[str, ...] = ("A1",)) -> Counter[str]:
    """As many random wars for which something ships, under one of the premises."""
    rng, seen = Random(f"four roads {coarse} {signal}"), Counter[str]()
    while seen["generic"] + seen["edge"] < count:
        war = random_war(rng, signal=signal, worth_having="A2" not in premises, coarse=coarse)
        if premise_of(war.stakes) in premises and war.guarantee:
            four_roads(war, seen)
    return seen


def approaches(count: int, coarse: bool, held_too: bool = False) -> Counter[str]:
    """As many random games of one approach that is worth reciprocating, or also of such as is not."""
    rng, seen = Random(f"four roads, approach {coarse}"), Counter[str]()
    while seen["generic"] + seen["edge"] < count:
        game = random_approach(rng, coarse)
        reciprocity = game.offer(game.messages[1]).reciprocity
        if reciprocity > 0 or (held_too and reciprocity < 0):
            four_roads(game, seen)
    return seen


@pytest.mark.thorough
def test_the_opening_game() -> None:
    assert openings(10, coarse=False)["compiled"] == 10
    seen = openings(20, coarse=True)
    assert seen["edge"] > 0
    assert seen["compiled"] > 0


@pytest.mark.thorough
def test_the_approach_game() -> None:
    assert approaches(10, coarse=False)["compiled"] == 10
    seen = approaches(20, coarse=True)
    assert seen["edge"] > 0
    assert seen["compiled"] > 0


@pytest.mark.long
@pytest.mark.parametrize("coarse", [False, True], ids=["generic", "on edges"])
def test_many_of_both(coarse: bool) -> None:
    enough = 5 if coarse else 20  # coarse games are laid on edges, where what is compiled is flagged and not compared
    for signal in (False, True):
        assert openings(100, coarse, signal, ("A1", "A2"))["compiled"] > enough
    assert approaches(200, coarse, held_too=True)["compiled"] > enough
