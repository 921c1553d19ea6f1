"""The static page as a function of its address: what the exact engine, which runs in the browser, has to say there.

An address is a query: `war=refusal&escalation_cost=41/50&on=guarantee&refine=D1`. Whatever stands as the scenario
file has it is left out, so that the shortest address of a war is its name, and a link is a setting. `shown(address)`
reads it and answers with the parts of the page as HTML; `page.js` puts them in their places, and no number is computed
there.

What takes longer than words, `later(address)` has: the map of any two numbers, drawn anew from closed forms that
`compiling` wrote when the page was built, or cell by cell where there are none; the conditions; and every equilibrium
in plain English. Nothing here needs NumPy, pandas, SymPy or Matplotlib, which a browser has not.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, lru_cache
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import reading
from addresses import said_in
from atlas import Atlas, NoFormsError, atlas
from dials import INSTRUMENTS, Desk, Dial, desk_for, doses_of
from patchwork import Patchwork
from pictures import belief_svg, drawn_or_why, ends_of, map_svg, signed, swatch, tree_svg

from termination.engine.arithmetic import exact
from termination.engine.model import called, focus_of
from termination.engine.numbers import number_text
from termination.engine.outcomes import outcomes_by_type
from termination.errors import InputError
from termination.models.scenarios import Scenario, parse_scenario, write_scenario

HERE = Path(__file__).parent
#: Where scenarios lie; those in the second folder bear a longer name, for a war may be in both.
WARS, DOUBTFUL = HERE.parent / "scenarios", HERE.parent / "in_doubt"
FIRST = "refusal"
#: The name of a scenario that somebody has opened from a file; no link leads to it.
OWN = "own"
#: Keys of an address that are no numbers.
WORDS = ("war", "step", "refine", "on", "signal", "x", "y")


def shelved() -> dict[str, Path]:
    """The files of the scenarios by their names, in order."""
    found = {path.stem: path for path in WARS.glob("*.toml")}
    found |= {f"{path.stem}_in_doubt": path for path in DOUBTFUL.glob("*.toml")}
    return dict(sorted(found.items()))


class Shelf(Mapping[str, Scenario]):
    """The scenarios on the page by their names, each read when somebody first looks at it.

    `own` is one that somebody has opened from a file.
    """

    def __init__(self) -> None:
        self.own: Scenario | None = None
        self._read: dict[str, Scenario] = {}

    def __contains__(self, name: object) -> bool:
        return name in list(self)

    def __getitem__(self, name: str) -> Scenario:
        if name == OWN and self.own is not None:
            return self.own
        if name not in self:
            raise KeyError(name)
        if name not in self._read:
            self._read[name] = parse_scenario(shelved()[name].read_text(encoding="utf-8"))
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        yield from shelved()
        yield from (OWN for _ in range(self.own is not None))

    def __len__(self) -> int:
        return sum(1 for _ in self)


@cache
def wars() -> Shelf:
    """The scenarios on the page."""
    return Shelf()


@cache
def prepared() -> dict[str, Any]:
    """What was made when the page was built: the `titles` of the wars, the `steps` of the tour."""
    found: dict[str, Any] = json.loads((HERE / "prepared.json").read_text(encoding="utf-8"))
    return found


class Forms(dict[str, Any]):
    """The sets of closed forms by name, each read when a map is first drawn from it."""

    def __missing__(self, name: str) -> Any:
        self[name] = json.loads((HERE / "forms" / f"{name}.json").read_text(encoding="utf-8"))
        return self[name]


forms = cache(Forms)


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
    def mapped(self) -> str:
        """The refinement of the map: closed forms say what survives some, and for others it is that of D1."""
        return self.concept if self.concept in reading.MAPPED else "D1"

    @property
    def ground(self) -> str:
        """What the map is drawn for: the address but for the step and the two numbers of the map."""
        own = _own(self.war)
        usual = {**own.numbers, **own.doses}
        axes = {self.desk.x, self.desk.y} - {""}
        at_home = self.desk.turned({key: usual[key] for key in axes})
        desk = replace(at_home, on=self.desk.on - axes)
        return replace(self, desk=desk, concept=self.mapped, step=-1).address


@cache
def _own(war: str) -> Desk:
    return desk_for(wars()[war].model)


def place_of(address: str) -> Place:
    """The place that an address leads to. Raises `InputError` with every fault of the address."""
    said, faults = said_in(address)
    war = said.get("war", FIRST)
    if war not in wars():
        raise InputError(f"the address names the war {war!r}; there are: {', '.join(wars())}")
    own = _own(war)
    known = {*own.numbers, *own.doses}
    concept = said.get("refine", "D1")
    concept = "" if concept == "none" else concept
    on = own.on if "on" not in said else frozenset(said["on"].split(",")) - {"none", ""}
    axes = {axis: said.get(axis, getattr(own, axis)) for axis in ("x", "y")}
    numbers: dict[str, Fraction] = {}
    faults += [f"there is no number {key!r} in this war" for key in said if key not in WORDS and key not in known]
    unknown = [key for key in dict.fromkeys(axes.values()) if key and key not in known]
    faults += [f"there is no number {key!r} for an axis" for key in unknown]
    faults += [f"there is no instrument {name!r}" for name in sorted(on) if name not in own.doses]
    faults += ["x and y name the same number"] if axes["x"] and axes["x"] == axes["y"] else []
    faults += ["say signal=yes or signal=no"] if said.get("signal", "no") not in ("yes", "no") else []
    faults += [f"there is no refinement {concept!r} here"] if concept not in reading.CONCEPTS else []
    for key in (one for one in said if one in known):
        try:
            numbers[key] = exact(said[key], key)
        except InputError as error:
            faults.append(str(error))
    step = said.get("step", "0")
    steps = [str(i) for i in range(len(prepared()["steps"]) + 1)]
    faults += [] if step in steps else [f"there is no step {step!r}"]
    if faults:
        raise InputError(f"the address cannot be followed: {'; '.join(faults)}")
    desk = replace(own.turned(numbers), on=on, signal=own.signal if "signal" not in said else said["signal"] == "yes")
    return Place(war, replace(desk, **axes), concept, int(step) - 1)


# The parts of the page


def shown(address: str) -> str:
    """The parts of the page that words are, as JSON: HTML by the name of the place where it goes."""
    try:
        place = place_of(address)
    except InputError as error:
        lost = shown("")
        return json.dumps({**json.loads(lost), "banner": reading.faults(error, "This link leads nowhere.")})
    own, desk = wars()[place.war], place.desk
    parts: dict[str, Any] = {
        "address": place.address, "war": place.war, "step": place.step, "title": escape(own.title or place.war),
        "about": about(own), "tour": tour(place.step), "answer": signed(the_answer(place.step)),
        "controls": signed(controls(place)),
        "concept": place.concept, "ground": place.ground, "axes": [desk.x, desk.y], "numbers": numbers_of(desk),
        "at": [float(_given(desk, desk.dial(key)).value) for key in (desk.x, desk.y) if key],
        "values": {dial.key: signed(number_text(dial.value)) for dial in (*desk.dials, *doses_of(desk))},
    }  # fmt: skip
    try:
        model = desk.model()
    except InputError as error:
        nothing = dict.fromkeys(("verdict", "side", "cards", "brief"), "")
        banner = signed(reading.faults(error, "These settings are impossible.", desk.symbols))
        return json.dumps({**parts, **nothing, "banner": banner, "riddle": None})
    return json.dumps({**parts, **told(reading.answer(model, place.concept))})


def told(solved: reading.Answer) -> dict[str, Any]:
    """What the engine finds, in its parts."""
    parts = {
        "banner": banner(solved.model),
        "verdict": reading.headline(solved),
        "side": reading.equilibria(solved) + reading.bars(solved),
        "cards": "".join(card(solved.model, one, i) for i, one in enumerate(solved.survivors, 1)),
        "brief": reading.conditions_in_brief(solved),
    }
    told: dict[str, Any] = {name: signed(named(solved.model, part)) for name, part in parts.items()}
    return {**told, "riddle": riddle(solved)}


def later(address: str) -> str:
    """The parts of the page that take longer, as JSON: the map, the conditions, the equilibria in words."""
    place = place_of(address)
    solved = _solved(place)
    if solved is None:
        return json.dumps({"map": the_map(place, None), "conditions": "", "prose": ""})
    parts = {
        "conditions": reading.conditions(solved.model) + reading.stakes(solved.model), "prose": reading.prose(solved)
    }  # fmt: skip
    told: dict[str, Any] = {name: signed(named(solved.model, part)) for name, part in parts.items()}
    return json.dumps({**told, "map": the_map(place, solved)})


def tree(address: str, number: int) -> str:
    """The game tree with the equilibrium of a card on it, as HTML."""
    place = place_of(address)
    solved = reading.answer(place.desk.model(), place.concept)
    drawn = drawn_or_why(tree_svg, solved.survivors[number], 720.0, "the game tree", f"tree_{number + 1}")
    return signed(named(solved.model, drawn))


def saved(address: str) -> str:
    """The war as it is set, as the text of a scenario file, with what it was taken from."""
    place = place_of(address)
    own, model = wars()[place.war], place.desk.model()
    turned = model != _own(place.war).model()
    notes = f"{own.notes.strip()}\n\nWith other numbers than the scenario had.".strip() if turned else own.notes
    return write_scenario(model, own.title, notes, own.sources)


def opened(text: str) -> str:
    """Take a scenario file of the reader's own: as JSON the `address` that leads to it, or its faults as a `banner`."""
    try:
        scenario = parse_scenario(text)
        if not hasattr(scenario.model, "game"):
            raise InputError("it is a game over time, which has a page of its own")
        desk_for(scenario.model).model()
    except InputError as error:
        return json.dumps({"banner": reading.faults(error, "This file cannot be used.")})
    wars().own = scenario
    _own.cache_clear()
    _atlas.cache_clear()
    return json.dumps({"address": f"war={OWN}", "title": scenario.title or "A file of your own"})


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
    """The question of a step; nothing where nobody is on the tour."""
    if step < 0:
        return ""
    one = prepared()["steps"][step]
    return (
        f"<h2>{step + 1} of {len(prepared()['steps'])}: {escape(one['title'])}</h2>"
        f'<p class="question">{escape(one["question"])}</p><p class="look">{escape(one["look"])}</p>'
    )


