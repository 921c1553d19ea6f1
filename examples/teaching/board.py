"""The widget that the first screen is: region map, the war as a dot on it, and what holds there; see board.js."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import anywidget
import traitlets
from pictures import FRAME

_HERE = Path(__file__).parent


class Board(anywidget.AnyWidget):  # type: ignore[misc]
    """What Python writes: everything but `moved`, which the page does: where the dot was put, and the how-manieth time.

    `answered` says up to which move the answer is on the screen.
    """

    _esm = _HERE / "board.js"
    _css = _HERE / "board.css"

    regions = traitlets.Unicode("").tag(sync=True)
    caption = traitlets.Unicode("").tag(sync=True)
    headline = traitlets.Unicode("").tag(sync=True)
    side = traitlets.Unicode("").tag(sync=True)
    key = traitlets.Unicode("").tag(sync=True)
    frame = traitlets.List([FRAME.width, FRAME.height, FRAME.left, FRAME.top, FRAME.across, FRAME.down]).tag(sync=True)
    box = traitlets.List([0.0, 1.0, 0.0, 1.0]).tag(sync=True)
    at = traitlets.List([0.5, 0.5]).tag(sync=True)
    steps = traitlets.List([0.01, 0.01]).tag(sync=True)
    moved = traitlets.List([0.0, 0.0, 0]).tag(sync=True)
    answered = traitlets.Int(0).tag(sync=True)

    #: The last move that the page has been set to.
    handled = 0

    def moved_to(self, x: str, y: str) -> dict[str, Fraction]:
        """Where the dot was put, as numbers of the dials `x` and `y`."""
        return {key: Fraction(str(value)) for key, value in zip((x, y), self.moved, strict=False)}
