"""How much of a remedy would be needed: the smallest guarantee, face-saving payment, cost of escalation, as formulas.

Each is a threshold in one parameter with the others as they are. The formalisation is ours; the passages are S2 (cost),
S5 and S8 (face-saving, side payments) and S9 (guarantees) of Mastro & Siegel (2023).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from termination.errors import InputError
from termination.models.opening import OpeningGame


@dataclass(frozen=True)
class Needed:
    """How much is needed: `value` (None where no amount does it), its `formula`, and what it buys.

    `attained` says whether that amount suffices itself, or only anything beyond it. `caveats` are premises that fail in
    this game: with any, the amount is not to be relied on.
    """

    what: str
    value: Fraction | None
    formula: str
    attained: bool
    buys: str
    caveats: tuple[str, ...] = ()

    def __str__(self) -> str:
        if self.value is None:
            return f"{self.what}: no amount brings {self.buys}"
        return f"{self.what} {'of at least' if self.attained else 'beyond'} {self.value} = {self.formula}: {self.buys}"


_SOME = "an equilibrium in which all open and are not escalated against"
_EVERY = "that in every equilibrium all open and are not escalated against"


def _lacking(model: OpeningGame, *names: str) -> tuple[str, ...]:
    held = model.assumptions()
    return tuple(f"{name} fails ({held[name].title})" for name in names if not held[name].holds)


def _check(model: object, scope: str) -> None:
    if not isinstance(model, OpeningGame):
        raise InputError(f"model: expected an OpeningGame made from parameters, found {type(model).__name__}")
    if scope not in ("some", "every"):
        raise InputError(f"scope: is {scope!r}, must be 'some' or 'every'")


def smallest_guarantee(model: OpeningGame, scope: str = "some") -> Needed:
    """The least third-party guarantee m that brings talks: in some equilibrium, or in every one (T12; S9).

    >>> war = OpeningGame(prior=["1/2", "1/2"], resilience=[0, 1], war_value=[0, 1], talks_value=[1, "3/2"],
    ...                   escalation_harm=1, base_harm=1, talks_exposure=1, escalation_gain=1, escalation_cost="2/5")
    >>> print(smallest_guarantee(war))
    guarantee of at least 1/10 = g(1 - R(p)) - k: an equilibrium in which all open and are not escalated against
    """
    _check(model, scope)
    gap = _pull(model, scope) - model.escalation_cost
    formula = f"{_pulls(scope)} - k" if gap >= 0 else "0"
    attained = scope == "some" or gap < 0
    return Needed("guarantee", max(gap, Fraction(0)), formula, attained, _buys(scope), _lacking(model, "A1", "A2"))


def needed_escalation_cost(model: OpeningGame, scope: str = "some") -> Needed:
    """The cost of escalation k from which talks are possible, or certain (T1, T2; S2).

    >>> war = OpeningGame(prior=["1/2", "1/2"], resilience=[0, 1], war_value=[0, 1], talks_value=[1, "3/2"],
    ...                   escalation_harm=1, base_harm=1, talks_exposure=1, escalation_gain=1, escalation_cost="2/5")
    >>> needed_escalation_cost(war).value, needed_escalation_cost(war, "every").value
    (Fraction(1, 2), Fraction(1, 1))
    """
    _check(model, scope)
    gap = _pull(model, scope) - model.guarantee
    caveats = _lacking(model, "A1", "A2")
    return Needed(
        "escalation cost", max(gap, Fraction(0)), f"{_pulls(scope)} - m", scope == "some", _buys(scope), caveats
    )


def _pull(model: OpeningGame, scope: str) -> Fraction:
    """What he gains from escalating, before its cost: at the prior, or against the least resilient."""
    resilience = model.expected_resilience() if scope == "some" else min(model.resilience.values())
    return model.escalation_gain * (1 - resilience)


def _pulls(scope: str) -> str:
    return "g(1 - R(p))" if scope == "some" else "g(1 - r_1)"


def _buys(scope: str) -> str:
    return _SOME if scope == "some" else _EVERY


def needed_face_saving(model: OpeningGame) -> Needed:
    """The face-saving concession phi beyond which D1 leaves only equilibria in which both types open (T8; S5, S8).

    Without the signal. What that buys depends on the regime: in the middle regime talks; where escalation is tempting
    only an opening that is escalated against for sure, and no amount brings talks.

    >>> war = OpeningGame(prior=["1/2", "1/2"], resilience=[0, 1], war_value=[0, 1], talks_value=[1, "3/2"],
    ...                   escalation_harm=1, base_harm=1, talks_exposure=1, escalation_gain=1, escalation_cost="2/5")
    >>> needed = needed_face_saving(war)
    >>> needed.value, needed.formula
    (Fraction(0, 1), 'phi* = (b_L d_H - b_H d_L) / (d_L - d_H)')
    >>> needed.buys
    'an opening by both that is escalated against for sure'
    """
    _check(model, "some")
    if len(model.types) != 2 or model.has_signal:
        raise InputError("model: stated for two types without the signal")
    low, high = model.resilience_order
    regime = model.regimes()["open"].name
    bare = {t: model.talks_premium[t] - model.face_saving for t in model.types}
    needs = {t: model.opening_exposure[t] - bare[t] for t in model.types}
    if regime == "tempting":
        options = {"lam d_H - (x_H - w_H + z(1 - r_H))": needs[high]}
        buys, premises = "an opening by both that is escalated against for sure", ["A1", "A2", "A3"]
    elif regime == "middle":
        worst = max(needs, key=lambda t: needs[t])
        suffix = "H" if worst == high else "L"
        options = {f"lam d_{suffix} - (x_{suffix} - w_{suffix} + z(1 - r_{suffix}))": needs[worst]}
        buys, premises = "that talks are the only outcome surviving D1", ["A1", "A2"]
    else:
        raise InputError(f"model: the regime after opening is {regime!r}; stated for 'tempting' and 'middle'")
    harm = model.harm
    if harm[low] > harm[high]:
        reversal = (bare[low] * harm[high] - bare[high] * harm[low]) / (harm[low] - harm[high])
        options["phi* = (b_L d_H - b_H d_L) / (d_L - d_H)"] = reversal
    formula = min(options, key=lambda name: options[name])
    return Needed("face-saving", max(options[formula], Fraction(0)), formula, False, buys, _lacking(model, *premises))


__all__ = ["Needed", "needed_escalation_cost", "needed_face_saving", "smallest_guarantee"]
