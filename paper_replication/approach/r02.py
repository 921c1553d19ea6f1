"""R2: what a less-hardline approach may bring."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from random import Random

from matplotlib.axes import Axes

from paper_replication.approach.plays import Play, in_every, in_some, plays, quiet_hardline, quiet_limited, span
from paper_replication.approach.rivalries import drawn, example, number, random_rivalry
from paper_replication.approach.words import (
    HARDLINE,
    LIMITED,
    TYPES,
    Rivalry,
    agree,
    critical,
    danger,
    given_anyway,
    relief,
    satisfied,
    saved,
    short_of,
    unpressed,
    worth_it,
)
from paper_replication.claims import MEANT, Check, Claim, Said, Story, never
from paper_replication.drawing import SIZE, panel
from paper_replication.sources import PASSAGES


def prior_is_enough(game: Rivalry) -> bool | None:
    """Given that limited is worth it: whether the prior reaches the critical resolve."""
    short = short_of(game)
    return None if short is None or not worth_it(game) else not short


def wanted(game: Rivalry) -> bool | None:
    """Where nobody would be pressed on limited, and hardline is safe: whether limited pays for both, or for neither."""
    if not (satisfied(game) and short_of(game, HARDLINE) is False):
        return None
    return agree(unpressed(game, t) for t in TYPES)


def worth_much_or_little(rng: Random) -> Rivalry:
    """A rivalry with a modest rival, in which limited saves much or, half of the time, next to nothing."""
    ambition = number(rng, 0.02, 0.4)
    if rng.random() < 0.5:
        return random_rivalry(rng, ambition=ambition)
    little = number(rng, 0, 0.1)
    return random_rivalry(rng, ambition=ambition, savings={LIMITED: little}, war_risk=little, flare_loss=little)


def better_for_both(game: Rivalry) -> bool:
    """In every equilibrium both are on limited, unpressed, each better off by what the words say."""
    bare = {t: -game.hardline_cost[t] - danger(game) for t in TYPES}

    def so(play: Play) -> bool:
        return quiet_limited(play) and all(play.values[t] - bare[t] == unpressed(game, t) for t in TYPES)

    return in_every(so)(game)


CHECKS = (
    Check(
        "Limited is worth it (B1) and the prior reaches the critical resolve: in some equilibrium both take it and are "
        "never pressed.",
        "The prior falls short: in none.",
        drawn(),
        prior_is_enough,
        in_some(quiet_limited),
        never(in_some(quiet_limited)),
    ),
    Check(
        "The rival would press nobody on limited, nor hardline, and limited pays: in every equilibrium both take it, "
        "each better off by its savings, its bargain and the relief.",
        "It does not pay: in some equilibrium both stay hardline and are left alone.",
        worth_much_or_little,
        wanted,
        better_for_both,
        in_some(quiet_hardline),
    ),
)


def example_() -> Story:
    game = example()
    quiet = next(filter(quiet_limited, plays(game)))
    return Story(
        "The critical resolve is {critical} and the prior {prior}, so that both may take limited unpressed. The "
        "resolute save {saved}, give {given} whatever the response, and are spared {spared} of the risk of war, "
        "together {gain}; the irresolute, who save more, gain {gain_irr}. The resolute then have {value}, where "
        "hardline left alone has {bare}.",
        {
            "critical": critical(game),
            "prior": game.prior,
            "saved": saved(game, "resolute"),
            "given": given_anyway(game),
            "spared": danger(game) * relief(game),
            "gain": unpressed(game, "resolute"),
            "gain_irr": unpressed(game, "irresolute"),
            "value": quiet.values["resolute"],
            "bare": -game.hardline_cost["resolute"] - danger(game),
        },
    )


def candour() -> Story:
    game = example(concession_cost={LIMITED: 0.6})
    return Story(
        "Two limits. That both take limited unpressed does not show that it is worth having. With a concession that "
        "costs {cost}, a share {share} of it given whatever the response, limited is worth {gain} to the resolute, "
        "less than hardline left alone, and B1 fails; both taking it, unpressed, is an equilibrium {still}, because "
        "whoever stayed hardline would be thought irresolute. And that a quiet equilibrium exists is not that it is "
        "played: in another of the example's, limited is taken and pressed with probability {others}.",
        {
            "cost": game.concession_cost[LIMITED],
            "share": game.unilateral,
            "gain": unpressed(game, "resolute"),
            "still": "all the same" if in_some(quiet_limited)(game) else "no more",
            "others": span(example(), Play.pressed)[1],
        },
    )


def figure() -> Axes:
    game = example()
    ax = panel("", "gain on hardline left alone", height=3.2)
    parts: dict[str, Callable[[str], Fraction]] = {
        "savings on hardline policies": lambda t: saved(game, t),
        "lower risk of war": lambda t: danger(game) * relief(game),
        "given whatever the response": lambda t: -given_anyway(game),
    }
    faces = ("#7FB9DE", "#DCEBF5", "#6E6E6E")
    for place, t in enumerate(TYPES):
        base = 0.0
        for (name, part), face in zip(parts.items(), faces, strict=True):
            height = float(part(t))
            ax.bar(place, height, bottom=base if height > 0 else 0, width=0.5, color=face, edgecolor="#000000",
                   linewidth=0.6, label=name if place == 0 else None)  # fmt: skip
            base += max(height, 0)
        ax.plot(place, float(unpressed(game, t)), "D", color="#000000", label="together" if place == 0 else None)
    ax.set_xticks(range(len(TYPES)), list(TYPES))
    ax.axhline(0, color="#000000", linewidth=0.8)
    ax.figure.legend(loc="outside lower center", ncols=2, fontsize=SIZE, frameon=False)
    return ax


CLAIM = Claim(
    name="R2",
    title="what a less-hardline approach may bring",
    passage=PASSAGES["R2"],
    said=(
        Said(
            (),
            "Unpressed, an approach brings type t `h_t e - u k + (W + f F) ell` if the rival holds and `h_t e - k"
            " + Y + (W + f F) ell` if it reciprocates.",
            MEANT,
        ),
        Said(
            ("B1",),
            "both are positive, and an equilibrium in which both types are on limited and never pressed exists if"
            " and only if `q >= mu*`.",
            ("H1: a quiet equilibrium", "H1: only if"),
        ),
        Said(
            ("B1",),
            "if `mu* < 0` there is no other.",
            ("H3: never pressed",),
        ),
    ),
    theorems=("H1", "H3"),
    beyond="a rival who takes risks to cooperate elsewhere; and the benefits are entered as numbers, not derived",
    modal=True,
    checks=CHECKS,
    example=example_,
    candour=candour,
    figure=figure,
    caption="What limited brings each type of the example where the rival does not press.",
)
