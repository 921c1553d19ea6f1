"""A claim of one's own about a game in symbols: proved over all its parameters, or refuted by exact numbers.

A claim is a relation, in SymPy, between the symbols of the game and letters for how it is played (`played`). "In every
equilibrium" is asked of the definitions themselves (`engine.proving`). "In some equilibrium" is asked of the closed
forms: that under the assumptions one of them exists and has the property. Parameters at which none does refute it once
the definitions say that no equilibrium whatever has it there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

import sympy as sp

from termination.engine.enumerate import solve
from termination.engine.labelled import position
from termination.engine.model import Symbolic
from termination.engine.proving.formulas import (
    Fact,
    FormalGame,
    Formula,
    Play,
    Term,
    every,
    iff,
    implies,
    no,
    real,
    some,
    survives_d1,
    survives_intuitive,
    z3,
)
from termination.engine.proving.prove import Proof, Setting, Statement, Theorem, TheoremProof, Universal, discharge
from termination.engine.refining.refine import refine
from termination.engine.symbolic.algebra import Element, Polynomial
from termination.engine.symbolic.closed_form import ClosedForm, OffPath
from termination.engine.symbolic.games import SymbolicGame, signs_of
from termination.engine.symbolic.solve import closed_forms
from termination.errors import InputError, UnknownNameError

#: The refinements that a claim may be limited to.
REFINEMENTS = {"D1": survives_d1, "intuitive": survives_intuitive}


@dataclass(frozen=True)
class Played:
    """Letters for how a game is played, to be used in claims: SymPy symbols, and expressions in them.

    >>> from termination.engine.symbolic.games import ParametricGame
    >>> b, d, p = sp.symbols("b d p", positive=True)
    >>> beer_quiche = ParametricGame(
    ...     types=["wimp", "surly"], prior=[p, 1 - p], messages=["beer", "quiche"], responses=["duel", "don't"],
    ...     sender=[[[0, d], [b, b + d]], [[b, b + d], [0, d]]], receiver=[[[1, 0], [1, 0]], [[-1, 0], [-1, 0]]],
    ...     values={"b": 1, "d": 2, "p": "1/10"})
    >>> play = played(beer_quiche)
    >>> play.sends("surly", "beer"), play.replies("beer", "duel"), play.gets("wimp")
    (Pr(beer | surly), Pr(duel | beer), E(wimp))
    """

    game: SymbolicGame
    events: Mapping[str, frozenset[tuple[str, str]]]

    def sends(self, type_: str, message: str) -> sp.Symbol:
        """The probability with which a type sends a message."""
        t, m = position(type_, self.game.types, "type"), position(message, self.game.messages, "message")
        return self.senders[t][m]

    def replies(self, message: str, response: str) -> sp.Symbol:
        """The probability with which a message is answered so."""
        m = position(message, self.game.messages, "message")
        return self.answers[m][position(response, self.game.response_sets[m], "response")]

    def believes(self, message: str, type_: str) -> sp.Symbol:
        """What the receiver believes of a type after a message."""
        m, t = position(message, self.game.messages, "message"), position(type_, self.game.types, "type")
        return self.beliefs[m][t]

    def gets(self, type_: str) -> sp.Symbol:
        """What a type expects."""
        return self.worth[position(type_, self.game.types, "type")]

    def probability(self, event: str) -> sp.Expr:
        """The probability, before the game is played, of an event that the model names."""
        if event not in self.events:
            raise UnknownNameError("event", event, tuple(self.events))
        return sp.Add(
            *(
                p * self.sends(t, m) * self.replies(m, r)
                for t, p in zip(self.game.types, self.game.prior, strict=True)
                for m, r in sorted(self.events[event])
            )
        )

    @cached_property
    def senders(self) -> tuple[tuple[sp.Symbol, ...], ...]:
        return tuple(tuple(_letter(f"Pr({m} | {t})") for m in self.game.messages) for t in self.game.types)

    @cached_property
    def answers(self) -> tuple[tuple[sp.Symbol, ...], ...]:
        pairs = zip(self.game.messages, self.game.response_sets, strict=True)
        return tuple(tuple(_letter(f"Pr({r} | {m})") for r in labels) for m, labels in pairs)

    @cached_property
    def beliefs(self) -> tuple[tuple[sp.Symbol, ...], ...]:
        return tuple(tuple(_letter(f"belief({t} | {m})") for t in self.game.types) for m in self.game.messages)

    @cached_property
    def worth(self) -> tuple[sp.Symbol, ...]:
        return tuple(_letter(f"E({t})") for t in self.game.types)

    def terms(self, play: Play) -> dict[sp.Symbol, Term]:
        """The letters as terms of the prover."""
        pairs = [(self.senders, play.sigma), (self.answers, play.rho), (self.beliefs, play.mu)]
        found = {s: x for table, terms in pairs for row, cells in zip(table, terms, strict=True)
                 for s, x in zip(row, cells, strict=True)}  # fmt: skip
        return found | dict(zip(self.worth, play.value, strict=True))

    def formulas(self, form: ClosedForm) -> dict[sp.Symbol, sp.Expr]:
        """The letters as a closed form has them, free probabilities at their lower bounds; none off the path."""
        free = {one.symbol: sp.Max(*one.lower) for one in form.free}
        messages, types = self.game.messages, self.game.types
        found: dict[sp.Symbol, Any] = {}
        for t, row in zip(types, self.senders, strict=True):
            found |= {s: form.sender[t][m] for s, m in zip(row, messages, strict=True)}
        rows = zip(messages, self.game.response_sets, self.answers, self.beliefs, strict=True)
        for m, labels, answers, beliefs in rows:
            replies = form.receiver[m]
            if not isinstance(replies, OffPath):
                found |= {s: replies[r] for s, r in zip(answers, labels, strict=True)}
                found |= {s: form.beliefs[m][t] for s, t in zip(beliefs, types, strict=True)}
        for i, s in enumerate(self.worth):
            j = next(j for j, m in enumerate(messages) if form.sender[types[i]][m] != 0)
            chances = (found[answer] for answer in self.answers[j])
            found[s] = sp.Add(*(chance * x for chance, x in zip(chances, self.game.sender[i][j], strict=True)))
        return {s: sp.sympify(e).subs(free) for s, e in found.items()}


def _letter(name: str) -> sp.Symbol:
    return sp.Symbol(name, real=True)


def played(model: Symbolic) -> Played:
    """Letters for how a game is played, for claims about it.

    Parameters
    ----------
    model : a `ParametricGame`, an opening game with payoffs in symbols, or another whose symbols are its parameters

    Returns
    -------
    `Played`: `sends(type, message)`, `replies(message, response)`, `believes(message, type)`, `gets(type)` are SymPy
    symbols, `probability(event)` is an expression in them.

    Raises
    ------
    InputError : a model without payoffs in symbols

    >>> from termination.engine.symbolic.games import ParametricGame
    >>> a = sp.Symbol("a", positive=True)
    >>> game = ParametricGame(["t"], [1], ["go", "stay"], ["r"], [[[a], [0]]], [[[0], [0]]], {"a": 1})
    >>> played(game).sends("t", "go"), played(game).probability("message go")
    (Pr(go | t), Pr(go | t)*Pr(r | go))
    """
    return Played(_game_of(model), dict(model.events()))


def _game_of(model: Any) -> SymbolicGame:
    if not isinstance(model, Symbolic):
        raise InputError("model: a claim needs payoffs in symbols; build a ParametricGame")
    found = model.symbolic()
    if found.definitions or found.order or set(found.places) < set(found.game.symbols):
        raise InputError(
            f"model: the symbols of a {type(model).__name__} are not its parameters; its theorems are proved by name, "
            "and claims are about games with payoffs in symbols of their own"
        )
    return found.game


def prove_claim(
    model: Symbolic, claim: Any, assuming: Any = (), among: str = "every", refinement: str | None = None
) -> TheoremProof:
    """Whether a claim holds, under assumptions, whatever the parameters; see `prove`."""
    game = _game_of(model)
    concept = _concept(refinement)
    assumptions = [assuming] if isinstance(assuming, sp.Basic) else list(assuming)
    if among == "every":
        proof = _in_every(model, game, claim, assumptions, concept)
    elif among == "some":
        proof = _in_some(model, game, claim, assumptions, concept)
    else:
        raise UnknownNameError("way to mean a claim", among, ("every", "some"))
    words = f"in {among} equilibrium{f' that survives {concept}' if concept else ''}: {_typed(claim)}"
    statement = Statement(words, tuple(map(_typed, assumptions)), (proof.name,))
    return TheoremProof(Theorem("Claim", words, (statement,), (), tuple, tuple), (), (proof,))


def _typed(relation: Any) -> str:
    """A relation as one would type it: SymPy prints an equation as Eq(a, b)."""
    sign = {sp.Eq: "=", sp.Ne: "!="}.get(type(relation))
    return f"{relation.lhs} {sign} {relation.rhs}" if sign else str(relation)


def _concept(refinement: str | None) -> str:
    if refinement is None:
        return ""
    for known in REFINEMENTS:
        if isinstance(refinement, str) and refinement.strip().lower() == known.lower():
            return known
    raise UnknownNameError("refinement of a claim", refinement, tuple(REFINEMENTS))


class _Asked:
    """A game in the prover's terms: parameters, what is assumed of them, a play about which nothing is known."""

    def __init__(self, model: Symbolic, game: SymbolicGame):
        self.game, self.letters = game, Played(game, dict(model.events()))
        self.symbols: dict[sp.Symbol, Term] = {s: real(s.name) for s in game.field.symbols}
        if game.shorthand is not None:
            self.symbols[game.shorthand] = self.element(game.priors[-1])
        rows = [[[self.element(x) for x in cells] for cells in table] for table in game.sender_elements]
        replies = [[[self.element(x) for x in cells] for cells in table] for table in game.receiver_elements]
        prior = tuple(self.element(p) for p in game.priors)
        self.formal = FormalGame(game.types, prior, game.messages, game.response_sets, _frozen(rows), _frozen(replies))
        self.play = Play.free(self.formal)

    @property
    def setting(self) -> Setting:
        """The parameters, and what the game assumes of them."""
        assumed = [Fact("every type is possible", every(p > 0 for p in self.formal.prior))]
        relations = (*signs_of(self.game.symbols), *self.game.assumptions)
        assumed += [Fact(f"{one}", self.relation(one)) for one in relations if one not in (True, sp.true)]
        nowhere = [x.denom for table in (self.game.sender_elements, self.game.receiver_elements)
                   for rows in table for cells in rows for x in cells]  # fmt: skip
        poles = [self.polynomial(x) != 0 for x in dict.fromkeys([*nowhere, *(p.denom for p in self.game.priors)])
                 if not x.is_ground]  # fmt: skip
        assumed += [Fact("no payoff has a pole", every(poles))] if poles else []
        return Setting({s.name: self.symbols[s] for s in self.game.symbols}, tuple(assumed))

    def element(self, x: Element) -> Term:
        above = self.polynomial(x.numer)
        return above if x.denom == 1 else above / self.polynomial(x.denom)

    def polynomial(self, p: Polynomial) -> Term:
        total: Term = None
        for powers, c in p.terms():
            product: Term = z3().RealVal(f"{int(c.numerator)}/{int(c.denominator)}")
            for s, power in zip(self.game.field.symbols, powers, strict=True):
                for _ in range(power):
                    product = product * self.symbols[s]
            total = product if total is None else total + product
        return z3().RealVal(0) if total is None else total

    def relation(self, given: Any, letters: Mapping[sp.Symbol, Term] | None = None) -> Formula:
        """A SymPy relation, or relations joined by And, Or, Not, Implies and Equivalent, in the prover's terms."""
        if given in (True, sp.true):
            return True
        if given in (False, sp.false):
            return False
        joined = {sp.And: every, sp.Or: some}
        for kind, join in joined.items():
            if isinstance(given, kind):
                return join([self.relation(part, letters) for part in given.args])
        if isinstance(given, sp.Not):
            return no(self.relation(given.args[0], letters))
        if isinstance(given, (sp.Implies, sp.Equivalent)):
            one, other = (self.relation(part, letters) for part in given.args)
            return implies(one, other) if isinstance(given, sp.Implies) else iff(one, other)
        compared = {
            sp.Gt: "__gt__",
            sp.Ge: "__ge__",
            sp.Lt: "__lt__",
            sp.Le: "__le__",
            sp.Eq: "__eq__",
            sp.Ne: "__ne__",
        }
        method = compared.get(type(given))
        if method is None:
            raise InputError(f"claim: {given!s:.60} is no relation; write one such as Eq(x, y), x <= y, And(.., ..)")
        return getattr(self.term(given.lhs, letters), method)(self.term(given.rhs, letters))

    def term(self, e: Any, letters: Mapping[sp.Symbol, Term] | None = None) -> Term:
        """A rational expression, or the greatest or least of some, in the prover's terms."""
        if isinstance(e, sp.Symbol):
            known = {**self.symbols, **(letters or {})}
            if e not in known:
                by_name = {s.name: x for s, x in known.items()}
                if e.name not in by_name:
                    raise UnknownNameError("symbol of the game", e.name, tuple(by_name))
                return by_name[e.name]
            return known[e]
        if e.is_Rational:
            return z3().RealVal(f"{e.p}/{e.q}")
        if isinstance(e, (sp.Add, sp.Mul)):
            parts = [self.term(part, letters) for part in e.args]
            total = parts[0]
            for part in parts[1:]:
                total = total + part if isinstance(e, sp.Add) else total * part
            return total
        if isinstance(e, sp.Pow) and e.exp.is_Integer:
            base = self.term(e.base, letters)
            product = base
            for _ in range(abs(int(e.exp)) - 1):
                product = product * base
            return product if e.exp > 0 else 1 / product
        if isinstance(e, (sp.Max, sp.Min)):
            best, *others = (self.term(part, letters) for part in e.args)
            for other in others:
                larger = best >= other if isinstance(e, sp.Max) else best <= other
                best = z3().If(larger, best, other)
            return best
        raise InputError(f"claim: {e!s:.60} is no rational expression in the symbols of the game")


