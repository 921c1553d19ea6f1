"""Fitting a game to data, by four methods that differ in how they hold to equilibrium.

- *PL*: players reply best to beliefs estimated beforehand; the likelihood of that, by Newton's method.
- *NPL*: PL again and again, the beliefs renewed by what the last estimates make best, until neither moves.
- *ML*: at every step every equilibrium of every observation is found and one chosen by a rule, lowest or highest.
- *CMLE*: the same with the likeliest equilibrium at each observation, free of any rule. Where there are several, the
  likelihood may have no interior maximum at all, and a maximum that is one may lie far from where the search is led;
  the verdict of a fit says which. The search is from PL and, with `multistart`, from coefficients drawn at random.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
from scipy import special

from termination.errors import Faults, UnknownNameError
from termination.estimate.data import Observed, column_of, observed
from termination.estimate.jets import Array, variables
from termination.estimate.likelihood import Point, equilibrium_point, log_likelihood, pseudo_point
from termination.estimate.model import Game, expect_each, numbers
from termination.estimate.result import METHODS, Fit, Starts
from termination.estimate.search import Found, maximise

SELECTIONS = ("lowest", "highest", "free")
#: NPL has settled when neither estimates nor beliefs move by more than this.
NESTED = 1e-7
#: Beliefs are held this far from 0 and 1, as in the literature.
INSIDE = 1e-4


def fit(
    game: Game,
    data: Any,
    method: str = "ml",
    *,
    selection: str | None = None,
    bounds: float | None = None,
    multistart: int = 0,
    seed: int = 0,
    beliefs: Sequence[str] | None = None,
    start: Sequence[float] | None = None,
    cluster: str | None = None,
    rounds: int = 100,
    progress: Callable[[str, int, int], None] | None = None,
) -> Fit:
    """Fit a game to data, knowing every equilibrium at every observation.

    Parameters
    ----------
    game : CrisisGame or OpeningProbit
        The game, with a formula for each of its indices.
    data : DataFrame or mapping
        A table with the columns that the formulas name, and the outcomes: counts, or one row a play.
    method : str
        "ml", "cmle", "npl" or "pl".
    selection : str
        Which equilibrium where there are several: "lowest" or "highest" probability (for "ml", by default "lowest"), or
        "free", the likeliest at each observation, which is what "cmle" means.
    bounds : float
        How far from 0 an estimated index may go; no bound unless given.
    multistart : int
        How many starts drawn at random there are besides the first, for "ml" and "cmle".
    seed : int
        What those draws come from.
    beliefs : sequence of str
        Columns with first-stage probabilities, for "pl" and "npl", and as a start; estimated by probits unless given.
    start : sequence of float
        Coefficients to start from; those of "pl" unless given.
    cluster : str
        A column whose equal values belong together, for clustered standard errors.
    rounds : int
        How often "npl" may renew beliefs.
    progress : callable
        Called with a stage, how much is done, and of how much.

    Returns
    -------
    Fit : estimates, standard errors of several kinds, equilibria at each observation, and a verdict

    Raises
    ------
    InputError : with everything that is wrong with the data, and what to do
    UnknownNameError : where there is no such method or rule; the message lists those there are

    >>> from termination.estimate.crisis.game import CrisisGame
    >>> from termination.estimate.simulate import simulate
    >>> game = CrisisGame(S_A=0, V_A="1", C_B=0, W_A="1", W_B="1 + x", a="1", V_B=0)
    >>> rows = {"x": np.repeat([-1.0, 0.0, 1.0, 2.0], 10)}
    >>> data = simulate(game, rows, [1, -1, -0.5, 0.5, -1.2], plays=200, seed=1)
    >>> fit(game, data).verdict
    'interior; unique equilibrium at all 40 observations'
    """
    expect_each(game=game, method=method, selection=selection, bounds=bounds, multistart=multistart, seed=seed)
    expect_each(beliefs=beliefs, start=start, cluster=cluster, rounds=rounds, progress=progress)
    rule = _checked(game, method, selection, bounds, multistart)
    seen = observed(game, data, cluster, bounded=bounds is not None)
    believed = _believed(game, seen, data, beliefs)
    at_beliefs = _within(bounds, partial(_at_beliefs, game, seen, believed))
    at_equilibrium = _within(bounds, lambda theta: equilibrium_point(game, seen, theta, rule))
    scale = np.abs(seen.design.terms).max(axis=0, initial=0.0)
    first = _climb(at_beliefs, _given(start, scale), scale, "start")
    again = 0
    if method in ("ml", "cmle"):
        begin = first.point.theta if start is None else _given(start, scale)
        settled = [_climb(at_equilibrium, begin, scale, "start")]
        settled += _from_random_starts(at_equilibrium, scale, multistart, seed, progress)
        first = max(settled, key=lambda found: (found.settled, found.point.value))
    elif method == "npl":
        first, believed, again = _nested(game, seen, first, believed, scale, bounds, rounds, progress)
    starts = _starts(first, settled) if method in ("ml", "cmle") else Starts(1, 1)
    remarks = tuple(game.remarks())
    made = Fit(game, seen, method, rule, first.point, first.settled, bounds, starts, remarks, tuple(believed), again)
    return made if method != "npl" else _with_nested_errors(made)


def _from_random_starts(
    evaluate: Callable[[Array], Point | None], scale: Array, number: int, seed: int,
    progress: Callable[[str, int, int], None] | None,
) -> list[Found]:  # fmt: skip
    """Where searches end that begin at coefficients drawn so that each moves its index by 1 at most."""
    rng, found = np.random.default_rng(seed), []
    for done in range(number):
        if progress:
            progress("starts", done, number)
        drawn = evaluate(rng.uniform(-1, 1, len(scale)) / scale)
        if drawn is not None:
            found.append(maximise(evaluate, drawn, scale))
    return found


def _starts(best: Found, settled: list[Found]) -> Starts:
    """How many searches ended with the likelihood of the best, and how many went higher without coming to rest."""
    gains = [found.point.value - best.point.value for found in settled]
    return Starts(len(settled), sum(abs(gain) < 1e-6 for gain in gains), sum(gain >= 1e-6 for gain in gains))


def _checked(game: Game, method: str, selection: str | None, bounds: float | None, multistart: int) -> str:
    """The rule of selection; what cannot be meant is refused."""
    if method not in METHODS:
        raise UnknownNameError("method", method, tuple(METHODS))
    rule = selection or ("free" if method == "cmle" else "lowest")
    if rule not in SELECTIONS:
        raise UnknownNameError("rule of selection", rule, SELECTIONS)
    faults = Faults()
    if method == "cmle" and rule != "free":
        faults.add("selection", f'"cmle" chooses freely; for the {rule} equilibrium use method="ml"')
    if bounds is not None and not bounds > 0:
        faults.add("bounds", f"is {bounds}; give a positive number, how far from 0 an index may go")
    if multistart and method not in ("ml", "cmle"):
        faults.add("multistart", f'is {multistart}, but "{method}" has one start; give it with `start`')
    if not game.coefficients:
        faults.add("", "every index is fixed; there is nothing to estimate")
    faults.raise_if_any()
    return rule


def _at_beliefs(game: Game, seen: Observed, believed: list[Array], theta: Array) -> Point | None:
    return pseudo_point(game, seen, theta, believed)


def _within(bounds: float | None, evaluate: Callable[[Array], Point | None]) -> Callable[[Array], Point | None]:
    """The same function, undefined where an estimated index is out of bounds."""

    def bounded(theta: Array) -> Point | None:
        point = evaluate(theta)
        return None if point is None or (bounds is not None and np.abs(point.u).max() > bounds) else point

    return bounded


def _given(start: Sequence[float] | None, scale: Array) -> Array:
    given = np.zeros(len(scale)) if start is None else numbers("start", start)
    faults = Faults()
    if given.shape != scale.shape or not np.isfinite(given).all():
        faults.add("start", f"has {given.size} numbers; there are {scale.size} coefficients, all finite")
    faults.raise_if_any()
    return given


def _climb(evaluate: Callable[[Array], Point | None], theta: Array, scale: Array, where: str) -> Found:
    begin = evaluate(theta)
    faults = Faults()
    if begin is None:
        faults.add(where, "has no finite likelihood within the bounds; give another start, or wider bounds")
    faults.raise_if_any()
    assert begin is not None
    return maximise(evaluate, begin, scale)


def _believed(game: Game, seen: Observed, data: Any, columns: Sequence[str] | None) -> list[Array]:
    """First-stage probabilities: columns of the data, or probits of each choice on all terms of the formulas."""
    if columns is None:
        return [_probit(game, seen, index_of) for index_of in game.BELIEFS]
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


def _probit(game: Game, seen: Observed, name: str) -> Array:
    """A choice's probability by a probit on all terms, held back by a small ridge so that it always exists."""
    choice = next(one for one in game.CHOICES if one.name == name)
    known = list(seen.outcomes)
    yes = seen.counts[:, [known.index(one) for one in choice.yes]].sum(axis=1)
    no = seen.counts[:, [known.index(one) for one in choice.among]].sum(axis=1) - yes
    terms = np.column_stack([np.ones(len(yes)), seen.design.terms])
    terms = np.unique(terms / np.maximum(np.abs(terms).max(axis=0), 1e-300), axis=1)
    weights = np.zeros(terms.shape[1])
    for _ in range(50):
        index = terms @ weights
        up, down = (np.exp(-0.5 * index**2 - special.log_ndtr(side) - 0.918938533204673) for side in (index, -index))
        slope = terms.T @ (yes * up - no * down) - weights
        curve = yes * up * (index + up) + no * down * (down - index)
        step = np.linalg.solve(terms.T @ (terms * curve[:, None]) + np.eye(len(weights)), slope)
        weights = weights + step
        if np.abs(step).max() < 1e-10:
            break
    return np.asarray(np.clip(special.ndtr(terms @ weights), INSIDE, 1 - INSIDE))