def the_answer(step: int) -> str:
    """What the engine has to say to the question of a step, folded."""
    if step < 0:
        return ""
    told = reading.paragraphs(prepared()["steps"][step]["answer"])
    return f"<details><summary>Show the answer</summary>{told}</details>"


def banner(model: Any) -> str:
    """Which of the model's assumptions fail at these numbers: what the theorems say is not said of them."""
    failing = [one for one in (model.assumptions().values() if hasattr(model, "assumptions") else ()) if not one.holds]
    items = "".join(
        f"<li><b>{escape(one.name)}</b> {escape(one.title)}: {reading.in_symbols(one.detail)}</li>" for one in failing
    )
    heading = "Outside the model's assumptions. The equilibria are exact; theorems that suppose these do not apply."
    return f'<div class="fault" role="status">{heading}<ul>{items}</ul></div>' if failing else ""


def card(model: Any, family: Any, number: int) -> str:
    """One equilibrium that survives: who gets what the model is about, as bars by type, and what he believes."""
    focus = focus_of(model)
    rows = outcomes_by_type(family.game, family.sender, family.receiver, model.events())
    bars = "".join(_bar(t, focus, rows[t][focus]) for t in family.game.types) if focus else ""
    table = f"<table>{bars}</table>" if bars else ""
    line = drawn_or_why(belief_svg, family, 640.0, "the belief line", f"beliefs_{number}")
    tree = '<details class="tree"><summary>The game tree</summary><div></div></details>'
    return f'<section class="card"><h3>{escape(family.name)}</h3>{table}{line}{tree}</section>'


