"""Finite signaling games.

Nature draws a **type** t with probability p_t > 0; the **sender** learns t and chooses a **message** m; the
**receiver** sees m, not t, and chooses a **response** r from R_m, which may depend on m. Payoffs u_S(t, m, r) and
u_R(t, m, r) are any rationals.

The receiver may have a secret of his own: nature draws his type s, independently of t, with probability pi_s > 0; he
learns s alone, and payoffs are u_S(t, s, m, r) and u_R(t, s, m, r). Since his type tells him nothing of hers, what he
believes after m is the same whichever it is.

A message may be **evidence**: only some types have it. Whoever sends it proves to be one of them, and the receiver
believes that, whether it was to be expected or not.

There may be **noise** between them: he does not see the message m but z, with probability N(z | m), and responds to z.

Index convention, everywhere in the engine: payoffs are nested [type][message][response], a sender's strategy
[type][message], a receiver's [message][response], a belief at a message [type]. With receiver types they are an index
more: payoffs are nested [type][receiver type][message][response], a receiver's strategy
[receiver type][message][response]. Where a type lacks a message her row of payoffs after it is empty, and the
probability with which she sends it zero. With noise the receiver's strategy is [seen][response], and payoffs are over
all responses that may follow the message.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from inspect import signature
from itertools import accumulate, product
from typing import Any, NamedTuple, Protocol, TypeAlias

from termination.engine.arithmetic import exact, integer_rows
from termination.engine.kinds import either
from termination.engine.labelled import position
from termination.errors import Faults, InputError, class_of

Labels = tuple[str, ...]
Payoffs = tuple[tuple[tuple[Fraction, ...], ...], ...]
Integers = tuple[tuple[tuple[int, ...], ...], ...]
#: What one type of the receiver does: a response; with receiver types the pair (receiver type, response).
Reply: TypeAlias = Any
#: An event of play: the (message, response) pairs in which it happens.
Event = frozenset[tuple[str, str]]


def reply_label(reply: Reply) -> str:
    """What a reply is called.

    >>> reply_label("fight"), reply_label(("hawk", "fight"))
    ('fight', 'hawk: fight')
    """
    return reply if isinstance(reply, str) else ": ".join(reply)


class Flat(NamedTuple):
    """A game with one index for all that the receiver may do after a message, his types' replies one after another.

    Payoffs are those with a reply's receiver type times its probability. So what a player expects is a sum over
    replies, whether the receiver has types or not; and no type of the receiver's ranks his replies differently.

    A message that a type lacks pays her less than anything that she can have, whatever the replies: so she never wants
    to send it, and no reply to it draws her. The receiver's row is empty: no belief after it is on her.

    With noise a row after a message has the replies to everything that may be seen, one after another, with payoffs
    times how likely it is that this is seen.
    """

    replies: tuple[tuple[Reply, ...], ...]  # [message]; with noise [seen]
    sender: Payoffs  # [type][message][reply]
    receiver: Payoffs


class Path(NamedTuple):
    """How a message may be seen: as the thing at position `seen`, how likely, and where the responses to that stand
    among those that may follow the message."""

    seen: int
    chance: Fraction
    places: tuple[int, ...]


class Played(Protocol):
    """What a solution keeps of the model that it is one of. All that a model is asked is in `engine.model`."""

    def game(self) -> SignalingGame: ...
    def events(self) -> Mapping[str, Event]: ...


class Supported(Protocol):
    """A set of strategies, of which it is known which cells are used."""

    @property
    def support(self) -> tuple[tuple[bool, ...], ...]: ...


class Classified(Protocol):
    """What a plain game reads a family's name off: its kinds, and which messages its types may send."""

    @property
    def sender(self) -> Supported: ...
    @property
    def kind(self) -> str: ...
    @property
    def kinds(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, init=False, eq=True, repr=False)
