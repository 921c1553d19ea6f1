"""The sender's answers: the vertices of her strategies in equilibrium with a vertex of the receiver's polyhedron.

Her weights on messages that are best at it, such that the replies in use stay best, are one polytope. For most vertices
it is empty, which what can be said message by message tells (`sending`); of faces a sum per message does (`promising`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import prod
from operator import mul

from termination.engine.bicliques import columns, members
from termination.engine.polyhedra import LimitReached, Ray, cut
from termination.engine.sending import Able
from termination.engine.vertices import ReceiverVertex, SenderVertex, Tables

#: The best messages of each type.
Options = tuple[tuple[int, ...], ...]


@dataclass
class Answers:
    """What is known of the sender's answers: vertices by best messages and the conditions on weights, and the replies
    that are best after a message by the weights with which types send it. `able` knows who can send what."""

    able: Able
    polytopes: dict[tuple[Options, tuple[tuple[tuple[int, ...], bool], ...]], list[SenderVertex]] = field(
        default_factory=dict
    )
    best: dict[tuple[int, tuple[int, ...]], int] = field(default_factory=dict)


def promising(tables: Tables, x: ReceiverVertex) -> bool:
    """Whether, message by message, the types for whom it is best could between them keep the replies in use best.

    Necessary, and for a vertex at which no type has two best messages also sufficient.
    """
    M = tables.messages
    full = (1 << M) - 1
    own = [x.best >> t * M & full for t in range(tables.types)]
    for m in range(M):
        bit = 1 << m
        senders = [(t, mask == bit) for t, mask in enumerate(own) if mask & bit]
        if not senders:
            continue
        for r in range(tables.replies[m]):
            if not x.uses >> tables.offsets[m] + r & 1:
                continue
            for gains in tables.gain[m][r]:
                if sum(gains[t] for t, sure in senders if sure or gains[t] > 0) < 0:
                    return False
    return True


def confined(tables: Tables, x: ReceiverVertex, most: int) -> Iterator[ReceiverVertex]:
    """x with fewer of the messages that are best at it: one face of the sender's answers for each message m.

    The first types keep all their choices, as long as these are not more than `most` in all; the others keep to m where
    it is a best message for them, else to the first that is.
    """
    M = tables.messages
    own = [x.best >> t * M & (1 << M) - 1 for t in range(tables.types)]
    faces = {}
    for m in range(M):
        best, count = 0, 1
        for t, mask in enumerate(own):
            if count * mask.bit_count() > most:
                mask = 1 << m if mask >> m & 1 else mask & -mask
            count *= mask.bit_count()
            best |= mask << t * M
        faces[best] = x._replace(best=best)
    yield from faces.values()


def sender_vertices(tables: Tables, x: ReceiverVertex, limit: int, known: Answers | None = None) -> list[SenderVertex]:
    """The vertices of the polytope of sender strategies that are in equilibrium with x.

    Coordinates: a common scale, then for each type with several best messages its weight on each. Different x often
    leave the same polytope; `known` remembers those computed before.
    """
    M = tables.messages
    best = tuple(tuple(m for m in range(M) if x.best >> t * M + m & 1) for t in range(tables.types))
    place: dict[tuple[int, int], int] = {}
    for t, options in enumerate(best):
        if len(options) > 1:
            for m in options:
                place[t, m] = len(place) + 1
    conditions = tuple(_optimal_replies(tables, x, best, place))
    known = known or Answers(Able(tables))
    if (best, conditions) in known.polytopes:
        return known.polytopes[best, conditions]
    rays = list(_pure_choices(best, place, limit))
    rank = 1 + sum(len(options) - 1 for options in best)
    label = 1 << len(place) + 1
    for normal, equality in conditions:
        rays = cut(rays, normal, label, rank, equality, limit)
        label <<= 1
    found = [_sender_vertex(tables, ray.point, best, place, known) for ray in rays]
    known.polytopes[best, conditions] = found
    return found


def _pure_choices(best: Options, place: dict[tuple[int, int], int], limit: int) -> Iterator[Ray]:
    """The product of the simplices over each type's best messages: its vertices pick one message for each type."""
    free = [[place[t, m] for m in options] for t, options in enumerate(best) if len(options) > 1]
    everything = sum(1 << i for i in place.values())
    count = 1
    for options in free:
        count *= len(options)
    if count > limit:
        raise LimitReached
    for picks in product(*free):
        point = [0] * (len(place) + 1)
        point[0] = 1
        tight = everything
        for i in picks:
            point[i] = 1
            tight ^= 1 << i
        yield Ray(tuple(point), tight)


