"""Is this tree a sender-receiver game, and if not, why not.

Nature draws a type; one player, the sender, has one information set for each type; the other, the receiver, has one
for each message; then play ends. A **message** is what the receiver sees, so it is his information set that says which
actions of different types are the same message, in whatever order each type lists them. Labels come from the actions;
where labels contradict the information sets the file is refused, where they are missing or ambiguous it is said.

A message after which play ends at once, for every type, is one after which the receiver has a single response. Types
need not all have the same messages.

Nature may draw a type of the receiver's as well, before the sender moves, in a move of its own or in one with hers. It
is a type of his if he knows it and she does not: his information sets differ by it, hers do not. Each of his types must
be drawn with each of hers, independently; against each of them the tree is a sender-receiver game.

Where somebody moves after the reply, what was done must be seen and types must not (`later`); such moves are folded.
Where nature moves after a message, or two messages of one type lead to one information set, there is noise (`noise`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from termination.engine.ends import PLAYERS, End, Paid
from termination.engine.exchange.draws import Drawn, State, TreeFaults, drawn_types
from termination.engine.exchange.labels import distinct, warn
from termination.engine.exchange.later import Later
from termination.engine.exchange.noise import hidden, noisy_game
from termination.engine.exchange.tree import CHANCE, InfoSet, Node, Tree
from termination.engine.folded import FoldedGame
from termination.engine.game import Labels, SignalingGame
from termination.errors import InputError

#: Most actions that a move may have. Games smaller than this are beyond any solver.
MAX_ACTIONS = 200

#: The only response after a message that ends the game.
NO_MOVE = "no move"


#: The ways out: how a game with more moves becomes one without, where that changes nothing.
_FOLD = "fold the move, putting the expected payoffs in its place"
_FOLD_SENDER = "if nothing new is known at the second move, make each combination of the two a message of its own"


@dataclass(frozen=True, slots=True)
class _Sender:
    """One type: her label, her node and her move."""

    type_: str
    node: Node
    move: InfoSet


class _Seen(NamedTuple):
    """What the receiver sees: the number of his information set, or, where play ends, 0 and a name for that end."""

    number: int
    end: str = ""

    def __str__(self) -> str:
        return f"information set {self.number}" if self.number else "the end of play"


def signaling_game(tree: Tree, ties: Any = None) -> SignalingGame | FoldedGame:
    """The signaling game that the tree is; `InputError` listing what disqualifies it, with lines, if it is none."""
    faults = TreeFaults(tree)
    root, types = _nature(tree, faults)
    drawn = drawn_types(tree, faults)
    if drawn is None:
        states = [State((type_,), p, (root, tree.nodes[place])) for type_, p, place in
                  zip(types.actions, types.probabilities, root.children, strict=True)]  # fmt: skip
        drawn = Drawn(types.actions, types.probabilities, (), (), [states])
    try:
        if any(hidden(tree, state.path[-1]) for column in drawn.columns for state in column):
            return _noisy(tree, drawn, faults, ties)
        return _seen_through(tree, drawn, faults, ties)
    except InputError as error:
        if error.faults and not faults.faults:  # of the game that the tree describes
            for fault in error.faults:
                faults.add(root.at, str(fault))
        raise InputError(faults.faults) from None


def _noisy(tree: Tree, drawn: Drawn, faults: TreeFaults, ties: Any) -> SignalingGame:
    """The game if nature moves between the sender and the receiver, or some messages look alike to him."""
    if ties is not None:
        raise InputError("ties: are for moves after the reply, and with noise between the players there are none")
    for column in drawn.columns:
        _senders(tree, column, faults)
    return noisy_game(tree, _labelled(tree, drawn), faults)


def _seen_through(tree: Tree, drawn: Drawn, faults: TreeFaults, ties: Any) -> SignalingGame | FoldedGame:
    """The game if he sees the message itself."""
    later = Later(tree, faults)
    facing = [_facing(tree, column, faults, later, s) for s, column in enumerate(drawn.columns)]
    for one in facing[1:]:
        if (one.messages, one.own, one.responses) != (facing[0].messages, facing[0].own, facing[0].responses):
            what = "messages or responses differ by the receiver's type; they must be alike, in one order"
            faults.add(tree.nodes[0].at, what)
    later.check()
    faults.check()
    drawn = _labelled(tree, drawn)
    moves = drawn.types, drawn.prior, facing[0].own, facing[0].responses
    ends = [list(by_his) for by_his in zip(*(one.ends for one in facing), strict=True)]
    then = ends if drawn.his_types else facing[0].ends
    if later or ties is not None:
        return FoldedGame(*moves, then, ties, tree.title, drawn.his_types, drawn.his_prior)
    sender, receiver = (_payoffs(then, player) for player in PLAYERS)
    return SignalingGame(*moves, sender, receiver, tree.title, drawn.his_types, drawn.his_prior)


def _labelled(tree: Tree, drawn: Drawn) -> Drawn:
    """The types of both with labels, all different."""
    hers, his = (distinct(tree, tree.nodes[0].at, given, "type") for given in (drawn.types, drawn.his_types))
    return drawn._replace(types=hers, his_types=his)


class _Facing(NamedTuple):
    """The game against one type of the receiver's, or one who has no types; ends [type][message][response]."""

    messages: Labels
    own: list[Labels]  # [type]: those that she has
    responses: dict[str, Labels]
    ends: list[list[list[End]]]


