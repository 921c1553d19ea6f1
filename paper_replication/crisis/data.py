"""What the chapter is about: the game, the table of sanctions or one made up in its likeness, and what was published.

The table of Crisman-Cox and Gibilisco (2021) is theirs and does not stand here. Who has it gives its path; then what
they published is read from the files of their archive beside it. Else outcomes are drawn at covariates that are made
up, under the published coefficients at four decimals, and what comes of them reproduces nothing.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

import termination as tm

GAME = tm.CrisisGame(
    S_A="0 + sqrt(senderecondep) + senderdemocracy + contig + ally",
    V_A="anticipatedsendercosts",
    C_B="sqrt(targetecondep) + anticipatedtargetcosts + contig + ally",
    W_A="sqrt(senderecondep) + senderdemocracy + lncaprat",
    W_B="targetdemocracy + lncaprat",
    a="senderdemocracy",
)
#: The published constrained maximum likelihood estimates, rounded.
ROUNDED = (
    -0.5193, 0.0071, 0.0377, -0.1598, 1.3082, -0.1914, -4.5280, 2.8280, 0.1928, 0.0997, -0.0197, -2.4552, -0.0487,
    -0.0003, 0.0434, -4.4245, -0.0140, 0.2893, -2.7138, -0.0047,
)  # fmt: skip
#: The log-likelihoods in the log of their archive.
LOGGED = {"pl": -3964.0255677793, "npl": -3932.4473775278, "cmle": -3927.9095149471}
#: Standard errors of the constant of V_A in that log, by estimator.
LOGGED_ERRORS = {"npl": 1.65, "cmle": 0.12}
FIRST_STAGE = ("PRhat", "PFhat")


@dataclass(frozen=True)
class Crises:
    """A table of crises, the columns of its first stage, and what was published of it; None where it is made up."""

    table: Mapping[str, Any]
    beliefs: Sequence[str] | None = None
    published: Mapping[str, Sequence[float]] | None = None
    monte_carlo: Sequence[Mapping[str, float]] = ()

    @property
    def theirs(self) -> bool:
        """Whether the table is that of the archive."""
        return self.published is not None


def made_up(seed: int = 20) -> Crises:
    """Outcomes of 418 dyads with 119 months each, drawn under `ROUNDED` at covariates that are made up."""
    rng, n = np.random.default_rng(seed), 418
    covariates = {
        "senderecondep": rng.exponential(0.02, n),
        "targetecondep": rng.exponential(0.1, n),
        "senderdemocracy": rng.integers(-10, 11, n),
        "targetdemocracy": rng.integers(-10, 11, n),
        "contig": rng.integers(1, 7, n),
        "ally": rng.uniform(0, 1, n),
        "anticipatedsendercosts": rng.integers(0, 3, n),
        "anticipatedtargetcosts": rng.integers(0, 4, n),
        "lncaprat": rng.normal(0, 2, n),
    }
    return Crises(tm.simulate(GAME, covariates, ROUNDED, plays=119, seed=seed))


def read(path: Path) -> Crises:
    """The table in a file, and what stands beside it; `ValueError` says what is missing."""
    table = _columns(path, (*GAME.OUTCOMES, *GAME.columns, *FIRST_STAGE))
    published = _columns(path.with_name("published_estimates.csv"), ("PL", "NPL", "CMLE"))
    wanted = len(GAME.coefficients)
    if len(published["PL"]) != wanted:
        raise ValueError(f"published_estimates.csv has {len(published['PL'])} rows; there are {wanted} coefficients")
    runs = _columns(path.with_name("published_mc_meq.csv"), ("M", "T", "PL", "NPL", "CMLE", "tML"))
    rows = [dict(zip(runs, row, strict=True)) for row in zip(*runs.values(), strict=True)]
    return Crises(table, FIRST_STAGE, {name.lower(): column for name, column in published.items()}, rows)


def _columns(path: Path, wanted: Sequence[str]) -> dict[str, list[float]]:
    """Columns of numbers of a CSV file."""
    if not path.is_file():
        raise ValueError(f"there is no file {path.name}; the chapter reads it in the folder of the table")
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    missing = [name for name in wanted if not rows or name not in rows[0]]
    if missing:
        raise ValueError(f"{path.name} has no column {', '.join(missing)}")
    try:
        return {name: [float(row[name]) for row in rows] for name in wanted}
    except (TypeError, ValueError) as error:
        raise ValueError(f"{path.name}: {error}") from None
