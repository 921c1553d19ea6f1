"""Sweeps: two roads that must agree, knife edges, executors, interrupts, and the shape of what comes back."""

from __future__ import annotations

import random
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import xarray as xr

import termination as tm
from termination.analysis.blocks import blocks
from termination.analysis.sweep import MOST_NAMES, OTHERS, _Columns
from termination.errors import InputError, UnknownNameError
from tests.analysis.test_axes import WAR

SIGNAL = {"signal_cost": {"high": 0.04, "low": 0.7}}
PLAIN = tm.OpeningGame(**WAR)
SIGNALLED = tm.OpeningGame(**WAR, **SIGNAL)


def named(grid: xr.Dataset, variable: str) -> list[frozenset[str]]:
    names = grid[variable].attrs["names"]
    return [
        frozenset(name for bit, name in enumerate(names) if int(mask) >> bit & 1) for mask in grid[variable].values.flat
    ]


def assert_same(one: xr.Dataset, other: xr.Dataset, where: np.ndarray | None = None) -> None:
    """The same families, survivors and extremes, up to the order of the bits and rounding."""
    chosen = np.ones(one["families"].size, bool) if where is None else where
    for variable in ("families", "survives"):
        pairs = zip(named(one, variable), named(other, variable), chosen, strict=True)
        assert [(a, b) for a, b, on in pairs if on and a != b] == []
    for variable in one.data_vars:
        if str(variable).endswith(("_min", "_max")):
            a, b = one[variable].values.ravel()[chosen], other[variable].values.ravel()[chosen]
            np.testing.assert_allclose(a, b, rtol=1e-9, atol=1e-9, err_msg=str(variable))


def assert_contains(one: xr.Dataset, other: xr.Dataset, where: np.ndarray) -> int:
    """At these points the one shows every family and survivor of the other, or says that there may be more, and its
    extremes enclose the other's. Returns at how many points it has to say so."""
    short = np.zeros(one["families"].size, bool)
    for variable in ("families", "survives"):
        for k, (a, b) in enumerate(zip(named(one, variable), named(other, variable), strict=True)):
            short[k] |= bool(where[k] and not b <= a)
            assert not short[k] or OTHERS in a, (variable, a, b)
    for variable in map(str, one.data_vars):
        if variable.endswith(("_min", "_max")):
            a, b = one[variable].values.ravel()[where], other[variable].values.ravel()[where]
            beyond = a <= b + 1e-9 if variable.endswith("_min") else a >= b - 1e-9
            assert (np.isnan(b) | beyond).all(), variable
    return int(short.sum())


def wars(count: int, seed: int, signal: bool, lattice: bool) -> Iterator[tuple[tm.OpeningGame, dict[str, Any]]]:
    """Random wars with two random axes; on a lattice so coarse that many points lie exactly on boundaries, or not."""
    rng = random.Random(f"{seed} {signal} {lattice}")

    def draw(low: int, high: int) -> Fraction:
        grain = 4 if lattice else 10007
        return Fraction(rng.randint(low * grain, high * grain), grain)

    def positive(high: int) -> Fraction:
        return draw(0, high) or Fraction(1, 4)

    def axis(high: int) -> list[Fraction]:
        return sorted({positive(high) for _ in range(3)})

    for _ in range(count):
        share, strong = min(positive(1), Fraction(3, 4)), draw(0, 1)
        weak = draw(0, 1)
        if strong == weak:
            weak = 1 - strong if strong != Fraction(1, 2) else Fraction(1, 4)
        costs = {"signal_cost": {"a": draw(0, 1), "b": draw(0, 1)}} if signal else {}
        war = tm.OpeningGame(
            prior={"a": share, "b": 1 - share},
            resilience={"a": strong, "b": weak},
            war_value={"a": draw(-1, 1), "b": draw(-1, 1)},
            talks_value={"a": draw(-1, 2), "b": draw(-1, 2)},
            escalation_harm=draw(0, 2),
            base_harm=draw(0, 1),
            talks_exposure=positive(1),
            escalation_gain=positive(2),
            escalation_cost=positive(2),
            face_saving=rng.choice([0, draw(0, 1)]),
            coercion=rng.choice([0, draw(0, 1)]),
            guarantee=rng.choice([0, draw(0, 1)]),
            deescalation=draw(0, 1),
            **costs,
        )
        axes: dict[str, Any] = {
            "escalation_cost": axis(2),
            "prior": {"a": [x for x in axis(1) if x < 1] or ["1/3"]},
            "talks_exposure": axis(1),
            "war_value": {"b": axis(1)},
            "escalation_harm": axis(2),
            "resilience": {"a": [x for x in axis(1) if x != weak] or [strong]},
            "coercion": axis(1),
            "face_saving": axis(1),
            "guarantee": axis(1),
        }
        if signal:
            axes["signal_cost"] = {"b": axis(1)}
        chosen = rng.sample(sorted(axes), 2)
        yield war, {name: axes[name] for name in chosen}


