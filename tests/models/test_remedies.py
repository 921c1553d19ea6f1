"""The smallest remedies, against exact solutions on both sides of them, and beside what theorems say is enough."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from random import Random
from typing import Any

import pytest

import termination as tm
from termination.errors import InputError
from termination.models.opening.questions.remedies import (
    Needed,
    Sufficient,
    needed_escalation_cost,
    needed_face_saving,
    smallest_guarantee,
)
from tests.analysis.test_sweep import PLAIN
from tests.analysis.test_thresholds import random_war, with_premises

TINY = Fraction(1, 10**6)


def talks(war: Any, refinement: str | None = None) -> tuple[Fraction, Fraction]:
    grid = tm.sweep(war, opponent_talks_value=[0], refinement=refinement, method="exact")
    return grid["pr_talks_min"].item(), grid["pr_talks_max"].item()


def test_the_smallest_guarantee_is_the_smallest() -> None:
    some, every = smallest_guarantee(PLAIN), smallest_guarantee(PLAIN, "every")
    assert some.value is not None
    assert every.value is not None
    assert talks(PLAIN.with_(guarantee=some.value))[1] == 1
    assert talks(PLAIN.with_(guarantee=some.value - TINY))[1] == 0
    assert talks(PLAIN.with_(guarantee=every.value + TINY)) == (1, 1)
    assert talks(PLAIN.with_(guarantee=every.value))[0] < 1
    assert (some.attained, every.attained) == (True, False)


def test_the_cost_of_escalation_that_is_needed() -> None:
    some, every = needed_escalation_cost(PLAIN).value, needed_escalation_cost(PLAIN, "every").value
    assert some == Fraction(62, 100)
    assert talks(PLAIN.with_(escalation_cost=some))[1] == 1
    assert talks(PLAIN.with_(escalation_cost=some - TINY))[1] == 0
    assert every is not None
    assert talks(PLAIN.with_(escalation_cost=every + TINY)) == (1, 1)


@pytest.mark.parametrize("cost", [0.4, 0.7])
def test_face_saving_buys_an_opening_and_talks_only_in_the_middle(cost: float) -> None:
    war = PLAIN.with_(escalation_cost=cost)
    needed = needed_face_saving(war)
    assert needed.value is not None

    def opening(payment: Fraction) -> float:
        at = war.with_(face_saving=payment)
        grid = tm.sweep(at, opponent_talks_value=[0], refinement="D1", method="exact")
        return float(grid["pr_open_min"].item())

    assert opening(needed.value + TINY) == 1
    assert opening(needed.value - TINY) < 1
    beyond = talks(war.with_(face_saving=needed.value + TINY), "D1")
    assert beyond == ((0, 0) if cost == 0.4 else (1, 1))


def ends(found: Any, event: str) -> list[tuple[Fraction, Fraction]]:
    outcomes = [family.outcomes[event] for family in found]
    return [(one, one) if isinstance(one, Fraction) else (one.low, one.high) for one in outcomes]


def brings(scope: str) -> Callable[[Any], bool]:
    """Whether talks are sure, all opening, in some equilibrium or in every one."""
    if scope == "some":
        return lambda war: any(high == 1 for _, high in ends(tm.solve(war), "talks"))
    return lambda war: all(low == 1 for low, _ in ends(tm.solve(war), "talks"))


def opens(war: Any) -> bool:
    """Whether all open in every equilibrium that survives D1."""
    return all(low == 1 for low, _ in ends(tm.refine(tm.solve(war), "D1"), "opening"))


REMEDIES: dict[str, tuple[str, Callable[[Any], Needed], Callable[[Any], bool]]] = {
    "guarantee, some": ("guarantee", lambda war: smallest_guarantee(war, "some"), brings("some")),
    "guarantee, every": ("guarantee", lambda war: smallest_guarantee(war, "every"), brings("every")),
    "cost, some": ("escalation_cost", lambda war: needed_escalation_cost(war, "some"), brings("some")),
    "cost, every": ("escalation_cost", lambda war: needed_escalation_cost(war, "every"), brings("every")),
    "face-saving": ("face_saving", needed_face_saving, opens),
}


def check(name: str, war: tm.OpeningGame, rng: Random) -> str:
    """That the amount is the smallest and the theorem's enough; how the two compare."""
    parameter, ask, does = REMEDIES[name]
    needed = ask(war)
    enough = needed.sufficient
    assured = enough.value if enough is not None and not enough.caveats else None
    amounts = [Fraction(rng.randint(0, 300), 100) for _ in range(6)]
    if needed.value is not None:
        value = Fraction(needed.value)
        amounts += [value, value - TINY, value + TINY]
    for amount in amounts:
        if amount < 0 or (amount == 0 and parameter == "escalation_cost"):
            continue
        there = does(war.with_(**{parameter: amount}))
        if needed.value is None or amount < needed.value:
            assert not there, (name, war, amount)
        elif amount == needed.value:
            assert there == needed.attained, (name, war, amount)
        elif needed.lasting or amount == value + TINY or (assured is not None and amount > assured):
            assert there, (name, war, amount)
    if enough is None or enough.caveats:
        return "no theorem"
    assert needed.value is not None
    assert (needed.value, not needed.attained) <= (enough.value, not enough.attained), (name, war)
    assert does(war.with_(**{parameter: enough.value + (0 if enough.attained else TINY)}))
    return "equal" if (needed.value, needed.attained) == (enough.value, enough.attained) else "less is enough"


