"""Equilibria as JSON and back, exactly; and as CSV.

JSON holds what an answer consists of: the model, and for each family the vertices of both players' polytopes with the
constraints that cut them out. Exact numbers are text such as "3/10". Beside these stand, as `game` and `derived`, the
things that follow from them (payoff tables, payoffs, outcomes, beliefs, certificate), for readers in other languages;
reading back they are not trusted but computed again, and the answer is held against the game (`verify`).
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from termination.engine.enumerate import DEFAULT_LIMIT
from termination.engine.equilibria import Equilibria
from termination.engine.families import Assessment, Family
from termination.engine.game import SignalingGame
from termination.engine.model import Model, amounts_of
from termination.engine.refining.verdicts import Verdict
from termination.engine.strategies import BeliefPiece, Constraint, Range, Strategy, StrategySet, strategy_sets_of
from termination.errors import Fault, Faults, InputError
from termination.models.registry import MODELS
from termination.models.scenarios import LABELS, TABLES, build, nested_deeper, plain, read_text
from termination.reporting import over_time
from termination.reporting.tables import COLUMNS, component_numbers, rows, rows_as_csv
from termination.reporting.verify import verified

FORMAT = "war-termination equilibria"
VERSION = 1
#: What takes at most so many characters stands on one line.
_SHORT = 100
#: How deeply the format nests, with room to spare.
MAX_DEPTH = 20

#: Largest file that is read.
MAX_BYTES = 500_000_000
#: What looks like the name of a file, where the text of one is expected.
_PATH = re.compile(r"[^\n{}\[\]]{1,300}")
_EXACT = re.compile(r"-?\d+(/0*[1-9]\d*)?", re.ASCII)


def to_csv(equilibria: Equilibria) -> str:
    """The tidy rows as CSV text; `tables.COLUMNS` documents the columns. Truth values are TRUE and FALSE, as in R."""
    return rows_as_csv(rows(equilibria), COLUMNS)


def to_json(equilibria: Equilibria) -> str:
    """The whole answer as JSON text, the same bytes for the same answer; `from_json` reads it back.

    Raises `InputError` for a model that scenario files do not know, for then it could not be read back.
    """
    kind, table, parameters = plain(equilibria.model)
    numbers = component_numbers(equilibria)
    data = {
        "format": FORMAT,
        "version": VERSION,
        "model": {"kind": kind, "title": equilibria.game.title, table: _plain(parameters)},
        "game": _game_data(equilibria.game),
        "complete": equilibria.complete,
        "unexamined": equilibria.unexamined,
        "concept": equilibria.concept,
        "families": [_family_data(f) | {"derived": _derived(f, n)} for f, n in zip(equilibria, numbers, strict=True)],
        "rejected": [_verdict_data(verdict) for verdict in equilibria.rejected],
    }
    return _dump(data, "") + "\n"


def from_json(source: str | os.PathLike[str], *, solve_again: bool = True, limit: int = DEFAULT_LIMIT) -> Any:
    """The answer that `to_json` wrote, verified as a whole: nothing in it but the model and the strategies is believed.

    Every family is checked by the verifier, its constraints against its vertices; names, verdicts and what is derived
    are computed anew. A list that says it is complete is held against what solving the game again finds.

    Parameters
    ----------
    source : the text, or a path (`pathlib.Path("answer.json")`) to a file with it
    solve_again : False reads large answers faster; the families are verified all the same, but what is returned says
        that the list was not checked to be complete
    limit : a positive integer, the `limit` of `solve` where the game is solved again; if it stops there, the list is
        not called complete either

    Returns
    -------
    `Equilibria`, equal to what was written; or the `Course` of a game over time, which is always solved again.

    Raises
    ------
    InputError : all that is wrong: text that is no such JSON, a faulty model, strategies that are none, families that
        are no equilibria of the game, or not all, or verdicts that are none

    >>> from termination.engine.enumerate import solve
    >>> game = SignalingGame(["t"], [1], ["m"], ["l", "r"], [[[0, 0]]], [[[1, 0]]])
    >>> from_json(to_json(solve(game))) == solve(game)
    True
    """
    if not isinstance(source, (str, os.PathLike)):
        raise InputError(f"from_json takes the text that to_json wrote, or a path, found {type(source).__name__}")
    text = source if isinstance(source, str) else read_text(source, MAX_BYTES)
    data = _parse(text)
    if data["format"] == over_time.FORMAT:
        return over_time.read_course(data, text)
    faults = Faults()
    entry = _expect(data, "model", dict, faults)
    tables = [name for name in ("parameters", "payoffs", TABLES) if name in entry]
    kind = _expect(entry, "kind", str, faults, "model.")
    title = _expect(entry, "title", str, faults, "model.")
    faults.raise_if_any()
    if kind not in MODELS or len(tables) != 1:
        raise InputError([Fault("model", f"expected a kind, one of {', '.join(MODELS)}, and its table of parameters")])
    with faults.at(f"model.{tables[0]}"):
        # Several tables are read by the model, their numbers too.
        given = entry[tables[0]] if tables[0] == TABLES else _exactly(entry[tables[0]])
        model = build(kind, given, tables[0], title)
    faults.raise_if_any()
    return verified(_read_equilibria(data, model, faults), solve_again, limit)


# --- writing ---------------------------------------------------------------------------------------------------------


def _dump(value: Any, indent: str) -> str:
    """JSON with one entry a line, save lists without objects in them and what is short."""
    inner, short = indent + "  ", json.dumps(value, ensure_ascii=False)
    if len(short) <= _SHORT:
        return short
    if isinstance(value, dict):
        entries = [f"{json.dumps(key, ensure_ascii=False)}: {_dump(entry, inner)}" for key, entry in value.items()]
    elif isinstance(value, list) and any(isinstance(entry, dict) for entry in value):
        entries = [_dump(entry, inner) for entry in value]
    else:
        return short
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    return f"{opening}\n{inner}" + f",\n{inner}".join(entries) + f"\n{indent}{closing}"


def _plain(value: Any) -> Any:
    """Exact numbers as text, sets of entries as JSON has them."""
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, Range):
        return [str(value.low), str(value.high)]
    if isinstance(value, Mapping):
        return {key: _plain(entry) for key, entry in value.items()}
    if isinstance(value, (tuple, list)):
        return [_plain(entry) for entry in value]
    return value


def _game_data(game: SignalingGame) -> dict[str, Any]:
    """The game that the model defines, for readers elsewhere; read back, it is computed from the model."""
    names = ["types", "prior", "messages", "responses", "sender", "receiver"]
    names += ["receiver_types", "receiver_prior"] if game.receiver_types else []
    found = {name: _plain(game.message_lists if name == "messages" else getattr(game, name)) for name in names}
    return found | ({"noise": _plain(game.noise_rows)} if game.noise else {})


def _family_data(family: Family) -> dict[str, Any]:
    return {"name": family.name, "sender": _set_data(family.sender), "receiver": _set_data(family.receiver)}


def _set_data(strategies: StrategySet) -> dict[str, Any]:
    constraints = [
        {"coefficients": [str(c) for c in constraint.coefficients], "equality": constraint.equality}
        for constraint in strategies.constraints
    ]
    return {"vertices": [_plain(vertex.probabilities) for vertex in strategies.vertices], "constraints": constraints}


def _derived(family: Family, component: int) -> dict[str, Any]:
    payoffs, certificate = family.payoffs, family.certificate
    his = {"by_receiver_type": payoffs.by_receiver_type} if payoffs.by_receiver_type else {}
    return {
        "kind": family.kind,
        "component": component,
        "sender": _plain(family.sender),
        "receiver": _plain(family.receiver),
        "beliefs": {m: [_piece_data(piece) for piece in pieces] for m, pieces in family.beliefs.items()},
        "payoffs": _plain({"by_type": payoffs.by_type, "ex_ante": payoffs.ex_ante, "receiver": payoffs.receiver} | his),
        "outcomes": _plain(family.outcomes),
        **_plain(amounts_of(family.model, family)),
        "certificate": {
            "max_regret": str(certificate.max_regret),
            "bayes": certificate.bayes,
            "assessments": certificate.assessments,
            "beliefs": certificate.beliefs,
        },
    }


def _piece_data(piece: BeliefPiece) -> dict[str, Any]:
    return {"replies": _plain(piece.replies), "sent": piece.sent, "vertices": _plain(piece.beliefs.vertices)}


def _verdict_data(verdict: Verdict) -> dict[str, Any]:
    return {
        "family": _family_data(verdict.family),
        "concept": verdict.concept,
        "message": verdict.message,
        "type": verdict.type,
        "ruled_out": list(verdict.ruled_out),
        "response": verdict.response,
        "sender": _plain(verdict.assessment.sender.probabilities),
        "receiver": _plain(verdict.assessment.receiver.probabilities),
        "whole_family": verdict.whole_family,
        "sentence": verdict.sentence,
    }


# --- reading ---------------------------------------------------------------------------------------------------------


def _parse(text: str) -> dict[str, Any]:
    def constant(name: str) -> None:
        raise InputError(f"contains {name}, which is no number")

    def distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        keys = [key for key, _ in pairs]
        if len(set(keys)) < len(keys):
            raise InputError(f"gives {next(key for key in keys if keys.count(key) > 1)!r} twice")
        return dict(pairs)

    try:
        data = json.loads(
            text, parse_float=Decimal, parse_int=_int, parse_constant=constant, object_pairs_hook=distinct
        )
    except json.JSONDecodeError as error:
        path = f"; to read a file, write from_json(pathlib.Path({text!r}))" if text and _PATH.fullmatch(text) else ""
        raise InputError(f"is not valid JSON: {error}{path}") from None
    except RecursionError:
        raise InputError("is not an answer written by to_json: nested too deeply") from None
    if nested_deeper(data, MAX_DEPTH):
        raise InputError("is not an answer written by to_json: nested too deeply")
    if not isinstance(data, dict) or data.get("format") not in (FORMAT, over_time.FORMAT):
        raise InputError(f'is not an answer written by to_json: no "format": "{FORMAT}"')
    if data.get("version") != VERSION:
        raise InputError(f"was written in version {data.get('version')} of the format; this library reads {VERSION}")
    return data


def _int(digits: str) -> int | str:
    """Only the version is a bare number; others are text, and a longer one is left for the reader to refuse."""
    return int(digits) if len(digits) < 20 else digits


def _read_equilibria(data: Mapping[str, Any], model: Model, faults: Faults) -> Equilibria:
    game = model.game()
    complete = _expect(data, "complete", bool, faults)
    unexamined = _expect(data, "unexamined", str, faults)
    concept = _expect(data, "concept", str, faults)
    if data.get("game") != _game_data(game):
        faults.add("game", "is not the game that the model defines; take an answer that nobody has edited")
    families = _each(data, "families", faults, lambda entry, at: _read_family(entry, model, game, at))
    rejected = _each(data, "rejected", faults, lambda entry, at: _read_verdict(entry, model, game, at))
    faults.raise_if_any()
    return Equilibria(model, game, tuple(families), complete, unexamined, concept, tuple(rejected))


def _exactly(value: Any, key: str = "") -> Any:
    """The model's table with its numbers made exact: unlike those a person writes, they may be of any length."""
    if isinstance(value, dict):
        return {name: _exactly(entry, key or name) for name, entry in value.items()}
    if isinstance(value, list):
        return [_exactly(entry, key) for entry in value]
    is_number = key not in LABELS and isinstance(value, str) and _EXACT.fullmatch(value)
    return _number(value, key, Faults()) if is_number else value


