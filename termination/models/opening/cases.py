"""Where an opening game stands among its closed forms: its values in reduced symbols, and the forms by cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, partial
from types import SimpleNamespace
from typing import Any

import sympy as sp

from termination.engine.model import Model, Parametric
from termination.engine.symbolic.cases import derived
from termination.engine.symbolic.closed_form import Condition
from termination.engine.symbolic.edges import edges
from termination.engine.symbolic.games import Case, Cases, Expressions, Parametrised, SymbolicGame
from termination.models.base import at_type
from termination.models.dictionary import Dictionary, dictionary
from termination.models.opening.closed_forms import SHIPPED, shipped
from termination.models.opening.payoffs import AT_DEFAULT, POSTURES, SIGNAL_MESSAGES, payoff_tables
from termination.models.opening.stakes import Stakes, ranking, stakes
from termination.models.opening.symbols import KAPPA, LAM, RSTAR, by_type, definitions, reduced_game, suffixes


def premise_of(at: Stakes) -> str:
    """The strongest premise that holds: "A1", "A2" or ""."""
    if min(at.harm.values()) <= 0:
        return ""
    costs = at.signal_cost
    worth_having = min(at.talks_premium.values()) > 0 and (costs is None or min(costs.values()) > 0)
    return "A1" if worth_having else "A2"


def in_symbols(model: Parametric) -> Parametrised:
    """A war in reduced symbols, under the strongest premise that holds in it."""
    at, given = stakes(model.game()), model.parameters()
    premise, signal, kept = premise_of(at), at.signal_cost is not None, given["talks_kept"] == 1
    weakest = at.order[0]
    critical = {a: given["resilience"][weakest] + at.pull(a)[weakest] / given["escalation_gain"] for a in POSTURES}
    game = reduced_game(len(at.order), signal, premise, critical["closed"] != critical["open"], kept)
    tables: dict[str, Mapping[str, Fraction]] = {"p": at.prior, "r": given["resilience"]}
    tables |= {"b": at.talks_premium, "d": at.harm, "c": at.signal_cost or {}}
    numbers = {
        f"{letter}_{suffix}": table[label]
        for letter, table in tables.items()
        for suffix, label in zip(game.types, at.order, strict=True)
        if label in table
    }
    numbers |= {RSTAR[posture].name: critical[posture] for posture in POSTURES}
    numbers |= {RSTAR["both"].name: critical["closed"], LAM.name: given["talks_exposure"]}
    numbers[KAPPA.name] = given["talks_kept"]
    values = {s: numbers[s.name] for s in dict.fromkeys((*game.symbols, *RSTAR.values()))}
    meaning = definitions(game, given["guarantee_delivery"] == 1)
    positions = tuple(map(model.labels["types"].index, at.order))
    key = len(at.order), signal, premise
    known = partial(shipped, *key) if key in SHIPPED and kept else tuple
    return Parametrised(game, values, meaning, positions, at.order, known=known)


def in_cases(war: Parametric, moving: Sequence[str]) -> Cases | str:
    """The closed forms of a war by cases, where these parameters move; or why there are none.

    Closed forms speak of types by rank, so that where types change places their symbols do: a case for each order. They
    hold wherever escalation hurts (A2); where talks are worth having as well (A1), shorter ones do. Shares that are all
    of it, and stay so, leave no trace in formulas. Where she may lose a part of what talks are worth none ship: they
    are derived when first asked for, if there is no signal. So are those for three types, who keep their order.
    """
    order, given = ranking(war.game())[0], war.parameters()
    held = [name for name in AT_DEFAULT if given[name] == 1 and name not in moving]
    kept, signal = "talks_kept" in held, given["signal_cost"] is not None
    if len(order) == 3 and not signal and "resilience" not in moving:
        return _of_three(war, order, held)
    if len(order) != 2:
        return _beyond(order, signal)
    if signal and not kept:
        return "with the signal they are derived for talks_kept = 1 only; set it to 1, or leave signal_cost out"
    turned = None
    if "resilience" in moving:
        turned = war.with_(resilience={t: given["resilience"][s] for t, s in zip(order, order[::-1], strict=True)})
    found = dictionary(war, dict(zip(order, suffixes(2), strict=True)), plain=True, without=held)
    symbols, payoffs, places = _entered(war, order, found, held)
    ranked = [(war, False)] if turned is None else [(war, False), (turned, True)]
    cases = tuple(
        _case(there, symbols, payoffs, places[::-1] if other else places, other, turned is not None, kept)
        for there, other in ranked
    )
    return Cases(cases, found.places, found.values)


def _beyond(order: Sequence[str], signal: bool) -> str:
    """Why a war with other than two types has none."""
    if len(order) != 3:
        return f"they are derived for two and three types, there are {len(order)}"
    return "with three types they are derived without the signal" if signal else (
        "with three types they are derived for a resilience that does not move"
    )


def _of_three(war: Parametric, order: Sequence[str], held: Sequence[str]) -> Cases:
    """All forms with three types are one case, under A2 alone."""
    game = reduced_game(3, False, "A2", kept="talks_kept" in held)
    found = dictionary(war, dict(zip(order, game.types, strict=True)), plain=True, without=held)
    symbols, payoffs, places = _entered(war, order, found, held)
    case = Case(
        partial(derived, game), (), war, war.describe, ((0, 1),) * len(payoffs[0]), payoffs, places,
        _meaning(game, symbols), edges(game), _positive(game),
    )  # fmt: skip
    return Cases((case,), found.places, found.values)


def _entered(
    war: Parametric, order: Sequence[str], found: Dictionary, held: Sequence[str]
) -> tuple[tuple[sp.Symbol, ...], Expressions, tuple[int, ...]]:
    """The symbols of parameters, the opener's payoffs in them, and where types stand in the war, the weakest first."""
    types = war.labels["types"]
    sides = tuple(tuple(vars(at_type(found.symbols, t)).items()) for t in types)
    return tuple(found.places), _payoffs(sides, tuple(held)), tuple(types.index(t) for t in order)


