"""Signaling games whose prior and payoffs are expressions in named symbols, with or without values for them.

A `SymbolicGame` is what closed forms are derived from: expressions and what is assumed of the symbols. A
`ParametricGame` adds values, so that it is a model like any other (`solve`, `refine`) whose equilibria also have closed
forms (`conditions`). Expressions are built in Python with SymPy; formulas in files are read by a grammar of their own
(`engine.grammar`), never evaluated.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

import sympy as sp

from termination.engine.arithmetic import exact
from termination.engine.game import (
    Labels,
    Played,
    SignalingGame,
    by_label,
    cells_from,
    labels_from,
    response_sets_from,
)
from termination.engine.labelled import Labelled
from termination.engine.parameter import REAL, Domain, Parameter
from termination.engine.symbolic.algebra import Element, Field, as_expression
from termination.engine.symbolic.logic import FALSE, TRUE, Facts, Tree, atom, replaced
from termination.engine.vocabulary import Vocabulary
from termination.errors import Faults, InputError

if TYPE_CHECKING:
    from termination.engine.families import Family
    from termination.engine.symbolic.closed_form import ClosedForm, Condition
    from termination.engine.symbolic.patterns import Pattern

Expressions = tuple[tuple[tuple[sp.Expr, ...], ...], ...]


@dataclass(frozen=True)
class SymbolicGame:
    """A signaling game in symbols.

    `prior` and the payoffs, nested [type][message][response], are expressions in `symbols`, whose order is the order in
    which formulas are written. `assumptions` are inequalities between expressions. `scales` are positive symbols by
    which inequalities may be divided where that makes them shorter; `latex` says how symbols are typeset.
    """

    types: Labels
    prior: tuple[sp.Expr, ...]
    messages: Labels
    response_sets: tuple[Labels, ...]
    sender: Expressions
    receiver: Expressions
    symbols: tuple[sp.Symbol, ...]
    assumptions: tuple[Any, ...] = ()
    scales: tuple[sp.Symbol, ...] = ()
    latex: Mapping[sp.Symbol, str] = field(default_factory=dict, compare=False)

    @cached_property
    def shorthand(self) -> sp.Symbol | None:
        """The symbol of the last type's prior, if the prior is (p_1, .., p_n) in symbols: one that the others fix."""
        named = all(isinstance(p, sp.Symbol) for p in self.prior)
        return self.prior[-1] if named and len(self.prior) > 1 else None

    @cached_property
    def field(self) -> Field:
        return Field(tuple(s for s in self.symbols if s != self.shorthand))

    def element(self, expression: Any, where: str = "") -> Element:
        """The expression in the field of rational functions, the last prior replaced by what the others leave."""
        if self.shorthand is not None:
            expression = as_expression(expression, where).subs(self.shorthand, 1 - sum(self.prior[:-1]))
        return self.field.element(expression, where)

    @cached_property
    def priors(self) -> tuple[Element, ...]:
        return tuple(self.element(p, "prior") for p in self.prior)

    @cached_property
    def sender_elements(self) -> tuple[tuple[tuple[Element, ...], ...], ...]:
        return self._elements(self.sender, "sender")

    @cached_property
    def receiver_elements(self) -> tuple[tuple[tuple[Element, ...], ...], ...]:
        return self._elements(self.receiver, "receiver")

    def _elements(self, table: Expressions, where: str) -> tuple[tuple[tuple[Element, ...], ...], ...]:
        return tuple(
            tuple(
                tuple(self.element(x, f"{where}.{t}.{m}") for x in cells)
                for m, cells in zip(self.messages, rows, strict=True)
            )
            for t, rows in zip(self.types, table, strict=True)
        )

    def advantage(self, t: int, m: int, r: int, other: int) -> Element:
        """u_R(t, m, r) - u_R(t, m, r')."""
        return self._advantages[t, m, r, other]

    @cached_property
    def _advantages(self) -> dict[tuple[int, int, int, int], Element]:
        return {
            (t, m, r, other): x - y
            for t, rows in enumerate(self.receiver_elements)
            for m, cells in enumerate(rows)
            for r, x in enumerate(cells)
            for other, y in enumerate(cells)
        }

    @cached_property
    def assumed(self) -> tuple[Tree, ...]:
        """The assumptions as atoms: those stated, the signs that symbols carry, and that every type is possible."""
        found = [self.condition(relation) for relation in (*signs_of(self.symbols), *self.assumptions)]
        found += [atom(p, ">") for p in self.priors]
        return tuple(dict.fromkeys(tree for tree in found if tree != TRUE))

    @cached_property
    def facts(self) -> Facts:
        """The assumptions, and what they come to together: q (1 + q) > 0 and 1 + q > 0 say that q > 0."""
        alone = Facts.of(self.assumed)
        return alone.with_(replaced(tree, alone.settle) for tree in self.assumed)

    def condition(self, relation: Any) -> Tree:
        """A SymPy inequality as an atom."""
        if relation in (sp.true, sp.false):
            return TRUE if relation else FALSE
        operators = {sp.Gt: ">", sp.Ge: ">=", sp.Lt: "<", sp.Le: "<=", sp.Eq: "="}
        operator = operators.get(type(relation))
        if operator is None:
            raise InputError(f"assumptions: {relation!s:.60} is no inequality between expressions")
        return atom(self.element(relation.lhs) - self.element(relation.rhs), operator)

    def place(self, symbol: sp.Symbol) -> int:
        """Where the symbol stands among those of the field."""
        return self.field.symbols.index(symbol)

    def point(self, values: Mapping[sp.Symbol, Fraction]) -> list[Fraction]:
        """The values in the order of the field's symbols."""
        return [values[s] for s in self.field.symbols]