def _renewed(game: Game, believed: list[Array], u: Array) -> list[Array]:
    """What choices the beliefs make best, all at once: one round."""
    jets = variables(np.column_stack([*believed, u]), free=[])
    replies = game.respond(jets[: len(believed)], jets[len(believed) :])[1]
    return [np.clip(reply.value, INSIDE, 1 - INSIDE) for reply in replies]


def _nested(
    game: Game, seen: Observed, found: Found, believed: list[Array], scale: Array, bounds: float | None, rounds: int,
    progress: Callable[[str, int, int], None] | None,
) -> tuple[Found, list[Array], int]:  # fmt: skip
    """Renew beliefs and fit to them in turn, until neither moves."""
    for again in range(rounds):
        if progress:
            progress("rounds", again, rounds)
        old, theta = believed, found.point.theta
        believed = _renewed(game, old, found.point.u)
        evaluate = _within(bounds, partial(_at_beliefs, game, seen, believed))
        found = _climb(evaluate, theta, scale, "start")
        moves = [found.point.theta - theta, *(new - last for new, last in zip(believed, old, strict=True))]
        if max(float(np.abs(move).max()) for move in moves) < NESTED:
            return found, believed, again + 1
    return Found(found.point, False, found.steps), believed, rounds


def _with_nested_errors(made: Fit) -> Fit:
    """The covariance of NPL, which counts in how beliefs move with the estimates (Aguirregabiria and Mira 2007).

    Beliefs in equilibrium move with the indices by (I - B)^-1 U, where B has the derivative of reply i by belief j in
    row i and column j. With B transposed one has what sigInt 0.2.0 computes; both are given.
    """
    game, seen, point, k = made.game, made.seen, made.point, len(made.beliefs)
    jets = variables(np.column_stack([*made.beliefs, point.u]))
    outcomes, replies = game.respond(jets[:k], jets[k:])
    worth = log_likelihood(game, seen, outcomes)
    by_beliefs = np.stack([reply.gradient[:, :k] for reply in replies], axis=1)
    by_indices = np.stack([reply.gradient[:, k:] for reply in replies], axis=1)
    scores = seen.design.scores(worth.gradient[:, k:])
    inner, found = scores.T @ scores, {}
    for kind, jacobian in {"nested": by_beliefs, "nested, transposed": by_beliefs.transpose(0, 2, 1)}.items():
        moved = np.linalg.solve(np.eye(k) - jacobian, by_indices)
        along = scores.T @ seen.design.scores(np.einsum("nk,nkj->nj", worth.gradient[:, :k], moved))
        bread = np.linalg.inv(inner + along)
        found[kind] = bread @ inner @ bread.T
    return replace(made, vcovs=found)