class SignalingGame:
    """A finite signaling game [1], exact and validated.

    Nature draws a type t with probability p_t > 0; the sender learns t and sends a message m; the receiver sees m, not
    t, and responds with r from R_m. Payoffs are u_S(t, m, r) and u_R(t, m, r). Where the receiver has types too, nature
    draws his, s, independently of t with probability pi_s > 0; he alone learns it, and payoffs depend on it as well.

    Parameters
    ----------
    types : a sequence of distinct labels (text)
    messages : likewise; or, where only some types have some messages, a sequence for each type, by position or by label
    prior : n numbers, one for each type: a list by position or a mapping by label; positive, summing to 1 exactly
    responses : a sequence of labels, the same after every message; or a mapping from each message to its own sequence
    sender, receiver : numbers nested [type][message][response], with receiver types
        [type][receiver type][message][response]; at each level a list by position or a mapping by label. A message that
        a type lacks has an empty row, (), which a mapping may leave out
    title : text; what the game is called in tables
    receiver_types : a sequence of distinct labels; empty where the receiver has no secret
    receiver_prior : a number for each receiver type, as `prior`
    noise : where he does not see the message itself: a mapping from each message to what he may see instead, and how
        likely, as in {"arm": {"parade": "3/4", "nothing": "1/4"}}. `responses` are then by what is seen, and payoffs
        over the responses that may follow the message, in the order in which these are listed first

    Raises
    ------
    InputError : labels repeat, a type has no message, a prior or a payoff is no number, tables do not match the labels,
        a prior is a table by type, so that types would be correlated, a row of noise does not sum to 1; every fault is
        listed, each with its place

    References
    ----------
    [1] Cho, I.-K. & Kreps, D. (1987), Signaling games and stable equilibria, *QJE* 102(2), 179-221.

    >>> game = SignalingGame(types=["weak", "strong"], prior=["1/4", 0.75], messages=["quiet", "loud"],
    ...                      responses=["fight", "yield"], sender=[[[0, 2], [-1, 1]], [[0, 2], [1, 3]]],
    ...                      receiver=[[[1, 0], [1, 0]], [[-1, 0], [-1, 0]]])
    >>> game.prior
    (Fraction(1, 4), Fraction(3, 4))

    An opponent who may be a dove, to whom fighting is never worth it:

    >>> doubt = SignalingGame(types=["weak", "strong"], prior=["1/4", "3/4"], messages=["quiet", "loud"],
    ...                       responses=["fight", "yield"], receiver_types=["hawk", "dove"],
    ...                       receiver_prior={"hawk": "1/3", "dove": "2/3"}, sender=[[row] * 2 for row in game.sender],
    ...                       receiver=[[row, [[-1, 0], [-1, 0]]] for row in game.receiver])
    >>> doubt.receiver[0][1][0]  # of weak and dove, after quiet
    (Fraction(-1, 1), Fraction(0, 1))

    A proof of strength, which only the strong can show:

    >>> proof = SignalingGame(types=["weak", "strong"], prior=["1/4", "3/4"], responses=["fight", "yield"],
    ...                       messages={"weak": ["hide"], "strong": ["reveal", "hide"]},
    ...                       sender={"weak": {"hide": [0, 1]}, "strong": {"reveal": [0, 1], "hide": [0, 1]}},
    ...                       receiver={"weak": {"hide": [1, 0]}, "strong": {"reveal": [-1, 0], "hide": [-1, 0]}})
    >>> proof.messages, proof.message_sets, proof.sender[0]
    (('hide', 'reveal'), (('hide',), ('hide', 'reveal')), ((Fraction(0, 1), Fraction(1, 1)), ()))
    """

    types: Labels
    prior: tuple[Fraction, ...]
    messages: Labels  # all of them, in the order in which the types' lists first name them
    message_sets: tuple[Labels, ...]  # [type]: those that she has, in the order of `messages`
    response_sets: tuple[Labels, ...]  # [message]; with noise [seen]
    sender: Any  # Payoffs; with receiver types nested once more, see the index convention above
    receiver: Any
    title: str
    receiver_types: Labels
    receiver_prior: tuple[Fraction, ...]
    seen: Labels  # what he may see: the messages, unless there is noise
    noise: tuple[tuple[Fraction, ...], ...]  # [message][seen]; empty where he sees messages

    def __init__(
        self,
        types: Any,
        prior: Any,
        messages: Any,
        responses: Any,
        sender: Any,
        receiver: Any,
        title: str = "",
        receiver_types: Any = (),
        receiver_prior: Any = (),
        noise: Any = (),
    ) -> None:
        faults = Faults()
        type_labels = labels_from(types, "types", faults)
        message_labels, message_sets = message_sets_from(messages, type_labels, faults)
        seen, chances = _noise(noise, message_labels, faults)
        response_sets = response_sets_from(responses, seen, faults)
        following = _following(message_labels, chances, response_sets)
        probabilities = prior_from(prior, type_labels, faults) if type_labels else ()
        his_labels, his_probabilities = receiver_types_from(receiver_types, receiver_prior, faults)
        met = [
            [(m, replies if m in own else ()) for m, replies in zip(message_labels, following, strict=False)]
            for own in message_sets
        ]
        tables = [
            cells_from(table, name, type_labels, his_labels, met, number, faults)
            for table, name in ((sender, "sender"), (receiver, "receiver"))
            if all((type_labels, *message_sets, response_sets, *response_sets))  # else the labels' faults say it all
        ]
        faults.raise_if_any()
        for name, value in (
            ("types", type_labels),
            ("prior", probabilities),
            ("messages", message_labels),
            ("message_sets", message_sets),
            ("response_sets", response_sets),
            ("sender", tables[0]),
            ("receiver", tables[1]),
            ("title", title),
            ("receiver_types", his_labels),
            ("receiver_prior", his_probabilities),
            ("seen", seen),
            ("noise", chances),
        ):
            object.__setattr__(self, name, value)

    @classmethod
    def from_function(
        cls,
        types: Any,
        prior: Any,
        messages: Any,
        responses: Any,
        sender: Callable[..., Any],
        receiver: Callable[..., Any],
        title: str = "",
        receiver_types: Any = (),
        receiver_prior: Any = (),
        noise: Any = (),
    ) -> SignalingGame:
        """The game whose payoffs are `sender(type, message, response)` and `receiver(type, message, response)`.

        With receiver types they are `sender(type, receiver_type, message, response)`, and so for the receiver. They are
        asked only about messages that the type has.

        >>> cheap_talk = SignalingGame.from_function(
        ...     ["low", "high"], ["1/2", "1/2"], ["a", "b"], ["low", "high"],
        ...     sender=lambda t, m, r: int(t == r), receiver=lambda t, m, r: int(t == r))
        >>> cheap_talk.sender[0][1]
        (Fraction(1, 1), Fraction(0, 1))
        """
        faults = Faults()
        type_labels = labels_from(types, "types", faults)
        message_labels, message_sets = message_sets_from(messages, type_labels, faults)
        seen, chances = _noise(noise, message_labels, faults)
        following = _following(message_labels, chances, response_sets_from(responses, seen, faults))
        if type_labels:
            prior_from(prior, type_labels, faults)
        his_labels, _ = receiver_types_from(receiver_types, receiver_prior, faults)
        for name, payoff in (("sender", sender), ("receiver", receiver)):
            check_called(name, payoff, bool(his_labels), faults)
        faults.raise_if_any()

        def by_message(payoff: Callable[..., Any], own: Labels, *types: str) -> list[list[Any]]:
            return [
                [payoff(*types, m, r) for r in replies] if m in own else []
                for m, replies in zip(message_labels, following, strict=True)
            ]

        def table(payoff: Callable[..., Any]) -> list[Any]:
            known = list(zip(type_labels, message_sets, strict=True))
            if not his_labels:
                return [by_message(payoff, own, t) for t, own in known]
            return [[by_message(payoff, own, t, s) for s in his_labels] for t, own in known]

        tables = table(sender), table(receiver)
        return cls(type_labels, prior, messages, responses, *tables, title, receiver_types, receiver_prior, noise)

    @property
    def message_lists(self) -> Labels | dict[str, Labels]:
        """The messages: one tuple where all types have them all, else a mapping from type to tuple."""
        return dict(zip(self.types, self.message_sets, strict=True)) if self.has_evidence else self.messages

    @property
    def has_evidence(self) -> bool:
        """Whether some type lacks some message."""
        return any(own != self.messages for own in self.message_sets)

    @property
    def responses(self) -> Labels | dict[str, Labels]:
        """The responses: one tuple where all messages share it, else a mapping from message to tuple; with noise by
        what is seen."""
        if len(set(self.response_sets)) == 1:
            return self.response_sets[0]
        return dict(zip(self.seen, self.response_sets, strict=True))

    @property
    def following(self) -> tuple[Labels, ...]:
        """By message: the responses that may follow it, over which payoffs are given."""
        return _following(self.messages, self.noise, self.response_sets)

    @property
    def noise_rows(self) -> dict[str, dict[str, Fraction]]:
        """By message what may be seen instead, and how likely; empty without noise."""
        rows = zip(self.messages, self.noise, strict=True) if self.noise else ()
        return {m: {z: p for z, p in zip(self.seen, row, strict=True) if p} for m, row in rows}

    @cached_property
    def paths(self) -> tuple[tuple[Path, ...], ...]:
        """By message: how it may be seen."""
        found = []
        for m, after in enumerate(self.following):
            row = self.noise[m] if self.noise else [Fraction(int(z == m)) for z in range(len(self.seen))]
            replies = [
                tuple(map(after.index, labels)) if p else () for labels, p in zip(self.response_sets, row, strict=True)
            ]
            found.append(tuple(Path(z, p, replies[z]) for z, p in enumerate(row) if p))
        return tuple(found)

    def against(self, receiver_type: str) -> SignalingGame:
        """The game without receiver types that is played where the receiver is known to be of this type.

        >>> game = SignalingGame(["t"], [1], ["m"], ["l", "r"], [[[[0, 1]], [[2, 3]]]], [[[[1, 0]], [[0, 1]]]],
        ...                      receiver_types=["hawk", "dove"], receiver_prior=["1/2", "1/2"])
        >>> game.against("dove").receiver[0][0]
        (Fraction(0, 1), Fraction(1, 1))
        """
        s = position(receiver_type, self.receiver_types, "receiver type")
        sender, receiver = ([table[s] for table in payoffs] for payoffs in (self.sender, self.receiver))
        moves = self.types, self.prior, self.message_lists, self.responses
        return SignalingGame(*moves, sender, receiver, self.title, noise=self.noise_rows)

    @cached_property
    def flat(self) -> Flat:
        """The same game with one index for all that the receiver may do after a message."""
        replies: tuple[tuple[Reply, ...], ...] = self.response_sets
        sender, receiver = self.sender, self.receiver
        if self.receiver_types:
            replies = tuple(tuple(product(self.receiver_types, labels)) for labels in replies)
        if self.noise:
            sender, receiver = self._spread(sender), self._spread(receiver)
        elif self.receiver_types:
            sender, receiver = self._weighted(sender), self._weighted(receiver)
        return Flat(replies, self._completed(sender), receiver)

    @cached_property
    def offsets(self) -> tuple[int, ...]:
        """Where the replies to each message, or to what is seen, start among all that `flat` has; last, how many."""
        return tuple(accumulate(map(len, self.flat.replies), initial=0))

    @cached_property
    def scaled_sender(self) -> Integers:
        """The sender's payoffs [type][message][reply] of `flat`, those of a type as integers on one scale."""
        return tuple(integer_rows(rows) for rows in self.flat.sender)

    @cached_property
    def scaled_receiver(self) -> Integers:
        """Without noise, the receiver's [message][type][reply], those after a message on one scale."""
        return tuple(map(integer_rows, zip(*self.flat.receiver, strict=True)))

    def _weighted(self, payoffs: Any) -> Payoffs:
        """Payoffs [type][receiver type][message][response] as [type][message][reply], by the receiver's prior."""
        return tuple(
            tuple(
                tuple(chance * x for chance, cells in zip(self.receiver_prior, by_his_type, strict=True) for x in cells)
                for by_his_type in zip(*tables, strict=True)
            )
            for tables in payoffs
        )

    def _spread(self, payoffs: Any) -> Payoffs:
        """Payoffs as [type][message][reply], the replies to everything that may be seen, by how likely that is."""
        by_type = (table if self.receiver_types else [table] for table in payoffs)
        messages = range(len(self.messages))
        return tuple(tuple(self._spread_row(m, [table[m] for table in tables]) for m in messages) for tables in by_type)

    def _spread_row(self, m: int, by_his_type: Sequence[Sequence[Fraction]]) -> tuple[Fraction, ...]:
        """The row after one message; empty for a type that lacks it."""
        if not by_his_type[0]:
            return ()
        row: list[Fraction] = []
        paths = {path.seen: path for path in self.paths[m]}
        for z, labels in enumerate(self.response_sets):
            for pi, cells in zip(self.receiver_prior or (Fraction(1),), by_his_type, strict=True):
                path = paths.get(z)
                row += [path.chance * pi * cells[k] for k in path.places] if path else [Fraction(0)] * len(labels)
        return tuple(row)

    def _completed(self, sender: Payoffs) -> Payoffs:
        """The sender's payoffs [type][message][reply] with what a message that she lacks would pay, see `Flat`."""
        if not self.has_evidence:
            return sender
        widths = [len(labels) * (len(self.receiver_types) or 1) for labels in self.response_sets]
        widths = [sum(widths)] * len(self.messages) if self.noise else widths
        worst = [min(x for cells in table for x in cells) - 1 for table in sender]
        return tuple(
            tuple(cells or (least,) * width for cells, width in zip(table, widths, strict=True))
            for table, least in zip(sender, worst, strict=True)
        )

    def game(self) -> SignalingGame:
        """The game itself: a signaling game is its own simplest model (see `engine.model`)."""
        return self

    def describe(self, family: Classified) -> str:
        """A name from who sends what: "pooling on beer", "separating: wimp quiche; surly beer", "m or n" for mixtures.

        Where members are of different kinds it names them all: "semi-separating or pooling: wimp beer or quiche; ...".
        """
        used = [" or ".join(m for m, on in zip(self.messages, row, strict=True) if on) for row in family.sender.support]
        if family.kind == "pooling":
            return f"{either(family.kinds)} on {used[0]}"
        return f"{either(family.kinds)}: " + "; ".join(f"{t} {m}" for t, m in zip(self.types, used, strict=True))

    def events(self) -> dict[str, Event]:
        """Each message and each response, as "message m" and "response r"."""
        cells = [(m, r) for m, replies in zip(self.messages, self.following, strict=True) for r in replies]
        named: dict[str, Event] = {}
        for m in self.messages:
            named[f"message {m}"] = frozenset(cell for cell in cells if cell[0] == m)
        for r in dict.fromkeys(r for _, r in cells):
            named[f"response {r}"] = frozenset(cell for cell in cells if cell[1] == r)
        return named

    def __repr__(self) -> str:
        return (
            f"SignalingGame({self.title!r}, types={list(self.types)}, messages={_shown(self.message_lists)}, "
            f"responses={self.responses}{f', receiver_types={list(self.receiver_types)}' * bool(self.receiver_types)}"
            f"{f', seen={list(self.seen)}' * bool(self.noise)})"
        )


