"""Scenario files: what is read, what is refused and with which words, and that what is written is read again."""

from __future__ import annotations

import os
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termination.engine.game import SignalingGame
from termination.errors import InputError
from termination.models.opening.game import OpeningGame
from termination.models.registry import MODELS
from termination.models.scenarios import (
    MAX_BYTES,
    load_scenario,
    parse_scenario,
    plain,
    read_scenario,
    read_text,
    write_scenario,
)
from tests.properties import examples

EXAMPLES = sorted((Path(__file__).parents[2] / "examples" / "scenarios").glob("*.toml"))

WAR = """
model = "opening"
title = "A war"
notes = "Invented."
sources = ["Nobody 1900"]

[parameters]
prior = { high = "3/10", low = 0.7 }
resilience = { low = 0.2, high = 0.8 }
war_value = { high = 0.5, low = 0.1 }
talks_value = { high = 0.55, low = 0.4 }
escalation_harm = 1
talks_exposure = 0.8
escalation_gain = 1
escalation_cost = 0.4
"""

TABLES = """
model = "payoffs"
[parameters]
types = ["wimp", "surly"]
prior = { surly = "9/10", wimp = 0.1 }
messages = ["beer", "quiche"]
responses = ["duel", "don't"]
sender = [[[0, 2], [1, 3]], [[1, 3], [0, 2]]]

[parameters.receiver]
wimp = { beer = { duel = 1, "don't" = 0 }, quiche = [1, 0] }
surly = { beer = [-1, 0], quiche = [-1, 0] }
"""

CELLS = """
model = "opening"
[payoffs]
prior = { weak = "1/2", strong = "1/2" }
sender = [[[-1, 0], [0, 2]], [[0, 1], [1, 2]]]
receiver = [[[1, 0], [1, 0]], [[-2, 0], [-2, 0]]]
"""


def faults(text: str) -> list[str]:
    """The faults of a text, each as "key: what"."""
    with pytest.raises(InputError) as caught:
        parse_scenario(text)
    return [str(fault) for fault in caught.value.faults]


