"""Reading and writing .efg files, and the bimatrix: what is read, what is refused and with which line."""

from __future__ import annotations

import io
import os
import warnings
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termination.engine.enumerate import solve
from termination.engine.exchange import (
    MAX_BYTES,
    LabelWarning,
    behaviour_from_bimatrix,
    bimatrix,
    bimatrix_from_behaviour,
    parse_efg,
    pure_strategies,
    read_efg,
    rescaled,
    to_nashpy,
    write_efg,
)
from termination.engine.folded import FoldedGame
from termination.engine.game import SignalingGame
from termination.errors import InputError
from tests.properties import examples

HEADER = 'EFG 2 R "A title" { "Ann" "Bob" }\n"a comment"\n\n'  # three lines; the root stands on line 4

BEER_QUICHE = (
    HEADER
    + """c "" 1 "types" { "wimp" 1/10 "surly" 9/10 } 0
p "" 1 1 "w" { "beer" "quiche" } 0
p "" 2 1 "b" { "duel" "don't" } 0
t "" 1 "" { 0, 1 }
t "" 2 "" { 2, 0 }
p "" 2 2 "q" { "duel" "don't" } 0
t "" 3 "" { 1, 1 }
t "" 4 "" { 3, 0 }
p "" 1 2 "s" { "beer" "quiche" } 0
p "" 2 1 0
t "" 5 "" { 1, 0 }
t "" 6 "" { 3, 1 }
p "" 2 2 0
t "" 7 "" { 0, 0 }
t "" 8 "" { 2, 1 }
"""
)


def beer_quiche() -> SignalingGame:
    return SignalingGame(
        types=["wimp", "surly"],
        prior=["1/10", "9/10"],
        messages=["beer", "quiche"],
        responses=["duel", "don't"],
        sender=[[[0, 2], [1, 3]], [[1, 3], [0, 2]]],
        receiver=[[[1, 0], [1, 0]], [[0, 1], [0, 1]]],
        title="A title",
    )


def replaced(old: str, new: str, text: str = BEER_QUICHE, count: int = 1) -> str:
    """The text with exactly `count` occurrences of `old` replaced, so that no test changes nothing unawares."""
    assert text.count(old) == count
    return text.replace(old, new)


def refusal(text: str) -> list[tuple[str, str]]:
    """The faults of a text that must be refused: where and what."""
    with pytest.raises(InputError) as caught:
        parse_efg(text)
    return [(fault.where, fault.what) for fault in caught.value.faults]


# --- What is read ----------------------------------------------------------------------------------------------------


def test_reads_the_whole_game() -> None:
    assert parse_efg(BEER_QUICHE) == beer_quiche()


def test_read_efg_takes_text_and_path_objects(tmp_path: Path) -> None:
    path = tmp_path / "beer.efg"
    path.write_text(BEER_QUICHE)
    assert read_efg(path) == read_efg(str(path)) == beer_quiche()


def test_byte_order_mark_and_windows_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "windows.efg"
    path.write_bytes(b"\xef\xbb\xbf" + BEER_QUICHE.replace("\n", "\r\n").encode())
    assert read_efg(path) == beer_quiche()


@pytest.mark.parametrize(
    ("old", "new", "count"),
    [
        (", ", " ", 8),  # payoffs without commas, as old versions wrote them
        ("1/10", "0.100000", 1),  # six decimals, likewise
        ("9/10", ".9", 1),
        ("EFG 2 R", "EFG 2 D", 1),
        ('"a comment"', "", 1),
        ('"a comment"', '"two\nlines and a \\"quote\\""', 1),
        ("\n", " ", 18),  # white space is not significant
        ("{ 2, 0 }", "{2,0}", 1),
        ("{ 2, 0 }", "{ 2.0 , 0e0 }", 1),
        ("{ 2, 0 }", "{ +20e-1, -0 }", 1),
        ('p "" 2 2 0', 'p "" 2 2 "q" { "duel" "don\'t" } 0', 1),  # a description may be repeated
    ],
)
def test_other_ways_of_writing_the_same(old: str, new: str, count: int) -> None:
    assert parse_efg(replaced(old, new, count=count)) == beer_quiche()


def test_the_sender_may_be_player_two() -> None:
    swapped = BEER_QUICHE.translate({})
    for number in range(1, 9):
        line = next(line for line in swapped.splitlines() if line.startswith(f't "" {number} '))
        first, second = line[line.index("{") + 1 : line.index("}")].split(",")
        swapped = swapped.replace(line, f't "" {number} "" {{ {second.strip()}, {first.strip()} }}')
    swapped = swapped.replace('p "" 1', 'p "" 9').replace('p "" 2', 'p "" 1').replace('p "" 9', 'p "" 2')
    assert parse_efg(swapped) == beer_quiche()


def test_messages_match_by_label_whatever_their_order() -> None:
    body = BEER_QUICHE.splitlines()
    at = body.index('p "" 1 2 "s" { "beer" "quiche" } 0')
    body[at] = 'p "" 1 2 "s" { "quiche" "beer" } 0'
    body[at + 1 : at + 7] = body[at + 4 : at + 7] + body[at + 1 : at + 4]
    assert parse_efg("\n".join(body)) == beer_quiche()


def test_the_order_of_types_messages_and_responses_is_the_files() -> None:
    game = parse_efg(replaced('{ "wimp" 1/10 "surly" 9/10 }', '{ "z" 1/10 "a" 9/10 }'))
    assert game.types == ("z", "a")
    assert game.messages == ("beer", "quiche")
    assert game.responses == ("duel", "don't")


