"""Conditions as what they are: functions of the signs of a few polynomials.

An atom depends on its factors only through their signs, so a condition in few factors is a set of sign vectors, and
what follows from what is decided by looking at all of them. That sees totality (a <= b or b <= a), absorption (X or X
and Y) and contradictions between products, which `Facts` does not; vectors that the facts rule out, for one factor or
for two together, do not count. It misses only what depends on how three polynomials or more hang together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from termination.engine.symbolic.algebra import Polynomial
from termination.engine.symbolic.logic import (
    FALSE,
    TRUE,
    All,
    Atom,
    Facts,
    Some,
    Tree,
    atoms_of,
    both,
    conjuncts,
    minimal_clauses,
    negation,
)

#: With more factors than these a condition is taken part by part: there would be too many sign vectors.
MOST = 7
#: With more different atoms than these, too: there would be too many clauses to try.
MOST_ATOMS = 16
#: Up to so many factors their own signs are tried as parts of an answer, besides the atoms that are there.
FEW = 4


class Signs:
    """An oracle on conditions in some factors: the sign vectors that the facts allow and with which `given` holds."""

    def __init__(self, factors: Sequence[Polynomial], facts: Facts, given: Tree = TRUE):
        self.factors = tuple(factors)
        allowed = [list(_allowed(factor, facts)) for factor in self.factors]
        ruled_out = set(_pairs_ruled_out(self.factors, facts)) if len(self.factors) > 1 else set()
        self.vectors = [vector for vector in product(*allowed) if not _has_pair(vector, ruled_out)]
        self.every = (1 << len(self.vectors)) - 1
        self._masks: dict[Atom, int] = {}
        held = self.holding(given)
        self.vectors = [vector for bit, vector in enumerate(self.vectors) if held >> bit & 1]
        self.every, self._masks = (1 << len(self.vectors)) - 1, {}

    def holding(self, tree: Tree) -> int:
        """The vectors with which the condition holds, as a bit mask."""
        if isinstance(tree, Atom):
            if tree not in self._masks:
                self._masks[tree] = self._mask(tree)
            return self._masks[tree]
        mask = self.every if isinstance(tree, All) else 0
        for part in tree.parts:
            mask = mask & self.holding(part) if isinstance(tree, All) else mask | self.holding(part)
        return mask

    def _mask(self, one: Atom) -> int:
        places = [_place(factor, self.factors) for factor in one.factors]
        mask = 0
        for bit, vector in enumerate(self.vectors):
            sign = 1
            for place, direction in places:
                sign *= direction * vector[place]
            if (sign > 0 and one.op != "=") or (sign == 0 and one.op != ">"):
                mask |= 1 << bit
        return mask

    def implies(self, given: Iterable[Tree], tree: Tree) -> bool:
        """Whether it holds with every vector with which all that is given does."""
        return not self.holding(both(given)) & ~self.holding(tree)

    def has_interior(self, tree: Tree) -> bool:
        """Whether it holds with some vector in which nothing vanishes."""
        mask = self.holding(tree)
        return any(mask >> bit & 1 and all(vector) for bit, vector in enumerate(self.vectors))


def _allowed(factor: Polynomial, facts: Facts) -> Iterator[int]:
    known = facts.sign(factor)
    if known is not None:
        yield known
        return
    if not facts.shows(factor, False):
        yield -1
    yield 0
    if not facts.shows(-factor, False):
        yield 1


def _pairs_ruled_out(factors: Sequence[Polynomial], facts: Facts) -> Iterator[tuple[int, int, int, int]]:
    """(i, sign, j, sign) that cannot be together: what the sign of one factor says of another."""
    for i, one in enumerate(factors):
        for sign in (-1, 0, 1):
            signed = Atom((one if sign >= 0 else -one,), ">" if sign else "=")
            given = facts.with_([signed])
            for j, other in enumerate(factors):
                if i != j:
                    allowed = set(_allowed(other, given))
                    yield from ((i, sign, j, s) for s in (-1, 0, 1) if s not in allowed)


def _has_pair(vector: Sequence[int], ruled_out: set[tuple[int, int, int, int]]) -> bool:
    return any(vector[i] == sign and vector[j] == other for i, sign, j, other in ruled_out)


def _place(factor: Polynomial, factors: Sequence[Polynomial]) -> tuple[int, int]:
    return (factors.index(factor), 1) if factor in factors else (factors.index(-factor), -1)


def factors_in(*trees: Tree) -> list[Polynomial]:
    """The factors of their atoms, each once whatever its sign."""
    found: dict[Polynomial, None] = {}
    for one in (one for tree in trees for one in atoms_of(tree)):
        for factor in one.factors:
            if -factor not in found:
                found[factor] = None
    return list(found)


def shortened(tree: Tree, facts: Facts, given: Tree = TRUE) -> Tree:
    """A condition equivalent under the facts where `given` holds, as short as signs alone can tell; FALSE if none does.
    """
    if tree in (TRUE, FALSE):
        return tree
    factors = factors_in(given, tree)
    if len(factors) > MOST and given != TRUE:
        return shortened(tree, facts)
    if len(factors) > MOST or len(set(atoms_of(tree))) > MOST_ATOMS:
        parts = [shortened(part, facts) if _may_be_read(part) else part for part in conjuncts(tree)]
        return both(parts)
    signs = Signs(factors, facts, given)
    if not signs.holding(tree):
        return FALSE
    extra = [Atom((one,), op) for f in factors for one in (f, -f) for op in (">", ">=")] if len(factors) <= FEW else []
    clauses = minimal_clauses(tree, [], signs, literals=extra)
    choices = negation(minimal_clauses(negation(tree), [], signs, literals=extra))
    return min((clauses, choices, tree), key=_size)


def _may_be_read(part: Tree) -> bool:
    return isinstance(part, Some) and len(factors_in(part)) <= MOST and len(set(atoms_of(part))) <= MOST_ATOMS


def _size(tree: Tree) -> int:
    return sum(len(one.factors) for one in atoms_of(tree))


def may_have_interior(tree: Tree, facts: Facts) -> bool:
    """Whether signs leave it possible that the condition holds on an open set of parameters."""
    factors = factors_in(tree)
    return len(factors) > MOST or Signs(factors, facts).has_interior(tree)
