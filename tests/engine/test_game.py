"""Signaling games: what is accepted, and that bad input is refused with all its faults at once."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest

from termination.engine.game import SignalingGame
from termination.engine.model import Model
from termination.errors import InputError, TerminationError

GOOD: dict[str, Any] = {
    "types": ["weak", "strong"],
    "prior": ["1/4", 0.75],
    "messages": ["quiet", "loud"],
    "responses": ["fight", "yield"],
    "sender": [[[0, 2], [-1, 1]], [[0, 2], [1, 3]]],
    "receiver": [[[1, 0], [1, 0]], [[-1, 0], [-1, 0]]],
}


def game(**changes: Any) -> SignalingGame:
    return SignalingGame(**{**GOOD, **changes})


def faults(**changes: Any) -> dict[str, str]:
    with pytest.raises(InputError) as caught:
        game(**changes)
    found = {fault.where: fault.what for fault in caught.value.faults}
    assert len(found) == len(caught.value.faults), "two faults at one place"
    return found


def test_a_good_game_comes_back_exact_and_frozen() -> None:
    g = game(title="noise")
    assert g.types == ("weak", "strong")
    assert g.prior == (Fraction(1, 4), Fraction(3, 4))
    assert g.responses == ("fight", "yield")
    assert g.sender[1][1] == (Fraction(1), Fraction(3))
    assert all(type(x) is Fraction for table in (g.sender, g.receiver) for row in table for c in row for x in c)
    assert g == game(title="noise")
    assert hash(g) == hash(game(title="noise"))
    assert "noise" in repr(g)
    assert isinstance(g, Model)
    assert g.game() is g
    with pytest.raises(FrozenInstanceError):
        g.prior = ()  # type: ignore[misc]


def test_mappings_by_label_and_lists_by_position_mean_the_same() -> None:
    by_label = game(
        prior={"strong": "3/4", "weak": "1/4"},
        sender={
            "strong": {"loud": {"yield": 3, "fight": 1}, "quiet": [0, 2]},
            "weak": [{"yield": 2, "fight": 0}, (-1, 1)],
        },
    )
    assert by_label == game()


def test_arrays_are_lists_by_position() -> None:
    tables = {name: np.array(GOOD[name]) for name in ("types", "messages", "responses", "sender", "receiver")}
    assert game(**tables) == game()
    short = np.array([[[0.1, 0.2], [0.3, 0.7]]] * 2, dtype=np.float32)
    assert game(sender=short).sender[0][1] == (Fraction(3, 10), Fraction(7, 10))


def test_responses_may_differ_by_message() -> None:
    g = game(
        responses={"quiet": ["wait"], "loud": ["fight", "yield"]},
        sender=[[[0], [1, 2]], [[3], [4, 5]]],
        receiver=[[[0], [1, 2]], [[3], [4, 5]]],
    )
    assert g.responses == {"quiet": ("wait",), "loud": ("fight", "yield")}
    assert g.response_sets == (("wait",), ("fight", "yield"))
    assert sorted(g.events()["response fight"]) == [("loud", "fight")]
    assert sorted(g.events()["message loud"]) == [("loud", "fight"), ("loud", "yield")]


def test_a_mapping_of_equal_responses_is_one_list() -> None:
    assert game(responses={"quiet": ["fight", "yield"], "loud": ["fight", "yield"]}) == game()


def test_from_function_agrees_with_tables() -> None:
    def payoff(table: str) -> Any:
        def look_up(t: str, m: str, r: str) -> int:
            i, j, k = GOOD["types"].index(t), GOOD["messages"].index(m), GOOD["responses"].index(r)
            return GOOD[table][i][j][k]

        return look_up

    labels = [GOOD[name] for name in ("types", "prior", "messages", "responses")]
    assert SignalingGame.from_function(*labels, sender=payoff("sender"), receiver=payoff("receiver")) == game()


def test_decimals_that_sum_to_one_are_a_prior() -> None:
    assert game(prior=[0.333, 0.667]).prior == (Fraction(333, 1000), Fraction(667, 1000))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"prior": ["1/4", "1/4"]}, {"prior": "sums to 1/2"}),
        ({"prior": [0, 1]}, {"prior.weak": "positive"}),
        ({"prior": [-1, 2]}, {"prior.weak": "positive"}),
        ({"prior": [0, 2]}, {"prior.weak": "positive", "prior": "sums to 2"}),
        ({"prior": [1]}, {"prior": "has 1 entries, expected 2"}),
        ({"prior": {"weak": 1}}, {"prior": "missing 'strong'"}),
        ({"prior": {"weak": 0.5, "mighty": 0.5}}, {"prior": "unknown 'mighty'"}),
        ({"prior": None}, {"prior": "expected a list of 2"}),
        ({"prior": "1/2"}, {"prior": "expected a list of 2"}),
        ({"prior": ["1/0", "x"]}, {"prior.weak": "divides by zero", "prior.strong": "not a number"}),
        ({"prior": [float("nan"), float("inf")]}, {"prior.weak": "finite", "prior.strong": "finite"}),
        ({"prior": [True, 0]}, {"prior.weak": "truth value"}),
        ({"prior": pd.Series([0.5, 0.5], index=["strong", "weak"])}, {"prior": "to_dict"}),
        ({"types": []}, {"types": "empty"}),
        ({"types": None}, {"types": "list of labels"}),
        ({"types": "ab"}, {"types": "list of labels"}),
        ({"types": {"weak": 1, "strong": 2}}, {"types": "list of labels"}),
        ({"types": (t for t in ("weak", "strong"))}, {"types": "list of labels"}),
        ({"types": ["weak", "weak"]}, {"types": "repeated: 'weak'"}),
        ({"types": ["weak", ""]}, {"types": "non-empty text"}),
        ({"types": [1, 2]}, {"types": "non-empty text"}),
        ({"types": [["weak"], {}]}, {"types": "non-empty text"}),
        ({"messages": ["quiet", "quiet"]}, {"messages": "repeated"}),
        ({"messages": 2}, {"messages": "list of labels"}),
        ({"responses": []}, {"responses": "empty"}),
        ({"responses": {"quiet": ["fight", "yield"]}}, {"responses": "missing 'loud'"}),
        ({"responses": {"quiet": ["a", "b"], "loud": [], "x": ["a"]}}, {"responses": "unknown 'x'"}),
        ({"responses": {"quiet": ["a", "a"], "loud": []}}, {"responses.quiet": "repeated", "responses.loud": "empty"}),
        ({"sender": 0}, {"sender": "expected a list of 2"}),
        ({"sender": []}, {"sender": "has 0 entries, expected 2 (weak, strong)"}),
        ({"sender": {"weak": [[0, 0], [0, 0]]}}, {"sender": "missing 'strong'"}),
        ({"receiver": pd.DataFrame([[1, 2], [3, 4]])}, {"receiver": "to_dict"}),
        (
            {"sender": [[[0, 1], [2]], {"quiet": [0, "?"], "loud": {"fight": 1, "flee": 0}}]},
            {
                "sender.weak.loud": "has 1 entries, expected 2 (fight, yield)",
                "sender.strong.quiet.yield": "not a number",
            },
        ),
        (
            {"receiver": np.zeros((2, 2))},
            {f"receiver.{t}.{m}": "expected a list of 2" for t in GOOD["types"] for m in GOOD["messages"]},
        ),
    ],
)
def test_bad_input_gets_its_place_and_advice(changes: dict[str, Any], expected: dict[str, str]) -> None:
    with pytest.raises(InputError) as caught:
        game(**changes)
    found = [(fault.where, fault.what) for fault in caught.value.faults]
    for where, what in expected.items():
        assert any(where == place and what in said for place, said in found), (where, found)


def test_all_faults_are_reported_at_once() -> None:
    found = faults(
        prior=["1/4", "1/4"],
        sender=[[[0, "1/0"], [-1, 1]], [[0, 2], [1]]],
        receiver={"weak": [[1, 0], [1, 0]]},
    )
    assert set(found) == {"prior", "sender.weak.quiet.yield", "sender.strong.loud", "receiver"}


def test_faulty_labels_do_not_hide_other_faults() -> None:
    found = faults(types=["weak", "strong"], responses=["a", "a"], prior=["1/4", "1/4"], sender=[0, [[0, 0], [0, "x"]]])
    assert set(found) == {"responses", "prior", "sender.weak", "sender.strong.loud.a"}
    assert set(faults(messages=None, prior=[1])) == {"messages", "prior"}


def test_a_rounded_prior_gets_the_advice_to_write_the_fraction() -> None:
    third = {"types": ["a", "b", "c"], "prior": [0.333, 0.333, 0.333], "sender": [[[0, 0]] * 2] * 3}
    assert "1/3, 1/3, 1/3" in faults(**third, receiver=[[[0, 0]] * 2] * 3)["prior"]
    assert "1/3" in faults(prior=[0.3, 0.3])["prior"]


def test_input_errors_are_value_errors_of_the_package() -> None:
    with pytest.raises(ValueError, match="prior"):
        game(prior=[1, 1])
    with pytest.raises(TerminationError):
        game(prior=[1, 1])


def test_a_function_that_gives_no_number_is_reported_by_cell() -> None:
    with pytest.raises(InputError) as caught:
        SignalingGame.from_function(["t"], [1], ["m"], ["a", "b"], lambda t, m, r: r, lambda t, m, r: 0)
    assert [fault.where for fault in caught.value.faults] == ["sender.t.m.a", "sender.t.m.b"]


def test_from_function_takes_no_class_for_a_function_and_names_all_faults_at_once() -> None:
    class Fighting:
        def __init__(self, type: str, message: str, response: str) -> None:
            """A class that takes what a function of payoffs would, and is no number."""

    with pytest.raises(InputError) as caught:
        SignalingGame.from_function(["a", "b"], ["1/2", "1/3"], ["m"], ["x"], sender=int, receiver=Fighting)
    assert [str(fault) for fault in caught.value.faults] == [
        "prior: sums to 5/6, must sum to 1 exactly; write fractions such as 1/3 where decimals would be rounded",
        "sender: expected a function of (type, message, response), found the class int (not called)",
        "receiver: expected a function of (type, message, response), found the class Fighting (not called)",
    ]


def test_from_function_says_how_payoffs_are_called() -> None:
    labels = ["t"], [1], ["m"], ["a", "b"]
    with pytest.raises(InputError) as caught:
        SignalingGame.from_function(*labels, sender=lambda t, m: 0, receiver=3)  # type: ignore[arg-type]
    assert [str(fault) for fault in caught.value.faults] == [
        "sender: is called as sender(type, message, response), and does not take that many arguments",
        "receiver: expected a function of (type, message, response), found int",
    ]
    his = {"receiver_types": ["s"], "receiver_prior": [1]}
    with pytest.raises(InputError, match=r"receiver: is called as receiver\(type, receiver_type, message, response\)"):
        SignalingGame.from_function(*labels, sender=lambda *_: 0, receiver=lambda t, m, r: 0, **his)
    with pytest.raises(InputError, match="receiver_types: missing: receiver_prior says how likely"):
        SignalingGame.from_function(*labels, sender=lambda *_: 0, receiver=lambda *_: 0, receiver_prior=[1])