def without_receiver_types(game: SignalingGame, what: str, instead: str = "") -> SignalingGame:
    """The game, if its receiver has no types; else `InputError` saying what it is that does not take them, and what may
    be done instead."""
    if game.receiver_types:
        one = game.receiver_types[0]
        raise InputError(
            f"{what} does not take games whose receiver has types; it takes this one against one of them, as in "
            f"game.against({one!r}){instead}"
        )
    return game


def only_plain(game: SignalingGame, what: str) -> SignalingGame:
    """The game, if its receiver has no types and all its types all messages; else `InputError`, saying what it is that
    takes no others."""
    if game.has_evidence:
        raise InputError(f"{what} does not take games in which some types lack some messages; solve and refine do")
    return without_receiver_types(without_noise(game, what), what)


def without_noise(game: SignalingGame, what: str) -> SignalingGame:
    """The game, if the receiver sees the message itself; else `InputError`, saying what it is that takes no others."""
    if game.noise:
        raise InputError(f"{what} does not take games with noise between the players; solve, tables and explain do")
    return game


def _shown(lists: Labels | Mapping[str, Labels]) -> Any:
    return {t: list(own) for t, own in lists.items()} if isinstance(lists, Mapping) else list(lists)


def labels_from(given: Any, where: str, faults: Faults) -> Labels:
    """Distinct labels, each some text; faults recorded under `where`."""
    if hasattr(given, "tolist"):
        given = given.tolist()
    if isinstance(given, (str, bytes)) or not isinstance(given, Sequence):
        faults.add(where, 'expected a list of labels, such as ["low", "high"]')
        return ()
    labels = tuple(given)
    wrong = [label for label in labels if not isinstance(label, str) or not label.strip()]
    if wrong:
        quoted = f'; put it in quotes: "{wrong[0]}"' if isinstance(wrong[0], (int, float)) else ""
        faults.add(where, f"labels must be non-empty text, found {wrong[0]!r}{quoted}")
        return ()
    if not labels:
        faults.add(where, "is empty; at least one label is needed")
    repeated = sorted({label for label in labels if labels.count(label) > 1})
    if repeated:
        faults.add(where, f"labels must differ; repeated: {', '.join(map(repr, repeated))}")
    return labels