def test_information_sets_and_outcomes_may_have_any_numbers() -> None:
    text = BEER_QUICHE.replace('p "" 2 1', 'p "" 2 77').replace('p "" 2 2', 'p "" 2 5').replace('p "" 1 1', 'p "" 1 9')
    assert parse_efg(text.replace('t "" 8', 't "" 1000')) == beer_quiche()


def test_outcomes_anywhere_add_up_and_are_reused() -> None:
    text = replaced('t "" 2 "" { 2, 0 }', 't "" 1')  # outcome 1 is (0, 1)
    text = replaced('t "" 8 "" { 2, 1 }', 't "" 0', text)
    text = replaced('{ "wimp" 1/10 "surly" 9/10 } 0', '{ "wimp" 1/10 "surly" 9/10 } 20 "tax" { -1, -2 }', text)
    text = replaced(
        'p "" 1 2 "s" { "beer" "quiche" } 0', 'p "" 1 2 "s" { "beer" "quiche" } 21 "gift" { 1/2 1/3 }', text
    )
    text = replaced('p "" 2 2 0', 'p "" 2 2 21', text)
    game = parse_efg(text)
    assert game.sender[0] == ((-1, -1), (0, 2))
    assert game.receiver[0] == ((-1, -1), (-1, -2))
    half, third = Fraction(1, 2), Fraction(1, 3)
    assert game.sender[1] == ((half, 2 + half), (0, 0))
    assert game.receiver[1] == ((third - 2, third - 1), (2 * third - 2, 2 * third - 2))


def test_responses_may_differ_by_message_and_there_may_be_one_of_anything() -> None:
    game = parse_efg(
        HEADER
        + """c "" 1 "" { "t" 1 } 0
p "" 1 1 "" { "m" "n" } 0
p "" 2 1 "" { "only" } 0
t "" 1 "" { 1 2 }
p "" 2 2 "" { "yes" "no" "perhaps" } 0
t "" 2 "" { 3 4 }
t "" 3 "" { 5 6 }
t "" 0"""
    )
    assert game.responses == {"m": ("only",), "n": ("yes", "no", "perhaps")}
    assert game.sender == (((1,), (3, 5, 0)),)
    assert game.receiver == (((2,), (4, 6, 0)),)


def test_a_message_that_ends_the_game_for_every_type_has_one_response() -> None:
    """Myerson's one-card poker: after Fold nobody moves."""
    game = parse_efg(
        HEADER
        + """c "" 1 "" { "Red" 1/2 "Black" 1/2 } 0
p "" 1 1 "" { "Raise" "Fold" } 0
p "" 2 1 "" { "Meet" "Pass" } 0
t "" 1 "Win Big" { 2, -2 }
t "" 2 "Win" { 1, -1 }
t "" 2 "Win" { 1, -1 }
p "" 1 2 "" { "Fold" "Raise" } 0
t "" 4 "Lose" { -1, 1 }
p "" 2 1 "" { "Meet" "Pass" } 0
t "" 3 "Lose Big" { -2, 2 }
t "" 2 "Win" { 1, -1 }
"""
    )
    assert game.responses == {"Raise": ("Meet", "Pass"), "Fold": ("no move",)}
    assert game.sender == (((2, 1), (1,)), ((-2, 1), (-1,)))
    found = solve(game)
    third = Fraction(1, 3)
    assert [family.sender.to_lists() for family in found] == [[[1, 0], [third, 1 - third]]]
    assert found[0].receiver["Raise"]["Meet"] == 2 * third


@pytest.mark.thorough
def test_a_large_game_is_read_in_the_time_it_takes_to_look_at_it() -> None:
    types, messages, responses = 20, 30, 40
    rng = Random(5)

    def table() -> list[list[list[int]]]:
        return [[[rng.randint(-9, 9) for _ in range(responses)] for _ in range(messages)] for _ in range(types)]

    game = SignalingGame(
        [f"t{t}" for t in range(types)],
        [Fraction(1, types)] * types,
        [f"m{m}" for m in range(messages)],
        [f"r{r}" for r in range(responses)],
        table(),
        table(),
    )
    assert parse_efg(write_efg(game)) == game


# --- Labels ----------------------------------------------------------------------------------------------------------


def test_quotes_and_backslashes_in_labels() -> None:
    game = parse_efg(replaced('"wimp"', r'"a \"weak\" C:\dir \\x"'))
    assert game.types[0] == r'a "weak" C:\dir \\x'


def test_missing_labels_are_replaced_and_said() -> None:
    text = replaced('{ "wimp" 1/10 "surly" 9/10 }', '{ "" 1/10 "" 9/10 }')
    with pytest.warns(LabelWarning, match=r"line 4: .*'type 1', 'type 2'"):
        assert parse_efg(text).types == ("type 1", "type 2")


def test_repeated_labels_are_numbered_as_gambit_numbers_them() -> None:
    text = replaced('{ "wimp" 1/10 "surly" 9/10 }', '{ "x" 1/10 "x" 9/10 }')
    with pytest.warns(LabelWarning, match="'x_1', 'x_2'"):
        assert parse_efg(text).types == ("x_1", "x_2")


def test_numbering_repeated_labels_makes_no_new_repetition() -> None:
    text = HEADER + 'c "" 1 "" { "x" 1/4 "x_1" 1/4 "x" 1/2 } 0\n'
    for number in (1, 2, 3):
        text += f'p "" 1 {number} "" {{ "m" }} 0\np "" 2 1 "" {{ "r" }} 0\nt "" 0\n'
    with pytest.warns(LabelWarning):
        assert parse_efg(text).types == ("x_2", "x_1", "x_3")


