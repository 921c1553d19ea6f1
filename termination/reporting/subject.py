"""What a figure is of, and which figures fit what: one place for the errors that say so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from termination.engine.beliefs import cases
from termination.engine.equilibria import Equilibria
from termination.engine.families import Assessment, Family
from termination.engine.game import SignalingGame
from termination.engine.model import Charted, Cutting, Model, ending_of, words_of
from termination.engine.sentences import printable
from termination.engine.strategies import Quantity
from termination.errors import InputError, class_of


def unfit(figure: str, why: str, fitting: Sequence[str] = ()) -> InputError:
    """The error that `figure` cannot be drawn, and which can."""
    advice = f". Figures that fit: {', '.join(f'plot.{name}' for name in fitting)}" if fitting else ""
    return InputError(f"plot.{figure}: {why}{advice}")


def fitting(subject: Any) -> list[str]:
    """The figures that can be drawn of `subject`, by name."""
    from termination.engine.stage.course import Course  # games over time are loaded when somebody asks

    if isinstance(subject, (Family, Assessment)):
        game = subject.game
        trees = [] if game.noise else ["tree", "tikz_tree"]
        on_a_line = (len(game.types) == 2 or _two_replies(game)) and not beyond_types(game)
        return [*trees, *(["beliefs"] if on_a_line else [])]
    if isinstance(subject, Model):
        charts = subject.charts().values() if isinstance(subject, Charted) else ()
        own = [
            *(["chart"] if any(not isinstance(one, str) for one in charts) else []),
            *(["cutoffs"] if isinstance(subject, Cutting) else []),
        ]
        return [*([] if subject.game().noise else ["tree", "tikz_tree"]), *own, "correspondence", "payoffs"]
    if isinstance(subject, Course):
        return ["strategies", "fan", "survival", "hazard"]
    return []


def _two_replies(game: SignalingGame) -> bool:
    return all(len(replies) == 2 for replies in game.response_sets) and not game.has_evidence


def beyond_types(game: SignalingGame) -> list[str]:
    """What may be seen after which beliefs are not about types alone: with noise, which message was sent may matter."""
    seen = enumerate(game.seen) if game.noise else ()
    return [label for z, label in seen if tuple(case.label for case in cases(game, z)) != game.types]


def faced(game: SignalingGame, figure: str, receiver_type: str | None) -> SignalingGame:
    """The game without receiver types that a figure shows: the game itself, or as it is against one of them."""
    if receiver_type is not None:
        return game.against(receiver_type)
    if game.receiver_types:
        types = ", ".join(map(repr, game.receiver_types))
        raise unfit(
            figure, f"the receiver has types; say against which it is drawn, with receiver_type= one of {types}"
        )
    return game


def single(given: Any, figure: str) -> Family | Assessment:
    """One equilibrium out of what was handed in; `InputError` with what to write instead."""
    if isinstance(given, (Family, Assessment)):
        return given
    if isinstance(given, Equilibria):
        if len(given) == 1:
            return given[0]
        how = "there is none" if not given else f"there are {len(given)}; choose one by plot.{figure}(found[0])"
        raise unfit(figure, f"takes one equilibrium, and {how}")
    if isinstance(given, Model):
        raise unfit(figure, f"takes an equilibrium, not a game: plot.{figure}(solve(game)[0])", fitting(given))
    raise unfit(figure, f"takes an equilibrium such as solve(game)[0], found {class_of(given)}")


def _without_draws(game: SignalingGame, figure: str, subject: Any) -> SignalingGame:
    """The game, if nature does not move between the sender and the receiver, for which a tree has no place."""
    if game.noise:
        why = (
            "takes no games with noise between the players, as nature draws what is seen; write_efg(game) has the tree"
        )
        raise unfit(figure, why, fitting(subject))
    return game


@dataclass(frozen=True)
class PlayedGame:
    """A game and, where one is given, how it is played: by position, points or ranges.

    `sender` [type][message], `receiver` [message][response], `beliefs` [message][type]; None for a game that nobody
    has solved yet. `against` is the receiver's type that is shown, "" where he has none.
    """

    game: SignalingGame
    title: str
    source: Any
    against: str = ""
    sender: list[list[Quantity]] | None = None
    receiver: list[list[Quantity]] | None = None
    beliefs: list[list[Quantity]] | None = None

    @classmethod
    def of(cls, given: Any, figure: str, receiver_type: str | None = None) -> PlayedGame:
        """From a family, one of its equilibria, an answer that has only one family, or a game without a solution; where
        the receiver has types, against one of them."""
        if isinstance(given, Model):
            game = _without_draws(faced(given.game(), figure, receiver_type), figure, given)
            return cls(game, game.title, given, receiver_type or "")
        one = single(given, figure)
        game = _without_draws(faced(one.game, figure, receiver_type), figure, one)
        title = one.name if isinstance(one, Family) else game.title
        title += f", against {receiver_type}" if receiver_type else ""
        beliefs: list[list[Quantity]] = [[one.beliefs[m][t] for t in game.types] for m in game.messages]
        sender: list[list[Quantity]] = [list(row) for row in one.sender.to_lists()]
        replies = one.receiver.to_lists()
        receiver: list[list[Quantity]] = (
            replies[one.game.receiver_types.index(receiver_type)] if receiver_type else replies
        )
        return cls(game, title, one, receiver_type or "", sender, receiver, beliefs)

    def ending(self, t: int, m: int, r: int) -> str:
        """What is done after a reply, in a few words; nothing where play is over."""
        model = self.source.model if isinstance(self.source, Family) else self.source
        labels = self.game.types[t], self.game.messages[m], self.game.response_sets[m][r]
        return ending_of(model, *labels, self.against)

    @property
    def names(self) -> tuple[str, str]:
        """What a tree calls the players."""
        model = self.source.model if isinstance(self.source, Family) else self.source
        first, second = (printable(name[:1].upper() + name[1:]) for name in words_of(model).players)
        return first, second

    def sent(self, t: int, m: int) -> Quantity:
        """How likely type t sends m; zero in a game without a solution."""
        return self.sender[t][m] if self.sender else Fraction(0)

    def replied(self, m: int, r: int) -> Quantity:
        """How likely r follows m; zero in a game without a solution."""
        return self.receiver[m][r] if self.receiver else Fraction(0)
