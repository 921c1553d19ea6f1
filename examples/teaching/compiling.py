"""The closed forms as plain comparisons: what a browser needs to draw an exact map, written when the page is built.

A set of closed forms becomes data. `values` says what its symbols are in the numbers of a game, `factors` are the
polynomials in these symbols on whose signs everything turns, and each family comes with trees, of where it exists and
where it survives each refinement. `required` is what they suppose; a set that supposes more is `short`. A leaf of a
tree says which sign a product of factors has. Sums are lists of [coefficient, {symbol: power}].

There are sets for the opening game with two types, with and without the signal, and with three types without it; and
for games of two types, two replies, and two messages or three that are given by their payoffs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import lesson
import sympy as sp

from termination.analysis.factors import signed
from termination.engine.symbolic.cases import cases_of
from termination.engine.symbolic.closed_form import Condition, OneOf
from termination.engine.symbolic.games import Case, Cases, ParametricGame

#: By name of the set: a war of its kind, and the parameters that may move although they often stand at 1.
WARS = {
    "opening 2": ("refusal", ("resilience", "guarantee_delivery")),
    "opening 2, talks kept in part": ("refusal", ("resilience", "guarantee_delivery", "talks_kept")),
    "opening 2, signal": ("costly_signal", ("resilience", "guarantee_delivery")),
    "opening 3": ("three_types", ("guarantee_delivery",)),
}
#: By name of the set: how many messages the games have that are given by their payoffs.
MESSAGES = {"payoffs 2": 2, "payoffs 3": 3}
REFINED = ("intuitive", "D1")


class Compiled(dict[str, Any]):
    """The sets by name, as data that JSON can hold: each made when it is first asked for."""

    def __missing__(self, name: str) -> dict[str, Any]:
        if name in MESSAGES:
            self[name] = _of_payoffs(MESSAGES[name])
        else:
            war, moving = WARS[name]
            self[name] = _opening(lesson.load(war), moving)
        found: dict[str, Any] = self[name]
        return found


def _opening(war: Any, moving: Sequence[str]) -> dict[str, Any]:
    cases = cases_of(war, moving)
    assert isinstance(cases, Cases)
    case = cases.cases[0]
    suffixes = [s.name.partition("_")[2] for s in case.definitions if s.name.startswith("p_")]
    places = {
        symbol.name: [name, suffixes.index(symbol.name.partition("_")[2]) if label else None]
        for symbol, (name, label) in cases.parameters.items()
    }
    found = _set(case, case.definitions, places)
    return found if case.special is None else {**found, "short": _set(case.special, case.special.definitions, places)}


def _of_payoffs(messages: int) -> dict[str, Any]:
    """Two types and replies: each type's payoffs less its last, and what the first reply brings the receiver more."""
    cells = [(m, r) for m in range(messages) for r in (0, 1)]
    u = {(side, t, *cell): sp.Symbol(f"{side}_{t}{cell[0]}{cell[1]}")
         for side in ("sender", "receiver") for t in (0, 1) for cell in cells}  # fmt: skip
    p = sp.Symbol("p", real=True)
    meant = {p: sp.Symbol("p")}
    sender, receiver = [], []
    for t, letter in enumerate("ab"):
        worth = {cell: sp.Symbol(f"{letter}{i}", real=True) for i, cell in enumerate(cells[:-1])}
        more = [sp.Symbol(f"n{messages * t + m}", real=True) for m in range(messages)]
        meant |= {symbol: u["sender", t, *cell] - u["sender", t, *cells[-1]] for cell, symbol in worth.items()}
        meant |= {symbol: u["receiver", t, m, 0] - u["receiver", t, m, 1] for m, symbol in enumerate(more)}
        sender.append([[worth.get((m, r), 0) for r in (0, 1)] for m in range(messages)])
        receiver.append([[symbol, 0] for symbol in more])
    game = ParametricGame(
        types=["first", "second"], prior=[1 - p, p], messages=[f"message {m}" for m in range(messages)],
        responses=["this", "that"], sender=sender, receiver=receiver,
        values={symbol.name: i + 2 for i, symbol in enumerate(meant)} | {"p": "1/3"},
    )  # fmt: skip
    cases = cases_of(game)
    assert isinstance(cases, Cases)
    places: dict[str, Any] = {symbol.name: [side, [t, m, r]] for (side, t, m, r), symbol in u.items()}
    return _set(cases.cases[0], meant, {**places, "p": ["prior", 1]})


def _set(case: Case, meant: Mapping[Any, Any], places: Mapping[str, Any]) -> dict[str, Any]:
    """A set as data."""
    factors: dict[Any, int] = {}
    tree = _Trees(factors).tree
    families = [
        [tree(form.condition), *(tree(form.survives[concept]) for concept in REFINED)] for form in case.forms
    ]
    edges = [tree(edge) for edge in case.edges]
    positive = [one.lhs - one.rhs for one in case.where if not _ranks(one)]
    required = [[">", 1, factors.setdefault(one, len(factors))] for one in (*case.positive, *positive)]
    return {
        "places": dict(places),
        "values": [[symbol.name, _terms(meaning)] for symbol, meaning in meant.items()],
        "factors": [_terms(factor) for factor in factors],
        "families": families,
        "required": ["all", *required],
        "edge": ["any", *edges],
        "exhaustive": case.exhaustive,
    }


def _ranks(relation: Any) -> bool:
    """Whether a comparison says no more than who is the more resilient; all others say that something is positive."""
    return all(symbol.name.startswith("r_") for symbol in relation.free_symbols)


class _Trees:
    """Conditions as trees over factors, which are numbered as they are met."""

    def __init__(self, factors: dict[Any, int]) -> None:
        self.factors = factors

    def tree(self, condition: Any) -> Any:
        """The condition as lists: all or any of some, a sign, or true or false."""
        if isinstance(condition, (Condition, OneOf)):
            word = "all" if isinstance(condition, Condition) else "any"
            return [word, *map(self.tree, condition.parts)]
        if condition in (sp.true, sp.false, True, False):
            return bool(condition)
        factors, sign, op = signed(condition)
        return [op, sign, *(self.factors.setdefault(factor, len(self.factors)) for factor in factors)]


def _terms(expression: Any) -> list[Any]:
    """A sum as [coefficient, powers by symbol] of each term."""
    return list(map(_term, sp.Add.make_args(sp.expand(expression))))


def _term(term: Any) -> list[Any]:
    number, powers = term.as_coeff_Mul()
    return [str(number), {base.name: int(power) for base, power in powers.as_powers_dict().items() if base != 1}]


__all__ = ["MESSAGES", "WARS", "Compiled"]
