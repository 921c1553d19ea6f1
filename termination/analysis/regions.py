"""The boundaries between regimes in two parameters, as curves in closed form rather than contours of a grid.

Where a family exists and where it survives is decided by the signs of finitely many polynomials in the parameters. With
all but two of them fixed, each is a polynomial f(x, y) with rational coefficients, and f = 0 is solved for y. Between
neighbouring values of x at which two such curves meet, leave the picture or stop, they lie one above the other in one
order; the cells between them are looked at once each, and a curve is a boundary there if the cells above and below it
differ. (This is cylindrical decomposition in the plane. Formulas are exact; where curves meet is computed in floats.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import combinations, pairwise
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from termination.analysis.axes import Axes, domain_of, read_axes
from termination.analysis.exactly import brief
from termination.analysis.forms import Forms, forms_for
from termination.analysis.kernels import Kernel, factors_of, kernel_for
from termination.analysis.sweep import Scatter
from termination.analysis.symbolic_forms import SymbolicForms
from termination.engine.arithmetic import exact
from termination.engine.protocol import Model
from termination.engine.refine import concept_named
from termination.errors import Faults, InputError

Floats = NDArray[np.float64]
Names = tuple[str, ...]

#: The two parameters in formulas.
X, Y = sp.symbols("x y", real=True)
#: How far a range is drawn in at an end that the parameter cannot take, such as 0 for a prior.
INWARDS = Fraction(1, 1000)


@dataclass(frozen=True)
class Boundary:
    """A stretch of a curve on whose two sides different families exist or survive.

    `formula` gives y as an expression in x (`x_name`, `y_name` are the parameters), for x from `start` to `stop`; where
    it is None the boundary is vertical, at x = `at`, for y from `start` to `stop`. `equation` is what vanishes on it,
    in the symbols of the closed forms. `below` and `above` are (families, survivors); for a vertical one, left, right.
    """

    x_name: str
    y_name: str
    formula: Any
    at: Fraction | float | None
    start: float
    stop: float
    equation: str
    below: tuple[Names, Names]
    above: tuple[Names, Names]

    @property
    def appears(self) -> Names:
        """The families that exist above (right of) it and not below."""
        return tuple(name for name in self.above[0] if name not in self.below[0])

    @property
    def vanishes(self) -> Names:
        """The families that exist below (left of) it and not above."""
        return tuple(name for name in self.below[0] if name not in self.above[0])

    @property
    def selected(self) -> Names:
        """The families that survive the refinement above (right of) it and not below."""
        return tuple(name for name in self.above[1] if name not in self.below[1])

    @property
    def dropped(self) -> Names:
        """The families that survive the refinement below (left of) it and not above."""
        return tuple(name for name in self.below[1] if name not in self.above[1])

    def points(self, count: int = 100) -> tuple[Floats, Floats]:
        """The stretch as `count` points (x, y), its ends included, for drawing."""
        along = np.linspace(self.start, self.stop, count)
        if self.formula is None:
            return np.full(count, float(self.at or 0)), along
        return along, _function(self.formula)(along)

    @property
    def place(self) -> str:
        """The curve as text: "prior = 1 - escalation_cost", "escalation_cost = 4/5"."""
        if self.formula is None:
            return f"{self.x_name} = {_short(self.at)}"
        return f"{self.y_name} = {sp.sstr(self.formula.subs({X: sp.Symbol(self.x_name)}))}"

    @property
    def change(self) -> str:
        """What crossing it upwards (to the right) changes, in words."""
        return change_in_words(self.below, self.above)

    def __str__(self) -> str:
        other = self.x_name if self.formula is not None else self.y_name
        return f"crossing {self.place} ({other} from {self.start:.4g} to {self.stop:.4g}) upwards: {self.change}"


def change_in_words(below: tuple[Names, Names], above: tuple[Names, Names]) -> str:
    """What appears, vanishes, is newly selected or dropped, given (families, survivors) before and after."""
    changes = {
        "appears": [name for name in above[0] if name not in below[0]],
        "vanishes": [name for name in below[0] if name not in above[0]],
    }
    changes["now survives"] = [n for n in above[1] if n not in below[1] and n not in changes["appears"]]
    changes["no longer survives"] = [n for n in below[1] if n not in above[1] and n not in changes["vanishes"]]
    return "; ".join(f"{name!r} {verb}" for verb, names in changes.items() for name in names)


@dataclass(frozen=True)
class Cell:
    """A cell of the decomposition by a point well inside it, and what is there: for labels and fills.

    It runs in x over `width`, `x` in the middle, and in y between the formulas `lower` and `upper`, `height` at `x`.
    """

    x: float
    y: float
    width: float
    height: float
    families: Names
    survives: Names
    lower: Any
    upper: Any

    def outline(self, count: int = 50) -> tuple[Floats, Floats]:
        """The corners (x, y) of a polygon round the cell, `count` along each curve, two where all is straight."""
        count = 2 if _straight(self.lower) and _straight(self.upper) else count
        half = self.width / 2 * (1 - 1e-9)  # at the very ends a curve may have a pole or stop
        along = np.linspace(self.x - half, self.x + half, count)
        below, above = _function(self.lower)(along), _function(self.upper)(along)
        return np.concatenate([along, along[::-1]]), np.concatenate([below, above[::-1]])


@dataclass(frozen=True)
class Regions:
    """The boundaries within a box of two parameters, and the cells between them."""

    model: Model
    axes: Axes
    refinement: str
    boundaries: tuple[Boundary, ...]
    cells: tuple[Cell, ...]

    @property
    def names(self) -> tuple[str, str]:
        """The parameters, as the axes are called."""
        return self.axes[0].dim, self.axes[1].dim

    def at(self, x: Any, y: Any) -> tuple[Names, Names]:
        """Families and survivors at a point, by the exact engine."""
        values = [exact(x, self.names[0]), exact(y, self.names[1])]
        found = brief(self.axes.model.with_(**self.axes.changes_to(values)), self.refinement or None, ())
        return found.families, found.survives

    def sentences(self) -> list[str]:
        """The boundaries in words, neighbouring stretches of a curve joined where the same changes."""
        found: list[list[Any]] = []
        for edge in self.boundaries:
            last = found[-1] if found else None
            if last and last[:2] == [edge.place, edge.change] and abs(last[3] - edge.start) < 1e-9:
                last[3] = edge.stop
            else:
                other = edge.x_name if edge.formula is not None else edge.y_name
                found.append([edge.place, edge.change, edge.start, edge.stop, other])
        return [
            f"crossing {place} ({other} from {start:.4g} to {stop:.4g}) upwards: {change}"
            for place, change, start, stop, other in found
        ]

    def __str__(self) -> str:
        return "\n".join(self.sentences())

    def _repr_html_(self) -> str:
        from termination.reporting.notebook import list_html

        return list_html(self.sentences())


def regions(model: Model, x: dict[str, Any], y: dict[str, Any], *, refinement: str | None = None) -> Regions:
    """The exact boundaries between regimes in two parameters.

    Parameters
    ----------
    model : an `OpeningGame` with two types
    x, y : a parameter and its range, such as {"escalation_cost": (0, 1)}; one by type as in `sweep`,
        {"signal_cost": {"high": (0, 1)}}. Ends that a parameter cannot take, such as 0 for a prior, are
        drawn in by a thousandth of the range
    refinement : "intuitive" or "D1"; then boundaries of survival count too

    Raises `InputError` for unknown parameters, empty ranges, and models that have no closed forms.

    >>> from termination.models.opening import OpeningGame
    >>> war = OpeningGame(prior=["1/2", "1/2"], resilience=[0, 1], war_value=[0, 1], talks_value=[1, "3/2"],
    ...                   escalation_harm=1, base_harm=1, talks_exposure=1, escalation_gain=1, escalation_cost=1)
    >>> found = regions(war, x={"escalation_cost": ("1/10", "9/10")}, y={"prior": ("1/10", "9/10")})
    >>> edge = next(b for b in found.boundaries if "pooling on open, no escalation" in b.appears)
    >>> print(edge.y_name, "=", edge.formula)
    prior = 1 - x
    """
    concept = concept_named(refinement) if refinement is not None else None
    axes = _box(model, x, y)
    kernel = kernel_for(axes, concept, ())
    forms = forms_for(axes, concept)
    if isinstance(kernel, str) or isinstance(forms, str):
        raise InputError(f"regions are found from closed forms: {kernel}; sweep() has no such limit")
    if forms.crossing:
        raise InputError("resilience: the order of the types changes inside the box; take a box on one side of it")
    return _Plane(axes, forms, kernel, concept or "").regions()


def _box(model: Model, x: dict[str, Any], y: dict[str, Any]) -> Axes:
    """The two ranges as axes of two points each, drawn in a little where the parameter cannot take its end."""
    faults = Faults()
    for name, given in (("x", x), ("y", y)):
        if not isinstance(given, dict) or len(given) != 1:
            faults.add(name, 'expected one parameter with its range, such as {"escalation_cost": (0, 1)}')
    faults.raise_if_any()
    ((first, one),), ((second, other),) = x.items(), y.items()
    if first == second and isinstance(one, dict) and isinstance(other, dict):
        return read_axes(model, {first: {**_range(model, first, one), **_range(model, second, other)}})
    if first == second:
        raise InputError(f"x and y are the same parameter, {first}")
    return read_axes(model, {first: _range(model, first, one), second: _range(model, second, other)})


def _range(model: Model, name: str, given: Any) -> Any:
    if isinstance(given, dict):
        return {label: _range(model, name, ends) for label, ends in given.items()}
    if not isinstance(given, (tuple, list)) or len(given) != 2:
        raise InputError(f"{name}: expected a range (lowest, highest)")
    low, high = (exact(end, name) for end in given)
    if low >= high:
        raise InputError(f"{name}: the range runs from {low} to {high}; the first must be less than the second")
    domain = domain_of(model, name)
    inwards = (high - low) * INWARDS
    return [
        low + inwards if domain.open_low and low == domain.low else low,
        high - inwards if domain.open_high and high == domain.high else high,
    ]


@dataclass(frozen=True)
class _Curve:
    """One branch of f(x, y) = 0: y as a formula in x."""

    formula: Any
    equation: str
    value: Callable[[Floats], Floats]


class _Plane:
    """The work of `regions`."""

    def __init__(self, axes: Axes, forms: Forms | SymbolicForms, kernel: Kernel, concept: str):
        self.axes, self.forms, self.kernel, self.concept = axes, forms, kernel, concept
        self.x_low, self.x_high = (float(v) for v in axes[0].points.span)
        self.y_low, self.y_high = (float(v) for v in axes[1].points.span)
        found = dict(self._polynomials())
        self.polynomials = [f for f in found if f.degree(Y) > 0]
        self.vertical = {f: found[f] for f in found if f.degree(Y) == 0}
        self.curves = [c for f in self.polynomials for c in _branches(f, found[f])]

    def _polynomials(self) -> Iterator[tuple[sp.Poly, str]]:
        """The irreducible polynomials in x and y, each with the equation it comes from."""
        values = self.forms.exact_definitions((X, Y))
        for form in self.forms.forms:
            conditions = [form.condition, *([form.survives[self.concept]] if self.concept else [])]
            for factor in factors_of(conditions):
                top = sp.fraction(sp.together(factor.xreplace(values)))[0]
                if top.free_symbols:
                    for f, _ in sp.factor_list(top, X, Y)[1]:
                        yield sp.Poly(f, X, Y), f"{sp.sstr(factor)} = 0"

    def regions(self) -> Regions:
        breaks = self._breaks()
        columns = [self._column(a, b) for a, b in pairwise(breaks)]
        masks = self._look([(x, y) for x, _, ys in columns for y in _middles(ys)])
        cells, stretches = [], []
        for (a, b), (x, order, ys) in zip(pairwise(breaks), columns, strict=True):
            here = [next(masks) for _ in range(len(ys) - 1)]
            between = [sp.Float(self.y_low), *(self.curves[k].formula for k in order), sp.Float(self.y_high)]
            for k, what in enumerate(here):
                middle, height = (ys[k] + ys[k + 1]) / 2, ys[k + 1] - ys[k]
                cells.append(Cell(x, middle, b - a, height, *what, between[k], between[k + 1]))
            for curve, below, above in zip(order, here, here[1:], strict=False):
                if below != above:
                    stretches.append((curve, a, b, below, above))
        names = (self.axes[0].dim, self.axes[1].dim)
        found = [
            Boundary(*names, self.curves[k].formula, None, a, b, self.curves[k].equation, below, above)
            for k, a, b, below, above in _joined(stretches)
        ]
        found += self._walls(names, breaks)
        return Regions(self.axes.model, self.axes, self.concept, tuple(found), tuple(cells))

    def _breaks(self) -> list[float]:
        """The x at which the order of the curves may change."""
        at = list(self.vertical)
        for f in self.polynomials:
            at += [sp.Poly(f.as_expr().subs(Y, end), X) for end in self.axes[1].points.span]
            at.append(sp.Poly(f.as_expr().coeff(Y, f.degree(Y)), X))
            if f.degree(Y) > 1:
                at.append(sp.Poly(sp.discriminant(f.as_expr(), Y), X))
        for f, g in combinations(self.polynomials, 2):
            at.append(sp.Poly(sp.resultant(f.as_expr(), g.as_expr(), Y), X))
        inside = {self.x_low, self.x_high}
        for f in dict.fromkeys(at):
            inside |= {float(root) for root in real_roots(f) if self.x_low < root < self.x_high}
        ordered = sorted(inside)
        wide = (self.x_high - self.x_low) * 1e-9
        return [a for a, b in pairwise(ordered) if b - a > wide] + [self.x_high]

    def _column(self, a: float, b: float) -> tuple[float, list[int], list[float]]:
        """Between two breaks: an x inside, the curves in the box from below, and their y with the box's ends."""
        x = (a + b) / 2
        at = [(float(curve.value(np.array([x]))[0]), k) for k, curve in enumerate(self.curves)]
        inside = sorted((y, k) for y, k in at if self.y_low < y < self.y_high)
        distinct = [pair for i, pair in enumerate(inside) if i == 0 or pair[0] - inside[i - 1][0] > 1e-12]
        return x, [k for _, k in distinct], [self.y_low, *(y for y, _ in distinct), self.y_high]

    def _look(self, points: Sequence[tuple[float, float]]) -> Iterator[tuple[Names, Names]]:
        exactly = [tuple(exact(float(value)) for value in point) for point in points]
        return look(self.axes, self.kernel, self.concept or None, exactly)

    def _walls(self, names: tuple[str, str], breaks: Sequence[float]) -> Iterator[Boundary]:
        """The vertical boundaries."""
        for f, equation in self.vertical.items():
            for root in real_roots(f):
                at = float(root)
                if not self.x_low < at < self.x_high:
                    continue
                near = min(abs(at - b) for b in breaks if abs(at - b) > 1e-12) / 1000
                _, _, left = self._column(at - 2 * near, at)
                _, _, right = self._column(at, at + 2 * near)
                ys = sorted({*left, *right})
                middles = _middles(ys)
                before = self._look([(at - near, y) for y in middles])
                after = self._look([(at + near, y) for y in middles])
                value = Fraction(int(root.p), int(root.q)) if isinstance(root, sp.Rational) else at
                pieces = [
                    (value, low, high, below, above)
                    for low, high, below, above in zip(ys, ys[1:], before, after, strict=False)
                    if below != above and high - low > 10 * near
                ]
                for value, low, high, below, above in _joined(pieces):
                    yield Boundary(*names, None, value, low, high, equation, below, above)


