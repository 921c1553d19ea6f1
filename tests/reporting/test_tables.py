"""What a reader sees: text that fits, says everything once, and agrees with the answer it shows."""

from __future__ import annotations

import csv
import io
from fractions import Fraction

import pytest

from termination.engine.enumerate import solve
from termination.engine.game import SignalingGame
from termination.engine.numbers import decimal_text, number_text, quantity_text
from termination.engine.refining.refine import refine
from termination.engine.strategies import Range
from termination.models.catalog import load
from termination.models.opening.game import OpeningGame
from termination.reporting.serial import to_csv
from termination.reporting.stakes import stakes_text
from termination.reporting.tables import (
    COLUMNS,
    brief_text,
    component_numbers,
    equilibria_html,
    equilibria_text,
    family_html,
    family_text,
    outcomes_table,
    rows,
    to_frame,
)

WAR = {
    "prior": {"high": "3/10", "low": "7/10"},
    "resilience": {"high": 0.8, "low": 0.2},
    "war_value": {"high": 0.5, "low": 0.1},
    "talks_value": {"high": 0.55, "low": 0.4},
    "escalation_harm": 1,
    "talks_exposure": 0.8,
    "escalation_gain": 1,
    "escalation_cost": 0.4,
    "signal_cost": {"high": 0.04, "low": 0.7},
}


@pytest.fixture(scope="module")
def war():
    return solve(OpeningGame(**WAR, title="Example"))


@pytest.fixture(scope="module")
def beer_quiche():
    return solve(
        SignalingGame(
            types=["wimp", "surly"],
            prior=["1/10", "9/10"],
            messages=["beer", "quiche"],
            responses=["duel", "don't"],
            sender=[[[0, 2], [1, 3]], [[1, 3], [0, 2]]],
            receiver=[[[1, 0], [1, 0]], [[-1, 0], [-1, 0]]],
            title="Beer & quiche",
        )
    )


@pytest.fixture(scope="module")
def zeros():
    """Three types, messages and responses, and nothing at stake: the freest game there is."""
    nothing = [[[0] * 3] * 3] * 3
    return solve(SignalingGame(list("abc"), ["1/3"] * 3, ["l", "m", "n"], ["x", "y", "z"], nothing, nothing))


# --- numbers ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("0", "0"),
        ("-7", "-7"),
        ("1/3", "1/3"),
        ("-9/10", "-9/10"),
        ("1/11", "1/11 (0.091)"),
        ("1/16", "1/16 (0.062)"),  # half way: to the even digit
        ("3/16", "3/16 (0.188)"),
        ("-13/42", "-13/42 (-0.310)"),
        ("1001/1000", "1001/1000 (1.001)"),
        ("1/5000", "1/5000 (2.00e-4)"),
        ("-1/5000", "-1/5000 (-2.00e-4)"),
        ("1234567/11", "1234567/11 (112233.364)"),
        ("123456789123456789", "~1.23e+17"),
        ("12345678912345/67891234567891", "~0.182"),
    ],
)
def test_numbers_as_they_are_shown(value, shown):
    assert number_text(Fraction(value)) == shown


def test_a_decimal_is_as_near_as_its_digits_allow():
    for numerator in range(-300, 300):
        value = Fraction(numerator, 77)
        if value and abs(value) >= Fraction(1, 1000):
            assert abs(Fraction(decimal_text(value)) - value) <= Fraction(1, 2000)


def test_a_range_shows_both_ends():
    assert quantity_text(Range(Fraction(-1, 2), Fraction(3, 16))) == "-1/2 to 3/16 (0.188)"


# --- text ------------------------------------------------------------------------------------------------------------


def test_every_line_fits_into_80_columns(war, beer_quiche, zeros):
    for found in (war, beer_quiche, zeros, refine(war, "D1")):
        assert max(map(len, equilibria_text(found).splitlines())) <= 80
    assert max(map(len, stakes_text(war.model).splitlines())) <= 80


def test_text_is_plain(war, zeros):
    for text in (equilibria_text(war), equilibria_text(zeros), stakes_text(war.model)):
        assert text.isascii()
        assert all(c.isprintable() or c == "\n" for c in text)
        assert text.endswith("\n")
        assert not text.endswith("\n\n")
        assert not any(line != line.rstrip() for line in text.splitlines())