def test_without_labels_messages_are_what_the_receiver_sees() -> None:
    body = BEER_QUICHE.replace('"beer" "quiche"', '"" ""').splitlines()
    at = body.index('p "" 1 2 "s" { "" "" } 0')
    mirrored = [*body[: at + 1], *body[at + 4 : at + 7], *body[at + 1 : at + 4]]
    with pytest.warns(LabelWarning, match="'message 1', 'message 2'"):
        straight = parse_efg("\n".join(body))
    with pytest.warns(LabelWarning, match="'message 1', 'message 2'"):
        crossed = parse_efg("\n".join(mirrored))
    assert straight.messages == ("message 1", "message 2")
    assert straight.sender == crossed.sender == beer_quiche().sender


def test_labels_that_differ_by_type_are_joined_where_the_information_sets_agree() -> None:
    """Textbook trees often write N and N' for one message of two types."""
    text = replaced('"s" { "beer" "quiche" }', '"s" { "beer" "quiche\'" }')
    with pytest.warns(LabelWarning, match="line 5"):
        game = parse_efg(text)
    assert game.messages == ("beer", "quiche / quiche'")
    assert game.sender == beer_quiche().sender


def test_gambits_own_signaling_games_are_read() -> None:
    """Every file of the catalog that pygambit ships is read or refused in words; signaling games are read."""
    pygambit = pytest.importorskip("pygambit")
    files = sorted((Path(pygambit.__file__).parent / "catalog_data").rglob("*.efg"))
    games: list[SignalingGame] = []
    refusals: list[InputError] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LabelWarning)
        for file in files:
            try:
                games.append(read_efg(file))
            except InputError as error:
                refusals.append(error)
    assert all(", line " in fault.where for error in refusals for fault in error.faults)
    if not files:
        return  # older versions ship no catalog
    spence = next(game for game in games if "Job-market" in game.title)
    assert spence.prior == (Fraction(1, 3), Fraction(2, 3))
    assert len(solve(spence)) == 2
    assert any("Selten" in error.faults[0].where or "not 3" in str(error) for error in refusals)


# --- What is refused as no sender-receiver game ----------------------------------------------------------------------


def test_three_players() -> None:
    text = BEER_QUICHE.replace('"Bob" }', '"Bob" "Carl" }')
    text = "".join(line.replace(" }", ", 0 }") if line.startswith("t") else line for line in text.splitlines(True))
    assert refusal(text) == [("line 1", "a sender-receiver game has two players besides nature, not 3")]


def test_no_move_of_nature() -> None:
    text = HEADER + 'p "" 1 1 "" { "a" } 0\np "" 2 1 "" { "b" } 0\nt "" 0\n'
    [(where, what)] = refusal(text)
    assert where == "line 4"
    assert "nature must move first" in what
    assert "player 1 ('Ann')" in what


def test_nobody_moves_at_all() -> None:
    [(where, what)] = refusal(HEADER + 't "" 0')
    assert (where, "nature must move first" in what) == ("line 4", True)


def test_nature_moves_twice() -> None:
    """A second draw that neither player learns."""
    text = HEADER + (
        'c "" 1 "" { "x" 1/2 "y" 1/2 } 0\n'
        'c "" 2 "" { "u" 1/2 "v" 1/2 } 0\np "" 1 1 "" { "a" } 0\np "" 2 1 "" { "b" } 0\nt "" 0\n'
        'p "" 1 1 0\np "" 2 1 0\nt "" 0\n'
        'c "" 2 0\np "" 1 2 "" { "a" } 0\np "" 2 1 0\nt "" 0\np "" 1 2 0\np "" 2 1 0\nt "" 0\n'
    )
    assert [where for where, _ in refusal(text)] == ["line 5", "line 12"]
    assert "nature moves again after type 'x'" in refusal(text)[0][1]


def test_nature_moves_after_the_message() -> None:
    text = HEADER + 'c "" 1 "" { "x" 1 } 0\np "" 1 1 "" { "a" } 0\nc "" 2 "" { "u" 1 } 0\nt "" 0\n'
    [(where, what)] = refusal(text)
    assert (where, "nature moves after message 'a'" in what) == ("line 6", True)


def test_nature_moves_after_the_response() -> None:
    text = replaced('t "" 8 "" { 2, 1 }', 'c "" 2 "" { "u" 1/2 "d" 1/2 } 0\nt "" 8 "" { 1, 2 }\nt "" 9 "" { 3, 0 }')
    assert parse_efg(text).game() == parse_efg(BEER_QUICHE)


def test_the_sender_does_not_know_her_type() -> None:
    text = replaced('p "" 1 2 "s" { "beer" "quiche" } 0', 'p "" 1 1 0')
    [(where, what)] = refusal(text)
    assert where == "line 12"
    assert what == "the sender does not know her type: 'wimp' and 'surly' share information set 1"


def test_the_sender_is_not_one_player() -> None:
    text = replaced('p "" 1 2 "s" { "beer" "quiche" } 0', 'p "" 2 9 "s" { "beer" "quiche" } 0')
    [(where, what)] = refusal(text)
    assert where == "line 12"
    assert "player 2 ('Bob') moves after type 'surly', player 1 ('Ann') after type 'wimp'" in what


def test_a_type_that_does_not_move() -> None:
    text = BEER_QUICHE[: BEER_QUICHE.index('p "" 1 2')] + 't "" 0\n'
    [(where, what)] = refusal(text)
    assert (where, what) == ("line 12", "play ends after type 'surly' without a move of the sender")