def changed(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1
    return text.replace(old, new)


# --- what is read ----------------------------------------------------------------------------------------------------


def test_a_war_is_read_exactly_with_what_the_file_says_about_it():
    scenario = parse_scenario(WAR)
    assert scenario.kind == "opening"
    assert (scenario.title, scenario.notes, scenario.sources) == ("A war", "Invented.", ("Nobody 1900",))
    assert isinstance(scenario.model, OpeningGame)
    assert scenario.model.prior == {"high": Fraction(3, 10), "low": Fraction(7, 10)}
    assert scenario.model.talks_value["high"] == Fraction(11, 20)
    assert scenario.model.game().title == "A war"


def test_a_decimal_is_read_from_its_digits_and_never_as_a_float():
    digits = "0.1234567890123456789012345678901234567890"
    war = parse_scenario(changed(WAR, "escalation_cost = 0.4", f"escalation_cost = {digits}")).model
    assert war.escalation_cost == Fraction(digits)
    war = parse_scenario(changed(WAR, "escalation_cost = 0.4", "escalation_cost = 1_0.2_5e-1")).model
    assert war.escalation_cost == Fraction(41, 40)


def test_payoff_tables_are_read_by_position_and_by_label_alike():
    game = parse_scenario(TABLES).model
    assert isinstance(game, SignalingGame)
    assert game.prior == (Fraction(1, 10), Fraction(9, 10))
    assert game.receiver == (((1, 0), (1, 0)), ((-1, 0), (-1, 0)))


def test_responses_may_differ_by_message():
    text = changed(TABLES, '["duel", "don\'t"]', '{ beer = ["duel", "don\'t"], quiche = ["eat"] }')
    text = changed(text, "[[[0, 2], [1, 3]], [[1, 3], [0, 2]]]", "[[[0, 2], [1]], [[1, 3], [0]]]")
    text = changed(changed(text, "quiche = [1, 0]", "quiche = [1]"), "quiche = [-1, 0]", "quiche = [5]")
    assert parse_scenario(text).model.response_sets == (("duel", "don't"), ("eat",))


def test_a_war_may_be_given_cell_by_cell():
    war = parse_scenario(CELLS).model
    assert war.game() == OpeningGame.from_payoffs(
        prior={"weak": "1/2", "strong": "1/2"},
        sender=[[[-1, 0], [0, 2]], [[0, 1], [1, 2]]],
        receiver=[[[1, 0], [1, 0]], [[-2, 0], [-2, 0]]],
    ).game()
    assert war.regimes()["open"].name == "middle"


def test_a_byte_order_mark_is_no_fault(tmp_path):
    path = tmp_path / "war.toml"
    path.write_text(WAR, encoding="utf-8-sig")
    assert load_scenario(path) == parse_scenario(WAR).model


# --- what is refused: the file ---------------------------------------------------------------------------------------


def refused(path: object) -> str:
    with pytest.raises(InputError) as caught:
        read_scenario(path)
    assert str(path) in str(caught.value)
    return str(caught.value)


def test_a_missing_file(tmp_path):
    assert "No such file" in refused(tmp_path / "none.toml")


def test_a_directory(tmp_path):
    assert "directory" in refused(tmp_path)


@pytest.mark.parametrize("content", [b"", b"\n  \n", b"\xef\xbb\xbf"])
def test_an_empty_file(tmp_path, content):
    path = tmp_path / "empty.toml"
    path.write_bytes(content)
    assert "is empty" in refused(path)


def test_a_binary_file(tmp_path):
    path = tmp_path / "binary.toml"
    path.write_bytes(bytes(range(256)))
    assert "is not UTF-8 text" in refused(path)
    path.write_bytes(b"model = 'x'\0")
    assert "zero bytes" in refused(path)


def test_text_in_another_encoding_is_named_by_its_first_wrong_byte(tmp_path):
    path = tmp_path / "latin.toml"
    path.write_bytes('title = "Chou En-laï"'.encode("latin-1"))
    assert "byte 20" in refused(path)


def test_a_file_of_100_megabytes_is_refused_by_its_size_without_being_read(tmp_path):
    path = tmp_path / "large.toml"
    with path.open("wb") as file:
        file.truncate(100_000_000)  # a hole: reading it would give zero bytes, and another message
    message = refused(path)
    assert "100,000,000 bytes" in message
    assert f"{MAX_BYTES:,}" in message


def test_a_device_without_end_is_refused_after_the_limit():
    if not os.path.exists("/dev/zero"):
        pytest.skip("there is no such device on this system")
    assert "goes on" in refused("/dev/zero")


def test_a_file_that_may_not_be_read(tmp_path, monkeypatch):
    def denied(*_args: object, **_more: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", denied)  # root may read everything, so that a mode of 000 would not do
    assert "Permission denied" in refused(tmp_path / "secret.toml")


def test_a_name_with_a_zero_byte():
    assert "null byte" in refused("war\0.toml")


def test_the_limit_is_on_bytes_and_is_inclusive(tmp_path):
    path = tmp_path / "text"
    path.write_text("é" * 5)
    assert read_text(path, 10) == "é" * 5
    with pytest.raises(InputError, match="at most 9 bytes"):
        read_text(path, 9)


# --- what is refused: the text ---------------------------------------------------------------------------------------


def test_all_faults_are_reported_at_once_each_with_its_key():
    text = WAR
    for old, new in [
        ("low = 0.7", "low = nan"),
        ("escalation_harm = 1", 'escalation_harm = "1/0"'),
        ("talks_exposure = 0.8", "talks_exposure = inf"),
        ("escalation_gain = 1", "escalation_gian = 1"),
        ('sources = ["Nobody 1900"]', "source = []"),
        ('title = "A war"', "title = 7"),
    ]:
        text = changed(text, old, new)
    found = faults(text)
    places = [line.split(": ")[0] for line in found]
    assert sorted(places) == [
        "parameters.escalation_gain",
        "parameters.escalation_gian",
        "parameters.escalation_harm",
        "parameters.prior.low",
        "parameters.talks_exposure",
        "source",
        "title",
    ]
    assert any("did you mean 'escalation_gain'?" in line for line in found)
    assert any("did you mean 'sources'?" in line for line in found)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("nan", "not a finite number"),
        ("-inf", "not a finite number"),
        ('"1/0"', "divides by zero"),
        ('"a half"', "not a number"),
        ('"__import__(\'os\').getcwd()"', "not a number"),
        ('"2**3"', "not a number"),
        ("true", "truth value"),
        ("1979-05-27", "expected a number, found date"),
        ("[1, 2]", "expected a number, found a list"),
        ("{ low = 1 }", "expected a number, found values by label"),
        ("1e401", "exponent beyond"),
        ("1e-99999999999999999999999", "exponent beyond"),
        ('"1e500"', "exponent beyond"),
        (f'"{"1" * 401}"', "401 characters"),
        ("1" * 1000, "absurd length"),
        ("0x" + "f" * 1000, "absurd length"),
        ("0." + "1" * 1000, "characters"),
        ("-1", "must be > 0"),
        ('""', "not a number"),
    ],
)
def test_values_that_are_no_number_or_outside_their_domain(given, expected):
    (fault,) = faults(changed(WAR, "escalation_gain = 1", f"escalation_gain = {given}"))
    assert fault.startswith("parameters.escalation_gain: ")
    assert expected in fault


