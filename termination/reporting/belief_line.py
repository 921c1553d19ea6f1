"""The belief line as data: every belief in a row, what is best to do at it, and which beliefs are held.

What a belief is measured by is what the model says (`belief_scale()`); for two types, the probability of one;
otherwise, with two replies, what the receiver expects to gain from one over the other. `plot.beliefs` draws it; nothing
here does, so that it can be had where there is nothing to draw with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from termination.engine.beliefs import cases, envelope, posterior_after, row_seen, scaled_receiver
from termination.engine.families import Assessment, Family
from termination.engine.game import SignalingGame
from termination.engine.model import Scaled
from termination.engine.strategies import Belief, Quantity, Range
from termination.errors import UnknownNameError
from termination.reporting.subject import beyond_types, faced, fitting, single, unfit


@dataclass(frozen=True)
class Stretch:
    """An interval of the line throughout which one set of replies is best."""

    low: Fraction
    high: Fraction
    replies: tuple[str, ...]


@dataclass(frozen=True)
class Held:
    """Beliefs held: a point or an interval; `sent` tells the posterior from beliefs that only support the reply."""

    at: Quantity
    sent: bool


@dataclass(frozen=True)
class BeliefRow:
    """One message, or what else may be seen: the whole line in stretches, and the beliefs held."""

    message: str
    stretches: tuple[Stretch, ...]
    held: tuple[Held, ...]


@dataclass(frozen=True)
class BeliefLine:
    """All rows, the prior, and what the line measures; `switch` names the point where the best reply changes.

    `places` are those of sure belief in each type, and `types` their labels, empty where the line is a probability.
    With `noise` rows are for what may be seen, not for messages. `letter` is the measure's, "" where it has none;
    `replies` are all of the game's, in its order.
    """

    measure: str
    switch: str
    prior: Fraction
    places: tuple[Fraction, ...]
    types: tuple[str, ...]
    rows: tuple[BeliefRow, ...]
    noise: bool = False
    letter: str = ""
    replies: tuple[str, ...] = ()


def belief_line(equilibrium: Any, of: str | None = None, receiver_type: str | None = None) -> BeliefLine:
    """The data of the belief line, which `beliefs` draws.

    With two types a belief is a point mu of [0, 1]; with more, what the receiver's choice between two replies turns on
    is one linear function of the belief, if it is the same after every message. Where there is noise a row is what may
    be seen, if what he believes then is about types alone.

    Parameters
    ----------
    equilibrium : a family of equilibria, or one of its members
    of : the label of the type whose probability is shown, with two types; as for `beliefs` if not given
    receiver_type : where the receiver has types, the label of the one whose best replies are shown

    Returns
    -------
    `BeliefLine`: `prior`, `measure` (what the line measures) and for each message a row, with the best replies by
    stretch of the line and the beliefs that are held.

    Raises
    ------
    UnknownNameError : `of` is no type, `receiver_type` no type of the receiver's
    InputError : `equilibrium` is no equilibrium, or its beliefs lie on no line

    >>> from termination import SignalingGame, solve
    >>> game = SignalingGame(["wimp", "surly"], ["1/10", "9/10"], ["beer", "quiche"], ["duel", "don't"],
    ...     [[[0, 2], [1, 3]], [[1, 3], [0, 2]]], [[[1, 0], [1, 0]], [[-1, 0], [-1, 0]]])
    >>> found = belief_line(solve(game)[0])
    >>> found.measure, str(found.prior), [(row.message, str(row.held[0].at)) for row in found.rows]
    ('probability of surly', '9/10', [('beer', '9/10'), ('quiche', '0 to 1/2')])
    """
    one = single(equilibrium, "beliefs")
    game = faced(one.game, "beliefs", receiver_type)
    if beyond := beyond_types(one.game):
        why = f"after {beyond[0]!r} beliefs are about types with their messages and lie on no line"
        raise unfit("beliefs", f"{why}; print(equilibrium) has them", fitting(one))
    weights, (measure, letter, switch) = _measures(one, game, of)
    if any(len(set(scale)) == 1 for scale in weights):
        others = [name for name in fitting(one) if name != "beliefs"]
        raise unfit("beliefs", "every belief is the same to the receiver", others)
    rows = []
    for z, (label, scale) in enumerate(zip(game.seen, weights, strict=True)):
        rows.append(BeliefRow(label, _stretches(game, z, scale), _held(one, z, scale)))
    prior = sum(map(Fraction.__mul__, game.prior, weights[0]), Fraction(0))
    types = () if measure.startswith("probability") else game.types
    replies = tuple(dict.fromkeys(label for labels in game.response_sets for label in labels))
    return BeliefLine(measure, switch, prior, weights[0], types, tuple(rows), bool(game.noise), letter, replies)


def _pays(game: SignalingGame, t: int, z: int) -> Sequence[Fraction]:
    """What the replies to what is seen pay him against a type; nothing where she cannot be its cause."""
    if not game.noise:
        return game.receiver[t][z]  # type: ignore[no-any-return]
    pairs = cases(game, z)[t].pairs
    return row_seen(game, game.flat.receiver, pairs[0], z) if pairs else ()


Scale = tuple[Fraction, ...]


def _measures(
    one: Family | Assessment, game: SignalingGame, of: str | None
) -> tuple[list[Scale], tuple[str, str, str]]:
    """For each message the place on the line of sure belief in each type; what it measures, its letter, and the name of
    a switch."""
    model = one.model if isinstance(one, Family) else game
    count = len(game.seen)
    if of is not None and of not in game.types:
        raise UnknownNameError("type", of, game.types)
    own = model.belief_scale() if isinstance(model, Scaled) else None
    if own and of is None:
        return [tuple(own.places[t] for t in game.types)] * count, (own.measure, own.letter, own.switch)
    if len(game.types) == 2:
        of = game.types[-1] if of is None else of
        said = f"probability of {of}", f"mu_{of}", "switching belief"
        return [tuple(Fraction(t == of) for t in game.types)] * count, said
    if of is not None:
        raise unfit("beliefs", f"with {len(game.types)} types the probability of one does not tell the belief")
    rows = [[_pays(game, t, z) for t in range(len(game.types))] for z in range(count)]
    all_able = all(all(some) for some in rows)
    if len(set(game.response_sets)) == 1 and len(game.response_sets[0]) == 2 and all_able:
        gains = [tuple(row[0] - row[1] for row in some) for some in rows]
        if len(set(gains)) == 1:
            first, second = game.response_sets[0]
            return gains, (f"expected gain from {first} over {second}", "", "indifference")
    why = "with more than two types it needs two replies, worth the same difference after every message"
    why += ", and messages that all types have" * (not all_able)
    raise unfit("beliefs", why, [name for name in fitting(one) if name != "beliefs"])


def _held(one: Family | Assessment, z: int, scale: Scale) -> tuple[Held, ...]:
    """Where the beliefs after what is seen lie: posteriors first, then those off path, joined where they touch."""
    seen = one.game.seen[z]
    if isinstance(one, Family):
        pieces = [(piece.sent, piece.beliefs) for piece in one.beliefs[seen]]
    else:
        pieces = [(posterior_after(one.game, one.sender.probabilities, z) is not None, one.beliefs[seen])]
    found = []
    for sent in (True, False):
        spans = sorted(_along(belief, scale) for when, belief in pieces if when == sent)
        found += [Held(low if low == high else Range(low, high), sent) for low, high in _joined(spans)]
    return tuple(found)


def _along(belief: Belief, scale: Scale) -> tuple[Fraction, Fraction]:
    places = [sum(map(Fraction.__mul__, vertex, scale), Fraction(0)) for vertex in belief.vertices]
    return min(places), max(places)


def _joined(spans: Sequence[tuple[Fraction, Fraction]]) -> list[tuple[Fraction, Fraction]]:
    """Sorted intervals, those that touch made one."""
    joined: list[tuple[Fraction, Fraction]] = []
    for low, high in spans:
        if joined and low <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(high, joined[-1][1]))
        else:
            joined.append((low, high))
    return joined


def _stretches(game: SignalingGame, z: int, scale: Scale) -> tuple[Stretch, ...]:
    """The line cut where the best reply changes: at vertices of the upper envelope, between two types' places."""
    corners: dict[Fraction, int] = {}
    for vertex in envelope(scaled_receiver(game, z)):
        place = sum(map(Fraction.__mul__, vertex.belief, scale), Fraction(0))
        corners[place] = corners.get(place, -1) & vertex.replies
    places = sorted(corners)
    labels = game.response_sets[z]
    found: list[Stretch] = []
    for low, high in pairwise(places):
        best = _best_between(game, z, scale, (low + high) / 2)
        replies = tuple(label for r, label in enumerate(labels) if r in best)
        if found and found[-1].replies == replies:
            found[-1] = Stretch(found[-1].low, high, replies)
        else:
            found.append(Stretch(low, high, replies))
    return tuple(found)


def _best_between(game: SignalingGame, z: int, scale: Scale, place: Fraction) -> list[int]:
    """The best replies at a belief on the line, mixing the two extreme types of those that may be the cause."""
    pays = [_pays(game, t, z) for t in range(len(game.types))]
    able = [t for t, row in enumerate(pays) if row]
    low, high = min(able, key=scale.__getitem__), max(able, key=scale.__getitem__)
    share = (place - scale[low]) / (scale[high] - scale[low])
    values = [(1 - share) * a + share * b for a, b in zip(pays[low], pays[high], strict=True)]
    return [r for r, value in enumerate(values) if value == max(values)]
