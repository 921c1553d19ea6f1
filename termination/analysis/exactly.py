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
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce
from itertools import chain, combinations, product
from operator import or_
from typing import Any

from termination.engine.beliefs import (
    Case,
    envelope_after,
    pairs_of,
    posterior_after,
    rationalizable,
    row_seen,
    scaled_receiver,
)
from termination.engine.enumerate import solve
from termination.engine.equilibria import Equilibria
from termination.engine.families import Family
from termination.engine.game import SignalingGame
from termination.engine.model import Event, Model, measures_of
from termination.engine.places import mask_of
from termination.engine.refining.concepts import plans
from termination.engine.refining.refine import refine
from termination.engine.strategies import Quantity, Range, Strategy
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
    """Whether what holds the family together after something unseen may cease to be a best reply.

    Of two replies one that does not is enough. Of more the family may fall apart without the others, or lie in another.
    """
    game = family.game
    for z in (z for z, on in enumerate(family.reached) if not on):
        ways = [mask_of(vertex.flat[z]) for vertex in family.receiver.vertices]
        if len(game.flat.replies[z]) > 2:
            ways = [reduce(or_, ways)]
        if not any(_firm(game, z, replies) for replies in ways):
            return True
    return False


def _firm(game: SignalingGame, z: int, replies: int) -> bool:
    """Whether some belief makes these replies best, and does so still where payoffs change a little.

    That is so where they are among the best at a vertex of the envelope that as many ties make as the belief there
    needs, one less than it has cases: it then moves a little, and all that is not best there stays worse.
    """
    receivers = len(game.receiver_types) or 1
    return any(
        vertex.replies & replies == replies
        and vertex.replies.bit_count() - receivers < sum(1 for weight in vertex.weights if weight)
        for vertex in envelope_after(game, z)
    )


def _loose(family: Family) -> bool:
    """Whether the family is free on the path of play, or an unused choice is exactly as good all over it."""
    seen = [z for z, on in enumerate(family.reached) if on]
    if not family.sender.is_point or any(len({one.flat[z] for one in family.receiver.vertices}) > 1 for z in seen):
        return True
    return _message_ties(family) or any(_reply_ties(family, z) for z in seen)


def _message_ties(family: Family) -> bool:
    """Whether, at every member, some type is indifferent to a message that she does not use."""
    used = family.sender.support
    ties = None
    for vertex in family.receiver.vertices:
        here = set()
        for t, row in enumerate(used):
            worth = [_pays(family.game, t, m, vertex) for m in range(len(row))]
            here |= {(t, m) for m, on in enumerate(row) if not on and worth[m] == max(worth)}
        ties = here if ties is None else ties & here
    return bool(ties)


def _pays(game: SignalingGame, t: int, m: int, receiver: Strategy) -> Fraction:
    """What a message pays a type; what she cannot have where she lacks it, and that is less (see `game.Flat`)."""
    replies = chain(*receiver.flat) if game.noise else receiver.flat[m]
    return sum((x * u for x, u in zip(replies, game.flat.sender[t][m], strict=True)), Fraction(0))


def _reply_ties(family: Family, z: int) -> bool:
    """Whether a reply that is not used after what is seen is exactly as good."""
    game, [first, *_] = family.game, family.sender.vertices
    belief = posterior_after(game, first.probabilities, z)
    assert belief is not None, "the family reaches what is seen"
    against = [(p, row) for p, row in zip(belief, scaled_receiver(game, z), strict=True) if row]
    worth = [sum((p * row[r] for p, row in against), Fraction(0)) for r in range(len(against[0][1]))]
    used = [any(column) for column in zip(*(vertex.flat[z] for vertex in family.receiver.vertices), strict=True)]
    width = len(game.response_sets[z])
    return any(
        value == max(worth[i : i + width]) and not on
        for i in range(0, len(worth), width)
        for value, on in zip(worth[i : i + width], used[i : i + width], strict=True)
    )


def _tied(family: Family, concept: str) -> bool:
    """Whether the verdict on the family turns on a tie after something that is not seen.

    A tie is a plan, a reply for each type of the receiver's, that pays a type exactly what she has, or two types that
    turn from losing to gaining at the same mixture of two plans. Where there is one the verdict is taken again with
    each type's payoffs there a little higher or lower.
    """
    game, [vertex, *_] = family.game, family.receiver.vertices
    worth = [_pays(game, t, row.index(True), vertex) for t, row in enumerate(family.sender.support)]
    for z, on in enumerate(family.reached):
        cases = pairs_of(game, z)
        chosen = () if on else _plans(game, z, cases)
        if len(chosen) < 2:
            continue
        able = [case for case in cases if case.pairs]
        rows = [(worth[case.type], row_seen(game, game.flat.sender, case.pairs[0], z)) for case in able]
        gains = [[sum((row[r] for r in plan), Fraction(0)) - now for plan in chosen] for now, row in rows]
        if all(x for row in gains for x in row) and not _thresholds_tie(gains):
            continue
        step = max(abs(x) for row in gains for x in row) / 10**9
        places = [case.pairs[0] for case in able]
        ways = (dict(zip(places, signs, strict=True)) for signs in product((step, -step), repeat=len(places)))
        if len({_verdict(family, way, concept) for way in ways}) > 1:
            return True
    return False


def _plans(game: SignalingGame, z: int, cases: Sequence[Case]) -> tuple[tuple[int, ...], ...]:
    """The plans after what is seen that some belief makes best."""
    receivers, payoffs = len(game.receiver_types) or 1, scaled_receiver(game, z, cases)
    width = len(game.flat.replies[z])
    return tuple(
        sorted({plan for mask in rationalizable(payoffs, receivers) for plan in plans(width, mask, receivers)})
    )


def _verdict(family: Family, shifts: Mapping[tuple[int, int], Fraction], concept: str) -> bool:
    """Whether any of the family survives with payoffs of some types after some messages shifted."""
    game = family.game

    def shifted(cells: Any, shift: Fraction) -> Any:
        return cells + shift if isinstance(cells, Fraction) else [shifted(one, shift) for one in cells]

    def rows(table: Any, t: int) -> list[Any]:
        return [shifted(row, shifts.get((t, m), Fraction(0))) for m, row in enumerate(table)]

    by_type = enumerate(game.sender)
    sender = [[rows(one, t) for one in table] if game.receiver_types else rows(table, t) for t, table in by_type]
    labels = game.types, game.prior, game.message_lists, game.responses
    his = game.receiver_types, game.receiver_prior, game.noise_rows
    moved = SignalingGame(*labels, sender, game.receiver, game.title, *his)
    kept = refine(Equilibria(moved, moved, (replace(family, game=moved),)), concept)
    return bool(kept)


def _thresholds_tie(gains: Sequence[Sequence[Fraction]]) -> bool:
    """Whether two types turn from losing to gaining at the same mixture of two replies."""
    for a, b in combinations(range(len(gains[0])), 2):
        turning = [row[a] / row[b] for row in gains if row[a] * row[b] < 0]
        if len(set(turning)) < len(turning):
            return True
    return False