def _each(data: Mapping[str, Any], key: str, faults: Faults, read: Callable[[Any, Faults], Any]) -> list[Any]:
    """The entries of the list at `key`, read one by one; their faults with their place."""
    found = []
    for i, entry in enumerate(_expect(data, key, list, faults)):
        local = Faults()
        if isinstance(entry, dict):
            found.append(read(entry, local))
        else:
            local.add("", "expected an object")
        with faults.at(f"{key}[{i}]"):
            local.raise_if_any()
    return found


def _read_family(entry: Mapping[str, Any], model: Model, game: SignalingGame, faults: Faults) -> Family | None:
    """A family, its strategies well-formed."""
    name = _expect(entry, "name", str, faults)
    sides = []
    for side, like in zip(("sender", "receiver"), strategy_sets_of(game), strict=True):
        sides.append(_read_set(_expect(entry, side, dict, faults), like, side, faults))
    if faults:
        return None
    return Family(model, game, sides[0], sides[1], name)


def _read_set(entry: Mapping[str, Any], like: StrategySet, side: str, faults: Faults) -> StrategySet:
    vertices = [
        Strategy(like.rows, like.columns, _read_strategy(vertex, like, f"{side}.vertices[{i}]", faults))
        for i, vertex in enumerate(_expect(entry, "vertices", list, faults, f"{side}."))
    ]
    size = sum(map(len, like.columns)) + 1
    constraints = [
        _read_constraint(constraint, size, f"{side}.constraints[{i}]", faults)
        for i, constraint in enumerate(_expect(entry, "constraints", list, faults, f"{side}."))
    ]
    found = StrategySet(like.rows, like.columns, tuple(vertices), tuple(constraints))
    if not vertices:
        faults.add(f"{side}.vertices", "is empty")
    return found