def _facing(tree: Tree, states: Sequence[State], faults: TreeFaults, later: Later, his_type: int = 0) -> _Facing:
    """Where nature can draw these states, one for each type of the sender's."""
    senders = _senders(tree, states, faults)
    for sender in senders:
        _check_branches(tree, sender, faults)
    faults.check()
    places = _matched(tree, senders, faults)
    messages = _message_labels(tree, senders, places)
    after = [
        [None if j is None else tree.nodes[s.node.children[j]] for s, j in zip(senders, row, strict=True)]
        for row in places
    ]
    own = [tuple(m for m, row in zip(messages, places, strict=True) if row[t] is not None) for t in range(len(senders))]
    responses = {m: _responses(tree, next(filter(None, nodes)), m) for m, nodes in zip(messages, after, strict=True)}
    later.sender = senders[0].move.player
    ends = [
        [later.ends(state.path, nodes[t], (t, his_type), m) for m, nodes in enumerate(after)]
        for t, state in enumerate(states)
    ]
    return _Facing(messages, own, responses, ends)


def _nature(tree: Tree, faults: TreeFaults) -> tuple[Node, InfoSet]:
    root = tree.nodes[0]
    move = root.move
    if len(tree.players) != 2:
        faults.add(tree.players_at, f"a sender-receiver game has two players besides nature, not {len(tree.players)}")
    for node in tree.nodes:
        if node.move and len(node.move.actions) > MAX_ACTIONS:
            faults.add(node.at, f"this move has {len(node.move.actions)} actions; at most {MAX_ACTIONS} are read")
    if move is None or move.player != CHANCE:
        mover = _who(tree, move) if move else "nobody"
        advice = "; if there is one type only, let nature draw it with probability 1" if move else ""
        faults.add(root.at, f"nature must move first and draw the sender's type; here {mover} moves first{advice}")
        raise InputError(faults.faults)
    faults.check()
    return root, move


def _who(tree: Tree, move: InfoSet) -> str:
    return f"player {move.player} ({tree.players[move.player - 1]!r})" if move.player else "nature"


def _senders(tree: Tree, states: Sequence[State], faults: TreeFaults) -> list[_Sender]:
    """One node for each type, all of one player, in different information sets."""
    found: list[_Sender] = []
    owner: dict[int, str] = {}
    for state in states:
        type_, node = state.draws[0], state.path[-1]
        move = node.move
        if move is None:
            faults.add(node.at, f"play ends after type {type_!r} without a move of the sender")
        elif move.player == CHANCE:
            faults.add(node.at, f"nature moves again after type {type_!r}; it may move once, at the start: {_FOLD}")
        elif found and move.player != found[0].move.player:
            other = f"{_who(tree, found[0].move)} after type {found[0].type_!r}"
            faults.add(node.at, f"the sender is not one player: {_who(tree, move)} moves after type {type_!r}, {other}")
        elif move.number in owner:
            shared = f"{owner[move.number]!r} and {type_!r} share information set {move.number}"
            faults.add(node.at, f"the sender does not know her type: {shared}")
        else:
            owner[move.number] = type_
            found.append(_Sender(type_, node, move))
    faults.check()
    return found


def _check_branches(tree: Tree, sender: _Sender, faults: TreeFaults) -> None:
    """After each message of this type the receiver moves or play ends, whatever comes later."""
    for action, place in zip(sender.move.actions, sender.node.children, strict=True):
        after = tree.nodes[place]
        move = after.move
        if move is None:
            continue
        if move.player == CHANCE:
            what = f"nature moves after message {action!r}, and then not the receiver"
            faults.add(after.at, f"{what}; it may draw types, and what he sees of the message: {_FOLD}")
        elif move.player == sender.move.player:
            twice = f"{_who(tree, move)} moves twice; the sender sends one message and no more"
            faults.add(after.at, f"{twice}: {_FOLD_SENDER}")


