"""The widget that the first screen is: region map, the war as a dot on it, and what holds there; see board.js."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import anywidget
import traitlets
from dials import Desk
from pictures import FRAME

_HERE = Path(__file__).parent


class Board(anywidget.AnyWidget):  # type: ignore[misc]
    """What Python writes, save for two that the page does: `moved` and `settled`.

    `moved` is where the dot was put, and the number of the move; `settled` the number of the move after which it came
    to rest. `answered` says up to which move the answer is on the screen, `handled` up to which the sliders show it.
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
    settled = traitlets.Int(0).tag(sync=True)
    answered = traitlets.Int(0).tag(sync=True)
    handled = 0

    def applied(self, desk: Desk) -> Desk:
        """The desk with the dot where it was put, as long as the sliders do not show that yet."""
        x, y, count = self.moved
        if count <= self.handled:
            return desk
        return desk.turned({desk.x: Fraction(str(x)), desk.y: Fraction(str(y))})