def _bar(label: str, event: str, chance: Any) -> str:
    low, high = ends_of(chance)
    words = number_text(low) if low == high else f"{number_text(low)} to {number_text(high)}"
    free = f'<i class="free" style="left:{float(low):.1%};width:{float(high - low):.1%}"></i>' if low < high else ""
    bar = f'<div class="bar" aria-hidden="true"><i style="width:{float(low):.1%}"></i>{free}</div>'
    return f"<tr><th>{escape(event)} for {escape(label)}</th><td>{bar}</td><td>{words}</td></tr>"


# The map


@lru_cache(maxsize=64)
def _atlas(ground: str) -> Atlas | Patchwork:
    """The exact map of this ground, or one in patches to be worked at, where there are no closed forms."""
    place = place_of(ground)
    try:
        return atlas(place.desk, place.concept, forms())
    except NoFormsError as error:
        return Patchwork(place.desk, place.concept, str(error))


def patched(address: str, seconds: float = 0.04) -> str:
    """Go on for so long with the map in patches of these numbers: as JSON the map at the end of a round, and whether
    all is `done`, null before that."""
    place = place_of(address)
    work = _atlas(place.ground)
    assert isinstance(work, Patchwork)  # asked for where the map is patchy
    if not work.work(seconds):
        return "null"
    return json.dumps({"map": _told_map(place, work.atlas(), _solved(place)), "done": work.done})


def _solved(place: Place) -> reading.Answer | None:
    """What the engine finds at these settings; None where they are impossible."""
    try:
        return reading.answer(place.desk.model(), place.concept)
    except InputError:
        return None


def the_map(place: Place, solved: reading.Answer | None) -> dict[str, Any]:
    """The map of this ground, its key, and where the war is on it; in words why there is none, where there is none.

    Where there are no closed forms it is `patchy`: a map in patches is to be asked for.
    """
    nothing = {"svg": "", "key": "", "ground": place.ground}
    try:
        drawn = _atlas(place.ground)
    except InputError as error:
        why = f"There is no map of these two numbers here: {escape(str(error))}. All else on this page is exact."
        return {**nothing, "svg": f'<p class="none">{why}</p>'}
    if isinstance(drawn, Patchwork):
        return {**nothing, "svg": '<p class="none">The engine solves one cell of this map after another.</p>',
                "patchy": True}  # fmt: skip
    return _told_map(place, drawn, solved)


