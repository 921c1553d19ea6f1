"""What an SMT solver must refute for a closed form to be right. Equilibrium is stated apart, in `proving.formulas`.

    sufficiency   where the condition holds, the strategies with any of the off-path replies and beliefs described are
                  an equilibrium, and some such reply and belief exist
    necessity     an equilibrium with this support pattern has these weights and replies, and satisfies the condition
    completeness  a pattern that is not listed has no equilibrium off given edges
    selection     where the form is said to survive a refinement, some replies and beliefs off the path survive it; and
                  an equilibrium with this support pattern that survives satisfies what is said

Each obligation is a list of formulas, every one of which must be unsatisfiable. The game is handed in as terms of the
solver, made from the model's payoffs without passing through SymPy; formulas written in SymPy are translated here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, product
from typing import Any

import sympy as sp

from termination.engine.proving.formulas import (
    FormalGame,
    Formula,
    Play,
    Term,
    every,
    is_equilibrium,
    no,
    real,
    some,
    survives_d1,
    survives_intuitive,
    z3,
)
from termination.engine.symbolic.closed_form import ClosedForm, Condition, OffPath, OneOf
from termination.engine.symbolic.patterns import Pattern

_REFINEMENTS = {"D1": survives_d1, "intuitive": survives_intuitive}


def sufficiency(form: ClosedForm, game: FormalGame) -> Iterator[Formula]:
    """Formulas that contradict: assumptions and condition hold, and yet something makes it no equilibrium."""
    given = [formula(form.assumptions), formula(form.condition)]
    play, described = _described(form, game)
    yield every([*given, *described, no(is_equilibrium(play))])
    for m in form.messages:
        off = form.receiver[m]
        if isinstance(off, OffPath):
            yield every([*given, no(_supported(form, off))])


def necessity(form: ClosedForm, game: FormalGame) -> Iterator[Formula]:
    """Formulas that contradict: an equilibrium of the pattern, and yet a part of what the closed form says fails."""
    play = play_of(game, form.pattern)
    given = every([formula(form.assumptions), *_in_use(play, form.pattern), is_equilibrium(play)])
    for part in form.condition:
        yield every([given, no(formula(part))])
    for t, row in zip(form.types, play.sigma, strict=True):
        yield from (every([given, weight != term(e)]) for weight, e in _mixed(row, form.sender[t].values()))
    for m, row in zip(form.messages, play.rho, strict=True):
        replies = form.receiver[m]
        if isinstance(replies, OffPath):
            yield every([given, no(every(row[0] >= term(bound) for bound in replies.lower))])
            yield every([given, no(every(row[0] <= term(bound) for bound in replies.upper))])
            yield every([given, no(_also(replies, row[0]))])
        else:
            yield from (every([given, weight != term(e)]) for weight, e in _mixed(row, replies.values()))


def completeness(pattern: Pattern, game: FormalGame, assumptions: Condition, edges: Sequence[Any]) -> Formula:
    """A formula that contradicts, if the pattern has no equilibrium where none of the expressions `edges` vanishes."""
    play = play_of(game, pattern)
    off_edges = [term(edge) != 0 for edge in edges]
    return every([formula(assumptions), *off_edges, *_in_use(play, pattern), is_equilibrium(play)])


def selection(form: ClosedForm, game: FormalGame, concept: str) -> Iterator[Formula]:
    """Formulas that contradict: the form survives where it is not said to, or nothing of it does where it is."""
    survives, said = _REFINEMENTS[concept], form.survives[concept]
    play = play_of(game, form.pattern)
    given = [formula(form.assumptions), *_in_use(play, form.pattern), is_equilibrium(play), survives(play)]
    yield from (every([*given, no(formula(part))]) for part in said)
    play, _ = _described(form, game)
    for j, m in enumerate(form.messages):
        if isinstance(off := form.receiver[m], OffPath):
            ways = (every([_deters(off, chance), survives(_only(play, j, chance))]) for chance in _deterring(off))
            yield every([formula(form.assumptions), formula(form.condition), formula(said), no(some(ways))])


def _only(play: Play, j: int, chance: Term) -> Play:
    """The play as if all messages but the one at this position were sent, that being answered with these chances."""
    sigma = tuple(tuple(play.sigma[t][k] if k == j else 1 for k in range(len(row))) for t, row in enumerate(play.sigma))
    rho = (*play.rho[:j], (chance, 1 - chance), *play.rho[j + 1 :])
    return replace(play, sigma=sigma, rho=rho)


def play_of(game: FormalGame, pattern: Pattern) -> Play:
    """A play with this support pattern: variables for what is mixed and for replies and beliefs off the path."""
    sigma = [
        [_chance("sigma", t, m, j in used, len(used)) for j, m in enumerate(game.messages)]
        for t, used in zip(game.types, pattern.sender, strict=True)
    ]
    rho = [
        [_chance("rho", m, r, i in used or not used, len(used)) for i, r in enumerate(replies)]
        for m, replies, used in zip(game.messages, game.response_sets, pattern.replies, strict=True)
    ]
    mu = []
    for j, m in enumerate(game.messages):
        senders = pattern.senders(j)
        mu.append([_chance("mu", m, t, i in senders or not senders, len(senders)) for i, t in enumerate(game.types)])
    return Play.given(game, sigma, rho, mu)


def _chance(letter: str, row: str, column: str, used: bool, among: int) -> Term:
    if not used:
        return 0
    return 1 if among == 1 else real(letter, row, column)


def _in_use(play: Play, pattern: Pattern) -> Iterator[Formula]:
    """What the pattern says is used has positive probability."""
    for row, used in zip((*play.sigma, *play.rho), (*pattern.sender, *pattern.replies), strict=True):
        yield from (row[i] > 0 for i in used if not isinstance(row[i], int))


def _mixed(row: Sequence[Term], expressions: Iterable[Any]) -> list[tuple[Term, Any]]:
    return [(x, e) for x, e in zip(row, expressions, strict=True) if not isinstance(x, int)]


def _described(form: ClosedForm, game: FormalGame) -> tuple[Play, list[Formula]]:
    """The play that the closed form describes; off the path what it says of replies and beliefs."""
    described: list[Formula] = []
    rho, mu = [], []
    for m, labels in zip(form.messages, form.response_sets, strict=True):
        replies = form.receiver[m]
        if not isinstance(replies, OffPath):
            rho.append([term(e) for e in replies.values()])
            mu.append([term(e) for e in form.beliefs[m].values()])
            continue
        chances, beliefs = [real("rho", m, r) for r in labels], [real("mu", m, t) for t in form.types]
        rho.append(chances)
        mu.append(beliefs)
        described += [x >= 0 for x in (*chances, *beliefs)] + [z3().Sum(*x) == 1 for x in (chances, beliefs)]
        described += [chances[0] >= term(bound) for bound in replies.lower]
        described += [chances[0] <= term(bound) for bound in replies.upper]
        described.append(_also(replies, chances[0]))
        here = {f"mu_{t}": belief for t, belief in zip(_suffixes(replies), beliefs, strict=True)}
        described += [
            some([chance == 0, formula(best, here)]) for chance, best in zip(chances, replies.best, strict=True)
        ]
    sigma = [[term(e) for e in form.sender[t].values()] for t in form.types]
    return Play.given(game, sigma, rho, mu), described


def _also(off: OffPath, chance: Term) -> Formula:
    """What bounds the chance of the first reply from below or from above, as the parameters have it."""
    names = [s.name for s in off.also.notation.symbols if s.name.startswith("rho_")]
    return formula(off.also, dict.fromkeys(names, chance))


def _suffixes(off: OffPath) -> list[str]:
    """What types are called in the symbols of beliefs."""
    return [s.name.removeprefix("mu_") for s in off.best[0].notation.symbols if s.name.startswith("mu_")]


def _supported(form: ClosedForm, off: OffPath) -> Formula:
    """Some reply that deters is best against some belief.

    Both replies are best at some belief if and only if each is at a belief that is sure of a type.
    """
    sure = [{f"mu_{t}": int(i == j) for j, t in enumerate(_suffixes(off))} for i in range(len(form.types))]
    best = [some(formula(one, belief) for belief in sure) for one in off.best]
    ways = []
    for first in _deterring(off):
        needed = [some([chance == 0, one]) for chance, one in zip((first, 1 - first), best, strict=True)]
        ways.append(every([_deters(off, first), *needed]))
    return some(ways)


def _deterring(off: OffPath) -> list[Term]:
    """Chances of the first reply, sure ones and those that leave a type indifferent.

    What deters is an interval, and whether it is best or survives differs between 0, 1 and the rest only. So if any
    chance will do one of these does.
    """
    return [0, 1, *(term(second) / (term(second) - term(first)) for first, second in off.gains)]


def _deters(off: OffPath, first: Term) -> Formula:
    bounds = [*(term(bound) <= first for bound in off.lower), *(first <= term(bound) for bound in off.upper)]
    return every([first >= 0, first <= 1, *bounds, _also(off, first)])


# -- what is asked --------------------------------------------------------------------------------------------------


def refuted(statement: Formula) -> bool:
    """Whether z3 finds that a statement cannot hold, within a fixed number of its steps.

    In a context of its own, so that it does not matter what was asked before.
    """
    if statement is False:
        return True
    context = z3().Context()
    solver = z3().SolverFor("QF_NRA", ctx=context)
    solver.set("rlimit", 1_000_000_000)
    solver.add(statement.translate(context))
    return str(solver.check()) == "unsat"


def every_pattern(messages: int, types: int = 2) -> Iterator[Pattern]:
    """All support patterns with two replies, enumerated here anew."""
    supports = [used for n in range(1, messages + 1) for used in combinations(range(messages), n)]
    for sender in product(supports, repeat=types):
        options = [[(0,), (1,), (0, 1)] if m in {*sum(sender, ())} else [()] for m in range(messages)]
        for replies in product(*options):
            yield Pattern(sender, replies)


def plain(table: Iterable[Iterable[Iterable[Any]]]) -> tuple[tuple[tuple[Term, ...], ...], ...]:
    """Payoffs as terms, simplified."""
    zero = z3().RealVal(0)
    return tuple(tuple(tuple(z3().simplify(x + zero) for x in cells) for cells in rows) for rows in table)


# -- from SymPy to the solver ------------------------------------------------------------------------------------------


def formula(part: Any, beliefs: Mapping[str, Term] | None = None) -> Formula:
    """A condition in the solver's language."""
    if isinstance(part, Condition):
        return every(formula(one, beliefs) for one in part.parts)
    if isinstance(part, OneOf):
        return some(formula(one, beliefs) for one in part.parts)
    left, right = term(part.lhs, beliefs), term(part.rhs, beliefs)
    if isinstance(part, sp.Lt):
        return left < right
    if isinstance(part, sp.Le):
        return left <= right
    if isinstance(part, sp.Gt):
        return left > right
    return left >= right if isinstance(part, sp.Ge) else left == right


def term(expression: Any, beliefs: Mapping[str, Term] | None = None) -> Term:
    """An expression in the solver's language; a symbol is the variable of its name, or what `beliefs` has for it."""
    if isinstance(expression, sp.Symbol):
        return (beliefs or {}).get(expression.name, z3().Real(expression.name))
    if isinstance(expression, sp.Rational):
        return z3().RealVal(f"{expression.p}/{expression.q}")
    if isinstance(expression, sp.Pow) and int(expression.exp) < 0:
        return 1 / term(sp.Pow(expression.base, -expression.exp), beliefs)
    if isinstance(expression, sp.Pow):
        return z3().Product(*[term(expression.base, beliefs)] * int(expression.exp))
    parts = [term(argument, beliefs) for argument in expression.args]
    return z3().Sum(*parts) if isinstance(expression, sp.Add) else z3().Product(*parts)
