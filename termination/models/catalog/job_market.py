"""Job-market signaling (Spence 1973): education that teaches nothing still separates, because it costs the able less.

Productivity is 1 or 2. A unit of education costs a worker 1 / productivity. The employer pays what he expects the
worker to be worth: here, the wage closest to it on a finite scale, which a quadratic loss achieves.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from termination.engine.arithmetic import exact
from termination.engine.game import SignalingGame
from termination.models.catalog.entry import ALL, Entry, known, passing


def spence(share: Any = "1/3", levels: Sequence[Any] = ("0", "5/4", "7/4")) -> SignalingGame:
    """The game with this share of able workers and these levels of education; wages are 1, 1 + share and 2.

    >>> spence().messages
    ('education 0', 'education 5/4', 'education 7/4')
    """
    able = exact(share, "share")
    productivity = {"low": 1, "high": 2}
    education = {f"education {exact(level)}": exact(level) for level in levels}
    wages = {f"wage {wage}": wage for wage in (exact(1), 1 + able, exact(2))}
    return SignalingGame.from_function(
        list(productivity),
        [1 - able, able],
        list(education),
        list(wages),
        sender=lambda t, m, r: wages[r] - education[m] / productivity[t],
        receiver=lambda t, m, r: -((wages[r] - productivity[t]) ** 2),
        title=f"Job market, {able} able",
    )


def discretised() -> Entry:
    game = spence()
    none, some, much = game.messages
    low, pooled, high = game.response_sets[0]
    stated = "the source's model, on this grid"
    return Entry(
        "spence",
        game,
        "Spence, M. (1973). Job market signaling. Quarterly Journal of Economics 87(3), 355-374.",
        "Productivities and costs are the source's example: 1 and 2, and a unit of education costs 1 and 1/2. The "
        "levels of education, the share of able workers and the scale of wages are ours. Any level between 1 and 2 "
        "separates; the least such level is the outcome of Riley (1979). The intuitive criterion keeps it alone (Cho & "
        "Kreps 1987). The equilibrium in which the able mix exists because wages come from a finite scale: "
        "at no education the employer must be indifferent between two of them.",
        (
            known(
                game, "least costly separation", {"low": none, "high": some}, {none: low, some: high, much: high},
                passing(*ALL), stated,
            ),
            known(
                game, "costlier separation", {"low": none, "high": much}, {none: low, some: low, much: high},
                passing(), stated,
            ),
            known(
                game, "no education", {"low": none, "high": none}, {none: pooled, some: low, much: low},
                passing(), stated,
            ),
            known(
                game, "some able workers without education", {"low": none, "high": {none: "2/5", much: "3/5"}},
                {none: {low: "5/8", pooled: "3/8"}, some: low, much: high}, passing(),
                "derived by hand: an artefact of the grid of wages",
            ),
        ),
    )  # fmt: skip


def watson() -> Entry:
    """Two jobs instead of wages."""
    job = {"manager": {"high": 10, "low": 0}, "clerk": {"high": 4, "low": 4}}
    cost = {"high": 4, "low": 7}
    game = SignalingGame.from_function(
        ["high", "low"],
        ["1/3", "2/3"],
        ["degree", "no degree"],
        ["manager", "clerk"],
        sender=lambda t, m, r: (10 if r == "manager" else 4) - (cost[t] if m == "degree" else 0),
        receiver=lambda t, m, r: job[r][t],
        title="Job market with two jobs",
    )
    derived = "derived by hand"
    return Entry(
        "watson-job-market",
        game,
        "Watson, J. (2013). Strategy: An Introduction to Game Theory, 3rd ed. W. W. Norton, figure 29.1.",
        "Payoffs as in the figure, checked against the copy in Gambit's catalog. Without a degree the low type has 4 "
        "at least and with one 3 at most, so a degree means high and the pool falls.",
        (
            known(
                game, "the able take the degree", {"high": "degree", "low": "no degree"},
                {"degree": "manager", "no degree": "clerk"}, passing(*ALL), derived,
            ),
            known(
                game, "nobody takes the degree", {"high": "no degree", "low": "no degree"},
                {"degree": "clerk", "no degree": "clerk"}, passing(), derived,
            ),
        ),
    )  # fmt: skip


ENTRIES = (discretised, watson)