def _optimal_replies(
    tables: Tables, x: ReceiverVertex, best: Options, place: dict[tuple[int, int], int]
) -> Iterator[tuple[tuple[int, ...], bool]]:
    """That the replies x uses are best, as constraints on the coordinates of `sender_vertices`."""
    for m in range(tables.messages):
        senders = [t for t, options in enumerate(best) if m in options]
        if not any((t, m) in place for t in senders):
            continue  # nobody has a choice here: that they are best is settled before
        for own in tables.choices[m]:
            used = [r for r in own if x.uses >> tables.offsets[m] + r & 1]
            for r, gains in zip(own, tables.gain[m][used[0]], strict=True):
                normal = [0] * (len(place) + 1)
                for t in senders:
                    normal[place.get((t, m), 0)] += gains[t]
                if any(normal):
                    yield tuple(normal), r in used


def _sender_vertex(
    tables: Tables, point: Sequence[int], best: Options, place: dict[tuple[int, int], int], known: Answers
) -> SenderVertex:
    M = tables.messages
    weights = [0] * (tables.types * M)
    uses = 0
    for t, options in enumerate(best):
        for m in options:
            weight = point[place[t, m]] if len(options) > 1 else point[0]
            if weight:
                weights[t * M + m] = weight
                uses |= 1 << t * M + m
    best_replies = 0
    for m in range(M):
        column = tuple(weights[m::M])
        if (m, column) not in known.best:
            known.best[m, column] = _best_against(tables, m, column)
        best_replies |= known.best[m, column]
    return SenderVertex(point[0], tuple(weights), uses, best_replies)


def _best_against(tables: Tables, m: int, weights: Sequence[int]) -> int:
    """The replies to m that are best where the types send it with these weights."""
    return sum(
        1 << tables.offsets[m] + r
        for r, better in enumerate(tables.gain[m])
        if all(sum(map(mul, weights, gains)) >= 0 for gains in better)
    )


def ways_to_send(tables: Tables, x: ReceiverVertex) -> int:
    """In how many ways each type can send one of the messages that are best for it at x."""
    M = tables.messages
    return prod((x.best >> t * M & (1 << M) - 1).bit_count() for t in range(tables.types))


def that_matters(tables: Tables, x: ReceiverVertex) -> int:
    """The replies at x that are of any matter to the sender's answers: those to messages that are best for some type,
    and of several that are all the same to the receiver one."""
    M, used = tables.messages, 0
    for t in range(tables.types):
        used |= x.best >> t * M & (1 << M) - 1
    matters = 0
    for m in members(used):
        for r in members((x.uses & tables.reply_bits(m)) >> tables.offsets[m]):
            matters |= tables.twin[m][r]
    return matters


def compatible(tables: Tables, senders: list[SenderVertex], receivers: list[ReceiverVertex]) -> list[int]:
    """For each of the receiver's vertices, the mask of the sender's that are in equilibrium with it."""
    everyone = (1 << len(senders)) - 1
    avoiding = [everyone & ~users for users in columns([y.uses for y in senders], tables.types * tables.messages)]
    keeping = columns([y.best for y in senders], sum(tables.replies))
    found: list[int] = []
    same: dict[int, int] = {}  # long masks are kept once
    for x in receivers:
        mask = everyone
        for i, avoiders in enumerate(avoiding):
            if not x.best >> i & 1:
                mask &= avoiders
        for r in members(x.uses):
            mask &= keeping[r]
        found.append(same.setdefault(mask, mask))
    return found
