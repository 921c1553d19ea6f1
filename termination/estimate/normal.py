"""Chances under the normal law, in logarithms and with derivatives, so that no tail is lost.

Besides the distribution function there is one integral: with two standard normal shocks u and v, the chance that u is
above a threshold and above v minus a gap,

    T(l, d) = Pr(u > l, v < u + d) = int_l^oo phi(u) Phi(u + d) du.

Its integrand is log-concave with a curvature between -2 and -1, so that Gauss-Legendre quadrature on the window around
its peak, or beyond l where l is past it, gives sixteen digits; its derivatives have closed forms.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import special

from termination.estimate.jets import Array, Jet, outer, through_two, together

LOG_ROOT_TAU = 0.5 * np.log(2 * np.pi)
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(56)
#: The power of e above which nothing is let, so that it stays finite.
HIGHEST = 700.0
#: Logarithms of this size differ by rounding as much as by what makes one chance twice another.
ALIKE = 1e15
_EFOLDS = 37.0  # exp(-37) is less than a rounding error
_WINDOW = np.sqrt(2 * _EFOLDS)


def log_density(x: Array) -> Array:
    """log phi(x)."""
    return np.asarray(-0.5 * np.minimum(np.abs(x), 1e150) ** 2 - LOG_ROOT_TAU)


def hazard(x: Array, log_chance: Array | None = None) -> Array:
    """phi(x) / Phi(x), the derivative of log Phi; `log_chance` is log Phi(x) where it is known already.

    >>> hazard(np.array([0.0, -50.0])).round(4)
    array([ 0.7979, 50.02  ])
    """
    return np.asarray(np.exp(np.minimum(log_hazard(x, log_chance), 700.0)))


def log_hazard(x: Array, log_chance: Array | None = None) -> Array:
    """log phi(x) - log Phi(x); far to the left, where both are huge, from the expansion of their ratio."""
    far = x < -1e6
    near = np.where(far, 0.0, x)
    chance = special.log_ndtr(x) if log_chance is None else log_chance
    return np.where(far, np.log(np.where(far, -x, 1.0)), log_density(near) - chance)


def log_cdf(x: Jet) -> Jet:
    """log Phi(x)."""
    value = special.log_ndtr(x.value)
    first = hazard(x.value, value)
    return x.through(value, first, _bend(x.value, first))


def _bend(x: Array, slope: Array) -> Array:
    """The second derivative of log Phi, given the first; far to the left, where its two terms cancel, expanded."""
    far = x < -1e2
    square = np.where(far, 1 / np.where(far, x, 1.0), 0.0) ** 2
    return np.asarray(np.where(far, -1 + square - 6 * square**2, -slope * np.where(far, 0.0, x + slope)))


def log_cdf_pair(x: Jet) -> tuple[Jet, Jet]:
    """log Phi(-x) and log Phi(x), which share what their Hessians are made of."""
    square = outer(x.slopes, x.slopes)

    def side(sign: float) -> Jet:
        at = sign * x.value
        value = special.log_ndtr(at)
        slope = hazard(at, value)
        first, second = sign * slope, _bend(at, slope)
        return Jet(value, first * x.slopes, first * x.bends + second * square, x.by, x.k)

    return side(-1.0), side(1.0)


def cdf(x: Jet) -> Jet:
    """Phi(x)."""
    density = np.exp(log_density(x.value))
    return x.through(special.ndtr(x.value), density, -x.value * density)


def exp(x: Jet, most: Array | float = HIGHEST) -> Jet:
    """The exponential function, held finite: no power of e above this one."""
    value = np.exp(np.minimum(x.value, most))
    slope = np.where(x.value < most, value, 0.0)
    return x.through(value, slope, slope)


def log(x: Jet) -> Jet:
    """The natural logarithm."""
    return x.through(np.log(x.value), 1 / x.value, -1 / x.value**2)


def log_sum(terms: list[Jet], shares: Sequence[Array] | None = None) -> Jet:
    """log of the sum of the exponentials of the terms; `shares` are theirs in it, where they are known more exactly.

    Far down, where rounding hides which term is ahead, all of it is the greatest's, the first's of several.
    """
    terms = together(terms)
    values = np.stack([term.value for term in terms])
    total = np.asarray(np.logaddexp.reduce(values))
    if shares is None:
        first = np.arange(len(terms))[:, None] == values.argmax(axis=0)
        shares = list(np.where(total < -ALIKE, first, np.exp(values - total)))
    slopes = np.asarray(sum(share * term.slopes for share, term in zip(shares, terms, strict=True)))
    # Slopes about their mean: of far tails they are enormous, and their squares past all numbers.
    apart = [np.sqrt(share) * (term.slopes - slopes) for share, term in zip(shares, terms, strict=True)]
    bends = [share * term.bends + outer(one, one) for share, term, one in zip(shares, terms, apart, strict=True)]
    return Jet(total, slopes, np.asarray(sum(bends)), terms[0].by, terms[0].k)


def below_mean(x: Jet) -> Jet:
    """phi(x) / Phi(x) with its derivatives: minus the mean of a standard normal variable known to be below x."""
    m, x_ = hazard(x.value), x.value
    first = -m * (x_ + m)
    return x.through(m, first, -first * (x_ + 2 * m) - m)


def log_tail_parts(low: Array, gap: Array) -> tuple[Array, Array]:
    """log T(low, gap) as log phi(max(low, 0)), which may be enormous, and the rest, which says what differs."""
    origin = np.maximum(low, 0.0)
    return log_density(origin), _log_tail(low, gap, origin)


def _log_tail(low: Array, gap: Array, origin: Array) -> Array:
    """log T - log phi(origin), by quadrature over the part of the line on which the integrand is not nothing."""
    peak = np.maximum(0.0, -gap / 2)
    for _ in range(3):  # Newton on a concave function: close enough to place a window
        ratio = hazard(peak + gap)
        peak = peak - (peak - ratio) / (1 + ratio * (peak + gap + ratio))
    slope = np.maximum(0.0, low - hazard(low + gap))
    beyond = 2 * _EFOLDS / (slope + np.sqrt(slope**2 + 2 * _EFOLDS))
    start = np.maximum(low, peak - _WINDOW) - origin
    length = np.where(low > peak, beyond, peak + _WINDOW - origin - start)
    step = start[..., None] + 0.5 * length[..., None] * (1 + _NODES)
    exponent = -origin[..., None] * step - 0.5 * step**2 + special.log_ndtr((origin + gap)[..., None] + step)
    most = exponent.max(axis=-1)
    total = np.exp(exponent - most[..., None]) @ _WEIGHTS
    return np.asarray(most + np.log(0.5 * length * total))


def log_tail(low: Jet, gap: Jet, parts: tuple[Array, Array] | None = None) -> Jet:
    """log T(low, gap), with derivatives; `parts` are those of `log_tail_parts` where they are known already.

    >>> from termination.estimate.jets import variables
    >>> low, gap = variables(np.array([[-40.0, 0.0], [0.0, 40.0]]))
    >>> np.exp(log_tail(low, gap).value).round(12)
    array([0.5, 0.5])
    """
    l, d = low.value, gap.value  # noqa: E741
    scale, rest = parts or log_tail_parts(l, d)
    start = log_density(l) - scale - rest  # log phi(l)/T, whose parts are enormous where l is far, and alike
    by_low = -np.exp(start + special.log_ndtr(l + d))
    both = np.exp(start + log_density(l + d))
    middle = l + d / 2
    by_gap = np.where(
        middle > 0,
        np.exp(start + log_density(l + d) - log_hazard(-np.sqrt(2) * np.maximum(middle, 0.0)) - np.log(2) / 2),
        np.exp(-d * d / 4 - np.log(2 * np.sqrt(np.pi)) + special.log_ndtr(-np.sqrt(2) * middle) - scale - rest),
    )
    far, bend = _far_tail(l, d)
    second = (
        np.where(far, bend - 1, -l * by_low - both - by_low**2),
        np.where(far, bend, -both - by_low * by_gap),
        np.where(far, bend, -d / 2 * by_gap - both / 2 - by_gap**2),
    )
    value = scale + rest
    return through_two(low, gap, value, (by_low, by_gap), second)


def _far_tail(low: Array, gap: Array) -> tuple[NDArray[np.bool_], Array]:
    """Where T is a far tail, and the second derivative of log Phi at its beginning, to which those of log T tend there.

    Beyond `low` the integrand falls at a rate s = low - h(low + gap), and 1/s^2 is what the limits leave out.
    """
    slope = hazard(low + gap)
    return low - slope > 1e4, _bend(low + gap, slope)
