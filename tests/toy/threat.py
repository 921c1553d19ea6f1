"""A third model, foreign to the package: a firm, strong or weak, threatens to leave, and a state yields or refuses."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from termination.engine.families import Family
from termination.engine.model import Event, Measures, Phrase, Vocabulary
from termination.engine.parameter import NOT_NEGATIVE, POSITIVE, REAL, Parameter
from termination.models.base import TableModel


class ThreatGame(TableModel):
    """Whether a firm threatens to move its plant, and whether the state then pays it to stay."""

    PARAMETERS = (
        Parameter("prior", "p_i", "probability of each kind of firm", POSITIVE, by_type=True, jointly="sum 1"),
        Parameter("threat_cost", "c_i", "what threatening costs the firm", NOT_NEGATIVE, by_type=True),
        Parameter("subsidy", "s", "what the state pays", POSITIVE),
        Parameter("plant", "v", "what the plant is worth to the state", POSITIVE),
        Parameter("pride", "h", "what having threatened is worth", REAL, required=False, default=Fraction(0)),
    )
    types = ("strong", "weak")
    messages = ("threaten", "stay quiet")
    responses = ("pay", "refuse")

    def sender_payoff(self, v: Any, type_: str, message: str, response: str) -> Any:
        paid = v.subsidy if response == "pay" else 0
        return paid + v.pride - v.threat_cost if message == "threaten" else paid

    def receiver_payoff(self, v: Any, type_: str, message: str, response: str) -> Any:
        if response == "pay":
            return v.plant - v.subsidy
        return 0 if type_ == "strong" else v.plant

    def describe(self, family: Family) -> str:
        on_path = zip(family.game.messages, family.sent, family.receiver.support, strict=True)
        used = {m: [r for r, on in zip(self.responses, row, strict=True) if on] for m, sent, row in on_path if sent}
        return "; ".join(f"{m}: {' or '.join(replies)}" for m, replies in used.items()) + f" ({family.kind})"

    def events(self) -> Mapping[str, Event]:
        threatened = frozenset(("threaten", r) for r in self.responses)
        return {"threat": threatened, "payment": frozenset((m, "pay") for m in self.messages)}

    def measures(self) -> Measures:
        return Measures(revealing="threat")

    def vocabulary(self) -> Vocabulary:
        does = {"threaten": Phrase("threatens", "threaten", "threatening")}
        return Vocabulary("the firm", "the state", messages=does, pronouns=("it", "she"), itself="this town")
