"""A third opinion, where JAX is installed: the log-likelihood's derivatives by the coefficients, equilibrium and all.

Both games are written for it from their payoffs alone. The equilibrium is JAX's own affair too: from ours it takes two
steps of Newton's method, after which first and second derivatives follow it as it moves.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from termination.estimate.crisis.game import CrisisGame
from termination.estimate.data import Observed, observed
from termination.estimate.likelihood import equilibrium_point
from termination.estimate.model import Game
from termination.estimate.opening.game import OpeningProbit
from termination.estimate.simulate import simulate

jax: Any = pytest.importorskip("jax", reason="JAX is not installed; the extra `long` has it")
jax.config.update("jax_enable_x64", True)
jnp: Any = jax.numpy
cdf: Any = jax.scipy.stats.norm.cdf
pdf: Any = jax.scipy.stats.norm.pdf

Play = Callable[[Any, Any], tuple[Any, Any]]
#: Beyond a threshold chances are integrated over so many standard deviations, with these nodes and weights.
REACH = 14.0
NODES, WEIGHTS = np.polynomial.legendre.leggauss(80)


def opening(e: Any, u: Any) -> tuple[Any, Any]:
    """The chances of closed_hold, closed_escalate, open_hold, open_escalate at the cutoff e, and her best cutoff."""
    premium, reply, extra, beta, d, lam = u
    strong, weak = pdf(e) / cdf(-e), -pdf(e) / cdf(e)  # what he expects of her after closed, and after open
    closed, opened = cdf(reply - beta * strong), cdf(reply + extra - beta * weak)
    shares = [cdf(-e) * (1 - closed), cdf(-e) * closed, cdf(e) * (1 - opened), cdf(e) * opened]
    return jnp.stack(shares), premium + d * closed - d * lam * opened


def crisis(z: Any, u: Any) -> tuple[Any, Any]:
    """The chances of sq, cd, sf, bd where B resists with probit z, and B's best probit."""
    S_A, V_A, C_B, W_A, W_B, a, V_B = u
    steps, weights = 0.5 * REACH * (1 + NODES), 0.5 * REACH * WEIGHTS
    resist = cdf(z)
    c = (S_A - (1 - resist) * V_A) / resist

    def beyond(mine: Any, other: Any) -> Any:
        return (weights * pdf(c - mine + steps) * cdf(c - other + steps)).sum()

    firm, back = beyond(W_A, a), beyond(a, W_A)
    share = firm / (firm + back)
    shares = [1 - firm - back, (firm + back) * (1 - resist), resist * firm, resist * back]
    return jnp.stack(shares), (share * W_B + (1 - share) * V_B - C_B) / share


def opinion(play: Play, seen: Observed) -> Any:
    """JAX's log-likelihood, gradient and Hessian as a function of the coefficients and of what is near equilibrium."""
    terms, where, fixed = seen.design.terms, seen.design.index, seen.design.fixed

    def worth(theta: Any, row: Any, count: Any, near: Any) -> Any:
        u = jnp.asarray(fixed).at[where].add(theta * row)

        def closer(z: Any, _: Any) -> tuple[Any, None]:
            reply, slope = jax.value_and_grad(lambda one: play(one, u)[1])(z)
            return z - (z - reply) / (1 - slope), None

        z, _ = jax.lax.scan(closer, near, length=2)
        return (count * jnp.log(play(z, u)[0])).sum()

    def total(theta: Any, near: Any) -> Any:
        return jax.vmap(worth, (None, 0, 0, 0))(theta, terms, seen.counts, near).sum()

    slopes = jax.jacfwd(total)
    return jax.jit(lambda *at: (total(*at), slopes(*at), jax.jacfwd(slopes)(*at)))


CRISIS = CrisisGame(S_A=0, V_A="1 + x", C_B=0, W_A="1", W_B="1 + x", a="1 + y", V_B="1")
OPENING = OpeningProbit(premium="x", reply="y", reply_open="0 + x", lam="1")
CASES: dict[str, tuple[Game, Play, list[float]]] = {
    "crisis": (CRISIS, crisis, [0.8, 0.2, -0.6, -0.4, 0.4, -0.9, 0.3, -0.2]),
    "opening": (OPENING, opening, [-0.3, 0.8, -0.2, 0.7, -0.8, 0.7, 1.5, 0.8]),
}


@pytest.mark.long
@pytest.mark.parametrize("name", CASES)
def test_derivatives_by_the_coefficients_are_those_of_its_automatic_ones(name: str) -> None:
    game, play, truth = CASES[name]
    rng = np.random.default_rng(31)
    seen = observed(game, simulate(game, {key: rng.uniform(-1, 1, 30) for key in "xy"}, truth, plays=20, seed=2))
    told = opinion(play, seen)
    for shift in (0.0, 0.2):  # where the plays come from, and aside of it
        point = equilibrium_point(game, seen, np.array(truth) + shift, "lowest")
        assert point is not None
        value, gradient, hessian = map(np.asarray, told(point.theta, point.z))
        assert point.value == pytest.approx(float(value), rel=1e-11)
        assert np.abs(gradient).max() > 1
        assert point.gradient == pytest.approx(gradient, rel=1e-8, abs=1e-7)
        assert point.hessian == pytest.approx(hessian, rel=1e-7, abs=1e-6)
