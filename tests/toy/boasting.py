"""A third model, small and foreign to the package: a firm, sound or hollow, boasts or stays modest before a lender.

It has what `engine.model` and docs/architecture.md ask of a model, and nothing else that the shipped models have.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, ClassVar

from termination.engine.families import Family
from termination.engine.game import Labels, SignalingGame
from termination.engine.model import Event
from termination.engine.parameter import NOT_NEGATIVE, POSITIVE, REAL, Parameter
from termination.errors import Faults
from termination.models.parameters import check_names, merged, read

_KINDS = ("sound", "hollow")
PARAMETERS = (
    Parameter("prior", "p_i", "probability of each kind of firm", POSITIVE, by_type=True, jointly="sum 1"),
    Parameter("boast_cost", "c_i", "what boasting costs the firm", NOT_NEGATIVE, by_type=True),
    Parameter("credit", "v", "what credit is worth to the firm", POSITIVE),
    Parameter("loss", "l", "what the lender loses by credit to the hollow", POSITIVE),
    Parameter("gain", "g", "what the lender gains by credit to the sound", POSITIVE),
    Parameter("thrill", "b", "what boasting is worth in itself", REAL, required=False, default=Fraction(0)),
)


class BoastingGame:
    """Whether to boast before a lender, who gives credit or refuses it."""

    PARAMETERS = PARAMETERS
    labels: ClassVar[Mapping[str, Labels]] = {"types": _KINDS}
    leading = "sound"

    def __init__(self, *, prior: Any, boast_cost: Any, credit: Any, loss: Any, gain: Any, thrill: Any = 0) -> None:
        faults = Faults()
        given = {"prior": prior, "boast_cost": boast_cost, "credit": credit, "loss": loss, "gain": gain}
        check_names(PARAMETERS, given, faults)
        self._at = read(PARAMETERS, {**given, "thrill": thrill}, _KINDS, faults)
        faults.raise_if_any()

    def parameters(self) -> dict[str, Any]:
        return dict(self._at)

    def with_(self, **changes: Any) -> BoastingGame:
        return BoastingGame(**{**self._at, **merged(self._at, changes)})

    def game(self) -> SignalingGame:
        at: dict[str, Any] = self._at
        sender = [[[at["credit"] - at["boast_cost"][t] + at["thrill"], at["thrill"] - at["boast_cost"][t]],
                   [at["credit"], 0]] for t in _KINDS]  # fmt: skip
        worth = {"sound": at["gain"], "hollow": -at["loss"]}
        receiver = [[[worth[t], 0], [worth[t], 0]] for t in _KINDS]
        prior = [at["prior"][t] for t in _KINDS]
        return SignalingGame(_KINDS, prior, ["boast", "modest"], ["lend", "refuse"], sender, receiver)

    def describe(self, family: Family) -> str:
        sent = [m for m, on in zip(family.game.messages, family.sent, strict=True) if on]
        return f"{' and '.join(sent)} ({family.kind})"

    def events(self) -> Mapping[str, Event]:
        return {"credit": frozenset((m, "lend") for m in ("boast", "modest"))}


def firm(**changes: Any) -> BoastingGame:
    return BoastingGame(
        prior={"sound": "2/5", "hollow": "3/5"}, boast_cost={"sound": "1/10", "hollow": "1/2"}, credit=1, loss=1, gain=1
    ).with_(**changes)
