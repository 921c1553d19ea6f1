"""Signaling games over time: answers worked out by hand, the verifier on random games, mutations that it catches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from termination.engine.stage.audit import audit
from termination.engine.stage.choosing import Rule
from termination.engine.stage.course import Course, unfold
from termination.engine.stage.game import Continuing, Ending, News, Stage, mean
from termination.engine.stage.induction import Choice, Moment
from termination.engine.stage.values import Piece, Values
from termination.errors import InputError, NothingSurvivesError, UnknownNameError
from tests.engine.random_stages import random_rule, random_stages

F = Fraction
ASK = Rule("ask", (("most", "deal"), ("least", "asked"), ("most", "strong"), ("most", "weak"), ("most", "receiver")))
WAIT = Rule("wait", (("least", "asked"), ("least", "deal"), ("most", "strong"), ("most", "weak"), ("most", "receiver")))


def stage(discount: str, likely: str = "3/5") -> Stage:
    """One who may ask for a deal, and be struck for it; or wait, and be struck, or wait on until there are news.

    Waiting on is worth 1/10 to the weak and 1/2 to the strong, who lose 4/5 and 1/5 when struck, and the deal 2/5 and
    11/20; having asked they lose 4/5 of that. Striking is worth 3/5 - 1 + ... to the other: 2/5 against the weak, -1/5
    against the strong. Good news come with chance `likely` to the strong, and bad ones to the weak.
    """
    beta, good = F(discount), F(likely)
    waiting, deal, harm = (F(1, 10), F(1, 2)), (F(2, 5), F(11, 20)), (F(4, 5), F(1, 5))
    gain = (F(2, 5), F(-1, 5))
    struck = Ending((waiting[0] - harm[0], waiting[1] - harm[1]), gain)
    asked = Ending((deal[0] - F(4, 5) * harm[0], deal[1] - F(4, 5) * harm[1]), gain)
    news = News("good", (1 - good, good), ""), News("bad", (good, 1 - good), "")
    nothing = F(0), F(0)
    going_on = Continuing(((1 - beta) * waiting[0], (1 - beta) * waiting[1]), nothing, news)
    replies = {
        "wait": {"strike": struck, "leave": going_on if beta else Ending(waiting, nothing)},
        "ask": {"strike": asked, "leave": Ending(deal, nothing)},
    }
    events = {"deal": frozenset({("ask", "leave")}), "asked": frozenset({("ask", "leave"), ("ask", "strike")})}
    return Stage(("weak", "strong"), ("wait", "ask"), replies, events, beta)


def course(periods: int, rule: Rule = ASK, refinement: str = "D1", likely: str = "3/5") -> Course:
    stages = [{"": stage("9/10" if s < periods else "0", likely)} for s in range(1, periods + 1)]
    return unfold(stages, rule, F(31, 50), refinement=refinement)


def played(moment: Moment) -> list[tuple[Fraction, Fraction, tuple[tuple[str, Fraction | None], ...]]]:
    return [(low, high, tuple((s.message, s.belief) for s in one.sent)) for low, high, one in moment.choices]


# answers


def test_one_period_is_the_game_played_once() -> None:
    """Below 2/3, where striking pays, the weak ask just as often as leaves those who wait at 2/3."""
    (only,) = course(1).moments
    assert played(only[""]) == [
        (F(0), F(2, 3), (("ask", F(0)), ("wait", F(2, 3)))),
        (F(2, 3), F(1), (("ask", None),)),
    ]
    assert course(1).at(1, F(1, 3)).sending(F(1, 3)) == {"ask": (F(3, 4), F(0)), "wait": (F(1, 4), F(1))}


def test_the_weight_of_being_struck_makes_the_weak_indifferent() -> None:
    """By hand: waiting is worth 1/10 - 4/5 rho, asking and being struck 2/5 - 16/25: rho = 17/40."""
    one = course(1).at(1, F(1, 3))
    assert one.reply("wait").weights == (F(17, 40), F(23, 40))
    assert one.table[0] == (F(-6, 25), F(1, 2) - F(1, 5) * F(17, 40))


def test_where_both_wait_for_news_falls_apart_into_islands() -> None:
    """The number of pieces, and the ends of the two islands, of a war worked out beforehand by other means."""
    found = course(5)
    assert [len(m[""].values.pieces) for m in reversed(found.moments)] == [2, 3, 3, 5, 6]
    together = [(low, high) for low, high, sent in played(found.moments[0][""]) if sent == (("wait", None),)]
    assert together == [(F(664, 1221), F(4, 7)), (F(23, 39), F(996, 1553)), (F(996, 1553), F(2, 3))]
    assert found.certificate.valid


@pytest.mark.parametrize(
    ("likely", "deals"), [("1/2", "0.400"), ("11/20", "0.549"), ("3/5", "0.706"), ("4/5", "0.692"), ("1", "0.620")]
)
def test_how_much_the_news_tell_moves_deals_up_and_down(likely: str, deals: str) -> None:
    assert f"{float(course(5, likely=likely).forecast().total('deal')):.3f}" == deals


def test_under_the_rule_that_waits_pieces_grow() -> None:
    found = course(10, WAIT)
    assert [len(m[""].values.pieces) for m in reversed(found.moments)] == [2, 3, 5, 8, 10, 14, 17, 22, 26, 32]


def test_at_a_belief_where_two_choices_meet_every_equilibrium_is_listed_and_one_played() -> None:
    moment = course(1).moment(1)
    there = moment.all_at(F(2, 3))
    assert there[0] is moment.at(F(2, 3)) or there[0].sent == moment.at(F(2, 3)).sent
    assert {tuple(s.message for s in one.sent) for one in there} >= {("ask",), ("wait",)}
    assert there[0].table[2] == (1, 1)  # the deal is for sure: the rule asks for that
    assert len(moment.beside(F(1, 3))) == len(moment.equilibria.at(F(1, 3))) - 1


def test_a_forecast_adds_up() -> None:
    found = course(6)
    seen = found.forecast()
    assert sum(sum(pair) for here in seen.replies[-1:] for pair in here.values()) == seen.survival()[-1]
    for event, row in (("deal", 2), ("asked", 3)):
        assert seen.discounted(event) == mean(found.at(1).table[row], F(31, 50))
    for t, share in (("weak", F(19, 50)), ("strong", F(31, 50))):
        assert seen.survival(t)[0] == 1
        assert 0 < seen.total("deal", t) * share < seen.total("deal")
    assert sum(seen.total("deal", t) * p for t, p in (("weak", F(19, 50)), ("strong", F(31, 50)))) == seen.total("deal")
    assert seen.duration() == sum(seen.survival())
    assert sum(b * w for (_, b), w in seen.places[0].items()) == F(31, 50)


def test_beliefs_are_a_martingale() -> None:
    """What has ended by the reply kept its last belief; together with those who go on it is what was believed first."""
    found = course(4)
    seen = found.forecast()
    total = F(0)
    for here in seen.replies:
        total += sum((pair[1] for (_, m, r), pair in here.items() if (m, r) != ("wait", "leave")), F(0))
    total += seen.replies[-1].get(("", "wait", "leave"), (F(0), F(0)))[1]
    assert total == F(31, 50)


def test_histories_are_drawn_as_often_as_they_come_about() -> None:
    found = course(5)
    drawn = list(found.histories(1500, 7))
    assert drawn == list(found.histories(1500, 7))
    deals = sum((h.steps[-1].message, h.steps[-1].reply) == ("ask", "leave") for h in drawn)
    assert abs(deals / 1500 - float(found.forecast().total("deal"))) < 0.04
    strong = list(found.histories(50, 1, type_="strong"))
    assert {h.type for h in strong} == {"strong"}
    for h in drawn[:50]:
        assert [s.period for s in h.steps] == list(range(1, len(h.steps) + 1))
        assert h.steps[0].belief == F(31, 50)


# the verifier


def faults(seed: int) -> tuple[str, ...]:
    """What the verifier finds in a random game full of ties."""
    rng = Random(f"stages {seed}")
    return unfold(random_stages(rng), random_rule(rng), F(1, 3), refinement=rng.choice(["", "D1"])).certificate.faults


@pytest.mark.parametrize("seed", range(40))
def test_no_deviation_pays_in_random_games_full_of_ties(seed: int) -> None:
    assert faults(seed) == ()


@pytest.mark.long
@pytest.mark.parametrize("block", range(20))
def test_no_deviation_pays_in_a_thousand_random_games(block: int) -> None:
    assert [seed for seed in range(1000 + 50 * block, 1050 + 50 * block) if faults(seed)] == []


def mutated(found: Course, period: int, change: Callable[[Moment], tuple[Choice, ...]]) -> Course:
    """The same course with other choices in one period, its values left as they were."""
    moment = found.moment(period)
    other = _Other(moment, change(moment))
    moments = [{"": other if p == period else found.moment(p)} for p in found.periods]
    return replace(found, moments=tuple(moments))  # type: ignore[arg-type]


class _Other:
    """A moment with other choices, or other values."""

    def __init__(self, moment: Moment, choices: tuple[Choice, ...] = (), values: Values | None = None):
        self.stage, self.choices, self.values = moment.stage, choices or moment.choices, values or moment.values


def with_first(moment: Moment, **changes: Any) -> tuple[Choice, ...]:
    first = moment.choices[0]
    return (first._replace(equilibrium=replace(first.equilibrium, **changes)), *moment.choices[1:])


def other_belief(moment: Moment) -> tuple[Choice, ...]:
    one, other = moment.choices[0].equilibrium.sent
    return with_first(moment, sent=(one, other._replace(belief=other.belief + F(1, 100))))


def other_weights(moment: Moment) -> tuple[Choice, ...]:
    one, other = moment.choices[0].equilibrium.sent
    weights = other.reply.weights[0] + F(1, 50), other.reply.weights[1] - F(1, 50)
    return with_first(moment, sent=(one, other._replace(reply=other.reply._replace(weights=weights))))


def the_other_reply(moment: Moment) -> tuple[Choice, ...]:
    last = moment.choices[-1]
    (one,) = last.equilibrium.sent
    changed = replace(last.equilibrium, sent=(one._replace(reply=one.reply._replace(weights=(F(1), F(0)))),))
    return (*moment.choices[:-1], last._replace(equilibrium=changed))


def swapped(moment: Moment) -> tuple[Choice, ...]:
    one, other = moment.choices[0].equilibrium.sent
    return with_first(moment, sent=(one._replace(message=other.message), other._replace(message=one.message)))


def moved_end(moment: Moment) -> tuple[Choice, ...]:
    first, second, *rest = moment.choices
    end = first.high + F(1, 1000)
    return (first._replace(high=end), second._replace(low=end), *rest)


def other_worth(moment: Moment) -> tuple[Choice, ...]:
    (low, high), *rest = moment.choices[0].equilibrium.table
    return with_first(moment, table=((low, high + F(1, 1000)), *rest))


def other_events(moment: Moment) -> tuple[Choice, ...]:
    *rest, (low, high) = moment.choices[0].equilibrium.table
    return with_first(moment, table=(*rest, (low, high + F(1, 1000))))


def what_nobody_reaches(moment: Moment) -> tuple[Choice, ...]:
    """Off the path he is to believe the worst of her who asks, and yet to leave her be."""
    place, choice = next((i, c) for i, c in enumerate(moment.choices) if c.equilibrium.unsent)
    (one,) = choice.equilibrium.unsent
    leave = one._replace(belief=F(0), reply=one.reply._replace(weights=(F(0), F(1))))
    changed = choice._replace(equilibrium=replace(choice.equilibrium, unsent=(leave,)))
    return (*moment.choices[:place], changed, *moment.choices[place + 1 :])


def next_to_where_it_is(moment: Moment) -> tuple[Choice, ...]:
    """What comes next is taken from another piece of the next values than the news lead to."""
    one, other = moment.choices[0].equilibrium.sent
    chance, where = other.reply.lottery[0]
    elsewhere = ((chance, tuple(0 if place else 1 for place in where)), *other.reply.lottery[1:])
    return with_first(moment, sent=(one, other._replace(reply=other.reply._replace(lottery=elsewhere))))


def left_out(moment: Moment) -> tuple[Choice, ...]:
    return moment.choices[1:]


@pytest.mark.parametrize(
    "change",
    [other_belief, other_weights, the_other_reply, swapped, moved_end, other_worth, other_events, what_nobody_reaches,
     next_to_where_it_is, left_out],
    ids=lambda f: f.__name__,
)  # fmt: skip
def test_a_mutated_course_is_caught(change: Callable[[Moment], tuple[Choice, ...]]) -> None:
    found = course(3)
    assert found.certificate.valid
    audited = audit(mutated(found, 1, change))
    assert not audited.valid
    assert "period 1" in audited.faults[0]


def test_values_that_are_not_those_of_what_is_played_are_caught() -> None:
    found = course(2)
    moment = found.moment(2)
    first, *rest = moment.values.pieces
    raised = Piece(first.low, first.high, ((first.table[0][0], first.table[0][1] + 1), *first.table[1:]))
    other = _Other(moment, values=Values((raised, *rest)))
    audited = audit(replace(found, moments=({"": found.moment(1)}, {"": other})))  # type: ignore[arg-type]
    assert any("period 2" in fault for fault in audited.faults)
    assert any("period 1" in fault for fault in audited.faults)


# input


def test_what_cannot_be_solved_is_refused_with_advice() -> None:
    one = stage("0")
    with pytest.raises(UnknownNameError, match=r"no refinement of games over time 'D2'; .*'D1', 'none'"):
        unfold([{"": one}], ASK, F(1, 2), refinement="D2")
    with pytest.raises(UnknownNameError, match="no refinement of games over time False"):
        unfold([{"": one}], ASK, F(1, 2), refinement=False)  # type: ignore[arg-type]
    with pytest.raises(InputError, match=r"progress: expected a function of \(what, done, total\), found int"):
        unfold([{"": one}], ASK, F(1, 2), progress=3)  # type: ignore[arg-type]
    with pytest.raises(InputError, match="there are none"):
        unfold([], ASK, F(1, 2))
    with pytest.raises(InputError, match="in the last one every reply must end"):
        unfold([{"": stage("1/2")}], ASK, F(1, 2))
    with pytest.raises(InputError, match="'most' or 'least', and one of receiver, deal, asked, weak, strong"):
        unfold([{"": one}], Rule("odd", (("best", "deal"), ("most", "luck"))), F(1, 2))
    with pytest.raises(InputError, match="discount what follows alike"):
        unfold([{"": stage("1/2"), "b": stage("3/4")}, {"": one, "b": one}], ASK, F(1, 2))
    with pytest.raises(InputError, match="strictly between 0 and 1"):
        course(1).forecast(F(0))
    with pytest.raises(InputError, match="must be from 1 to 1"):
        course(1).forecast(periods=2)
    for periods in (0, -1, True):
        with pytest.raises(InputError, match=r"periods: (is|expected) .*a whole number from 1"):
            course(1).forecast(periods=periods)
    for belief in (F(0), F(1), F(-1), F(3, 2)):
        with pytest.raises(InputError, match="strictly between 0 and 1"):
            course(1).at(1, belief)
    with pytest.raises(InputError, match="count: is -1"):
        course(1).histories(-1, seed=1)
    with pytest.raises(InputError, match="whole number from 1 to 1"):
        course(1).moment(2)


def test_a_faulty_stage_names_all_faults() -> None:
    going_on = Continuing((F(0), F(0)), (F(0), F(0)), (News("y", (F(1, 2), F(1)), ""),))
    with pytest.raises(InputError) as caught:
        Stage(("a", "b"), ("m",), {"m": {"x": going_on, "y": going_on}}, {}, F(1))
    assert [fault.where for fault in caught.value.faults] == ["discount", "m", "m", "m"]


def test_where_nothing_survives_the_error_lists_what_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """D1 always leaves something, so that a stricter verdict has to be put in its place."""
    from termination.engine.stage.equilibria import _Menu

    answer = _Menu.answer

    def strict(menu: _Menu, values: Any, refinement: str) -> Any:
        found = answer(menu, values, refinement)
        return found and (found[0], "ruled out for a test")

    monkeypatch.setattr(_Menu, "answer", strict)
    nothing = F(0), F(0)
    replies = {"m": {"r": Ending((F(1), F(1)), nothing)}, "n": {"r": Ending(nothing, nothing)}}
    with pytest.raises(NothingSurvivesError, match=r"period 1, beliefs between 0 and 1: .* There are 1: m .* a test"):
        unfold([{"": Stage(("a", "b"), ("m", "n"), replies, {})}], Rule("none", ()), F(1, 2))


@pytest.mark.parametrize(("given", "meant"), [("D1", "D1"), ("d1", "D1"), (None, ""), ("", ""), ("None", "")])
def test_a_refinement_is_named_in_any_case(given: str | None, meant: str) -> None:
    assert unfold([{"": stage("0")}], ASK, F(1, 2), refinement=given).refinement == meant
