"""What a mediator can do: guarantees that may fail and confidential channels, against other roads."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

import termination as tm
from paper_replication.opening import mediators
from paper_replication.opening.inference import unseen
from paper_replication.opening.plays import (
    Play,
    all_open,
    any_talks,
    behaviour,
    in_every,
    in_some,
    opening_under_fire,
    plays,
    refusal,
    talks_for_all,
)
from paper_replication.opening.wars import MIDDLE, TEMPTING, middle_war, random_war, tempting_war

KINDS = tuple(mediators.CHANNELS)
STEP = Fraction(1, 1000)


@pytest.mark.parametrize("delivery", [Fraction(1), Fraction(1, 2), Fraction(1, 7)])
def test_doses_are_the_exact_thresholds_and_grow_as_one_over_the_chance_of_delivery(delivery: Fraction) -> None:
    war = tempting_war(guarantee=Fraction(1, 10), guarantee_delivery=delivery)
    found = [Fraction(one.value) for one in tm.thresholds(war, "guarantee")]
    doses = mediators.doses(war, delivery)
    assert set(doses) <= set(found)
    assert doses == tuple(dose / delivery for dose in (Fraction(14, 25) - Fraction(1, 2), Fraction(3, 10)))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("war", [tempting_war(), middle_war()], ids=["tempting", "middle"])
def test_nothing_hidden_is_the_game_and_everything_hidden_is_a_posture_unseen(kind: str, war: tm.OpeningGame) -> None:
    assert behaviour(mediators.confidential(war, kind, Fraction(0))) == behaviour(war)
    hidden = plays(mediators.confidential(war, kind, Fraction(1)))
    assert [play.sends for play in hidden] == [play.sends for play in plays(unseen(war))]


@pytest.mark.parametrize("kind", KINDS)
def test_on_both_sides_of_what_makes_each_type_open(kind: str) -> None:
    """In the middle regime: 3/8 for the weak, 7/16 for the resilient, from b_i = (1 - s) lam d_i by hand."""
    weak, strong = 1 - Fraction(40, 64), 1 - Fraction(9, 16)
    war = middle_war()
    assert (weak, strong) == tuple(mediators.enough_secrecy(war, t) for t in ("low", "high"))
    for hidden, refused, sure in (
        (weak - STEP, True, False), (weak, True, False), (weak + STEP, False, False), (strong + STEP, False, True),
    ):  # fmt: skip
        game = mediators.confidential(war, kind, hidden)
        assert in_some(refusal)(game) is refused
        assert in_every(talks_for_all)(game) is sure
    between = mediators.confidential(war, kind, (weak + strong) / 2)
    assert in_some(lambda play: play.opens("low") == 1 and play.opens("high") == 0)(between)


def test_while_escalation_is_tempting_withholding_makes_all_open_under_fire_and_secrecy_lets_some_through() -> None:
    """The resilient open once 9/100 - (1 - s) 16/100 + s 4/100 is positive: from 7/20 on."""
    war, edge = tempting_war(), Fraction(7, 20)
    assert mediators.jumps(war)[1] == edge == max(mediators.enough_withheld(war, t) for t in war.types)
    for hidden, every in ((edge - STEP, False), (edge + STEP, True)):
        assert in_every(opening_under_fire)(mediators.confidential(war, "withheld", hidden)) is every
    for hidden, some in ((Fraction(0), False), (Fraction(1, 4), True), (Fraction(7, 16) + STEP, False)):
        game = mediators.confidential(war, "secret", hidden)
        assert in_some(any_talks)(game) is some
        assert in_some(opening_under_fire)(game)
    assert in_every(all_open)(mediators.confidential(war, "secret", Fraction(1, 2)))


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_played_is_best_at_the_chances_that_the_channel_leaves(kind: str) -> None:
    """A reading of plays written apart: each type sends what is best if answered as told, over all that he may see."""
    rng, hidden_some = Random(3), 0
    for _ in range(40):
        war, hidden = random_war(rng, regime=rng.choice([TEMPTING, MIDDLE])), Fraction(rng.randint(1, 9), 10)
        for play in plays(mediators.confidential(war, kind, hidden)):
            for t in war.types:
                worth = {m: _worth(play, t, m) for m in ("closed", "open")}
                assert all(worth[m] == max(worth.values()) for m in worth if play.sends[t][m])
                hidden_some += play.talks(t) not in (0, play.opens(t))
    assert hidden_some


def _worth(play: Play, t: str, message: str) -> Fraction:
    row = play.game.sender[play.game.types.index(t)][play.game.messages.index(message)]
    fire = play.escalates[message]
    return fire * row[0] + (1 - fire) * row[1]