def compare_roads(count: int, seed: int, signal: bool, lattice: bool) -> tuple[int, int]:
    """Both roads over random sweeps; returns the number of points, and of points flagged as knife edges."""
    total = flagged = 0
    for i, (war, axes) in enumerate(wars(count, seed, signal, lattice)):
        options: dict[str, Any] = {
            "refinement": (None, "D1", "intuitive")[i % 3],
            "quantities": ["payoffs", "posterior"],
            **axes,
        }
        closed = tm.sweep(war, method="closed forms", edges="flag", **options)
        exact = tm.sweep(war, method="exact", **options)
        edge = closed["knife_edge"].values.ravel()
        assert_same(closed, exact, ~edge)
        assert_contains(closed, exact, edge)
        assert not (exact["knife_edge"].values.ravel() & ~edge).any()
        total, flagged = total + edge.size, flagged + int(edge.sum())
    return total, flagged


@pytest.mark.thorough
@pytest.mark.parametrize("signal", [False, True])
def test_closed_forms_and_exact_engine_agree_at_random_points(signal: bool) -> None:
    total, flagged = compare_roads(20, 1, signal, lattice=False)
    assert total > 120
    assert flagged < total / 20


@pytest.mark.thorough
@pytest.mark.parametrize("signal", [False, True])
def test_closed_forms_and_exact_engine_agree_beside_boundaries(signal: bool) -> None:
    total, flagged = compare_roads(20, 2, signal, lattice=True)
    assert 0 < flagged < total


@pytest.mark.long
@pytest.mark.parametrize("signal", [False, True])
@pytest.mark.parametrize("lattice", [False, True])
def test_agreement_at_thousands_of_points(signal: bool, lattice: bool) -> None:
    total, _ = compare_roads(700, 3, signal, lattice)
    assert total > 2500


def test_an_edge_with_families_of_its_own_beside_which_nothing_changes_is_flagged() -> None:
    """c_H e_L = (b_L + d_L) e_H: one chance of escalation makes the resilient willing to signal and the vulnerable to
    open, though no closed form comes or goes here."""
    war = tm.OpeningGame(
        types=["high", "low"], prior=["1/4", "3/4"], resilience=["3/4", 0], war_value=[0, 0], talks_value=[-0.2, -0.5],
        escalation_harm=0.1, base_harm=0.7, talks_exposure=0.6, signal_cost=[0.25, 1], escalation_gain=0.75,
        escalation_cost=0.25, guarantee=0.25,
    )  # fmt: skip
    axis = {"signal_cost": {"high": [0.25, "0.271875"]}}
    flagged = tm.sweep(war, method="closed forms", edges="flag", **axis)
    assert flagged["knife_edge"].values.tolist() == [False, True]
    exact = tm.sweep(war, method="exact", **axis)
    assert_contains(flagged, exact, flagged["knife_edge"].values)
    assert named(tm.sweep(war, **axis), "families") == named(exact, "families")


