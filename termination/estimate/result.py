"""What a fit is: estimates, how sure they are by several reckonings, and whether they are estimates at all.

A maximum of a likelihood with several equilibria is one only if it is interior, if the equilibria are known to be all
there are, and if the rule that chose among them is said. The verdict says it in words, and what is wrong where it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from scipy import special, stats

from termination.engine.labelled import Labelled
from termination.engine.sentences import listed
from termination.errors import InputError, UnknownNameError, expect
from termination.estimate.data import Observed
from termination.estimate.jets import Array, variables
from termination.estimate.likelihood import Point, log_likelihood
from termination.estimate.model import Game, Remark

if TYPE_CHECKING:
    import pandas as pd

#: An index beyond this many standard deviations of a shock is on its way to infinity.
FAR = 30.0
#: Closer to a fold than this, 1 - slope, standard errors say little.
FOLD = 0.05
#: NPL with a smaller gradient stands still in the coefficients.
STILL = 1e-3
#: A smallest eigenvalue below this is none: the likelihood is flat in some direction.
FLAT = 1e-9
#: A coefficient that moves less than this share of the one that moves most is not named with it.
TOGETHER = 0.05
METHODS = {
    "ml": "maximum likelihood",
    "cmle": "constrained maximum likelihood",
    "npl": "nested pseudo-likelihood",
    "pl": "pseudo-likelihood",
}


@dataclass(frozen=True)
class Starts:
    """How many starts there were, how many ended at the best point, and how many higher without coming to rest.

    `left` says whether a search in the full space was given up, since utilities grew beyond their limit.
    """

    tried: int
    agreed: int
    escaped: int = 0
    left: bool = False


@dataclass(frozen=True, repr=False)
class Fit:
    """Estimates of a game's coefficients, with everything needed to judge them.

    `coefficients` by name; `log_likelihood`; `point` has gradient, scores and Hessian, and for methods that hold to
    equilibria all roots at each observation; `settled` says whether the search stood still; `rounds` how often beliefs
    were renewed (NPL); `verdict` says in words what it is worth. Printing a fit gives a table.
    """

    game: Game
    seen: Observed
    method: str
    selection: str
    point: Point
    settled: bool
    bound: float | None
    starts: Starts
    remarks: tuple[Remark, ...] = ()
    beliefs: tuple[Array, ...] = ()
    rounds: int = 0
    vcovs: Mapping[str, Array] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """The coefficients' names, "index: term"."""
        return self.game.coefficients

    @property
    def theta(self) -> Array:
        """The estimates, in the order of `names`."""
        return self.point.theta

    @property
    def coefficients(self) -> Labelled[float]:
        """The estimates by name."""
        return Labelled("coefficient", dict(zip(self.names, map(float, self.theta), strict=True)))

    @property
    def log_likelihood(self) -> float:
        """The log-likelihood; of replies to the beliefs given where the method is PL or NPL."""
        return self.point.value

    @property
    def equilibria(self) -> Array | None:
        """How many equilibria each observation has, those at the edge included; None where none were computed."""
        if self.point.roots is None:
            return None
        return np.asarray(self.point.roots.counts + self.game.edges(self.point.u))

    @property
    def complete(self) -> bool:
        """Whether it is proved that no equilibrium was missed at any observation."""
        return self.point.roots is not None and bool(self.point.roots.complete.all())

    @cached_property
    def _curvature(self) -> tuple[Array, Array]:
        """Eigenvalues and axes of minus the Hessian with coefficients in units of their own curvature."""
        size = np.sqrt(np.maximum(np.abs(np.diag(self.point.hessian)), 1e-300))
        values, axes = np.linalg.eigh(-self.point.hessian / np.outer(size, size))
        return values, axes

    @property
    def least_curvature(self) -> float:
        """The smallest eigenvalue of minus the Hessian with coefficients in units of their own curvature."""
        return float(self._curvature[0][0])

    @property
    def flattest(self) -> tuple[str, ...]:
        """The coefficients that move together where the likelihood bends least, those that move little left out."""
        axis = np.abs(self._curvature[1][:, 0])
        return tuple(name for name, share in zip(self.names, axis, strict=True) if share > TOGETHER * axis.max())

    @property
    def interior(self) -> bool:
        """Whether the search stood still at a strict maximum away from all bounds."""
        return self.settled and self.least_curvature > FLAT and not self.ran_away

    @property
    def ran_away(self) -> bool:
        """Whether an index is at its bound, or on its way to infinity."""
        if self.bound is not None and self._free_size > 0.999 * self.bound:
            return True
        return self._free_size > FAR and not (self.bound is not None and self.settled)

    @property
    def _free_size(self) -> float:
        estimated = np.unique(self.seen.design.index)
        return float(np.abs(self.point.u[:, estimated]).max(initial=0.0))

    @property
    def fold_distance(self) -> float | None:
        """The least 1 - slope in absolute value, over the equilibria chosen: zero at a fold, where two meet."""
        roots = self.point.roots
        if roots is None:
            return None
        return float(np.abs(1 - roots.slope[np.isin(roots.z, self.point.z)]).min())

    @property
    def near_fold(self) -> bool:
        """Whether an equilibrium chosen is so close to a fold that standard errors say little."""
        return self.fold_distance is not None and self.fold_distance < FOLD

    @property
    def verdict(self) -> str:
        """In words: whether this is an interior maximum, of what, and how far equilibria are known."""
        parts = [self._standing(), self._uniqueness()]
        if self.starts.tried > 1:
            parts.append(f"{self.starts.agreed} of {self.starts.tried} starts agree")
        if self.starts.escaped:
            parts.append(f"{self.starts.escaped} went higher and came to no rest: this maximum is local")
        if self.starts.left:
            limit = f"{FAR if self.bound is None else self.bound:g}"
            parts.append(f"a search in the full space left for utilities beyond {limit}, where there may be more")
        if self.settled and self.near_fold:
            parts.append("an equilibrium chosen is close to a fold, where standard errors say little")
        return "; ".join(filter(None, parts))

    def _standing(self) -> str:
        if self.ran_away:
            bounded = self.bound is not None and self._free_size > 0.999 * self.bound
            where = "at their bound" if bounded else "and still growing"
            return f"not interior: utilities up to {self._free_size:.0f}, {where}; this is no estimate"
        if not self.settled:
            return f"not settled: {self._stopped()}"
        if self.least_curvature < -FLAT:
            return f"not a maximum: the likelihood bends upwards as {listed(self.flattest)} move"
        if self.least_curvature <= FLAT:
            return f"not a strict maximum: {listed(self.flattest)} can move together and nothing changes"
        return "interior"

    def _stopped(self) -> str:
        """Where a search stopped that did not come to rest, and what may help."""
        steepest = float(np.abs(self.point.gradient).max(initial=0.0))
        if self.method == "npl" and steepest < STILL:
            return f"beliefs still moved after {self.rounds} rounds"
        if abs(self.least_curvature) <= FLAT and not self.near_fold:  # there one bend is past all others
            return f"the search stopped where next to nothing changes as {listed(self.flattest)} move together"
        edge = "next to where an equilibrium chosen ceases to be and the likelihood breaks off"
        stopped = f"the search stopped {edge if self.near_fold else f'with a gradient of {steepest:.1g}'}"
        return stopped + "; other starts (`multistart`) may end at a maximum" * (self.method in ("ml", "cmle"))

    def _uniqueness(self) -> str:
        n, counts = len(self.point.u), self.equilibria
        if counts is None:
            return "replies to beliefs that need be no equilibrium" if self.method == "pl" else ""
        several = int((counts > 1).sum())
        proved = "" if self.complete else ", though near a fold some may be missing"
        if not several:
            return f"unique equilibrium at all {n} observations{proved}"
        rule = "the likeliest chosen at each, freely" if self.selection == "free" else f"the {self.selection} chosen"
        return f"several equilibria at {several} of {n} observations, {rule}{proved}"

    def vcov(self, kind: str = "") -> Array:
        """The covariance matrix of the estimates; `kind` is one of `kinds`, by default the first."""
        expect("kind", kind, str, "the name of a kind of standard errors")
        kinds = self.kinds
        if (kind or kinds[0]) not in kinds:
            raise UnknownNameError("kind of standard error", kind, kinds)
        chosen = kind or kinds[0]
        if chosen in self.vcovs:
            return self.vcovs[chosen]
        if self.least_curvature <= FLAT:
            raise InputError(f"no standard errors: {self._standing()}")
        inverse = np.linalg.inv(-self.point.hessian)
        if chosen == "observed":
            return np.asarray(inverse)
        if chosen == "bordered":
            return np.asarray(np.linalg.inv(-bordered(self)))
        scores = self.point.scores
        if chosen == "cluster":
            scores = np.stack([scores[self.seen.cluster == c].sum(axis=0) for c in range(self.seen.cluster.max() + 1)])
        meat = scores.T @ scores
        return np.asarray(np.linalg.inv(meat) if chosen == "outer product" else inverse @ meat @ inverse)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of standard errors there are, the default first.

        observed: the inverse of minus the Hessian with equilibria moving; outer product: of the rows' scores; sandwich:
        both; cluster: the sandwich with scores summed in each cluster; bordered: the archive's formula for CMLE, which
        leaves out the curvature of the equations and so depends on the coordinate of the equilibrium (there, and here,
        the logit); nested: that of NPL, which counts in how beliefs move with the estimates; bootstrap: the spread over
        samples, in the fit that `bootstrap` gives.
        """
        grouped = ("cluster",) if len(np.unique(self.seen.cluster)) < len(self.seen.cluster) else ()
        held = ("bordered",) if self.point.roots is not None else ()
        drawn = tuple(kind for kind in self.vcovs if kind == "bootstrap")
        own = tuple(kind for kind in self.vcovs if kind != "bootstrap")
        return (*own, "observed", "outer product", "sandwich", *grouped, *held, *drawn)

    def standard_errors(self, kind: str = "") -> Labelled[float]:
        """Standard errors by name."""
        errors = np.sqrt(np.diag(self.vcov(kind)))
        return Labelled("coefficient", dict(zip(self.names, map(float, errors), strict=True)))

    def to_frame(self, kind: str = "") -> pd.DataFrame:
        """One row a coefficient: index, term, estimate, standard error, z, two-sided p."""
        import pandas as pd

        errors = np.sqrt(np.diag(self.vcov(kind)))
        table = {
            "index": [name.partition(": ")[0] for name in self.names],
            "term": [name.partition(": ")[2] for name in self.names],
            "estimate": self.theta,
            "standard_error": errors,
            "z": self.theta / errors,
            "p": 2 * stats.norm.sf(np.abs(self.theta / errors)),
        }
        return pd.DataFrame(table)

    def to_latex(self, kinds: Sequence[str] = ()) -> str:
        """A table for an article, with standard errors of the kinds given one below the other."""
        from termination.reporting.fits import fits_latex

        return fits_latex([self], kinds)

    def _head(self) -> str:
        return f"{type(self.game).__name__} by {METHODS[self.method]}, {len(self.point.u)} observations"

    def to_text(self, kind: str = "") -> str:
        """A table of estimates and standard errors, with the verdict and what to know of the specification."""
        from tabulate import tabulate

        strict = self.least_curvature > FLAT
        errors = np.sqrt(np.diag(self.vcov(kind))) if strict else np.full(len(self.theta), np.nan)
        rows = [(*name.split(": "), b, s) for name, b, s in zip(self.names, self.theta, errors, strict=True)]
        table = tabulate(rows, headers=["index", "term", "estimate", "s.e."], floatfmt=".4f")
        plays = f"{self.seen.plays:,.0f} plays, log-likelihood {self.log_likelihood:.4f}"
        notes = "".join(f"\n{remark}" for remark in self.remarks)
        used = f"standard errors: {kind or self.kinds[0]}"
        return f"{self._head()}, {plays}\n\n{table}\n\n{used}\nverdict: {self.verdict}{notes}"

    def __repr__(self) -> str:
        return f"<Fit: {self._head()}, log-likelihood {self.log_likelihood:.4f}; {self.verdict}>"

    def __str__(self) -> str:
        return self.to_text()


def bordered(fit: Fit) -> Array:
    """The Hessian on the tangent of the equations, without their curvature, the equilibrium in logits."""
    game, seen, point = fit.game, fit.seen, fit.point
    z, *u = variables(np.column_stack([point.z, point.u]))
    outcomes, g = game.play(z, u)
    worth = log_likelihood(game, seen, outcomes)
    moved = g.gradient[:, 1:] / (1 - g.gradient[:, 0])[:, None]
    p, density = special.ndtr(point.z), stats.norm.pdf(point.z)
    bent = -point.z + density * (2 * p - 1) / (p * special.ndtr(-point.z))  # x''/x' of the logit x by z
    mixed = worth.hessian[:, 1:, 0][:, :, None] * moved[:, None, :]
    along = worth.hessian[:, 0, 0] - worth.gradient[:, 0] * bent
    outer = along[:, None, None] * moved[:, :, None] * moved[:, None, :]
    return seen.design.hessian(worth.hessian[:, 1:, 1:] + mixed + mixed.transpose(0, 2, 1) + outer)
