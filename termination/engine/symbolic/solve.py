"""Closed forms of a game: of one support pattern, of all generic ones, of a family that the numeric engine found.

Run time and build time differ in one thing only: how much of a condition can be seen to be redundant. What users derive
themselves is simplified with the light reasoning of `logic`; shipped closed forms were simplified with an SMT solver.
Either way a condition says the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from math import inf
from typing import TYPE_CHECKING, Any

import sympy as sp

from termination.engine.families import Family
from termination.engine.model import Model, OverTime, Symbolic
from termination.engine.symbolic.algebra import Element, Polynomial, evaluate
from termination.engine.symbolic.closed_form import ClosedForm, Condition, FreeProbability, OffPath, OneOf, value_of
from termination.engine.symbolic.derive import (
    FreeCell,
    NoClosedFormError,
    PatternSolution,
    check_scope,
    derive,
    free_symbol,
    requirements,
)
from termination.engine.symbolic.free import eliminated, interval
from termination.engine.symbolic.games import Parametrised, SymbolicGame, signs_of
from termination.engine.symbolic.generic import generic_patterns
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
    replaced,
    simplified,
)
from termination.engine.symbolic.patterns import Pattern, pattern_of
from termination.engine.symbolic.signs import may_have_interior, shortened
from termination.engine.symbolic.survival import CONCEPTS, survival
from termination.engine.symbolic.writing import Notation, Writer
from termination.engine.typesetting import latex_text
from termination.errors import Fault, InputError, class_of, expect

if TYPE_CHECKING:
    from termination.engine.symbolic.smt import SmtOracle


def closed_forms(model: Any, oracle: SmtOracle | None = None) -> list[ClosedForm]:
    """Every generic closed form of a game in symbols: those that exist on an open set of parameters, as far as is seen.

    Parameters
    ----------
    model : a `ParametricGame`, anything else with `.symbolic()`, or a `SymbolicGame`
    oracle : an `SmtOracle` to simplify with; without one some conditions may be longer than need be, and forms that
        exist nowhere may be listed whose conditions contradict themselves unseen

    Returns
    -------
    A list of `ClosedForm`: strategies, beliefs and the region of existence, in the game's symbols.

    Raises
    ------
    NoClosedFormError : the game is out of reach

    >>> from termination import ParametricGame
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
    if oracle is not None:
        expect("oracle", oracle, Oracle, "an SmtOracle")
    parametrised = _parametrised(model)
    game, values, definitions = parametrised.game, parametrised.values, parametrised.definitions
    check_scope(game)
    found = (closed_form(game, pattern, oracle) for pattern in generic_patterns(game))
    return [form.at(values, definitions) for form in found if form is not None]


def conditions(model: Any, equilibrium: Family | str) -> ClosedForm:
    """The closed form of the kind of equilibrium to which `equilibrium` belongs: formulas, and where it exists.

    The kind is the pattern of supports: who may send what, and which replies are in use. The closed form is in the
    model's symbols and holds wherever its condition does, not only at the model's values; those are the default of
    `.subs()`.

    Parameters
    ----------
    model : a model with payoffs in symbols: `OpeningGame`, `ParametricGame`, or anything else with `.symbolic()`
    equilibrium : a `Family` of its equilibria, from `solve` or `refine`; or the name of one, as `solve` lists them

    Returns
    -------
    `ClosedForm`. Iterating gives the inequalities; `sender`, `receiver` and `beliefs` hold formulas by label.

    Raises
    ------
    NoClosedFormError : games given by numbers alone, games too large, families of a kind that has no closed form here
    UnknownNameError : no single family has the name; those there are are listed
    InputError : `equilibrium` is anything else, such as a family of another game

    >>> from termination import ParametricGame, solve
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
    family = _family_of(model, equilibrium)
    pattern = parametrised.in_game(pattern_of(family))
    shipped = parametrised.shipped(pattern)
    form = None if shipped is None else _bound(shipped, parametrised)
    if form is None or not _describes(form, family):
        derived = closed_form(parametrised.game, pattern, at=parametrised.values)
        form = None if derived is None else _bound(derived, parametrised)
    if form is None or not form.subs().exists:
        raise NoClosedFormError(f"no closed form was found that describes {family.name!r} where it was asked for")
    return form


def _bound(form: ClosedForm, parametrised: Parametrised) -> ClosedForm:
    """The closed form with the model's values, definitions and labels."""
    form = form.at(parametrised.values, parametrised.definitions)
    return form if parametrised.labels is None else form.relabelled(parametrised.labels)


def _describes(form: ClosedForm, family: Family) -> bool:
    """Whether it exists at the model's values and fixes what the family fixes: on an edge the family may be larger."""
    there = form.subs()
    sent = [form.messages[m] for m in form.pattern.sent]
    replies: Any = form.receiver
    return there.exists and all(
        where[row][column] == value_of(expression, there.point)
        for rows, cells, where in ((form.types, form.sender, family.sender), (sent, replies, family.receiver))
        for row in rows
        for column, expression in cells[row].items()
    )


