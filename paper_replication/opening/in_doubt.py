"""The claims in doubt: what inducements buy where it is not sure that escalation tempts the opponent.

In the claims he is known: while escalation is tempting he escalates against every opening, for sure. Here he is a dove,
to whom escalation costs too much even against the weakest, or a hawk, to whom it is tempting, and only he knows which.
What was certain becomes a matter of degree, and the passages that speak of a potential for escalation can be read as
they are written. D1 selects. What holds whatever the numbers is in the theorems B0 to B4.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache, partial
from typing import Any

from matplotlib.axes import Axes

import termination as tm
from paper_replication.claims import Story, shown
from paper_replication.opening.wars import TEMPTED, tempting_war
from paper_replication.opening.words import exposure, gain, harm
from paper_replication.sections import Part, Picture, Table

#: What escalating costs the dove; how likely the hawk is.
DETERRED, HAWKS = Fraction(9, 10), Fraction(3, 5)
EVENTS = ("opening", "talks", "escalation")


def doubtful_war(hawks: Fraction = HAWKS, **changes: Any) -> tm.OpeningGame:
    """`tempting_war` against a hawk, to whom it is that, or a dove."""
    given = tempting_war(**changes).parameters()
    del given["escalation_gain"]
    return tm.OpeningGame(
        **{
            **given,
            "opponent_prior": {"dove": 1 - hawks, "hawk": hawks},
            "escalation_gain": {"dove": 1, "hawk": 1},
            "escalation_cost": {"dove": DETERRED, "hawk": TEMPTED},
        }
    )


@cache
def chances(war: tm.OpeningGame) -> dict[str, tuple[Fraction, Fraction]]:
    """The least and the greatest chance of each event over the equilibria that survive D1."""
    found = tm.solve(war)
    if not found.complete:
        raise RuntimeError(f"not all equilibria were found: {found.unexamined}")
    told = [family.outcomes for family in tm.refine(found, "D1")]
    spread = {of: [_ends(one[of]) for one in told] for of in EVENTS}
    return {of: (min(low for low, _ in each), max(high for _, high in each)) for of, each in spread.items()}


def _ends(value: Any) -> tuple[Fraction, Fraction]:
    return (value, value) if isinstance(value, Fraction) else (value.low, value.high)


def credible(war: tm.OpeningGame, hawks: Fraction = HAWKS) -> Fraction:
    """The least concession that makes an opening credible where dove and sure resilience deter (B3): what the resilient
    risk, as often as he is a hawk, less what talks are worth to them."""
    return exposure(war, "high") * hawks - gain(war, "high")


def unlike_weakness(war: tm.OpeningGame) -> Fraction:
    """The concession with which opening no longer looks weak: A4 is undone."""
    (b_low, d_low), (b_high, d_high) = ((gain(war, t), harm(war, t)) for t in ("low", "high"))
    return (b_low * d_high - b_high * d_low) / (d_low - d_high)


def price(war: tm.OpeningGame, hawks: Fraction = HAWKS) -> Fraction:
    """The least concession with which all opening survives D1: the lesser of the two, or none."""
    return max(min(credible(war, hawks), unlike_weakness(war)), Fraction(0))


# -- what an inducement buys -----------------------------------------------------------------------------------------

SMALL, LARGE = Fraction(1, 100), Fraction(1)
#: A guarantee that deters the hawk on what he knows, and one that deters him whatever he believes.
SOME, ALL = Fraction(3, 50), Fraction(31, 100)
#: How resilient the supported are; up from 4/5.
SUPPORTED = (Fraction(17, 20), Fraction(9, 10))


def inducements() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """What is done, the passages that speak of it, and what it changes."""
    yield "none", "", {}
    for size in (SMALL, LARGE):
        yield f"concession, or side payment to both, {shown(size)}", "S5, S8", {"face_saving": size}
    yield "less intense war, closed or open, 0.1", "S6", {"deescalation": Fraction(1, 10)}
    for size in (Fraction(1, 10), LARGE):
        yield f"pressure {shown(size)}", "S7, S11", {"coercion": size}
    for size in (SOME, ALL):
        yield f"guarantee {shown(size)}", "S9", {"guarantee": size}
    for level in SUPPORTED:
        yield f"the resilient supported, up to {shown(level)}", "S11, S13", {"resilience": {"high": level}}
        yield "the same, and pressure 1", "S11", {"resilience": {"high": level}, "coercion": LARGE}


def inducement_table() -> Table:
    """Inducements in doubt and against a hawk for sure."""
    rows = []
    for name, passages, changes in inducements():
        wars = (doubtful_war(**changes), tempting_war(**changes))
        rows.append((name, passages, *(told(chances(war)[of]) for war in wars for of in EVENTS)))
    headers = ("inducement", "passages", *(f"{of}, in doubt" for of in EVENTS), *(f"{of}, a hawk" for of in EVENTS))
    caption = (
        f"Chances of opening, talks and escalation over all that survives D1: in doubt, he is a hawk with probability "
        f"{shown(HAWKS)}; and against a hawk for sure, the tempting war of the examples."
    )
    return Table(caption, headers, tuple(rows))


def told(ends: tuple[Fraction, Fraction]) -> str:
    """A chance, or the range that it has."""
    low, high = (f"{float(end):.3f}".rstrip("0").rstrip(".") for end in ends)
    return low if low == high else f"{low} to {high}"


# -- the price, by how likely a hawk is ------------------------------------------------------------------------------

SHARES = tuple(Fraction(i, 10) for i in (5, 6, 7, 8, 9))
_BESIDE = Fraction(1, 10**6)


def price_table() -> Table:
    """The price of an opening by all, by the share of hawks, and what is found on its two sides."""
    rows = []
    for hawks in SHARES:
        least = price(tempting_war(), hawks)
        why = "none needed" if not least else "credible" if least == credible(tempting_war(), hawks) else "not weak"
        sides = [told(chances(doubtful_war(hawks, face_saving=least + step))["opening"])
                 for step in (-_BESIDE, _BESIDE) if least + step > 0]  # fmt: skip
        rows.append((shown(hawks), shown(least), why, *([""] * (2 - len(sides)) + sides), shown(1 - hawks)))
    headers = ("share of hawks", "price", "by it opening is", "opening, just below", "opening, just above",
               "talks, above it")  # fmt: skip
    caption = (
        "The least concession with which all opening survives D1, by how likely a hawk is (B3), and the chance of an "
        "opening that is found by solving just below it and just above."
    )
    return Table(caption, headers, tuple(rows))


def chart(name: str) -> Axes:
    """What a parameter buys, by the model's own curves."""
    return tm.plot.chart(doubtful_war(), name=name)


