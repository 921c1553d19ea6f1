"""The closed forms as plain comparisons: what a browser needs to draw an exact map, written when the page is built.

A set of closed forms becomes data. `values` says what its symbols are in the numbers of a game, `factors` are the
polynomials in these symbols on whose signs everything turns, and each family comes with trees, of where it exists and
where it survives each refinement. `required` is what they suppose; a set that supposes more is `short`. A leaf of a
tree says which sign a product of factors has. Sums are lists of [coefficient, {symbol: power}].

There are sets for the opening game with two types, with and without the signal, and with three types without it; and
one for every game of two types, messages and replies that is given by its payoffs.
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
REFINED = ("intuitive", "D1")


def compiled() -> dict[str, Any]:
    """Every set, as data that JSON can hold."""
    found = {name: _opening(lesson.load(war), moving) for name, (war, moving) in WARS.items()}
    return {**found, "payoffs": _of_payoffs()}


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


def _of_payoffs() -> dict[str, Any]:
    """Two types, messages and replies: each type's payoffs less one of them, and what the first reply brings more."""
    p, *cells = sp.symbols("p a0:3 b0:3 n0:4", real=True)
    (a0, a1, a2, b0, b1, b2), (n0, n1, n2, n3) = cells[:6], cells[6:]
    game = ParametricGame(
        types=["first", "second"], prior=[1 - p, p], messages=["one", "other"], responses=["this", "that"],
        sender=[[[a0, a1], [a2, 0]], [[b0, b1], [b2, 0]]],
        receiver=[[[n0, 0], [n1, 0]], [[n2, 0], [n3, 0]]],
        values={symbol.name: i + 2 for i, symbol in enumerate(cells)} | {"p": "1/3"},
    )  # fmt: skip
    cases = cases_of(game)
    assert isinstance(cases, Cases)
    own = {f"{side}_{t}{m}{r}": [side, [t, m, r]] for side in ("sender", "receiver")
           for t in (0, 1) for m in (0, 1) for r in (0, 1)}  # fmt: skip
    u = {name: sp.Symbol(name) for name in own}
    meant = {p: sp.Symbol("p")}
    for t, symbols in enumerate(((a0, a1, a2), (b0, b1, b2))):
        for symbol, at in zip(symbols, ("00", "01", "10"), strict=True):
            meant[symbol] = u[f"sender_{t}{at}"] - u[f"sender_{t}11"]
    for k, symbol in enumerate((n0, n1, n2, n3)):
        at = f"receiver_{k // 2}{k % 2}"
        meant[symbol] = u[f"{at}0"] - u[f"{at}1"]
    return _set(cases.cases[0], meant, {**own, "p": ["prior", 1]})


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


__all__ = ["compiled"]