def signs_of(symbols: Sequence[sp.Symbol]) -> list[Any]:
    """The signs with which symbols were declared, as relations."""
    found = []
    for s in symbols:
        if s.is_positive or s.is_negative:
            found.append((sp.Gt if s.is_positive else sp.Lt)(s, 0, evaluate=False))
        elif s.is_nonnegative or s.is_nonpositive:
            found.append((sp.Ge if s.is_nonnegative else sp.Le)(s, 0, evaluate=False))
    return found


@dataclass(frozen=True, init=False, repr=False)
class ParametricGame:
    """A signaling game of your own with payoffs in named symbols, and values for them.

    Payoffs and prior are rational functions of their symbols.

    Parameters
    ----------
    types, messages, responses : labels, as for `SignalingGame`
    prior : n SymPy expressions, one for each type, by position or by label
    sender, receiver : expressions nested [type][message][response], by position or by label
    values : a number for every symbol: a mapping by symbol or by name
    assumptions : a sequence of SymPy inequalities that are taken for granted in closed forms; signs declared on
        symbols, as in `Symbol("d", positive=True)`, are as well
    title : text; what the game is called in tables
    table : records of `engine.parameter.Parameter`, by the name of a symbol, for some symbols or all: what each means
        and which values it may have; those of the others are not restricted
    words : a `Vocabulary` of `engine.vocabulary`; how explanations and figures speak of it, by default in its labels

    Raises
    ------
    InputError : every fault, each with its place: labels, expressions that are no rational functions, symbols without
        values or with one outside its domain

    >>> b, d, p = sp.symbols("b d p", positive=True)
    >>> beer_quiche = ParametricGame(
    ...     types=["wimp", "surly"], prior=[p, 1 - p], messages=["beer", "quiche"], responses=["duel", "don't"],
    ...     sender=[[[0, d], [b, b + d]], [[b, b + d], [0, d]]], receiver=[[[1, 0], [1, 0]], [[-1, 0], [-1, 0]]],
    ...     values={"b": 1, "d": 2, "p": "1/10"})
    >>> beer_quiche.game().prior
    (Fraction(1, 10), Fraction(9, 10))
    >>> beer_quiche.with_(p="2/3").values["p"]
    Fraction(2, 3)
    """

    types: Labels
    messages: Labels
    response_sets: tuple[Labels, ...]
    values: Mapping[str, Fraction]
    title: str
    PARAMETERS: tuple[Parameter, ...]
    words: Vocabulary
    _symbolic: SymbolicGame

    def __init__(
        self,
        types: Any,
        prior: Any,
        messages: Any,
        responses: Any,
        sender: Any,
        receiver: Any,
        values: Mapping[Any, Any],
        assumptions: Sequence[Any] = (),
        title: str = "",
        table: Sequence[Parameter] = (),
        words: Vocabulary | None = None,
    ) -> None:
        faults = Faults()
        type_labels, message_labels = labels_from(types, "types", faults), labels_from(messages, "messages", faults)
        response_sets = response_sets_from(responses, message_labels, faults)
        faults.raise_if_any()
        entries = zip(type_labels, by_label(prior, type_labels, "prior", faults) or (), strict=False)
        priors = tuple(_formula(entry, f"prior.{t}", faults) for t, entry in entries)
        met = [list(zip(message_labels, response_sets, strict=True))] * len(type_labels)
        tables = [
            cells_from(given, where, type_labels, (), met, _formula, faults)
            for given, where in ((sender, "sender"), (receiver, "receiver"))
        ]
        faults.raise_if_any()
        symbols = _symbols([*priors, *(x for table in tables for rows in table for row in rows for x in row)])
        numbers = _values(values, symbols, faults)
        records = _records(table, symbols, priors, numbers, faults)
        faults.raise_if_any()
        labels = type_labels, priors, message_labels, response_sets
        symbolic = SymbolicGame(*labels, tables[0], tables[1], symbols, tuple(assumptions), latex=_words(symbols))
        for name, value in {
            "types": type_labels,
            "messages": message_labels,
            "response_sets": response_sets,
            "values": Labelled("symbol", numbers),
            "title": str(title),
            "PARAMETERS": records,
            "words": words or Vocabulary(),
            "_symbolic": symbolic,
        }.items():
            object.__setattr__(self, name, value)
        _check(symbolic, self._point, faults)
        faults.raise_if_any()

    @property
    def _point(self) -> dict[sp.Symbol, Fraction]:
        return {s: self.values[s.name] for s in self._symbolic.symbols}

    @property
    def labels(self) -> Mapping[str, Labels]:
        """The types; no symbol has a value for each of them."""
        return {"types": self.types}

    @property
    def leading(self) -> str:
        """The first type listed."""
        return self.types[0]

    def parameters(self) -> dict[str, Any]:
        """The value of every symbol, by name."""
        return dict(self.values)

    def symbolic(self) -> Parametrised:
        """The game in symbols, with the values."""
        return Parametrised(self._symbolic, self._point, places={s: (s.name, None) for s in self._symbolic.symbols})

    def with_(self, **values: Any) -> ParametricGame:
        """The same game at other values of some symbols, by name."""
        game = self._symbolic
        return ParametricGame(
            self.types,
            game.prior,
            self.messages,
            dict(zip(self.messages, self.response_sets, strict=True)),
            game.sender,
            game.receiver,
            {**self.values, **values},
            game.assumptions,
            self.title,
            self.PARAMETERS,
            self.words,
        )

    def game(self) -> SignalingGame:
        """The numeric game at the values."""
        return self._game

    @cached_property
    def _game(self) -> SignalingGame:
        game, point = self._symbolic, self._point

        def numbers(table: tuple[tuple[tuple[Element, ...], ...], ...]) -> list[list[list[Fraction]]]:
            return [[[game.field.value(x, point) for x in cells] for cells in rows] for rows in table]

        responses = dict(zip(self.messages, self.response_sets, strict=True))
        prior = [game.field.value(p, point) for p in game.priors]
        tables = numbers(game.sender_elements), numbers(game.receiver_elements)
        return SignalingGame(self.types, prior, self.messages, responses, *tables, self.title)

    def describe(self, family: Family) -> str:
        """As for any signaling game: from who sends what."""
        return self.game().describe(family)

    def events(self) -> Mapping[str, frozenset[tuple[str, str]]]:
        """Each message and each response."""
        return self.game().events()

    def vocabulary(self) -> Vocabulary:
        """The words that it was given."""
        return self.words

    @property
    def mapped_by(self) -> str:
        """Outcomes: names say but who sends what."""
        return "outcomes"

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={value}" for name, value in self.values.items())
        return f"ParametricGame({self.title!r}, types={list(self.types)}, messages={list(self.messages)}, {shown})"


