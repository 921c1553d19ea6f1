"""Whether an answer to a problem is right: the exact engine says so, and no answer is typed here.

    from checking import check
    check("beer 1", 2)

A wrong answer gets a hint, which does not give the right one away. Where many answers are right, any of them is.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import cache
from typing import Any

import termination as tm
from termination.analysis.trace import trace
from termination.engine.arithmetic import exact
from termination.errors import InputError, UnknownNameError

#: From an answer to a hint, empty where it is right.
Test = Callable[[Any], str]


def check(question: str, answer: Any) -> str:
    """Say whether the answer to a question, such as "beer 1", is right; `...` is no answer yet.

    Parameters
    ----------
    question : text, the name of a set and the number of the question
    answer : a number (a whole one, a fraction, or text such as "1/3"), text, or a pair or triple of these

    Returns
    -------
    What is said. Raises `UnknownNameError` where there is no such question.

    >>> check("beer 1", ...)
    'beer 1: not answered yet'
    """
    if question not in QUESTIONS:
        raise UnknownNameError("question", question, list(QUESTIONS))
    if answer is ... or (isinstance(answer, tuple) and ... in answer):
        return f"{question}: not answered yet"
    try:
        hint = QUESTIONS[question](answer)
    except InputError as error:
        hint = f"this cannot be read: {error}"
    return f"{question}: {f'not yet. {hint}' if hint else 'right'}"


def _number(truth: Callable[[], Any], hint: str) -> Test:
    return lambda answer: "" if exact(answer) == truth() else hint


def _numbers(truth: Callable[[], tuple[Any, ...]], hint: str) -> Test:
    def test(answers: Any) -> str:
        right = truth()
        return "" if _several(answers, len(right)) == right else hint

    return test


def _several(answers: Any, count: int) -> tuple[Fraction, ...]:
    """So many numbers. Raises `InputError` where it is anything else."""
    if not isinstance(answers, (tuple, list)) or len(answers) != count:
        raise InputError(f"{count} numbers are asked for, in parentheses and with commas between")
    return tuple(map(exact, answers))


def _word(truth: Callable[[], str], hint: str) -> Test:
    return lambda answer: "" if str(answer).strip().lower() == truth() else hint


# Beer and quiche


@cache
def beer_quiche(surly: str = "9/10") -> tm.SignalingGame:
    """The game of Cho & Kreps (1987), with this probability that the man is surly."""
    return tm.SignalingGame(
        types=["wimp", "surly"], prior=[1 - Fraction(surly), surly], messages=["beer", "quiche"],
        responses=["duel", "don't"], sender=[[[0, 2], [1, 3]], [[1, 3], [0, 2]]],
        receiver=[[[1, 0], [1, 0]], [[-1, 0], [-1, 0]]],
    )  # fmt: skip


def _after_beer() -> Fraction:
    """The greatest belief in the surly after beer that upholds pooling on quiche."""
    quiche = next(one for one in tm.solve(beer_quiche()) if one.sender["surly"]["quiche"] == 1)
    return max(_top(piece.beliefs["surly"]) for piece in quiche.beliefs["beer"])


def _top(value: Any) -> Fraction:
    found: Fraction = getattr(value, "high", value)
    return found


def _ruled_out() -> Any:
    (verdict,) = tm.refine(tm.solve(beer_quiche()), "intuitive").rejected
    return verdict


def _mixed() -> tuple[Fraction, Fraction]:
    (one,) = tm.solve(beer_quiche("2/5"))
    return one.sender["wimp"]["beer"], one.receiver["beer"]["duel"]


def _falls() -> Fraction:
    """The prior below which nobody pools on beer: where duelling and not are equally good."""
    first = next(
        one for one in trace(lambda p: beer_quiche(str(p)), "prior of surly", "1/10", "9/10", 9).points
        if any(member.branch == "pooling on beer" for member in one.members)
    )  # fmt: skip
    return first.value


# The two conditions


def war(**changes: Any) -> tm.OpeningGame:
    """The war of the second and third set."""
    return tm.OpeningGame(
        prior={"weak": "7/10", "strong": "3/10"}, resilience={"weak": "1/5", "strong": "4/5"},
        war_value={"weak": "1/10", "strong": "1/2"}, talks_value={"weak": "2/5", "strong": "11/20"},
        escalation_harm=1, talks_exposure="4/5", escalation_gain=1, escalation_cost="2/5",
    ).with_(**changes)  # fmt: skip


def _margin() -> Fraction:
    found: Fraction = war().talks_conditions()[0].margin
    return found


def _guarantee(amount: Any) -> str:
    """Whether it is the smallest with which talks come about in some equilibrium; they begin where these change."""
    def talks(m: Fraction) -> bool:
        return any(_top(one.outcomes["talks"]) > 0 for one in tm.solve(war(guarantee=m)))

    given = exact(amount)
    if not talks(given):
        return "with this guarantee nobody talks in any equilibrium"
    changes = [cut.value for cut in tm.thresholds(war(), "guarantee")]
    return "" if given == min(filter(talks, changes)) else "a smaller one is enough"


def _signal(costs: Any) -> str:
    """Whether a signal with these costs, of the weak and of the strong, brings talks to the strong surely."""
    weak, strong = _several(costs, 2)
    there = war(signal_cost={"weak": weak, "strong": strong})
    kept = tm.refine(tm.solve(there), "D1")
    sure = all(one.receiver[m]["hold"] == 1 for one in kept for m, p in one.sender["strong"].items() if p)
    opened = all(p == 0 or m.endswith("open") for one in kept for m, p in one.sender["strong"].items())
    return "" if kept and sure and opened else "some equilibrium that survives D1 brings the strong no talks for sure"


def _ends() -> tuple[Fraction, Fraction]:
    """From which cost on the weak do not care to imitate; up to which the strong care to send."""
    there = war()
    return there.opening_exposure["weak"], min(there.opening_exposure["strong"], there.talks_premium["strong"])


def _told() -> tuple[Fraction, Fraction]:
    (one,) = tm.refine(tm.solve(war(signal_cost={"weak": "9/10", "strong": "1/50"})), "D1")
    return one.sender["weak"]["signal, open"], one.beliefs["signal, open"]["strong"]


# A knife-edge


def edge_war(k: Any) -> tm.OpeningGame:
    """The war of the third set, at this cost of escalating."""
    return war(prior={"weak": "3/5", "strong": "2/5"}, talks_value={"weak": "1/2", "strong": "59/100"},
               escalation_cost=exact(k))  # fmt: skip


def _counts() -> tuple[int, ...]:
    return tuple(len(tm.solve(edge_war(k))) for k in ("79/100", "4/5", "81/100"))


def _edge() -> Fraction:
    """The greatest cost at which there are other equilibria than just beside it."""
    edges = [cut.value for cut in tm.thresholds(edge_war("7/10"), "escalation_cost")]
    found: Fraction = max(edges)
    return found


def _alone() -> int:
    """How many equilibria of the edge are on neither side of it."""
    beside = {one.name for k in ("79/100", "81/100") for one in tm.solve(edge_war(k))}
    return sum(one.name not in beside for one in tm.solve(edge_war("4/5")))


def _only_talks(k: Any) -> str:
    there = tm.solve(edge_war(k))
    return "" if all(one.outcomes["talks"] == 1 for one in there) else "at this cost some equilibrium is without talks"


QUESTIONS: dict[str, Test] = {
    "beer 1": _number(lambda: len(tm.solve(beer_quiche())), "Count families: what is free within one counts once."),
    "beer 2": _number(_after_beer, "Which belief leaves him indifferent between a duel and none?"),
    "beer 3": _word(
        lambda: _ruled_out().family.name.removeprefix("pooling on "), "Who could gain from what nobody sends there?"
    ),
    "beer 4": _word(lambda: _ruled_out().ruled_out[0], "Compare what each type gets with the best it could get there."),
    "beer 5": _number(_falls, "What would he do after beer if everybody drank it?"),
    "beer 6": _numbers(_mixed, "He must be indifferent after beer, and so must the wimp."),
    "conditions 1": _number(_margin, "k + m - g (1 - R(p)), with R(p) the resilience that he expects."),
    "conditions 2": _guarantee,
    "conditions 3": _numbers(_ends, "Compare each cost with lambda d, and that of the strong with b too."),
    "conditions 4": _signal,
    "conditions 5": _numbers(_told, "Look at the one equilibrium that survives D1."),
    "edge 1": _number(_edge, "Where does escalating against the weak, known to be weak, stop paying?"),
    "edge 2": _numbers(_counts, "len(tm.solve(...)) at each."),
    "edge 3": _number(_alone, "Compare the names on the edge with those on both sides."),
    "edge 4": _only_talks,
}

__all__ = ["QUESTIONS", "beer_quiche", "check", "edge_war", "war"]
