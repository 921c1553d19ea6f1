"""Refinements that are defined at one equilibrium, by what it would take to upset it there.

Fix an equilibrium with payoffs u* to the types, and write p|S for the prior given that the type is in S. After a
message m, BR(B) are the receiver's mixed best replies to some belief in B. A reply a **draws** the types G(a) whom it
pays more than u*, and leaves the types E(a) as they are. B(a) is what an unsent message would make him believe if
exactly those drawn sent it, and some of those left as they are: the beliefs in proportion to p(t) w(t), with w = 1 on
G(a), between 0 and 1 on E(a), and 0 elsewhere; there are none where G(a) and E(a) are empty.

- **divinity** (Banks & Sobel 1987), at each unsent m: A_0 = BR(all beliefs); A_{n+1} = BR(the hull of all B(a) with a
  in A_n), or A_n where there is none. It survives iff its own reply is in every A_n.
- **universal divinity** (the same, in the form of Cho & Kreps 1987: D2 applied again and again), at each unsent m: K_0
  are all types; K_{n+1} leaves out the types t of K_n whom others of K_n outdo: some reply in BR(beliefs on K_n) draws
  another, and each such reply that pays t no less than u* draws another. It survives iff its own reply is in
  BR(beliefs on K_n) for every n.
- **perfect sequential** (Grossman & Perry 1986), at each unsent m: a belief mu is credible if some a, best to mu, has
  mu in B(a). It fails iff some credible belief draws a type, and its own reply is best to no belief in B(own reply). Of
  several credible beliefs it may hold any; replies may be mixed.
- **neologism-proof** (Farrell 1993, for cheap talk; here "my type is in K" may be said with any message, sent or not):
  it fails iff for some m and K every best reply to p|K draws K exactly.
- **undefeated** (Mailath, Okuno-Fujiwara & Postlewaite 1993): another equilibrium, in pure strategies as there, defeats
  it if at an unsent m, which the types K send in the other, none of K has less in the other, some have more (G), and
  the belief after m is not in proportion to p(t) w(t) with w = 1 on G, between 0 and 1 on K, and 0 elsewhere. It
  survives iff some belief that supports its reply to m is such for every other equilibrium that might defeat it there.
- **sender-preferred**: it survives iff no equilibrium gives the sender more before she learns her type.

Each turns on the signs of finitely many differences: that a mixture of given responses draws G and leaves E as they are
is so for the u* in a polyhedron, and only its facets count. So a family is asked about in each of its `cells`. What
survives of it need not be closed, and then it is no union of polytopes: that is refused by name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import product
from typing import NamedTuple

from termination.engine.arithmetic import integers
from termination.engine.beliefs import rationalizable, scaled_receiver
from termination.engine.bicliques import members
from termination.engine.equilibria import Equilibria
from termination.engine.families import Assessment, Family
from termination.engine.game import SignalingGame
from termination.engine.places import mask_of
from termination.engine.polyhedra import facets
from termination.engine.refining.cells import Cell, cells, closed_union, simplex
from termination.engine.refining.parts import HalfSpace, Region
from termination.engine.refining.verdicts import Verdict, varies
from termination.engine.sentences import listed
from termination.engine.strategies import Strategy
from termination.errors import InputError

Types = frozenset[int]
Worth = tuple[Fraction, ...]


class Drawn(NamedTuple):
    """Whom a reply draws, and whom it leaves as they are."""

    gain: Types
    level: Types


class Fall(NamedTuple):
    """Why an equilibrium falls: at which message (-1 at none), which type would gain by which response (-1: none is
    named), which types are ruled out, and the same in words."""

    message: int
    type: int
    response: int
    ruled_out: tuple[int, ...]
    words: str


class Standard:
    """One of these refinements on one game."""

    def __init__(self, equilibria: Equilibria) -> None:
        self.game = equilibria.game
        self.types = range(len(self.game.types))

    def planes(self, family: Family) -> Iterator[HalfSpace]:
        """The planes over (u*, 1) whose sides decide; what the equilibrium's own reply decides is added to them."""
        raise NotImplementedError

    def fall(self, family: Family, worth: Worth, receiver: Strategy) -> Fall | None:
        """Why an equilibrium of the family with these payoffs and this receiver's strategy falls, if it does."""
        raise NotImplementedError

    def unsent(self, family: Family) -> list[int]:
        """The messages that no member of the family sends."""
        return [m for m, sent in enumerate(family.sent) if not sent]

    def at_faces(self, family: Family) -> list[int]:
        """The messages that some members send and others do not, where those that do not may fall by them."""
        return []

    def at_a_face(self, family: Family, worth: Worth, receiver: Strategy) -> Fall | None:
        """Why a member falls that does not send all messages that members send, though one that does survives."""
        return None

    # --- words

    def label(self, t: int) -> str:
        return self.game.types[t]

    def named(self, types: Iterable[int]) -> str:
        return listed([self.label(t) for t in sorted(types)])

    def reply(self, m: int, r: int) -> str:
        return self.game.response_sets[m][r]

    def mixture(self, m: int, receiver: Strategy) -> str:
        """The reply relied on."""
        used = [(self.reply(m, r), x) for r, x in enumerate(receiver.probabilities[m]) if x]
        return used[0][0] if len(used) == 1 else listed([f"{label} with {x}" for label, x in used])


