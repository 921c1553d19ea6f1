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

import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import islice, product
from math import comb, prod
from operator import mul
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, overload

from termination.engine import noisy
from termination.engine.arithmetic import integers
from termination.engine.beliefs import rationalizable, scaled_receiver
from termination.engine.bicliques import closed_pairs, columns, drop_contained, members
from termination.engine.equilibria import Equilibria
from termination.engine.families import Family
from termination.engine.game import SignalingGame
from termination.engine.model import Model, OverTime
from termination.engine.naming import with_names
from termination.engine.polyhedra import LimitReached, Ray, cut, within
from termination.engine.strategies import Constraint, Strategy, StrategySet, strategy_sets_of
from termination.errors import Faults, SearchLimitWarning

if TYPE_CHECKING:
    from termination.engine.stage.course import Course

#: Told the stage, how much of it is done, and how much there is.
Progress = Callable[[str, int, int], None]

DEFAULT_LIMIT = 200_000
_MORE = ". Allow more with solve(..., limit=...)"
#: Where no more edges than that cross a plane, all vertices of P are looked at.
_FEW = 500
#: If there are more of the receiver's vertices than that, those that are alike to the sender are answered together.
_ALIKE = 100
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
    `Equilibria`, a sequence of `Family`. If `complete` is True these are all. Otherwise the search met `limit`: whole
    families as far as it came or, if it came to none, parts of families; `unexamined` says which and what was left, and
    a `SearchLimitWarning` is issued. What is given is exact either way. Of a game over time the `Course` that its own
    `solve()` gives, which takes a selection and a refinement too.

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
        faults.add("", f"solve takes a SignalingGame or a model that makes one, found {type(model).__name__}")
    if progress is not None and not callable(progress):
        faults.add("progress", f"expected a function of (stage, done, total), found {type(progress).__name__}")
    if not isinstance(limit, int) or limit < 1:
        faults.add("limit", f"is {limit!r}; expected a positive whole number")
    faults.raise_if_any()
    game = model.game()
    if game.noise:
        families, unexamined = noisy.families(model, game, limit, progress or (lambda stage, done, total: None))
        unexamined += _MORE * bool(unexamined)
    else:
        search = _Search(_Tables.of(game), limit, progress)
        pairs = search.run()
        builder = _Builder(model, game, search.tables)
        families, unexamined = [builder.family(senders, receivers) for senders, receivers in pairs], search.unexamined
    if unexamined:
        warnings.warn(SearchLimitWarning(unexamined), stacklevel=2)
    return Equilibria(model, game, with_names(model, families), not unexamined, unexamined)


class SenderVertex(NamedTuple):
    """A vertex of a sender polytope: weights [type * messages + message] on a common scale, and two bit masks."""

    scale: int
    weights: tuple[int, ...]
    uses: int  # bit t * M + m: type t sends m
    best: int  # bit of reply (m, r): r is best after m; all replies after an unsent message


class ReceiverVertex(NamedTuple):
    """A vertex of the receiver's polyhedron: weights of all replies, message after message, on a common scale."""

    scale: int
    weights: tuple[int, ...]
    uses: int  # bit of reply (m, r): r is played after m
    best: int  # bit t * M + m: m is a best message for t


Vertex = TypeVar("Vertex", SenderVertex, ReceiverVertex)

#: What the receiver does after a message without mixing: a reply of each of his types.
Plan = tuple[int, ...]
#: The best messages of each type.
Options = tuple[tuple[int, ...], ...]


@dataclass
class Answers:
    """What is known of the sender's answers: vertices by best messages and the conditions on weights, and the replies
    that are best after a message by the weights with which types send it."""

    polytopes: dict[tuple[Options, tuple[tuple[tuple[int, ...], bool], ...]], list[SenderVertex]] = field(
        default_factory=dict
    )
    best: dict[tuple[int, tuple[int, ...]], int] = field(default_factory=dict)


