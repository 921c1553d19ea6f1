"""JSON out and in: nothing lost, nothing trusted."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from termination.engine.assessment import Equilibria
from termination.engine.enumerate import solve
from termination.engine.game import SignalingGame
from termination.engine.refine import refine
from termination.errors import InputError
from termination.models.opening import OpeningGame
from termination.models.scenarios import read_scenario
from termination.reporting.serial import from_json, to_json

EXAMPLES = sorted((Path(__file__).parents[2] / "examples" / "scenarios").glob("*.toml"))

BEER_QUICHE = SignalingGame(
    types=["wimp", "surly"],
    prior=["1/10", "9/10"],
    messages=["beer", "quiche"],
    responses=["duel", "don't"],
    sender=[[[0, 2], [1, 3]], [[1, 3], [0, 2]]],
    receiver=[[[1, 0], [1, 0]], [[-1, 0], [-1, 0]]],
    title="Bière & quiche",
)
UNEVEN = SignalingGame(
    types=["a", "b", "c"],
    prior=["1/7", "2/7", "4/7"],
    messages=["l", "m"],
    responses={"l": ["x", "y", "z"], "m": ["x"]},
    sender=[[[0, 0, 1], [0]], [[1, 1, 0], ["1/3"]], [[0, 1, 2], [1]]],
    receiver=[[[1, 0, 0], [0]], [[0, 1, 0], [0]], [[0, 0, 1], [0]]],
)
CELLS = OpeningGame.from_payoffs(
    types=["weak", "strong"],
    prior=["1/2", "1/2"],
    sender=[[[-1, 0], [0, 2]], [[0, 1], [1, 2]]],
    receiver=[[[1, 0], [1, 0]], [[-2, 0], [-2, 0]]],
)


def same(one: Equilibria, other: Equilibria) -> bool:
    """Equal in everything, the constraints included, which equality of strategy sets leaves out."""

    def constraints(found: Equilibria) -> list[Any]:
        families = [*found.families, *(verdict.family for verdict in found.rejected)]
        return [(family.sender.constraints, family.receiver.constraints) for family in families]

    return one == other and constraints(one) == constraints(other)


@pytest.mark.parametrize("model", [BEER_QUICHE, UNEVEN, CELLS], ids=["beer-quiche", "uneven", "cells"])
@pytest.mark.parametrize("concept", ["", "intuitive", "D1"])
def test_what_is_written_is_read_again_exactly(model, concept):
    found = solve(model)
    found = refine(found, concept) if concept else found
    text = to_json(found)
    again = from_json(text)
    assert same(again, found)
    assert to_json(again) == text


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_examples_survive_the_journey(path):
    found = solve(read_scenario(path).model)
    assert same(from_json(to_json(found)), found)


def test_an_incomplete_answer_stays_incomplete():
    from dataclasses import replace

    found = replace(solve(BEER_QUICHE), complete=False, unexamined="half of it")
    again = from_json(to_json(found))
    assert (again.complete, again.unexamined) == (False, "half of it")


def test_no_number_in_the_file_is_a_float():
    def floats(value: Any) -> list[float]:
        if isinstance(value, dict):
            return [x for entry in value.values() for x in floats(entry)]
        if isinstance(value, list):
            return [x for entry in value for x in floats(entry)]
        return [value] if isinstance(value, float) else []

    data = json.loads(to_json(refine(solve(UNEVEN), "D1")))
    assert floats(data) == []
    assert data["model"]["parameters"]["prior"] == ["1/7", "2/7", "4/7"]


def test_the_file_tells_other_readers_the_game_and_what_follows():
    found = solve(CELLS)
    data = json.loads(to_json(found))
    assert data["game"]["messages"] == ["closed", "open"]
    assert [family["name"] for family in data["families"]] == [family.name for family in found]
    for family, written in zip(found, data["families"], strict=True):
        assert written["derived"]["kind"] == family.kind
        assert set(written["derived"]["outcomes"]) == set(family.outcomes)
        assert written["derived"]["certificate"]["max_regret"] == "0"


def test_numbers_longer_than_any_input_are_read():
    big = "9" * 399
    game = SignalingGame(
        ["a", "b"], ["1/3", "2/3"], ["l", "m"], ["x", "y"],
        [[[0, 1], [big, 0]], [[1, 0], [0, "1/7"]]],
        [[[1, 0], [0, f"1/{big[:-2]}7"]], [[0, 1], [big[:-1] + "7", 0]]],
    )  # fmt: skip
    found = solve(game)
    text = to_json(found)
    assert same(from_json(text), found)


def test_numbers_of_more_digits_than_a_person_may_write_are_read():
    game = SignalingGame(["a"], [1], ["1/2"], ["x", "3"], [[["1e400", "-1e-400"]]], [[["1e-400", 0]]], title="1/3")
    found = solve(game)
    assert same(from_json(to_json(found)), found)


def test_a_model_that_files_do_not_know_is_refused():
    class Mine:
        def game(self) -> SignalingGame:
            return BEER_QUICHE

        def describe(self, family: Any) -> str:
            return "mine"

        def events(self) -> dict[str, Any]:
            return {}

    with pytest.raises(InputError, match="a Mine cannot be written down"):
        to_json(solve(Mine()))


# --- what is refused -------------------------------------------------------------------------------------------------


def tampered(change: Callable[[Any], Any], concept: str = "") -> str:
    found = solve(BEER_QUICHE)
    data = json.loads(to_json(refine(found, concept) if concept else found))
    change(data)
    return json.dumps(data)


def error(text: str) -> str:
    with pytest.raises(InputError) as caught:
        from_json(text)
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "is not valid JSON"),
        ("{", "is not valid JSON"),
        ("[]", "is not an answer written by to_json"),
        ("{}", "is not an answer written by to_json"),
        ("[" * 100_000, "nested too deeply"),
        ("[" * 500 + "]" * 500, "nested too deeply"),
        ('{"a": 1, "a": 2}', "gives 'a' twice"),
        ('{"a": NaN}', "contains NaN"),
        ('{"a": 1e99999}', "is not an answer"),
        ("9" * 5_000, "is not an answer"),
    ],
)
def test_text_that_is_no_answer(text, expected):
    assert expected in error(text)


def put(*path: Any, value: Any) -> Callable[[Any], None]:
    """A change of one entry."""

    def change(data: Any) -> None:
        for key in path[:-1]:
            data = data[key]
        data[path[-1]] = value

    return change


SENDER = ("families", 0, "sender")
RECEIVER = ("families", 0, "receiver")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (put("version", value=2), "written in version 2"),
        (put("model", value=3), "model: expected an object, found int"),
        (put("model", "kind", value="chess"), "model: expected a kind"),
        (put("model", "parameters", "prior", 0, value="2/10"), "model.parameters.prior: sums to 11/10"),
        (put("model", "parameters", "prior", 0, value="1/0"), "model.parameters.prior.wimp: '1/0' divides by zero"),
        (put("model", "parameters", "extra", value="1"), "model.parameters.extra: no such key"),
        (put("complete", value="yes"), "complete: expected true or false"),
        (put("concept", value="D7"), "concept: is 'D7'"),
        (put("families", value={}), "families: expected a list"),
        (put("families", 0, value=7), "families[0]: expected an object"),
        (put("families", 0, "name", value=None), "families[0].name: expected text, found nothing"),
        (put(*SENDER, "vertices", value=[]), "families[0].sender.vertices: is empty"),
        (put(*SENDER, "vertices", 0, value=[["1"]]), "families[0].sender.vertices[0]: expected 2 lists"),
        (put(*SENDER, "vertices", 0, 0, value=["1", 0.5]), "expected a number as text"),
        (put(*SENDER, "vertices", 0, 0, value=["1", "1/0"]), "expected a number as text"),
        (put(*SENDER, "vertices", 0, 0, value=["1", "1/00"]), "expected a number as text"),
        (put(*SENDER, "vertices", 0, 0, value=["1", "1e9"]), "expected a number as text"),
        (put(*SENDER, "vertices", 0, 0, value=["1", "1/2"]), "is no strategy"),
        (put(*SENDER, "vertices", 0, 0, value=["2", "-1"]), "is no strategy"),
        (put(*SENDER, "vertices", 0, 0, value=["0", "1"]), "violates the constraints"),
        (put(*SENDER, "constraints", 0, "coefficients", 0, value="1/2"), "expected 5 whole numbers"),
        (put(*SENDER, "constraints", 0, "coefficients", value=["1"]), "expected 5 whole numbers"),
        (put(*SENDER, "constraints", 0, value=3), "constraints[0].equality: expected true or false"),
        (
            put(*RECEIVER, value={"vertices": [[["1", "0"], ["1", "0"]]], "constraints": []}),
            "families[0]: is no family of equilibria of this game: NOT an equilibrium",
        ),
    ],
)
def test_answers_that_were_tampered_with(change, expected):
    assert expected in error(tampered(change))


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("message",), "message: expected text"),
        (("type",), "type: expected text or null"),
        (("family", "name"), "family.name: expected text"),
        (("sender",), "sender: expected 2 lists"),
    ],
)
def test_a_refined_answer_that_was_tampered_with(path, expected):
    assert f"rejected[0].{expected}" in error(tampered(put("rejected", 0, *path, value=1), "intuitive"))


def test_all_faults_of_an_answer_are_reported_at_once():
    def change(data: Any) -> None:
        data["complete"] = 1
        data["families"][0]["sender"]["vertices"][0][0][0] = "x"
        data["families"][1]["name"] = 3

    places = [line.split(": ")[0] for line in error(tampered(change)).splitlines()]
    assert places == [
        "complete",
        "families[0].sender.vertices[0]",
        "families[0].sender.vertices[0]",
        "families[1].name",
    ]


def test_what_is_derived_is_not_trusted():
    text = tampered(put("families", 0, "derived", "payoffs", "receiver", value="1000"))
    assert from_json(text)[0].payoffs.receiver == 0
