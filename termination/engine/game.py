"""Finite signaling games.

Nature draws a **type** t with probability p_t > 0; the **sender** learns t and chooses a **message** m; the
**receiver** sees m, not t, and chooses a **response** r from R_m, which may depend on m. Payoffs u_S(t, m, r) and
u_R(t, m, r) are any rationals.

The receiver may have a secret of his own: nature draws his type s, independently of t, with probability pi_s > 0; he
learns s alone, and payoffs are u_S(t, s, m, r) and u_R(t, s, m, r). Since his type tells him nothing of hers, what he
believes after m is the same whichever it is.

Index convention, everywhere in the engine: payoffs are nested [type][message][response], a sender's strategy
[type][message], a receiver's [message][response], a belief at a message [type]. With receiver types they are an index
more: payoffs are nested [type][receiver type][message][response], a receiver's strategy
[receiver type][message][response].
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import product
from typing import Any, NamedTuple, Protocol, TypeAlias

from termination.engine.arithmetic import exact
from termination.engine.kinds import either
from termination.engine.labelled import position
from termination.errors import Faults, InputError

Labels = tuple[str, ...]
Payoffs = tuple[tuple[tuple[Fraction, ...], ...], ...]
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
    """

    replies: tuple[tuple[Reply, ...], ...]  # [message]
    sender: Payoffs  # [type][message][reply]
    receiver: Payoffs


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
    types, messages : sequences of distinct labels (text)
    prior : n numbers, one for each type: a list by position or a mapping by label; positive, summing to 1 exactly
    responses : a sequence of labels, the same after every message; or a mapping from each message to its own sequence
    sender, receiver : numbers nested [type][message][response], with receiver types
        [type][receiver type][message][response]; at each level a list by position or a mapping by label
    title : text; what the game is called in tables
    receiver_types : a sequence of distinct labels; empty where the receiver has no secret
    receiver_prior : a number for each receiver type, as `prior`

    Raises
    ------
    InputError : labels repeat, a prior or a payoff is no number, tables do not match the labels, a prior is a table by
        type, so that types would be correlated; every fault is listed, each with its place

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
    """

    types: Labels
    prior: tuple[Fraction, ...]
    messages: Labels
    response_sets: tuple[Labels, ...]
    sender: Any  # Payoffs; with receiver types nested once more, see the index convention above
    receiver: Any
    title: str
    receiver_types: Labels
    receiver_prior: tuple[Fraction, ...]

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
    ) -> None:
        faults = Faults()
        type_labels = _labels(types, "types", faults)
        message_labels = _labels(messages, "messages", faults)
        response_sets = _response_sets(responses, message_labels, faults)
        probabilities = prior_from(prior, type_labels, faults) if type_labels else ()
        his_labels, his_probabilities = _receiver_types(receiver_types, receiver_prior, faults)
        axes = (type_labels, his_labels, message_labels) if his_labels else (type_labels, message_labels)
        tables = [
            _payoffs(table, name, axes, response_sets, faults)
            for table, name in ((sender, "sender"), (receiver, "receiver"))
            if all((type_labels, response_sets, *response_sets))  # else the labels' faults are what there is to say
        ]
        faults.raise_if_any()
        for name, value in (
            ("types", type_labels),
            ("prior", probabilities),
            ("messages", message_labels),
            ("response_sets", response_sets),
            ("sender", tables[0]),
            ("receiver", tables[1]),
            ("title", title),
            ("receiver_types", his_labels),
            ("receiver_prior", his_probabilities),
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
    ) -> SignalingGame:
        """The game whose payoffs are `sender(type, message, response)` and `receiver(type, message, response)`.

        With receiver types they are `sender(type, receiver_type, message, response)`, and so for the receiver.

        >>> cheap_talk = SignalingGame.from_function(
        ...     ["low", "high"], ["1/2", "1/2"], ["a", "b"], ["low", "high"],
        ...     sender=lambda t, m, r: int(t == r), receiver=lambda t, m, r: int(t == r))
        >>> cheap_talk.sender[0][1]
        (Fraction(1, 1), Fraction(0, 1))
        """
        faults = Faults()
        type_labels = _labels(types, "types", faults)
        message_labels = _labels(messages, "messages", faults)
        response_sets = _response_sets(responses, message_labels, faults)
        his_labels = () if _is_empty(receiver_types) else _labels(receiver_types, "receiver_types", faults)
        faults.raise_if_any()

        def by_message(payoff: Callable[..., Any], *types: str) -> list[list[Any]]:
            return [
                [payoff(*types, m, r) for r in replies]
                for m, replies in zip(message_labels, response_sets, strict=True)
            ]

        def table(payoff: Callable[..., Any]) -> list[Any]:
            if not his_labels:
                return [by_message(payoff, t) for t in type_labels]
            return [[by_message(payoff, t, s) for s in his_labels] for t in type_labels]

        tables = table(sender), table(receiver)
        return cls(type_labels, prior, message_labels, responses, *tables, title, receiver_types, receiver_prior)

    @property
    def responses(self) -> Labels | dict[str, Labels]:
        """The responses: one tuple where all messages share it, else a mapping from message to tuple."""
        if len(set(self.response_sets)) == 1:
            return self.response_sets[0]
        return dict(zip(self.messages, self.response_sets, strict=True))

    def against(self, receiver_type: str) -> SignalingGame:
        """The game without receiver types that is played where the receiver is known to be of this type.

        >>> game = SignalingGame(["t"], [1], ["m"], ["l", "r"], [[[[0, 1]], [[2, 3]]]], [[[[1, 0]], [[0, 1]]]],
        ...                      receiver_types=["hawk", "dove"], receiver_prior=["1/2", "1/2"])
        >>> game.against("dove").receiver[0][0]
        (Fraction(0, 1), Fraction(1, 1))
        """
        s = position(receiver_type, self.receiver_types, "receiver type")
        sender, receiver = ([table[s] for table in payoffs] for payoffs in (self.sender, self.receiver))
        return SignalingGame(self.types, self.prior, self.messages, self.responses, sender, receiver, self.title)

    @cached_property
    def flat(self) -> Flat:
        """The same game with one index for all that the receiver may do after a message."""
        if not self.receiver_types:
            return Flat(self.response_sets, self.sender, self.receiver)
        replies = (tuple(product(self.receiver_types, labels)) for labels in self.response_sets)
        return Flat(tuple(replies), self._weighted(self.sender), self._weighted(self.receiver))

    def _weighted(self, payoffs: Any) -> Payoffs:
        """Payoffs [type][receiver type][message][response] as [type][message][reply], by the receiver's prior."""
        return tuple(
            tuple(
                tuple(chance * x for chance, cells in zip(self.receiver_prior, by_his_type, strict=True) for x in cells)
                for by_his_type in zip(*tables, strict=True)
            )
            for tables in payoffs
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
        cells = [(m, r) for m, replies in zip(self.messages, self.response_sets, strict=True) for r in replies]
        named: dict[str, Event] = {}
        for m in self.messages:
            named[f"message {m}"] = frozenset(cell for cell in cells if cell[0] == m)
        for r in dict.fromkeys(r for _, r in cells):
            named[f"response {r}"] = frozenset(cell for cell in cells if cell[1] == r)
        return named

    def __repr__(self) -> str:
        return (
            f"SignalingGame({self.title!r}, types={list(self.types)}, messages={list(self.messages)}, "
            f"responses={self.responses}{f', receiver_types={list(self.receiver_types)}' * bool(self.receiver_types)})"
        )


def without_receiver_types(game: SignalingGame, what: str) -> SignalingGame:
    """The game, if its receiver has no types; else `InputError` saying what it is that does not take them."""
    if game.receiver_types:
        one = game.receiver_types[0]
        raise InputError(
            f"{what} does not take games whose receiver has types; it takes this one against one of them, as in "
            f"game.against({one!r})"
        )
    return game


def _labels(given: Any, where: str, faults: Faults) -> Labels:
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


def _response_sets(given: Any, messages: Labels, faults: Faults) -> tuple[Labels, ...]:
    if not isinstance(given, Mapping):
        return (_labels(given, "responses", faults),) * len(messages)
    rows = by_label(given, messages, "responses", faults)
    return tuple(_labels(row, f"responses.{m}", faults) for m, row in zip(messages, rows or (), strict=False))


def by_label(given: Any, labels: Labels, where: str, faults: Faults) -> tuple[Any, ...] | None:
    """The entries of `given`, a mapping by label or a list by position, in the order of `labels`.

    None, with the fault recorded, if they do not match the labels one to one.
    """
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


def _receiver_types(types: Any, prior: Any, faults: Faults) -> tuple[Labels, tuple[Fraction, ...]]:
    """The receiver's types and their prior, both empty where he has none; faults recorded."""
    if _is_empty(types):
        if not _is_empty(prior):
            faults.add(
                "receiver_types", "missing: receiver_prior says how likely his types are, but not which there are"
            )
        return (), ()
    labels = _labels(types, "receiver_types", faults)
    return labels, prior_from(prior, labels, faults, "receiver_prior") if labels else ()


def _is_empty(given: Any) -> bool:
    return hasattr(given, "__len__") and len(given) == 0


#: Why types must be independent.
CORRELATED = (
    "but the sender's type and the receiver's must be drawn independently: otherwise he learns about hers from his "
    "own, what he believes after a message depends on it, and that is another game"
)


def prior_from(given: Any, types: Labels, faults: Faults, where: str = "prior") -> tuple[Fraction, ...]:
    """A prior with full support, in the order of `types`; faults recorded under `where`."""
    entries = by_label(given, types, where, faults)
    if entries is None:
        return ()
    if any(isinstance(entry, (Mapping, list, tuple)) or getattr(entry, "ndim", 0) for entry in entries):
        faults.add(where, f"is a table, expected one probability for each type; {CORRELATED.removeprefix('but ')}")
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


def _payoffs(
    given: Any, where: str, axes: tuple[Labels, ...], response_sets: tuple[Labels, ...], faults: Faults
) -> Any:
    """The exact numbers, nested by each of `axes`, of which messages are the last, and then by response."""
    labels, *inner = axes
    entries = by_label(given, labels, where, faults) or ()
    if inner:
        return tuple(
            _payoffs(entry, f"{where}.{label}", tuple(inner), response_sets, faults)
            for label, entry in zip(labels, entries, strict=False)
        )
    row = []
    for m, replies, given_cells in zip(labels, response_sets, entries, strict=False):
        place = f"{where}.{m}"
        cells = by_label(given_cells, replies, place, faults) or ()
        row.append(tuple(number(cell, f"{place}.{r}", faults) for r, cell in zip(replies, cells, strict=False)))
    return tuple(row)