@dataclass(frozen=True)
class Parametrised:
    """What a model offers to the closed forms: its game in symbols and the values at which it stands.

    `definitions` say what a symbol means in terms of others. Where the types of `game` stand in another order than the
    model's, or under other labels, `order[i]` is the model's position of the i-th and `labels` are the model's. Where
    `game` leaves out replies that the receiver would never choose, `replies[m]` are the model's positions of the rest.
    `places` tell which parameter, and which label's, a symbol of `game` is, where every one is one.
    `known()` gives closed forms that were derived before, those that exist on an open set of parameters.
    """

    game: SymbolicGame
    values: Mapping[sp.Symbol, Fraction]
    definitions: Mapping[sp.Symbol, sp.Expr] = field(default_factory=dict)
    order: tuple[int, ...] | None = None
    labels: Labels | None = None
    replies: tuple[tuple[int, ...], ...] | None = None
    places: Mapping[sp.Symbol, tuple[str, str | None]] = field(default_factory=dict)
    known: Callable[[], tuple[ClosedForm, ...]] = field(default=tuple, compare=False)

    def in_game(self, pattern: Pattern) -> Pattern:
        """A pattern of the model as one of `game`."""
        if self.order is not None:
            pattern = pattern.reordered(self.order)
        return pattern if self.replies is None else pattern.keeping(self.replies)

    def shipped(self, pattern: Pattern) -> ClosedForm | None:
        """The closed form of a pattern of `game`, if it was derived before."""
        return next((form for form in self.known() if form.pattern == pattern), None)


