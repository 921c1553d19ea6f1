"""Closed forms as a matter of signs: which families exist and survive, given the signs of finitely many polynomials.

All parameters but one or two are fixed, so that every condition of the closed forms compares rational functions of
those with zero. Numerators and denominators are factored over the rationals; a condition turns on the signs of the
irreducible factors and on nothing else. Between the zeros of these nothing changes, and signs at a rational point are
computed in fractions: no answer from here depends on the units.

Where a factor is zero at every point the game may lie on a knife edge everywhere (`engine.symbolic.edges`), and
conditions that turn on it are undecided: closed forms do not speak of what exists on edges only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

import sympy as sp

from termination.analysis.factors import signed
from termination.analysis.forms import Forms, Part
from termination.analysis.joints import Joint, joint
from termination.engine.symbolic.algebra import Element, Field, Polynomial
from termination.engine.symbolic.closed_form import Condition, OneOf

Names = tuple[str, ...]
#: True, False, or None for undecided.
Truth = bool | None


@dataclass(frozen=True)
class Sign:
    """That `sign` times the polynomials at `places` is positive."""

    places: tuple[int, ...]
    sign: int


@dataclass(frozen=True)
class Edge:
    """A condition on something that is zero at every point, as its equation says."""

    equation: str


Tree = Sign | Joint | Edge | bool


class Decisions:
    """The families of `forms` along `symbols`, one for each axis, decided by signs.

    `known` tells the sign of a polynomial that has the same one at every point looked at, and else 0; what it settles
    is settled here. `polynomials` are the others, irreducible, with 1 as the first coefficient, each as often as there
    are `factors` that vanish with it, in the symbols of the closed forms. `relevant` are the places of those that
    decide anything, and `standing` the equations that hold at every point and on which a condition turns.
    """

    def __init__(self, forms: Forms, symbols: Sequence[sp.Symbol], known: Callable[[Polynomial], int]) -> None:
        self._field = Field(tuple(symbols))
        self._parameters = forms.values.exactly(symbols)
        self._known_sign = known
        self._places: dict[tuple[Polynomial, Any], int] = {}
        self.families: list[tuple[str, Tree, Tree]] = []
        required, edges = [], []
        for part in forms.parts:
            self._enter(part)
            positive = joint([self._sign((s,), 1, ">") for s in part.case.positive], True)
            required.append(joint([positive, *(self._tree(sp.Not(one)) for one in part.case.where)], False))
            edges += [self._tree(edge) for edge in part.case.edges]
            for form in part.forms:
                exists = self._tree(part.condition(form))
                survives = joint([exists, *(self._tree(form.survives[c]) for c in forms.concepts)], True)
                if exists is not False:
                    self.families.append((part.name(form), exists, survives))
        self.required, self.edge = joint(required, True), joint(edges, False)
        trees = [self.required, self.edge, *(tree for _, *both in self.families for tree in both)]
        leaves = [leaf for tree in trees for leaf in _leaves(tree)]
        self.relevant = sorted({place for leaf in leaves if isinstance(leaf, Sign) for place in leaf.places})
        self.standing = list(dict.fromkeys(leaf.equation for leaf in leaves if isinstance(leaf, Edge)))

    def _enter(self, part: Part) -> None:
        """From here on symbols mean what they do in this part."""
        values = self._parameters
        self._values = {**values, **{symbol: e.xreplace(values) for symbol, e in part.definitions.items()}}
        self._known: dict[Any, tuple[tuple[int, ...], int]] = {}

    @property
    def polynomials(self) -> list[Polynomial]:
        return [polynomial for polynomial, _ in self._places]

    @property
    def factors(self) -> list[Any]:
        return [factor for _, factor in self._places]

    def equation(self, place: int) -> str:
        """What vanishes with a polynomial, as text."""
        return f"{sp.sstr(self.factors[place])} = 0"

    def by_polynomial(self, places: Iterable[int]) -> dict[Polynomial, list[int]]:
        """The places of each polynomial: different factors may vanish together where other parameters are fixed."""
        found: dict[Polynomial, list[int]] = {}
        polynomials = self.polynomials
        for place in places:
            found.setdefault(polynomials[place], []).append(place)
        return found

    def turning(self, places: Sequence[int], signs: Sequence[int]) -> int:
        """Of places whose signs all turn at once, from `signs`, the first that matters by itself, before or after."""
        turned = [-sign if place in places else sign for place, sign in enumerate(signs)]
        for start in (list(signs), turned):
            for place in places:
                alone = [-sign if k == place else sign for k, sign in enumerate(start)]
                if self.at(alone) != self.at(start):
                    return place
        return places[0]

    def at(self, signs: Sequence[int]) -> tuple[Names, Names] | None:
        """Families and survivors, names sorted, where the polynomials have these signs; None where that is undecided:
        on an edge, or where what closed forms assume fails."""
        existing, surviving = set(), set()
        if _truth(self.required, signs) is not True or _truth(self.edge, signs) is not False:
            return None
        for name, exists, survives in self.families:
            there, kept = _truth(exists, signs), _truth(survives, signs)
            if there is None or kept is None:
                return None
            if there:
                existing.add(name)
            if kept:
                surviving.add(name)
        return tuple(sorted(existing)), tuple(sorted(surviving))

    # From conditions to trees

    def _tree(self, condition: Any) -> Tree:
        if isinstance(condition, (Condition, OneOf)):
            found: Tree = joint([self._tree(part) for part in condition.parts], isinstance(condition, Condition))
            return found
        if condition in (sp.true, sp.false, True, False):
            return bool(condition)
        return self._sign(*signed(condition))

    def _sign(self, factors: Sequence[Any], sign: int, op: str) -> Tree:
        """That the product of factors, with a sign in front, is positive, not negative, or zero."""
        if not sign:
            return op != ">"
        places: list[int] = []
        for factor in factors:
            found, turned = self._split(factor)
            if not turned:
                return Edge(balanced(factor))
            places, sign = [*places, *found], sign * turned
        odd = tuple(place for place in sorted(set(places)) if places.count(place) % 2)
        if op == "=":  # looked at off the curves only
            return False
        return Sign(odd, sign) if odd else sign > 0

    def _split(self, factor: Any) -> tuple[tuple[int, ...], int]:
        """The polynomials whose signs make that of the factor, and a sign in front; 0 if it is zero throughout."""
        if factor not in self._known:
            self._known[factor] = self._divided(self._field.element(factor.xreplace(self._values)), factor)
        return self._known[factor]

    def _divided(self, element: Element, factor: Any) -> tuple[tuple[int, ...], int]:
        if not element:
            return (), 0
        places, sign = [], 1
        for part in (element.numer, element.denom):
            constant, factors = part.factor_list()
            sign *= 1 if constant > 0 else -1
            for polynomial, power in factors:
                if power % 2:
                    sign *= 1 if polynomial.LC > 0 else -1
                    known = self._known_sign(polynomial.monic())
                    sign *= known or 1
                    places += [] if known else [self._place(polynomial.monic(), factor)]
        return tuple(places), sign

    def _place(self, polynomial: Polynomial, factor: Any) -> int:
        return self._places.setdefault((polynomial, factor), len(self._places))


def balanced(expression: Any) -> str:
    """That an expression is zero, as one would write it: what is subtracted stands on the other side.

    >>> a, b, c, d = sp.symbols("a b c d")
    >>> balanced(a * d - b * c), balanced(a), balanced(a - 2)
    ('a d = b c', 'a = 0', 'a = 2')
    """
    sides: tuple[list[Any], list[Any]] = ([], [])
    for term in sp.Add.make_args(sp.expand(expression)):
        less = term.could_extract_minus_sign()
        sides[less].append(-term if less else term)
    left, right = (sp.sstr(sp.Add(*side)).replace("**", "^").replace("*", " ") for side in sides)
    return f"{right} = 0" if left == "0" else f"{left} = {right}"


def _leaves(tree: Tree) -> Iterator[Sign | Edge]:
    if isinstance(tree, Joint):
        for part in tree.parts:
            yield from _leaves(part)
    elif not isinstance(tree, bool):
        yield tree


def _truth(tree: Tree, signs: Sequence[int]) -> Truth:
    if isinstance(tree, Sign):
        return tree.sign * prod(signs[place] for place in tree.places) > 0
    if not isinstance(tree, Joint):
        return None if isinstance(tree, Edge) else tree
    found: Truth = tree.every
    for part in tree.parts:
        truth = _truth(part, signs)
        if truth is (not tree.every):
            return truth
        if truth is None:
            found = None
    return found
