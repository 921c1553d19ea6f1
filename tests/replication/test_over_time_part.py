"""The claims over time: numbers of the part that follow by arithmetic, and what the sequence of 1965 to 1968 needs."""

from __future__ import annotations

from fractions import Fraction

import pytest

from paper_replication.opening import over_time as part
from paper_replication.opening.wars import middle_war, tempting_war
from paper_replication.opening.words import adverse, exposure, gain, harm


def test_a_promise_of_talks_costs_the_resilient_what_the_formula_says() -> None:
    war, beta, lam = tempting_war(), part.PATIENCE, Fraction(4, 5)
    by_talks, by_refusal = part.promise_table().rows
    low, high = gain(war, "low") / harm(war, "low"), gain(war, "high") / harm(war, "high")
    loss = harm(war, "high") * beta * (low - high) * (1 - lam + low) / (1 + beta * low)
    course = [part.over_time(war, Fraction(1, 2), periods=2).solve(name) for name in ("talks", "refusal")]
    talks, refusal = (one.at(1).table[0] for one in course)
    assert (talks[0], refusal[1] - talks[1]) == (refusal[0], loss)
    assert by_talks[2] == by_refusal[2]
    assert float(by_talks[1]) > float(by_refusal[1])


def test_pressure_needed_by_hand_and_by_the_solver() -> None:
    assert part.pressure_needed(middle_war(), Fraction(0)) == (Fraction(16, 100) - Fraction(9, 100)) / Fraction(2, 10)
    assert part.pressure_needed(middle_war(), Fraction(9, 10)) == (Fraction(16, 10) - Fraction(9, 100)) * 5
    assert [row[2:] for row in part.pressure_table().rows] == [("delay too", "talks at once")] * len(part.PATIENCES)


def test_what_spoils_the_wait_is_past_the_edge_and_what_does_not_is_short_of_it() -> None:
    spoilt = set()
    for one in part.inducements():
        if one.once is None:
            continue
        at_once = (1 - part.PATIENCE) * gain(one.once, "high") > exposure(one.once, "high")
        tempting = one.once.guarantee == 0
        found = part.forecast(one.war)
        assert (at_once and tempting) == (found.total("escalation") == 1 and found.total("talks") == 0), one.name
        spoilt.add(at_once and tempting)
    assert spoilt == {True, False}


def test_a_mediator_is_worth_more_at_once_than_announced_and_announced_less_than_none() -> None:
    talks = {one.name: part.forecast(one.war).total("talks") for one in part.inducements()}
    announced, staked = list(talks.values())[-2:]
    assert announced < talks["none"] < talks["guarantee 0.31, now"] == staked == 1


def test_the_weak_open_first_where_resilience_is_doubted() -> None:
    assert adverse(tempting_war())
    seen = part.forecast(part.believed(part.DOUBTED))
    weak, resilient = seen.chance("opening", "low"), seen.chance("opening", "high")
    assert weak[0] > resilient[0] == 0
    assert sum(seen.chance("talks", "high")) > sum(seen.chance("talks", "low"))


def test_talks_are_never_likelier_than_the_bound() -> None:
    for tells, seen in part.by_battle("talks").items():
        assert seen.total("talks") <= Fraction(2, 5) / Fraction(1, 2), tells
    assert part.by_battle("talks")[Fraction(1)].total("talks") == Fraction(2, 5)


@pytest.mark.thorough
def test_the_accounts_of_the_record_can_be_told_apart() -> None:
    belief, cost, foreseen = (part.records(route) for route in part.ROUTES)
    assert len(belief) == len(list(part.calibrations()))
    assert belief[0] == 0 < min(cost)
    assert max(foreseen) < min(cost)
    assert min(cost) > Fraction(1, 5)
