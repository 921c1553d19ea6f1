"""Sweeps over games in doubt, with evidence, noise and later moves: each point solved, and knife edges flagged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from fractions import Fraction
from random import Random
from typing import Any

import numpy as np
import pytest

import termination as tm
from termination.analysis.exactly import on_knife_edge
from termination.engine.strategies import Quantity, Range
from termination.errors import InputError, TerminationError, UnknownNameError
from termination.models.catalog.canon import force
from termination.reporting.plot import regions as draw_regions
from tests.analysis.test_axes import WAR
from tests.analysis.test_sweep import assert_same, named
from tests.oracles.evidence import games as evidence_games
from tests.oracles.noise import games as noisy_games
from tests.oracles.random_games import samples
from tests.oracles.receiver_types import games as doubtful_games

CERTAIN = tm.OpeningGame(**WAR)
DOUBT = CERTAIN.with_(
    opponent_prior={"dove": "2/5", "hawk": "3/5"}, escalation_cost={"dove": "9/10", "hawk": CERTAIN.escalation_cost}
)


def parade(cost: Fraction, weak: Fraction = Fraction(4, 5)) -> tm.SignalingGame:
    """The strong may show what they have, at a cost."""
    return tm.SignalingGame.from_function(
        types=["strong", "weak"], prior=[1 - weak, weak], responses=["back down", "fight"],
        messages={"strong": ["reveal", "hide"], "weak": ["hide"]},
        sender=lambda t, m, r: (r == "back down") - cost * (m == "reveal"),
        receiver=lambda t, m, r: (r == "fight") * (1 if t == "weak" else -1))  # fmt: skip


def bagwell(mistakes: Fraction) -> tm.SignalingGame:
    """A leader whose move is seen with noise."""
    leader, follower = {"SS": 5, "SC": 3, "CS": 6, "CC": 4}, {"SS": 2, "SC": 1, "CS": 3, "CC": 4}
    rows = {m: {f"looks {z}": 1 - mistakes if z == m else mistakes for z in "SC"} for m in "SC"}
    return tm.SignalingGame.from_function(
        types=["leader"], prior=[1], messages=["S", "C"], responses=["S", "C"], noise=rows,
        sender=lambda _, m, r: leader[m + r], receiver=lambda _, m, r: follower[m + r])  # fmt: skip


def doubted(cost: Fraction) -> tm.SignalingGame:
    """A demand, against a hawk or a dove, that costs the weak something."""
    return tm.SignalingGame.from_function(
        types=["strong", "weak"], prior=["1/3", "2/3"], messages=["demand", "quiet"], responses=["resist", "yield"],
        sender=lambda t, s, m, r: (m == "demand") * ((2 if r == "yield" else -1) - cost * (t == "weak")),
        receiver=lambda t, s, m, r: (r == "resist") * ((3 if s == "hawk" else 1) - 3 * (t == "strong")),
        receiver_types=["hawk", "dove"], receiver_prior=["1/2", "1/2"])  # fmt: skip


def ends(found: tm.Equilibria, event: str) -> tuple[float, float]:
    values: list[Quantity] = [family.outcomes[event] for family in found]
    pairs = [(x.low, x.high) if isinstance(x, Range) else (x, x) for x in values]
    return float(min(low for low, _ in pairs)), float(max(high for _, high in pairs))


def assert_solved(grid: tm.Sweep, models: list[Any], refinement: str | None) -> None:
    """The sweep has at each point what solving the model there gives."""
    for k, model in enumerate(models):
        found = tm.solve(model)
        kept = tm.refine(found, refinement) if refinement else found
        assert named(grid, "families")[k] == {model.describe(family) for family in found}
        assert named(grid, "survives")[k] == {model.describe(family) for family in kept}
        assert grid["knife_edge"].values.flat[k] == on_knife_edge(found, refinement)
        for event in model.events():
            name = "pr_" + "_".join("".join(c if c.isalnum() else " " for c in event).split())
            if name + "_min" in grid:
                assert (grid[name + "_min"].values.flat[k], grid[name + "_max"].values.flat[k]) == ends(kept, event)


@pytest.mark.parametrize("make", [parade, bagwell, doubted, force.slantchev_2005])
def test_a_function_that_makes_games_is_solved_at_each_point(make: Any) -> None:
    name = "mistakes" if make is bagwell else "cost"
    axis = [Fraction(k, 7) for k in range(1, 8)]
    refinement = None if make is bagwell else "D1"
    grid = tm.sweep(make, **{name: axis}, refinement=refinement)
    assert grid.attrs["method"] == "exact"
    assert grid.attrs["complete"]
    assert_solved(grid, [make(**{name: x}) for x in axis], refinement)
    assert 1 <= len({tuple(sorted(one)) for one in named(grid, "families")}) <= len(axis)


def test_what_a_proof_may_cost() -> None:
    """The strong pay up to what hiding loses them; at 1 exactly they are indifferent, and the point is flagged."""
    grid = tm.sweep(parade, cost=(0, 2, 5), weak=["1/4", "3/4"])
    assert grid["families"].shape == (5, 2)
    names = np.array(named(grid, "families"), dtype=object).reshape(5, 2)
    assert all(names[k, 1] == {"separating: strong reveal; weak hide"} for k in (0, 1))
    assert all(names[k, 1] == {"pooling on hide"} for k in (3, 4))
    assert grid["knife_edge"].values[:, 1].tolist() == [False, False, True, False, False]


def test_a_war_in_doubt_is_solved_at_each_point() -> None:
    costs, shares = [Fraction(1, 5), Fraction(1, 2), Fraction(4, 5)], [Fraction(1, 4), Fraction(3, 4)]
    grid = tm.sweep(DOUBT, escalation_cost={"hawk": costs}, opponent_prior={"hawk": shares}, refinement="D1")
    assert tuple(grid.sizes) == ("escalation_cost_hawk", "opponent_prior_hawk")
    wars = [
        DOUBT.with_(escalation_cost={"hawk": k}, opponent_prior={"hawk": q, "dove": 1 - q})
        for k in costs
        for q in shares
    ]
    assert_solved(grid, wars, "D1")
    assert draw_regions(grid).get_xlabel()


@pytest.mark.parametrize("signal", [{}, {"signal_cost": {"high": 0.04, "low": 0.7}}])
def test_an_opponent_of_one_type_only_is_an_opponent_without_types(signal: dict[str, Any]) -> None:
    certain = CERTAIN.with_(**signal)
    one = certain.with_(opponent_prior={"only": 1}, escalation_cost={"only": certain.escalation_cost})
    axes: dict[str, Any] = {"coercion": (0, "1/2", 4), "prior": ["1/5", "1/2"]}
    options = {"refinement": "D1", "quantities": ["payoffs", "posterior"]}
    fast, slow = tm.sweep(certain, **axes, **options), tm.sweep(one, **axes, **options)
    assert slow.attrs["method"] == "exact"
    names = [{name.replace(" by only", "") for name in point} for point in named(slow, "families")]
    assert names == named(fast, "families")
    slow["families"].attrs["names"] = [name.replace(" by only", "") for name in slow["families"].attrs["names"]]
    slow["survives"].attrs["names"] = slow["families"].attrs["names"]
    assert_same(slow, fast)


def test_the_answer_does_not_hang_on_who_works() -> None:
    with ProcessPoolExecutor(1) as executor:
        far = tm.sweep(parade, cost=(0, 2, 5), executor=executor)
    assert far.identical(tm.sweep(parade, cost=(0, 2, 5)))


def test_what_is_no_axis_of_a_function_or_of_a_doubt_is_advised() -> None:
    def faulted(*args: Any, **axes: Any) -> str:
        with pytest.raises(InputError) as error:
            tm.sweep(*args, **axes)
        return str(error.value)

    assert faulted(parade, csot=[1], cost=[1]) == "csot: no such parameter; did you mean 'cost'?"
    assert faulted(parade, weak=[1]) == "model: the function needs cost: give it an axis, or a default in the function"
    assert "at x = 1: the function gave int; it must give a game" in faulted(lambda x: 3, x=[1])
    odd = faulted(lambda cost: parade(cost) if cost != 1 else 3, cost=(0, 2, 3))  # inside the grid
    assert odd == "at cost = 1: the function gave int; it must give a game or a model"
    assert faulted(lambda x: tm.OpeningGame, x=[1]).startswith("at x = 1: the function gave the class OpeningGame (not")
    assert "name a parameter to move; this has none" in faulted(lambda: parade(Fraction(1)))
    assert "by position only" in faulted(lambda x, /: parade(x), x=[1])
    assert "does not say which arguments it takes" in faulted(max, cost=[1])
    assert "the function needs talks_exposure" in faulted(tm.OpeningGame, coercion=[1])
    assert faulted(lambda *numbers: parade(*numbers), cost=[1]) == "cost: no such parameter; there are none"
    assert "at cost = 4: after value 12, mobilize 1, resist: a tie" in faulted(force.slantchev_2005, cost=(1, 4, 4))
    assert "at mistakes = 2: noise.S.looks S" in faulted(bagwell, mistakes=[0, 2])
    assert "a function that makes games has none" in faulted(parade, cost=[1], method="closed forms")
    assert "say whose, as in opponent_prior.dove" in faulted(DOUBT, opponent_prior=(0.1, 0.9, 3))
    assert "with two types give an axis for one" in faulted(DOUBT, opponent_prior={"dove": [0.1], "hawk": [0.1]})
    assert "must be in (0, 1)" in faulted(DOUBT, opponent_prior={"hawk": (0, 1, 3)})
    assert ".against('dove')" in faulted(DOUBT, coercion=[1], method="closed forms")
    with pytest.raises(InputError, match=r"regions are found from closed forms.*sweep\(\) has no such limit"):
        tm.regions(DOUBT, x={"coercion": (0, 1)}, y={"prior": (0.1, 0.9)})
    with pytest.raises(InputError, match=r"use sweep\(\) and compare"):
        tm.statics(DOUBT)
    assert tm.sweep(DOUBT, coercion=[1]).sizes["coercion"] == 1  # what is advised can be done
    with pytest.raises(UnknownNameError):
        tm.sweep(parade, cost=[1], refinement="D3")


@pytest.mark.parametrize("asked", [tm.thresholds, tm.statics, lambda make, *_: tm.regions(make, {}, {})])
def test_of_a_function_formulas_are_refused_with_what_can_be_had(asked: Any) -> None:
    with pytest.raises(InputError, match=r"^model: a function that makes games has no formulas; sweep\(\) solves them"):
        asked(*((parade, "cost") if asked is tm.thresholds else (parade,)))


@pytest.mark.parametrize("kind", [tm.OpeningGame, tm.SignalingGame])
def test_a_class_is_not_what_it_makes(kind: Any) -> None:
    for asked in (tm.solve, tm.statics, tm.robustness, tm.closed_forms, tm.to_nashpy, tm.plot.tree):
        with pytest.raises(TerminationError, match=rf"the class {kind.__name__} \(not called\)"):
            asked(kind)
    with pytest.raises(InputError, match=rf"found the class {kind.__name__} \(not called\)"):
        tm.plot.correspondence(lambda x: kind, "x", 0, 1)


def nearby(game: tm.SignalingGame, rng: Random) -> tm.SignalingGame:
    """The game with every payoff a little off."""

    def moved(cells: Any) -> Any:
        if isinstance(cells, Fraction):
            return cells + Fraction(rng.randint(-1000, 1000), 10**9)
        return [moved(one) for one in cells]

    labels = game.types, game.prior, game.message_lists, game.responses, moved(game.sender), moved(game.receiver)
    return tm.SignalingGame(*labels, "", game.receiver_types, game.receiver_prior, game.noise_rows)


def equilibria_nearby(games: Iterator[tuple[Any, tm.SignalingGame]], concept: str | None) -> Counter[str]:
    """How many points are flagged, how many change where payoffs move a little; none that is not flagged does."""
    counts: Counter[str] = Counter()
    for seed, game in games:
        if concept and any(p not in (0, 1) for row in game.noise for p in row):
            continue
        rng, found = Random(f"nearby {seed}"), []
        for one in (game, nearby(game, rng), nearby(game, rng)):
            all_of_it = tm.solve(one)
            kept = tm.refine(all_of_it, concept) if concept else all_of_it
            found.append([sorted(game.describe(family) for family in families) for families in (all_of_it, kept)])
        flagged, changed = on_knife_edge(tm.solve(game), concept), found[1:] != [found[0]] * 2
        assert flagged or not changed, (seed, found)
        counts.update(flagged=flagged, changed=changed, calm=not flagged)
    return counts


SOURCES = {
    "plain": lambda count, start: ((str(one), one.game) for one in samples(count, start=start)),
    "receiver types": doubtful_games,
    "evidence": evidence_games,
    "noise": noisy_games,
}


@pytest.mark.parametrize("concept", [None, "D1"])
@pytest.mark.parametrize("kind", SOURCES)
def test_a_point_that_is_not_flagged_is_no_knife_edge(kind: str, concept: str | None) -> None:
    counts = equilibria_nearby(SOURCES[kind](60, 700), concept)
    assert min(counts["changed"], counts["calm"]) > 2


def test_a_family_that_lies_in_another_but_for_a_tie_is_flagged() -> None:
    """Against the one type of hers he is indifferent; where he is not, one of two families is part of the other."""
    [(_, game)] = doubtful_games(1, 20_051)
    assert len(tm.solve(game)) == 2
    assert len(tm.solve(nearby(game, Random("nearby 20051")))) == 1
    assert on_knife_edge(tm.solve(game), None)


@pytest.mark.long
@pytest.mark.parametrize("concept", [None, "intuitive", "D1", "D2", "NWBR"])
@pytest.mark.parametrize("kind", SOURCES)
def test_no_point_that_is_not_flagged_is_a_knife_edge(kind: str, concept: str | None) -> None:
    counts = equilibria_nearby(SOURCES[kind](400, 20_000), concept)
    assert min(counts["changed"], counts["calm"]) > 20
