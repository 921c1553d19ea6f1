"""Exact thresholds: the values of one parameter, the others fixed, at which the equilibria change.

The game is solved exactly at each value at which something can change and between any two (`lines`), so that nothing
is missed and what is stated between two thresholds is true at every value between them, whatever assumptions hold
there. The closed forms serve only to say by which formula of the parameters a threshold found in this way is given.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, cached_property
from itertools import chain
from typing import Any

import sympy as sp

from termination.analysis.axes import Axes, labels_of
from termination.analysis.boundaries import change_in_words
from termination.analysis.factors import difference, factors_of
from termination.analysis.forms import Part, Values
from termination.analysis.lines import Change, Line, changes, pieces
from termination.analysis.roots import Root
from termination.analysis.signs import Names
from termination.analysis.trace import along, full_name
from termination.engine.enumerate import solve
from termination.engine.model import Model, Parametric, Symbolic, parametric
from termination.engine.numbers import place_text
from termination.engine.parameter import Parameter
from termination.engine.refining.concepts import concept_named
from termination.engine.refining.refine import refine
from termination.engine.symbolic.cases import cases_of
from termination.engine.symbolic.closed_form import value_of
from termination.engine.symbolic.games import signs_of
from termination.errors import InputError, UnknownNameError, expect

#: An end of an interval, None where there is none.
End = Fraction | None
#: The names of families, and of those that survive.
Answer = tuple[Names, Names]


@dataclass(frozen=True)
class Threshold:
    """A value of a parameter, the others fixed, at which the equilibria change.

    `value` is a fraction if it is rational; then `at` is what there is at the value itself (None where it is not).
    `formula` gives it in the model's symbols where closed forms know it as the root of a linear equation, else None; it
    holds at this value, and nearby as long as the same equilibria change there. `equation` is what vanishes there.
    `below` and `above` are (families, survivors) on either side, all the way to the next threshold.
    """

    parameter: str
    value: Fraction | float
    formula: Any
    equation: str
    below: Answer
    above: Answer
    at: Answer | None = None

    @property
    def is_isolated(self) -> bool:
        """Whether both sides are alike, and only the value itself is not."""
        return self.below == self.above

    @property
    def change(self) -> str:
        """What a rise of the parameter through it changes, in words; where nothing is, what there is at it alone."""
        if self.is_isolated and self.at is not None:
            return change_in_words(self.below, self.at)
        return change_in_words(self.below, self.above)

    def __str__(self) -> str:
        shown = place_text(self.value)
        if self.is_isolated:
            return f"at {self.parameter} = {shown} alone: {self.change}"
        return f"as {self.parameter} rises through {shown}: {self.change}"


def thresholds(model: Model, parameter: str, *, refinement: str | None = None) -> tuple[Threshold, ...]:
    """The values of one parameter, the others fixed, at which equilibria appear, vanish or are selected differently.

    What is stated between them is true at every value between, whatever assumptions hold. At an irrational value itself
    nothing is solved: it is one if its two sides differ.

    Parameters
    ----------
    model : a game with parameters, of two types or of two messages, in which after each message no more than two
        replies are best against some belief
    parameter : its name: "escalation_cost", "signal_cost.high", "prior" (with two types, of the more resilient)
    refinement : "intuitive", "D1", "D2" or "NWBR"

    Returns
    -------
    A tuple of `Threshold`, by value: all that there are strictly inside the parameter's domain.

    Raises
    ------
    UnknownNameError : there is no such parameter, or no such refinement
    InputError : the game is of another kind, or too large for the limit of `solve`

    >>> from termination import OpeningGame
    >>> war = OpeningGame(prior=[0.4, 0.6], resilience=[0.8, 0.2], war_value=[0.5, 0.1], talks_value=[0.55, 0.05],
    ...                   escalation_harm=1, talks_exposure=0.8, escalation_gain=1, escalation_cost=0.9)
    >>> for one in thresholds(war, "face_saving"):
    ...     print(one)
    as face_saving rises through 1/20: 'pooling on open, no escalation' appears; ...
    """
    concept = concept_named(refinement) if refinement is not None else ""
    line = line_along(model, parameter)
    labels = _Labels(parametric(model), parameter, *_moved(model, parameter), concept)
    return tuple(
        _threshold(parameter, change, labels) for change in changes(pieces(line, lambda at: _names(at, concept)))
    )


def line_along(model: Model, parameter: str) -> Line:
    """The line on which the parameter moves through its whole domain, the others fixed."""
    model = parametric(model)
    record, label = _moved(model, parameter)
    moved = along(model, parameter)

    def at(value: Fraction) -> Model:
        try:
            return moved(value)
        except InputError as error:  # what parameters must satisfy together leaves this one less than its domain
            raise InputError(
                f"parameter: {parameter} cannot move through all of its domain ({record.domain}), the others fixed; "
                f"trace() takes a range. At {value}: {error}"
            ) from None

    return Line(at, *_domain(model, record, label))


def _moved(model: Model, parameter: str) -> tuple[Parameter, str | None]:
    """The parameter that moves, and the label whose value it is; of two types, either may be named for the prior."""
    expect("parameter", parameter, str, "the name of a parameter")
    known = movable(model)
    name, _, label = parameter.partition(".")
    if name == "prior" and "prior" in known and label in labels_of(parametric(model), known["prior"][0]):
        return known["prior"][0], label
    if parameter not in known:
        raise UnknownNameError("parameter to move", parameter, list(known))
    return known[parameter]


def _names(model: Model, concept: str) -> Answer:
    """What families there are, and which survive."""
    found = solve(model)
    if not found.complete:
        raise InputError(
            "model: the solver reached its limits, so that thresholds cannot be told; plot.correspondence() shows what "
            "was found along a parameter"
        )
    kept = refine(found, concept) if concept else found
    families, survivors = (tuple(sorted({model.describe(family) for family in some})) for some in (found, kept))
    return families, survivors


def movable(model: Model) -> dict[str, tuple[Parameter, str | None]]:
    """The parameters that can move alone, by name: "escalation_cost", "war_value.high"; the prior of two types once."""
    found: dict[str, tuple[Parameter, str | None]] = {}
    model = parametric(model)
    values = model.parameters()
    for record in model.PARAMETERS:
        if values.get(record.name) is None:
            continue
        labels = labels_of(model, record)
        if record.name == "prior" and labels:
            if len(labels) == 2:
                found["prior"] = record, full_name(model, "prior").partition(".")[2]
        elif labels:
            found |= {f"{record.name}.{label}": (record, label) for label in labels}
        else:
            found[record.name] = record, None
    return found


def _domain(model: Parametric, record: Parameter, label: str | None) -> tuple[Fraction | None, Fraction | None]:
    """The open interval in which it may move; where the order of its values counts, between those of its neighbours."""
    if record.name == "prior":
        return Fraction(0), Fraction(1)
    low, high = (None if end is None else Fraction(end) for end in (record.domain.low, record.domain.high))
    if record.order:
        values = model.parameters()[record.name]
        ranked = sorted(values.values())
        place = ranked.index(values[label])
        low, high = ([low, *ranked][place], [*ranked, high][place + 1])
    return _assumed(model, record, label, low, high)


def _assumed(model: Parametric, record: Parameter, label: str | None, low: End, high: End) -> tuple[End, End]:
    """The part of the interval in which what a game in symbols assumes of them holds, where that is affine in it."""
    found = model.symbolic() if isinstance(model, Symbolic) else None
    moving = [s for s, place in found.places.items() if place == (record.name, label)] if found else []
    if not found or not moving:
        return low, high
    (symbol,), game = moving, found.game
    others = {s: sp.Rational(x.numerator, x.denominator) for s, x in found.values.items() if s != symbol}
    relations = [difference(one) for one in (*signs_of(game.symbols), *game.assumptions)]
    for above in (*game.prior, *relations):
        along = sp.Poly(sp.fraction(sp.together(above.xreplace(others)))[0], symbol)
        if along.degree() == 1:
            slope, constant = along.all_coeffs()
            end = Fraction(int((-constant / slope).p), int((-constant / slope).q))
            if slope > 0:
                low = end if low is None else max(low, end)
            else:
                high = end if high is None else min(high, end)
    return low, high


def _threshold(name: str, change: Change[Answer], labels: _Labels) -> Threshold:
    below, at, above = change.below, change.at, change.above
    told = below if above == below and at is not None else above
    factor, formula = labels.of(change.root, _differences(below, at if told is below else above))
    return Threshold(name, change.root.value, formula, f"{factor} = 0", below, above, at)


def _differences(one: Answer, other: Answer | None) -> set[str]:
    """The names of what is there, or survives, in one and not in the other."""
    return set().union(*(set(a) ^ set(b) for a, b in zip(one, other or one, strict=True)))


X = sp.Symbol("x", real=True)
#: By the irreducible polynomial that vanishes: what of the closed forms does, and the kind of equilibrium it decides.
Vanishing = dict[tuple[Fraction, ...], list[tuple[Any, str]]]


@dataclass(frozen=True)
class _Labels:
    """The formulas that closed forms know for the values at which something vanishes along one parameter."""

    model: Parametric
    name: str
    record: Parameter
    label: str | None
    concept: str

    def of(self, root: Root, changing: set[str]) -> tuple[str, Any]:
        """What vanishes at the root, and the parameter there as a formula (or None); best of a family that changes."""
        near = [part for part in self.parts if self._is_near(part, root)]
        for part, found in chain(((part, self.vanishing(part)) for part in near), map(self._of_case, near)):
            known = found.get(root.polynomial, [])
            if known:
                factor, _ = min(known, key=lambda one: one[1] not in changing)
                return sp.sstr(factor), self._solved(part, factor)
        coefficients = [sp.Rational(c.numerator, c.denominator) for c in root.polynomial]
        return sp.sstr(sp.Poly(coefficients, sp.Symbol(self.name)).as_expr()), None

    @cached_property
    def values(self) -> Values | None:
        """The parameters by the symbols of closed forms; None where there are none."""
        offered = cases_of(self.model, [self.record.name])
        return None if isinstance(offered, str) else Values(Axes(self.model, ()), offered)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The cases, before each its special one: its forms say it more simply."""
        cases = self.values.offered.cases if self.values else ()
        return tuple(Part(one) for case in cases for one in (case.special, case) if one is not None)

    @cached_property
    def places(self) -> dict[tuple[str, str | None], sp.Symbol]:
        """The symbol of each parameter."""
        return {place: symbol for symbol, place in self.values.offered.parameters.items()} if self.values else {}

    @property
    def symbol(self) -> sp.Symbol:
        """The symbol of the parameter that moves."""
        return self.places[self.record.name, self.label]

    @cached_property
    def others(self) -> dict[sp.Symbol, Any]:
        """Of two priors the other, which falls by as much as the one rises."""
        if self.record.name != "prior" or self.label is None:
            return {}
        return {s: 1 - self.symbol for (name, _), s in self.places.items() if name == "prior" and s != self.symbol}

    @cached_property
    def _along(self) -> dict[sp.Symbol, Any]:
        """What each parameter is along the line, on which the one that moves is X."""
        assert self.values is not None
        fixed = {**self.values.exactly(()), **self.others}
        return {s: X if s == self.symbol else e.xreplace({self.symbol: X}) for s, e in fixed.items()}

    def _is_near(self, part: Part, root: Root) -> bool:
        """Whether the case holds at the root or beside it."""
        above = [difference(one).xreplace(part.definitions).xreplace(self._along) for one in part.case.where]
        return any(all(value_of(e, {X: end}) >= 0 for e in above) for end in (root.low, root.high))

    @cached_property
    def _found(self) -> dict[int, Vanishing]:
        return {}

    def vanishing(self, part: Part) -> Vanishing:
        """Every polynomial that decides whether a kind of equilibrium exists or survives, along the parameter."""
        if id(part) not in self._found:
            found: Vanishing = {}
            for form in part.forms:
                kept = [form.survives[self.concept]] if self.concept in form.survives else []
                self._split(part, [form.condition, *kept], part.name(form), found)
            self._found[id(part)] = found
        return self._found[id(part)]

    def _of_case(self, part: Part) -> tuple[Part, Vanishing]:
        """The polynomials that decide whether the case holds."""
        found: Vanishing = {}
        self._split(part, part.case.where, "", found)
        return part, found

    def _split(self, part: Part, conditions: Sequence[Any], name: str, found: Vanishing) -> None:
        for factor in factors_of(conditions):
            for polynomial in _irreducible(factor.xreplace(part.definitions).xreplace(self._along)):
                found.setdefault(polynomial, []).append((factor, name))

    def _solved(self, part: Part, factor: Any) -> Any:
        """The parameter as a function of the others where the factor vanishes, if it is linear in the parameter."""
        top = sp.fraction(sp.together(factor.xreplace(part.definitions)))[0]
        polynomial = sp.Poly(top.xreplace(self.others), self.symbol)
        if polynomial.degree() != 1:
            return None
        slope, constant = polynomial.coeff_monomial(self.symbol), polynomial.coeff_monomial(1)
        return _tidy(sp.factor((-constant / slope).xreplace({s: sp.Symbol(s.name) for s in self.places.values()})))


@cache
def _irreducible(expression: Any) -> tuple[tuple[Fraction, ...], ...]:
    """The coefficients of the irreducible factors of an expression in X, leading coefficients one."""
    top = sp.fraction(sp.together(expression))[0]
    if not top.has(X):
        return ()
    _, factors = sp.Poly(top, X).factor_list()
    return tuple(tuple(Fraction(int(c.p), int(c.q)) for c in factor.monic().all_coeffs()) for factor, _ in factors)


def _tidy(e: Any) -> Any:
    """A leading minus sign taken into the first sum: g*(1 - r), not -g*(r - 1)."""
    number, rest = e.as_coeff_Mul()
    factors = list(sp.Mul.make_args(rest))
    for i, factor in enumerate(factors):
        if number < 0 and isinstance(factor, sp.Add):
            return sp.Mul(-number, *factors[:i], sp.Add(*(-term for term in factor.args)), *factors[i + 1 :])
    return e
