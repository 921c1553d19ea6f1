"""The controls of the page as data: which sliders a model has, and the model that they are set to.

A model is taken apart into dials, one for each number that it is made of, named and explained by the model's own table
of parameters; `Desk.model()` puts it together again. Numbers stay exact: a slider's 0.35 means 7/20, and a number that
a scenario gave as 1/3 stays 1/3 until its slider is moved. Sliders reach to the very ends of what a parameter may be,
and beyond where the ends are excluded: what is impossible there is explained by the model itself (`InputError`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from html import escape
from math import ceil, floor
from types import SimpleNamespace
from typing import Any

import termination as tm

#: How the symbols of the tables are written on the page.
GREEK = {
    "eta": "η", "lam": "λ", "phi": "φ", "psi": "ψ", "beta": "β", "mu": "μ", "kappa": "κ", "delta": "δ", "pi": "π",
}  # fmt: skip
#: Parameters that are probabilities, of her types and of his: there is a slider for all but one, whose is what is left.
CHANCES = ("prior", "opponent_prior")
#: A slider has about so many steps to the unit.
STEP = Fraction(1, 100)


@dataclass(frozen=True)
class Dial:
    """One slider: what it turns (`label` is "" where one value holds for all), from where to where, and its value."""

    parameter: str
    label: str
    symbol: str
    meaning: str
    low: Fraction
    high: Fraction
    value: Fraction

    @property
    def key(self) -> str:
        """As figures call it: "signal_cost.high", "escalation_cost"."""
        return f"{self.parameter}.{self.label}" if self.label else self.parameter

    @property
    def step(self) -> Fraction:
        """The width of a step of the slider."""
        return STEP * max(1, ceil((self.high - self.low) / 2))

    @property
    def html_symbol(self) -> str:
        """The symbol with its index: λ, r<sub>high</sub>."""
        return f"<i>{escape(self.symbol)}</i>" + (f"<sub>{escape(self.label)}</sub>" if self.label else "")

    @property
    def name(self) -> str:
        """The symbol with its index in a line of text: "k", "c of high"."""
        return f"{self.symbol} of {self.label}" if self.label else self.symbol

    @property
    def plain(self) -> str:
        """Symbol and meaning in a line of text, for the axis of a figure."""
        return f"{self.name}: {self.meaning}"


@dataclass(frozen=True)
class Instrument:
    """What a third party or the enemy can do about it: a switch, and a dose in which it is tried first.

    `what` says it in class; the exact meaning stands in the model's table. `dials` are those that it turns.
    """

    name: str
    symbol: str
    what: str
    dose: Fraction


#: Five instruments, of which four are parameters of the model; support raises the resilience of the most resilient.
INSTRUMENTS = (
    Instrument("face_saving", "φ", "Face-saving: the enemy concedes something whenever she opens", Fraction(1, 5)),
    Instrument("deescalation", "ψ", "De-escalation: the enemy fights less hard, whatever she does", Fraction(1, 10)),
    Instrument("coercion", "z", "Coercion: staying closed is made costly", Fraction(8, 25)),
    Instrument("guarantee", "m", "A mediator's guarantee: escalating after an opening costs him more", Fraction(7, 20)),
    Instrument("support", "+r", "Support: the most resilient type is made more resilient", Fraction(1, 10)),
)
_NAMES = tuple(one.name for one in INSTRUMENTS)

Numbers = Mapping[str, Fraction]

#: The payoff tables of a game, and how many cells they may have between them to be given sliders.
SIDES = ("sender", "receiver")
MOST_CELLS = 40
_ANY = SimpleNamespace(low=None, high=None)


@dataclass(frozen=True)
class Desk:
    """Everything that is set on the page: the model that was loaded, and how its dials stand.

    `numbers` holds the value of every dial by its key, `doses` that of each instrument that the model knows, `on` the
    instruments that are switched on, `signal` whether there is a costly signal. `x` and `y` are the dials of the map.
    """

    loaded: Any
    numbers: Numbers = field(default_factory=dict)
    doses: Numbers = field(default_factory=dict)
    on: frozenset[str] = frozenset()
    signal: bool = False
    x: str = ""
    y: str = ""

    @property
    def dials(self) -> tuple[Dial, ...]:
        """The sliders, at their values on this desk."""
        return tuple(replace(dial, value=self.numbers[dial.key]) for dial in dials_of(self.loaded))

    def dial(self, key: str) -> Dial:
        """One of the sliders, or the dose of an instrument, by its key."""
        for dial in (*self.dials, *doses_of(self)):
            if dial.key == key:
                return dial
        raise KeyError(key)

    def model(self) -> Any:
        """The model that is set. Raises `InputError` where there is none, with the reasons."""
        return _put_together(self)

    @property
    def symbols(self) -> dict[str, str]:
        """The symbol of every parameter, by its name."""
        return {dial.parameter: dial.symbol for dial in (*self.dials, *doses_of(self))}

    def turned(self, values: Numbers) -> Desk:
        """The desk with some dials at other values; an instrument whose dose is set is switched on."""
        doses = {key: value for key, value in values.items() if key in self.doses}
        numbers = {key: value for key, value in values.items() if key in self.numbers}
        on = self.on | doses.keys()
        return replace(self, numbers={**self.numbers, **numbers}, doses={**self.doses, **doses}, on=on)


def desk_for(model: Any, x: str = "", y: str = "") -> Desk:
    """The desk on which the sliders stand at the numbers of `model`.

    >>> desk_for(tm.load_scenario("examples/scenarios/refusal.toml")).model().escalation_cost
    Fraction(7, 10)
    """
    numbers = {dial.key: dial.value for dial in dials_of(model)}
    known = is_opening(model)
    given = {name: getattr(model, name) for name in _NAMES if hasattr(model, name)} if known else {}
    doses = {one.name: given.get(one.name) or one.dose for one in INSTRUMENTS} if known else {}
    on = frozenset(name for name, value in given.items() if value)
    signal = known and model.signal_cost is not None
    keys = [dial.key for dial in dials_of(model)]
    return Desk(model, numbers, doses, on, signal, x or _axis(keys, 0), y or _axis(keys, 1))


def _axis(keys: list[str], place: int) -> str:
    """The dials that a map is drawn over first: what escalation costs, in doubt whom she faces, and how likely the
    opener is resilient."""
    likely = [key for key in keys if key.startswith("prior")]
    first = ("escalation_cost", *(key for key in keys if key.startswith("opponent_prior")))
    others = sorted((key for key in keys if key not in likely), key=lambda key: key not in first)
    return ([*others, ""], [*likely, *others[1:], ""])[place][0]


# Taking a model apart


def is_opening(model: Any) -> bool:
    """Whether it is the opening game in its parameters."""
    return isinstance(model, tm.OpeningGame)


def is_approach(model: Any) -> bool:
    """Whether it is the approach game."""
    return isinstance(model, tm.ApproachGame)


def in_doubt(model: Any) -> bool:
    """Whether it is the opening game with an opponent who has types of his own."""
    return is_opening(model) and model.opponent_prior is not None


def is_payoffs(model: Any) -> bool:
    """Whether it is given by its payoffs alone."""
    return not table_of(model)


def table_of(model: Any) -> tuple[Any, ...]:
    """The model's own table of parameters; empty for a game that is given by its payoffs alone."""
    table = getattr(model, "PARAMETERS", ())
    return table if any(one.name != "prior" for one in table) else ()


