"""A second opinion, and where it stops short: which Nash equilibria that other programs list are perfect Bayesian.

A Nash equilibrium asks nothing of replies to messages that nobody sends. In these games it is perfect Bayesian iff
after each such message some belief makes every reply in use a best one, that is, iff the replies in use lie in the best
set of one vertex of the envelope over beliefs (see `beliefs`). What a program lists and no belief supports is a threat
that nobody would carry out.

Other programs list points where equilibria form continua, so points are matched with the solver's families: each one
that is perfect Bayesian must lie in a family, each other one in none. The programs are asked in `peers`; the verifier
recomputes that each point is Nash.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from importlib.util import find_spec
from typing import overload

from termination.engine.beliefs import envelope_after, posterior_after, supporting
from termination.engine.check import receiver_regret, reply_to, sender_regrets
from termination.engine.enumerate import solve
from termination.engine.equilibria import Equilibria
from termination.engine.game import Labels, SignalingGame, reply_label
from termination.engine.model import Model
from termination.engine.numbers import readable
from termination.engine.peers import EXHAUSTIVE_CELLS, PEERS, Rows, cells
from termination.engine.places import mask_of
from termination.engine.sentences import listed
from termination.engine.strategies import Strategy, row_label, strategy_sets_of
from termination.errors import UnknownNameError, expect


@dataclass(frozen=True)
class Unsupported:
    """After `message`, which nobody sends, `replies` are in use that no belief makes best together.

    `never` are those among them that no belief makes best even alone; where there are none it is the mixture that
    no single belief supports.
    """

    message: str
    replies: Labels
    never: Labels

    def __str__(self) -> str:
        if self.never:
            return f"after {self.message} no belief makes {listed(self.never, 'or')} a best reply"
        return f"after {self.message} no single belief makes {listed(self.replies)} best replies"


@dataclass(frozen=True)
class NashPoint:
    """A Nash equilibrium that a program lists. It is perfect Bayesian unless replies are `unsupported`.

    `regret` is the verifier's: the most that any type, or the receiver after a message that is sent, could gain; 0 if
    the point is Nash indeed. `families` are the names of the solver's families that hold the point.
    """

    sender: Strategy
    receiver: Strategy
    unsupported: tuple[Unsupported, ...]
    regret: Fraction
    families: Labels = ()

    @property
    def perfect_bayesian(self) -> bool:
        return not self.unsupported and self.regret == 0

    @property
    def verdict(self) -> str:
        """A sentence: perfect Bayesian, or why not."""
        if self.regret:
            return f"not even Nash: somebody gains {readable(str(self.regret))} by deviating"
        if self.unsupported:
            return f"Nash but not perfect Bayesian: {'; '.join(map(str, self.unsupported))}"
        return "perfect Bayesian"

    def __str__(self) -> str:
        return f"{_play(self.sender)} | {_play(self.receiver)} | {self.verdict}"


@dataclass(frozen=True)
class Comparison(Sequence[NashPoint]):
    """What a program lists as Nash equilibria of one game, in its order, each judged and matched with the solver's.

    `exhaustive`: whether it was asked for all extreme points of the set of Nash equilibria. `method` says which program
    and algorithms listed them, `losses` what these are known to miss or get wrong ("" for nothing). `equilibria` is the
    solver's own answer.
    """

    points: tuple[NashPoint, ...]
    exhaustive: bool
    method: str
    equilibria: Equilibria
    losses: str = ""

    @overload
    def __getitem__(self, key: int) -> NashPoint: ...
    @overload
    def __getitem__(self, key: slice) -> tuple[NashPoint, ...]: ...
    def __getitem__(self, key: int | slice) -> NashPoint | tuple[NashPoint, ...]:
        return self.points[key]

    def __len__(self) -> int:
        return len(self.points)

    def __iter__(self) -> Iterator[NashPoint]:
        return iter(self.points)

    @property
    def game(self) -> SignalingGame:
        """The game that was compared."""
        return self.equilibria.game

    @property
    def perfect_bayesian(self) -> tuple[NashPoint, ...]:
        """The points that are perfect Bayesian."""
        return tuple(point for point in self.points if point.perfect_bayesian)

    @property
    def disagreements(self) -> tuple[NashPoint, ...]:
        """Points that are perfect Bayesian by their own verdict and in no family of a complete answer, or the other way
        about."""
        whole = self.equilibria.complete
        return tuple(p for p in self.points if p.perfect_bayesian != bool(p.families) and (whole or p.families))

    @property
    def unmet(self) -> Labels:
        """The solver's families that hold none of the points.

        That is no disagreement: the list may lack points, and a family can hold no extreme point of the Nash equilibria
        around it, whose replies to messages not sent are freer.
        """
        met = {name for point in self.points for name in point.families}
        return tuple(family.name for family in self.equilibria if family.name not in met)

    def remarks(self) -> tuple[str, ...]:
        """In sentences: how the list was made, what it may lack, and whether it agrees with the solver's."""
        told = [f"{self.method}.", self.losses]
        if not self.points:
            told.append("Nothing was listed, though a finite game always has an equilibrium (Nash 1950)" + self._why())
        elif not self.equilibria.complete:
            told.append(f"The solver's own answer is NOT complete: {self.equilibria.unexamined}")
        elif self.disagreements:
            told.append(f"The solver disagrees on {len(self.disagreements)} of these points; please report this game.")
        else:
            told.append("The solver agrees: its families hold every perfect Bayesian one of these points and no other.")
        if self.points and self.unmet:
            told.append(f"It has further equilibria, where none of these points lies: {'; '.join(self.unmet)}.")
        return tuple(filter(None, told))

    def _why(self) -> str:
        if self.exhaustive:
            return ": the program failed, and has no opinion on this game."
        return ", perhaps none that is pure."

    def rows(self) -> list[tuple[str, str, str]]:
        """For tables: the sender's play, the receiver's play, the verdict."""
        return [(_play(point.sender), _play(point.receiver), point.verdict) for point in self.points]

    def __str__(self) -> str:
        points = "1 Nash point" if len(self) == 1 else f"{len(self)} Nash points"
        count = f"{points}, {len(self.perfect_bayesian)} perfect Bayesian"
        return "\n".join([count, *(f"  {point}" for point in self.points), *self.remarks()])

    def _repr_html_(self) -> str:
        from termination.reporting.notebook import text_html

        return text_html(self)


