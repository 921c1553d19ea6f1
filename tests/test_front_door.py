"""Everything public, given the wrong kind of thing: the answer is an error of ours that says what belongs there."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import sympy as sp

import termination as tm
from termination import plot
from termination.analysis.cutoffs import cutoffs_along
from termination.analysis.trace import trace
from termination.errors import TerminationError
from termination.estimate.curves import curve, frequencies

SCENARIOS = Path(__file__).parents[1] / "examples" / "scenarios"
WRONG = (3, 2.5, "x", [], {}, [3], object(), None)
#: What is asked whether it is true, or shown, whatever it is; pools of workers are not asked unless they are needed.
FREE = {"exhaustive", "executor", "extremes", "names", "selected", "solve_again", "standalone"}


def tiny(stake: Any) -> tm.SignalingGame:
    return tm.SignalingGame(["t"], [1], ["m"], ["l", "r"], [[[stake, 0]]], [[[1, 0]]])


LINE = {"model": tiny, "parameter": "stake", "start": 1, "stop": 4, "count": 2}


@cache
def right(folder: Path) -> dict[Callable[..., Any], dict[str, Any]]:
    """For each public function arguments that it takes."""
    war, silent = (tm.load_scenario(SCENARIOS / f"{name}.toml") for name in ("costly_signal", "vietnam_1965"))
    found = tm.solve(silent)
    eq, file = found[0], folder / "game.efg"
    file.write_text(tm.write_efg(silent), encoding="utf-8")
    box: dict[str, Any] = {"x": {"escalation_cost": (0, 1)}, "y": {"prior": (0, 1)}}
    course = tm.solve(tm.load_scenario(SCENARIOS.parent / "over_time" / "mediator_announced.toml"))
    line = trace(tiny, "stake", 1, 4, 2)
    probit = tm.OpeningProbit(premium="x", reply="x", reply_open="0 + z", lam=0.8, outcome="what")
    months = {"x": [0.1 * (i % 7) for i in range(60)], "z": [i % 2 for i in range(60)]}
    truth = [0.3, 0.2, 0.4, -0.2, 0.5, 0.7, 1.5]
    crisis = tm.CrisisGame(S_A=0, V_A="1", C_B=0, W_A=-1, W_B="0 + x", a=-1)
    fitted = tm.fit(crisis, tm.simulate(crisis, {"x": [-1.0, 0.0, 1.0]}, [1, 0.5], plays=500, seed=1))
    along = curve(fitted, {}, "x", -1, 1, 5)
    stake = sp.Symbol("stake", positive=True)
    symbolic = tm.ParametricGame(["t"], [1], ["m"], ["l", "r"], [[[stake, 0]]], [[[1, 0]]], {"stake": 1})
    flat = [[[1]], [[1]]]
    return {
        tm.SignalingGame: {"types": ["a", "b"], "prior": ["1/2", "1/2"], "messages": ["m"], "responses": ["r"],
                           "sender": flat, "receiver": flat},
        tm.FoldedGame: {"types": ["a", "b"], "prior": ["1/2", "1/2"], "messages": ["m"], "responses": ["r"],
                        "then": [[[[0, 1]]]] * 2},
        tm.solve: {"model": silent},
        tm.refine: {"equilibria": found, "concept": "D1"},
        tm.compare: {"model": silent, "peer": "nashpy"},
        tm.conditions: {"model": silent, "equilibrium": eq},
        tm.closed_forms: {"model": silent},
        tm.load_scenario: {"path": SCENARIOS / "refusal.toml"},
        tm.sweep: {"model": silent, "escalation_cost": [0.1, 0.9]},
        tm.regions: {"model": silent, **box},
        tm.statics: {"model": silent},
        tm.thresholds: {"model": silent, "parameter": "escalation_cost"},
        tm.robustness: {"scenario": silent, "box": 0.1, "samples": 5},
        tm.prove: {"name": "T11"},
        tm.read_efg: {"path": file},
        tm.write_efg: {"model": silent},
        tm.to_nashpy: {"model": silent},
        tm.from_json: {"source": found.to_json()},
        tm.explain: {"result": eq},
        tm.played: {"model": symbolic},
        tm.simulate: {"game": probit, "data": months, "theta": truth},
        tm.fit: {"game": probit, "data": tm.simulate(probit, months, truth, seed=1), "method": "npl"},
        tm.appendix: {"model": "opening"},
        plot.tree: {"equilibrium": eq},
        plot.tikz_tree: {"equilibrium": eq},
        plot.beliefs: {"equilibrium": eq},
        plot.belief_line: {"equilibrium": eq},
        plot.draw_belief_line: {"data": plot.belief_line(eq)},
        plot.chart: {"model": war},
        plot.cutoffs: {"model": silent, "count": 2},
        plot.draw_cutoffs: {"data": cutoffs_along(silent, "prior", "1/10", "9/10", 2)},
        plot.correspondence: LINE,
        plot.draw_correspondence: {"data": line},
        plot.payoffs: LINE,
        plot.draw_payoffs: {"data": line},
        plot.regions: {"found": tm.regions(silent, **box)},
        plot.region_map: {"found": tm.regions(silent, **box)},
        **{one: {"course": course} for one in (plot.strategies, plot.fan, plot.survival, plot.hazard)},
        plot.timeline: {"course": course, "history": course.along(["won"])},
        plot.predictions: {"curve": along},
        plot.manifold: {"curve": along},
        plot.frequencies: {"found": frequencies(fitted)},
        plot.caption: {"ax": plot.beliefs(eq)},
        plot.save: {"ax": plot.beliefs(eq), "path": folder / "beliefs.svg"},
    }  # fmt: skip


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> dict[Callable[..., Any], dict[str, Any]]:
    return right(tmp_path_factory.mktemp("front_door"))


PUBLIC = [getattr(place, name) for place in (tm, plot) for name in place.__all__ if callable(getattr(place, name))]
GAMES = (tm.SignalingGame, tm.FoldedGame)
NAMED = {one.__qualname__: one for one in PUBLIC if not isinstance(one, type) or one in GAMES}


@pytest.mark.thorough
@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("name", NAMED)
def test_the_wrong_kind_of_thing_is_refused_with_advice(given: Any, name: str) -> None:
    public, arguments = NAMED[name], given[NAMED[name]]
    public(**arguments)
    refused = set()
    for one in inspect.signature(public).parameters.values():
        if one.kind is one.VAR_KEYWORD or one.name in FREE:
            continue
        for wrong in WRONG:
            if wrong is None and one.default is None:
                continue
            try:
                public(**{**arguments, one.name: wrong})
            except TerminationError as error:
                assert len(str(error)) > 20  # noqa: PT017
                refused.add(one.name)
    required = {one.name for one in inspect.signature(public).parameters.values() if one.default is one.empty}
    assert refused >= required - {"axes"}


@pytest.mark.parametrize("model", [tm.OpeningGame, tm.ApproachGame])
def test_parameters_are_taken_by_name_alone(model: Any) -> None:
    with pytest.raises(TerminationError, match=r"takes each parameter by its name, as in prior=\.\.\."):
        model(3)
