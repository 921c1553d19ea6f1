"""The first stage: what players believe of each other's choices, as estimated before the game is.

By columns that the user has; else by a probit of each choice on all terms of the formulas, held back by a small ridge
so that it always exists. Where several equilibria may be played such a smooth curve runs between them, and the
frequency of each observation by itself, leaning on the probit where it has few plays, says more.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy import special

from termination.errors import Faults
from termination.estimate.data import Observed, column_of
from termination.estimate.jets import Array
from termination.estimate.model import Game
from termination.estimate.normal import hazard

#: Beliefs are held this far from 0 and 1, as in the literature.
INSIDE = 1e-4
#: For how many plays the probit counts beside an observation's own.
LEANING = 1.0


def beliefs_from(game: Game, seen: Observed, data: Any, columns: Sequence[str] | None) -> list[Array]:
    """Beliefs about the choices of `BELIEFS`: columns of the data, or probits. Raises `InputError` with all faults."""
    if columns is None:
        return [probit(game, seen, name) for name in game.BELIEFS]
    faults = Faults()
    if len(columns) != len(game.BELIEFS):
        wanted = ", ".join(game.BELIEFS)
        faults.add("beliefs", f"names {len(columns)} columns; there are beliefs about {wanted}, in that order")
    faults.raise_if_any()
    found = [column_of(data, name) for name in columns]
    for name, column in zip(columns, found, strict=True):
        if not ((column > 0) & (column < 1)).all():
            faults.add(name, "must lie strictly between 0 and 1, a probability for each row")
    faults.raise_if_any()
    return found


def frequencies(game: Game, seen: Observed) -> list[Array]:
    """Each observation's own frequency of the choices, leaning on the probit."""
    found = []
    for name in game.BELIEFS:
        yes, no = _counted(game, seen, name)
        found.append(inside((yes + LEANING * probit(game, seen, name)) / (yes + no + LEANING)))
    return found


def probit(game: Game, seen: Observed, name: str) -> Array:
    """A choice's probability by a probit on all terms of the formulas."""
    yes, no = _counted(game, seen, name)
    terms = np.column_stack([np.ones(len(yes)), seen.design.terms])
    scaled = terms / np.maximum(np.abs(terms).max(axis=0), 1e-300)
    terms = np.column_stack([*{column.tobytes(): column for column in scaled.T}.values()])  # each once
    weights = np.zeros(terms.shape[1])
    for _ in range(50):
        index = terms @ weights
        up, down = hazard(index), hazard(-index)
        slope = terms.T @ (yes * up - no * down) - weights
        curve = yes * up * (index + up) + no * down * (down - index)
        step = np.linalg.solve(terms.T @ (terms * curve[:, None]) + np.eye(len(weights)), slope)
        weights = weights + step
        if np.abs(step).max() < 1e-10:
            break
    return inside(special.ndtr(terms @ weights))


def inside(beliefs: Array) -> Array:
    """Beliefs, held away from 0 and 1."""
    return np.asarray(np.clip(beliefs, INSIDE, 1 - INSIDE))


def _counted(game: Game, seen: Observed, name: str) -> tuple[Array, Array]:
    """How often a choice was made and not made in each observation."""
    choice = next(one for one in game.CHOICES if one.name == name)
    known = list(seen.outcomes)
    yes = seen.counts[:, [known.index(one) for one in choice.yes]].sum(axis=1)
    return yes, seen.counts[:, [known.index(one) for one in choice.among]].sum(axis=1) - yes