def laid(rng: random.Random, signal: bool) -> tuple[tm.OpeningGame, dict[str, Any]]:
    """A random war and an axis of three points, the middle one exactly where something is balanced."""

    def draw(low: float, high: float) -> Fraction:
        return Fraction(rng.randint(int(low * 97), int(high * 97)), 97)

    r = sorted(rng.sample(range(98), 2))
    share, costs = draw(0.1, 0.9), {"signal_cost": [draw(0.02, 1), draw(0.02, 1)]} if signal else {}
    war = tm.OpeningGame(
        types=["L", "H"], prior=[share, 1 - share], resilience=[Fraction(x, 97) for x in r],
        war_value=[draw(-1, 1), draw(-1, 1)], talks_value=[draw(-1, 2), draw(-1, 2)], escalation_harm=draw(0, 2),
        base_harm=draw(0.02, 1), talks_exposure=draw(0.1, 1), escalation_gain=draw(0.5, 2),
        escalation_cost=draw(0.02, 2), guarantee=rng.choice([0, draw(0, 0.5)]), **costs,
    )  # fmt: skip
    t, other = rng.sample(["L", "H"], 2)
    b, d, e = war.talks_premium, war.harm, war.opening_exposure
    pulls = [war.escalation_gain * (1 - x) for x in (*war.resilience.values(), war.expected_resilience())]
    premia = [0, e[t], -d[t], e[t] - d[t], b[other] * d[t] / d[other], (b[other] + e[other]) * d[t] / d[other]]
    places: dict[str, list[Any]] = {
        "escalation_cost": [*pulls, *(pull - war.guarantee for pull in pulls)],
        "talks_value": [war.war_value[t] + premium for premium in premia],
    }
    if war.signal_cost is not None:
        c = war.signal_cost[other]
        places["talks_value"] += [war.war_value[t] + x for x in (war.signal_cost[t], war.signal_cost[t] - d[t])]
        shared = [c * d[t] / d[other], (b[other] + d[other]) * e[t] / e[other]]
        places["signal_cost"] = [e[t], b[t], d[t], b[t] + d[t], *shared]
    name = rng.choice(sorted(places))
    middle = rng.choice(places[name])
    if name != "talks_value" and middle <= 0:
        return laid(rng, signal)
    axis = [middle * Fraction(9, 10), middle, middle * Fraction(11, 10)] if middle else [-1, 0, 1]
    return war, {name: sorted(axis) if name == "escalation_cost" else {t: sorted(axis)}}


def flagged_at_edges(count: int, signal: bool) -> tuple[int, int]:
    """Points laid on edges, flagged and left so; returns how many the exact engine finds on an edge, and how many have
    families that no closed form knows."""
    rng = random.Random(f"laid {signal}")
    edges = short = 0
    for i in range(count):
        war, axis = laid(rng, signal)
        concept = (None, "D1", "intuitive")[i % 3]
        options: dict[str, Any] = {"refinement": concept, "quantities": ["payoffs", "posterior"]}
        closed = tm.sweep(war, method="closed forms", edges="flag", **options, **axis)
        exact = tm.sweep(war, method="exact", **options, **axis)
        edge = closed["knife_edge"].values
        assert_same(closed, exact, ~edge)
        short += assert_contains(closed, exact, edge)
        assert not (exact["knife_edge"].values & ~edge).any()
        edges += int(exact["knife_edge"].values[1])
    return edges, short


@pytest.mark.thorough
@pytest.mark.parametrize("signal", [False, True])
def test_points_laid_on_edges_are_flagged_and_show_no_less_than_there_is(signal: bool) -> None:
    edges, short = flagged_at_edges(30, signal)
    assert edges > 5
    assert short > 1


@pytest.mark.long
@pytest.mark.parametrize("signal", [False, True])
def test_hundreds_of_points_laid_on_edges(signal: bool) -> None:
    edges, short = flagged_at_edges(1000, signal)
    assert edges > 250
    assert short > 60


