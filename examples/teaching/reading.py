"""What the page says about a model: solved once, and read as HTML. Every number is the engine's; nothing is typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from html import escape
from typing import Any

from dials import GREEK, in_doubt
from pictures import ends_of

import termination as tm
from termination.engine.model import Summarized, focus_of, gist_of
from termination.engine.numbers import number_text, readable
from termination.engine.outcomes import outcomes_by_type
from termination.engine.sentences import listed
from termination.errors import InputError

#: The refinements on offer, with how each is called in a sentence; "" for none.
CONCEPTS = {"": "no refinement", "intuitive": "the intuitive criterion", "D1": "D1", "D2": "D2", "NWBR": "NWBR"}
#: Those for which the package knows the exact boundaries of regions.
MAPPED = ("", "intuitive", "D1")
#: How an equilibrium fares, in the words of its tag.
FATES = {"survives": "survives", "part": "survives in part", "rejected": "ruled out"}


@dataclass(frozen=True)
class Answer:
    """A model solved: every equilibrium, and which of them survive the refinement."""

    model: Any
    concept: str
    found: Any
    survivors: Any

    def fate(self, family: Any) -> str:
        """ "survives", "part" or "rejected"."""
        verdicts = self.verdicts(family)
        if not verdicts:
            return "survives"
        return "rejected" if any(verdict.whole_family for verdict in verdicts) else "part"

    def verdicts(self, family: Any) -> list[Any]:
        """Why the refinement rejects the family, or part of it."""
        return [verdict for verdict in self.survivors.rejected if verdict.family == family]

    @property
    def names(self) -> tuple[str, ...]:
        """The equilibria that survive, as a region map calls them."""
        return tuple(sorted({family.name.removesuffix(" (in part)") for family in self.survivors}))

    @property
    def outcomes(self) -> dict[str, tuple[Fraction, Fraction]]:
        """The least and the greatest probability of each event over the equilibria that survive."""
        found = {}
        for event in self.model.events():
            ends = [ends_of(family.outcomes[event]) for family in self.survivors]
            if ends:
                found[event] = (min(low for low, _ in ends), max(high for _, high in ends))
        return found

    def by_type(self, event: str) -> dict[str, tuple[Fraction, Fraction]]:
        """The same for each type, once nature has chosen it."""
        found: dict[str, tuple[Fraction, Fraction]] = {}
        for one in self.survivors:
            rows = outcomes_by_type(one.game, one.sender, one.receiver, self.model.events())
            for t in one.game.types:
                low, high = ends_of(rows[t][event])
                before = found.get(t, (low, high))
                found[t] = min(low, before[0]), max(high, before[1])
        return found


def answer(model: Any, concept: str) -> Answer:
    """The model solved exactly; what has been solved is remembered, but for games in formulas, which are no keys."""
    try:
        hash(model)
    except TypeError:
        return _answer(model, concept)
    return _remembered(model, concept)


def _answer(model: Any, concept: str) -> Answer:
    found = tm.solve(model)
    return Answer(model, concept, found, tm.refine(found, concept) if concept else found)


_remembered = lru_cache(maxsize=256)(_answer)


# Who gets it

#: How a region is filled by who gets what the model is about: the darker the blue, the surer. The two of a kind are for
#: two types that change places.
LOOKS = {
    "everybody": (("#7FB9DE", ""),) * 2,
    "some, others not": (("#A9D0E8", "dotted"), ("#A9D0E8", "crossed")),
    "some, others perhaps": (("#A9D0E8", "rising"), ("#A9D0E8", "level")),
    "everybody perhaps": (("#DCEBF5", "rising"),) * 2,
    "some perhaps, others not": (("#CDEFE3", "dotted"), ("#CDEFE3", "level")),
    "all kinds": (("#F3C98B", "upright"),) * 2,
}
NEVER = (
    ("#FFFFFF", ""), ("#DADADA", ""), ("#FFFFFF", "dotted"), ("#DADADA", "falling"), ("#FFFFFF", "upright"),
    ("#FFFFFF", "level"), ("#FFFFFF", "crossed"),
)  # fmt: skip
#: Where a model is about nothing in particular, regions differ by their names alone.
OTHERS = (("#FFFFFF", ""), ("#7FB9DE", ""), ("#F3C98B", "dotted"), ("#DADADA", ""), ("#CDEFE3", "falling"))


def who_gets(solved: Answer) -> tuple[str, tuple[str, str] | None]:
    """In words who gets what the model is about in the equilibria that survive, and a fill for it; None where any does.

    >>> from termination.models.opening.game import OpeningGame
    >>> war = OpeningGame(prior=["1/2", "1/2"], resilience=[0, 1], war_value=[0, 1], talks_value=[1, "3/2"],
    ...                   escalation_harm=1, base_harm=1, talks_exposure=1, escalation_gain=1, escalation_cost=2)
    >>> who_gets(answer(war, "D1"))
    ('talks for everybody', ('#7FB9DE', ''))
    """
    focus = focus_of(solved.model)
    if not solved.names:
        return "no equilibrium survives", ("#BDBDBD", "crossed")
    if not isinstance(solved.model, Summarized):
        return ", ".join(solved.names), None
    if solved.outcomes[focus][1] == 0:
        told = gist_of(solved.model, {event: (float(a), float(b)) for event, (a, b) in solved.outcomes.items()})
        return told.text or f"{focus} for nobody", NEVER[told.place % len(NEVER)]
    extents = {t: _extent(ends) for t, ends in solved.by_type(focus).items()}
    sure, perhaps, never = ([t for t, one in extents.items() if one == extent] for extent in EXTENTS)
    side = list(extents).index((sure or perhaps)[0]) % 2
    if not perhaps:
        kind, who = ("some, others not", f"for {listed(sure)} alone") if never else ("everybody", "for everybody")
    elif not sure and not never:
        kind, who = "everybody perhaps", "perhaps, for everybody"
    elif not sure:
        kind, who = "some perhaps, others not", f"perhaps, for {listed(perhaps)} alone"
    else:
        kind = "all kinds" if never else "some, others perhaps"
        who = f"for {listed(sure)}, perhaps for {listed(perhaps)}"
    return f"{focus} {who}", LOOKS[kind][side]


EXTENTS = ("always", "sometimes", "never")


def _extent(ends: tuple[Fraction, Fraction]) -> str:
    return "always" if ends[0] == 1 else "never" if ends[1] == 0 else "sometimes"


# Words


def headline(solved: Answer) -> str:
    """What happens, in a line."""
    many = len(solved.found)
    count = f"{many} equilibri{'um' if many == 1 else 'a'}"
    if solved.concept:
        count += f", {len(solved.names)} surviv{'es' if len(solved.names) == 1 else 'e'} {CONCEPTS[solved.concept]}"
    extremes = {event: (float(low), float(high)) for event, (low, high) in solved.outcomes.items()}
    told = gist_of(solved.model, extremes).text
    return f"{escape(told[:1].upper() + told[1:])}: {count}." if told else f"{count}."


def paragraphs(told: Iterable[str]) -> str:
    """Plain text as HTML."""
    return "".join(f"<p>{escape(one)}</p>" for one in told)


def faults(error: InputError, heading: str, symbols: Mapping[str, str] | None = None) -> str:
    """What is wrong with an input: every fault, with the symbol of the parameter and what would be right."""
    known = symbols or {}
    told = ""
    for fault in error.faults:
        symbol = known.get(fault.where.partition(".")[0], "")
        told += f"<li>{f'<b>{escape(symbol)}</b> ' if symbol else ''}{escape(readable(str(fault)))}</li>"
    return f'<div class="fault" role="alert">{heading}<ul>{told}</ul></div>'


def bars(solved: Answer) -> str:
    """How likely each event is: exactly, or between which ends over the equilibria that survive."""
    rows = []
    for event, (low, high) in solved.outcomes.items():
        told = number_text(low) if low == high else f"{number_text(low)} to {number_text(high)}"
        free = f'<i class="free" style="left:{float(low):.1%};width:{float(high - low):.1%}"></i>' if low < high else ""
        bar = f'<div class="bar" aria-hidden="true"><i style="width:{float(low):.1%}"></i>{free}</div>'
        rows.append(f"<tr><th>{escape(event)}</th><td>{bar}</td><td>{told}</td></tr>")
    return f"<h3>Probability of</h3><table>{''.join(rows)}</table>" if rows else ""


def equilibria(solved: Answer) -> str:
    """The names of all equilibria with how they fare."""
    items = []
    for family in solved.found:
        fate = solved.fate(family)
        tag = f'<span class="tag">{FATES[fate]}</span> ' if solved.concept else ""
        items.append(f'<li class="{fate}">{tag}{escape(family.name)}</li>')
    heading = f"Equilibria, and {escape(CONCEPTS[solved.concept])}" if solved.concept else "Equilibria"
    return f'<h3>{heading}</h3><ul class="equilibria">{"".join(items)}</ul>'


def conditions_in_brief(solved: Answer) -> str:
    """Which of the conditions for talks holds, and by what margin; "" for a model that has none."""
    rows = []
    for one in _conditions(solved.model):
        if one.margin is None:
            continue
        verdict = "holds" if one.settles else "holds, with a premise missing," if one.holds else "fails"
        told = f"{verdict} by {number_text(abs(one.margin))}"
        rows.append(f"<tr><th>{one.condition}: {escape(one.role)}</th><td>{told}</td></tr>")
    return f"<h3>Conditions for talks</h3><table>{''.join(rows)}</table>" if rows else ""


def _conditions(model: Any) -> Sequence[Any]:
    return model.talks_conditions() if hasattr(model, "talks_conditions") else ()


def conditions(model: Any) -> str:
    """The conditions for talks in full: formula, margin, what follows, and what stands in the way."""
    rows = []
    for one in _conditions(model):
        margin = "" if one.margin is None else number_text(one.margin)
        verdict = "" if one.margin is None else "holds" if one.holds else "fails"
        told = " ".join([one.sentence, *(f"But {caveat}." for caveat in one.caveats)])
        which = f"{one.condition.capitalize()} condition, {one.role}"
        rows.append((which, in_symbols(one.formula), margin, verdict, readable(told)))
    head = ("condition", "inequality", "margin", "", "what follows")
    return _table("Which condition for talks holds, and by what margin", head, rows) if rows else ""


def stakes(model: Any) -> str:
    """Assumptions and regimes of a war; of another model whatever it says is at stake."""
    if hasattr(model, "assumptions") and hasattr(model, "regimes"):
        rows = [
            (a.name, a.title, in_symbols(a.statement), "holds" if a.holds else "fails", in_symbols(readable(a.detail)))
            for a in model.assumptions().values()
        ]
        head = ("", "assumption", "in symbols", "", "here")
        tempting = _tempting(model.regimes(), ("against", "after") if in_doubt(model) else ("after",))
        return _table("Assumptions", head, rows) + tempting
    return "".join(map(_stake, getattr(model, "at_stake", tuple)()))


def _tempting(regimes: Mapping[str, Any], by: Sequence[str]) -> str:
    """The regime after each posture; in doubt against each type of the opponent."""
    found: list[tuple[tuple[str, ...], Any]] = [((key,), one) for key, one in regimes.items()]
    if len(by) == 2:
        found = [((*keys, key), one) for keys, row in found for key, one in row.items()]
    rows = [(*keys, one.name, readable(one.sentence)) for keys, one in found]
    return _table("How tempting escalation is", (*by, "regime", ""), rows)


def _stake(one: Any) -> str:
    """A table as it is; of an account in words, each item as a row."""
    if hasattr(one, "rows"):
        return _table(one.heading, one.columns, one.rows)
    rows = [[Markup(". ".join("".join(map(_cell, line)).rstrip(".") for line in item))] for item in one.items]
    return _table(one.heading, (), rows)


def _table(heading: str, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    top = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    body = "".join(f"<tr>{''.join(f'<td>{_cell(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<h2>{escape(heading)}</h2><table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"


def _cell(cell: Any) -> str:
    if isinstance(cell, Markup):
        return cell
    return number_text(cell) if isinstance(cell, Fraction) else escape(readable(str(cell)))


class Markup(str):
    """Text that is HTML already."""


def in_symbols(formula: str) -> Markup:
    """A formula of the package as it is written in mathematics: "lam d_H >= 0" is λ d<sub>H</sub> ≥ 0."""
    text = escape(formula).replace("&gt;=", "≥").replace("&lt;=", "≤").replace(" - ", " − ")
    text = re.sub(rf"\b({'|'.join(GREEK)})\b", lambda found: GREEK[found[1]], text)
    text = re.sub(r"\b([A-Za-z])_(\w)\b", r"<i>\1</i><sub>\2</sub>", text)
    return Markup(re.sub(r"\b(max|min)_(\w)\b", r"\1<sub>\2</sub>", text).replace("tau_open", "τ<sub>open</sub>"))


def prose(solved: Answer) -> str:
    """Every equilibrium in plain English, with the refinement's verdict on it."""
    return "".join(_told(solved, family) for family in solved.found)


def _told(solved: Answer, family: Any) -> str:
    fate = solved.fate(family)
    tag = f' <span class="tag">{FATES[fate]}</span>' if solved.concept else ""
    account = tm.explain(family)
    body = paragraphs(account.paragraphs[1:])
    for verdict in solved.verdicts(family):
        why = tm.explain(verdict)
        body += f"<h4>{escape(why.title)}</h4>{paragraphs(why.paragraphs)}"
    return f'<section class="equilibrium {fate}"><h3>{escape(family.name)}{tag}</h3>{body}</section>'


__all__ = [
    "CONCEPTS", "MAPPED", "Answer", "answer", "bars", "conditions", "conditions_in_brief", "equilibria", "faults",
    "headline", "paragraphs", "prose", "stakes", "who_gets",
]  # fmt: skip
