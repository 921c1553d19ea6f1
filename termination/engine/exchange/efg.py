"""Reading .efg files: text in, signaling game out, or a refusal that says where and why."""

from __future__ import annotations

import stat
from os import PathLike, fspath
from pathlib import Path
from typing import Any

from termination.engine.exchange.recognize import signaling_game
from termination.engine.exchange.tree import parse_tree
from termination.engine.folded import FoldedGame
from termination.engine.game import SignalingGame
from termination.errors import Fault, InputError, expect

#: Largest file that is read, in bytes: some hundred times what any solver can handle.
MAX_BYTES = 4_000_000


def read_efg(path: str | PathLike[str], ties: Any = None) -> SignalingGame | FoldedGame:
    """The signaling game in Gambit's .efg file at `path` [1].

    Any file will do that is a sender-receiver game, whoever wrote it: nature moves first and draws a type, one player
    learns it and sends a message, the other sees the message, or what nature makes of it, and responds. Where somebody
    moves after that, knowing all that was done but not the other's type, the moves are folded, and the game says how
    (`FoldedGame`). Types, messages and responses keep the order and labels of the file; payoffs at inner nodes are
    added along the path; numbers stay exact. Missing, repeated or inconsistent labels are replaced with a
    `LabelWarning`.

    Parameters
    ----------
    path : text or `pathlib.Path`, of a file in UTF-8
    ties : what is done at ties of moves after the reply, as for `FoldedGame`

    Returns
    -------
    `SignalingGame`, its numbers exact; `FoldedGame` where somebody moves after the reply.

    Raises
    ------
    InputError : with the file and the line: it cannot be read, is larger than `MAX_BYTES`, is not an .efg file, or is
        not such a game, with what disqualifies it; or moves after the reply cannot be folded

    References
    ----------
    [1] Gambit documentation, "The extensive game (.efg) file format".

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> from termination.engine.exchange import write_efg
    >>> game = SignalingGame(["t"], [1], ["m"], ["l", "r"], [[[0, "1/3"]]], [[[1, 0]]])
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "tiny.efg")
    ...     characters = path.write_text(write_efg(game), encoding="utf-8")
    ...     read_efg(path) == game
    True
    """
    expect("path", path, (str, PathLike), "a path, as text or a pathlib.Path")
    name = fspath(path)
    text = _text(Path(path), name)
    try:
        return parse_efg(text, ties)
    except InputError as error:
        raise InputError([Fault(f"{name}, {fault.where}", fault.what) for fault in error.faults]) from None


def parse_efg(text: str, ties: Any = None) -> SignalingGame | FoldedGame:
    """The signaling game that the text of an .efg file describes; see `read_efg`.

    >>> game = parse_efg('''EFG 2 R "One type" { "sender" "receiver" }
    ... c "" 1 "" { "only" 1 } 0
    ... p "" 1 1 "" { "speak" } 1 "cost of speaking" { -1, 0 }
    ... p "" 2 1 "" { "yes" "no" } 0
    ... t "" 2 "" { 3, 1/2 }
    ... t "" 0
    ... ''')
    >>> game.sender, game.receiver[0][0][0]
    ((((Fraction(2, 1), Fraction(-1, 1)),),), Fraction(1, 2))
    """
    if len(text) > MAX_BYTES:
        raise InputError([Fault("line 1", f"the text has {len(text)} characters; at most {MAX_BYTES} are read")])
    return signaling_game(parse_tree(text), ties)


def _text(path: Path, name: str) -> str:
    """The file's text, read only if it is a regular file of reasonable size."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            what = "is a directory" if stat.S_ISDIR(status.st_mode) else "is not a regular file"
            raise InputError([Fault(name, f"{what}; give an .efg file")])
        if status.st_size > MAX_BYTES:
            raise InputError([Fault(name, f"has {status.st_size} bytes; at most {MAX_BYTES} are read")])
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError([Fault(name, f"cannot be read: {getattr(error, 'strerror', None) or error}")]) from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError([Fault(f"{name}, line {line}", "is not text in UTF-8; save the file as such")]) from None
