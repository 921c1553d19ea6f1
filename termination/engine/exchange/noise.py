"""Noise in a tree: nature moves after the message, or two messages lead to one information set of the receiver's.

He then sees his information set, not the message. What he sees of a message may not hang on the type that sends it, and
payoffs are those of type, message and response, whatever is seen. Here it is labels that say which actions of different
types are one message, for information sets do not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from termination.engine.exchange.draws import Drawn, State, TreeFaults
from termination.engine.exchange.labels import distinct
from termination.engine.exchange.tree import CHANCE, InfoSet, Node, Tree
from termination.engine.game import Labels, SignalingGame

_NO_LATER = "with noise between the players nobody moves after the reply; put in place of the move what it pays"
_HE_MOVES = "where there is noise the receiver moves after every message; give him one response where he has no choice"


def hidden(tree: Tree, sender: Node) -> bool:
    """Whether what the receiver sees after some move of the sender's at this node is not that move."""
    after = [tree.nodes[place] for place in sender.children]
    seen = [move.number for one in after if (move := _of_receiver(one, sender))]
    drawn = [tree.nodes[place] for one in after if one.move and one.move.player == CHANCE for place in one.children]
    return len(set(seen)) < len(seen) or any(_of_receiver(one, sender) for one in drawn)


def _of_receiver(node: Node, sender: Node) -> InfoSet | None:
    """The move at a node, if it is the receiver's."""
    mover = sender.move.player if sender.move else CHANCE
    return node.move if node.move and node.move.player not in (CHANCE, mover) else None


def noisy_game(tree: Tree, drawn: Drawn, faults: TreeFaults) -> SignalingGame:
    """The game with noise that the tree is; `InputError` listing what disqualifies it, with lines, if it is none."""
    facing = [_Facing(tree, faults, column) for column in drawn.columns]
    faults.check()
    first, root = facing[0], tree.nodes[0]
    for one in facing[1:]:
        if (one.own, one.rows, one.responses) != (first.own, first.rows, first.responses):
            faults.add(root.at, "what is seen differs by the receiver's type; it must be alike, in one order")
    faults.check()
    names = distinct(tree, root.at, first.names(drawn.his_types[:1]), "seen")
    rows = {m: {names[z]: p for z, p in row.items()} for m, row in first.rows.items()}
    responses = {name: first.responses[z] for z, name in enumerate(names)}
    pays = ([[one.payoffs(t, player) for one in facing] for t in range(len(drawn.types))] for player in (0, 1))
    sender, receiver = (table if drawn.his_types else [by_his[0] for by_his in table] for table in pays)
    labels = drawn.types, drawn.prior, first.own, responses
    return SignalingGame(*labels, sender, receiver, tree.title, drawn.his_types, drawn.his_prior, rows)


class _Path(NamedTuple):
    """A way from a message to what is seen: what nature's move is called and how likely it is, and where he moves."""

    label: str
    chance: Fraction
    node: Node
    payoffs: list[Fraction]


class _Facing:
    """The game against one type of the receiver's, or one who has no types. What may be seen is counted as it is met;
    `rows` has how likely each is after each message, `responses` those to each, `cells` payoffs by type."""

    def __init__(self, tree: Tree, faults: TreeFaults, states: Sequence[State]) -> None:
        self.tree, self.faults = tree, faults
        self.sender = 0  # her number in the list of players
        self.seen: dict[int, int] = {}  # from the number of his information set
        self.labels: list[tuple[list[str], str]] = []  # by what is seen: nature's labels, and his own
        self.own: list[Labels] = []
        self.rows: dict[str, dict[int, Fraction]] = {}
        self.responses: list[Labels] = []
        self.cells: list[dict[str, dict[str, list[Fraction]]]] = []
        for state in states:
            self._read(state)

    def _read(self, state: State) -> None:
        """What one type can send, what is seen of it, and what that pays."""
        node, cells = state.path[-1], dict[str, dict[str, list[Fraction]]]()
        assert node.move is not None, "it is the sender's"
        self.sender = node.move.player
        self.own.append(node.move.actions)
        if len(set(node.move.actions)) < len(node.move.actions) or not all(map(str.strip, node.move.actions)):
            what = "where there is noise, or messages lead to one information set, messages need labels, all different"
            self.faults.add(node.at, what)
            return
        so_far = [sum(column, Fraction(0)) for column in zip(*(one.payoffs for one in state.path), strict=True)]
        for message, place in zip(node.move.actions, node.children, strict=True):
            row, pays = dict[int, Fraction](), cells.setdefault(message, {})
            for path in self._paths(self.tree.nodes[place], so_far):
                if (move := _of_receiver(path.node, node)) is None:
                    self.faults.add(path.node.at, _HE_MOVES)
                    continue
                z = self._number(move, path)
                if z in row:
                    what = "nature draws two things that look alike to the receiver; make them one"
                    self.faults.add(path.node.at, what)
                row[z] = path.chance
                self._pay(path, z, pays)
            if self.rows.setdefault(message, row) != row:
                what = f"what is seen of {message!r} hangs on the type; noise does not know who sends a message"
                self.faults.add(node.at, what)
        self.cells.append(cells)

    def _paths(self, after: Node, so_far: Sequence[Fraction]) -> Iterator[_Path]:
        """The ways in which a message may be seen."""
        payoffs = _sum(so_far, after)
        if after.move is None or after.move.player != CHANCE:
            yield _Path("", Fraction(1), after, payoffs)
            return
        drawn = zip(after.move.actions, after.move.probabilities, after.children, strict=True)
        for label, p, place in drawn:
            node = self.tree.nodes[place]
            yield _Path(label, p, node, _sum(payoffs, node))

    def _number(self, move: InfoSet, path: _Path) -> int:
        """Which of the things that may be seen this is."""
        z = self.seen.setdefault(move.number, len(self.seen))
        if z == len(self.labels):
            self.labels.append(([], move.label))
            self.responses.append(distinct(self.tree, path.node.at, move.actions, "response"))
        self.labels[z][0].append(path.label)
        return z

    def _pay(self, path: _Path, z: int, pays: dict[str, list[Fraction]]) -> None:
        """What the responses pay; a response pays the same after all that may be seen of the message."""
        for response, place in zip(self.responses[z], path.node.children, strict=True):
            end = self.tree.nodes[place]
            if end.move is not None:
                self.faults.add(end.at, _NO_LATER)
            payoffs = _sum(path.payoffs, end)
            if pays.setdefault(response, payoffs) != payoffs:
                what = f"{response!r} pays otherwise than after something else that may be seen of the same message"
                self.faults.add(path.node.at, f"{what}; give it a label of its own here")

    def names(self, his_type: Sequence[str]) -> list[str]:
        """What is seen is called as nature calls it, else as his information set is, without his type."""
        found = []
        for drawn, own in self.labels:
            given = {label for label in drawn if label.strip()}
            for type_ in his_type:
                before, _, after = own.partition(f"{type_}, ")
                own = after if not before.strip("0123456789: ") and after else own
            found.append(given.pop() if len(given) == 1 else own)
        return found

    def payoffs(self, t: int, player: int) -> dict[str, dict[str, Fraction]]:
        """What a type's messages pay the sender (0) or the receiver (1), by response."""
        place = self.sender - 1 if player == 0 else 2 - self.sender
        return {m: {r: pays[place] for r, pays in row.items()} for m, row in self.cells[t].items()}


def _sum(payoffs: Sequence[Fraction], node: Node) -> list[Fraction]:
    """Payoffs so far, with those at the node."""
    return [a + b for a, b in zip(payoffs, node.payoffs, strict=True)]