@cache
def _payoffs(sides: tuple[tuple[tuple[str, sp.Symbol | None], ...], ...], held: tuple[str, ...]) -> Expressions:
    """The opener's payoffs in symbols, given by parameter for each type."""
    values = [SimpleNamespace(**{**dict(row), **dict.fromkeys(held, 1)}) for row in sides]
    sender, _ = payoff_tables(values, values[0].signal_cost is not None)
    return tuple(tuple(map(tuple, rows)) for rows in sender)


def _case(
    war: Model,
    symbols: tuple[sp.Symbol, ...],
    payoffs: Expressions,
    order: tuple[int, ...],
    turned: bool,
    may_turn: bool,
    kept: bool,
) -> Case:
    """The case in which the types have the order that they have in this war; the only one unless they `may_turn`.

    Unless she has `kept` all that talks are worth there is no signal, and no shorter forms under A1.
    """
    signal = len(payoffs[0]) == len(SIGNAL_MESSAGES)
    loose = _premised(signal, "A2", symbols, turned, may_turn, kept)
    replies = ((0, 1),) * len(payoffs[0])
    load = partial(shipped, 2, signal, "A2") if kept else partial(derived, reduced_game(2, False, "A2", kept=False))
    case = Case(
        load, loose.where, war, war.describe, replies, payoffs, order, loose.meaning, loose.edges, loose.positive,
        exhaustive=kept and not signal,
    )  # fmt: skip
    if not kept:
        return case
    tight = _premised(signal, "A1", symbols, turned, may_turn, kept)
    load = partial(shipped, 2, signal, "A1")
    short = Case(
        load, tight.where, war, war.describe, replies, payoffs, order, loose.meaning | tight.meaning, tight.edges,
        tight.positive,
    )  # fmt: skip
    return replace(case, special=short)


@dataclass(frozen=True)
class _Premise:
    """What a case is under A2, or under A1 as well."""

    where: tuple[Any, ...]
    meaning: dict[sp.Symbol, sp.Expr]
    edges: tuple[Condition, ...]
    positive: tuple[sp.Symbol, ...]


@cache
def _premised(
    signal: bool, premise: str, symbols: tuple[sp.Symbol, ...], turned: bool, may_turn: bool, kept: bool
) -> _Premise:
    loose, game = (reduced_game(2, signal, one, kept=kept) for one in ("A2", premise))
    ranked = tuple(one for one in loose.assumptions if may_turn and one.free_symbols == set(by_type("r", 2)))
    worth_having = tuple(s > 0 for s in loose.symbols if premise == "A1" and s.name[0] in "bc")
    around = tuple(Condition((*ranked, *edge.parts)) for edge in edges(game))
    return _Premise((*ranked, *worth_having), _meaning(game, symbols, turned), around, _positive(game))


def _positive(game: SymbolicGame) -> tuple[sp.Symbol, ...]:
    """What must be positive. Closed forms admit a signal that costs nothing, which is an edge with its own continua; a
    share that is zero is none."""
    return tuple(s for s in game.symbols if s.is_positive or (s.is_nonnegative and s != KAPPA))


def _meaning(game: SymbolicGame, symbols: tuple[sp.Symbol, ...], turned: bool = False) -> dict[sp.Symbol, sp.Expr]:
    """What the symbols of the reduced game are in those of parameters, types in the other order where `turned`."""
    there = dict(zip(game.types, game.types[::-1] if turned else game.types, strict=True))
    by_name = {s.name: s for s in symbols}

    def named(symbol: sp.Symbol) -> sp.Symbol:
        letter, _, mark = symbol.name.partition("_")
        return by_name[f"{letter}_{there[mark]}" if mark else letter]

    meanings = definitions(game, "delta" not in by_name)
    meant = {s: meanings.get(s, s) for s in game.symbols}
    return {s: e.xreplace({one: named(one) for one in e.free_symbols}) for s, e in meant.items()}
