"""The closed forms of the approach game against the numeric engine, in both directions, at random games and on ties."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from termination import ApproachGame, conditions, refine, solve
from termination.engine.families import Family
from termination.engine.symbolic import ClosedForm
from termination.engine.symbolic.patterns import pattern_of
from termination.models.approach.closed_forms import SHIPPED, shipped
from termination.models.approach.symbols import reduced_game

#: Knife-edge families to derive in one test: each is derived on the spot.
EDGES = 12
BOTH_MIX = ((0, 1), (0, 1))


def random_approach(rng: Random, coarse: bool = False, approach: str = "limited", **fixed: Any) -> ApproachGame:
    """A game of hardline and one approach with every parameter drawn, none of B1 to B4 imposed."""
    grid = 4 if coarse else 997

    def draw(low: float, high: float) -> Fraction:
        return Fraction(rng.randint(int(low * grid), int(high * grid)), grid)

    least = Fraction(1, grid)
    values: dict[str, Any] = {
        "prior": Fraction(rng.randint(1, grid - 1), grid),
        "ambition": max(draw(0, 1), least),
        "power": max(draw(0, 1), least),
        "concession_value": {approach: draw(0, 0.75)},
        "concession_cost": {approach: draw(0, 1)},
        "unilateral": draw(0, 1),
        "reciprocity_cost": {approach: draw(0, 0.5)},
        "reciprocity_gain": {approach: draw(0, 1)},
        "relief": {approach: draw(0, 1)},
        "mistrust": draw(0, 0.5),
        "insecurity": draw(0, 0.75),
        "war_risk": draw(0, 0.75),
        "hardline_cost": [draw(0, 1.5), draw(0, 1.5)],
        "savings": {approach: draw(0, 1)},
        "emboldening_loss": [max(draw(0, 1), least), max(draw(0, 1), least)],
        "trend": draw(-0.5, 0.25),
        "flare": draw(0, 0.5),
        "flare_loss": draw(0, 0.5),
    }
    return ApproachGame(**{**values, **fixed})


def compare(game: ApproachGame, seen: Counter[str]) -> None:
    """Every numeric family is the closed form of its pattern, and every closed form that exists is found.

    Where both types mix over both messages, the same pattern has families on edges, where losses are in proportion.
    """
    symbolic = game.symbolic()
    forms = {form.pattern: form for form in symbolic.known()}
    exist = {pattern for pattern, form in forms.items() if form.at(symbolic.values, {}).subs().exists}
    found = solve(game)
    numeric = {symbolic.in_game(pattern_of(family)): family for family in found}
    assert len(numeric) == len(found), game
    for pattern, family in numeric.items():
        if pattern in forms and pattern.sender != BOTH_MIX:
            assert pattern in exist, (game, family)
        if pattern in exist:
            same(forms[pattern].at(symbolic.values, {}), family)
            seen[forms[pattern].name] += 1
        else:
            if seen["knife-edge"] < EDGES:
                form = conditions(game, family)
                assert form.subs().exists, (game, family, form)
                assert not forms or not form.generic, (game, family, form)
            seen["knife-edge"] += 1
    assert exist <= set(numeric) or all(contained(found, forms[p].at(symbolic.values, {})) for p in exist), game
    for concept in ("intuitive", "D1"):
        surviving = {symbolic.in_game(pattern_of(family)) for family in refine(found, concept)}
        for pattern in exist & set(numeric):
            assert forms[pattern].at(symbolic.values, {}).subs().survives(concept) == (pattern in surviving), game


def same(form: ClosedForm, family: Family) -> None:
    """Strategies and beliefs on the path of play, exactly."""
    there = form.subs()
    assert {t: dict(family.sender[t]) for t in family.game.types} == there.sender
    for m, beliefs in there.beliefs.items():
        replies = family.receiver[m]
        assert {r: replies[r] for r in there.receiver[m]} == there.receiver[m]
        assert {t: family.beliefs[m][t] for t in family.game.types} == beliefs


def contained(found: Any, form: ClosedForm) -> bool:
    """Whether the engine's families contain the closed form, with the most pressing replies off the path."""
    there = form.subs()
    replies = {}
    for (m, row), kept, every in zip(there.receiver.items(), form.response_sets, found.game.response_sets, strict=True):
        used = dict(zip(kept, (row[1], 1 - row[1]), strict=True)) if isinstance(row, tuple) else dict(row)
        replies[m] = {r: used.get(r, Fraction(0)) for r in every}
    return bool(found.contains(there.sender, replies))


