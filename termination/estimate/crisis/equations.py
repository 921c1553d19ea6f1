"""The crisis game as one equation in one unknown, with the bounds that isolate its roots.

A challenges or not; B concedes or resists; A stands firm or backs down. Standing firm and backing down carry private
standard normal shocks for A, standing firm one for B. With p = Pr(B resists) = Phi(z), A challenges where the better of
the two is worth more than

    c(z) = V_A + (S_A - V_A) / Phi(z).

F and D are the chances that standing firm (backing down) is best for A and worth more than c. B, who has seen a
challenge, resists with probability Phi(G), so that equilibria are the roots of z = G(z):

    G(z) = W_B - C_B + (V_B - C_B) R(c(z)),    R = D / F.

R is monotone in c, with the sign of a - W_A: it is a mean, over what lies beyond c, of the ratio r of the two
integrands, which is monotone. So G is monotone with the sign of (V_B - C_B) (V_A - S_A) (a - W_A); where that is not
positive there is one root. All bounds below are values at the ends of an interval, since c, R, r, F'/F and c' are
monotone. Sources: Lewis and Schultz (2003); Crisman-Cox and Gibilisco (2021). The one-dimensional form is ours.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import special

from termination.estimate.jets import Array, Jet
from termination.estimate.normal import HIGHEST, cdf, exp, log, log_cdf, log_density, log_sum, log_tail, log_tail_parts
from termination.estimate.roots import Bounds

#: Below log Pr(B resists) = -230 nothing moves any more: the threshold is held where it is then, some 1e100 utilities.
FLOOR = -230.0
#: The logarithm of a tail in two parts, those of `log_tail_parts`.
Parts = tuple[Array, Array]


def threshold(log_resist: Jet, S_A: Jet, V_A: Jet) -> Jet:
    """What a challenge must be worth to A: c = V_A + (S_A - V_A) / Pr(B resists)."""
    held = log_resist.value > FLOOR
    inverse = np.exp(-np.maximum(log_resist.value, FLOOR))
    moving = np.where(held, inverse, 0.0)
    return V_A + (S_A - V_A) * log_resist.through(inverse, -moving, moving)


def log_best(c: Jet, W_A: Jet, a: Jet, known: tuple[Parts, Parts] | None = None) -> tuple[Jet, Jet]:
    """log F and log D: that standing firm, or backing down, is best for A and worth more than c."""
    firm, back = known or tails(c.value, W_A.value, a.value)
    return log_tail(c - W_A, W_A - a, firm), log_tail(c - a, a - W_A, back)


def reply(log_odds: Jet, C_B: Jet, W_B: Jet, V_B: Jet) -> Jet:
    """The probit of B's resistance, where A backs down with odds exp(log_odds)."""
    gain = V_B - C_B
    return W_B - C_B + gain * exp(log_odds, _highest(gain.value))


def _highest(gain: Array) -> Array:
    """The power of e up to which its product with a difference of utilities is sure to stay finite."""
    return np.asarray(HIGHEST - np.log(np.maximum(np.abs(gain), 1)))


def equation(z: Jet, u: list[Jet]) -> Jet:
    """G(z), differentiable; for values at large z see `Map`."""
    return play(z, u)[1]


def play(z: Jet, u: list[Jet]) -> tuple[list[Jet], Jet]:
    """log Pr of sq, cd, sf, bd in the equilibrium z, and G(z): what A makes of c is in both."""
    S_A, V_A, C_B, W_A, W_B, a, V_B = u
    c = threshold(log_cdf(z), S_A, V_A)
    parts = tails(c.value, W_A.value, a.value)
    log_firm, log_back = best = log_best(c, W_A, a, parts)
    ratio = Beyond.of(c.value, W_A.value, a.value, parts).ratio
    steady = replace(log_back - log_firm, value=ratio)
    return _plays(c, best, _challenge(best, ratio), z, W_A, a), reply(steady, C_B, W_B, V_B)


def _challenge(best: tuple[Jet, Jet], ratio: Array) -> Jet:
    """log (F + D), given log (D / F), which far tails do not tell."""
    return log_sum([*best], [special.expit(-ratio), special.expit(ratio)])


def _plays(c: Jet, best: tuple[Jet, Jet], challenge: Jet, z: Jet, W_A: Jet, a: Jet) -> list[Jet]:
    """log Pr of sq, cd, sf, bd from A's threshold, with log F, log D and their sum's there, and B's probit z."""
    log_firm, log_back = best
    resists = log_cdf(z)
    return [
        log_cdf(c - W_A) + log_cdf(c - a),
        challenge + log_cdf(-z),
        resists + log_firm,
        resists + log_back,
    ]