def _family_of(model: Any, equilibrium: Any) -> Family:
    """The family meant, by itself or by its name, if it is one of a game like the model's."""
    if isinstance(model, SymbolicGame):
        raise NoClosedFormError("a SymbolicGame has no equilibria before its symbols have values: use a ParametricGame")
    if isinstance(equilibrium, str):
        from termination.engine.enumerate import solve

        found: Family = solve(model).named(equilibrium)
        return found
    if not isinstance(equilibrium, Family):
        what = f"expected a family of equilibria, or the name of one, not {type(equilibrium).__name__}"
        raise InputError([Fault("equilibrium", what)])
    mine, given = ((game.types, game.messages, game.response_sets) for game in (model.game(), equilibrium.game))
    if mine != given:
        what = "belongs to another game, of other types, messages or responses; pass a family of this one"
        raise InputError([Fault("equilibrium", what)])
    return equilibrium


def _parametrised(model: Model | SymbolicGame) -> Parametrised:
    if isinstance(model, SymbolicGame):
        return Parametrised(model, {})
    if isinstance(model, Symbolic):
        return model.symbolic()
    if isinstance(model, OverTime):
        raise NoClosedFormError(
            f"{type(model).__name__} is a game over time, solved belief by belief at its numbers; closed forms are for "
            "games played once, and what holds of it whatever the numbers is among the theorems"
        )
    why = "offers no game in symbols" if isinstance(model, Model) else "is no game with payoffs in symbols"
    raise NoClosedFormError(
        f"{class_of(model)} {why}; a closed form needs symbols: use a model that has them, or a ParametricGame"
    )


def closed_form(
    game: SymbolicGame,
    pattern: Pattern,
    oracle: SmtOracle | None = None,
    at: Mapping[sp.Symbol, Fraction] | None = None,
) -> ClosedForm | None:
    """The closed form of one pattern; None where it is seen to exist nowhere, or without `at` on no open set.

    `at` is a point where it exists. There nothing is divided by what vanishes, so that on an edge the closed form is
    that of the edge; and it decides which way round differences are written.
    """
    found = derive(game, pattern, at)
    if found.free:
        oracle = None  # it knows the game's own symbols only
    tree = _required(found)
    stages: list[Tree] = []  # for each open probability what is required of it and those before it
    for one in reversed(found.free):
        stages.insert(0, tree)
        place, facts = found.game.place(one.symbol), found.game.facts
        tree = shortened(simplified(eliminated(tree, place, found.game.field, facts), facts), facts)
    tree = _minimal(tree, found.game.facts, oracle)
    if tree == FALSE:
        return None
    generic = not found.equalities and _may_have_interior(tree, found.game.facts, oracle)
    if at is None and not generic:
        return None
    refined = {}
    if not found.free and all(len(replies) <= 2 for replies in game.response_sets):
        refined = {concept: _survival(found, concept, tree, oracle) for concept in CONCEPTS}
    return Written(found, tree, oracle, at).form(stages, refined, generic)


def _required(found: PatternSolution) -> Tree:
    """What existence requires; the sides are simplified apart before they meet."""
    facts, parts = found.game.facts, []
    for part in requirements(found):
        parts.append(simplified(both(part), facts))
        if parts[-1] == FALSE:
            return FALSE
    return simplified(both(parts), facts)


def _minimal(tree: Tree, facts: Facts, oracle: SmtOracle | None) -> Tree:
    if oracle is None:
        return shortened(tree, facts)
    if tree == FALSE or oracle.implies([tree], FALSE):
        return FALSE
    return minimal_clauses(tree, [], oracle)


def _may_have_interior(tree: Tree, facts: Facts, oracle: SmtOracle | None) -> bool:
    return may_have_interior(tree, facts) if oracle is None else oracle.has_interior(tree) is not False


def _survival(found: PatternSolution, concept: str, exists: Tree, oracle: SmtOracle | None) -> Tree:
    facts = found.game.facts.with_([exists])
    parts = [simplified(part, facts) for part in survival(found, concept)]
    if oracle is None:
        return shortened(simplified(both(parts), facts), found.game.facts, exists)
    parts = [minimal_clauses(simplified(part, facts, _Given(oracle, exists)), [exists], oracle) for part in parts]
    return irredundant(both(parts), [exists], oracle)


def assumptions_of(game: SymbolicGame) -> Condition:
    """What is assumed: the signs that symbols carry, that every type is possible, and what is stated."""
    signs = signs_of(game.symbols)
    possible = [sp.Gt(p, 0, evaluate=False) for p in game.prior if not p.is_number and not p.is_positive]
    named = [sp.Eq(sp.Add(*game.prior), 1, evaluate=False)] if game.shorthand else []
    return Condition((*signs, *possible, *named, *game.assumptions), Notation(game.symbols, game.latex))


