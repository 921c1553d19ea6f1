"""Specifications in files: a game, its formulas, how to fit it, and how to make data for it. Data, never code.

game = "opening"            # or "crisis"
outcome = "what"            # where there is one row a play

[formulas]
premium = "trend"
reply = "season"
lam = 0.8

[fit]                       # as the arguments of `fit`
method = "ml"

[simulate]                  # for making data
covariates = {trend = "normal", season = "uniform"}

[simulate.coefficients]     # every one
"premium: constant" = -0.3
"premium: trend" = 0.8
"reply: constant" = -0.2
"reply: season" = 0.7
"beta: constant" = 0.7
"d: constant" = 1.5
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

import numpy as np

from termination.errors import Faults, UnknownNameError, expect_count
from termination.estimate.jets import Array
from termination.estimate.model import Game
from termination.models.scenarios import MAX_BYTES, read_text, toml_tables

#: The games by the name that files use, and where each lives. A new one costs one line.
GAMES: dict[str, tuple[str, str]] = {
    "crisis": ("termination.estimate.crisis.game", "CrisisGame"),
    "opening": ("termination.estimate.opening.game", "OpeningProbit"),
}
#: What may stand in the table `fit`, and of which kind.
FIT: Mapping[str, type | tuple[type, ...]] = {
    "method": str, "selection": str, "bounds": (int, float), "multistart": int, "seed": int, "beliefs": list,
    "cluster": str, "rounds": int, "search": str,
}  # fmt: skip
#: The laws from which covariates are drawn.
LAWS = ("normal", "uniform", "binary")


@dataclass(frozen=True)
class Specification:
    """A game with its formulas, the arguments of `fit`, and laws and coefficients for making data."""

    game: Game
    options: Mapping[str, Any] = field(default_factory=dict)
    covariates: Mapping[str, str] = field(default_factory=dict)
    coefficients: Mapping[str, float] = field(default_factory=dict)

    def draw(self, rows: int, seed: int) -> dict[str, Array]:
        """Covariates drawn by their laws. Raises `InputError` where one of the formulas' columns has none, and for a
        seed that is no whole number from 0."""
        expect_count("seed", seed)
        faults = Faults()
        for name in self.game.columns:
            if name not in self.covariates:
                faults.add(f"simulate.covariates.{name}", f"is missing; say how it is drawn: {', '.join(LAWS)}")
        for name in self.game.coefficients:
            if name not in self.coefficients:
                faults.add(f'simulate.coefficients."{name}"', "is missing; give a number")
        faults.raise_if_any()
        rng = np.random.default_rng(seed)
        drawn: dict[str, Array] = {}
        for name, law in self.covariates.items():
            drawn[name] = rng.normal(size=rows) if law == "normal" else rng.uniform(size=rows)
            if law == "binary":
                drawn[name] = np.round(drawn[name])
        return drawn


def read_specification(path: str | os.PathLike[str]) -> Specification:
    """The specification in a file. Raises `InputError` where it cannot be read, or with everything wrong with it."""
    return parse_specification(read_text(path, MAX_BYTES))


def parse_specification(text: str) -> Specification:
    """Read a specification.

    >>> text = 'game = "crisis"\\n[formulas]\\nS_A = 0\\nV_A = "1"\\nC_B = 0\\nW_A = "1"\\nW_B = "x"\\na = "1"'
    >>> parse_specification(text).game.coefficients[-1]
    'a: constant'
    """
    read, faults = toml_tables(text), Faults()
    for name in sorted(set(read) - {"game", "outcome", "formulas", "fit", "simulate"}):
        faults.add(name, "is unknown; there are: game, outcome, formulas, fit, simulate")
    tables = {name: read.get(name, {}) for name in ("formulas", "fit", "simulate")}
    for name, table in tables.items():
        if not isinstance(table, dict):
            faults.add(name, f"must be a table, [{name}]")
    faults.raise_if_any()
    for name, value in tables["fit"].items():
        if name not in FIT:
            faults.add(f"fit.{name}", f"is unknown; there are: {', '.join(FIT)}")
        elif isinstance(value, bool) or not isinstance(value, FIT[name]):
            faults.add(f"fit.{name}", f"cannot be {value!r}")
    covariates, coefficients = _making(tables["simulate"], faults)
    game = _game(read, tables["formulas"], faults)
    faults.raise_if_any()
    assert game is not None
    return Specification(game, tables["fit"], covariates, coefficients)


def _making(table: Mapping[str, Any], faults: Faults) -> tuple[Mapping[str, str], Mapping[str, float]]:
    """The laws of covariates, and the coefficients."""
    for name in sorted(set(table) - {"covariates", "coefficients"}):
        faults.add(f"simulate.{name}", "is unknown; there are: covariates, coefficients")
    covariates, coefficients = (_table(table, name, faults) for name in ("covariates", "coefficients"))
    for name, law in covariates.items():
        if law not in LAWS:
            faults.add(f"simulate.covariates.{name}", f"cannot be {law!r}; there are: {', '.join(LAWS)}")
    for name, value in coefficients.items():
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            faults.add(f'simulate.coefficients."{name}"', f"is {value!r}, which is no number")
    return covariates, coefficients


def _table(table: Mapping[str, Any], name: str, faults: Faults) -> Mapping[str, Any]:
    """A table within the table `simulate`, empty where there is none."""
    found = table.get(name, {})
    if isinstance(found, dict):
        return found
    faults.add(f"simulate.{name}", f"must be a table, [simulate.{name}]")
    return {}


def _game(read: Mapping[str, Any], formulas: Mapping[str, Any], faults: Faults) -> Game | None:
    name = read.get("game")
    if not isinstance(name, str) or name not in GAMES:
        faults.add("game", str(UnknownNameError("game", name, tuple(GAMES))))
        return None
    home, kind = GAMES[name]
    made = getattr(import_module(home), kind)
    known = [index.name for index in made.INDICES]
    wrong = [one for one in formulas if one not in known]
    for one in wrong:
        faults.add(f"formulas.{one}", f"is unknown; there are: {', '.join(known)}")
    needed = {index.name: None for index in made.INDICES if index.default is None}
    with faults.at("formulas"):
        given = {one: text for one, text in formulas.items() if one not in wrong}
        game: Game = made(**{**needed, **given}, outcome=read.get("outcome"))
        return game
    return None