def message_sets_from(given: Any, types: Labels, faults: Faults) -> tuple[Labels, tuple[Labels, ...]]:
    """All messages, and those that each type has; faults recorded."""
    if not isinstance(given, Mapping) and not _is_nested(given):
        labels = labels_from(given, "messages", faults)
        return labels, (labels,) * len(types)
    lists: list[Labels] = []
    for t, own in zip(types, (by_label(given, types, "messages", faults) if types else ()) or (), strict=False):
        if is_empty(own):
            faults.add(f"messages.{t}", "is empty, but every type needs a message, if only one that says nothing")
        lists.append(() if is_empty(own) else labels_from(own, f"messages.{t}", faults))
    labels = tuple(dict.fromkeys(m for own in lists for m in own))
    return labels, tuple(tuple(m for m in labels if m in own) for own in lists)


def _noise(given: Any, messages: Labels, faults: Faults) -> tuple[Labels, tuple[tuple[Fraction, ...], ...]]:
    """What may be seen, and how likely after each message: the messages and nothing without noise; faults recorded."""
    if is_empty(given):
        return messages, ()
    rows, named = [], dict[str, None]()
    for m, row in zip(messages, by_label(given, messages, "noise", faults) or (), strict=False):
        place = f"noise.{m}"
        if not isinstance(row, Mapping):
            faults.add(place, 'expected what may be seen, and how likely, such as {"parade": "3/4", "nothing": "1/4"}')
            continue
        named |= dict.fromkeys(labels_from(list(row), place, faults))
        rows.append(_noise_row(row, place, faults))
    seen = tuple(dict.fromkeys(z for row in rows for z in row))
    never = [z for z in named if z not in seen]
    if never and not faults:
        faults.add("noise", f"{', '.join(map(repr, never))} is never seen; leave it out")
    if rows == [{m: 1} for m in messages]:
        return messages, ()
    return seen, tuple(tuple(row.get(z, Fraction(0)) for z in seen) for row in rows)


