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

from termination.estimate.crisis.game import CrisisGame
from termination.estimate.simulate import simulate

GAME = CrisisGame(
    S_A="0 + sqrt(senderecondep) + senderdemocracy + contig + ally",
    V_A="anticipatedsendercosts",
    C_B="sqrt(targetecondep) + anticipatedtargetcosts + contig + ally",
    W_A="sqrt(senderecondep) + senderdemocracy + lncaprat",
    W_B="targetdemocracy + lncaprat",
    a="senderdemocracy",
)
#: The constrained maximum likelihood estimates of the archive, rounded.
PUBLISHED = (
    -0.5193, 0.0071, 0.0377, -0.1598, 1.3082, -0.1914, -4.5280, 2.8280, 0.1928, 0.0997, -0.0197, -2.4552, -0.0487,
    -0.0003, 0.0434, -4.4245, -0.0140, 0.2893, -2.7138, -0.0047,
)  # fmt: skip


@dataclass(frozen=True)
class Crises:
    """A table, whether it is the archive's, and the archive's estimates by method where it is."""

    table: Any
    published: pd.DataFrame | None

    @property
    def beliefs(self) -> list[str] | None:
        """The columns of the archive's first stage."""
        return None if self.published is None else ["PRhat", "PFhat"]


#: The archive's game of its Monte Carlo: three equilibria for every x from 0 to 1 at these coefficients.
CONTESTED = CrisisGame(S_A=0, V_A="1", C_B=0, W_A="1", W_B="1 + x", a="1", V_B="1")
CONTESTED_TRUTH = np.array([1, -1.9, -2.9, 0.1, -1.2, 1])


def contested(games: int, plays: int, seed: int) -> dict[str, Any]:
    """The archive's design: the lowest equilibrium where x is in the first third, the middle one, then the highest."""
    x = np.random.default_rng(seed).uniform(size=games)
    chosen = np.minimum((3 * x).astype(int), 2) + 1
    return simulate(CONTESTED, {"x": x}, CONTESTED_TRUTH, plays, seed, selection=chosen)


@cache
def crises() -> Crises:
    folder = os.environ.get("TERMINATION_DATA")
    if folder:
        return Crises(
            pd.read_csv(Path(folder) / "sanctions.csv"), pd.read_csv(Path(folder) / "published_estimates.csv")
        )
    rng, n = np.random.default_rng(20), 418
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
    return Crises(simulate(GAME, covariates, PUBLISHED, plays=119, seed=20), None)