def test_a_family_is_shown_with_everything_asked_of_it(beer_quiche):
    assert family_text(beer_quiche[0]) == (
        "pooling on beer\n"
        "   pooling\n"
        "\n"
        "   after    sent by    reply           belief\n"
        "   -------  ---------  --------------  --------------------------------------\n"
        "   beer     wimp       don't           wimp 1/10, surly 9/10\n"
        "            surly\n"
        "   quiche   off path   duel 1/2 to 1   if duel: wimp 1/2 to 1, surly 0 to 1/2\n"
        "                       don't 0 to 1/2  if duel + don't: wimp 1/2, surly 1/2\n"
        "\n"
        "   payoffs      wimp 2; surly 3; sender ex ante 29/10; receiver 0\n"
        "   outcomes     message beer 1; message quiche 0; response duel 0; response\n"
        "                don't 1\n"
        "   free         receiver's mixing after quiche (2 vertices)\n"
        f"   certificate  {beer_quiche[0].certificate}\n"
    )


def test_the_whole_says_how_many_and_whether_these_are_all(war, beer_quiche):
    assert equilibria_text(beer_quiche).startswith("Beer & quiche\n=============\n\n2 families of perfect Bayesian")
    assert "The list is complete." in " ".join(equilibria_text(war).split())
    for number, family in enumerate(war, 1):
        assert f"\n{number}  {family.name[:40]}" in equilibria_text(war)


def test_an_incomplete_answer_says_so_and_what_to_do(war):
    from dataclasses import replace

    text = equilibria_text(replace(war, complete=False, unexamined="two polytopes were left out"))
    assert "NOT complete: two polytopes were left out" in " ".join(text.split())
    assert "is complete" not in text


def test_an_empty_answer_is_an_answer(war):
    from dataclasses import replace

    text = equilibria_text(replace(war, families=(), concept="D1"))
    assert "0 families of perfect Bayesian equilibria surviving D1." in text


def test_what_a_refinement_rejects_is_said(beer_quiche):
    kept = refine(beer_quiche, "intuitive")
    text = " ".join(equilibria_text(kept).split())
    assert f"- {kept.rejected[0].sentence}" in text


def test_a_message_that_only_some_members_send_is_marked(zeros):
    text = equilibria_text(zeros)
    assert "(or off path)" in text
    assert "if sent: " in text


def test_labels_cannot_disturb_the_terminal():
    nasty = "a\x1b[31m\nb"
    game = SignalingGame([nasty], [1], [nasty + "m"], [nasty + "r"], [[[0]]], [[[0]]], title=nasty)
    text = equilibria_text(solve(game))
    assert "\x1b" not in text
    assert "a\\x1b[31m\\nb" in text


def test_long_labels_wrap_and_a_word_too_long_is_kept_whole():
    words, word = "a posture of great determination and much else besides", "x" * 90
    nothing = [[[0]] * 2] * 2
    game = SignalingGame([words, "t"], ["1/2", "1/2"], [words + " m", word], [words + " r"], nothing, nothing)
    text = equilibria_text(solve(game))
    assert word in text


# --- stakes ----------------------------------------------------------------------------------------------------------


def test_stakes_name_regimes_assumptions_and_conditions_with_margins(war):
    text = " ".join(stakes_text(war.model).split())
    for regime in war.model.regimes().values():
        assert f"after {regime.after}" in text
        assert regime.name in text
    for assumption in war.model.assumptions().values():
        assert f"{assumption.name} {assumption.title} {'holds' if assumption.holds else 'fails'}" in text
    for condition in war.model.talks_conditions():
        assert f"{condition.formula}; margin {number_text(condition.margin)}" in text
        assert condition.sentence in text
        assert f"{condition.condition} condition, {condition.role}: {'holds' if condition.holds else 'fails'}" in text


def test_caveats_stand_beside_the_condition_they_qualify(war):
    model = war.model.with_(escalation_cost=Fraction(9, 10))
    text = " ".join(stakes_text(model).split())
    caveats = [caveat for condition in model.talks_conditions() for caveat in condition.caveats]
    assert caveats
    assert all(f"but {caveat}" in text for caveat in caveats)


def test_numbers_too_long_to_read_leave_the_page_80_columns_wide():
    model = OpeningGame(**{**WAR, "war_value": {"high": "-1e-300", "low": "1e300"}, "escalation_harm": "1e200"})
    text = stakes_text(model) + equilibria_text(refine(solve(model), "D1"))
    assert max(map(len, text.splitlines())) <= 80
    assert "~" in stakes_text(model)


