"""Files with formulas and evidence, receiver types or noise: read, written, moved, and worth what plain tables are."""

from __future__ import annotations

from fractions import Fraction

import pytest

import termination as tm
from termination.analysis.trace import trace
from termination.errors import InputError
from termination.models.formula_games import FormulaGame
from termination.models.scenarios import parse_scenario, write_scenario
from termination.reporting.serial import from_json, to_json
from tests.analysis.test_sweep import named

PARADE = """model = "formulas"
title = "A parade"
[game]
types = ["strong", "weak"]
prior = ["share", "1 - share"]
messages = { strong = ["reveal", "hide"], weak = ["hide"] }
responses = ["back down", "fight"]
[parameters]
share = { value = "1/5", domain = "(0, 1)" }
cost = { value = "1/2", meaning = "what it costs to parade" }
[definitions]
gain = "1 - cost"
[sender]
strong = { reveal = { "back down" = "gain", fight = "-cost" }, hide = { "back down" = 1, fight = 0 } }
weak = { hide = { "back down" = 1, fight = 0 } }
[receiver]
strong = { reveal = { "back down" = 0, fight = -1 }, hide = { "back down" = 0, fight = -1 } }
weak = { hide = { "back down" = 0, fight = 1 } }
[words]
sender = "the state"
"""
SEEN = """model = "formulas"
[game]
types = ["leader"]
prior = [1]
messages = ["S", "C"]
responses = ["S", "C"]
noise = { S = { "seems S" = "1 - risk", "seems C" = "risk" }, C = { "seems S" = "risk", "seems C" = "1 - risk" } }
[parameters]
risk = { value = 0.01, domain = "[0, 1]" }
[sender.leader]
S = { S = 5, C = 3 }
C = { S = 6, C = 4 }
[receiver.leader]
S = { S = 2, C = 1 }
C = { S = 3, C = 4 }
"""
DEMAND = """model = "formulas"
[game]
types = ["strong", "weak"]
prior = ["1/3", "2/3"]
messages = ["demand", "quiet"]
responses = { demand = ["resist", "yield"], quiet = ["none"] }
receiver_types = ["hawk", "dove"]
receiver_prior = ["hawks", "1 - hawks"]
[parameters]
hawks = { value = "1/2", domain = "(0, 1)" }
cost = 1
[sender.strong]
hawk = { demand = [-1, 2], quiet = 0 }
dove = { demand = [-1, 2], quiet = 0 }
[sender.weak]
hawk = { demand = ["-1 - cost", "2 - cost"], quiet = 0 }
dove = { demand = ["-1 - cost", "2 - cost"], quiet = 0 }
[receiver.strong]
hawk = { demand = ["1/4", 0], quiet = 0 }
dove = { demand = [-2, 0], quiet = 0 }
[receiver.weak]
hawk = { demand = [3, 0], quiet = 0 }
dove = { demand = ["cost / 3", 0], quiet = 0 }
"""
FILES = {"evidence": PARADE, "noise": SEEN, "receiver types": DEMAND}


def by_hand(kind: str, value: Fraction) -> tm.SignalingGame:
    """The same games without a file, at a value of the parameter that moves."""
    if kind == "evidence":
        return tm.SignalingGame.from_function(
            ["strong", "weak"], ["1/5", "4/5"], {"strong": ["reveal", "hide"], "weak": ["hide"]},
            ["back down", "fight"], lambda t, m, r: (r == "back down") - value * (m == "reveal"),
            lambda t, m, r: (r == "fight") * (1 if t == "weak" else -1), "A parade")  # fmt: skip
    if kind == "noise":
        rows = {m: {f"seems {z}": 1 - value if z == m else value for z in "SC"} for m in "SC"}
        leader, follower = {"SS": 5, "SC": 3, "CS": 6, "CC": 4}, {"SS": 2, "SC": 1, "CS": 3, "CC": 4}
        return tm.SignalingGame.from_function(
            ["leader"], [1], ["S", "C"], ["S", "C"], lambda _, m, r: leader[m + r], lambda _, m, r: follower[m + r],
            noise=rows)  # fmt: skip
    his = {"strong": {"hawk": Fraction(1, 4), "dove": -2}, "weak": {"hawk": 3, "dove": value / 3}}
    return tm.SignalingGame.from_function(
        ["strong", "weak"], ["1/3", "2/3"], ["demand", "quiet"], {"demand": ["resist", "yield"], "quiet": ["none"]},
        lambda t, s, m, r: (m == "demand") * ((2 if r == "yield" else -1) - value * (t == "weak")),
        lambda t, s, m, r: (r == "resist") * his[t][s],
        receiver_types=["hawk", "dove"], receiver_prior=["1/2", "1/2"])  # fmt: skip


MOVED = {"evidence": "cost", "noise": "risk", "receiver types": "cost"}


@pytest.mark.parametrize("kind", FILES)
def test_it_is_the_game_that_its_formulas_say_at_every_value(kind: str) -> None:
    found = parse_scenario(FILES[kind]).model
    assert isinstance(found, FormulaGame)
    for value in (Fraction(1, 7), Fraction(1, 2), Fraction(1)):
        assert found.with_(**{MOVED[kind]: value}).game() == by_hand(kind, value)


@pytest.mark.parametrize("kind", FILES)
def test_it_is_written_and_read(kind: str) -> None:
    found = parse_scenario(FILES[kind]).model
    again = parse_scenario(write_scenario(found)).model
    assert (again, hash(again)) == (found, hash(found))
    assert found.with_(**{MOVED[kind]: "1/3"}) != found
    solved = tm.solve(found)
    assert from_json(to_json(solved)) == solved