def test_the_receiver_sees_the_type() -> None:
    text = BEER_QUICHE.replace('p "" 2 1 0', 'p "" 2 3 "b" { "duel" "don\'t" } 0')
    text = text.replace('p "" 2 2 0', 'p "" 2 4 "q" { "duel" "don\'t" } 0')
    faults = refusal(text)
    assert [where for where, _ in faults] == ["line 12", "line 12"]
    assert "after message 'beer' the receiver sees the type" in faults[0][1]
    assert "information set 1 if the type is 'wimp', information set 3 if 'surly'" in faults[0][1]


def test_the_receiver_sees_the_type_after_one_message_only() -> None:
    [(where, what)] = refusal(replaced('p "" 2 2 0', 'p "" 2 4 "q" { "duel" "don\'t" } 0'))
    assert (where, "after message 'quiche' the receiver sees the type" in what) == ("line 12", True)


def test_the_receiver_sees_the_type_and_labels_do_not_help() -> None:
    text = BEER_QUICHE.replace('"beer" "quiche"', '"" ""')
    [(where, what)] = refusal(replaced('p "" 2 2 0', 'p "" 2 4 "q" { "duel" "don\'t" } 0', text))
    assert (where, "the messages differ by type, or the receiver sees the type" in what) == ("line 12", True)


def test_the_receiver_does_not_see_the_message() -> None:
    """Both messages look alike to him; without labels nobody can say which actions of two types are one message."""
    text = replaced('p "" 2 2 "q" { "duel" "don\'t" } 0', 'p "" 2 1 0')
    text = replaced('p "" 2 2 0', 'p "" 2 1 0', text)
    found = parse_efg(text)
    assert isinstance(found, SignalingGame)
    assert found.noise_rows == {"beer": {"b": 1}, "quiche": {"b": 1}}
    assert (found.sender, found.receiver) == (beer_quiche().sender, beer_quiche().receiver)
    faults = refusal(text.replace('"beer" "quiche"', '"" ""'))
    assert [where for where, _ in faults] == ["line 5", "line 12"]
    assert all("messages need labels, all different" in what for _, what in faults)


def test_labels_that_contradict_the_information_sets() -> None:
    text = BEER_QUICHE.replace('p "" 2 1 0', 'p "" 2 9 0').replace('p "" 2 2 0', 'p "" 2 1 0')
    faults = refusal(text.replace('p "" 2 9 0', 'p "" 2 2 0'))
    assert [where for where, _ in faults] == ["line 12", "line 12"]
    assert "labels contradict information sets: 'beer'" in faults[0][1]


def test_the_sender_moves_twice() -> None:
    text = HEADER + 'c "" 1 "" { "x" 1 } 0\np "" 1 1 "" { "a" } 0\np "" 1 2 "" { "b" } 0\nt "" 0\n'
    [(where, what)] = refusal(text)
    assert (where, "player 1 ('Ann') moves twice" in what) == ("line 6", True)


@pytest.mark.parametrize(("player", "who"), [(1, "sender"), (2, "receiver")])
def test_somebody_moves_after_the_response(player: int, who: str) -> None:
    text = replaced('t "" 8 "" { 2, 1 }', f'p "" {player} 9 "" {{ "more" }} 0\nt "" 8 "" {{ 2, 1 }}')
    folded = parse_efg(text)
    assert isinstance(folded, FoldedGame)
    assert folded.game() == parse_efg(BEER_QUICHE)
    assert [(move.player, move.done) for move in folded.folded] == [(who, "more")]


LATER_TREE = (
    'EFG 2 R "later" { "s" "r" }\nc "" 1 "" { "t" 1/2 "u" 1/2 } 0\n'
    'p "" 1 1 "" { "m" } 0\np "" 2 1 "" { "x" } 0\np "" 2 2 "" { "a" "b" } 0\nt "" 1 "" { 0, 1 }\nt "" 2 "" { 0, 0 }\n'
    'p "" 1 2 "" { "m" } 0\np "" 2 1 "" { "x" } 0\np "" 2 2 "" { "a" "b" } 0\nt "" 1\nt "" 2\n'
)


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ('p "" 1 2 "" { "m" } 0\np "" 2 1 "" { "x" } 0\np "" 2 2 "" { "a" "b" } 0',
         'p "" 1 2 "" { "m" } 0\np "" 2 1 "" { "x" } 0\np "" 2 3 "" { "a" "b" } 0', 10,
         "tells by information sets 2 and 3 what differs in the other's type alone"),
        ('p "" 2 2 "" { "a" "b" } 0', 'p "" 1 3 "" { "a" "b" } 0', 10,
         "at information set 3 player 1 ('s') does not know what was done before, or the type that is his own"),
        ('{ "a" "b" }', '{ "a" "a" }', 5, "all actions of a move need labels, all different"),
        ('p "" 2 2 "" { "a" "b" } 0', 'c "" 2 "" { "a" 1 "b" 0 } 0', 5, "nature's probabilities must be positive"),
        ('t "" 2 "" { 0, 0 }', 't "" 2 "" { 1, 1 }', 2, "after m, x: a tie that matters: the receiver is indifferent"),
    ],
)  # fmt: skip
def test_later_moves_that_cannot_be_folded(old: str, new: str, line: int, what: str) -> None:
    assert old in LATER_TREE
    [(where, said), *_] = refusal(LATER_TREE.replace(old, new))
    assert (where, what in said) == (f"line {line}", True)


def test_a_receiver_who_learns_nothing_folds_over_types() -> None:
    folded = parse_efg(LATER_TREE)
    assert [(move.known, move.done) for move in folded.folded] == [(("m", "x"), "a")]


def test_more_messages_for_one_type() -> None:
    text = replaced('"s" { "beer" "quiche" }', '"s" { "beer" "quiche" "wine" }')
    game = parse_efg(text + 'p "" 2 3 "" { "duel" } 0\nt "" 0\n')
    assert game.message_sets == (("beer", "quiche"), ("beer", "quiche", "wine"))
    assert (game.sender[0][2], game.sender[1][2]) == ((), (0,))


