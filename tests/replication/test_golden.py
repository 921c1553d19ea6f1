"""The numbers of the report do not drift; and some of them are what arithmetic on the parameters says."""

from __future__ import annotations

import json
import re
from fractions import Fraction

import pytest

from paper_replication.opening import CHAPTER, cases
from paper_replication.opening.plays import span
from tests.replication.golden import FILE, numbers

CLAIMS = {claim.name: claim for claim in CHAPTER.claims}


@pytest.mark.thorough
def test_the_numbers_quoted_are_the_golden_ones():
    golden = json.loads(FILE.read_text(encoding="utf-8"))
    assert numbers() == golden


def example(name: str) -> dict[str, Fraction]:
    return dict(CLAIMS[name].example().numbers)


def test_the_first_condition_by_hand():
    found = example("S2")
    expected = Fraction(2, 5) * Fraction(4, 5) + Fraction(3, 5) * Fraction(1, 5)
    assert found["possible"] == 1 - expected == Fraction(14, 25)
    assert found["certain"] == 1 - Fraction(1, 5)
    assert (found["none"], found["low"], found["high"], found["sure"]) == (0, 0, 1, 1)


def test_the_second_condition_by_hand():
    found = example("S3")
    assert found["e_high"] == Fraction(8, 10) * Fraction(2, 10) > found["c_high"]
    assert found["e_low"] == Fraction(8, 10) * Fraction(8, 10) < found["c_low"]
    assert (found["talks"], found["fire"]) == (Fraction(2, 5), Fraction(3, 5))


def test_face_saving_by_hand():
    found = example("S5")
    assert found["strong"] == (Fraction(4, 10) * Fraction(2, 10) - Fraction(9, 100) * Fraction(8, 10)) / Fraction(6, 10)
    assert found["brave"] == Fraction(16, 100) - Fraction(9, 100)
    assert (found["talks"], found["risk_after"]) == (0, 1)


def test_the_trap_of_coercion_by_hand():
    found = example("S7")
    assert found["low"] == (Fraction(64, 100) - Fraction(40, 100)) / Fraction(8, 10)
    assert found["high"] == (Fraction(16, 100) - Fraction(9, 100)) / Fraction(2, 10)
    assert (found["none"], found["risk"], found["talks"]) == (0, Fraction(3, 5), 1)


def test_the_weak_open_just_often_enough_by_hand():
    found = example("S10")
    hidden = Fraction(2, 5) * (Fraction(1, 2) - Fraction(2, 10)) / (Fraction(3, 5) * (Fraction(8, 10) - Fraction(1, 2)))
    assert found["opening"] == 1 - hidden == Fraction(1, 3)


def test_resilience_and_the_chance_of_opening_by_hand():
    found = example("S13")
    assert [found[f"r{i}"] for i in range(1, 5)] == [Fraction(r, 100) for r in (55, 60, 70, 80)]
    assert [found[f"o{i}"] for i in range(1, 5)] == [Fraction(8, 15), Fraction(7, 15), Fraction(1, 3), Fraction(1, 5)]
    assert (found["strong"], found["deterred"]) == (Fraction(82, 100), Fraction(95, 100))
    assert (found["all"], found["fire"], found["talks"]) == (1, 1, 1)


def test_what_is_predicted_of_each_case():
    predicted = {case.file: cases.prediction(case).outcome for case in (*cases.VIETNAM, *cases.OTHERS)}
    assert predicted == {
        "vietnam_1965": "no talks",
        "vietnam_1967": "no talks",
        "vietnam_1968_tet": "talks for some",
        "vietnam_1968": "talks",
        "korea_1951_january": "undetermined",
        "korea_1951": "undetermined",
        "india_1962": "no talks",
        "china_1962": "talks",
    }


def test_each_share_of_a_box_lies_in_its_interval_and_they_add_up():
    for case in (*cases.VIETNAM, *cases.OTHERS):
        shares = cases.prediction(case).shares
        assert all(low <= share <= high for share, low, high in shares.values())
        assert abs(sum(share for share, _, _ in shares.values()) - 1) < 1e-12


def test_of_the_sequence_only_what_is_said_to_change_changes():
    assert [case.changed for case in cases.VIETNAM[1:]] == [
        ["escalation_cost", "face_saving"],
        ["signal_cost"],
        ["escalation_cost", "deescalation"],
    ]


CITED = re.compile(r"([A-Z][a-z]+(?: Jian)?) \((\d{4})\)")
BOOK = {("Mastro", "2019"), ("Mastro", "2023")}


@pytest.mark.parametrize("case", [*cases.VIETNAM, *cases.OTHERS], ids=lambda case: case.file)
def test_the_scenario_file_and_the_report_name_the_same_literature(case):
    told = " ".join([case.record_source, case.ambiguous, *(fact.source for fact in case.facts)])
    listed = {(re.split(r",| \(", one)[0], re.findall(r"\((\d{4})\)", one)[0]) for one in case.sources}
    assert set(CITED.findall(told)) == listed - BOOK


def test_what_learning_can_do_for_talks_by_hand():
    war = cases.VIETNAM[0].war
    assert cases.enough_learning() == (Fraction(8, 10) - Fraction(1, 2)) / (Fraction(8, 10) - Fraction(2, 10))
    assert war.prior["resilient"] < cases.enough_learning() == Fraction(1, 2)
    for q, talks in ((Fraction(49, 100), (0, 0)), (Fraction(51, 100), (0, 1)), (Fraction(99, 100), (0, 1))):
        assert span(cases.learned(q), "talks", "D1") == talks


def test_the_hard_case_differs_from_the_summer_in_the_prior_alone():
    winter, summer = (case.war.parameters() for case in cases.OTHERS[:2])
    assert [name for name in winter if winter[name] != summer[name]] == ["prior"]
    assert span(cases.OTHERS[0].war, "talks", "D1") == (0, 1)
