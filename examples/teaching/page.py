"""The static page as a function of its address: what the exact engine, which runs in the browser, has to say there.

An address is a query: `war=refusal&escalation_cost=41/50&on=guarantee&refine=D1`. Whatever stands as the scenario
file has it is left out, so that the shortest address of a war is its name, and a link is a setting. `shown(address)`
reads it and answers with the parts of the page as HTML; `page.js` puts them in their places, and no number is computed
there.

Nothing here needs NumPy, pandas, SymPy or Matplotlib, which a browser has not. Maps of two numbers, which need them,
are drawn by `publish` when the page is built, one for each war and each step of the tour; they are shown as long as
nothing but those two numbers differs from what they were drawn for.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

import reading
from dials import INSTRUMENTS, Desk, Dial, desk_for, doses_of
from pictures import belief_svg, drawn_or_why, ends_of

from termination.engine.arithmetic import exact
from termination.engine.model import focus_of
from termination.engine.numbers import number_text
from termination.engine.outcomes import outcomes_by_type
from termination.errors import InputError
from termination.models.scenarios import Scenario, parse_scenario

HERE = Path(__file__).parent
WARS = HERE.parent / "scenarios"
FIRST = "refusal"
#: Keys of an address that are no numbers.
WORDS = ("war", "step", "refine", "on", "signal", "x", "y")


@cache
def wars() -> dict[str, Scenario]:
    """The scenarios on the page by the names of their files, those of the opening game first."""
    read = {path.stem: parse_scenario(path.read_text(encoding="utf-8")) for path in sorted(WARS.glob("*.toml"))}
    return dict(sorted(read.items(), key=lambda one: one[1].kind != "opening"))


@cache
def prepared() -> dict[str, Any]:
    """What was made when the page was built: the `steps` of the tour, and `maps` by what they are of."""
    found: dict[str, Any] = json.loads((HERE / "prepared.json").read_text(encoding="utf-8"))
    return found


# The address


@dataclass(frozen=True)
class Place:
    """Where on the page somebody is: the war and how it is set, the refinement, and the step of the tour or -1."""

    war: str
    desk: Desk
    concept: str = "D1"
    step: int = -1

    @property
    def address(self) -> str:
        """The query that leads here: what differs from the scenario file, in a fixed order."""
        own, desk = _own(self.war), self.desk
        said: dict[str, str] = {"war": self.war}
        said |= {"step": str(self.step + 1)} if self.step >= 0 else {}
        said |= {"refine": self.concept or "none"} if self.concept != "D1" else {}
        values, usual = {**desk.numbers, **desk.doses}, {**own.numbers, **own.doses}
        said |= {key: str(value) for key, value in values.items() if value != usual[key]}
        said |= {"on": ",".join(sorted(desk.on)) or "none"} if desk.on != own.on else {}
        said |= {"signal": "yes" if desk.signal else "no"} if desk.signal != own.signal else {}
        said |= {"x": desk.x} if desk.x != own.x else {}
        said |= {"y": desk.y} if desk.y != own.y else {}
        return urlencode(said, safe="/,. ")

    @property
    def ground(self) -> str:
        """What a map is drawn for: the address but for the two numbers of the map, step and refinement."""
        own = _own(self.war)
        usual = {**own.numbers, **own.doses}
        at_home = self.desk.turned({key: usual[key] for key in (self.desk.x, self.desk.y) if key})
        on = self.desk.on - {self.desk.x, self.desk.y}
        return replace(self, desk=replace(at_home, on=on), concept="D1", step=-1).address


@cache
def _own(war: str) -> Desk:
    return desk_for(wars()[war].model)


def place_of(address: str) -> Place:
    """The place that an address leads to. Raises `InputError` with every fault of the address."""
    said = dict(parse_qsl(address.lstrip("#?")))
    war = said.get("war", FIRST)
    if war not in wars():
        raise InputError(f"the address names the war {war!r}; there are: {', '.join(wars())}")
    own = _own(war)
    known = {*own.numbers, *own.doses}
    concept = said.get("refine", "D1").replace("none", "")
    on = own.on if "on" not in said else frozenset(said["on"].split(",")) - {"none", ""}
    axes = {axis: said.get(axis, getattr(own, axis)) for axis in ("x", "y")}
    numbers: dict[str, Fraction] = {}
    faults = [f"there is no number {key!r} in this war" for key in said if key not in WORDS and key not in known]
    faults += [f"there is no number {key!r} for an axis" for key in axes.values() if key and key not in known]
    faults += [f"there is no instrument {name!r}" for name in sorted(on) if name not in own.doses]
    faults += ["say signal=yes or signal=no"] if said.get("signal", "no") not in ("yes", "no") else []
    faults += [f"there is no refinement {concept!r} here"] if concept not in reading.CONCEPTS else []
    for key in known & said.keys():
        try:
            numbers[key] = exact(said[key], key)
        except InputError as error:
            faults.append(str(error))
    step = said.get("step", "0")
    faults += [] if step.isdecimal() and int(step) <= len(prepared()["steps"]) else [f"there is no step {step!r}"]
    if faults:
        raise InputError(f"the address cannot be followed: {'; '.join(faults)}")
    desk = replace(own.turned(numbers), on=on, signal=own.signal if "signal" not in said else said["signal"] == "yes")
    return Place(war, replace(desk, **axes), concept, int(step) - 1)


# The parts of the page


def shown(address: str) -> str:
    """All parts of the page at an address, as JSON: HTML by the name of the place where it goes."""
    try:
        place = place_of(address)
    except InputError as error:
        lost = shown("")
        return json.dumps({**json.loads(lost), "banner": reading.faults(error, "This link leads nowhere.")})
    own = wars()[place.war]
    parts: dict[str, Any] = {
        "address": place.address, "war": place.war, "step": place.step, "title": escape(own.title or place.war),
        "about": about(own), "tour": tour(place.step), "controls": controls(place), "concept": place.concept,
        "values": {dial.key: number_text(dial.value) for dial in (*place.desk.dials, *doses_of(place.desk))},
    }  # fmt: skip
    try:
        model = place.desk.model()
    except InputError as error:
        nothing = dict.fromkeys(("verdict", "side", "cards", "brief", "conditions", "prose"), "")
        banner = reading.faults(error, "These settings are impossible.", place.desk.symbols)
        return json.dumps({**parts, **nothing, "banner": banner, "map": the_map(place, None), "riddle": None})
    return json.dumps({**parts, **told(place, reading.answer(model, place.concept))})


def told(place: Place, solved: reading.Answer) -> dict[str, Any]:
    """What the engine finds, in its parts."""
    parts = {
        "banner": banner(solved.model),
        "verdict": reading.headline(solved),
        "side": reading.equilibria(solved) + reading.bars(solved),
        "cards": "".join(card(solved.model, family) for family in solved.survivors),
        "brief": reading.conditions_in_brief(solved),
        "conditions": reading.conditions(solved.model) + reading.stakes(solved.model),
        "prose": reading.prose(solved),
    }
    told = {name: named(solved.model, part) for name, part in parts.items()}
    return {**told, "map": the_map(place, solved), "riddle": riddle(solved)}


def riddle(solved: reading.Answer) -> dict[str, str] | None:
    """What a class may predict before it looks: whether what the model is about comes about, in what survives."""
    focus = focus_of(solved.model)
    if focus not in solved.outcomes:
        return None
    low, high = solved.outcomes[focus]
    truth = "surely" if low == 1 else "never" if high == 0 else "it depends"
    return {"question": f"Before you look: does this come about: {focus}?", "truth": truth}


def named(model: Any, text: str) -> str:
    """The text with each type called as its sliders call it, where the model has names of its own for two types."""
    order = getattr(model, "resilience_order", ())
    if len(order) != 2:
        return text
    for word, label in (("vulnerable", order[0]), ("resilient", order[1])):
        text = re.sub(rf"\bthe {word}\b(?! type)", f"those of type {escape(label)}", text)
    return text


def about(own: Scenario) -> str:
    """The scenario's own notes and sources."""
    notes = "".join(f"<p>{escape(one)}</p>" for one in own.notes.strip().split("\n\n") if one)
    sources = "".join(f"<li>{escape(one)}</li>" for one in own.sources)
    return notes + (f"<details><summary>Sources</summary><ul>{sources}</ul></details>" if sources else "")


