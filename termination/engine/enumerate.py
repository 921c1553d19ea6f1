"""Every perfect Bayesian equilibrium of a finite signaling game, exactly, as maximal products of polytopes.

Three facts make it short.

1. *Beliefs come first.* A pair of strategies is a perfect Bayesian equilibrium iff it is a Nash equilibrium in which,
   after every message, the replies in use are all best at one common belief. (After a message that is sent the
   posterior is that belief; after one that is not, any belief will do.) So the receiver's mixing is confined to faces
   spanned by rationalizable sets of replies, see `beliefs`, and from there on the conditions are Nash's.

2. *The receiver's side is one polyhedron*, P = {(rho, V): sum_r rho(r|m) u_S(t,m,r) <= V_t for all t, m}, a constraint
   (t, m) being tight where m is a best message for t. Against a rho with given tight constraints and given replies in
   use, the sender's equilibrium strategies are one polytope: weights on tight messages that keep those replies best.
   For most vertices of P it is empty, and a sum per message tells so; for a generic game it is a point or nothing.

3. *Families are concepts.* Call a vertex x of P and a vertex y of the sender's polytopes compatible if y uses only
   messages tight at x, and x only replies best at y. Two sets of vertices that are compatible throughout, neither of
   which can be enlarged, and whose replies are rationalizable together, span a maximal product of equilibria, and all
   maximal products arise so. (Both sets are the vertices of faces: see docs/algorithm.md for the proof.)

No support is enumerated, no linear program solved, no float used, and ties need no case of their own.
"""

from __future__ import annotations

import sys
import warnings
from functools import reduce
from itertools import islice
from operator import or_
from typing import TYPE_CHECKING, overload

from termination.engine import noisy, two_types
from termination.engine.bicliques import closed_pairs, drop_contained, in_order, widened
from termination.engine.equilibria import Equilibria
from termination.engine.families import Family
from termination.engine.game import SignalingGame
from termination.engine.later import Later
from termination.engine.model import Model, OverTime
from termination.engine.naming import with_names
from termination.engine.polyhedra import LimitReached
from termination.engine.progress import Progress
from termination.engine.receiver_side import (
    answered_vertices,
    best_at_prior,
    fewest_vertices,
    receiver_vertices,
    usable_replies,
)
from termination.engine.sender_side import (
    Answers,
    answered,
    compatible,
    confined,
    promising,
    sender_vertices,
    ways_to_send,
)
from termination.engine.sending import Able
from termination.engine.spanning import Builder, Products
from termination.engine.vertices import ReceiverVertex, SenderVertex, Tables, confinements, earlier_first
from termination.errors import Faults, SearchLimitWarning, class_of, expect_count

if TYPE_CHECKING:
    from termination.engine.stage.course import Course

DEFAULT_LIMIT = 200_000
_MORE = ". Allow more with solve(..., limit=...)"
#: Where no more edges than that cross a plane, all vertices of P are looked at.
_FEW = 1500
#: Where no whole family is within the limit: how many pure choices of the sender's are kept, how many faces are tried,
#: and how many vertices each may have.
_CHOICES, _FACES = 64, 1000


