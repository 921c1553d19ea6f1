"""The approach game's parameters, defined once, and its payoffs, written once.

Plain arithmetic on whatever the parameters are: fractions, SymPy symbols or terms of an SMT solver.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import partial
from types import SimpleNamespace
from typing import Any

from termination.engine.game import Labels
from termination.engine.parameter import NOT_NEGATIVE, POSITIVE, REAL, UNIT, Domain, Parameter

TYPES = RESOLUTE, IRRESOLUTE = ("resolute", "irresolute")
APPROACHES = LIMITED, CORE = ("limited", "core")
HARDLINE = "hardline"
_COVER = " under cover"
#: Every message there can be, in the order of the games built here.
MESSAGES: Labels = (HARDLINE, LIMITED, CORE, LIMITED + _COVER, CORE + _COVER)
PRESS, HOLD, RECIPROCATE = RESPONSES = ("press", "hold", "reciprocate")


def covered(message: str) -> bool:
    """Whether hardline policies are sustained elsewhere."""
    return message.endswith(_COVER)


def of_approach(message: str) -> str:
    """The approach without its cover: hardline, limited or core."""
    return message.removesuffix(_COVER)


def responses_to(message: str) -> Labels:
    """What the rival can do: where nothing is offered there is nothing to reciprocate."""
    return RESPONSES[:2] if message == HARDLINE else RESPONSES


_by_type = partial(Parameter, by_type=True)
_by_approach = partial(Parameter, over="approaches")
_zero_if_not_given = partial(Parameter, required=False, default=Fraction(0))

#: Every parameter of the model. Validation, documents and notation are made from this table.
PARAMETERS = (
    Parameter("prior", "q", "probability that the stronger state is resolute", Domain(0, 1, True, True)),
    Parameter("ambition", "A", "rival's gain from pressing an irresolute state", POSITIVE),
    Parameter("power", "P", "rival's loss from pressing a resolute state", POSITIVE),
    _by_approach("concession_value", "v_a", "worth of what the approach offers, to the rival", NOT_NEGATIVE),
    _by_approach("concession_cost", "k_a", "cost of what the approach offers, to the stronger state", NOT_NEGATIVE),
    Parameter("unilateral", "u", "share of the concession given whatever the response", UNIT),
    _by_approach("reciprocity_cost", "y_a", "cost of reciprocating, to the rival", NOT_NEGATIVE),
    _by_approach("reciprocity_gain", "Y_a", "gain of the stronger state from being reciprocated", NOT_NEGATIVE),
    _by_approach(
        "relief", "s_a", "share of the rival's insecurity that the approach could relieve", UNIT,
        jointly="limited no more than core", order="weak",
    ),
    _zero_if_not_given("mistrust", "mis", "share of the relief lost to mistrust", UNIT),
    _zero_if_not_given("cover_dilution", "dil", "share of the relief lost under cover", UNIT),
    Parameter("insecurity", "J", "rival's cost of full insecurity", NOT_NEGATIVE),
    Parameter("war_risk", "W", "stronger state's expected cost of war at full insecurity", NOT_NEGATIVE),
    _by_type("hardline_cost", "h_t", "cost of hardline policies", NOT_NEGATIVE),
    _by_approach("savings", "e_a", "share of the cost of hardline policies that the approach saves", UNIT),
    _by_type("emboldening_loss", "L_t", "loss when pressed", POSITIVE),
    _by_type(
        "cover_cost", "c_t", "cost of hardline policies sustained elsewhere; absent when there is no cover",
        NOT_NEGATIVE, required=False,
    ),
    _zero_if_not_given(
        "trend", "tr", "rival's extra reason to settle now; negative when it has another power to lean on", REAL
    ),
    _zero_if_not_given("flare", "f", "probability that a conflict left unresolved flares up later", UNIT),
    _zero_if_not_given("flare_loss", "F", "stronger state's loss if it does", NOT_NEGATIVE),
)  # fmt: skip

_OVER_APPROACHES = tuple(parameter.name for parameter in PARAMETERS if parameter.over)


# The payoffs. `v` has the parameters as attributes, those by type and by approach at the type and approach in question;
# for hardline the latter are zero.


def relief_of(v: Any, under_cover: bool) -> Any:
    """ell = (1 - mis)(1 - dil[cover]) s_a: the share of the rival's insecurity that the approach does relieve."""
    kept = (1 - v.mistrust) * v.relief
    return (1 - v.cover_dilution) * kept if under_cover else kept


def risk_of(v: Any) -> Any:
    """W + f F: what full insecurity of the rival costs the stronger state, now and later."""
    return v.war_risk + v.flare * v.flare_loss


def state_payoff(v: Any, under_cover: bool, response: str) -> Any:
    """The stronger state's payoff, for a type and an approach whose parameters are the attributes of `v`.

    Uses only +, - and *, so that `v` may hold fractions, SymPy symbols or SMT terms alike.
    """
    payoff = 0 - v.hardline_cost * (1 - v.savings)
    if under_cover:
        payoff = payoff - v.cover_cost
    if response == "reciprocate":
        payoff = payoff - v.concession_cost + v.reciprocity_gain
    else:
        payoff = payoff - v.unilateral * v.concession_cost
    if response == "press":
        return payoff - risk_of(v) - v.emboldening_loss
    return payoff - risk_of(v) * (1 - relief_of(v, under_cover))


def rival_payoff(v: Any, under_cover: bool, response: str, resolute: bool) -> Any:
    """The rival's payoff against the resolute or the irresolute, after an approach whose parameters `v` has."""
    if response == "press":
        return v.unilateral * v.concession_value + (0 - v.power if resolute else v.ambition)
    relieved = v.insecurity * relief_of(v, under_cover)
    if response == "reciprocate":
        return v.concession_value - v.reciprocity_cost + relieved + v.trend
    return v.unilateral * v.concession_value + relieved


def values_at(parameters: Mapping[str, Any], type_: str, approach: str) -> SimpleNamespace:
    """The parameters at one type and one approach, as the payoff functions take them; what hardline lacks is zero."""
    found: dict[str, Any] = {}
    for parameter in PARAMETERS:
        value = parameters.get(parameter.name)
        if parameter.by_type:
            found[parameter.name] = 0 if value is None else value[type_]
        elif parameter.over:
            found[parameter.name] = 0 if approach == HARDLINE else value[approach]  # type: ignore[index]
        else:
            found[parameter.name] = value
    return SimpleNamespace(**found)


def payoff_tables(parameters: Mapping[str, Any], messages: Sequence[str]) -> tuple[list[Any], list[Any]]:
    """Both players' payoffs nested [type][message][response]."""
    state: list[Any] = []
    rival: list[Any] = []
    for t in TYPES:
        at = [(values_at(parameters, t, of_approach(m)), covered(m), responses_to(m)) for m in messages]
        state.append([[state_payoff(v, cover, r) for r in replies] for v, cover, replies in at])
        rival.append([[rival_payoff(v, cover, r, t == RESOLUTE) for r in replies] for v, cover, replies in at])
    return state, rival