# --- HTML ------------------------------------------------------------------------------------------------------------


def test_html_is_escaped_and_closed(beer_quiche):
    html = equilibria_html(beer_quiche)
    assert "Beer &amp; quiche" in html
    assert "don&#x27;t" in html
    assert html.count("<table ") == html.count("</table>") == 2 * len(beer_quiche) + 1  # and the overview
    assert html.count("<tr>") == html.count("</tr>") == 3 + (3 + 4) * len(beer_quiche)
    assert "<script>" not in family_html(
        solve(SignalingGame(["<script>"], [1], ["m"], ["r"], [[[0]]], [[[0]]]))[0]
    )


# --- tidy rows -------------------------------------------------------------------------------------------------------


def test_rows_hold_every_quantity_of_every_family(war):
    found = rows(war)
    game = war.game
    cells = sum(map(len, game.response_sets))
    for number, family in enumerate(war, 1):
        here = [row for row in found if row["family"] == number]
        kinds = ("sender", "receiver", "belief", "payoff", "outcome")
        count = {kind: sum(row["quantity"] == kind for row in here) for kind in kinds}
        pieces = sum(len(beliefs.pieces) for beliefs in family.beliefs.values())
        assert count == {
            "sender": len(game.types) * len(game.messages),
            "receiver": cells,
            "belief": pieces * len(game.types),
            "payoff": len(game.types) + 2,
            "outcome": len(family.outcomes),
        }
        assert all(set(row) == set(COLUMNS) for row in here)
        assert {row["name"] for row in here} == {family.name}


def test_rows_are_right(war):
    (row,) = [
        row
        for row in rows(war)
        if (row["family"], row["quantity"], row["of"], row["item"]) == (1, "receiver", "silent, closed", "escalate")
    ]
    assert (row["low_exact"], row["high_exact"], row["free"], row["low"]) == ("17/40", "17/40", False, 0.425)


def test_frame_and_csv_hold_the_same_rows(war):
    frame = to_frame(war)
    assert list(frame.columns) == list(COLUMNS)
    assert frame.to_dict("records") == rows(war)
    read = list(csv.DictReader(io.StringIO(to_csv(war))))
    assert len(read) == len(rows(war))
    for mine, theirs in zip(rows(war), read, strict=True):
        assert {key: str(value).upper() if key == "free" else str(value) for key, value in mine.items()} == theirs


def test_an_empty_answer_gives_an_empty_frame_with_its_columns(war):
    from dataclasses import replace

    assert list(to_frame(replace(war, families=())).columns) == list(COLUMNS)


def test_numbers_beyond_floating_point_stay_exact_beside_an_infinity():
    found = solve(SignalingGame(["t"], [1], ["m"], ["r"], [[["1e400"]]], [[[0]]]))
    (row,) = [row for row in rows(found) if row["quantity"] == "payoff" and row["of"] == "t"]
    assert row["low"] == float("inf")
    assert row["low_exact"] == "1" + "0" * 400


def test_components_are_numbered_in_the_order_of_the_answer(war, zeros):
    assert component_numbers(zeros) == [1] * len(zeros)
    numbers = component_numbers(war)
    assert sorted(set(numbers)) == list(range(1, len(war.components) + 1))
    assert list(dict.fromkeys(numbers)) == sorted(set(numbers))


# --- by outcome ------------------------------------------------------------------------------------------------------


def test_families_of_one_outcome_stand_together_before_the_families():
    found = solve(load("spence").game)
    text = equilibria_text(found)
    said = "They come to 4 outcomes: who sends what, and the replies to what is sent."
    assert text.index(said) < text.index("pooling on education 0 (")
    rows = outcomes_table(found).rows
    assert [row[:2] for row in rows if row[0]] == [("1", "1-4"), ("2", "5, 6"), ("3", "7, 8"), ("4", "9, 10")]
    assert rows[3] == ("3", "7, 8", "education 0", "low", "wage 1")
    assert rows[4] == ("", "", "education 5/4", "high", "wage 2")
    assert said in brief_text(found)
    assert said in equilibria_html(found)


def test_where_each_family_has_an_outcome_of_its_own_there_is_no_second_table(war, beer_quiche):
    assert not any("They come to" in equilibria_text(found) for found in (war, beer_quiche))
