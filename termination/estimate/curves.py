"""What figures of a fit show: outcomes in every equilibrium along a covariate, and the fit against frequencies.

Along a covariate equilibria come and go. Where their number differs between two neighbouring values, further values
close in on the place from both sides, so that branches reach to where they meet; a change and its undoing between two
neighbours is not seen. Each stretch of values with one number of equilibria has as many branches, from the lowest on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from termination.errors import Faults, expect
from termination.estimate.data import design
from termination.estimate.jets import Array, variables
from termination.estimate.model import Game, as_float, expect_each
from termination.estimate.predict import along, moved_along
from termination.estimate.result import Fit
from termination.estimate.roots import Roots, isolate
from termination.estimate.simulate import probabilities

if TYPE_CHECKING:
    import pandas as pd

#: Values close in on a change in the number of equilibria up to this share of the range.
CLOSE = 1e-6
#: More values than a figure can show.
MOST_POINTS = 10_000


@dataclass(frozen=True)
class Curve:
    """Every equilibrium along a covariate: the table of `along` at each value, further columns with it.

    `stretch` numbers the stretches of values between which the number of equilibria changes; each of `choices` has a
    column "chance to ..." with its probability. `folds` has, where two equilibria meet and vanish, the covariate (to
    within `CLOSE` of the range) and the chance of each choice; `level` is that of the bands.
    """

    column: str
    outcomes: tuple[str, ...]
    choices: tuple[str, ...]
    table: pd.DataFrame
    folds: tuple[tuple[float, Mapping[str, float]], ...]
    level: float


def curve(
    made: Fit, base: Mapping[str, float], column: str, low: float, high: float, points: int = 60, level: float = 0.95,
    kind: str = "",
) -> Curve:  # fmt: skip
    """Outcomes in every equilibrium as one covariate goes from `low` to `high` and the others stay.

    Parameters
    ----------
    made : Fit
        The fit.
    base : mapping
        What the other covariates of the formulas stay at.
    column : str
        The covariate that moves.
    low, high : float
        From where to where.
    points : int
        How many values there are besides those that close in on changes.
    level, kind : float, str
        Of the bands, as in `predict`.

    Returns
    -------
    Curve
        The table, and where the number of equilibria changes.

    Raises
    ------
    InputError : where an argument is of another kind, the range is empty or without end, there are fewer than two
        points, or a covariate has no value
    """
    expect("made", made, Fit, "a fit, as `fit` makes it")
    expect_each(base=base, column=column, low=low, high=high, points=points, level=level, kind=kind)
    faults, low, high = Faults(), as_float(low), as_float(high)
    for name, end in (("low", low), ("high", high)):
        if not np.isfinite(end):
            faults.add(name, f"is {end}; give a finite number")
    if not faults and not low < high:
        faults.add("high", f"is {high:.15g}, which is not above {low:.15g}; a covariate moves from low to high")
    if not 2 <= points <= MOST_POINTS:
        faults.add("points", f"is {points}; give from 2 to {MOST_POINTS:,}")
    faults.raise_if_any()
    values = np.linspace(low, high, points)
    values = np.unique([*values, *_closed_in(made, base, column, values)])
    table = along(made, base, column, values, level, kind)
    number = 2 * table["equilibria"] + table["edge"]
    table.insert(1, "stretch", (number != number.shift()).cumsum())
    u, roots = _solved(made, base, column, values)
    chances = [f"chance to {name}" for name in made.game.BELIEFS]
    for name, chance in zip(chances, made.game.beliefs(roots.z, u[roots.row]), strict=True):
        table[name] = chance
    return Curve(
        column, made.game.OUTCOMES, made.game.BELIEFS, table, _folds(table, column, chances, roots.slope), level
    )


def _solved(made: Fit, base: Mapping[str, float], column: str, values: Array) -> tuple[Array, Roots]:
    """The indices and every root at each value."""
    u = design(made.game, moved_along(made.game, base, column, values)).indices(made.theta)
    return u, isolate(made.game.maps(u))


def _closed_in(made: Fit, base: Mapping[str, float], column: str, values: Array) -> Array:
    """Values that close in from both sides on each change in the number of equilibria, the last pair ever so close."""

    def number(where: Array) -> NDArray[np.intp]:
        u, roots = _solved(made, base, column, where)
        return np.asarray(2 * roots.counts + made.game.edges(u))

    counts = number(values)
    changes = np.flatnonzero(np.diff(counts))
    left, right, before = values[changes], values[changes + 1], counts[changes]
    passed = [left, right]
    while len(left) and (right - left).max() > CLOSE * (values[-1] - values[0]):
        middle = 0.5 * (left + right)
        same = number(middle) == before
        left, right = np.where(same, middle, left), np.where(same, right, middle)
        passed.append(middle)
    return np.concatenate(passed)


def _folds(
    table: pd.DataFrame, column: str, chances: list[str], slope: Array
) -> tuple[tuple[float, Mapping[str, float]], ...]:
    """Where a stretch borders on one with two equilibria fewer: the middle of the two whose slopes are nearest to 1."""
    found = []
    ends = [(part.iloc[[0]], part.iloc[[-1]]) for _, part in table.groupby("stretch")]
    for (_, left), (right, _) in pairwise(ends):
        here = max(left, right, key=lambda row: row["equilibria"].iloc[0])
        if abs(left["equilibria"].iloc[0] - right["equilibria"].iloc[0]) != 2:
            continue
        rows = np.flatnonzero(table["row"] == here["row"].iloc[0])
        pair = rows[np.argsort(np.abs(1 - slope[rows]), kind="stable")[:2]]
        met = {name: float(table[name].iloc[pair].mean()) for name in chances}
        found.append((float(here[column].iloc[0]), met))
    return tuple(found)


@dataclass(frozen=True)
class Group:
    """Observations that a fit takes for alike: what it predicts on average, what was seen, and an interval for it."""

    predicted: float
    observed: float
    interval: tuple[float, float]
    plays: int


@dataclass(frozen=True)
class Frequencies:
    """For each outcome, groups of observations from the least to the greatest probability that the fit gives it."""

    groups: Mapping[str, tuple[Group, ...]]
    level: float


def frequencies(made: Fit, groups: int = 10, level: float = 0.95) -> Frequencies:
    """The fit against frequencies: observations grouped by the predicted chance of an outcome, and how often it came.

    Parameters
    ----------
    made : Fit
        The fit; its predictions are those of the equilibria it chose, or of the replies to its beliefs.
    groups : int
        Into how many groups of about as many plays observations go for each outcome; fewer where observations with
        one prediction, which are never parted, are too many.
    level : float
        How likely an interval of a frequency (Wilson's) should hold the probability.

    Returns
    -------
    Frequencies
        Groups by outcome.

    Raises
    ------
    InputError : where plays are known in part, for their outcomes have no frequency; or there is no group
    """
    expect("made", made, Fit, "a fit, as `fit` makes it")
    expect_each(groups=groups, level=level)
    seen, faults = made.seen, Faults()
    for name in seen.outcomes[len(made.game.OUTCOMES) :]:
        partly = seen.counts[:, seen.outcomes.index(name)].sum()
        if partly:
            faults.add(name, f"was seen {partly:.0f} times, and of these the outcome is not known; leave them out")
    if groups < 1:
        faults.add("groups", f"is {groups}; give a whole number, at least 1")
    if not 0 < level < 1:
        faults.add("level", f"is {level}; give a probability such as 0.95")
    faults.raise_if_any()
    plays = seen.counts.sum(axis=1)
    made_of = zip(made.game.OUTCOMES, _predicted(made.game, made).T, seen.counts.T, strict=False)
    return Frequencies({name: _grouped(p, count, plays, groups, level) for name, p, count in made_of}, level)


def _predicted(game: Game, made: Fit) -> Array:
    """The chance of each outcome at each observation."""
    if made.point.roots is not None:
        return probabilities(game, made.point.u, made.point.z)
    jets = variables(np.column_stack([*made.beliefs, made.point.u]), free=[])
    logs, _ = game.respond(jets[: len(made.beliefs)], jets[len(made.beliefs) :])
    return np.exp(np.stack([log.value for log in logs], axis=1))


def _grouped(predicted: Array, count: Array, plays: Array, groups: int, level: float) -> tuple[Group, ...]:
    """Observations in order of their prediction, cut where the plays up to there pass each share of all."""
    different, place = np.unique(predicted, return_inverse=True)
    total, times = np.bincount(place, plays), np.bincount(place, count)
    share = (np.cumsum(total) - total / 2) / total.sum()
    cell = np.minimum((share * groups).astype(int), groups - 1)
    found = []
    for one in np.unique(cell):
        here = (cell == one) & (total > 0)
        n, k = int(total[here].sum()), int(times[here].sum())
        if n:
            interval = stats.binomtest(k, n).proportion_ci(level, method="wilson")
            mean = float((different[here] * total[here]).sum() / n)
            found.append(Group(mean, k / n, (float(interval.low), float(interval.high)), n))
    return tuple(found)
