"""What is at stake is told by the model; the report sets tables and words, and knows no model."""

from __future__ import annotations

from fractions import Fraction

from termination.engine.game import SignalingGame
from termination.engine.model import Account, Stake
from termination.reporting.stakes import stakes_text


class Quarrel(SignalingGame):
    """A game with a word to say before it is solved."""

    def at_stake(self) -> tuple[Stake | Account, ...]:
        line = ("the margin is ", Fraction(1, 3), ", which " + "is long " * 12)
        return (
            Stake("Harms", ("", "harm"), (("t", Fraction(1, 4)),)),
            Stake("Assumptions", (), (("Q1", "bad\nlabel", "123456789/987654321000"),)),
            Account("In words", ((("one: ", Fraction(1, 2)), line), (("two",),))),
        )


def test_any_model_has_its_tables_and_its_words_set() -> None:
    text = stakes_text(Quarrel(["t"], [1], ["m"], ["r"], [[[0]]], [[[0]]]))
    lines = text.splitlines()
    assert max(map(len, lines)) <= 80
    assert [line for line in lines if line.startswith(("   one", "   two"))] == ["   one: 1/2", "   two"]
    assert "      the margin is 1/3" in text
    assert r"bad\nlabel" in text  # no label disturbs a terminal
    assert "123456789/987654321000" not in text  # too long to read


def test_what_has_nothing_at_stake_says_nothing() -> None:
    assert stakes_text(SignalingGame(["t"], [1], ["m"], ["r"], [[[0]]], [[[0]]])) == ""
