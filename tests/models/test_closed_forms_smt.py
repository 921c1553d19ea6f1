"""The closed forms against an SMT solver: sufficient, necessary, and complete off the edges, for all parameters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations, product
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest
import sympy as sp

from termination.engine.proving.formulas import FormalGame
from termination.engine.symbolic.closed_form import ClosedForm
from termination.engine.symbolic.edges import edges
from termination.engine.symbolic.generic import generic_patterns
from termination.engine.symbolic.patterns import Pattern
from termination.models.opening.closed_forms import shipped
from termination.models.opening.payoffs import payoff_tables
from termination.models.opening.symbols import reduced_game, suffixes
from tests.oracles.closed_form_obligations import (
    completeness,
    every_pattern,
    formula,
    necessity,
    plain,
    refuted,
    selection,
    sufficiency,
)

z3 = pytest.importorskip("z3")


def formal_game(signal: bool, types: int = 2) -> FormalGame:
    """The reduced game in the solver's terms, straight from the model's payoffs."""
    lam, closed, opened = (z3.Real(name) for name in ("lam", "rstar_closed", "rstar_open"))
    nothing = ("war_value", "face_saving", "deescalation", "coercion", "escalation_harm", "opponent_talks_value")
    wars = [
        SimpleNamespace(
            **dict.fromkeys(nothing, 0),
            resilience=z3.Real(f"r_{t}"),
            talks_value=z3.Real(f"b_{t}"),
            base_harm=z3.Real(f"d_{t}"),
            signal_cost=z3.Real(f"c_{t}"),
            talks_exposure=lam,
            talks_kept=1,
            escalation_gain=1,
            escalation_cost=1 - closed,
            guarantee=closed - opened,
            guarantee_delivery=1,
        )
        for t in suffixes(types)
    ]
    sender, receiver = payoff_tables(wars, signal)
    like = reduced_game(types, signal, "A1")
    prior = tuple(z3.Real(f"p_{t}") for t in suffixes(types))
    return FormalGame(like.types, prior, like.messages, like.response_sets, plain(sender), plain(receiver))


WITHOUT = [*shipped(2, False, "A1"), *shipped(2, False, "A2")]
WITH = list(shipped(2, True, "A1"))


@pytest.mark.thorough
@pytest.mark.parametrize("form", WITHOUT, ids=lambda form: form.name)
def test_without_the_signal(form: ClosedForm) -> None:
    check(form, formal_game(False))


@pytest.mark.thorough
@pytest.mark.parametrize("form", WITH, ids=lambda form: form.name)
def test_with_the_signal(form: ClosedForm) -> None:
    check(form, formal_game(True))


@pytest.mark.thorough
@pytest.mark.parametrize("form", shipped(3, False, "A1"), ids=lambda form: form.name)
def test_three_types_without_the_signal(form: ClosedForm) -> None:
    """Necessary save where he is indifferent at the middle type's very resilience: then her weight may be anything."""
    middle = z3.Real("r_2")
    check(form, formal_game(False, types=3), [middle != z3.Real(f"rstar_{posture}") for posture in ("closed", "open")])


CONCEPTS = pytest.mark.parametrize("concept", ["D1", "intuitive"])


@pytest.mark.thorough
@CONCEPTS
@pytest.mark.parametrize("form", WITHOUT, ids=lambda form: form.name)
def test_what_survives_without_the_signal(form: ClosedForm, concept: str) -> None:
    survives(form, formal_game(False), concept)


@pytest.mark.thorough
@CONCEPTS
@pytest.mark.parametrize("form", shipped(3, False, "A1"), ids=lambda form: form.name)
def test_what_survives_with_three_types(form: ClosedForm, concept: str) -> None:
    survives(form, formal_game(False, types=3), concept)


@pytest.mark.thorough
@CONCEPTS
@pytest.mark.parametrize("form", WITH, ids=lambda form: form.name)
def test_what_survives_with_the_signal(form: ClosedForm, concept: str) -> None:
    survives(form, formal_game(True), concept)


@pytest.mark.long
@CONCEPTS
@pytest.mark.parametrize("form", shipped(2, True, "A2"), ids=lambda form: form.name)
def test_what_survives_with_the_signal_and_any_premium(form: ClosedForm, concept: str) -> None:
    survives(form, formal_game(True), concept)


def survives(form: ClosedForm, game: FormalGame, concept: str) -> None:
    answers = [refuted(question) for question in selection(form, game, concept)]
    assert bool(answers) == (len(form.pattern.sent) < len(form.messages))
    assert all(answers)


