"""One game solved exactly, in brief: which equilibria there are, which survive, how likely what is, and knife edges.

This is the road of the exact engine through a sweep. The other road, the closed forms, shares nothing with it.

A game is on a **knife edge** if an arbitrarily small change of its payoffs changes which equilibria there are, or which
survive. Equilibria at nearby games converge to equilibria (upper hemicontinuity), so that can happen only where, in
some family, an inequality that should be strict holds as an equality throughout: a message not used pays a type exactly
what she gets, a reply not used is exactly as good after a message that is sent, strategies are free on the path of
play, or a reply that holds the family together off the path is best only by a tie. After a refinement also where two
thresholds which it compares are equal.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations, product

from termination.engine.beliefs import rationalizable, scaled_receiver
from termination.engine.enumerate import solve
from termination.engine.equilibria import Equilibria
from termination.engine.families import Family
from termination.engine.game import SignalingGame, only_plain
from termination.engine.model import Event, Model, measures_of
from termination.engine.refining.refine import refine
from termination.engine.strategies import Quantity, Range
from termination.errors import SearchLimitWarning


@dataclass(frozen=True)
class Brief:
    """What a sweep keeps of one game: names of families and survivors, the flags, and (min, max) of each quantity."""

    families: tuple[str, ...]
    survives: tuple[str, ...]
    knife_edge: bool
    complete: bool
    extremes: tuple[tuple[float, float], ...]


#: Quantities beside the probabilities of events: "payoff.TYPE", and "posterior.TYPE" given what the model says reveals.
PAYOFF, POSTERIOR = "payoff.", "posterior."


def brief(
    model: Model,
    refinement: str | None,
    quantities: Sequence[str],
    describe: Callable[[Family], str] | None = None,
) -> Brief:
    """Solve the model and keep what is asked for; families are called what the model calls them, or by `describe`."""
    only_plain(model.game(), "a sweep")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SearchLimitWarning)  # reported by the sweep, for all points at once
        found = solve(model)
    kept = refine(found, refinement) if refinement else found
    return Brief(
        _names(found, describe or model.describe),
        _names(kept, describe or model.describe),
        on_knife_edge(found, refinement),
        found.complete,
        tuple(_extremes(model, kept, quantity) for quantity in quantities),
    )


def _names(families: Iterable[Family], describe: Callable[[Family], str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(describe, families)))


def _extremes(model: Model, families: Equilibria, quantity: str) -> tuple[float, float]:
    """The least and the greatest value over all the equilibria; NaN where none has it."""
    found = [end for family in families for end in _ends(model, family, quantity)]
    return (float(min(found)), float(max(found))) if found else (float("nan"), float("nan"))


def _ends(model: Model, family: Family, quantity: str) -> tuple[Fraction, ...]:
    if quantity.startswith(PAYOFF):
        return _both_ends(family.payoffs[quantity.removeprefix(PAYOFF)])
    if quantity.startswith(POSTERIOR):
        return tuple(
            _posteriors(family, model.events()[measures_of(model).revealing], quantity.removeprefix(POSTERIOR))
        )
    return _both_ends(family.outcomes[quantity])


def _both_ends(value: Quantity) -> tuple[Fraction, ...]:
    return (value.low, value.high) if isinstance(value, Range) else (value,)


def _posteriors(family: Family, event: Event, type_: str) -> list[Fraction]:
    """The probability of the type given that a message of the event is sent, at the vertices at which any is.

    A ratio of linear functions is extreme at vertices; where the denominator vanishes at one, its limits along the
    edges from there are values at the others.
    """
    game = family.game
    reveals = [any(message == m for message, _ in event) for m in game.messages]
    i = game.types.index(type_)
    found = []
    for vertex in family.sender.vertices:
        joint = [
            p * sum((x for x, on in zip(row, reveals, strict=True) if on), Fraction(0))
            for p, row in zip(game.prior, vertex.probabilities, strict=True)
        ]
        if any(joint):
            found.append(joint[i] / sum(joint))
    return found


# Knife edges


def on_knife_edge(found: Equilibria, refinement: str | None) -> bool:
    """Whether a small change of the game may change which equilibria there are or which of them survive."""
    return any(_loose(family) or _hangs_by_a_thread(family) for family in found) or (
        refinement is not None and any(_tied(family, refinement) for family in found)
    )


def _hangs_by_a_thread(family: Family) -> bool:
    """Whether every reply that holds the family together after an unsent message may cease to be a best one.

    Only replies that some belief makes best count. One is safe if it is better than all others against some belief;
    the rest are best only where against some type two are equally good. With more than two replies all ties between
    them count, which may flag too much.
    """
    game = family.game
    for m, on in enumerate(family.sent):
        replies = _best_somewhere(game, m)
        rows = [[cells[m][r] for r in replies] for cells in game.receiver]
        if on or not any(row[a] == row[b] for row in rows for a, b in combinations(range(len(replies)), 2)):
            continue
        if len(replies) > 2:
            return True
        safe = [r for r, other in zip(replies, reversed(replies), strict=True) if _better(game, m, r, other)]
        played = [vertex.probabilities[m] for vertex in family.receiver.vertices]
        if len(safe) < len(replies) and not any(chances[r] == 1 for chances in played for r in safe):
            return True
    return False


def _best_somewhere(game: SignalingGame, m: int) -> list[int]:
    """The replies to a message that some belief makes best."""
    possible = rationalizable(scaled_receiver(game, m))
    return [r for r in range(len(game.response_sets[m])) if any(mask >> r & 1 for mask in possible)]


def _better(game: SignalingGame, m: int, one: int, other: int) -> bool:
    """Whether against some type the one reply is better than the other."""
    return any(cells[m][one] > cells[m][other] for cells in game.receiver)


def _loose(family: Family) -> bool:
    """Whether the family is free on the path of play, or an unused choice is exactly as good all over it."""
    game, sent = family.game, family.sent
    if not family.sender.is_point or any(
        len({vertex.probabilities[m] for vertex in family.receiver.vertices}) > 1 for m, on in enumerate(sent) if on
    ):
        return True
    return _message_ties(family) or any(_reply_ties(game, family, m) for m, on in enumerate(sent) if on)


def _message_ties(family: Family) -> bool:
    """Whether, at every member, some type is indifferent to a message that she does not use."""
    used = family.sender.support
    ties = None
    for vertex in family.receiver.vertices:
        here = set()
        for t, row in enumerate(used):
            worth = [_pays(family.game, t, m, vertex.probabilities[m]) for m in range(len(row))]
            here |= {(t, m) for m, on in enumerate(row) if not on and worth[m] == max(worth)}
        ties = here if ties is None else ties & here
    return bool(ties)


def _pays(game: SignalingGame, t: int, m: int, replies: Sequence[Fraction]) -> Fraction:
    return sum((x * u for x, u in zip(replies, game.sender[t][m], strict=True)), Fraction(0))


def _reply_ties(game: SignalingGame, family: Family, m: int) -> bool:
    """Whether a reply that is not used after m, which is sent, is exactly as good."""
    weights = [p * row[m] for p, row in zip(game.prior, family.sender.vertices[0].probabilities, strict=True)]
    worth = [
        sum((w * game.receiver[t][m][r] for t, w in enumerate(weights)), Fraction(0))
        for r in range(len(game.response_sets[m]))
    ]
    used = family.receiver.support[m]
    return any(value == max(worth) and not on for value, on in zip(worth, used, strict=True))


def _tied(family: Family, concept: str) -> bool:
    """Whether the verdict on the family turns on a tie after some message that is not sent.

    A tie is a reply that pays a type exactly what she has, or two types that turn from losing to gaining at the same
    mixture. Where there is one the verdict is taken again with each type's payoffs from the message a little higher or
    lower.
    """
    game = family.game
    worth = [
        _pays(game, t, row.index(True), family.receiver.vertices[0].probabilities[row.index(True)])
        for t, row in enumerate(family.sender.support)
    ]
    for m, on in enumerate(family.sent):
        replies = _best_somewhere(game, m)
        if on or len(replies) < 2:
            continue
        gains = [[game.sender[t][m][r] - worth[t] for r in replies] for t in range(len(game.types))]
        if all(x for row in gains for x in row) and not _thresholds_tie(gains):
            continue
        step = max(abs(x) for row in gains for x in row) / 10**9
        signs = product((1, -1), repeat=len(game.types))
        if len({_verdict(family, m, [sign * step for sign in each], concept) for each in signs}) > 1:
            return True
    return False


def _verdict(family: Family, m: int, shifts: Sequence[Fraction], concept: str) -> bool:
    """Whether any of the family survives with each type's payoffs after m shifted."""
    game = family.game
    sender = [
        [[x + shift if k == m else x for x in cells] for k, cells in enumerate(rows)]
        for rows, shift in zip(game.sender, shifts, strict=True)
    ]
    responses = dict(zip(game.messages, game.response_sets, strict=True))
    shifted = SignalingGame(game.types, game.prior, game.messages, responses, sender, game.receiver)
    kept = refine(Equilibria(shifted, shifted, (replace(family, game=shifted),)), concept)
    return bool(kept)


def _thresholds_tie(gains: Sequence[Sequence[Fraction]]) -> bool:
    """Whether two types turn from losing to gaining at the same mixture of two replies."""
    for a, b in combinations(range(len(gains[0])), 2):
        turning = [row[a] / row[b] for row in gains if row[a] * row[b] < 0]
        if len(set(turning)) < len(turning):
            return True
    return False
