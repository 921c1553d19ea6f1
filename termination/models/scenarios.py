"""Scenario files: a war, or any signaling game, written down in TOML.

    model = "opening"            # which model; "payoffs" for the plain tables of any signaling game
    title = "A war"              # optional, as are notes (text) and sources (a list of texts)

    [parameters]                 # what the model's constructor takes, by name
    prior = { high = "3/10", low = 0.7 }

A number is written as 2, 0.3 or "3/10" and is exact: 0.3 is read from its own digits and never becomes a float.
Nothing in a file is evaluated. A file is read as a whole, so that one error lists everything that is wrong with it.
A model that the registry has a class `by_cells` for may be given cell by cell in a table `[payoffs]` instead, and one
that it has a reader of `tables` for is described by all of these.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from inspect import signature
from typing import Any

from termination.engine.arithmetic import MAX_TEXT, exact
from termination.engine.model import Model, OverTime, Parametric
from termination.errors import Fault, Faults, InputError, expect, nearest
from termination.models.parameters import by_parameter
from termination.models.registry import MODELS
from termination.models.slips import fault_in
from termination.models.toml import array_toml, entries_toml, placed, prose_toml, text_toml

#: Limits on a file, far beyond any game that can be solved: a larger one is a mistake or an attack.
MAX_BYTES = 100_000
MAX_LINE = 4_000
MAX_DEPTH = 16

_HEADER = ("model", "title", "notes", "sources")
_TABLES = ("parameters", "payoffs")
#: What stands for the name of a model's table where there are several.
TABLES = "tables"
#: The entries of a table that hold labels; all others hold numbers.
LABELS = ("types", "messages", "responses", "receiver_types", "moves", "dates")


@dataclass(frozen=True)
class Scenario:
    """A scenario file: its `model`, which `kind` that is (a key of `MODELS`), and what the file says about it."""

    model: Model | OverTime
    kind: str
    title: str = ""
    notes: str = ""
    sources: tuple[str, ...] = ()


def load_scenario(path: str | os.PathLike[str]) -> Any:
    """The model in a scenario file, which docs/files.md describes.

    Parameters
    ----------
    path : text or `pathlib.Path`, of a TOML file in UTF-8

    Returns
    -------
    An `OpeningGame`, a `SignalingGame` or another model, as the file's key `model` says.

    Raises
    ------
    InputError : every fault of the file, each with its key and what was expected there

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> text = '''
    ... model = "payoffs"
    ... [parameters]
    ... types = ["weak", "strong"]
    ... prior = ["1/3", "2/3"]
    ... messages = ["quiet"]
    ... responses = ["fight", "yield"]
    ... sender = [[[0, 0.1]], [[0, 1]]]
    ... receiver = [[[1, 0]], [[-1, 0]]]
    ... '''
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "game.toml")
    ...     characters = path.write_text(text, encoding="utf-8")
    ...     load_scenario(path).prior
    (Fraction(1, 3), Fraction(2, 3))
    """
    return read_scenario(path).model


def read_scenario(path: str | os.PathLike[str]) -> Scenario:
    """The model in a scenario file with its title, notes and sources. Raises `InputError` as `load_scenario` does."""
    return parse_scenario(read_text(path, MAX_BYTES))


def parse_scenario(text: str) -> Scenario:
    """The scenario written in `text`, as `read_scenario` reads it from a file.

    >>> scenario = parse_scenario('''
    ... model = "payoffs"
    ... [parameters]
    ... types = ["weak", "strong"]
    ... prior = ["1/3", "2/3"]
    ... messages = ["quiet"]
    ... responses = ["fight", "yield"]
    ... sender = [[[0, 0.1]], [[0, 1]]]
    ... receiver = [[[1, 0]], [[-1, 0]]]
    ... ''')
    >>> scenario.model.prior, scenario.model.sender[0][0][1]
    ((Fraction(1, 3), Fraction(2, 3)), Fraction(1, 10))
    """
    data = toml_tables(text, _decimal)
    kind = data.get("model", "")
    known = isinstance(kind, str) and kind in MODELS
    if known and MODELS[kind].described_by(data):
        return _described(data, kind, text)
    faults = Faults()
    outside = _outside(data, kind, text) if known else {}
    taken = _taken(kind, "parameters") if known else ()
    strays = [key for key in _without_heading(data, taken) if key not in outside]
    if strays:
        faults.add("parameters", f"missing: a line [parameters] above {', '.join(strays)}")
    for key, advice in outside.items():
        faults.add(key, advice)
    passed = {*strays, *outside, *(() if known or "model" not in data else _tables_of_readers())}
    _check_keys({k: v for k, v in data.items() if k not in passed}, (*_HEADER, *_TABLES), ("model",), faults)
    _check_sizes(data, faults)
    title, notes, sources = _header(data, faults)
    table = "" if strays else _which_table(data, faults)
    model: Any = None
    if "model" in data and not known:
        faults.add("model", f"{_shown(kind)} is no kind of model; expected {_one_of(MODELS)}{_nearest(kind, MODELS)}")
    elif table and kind:
        if outside and isinstance(data[table], dict):
            data[table] = {**{key: data[key] for key in outside}, **data[table]}  # to find what else is wrong
        with faults.at(table):
            model = build(kind, data[table], table, title)
    faults.raise_if_any()
    return Scenario(model, kind, title, notes, sources)


def _described(data: dict[str, Any], kind: str, text: str) -> Scenario:
    """A scenario of several tables, faults in which have their line."""
    faults = Faults()
    about = {key: value for key, value in data.items() if key in _HEADER}
    _check_sizes(data, faults)
    title, notes, sources = _header(about, faults)
    model: Any = None
    with faults.at(""):
        model = build(kind, {key: value for key, value in data.items() if key not in about}, TABLES, title)
    if faults:
        raise InputError(placed(faults.all, text))
    return Scenario(model, kind, title, notes, sources)


def build(kind: str, given: Any, table: str = "parameters", title: str = "") -> Any:
    """The model of this kind from plain data: a mapping by name, numbers exact or as text. `table` says which way.

    >>> build("payoffs", {"types": ["t"], "prior": [1], "messages": ["m"], "responses": ["r"],
    ...                   "sender": [[["1/2"]]], "receiver": [[[0]]]}).sender
    (((Fraction(1, 2),),),)
    """
    if not isinstance(given, Mapping):
        raise InputError([Fault("", f"expected a table of names and values, found {_shown(given)}")])
    if MODELS[kind].described_by(given):
        return MODELS[kind].reader().read(given, title)
    faults = Faults()
    constructor = _constructor(kind, table)
    if kind != "payoffs" and table == "parameters":
        given = by_parameter(given, faults)
    cell_by_cell = kind == "payoffs" or table == "payoffs"
    accepted, required = _arguments(constructor)
    if cell_by_cell:
        accepted, required = (*_CELLS, *_IF_ANY), _CELLS if kind == "payoffs" else ("prior", "sender", "receiver")
    for key in given:
        if key in _NOT_IN_TABLES or (accepted is not None and key not in accepted):
            faults.add(key, _no_such_key(key, accepted or ()))
    known = {key: value for key, value in given.items() if accepted is None or key in accepted}
    missing = [key for key in required if key not in given]
    for key in missing:
        faults.add(key, "missing")
    if missing:
        _check_numbers(known, faults)  # what is given is checked all the same
    else:
        with faults.at(""):
            about = {"title": title} if accepted is None or cell_by_cell else {}
            model = constructor(**{key: known[key] for key in known if key not in _NOT_IN_TABLES}, **about)
    faults.raise_if_any()
    return model


def plain(model: Any) -> tuple[str, str, dict[str, Any]]:
    """The kind of `model`, the table that describes it, and that table's entries: what `build` makes the model from.

    Raises `InputError` for a model that is not in `MODELS`.
    """
    for kind, entry in MODELS.items():
        if entry.makes(model):
            return kind, TABLES, entry.reader().entries(model)
        for table, name in (("parameters", entry.name), ("payoffs", entry.by_cells)):
            if type(model).__name__ == name and type(model) is entry.constructor(table == "payoffs"):
                return kind, table, _entries(model)
    known = _one_of(f"{entry.name} ({kind})" for kind, entry in MODELS.items())
    raise InputError(f"a {type(model).__name__} cannot be written down; only {known} can. Write its .game()")


#: What a game entered cell by cell consists of.
_CELLS = ("types", "prior", "messages", "responses", "sender", "receiver")
#: And where the receiver has types, or there is noise.
_IF_ANY = ("receiver_types", "receiver_prior", "noise")
#: Names that Python or the head of a file has taken.
_NOT_IN_TABLES = ("title", "self", "cls")


def _entries(model: Model | OverTime) -> dict[str, Any]:
    """What the model is made from, by name, without what is absent or as it would be if not given."""
    if isinstance(model, OverTime):
        return model.parameters()
    if isinstance(model, Parametric):
        defaults = {name: one.default for name, one in signature(type(model)).parameters.items()}
        return {name: value for name, value in model.parameters().items() if value not in (None, defaults.get(name))}
    found = {name: getattr(model, name) for name in (*_CELLS, *_IF_ANY) if name in _CELLS or getattr(model, name)}
    noise = {"noise": model.game().noise_rows} if "noise" in found else {}
    return found | {"messages": model.game().message_lists} | noise


def _constructor(kind: str, table: str) -> Any:
    found = MODELS[kind].constructor(table == "payoffs")
    if found is None:
        raise InputError([Fault("", f'a model of kind "{kind}" is given by [parameters]')])
    return found


def _arguments(constructor: Any) -> tuple[tuple[str, ...] | None, tuple[str, ...]]:
    """The names that a constructor takes and those that it requires. None and none for one that has a title and checks
    all names itself, as those of the models here do; any other takes what its signature says."""
    arguments = signature(constructor).parameters
    if "title" in arguments or any(one.kind is one.VAR_KEYWORD for one in arguments.values()):
        return None, ()
    return tuple(arguments), tuple(name for name, one in arguments.items() if one.default is one.empty)


def _check_numbers(given: Mapping[str, Any], faults: Faults) -> None:
    for name, value in given.items():
        for place, leaf in _leaves(value, name) if name not in LABELS else ():
            with faults.at(""):
                exact(leaf, place)


def read_text(path: str | os.PathLike[str], limit: int) -> str:
    """The text of a file of at most `limit` bytes, UTF-8. `InputError` says why it cannot be had."""
    expect("path", path, (str, os.PathLike), "a path, as text or a pathlib.Path")
    name = os.fspath(path)
    try:
        with open(path, "rb") as file:
            size = os.fstat(file.fileno()).st_size
            content = file.read(limit + 1) if size <= limit else b""
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the name
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError([Fault(str(name), f"cannot be read: {reason}")]) from None
    if size > limit or len(content) > limit:
        large = f"is {size:,} bytes long" if size > limit else "goes on"
        raise InputError([Fault(str(name), f"{large}; a file may have at most {limit:,} bytes")])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError([Fault(str(name), f"is not UTF-8 text: byte {error.start + 1} is no part of any")]) from None
    if not text.strip():
        raise InputError([Fault(str(name), "is empty")])
    if "\0" in text:
        raise InputError([Fault(str(name), "is not a text file: it contains zero bytes")])
    return text


def toml_tables(text: str, decimal: Callable[[str], Any] = float) -> dict[str, Any]:
    """The tables of a TOML text, numbers with a point read by `decimal`. `InputError` where it is none, or too much."""
    for line, content in enumerate(text.split("\n"), 1):
        if len(content) > MAX_LINE:  # a key of very many dotted parts would keep the parser busy for minutes
            raise InputError([Fault(f"line {line}", f"has {len(content):,} characters; at most {MAX_LINE:,} are read")])
    try:
        data = tomllib.loads(text, parse_float=decimal)
    except tomllib.TOMLDecodeError as error:
        raise InputError([fault_in(text, error)]) from None
    except RecursionError:
        raise InputError(f"is nested too deeply; at most {MAX_DEPTH} levels are read") from None
    except ValueError:  # Python's own limit on the digits of an integer
        raise InputError(f"contains a whole number of absurd length; at most {MAX_TEXT} digits are read") from None
    if nested_deeper(data, MAX_DEPTH):
        raise InputError(f"is nested too deeply; at most {MAX_DEPTH} levels are read")
    return data


def _decimal(digits: str) -> Decimal:
    """A TOML float as the decimal it is written as. An exponent too long for Decimal is cut, for `exact` to refuse."""
    mantissa, e, exponent = digits.replace("_", "").lower().partition("e")
    return Decimal(mantissa + e + exponent[:9])


def nested_deeper(data: Any, depth: int) -> bool:
    """Whether containers are nested deeper; found level by level, for dotted keys nest without recursion."""
    level = [data] if isinstance(data, (dict, list)) else []
    for _ in range(depth + 1):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, (dict, list))
        ]
        if not level:
            return False
    return True


def _leaves(value: Any, where: str) -> Iterator[tuple[str, Any]]:
    """Everything in nested tables and lists that is neither, with its place."""
    if isinstance(value, (dict, list)):
        inner: Iterable[tuple[Any, Any]] = value.items() if isinstance(value, dict) else enumerate(value)
        for key, entry in inner:
            yield from _leaves(entry, f"{where}[{key}]" if isinstance(value, list) else f"{where}.{key}".lstrip("."))
    else:
        yield where, value


def _check_sizes(data: dict[str, Any], faults: Faults) -> None:
    """Whole numbers come ready made from the parser, so their length is checked here, not where text becomes exact."""
    for place, leaf in _leaves(data, ""):
        if isinstance(leaf, int) and leaf.bit_length() > MAX_TEXT * 3.33:
            faults.add(place, f"is a whole number of absurd length; at most {MAX_TEXT} digits are read")


def _tables_of_readers() -> set[str]:
    """What may stand in the file of some model that is described by several tables."""
    return {name for entry in MODELS.values() if entry.tables for name in entry.reader().TABLES}


def _without_heading(data: Mapping[str, Any], taken: Sequence[str]) -> list[str]:
    """What looks like the model's values, `taken` among them, with the heading of their table left out."""
    known = (*_HEADER, *_TABLES)
    strays = [key for key in data if key not in known]
    misspelt = any(table in data for table in _TABLES) or any(
        _nearest(key, known) for key in strays if key not in taken
    )
    return [] if misspelt else strays


