"""From a support pattern to strategies and the region of parameters where they are an equilibrium.

With supports fixed, the receiver's indifference fixes the sender's weights and the sender's indifference fixes the
replies, apart from each other. What is left are inequalities: that weights and replies are positive, that no type gains
by another message, that no other reply is better. After a message nobody sends some rationalizable reply must deter
every type; with two replies that is a point of a segment, with more (and two types) a point or segment of the set of
replies that one belief makes best.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from typing import NamedTuple

import sympy as sp

from termination.engine.symbolic.algebra import Element, solve_linear
from termination.engine.symbolic.best_replies import rationalizable
from termination.engine.symbolic.games import SymbolicGame
from termination.engine.symbolic.generic import receiver_rows, sender_rows
from termination.engine.symbolic.logic import FALSE, Tree, atom, both, either
from termination.engine.symbolic.patterns import Pattern
from termination.errors import TerminationError


class NoClosedFormError(TerminationError):
    """No closed form could be derived; the message says why."""


class FreeCell(NamedTuple):
    """A probability that an equilibrium leaves open, and the symbol that stands for it.

    Of the sender's, that type `row` sends message `column`; of the receiver's, that he answers message `row` by
    `column`.
    """

    side: str
    row: int
    column: int
    symbol: sp.Symbol


@dataclass(frozen=True)
class PatternSolution:
    """The equilibria of one pattern: `sigma[t, m]`, `rho[m, r]` for messages sent, and what they require.

    Where a system leaves an unknown free it is a symbol of its own, listed in `free`, and one of the symbols of `game`;
    where it asks too much of the parameters, `equalities` are what must hold.
    """

    game: SymbolicGame
    pattern: Pattern
    sigma: dict[tuple[int, int], Element]
    rho: dict[tuple[int, int], Element]
    equalities: tuple[Tree, ...]
    free: tuple[FreeCell, ...]

    @cached_property
    def values(self) -> tuple[Element, ...]:
        """V_t: what each type expects."""
        return tuple(self.worth(t, used[0]) for t, used in enumerate(self.pattern.sender))

    def worth(self, t: int, m: int) -> Element:
        """What type t expects from a message that is sent."""
        cells = self.game.sender_elements[t][m]
        return sum((self.rho[m, r] * cells[r] for r in self.pattern.replies[m]), self.game.field.zero)

    def joint(self, m: int) -> list[Element]:
        """By type, the probability that she is of this type and sends m."""
        return [p * self.sigma.get((t, m), self.game.field.zero) for t, p in enumerate(self.game.priors)]

    def gain(self, t: int, m: int, r: int) -> Element:
        """What type t gains by an unsent message m answered by r."""
        return self._gains[t, m, r]

    @cached_property
    def _gains(self) -> dict[tuple[int, int, int], Element]:
        rows = self.game.sender_elements
        return {(t, m, r): x - self.values[t] for t in self.types for m in self.pattern.unsent
                for r, x in enumerate(rows[t][m])}  # fmt: skip

    @property
    def types(self) -> range:
        return range(len(self.game.types))

    def sender_side(self) -> Iterator[Tree]:
        """Replies in use are positive; no type gains by another message that is sent."""
        yield from (atom(self.rho[m, r], ">") for m, r in self.rho if len(self.pattern.replies[m]) > 1)
        for t, used in enumerate(self.pattern.sender):
            yield from (atom(self.values[t] - self.worth(t, m), ">=") for m in self.pattern.sent if m not in used)

    def receiver_side(self) -> Iterator[Tree]:
        """Weights in use are positive; no reply is better than those in use."""
        yield from (atom(self.sigma[t, m], ">") for t, m in self.sigma if len(self.pattern.sender[t]) > 1)
        for m in self.pattern.sent:
            used, senders = self.pattern.replies[m], self.pattern.senders(m)
            for r in range(len(self.game.response_sets[m])):
                if r not in used:
                    advantages = [self.game.advantage(t, m, used[0], r) for t in senders]
                    weights = [self.game.priors[t] * self.sigma[t, m] for t in senders]
                    if len(senders) == 1:
                        weights = [self.game.field.one]
                    expected = sum((w * a for w, a in zip(weights, advantages, strict=True)), self.game.field.zero)
                    yield atom(expected, ">=")

    def deterred(self, m: int) -> Tree:
        """Some reply to the unsent message m that some belief supports leaves no type with a gain."""
        return either(both([self.rationalizable(m, face), self.deters(m, face)]) for face in self.faces(m))

    def faces(self, m: int) -> Iterator[tuple[int, ...]]:
        """The sets of replies that one belief may make best for almost all parameters: singles and pairs."""
        replies = range(len(self.game.response_sets[m]))
        yield from ((r,) for r in replies)
        yield from (pair for pair in combinations(replies, 2) if not self._ranked(m, *pair))

    def _ranked(self, m: int, r: int, other: int) -> bool:
        """Whether all types are known to prefer the same of two replies: then mixing them deters nobody else."""
        payoffs = self.game.sender_elements
        signs = [self.game.facts.sign((rows[m][r] - rows[m][other]).numer) for rows in payoffs]
        return (
            None not in signs
            and len(set(signs)) == 1
            and all((rows[m][r] - rows[m][other]).denom.is_ground for rows in payoffs)
        )

    def deters(self, m: int, face: Sequence[int]) -> Tree:
        """Some mixture of the replies in `face` leaves no type with a gain."""
        gains = [[self.gain(t, m, r) for r in face] for t in self.types]
        if len(face) == 1:
            return both(atom(x, "<=") for (x,) in gains)
        pairs = [(one, other) for one in gains for other in gains]
        return both(_both_deterred(one, other) for one, other in pairs)

    def rationalizable(self, m: int, face: Sequence[int]) -> Tree:
        """Some belief makes all replies in `face` best."""
        return rationalizable(self.game, m, tuple(face))


def _both_deterred(one: Sequence[Element], other: Sequence[Element]) -> Tree:
    """That what the first reply costs `one` and what the second costs `other` leave room for a mixture.

    With gains (x, y) and (u, v) the weight a of the first reply must have a x + (1 - a) y <= 0: an upper bound where
    x > 0, and a u + (1 - a) v <= 0: a lower bound where v > 0. They leave room iff x v <= y u.
    """
    (x, y), (u, v) = one, other
    if one is other:
        return either([atom(x, "<="), atom(y, "<=")])
    return either([atom(x, "<="), atom(v, "<="), atom(y * u - x * v, ">=")])


def derive(game: SymbolicGame, pattern: Pattern, at: Mapping[sp.Symbol, Fraction] | None = None) -> PatternSolution:
    """Solve the two systems of the pattern: for almost all parameters, or for those on the same edges as a point `at`.

    Raises `NoClosedFormError` for games that are out of reach.
    """
    check_scope(game)
    systems = [rows(game, pattern) for rows in (receiver_rows, sender_rows)]
    solutions = [solve_linear(game.field, rows, len(unknowns), at) for rows, unknowns in systems]
    free: list[FreeCell] = []
    extended = game
    for side, solution, (_, unknowns) in zip(("sender", "receiver"), solutions, systems, strict=True):
        for place in solution.free:
            symbol = free_symbol(extended, side, unknowns[place])
            extended = replace(extended, symbols=(*extended.symbols, symbol))
            free.append(FreeCell(side, *unknowns[place], symbol))
    symbols = {(one.side, one.row, one.column): extended.element(one.symbol) for one in free}
    sides = []
    for side, solution, (_, unknowns) in zip(("sender", "receiver"), solutions, systems, strict=True):
        chosen = {place: symbols[side, *unknowns[place]] for place in solution.free}
        sides.append(dict(zip(unknowns, solution.within(extended.field, chosen), strict=True)))
    residues = [extended.field.containing(x) for solution in solutions for x in solution.residues]
    sigma, rho = sides
    return PatternSolution(extended, pattern, sigma, rho, tuple(atom(x, "=") for x in residues), tuple(free))


def free_symbol(game: SymbolicGame, side: str, cell: tuple[int, int]) -> sp.Symbol:
    """A name for an unknown that stays free: sigma_low_closed, rho_open_hold; one that nothing else has."""
    i, j = cell
    rows, columns = (game.types, game.messages) if side == "sender" else (game.messages, game.response_sets[i])
    letter = "sigma" if side == "sender" else "rho"
    name = "_".join([letter, *("".join(c if c.isalnum() else "_" for c in label) for label in (rows[i], columns[j]))])
    while name in {s.name for s in game.symbols}:
        name += "_"
    return sp.Symbol(name)


def check_scope(game: SymbolicGame) -> None:
    """Refuse what the derivation does not cover, saying what it does."""
    types, most = len(game.types), max(map(len, game.response_sets))
    if types > 3 or most > 3 or (types == 3 and most > 2):
        raise NoClosedFormError(
            f"closed forms are derived for up to two types with up to three responses to each message, and for three "
            f"types with two responses; this game has {types} types and up to {most} responses. solve() has no limit"
        )


def requirements(derivation: PatternSolution) -> Iterator[list[Tree]]:
    """What existence requires, in parts: weights that are no contradiction, and what it asks of the sender's side, of
    the receiver's, and after unsent messages."""
    yield [both([]) if sum(derivation.joint(m)) else FALSE for m in derivation.pattern.sent]
    yield list(derivation.sender_side())
    yield [*derivation.equalities, *derivation.receiver_side()]
    yield [derivation.deterred(m) for m in derivation.pattern.unsent]
