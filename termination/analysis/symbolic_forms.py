"""The closed forms that a sweep uses, for any model that offers them by cases: see `engine.symbolic.games.Cases`.

A case is a part of the parameters with forms and names of its own. Its inequalities join the conditions of its forms,
so that a sweep may cross from one case to another; where it does is an edge like any other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import sympy as sp

from termination.analysis.axes import Axes, Points
from termination.analysis.exactly import PAYOFF, POSTERIOR
from termination.analysis.forms import Asked, Column, Source, specimen
from termination.analysis.kernels import Leaf
from termination.engine.model import Cased, Symbolic, measures_of
from termination.engine.refining.verdicts import concept_title
from termination.engine.symbolic.cases import one_case
from termination.engine.symbolic.closed_form import Condition

if TYPE_CHECKING:
    from termination.engine.symbolic.closed_form import ClosedForm
    from termination.engine.symbolic.games import Case, Cases


def forms_by_cases(axes: Axes, concept: str | None) -> SymbolicForms | str:
    """The closed forms for a sweep over a model with `cases()`, or why there are none."""
    first = axes.model.with_(**axes.changes_to([axis.points[0] for axis in axes]))  # may bring messages
    if not isinstance(first, Symbolic):
        return f"{type(first).__name__} has none derived beforehand"
    found = first.cases() if isinstance(first, Cased) else one_case(first)
    if isinstance(found, str):
        return found
    if concept is not None and any(concept not in form.survives for case in found.cases for form in case.forms):
        return f"none say what survives {concept_title(concept)}"
    forms = SymbolicForms(axes, found, () if concept is None else (concept,))
    edge = forms.standing_edge
    return f"{edge} at every point, an edge between the cases for which there are some" if edge else forms


@dataclass(frozen=True)
class SymbolicForms:
    """The closed forms of a model by cases, and the dictionary from their symbols to the parameters of a sweep."""

    axes: Axes
    offered: Cases
    concepts: tuple[str, ...]

    #: Types keep their places, no assumption can fail, and of knife edges nothing is known.
    crossing = False
    exhaustive = False

    @cached_property
    def _by_case(self) -> tuple[tuple[ClosedForm, Case], ...]:
        return tuple((_within(form, case), case) for case in self.offered.cases for form in case.forms)

    @cached_property
    def forms(self) -> tuple[ClosedForm, ...]:
        return tuple(form for form, _ in self._by_case)

    @property
    def edges(self) -> tuple[Condition, ...]:
        return self.offered.edges

    @property
    def positive(self) -> tuple[Any, ...]:
        return self.offered.positive

    def _case(self, form: ClosedForm) -> Case:
        return next(case for one, case in self._by_case if one is form)

    @property
    def definitions(self) -> Mapping[sp.Symbol, Any]:
        return self.offered.definitions

    @cached_property
    def leaves(self) -> dict[str, Leaf]:
        return {symbol.name: self._source(symbol).leaf() for symbol in self.offered.parameters}

    def _source(self, symbol: sp.Symbol) -> Source:
        """Where the value of a parameter comes from: an axis, the complement of one, or the model."""
        name, label = self.offered.parameters[symbol]
        for k, axis in enumerate(self.axes):
            if axis.parameter == name and axis.of_prior:
                return Source(axis.points, k, self.axes.whose(axis) != label)
            if (axis.parameter, axis.type) == (name, label):
                return Source(axis.points, k)
        return Source(Points((self.offered.values[symbol],)), None)

    def exact_definitions(self, axes: Sequence[sp.Symbol]) -> dict[sp.Symbol, Any]:
        """What each symbol is where axis k has the value `axes[k]` and all else is as in the model."""
        values = {symbol: self._source(symbol).exactly(axes) for symbol in self.offered.parameters}
        return {**values, **{symbol: e.xreplace(values) for symbol, e in self.definitions.items()}}

    @property
    def standing_edge(self) -> str:
        """What separates cases and is zero at every point of the sweep; empty where nothing is."""
        values = self.exact_definitions([sp.Dummy() for _ in self.axes])
        for case in self.offered.cases:
            for relation in case.where:
                difference = relation.lhs - relation.rhs
                if sp.cancel(difference.xreplace(values)) == 0:
                    return f"{sp.sstr(difference)} is 0"
        return ""

    # What each family brings.

    def column(self, quantity: str) -> Column:
        """How a quantity of the sweep is read off the families."""
        for prefix, kind in ((PAYOFF, "payoff"), (POSTERIOR, "posterior")):
            if quantity.startswith(prefix):
                types = self.axes.model.game().types
                return Column(((kind, types.index(quantity.removeprefix(prefix))),))
        return Column((("event", quantity),))

    def quantity(self, form: ClosedForm, asked: Asked) -> Any:
        """The value in a family as an expression; None where it has none."""
        kind, which = asked
        case = self._case(form)
        if kind == "event":
            return form.probability(case.model.events()[which] & form.plays)
        if kind == "payoff":
            return self._payoff(form, case, which)
        revealing = {m for m, _ in case.model.events()[measures_of(case.model).revealing]}
        chances = [sp.Add(*(e for m, e in form.sender[t].items() if m in revealing)) for t in form.types]
        joint = [p * chance for p, chance in zip(form.prior, chances, strict=True)]
        return None if not any(joint) else sp.cancel(joint[which] / sp.Add(*joint))

    def plays(self, asked: Asked) -> list[Any]:
        """The values that the quantity has in single plays of the game, mixtures of which are all it can have."""
        kind, which = asked
        if kind != "payoff":
            return [0, 1]
        return list(dict.fromkeys(u for case in self.offered.cases for cells in case.payoffs[which] for u in cells))

    @staticmethod
    def _payoff(form: ClosedForm, case: Case, t: int) -> Any:
        m = form.pattern.sender[t][0]
        replies: Any = form.receiver[form.messages[m]]
        return sp.Add(*(chance * u for chance, u in zip(replies.values(), case.payoffs[t][m], strict=True)))

    def name(self, form: ClosedForm) -> str:
        """What the model calls the family."""
        case = self._case(form)
        rows = zip(form.pattern.replies, case.replies, strict=True)
        replies = [tuple(kept[r] for r in used) for used, kept in rows]
        ranks = range(len(form.types))
        return str(case.model.describe(specimen(case.model, form.pattern.sender, replies, ranks)))


def _within(form: ClosedForm, case: Case) -> ClosedForm:
    """The form, with the case among the conditions of its existence."""
    return replace(form, condition=Condition((*case.where, *form.condition.parts), form.condition.notation))


__all__ = ["SymbolicForms", "forms_by_cases"]
