"""Games built to tell refinements apart, and played in laboratories (Banks, Camerer & Porter; Brandts & Holt).

In most of them a more and a less refined equilibrium exist, both pooling. Tables give, for each type and message, the
pairs (sender's payoff, receiver's payoff) by response; they were taken from Gambit's catalog of games, not from the
articles themselves. Which two concepts a game sets apart is said there for games 1, 5, 6, 7 and 10 of Banks, Camerer &
Porter; for games 2 to 4 it is the order in which the article takes them up, and the verdicts computed here agree.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from termination.engine.game import SignalingGame
from termination.models.catalog.entry import ALL, Entry, Known, known, passing

BCP = (
    "Banks, J., Camerer, C. & Porter, D. (1994). An experimental analysis of Nash refinements in signaling games. "
    "Games and Economic Behavior 6(1), 1-31."
)
BH = (
    "Brandts, J. & Holt, C. A. (1993). Adjustment patterns and equilibrium selection in experimental signaling games. "
    "International Journal of Game Theory 22(3), 279-302."
)
CHECKED = "Payoffs as in Gambit's catalog of games. "
DESIGN = "what the game was designed for"
ORDER = "derived by hand; in line with the order of concepts in the source"
NASH_ONLY = "derived by hand: Nash only"

Pairs = list[tuple[int, int]]
Table = Mapping[str, Mapping[str, Pairs]]
#: Both types send the message; the replies to all messages, in their order; the concepts it passes; who says so.
Pool = tuple[str, str, tuple[str, ...], str]


def _game(table: Table, responses: list[str], title: str) -> SignalingGame:
    types, messages = list(table), list(next(iter(table.values())))
    sender, receiver = (
        [[[pair[player] for pair in table[t][m]] for m in messages] for t in types] for player in (0, 1)
    )
    return SignalingGame(types, ["1/2"] * len(types), messages, responses, sender, receiver, title)


def _pool(game: SignalingGame, message: str, replies: str, passes: tuple[str, ...], basis: str) -> Known:
    """No beliefs support a pool that is said to be Nash only, and no refinement is asked about it."""
    answers, nash_only = dict(zip(game.messages, replies.split(), strict=True)), basis == NASH_ONLY
    survives = {} if nash_only else passing(*passes)
    sender = dict.fromkeys(game.types, message)
    return known(game, f"pooling on {message}", sender, answers, survives, basis, not nash_only)


def _bcp_game(number: int, first: Mapping[str, Pairs], second: Mapping[str, Pairs]) -> SignalingGame:
    return _game({"type 1": first, "type 2": second}, ["a1", "a2", "a3"], f"Banks, Camerer & Porter, game {number}")


def _bcp(number: int, notes: str, first: Mapping[str, Pairs], second: Mapping[str, Pairs], *pools: Pool) -> Entry:
    game = _bcp_game(number, first, second)
    told = tuple(_pool(game, *pool) for pool in pools)
    return Entry(f"banks-camerer-porter-{number}", game, BCP, CHECKED + notes, told)


#: Games 1 to 7: number, note, what each type and message brings by response, and the pools.
_GAMES: tuple[tuple[Any, ...], ...] = (
    (
        1,
        "One Nash outcome.",
        {"m1": [(2, 1), (2, 0), (0, 2)], "m2": [(3, 1), (1, 0), (0, 0)], "m3": [(1, 2), (1, 1), (3, 0)]},
        {"m1": [(1, 3), (2, 0), (2, 1)], "m2": [(2, 1), (0, 0), (0, 6)], "m3": [(0, 2), (3, 1), (1, 1)]},
        ("m1", "a1 a3 a1", ALL, DESIGN),
    ),
    (
        2,
        "Nash against sequential: the pool on m1 rests on answering m3 with a2, which no belief supports.",
        {"m1": [(1, 2), (2, 2), (0, 3)], "m2": [(1, 2), (1, 1), (2, 1)], "m3": [(3, 1), (0, 0), (2, 1)]},
        {"m1": [(2, 2), (1, 4), (3, 2)], "m2": [(2, 2), (0, 4), (3, 1)], "m3": [(2, 2), (0, 0), (2, 1)]},
        ("m3", "a2 a1 a1", ALL, ORDER),
        ("m1", "a2 a2 a2", (), NASH_ONLY),
    ),
    (
        3,
        "Sequential against intuitive.",
        {"m1": [(0, 3), (2, 2), (2, 1)], "m2": [(1, 2), (2, 1), (3, 0)], "m3": [(1, 6), (4, 1), (2, 0)]},
        {"m1": [(1, 0), (3, 2), (2, 1)], "m2": [(0, 1), (3, 1), (2, 6)], "m3": [(0, 0), (4, 1), (0, 6)]},
        ("m1", "a2 a1 a1", ALL, ORDER),
        ("m2", "a1 a3 a1", (), ORDER),
    ),
    (
        4,
        "Intuitive against divine; D1 removes what divinity removes.",
        {"m1": [(4, 0), (0, 3), (0, 4)], "m2": [(2, 0), (0, 3), (3, 2)], "m3": [(2, 3), (1, 0), (1, 2)]},
        {"m1": [(3, 4), (3, 3), (1, 0)], "m2": [(0, 3), (0, 0), (2, 2)], "m3": [(4, 3), (0, 4), (3, 0)]},
        ("m3", "a3 a2 a1", ALL, ORDER),
        ("m2", "a3 a3 a2", ("intuitive",), ORDER),
    ),
    (
        5,
        "Divine against universally divine; D1 and D2 already make the difference.",
        {"m1": [(4, 1), (2, 4), (1, 5)], "m2": [(1, 3), (3, 1), (4, 2)], "m3": [(3, 3), (2, 0), (1, 4)]},
        {"m1": [(5, 6), (2, 5), (2, 2)], "m2": [(1, 3), (1, 4), (3, 3)], "m3": [(3, 4), (1, 5), (0, 1)]},
        ("m1", "a2 a1 a3", ALL, DESIGN),
        ("m3", "a3 a1 a1", ("intuitive",), DESIGN),
    ),
    (
        6,
        "Universally divine against never a weak best response.",
        {"m1": [(2, 2), (0, 3), (5, 2)], "m2": [(1, 5), (5, 3), (1, 0)], "m3": [(2, 1), (3, 3), (0, 4)]},
        {"m1": [(0, 2), (2, 0), (5, 1)], "m2": [(4, 0), (4, 1), (0, 2)], "m3": [(1, 4), (3, 3), (2, 1)]},
        ("m2", "a2 a1 a3", ALL, DESIGN),
        ("m3", "a2 a3 a2", ("intuitive", "D1", "D2"), DESIGN),
    ),
    (
        7,
        "Never a weak best response against stable; none of the refinements here makes the difference.",
        {"m1": [(1, 6), (2, 5), (2, 0)], "m2": [(0, 5), (3, 4), (1, 2)], "m3": [(4, 2), (1, 1), (0, 3)]},
        {"m1": [(2, 0), (2, 5), (0, 6)], "m2": [(1, 2), (3, 4), (0, 5)], "m3": [(1, 2), (0, 4), (3, 3)]},
        ("m2", "a1 a2 a2", ALL, DESIGN),
        ("m1", "a2 a1 a2", ALL, DESIGN),
    ),
)


def bcp_10() -> Entry:
    game = _bcp_game(
        10,
        {"m1": [(2, 3), (1, 1), (2, 2)], "m2": [(0, 3), (0, 2), (3, 1)], "m3": [(1, 2), (0, 3), (3, 1)]},
        {"m1": [(1, 1), (3, 1), (0, 3)], "m2": [(1, 0), (2, 2), (1, 1)], "m3": [(1, 3), (1, 2), (3, 2)]},
    )
    one = {"m1": "a1", "m2": "a1", "m3": "a1"}
    stated = "reported in the source"
    return Entry(
        "banks-camerer-porter-10",
        game,
        BCP,
        CHECKED + "In a footnote: two separating equilibria, one of them the end of a continuum in which type 2 mixes.",
        (
            known(
                game, "separating on m1 and m2", {"type 1": "m1", "type 2": "m2"},
                {"m1": "a1", "m2": "a2", "m3": "a1"}, passing(*ALL), stated,
            ),
            known(game, "separating on m1 and m3", {"type 1": "m1", "type 2": "m3"}, one, passing(), stated),
            known(
                game, "type 2 mixes, at most so", {"type 1": "m1", "type 2": {"m1": "1/2", "m3": "1/2"}}, one,
                passing(), stated,
            ),
        ),
    )  # fmt: skip


def bh_3() -> Entry:
    game = _game(
        {
            "type A": {"I": [(45, 30), (15, 0), (30, 15)], "S": [(30, 90), (0, 15), (45, 15)]},
            "type B": {"I": [(30, 30), (0, 45), (30, 15)], "S": [(45, 0), (15, 30), (30, 15)]},
        },
        ["C", "D", "E"],
        "Brandts & Holt, game 3",
    )
    return Entry(
        "brandts-holt-3",
        game,
        BH,
        CHECKED + "Sequential against intuitive.",
        (
            _pool(game, "I", "C D", ALL, "derived by hand"),
            _pool(game, "S", "D C", (), "derived by hand"),
        ),
    )


def bh_4() -> Entry:
    game = _game(
        {
            "type A": {"I": [(30, 30), (0, 0), (50, 35)], "S": [(45, 90), (15, 15), (100, 30)]},
            "type B": {"I": [(30, 30), (30, 45), (30, 0)], "S": [(45, 0), (0, 30), (0, 15)]},
        },
        ["C", "D", "E"],
        "Brandts & Holt, game 4",
    )
    mixed = known(
        game,
        "both mix",
        {"type A": {"I": "9/14", "S": "5/14"}, "type B": {"I": "3/28", "S": "25/28"}},
        {"I": {"C": "3/4", "E": "1/4"}, "S": {"C": "2/3", "D": "1/3"}},
        passing(*ALL),
        "derived by hand",
    )
    return Entry(
        "brandts-holt-4",
        game,
        BH,
        CHECKED
        + "Besides two pools there is an equilibrium in which everybody mixes; whether the source mentions it we "
        "do not know. It alone survives D1: a refinement that tries pure replies only would leave nothing.",
        (
            _pool(game, "I", "C D", ("intuitive",), "derived by hand"),
            _pool(game, "S", "D C", (), "derived by hand"),
            mixed,
        ),
    )


ENTRIES = (*(partial(_bcp, *one) for one in _GAMES), bcp_10, bh_3, bh_4)