def look(
    axes: Axes, kernel: Kernel, concept: str | None, points: Sequence[tuple[Fraction, ...]]
) -> Iterator[tuple[Names, Names]]:
    """Families and survivors, names sorted, at points of the axes' parameters that form no grid."""
    if not points:
        return
    coordinates = tuple(np.array([float(value) for value in values]) for values in zip(*points, strict=True))
    found = kernel.evaluate(Scatter(0, (slice(0, len(points)),), coordinates))
    for i, point in enumerate(points):
        if found.knife_edge[i] or found.outside[i]:
            solved = brief(axes.model.with_(**axes.changes_to(point)), concept, ())
            yield tuple(sorted(solved.families)), tuple(sorted(solved.survives))
        else:
            masks = int(found.families[i]), int(found.survives[i])
            names = [sorted(name for bit, name in enumerate(kernel.names) if mask >> bit & 1) for mask in masks]
            yield tuple(names[0]), tuple(names[1])


def _middles(values: Sequence[float]) -> list[float]:
    return [(a + b) / 2 for a, b in pairwise(values)]


def _joined(pieces: Sequence[tuple[Any, float, float, Any, Any]]) -> list[tuple[Any, float, float, Any, Any]]:
    """Stretches of the same curve with the same sides joined where one ends at the other's start."""
    done: list[tuple[Any, float, float, Any, Any]] = []
    for piece in sorted(pieces, key=lambda one: (str(one[0]), one[1])):
        last = done[-1] if done else None
        if last and last[0] == piece[0] and last[3:] == piece[3:] and abs(last[2] - piece[1]) < 1e-9:
            done[-1] = (*last[:2], piece[2], *last[3:])
        else:
            done.append(piece)
    return done


