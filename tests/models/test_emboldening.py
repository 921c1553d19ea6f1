"""The classification of H8 against the exact solver, on random games; the map against the classification."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import numpy as np
import pytest

import termination as tm
from termination.engine.strategies import Range
from termination.errors import InputError
from termination.models.approach.game import ApproachGame
from termination.models.approach.questions.emboldening import EFFECTS, classify, cover_frontier, emboldening, shield


def random_game(rng, **fixed):
    def share(low=0, high=10):
        return Fraction(rng.randint(low, high), 10)

    values = {
        "prior": share(1, 9),
        "ambition": share(1, 10),
        "power": share(1, 10),
        "concession_value": [share(0, 5)],
        "concession_cost": [share(0, 6)],
        "unilateral": share(),
        "reciprocity_cost": [share(0, 5)],
        "reciprocity_gain": [share(0, 4)],
        "relief": [share()],
        "mistrust": share(),
        "insecurity": share(0, 5),
        "war_risk": share(0, 6),
        "hardline_cost": [share(), share()],
        "savings": [share()],
        "emboldening_loss": [share(1), share(1)],
        "trend": share(-3, 3),
    }
    return ApproachGame(**{**values, **fixed})


def ends(value):
    return (value.low, value.high) if isinstance(value, Range) else (value, value)


def by_solving(game):
    """The region from all equilibria."""
    found = tm.solve(game)
    assert found.complete
    if not game.presses_hardline:
        emboldened = [ends(e.outcomes["emboldened"]) for e in found]
        if min(low for low, _ in emboldened) > 0:
            return "emboldens"
        return "may embolden" if max(high for _, high in emboldened) > 0 else "cannot embolden"
    quiet = [e for e in found if ends(e.outcomes["less-hardline"])[1] > 0 and ends(e.outcomes["pressed"])[0] == 0]
    return "reassures" if quiet else "cannot embolden"


def verdict(game):
    """The classification, None at edges and where H8 is silent."""
    try:
        found = classify(game)
    except InputError:
        return None
    return None if found.edge else found.effect


@pytest.mark.thorough
def test_the_region_is_what_all_equilibria_say():
    rng, seen = Random(3), dict.fromkeys(EFFECTS, 0)
    for _ in range(1500):
        game = random_game(rng)
        region = verdict(game)
        if region is not None:
            assert region == by_solving(game), game
            seen[region] += 1
    assert min(count for region, count in seen.items() if region != "emboldens") > 30, seen


def test_an_approach_can_embolden_for_sure_but_not_under_b1():
    game = random_game(
        Random(1), prior="4/5", ambition="1/2", power="1/2", concession_cost=["3/5"], unilateral=1,
        reciprocity_gain=[0], concession_value=[0], reciprocity_cost=[0], trend="-1/10", relief=[0], mistrust=0,
        war_risk=0, hardline_cost=[0, 1], savings=[1], emboldening_loss=["1/10", "1/10"],
    )  # fmt: skip
    assert classify(game).effect == by_solving(game) == "emboldens"
    assert not game.assumptions()["B1"].holds
    rng = Random(5)
    for _ in range(400):
        other = random_game(rng)
        if all(one.holds for one in other.assumptions().values()):
            assert verdict(other) != "emboldens"


def test_the_map_is_the_classification_at_every_point():
    rng, compared = Random(11), 0
    while compared < 5:
        game = random_game(rng)
        if verdict(game) is None:
            continue
        grid = emboldening(game, prior=(0.05, 0.95, 7), ratio=["1/7", "1/3", "4/5", "7/5", "3"])
        assert grid["effect"].shape == (7, 5)
        for i, q in enumerate(np.linspace(0.05, 0.95, 7)):
            for j, a in enumerate([Fraction(1, 7), Fraction(1, 3), Fraction(4, 5), Fraction(7, 5), Fraction(3)]):
                point = classify(game.with_(prior=round(q, 4), ambition=a * game.power))
                if not grid["edge"].values[i, j]:
                    assert EFFECTS[grid["effect"].values[i, j]] == point.effect
        compared += 1


def test_what_moves_the_boundary_is_the_shield():
    game = random_game(
        Random(2), relief=["1/2"], insecurity="2/5", mistrust="1/5", trend="1/5", concession_value=["1/5"]
    )
    before = shield(game)
    assert shield(game.with_(relief=["3/5"])) > before
    assert shield(game.with_(mistrust="2/5")) < before
    assert shield(game.with_(trend="2/5")) >= before
    assert shield(game.with_(reciprocity_cost=["9/10"])) <= before
    covered = game.with_(cover_cost=["1/10", "1/10"], cover_dilution="1/2")
    assert shield(covered, "limited under cover") < shield(covered)
    a = game.ambition / game.power
    assert game.critical_resolve["limited"] == (a - before) / (1 + a)


def test_the_cover_frontier_is_where_the_solver_finds_separation():
    rng, seen = Random(7), {True: 0, False: 0}
    for _ in range(400):
        game = random_game(
            rng, trend="-9/10", cover_cost=[Fraction(rng.randint(0, 9), 10) for _ in range(2)],
            cover_dilution=Fraction(rng.randint(0, 10), 10),
        )  # fmt: skip
        if game.prior >= game.critical_resolve["limited"] or not game.assumptions("limited")["B2"].holds:
            continue
        separated = tm.solve(game).contains([[0, 0, 1], [0, 1, 0]], [[1, 0], [1, 0, 0], [0, 1, 0]])
        frontier = cover_frontier(game)
        assert frontier.separates == separated, game
        seen[separated] += 1
        if separated and frontier.high is not None:
            assert frontier.low <= frontier.relief <= frontier.high
    assert min(seen.values()) > 5, seen


def test_quiet_pooling_that_only_fear_of_hardline_holds_together_does_not_survive_d1():
    """H1 without B1: where X_res < 0 < X_irr, hardline can only be meant by the resolute."""
    rng, seen = Random(9), 0
    while seen < 20:
        game = random_game(rng)
        offer = game.offer("limited")
        low, high = (offer.unpressed[t] for t in game.types)
        if offer.reciprocity == 0 or not -game.emboldening_loss["resolute"] < low < 0 < high:
            continue
        if game.prior <= game.critical_resolve["limited"]:
            continue
        found = tm.solve(game)
        quiet = [e.outcomes["less-hardline"] == 1 and ends(e.outcomes["pressed"])[0] == 0 for e in found]
        kept = [
            e.outcomes["less-hardline"] == 1 and ends(e.outcomes["pressed"])[0] == 0 for e in tm.refine(found, "D1")
        ]
        assert any(quiet)
        assert not any(kept)
        seen += 1


def test_what_cannot_be_classified_is_refused():
    game = random_game(Random(4))
    with pytest.raises(InputError, match="hardline is what approaches are measured against"):
        classify(game, "hardline")
    with pytest.raises(InputError, match="no cover"):
        cover_frontier(game)
    with pytest.raises(InputError, match="prior"):
        emboldening(game, prior=(0, 1, 3), ratio=[1])
