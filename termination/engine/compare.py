"""A second opinion, and where it stops short: which of Gambit's Nash equilibria are perfect Bayesian.

A Nash equilibrium asks nothing of replies to messages that nobody sends. In these games it is perfect Bayesian iff
after each such message some belief makes every reply in use a best one, that is, iff the replies in use lie in the best
set of one vertex of the envelope over beliefs (see `beliefs`). What Gambit lists and no belief supports is a threat
that nobody would carry out.

Gambit is reached through text: the game goes over as an .efg file, and one function here knows Gambit's names. It
computes in rationals, and the verifier recomputes that each point is Nash.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod
from typing import Any, overload

from termination.engine.assessment import Strategy
from termination.engine.beliefs import envelope, mask_of, posterior_after, scaled_receiver, supporting
from termination.engine.check import receiver_regret, sender_regrets
from termination.engine.exchange import write_efg
from termination.engine.game import Labels, SignalingGame
from termination.engine.protocol import Model
from termination.errors import MissingExtraError

#: Up to this many cells of the bimatrix all extreme points are listed by default: seconds; at 256 cells, many minutes.
EXHAUSTIVE_CELLS = 100

Rows = tuple[tuple[Fraction, ...], ...]


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
            return f"after {self.message} no belief makes {' or '.join(self.never)} a best reply"
        return f"after {self.message} no single belief makes {' and '.join(self.replies)} best replies"


@dataclass(frozen=True)
class NashPoint:
    """A Nash equilibrium that Gambit lists. It is perfect Bayesian unless replies are `unsupported`.

    `regret` is the verifier's: the most that any type, or the receiver after a message that is sent, could gain; 0 if
    the point is Nash indeed.
    """

    sender: Strategy
    receiver: Strategy
    unsupported: tuple[Unsupported, ...]
    regret: Fraction

    @property
    def perfect_bayesian(self) -> bool:
        return not self.unsupported and self.regret == 0

    @property
    def verdict(self) -> str:
        """A sentence: perfect Bayesian, or why not."""
        if self.regret:
            return f"not even Nash: somebody gains {self.regret} by deviating"
        if self.unsupported:
            return f"Nash but not perfect Bayesian: {'; '.join(map(str, self.unsupported))}"
        return "perfect Bayesian"

    def __str__(self) -> str:
        return f"{_play(self.sender)} | {_play(self.receiver)} | {self.verdict}"


@dataclass(frozen=True)
class Comparison(Sequence[NashPoint]):
    """Gambit's Nash points of one game, in Gambit's order and each behaviour once, with the verdict on each.

    `exhaustive`: whether Gambit was asked for all extreme points; if not, only for the pure ones and one more.
    `method` says which of Gambit's algorithms listed them.
    """

    game: SignalingGame
    points: tuple[NashPoint, ...]
    exhaustive: bool
    method: str

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
    def perfect_bayesian(self) -> tuple[NashPoint, ...]:
        """The points that are perfect Bayesian."""
        return tuple(point for point in self.points if point.perfect_bayesian)

    def rows(self) -> list[tuple[str, str, str]]:
        """For tables: the sender's play, the receiver's play, the verdict."""
        return [(_play(point.sender), _play(point.receiver), point.verdict) for point in self.points]

    def __str__(self) -> str:
        points = "1 Nash point" if len(self) == 1 else f"{len(self)} Nash points"
        count = f"{points}, {len(self.perfect_bayesian)} perfect Bayesian ({self.method})"
        return "\n".join([count, *(f"  {point}" for point in self.points)])

    def _repr_html_(self) -> str:
        from termination.reporting.notebook import text_html

        return text_html(self)


def compare(model: Model, *, exhaustive: bool | None = None) -> Comparison:
    """What Gambit lists as Nash equilibria of the game, and for each whether it is perfect Bayesian.

    Parameters
    ----------
    model : a game, or a model of one
    exhaustive : True to list every extreme point of the set of Nash equilibria, however long it takes (enumeration over
        the bimatrix: a second at 64 cells, many minutes at 256); False for the pure ones and one by complementary
        pivoting; by default exhaustive up to `EXHAUSTIVE_CELLS` cells.

    Raises `MissingExtraError` where pygambit is not installed. It is GPL software, and no dependency of this package.

    Example (with pygambit installed): `print(compare(read_efg("game.efg")))`.
    """
    game = model.game()
    if exhaustive is None:
        exhaustive = _cells(game) <= EXHAUSTIVE_CELLS
    listed, method = _gambit(write_efg(game), exhaustive)
    points = tuple(judge(game, sender, receiver) for sender, receiver in dict.fromkeys(listed))
    return Comparison(game, points, exhaustive, method)


def judge(game: SignalingGame, sender: Rows, receiver: Rows) -> NashPoint:
    """The verdict on one pair of strategies (nested [type][message], [message][response], exact).

    >>> game = SignalingGame(["t"], [1], ["in", "out"], {"in": ["fight", "yield"], "out": ["none"]},
    ...                      sender=[[[-1, 1], [0]]], receiver=[[[-1, 0], [2]]])
    >>> one, zero = Fraction(1), Fraction(0)
    >>> print(judge(game, ((zero, one),), ((one, zero), (one,))))
    t: out | in: fight, out: none | Nash but not perfect Bayesian: after in no belief makes fight a best reply
    """
    regrets, unsupported = [*sender_regrets(game, sender, receiver)], []
    for m, message in enumerate(game.messages):
        posterior = posterior_after(game, sender, m)
        if posterior:
            regrets.append(receiver_regret(game, m, posterior, receiver[m]))
            continue
        vertices = envelope(scaled_receiver(game, m))
        if not supporting(vertices, mask_of(receiver[m])):
            labels = game.response_sets[m]
            used = [r for r, weight in enumerate(receiver[m]) if weight]
            never = tuple(labels[r] for r in used if not supporting(vertices, 1 << r))
            unsupported.append(Unsupported(message, tuple(labels[r] for r in used), never))
    return NashPoint(
        Strategy(game.types, (game.messages,) * len(game.types), sender),
        Strategy(game.messages, game.response_sets, receiver),
        tuple(unsupported),
        max(regrets),
    )


def _cells(game: SignalingGame) -> int:
    return prod([len(game.messages)] * len(game.types) + [len(replies) for replies in game.response_sets])


def _gambit(efg: str, exhaustive: bool) -> tuple[list[tuple[Rows, Rows]], str]:
    """Gambit's Nash points of the game in `efg`, as behaviour, and how it found them. All that knows Gambit's names."""
    try:
        import pygambit
    except ImportError:
        raise MissingExtraError("pygambit", "test", "comparing with Gambit's Nash equilibria") from None
    tree = pygambit.read_efg(io.StringIO(efg))
    if exhaustive:
        found = [*pygambit.nash.enummixed_solve(tree, rational=True).equilibria]
        method = "enummixed: all extreme points"
    else:
        found = [*pygambit.nash.enumpure_solve(tree).equilibria]
        found += [*pygambit.nash.lcp_solve(tree, rational=True).equilibria]
        method = "enumpure and lcp: the pure points and one more, not all"

    def behaviour(profile: Any) -> tuple[Rows, Rows]:
        if hasattr(profile, "as_behavior"):
            profile = profile.as_behavior()
        sender, receiver = (
            tuple(tuple(Fraction(str(profile[action])) for action in move.actions) for move in player.infosets)
            for player in tree.players
        )
        return sender, receiver

    return [behaviour(profile) for profile in found], f"Gambit {pygambit.__version__}, {method}"


def _play(strategy: Strategy) -> str:
    rows = []
    for row in strategy:
        used = {label: weight for label, weight in strategy[row].items() if weight}
        mixed = " + ".join(f"{weight} {label}" for label, weight in used.items())
        rows.append(f"{row}: {mixed if len(used) > 1 else next(iter(used))}")
    return ", ".join(rows)


__all__ = ["EXHAUSTIVE_CELLS", "Comparison", "NashPoint", "Unsupported", "compare", "judge"]
