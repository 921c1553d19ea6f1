"""The closed forms that a sweep uses, and what their symbols are in the parameters that it moves.

A model offers them by cases (`engine.symbolic.games.Cases`): parts of its parameters with forms and names of their own.
The inequalities of a case join the conditions of its forms, so that a sweep may cross from one case to another; where
it does is an edge like any other. What holds at every point of the sweep is left out, and so are cases without one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import product
from typing import Any

import sympy as sp

from termination.analysis.axes import Axes, Points
from termination.analysis.exactly import PAYOFF, POSTERIOR
from termination.analysis.factors import difference, symbols_in
from termination.analysis.made import Made
from termination.analysis.sources import Leaf, Rest, Source
from termination.engine.families import Family
from termination.engine.game import Played
from termination.engine.model import measures_of
from termination.engine.refining.verdicts import concept_title
from termination.engine.strategies import Strategy, StrategySet
from termination.engine.symbolic.cases import cases_of
from termination.engine.symbolic.closed_form import ClosedForm, Condition, Worth, value_of
from termination.engine.symbolic.derive import NoClosedFormError
from termination.engine.symbolic.games import Case, Cases

#: What a quantity asks of each family: ("event", name), ("payoff", type) or ("posterior", type), types by position.
Asked = tuple[str, Any]
#: Of more axes than this that one inequality depends on, the corners are not looked at.
MOST_CORNERS = 8


def forms_for(axes: Axes, concept: str | None, *, beyond: bool = False) -> Forms | str:
    """The closed forms for a sweep over a model that offers them, or why there are none.

    `beyond` asks for those that need no further premise, even where one holds at every point of the axes.
    """
    first = axes.model
    if isinstance(first, Made):
        return "a function that makes games has none"
    if axes:
        first = first.with_(**axes.changes_to([axis.points[0] for axis in axes]))  # may bring messages
    offered = cases_of(first, [axis.parameter for axis in axes])
    if isinstance(offered, str):
        return offered
    values = Values(axes, offered)
    if values.standing_edge:
        return f"{values.standing_edge} at every point, an edge between the cases for which there are some"
    found = [case for one in offered.cases if (case := values.within(one, beyond)) is not None]
    try:
        forms = [form for case in found for form in case.forms]
    except NoClosedFormError as error:
        return str(error)
    if any(form.free for form in forms):
        return "some leave probabilities open, whose extremes are not compiled"
    if concept is not None and any(concept not in form.survives for form in forms):
        return f"none say what survives {concept_title(concept)}"
    revealing = measures_of(first).revealing
    return Forms(values, tuple(Part(case, revealing) for case in found), () if concept is None else (concept,))


@dataclass(frozen=True)
class Values:
    """The values of a model's parameters along some axes, by their symbols."""

    axes: Axes
    offered: Cases

    def source(self, symbol: sp.Symbol) -> Source | Rest:
        """Where the value of a parameter comes from: an axis, what axes of the prior leave of 1, or the model."""
        name, label = self.offered.parameters[symbol]
        taken = {self.axes.whose(axis): k for k, axis in enumerate(self.axes) if axis.of_prior}
        if name == "prior" and taken:
            if label in taken:
                return Source(self.axes[taken[label]].points, taken[label])
            others = {t: x for t, x in self.axes.model.parameters()["prior"].items() if t not in taken}
            return Rest(tuple((self.axes[k].points, k) for k in taken.values()), others[label] / sum(others.values()))
        for k, axis in enumerate(self.axes):
            if (axis.parameter, axis.type) == (name, label):
                return Source(axis.points, k)
        return Source(Points((self.offered.values[symbol],)), None)

    @cached_property
    def worth(self) -> Worth:
        """What expressions in parameters are worth in the model, whatever the axes."""
        return Worth(self.offered.values)

    @cached_property
    def leaves(self) -> dict[str, Leaf]:
        """Every parameter as a leaf of formulas, by name."""
        return {symbol.name: self.source(symbol).leaf() for symbol in self.offered.parameters}

    def exactly(self, axes: Sequence[sp.Symbol]) -> dict[sp.Symbol, Any]:
        """What each parameter is where axis k has the value `axes[k]` and all else is as in the model."""
        return {symbol: self.source(symbol).exactly(axes) for symbol in self.offered.parameters}

    @cached_property
    def _moving(self) -> tuple[list[sp.Symbol], dict[sp.Symbol, Any]]:
        symbols = [sp.Dummy() for _ in self.axes]
        return symbols, self.exactly(symbols)

    @property
    def standing_edge(self) -> str:
        """What separates cases and is zero at every point; empty where nothing is."""
        for case in self.offered.cases:
            for relation in case.where:
                apart = relation.lhs - relation.rhs
                if sp.cancel(apart.xreplace(case.definitions).xreplace(self._moving[1])) == 0:
                    return f"{sp.sstr(apart)} is 0"
        return ""

    def within(self, case: Case, beyond: bool = False) -> Case | None:
        """The case, or the special one where its premise holds at every point, without what does; None at no point."""
        if case.special and not beyond and all(self.holds(one, case.special) for one in case.special.where):
            case = case.special
        held = {one: self.holds(one, case) for one in case.where}
        if False in held.values():
            return None

        certain = frozenset(one for one, holds in held.items() if holds)
        if not certain:
            return case
        where = tuple(one for one in case.where if one not in certain)
        return replace(case, where=where, edges=_without(case.edges, certain))

    @cached_property
    def _movers(self) -> frozenset[sp.Symbol]:
        """The parameters that some axis moves."""
        return frozenset(s for s in self.offered.parameters if self.axes and self.source(s).mask)

    def holds(self, relation: Any, case: Case) -> bool | None:
        """Whether an inequality holds at every point (True), at none (False), or None: that cannot be told.

        A polynomial of degree one in each axis has its extremes over a box at corners of it.
        """
        above, strict = difference(relation), isinstance(relation, (sp.Lt, sp.Gt))
        meant = {symbol: case.definitions.get(symbol, symbol) for symbol in symbols_in(above)}
        if not self._movers or not any(self._movers & e.free_symbols for e in meant.values()):
            at = {symbol: self.worth[e] for symbol, e in meant.items()}
            return _above_zero([value_of(above, at)], strict)
        symbols, values = self._moving
        above = above.xreplace(meant).xreplace(values)
        moving = [k for k, symbol in enumerate(symbols) if symbol in above.free_symbols]
        if not _affine_in_each(above, [symbols[k] for k in moving]):
            return None
        corners = product(*(dict.fromkeys(self.axes[k].points.span) for k in moving))
        found = [value_of(above, {symbols[k]: x for k, x in zip(moving, at, strict=True)}) for at in corners]
        return _above_zero(found, strict)


