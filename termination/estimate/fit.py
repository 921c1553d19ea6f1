"""Fitting a game to data, by four methods that differ in how they hold to equilibrium.

- *PL*: players reply best to beliefs estimated beforehand; the likelihood of that, by Newton's method.
- *NPL*: PL again and again, the beliefs renewed by what the last estimates make best, until neither moves.
- *ML*: at every step every equilibrium of every observation is found and one chosen by a rule, lowest or highest.
- *CMLE*: the same with the likeliest equilibrium at each observation, free of any rule. Where there are several, the
  likelihood may have no interior maximum at all; the verdict of a fit says so.

ML searches in the coefficients, from PL; CMLE in the full space of coefficients and equilibria (`full_space`), in which
no equilibrium ceases to be, and like ML where that ends nowhere. With `multistart` they begin at random points too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from termination.engine.progress import Progress
from termination.errors import Faults, UnknownNameError
from termination.estimate.data import observed
from termination.estimate.first_stage import beliefs_from, inside
from termination.estimate.jets import Array, variables
from termination.estimate.likelihood import log_likelihood
from termination.estimate.model import Game, coefficients, expect_each
from termination.estimate.result import FLAT, METHODS, Fit, Starts
from termination.estimate.search import Found
from termination.estimate.starts import Searches, best_of

SELECTIONS = ("lowest", "highest", "free")
#: NPL has settled when neither estimates nor beliefs move by more than this.
NESTED = 1e-7
#: How often NPL renews beliefs unless told otherwise.
ROUNDS = 100
#: Where a search goes: in the coefficients alone, or in the space of coefficients and equilibria.
SEARCHES = ("local", "full")


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
    start: Sequence[float] | Mapping[str, float] | None = None,
    search: str | None = None,
    cluster: str | None = None,
    rounds: int = ROUNDS,
    progress: Progress | None = None,
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
    start : sequence of float, or mapping
        Coefficients to start from, in the order of `game.coefficients` or by name; those of "pl" unless given.
    search : str
        For "ml" and "cmle": "local", in the coefficients alone, or "full", in the space of coefficients and equilibria.
        Unless given, local where a rule chooses equilibria; where they are free, full, and local if that ends nowhere.
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
    UnknownNameError : where there is no such method, rule or search; the message lists those there are

    >>> from termination.estimate.crisis.game import CrisisGame
    >>> from termination.estimate.simulate import simulate
    >>> game = CrisisGame(S_A=0, V_A="1", C_B=0, W_A="1", W_B="1 + x", a="1", V_B=0)
    >>> rows = {"x": np.repeat([-1.0, 0.0, 1.0, 2.0], 10)}
    >>> data = simulate(game, rows, [1, -1, -0.5, 0.5, -1.2], plays=200, seed=1)
    >>> fit(game, data).verdict
    'interior; unique equilibrium at all 40 observations'
    """
    expect_each(game=game, method=method, selection=selection, bounds=bounds, multistart=multistart, seed=seed)
    expect_each(beliefs=beliefs, start=start, search=search, cluster=cluster, rounds=rounds, progress=progress)
    rule = _checked(game, method, selection, bounds, multistart, search)
    seen = observed(game, data, cluster, bounded=bounds is not None)
    believed = beliefs_from(game, seen, data, beliefs)
    searches = Searches(game, seen, rule, bounds)
    given = None if start is None else coefficients("start", game, start)
    first, again, starts = searches.to_beliefs(believed, given), 0, Starts(1, 1)
    if method in ("ml", "cmle"):
        begin = first.point.theta if given is None else given
        first, starts = best_of(searches, begin, given, search, multistart, seed, progress)
    elif method == "npl":
        first, believed, again = nested(searches, first, believed, rounds, progress)
    remarks = tuple(game.remarks())
    made = Fit(game, seen, method, rule, first.point, first.settled, bounds, starts, remarks, tuple(believed), again)
    flat = made.least_curvature <= FLAT  # then there are no standard errors of any kind
    return _with_nested_errors(made) if method == "npl" and not flat else made


def _checked(
    game: Game, method: str, selection: str | None, bounds: float | None, multistart: int, search: str | None
) -> str:
    """The rule of selection; what cannot be meant is refused."""
    if method not in METHODS:
        raise UnknownNameError("method", method, tuple(METHODS))
    rule = selection or ("free" if method == "cmle" else "lowest")
    if rule not in SELECTIONS:
        raise UnknownNameError("rule of selection", rule, SELECTIONS)
    if search is not None and search not in SEARCHES:
        raise UnknownNameError("search", search, SEARCHES)
    faults = Faults()
    if method == "cmle" and rule != "free":
        faults.add("selection", f'"cmle" chooses freely; for the {rule} equilibrium use method="ml"')
    if bounds is not None and not bounds > 0:
        faults.add("bounds", f"is {bounds}; give a positive number, how far from 0 an index may go")
    if multistart and method not in ("ml", "cmle"):
        faults.add("multistart", f'is {multistart}, but "{method}" has one start; give it with `start`')
    if search and method not in ("ml", "cmle"):
        faults.add("search", f'is "{search}", but "{method}" looks for no equilibria; leave it out')
    if not game.coefficients:
        faults.add("", "every index is fixed; there is nothing to estimate")
    faults.raise_if_any()
    return rule


def _renewed(game: Game, believed: list[Array], u: Array) -> list[Array]:
    """What choices the beliefs make best, all at once: one round."""
    jets = variables(np.column_stack([*believed, u]), free=[])
    replies = game.respond(jets[: len(believed)], jets[len(believed) :])[1]
    return [inside(reply.value) for reply in replies]


def nested(
    searches: Searches, found: Found, believed: list[Array], rounds: int = ROUNDS,
    progress: Progress | None = None,
) -> tuple[Found, list[Array], int]:  # fmt: skip
    """Renew beliefs and fit to them in turn, until neither moves."""
    for again in range(rounds):
        if progress:
            progress("rounds", again, rounds)
        old, theta = believed, found.point.theta
        believed = _renewed(searches.game, old, found.point.u)
        found = searches.to_beliefs(believed, theta)
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