@dataclass(frozen=True)
class Case:
    """A part of a model's parameters with closed forms of its own.

    `load` gives those that exist where the inequalities `where` hold, when they are first asked for. `definitions` say
    what their symbols are in those of parameters. `model` is any model in this part, whose game and events are those
    of the part, and `describe` names families as it does. The i-th type of the forms is the model's `order[i]`-th.
    `replies[m]` are the model's positions of the replies that the forms know, `payoffs` the sender's in the model's
    parameters, nested [type][message][reply], types in the model's order. Off `edges` every equilibrium is among the
    forms; where one of the expressions `positive` is not, they say nothing. `exhaustive` says that their polynomials
    decide everything, on edges too. `special` is the same part under a further premise, with shorter forms.
    """

    load: Callable[[], Sequence[ClosedForm]]
    where: tuple[Any, ...]
    model: Played
    describe: Callable[[Family], str]
    replies: tuple[tuple[int, ...], ...]
    payoffs: Expressions
    order: tuple[int, ...]
    definitions: Mapping[sp.Symbol, sp.Expr] = field(default_factory=dict)
    edges: tuple[Condition, ...] = ()
    positive: tuple[Any, ...] = ()
    exhaustive: bool = False
    special: Case | None = None

    @cached_property
    def forms(self) -> tuple[ClosedForm, ...]:
        """The closed forms."""
        return tuple(self.load())


@dataclass(frozen=True)
class Cases:
    """What a model offers to sweeps by closed forms: `cases` that cover all its parameters, save edges between them.

    A symbol of a parameter stands for the parameter and type or approach that `parameters` tells, and has its value in
    `values`.
    """

    cases: tuple[Case, ...]
    parameters: Mapping[sp.Symbol, tuple[str, str | None]]
    values: Mapping[sp.Symbol, Fraction]


def _formula(given: Any, where: str, faults: Faults) -> sp.Expr | None:
    """The expression; None with the fault recorded."""
    with faults.at(""):
        return as_expression(given, where)
    return None


def _symbols(expressions: Sequence[sp.Expr]) -> tuple[sp.Symbol, ...]:
    """The symbols by name: sets have no order of their own."""
    found: set[sp.Symbol] = set()
    for expression in expressions:
        found |= expression.free_symbols
    return tuple(sorted(found, key=lambda s: s.name))


