"""The crisis game's map in ball arithmetic; `equations` says why values at the ends of an interval bound it."""

from __future__ import annotations

from collections.abc import Sequence

from flint import arb

from termination.estimate.balls import cdf, density, tail


class Ball:
    """The map of one observation, whose utilities are taken for exact."""

    def __init__(self, u: Sequence[float]):
        S_A, V_A, C_B, W_A, W_B, a, V_B = map(float, u)
        self.back_is_better, self.risky = a > W_A, V_A < S_A
        signs = ((V_B > C_B) - (V_B < C_B), (V_A > S_A) - (V_A < S_A), (a > W_A) - (a < W_A))
        self.falls = signs[0] * signs[1] * signs[2] <= 0
        self.S_A, self.V_A, self.C_B, self.W_A, self.W_B, self.a, self.V_B = map(arb, (S_A, V_A, C_B, W_A, W_B, a, V_B))

    def _threshold(self, z: arb) -> arb:
        return self.V_A + (self.S_A - self.V_A) / cdf(z)

    def _ratio(self, c: arb) -> arb:
        """R(c) = D/F."""
        gap = self.a - self.W_A
        return tail(c - self.a, gap) / tail(c - self.W_A, -gap)

    def _reply(self, ratio: arb) -> arb:
        return self.W_B - self.C_B + (self.V_B - self.C_B) * ratio

    def value(self, z: arb) -> arb:
        """G(z)."""
        return self._reply(self._ratio(self._threshold(z)))

    def bounds(self, low: arb, high: arb) -> tuple[arb, arb]:
        """G and its slope on an interval on which G rises, from values at the ends."""
        first, last = (self._threshold(end) for end in ((high, low) if self.risky else (low, high)))
        (R, r, leaving), (R_last, r_last, leaving_last) = self._beyond(first), self._beyond(last)
        least, most = (R - r_last, R_last - r) if self.back_is_better else (r_last - R, r - R_last)
        steep, flat = (density(end) / cdf(end) ** 2 for end in (low, high))
        size = abs((self.V_B - self.C_B) * (self.S_A - self.V_A))
        small = size * flat * leaving * least if least > 0 else arb(0)
        return self._reply(R).union(self._reply(R_last)), small.union(size * steep * leaving_last * most)

    def _beyond(self, c: arb) -> tuple[arb, arb, arb]:
        """R, the ratio r of its integrands, and -F'/F at a threshold."""
        firm, back = c - self.W_A, c - self.a
        best = density(firm) * cdf(back)
        F = tail(firm, self.W_A - self.a)
        return tail(back, self.a - self.W_A) / F, density(back) * cdf(firm) / best, best / F

    def bracket(self) -> tuple[arb, arb] | None:
        """The range of G, which rises: from its limit where B never resists to that where B always does."""
        high = self._reply(self._ratio(self.S_A)).upper() + 1
        if not self.risky:
            gap = (self.a - self.W_A) / arb(2).sqrt()
            return self._reply(cdf(gap) / cdf(-gap)).lower() - 1, high
        if not self.back_is_better:
            return self._reply(arb(0)).lower() - 1, high
        low = self._below_which_there_is_none()
        return None if low is None else (low, high)

    def _below_which_there_is_none(self) -> arb | None:
        """A point below which z - G(z) stays positive, though G falls without bound; `equations` has the argument."""
        gap = self.a - self.W_A
        for step in range(80):
            z = arb(-1) - arb(step) / 4
            bound = (self.C_B - self.V_B) * (gap * (self._threshold(z) - (self.a + self.W_A) / 2)).exp()
            slope = bound * gap * (self.S_A - self.V_A) * density(z) / cdf(z) ** 2
            if z - (self.W_B - self.C_B) + bound > 0 and slope > 1:
                return z
        return None