OPENERS = (
    *("war_value", "talks_value", "escalation_harm", "base_harm", "signal_cost"),
    *("face_saving", "deescalation", "coercion"),
)
OPPONENTS = ("escalation_gain", "escalation_cost", "guarantee", "opponent_talks_value")


def in_units(war: tm.OpeningGame, opener: Fraction, opponent: Fraction) -> tm.OpeningGame:
    """The same war with either side's payoffs counted in other units."""
    changes: dict[str, Any] = {}
    for names, unit in ((OPENERS, opener), (OPPONENTS, opponent)):
        for name in names:
            value = getattr(war, name)
            if isinstance(value, Fraction):
                changes[name] = value * unit
            elif value is not None:
                changes[name] = {label: x * unit for label, x in value.items()}
    return war.with_(**changes)


def test_flags_do_not_depend_on_units() -> None:
    axes: dict[str, Any] = {"prior": {"a": ["1/4", "1/2", "3/4"]}, "resilience": {"a": ["1/8", "3/8", "5/8"]}}
    flagged = 0
    for signal in (False, True):
        for war, _ in wars(6, 11, signal, lattice=True):
            there = war.with_(resilience={"b": "7/8"})
            options: dict[str, Any] = {"method": "closed forms", "edges": "flag", "refinement": "D1", **axes}
            one = tm.sweep(there, **options)
            flagged += int(one["knife_edge"].values.sum())
            for k in (-15, 15):
                other = tm.sweep(in_units(there, Fraction(10) ** k, Fraction(10) ** -k), **options)
                for variable in ("families", "survives", "knife_edge"):
                    assert (one[variable].values == other[variable].values).all(), (variable, k)
    assert 20 < flagged < 100


@pytest.mark.parametrize("power", [-400, -160, 160, 200, 300])
def test_payoffs_beyond_the_range_of_floats_are_left_to_the_exact_engine(power: int) -> None:
    unit = Fraction(10) ** power
    axes: dict[str, Any] = {"prior": ["1/5", "2/5", "4/5"], "escalation_cost": ["2/5", "4/5"]}
    for war in (PLAIN, SIGNALLED):
        grid = tm.sweep(in_units(war, unit, Fraction(1)), refinement="D1", **axes)
        assert_same(grid, tm.sweep(war, refinement="D1", **axes))
        assert grid.attrs["method"] == "exact"
    with pytest.raises(InputError, match="range of floating-point numbers"):
        tm.sweep(in_units(PLAIN, unit, Fraction(1)), method="closed forms", **axes)


def on_boundaries() -> list[tuple[str, dict[str, Any]]]:
    """Points laid exactly on the boundaries of the running example (see the thresholds in test_statics)."""
    return [
        ("escalation_cost", {"escalation_cost": ["31/50"]}),
        ("escalation_cost", {"escalation_cost": ["4/5"]}),
        ("escalation_harm", {"escalation_harm": ["15/32"]}),
        ("guarantee", {"guarantee": ["11/50"]}),
        ("guarantee", {"guarantee": ["2/5"]}),
        ("prior", {"prior": ["2/3"]}),
        ("face_saving", {"face_saving": ["1/30"]}),
    ]


@pytest.mark.parametrize(("name", "axis"), on_boundaries())
def test_points_exactly_on_a_boundary_are_flagged_and_solved_exactly(name: str, axis: dict[str, Any]) -> None:
    flagged = tm.sweep(PLAIN, refinement="D1", edges="flag", **axis)
    assert flagged["knife_edge"].values.all()
    assert flagged.attrs["edges"] == "flag"
    found = tm.sweep(PLAIN, refinement="D1", **axis)
    assert found["knife_edge"].values.all()
    assert found.attrs["method"] == "closed forms; exact engine at 1 of 1 points"
    assert_same(found, tm.sweep(PLAIN, refinement="D1", method="exact", **axis))