class _Given:
    """An oracle that takes one condition for granted."""

    def __init__(self, oracle: Oracle, condition: Tree):
        self.oracle, self.condition = oracle, condition

    def implies(self, given: Iterable[Tree], tree: Tree) -> bool:
        return self.oracle.implies([self.condition, *given], tree)


class Written:
    """A derivation in SymPy expressions, where the condition `exists` holds.

    What has more than `most_terms` terms is not put into a form that reads well.
    """

    def __init__(
        self,
        found: PatternSolution,
        exists: Tree,
        oracle: Oracle | None,
        at: Mapping[sp.Symbol, Fraction] | None,
        most_terms: float = inf,
    ):
        self.most_terms = most_terms
        self.found, self.game, self.exists = found, found.game, exists
        self.facts = self.game.facts.with_([exists])
        self.oracle = oracle
        self.point = None if at is None or found.free else self.game.point(at)
        self.notation = Notation(self.game.symbols, {**self.game.latex, **free_latex(found)})
        simplex = (self.game.prior,) if self.game.shorthand else ()
        self.writer = Writer(self.game.field, simplex, self.game.scales, self._is_negative)

    def _is_negative(self, polynomial: Polynomial) -> bool:
        if self.point is not None:
            return evaluate(polynomial, self.point) < 0
        known = self.facts.sign(polynomial)
        if known is None and self.oracle is not None:
            return self.oracle.implies([self.exists], Atom((-polynomial,), ">"))
        return known == -1

    def form(self, stages: Sequence[Tree], refined: Mapping[str, Tree], generic: bool) -> ClosedForm:
        game, pattern = self.game, self.found.pattern
        free = tuple(self._open(cell, tree) for cell, tree in zip(self.found.free, stages, strict=True))
        receiver = {m: self.replies(j) if pattern.replies[j] else self.off_path(j) for j, m in enumerate(game.messages)}
        return ClosedForm(
            types=game.types,
            messages=game.messages,
            response_sets=game.response_sets,
            pattern=pattern,
            sender={t: self.weights(i) for i, t in enumerate(game.types)},
            receiver=receiver,
            beliefs={game.messages[m]: self.posterior(m) for m in pattern.sent},
            condition=self.condition(self.exists),
            survives={concept: self.condition(tree) for concept, tree in refined.items()},
            assumptions=assumptions_of(game),
            generic=generic,
            free=free,
            notation=replace(
                self.notation, symbols=tuple(s for s in game.symbols if s not in {one.symbol for one in free})
            ),
            prior=game.prior,
        )

    def weights(self, t: int) -> dict[str, Any]:
        return {
            m: self._write(self.found.sigma[t, j]) if (t, j) in self.found.sigma else sp.Integer(0)
            for j, m in enumerate(self.game.messages)
        }

    def replies(self, m: int) -> dict[str, Any]:
        return {
            label: self._write(self.found.rho[m, r]) if (m, r) in self.found.rho else sp.Integer(0)
            for r, label in enumerate(self.game.response_sets[m])
        }

    def _write(self, x: Element) -> Any:
        return self.writer.expression(x) if len(x.numer) + len(x.denom) <= self.most_terms else x.as_expr()

    def posterior(self, m: int) -> dict[str, Any]:
        joint = self.found.joint(m)
        total = sum(joint, self.game.field.zero)
        return {t: self._write(x / total) for t, x in zip(self.game.types, joint, strict=True)}

    def off_path(self, m: int) -> OffPath:
        replies = range(len(self.game.response_sets[m]))
        gains = [[self.found.gain(t, m, r) for r in replies] for t in self.found.types]
        lower, upper, also = self._bounds(m, gains) if len(replies) == 2 else ((), (), Condition(()))
        return OffPath(
            tuple(tuple(map(self._write, row)) for row in gains),
            tuple(map(self._write, lower)),
            tuple(map(self._write, upper)),
            tuple(self.condition(simplified(self.found.rationalizable(m, (r,)), self.facts)) for r in replies),
            tuple(_best(self.game, m, r) for r in replies),
            also,
        )

    def _open(self, cell: FreeCell, tree: Tree) -> FreeProbability:
        """What an open probability may be, given those before it and that the equilibrium exists."""
        game = self.game
        bounds = interval(tree, game.place(cell.symbol), game.field, self)
        sender = cell.side == "sender"
        rows, columns = (game.types, game.messages) if sender else (game.messages, game.response_sets[cell.row])
        return FreeProbability(
            symbol=cell.symbol,
            side=cell.side,
            row=rows[cell.row],
            column=columns[cell.column],
            lower=tuple(map(self._write, self._sharp(bounds.lower))),
            upper=tuple(self._write(-x) for x in self._sharp([-x for x in bounds.upper])),
            also=self.condition(shortened(both(bounds.also), game.facts, self.exists)),
        )

    def _sharp(self, bounds: Sequence[Element]) -> list[Element]:
        """Lower bounds without those that never count."""
        return [x for i, x in enumerate(bounds) if not self._beaten(x, bounds[:i], bounds[i + 1 :])]

    def implies(self, given: Iterable[Tree], tree: Tree) -> bool:
        """Whether it follows from existence; `interval` asks."""
        return self._follows(tree)

    def _bounds(self, m: int, gains: Sequence[Sequence[Element]]) -> tuple[list[Element], list[Element], Condition]:
        """Bounds on the chance of the first reply, those left out that are never sharp."""
        low: list[Element] = []
        high: list[Element] = []
        open_: list[tuple[Element, Element]] = []
        for x, y in gains:
            if x == y:
                continue
            slope = x - y
            if self._follows(atom(slope, "<")):
                low.append(-y / slope)
            elif self._follows(atom(slope, ">")):
                high.append(-y / slope)
            elif not self._follows(both([atom(x, "<="), atom(y, "<=")])):
                open_.append((x, y))
        zero, one = self.game.field.zero, self.game.field.one
        low = [x for x in low if not self._follows(atom(x - zero, "<="))]
        high = [x for x in high if not self._follows(atom(one - x, "<="))]
        return self._sharp(low), [-x for x in self._sharp([-x for x in high])], self._undirected(m, open_)

    def _undirected(self, m: int, gains: Sequence[tuple[Element, Element]]) -> Condition:
        """That no type gains in expectation, as inequalities in the chance of the first reply."""
        if not gains:
            return Condition(())
        chance = free_symbol(self.game, "receiver", (m, 0))
        larger = replace(self.game, symbols=(*self.game.symbols, chance))
        writer, weight = Writer(larger.field, self.writer.simplices, self.game.scales), larger.element(chance)
        parts = []
        for x, y in gains:
            x, y = larger.field.containing(x), larger.field.containing(y)
            expected = replaced(atom(weight * x + (1 - weight) * y, "<="), larger.facts.settle)
            parts += [writer.relation(one) for one in atoms_of(expected)]
        tex = rf"\Pr(\text{{{latex_text(self.game.response_sets[m][0])}}})"
        return Condition(tuple(parts), Notation((chance, *self.game.symbols), {**self.game.latex, chance: tex}))

    def _beaten(self, x: Element, before: Sequence[Element], after: Sequence[Element]) -> bool:
        """Another bound is at least as sharp; of two that are equal the later counts."""
        return any(self._follows(atom(y - x, ">=")) for y in after) or any(
            self._follows(atom(y - x, ">")) for y in before
        )

    def _follows(self, tree: Tree) -> bool:
        if self.facts.implies([], tree):
            return True
        return self.oracle is not None and self.oracle.implies([self.exists], tree)

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