def dials_of(model: Any) -> tuple[Dial, ...]:
    """A dial for each number of the model, in the order of its table; without those that instruments turn."""
    table = [one for one in table_of(model) if not (is_opening(model) and one.name in _NAMES)]
    if table:
        return tuple(dial for parameter in table for dial in _dials(model, parameter))
    return (*_prior_dials(model, "p_i", "probability of the type"), *_payoff_dials(model))


def _payoff_dials(model: Any) -> list[Dial]:
    """A dial for each cell of both payoff tables, as long as they can be overlooked."""
    game = model.game()
    cells = [
        Dial(side, ", ".join((t, m, r)), "u", f"what the {side} gets", *_ends(_ANY, value), value)
        for side in SIDES
        for t, rows in zip(game.types, getattr(game, side), strict=True)
        for m, replies, row in zip(game.messages, game.response_sets, rows, strict=True)
        for r, value in zip(replies, row, strict=True)
    ]
    return cells if len(cells) <= MOST_CELLS else []


def _dials(model: Any, parameter: Any) -> list[Dial]:
    """The dials of one parameter: one for each of its labels; none for what the model is without."""
    value = model.parameters()[parameter.name]
    if value is None and parameter.name == "signal_cost":
        value = _try_costs(model)
    if not isinstance(value, Mapping):
        return [] if value is None else [_dial(parameter, "", value)]
    if parameter.name == "prior":
        return _prior_dials(model, parameter.symbol, parameter.meaning)
    if parameter.name == "opponent_prior":
        return _chance_dials(parameter.name, parameter.symbol, parameter.meaning, model.opponent_types[1:], value)
    return [_dial(parameter, label, value[label]) for label in value]