class AfterMessages(Standard):
    """A refinement that asks, at each message that nobody sends, whom replies would draw."""

    def planes(self, family: Family) -> Iterator[HalfSpace]:
        for m in self.unsent(family):
            after = After.of(self.game, m)
            for mask in submasks(after.possible):
                yield from after.facets(mask)

    def fall(self, family: Family, worth: Worth, receiver: Strategy) -> Fall | None:
        falls = (self.at(After.of(self.game, m), worth, receiver) for m in self.unsent(family))
        return next(filter(None, falls), None)

    def at(self, after: After, worth: Worth, receiver: Strategy) -> Fall | None:
        """Why it falls at this message, if it does."""
        raise NotImplementedError


@dataclass(frozen=True)
class After:
    """What may be replied to one message, and whom that would draw."""

    game: SignalingGame
    message: int

    @staticmethod
    @lru_cache(maxsize=256)
    def of(game: SignalingGame, message: int) -> After:
        return After(game, message)

    @cached_property
    def pay(self) -> tuple[tuple[Fraction, ...], ...]:
        """The sender's payoffs [type][response]; of a type that lacks the message as in `game.Flat`."""
        return tuple(table[self.message] for table in self.game.flat.sender)

    @cached_property
    def able(self) -> Types:
        """The types that have the message."""
        return frozenset(t for t, table in enumerate(self.game.receiver) if table[self.message])

    @cached_property
    def possible(self) -> tuple[int, ...]:
        """The maximal sets of responses that are best together to some belief."""
        return self.best({frozenset([t]) for t in self.able})

    def best(self, given: Iterable[Types]) -> tuple[int, ...]:
        """BR(the hull of p|S over these S): maximal sets of responses that are best together to one of its beliefs.

        For the receiver a game whose types are the S, with the payoffs that he expects given S, is as good.
        """
        return _best(self.game, self.message, tuple(sorted(given, key=sorted)))

    def drawn(self, worth: Worth, masks: Iterable[int]) -> dict[Drawn, int]:
        """Whom mixtures of these sets of responses draw: each pattern that occurs, with the first such set."""
        found: dict[Drawn, int] = {}
        for mask in masks:
            for pattern in _patterns(self.pay, worth, mask):
                found.setdefault(pattern, mask)
        return found

    def own(self, worth: Worth, receiver: Strategy) -> tuple[int, Drawn]:
        """The responses that the equilibrium's own reply uses, and whom it draws: nobody."""
        reply = receiver.probabilities[self.message]
        paid = [sum((a * x for a, x in zip(reply, row, strict=True)), Fraction(0)) for row in self.pay]
        level = frozenset(t for t, x in enumerate(paid) if x == worth[t])
        return mask_of(reply), Drawn(frozenset(), level)

    def facets(self, mask: int) -> tuple[HalfSpace, ...]:
        """The planes over (u*, 1) that decide whom mixtures of these responses draw."""
        return _facets(tuple(tuple(row[r] for r in members(mask)) for row in self.pay))


