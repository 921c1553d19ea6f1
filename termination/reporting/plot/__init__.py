"""Figures: each a function of a result that takes and returns Matplotlib axes, so that figures compose.

    import termination as tm
    ax = tm.plot.tree(tm.solve(game)[0], width=tm.plot.COLUMN)
    tm.plot.save(ax, "tree.pdf")

Without `ax` a figure is made that pyplot does not know of; the axes show it in a notebook, and `save` writes it to a
file. With `ax=` a figure is drawn on axes of your own. Numbers stay exact up to the moment they are drawn.
"""

from __future__ import annotations

from termination.reporting.plot.belief_lines import belief_line, beliefs, draw_belief_line
from termination.reporting.plot.bounds import draw_thresholds, thresholds
from termination.reporting.plot.branches import correspondence, draw_correspondence, draw_payoffs, payoffs
from termination.reporting.plot.maps import regions
from termination.reporting.plot.signals import signal
from termination.reporting.plot.style import COLUMN, SLIDE, save
from termination.reporting.plot.trees import tikz_tree, tree

__all__ = [
    "COLUMN",
    "SLIDE",
    "belief_line",
    "beliefs",
    "correspondence",
    "draw_belief_line",
    "draw_correspondence",
    "draw_payoffs",
    "draw_thresholds",
    "payoffs",
    "regions",
    "save",
    "signal",
    "thresholds",
    "tikz_tree",
    "tree",
]