def _matched(tree: Tree, senders: Sequence[_Sender], faults: TreeFaults) -> list[tuple[int | None, ...]]:
    """For each message, in the order in which types first list it: where each type does; None where she lacks it."""
    by_label = _same_labels(senders)
    seen = [_seen(tree, sender, by_label) for sender in senders]
    different = next((s for s, sees in zip(senders, seen, strict=True) if set(sees) != set(seen[0])), None)
    if different and not by_label:
        return _matched_evidence(tree, senders, different, faults)
    first, wanted = senders[0], seen[0]
    for sender, sees in zip(senders[1:], seen[1:], strict=True):
        for j, action in enumerate(first.move.actions):
            here = sees[sender.move.actions.index(action)] if by_label else wanted[j]
            if here != wanted[j] and set(sees) == set(wanted):
                what = f"labels contradict information sets: {action!r} is {wanted[j]} for one type, {here} for another"
                faults.add(sender.node.at, what)
            elif here != wanted[j] and here.number and wanted[j].number:
                what = f"the receiver sees {wanted[j]} if the type is {first.type_!r}, {here} if {sender.type_!r}"
                faults.add(sender.node.at, f"after message {action!r} the receiver sees the type: {what}")
            elif here != wanted[j]:
                what = f"{wanted[j]} for type {first.type_!r}, {here} for type {sender.type_!r}"
                faults.add(sender.node.at, f"after message {action!r} comes {what}; it must be alike for all types")
    faults.check()
    return [tuple(sees.index(one) for sees in seen) for one in wanted]


def _matched_evidence(
    tree: Tree, senders: Sequence[_Sender], different: _Sender, faults: TreeFaults
) -> list[tuple[int | None, ...]]:
    """The same where types differ in what they can send: actions must have labels, and one label is one message."""
    if any(len(set(s.move.actions)) < len(s.move.actions) or not all(map(str.strip, s.move.actions)) for s in senders):
        what = f"the messages differ by type, or the receiver sees the type: what {different.type_!r} can send looks"
        advice = "if that is meant, give all actions of all types labels, one label for one message"
        faults.add(different.node.at, f"{what} different from what {senders[0].type_!r} can; {advice}")
    faults.check()
    found: dict[str, _Seen] = {}
    for sender in senders:
        labels = sender.move.actions
        for action, sees in zip(labels, _seen(tree, sender, True), strict=True):
            known = found.setdefault(action, sees)
            twice = next((m for m, other in found.items() if other == sees and m != action), None)
            if known != sees:
                what = f"labels contradict information sets: {action!r} is {known} for one type, {sees} for another"
                faults.add(sender.node.at, what)
            elif twice is not None:
                what = f"labels contradict information sets: {twice!r} and {action!r} both lead to {sees}"
                faults.add(sender.node.at, what)
    faults.check()
    return [tuple(s.move.actions.index(m) if m in s.move.actions else None for s in senders) for m in found]


def _same_labels(senders: Sequence[_Sender]) -> bool:
    """Whether each type's actions have labels, all different, and the same as every other type's."""
    first = set(senders[0].move.actions)
    return all(
        set(sender.move.actions) == first and len(sender.move.actions) == len(first) and all(map(str.strip, first))
        for sender in senders
    )


def _seen(tree: Tree, sender: _Sender, by_label: bool) -> list[_Seen]:
    """What the receiver sees after each action; ends of play are told apart by label, or else counted."""
    moves = [tree.nodes[place].move for place in sender.node.children]
    ends = iter(range(1, len(moves) + 1))
    return [
        _Seen(move.number) if move else _Seen(0, action if by_label else str(next(ends)))
        for action, move in zip(sender.move.actions, moves, strict=True)
    ]


def _message_labels(tree: Tree, senders: Sequence[_Sender], places: Sequence[Sequence[int | None]]) -> Labels:
    if _same_labels(senders):
        return senders[0].move.actions
    joined = []
    for row in places:
        listed = zip(senders, row, strict=True)
        names = dict.fromkeys(sender.move.actions[j] for sender, j in listed if j is not None)
        joined.append(" / ".join(name for name in names if name.strip()))
    if any(" / " in name for name in joined):
        warn(tree, senders[0].node.at, "actions of different types are one message by information set, not by label")
    return distinct(tree, senders[0].node.at, joined, "message")


def _responses(tree: Tree, node: Node, message: str) -> Labels:
    return distinct(tree, node.at, node.move.actions, "response") if node.move else (NO_MOVE,)


def _payoffs(ends: Any, player: str) -> Any:
    """What a player gets, nested as the ends are, all of which are payoffs."""
    return getattr(ends, player) if isinstance(ends, Paid) else [_payoffs(one, player) for one in ends]
