"""Equilibria read in the words of the claims: who takes which approach, what is pressed, what is reciprocated.

Probabilities like these are largest and smallest at the vertices of a family, so that vertices are all one has to look
at to say "in some equilibrium" or "in every one".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import termination as tm
from paper_replication.approach.words import CORE, COVERED, HARDLINE, LIMITED, TYPES, Rivalry, relief

Said = Callable[["Play"], bool]


@dataclass(frozen=True)
class Play:
    """One equilibrium: what each type sends, and how often each approach is pressed and reciprocated."""

    rivalry: Rivalry
    sends: Mapping[str, Mapping[str, Fraction]]
    presses: Mapping[str, Fraction]
    meets: Mapping[str, Fraction]
    values: Mapping[str, Fraction]

    @property
    def weights(self) -> dict[str, Fraction]:
        """The prior, by type."""
        return dict(zip(TYPES, (self.rivalry.prior, 1 - self.rivalry.prior), strict=True))

    def sent(self, message: str) -> Fraction:
        """The probability that the approach is taken."""
        return sum((p * self.sends[t][message] for t, p in self.weights.items()), Fraction(0))

    def all_on(self, message: str) -> bool:
        """Both types take it for sure."""
        return self.sent(message) == 1

    def quiet_on(self, message: str) -> bool:
        """The same, and it is never pressed."""
        return self.all_on(message) and self.presses[message] == 0

    def pressed(self, message: str = LIMITED) -> Fraction:
        """The probability that the approach is taken and pressed."""
        return self.sent(message) * self.presses[message]

    @property
    def reciprocated(self) -> Fraction:
        """The probability that an approach is reciprocated."""
        return sum((self.sent(m) * chance for m, chance in self.meets.items()), Fraction(0))

    @property
    def deterioration(self) -> Fraction:
        """The probability that what was left unresolved flares up later."""
        eased = (self.sent(m) * (1 - chance) * relief(self.rivalry, m) for m, chance in self.presses.items())
        return self.rivalry.flare * (1 - sum(eased, Fraction(0)))


def plays(rivalry: Rivalry, refinement: str = "") -> list[Play]:
    """The vertices of all equilibria, or of those that survive a refinement."""
    found = tm.solve(rivalry)
    if not found.complete:
        raise RuntimeError(f"not all equilibria were found: {found.unexamined}")
    kept = tm.refine(found, refinement) if refinement else found
    return [_play(rivalry, vertex) for vertex in kept.vertices()]


def _play(rivalry: Rivalry, vertex: Any) -> Play:
    game = rivalry.game()
    sends = {t: dict(vertex.sender[t]) for t in TYPES}
    replies = {m: dict(vertex.receiver[m]) for m in game.messages}
    values = {}
    for rows, t in zip(game.sender, TYPES, strict=True):
        cells = zip(game.messages, rows, strict=True)
        chances = ((sends[t][m], zip(replies[m].values(), row, strict=True)) for m, row in cells)
        values[t] = sum((share * sum(p * x for p, x in pairs) for share, pairs in chances), Fraction(0))
    presses = {m: reply["press"] for m, reply in replies.items()}
    meets = {m: reply.get("reciprocate", Fraction(0)) for m, reply in replies.items()}
    return Play(rivalry, sends, presses, meets, values)


# -- what is said of one equilibrium ---------------------------------------------------------------------------------


def quiet_limited(play: Play) -> bool:
    """Both types on limited, never pressed."""
    return play.quiet_on(LIMITED)


def quiet_core(play: Play) -> bool:
    """Both types on core, never pressed."""
    return play.quiet_on(CORE)


def quiet_hardline(play: Play) -> bool:
    """Both types hardline, never pressed."""
    return play.quiet_on(HARDLINE)


def pressed_for_sure(play: Play) -> bool:
    """Limited is taken by someone, and pressed for sure."""
    return play.sent(LIMITED) > 0 and play.presses[LIMITED] == 1


def pressed_under_cover(play: Play) -> bool:
    """Limited under cover is taken by someone, and pressed for sure."""
    return play.sent(COVERED) > 0 and play.presses[COVERED] == 1


def quiet_under_cover(play: Play) -> bool:
    """Both types on limited under cover, never pressed."""
    return play.quiet_on(COVERED)


def pressed_now_and_then(play: Play) -> bool:
    """Limited is taken by someone, and pressed with positive probability."""
    return play.pressed() > 0


# -- what is said of all equilibria of a rivalry ---------------------------------------------------------------------


def in_some(said: Said, refinement: str = "") -> Callable[[Rivalry], bool]:
    """Of a rivalry: it is so in some equilibrium."""
    return lambda rivalry: any(said(play) for play in plays(rivalry, refinement))


def in_every(said: Said, refinement: str = "") -> Callable[[Rivalry], bool]:
    """Of a rivalry: it is so in every equilibrium, and there is one."""

    def so(rivalry: Rivalry) -> bool:
        found = plays(rivalry, refinement)
        return bool(found) and all(said(play) for play in found)

    return so


def span(rivalry: Rivalry, of: Callable[[Play], Fraction], refinement: str = "") -> tuple[Fraction, Fraction]:
    """The least and the greatest of a probability over all equilibria."""
    found = [of(play) for play in plays(rivalry, refinement)]
    return min(found), max(found)
