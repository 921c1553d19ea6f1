"""Backward induction after the reply, exact whatever anybody believes, or a refusal.

All that is done after the reply is seen by both; what a player does not see is the other's type. So the sender's last
choice is made knowing her type and all that was done, the receiver's knowing all but her type. Where what is best for
the one who chooses is the same whatever he does not know, beliefs play no part, and the choice can be replaced with
what it pays: the theorem on signaling games then holds of what is left. Where it is not the same, that is another game,
and is refused.

Where several options are best and the other player cares which is taken, each way to choose gives a game of its own.
Such a **tie** is named and left open, unless it is said how it is resolved. Ties are known by what the one who chooses
knows, in the order of play: the sender's as "type, message, response", the receiver's as "message, response", with
his type before these if he has types, and what was done after the reply behind them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from termination.engine.ends import PLAYERS, Chance, Choice, End, Paid, branches
from termination.engine.game import Labels
from termination.engine.numbers import number_text
from termination.engine.sentences import listed, printable
from termination.errors import Faults

#: The sender's type and the receiver's, "" where he has none.
State = tuple[str, str]
#: What is done at a tie: options with their probabilities.
Play = tuple[tuple[str, Fraction], ...]


@dataclass(frozen=True)
class LastMove:
    """A choice after the reply that was folded, and how it is made.

    `player` is "sender" or "receiver", `type` the chooser's type ("" for a receiver without types); `before` is what
    was done after the message and the response; `options` are those there are, `best` those that are best for the one
    who chooses, `plays` what is done, each option with its probability.
    """

    player: str
    type: str
    message: str
    response: str
    before: Labels
    options: Labels
    best: Labels
    plays: Play

    @property
    def known(self) -> Labels:
        """What the one who chooses knows, in the order of play."""
        return (*filter(None, (self.type,)), self.message, self.response, *self.before)

    @property
    def done(self) -> str:
        """What is done, in words: "stand firm", "stand firm (1/3) or back down (2/3)"."""
        return self.told("")

    def told(self, mark: str) -> str:
        """The same with marks around options."""
        taken = [(f"{mark}{printable(option)}{mark}", p) for option, p in self.plays if p]
        return " or ".join(option if p == 1 else f"{option} ({number_text(p)})" for option, p in taken)


@dataclass(frozen=True)
class Tie:
    """A choice that is left open: several options are best, and the other player cares which is taken."""

    player: str
    name: str
    best: Labels
    why: str


@dataclass
class Folding:
    """Folds what comes after one reply after another; keeps the moves folded, ties left open, and refusals."""

    resolved: Mapping[str, Play]
    moves: list[LastMove] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    refused: Faults = field(default_factory=Faults)
    used: set[str] = field(default_factory=set)
    named: dict[str, tuple[str, str, Labels, Labels]] = field(default_factory=dict)

    def after(self, message: str, response: str, ends: Mapping[State, End]) -> dict[State, Paid | None]:
        """What the two get after a reply in each state; None where that hangs on what is open or refused."""
        return self._worth(ends, (message, response))

    def _worth(self, ends: Mapping[State, End], at: Labels) -> dict[State, Paid | None]:
        """What it comes to in each state, where `at` was done: who moves next is seen, and where play ends."""
        found: dict[State, Paid | None] = {state: end for state, end in ends.items() if isinstance(end, Paid)}
        if chances := {state: end for state, end in ends.items() if isinstance(end, Chance)}:
            after = self._after_each(chances, at)
            found |= {state: _expected(end, after, state) for state, end in chances.items()}
        for player in PLAYERS:
            choices = {s: end for s, end in ends.items() if isinstance(end, Choice) and end.player == player}
            if choices:
                found |= self._chosen(player, choices, at)
        return found

    def _after_each(
        self, ends: Mapping[State, Chance] | Mapping[State, Choice], at: Labels
    ) -> dict[str, dict[State, Paid | None]]:
        """What it comes to after each outcome or option, in the states in which there is one."""
        below = {state: branches(end) for state, end in ends.items()}
        return {
            label: self._worth({state: after[label] for state, after in below.items() if label in after}, (*at, label))
            for label in dict.fromkeys(label for after in below.values() for label in after)
        }

    def _chosen(self, player: str, choices: Mapping[State, Choice], at: Labels) -> dict[State, Paid | None]:
        """What it comes to where a player chooses, who knows his own type and the options that he has."""
        after = self._after_each(choices, at)
        own = PLAYERS.index(player)
        alike: dict[tuple[str, Labels], list[State]] = {}
        for state, choice in choices.items():
            alike.setdefault((state[own], tuple(branches(choice))), []).append(state)
        found: dict[State, Paid | None] = {}
        for (type_, options), states in alike.items():
            worth = {state: {o: after[o][state] for o in options} for state in states}
            sure = {s: {o: w for o, w in row.items() if w is not None} for s, row in worth.items()}
            if any(len(row) < len(options) for row in sure.values()):
                found |= dict.fromkeys(states)
            else:
                found |= self._decided(player, type_, at, options, sure)
        return found

    def _decided(
        self, player: str, type_: str, at: Labels, options: Labels, worth: Mapping[State, Mapping[str, Paid]]
    ) -> dict[State, Paid | None]:
        """One choice: of the options, known what each pays in each state that the one who chooses cannot rule out."""
        undecided: dict[State, Paid | None] = dict.fromkeys(worth)
        name = ", ".join((*filter(None, (type_,)), *at))
        best = {state: _best(player, row) for state, row in worth.items()}
        if len(set(best.values())) > 1:
            self.refused.add(f"after {name}", _needs_belief(player, best))
            return undecided
        [first, *_] = worth
        plays = self._plays(player, name, best[first], worth)
        if plays is None or name in self.resolved:
            self._tell_apart(name, (player, type_, at, options))
        if plays is None:
            return undecided
        self.moves.append(LastMove(player, type_, at[0], at[1], at[2:], options, best[first], plays))
        return {state: _mean((p, row[option]) for option, p in plays) for state, row in worth.items()}

    def _tell_apart(self, name: str, choice: tuple[str, str, Labels, Labels]) -> None:
        """Refuses a name that would stand for two choices: of other players, after other moves or of other options."""
        if self.named.setdefault(name, choice) != choice:
            what = "this would name two choices: labels have commas or are used twice, or options differ by type"
            self.refused.add(f"after {name}", what)

    def _plays(
        self, player: str, name: str, best: Labels, worth: Mapping[State, Mapping[str, Paid]]
    ) -> Play | None:
        """What is done; None for a tie that is open."""
        told = self.resolved.get(name)
        if told is not None:
            self.used.add(name)
            outside = [option for option, _ in told if option not in best]
            if outside:
                some = listed([f"{option!r:.40}" for option in best], "or")
                self.refused.add(f"ties.{name}", f"{outside[0]!r:.40} is not best for the {player} there; take {some}")
                return None
            return told
        if len(best) == 1 or all(len({row[option] for option in best}) == 1 for row in worth.values()):
            return ((best[0], Fraction(1)),)
        self.ties.append(Tie(player, name, best, _tie(player, best, worth)))
        return None


def _best(player: str, row: Mapping[str, Paid]) -> Labels:
    """The options that pay a player most."""
    worth = {option: getattr(paid, player) for option, paid in row.items()}
    return tuple(option for option in row if worth[option] == max(worth.values()))


def _mean(weighted: Iterator[tuple[Fraction, Paid]]) -> Paid:
    pairs = list(weighted)
    zero = Fraction(0)
    return Paid(sum((p * x.sender for p, x in pairs), zero), sum((p * x.receiver for p, x in pairs), zero))


def _expected(end: Chance, after: Mapping[str, Mapping[State, Paid | None]], state: State) -> Paid | None:
    """What an outcome is worth on average."""
    pairs = [(p, after[label][state]) for label, p, _ in end.outcomes]
    known = [(p, paid) for p, paid in pairs if paid is not None]
    return _mean(iter(known)) if len(known) == len(pairs) else None


def _needs_belief(player: str, best: Mapping[State, Labels]) -> str:
    """Why a choice is not folded: two states in which something else is best."""
    other = 1 - PLAYERS.index(player)
    (one, here), (two, there) = next(
        ((a, x), (b, y)) for a, x in best.items() for b, y in best.items() if x != y
    )
    cases = [
        f"{listed([f'{o!r:.40}' for o in options], 'or')} {'is' if len(options) == 1 else 'are'} best against "
        f"{state[other]!r:.40}"
        for state, options in ((one, here), (two, there))
    ]
    return (
        f"the {player} chooses without knowing the {PLAYERS[other]}'s type, and {cases[0]}, {cases[1]}: that takes a "
        "belief, so it cannot be folded, and a game in which it stays is another than is solved here"
    )


def _tie(player: str, best: Labels, worth: Mapping[State, Mapping[str, Paid]]) -> str:
    """What is equal, and what is not."""
    other = PLAYERS[1 - PLAYERS.index(player)]
    row = next(row for row in worth.values() if len({row[option] for option in best}) > 1)
    gets = listed([f"{getattr(row[option], other)} after {option!r:.40}" for option in best])
    return (
        f"a tie that matters: the {player} is indifferent between {listed([f'{o!r:.40}' for o in best])} "
        f"({getattr(row[best[0]], player)!s:.40}), and the {other} gets {gets}"
    )