def _above_zero(values: Sequence[Fraction], strict: bool) -> bool | None:
    """Whether all of them are positive, or with none `strict` not negative (True), or none is (False)."""
    found = {x > 0 or (x == 0 and not strict) for x in values}
    return found.pop() if len(found) == 1 else None


@lru_cache(maxsize=64)
def _without(edges: tuple[Condition, ...], certain: frozenset[Any]) -> tuple[Condition, ...]:
    """The edges less what holds anyway."""
    return tuple(replace(edge, parts=tuple(one for one in edge.parts if one not in certain)) for edge in edges)


def _affine_in_each(expression: Any, symbols: Sequence[sp.Symbol]) -> bool:
    if len(symbols) > MOST_CORNERS or not expression.is_polynomial(*symbols):
        return False
    return not symbols or all(degree <= 1 for degree in sp.Poly(expression, *symbols).degree_list())


@dataclass(frozen=True)
class Part:
    """The closed forms of one case: what they are called and what they bring; posteriors, given one of the events."""

    case: Case
    revealing: str = ""

    @property
    def definitions(self) -> Mapping[sp.Symbol, Any]:
        """What the symbols of the forms are in those of parameters."""
        return self.case.definitions

    @property
    def forms(self) -> tuple[ClosedForm, ...]:
        return self.case.forms

    def condition(self, form: ClosedForm) -> Condition:
        """Where the form exists, the case among its conditions."""
        return Condition((*self.case.where, *form.condition.parts), form.condition.notation)

    def name(self, form: ClosedForm) -> str:
        """What the model calls the family."""
        case = self.case
        ranks = [case.order.index(t) for t in range(len(case.order))]
        rows = zip(form.pattern.replies, case.replies, strict=True)
        replies = [tuple(kept[r] for r in used) for used, kept in rows]
        sender = [form.pattern.sender[rank] for rank in ranks]
        return case.describe(specimen(case.model, sender, replies, ranks))

    def quantity(self, form: ClosedForm, asked: Asked) -> Any:
        """The value in a family as an expression; None where it has none."""
        kind, which = asked
        events = self.case.model.events()
        if kind == "event":
            return form.probability(events[which] & form.plays)
        if kind == "payoff":
            return self._payoff(form, which)
        revealing = {m for m, _ in events[self.revealing]}
        chances = [sp.Add(*(e for m, e in form.sender[t].items() if m in revealing)) for t in form.types]
        joint = [p * chance for p, chance in zip(form.prior, chances, strict=True)]
        return sp.cancel(joint[self.case.order.index(which)] / sp.Add(*joint)) if any(joint) else None

    def _payoff(self, form: ClosedForm, t: int) -> Any:
        m = form.pattern.sender[self.case.order.index(t)][0]
        replies: Any = form.receiver[form.messages[m]]
        return sp.Add(*(chance * u for chance, u in zip(replies.values(), self.case.payoffs[t][m], strict=True)))