@lru_cache(maxsize=64)
def _best(game: SymbolicGame, m: int, r: int) -> Condition:
    """That r is a best reply, as inequalities in beliefs mu: the same whatever the pattern."""
    beliefs = mu_symbols(game)
    symbols = (*beliefs[:-1], *game.field.symbols)
    extended = replace(game, symbols=(*symbols, *((game.shorthand,) if game.shorthand else ())))
    weights = [extended.element(s) for s in beliefs[:-1]]
    weights.append(extended.field.one - sum(weights, extended.field.zero))
    simplices = [beliefs] * (len(beliefs) > 1) + [game.prior] * (game.shorthand is not None)
    writer = Writer(extended.field, tuple(simplices))
    parts = []
    for other in range(len(game.response_sets[m])):
        if other != r:
            advantages = (extended.advantage(t, m, r, other) for t in range(len(game.types)))
            expected = sum((w * a for w, a in zip(weights, advantages, strict=True)), extended.field.zero)
            for part in conjuncts(simplified(atom(expected, ">="), extended.facts)):
                parts.append(writer.relation(part) if isinstance(part, Atom) else OneOf(()))
    notation = Notation((*beliefs, *game.symbols), {**game.latex, **mu_latex(beliefs)})
    return Condition(tuple(parts), notation)


def free_latex(found: PatternSolution) -> dict[sp.Symbol, str]:
    """How the probabilities left open are typeset: Pr(message | type), Pr(reply | message)."""
    game, shown = found.game, {}
    for side, row, column, symbol in found.free:
        rows, columns = (game.types, game.messages) if side == "sender" else (game.messages, game.response_sets[row])
        shown[symbol] = rf"\Pr(\text{{{latex_text(columns[column])}}} \mid \text{{{latex_text(rows[row])}}})"
    return shown


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
