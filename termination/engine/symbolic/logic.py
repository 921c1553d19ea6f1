"""Conditions: conjunctions and disjunctions of polynomial inequalities, and what follows from what is assumed.

An **atom** says that a product of polynomials is > 0, >= 0 or = 0. Keeping the factors lets signs that are known be
struck out, and a product be taken apart where only one combination of signs is possible. A **condition** is a tree of
atoms without negation, so it is monotone in them.

Two kinds of reasoning simplify a condition. `Facts` is light and needs no other library: it recognises a polynomial as
a sum of products of known non-negative ones. It may miss a consequence and never invents one. The SMT solver (`smt`)
misses little; it is used when the shipped closed forms are built.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Any, Protocol, runtime_checkable

from termination.engine.symbolic.algebra import Element, Polynomial, evaluate, factors_of
from termination.engine.symbolic.budget import count


@dataclass(frozen=True)
class Atom:
    """The product of `factors` is `op` zero, op one of ">", ">=", "=". Build with `atom`, which normalises."""

    factors: tuple[Polynomial, ...]
    op: str

    @cached_property
    def product(self) -> Polynomial:
        result = self.factors[0]
        for factor in self.factors[1:]:
            result = result * factor
        return result

    @cached_property
    def weight(self) -> tuple[Any, ...]:
        """Simple atoms first."""
        return (len(self.factors), len(self.product.terms()), _degree(self.product), _key(self.product), self.op)

    def negated(self) -> Tree:
        if self.op == "=":
            return either([Atom(self.factors, ">"), Atom((-self.factors[0], *self.factors[1:]), ">")])
        return Atom((-self.factors[0], *self.factors[1:]), ">" if self.op == ">=" else ">=")

    def holds(self, point: Sequence[Fraction]) -> bool:
        value = evaluate(self.product, point)
        return value > 0 if self.op == ">" else value >= 0 if self.op == ">=" else value == 0


@dataclass(frozen=True)
class All:
    """Every part holds."""

    parts: tuple[Tree, ...]

    def holds(self, point: Sequence[Fraction]) -> bool:
        return all(part.holds(point) for part in self.parts)


@dataclass(frozen=True)
class Some:
    """At least one part holds."""

    parts: tuple[Tree, ...]

    def holds(self, point: Sequence[Fraction]) -> bool:
        return any(part.holds(point) for part in self.parts)


Tree = Atom | All | Some
TRUE: Tree = All(())
FALSE: Tree = Some(())


def both(parts: Iterable[Tree]) -> Tree:
    """The conjunction, flattened, repetitions dropped."""
    found: dict[Tree, None] = {}
    for part in parts:
        if part == FALSE:
            return FALSE
        found.update(dict.fromkeys(part.parts if isinstance(part, All) else (part,)))
    return next(iter(found)) if len(found) == 1 else All(tuple(found))


def either(parts: Iterable[Tree]) -> Tree:
    """The disjunction, flattened, repetitions dropped."""
    found: dict[Tree, None] = {}
    for part in parts:
        if part == TRUE:
            return TRUE
        found.update(dict.fromkeys(part.parts if isinstance(part, Some) else (part,)))
    return next(iter(found)) if len(found) == 1 else Some(tuple(found))


def negation(tree: Tree) -> Tree:
    """The contrary, again without negations inside."""
    if isinstance(tree, Atom):
        return tree.negated()
    parts = [negation(part) for part in tree.parts]
    return either(parts) if isinstance(tree, All) else both(parts)


def atoms_of(tree: Tree) -> Iterator[Atom]:
    """Its atoms, in order, repetitions included."""
    if isinstance(tree, Atom):
        yield tree
    else:
        for part in tree.parts:
            yield from atoms_of(part)


def replaced(tree: Tree, change: Callable[[Atom], Tree]) -> Tree:
    """The tree with every atom changed."""
    if isinstance(tree, Atom):
        return change(tree)
    parts = [replaced(part, change) for part in tree.parts]
    return both(parts) if isinstance(tree, All) else either(parts)


def conjuncts(tree: Tree) -> tuple[Tree, ...]:
    """The parts of a conjunction; the tree itself if it is none."""
    return tree.parts if isinstance(tree, All) else (tree,)


def _degree(polynomial: Polynomial) -> int:
    return max((sum(powers) for powers, _ in polynomial.terms()), default=0)


def _key(polynomial: Polynomial) -> tuple[Any, ...]:
    return tuple((powers, Fraction(int(c.numerator), int(c.denominator))) for powers, c in polynomial.terms())


# -- what is known -----------------------------------------------------------------------------------------------------


@runtime_checkable
class Oracle(Protocol):
    """Something that can tell consequences. May fail to see one."""

    def implies(self, given: Iterable[Tree], tree: Tree) -> bool:
        """Whether `tree` follows from what is assumed and what is given."""
        ...


@dataclass(frozen=True)
class Facts:
    """Polynomials known to be positive (`strict`) and non-negative (`weak`)."""

    strict: tuple[Polynomial, ...] = ()
    weak: tuple[Polynomial, ...] = ()
    _memory: dict[Polynomial, int | None] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, trees: Iterable[Tree]) -> Facts:
        """The facts among these conditions: atoms of a single factor; the rest is not used."""
        single = [tree for tree in trees if isinstance(tree, Atom)]
        strict = [a.product for a in single if a.op == ">"]
        weak = [a.product for a in single if a.op == ">="]
        for a in single:
            if a.op == "=":
                weak += [a.product, -a.product]
        return cls(tuple(dict.fromkeys(strict)), tuple(dict.fromkeys(weak)))

    def with_(self, trees: Iterable[Tree]) -> Facts:
        more = Facts.of(part for tree in trees for part in conjuncts(tree))
        if not more.strict and not more.weak:
            return self
        return Facts(
            tuple(dict.fromkeys((*self.strict, *more.strict))), tuple(dict.fromkeys((*self.weak, *more.weak)))
        )

    def sign(self, polynomial: Polynomial) -> int | None:
        """1 if it is known to be positive, -1 negative, None if neither is seen."""
        if polynomial not in self._memory:
            found = None
            if self.shows(polynomial, True):
                found = 1
            elif self.shows(-polynomial, True):
                found = -1
            self._memory[polynomial] = found
        return self._memory[polynomial]

    def shows(self, polynomial: Polynomial, strictly: bool, depth: int = 3) -> bool:
        """Whether the polynomial is seen to be >= 0 (> 0 if `strictly`) as a sum of products of facts."""
        count()
        terms = polynomial.terms()
        if not polynomial:
            return not strictly
        signs = [self._monomial(powers) for powers, _ in terms]
        negative = [one for one, (sign, _) in zip(terms, signs, strict=True) if one[1] * sign <= 0]
        if not negative:
            return not strictly or any(strict for _, strict in signs)
        if depth == 0:
            return False
        powers, coefficient = negative[0]
        for known, known_terms, is_strict in self._sums:
            for known_powers, known_coefficient in known_terms:
                factor = tuple(a - b for a, b in zip(powers, known_powers, strict=True))
                if min(factor, default=0) < 0:
                    continue
                sign, nonzero = self._monomial(factor)
                ratio = coefficient / known_coefficient
                if ratio * sign <= 0:
                    continue
                rest = polynomial - known.mul_term((factor, ratio))
                if len(rest) > len(polynomial):
                    continue
                if self.shows(rest, strictly and not (is_strict and nonzero), depth - 1):
                    return True
        return False

    @cached_property
    def _sums(self) -> list[tuple[Polynomial, list[Any], bool]]:
        """The facts that are more than the sign of a monomial, with their terms; and whether they are strict."""
        facts = [*((one, True) for one in self.strict), *((one, False) for one in self.weak)]
        return [(one, one.terms(), strict) for one, strict in facts if len(one) > 1]

    @cached_property
    def _signs(self) -> dict[int, tuple[int, bool]]:
        """By position of a symbol: 1 if it is at least 0, -1 if it is at most 0; and whether it cannot be 0."""
        found: dict[int, tuple[int, bool]] = {}
        for polynomials, strict in ((self.weak, False), (self.strict, True)):
            for polynomial in polynomials:
                terms = polynomial.terms()
                if len(terms) == 1 and sum(terms[0][0]) == 1:
                    found[terms[0][0].index(1)] = (1 if terms[0][1] > 0 else -1, strict)
        return found

    def _monomial(self, powers: Sequence[int]) -> tuple[int, bool]:
        """The sign of a monomial, 0 if it is open, and whether it cannot vanish."""
        sign, nonzero = 1, True
        for i, power in enumerate(powers):
            if power:
                known, strict = self._signs.get(i, (0, False))
                sign *= known if power % 2 else 1
                nonzero = nonzero and (strict or i in self._nonzero)
        return sign, nonzero

    @cached_property
    def _nonzero(self) -> set[int]:
        """Positions of symbols that cannot be 0, since a monomial in them is positive."""
        monomials = (polynomial.terms()[0][0] for polynomial in self.strict if len(polynomial.terms()) == 1)
        return {i for powers in monomials for i, power in enumerate(powers) if power}

    def settle(self, one: Atom) -> Tree:
        """The atom with factors of known sign struck out, and taken apart where only one set of signs is possible."""
        sign, left = 1, []
        for factor in one.factors:
            known = self.sign(factor)
            if known is None:
                left.append(factor)
            else:
                sign *= known
        if not left:
            return TRUE if one.op != "=" and sign > 0 else FALSE
        if sign < 0:
            left[0] = -left[0]
        if one.op == "=":
            return either(Atom((factor,), "=") for factor in left)
        settled = Atom(tuple(left), one.op)
        if self.shows(settled.product, one.op == ">"):
            return TRUE
        if self.shows(-settled.product, one.op == ">="):
            return FALSE
        if len(left) == 2 and one.op == ">":
            for signed in ((left[0], left[1]), (-left[0], -left[1])):
                # Both of the other sign is impossible if these two add up, weighted by 1, to something positive.
                if self.shows(signed[0] + signed[1], False) or self.shows(signed[0] + signed[1], True):
                    return both(self.settle(Atom((factor,), ">")) for factor in signed)
        return settled

    def implies(self, given: Iterable[Tree], tree: Tree) -> bool:
        """Whether `tree` is seen to follow."""
        given = list(given)
        return tree in given or replaced(tree, self.with_(given).settle) == TRUE


def atom(x: Element, op: str) -> Tree:
    """That the rational function x is `op` zero, normalised; its denominator is taken not to vanish.

    Signs do not change when a denominator is multiplied out twice, so x >= 0 iff numerator * denominator >= 0. A square
    is positive iff its root is not zero, which is said apart.
    """
    if op in ("<", "<="):
        return atom(-x, op.replace("<", ">"))
    count(len(x.numer) + len(x.denom))
    sign, factors = _factors(x.numer)
    if sign == 0:
        return FALSE if op == ">" else TRUE
    if op == "=":
        return either(Atom((factor,), "=") for factor, _ in factors)
    denominator_sign, below = _factors(x.denom)
    squares = [factor for factor, power in factors if power % 2 == 0]
    flat = [factor for factor, power in (*factors, *below) if power % 2]
    if op == ">=":
        flat += 2 * squares
    flat.sort(key=_key)
    positive = sign * denominator_sign > 0
    if not flat:
        rest = TRUE if positive else FALSE
    else:
        rest = Atom((flat[0] if positive else -flat[0], *flat[1:]), op)
    return both([rest, *(Atom((factor, factor), ">") for factor in squares)]) if op == ">" else rest


@lru_cache(maxsize=1 << 14)
def _factors(polynomial: Polynomial) -> tuple[int, list[tuple[Polynomial, int]]]:
    """The sign of the content, and the irreducible factors with positive leading coefficients and their powers."""
    if not polynomial:
        return 0, []
    content, factors = factors_of(polynomial)
    sign = 1 if content > 0 else -1
    found = []
    for factor, power in factors:
        if factor.LC < 0:
            factor, sign = -factor, sign * (-1) ** power
        found.append((factor, power))
    return sign, found


# -- simplification ----------------------------------------------------------------------------------------------------


def simplified(tree: Tree, facts: Facts, oracle: Oracle | None = None) -> Tree:
    """An equivalent condition under the facts, without what they settle; redundant conjuncts are dropped.

    With an oracle also what only it can see. FALSE where a contradiction is seen.
    """
    oracle = oracle or facts
    tree = replaced(tree, facts.settle)
    previous: Tree | None = None
    while tree != previous:
        previous = tree
        tree = _pass(tree, facts, oracle)
    return tree


def _pass(tree: Tree, facts: Facts, oracle: Oracle) -> Tree:
    parts = list(conjuncts(tree))
    for part in sorted(parts, key=_bulk, reverse=True):
        others = [other for other in parts if other != part]
        smaller = _within(part, others, facts.with_(others), oracle)
        if smaller == FALSE:
            return FALSE
        parts = [smaller if other == part else other for other in parts if other != part or smaller != TRUE]
    return both(parts)


def _within(tree: Tree, given: Sequence[Tree], facts: Facts, oracle: Oracle) -> Tree:
    """The tree as it reads where everything in `given` holds."""
    if isinstance(tree, Atom):
        settled = facts.settle(tree)
        if settled in (TRUE, FALSE):
            return settled
        if oracle.implies(given, tree):
            return TRUE
        return FALSE if oracle.implies(given, negation(tree)) else tree
    if isinstance(tree, All):
        return both(_within(part, given, facts, oracle) for part in tree.parts)
    parts = [part for part in (_within(one, given, facts, oracle) for one in tree.parts) if part != FALSE]
    for part in list(parts):
        others = [other for other in parts if other != part]
        if any(facts.implies([part], other) for other in others):
            parts = others
    return either(parts)


def _bulk(tree: Tree) -> tuple[Any, ...]:
    listed = list(atoms_of(tree))
    return (len(listed), [one.weight for one in listed])


def minimal_clauses(
    tree: Tree, given: Sequence[Tree], oracle: Oracle, widest: int = 4, literals: Sequence[Atom] = ()
) -> Tree:
    """The tree as a conjunction of the shortest clauses of its own atoms, and of `literals`, that are equivalent to it.

    Sound for any oracle: the clauses replace the tree only where the oracle shows the equivalence.
    """
    from itertools import combinations

    tree = both(_taken_apart(part, [*given, tree], oracle) for part in conjuncts(tree))
    listed = sorted(dict.fromkeys([*atoms_of(tree), *literals]), key=lambda one: one.weight)
    clauses: list[set[int]] = []  # by positions
    found: list[Tree] = []
    premise = [*given, tree]
    for width in range(1, widest + 1):
        for chosen in combinations(range(len(listed)), width):
            if any(clause.issubset(chosen) for clause in clauses):
                continue
            clause = either(listed[i] for i in chosen)
            if oracle.implies(premise, clause):
                clauses.append(set(chosen))
                found.append(clause)
        if oracle.implies([*given, *found], tree):
            break
    else:
        return tree
    return irredundant(both(found), given, oracle)


def irredundant(tree: Tree, given: Sequence[Tree], oracle: Oracle) -> Tree:
    """Without the conjuncts that follow from the others; long ones go first."""
    parts = list(conjuncts(tree))
    for part in sorted(parts, key=_bulk, reverse=True):
        rest = [other for other in parts if other != part]
        if oracle.implies([*given, *rest], part):
            parts = rest
    return both(parts)


def _taken_apart(part: Tree, given: Sequence[Tree], oracle: Oracle) -> Tree:
    """A product as its factors, where the oracle knows their signs: all of them, or, for >= 0, all but one."""
    if not isinstance(part, Atom) or part.op == "=" or len(part.factors) == 1:
        return part
    signed: list[Tree] = []
    left: list[Polynomial] = []
    sign = 1
    for factor in part.factors:
        options = (Atom((factor,), ">"), Atom((-factor,), ">"))
        known = next((option for option in options if oracle.implies(given, option)), None)
        if known is None:
            left.append(factor)
        else:
            signed.append(known)
            sign *= 1 if known == options[0] else -1
    if len(left) > (part.op == ">="):
        return part
    return both([*signed, *(Atom((factor if sign > 0 else -factor,), part.op) for factor in left)])
