"""What the page says about a model: solved once, and read as HTML. Every number is the engine's; nothing is typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Any

from dials import GREEK
from pictures import ends_of, fills, map_svg, swatch

import termination as tm
from termination.engine.model import gist_of
from termination.engine.numbers import number_text, readable
from termination.errors import InputError

if TYPE_CHECKING:  # maps need libraries that a browser has not, where all else is wanted
    from termination.analysis.zones import RegionMap

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


@lru_cache(maxsize=256)
def answer(model: Any, concept: str) -> Answer:
    """The model solved exactly; models are frozen, so what has been solved is remembered for everybody."""
    found = tm.solve(model)
    return Answer(model, concept, found, tm.refine(found, concept) if concept else found)


# The map


@dataclass(frozen=True)
class Map:
    """A region map in the browser's terms; where there is none, `regions` says in words why."""

    regions: str
    data: RegionMap | None

    @property
    def box(self) -> list[float]:
        """The ends of both axes."""
        return list(self.data.box) if self.data else [0.0, 1.0, 0.0, 1.0]

    def zone(self, names: Sequence[str]) -> int | None:
        """The zone with these equilibria; None on a boundary, where there are others than on either side."""
        known = [zone.names for zone in self.data.zones] if self.data else []
        return known.index(tuple(names)) if tuple(names) in known else None


def region_picture(desk: Any, concept: str) -> Map:
    """The map over the two dials that the desk names. The same wherever the war is in it: moves are free."""
    if not desk.x or not desk.y or desk.x == desk.y:
        return Map("<p>A map needs two different numbers to run over.</p>", None)
    x, y = desk.dial(desk.x), desk.dial(desk.y)
    try:
        centre = desk.turned({dial.key: (dial.low + dial.high) / 2 for dial in (x, y)}).model()
    except InputError:  # the middle may be no game where the war is one: then the map starts from the war
        centre = desk.model()
    return _picture(centre, _axis(x), _axis(y), x.plain, y.plain, concept)


Axis = tuple[str, str, Fraction, Fraction]


def _axis(dial: Any) -> Axis:
    return dial.parameter, dial.label, dial.low, dial.high


@lru_cache(maxsize=128)
def _picture(model: Any, x: Axis, y: Axis, x_label: str, y_label: str, concept: str) -> Map:
    from termination.analysis.zones import region_map

    try:
        data = region_map(tm.regions(model, _range(x), _range(y), refinement=concept or None))
    except InputError as error:
        known = isinstance(model, tm.OpeningGame)
        why = readable(str(error)) if known else "its boundaries are not known in closed form"
        return Map(f"<p>There is no region map of this game over these two: {escape(why)}.</p>", None)
    return Map(map_svg(data, x_label, y_label), data)


def _range(axis: Axis) -> dict[str, Any]:
    parameter, label, low, high = axis
    return {parameter: {label: (low, high)} if label and parameter != "prior" else (low, high)}


def key(found: Map, here: int | None) -> str:
    """The key of the map, the war's own region marked."""
    if found.data is None:
        return ""
    rows = []
    for i, (zone, fill) in enumerate(zip(found.data.zones, fills(found.data.zones), strict=True)):
        told = zone.gist.text or ", ".join(zone.names)
        marked = ' class="here"' if i == here else ""
        you = " ← this war" if i == here else ""
        rows.append(
            f"<tr{marked}><td>{swatch(fill, f'key{i}')}</td><th>{zone.letter}</th><td>{escape(told)}{you}</td></tr>"
        )
    return f"<h3>Regions</h3><table>{''.join(rows)}</table>"


def caption(found: Map, here: int | None, desk: Any, concept: str, mapped: str) -> str:
    """Where the war is on the map, in words."""
    if found.data is None:
        return ""
    x, y = desk.dial(desk.x), desk.dial(desk.y)
    where = f"This war: {x.name} = {number_text(x.value)}, {y.name} = {number_text(y.value)}"
    region = f"in region {found.data.zones[here].letter}" if here is not None else "on a boundary"
    if concept != mapped:
        return f"{where}. The regions are those of {CONCEPTS[mapped]}: for {CONCEPTS[concept]} there are no exact ones."
    return f"{where}, {region}. Click, drag, or use the arrow keys."


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
        regimes = [(after, one.name, readable(one.sentence)) for after, one in model.regimes().items()]
        tempting = _table("How tempting escalation is", ("after", "regime", ""), regimes)
        return _table("Assumptions", head, rows) + tempting
    return "".join(map(_stake, getattr(model, "at_stake", tuple)()))


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
    return Markup(re.sub(r"\b([A-Za-z])_(\w)\b", r"<i>\1</i><sub>\2</sub>", text))


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
    "CONCEPTS", "MAPPED", "Answer", "Map", "answer", "bars", "caption", "conditions", "conditions_in_brief",
    "equilibria", "faults", "headline", "key", "paragraphs", "prose", "region_picture", "stakes",
]  # fmt: skip
