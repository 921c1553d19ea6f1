"""The models that the package knows by name: what scenario files and JSON may say, what proving and telling go over.

An entry says where things are, as text: nothing is loaded before it is asked for, and no module need know all models.
A model of one's own is entered by `MODELS["mine"] = Registered("my.module", "MyGame")`.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from termination.engine.proving.prove import Chapter


@dataclass(frozen=True)
class Registered:
    """Where a model lives: the module `home` and its class `name`.

    The constructor takes keywords, and a model's `parameters()` gives them back. `by_cells` is the class in the same
    module that takes payoffs cell by cell, if there is one; `theorems` the module whose `CHAPTER` has the theorems,
    with the exposition that the appendix tells; `closed_forms` the package of those that ship. `tables` is the module
    that reads a model described by several tables: it has their names (`TABLES`), `read(tables, title)` and, back
    again, `entries(model)`.
    """

    home: str
    name: str
    by_cells: str = ""
    theorems: str = ""
    closed_forms: str = ""
    tables: str = ""

    def constructor(self, cell_by_cell: bool = False) -> Any:
        """The class, or that which takes payoffs cell by cell; None where there is none."""
        name = self.by_cells if cell_by_cell else self.name
        return getattr(import_module(self.home), name) if name else None

    def reader(self) -> Any:
        """The module that reads its tables; None where its constructor takes keywords."""
        return import_module(self.tables) if self.tables else None

    def chapter(self) -> Chapter | None:
        """Its theorems, if it has any."""
        if not self.theorems:
            return None
        found: Chapter = import_module(self.theorems).CHAPTER
        return found

    def shipped(self) -> Any:
        """The package of its closed forms; None where none ship."""
        return import_module(self.closed_forms) if self.closed_forms else None


#: The models by kind. A new one costs one line.
MODELS: dict[str, Registered] = {
    "opening": Registered(
        "termination.models.opening.game",
        "OpeningGame",
        by_cells="PayoffOpeningGame",
        theorems="termination.models.opening.theorems.chapter",
        closed_forms="termination.models.opening.closed_forms",
    ),
    "payoffs": Registered("termination.engine.game", "SignalingGame"),
    "formulas": Registered(
        "termination.engine.symbolic.games", "ParametricGame", tables="termination.models.formulas"
    ),
    "approach": Registered(
        "termination.models.approach.game",
        "ApproachGame",
        theorems="termination.models.approach.theorems.chapter",
        closed_forms="termination.models.approach.closed_forms",
    ),
}


def chapters() -> tuple[Chapter, ...]:
    """The theorems of all models that have some, in the order in which they are entered."""
    return tuple(found for entry in MODELS.values() if (found := entry.chapter()) is not None)
