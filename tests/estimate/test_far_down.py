"""Chances between 1e-20 and 1e-200 and their derivatives, against mpmath, with every warning of NumPy an error."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Any

import mpmath as mp
import numpy as np
import pytest

from termination.estimate import normal
from termination.estimate.crisis import equations
from termination.estimate.crisis.game import CrisisGame
from termination.estimate.jets import Jet, variables

#: Utilities with which A's threshold runs to plus and to minus infinity as B ceases to resist; backing down is worth
#: more than standing firm in the first and the third.
UTILITIES = (
    (0.126, -0.132, 0.64, 0.105, -0.536, 0.362, 1.304),
    (0.126, -0.132, 0.64, 0.405, -0.536, -0.362, 1.304),
    (-0.5, 0.25, 0.1, -1.2, 0.3, 0.7, -0.4),
)
FAR = (20, 80, 91, 99, 150, 200)


@pytest.fixture(autouse=True)
def strict() -> Iterator[None]:
    with np.errstate(all="raise", under="ignore"), mp.workdps(260):
        yield


def probit(power: int) -> float:
    """Where the chance is 1e-`power`."""
    return float(mp.findroot(lambda z: mp.log(mp.ncdf(z)) + power * mp.log(10), -2.1 * power**0.5))


@cache
def chance(z: Any, precision: int) -> Any:
    """Phi(z); with the precision beside it, which mpmath raises to differentiate."""
    return mp.ncdf(z)


def outcome(name: str, z: Any, *u: Any) -> Any:
    """log Pr of sq, cd, sf, or bd, where A's threshold is far up or far down."""
    S_A, V_A, _, W_A, _, a, _ = u
    resists = chance(z, mp.mp.prec)
    c = V_A + (S_A - V_A) / max(resists, mp.exp(equations.FLOOR))
    if name == "sq":
        return tail_of(c - W_A) + tail_of(c - a)
    firm, back = tail(c - W_A, W_A - a), tail(c - a, a - W_A)
    if name == "cd":
        ahead = max(firm, back)
        return ahead + mp.log(mp.exp(firm - ahead) + mp.exp(back - ahead)) + mp.log(1 - resists)
    return (firm if name == "sf" else back) + mp.log(resists)


def tail(low: Any, gap: Any) -> Any:
    """log T(low, gap): with low far up that of phi(low) / low, all else being 1; far down that of a difference."""
    return -low * low / 2 - mp.log(low) - mp.log(2 * mp.pi) / 2 if low > 0 else mp.log(mp.ncdf(gap / mp.sqrt(2)))


def tail_of(x: Any) -> Any:
    """log Phi(x), x far up or far down."""
    return mp.mpf(0) if x > 0 else -x * x / 2 - mp.log(-x) - mp.log(2 * mp.pi) / 2


#: Variables, by place: z, S_A, W_A, a.
MOVED = ((0,), (1,), (4,), (6,), (0, 0), (0, 1), (1, 4), (4, 4), (4, 6), (6, 6))


@pytest.mark.parametrize(
    ("u", "power"),
    [pytest.param(u, p, marks=[] if (i, p) in [(0, 20), (0, 91), (1, 200)] else pytest.mark.thorough)
     for i, u in enumerate(UTILITIES) for p in FAR],
)  # fmt: skip
def test_outcomes_of_a_crisis_in_which_nobody_resists_are_right_to_second_derivatives(
    u: tuple[float, ...], power: int
) -> None:
    z = probit(power)
    at = (mp.mpf(z), *map(mp.mpf, u))
    for name, log in zip(CrisisGame.OUTCOMES, equations.play(*played(z, u))[0], strict=True):
        assert log.value[0] == pytest.approx(float(outcome(name, *at)), rel=1e-12)
        for by in MOVED:
            exact = mp.diff(partial(outcome, name), at, tuple(by.count(j) for j in range(8)))
            found = log.gradient[0, by[0]] if len(by) == 1 else log.hessian[0, by[0], by[1]]
            assert found == pytest.approx(float(exact), rel=1e-9, abs=1e-9), (name, by)


def played(z: float, u: tuple[float, ...]) -> tuple[Jet, list[Jet]]:
    coordinate, *indices = variables(np.array([[z, *u]]))
    return coordinate, indices


FUNCTIONS: dict[str, tuple[Callable[[Jet], Jet], Callable[[Any], Any]]] = {
    "log_cdf": (normal.log_cdf, lambda x: mp.log(mp.ncdf(x))),
    "log_cdf_pair, below": (lambda x: normal.log_cdf_pair(x)[0], lambda x: mp.log(mp.ncdf(-x))),
    "log_cdf_pair, above": (lambda x: normal.log_cdf_pair(x)[1], lambda x: mp.log(mp.ncdf(x))),
    "below_mean": (normal.below_mean, lambda x: mp.npdf(x) / mp.ncdf(x)),
    "cdf": (normal.cdf, mp.ncdf),
}


@pytest.mark.parametrize("power", FAR)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_functions_of_a_probit_are_right_far_down(name: str, power: int) -> None:
    ours, theirs = FUNCTIONS[name]
    for z in (probit(power), -probit(power)):
        found = ours(variables(np.array([[z]]))[0])
        exact = [float(mp.diff(theirs, mp.mpf(z), n)) for n in range(3)]
        assert [found.value[0], found.gradient[0, 0]] == pytest.approx(exact[:2], rel=1e-10)
        # That of `below_mean` is what is left of numbers of the size of z^2.
        assert found.hessian[0, 0, 0] == pytest.approx(exact[2], rel=1e-10, abs=1e-8)


def test_of_terms_too_far_down_to_be_told_apart_the_sum_is_one_of_them() -> None:
    """Their slopes are enormous, too, and would not even have squares."""
    x, y = variables(np.array([[1.0, 2.0], [3.0, 4.0]]))
    terms = [(x * x - 1e170) * 1e20, (y * y - 1e170) * 1e20, (x * y - 1e171) * 1e20]
    found = normal.log_sum(terms)
    assert found.gradient.tolist() == (terms[0]).gradient.tolist()
    assert found.hessian.tolist() == (terms[0]).hessian.tolist()


@pytest.mark.parametrize("u", UTILITIES)
def test_replies_to_a_belief_that_nobody_resists_have_finite_derivatives(u: tuple[float, ...]) -> None:
    """Standing firm or backing down is then all but sure, whichever is worth more, for the one or the other cause."""
    resist, firm, *indices = variables(np.array([[1e-60, 0.5, *u]]))
    logs, (_, stands) = equations.respond([resist, firm], indices)
    assert all(np.isfinite(one.hessian).all() for one in (*logs, stands))
    assert stands.value[0] == pytest.approx(equations.firmness(np.array([1e-60]), np.array([u]))[0], rel=1e-12)
