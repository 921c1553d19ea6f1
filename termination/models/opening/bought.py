"""What an amount of something buys where it is not sure that escalation tempts the opponent, beside the certain case.

Everything here is solved, exactly, and held to D1: the least and the greatest chance of opening, talks and escalation
over the equilibria that survive. What theorems say of it is B1 to B3; S5, S7 to S9 are the passages on what brings
talks (Mastro & Siegel 2023). The formalisation is ours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial
from itertools import pairwise
from typing import Any, NamedTuple

from termination.engine.arithmetic import exact
from termination.engine.enumerate import solve
from termination.engine.model import Curve, Curves, Model
from termination.engine.numbers import number_text
from termination.engine.refining.refine import refine
from termination.engine.strategies import Range
from termination.engine.table import Table
from termination.errors import Faults, InputError, expect
from termination.models.opening.doubt import Doubt
from termination.models.opening.stakes import Stakes
from termination.models.parameters import ByType

#: Equal steps of a curve, and halvings by which a change of equilibria between two of them is found.
_STEPS, _HALVINGS = 16, 12
#: The events that have curves.
_DRAWN = ("talks", "escalation")


class Brought(NamedTuple):
    """The equilibria that survive D1: their names, and (least, greatest) chance of each event."""

    names: tuple[str, ...]
    chances: Mapping[str, tuple[Fraction, Fraction]]


def brought(war: Model) -> Brought:
    """What a war's equilibria that survive D1 bring. `InputError` where the solver reached its limits."""
    found = refine(solve(war), "D1")
    if not found.complete:
        raise InputError("model: the solver reached its limits, so that what is bought cannot be told")
    ends = [[(x.low, x.high) if isinstance(x, Range) else (x, x) for x in f.outcomes.values()] for f in found]
    chances = {
        event: (min(low for low, _ in each), max(high for _, high in each))
        for event, each in zip(war.events(), zip(*ends, strict=True), strict=True)
    }
    return Brought(tuple(war.describe(family) for family in found), chances)


def bought(war: Any, amounts: Mapping[str, Sequence[Any]]) -> Table:
    """Chances of opening, talks and escalation under D1, in doubt and against the boldest type of his for sure.

    `amounts` has, by parameter, those that are tried: {"face_saving": [0, "1/100"]}. Raises `InputError` for a war
    without doubt.

    >>> from termination.models.opening.game import OpeningGame
    >>> war = OpeningGame(prior=["1/2", "1/2"], resilience=[0, 1], war_value=[0, 1], talks_value=[1, "3/2"],
    ...                   escalation_harm=1, base_harm=1, talks_exposure=1, escalation_gain=1,
    ...                   escalation_cost={"dove": 2, "hawk": "1/4"}, opponent_prior={"dove": "1/4", "hawk": "3/4"})
    >>> bought(war, {"face_saving": ["1/10"]}).rows
    [('face_saving = 1/10', '1', '1/4', '3/4', '1', '0', '1')]
    """
    _check_asked(war, amounts)
    certain = war.against(boldest(war.doubt))
    rows = []
    for name, values in amounts.items():
        for value in values:
            cells = [f"{name} = {number_text(exact(value))}"]
            for one in (war, certain):
                cells += [_told(ends) for ends in brought(one.with_(**{name: value})).chances.values()]
            rows.append(tuple(cells))
    events = tuple(certain.events())
    return Table(rows, ("", *events, *(f"{event}, {boldest(war.doubt)} for sure" for event in events)))


def _check_asked(war: Any, amounts: Any) -> None:
    """That the war is one in doubt, and that for each of its parameters named there is a list of amounts."""
    if getattr(war, "doubt", None) is None:
        known = hasattr(war, "doubt")
        raise InputError(
            "model: this opponent has no types; what an amount buys is then in the remedies" if known
            else f"model: expected an OpeningGame with an opponent_prior, found {type(war).__name__}"
        )  # fmt: skip
    expect("amounts", amounts, Mapping, 'a mapping from parameters to lists of amounts: {"face_saving": [0, "1/100"]}')
    faults = Faults()
    for name, values in amounts.items():
        if isinstance(values, (str, bytes)) or not isinstance(values, Sequence):
            faults.add(f"amounts.{name}", f"expected a list of amounts, such as [0, 1/100], found {values!r:.40}")
    faults.raise_if_any()


def _told(ends: tuple[Fraction, Fraction]) -> str:
    low, high = map(str, ends)
    return low if low == high else f"{low} to {high}"


def boldest(at: Doubt) -> str:
    """The type of his that gains most from escalating against opening at the prior."""
    return max(at.prior, key=lambda s: at.pull(s, "open", at.common.prior))


# Curves