def tails(c: Array, W_A: Array, a: Array) -> tuple[Parts, Parts]:
    """log F and log D, each in the parts of `log_tail_parts`."""
    return log_tail_parts(c - W_A, W_A - a), log_tail_parts(c - a, a - W_A)


@dataclass(frozen=True)
class Beyond:
    """What lies beyond a threshold c, in logarithms: R(c), the ratio r(c) = D'/F' of the integrands, and -F'/F."""

    ratio: Array
    integrands: Array
    leaving: Array

    @classmethod
    def of(cls, c: Array, W_A: Array, a: Array, parts: tuple[Parts, Parts] | None = None) -> Beyond:
        """Computed without the cancellation that differences of far tails would bring."""
        low, other = c - W_A, c - a
        tilt = (a - W_A) * (c - (a + W_A) / 2)  # log phi(c - a) - log phi(c - W_A)
        (scale, firm), (scale_back, back) = parts or tails(c, W_A, a)
        far = np.minimum(low, other) > 0
        ratio = back - firm + np.where(far, tilt, scale_back - scale)
        best = special.log_ndtr(other)
        leaving = best - firm + np.where(low > 0, 0.0, log_density(low) - log_density(np.zeros_like(low)))
        return cls(ratio, tilt + special.log_ndtr(low) - best, leaving)


class Map:
    """The maps of n observations, whose utilities are the rows of `u`, with end-point bounds."""

    def __init__(self, u: Array):
        self.u = u

    def _threshold(self, u: Array, z: Array) -> Array:
        S_A, V_A = u[:, 0], u[:, 1]
        return np.asarray(V_A + (S_A - V_A) * np.exp(-np.maximum(special.log_ndtr(z), FLOOR)))

    def _value(self, u: Array, log_r: Array) -> Array:
        _, _, C_B, _, W_B, _, V_B = u.T
        gain = V_B - C_B
        return np.asarray(W_B - C_B + gain * np.exp(np.clip(log_r, -HIGHEST, _highest(gain))))

    def values(self, rows: NDArray[np.intp], z: Array) -> tuple[Array, Array]:
        """G and its slope."""
        u = self.u[rows]
        _, _, _, W_A, _, a, _ = u.T
        here = Beyond.of(self._threshold(u, z), W_A, a)
        gap = np.where(a > W_A, _log_gap(here.ratio, here.integrands), _log_gap(here.integrands, here.ratio))
        log_p = special.log_ndtr(z)
        steep = np.where(log_p > FLOOR, log_density(z) - 2 * np.maximum(log_p, FLOOR), -np.inf)
        return self._value(u, here.ratio), direction(u) * _held(_log_size(u) + steep + here.leaving + gap)

    def bounds(self, rows: NDArray[np.intp], low: Array, high: Array) -> Bounds:
        """Bounds on G and its slope on [low, high], from values at the ends."""
        u = self.u[rows]
        _, _, _, W_A, _, a, _ = u.T
        ends = np.stack([self._threshold(u, low), self._threshold(u, high)])
        first, last = Beyond.of(ends.min(axis=0), W_A, a), Beyond.of(ends.max(axis=0), W_A, a)
        # |R - r|: both rise with c where backing down is worth more, and R is ahead; else both fall, and r is ahead.
        rises = a > W_A
        least = np.where(rises, _log_gap(first.ratio, last.integrands), _log_gap(last.integrands, first.ratio))
        most = np.where(rises, _log_gap(last.ratio, first.integrands), _log_gap(first.integrands, last.ratio))
        # |c'| = |S_A - V_A| phi/Phi^2 falls with z; below the floor it is nothing.
        log_low, log_high = special.log_ndtr(low), special.log_ndtr(high)
        steep = log_density(low) - 2 * np.maximum(log_low, FLOOR)
        flat = np.where(log_low > FLOOR, log_density(high) - 2 * log_high, -np.inf)
        size, sign = _log_size(u), direction(u)
        small, large = _held(size + flat + first.leaving + least), _held(size + steep + last.leaving + most)
        values = np.sort(np.stack([self._value(u, first.ratio), self._value(u, last.ratio)]), axis=0)
        slopes = np.sort(np.stack([sign * small, sign * large]), axis=0)
        return Bounds(values[0], values[1], slopes[0], slopes[1])

    def bracket(self) -> tuple[Array, Array, NDArray[np.bool_]]:
        """An interval with all roots inside: the range of G, or what excludes the rest where G falls without bound."""
        u = self.u
        rows = np.arange(len(u))
        ends = np.stack([self.values(rows, np.full(len(u), end))[0] for end in (-30.0, 30.0)])
        low, high = ends.min(axis=0), ends.max(axis=0)
        proved = np.full(len(u), True)
        unbounded = edge(u)
        low[unbounded], proved[unbounded] = _below_which_there_is_none(u[unbounded])
        # A falling map crosses once: between the place where it is least and its value there.
        far = np.flatnonzero((direction(u) <= 0) & (high > 1e3))
        high[far] = _where_passed(self, far, low[far])
        widen = 1e-6 * (1 + np.abs(low) + np.abs(high))
        return low - widen, high + widen, proved


