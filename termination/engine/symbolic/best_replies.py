"""Which replies to a message some belief makes best, as conditions on the parameters: the same whatever the pattern."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from termination.engine.symbolic.algebra import Element
from termination.engine.symbolic.budget import count, uncounted
from termination.engine.symbolic.games import SymbolicGame
from termination.engine.symbolic.logic import Tree, atom, atoms_of, both, either


def rationalizable(game: SymbolicGame, m: int, face: tuple[int, ...]) -> Tree:
    """Some belief makes all replies in `face` best."""
    tree, steps = _remembered(game, m, face)
    count(steps)
    return tree


@lru_cache(maxsize=1 << 10)
def _remembered(game: SymbolicGame, m: int, face: tuple[int, ...]) -> tuple[Tree, int]:
    with uncounted():
        tree = _rationalizable(game, m, face)
    return tree, sum(1 for _ in atoms_of(tree))


def _rationalizable(game: SymbolicGame, m: int, face: tuple[int, ...]) -> Tree:
    types, replies = range(len(game.types)), range(len(game.response_sets[m]))
    others = [r for r in replies if r not in face]
    if len(replies) == 1:
        return both([])
    if len(replies) == 2:
        return both(either(atom(game.advantage(t, m, r, 1 - r), ">=") for t in types) for r in face)
    if len(face) == 1 or len(types) == 1:
        sure = [best_against(game, t, m, face) for t in types]
        return either([*sure, *(_crossing(game, m, face[0], r, others) for r in others if len(types) > 1)])
    alike = [atom(game.advantage(t, m, *face), "=") for t in types]
    everywhere = both([*alike, _rationalizable(game, m, face[:1])])
    return either([everywhere, _crossing(game, m, face[0], face[1], others)])


def best_against(game: SymbolicGame, t: int, m: int, face: Sequence[int]) -> Tree:
    """Against this type all replies in `face` are best."""
    r, *tied = face
    others = [*tied, *(k for k in range(len(game.response_sets[m])) if k not in face)]
    return both(atom(game.advantage(t, m, r, k), "=" if k in tied else ">=") for k in others)


def _crossing(game: SymbolicGame, m: int, r: int, other: int, rest: Sequence[int]) -> Tree:
    """Two types: at the one belief that makes r and `other` equally good, both are best.

    Its weights are proportional to minus the advantage for the other type and the advantage for the one. If both
    vanish there is no such belief: all make the two equally good.
    """
    first, second = (game.advantage(t, m, r, other) for t in range(len(game.types)))
    ways = []
    for sign in (game.field.one, -game.field.one):
        weights = [-sign * second, sign * first]
        one = either(atom(weight, ">") for weight in weights)
        best = _best_at(game, weights, m, r, [k for k in rest if k != other])
        ways.append(both([atom(sign * first, ">="), atom(-sign * second, ">="), one, *best]))
    return either(ways)


def _best_at(game: SymbolicGame, weights: Sequence[Element], m: int, r: int, others: Sequence[int]) -> Iterator[Tree]:
    """With these weights on the types r is as good as all `others`."""
    for other in others:
        terms = (w * game.advantage(t, m, r, other) for t, w in enumerate(weights))
        yield atom(sum(terms, game.field.zero), ">=")