@pytest.mark.parametrize("digits", ["1" * 3_999, "0x" + "f" * 3_990])
def test_whole_numbers_of_thousands_of_digits(digits):
    assert any("absurd length" in fault for fault in faults(f"x = [\n{digits},\n]"))


def test_a_line_that_is_too_long_is_refused_before_it_is_parsed():
    (fault,) = faults(changed(WAR, "escalation_gain = 1", f"escalation_gain = {'1' * 5_000}"))
    assert fault.startswith("line 14: has 5,018 characters")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("low = 0.7", "low = 0.6", "prior: sums to 9/10"),
        ("low = 0.7", "low = 0", "prior.low: is 0"),
        ("low = 0.7", "low = -0.7", "prior.low: is -7/10"),
        ("low = 0.2", "low = 0.8", "resilience"),
        ("low = 0.2", "low = 1.2", "must be in [0, 1]"),
        ("low = 0.2", "lowly = 0.2", "resilience: missing 'low'"),
        ("war_value = { high = 0.5, low = 0.1 }", "war_value = [1, 2, 3]", "war_value: has 3 entries"),
        ("war_value = { high = 0.5, low = 0.1 }", "war_value = 3", "war_value: expected a list"),
        ("escalation_cost = 0.4", "", "escalation_cost: missing"),
        ("escalation_cost = 0.4", "escalation_cost = 0.4\nself = 1", "self: no such key"),
        ("escalation_cost = 0.4", 'escalation_cost = 0.4\ntitle = "x"', "title: no such key"),
    ],
)
def test_wars_that_are_none(old, new, expected):
    assert any(expected in fault for fault in faults(changed(WAR, old, new)))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('["wimp", "surly"]', '["wimp", "wimp"]', "types: labels must differ"),
        ('["wimp", "surly"]', "[1, 2]", "types: labels must be non-empty text"),
        ('["wimp", "surly"]', "[0.1, 0.2]", "types: labels must be non-empty text"),
        ('["wimp", "surly"]', '["wimp", "shy"]', "prior: missing 'shy'"),
        ('["beer", "quiche"]', '"beer"', "messages: expected a list"),
        ("wimp = 0.1", "wimp = 0.2", "prior: sums to 11/10"),
        ("quiche = [1, 0]", "quiche = [1, nan]", "receiver.wimp.quiche.don't: NaN"),
        ("quiche = [1, 0]", "pie = [1, 0]", "receiver.wimp: missing 'quiche'"),
        ("quiche = [1, 0]", "quiche = [1]", "receiver.wimp.quiche: has 1 entries"),
        ('messages = ["beer", "quiche"]\n', "", "messages: missing"),
        ('messages = ["b', 'mesages = ["b', "mesages: no such key; did you mean 'messages'?"),
    ],
)
def test_games_that_are_none(old, new, expected):
    assert any(fault.startswith(f"parameters.{expected}") for fault in faults(changed(TABLES, old, new)))


