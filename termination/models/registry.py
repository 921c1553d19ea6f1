"""The models that the package knows by name: what scenario files and JSON may say, what proving and telling go over.

A model is a folder here: it is found by being there, and nothing else need be edited. An entry says where things are,
as text: nothing is loaded before it is asked for, and no module need know all models. A model that lies elsewhere is
entered by `MODELS["mine"] = Registered("my.module", "MyGame")`.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from termination import models

if TYPE_CHECKING:
    from termination.engine.proving.prove import Chapter


@dataclass(frozen=True)
class Registered:
    """Where a model lives: the module `home` and its class `name`.

    The constructor takes keywords, and a model's `parameters()` gives them back. `by_cells` is the class in the same
    module that takes payoffs cell by cell, if there is one; `theorems` the module whose `CHAPTER` has the theorems,
    with the exposition that the appendix tells; `closed_forms` the package of those that ship. `tables` is the module
    that reads a model described by several tables: it has their names (`TABLES`), how deep dotted keys go where they
    are written (`NESTED`), `read(tables, title)` and, back again, `entries(model)`. `in_formulas` is the class that it
    makes, where that is another than `name`: the model with formulas for payoffs, which a file has that has a table
    `[game]`. `others` are further classes that it makes, each with its module before it.
    """

    home: str
    name: str
    by_cells: str = ""
    theorems: str = ""
    closed_forms: str = ""
    tables: str = ""
    in_formulas: str = ""
    others: tuple[str, ...] = ()

    def constructor(self, cell_by_cell: bool = False) -> Any:
        """The class, or that which takes payoffs cell by cell; None where there is none."""
        name = self.by_cells if cell_by_cell else self.name
        return getattr(import_module(self.home), name) if name else None

    def reader(self) -> Any:
        """The module that reads its tables; None where its constructor takes keywords."""
        return import_module(self.tables) if self.tables else None

    def makes(self, model: Any) -> bool:
        """Whether its reader makes models of this class."""
        home, name = (self.tables, self.in_formulas) if self.in_formulas else (self.home, self.name)
        own = f"{type(model).__module__}.{type(model).__name__}"
        return bool(self.tables) and own in (f"{home}.{name}", *self.others)

    def described_by(self, tables: Container[str]) -> bool:
        """Whether these tables are for its reader."""
        return bool(self.tables) and (not self.in_formulas or "game" in tables)

    def chapter(self) -> Chapter | None:
        """Its theorems, if it has any."""
        if not self.theorems:
            return None
        found: Chapter = import_module(self.theorems).CHAPTER
        return found

    def shipped(self) -> Any:
        """The package of its closed forms; None where none ship."""
        return import_module(self.closed_forms) if self.closed_forms else None


#: The place of a model that does not say.
LAST = 100


def folders() -> dict[str, Registered]:
    """The models that lie in folders beside this module, by the folder's name, in the order of their `PLACE`.

    A folder with a module `game` is a model: its `__init__` says in `MODEL` what the class there is called, in
    `BY_CELLS` that which takes payoffs cell by cell, and in `IN_FORMULAS` the module and the class of those whose
    payoffs are formulas. Theorems are in `theorems/chapter`, closed forms in `closed_forms`.
    """
    found = []
    for path in (one.parent for root in models.__path__ for one in sorted(Path(root).glob("*/game.py"))):
        home = f"{models.__name__}.{path.name}"
        said = vars(import_module(home))
        theorems = f"{home}.theorems.chapter" if (path / "theorems" / "chapter.py").exists() else ""
        closed_forms = f"{home}.closed_forms" if (path / "closed_forms" / "__init__.py").exists() else ""
        module, in_formulas = said.get("IN_FORMULAS", ("", ""))
        entry = Registered(
            f"{home}.game", said["MODEL"], said.get("BY_CELLS", ""), theorems=theorems, closed_forms=closed_forms,
            tables=f"{home}.{module}" if module else "", in_formulas=in_formulas,
        )  # fmt: skip
        found.append((said.get("PLACE", LAST), path.name, entry))
    return {name: entry for _, name, entry in sorted(found, key=lambda one: one[:2])}


#: The models by kind: those in folders, plain tables of any signaling game, games of one's own by formulas, and
#: those with moves after the reply.
MODELS: dict[str, Registered] = {
    **folders(),
    "payoffs": Registered("termination.engine.game", "SignalingGame"),
    "formulas": Registered(
        "termination.engine.symbolic.games",
        "ParametricGame",
        tables="termination.models.own_games",
        others=("termination.models.formula_games.FormulaGame",),
    ),
    "folded": Registered("termination.engine.folded", "FoldedGame", tables="termination.models.last_moves"),
}


def chapters() -> tuple[Chapter, ...]:
    """The theorems of all models that have some, in the order in which they are entered."""
    return tuple(found for entry in MODELS.values() if (found := entry.chapter()) is not None)
