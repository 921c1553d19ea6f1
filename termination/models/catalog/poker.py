"""One-card poker (Myerson 1991): bluffing, with a message that ends the game."""

from __future__ import annotations

from termination.engine.game import SignalingGame
from termination.models.catalog.entry import ALL, Entry, known, passing


def myerson() -> Entry:
    def sender(t: str, m: str, r: str) -> int:
        if m == "fold":
            return 1 if t == "red" else -1
        if r == "pass":
            return 1
        return 2 if t == "red" else -2

    game = SignalingGame.from_function(
        ["red", "black"],
        ["1/2", "1/2"],
        ["raise", "fold"],
        {"raise": ["meet", "pass"], "fold": ["no move"]},
        sender=sender,
        receiver=lambda t, m, r: -sender(t, m, r),
        title="One-card poker",
    )
    return Entry(
        "one-card-poker",
        game,
        "Myerson, R. B. (1991). Game Theory: Analysis of Conflict. Harvard University Press, section 2.1.",
        "Each puts a dollar in the pot; the sender alone sees the card. Red wins when cards are shown, or when the "
        "sender folds; black loses. Raising adds a dollar, which the other meets or passes. Zero-sum, with one "
        "equilibrium.",
        (
            known(
                game, "bluff a third of the time", {"red": "raise", "black": {"raise": "1/3", "fold": "2/3"}},
                {"raise": {"meet": "2/3", "pass": "1/3"}, "fold": "no move"}, passing(*ALL), "stated in the source",
            ),
        ),
    )  # fmt: skip


ENTRIES = (myerson,)
