"""Names for the equilibria of an approach game, its events, and the words in which explanations speak of it.

A name says who takes which approach and what the rival does with it. A less-hardline approach that is pressed
**emboldens** where the rival would not have pressed a hardline state at the prior (q >= A / (A + P)), and otherwise "is
pressed", as hardline would have been; one that is not pressed **reassures** where hardline would have been pressed, and
otherwise "is left alone". Pooling that nobody presses is quiet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from termination.engine.kinds import either
from termination.engine.model import Extremes, Gist, Phrase, Vocabulary
from termination.engine.sentences import listed
from termination.models.approach.payoffs import HARDLINE, PRESS, RECIPROCATE, TYPES, covered, of_approach, responses_to

if TYPE_CHECKING:
    from termination.engine.families import Family
    from termination.engine.model import Event


def events(messages: Sequence[str], presses_hardline: bool) -> dict[str, Event]:
    """The events reported as outcomes: the (message, response) pairs in which they happen.

    Nothing is emboldened by an approach where the rival would press a hardline state too.
    """
    cells = [(m, r) for m in messages for r in responses_to(m)]
    found = {
        "less-hardline": [(m, r) for m, r in cells if m != HARDLINE],
        "core": [(m, r) for m, r in cells if of_approach(m) == "core"],
        "covered": [(m, r) for m, r in cells if covered(m)],
        "pressed": [(m, r) for m, r in cells if r == PRESS],
        "emboldened": [(m, r) for m, r in cells if m != HARDLINE and r == PRESS and not presses_hardline],
        "unpressed": [(m, r) for m, r in cells if m != HARDLINE and r != PRESS],
        "reciprocated": [(m, r) for m, r in cells if r == RECIPROCATE],
    }
    optional = ("core", "covered")
    return {name: frozenset(pairs) for name, pairs in found.items() if pairs or name not in optional}


def family_name(family: Family, presses_hardline: bool) -> str:
    """The name of a family; `presses_hardline` says whether at the prior the rival would press a hardline state.

    What it says holds of every member: types "mix" that use all these approaches in each of them, take "hardline or
    limited" where they may also take only one; where members are of different kinds it names them all; "possibly" is
    where members differ in the reply.

    Examples: "quiet pooling on limited, reciprocated"; "separating: the resolute hardline, the irresolute limited;
    limited emboldens"; "semi-separating: the resolute mix, the irresolute limited; limited sometimes emboldens".
    """
    messages = family.game.messages
    sent = [m for m, on in zip(messages, family.sent, strict=True) if on]
    fates = [fate for fate in (_fate(family, m, presses_hardline) for m in sent) if fate]
    if len(sent) == 1:
        chances = _chances(family, sent[0], PRESS)
        quiet = "quiet pooling" if max(chances) == 0 else "pooling"
        fate = f", {fates[0].removeprefix(f'{sent[0]} ').removeprefix('is ')}" if fates else ""
        return f"{quiet} on {sent[0]}{fate}"
    choices = {
        t: _choice([m for m, on in zip(messages, row, strict=True) if on], row == always, len(messages))
        for t, row, always in zip(family.game.types, family.sender.support, family.sender.always, strict=True)
    }
    return f"{either(family.kinds)}: {_who_does_what(choices)}; {', '.join(fates) or 'nothing is pressed'}"


def _who_does_what(choices: Mapping[str, str]) -> str:
    if len(set(choices.values())) == 1:
        return f"both {choices[TYPES[0]]}"
    return ", ".join(f"the {t} {choices[t]}" for t in TYPES)


def _choice(used: Sequence[str], always: bool, count: int) -> str:
    if len(used) == 1:
        return used[0]
    if not always:
        return listed(used, "or")
    return "mix" if len(used) == count else f"mix {listed(used)}"


def _chances(family: Family, message: str, response: str) -> list[Fraction]:
    """The probability of a response after a message, at each of the receiver's vertices."""
    j, replies = family.game.messages.index(message), responses_to(message)
    if response not in replies:
        return [Fraction(0)]
    return [vertex.probabilities[j][replies.index(response)] for vertex in family.receiver.vertices]


def _fate(family: Family, message: str, presses_hardline: bool) -> str:
    """What becomes of a message that is sent: "limited sometimes emboldens", "core is reciprocated", "" for nothing."""
    pressed, met = (_how_often(_chances(family, message, r)) for r in (PRESS, RECIPROCATE))
    if message == HARDLINE:
        return f"hardline is{pressed} pressed" if pressed is not None else ""
    parts = []
    if pressed is not None:
        parts.append(f"is{pressed} pressed" if presses_hardline else f"{pressed} emboldens".lstrip())
    if met is not None:
        parts.append(f"is{met} reciprocated")
    if not parts:
        parts = ["reassures" if presses_hardline else "is left alone"]
    elif pressed is None and presses_hardline:
        parts.append("reassures")
    return f"{message} {listed(parts)}"


def _how_often(chances: Sequence[Fraction]) -> str | None:
    """The word for a probability: None for never, "" for surely, " sometimes" and, over a range, " possibly"."""
    low, high = min(chances), max(chances)
    if low != high:
        return " possibly"
    return None if high == 0 else "" if low == 1 else " sometimes"


_MESSAGES = {
    m: Phrase(*(f"{verb} {what}" for verb in ("takes", "take", "taking")))
    for m, what in {
        "hardline": "a hardline approach",
        "limited": "a limited less-hardline approach",
        "core": "a less-hardline approach to core issues",
        "limited under cover": "a limited less-hardline approach under cover of hardline policies elsewhere",
        "core under cover": "a less-hardline approach to core issues under cover of hardline policies elsewhere",
    }.items()
}
_RESPONSES = {
    "press": Phrase("presses", "press", "pressing"),
    "hold": Phrase("holds", "hold", "holding"),
    "reciprocate": Phrase("reciprocates", "reciprocate", "reciprocating"),
}


def vocabulary(messages: Sequence[str]) -> Vocabulary:
    """The words of an approach game for explanations."""
    types = {t: f"the {t} state" for t in TYPES}
    setting = (
        "The stronger state takes a hardline or a less-hardline approach; the rival sees it and presses, holds or, "
        "where something is offered, reciprocates."
    )
    chosen = {m: _MESSAGES[m] for m in messages}
    return Vocabulary(
        "the stronger state", "the rival", types, chosen, _RESPONSES, setting, ("she", "it"), "this rivalry",
        "an approach game",
    )  # fmt: skip


# What the equilibria at a point of a map bring, in a few words.

_SURE = Gist("less-hardline, unpressed, in every equilibrium", "less-hardline", "always", 0)
_LIKELY = Gist("less-hardline, unpressed, with some probability", "sometimes less-hardline", "sometimes", 0)
_SOME = Gist("less-hardline, unpressed, in some equilibria", "sometimes less-hardline", "sometimes", 1)
_HARDLINE = Gist("hardline in every equilibrium", "hardline", "never", 0)
_PRESSED = Gist("less-hardline approaches that are taken are pressed", "pressed", "never", 1)


def gist(extremes: Extremes) -> Gist:
    """What equilibria bring over which the events "unpressed" and "less-hardline" have probabilities between these.

    >>> gist({"unpressed": (0, 0), "less-hardline": (0, 1)}).text
    'less-hardline approaches that are taken are pressed'
    """
    if not {"unpressed", "less-hardline"} <= extremes.keys():
        return Gist()
    (least, most), taken = extremes["unpressed"], extremes["less-hardline"][1]
    if most > 0:
        return _SURE if least == 1 else _LIKELY if least > 0 else _SOME
    return _PRESSED if taken > 0 else _HARDLINE
