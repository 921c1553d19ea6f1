"""The opening probit as one equation in one unknown, with the bounds that isolate its roots.

The opener knows her resilience theta, standard normal, and opens where it is below e. Her opponent sees the posture and
escalates with a probability that hangs on what it tells him of theta:

    rho_closed = Phi(r - beta m(-e)),    rho_open = Phi(r + g + beta m(e)),    m = phi/Phi,

since E[theta | theta > e] = m(-e) and E[theta | theta < e] = -m(e). She is indifferent at

    e = G(e) = premium + d (rho_closed - lam rho_open).

Both expectations rise with e, so that each rho is monotone; their slopes 1 - Var[theta | theta > e] and
1 - Var[theta | theta < e] lie between 0 and 1, the first rising with e and the second falling, since truncating a
normal variable further lessens its variance. So values at the ends of an interval bound G and its slope. As
|d Phi(x)/dx| <= 1/sqrt(2 pi), there is one root where |beta d| max(1, lam) <= sqrt(2 pi) and lam >= 0.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import special

from termination.estimate.jets import Array, Jet
from termination.estimate.normal import below_mean, cdf, hazard, log_cdf_pair, log_density
from termination.estimate.roots import Bounds


def replies(e: Jet, u: list[Jet]) -> tuple[Jet, Jet]:
    """The probits of escalation after closed and after open."""
    _, reply, extra, beta, _, _ = u
    return reply - beta * below_mean(-e), reply + extra + beta * below_mean(e)


def equation(e: Jet, u: list[Jet]) -> Jet:
    """G(e), differentiable."""
    return best_cutoff(replies(e, u), u)


def best_cutoff(after: tuple[Jet, Jet], u: list[Jet]) -> Jet:
    """Below which resilience she opens, given the probits of escalation after either posture."""
    premium, _, _, _, d, lam = u
    closed, opened = after
    return premium + d * (cdf(closed) - lam * cdf(opened))


def play(e: Jet, u: list[Jet]) -> tuple[list[Jet], Jet]:
    """log Pr of the outcomes in the equilibrium e, and G(e): his replies are in both."""
    after = replies(e, u)
    return log_plays(e, after), best_cutoff(after, u)


def log_plays(opens: Jet, after: tuple[Jet, Jet]) -> list[Jet]:
    """log Pr of holding and escalating after closed, and after open; `after` has the probits of escalation."""
    either = zip(log_cdf_pair(opens), after, strict=True)
    return [posture + one for posture, reply in either for one in log_cdf_pair(reply)]


class Map:
    """The maps of n observations, whose indices are the rows of `u`, with end-point bounds."""

    def __init__(self, u: Array):
        self.u = u

    def bracket(self) -> tuple[Array, Array, NDArray[np.bool_]]:
        """The range of G: the premium, and what escalation can add to it or take from it."""
        premium, _, _, _, d, lam = self.u.T
        ends = np.stack([0 * d, d, -d * lam, d - d * lam])
        widen = 1e-6 * (1 + np.abs(premium) + np.abs(d) * (1 + np.abs(lam)))
        return premium + ends.min(axis=0) - widen, premium + ends.max(axis=0) + widen, np.full(len(d), True)

    def values(self, rows: NDArray[np.intp], z: Array) -> tuple[Array, Array]:
        """G and its slope."""
        premium, reply, extra, beta, d, lam = self.u[rows].T
        above, below = hazard(-z), hazard(z)
        closed, opened = reply - beta * above, reply + extra + beta * below
        value = premium + d * (special.ndtr(closed) - lam * special.ndtr(opened))
        rises = np.exp(log_density(closed)) * above * (above - z), np.exp(log_density(opened)) * below * (below + z)
        return value, -d * beta * (rises[0] - lam * rises[1])

    def bounds(self, rows: NDArray[np.intp], low: Array, high: Array) -> Bounds:
        """Bounds on G and its slope on [low, high], from values at the ends."""
        premium, reply, extra, beta, d, lam = self.u[rows].T
        above = np.stack([hazard(-low), hazard(-high)])
        below = np.stack([hazard(low), hazard(high)])
        closed, opened = np.sort(reply - beta * above, axis=0), np.sort(reply + extra + beta * below, axis=0)
        ends = np.stack([low, high])
        steep_closed, steep_opened = np.sort(above * (above - ends), axis=0), np.sort(below * (below + ends), axis=0)
        value = _sum(d * special.ndtr(closed), -d * lam * special.ndtr(opened))
        slope = _sum(
            -d * beta * _density(closed) * steep_closed,
            d * beta * lam * _density(opened) * steep_opened,
        )
        return Bounds(premium + value[0], premium + value[1], slope[0], slope[1])


def _density(ends: Array) -> Array:
    """The least and the greatest density of a standard normal variable on an interval."""
    densities = np.exp(log_density(ends))
    most = np.where((ends[0] < 0) & (ends[1] > 0), np.exp(log_density(np.zeros(1))), densities.max(axis=0))
    return np.stack([densities.min(axis=0), most])


def _sum(one: Array, other: Array) -> Array:
    """Bounds on a sum, from the ends of two intervals in either order."""
    return np.asarray(np.sort(one, axis=0) + np.sort(other, axis=0))


def surely_unique(u: Array) -> NDArray[np.bool_]:
    """Whether the condition in this module's head says that there is one equilibrium."""
    _, _, _, beta, d, lam = u.T
    return np.asarray((lam >= 0) & (np.abs(beta * d) * np.maximum(1, lam) <= np.sqrt(2 * np.pi)))


def cutoff(chance: Jet) -> Jet:
    """The cutoff at which she opens with this chance: the probit of it."""
    value = special.ndtri(chance.value)
    slope = np.exp(-log_density(value))
    return chance.through(value, slope, value * slope**2)
