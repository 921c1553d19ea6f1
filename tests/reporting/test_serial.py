"""JSON out and in: nothing lost, nothing trusted."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from termination.engine.enumerate import solve
from termination.engine.equilibria import Equilibria
from termination.engine.game import SignalingGame
from termination.engine.refining.refine import refine
from termination.errors import InputError, SearchLimitWarning
from termination.models.opening.game import OpeningGame
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
        ("3", "is not an answer written by to_json"),
        ("null", "is not an answer written by to_json"),
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
        (put(*SENDER, "vertices", 0, 0, value=["0", "1"]), "constraints: do not cut out the vertices given"),
        (put(*SENDER, "constraints", value=[]), "do not cut out the vertices given with them: they cut out 4"),
        (lambda data: data["families"].pop(), "families: 'pooling on quiche' is missing; 2 are all there are"),
        (lambda data: data["families"].append(data["families"][0]), "families[2]: is given twice"),
        (put("concept", value="D1"), "is not one of the 1 maximal families that survive D1"),
        (put("unexamined", value="a half"), "unexamined: expected what was left out where the list is not complete"),
        (put("complete", value=False), "unexamined: expected what was left out where the list is not complete"),
        (put("game", "prior", 0, value="1/9"), "game: is not the game that the model defines"),
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


# --- every entry of a file, changed and deleted ----------------------------------------------------------------------

WAR = OpeningGame(
    prior=["2/5", "3/5"], types=["strong", "weak"], resilience=[0.8, 0.2],
    war_value=[0.5, 0.1], talks_value=[0.59, 0.5], escalation_harm=1, talks_exposure=0.8,
    escalation_gain=1, escalation_cost=0.5,
)  # fmt: skip
INCOMPLETE = replace(solve(BEER_QUICHE), complete=False, unexamined="half of it")
#: Answers of every sort: whole, of a model with parameters and refined, incomplete.
HONEST = {"whole": solve(BEER_QUICHE), "refined": refine(solve(WAR), "D1"), "incomplete": INCOMPLETE}
MORE = [refine(refine(solve(BEER_QUICHE), "intuitive"), "D1"), refine(INCOMPLETE, "D1"), refine(solve(UNEVEN), "D1")]


def places(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every entry, containers included."""
    for key in range(len(data)) if isinstance(data, list) else data if isinstance(data, dict) else ():
        yield (*path, key)
        yield from places(data[key], (*path, key))


def forgeries(value: Any, thorough: bool) -> list[Any]:
    """What might stand in the place of a value."""
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, str) and value.lstrip("-").replace("/", "").isdigit():
        return ["0" if value != "0" else "1", *([str(-Fraction(value)), str(Fraction(value) / 2 + 1)] * thorough)]
    if isinstance(value, str):
        return ["D2", value + "x", "", None]
    if value is None:
        return ["x"]
    return [type(value)()] if not isinstance(value, int) else [value + 1]


def changed(text: str, path: tuple[Any, ...], *replacement: Any) -> str:
    data = json.loads(text)
    inside = data
    for key in path[:-1]:
        inside = inside[key]
    if replacement:
        inside[path[-1]] = replacement[0]
    else:
        del inside[path[-1]]
    return json.dumps(data)


@pytest.mark.thorough
@pytest.mark.parametrize("honest", HONEST.values(), ids=HONEST)
def test_no_single_change_of_a_file_makes_it_say_what_is_false(honest):
    try_every_change(honest, thorough=False)


@pytest.mark.long
@pytest.mark.parametrize("honest", [*HONEST.values(), *MORE])
def test_no_single_change_of_a_file_makes_it_say_what_is_false_tried_thoroughly(honest):
    try_every_change(honest, thorough=True)