OVER_TIME = changed(WAR, '"opening"', '"war_over_time"') + "periods = 5\npatience = 0.9\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (OVER_TIME + "[changes.3]\nguarantee = 0.2", [
            "changes: belongs to the model: write [parameters.changes.3] in the place of [changes.3]"]),
        (OVER_TIME + "[changes.9]\n[battle]\nhigh = [1]", [
            "battle: belongs to the model: write [parameters.battle] in the place of [battle]",
            "changes: belongs to the model: write [parameters.changes.9] in the place of [changes.9]",
            "parameters.changes.9: expected a period from 2 to 5; what holds from 1 on needs no change",
            "parameters.battle: missing 'low'",
        ]),
        (changed(OVER_TIME, "[parameters]", "") + "[changes.3]\nguarantee = 0.2", [
            "parameters: missing: a line [parameters] above prior, resilience, war_value, talks_value, "
            "escalation_harm, talks_exposure, escalation_gain, escalation_cost, periods, patience",
            "changes: belongs to the model: write [parameters.changes.3] in the place of [changes.3]",
        ]),
        (changed(OVER_TIME, "[parameters]", "") + "battle = { high = [1], low = [1] }", [
            "parameters: missing: a line [parameters] above prior, resilience, war_value, talks_value, "
            "escalation_harm, talks_exposure, escalation_gain, escalation_cost, periods, patience, battle"]),
        (OVER_TIME + '[ "changes" .3 ]\nguarantee = 0.2', [
            'changes: belongs to the model: write [parameters."changes" .3] in the place of [ "changes" .3 ]']),
        (OVER_TIME + "[[changes]]\n3 = { guarantee = 0.2 }", [
            "changes: belongs to the model: write [parameters.changes] in the place of [[changes]]",
            "parameters.changes: expected a table of tables, such as {3: {'guarantee': 0.2}}"]),
        (changed(OVER_TIME, "[parameters]", "guarantee = 0.2\n[parameters]"), [
            "guarantee: belongs to the model: it stands below the line [parameters], not above it"]),
        (changed(WAR, "[parameters]", "[sender]\n[parameters]"), [
            "sender: no such key; expected model, title, notes, sources, parameters, payoffs"]),
        (changed(TABLES, "[parameters.receiver]", "[receiver]"), [
            "receiver: belongs to the model: write [parameters.receiver] in the place of [receiver]"]),
    ],
)  # fmt: skip
def test_what_stands_outside_the_table_of_its_model_is_told_where_it_belongs(text, expected):
    assert faults(text) == expected


def test_what_is_given_is_checked_even_where_something_is_missing():
    text = changed(changed(TABLES, 'messages = ["beer", "quiche"]\n', ""), "wimp = 0.1", "wimp = inf")
    assert [line.split(": ")[0] for line in faults(text)] == ["parameters.messages", "parameters.prior.wimp"]
    text = changed(changed(CELLS, 'prior = { weak = "1/2", strong = "1/2" }', ""), "[-1, 0]", "['x', 0]")
    assert [line.split(": ")[0] for line in faults(text)] == ["payoffs.prior", "payoffs.sender[0][0][0]"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("model = 'opening'", "parameters: missing"),
        ("[parameters]", "model: missing; expected opening, approach"),
        ("model = 'openings'\n[parameters]", "did you mean 'opening'?"),
        ("model = ['opening']\n[parameters]", "model: a list is no kind of model"),
        ("model = 'opening'\nparameters = 3", "parameters: expected a table"),
        ("model = 'opening'\n[parameters]\n[payoffs]", "payoffs: given beside [parameters]"),
        ("model = 'payoffs'\n[payoffs]", "payoffs: a model of kind \"payoffs\" is given by [parameters]"),
        ("model = 'opening'\nmodel = 'opening'", "is not TOML"),
        ("[parameters]\nx = 1\nx = 2", "is not TOML"),
        ("model = ", "is not TOML"),
        ("a war between two states", "is not TOML"),
        ("sources = [1]", "sources: expected a list of texts"),
        ("notes = ['x']", "notes: expected text in quotes, found a list"),
    ],
)
def test_texts_that_are_no_scenario(text, expected):
    assert any(expected in fault for fault in faults(text))


@pytest.mark.parametrize(
    "text",
    [
        "x = " + "[\n" * 40_000,
        "x = " + "[" * 3_000,
        "x = " + "{ a = " * 600,
        "x = " + "[" * 20 + "]" * 20,
        "[" + ".".join("a" * 1_000) + "]",
        ".".join("a" * 1_000) + " = 1",
    ],
)
def test_deep_nesting_is_refused_and_exhausts_nothing(text):
    (fault,) = faults(text)
    assert "nested too deeply" in fault


