"""Beer and quiche (Cho & Kreps 1987): what a refinement is for, and how equilibria change with the prior.

A stranger is surly or a wimp. Surly ones like beer for breakfast, wimps quiche: 1 for the breakfast they like. The
receiver watches and decides whether to pick a duel, which he wants with wimps only: 1 for the right decision. Both
types would rather not duel: 2 for being left alone.
"""

from __future__ import annotations

from typing import Any

from termination.engine.game import SignalingGame
from termination.models.catalog.entry import ALL, Entry, known, passing

CITATION = (
    "Cho, I.-K. & Kreps, D. M. (1987). Signaling games and stable equilibria. "
    "Quarterly Journal of Economics 102(2), 179-221."
)
NOTES = (
    "Payoffs to the receiver are 1 for the right decision and 0 otherwise; only the difference between his two replies "
    "matters. "
)


def beer_quiche(surly: Any) -> SignalingGame:
    """The game with this probability of the surly type; the source has 9/10.

    >>> beer_quiche("9/10").prior
    (Fraction(1, 10), Fraction(9, 10))
    """
    from termination.engine.arithmetic import exact

    liked = {"wimp": "quiche", "surly": "beer"}
    share = exact(surly, "surly")
    return SignalingGame.from_function(
        ["wimp", "surly"],
        [1 - share, share],
        ["beer", "quiche"],
        ["duel", "don't"],
        sender=lambda t, m, r: int(m == liked[t]) + 2 * int(r == "don't"),
        receiver=lambda t, m, r: int((t == "wimp") == (r == "duel")),
        title=f"Beer-quiche, {share} surly",
    )


def mostly_surly() -> Entry:
    game = beer_quiche("9/10")
    stated = "stated in the source"
    return Entry(
        "beer-quiche",
        game,
        CITATION,
        NOTES + "Above one half the receiver leaves a pool alone, so two pools exist. At the quiche pool the wimp has "
        "3, more than any beer can bring; beer then means surly, who would gain. The beer pool has no such deviation.",
        (
            known(
                game, "both drink beer", {"wimp": "beer", "surly": "beer"}, {"beer": "don't", "quiche": "duel"},
                passing(*ALL), stated,
            ),
            known(
                game, "both eat quiche", {"wimp": "quiche", "surly": "quiche"}, {"beer": "duel", "quiche": "don't"},
                passing(), stated,
            ),
        ),
    )  # fmt: skip


def even() -> Entry:
    game = beer_quiche("1/2")
    beer, quiche = {"wimp": "beer", "surly": "beer"}, {"wimp": "quiche", "surly": "quiche"}
    half = {"duel": "1/2", "don't": "1/2"}
    ours = "derived by hand: the boundary of the source's two cases"
    return Entry(
        "beer-quiche-even",
        game,
        CITATION,
        NOTES + "At one half he is indifferent towards a pool, so he may duel with any probability q up to 1/2 after "
        "the pool's breakfast, and at least q + 1/2 after the other. Payoffs run over a continuum. Of the quiche pools "
        "only the one with q = 1/2 passes the intuitive criterion, because there the wimp could just gain nothing by "
        "beer rather than lose; D1 removes that one too.",
        (
            known(game, "beer, never a duel", beer, {"beer": "don't", "quiche": "duel"}, passing(*ALL), ours),
            known(game, "beer, a duel half the time", beer, {"beer": half, "quiche": "duel"}, passing(*ALL), ours),
            known(game, "quiche, never a duel", quiche, {"beer": "duel", "quiche": "don't"}, passing(), ours),
            known(
                game, "quiche, a duel half the time", quiche, {"beer": "duel", "quiche": half}, passing("intuitive"),
                ours,
            ),
        ),
    )  # fmt: skip


def mostly_wimps() -> Entry:
    game = beer_quiche("1/4")
    return Entry(
        "beer-quiche-wimps",
        game,
        CITATION,
        NOTES + "Below one half he would duel against a pool, so no pool holds. With share s of surly types, wimps "
        "drink beer with probability s / (1 - s), which leaves him indifferent after beer; he duels half the time "
        "after beer and always after quiche, which leaves the wimp indifferent. Nothing else is an equilibrium.",
        (
            known(
                game, "some wimps drink beer", {"wimp": {"beer": "1/3", "quiche": "2/3"}, "surly": "beer"},
                {"beer": {"duel": "1/2", "don't": "1/2"}, "quiche": "duel"}, passing(*ALL), "derived by hand",
            ),
        ),
    )  # fmt: skip


ENTRIES = (mostly_surly, even, mostly_wimps)
