"""What is at stake in a game, before anything is solved: as text for the command line.

A model that offers `at_stake()` (see `engine.model`) has its tables and accounts set, one that offers `assumptions()`
has them judged.
"""

from __future__ import annotations

import re
from fractions import Fraction
from textwrap import wrap

from termination.engine.model import Account, Assuming, Lettered, Model, Parametric, Stake, Staked
from termination.engine.numbers import number_text, readable
from termination.engine.sentences import printable, sentence
from termination.engine.table import Table, line_width
from termination.reporting.tables import INDENT, indented


def stakes_text(model: Model) -> str:
    """What the model says is at stake; nothing where it says nothing.

    >>> from termination import OpeningGame
    >>> war = OpeningGame(prior={"high": "3/10", "low": "7/10"}, resilience={"high": 0.8, "low": 0.2},
    ...                   war_value={"high": 0.5, "low": 0.1}, talks_value={"high": 0.55, "low": 0.4},
    ...                   escalation_harm=1, talks_exposure=0.8, escalation_gain=1, escalation_cost=0.4)
    >>> print(stakes_text(war).splitlines()[7])
       after closed and after open: tempting
    """
    if not isinstance(model, Staked):
        return ""
    return "\n\n".join(_table(one) if isinstance(one, Stake) else _account(one) for one in model.at_stake()) + "\n"


def letters_text(model: Model, text: str) -> str:
    """What the letters in a text about the model stand for, and the letters in which that is said; else nothing.

    >>> from termination import OpeningGame
    >>> war = OpeningGame(prior={"high": "3/10", "low": "7/10"}, resilience={"high": 0.8, "low": 0.2},
    ...                   war_value={"high": 0.5, "low": 0.1}, talks_value={"high": 0.55, "low": 0.4},
    ...                   escalation_harm=1, talks_exposure=0.8, escalation_gain=1, escalation_cost=0.4)
    >>> print(letters_text(war, "1 - k / g"))
    Letters
    <BLANKLINE>
       g  opponent's gain from escalating against zero resilience
       k  opponent's cost of escalating
    <BLANKLINE>
    """
    if not isinstance(model, Lettered) or not isinstance(model, Parametric):
        return ""
    there = _stems(text)
    derived = [(letter, f"{formula}; {meaning}") for letter, formula, meaning in model.letters()]
    derived = [(letter, said.replace("`", "")) for letter, said in derived if _stems(letter) <= there]
    there |= {stem for _, said in derived for stem in _stems(said.partition(";")[0])}
    rows = [*derived, *((p.symbol, p.meaning) for p in model.PARAMETERS if _stems(p.symbol) <= there)]
    return "\n".join(["Letters", "", *indented(Table(rows)), ""]) if rows else ""


def _stems(text: str) -> set[str]:
    """What may be letters in a text, without subscripts or arguments: words, save the articles a and A before one."""
    return set(re.findall(r"(?<![\w'])(?![aA] [a-z]{2})[A-Za-z]+(?=_|\b)", re.sub(r"(?<=\w)\(\w+\)", "", text)))


def _table(stake: Stake) -> str:
    """Text in columns under names is short, such as labels; in a plain list it is prose."""
    cells = [[_told(x, prose=not stake.columns) for x in row] for row in stake.rows]
    return "\n".join([readable(stake.heading), *indented(Table(cells, stake.columns))])


def _account(account: Account) -> str:
    lines = [account.heading]
    for first, *rest in account.items:
        lines += _paragraph("".join(map(_told, first)), INDENT)
        lines += [line for part in rest for line in _paragraph("".join(map(_told, part)))]
    return "\n".join(lines)


def _told(part: str | Fraction, prose: bool = False) -> str:
    if isinstance(part, Fraction):
        return number_text(part)
    return readable(printable(part)) if prose else printable(part)


def judgement_text(model: Model) -> str:
    """The assumptions of the model's theorems, whether this game meets them, and advice where not; else nothing.

    >>> from termination import OpeningGame
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
        lines.append(f"{INDENT}{one.name}  {one.title}: {'holds' if one.holds else 'fails'}")
        if not one.holds:
            lines += [line for part in (one.detail, one.advice) if part for line in _paragraph(_sentence(part))]
    return "\n".join(lines) + "\n"


def _sentence(text: str) -> str:
    return printable(sentence(text)).rstrip(".") + "."


def _paragraph(text: str, first: str = INDENT * 2) -> list[str]:
    return wrap(readable(text), line_width(), initial_indent=first, subsequent_indent=INDENT * 2)
