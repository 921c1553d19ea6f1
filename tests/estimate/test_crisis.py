"""The crisis game: its equilibria and outcomes from payoffs and shocks alone, and its derivatives."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import special

from termination.errors import InputError
from termination.estimate.crisis.equations import Map, edge, equation
from termination.estimate.crisis.game import CrisisGame
from termination.estimate.jets import Array, Jet, variables
from termination.estimate.likelihood import at_equilibria
from termination.estimate.normal import log_cdf
from termination.estimate.roots import isolate
from termination.estimate.simulate import probabilities, simulate

GAME = CrisisGame(S_A="1", V_A="1", C_B="1", W_A="1", W_B="1", a="1", V_B="1")
#: A play for every sign and none: utilities in the order S_A, V_A, C_B, W_A, W_B, a, V_B.
UTILITIES = np.array([
    [0.0, 1.0, 0.0, -1.0, -0.5, -0.5, 0.3],
    [0.3, -0.4, 0.2, 0.1, 0.4, -0.2, -0.6],
    [-0.5, 0.6, -1.0, 0.5, -1.2, 0.5, 0.0],
    [0.2, 0.2, 0.4, -0.7, 0.1, 0.3, 0.4],
])  # fmt: skip


def played(u: Array, resist: float, draws: int) -> tuple[Array, float]:
    """Shares of sq, cd, sf, bd where both reply best, drawn shock by shock; and B's best chance of resisting."""
    S_A, V_A, C_B, W_A, W_B, a, V_B = u
    rng = np.random.default_rng(11)
    firm, back, war = (mean + rng.normal(size=draws) for mean in (W_A, a, W_B))
    challenged = resist * np.maximum(firm, back) + (1 - resist) * V_A > S_A
    fights = firm > back
    share = fights[challenged].mean() if challenged.any() else 0.01
    resists = share * war + (1 - share) * V_B > C_B
    shares = [~challenged, challenged & ~resists, challenged & resists & fights, challenged & resists & ~fights]
    return np.array([one.mean() for one in shares]), float(resists.mean())


@pytest.mark.parametrize("row", range(len(UTILITIES)))
def test_outcomes_are_those_of_best_replies_to_one_another(row: int) -> None:
    u = UTILITIES[[row]]
    found = isolate(GAME.maps(u))
    assert found.complete.all()
    assert len(found.z) >= 1
    for z in found.z:
        shares, resists = played(u[0], float(special.ndtr(z)), 400_000)
        assert resists == pytest.approx(special.ndtr(z), abs=0.004)
        assert probabilities(GAME, u, np.array([z]))[0] == pytest.approx(shares, abs=0.004)


@pytest.mark.parametrize("index", [*range(7)], ids=[index.name for index in GAME.INDICES])
def test_a_payoff_that_is_broken_is_found_out(index: int) -> None:
    """Play recomputed shock by shock at the right utilities contradicts equations in which one of them is off."""
    broken = UTILITIES + 0.5 * np.eye(7)[index]
    found = isolate(GAME.maps(broken))
    z = found.z[found.first()]
    told = probabilities(GAME, broken, z)
    gaps = []
    for u, here, chances in zip(UTILITIES, z, told, strict=True):
        shares, resists = played(u, float(special.ndtr(here)), 100_000)
        gaps.append(max(abs(resists - special.ndtr(here)), np.abs(shares - chances).max()))
    assert max(gaps) > 0.03


def test_outcomes_sum_to_one_and_beliefs_confirm_themselves() -> None:
    u = np.random.default_rng(12).normal(size=(50, 7))
    found = isolate(GAME.maps(u))
    rows = u[found.row]
    assert probabilities(GAME, rows, found.z).sum(axis=1) == pytest.approx(1)
    usual = np.all([(one > 1e-9) & (one < 1 - 1e-9) for one in GAME.beliefs(found.z, rows)], axis=0)
    assert usual.sum() > 40
    rows, z = rows[usual], found.z[usual]
    beliefs = GAME.beliefs(z, rows)
    jets = variables(np.column_stack([*beliefs, rows]), free=[])
    outcomes, replies = GAME.respond(jets[:2], jets[2:])
    for belief, reply in zip(beliefs, replies, strict=True):
        assert reply.value == pytest.approx(belief, abs=1e-12, rel=1e-9)
    coordinate, *indices = variables(np.column_stack([z, rows]), free=[])
    for one, other in zip(outcomes, GAME.log_outcomes(coordinate, indices), strict=True):
        assert one.value == pytest.approx(other.value, rel=1e-8, abs=1e-9)


def test_the_derivatives_along_the_equilibrium_are_those_of_differences() -> None:
    step = 1e-5

    def at(u: Array) -> tuple[Array, Array, Array, Array]:
        found = isolate(GAME.maps(u))
        assert (found.counts == 1).all()
        coordinate, *indices = variables(np.column_stack([found.z, u]))
        quantity = GAME.log_outcomes(coordinate, indices)[2]
        return found.z, quantity.value, *at_equilibria(GAME, u, found.z, quantity)

    _, _, gradient, hessian = at(UTILITIES)
    for j in range(7):
        ahead, behind = (at(UTILITIES + side * step * np.eye(7)[j]) for side in (1, -1))
        assert (ahead[1] - behind[1]) / (2 * step) == pytest.approx(gradient[:, j], abs=1e-7)
        assert (ahead[2] - behind[2]) / (2 * step) == pytest.approx(hessian[:, j], abs=1e-6)


