"""The claims in doubt: the price of an opening by all, the floor under escalation, and the certain case beside them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from paper_replication.opening import in_doubt as part
from paper_replication.opening.plays import span
from paper_replication.opening.wars import tempting_war


def test_the_price_by_hand() -> None:
    war = tempting_war()
    assert part.credible(war) == Fraction(16, 100) * Fraction(3, 5) - Fraction(9, 100) == Fraction(3, 500)
    assert part.unlike_weakness(war) == (Fraction(40, 100) * Fraction(2, 10) - Fraction(9, 100) * Fraction(8, 10)) / (
        Fraction(8, 10) - Fraction(2, 10)
    )


def test_on_the_two_sides_of_the_price() -> None:
    below, above = zip(*(row[3:5] for row in part.price_table().rows), strict=True)
    assert set(above) == {"1"}
    assert below[0] == ""
    assert "1" not in below


@pytest.mark.parametrize("size", [Fraction(1, 100), Fraction(1, 10), Fraction(1), Fraction(10)])
def test_no_concession_brings_escalation_after_an_opening_below_the_share_of_hawks(size: Fraction) -> None:
    found = part.chances(part.doubtful_war(face_saving=size))
    assert found["opening"] == (1, 1)
    assert found["escalation"] == (part.HAWKS, part.HAWKS)
    assert found["talks"] == (1 - part.HAWKS, 1 - part.HAWKS)


def test_against_a_hawk_for_sure_it_is_the_war_of_the_examples() -> None:
    hawk = part.doubtful_war().against("hawk")
    assert hawk.parameters() == tempting_war().parameters()
    for of, ends in part.chances(tempting_war()).items():
        assert ends == span(tempting_war(), of, "D1")


def test_a_guarantee_works_on_his_comparison_whoever_he_is() -> None:
    assert part.chances(part.doubtful_war(guarantee=part.ALL))["talks"] == (1, 1)
    for war in (part.doubtful_war, tempting_war):
        assert part.chances(war(guarantee=part.SOME))["talks"][1] == 1
        assert part.chances(war(guarantee=part.SOME - Fraction(1, 100)))["talks"][1] < 1
