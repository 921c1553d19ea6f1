"""Writing .efg files: plain enough for every version of Gambit, exact enough to read back the same game."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from termination.engine.arithmetic import MAX_TEXT
from termination.engine.exchange.tokens import escaped
from termination.engine.game import SignalingGame
from termination.engine.model import Model
from termination.errors import Faults


def write_efg(model: Model) -> str:
    """The text of an .efg file [1] for a game or a model; `parse_efg` and Gambit read it back to the same game.

    Player 1 is the sender, player 2 the receiver. Information sets are named after types and messages and numbered in
    their order. Numbers are written as ratios. A character that Gambit cannot hold in a label (it takes printable
    ASCII) is written as `\\u{hex}`, which `parse_efg` reads back as that character.

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
    game = model.game()
    _check_numbers(game)
    return "\n".join(_lines(game)) + "\n"


def _lines(game: SignalingGame) -> Iterator[str]:
    yield f'EFG 2 R {_quoted(game.title)} {{ "sender" "receiver" }}'
    yield '""'
    yield ""
    draws = " ".join(f"{_quoted(t)} {p}" for t, p in zip(game.types, game.prior, strict=True))
    yield f'c "" 1 "types" {{ {draws} }} 0'
    number = 0
    for t, type_ in enumerate(game.types):
        yield f'p "" 1 {t + 1} {_quoted(type_)} {_list(game.messages)} 0'
        for m, message in enumerate(game.messages):
            yield f'p "" 2 {m + 1} {_quoted(message)} {_list(game.response_sets[m])} 0'
            for sender, receiver in zip(game.sender[t][m], game.receiver[t][m], strict=True):
                number += 1
                yield f't "" {number} "{number}" {{ {sender}, {receiver} }}'


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

    for t, type_ in enumerate(game.types):
        check(game.prior[t], f"prior.{type_}")
        for m, message in enumerate(game.messages):
            for r, response in enumerate(game.response_sets[m]):
                check(game.sender[t][m][r], f"sender.{type_}.{message}.{response}")
                check(game.receiver[t][m][r], f"receiver.{type_}.{message}.{response}")
    faults.raise_if_any()
