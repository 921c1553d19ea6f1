"""What a war over time is given beside an opening game: periods, battles, changes, public states; read and checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import inf
from typing import Any, NamedTuple

from termination.engine.game import Labels, by_label, is_empty, labels_from, number
from termination.errors import Faults
from termination.models.opening.game import OpeningGame

#: More periods than anybody has asked for; each costs a solution by belief.
MOST_PERIODS = 1000
#: Why his type must be known.
ONE_OPPONENT = (
    "he has types in the game played once only: over time what he does tells of him as it does of her, and two beliefs "
    "move, which is another game; say what escalation costs and brings him, one number for each"
)


class Battle(NamedTuple):
    """The public outcomes of a period's fighting, and their chances for each type, by label."""

    outcomes: Labels
    chances: Mapping[str, tuple[Fraction, ...]]


@dataclass(frozen=True)
class Calendar:
    """Which opening game and which battle is on in each period and public state, and where outcomes lead.

    `wars` and `battles` are by period, then by state; `moves` from a state and an outcome to the state that follows.
    """

    wars: tuple[Mapping[str, OpeningGame], ...]
    battles: tuple[Battle, ...]
    moves: Mapping[tuple[str, str], str]

    @property
    def states(self) -> Labels:
        """The public states, that of the start first."""
        return tuple(self.wars[0])


def read_periods(given: Any, faults: Faults) -> int | float:
    """How many periods: a whole number from 1, or infinity."""
    if given == inf or (isinstance(given, str) and given.strip() == "inf") or given == Decimal("inf"):
        return inf
    local = Faults()
    value = number(given, "periods", local)
    if not local and (value.denominator != 1 or not 1 <= value <= MOST_PERIODS):
        local.add("periods", f"is {value}, must be a whole number from 1 to {MOST_PERIODS}, or inf")
    with faults.at(""):
        local.raise_if_any()
    return int(value) if not local else 1


def read_battle(given: Any, types: Labels, where: str, faults: Faults) -> Battle:
    """The chances of public outcomes for each type; without any, one outcome that tells nothing."""
    nothing = Battle(("",), dict.fromkeys(types, (Fraction(1),)))
    if given is None or not types:
        return nothing
    rows = by_label(given, types, where, faults)
    if rows is None:
        return nothing
    outcomes = _outcomes(rows, where, faults)
    if not outcomes:
        return nothing
    chances = {}
    for t, row in zip(types, rows, strict=True):
        entries = by_label(row, outcomes, f"{where}.{t}", faults)
        if entries is None:
            continue
        local = Faults()
        values = tuple(number(x, f"{where}.{t}", local) for x in entries)
        if not local and (min(values) < 0 or sum(values) != 1):
            low = "has a negative chance" if min(values) < 0 else f"sums to {sum(values)}"
            local.add(f"{where}.{t}", f"{low}; the chances of the outcomes must be >= 0 and sum to 1 exactly")
        with faults.at(""):
            local.raise_if_any()
        chances[t] = values
    return Battle(outcomes, chances) if len(chances) == len(types) else nothing


def _outcomes(rows: Sequence[Any], where: str, faults: Faults) -> Labels:
    """The outcomes' names: those of the first table by name, else numbers; none, with the fault, where there are none.
    """
    first = next((row for row in rows if isinstance(row, Mapping)), rows[0])
    if is_empty(first):
        faults.add(where, "has no outcomes; leave battle out if fighting tells nothing")
        return ()
    if isinstance(first, Mapping):
        return labels_from(list(first), where, faults)
    size = len(first) if isinstance(first, Sequence) and not isinstance(first, (str, bytes)) else 1
    return tuple(f"outcome {i + 1}" for i in range(size))


def read_calendar(base: OpeningGame, periods: int | float, given: Mapping[str, Any], faults: Faults) -> Calendar:
    """Periods up to the last change (all of them where their number is finite), in every public state."""
    changes = _by_period(given.get("changes"), periods, faults)
    last = max(changes, default=1) if periods == inf else int(periods)
    named = _tables(given.get("states"), "states", faults)
    readable = not named or labels_from(list(named), "states", faults)
    states = named if named and readable else {"": {}}
    wars, battles = [], []
    by_state = Faults()  # of states, which are looked at in every period
    now, battle = base, read_battle(given.get("battle"), base.types, "battle", faults)
    for period in range(1, last + 1):
        where, change = f"changes.{period}", dict(changes.get(period, {}))
        if "battle" in change:
            battle = read_battle(change.pop("battle"), base.types, f"{where}.battle", faults)
        now = _changed(now, change, where, faults)
        wars.append({state: _changed(now, extra, f"states.{state}", by_state) for state, extra in states.items()})
        battles.append(battle)
    for fault in dict.fromkeys(by_state.all):
        faults.add(fault.where, fault.what)
    _check_order(base, wars, faults)
    moves = _moves(given.get("moves") if readable else None, tuple(states), battles, faults)
    return Calendar(tuple(wars), tuple(battles), moves)


