"""The dictionary between the parameters of a model and the symbols of its closed forms, made from the table.

Each number has one symbol: the letter that the table gives the parameter, with the label where there is one for each.
What the table says of its domain is assumed of the symbol.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import sympy as sp

from termination.engine.game import Labels
from termination.engine.model import Parametric
from termination.engine.parameter import Parameter
from termination.engine.symbolic.algebra import as_expression
from termination.engine.symbolic.games import Parametrised, SymbolicGame

#: From the value of each parameter, by name, to the payoffs of sender and receiver, nested [type][message][response].
Tables = Callable[[Mapping[str, Any]], tuple[Sequence[Any], Sequence[Any]]]


@dataclass(frozen=True)
class Dictionary:
    """`symbols` by parameter, those with a value for each label as mappings; which number each is (`places`) and what
    it is in the model (`values`); what is `assumed`. What the model is without has no symbol, but None."""

    symbols: Mapping[str, Any]
    places: Mapping[sp.Symbol, tuple[str, str | None]]
    values: Mapping[sp.Symbol, Fraction]
    assumed: tuple[Any, ...]


def dictionary(
    model: Parametric,
    marks: Mapping[str, str] = MappingProxyType({}),
    *,
    plain: bool = False,
    without: Sequence[str] = (),
) -> Dictionary:
    """The dictionary of a model whose parameters have a letter each. `ValueError` where two have the same.

    `marks` are what stands for labels in symbols, if not the labels themselves; of `plain` symbols nothing is assumed.
    Parameters that it is `without` have None for a symbol.
    """
    numbers = model.parameters()
    absent = frozenset(name for name, number in numbers.items() if number is None).union(without)
    labels = tuple((over, model.labels[over]) for over in model.labels)
    symbols, places, assumed = _lettered(model.PARAMETERS, labels, tuple(marks.items()), plain, absent)
    values = {s: numbers[name] if label is None else numbers[name][label] for s, (name, label) in places.items()}
    return Dictionary(symbols, places, values, assumed)


@lru_cache(maxsize=256)
def _lettered(
    parameters: tuple[Parameter, ...],
    over: tuple[tuple[str, Labels], ...],
    marks: tuple[tuple[str, str], ...],
    plain: bool,
    absent: frozenset[str],
) -> tuple[dict[str, Any], dict[sp.Symbol, tuple[str, str | None]], tuple[Any, ...]]:
    """All but the values, which is the same for all models of one kind."""
    symbols: dict[str, Any] = {}
    places: dict[sp.Symbol, tuple[str, str | None]] = {}
    assumed: list[Any] = []
    for parameter in parameters:
        if parameter.name in absent:
            symbols[parameter.name] = None
            continue
        labels = dict(over)[parameter.labels_in] if parameter.labels_in else (None,)
        by_label = {label: _symbol(parameter, label and dict(marks).get(label, label), plain) for label in labels}
        if set(by_label.values()) & set(places) or len(set(by_label.values())) < len(labels):
            raise ValueError(f"{parameter.name}: its letter, {parameter.symbol}, is that of another parameter")
        places |= {symbol: (parameter.name, label) for label, symbol in by_label.items()}
        assumed += _assumed(parameter, by_label.values())
        symbols[parameter.name] = by_label if parameter.labels_in else by_label[None]
    return symbols, places, tuple(assumed)


def _symbol(parameter: Parameter, label: str | None, plain: bool) -> sp.Symbol:
    letter = parameter.symbol.removesuffix("_i") if parameter.by_type else parameter.symbol.partition("[")[0]
    name = letter if label is None else f"{letter}_{label.replace(' ', '_')}"
    if plain:
        return sp.Symbol(name)
    domain = parameter.domain
    positive = domain.low is not None and (domain.low > 0 or (domain.low == 0 and domain.open_low))
    return sp.Symbol(name, real=True, positive=positive or None, nonnegative=domain.low == 0 or None)


def _assumed(parameter: Parameter, symbols: Any) -> Iterator[Any]:
    """What the domain says that is no sign of the symbol."""
    for symbol in symbols:
        yield from (found for found in parameter.domain.conditions(symbol) if found not in (True, sp.true))


def in_symbols(model: Parametric, tables: Tables) -> Parametrised:
    """A model's game with symbols for its parameters; `tables` makes both players' payoffs of any values for these."""
    found = dictionary(model)
    numeric = model.game()
    sender, receiver = (
        tuple(tuple(tuple(as_expression(x) for x in cells) for cells in rows) for rows in table)
        for table in tables(found.symbols)
    )
    prior = tuple(found.symbols["prior"][t] for t in numeric.types)
    payoffs = (x for table in (sender, receiver) for rows in table for cells in rows for x in cells)
    used = set(prior).union(*(x.free_symbols for x in payoffs))
    symbols = tuple(s for s in found.places if s in used)
    assumed = tuple(one for one in found.assumed if one.free_symbols <= set(symbols))
    labels = numeric.types, prior, numeric.messages, numeric.response_sets
    game = SymbolicGame(*labels, sender, receiver, symbols, assumed)
    places = {s: found.places[s] for s in symbols}
    return Parametrised(game, {s: found.values[s] for s in symbols}, places=places)
