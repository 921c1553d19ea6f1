"""Formal models of how wars come to the negotiating table: solved exactly, explained, pictured and proved.

Names load when first used, so that `import termination` is quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

#: Where each public name lives.
_HOMES = {
    "__version__": "termination.version",
    "SignalingGame": "termination.engine.game",
    "solve": "termination.engine.enumerate",
    "refine": "termination.engine.refining.refine",
    "FoldedGame": "termination.engine.folded",
    "compare": "termination.engine.compare",
    "conditions": "termination.engine.symbolic",
    "closed_forms": "termination.engine.symbolic",
    "ParametricGame": "termination.engine.symbolic",
    "OpeningGame": "termination.models.opening.game",
    "ApproachGame": "termination.models.approach.game",
    "WarOverTime": "termination.models.war_over_time.game",
    "load_scenario": "termination.models.scenarios",
    "sweep": "termination.analysis.sweep",
    "regions": "termination.analysis.boundaries",
    "statics": "termination.analysis.statics",
    "thresholds": "termination.analysis.thresholds",
    "robustness": "termination.analysis.robustness",
    "CrisisGame": "termination.estimate.crisis.game",
    "OpeningProbit": "termination.estimate.opening.game",
    "fit": "termination.estimate.fit",
    "simulate": "termination.estimate.simulate",
    "prove": "termination.models.theorems",
    "played": "termination.engine.symbolic",
    "read_efg": "termination.engine.exchange",
    "write_efg": "termination.engine.exchange",
    "to_nashpy": "termination.engine.exchange",
    "from_json": "termination.reporting.serial",
    "explain": "termination.reporting.explain",
    "appendix": "termination.reporting.appendix",
    "plot": "termination.reporting.plot",
}

#: Those that are modules themselves.
_MODULES = ("plot",)

__all__ = [*_HOMES]

if TYPE_CHECKING:
    from termination.analysis.boundaries import regions as regions
    from termination.analysis.robustness import robustness as robustness
    from termination.analysis.statics import statics as statics
    from termination.analysis.sweep import sweep as sweep
    from termination.analysis.thresholds import thresholds as thresholds
    from termination.engine.compare import compare as compare
    from termination.engine.enumerate import solve as solve
    from termination.engine.exchange import read_efg as read_efg
    from termination.engine.exchange import to_nashpy as to_nashpy
    from termination.engine.exchange import write_efg as write_efg
    from termination.engine.folded import FoldedGame as FoldedGame
    from termination.engine.game import SignalingGame as SignalingGame
    from termination.engine.refining.refine import refine as refine
    from termination.engine.symbolic import ParametricGame as ParametricGame
    from termination.engine.symbolic import closed_forms as closed_forms
    from termination.engine.symbolic import conditions as conditions
    from termination.engine.symbolic import played as played
    from termination.estimate.crisis.game import CrisisGame as CrisisGame
    from termination.estimate.fit import fit as fit
    from termination.estimate.opening.game import OpeningProbit as OpeningProbit
    from termination.estimate.simulate import simulate as simulate
    from termination.models.approach.game import ApproachGame as ApproachGame
    from termination.models.opening.game import OpeningGame as OpeningGame
    from termination.models.scenarios import load_scenario as load_scenario
    from termination.models.theorems import prove as prove
    from termination.models.war_over_time.game import WarOverTime as WarOverTime
    from termination.reporting import plot as plot
    from termination.reporting.appendix import appendix as appendix
    from termination.reporting.explain import explain as explain
    from termination.reporting.serial import from_json as from_json
    from termination.version import __version__ as __version__


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'termination' has no attribute {name!r}")
    home = import_module(_HOMES[name])
    value = home if name in _MODULES else getattr(home, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
