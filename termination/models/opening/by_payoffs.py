"""The opening game entered payoff by payoff: any payoffs for both sides, with no parameters behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, ClassVar

from termination.engine.game import Labels, Payoffs, SignalingGame
from termination.engine.model import BeliefScale, NormalForm
from termination.engine.parameter import Parameter
from termination.errors import Faults
from termination.models.opening.common import Opening, labels_of
from termination.models.opening.payoffs import (
    PARAMETERS,
    RESPONSES,
    SIGNAL_MESSAGES,
    SILENT_MESSAGES,
)
from termination.models.opening.stakes import TalksCondition
from termination.models.parameters import ByType, by_parameter, merged, title_from


class ByPayoffs(Opening):
    """What an opening game entered cell by cell says otherwise than one with parameters that mean something."""

    def talks_conditions(self) -> tuple[TalksCondition, ...]:
        """The two conditions for talks (S2, S3), as inequalities in the payoffs: there are no parameters to name."""
        found = super().talks_conditions()
        return tuple(replace(one, formula=_IN_PAYOFFS[one.condition, one.scope]) for one in found)

    def belief_scale(self) -> BeliefScale | None:
        """Of two types, the probability of the more resilient."""
        if len(self.types) != 2:
            return None
        strong = self.resilience_order[-1]
        places = {t: Fraction(t == strong) for t in self.types}
        return BeliefScale(f"probability of {strong}", "switching belief", places, f"mu_{strong}")


@dataclass(frozen=True, init=False, repr=False)
class PayoffOpeningGame(ByPayoffs):
    """An opening game given by its payoffs alone; made by `OpeningGame.from_payoffs`, which says how."""

    types: Labels
    prior: ByType
    sender: Payoffs
    receiver: Payoffs
    title: str

    #: Of the table only the prior is left.
    PARAMETERS: ClassVar[tuple[Parameter, ...]] = tuple(one for one in PARAMETERS if one.name == "prior")

    def __init__(self, **payoffs: Any) -> None:
        payoffs, labels, messages, responses, title = entered(payoffs)
        prior, sender, receiver = (payoffs[name] for name in _REQUIRED)
        game = _in_canonical_order(SignalingGame(labels, prior, messages, responses, sender, receiver, title))
        for name in ("types", "sender", "receiver", "title"):
            object.__setattr__(self, name, getattr(game, name))
        object.__setattr__(self, "prior", ByType(labels, game.prior))
        object.__setattr__(self, "_game", game)

    def with_(self, **changes: Any) -> PayoffOpeningGame:
        """The same game with another prior, other payoffs or another title; it has no parameters beside these.

        A prior that names some types only keeps the others.
        """
        current = {name: getattr(self, name) for name in ("types", "prior", "sender", "receiver", "title")}
        return PayoffOpeningGame(**{**current, **merged(current, changes)})

    def parameters(self) -> dict[str, Any]:
        """What the game is made from: the prior, which names the types in their order, and both sides' payoffs."""
        return {name: getattr(self, name) for name in _REQUIRED}

    def normal_form(self) -> NormalForm:
        """The game by the differences of payoffs on which its equilibria depend."""
        from termination.models.opening.differences import differences

        return NormalForm(differences(self))

    def __repr__(self) -> str:
        messages = "with the signal" if self.has_signal else "without the signal"
        return f"<OpeningGame from payoffs, {messages}: types {list(self.types)}, prior {self.prior}>"


#: The conditions in what payoffs have: premium b, exposure e, cost c of the signal, and n, the opponent's net gain from
#: escalating, by type.
_IN_PAYOFFS = {
    ("first", "some"): "his expected net gain from escalating after open <= 0",
    ("first", "every"): "his net gain from escalating after open, against each type, < 0",
    ("second", "some"): "min(e_H - c_H, c_L - e_L) >= 0, with e the exposure",
    ("second", "every"): "min(b_H - c_H, e_H - c_H, c_L - e_L) > 0, with e the exposure",
}

_REQUIRED = ("prior", "sender", "receiver")
_PAYOFF_NAMES = ("types", "prior", "messages", "responses", "sender", "receiver", "title")


def entered(payoffs: Mapping[str, Any]) -> tuple[dict[str, Any], Labels, Labels, Labels, str]:
    """What was given for each name; the labels of types, messages and responses, in the order of the tables; the title.

    Raises `InputError` with every name that is wrong or missing, and with all that is wrong in labels and title.
    """
    faults = Faults()
    given = by_parameter(payoffs, faults)
    for name in given:
        if name not in _PAYOFF_NAMES:
            faults.add(name, f"no such name: a game entered by its payoffs has only {', '.join(_PAYOFF_NAMES)}")
    for name in _REQUIRED:
        if name not in given:
            faults.add(name, "missing")
    types, messages = _types(given, faults), _messages(given, faults)
    responses = _known_labels(given.get("responses", RESPONSES), "responses", (RESPONSES,), faults)
    title = title_from(given.get("title", ""), faults)
    faults.raise_if_any()
    return given, types, messages, responses, title


def _types(payoffs: Mapping[str, Any], faults: Faults) -> Labels:
    if payoffs.get("types") is not None:
        return labels_of(payoffs["types"], "types", faults)
    for name in _REQUIRED:
        if isinstance(payoffs.get(name), Mapping):
            return labels_of(list(payoffs[name]), name, faults)
    faults.add("types", "missing: give the labels of the types, or the prior by label")
    return ()


def _messages(payoffs: Mapping[str, Any], faults: Faults) -> Labels:
    """The messages in the order of the payoff tables: as named, else two or four by how many the first row has."""
    if payoffs.get("messages") is not None:
        return _known_labels(payoffs["messages"], "messages", (SILENT_MESSAGES, SIGNAL_MESSAGES), faults)
    sender = payoffs.get("sender")
    rows: Any = list(sender.values()) if isinstance(sender, Mapping) else sender
    if hasattr(rows, "tolist"):
        rows = rows.tolist()
    if isinstance(rows, Sequence) and rows and isinstance(rows[0], (Mapping, Sequence)):
        return SIGNAL_MESSAGES if len(rows[0]) == len(SIGNAL_MESSAGES) else SILENT_MESSAGES
    return SILENT_MESSAGES


def _known_labels(given: Any, where: str, known: tuple[Labels, ...], faults: Faults) -> Labels:
    labels = tuple(given) if isinstance(given, Sequence) and not isinstance(given, (str, bytes)) else ()
    for one in known:
        if len(labels) == len(one) and all(label in labels for label in one):
            return labels
    faults.add(where, f"expected {' or '.join(str(list(one)) for one in known)}, in the order of the payoff tables")
    return ()


def _in_canonical_order(game: SignalingGame) -> SignalingGame:
    """The same game with messages and responses in the order of every other opening game."""
    messages = SIGNAL_MESSAGES if len(game.messages) == len(SIGNAL_MESSAGES) else SILENT_MESSAGES
    responses = game.response_sets[0]
    if game.messages == messages and responses == RESPONSES:
        return game
    rows = [game.messages.index(m) for m in messages]
    columns = [responses.index(r) for r in RESPONSES]
    sender, receiver = (
        [[[table[i][j] for j in columns] for i in rows] for table in player] for player in (game.sender, game.receiver)
    )
    return SignalingGame(game.types, game.prior, messages, RESPONSES, sender, receiver, game.title)