def test_a_point_beside_a_boundary_is_not_flagged_once_looked_at() -> None:
    close = Fraction(31, 50) + Fraction(1, 10**16)
    assert tm.sweep(PLAIN, escalation_cost=[close], edges="flag")["knife_edge"].values.all()
    found = tm.sweep(PLAIN, escalation_cost=[close])
    assert not found["knife_edge"].values.any()
    assert_same(found, tm.sweep(PLAIN, escalation_cost=[close], method="exact"))


def test_more_edges_than_the_limit_are_flagged_and_the_result_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("termination.analysis.sweep.EDGES", 3)
    grid = tm.sweep(PLAIN, escalation_cost=["31/50"], deescalation=(0, 1, 4))
    assert grid.attrs["edges"] == "flag"
    assert grid.attrs["method"] == "closed forms"
    assert grid["knife_edge"].values.all()


def test_where_escalation_does_not_hurt_the_exact_engine_answers_and_the_result_says_so() -> None:
    grid = tm.sweep(PLAIN, escalation_harm=[0, 1])
    assert grid.attrs["method"] == "closed forms; exact engine at 1 of 2 points"
    assert_same(grid, tm.sweep(PLAIN, escalation_harm=[0, 1], method="exact"))


def test_a_signal_that_costs_nothing_is_left_to_the_exact_engine() -> None:
    axes: dict[str, Any] = {"signal_cost": {"high": [0, "1/25"]}, "escalation_cost": [0.4, 0.9]}
    grid = tm.sweep(SIGNALLED, refinement="D1", **axes)
    assert grid.attrs["method"] == "closed forms; exact engine at 2 of 4 points"
    assert_same(grid, tm.sweep(SIGNALLED, refinement="D1", method="exact", **axes))


def test_types_may_cross() -> None:
    axes = {"resilience": {"low": (0.05, 0.93, 7)}, "escalation_cost": (0.11, 0.93, 5)}
    options: dict[str, Any] = {"refinement": "D1", "quantities": ["payoffs", "posterior"]}
    assert_same(tm.sweep(PLAIN, **options, **axes), tm.sweep(PLAIN, method="exact", **options, **axes))


def test_the_dataset() -> None:
    grid = tm.sweep(SIGNALLED, signal_cost={"high": (0, 0.5, 5)}, prior=(0.1, 0.9, 3), refinement="d1")
    assert isinstance(grid, xr.Dataset)
    assert grid["families"].dims == ("signal_cost_high", "prior")
    assert grid["families"].dtype == grid["survives"].dtype == np.uint64
    assert grid["knife_edge"].dtype == bool
    assert all(isinstance(grid[name].data, np.ndarray) for name in [*grid.data_vars, *grid.coords])
    assert grid["prior"].values.tolist() == [0.1, 0.5, 0.9]
    assert grid.attrs["refinement"] == "D1"
    assert grid.attrs["complete"] is True
    ends = [f"pr_{event}_{end}" for event in ("open", "talks", "escalation") for end in ("min", "max")]
    assert list(grid.data_vars) == ["families", "survives", "knife_edge", *ends]
    for event in ("open", "talks", "escalation"):
        low, high = grid[f"pr_{event}_min"].values, grid[f"pr_{event}_max"].values
        assert ((low >= 0) & (low <= high) & (high <= 1)).all()
    assert (grid["survives"].values & ~grid["families"].values == 0).all()


def test_a_point_of_a_sweep_is_what_solve_says() -> None:
    grid = tm.sweep(SIGNALLED, escalation_cost=[0.4], refinement="D1", quantities=["payoffs", "posterior", "signal"])
    found = tm.refine(tm.solve(SIGNALLED), "D1")
    assert named(grid, "survives") == [frozenset(SIGNALLED.describe(family) for family in found)]

    def ends(values: list[Any]) -> tuple[float, float]:
        flat = [end for value in values for end in ((value,) if isinstance(value, Fraction) else value)]
        return float(min(flat)), float(max(flat))

    for variable, values in {
        "pr_talks": [family.outcomes["talks"] for family in found],
        "pr_signal": [family.outcomes["signal"] for family in found],
        "payoff_high": [family.payoffs["high"] for family in found],
        "payoff_low": [family.payoffs["low"] for family in found],
    }.items():
        low, high = ends(values)
        assert grid[f"{variable}_min"].values == pytest.approx([low])
        assert grid[f"{variable}_max"].values == pytest.approx([high])


