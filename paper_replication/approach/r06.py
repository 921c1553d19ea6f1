"""R6: what became of four less-hardline approaches."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from matplotlib.axes import Axes

from paper_replication.approach import cases
from paper_replication.approach.plays import Play, in_every
from paper_replication.approach.rivalries import BREADTHS, example, random_rivalry
from paper_replication.approach.words import CORE, LIMITED, TYPES, Rivalry, agree, relief, satisfied, unpressed
from paper_replication.claims import COMPUTED, Check, Claim, Said, Story
from paper_replication.sources import PASSAGES


def with_or_without_core(rng: Random) -> Rivalry:
    """A rivalry with core on offer or not."""
    return random_rivalry(rng, BREADTHS if rng.random() < 0.5 else BREADTHS[:2])


def limited_only(game: Rivalry) -> bool | None:
    """Whether limited is all there is (True); or core is, it relieves more, and is what both want (False)."""
    if CORE not in game.messages:
        return True
    wanted = satisfied(game) and satisfied(game, CORE) and relief(game, CORE) > game.relief[LIMITED]
    gains = [unpressed(game, t, CORE) - max(Fraction(0), unpressed(game, t)) for t in TYPES]
    return False if wanted and agree(gains) else None


def bounded(play: Play) -> bool:
    """What is left unresolved flares up at least as often as limited relief could leave it."""
    least: Fraction = play.rivalry.flare * (1 - play.rivalry.relief[LIMITED])
    return play.deterioration >= least


CHECKS = (
    Check(
        "Limited is all there is beside hardline: in every equilibrium, however well it goes, the later risk is at "
        "least `f (1 - s_limited)`.",
        "Core is on offer, relieves more than that, and both want it: in every equilibrium the risk is less.",
        with_or_without_core,
        limited_only,
        in_every(bounded),
        in_every(lambda play: not bounded(play)),
    ),
)


def example_() -> Story:
    game = example(flare=Fraction(7, 10), mistrust=Fraction(1, 2))
    return Story(
        "With a probability of {flare} that what is left unresolved flares up, a limited approach that could relieve "
        "{share} of the rival's insecurity cannot lower it below {bound}; at a mistrust of {mistrust} not below "
        "{felt}, however well it is met now.",
        {
            "flare": game.flare,
            "share": game.relief[LIMITED],
            "bound": game.flare * (1 - game.relief[LIMITED]),
            "mistrust": game.mistrust,
            "felt": game.flare * (1 - relief(game)),
        },
    )


def candour() -> Story:
    found = [cases.verdict(case, finding) for case in cases.CASES for finding in cases.FINDINGS]
    short = ["; ".join(f"{name}, {what}: in {how}" for name, what, how in cases.mismatches())]
    kinds = [cases.entered(case, finding) for case in cases.CASES for finding in cases.FINDINGS]
    return Story(
        "The four cases are given to the model as ordinal judgements of ours, made in knowledge of what happened, so "
        "that agreement is no test of it. Of {all} pairs of a case and a finding, {every} hold in every equilibrium "
        "that survives D1. The others are mismatches: {short}. And of the {all}, {entered} are entered as numbers, for "
        "they hold whatever anybody does, {half} are so in one of their two bounds, and {derived} are derived. "
        "Durability is about time, and the game is played once: nothing here can say that gains last.",
        {
            "all": len(found),
            "every": found.count("every"),
            "short": short[0],
            "entered": kinds.count("entered"),
            "half": kinds.count("half entered"),
            "derived": kinds.count("derived"),
        },
    )


def figure() -> Axes:
    """Where the four cases lie."""
    return cases.places()


CLAIM = Claim(
    name="R6",
    title="four cases: narrow gains, little emboldening, modest reassurance, later deterioration",
    passage=PASSAGES["R6"],
    said=(
        Said(
            (),
            "Of each scenario it is asked whether, in every equilibrium that survives D1, limited is reciprocated"
            " with probability above one half; core taken, and the rival emboldened, in no more than half; "
            "expected relief positive and at most half; deterioration above half.",
            COMPUTED,
        ),
        Said(
            ("core on offer",),
            "limited lowers the later risk by at most `f s_limited`.",
            ("H7: the bound",),
        ),
    ),
    theorems=("H4", "H7", "H8"),
    checks=CHECKS,
    example=example_,
    candour=candour,
    figure=figure,
    caption="Where the four cases lie: the prior probability of resolve beside the critical resolve of each approach, "
    "below which it would be pressed if all took it. Left of the dotted line nobody is pressed whatever is believed.",
    of_record=True,
)