@pytest.mark.parametrize("kind", FILES)
def test_a_sweep_solves_each_point(kind: str) -> None:
    found, axis = parse_scenario(FILES[kind]).model, [Fraction(1, 7), Fraction(1, 2), Fraction(1)]
    grid, other = (
        tm.sweep(model, **{MOVED[kind]: axis}) for model in (found, lambda **given: by_hand(kind, *given.values()))
    )
    assert grid.attrs.pop("model")
    assert grid.identical(other)
    assert grid.attrs["method"] == "exact"
    traced = trace(found, MOVED[kind], "1/7", 1, 3)
    assert {member.branch for member in traced.points[0].members} == named(grid, "families")[0]


def test_what_rests_on_closed_forms_says_that_there_are_none() -> None:
    found = parse_scenario(PARADE).model
    with pytest.raises(InputError, match=r"come from closed forms: FormulaGame has none.*use sweep\(\) and compare"):
        tm.statics(found)
    with pytest.raises(InputError, match=r"regions are found from closed forms.*sweep\(\) has no such limit"):
        tm.regions(found, x={"cost": (0, 1)}, y={"share": (0, 1)})


@pytest.mark.parametrize(("kind", "why"), [
    ("evidence", "in which some types lack some messages"), ("noise", "with noise between the players"),
    ("receiver types", "whose receiver has types"),
])  # fmt: skip
def test_what_takes_plain_games_alone_says_so(kind: str, why: str) -> None:
    found = parse_scenario(FILES[kind]).model
    with pytest.raises(InputError, match=f"thresholds does not take games {why}"):
        tm.thresholds(found, MOVED[kind])
    with pytest.raises(InputError, match=f"robustness does not take games {why}"):
        tm.robustness(found, box=0.1)


def test_values_that_make_no_game_are_refused() -> None:
    found = parse_scenario(SEEN).model
    with pytest.raises(InputError, match=r"values.risk: is 2, must be in \[0, 1\]"):
        found.with_(risk=2)
    with pytest.raises(InputError, match=r"values.risks: no such parameter; did you mean 'risk'"):
        found.with_(risks=0)
    far = parse_scenario(SEEN.replace('domain = "[0, 1]"', 'domain = ">= 0"')).model
    with pytest.raises(InputError, match=r"noise.S.seems S: .*-1"):
        far.with_(risk=2)
    odd = parse_scenario(SEEN.replace("S = 6,", 'S = "6 / (risk - 1/2)",')).model
    with pytest.raises(InputError, match=r"sender.leader.C.S: '6 / \(risk - 1/2\)' divides by zero at these values"):
        odd.with_(risk="1/2")


def faults_of(kind: str, old: str, new: str) -> list[str]:
    assert old in FILES[kind]
    with pytest.raises(InputError) as caught:
        parse_scenario(FILES[kind].replace(old, new))
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("kind", "old", "new", "says"),
    [
        ("evidence", 'weak = ["hide"]', "weak = []", "game.messages.weak: is empty, but every type needs a message"),
        ("evidence", 'weak = { hide = { "back down" = 1, fight = 0 } }', "weak = { hide = 0, reveal = 1 }",
         "sender.weak: unknown 'reveal'; expected 'hide'"),
        ("evidence", '"gain"', '"gian"', "did you mean 'gain'"),
        ("evidence", 'cost = { value = "1/2"', 'cost = { value = "1/2", domain = "> 1"', "parameters.cost: is 1/2"),
        ("evidence", '"1 - share"', '"1 + share"', "game.prior: sums to 7/5"),
        ("evidence", '"1 - cost"', '"1 / (cost - 1/2)"', "definitions.gain: '1 / (cost - 1/2)' divides by zero"),
        ("noise", '"seems C" = "risk"', '"seems C" = "2 * risk"', "game.noise.S: sums to 101/100"),
        ("noise", "C = { \"seems S\" = \"risk\", \"seems C\" = \"1 - risk\" } }", "C = 1 }",
         "game.noise.C: expected what may be seen, and how likely"),
        ("noise", "noise = { S =", "noise = { D =", "game.noise: missing 'S'"),
        ("receiver types", 'receiver_prior = ["hawks", "1 - hawks"]\n', "", "game.receiver_prior: missing"),
        ("receiver types", 'receiver_types = ["hawk", "dove"]\n', "", "game.receiver_types: missing"),
        ("receiver types", "dove = { demand = [-2, 0]", "owl = { demand = [-2, 0]", "receiver.strong: missing 'dove'"),
        ("receiver types", '"1 - hawks"]', '"1"]', "game.receiver_prior: sums to 3/2"),
    ],
)  # fmt: skip
def test_faults_have_their_places(kind: str, old: str, new: str, says: str) -> None:
    found = faults_of(kind, old, new)
    assert any(says in fault for fault in found), found
    assert all(fault.startswith("line ") for fault in found)


def test_values_that_it_does_not_take() -> None:
    found = parse_scenario(DEMAND).model
    for changes, says in (
        ({"hawk": 1}, "values.hawk: no such parameter; did you mean 'hawks'?"),
        ({"hawks": 1}, r"values.hawks: is 1, must be in \(0, 1\)"),
        ({"hawks": "many"}, "values.hawks: 'many' is not a number"),
    ):
        with pytest.raises(InputError, match=says):
            found.with_(**changes)
    with pytest.raises(
        InputError, match="an opening game in formulas is one without evidence, receiver types and noise"
    ):
        parse_scenario(DEMAND.replace('model = "formulas"', 'model = "opening"'))
