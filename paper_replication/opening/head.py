"""The head of the chapter on opening talks: letters, payoffs, regimes, assumptions."""

from __future__ import annotations

from collections.abc import Sequence

import termination as tm
from paper_replication.claims import Story
from paper_replication.letters import head
from paper_replication.sections import Table

DERIVED = (
    ("`d_i`", "`eta + (1 - r_i) D`, harm: what escalation costs her while closed"),
    ("`b_i`", "`x_i - w_i + phi + z (1 - r_i)`, what she gains from talks over fighting on"),
    ("`e_i`", "`lam d_i + (1 - kappa) b_i`, exposure: what escalation costs her once open"),
    ("`R(p)`", "`sum_i p_i r_i`, the resilience that he expects beforehand"),
)
PAYOFFS = (
    Table(
        "The opener of type i; `psi` is added in every cell, and `c_i` subtracted in every cell if she signals.",
        ("opener", "hold", "escalate"),
        (
            ("closed", "`w_i - z (1 - r_i)`", "`w_i - z (1 - r_i) - d_i`"),
            ("open", "`x_i + phi`", "`x_i + phi - e_i`"),
        ),
    ),
    Table(
        "The opponent against type i, with or without the signal.",
        ("opponent", "hold", "escalate"),
        (("closed", "`0`", "`g (1 - r_i) - k`"), ("open", "`t`", "`t + g (1 - r_i) - k - delta m`")),
    ),
)
WORDS = (
    "The opener (she) knows her resilience, i from 1, ..., N, with two types L and H; she stays closed or opens, and "
    "may signal. The opponent (he) sees that and escalates or holds. Talks: open, and not escalated against. Bold: "
    "`b_i > e_i`; timid: `b_i < e_i`. Escalation is *tempting* while `k + m < g (1 - R(p))`, in the *middle* up to `g "
    "(1 - r_1)`, *too costly* beyond."
)
ASSUMPTIONS = Table(
    "",
    ("assumption", "formula", "in words"),
    (
        ("A1", "`b_i > 0` for every i", "talks are worth having"),
        ("A2", "`d_i > 0` for every i", "escalation hurts"),
        ("A3", "`k > g (1 - r_N)`", "sure resilience deters"),
        ("A4", "`b_i / d_i` strictly decreasing in i", "adverse inference: opening looks weak"),
    ),
)


def contents() -> Sequence[Story | Table]:
    """The head of the chapter."""
    return head(tm.OpeningGame, DERIVED, PAYOFFS, WORDS, ASSUMPTIONS)
