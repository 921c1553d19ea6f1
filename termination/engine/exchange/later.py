"""What a tree has after the reply, as ends: who moves there, and whether they know all that was done and no other type.

Choices at which a player knows the same must be one information set of his in the file, or the tree is refused: one who
knows more, or less, plays another game than the one that is folded.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from termination.engine.ends import MAX_LATER, PLAYERS, Chance, Choice, End, Paid
from termination.engine.exchange.draws import TreeFaults
from termination.engine.exchange.tree import CHANCE, InfoSet, Node, Tree
from termination.engine.game import Labels


class Known(NamedTuple):
    """What a player knows where he chooses: his own type, what was done, by place and by label, and his options."""

    player: str
    type: int
    message: int
    response: int
    before: Labels
    options: Labels


class Later:
    """Reads what comes after replies; true once somebody moves there. `sender` is her number in the list of players."""

    def __init__(self, tree: Tree, faults: TreeFaults) -> None:
        self.tree, self.faults, self.sender = tree, faults, 0
        self.moves = 0
        self.choices: list[tuple[Node, InfoSet, Known]] = []

    def __bool__(self) -> bool:
        return self.moves > 0

    def ends(self, path: tuple[Node, ...], after: Node | None, types: tuple[int, int], message: int) -> list[End]:
        """What comes after each response to a message, given both types; payoffs along the path add up. Nothing after
        a message that her type lacks."""
        if after is None:
            return []
        so_far = _added((*path, after))
        if not after.children:
            return [self._paid(so_far)]
        places = enumerate(after.children)
        return [self._end(self.tree.nodes[place], so_far, types, (message, r), ()) for r, place in places]

    def _paid(self, payoffs: Sequence[Fraction]) -> Paid:
        return Paid(payoffs[self.sender - 1], payoffs[2 - self.sender])

    def _end(
        self, node: Node, so_far: Sequence[Fraction], types: tuple[int, int], done: tuple[int, int], before: Labels
    ) -> End:
        payoffs = [a + b for a, b in zip(so_far, node.payoffs, strict=True)]
        move = node.move
        if move is None:
            return self._paid(payoffs)
        self.moves += 1
        labels = self._labels(node, move)
        if len(before) >= MAX_LATER:
            self.faults.add(node.at, f"more than {MAX_LATER} moves follow one another after the reply")
            self.faults.check()
        after = [
            self._end(self.tree.nodes[place], payoffs, types, done, (*before, label))
            for label, place in zip(labels, node.children, strict=True)
        ]
        if move.player == CHANCE:
            if min(move.probabilities) <= 0 or sum(move.probabilities) != 1:
                self.faults.add(node.at, "nature's probabilities must be positive and sum to 1")
            return Chance(tuple(zip(labels, move.probabilities, after, strict=True)))
        side = 0 if move.player == self.sender else 1
        self.choices.append((node, move, Known(PLAYERS[side], types[side], *done, before, labels)))
        return Choice(PLAYERS[side], tuple(zip(labels, after, strict=True)))

    def _labels(self, node: Node, move: InfoSet) -> Labels:
        """What the actions are called; they must have names, all different."""
        if len(set(move.actions)) < len(move.actions) or not all(map(str.strip, move.actions)):
            self.faults.add(node.at, "after the reply all actions of a move need labels, all different")
        return move.actions

    def check(self) -> None:
        """That a player's information sets after the reply are what he would know: faults recorded."""
        sets: dict[tuple[int, int], Known] = {}
        numbers: dict[Known, int] = {}
        for node, move, known in self.choices:
            who = f"player {move.player} ({self.tree.players[move.player - 1]!r})"
            number = numbers.setdefault(known, move.number)
            if sets.setdefault((move.player, move.number), known) != known:
                what = "does not know what was done before, or the type that is his own; only the other's is unseen"
                self.faults.add(node.at, f"at information set {move.number} {who} {what}")
            elif number != move.number:
                what = f"tells by information sets {number} and {move.number} what differs in the other's type alone"
                self.faults.add(node.at, f"{who} {what}; put in place of that move what it pays")


def _added(path: tuple[Node, ...]) -> list[Fraction]:
    """What the players got so far."""
    return [sum(column, Fraction(0)) for column in zip(*(node.payoffs for node in path), strict=True)]