# -- the part --------------------------------------------------------------------------------------------------------


def floor() -> Story:
    """S5 and S8: potential, and price."""
    small = chances(doubtful_war(face_saving=SMALL))
    certain = chances(tempting_war(face_saving=LARGE))
    return Story(
        "**Face-saving and side payments.** Against a hawk for sure no concession brings talks: at {large} all open, "
        "and escalation is certain, {sure}. In doubt the least that makes an opening by all credible is `lam d_H tau "
        "- b_H` (B3), with tau = {hawks} the chance that he is a hawk: {price} here. With {small} all open, and there "
        "are talks whenever he is a dove, with probability {talks}. But no concession brings escalation after an "
        "opening below {risk}: what is paid to her leaves his comparison as it is (B2). So the *potential* for "
        "escalation of which S5 speaks is what a concession cannot touch; that it cannot bring talks either, as S8 "
        "may be read, holds against a hawk for sure.",
        {
            "large": LARGE,
            "sure": told(certain["escalation"]),
            "hawks": HAWKS,
            "price": price(tempting_war()),
            "small": SMALL,
            "talks": told(small["talks"]),
            "risk": told(small["escalation"]),
        },
    )


def compelling() -> Story:
    """S11: pressure and support."""
    pressed = chances(doubtful_war(coercion=LARGE))
    supported = doubtful_war(coercion=LARGE, resilience={"high": SUPPORTED[-1]})
    return Story(
        "**Compelling a supported state.** Pressure of {z} makes all open, in doubt too; then there are talks with "
        "probability {talks}, as often as he is a dove, and no pressure brings more (B2). Against a hawk for sure "
        "compelling fails (T11). Where the resilient are supported, up to {level}, talks under that pressure are as "
        "likely, {same}: support that leaves what tempts the hawk as it is changes nothing here.",
        {
            "z": LARGE,
            "talks": told(pressed["talks"]),
            "level": SUPPORTED[-1],
            "same": told(chances(supported)["talks"]),
        },
    )


def contents() -> Sequence[Story | Table | Picture]:
    """The part on the claims in doubt."""
    intro = Story(
        "In the claims the opponent is known. Here escalation costs him {dove} if he is a dove, {hawk} if he is a "
        "hawk, and she knows only that he is a hawk with probability {hawks} ([an opponent in "
        "doubt](../../docs/doubt.md), our extension). The rest is the tempting war of the examples.",
        {"dove": DETERRED, "hawk": TEMPTED, "hawks": HAWKS},
    )
    return [
        intro, floor(), inducement_table(), price_table(),
        Picture("doubt_face_saving", partial(chart, "face_saving"), "The chances of talks and of escalation under D1 "
                "against face-saving, in doubt and against a hawk for sure."),
        compelling(),
        Picture("doubt_coercion", partial(chart, "coercion"), "The chances of talks and of escalation under D1 against "
                "pressure, in doubt and against a hawk for sure."),
        Picture("doubt_share", partial(chart, "share"), "The chances of opening, talks and escalation under D1 against "
                "the share of hawks, without any inducement."),
    ]  # fmt: skip


PARTS = (Part("in_doubt", "The claims in doubt", contents, __name__, ("S4", "S5", "S7", "S8", "S9", "S11")),)
