"""Signaling in a crisis (after Fearon 1997): costs paid only by those who back down, against costs paid by all.

A state whose stake in an issue is low or high makes a commitment of no, small or large cost. Its adversary challenges
or holds back. If challenged, the state fights or backs down, whichever is better for it: that last choice is solved
already in the payoffs. **Tying hands**: the cost falls on a state that backs down. **Sinking costs**: it is paid at
once, whatever follows. The state knows its stake v; fighting brings v / 2 - 4. One adversary in three challenges in any
case, so that no commitment deters for sure; the receiver is one of the others. Challenging brings him 1 if the state
backs down and -2 if it fights.
"""

from __future__ import annotations

from fractions import Fraction

from termination.engine.game import SignalingGame
from termination.models.catalog.entry import ALL, Entry, known, passing

CITATION = (
    "Fearon, J. D. (1997). Signaling foreign policy interests: tying hands versus sinking costs. "
    "Journal of Conflict Resolution 41(1), 68-90."
)
NOTES = (
    "A finite version of ours, not the source's game, which has a continuum of stakes on both sides and of levels. The "
    "numbers are chosen so that a low stake (1, fighting -7/2) never fights and a high one (12, fighting 2) always "
    "does. The source's two main results hold in it: in what survives the refinements nobody bluffs with either "
    "signal, and the resolute state does better by tying hands (26/3) than by sinking costs (23/3). That tying hands "
    "also makes war likelier does not show, because here the same states would fight in both. "
)
STAKE = {"low": Fraction(1), "high": Fraction(12)}
COST = {"none": 0, "small": 1, "large": 3}
ALWAYS_CHALLENGED = Fraction(1, 3)


def crisis(tying: bool) -> SignalingGame:
    """The game with hands tied (True) or costs sunk (False).

    >>> crisis(tying=True).sender[0][1], crisis(tying=False).sender[0][1]
    ((Fraction(-1, 1), Fraction(1, 3)), (Fraction(-1, 1), Fraction(-1, 3)))
    """

    def fighting(t: str) -> Fraction:
        return STAKE[t] / 2 - 4

    def backing_down(m: str) -> Fraction:
        return Fraction(-COST[m] if tying else 0)

    def sender(t: str, m: str, r: str) -> Fraction:
        challenged = max(fighting(t), backing_down(m))
        left_alone = STAKE[t]
        likely = 1 if r == "challenge" else ALWAYS_CHALLENGED
        return likely * challenged + (1 - likely) * left_alone - (0 if tying else COST[m])

    def receiver(t: str, m: str, r: str) -> int:
        if r == "hold":
            return 0
        return -2 if fighting(t) > backing_down(m) else 1

    title = "Crisis: tying hands" if tying else "Crisis: sinking costs"
    return SignalingGame.from_function(
        list(STAKE), ["3/4", "1/4"], list(COST), ["challenge", "hold"], sender, receiver, title
    )


def tying_hands() -> Entry:
    game = crisis(tying=True)
    some = {"challenge": "1/4", "hold": "3/4"}
    derived = "derived by hand"
    return Entry(
        "tying-hands",
        game,
        CITATION,
        NOTES + "A small commitment tempts the low type to bluff: 2/3 - 1/3 if it works, against 0. A large one does "
        "not: 2/3 - 1. The bluffing equilibrium falls because a large commitment could then come from the high type "
        "only.",
        (
            known(
                game, "no bluff: the resolute commit fully", {"low": "none", "high": "large"},
                {"none": "challenge", "small": "challenge", "large": "hold"}, passing(*ALL),
                "the source's result, derived by hand here",
            ),
            known(
                game, "small commitments, some of them bluffs",
                {"low": {"none": "1/3", "small": "2/3"}, "high": "small"},
                {"none": "challenge", "small": some, "large": "challenge"}, passing(), derived,
            ),
            known(
                game, "no commitment", {"low": "none", "high": "none"},
                {"none": "challenge", "small": "challenge", "large": "challenge"}, passing(), derived,
            ),
        ),
    )  # fmt: skip


def sinking_costs() -> Entry:
    game = crisis(tying=False)
    derived = "derived by hand"
    return Entry(
        "sinking-costs",
        game,
        CITATION,
        NOTES + "A small cost, 1, is more than the 2/3 that the low type can hope to gain; so it separates, and the "
        "large one is waste.",
        (
            known(
                game, "no bluff: the resolute sink the small cost", {"low": "none", "high": "small"},
                {"none": "challenge", "small": "hold", "large": "hold"}, passing(*ALL),
                "the source's result, derived by hand here",
            ),
            known(
                game, "the resolute sink the large cost", {"low": "none", "high": "large"},
                {"none": "challenge", "small": "challenge", "large": "hold"}, passing(), derived,
            ),
            known(
                game, "no cost sunk", {"low": "none", "high": "none"},
                {"none": "challenge", "small": "challenge", "large": "challenge"}, passing(), derived,
            ),
        ),
    )  # fmt: skip


ENTRIES = (tying_hands, sinking_costs)