def test_adding_a_constant_to_all_that_one_player_may_get_changes_nothing() -> None:
    shifts = [np.array([1, 1, 0, 1, 0, 1, 0]), np.array([0, 0, 1, 0, 1, 0, 1])]
    found = isolate(GAME.maps(UTILITIES))
    for shift in shifts:
        moved = isolate(GAME.maps(UTILITIES + 0.7 * shift))
        assert moved.z == pytest.approx(found.z, abs=1e-12)


@pytest.mark.filterwarnings("error")
def test_far_out_nothing_overflows() -> None:
    """Utilities of a million, beliefs of 1e-400: the equation and its roots without a word of NumPy's."""
    rng = np.random.default_rng(5)
    for scale in (1.0, 1e3, 1e6):
        u = scale * rng.uniform(-1, 1, (60, 7)) * rng.choice([1, 1e-2, 1e-6], (60, 7))
        z = rng.uniform(-45, 45, 60)
        value, slope = Map(u).values(np.arange(60), z)
        assert np.isfinite(value).all()
        assert np.isfinite(slope).all()
        assert (isolate(Map(u)).counts + edge(u) > 0).all()
        same = np.abs(value) < 1e12
        assert same.sum() > 20
        assert np.allclose(equation(*split(z, u)).value[same], value[same], rtol=1e-9, atol=1e-9 * scale)


def split(z: Array, u: Array) -> tuple[Jet, list[Jet]]:
    """An equilibrium and utilities, constants all."""
    at, *utilities = variables(np.column_stack([z, u]), free=[])
    return at, utilities


def test_the_second_derivative_of_a_far_tail_is_what_it_tends_to() -> None:
    for x in (-99.0, -101.0, -990.0, -1e7, -1e100):
        (at,) = variables(np.array([[x]]))
        curve = -1 + (1 - 6 * x**-2) * x**-2
        assert abs(log_cdf(at).hessian[0, 0, 0] - curve) < (1e-7 if x > -100 else 1e-10)


def test_an_equilibrium_at_the_edge_is_one() -> None:
    """B never resists since A would back down; A prefers the status quo: nobody gains by another move."""
    u = np.array([[1.0, 0.0, 0.0, -1.0, -1.0, 0.5, -0.5]])
    assert GAME.edges(u).tolist() == [True]
    shares, resists = played(u[0], 1e-12, 10_000)
    assert shares[0] == 1.0
    assert resists == 0.0
    for broken in ({0: -1.0}, {5: -1.5}, {6: 0.5}):
        other = u.copy()
        other[0, [*broken]] = [*broken.values()]
        assert not GAME.edges(other).any()


def test_utilities_that_are_not_told_apart_are_named() -> None:
    where = [remark.where for remark in GAME.remarks()]
    assert where == ["S_A, V_A, W_A, a", "C_B, W_B, V_B"]
    assert CrisisGame(S_A=0, V_A="1", C_B=0, W_A="1", W_B="1", a="1").remarks() == []


def test_all_faults_of_a_specification_come_at_once() -> None:
    with pytest.raises(InputError) as caught:
        CrisisGame(S_A="poly(x)", V_A="1 + x + x", C_B="x +", W_A=float("nan"), W_B="x^0", a=["1", "trade (bn)"])
    said = str(caught.value)
    assert len(caught.value.faults) == 6
    for expected in (
        'S_A: no function "poly"',
        "V_A: x stands there twice",
        'C_B: "" cannot',
        "W_A",
        "W_B",
        "trade (bn)",
    ):
        assert expected in said


def test_the_equilibrium_played_may_be_told_row_by_row() -> None:
    game = CrisisGame(S_A=0, V_A="1", C_B=0, W_A="1", W_B="1 + x", a="1", V_B="1")
    rows, theta = {"x": [0.5] * 3}, [1, -1.9, -2.9, 0.1, -1.2, 1]
    found = isolate(game.maps(np.array([[0, 1, 0, -1.9, -2.85, -1.2, 1.0]])))
    drawn = simulate(game, rows, theta, plays=200_000, seed=2, selection=[1, 2, 3])
    resisted = (drawn["sf"] + drawn["bd"]) / (drawn["cd"] + drawn["sf"] + drawn["bd"])
    assert resisted == pytest.approx(special.ndtr(found.z), abs=0.01)
    with pytest.raises(InputError, match="selection: is 4 in row 2, which has 3 equilibria; count from 1"):
        simulate(game, rows, theta, selection=[1, 2, 4])
    with pytest.raises(InputError, match="selection: has 2 numbers for 3 rows"):
        simulate(game, rows, theta, selection=[1, 2])