def _noise_row(given: Mapping[str, Any], where: str, faults: Faults) -> dict[str, Fraction]:
    """What may be seen after one message, with its probability; faults recorded."""
    local = Faults()
    chances = {z: number(p, f"{where}.{z}", local) for z, p in given.items()}
    for z, p in chances.items():
        if p < 0:
            local.add(f"{where}.{z}", f"is {p}; a probability is not negative")
    if not local and sum(chances.values()) != 1:
        total, advice = sum(chances.values()), _prior_advice(tuple(chances.values()))
        local.add(where, f"sums to {total}, must sum to 1 exactly, for something is seen{advice}")
    with faults.at(""):
        local.raise_if_any()
    return {z: p for z, p in chances.items() if p}


def _following(
    messages: Labels, noise: Sequence[Sequence[Fraction]], response_sets: tuple[Labels, ...]
) -> tuple[Labels, ...]:
    """By message: the responses that may follow it, each once."""
    if not noise:
        return response_sets
    after = ([labels for p, labels in zip(row, response_sets, strict=False) if p] for row in noise)
    return tuple(tuple(dict.fromkeys(r for labels in some for r in labels)) for some in after)


def _is_nested(given: Any) -> bool:
    """Whether it is a list of lists."""
    return isinstance(given, (list, tuple)) and any(isinstance(entry, (list, tuple)) for entry in given)


