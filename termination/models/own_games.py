"""A game of one's own in a file: named parameters, and payoffs as formulas in them.

    [game]                   # types, messages, responses; the prior, a number or a formula for each type; what else
                             # `SignalingGame` takes: messages by type, receiver_types, receiver_prior, noise
    [parameters]             # cost = 1, or cost = { value = 1, domain = "> 0", meaning = "what it costs to mobilise" }
    [definitions]            # optional: war = "share * prize - cost", a name for a formula that payoffs may use
    [sender] and [receiver]  # payoffs by type, message and response, each a number or a formula such as "prize - cost"
    [words]                  # optional: what explanations call the players, types and moves

Where a payoff is the same whatever comes after, one formula stands for all: `quiet = 0`. Formulas are read by
`engine.grammar`; what is read becomes a `ParametricGame`, or where it is not plain a `FormulaGame`, and every one can
be written down again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from fractions import Fraction
from graphlib import CycleError, TopologicalSorter
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

from termination.engine.arithmetic import exact
from termination.engine.game import Labels, by_label, labels_from, message_sets_from, response_sets_from
from termination.engine.grammar import MAX_DEGREE, Degree, Formula, at_character, read_formula
from termination.engine.parameter import REAL, Domain, Parameter
from termination.engine.vocabulary import Phrase, Vocabulary
from termination.errors import Faults, InputError, nearest
from termination.models.formula_games import FormulaGame, constant_or, in_file, texts

if TYPE_CHECKING:
    import sympy as sp

    from termination.engine.symbolic.games import ParametricGame

#: The tables of a file, and the entries of the first and of a parameter.
TABLES = ("game", "parameters", "definitions", "sender", "receiver", "words")
_GAME = ("types", "prior", "messages", "responses")
_IF_ANY = ("receiver_types", "receiver_prior", "noise")
_PARAMETER = ("value", "domain", "meaning")
#: How deep dotted keys go, by table, where a file is written.
NESTED = {"sender": 1, "receiver": 1}
#: The entries of the table of words: texts, tables of texts by label, and of verbs in three forms.
_TEXTS, _NOUNS, _VERBS = ("sender", "receiver", "setting", "itself", "game"), ("types",), ("messages", "responses")
_PRONOUNS = ("she", "he", "it")


def skeleton() -> str:
    """A commented file to start from: a game that can be solved as it stands."""
    return files("termination.models").joinpath("skeleton.toml").read_text(encoding="utf-8")


# --- reading ---------------------------------------------------------------------------------------------------------


def read(tables: Mapping[str, Any], title: str = "") -> ParametricGame | FormulaGame:
    """The game that the tables of a file describe. Raises `InputError` with every fault, each with its place.

    >>> game = read({
    ...     "game": {"types": ["strong", "weak"], "prior": ["share", "1 - share"], "messages": ["arm", "wait"],
    ...              "responses": ["fight", "yield"]},
    ...     "parameters": {"share": "1/3", "cost": {"value": 1, "domain": "> 0", "meaning": "of arming"}},
    ...     "sender": {"strong": {"arm": {"fight": 0, "yield": "2 - cost"}, "wait": 0},
    ...                "weak": {"arm": {"fight": "-1 - cost", "yield": "2 - cost"}, "wait": 0}},
    ...     "receiver": {"strong": {"arm": {"fight": -1, "yield": 0}, "wait": 1},
    ...                  "weak": {"arm": {"fight": 1, "yield": 0}, "wait": 1}}})
    >>> game.game().sender[0][0]
    (Fraction(0, 1), Fraction(1, 1))
    """
    faults = Faults()
    given = {name: _table(tables, name, faults) for name in TABLES}
    _only(tables, TABLES, "", faults)
    _only(given["game"], (*_GAME, *_IF_ANY), "game", faults)
    moves = _moves_of(given["game"], faults)
    records, values = _parameters(given["parameters"], faults)
    known = tuple(dict.fromkeys([*values, *given["definitions"]]))
    definitions = {n: _cell(x, f"definitions.{n}", known, faults) for n, x in given["definitions"].items()}
    for name in definitions:
        if name in values:
            faults.add(f"definitions.{name}", "is a parameter already; give one of them another name")
    cells = _cells(given, moves, known, faults) if moves else {}
    words = _words(given["words"], moves, faults) if moves else Vocabulary()
    order = _in_order(definitions, faults)
    if not faults:  # a formula that could not be read uses nothing
        _check_use(cells, definitions, values, faults)
        _check_degrees(cells, definitions, order, faults)
    faults.raise_if_any()
    assert moves is not None, "no labels, and no fault"
    return _made(moves, cells, records, values, {name: definitions[name] for name in order}, title, words)


class _Cell(NamedTuple):
    """A formula, and where it stands."""

    where: str
    formula: Formula


#: Formulas by what they are of, "prior", "sender" and so on, nested by label, the leaves `_Cell`.
_Cells = Mapping[str, Any]


def _leaves(cells: Any) -> Iterator[_Cell]:
    """The formulas one by one."""
    if isinstance(cells, _Cell):
        yield cells
    else:
        for below in cells.values():
            yield from _leaves(below)


def _nested(cells: Any, of: Callable[[_Cell], Any]) -> Any:
    """What a function makes of each formula, nested as they are."""
    return of(cells) if isinstance(cells, _Cell) else {label: _nested(below, of) for label, below in cells.items()}


class _Moves(NamedTuple):
    """Who there is and what may be done: labels."""

    types: Labels
    messages: Labels
    own: tuple[Labels, ...]  # by type the messages that she has
    response_sets: Mapping[str, Labels]  # by message, with noise by what is seen
    his_types: Labels
    seen: Mapping[str, Labels]  # by message what may be seen of it; empty without noise

    @property
    def plain(self) -> bool:
        """Whether it is a game that may have closed forms."""
        return not self.his_types and not self.seen and all(own == self.messages for own in self.own)

    def following(self, message: str) -> Labels:
        """The responses that may follow a message."""
        sets = (self.response_sets[z] for z in self.seen.get(message, (message,)))
        return tuple(dict.fromkeys(r for labels in sets for r in labels))

    def labels(self) -> dict[str, Any]:
        """As `SignalingGame` takes them."""
        every = dict(zip(self.types, self.own, strict=True))
        distinct = set(self.response_sets.values())
        return {
            "types": self.types,
            "messages": every if any(own != self.messages for own in self.own) else self.messages,
            "responses": next(iter(distinct)) if len(distinct) == 1 else dict(self.response_sets),
            **({"receiver_types": self.his_types} if self.his_types else {}),
        }


def _table(tables: Mapping[str, Any], name: str, faults: Faults) -> Mapping[str, Any]:
    found = tables.get(name, {} if name in ("definitions", "parameters", "words") else None)
    if isinstance(found, Mapping):
        return found
    faults.add(name, f"missing: a table [{name}]" if found is None else f"expected a table, headed [{name}]")
    return {}


def _only(given: Iterable[str], known: Sequence[str], where: str, faults: Faults) -> None:
    for key in given:
        if key not in known:
            faults.add(f"{where}.{key}".lstrip("."), f"no such entry{_nearest(key, known)}")


def _nearest(name: str, known: Sequence[str]) -> str:
    return f"; {nearest(name, known) or 'there are: ' + (', '.join(known) or 'none')}"


def _moves_of(game: Mapping[str, Any], faults: Faults) -> _Moves | None:
    """Types, messages, and the responses to each; None with the faults recorded."""
    local = Faults()
    for key in (*_GAME, *(["receiver_prior"] if "receiver_types" in game else [])):
        if key not in game:
            faults.add(f"game.{key}", "missing")
    if "receiver_prior" in game and "receiver_types" not in game:
        faults.add("game.receiver_types", "missing: receiver_prior says how likely his types are, not which there are")
    types = labels_from(game["types"], "types", local) if "types" in game else ()
    messages, own = message_sets_from(game["messages"], types, local) if types and "messages" in game else ((), ())
    his = labels_from(game["receiver_types"], "receiver_types", local) if "receiver_types" in game else ()
    seen = _seen_of(game["noise"], messages, local) if messages and "noise" in game else {}
    things = tuple(dict.fromkeys(z for row in seen.values() for z in row)) or messages
    replies = response_sets_from(game["responses"], things, local) if things and "responses" in game else ()
    with faults.at("game"):
        local.raise_if_any()
    if local or not all((types, messages, replies, *replies)):
        return None
    return _Moves(types, messages, own, dict(zip(things, replies, strict=True)), his, seen)


def _seen_of(noise: Any, messages: Labels, faults: Faults) -> dict[str, Labels]:
    """What may be seen of each message."""
    found = {}
    for m, row in zip(messages, by_label(noise, messages, "noise", faults) or (), strict=False):
        if isinstance(row, Mapping):
            found[m] = labels_from(list(row), f"noise.{m}", faults)
        else:
            faults.add(f"noise.{m}", 'expected what may be seen, and how likely, such as { parade = "1 - risk" }')
    return found


def _parameters(given: Mapping[str, Any], faults: Faults) -> tuple[tuple[Parameter, ...], dict[str, Fraction]]:
    """A record and a value for each parameter; 0 with the fault recorded for a value that is none."""
    records, values = [], {}
    for name, entry in given.items():
        where = f"parameters.{name}"
        record = entry if isinstance(entry, Mapping) else {"value": entry}
        _only(record, _PARAMETER, where, faults)
        if not (name.isidentifier() and read_formula(name).names == (name,)):
            faults.add(where, "cannot stand in a formula; a name has letters, digits and _ and begins with a letter")
        domain, value = REAL, Fraction(0)
        with faults.at(where):
            if not isinstance(record.get("meaning", ""), str):
                faults.add(f"{where}.meaning", "expected text in quotes")
            domain = Domain.of(str(record.get("domain", "real")))
        if "value" not in record:
            faults.add(where, f"has no value; write {name} = {{ value = 1 }}")
        else:
            with faults.at(""):
                value = exact(record["value"], where)
                if not all(domain.conditions(value)):
                    faults.add(where, f"is {value!s:.40}, must be {domain}")
        records.append(Parameter(name, name, str(record.get("meaning", "")), domain))
        values[name] = value
    return tuple(records), values


def _cell(given: Any, where: str, known: Sequence[str], faults: Faults) -> _Cell:
    """The formula, every name of which is known; 0 with the fault recorded where it is none."""
    with faults.at(""):
        if not isinstance(given, str):
            return _Cell(where, Formula(str(given), (exact(given, where),)))
        found = read_formula(given, where)
        for name in found.names:
            if name not in known:
                what = f"{name!r} is no parameter and no definition{_nearest(name, known)}"
                faults.add(at_character(where, found.character(name)), what)
        return _Cell(where, found)
    return _Cell(where, Formula("0", (Fraction(0),)))


def _cells(given: Mapping[str, Any], moves: _Moves, known: Sequence[str], faults: Faults) -> _Cells:
    def row(entry: Any, names: Labels, where: str) -> _Cells:
        return {name: _cell(x, f"{where}.{name}", known, faults) for name, x in _spread(entry, names, where, faults)}

    def rows(entry: Any, own: Labels, where: str) -> _Cells:
        return {m: row(x, moves.following(m), f"{where}.{m}") for m, x in _spread(entry, own, where, faults)}

    def table(where: str) -> _Cells:
        found = {}
        for (t, entry), own in zip(_spread(given[where] or None, moves.types, where, faults), moves.own, strict=False):
            his = _spread(entry, moves.his_types, f"{where}.{t}", faults) if moves.his_types else []
            by_his_type = {s: rows(x, own, f"{where}.{t}.{s}") for s, x in his}
            found[t] = by_his_type if moves.his_types else rows(entry, own, f"{where}.{t}")
        return found

    game = given["game"]
    cells = {"prior": row(game.get("prior"), moves.types, "game.prior")}
    if moves.his_types:
        cells["receiver_prior"] = row(game.get("receiver_prior"), moves.his_types, "game.receiver_prior")
    if moves.seen:
        cells["noise"] = {m: row(game["noise"][m], seen, f"game.noise.{m}") for m, seen in moves.seen.items()}
    return {**cells, "sender": table("sender"), "receiver": table("receiver")}


def _spread(given: Any, labels: Labels, where: str, faults: Faults) -> list[tuple[str, Any]]:
    """What there is for each label; one number or formula stands for all payoffs."""
    if given is None:
        return []  # named as missing already
    if isinstance(given, (Mapping, list, tuple)) or where.startswith("game."):
        return list(zip(labels, by_label(given, labels, where, faults) or (), strict=False))
    return [(label, given) for label in labels]


def _in_order(definitions: Mapping[str, _Cell], faults: Faults) -> list[str]:
    """The definitions, each after those that it uses."""
    uses = {name: [n for n in cell.formula.names if n in definitions] for name, cell in definitions.items()}
    try:
        return list(TopologicalSorter(uses).static_order())
    except CycleError as error:
        circle = error.args[1][::-1]
        faults.add(f"definitions.{circle[0]}", f"goes in a circle: {' uses '.join(circle)}")
        return []


def _check_use(cells: _Cells, definitions: Mapping[str, _Cell], values: Mapping[str, Fraction], faults: Faults) -> None:
    """That every parameter and every definition moves something."""
    used, pending = set[str](), {name for cell in _leaves(cells) for name in cell.formula.names}
    while pending:
        name = pending.pop()
        used.add(name)
        pending |= set(definitions[name].formula.names) - used if name in definitions else set()
    for name in definitions:
        if name not in used:
            faults.add(f"definitions.{name}", "is used in no payoff and in no prior; take it out, or use it")
    for name in values:
        if name not in used:
            faults.add(f"parameters.{name}", "moves nothing: is in no payoff and in no prior; take it out, or use it")


def _check_degrees(cells: _Cells, definitions: Mapping[str, _Cell], order: Sequence[str], faults: Faults) -> None:
    """That no formula, with what its names are defined as, is of a degree beyond what is read."""
    degrees: dict[str, Degree] = {}
    for name in order:
        degrees[name] = definitions[name].formula.degree(degrees)
    for cell in (*(definitions[name] for name in order), *_leaves(cells)):
        degree = max(cell.formula.degree(degrees))
        if degree > MAX_DEGREE:
            faults.add(cell.where, f"multiplies up to degree {degree}; at most {MAX_DEGREE} is read")
            return  # all that use it would be blamed as well


def _made(
    moves: _Moves,
    cells: _Cells,
    records: tuple[Parameter, ...],
    values: Mapping[str, Fraction],
    definitions: Mapping[str, _Cell],
    title: str,
    words: Vocabulary,
) -> ParametricGame | FormulaGame:
    """The game, once its tables are known to be without fault of their own."""
    from termination.engine.symbolic.games import ParametricGame

    names: dict[str, Any] = {record.name: _symbol(record) for record in records}
    assumed = [one for r in records for one in r.domain.conditions(names[r.name]) if one != True]  # noqa: E712
    faults = Faults()
    for name, cell in definitions.items():
        names[name] = _worth(cell, names, faults)
    found: list[Any] = []

    def worth(cell: _Cell) -> Any:
        found.append(_worth(cell, names, faults))
        return found[-1]

    worths = {name: _nested(below, worth) for name, below in cells.items()}
    faults.raise_if_any()
    _check_cancelling(records, names, found)
    labels, told = moves.labels(), {name: cell.formula for name, cell in definitions.items()}
    try:
        if moves.plain:
            ways = labels["types"], worths["prior"], labels["messages"], labels["responses"]
            payoffs = worths["sender"], worths["receiver"]
            return ParametricGame(*ways, *payoffs, values, assumed, title, records, words)
        formulas = {name: _nested(below, lambda cell: constant_or(cell.formula)) for name, below in cells.items()}
        return FormulaGame(labels, formulas, told, values, records, title, words)
    except InputError as error:
        raise in_file(error) from None


def _check_cancelling(records: Sequence[Parameter], names: Mapping[str, Any], found: Sequence[Any]) -> None:
    """That no parameter cancels from all formulas that it is in."""
    import sympy

    left: set[Any] = set().union(*(sympy.cancel(x).free_symbols for x in found))
    faults = Faults()
    for record in records:
        if names[record.name] not in left:
            faults.add(f"parameters.{record.name}", "moves nothing: it cancels from every formula that it is in")
    faults.raise_if_any()


def _words(given: Mapping[str, Any], moves: _Moves, faults: Faults) -> Vocabulary:
    """The words of the game, each of the kind that its place asks for."""
    _only(given, (*_TEXTS, "pronouns", *_NOUNS, *_VERBS), "words", faults)
    answers = list(dict.fromkeys(r for some in moves.response_sets.values() for r in some))
    every = {"types": moves.types, "messages": moves.messages, "responses": answers}
    found: dict[str, Any] = {}
    for name in _TEXTS:
        if name in given:
            found[name] = _told(given[name], f"words.{name}", faults)
    for name in (*_NOUNS, *_VERBS):
        entry = given.get(name, {})
        if not isinstance(entry, Mapping):
            faults.add(f"words.{name}", "expected a table by label")
            continue
        _only(entry, every[name], f"words.{name}", faults)
        read_one = _told if name in _NOUNS else _verb
        found[name] = {label: read_one(x, f"words.{name}.{label}", faults) for label, x in entry.items()}
    if "pronouns" in given:
        pair = given["pronouns"]
        if not (isinstance(pair, (list, tuple)) and len(pair) == 2 and all(one in _PRONOUNS for one in pair)):
            faults.add("words.pronouns", f"expected two of {', '.join(_PRONOUNS)}: the sender's and the receiver's")
        else:
            found["pronouns"] = tuple(pair)
    return Vocabulary(**found)


def _told(given: Any, where: str, faults: Faults) -> str:
    if isinstance(given, str) and given.strip():
        return given
    faults.add(where, "expected text in quotes")
    return ""


def _verb(given: Any, where: str, faults: Faults) -> Phrase:
    if isinstance(given, (list, tuple)) and len(given) == 3 and all(isinstance(x, str) and x.strip() for x in given):
        return Phrase(*given)
    faults.add(where, 'expected a verb in three forms, such as ["stands firm", "stand firm", "standing firm"]')
    return Phrase("", "", "")


def _symbol(record: Parameter) -> sp.Symbol:
    """The symbol of a parameter, with the sign that its domain gives it."""
    import sympy

    low, high = record.domain.low, record.domain.high
    sign: dict[str, bool] = {}
    if low is not None and low >= 0:
        sign = {"positive": True} if low > 0 or record.domain.open_low else {"nonnegative": True}
    elif high is not None and high <= 0:
        sign = {"negative": True} if high < 0 or record.domain.open_high else {"nonpositive": True}
    return sympy.Symbol(record.name, real=True, **sign)


def _worth(cell: _Cell, names: Mapping[str, Any], faults: Faults) -> Any:
    """What a formula is worth in symbols."""
    try:
        return cell.formula.value(names)
    except ZeroDivisionError:
        faults.add(cell.where, f"{cell.formula.text!r:.60} divides by zero whatever the parameters are")
        return Fraction(0)


# --- writing ---------------------------------------------------------------------------------------------------------


def entries(model: ParametricGame | FormulaGame) -> dict[str, Any]:
    """The tables that describe a game: `read` makes the same game of them.

    Raises `InputError` for symbols that no formula can name, and for assumptions that no domain says.
    """
    return _as_written(model) if isinstance(model, FormulaGame) else _in_symbols(model)


def _as_written(model: FormulaGame) -> dict[str, Any]:
    """The tables of a game that keeps its formulas."""
    formulas = {name: texts(given) for name, given in model.formulas.items()}
    payoffs = {name: formulas.pop(name) for name in ("sender", "receiver")}
    definitions = {name: formula.text for name, formula in model.definitions.items()}
    return {
        "game": {**model.moves, **formulas},
        "parameters": {r.name: _described(r, model.values[r.name]) for r in model.PARAMETERS},
        **({"definitions": definitions} if definitions else {}),
        **payoffs,
        **({"words": told} if (told := _told_words(model.words)) else {}),
    }


def _in_symbols(model: ParametricGame) -> dict[str, Any]:
    """The tables of a game that has expressions."""
    game = model.symbolic().game
    faults = Faults()

    def row(labels: Labels, cells: Sequence[sp.Expr], where: str) -> dict[str, Any]:
        return {label: _text(x, f"{where}.{label}", faults) for label, x in zip(labels, cells, strict=True)}

    def table(given: Any, where: str) -> dict[str, Any]:
        return {
            t: {
                m: row(some, cells, f"{where}.{t}.{m}")
                for m, some, cells in zip(game.messages, game.response_sets, rows, strict=True)
            }
            for t, rows in zip(game.types, given, strict=True)
        }

    replies = game.response_sets
    responses = replies[0] if len(set(replies)) == 1 else dict(zip(game.messages, replies, strict=True))
    found = {
        "game": {
            "types": game.types,
            "prior": row(game.types, game.prior, "prior"),
            "messages": game.messages,
            "responses": responses,
        },
        "parameters": {r.name: _described(r, model.values[r.name]) for r in model.PARAMETERS},
        "sender": table(game.sender, "sender"),
        "receiver": table(game.receiver, "receiver"),
        **({"words": told} if (told := _told_words(model.words)) else {}),
    }
    faults.raise_if_any()
    again = read(found, model.title)
    assert not isinstance(again, FormulaGame), "what is plain stays so"
    if set(map(repr, again.symbolic().game.assumed)) != set(map(repr, game.assumed)):
        raise InputError("assumptions: a file knows only those that a parameter's domain says; give it a table")
    return found


def _told_words(words: Vocabulary) -> dict[str, Any]:
    """The table of words, without what is as it would be if not given."""
    given = {field.name: getattr(words, field.name) for field in fields(Vocabulary)}
    said = {name: x for name, x in given.items() if x != getattr(Vocabulary(), name)}
    return {name: dict(x) if isinstance(x, Mapping) else x for name, x in said.items()}


def _described(record: Parameter, value: Fraction) -> dict[str, Any]:
    domain = {} if record.domain == REAL else {"domain": str(record.domain)}
    return {"value": value, **domain, **({"meaning": record.meaning} if record.meaning else {})}


def _text(x: sp.Expr, where: str, faults: Faults) -> Any:
    """An expression as the grammar has it; a number as one."""
    if x.is_Rational:
        return Fraction(int(x.p), int(x.q))
    with faults.at(where):
        return _sum(x)
    return "0"


def _sum(x: sp.Expr) -> str:
    terms = sorted(map(_product, x.as_ordered_terms()), key=lambda term: term.startswith("-"))
    return terms[0] + "".join(f" - {term[1:]}" if term.startswith("-") else f" + {term}" for term in terms[1:])


def _product(x: sp.Expr) -> str:
    sign = "-" if x.could_extract_minus_sign() and not x.is_Add else ""
    above, below = (-x if sign else x).as_numer_denom()
    shown = _factors(above)
    return sign + (shown if below == 1 else f"{shown} / {_factors(below, single=True)}")


def _factors(x: sp.Expr, single: bool = False) -> str:
    """A polynomial in factors as they stand; in parentheses where more than one must be one (`single`)."""
    parts: list[str] = []
    for factor in x.as_ordered_factors():
        base, power = factor.as_base_exp()
        if not (power.is_Integer and power > 0):
            raise InputError(f"{x!s:.60} is no formula in + - * /")
        if base.is_Symbol:
            if not base.name.isidentifier():
                raise InputError(f"the symbol {base.name!r:.40} cannot stand in a formula; rename it, in letters")
            shown = base.name
        elif base.is_Integer:
            shown = str(base)
        elif base.is_Add:
            shown = f"({_sum(base)})"
        else:
            raise InputError(f"{base!s:.60} is no formula in + - * /")
        parts += [shown] * int(power)
    return f"({' * '.join(parts)})" if single and len(parts) > 1 else " * ".join(parts)
