"""A second opinion, where CasADi with IPOPT is installed: its derivatives, and its maximum under the same constraints.

The game is written for it from the payoffs alone, with an integral of its own, so that nothing is shared but the data.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from termination.estimate.fit import fit
from termination.estimate.jets import variables
from termination.estimate.simulate import probabilities
from tests.estimate.crises import CONTESTED, CONTESTED_TRUTH, contested

casadi: Any = pytest.importorskip("casadi", reason="CasADi is not installed; the extra `long` has it")
#: Beyond a threshold chances are integrated over so many standard deviations, with these nodes and weights.
REACH = 14.0
NODES, WEIGHTS = np.polynomial.legendre.leggauss(80)
STEPS, SHARES = 0.5 * REACH * (1 + NODES), 0.5 * REACH * WEIGHTS


def cdf(x: Any) -> Any:
    return 0.5 * (1 + casadi.erf(x / np.sqrt(2)))


def beyond(low: Any, gap: Any) -> Any:
    """The chance that one shock is beyond `low`, and another not ahead of it by more than `gap`."""
    return sum(
        share * casadi.exp(-((low + step) ** 2) / 2) / np.sqrt(2 * np.pi) * cdf(low + step + gap)
        for step, share in zip(STEPS, SHARES, strict=True)
    )


def play(z: Any, u: list[Any]) -> tuple[list[Any], Any]:
    """The chances of sq, cd, sf, bd where B resists with probit z, and B's best probit."""
    S_A, V_A, C_B, W_A, W_B, a, V_B = u
    resist = cdf(z)
    c = (S_A - (1 - resist) * V_A) / resist
    firm, back = beyond(c - W_A, W_A - a), beyond(c - a, a - W_A)
    share = firm / (firm + back)
    reply = (share * W_B + (1 - share) * V_B - C_B) / share
    return [1 - firm - back, (firm + back) * (1 - resist), resist * firm, resist * back], reply


def test_derivatives_are_those_of_its_automatic_ones() -> None:
    x = casadi.SX.sym("x", 8)
    chances, reply = play(x[0], [x[i] for i in range(1, 8)])
    asked = [casadi.log(one) for one in chances] + [reply]
    opinion = casadi.Function("opinion", [x], [part for one in asked for part in reversed(casadi.hessian(one, x))])
    rng = np.random.default_rng(9)
    drawn = np.column_stack([rng.uniform(-1, 1, 40), 0.7 * rng.normal(size=(40, 7))])
    likely = probabilities(CONTESTED, drawn[:, 1:], drawn[:, 0]).min(axis=1) > 0.01  # its error function has no tails
    points = drawn[likely][:8]
    assert len(points) == 8
    z, *u = variables(points)
    ours = [*CONTESTED.log_outcomes(z, u), CONTESTED.equation(z, u)]
    for row, point in enumerate(points):
        told = [np.array(part) for part in opinion(point)]
        for jet, gradient, hessian in zip(ours, told[::2], told[1::2], strict=True):
            assert jet.gradient[row] == pytest.approx(gradient.ravel(), rel=1e-7, abs=1e-8)
            assert jet.hessian[row] == pytest.approx(hessian, rel=1e-6, abs=1e-7)


@pytest.mark.thorough
def test_its_maximum_under_the_equations_is_ours() -> None:
    data = contested(30, 200, 1)
    x, counts = np.asarray(data["x"]), np.column_stack([data[name] for name in CONTESTED.OUTCOMES])
    theta, z = casadi.SX.sym("theta", 6), casadi.SX.sym("z", 30)
    V_A, W_A, level, slope, a, V_B = (theta[i] for i in range(6))
    value, missed = 0.0, []
    for i in range(30):
        chances, reply = play(z[i], [0.0, V_A, 0.0, W_A, level + slope * float(x[i]), a, V_B])
        value += sum(count * casadi.log(chance) for count, chance in zip(counts[i], chances, strict=True))
        missed.append(z[i] - reply)
    problem = {"x": casadi.vertcat(theta, z), "f": -value, "g": casadi.vertcat(*missed)}
    quiet = {"print_time": False, "ipopt": {"print_level": 0, "sb": "yes", "tol": 1e-9}}
    ours = fit(CONTESTED, data, "cmle")
    begin = np.concatenate([CONTESTED_TRUTH, ours.point.z + 0.02 * np.random.default_rng(5).normal(size=30)])
    found = casadi.nlpsol("found", "ipopt", problem, quiet)(x0=begin, lbg=0, ubg=0)
    assert ours.interior
    assert -float(found["f"]) == pytest.approx(ours.log_likelihood, abs=1e-5)
    assert np.array(found["x"]).ravel()[:6] == pytest.approx(ours.theta, abs=1e-4)
    assert np.array(found["x"]).ravel()[6:] == pytest.approx(ours.point.z, abs=1e-4)
