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
from termination.analysis.sweep import MOST_NAMES, OTHERS, _Columns, blocks
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
        total, flagged = total + edge.size, flagged + int(edge.sum())
    return total, flagged


@pytest.mark.parametrize("signal", [False, True])
def test_closed_forms_and_exact_engine_agree_at_random_points(signal: bool) -> None:
    total, flagged = compare_roads(20, 1, signal, lattice=False)
    assert total > 120
    assert flagged < total / 20


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
    three = tm.OpeningGame(
        **{**WAR, "prior": ["1/3"] * 3, "resilience": [0, 0.5, 1], "war_value": [0] * 3, "talks_value": [1] * 3}
    )
    assert tm.sweep(three, escalation_cost=[0.4, 0.6]).attrs["method"] == "exact"
    game = SIGNALLED.game()
    by_payoffs = tm.OpeningGame.from_payoffs(
        types=game.types, prior=game.prior, sender=game.sender, receiver=game.receiver
    )
    grid = tm.sweep(by_payoffs, prior=(0.1, 0.9, 3), refinement="D1")
    assert grid.attrs["method"] == "exact"
    assert_same(grid, tm.sweep(SIGNALLED, prior=(0.1, 0.9, 3), refinement="D1"))
    with pytest.raises(InputError, match="no closed forms"):
        tm.sweep(three, escalation_cost=[0.4], method="closed forms")


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
