"""A game with moves after the reply in a file: its labels, what comes after each reply, and how ties are resolved.

    [game]     # types, prior, messages, responses; receiver_types and receiver_prior where the receiver has types
    [then]     # by type, message and response: [2, -1], the payoffs, or { sender = { "stand firm" = [1, -2], ... } }
    [ties]     # optional: "weak, demand, resist" = "back down"

The moves are folded when the file is read (`engine.folded`), and every such game can be written down again, unfolded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from termination.engine.ends import end_as_data
from termination.engine.folded import NO_NOISE, FoldedGame
from termination.errors import Faults, InputError

#: The tables of a file, and the entries of the first.
TABLES = ("game", "then", "ties")
_GAME = ("types", "prior", "messages", "responses")
_IF_ANY = ("receiver_types", "receiver_prior")
#: How deep dotted keys go, by table, where a file is written.
NESTED = {"then": 2}


def read(tables: Mapping[str, Any], title: str = "") -> FoldedGame:
    """The game that the tables of a file describe. Raises `InputError` with every fault, each with its place.

    >>> game = read({"game": {"types": ["t"], "prior": [1], "messages": ["m"], "responses": ["r"]},
    ...              "then": {"t": {"m": {"r": {"sender": {"stay": [0, 1], "go": ["1/2", 2]}}}}}})
    >>> game.ending("t", "m", "r")
    'go'
    """
    faults = Faults()
    for name in tables:
        if name not in TABLES:
            faults.add(name, f"no such entry; there are: {', '.join(TABLES)}")
    given = {name: tables.get(name, {} if name == "ties" else None) for name in TABLES}
    for name, table in given.items():
        if not isinstance(table, Mapping):
            faults.add(name, f"missing: a table [{name}]" if table is None else f"expected a table, headed [{name}]")
    faults.raise_if_any()
    game = given["game"]
    for name in game:
        if name == "noise":
            faults.add("game.noise", NO_NOISE)
        elif name not in (*_GAME, *_IF_ANY):
            faults.add(f"game.{name}", f"no such entry; there are: {', '.join((*_GAME, *_IF_ANY))}")
    for name in _GAME:
        if name not in game:
            faults.add(f"game.{name}", "missing")
    faults.raise_if_any()
    types, prior, messages, responses = (game[name] for name in _GAME)
    labels, his = (types, prior, messages, responses), {name: game[name] for name in _IF_ANY if name in game}
    try:
        return FoldedGame(*labels, given["then"], given["ties"], title, **his)
    except InputError as error:
        then = given["then"]
        raise InputError([replace(fault, where=_in_file(fault.where, then)) for fault in error.faults]) from None


def _in_file(where: str, then: Mapping[str, Any]) -> str:
    """Where in a file that is which a game calls its types, its messages and so on; of what the sender of a type does
    after a reply, the entry of that reply."""
    type_, *reply = where.removeprefix("after ").split(", ")[:3]
    if len(reply) == 2 and where.startswith("after ") and isinstance(then.get(type_), Mapping):
        rows = then[type_].get(reply[0])
        if isinstance(rows, Mapping) and reply[1] in rows:
            return f"then.{type_}.{reply[0]}.{reply[1]}"
    return f"game.{where}" if where.partition(".")[0] in (*_GAME, *_IF_ANY) else where


def entries(model: FoldedGame) -> dict[str, Any]:
    """The tables that describe a game: `read` makes the same game of them."""

    def table(row: Any) -> dict[str, Any]:
        return {
            m: {r: end_as_data(end) for r, end in zip(labels, ends, strict=True)}
            for m, labels, ends in zip(model.messages, model.response_sets, row, strict=True)
            if ends
        }

    def by_his_type(rows: Any) -> dict[str, Any]:
        return {s: table(row) for s, row in zip(model.receiver_types, rows, strict=True)}

    return {
        "game": {
            "types": model.types,
            "prior": model.prior,
            "messages": model.message_lists,
            "responses": model.responses,
            **{name: getattr(model, name) for name in _IF_ANY if model.receiver_types},
        },
        "then": {
            t: by_his_type(row) if model.receiver_types else table(row)
            for t, row in zip(model.types, model.then, strict=True)
        },
        **({"ties": {n: play[0][0] if len(play) == 1 else dict(play) for n, play in model.ties}} if model.ties else {}),
    }
