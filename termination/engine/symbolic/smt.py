"""Consequences by SMT: what simplifies the closed forms when they are built. Needs the extra `proofs`.

Most implications that are asked about fail, and a point shows it. So a pool of points is tried first, and the solver is
asked only where none of them is a counterexample; what it finds joins the pool. It works under a limit on its steps,
not on time, so that the same question gets the same answer on every machine; undecided counts as "does not follow".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property, lru_cache
from random import Random
from typing import Any

from termination.engine.proving.formulas import z3
from termination.engine.symbolic.algebra import Polynomial
from termination.engine.symbolic.games import SymbolicGame
from termination.engine.symbolic.logic import All, Atom, Tree, both, negation

#: Steps of the solver for one question, and points in the pool.
LIMIT = 4_000_000
POINTS = 1000


@dataclass
class SmtOracle:
    """Consequences under a game's assumptions."""

    game: SymbolicGame
    undecided: int = 0
    asked: int = 0
    _memory: dict[tuple[tuple[Tree, ...], Tree], bool] = field(default_factory=dict)
    _masks: dict[Atom, tuple[int, int]] = field(default_factory=dict)

    @cached_property
    def pool(self) -> list[list[Fraction]]:
        return list(sample_points(self.game, POINTS))

    def holding(self, tree: Tree) -> int:
        """The points of the pool at which the condition holds, as a bit mask."""
        if not isinstance(tree, Atom):
            mask = (1 << len(self.pool)) - 1 if isinstance(tree, All) else 0
            for part in tree.parts:
                mask = mask & self.holding(part) if isinstance(tree, All) else mask | self.holding(part)
            return mask
        mask, seen = self._masks.get(tree, (0, 0))
        if seen < len(self.pool):
            mask |= sum(1 << i for i in range(seen, len(self.pool)) if tree.holds(self.pool[i]))
            self._masks[tree] = mask, len(self.pool)
        return mask

    def implies(self, given: Iterable[Tree], tree: Tree) -> bool:
        """Whether `tree` follows from the game's assumptions and `given`."""
        premises = tuple(given)
        key = (premises, tree)
        if key not in self._memory:
            self._memory[key] = self._decide(premises, tree)
        return self._memory[key]

    def _decide(self, premises: Sequence[Tree], tree: Tree) -> bool:
        if self.holding(both(premises)) & ~self.holding(tree):
            return False
        return self.satisfiable([*premises, negation(tree)]) is False

    def satisfiable(self, trees: Iterable[Tree]) -> bool | None:
        """Whether some parameters that meet the assumptions meet these; None where the limit is reached."""
        trees = list(trees)
        if self.holding(both(trees)):
            return True
        self.asked += 1
        context = z3().Context()  # a new one, so that the answer does not depend on what was asked before
        solver = z3().SolverFor("QF_NRA", ctx=context)
        solver.set("rlimit", LIMIT)
        variables = [z3().Real(s.name, context) for s in self.game.field.symbols]
        for tree in (*self.game.assumed, *trees):
            solver.add(formula(tree, variables))
        answer = str(solver.check())
        if answer == "sat":
            self._remember(solver.model(), variables)
        self.undecided += answer == "unknown"
        return {"sat": True, "unsat": False}.get(answer)

    def _remember(self, model: Any, variables: Sequence[Any]) -> None:
        """Add the solver's example to the pool if it is rational: it will refute more than the one question."""
        values = [model.eval(variable, model_completion=True) for variable in variables]
        if all(z3().is_rational_value(value) for value in values):
            self.pool.append([Fraction(v.numerator_as_long(), v.denominator_as_long()) for v in values])

    def has_interior(self, tree: Tree) -> bool | None:
        """Whether the condition holds on an open set of parameters."""
        return self.satisfiable([strictly(tree)])


def strictly(tree: Tree) -> Tree:
    """The condition with every weak inequality made strict; equations become impossible."""
    if isinstance(tree, Atom):
        return Atom(tree.factors, ">") if tree.op != "=" else both([Atom(tree.factors, ">"), tree])
    return type(tree)(tuple(strictly(part) for part in tree.parts))


def formula(tree: Tree, variables: Sequence[Any]) -> Any:
    """The condition in the solver's language."""
    if isinstance(tree, Atom):
        value = term(tree.product, variables)
        return value > 0 if tree.op == ">" else value >= 0 if tree.op == ">=" else value == 0
    parts = [formula(part, variables) for part in tree.parts]
    if not parts:
        return z3().BoolVal(isinstance(tree, All), variables[0].ctx)
    return z3().And(*parts) if isinstance(tree, All) else z3().Or(*parts)


def term(polynomial: Polynomial, variables: Sequence[Any]) -> Any:
    """A polynomial in the solver's language."""
    total = z3().RealVal(0, variables[0].ctx)
    for powers, coefficient in polynomial.terms():
        product = z3().RealVal(f"{int(coefficient.numerator)}/{int(coefficient.denominator)}", variables[0].ctx)
        for variable, power in zip(variables, powers, strict=True):
            for _ in range(power):
                product = product * variable
        total = total + product
    return total


@lru_cache(maxsize=16)
def sample_points(game: SymbolicGame, count: int) -> tuple[list[Fraction], ...]:
    """Points that meet the game's assumptions, the same ones always."""
    rng = Random(0)
    found: list[list[Fraction]] = []
    for _ in range(400 * count):
        scale = rng.choice((12, 12, 60))
        point = [Fraction(rng.randint(-scale, 2 * scale) or 1, scale) for _ in game.field.symbols]
        point = [abs(x) if s.is_nonnegative else x for x, s in zip(point, game.field.symbols, strict=True)]
        if all(tree.holds(point) for tree in game.assumed):
            found.append(point)
            if len(found) == count:
                break
    return tuple(found)
