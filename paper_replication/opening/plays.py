"""Equilibria read in the words of the claims: who opens, who gets talks, who is escalated against.

Probabilities like these are largest and smallest at the vertices of a family, so that vertices are all one has to look
at to say "in some equilibrium" or "in every one".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Any

import termination as tm


@dataclass(frozen=True)
class Play:
    """One equilibrium: what each type sends and how each message is answered, with the prior and payoffs. Where he may
    not see the message, how it is answered over all that he may see instead."""

    prior: Mapping[str, Fraction]
    sends: Mapping[str, Mapping[str, Fraction]]
    escalates: Mapping[str, Fraction]
    game: Any

    def opens(self, t: str) -> Fraction:
        """The probability that the type opens."""
        return sum((share for m, share in self.sends[t].items() if m.endswith("open")), Fraction(0))

    def talks(self, t: str) -> Fraction:
        """The probability that the type gets talks: opens and is not escalated against."""
        return sum(
            (share * (1 - self.escalates[m]) for m, share in self.sends[t].items() if m.endswith("open")), Fraction(0)
        )

    def escalated(self, t: str) -> Fraction:
        """The probability that the type is escalated against, whatever she does."""
        return sum((share * self.escalates[m] for m, share in self.sends[t].items()), Fraction(0))

    def value(self, t: str) -> Fraction:
        """The type's payoff."""
        rows, (escalate, hold) = self.game.sender[self.game.types.index(t)], (0, 1)
        cells = zip(self.game.messages, rows, strict=True)
        chances = {m: (self.escalates[m], row[escalate], row[hold]) for m, row in cells}
        return sum(
            (self.sends[t][m] * (rho * hit + (1 - rho) * left) for m, (rho, hit, left) in chances.items()), Fraction(0)
        )

    def overall(self, of: Callable[[str], Fraction]) -> Fraction:
        """A probability by type, before her type is drawn."""
        return sum((weight * of(t) for t, weight in self.prior.items()), Fraction(0))

    @property
    def key(self) -> tuple[Any, ...]:
        """Strategies alone, to compare equilibria across games."""
        sends = tuple((t, m, share) for t, row in self.sends.items() for m, share in row.items())
        return sends, tuple(self.escalates.items())


def plays(war: Any, refinement: str = "") -> list[Play]:
    """The vertices of all equilibria, or of those that survive a refinement."""
    found = tm.solve(war)
    if not found.complete:
        raise RuntimeError(f"not all equilibria were found: {found.unexamined}")
    kept = tm.refine(found, refinement) if refinement else found
    return [_play(found.game, vertex) for vertex in kept.vertices()]


def _play(game: Any, vertex: Any) -> Play:
    sends = {t: dict(vertex.sender[t]) for t in game.types}
    seen = game.noise_rows or {m: {m: Fraction(1)} for m in game.messages}
    escalates = {m: sum((p * vertex.receiver[z]["escalate"] for z, p in seen[m].items()), Fraction(0)) for m in seen}
    return Play(dict(zip(game.types, game.prior, strict=True)), sends, escalates, game)


# -- what is said of one equilibrium ---------------------------------------------------------------------------------


def any_talks(play: Play) -> bool:
    """With positive probability somebody opens and is not escalated against."""
    return any(play.talks(t) > 0 for t in play.sends)


def talks_for_all(play: Play) -> bool:
    """Every type opens and is not escalated against, for sure."""
    return all(play.talks(t) == 1 for t in play.sends)


def refusal(play: Play) -> bool:
    """Every type stays closed, and is not escalated against, for sure."""
    return all(play.opens(t) == 0 == play.escalated(t) for t in play.sends)


def all_open(play: Play) -> bool:
    """Every type opens for sure."""
    return all(play.opens(t) == 1 for t in play.sends)


def opening_under_fire(play: Play) -> bool:
    """Every type opens, and is escalated against, for sure."""
    return all(play.opens(t) == 1 == play.escalated(t) for t in play.sends)


# -- what is said of all equilibria of a war -------------------------------------------------------------------------


def in_some(said: Callable[[Play], bool], refinement: str = "") -> Callable[[Any], bool]:
    """Of a war: it is so in some equilibrium."""
    return lambda war: any(said(play) for play in plays(war, refinement))


def in_every(said: Callable[[Play], bool], refinement: str = "") -> Callable[[Any], bool]:
    """Of a war: it is so in every equilibrium, and there is one."""

    def so(war: Any) -> bool:
        found = plays(war, refinement)
        return bool(found) and all(said(play) for play in found)

    return so


def behaviour(war: Any, refinement: str = "") -> list[tuple[Any, ...]]:
    """The strategies of all equilibria, in a fixed order: two wars that share it are played alike."""
    return sorted((play.key for play in plays(war, refinement)), key=repr)


def span(war: Any, of: str, refinement: str = "") -> tuple[Fraction, Fraction]:
    """The least and the greatest probability of "opening", "talks" or "escalation" over all equilibria."""
    read = {"opening": Play.opens, "talks": Play.talks, "escalation": Play.escalated}[of]
    found = [play.overall(partial(read, play)) for play in plays(war, refinement)]
    return min(found), max(found)
