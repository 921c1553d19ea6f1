"""The log-likelihood with its derivatives, at equilibria and at replies to given beliefs.

At an equilibrium z(u) = G(z(u); u) moves with the indices: with D = 1 - G_z, which is zero only at a fold,

    z_u = G_u / D,    z_uu = (G_uu + G_uz z_u' + z_u G_uz' + G_zz z_u z_u') / D,

and the chain rule makes of the derivatives of l(z, u) those of l(z(u), u). The inverse of minus its Hessian is the
block for the coefficients of the inverse of the bordered matrix of the problem in (coefficients, z) with the equations
as constraints.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from termination.estimate.data import Observed
from termination.estimate.jets import Array, Jet, variables
from termination.estimate.model import Game
from termination.estimate.normal import log_sum
from termination.estimate.roots import Roots, isolate

#: So many rows are differentiated at a time: their Hessians are then small enough for memory to be used again.
ROWS = 1000


@dataclass(frozen=True)
class Point:
    """The log-likelihood at some coefficients, its scores by observation (n, p), and its Hessian (p, p).

    `z` is the equilibrium chosen at each observation and `roots` are all there are, None where beliefs were given.
    """

    theta: Array
    value: float
    scores: Array
    hessian: Array
    u: Array
    z: Array
    roots: Roots | None = None

    @property
    def gradient(self) -> Array:
        """The sum of the scores."""
        return np.asarray(self.scores.sum(axis=0))


def named_outcomes(game: Game, names: tuple[str, ...], full: list[Jet]) -> list[Jet]:
    """log Pr of each name: of an outcome, or of one of several where it is known in part."""
    by_name = dict(zip(game.OUTCOMES, full, strict=True))
    return [
        by_name[name] if name in by_name else log_sum([by_name[one] for one in game.PARTIAL[name]]) for name in names
    ]


def log_likelihood(game: Game, seen: Observed, full: list[Jet]) -> Jet:
    """The log-likelihood of each observation's counts."""
    logs = named_outcomes(game, seen.outcomes, full)
    terms = [log * count for log, count in zip(logs, seen.counts.T, strict=True)]
    total: Jet = reduce(Jet.__add__, terms)
    return total


def values(game: Game, seen: Observed, u: Array, z: Array) -> Array:
    """The log-likelihood of each observation in the equilibrium z, without derivatives."""
    coordinate, *indices = variables(np.column_stack([z, u]), free=[])
    return log_likelihood(game, seen, game.log_outcomes(coordinate, indices)).value


def rowwise(game: Game, seen: Observed, point: Point) -> Array:
    """The log-likelihood of each observation in the equilibrium chosen there."""
    return values(game, seen, point.u, point.z)


def at_equilibria(game: Game, u: Array, z: Array, quantity: Jet) -> tuple[Array, Array]:
    """Gradient and Hessian by the indices of a quantity q(z(u), u), given as a jet in (z, u)."""
    coordinate, *indices = variables(np.column_stack([z, u]))
    return along_equilibria(game.equation(coordinate, indices), quantity)


def along_equilibria(g: Jet, quantity: Jet) -> tuple[Array, Array]:
    """The same, G being given as a jet in (z, u) too."""
    slope, bend, by, curve = g.gradient, g.hessian, quantity.gradient, quantity.hessian
    distance = 1 - slope[:, 0]
    moved = slope[:, 1:] / distance[:, None]
    bent = (_along(bend, moved) + bend[:, 1:, 1:]) / distance[:, None, None]
    gradient = by[:, 1:] + by[:, :1] * moved
    hessian = curve[:, 1:, 1:] + _along(curve, moved) + by[:, :1, None] * bent
    return gradient, hessian


def _along(hessian: Array, moved: Array) -> Array:
    """What the second derivatives that have z in them add where z moves by `moved` with u."""
    mixed = hessian[:, 1:, :1] * moved[:, None, :]
    square = moved[:, :, None] * moved[:, None, :]
    return np.asarray(mixed + mixed.transpose(0, 2, 1) + hessian[:, :1, :1] * square)


def equilibrium_point(game: Game, seen: Observed, theta: Array, selection: str) -> Point | None:
    """The log-likelihood where every equilibrium is known and one chosen by rule; None where it is not finite."""
    u = seen.design.indices(theta)
    roots = isolate(game.maps(u))
    if not (roots.counts > 0).all():
        return None
    z = roots.z[chosen(game, seen, u, roots, selection)]

    def at(rows: NDArray[np.intp]) -> tuple[Array, Array, Array]:
        coordinate, *indices = variables(np.column_stack([z[rows], u[rows]]))
        outcomes, g = game.play(coordinate, indices)
        quantity = log_likelihood(game, seen.taking(rows), outcomes)
        return quantity.value, *along_equilibria(g, quantity)

    return _summed(theta, seen, at, u, z, roots)


def chosen(game: Game, seen: Observed, u: Array, roots: Roots, selection: str) -> NDArray[np.intp]:
    """Which root each observation is at: the lowest, the highest, or that under which its counts are likeliest."""
    first, counts = roots.first(), roots.counts
    if selection == "lowest":
        return first
    if selection == "highest":
        return first + counts - 1
    several = np.flatnonzero(counts[roots.row] > 1)
    rows = roots.row[several]
    worth = np.zeros(len(roots.row))
    if len(several):
        worth[several] = values(game, seen.taking(rows), u[rows], roots.z[several])
    order = np.lexsort((-worth, roots.row))
    return order[first]


def pseudo_point(game: Game, seen: Observed, theta: Array, believed: list[Array]) -> Point | None:
    """The log-likelihood where players reply best to beliefs that are given."""
    u = seen.design.indices(theta)
    k, columns = len(believed), np.column_stack([*believed, u])
    free = range(k, columns.shape[1])

    def at(rows: NDArray[np.intp]) -> tuple[Array, Array, Array]:
        jets = variables(columns[rows], free=free)
        quantity = log_likelihood(game, seen.taking(rows), game.respond(jets[:k], jets[k:])[0])
        return quantity.value, quantity.gradient, quantity.hessian

    return _summed(theta, seen, at, u, believed[0])


def _summed(
    theta: Array, seen: Observed, at: Callable[[NDArray[np.intp]], tuple[Array, Array, Array]], u: Array, z: Array,
    roots: Roots | None = None,
) -> Point | None:  # fmt: skip
    """The point, from value, gradient and Hessian by the indices of some rows at a time; None if it is not finite."""
    blocks = [np.arange(start, min(start + ROWS, len(u))) for start in range(0, len(u), ROWS)]
    value, gradient, curvature = (np.concatenate(part) for part in zip(*map(at, blocks), strict=True))
    total, scores, hessian = float(value.sum()), seen.design.scores(gradient), seen.design.hessian(curvature)
    if not (np.isfinite(total) and np.isfinite(scores).all() and np.isfinite(hessian).all()):
        return None
    return Point(theta, total, scores, hessian, u, z, roots)
