"""The page on a war in six periods as a function of its address: what is played at which belief, and one history.

An address is a query: `telling=4/5&selection=refusal&seed=3&shown=2`. Whatever stands as the page begins is left out.
`shown(address)` answers with the parts of the page as HTML; `over_time.js` puts them in their places. The war is solved
in the browser whenever a number moves, by the engine's own backward induction: the boundaries on the map are fractions,
and nothing is drawn beforehand.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache
from html import escape
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from addresses import said_in
from dials import Dial
from pictures import INK, hatches, path, rectangle, signed, svg, text

from termination.engine.arithmetic import exact
from termination.engine.numbers import number_text
from termination.engine.stage.course import Course
from termination.engine.stage.forecast import History, Step
from termination.engine.stage.induction import Choice, Moment
from termination.errors import InputError
from termination.models.scenarios import Scenario, parse_scenario
from termination.reporting.over_time import played_words

WAR = Path(__file__).parents[1] / "over_time" / "war_over_time.toml"
PERIODS = 6
#: The numbers that move: each with its symbol, what it is, its ends, and where it begins.
DIALS = (
    Dial("telling", "", "a", "how much battles tell: how often the one type wins, and the other loses",
         Fraction(1, 2), Fraction(1), Fraction(3, 5)),
    Dial("prior", "", "q", "belief at the start that she is resilient", Fraction(0), Fraction(1), Fraction(31, 50)),
    Dial("escalation_cost", "", "k", "what escalating costs him", Fraction(0), Fraction(1), Fraction(2, 5)),
    Dial("patience", "", "β", "what the next period counts for", Fraction(0), Fraction(1), Fraction(9, 10)),
)  # fmt: skip
#: Which equilibrium of each period is played where several survive, and who guarantees talks from when on.
SELECTIONS = {"talks": "the one with most talks", "refusal": "the one in which they open least"}
MEDIATORS = {
    "none": "no mediator", "later": "a mediator, announced for period 2", "now": "a mediator from the start",
}  # fmt: skip
GUARANTEE = Fraction(1, 2)
#: What to try: a question, and the address that sets it up.
QUESTIONS = (
    ("Battles tell nothing. Does anybody open?", "telling=1/2"),
    ("The first battle tells all. Are talks surer than when battles tell little?", "telling=1"),
    ("A mediator is announced for the next period. Does he wait for him?", "mediator=later"),
    ("The mediator comes at once.", "mediator=now"),
    ("They open as little as an equilibrium lets them.", "selection=refusal"),
)
WORDS = ("selection", "mediator", "seed", "shown")


@dataclass(frozen=True)
class Setting:
    """Where on the page somebody is: the numbers, what is played, which history, and how many of its periods."""

    numbers: tuple[Fraction, ...] = tuple(dial.value for dial in DIALS)
    selection: str = "talks"
    mediator: str = "none"
    seed: int = 1
    shown: int = field(default=0, compare=False)

    @property
    def address(self) -> str:
        """The query that leads here: what differs from the page as it begins, in a fixed order."""
        said = {dial.key: str(x) for dial, x in zip(DIALS, self.numbers, strict=True) if x != dial.value}
        usual = Setting()
        said |= {word: str(getattr(self, word)) for word in WORDS if getattr(self, word) != getattr(usual, word)}
        return urlencode(said, safe="/")


def setting_of(address: str) -> Setting:
    """The setting that an address leads to. Raises `InputError` with every fault of the address."""
    said, faults = said_in(address)
    keys = [dial.key for dial in DIALS]
    faults += [f"there is no {key!r} on this page" for key in said if key not in (*keys, *WORDS)]
    for word, known in (("selection", SELECTIONS), ("mediator", MEDIATORS)):
        if said.get(word, next(iter(known))) not in known:
            faults.append(f"{word} is one of {', '.join(known)}")
    for word, most in (("seed", 10**6), ("shown", PERIODS)):
        given = said.get(word, "0")
        if not given.isdecimal() or len(given) > len(str(most)) or int(given) > most:
            faults.append(f"{word} is a whole number up to {most}")
    numbers = []
    for dial in DIALS:
        try:
            numbers.append(exact(said.get(dial.key, dial.value), dial.key))
        except InputError as error:
            faults.append(str(error))
    if faults:
        raise InputError(f"the address cannot be followed: {'; '.join(faults)}")
    usual = Setting()
    return Setting(tuple(numbers), said.get("selection", usual.selection), said.get("mediator", usual.mediator),
                   int(said.get("seed", usual.seed)), int(said.get("shown", usual.shown)))  # fmt: skip


# What the engine finds


@lru_cache
def scenario() -> Scenario:
    """The war as its file has it."""
    return parse_scenario(WAR.read_text(encoding="utf-8"))


def war_at(setting: Setting) -> Any:
    """The war with these numbers. Raises `InputError` where there is none."""
    telling, prior, cost, patience = setting.numbers
    often, seldom = {"won": telling, "lost": 1 - telling}, {"won": 1 - telling, "lost": telling}
    return scenario().model.with_(
        prior={"resilient": prior, "vulnerable": 1 - prior}, escalation_cost=cost, patience=patience, periods=PERIODS,
        battle={"resilient": often, "vulnerable": seldom},
        guarantee=GUARANTEE if setting.mediator == "now" else 0,
        changes={2: {"guarantee": GUARANTEE}} if setting.mediator == "later" else {},
    )  # fmt: skip


@lru_cache(maxsize=8)
def solved(setting: Setting) -> Course:
    """The war solved: kept while only the history moves on."""
    return war_at(setting).solve(setting.selection)


# The parts of the page


def shown(address: str, held: bool = False) -> str:
    """All parts of the page at an address, as JSON: HTML by the name of the place where it goes.

    While a slider is `held` in somebody's hand the verifier is not asked; it is as soon as that lets go.
    """
    try:
        setting = setting_of(address)
    except InputError as error:
        return json.dumps({**json.loads(shown("")), "banner": _fault("This link leads nowhere.", error)})
    parts: dict[str, Any] = {"address": setting.address, "values": _values(setting), "banner": ""}
    parts |= {word: getattr(setting, word) for word in WORDS}
    try:
        course = solved(replace(setting, seed=0))
    except InputError as error:
        nothing = dict.fromkeys(("verdict", "map", "key", "history", "when", "account", "certificate"), "")
        return json.dumps({**parts, **nothing, "banner": _fault("These settings are impossible.", error), "over": True})
    history = next(course.histories(1, setting.seed))
    fills = fills_of(course)
    return json.dumps({
        **parts, "verdict": verdict(course), "map": map_svg(course, fills, history.steps[: setting.shown]),
        "key": key(course, fills), "history": told(history, setting.shown), "when": when(course),
        "account": signed("".join(f"<p>{escape(one)}</p>" for one in war_at(setting).account(course))),
        "certificate": "" if held else f"Six periods, solved here: {escape(str(course.certificate))}.",
        "over": setting.shown >= len(history.steps),
    })  # fmt: skip


def choices() -> str:
    """What the page is made of before any address: its title, sliders, lists and questions, as JSON."""
    return json.dumps({
        "title": escape(scenario().title), "controls": "".join(map(_slider, DIALS)),
        "selection": list(SELECTIONS.items()), "mediator": list(MEDIATORS.items()),
        "questions": "".join(f'<li><a href="#{address}">{escape(words)}</a></li>' for words, address in QUESTIONS),
    })  # fmt: skip


def verdict(course: Course) -> str:
    """How likely talks are, and when they come if they do."""
    seen = course.forecast()
    total, average = seen.total("talks"), seen.mean_period("talks")
    then = "" if average is None else f", on average in period {float(average):.2f}"
    return f"Talks with probability {number_text(total)}{then}."


# The map


def fills_of(course: Course) -> dict[str, tuple[str, str]]:
    """Face and hatching of each way to play, by what may come of it in the period: the surer the talks, the bluer."""
    found: dict[str, tuple[str, str]] = {}
    left = {kind: product(_HATCHINGS[kind], faces) for kind, faces in _FACES.items()}
    for moment, choice in _choices(course):
        words = played_words(moment, choice.equilibrium)
        if words not in found:
            name, face = next(left[_kind(moment, choice)])
            found[words] = face, name
    return found


#: Faces and hatchings by what may come of a period: talks surely, talks perhaps, escalation perhaps, neither. Each way
#: to play in a period has one of their products; there are more than occur in one war.
_FACES = {
    "talks": ("#7FB9DE", "#A9D0E8"), "perhaps": ("#DCEBF5", "#CDEFE3"), "escalation": ("#F3C98B", "#FFF7C2"),
    "": ("#FFFFFF", "#DADADA"),
}  # fmt: skip
_HATCHINGS = {
    "talks": ("", "crossed"), "perhaps": ("rising", "level", "dotted"), "": ("", "dotted"),
    "escalation": ("falling", "dotted", "crossed", "upright"),
}  # fmt: skip


def _kind(moment: Moment, choice: Choice) -> str:
    ends = {
        (sent.message, reply)
        for sent in choice.equilibrium.sent
        for reply, weight in zip(moment.stage.replies[sent.message], sent.reply.weights, strict=True)
        if weight
    }
    talks = [end == ("open", "hold") for end in ends]
    return "talks" if all(talks) else "perhaps" if any(talks) else "escalation" if _escalated(ends) else ""


def _escalated(ends: Iterable[tuple[str, str]]) -> bool:
    return any(reply == "escalate" for _, reply in ends)


def _choices(course: Course) -> list[tuple[Moment, Choice]]:
    return [(moment, one) for moment in map(course.moment, course.periods) for one in moment.choices]


WIDTH, LEFT, ROW, TOP, SIZE = 820.0, 132.0, 54.0, 12.0, 26.0
ACROSS = WIDTH - LEFT - 24.0


def map_svg(course: Course, fills: dict[str, tuple[str, str]], steps: Sequence[Step]) -> str:
    """A row for each period, cut at the beliefs where one equilibrium gives way to another; the history over it."""
    body, bottom = [hatches("war")], TOP + ROW * len(course.periods)
    for moment, (low, high, one) in _choices(course):
        words = played_words(moment, one)
        x, y = _x(low), TOP + ROW * (moment.period - 1) + 3
        title = f"<title>{escape(words)}: beliefs from {low} to {high}</title>"
        face, name = fills[words]
        size = {"width": _x(high) - x, "height": ROW - 6}
        cell = rectangle(x, y, **size, fill=face, stroke=INK, stroke_width="1.5")
        cell += rectangle(x, y, **size, fill=f"url(#war-{name})") if name else ""
        body.append(f'<g class="cell">{title}{cell}</g>')
    for period in course.periods:
        body.append(text(LEFT - 10, TOP + ROW * (period - 0.5) + 8, f"period {period}", SIZE, "end"))
    for tick in range(5):
        body.append(text(_x(Fraction(tick, 4)), bottom + 30, str(Fraction(tick, 4)), SIZE, "middle"))
    body.append(text(_x(Fraction(1, 2)), bottom + 64, "belief that she is resilient", SIZE, "middle"))
    start = _x(course.belief)
    dashes = {"stroke": INK, "stroke_width": "2.5", "stroke_dasharray": "9 6"}
    body.append(path([(start, TOP), (start, bottom)], **dashes))
    body += _trail(steps)
    return svg(WIDTH, bottom + 76, _in_short(course), body)


def _x(belief: Fraction) -> float:
    return LEFT + float(belief) * ACROSS


def _trail(steps: Sequence[Step]) -> list[str]:
    """Where the history has been: from what is believed before her message to what is believed after it, and on."""
    points = []
    for step in steps:
        row = TOP + ROW * (step.period - 1)
        points += [(_x(step.belief), row + 15), (_x(step.believed), row + ROW - 15)]
    if not points:
        return []
    x, y = points[-1]
    dot = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="9" fill="{INK}" stroke="#fff" stroke-width="3" class="now"/>'
    lines = [path(points, fill="none", stroke=colour, stroke_width=width, stroke_linejoin="round")
             for colour, width in (("#fff", "9"), (INK, "4"))]  # fmt: skip
    return [*lines, dot]


def _in_short(course: Course) -> str:
    rows = []
    for period in course.periods:
        moment = course.moment(period)
        cells = [f"from {low} to {high}: {played_words(moment, one)}" for low, high, one in moment.choices]
        rows.append(f"Period {period}. {'; '.join(cells)}.")
    return f"What is played in each period, by belief. {' '.join(rows)}"


def key(course: Course, fills: dict[str, tuple[str, str]]) -> str:
    """What the fills mean."""
    rows = []
    for words, (face, name) in fills.items():
        swatch = rectangle(1, 1, 42, 24, fill=face, stroke=INK)
        swatch += rectangle(1, 1, 42, 24, fill=f"url(#war-{name})", stroke=INK) if name else ""
        rows.append(f'<tr><td><svg width="44" height="26" aria-hidden="true">{swatch}</svg></td>'
                    f"<td>{escape(words)}</td></tr>")  # fmt: skip
    dashed = path([(22, 1), (22, 25)], stroke=INK, stroke_width="2.5", stroke_dasharray="7 4")
    rows.append(f'<tr><td><svg width="44" height="26" aria-hidden="true">{dashed}</svg></td>'
                f"<td>the belief at the start, {number_text(course.belief)}</td></tr>")  # fmt: skip
    return f"<table>{''.join(rows)}</table>"


# One history, and all of them


def told(history: History, count: int) -> str:
    """The history as far as it is shown; who she is once it is over."""
    items = [f"<li>{_step(step)}</li>" for step in history.steps[:count]]
    over = f"<p>She was <b>{escape(history.type)}</b>.</p>" if count >= len(history.steps) else ""
    return f"<ol>{''.join(items)}</ol>{over}"


def _step(step: Step) -> str:
    moved = "" if step.believed == step.belief else f", which moves the belief to {number_text(step.believed)}"
    doing = "opens" if step.message == "open" else "stays closed"
    if step.reply == "escalate":
        end = "he escalates: the war is decided"
    elif step.message == "open":
        end = "he holds: talks begin"
    else:
        end = f"he holds. The battle is {escape(step.news)}" if step.news else "he holds: the war goes on for ever"
    return f"At a belief of {number_text(step.belief)} she {doing}{moved}; {end}."


def when(course: Course) -> str:
    """What happens when: talks in each period by type, and how likely it is that the period is played."""
    seen = course.forecast()
    head = "".join(f"<th>{escape(name)}</th>" for name in ("period", "is played", *(f"talks, {t}" for t in seen.types)))
    chances = [seen.survival(), *(seen.chance("talks", t) for t in seen.types)]
    rows = [f"<tr><th>{period}</th>{''.join(map(_bar, row))}</tr>"
            for period, *row in zip(seen.periods, *chances, strict=True)]  # fmt: skip
    totals = "".join(f"<td>{float(seen.total('talks', t)):.3f}</td>" for t in seen.types)
    return f"<table><tr>{head}</tr>{''.join(rows)}<tr><th>in all</th><td></td>{totals}</tr></table>"


def _bar(chance: Fraction) -> str:
    bar = f'<div class="bar" aria-hidden="true"><i style="width:{float(chance):.1%}"></i></div>'
    return f'<td><div class="share">{float(chance):.3f}{bar}</div></td>'


def _slider(dial: Dial) -> str:
    low, high, step, value = (float(one) for one in (dial.low, dial.high, dial.step, dial.value))
    return (
        f'<label class="dial"><span>{dial.html_symbol} {escape(dial.meaning)}</span><output></output>'
        f'<input type="range" min="{low:g}" max="{high:g}" step="{step:g}" value="{value:g}" data-key="{dial.key}">'
        "</label>"
    )


def _values(setting: Setting) -> dict[str, list[Any]]:
    return {dial.key: [signed(number_text(x)), float(x)] for dial, x in zip(DIALS, setting.numbers, strict=True)}


def _fault(heading: str, error: InputError) -> str:
    items = "".join(f"<li>{escape(str(fault))}</li>" for fault in error.faults)
    return f'<div class="fault" role="alert">{heading}<ul>{items}</ul></div>'


__all__ = ["Setting", "choices", "setting_of", "shown", "war_at"]