@overload
def solve(model: Model, *, limit: int = ..., progress: Progress | None = ...) -> Equilibria: ...
@overload
def solve(model: OverTime, *, limit: int = ..., progress: Progress | None = ...) -> Course: ...
def solve(
    model: Model | OverTime, *, limit: int = DEFAULT_LIMIT, progress: Progress | None = None
) -> Equilibria | Course:
    """Every perfect Bayesian equilibrium [1] of `model`, as maximal families in a fixed order.

    A pair of strategies is one if each type sends only messages that are best for her, and each reply in use after a
    message is best at some belief, the posterior where the message is sent. A family is a product of two polytopes of
    strategies, each pair of which is an equilibrium, and no larger product is: a maximal biclique of vertices [2]. The
    work grows with the number of vertices of two polyhedra, exponential in the worst case.

    Parameters
    ----------
    model : a `SignalingGame`, an `OpeningGame`, or anything else with `game()`, `describe(family)` and `events()`; or
        a game over time
    limit : a positive integer; how many vertices or families the search may hold at once. Solving over time has none
    progress : a function of (stage, done, total), called now and then

    Returns
    -------
    `Equilibria`, a sequence of `Family`, told when one of them is first read. If `complete` is True these are all.
    Otherwise the search met `limit`: whole families as far as it came or, if it came to none, parts of families; with
    noise nothing. `unexamined` says which and what was left, and a `SearchLimitWarning` is issued. What is given is
    exact either way. Of a game over time the `Course` that its own `solve()` gives, which takes a selection and a
    refinement too.

    Raises
    ------
    InputError : `model` is no model, or `limit` no positive integer

    References
    ----------
    [1] Fudenberg, D. & Tirole, J. (1991), Perfect Bayesian equilibrium and sequential equilibrium, *JET* 53(2),
        236-260.
    [2] Avis, D., Rosenberg, G., Savani, R. & von Stengel, B. (2010), Enumeration of Nash equilibria for two-player
        games, *Economic Theory* 42(1), 9-37.

    >>> beer_quiche = SignalingGame(
    ...     types=["wimp", "surly"], prior=["1/10", "9/10"], messages=["beer", "quiche"], responses=["duel", "don't"],
    ...     sender=[[[0, 2], [1, 3]], [[1, 3], [0, 2]]], receiver=[[[1, 0], [1, 0]], [[-1, 0], [-1, 0]]])
    >>> found = solve(beer_quiche)
    >>> [eq.name for eq in found], found.complete
    (['pooling on beer', 'pooling on quiche'], True)
    >>> print(found[0].receiver["quiche"]["duel"])
    1/2 to 1
    """
    faults = Faults()
    if not isinstance(model, (SignalingGame, Model)):  # a plain game is asked no more
        if isinstance(model, OverTime):
            return model.solve(progress=progress)
        faults.add("", f"solve takes a SignalingGame or a model that makes one, found {class_of(model)}")
    if progress is not None and not callable(progress):
        faults.add("progress", f"expected a function of (stage, done, total), found {type(progress).__name__}")
    with faults.at(""):
        expect_count("limit", limit, 1)
    faults.raise_if_any()
    game, limit = model.game(), min(limit, sys.maxsize)
    if game.noise:
        found, unexamined = noisy.families(model, game, limit, progress or (lambda stage, done, total: None))
        unexamined += _MORE * bool(unexamined)
        families = Later(lambda: with_names(model, found), len(found))
    else:
        search = _Search(Tables.of(game), limit, progress)
        families, unexamined = _told_later(model, game, search.tables, search.run()), search.unexamined
    if unexamined:
        warnings.warn(SearchLimitWarning(unexamined), stacklevel=2)
    return Equilibria(model, game, families, not unexamined, unexamined)


def _told_later(model: Model, game: SignalingGame, tables: Tables, found: Products) -> Later[Family]:
    """The families that were found, with strategies and names once somebody reads one of them."""

    def told() -> tuple[Family, ...]:
        builder = Builder(model, game, tables, found)
        return with_names(model, [builder.family(*pair) for pair in found.pairs])

    return Later(told, len(found.pairs))


