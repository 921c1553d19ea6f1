"""Nash and perfect Bayesian equilibrium by definition, for two types or one: an opinion that shares no code with us.

With one number for a belief, the weight on the first type, the beliefs that make a reply best are an interval.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from termination.engine.game import SignalingGame

Rows = Sequence[Sequence[Fraction]]
Matrix = Sequence[Sequence[Fraction]]


def is_nash_of_bimatrix(first: Matrix, second: Matrix, row: Sequence[Fraction], column: Sequence[Fraction]) -> bool:
    """Whether two mixed strategies are distributions and best replies to each other, exactly."""
    if min(*row, *column) < 0 or sum(row) != 1 or sum(column) != 1:
        return False
    rows = [sum(a * y for a, y in zip(cells, column, strict=True)) for cells in first]
    columns = [sum(b * x for b, x in zip(cells, row, strict=True)) for cells in zip(*second, strict=True)]
    return max(rows) == sum(a * x for a, x in zip(rows, row, strict=True)) and max(columns) == sum(
        b * y for b, y in zip(columns, column, strict=True)
    )


def beliefs_exist(game: SignalingGame, sender: Rows, receiver: Rows) -> bool:
    """Whether after every message that nobody sends some belief makes all replies in use best."""
    return all(
        _some_belief(game, m, [r for r, weight in enumerate(receiver[m]) if weight])
        for m in range(len(game.messages))
        if not any(row[m] for row in sender)
    )


def _some_belief(game: SignalingGame, m: int, used: Sequence[int]) -> bool:
    """The weights w on the first type with w a + (1 - w) b >= 0 for every advantage (a, b) of a used reply."""
    first, last = game.receiver[0][m], game.receiver[-1][m]
    assert len(game.types) <= 2
    low, high = Fraction(0), Fraction(1)
    for r in used:
        for other in range(len(first)):
            a, b = first[r] - first[other], last[r] - last[other]
            if a > b:
                low = max(low, -b / (a - b))
            elif a < b:
                high = min(high, -b / (a - b))
            elif a < 0:
                return False
    return low <= high
