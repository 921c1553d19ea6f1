"""Comparative statics from closed forms: how every endogenous quantity moves with every parameter, and where it jumps.

Within a kind of equilibrium quantities are rational functions of the parameters; their derivatives are exact. Between
kinds there are thresholds: values of one parameter, the others fixed, at which an equilibrium appears or disappears or
the refinement selects another one. All of them are found, over the whole domain of the parameter (`thresholds`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

import sympy as sp

from termination.analysis.axes import Axes
from termination.analysis.forms import Forms, Part, forms_for
from termination.analysis.thresholds import Threshold, movable, thresholds
from termination.analysis.trace import full_name
from termination.engine.model import Model, Parametric, parametric
from termination.engine.progress import Progress
from termination.engine.refining.concepts import concept_named
from termination.engine.symbolic.budget import telling
from termination.engine.symbolic.closed_form import value_of
from termination.errors import InputError, UnknownNameError, expect

if TYPE_CHECKING:
    import pandas as pd

    from termination.engine.symbolic.closed_form import ClosedForm


@dataclass(frozen=True)
class Effect:
    """How one quantity in one kind of equilibrium moves with one parameter.

    `formula` is the quantity in the symbols of the closed forms; `value` and `slope` are exact, at the model's values.
    """

    equilibrium: str
    quantity: str
    parameter: str
    formula: Any
    value: Fraction
    slope: Fraction
    _raw: Any

    @property
    def sign(self) -> int:
        """-1, 0 or 1: which way the quantity moves when the parameter rises a little."""
        return (self.slope > 0) - (self.slope < 0)

    @cached_property
    def derivative(self) -> Any:
        """The derivative as a formula in the parameters."""
        return sp.factor(self._raw)

    def __str__(self) -> str:
        moves = {1: "rises", -1: "falls", 0: "does not move"}[self.sign]
        return f"{self.equilibrium}: {self.quantity} {moves} with {self.parameter} (slope {self.slope})"


@dataclass(frozen=True)
class Statics:
    """Every effect in every kind of equilibrium that exists at the model's values, and every threshold.

    `parameters` and `quantities` are the names that `along` and `of` know; with respect to those `held` in the closed
    forms there are no derivatives.
    """

    model: Parametric
    refinement: str
    effects: tuple[Effect, ...]
    thresholds: tuple[Threshold, ...]
    parameters: tuple[str, ...]
    quantities: tuple[str, ...]
    held: tuple[str, ...] = ()

    def of(self, quantity: str, parameter: str) -> tuple[Effect, ...]:
        """The effects of a parameter on a quantity, one for each kind of equilibrium in which it moves, if any.

        Raises `UnknownNameError` listing the quantities, or the parameters, that there are, and `InputError` for a
        parameter that is held.
        """
        _known("quantity", quantity, self.quantities)
        name = self._named(parameter)
        if name in self.held:
            value = self.model.parameters()[name]
            raise InputError(
                f"{name}: closed forms are for {name} = {value}, so they have no derivative; compare by sweep()"
            )
        return tuple(e for e in self.effects if e.quantity == quantity and e.parameter == name)

    def along(self, parameter: str) -> tuple[Threshold, ...]:
        """The thresholds of one parameter, by value. Raises `UnknownNameError` listing the parameters there are."""
        name = self._named(parameter)
        return tuple(one for one in self.thresholds if one.parameter == name)

    def _named(self, parameter: str) -> str:
        """A parameter that there is, by its name here: a bare prior is one type's, which may be said."""
        name = "prior" if parameter == full_name(self.model, "prior") else parameter
        _known("parameter", name, self.parameters)
        return name

    def to_frame(self) -> pd.DataFrame:
        """One row for each effect: equilibrium, quantity, parameter, value, slope, sign."""
        import pandas as pd

        rows = [(e.equilibrium, e.quantity, e.parameter, e.value, e.slope, e.sign) for e in self.effects]
        return pd.DataFrame(rows, columns=["equilibrium", "quantity", "parameter", "value", "slope", "sign"])

    def __str__(self) -> str:
        return "\n".join(map(str, [*self.effects, *self.thresholds]))

    def _repr_html_(self) -> str:
        from termination.reporting.notebook import statics_html

        return statics_html(self)


def _known(kind: str, name: str, known: tuple[str, ...]) -> None:
    if name not in known:
        raise UnknownNameError(kind, name, known)