def _outside(data: Mapping[str, Any], kind: str, text: str) -> dict[str, str]:
    """What the model takes and stands outside its table, with advice; without a table what has a heading of its own."""
    table = next((one for one in _TABLES if one in data), "parameters")
    found = {}
    for key in (key for key in _taken(kind, table) if key in data and key not in _HEADER):
        if heading := _heading(key, text):
            found[key] = f"belongs to the model: write [{table}.{heading[2]}] in the place of {heading[1]}"
        elif table in data:
            found[key] = f"belongs to the model: it stands below the line [{table}], not above it"
    return found


def _heading(key: str, text: str) -> re.Match[str] | None:
    """The line that is the heading of a table of this name, or of one in it: as it stands, and the name."""
    name = rf"(?:{re.escape(key)}|\"{re.escape(key)}\"|'{re.escape(key)}')(?:[ \t]*\.[^\n\]]*[^\s\]])?"
    return re.search(rf"^[ \t]*(\[\[?[ \t]*({name})[ \t]*\]\]?)", text, re.MULTILINE)


def _taken(kind: str, table: str) -> tuple[str, ...]:
    """The names that a model of this kind takes in its table."""
    if kind == "payoffs" or table == "payoffs":
        return *_CELLS, *_IF_ANY
    made = _constructor(kind, table)
    arguments = (name for name, one in signature(made).parameters.items() if one.kind is not one.VAR_KEYWORD)
    return tuple(dict.fromkeys((*arguments, *(one.name for one in getattr(made, "PARAMETERS", ())))))