def response_sets_from(given: Any, messages: Labels, faults: Faults) -> tuple[Labels, ...]:
    """The responses to each message, given once for all or by message; faults recorded."""
    if not isinstance(given, Mapping):
        return (labels_from(given, "responses", faults),) * len(messages)
    rows = by_label(given, messages, "responses", faults)
    return tuple(labels_from(row, f"responses.{m}", faults) for m, row in zip(messages, rows or (), strict=False))


def by_label(given: Any, labels: Labels, where: str, faults: Faults) -> tuple[Any, ...] | None:
    """The entries of `given`, a mapping by label or a list by position, in the order of `labels`.

    None, with the fault recorded, if they do not match the labels one to one.
    """
    if type(given) is list and len(given) == len(labels):
        return tuple(given)  # most are
    if isinstance(given, Mapping):
        missing = [label for label in labels if label not in given]
        unknown = [label for label in given if label not in labels]
        if missing:
            faults.add(where, f"missing {', '.join(map(repr, missing))}")
        if unknown:
            faults.add(where, f"unknown {', '.join(map(repr, unknown))}; expected {', '.join(map(repr, labels))}")
        return None if missing or unknown else tuple(given[label] for label in labels)
    if hasattr(given, "to_dict"):
        faults.add(where, f"is a labelled {type(given).__name__}; say which you mean: x.to_dict() or x.tolist()")
        return None
    if getattr(given, "ndim", 0):
        given = list(given)  # not tolist(), which would widen short floats
    if isinstance(given, (str, bytes)) or not isinstance(given, Sequence):
        faults.add(where, f"expected a list of {len(labels)}, or a value for each label ({', '.join(labels)})")
        return None
    if len(given) != len(labels):
        faults.add(where, f"has {len(given)} entries, expected {len(labels)} ({', '.join(labels)})")
        return None
    return tuple(given)