@lru_cache(maxsize=4096)
def _best(game: SignalingGame, m: int, given: tuple[Types, ...]) -> tuple[int, ...]:
    pay = scaled_receiver(game, m)
    replies = range(len(game.response_sets[m]))
    rows = [[sum((game.prior[t] * pay[t][r] for t in s), Fraction(0)) for r in replies] for s in given]
    flat = integers([x for row in rows for x in row])
    width = len(rows[0])
    return rationalizable(tuple(tuple(flat[i : i + width]) for i in range(0, len(flat), width)))


@lru_cache(maxsize=8192)
def _patterns(pay: tuple[tuple[Fraction, ...], ...], worth: Worth, mask: int) -> tuple[Drawn, ...]:
    planes = [_scaled([x - now for x in row] + [Fraction(0)]) for row, now in zip(pay, worth, strict=True)]
    found = []
    for cell in cells(simplex(len(pay[0]), mask), planes):
        middle = cell.region.middle
        gains = [sum((a * x for a, x in zip(plane, middle, strict=False)), Fraction(0)) for plane in planes]
        found.append(Drawn(*(frozenset(t for t, g in enumerate(gains) if test(g)) for test in (_rises, _stays))))
    return tuple(dict.fromkeys(found))


def _rises(gain: Fraction) -> bool:
    return gain > 0


def _stays(gain: Fraction) -> bool:
    return gain == 0


@lru_cache(maxsize=4096)
def _facets(pay: tuple[tuple[Fraction, ...], ...]) -> tuple[HalfSpace, ...]:
    """The facets of {u*: some mixture pays G at least u*, E exactly, the others at most that}, over all G and E."""
    found: dict[HalfSpace, None] = {}
    points = [_scaled([*column, Fraction(1)]) for column in zip(*pay, strict=True)]
    for signs in product((-1, 0, 1), repeat=len(pay)):
        ways = [tuple(s * int(i == t) for i in range(len(pay) + 1)) for t, s in enumerate(signs) if s]
        planes, lines = facets([*points, *ways])
        found |= dict.fromkeys(plane for plane in (*planes, *lines) if any(plane[:-1]))
    return tuple(found)


def _scaled(row: Sequence[Fraction]) -> HalfSpace:
    return tuple(integers(list(row)))


def submasks(masks: Iterable[int]) -> list[int]:
    """Every set of responses, none empty, that lies in one of these."""
    found = {part for mask in masks for part in range(1, mask + 1) if part & ~mask == 0}
    return sorted(found)


def _within(mask: int, masks: Iterable[int]) -> bool:
    return any(mask & ~other == 0 for other in masks)


def beliefs_of(pattern: Drawn) -> set[Types]:
    """The S whose p|S span B(a), for a reply that draws so."""
    if not pattern.gain:
        return {frozenset([t]) for t in pattern.level}
    found = {pattern.gain}
    for t in pattern.level:
        found |= {some | {t} for some in found}
    return found


