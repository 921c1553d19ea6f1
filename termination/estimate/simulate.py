"""Play a game many times: data under given coefficients, every play in an equilibrium chosen by rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from termination.errors import Faults, UnknownNameError
from termination.estimate.data import design
from termination.estimate.jets import Array, variables
from termination.estimate.model import Game, expect_each, numbers
from termination.estimate.roots import isolate


def probabilities(game: Game, u: Array, z: Array) -> Array:
    """The probability of each outcome in the equilibria z, one row each."""
    coordinate, *indices = variables(np.column_stack([z, u]), free=[])
    return np.exp(np.stack([log.value for log in game.log_outcomes(coordinate, indices)], axis=1))


def simulate(
    game: Game,
    data: Any,
    theta: Sequence[float] | Mapping[str, float],
    plays: int = 1,
    seed: int = 0,
    selection: str = "lowest",
) -> dict[str, Any]:
    """Simulated outcomes for each row of covariates.

    Parameters
    ----------
    game : CrisisGame or OpeningProbit
        The game with its formulas.
    data : DataFrame or mapping
        The covariates.
    theta : sequence of float, or mapping
        The coefficients, in the order of `game.coefficients` or by name.
    plays : int
        How many plays there are in each row.
    seed : int
        What the draws come from.
    selection : str
        The equilibrium played where there are several: "lowest", "highest", or "random", drawn for each row.

    Returns
    -------
    dict : the columns of the data, and a column of counts for each outcome, or of outcomes where the game names one
        (then there must be one play a row)

    Raises
    ------
    InputError : where coefficients are missing or too many, or the covariates cannot be used
    UnknownNameError : where there is no such rule of selection

    >>> from termination.estimate.crisis.game import CrisisGame
    >>> game = CrisisGame(S_A=0, V_A="1", C_B=0, W_A="1", W_B="0 + x", a="1")
    >>> data = simulate(game, {"x": [0.0, 1.0]}, [1, -1, 0.5, -1.2], plays=100, seed=1)
    >>> [int(sum(counts)) for counts in zip(*(data[name] for name in game.OUTCOMES))]
    [100, 100]
    """
    expect_each(game=game, theta=theta, plays=plays, seed=seed, selection=selection)
    faults = Faults()
    if selection not in ("lowest", "highest", "random"):
        raise UnknownNameError("rule of selection", selection, ("lowest", "highest", "random"))
    values = [theta[name] for name in game.coefficients if name in theta] if isinstance(theta, Mapping) else list(theta)
    if len(values) != len(game.coefficients):
        wanted = ", ".join(game.coefficients)
        faults.add("theta", f"gives {len(values)} of {len(game.coefficients)} coefficients: {wanted}")
    if game.outcome is not None and plays != 1:
        faults.add("plays", f"is {plays}, but there is one row a play in column {game.outcome!r}; give 1")
    faults.raise_if_any()
    u = design(game, data).indices(numbers("theta", values))
    roots = isolate(game.maps(u))
    rng = np.random.default_rng(seed)
    chosen = {"lowest": np.zeros(len(u)), "highest": np.ones(len(u)), "random": rng.uniform(0, 1, len(u))}[selection]
    place = np.minimum((chosen * roots.counts).astype(int), roots.counts - 1)
    chances = probabilities(game, u, roots.z[roots.first() + place])
    counts = rng.multinomial(plays, chances / chances.sum(axis=1, keepdims=True))
    columns = {str(name): np.asarray(data[name]) for name in data}
    if game.outcome is not None:
        return {**columns, game.outcome: np.array(game.OUTCOMES)[counts.argmax(axis=1)]}
    return {**columns, **dict(zip(game.OUTCOMES, counts.T.astype(float), strict=True))}
