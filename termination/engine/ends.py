"""What may come after the receiver's reply: payoffs, a move of chance, or a choice of one of the players, nested.

As data, an **end** is one of

    [2, -1]                                                   what the sender and the receiver get
    {"chance": {"win": ["1/3", [4, 0]], "lose": ["2/3", [-2, 1]]}}   outcomes, each with its probability and an end
    {"sender": {"stand firm": [-2, -3], "back down": [-1, 1]}}       options of hers, each with an end
    {"receiver": {"go on": [0, 1], "give in": [3, 0]}}               options of his

The same in Python, in scenario files and in JSON.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeAlias

from termination.engine.arithmetic import exact
from termination.errors import Faults

#: Most moves one after another that are read after a reply.
MAX_LATER = 4
PLAYERS = ("sender", "receiver")
_SHAPES = (
    'expected [sender, receiver], the payoffs; or {"sender": {option: end}}, {"receiver": {option: end}} or '
    '{"chance": {outcome: [probability, end]}}'
)


@dataclass(frozen=True, slots=True)
class Paid:
    """Play is over: what the two get."""

    sender: Fraction
    receiver: Fraction


@dataclass(frozen=True, slots=True)
class Chance:
    """Nature moves: each outcome with its probability, positive, and what follows."""

    outcomes: tuple[tuple[str, Fraction, End], ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A player, "sender" or "receiver", chooses: each option with what follows."""

    player: str
    options: tuple[tuple[str, End], ...]


End: TypeAlias = Paid | Chance | Choice


def branches(end: Chance | Choice) -> dict[str, End]:
    """What follows, by outcome or option."""
    return {branch[0]: branch[-1] for branch in (end.outcomes if isinstance(end, Chance) else end.options)}


def read_end(given: Any, where: str, faults: Faults, depth: int = 0) -> End:
    """The end that plain data describe; faults recorded, each with its place.

    >>> read_end({"sender": {"stand firm": [-2, "-1/3"], "back down": [-1, 1]}}, "then", Faults()).player
    'sender'
    """
    if isinstance(given, (Paid, Chance, Choice)):
        return given
    if depth > MAX_LATER:
        faults.add(where, f"more than {MAX_LATER} moves follow one another after the reply; as many are read")
    elif isinstance(given, Mapping) and len(given) == 1:
        [(mover, content)] = given.items()
        if mover in (*PLAYERS, "chance"):
            return _branching(mover, content, f"{where}.{mover}", faults, depth + 1)
        faults.add(where, f"{mover!r:.40} does not move; {_SHAPES}")
    elif isinstance(given, (list, tuple)) and len(given) == 2:
        payoffs = [Fraction(0), Fraction(0)]
        for i, (name, x) in enumerate(zip(PLAYERS, given, strict=True)):
            with faults.at(""):
                payoffs[i] = exact(x, f"{where}.{name}")
        return Paid(*payoffs)
    else:
        faults.add(where, _SHAPES)
    return Paid(Fraction(0), Fraction(0))


def _branching(mover: str, content: Any, where: str, faults: Faults, depth: int) -> End:
    nothing = Paid(Fraction(0), Fraction(0))
    if not isinstance(content, Mapping) or not content:
        what = "outcome: [probability, end]" if mover == "chance" else "option: end"
        faults.add(where, f"expected a table of at least one {what}")
        return nothing
    wrong = [label for label in content if not isinstance(label, str) or not label.strip()]
    if wrong:
        faults.add(where, f"labels must be non-empty text, found {wrong[0]!r:.40}")
        return nothing
    if mover == "chance":
        return _chance(content, where, faults, depth)
    options = ((label, read_end(end, f"{where}.{label}", faults, depth)) for label, end in content.items())
    return Choice(mover, tuple(options))


def _chance(content: Mapping[str, Any], where: str, faults: Faults, depth: int) -> Chance:
    outcomes = []
    before = len(faults.all)
    for label, entry in content.items():
        place = f"{where}.{label}"
        if not isinstance(entry, (list, tuple)) or len(entry) != 2:
            faults.add(place, "expected [probability, end]")
            continue
        probability = Fraction(1)
        with faults.at(""):
            probability = exact(entry[0], place)
        if probability <= 0:
            faults.add(place, f"has probability {probability!s:.40}; it must be positive (drop the outcome if never)")
        outcomes.append((label, probability, read_end(entry[1], place, faults, depth)))
    total = sum(probability for _, probability, _ in outcomes)
    if len(faults.all) == before and total != 1:
        faults.add(where, f"probabilities sum to {total!s:.40}, must sum to 1 exactly")
    return Chance(tuple(outcomes))


def end_as_data(end: End) -> Any:
    """The end as plain data, which `read_end` reads.

    >>> end_as_data(Choice("receiver", (("give in", Paid(Fraction(3), Fraction(0))),)))
    {'receiver': {'give in': [Fraction(3, 1), Fraction(0, 1)]}}
    """
    if isinstance(end, Paid):
        return [end.sender, end.receiver]
    if isinstance(end, Chance):
        return {"chance": {label: [p, end_as_data(after)] for label, p, after in end.outcomes}}
    return {end.player: {label: end_as_data(after) for label, after in end.options}}
