"""The closed forms that a sweep uses, and what their symbols are in the model's parameters.

Closed forms speak of types by rank of resilience and of premia, harms and critical resilience; a sweep moves parameters
of labelled types. The dictionary between them is made by the model's own payoff functions, evaluated on symbols.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from importlib.util import find_spec
from itertools import product
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import sympy as sp

from termination.analysis.axes import Axes, Points
from termination.analysis.exactly import PAYOFF, POSTERIOR
from termination.analysis.kernels import Floats, Leaf
from termination.engine.equilibria import Family
from termination.engine.game import SignalingGame
from termination.engine.refining.verdicts import concept_title
from termination.engine.strategies import Strategy, StrategySet
from termination.engine.symbolic.edges import edges
from termination.errors import InputError
from termination.models.opening.game import OpeningGame
from termination.models.opening.payoffs import (
    AT_DEFAULT,
    PARAMETERS,
    POSTURES,
    RESPONSES,
    SIGNAL_MESSAGES,
    SILENT_MESSAGES,
    opener_payoff,
    opponent_payoff,
)
from termination.models.opening.symbols import LAM, RSTAR, by_type, reduced_game
from termination.models.parameters import Parameter

if TYPE_CHECKING:
    from termination.analysis.sweep import Block
    from termination.analysis.symbolic_forms import SymbolicForms
    from termination.engine.symbolic.closed_form import ClosedForm, Condition

#: What one quantity needs of each family: ("event", name), ("payoff", rank) or ("posterior", rank).
Asked = tuple[str, Any]


def forms_for(axes: Axes, concept: str | None, *, beyond: bool = False) -> Forms | SymbolicForms | str:
    """The closed forms for a sweep, or why there are none: those that the model offers by `cases()`, or the opening
    game's, whose types change places as resilience moves.

    `beyond` asks for such as go for values beyond those of the axes, too.
    """
    from termination.analysis.symbolic_forms import forms_by_cases

    if isinstance(axes.model, OpeningGame):
        return _forms_of_opening(axes.model, axes, concept, beyond)
    return forms_by_cases(axes, concept)


def _forms_of_opening(model: OpeningGame, axes: Axes, concept: str | None, beyond: bool) -> Forms | str:
    if len(model.types) != 2:
        return f"they are derived for two types, there are {len(model.types)}"
    if model.talks_kept != 1 or any(axis.parameter == "talks_kept" for axis in axes):
        return "they are derived for talks_kept = 1"
    signal = model.signal_cost is not None or any(axis.parameter == "signal_cost" for axis in axes)
    premise, forms = _shipped(signal, "A1" if not beyond and _worth_having(model, axes) else "A2")
    if not forms:
        return "none are at hand for this game"
    if concept is not None and any(concept not in form.survives for form in forms):
        return f"none say what survives {concept_title(concept)}"
    around = edges(reduced_game(2, signal, premise))
    return Forms(axes, tuple(forms), around, signal, () if concept is None else (concept,))


def _shipped(signal: bool, premise: str) -> tuple[str, Sequence[ClosedForm]]:
    """The closed forms of the opening game with two types, under A1 or only A2, and which of these it is.

    Where those under A2 are not there, those under A1 do; points at which A1 fails are then left to the exact engine.
    """
    from termination.models.opening import closed_forms

    for one in (premise, "A1"):
        module = closed_forms.SHIPPED.get((2, signal, one))
        if module is not None and find_spec(f"{closed_forms.__name__}.{module}") is not None:
            return one, closed_forms.shipped(2, signal, one)
    return premise, ()


def _worth_having(model: OpeningGame, axes: Axes) -> bool:
    """Whether A1 holds at every point, and every cost of the signal is positive.

    Premia are affine in each parameter, so their least value over a box is at a corner of it. Where types would be
    alike at one, which is no war, it is left open.
    """
    if len(axes) > 8:
        return False
    for corner in product(*(dict.fromkeys(axis.points.span) for axis in axes)):
        try:
            at = model.with_(**axes.changes_to(corner))
        except InputError:
            return False
        if min(at.talks_premium.values()) <= 0 or (at.signal_cost and min(at.signal_cost.values()) <= 0):
            return False
    return True


@dataclass(frozen=True)
class Column:
    """One quantity of a sweep: what it asks of each family, and how the answers become its extremes."""

    asks: tuple[Asked, ...]
    first_is: Callable[[Block], Any] | None = None

    def reader(self, places: Sequence[int]) -> Callable[[Block, Sequence[Any]], tuple[Floats, Floats]]:
        """A function from a block and the extremes of everything asked to the extremes of this quantity."""
        if self.first_is is None:
            return lambda block, ends: ends[places[0]]
        first_is = self.first_is

        def choose(block: Block, ends: Sequence[Any]) -> tuple[Floats, Floats]:
            first = np.broadcast_to(first_is(block), block.shape).ravel()
            low, high = (np.where(first, a, b) for a, b in zip(ends[places[0]], ends[places[1]], strict=True))
            return low, high

        return choose


@dataclass(frozen=True)
class Forms:
    """The closed forms of an opening game with two types, and the dictionary from their symbols to parameters."""

    axes: Axes
    forms: tuple[ClosedForm, ...]
    edges: tuple[Condition, ...]
    signal: bool
    concepts: tuple[str, ...]

    @property
    def model(self) -> OpeningGame:
        return cast(OpeningGame, self.axes.model)

    @property
    def messages(self) -> tuple[str, ...]:
        return SIGNAL_MESSAGES if self.signal else SILENT_MESSAGES

    # Parameters as leaves: "war_value_0" is that of the less resilient type, whoever that is at a point.

    @cached_property
    def leaves(self) -> dict[str, Leaf]:
        found = {}
        for parameter in PARAMETERS:
            if not parameter.by_type:
                found[parameter.name] = self._source(parameter.name, None).leaf()
            elif parameter.name != "signal_cost" or self.signal:
                by_label = [self._source(parameter.name, t) for t in self.model.types]
                for rank in (0, 1):
                    found[f"{parameter.name}_{rank}"] = self._ranked(by_label, rank)
        return found

    def _source(self, name: str, type_: str | None) -> Source:
        """Where the value comes from: an axis, the complement of one, or the model."""
        for k, axis in enumerate(self.axes):
            if axis.parameter == name == "prior":
                whose = axis.type or self.axes.strongest
                return Source(axis.points, k, whose != type_)
            if axis.parameter == name and axis.type == type_:
                return Source(axis.points, k)
        value = self.model.parameters()[name]
        number = value if type_ is None or value is None else value[type_]
        return Source(Points((number,)), None)

    @cached_property
    def _crossing(self) -> tuple[bool, Callable[[Block], Any] | None]:
        """Whether the first type listed is the less resilient at the first point; where, if that changes."""
        first, second = (self._source("resilience", t) for t in self.model.types)
        (a, b), (c, d) = first.points.span, second.points.span
        if b < c or d < a:
            return b < c, None
        return False, lambda block: first.on(block) < second.on(block)

    def _ranked(self, by_label: Sequence[Source], rank: int) -> Leaf:
        first_is_less, where = self._crossing
        if where is None:
            return by_label[rank if first_is_less else 1 - rank].leaf()
        one, other = by_label if rank == 0 else by_label[::-1]
        low, high = min(one.bounds[0], other.bounds[0]), max(one.bounds[1], other.bounds[1])
        mask = one.mask | other.mask | self._resilience_axes
        return Leaf(mask, None, low, high, lambda block: np.where(where(block), one.on(block), other.on(block)))

    @property
    def _resilience_axes(self) -> int:
        return sum(1 << k for k, axis in enumerate(self.axes) if axis.parameter == "resilience")

    # Symbols of the closed forms in parameters, by the model's own payoff functions.

    @cached_property
    def held(self) -> tuple[str, ...]:
        """Parameters that stay at 1 in the formulas: those with a share that is all of it, here and along the axes."""
        moving = {axis.parameter for axis in self.axes}
        return tuple(name for name in AT_DEFAULT if getattr(self.model, name) == 1 and name not in moving)

    def _type(self, rank: int) -> SimpleNamespace:
        names = {p.name: f"{p.name}_{rank}" if p.by_type else p.name for p in PARAMETERS}
        values = {name: sp.Symbol(f"{leaf}") for name, leaf in names.items()} | dict.fromkeys(self.held, 1)
        return SimpleNamespace(**{**values, **({} if self.signal else {"signal_cost": sp.Integer(0)})})

    @cached_property
    def definitions(self) -> dict[sp.Symbol, Any]:
        """What each symbol of the closed forms is in the parameters."""
        found: dict[sp.Symbol, Any] = {LAM: self._type(0).talks_exposure}
        for posture in POSTURES:
            v = self._type(0)
            pull = opponent_payoff(v, posture, "escalate") - opponent_payoff(v, posture, "hold")
            found[RSTAR[posture]] = sp.expand(pull / v.escalation_gain + v.resilience)
        for rank in (0, 1):
            v = self._type(rank)
            closed = opener_payoff(v, "closed", False, "hold")
            found[self._symbol("p", rank)] = v.prior
            found[self._symbol("r", rank)] = v.resilience
            found[self._symbol("b", rank)] = opener_payoff(v, "open", False, "hold") - closed
            found[self._symbol("d", rank)] = closed - opener_payoff(v, "closed", False, "escalate")
            found[self._symbol("c", rank)] = v.signal_cost
        return {symbol: found[self._bare(symbol)] for symbol in self._symbols}

    @property
    def crossing(self) -> bool:
        """Whether the order of the types by resilience changes along the axes."""
        return self._crossing[1] is not None

    def exact_definitions(self, axes: Sequence[sp.Symbol]) -> dict[sp.Symbol, Any]:
        """What each symbol of the closed forms is where axis k has the value `axes[k]` and all else is as in the model.

        Not where types cross.
        """
        values = self.exact_leaves(axes)
        return {symbol: sp.sympify(e).xreplace(values) for symbol, e in self.definitions.items()}

    def exact_leaves(self, axes: Sequence[sp.Symbol]) -> dict[sp.Symbol, Any]:
        """The value of every parameter, by its symbol as a leaf; not where types cross."""
        first_is_less, _ = self._crossing
        values = {}
        for parameter in PARAMETERS:
            labels: Sequence[str | None] = [None]
            if parameter.by_type:
                labels = self.model.types if first_is_less else self.model.types[::-1]
            if parameter.name == "signal_cost" and not self.signal:
                continue
            for rank, label in enumerate(labels):
                name = parameter.name if label is None else f"{parameter.name}_{rank}"
                values[sp.Symbol(name)] = self._source(parameter.name, label).exactly(axes)
        return values

    def leaf_symbol(self, parameter: Parameter, label: str | None) -> sp.Symbol:
        """The symbol of a parameter as a leaf."""
        if label is None:
            return sp.Symbol(parameter.name)
        return sp.Symbol(f"{parameter.name}_{self.model.resilience_order.index(label)}")

    @cached_property
    def notation(self) -> dict[sp.Symbol, sp.Symbol]:
        """Leaves in the notation of the model: "escalation_cost" is k, "prior_0" is p_L."""
        found = {}
        for parameter in PARAMETERS:
            if parameter.by_type:
                for rank, suffix in enumerate("LH"):
                    found[sp.Symbol(f"{parameter.name}_{rank}")] = sp.Symbol(f"{parameter.symbol[0]}_{suffix}")
            else:
                found[sp.Symbol(parameter.name)] = sp.Symbol(parameter.symbol)
        return found

    @staticmethod
    def _symbol(letter: str, rank: int) -> sp.Symbol:
        return by_type(letter, 2)[rank]

    def _bare(self, symbol: sp.Symbol) -> sp.Symbol:
        """The symbol as the dictionary has it, whatever is assumed of it in the closed forms."""
        return symbol if symbol in (LAM, *RSTAR.values()) else sp.Symbol(symbol.name, real=True)

    @cached_property
    def _symbols(self) -> tuple[sp.Symbol, ...]:
        return self.forms[0].symbols

    @property
    def positive(self) -> list[sp.Symbol]:
        """The symbols that must be positive: those assumed to be, and costs of the signal.

        Closed forms admit a signal that costs nothing; but it is an edge of the domain, with continua of its own.
        """
        return [symbol for symbol in self._symbols if symbol.is_positive or symbol.is_nonnegative]

    @property
    def exhaustive(self) -> bool:
        """Whether the polynomials of the forms under A2 decide everything, on knife edges too.

        Without a signal they are all that there is to compare: what each type gains by opening at the four pairs of
        pure replies, the slopes of her indifference lines, and the opponent's gains against each type and on average.
        """
        return not self.signal

    # What each family brings.

    def column(self, quantity: str) -> Column:
        """How a quantity of the sweep is read off the families."""
        for prefix, kind in ((PAYOFF, "payoff"), (POSTERIOR, "posterior")):
            if quantity.startswith(prefix):
                label = quantity.removeprefix(prefix)
                place = self.model.types.index(label)
                first_is_less, where = self._crossing
                if where is None:
                    return Column(((kind, place if first_is_less else 1 - place),))
                return Column(((kind, place), (kind, 1 - place)), where)
        return Column((("event", quantity),))

    def quantity(self, form: ClosedForm, asked: Asked) -> Any:
        """The value in a family as an expression; None where it has none."""
        kind, which = asked
        if kind == "event":
            return form.probability(self._with_signal.events()[which])
        if kind == "payoff":
            return self._payoff(form, which)
        opened = [m for m in self.messages if m.endswith("open")]
        joint = [p * sp.Add(*(form.sender[t][m] for m in opened)) for t, p in zip(form.types, form.prior, strict=True)]
        return None if not any(joint) else sp.cancel(joint[which] / sp.Add(*joint))

    def plays(self, asked: Asked) -> list[Any]:
        """The values that the quantity has in single plays of the game, mixtures of which are all it can have."""
        kind, which = asked
        if kind != "payoff":
            return [0, 1]
        v = self._type(which)
        sent = [(m.rpartition(", ")[2], m.startswith("signal")) for m in self.messages]
        return [opener_payoff(v, posture, signalled, r) for posture, signalled in sent for r in RESPONSES]

    def _payoff(self, form: ClosedForm, rank: int) -> Any:
        label, v = form.types[rank], self._type(rank)
        message = next(m for m in form.messages if form.sender[label][m] != 0)
        replies: Any = form.receiver[message]
        posture, signalled = message.rpartition(", ")[2], message.startswith("signal")
        return sp.Add(*(chance * opener_payoff(v, posture, signalled, r) for r, chance in replies.items()))

    # Names.

    def name(self, form: ClosedForm) -> str:
        """What the model calls the family."""
        model = self._with_signal
        ranks = [model.resilience_order.index(t) for t in model.types]
        sender = [form.pattern.sender[rank] for rank in ranks]
        return str(model.describe(specimen(model, sender, form.pattern.replies, ranks)))

    @cached_property
    def _with_signal(self) -> OpeningGame:
        model = self.model
        if self.signal and model.signal_cost is None:
            return model.with_(signal_cost=dict.fromkeys(model.types, 1))
        return model


def specimen(
    model: Any, sender: Sequence[Sequence[int]], replies: Sequence[Sequence[int]], ranks: Sequence[int] = (0, 1)
) -> Family:
    """A family with these supports, for the model to name; where types mix, those of different rank mix differently."""
    game: SignalingGame = model.game()
    rows = [_row(game.messages, used, rank) for used, rank in zip(sender, ranks, strict=True)]
    answers = [_row(labels, used or (0,), 0) for labels, used in zip(game.response_sets, replies, strict=True)]
    sending = Strategy(game.types, (game.messages,) * len(rows), tuple(rows))
    replying = Strategy(game.messages, game.response_sets, tuple(answers))
    return Family(
        model,
        game,
        StrategySet(sending.rows, sending.columns, (sending,), ()),
        StrategySet(replying.rows, replying.columns, (replying,), ()),
    )


def _row(labels: Sequence[str], used: Sequence[int], rank: int) -> tuple[Fraction, ...]:
    """Weights on the support."""
    weights = [i + 1 + rank for i in range(len(used))]
    spread = {j: Fraction(w, sum(weights)) for j, w in zip(used, weights, strict=True)}
    return tuple(spread.get(j, Fraction(0)) for j in range(len(labels)))


@dataclass(frozen=True)
class Source:
    """Where the value of a parameter comes from: points along an axis (or one point), or one minus those."""

    points: Points
    axis: int | None
    complement: bool = False

    @property
    def mask(self) -> int:
        return 0 if self.axis is None else 1 << self.axis

    @property
    def is_positive(self) -> bool:
        return min(1 - x if self.complement else x for x in self.points.span) > 0

    def leaf(self) -> Leaf:
        """The source as a leaf of formulas; `OverflowError` where floats cannot hold its values."""
        low, high = self.bounds
        if high == 0 and any(x != self.complement for x in self.points.span):
            raise OverflowError("the value rounds to zero")
        constant = float(self.points[0]) if self.axis is None else None
        return Leaf(self.mask, constant, low, high, self.on, self.is_positive)

    @property
    def bounds(self) -> tuple[float, float]:
        """Of the absolute value."""
        low, high = (float(1 - x if self.complement else x) for x in self.points.span)
        small = 0.0 if low * high <= 0 else min(abs(low), abs(high))
        return small, max(abs(low), abs(high))

    def exactly(self, axes: Sequence[sp.Symbol]) -> Any:
        """The value as a rational number, or in the symbol of its axis."""
        if self.axis is None:
            value = self.points[0]
            return sp.Rational(value.numerator, value.denominator)
        return 1 - axes[self.axis] if self.complement else axes[self.axis]

    def on(self, block: Block) -> Any:
        """The values on a block, shaped to extend along the axis only."""
        if self.axis is None:
            return float(self.points[0])
        values = block.along(self.axis, self.points.floats)
        return 1.0 - values if self.complement else values


__all__ = ["Asked", "Column", "Forms", "Source", "forms_for", "specimen"]