def check(form: ClosedForm, game: FormalGame, off_edges: Sequence[Any] = ()) -> None:
    questions = [*sufficiency(form, game), *(z3.And(statement, *off_edges) for statement in necessity(form, game))]
    answers = [refuted(question) for question in questions]  # asserted together, since terms are slow to print
    assert answers
    assert all(answers)


@pytest.mark.thorough
@pytest.mark.parametrize("premise", ["A1", "A2"])
def test_complete_without_the_signal(premise: str) -> None:
    """Off the edges no other pattern has an equilibrium."""
    forms = shipped(2, False, premise)
    others = set(every_pattern(2)) - {form.pattern for form in forms}
    assert len(others) == 69 - len(forms)
    assert_empty(sorted(others, key=str), False, premise)


def edges_of_three() -> Iterator[Any]:
    """The same for three types without the signal.

    Some group of types balances him; two types open at one chance; one at a sure one; or one type's mixing balances
    him after both messages, whatever the other two do.
    """
    p, r, b, d = ([sp.Symbol(f"{letter}_{t}") for t in "123"] for letter in "prbd")
    lam, *critical = (sp.Symbol(name) for name in ("lam", "rstar_closed", "rstar_open"))
    pull = [[p[i] * (r[i] - rstar) for rstar in critical] for i in range(3)]
    for group in (group for n in (1, 2, 3) for group in combinations(range(3), n)):
        yield from (sum(pull[i][m] for i in group) for m in (0, 1))
    yield from (b[i] * d[j] - b[j] * d[i] for i, j in combinations(range(3), 2))
    yield from (b[i] - lam * d[i] for i in range(3))
    for i in range(3):
        others = [j for j in range(3) if j != i]
        for sends in product((0, 1), repeat=2):
            rest = [sum(pull[j][m] for j, sent in zip(others, sends, strict=True) if sent == m) for m in (0, 1)]
            per_weight = [r[i] - rstar for rstar in critical]
            balance = rest[0] * per_weight[1] + rest[1] * per_weight[0] + p[i] * per_weight[0] * per_weight[1]
            yield sp.expand(balance)


@pytest.mark.thorough
def test_complete_with_three_types() -> None:
    forms = shipped(3, False, "A1")
    others = sorted(set(every_pattern(2, types=3)) - {form.pattern for form in forms}, key=str)
    assert len(others) == 231 - len(forms)
    game, off = formal_game(False, types=3), list(edges_of_three())
    assert [one for one in others if not refuted(completeness(one, game, forms[0].assumptions, off))] == []


#: The patterns with the signal are many: as many tests share them.
PARTS = 24


@cache
def other_patterns_with_the_signal(premise: str = "A1") -> list[Pattern]:
    return sorted(set(every_pattern(4)) - {form.pattern for form in shipped(2, True, premise)}, key=str)


@pytest.mark.thorough
def test_complete_with_the_signal() -> None:
    """The same: every other pattern whose linear systems can be solved off edges, and a sample of those where not."""
    solvable = set(generic_patterns(reduced_game(2, True, "A1")))
    others = other_patterns_with_the_signal()
    hard = [pattern for pattern in others if pattern in solvable]
    assert len(hard) > 80
    assert_empty([*hard, *Random(0).sample(others, 120)], True, "A1")


@pytest.mark.long
@pytest.mark.parametrize("part", range(PARTS))
def test_complete_with_the_signal_whatever_the_pattern(part: int) -> None:
    """All of them, in parts: with the listed families that is every equilibrium off the edges."""
    others = other_patterns_with_the_signal()[part::PARTS]
    assert len(others) > 300
    assert_empty(others, True, "A1")


@pytest.mark.long
def test_complete_with_the_signal_and_any_premium() -> None:
    """Every solvable pattern, and a larger sample of all; all 9,451 would take an hour."""
    solvable = set(generic_patterns(reduced_game(2, True, "A2")))
    others = other_patterns_with_the_signal("A2")
    assert_empty([*(p for p in others if p in solvable), *Random(0).sample(others, 1000)], True, "A2")


@pytest.mark.long
@pytest.mark.parametrize("form", shipped(2, True, "A2"), ids=lambda form: form.name)
def test_with_the_signal_and_any_premium(form: ClosedForm) -> None:
    check(form, formal_game(True))


def assert_empty(patterns: list[Pattern], signal: bool, premise: str) -> None:
    """No pattern has an equilibrium where costs are positive and none of the edges that a sweep flags is hit."""
    game, like = formal_game(signal), reduced_game(2, signal, premise)
    off = z3.And(*(z3.Real(f"c_{t}") > 0 for t in "LH"), *(z3.Not(formula(edge)) for edge in edges(like)))
    assumptions = shipped(2, signal, premise)[0].assumptions
    left = [one for one in patterns if not refuted(z3.And(completeness(one, game, assumptions, ()), off))]
    assert left == []