def compare(model: Model, peer: str | None = None, *, exhaustive: bool | None = None) -> Comparison:
    """A second opinion: the Nash equilibria that another program lists, each judged and matched with the solver's.

    A Nash equilibrium is a pair of strategies in which no type gains by another message, and the receiver by no other
    plan of replies, given the prior. It is **perfect Bayesian** iff moreover after each message that nobody sends some
    belief makes every reply in use a best one. Programs that know nothing of beliefs list both; here each point is
    told apart, exactly, and looked up in the families that `solve` finds: point against continuum. Payoffs are rescaled
    exactly before they leave (`termination.engine.exchange.rescaled`), which changes no equilibrium.

    Parameters
    ----------
    model : a `SignalingGame`, or a model of one
    peer : "gambit", on the game tree, in rationals; or "nashpy", on the induced bimatrix, in floating point, its points
        brought back to fractions. If not given, Gambit where pygambit is installed, else nashpy, which always is
    exhaustive : True to list every extreme point of the set of Nash equilibria, however long it takes (a second at 64
        cells of the bimatrix, many minutes at 256); False for the pure ones, and with Gambit one more by complementary
        pivoting; by default exhaustive up to 100 cells

    Returns
    -------
    `Comparison`, a sequence of points with `sender`, `receiver`, `verdict`, `perfect_bayesian` and the `families` that
    hold them; `disagreements`, which is empty unless somebody is wrong; `remarks()`, which say how the list was made
    and what it may lack.

    Raises
    ------
    MissingExtraError : "gambit" where pygambit is not installed (it is GPL software, and no dependency of this package)
    UnknownNameError : there is no such peer
    InputError : the game is too large for nashpy

    >>> game = SignalingGame(["t"], [1], ["in", "out"], {"in": ["fight", "yield"], "out": ["none"]},
    ...                      sender=[[[-1, 1], [0]]], receiver=[[[-1, 0], [2]]])
    >>> for point in sorted(compare(game, "nashpy", exhaustive=False), key=str):
    ...     print(point)
    t: in | in: yield, out: none | perfect Bayesian
    t: out | in: fight, out: none | Nash but not perfect Bayesian: after in no belief makes fight a best reply
    """
    expect("model", model, Model, "a SignalingGame or a model that makes one")
    if peer is None:
        peer = "gambit" if find_spec("pygambit") else "nashpy"
    expect("peer", peer, str, f"one of {', '.join(map(repr, PEERS))}")
    if peer not in PEERS:
        raise UnknownNameError("program to compare with", peer, list(PEERS))
    game = model.game()
    if exhaustive is None:
        exhaustive = cells(game) <= EXHAUSTIVE_CELLS
    listing = PEERS[peer](game, exhaustive)
    found = solve(model)
    points = (judge(game, sender, receiver) for sender, receiver in listing.points)
    placed = tuple(replace(point, families=_holding(found, point)) for point in points)
    return Comparison(placed, listing.exhaustive, listing.method, found, listing.losses)


