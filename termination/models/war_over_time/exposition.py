"""War over time told for an article: rules, letters, assumptions, in our words."""

from __future__ import annotations

from dataclasses import replace

from termination.engine.table import Table
from termination.models.exposition import Exposition
from termination.models.opening import exposition as opening
from termination.models.war_over_time.game import PATIENCE

_PAYOFFS = (
    (
        "The opener of type `i`, from this period on; `psi` is added in every cell that ends the war",
        Table(
            (
                ("closed", "`C_i`", "`w_i - z (1 - r_i) - d_i`"),
                ("open", "`x_i + phi`", "`x_i + phi - e_i`"),
            ),
            ("", "hold", "escalate"),
        ),
    ),
    (
        "The opponent against type `i`, from this period on",
        Table(
            (("closed", "`K_i`", "`g (1 - r_i) - k`"), ("open", "`t`", "`t + g (1 - r_i) - k - delta m`")),
            ("", "hold", "escalate"),
        ),
    ),
)

_DERIVED = (
    ("om_i", "w_i + psi - z (1 - r_i)", "fighting on"),
    ("A_i", "om_i + b_i", "talks"),
    ("C_i", "(1 - beta) om_i + beta sum_y f_i(y) V_i(q_y)", "what closed and held is worth to her at a belief: the "
     "flow of this period, and what follows each outcome `y` of battle; `om_i` in the last period"),
    ("K_i", "beta sum_y f_i(y) W_i(q_y)", "the same to him against type `i`, `0` in the last period; `K(q)` "
     "is its mean"),
    ("c_i", "(A_i - C_i) / d_i", "keenness on talks now, by harm"),
    ("e(q)", "g (1 - R(p)) - k", "what escalating against both, closed, brings him at the belief `q` in H"),
    ("q_star", "n_L / (n_L - n_H)", "critical belief: the zero of `e`; `q_star_open` with `n_i` after opening"),
)  # fmt: skip


def exposition() -> Exposition:
    """War over time in words."""
    once = opening.exposition()
    return replace(
        once,
        title="War over time",
        players=f"{once.players} Both learn from battles as the war goes on.",
        moves=(
            "Nature draws the opener's type, L or H with `r_L < r_H`, once and for all. Only she learns it; `q` is the "
            "public belief in H.",
            "In each period she is closed or open. He sees it, forms beliefs, and escalates or holds. Open and held is "
            "talks; escalation ends the war too.",
            "Closed and held: a flow of `(1 - beta) om_i` for her and nothing for him, then a public outcome `y` of "
            "battle with probability `f_i(y)`, from which both learn by Bayes' rule, and the next period, discounted "
            "by `beta`. In the last period she has `om_i` for ever.",
        ),
        parameters=(*(one for one in once.parameters if one.name != "signal_cost"), PATIENCE),
        payoffs=_PAYOFFS,
        after_payoffs="Theorems are about one period, two types, no costly signal, `delta = 1` and, but for Y10, "
        "`kappa = 1`. Where `C_i` and `K_i` are free, they hold with any number of periods to come.",
        derived=(*once.derived, *_DERIVED),
        forms=(),
        letters="",
    )
