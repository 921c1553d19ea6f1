"""Writing .efg files: plain enough for every version of Gambit, exact enough to read back the same game."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from termination.engine.arithmetic import MAX_TEXT
from termination.engine.ends import Chance, End, Paid, branches
from termination.engine.exchange.tokens import escaped
from termination.engine.folded import FoldedGame
from termination.engine.game import Labels, SignalingGame
from termination.engine.model import MakesGame
from termination.errors import Faults, expect


def write_efg(model: MakesGame) -> str:
    """The text of an .efg file [1] for a game or a model; `parse_efg` and Gambit read it back to the same game.

    Where there is noise nature draws what is seen after a message.
    Player 1 is the sender, player 2 the receiver. Information sets are named after types and messages and numbered in
    their order; each type lists the messages that she has. The receiver's types, where he has some, are drawn after the
    sender's, and each of them has an information set for each message. Moves after the reply, of a `FoldedGame`, are
    written as they were before they were folded. Numbers are written as ratios. A character that Gambit cannot hold in
    a label (it takes printable ASCII) is written as `\\u{hex}`, which `parse_efg` reads back as that character.

    Parameters
    ----------
    model : a `SignalingGame`, or a model of one

    Returns
    -------
    Text, the file's whole content.

    Raises
    ------
    InputError : a number has more than 400 characters, which no reader takes

    References
    ----------
    [1] Gambit documentation, "The extensive game (.efg) file format".

    >>> from termination.engine.exchange import parse_efg
    >>> game = SignalingGame(["t"], [1], ["m"], ["l", "r"], [[[0, "1/3"]]], [[[1, 0]]], title="Tiny")
    >>> print(write_efg(game))
    EFG 2 R "Tiny" { "sender" "receiver" }
    ""
    <BLANKLINE>
    c "" 1 "types" { "t" 1 } 0
    p "" 1 1 "t" { "m" } 0
    p "" 2 1 "m" { "l" "r" } 0
    t "" 1 "1" { 0, 1 }
    t "" 2 "2" { 1/3, 0 }
    <BLANKLINE>
    >>> parse_efg(write_efg(game)) == game
    True
    """
    expect("model", model, MakesGame, "a SignalingGame or a model that makes one")
    game = model.game()
    _check_numbers(game)
    return "\n".join(_lines(game, _Leaves(model if isinstance(model, FoldedGame) else None, game))) + "\n"


def _lines(game: SignalingGame, leaves: _Leaves) -> Iterator[str]:
    yield f'EFG 2 R {_quoted(game.title)} {{ "sender" "receiver" }}'
    yield '""'
    yield ""
    yield _draw(1, "types", game.types, game.prior)
    for t, type_ in enumerate(game.types):
        if game.receiver_types:
            yield _draw(t + 2, f"{type_}, receiver types", game.receiver_types, game.receiver_prior)
        for his_type, faced in zip(game.receiver_types or ("",), _facing(game, t), strict=True):
            yield f'p "" 1 {t + 1} {_quoted(type_)} {_list(game.message_sets[t])} 0'
            for after in faced:
                if after.drawn:
                    number, row = leaves.next("chance"), game.noise_rows[after.message]
                    yield _draw(number, f"{number}: {type_}, {after.message}", row, row.values())
                yield f'p "" 2 {after.infoset} {_quoted(after.name)} {_list(after.responses)} 0'
                for r, *payoffs in zip(after.responses, after.sender, after.receiver, strict=True):
                    yield from leaves.below(type_, his_type, after.message, r, Paid(*payoffs))


class _Leaves:
    """The tree after the reply: payoffs, or what was folded, information sets numbered as they are met."""

    def __init__(self, unfolded: FoldedGame | None, game: SignalingGame) -> None:
        self.unfolded, self.outcomes = unfolded, 0
        hers, his = len(game.types), len(game.seen) * max(1, len(game.receiver_types))
        self.taken = {"chance": 1 + hers * bool(game.receiver_types), "sender": hers, "receiver": his}
        self.numbers: dict[tuple[str, tuple[str, ...], Labels], int] = {}

    def next(self, player: str) -> int:
        """The number of one more information set of a player's, or move of nature's."""
        self.taken[player] += 1
        return self.taken[player]

    def below(self, type_: str, his_type: str, message: str, response: str, folded: Paid) -> Iterator[str]:
        """The lines of what comes after a reply, which is worth `folded`."""
        end = self.unfolded.end(type_, message, response, his_type) if self.unfolded else folded
        yield from self._end(end, {"sender": type_, "receiver": his_type}, (message, response))

    def _end(self, end: End, own: Mapping[str, str], done: Labels) -> Iterator[str]:
        if isinstance(end, Paid):
            self.outcomes += 1
            yield f't "" {self.outcomes} "{self.outcomes}" {{ {end.sender}, {end.receiver} }}'
            return
        after = branches(end)
        if isinstance(end, Chance):
            number = self.next("chance")
            yield _draw(number, f"{number}: {', '.join(done)}", after, [p for _, p, _ in end.outcomes])
        else:
            known = (*filter(None, (own[end.player],)), *done)
            number = self._number(end.player, known, tuple(after))
            player = 1 if end.player == "sender" else 2
            name = f"{number}: {', '.join(known)}"
            yield f'p "" {player} {number} {_quoted(name)} {_list(after)} 0'
        for label, below in after.items():
            yield from self._end(below, own, (*done, label))

    def _number(self, player: str, known: Labels, options: Labels) -> int:
        """The number of the information set at which a player knows this and has these options."""
        key = player, known, options
        if key not in self.numbers:
            self.numbers[key] = self.next(player)
        return self.numbers[key]


def _draw(number: int, name: str, labels: Iterable[str], chances: Iterable[Fraction]) -> str:
    """A move of nature's."""
    draws = " ".join(f"{_quoted(label)} {p}" for label, p in zip(labels, chances, strict=True))
    return f'c "" {number} {_quoted(name)} {{ {draws} }} 0'


