"""An opening game by the differences of payoffs that its equilibria depend on: what a game entered cell by cell has in
the place of parameters.

A constant added to all payoffs of a type, or to the opponent's payoffs after one message against one type, changes no
equilibrium. What is left are premium b_i, harm d_i, exposure e_i and cost of the signal c_i of each type, and the
opponent's comparisons n_i after either posture (see `stakes`). Payoffs that no such numbers give, as when the
cost of the signal depends on the response, keep their deviation from those that they would give.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, partial
from typing import Any, ClassVar

from termination.engine.game import Labels, Payoffs, SignalingGame
from termination.engine.parameter import POSITIVE, REAL, Parameter
from termination.errors import Faults
from termination.models.opening.common import Opening
from termination.models.opening.payoffs import RESPONSES
from termination.models.parameters import check_names, merged, read

_by_type = partial(Parameter, by_type=True)

PARAMETERS = (
    _by_type("prior", "p_i", "probability of each resilience type", POSITIVE, jointly="sum 1"),
    _by_type("talks_premium", "b_i", "what talks bring the type over fighting on", REAL),
    _by_type("harm", "d_i", "what escalation costs the type when closed", REAL),
    _by_type("opening_exposure", "e_i", "what escalation costs the type once open", REAL),
    _by_type("signal_cost", "c_i", "cost of the costly signal; absent when there is none", REAL, required=False),
    _by_type("pull_closed", "n_i(closed)", "opponent's net gain from escalating against the type when closed", REAL),
    _by_type("pull_open", "n_i(open)", "opponent's net gain from escalating against the type once open", REAL),
)


@dataclass(frozen=True)
class OpeningDifferences(Opening):
    """An opening game given by differences of payoffs; `values` by name, `rest` what other payoffs deviate by."""

    types: Labels
    messages: Labels
    values: Mapping[str, Any]
    rest: tuple[Payoffs, Payoffs]
    title: str = ""

    PARAMETERS: ClassVar[tuple[Parameter, ...]] = PARAMETERS

    def parameters(self) -> dict[str, Any]:
        """The value of every parameter."""
        return dict(self.values)

    def with_(self, **changes: Any) -> OpeningDifferences:
        """The same game with some differences changed; a mapping may name some types only."""
        faults = Faults()
        given = {**self.values, **merged(self.values, changes)}
        check_names(PARAMETERS, given, faults)
        values = read(PARAMETERS, given, self.types, faults)
        faults.raise_if_any()
        return OpeningDifferences(self.types, self.messages, values, self.rest, self.title)

    @cached_property
    def _game(self) -> SignalingGame:
        tables = _tables(self.values, self.types, self.messages)
        sender, receiver = (_combined(one, more, 1) for one, more in zip(tables, self.rest, strict=True))
        prior = list(self.values["prior"].values())
        return SignalingGame(self.types, prior, self.messages, RESPONSES, sender, receiver, self.title)


def differences(war: Opening) -> OpeningDifferences:
    """The game of a war entered by its payoffs: the same up to a constant per type, and for him per type and message.

    >>> from termination.models.opening.by_payoffs import PayoffOpeningGame
    >>> game = PayoffOpeningGame(types=["weak", "strong"], prior=["1/2", "1/2"],
    ...     sender=[[[-1, 0], [0, 2]], [[0, 1], [1, 2]]], receiver=[[[1, 0], [1, 0]], [[-2, 0], [-2, 0]]])
    >>> there = differences(game)
    >>> there.values["talks_premium"], there.game().sender == game.game().sender
    ({'weak': '2', 'strong': '1'}, False)
    """
    at, game = war.stakes, war.game()
    values = {
        "prior": war.prior,
        "talks_premium": at.talks_premium,
        "harm": at.harm,
        "opening_exposure": at.opening_exposure,
        "signal_cost": at.signal_cost,
        "pull_closed": at.pull("closed"),
        "pull_open": at.pull("open"),
    }
    sender = tuple(tuple(tuple(x - rows[0][1] for x in cells) for cells in rows) for rows in game.sender)
    receiver = tuple(tuple(tuple(x - cells[1] for x in cells) for cells in rows) for rows in game.receiver)
    tables = _tables(values, war.types, game.messages)
    rest = (_combined(sender, tables[0], -1), _combined(receiver, tables[1], -1))
    return OpeningDifferences(war.types, game.messages, values, rest, game.title)


def _tables(values: Mapping[str, Any], types: Labels, messages: Labels) -> tuple[Payoffs, Payoffs]:
    """Payoffs [type][message][response] with these differences: 0 where closed, silent and not escalated against."""
    sender, receiver = [], []
    for t in types:
        cost = values["signal_cost"][t] if values["signal_cost"] is not None else Fraction(0)
        held = {"closed": Fraction(0), "open": values["talks_premium"][t]}
        loss = {"closed": values["harm"][t], "open": values["opening_exposure"][t]}
        pull = {"closed": values["pull_closed"][t], "open": values["pull_open"][t]}
        postures = [(m.rpartition(", ")[2], cost * m.startswith("signal")) for m in messages]
        sender.append(tuple((held[a] - paid - loss[a], held[a] - paid) for a, paid in postures))
        receiver.append(tuple((pull[a], Fraction(0)) for a, _ in postures))
    return tuple(sender), tuple(receiver)


def _combined(one: Payoffs, other: Payoffs, sign: int) -> Payoffs:
    return tuple(
        tuple(tuple(x + sign * y for x, y in zip(*cells, strict=True)) for cells in zip(*rows, strict=True))
        for rows in zip(one, other, strict=True)
    )
