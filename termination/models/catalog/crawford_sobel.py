"""Cheap talk (Crawford & Sobel 1982), discretised: the less the interests agree, the less can be said.

The state is 0 or 1, equally likely; the receiver picks 0, 1/2 or 1 and wants to be close to the state, the sender wants
him close to the state plus a bias. Losses are quadratic; messages cost nothing.

Somebody who says nothing can always be ignored: babbling is an equilibrium whatever the bias. Full revelation is one
iff the low sender does not prefer 1 to 0, that is iff the bias is at most 1/2.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from termination.engine.arithmetic import exact
from termination.engine.game import SignalingGame
from termination.models.catalog.entry import ALL, Entry, Known, known, passing

CITATION = "Crawford, V. P. & Sobel, J. (1982). Strategic information transmission. Econometrica 50(6), 1431-1451."
NOTES = (
    "The source's uniform-quadratic example with two states and three actions instead of intervals. Messages have no "
    "meaning of their own, so each equilibrium has a twin with the words exchanged. No refinement treated here bites: "
    "where talk is free, every outcome is also that of an equilibrium in which every word is used. "
)


def cheap_talk(bias: Any) -> SignalingGame:
    """The game with this bias of the sender.

    >>> cheap_talk("1/8").sender[0][0]
    (Fraction(-1, 64), Fraction(-9, 64), Fraction(-49, 64))
    """
    shift = exact(bias, "bias")
    state = {"low": Fraction(0), "high": Fraction(1)}
    action = {label: Fraction(label) for label in ("0", "1/2", "1")}
    return SignalingGame.from_function(
        list(state),
        ["1/2", "1/2"],
        ["say low", "say high"],
        list(action),
        sender=lambda t, m, r: -((action[r] - state[t] - shift) ** 2),
        receiver=lambda t, m, r: -((action[r] - state[t]) ** 2),
        title=f"Cheap talk, bias {shift}",
    )


def _babbling(game: SignalingGame) -> list[Known]:
    same = {"say low": "1/2", "say high": "1/2"}
    stated = "stated in the source"
    return [
        known(game, "pooling on one word", {"low": "say low", "high": "say low"}, same, passing(*ALL), stated),
        known(game, "babbling, both words", {"low": same, "high": same}, same, passing(*ALL), stated),
    ]


def _revelation(game: SignalingGame) -> list[Known]:
    stated = "the source's argument, on two states"
    truth, lie = {"low": "say low", "high": "say high"}, {"low": "say high", "high": "say low"}
    return [
        known(game, "full revelation", truth, {"say low": "0", "say high": "1"}, passing(*ALL), stated),
        known(game, "full revelation, words exchanged", lie, {"say low": "1", "say high": "0"}, passing(*ALL), stated),
    ]


def aligned() -> Entry:
    game = cheap_talk("1/8")
    return Entry(
        "cheap-talk",
        game,
        CITATION,
        NOTES + "With a bias of 1/8 even the low sender likes 0 better than 1/2: all can be told, or nothing.",
        (*_babbling(game), *_revelation(game)),
    )


def torn() -> Entry:
    game = cheap_talk("3/8")
    some = known(
        game, "the low sender lies at times", {"low": {"say low": "2/3", "say high": "1/3"}, "high": "say high"},
        {"say low": "0", "say high": {"1/2": "2/3", "1": "1/3"}}, passing(*ALL), "derived by hand",
    )  # fmt: skip
    return Entry(
        "cheap-talk-torn",
        game,
        CITATION,
        NOTES
        + "With a bias of 3/8 the low sender likes 1/2 better than 0, and 0 better than 1: besides the extremes she "
        "may lie just so often that high talk leaves the receiver indifferent between 1/2 and 1.",
        (*_babbling(game), *_revelation(game), some),
    )


def opposed() -> Entry:
    game = cheap_talk("3/4")
    return Entry(
        "cheap-talk-opposed",
        game,
        CITATION,
        NOTES + "With a bias of 3/4, above 1/2, the low sender would claim to be high: nothing can be told.",
        tuple(_babbling(game)),
    )


ENTRIES = (aligned, torn, opposed)
