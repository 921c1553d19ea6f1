"""Play a game many times: data under given coefficients, every play in an equilibrium chosen by rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from termination.errors import Faults, UnknownNameError, expect
from termination.estimate.data import design
from termination.estimate.jets import Array, variables
from termination.estimate.model import Game, coefficients, expect_each, numbers
from termination.estimate.roots import isolate

#: The rules by which an equilibrium is chosen in every row.
RULES = ("lowest", "highest", "random")


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
    selection: str | Sequence[int] = "lowest",
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
    selection : str, or sequence of int
        The equilibrium played where there are several: "lowest", "highest", or "random", drawn for each row; or the
        place of it in each row, 1 for the lowest.

    Returns
    -------
    dict : the columns of the data, and a column of counts for each outcome, or of outcomes where the game names one
        (then there must be one play a row)

    Raises
    ------
    InputError : where coefficients are missing or too many, the covariates cannot be used, or a row has no equilibrium
        of the number given
    UnknownNameError : where there is no such rule of selection

    >>> from termination.estimate.crisis.game import CrisisGame
    >>> game = CrisisGame(S_A=0, V_A="1", C_B=0, W_A="1", W_B="0 + x", a="1")
    >>> data = simulate(game, {"x": [0.0, 1.0]}, [1, -1, 0.5, -1.2], plays=100, seed=1)
    >>> [int(sum(counts)) for counts in zip(*(data[name] for name in game.OUTCOMES))]
    [100, 100]
    """
    expect_each(game=game, theta=theta, plays=plays, seed=seed)
    expect("selection", selection, (str, list, tuple, np.ndarray), "the name of a rule, or a number for each row")
    faults = Faults()
    if isinstance(selection, str) and selection not in RULES:
        raise UnknownNameError("rule of selection", selection, RULES)
    with faults.at(""):
        values = coefficients("theta", game, theta)
    if game.outcome is not None and plays != 1:
        faults.add("plays", f"is {plays}, but there is one row a play in column {game.outcome!r}; give 1")
    faults.raise_if_any()
    u = design(game, data).indices(values)
    roots = isolate(game.maps(u))
    rng = np.random.default_rng(seed)
    place = _places(selection, roots.counts, rng)
    chances = probabilities(game, u, roots.z[roots.first() + place])
    counts = rng.multinomial(plays, chances / chances.sum(axis=1, keepdims=True))
    columns = {str(name): np.asarray(data[name]) for name in data}
    if game.outcome is not None:
        return {**columns, game.outcome: np.array(game.OUTCOMES)[counts.argmax(axis=1)]}
    return {**columns, **dict(zip(game.OUTCOMES, counts.T.astype(float), strict=True))}


def _places(selection: str | Sequence[int], counts: NDArray[np.intp], rng: np.random.Generator) -> NDArray[np.intp]:
    """Which root is played in each row, 0 the lowest."""
    if isinstance(selection, str):
        n = len(counts)
        share = {"lowest": np.zeros(n), "highest": np.ones(n), "random": rng.uniform(0, 1, n)}[selection]
        return np.asarray(np.minimum((share * counts).astype(int), counts - 1))
    place, faults = numbers("selection", selection), Faults()
    if place.shape != counts.shape:
        faults.add("selection", f"has {place.size} numbers for {len(counts)} rows; give one for each")
        faults.raise_if_any()
    wrong = np.flatnonzero((place != np.floor(place)) | (place < 1) | (place > counts))
    if len(wrong):
        row = wrong[0]
        faults.add("selection", f"is {place[row]:g} in row {row}, which has {counts[row]} equilibria; count from 1")
    faults.raise_if_any()
    return place.astype(np.intp) - 1
