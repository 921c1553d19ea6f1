"""Which replies some belief makes optimal, and which beliefs those are.

After message m the receiver's expected payoffs are linear in his belief mu. Over the simplex of beliefs, the upper
envelope of these linear functions has finitely many vertices; each is a belief with the set of replies that are best
there. A set of replies is **rationalizable** (all best at one belief) iff it lies inside the set of some vertex, and
the beliefs that support it are the convex hull of the vertices whose sets contain it. Both facts hold because the
beliefs that make given replies best form a face of the polyhedron above the envelope.

A receiver who has types holds the same belief whichever he is, and each of his types has an envelope over the same
simplex. Replies are then those of all his types, one after another, and a vertex is one of the cells into which these
envelopes together cut the simplex: a vertex of the polyhedron of a belief with a height above each envelope.

After a message that only some types have, beliefs are over these: the simplex is theirs, and nobody else has weight.

With noise he believes something after what he sees. If the message matters to him apart from the type, a belief is
about both, and what it is about is a pair; where it does not, a type. Either is called a **case** here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from termination.engine.arithmetic import integer_rows
from termination.engine.game import Labels, Payoffs, Reply, SignalingGame
from termination.engine.labelled import Labelled
from termination.engine.places import mask_of
from termination.engine.polyhedra import Ray, cut, extreme_points
from termination.engine.strategies import Belief, BeliefPiece, Beliefs, StrategySet

Values = Sequence[Sequence[Fraction]]


class BeliefVertex(NamedTuple):
    """A vertex of the envelope: weights on the types (coprime integers) and the bit mask of the best replies."""

    weights: tuple[int, ...]
    replies: int

    @property
    def belief(self) -> tuple[Fraction, ...]:
        total = sum(self.weights)
        return tuple(Fraction(weight, total) for weight in self.weights)


class Case(NamedTuple):
    """What a belief is about after something is seen: a type, or a type with her message; and which (type, message)
    pairs that is, none for a type that cannot be the cause."""

    label: str
    type: int
    pairs: tuple[tuple[int, int], ...]


def cases(game: SignalingGame, z: int) -> tuple[Case, ...]:
    """What a belief is about after what is at position z among `game.seen`."""
    if not game.noise:
        return pairs_of(game, z)
    pairs = pairs_of(game, z)
    by_type = [
        Case(t, i, tuple(pair for case in pairs if case.type == i for pair in case.pairs))
        for i, t in enumerate(game.types)
    ]
    told_apart = any(len({_seen_row(game, pair, z) for pair in case.pairs}) > 1 for case in by_type)
    return pairs if told_apart else tuple(by_type)


def pairs_of(game: SignalingGame, z: int) -> tuple[Case, ...]:
    """Each type with each of her messages that may be seen as z as a case of its own; without noise the types."""
    able = list(enumerate(zip(game.types, game.flat.receiver, strict=True)))
    if not game.noise:
        return tuple(Case(t, i, ((i, z),) if table[z] else ()) for i, (t, table) in able)
    return tuple(
        Case(f"{t}: {game.messages[m]}", i, ((i, m),))
        for i, (t, table) in able
        for m, row in enumerate(game.noise)
        if row[z] and table[m]
    )


def _seen_row(game: SignalingGame, pair: tuple[int, int], z: int) -> tuple[Fraction, ...]:
    """The receiver's payoffs from the replies to what is at z, where it comes from this type and message."""
    return row_seen(game, game.flat.receiver, pair, z)


def row_seen(game: SignalingGame, payoffs: Payoffs, pair: tuple[int, int], z: int) -> tuple[Fraction, ...]:
    """Of payoffs as in `game.Flat`, those from the replies to what is at z, if it comes from this type and message."""
    t, m = pair
    if not game.noise:
        return payoffs[t][m]
    return tuple(x / game.noise[m][z] for x in payoffs[t][m][game.offsets[z] : game.offsets[z + 1]])


def scaled_receiver(game: SignalingGame, m: int, about: Sequence[Case] = ()) -> tuple[tuple[int, ...], ...]:
    """The receiver's payoffs [case][reply] after message m, as integers on one common scale; with noise after what is
    at position m among `game.seen`, by the cases `about`, or what beliefs are about. A type that lacks the message has
    an empty row."""
    if not game.noise:
        return game.scaled_receiver[m]
    return integer_rows([_seen_row(game, case.pairs[0], m) if case.pairs else () for case in about or cases(game, m)])


@lru_cache(maxsize=4096)
def envelope(payoffs: tuple[tuple[int, ...], ...], receivers: int = 1) -> tuple[BeliefVertex, ...]:
    """The vertices of the upper envelopes for integer payoffs [type][reply], in a fixed order.

    Of the replies an equal number belongs to each of the `receivers`, one after another; each has his own envelope. A
    type whose row is empty cannot have sent the message: beliefs give her nothing.

    >>> [(v.weights, bin(v.replies)) for v in envelope(((1, 0), (-1, 0)))]
    [((1, 0), '0b1'), ((1, 1), '0b11'), ((0, 1), '0b10')]
    >>> [(v.weights, bin(v.replies)) for v in envelope(((1, 0, 0, 0), (-1, 0, -2, 0)), receivers=2)]
    [((1, 0), '0b1101'), ((1, 1), '0b1011'), ((0, 1), '0b1010')]
    >>> [(v.weights, bin(v.replies)) for v in envelope(((), (-1, 0)))]
    [((0, 1), '0b10')]
    """
    if not all(payoffs):
        able = [t for t, row in enumerate(payoffs) if row]
        found = envelope(tuple(payoffs[t] for t in able), receivers)
        return tuple(v._replace(weights=_placed(v.weights, able, len(payoffs))) for v in found)
    count, width = len(payoffs), len(payoffs[0]) // receivers
    all_types = (1 << count) - 1
    heights = [tuple(int(i == j) for j in range(receivers)) for i in range(receivers)]
    first = [1 << count + i * width for i in range(receivers)]  # each height starts from that receiver's first reply
    on_all = sum(first)
    rays = [
        Ray((*(int(s == t) for s in range(count)), *row[::width]), all_types ^ 1 << t | on_all)
        for t, row in enumerate(payoffs)
    ]
    rays += [Ray((0,) * count + up, all_types | on_all ^ bit) for up, bit in zip(heights, first, strict=True)]
    for i, up in enumerate(heights):
        for r in range(i * width + 1, (i + 1) * width):
            rays = cut(rays, [-row[r] for row in payoffs] + [*up], 1 << count + r, count + receivers)
    vertices = [BeliefVertex(ray.point[:count], ray.tight >> count) for ray in rays if any(ray.point[:count])]
    return tuple(sorted(vertices, key=lambda vertex: vertex.belief, reverse=True))


