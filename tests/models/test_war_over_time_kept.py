"""What becomes of Y0 to Y9 where she keeps less than all of the talks premium under fire: each part with kappa free.

The same obligations, with kappa free in [0, 1] and `e_i = lam d_i + (1 - kappa) b_i` wherever they say `lam d_i`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest

import termination as tm
from termination.engine.proving.formulas import real
from termination.engine.proving.prove import Derivation, Obligation, discharge, is_about_play
from termination.engine.stage.game import SENDER
from termination.engine.stage.induction import Moment
from termination.models.opening.theorems import language
from termination.models.theorems import confirmed
from termination.models.war_over_time.theorems.chapter import CHAPTER, THEOREMS
from termination.models.war_over_time.theorems.language import Period
from tests.models.random_wars_over_time import war_with_adverse_inference

#: Parts that hold as they stand.
HOLD = {
    "Y0": ("talks only where escalating does not pay", "so do talks in all", "the bound", "the bound by type"),
    "Y1": ("she gets no more than talks", "he gets no more from L", "there is one, a bold L"),
    "Y2": ("keener in the period before", "keener where he would wait", "keener where L would wait"),
    "Y3": (
        "nobody waits in the last period", "what he expects in the last period", "less with noise", "only if",
        "an interval up to the critical belief", "news are worth something where they may change his mind",
    ),
    "Y5": ("talks at once where escalation is too costly", "delay, H alone", "how much pressure"),
    "Y6": ("nothing in the last period", "when he waits for talks"),
    "Y7": ("only if",),
    "Y8": ("no waiting without a stake",),
}  # fmt: skip
#: Parts that need A1 and A2 besides.
WITH_A1_A2 = {
    "Y1": ("both open", "and it is escalated against"),
    "Y5": ("talks at once", "delay, both"),
    "Y7": ("both wait for the truth",),
    "Y8": ("waiting with a stake",),
}
#: Parts that are false even then.
FALSE = {
    "Y1": ("there is one, an exposed L",),
    "Y2": ("the weak open first",),
    "Y3": ("both wait",),
    "Y4": ("more violent", "H poorer", "H richer"),
    "Y8": ("else the mixing of Y1",),
    "Y9": ("opening is punished",),
}
#: What is asked of no solver; and what none answered in a minute: its algebra is in Y10, and games bear it out below.
ALGEBRA = {"Y1": ("how often closed is escalated against",), "Y4": ("what H loses",)}
BY_Y10 = {"Y2": ("keener at the start of a period",)}


def listed(table: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    return [(theorem, part) for theorem, parts in table.items() for part in parts]


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Kappa free in every period that is made."""
    monkeypatch.setattr(language, "AT_DEFAULT", ("guarantee_delivery",))
    assert str(Period.before()["talks_kept"]) == str(real("kappa"))


def part(theorem: str, name: str) -> Obligation:
    return next(one for one in THEOREMS[theorem].obligations() if one.name == name)


def with_a1_a2(obligation: Obligation) -> Obligation:
    period = Period.before()
    return replace(obligation, given=tuple(dict.fromkeys((*obligation.given, period.A1(), period.A2))))


def test_every_part_is_of_one_kind() -> None:
    found = [(name, one.name) for name, each in THEOREMS.items() if name != "Y10" for one in each.obligations()]
    told = [pair for table in (HOLD, WITH_A1_A2, FALSE, ALGEBRA, BY_Y10) for pair in listed(table)]
    assert sorted(told) == sorted(found)
    assert all(isinstance(part(*pair), Derivation) for pair in listed(ALGEBRA))


@pytest.mark.thorough
@pytest.mark.parametrize(("theorem", "name"), listed(HOLD))
def test_it_holds_whatever_she_keeps(kept: None, theorem: str, name: str) -> None:
    assert discharge(part(theorem, name)).status == "proved"


@pytest.mark.thorough
@pytest.mark.parametrize(("theorem", "name"), listed(WITH_A1_A2))
def test_it_holds_with_a1_and_a2(kept: None, theorem: str, name: str) -> None:
    assert discharge(part(theorem, name)).status == "refuted"
    assert discharge(with_a1_a2(part(theorem, name))).status == "proved"


@pytest.mark.thorough
@pytest.mark.parametrize(("theorem", "name"), listed(FALSE))
def test_it_is_false_and_the_game_confirms_it(kept: None, theorem: str, name: str) -> None:
    claim = with_a1_a2(part(theorem, name))
    proof = confirmed(CHAPTER, claim, discharge(claim))
    assert proof.status == "refuted"
    assert proof.counterexample is not None
    assert Fraction(proof.counterexample["talks_kept"]) < 1
    assert proof.confirmed is (True if is_about_play(claim) else None)


def keenness(moment: Moment, war: tm.WarOverTime) -> Iterator[tuple[bool, bool]]:
    """Of each equilibrium of a stage in which closed may be held: whether talks are worth at least as much to L as to
    H, by harm, over what follows closed and held; and over what each gets."""
    once = war.opening
    paid = [once.game().sender[once.types.index(t)] for t in once.resilience_order]
    low, high = (once.harm[t] for t in once.resilience_order)

    def in_order(worth: Iterable[Fraction]) -> bool:
        nerve = [payoffs[1][1] - x for payoffs, x in zip(paid, worth, strict=True)]
        return nerve[0] / low >= nerve[1] / high

    for one in moment.equilibria.intervals:
        reply = one.reply("closed")
        struck, closed = reply.weights[0], reply.table[SENDER]
        if struck < 1:
            held = [(x - struck * payoffs[0][0]) / (1 - struck) for payoffs, x in zip(paid, closed, strict=True)]
            yield in_order(held), in_order(one.table[SENDER])


def test_keenness_by_harm_is_in_order_at_the_start_of_a_period_whatever_she_keeps() -> None:
    seen = []
    for seed in range(60):
        rng = Random(f"kept {seed}")
        war = war_with_adverse_inference(rng).with_(talks_kept=rng.choice([0, "1/4", "1/2", "99/100"]), periods=3)
        course = war.solve(rng.choice(["talks", "refusal"]))
        seen += [one for period in course.periods[:-1] for one in keenness(course.moment(period), war)]
    assert [after for now, after in seen if now and not after] == []
    assert sum(now for now, _ in seen) > 500
