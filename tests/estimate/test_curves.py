"""Curves and frequencies: branches against equilibria solved apart, folds where they are, groups against counting."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest
from scipy import special

from termination.errors import InputError
from termination.estimate.crisis.game import CrisisGame
from termination.estimate.curves import CLOSE, Curve, curve, frequencies
from termination.estimate.fit import fit
from termination.estimate.opening.game import OpeningProbit
from termination.estimate.result import Fit
from termination.estimate.simulate import simulate

GAME = CrisisGame(S_A=0, V_A="1", C_B=0, W_A="1", W_B="1 + x", a="1", V_B=1)
TRUE = [1, -1.9, -2.9, 0.1, -1.2]
ROWS: dict[str, Any] = {"x": np.linspace(4, 12, 40)}


@cache
def fitted() -> Fit:
    made = fit(GAME, simulate(GAME, ROWS, TRUE, plays=400, seed=1), start=TRUE)
    return replace(made, point=replace(made.point, theta=np.array(TRUE)))


@cache
def drawn() -> Curve:
    return curve(fitted(), {}, "x", -4, 6, points=21)


def slope_by_steps(z: float, x: float) -> float:
    u = np.array([[0, 1, 0, -1.9, -2.9 + 0.1 * x, -1.2, 1]])
    ahead, behind = (GAME.maps(u).values(np.array([0]), np.array([z + step]))[0][0] for step in (1e-5, -1e-5))
    return float(ahead - behind) / 2e-5


def test_a_stretch_has_one_number_of_equilibria_and_folds_are_where_two_meet() -> None:
    table = drawn().table
    counts = table.groupby("stretch")["equilibria"].agg(["min", "max"])
    assert counts["min"].tolist() == counts["max"].tolist() == [1, 3, 1]
    assert len(drawn().folds) == 2
    for x, chances in drawn().folds:
        z = float(special.ndtri(chances["chance to resist"]))
        assert slope_by_steps(z, x) == pytest.approx(1, abs=0.02)
        near = table[np.abs(table["x"] - x) <= 2 * 10 * CLOSE]
        assert sorted(near["equilibria"].unique()) == [1, 3]


def test_along_a_branch_beliefs_are_those_of_the_game() -> None:
    for row in drawn().table[::7].itertuples():
        u = np.array([[0, 1, 0, -1.9, -2.9 + 0.1 * row.x, -1.2, 1]])
        resist = drawn().table.loc[row.Index, "chance to resist"]
        z = special.ndtri(resist)
        assert GAME.maps(u).values(np.array([0]), np.array([z]))[0][0] == pytest.approx(z, abs=1e-9)
        assert (1 - row.sq) * resist == pytest.approx(row.sf + row.bd, abs=1e-9)
    steps = drawn().table.groupby(["stretch", "equilibrium"])["cd"].apply(lambda cd: cd.diff().abs().max())
    assert steps.max() < 0.2


def test_an_equilibrium_at_the_edge_makes_a_stretch_of_its_own() -> None:
    game = CrisisGame(S_A=1, V_A=0, C_B=0, W_A=-1, W_B="1", a=0.5, V_B="0 + x")
    data = {"x": np.array([0.5, 1.0, 1.5]), **dict(zip(GAME.OUTCOMES, np.full((4, 3), 25), strict=True))}
    made = curve(fit(game, data, start=[-1, 1]), {}, "x", -1, 1, points=9)
    edges = made.table.groupby("stretch")["edge"].agg(["min", "max"])
    assert (edges["min"] == edges["max"]).all()
    assert {True, False} == {*edges["min"]}


def test_frequencies_are_what_counting_gives() -> None:
    x = np.repeat([-1.0, 0.0, 1.0], 5)
    game = CrisisGame(S_A=0, V_A="1", C_B=0, W_A=-1, W_B="0 + x", a=-1)
    data = simulate(game, {"x": x}, [1, 0.5], plays=300, seed=2)
    groups = frequencies(fit(game, data)).groups
    assert [*groups] == [*GAME.OUTCOMES]
    for name in GAME.OUTCOMES:
        counted = [data[name][x == one].sum() / 1500 for one in (-1, 0, 1)]
        assert sorted(group.observed for group in groups[name]) == pytest.approx(sorted(counted))
        assert all(group.plays == 1500 for group in groups[name])
        assert sum(group.interval[0] <= group.predicted <= group.interval[1] for group in groups[name]) >= 2
        assert [group.predicted for group in groups[name]] == sorted(group.predicted for group in groups[name])
    assert sum(group.plays for group in frequencies(fit(game, data), groups=2).groups["sq"]) == 4500


def test_a_fit_to_beliefs_predicts_replies_to_them() -> None:
    data = simulate(GAME, ROWS, TRUE, plays=400, seed=1)
    made = fit(GAME, data, "pl")
    for groups in frequencies(made, groups=1).groups.values():
        assert len(groups) == 1
        assert groups[0].predicted == pytest.approx(groups[0].observed, abs=0.02)


def test_what_has_no_curve_or_frequency_is_refused() -> None:
    with pytest.raises(InputError, match="high: is 1, which is not above 1"):
        curve(fitted(), {}, "x", 1, 1)
    with pytest.raises(InputError, match="high: is 19500101, which is not above 19500102"):
        curve(fitted(), {}, "x", 19500102, 19500101)
    for points in (1, 2**70):
        with pytest.raises(InputError, match=r"points: is .*; give from 2 to 10,000"):
            curve(fitted(), {}, "x", 0, 1, points=points)
    with pytest.raises(InputError, match="power: is in no formula"):
        curve(fitted(), {"x": 0.0}, "power", 0, 1)
    for end in (float("inf"), 10**400):
        with pytest.raises(InputError, match="high: is inf; give a finite number"):
            curve(fitted(), {}, "x", 0, end)
    wrong: dict[str, Any] = {"base": None, "column": 1, "low": "0", "points": 2.5, "level": "high", "kind": 3}
    for name, value in wrong.items():
        with pytest.raises(InputError, match=f"{name}: expected"):
            curve(fitted(), **({"base": {}, "column": "x", "low": 0, "high": 1} | {name: value}))
    for name, value in {"groups": 2.5, "level": "high"}.items():
        with pytest.raises(InputError, match=f"{name}: expected"):
            frequencies(fitted(), **{name: value})  # type: ignore[arg-type]
    with pytest.raises(InputError, match="made: expected a fit"):
        curve({}, {}, "x", 0, 1)  # type: ignore[arg-type]
    with pytest.raises(InputError, match=r"(?s)groups: is 0.*level: is 95"):
        frequencies(fitted(), groups=0, level=95)
    rng = np.random.default_rng(3)
    war = OpeningProbit(premium="1", reply="1 + cost", lam=1, beta=0, d=0)
    months = simulate(war, {"cost": rng.normal(size=200)}, [0.2, 0.1, 0.5], seed=3)
    months["open_unknown"] = np.ones(200)
    with pytest.raises(InputError, match="open_unknown: was seen 200 times"):
        frequencies(fit(war, months))