def test_different_messages_by_type() -> None:
    text = replaced('"s" { "beer" "quiche" }', '"s" { "beer" "wine" }')
    game = parse_efg(replaced('p "" 2 2 0', 'p "" 2 3 "" { "duel" "don\'t" } 0', text))
    assert game.message_sets == (("beer", "quiche"), ("beer", "wine"))


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ([("beer", 1), ("wine", 2), ("gin", 3)], "'quiche' and 'wine' both lead to information set 2"),
        ([("beer", 1), ("", 3)], "the messages differ by type"),
        ([("beer", 1), ("wine", 4), ("quiche", 3)], "'quiche' is information set 2 for one type, information set 3"),
    ],
)
def test_labels_must_say_which_messages_types_share(sent: list[tuple[str, int]], says: str) -> None:
    actions = " ".join(f'"{label}"' for label, _ in sent)
    after = "".join(f'p "" 2 {number} "{number}" {{ "duel" }} 0\nt "" 0\n' for _, number in sent)
    first = 'p "" 1 1 "" { "beer" "quiche" } 0\np "" 2 1 "1" { "duel" } 0\nt "" 0\np "" 2 2 "2" { "duel" } 0\nt "" 0\n'
    text = 'EFG 2 R "" { "a" "b" }\nc "" 1 "" { "s" 1/2 "t" 1/2 } 0\n' + first + f'p "" 1 2 "" {{ {actions} }} 0\n'
    assert any(says in what for _, what in refusal(text + after))


def test_a_message_that_ends_the_game_for_one_type_only() -> None:
    text = BEER_QUICHE[: BEER_QUICHE.index('p "" 2 2 0')] + 't "" 0\n'
    [(where, what)] = refusal(text)
    assert where == "line 12"
    assert "after message 'quiche' comes information set 2 for type 'wimp', the end of play for type 'surly'" in what


@pytest.mark.parametrize(
    ("probabilities", "words"),
    [
        (("0", "1"), "prior.wimp: is 0"),
        (("-1/2", "3/2"), "prior.wimp: is -1/2"),
        (("1/3", "1/3"), "sums to 2/3"),
        (("0.333333", "0.666666"), "write 1/3, 2/3"),
    ],
)
def test_a_prior_that_is_none(probabilities: tuple[str, str], words: str) -> None:
    text = replaced('"wimp" 1/10 "surly" 9/10', f'"wimp" {probabilities[0]} "surly" {probabilities[1]}')
    [(where, what)] = refusal(text)
    assert where == "line 4"
    assert words in what


def test_moves_with_too_many_actions() -> None:
    many = " ".join(f'"a{i}"' for i in range(201))
    text = HEADER + f'c "" 1 "" {{ "x" 1 }} 0\np "" 1 1 "" {{ {many} }} 0\n' + 't "" 0\n' * 201
    assert refusal(text) == [("line 5", "this move has 201 actions; at most 200 are read")]


# --- What is refused as no .efg file at all --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "where", "words"),
    [
        ("", "line 1", "the end of the file"),
        ("\n\n  \n", "line 4", "the end of the file"),
        ("hello", "line 1", "EFG"),
        ('NFG 1 R "x" { "a" "b" } { 2 2 }', "line 1", "strategic form"),
        ('<?xml version="1.0"?>', "line 1", "cannot read '<'"),
        ("\x00\x01\x02", "line 1", "cannot read '\\x00'"),
        ('EFG 3 R "x"', "line 1", "version of the format, 2"),
        ('EFG\n2\nX "x"', "line 3", "the letter R"),
        ("EFG 2 R { }", "line 1", "the title of the game in quotes"),
        ('EFG 2 R "x" "a"', "line 1", "expected { before the list of players"),
        ('EFG 2 R "x" { "a"\n1 }', "line 2", "expected } after the list of players"),
        ('EFG 2 R "x" { "a" "b" }', "line 1", "the file ends too soon"),
        ('EFG 2 R "x\n\n', "line 1", "never closed"),
        ('EFG 2 R "x" { "a" "b" }\n"comment\\"', "line 2", "never closed"),
        (HEADER + 'x "" 1', "line 4", "starts with c, p or t"),
        (HEADER + '"" 1', "line 4", "starts with c, p or t"),
        (HEADER + "t 1", "line 4", "the name of the node"),
        (HEADER + 't ""', "line 4", "the number of the outcome"),
        (HEADER + 't "" 1', "line 4", "outcome 1 is used before its payoffs are given"),
        (HEADER + 't "" 1 "o"', "line 4", "expected { before the payoffs"),
        (HEADER + 't "" 1 "o" { 1 }', "line 4", "the payoff of player 2"),
        (HEADER + 't "" 1 "o" { 1, 2, 3 }', "line 4", "after the payoffs of 2 players"),
        (HEADER + 't "" 1 "o" { 1, two }', "line 4", "the payoff of player 2, a number, found 'two'"),
        (HEADER + 't "" 1 "o" { 1, nan }', "line 4", "found 'nan'"),
        (HEADER + 't "" 1 "o" { 1, inf }', "line 4", "found 'inf'"),
        (HEADER + 't "" 1 "o" { 1, 1/0 }', "line 4", "divides by zero"),
        (HEADER + 't "" 1 "o" { 1, 1e999999 }', "line 4", "exponent"),
        (HEADER + 't "" 1 "o" { 1, 1.5/2 }', "line 4", "not a number"),
        (HEADER + 't "" 1 "o" { 1, ' + "9" * 500 + " }", "line 4", "500 characters"),
        (HEADER + 't "" 1 "o" { 1, __import__("os") }', "line 4", "found '__import__'"),
        (HEADER + 't "" 0 "o" { 1, 2 }', "line 4", "outcome 0 means no outcome"),
        (HEADER + 't "" -1', "line 4", "a whole number from 0 on, found '-1'"),
        (HEADER + 't "" 1.5', "line 4", "a whole number"),
        (HEADER + 't "" 0\nt "" 0', "line 5", "the tree is complete"),
        (HEADER + 'c "" 1 0', "line 4", "information set 1 is used before its actions are listed"),
        (HEADER + 'c "" 0 "" { "x" 1 } 0', "line 4", "a whole number from 1 on"),
        (HEADER + 'c "" 1 "" { } 0', "line 4", "no actions"),
        (HEADER + 'c "" 1 "" { "x" } 0', "line 4", "the probability of the action"),
        (HEADER + 'c "" 1 "" { 1/2 } 0', "line 4", "expected } after nature's actions"),
        (HEADER + 'p "" 1 1 "" { } 0', "line 4", "no actions"),
        (HEADER + 'p "" 3 1 "" { "a" } 0', "line 4", "there is no player 3; the file lists 2"),
        (HEADER + 'p "" 0 1 "" { "a" } 0', "line 4", "the number of the player"),
        (HEADER + 'p "" 1 1 "" { "a" } 0\n', "line 5", "the file ends too soon"),
        (HEADER + 'p "" 1 1 "" { "a" } 0\np "" 1 1 "" { "b" } 0\nt "" 0', "line 5", "described differently here"),
        (
            HEADER + 'p "" 1 1 "" { "a" "b" } 0\nt "" 1 "o" { 1 1 }\nt "" 1 "o" { 1 2 }',
            "line 6",
            "outcome 1 is described",
        ),
        (
            HEADER + 'p "" 1 1 "" { "a" "b" } 0\nt "" 1 "o" { 1 1 }\nt "" 1 "x" { 1 1 }',
            "line 6",
            "outcome 1 is described",
        ),
    ],
)
def test_malformed(text: str, where: str, words: str) -> None:
    [(place, what)] = refusal(text)
    assert place == where
    assert words in what


