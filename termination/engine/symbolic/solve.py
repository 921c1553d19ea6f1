"""Closed forms of a game: of one support pattern, of all generic ones, of a family that the numeric engine found.

Run time and build time differ in one thing only: how much of a condition can be seen to be redundant. What users derive
themselves is simplified with the light reasoning of `logic`; shipped closed forms were simplified with an SMT solver.
Either way a condition says the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import sympy as sp

from termination.engine.assessment import Family
from termination.engine.protocol import Model
from termination.engine.symbolic.algebra import Element, Polynomial, evaluate
from termination.engine.symbolic.closed_form import ClosedForm, Condition, OffPath, OneOf
from termination.engine.symbolic.derive import Derivation, NoClosedFormError, check_scope, derive, requirements
from termination.engine.symbolic.games import ParametricGame, Parametrised, SymbolicGame
from termination.engine.symbolic.logic import (
    FALSE,
    All,
    Atom,
    Facts,
    Oracle,
    Tree,
    atom,
    atoms_of,
    both,
    conjuncts,
    irredundant,
    minimal_clauses,
    simplified,
)
from termination.engine.symbolic.patterns import Pattern, generic_patterns, pattern_of
from termination.engine.symbolic.survival import CONCEPTS, survival
from termination.engine.symbolic.writing import Notation, Writer
from termination.engine.typesetting import latex_text


def closed_forms(model: Any, oracle: Any = None) -> list[ClosedForm]:
    """Every generic closed form of a game in symbols: those that exist on an open set of parameters, as far as is seen.

    Parameters
    ----------
    model : a `ParametricGame`, anything else with `.symbolic()`, or a `SymbolicGame`
    oracle : an `SmtOracle` to simplify with; without one some conditions may be longer than need be, and families that
        exist nowhere may be listed whose conditions contradict themselves unseen

    Raises `NoClosedFormError` for games out of reach.

    >>> b, d, p = sp.symbols("b d p", positive=True)
    >>> beer_quiche = ParametricGame(
    ...     types=["wimp", "surly"], prior=[p, 1 - p], messages=["beer", "quiche"], responses=["duel", "don't"],
    ...     sender=[[[0, d], [b, b + d]], [[b, b + d], [0, d]]], receiver=[[[1, 0], [1, 0]], [[-1, 0], [-1, 0]]],
    ...     values={"b": 1, "d": 2, "p": "1/10"})
    >>> for form in closed_forms(beer_quiche)[:2]:
    ...     print(form.name, "if", form.condition)
    wimp beer, surly beer; beer: don't if b <= d and 2*p <= 1
    wimp quiche, surly quiche; quiche: don't if b <= d and 2*p <= 1
    """
    game = _parametrised(model).game
    check_scope(game)
    found = (closed_form(game, pattern, oracle) for pattern in generic_patterns(game))
    return [form for form in found if form is not None and form.generic]


def conditions(model: Any, equilibrium: Family) -> ClosedForm:
    """The closed form of the kind of equilibrium to which `equilibrium` belongs: formulas, and where it exists.

    Parameters
    ----------
    model : a model with payoffs in symbols: `OpeningGame`, `ParametricGame`, or anything with `.symbolic()`
    equilibrium : a family of its equilibria, from `solve` or `refine`

    The closed form is in the model's symbols and holds wherever its condition does, not only at the model's values;
    those are the default of `.subs()`. Iterating gives the inequalities.

    Raises `NoClosedFormError`, saying why, for games given by numbers alone, for games too large, and for families of a
    kind that has no closed form here.

    >>> from termination.engine.enumerate import solve
    >>> b, d, p = sp.symbols("b d p", positive=True)
    >>> beer_quiche = ParametricGame(
    ...     types=["wimp", "surly"], prior=[p, 1 - p], messages=["beer", "quiche"], responses=["duel", "don't"],
    ...     sender=[[[0, d], [b, b + d]], [[b, b + d], [0, d]]], receiver=[[[1, 0], [1, 0]], [[-1, 0], [-1, 0]]],
    ...     values={"b": 1, "d": 2, "p": "2/3"})
    >>> found = conditions(beer_quiche, solve(beer_quiche)[0])
    >>> print(found.condition)
    b < d and 1 < 2*p
    >>> print(found.sender["wimp"]["beer"], found.subs().sender["wimp"]["beer"], found.subs({"d": "1/2"}).exists)
    (1 - p)/p 1/2 False
    """
    parametrised = _parametrised(model)
    pattern = parametrised.in_game(pattern_of(equilibrium))
    form = parametrised.shipped(pattern)
    if form is None or not _exists(form, parametrised):
        check_scope(parametrised.game)
        form = _derived(parametrised, pattern)
    if form is None:
        raise NoClosedFormError(f"no closed form was found that describes {equilibrium.name!r} where it was asked for")
    form = form.at(parametrised.values, parametrised.definitions)
    return form if parametrised.labels is None else form.relabelled(parametrised.labels)


def _derived(parametrised: Parametrised, pattern: Pattern) -> ClosedForm | None:
    """The closed form of a pattern that exists at the model's values: solved if possible, else as equations."""
    for solving in (True, False):
        form = _exists_at(parametrised, pattern, solving)
        if form is not None:
            return form
    return None