def _frozen(table: Sequence[Sequence[Sequence[Term]]]) -> tuple[tuple[tuple[Term, ...], ...], ...]:
    return tuple(tuple(tuple(cells) for cells in rows) for rows in table)


def _in_every(model: Any, game: SymbolicGame, claim: Any, assumptions: Iterable[Any], concept: str) -> Proof:
    asked = _Asked(model, game)
    letters = asked.letters.terms(asked.play)
    given = [Fact(str(one), asked.relation(one), str(one)) for one in assumptions]
    if concept:
        given.append(Fact(f"it survives {concept}", REFINEMENTS[concept](asked.play), concept))
    then = asked.relation(claim, letters)
    proof = discharge(Universal("Claim.1", str(claim), asked.setting, tuple(given), then, asked.play))
    example = proof.counterexample
    if example is None or example.sender is None:
        return proof
    found = solve(model.with_(**example))
    found = refine(found, concept) if concept else found
    return replace(proof, confirmed=found.contains(example.sender, example.receiver))


def _in_some(model: Any, game: SymbolicGame, claim: Any, assumptions: Sequence[Any], concept: str) -> Proof:
    asked = _Asked(model, game)
    given = tuple(Fact(str(one), asked.relation(one), str(one)) for one in assumptions)
    ways = [way for form in closed_forms(model) for way in [_way(asked, form, claim, concept)] if way is not None]
    then = some(asked.relation(sp.And(*way)) for way in ways)
    proof = discharge(Universal("Claim.1", str(claim), asked.setting, given, then))
    if proof.counterexample is None:
        return replace(proof, method="SMT, by closed forms")
    at = [Fact("the parameters are these", every(asked.symbols[s] == _value(proof.counterexample[s.name])
                                                  for s in game.field.symbols))]  # fmt: skip
    if concept:
        at.append(Fact(f"it survives {concept}", REFINEMENTS[concept](asked.play), concept))
    property_ = asked.relation(claim, asked.letters.terms(asked.play))
    nowhere = discharge(Universal("Claim.1", str(claim), asked.setting, tuple(at), no(property_), asked.play))
    if nowhere.proved:
        return replace(proof, method="SMT, by closed forms", confirmed=True)
    note = "no closed form has the property at these numbers, but an equilibrium has: they may lie on an edge"
    return replace(proof, status="unknown", counterexample=None, note=f"{note} ({proof.counterexample})")


def _value(x: Any) -> Any:
    return z3().RealVal(str(Fraction(x)))


def _way(asked: _Asked, form: ClosedForm, claim: Any, concept: str) -> list[Any] | None:
    """That a closed form exists, survives, and has the property; None where it leaves open what the claim speaks of."""
    letters = asked.letters.formulas(form)
    unknown = claim.free_symbols & set(asked.letters.terms(asked.play)) - set(letters)
    if unknown:
        return None
    where = [form.condition, *([form.survives_under(concept)] if concept else [])]
    return [*(one.expression for one in where), claim.subs(letters, simultaneous=True)]
