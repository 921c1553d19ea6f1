"""The induced bimatrix: pure strategies of both players with expected payoffs, for algorithms that want a matrix.

Rows are the sender's pure strategies, which give each type a message that she has; columns the receiver's, functions
from messages to responses. Both in lexicographic order: the strategy of the first type (message) varies slowest.

Mixing over pure strategies and mixing at each information set are the same here (Kuhn 1953, perfect recall): a type's
weight on a message is the total weight of the rows that send it. The receiver's weights after a message that is never
sent are kept as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import accumulate, product
from math import prod
from typing import Any

from termination.engine.game import Labels, Payoffs, SignalingGame
from termination.engine.model import MakesGame
from termination.engine.strategies import strategy_sets_of
from termination.errors import InputError, expect

#: Most cells of a bimatrix that is written out.
MAX_CELLS = 1_000_000

Matrix = tuple[tuple[Fraction, ...], ...]


def pure_strategies(model: MakesGame) -> tuple[list[Labels], list[Labels]]:
    """The rows and columns of the bimatrix: each type's message, each message's response, by label.

    Where the receiver has types a column is a response of each of them after the first message, then after the second.

    >>> game = SignalingGame(["a", "b"], ["1/2", "1/2"], ["m"], ["l", "r"], [[[0, 1]]] * 2, [[[1, 0]]] * 2)
    >>> pure_strategies(game)
    ([('m', 'm')], [('l',), ('r',)])
    """
    expect("model", model, MakesGame, "a SignalingGame or a model that makes one")
    game = model.game()
    _check_size(game)
    return list(product(*game.message_sets)), list(product(*_choices(game)))


def bimatrix(model: MakesGame) -> tuple[Matrix, Matrix]:
    """The sender's and the receiver's expected payoffs [row][column], exactly.

    Raises `InputError` if there would be more than `MAX_CELLS` cells: rows are messages ** types where all types have
    all messages.

    >>> game = SignalingGame(["a", "b"], ["1/4", "3/4"], ["m"], ["l", "r"], [[[0, 4]], [[0, 8]]], [[[1, 0]]] * 2)
    >>> bimatrix(game)[0]
    ((Fraction(0, 1), Fraction(7, 1)),)
    """
    expect("model", model, MakesGame, "a SignalingGame or a model that makes one")
    game = model.game()
    _check_size(game)
    sender, receiver = (_expected(game, table) for table in (game.flat.sender, game.flat.receiver))
    return sender, receiver


def _check_size(game: SignalingGame) -> None:
    rows, columns = prod(map(len, game.message_sets)), prod(map(len, _choices(game)))
    if rows * columns > MAX_CELLS:
        raise InputError(
            f"the bimatrix would have {rows} rows and {columns} columns, over {MAX_CELLS} cells; "
            "the solver of this package needs no bimatrix"
        )


def _choices(game: SignalingGame) -> tuple[Labels, ...]:
    """The responses at each of the receiver's information sets."""
    return strategy_sets_of(game)[1].columns


def _sendable(game: SignalingGame) -> list[list[int]]:
    """The positions of the messages that each type has."""
    return [[game.messages.index(m) for m in own] for own in game.message_sets]


def _expected(game: SignalingGame, payoffs: Payoffs) -> Matrix:
    """Payoffs [type][message][reply] in expectation over types, for each row and column."""
    columns = list(product(*(range(len(labels)) for labels in _choices(game))))
    weighted = [
        [
            [p * sum(cells[start + column[i]] for i, start in picks) for column in columns] if cells else []
            for picks, cells in zip(_picks(game), payoffs[t], strict=True)
        ]
        for t, p in enumerate(game.prior)
    ]
    rows = product(*_sendable(game))
    return tuple(
        tuple(map(sum, zip(*(weighted[t][m] for t, m in enumerate(row)), strict=True)))  # type: ignore[arg-type]
        for row in rows
    )


def _picks(game: SignalingGame) -> list[list[tuple[int, int]]]:
    """By message: which of the receiver's choices bear on it, and where the replies of each start in `game.flat`."""
    starts = list(accumulate(map(len, _choices(game)), initial=0))[:-1]
    if game.noise:
        return [list(enumerate(starts))] * len(game.messages)
    count = len(game.receiver_types) or 1
    return [
        [(i, starts[i] - starts[m * count]) for i in range(m * count, (m + 1) * count)]
        for m in range(len(game.messages))
    ]


