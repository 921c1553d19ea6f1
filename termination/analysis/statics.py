"""Comparative statics from closed forms: how every endogenous quantity moves with every parameter, and where it jumps.

Within a kind of equilibrium quantities are rational functions of the parameters; their derivatives are exact. Between
kinds there are thresholds: values of one parameter, the others fixed, at which an equilibrium appears or disappears or
the refinement selects another one. They are roots of the polynomials that decide existence and survival, and all of
them are found, over the whole domain of the parameter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import sympy as sp

from termination.analysis.axes import Axes, Points, read_axes
from termination.analysis.forms import Forms, forms_for
from termination.analysis.kernels import factors_of, kernel_for
from termination.analysis.regions import Names, change_in_words, look, real_roots
from termination.engine.protocol import Model
from termination.engine.refine import concept_named
from termination.engine.symbolic.closed_form import value_of
from termination.errors import InputError
from termination.models.opening import PARAMETERS
from termination.models.parameters import Parameter

if TYPE_CHECKING:
    import pandas as pd

    from termination.engine.symbolic.closed_form import ClosedForm

X = sp.Symbol("x", real=True)


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
class Threshold:
    """A value of a parameter, the others fixed, at which the equilibria change.

    `formula` gives it in the model's symbols where it is the root of a linear equation, else None; `equation` is what
    vanishes there. `below` and `above` are (families, survivors) on either side.
    """

    parameter: str
    value: Fraction | float
    formula: Any
    equation: str
    below: tuple[Names, Names]
    above: tuple[Names, Names]

    @property
    def change(self) -> str:
        """What a rise of the parameter through it changes, in words."""
        return change_in_words(self.below, self.above)

    def __str__(self) -> str:
        shown = f"{float(self.value):.6g}"
        if isinstance(self.value, Fraction) and self.value.denominator < 10**4:
            shown = str(self.value)
        return f"as {self.parameter} rises through {shown}: {self.change}"


@dataclass(frozen=True)
class Statics:
    """Every effect in every kind of equilibrium that exists at the model's values, and every threshold."""

    model: Model
    refinement: str
    effects: tuple[Effect, ...]
    thresholds: tuple[Threshold, ...]

    def of(self, quantity: str, parameter: str) -> tuple[Effect, ...]:
        """The effects of a parameter on a quantity, one for each kind of equilibrium in which it moves."""
        return tuple(e for e in self.effects if e.quantity == quantity and e.parameter == parameter)

    def along(self, parameter: str) -> tuple[Threshold, ...]:
        """The thresholds of one parameter, by value."""
        return tuple(one for one in self.thresholds if one.parameter == parameter)

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