class Divinity(AfterMessages):
    """After an unsent message no type is rarer, relative to others, than its gain would have it."""

    def at(self, after: After, worth: Worth, receiver: Strategy) -> Fall | None:
        left = after.possible
        while True:
            given = {some for pattern in after.drawn(worth, left) for some in beliefs_of(pattern)}
            smaller = after.best(given) if given else left
            if smaller == left:
                break
            left = smaller
        own, _ = after.own(worth, receiver)
        if _within(own, left):
            return None
        t, r, words = self.gainer(after, worth, left)
        said = (
            f"after {self.game.messages[after.message]} divinity leaves only beliefs to which the reply relied on "
            f"({self.mixture(after.message, receiver)}) is not best; {words}"
        )
        return Fall(after.message, t, r, (), said)

    def gainer(self, after: After, worth: Worth, left: Sequence[int]) -> tuple[int, int, str]:
        """A type that some reply left draws, the response, and that in words."""
        m = after.message
        best = max((after.pay[t][r] - worth[t], -t, -r) for mask in left for r in members(mask) for t in self.types)
        gain, t, r = best[0], -best[1], -best[2]
        if gain <= 0:
            instead = f"{self.reply(m, r)} is, and draws nobody away"
            return -1, -1, f"{instead}: the reply must change, but not what happens in play"
        return t, r, f"{self.reply(m, r)} is, and gives {self.label(t)} {after.pay[t][r]} rather than {worth[t]}"


class UniversalDivinity(Divinity):
    """D2 again and again: who is left may outdo others in turn."""

    def at(self, after: After, worth: Worth, receiver: Strategy) -> Fall | None:
        own, _ = after.own(worth, receiver)
        kept = after.able
        while True:
            left = after.best({frozenset([t]) for t in kept})
            if not _within(own, left):
                break
            out = {t for t in kept if self.outdone(t, kept, after.drawn(worth, left))}
            if not out:
                return None
            kept -= out
        t, r, words = self.gainer(after, worth, left)
        gone = tuple(sorted(after.able - kept))
        said = (
            f"after {self.game.messages[after.message]} universal divinity rules out {self.named(gone)}; against "
            f"{self.named(kept)} the reply relied on ({self.mixture(after.message, receiver)}) is not best; {words}"
        )
        return Fall(after.message, t, r, gone, said)

    def outdone(self, t: int, kept: Types, patterns: Iterable[Drawn]) -> bool:
        """Whether others of those kept gain by some reply, and by every one that is good enough for t."""
        others = kept - {t}
        return any(one.gain & others for one in patterns) and all(
            one.gain & others for one in patterns if t in one.gain | one.level
        )


class PerfectSequential(AfterMessages):
    """Where a belief explains itself, the receiver holds such a belief."""

    def at(self, after: After, worth: Worth, receiver: Strategy) -> Fall | None:
        own, level = after.own(worth, receiver)
        if level.level and _within(own, after.best(beliefs_of(level))):
            return None
        for mask in submasks(after.possible):
            for pattern in after.drawn(worth, [mask]):
                if pattern.gain and _within(mask, after.best(beliefs_of(pattern))):
                    return self.upset(after, worth, pattern, mask, receiver)
        return None

    def upset(self, after: After, worth: Worth, pattern: Drawn, mask: int, receiver: Strategy) -> Fall:
        m = after.message
        t = min(pattern.gain)
        r = max(members(mask), key=lambda r: after.pay[t][r])
        also = f", and {self.named(pattern.level)} would not mind" if pattern.level else ""
        how = f"{self.reply(m, r)} gives" if mask.bit_count() == 1 else f"a mixture with {self.reply(m, r)} gives"
        said = (
            f"after {self.game.messages[m]} the belief that {self.named(pattern.gain)} sent it explains itself: the "
            f"best reply to it draws {self.named(pattern.gain)} and nobody else{also} ({how} {self.label(t)} "
            f"{after.pay[t][r]} rather than {worth[t]}); the reply relied on ({self.mixture(m, receiver)}) is best to "
            "no such belief"
        )
        return Fall(m, t, r, tuple(sorted(after.able - pattern.gain - pattern.level)), said)