def _branches(f: sp.Poly, equation: str) -> Iterator[_Curve]:
    """y as functions of x on f = 0, branch by branch; `InputError` where it has no formula in radicals."""
    formulas = sp.roots(sp.Poly(f.as_expr(), Y), multiple=True)
    if len(formulas) < f.degree(Y):
        raise InputError(f"y: {equation} has degree {f.degree(Y)} in y and no formula; try x and y the other way round")
    for formula in formulas:
        tidy = sp.radsimp(sp.simplify(formula)) if f.degree(Y) > 1 else sp.cancel(formula)
        yield _Curve(tidy, equation, _function(tidy))


@lru_cache(maxsize=1024)
def _straight(formula: Any) -> bool:
    return bool(formula.is_polynomial(X)) and sp.degree(formula, X) <= 1


@lru_cache(maxsize=1024)
def _function(formula: Any) -> Callable[[Floats], Floats]:
    """The formula in floats; NaN where it is not real."""
    compiled = sp.lambdify(X, formula, "numpy")

    def value(x: Floats) -> Floats:
        with np.errstate(all="ignore"):
            found: Floats = np.broadcast_to(np.asarray(compiled(x), dtype=np.float64), np.shape(x)).copy()
        return found

    return value


def real_roots(f: sp.Poly) -> list[Any]:
    """The real roots of a polynomial in x: rational ones as they are, others in floats."""
    if f.is_zero or f.degree(X) < 1:
        return []
    found: list[Any] = []
    for factor, _ in f.factor_list()[1]:
        if factor.degree() == 1:
            found.append(-factor.coeff_monomial(1) / factor.coeff_monomial(X))
        else:
            found += [root for root in factor.nroots(n=20, maxsteps=200) if root.is_real]
    return found


def _short(value: Any) -> str:
    return str(value) if isinstance(value, Fraction) and value.denominator < 10**6 else f"{float(value):.6g}"


__all__ = ["Boundary", "Cell", "Regions", "change_in_words", "look", "real_roots", "regions"]
