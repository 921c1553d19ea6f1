"""The edges of a game in symbols: where support patterns that exist nowhere else may have an equilibrium.

Off the edges every equilibrium has a generic pattern, so that the closed forms are all there are. On an edge something
is exactly balanced. With two types and two replies to a message it is one of these: the receiver against one type or at
the prior; a type between two outcomes; after one message both types at one chance of a reply, each between it and an
outcome elsewhere; or both types between two messages at more than one pair of chances. That this list suffices is a
theorem for the approach game, and for the opening game without the signal or under A1, which an SMT solver proves
(`completeness` in the tests). With the signal and any premium it is proved of all patterns whose systems can be solved
and of a sample of the others; elsewhere it is held against the numeric engine. For games of other shapes the equations
are derived (`coincidences`).

An outcome counts only with a reply that some belief makes best.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations, permutations, product
from typing import Any

import sympy as sp

from termination.engine.symbolic.closed_form import Condition, OneOf
from termination.engine.symbolic.coincidences import Indifferent, coincidences
from termination.engine.symbolic.games import SymbolicGame

#: An outcome: the positions of a message and of a reply to it.
_Outcome = tuple[int, int]
_ALWAYS, _NEVER = (sp.true, Condition(())), (sp.false, OneOf(()))


@cache
def edges(game: SymbolicGame) -> tuple[Condition, ...]:
    """The edges, each an equation and the inequalities without which it does not matter."""
    listed = len(game.types) == 2 and all(len(replies) == 2 for replies in game.response_sets)
    found: dict[Any, Condition] = {}
    for equation, needed in _balanced(game) if listed else _coinciding(game):
        zero = sp.expand(equation)
        zero = -zero if zero.could_extract_minus_sign() else zero
        equations = () if zero == 0 else (sp.Eq(zero, 0),)
        parts = (*equations, *dict.fromkeys(part for part in needed if part not in _ALWAYS))
        if any(isinstance(part, sp.Eq) for part in parts) and not any(part in _NEVER for part in parts):
            found.setdefault(parts, Condition(parts))
    return tuple(found.values())


def _balanced(game: SymbolicGame) -> Iterator[tuple[Any, Sequence[Any]]]:
    messages = range(len(game.messages))
    for m in messages:
        against = [cells[m][0] - cells[m][1] for cells in game.receiver]
        yield from ((advantage, ()) for advantage in against)
        yield sum(p * advantage for p, advantage in zip(game.prior, against, strict=True)), ()
    for m in messages:
        elsewhere = [(j, r) for j in messages if j != m for r in (0, 1)]
        yield from _one_type(game, m, elsewhere)
        yield from _both_types(game, m, elsewhere)
    for m, j in combinations(messages, 2):
        (low_m, high_m), (low_j, high_j) = _losses(game, m), _losses(game, j)
        low, high = (cells[m][1] - cells[j][1] for cells in game.sender)
        same = sp.Eq(sp.expand(low_m * high_j - low_j * high_m), 0)
        yield low * high_m - high * low_m, (same, *_mixed(game, m), *_mixed(game, j))


def _one_type(game: SymbolicGame, m: int, elsewhere: Sequence[_Outcome]) -> Iterator[tuple[Any, Sequence[Any]]]:
    """A type is indifferent between an outcome of m and one elsewhere."""
    for cells, r, (j, s) in product(game.sender, (0, 1), elsewhere):
        if j > m:
            yield cells[m][r] - cells[j][s], (_best(game, m, r), _best(game, j, s))


def _both_types(game: SymbolicGame, m: int, elsewhere: Sequence[_Outcome]) -> Iterator[tuple[Any, Sequence[Any]]]:
    """One chance of a reply to m makes both types indifferent to outcomes elsewhere."""
    low_loss, high_loss = _losses(game, m)
    low, high = ([cells[m][1] - cells[j][s] for j, s in elsewhere] for cells in game.sender)
    for (one, at), (other, where) in product(zip(low, elsewhere, strict=True), zip(high, elsewhere, strict=True)):
        chances = (one * (low_loss - one) >= 0, other * (high_loss - other) >= 0)
        needed = (*_mixed(game, m), _best(game, *at), _best(game, *where), *chances)
        yield one * high_loss - other * low_loss, needed


def _losses(game: SymbolicGame, m: int) -> list[Any]:
    """What the first reply to m costs each type, compared to the second."""
    return [cells[m][1] - cells[m][0] for cells in game.sender]


def _best(game: SymbolicGame, m: int, r: int) -> Any:
    """Some belief makes the reply best; with more than two, some belief makes it as good as each of the others."""
    found = []
    for other in range(len(game.response_sets[m])):
        ways = tuple(cells[m][r] - cells[m][other] >= 0 for cells in game.receiver)
        if other != r and sp.true not in ways:
            found.append(_one_of(ways))
    return found[0] if len(found) == 1 else Condition(tuple(found))


def _mixed(game: SymbolicGame, m: int) -> tuple[Any, Any]:
    """Some belief makes both replies best."""
    return _best(game, m, 0), _best(game, m, 1)


def _coinciding(game: SymbolicGame) -> Iterator[tuple[Any, Sequence[Any]]]:
    """What is derived, and that the replies in it may be best and mixtures of them worth an outcome elsewhere."""
    for one in coincidences(game):
        part = one.part
        best = [_best(game, m, r) for m, replies in part.replies.items() for r in replies]
        between = _within(game, part) if isinstance(part, Indifferent) else ()
        yield one.vanishes.as_expr(), (*best, *between)


def _within(game: SymbolicGame, part: Indifferent) -> Iterator[Any]:
    """Where one of two messages has one reply: that is neither better nor worse than all replies to the other."""
    for pays, used in zip(game.sender, part.used, strict=True):
        for m, j in permutations(used, 2):
            if len(part.replies[j]) == 1 < len(part.replies[m]):
                there = pays[j][part.replies[j][0]]
                pairs = combinations([pays[m][r] - there for r in part.replies[m]], 2)
                ways = tuple(x * y <= 0 for x, y in pairs)
                if sp.true not in ways:
                    yield _one_of(ways)


def _one_of(ways: Sequence[Any]) -> OneOf:
    return OneOf(tuple(way for way in ways if way is not sp.false))
