"""The normal law in ball arithmetic: each number is an interval in which the true one is proved to lie.

Balls are those of Arb by python-flint, at the precision that is set while they are computed.
"""

from __future__ import annotations

from math import log, sqrt

from flint import acb, arb, ctx

#: An integral that takes more evaluations stays a wide ball, which proves nothing.
EVALUATIONS = 3000
#: Beyond this threshold nothing is said of a chance but that it is next to nothing.
FARTHEST = 40.0


def cdf(x: arb) -> arb:
    """Phi(x)."""
    return (-x / arb(2).sqrt()).erfc() / 2


def density(x: arb) -> arb:
    """phi(x)."""
    return (-x * x / 2).exp() / (2 * arb.pi()).sqrt()


def tail(low: arb, gap: arb) -> arb:
    """T(low, gap), the chance that u > low and v < u + gap for standard normal u and v.

    The integral of phi(u) Phi(u + gap) up to a point beyond which phi alone has next to nothing left, and that rest.

    >>> 0.2 < tail(arb(0), arb(0)) < 0.4
    True
    """
    start = max(float(low), 0.0)
    if not start < FARTHEST:
        return arb(0).union(cdf(low))
    room = 2 * (ctx.prec + 10) * log(2)
    reach = max(0.0, -float(gap) / 2 - start) + room / (start + sqrt(start * start + room))
    origin, root = arb(start), acb(2).sqrt()

    def integrand(step: acb, _: bool) -> acb:
        return (-step * (origin + step / 2)).exp() * (-(origin + gap + step) / root).erfc() / 2

    least = arb(2) ** (-10 * ctx.prec)  # so that accuracy is relative, however small the whole is
    body = acb.integral(integrand, acb(low - origin), acb(reach), abs_tol=least, eval_limit=EVALUATIONS).real
    return body * density(origin) + arb(0).union(cdf(-origin - reach))