def _read_strategy(given: Any, like: StrategySet, where: str, faults: Faults) -> tuple[tuple[Fraction, ...], ...]:
    """The probabilities [row][column] of one strategy."""
    shape = [len(columns) for columns in like.columns]
    if not isinstance(given, list) or [len(r) if isinstance(r, list) else 0 for r in given] != shape:
        faults.add(where, f"expected {len(shape)} lists of {', '.join(map(str, shape))} probabilities")
        return ()
    values = tuple(tuple(_number(cell, where, faults) for cell in row) for row in given)
    if any(sum(row) != 1 or min(row) < 0 for row in values):
        faults.add(where, "is no strategy: each list must be of probabilities that sum to 1 exactly")
    return values


def _read_constraint(given: Any, size: int, where: str, faults: Faults) -> Constraint:
    entry = given if isinstance(given, dict) else {}
    equality = _expect(entry, "equality", bool, faults, f"{where}.")
    coefficients = [_number(c, where, faults) for c in _expect(entry, "coefficients", list, faults, f"{where}.")]
    if len(coefficients) != size or any(c.denominator != 1 for c in coefficients):
        faults.add(f"{where}.coefficients", f"expected {size} whole numbers")
    return Constraint(tuple(c.numerator for c in coefficients), equality)


def _read_verdict(entry: Mapping[str, Any], model: Model, game: SignalingGame, faults: Faults) -> Verdict | None:
    local = Faults()
    family = _read_family(_expect(entry, "family", dict, faults), model, game, local)
    with faults.at("family"):
        local.raise_if_any()
    texts = {key: _expect(entry, key, str, faults) for key in ("concept", "message", "sentence")}
    for key in ("type", "response"):
        if not isinstance(entry.get(key), (str, type(None))):
            faults.add(key, "expected text or null")
    ruled_out = _expect(entry, "ruled_out", list, faults)
    whole = _expect(entry, "whole_family", bool, faults)
    sender, receiver = (
        Strategy(like.rows, like.columns, _read_strategy(entry.get(side), like, side, faults))
        for side, like in zip(("sender", "receiver"), strategy_sets_of(game), strict=True)
    )
    if faults or family is None:
        return None
    return Verdict(
        family=family,
        concept=texts["concept"],
        message=texts["message"],
        type=entry.get("type"),
        ruled_out=tuple(map(str, ruled_out)),
        response=entry.get("response"),
        assessment=Assessment(game, sender, receiver),
        whole_family=whole,
        sentence=texts["sentence"],
    )


def _number(given: Any, where: str, faults: Faults) -> Fraction:
    """An exact number as `to_json` writes it: text, of any length, for a solution can be longer than any input."""
    if isinstance(given, str) and _EXACT.fullmatch(given):
        numerator, _, denominator = given.partition("/")
        return Fraction(int(numerator), int(denominator or 1))
    faults.add(where, f'expected a number as text, such as "3/10", found {str(given)[:40]!r}')
    return Fraction(0)


_EMPTY: dict[type, Any] = {dict: {}, list: [], str: "", bool: False}
_NAMES: dict[type, str] = {dict: "an object", list: "a list", str: "text", bool: "true or false"}


def _expect(data: Mapping[str, Any], key: str, kind: type, faults: Faults, prefix: str = "") -> Any:
    """The entry at `key` if it is of this kind, else an empty one with the fault recorded."""
    value = data.get(key)
    if isinstance(value, kind):
        return value
    found = "nothing" if value is None else type(value).__name__
    faults.add(f"{prefix}{key}", f"expected {_NAMES[kind]}, found {found}")
    return _EMPTY[kind]
