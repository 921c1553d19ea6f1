"""B0 to B4 against the solver of games: random wars in doubt, with ties of his types, free signs, and three of them."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from random import Random

import pytest

import termination as tm
from termination.engine.equilibria import Equilibria
from termination.engine.strategies import Quantity, Range
from termination.models.opening.game import OpeningGame
from termination.models.opening.theorems.doubt import game_of_reasons
from termination.models.parameters import ByType
from tests.models.random_wars import doubtful_war, random_war

HALF = Fraction(1, 2)


def low(value: Quantity) -> Fraction:
    return value.low if isinstance(value, Range) else value


def high(value: Quantity) -> Fraction:
    return value.high if isinstance(value, Range) else value


class Stated:
    """What B0 to B3 say of a war without the signal and with two types, read off its payoffs."""

    def __init__(self, war: OpeningGame):
        at, doubt = war.stakes, war.doubt
        self.weak, self.strong = at.order
        b, d, e = at.talks_premium, at.harm, at.opening_exposure
        prior, weak, strong = war.prior, doubt.known(self.weak), doubt.known(self.strong)
        self.floor = low(doubt.escalation("open", prior))
        known, opened = high(doubt.escalation("closed", strong)), low(doubt.escalation("open", weak))
        closed = low(doubt.escalation("closed", prior))
        self.credible = b[self.strong] >= e[self.strong] * self.floor - d[self.strong] * known
        self.alone = opened < 1 and b[self.weak] >= e[self.weak] * opened - d[self.weak] * closed
        self.refusal = b[self.weak] <= e[self.weak] * high(doubt.escalation("open", weak)) - d[self.weak] * closed


def rate(war: OpeningGame, receiver: object, message: str) -> Fraction:
    return sum(p * receiver[s][message]["escalate"] for s, p in war.opponent_prior.items())  # type: ignore[index]


def all_open_at(war: OpeningGame, found: Equilibria, chance: Fraction) -> bool:
    """Whether all open (silently) in some equilibrium and are escalated against with this chance."""
    message = "silent, open" if war.has_signal else "open"
    for family in found:
        rates = [rate(war, replies, message) for replies in family.receiver.vertices]
        pooling = any(all(sent[t][message] == 1 for t in war.types) for sent in family.sender.vertices)
        if pooling and min(rates) <= chance <= max(rates):
            return True
    return False


def held_to(war: OpeningGame, seen: Counter[str]) -> None:
    """All that is stated of this war, against all its equilibria."""
    found = tm.solve(war)
    kept = tm.refine(found, "D1")
    assert found.complete
    said, held = Stated(war), {name: one.holds for name, one in war.assumptions().items()}
    plays = [(each.sender, each.receiver) for family in found for each in family.vertices()]
    if held["A4"]:
        seen["B0"] += 1
        assert all(s[said.strong]["open"] == 0 or s[said.weak]["open"] == 1 for s, _ in plays)
    if held["A1"]:
        seen["B1"] += 1
        assert all_open_at(war, found, said.floor)
        opening = [(s, r) for s, r in plays if s[said.weak]["open"] or s[said.strong]["open"]]
        assert all(rate(war, r, "open") >= said.floor for _, r in opening)
        assert any(high(family.outcomes["talks"]) > 0 for family in found) == (said.floor < 1)
    if held["A4"]:
        seen[f"credible {said.credible}"] += 1
        assert any(low(family.outcomes["opening"]) == 1 for family in kept) == said.credible
        assert (war.doubt.opening_margin >= 0) == said.credible
        strong = [each.sender[said.strong]["open"] for family in kept for each in family.vertices()]
        assert any(strong) == said.credible
        seen[f"refusal {said.refusal}"] += 1
        assert any(low(family.outcomes["opening"]) == 0 for family in kept) == said.refusal
    if held["A4"] and held["A1"]:
        possible = (said.floor < 1 and said.credible) or said.alone
        seen[f"talks {possible}"] += 1
        assert any(high(family.outcomes["talks"]) > 0 for family in kept) == possible
    if war.inference == "reversed" and held["A1"]:
        seen["reversed"] += 1
        assert all_open_at(war, kept, said.floor)


def adverse(rng: Random, war: OpeningGame) -> OpeningGame:
    """The war with premia that are small shares of harm, the greater for the weak (A4), edges included."""
    strong, weak = sorted(Fraction(one, 12) for one in rng.sample(range(1, 13), 2))
    shares = {war.resilience_order[0]: weak, war.resilience_order[1]: strong}
    premia = {t: shares[t] * war.harm[t] * rng.choice([Fraction(1), war.talks_exposure]) for t in war.types}
    return war.with_(talks_value={t: war.war_value[t] + premia[t] for t in war.types})


def compared(count: int, seed: str) -> Counter[str]:
    rng, seen = Random(seed), Counter[str]()
    for _ in range(count):
        war = doubtful_war(rng, opponents=rng.choice([2, 2, 3]), worth_having=rng.random() < 0.8)
        held_to(adverse(rng, war) if rng.random() < 0.6 else war, seen)
    return seen


#: What must have been drawn, with what is stated true and false.
CASES = ("B0", "B1", "reversed", *(f"{one} {so}" for one in ("credible", "refusal", "talks") for so in (True, False)))


def test_what_is_stated_of_doubt_is_what_the_solver_finds() -> None:
    seen = compared(80, "doubt")
    assert min(seen[one] for one in CASES) >= 5


@pytest.mark.long
@pytest.mark.parametrize("part", range(5))
def test_what_is_stated_of_doubt_holds_on_many_more(part: int) -> None:
    seen = compared(120, f"doubt, part {part}")
    assert min(seen[one] for one in CASES) >= 3


def _renamed(value: object, names: dict[str, str]) -> object:
    """Values by type under other names, in the order of these."""
    return {new: value[old] for old, new in names.items()} if isinstance(value, ByType) else value


@pytest.mark.parametrize("kept", [Fraction(0), HALF])
def test_what_she_keeps_under_fire_leaves_existence_floor_and_margin(kept: Fraction) -> None:
    rng, seen = Random(f"kept {kept}"), Counter[bool]()
    for _ in range(25):
        war = adverse(rng, doubtful_war(rng)).with_(talks_kept=kept)
        found, floor = tm.solve(war), Stated(war).floor
        plays = [each for family in found for each in family.vertices()]
        assert all_open_at(war, found, floor)
        assert all(
            rate(war, each.receiver, "open") >= floor
            for each in plays
            if any(each.sender[t]["open"] for t in war.types)
        )
        if war.inference == "adverse" and (kept or floor < 1):
            survives = war.doubt.opening_margin >= 0
            seen[survives] += 1
            kept_under_d1 = tm.refine(found, "D1")
            assert any(low(family.outcomes["opening"]) == 1 for family in kept_under_d1) == survives
    assert seen[True] >= 3
    assert seen[False] >= 2


def test_with_the_signal_too_all_may_open_and_it_separates_where_it_averts_enough() -> None:
    """Exposure counts with what the signal averts, tau_open(L) - tau_open(H)."""
    rng, seen = Random("signal"), Counter[bool]()
    for _ in range(60):
        war = doubtful_war(rng, signal=True)
        (weak, strong), found = war.resilience_order, tm.solve(war)
        assert all_open_at(war, found, low(war.doubt.escalation("open", war.prior)))
        after = {t: war.doubt.escalation("open", war.doubt.known(t)) for t in war.types}
        averted = low(after[weak]) - high(after[strong]), high(after[weak]) - low(after[strong])
        least, most = (war.signal_cost[t] / war.opening_exposure[t] for t in (strong, weak))
        stated = max(averted[0], least) <= min(averted[1], most)
        seen[stated] += 1
        assert stated == any(
            each.sender[strong]["signal, open"] == 1 == each.sender[weak]["silent, open"]
            for family in found
            for each in family.vertices()
        )
    assert min(seen[True], seen[False]) >= 5


def test_an_opening_by_three_types_survives_d1_where_the_margin_says_so() -> None:
    rng, seen = Random("three types"), Counter[bool]()
    while sum(seen.values()) < 25:
        war = doubtful_war(rng, types=3)
        shares = sorted((Fraction(rng.randint(1, 12), 12) * war.talks_exposure for _ in range(3)), reverse=True)
        premia = {t: share * war.harm[t] for t, share in zip(war.resilience_order, shares, strict=True)}
        war = war.with_(talks_value={t: war.war_value[t] + premia[t] for t in war.types})
        if war.inference == "adverse":
            kept = tm.refine(tm.solve(war), "D1")
            survives = war.doubt.opening_margin >= 0
            seen[survives] += 1
            assert any(low(family.outcomes["opening"]) == 1 for family in kept) == survives
    assert min(seen[True], seen[False]) >= 3


def test_openings_for_reasons_of_their_own_make_inference_a_matter_of_degree() -> None:
    rng, seen = Random("reasons"), Counter[bool]()
    for _ in range(400):
        war = adverse(rng, random_war(rng, signal=False, worth_having=True, coarse=rng.random() < 0.7))
        order = war.resilience_order
        eps = {t: Fraction(rng.randint(1, 7), 8) for t in order}
        pull = {a: war.pull(a) for a in ("closed", "open")}
        if sum(war.prior[t] * pull["closed"][t] for t in order) > 0 or pull["open"][order[0]] < 0:
            continue  # not in the middle regime
        renamed = dict(zip(order, ("low", "high"), strict=True))
        given = {name: _renamed(value, renamed) for name, value in war.parameters().items() if value is not None}
        game = game_of_reasons({**given, "own_reasons": {renamed[t]: eps[t] for t in order}})
        refuses = any(
            each.sender["low"]["closed"] == 1 == each.sender["high"]["closed"]
            and each.receiver["closed"]["escalate"] == 0
            for family in tm.solve(game)
            for each in family.vertices()
        )
        telling = sum(war.prior[t] * eps[t] * pull["open"][t] for t in order) >= 0
        stated = telling and all(war.talks_premium[t] <= war.opening_exposure[t] for t in order)
        seen[stated] += 1
        assert refuses == stated
    assert min(seen[True], seen[False]) >= 5