def statics(model: Model, *, refinement: str | None = None) -> Statics:
    """Derivatives of every endogenous quantity in every parameter, and the thresholds of every parameter.

    Quantities are probabilities of events ("pr opening"), payoffs by type ("payoff of high"), weights and replies where
    they are mixed ("low: open", "open: escalate") and posteriors ("high after open"). Effects that are zero identically
    are left out. The prior moves as the probability of the more resilient type, the other's falling by as much.

    Raises `InputError` for models without closed forms. Our formalisation; S2 and S3 are what thresholds make precise.

    >>> from termination.models.opening import OpeningGame
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
    forms = _forms(Axes(model, ()), concept)
    return Statics(model, concept or "", tuple(_effects(forms)), tuple(_all_thresholds(model, concept)))


def thresholds(model: Model, parameter: str, *, refinement: str | None = None) -> tuple[Threshold, ...]:
    """The values of one parameter, the others fixed, at which equilibria appear, vanish or are selected differently.

    `parameter` as in `statics`: "escalation_cost", "signal_cost.high", "prior" (of the more resilient).
    """
    concept = concept_named(refinement) if refinement is not None else None
    forms = _forms(Axes(model, ()), concept)
    known = {name: (p, label) for name, p, label in _movable(forms)}
    if parameter not in known:
        raise InputError(f"parameter: there is no {parameter!r} to move; there are {', '.join(known)}")
    return tuple(_thresholds(forms, parameter, *known[parameter]))


def _forms(axes: Axes, concept: str | None) -> Forms:
    found = forms_for(axes, concept)
    if not isinstance(found, Forms):
        why = found if isinstance(found, str) else f"they are written for OpeningGame, not {type(axes.model).__name__}"
        raise InputError(f"comparative statics come from closed forms: {why}; use sweep() and compare")
    return found


# Effects


def _effects(forms: Forms) -> Iterator[Effect]:
    point = {symbol: _fraction(value) for symbol, value in forms.exact_definitions(()).items()}
    if any(point[symbol] <= 0 for symbol in forms.positive):
        raise InputError("closed forms assume that escalation hurts every type (A2); here it does not")
    leaves = forms.exact_leaves(())
    at = {leaf: _fraction(value) for leaf, value in leaves.items()}
    low, high = (sp.Symbol(f"prior_{rank}") for rank in (0, 1))
    for form in forms.forms:
        if not form.condition.holds(point):
            continue
        name = forms.name(form)
        for quantity, formula in _quantities(forms, form):
            expression = sp.sympify(formula).xreplace(forms.definitions).xreplace({low: 1 - high})
            for parameter, record, label in _movable(forms):
                leaf = forms.leaf_symbol(record, label)
                if leaf in expression.free_symbols:
                    raw = sp.diff(expression, leaf)
                    slope, value = value_of(raw, at), value_of(expression, at)
                    if raw != 0:
                        yield Effect(name, quantity, parameter, formula, value, slope, raw.xreplace(forms.notation))


def _fraction(value: Any) -> Fraction:
    return Fraction(int(value.p), int(value.q))


def _quantities(forms: Forms, form: ClosedForm) -> Iterator[tuple[str, Any]]:
    model = forms.axes.model
    labels = dict(zip(form.types, model.resilience_order, strict=True))
    for event in model.events():
        yield f"pr {event}", form.probability(model.events()[event])
    for rank, label in enumerate(model.resilience_order):
        yield f"payoff of {label}", forms.quantity(form, ("payoff", rank))
    for t, row in form.sender.items():
        yield from ((f"{labels[t]}: {m}", e) for m, e in row.items() if e not in (0, 1))
    for m, posteriors in form.beliefs.items():
        yield from ((f"{labels[t]} after {m}", e) for t, e in posteriors.items() if e not in (0, 1))
        replies: Any = form.receiver[m]
        yield from ((f"{m}: {r}", e) for r, e in replies.items() if e not in (0, 1))


def _movable(forms: Forms) -> Iterator[tuple[str, Parameter, str | None]]:
    """The parameters by name; the prior once, as that of the more resilient."""
    model = forms.axes.model
    for record in PARAMETERS:
        if record.name == "prior":
            yield "prior", record, model.resilience_order[-1]
        elif not record.by_type:
            yield record.name, record, None
        elif record.name != "signal_cost" or forms.signal:
            yield from ((f"{record.name}.{label}", record, label) for label in model.types)


# Thresholds


def _all_thresholds(model: Any, concept: str | None) -> Iterator[Threshold]:
    forms = _forms(Axes(model, ()), concept)
    for name, record, label in _movable(forms):
        yield from _thresholds(forms, name, record, label)


def _thresholds(fixed: Forms, name: str, record: Parameter, label: str | None) -> Iterator[Threshold]:
    """Those of one parameter: roots of the deciding polynomials, kept where what is on their two sides differs."""
    model = fixed.axes.model
    low, high = _domain(model, record, label)
    start, stop = _inside(low, high)
    concept = next(iter(fixed.concepts), None)
    moving = _forms(_one_axis(model, record, label, [start, stop]), concept)
    definitions = moving.exact_definitions((X,))
    roots: dict[Any, Any] = {}
    for form in moving.forms:
        for factor in factors_of([form.condition, *(form.survives[c] for c in fixed.concepts)]):
            top = sp.fraction(sp.together(factor.xreplace(definitions)))[0]
            if top.has(X):
                for root in real_roots(sp.Poly(top, X)):
                    if (low is None or root > low) and (high is None or root < high):
                        roots.setdefault(root, factor)
    ordered = sorted(roots)
    found = list(_along(moving, _between(ordered, low, high), concept))
    for root, below, above in zip(ordered, found[:-1], found[1:], strict=True):
        if below != above:
            value = _fraction(root) if isinstance(root, sp.Rational) else float(root)
            formula = _solved(moving, roots[root], record, label)
            yield Threshold(name, value, formula, f"{sp.sstr(roots[root])} = 0", below, above)


def _along(forms: Forms, values: Sequence[Fraction], concept: str | None) -> Iterator[tuple[Names, Names]]:
    """Families and survivors at values of the one axis that are no thresholds."""
    axes = Axes(forms.axes.model, (replace(forms.axes[0], points=Points(tuple(values))),), forms.axes.strongest)
    kernel = kernel_for(axes, concept, ())
    if isinstance(kernel, str):
        raise InputError(f"no closed forms there: {kernel}")
    return look(axes, kernel, concept, [(value,) for value in values])


def _domain(model: Any, record: Parameter, label: str | None) -> tuple[Any, Any]:
    """The open interval in which it may move, the types' order by resilience kept."""
    if record.name == "prior":
        return sp.Integer(0), sp.Integer(1)
    low, high = (None if end is None else sp.Integer(end) for end in (record.domain.low, record.domain.high))
    if record.name == "resilience":
        order = list(model.resilience_order)
        place = order.index(label)
        other = model.resilience[order[1 - place]]
        bound = sp.Rational(other.numerator, other.denominator)
        return (low, bound) if place == 0 else (bound, high)
    return low, high


