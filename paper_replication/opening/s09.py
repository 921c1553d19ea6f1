"""S9: outside mediators can guarantee what talking would cost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Any

from matplotlib.axes import Axes

import termination as tm
from paper_replication.claims import TRIED, Check, Claim, Said, Story, never
from paper_replication.opening.mediators import CHANNELS, confidential, left_exposed
from paper_replication.opening.plays import any_talks, behaviour, in_every, in_some, refusal, span, talks_for_all
from paper_replication.opening.wars import MIDDLE, TEMPTING, middle_war, number, random_war, tempting_war
from paper_replication.opening.words import (
    War,
    adverse,
    bold,
    middle,
    strongest,
    sure_resilience_deters,
    temptation,
    tempted_by,
    tempting,
    weakest,
)
from paper_replication.sources import PASSAGES


def guaranteed(rng: Random) -> War:
    """A war in which escalation is tempting without a guarantee, with one, which may fail; now and then the smallest
    that matters."""
    war = random_war(rng, types=rng.choice([2, 3]), regime=TEMPTING).with_(guarantee=0)
    wanted = temptation(war)
    size = wanted if rng.random() < 0.1 else 2 * tempted_by(war, weakest(war)) * number(rng, 0, 1)
    delivery = number(rng, 0.3, 1) if rng.random() < 0.5 else Fraction(1)
    return war.with_(guarantee=size / delivery, guarantee_delivery=delivery)


def covers_what_he_expects(war: War) -> bool | None:
    """The guarantee, as far as he believes in it, is at least what escalating would bring him on what he knows, net of
    its cost."""
    wanted = temptation(war.with_(guarantee=0))
    return war.guarantee * war.guarantee_delivery >= wanted if wanted > 0 else None


def covers_the_worst(war: War) -> bool | None:
    """It is more than escalating would bring him against the weakest. Premises under which less does not do as well."""
    premises = adverse(war) and bold(war, strongest(war)) is False and sure_resilience_deters(war)
    net = tempted_by(war, weakest(war))
    return net < 0 if premises and net != 0 and len(war.types) == 2 else None


@dataclass(frozen=True)
class Stake:
    """A war without a guarantee in which he values talks; lost when he escalates, or kept as in the model."""

    war: War
    lost: bool

    @property
    def entered(self) -> Any:
        """The war cell by cell, with his value of talks where it belongs."""
        game = self.war.game()
        stake = self.war.opponent_talks_value if self.lost else Fraction(0)
        receiver = [[row, [opened[0] - stake, opened[1]]] for row, opened in game.receiver]
        return tm.OpeningGame.from_payoffs(types=game.types, prior=game.prior, sender=game.sender, receiver=receiver)


def staked(rng: Random) -> Stake:
    """A random war in which he values talks."""
    war = random_war(rng, opponent_talks_value=number(rng, 0.01, 1)).with_(guarantee=0)
    return Stake(war, rng.random() < 0.5)


def like_a_guarantee(case: Stake, size: Fraction) -> bool:
    """The same equilibria as with a guarantee of that size."""
    return behaviour(case.entered) == behaviour(case.war.with_(guarantee=size))


@dataclass(frozen=True)
class Hidden:
    """A war, and a channel that hides her posture with some probability."""

    war: War
    kind: str
    hidden: Fraction

    @property
    def game(self) -> Any:
        """As it is played."""
        return confidential(self.war, self.kind, self.hidden)

    @property
    def exposed(self) -> list[bool | None]:
        """By type, whether talks are worth less than what is left of her exposure."""
        return [left_exposed(self.war, t, self.hidden) for t in self.war.types]


def hidden_in(regime: int | None, *kinds: str) -> Callable[[Random], Hidden]:
    """A way of drawing a war of this regime with one of these channels; two types or three."""
    return lambda rng: Hidden(
        random_war(rng, types=rng.choice([2, 3]), regime=regime), rng.choice(kinds), number(rng, 0.01, 0.99)
    )


def all_exposed(case: Hidden) -> bool | None:
    """In the middle regime: whether no type would open although she is escalated against where seen. No edges."""
    return None if None in case.exposed or not middle(case.war) else all(case.exposed)


def none_exposed(case: Hidden) -> bool | None:
    """In the middle regime: whether all would, or none."""
    return None if len(set(case.exposed)) > 1 or all_exposed(case) is None else not all_exposed(case)


CHECKS = (
    Check(
        "Escalation is tempting, and the guarantee, times the chance of delivery in which he believes, at least what "
        "it would bring him on what he knows, net of its cost: talks in some equilibrium. Two or three types.",
        "A smaller guarantee: in none.",
        guaranteed,
        covers_what_he_expects,
        in_some(any_talks),
        never(in_some(any_talks)),
    ),
    Check(
        "The guarantee is more than escalation would bring him against the weakest: talks for all in every "
        "equilibrium.",
        "It is less, opening looks weak and the resilient are timid: not in every one.",
        guaranteed,
        covers_the_worst,
        in_every(talks_for_all),
        never(in_every(talks_for_all)),
    ),
    Check(
        "His own stake in talks, lost when he escalates: the same equilibria as with a guarantee of that size.",
        "The stake kept when he escalates: the same as with no guarantee.",
        staked,
        lambda case: case.lost,
        lambda case: like_a_guarantee(case, case.war.opponent_talks_value),
        lambda case: like_a_guarantee(case, Fraction(0)),
    ),
    Check(
        "A channel hides her posture with some probability, in either way, in the middle regime; talks are worth less "
        "to every type than what is left of her exposure: that all refuse is an equilibrium. Two or three types.",
        "They are worth more to some: it is none.",
        hidden_in(MIDDLE, *CHANNELS),
        all_exposed,
        lambda case: in_some(refusal)(case.game),
        lambda case: never(in_some(refusal))(case.game),
    ),
    Check(
        "They are worth more to every type: talks for all in every equilibrium.",
        "They are worth less to every type: not in every one.",
        hidden_in(MIDDLE, *CHANNELS),
        none_exposed,
        lambda case: in_every(talks_for_all)(case.game),
        lambda case: never(in_every(talks_for_all))(case.game),
    ),
    Check(
        "Escalation is tempting, and her posture is withheld with some probability: nobody gets talks in any "
        "equilibrium. Two or three types.",
        "It does not pay on what he knows: talks in some.",
        hidden_in(None, "withheld"),
        lambda case: tempting(case.war),
        lambda case: never(in_some(any_talks))(case.game),
        lambda case: in_some(any_talks)(case.game),
    ),
)


def example() -> Story:
    war = tempting_war()
    possible, certain = temptation(war), tempted_by(war, "low")
    small, large = war.with_(guarantee=possible), war.with_(guarantee=certain + Fraction(1, 100))
    return Story(
        "Escalating brings him {possible} net on what he knows, {certain} net against the weak. A third party who adds "
        "{possible} to its cost once she has opened makes talks an equilibrium: over all of them their greatest "
        "probability is {some}, where without the guarantee it is {none}. With anything over {certain}, such as "
        "{large}, it is {every} in every one.",
        {
            "possible": possible,
            "certain": certain,
            "large": large.guarantee,
            "none": span(war, "talks")[1],
            "some": span(small, "talks")[1],
            "every": span(large, "talks")[0],
        },
    )


def candour() -> Story:
    war = tempting_war()
    short = war.with_(guarantee=tempted_by(war, "low"))
    delivery, hidden = Fraction(1, 2), Fraction(2, 5)
    dose = temptation(war) / delivery
    return Story(
        "A guarantee here is a sum that he loses if he escalates after she opens. If he believes that it will be "
        "delivered with probability {delivery} only, talks need one of {dose}, where {sure} would do: at it their "
        "greatest probability is {doubted}, at the smaller one {failing}. Whether anybody can promise it credibly, and "
        "what it costs the mediator, is outside the model. The large guarantee is a bound that is not attained: with "
        "exactly {bound} the least probability of talks over all equilibria is {least}. And a channel that keeps her "
        "opening from him is no guarantee: in the middle regime enough of it makes talks certain, but {hidden} of it "
        "ends refusal alone: the weak may open by themselves, and the probability of escalation is then up to {trap}.",
        {
            "delivery": delivery,
            "dose": dose,
            "sure": temptation(war),
            "doubted": span(war.with_(guarantee=dose, guarantee_delivery=delivery), "talks")[1],
            "failing": span(war.with_(guarantee=temptation(war), guarantee_delivery=delivery), "talks")[1],
            "bound": short.guarantee,
            "least": span(short, "talks")[0],
            "hidden": hidden,
            "trap": span(confidential(middle_war(), "secret", hidden), "escalation")[1],
        },
    )


def figure() -> Axes:
    war = tempting_war()
    also = [temptation(war), tempted_by(war, "low")]
    return tm.plot.correspondence(war, "guarantee", 0, "2/5", 5, outcome="talks", refinement="D1", also=also)


CLAIM = Claim(
    name="S9",
    title="mediators and guarantees",
    passage=PASSAGES["S9"],
    said=(
        Said(
            ("A1", "no signal", "any number"),
            "a guarantee `m`, added to his cost of escalating after she opens, brings talks in some equilibrium "
            "if and only if `m >= g (1 - R(p)) - k`.",
            (
                "T12: the small guarantee, 2 types",
                "T12: the small guarantee, 3 types",
                "T12: no smaller one, 2 types",
                "T12: no smaller one, 3 types",
            ),
        ),
        Said(
            ("A1", "no signal", "any number"),
            "it brings them in every equilibrium if `m > g (1 - r_1) - k`.",
            ("T12: the large guarantee, 2 types", "T12: the large guarantee, 3 types"),
        ),
        Said(
            (),
            "If talks are lost when he escalates, his own stake in them acts as `m` does.",
            ("T12: his stake acts as a guarantee",),
        ),
        Said(
            ("A1", "A2", "no signal", "any number", "middle"),
            "with a channel that hides her posture from him with probability `s` until he has moved, that all refuse "
            "is an equilibrium if and only if `b_i <= (1 - s) lam d_i` for every i, and talks for all are the only "
            "one if `b_i > (1 - s) lam d_i` for every i.",
            TRIED,
        ),
        Said(
            ("A1", "A2", "no signal", "any number", "tempting"),
            "one that he knows to withhold it brings nobody talks.",
            TRIED,
        ),
    ),
    theorems=("T12",),
    checks=CHECKS,
    example=example,
    candour=candour,
    figure=figure,
    caption="The probability of talks in every equilibrium against a guarantee, where escalation is tempting without.",
)
