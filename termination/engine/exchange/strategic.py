"""The induced bimatrix: pure strategies of both players with expected payoffs, for algorithms that want a matrix.

Rows are the sender's pure strategies, functions from types to messages; columns the receiver's, functions from
messages to responses. Both in lexicographic order: the strategy of the first type (message) varies slowest.

Mixing over pure strategies and mixing at each information set are the same here (Kuhn 1953, perfect recall): a type's
weight on a message is the total weight of the rows that send it. The receiver's weights after a message that is never
sent are kept as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from math import prod
from typing import Any

from termination.engine.game import Labels, SignalingGame
from termination.engine.model import Model
from termination.errors import InputError

#: Most cells of a bimatrix that is written out.
MAX_CELLS = 1_000_000

Matrix = tuple[tuple[Fraction, ...], ...]


def pure_strategies(model: Model) -> tuple[list[Labels], list[Labels]]:
    """The rows and columns of the bimatrix: each type's message, each message's response, by label.

    >>> game = SignalingGame(["a", "b"], ["1/2", "1/2"], ["m"], ["l", "r"], [[[0, 1]]] * 2, [[[1, 0]]] * 2)
    >>> pure_strategies(game)
    ([('m', 'm')], [('l',), ('r',)])
    """
    game = model.game()
    _check_size(game)
    return list(product(game.messages, repeat=len(game.types))), list(product(*game.response_sets))


def bimatrix(model: Model) -> tuple[Matrix, Matrix]:
    """The sender's and the receiver's expected payoffs [row][column], exactly.

    Raises `InputError` if there would be more than `MAX_CELLS` cells: rows are messages ** types.

    >>> game = SignalingGame(["a", "b"], ["1/4", "3/4"], ["m"], ["l", "r"], [[[0, 4]], [[0, 8]]], [[[1, 0]]] * 2)
    >>> bimatrix(game)[0]
    ((Fraction(0, 1), Fraction(7, 1)),)
    """
    game = model.game()
    _check_size(game)
    sender, receiver = (_expected(game, table) for table in (game.sender, game.receiver))
    return sender, receiver


def _check_size(game: SignalingGame) -> None:
    rows, columns = len(game.messages) ** len(game.types), prod(map(len, game.response_sets))
    if rows * columns > MAX_CELLS:
        raise InputError(
            f"the bimatrix would have {rows} rows and {columns} columns, over {MAX_CELLS} cells; "
            "the solver of this package needs no bimatrix"
        )


def _expected(game: SignalingGame, payoffs: Sequence[Sequence[Sequence[Fraction]]]) -> Matrix:
    columns = list(product(*(range(len(replies)) for replies in game.response_sets)))
    weighted = [
        [[p * payoffs[t][m][column[m]] for column in columns] for m in range(len(game.messages))]
        for t, p in enumerate(game.prior)
    ]
    rows = product(range(len(game.messages)), repeat=len(game.types))
    return tuple(
        tuple(map(sum, zip(*(weighted[t][m] for t, m in enumerate(row)), strict=True)))  # type: ignore[arg-type]
        for row in rows
    )


def rescaled(model: Model) -> SignalingGame:
    """The game with the payoffs of each type, and those of the receiver, on [0, 1]; it has the same equilibria.

    Exactly, by x -> (x - least) / (greatest - least), or 0 where all are equal. A type compares only her own payoffs
    with each other, so that a map of her own changes no best reply of hers. For programs that compute in limited
    precision: Gambit's enumeration lists nothing for payoffs beyond about 1.6e9.

    >>> game = SignalingGame(["a", "b"], ["1/4", "3/4"], ["m"], ["l", "r"], [[[0, 10**12]], [[5, 5]]], [[[1, 0]]] * 2)
    >>> rescaled(game).sender
    (((Fraction(0, 1), Fraction(1, 1)),), ((Fraction(0, 1), Fraction(0, 1)),))
    """
    game = model.game()
    sender = [_onto_unit([table])[0] for table in game.sender]
    return SignalingGame(
        game.types, game.prior, game.messages, game.responses, sender, _onto_unit(game.receiver), game.title
    )


def _onto_unit(tables: Sequence[Sequence[Sequence[Fraction]]]) -> list[list[list[Fraction]]]:
    cells = [cell for table in tables for row in table for cell in row]
    least, spread = min(cells), max(cells) - min(cells)
    return [[[(cell - least) / (spread or 1) for cell in row] for row in table] for table in tables]


def to_nashpy(model: Model) -> Any:
    """The induced bimatrix as a `nashpy.Game`, so that nashpy's algorithms run on it.

    nashpy computes in floating point, so its matrices hold the nearest floats; `bimatrix` has the exact numbers.
    Its vertex enumeration needs positive payoffs (add a constant), and its Lemke-Howson may not end on games with ties;
    `compare` asks it with care for both.

    Parameters
    ----------
    model : a `SignalingGame`, or a model of one

    Returns
    -------
    `nashpy.Game` of two matrices, rows and columns in the order of `pure_strategies`; `behaviour_from_bimatrix` turns
    what nashpy finds into behaviour.

    Raises
    ------
    InputError : as `bimatrix` does for games too large, and for payoffs beyond the range of floats

    >>> from termination.engine.game import SignalingGame
    >>> game = SignalingGame(["t"], [1], ["in", "out"], {"in": ["fight", "yield"], "out": ["none"]},
    ...                      sender=[[[-1, 1], [0]]], receiver=[[[-1, 0], [2]]])
    >>> [matrix.tolist() for matrix in to_nashpy(game).payoff_matrices]
    [[[-1.0, 1.0], [0.0, 0.0]], [[-1.0, 0.0], [2.0, 2.0]]]
    """
    import nashpy

    try:
        return nashpy.Game(*([[float(cell) for cell in row] for row in matrix] for matrix in bimatrix(model)))
    except OverflowError:
        raise InputError(
            "payoffs are beyond the range of floats, about 1.8e308; to_nashpy(rescaled(game)) has them on [0, 1], with "
            "the same equilibria (rescaled is in termination.engine.exchange)"
        ) from None


def behaviour_from_bimatrix(model: Model, row: Sequence[Any], column: Sequence[Any]) -> tuple[Any, Any]:
    """The behaviour strategies (nested [type][message], [message][response]) of two mixed strategies of the bimatrix.

    The arithmetic is that of the weights: Fractions give Fractions, floats give floats.

    >>> game = SignalingGame(["a", "b"], ["1/2", "1/2"], ["m", "n"], ["l"], [[[0], [0]]] * 2, [[[0], [0]]] * 2)
    >>> half = Fraction(1, 2)
    >>> sender, receiver = behaviour_from_bimatrix(game, [half, half, 0, 0], [1])  # (m, m) or (m, n)
    >>> sender == [[1, 0], [half, half]], receiver
    (True, [[1], [1]])
    """
    game = model.game()
    messages = [range(len(game.messages))] * len(game.types)
    replies = [range(len(labels)) for labels in game.response_sets]
    return _marginals(messages, row, "row"), _marginals(replies, column, "column")


def _marginals(choices: Sequence[range], weights: Sequence[Any], which: str) -> list[list[Any]]:
    count = prod(map(len, choices))
    if len(weights) != count:
        raise InputError(f"the {which} strategy has {len(weights)} weights; this game has {count} {which}s")
    found: list[list[Any]] = [[0] * len(options) for options in choices]
    for picks, weight in zip(product(*choices), weights, strict=True):
        for place, pick in enumerate(picks):
            found[place][pick] += weight
    return found


def bimatrix_from_behaviour(
    model: Model, sender: Sequence[Sequence[Any]], receiver: Sequence[Sequence[Any]]
) -> tuple[list[Any], list[Any]]:
    """Mixed strategies of the bimatrix that behave like these: independent draws at each information set.

    >>> game = SignalingGame(["a", "b"], ["1/2", "1/2"], ["m", "n"], ["l"], [[[0], [0]]] * 2, [[[0], [0]]] * 2)
    >>> bimatrix_from_behaviour(game, [[1, 0], [0, 1]], [[1], [1]])
    ([0, 1, 0, 0], [1])
    """
    _check_size(model.game())
    return [prod(weights) for weights in product(*sender)], [prod(weights) for weights in product(*receiver)]
