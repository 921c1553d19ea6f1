"""Second opinions: what other programs list as Nash equilibria of a game. All that knows their names stands here.

Gambit works on the tree, in rationals, and is reached through text: the game goes over as an .efg file. nashpy works on
the induced bimatrix, in floating point: each point that it lists is brought back to the fractions that it approximates.

Before a game leaves, payoffs are rescaled exactly (`exchange.rescaled`), which changes no equilibrium: Gambit's
enumeration lists nothing, without a word, for payoffs beyond about 1.6e9, and nashpy's needs positive ones. Gambit is
GPL software, so no dependency of this package; nashpy (MIT) is one.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import prod
from typing import Any

from termination.engine.exchange import bimatrix, rescaled, rows_from_bimatrix, write_efg
from termination.engine.game import SignalingGame
from termination.errors import InputError, MissingExtraError

#: Up to this many cells of the bimatrix all extreme points are listed by default: seconds; at 256 cells, many minutes.
EXHAUSTIVE_CELLS = 100
#: Up to this many cells nashpy is asked for all supports as well: a second; the number of supports doubles with each
#: strategy.
SUPPORT_CELLS = 40
#: Up to this many cells nashpy is asked for the pure points: a second.
PURE_CELLS = 10_000
#: What nashpy's floats are told apart by.
TOLERANCE = 1e-7

Rows = tuple[tuple[Fraction, ...], ...]
Matrix = tuple[tuple[Fraction, ...], ...]


@dataclass(frozen=True)
class Listing:
    """The points that a program lists (sender [type][message], receiver [message][response]), each once.

    `exhaustive`: whether it was asked for all extreme points. `method` is the program with its version and algorithms,
    `losses` what these are known to miss or get wrong, "" for nothing.
    """

    points: tuple[tuple[Rows, Rows], ...]
    exhaustive: bool
    method: str
    losses: str = ""


def cells(game: SignalingGame) -> int:
    """How many cells the induced bimatrix has."""
    receivers = len(game.receiver_types) or 1
    return prod(map(len, [*game.message_sets, *game.response_sets * receivers]))


def gambit(game: SignalingGame, exhaustive: bool) -> Listing:
    """Gambit's Nash points: all extreme ones (`enummixed`), or the pure ones and one more (`enumpure`, `lcp`).

    Raises `MissingExtraError` where pygambit is not installed.
    """
    try:
        import pygambit
    except ImportError:
        raise MissingExtraError("pygambit", "gambit", "comparing with Gambit's Nash equilibria") from None
    tree = pygambit.read_efg(io.StringIO(write_efg(rescaled(game))))
    if exhaustive:
        found = [*pygambit.nash.enummixed_solve(tree, rational=True).equilibria]
        method = "enummixed: all extreme points"
    else:
        found = [*pygambit.nash.enumpure_solve(tree).equilibria]
        found += [*pygambit.nash.lcp_solve(tree, rational=True).equilibria]
        method = "enumpure and lcp: the pure points and one more, not all"

    def behaviour(profile: Any) -> tuple[Rows, Rows]:
        if hasattr(profile, "as_behavior"):
            profile = profile.as_behavior()
        sender, receiver = (
            tuple(tuple(Fraction(str(profile[action])) for action in move.actions) for move in player.infosets)
            for player in tree.players
        )
        return _completed(game, sender), _by_message(game, receiver)

    return Listing(_once(map(behaviour, found)), exhaustive, f"Gambit {pygambit.__version__}, {method}")


def _completed(game: SignalingGame, sender: Rows) -> Rows:
    """Each type's weights on the messages that she has, with zeros for those that she lacks."""
    own = [dict(zip(labels, row, strict=True)) for labels, row in zip(game.message_sets, sender, strict=True)]
    return tuple(tuple(row.get(m, Fraction(0)) for m in game.messages) for row in own)


def _by_message(game: SignalingGame, receiver: Rows) -> Rows:
    """The receiver's rows message by message; Gambit has his information sets in the order of the tree."""
    shown = {m: [path.seen for path in paths] for m, paths in zip(game.messages, game.paths, strict=True)}
    types = game.receiver_types or ("",)
    order = dict.fromkeys((z, s) for own in game.message_sets for s in types for m in own for z in shown[m])
    rows = dict(zip(order, receiver, strict=True))
    return tuple(rows[z, s] for z in range(len(game.seen)) for s in types)