def direction(u: Array) -> Array:
    """The sign of the slope of G: at most one root where it is not positive."""
    S_A, V_A, C_B, W_A, _, a, V_B = u.T
    return np.asarray(np.sign(V_B - C_B) * np.sign(V_A - S_A) * np.sign(a - W_A))


def edge(u: Array) -> NDArray[np.bool_]:
    """Whether there is, besides the roots, an equilibrium in which B never resists and A never challenges."""
    S_A, V_A, C_B, W_A, _, a, V_B = u.T
    return np.asarray((V_A < S_A) & (a > W_A) & (V_B < C_B))


def _held(log: Array) -> Array:
    """exp, kept finite."""
    return np.exp(np.minimum(log, 700.0))


def _log_gap(x: Array, y: Array) -> Array:
    """log(e^x - e^y), minus infinity where that is not positive."""
    ahead = x > y
    return np.where(ahead, x + np.log(-np.expm1(np.where(ahead, y - x, -1.0))), -np.inf)


def _log_size(u: Array) -> Array:
    """log |(V_B - C_B) (S_A - V_A)|, which scales the slope of G."""
    S_A, V_A, C_B, _, _, _, V_B = u.T
    return np.asarray(np.log(np.maximum(np.abs((V_B - C_B) * (S_A - V_A)), 1e-300)))


def _below_which_there_is_none(u: Array) -> tuple[Array, NDArray[np.bool_]]:
    """A point below which z - G(z) stays positive, where G falls without bound, and whether one was found.

    There R(c) >= exp((a - W_A) (c - (a + W_A)/2)), so that z - G(z) >= K(z) = z - (W_B - C_B) + (C_B - V_B) times that.
    The slope of K rises to the right; where it is negative and K positive, K is positive from there to the left.
    """
    S_A, V_A, C_B, W_A, W_B, a, V_B = u.T
    found, z = np.full(len(u), -np.inf), np.full(len(u), -1.0)
    for _ in range(80):
        if np.isfinite(found).all():
            break
        log_p = special.log_ndtr(z)
        log_bound = np.log(C_B - V_B) + (a - W_A) * (V_A + (S_A - V_A) * np.exp(-log_p) - (a + W_A) / 2)
        log_slope = log_bound + np.log((a - W_A) * (S_A - V_A)) + log_density(z) - 2 * log_p
        here = (z - (W_B - C_B) + np.exp(np.minimum(log_bound, 700)) > 0) & (log_slope > 0) & (log_p > FLOOR)
        found = np.where(here & np.isinf(found), z, found)
        z = z - 0.25
    return np.where(np.isinf(found), -30.0, found), ~np.isinf(found)


def _where_passed(maps: Map, rows: NDArray[np.intp], low: Array) -> Array:
    """Points at which falling maps have come below the diagonal."""
    z, step, left = np.maximum(low, -30.0), np.ones_like(low), np.arange(len(low))
    while len(left):
        left = left[maps.values(rows[left], z[left])[0] > z[left]]
        z[left], step[left] = z[left] + step[left], 2 * step[left]
    return z


def respond(beliefs: list[Jet], u: list[Jet]) -> tuple[list[Jet], list[Jet]]:
    """Best replies to beliefs (B resists, A stands firm): log Pr of the outcomes, and the two chances they make."""
    resist, firm = beliefs
    S_A, V_A, C_B, W_A, W_B, a, V_B = u
    z = reply(log(1 - firm) - log(firm), C_B, W_B, V_B)
    c = threshold(log(resist), S_A, V_A)
    parts = tails(c.value, W_A.value, a.value)
    best = log_best(c, W_A, a, parts)
    ratio = Beyond.of(c.value, W_A.value, a.value, parts).ratio
    challenge = _challenge(best, ratio)
    stands = replace(best[0] - challenge, value=special.log_expit(-ratio))
    return _plays(c, best, challenge, z, W_A, a), [cdf(z), exp(stands)]


def firmness(resist: Array, u: Array) -> Array:
    """Pr(A stands firm) after a challenge that is resisted, where A believes that B resists with these chances."""
    S_A, V_A, _, W_A, _, a, _ = u.T
    ratio = Beyond.of(V_A + (S_A - V_A) / resist, W_A, a).ratio
    return np.asarray(special.expit(-ratio))