@dataclass(frozen=True)
class Forms:
    """The closed forms of a model along some axes, by cases; `concepts` are the refinements that count."""

    values: Values
    parts: tuple[Part, ...]
    concepts: tuple[str, ...]

    @property
    def axes(self) -> Axes:
        return self.values.axes

    @property
    def exhaustive(self) -> bool:
        """Whether the polynomials of the forms decide everything, on knife edges too."""
        return all(part.case.exhaustive for part in self.parts)

    def here(self) -> Iterator[tuple[Part, Worth]]:
        """Each part with the values of all its symbols in the model itself, whatever the axes."""
        at = self.values.worth
        for part in self.parts:
            meant = {symbol: at[meaning] for symbol, meaning in part.definitions.items()}
            yield part, Worth({**self.values.offered.values, **meant})

    def asked(self, quantity: str) -> Asked:
        """What a quantity of the sweep asks of each family."""
        for prefix, kind in ((PAYOFF, "payoff"), (POSTERIOR, "posterior")):
            if quantity.startswith(prefix):
                return kind, self.axes.model.game().types.index(quantity.removeprefix(prefix))
        return "event", quantity

    def plays(self, asked: Asked) -> list[Any]:
        """The values that the quantity has in single plays of the game, mixtures of which are all it can have."""
        kind, which = asked
        if kind != "payoff":
            return [0, 1]
        return list(dict.fromkeys(u for part in self.parts for cells in part.case.payoffs[which] for u in cells))


def specimen(
    model: Played, sender: Sequence[Sequence[int]], replies: Sequence[Sequence[int]], ranks: Sequence[int]
) -> Family:
    """A family with these supports, for the model to name; where types mix, those of different rank mix differently."""
    game = model.game()
    rows = [_row(game.messages, used, rank) for used, rank in zip(sender, ranks, strict=True)]
    answers = [_row(labels, used or (0,), 0) for labels, used in zip(game.response_sets, replies, strict=True)]
    sending = Strategy(game.types, (game.messages,) * len(rows), tuple(rows))
    replying = Strategy(game.messages, game.response_sets, tuple(answers))
    return Family(
        model,
        game,
        StrategySet(sending.rows, sending.columns, (sending,), ()),
        StrategySet(replying.rows, replying.columns, (replying,), ()),
    )


def _row(labels: Sequence[str], used: Sequence[int], rank: int) -> tuple[Fraction, ...]:
    """Weights on the support."""
    weights = [i + 1 + rank for i in range(len(used))]
    spread = {j: Fraction(w, sum(weights)) for j, w in zip(used, weights, strict=True)}
    return tuple(spread.get(j, Fraction(0)) for j in range(len(labels)))