class NeologismProof(Standard):
    """No set of types would be believed, and gain by it, if it said what it is."""

    def planes(self, family: Family) -> Iterator[HalfSpace]:
        for m in range(len(self.game.messages)):
            for t in self.types:
                for x in After.of(self.game, m).pay[t]:
                    yield _scaled([*(Fraction(int(s == t)) for s in self.types), -x])

    def fall(self, family: Family, worth: Worth, receiver: Strategy) -> Fall | None:
        for m in range(len(self.game.messages)):
            after = After.of(self.game, m)
            for bits in range(1, 1 << len(self.types)):
                some = frozenset(members(bits))
                if not some <= after.able:
                    continue
                replies = [r for mask in after.best([some]) for r in members(mask)]
                if all(frozenset(t for t in self.types if after.pay[t][r] > worth[t]) == some for r in replies):
                    return self.spoken(after, worth, some, replies)
        return None

    def spoken(self, after: After, worth: Worth, some: Types, replies: Sequence[int]) -> Fall:
        m, t = after.message, min(some)
        r = min(replies, key=lambda r: after.pay[t][r])
        who = self.named(some) if len(some) == 1 else f"one of {self.named(some)}"
        said = (
            f'whoever sends {self.game.messages[m]} and says "I am {who}" is to be believed: the best reply, '
            f"{self.reply(m, r)}, gives {self.label(t)} {after.pay[t][r]} rather than {worth[t]}, and nobody else more "
            "than now"
        )
        if len(some) > 1:
            said = said.replace("nobody else more than now", "of all types just these more than now")
        return Fall(m, t, r, (), said)


class Rival(NamedTuple):
    """A pure equilibrium as seen from a message that it sends: its name, who sends the message, what each type has."""

    name: str
    message: int
    senders: Types
    worth: Worth


class Undefeated(Standard):
    """No pure equilibrium in which an unsent message is sent gives those who send it more, against the belief held."""

    def __init__(self, equilibria: Equilibria) -> None:
        super().__init__(equilibria)
        _needs_all(equilibria, "undefeated")
        self.rivals = tuple(_rivals(equilibria))

    def planes(self, family: Family) -> Iterator[HalfSpace]:
        asked = {*self.unsent(family), *self.at_faces(family)}
        for rival in self.rivals:
            if rival.message in asked:
                for t in rival.senders:
                    yield _scaled([*(Fraction(int(s == t)) for s in self.types), -rival.worth[t]])

    def at_faces(self, family: Family) -> list[int]:
        columns = [list(zip(*vertex.probabilities, strict=True)) for vertex in family.sender.vertices]
        return [m for m, sent in enumerate(family.sent) if sent and not all(any(rows[m]) for rows in columns)]

    def fall(self, family: Family, worth: Worth, receiver: Strategy) -> Fall | None:
        falls = (self.at(m, worth, receiver) for m in self.unsent(family))
        return next(filter(None, falls), None)

    def at_a_face(self, family: Family, worth: Worth, receiver: Strategy) -> Fall | None:
        falls = (self.at(m, worth, receiver) for m in self.at_faces(family))
        return next(filter(None, falls), None)

    def at(self, m: int, worth: Worth, receiver: Strategy) -> Fall | None:
        """Why it is defeated at this message, if it is."""
        threats = [one for one in self.rivals if one.message == m and self.threatens(one, worth)]
        own = mask_of(receiver.probabilities[m])
        if not threats or self.believable(m, own, worth, threats):
            return None
        first = next((one for one in threats if not self.believable(m, own, worth, [one])), threats[0])
        t = min(t for t in first.senders if first.worth[t] > worth[t])
        together = "" if not self.believable(m, own, worth, [first]) else " together with others"
        said = (
            f"defeated{together} by {first.name}: there {self.named(first.senders)} send "
            f"{self.game.messages[m]}, {self.label(t)} has {first.worth[t]} rather than {worth[t]}, and no belief that "
            f"says so makes the reply relied on ({self.mixture(m, receiver)}) best"
        )
        return Fall(m, t, -1, (), said)

    def threatens(self, rival: Rival, worth: Worth) -> bool:
        gains = [rival.worth[t] - worth[t] for t in rival.senders]
        return min(gains) >= 0 < max(gains)

    def believable(self, m: int, own: int, worth: Worth, threats: Sequence[Rival]) -> bool:
        """Whether a belief to which the own reply is best is as every threat would have it."""
        pay, prior = scaled_receiver(self.game, m), self.game.prior
        planes: list[list[Fraction]] = []
        for r in members(own):
            others = [other for other in range(len(self.game.response_sets[m])) if other != r]
            planes += [[Fraction(row[r] - row[other] if row else 0) for row in pay] for other in others]
        for one in threats:
            gain = [t for t in one.senders if one.worth[t] > worth[t]]
            planes += [self.unit({t: -1}) for t in self.types if t not in one.senders]
            planes += [self.unit({gain[0]: 1 / prior[gain[0]], t: -1 / prior[t]}) for t in one.senders if t != gain[0]]
            planes += [self.unit({t: 1 / prior[t], gain[0]: -1 / prior[gain[0]]}) for t in gain if t != gain[0]]
        everything = simplex(len(self.types), sum(1 << t for t in After.of(self.game, m).able))
        return everything.cut_all(_scaled([*plane, Fraction(0)]) for plane in planes if any(plane)) is not None

    def unit(self, at: Mapping[int, Fraction | int]) -> list[Fraction]:
        return [Fraction(at.get(t, 0)) for t in self.types]