def _check_keys(given: Mapping[str, Any], known: tuple[str, ...], required: tuple[str, ...], faults: Faults) -> None:
    for key in given:
        if key not in known:
            faults.add(key, _no_such_key(key, known))
    for key in required:
        if key not in given:
            faults.add(key, "missing" + (f"; expected {_one_of(MODELS)}" if key == "model" else ""))


def _header(data: dict[str, Any], faults: Faults) -> tuple[str, str, tuple[str, ...]]:
    """Title, notes and sources, where they are what they should be."""
    texts = {}
    for key in ("title", "notes"):
        texts[key] = data.get(key, "")
        if not isinstance(texts[key], str):
            faults.add(key, f"expected text in quotes, found {_shown(texts[key])}")
            texts[key] = ""
    sources = data.get("sources", [])
    if not isinstance(sources, list) or not all(isinstance(source, str) for source in sources):
        faults.add("sources", f'expected a list of texts, such as ["Mastro & Siegel 2023"], found {_shown(sources)}')
        sources = []
    return texts["title"], texts["notes"], tuple(sources)


def _which_table(data: dict[str, Any], faults: Faults) -> str:
    """The name of the table that holds the model."""
    present = [table for table in _TABLES if table in data]
    if len(present) == 1:
        return present[0]
    if present:
        faults.add("payoffs", "given beside [parameters]; keep the one that describes the model")
    else:
        faults.add("parameters", "missing: the table [parameters] that holds the model's values")
    return ""


