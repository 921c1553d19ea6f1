"""What inference does: hoped for and got, talks without inference and the cost of conversation, by other roads."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from random import Random

import pytest

import termination as tm
from paper_replication.opening import inference, s06
from paper_replication.opening.plays import plays, refusal
from paper_replication.opening.wars import middle_war, random_war, tempting_war
from paper_replication.opening.words import adverse, exposure, gain, harm, tempting


def test_hoped_for_and_got_by_hand() -> None:
    """The weak hide so often that he is indifferent; he escalates against the closed so often that they are."""
    war = tempting_war()
    hidden = Fraction(2, 5) * (Fraction(1, 2) - Fraction(2, 10)) / (Fraction(3, 5) * (Fraction(8, 10) - Fraction(1, 2)))
    opening = Fraction(3, 5) * (1 - hidden)
    for cut in (Fraction(1, 20), Fraction(1, 3)):
        after = inference.less_harm(war, cut)
        found = inference.effect(war, after, "opening")
        assert (found.before, found.got) == (opening, (opening, opening))
        assert inference.beforehand(after).escalates["closed"] == Fraction(8, 10) - Fraction(4, 10) / (
            Fraction(8, 10) * (1 - cut)
        )
    assert inference.effect(war, inference.less_harm(war, Fraction(1, 20)), "opening").hoped == (Fraction(3, 5),) * 2
    assert inference.effect(war, inference.less_harm(war, Fraction(1, 3)), "opening").hoped == (1, 1)


def test_the_resilient_would_open_once_what_they_risk_more_than_closed_is_less_than_talks_are_worth() -> None:
    """At the chance 3/10 of fire while closed: 9/100 against (8/10 - 3/10) of a harm of 2/10, less by the share."""
    war, edge = tempting_war(), 1 - Fraction(9, 100) / (Fraction(1, 2) * Fraction(2, 10))
    assert edge == Fraction(1, 10)
    below, above = (inference.less_harm(war, edge + step) for step in (Fraction(-1, 100), Fraction(1, 100)))
    assert inference.effect(war, below, "opening").hoped == (Fraction(3, 5),) * 2
    assert inference.effect(war, above, "opening").hoped == (1, 1)


def test_more_may_be_got_than_was_hoped_for_with_a4() -> None:
    war, after = middle_war(), s06.nothing_to_fear()
    assert adverse(war) is adverse(after) is True
    assert refusal(inference.beforehand(war))
    assert inference.effect(war, after, "talks") == inference.Effect(
        Fraction(0), (Fraction(0),) * 2, (Fraction(1),) * 2
    )


def test_what_was_played_beforehand_is_not_guessed() -> None:
    """In the trap of coercion talks for both survive and the weak opening alone does, but no refusal."""
    trap = middle_war(coercion=Fraction(8, 25))
    assert len(plays(trap, "D1")) > 1
    with pytest.raises(ValueError, match="none is that all refuse; none is chosen"):
        inference.beforehand(trap)


@pytest.mark.parametrize("war", [tempting_war(), middle_war()], ids=["tempting", "middle"])
@pytest.mark.parametrize("outcome", ["opening", "talks"])
def test_nothing_changed_nothing_hoped_for(war: tm.OpeningGame, outcome: str) -> None:
    found = inference.effect(war, war.with_(deescalation=Fraction(1, 3)), outcome)
    assert found.hoped[0] <= found.before <= found.hoped[1]
    assert found.got[0] <= found.before <= found.got[1]


def test_if_opening_is_automatic_only_what_he_knows_decides() -> None:
    rng, seen = Random(1), set()
    for _ in range(60):
        war = random_war(rng, types=rng.choice([2, 3]))
        fire = inference.escalation_if_automatic(war)
        seen.add(tempting(war))
        assert fire == ((1, 1) if tempting(war) else (0, 0))
    assert seen == {True, False}
    edge = middle_war(escalation_cost=Fraction(14, 25))
    assert inference.escalation_if_automatic(edge) == (0, 1)


def test_unseen_all_open_though_escalated_against() -> None:
    for war, fire in ((tempting_war(), 1), (middle_war(), 0)):
        (family,) = tm.solve(inference.unseen(war))
        assert all(family.sender[t]["open"] == 1 for t in war.types)
        assert family.receiver["nothing"]["escalate"] == fire


def test_the_cost_of_conversation_decides_who_opens() -> None:
    """On random wars: computed from the words, it is what the package says, and opens and closes by the worth."""
    rng, sides = Random(2), set()
    for _ in range(40):
        war = random_war(rng)
        for family in tm.solve(war):
            for t, play in product(war.types, family.vertices()):
                fire = {posture: play.receiver[posture]["escalate"] for posture in ("open", "closed")}
                cost = exposure(war, t) * fire["open"] - harm(war, t) * fire["closed"]
                told = war.cost_of_conversation(family)[t]
                low, high = (told, told) if isinstance(told, Fraction) else (told.low, told.high)
                assert low <= cost <= high
                if gain(war, t) != cost:
                    sides.add(gain(war, t) > cost)
                    assert play.sender[t]["open"] == (gain(war, t) > cost)
    assert sides == {True, False}


def test_the_table_of_costs_has_every_war_and_every_equilibrium() -> None:
    rows = inference.costs().rows
    assert [row[0] for row in rows[:5]] == [
        "example, tempting", *["example, middle"] * 3, "example, with the signal"
    ]  # fmt: skip
    assert rows[0][2:] == ("2/5", "0.4", "1/10", "0.09")
    assert rows[1][2:] == ("16/25", "0.4", "4/25", "0.09")
    assert len(rows[4:]) == 1 + 12


def test_the_figure_draws_what_the_effects_are() -> None:
    left, right = inference.hoped_and_got().figure.axes
    for ax, war, outcome in ((left, tempting_war(), "opening"), (right, middle_war(), "talks")):
        (hoped,) = ax.get_lines()
        for x, y in hoped.get_xydata()[::17]:
            after = inference.less_harm(war, Fraction(float(x)).limit_denominator(10**7))
            assert float(inference.effect(war, after, outcome).hoped[0]) == y


def test_curves_jump_where_a_type_becomes_bold_or_would_open() -> None:
    """In the tempting war: 1/10 for the resilient, at beliefs held fixed, 0 for the weak; then both are bold."""
    assert inference.jumps(tempting_war()) == [0, Fraction(1, 10), Fraction(3, 8), Fraction(7, 16)]
    assert inference.jumps(middle_war()) == [Fraction(3, 8), Fraction(7, 16)]