def number(given: Any, where: str, faults: Faults) -> Fraction:
    """The exact number, or zero with the fault recorded."""
    try:
        return exact(given, where)
    except InputError as error:
        for fault in error.faults:
            faults.add(fault.where, fault.what)
        return Fraction(0)


def receiver_types_from(types: Any, prior: Any, faults: Faults) -> tuple[Labels, tuple[Fraction, ...]]:
    """The receiver's types and their prior, both empty where he has none; faults recorded."""
    if is_empty(types):
        if not is_empty(prior):
            faults.add(
                "receiver_types", "missing: receiver_prior says how likely his types are, but not which there are"
            )
        return (), ()
    labels = labels_from(types, "receiver_types", faults)
    if labels and is_empty(prior):
        faults.add("receiver_prior", f"missing: how likely each of his types is ({', '.join(labels)})")
        return labels, ()
    return labels, prior_from(prior, labels, faults, "receiver_prior") if labels else ()


def check_called(name: str, given: Any, his_type: bool, faults: Faults) -> None:
    """A function that says something of each type, message and response takes these by position; his type, too."""
    arguments = ("type", "receiver_type", "message", "response") if his_type else ("type", "message", "response")
    if not callable(given) or isinstance(given, type):
        faults.add(name, f"expected a function of ({', '.join(arguments)}), found {class_of(given)}")
        return
    try:
        signature(given).bind(*arguments)
    except TypeError:
        faults.add(name, f"is called as {name}({', '.join(arguments)}), and does not take that many arguments")
    except ValueError:  # written in C, and does not say what it takes
        return