def _exists_at(parametrised: Parametrised, pattern: Pattern, solving: bool) -> ClosedForm | None:
    try:
        form = closed_form(parametrised.game, pattern, at=parametrised.values, solving=solving)
    except ZeroDivisionError:  # what was divided by vanishes at these values
        return None
    return form if form is not None and _exists(form, parametrised) else None


def _exists(form: ClosedForm, parametrised: Parametrised) -> bool:
    """Whether the closed form exists at the model's values; not where what it divides by vanishes."""
    try:
        return form.at(parametrised.values, {}).subs().exists
    except ZeroDivisionError:
        return False


def _parametrised(model: Any) -> Parametrised:
    if isinstance(model, SymbolicGame):
        return Parametrised(model, {})
    if hasattr(model, "symbolic"):
        found: Parametrised = model.symbolic()
        return found
    why = "has numbers for payoffs" if isinstance(model, Model) else "is no game with payoffs in symbols"
    raise NoClosedFormError(
        f"{type(model).__name__} {why}; a closed form needs symbols: use OpeningGame, or build a ParametricGame"
    )


def closed_form(
    game: SymbolicGame,
    pattern: Pattern,
    oracle: Any = None,
    at: Mapping[sp.Symbol, Fraction] | None = None,
    solving: bool = True,
) -> ClosedForm | None:
    """The closed form of one pattern; None where it is seen to exist nowhere.

    `at` is a point where it exists: it decides which way round differences are written. With `solving` False weights
    are left open and indifference stays an equation among them: the way out where solving would divide by zero.
    """
    found = derive(game, pattern, solving=solving)
    tree = _existence(found, oracle)
    if tree == FALSE:
        return None
    generic = not found.equalities
    if found.free:
        oracle = None  # it knows the game's own symbols only
    if oracle is not None and generic and oracle.has_interior(tree) is False:
        generic = False
    refined = {}
    if not found.free and all(len(replies) <= 2 for replies in game.response_sets):
        refined = {concept: _survival(found, concept, tree, oracle) for concept in CONCEPTS}
    return _Written(found, tree, oracle, at).form(refined, generic)


def _existence(found: Derivation, oracle: Oracle | None) -> Tree:
    """The condition; the sides are simplified apart before they meet."""
    facts = found.game.facts
    tree = both(simplified(both(part), facts) for part in requirements(found))
    tree = simplified(tree, facts)
    if oracle is None or found.free or tree == FALSE:
        return tree
    return FALSE if oracle.implies([tree], FALSE) else minimal_clauses(tree, [], oracle)


def _survival(found: Derivation, concept: str, exists: Tree, oracle: Oracle | None) -> Tree:
    facts = found.game.facts.with_([exists])
    parts = [simplified(part, facts) for part in survival(found, concept)]
    if oracle is None:
        return simplified(both(parts), facts)
    parts = [minimal_clauses(simplified(part, facts, _Given(oracle, exists)), [exists], oracle) for part in parts]
    return irredundant(both(parts), [exists], oracle)


