"""What is at stake in a game, before anything is solved: as text for the command line.

A model that offers `at_stake()` (see `engine.model`) has its tables set. The opening game has a text of its own:
regime after each posture, the assumptions and whether they hold, the two conditions for talks with their margins.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from textwrap import wrap

from termination.engine.model import Assuming, Model, Stake, Staked
from termination.models.opening.game import OpeningGame, PayoffOpeningGame
from termination.models.opening.stakes import TalksCondition
from termination.reporting.numbers import number_text, readable
from termination.reporting.tables import WIDTH, fitted, printable

_INDENT = "   "


def stakes_text(model: Model) -> str:
    """What the model says is at stake, in 80 columns; nothing where it says nothing.

    >>> war = OpeningGame(prior={"high": "3/10", "low": "7/10"}, resilience={"high": 0.8, "low": 0.2},
    ...                   war_value={"high": 0.5, "low": 0.1}, talks_value={"high": 0.55, "low": 0.4},
    ...                   escalation_harm=1, talks_exposure=0.8, escalation_gain=1, escalation_cost=0.4)
    >>> print(stakes_text(war).splitlines()[7])
       after closed and after open: tempting
    """
    if isinstance(model, (OpeningGame, PayoffOpeningGame)):
        return _opening_text(model)
    return "\n\n".join(map(_stake, model.at_stake())) + "\n" if isinstance(model, Staked) else ""


def _stake(stake: Stake) -> str:
    cells = [[printable(x) if isinstance(x, str) else number_text(x) for x in row] for row in stake.rows]
    return _section(readable(stake.heading), fitted(stake.columns, cells, WIDTH - 3))


def _opening_text(war: OpeningGame | PayoffOpeningGame) -> str:
    """Types, regimes, assumptions and conditions for talks."""
    assumed = [
        [one.name, one.title, "holds" if one.holds else "fails", readable(printable(one.detail))]
        for one in war.assumptions().values()
    ]
    parts = [_types(war), _regimes(war), _section("Assumptions", fitted((), assumed, WIDTH - 3))]
    return "\n\n".join([*parts, _conditions(war.talks_conditions())]) + "\n"


def judgement_text(model: Model) -> str:
    """The assumptions of the model's theorems, whether this game meets them, and advice where not; else nothing.

    >>> war = OpeningGame(prior={"high": "3/10", "low": "7/10"}, resilience={"high": 0.8, "low": 0.2},
    ...                   war_value={"high": 0.5, "low": 0.1}, talks_value={"high": 0.6, "low": 0.2},
    ...                   escalation_harm=1, talks_exposure=0.8, escalation_gain=1, escalation_cost=0.4)
    >>> print(judgement_text(war).splitlines()[4].strip())
    A4  adverse inference: fails
    """
    if not isinstance(model, Assuming):
        return ""
    lines = ["Assumptions of the theorems, and whether they hold here"]
    for one in model.assumptions().values():
        lines.append(f"{_INDENT}{one.name}  {one.title}: {'holds' if one.holds else 'fails'}")
        if not one.holds:
            lines += [line for part in (one.detail, one.advice) if part for line in _paragraph(_sentence(part))]
    return "\n".join(lines) + "\n"


def _sentence(text: str) -> str:
    return printable(text[:1].upper() + text[1:]).rstrip(".") + "."


def _section(heading: str, body: str) -> str:
    return "\n".join([heading, *((_INDENT + line).rstrip() for line in body.splitlines())])


def _types(war: OpeningGame | PayoffOpeningGame) -> str:
    """One line a type, from least to most resilient: what the two conditions are made of."""
    at = war.stakes
    columns: list[tuple[str, Mapping[str, Fraction]]] = [
        ("prior", at.prior),
        ("premium b", at.talks_premium),
        ("harm d", at.harm),
        ("exposure", at.opening_exposure),
        ("signal c", at.signal_cost or {}),
    ]
    shown = [(name, values) for name, values in columns if values]
    lines = [[printable(t), *(number_text(values[t]) for _, values in shown)] for t in at.order]
    table = fitted(["", *(name for name, _ in shown)], lines, WIDTH - 3)
    return _section("The opener's types, from least to most resilient" if at.ranked else "The opener's types", table)


def _regimes(war: OpeningGame | PayoffOpeningGame) -> str:
    """The regime after each posture, those that are alike said once."""
    alike: dict[tuple[str, str], list[str]] = {}
    for message, regime in war.regimes().items():
        alike.setdefault((regime.name, regime.sentence.partition(": ")[2]), []).append(f"after {message}")
    lines = ["How tempting escalation is"]
    for (name, sentence), places in alike.items():
        lines += [f"{_INDENT}{' and '.join(places)}: {name}", *_paragraph(sentence)]
    return "\n".join(lines)


def _conditions(conditions: Iterable[TalksCondition]) -> str:
    lines = ["Conditions for talks, given their premises"]
    for one in conditions:
        if one.margin is None:
            unstated = f"{_INDENT}{one.condition} condition: {one.sentence[0].lower()}{one.sentence[1:]}"
            lines += [] if unstated in lines else [unstated]
            continue
        verdict = "holds" if one.holds else "fails"
        lines += _paragraph(f"{one.condition} condition, {printable(one.role)}: {verdict}", _INDENT)
        lines += _paragraph(f"{one.formula}; margin {number_text(one.margin)}")
        lines += _paragraph(printable(one.sentence))
        lines += [line for caveat in one.caveats for line in _paragraph(f"but {printable(caveat)}")]
    return "\n".join(lines)


def _paragraph(text: str, first: str = _INDENT * 2) -> list[str]:
    return wrap(readable(text), WIDTH, initial_indent=first, subsequent_indent=_INDENT * 2)