def _inside(low: Any, high: Any) -> tuple[Fraction, Fraction]:
    """Two points inside, only to have an axis."""
    if low is None:
        return Fraction(0), Fraction(1)
    width = Fraction(1) if high is None else _fraction(high - low)
    return _fraction(low) + width / 3, _fraction(low) + width / 2


def _one_axis(model: Any, record: Parameter, label: str | None, values: list[Fraction]) -> Axes:
    axis: Any = values if label is None else {label: values}
    return read_axes(model, {record.name: axis})


def _between(roots: Sequence[Any], low: Any, high: Any) -> list[Fraction]:
    """A rational below, between and above the roots, inside the domain."""
    ends = [low if low is not None else None, *roots, high if high is not None else None]
    found = []
    for a, b in pairwise(ends):
        if a is None and b is None:
            found.append(Fraction(0))
        elif a is None:
            found.append(Fraction(int(sp.floor(b))) - 1)
        elif b is None:
            found.append(Fraction(int(sp.ceiling(a))) + 1)
        else:
            middle = (a + b) / 2
            exact = _fraction(middle) if isinstance(middle, sp.Rational) else Fraction(float(middle))
            found.append(exact.limit_denominator(10**9) if not isinstance(middle, sp.Rational) else exact)
    return found


def _solved(forms: Forms, factor: Any, record: Parameter, label: str | None) -> Any:
    """The parameter as a function of the others where the factor vanishes, if it is linear in the parameter."""
    leaf = forms.leaf_symbol(record, label)
    top = sp.fraction(sp.together(factor.xreplace(forms.definitions)))[0]
    if record.name == "prior":
        top = top.xreplace({sp.Symbol("prior_0"): 1 - leaf})
    polynomial = sp.Poly(top, leaf)
    if polynomial.degree() != 1:
        return None
    slope, constant = polynomial.coeff_monomial(leaf), polynomial.coeff_monomial(1)
    solved: Mapping[Any, Any] = forms.notation
    return _tidy(sp.factor(-constant / slope).xreplace(solved))


def _tidy(e: Any) -> Any:
    """A leading minus sign taken into the first sum: g*(1 - r), not -g*(r - 1)."""
    number, rest = e.as_coeff_Mul()
    factors = list(sp.Mul.make_args(rest))
    for i, factor in enumerate(factors):
        if number < 0 and isinstance(factor, sp.Add):
            return sp.Mul(-number, *factors[:i], sp.Add(*(-term for term in factor.args)), *factors[i + 1 :])
    return e


__all__ = ["Effect", "Statics", "Threshold", "statics", "thresholds"]
