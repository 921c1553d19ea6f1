"""T16 of the opening game: what holds whatever part of what talks are worth an opener keeps under fire.

The other theorems let her keep all of it (`talks_kept`, kappa, is 1). Here kappa is free, and her exposure is

    e_i = lam d_i + (1 - kappa) b_i

in the place of lam d_i: with kappa = 0 what she loses is never less than what talks bring, so that nobody is bold.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from termination.engine.proving.formulas import Fact, every, implies, no, real
from termination.engine.proving.prove import Obligation
from termination.models.language import hypothesis, instead, pick
from termination.models.opening.theorems.language import OPEN, RELATIONS, TWO, H, L, War

_KEPT = "kappa > 0"


@dataclass(frozen=True, eq=False)
class KeptWar(War):
    """A war in which she keeps any part of what talks are worth."""

    def _assumes(self) -> tuple[str, ...]:
        return (*super()._assumes(), "kappa free")


def _war() -> War:
    return KeptWar.of(TWO, talks_kept=real("kappa"))


def _exposed(war: War, relation: str, t: str = "") -> Fact:
    """How the premium of a type, or of every type if none is given, compares with her exposure."""
    letter = {L: "L", H: "H"}.get(t, "i")
    formula = every(RELATIONS[relation](war.b(one), war.e(one)) for one in ([t] if t else war.types))
    return hypothesis(f"b_{letter} {relation} e_{letter}", formula)


def _some_kept(war: War) -> Fact:
    return hypothesis(_KEPT, war["talks_kept"] > 0)


def _nothing(war: War) -> Fact:
    return hypothesis("kappa = 0", war["talks_kept"] == 0)


def t16() -> Iterator[Obligation]:
    """Who opens first, the three regimes, refusal; and what keeping nothing means."""
    war = _war()
    yield from _first(war)
    yield from _regimes(war)
    yield from _refusal(war)
    yield from _nothing_kept(war)


def _first(war: War) -> Iterator[Obligation]:
    sends, kept = war.play.sends, _some_kept(war)
    yield war.in_every(
        "the weaker open first",
        "If H opens with positive probability, L opens for sure.",
        [war.A4, kept],
        implies(sends(H, OPEN) > 0, sends(L, OPEN) == 1),
    )
    yield war.in_every(
        "mirror image",
        "With A4 reversed: if L opens with positive probability, H opens for sure.",
        [war.A4_reversed, kept],
        implies(sends(L, OPEN) > 0, sends(H, OPEN) == 1),
    )
    yield war.in_every(
        "H stays closed",
        "In every equilibrium surviving D1, H stays closed.",
        [war.A3, war.A4, war.tempting, _exposed(war, "<", H), kept, war.survives()],
        sends(H, OPEN) == 0,
    )


def _regimes(war: War) -> Iterator[Obligation]:
    yield war.in_every(
        "talks for all",
        "In every equilibrium both open and are never escalated against.",
        [war.A1(), war.too_costly],
        war.talks(war.play),
    )
    yield war.talks_exist("talks", "Both opening, not escalated against, is an equilibrium that survives D1.", True)
    yield war.in_every(
        "opening is punished",
        "In every equilibrium, whatever opening happens is escalated against for sure.",
        [war.A1(), war.tempting],
        war.opening_punished(war.play),
    )


def _refusal(war: War) -> Iterator[Obligation]:
    yield war.refusal_exists(
        "refusal",
        "Both staying closed, never escalated against, is an equilibrium that survives D1.",
        [war.A4, war.middle_with_edges, _exposed(war, "<=")],
        survives=True,
    )
    yield war.in_every(
        "no refusal",
        "Once A4 is reversed, that both stay closed, never escalated against, does not survive D1.",
        [war.A1(), war.A4_reversed, war.survives()],
        no(war.refusal(war.play)),
    )
    yield war.in_every(
        "boldness",
        "Once both `b_i > e_i`, talks for both is the only outcome.",
        [war.middle, _exposed(war, ">")],
        war.talks(war.play),
    )


def _nothing_kept(war: War) -> Iterator[Obligation]:
    nothing = _nothing(war)
    yield war.always("nobody is bold", "`b_i <= e_i` for both.", [nothing], every(war.b(t) <= war.e(t) for t in TWO))
    yield war.refusal_exists(
        "refusal, nothing kept",
        "Both staying closed, never escalated against, is an equilibrium that survives D1, whatever talks are worth.",
        [war.A4, war.middle_with_edges, nothing],
        survives=True,
    )


def f16() -> Iterator[Obligation]:
    """Nothing kept where something must be; A4 flipped; boldness of one type alone."""
    war = _war()
    yield instead(pick(t16(), "the weaker open first"), _KEPT, _nothing(war))
    yield instead(pick(t16(), "H stays closed"), _KEPT, _nothing(war))
    yield instead(pick(t16(), "refusal"), "A4", war.A4_reversed)
    yield instead(pick(t16(), "boldness"), "b_i > e_i", _exposed(war, ">", L))
