"""What a fit implies: outcomes in every equilibrium with bands, along a covariate too, and profiles of its likelihood.

A band is that of the delta method in logits, with the derivatives of the equilibrium it belongs to. Where there are
several equilibria there are several bands; nothing averages over them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import special, stats
from scipy.optimize import brentq

from termination.engine.labelled import position
from termination.errors import Faults, expect
from termination.estimate.data import design
from termination.estimate.jets import Array, variables
from termination.estimate.likelihood import Point, at_equilibria, equilibrium_point
from termination.estimate.model import Game, expect_each
from termination.estimate.result import Fit
from termination.estimate.roots import isolate
from termination.estimate.search import Found, maximise

if TYPE_CHECKING:
    import pandas as pd

#: A profile is followed no further than this many standard errors from the estimate.
REACH = 12
#: With so many steps for the other coefficients each time.
STEPS = 30


def predict(made: Fit, data: Any, level: float = 0.95, kind: str = "") -> pd.DataFrame:
    """Probabilities of outcomes for rows of covariates, in every equilibrium.

    Parameters
    ----------
    made : Fit
        The fit.
    data : DataFrame or mapping
        Covariates; outcomes are not needed.
    level : float
        How likely a band should hold the truth, given that the play is in this equilibrium.
    kind : str
        The kind of standard errors.

    Returns
    -------
    DataFrame : one row for each row of the data and equilibrium: `row`, `equilibrium` of how many `equilibria`, from
        the lowest on; whether these are proved to be all (`complete`) and another is at the `edge`, with a choice never
        made; for each outcome its probability, and the ends of its band as `low_` and `high_` with its name

    Raises
    ------
    InputError : where covariates are missing or cannot be used
    """
    import pandas as pd

    expect("made", made, Fit, "a fit, as `fit` makes it")
    _check_level(level)
    game, terms = made.game, design(made.game, data)
    u = terms.indices(made.theta)
    found = isolate(game.maps(u))
    rows, there = found.row, replace(terms, terms=terms.terms[found.row])
    table: dict[str, Any] = {
        "row": rows,
        "equilibrium": np.arange(len(rows)) - found.first()[rows] + 1,
        "equilibria": found.counts[rows],
        "complete": found.complete[rows],
        "edge": game.edges(u)[rows],
    }
    covariance, quantile = made.vcov(kind), float(stats.norm.ppf(0.5 + level / 2))
    coordinate, *indices = variables(np.column_stack([found.z, u[rows]]))
    for name, log in zip(game.OUTCOMES, game.log_outcomes(coordinate, indices), strict=True):
        slope = there.scores(at_equilibria(game, u[rows], found.z, log)[0])
        error = np.sqrt(np.einsum("ij,jk,ik->i", slope, covariance, slope))
        rest = np.log(-np.expm1(np.minimum(log.value, -1e-16)))
        spread = quantile * error * np.exp(-rest)
        table[name] = np.exp(log.value)
        table[f"low_{name}"] = special.expit(log.value - rest - spread)
        table[f"high_{name}"] = special.expit(log.value - rest + spread)
    return pd.DataFrame(table)


def along(
    made: Fit, base: Mapping[str, float], column: str, values: Sequence[float] | Array, level: float = 0.95,
    kind: str = "",
) -> pd.DataFrame:  # fmt: skip
    """Outcomes in every equilibrium as one covariate moves and the others stay: `predict`, with the covariate in front.

    Raises `InputError` where `base` lacks a covariate of the formulas, or `column` is none of them.
    """
    table = predict(made, moved_along(made.game, base, column, values), level, kind)
    table.insert(0, column, np.asarray(values, dtype=float)[table["row"]])
    return table


def moved_along(
    game: Game, base: Mapping[str, float], column: str, values: Sequence[float] | Array
) -> dict[str, Array]:
    """A row of covariates for each value of one of them, the others at `base`."""
    faults = Faults()
    if column not in game.columns:
        faults.add(column, f"is in no formula; there are: {', '.join(game.columns) or 'none'}")
    for name in game.columns:
        if name not in base and name != column:
            faults.add(name, "has no value to stay at")
    faults.raise_if_any()
    moved = np.asarray(values, dtype=float)
    rows = {name: np.full(len(moved), float(base[name])) for name in game.columns if name != column}
    return {**rows, column: moved}


@dataclass(frozen=True)
class Profile:
    """The log-likelihood as one coefficient is held and the others fitted again, and the interval it gives.

    An end of the interval is infinite where the likelihood had not fallen far enough as far as it was followed. Where a
    search did not come to rest, as at a cliff where the equilibrium chosen ceases to be, `settled` is False and the
    interval may be too narrow.
    """

    name: str
    level: float
    interval: tuple[float, float]
    values: Array
    log_likelihoods: Array
    settled: bool


def profile(made: Fit, name: str, level: float = 0.95) -> Profile:
    """Hold one coefficient at values around its estimate, fit the others, and see how far the likelihood falls.

    Raises `UnknownNameError` where there is no such coefficient, `InputError` for fits to beliefs.
    """
    expect("made", made, Fit, "a fit, as `fit` makes it")
    place = position(name, made.names, "coefficient")
    _check_level(level)
    faults = Faults()
    if made.point.roots is None:
        faults.add("", f"a fit by {made.method} has no likelihood to follow; fit by ml or cmle")
    faults.raise_if_any()
    error = float(np.sqrt(made.vcov("observed")[place, place]))
    drop = float(stats.chi2.ppf(float(level), 1)) / 2
    followed: dict[float, float] = {float(made.theta[place]): made.log_likelihood}
    ends, rested = [], [made.settled]
    for side in (-1, 1):

        def excess(value: float) -> float:
            found = _held(made, place, value)
            followed[value] = -np.inf if found is None else found.point.value
            rested.append(found is not None and found.settled)
            return followed[value] - made.log_likelihood + drop

        inner = float(made.theta[place])
        for _ in range(REACH):
            outer = inner + side * error
            if excess(outer) < 0:
                ends.append(float(brentq(excess, inner, outer, xtol=1e-4 * error)))
                break
            inner = outer
        else:
            ends.append(side * np.inf)
    values = np.array(sorted(followed))
    heights = np.array([followed[value] for value in values])
    return Profile(name, level, (ends[0], ends[1]), values, heights, all(rested))


def _held(made: Fit, place: int, value: float) -> Found | None:
    """The best point with one coefficient held, from where the others go if the likelihood is quadratic."""
    keep = np.delete(np.arange(len(made.theta)), place)
    covariance = made.vcov("observed")[:, place]
    begin = (made.theta + covariance / covariance[place] * (value - made.theta[place]))[keep]

    def evaluate(free: Array) -> Point | None:
        point = equilibrium_point(made.game, made.seen, np.insert(free, place, value), made.selection)
        if point is None:
            return None
        return replace(point, theta=free, scores=point.scores[:, keep], hessian=point.hessian[np.ix_(keep, keep)])

    start = evaluate(begin)
    scale = np.abs(made.seen.design.terms).max(axis=0)[keep]
    return None if start is None else maximise(evaluate, start, scale, limit=STEPS)


def _check_level(level: float) -> None:
    expect_each(level=level)
    faults = Faults()
    if not 0 < level < 1:
        faults.add("level", f"is {level}; give a probability such as 0.95")
    faults.raise_if_any()