def _changed(war: OpeningGame, change: Mapping[str, Any], where: str, faults: Faults) -> OpeningGame:
    """The war with some parameters changed; who the types are and how likely stays."""
    kept = [name for name in ("prior", "types", "title") if name in change]
    for name in kept:
        faults.add(f"{where}.{name}", "stays as it is at the start; what is believed later follows from play")
    nothing = [name for name, value in change.items() if value is None]
    for name in nothing:
        faults.add(f"{where}.{name}", "is None; leave it out, or say what it is from then on")
    if change and not kept and not nothing:
        with faults.at(where):
            changed = war.with_(**{str(name): value for name, value in change.items()})
            if not changed.opponent_types:
                return changed
            faults.add(f"{where}.opponent_prior", ONE_OPPONENT)
    return war


def _check_order(base: OpeningGame, wars: Sequence[Mapping[str, OpeningGame]], faults: Faults) -> None:
    for period, by_state in enumerate(wars, 1):
        for war in by_state.values():
            if war.resilience_order != base.resilience_order:
                faults.add(f"changes.{period}", "the more resilient type must stay the more resilient")
                return


def _by_period(given: Any, periods: int | float, faults: Faults) -> dict[int, Mapping[str, Any]]:
    """What changes from which period on."""
    found: dict[int, Mapping[str, Any]] = {}
    for key, change in _tables(given, "changes", faults).items():
        if not str(key).isdecimal() or not 2 <= int(key) <= periods:
            faults.add(f"changes.{key}", f"expected a period from 2 to {periods}; what holds from 1 on needs no change")
        elif int(key) in found:
            faults.add(f"changes.{key}", "this period is given twice; put both together")
        else:
            found[int(key)] = change
    return dict(sorted(found.items()))


#: What is given by whom: what changes by period, what is different by state, the next state by state and outcome.
_SUCH = {
    "changes": "{3: {'guarantee': 0.2}}",
    "states": "{'calm': {}, 'shaken': {'escalation_cost': 0.8}}",
    "moves": "{'calm': {'offensive': 'shaken'}}",
}


def _tables(given: Any, where: str, faults: Faults) -> dict[Any, Mapping[str, Any]]:
    """A mapping of mappings; empty where there is none, or a faulty one."""
    if given is None:
        return {}
    if not isinstance(given, Mapping) or not all(isinstance(one, Mapping) for one in given.values()):
        faults.add(where, f"expected a table of tables, such as {_SUCH[where]}")
        return {}
    return dict(given)


def _moves(given: Any, states: Labels, battles: Sequence[Battle], faults: Faults) -> dict[tuple[str, str], str]:
    """From each state and outcome to the next state: the same one where nothing is said."""
    outcomes = tuple(dict.fromkeys(name for battle in battles for name in battle.outcomes))
    if given and states == ("",):
        faults.add("moves", "there are no states to move between; name them in states")
        given = None
    found = {(state, outcome): state for state in states for outcome in outcomes}
    for state, targets in _tables(given, "moves", faults).items():
        for outcome, target in targets.items():
            if (state, outcome) not in found:
                known = f"states {', '.join(states)}; outcomes {', '.join(outcomes) or 'none'}"
                faults.add(f"moves.{state}.{outcome}", f"no such state or outcome of battle; there are: {known}")
            elif target not in states:
                faults.add(f"moves.{state}.{outcome}", f"leads to {target!r}; the states are {', '.join(states)}")
            else:
                found[state, outcome] = target
    reached = {states[0], *found.values()} - {s for s in states[1:] if not _led_to(s, found)}
    for state in states:
        if state not in reached:
            faults.add(f"states.{state}", "no outcome of battle leads to it from another state; say which in moves")
    return found


def _led_to(state: str, moves: Mapping[tuple[str, str], str]) -> bool:
    return any(target == state and start != state for (start, _), target in moves.items())
