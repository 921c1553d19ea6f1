"""Formulas and tables: what is read, and bad data named with what to do."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest

from termination.errors import InputError
from termination.estimate.crisis.game import CrisisGame
from termination.estimate.data import design, observed
from termination.estimate.formula import parse
from termination.estimate.simulate import simulate

GAME = CrisisGame(S_A=0, V_A="1", C_B=0, W_A="1", W_B="1 + x", a="1")
THETA = [1, -1, -0.5, 0.5, -1.2]


def table(**changes: Any) -> dict[str, Any]:
    rows = {"x": np.repeat([-1.0, 0.0, 1.0, 2.0], 5)}
    return {**simulate(GAME, rows, THETA, plays=100, seed=1), **changes}


@pytest.mark.parametrize(
    ("written", "terms"),
    [
        ("1", ["constant"]),
        ("0", []),
        ("x", ["constant", "x"]),
        ("~ 0 + x + log(y)", ["x", "log(y)"]),
        ("x:y + x^2", ["constant", "x:y", "x^2"]),
        ("`trade (bn)` + sqrt(`trade (bn)`)", ["constant", "trade (bn)", "sqrt(trade (bn))"]),
        (["x", "1"], ["x", "constant"]),
        ([], []),
    ],
)
def test_formulas_are_read(written: Any, terms: list[str]) -> None:
    assert [str(term) for term in parse(written)] == terms


@pytest.mark.parametrize(
    "written", ["x y", "__import__('os')", "x + (y", "f(x)", "x**2", "x - y", "", "0 + 1", ["x", 2], 3, None, print]
)
def test_what_is_no_formula_is_refused(written: Any) -> None:
    with pytest.raises(InputError):
        parse(written)


@pytest.mark.parametrize("number", [-0.5, np.float64(-0.5), Fraction(-1, 2), Decimal("-0.5")])
def test_an_index_is_fixed_at_a_number_of_any_kind(number: Any) -> None:
    game = CrisisGame(S_A=number, V_A=np.int64(2), C_B=0, W_A="1", W_B="1", a="1")
    assert (game.fixed["S_A"], game.fixed["V_A"]) == (-0.5, 2.0)


def test_what_is_no_number_fixes_nothing_and_a_number_in_quotes_is_told_apart() -> None:
    with pytest.raises(InputError) as caught:
        CrisisGame(S_A=True, V_A="0.3", C_B=object(), W_A="1", W_B="1", a="1")  # type: ignore[arg-type]
    other = 'must be a formula such as "1 + x", a list of columns, or a number'
    quoted = '"0.3" is a number; one at which all is fixed stands alone, without quotes: 0.3'
    assert [str(fault) for fault in caught.value.faults] == [f"S_A: {other}", f"V_A: {quoted}", f"C_B: {other}"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"x": "east"}, "x: holds 'east' in row 0, no number"),
        ({"x": None}, "x: "),
        ({1: 2, "x": "east"}, "x: holds 'east' in row 0, no number"),
        (CrisisGame(S_A=0, V_A=0, C_B=0, W_A=0, W_B=0, a=0), "data: expected a DataFrame, or a mapping"),
    ],
)
def test_what_is_no_column_or_table_is_refused(data: Any, said: str) -> None:
    with pytest.raises(InputError, match=said):
        design(CrisisGame(S_A=0, V_A="x", C_B=0, W_A="1", W_B="1", a="1"), data)


def test_rows_are_counted_by_the_first_column_whatever_its_name_is() -> None:
    constant = CrisisGame(S_A=0, V_A="1", C_B=0, W_A="1", W_B="1", a="1")
    assert len(design(constant, {1: [5, 6, 7]}).terms) == 3


def test_terms_are_computed() -> None:
    game = CrisisGame(S_A=0.5, V_A="0 + x:y + x^2 + sqrt(y)", C_B=0, W_A="1", W_B="1", a=["log(y)"])
    made = design(game, {"x": [1.0, 2.0], "y": [4.0, 9.0]})
    assert made.terms[:, :3].tolist() == [[4, 1, 2], [18, 4, 3]]
    u = made.indices(np.array([1.0, 1, 1, 0, 0, 2]))
    assert u[:, 0].tolist() == [0.5, 0.5]
    assert u[:, 1].tolist() == [7, 25]
    assert u[:, 5] == pytest.approx(2 * np.log([4, 9]))


def test_frames_mappings_and_one_row_a_play_are_the_same_data() -> None:
    data = table()
    from_mapping, from_frame = observed(GAME, data), observed(GAME, pd.DataFrame(data))
    assert (from_mapping.counts == from_frame.counts).all()
    assert from_mapping.plays == 2000
    long = [(x, name) for i, x in enumerate(data["x"]) for name in GAME.OUTCOMES for _ in range(int(data[name][i]))]
    plays = CrisisGame(S_A=0, V_A="1", C_B=0, W_A="1", W_B="1 + x", a="1", outcome="what")
    one_each = observed(plays, pd.DataFrame(long, columns=["x", "what"]))
    assert (one_each.counts.sum(axis=0)[:4] == from_mapping.counts.sum(axis=0)).all()


BAD = {
    "no number": ({"x": np.full(20, np.nan)}, "x: has no number in any row; leave it out"),
    "a hole": ({"x": np.r_[np.nan, 1.0, np.inf, np.arange(17.0)]}, "x: missing or infinite in row 0 and 2; drop those"),
    "text": ({"x": np.array(["a", "b"] * 10)}, "x: holds 'a' in row 0, no number; make a column of 0 and 1"),
    "text below": ({"x": np.array([*range(19), "a"], dtype=object)}, "x: holds 'a' in row 19, no number; make a"),
    "too large": ({"x": np.array([*range(19), 10**400], dtype=object)}, "x: in row 19 is larger than any number"),
    "a constant": ({"x": np.full(20, 3.0)}, "W_B: constant and x say the same in these data; leave one of them out"),
    "nothing": ({"x": np.zeros(20)}, "W_B: x is 0 in every row; leave it out"),
    "negative": ({"cd": np.full(20, -1)}, "cd: counts plays, but is -1 in row 0; counts are 0, 1, 2, ..."),
    "a share": ({"sf": np.full(20, 0.5)}, "sf: counts plays, but is 0.5 in row 0"),
    "never": ({"bd": np.zeros(20)}, "bd: is never seen"),
    "lengths": ({"bd": np.ones(19)}, "columns of different lengths: 19, 20"),
    "separation": (
        {"cd": np.repeat([9, 9, 0, 0], 5), "sf": np.repeat([0, 0, 9, 9], 5), "bd": np.repeat([0, 0, 5, 5], 5)},
        "W_B: x: the choice to resist is predicted without fail, so that there is no estimate; leave a term out",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_data_is_named_with_what_to_do(name: str) -> None:
    changes, said = BAD[name]
    with pytest.raises(InputError) as caught:
        observed(GAME, table(**changes))
    assert said in str(caught.value)


def test_a_missing_column_is_answered_with_those_there_are() -> None:
    data = table()
    del data["x"]
    with pytest.raises(InputError, match="x: no such column; there are: sq, cd, sf, bd"):
        observed(GAME, data)


def test_a_function_outside_its_domain_names_the_row() -> None:
    game = CrisisGame(S_A=0, V_A="1", C_B=0, W_A="1", W_B="log(x)", a="1")
    with pytest.raises(InputError, match=r"W_B: log\(x\): x must be positive; in row 0 it is -1"):
        observed(game, table())


def test_an_outcome_that_does_not_exist_is_answered_with_those_there_are() -> None:
    plays = CrisisGame(S_A=0, V_A="1", C_B=0, W_A="1", W_B="1", a="1", outcome="what")
    with pytest.raises(InputError, match="'won' is no outcome; there are: sq, cd, sf, bd"):
        observed(plays, {"what": ["sq", "won", "cd", "sf", "bd"]})


def test_separated_data_may_be_fitted_within_bounds() -> None:
    assert observed(GAME, table(**BAD["separation"][0]), bounded=True).plays > 0