def _shown(value: Any) -> str:
    """A value as an error message quotes it; containers by what they are, for they can be long."""
    if isinstance(value, (dict, list)):
        return "a table" if isinstance(value, dict) else "a list"
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _no_such_key(key: str, known: tuple[str, ...]) -> str:
    advice = _nearest(key, known) or (f"; expected {_one_of(known)}" if known else " here")
    return f"no such key{advice}"


def _one_of(names: Iterable[str]) -> str:
    return ", ".join(names)


def _nearest(name: Any, known: Iterable[str]) -> str:
    near = nearest(name, known)
    return f"; {near}" if near else ""


# --- writing ---------------------------------------------------------------------------------------------------------


def write_scenario(model: Model | OverTime, title: str = "", notes: str = "", sources: Iterable[str] = ()) -> str:
    """The text of a scenario file that holds `model`: `parse_scenario` reads the same model from it.

    Raises `InputError` for a model that is not in `MODELS`, and for numbers too long for `parse_scenario` to take.

    >>> from termination.engine.game import SignalingGame
    >>> game = SignalingGame(["a", "b"], ["1/3", "2/3"], ["m"], ["x", "y"],
    ...                      sender=[[[0, 1]], [[1, 0.25]]], receiver=[[[0, 1]], [[1, 0]]])
    >>> text = write_scenario(game, title="Small")
    >>> print(text)
    model = "payoffs"
    title = "Small"
    <BLANKLINE>
    [parameters]
    types = ["a", "b"]
    prior = ["1/3", "2/3"]
    messages = ["m"]
    responses = ["x", "y"]
    sender = [
      [[0, 1]],
      [[1, 0.25]],
    ]
    receiver = [
      [[0, 1]],
      [[1, 0]],
    ]
    <BLANKLINE>
    >>> parse_scenario(text).model.sender == game.sender
    True
    """
    kind, table, entries = plain(model)
    title = title or (model.title if isinstance(model, OverTime) else model.game().title)
    lines = [f"model = {text_toml(kind)}"]
    lines += [f"title = {text_toml(title)}"] if title else []
    lines += [f"notes = {prose_toml(notes)}"] if notes else []
    if sources := list(sources):
        lines.append(f"sources = {array_toml(map(text_toml, sources))}")
    for name, content in entries.items() if table == TABLES else [(table, entries)]:
        nested = MODELS[kind].reader().NESTED.get(name, 0) if table == TABLES else 0
        lines += ["", f"[{name}]", *entries_toml(content, nested=nested)]
    return "\n".join(lines) + "\n"
