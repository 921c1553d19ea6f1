"""Formal models of how wars come to the negotiating table: solved exactly, explained, pictured and proved.

Names load when first used, so that `import termination` is quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

#: Where each public name lives.
_HOMES = {
    "SignalingGame": "termination.engine.game",
    "solve": "termination.engine.enumerate",
    "refine": "termination.engine.refine",
    "conditions": "termination.engine.symbolic",
    "closed_forms": "termination.engine.symbolic",
    "ParametricGame": "termination.engine.symbolic",
    "OpeningGame": "termination.models.opening",
    "ApproachGame": "termination.models.approach",
    "load_scenario": "termination.models.scenarios",
    "sweep": "termination.analysis.sweep",
    "regions": "termination.analysis.regions",
    "statics": "termination.analysis.statics",
    "thresholds": "termination.analysis.statics",
    "robustness": "termination.analysis.robustness",
    "prove": "termination.models.theorems",
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

__all__ = ["__version__", *_HOMES]

if TYPE_CHECKING:
    from termination.analysis.regions import regions
    from termination.analysis.robustness import robustness
    from termination.analysis.statics import statics, thresholds
    from termination.analysis.sweep import sweep
    from termination.engine.enumerate import solve
    from termination.engine.exchange import read_efg, to_nashpy, write_efg
    from termination.engine.game import SignalingGame
    from termination.engine.refine import refine
    from termination.engine.symbolic import ParametricGame, closed_forms, conditions
    from termination.models.approach import ApproachGame
    from termination.models.opening import OpeningGame
    from termination.models.scenarios import load_scenario
    from termination.models.theorems import prove
    from termination.reporting import plot
    from termination.reporting.appendix import appendix
    from termination.reporting.explain import explain
    from termination.reporting.serial import from_json


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'termination' has no attribute {name!r}")
    home = import_module(_HOMES[name])
    value = home if name in _MODULES else getattr(home, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