def test_a_key_of_very_many_parts_is_refused_before_it_is_parsed():
    (fault,) = faults(".".join("a" * 40_000) + " = 1")
    assert "at most 4,000 are read" in fault


@examples(200)
@given(st.text(max_size=200))
def test_no_text_whatever_raises_anything_but_input_error(text):
    openings = ("", "model = 'opening'\n[parameters]\n", "model = 'payoffs'\n[parameters]\nprior = ")
    for candidate in (opening + text for opening in openings):
        with pytest.raises(InputError):
            parse_scenario(candidate)


@examples(100)
@given(st.binary(max_size=100))
def test_no_bytes_whatever_raise_anything_but_input_error(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("bytes") / "file.toml"
    path.write_bytes(content)
    with pytest.raises(InputError):
        read_scenario(path)


# --- what is written -------------------------------------------------------------------------------------------------

_numbers = st.fractions(max_denominator=50).map(lambda x: x / 7) | st.integers(-(10**20), 10**20).map(Fraction)
_text = st.text(st.characters(exclude_categories=["Cs"]))  # everything but lone surrogates, which are no text
_labels = st.lists(_text.filter(str.strip), min_size=2, max_size=3, unique=True)


@st.composite
def games(draw):
    types, messages, responses = draw(_labels), draw(_labels), draw(_labels)
    sets = [responses[: draw(st.integers(1, len(responses)))] for _ in messages]

    def table():
        return [[[draw(_numbers) for _ in replies] for replies in sets] for _ in types]

    weights = [draw(st.integers(1, 9)) for _ in types]
    prior = [Fraction(w, sum(weights)) for w in weights]
    return SignalingGame(types, prior, messages, dict(zip(messages, sets, strict=True)), table(), table())


@examples(100)
@given(games(), _text, _text)
def test_a_written_game_is_read_again_whatever_its_labels_and_numbers(game, title, note):
    scenario = parse_scenario(write_scenario(game, title=title, notes=note, sources=[note, title]))
    titled = SignalingGame(
        game.types, game.prior, game.messages, game.responses, game.sender, game.receiver, title=scenario.title
    )
    assert scenario.model == titled
    assert (scenario.title, scenario.notes, scenario.sources) == (title, note, (note, title))


@pytest.mark.parametrize("text", [WAR, TABLES, CELLS], ids=["war", "tables", "cells"])
def test_writing_and_reading_give_the_same_model(text):
    scenario = parse_scenario(text)
    written = write_scenario(scenario.model, scenario.title, scenario.notes, scenario.sources)
    assert parse_scenario(written) == scenario
    assert write_scenario(parse_scenario(written).model, scenario.title, scenario.notes, scenario.sources) == written


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_is_read_and_survives_writing(path):
    scenario = read_scenario(path)
    assert scenario.title
    again = parse_scenario(write_scenario(scenario.model, scenario.title, scenario.notes, scenario.sources))
    assert again == scenario


@pytest.mark.parametrize("word", ["word", '"quoted"', "back\\slash", "x" * 150, "'''", '"""', "hy-phen-ated"])
def test_long_notes_are_written_over_several_lines_and_read_as_they_were(word):
    notes = " ".join([word] * 40)
    text = write_scenario(parse_scenario(WAR).model, notes=notes)
    assert parse_scenario(text).notes == notes
    assert max(map(len, text.splitlines())) <= 250


def test_defaults_and_absent_parameters_are_not_written():
    text = write_scenario(parse_scenario(WAR).model)
    assert "signal_cost" not in text
    assert "base_harm" not in text
    assert "types" not in text


def test_a_number_too_long_to_be_read_again_is_not_written():
    game = SignalingGame(["a"], [1], ["m"], ["x"], [[["1e400"]]], [[[0]]])
    with pytest.raises(InputError, match="401 characters cannot be written"):
        write_scenario(game)


def test_a_model_of_another_kind_is_refused_by_name():
    class Mine:
        pass

    with pytest.raises(InputError, match="a Mine cannot be written down"):
        plain(Mine())


def test_every_registered_model_can_be_imported():
    for entry in MODELS.values():
        assert (entry.constructor().__module__, entry.constructor().__name__) == (entry.home, entry.name)
        assert (entry.constructor(cell_by_cell=True) is not None) == bool(entry.by_cells)
        assert (entry.chapter() is not None) == bool(entry.theorems)