def assumptions_of(game: SymbolicGame) -> Condition:
    """What is assumed: the signs that symbols carry, that every type is possible, and what is stated."""
    signs = [sp.Gt(s, 0, evaluate=False) for s in game.symbols if s.is_positive]
    signs += [sp.Ge(s, 0, evaluate=False) for s in game.symbols if s.is_nonnegative and not s.is_positive]
    possible = [sp.Gt(p, 0, evaluate=False) for p in game.prior if not isinstance(p, sp.Symbol) or not p.is_positive]
    named = [sp.Eq(sp.Add(*game.prior), 1, evaluate=False)] if game.shorthand else []
    return Condition((*signs, *possible, *named, *game.assumptions), Notation(game.symbols, game.latex))


class _Given:
    """An oracle that takes one condition for granted."""

    def __init__(self, oracle: Oracle, condition: Tree):
        self.oracle, self.condition = oracle, condition

    def implies(self, given: Iterable[Tree], tree: Tree) -> bool:
        return self.oracle.implies([self.condition, *given], tree)


class _Written:
    """A derivation in SymPy expressions."""

    def __init__(
        self, found: Derivation, exists: Tree, oracle: Oracle | None, at: Mapping[sp.Symbol, Fraction] | None
    ):
        self.found, self.game, self.exists = found, found.game, exists
        self.facts = self.game.facts.with_([exists])
        self.oracle = oracle
        self.point = None if at is None or found.free else self.game.point(at)
        self.notation = Notation(self.game.symbols, self.game.latex)
        simplex = (self.game.prior,) if self.game.shorthand else ()
        self.writer = Writer(self.game.field, simplex, self.game.scales, self._is_negative)

    def _is_negative(self, polynomial: Polynomial) -> bool:
        if self.point is not None:
            return evaluate(polynomial, self.point) < 0
        known = self.facts.sign(polynomial)
        if known is None and self.oracle is not None:
            return self.oracle.implies([self.exists], Atom((-polynomial,), ">"))
        return known == -1

    def form(self, refined: Mapping[str, Tree], generic: bool) -> ClosedForm:
        game, pattern = self.game, self.found.pattern
        receiver = {
            m: self._replies(j) if pattern.replies[j] else self._off_path(j) for j, m in enumerate(game.messages)
        }
        return ClosedForm(
            types=game.types,
            messages=game.messages,
            response_sets=game.response_sets,
            pattern=pattern,
            sender={t: self._weights(i) for i, t in enumerate(game.types)},
            receiver=receiver,
            beliefs={game.messages[m]: self._posterior(m) for m in pattern.sent},
            condition=self.condition(self.exists),
            survives={concept: self.condition(tree) for concept, tree in refined.items()},
            assumptions=assumptions_of(game),
            generic=generic,
            free=self.found.free,
            notation=Notation(tuple(s for s in game.symbols if s not in self.found.free), game.latex),
            prior=game.prior,
        )

    def _weights(self, t: int) -> dict[str, Any]:
        return {
            m: self._write(self.found.sigma[t, j]) if (t, j) in self.found.sigma else sp.Integer(0)
            for j, m in enumerate(self.game.messages)
        }

    def _replies(self, m: int) -> dict[str, Any]:
        return {
            label: self._write(self.found.rho[m, r]) if (m, r) in self.found.rho else sp.Integer(0)
            for r, label in enumerate(self.game.response_sets[m])
        }

    def _write(self, x: Element) -> Any:
        return self.writer.expression(x)

    def _posterior(self, m: int) -> dict[str, Any]:
        zero = self.game.field.zero
        joint = [self.game.priors[t] * self.found.sigma.get((t, m), zero) for t in self.found.types]
        total = sum(joint, zero)
        return {t: self._write(x / total) for t, x in zip(self.game.types, joint, strict=True)}

    def _off_path(self, m: int) -> OffPath:
        replies = range(len(self.game.response_sets[m]))
        gains = [[self.found.gain(t, m, r) for r in replies] for t in self.found.types]
        lower, upper = self._bounds(gains) if len(replies) == 2 else ((), ())
        return OffPath(
            tuple(tuple(map(self._write, row)) for row in gains),
            lower,
            upper,
            tuple(
                self.condition(simplified(self.found.rationalizable(m, (r,)), self.facts)) for r in replies
            ),
            tuple(self._best(m, r) for r in replies),
        )

    def _bounds(self, gains: Sequence[Sequence[Element]]) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
        """Bounds on the chance of the first reply, those left out that are never sharp."""
        low: list[Element] = []
        high: list[Element] = []
        for x, y in gains:
            if x == y:
                continue
            slope = x - y
            if self._follows(atom(slope, "<")):
                low.append(-y / slope)
            elif self._follows(atom(slope, ">")):
                high.append(-y / slope)
        zero, one = self.game.field.zero, self.game.field.one
        low = [x for x in low if not self._follows(atom(x - zero, "<="))]
        high = [x for x in high if not self._follows(atom(one - x, "<="))]
        low = [x for i, x in enumerate(low) if not self._beaten(x, low[:i], low[i + 1 :])]
        minus = [-x for x in high]
        high = [x for i, x in enumerate(high) if not self._beaten(-x, minus[:i], minus[i + 1 :])]
        return tuple(map(self._write, low)), tuple(map(self._write, high))

    def _beaten(self, x: Element, before: Sequence[Element], after: Sequence[Element]) -> bool:
        """Another bound is at least as sharp; of two that are equal the later counts."""
        return any(self._follows(atom(y - x, ">=")) for y in after) or any(
            self._follows(atom(y - x, ">")) for y in before
        )

    def _follows(self, tree: Tree) -> bool:
        if self.facts.implies([], tree):
            return True
        return self.oracle is not None and self.oracle.implies([self.exists], tree)

    def _best(self, m: int, r: int) -> Condition:
        """That r is a best reply, as inequalities in beliefs mu."""
        beliefs = mu_symbols(self.game)
        symbols = (*beliefs[:-1], *self.game.field.symbols)
        extended = replace(self.game, symbols=(*symbols, *((self.game.shorthand,) if self.game.shorthand else ())))
        weights = [extended.element(s) for s in beliefs[:-1]]
        weights.append(extended.field.one - sum(weights, extended.field.zero))
        simplices = (beliefs,) if len(beliefs) > 1 else ()
        writer = Writer(extended.field, (*simplices, *self.writer.simplices))
        parts = []
        for other in range(len(self.game.response_sets[m])):
            if other != r:
                advantages = (extended.advantage(t, m, r, other) for t in self.found.types)
                expected = sum((w * a for w, a in zip(weights, advantages, strict=True)), extended.field.zero)
                for part in conjuncts(simplified(atom(expected, ">="), extended.facts)):
                    parts.append(writer.relation(part) if isinstance(part, Atom) else OneOf(()))
        notation = Notation((*beliefs, *self.game.symbols), {**self.game.latex, **mu_latex(beliefs)})
        return Condition(tuple(parts), notation)

    def condition(self, tree: Tree) -> Condition:
        ordered = sorted(conjuncts(tree), key=self._reading_order)
        return Condition(tuple(self._part(part) for part in ordered), self.notation)

    def _reading_order(self, part: Tree) -> tuple[Any, ...]:
        """By the symbols that occur, in their order; alternatives last."""
        listed = list(atoms_of(part))
        used = sorted({i for one in listed for powers, _ in one.product.terms() for i, n in enumerate(powers) if n})
        return (not isinstance(part, Atom), used, [one.weight for one in listed])

    def _part(self, tree: Tree) -> Any:
        if isinstance(tree, Atom):
            return self.writer.relation(tree)
        parts = tuple(self._part(part) for part in tree.parts)
        return Condition(parts, self.notation) if isinstance(tree, All) else OneOf(parts)


def mu_symbols(game: SymbolicGame) -> tuple[sp.Symbol, ...]:
    """A symbol for the belief in each type."""
    return tuple(sp.Symbol(f"mu_{label}", nonnegative=True) for label in game.types)


def mu_latex(beliefs: Sequence[sp.Symbol]) -> dict[sp.Symbol, str]:
    """How beliefs are typeset."""
    found = {}
    for s in beliefs:
        label = s.name.removeprefix("mu_")
        plain = label.isascii() and label.isalnum()
        found[s] = rf"\mu_{{{label}}}" if plain else rf"\mu_{{\text{{{latex_text(label)}}}}}"
    return found


__all__ = ["Facts", "ParametricGame", "closed_form", "closed_forms", "conditions"]
