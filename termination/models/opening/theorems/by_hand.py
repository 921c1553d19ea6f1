"""Arguments for any number of types, of the theorems that speak of any number: made by hand, and ours.

The machine proves these theorems for two types and for three. Each argument stands with its theorem, in the guide and
in the formal appendix. Types 1, ..., N are numbered by resilience.
"""

from __future__ import annotations

from collections.abc import Mapping

#: By name of the theorem, in paragraphs.
BY_HAND: Mapping[str, tuple[str, ...]] = {
    "T0": (
        "Let `rho_o` and `rho_c` be the chances of escalation after open and after closed. Type `i` gains "
        "`b_i - s d_i` by opening, where `s = lam rho_o - rho_c`. Harms `d_i` are not negative, and fall weakly in "
        "`i`. A4 says `b_i d_j > b_j d_i` for neighbours `i < j`. It then holds for all `i < j`: where harms are "
        "positive the ratios `b_i / d_i` fall; and at most `d_N` is zero, since of two neighbours without harm "
        "neither side would be greater, and then A4 for `N - 1` and `N` says `b_N < 0`, so that `0 > b_N d_i` for "
        "every `i < N`.",
        "Let `j` open with positive probability, that is `b_j >= s d_j`, and let `i < j`. If `d_j > 0`, then "
        "`b_i d_j > b_j d_i >= s d_j d_i`, so `b_i > s d_i` and `i` opens for sure. If `d_j = 0` then `j = N` and "
        "`b_N >= 0`, which A4 excludes. With A4 reversed let `i` open, `b_i >= s d_i`, and `i < j`. Here `d_i > 0`, "
        "as `i < N`; `b_j d_i > b_i d_j >= s d_i d_j`, so `b_j > s d_j`.",
    ),
    "T1": (
        "His gain `n_i(a)` from escalating against type `i` after posture `a` falls strictly in `i`. If "
        "`k + m > g (1 - r_1)` then `n_i(open) < 0` for every `i`, so that after every open message, whatever he "
        "believes, he holds. Opening silently then pays `x_i + phi`, up to `psi`. Any closed message pays at most "
        "`w_i - z (1 - r_i)`, which is less by at least `b_i > 0`. So all types open and are never escalated against; "
        "if `c_i > 0`, signalling besides only costs. The equilibrium in which all open silently exists, with beliefs "
        "at the prior throughout.",
    ),
    "T2": (
        "Only if: his gains from escalating satisfy `n_i(closed) = n_i(open) + m >= n_i(open)`. Let `rho_o` and "
        "`rho_c` be the chances of escalation after open and after closed; suppose that opening is sent, `rho_o < 1`, "
        "and yet `sum_i p_i n_i(open) > 0`. Holding is a best reply after open, so the posterior there has "
        "`sum_i mu_i n_i(open) <= 0`. The prior is the mean of the posteriors after the two messages, weighted with "
        "their probabilities. So closed is sent, and its posterior has `sum_i mu_i n_i(open) > 0`, hence "
        "`sum_i mu_i n_i(closed) > 0`, and `rho_c = 1`. But then opening beats closed for every type, by at least "
        "`b_i + (1 - lam) d_i > 0`, and closed is not sent: a contradiction. So talks with positive probability need "
        "`sum_i p_i n_i(open) <= 0`, which is `k + m >= g (1 - R(p))`.",
        "If: let all open silently, let him hold after open messages and after closed ones do what is best at the "
        "prior; beliefs stay at the prior. He replies well; she loses `b_i` or more by staying closed and gains "
        "nothing by a signal.",
    ),
    "T3": (
        "That opening is escalated against is the first half of the argument for T2, read backwards. Let all open and "
        "him escalate after both messages, at the prior: he replies well, and opening is better by "
        "`b_i + (1 - lam) d_i`.",
    ),
    "T11": (
        "The contradiction in the argument for T2 used of her payoffs only that, once closed is escalated against for "
        "sure, opening that is not beats it: `u_i(open, hold) > u_i(closed, escalate)` and "
        "`u_i(open, escalate) >= u_i(closed, escalate)`. That all opening is an equilibrium follows as for T3.",
    ),
    "T12": (
        "The large guarantee is T1 and the small one T2. The large one is not attained: at `k + m = g (1 - r_1)`, if "
        "`k >= g (1 - R(p))` and `b_i <= lam d_i` for all `i`, all types staying closed, held after closed, is an "
        "equilibrium: opening is taken for type 1, against whom escalating is a best reply. If talks are lost when he "
        "escalates, his payoff from escalating after open is less by `t`, as it is by `m`.",
    ),
    "B0": (
        "She minds only how likely escalation is, not who escalates. Type `i` gains "
        "`b_i (1 - (1 - kappa) rho_o) - (lam rho_o - rho_c) d_i` by opening, and for `kappa > 0` the first factor is "
        "positive: the argument for T0, with `s` divided by it, holds as it stands.",
    ),
}