def is_empty(given: Any) -> bool:
    """Whether it is a collection with nothing in it."""
    return hasattr(given, "__len__") and len(given) == 0


#: Why types must be independent.
CORRELATED = (
    "but the sender's type and the receiver's must be drawn independently: otherwise he learns about hers from his "
    "own, what he believes after a message depends on it, and that is another game"
)


def is_table(given: Any) -> bool:
    """Whether it is a table of tables or of lists, as correlated types would have."""
    entries = given.values() if isinstance(given, Mapping) else given if isinstance(given, (list, tuple)) else ()
    return getattr(given, "ndim", 0) > 1 or any(isinstance(one, (Mapping, list, tuple)) for one in entries)


def prior_from(given: Any, types: Labels, faults: Faults, where: str = "prior") -> tuple[Fraction, ...]:
    """A prior with full support, in the order of `types`; faults recorded under `where`."""
    if is_table(given):
        faults.add(where, f"is a table, expected one probability for each type; {CORRELATED.removeprefix('but ')}")
        return ()
    entries = by_label(given, types, where, faults)
    if entries is None:
        return ()
    local = Faults()
    prior = tuple(number(entry, f"{where}.{t}", local) for t, entry in zip(types, entries, strict=True))
    if not local:
        for t, probability in zip(types, prior, strict=True):
            if probability <= 0:
                local.add(
                    f"{where}.{t}", f"is {probability}; every type needs a positive probability (drop it if never)"
                )
        if sum(prior) != 1:
            local.add(where, f"sums to {sum(prior)}, must sum to 1 exactly{_prior_advice(prior)}")
    with faults.at(""):
        local.raise_if_any()
    return prior


def _prior_advice(prior: tuple[Fraction, ...]) -> str:
    """What a rounded prior was probably meant to be: 0.333 three times is 1/3."""
    near = [probability.limit_denominator(12) for probability in prior]
    if sum(near) == 1 and all(abs(a - b) < Fraction(1, 50) for a, b in zip(near, prior, strict=True)):
        return f"; for exact thirds and the like write {', '.join(map(str, near))}"
    return "; write fractions such as 1/3 where decimals would be rounded"


#: By message the responses that a type may meet after it; none after a message that she lacks.
Met = Sequence[tuple[str, Labels]]
#: Reads one cell of a table, given its place; faults are recorded.
Reader = Callable[[Any, str, Faults], Any]


def cells_from(
    given: Any, where: str, types: Labels, his_types: Labels, met: Sequence[Met], read: Reader, faults: Faults
) -> Any:
    """A table read cell by cell, nested as in the index convention; `met` says for each type what she may meet."""
    found: list[Any] = []
    for t, entry, own in zip(types, by_label(given, types, where, faults) or (), met, strict=False):
        place = f"{where}.{t}"
        if his_types:
            entries = zip(his_types, by_label(entry, his_types, place, faults) or (), strict=False)
            found.append(tuple(_cell_rows(his, f"{place}.{s}", own, read, faults) for s, his in entries))
        else:
            found.append(_cell_rows(entry, place, own, read, faults))
    return tuple(found)


def _cell_rows(given: Any, where: str, met: Met, read: Reader, faults: Faults) -> tuple[tuple[Any, ...], ...]:
    """The cells [message][response] of one type."""
    if isinstance(given, Mapping):
        given = {m: () for m, replies in met if not replies} | dict(given)
    found = []
    for (m, replies), cells in zip(met, by_label(given, tuple(m for m, _ in met), where, faults) or (), strict=False):
        place = f"{where}.{m}"
        if not replies and not is_empty(cells):
            faults.add(place, "is given for a type that lacks this message; write (), or leave it out of a mapping")
        entries = by_label(cells, replies, place, faults) if replies else ()
        found.append(tuple(read(x, f"{place}.{r}", faults) for r, x in zip(replies, entries or (), strict=False)))
    return tuple(found)
