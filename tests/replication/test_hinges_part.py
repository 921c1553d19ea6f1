"""What hangs on what an opener keeps under fire; pressure that creates adverse inference; posture beside talks."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from paper_replication.opening import cases, hinges
from paper_replication.opening.plays import in_every, in_some, refusal, talks_for_all
from paper_replication.opening.words import adverse, gain, under_fire


def test_five_conclusions_hang_on_the_cell_and_two_do_not() -> None:
    assert all(one.at(hinges.KEPT) for one in hinges.HINGES)
    stands = [one.words for one in hinges.HINGES if one.at(hinges.LOST)]
    assert len(hinges.HINGES) - len(stands) == 5
    assert stands == [
        "refusal survives D1 in the middle regime, opening looking weak",
        "no talks while escalation is tempting",
    ]


def test_between_the_two_readings_each_holds_from_a_kappa_on() -> None:
    """By hand where a type must be bold, `b_i > lam d_i / kappa`: 4/5 where b_i is 5/4 of lam d_i; 40/41 for the weak
    of the trap, whose talks are worth 656/1000 against 64/100."""
    found = [hinges.holds_for(one).partition(" (")[0] for one in hinges.HINGES]
    assert found == ["all", "all", "beyond 0", "beyond 0.8", "from 40/41", "beyond 16/23", "beyond 56/57"]
    war = hinges.trap_war()
    assert under_fire(war, "low") / gain(war, "low") == Fraction(40, 41)


def test_a_conclusion_that_comes_and_goes_is_not_given_a_bound() -> None:
    odd = replace(hinges.HINGES[3], holds=lambda war: war.talks_kept != Fraction(9, 10))
    with pytest.raises(ValueError, match="holds below"):
        hinges.holds_for(odd)


def test_pressure_creates_a4_at_the_thresholds_known() -> None:
    assert hinges.thresholds() == [Fraction(3, 50), Fraction(3, 4), Fraction(19, 10)]


STEP = Fraction(1, 1000)


@pytest.mark.parametrize(
    ("pressure", "weak", "survives", "sure"),
    [
        (Fraction(3, 50) - STEP, False, False, True),
        (Fraction(3, 50) + STEP, True, True, False),
        (Fraction(3, 4) - STEP, True, True, False),
        (Fraction(3, 4) + STEP, True, False, False),
        (Fraction(19, 10) - STEP, True, False, False),
        (Fraction(19, 10) + STEP, True, False, True),
    ],
)
def test_on_both_sides_of_each_threshold(pressure: Fraction, weak: bool, survives: bool, sure: bool) -> None:
    war = hinges.unpressed_war(pressure)
    assert adverse(war) is weak
    assert in_some(refusal, "D1")(war) is survives
    assert in_every(talks_for_all, "D1")(war) is sure
    lost = hinges.unpressed_war(pressure, hinges.LOST)
    assert in_some(refusal, "D1")(lost) is weak


@pytest.mark.parametrize("case", [cases.VIETNAM[0], cases.OTHERS[0]], ids=lambda case: case.file)
def test_posture_and_talks_are_told_apart(case: cases.Case) -> None:
    found = cases.prediction(case)
    assert 0 < found.postures["all open"] < 1
    assert found.postures["all closed"] == 0
    assert found.adverse > 0.5
    assert found.postures["all open"] + found.postures["all closed"] <= 1


def test_in_vietnam_in_1965_a_closed_posture_is_not_what_is_predicted() -> None:
    found = cases.prediction(cases.VIETNAM[0])
    assert found.outcome == "no talks"
    assert found.postures["all open"] > 0.4


def test_where_opening_does_not_look_weak_all_open() -> None:
    """The shares agree with one another: with escalation tempting, A4 reversed has both open under fire (T4)."""
    found = cases.prediction(cases.VIETNAM[0])
    assert found.postures["all open"] >= 1 - found.adverse