def test_masks_alone() -> None:
    grid = tm.sweep(PLAIN, escalation_cost=(0.1, 0.9, 3), extremes=False)
    assert list(grid.data_vars) == ["families", "survives", "knife_edge"]


def test_tidy_rows_one_for_each_point_and_equilibrium() -> None:
    grid = tm.sweep(PLAIN, escalation_cost=(0.11, 0.93, 4), prior=(0.1, 0.9, 3), refinement="D1")
    frame = grid.to_frame()
    assert list(frame.columns) == ["escalation_cost", "prior", "equilibrium", "survives", "knife_edge"]
    counts = [len(names) for names in named(grid, "families")]
    assert len(frame) == sum(counts)
    assert frame["survives"].sum() == sum(len(names) for names in named(grid, "survives"))
    for (k, p), rows in frame.groupby(["escalation_cost", "prior"]):
        point = grid.sel(escalation_cost=k, prior=p)
        assert len(rows) == bin(int(point["families"])).count("1")


def test_other_models_and_concepts_take_the_exact_road_and_say_so() -> None:
    assert tm.sweep(PLAIN, escalation_cost=[0.4], refinement="NWBR").attrs["method"] == "exact"
    four = tm.OpeningGame(
        **{**WAR, "prior": ["1/4"] * 4, "resilience": [0, 0.4, 0.7, 1], "war_value": [0] * 4, "talks_value": [1] * 4}
    )
    assert tm.sweep(four, escalation_cost=[0.4, 0.6]).attrs["method"] == "exact"
    game = SIGNALLED.game()
    by_payoffs = tm.OpeningGame.from_payoffs(
        types=game.types, prior=game.prior, sender=game.sender, receiver=game.receiver
    )
    grid = tm.sweep(by_payoffs, prior=(0.1, 0.9, 3), refinement="D1")
    assert grid.attrs["method"] == "exact"
    assert_same(grid, tm.sweep(SIGNALLED, prior=(0.1, 0.9, 3), refinement="D1"))
    with pytest.raises(InputError, match="no closed forms"):
        tm.sweep(four, escalation_cost=[0.4], method="closed forms")


def test_wrong_options_are_refused_with_what_would_be_right() -> None:
    with pytest.raises(UnknownNameError, match="intuitive"):
        tm.sweep(PLAIN, escalation_cost=[0.4], refinement="D3")
    with pytest.raises(InputError, match="'closed forms', 'exact'"):
        tm.sweep(PLAIN, escalation_cost=[0.4], method="fast")
    with pytest.raises(InputError, match="no quantity 'peace'"):
        tm.sweep(PLAIN, escalation_cost=[0.4], quantities=["peace"])
    with pytest.raises(InputError, match="no parameters to move"):
        tm.sweep(PLAIN.game(), escalation_cost=[0.4])


AXES: dict[str, Any] = {"escalation_cost": (0.05, 0.95, 9), "prior": (0.05, 0.95, 9)}


def as_bytes(grid: xr.Dataset) -> list[bytes]:
    return [grid[name].values.tobytes() for name in grid.data_vars] + [str(grid["families"].attrs).encode()]


@pytest.mark.parametrize(
    ("kind", "workers"), [(ThreadPoolExecutor, 3), (ProcessPoolExecutor, 1), (ProcessPoolExecutor, 2)]
)
def test_the_same_bytes_whatever_the_executor(kind: Any, workers: int) -> None:
    alone = tm.sweep(PLAIN, method="exact", refinement="D1", **AXES)
    with kind(workers) as executor:
        spread = tm.sweep(PLAIN, method="exact", refinement="D1", executor=executor, **AXES)
    assert as_bytes(spread) == as_bytes(alone)


