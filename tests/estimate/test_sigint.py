"""A second program's opinion: sigInt, the R package of the crisis game's authors, at the same data and first stage.

It is on CRAN and under the GPL; where R does not have it this is left out. It maximises in its own way, from the
published estimates, by maxLik; so what agrees is the game, its pseudo-likelihood and where that is largest.
"""

from __future__ import annotations

import csv
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

from termination.estimate.fit import fit
from tests.estimate.crises import GAME, PUBLISHED, crises

SCRIPT = """
suppressMessages(library(sigInt))
data <- read.csv("crises.csv")
formulas <- sq + cd + sf + bd ~ sqrt(senderecondep) + senderdemocracy + contig + ally - 1 | anticipatedsendercosts |
  sqrt(targetecondep) + anticipatedtargetcosts + contig + ally | sqrt(senderecondep) + senderdemocracy + lncaprat |
  targetdemocracy + lncaprat | senderdemocracy | -1
for (method in c("pl", "npl")) {
  took <- system.time(found <- sigint(formulas, data = data, method = method,
                                      start.beta = c(START), phat = list(PRhat = data$PR, PFhat = data$PF)))
  cat(format(c(found$logLik, found$coefficients), digits = 15), "\\n")
  cat(method, took[["user.self"]], "s\\n", file = stderr())
}
"""


def has_sigint() -> bool:
    """Whether R is there and has the package."""
    if shutil.which("Rscript") is None:
        return False
    asked = ["Rscript", "-e", 'quit(status = !requireNamespace("sigInt", quietly = TRUE))']
    return subprocess.run(asked, capture_output=True, timeout=120).returncode == 0


@pytest.mark.long
def test_pseudo_likelihood_is_that_of_sigint(tmp_path: Path) -> None:
    if not has_sigint():
        pytest.skip("R's package sigInt (CRAN, GPL) is not installed")
    table = {name: np.asarray(crises().table[name]) for name in (*GAME.OUTCOMES, *GAME.columns)}
    table["PR"] = (table["sf"] + table["bd"] + 1) / (table["cd"] + table["sf"] + table["bd"] + 2)
    table["PF"] = (table["sf"] + 1) / (table["sf"] + table["bd"] + 2)
    with (tmp_path / "crises.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([list(table), *zip(*table.values(), strict=True)])
    asked = ["Rscript", "-e", SCRIPT.replace("START", ", ".join(map(str, PUBLISHED)))]
    told = subprocess.run(asked, cwd=tmp_path, capture_output=True, text=True, check=True, timeout=900).stdout
    theirs = [np.array(line.split(), dtype=float) for line in told.splitlines()]
    assert len(theirs) == 2
    for method, (log_likelihood, *coefficients) in zip(("pl", "npl"), theirs, strict=True):
        ours = fit(GAME, table, method, beliefs=["PR", "PF"])
        assert -1e-9 < ours.log_likelihood - log_likelihood < 1e-3  # ours goes on for longer
        assert ours.theta == pytest.approx(np.array(coefficients), abs=2e-3)
