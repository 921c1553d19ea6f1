"""nashpy on the induced bimatrix, as a second opinion.

nashpy computes in floating point. Each point it lists is brought back to the fractions that it approximates and
checked, exactly, to be Nash. A point that cannot be brought back fails the test rather than being passed over, unless
the floats themselves leave a regret beyond rounding: a few such false points there are, and they are counted.
"""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import nashpy
import pytest

from termination.engine.enumerate import solve
from termination.engine.exchange import behaviour_from_bimatrix, bimatrix, bimatrix_from_behaviour, to_nashpy
from tests.oracles.best_replies import Matrix, beliefs_exist, is_nash_of_bimatrix
from tests.oracles.random_games import Sample, random_game, samples

#: Sizes with at least two rows and two columns: its polytopes must not be segments.
SIZES = ((1, 2, 2), (2, 2, 2), (1, 3, 2), (2, 3, 2))
TOLERANCE = 1e-7
#: A regret, in the payoffs' range, that rounding does not explain: the point is none, whatever nashpy says.
FALSE = 1e-9


def _exactly(weights: Sequence[Any], payoffs: Matrix) -> list[Fraction]:
    """The vertex that floating weights approximate: `payoffs` are the opponent's, by [his strategy][ours].

    A vertex is where certain weights are zero and certain strategies of the opponent are best; which ones is read off
    the floats, and the linear equations are then solved in fractions.
    """
    used = [i for i, weight in enumerate(weights) if weight > TOLERANCE]
    worth = [sum(float(cells[i]) * float(weights[i]) for i in used) for cells in payoffs]
    scale = 1 + max(abs(float(cell)) for cells in payoffs for cell in cells)
    best = [cells for cells, value in zip(payoffs, worth, strict=True) if value > max(worth) - TOLERANCE * scale]
    rows = [[*(cells[i] - best[0][i] for i in used), Fraction(0)] for cells in best[1:]]
    solution = _solved([*rows, [Fraction(1)] * (len(used) + 1)], len(used))
    found = [Fraction(0)] * len(weights)
    for i, value in zip(used, solution, strict=True):
        found[i] = value
    return found


def _regret(first: Matrix, second: Matrix, row: Sequence[Any], column: Sequence[Any]) -> float:
    """What the players could gain at these floats, as a share of the range of payoffs."""
    total = 0.0
    for matrix, own, other in ((first, row, column), (list(zip(*second, strict=True)), column, row)):
        worth = [sum(float(cell) * float(y) for cell, y in zip(cells, other, strict=True)) for cells in matrix]
        played = sum(value * float(x) for value, x in zip(worth, own, strict=True))
        spread = max(map(max, matrix)) - min(map(min, matrix))
        total = max(total, (max(worth) - played) / float(spread or 1))
    return total


def _solved(rows: list[list[Fraction]], unknowns: int) -> list[Fraction]:
    """Gauss-Jordan elimination; free unknowns, which a vertex has none of, stay zero."""
    pivots: list[int] = []
    for column in range(unknowns):
        pivot = next((row for row in rows[len(pivots) :] if row[column]), None)
        if pivot is None:
            continue
        place = next(i for i, row in enumerate(rows) if row is pivot)
        rows[place], rows[len(pivots)] = rows[len(pivots)], [cell / pivot[column] for cell in pivot]
        for i, row in enumerate(rows):
            if i != len(pivots):
                rows[i] = [a - row[column] * b for a, b in zip(row, rows[len(pivots)], strict=True)]
        pivots.append(column)
    solution = [Fraction(0)] * unknowns
    for row, column in zip(rows, pivots, strict=False):
        solution[column] = row[-1]
    return solution


def _points(sample: Sample, algorithm: str) -> list[tuple[Sequence[Any], Sequence[Any]]]:
    # Its vertex enumeration needs bounded polytopes, that is positive payoffs; a constant changes no equilibrium.
    first, second = (matrix - matrix.min() + 1 for matrix in to_nashpy(sample.game).payoff_matrices)
    game = nashpy.Game(first, second)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # of degenerate games, which are meant
        return list(getattr(game, algorithm)())


def disagreements(sample: Sample, algorithm: str, counts: Counter[str]) -> list[str]:
    """What nashpy and the solver say differently about one game; counts what was looked at."""
    game, found = sample.game, solve(sample.game)
    first, second = bimatrix(game)
    wrong = []
    for floats in _points(sample, algorithm):
        counts["points"] += 1
        row, column = _exactly(floats[0], list(zip(*second, strict=True))), _exactly(floats[1], first)
        if not is_nash_of_bimatrix(first, second, row, column):
            if _regret(first, second, *floats) > FALSE:
                counts["false"] += 1
            else:
                wrong.append(f"{sample}: not recovered exactly: {row}, {column}")
            continue
        sender, receiver = behaviour_from_bimatrix(game, row, column)
        supported = beliefs_exist(game, sender, receiver)
        counts["perfect Bayesian" if supported else "Nash only"] += 1
        if found.contains(sender, receiver) != supported:
            wrong.append(f"{sample}: supported {supported}, but contained {not supported}: {sender}, {receiver}")
    for vertex in found.vertices():
        counts["vertices"] += 1
        row, column = bimatrix_from_behaviour(game, vertex.sender.probabilities, vertex.receiver.probabilities)
        if not is_nash_of_bimatrix(first, second, row, column):
            wrong.append(f"{sample}: not Nash in the bimatrix: {vertex}")
    return wrong


def _compared(count: int, algorithm: str, start: int = 0) -> Counter[str]:
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    for size in SIZES:
        for sample in samples(count // len(SIZES), only=size, start=start):
            if max(map(len, sample.game.response_sets)) == 1:
                counts["with one column"] += 1  # of the kind whose responses differ by message
                continue
            counts["games"] += 1
            wrong += disagreements(sample, algorithm, counts)
    assert wrong == []
    assert counts["games"] + counts["with one column"] == count
    assert counts["with one column"] < count / 50
    return counts


@pytest.mark.thorough
def test_every_vertex_that_nashpy_enumerates() -> None:
    counts = _compared(300, "vertex_enumeration", start=40_000)
    assert counts["points"] == counts["perfect Bayesian"] + counts["Nash only"]
    assert counts["false"] == 0
    assert min(counts["perfect Bayesian"], counts["Nash only"], counts["vertices"]) > 100


def test_points_that_nashpy_takes_for_equilibria_though_payoffs_differ_in_the_fifth_digit() -> None:
    """Found among thousands of games: two replies worth 6.82064 and 6.82059 pass for equally good."""
    sample = Sample(random_game("generic", (2, 3, 2), 50_106), "generic", (2, 3, 2), 50_106)
    counts: Counter[str] = Counter()
    assert disagreements(sample, "vertex_enumeration", counts) == []
    assert counts["false"] == 2
    assert counts["points"] == counts["false"] + counts["perfect Bayesian"] + counts["Nash only"]


@pytest.mark.long
def test_every_vertex_that_nashpy_enumerates_in_thousands_of_games() -> None:
    counts = _compared(3000, "vertex_enumeration", start=50_000)
    assert counts["games"] > 2900
    assert counts["false"] < counts["points"] / 1000
