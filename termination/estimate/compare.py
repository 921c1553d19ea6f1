"""Fits held against one another: nested by the likelihood ratio, not nested by the tests of Vuong and of Clarke."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import stats

from termination.errors import Faults, expect
from termination.estimate.jets import Array
from termination.estimate.likelihood import rowwise
from termination.estimate.result import Fit


@dataclass(frozen=True)
class Comparison:
    """A test: its name, statistic and two-sided p-value, and which of the fits it speaks for, "" for neither."""

    name: str
    statistic: float
    p: float
    favours: str

    def __str__(self) -> str:
        said = f"in favour of the {self.favours} fit" if self.favours else "in favour of neither"
        sure = f"p = {self.p:.4f}" if self.p >= 0.0001 else "p < 0.0001"
        return f"{self.name}: {self.statistic:.4g}, {sure}; {said}"


#: A difference is called one where the p-value is below this.
LEVEL = 0.05


def likelihood_ratio(restricted: Fit, full: Fit) -> Comparison:
    """Whether a game fits better than one that it contains: twice the difference of log-likelihoods, chi-squared.

    That the one is contained in the other is for the user to see to. A statistic below zero says that it is not, or
    that a search ended at a lesser maximum.
    """
    _check(restricted, full)
    freedom = len(full.theta) - len(restricted.theta)
    faults = Faults()
    if freedom <= 0:
        counts = f"{len(full.theta)} coefficients, the restricted {len(restricted.theta)}"
        faults.add("full", f"has {counts}; it must have more")
    statistic = 2 * (full.log_likelihood - restricted.log_likelihood)
    if statistic < -1e-6:
        faults.add("full", "fits worse than the restricted, so that it does not contain it or a search went astray")
    faults.raise_if_any()
    p = float(stats.chi2.sf(statistic, freedom))
    return Comparison(f"likelihood ratio, {freedom} d.f.", statistic, p, "full" if p < LEVEL else "")


def vuong(first: Fit, second: Fit) -> Comparison:
    """Vuong's test of two games not nested in one another, with the penalty of BIC for coefficients (1989)."""
    gaps = _gaps(first, second)
    spread = float(np.sqrt(len(gaps)) * gaps.std())
    statistic = float(gaps.sum()) / spread if spread else 0.0
    p = float(2 * stats.norm.sf(abs(statistic)))
    return Comparison("Vuong", statistic, p, _favoured(statistic, p))


def clarke(first: Fit, second: Fit) -> Comparison:
    """Clarke's sign test: at how many observations the first is likelier than the second, of all that differ (2003)."""
    gaps = _gaps(first, second)
    better, differing = int((gaps > 0).sum()), int((gaps != 0).sum())
    p = float(stats.binomtest(better, differing).pvalue) if differing else 1.0
    return Comparison("Clarke", float(better), p, _favoured(better - differing / 2, p))


def _gaps(first: Fit, second: Fit) -> Array:
    """By how much the first is likelier at each observation, each coefficient paid for as by BIC."""
    _check(first, second)
    rows = len(first.seen.counts)
    paid = (len(first.theta) - len(second.theta)) * np.log(rows) / (2 * rows)
    gaps = rowwise(first.game, first.seen, first.point) - rowwise(second.game, second.seen, second.point)
    return np.asarray(gaps - paid)


def _favoured(statistic: float, p: float) -> str:
    return "" if p >= LEVEL else "first" if statistic > 0 else "second"


def _check(one: Fit, other: Fit) -> None:
    for name, made in (("first", one), ("second", other)):
        expect(name, made, Fit, "a fit, as `fit` makes it")
    faults = Faults()
    if one.seen.counts.shape != other.seen.counts.shape or (one.seen.counts != other.seen.counts).any():
        faults.add("", "the fits are of different outcomes, so that their likelihoods say nothing of one another")
    for name, made in (("first", one), ("second", other)):
        if made.point.roots is None:
            faults.add(name, f"is by {made.method}, whose likelihood is of replies to beliefs; fit it by ml or cmle")
    faults.raise_if_any()