def nashpy(game: SignalingGame, exhaustive: bool) -> Listing:
    """nashpy's Nash points of the induced bimatrix: by vertices and supports, or the pure ones alone.

    Where a player has a single strategy all extreme points are pure, and so these are all. Raises `InputError` where
    there are too many cells even for the pure ones.
    """
    import nashpy as peer

    size = cells(game)
    if size > PURE_CELLS:
        raise InputError(f"the bimatrix has {size} cells; nashpy is asked for games of up to {PURE_CELLS}")
    first, second = (_above_one(matrix) for matrix in bimatrix(rescaled(game)))
    floats = peer.Game(*([[float(cell) for cell in row] for row in matrix] for matrix in (first, second)))
    listed: list[tuple[Sequence[float], Sequence[float]]] = []
    if min(len(first), len(first[0])) == 1 or not exhaustive:
        asked, exhaustive = "best responses at each pair of pure strategies", exhaustive or min(_shape(first)) == 1
        losses = "" if exhaustive else "It was asked for pure equilibria only, so that it misses all others."
        listed += _pure_points(floats, *_shape(first))
    else:
        asked, losses = "vertex enumeration: all extreme points", _VERTICES
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)  # of degenerate games; `losses` says it
            listed += floats.vertex_enumeration()
            if size <= SUPPORT_CELLS:
                asked = f"{asked}; support enumeration"
                losses = f"{losses} {_SUPPORTS}"
                listed += floats.support_enumeration()
    columns = tuple(zip(*second, strict=True))
    mixed = ((_recovered(row, columns), _recovered(column, first)) for row, column in listed)
    points = (_behaviour(game, row, column) for row, column in mixed)
    return Listing(_once(points), exhaustive, f"nashpy {peer.__version__}, {asked}", losses)


#: The programs by name, in the order in which they are asked for.
PEERS: dict[str, Callable[[SignalingGame, bool], Listing]] = {"gambit": gambit, "nashpy": nashpy}

_VERTICES = (
    "It computes in floating point: payoffs that differ in the fifth digit may pass for equal, and points that are no "
    "equilibria be listed."
)
_SUPPORTS = (
    "Its support enumeration misses equilibria of degenerate games (those with ties, and nearly every signaling game "
    "is one): where a mixture is not unique on its support."
)


def _once(points: Iterable[tuple[Rows, Rows]]) -> tuple[tuple[Rows, Rows], ...]:
    return tuple(dict.fromkeys(points))


def _shape(matrix: Matrix) -> tuple[int, int]:
    return len(matrix), len(matrix[0])


def _above_one(matrix: Matrix) -> Matrix:
    """Payoffs from 1 on: the polytopes of best replies are bounded where payoffs are positive."""
    return tuple(tuple(cell + 1 for cell in row) for row in matrix)


def _pure_points(floats: Any, rows: int, columns: int) -> list[tuple[Sequence[float], Sequence[float]]]:
    import numpy as np

    pure = [(np.eye(rows)[i], np.eye(columns)[j]) for i, j in product(range(rows), range(columns))]
    return [pair for pair in pure if all(floats.is_best_response(*pair))]


def _recovered(weights: Sequence[float], payoffs: Sequence[Sequence[Fraction]]) -> list[Fraction]:
    """The vertex that floating weights approximate: `payoffs` are the opponent's, by [his strategy][ours].

    A vertex is where certain weights are zero and certain strategies of the opponent are best. Which ones is read off
    the floats; the linear equations are then solved in fractions. Where that gives no distribution the floats
    themselves are taken, made to sum to one, and the verifier will say what they are worth.
    """
    used = [i for i, weight in enumerate(weights) if weight > TOLERANCE]
    worth = [sum(float(cells[i]) * float(weights[i]) for i in used) for cells in payoffs]
    best = [cells for cells, value in zip(payoffs, worth, strict=True) if value > max(worth) - TOLERANCE]
    rows = [[*(cells[i] - best[0][i] for i in used), Fraction(0)] for cells in best[1:]]
    solution = _solved([*rows, [Fraction(1)] * (len(used) + 1)])
    if solution is None or min(solution) < 0:
        raw = [Fraction(float(weights[i])) for i in used]
        solution = [weight / sum(raw) for weight in raw]
    found = dict(zip(used, solution, strict=True))
    return [found.get(i, Fraction(0)) for i in range(len(weights))]


def _solved(rows: list[list[Fraction]]) -> list[Fraction] | None:
    """The one solution of linear equations, right-hand sides last; None if there is none, or more than one."""
    from sympy import QQ
    from sympy.polys.matrices import DomainMatrix

    entries = [[QQ(cell.numerator, cell.denominator) for cell in row] for row in rows]
    unknowns = len(rows[0]) - 1
    reduced, pivots = DomainMatrix(entries, (len(rows), unknowns + 1), QQ).rref()
    if pivots != tuple(range(unknowns)):
        return None
    last = [reduced[i, unknowns].element for i in range(unknowns)]
    return [Fraction(int(value.numerator), int(value.denominator)) for value in last]


def _behaviour(game: SignalingGame, row: Sequence[Fraction], column: Sequence[Fraction]) -> tuple[Rows, Rows]:
    sender, receiver = (
        tuple(tuple(map(Fraction, weights)) for weights in side) for side in rows_from_bimatrix(game, row, column)
    )
    return sender, receiver