class _Search:
    """One run: the tables, the limits, and what the limits left out."""

    def __init__(self, tables: Tables, limit: int, progress: Progress | None):
        self.tables, self.limit = tables, limit
        self.report = progress or (lambda stage, done, total: None)
        self.unexamined = ""

    def run(self) -> Products:
        """The families as pairs of sets of vertices: all, or all that the limit allows, or if that is none parts."""
        receivers = self._receivers()
        senders, kept, answered = self._pair(receivers)
        meets = compatible(self.tables, senders, kept)
        found = self._products(senders, kept, meets, [(j, meets[j]) for j in answered])
        if not found.pairs and self.unexamined:
            found = self._parts(receivers)
        return found

    def _receivers(self) -> list[ReceiverVertex]:
        """The vertices of P; where they are too many, those of a face: of the replies, only the best at the prior."""
        usable = usable_replies(self.tables)
        over = two_types.corners(self.tables, usable) if two_types.soon(self.tables, usable) else None
        try:
            return self._vertices(usable) if over is None else self._vertices_over(over, usable)
        except LimitReached:
            least = fewest_vertices(self.tables, usable) if over is None else sum(corner.count for corner in over)
            known = f", {least:,}{' or more' * (over is None)}" * (least > self.limit)
            self._give_up(f"the receiver's polyhedron has more vertices than that{known}")
        most = max(map(len, usable))
        for width in range(most, 0, -1):
            few = [best_at_prior(self.tables, m, replies, width) for m, replies in enumerate(usable)]
            try:
                found = receiver_vertices(self.tables, few, _FACES, self.report)
            except LimitReached:
                continue
            if width < most:
                which = "the reply" if width == 1 else f"the {width} replies"
                self._give_up(f"of replies only {which} best at the prior; what is listed may be parts of families")
            return found
        return []

    def _vertices(self, usable: list[list[int]]) -> list[ReceiverVertex]:
        """All vertices of P if few edges lead to them or all are answered; else those that may be answered."""
        few = 0 if self.tables.indifferent else _FEW
        if self.tables.indifferent and fewest_vertices(self.tables, usable) > self.limit:
            raise LimitReached
        try:
            return receiver_vertices(self.tables, usable, self.limit, self.report, few)
        except LimitReached:
            if self.tables.indifferent:
                raise
            return answered_vertices(self.tables, usable, self.limit, self.report)

    def _vertices_over(self, over: list[two_types.Corner], usable: list[list[int]]) -> list[ReceiverVertex]:
        """All vertices of P if there are no more than the limit; else those that may be answered, unless all are."""
        count = sum(corner.count for corner in over)
        if count > self.limit:
            if self.tables.indifferent:
                raise LimitReached
            return answered_vertices(self.tables, usable, self.limit, self.report)
        found: list[ReceiverVertex] = []
        for corner in over:
            self.report("receiver's vertices", len(found), count)
            found += corner.vertices()
        return found

    def _parts(self, receivers: list[ReceiverVertex]) -> Products:
        """The same on faces of the sender's polytopes: types beyond the first few keep to one of their best messages.

        A face of a polytope has the vertices that lie in it, so each pair found is a product of faces of a family.
        """
        found: dict[ReceiverVertex, list[list[SenderVertex]]] = {}
        promises = (x for x in receivers if promising(self.tables, x))
        faces = ((x, face) for x in promises for face in confined(self.tables, x, _CHOICES))
        for x, face in islice(faces, _FACES):
            if promising(self.tables, face):
                try:
                    found.setdefault(x, []).append(sender_vertices(self.tables, face, _FACES))
                except LimitReached:
                    continue
        senders = earlier_first({y for faces in found.values() for face in faces for y in face})
        place = {y: 1 << i for i, y in enumerate(senders)}
        kept = earlier_first(found)
        answered = [(j, sum(place[y] for y in face)) for j, x in enumerate(kept) for face in found[x] if face]
        products = self._products(senders, kept, compatible(self.tables, senders, kept), answered)
        parts = "what is listed may be parts of families: types beyond the first few keep to one of their best messages"
        nothing = "no equilibrium is among the parts that were examined, though every finite game has an equilibrium"
        self._give_up(parts if products.pairs else nothing)
        return products

    def _give_up(self, what: str) -> None:
        earlier = self.unexamined.removesuffix(_MORE)
        self.unexamined = (f"{earlier}; {what}" if earlier else f"search limit {self.limit} reached: {what}") + _MORE

    def _pair(self, receivers: list[ReceiverVertex]) -> tuple[list[SenderVertex], list[ReceiverVertex], list[int]]:
        """All vertices of sender's answers; the receiver's vertices that may be answered; those that were, by position.

        A vertex whose answers are too many is kept, unanswered: it completes families that others make.
        """
        known = Answers(Able(self.tables))
        found: dict[ReceiverVertex, bool] = {}
        for done, x in enumerate(receivers):
            if not done & 255:
                self.report("matching senders", done, len(receivers))
            some = answered(self.tables, x, self.limit, known)
            if some is None or some:
                found[x] = some is not None
        if not all(found.values()):
            many = [x for x, yes in found.items() if not yes]
            left = f"{len(many)} of {len(receivers)} vertices of the receiver's polyhedron"
            most = max(ways_to_send(self.tables, x) for x in many)
            ways = f"; at one of them her best messages combine in {most:,} ways" * (most > self.limit)
            self._give_up(f"the sender's answers to {left} were not enumerated{ways}")
        kept = earlier_first(found)
        return earlier_first(known.vertices), kept, [j for j, x in enumerate(kept) if found[x]]

    def _products(
        self,
        senders: list[SenderVertex],
        receivers: list[ReceiverVertex],
        meets: list[int],
        answered: list[tuple[int, int]],
    ) -> Products:
        """The maximal compatible pairs of sets of vertices, for each way to confine replies to rationalizable sets.

        `meets` gives for each of the receiver's vertices the mask of the senders that are in equilibrium with it,
        `answered` for some of them, by position, that of a set of senders to start from.
        """
        pairs: list[tuple[int, int]] = []
        fits: list[int] = []
        given_up = False
        used = reduce(or_, (x.uses for x in receivers), 0)
        ways = list(confinements(self.tables.rational, used))
        for confined_to in ways:
            fitting = {j for j, x in enumerate(receivers) if x.uses & ~confined_to == 0}
            makers = [mask for j, mask in answered if j in fitting]
            found, finished = closed_pairs(meets, makers, sorted(fitting), self.limit, self.report)
            pairs.extend(found)
            fits.append(sum(1 << j for j in fitting))
            given_up = given_up or not finished
        if given_up:
            self._give_up("there are more families than that")
        if len(ways) > 1 and self.unexamined:
            pairs = list(widened(pairs, meets, fits))  # what contains them may be among the pairs that were not found
        if len(ways) > 1 or any(mask != meets[j] for j, mask in answered):
            pairs = drop_contained(pairs)  # else all are closed pairs of one relation
        # Vertices are in order, so their positions order the families as their weights would.
        return Products(senders, receivers, sorted(pairs, key=in_order))
