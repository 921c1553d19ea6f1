"""Crises for the tests: the table of sanctions where it is to be had, else one simulated in its likeness.

The table and estimates of Crisman-Cox and Gibilisco (2021, doi:10.1017/psrm.2019.58) are not in the repository, for the
licence of the table is unclear. Who has them names their folder in the environment variable TERMINATION_DATA; then the
published figures are reproduced. Otherwise the same tests run on outcomes simulated from the published coefficients (at
four decimals) and covariates drawn at random.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from paper_replication.crisis.data import GAME, ROUNDED, made_up
from paper_replication.crisis.several import GAME as CONTESTED
from paper_replication.crisis.several import TRUTH, sample

__all__ = ["CONTESTED", "CONTESTED_TRUTH", "GAME", "PUBLISHED", "contested", "crises"]

PUBLISHED = ROUNDED
#: The coefficients of the archive's Monte Carlo, at which each of its games has three equilibria, and its samples.
CONTESTED_TRUTH, contested = np.array(TRUTH), sample


@dataclass(frozen=True)
class Crises:
    """A table, whether it is the archive's, and the archive's estimates by method where it is."""

    table: Any
    published: pd.DataFrame | None

    @property
    def beliefs(self) -> list[str] | None:
        """The columns of the archive's first stage."""
        return None if self.published is None else ["PRhat", "PFhat"]


@cache
def crises() -> Crises:
    folder = os.environ.get("TERMINATION_DATA")
    if folder:
        return Crises(
            pd.read_csv(Path(folder) / "sanctions.csv"), pd.read_csv(Path(folder) / "published_estimates.csv")
        )
    return Crises(made_up().table, None)