def test_the_same_bytes_on_a_dask_cluster() -> None:
    distributed = pytest.importorskip("distributed", reason="the extra for clusters is not installed")
    alone = tm.sweep(PLAIN, method="exact", **AXES)
    with (
        distributed.LocalCluster(n_workers=1, threads_per_worker=2, processes=False, dashboard_address=None) as cluster,
        distributed.Client(cluster) as client,
    ):
        spread = tm.sweep(PLAIN, method="exact", executor=client.get_executor(), **AXES)
    assert as_bytes(spread) == as_bytes(alone)


def test_progress_counts_up_to_the_end() -> None:
    for method in ("exact", "closed forms"):
        seen: list[tuple[int, int]] = []
        tm.sweep(PLAIN, method=method, progress=lambda done, total, seen=seen: seen.append((done, total)), **AXES)
        assert seen[-1] == (81, 81)
        assert seen == sorted(seen)


@pytest.mark.parametrize("executor", [None, ThreadPoolExecutor(1)])
def test_an_interrupt_returns_what_is_done(executor: Any) -> None:
    def stop(done: int, total: int) -> None:
        if done >= 32:
            raise KeyboardInterrupt

    grid = tm.sweep(PLAIN, method="exact", progress=stop, executor=executor, **AXES)
    assert grid.attrs["complete"] is False
    done = grid["families"].values.ravel() != 0
    assert 32 <= done.sum() < 81
    assert np.isnan(grid["pr_talks_min"].values.ravel()[~done]).all()
    assert_same(grid, tm.sweep(PLAIN, method="exact", **AXES), done)


def test_an_interrupt_between_blocks_returns_the_blocks_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("termination.analysis.sweep.blocks", lambda shape: blocks(shape, 27))

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    grid = tm.sweep(PLAIN, progress=stop, **AXES)
    assert grid.attrs["complete"] is False
    assert (grid["families"].values.ravel() != 0).sum() == 27


def test_blocks_cover_the_grid_once_in_order() -> None:
    for shape in ((7,), (3, 4, 5), (1, 1), (2, 100), (100, 2), (3, 1, 50)):
        for most in (1, 4, 5, 7, 60, 1000):
            seen = np.zeros(shape, int)
            place = 0
            for block in blocks(shape, most):
                assert block.start == place
                assert block.size <= max(most, 1)
                seen[block.slices] += 1
                place += block.size
            assert (seen == 1).all()


def test_block_by_block_gives_what_one_block_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = tm.sweep(SIGNALLED, refinement="D1", **AXES)
    monkeypatch.setattr("termination.analysis.sweep.blocks", lambda shape: blocks(shape, 5))
    assert as_bytes(tm.sweep(SIGNALLED, refinement="D1", **AXES)) == as_bytes(whole)


def test_names_beyond_the_last_bit_share_it() -> None:
    from termination.analysis.axes import read_axes

    columns = _Columns(read_axes(PLAIN, {"escalation_cost": [0.1]}), [])
    masks = [int(columns._mask([f"kind {i}"])) for i in range(70)]
    assert masks[:MOST_NAMES] == [1 << i for i in range(MOST_NAMES)]
    assert set(masks[MOST_NAMES:]) == {1 << 63}
    assert columns.names[-1] == OTHERS


def test_memory_of_masks_and_extremes_stays_within_bounds() -> None:
    """A million points: beyond the arrays returned only blocks are held."""
    import tracemalloc

    tm.sweep(PLAIN, escalation_cost=(0.1, 0.9, 3))
    tracemalloc.start()
    grid = tm.sweep(PLAIN, escalation_cost=("1/1009", "1007/1009", 1000), prior=("1/1013", "1011/1013", 1000))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    returned = sum(grid[name].nbytes for name in grid.data_vars)
    assert peak - returned < 100 * 2**20
