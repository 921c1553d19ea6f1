"""The search in the full space: coefficients and equilibria move together, and equilibrium is reached only at the end.

As a function of the coefficients alone, a likelihood with several equilibria breaks off where the one chosen ceases to
be, and a search stops at the first such edge. With the equilibrium z_i of each observation free beside the coefficients
theta there are no edges. What is climbed is the augmented Lagrangian (Hestenes 1969, Powell 1969)

    sum_i  l(z_i, u_i) - m_i h_i - r_i h_i^2 / 2,    h_i = z_i - G(z_i; u_i),

with u_i the indices at theta. It begins with light weights r_i, so that z_i stays near what was seen and theta fits the
equations to it; after each climb m_i grows by r_i h_i, and the weights grow where the h_i have not shrunk enough. The
second derivatives by z are diagonal, so that a step costs one linear system as large as theta. What is found is a start
for the search that lists every equilibrium; only where that ends is there an estimate.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from termination.estimate.data import Observed
from termination.estimate.jets import Array, Jet, variables
from termination.estimate.likelihood import log_likelihood
from termination.estimate.model import Game
from termination.estimate.search import axes_step

#: The first weights, as a share of what an observation says of its equilibrium; and by what they grow.
LIGHT, HEAVIER = 0.1, 4.0
#: An observation counts for this share, at least, of the one that says most.
LEAST = 0.01
#: The equations are met where none is off by more than this, in units of z.
MET = 1e-4
#: How many climbs there are at most, and steps in each.
CLIMBS, STEPS = 30, 50
#: A climb ends where a step promises less than this, in units of the log-likelihood.
PROMISE = 1e-6
#: How far a step may go, in an index and in z.
REACH, REACH_Z = 2.0, 1.0


@dataclass(frozen=True)
class Space:
    """The problem: a game, what was observed, and how far an index may go before the search is given up."""

    game: Game
    seen: Observed
    limit: float

    def jets(self, theta: Array, z: Array, *, derivatives: bool = True) -> tuple[Jet, Jet]:
        """The log-likelihood of each observation, and by how much its equation is missed."""
        columns = np.column_stack([z, self.seen.design.indices(theta)])
        coordinate, *indices = variables(columns, None if derivatives else [])
        outcomes, reply = self.game.play(coordinate, indices)
        return log_likelihood(self.game, self.seen, outcomes), coordinate - reply

    def missed(self, theta: Array, z: Array) -> Array:
        """By how much the equation of each observation is missed."""
        return self.jets(theta, z, derivatives=False)[1].value

    def within(self, theta: Array) -> bool:
        """Whether every index is within the limit."""
        return bool(np.abs(self.seen.design.indices(theta)).max(initial=0.0) <= self.limit)


@dataclass(frozen=True)
class Lagrangian:
    """The augmented Lagrangian with its multipliers and weights."""

    space: Space
    multipliers: Array
    weights: Array

    def value(self, theta: Array, z: Array) -> float:
        """Its value; nan where it is not finite."""
        worth, missed = self.space.jets(theta, z, derivatives=False)
        h = missed.value
        with np.errstate(over="ignore", invalid="ignore"):
            return float((worth.value - self.multipliers * h - 0.5 * self.weights * h**2).sum())

    def step(self, theta: Array, z: Array, scale: Array) -> tuple[Array, Array, float]:
        """A step of Newton's method in theta and in z, uphill whatever the curvature, and what it promises."""
        worth, missed = self.space.jets(theta, z)
        of, h = self.space.seen.design, missed.value
        pull = self.multipliers + self.weights * h
        outer = missed.gradient[:, :, None] * missed.gradient[:, None, :]
        gradient = worth.gradient - pull[:, None] * missed.gradient
        hessian = worth.hessian - pull[:, None, None] * missed.hessian - self.weights[:, None, None] * outer
        by_z, bend = gradient[:, 0], np.maximum(np.abs(hessian[:, 0, 0]), 1e-6)
        mixed, by_theta = of.scores(hessian[:, 0, 1:]), of.scores(gradient[:, 1:]).sum(axis=0)
        reduced = -of.hessian(hessian[:, 1:, 1:]) - (mixed / bend[:, None]).T @ mixed
        move = axes_step(reduced, by_theta + mixed.T @ (by_z / bend), scale)
        move_z = (by_z + mixed @ move) / bend
        return move, move_z, float(by_theta @ move + by_z @ move_z)

    def climb(self, theta: Array, z: Array, scale: Array) -> tuple[Array, Array, bool]:
        """Where steps end that are halved until they rise, and whether the next one would leave the limit."""
        here = self.value(theta, z)
        for _ in range(STEPS):
            move, move_z, promise = self.step(theta, z, scale)
            if not promise > PROMISE:
                break
            far, far_z = (max(float(np.abs(one).max()), 1e-300) for one in (move * scale, move_z))
            size = min(1.0, REACH / far, REACH_Z / far_z)
            for _ in range(30):
                there = self.value(theta + size * move, z + size * move_z)
                if there > here + 1e-4 * size * promise:
                    break
                size /= 2
            else:
                break
            if not self.space.within(theta + size * move):
                return theta, z, True
            theta, z, here = theta + size * move, z + size * move_z, there
        return theta, z, False


def full_space(game: Game, seen: Observed, theta: Array, z: Array, scale: Array, limit: float) -> Array | None:
    """Coefficients at which the search in the full space ends.

    Parameters
    ----------
    game, seen : Game, Observed
        The game and what was observed.
    theta, z : array
        Where it begins: coefficients, and a guess at the equilibrium of each observation.
    scale : array
        How much a unit of each coefficient moves an index.
    limit : float
        How far from 0 an index may go.

    Returns
    -------
    array, or None
        Coefficients near which every equation is met, or nearly so; None where an index would leave the limit.
    """
    space = Space(game, seen, limit)
    said = np.abs(space.jets(theta, z)[0].hessian[:, 0, 0])
    weights = LIGHT * np.maximum(said, LEAST * said.max())
    multipliers, last = np.zeros_like(z), np.inf
    for _ in range(CLIMBS):
        theta, z, left = Lagrangian(space, multipliers, weights).climb(theta, z, scale)
        if left:
            return None
        missed = space.missed(theta, z)
        most = float(np.abs(missed).max())
        if most < MET:
            break
        multipliers = multipliers + weights * missed
        weights = weights * (HEAVIER if most > 0.25 * last else 1.0)
        last = most
    return theta