def charts(war: Any) -> dict[str, Curves | str]:
    """The charts of a war in doubt: see `Opening.charts`."""
    at: Doubt = war.doubt
    bold = boldest(at)
    wars = {"in doubt": war, f"if he is {bold} for sure": war.against(bold)}
    found: dict[str, Curves | str] = {
        name: Curves(title, what, "chance, under D1", partial(_along, wars, name, _reach(war, name) or Fraction(1)))
        for name, what, title in (
            ("face_saving", "face-saving", "What face-saving buys"),
            ("coercion", "pressure", "What pressure buys"),
            ("guarantee", "guarantee", "What a guarantee buys"),
        )
    }
    found["share"] = "he has one type only, whose share is all" if len(at.prior) == 1 else Curves(
        "What is at stake in whom she faces", f"share of {bold}", "chance, under D1", partial(_by_share, war, bold)
    )  # fmt: skip
    found["escalation"] = "she has one type only, whose resilience is known" if len(war.types) == 1 else Curves(
        "How likely escalation is", "expected resilience", "chance of escalation", partial(_steps, war)
    )  # fmt: skip
    return found


def _reach(war: Any, name: str) -> Fraction:
    """How far a curve goes: where little changes beyond; 0 where escalation does no harm, by which that is measured."""
    at: Stakes = war.stakes
    weak, strong = at.order[0], at.order[-1]
    b, d = at.talks_premium, at.harm
    r: ByType = war.resilience
    short = {t: at.opening_exposure[t] - b[t] for t in war.types}
    if name == "guarantee":
        gains: list[Fraction] = [max(pull.values()) for pull in war.pull("open").values()]
        return Fraction(5, 4) * max([*gains, max(d.values()) / 4])
    if name == "coercion":
        return 2 * max([*(short[t] / (1 - r[t]) for t in war.types if r[t] < 1), max(d.values()) / 4])
    needed = [short[strong]]
    needed += [(b[weak] * d[strong] - b[strong] * d[weak]) / (d[weak] - d[strong])] if d[weak] > d[strong] else []
    return 3 * min((one for one in needed if one > 0), default=max(d.values()))


def _along(wars: Mapping[str, Any], name: str, reach: Fraction) -> tuple[Curve, ...]:
    """Talks and escalation at amounts of a parameter from 0 to the reach, in each of the wars."""
    curves = []
    for which, war in wars.items():
        places = list(_places(lambda x, war=war: brought(war.with_(**{name: x})), Fraction(0), reach))  # type: ignore[misc]
        curves += [Curve(f"{event}, {which}", tuple((x, *at.chances[event]) for x, at in places)) for event in _DRAWN]
    return tuple(curves)


def _by_share(war: Any, bold: str) -> tuple[Curve, ...]:
    """Talks and escalation by the share of one type of his, the others in proportion."""
    others = 1 - war.opponent_prior[bold]

    def at(share: Fraction) -> Brought:
        prior = {s: share if s == bold else p * (1 - share) / others for s, p in war.opponent_prior.items()}
        return brought(war.with_(opponent_prior=prior))

    places = list(_places(at, Fraction(1, 1000), Fraction(999, 1000)))
    return tuple(Curve(event, tuple((x, *one.chances[event]) for x, one in places)) for event in ("opening", *_DRAWN))


def _places(at: Callable[[Fraction], Brought], start: Fraction, stop: Fraction) -> Iterator[tuple[Fraction, Brought]]:
    """Equal steps from start to stop; where equilibria change between two of them, both sides of the change."""
    grid = [start + (stop - start) * i / _STEPS for i in range(_STEPS + 1)]
    known = [(x, at(x)) for x in grid]
    yield known[0]
    for (left, here), (right, there) in pairwise(known):
        while here.names != there.names:
            low, high, beyond = left, right, there
            for _ in range(_HALVINGS):
                middle = (low + high) / 2
                found = at(middle)
                if found.names == here.names:
                    low, here = middle, found
                else:
                    high, beyond = middle, found
            yield low, here
            yield high, beyond
            left, here = high, beyond
        yield right, there


def _steps(war: Any) -> tuple[Curve, ...]:
    """tau by expected resilience, exactly: a step at the critical resilience of each type of his."""
    critical = war.critical_resilience
    low, high = min(war.resilience.values()), max(war.resilience.values())
    curves = {}
    for posture in ("closed", "open"):
        found = {s: critical[s][posture] for s in war.opponent_types}
        places = sorted({low, high, *(x for x in found.values() if low < x < high)})
        points = []
        for x in places:
            tempted = (sum((war.opponent_prior[s] for s in found if keep(found[s], x)), Fraction(0)) for keep in _SIDES)
            points += [(x, chance, chance) for chance in tempted]
        curves[posture] = tuple(points)
    if curves["closed"] == curves["open"]:
        return (Curve("after either posture", curves["open"]),)
    return tuple(Curve(f"after {posture}", points) for posture, points in curves.items())


#: Whether a type whose critical resilience is the first is tempted just below, and just above, the second.
_SIDES: tuple[Callable[[Fraction, Fraction], bool], ...] = (Fraction.__ge__, Fraction.__gt__)