def test_every_truncation_is_refused_with_a_line() -> None:
    for length in range(len(BEER_QUICHE.rstrip())):
        text = BEER_QUICHE[:length]
        if text.rstrip().endswith('t "" 8'):
            continue  # outcome 8 without payoffs is refused too, but so is "8" cut to nothing
        for where, _ in refusal(text):
            assert where.startswith("line ")
            assert 1 <= int(where.removeprefix("line ")) <= text.count("\n") + 1


def test_every_missing_or_doubled_token_is_refused_or_read() -> None:
    """Damage never ends in anything but a game or an `InputError` with a line."""
    words = BEER_QUICHE.split(" ")
    read, faults = 0, []
    for i in range(len(words)):
        for damaged in (words[:i] + words[i + 1 :], words[:i] + [words[i]] + words[i:]):
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore", LabelWarning)
                    parse_efg(" ".join(damaged))
                read += 1
            except InputError as error:
                faults.extend(error.faults)
    assert all(fault.where.startswith("line ") for fault in faults)
    assert read < len(words) < len(faults)


@examples(200)
@given(
    st.lists(
        st.sampled_from(BEER_QUICHE.split() + ['"', "\\", "{", "}", ",", "\n", "é", "\x00", "9" * 30]), max_size=60
    )
)
def test_random_words_are_refused_with_a_line(words: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        parse_efg('EFG 2 R "x" { "a" "b" } ' + " ".join(words))
    assert all(fault.where.startswith("line ") for fault in caught.value.faults)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is a directory"):
        read_efg(tmp_path)
    with pytest.raises(InputError, match="No such file"):
        read_efg(tmp_path / "none.efg")
    with pytest.raises(InputError, match="cannot be read"):
        read_efg("null\0byte")
    empty = tmp_path / "empty.efg"
    empty.touch()
    with pytest.raises(InputError, match=r"line 1: .*the end of the file"):
        read_efg(empty)
    binary = tmp_path / "binary.efg"
    binary.write_bytes(b"EFG 2 R\n\xff\xfe\x00")
    with pytest.raises(InputError, match=r"binary\.efg, line 2: is not text in UTF-8"):
        read_efg(binary)


def test_a_fault_in_a_file_names_the_file_and_the_line(tmp_path: Path) -> None:
    path = tmp_path / "bad.efg"
    path.write_text(replaced('t "" 8 "" { 2, 1 }', 't "" 8 "" { 2 }'))
    with pytest.raises(InputError) as caught:
        read_efg(path)
    assert caught.value.faults[0].where == f"{path}, line 18"


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.efg"
    with path.open("wb") as file:
        file.truncate(100_000_000)  # sparse: takes no room on the disk
    with pytest.raises(InputError, match=f"has 100000000 bytes; at most {MAX_BYTES} are read"):
        read_efg(path)
    with pytest.raises(InputError, match="at most"):
        parse_efg(" " * (MAX_BYTES + 1))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_pipe_is_refused_rather_than_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.efg")
    with pytest.raises(InputError, match="is not a regular file"):
        read_efg(tmp_path / "pipe.efg")


HOSTILE = (
    "deep",
    "deep by reference",
    "wide",
    "wide by reference",
    "players",
    "quotes",
    "backslashes",
    "spaces",
    "digits",
    "dots",
    "signs",
    "braces",
    "letters",
    "lines",
    "faults",
)


def _hostile() -> dict[str, str]:
    size = MAX_BYTES // 2
    return {
        "deep": HEADER + 'p "" 1 1 "" { "a" } 0\n' * (size // 22) + 't "" 0',
        "deep by reference": HEADER + 'p "" 1 1 "" { "a" } 0\n' + 'p"" 1 1 0\n' * (size // 10),
        "wide": HEADER + 'p "" 1 1 "" {' + '""' * (size // 2) + "} 0",
        "wide by reference": HEADER + 'p "" 1 1 "" {' + '""' * (size // 4) + "} 0 " + 'p"" 1 1 0 ' * (size // 20),
        "players": 'EFG 2 R "" {' + '""' * (size // 4) + "}" + 'p "" 1 1 "" { "a" } 0\n' + 'p"" 1 1 0 ' * (size // 20),
        "quotes": 'EFG 2 R "' + '\\"' * (size // 2),
        "backslashes": 'EFG 2 R "' + "\\" * size,
        "spaces": "EFG 2 R" + " " * size,
        "digits": "EFG 2 R " + "9" * size,
        "dots": "EFG 2 R " + "." * size,
        "signs": "EFG 2 R " + "+-" * (size // 2),
        "braces": 'EFG 2 R "" ' + "{" * size,
        "letters": "EFG 2 " + "R" * size,
        "lines": "\n" * size,
        "faults": HEADER + 'c "" 1 "" {' + '"" 1' * 200 + "} 0 " + 't "" 0\n' * 200,
    }


@pytest.mark.thorough
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_refused_in_linear_time(name: str) -> None:
    """Megabytes are looked at once; anything quadratic in them would not come to an end."""
    assert sorted(_hostile()) == sorted(HOSTILE)
    for where, _ in refusal(_hostile()[name]):
        assert where.startswith("line ")


# --- Writing ---------------------------------------------------------------------------------------------------------

labels = st.text(min_size=1, max_size=6).filter(str.strip)
awkward = st.text(alphabet='\\"u{} 4e1\n\té', min_size=1, max_size=8).filter(str.strip)
numbers = st.fractions(min_value=-1000, max_value=1000, max_denominator=10_000)


@st.composite
def games(draw: st.DrawFn) -> SignalingGame:
    distinct = st.lists(labels | awkward, min_size=1, max_size=3, unique=True)
    types, messages = draw(distinct), draw(distinct)
    responses = {m: draw(distinct) for m in messages}
    weights = [draw(st.integers(1, 1000)) for _ in types]

    def table() -> list[list[list[Fraction]]]:
        return [[[draw(numbers) for _ in responses[m]] for m in messages] for _ in types]

    prior = [Fraction(weight, sum(weights)) for weight in weights]
    return SignalingGame(types, prior, messages, responses, table(), table(), draw(st.text(max_size=8) | awkward))


@examples(120)
@given(games())
def test_reading_what_was_written_gives_the_same_game(game: SignalingGame) -> None:
    text = write_efg(game)
    assert text.isascii()
    assert parse_efg(text) == game


@examples(60)
@given(games())
def test_gambit_reads_what_was_written(game: SignalingGame) -> None:
    """The same tree in Gambit: counts, prior, payoffs at every leaf; labels wherever Gambit can hold them."""
    pygambit = pytest.importorskip("pygambit")
    tree = pygambit.read_efg(io.StringIO(write_efg(game)))
    types = list(tree.root.children)
    assert [Fraction(str(action.prob)) for action in tree.root.infoset.actions] == list(game.prior)
    sender, receiver = tree.players
    assert (len(sender.infosets), len(receiver.infosets)) == (len(game.types), len(game.messages))
    assert len(types) == len(game.types)
    for t, node in enumerate(types):
        assert len(list(node.children)) == len(game.messages)
        for m, after in enumerate(node.children):
            leaves = list(after.children)
            assert len(leaves) == len(game.response_sets[m])
            for r, leaf in enumerate(leaves):
                assert Fraction(str(leaf.outcome[sender])) == game.sender[t][m][r]
                assert Fraction(str(leaf.outcome[receiver])) == game.receiver[t][m][r]
        for action, label in zip(node.infoset.actions, game.messages, strict=True):
            if label.isascii() and label.isprintable() and label == " ".join(label.split()) and "\\" not in label:
                assert action.label == label


@pytest.mark.parametrize("label", [r"a\b", r'"', r'say "no"', "a'b", "{a}", "don't"])
def test_gambit_shows_labels_that_it_can_hold_as_they_are(label: str) -> None:
    pygambit = pytest.importorskip("pygambit")
    game = SignalingGame(["t"], [1], [label], ["r"], [[[0]]], [[[0]]])
    tree = pygambit.read_efg(io.StringIO(write_efg(game)))
    assert [action.label for action in next(iter(tree.root.children)).infoset.actions] == [label]


def test_a_model_is_written_as_its_game() -> None:
    class Model:
        def game(self) -> SignalingGame:
            return beer_quiche()

    assert write_efg(Model()) == write_efg(beer_quiche())  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [Fraction(10**500), Fraction(1, 10**500), Fraction(10**200 + 1, 10**200)])
def test_numbers_that_no_reader_takes_are_not_written(value: Fraction) -> None:
    game = SignalingGame(["t"], [1], ["m"], ["r"], [[[value]]], [[[0]]])
    with pytest.raises(InputError, match=r"sender\.t\.m\.r: is a number of more than 400 characters"):
        write_efg(game)


# --- The bimatrix ----------------------------------------------------------------------------------------------------


def test_strategies_are_in_lexicographic_order() -> None:
    game = parse_efg(replaced("don't", "no", count=2))
    rows, columns = pure_strategies(game)
    assert rows == [("beer", "beer"), ("beer", "quiche"), ("quiche", "beer"), ("quiche", "quiche")]
    assert columns == [("duel", "duel"), ("duel", "no"), ("no", "duel"), ("no", "no")]
    places = [[game.messages.index(m) for m in row] for row in rows]
    assert all(one < other for one, other in pairwise(places))


def test_the_bimatrix_of_beer_quiche_by_hand() -> None:
    sender, receiver = bimatrix(beer_quiche())
    tenth = Fraction(1, 10)
    # Rows (wimp, surly): bb, bq, qb, qq; columns (beer, quiche): duel duel, duel don't, don't duel, don't don't.
    assert sender == tuple(
        tuple(tenth * cell for cell in row)
        for row in ((9, 9, 29, 29), (0, 18, 2, 20), (10, 12, 28, 30), (1, 21, 1, 21))
    )
    assert receiver == tuple(
        tuple(tenth * cell for cell in row) for row in ((1, 1, 9, 9), (1, 10, 0, 9), (1, 0, 10, 9), (1, 9, 1, 9))
    )


@examples(60)
@given(games(), st.randoms(use_true_random=False))
def test_behaviour_and_mixture_give_the_same_payoffs(game: SignalingGame, rng: Random) -> None:
    def distribution(size: int) -> list[Fraction]:
        weights = [rng.randint(0, 3) for _ in range(size)]
        weights[rng.randrange(size)] += 1
        return [Fraction(weight, sum(weights)) for weight in weights]

    sender = [distribution(len(game.messages)) for _ in game.types]
    receiver = [distribution(len(replies)) for replies in game.response_sets]
    row, column = bimatrix_from_behaviour(game, sender, receiver)
    assert behaviour_from_bimatrix(game, row, column) == (sender, receiver)
    for table, payoffs in zip(bimatrix(game), (game.sender, game.receiver), strict=True):
        mixed = sum(
            x * y * cell for x, cells in zip(row, table, strict=True) for y, cell in zip(column, cells, strict=True)
        )
        expected = sum(
            p * sender[t][m] * receiver[m][r] * payoffs[t][m][r]
            for t, p in enumerate(game.prior)
            for m in range(len(game.messages))
            for r in range(len(receiver[m]))
        )
        assert mixed == expected


def test_mixtures_of_the_wrong_length_are_refused() -> None:
    with pytest.raises(InputError, match="the row strategy has 3 weights; this game has 4 rows"):
        behaviour_from_bimatrix(beer_quiche(), [1, 0, 0], [1, 0, 0, 0])
    with pytest.raises(InputError, match="the column strategy has 5 weights; this game has 4 columns"):
        behaviour_from_bimatrix(beer_quiche(), [1, 0, 0, 0], [1, 0, 0, 0, 0])


def test_a_bimatrix_beyond_reason_is_refused() -> None:
    types = [f"t{i}" for i in range(12)]
    game = SignalingGame.from_function(
        types, [Fraction(1, 12)] * 12, ["a", "b", "c", "d"], ["x", "y"], lambda *_: 0, lambda *_: 0
    )
    with pytest.raises(InputError, match="16777216 rows and 16 columns"):
        bimatrix(game)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_payoffs_beyond_floats_are_refused_with_a_way_out() -> None:
    huge = SignalingGame(["t"], [1], ["m"], ["l", "r"], [[[0, 10**399]]], [[[1, 0]]])
    with pytest.raises(InputError, match=r"beyond the range of floats.*to_nashpy\(rescaled\(game\)\)"):
        to_nashpy(huge)
    assert to_nashpy(rescaled(huge)).payoff_matrices[0].tolist() == [[0.0, 1.0]]


def test_nashpy_game_holds_the_nearest_floats() -> None:
    game = to_nashpy(beer_quiche())
    assert type(game).__module__.startswith("nashpy")
    for matrix, table in zip(game.payoff_matrices, bimatrix(beer_quiche()), strict=True):
        assert matrix.dtype == float
        assert matrix.tolist() == [[float(cell) for cell in row] for row in table]
    found = list(game.support_enumeration())
    assert found
    for row, column in found:
        sender, receiver = behaviour_from_bimatrix(beer_quiche(), row, column)
        assert all(sum(weights) == pytest.approx(1) for weights in [*sender, *receiver])


# --- refusals with a way out -----------------------------------------------------------------------------------------

START = 'EFG 2 R "later" { "s" "r" }\nc "" 1 "" { "t" 1 } 0\np "" 1 1 "" { "m" } 0\n'
END = 't "" 1 "" { 1, 1 }\n'
LATER = {
    "nature after the message": (
        START + 'c "" 2 "" { "rain" 1/2 "sun" 1/2 } 0\n' + END + 't "" 2 "" { 3, 1 }\n', "fold the move",
    ),
    "the sender twice": (
        START + 'p "" 1 2 "" { "a" "b" } 0\n' + END + 't "" 2 "" { 3, 1 }\n', "a message of its own",
    ),
    "no nature": ('EFG 2 R "" { "s" "r" }\np "" 1 1 "" { "m" } 0\n' + END, "let nature draw it with probability 1"),
}  # fmt: skip


@pytest.mark.parametrize("kind", LATER)
def test_a_move_too_many_is_refused_with_a_way_out(kind):
    text, way = LATER[kind]
    with pytest.raises(InputError) as caught:
        parse_efg(text)
    assert way in str(caught.value)


def test_the_way_out_leads_to_a_game():
    rain = START + 'p "" 2 1 "" { "x" } 0\nc "" 2 "" { "rain" 1/2 "sun" 1/2 } 0\n' + END + 't "" 2 "" { 3, 1 }\n'
    assert parse_efg(rain).game().sender == (((2,),),)
