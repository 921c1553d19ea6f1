"""Games in which somebody moves again after the reply, folded into signaling games that know what was folded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

from termination.engine.arithmetic import exact
from termination.engine.ends import PLAYERS, Chance, End, Paid, branches, read_end
from termination.engine.folding import Folding, LastMove, Play, State
from termination.engine.game import (
    Classified,
    Event,
    Labels,
    Met,
    SignalingGame,
    cells_from,
    check_called,
    is_empty,
    labels_from,
    message_sets_from,
    prior_from,
    receiver_types_from,
    response_sets_from,
)
from termination.engine.labelled import Labelled, position
from termination.engine.model import Stake, Vocabulary
from termination.engine.sentences import listed, printable
from termination.engine.strategies import Quantity, Strategy, spread
from termination.errors import Fault, Faults, InputError, expect

if TYPE_CHECKING:
    from termination.engine.families import Family

#: Why there is no noise where somebody moves after the reply.
NO_NOISE = (
    "does not go together with moves after the reply, which are folded where all that was done is seen; put in place "
    "of these moves what they pay, and give a SignalingGame the noise"
)
#: Most games that `resolutions` lists.
MAX_RESOLUTIONS = 1000


@dataclass(frozen=True, init=False, repr=False)
class FoldedGame:
    """A signaling game in which somebody moves again after the reply [1], solved backwards to one where nobody does.

    Nature draws the sender's type, she sends a message, the receiver responds; then chance, she or he may move again,
    one after another. All that is done is seen by both, types are not. Where what is best for the one who moves last is
    the same whatever he does not know, the move is folded: replaced with what it pays, exactly, whatever anybody
    believes. What is left is a `SignalingGame`; equilibria, trees and explanations say what was folded and how.

    Parameters
    ----------
    types : a sequence of distinct labels (text)
    messages : likewise; or, where only some types have some messages, a sequence for each type
    prior : numbers, one for each type, positive and summing to 1
    responses : labels, the same after every message; or a mapping from each message to its own labels
    then : what comes after each reply, an **end**: nested [type][message][response], by position or by label, or a
        function of type, message and response. An end is a pair of payoffs `[sender, receiver]`, or
        `{"chance": {outcome: [probability, end]}}`, or `{"sender": {option: end}}`, or `{"receiver": {option: end}}`.
        With receiver types their type comes after hers, [type][receiver type][message][response]. After a message that
        a type lacks the row is empty or left out
    ties : a mapping from ties to what is done there, an option or a mapping from options to probabilities. A tie is
        named by what the one who moves knows: the sender's `(type, message, response)`, the receiver's `(message,
        response)`, his type before them if he has types, what was done after the reply behind them; or by these in
        one text, "weak, demand, resist"
    title : text; what the game is called in tables
    receiver_types : labels; empty where the receiver has no secret
    receiver_prior : numbers, one for each receiver type, as `prior`
    noise : what `SignalingGame` takes under this name does not go together with moves after the reply, and is refused

    Raises
    ------
    InputError : labels, numbers or ends are faulty; there is noise; several last moves are best for the one who chooses
        and the other player cares which, and `ties` does not say (all such ties at once); what is best for him hangs on
        a type that he does not know; `ties` names what is no tie; or the name of a tie would be that of two choices

    References
    ----------
    [1] Fearon, J. D. (1997), Signaling foreign policy interests, *JCR* 41(1), 68-90, in which a challenged state fights
        or backs down.

    A threat, and a state that stands firm or backs down if it is resisted:

    >>> def then(t, m, r):
    ...     if m == "quiet" or r == "yield":
    ...         return [0, 0] if m == "quiet" else [3, -1]
    ...     return {"sender": {"stand firm": [1, -2] if t == "strong" else [-4, -2], "back down": [-1, 1]}}
    >>> game = FoldedGame(["strong", "weak"], ["1/3", "2/3"], ["threat", "quiet"],
    ...                   {"threat": ["resist", "yield"], "quiet": ["no move"]}, then)
    >>> [(move.type, move.plays[0][0]) for move in game.folded]
    [('strong', 'stand firm'), ('weak', 'back down')]
    >>> game.game().sender[1][0]
    (Fraction(-1, 1), Fraction(3, 1))
    """

    types: Labels
    prior: tuple[Fraction, ...]
    messages: Labels
    message_sets: tuple[Labels, ...]
    response_sets: tuple[Labels, ...]
    then: Any  # ends nested [type][message][response], or [type][receiver type][message][response]
    ties: tuple[tuple[str, Play], ...]
    title: str
    receiver_types: Labels
    receiver_prior: tuple[Fraction, ...]
    folded: tuple[LastMove, ...] = field(compare=False)
    _left: SignalingGame = field(compare=False)

    def __init__(
        self,
        types: Any,
        prior: Any,
        messages: Any,
        responses: Any,
        then: Any,
        ties: Any = None,
        title: str = "",
        receiver_types: Any = (),
        receiver_prior: Any = (),
        noise: Any = (),
    ) -> None:
        expect("title", title, str, "text")
        if not is_empty(noise):
            raise InputError(f"noise: {NO_NOISE}")
        tree = _Tree.of(types, prior, messages, responses, then, receiver_types, receiver_prior)
        resolved = _resolved(ties)
        folding, worth = tree.folded(resolved)
        faults = folding.refused
        for name in resolved:
            if name not in folding.used:
                faults.add(f"ties.{name:.80}", f"no choice is made there; {_known(folding)}")
        for tie in folding.ties:
            how = f"say which is taken, as in ties={{{tie.name!r}: {tie.best[0]!r}}}"
            faults.add(f"after {tie.name}", f"{tie.why}; {how}")
        faults.raise_if_any()
        for name, value in (
            *tree.fields().items(),
            ("ties", tuple(resolved.items())),
            ("title", title),
            ("folded", tuple(folding.moves)),
            ("_left", tree.left(worth, title)),
        ):
            object.__setattr__(self, name, value)

    @classmethod
    def resolutions(
        cls,
        types: Any,
        prior: Any,
        messages: Any,
        responses: Any,
        then: Any,
        ties: Any = None,
        title: str = "",
        receiver_types: Any = (),
        receiver_prior: Any = (),
    ) -> tuple[FoldedGame, ...]:
        """The games that there are, one for each way to resolve the ties that matter without mixing.

        Takes what the class takes; `ties` holds for all. A game without such ties comes alone. Raises `InputError` as
        the class does, and where there would be more than `MAX_RESOLUTIONS`.

        >>> [game.ties for game in FoldedGame.resolutions(
        ...     ["t"], [1], ["m"], ["r"], [[[{"sender": {"stay": [0, 1], "go": [0, 2]}}]]])]
        [(('t, m, r', (('stay', Fraction(1, 1)),)),), (('t, m, r', (('go', Fraction(1, 1)),)),)]
        """
        tree = _Tree.of(types, prior, messages, responses, then, receiver_types, receiver_prior)
        whole: list[dict[str, Play]] = []
        pending = [_resolved(ties)]
        while pending:
            told = pending.pop(0)
            open_ = tree.folded(told)[0].ties
            ways = product(*([(tie.name, ((option, Fraction(1)),)) for option in tie.best] for tie in open_))
            more = [{**told, **dict(way)} for way in ways]
            (pending if open_ else whole).extend(more)
            if len(whole) + len(pending) > MAX_RESOLUTIONS:
                raise InputError(f"there are more than {MAX_RESOLUTIONS} ways to resolve the ties; say some with ties=")
        rest = tree.types, tree.prior, tree.message_sets, tree.responses, tree.then
        his = tree.receiver_types, tree.receiver_prior
        return tuple(cls(*rest, {name: dict(play) for name, play in told.items()}, title, *his) for told in whole)

    @property
    def message_lists(self) -> Labels | dict[str, Labels]:
        """The messages: one tuple where all types have them all, else a mapping from type to tuple."""
        return self._left.message_lists

    @property
    def responses(self) -> Labels | dict[str, Labels]:
        """The responses: one tuple where all messages share it, else a mapping from message to tuple."""
        return self._left.responses

    def game(self) -> SignalingGame:
        """The signaling game that is left."""
        return self._left

    def describe(self, family: Classified) -> str:
        """A name from who sends what, as for any signaling game."""
        return self._left.describe(family)

    def events(self) -> Mapping[str, Event]:
        """Each message and each response, as "message m" and "response r"."""
        return self._left.events()

    def end(self, type_: str, message: str, response: str, receiver_type: str = "") -> End:
        """What comes after a reply. Raises `UnknownNameError` for a label that there is not, or that her type lacks."""
        m, t = position(message, self.messages, "message"), position(type_, self.types, "type")
        position(message, self.message_sets[t], f"message of type {type_!r}")
        row = self.then[t]
        if self.receiver_types:
            row = row[position(receiver_type, self.receiver_types, "receiver type")]
        found: End = row[m][position(response, self.response_sets[m], "response")]
        return found

    def ending(self, type_: str, message: str, response: str, receiver_type: str = "") -> str:
        """What is done after a reply, in a few words; nothing where nobody moves.

        >>> game = FoldedGame(["t"], [1], ["m"], ["r"], [[[{"sender": {"stay": [0, 1], "go": [1, 2]}}]]])
        >>> game.ending("t", "m", "r")
        'go'
        """
        steps = self._steps(type_, message, response, receiver_type)
        choices = dict.fromkeys((step.after, step.move) for step in steps if step.move)
        return ", ".join(f"{after}: {move.done}" if after else move.done for after, move in choices)

    def reached(self, type_: str, message: str, response: str, receiver_type: str = "") -> dict[str, Fraction]:
        """How likely each option is taken and each outcome of chance comes about after a reply, by its label.

        >>> lottery = {"chance": {"won": ["1/3", [3, 0]], "lost": ["2/3", [0, 1]]}}
        >>> game = FoldedGame(["t"], [1], ["m"], ["r"], [[[{"sender": {"fight": lottery, "stop": [0, 2]}}]]])
        >>> game.reached("t", "m", "r")
        {'fight': Fraction(1, 1), 'won': Fraction(1, 3), 'lost': Fraction(2, 3)}
        """
        found: dict[str, Fraction] = {}
        for step in self._steps(type_, message, response, receiver_type):
            found[step.label] = found.get(step.label, Fraction(0)) + step.chance
        return found

    def _steps(self, type_: str, message: str, response: str, receiver_type: str) -> Iterator[_Step]:
        """All that may be done after a reply, along the way on which last movers do what is best."""
        moves = {(move.player, move.known, move.options): move for move in self.folded}
        own = {"sender": type_, "receiver": receiver_type}

        def follow(end: End, done: Labels, chance: Fraction, after: str) -> Iterator[_Step]:
            if isinstance(end, Paid):
                return
            below = branches(end)
            move = None
            if isinstance(end, Chance):
                taken: Play = tuple((label, p) for label, p, _ in end.outcomes)
            else:
                known = (*filter(None, (own[end.player],)), message, response, *done)
                move = moves[end.player, known, tuple(below)]
                taken = tuple((option, p) for option, p in move.plays if p)
            for label, p in taken:
                yield _Step(label, chance * p, move, after)
                yield from follow(below[label], (*done, label), chance * p, after if move else label)

        return follow(self.end(type_, message, response, receiver_type), (), Fraction(1), "")

    def amounts(self, family: Family) -> dict[str, Labelled[Quantity]]:
        """The probability, before the game is played, of all that may be done after the reply, over a family."""
        his = self.receiver_types or ("",)
        chances = dict(zip(his, self.receiver_prior or (Fraction(1),), strict=True))
        cells = [
            (t, m, k, p * chances[s], self.reached(type_, message, r, s))
            for t, (type_, p, own) in enumerate(zip(self.types, self.prior, self.message_sets, strict=True))
            for m, message in enumerate(self.messages)
            for k, (s, r) in enumerate(product(his, self.response_sets[m]))
            if message in own
        ]
        labels = dict.fromkeys(label for *_, done in cells for label in done)
        pairs = list(product(family.sender.vertices, family.receiver.vertices))

        def chance(label: str, sender: Strategy, receiver: Strategy) -> Fraction:
            terms = (
                p * sender.probabilities[t][m] * receiver.flat[m][k] * done.get(label, 0) for t, m, k, p, done in cells
            )
            return sum(terms, Fraction(0))

        found = {label: spread(chance(label, *pair) for pair in pairs) for label in labels}
        return {"later moves": Labelled("later move", found)} if found else {}

    def at_stake(self) -> tuple[Stake, ...]:
        """The moves that were folded, as a table; none where there were none."""
        if not self.folded:
            return ()
        return (Stake("After the reply", ("who", "knowing", "does", "not"), tuple(map(_row, self.folded))),)

    def vocabulary(self) -> Vocabulary:
        """What happens after the reply, as a sentence for explanations."""
        return Vocabulary(later=_sentence(self.folded))

    def __repr__(self) -> str:
        return f"FoldedGame({self._left!r}, {len(self.folded)} moves folded)"


class _Step(NamedTuple):
    """An option that is taken, or an outcome of chance, and how likely; the choice of which it is one, if it is; and
    the outcome of chance that it comes after, if it comes after one."""

    label: str
    chance: Fraction
    move: LastMove | None
    after: str


def _row(move: LastMove) -> tuple[str, ...]:
    taken = {option for option, p in move.plays if p}
    others = ", ".join(option for option in move.options if option not in taken)
    who = ", ".join(filter(None, (move.player, move.type)))
    done = move.done + " (a tie)" * (len(move.best) > 1)
    return who, ", ".join(move.known[bool(move.type) :]), done, others


def _sentence(moves: tuple[LastMove, ...]) -> str:
    """What the last movers do, those together who do the same after the same."""
    after: dict[tuple[Labels, str], list[str]] = {}
    for move in moves:
        one = move.player if not move.type else f"{move.player} of type {move.type}"
        after.setdefault((move.known[bool(move.type) :], move.told('"')), []).append(printable(one))
    told = []
    for (done, does), who in after.items():
        seen = listed([f'"{printable(one)}"' for one in done])
        chooses = "choose" if len(who) > 1 else "chooses"
        told.append(f"after {seen} {listed([f'the {one}' for one in who])} {chooses} {does}")
    return f"Later moves are solved backwards: {'; '.join(told)}." if told else ""


def _known(folding: Folding) -> str:
    """Which choices `ties` may name."""
    names = [", ".join(move.known) for move in folding.moves if len(move.best) > 1] + [tie.name for tie in folding.ties]
    return f"ties are at {listed([repr(name) for name in names], 'and')}" if names else "this game has no ties"


def _resolved(given: Any) -> dict[str, Play]:
    """What is done at ties, by name; faults raised."""
    faults = Faults()
    if given is None:
        return {}
    if not isinstance(given, Mapping):
        raise InputError([Fault("ties", f"expected a mapping from ties to options, found {type(given).__name__}")])
    found: dict[str, Play] = {}
    for key, done in given.items():
        name = key if isinstance(key, str) else ", ".join(map(str, key)) if isinstance(key, tuple) else repr(key)
        where = f"ties.{name:.80}"
        if name in found:
            faults.add(where, "is given twice")
        entries = {done: 1} if isinstance(done, str) else done
        if not isinstance(entries, Mapping) or not all(isinstance(option, str) for option in entries):
            faults.add(where, "expected an option, or a mapping from options to probabilities")
            continue
        play = []
        for option, p in entries.items():
            with faults.at(""):
                play.append((option, exact(p, f"{where}.{option}")))
        if len(play) == len(entries) and (sum(p for _, p in play) != 1 or any(p < 0 for _, p in play)):
            faults.add(where, "probabilities must be at least 0 and sum to 1 exactly")
        found[name] = tuple(play)
    faults.raise_if_any()
    return found


@dataclass(frozen=True)
class _Tree:
    """The game as it was given, its labels, numbers and ends checked; ends nested as in `FoldedGame.then`."""

    types: Labels
    prior: tuple[Fraction, ...]
    messages: Labels
    message_sets: tuple[Labels, ...]
    response_sets: tuple[Labels, ...]
    then: Any
    receiver_types: Labels
    receiver_prior: tuple[Fraction, ...]

    @classmethod
    def of(
        cls, types: Any, prior: Any, messages: Any, responses: Any, then: Any, receiver_types: Any, receiver_prior: Any
    ) -> _Tree:
        """From what a user gives; raises `InputError` with all that is wrong."""
        faults = Faults()
        hers = labels_from(types, "types", faults)
        sent, own = message_sets_from(messages, hers, faults)
        replies = response_sets_from(responses, sent, faults)
        prior = prior_from(prior, hers, faults) if hers else ()
        his, his_prior = receiver_types_from(receiver_types, receiver_prior, faults)
        if callable(then):
            check_called("then", then, bool(his), faults)
        faults.raise_if_any()
        met = [[(m, labels if m in some else ()) for m, labels in zip(sent, replies, strict=True)] for some in own]
        called = _called(then, hers, his, met) if callable(then) else then
        table = cells_from(called, "then", hers, his, met, read_end, faults)
        faults.raise_if_any()
        return cls(hers, prior, sent, own, replies, table, his, his_prior)

    @property
    def responses(self) -> dict[str, Labels]:
        """The responses to each message."""
        return dict(zip(self.messages, self.response_sets, strict=True))

    def fields(self) -> dict[str, Any]:
        """The attributes by name."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}

    def states(self) -> list[State]:
        """Her type with his, "" where he has none."""
        return list(product(self.types, self.receiver_types or ("",)))

    def rows(self) -> list[Any]:
        """For each state the ends [message][response]."""
        return [row for rows in self.then for row in rows] if self.receiver_types else list(self.then)

    def folded(self, resolved: Mapping[str, Play]) -> tuple[Folding, list[list[dict[State, Paid | None]]]]:
        """What is left after folding: for each message and response what it comes to in each state."""
        folding = Folding(resolved)
        rows = dict(zip(self.states(), self.rows(), strict=True))
        worth = [
            [
                folding.after(m, r, {state: row[j][k] for state, row in rows.items() if row[j]})
                for k, r in enumerate(replies)
            ]
            for j, (m, replies) in enumerate(zip(self.messages, self.response_sets, strict=True))
        ]
        return folding, worth

    def left(self, worth: list[list[dict[State, Paid | None]]], title: str) -> SignalingGame:
        """The signaling game, once everything is folded."""

        def table(player: str) -> list[Any]:
            cells = [
                [[getattr(after[state], player) for after in row if state in after] for row in worth]
                for state in self.states()
            ]
            width = len(self.receiver_types)
            return [cells[i : i + width] for i in range(0, len(cells), width)] if width else cells

        sender, receiver = map(table, PLAYERS)
        moves = self.types, self.prior, self.message_sets, self.responses
        return SignalingGame(*moves, sender, receiver, title, self.receiver_types, self.receiver_prior)


def _called(then: Any, types: Labels, his_types: Labels, met: Sequence[Met]) -> Any:
    """The table of a function's ends."""

    def row(own: Met, *types: str) -> Any:
        return [[then(*types, m, r) for r in labels] for m, labels in own]

    if not his_types:
        return [row(own, t) for t, own in zip(types, met, strict=True)]
    return [[row(own, t, s) for s in his_types] for t, own in zip(types, met, strict=True)]
