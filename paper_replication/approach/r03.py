"""R3: what it may cost: the concessions, and being thought irresolute."""

from __future__ import annotations

from fractions import Fraction

from matplotlib.axes import Axes

from paper_replication.approach.plays import (
    Play,
    in_every,
    in_some,
    plays,
    pressed_for_sure,
    pressed_now_and_then,
    quiet_limited,
    span,
)
from paper_replication.approach.rivalries import drawn, example
from paper_replication.approach.words import (
    CORE,
    HARDLINE,
    LIMITED,
    Rivalry,
    critical,
    if_pressed,
    pays_for_itself,
    pressing_hurts,
    read_as_weak,
    satisfied,
    short_of,
    unpressed,
    worth_it,
)
from paper_replication.claims import Check, Claim, Said, Story, never
from paper_replication.drawing import panel
from paper_replication.sources import PASSAGES


def falls_short(game: Rivalry) -> bool | None:
    """Given that limited is worth it and pays for itself: whether the prior falls short of the critical resolve."""
    return short_of(game) if worth_it(game) and pays_for_itself(game) else None


def can_embolden(game: Rivalry) -> bool | None:
    """Where hardline would not be pressed: whether limited is tempting to press and can be read as irresolution."""
    if short_of(game, HARDLINE) is not False or not pressing_hurts(game):
        return None
    content, weak = satisfied(game), read_as_weak(game)
    return None if None in (content, weak) else weak is True and content is False


CHECKS = (
    Check(
        "Limited is worth it and pays for itself, and the prior falls short of the critical resolve: in every "
        "equilibrium it is taken, and pressed for sure.",
        "The prior is beyond: in some equilibrium both take it and are never pressed.",
        drawn(),
        falls_short,
        in_every(pressed_for_sure),
        in_some(quiet_limited),
    ),
    Check(
        "Hardline would not be pressed; limited leaves the rival something to press for, and can be read as "
        "irresolution: in some equilibrium limited is taken and pressed, now and then at least.",
        "It leaves nothing, or cannot be read so: in none.",
        drawn(),
        can_embolden,
        in_some(pressed_now_and_then),
        never(in_some(pressed_now_and_then)),
    ),
)


def example_() -> Story:
    game = example()
    mixed = next(play for play in plays(game) if 0 < play.presses[LIMITED] < 1)
    return Story(
        "At the prior {prior} the rival would not press hardline, for {hardline} is enough. On limited, being pressed "
        "brings the resolute {b_res} and the irresolute {b_irr}: so the resolute may stay hardline, the irresolute "
        "take limited, and be pressed for it. Or the resolute mix: unpressed it is worth {x} to them, and the rival "
        "presses with probability {chance}, which is {x} of {d}. Or both take limited and are left alone.",
        {
            "prior": game.prior,
            "hardline": critical(game, HARDLINE),
            "b_res": if_pressed(game, "resolute"),
            "b_irr": if_pressed(game, "irresolute"),
            "x": unpressed(game, "resolute"),
            "d": unpressed(game, "resolute") - if_pressed(game, "resolute"),
            "chance": mixed.presses[LIMITED],
        },
    )


def tempted_by_core() -> Rivalry:
    """Core is on offer too, and only the irresolute want it, even at the price of being pressed."""
    return example(
        core=True,
        prior=0.3,
        relief={CORE: 0.3},
        savings={CORE: 1},
        concession_cost={CORE: 0.42},
        concession_value={CORE: 0.1},
    )


def candour() -> Story:
    game = tempted_by_core()
    alone = next(play for play in plays(game) if play.sent(LIMITED) == 0 and play.pressed(CORE) > 0)
    return Story(
        "Three limits. With core on offer too, it need not be limited that is pressed: with the prior at {prior}, "
        "below the critical resolve of limited, {limited}, and of core, {core}, in one equilibrium "
        "limited is not taken at all, and core is taken and pressed with probability {risk}. That limited emboldens is "
        "one outcome of several: in the example the probability runs from {low} to {high}. And where the prior is "
        "below `A / (A + P)` it is pressed because hardline would be, not because of what it says.",
        {
            "prior": game.prior,
            "limited": critical(game),
            "core": critical(game, CORE),
            "risk": alone.pressed(CORE),
            **dict(zip(("low", "high"), span(example(), Play.pressed), strict=True)),
        },
    )


def figure() -> Axes:
    ax = panel("prior probability that the stronger state is resolute", "limited is taken and pressed", height=3.2)
    priors = [Fraction(i, 50) for i in range(2, 50)]
    for q in priors:
        game = example(prior=q)
        values = sorted({play.pressed() for play in plays(game)})
        ax.plot([float(q)] * len(values), [float(v) for v in values], "o", color="#0072B2", markersize=3)
    for m, words in ((LIMITED, "limited"), (HARDLINE, "hardline")):
        place = float(critical(example(), m))
        ax.axvline(place, color="#000000", linewidth=0.8, linestyle=":")
        side = {LIMITED: "right", HARDLINE: "left"}[m]
        ax.text(place, 1.02, f" {words} ", fontsize=8, ha=side, transform=ax.get_xaxis_transform())
    return ax


CLAIM = Claim(
    name="R3",
    title="what it may cost: concessions, and being thought irresolute",
    passage=PASSAGES["R3"],
    said=(
        Said(
            ("B1", "B2", "q < mu*"),
            "in every equilibrium limited is taken and pressed for sure.",
            ("H2: limited is pressed",),
        ),
        Said(
            ("B3", "the letters alone", "q > A / (A + P)", "mu* not 0", "R not 0"),
            "hardline would not be pressed, and limited is pressed in some equilibrium only if `mu* > 0`, `b_res "
            "<= 0`, and `b_irr >= 0` or both `X_res > 0` and the irresolute have no less nerve.",
            ("H8: only by adverse inference, held", "H8: only by adverse inference, reciprocated"),
        ),
        Said(
            ("q > A / (A + P)", "mu* >= 0", "b_res <= 0", "b_irr >= 0"),
            "it is in one, the irresolute alone taking it.",
            ("H8: the irresolute alone",),
        ),
        Said(
            ("q > A / (A + P)", "q >= mu*", "mu* > 0", "b_res <= 0", "X_res > 0", "R not 0", "no less nerve"),
            "it is in one, now and then.",
            ("H8: pressed now and then, held", "H8: pressed now and then, reciprocated"),
        ),
    ),
    theorems=("H2", "H8"),
    modal=True,
    checks=CHECKS,
    example=example_,
    candour=candour,
    figure=figure,
    caption="The probability that limited is taken and pressed, in every equilibrium of the example, by the prior. The "
    "lines are the critical resolves of limited and of hardline: right of both, what presses is inference alone.",
)