@dataclass(frozen=True)
class _Tables:
    """The game in integers. Rescaling a type's payoffs, or the receiver's after one message, changes no equilibrium.

    A message that a type lacks pays her less than any other (see `game.Flat`): no constraint of hers there is ever
    tight at a vertex of P, and her gain in every comparison there counts as zero, for she never sends it.

    Replies to a message are those of all the receiver's types, one after another (see `game.Flat`); a reply is compared
    with those of the same type alone, so the r' of a gain are counted from the first of these.
    """

    types: int
    messages: int
    open: tuple[tuple[int, ...], ...]  # [type]: the messages that she has
    replies: tuple[int, ...]  # how many after each message
    offsets: tuple[int, ...]  # bit and position of reply (m, 0)
    choices: tuple[tuple[range, ...], ...]  # [message]: the replies between which each type of the receiver's chooses
    sender: tuple[tuple[tuple[int, ...], ...], ...]  # [type][message][reply]
    gain: tuple[tuple[tuple[tuple[int, ...], ...], ...], ...]  # [message][r][r'][type]: p_t (u_R(r) - u_R(r')), see of
    rational: tuple[tuple[int, ...], ...]  # [message]: maximal rationalizable sets, as masks shifted to the offset

    @classmethod
    def of(cls, game: SignalingGame) -> _Tables:
        receivers = len(game.receiver_types) or 1
        widths = tuple(map(len, game.response_sets))
        replies = tuple(receivers * width for width in widths)
        choices = tuple(tuple(range(i, i + n) for i in range(0, receivers * n, n)) for n in widths)
        offsets = tuple(sum(replies[:m]) for m in range(len(replies)))
        prior = integers(list(game.prior))
        sender = []
        for table in game.flat.sender:
            flat = integers([x for row in table for x in row])
            sender.append(tuple(tuple(flat[o : o + n]) for o, n in zip(offsets, replies, strict=True)))
        payoffs = [scaled_receiver(game, m) for m in range(len(replies))]
        gain = tuple(
            tuple(
                tuple(
                    tuple(p * (row[r] - row[s]) if row else 0 for p, row in zip(prior, rows, strict=True)) for s in own
                )
                for own in choosing
                for r in own
            )
            for rows, choosing in zip(payoffs, choices, strict=True)
        )
        rational = tuple(
            tuple(mask << o for mask in rationalizable(rows, receivers))
            for rows, o in zip(payoffs, offsets, strict=True)
        )
        open_to = tuple(tuple(m for m, cells in enumerate(table) if cells) for table in game.flat.receiver)
        return cls(len(prior), len(replies), open_to, replies, offsets, choices, tuple(sender), gain, rational)

    @cached_property
    def twin(self) -> list[list[int]]:
        """[message][reply]: the bit of the first reply that is the same to the receiver."""
        return [[1 << o + rows.index(row) for row in rows] for o, rows in zip(self.offsets, self.gain, strict=True)]

    def reply_bits(self, m: int) -> int:
        return (1 << self.replies[m]) - 1 << self.offsets[m]


