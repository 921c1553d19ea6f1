"""The opening probit's map in ball arithmetic; `equations` says why values at the ends of an interval bound it."""

from __future__ import annotations

from collections.abc import Sequence

from flint import arb

from termination.estimate.balls import cdf, density


class Ball:
    """The map of one observation, whose indices are taken for exact."""

    def __init__(self, u: Sequence[float]):
        self.premium, self.reply, self.extra, self.beta, self.d, self.lam = (arb(float(one)) for one in u)
        self.falls = False

    def _replies(self, e: arb) -> tuple[arb, arb, arb, arb]:
        """The probits of escalation after closed and after open, and how fast expected resilience rises in each."""
        above, below = density(e) / cdf(-e), density(e) / cdf(e)
        closed, opened = self.reply - self.beta * above, self.reply + self.extra + self.beta * below
        return closed, opened, above * (above - e), below * (below + e)

    def value(self, e: arb) -> arb:
        """G(e)."""
        closed, opened, _, _ = self._replies(e)
        return self.premium + self.d * (cdf(closed) - self.lam * cdf(opened))

    def bounds(self, low: arb, high: arb) -> tuple[arb, arb]:
        """G and its slope on an interval, from values at the ends: each reply is monotone, and so is each rise."""
        closed, opened, rise_closed, rise_opened = (
            one.union(other) for one, other in zip(self._replies(low), self._replies(high), strict=True)
        )
        value = self.premium + self.d * (cdf(closed) - self.lam * cdf(opened))
        slope = -self.d * self.beta * (density(closed) * rise_closed - self.lam * density(opened) * rise_opened)
        return value, slope

    def bracket(self) -> tuple[arb, arb]:
        """The range of G: the premium, and what escalation can add to it or take from it."""
        ends = [arb(0), self.d, -self.d * self.lam, self.d - self.d * self.lam]
        reach = ends[0]
        for end in ends[1:]:
            reach = reach.union(end)
        return (self.premium + reach).lower() - 1, (self.premium + reach).upper() + 1