def _told_map(place: Place, drawn: Atlas, solved: reading.Answer | None) -> dict[str, Any]:
    desk = place.desk
    x, y = (_given(desk, desk.dial(key)) for key in (desk.x, desk.y))
    found = solved if solved is None or solved.concept == place.mapped else reading.answer(solved.model, place.mapped)
    beyond = not drawn.reaches(x.value, y.value)
    here = drawn.zone(found.names) if found and not beyond else None
    itself = called(wars()[place.war].model)
    caption = f"{itself[:1].upper()}{itself[1:]}: {x.name} = {number_text(x.value)}, {y.name} = {number_text(y.value)}"
    if found:
        off = "beyond the map" if beyond else "in none of its regions" if drawn.caveat else "on a boundary"
        caption += f", in region {drawn.zones[here].letter}" if here is not None else f", {off}"
    caption += f". The regions are those of {reading.CONCEPTS[place.mapped]}" if place.mapped != place.concept else ""
    return {
        "svg": signed(map_svg(drawn, x.plain, y.plain)), "key": key(drawn, here, itself),
        "caption": signed(f"{caption}."),
        "caveat": drawn.caveat, "box": drawn.box, "steps": [str(x.step), str(y.step)], "ground": place.ground,
    }  # fmt: skip


def key(drawn: Atlas, here: int | None, itself: str) -> str:
    """The key of the map, the region marked where the war itself is, or what the model calls it."""
    rows = []
    for i, zone in enumerate(drawn.zones):
        marked, you = (' class="here"', f" ← {itself}") if i == here else ("", "")
        rows.append(
            f"<tr{marked}><td>{swatch(zone.fill, f'key{i}')}</td><th>{zone.letter}</th>"
            f"<td>{escape(zone.told)}{you}</td></tr>"
        )
    return f"<h3>Regions</h3><table>{''.join(rows)}</table>"


def _given(desk: Desk, dial: Dial) -> Dial:
    """A number of the map as the war has it: an instrument that is switched off is given in no dose."""
    return replace(dial, value=Fraction(0)) if dial.key in desk.doses.keys() - desk.on else dial


# Controls


def numbers_of(desk: Desk) -> list[list[str]]:
    """Every number that a map can run over, with what it is."""
    return [[dial.key, dial.plain] for dial in (*desk.dials, *doses_of(desk))]


def controls(place: Place) -> str:
    """The sliders: in sight those of the map, of what escalation costs, and of the lesson; all others folded."""
    desk = place.desk
    dials, doses = {one.key: one for one in desk.dials}, {one.key: one for one in doses_of(desk)}
    known = {**dials, **doses}
    lesson = prepared()["steps"][place.step]["controls"] if place.step >= 0 else []
    costs = (key for key, one in dials.items() if one.parameter == "escalation_cost")
    first = [one for one in dict.fromkeys((desk.x, desk.y, *costs, *lesson)) if one in known]
    taught = [one for one in INSTRUMENTS if one.name in first and one.name in doses]
    rest = {key: one for key, one in known.items() if key not in first}
    signal = [one for key, one in rest.items() if key.startswith("signal_cost.")]
    others = [one for key, one in rest.items() if key in dials and one not in signal]
    others_on = bool(desk.on - {one.name for one in taught})
    in_sight = [_slider(known[one]) for one in first if one not in doses]
    in_sight += [_switch(one.name, one.what, one.name in desk.on) + _slider(doses[one.name]) for one in taught]
    folded = [
        _folded("Instruments", [
            _switch(one.name, one.what, one.name in desk.on) + _slider(rest[one.name])
            for one in INSTRUMENTS if one.name in rest
        ], others_on),
        _folded("The signal", [
            _switch("signal", "A costly signal can be sent before", desk.signal), *map(_slider, signal)
        ] if any(key.startswith("signal_cost.") for key in dials) else [], desk.signal and place.step < 0),
        _folded("All other numbers", [_slider(one) for one in others], False),
    ]  # fmt: skip
    return "".join(in_sight + folded)


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
        "wars": prepared()["titles"],
        "concepts": [[name or "none", words] for name, words in reading.CONCEPTS.items()],
        "steps": [one["address"] for one in prepared()["steps"]],
    })  # fmt: skip


__all__ = ["Place", "choices", "later", "opened", "patched", "place_of", "saved", "shown", "tree", "wars"]
