"""Play without an end, where what is played has begun to repeat.

Counting back from an end that is far away, the beliefs at which play changes, and what is played between them, often
stay the same from some number of periods on, while what it is worth still moves. Then both are frozen, and the rest is
linear: what a type gets where it answers to no mixed reply; from its indifference the weights of the mixed replies; and
from these everything else. That is a guess. It is an answer only if one more step of backward induction, applied to it,
gives it back exactly, and that is what is asked of it.

Nothing promises that play repeats. Where it does not within so many periods, the answer is an error that says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from termination.engine.progress import Progress
from termination.engine.stage.choosing import Rule
from termination.engine.stage.equilibria import Equilibrium, Sent, StageEquilibria
from termination.engine.stage.game import SENDER, ZERO, Continuing, Stage, Table
from termination.engine.stage.induction import Moment, moment
from termination.engine.stage.values import Piece, Values
from termination.errors import NothingRepeatsError

#: A piece of the values in a public state, by the state and its position.
_Place = tuple[str, int]
#: What a place is worth in one row of its table, by type.
_Number = tuple[_Place, int]
_Found = dict[_Number, Fraction]
#: A constant and coefficients.
_Linear = tuple[Fraction, dict[_Number, Fraction]]
_Weights = dict[tuple[_Place, str], tuple[Fraction, ...]]


def endless(
    stages: Mapping[str, Stage],
    last: Mapping[str, Stage],
    rule: Rule,
    refinement: str,
    period: int,
    most: int,
    progress: Progress | None = None,
) -> Mapping[str, Moment]:
    """What is played in every period, by public state, if the stages stay the same for ever.

    `last` are the stages of a last period to count back from, at most `most` periods; `period` is that from which on
    the answer holds. Raises `NothingRepeatsError` where play does not repeat.
    """

    def step(here: Mapping[str, Stage], nexts: Mapping[str, Values]) -> dict[str, Moment]:
        return {s: moment(period, s, StageEquilibria(stage, nexts, refinement), rule) for s, stage in here.items()}

    before = step(last, {})
    for count in range(1, most + 1):
        if progress:
            progress("counting back", count, most)
        now = step(stages, {s: one.values for s, one in before.items()})
        if _pattern(now) == _pattern(before):
            guess = _Frozen(now).values()
            again = step(stages, guess) if guess else {}
            if guess and {s: one.values for s, one in again.items()} == guess:
                return again
        before = now
    raise NothingRepeatsError(
        f"what is played does not repeat within {most} periods, counted back from an end; give a number of periods"
    )


def _pattern(moments: Mapping[str, Moment]) -> list[object]:
    """Where play changes, and what is played: all but weights and worth."""
    found: list[object] = []
    for state, one in moments.items():
        found.append((state, one.values.cuts))
        for low, high, played in one.choices:
            sent = [(s.message, s.belief, [bool(w) for w in s.reply.weights], _wheres(s)) for s in played.sent]
            found.append((low, high, sent))
    return found


def _wheres(sent: Sent) -> list[tuple[int, ...]]:
    return [where for _, where in sent.reply.lottery] if sent.reply.continues else []


class _Frozen:
    """The pattern of some moments, taken to be that of all later ones, and what it would be worth."""

    def __init__(self, moments: Mapping[str, Moment]):
        self.moments = moments
        self.played: dict[_Place, Equilibrium] = {}
        for state, one in moments.items():
            for i, (low, high, _) in enumerate(one.values.pieces):
                self.played[state, i] = next(c.equilibrium for c in one.choices if low <= c.low and c.high <= high)

    def values(self) -> dict[str, Values] | None:
        """What it is worth by public state; None where the weights of mixed replies do not follow one by one."""
        sent = [s for one in self.played.values() for s in one.sent]
        if any(len(s.reply.lottery) > 1 and s.reply.continues for s in sent):
            return None
        weights = self._weights()
        rows = range(len(next(iter(self.played.values())).table))
        columns = [self._column(row, weights) for row in rows] if weights else [None]
        tables: dict[_Place, Table] = {}
        for column in columns:
            if column is None:
                return None
            for place in self.played:
                tables[place] = (*tables.get(place, ()), (column[place, 0], column[place, 1]))
        return {
            state: Values(tuple(Piece(*piece[:2], tables[state, i]) for i, piece in enumerate(one.values.pieces)))
            for state, one in self.moments.items()
        }

    # weights

    def _weights(self) -> _Weights | None:
        """The weights of the replies to every message that is sent, from what the one type or the other gets."""
        for t in (0, 1):
            worth = self._alone(t)
            found = {
                (place, s.message): worth and self._mixed(place, s, t, worth)
                for place, one in self.played.items()
                for s in one.sent
            }
            if all(found.values()):
                return {key: weights for key, weights in found.items() if weights}
        return None

    def _alone(self, t: int) -> _Found | None:
        """What a type gets, if everywhere it sends a message to which the reply is not mixed."""
        equations = {}
        for place, one in self.played.items():
            pure = next((s for s in one.sent if _sends(t, s) and max(s.reply.weights) == 1), None)
            if pure is None:
                return None
            equations[place, t] = self._brings(place, pure, pure.reply.weights, SENDER, t)
        return _solved(equations)

    def _mixed(self, place: _Place, sent: Sent, t: int, worth: _Found) -> tuple[Fraction, ...] | None:
        """The weights at which the type gets what it gets; None if it does not send this, or does not care."""
        weights = sent.reply.weights
        used = [i for i, w in enumerate(weights) if w]
        if len(used) == 1:
            return weights
        pure = [tuple(Fraction(int(i == k)) for k in range(len(weights))) for i in used]
        one, *rest = (_at(self._brings(place, sent, each, SENDER, t), worth) for each in pure)
        if len(rest) != 1 or not _sends(t, sent) or one == rest[0]:
            return None
        share = (worth[place, t] - rest[0]) / (one - rest[0])
        return tuple(share * a + (1 - share) * b for a, b in zip(*pure, strict=True))

    # worth

    def _column(self, row: int, weights: _Weights) -> _Found | None:
        """One row of the tables at all places: what a type gets from a message it sends, or the line through what is
        expected after each."""
        equations: dict[_Number, _Linear] = {}
        for place, one in self.played.items():
            both = [(s, k) for s in one.sent for k in (0, 1)]
            brings = {(s.message, k): self._brings(place, s, weights[place, s.message], row, k) for s, k in both}
            for k in (0, 1):
                if row == SENDER or len(one.sent) == 1:
                    said = next(s.message for s in one.sent if _sends(k, s))
                    equations[place, k] = brings[said, k]
                else:
                    equations[place, k] = _sum(_line(one.sent, k, brings))
        return _solved(equations)

    def _brings(self, place: _Place, sent: Sent, weights: tuple[Fraction, ...], row: int, k: int) -> _Linear:
        """What a message brings in one row, of the type k, with these weights on the replies to it."""
        stage = self.moments[place[0]].stage
        constant, linear = ZERO, dict[_Number, Fraction]()
        for w, (name, raw) in zip(weights, stage.replies[sent.message].items(), strict=True):
            now: Table = (raw.sender, raw.receiver, *stage.counted(sent.message, name))
            constant += w * now[row][k]
            if w and isinstance(raw, Continuing):
                for news, piece in zip(raw.news, sent.reply.lottery[0][1], strict=True):
                    key = (news.state, piece), k
                    linear[key] = linear.get(key, ZERO) + w * stage.discount * news.chances[k]
        return constant, linear


def _sends(t: int, sent: Sent) -> bool:
    """Whether a type sends what leads to this belief."""
    return sent.belief is None or sent.belief != 1 - t


def _line(
    sent: tuple[Sent, ...], k: int, brings: Mapping[tuple[str, int], _Linear]
) -> Iterator[tuple[Fraction, _Linear]]:
    """The value at belief k of the line through what is expected after two messages, in parts of what they bring."""
    low, high = sent
    a, b = low.belief or ZERO, high.belief or ZERO
    for one, share in ((low, (b - k) / (b - a)), (high, (k - a) / (b - a))):
        at = one.belief or ZERO
        yield share * (1 - at), brings[one.message, 0]
        yield share * at, brings[one.message, 1]


def _sum(parts: Iterator[tuple[Fraction, _Linear]]) -> _Linear:
    constant, linear = ZERO, dict[_Number, Fraction]()
    for w, (x, coefficients) in parts:
        constant += w * x
        for key, c in coefficients.items():
            linear[key] = linear.get(key, ZERO) + w * c
    return constant, linear


def _at(one: _Linear, worth: _Found) -> Fraction:
    return one[0] + sum((c * worth[key] for key, c in one[1].items()), ZERO)


def _solved(equations: Mapping[_Number, _Linear]) -> _Found | None:
    """The numbers that are what their equations say of them; None where that does not tell them."""
    from sympy import QQ
    from sympy.polys.matrices import DomainMatrix
    from sympy.polys.matrices.exceptions import DMNonInvertibleMatrixError

    keys = list(equations)
    rows = [[Fraction(int(a == b)) - equations[a][1].get(b, ZERO) for b in keys] for a in keys]
    left = DomainMatrix([[QQ(x.numerator, x.denominator) for x in row] for row in rows], (len(keys), len(keys)), QQ)
    constants = [equations[a][0] for a in keys]
    right = DomainMatrix([[QQ(x.numerator, x.denominator)] for x in constants], (len(keys), 1), QQ)
    try:
        column = left.lu_solve(right).to_Matrix()
    except DMNonInvertibleMatrixError:
        return None
    return {key: Fraction(int(x.p), int(x.q)) for key, x in zip(keys, column, strict=True)}
