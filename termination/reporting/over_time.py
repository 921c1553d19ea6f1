"""A game over time as text, tidy rows and JSON: what is played at which beliefs, and what happens when.

JSON holds the model, the rule and the refinement, and beside them, for readers in other languages, everything that was
found. Reading back nothing of that is believed: the model is solved again, and must give the same text.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING, Any

from termination.engine.model import OverTime
from termination.engine.numbers import number_text
from termination.engine.sentences import listed, sentence
from termination.engine.stage.choosing import Rule
from termination.engine.stage.correspondence import Correspondence
from termination.engine.stage.course import Course
from termination.engine.stage.equilibria import Equilibrium, Sent, Unsent
from termination.engine.stage.forecast import Forecast
from termination.engine.stage.game import EVENTS, RECEIVER, SENDER, Continuing, Stage, mean
from termination.engine.stage.induction import Moment
from termination.engine.table import Table, filled
from termination.errors import Fault, InputError
from termination.models.registry import MODELS
from termination.models.scenarios import build, plain
from termination.reporting.tables import heading, rows_as_csv

if TYPE_CHECKING:
    import pandas

FORMAT, VERSION = "war-termination course", 1

#: The columns of rows and CSV: one row for each message at each interval of beliefs in each period and public state.
COLUMNS = {
    "period": "number of the period, from 1",
    "state": "the public state; empty where there is one only",
    "low": "lower end of the interval of beliefs, exactly; a belief is the probability of the second type",
    "high": "upper end, likewise",
    "message": "the message",
    "sent": "TRUE where a type sends it",
    "belief": "what is believed after it, exactly; empty where that is what was believed before",
    "reply": "the replies to it with their probabilities",
    "sender 1": "what the first type gets in this interval",
    "sender 2": "what the second type gets",
    "receiver at low": "what the receiver expects at the lower end",
    "receiver at high": "what he expects at the upper end",
}


# --- text ------------------------------------------------------------------------------------------------------------


def course_text(course: Course, title: str | None = None) -> str:
    """What is played and happens from the start, in words and as a table; then each period, belief by belief."""
    own = course.model.title if isinstance(course.model, OverTime) else ""
    parts = [heading(own if title is None else title).rstrip("\n")]
    parts += [*map(filled, _account(course)), forecast_text(course), _summary(course)]
    moments = [one for by_state in course.moments for one in by_state.values()]
    tables = {(one.period, one.state): played_table(one).to_text() for one in moments}
    alike = groupby(tables, key=lambda at: (at[1], tables[at]) if len(course.moments[0]) == 1 else at)
    for places in ([*group] for _, group in alike):
        whens = [moment_name(course, *at) for at in places]
        when = listed(whens) if len(whens) < 3 else f"{whens[0]} to {whens[-1]}"
        parts.append(f"{when}\n\n{tables[places[0]]}")
    parts.append(filled(f"{sentence(str(course.certificate))}."))
    return "\n\n".join(part for part in parts if part) + "\n"


def _account(course: Course) -> tuple[str, ...]:
    return course.model.account(course) if isinstance(course.model, OverTime) else ()


def _summary(course: Course) -> str:
    (first, second), moments = course.moment(1).stage.types, [m for by in course.moments for m in by.values()]
    beside = sum(len(one.equilibria.intervals) for one in moments)
    kept = f"survive {course.refinement}" if course.refinement else "there are"
    of = {what: what if what in course.events else f"for {what}" for _, what in course.rule.criteria}
    order = ", then ".join(f"{sign} {of[what]}" for sign, what in course.rule.criteria) or "what completes every rule"
    many = f"{len(course.periods)} period{'s' * (len(course.periods) > 1)}"
    text = (
        f"{'Periods without end' if course.endless else many}. Of the equilibria of each that {kept}, the "
        f"one that is played has {order} ({course.rule.name}). In all {beside} on intervals of beliefs were found. A "
        f"belief is the probability of {second}; that of {first} is the rest."
    )
    return filled(text)


def period_name(course: Course, period: int) -> str:
    """What the model calls a period."""
    return course.model.date(period) if isinstance(course.model, OverTime) else f"period {period}"


def moment_name(course: Course, period: int, state: str) -> str:
    """A period, with the public state where there are several."""
    name = period_name(course, period)
    later = " and later" if course.endless and period == len(course.moments) else ""
    return f"{name}{later}, {state}" if state else f"{name}{later}"


def played_table(moment: Moment) -> Table:
    """A row for each interval of beliefs: who sends what, what is then believed, the reply."""
    second = moment.stage.types[1]
    rows = []
    for low, high, one in moment.choices:
        messages = one.messages
        sent = "\n".join(f"{each.message}: {senders(moment.stage, one, each)}" for each in messages)
        believed = "\n".join("as before" if each.belief is None else number_text(each.belief) for each in messages)
        replies = "\n".join(reply_text(moment.stage, each) for each in messages)
        rows.append((f"{number_text(low)} to\n{number_text(high)}", sent, believed, replies))
    return Table(rows, (f"belief in {second}", "sent by", "then believed", "reply"))


def played_words(moment: Moment, one: Equilibrium) -> str:
    """Who sends what, and which replies follow, without how likely."""
    stage = moment.stage
    said = []
    for each in sorted(one.sent, key=lambda each: stage.messages.index(each.message)):
        replies = [r for r, w in zip(stage.replies[each.message], each.reply.weights, strict=True) if w]
        said.append(f"{each.message} ({senders(stage, one, each)}), then {' or '.join(replies)}")
    return "; ".join(said)


def senders(stage: Stage, one: Equilibrium, each: Sent | Unsent) -> str:
    """The types that send a message."""
    if each not in one.sent:
        return "nobody"
    if each.belief is None:
        return "both"
    who = [name for name, out in zip(stage.types, (each.belief == 1, each.belief == 0), strict=True) if not out]
    return listed(who)


def reply_text(stage: Stage, each: Sent | Unsent) -> str:
    """The replies in use, with their probabilities where there are several."""
    named = [(name, w) for name, w in zip(stage.replies[each.message], each.reply.weights, strict=True) if w]
    return " or ".join(name if w == 1 else f"{name} {number_text(w)}" for name, w in named)


def forecast_text(course: Course) -> str:
    """What happens when, as a table with a line below."""
    seen = course.forecast()
    focus = course.model.focus if isinstance(course.model, OverTime) else next(iter(course.events), "")
    first = f"From a belief of {number_text(course.belief)}:"
    return f"{first}\n\n{forecast_table(course, seen, focus).to_text()}\n\n{_last(seen, focus)}"


def forecast_table(course: Course, seen: Forecast, focus: str) -> Table:
    """A row for each period: the probability that it is played, and of each event; the hazard of one event."""
    chances = {event: seen.chance(event) for event in seen.events}
    hazard = seen.hazard(focus) if focus else ()
    rows = []
    for i, period in enumerate(seen.periods):
        odds = [_short(chances[event][i]) for event in chances]
        at_risk = [_short(hazard[i])] if focus else []
        rows.append((period_name(course, period), _short(seen.survival()[i]), *odds, *at_risk))
    return Table(rows, ("", "played", *chances, *([f"{focus}, if played"] if focus else [])))


def _short(value: Fraction | None) -> str:
    return "" if value is None else f"{float(value):.3f}" if value not in (0, 1) else str(value)


def _last(seen: Forecast, focus: str) -> str:
    mean = seen.mean_period(focus) if focus else None
    when = f"In all {focus} with probability {number_text(seen.total(focus))}" if focus else ""
    when += f", on average in period {number_text(mean)}" if mean is not None else ""
    lasts = f"{'; it' if focus else 'It'} lasts {number_text(seen.duration())} periods on average."
    left = sum(seen.left)
    more = f" After period {len(seen.periods)} it still goes on with probability {number_text(left)}." if left else ""
    return filled(when + lasts + more)


# --- every equilibrium of one or two periods -------------------------------------------------------------------------


def every_text(found: Correspondence, title: str | None = None) -> str:
    """Every equilibrium of the first period at the belief of the start, what follows each, and what may come of it."""
    if title is None:
        title = found.model.title if isinstance(found.model, OverTime) else ""
    stage, there = found.first[found.state].stage, found.at()
    then = ", with any equilibrium of the second after each of the news and none drawn by lot" if found.second else ""
    about = (
        f"Every equilibrium of the first period at a belief of {number_text(found.belief)}{then}; unrefined and "
        f"complete: {len(there)}; where he is indifferent, what lies between those that send alike at the same beliefs "
        f"is one, too. A belief, here in parentheses, is the probability of {stage.types[1]}."
    )
    told_of = [line for i, one in enumerate(there, 1) for line in _told(found, i, one)]
    bounds = [(what, *map(number_text, found.extremes(what))) for what in (*stage.events, *stage.types, "receiver")]
    table = Table(bounds, ("over all of them, discounted", "least", "most"))
    verdict = f"{sentence(str(found.certificate))}."
    parts = (heading(title).rstrip("\n"), filled(about), "\n".join(told_of), table.to_text(), filled(verdict))
    return "\n\n".join(part for part in parts if part) + "\n"


def _told(found: Correspondence, number: int, one: Equilibrium) -> Iterator[str]:
    """The lines on one equilibrium: who does what, what is played next after each of the news, what all get."""
    stage = found.first[found.state].stage
    yield filled(f"{number}. {_play_text(stage, one)}.", 3)
    for each in one.sent:
        leads = {news.name: news.state for reply in stage.replies[each.message].values()
                 if isinstance(reply, Continuing) for news in reply.news}  # fmt: skip
        for news, parts in found.follows(one, each.message).items() if each.reply.continues else ():
            there = found.second[leads[news]].stage
            then = listed([_play_text(there, next_) + _with(weight) for weight, next_ in parts], "or")
            yield "   " + filled(f"{each.message}, {news or 'the next period'}: {then}.", 5)
    hers = [f"{name} {number_text(worth)}" for name, worth in zip(stage.types, one.table[SENDER], strict=True)]
    his = f"receiver {number_text(mean(one.table[RECEIVER], found.belief))}"
    yield "   " + filled(f"They get: {listed([*hers, his])}.", 5)


def _play_text(stage: Stage, one: Equilibrium) -> str:
    """Who sends what, what is then believed, and the reply."""
    return "; ".join(
        f"{each.message} by {senders(stage, one, each)}"
        f"{'' if each.belief is None else f' ({number_text(each.belief)})'}, {reply_text(stage, each)}"
        for each in one.messages
    )


def _with(weight: Fraction) -> str:
    return "" if weight == 1 else f" with weight {number_text(weight)}"


# --- rows ------------------------------------------------------------------------------------------------------------


def rows(course: Course) -> list[dict[str, Any]]:
    """The tidy rows, with the keys of `COLUMNS`."""
    return [row for by_state in course.moments for moment in by_state.values() for row in _rows(moment)]


def _rows(moment: Moment) -> Iterator[dict[str, Any]]:
    for low, high, one in moment.choices:
        his = [a + belief * (b - a) for a, b in [one.table[RECEIVER]] for belief in (low, high)]
        for each in one.messages:
            yield {
                "period": moment.period,
                "state": moment.state,
                "low": str(low),
                "high": str(high),
                "message": each.message,
                "sent": each in one.sent,
                "belief": "" if each.belief is None else str(each.belief),
                "reply": " + ".join(f"{name} {w}" for name, w in _weights(moment.stage, each).items()),
                "sender 1": str(one.table[SENDER][0]),
                "sender 2": str(one.table[SENDER][1]),
                "receiver at low": str(his[0]),
                "receiver at high": str(his[1]),
            }


def _weights(stage: Stage, each: Sent | Unsent) -> dict[str, Fraction]:
    return {name: w for name, w in zip(stage.replies[each.message], each.reply.weights, strict=True) if w}


def to_frame(course: Course) -> pandas.DataFrame:
    """The tidy rows as a pandas DataFrame; `COLUMNS` documents its columns."""
    import pandas as pd

    return pd.DataFrame(rows(course), columns=list(COLUMNS))


def to_csv(course: Course) -> str:
    """The tidy rows as CSV text. Truth values are TRUE and FALSE, as in R."""
    return rows_as_csv(rows(course), COLUMNS)


# --- JSON ------------------------------------------------------------------------------------------------------------


def to_json(course: Course) -> str:
    """The whole answer as JSON text, the same bytes for the same answer. Raises `InputError` for a model unknown to
    scenario files, for then it could not be read back."""
    if not isinstance(course.model, OverTime):
        raise InputError("a course made of bare stages cannot be written down; make it from a model")
    kind, table, parameters = plain(course.model)
    seen = course.forecast()
    data = {
        "format": FORMAT,
        "version": VERSION,
        "model": {"kind": kind, "title": course.model.title, table: _plain(parameters)},
        "rule": {"name": course.rule.name, "criteria": [list(one) for one in course.rule.criteria]},
        "refinement": course.refinement,
        "types": list(course.moment(1).stage.types),
        "periods": [
            {"period": moment.period, "state": moment.state, "beliefs": [_interval(moment, *c) for c in moment.choices]}
            for by_state in course.moments
            for moment in by_state.values()
        ],
        "forecast": {
            "belief": str(seen.belief),
            "played": [str(x) for x in seen.survival()],
            "events": {event: [str(x) for x in seen.chance(event)] for event in seen.events},
        },
        "certificate": str(course.certificate),
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _interval(moment: Moment, low: Fraction, high: Fraction, one: Equilibrium) -> dict[str, Any]:
    def message(each: Sent | Unsent) -> dict[str, Any]:
        weights = {name: str(w) for name, w in _weights(moment.stage, each).items()}
        return {"message": each.message, "belief": None if each.belief is None else str(each.belief), "reply": weights}

    sender, receiver = one.table[SENDER], one.table[RECEIVER]
    return {
        "low": str(low),
        "high": str(high),
        "sent": [message(each) for each in one.sent],
        "unsent": [message(each) for each in one.unsent],
        "sender": [str(x) for x in sender],
        "receiver": [str(x) for x in receiver],
        "events": {e: [str(x) for x in one.table[EVENTS + i]] for i, e in enumerate(moment.stage.events)},
        "others": sum(other.low <= low and high <= other.high for other in moment.equilibria.intervals) - 1,
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(entry) for key, entry in value.items()}
    if isinstance(value, (tuple, list)):
        return [_plain(entry) for entry in value]
    return value


def read_course(data: Mapping[str, Any], text: str) -> Course:
    """The course that `to_json` wrote: its model solved again by its rule. Raises `InputError` where the text is not
    what that gives."""
    entry = data.get("model")
    rule = data.get("rule")
    if not isinstance(entry, Mapping) or not isinstance(rule, Mapping) or not isinstance(rule.get("criteria"), list):
        raise InputError([Fault("model", "expected the model and the rule of a course, as to_json writes them")])
    if entry.get("kind") not in MODELS:
        raise InputError([Fault("model.kind", f"expected one of {', '.join(MODELS)}")])
    model = build(str(entry["kind"]), entry.get("parameters"), "parameters", str(entry.get("title", "")))
    if not isinstance(model, OverTime):
        raise InputError([Fault("model.kind", "is no game over time")])
    pairs = tuple(tuple(one) for one in rule["criteria"] if isinstance(one, list) and len(one) == 2)
    found = model.solve(Rule(str(rule.get("name", "")), pairs), str(data.get("refinement", "")))
    if to_json(found) != text:
        raise InputError("this is not what the model in it gives: solve that again, and write it anew")
    return found