def tour(step: int) -> str:
    """The question of a step, with the answer folded; nothing where nobody is on the tour."""
    if step < 0:
        return ""
    one = prepared()["steps"][step]
    return (
        f"<h2>{step + 1} of {len(prepared()['steps'])}: {escape(one['title'])}</h2>"
        f'<p class="question">{escape(one["question"])}</p><p class="look">{escape(one["look"])}</p>'
        f"<details><summary>Show the answer</summary>{reading.paragraphs(one['answer'])}</details>"
    )


def banner(model: Any) -> str:
    """Which of the model's assumptions fail at these numbers: what the theorems say is not said of them."""
    failing = [one for one in (model.assumptions().values() if hasattr(model, "assumptions") else ()) if not one.holds]
    items = "".join(
        f"<li><b>{escape(one.name)}</b> {escape(one.title)}: {reading.in_symbols(one.detail)}</li>" for one in failing
    )
    heading = "Outside the model's assumptions. The equilibria are exact; theorems that suppose these do not apply."
    return f'<div class="fault" role="status">{heading}<ul>{items}</ul></div>' if failing else ""


def card(model: Any, family: Any) -> str:
    """One equilibrium that survives: who gets what the model is about, as bars by type, and what he believes."""
    focus = focus_of(model)
    rows = outcomes_by_type(family.game, family.sender, family.receiver, model.events())
    bars = "".join(_bar(t, focus, rows[t][focus]) for t in family.game.types) if focus else ""
    table = f"<table>{bars}</table>" if bars else ""
    line = drawn_or_why(lambda one: belief_svg(one, 640.0), family)
    return f'<section class="card"><h3>{escape(family.name)}</h3>{table}{line}</section>'


