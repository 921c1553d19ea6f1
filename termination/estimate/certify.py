"""Every equilibrium proved: the argument by which roots are isolated, repeated in ball arithmetic.

Floating point has found the roots; here it is proved that they are there and that there are no others. Around each
root is an interval on which the slope of the map stays on one side of 1, so that it holds one root at most, and at
whose ends the map lies on opposite sides of the diagonal, so that it holds one. Between such intervals, and out to the
ends of one that holds all roots, pieces are halved until bounds of the map miss them. Every number is a ball with a
proved radius; the utilities, as floating point has them, are taken for exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from termination.errors import InputError, MissingExtraError, expect
from termination.estimate.jets import Array
from termination.estimate.model import Game, numbers
from termination.estimate.roots import Balls, isolate

#: Bits of precision, the next tried where the one before decides nothing.
PRECISIONS = (80, 160)
#: A piece narrower than this is no longer halved.
NARROW = 1e-7


@dataclass(frozen=True)
class Certificate:
    """Roots with proof, in rows ordered by observation and then by size.

    `row` says whose root lies between `low` and `high`; `proved` says for each observation whether it is proved that
    these intervals hold one root each and that there is no other.
    """

    row: NDArray[np.intp]
    low: Array
    high: Array
    proved: NDArray[np.bool_]

    @property
    def counts(self) -> NDArray[np.intp]:
        """How many roots each observation has."""
        return np.bincount(self.row, minlength=len(self.proved))

    def __str__(self) -> str:
        width = float((self.high - self.low).max(initial=0.0))
        said = f"{len(self.row)} roots at {len(self.proved)} observations, each within {width:.1g}"
        return f"{said}; proved to be all at {int(self.proved.sum())}"


def certify(game: Game, u: Array) -> Certificate:
    """Prove every root of the equilibrium map at each observation.

    Parameters
    ----------
    game : CrisisGame or OpeningProbit
        The game.
    u : array
        Its indices, one row an observation: `fitted.point.u`, or `design(game, data).indices(theta)`.

    Returns
    -------
    Certificate
        An interval for each root, and where these are proved to be all.

    Raises
    ------
    MissingExtraError : where python-flint is not installed
    InputError : where the indices are no numbers, or not so many
    """
    expect("game", game, Game, "a CrisisGame or an OpeningProbit")
    u = numbers("u", u)
    in_rows = u.ndim == 2 and u.shape[1] == len(game.INDICES)
    if not in_rows or not np.isfinite(u).all():
        names = ", ".join(index.name for index in game.INDICES)
        told = "some that are not finite" if in_rows else f"the shape {u.shape}"
        raise InputError(f"u: expected rows of {len(game.INDICES)} finite numbers ({names}), found {told}")
    try:
        import flint
    except ImportError:
        raise MissingExtraError("python-flint", "certify", "proving roots in ball arithmetic") from None
    roots = isolate(game.maps(u))
    first, counts = roots.first(), roots.counts
    ends, proved = np.column_stack([roots.z, roots.z]), np.full(len(u), False)
    for i, (start, number) in enumerate(zip(first, counts, strict=True)):
        found = [float(z) for z in roots.z[start : start + number]]
        for precision in PRECISIONS:
            with flint.ctx.workprec(precision):
                shown = _shown(game.balls(u[i]), found)
            if shown is not None:
                ends[start : start + number], proved[i] = np.reshape(shown, (-1, 2)), True
                break
    return Certificate(roots.row, ends[:, 0], ends[:, 1], proved)


def _shown(balls: Balls, roots: Sequence[float]) -> list[tuple[float, float]] | None:
    """An interval around each root, once it is proved that they are all; else None."""
    from flint import arb

    if balls.falls:
        around = [_close(balls, z) for z in roots]
        return [one for one in around if one] if len(roots) == 1 and all(around) else None
    bracket = balls.bracket()
    if bracket is None:
        return None
    middles = [0.5 * (one + other) for one, other in pairwise(roots)]
    ends = [-np.inf, *middles, np.inf]
    tried = [_home(balls, *one) for one in zip(ends, roots, ends[1:], strict=False)]
    homes = [home for home in tried if home]
    if len(homes) < len(roots):
        return None
    marks = [bracket[0], *(arb(end) for home in homes for end in home), bracket[1]]
    if not all(_empty(balls, low, high) for low, high in zip(marks[::2], marks[1::2], strict=True)):
        return None
    return [_narrowed(balls, *one) for one in zip(homes, roots, strict=True)]


def _home(balls: Balls, least: float, z: float, most: float) -> tuple[float, float] | None:
    """An interval around a root, between two others, in which it is the only one."""
    from flint import arb

    for step in range(12):
        width = 0.5 * 0.2**step
        low, high = max(least, z - width), min(most, z + width)
        _, slope = balls.bounds(arb(low), arb(high))
        if (slope < 1 or slope > 1) and _crosses(balls, low, high):
            return low, high
    return None


def _crosses(balls: Balls, low: float, high: float) -> bool:
    """Whether the map is proved to lie on opposite sides of the diagonal at two points."""
    from flint import arb

    at_low, at_high = (balls.value(arb(end)) - arb(end) for end in (low, high))
    return bool((at_low > 0 and at_high < 0) or (at_low < 0 and at_high > 0))


def _close(balls: Balls, z: float) -> tuple[float, float] | None:
    """The narrowest of some intervals around a root at whose ends the map is on opposite sides of the diagonal."""
    for step in range(20):
        width = 4e-16 * 4.0**step * (1 + abs(z))
        if _crosses(balls, z - width, z + width):
            return z - width, z + width
    return None


def _narrowed(balls: Balls, home: tuple[float, float], z: float) -> tuple[float, float]:
    """The narrowest interval within a root's home; a wider one might hold its neighbour too, or instead."""
    close = _close(balls, z)
    return close if close and home[0] <= close[0] and close[1] <= home[1] else home


def _empty(balls: Balls, low: Any, high: Any) -> bool:
    """Whether an interval is proved to hold no root: halved until bounds of the map miss each piece."""
    left = [(low, high)]
    while left:
        low, high = left.pop()
        if low > high:
            continue
        value, _ = balls.bounds(low, high)
        if value > high or value < low:
            continue
        if not high - low > NARROW:
            return False
        inner = low if not value.lower() > low else value.lower()
        outer = high if not value.upper() < high else value.upper()
        middle = ((inner + outer) / 2).mid()
        left += [(inner, middle), (middle, outer)]
    return True
