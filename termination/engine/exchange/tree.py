"""The game tree that an .efg file describes, before anyone asks what kind of game it is.

A file lists the nodes in prefix order. Information sets and outcomes are numbered; their descriptions are given the
first time, and may be repeated, identically, or left out after that. The reader keeps its own stack, so that depth
costs nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from termination.engine.exchange.tokens import Reader

CHANCE = 0


@dataclass(frozen=True, slots=True)
class InfoSet:
    """A move: whose (0 for nature), its number, name, actions, and for nature their probabilities."""

    player: int
    number: int
    label: str
    actions: tuple[str, ...]
    probabilities: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Payoffs, one for each player, added up along a path."""

    label: str
    payoffs: tuple[Fraction, ...]


@dataclass(slots=True)
class Node:
    """A node: where in the file it stands, its move (None where play ends), its outcome, its children's places."""

    at: int
    move: InfoSet | None
    payoffs: tuple[Fraction, ...]
    children: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Tree:
    """A whole file. `nodes[0]` is the root; `players_at` is where in `text` the players are listed."""

    text: str
    title: str
    players: tuple[str, ...]
    players_at: int
    nodes: tuple[Node, ...]


def parse_tree(text: str) -> Tree:
    """The tree that `text` describes; `InputError` with the line of what cannot be read."""
    return _TreeReader(text).tree()


class _TreeReader:
    def __init__(self, text: str) -> None:
        self.reader = Reader(text)
        self.players: tuple[str, ...] = ()
        self.nothing: tuple[Fraction, ...] = ()
        self.moves: dict[tuple[int, int], InfoSet] = {}
        self.outcomes: dict[int, Outcome] = {}

    def tree(self) -> Tree:
        reader = self.reader
        self._signature()
        title = reader.text_value("the title of the game")
        players_at = reader.token.at
        self.players = self._labels("the list of players")
        self.nothing = (Fraction(0),) * len(self.players)
        if reader.token.kind == "text":
            reader.advance()  # the comment
        nodes = self._nodes()
        if reader.token.kind != "end":
            reader.fail(f"the tree is complete, but the file goes on with {reader.found()}")
        return Tree(reader.text, title, self.players, players_at, tuple(nodes))

    def _signature(self) -> None:
        """EFG 2 R, or D in old files."""
        reader = self.reader
        if reader.token.value == "NFG" and reader.token.kind == "word":
            reader.fail("this is a game in strategic form (.nfg); a signaling game needs its tree (.efg)")
        for kind, values, what in (
            ("word", ("EFG",), "the letters EFG, with which every .efg file starts"),
            ("number", ("2",), "the version of the format, 2"),
            ("word", ("R", "D"), "the letter R"),
        ):
            if reader.token.kind != kind or reader.token.value not in values:
                reader.fail(f"expected {what}, found {reader.found()}")
            reader.advance()

    def _labels(self, what: str) -> tuple[str, ...]:
        """{ "one" "two" }"""
        reader = self.reader
        reader.symbol("{", f"before {what}")
        labels = []
        while reader.token.kind == "text":
            labels.append(reader.text_value(what))
        reader.symbol("}", f"after {what}")
        return tuple(labels)

    def _nodes(self) -> list[Node]:
        nodes: list[Node] = []
        waiting: list[tuple[int, int]] = []  # nodes whose children are not all read, and how many are missing
        while not nodes or waiting:
            node = self._node()
            nodes.append(node)
            place = len(nodes) - 1
            if waiting:
                parent, missing = waiting.pop()
                nodes[parent].children.append(place)
                if missing > 1:
                    waiting.append((parent, missing - 1))
            if node.move:
                waiting.append((place, len(node.move.actions)))
        return nodes

    def _node(self) -> Node:
        reader = self.reader
        kind, at = reader.token.value, reader.token.at
        if reader.token.kind == "end":
            reader.fail("the file ends too soon: a node is still to come; each action of each move needs one")
        if reader.token.kind != "word" or kind not in ("c", "p", "t"):
            reader.fail(f"expected a node, which starts with c, p or t, found {reader.found()}")
        reader.advance()
        reader.text_value("the name of the node")
        move = None if kind == "t" else self._move(kind)
        return Node(at, move, self._outcome())

    def _move(self, kind: str) -> InfoSet:
        reader = self.reader
        player = CHANCE
        if kind == "p":
            at = reader.token.at
            player = reader.integer("the number of the player", 1)
            if player > len(self.players):
                reader.fail(f"there is no player {player}; the file lists {len(self.players)}", at)
        at = reader.token.at
        number = reader.integer("the number of the information set", 1)
        known = self.moves.get((player, number))
        if reader.token.kind != "text":
            if known is None:
                reader.fail(f"information set {number} is used before its actions are listed", at)
            return known
        move = self._description(player, number)
        if known not in (None, move):
            reader.fail(f"information set {number} is described differently here than before", at)
        self.moves[player, number] = move
        return move

    def _description(self, player: int, number: int) -> InfoSet:
        """The name of the information set and its actions; nature's with their probabilities."""
        reader = self.reader
        label = reader.text_value("the name of the information set")
        at = reader.token.at
        if player != CHANCE:
            actions, probabilities = self._labels("the list of actions"), list[Fraction]()
        else:
            reader.symbol("{", "before nature's actions")
            listed, probabilities = list[str](), list[Fraction]()
            while reader.token.kind == "text":
                listed.append(reader.text_value("an action"))
                probabilities.append(reader.rational("the probability of the action"))
            reader.symbol("}", "after nature's actions")
            actions = tuple(listed)
        if not actions:
            reader.fail("this move has no actions; list at least one", at)
        return InfoSet(player, number, label, actions, tuple(probabilities))

    def _outcome(self) -> tuple[Fraction, ...]:
        reader = self.reader
        at = reader.token.at
        number = reader.integer("the number of the outcome", 0)
        if reader.token.kind != "text":
            if number and number not in self.outcomes:
                reader.fail(f"outcome {number} is used before its payoffs are given", at)
            return self.outcomes[number].payoffs if number else self.nothing
        if number == 0:
            reader.fail("outcome 0 means no outcome, so it has neither name nor payoffs; number this one", at)
        outcome = Outcome(reader.text_value("the name of the outcome"), self._payoffs())
        if self.outcomes.setdefault(number, outcome) != outcome:
            reader.fail(f"outcome {number} is described differently here than before", at)
        return outcome.payoffs

    def _payoffs(self) -> tuple[Fraction, ...]:
        """{ 1, 2 } or { 1 2 }"""
        reader = self.reader
        reader.symbol("{", "before the payoffs")
        payoffs = []
        for number in range(1, len(self.players) + 1):
            payoffs.append(reader.rational(f"the payoff of player {number}"))
            if reader.at_symbol(","):
                reader.advance()
        reader.symbol("}", f"after the payoffs of {len(self.players)} players")
        return tuple(payoffs)