def _rivals(equilibria: Equilibria) -> Iterator[Rival]:
    seen = set()
    for one in equilibria.pure():
        worth = tuple(payoffs_at(one, one.receiver.vertices[0]))
        for m in range(len(equilibria.game.messages)):
            senders = frozenset(t for t, row in enumerate(one.sender.support) if row[m])
            if senders and (m, senders, worth) not in seen:
                seen.add((m, senders, worth))
                yield Rival(one.name, m, senders, worth)


class SenderPreferred(Standard):
    """No equilibrium gives the sender more before she learns her type."""

    def __init__(self, equilibria: Equilibria) -> None:
        super().__init__(equilibria)
        _needs_all(equilibria, "sender-preferred")
        values = [
            (self.value(payoffs_at(family, vertex)), -i)
            for i, family in enumerate(equilibria)
            for vertex in family.receiver.vertices
        ]
        self.most, first = max(values, default=(Fraction(0), 0))
        self.best = equilibria[-first].name if values else ""

    def value(self, worth: Sequence[Fraction]) -> Fraction:
        return sum((p * x for p, x in zip(self.game.prior, worth, strict=True)), Fraction(0))

    def planes(self, family: Family) -> Iterator[HalfSpace]:
        yield _scaled([*self.game.prior, -self.most])

    def fall(self, family: Family, worth: Worth, receiver: Strategy) -> Fall | None:
        here = self.value(worth)
        if here == self.most:
            return None
        words = f"before she learns her type the sender expects {here}, in {self.best} up to {self.most}"
        return Fall(-1, -1, -1, (), words)


def _needs_all(equilibria: Equilibria, name: str) -> None:
    if not equilibria.complete:
        raise InputError(f"{name} compares with every equilibrium, and this list is not complete: raise the limit")


#: The refinements by name, in the order in which they are listed.
STANDARDS: dict[str, Callable[[Equilibria], Standard]] = {
    "divinity": Divinity,
    "universal divinity": UniversalDivinity,
    "undefeated": Undefeated,
    "perfect sequential": PerfectSequential,
    "neologism-proof": NeologismProof,
    "sender-preferred": SenderPreferred,
}


# --- a family --------------------------------------------------------------------------------------------------------


def payoffs_at(family: Family, receiver: Strategy) -> list[Fraction]:
    """What each type gets in an equilibrium of the family with this receiver's strategy."""
    values = [x for row in receiver.probabilities for x in row]
    return [sum((a * x for a, x in zip(row, values, strict=False)), Fraction(0)) for row in _worth_rows(family)]


def _worth_rows(family: Family) -> list[list[Fraction]]:
    """u*_t as a linear function of the receiver's strategy: what a message that some member has her send pays her."""
    rows = []
    for t, used in enumerate(family.sender.support):
        m = used.index(True)
        rows.append([x if i == m else Fraction(0) for i, cells in enumerate(family.game.flat.sender[t]) for x in cells])
    return rows