def rescaled(model: MakesGame) -> SignalingGame:
    """The game with the payoffs of each type, and those of the receiver, on [0, 1]; it has the same equilibria.

    Exactly, by x -> (x - least) / (greatest - least), or 0 where all are equal. A type compares only her own payoffs
    with each other, so that a map of her own changes no best reply of hers. For programs that compute in limited
    precision: Gambit's enumeration lists nothing for payoffs beyond about 1.6e9.

    >>> game = SignalingGame(["a", "b"], ["1/4", "3/4"], ["m"], ["l", "r"], [[[0, 10**12]], [[5, 5]]], [[[1, 0]]] * 2)
    >>> rescaled(game).sender
    (((Fraction(0, 1), Fraction(1, 1)),), ((Fraction(0, 1), Fraction(0, 1)),))
    """
    game = model.game()
    sender, receiver = [_onto_unit(table) for table in game.sender], _onto_unit(game.receiver)
    labels = game.types, game.prior, game.message_lists, game.responses
    his = game.receiver_types, game.receiver_prior
    return SignalingGame(*labels, sender, receiver, game.title, *his, game.noise_rows)


def _onto_unit(table: Any) -> Any:
    """Nested payoffs, all by one map onto [0, 1]."""
    cells = list(_cells(table))
    least, spread = min(cells), max(cells) - min(cells)

    def mapped(entry: Any) -> Any:
        return (entry - least) / (spread or 1) if isinstance(entry, Fraction) else [mapped(inner) for inner in entry]

    return mapped(table)


def _cells(table: Any) -> Iterator[Fraction]:
    if isinstance(table, Fraction):
        yield table
    else:
        for entry in table:
            yield from _cells(entry)


def to_nashpy(model: MakesGame) -> Any:
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


def behaviour_from_bimatrix(model: MakesGame, row: Sequence[Any], column: Sequence[Any]) -> tuple[Any, Any]:
    """The behaviour strategies of two mixed strategies of the bimatrix, nested as they are looked up.

    [type][message] and [message][response], or [receiver type][message][response] where the receiver has types.

    The arithmetic is that of the weights: Fractions give Fractions, floats give floats.

    >>> game = SignalingGame(["a", "b"], ["1/2", "1/2"], ["m", "n"], ["l"], [[[0], [0]]] * 2, [[[0], [0]]] * 2)
    >>> half = Fraction(1, 2)
    >>> sender, receiver = behaviour_from_bimatrix(game, [half, half, 0, 0], [1])  # (m, m) or (m, n)
    >>> sender == [[1, 0], [half, half]], receiver
    (True, [[1], [1]])
    """
    sender, receiver = rows_from_bimatrix(model, row, column)
    return sender, strategy_sets_of(model.game())[1].nested(receiver)


def rows_from_bimatrix(
    model: MakesGame, row: Sequence[Any], column: Sequence[Any]
) -> tuple[list[list[Any]], list[list[Any]]]:
    """The same, one distribution for each information set in the order of `strategies.Strategy.probabilities`."""
    game = model.game()
    replies = [range(len(labels)) for labels in _choices(game)]
    widths = [len(game.messages)] * len(game.types), [*map(len, replies)]
    return _marginals(_sendable(game), widths[0], row, "row"), _marginals(replies, widths[1], column, "column")


def _marginals(
    choices: Sequence[Sequence[int]], widths: Sequence[int], weights: Sequence[Any], which: str
) -> list[list[Any]]:
    """At each information set, one of `widths` actions of which `choices` can be taken, the weight of each."""
    count = prod(map(len, choices))
    if len(weights) != count:
        raise InputError(f"the {which} strategy has {len(weights)} weights; this game has {count} {which}s")
    found: list[list[Any]] = [[0] * width for width in widths]
    for picks, weight in zip(product(*choices), weights, strict=True):
        for place, pick in enumerate(picks):
            found[place][pick] += weight
    return found


def bimatrix_from_behaviour(
    model: MakesGame, sender: Sequence[Sequence[Any]], receiver: Sequence[Any]
) -> tuple[list[Any], list[Any]]:
    """Mixed strategies of the bimatrix that behave like these: independent draws at each information set.

    >>> game = SignalingGame(["a", "b"], ["1/2", "1/2"], ["m", "n"], ["l"], [[[0], [0]]] * 2, [[[0], [0]]] * 2)
    >>> bimatrix_from_behaviour(game, [[1, 0], [0, 1]], [[1], [1]])
    ([0, 1, 0, 0], [1])
    """
    game = model.game()
    _check_size(game)
    rows = (
        [row for by_message in zip(*receiver, strict=True) for row in by_message] if game.receiver_types else receiver
    )
    own = [[row[m] for m in sendable] for row, sendable in zip(sender, _sendable(game), strict=True)]
    return [prod(weights) for weights in product(*own)], [prod(weights) for weights in product(*rows)]