class _After(NamedTuple):
    """What comes after a message: whether nature draws what is seen; the receiver's information set, by number and
    name; his responses, and what they pay to either player."""

    message: str
    drawn: bool
    infoset: int
    name: str
    responses: Labels
    sender: list[Fraction]
    receiver: list[Fraction]


def _facing(game: SignalingGame, t: int) -> Iterator[list[_After]]:
    """What comes after each message that type t has, against each of the receiver's types; with noise once for each
    thing that the message may be seen as, and nature draws before the first of these."""
    count, names = len(game.seen), list(game.seen)
    if not game.receiver_types:
        yield list(_after_messages(game, game.sender[t], game.receiver[t], 1, names))
    for s, his_type in enumerate(game.receiver_types):
        names = [f"{his_type}, {seen}" for seen in game.seen]
        if any(", " in label for label in (*game.receiver_types, *game.seen)):  # Gambit wants each name once
            names = [f"{number}: {name}" for number, name in enumerate(names, s * count + 1)]
        yield list(_after_messages(game, game.sender[t][s], game.receiver[t][s], s * count + 1, names))


def _after_messages(game: SignalingGame, sender: Any, receiver: Any, first: int, names: list[str]) -> Iterator[_After]:
    """The same against one type of the receiver's, whose information sets have these names, numbered from the first."""
    for message, paths, hers, his in zip(game.messages, game.paths, sender, receiver, strict=True):
        for path in paths if hers else ():
            pays = [[cells[place] for place in path.places] for cells in (hers, his)]
            drawn = len(paths) > 1 and path is paths[0]
            yield _After(message, drawn, first + path.seen, names[path.seen], game.response_sets[path.seen], *pays)


def _quoted(text: str) -> str:
    return f'"{escaped(text)}"'


def _list(labels: Iterable[str]) -> str:
    return f"{{ {' '.join(map(_quoted, labels))} }}"


def _check_numbers(game: SignalingGame) -> None:
    faults = Faults()

    def check(value: Fraction, where: str) -> None:
        # Sizes are compared in bits first: writing out a number of a million digits takes its time.
        bits = value.numerator.bit_length() + value.denominator.bit_length()
        if bits > 4 * MAX_TEXT or len(str(value)) > MAX_TEXT:
            faults.add(where, f"is a number of more than {MAX_TEXT} characters; round it before writing")

    for where, given in (("prior", game.prior), ("receiver_prior", game.receiver_prior)):
        for label, p in zip(game.types if where == "prior" else game.receiver_types, given, strict=True):
            check(p, f"{where}.{label}")
    for t, type_ in enumerate(game.types):
        for faced in _facing(game, t):
            for after in faced:
                for response, one, other in zip(after.responses, after.sender, after.receiver, strict=True):
                    check(one, f"sender.{type_}.{after.name}.{response}")
                    check(other, f"receiver.{type_}.{after.name}.{response}")
    for m, row in game.noise_rows.items():
        for z, p in row.items():
            check(p, f"noise.{m}.{z}")
    faults.raise_if_any()
