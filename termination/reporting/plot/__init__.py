"""Figures: each a function of a result that takes and returns Matplotlib axes, so that figures compose.

    import termination as tm
    ax = tm.plot.tree(tm.solve(game)[0], style="article")
    tm.plot.save(ax, "tree.pdf")

Without `ax` a figure is made that pyplot does not know of; the axes show it in a notebook, and `save` writes it to a
file. `style` says whether it is for a page, an article or a slide. With `ax=` a figure is drawn on axes of your own.
Numbers stay exact up to the moment they are drawn.
"""

from __future__ import annotations

import warnings
from typing import Any

from termination.analysis.zones import region_map
from termination.errors import RenamedWarning
from termination.reporting.belief_line import belief_line
from termination.reporting.plot.belief_lines import beliefs, draw_belief_line
from termination.reporting.plot.branches import correspondence, draw_correspondence, draw_payoffs, payoffs
from termination.reporting.plot.charts import chart
from termination.reporting.plot.cutoffs import cutoffs, draw_cutoffs
from termination.reporting.plot.fits import frequencies, manifold, predictions
from termination.reporting.plot.maps import regions
from termination.reporting.plot.over_time import fan, hazard, strategies, survival, timeline
from termination.reporting.plot.sheet import caption
from termination.reporting.plot.style import COLUMN, PAGE, SLIDE, save
from termination.reporting.plot.trees import tikz_tree, tree

__all__ = [
    "COLUMN",
    "PAGE",
    "SLIDE",
    "belief_line",
    "beliefs",
    "caption",
    "chart",
    "correspondence",
    "cutoffs",
    "draw_belief_line",
    "draw_correspondence",
    "draw_cutoffs",
    "draw_payoffs",
    "fan",
    "frequencies",
    "hazard",
    "manifold",
    "payoffs",
    "predictions",
    "region_map",
    "regions",
    "save",
    "strategies",
    "survival",
    "tikz_tree",
    "timeline",
    "tree",
]

#: Names of the release before, and what they are now.
_RENAMED = {"signal": "chart", "thresholds": "cutoffs", "draw_thresholds": "draw_cutoffs"}


def __getattr__(name: str) -> Any:
    if name not in _RENAMED:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    warnings.warn(RenamedWarning(f"plot.{name}", f"plot.{_RENAMED[name]}"), stacklevel=2)
    return globals()[_RENAMED[name]]