def _prior_dials(model: Any, symbol: str, meaning: str) -> list[Dial]:
    """The probabilities of all types but the last, whose is what the others leave."""
    game = model.game()
    prior = dict(zip(game.types, game.prior, strict=True))
    strongest_first = getattr(model, "resilience_order", game.types)[::-1] if is_opening(model) else game.types[::-1]
    return _chance_dials("prior", symbol, meaning, strongest_first[:-1], prior)


def _chance_dials(name: str, symbol: str, meaning: str, labels: Any, chances: Mapping[str, Fraction]) -> list[Dial]:
    letter = written(symbol)
    return [Dial(name, t, letter, meaning, Fraction(0), Fraction(1), Fraction(chances[t])) for t in labels]


def _try_costs(war: Any) -> dict[str, Fraction]:
    """Costs for a signal that a war has not: cheap for the most resilient, dear for the others."""
    strongest = war.resilience_order[-1]
    return {t: Fraction(1, 25) if t == strongest else Fraction(7, 10) for t in war.types}


def _dial(parameter: Any, label: str, value: Fraction) -> Dial:
    low, high = _ends(parameter.domain, value)
    if parameter.name == "signal_cost" and value <= Fraction(1, 10):
        high = Fraction(1, 4)  # what is cheap is looked at closely
    return Dial(parameter.name, label, written(parameter.symbol), parameter.meaning, low, high, Fraction(value))


def _ends(domain: Any, value: Fraction) -> tuple[Fraction, Fraction]:
    """From zero, or below for what may be negative, to one or as much more as the value asks."""
    top = Fraction(1) if domain.high is not None else Fraction(max(1, floor(value) + 1))
    bottom = Fraction(0) if domain.low is not None else Fraction(min(0, floor(2 * value)))
    return bottom, top


def written(symbol: str) -> str:
    """A symbol of the tables as it is written on the page: "lam" is λ; an index of types is left to the label."""
    letter = symbol.partition("_")[0]
    return GREEK.get(letter, letter)


def doses_of(desk: Desk) -> tuple[Dial, ...]:
    """The doses of the instruments as dials."""
    meanings = {one.name: one.meaning for one in table_of(desk.loaded)}
    found = []
    for one in INSTRUMENTS if desk.doses else ():
        dose, meaning = desk.doses[one.name], meanings.get(one.name, one.what)
        found.append(Dial(one.name, "", one.symbol, meaning, Fraction(0), Fraction(max(1, ceil(dose))), dose))
    return tuple(found)


# Putting it together


def _put_together(desk: Desk) -> Any:
    changes = _by_parameter(desk)
    model = desk.loaded
    if not table_of(model):
        return _of_payoffs(model, changes)
    if is_opening(model):
        changes |= {name: desk.doses[name] if name in desk.on else Fraction(0) for name in _NAMES[:-1]}
        if not desk.signal:
            changes["signal_cost"] = None
        if "support" in desk.on:
            strongest = model.resilience_order[-1]
            raised = changes["resilience"][strongest] + desk.doses["support"]
            changes["resilience"] = {**changes["resilience"], strongest: raised}
    return model.with_(**changes)


def _by_parameter(desk: Desk) -> dict[str, Any]:
    """The values of the dials by parameter, as the constructor takes them; with the chance that has no dial."""
    changes: dict[str, Any] = {}
    for dial in desk.dials:
        if dial.label:
            changes.setdefault(dial.parameter, {})[dial.label] = dial.value
        else:
            changes[dial.parameter] = dial.value
    game = desk.loaded.game()
    for name, labels in zip(CHANCES, (game.types, game.receiver_types), strict=True):
        chances = changes.get(name)
        if isinstance(chances, Mapping):
            (last,) = [t for t in labels if t not in chances]
            changes[name] = {**chances, last: 1 - sum(chances.values(), Fraction(0))}
    return changes


def _of_payoffs(model: Any, changes: Mapping[str, Any]) -> Any:
    """A game given by its payoffs, with another prior and other payoffs in the cells that have dials."""
    game = model.game()
    tables = {}
    for side in SIDES:
        cells = iter(changes.get(side, {}).values())
        rows = getattr(game, side)
        tables[side] = [[[next(cells, value) for value in row] for row in table] for table in rows]
    if hasattr(model, "with_"):
        return model.with_(prior=changes["prior"], **tables)
    return tm.SignalingGame(
        game.types, changes["prior"], game.messages, game.responses, tables["sender"], tables["receiver"], game.title
    )


__all__ = [
    "INSTRUMENTS", "Desk", "Dial", "Instrument", "desk_for", "dials_of", "doses_of", "in_doubt", "is_approach",
    "is_opening", "is_payoffs", "table_of",
]  # fmt: skip