@pytest.mark.thorough
def test_random_games() -> None:
    """Generic points; every closed form of either kind is met but those with both types mixing, which are rare."""
    rng = Random("approach, generic")
    seen: Counter[str] = Counter()
    for _ in range(700):
        compare(random_approach(rng), seen)
    assert seen["knife-edge"] <= 10
    names = {form.name for key in SHIPPED for form in shipped(*key)}
    assert len(names - set(seen)) <= 4, sorted(names - set(seen))


@pytest.mark.thorough
def test_games_with_ties() -> None:
    """A coarse grid, on which ties abound: there too what exists is found, and what is found exists."""
    rng = Random("approach, coarse")
    seen: Counter[str] = Counter()
    for _ in range(150):
        compare(random_approach(rng, coarse=True), seen)
    assert seen["knife-edge"] > 10


def test_the_values_are_what_the_game_itself_says() -> None:
    """The reduced symbols, defined by payoffs, against the offers of the model."""
    rng = Random("approach, values")
    for _ in range(50):
        game = random_approach(rng)
        offer, values = game.offer("limited"), {s.name: x for s, x in game.symbolic().values.items()}
        letter, gains = ("m", offer.met) if offer.reciprocity > 0 else ("g", offer.held)
        for t, suffix in (("resolute", "res"), ("irresolute", "irr")):
            assert values[f"{letter}_{suffix}"] == gains[t]
            assert values[f"b_{suffix}"] == offer.pressed[t]
        assert values["mustar_hardline"] == game.critical_resolve["hardline"]
        assert game.critical_resolve["limited"] in (values.get("mustar_held"), values.get("mustar_met"))


def test_the_reduced_payoffs_are_the_models_shifted_and_rescaled() -> None:
    rng = Random("approach, payoffs")
    for approach in ("limited", "core"):
        game = random_approach(rng, approach=approach)
        symbolic, numeric = game.symbolic(), game.game()
        for t in range(2):
            for m, kept in enumerate(symbolic.replies or ()):
                shown = [symbolic.game.sender[t][m][i].subs(symbolic.values) for i in range(len(kept))]
                assert shown == [numeric.sender[t][m][r] - numeric.sender[t][0][1] for r in kept]
                gap = [symbolic.game.receiver[t][m][0] - symbolic.game.receiver[t][m][i] for i in range(len(kept))]
                scale = game.ambition + game.power
                assert [scale * x.subs(symbolic.values) for x in gap] == [
                    numeric.receiver[t][m][0] - numeric.receiver[t][m][r] for r in kept
                ]


@pytest.mark.thorough
def test_more_messages_are_derived_on_the_spot() -> None:
    rng = Random("approach, three messages")
    by_approach = {
        name: {"limited": Fraction(rng.randint(1, 9), 31), "core": Fraction(rng.randint(10, 19), 31)}
        for name in ("concession_value", "concession_cost", "reciprocity_cost", "reciprocity_gain", "relief", "savings")
    }
    cover = {"cover_cost": {"resolute": "1/7", "irresolute": "1/5"}, "cover_dilution": "1/4"}
    for more in ({}, {**cover, "messages": ["hardline", "core", "limited under cover"]}):
        game = random_approach(rng, **by_approach, **more)
        for family in [one for one in solve(game) if sum(one.sent) == 2][:1]:
            form = conditions(game, family)
            assert form.subs().exists, (game, family)
            assert form.in_parameters().condition.holds(point_of(game)), (game, family)


def point_of(game: ApproachGame) -> dict[Any, Fraction]:
    from termination.models.approach.symbols import notation

    def value(name: str, label: str | None) -> Fraction:
        table = getattr(game, name)
        return Fraction(0) if table is None else table if label is None else table[label]

    return {symbol: value(*where) for symbol, where in notation(game.approaches).items()}


def test_conditions_read_as_the_page_says() -> None:
    game = random_approach(Random(1), trend=-1, prior="9/10", relief={"limited": 1}, hardline_cost=[1, 1])
    quiet = next(family for family in solve(game) if family.name.startswith("quiet pooling on limited"))
    form = conditions(game, quiet)
    assert str(form.condition) == "mustar_held <= q and L_res + g_res >= 0 and L_irr + g_irr >= 0"
    assert r"\mu^{*}_{\mathrm{held}} \le q" in form.to_latex()
    assert "A" in {s.name for s in form.in_parameters().condition.expression.free_symbols}
    assert form.survives_under("D1").expression.free_symbols


def test_symbols_of_several_messages_are_told_apart() -> None:
    names = [s.name for s in reduced_game((("limited", "held"), ("core under cover", "met"))).symbols]
    assert len(set(names)) == len(names)
    assert {"mustar_met_core_under_cover", "g_res_limited"} < set(names)
