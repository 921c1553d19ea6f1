"""A map in patches, where there are no closed forms for an exact one: the exact engine solves the middles of cells.

It begins with eight by eight cells. Where one differs from a neighbour, both are quartered, and so on for two rounds.
What is said of a point is exact, and what lies between the points is not: a region that is smaller than a cell, or lies
within cells that are alike, is not seen, and the map says so.

The work is done in short stretches, so that a browser can attend to other things between them.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from time import perf_counter

from atlas import Atlas, Axis, Point, Zones, game_at
from dials import Desk

#: The cells along a side at first, and how often those at edges are quartered.
FIRST, ROUNDS = 8, 2

Place = tuple[int, int]


class Patchwork:
    """A map that is being made."""

    def __init__(self, desk: Desk, concept: str, why: str) -> None:
        """Of the two numbers that a desk names; `why` says why there is no exact one."""
        self.desk, self.concept, self.why = desk, concept, why
        self.axes = Axis.of(desk, desk.x), Axis.of(desk, desk.y)
        self.side, self._round = FIRST, 0
        self._zones = Zones()
        self._cells: dict[Place, int] = {}
        self._left: list[Place] = [(i, j) for i in range(FIRST) for j in range(FIRST)]

    @property
    def done(self) -> bool:
        """Whether there is nothing left to solve."""
        return not self._left and self._round == ROUNDS

    def work(self, seconds: float) -> bool:
        """Go on for about so long; whether a round has come to its end, so that there is a map, if a rough one."""
        until = perf_counter() + seconds
        if not self._left:
            self._finer()
        while self._left:
            self._solve(self._left.pop())
            if perf_counter() > until:
                break
        return not self._left

    def _solve(self, place: Place) -> None:
        s, t = (Fraction(2 * i + 1, 2 * self.side) for i in place)
        self._cells[place] = self._zones.entered(game_at(self.desk, self.concept, self.axes, s, t))

    def _finer(self) -> None:
        """Halve the sides of all cells, and leave those to be solved that come from cells with different neighbours."""
        if self._round == ROUNDS:
            return
        before, self.side, self._round = self._cells, 2 * self.side, self._round + 1
        self._cells = {}
        for (i, j), zone in before.items():
            children = [(2 * i + a, 2 * j + b) for a, b in product((0, 1), repeat=2)]
            if any(before.get(beside, zone) != zone for beside in _beside(i, j)):
                self._left += children
            else:
                self._cells.update(dict.fromkeys(children, zone))

    def atlas(self) -> Atlas:
        """The map at the end of a round: cells in columns, and the sides between different ones."""
        parts = [(zone, self._drawn(outline)) for zone, outline in self._columns()]
        edges = [self._drawn(line) for line in self._sides()]
        box = tuple(float(end) for axis in self.axes for end in (axis.low, axis.high))
        caveat = (
            f"Cells, not exact edges: {self.why}. The engine solved the middle of each of {FIRST} by {FIRST} cells, "
            f"and where neighbours differ of smaller ones, to {self.side} by {self.side}; what is smaller is not seen."
        )
        return Atlas(box, tuple(self._zones.zones), tuple(parts), tuple(edges), caveat)  # type: ignore[arg-type]

    def _drawn(self, corners: list[Place]) -> tuple[Point, ...]:
        x, y = self.axes
        return tuple((float(x.at(Fraction(i, self.side))), float(y.at(Fraction(j, self.side)))) for i, j in corners)

    def _columns(self) -> Iterator[tuple[int, list[Place]]]:
        for i in range(self.side):
            start = 0
            for j in range(1, self.side + 1):
                if j == self.side or self._cells[i, j] != self._cells[i, start]:
                    yield self._cells[i, start], [(i, start), (i + 1, start), (i + 1, j), (i, j)]
                    start = j

    def _sides(self) -> Iterator[list[Place]]:
        for (i, j), zone in self._cells.items():
            if self._cells.get((i + 1, j), zone) != zone:
                yield [(i + 1, j), (i + 1, j + 1)]
            if self._cells.get((i, j + 1), zone) != zone:
                yield [(i, j + 1), (i + 1, j + 1)]


def _beside(i: int, j: int) -> Iterator[Place]:
    """The eight neighbours."""
    yield from ((i + a, j + b) for a, b in product((-1, 0, 1), repeat=2) if a or b)


__all__ = ["Patchwork"]