def _values(given: Mapping[Any, Any], symbols: Sequence[sp.Symbol], faults: Faults) -> dict[str, Fraction]:
    if not isinstance(given, Mapping):
        faults.add("values", "expected a mapping from each symbol, or its name, to a number")
        return {}
    by_name = {key.name if isinstance(key, sp.Symbol) else key: value for key, value in given.items()}
    names = [s.name for s in symbols]
    for name in names:
        if names.count(name) > 1:
            faults.add("symbols", f"two different symbols are called {name!r}; declare each once")
        if name not in by_name:
            faults.add(f"values.{name}", "missing; every symbol in the payoffs or the prior needs a number")
    for name in by_name:
        if name not in names:
            faults.add(f"values.{name}", f"no such symbol; there are: {', '.join(names) or 'none'}")
    found = {}
    for name in dict.fromkeys(names):
        if name in by_name:
            with faults.at(""):
                found[name] = exact(by_name[name], f"values.{name}")
    return found


def _words(symbols: Sequence[sp.Symbol]) -> dict[sp.Symbol, str]:
    """How symbols that are called by a word are typeset: as one word, not as a product of letters."""
    return {s: rf"\mathit{{{s.name}}}" for s in symbols if len(s.name) > 1 and sp.latex(s) == s.name}


def _records(
    table: Sequence[Parameter],
    symbols: Sequence[sp.Symbol],
    priors: Sequence[sp.Expr],
    numbers: Mapping[str, Fraction],
    faults: Faults,
) -> tuple[Parameter, ...]:
    """A record for each symbol: those given, in their order, then others by the signs that the symbols have."""
    given = {record.name: record for record in table}
    for name in given:
        if name not in numbers:
            faults.add(f"table.{name}", f"no such symbol; there are: {', '.join(numbers) or 'none'}")
    for name, value in numbers.items():
        if name in given and not all(given[name].domain.conditions(value)):
            faults.add(f"values.{name}", f"is {value!s:.40}, must be {given[name].domain}")
    others = (s for s in symbols if s.name not in given)
    return (*given.values(), *(Parameter(s.name, s.name, "symbol of the game", _domain(s, priors)) for s in others))


def _domain(symbol: sp.Symbol, priors: Sequence[sp.Expr]) -> Domain:
    """What a symbol's sign says of its values; the probability of one type of several is between 0 and 1."""
    if symbol in priors and len(priors) > 1:
        return Domain(0, 1, True, True)
    if symbol.is_positive or symbol.is_nonnegative:
        return Domain(low=0, open_low=bool(symbol.is_positive))
    if symbol.is_negative or symbol.is_nonpositive:
        return Domain(high=0, open_high=bool(symbol.is_negative))
    return REAL


def _check(game: SymbolicGame, point: Mapping[sp.Symbol, Fraction], faults: Faults) -> None:
    """That the payoffs are rational functions, that the values are admissible, and that the prior sums to one."""
    with faults.at(""):
        elements = [*game.priors, *_flat(game.sender_elements), *_flat(game.receiver_elements)]
        values = game.point(point)
        for x in elements:
            try:
                game.field.value(x, point)
            except ZeroDivisionError:
                faults.add("values", f"{x.as_expr()} has a zero denominator there")
        total: Element = sum(game.priors, game.field.zero)
        if total != game.field.one and game.shorthand is None:
            faults.add("prior", f"sums to {total.as_expr()}, must sum to 1 whatever the symbols are; write p and 1 - p")
        if game.shorthand is not None and sum(point[p] for p in game.prior) != 1:
            faults.add("prior", f"sums to {sum(point[p] for p in game.prior)} at these values, must sum to 1")
        for label, p in zip(game.types, game.prior, strict=True):
            chance = game.field.value(game.element(p), point)
            if chance <= 0:
                faults.add(f"prior.{label}", f"{p} is {chance} at these values, must be more than 0")
        for relation in (*signs_of(game.symbols), *game.assumptions):
            if not game.condition(relation).holds(values):
                faults.add("values", f"do not satisfy the assumptions, or the signs that symbols have: {relation}")


def _flat(table: Any) -> list[Element]:
    return [x for rows in table for row in rows for x in row]
