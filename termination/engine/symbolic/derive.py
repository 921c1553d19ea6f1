"""From a support pattern to strategies and the region of parameters where they are an equilibrium.

With supports fixed, the receiver's indifference fixes the sender's weights and the sender's indifference fixes the
replies, apart from each other. What is left are inequalities: that weights and replies are positive, that no type gains
by another message, that no other reply is better. After a message nobody sends some rationalizable reply must deter
every type; with two replies that is a point of a segment, with more (and two types) a point or segment of the set of
replies that one belief makes best.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations

import sympy as sp

from termination.engine.symbolic.algebra import Element, solve_linear
from termination.engine.symbolic.games import SymbolicGame
from termination.engine.symbolic.logic import FALSE, Tree, atom, both, either
from termination.engine.symbolic.patterns import Pattern, receiver_rows, sender_rows
from termination.errors import TerminationError


class NoClosedFormError(TerminationError):
    """No closed form could be derived; the message says why."""


@dataclass(frozen=True)
class Derivation:
    """The equilibria of one pattern: `sigma[t, m]`, `rho[m, r]` for messages sent, and what they require.

    Where a system leaves an unknown free it is a symbol of its own, listed in `free`; where it asks too much of the
    parameters, `equalities` are what must hold.
    """

    game: SymbolicGame
    pattern: Pattern
    sigma: dict[tuple[int, int], Element]
    rho: dict[tuple[int, int], Element]
    equalities: tuple[Tree, ...]
    free: tuple[sp.Symbol, ...]

    @cached_property
    def values(self) -> tuple[Element, ...]:
        """V_t: what each type expects."""
        return tuple(self.worth(t, used[0]) for t, used in enumerate(self.pattern.sender))

    def worth(self, t: int, m: int) -> Element:
        """What type t expects from a message that is sent."""
        cells = self.game.sender_elements[t][m]
        return sum((self.rho[m, r] * cells[r] for r in self.pattern.replies[m]), self.game.field.zero)

    def gain(self, t: int, m: int, r: int) -> Element:
        """What type t gains by an unsent message m answered by r."""
        return self.game.sender_elements[t][m][r] - self.values[t]

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
        for size in (1, 2):
            yield from combinations(replies, size)

    def deters(self, m: int, face: Sequence[int]) -> Tree:
        """Some mixture of the replies in `face` leaves no type with a gain."""
        gains = [[self.gain(t, m, r) for r in face] for t in self.types]
        if len(face) == 1:
            return both(atom(x, "<=") for (x,) in gains)
        pairs = [(one, other) for one in gains for other in gains]
        return both(_both_deterred(one, other) for one, other in pairs)

    def rationalizable(self, m: int, face: Sequence[int]) -> Tree:
        """Some belief makes all replies in `face` best."""
        replies = range(len(self.game.response_sets[m]))
        others = [r for r in replies if r not in face]
        if len(replies) == 1:
            return both([])
        if len(replies) == 2:
            wanted = face if len(face) == 2 else (face[0],)
            return both(either(atom(self.game.advantage(t, m, r, 1 - r), ">=") for t in self.types) for r in wanted)
        if len(self.types) == 1:
            return both(self._best_at([self.game.field.one], m, face[0], [*others, *face[1:]], len(face) > 1))
        if len(face) == 1:
            corners = [both(self._best_at(w, m, face[0], others)) for w in self._corners()]
            return either([*corners, *(self._crossing(m, face[0], r, others) for r in others)])
        return self._crossing(m, face[0], face[1], others)

    def _corners(self) -> list[list[Element]]:
        zero, one = self.game.field.zero, self.game.field.one
        return [[one if s == t else zero for s in self.types] for t in self.types]

    def _best_at(
        self, weights: Sequence[Element], m: int, r: int, others: Sequence[int], exactly: bool = False
    ) -> Iterator[Tree]:
        for other in others:
            terms = (w * self.game.advantage(t, m, r, other) for t, w in zip(self.types, weights, strict=True))
            yield atom(sum(terms, self.game.field.zero), "=" if exactly else ">=")

    def _crossing(self, m: int, r: int, other: int, rest: Sequence[int]) -> Tree:
        """Two types: at the belief that makes r and `other` equally good, both are best.

        Its weights are proportional to minus the advantage for the other type and the advantage for the one.
        """
        first, second = (self.game.advantage(t, m, r, other) for t in self.types)
        ways = []
        for sign in (self.game.field.one, -self.game.field.one):
            weights = [-sign * second, sign * first]
            best = self._best_at(weights, m, r, [k for k in rest if k != other])
            ways.append(both([atom(sign * first, ">="), atom(-sign * second, ">="), *best]))
        return either(ways)


def _both_deterred(one: Sequence[Element], other: Sequence[Element]) -> Tree:
    """That what the first reply costs `one` and what the second costs `other` leave room for a mixture.

    With gains (x, y) and (u, v) the weight a of the first reply must have a x + (1 - a) y <= 0: an upper bound where
    x > 0, and a u + (1 - a) v <= 0: a lower bound where v > 0. They leave room iff x v <= y u.
    """
    (x, y), (u, v) = one, other
    if one is other:
        return either([atom(x, "<="), atom(y, "<=")])
    return either([atom(x, "<="), atom(v, "<="), atom(y * u - x * v, ">=")])


def derive(game: SymbolicGame, pattern: Pattern) -> Derivation:
    """Solve the two systems of the pattern. Raises `NoClosedFormError` for games that are out of reach."""
    check_scope(game)
    system, unknowns = receiver_rows(game, pattern)
    other_system, other_unknowns = sender_rows(game, pattern)
    solution = solve_linear(game.field, system, len(unknowns))
    other = solve_linear(game.field, other_system, len(other_unknowns))
    residues = (*solution.residues, *other.residues)
    free = [_free_symbol(game, "sigma", unknowns[i], True) for i in solution.free]
    free += [_free_symbol(game, "rho", other_unknowns[i], False) for i in other.free]
    if free:
        game = replace(game, symbols=(*game.symbols, *free))
        system, unknowns = receiver_rows(game, pattern)
        other_system, other_unknowns = sender_rows(game, pattern)
        chosen = free[: len(solution.free)]
        solution = solve_linear(game.field, [*system, *_fixed(game, solution.free, chosen, system)], len(unknowns))
        chosen = free[len(chosen) :]
        rows = [*other_system, *_fixed(game, other.free, chosen, other_system)]
        other = solve_linear(game.field, rows, len(other_unknowns))
    return Derivation(
        game,
        pattern,
        dict(zip(unknowns, solution.constants(), strict=True)),
        dict(zip(other_unknowns, other.constants(), strict=True)),
        tuple(atom(game.element(x.as_expr()), "=") for x in residues),
        tuple(free),
    )


def _fixed(
    game: SymbolicGame, places: Sequence[int], symbols: Sequence[sp.Symbol], system: Sequence[Sequence[Element]]
) -> Iterator[list[Element]]:
    """That an unknown is the symbol which stands for it."""
    for place, symbol in zip(places, symbols, strict=True):
        row = [game.field.zero] * len(system[0])
        row[place], row[-1] = game.field.one, game.element(symbol)
        yield row


def _free_symbol(game: SymbolicGame, letter: str, cell: tuple[int, int], by_type: bool) -> sp.Symbol:
    """A name for an unknown that stays free, such as sigma_low_closed."""
    i, j = cell
    labels = (game.types[i], game.messages[j]) if by_type else (game.messages[i], game.response_sets[i][j])
    return sp.Symbol("_".join([letter, *("".join(c if c.isalnum() else "_" for c in label) for label in labels)]))


def check_scope(game: SymbolicGame) -> None:
    """Refuse what the derivation does not cover, saying what it does."""
    types, most = len(game.types), max(map(len, game.response_sets))
    if types > 3 or most > 3 or (types == 3 and most > 2):
        raise NoClosedFormError(
            f"closed forms are derived for up to two types with up to three responses to each message, and for three "
            f"types with two responses; this game has {types} types and up to {most} responses. solve() has no limit"
        )


def requirements(derivation: Derivation) -> tuple[list[Tree], list[Tree], list[Tree]]:
    """What existence requires, in three parts: of the sender's side, of the receiver's, and after unsent messages."""
    return (
        list(derivation.sender_side()),
        [*derivation.equalities, *derivation.receiver_side()],
        [derivation.deterred(m) for m in derivation.pattern.unsent],
    )


__all__ = ["FALSE", "Derivation", "NoClosedFormError", "check_scope", "derive", "requirements"]
