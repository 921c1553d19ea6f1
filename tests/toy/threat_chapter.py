"""What can be said of the threat game whatever its numbers: a theorem, and the game in words for the appendix."""

from __future__ import annotations

from collections.abc import Iterator

from termination.engine.proving.prove import Chapter, Theorem, Universal
from termination.engine.table import Table
from termination.models.exposition import Exposition
from termination.models.language import OfTable, hypothesis, statement
from tests.toy.threat import ThreatGame

ANY = ThreatGame(prior=["1/2", "1/2"], threat_cost=[0, 1], subsidy=1, plant=1)


def idle_threats() -> Iterator[Universal]:
    game = OfTable.of(ANY)
    dear = hypothesis("c_weak > s + h", game["threat_cost"]["weak"] > game["subsidy"] + game["pride"])
    words = "The weak firm does not threaten."
    yield game.in_every("the weak stays quiet", words, [dear], game.play.sends("weak", "threaten") == 0)


def too_much() -> Iterator[Universal]:
    (claim,) = idle_threats()
    game = OfTable.of(ANY)
    yield game.in_every("nor the strong", "Nor the strong.", claim.given, game.play.sends("strong", "threaten") == 0)


IDLE = statement({}, ["c_weak > s + h"], "the weak firm does not threaten.", "the weak stays quiet")


def exposition() -> Exposition:
    return Exposition(
        title="The threat game",
        sources=("Made up.",),
        players="A firm (the sender) is strong or weak; a state (the receiver) does not know which.",
        moves=("The firm threatens to leave or stays quiet.", "The state pays it to stay, or refuses."),
        parameters=ThreatGame.PARAMETERS,
        payoffs=(("The firm's payoff", Table([("threaten", "`s + h - c_i`", "`h - c_i`")], ("", "pay", "refuse"))),),
        derived=(),
        assumptions=(),
    )


CHAPTER = Chapter(
    "threat",
    "The threat game. Made up.",
    {"F1": Theorem("F1", "Idle threats", (IDLE,), (), idle_threats, too_much)},
    lambda example: ThreatGame(**example).game(),
    exposition,
)
