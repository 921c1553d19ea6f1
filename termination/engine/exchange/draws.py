"""What nature draws before the sender moves: her type, and the receiver's where he has some.

A **state** is one way in which nature can draw. States at which the sender moves at one information set are one type of
hers; states after which the receiver moves at the same information sets are one type of his, if he has types, which is
to say if he knows something of what was drawn that she does not. Where her types differ in their messages such states
share some information sets; where they share none, the draws' labels say which type of his is which.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from termination.engine.exchange.tokens import fault_at
from termination.engine.exchange.tree import CHANCE, Node, Tree
from termination.engine.game import CORRELATED, Labels
from termination.errors import Fault, InputError

#: How many faults of one file are listed.
MAX_FAULTS = 20


class TreeFaults:
    """The faults of one stage of the examination, each with its line."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.faults: list[Fault] = []

    def add(self, at: int, what: str) -> None:
        if len(self.faults) < MAX_FAULTS:
            self.faults.append(fault_at(self.tree.text, at, what))

    def check(self) -> None:
        if self.faults:
            raise InputError(self.faults)


class State(NamedTuple):
    """One way in which nature can draw: what is drawn, how likely that is, and the nodes from the root to her move."""

    draws: Labels
    probability: Fraction
    path: tuple[Node, ...]


class Drawn(NamedTuple):
    """The types of both players, and the states: for each of his types one for each of hers."""

    types: Labels
    prior: tuple[Fraction, ...]
    his_types: Labels
    his_prior: tuple[Fraction, ...]
    columns: list[list[State]]


def drawn_types(tree: Tree, faults: TreeFaults) -> Drawn | None:
    """The types of both, faults recorded; None where the receiver has no types, or the tree is no such game at all."""
    states = list(_states(tree, tree.nodes[0], (), Fraction(1), ()))
    moves = [state.path[-1].move for state in states]
    players = {move.player if move else CHANCE for move in moves}
    hers = [move.number if move else 0 for move in moves]
    seen = [_receiver_sees(tree, state.path[-1]) for state in states]
    his = _alike(seen, states, hers)
    root = tree.nodes[0]
    twice = any(len(state.draws) > 1 for state in states) and len(states) == len(root.children)  # one type of his
    known_at_times = any(
        a == b and 0 < len(x & y) < max(len(x), len(y))
        for (a, x), (b, y) in product(zip(hers, seen, strict=True), repeat=2)
    )
    no_secret = len(set(hers)) == len(states) or (len(set(his)) == 1 and not known_at_times)
    if len(players) > 1 or CHANCE in players or (no_secret and not twice):
        return None
    types, his_types = _labels(states, hers, (0, 1)), _labels(states, his, (1, 0))
    pairs, rows, columns = list(zip(hers, his, strict=True)), list(dict.fromkeys(hers)), list(dict.fromkeys(his))
    if known_at_times:
        faults.add(root.at, "the receiver knows his type after some messages and not after others")
    for a, type_ in zip(rows, types, strict=True):
        for b, his_type in zip(columns, his_types, strict=True):
            together = pairs.count((a, b))
            if together != 1:
                what = "is never drawn" if not together else f"is drawn in {together} ways that nobody tells apart"
                rule = "each type of the receiver's must be drawn once with each type of the sender's"
                faults.add(root.at, f"the tree is unbalanced: {type_!r} with {his_type!r} {what}; {rule}")
    faults.check()
    found = dict(zip(pairs, states, strict=True))
    prior = [sum((found[a, b].probability for b in columns), Fraction(0)) for a in rows]
    his_prior = [sum((found[a, b].probability for a in rows), Fraction(0)) for b in columns]
    chances = product(zip(rows, prior, strict=True), zip(columns, his_prior, strict=True))
    if any(found[a, b].probability != p * q for (a, p), (b, q) in chances):
        faults.add(root.at, f"the types are correlated, {CORRELATED}")
    faults.check()
    named = dict(zip(rows, types, strict=True))
    facing = [[found[a, b]._replace(draws=(named[a],)) for a in rows] for b in columns]
    return Drawn(types, tuple(prior), his_types, tuple(his_prior), facing)


def _states(tree: Tree, node: Node, draws: Labels, probability: Fraction, path: tuple[Node, ...]) -> Iterator[State]:
    """The states below a node; nature may draw twice, and what comes after that is the sender's move."""
    move = node.move
    if move is None or move.player != CHANCE or len(path) == 2:
        yield State(draws, probability, (*path, node))
        return
    for action, p, place in zip(move.actions, move.probabilities, node.children, strict=True):
        yield from _states(tree, tree.nodes[place], (*draws, action), probability * p, (*path, node))


def _alike(seen: Sequence[frozenset[int]], states: Sequence[State], hers: Sequence[int]) -> list[Hashable]:
    """For each state which type of the receiver's it is: one for all that are joined by shared information sets."""
    found: list[Hashable] = list(range(len(seen)))
    for i, j in product(range(len(seen)), repeat=2):
        if seen[i] & seen[j] or seen[i] == seen[j]:
            found = [found[i] if one == found[j] else one for one in found]
    if len(set(found)) * len(set(hers)) == len(seen) or any(len(state.draws) < 2 for state in states):
        return found
    by_draw: list[list[Hashable]] = [[state.draws[level] for state in states] for level in (1, 0)]
    for names in by_draw:
        one_name_each = len(set(zip(names, found, strict=True))) == len(set(found))
        if one_name_each and len(set(zip(names, hers, strict=True))) == len(set(names)) * len(set(hers)) == len(seen):
            return names
    return found


def _receiver_sees(tree: Tree, node: Node) -> frozenset[int]:
    """The information sets of the other player's after the sender's move at a node, and what nature does to it."""
    after = [tree.nodes[place] for place in node.children]
    drawn = [tree.nodes[place] for one in after if one.move and one.move.player == CHANCE for place in one.children]
    moves = [one.move for one in (*after, *drawn)]
    return frozenset(
        move.number for move in moves if move and move.player not in (CHANCE, node.move and node.move.player)
    )


def _labels(states: Sequence[State], groups: Sequence[Hashable], levels: Sequence[int]) -> Labels:
    """A label for each group of states: the first draw of `levels` that tells groups apart, else all of a group's."""
    members = {group: [s.draws for s, own in zip(states, groups, strict=True) if own == group] for group in groups}
    for level in (level for level in levels if all(level < len(state.draws) for state in states)):
        names = [{draws[level] for draws in own} for own in members.values()]
        if all(len(name) == 1 for name in names) and len(set().union(*names)) == len(names):
            return tuple(name.pop() for name in names)
    return tuple(" / ".join(", ".join(draws) for draws in own) for own in members.values())