def try_every_change(honest: Equilibria, thorough: bool) -> None:
    """Whatever is deleted or forged: it is refused, or what is read is the honest answer, or no more is claimed of it
    than holds."""
    text, outcomes = to_json(honest), Counter[str]()
    data = json.loads(text)
    for path in places(data):
        value = data
        for key in path:
            value = value[key]
        inside = path.index("derived") if "derived" in path else 0 if path[0] == "game" else len(path)
        if len(path) > inside + 2 and not thorough:
            continue  # compared, or computed again, as wholes: the first level will do
        for replacement in ([], *([new] for new in forgeries(value, thorough))):
            outcomes[outcome(changed(text, path, *replacement), honest, path)] += 1
    assert set(outcomes) <= {"refused", "honest", "another question", "less is claimed"}
    assert outcomes["honest"] > 10
    assert outcomes["refused"] > 100
    assert outcomes["another question"] <= 4
    assert not (outcomes["less is claimed"] and honest.complete)


def outcome(text: str, honest: Equilibria, path: tuple[Any, ...]) -> str:
    """What became of a file with one change."""
    try:
        read = from_json(text)
    except InputError:
        return "refused"
    if same(read, honest):
        return "honest"
    if path in [("model", "title"), ("concept",)] and honest.complete:  # then that is what is answered, in full
        again = solve(read.model)
        assert read.families == (refine(again, read.concept) if read.concept else again).families
        return "another question"
    assert not read.complete
    assert all(family.certificate.valid for family in read)
    everything = solve(honest.model)  # and it accepts no more than that
    assert all(everything.contains(pair.sender.to_lists(), pair.receiver.to_lists()) for pair in read.vertices())
    return "less is claimed"


@pytest.mark.parametrize("found", MORE)
def test_answers_refined_in_steps_or_incomplete_are_read_as_they_were(found):
    assert same(from_json(to_json(found)), found)


@pytest.mark.parametrize("concept", ["intuitive", "D1", "D2", "NWBR"])
def test_a_forged_verdict_is_refused_or_told_anew(concept):
    found = refine(solve(BEER_QUICHE), concept)
    text = to_json(found)
    assert found.rejected
    assert same(from_json(changed(text, ("rejected", 0, "sentence"), "because I say so")), found)
    assert same(from_json(changed(text, ("families", 0, "name"), "peace in our time")), found)
    for path in (("rejected", 0), ("rejected", 0, "ruled_out", 0), ("rejected", 0, "family")):
        with pytest.raises(InputError):
            from_json(changed(text, path))


def test_what_is_not_solved_again_is_not_called_complete(monkeypatch):
    found = solve(BEER_QUICHE)
    text = to_json(found)
    monkeypatch.setattr("termination.reporting.verify.solve", None)
    again = from_json(text, solve_again=False)
    assert (again.families, again.complete) == (found.families, False)
    assert "not checked by solving again" in again.unexamined
    assert "The list is complete" not in str(again)


def test_where_solving_again_stops_at_its_limit_the_list_is_not_called_complete():
    found = solve(UNEVEN)
    with pytest.warns(SearchLimitWarning):
        again = from_json(to_json(found), limit=1)
    assert not again.complete
    assert again.unexamined.startswith("solving again stopped: ")
    assert again.families == found.families


def test_a_path_is_read_and_a_name_is_told_how(tmp_path):
    path = tmp_path / "answer.json"
    path.write_text(to_json(solve(CELLS)), encoding="utf-8")
    assert same(from_json(path), solve(CELLS))
    with pytest.raises(InputError, match=r"to read a file, write from_json\(pathlib.Path\('answer.json'\)\)"):
        from_json("answer.json")
    with pytest.raises(InputError, match=r"missing.json: cannot be read: No such file"):
        from_json(tmp_path / "missing.json")
    with pytest.raises(InputError, match="takes the text that to_json wrote, or a path, found dict"):
        from_json(json.loads(to_json(solve(CELLS))))


def test_what_is_derived_is_not_trusted():
    text = tampered(put("families", 0, "derived", "payoffs", "receiver", value="1000"))
    assert from_json(text)[0].payoffs.receiver == 0