def _placed(weights: Sequence[int], types: Sequence[int], count: int) -> tuple[int, ...]:
    """The weights at the positions of these types, among so many."""
    found = [0] * count
    for t, weight in zip(types, weights, strict=True):
        found[t] = weight
    return tuple(found)


def envelope_after(game: SignalingGame, m: int) -> tuple[BeliefVertex, ...]:
    """The vertices of the envelopes after message m."""
    return envelope(scaled_receiver(game, m), len(game.receiver_types) or 1)


@lru_cache(maxsize=4096)
def rationalizable(payoffs: tuple[tuple[int, ...], ...], receivers: int = 1) -> tuple[int, ...]:
    """The maximal sets of replies that one belief makes all optimal, as bit masks, in a fixed order."""
    found = sorted({vertex.replies for vertex in envelope(payoffs, receivers)})
    return tuple(mask for mask in found if not any(mask != other and mask & other == mask for other in found))


def supporting(vertices: Sequence[BeliefVertex], replies: int) -> tuple[tuple[Fraction, ...], ...]:
    """The vertices of the set of beliefs at which all `replies` are best."""
    return tuple(vertex.belief for vertex in vertices if vertex.replies & replies == replies)


def supporting_beliefs(game: SignalingGame, sender: Values, receiver: Values) -> Labelled[Belief]:
    """After each message: the posterior where it is sent, else every belief that supports the reply.

    Strategies nested [type][message] and [message][reply], the replies as in `game.Flat`.
    """
    found: Labelled[Belief] = Labelled("message")
    for m, message in enumerate(game.seen):
        posterior = posterior_after(game, sender, m)
        if posterior:
            vertices: tuple[tuple[Fraction, ...], ...] = (posterior,)
        else:
            vertices = supporting(envelope_after(game, m), mask_of(receiver[m]))
        found[message] = Belief(_about(game, m), vertices)
    return found


def posterior_after(game: SignalingGame, sender: Values, m: int) -> tuple[Fraction, ...] | None:
    """Bayes' rule after message m, or what is at that position among `game.seen`; None where that never happens."""
    if game.noise:
        joint = [
            sum((game.prior[t] * sender[t][n] * game.noise[n][m] for t, n in case.pairs), Fraction(0))
            for case in cases(game, m)
        ]
    else:
        joint = [p * row[m] for p, row in zip(game.prior, sender, strict=True)]
    total = sum(joint)
    return tuple(weight / total for weight in joint) if total else None


def belief_pieces(game: SignalingGame, sender: StrategySet, receiver: StrategySet) -> Labelled[Beliefs]:
    """The belief correspondence over a family, message by message."""
    pieces = {
        message: Beliefs(_about(game, m), tuple(_pieces_after(game, sender, receiver, m)))
        for m, message in enumerate(game.seen)
    }
    return Labelled("message", pieces)


def _about(game: SignalingGame, m: int) -> Labels:
    """What beliefs after message m, or what is at that position among `game.seen`, are about."""
    return tuple(case.label for case in cases(game, m)) if game.noise else game.types


def _pieces_after(game: SignalingGame, sender: StrategySet, receiver: StrategySet, m: int) -> list[BeliefPiece]:
    """First the posteriors where m is sent, then, if some member does not send it, each face of replies."""
    labels = game.flat.replies[m]
    faces = _faces(mask_of(vertex.flat[m]) for vertex in receiver.vertices)
    posteriors = [posterior_after(game, vertex.probabilities, m) for vertex in sender.vertices]
    sent = tuple(extreme_points(sorted({mu for mu in posteriors if mu}, reverse=True)))
    pieces = []
    if sent:
        pieces.append(BeliefPiece(_named(faces[-1], labels), Belief(_about(game, m), sent), True))
    if None in posteriors:
        vertices = envelope_after(game, m)
        for face in faces:
            belief = Belief(_about(game, m), supporting(vertices, face))
            pieces.append(BeliefPiece(_named(face, labels), belief, False))
    return pieces


def _faces(supports: Iterable[int]) -> list[int]:
    """All unions of the given supports: the sets of replies that mixtures use; small ones first."""
    unions: set[int] = set()
    for support in supports:
        unions |= {support | union for union in unions} | {support}
    return sorted(unions, key=lambda mask: (mask.bit_count(), mask))


def _named(mask: int, labels: Sequence[Reply]) -> tuple[Reply, ...]:
    return tuple(label for r, label in enumerate(labels) if mask >> r & 1)