def _holding(found: Equilibria, point: NashPoint) -> Labels:
    return tuple(family.name for family in found if family.contains(point.sender, point.receiver))


def judge(game: SignalingGame, sender: Rows, receiver: Rows) -> NashPoint:
    """The verdict on one pair of strategies (nested [type][message], [message][response], exact).

    Where the receiver has types he has a row for each of them after the first message, then after the second.

    >>> game = SignalingGame(["t"], [1], ["in", "out"], {"in": ["fight", "yield"], "out": ["none"]},
    ...                      sender=[[[-1, 1], [0]]], receiver=[[[-1, 0], [2]]])
    >>> one, zero = Fraction(1), Fraction(0)
    >>> print(judge(game, ((zero, one),), ((one, zero), (one,))))
    t: out | in: fight, out: none | Nash but not perfect Bayesian: after in no belief makes fight a best reply
    """
    hers, his = (shape.member(rows) for shape, rows in zip(strategy_sets_of(game), (sender, receiver), strict=True))
    regrets, unsupported = [*sender_regrets(game, sender, receiver)], []
    for m, message in enumerate(game.seen):
        posterior = posterior_after(game, sender, m)
        if posterior:
            replies = enumerate(reply_to(game, m, receiver))
            regrets.append(max(receiver_regret(game, m, posterior, row, s) for s, row in replies))
            continue
        vertices = envelope_after(game, m)
        if not supporting(vertices, mask_of(his.flat[m])):
            labels = [reply_label(label) for label in game.flat.replies[m]]
            used = [r for r, weight in enumerate(his.flat[m]) if weight]
            never = tuple(labels[r] for r in used if not supporting(vertices, 1 << r))
            unsupported.append(Unsupported(message, tuple(labels[r] for r in used), never))
    return NashPoint(hers, his, tuple(unsupported), max(regrets))


def _play(strategy: Strategy) -> str:
    rows = []
    for i, row in enumerate(strategy.rows):
        used = {label: weight for label, weight in strategy.row(i).items() if weight}
        mixed = " + ".join(f"{readable(str(weight))} {label}" for label, weight in used.items())
        rows.append(f"{row_label(row)}: {mixed if len(used) > 1 else next(iter(used))}")
    return ", ".join(rows)
