"""Newton's method for a maximum, on functions that may be undefined, have saddles, and jump.

A step is taken along the Hessian's own axes, each by gradient over the size of its curvature, so that saddles are left
and not approached; it is no longer than moves an index by `reach`, and halved until the function rises. Coordinates are
scaled by what moves the indices, so that units of covariates do not matter.

Where the equilibrium chosen ceases to be, the likelihood breaks off: towards that edge its gradient grows without end
and its curvature faster still, so that a step promises nothing. That is no maximum, and known by the gradient.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from termination.estimate.jets import Array
from termination.estimate.likelihood import Point


@dataclass(frozen=True)
class Found:
    """Where a search ended: the point, whether it stands still there, and in how many steps."""

    point: Point
    settled: bool
    steps: int

    @property
    def gain(self) -> float:
        """What a full Newton step promises: half g' |H|^-1 g."""
        return _promise(self.point)


#: A search has settled where a full step promises less than this, in units of the log-likelihood.
PROMISE = 1e-11
#: With a larger gradient, by how much an index moves, a search has not settled, whatever a step promises: it is at an
#: edge of the likelihood. At a maximum the curvature would have to be 10^11 for that.
STEEP = 1.0
#: A step halved more often than this leads nowhere: the point is at a bound, or at a cliff.
HALVINGS = 20


def maximise(
    evaluate: Callable[[Array], Point | None], start: Point, scale: Array, limit: int = 200, reach: float = 2.0
) -> Found:
    """Climb from `start`; `scale` has how much a unit of each coefficient moves an index."""
    point = start
    for step in range(limit):
        if _promise(point) < PROMISE:
            return Found(_polished(evaluate, point), not _steep(point, scale), step)
        direction = axes_step(-point.hessian, point.gradient, scale)
        size = min(1.0, reach / max(float(np.max(np.abs(direction * scale))), 1e-300))
        slope = float(point.gradient @ direction)
        for _ in range(HALVINGS):
            new = evaluate(point.theta + size * direction)
            if new is not None and new.value > point.value + 1e-4 * size * slope:
                break
            size /= 2
        else:
            return Found(point, _promise(point) < 1e-6 and not _steep(point, scale), step)
        point = new
    return Found(point, False, limit)


def _polished(evaluate: Callable[[Array], Point | None], point: Point) -> Point:
    """One more full step where that is an improvement of the gradient: quadratic convergence to rounding."""
    if not len(point.theta) or _least_curvature(point) <= 0:
        return point
    new = evaluate(point.theta + np.linalg.solve(-point.hessian, point.gradient))
    better = new is not None and np.abs(new.gradient).max() < np.abs(point.gradient).max()
    return new if new is not None and better else point


def axes_step(curvature: Array, gradient: Array, scale: Array) -> Array:
    """The step along each axis of a curvature matrix (minus a Hessian) by gradient over the size of its curvature."""
    values, axes = np.linalg.eigh(curvature / np.outer(scale, scale))
    sizes = np.maximum(np.abs(values), 1e-10 * max(float(np.abs(values).max()), 1e-300))
    return np.asarray((axes @ ((axes.T @ (gradient / scale)) / sizes)) / scale)


def _promise(point: Point) -> float:
    if not len(point.theta):
        return 0.0
    size = np.sqrt(np.maximum(np.abs(np.diag(point.hessian)), 1e-300))
    return 0.5 * float(point.gradient @ axes_step(-point.hessian, point.gradient, size))


def _steep(point: Point, scale: Array) -> bool:
    return bool(np.abs(point.gradient / scale).max(initial=0.0) > STEEP)


def _least_curvature(point: Point) -> float:
    size = np.sqrt(np.maximum(np.abs(np.diag(point.hessian)), 1e-300))
    return float(np.linalg.eigvalsh(-point.hessian / np.outer(size, size))[0])
