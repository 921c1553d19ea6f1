"""The opening game's parameters, defined once, and its payoffs, written once.

Plain arithmetic on whatever the parameters are: fractions, SymPy symbols or terms of an SMT solver.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial
from typing import Any

from termination.engine.parameter import NOT_NEGATIVE, POSITIVE, REAL, SHARE, UNIT, Parameter

POSTURES = ("closed", "open")
RESPONSES = ("escalate", "hold")
#: The messages without and with the costly signal, in the order of the games built here.
SILENT_MESSAGES = POSTURES
SIGNAL_MESSAGES = ("silent, closed", "silent, open", "signal, closed", "signal, open")

_by_type = partial(Parameter, by_type=True)
_zero_if_not_given = partial(Parameter, required=False, default=Fraction(0))
_one_if_not_given = partial(Parameter, required=False, default=Fraction(1))

#: Every parameter of the model. Validation, documents and notation are made from this table.
PARAMETERS = (
    _by_type("prior", "p_i", "probability of each resilience type", POSITIVE, jointly="sum 1"),
    _by_type(
        "resilience", "r_i", "share of a resistible escalation that the type withstands", UNIT,
        jointly="all different", order="strict",
    ),
    _by_type("war_value", "w_i", "opener's value of fighting on: closed, not escalated against", REAL),
    _by_type("talks_value", "x_i", "opener's value of talks: open, not escalated against", REAL),
    Parameter("escalation_harm", "D", "harm to an opener with no resilience, over the base harm", NOT_NEGATIVE),
    _zero_if_not_given("base_harm", "eta", "harm that escalation does to any opener, however resilient", NOT_NEGATIVE),
    Parameter("talks_exposure", "lam", "fraction of the harm that still bites once she has opened", SHARE),
    _one_if_not_given("talks_kept", "kappa", "share of the talks premium that she keeps if escalated against", UNIT),
    _by_type(
        "signal_cost", "c_i", "cost of the costly signal; absent when there is none", NOT_NEGATIVE, required=False
    ),
    Parameter("escalation_gain", "g", "opponent's gain from escalating against zero resilience", POSITIVE),
    Parameter("escalation_cost", "k", "opponent's cost of escalating", POSITIVE),
    _zero_if_not_given(
        "opponent_talks_value", "t", "opponent's value of talks (welfare only; never his incentive to escalate)", REAL
    ),
    _zero_if_not_given(
        "face_saving", "phi", "concession the opponent attaches to her opening, escalated or not", NOT_NEGATIVE
    ),
    _zero_if_not_given("deescalation", "psi", "unconditional reduction in the intensity of the war", NOT_NEGATIVE),
    _zero_if_not_given("coercion", "z", "pressure on a closed posture: it costs type i z(1 - r_i)", NOT_NEGATIVE),
    _zero_if_not_given(
        "guarantee", "m", "third-party guarantee: added to his cost of escalating after she opens", NOT_NEGATIVE
    ),
    _one_if_not_given("guarantee_delivery", "delta", "probability with which he expects the guarantee to bite", UNIT),
)  # fmt: skip

#: Shares that are all of it unless given; theorems and the closed forms that ship are for those.
AT_DEFAULT = ("talks_kept", "guarantee_delivery")
#: What a war in doubt has by opponent type: he alone knows what escalating brings him, and what it costs.
BY_OPPONENT = ("escalation_gain", "escalation_cost")
OPPONENT_PRIOR = Parameter(
    "opponent_prior", "pi_s", "probability of each opponent type, where he has types", POSITIVE, over="opponent types",
    jointly="sum 1", required=False,
)  # fmt: skip
#: Every parameter of a war in doubt.
IN_DOUBT = (
    *(
        replace(one, symbol=f"{one.symbol}_s", over="opponent types") if one.name in BY_OPPONENT else one
        for one in PARAMETERS
    ),
    replace(OPPONENT_PRIOR, required=True),
)
#: What is read off the parameters: letter, formula, meaning.
DERIVED = (
    ("d_i", "eta + (1 - r_i) D", "harm: what escalation costs her while closed"),
    ("b_i", "x_i - w_i + phi + z (1 - r_i)", "talks premium: what she gains from talks over fighting on"),
    ("e_i", "lam d_i + (1 - kappa) b_i", "opening exposure: what escalation costs her once open"),
    ("n_i(a)", "g (1 - r_i) - k - delta m[a = open]", "his net gain from escalating against type i after posture a"),
    ("R(mu)", "sum_i mu_i r_i", "expected resilience under the belief `mu`; `R(p)` at the prior"),
    ("rstar_closed", "1 - k / g", "critical resilience after closed: he escalates if `R(mu)` is less"),
    ("rstar_open", "1 - (k + m) / g", "critical resilience after open"),
)
#: The same of a war in doubt.
IN_DOUBT_DERIVED = (
    *DERIVED[:3],
    ("n_si(a)", "g_s (1 - r_i) - k_s - delta m[a = open]", "net gain of his type s from escalating against type i"),
    DERIVED[4],
    ("tau_open(mu)", "sum of pi_s over s with sum_i mu_i n_si(open) > 0", "his chance of escalating after open"),
    ("h_H", "sum of pi_s over s with n_sH(closed) > 0", "his chance of escalating against the most resilient, closed"),
)
_BY_TYPE = tuple(parameter.name for parameter in PARAMETERS if parameter.by_type)


# The payoffs. `v` has the parameters as attributes, those by type at the type in question.


def harm_of(v: Any) -> Any:
    """d_i = eta + (1 - r_i) D: what escalation costs the type when she is closed."""
    return v.base_harm + (1 - v.resilience) * v.escalation_harm


def premium_of(v: Any) -> Any:
    """b_i = x_i - w_i + phi + z(1 - r_i): what the type gains from talks over fighting on."""
    return v.talks_value - v.war_value + v.face_saving + v.coercion * (1 - v.resilience)


def exposure_of(v: Any) -> Any:
    """e_i = lam d_i + (1 - kappa) b_i: what escalation costs the type once she is open."""
    exposure = v.talks_exposure * harm_of(v)
    return exposure if _is_one(v.talks_kept) else exposure + (1 - v.talks_kept) * premium_of(v)


def expected_guarantee(v: Any) -> Any:
    """delta m: what he expects the guarantee to cost him."""
    return v.guarantee if _is_one(v.guarantee_delivery) else v.guarantee_delivery * v.guarantee


def _is_one(share: Any) -> bool:
    """Whether it is the number 1, which leaves no trace in terms."""
    return isinstance(share, (int, Fraction)) and share == 1


def held_of(v: Any, posture: str, signalled: bool) -> Any:
    """What the opener gets where the opponent holds."""
    if posture == "open":
        undisturbed = v.talks_value + v.face_saving
    else:
        undisturbed = v.war_value - v.coercion * (1 - v.resilience)
    payoff = undisturbed + v.deescalation
    return payoff - v.signal_cost if signalled else payoff


def loss_of(v: Any, posture: str) -> Any:
    """What escalation costs the opener."""
    return exposure_of(v) if posture == "open" else harm_of(v)


def opener_payoff(v: Any, posture: str, signalled: bool, response: str) -> Any:
    """The opener's payoff, for a type whose parameters are the attributes of `v`.

    Uses only +, - and *, so that `v` may hold fractions, SymPy symbols or SMT terms alike.

    >>> from types import SimpleNamespace
    >>> v = SimpleNamespace(resilience=Fraction(1, 2), war_value=1, talks_value=2, escalation_harm=4, base_harm=0,
    ...                     talks_exposure=Fraction(1, 2), talks_kept=1, signal_cost=0, face_saving=0,
    ...                     deescalation=0, coercion=0)
    >>> [opener_payoff(v, a, False, r) for a in ("closed", "open") for r in ("escalate", "hold")]
    [Fraction(-1, 1), Fraction(1, 1), Fraction(1, 1), 2]
    """
    held = held_of(v, posture, signalled)
    return held if response == "hold" else held - loss_of(v, posture)


def opener_payoffs(v: Any, has_signal: bool) -> list[list[Any]]:
    """The same for all of her messages and both responses, [message][response]; what they share is worked out once."""
    losses = {a: loss_of(v, a) for a in POSTURES}
    held = [(held_of(v, a, s), losses[a]) for s in ((False, True) if has_signal else (False,)) for a in POSTURES]
    return [[{"escalate": payoff - loss, "hold": payoff}[r] for r in RESPONSES] for payoff, loss in held]


def opponent_payoff(v: Any, posture: str, response: str) -> Any:
    """The opponent's payoff against a type whose parameters are the attributes of `v`. The signal does not enter."""
    held = v.opponent_talks_value if posture == "open" else 0
    if response == "hold":
        return held
    cost = v.escalation_cost + expected_guarantee(v) if posture == "open" else v.escalation_cost
    return held + v.escalation_gain * (1 - v.resilience) - cost


def payoff_tables(types: Sequence[Any], has_signal: bool) -> tuple[list[Any], list[Any]]:
    """Both players' payoffs nested [type][message][response]; `types` holds one such `v` for each type."""
    opener = [opener_payoffs(v, has_signal) for v in types]
    opponent = [[[opponent_payoff(v, a, r) for r in RESPONSES] for a in POSTURES] * (1 + has_signal) for v in types]
    return opener, opponent
