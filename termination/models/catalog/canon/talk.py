"""Talk: a mediator who knows how resolved a state is, and a demand with war as its outside option."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from termination.engine.arithmetic import exact
from termination.engine.folded import FoldedGame
from termination.engine.game import SignalingGame
from termination.models.catalog.canon.entry import Canonical
from termination.models.opening.game import OpeningGame


def kydd_2003(bias: Any = 1, mediator_cost: Any = "3/10", war_cost: Any = "1/5", resolved: Any = "2/5") -> FoldedGame:
    """A mediator counsels the first state, which demands much or half; the second accepts or fights by its costs."""
    demands = {"demand much": Fraction(7, 10), "demand half": Fraction(1, 2)}
    dear, cheap = Fraction(3, 10), Fraction(1, 20)  # what war may cost the second state
    chance_dear = {"weak": Fraction(4, 5), "resolved": Fraction(1, 5)}
    weight, win, share = exact(bias), Fraction(1, 2), exact(resolved)

    def outcome(x: Fraction, cost: Fraction) -> list[Fraction]:
        if 1 - x >= 1 - win - cost:  # the second state prefers what is left to it
            return [weight * x, x]
        return [weight * win - exact(mediator_cost), win - exact(war_cost)]

    def then(t: str, m: str, r: str) -> Any:
        chances = {"war is dear": (chance_dear[t], dear), "war is cheap": (1 - chance_dear[t], cheap)}
        return {"chance": {label: [p, outcome(demands[r], cost)] for label, (p, cost) in chances.items()}}

    return FoldedGame(["resolved", "weak"], [share, 1 - share], ["counsel restraint", "encourage"], list(demands), then,
                      title="A mediator")  # fmt: skip


def haynes_yoder(trust: Any = "1/2", worth: Any = 2, own: Any = 1) -> SignalingGame:
    """A policy to pursue; he cooperates or opposes, and would cooperate with one who wants what he wants."""
    trust, types = exact(trust), ["east", "west"]
    return SignalingGame.from_function(
        types, ["1/2", "1/2"], ["pursue east", "pursue west"], ["cooperate", "oppose"],
        sender=lambda t, s, m, r: exact(own) * (m == f"pursue {t}") + exact(worth) * (r == "cooperate"),
        receiver=lambda t, s, m, r: (1 if t == s else -1) * (r == "cooperate"),
        title="Reassurance where cooperation is subjective",
        receiver_types=types, receiver_prior=[trust, 1 - trust],
    )  # fmt: skip


def banks(war: Any = ("1/10", "3/10", "1/2"), settlement: Any = (1, 1, 1), his_war: Any = "1/5") -> SignalingGame:
    """A demand, accepted or answered by war; only she knows what war is worth to her."""
    types = {t: exact(w) for t, w in zip(("soft", "middling", "tough"), war, strict=True)}
    worth = dict(zip(types, map(exact, settlement), strict=True))
    demands = {f"demand {x}": exact(x) for x in ("2/5", "3/5", "4/5")}
    return SignalingGame.from_function(
        list(types), ["1/3"] * 3, list(demands), ["accept", "fight"],
        sender=lambda t, m, r: worth[t] * demands[m] if r == "accept" else types[t],
        receiver=lambda t, m, r: 1 - demands[m] if r == "accept" else exact(his_war),
        title="Crisis bargaining",
    )  # fmt: skip


def mastro_siegel(escalation_cost: Any = "7/10") -> OpeningGame:
    """Refusal: both types would gain from talks, and neither opens, since whoever opens is thought to be vulnerable."""
    return OpeningGame(
        prior={"high": "2/5", "low": "3/5"}, resilience={"high": "4/5", "low": "1/5"},
        war_value={"high": "1/2", "low": "1/10"}, talks_value={"high": "59/100", "low": "1/2"},
        escalation_harm=1, talks_exposure="4/5", escalation_gain=1, escalation_cost=escalation_cost,
        title="Talks in war",
    )  # fmt: skip


def entries() -> tuple[Canonical, ...]:
    """What there is in this module."""
    return (
        Canonical(
            "kydd-2003",
            kydd_2003(),
            "Kydd, A. (2003). Which side are you on? Bias, credibility, and mediation. American Journal of "
            "Political Science 47(4), 597-611.",
            "a third player who is folded, a grid",
            "The mediator is the sender and the first state the receiver; the second state, which accepts a "
            "demand or fights, does what is best at its costs, and is folded as a chance move over them; two "
            "demands, two costs.",
            "a mediator who cares for the first state's share is believed; one who cares only that there be no "
            "war is not, and tells it nothing.",
            "the continua, and whether the second state accepts such a mediator.",
        ),
        Canonical(
            "haynes-yoder-2020",
            haynes_yoder(),
            "Haynes, K. & Yoder, B. K. (2020). Offsetting uncertainty: reassurance with two-sided incomplete "
            "information. American Journal of Political Science 64(1), 38-51.",
            "receiver types",
            "Two types on either side; she gains from the policy that she wants and from his cooperation, he from "
            "cooperating with one who wants the same.",
            "where she is unsure enough of what he wants she does what she wants, and he learns it; where she is "
            "sure enough, she cannot be believed.",
            "how far apart the two may be, and later rounds.",
        ),
        Canonical(
            "banks-1990",
            banks(),
            "Banks, J. S. (1990). Equilibrium behavior in crisis bargaining games. American Journal of Political "
            "Science 34(3), 599-614.",
            "grids",
            "One game of the class that the article is about, an ultimatum: three values of war, three demands.",
            "in every equilibrium one to whom war is worth more is at war with at least the same probability, and "
            "settles for at least as much.",
            "all games of the class at once.",
        ),
        Canonical(
            "mastro-siegel-2023",
            mastro_siegel(),
            "Mastro, O. S. & Siegel, D. A. (2023). Talking to the enemy. Journal of Theoretical Politics 35(3), "
            "182-203.",
            "nothing more",
            "The package's own formalisation of the mechanism, as it stands.",
            "states that would gain from talks stay closed, for fear of being thought weak and of what follows.",
            "see the pages on the model.",
        ),
    )