def compare(count: int, seed: int) -> dict[str, Counter[str]]:
    """How often the theorem's amount is the smallest, in wars that meet its premises and in any."""
    rng = Random(seed)
    tally: dict[str, Counter[str]] = {name: Counter() for name in REMEDIES}
    for i in range(count):
        war = with_premises(rng) if i % 2 else random_war(rng)
        for name in REMEDIES:
            tally[name][check(name, war, rng)] += 1
    return tally


@pytest.mark.thorough
def test_random_wars_need_no_more_than_theorems_say_and_often_less() -> None:
    found = compare(12, 14)
    for name in ("guarantee, every", "cost, every"):
        assert found[name]["less is enough"]
        assert found[name]["equal"]
    assert all(found[name]["equal"] and found[name]["no theorem"] for name in REMEDIES)


@pytest.mark.long
def test_of_many_random_wars_theorems_overstate_the_cost_in_most_and_the_guarantee_in_many() -> None:
    found = compare(460, 460)
    cost, guarantee = found["cost, every"], found["guarantee, every"]
    assert cost["less is enough"] > cost["equal"] > 0
    assert 4 * guarantee["less is enough"] > guarantee["equal"] > 0


def test_a_war_in_which_all_equilibria_have_talks_needs_no_guarantee() -> None:
    war = tm.OpeningGame(
        prior=[".9", ".1"], resilience=["1/2", 0], war_value=[".8", ".9"], talks_value=["1.3", 1],
        escalation_harm=".7", talks_exposure=1, escalation_gain="1/2", escalation_cost="3/10",
    )  # fmt: skip
    needed = smallest_guarantee(war, "every")
    assert (needed.value, needed.attained, needed.formula) == (0, True, "")
    assert needed.sufficient == Sufficient(Fraction(1, 5), "g(1 - r_1) - k", False, ())
    assert str(needed) == (
        "guarantee of at least 0 (none is needed): that in every equilibrium all open and are not escalated against"
    )
    assert str(needed.sufficient) == "more than 1/5 = g(1 - r_1) - k is enough"
    cost = needed_escalation_cost(war, "every")
    assert cost.value == Fraction(11, 40)


def test_without_a_premise_the_amount_is_exact_and_no_theorem_is_invoked() -> None:
    cold = PLAIN.with_(talks_value={"high": 0.2})
    needed = smallest_guarantee(cold, "every")
    assert needed.sufficient is not None
    assert "A1 fails" in needed.sufficient.caveats[0]
    assert needed.value is None
    assert str(needed) == "guarantee: no amount brings that in every equilibrium all open and are not escalated against"


def test_more_may_undo_what_less_brings() -> None:
    """Afraid of escalation when closed, she talks though she would rather not; a dear escalation frees her from it."""
    war = PLAIN.with_(talks_value={"high": 0.45}, escalation_harm=2)
    needed = needed_escalation_cost(war, "some")
    assert needed.value is not None
    assert not needed.lasting
    assert "not with every greater amount" in str(needed)
    assert not brings("some")(war.with_(escalation_cost=10))


def test_what_is_not_asked_properly_is_refused() -> None:
    with pytest.raises(InputError, match="'some' or 'every'"):
        smallest_guarantee(PLAIN, "most")
    with pytest.raises(InputError, match="made from parameters"):
        smallest_guarantee(3)  # type: ignore[arg-type]
