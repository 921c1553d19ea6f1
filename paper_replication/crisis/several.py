"""Games with several equilibria: the literature's example along its covariate, and how well its coefficients are found.

Equilibria are computed here with no formula of the package. Where B resists with probability p, A challenges if the
better of standing firm and backing down is worth more than c = V_A + (S_A - V_A) / p. B is then indifferent at the
mean W_B that makes p its own best reply,

    W_B = C_B + probit(p) - (V_B - C_B) D / F,

with F and D the chances that standing firm, or backing down, is best and worth more than c. So the equilibria along a
covariate that moves W_B are a curve over p, and those at one value of it are where the curve takes that value.
"""

from __future__ import annotations

from itertools import pairwise
from math import erf, sqrt
from statistics import NormalDist

import numpy as np
from matplotlib.axes import Axes

import termination as tm
from paper_replication.crisis.data import Crises
from paper_replication.drawing import panel
from paper_replication.sections import Table

GAME = tm.CrisisGame(S_A=0, V_A="1", C_B=0, W_A="1", W_B="1 + x", a="1", V_B="1")
S_A, V_A, C_B, W_A, A, V_B = 0.0, 1.0, 0.0, -1.9, -1.2, 1.0
LEVEL, SLOPE = -2.9, 0.1
TRUTH = (V_A, W_A, LEVEL, SLOPE, A, V_B)
#: Games and plays of each in the Monte Carlo, and how many samples are drawn.
CELLS, DRAWS = ((50, 25), (50, 200)), 10
_CDF = np.vectorize(lambda x: 0.5 * (1 + erf(x / sqrt(2))))
#: Simpson's rule over so many steps.
STEPS = 600
_SIMPSON = np.r_[1.0, np.tile([4.0, 2.0], STEPS // 2 - 1), 4.0, 1.0] / 3


def covariate(p: float) -> float:
    """The value of x at which B resists with probability p in equilibrium."""
    c = V_A + (S_A - V_A) / p
    w = np.linspace(c, max(c, 0.0) + 9, STEPS + 1)
    firm, back = (np.exp(-((w - mean) ** 2) / 2) for mean in (W_A, A))
    F, D = (_SIMPSON @ one for one in (firm * _CDF(w - A), back * _CDF(w - W_A)))
    return float((C_B + NormalDist().inv_cdf(p) - (V_B - C_B) * D / F - LEVEL) / SLOPE)


def equilibria(x: float) -> list[float]:
    """Every probability of resistance from .02 to .98 in equilibrium at a value of x, where the curve crosses it."""
    grid = np.linspace(0.02, 0.98, 97)
    above = [covariate(p) > x for p in grid]
    found = []
    for (low, left), (high, right) in pairwise(zip(grid, above, strict=True)):
        if left != right:
            for _ in range(40):
                middle = (low + high) / 2
                low, high = (middle, high) if (covariate(middle) > x) == left else (low, middle)
            found.append(float(low))
    return found


def counts() -> Table:
    """The equilibria at some values of x."""
    rows = []
    for x in (0.0, 0.5, 1.0, 2.0, 3.0):
        there = equilibria(x)
        rows.append((f"{x:g}", str(len(there)), ", ".join(f"{p:.7f}" for p in there)))
    caption = "Equilibria of the literature's example at values of x: how many, and the chance that B resists in each."
    return Table(caption, ("x", "equilibria", "chance that B resists"), tuple(rows))


def figure() -> Axes:
    """The equilibria along x, and those that are played in the design of the Monte Carlo."""
    p = np.linspace(0.1, 0.97, 200)
    x = np.array([covariate(one) for one in p])
    ax = panel("x", "chance that B resists", height=3.4)
    ax.axvspan(0, 1, color="#eeeeee", zorder=0)
    ax.plot(x, p, color="#0072B2", linewidth=1.4, label="every equilibrium")
    for third in range(3):
        values = np.linspace(third / 3, (third + 1) / 3, 6)
        played = [equilibria(float(one))[third] for one in values]
        label = "played in the Monte Carlo" if third == 0 else None
        ax.plot(values, played, color="#D55E00", linewidth=3.2, alpha=0.8, solid_capstyle="butt", label=label)
    ax.set(xlim=(-6, 4), ylim=(0, 1))
    ax.legend(frameon=False, fontsize=8, loc="center left")
    return ax


def sample(games: int, plays: int, seed: int) -> dict[str, object]:
    """A sample of the design: the lowest equilibrium in the first third of x, then the middle one, then the highest."""
    x = np.random.default_rng(seed).uniform(size=games)
    third = np.minimum((3 * x).astype(int), 2) + 1
    return tm.simulate(GAME, {"x": x}, TRUTH, plays, seed, selection=third)


def errors(games: int, plays: int) -> tuple[int, float]:
    """How many of the samples are fitted at an interior maximum, and the root mean squared error of these."""
    made = [tm.fit(GAME, sample(games, plays, seed), "cmle") for seed in range(DRAWS)]
    misses = [((one.theta - np.array(TRUTH)) ** 2).sum() for one in made if one.interior]
    return len(misses), float(np.sqrt(np.mean(misses)))


def monte_carlo(crises: Crises) -> Table:
    """Errors of CMLE, and beside them what was published where it is at hand."""
    headers = ["games", "plays of each", "samples", "interior", "CMLE here"]
    if crises.theirs:
        headers += ["CMLE published", "NPL published", "PL published", "traditional ML published"]
    published, rows = {(one["M"], one["T"]): one for one in crises.monte_carlo}, []
    for games, plays in CELLS:
        rested, error = errors(games, plays)
        cells = [str(games), str(plays), str(DRAWS), str(rested), f"{error:.2f}"]
        if crises.theirs:
            told = published.get((games, plays))
            cells += [f"{told[name]:.2f}" if told else "" for name in ("CMLE", "NPL", "PL", "tML")]
        rows.append(tuple(cells))
    made = "" if crises.theirs else "Simulated data. "
    ours = f"{made}Root mean squared error of all six coefficients together over {DRAWS} samples here"
    beside = ", and over 1,000 as published, of those that came to rest" if crises.theirs else "; nothing published"
    return Table(f"{ours}{beside}. Samples are drawn anew and are not theirs.", tuple(headers), tuple(rows))