class _Search:
    """One run: the tables, the limits, and what the limits left out."""

    def __init__(self, tables: _Tables, limit: int, progress: Progress | None):
        self.tables, self.limit = tables, limit
        self.report = progress or (lambda stage, done, total: None)
        self.unexamined = ""

    def run(self) -> list[tuple[list[SenderVertex], list[ReceiverVertex]]]:
        """The families as pairs of sets of vertices: all, or all that the limit allows, or if that is none parts."""
        receivers = self._receivers()
        senders, kept, answered = self._pair(receivers)
        meets = _compatible(self.tables, senders, kept)
        found = self._products(senders, kept, meets, [(j, meets[j]) for j in answered])
        if not found and self.unexamined:
            found = self._parts(receivers)
        return found

    def _receivers(self) -> list[ReceiverVertex]:
        """The vertices of P; where they are too many, those of a face: of the replies, only the best at the prior."""
        usable = usable_replies(self.tables)
        try:
            return self._vertices(usable)
        except LimitReached:
            least = fewest_vertices(self.tables, usable)
            known = f", {least:,} or more" * (least > self.limit)
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
        """All vertices of P if it takes few edges to find them, else those that may be answered."""
        try:
            return receiver_vertices(self.tables, usable, self.limit, self.report, _FEW)
        except LimitReached:
            return answered_vertices(self.tables, usable, self.limit, self.report)

    def _parts(self, receivers: list[ReceiverVertex]) -> list[tuple[list[SenderVertex], list[ReceiverVertex]]]:
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
        pairs = self._products(senders, kept, _compatible(self.tables, senders, kept), answered)
        parts = "what is listed may be parts of families: types beyond the first few keep to one of their best messages"
        nothing = "no equilibrium is among the parts that were examined, though every finite game has an equilibrium"
        self._give_up(parts if pairs else nothing)
        return pairs

    def _give_up(self, what: str) -> None:
        earlier = self.unexamined.removesuffix(_MORE)
        self.unexamined = (f"{earlier}; {what}" if earlier else f"search limit {self.limit} reached: {what}") + _MORE

    def _pair(self, receivers: list[ReceiverVertex]) -> tuple[list[SenderVertex], list[ReceiverVertex], list[int]]:
        """All vertices of sender's answers; the receiver's vertices that may be answered; those that were, by position.

        A vertex whose answers are too many is kept, unanswered: it completes families that others make.
        """
        senders: set[SenderVertex] = set()
        known = Answers()
        given: dict[tuple[int, int], list[SenderVertex] | None] = {}
        answered: dict[ReceiverVertex, bool] = {}
        for done, x in enumerate(receivers):
            if not done & 255:
                self.report("matching senders", done, len(receivers))
            question = (x.best, _that_matters(self.tables, x) if len(receivers) > _ALIKE else x.uses)
            if question not in given:
                given[question] = self._answers(x, known, senders)
            found = given[question]
            if found is None or found:
                answered[x] = found is not None
        if not all(answered.values()):
            many = [x for x, yes in answered.items() if not yes]
            left = f"{len(many)} of {len(receivers)} vertices of the receiver's polyhedron"
            most = max(pure_choices(self.tables, x) for x in many)
            ways = f"; at one of them her best messages combine in {most:,} ways" * (most > self.limit)
            self._give_up(f"the sender's answers to {left} were not enumerated{ways}")
        kept = earlier_first(answered)
        return earlier_first(senders), kept, [j for j, x in enumerate(kept) if answered[x]]

    def _answers(self, x: ReceiverVertex, known: Answers, senders: set[SenderVertex]) -> list[SenderVertex] | None:
        """The sender's answers to x, added to `senders`; None if they are too many."""
        if not promising(self.tables, x):
            return []
        if len(senders) > self.limit:
            return None
        seen = len(known.polytopes)
        try:
            found = sender_vertices(self.tables, x, self.limit, known)
        except LimitReached:
            return None
        if len(known.polytopes) > seen:
            senders.update(found)
        return found

    def _products(
        self,
        senders: list[SenderVertex],
        receivers: list[ReceiverVertex],
        meets: list[int],
        answered: list[tuple[int, int]],
    ) -> list[tuple[list[SenderVertex], list[ReceiverVertex]]]:
        """The maximal compatible pairs of sets of vertices, for each way to confine replies to rationalizable sets.

        `meets` gives for each of the receiver's vertices the mask of the senders that are in equilibrium with it,
        `answered` for some of them, by position, that of a set of senders to start from.
        """
        pairs: list[tuple[int, int]] = []
        given_up = False
        confinements = list(_confinements(self.tables, receivers))
        for confined_to in confinements:
            fitting = {j for j, x in enumerate(receivers) if x.uses & ~confined_to == 0}
            makers = [mask for j, mask in answered if j in fitting]
            found, finished = closed_pairs(meets, makers, sorted(fitting), self.limit, self.report)
            pairs.extend(found)
            given_up = given_up or not finished
        if given_up:
            self._give_up("there are more families than that")
        if len(confinements) > 1 or any(mask != meets[j] for j, mask in answered):
            pairs = drop_contained(pairs)  # else all are closed pairs of one relation
        # Vertices are in order, so their positions order the families as their weights would.
        chosen = sorted((members(e), members(f)) for e, f in pairs)
        return [([senders[i] for i in e], [receivers[j] for j in f]) for e, f in chosen]


def _that_matters(tables: _Tables, x: ReceiverVertex) -> int:
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


