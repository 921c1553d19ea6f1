"""The head of the chapter on less-hardline approaches: letters, payoffs, assumptions."""

from __future__ import annotations

from collections.abc import Sequence

import termination as tm
from paper_replication.claims import Story
from paper_replication.letters import head
from paper_replication.sections import Table

DERIVED = (
    ("`ell`", "`(1 - mis) (1 - dil) s`, relief that takes effect; `1 - dil` under cover only"),
    ("`R`", "`(1 - u) v + tr - y`, what reciprocating brings the rival over holding"),
    ("`b_t`", "`h_t e - u k - L_t`, pressed: gain on hardline that is not pressed; less `c_t` under cover"),
    ("`X_t`", "the same where the rival does not press: if it holds, or if `R > 0` and it reciprocates"),
    ("`mu*`", "`(A - J ell - max(0, R)) / (A + P)`, critical resolve: believing in less, it presses"),
)
PAYOFFS = (
    Table(
        "The stronger state of type t, over `-h_t (1 - e)`, and `-c_t` under cover, which it has in every cell; `W` "
        "stands for `W + f F`.",
        ("stronger state", "hold", "reciprocate", "press"),
        (("any approach", "`-u k - W (1 - ell)`", "`-k + Y - W (1 - ell)`", "`-u k - W - L_t`"),),
    ),
    Table(
        "The rival. After hardline `k`, `v`, `ell` and `e` are zero, and it cannot reciprocate.",
        ("rival", "hold", "reciprocate", "press"),
        (
            ("against the irresolute", "`u v + J ell`", "`v - y + J ell + tr`", "`u v + A`"),
            ("against the resolute", "`u v + J ell`", "`v - y + J ell + tr`", "`u v - P`"),
        ),
    ),
)
WORDS = (
    "The stronger state knows whether it is resolute (res) or irresolute (irr). It takes hardline, limited or core, "
    "the last two also under cover of hardline policies elsewhere. The rival sees that and presses, holds or "
    "reciprocates."
)
ASSUMPTIONS = Table(
    "",
    ("assumption", "formula", "in words"),
    (
        ("B1", "`h_t e + (W + f F) ell > u k` and `h_t e + (W + f F) ell + Y > k`, for both",
         "unpressed, the approach beats hardline"),
        ("B2", "`h_t e > u k` for both", "savings cover what is given unilaterally"),
        ("B3", "`k - Y < u k + L_t + (W + f F) ell` for both", "being pressed is worse than being reciprocated"),
        ("B4", "`(h_t e - u k + (W + f F) ell) / (L_t + (W + f F) ell)` larger for the irresolute",
         "adverse inference: the irresolute have more nerve"),
    ),
)  # fmt: skip


def contents() -> Sequence[Story | Table]:
    """The head of the chapter."""
    return head(tm.ApproachGame, DERIVED, PAYOFFS, WORDS, ASSUMPTIONS)
