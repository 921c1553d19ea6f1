"""How much of a remedy is needed: the smallest guarantee, cost of escalation and face-saving payment, exactly.

Theorems give amounts that suffice, under premises: T1 and T2 for the cost (S2), T12 for guarantees (S9), T8 for
face-saving (S5, S8). Less may do, and without the premises. So the smallest amount is found by solving the game at all
amounts at which anything changes and between any two (`lines`); the theorem's amount stands beside it, and lends its
formula where the two are equal. The formalisation is ours; the passages are of Mastro & Siegel (2023).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import dropwhile

from termination.analysis.lines import Piece, pieces
from termination.analysis.thresholds import line_along, movable
from termination.engine.enumerate import solve
from termination.engine.equilibria import Equilibria
from termination.engine.refining.refine import refine
from termination.engine.strategies import Quantity, Range
from termination.errors import InputError
from termination.models.opening.game import OpeningGame


@dataclass(frozen=True)
class Sufficient:
    """An amount that a theorem says is enough, as is any greater one; if not `attained`, only those greater.

    `formula` is "" where any amount is enough. `caveats` are the premises that fail in this game: with any, the
    theorem says nothing here.
    """

    value: Fraction
    formula: str
    attained: bool
    caveats: tuple[str, ...]

    def __str__(self) -> str:
        if self.caveats:
            return f"no theorem says what is enough here: {'; '.join(self.caveats)}"
        if not self.formula:
            return "any amount is enough"
        return f"{'at least' if self.attained else 'more than'} {self.value} = {self.formula} is enough"


@dataclass(frozen=True)
class Needed:
    """The smallest amount of a remedy that brings something about, the others as they are, whatever assumptions hold.

    `value` is the infimum of all amounts that do: None where none does, a float if it is irrational. `attained` says
    whether it does itself or only amounts just beyond it, `lasting` whether every greater amount does too. `formula` is
    that of the theorem where it gives this very amount, else "". `sufficient` is the theorem's own amount, which may be
    more than is needed; None where no theorem is stated.
    """

    what: str
    value: Fraction | float | None
    formula: str
    attained: bool
    buys: str
    lasting: bool = True
    sufficient: Sufficient | None = None

    def __str__(self) -> str:
        if self.value is None:
            return f"{self.what}: no amount brings {self.buys}"
        equal = f" = {self.formula}" if self.formula else ""
        if not self.value:
            equal += " (none is needed)" if self.attained else " (any does)"
        amount = f"{'of at least' if self.attained else 'beyond'} {self.value}{equal}"
        return f"{self.what} {amount}: {self.buys}{'' if self.lasting else ', though not with every greater amount'}"


_SOME = "an equilibrium in which all open and are not escalated against"
_EVERY = "that in every equilibrium all open and are not escalated against"


def _lacking(model: OpeningGame, *names: str) -> tuple[str, ...]:
    held = model.assumptions()
    return tuple(f"{name} fails ({held[name].title})" for name in names if not held[name].holds)


def _check(model: object, scope: str) -> None:
    if not isinstance(model, OpeningGame):
        raise InputError(f"model: expected an OpeningGame made from parameters, found {type(model).__name__}")
    if model.doubt:
        raise InputError("model: what is enough is stated for an opponent without types; take .against(...) one of his")
    if model.talks_kept != 1 or model.guarantee_delivery != 1:
        raise InputError("model: what is enough is stated for talks_kept = 1 and guarantee_delivery = 1")
    if scope not in ("some", "every"):
        raise InputError(f"scope: is {scope!r}, must be 'some' or 'every'")


def smallest_guarantee(model: OpeningGame, scope: str = "some") -> Needed:
    """The least third-party guarantee m that brings talks: in some equilibrium, or in every one (T12; S9).

    >>> war = OpeningGame(prior=["1/2", "1/2"], resilience=[0, 1], war_value=[0, 1], talks_value=[1, "3/2"],
    ...                   escalation_harm=1, base_harm=1, talks_exposure=1, escalation_gain=1, escalation_cost="2/5")
    >>> print(smallest_guarantee(war))
    guarantee of at least 1/10 = g(1 - R(p)) - k: an equilibrium in which all open and are not escalated against
    >>> generous = war.with_(talks_value=[3, 3])
    >>> needed = smallest_guarantee(generous, "every")
    >>> str(needed.value), str(needed.sufficient)
    ('1/10', 'more than 3/5 = g(1 - r_1) - k is enough')
    """
    _check(model, scope)
    return _talks(model, "guarantee", "guarantee", scope, _pull(model, scope) - model.escalation_cost, "k")


def needed_escalation_cost(model: OpeningGame, scope: str = "some") -> Needed:
    """The least cost of escalation k with which talks are possible, or certain (T1, T2; S2).

    >>> war = OpeningGame(prior=["1/2", "1/2"], resilience=[0, 1], war_value=[0, 1], talks_value=[1, "3/2"],
    ...                   escalation_harm=1, base_harm=1, talks_exposure=1, escalation_gain=1, escalation_cost="2/5")
    >>> needed_escalation_cost(war).value, needed_escalation_cost(war, "every").value
    (Fraction(1, 2), Fraction(1, 1))
    """
    _check(model, scope)
    return _talks(model, "escalation_cost", "escalation cost", scope, _pull(model, scope) - model.guarantee, "m")


def _talks(model: OpeningGame, parameter: str, what: str, scope: str, gap: Fraction, given: str) -> Needed:
    """The least amount of a parameter that he counts against escalating; `gap` is what the theorem asks of it."""
    formula = f"{'g(1 - R(p))' if scope == 'some' else 'g(1 - r_1)'} - {given}" if gap >= 0 else ""
    attained = (gap > 0 or _may_be_zero(model, parameter)) and (gap < 0 or scope == "some")
    enough = Sufficient(max(gap, Fraction(0)), formula, attained, _lacking(model, "A1", "A2"))
    buys = _SOME if scope == "some" else _EVERY
    found = _pieces(model, parameter, lambda at: buys if _has_talks(_solved(at), scope) else "")
    return _least(found, what, buys, enough)


def _pull(model: OpeningGame, scope: str) -> Fraction:
    """What he gains from escalating, before its cost: at the prior, or against the least resilient."""
    resilience = model.expected_resilience() if scope == "some" else min(model.resilience.values())
    return model.escalation_gain * (1 - resilience)


def _solved(model: OpeningGame) -> Equilibria:
    found = solve(model)
    if not found.complete:
        raise InputError("model: the solver reached its limits, so that the smallest amount cannot be told")
    return found


def _has_talks(found: Equilibria, scope: str) -> bool:
    """Whether talks are sure in some equilibrium, or in every one."""
    if scope == "some":
        return any(_ends(family.outcomes["talks"])[1] == 1 for family in found)
    return all(_ends(family.outcomes["talks"])[0] == 1 for family in found)


def _ends(quantity: Quantity) -> tuple[Fraction, Fraction]:
    return (quantity.low, quantity.high) if isinstance(quantity, Range) else (quantity, quantity)


def _pieces(model: OpeningGame, parameter: str, brings: Callable[[OpeningGame], str]) -> tuple[Piece[str], ...]:
    """What each amount of the parameter brings, "" for nothing; 0 included where it may be zero."""

    def answer(at: object) -> str:
        assert isinstance(at, OpeningGame)
        return brings(at)

    return pieces(line_along(model, parameter), answer, with_low=_may_be_zero(model, parameter))


def _may_be_zero(model: OpeningGame, parameter: str) -> bool:
    return not movable(model)[parameter][0].domain.open_low


def _least(found: Iterable[Piece[str]], what: str, buys: str, enough: Sufficient | None) -> Needed:
    """The first amount that brings anything, in words if all that do bring the same."""
    doing = list(dropwhile(lambda piece: not piece.answer, found))
    if not doing:
        return Needed(what, None, "", False, buys, sufficient=enough)
    start = doing[0].start
    assert start is not None
    value, attained = start.value, doing[0].first
    formula = enough.formula if enough and (value, attained) == (enough.value, enough.attained) else ""
    return Needed(what, value, formula, attained, buys, all(piece.answer for piece in doing), enough)


_OPENING = "that in every equilibrium surviving D1 all open"
_ESCALATED = "an opening by all that is escalated against for sure, in every equilibrium surviving D1"
_ONLY_TALKS = "that talks are the only outcome surviving D1"


def needed_face_saving(model: OpeningGame) -> Needed:
    """The least face-saving concession phi with which D1 leaves only equilibria in which all types open (T8; S5, S8).

    What that buys depends on the regime: in the middle regime talks; where escalation is tempting only an opening that
    is escalated against for sure, and no amount brings talks. `buys` says what it is from there on.

    >>> war = OpeningGame(prior=["1/2", "1/2"], resilience=[0, 1], war_value=[0, 1], talks_value=[1, "3/2"],
    ...                   escalation_harm=1, base_harm=1, talks_exposure=1, escalation_gain=1, escalation_cost="2/5")
    >>> needed = needed_face_saving(war)
    >>> needed.value, needed.formula
    (Fraction(0, 1), 'phi* = (b_L d_H - b_H d_L) / (d_L - d_H)')
    >>> needed.buys
    'an opening by all that is escalated against for sure, in every equilibrium surviving D1'
    """
    _check(model, "some")
    found = _pieces(model, "face_saving", _after_opening)
    bought = {piece.answer for piece in found} - {""}
    buys = bought.pop() if len(bought) == 1 else _OPENING
    return _least(found, "face-saving", buys, _enough_face_saving(model))


def _after_opening(at: OpeningGame) -> str:
    """What follows if all open in every equilibrium that survives D1; "" if not all do."""
    kept = refine(_solved(at), "D1")
    if any(_ends(family.outcomes["opening"])[0] < 1 for family in kept):
        return ""
    talks = [end for family in kept for end in _ends(family.outcomes["talks"])]
    return _ONLY_TALKS if min(talks) == 1 else _ESCALATED if max(talks) == 0 else _OPENING


def _enough_face_saving(model: OpeningGame) -> Sufficient | None:
    """What T8 asks for: two types without the signal, in the tempting and the middle regime; None elsewhere."""
    regime = model.regimes()["open"].name
    if len(model.types) != 2 or model.has_signal or regime not in ("tempting", "middle"):
        return None
    low, high = model.resilience_order
    bare = {t: model.talks_premium[t] - model.face_saving for t in model.types}
    needs = {t: model.opening_exposure[t] - bare[t] for t in model.types}
    slowest = high if regime == "tempting" else max(needs, key=lambda t: needs[t])
    suffix = "H" if slowest == high else "L"
    options = {f"lam d_{suffix} - (x_{suffix} - w_{suffix} + z(1 - r_{suffix}))": needs[slowest]}
    harm = model.harm
    if harm[low] > harm[high]:
        reversal = (bare[low] * harm[high] - bare[high] * harm[low]) / (harm[low] - harm[high])
        options["phi* = (b_L d_H - b_H d_L) / (d_L - d_H)"] = reversal
    formula = min(options, key=lambda name: options[name])
    value = max(options[formula], Fraction(0))
    premises = ["A2", "A3"] if regime == "tempting" else ["A2"]
    worth_having = "A1 fails (talks are worth having)"
    lacking = (worth_having,) * (min(bare.values()) + value < 0) + _lacking(model, *premises)
    return Sufficient(value, formula if options[formula] >= 0 else "", False, lacking)
