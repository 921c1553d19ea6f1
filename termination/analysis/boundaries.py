"""The boundaries between regimes in two parameters, as curves in closed form rather than contours of a grid.

Where a family exists and where it survives is decided by the signs of finitely many polynomials in the parameters
(`signs`). With all but two of them fixed, each is a polynomial f(x, y) with rational coefficients, and the curves f = 0
cut the picture into cells within which nothing changes (`plane`). Each cell is looked at once, at a rational point in
it, and a curve is a boundary where the cells on its two sides differ. Everything is decided in fractions: a game in
other units has the same map in those units. Only what is drawn is rounded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from termination.analysis.axes import Axes, domain_of, read_axes
from termination.analysis.exactly import brief
from termination.analysis.forms import Forms, forms_for
from termination.analysis.plane import Branch, Curve, Level, Plane, Rectangle, Wall, X, Y
from termination.analysis.signs import Decisions, Names
from termination.engine.arithmetic import exact
from termination.engine.families import Family
from termination.engine.model import Model, Parametric, mapped_by, parametric
from termination.engine.numbers import place_text
from termination.engine.on_path import outcome_name
from termination.engine.refining.concepts import concept_named
from termination.engine.sentences import listed
from termination.errors import Faults, InputError, UnknownNameError
from termination.models.parameters import by_parameter

Floats = NDArray[np.float64]
Sides = tuple[Names, Names]

#: How far a range is drawn in at an end that the parameter cannot take, such as 0 for a prior.
INWARDS = Fraction(1, 1000)


@dataclass(frozen=True)
class Boundary:
    """A stretch of a curve on whose two sides different families exist or survive.

    `formula` gives y as an expression in x (`x_name`, `y_name` are the parameters), for x from `start` to `stop`. A
    vertical boundary has no formula but `at`: it is at x = `at`, for y from `start` to `stop`. A curve of degree 3 or
    more in y has neither; `branch` says which of the solutions of its equation it is. `equation` is what vanishes on
    it, in the symbols of the closed forms. `below` and `above` are (families, survivors); for a vertical one, left,
    right.
    """

    x_name: str
    y_name: str
    formula: Any
    at: Fraction | float | None
    start: float
    stop: float
    equation: str
    below: Sides
    above: Sides
    branch: Branch | None = None

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
        if self.branch is None:
            return np.full(count, float(self.at or 0)), along
        return along, _heights(self.branch, along)

    @property
    def vertical(self) -> bool:
        return self.at is not None

    @property
    def place(self) -> str:
        """The curve as text: "prior = 1 - escalation_cost", "escalation_cost = 4/5"."""
        if self.at is not None:
            return f"{self.x_name} = {place_text(self.at)}"
        names = {X: sp.Symbol(self.x_name), Y: sp.Symbol(self.y_name)}
        if self.formula is not None:
            return f"{self.y_name} = {sp.sstr(self.formula.subs(names))}"
        assert self.branch is not None
        curve = sp.sstr(self.branch.curve.poly.as_expr().subs(names))
        return f"{self.y_name} = solution {self.branch.which + 1} from below of {curve} = 0"

    @property
    def change(self) -> str:
        """What crossing it upwards (to the right) changes, in words."""
        return change_in_words(self.below, self.above)

    def __str__(self) -> str:
        other = self.y_name if self.vertical else self.x_name
        return f"crossing {self.place} ({other} from {self.start:.4g} to {self.stop:.4g}) upwards: {self.change}"


def change_in_words(below: Sides, above: Sides) -> str:
    """What appears, vanishes, is newly selected or dropped, given (families, survivors) before and after.

    Of what survives on neither side it speaks in a clause of its own.

    >>> change_in_words((("a", "b"), ("a",)), (("a", "b", "c"), ("b",)))
    "'b' now survives; 'a' no longer survives; of those that do not survive 'c' appears"
    """
    gained = [name for name in above[1] if name not in below[1]]
    lost = [name for name in below[1] if name not in above[1]]
    said = [f"{name!r} {'now survives' if name in below[0] else 'appears'}" for name in gained]
    said += [f"{name!r} {'no longer survives' if name in above[0] else 'vanishes'}" for name in lost]
    idle = [f"{name!r} appears" for name in above[0] if name not in {*below[0], *gained}]
    idle += [f"{name!r} vanishes" for name in below[0] if name not in {*above[0], *lost}]
    return "; ".join([*said, *([f"of those that do not survive {listed(idle)}"] if idle else [])])


@dataclass(frozen=True)
class Cell:
    """A cell of the decomposition by a point well inside it, (`x`, `y`), and what is there: for labels and fills.

    It runs in x over `width`, from `start`, and in y between the branches `lower` and `upper`, `height` at `x`.
    """

    x: Fraction
    y: Fraction
    start: float
    width: float
    height: float
    families: Names
    survives: Names
    lower: Branch | Level
    upper: Branch | Level

    def outline(self, count: int = 50) -> tuple[Floats, Floats]:
        """The corners (x, y) of a polygon round the cell, `count` along each curve, two where all is straight."""
        count = 2 if self.lower.straight and self.upper.straight else count
        along = np.linspace(self.start, self.start + self.width, count)
        below, above = _heights(self.lower, along), _heights(self.upper, along)
        return np.concatenate([along, along[::-1]]), np.concatenate([below, above[::-1]])


def _heights(branch: Branch | Level, along: Floats) -> Floats:
    """y along a branch. At its very ends it may have a pole, or stop: there it is looked at from close by."""
    inwards = (along[-1] - along[0]) * 1e-9
    inside = np.clip(along, along[0] + inwards, along[-1] - inwards)
    return np.array([float(branch.value(Fraction(float(x)))) for x in inside])


@dataclass(frozen=True)
class Regions:
    """The boundaries within a box of two parameters, and the cells between them.

    The boundaries are all there are, unless `caveat` says otherwise. What is told apart is `by` "families" or by
    "outcomes"; the names of families in cells and boundaries are then those of their outcomes.
    """

    model: Model
    axes: Axes
    refinement: str
    boundaries: tuple[Boundary, ...]
    cells: tuple[Cell, ...]
    caveat: str = ""
    by: str = "families"

    @property
    def names(self) -> tuple[str, str]:
        """The parameters, as the axes are called."""
        return self.axes[0].dim, self.axes[1].dim

    def at(self, x: Any, y: Any) -> tuple[Names, Names]:
        """Families and survivors at a point, by the exact engine."""
        values = [exact(x, self.names[0]), exact(y, self.names[1])]
        return families_at(self.axes, values, self.refinement or None, self.by)

    def sentences(self) -> list[str]:
        """The boundaries in words, neighbouring stretches of a curve joined where the same changes."""
        found: list[list[Any]] = []
        for edge in self.boundaries:
            last = found[-1] if found else None
            if last and last[:2] == [edge.place, edge.change] and last[3] == edge.start:
                last[3] = edge.stop
            else:
                other = edge.y_name if edge.vertical else edge.x_name
                found.append([edge.place, edge.change, edge.start, edge.stop, other])
        return [
            f"crossing {place} ({other} from {start:.4g} to {stop:.4g}) upwards: {change}"
            for place, change, start, stop, other in found
        ]

    def __str__(self) -> str:
        return "\n".join([*self.sentences(), *filter(None, [self.caveat])])

    def _repr_html_(self) -> str:
        from termination.reporting.notebook import list_html

        return list_html([*self.sentences(), *filter(None, [self.caveat])])


#: What a map can tell apart.
WAYS = ("families", "outcomes")


def regions(
    model: Model, x: dict[str, Any], y: dict[str, Any], *, refinement: str | None = None, by: str | None = None
) -> Regions:
    """The exact boundaries between regimes in two parameters.

    A boundary is where a family of equilibria begins or ceases to exist or, with `refinement`, to survive. Whether a
    cell differs from the next is decided in fractions; closed forms say which families are in it. Where the whole box
    lies on a knife edge (the signal costs a type nothing, say) the exact engine does.

    Parameters
    ----------
    model : an `OpeningGame` with two types, or another model that offers closed forms, such as an `ApproachGame`
    x, y : a mapping from a parameter to its range, such as {"escalation_cost": (0, 1)}; one by type as in `sweep`,
        {"signal_cost": {"high": (0, 1)}}. Ends that a parameter cannot take, such as 0 for a prior, are drawn in by a
        thousandth of the range
    refinement : "intuitive" or "D1"; then boundaries of survival count too
    by : "families", told apart by the model's names for them, or "outcomes", by who sends what and the replies to what
        is sent; by default outcomes of a `ParametricGame`, families of any other model

    Returns
    -------
    `Regions`: `boundaries`, all that there are in the box unless `caveat` says otherwise, and the `cells` between them.

    Raises
    ------
    InputError : unknown parameters, empty ranges; models that have no closed forms, or none of what survives
    UnknownNameError : there is no such refinement, or nothing of this name to go by

    >>> from termination.models.opening.game import OpeningGame
    >>> war = OpeningGame(prior=["1/2", "1/2"], resilience=[0, 1], war_value=[0, 1], talks_value=[1, "3/2"],
    ...                   escalation_harm=1, base_harm=1, talks_exposure=1, escalation_gain=1, escalation_cost=1)
    >>> found = regions(war, x={"escalation_cost": ("1/10", "9/10")}, y={"prior": ("1/10", "9/10")})
    >>> edge = next(b for b in found.boundaries if "pooling on open, no escalation" in b.appears)
    >>> print(edge.y_name, "=", edge.formula)
    prior = 1 - x
    """
    concept = concept_named(refinement) if refinement is not None else None
    by = _way(model, by)
    axes = _box(parametric(model), x, y)
    forms = _forms(axes, concept, by)
    found = _Map(axes, forms, by)
    caveat = ""
    if found.undecided:
        caveat = on_edge(forms, found.decisions.standing)
        found = _Map(axes, _forms(axes, concept, by, beyond=True), by, on_edge=True)
    return Regions(model, axes, concept or "", tuple(found.boundaries()), tuple(found.cells()), caveat, by)


def _way(model: Model, by: str | None) -> str:
    """What is told apart; unless it is said, what the model says."""
    if by is None:
        return mapped_by(model)
    if by not in WAYS:
        raise UnknownNameError("way to tell equilibria apart", by, WAYS)
    return by


def _forms(axes: Axes, concept: str | None, by: str, *, beyond: bool = False) -> Forms:
    forms = forms_for(axes, concept, beyond=beyond)
    if isinstance(forms, str):
        raise InputError(f"regions are found from closed forms: {forms}; sweep() has no such limit")
    if by == "families":
        return forms
    parts = (replace(part, case=replace(part.case, describe=outcome_name)) for part in forms.parts)
    return replace(forms, parts=tuple(parts))


def on_edge(forms: Forms, standing: Sequence[str]) -> str:
    """What must be said of an answer all of which lies on a knife edge; nothing where no polynomial can be missing.

    Closed forms do not say what exists on an edge only. The exact engine does, but at a point.
    """
    if forms.exhaustive:
        return ""
    further = f" and {len(standing) - 2} more" * (len(standing) > 2)
    return (
        f"All on a knife edge, where {', '.join(standing[:2])}{further}: the exact engine looked at a point between "
        "the boundaries, but there may be more of these than closed forms know"
    )


def _box(model: Parametric, x: dict[str, Any], y: dict[str, Any]) -> Axes:
    """The two ranges as axes of two points each, drawn in a little where the parameter cannot take its end."""
    faults = Faults()
    for name, given in (("x", x), ("y", y)):
        if not isinstance(given, dict) or len(given) != 1:
            first = model.PARAMETERS[0].name
            faults.add(name, f"expected one parameter with its range, such as {{{first!r}: (0, 1)}}")
    faults.raise_if_any()
    ((first, one),), ((second, other),) = by_parameter(x, faults).items(), by_parameter(y, faults).items()
    if first == second and isinstance(one, dict) and isinstance(other, dict):
        return read_axes(model, {first: {**_range(model, first, one), **_range(model, second, other)}})
    if first == second:
        raise InputError(f"x and y are the same parameter, {first}")
    return read_axes(model, {first: _range(model, first, one), second: _range(model, second, other)})


def _range(model: Parametric, name: str, given: Any) -> Any:
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


class _Map:
    """The work of `regions`: what is in the cells of the plane.

    Where the whole box is `on_edge` all polynomials count and not only those on which a condition of the forms turns,
    and the exact engine looks at the cells.
    """

    def __init__(self, axes: Axes, forms: Forms, by: str, on_edge: bool = False):
        self.axes, self.forms, self.by, self.on_edge = axes, forms, by, on_edge
        self.box = Rectangle(*axes[0].points.span, *axes[1].points.span)
        self.decisions = Decisions(forms, (X, Y), self.box.sign)
        places = range(len(self.decisions.polynomials)) if on_edge else self.decisions.relevant
        self.curves = {Curve(f): at for f, at in self.decisions.by_polynomial(places).items()}
        self.plane = Plane(self.box, list(self.curves))
        self.columns = self.plane.columns()
        self.inside = [[self._look(column.x, y) for y in column.points] for column in self.columns]

    @property
    def undecided(self) -> bool:
        return any(what is None for here in self.inside for what in here)

    def _signs(self, x: Fraction, y: Fraction) -> list[int]:
        signs = [0] * len(self.decisions.polynomials)
        for curve, places in self.curves.items():
            sign = curve.sign(x, y)
            for place in places:
                signs[place] = sign
        return signs

    def _look(self, x: Fraction, y: Fraction) -> Sides | None:
        """What there is at a point within a cell; None where that is undecided."""
        return self._solved(x, y) if self.on_edge else self.decisions.at(self._signs(x, y))

    def _solved(self, x: Fraction, y: Fraction) -> Sides:
        return families_at(self.axes, [x, y], next(iter(self.forms.concepts), None), self.by)

    def cells(self) -> Iterator[Cell]:
        bottom, top = Level(self.box.y_low), Level(self.box.y_high)
        for column, here in zip(self.columns, self.inside, strict=True):
            between: list[Branch | Level] = [bottom, *column.branches, top]
            start, width = float(column.low), float(column.high - column.low)
            for k, (y, height) in enumerate(zip(column.points, column.heights, strict=True)):
                yield Cell(column.x, y, start, width, float(height), *_known(here[k]), between[k], between[k + 1])

    def boundaries(self) -> Iterator[Boundary]:
        names = (self.axes[0].dim, self.axes[1].dim)
        for branch, low, high, below, above, equation in self._stretches():
            ends = float(low), float(high)
            yield Boundary(*names, branch.formula, None, *ends, equation, below, above, branch)
        for wall, low, high, below, above, equation in self._walls():
            yield Boundary(*names, None, wall.at, float(low), float(high), equation, below, above)

    def _equation(self, curve: Curve, signs: Sequence[int]) -> str:
        """What vanishes on a curve, and matters, given the signs on one of its sides."""
        return self.decisions.equation(self.decisions.turning(self.curves[curve], signs))

    def _stretches(self) -> list[_Stretch]:
        """The stretches of curves, column by column, on whose sides something differs."""
        found: list[_Stretch] = []
        for column, here in zip(self.columns, self.inside, strict=True):
            for k, branch in enumerate(column.branches):
                below, above = _known(here[k]), _known(here[k + 1])
                if below != above:
                    equation = self._equation(branch.curve, self._signs(column.x, column.points[k]))
                    found.append((branch, column.low, column.high, below, above, equation))
        return _joined(found)

    def _walls(self) -> list[_Stretch]:
        """The same for vertical lines."""
        found = []
        for wall in self.plane.walls():
            left, right = (self._beside(wall, side) for side in (-1, 1))
            if left != right:
                equation = self._equation(wall.curve, self._signs_beside(wall, -1))
                found.append((wall, wall.low, wall.high, left, right, equation))
        return _joined(found)

    def _signs_beside(self, wall: Wall, side: int) -> list[int]:
        """The signs just left (side -1) or right (side 1) of a piece of a vertical line."""
        signs = self._signs(wall.x, wall.y)
        for place in self.curves[wall.curve]:
            signs[place] = side if wall.rising else -side
        return signs

    def _beside(self, wall: Wall, side: int) -> Sides:
        """What there is just left or right of it."""
        signs = self._signs_beside(wall, side)
        if not self.on_edge:
            return _known(self.decisions.at(signs))
        step = side * self.box.width / 2**10
        while self._signs(wall.x + step, wall.y) != signs:
            step /= 2
        return self._solved(wall.x + step, wall.y)


def _known(what: Sides | None) -> Sides:
    assert what is not None  # maps with undecided cells are made again on their edge
    return what


def families_at(axes: Axes, values: Sequence[Fraction], concept: str | None, by: str = "families") -> Sides:
    """Families and survivors, names sorted, at a point of the axes, by the exact engine."""
    model = axes.model.with_(**axes.changes_to(values))
    describe: Callable[[Family], str] = model.describe if by == "families" else outcome_name
    found = brief(model, concept, (), describe)
    return tuple(sorted(found.families)), tuple(sorted(found.survives))


#: A branch or a wall, where it starts and ends, what is on its sides, and its equation.
_Stretch = tuple[Any, Fraction, Fraction, Sides, Sides, str]


def _joined(pieces: Sequence[_Stretch]) -> list[_Stretch]:
    """Stretches of the same curve with the same sides joined where one ends at the other's start."""
    done: dict[Any, list[_Stretch]] = {}
    for piece in pieces:
        of_same = done.setdefault(_curve(piece[0]), [])
        last = of_same[-1] if of_same else None
        if last and last[2:] == (piece[1], *piece[3:]):
            of_same[-1] = (*last[:2], *piece[2:])
        else:
            of_same.append(piece)
    return [piece for of_same in done.values() for piece in of_same]


def _curve(of: Branch | Wall) -> Any:
    """What pieces of one curve share. Beyond degree 2 a branch may go over into another: these are not joined."""
    if isinstance(of, Wall):
        return of.curve, of.at
    return of if of.curve.degree <= 2 else object()
