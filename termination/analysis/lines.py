"""Where along a line the equilibria of a game can change, and what is true between: exact, and nothing is missed.

One parameter moves and payoffs and prior are affine in it. With two replies to every message (a further one must be
best against no belief; where that changes the line is cut) an equilibrium is q, the chance of the first reply after
each message, V, what each type gets, and sigma, her mixing. They are tied together by

    V_t >= a_tm + b_tm q_m,   0 <= q_m <= 1,   sigma >= 0,   sum_m sigma_tm = 1,   sum_t w_tm sigma_tm >= 0 or <= 0,

with a + b q the sender's payoff and w_tm = p_t n_t(m) the receiver's net gain, weighted by the prior. Which supports
are possible, which vertices they have and how these are shared is decided by the signs of the maximal minors of the
two matrices of coefficients (their oriented matroids), and so is everything that a refinement compares. The minors are
polynomials in the parameter: between two neighbouring roots of theirs nothing changes.

Every row has at most two unknowns, or stands for an edge between a type and a message, so that the minors are products
of a few kinds of factor. On the side of (q, V): slopes b_tm; what makes the ties of two types between two messages
parallel; and the coincidence of two ways to pin V_t down, starting from a q_m that is 0 or 1, or from two ties of two
types, and going from tie to tie. On the side of sigma: the sum of w_tm over some of the types, and what
makes two messages leave him indifferent at once. All of these are listed here for two messages and any types, and for
two types and any messages; with more of both there are further ones, and the road is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from itertools import chain, combinations, pairwise
from typing import Any, Generic, TypeVar

from sympy import QQ, Poly, intervals
from sympy.polys.rings import ring

from termination.analysis.roots import Root
from termination.engine.beliefs import rationalizable, scaled_receiver
from termination.engine.game import SignalingGame, only_plain
from termination.engine.model import Model
from termination.errors import InputError

#: More types than this make too many sums.
MOST_TYPES = 6

RING, X = ring("x", QQ)
#: An element of RING; SymPy has no types.
Polynomial = Any
A = TypeVar("A")


@dataclass(frozen=True)
class Piece(Generic[A]):
    """What is true all along a part of the line: from `start` to `stop` (None: without bound), which may be one point.

    `first` and `last` say whether the ends belong to it.
    """

    start: Root | None
    stop: Root | None
    first: bool
    last: bool
    answer: A

    @property
    def is_point(self) -> bool:
        return self.start is not None and self.start == self.stop


@dataclass(frozen=True)
class Line:
    """The open interval in which a parameter moves, None for no bound, and the model at each value."""

    at: Callable[[Fraction], Model]
    low: Fraction | None
    high: Fraction | None

    def inside(self, count: int) -> list[Fraction]:
        """Some values of it, evenly spaced."""
        low = self.low if self.low is not None else Fraction(0) if self.high is None else self.high - 1
        width = (self.high if self.high is not None else low + 1) - low
        return [low + width * i / (count + 1) for i in range(1, count + 1)]


def pieces(line: Line, answer: Callable[[Model], A], *, with_low: bool = False) -> tuple[Piece[A], ...]:
    """The answer along the whole line, in the fewest pieces; with the lower end of the line itself if asked for.

    The answer must depend on the game's equilibria and their refinement alone. At irrational values nothing can be
    solved: such a point belongs to no piece, and two pieces that it parts are one if their answers are the same.

    Raises `InputError` for games that are not of the kind described above.

    >>> from termination.models.opening.game import OpeningGame
    >>> war = OpeningGame(prior=["1/2", "1/2"], resilience=[0, 1], war_value=[0, 1], talks_value=[1, "3/2"],
    ...                   escalation_harm=1, base_harm=1, talks_exposure=1, escalation_gain=1, escalation_cost="3/4")
    >>> from termination.engine.enumerate import solve
    >>> line = Line(lambda k: war.with_(escalation_cost=k), Fraction(0), None)
    >>> for one in pieces(line, lambda at: len(solve(at))):
    ...     print(one.start.value, one.stop and one.stop.value, one.first, one.last, one.answer)
    0 1/2 False False 2
    1/2 1 True True 3
    1 None False False 1
    """
    ends = [None if end is None else _rational(end) for end in (line.low, line.high)]
    roots = critical_values(line)
    found: list[Piece[A]] = []
    if with_low and line.low is not None:
        found.append(Piece(ends[0], ends[0], True, True, answer(line.at(line.low))))
    marks = [ends[0], *roots, ends[1]]
    for (start, stop), value in zip(pairwise(marks), _samples(marks, line), strict=True):
        found.append(Piece(start, stop, False, False, answer(line.at(value))))
        if stop is not None and stop is not ends[1] and stop.exact is not None:
            found.append(Piece(stop, stop, True, True, answer(line.at(stop.low))))
    return tuple(_merged(found))


@dataclass(frozen=True)
class Change(Generic[A]):
    """A value at which the answer is not the same as on both sides; `at` is None where it is irrational."""

    root: Root
    below: A
    at: A | None
    above: A


def changes(found: Sequence[Piece[A]]) -> Iterator[Change[A]]:
    """The changes between pieces as `pieces` gives them: at a point with an answer of its own, or where two meet."""
    for before, after in pairwise(piece for piece in found if not piece.is_point):
        root = after.start
        assert root is not None
        alone = next((piece.answer for piece in found if piece.is_point and piece.start == root), None)
        at = before.answer if before.last else after.answer if after.first else alone
        yield Change(root, before.answer, at, after.answer)


def _merged(found: Iterable[Piece[A]]) -> Iterator[Piece[A]]:
    """Neighbours with the same answer as one."""
    last: Piece[A] | None = None
    for piece in found:
        if last is not None and last.answer == piece.answer:
            last = Piece(last.start, piece.stop, last.first, piece.last, last.answer)
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last


def _samples(marks: list[Root | None], line: Line) -> Iterator[Fraction]:
    """A value between each two neighbours."""
    for start, stop in pairwise(marks):
        if start is None or stop is None:
            below = stop.low - 1 if stop is not None else start.high + 1 if start is not None else Fraction(0)
            yield below
        else:
            yield (start.high + stop.low) / 2


def _rational(value: Fraction) -> Root:
    return Root((Fraction(1), -value), value, value)


# The game along the line


#: From a number read off each game to the polynomial that it is along the line.
Along = Callable[[Callable[[SignalingGame], Fraction]], Any]


def _affine(line: Line) -> tuple[SignalingGame, Along]:
    """A game on the line, and a function that makes a polynomial of a number read off each game."""
    places = line.inside(4)
    games = [only_plain(line.at(value).game(), "thresholds") for value in places]

    def along(read: Callable[[SignalingGame], Fraction]) -> Polynomial:
        values = [read(game) for game in games]
        slope = (values[1] - values[0]) / (places[1] - places[0])
        start = values[0] - slope * places[0]
        if any(start + slope * x != y for x, y in zip(places, values, strict=True)):
            raise InputError("parameter: payoffs are not affine in it; trace() solves the game at any values of it")
        return _number(slope) * X + _number(start)

    return games[0], along


def _number(value: Fraction) -> Any:
    return QQ(value.numerator, value.denominator)


def _fraction(value: Any) -> Fraction:
    return Fraction(int(value.numerator), int(value.denominator))


Table = list[list[Polynomial]]


@dataclass(frozen=True)
class _Game:
    """The coefficients along the line: a_tm, b_tm and w_tm, as rows by type and columns by message."""

    pays: Table
    slope: Table
    weight: Table

    @property
    def types(self) -> range:
        return range(len(self.pays))

    @property
    def messages(self) -> range:
        return range(len(self.pays[0]))


#: By message two replies, the same one twice where he never chooses another.
Replies = tuple[tuple[int, int], ...]


def _game(first: SignalingGame, along: Along, kept: Replies) -> _Game:
    """The coefficients where he chooses among these replies."""
    types, messages = range(len(first.types)), range(len(first.messages))

    def table(read: Callable[[SignalingGame, int, int], Fraction]) -> Table:
        return [[along(lambda game, t=t, m=m: read(game, t, m)) for m in messages] for t in types]  # type: ignore[misc]

    def gain(game: SignalingGame, t: int, m: int) -> Fraction:
        one, other = kept[m]
        return game.receiver[t][m][one] - game.receiver[t][m][other] if one != other else Fraction(1)

    prior = [along(lambda game, t=t: game.prior[t]) for t in types]  # type: ignore[misc]
    return _Game(
        table(lambda game, t, m: game.sender[t][m][kept[m][1]]),
        table(lambda game, t, m: game.sender[t][m][kept[m][0]] - game.sender[t][m][kept[m][1]]),
        [[p * x for x in row] for p, row in zip(prior, table(gain), strict=True)],
    )


def _check_size(game: SignalingGame) -> None:
    types, messages = len(game.types), len(game.messages)
    if min(types, messages) > 2 or types > MOST_TYPES:
        raise InputError(
            f"model: exact thresholds are found for two types, or for two messages and up to {MOST_TYPES} types; there "
            f"are {types} types and {messages} messages; use trace()"
        )


def _of_replies(first: SignalingGame, along: Along) -> Iterator[Polynomial]:
    """What decides which of three or more replies some belief makes best."""
    types = range(len(first.types))
    for m, labels in enumerate(first.response_sets):
        if len(labels) < 3:
            continue
        gains = {
            (t, r, s): along(lambda game, at=(t, m, r, s): _gain(game, *at))  # type: ignore[misc]
            for t in types
            for r, s in combinations(range(len(labels)), 2)
        }
        yield from gains.values()
        if len(types) == 2:
            for r, s, q in combinations(range(len(labels)), 3):
                yield gains[0, r, s] * gains[1, r, q] - gains[0, r, q] * gains[1, r, s]


def _gain(game: SignalingGame, t: int, m: int, r: int, s: int) -> Fraction:
    cells: tuple[Fraction, ...] = game.receiver[t][m]
    return cells[r] - cells[s]


def _kept(game: SignalingGame) -> Replies:
    """The replies that count off the values of `_of_replies`: those that some belief makes best.

    With more than two types, and more than two replies, only such as another one beats against every type are left out.
    """
    found = []
    for m, labels in enumerate(game.response_sets):
        replies = list(range(len(labels)))
        if len(replies) > 2 and len(game.types) == 2:
            best = rationalizable(scaled_receiver(game, m))
            replies = [r for r in replies if any(mask >> r & 1 for mask in best)]
        elif len(replies) > 2:
            replies = [r for r in replies if not any(_beats(game, m, s, r) for s in replies)]
        if len(replies) > 2:
            raise InputError(
                "model: exact thresholds are found for games in which after each message two replies are best against "
                f"some belief; after {game.messages[m]!r} there are {len(replies)}; use trace()"
            )
        found.append((replies[0], replies[-1]))
    return tuple(found)


def _beats(game: SignalingGame, m: int, one: int, other: int) -> bool:
    return all(cells[m][one] > cells[m][other] for cells in game.receiver)


# Where something can change


def critical_values(line: Line) -> tuple[Root, ...]:
    """All values strictly inside the line at which its equilibria can change, in order; many change nothing."""
    first, along = _affine(line)
    _check_size(first)
    turns = list(_of_replies(first, along))
    roots = _roots(line, ((turn, _always) for turn in turns))
    ends = [None if end is None else _rational(end) for end in (line.low, line.high)]
    samples = _samples([ends[0], *roots, ends[1]], line) if turns else line.inside(1)
    events: list[Iterable[_Event]] = [((turn, _always) for turn in turns)]
    for kept in dict.fromkeys(_kept(line.at(value).game()) for value in samples):
        events.append(_events(_game(first, along, kept)))
    return _roots(line, chain(*events))


#: What vanishes where something may change, and whether it does matter at a value.
_Event = tuple[Polynomial, Callable[[Fraction], bool]]


def _events(game: _Game) -> Iterator[_Event]:
    yield from ((event, _always) for event in (*_of_mixing(game), *_of_ties(game)))
    yield from ((event, partial(_are_possible, game, pins)) for event, pins in _of_pins(game))


def _always(value: Fraction) -> bool:
    return True


def _are_possible(game: _Game, pins: Trail, value: Fraction) -> bool:
    return all(pin.is_possible(game, value) for pin in pins)


def _roots(line: Line, events: Iterable[_Event]) -> tuple[Root, ...]:
    """The roots strictly inside the line at which it matters."""
    factors: dict[Polynomial, list[Polynomial]] = {}
    rational: dict[Fraction, None] = {}
    others: dict[Polynomial, None] = {}
    for event, matters in events:
        if not event:
            continue
        event = event.monic()
        if event not in factors:
            factors[event] = _factors(event)
        for factor in factors[event]:
            if factor.degree() > 1:
                others.setdefault(factor)
                continue
            value = -_fraction(factor.coeff(1))
            if value not in rational and _inside(line, value) and matters(value):
                rational.setdefault(value)
    roots = [_rational(value) for value in rational]
    marks = [*rational, *(end for end in (line.low, line.high) if end is not None)]
    roots += [root for root in _irrational(list(others), line, marks) if _inside(line, root.low)]
    return tuple(sorted(roots, key=lambda root: root.low))


def _inside(line: Line, value: Fraction) -> bool:
    return (line.low is None or line.low < value) and (line.high is None or value < line.high)


def _factors(event: Polynomial) -> list[Polynomial]:
    """The irreducible factors with leading coefficient one."""
    if event.degree() <= 1:
        return [event] if event.degree() == 1 else []
    return [factor.monic() for factor, _ in event.factor_list()[1]]


def _irrational(polynomials: list[Polynomial], line: Line, marks: list[Fraction]) -> Iterator[Root]:
    """The roots of irreducible polynomials of degree two and more, each apart from all others and from the marks."""
    if not polynomials:
        return
    expressions = [polynomial.as_expr() for polynomial in polynomials]
    ends = {"inf": line.low, "sup": line.high}
    within = {name: _number(end) for name, end in ends.items() if end is not None}
    for (low, high), which in intervals(expressions, strict=True, **within):
        (index,) = which
        polynomial = Poly(expressions[index])
        while any(low <= mark <= high for mark in marks):
            low, high = polynomial.refine_root(low, high, steps=4)
        coefficients = tuple(map(_fraction, polynomials[index].to_dense()))
        yield Root(coefficients, _fraction(low), _fraction(high))


def _of_mixing(game: _Game) -> Iterator[Polynomial]:
    """What decides which mixing of hers leaves him willing: the minors on the side of sigma."""
    weights = game.weight
    for m in game.messages:
        for size in range(1, len(game.types) + 1):
            yield from (_total(weights, some, m) for some in combinations(game.types, size))
    for one, other in combinations(game.messages, 2):
        for t, s in combinations(game.types, 2):
            yield weights[t][one] * weights[s][other] - weights[s][one] * weights[t][other]
        if len(game.messages) == 2:
            yield from _both_indifferent(game, one, other)


def _total(weights: Table, types: Iterable[int], m: int) -> Polynomial:
    return sum((weights[t][m] for t in types), RING.zero)


def _both_indifferent(game: _Game, one: int, other: int) -> Iterator[Polynomial]:
    """Zero where he is indifferent after both messages though only type t mixes."""
    for t in game.types:
        rest = [s for s in game.types if s != t]
        for size in range(len(rest) + 1):
            for sends_one in combinations(rest, size):
                sends_other = [s for s in game.types if s not in sends_one]
                yield (
                    game.weight[t][one] * _total(game.weight, sends_other, other)
                    + game.weight[t][other] * _total(game.weight, sends_one, one)
                )


def _of_ties(game: _Game) -> Iterator[Polynomial]:
    """Slopes, and what makes the ties of two types between two messages parallel: where a pinned number escapes."""
    yield from chain.from_iterable(game.slope)
    for t, s in combinations(game.types, 2):
        for m, n in combinations(game.messages, 2):
            yield _crossing(game, t, s, m, n)[0]


def _crossing(game: _Game, t: int, s: int, m: int, n: int) -> tuple[Polynomial, Polynomial, Polynomial]:
    """Where types t and s are both indifferent between m and n: q_m and q_n are the latter two over the first."""
    of_t, of_s = (game.pays[i][n] - game.pays[i][m] for i in (t, s))
    b = game.slope
    return b[s][m] * b[t][n] - b[t][m] * b[s][n], of_s * b[t][n] - of_t * b[s][n], b[t][m] * of_s - b[s][m] * of_t


@dataclass(frozen=True)
class _Pinned:
    """A number pinned down by ties, `top` over `bottom`: q after message `index`, or V of type `index`."""

    is_type: bool
    index: int
    top: Polynomial
    bottom: Polynomial

    def is_possible(self, game: _Game, value: Fraction) -> bool:
        """Whether it is a probability, or between what the type can be kept to and the most that she can have."""
        at = _number(value)
        bottom = self.bottom(at)
        if not bottom:
            return False  # a slope or a crossing vanishes: listed on its own
        number = self.top(at) / bottom
        if not self.is_type:
            return bool(0 <= number <= 1)
        ends = [(a(at), a(at) + b(at)) for a, b in zip(game.pays[self.index], game.slope[self.index], strict=True)]
        return bool(max(map(min, ends)) <= number <= max(map(max, ends)))


Trail = tuple[_Pinned, ...]


def _of_pins(game: _Game) -> Iterator[tuple[Polynomial, Trail]]:
    """Where two ways to pin down what a type gets agree, with all that is pinned down on the way."""
    ways: dict[int, list[Trail]] = {t: [] for t in game.types}
    for trail in _trails(game):
        if trail[-1].is_type:
            ways[trail[-1].index].append(trail)
    for t in game.types:
        for one, other in combinations(ways[t], 2):
            a, b = one[-1], other[-1]
            yield a.top * b.bottom - b.top * a.bottom, one + other


def _trails(game: _Game) -> Iterator[Trail]:
    """From a reply that is sure, or from two types that are both indifferent between two messages, from tie to tie."""
    for m in game.messages:
        for sure in (RING.zero, RING.one):
            yield from _further(game, (_Pinned(False, m, sure, RING.one),), frozenset())
    for t, s in combinations(game.types, 2):
        for m, n in combinations(game.messages, 2):
            crossing, q_m, q_n = _crossing(game, t, s, m, n)
            if not crossing:
                continue
            replies = (_Pinned(False, m, q_m, crossing), _Pinned(False, n, q_n, crossing))
            met = frozenset([(False, m), (False, n), (True, t), (True, s)])
            for reply in replies:
                yield from _further(game, (*replies, reply), met)
            for i in (t, s):
                yield from _further(game, (*replies, _paid(game, i, replies[0])), met)


def _further(game: _Game, trail: Trail, met: frozenset[tuple[bool, int]]) -> Iterator[Trail]:
    """The trail and all its continuations to types and messages not met before."""
    yield trail
    here = trail[-1]
    met |= {(here.is_type, here.index)}
    for i in game.messages if here.is_type else game.types:
        if (not here.is_type, i) in met:
            continue
        if not here.is_type:
            yield from _further(game, (*trail, _paid(game, i, here)), met)
        elif game.slope[here.index][i]:
            a, b = game.pays[here.index][i], game.slope[here.index][i]
            reply = _Pinned(False, i, here.top - a * here.bottom, b * here.bottom)
            yield from _further(game, (*trail, reply), met)


def _paid(game: _Game, t: int, reply: _Pinned) -> _Pinned:
    """What type t gets from a message if that is his reply to it."""
    a, b = game.pays[t][reply.index], game.slope[t][reply.index]
    return _Pinned(True, t, a * reply.bottom + b * reply.top, reply.bottom)
