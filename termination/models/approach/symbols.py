"""The approach game in symbols, reduced to what its equilibria depend on.

Equilibria do not change when a type's payoffs are shifted, nor when all payoffs of the rival are rescaled. So the
stronger state of type t is described by its loss L_t when pressed on hardline and by what an approach brings it over
hardline that is not pressed: g_t where the rival holds, m_t where it reciprocates, b_t where it presses. The rival is
described by its critical resolve mu*: at belief mu in the resolute it gains (A + P)(mu* - mu) by pressing.

Whether the rival would rather hold or reciprocate depends on no belief, but on the sign of R = (1 - u) v + tr - y. So
the reduced game has no reply "reciprocate" where R < 0 and no "hold" where R > 0; only where R = 0 does it have both.
The reduced payoffs are those of `approach.state_payoff` and `approach.rival_payoff`, evaluated on these symbols.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import SimpleNamespace
from typing import Any

import sympy as sp

from termination.engine.game import Labels
from termination.engine.symbolic.games import SymbolicGame
from termination.models.approach.payoffs import (
    HARDLINE,
    HOLD,
    PARAMETERS,
    PRESS,
    RECIPROCATE,
    RESOLUTE,
    TYPES,
    covered,
    of_approach,
    rival_payoff,
    state_payoff,
    values_at,
)

#: What the rival does with an approach where it does not press: R < 0, R > 0, R = 0.
HELD, MET, EVEN = "held", "met", "even"
#: The replies that the reduced game keeps.
KEPT: dict[str, Labels] = {HELD: (PRESS, HOLD), MET: (PRESS, RECIPROCATE), EVEN: (PRESS, HOLD, RECIPROCATE)}
#: The less-hardline messages on offer, each with what the rival does with it.
Offered = tuple[tuple[str, str], ...]

_SUFFIX = dict(zip(TYPES, ("res", "irr"), strict=True))


def _symbol(letter: str, *marks: str, **signs: bool) -> sp.Symbol:
    return sp.Symbol("_".join([letter, *(mark.replace(" ", "_") for mark in marks if mark)]), real=True, **signs)


Q = _symbol("q", positive=True)
#: Critical resolve after hardline.
MUSTAR = _symbol("mustar", HARDLINE, positive=True)
LOSS = {t: _symbol("L", _SUFFIX[t], positive=True) for t in TYPES}


@dataclass(frozen=True)
class MessageSymbols:
    """The symbols of one less-hardline message: what it brings by type where held, met, pressed; critical resolve."""

    held: Mapping[str, sp.Symbol]
    met: Mapping[str, sp.Symbol]
    pressed: Mapping[str, sp.Symbol]
    critical: sp.Symbol
    kind: str

    @property
    def unpressed(self) -> Mapping[str, sp.Symbol]:
        """What it brings where it is not pressed; of two that are possible, where it is held."""
        return self.met if self.kind == MET else self.held

    @property
    def listed(self) -> tuple[sp.Symbol, ...]:
        """In the order in which formulas are written; critical resolve, which comes earlier, left out."""
        even = self.met.values() if self.kind == EVEN else ()
        return (*self.unpressed.values(), *even, *self.pressed.values())


@cache
def message_symbols(kind: str, mark: str = "") -> MessageSymbols:
    """The symbols of a message; `mark` tells messages apart where there are several."""
    held, met, pressed = ({t: _symbol(letter, _SUFFIX[t], mark) for t in TYPES} for letter in "gmb")
    return MessageSymbols(held, met, pressed, _symbol("mustar", MET if kind == MET else HELD, mark), kind)


def hardline_against(message: str, kind: str) -> SymbolicGame:
    """The reduced game of hardline and one less-hardline message."""
    return reduced_game(((message, kind),))


def _symbols_of(offered: Offered) -> dict[str, MessageSymbols]:
    return {m: message_symbols(kind, m if len(offered) > 1 else "") for m, kind in offered}


@cache
def reduced_game(offered: Offered) -> SymbolicGame:
    """The reduced game of hardline and the less-hardline messages on offer."""
    of = _symbols_of(offered)
    cells: dict[str, tuple[Labels, MessageSymbols | None]] = {HARDLINE: (KEPT[HELD], None)}
    cells |= {m: (KEPT[kind], of[m]) for m, kind in offered}
    sender, receiver = [], []
    for t in TYPES:
        at = [(_values(one, t), replies) for replies, one in cells.values()]
        sender.append(tuple(tuple(sp.expand(state_payoff(v, False, r)) for r in replies) for v, replies in at))
        receiver.append(
            tuple(tuple(sp.expand(rival_payoff(v, False, r, t == RESOLUTE)) for r in replies) for v, replies in at)
        )
    return SymbolicGame(
        types=TYPES,
        prior=(Q, 1 - Q),
        messages=tuple(cells),
        response_sets=tuple(replies for replies, _ in cells.values()),
        sender=tuple(sender),
        receiver=tuple(receiver),
        symbols=(
            *(Q, MUSTAR, *(one.critical for one in of.values()), *LOSS.values()),
            *(s for one in of.values() for s in one.listed),
        ),
        assumptions=(MUSTAR < 1, *(relation for one in of.values() for relation in _assumed(one))),
        latex=_latex(of.values()),
    )


def _assumed(one: MessageSymbols) -> Iterator[Any]:
    """What follows from the domains of the parameters: relief is not negative, R > 0 where it is met."""
    yield one.critical < MUSTAR if one.kind == MET else one.critical <= MUSTAR
    if one.kind != MET:
        yield from (one.pressed[t] + LOSS[t] <= one.held[t] for t in TYPES)


def _values(one: MessageSymbols | None, type_: str) -> SimpleNamespace:
    """Parameters at which the model's payoffs are the reduced ones: what the state gains is a concession to it, and all
    that keeps the rival from pressing is relief."""
    v = SimpleNamespace(**{parameter.name: sp.Integer(0) for parameter in PARAMETERS})
    v.ambition, v.power, v.emboldening_loss, v.unilateral = MUSTAR, 1 - MUSTAR, LOSS[type_], sp.Integer(1)
    if one is None:
        return v
    v.concession_cost, v.relief = -one.unpressed[type_], sp.Integer(1)
    v.war_risk = one.unpressed[type_] - one.pressed[type_] - LOSS[type_]
    v.insecurity = MUSTAR - one.critical
    if one.kind == EVEN:
        v.reciprocity_gain = one.met[type_] - one.held[type_]
    return v


def _latex(messages: Iterable[MessageSymbols]) -> dict[sp.Symbol, str]:
    """mu* with the message, or what is done with it, as its index."""
    critical = [MUSTAR, *(one.critical for one in messages)]
    return {s: rf"\mu^{{*}}_{{\mathrm{{{s.name.partition('_')[2].replace('_', ' ')}}}}}" for s in critical}


# What the symbols mean


@cache
def parameter_symbols(approaches: Labels) -> dict[str, Any]:
    """Every parameter of the model under its letter in the model's own notation, those by type or by approach as
    mappings; where there is one approach it goes without saying."""
    found: dict[str, Any] = {}
    for parameter in PARAMETERS:
        letter = parameter.symbol.partition("_")[0]
        if parameter.by_type:
            found[parameter.name] = {t: _symbol(letter, _SUFFIX[t]) for t in TYPES}
        elif parameter.over:
            found[parameter.name] = {a: _symbol(letter, a if len(approaches) > 1 else "") for a in approaches}
        else:
            found[parameter.name] = _symbol(letter)
    return {**found, "prior": Q, "emboldening_loss": LOSS}


def notation(approaches: Labels) -> dict[sp.Symbol, tuple[str, str | None]]:
    """Which parameter each of these symbols is: its name, and the type or approach."""
    found: dict[sp.Symbol, tuple[str, str | None]] = {}
    for name, symbol in parameter_symbols(approaches).items():
        if isinstance(symbol, Mapping):
            found |= {one: (name, label) for label, one in symbol.items()}
        else:
            found[symbol] = (name, None)
    return found


@cache
def definitions(offered: Offered, approaches: Labels) -> dict[sp.Symbol, sp.Expr]:
    """What the reduced symbols mean in the model's parameters, read off the model's own payoffs."""
    parameters = parameter_symbols(approaches)
    found = {MUSTAR: _critical_resolve(parameters, HARDLINE, HOLD)}
    for m, one in _symbols_of(offered).items():
        reply = RECIPROCATE if one.kind == MET else HOLD
        found[one.critical] = _critical_resolve(parameters, m, reply)
        for t in TYPES:
            found[one.held[t]] = _gain(parameters, t, m, HOLD)
            found[one.met[t]] = _gain(parameters, t, m, RECIPROCATE)
            found[one.pressed[t]] = _gain(parameters, t, m, PRESS)
    return found


def _gain(parameters: Mapping[str, Any], type_: str, message: str, response: str) -> sp.Expr:
    """What the type gains on hardline that is not pressed."""
    v, hardline = (values_at(parameters, type_, of_approach(m)) for m in (message, HARDLINE))
    return sp.expand(state_payoff(v, covered(message), response) - state_payoff(hardline, False, HOLD))


def _critical_resolve(parameters: Mapping[str, Any], message: str, response: str) -> sp.Expr:
    """The belief in the resolute at which pressing is as good as the response."""
    against = []
    for t in TYPES:
        v = values_at(parameters, t, of_approach(message))
        cells = [rival_payoff(v, covered(message), r, t == RESOLUTE) for r in (PRESS, response)]
        against.append(sp.expand(cells[0] - cells[1]))
    resolute, irresolute = against
    return irresolute / sp.expand(irresolute - resolute)
