"""Where searches for a maximum begin, and where they end: several ways to one answer, or to more than one.

A local search moves the coefficients alone. One in the full space moves equilibria with them; what it finds is where a
local search begins. Both end at coefficients at which every equilibrium of every observation is listed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import special

from termination.engine.progress import Progress
from termination.errors import Fault, InputError
from termination.estimate.data import Observed
from termination.estimate.first_stage import frequencies
from termination.estimate.full_space import full_space
from termination.estimate.jets import Array
from termination.estimate.likelihood import Point, equilibrium_point, pseudo_point
from termination.estimate.model import Game
from termination.estimate.result import FAR, Starts
from termination.estimate.search import Found, maximise


@dataclass(frozen=True)
class Searches:
    """What searches are about: a game, what was observed, the rule that chooses equilibria, and bounds on indices."""

    game: Game
    seen: Observed
    rule: str
    bounds: float | None

    @cached_property
    def scale(self) -> Array:
        """How much a unit of each coefficient moves an index."""
        return np.asarray(np.abs(self.seen.design.terms).max(axis=0, initial=0.0))

    def to_beliefs(self, believed: list[Array], theta: Array | None) -> Found:
        """The best coefficients where players reply best to beliefs, sought from `theta` or 0."""
        begin = np.zeros(len(self.scale)) if theta is None else theta
        found = self._climb(lambda one: pseudo_point(self.game, self.seen, one, believed), begin)
        if found is None:
            raise _no_start()
        return found

    def local(self, theta: Array) -> Found | None:
        """Where a search in the coefficients ends; None where it cannot begin."""
        return self._climb(lambda one: equilibrium_point(self.game, self.seen, one, self.rule), theta)

    def full(self, theta: Array | None) -> Found | None:
        """The same, begun where one in the full space ends; that begins at `theta`, or at replies to frequencies.

        None where indices leave the bounds, or become as large as no utilities are.
        """
        own = frequencies(self.game, self.seen)
        begin = self.to_beliefs(own, None).point.theta if theta is None else theta
        limit = FAR if self.bounds is None else self.bounds
        end = full_space(self.game, self.seen, begin, special.ndtri(own[0]), self.scale, limit)
        return None if end is None else self.local(end)

    def _climb(self, evaluate: Callable[[Array], Point | None], theta: Array) -> Found | None:
        """Where a search ends of a function that is undefined where an estimated index is out of bounds."""

        def bounded(one: Array) -> Point | None:
            point = evaluate(one)
            out = point is not None and self.bounds is not None and np.abs(point.u).max() > self.bounds
            return None if out else point

        begin = bounded(theta)
        return None if begin is None else maximise(bounded, begin, self.scale)


def best_of(
    searches: Searches, begin: Array, given: Array | None, search: str | None, multistart: int, seed: int,
    progress: Progress | None,
) -> tuple[Found, Starts]:  # fmt: skip
    """The likeliest end that came to rest of all the searches asked for, and how the others compare with it.

    Further starts are coefficients drawn that move an index by 1 at most.
    """
    first = search or ("full" if searches.rule == "free" else "local")
    found = [searches.full(given) if first == "full" else searches.local(begin)]
    if search is None and first == "full" and not (found[0] and found[0].settled):
        found.append(searches.local(begin))
    rng = np.random.default_rng(seed)
    for done in range(multistart):
        if progress:
            progress("starts", done, multistart)
        drawn = rng.uniform(-1, 1, len(searches.scale)) / searches.scale
        found.append(searches.full(drawn) if first == "full" else searches.local(drawn))
    begun, left = [one for one in found if one is not None], first == "full" and None in found
    if not begun:
        raise _left(searches) if left else _no_start()
    return _compared(begun, left)


def _compared(found: list[Found], left: bool) -> tuple[Found, Starts]:
    best = max(found, key=lambda one: (one.settled, one.point.value))
    gains = [one.point.value - best.point.value for one in found]
    agreed, escaped = sum(abs(gain) < 1e-6 for gain in gains), sum(gain >= 1e-6 for gain in gains)
    return best, Starts(len(found), agreed, escaped, left)


def _left(searches: Searches) -> InputError:
    limit = FAR if searches.bounds is None else searches.bounds
    what = f'the full space leads to utilities beyond {limit:g}, which are no estimate; try "local", or wider bounds'
    return InputError([Fault("search", what)])


def _no_start() -> InputError:
    what = "has no finite likelihood within the bounds; give another start, or wider bounds"
    return InputError([Fault("start", what)])