def _bar(label: str, event: str, chance: Any) -> str:
    low, high = ends_of(chance)
    words = number_text(low) if low == high else f"{number_text(low)} to {number_text(high)}"
    free = f'<i class="free" style="left:{float(low):.1%};width:{float(high - low):.1%}"></i>' if low < high else ""
    bar = f'<div class="bar" aria-hidden="true"><i style="width:{float(low):.1%}"></i>{free}</div>'
    return f"<tr><th>{escape(event)} for {escape(label)}</th><td>{bar}</td><td>{words}</td></tr>"


# The map


def the_map(place: Place, solved: reading.Answer | None) -> dict[str, Any]:
    """The map drawn for this ground, its key, and where the war is; why there is none, where there is none."""
    desk = place.desk
    drawn = prepared()["maps"].get(place.ground)
    if drawn is None:
        why = "The map was drawn for the scenario's own numbers, and another than its two has been moved. All else on "
        why += "this page is exact at every setting; the button for the scenario's own numbers brings the map back."
        return {"svg": f'<p class="none">{why}</p>', "key": ""}
    if not drawn["box"]:
        return {"svg": drawn["svg"], "key": ""}
    x, y = (_given(desk, desk.dial(key)) for key in (desk.x, desk.y))
    found = solved if solved is None or solved.concept == "D1" else reading.answer(solved.model, "D1")
    names = list(found.names) if found else None
    here = next((zone["letter"] for zone in drawn["zones"] if zone["names"] == names), "")
    caption = f"This war: {x.name} = {number_text(x.value)}, {y.name} = {number_text(y.value)}"
    caption += f", in region {here}" if here else ", on a boundary" if found else ""
    caption += "" if place.concept == "D1" else ". The regions are those of D1"
    return {
        "svg": drawn["svg"], "key": _marked(drawn["key"], here), "caption": f"{caption}.", "box": drawn["box"],
        "keys": [desk.x, desk.y], "steps": [str(x.step), str(y.step)], "at": [float(x.value), float(y.value)],
    }  # fmt: skip


def _given(desk: Desk, dial: Dial) -> Dial:
    """A number of the map as the war has it: an instrument that is switched off is given in no dose."""
    return replace(dial, value=Fraction(0)) if dial.key in desk.doses.keys() - desk.on else dial


def _marked(key: str, letter: str) -> str:
    """The key with the region of this war marked."""
    if not letter:
        return key
    row = re.compile(rf"<tr>(<td>(?:(?!</td>).)*</td><th>{letter}</th><td>(?:(?!</td>).)*)</td>")
    return row.sub(r'<tr class="here">\1 ← this war</td>', key)


# Controls


def controls(place: Place) -> str:
    """The sliders: those of the map first, in sight; all others folded."""
    desk, first = place.desk, (place.desk.x, place.desk.y)
    dials, doses = {one.key: one for one in desk.dials}, {one.key: one for one in doses_of(desk)}
    known = {**dials, **doses}
    rest = {key: one for key, one in known.items() if key not in first}
    signal = [one for key, one in rest.items() if key.startswith("signal_cost.")]
    others = [one for key, one in rest.items() if key in dials and one not in signal]
    parts = [_slider(known[key]) for key in first if key]
    folded = [
        _folded("Instruments", [
            _switch(one.name, one.what, one.name in desk.on) + (_slider(rest[one.name]) if one.name in rest else "")
            for one in INSTRUMENTS if one.name in doses
        ], bool(desk.on)),
        _folded("The signal", [
            _switch("signal", "A costly signal can be sent before", desk.signal), *map(_slider, signal)
        ] if any(key.startswith("signal_cost.") for key in dials) else [], desk.signal),
        _folded("All other numbers", [_slider(one) for one in others], False),
    ]  # fmt: skip
    return "".join(parts + folded)


def _slider(dial: Dial) -> str:
    low, high, step, value = (float(one) for one in (dial.low, dial.high, dial.step, dial.value))
    return (
        f'<label class="dial"><span>{dial.html_symbol} {escape(dial.meaning)}</span>'
        f'<output>{number_text(dial.value)}</output><input type="range" min="{low:g}" max="{high:g}" step="{step:g}" '
        f'value="{value:g}" data-key="{escape(dial.key)}"></label>'
    )


def _switch(name: str, what: str, on: bool) -> str:
    checked = " checked" if on else ""
    box = f'<input type="checkbox" role="switch" data-on="{name}"{checked}>'
    return f'<label class="switch">{box}{escape(what)}</label>'


def _folded(heading: str, items: list[str], opened: bool) -> str:
    return f"<details{' open' * opened}><summary>{heading}</summary>{''.join(items)}</details>" if items else ""


def choices() -> str:
    """The wars by title, the refinements, and the addresses of the steps, as JSON."""
    return json.dumps({
        "wars": [[name, one.title or name] for name, one in wars().items()],
        "concepts": [[name or "none", words] for name, words in reading.CONCEPTS.items()],
        "steps": [one["address"] for one in prepared()["steps"]],
    })  # fmt: skip


__all__ = ["Place", "choices", "place_of", "shown", "wars"]
