"""From one period to all: arguments made by hand, and ours, each from the statements that the machine proves.

Each stands with its theorem, in the guide and in the formal appendix. Types are two; n is the number of periods left.
"""

from __future__ import annotations

from collections.abc import Mapping

from termination.engine.proving.prove import Argument

#: By name of the theorem.
BY_HAND: Mapping[str, tuple[Argument, ...]] = {
    "Y0": (
        Argument(
            "for any number of periods",
            (
                "The first bound is linear in the probabilities of talks, so that it adds up over messages, battles "
                "and periods. Where parameters change from period to period, the least `q_star_open` counts.",
            ),
        ),
    ),
    "Y1": (
        Argument(
            "what can follow, for any number of periods",
            (
                "Count back from the end; n is the number of periods left. In the last period `C_i = om_i` and `K_i = "
                "0`. If `C_i <= om_i + beta b_i` at n, then `V_i <= A_i` there. So at n + 1, the mean over battles of "
                "what is at most `A_i` being at most `A_i`, `C_i = (1 - beta) om_i + beta E_i V_i <= om_i + beta b_i`. "
                "In the same way L brings him at most `g (1 - r_L) - k + t` after any news, so that `K_L <= beta (g (1 "
                "- r_L) - k + t)`. That is less than `g (1 - r_L) - k` if `beta t < (1 - beta) (g (1 - r_L) - k)`.",
                "So with A1, `k < g (1 - r_L)`, `t = 0` and `(1 - beta) b_H > lam d_H` both open at once in every "
                "equilibrium, however many periods are left, whatever battles tell and whichever equilibrium is "
                "selected: escalated against below `q_star_open`, in talks above it (Y5).",
            ),
        ),
    ),
    "Y2": (
        Argument(
            "from one period to the period before",
            (
                "At the start of a period let `u_i = (A_i - V_i) / d_i`. In the period before, `c_i = (1 - beta) B_i + "
                "beta E_i u_i`. If `u_L >= u_H` at every belief and `u_L` falls in `q`, then `E_L u_L >= E_H u_L >= "
                "E_H u_H`, since news lead H to higher beliefs (in the order of likelihood ratios); so `c_L > c_H` by "
                "A4. In the last period `c_i = B_i`, so that `u_L >= u_H` there. Whether `u_L` falls, that is whether "
                "`V_L` rises in `q`, depends on what is played.",
            ),
        ),
        Argument(
            "where refusal is selected, for any number of periods",
            (
                "Let A1, A3 and A4 hold, `k < g (1 - r_L)`, `t = m = 0` and `b_L <= lam d_L`, and let the equilibrium "
                "with the least opening be selected. He then solves a problem of stopping. Below `q_star` he gets "
                "`max(e, beta E W)`, `W` being what he gets one period later: where L mixes he expects `e(q)`, since "
                "opening is hers alone and closed leaves him indifferent. `W` is convex in `q`, so he waits from some "
                "belief `q_n` on. Below `q_n`, `u_L = lam`. Above it both stay closed, and `u_L` is `(1 - beta) B_L` "
                "plus `beta` times the mean of `u_L` over battles, which falls in `q` if `u_L` does one period later, "
                "and is at most `lam`. So `V_L` rises in `q` whatever n, and the weak open first.",
            ),
        ),
        Argument(
            "where most talks are selected, for any number of periods",
            (
                "Let A1, A3 and A4 hold, `t = 0`, `(1 - beta) b_H < lam d_H`, let what is at stake be the same in "
                "every period, and let the equilibrium with most talks be selected. `V_L` need not rise in `q`. Still, "
                "wherever closed may be held, `c_L > c_H`, or else `c_L > lam` and L opens whatever he does: the weak "
                "open first in every equilibrium of every period. Count back from the end. H is bold if `b_H > lam "
                "d_H`, and timid if not.",
                "Above `q_star_open` both open and are held: nobody gains by staying closed, so that D1 leaves it, and "
                "nothing has more talks. Below, D1 leaves three ways to play. First, both wait. Second, L alone opens, "
                "escalated against, sometimes or for sure; closed is held, or he is indifferent there. Third, in the "
                "last period, if H is bold, both open, escalated against. There is no fourth: where `c_L > c_H`, H "
                "opens only if L opens for sure (Y2). If H then stays closed at times, closed is hers alone, is held, "
                "and is worth more to her than opening under fire; or, in the last period at `b_H = lam d_H`, as much, "
                "and the least opening is selected. If both open for sure, then wherever L does not lose by staying "
                "closed H gains by it, so that D1 takes closed for H's, and she stays closed. Nor is he indifferent on "
                "a whole interval of beliefs: against L alone, waiting brings him at most `beta` times what escalating "
                "does.",
                "So from a belief `q < q_star_open` play goes on until it ends: in talks, at a belief of `q_star_open` "
                "or more; where L opens; or where he is indifferent, which is worth to him at most what escalating is "
                "worth then. At the ends that are not talks L loses `lam` in units of her harm, and H, being less "
                "keen, no more: hence `c_L = B_L on_L + lam fire_L` and `c_H <= B_H on_H + lam fire_H`, `fire_i` being "
                "the share of these ends. By Bayes' rule an end is likelier of H than of L in the ratio of the odds at "
                "its belief to the odds at `q`: the condition on `talks_i`.",
                "If H is timid, she stays closed and is held where L opens, and play goes on for her. He waits at `q` "
                "only if the ends that are not talks bring him as much as escalating now, since talks and fighting "
                "bring him nothing: the condition on `fire_i`, under which `c_L > c_H`. If H is bold, let play end "
                "wherever L opens. Until then both wait below `q_star_open`, which is the condition on `on_i`, and L "
                "waits only if `c_L <= lam`: so again `c_L > c_H`. Where `c_L > lam` closed, held or not, costs L more "
                "than opening under fire: she opens, and H loses no more than she does. From a belief of `q_star_open` "
                "or more only bad news, likelier of L, lead to less than talks, and there L loses more: so `c_L > c_H` "
                "by at least `(1 - beta) (B_L - B_H)`.",
            ),
        ),
    ),
    "Y3": (
        Argument(
            "where both wait, two periods before the end",
            (
                "With two periods left, `0 < q_star < 1`, A1, A4, `t = m = 0` and a timid L, he expects `max(0, "
                "e(q_y))` after each outcome y, so that `K(q) = beta E max(0, e(q_y))`. At `q = 0` that is less than "
                "`e(0)`. At `q_star` it is positive if and only if some outcome leads to a belief below `q_star` and "
                "another to one above. So both wait on an interval of beliefs up to `q_star`, if `beta > 0` and "
                "battles inform; the interval is larger, the more patient he is and the better the news.",
            ),
        ),
    ),
    "Y10": (
        Argument(
            "from one period to the period before, whatever she keeps",
            (
                "Let harms and exposures be positive. Talks are worth `A_i` to her; opening brings `A_i - e_i "
                "rho_open`, and staying closed `(1 - rho_closed) C_i + rho_closed (A_i - b_i - d_i)`. She takes the "
                "better, so that what she loses against talks is the smaller of two losses. By harm, `e_i / d_i = lam "
                "+ (1 - kappa) B_i` is in the order of `B_i`: with A4 both losses are at least as large for L as for H "
                "if `c_L >= c_H`, and so is the smaller. So the second part of Y2 holds whatever she keeps.",
                "By exposure the first loss is `rho_open` for both. With `x_i = (A_i - C_i) / e_i` and `y_i = (b_i + "
                "d_i) / e_i` the second is at least as large for L if `x_L >= x_H` and `y_L >= y_H`. With A1, A4 and "
                "`lam > 1 - kappa` the latter holds in every period. In the period before, `x_i = (1 - beta) b_i / e_i "
                "+ beta E_i u_i`, and A4 orders `b_i / e_i = 1 / (lam / B_i + 1 - kappa)`. So where `u_L` falls in "
                "`q`, `x_L > x_H` there, as for Y2, and the weak open first.",
            ),
        ),
    ),
}