def split(family: Family, name: str, standard: Standard) -> tuple[list[Region], list[tuple[Region, Fall]]]:
    """What survives of the receiver's polytope, as few polytopes; and the parts that fall, each with why.

    Raises `InputError` where what survives is not closed, or differs within the sender's polytope.
    """
    whole = Region.whole(family.receiver)
    kept: list[Cell] = []
    lost: list[tuple[Cell, Fall]] = []
    for cell in cells(whole, _planes(family, standard)):
        receiver = family.receiver.at(cell.region.middle)
        worth = tuple(payoffs_at(family, receiver))
        fall = standard.fall(family, worth, receiver)
        if fall is not None:
            lost.append((cell, fall))
            continue
        kept.append(cell)
        if somewhere := standard.at_a_face(family, worth, receiver):
            raise InputError(
                f"{name}: of {family.name!r} only members that send {family.game.messages[somewhere.message]} survive, "
                "however rarely; they are no closed set, so no family"
            )
    regions = closed_union(kept, [cell for cell, _ in lost], whole)
    if regions is None:
        raise InputError(
            f"{name}: what survives of {family.name!r} is not closed, so no family; where members of it begin to fall, "
            "the limit of those that survive falls as well"
        )
    return regions, [(cell.region, fall) for cell, fall in lost]


def _planes(family: Family, standard: Standard) -> Iterator[HalfSpace]:
    """The planes over (the receiver's strategy, 1): those over (u*, 1), which responses an own reply to a message uses
    that is not always sent, and whom it leaves as they are."""
    game, rows = family.game, _worth_rows(family)
    pays = game.flat.sender
    if len({tuple(payoffs_at(family, vertex)) for vertex in family.receiver.vertices}) > 1:
        for plane in standard.planes(family):
            yield _over_replies(plane[:-1], plane[-1], rows)
    size, start = len(rows[0]), 0
    for m, labels in enumerate(game.response_sets):
        if m in standard.unsent(family) or m in standard.at_faces(family):
            yield from (tuple(int(i == start + r) for i in range(size + 1)) for r in range(len(labels)))
            for t, row in enumerate(rows):
                own = [pays[t][m][i - start] if start <= i < start + len(labels) else 0 for i in range(size)]
                plane = _scaled([*(Fraction(a) - b for a, b in zip(own, row, strict=True)), Fraction(0)])
                if any(plane):
                    yield plane
        start += len(labels)


def _over_replies(weights: Sequence[int], constant: int, rows: Sequence[Sequence[Fraction]]) -> HalfSpace:
    total = [
        sum((w * x for w, x in zip(weights, column, strict=True)), Fraction(0)) for column in zip(*rows, strict=True)
    ]
    return _scaled([*total, Fraction(constant)])


def verdicts(family: Family, name: str, lost: Sequence[tuple[Region, Fall]], whole: bool) -> Iterator[Verdict]:
    """One verdict for each reason for which some part of the family falls."""
    seen = set()
    game = family.game
    for region, fall in lost:
        reason = fall[:4]
        if reason in seen:
            continue
        seen.add(reason)
        title = family.name if whole or "(in part" in family.name else f"{family.name} (in part)"
        more = " Payoffs vary within the family; the numbers are those of one equilibrium." if varies(family) else ""
        yield Verdict(
            family=family,
            concept=name,
            message=game.messages[fall.message] if fall.message >= 0 else "",
            type=game.types[fall.type] if fall.type >= 0 else None,
            ruled_out=tuple(game.types[t] for t in fall.ruled_out),
            response=game.response_sets[fall.message][fall.response] if fall.response >= 0 else None,
            assessment=Assessment(game, family.sender.middle, family.receiver.at(region.middle)),
            whole_family=whole,
            sentence=f"{title}: {fall.words}.{more}",
        )