def statics(
    model: Model,
    *,
    refinement: str | None = None,
    progress: Progress | None = None,
) -> Statics:
    """Derivatives of every endogenous quantity in every parameter, and the thresholds of every parameter.

    Quantities are probabilities of events ("pr opening"), payoffs by type ("payoff of high"), weights and replies where
    they are mixed ("low: open", "open: escalate") and posteriors ("high after open"). The prior moves as the
    probability of one type (the more resilient), the other's falling by as much. Our formalisation; S2 and S3 are what
    thresholds make precise.

    Parameters
    ----------
    model : a model with closed forms, such as `OpeningGame`; derivatives are at its values
    refinement : "intuitive" or "D1"; thresholds then count what survives too
    progress : called as progress(stage, done, total) from time to time: while closed forms are derived, if they must
        be, and at the thresholds of every parameter

    Returns
    -------
    `Statics`: `effects`, exact slopes by kind of equilibrium, those that are zero identically left out; and
    `thresholds`, as from `termination.thresholds`, of every parameter.

    Raises
    ------
    InputError : there are no closed forms of the model or of what survives, or it breaks what they assume; `progress`
        is no function
    UnknownNameError : there is no such refinement

    >>> from termination.models.opening.game import OpeningGame
    >>> war = OpeningGame(prior=["1/2", "1/2"], resilience=[0, 1], war_value=[0, 1], talks_value=[1, "3/2"],
    ...                   escalation_harm=1, base_harm=1, talks_exposure=1, escalation_gain=1, escalation_cost="3/4")
    >>> found = statics(war, refinement="D1")
    >>> [str(one.value) for one in found.along("escalation_cost")]
    ['1/2', '1']
    >>> found.along("escalation_cost")[0].formula
    g*(-p_H*r_H - p_L*r_L + 1)
    >>> [(str(e.slope), e.equilibrium[:15]) for e in found.of("pr talks", "prior")]
    [('-2/3', 'semi-separating')]
    """
    concept = concept_named(refinement) if refinement is not None else None
    model = parametric(model)
    if progress is not None:
        expect("progress", progress, Callable, "a function of (stage, done, total)")
    with telling(progress):
        forms = _forms(model, concept)
    parameters, effects = tuple(movable(model)), tuple(_effects(forms))
    held = tuple(name for name in parameters if name not in _moving(forms).symbols)
    found: list[Threshold] = []
    for done, parameter in enumerate(parameters):
        if progress:
            progress(f"thresholds of {parameter}", done, len(parameters))
        found += thresholds(model, parameter, refinement=concept)
    return Statics(model, concept or "", effects, tuple(found), parameters, tuple(_every_quantity(model)), held)


def _forms(model: Parametric, concept: str | None) -> Forms:
    found = forms_for(Axes(model, ()), concept)
    if isinstance(found, str):
        raise InputError(f"comparative statics come from closed forms: {found}; use sweep() and compare")
    return found


# Effects


def _effects(forms: Forms) -> Iterator[Effect]:
    moving, at = _moving(forms), forms.values.offered.values
    for part, point in forms.here():
        for assumed in part.case.positive:
            if value_of(assumed, point) <= 0:
                raise InputError(f"closed forms assume {_meant(assumed, part)} > 0; here it is not")
        for form in part.forms:
            if part.condition(form).holds(point):
                yield from _effects_in(part, form, moving, at)


def _effects_in(part: Part, form: ClosedForm, moving: _Moving, at: Mapping[sp.Symbol, Fraction]) -> Iterator[Effect]:
    names = {symbol: sp.Symbol(symbol.name) for symbol in at}
    for quantity, formula in _quantities(part, form):
        expression = sp.sympify(formula).xreplace(part.definitions).xreplace(moving.others)
        for parameter, symbol in moving.symbols.items():
            if symbol in expression.free_symbols:
                raw = sp.diff(expression, symbol)
                if raw != 0:
                    slope, value = value_of(raw, at), value_of(expression, at)
                    yield Effect(part.name(form), quantity, parameter, formula, value, slope, raw.xreplace(names))


@dataclass(frozen=True)
class _Moving:
    """The symbol of each parameter that can move, by name, and those that move with it: of two priors, the other."""

    symbols: Mapping[str, sp.Symbol]
    others: Mapping[sp.Symbol, Any]


def _moving(forms: Forms) -> _Moving:
    where = {place: symbol for symbol, place in forms.values.offered.parameters.items()}
    known = movable(forms.axes.model)
    symbols = {
        name: where[record.name, label] for name, (record, label) in known.items() if (record.name, label) in where
    }
    others = {}
    if "prior" in symbols and known["prior"][1] is not None:
        others = {s: 1 - symbols["prior"] for (name, _), s in where.items() if name == "prior" if s != symbols["prior"]}
    return _Moving(symbols, others)


def _meant(assumed: Any, part: Part) -> str:
    """What is assumed to be positive, with what it is in parameters."""
    meaning = assumed.xreplace(part.definitions)
    return sp.sstr(assumed) if sp.sstr(meaning) == sp.sstr(assumed) else f"{sp.sstr(assumed)} = {sp.sstr(meaning)}"


def _every_quantity(model: Model) -> Iterator[str]:
    """Every quantity that there may be in some kind of equilibrium."""
    game = model.game()
    yield from (f"pr {event}" for event in model.events())
    yield from (f"payoff of {t}" for t in game.types)
    yield from (f"{t}: {m}" for t in game.types for m in game.messages)
    yield from (f"{t} after {m}" for m in game.messages for t in game.types)
    yield from (f"{m}: {r}" for m, replies in zip(game.messages, game.response_sets, strict=True) for r in replies)


def _quantities(part: Part, form: ClosedForm) -> Iterator[tuple[str, Any]]:
    model, order = part.case.model, part.case.order
    labels = {t: model.game().types[place] for t, place in zip(form.types, order, strict=True)}
    for event in model.events():
        yield f"pr {event}", part.quantity(form, ("event", event))
    for t, place in zip(form.types, order, strict=True):
        yield f"payoff of {labels[t]}", part.quantity(form, ("payoff", place))
    for t, row in form.sender.items():
        yield from ((f"{labels[t]}: {m}", e) for m, e in row.items() if e not in (0, 1))
    for m, posteriors in form.beliefs.items():
        yield from ((f"{labels[t]} after {m}", e) for t, e in posteriors.items() if e not in (0, 1))
        replies: Any = form.receiver[m]
        yield from ((f"{m}: {r}", e) for r, e in replies.items() if e not in (0, 1))
