"""A war over time told in sentences: what each side does at the start and why, what follows later, what it comes to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from termination.engine.model import Vocabulary
from termination.engine.numbers import number_text
from termination.engine.sentences import listed, printable, sentence
from termination.engine.stage.course import Course
from termination.engine.stage.equilibria import Equilibrium, Sent
from termination.engine.stage.forecast import Forecast
from termination.engine.stage.game import RECEIVER, Continuing, mean

#: Up to which period what happens is told period by period.
LATER = 8


def account(course: Course, words: Vocabulary, date: Callable[[int], str]) -> tuple[str, ...]:
    """The first period in full, each later one by public state, on average over the beliefs at which it is reached,
    and what it comes to.

    `words` are those of the opening game, `date` what a period is called.
    """
    seen = course.forecast()
    later = [_later(words, date, seen, period) for period in seen.periods[1:LATER] if seen.survival()[period - 1]]
    return (
        " ".join(_first(course, words, date, f', in the state "{printable(course.state)}"' * (len(seen.states) > 1))),
        *([" ".join(later)] if later else []),
        " ".join(_in_all(course, seen)),
    )


def _first(course: Course, words: Vocabulary, date: Callable[[int], str], where: str) -> Iterator[str]:
    """Who does what in the first period, and why he does it."""
    one, stage = course.at(1), course.moment(1).stage
    second = stage.types[1]
    yield f"In {date(1)}{where}, with {second} at probability {number_text(course.belief)},"
    sending = one.sending(course.belief)
    odds = [{m: pair[t] for m, pair in sending.items() if pair[t]} for t in (0, 1)]
    if odds[0] == odds[1] and len(odds[0]) == 1:
        yield f"both types {words.messages[next(iter(odds[0]))].do}."
    else:
        said = [f"{words.types[name]} {_does(one, words)}" for name, one in zip(stage.types, odds, strict=True)]
        yield f"{listed(said)}."
    for sent in one.sent:
        believed = "" if sent.belief is None else f" leaves {second} at {number_text(sent.belief)} and"
        doing = words.messages[sent.message].doing
        yield f"{doing[0].upper()}{doing[1:]}{believed} is {_answered(course, sent)}."
    yield from _why(course, one)


def _does(odds: dict[str, Fraction], words: Vocabulary) -> str:
    if len(odds) == 1:
        return words.messages[next(iter(odds))].does
    said = [f"{words.messages[m].does} with probability {number_text(w)}" for m, w in odds.items()]
    return listed(said, "or")


def _answered(course: Course, sent: Sent) -> str:
    replies = course.moment(1).stage.replies[sent.message]
    odds = dict(zip(replies, sent.reply.weights, strict=True))["escalate"]
    if odds in (0, 1):
        return "escalated against" if odds else "not escalated against"
    return f"escalated against with probability {number_text(odds)}"


def _why(course: Course, one: Equilibrium) -> Iterator[str]:
    """Where he lets the war go on for sure though escalating would pay, what waiting is worth to him."""
    stage = course.moment(1).stage
    for sent in one.sent:
        belief = course.belief if sent.belief is None else sent.belief
        replies = stage.replies[sent.message]
        gain = mean(replies["escalate"].receiver, belief)
        waits = isinstance(replies["hold"], Continuing) and sent.reply.continues == 1
        if waits and gain > 0:
            worth = mean(sent.reply.table[RECEIVER], belief)
            yield (
                f"He waits although escalating would bring him {number_text(gain)} now: with what the battle will "
                f"tell, waiting is worth {number_text(worth)}."
            )


def _later(words: Vocabulary, date: Callable[[int], str], seen: Forecast, period: int) -> str:
    """One later period, on average over the beliefs at which it is reached; state by state, where there are several."""
    states = [state for state in seen.states if seen.survival(state=state)[period - 1]]
    told = [f"{_where(seen, period, state)}, {_then(words, seen, period, state)}." for state in states]
    return " ".join([f"In {date(period)}{told[0]}", *(sentence(one.removeprefix(", ")) for one in told[1:])])


def _where(seen: Forecast, period: int, state: str) -> str:
    """The public state where there are several, and how likely the period is played in it, if that is not sure."""
    alive = seen.survival(state=state)[period - 1]
    if len(seen.states) == 1:
        return f", reached with probability {number_text(alive)}" if alive != 1 else ""
    return f', in the state "{printable(state)}"' + (f" (probability {number_text(alive)})" if alive != 1 else "")


def _then(words: Vocabulary, seen: Forecast, period: int, state: str) -> str:
    """Who opens in a period and public state, and whether there are talks."""
    odds = {name: seen.hazard("opening", name, state)[period - 1] for name in seen.types}
    opening = [f"{words.types[name]} {_opens(x)}" for name, x in odds.items() if x is not None]
    both = {x for x in odds.values() if x is not None}
    if len(opening) == 2 and both in ({Fraction(0)}, {Fraction(1)}):
        opening = ["both types open" if both == {Fraction(1)} else "both types stay closed"]
    talks = seen.hazard("talks", state=state)[period - 1]
    assert talks is not None
    surely = "talks begin" if talks else "talks do not begin"
    begin = surely if talks in (0, 1) else f"talks begin with probability {number_text(talks)}"
    return f"{listed(opening)}; {begin}"


def _opens(odds: Fraction) -> str:
    if odds in (0, 1):
        return "opens" if odds else "stays closed"
    return f"opens with probability {number_text(odds)}"


def _in_all(course: Course, seen: Forecast) -> Iterator[str]:
    by_type = listed([f"{number_text(seen.total('talks', name))} if she is {name}" for name in seen.types])
    yield f"In all talks come with probability {number_text(seen.total('talks'))}: {by_type}."
    average = seen.mean_period("talks")
    if average is not None:
        yield f"If they come, it is in period {number_text(average)} on average."
    beside = course.moment(1).beside(course.belief)
    alive = sum(one.survives for one in beside)
    if beside:
        kept = f", of which {alive} survive {course.refinement}" if course.refinement else ""
        yield (
            f"At the start there {'is' if len(beside) == 1 else 'are'} {len(beside)} other "
            f"equilibri{'um' if len(beside) == 1 else 'a'} of the first period{kept}; what is told is chosen by the "
            f'rule "{course.rule.name}".'
        )
