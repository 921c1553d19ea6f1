"""How a model is told in an article: who moves, what they get, the letters, the passages it formalises.

An `Exposition` is words and tables only, with mathematics between backticks, so that any document can be made of it; a
model's chapter of theorems names its own. The letters of the parameters come from the table that defines them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from termination.engine.parameter import Parameter
from termination.engine.table import Table


@dataclass(frozen=True)
class FormList:
    """A group of equilibria in closed form: a letter to number them by, a title, a word on them, the closed forms."""

    letter: str
    title: str
    words: str
    load: Callable[[], Sequence[Any]]


@dataclass(frozen=True)
class Exposition:
    """A model in words. `payoffs` are tables with their titles; `derived` and `assumptions` are rows of (letter or
    name, what it says, meaning); `passages` of (identifier, source, paraphrase); `forms`, where the model ships any,
    its equilibria in closed form."""

    title: str
    sources: tuple[str, ...]
    players: str
    moves: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    payoffs: tuple[tuple[str, Table], ...]
    derived: tuple[tuple[str, str, str], ...]
    assumptions: tuple[tuple[str, str, str], ...]
    passages: tuple[tuple[str, str, str], ...] = ()
    after_payoffs: str = ""
    forms: tuple[FormList, ...] = ()
    letters: str = ""