def _compatible(tables: _Tables, senders: list[SenderVertex], receivers: list[ReceiverVertex]) -> list[int]:
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


def earlier_first(vertices: Iterable[Vertex]) -> list[Vertex]:
    """Strategies in order, those that put more weight on earlier cells first.

    Probabilities of denominators up to d differ by more than 1/d^2, so so many binary digits tell them apart.
    """
    every = list(vertices)
    digits = 2 * max([x.scale for x in every], default=1).bit_length() + 1
    return sorted(every, key=lambda x: [(weight << digits) // x.scale for weight in x.weights], reverse=True)


def usable_replies(tables: _Tables) -> list[list[int]]:
    """After each message, the replies that some belief makes best."""
    return [
        [r for r in range(n) if any(mask >> o + r & 1 for mask in rational)]
        for n, o, rational in zip(tables.replies, tables.offsets, tables.rational, strict=True)
    ]


def fewest_vertices(tables: _Tables, usable: list[list[int]]) -> int:
    """What the vertices of P with rationalizable replies are at the least: each pure strategy of the receiver's is one.

    Of several receiver types those strategies are counted which stay in one rationalizable set after each message.
    """
    found = 1
    for m, replies in enumerate(usable):
        sets = [[r for r in replies if mask >> tables.offsets[m] + r & 1] for mask in tables.rational[m]]
        together = [prod(sum(r in own for r in some) for own in tables.choices[m]) for some in sets]
        found *= max(*together, *(sum(r in own for r in replies) for own in tables.choices[m]))
    return found


def pure_choices(tables: _Tables, x: ReceiverVertex) -> int:
    """In how many ways each type can send one of the messages that are best for it at x."""
    M = tables.messages
    return prod((x.best >> t * M & (1 << M) - 1).bit_count() for t in range(tables.types))


def best_at_prior(tables: _Tables, m: int, usable: list[int], most: int) -> list[int]:
    """At most so many of each receiver type's usable replies to message m: those worth most if all types send it."""
    found = []
    for own in tables.choices[m]:
        replies = [r for r in usable if r in own]
        worth = {r: -sum(tables.gain[m][r][replies[0] - own.start]) for r in replies}
        found += sorted(replies, key=worth.__getitem__)[:most]
    return found


def receiver_vertices(
    tables: _Tables, usable: list[list[int]], limit: int, report: Progress, crossings: int = 0
) -> list[ReceiverVertex]:
    """The vertices of P whose replies are usable, and rationalizable together, one message added at a time."""
    part = _Part(tables, usable, limit, crossings)
    for m in range(tables.messages):
        report("receiver's vertices", m, tables.messages)
        part = part.with_message(m)
    return part.vertices()


def answered_vertices(tables: _Tables, usable: list[list[int]], limit: int, report: Progress) -> list[ReceiverVertex]:
    """Those of them that may be answered, by way of the messages that are sent.

    Whatever is answered is so by a strategy that sends no more messages than there are types. For each such set of
    messages P is made for these first. Faces on which one of them cannot be sent are left out; then those on which
    they are not enough for all types; and what is left is small when the messages that are not sent are added.
    """
    M = tables.messages
    most = min(tables.types, M)
    total, done = sum(comb(M, k) for k in range(1, most + 1)), 0
    stage = f"sets of messages (the receiver's polyhedron has {fewest_vertices(tables, usable):,} or more vertices)"
    found: dict[ReceiverVertex, None] = {}
    first = _Part(tables, usable, limit)
    waiting: list[tuple[_Part, tuple[int, ...]]] = [(first, (m,)) for m in reversed(range(M))]
    while waiting:
        part, sent = waiting.pop()
        report(stage, done, total)
        done += 1
        part = part.with_message(sent[-1], sent)
        if not part.empty:
            found.update(dict.fromkeys(part.completed(sent).vertices()))
            if len(found) > limit or done > limit:
                raise LimitReached
            if len(sent) < most:
                waiting += [(part, (*sent, m)) for m in range(M - 1, sent[-1], -1)]
    return list(found)


class _Part:
    """P for some of the messages, or those of its faces that are wanted.

    A ray's coordinates are V_1..V_T, then the weights of the replies to each message, in the order in which messages
    were added, that any belief supports. Its tight bits are (t, m), then (m, r) for a weight of zero. Only those faces
    of P are looked at on which the replies in use are rationalizable: after each message, replies outside of one such
    set have no weight. And where it is said which messages are `sent`, only faces on which they can be.
    """

    def __init__(
        self, tables: _Tables, usable: list[list[int]], limit: int, crossings: int = 0, able: _Able | None = None
    ):
        self.tables, self.usable, self.limit, self.crossings = tables, usable, limit, crossings
        self.order: tuple[int, ...] = ()
        self.rays: list[Ray] = []
        self.rank = tables.types + 1
        self.able = able or _Able(tables)

    def with_message(self, m: int, sent: tuple[int, ...] = (), enough: bool = False) -> _Part:
        """The same with one more message: the product with the replies to it, then one cut for each type."""
        tables, T, M = self.tables, self.tables.types, self.tables.messages
        found = _Part(tables, self.usable, self.limit, self.crossings, self.able)
        found.order = (*self.order, m)
        bits = {r: 1 << T * M + tables.offsets[m] + r for r in self.usable[m]}
        found.rank = self.rank + len(bits) - len(tables.choices[m])
        plans = _plans(tables, m, self.usable[m], self.limit)
        wanted = _Wanted(found, sent, enough)
        if not self.order:
            found.rays = [ray for ray in _first_message(tables, m, bits, plans) if wanted(ray.tight)]
            return found
        if len(self.rays) * len(plans) > self.limit:
            raise LimitReached
        wanted.to_come = sum(1 << t * M + m for t in range(T))
        rays = [ray for ray in _times_plans(self.rays, self._scale, bits, plans) if wanted(ray.tight)]
        zeros = [0] * sum(len(self.usable[n]) for n in self.order)
        for t in range(T):
            normal = [*(int(s == t) for s in range(T)), *zeros, *(-tables.sender[t][m][r] for r in bits)]
            label = 1 << t * M + m
            some = wanted if sent or wanted.ways else None  # all of them otherwise
            rays = cut(rays, normal, label, found.rank, False, self.limit, some, self.crossings)
            wanted.to_come ^= label
            if sent:
                rays = [ray for ray in rays if wanted(ray.tight)]
        found.rays = rays
        return found

    def completed(self, sent: tuple[int, ...]) -> _Part:
        """P for all messages: of the faces of this part those on which what is sent is enough for every type."""
        part = _Part(self.tables, self.usable, self.limit, self.crossings, self.able)
        part.order, part.rank = self.order, self.rank
        wanted = _Wanted(part, sent, True)
        part.rays = [ray for ray in self.rays if wanted(ray.tight)]
        for m in range(self.tables.messages):
            if m not in sent and part.rays:
                part = part.with_message(m, sent, enough=True)
        return part

    @property
    def _scale(self) -> slice:
        """Where the weights are that sum to a ray's scale."""
        first, T = self.order[0], self.tables.types
        return slice(T, T + sum(r in self.tables.choices[first][0] for r in self.usable[first]))

    @property
    def empty(self) -> bool:
        """Whether there are at most directions."""
        return not any(any(point[self._scale]) for point, _ in self.rays)

    def vertices(self) -> list[ReceiverVertex]:
        """The rays that are vertices and no directions, with all replies to each message."""
        tables, T, size = self.tables, self.tables.types, sum(self.tables.replies)
        places = [tables.offsets[m] + r for m in self.order for r in self.usable[m]]
        in_place, where = places == list(range(size)), self._scale
        labels, usable = T * tables.messages, sum(1 << place for place in places)
        best = (1 << labels) - 1
        found = []
        for point, tight in self.rays:
            if scale := sum(point[where]):
                weights = point[T:]
                if not in_place:
                    cells = dict(zip(places, weights, strict=True))
                    weights = tuple([cells.get(i, 0) for i in range(size)])
                found.append(ReceiverVertex(scale, weights, usable & ~(tight >> labels), tight & best))
        return found


class _Wanted:
    """Which faces of a part of P are looked at, by their tight constraints."""

    def __init__(self, part: _Part, sent: tuple[int, ...], enough: bool):
        self.part, self.sent, self.enough = part, sent, enough
        self.to_come = 0  # constraints still to be made: they may all become tight
        T, M = part.tables.types, part.tables.messages
        self.idle = {m: sum(1 << T * M + part.tables.offsets[m] + r for r in part.usable[m]) for m in part.order}
        self.ways = [
            [self.idle[m] & ~(mask << T * M) for mask in part.tables.rational[m]]
            for m in part.order
            if len(part.tables.rational[m]) > 1
        ]
        self.rationalizable = within(self.ways)
        self.matters = sum(1 << t * M + m for t in range(T) for m in sent) | sum(self.idle[m] for m in sent)
        self.known: dict[int, bool] = {}

    def __call__(self, tight: int) -> bool:
        if self.ways and not self.rationalizable(tight):
            return False
        if not self.sent:
            return True
        tight = (tight | self.to_come) & self.matters
        if tight not in self.known:
            self.known[tight] = self._sendable(tight)
        return self.known[tight]

    def _sendable(self, tight: int) -> bool:
        """Whether each of the messages could be sent, by types for whom it is best, and keep the replies in use best.

        If they are to be `enough` each type must send one of them. A type that has but one left is sure to send it;
        others send it as suits. Where that suffices by nothing, those whom the reply does not suit cannot send at all,
        which may leave these with one other message only, so that all is asked again.
        """
        able = self.part.able
        questions = ((m, able.types(tight, m), able.replies(self.idle[m] & ~tight, m)) for m in self.sent)
        if not self.enough:
            return all(able(m, types, 0, replies) for m, types, replies in questions)
        asked, everyone = list(questions), (1 << self.part.tables.types) - 1
        while True:
            some = several = 0
            for _, types, _ in asked:
                several |= some & types
                some |= types
            if some != everyone:
                return False
            left = [(m, able(m, types, types & ~several, replies), replies) for m, types, replies in asked]
            if not all(types for _, types, _ in left):
                return False
            if left == asked:
                return True
            asked = left


class _Able:
    """Which types may send a message with some weight, and keep replies to it best; each question is answered once."""

    def __init__(self, tables: _Tables):
        self.tables = tables
        self.every = [sum(1 << t * tables.messages + m for t in range(tables.types)) for m in range(tables.messages)]
        self.known: dict[tuple[int, int, int, int], int] = {}
        self.gathered: dict[int, int] = {}

    def types(self, tight: int, m: int) -> int:
        """The mask of the types for whom m is best."""
        pairs = (tight & self.every[m]) >> m
        if pairs not in self.gathered:
            self.gathered[pairs] = sum(1 << i // self.tables.messages for i in members(pairs))
        return self.gathered[pairs]

    def replies(self, used: int, m: int) -> int:
        """The mask of the replies to m alone, from constraints that tell which are in use."""
        return used >> self.tables.types * self.tables.messages + self.tables.offsets[m]

    def __call__(self, m: int, types: int, sure: int, replies: int) -> int:
        """Those of the types that may send m if those in `sure` all send it alone; none if it cannot be sent so."""
        question = m, types, sure, replies
        if question not in self.known:
            self.known[question] = self._left(*question)
        return self.known[question]

    def _left(self, m: int, types: int, sure: int, replies: int) -> int:
        comparisons = [gains for r in members(replies) for gains in self.tables.gain[m][r]]
        left, before = types, 0
        while left != before:
            before, own = left, members(left)
            for gains in comparisons:
                most = sum(gains[t] for t in own if gains[t] > 0 or sure >> t & 1)
                if most < 0:
                    return 0
                if most == 0:
                    left &= ~sum(1 << t for t in own if gains[t] < 0 and not sure >> t & 1)
        return left


def _plans(tables: _Tables, m: int, usable: list[int], limit: int) -> list[Plan]:
    """The pure ways to reply to m: a usable reply of each receiver type's, all of them best at one belief."""
    found: dict[Plan, None] = {}
    for mask in tables.rational[m]:
        options = [[r for r in own if mask >> tables.offsets[m] + r & 1 and r in usable] for own in tables.choices[m]]
        if prod(map(len, options)) > limit:
            raise LimitReached
        found.update(dict.fromkeys(product(*options)))
    return list(found)


def _first_message(tables: _Tables, m: int, bits: dict[int, int], plans: list[Plan]) -> list[Ray]:
    """P for one message alone: one vertex for each plan, where every V_t is what t gets; V_t may rise."""
    T, M = tables.types, tables.messages
    everything = sum(bits.values())
    all_types = sum(1 << t * M + m for t in range(T))
    rays = [
        Ray(
            tuple(sum(table[m][r] for r in plan) for table in tables.sender) + tuple(int(r in plan) for r in bits),
            all_types | everything ^ sum(bits[r] for r in plan),
        )
        for plan in plans
    ]
    for t in range(T):
        up = tuple(int(s == t) for s in range(T)) + (0,) * len(bits)
        rays.append(Ray(up, all_types ^ 1 << t * M + m | everything))
    return rays


def _times_plans(rays: list[Ray], scale: slice, bits: dict[int, int], plans: list[Plan]) -> Iterator[Ray]:
    """The rays of the product with the replies to one more message; the weights in `scale` sum to a ray's scale."""
    everything = sum(bits.values())
    played = [([int(r in plan) for r in bits], everything ^ sum(bits[r] for r in plan)) for plan in plans]
    for point, tight in rays:
        total = sum(point[scale])
        if total == 0:
            yield Ray(point + (0,) * len(bits), tight | everything)
        else:
            for on, idle in played:
                yield Ray(point + tuple([total * x for x in on]), tight | idle)


def promising(tables: _Tables, x: ReceiverVertex) -> bool:
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


def confined(tables: _Tables, x: ReceiverVertex, most: int) -> Iterator[ReceiverVertex]:
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


def sender_vertices(tables: _Tables, x: ReceiverVertex, limit: int, known: Answers | None = None) -> list[SenderVertex]:
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
    known = known or Answers()
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
    tables: _Tables, x: ReceiverVertex, best: Options, place: dict[tuple[int, int], int]
) -> Iterator[tuple[tuple[int, ...], bool]]:
    """That the replies x uses are best, as constraints on the coordinates of `sender_vertices`."""
    for m in range(tables.messages):
        senders = [t for t, options in enumerate(best) if m in options]
        if not any((t, m) in place for t in senders):
            continue  # nobody has a choice here: `promising` has settled it
        for own in tables.choices[m]:
            used = [r for r in own if x.uses >> tables.offsets[m] + r & 1]
            for r, gains in zip(own, tables.gain[m][used[0]], strict=True):
                normal = [0] * (len(place) + 1)
                for t in senders:
                    normal[place.get((t, m), 0)] += gains[t]
                if any(normal):
                    yield tuple(normal), r in used


def _sender_vertex(
    tables: _Tables, point: Sequence[int], best: Options, place: dict[tuple[int, int], int], known: Answers
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


def _best_against(tables: _Tables, m: int, weights: Sequence[int]) -> int:
    """The replies to m that are best where the types send it with these weights."""
    return sum(
        1 << tables.offsets[m] + r
        for r, better in enumerate(tables.gain[m])
        if all(sum(map(mul, weights, gains)) >= 0 for gains in better)
    )


def _confinements(tables: _Tables, receivers: list[ReceiverVertex]) -> Iterator[int]:
    """The ways to pick one maximal rationalizable set after each message, as masks over all replies.

    Where the replies in use fit into one set that set is enough.
    """
    used = 0
    for x in receivers:
        used |= x.uses
    choices = []
    for m in range(tables.messages):
        here = used & tables.reply_bits(m)
        fitting = [mask for mask in tables.rational[m] if here & ~mask == 0]
        choices.append(fitting[:1] or sorted({mask & here for mask in tables.rational[m]}))
    for picks in product(*choices):
        yield sum(picks)


class _Builder:
    """Families from vertices. What several of them share, a strategy, a row of one, a constraint, is made once."""

    def __init__(self, model: Model, game: SignalingGame, tables: _Tables):
        self.model, self.game, self.tables = model, game, tables
        self.hers, self.his = strategy_sets_of(game)
        self._rows: dict[tuple[int, tuple[int, ...]], tuple[Fraction, ...]] = {}
        self._made: tuple[dict[Any, Strategy], dict[Any, Strategy]] = ({}, {})
        self._constraints: dict[tuple[Callable[..., Any], int, int], tuple[Constraint, ...]] = {}

    def family(self, senders: list[SenderVertex], receivers: list[ReceiverVertex]) -> Family:
        """The family that the vertices span, with the constraints that cut it out."""
        uses = replies = 0
        for y in senders:
            uses |= y.uses
        for x in receivers:
            replies |= x.uses
        return Family(
            self.model,
            self.game,
            self._set(self.hers, senders, self._sender_face(uses, replies)),
            self._set(self.his, receivers, self._receiver_face(uses, replies)),
        )

    def _set(self, shape: StrategySet, vertices: Sequence[Vertex], face: Iterator[Constraint]) -> StrategySet:
        """The polytope of these vertices, and the constraints of its face."""
        made = self._made[shape is self.his]
        for x in vertices:
            if x not in made:
                rows, start = [], 0
                for columns in shape.columns:
                    rows.append(self._row(x.scale, x.weights[start : start + len(columns)]))
                    start += len(columns)
                made[x] = shape.member(tuple(rows))
        return StrategySet(shape.rows, shape.columns, tuple([made[x] for x in vertices]), tuple(face))

    def _row(self, scale: int, weights: tuple[int, ...]) -> tuple[Fraction, ...]:
        row = self._rows.get((scale, weights))
        if row is None:
            row = self._rows[scale, weights] = tuple([Fraction(weight, scale) for weight in weights])
        return row

    def _those(self, which: Callable[[_Tables, int, int], tuple[Constraint, ...]], i: int, j: int) -> Any:
        """The constraints that `which` makes of two numbers."""
        found = self._constraints.get((which, i, j))
        if found is None:
            found = self._constraints[which, i, j] = which(self.tables, i, j)
        return found

    def _sender_face(self, uses: int, replies: int) -> Iterator[Constraint]:
        """Only messages that some member uses, and weights that keep every reply in use best."""
        size = self.tables.types * self.tables.messages
        for i in range(size):
            if not uses >> i & 1:
                yield from self._those(_zero, size, i)
        for m in range(self.tables.messages):
            for r in range(self.tables.replies[m]):
                if replies >> self.tables.offsets[m] + r & 1:
                    yield from self._those(_keeping_best, m, r)

    def _receiver_face(self, uses: int, replies: int) -> Iterator[Constraint]:
        """Only these replies, and against them every message in use is a best one for the type that uses it."""
        size = sum(self.tables.replies)
        for i in range(size):
            if not replies >> i & 1:
                yield from self._those(_zero, size, i)
        for t in range(self.tables.types):
            for m in range(self.tables.messages):
                if uses >> t * self.tables.messages + m & 1:
                    yield from self._those(_still_best, t, m)


def _zero(_: _Tables, size: int, i: int) -> tuple[Constraint, ...]:
    """That of so many weights this one is zero."""
    return (Constraint((*[0] * i, 1, *[0] * (size - i)), True),)


def _keeping_best(tables: _Tables, m: int, r: int) -> tuple[Constraint, ...]:
    """That the sender's weights keep reply r to message m best."""
    size = tables.types * tables.messages
    found = []
    for gains in tables.gain[m][r]:
        if any(gains):
            row = [0] * (size + 1)
            row[m : size : tables.messages] = gains
            found.append(Constraint(tuple(row), False))
    return tuple(found)


def _still_best(tables: _Tables, t: int, m: int) -> tuple[Constraint, ...]:
    """That against the receiver's weights message m is a best one for type t."""
    found = []
    for other in tables.open[t]:
        if other != m:
            row = [0] * (sum(tables.replies) + 1)
            for sign, k in ((1, m), (-1, other)):
                for r, payoff in enumerate(tables.sender[t][k]):
                    row[tables.offsets[k] + r] += sign * payoff
            found.append(Constraint(tuple(row), False))
    return tuple(found)
