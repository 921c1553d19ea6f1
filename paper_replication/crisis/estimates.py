"""The estimates of the table: by three methods, beside what was published or beside what the plays were drawn with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

import termination as tm
from paper_replication.claims import Story
from paper_replication.crisis.data import GAME, LOGGED, LOGGED_ERRORS, ROUNDED, Crises
from paper_replication.sections import Table

METHODS = {"pl": "PL", "npl": "NPL", "cmle": "CMLE"}
CONSTANT = "V_A: constant"


def fitted(crises: Crises) -> dict[str, Any]:
    """The fits, by method."""
    return {method: tm.fit(GAME, crises.table, method, beliefs=crises.beliefs) for method in METHODS}


def coefficients(crises: Crises, fits: Mapping[str, Any]) -> Table:
    """Every coefficient, published and here; or drawn with and here, with standard errors of CMLE."""
    if crises.published is None:
        error = fits["cmle"].standard_errors()
        rows = [(name, f"{truth:.4f}", *(f"{fits[method].coefficients[name]:.4f}" for method in METHODS),
                 f"{error[name]:.4f}") for name, truth in zip(GAME.coefficients, ROUNDED, strict=True)]  # fmt: skip
        headers = ("coefficient", "drawn with", *METHODS.values(), "s.e. of CMLE")
        drawn = "the published ones of CMLE at four decimals"
        return Table(f"Simulated data. Coefficients with which plays were drawn ({drawn}), and as found again.",
                     headers, tuple(rows))  # fmt: skip
    rows = []
    for place, name in enumerate(GAME.coefficients):
        pairs = [(crises.published[method][place], fits[method].coefficients[name]) for method in METHODS]
        rows.append((name, *(f"{value:.4f}" for pair in pairs for value in pair)))
    headers = ("coefficient", *(f"{name} {where}" for name in METHODS.values() for where in ("published", "here")))
    return Table("Coefficients as published and as computed here.", headers, tuple(rows))


def likelihoods(crises: Crises, fits: Mapping[str, Any]) -> Table:
    """Log-likelihoods, how far coefficients differ at most, and verdicts."""
    rows = []
    for method, name in METHODS.items():
        made = fits[method]
        row = [name, f"{made.log_likelihood:.10f}", made.verdict]
        if crises.published is not None:
            gap = np.abs(made.theta - np.array(crises.published[method])).max()
            row[1:1] = [f"{LOGGED[method]:.10f}"]
            row.insert(3, f"{gap:.1e}")
        rows.append(tuple(row))
    if crises.published is None:
        return Table("Simulated data. Log-likelihoods and verdicts.", ("method", "log-likelihood", "verdict"),
                     tuple(rows))  # fmt: skip
    headers = ("method", "log-likelihood in their log", "here", "coefficients differ at most by", "verdict")
    return Table("Log-likelihoods as in the log of their archive and here.", headers, tuple(rows))


def differences(crises: Crises, fits: Mapping[str, Any]) -> Sequence[Story]:
    """What differs from what was published, and why."""
    if crises.published is None:
        return ()
    nested = fits["npl"].standard_errors("nested, transposed")[CONSTANT]
    ours, held = fits["npl"].standard_errors("nested")[CONSTANT], fits["cmle"].standard_errors("bordered")[CONSTANT]
    observed = fits["cmle"].standard_errors("observed")[CONSTANT]
    gap = {method: fits[method].log_likelihood - LOGGED[method] for method in METHODS}
    alone = int((fits["cmle"].equilibria == 1).sum())
    return (
        Story(
            "**What differs, and why.** The log-likelihoods of PL and NPL differ from those in the log by {pl} and "
            "{npl}, that of CMLE by {cmle}: here the bivariate normal law is integrated to machine precision, where "
            "the archive, so that it can be differentiated by machine, approximates it by five nodes.",
            {method: f"{one:.1e}" for method, one in gap.items()},
        ),
        Story(
            "Standard errors differ by more. Of the constant of V_A the log of the archive has {log_cmle} for CMLE. "
            "The bordered matrix without the curvature of the equations, which is its formula, gives {held} here, and "
            "with the curvature {observed}. For NPL the log has {log_npl}; the formula of their later package sigInt "
            "0.2.0 gives {nested}, and with the derivative of beliefs the way that the fixed point asks {ours}.",
            {"log_cmle": f"{LOGGED_ERRORS['cmle']:.2f}", "held": f"{held:.4f}", "observed": f"{observed:.4f}",
             "log_npl": f"{LOGGED_ERRORS['npl']:.2f}", "nested": f"{nested:.2f}", "ours": f"{ours:.2f}"},
        ),
        Story(
            "That is said of numbers, and not of the article's conclusions, which we do not judge. What can be added: "
            "at the estimates of CMLE the equilibrium is unique at {alone} of {rows} dyads, by bounds on the map and "
            "its slope, so that there no rule is needed for which one is played.",
            {"alone": alone, "rows": len(fits["cmle"].equilibria)},
        ),
    )  # fmt: skip
