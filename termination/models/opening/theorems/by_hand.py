"""Arguments made by hand, and ours: for more types, of hers or of his, than those for which the machine proves.

Each stands with its theorem, in the guide and in the formal appendix. Types 1, ..., N are numbered by resilience.
"""

from __future__ import annotations

from collections.abc import Mapping

from termination.engine.proving.prove import Argument

_ANY_NUMBER = "for any number of types"

#: By name of the theorem.
BY_HAND: Mapping[str, tuple[Argument, ...]] = {
    "T0": (
        Argument(
            _ANY_NUMBER,
            (
                "Let `rho_o` and `rho_c` be the chances of escalation after open and after closed. Type `i` gains `b_i "
                "- s d_i` by opening, where `s = lam rho_o - rho_c`. Harms `d_i` are not negative, and fall weakly in "
                "`i`. A4 says `b_i d_j > b_j d_i` for neighbours `i < j`. It then holds for all `i < j`: where harms "
                "are positive the ratios `b_i / d_i` fall; and at most `d_N` is zero, since of two neighbours without "
                "harm neither side would be greater, and then A4 for `N - 1` and `N` says `b_N < 0`, so that `0 > b_N "
                "d_i` for every `i < N`.",
                "Let `j` open with positive probability, that is `b_j >= s d_j`, and let `i < j`. If `d_j > 0`, then "
                "`b_i d_j > b_j d_i >= s d_j d_i`, so `b_i > s d_i` and `i` opens for sure. If `d_j = 0` then `j = N` "
                "and `b_N >= 0`, which A4 excludes. With A4 reversed let `i` open, `b_i >= s d_i`, and `i < j`. Here "
                "`d_i > 0`, as `i < N`; `b_j d_i > b_i d_j >= s d_i d_j`, so `b_j > s d_j`.",
            ),
        ),
    ),
    "T1": (
        Argument(
            _ANY_NUMBER,
            (
                "His gain `n_i(a)` from escalating against type `i` after posture `a` falls strictly in `i`. If `k + m "
                "> g (1 - r_1)` then `n_i(open) < 0` for every `i`, so that after every open message, whatever he "
                "believes, he holds. Opening silently then pays `x_i + phi`, up to `psi`. Any closed message pays at "
                "most `w_i - z (1 - r_i)`, which is less by at least `b_i > 0`. So all types open and are never "
                "escalated against; if `c_i > 0`, signalling besides only costs. The equilibrium in which all open "
                "silently exists, with beliefs at the prior throughout.",
            ),
        ),
    ),
    "T2": (
        Argument(
            _ANY_NUMBER,
            (
                "Only if: his gains from escalating satisfy `n_i(closed) = n_i(open) + m >= n_i(open)`. Let `rho_o` "
                "and `rho_c` be the chances of escalation after open and after closed; suppose that opening is sent, "
                "`rho_o < 1`, and yet `sum_i p_i n_i(open) > 0`. Holding is a best reply after open, so the posterior "
                "there has `sum_i mu_i n_i(open) <= 0`. The prior is the mean of the posteriors after the two "
                "messages, weighted with their probabilities. So closed is sent, and its posterior has `sum_i mu_i "
                "n_i(open) > 0`, hence `sum_i mu_i n_i(closed) > 0`, and `rho_c = 1`. But then opening beats closed "
                "for every type, by at least `b_i + (1 - lam) d_i > 0`, and closed is not sent: a contradiction. So "
                "talks with positive probability need `sum_i p_i n_i(open) <= 0`, which is `k + m >= g (1 - R(p))`.",
                "If: let all open silently, let him hold after open messages and after closed ones do what is best at "
                "the prior; beliefs stay at the prior. He replies well; she loses `b_i` or more by staying closed and "
                "gains nothing by a signal.",
            ),
        ),
    ),
    "T3": (
        Argument(
            _ANY_NUMBER,
            (
                "That opening is escalated against is the first half of the argument for T2, by contraposition. Let "
                "all open and him escalate after both messages, at the prior: he replies well, and opening is better "
                "by `b_i + (1 - lam) d_i`.",
            ),
        ),
    ),
    "T11": (
        Argument(
            _ANY_NUMBER,
            (
                "The contradiction in the argument for T2 used of her payoffs only that, once closed is escalated "
                "against for sure, opening that is not beats it: `u_i(open, hold) > u_i(closed, escalate)` and "
                "`u_i(open, escalate) >= u_i(closed, escalate)`. That all opening is an equilibrium follows as for T3.",
            ),
        ),
    ),
    "T12": (
        Argument(
            _ANY_NUMBER,
            (
                "The large guarantee is T1 and the small one T2. The large one is not attained: at `k + m = g (1 - "
                "r_1)`, if `k >= g (1 - R(p))` and `b_i <= lam d_i` for all `i`, all types staying closed, held after "
                "closed, is an equilibrium: opening is taken for type 1, against whom escalating is a best reply. If "
                "talks are lost when he escalates, his payoff from escalating after open is less by `t`, as it is by "
                "`m`.",
            ),
        ),
    ),
    "B0": (
        Argument(
            "for any number of types of hers and of his",
            (
                "She minds only how likely escalation is, not who escalates. Type `i` gains `b_i (1 - (1 - kappa) "
                "rho_o) - (lam rho_o - rho_c) d_i` by opening, and for `kappa > 0` the first factor is positive: the "
                "argument for T0, with `s` divided by it, holds as it stands.",
            ),
        ),
    ),
    "B1": (
        Argument(
            "that all opening is an equilibrium, for any number of types of hers and of his",
            (
                "Let all open. Where a type of his is indifferent let him hold after open. Let closed be taken for the "
                "weakest type, and let those of his types who are indifferent there escalate. The chance of escalation "
                "falls as resilience rises, and the guarantee, `m >= 0`, lowers it after open. So `rho_closed = h_L >= "
                "tau_closed(p) >= rho_open`, and with A1 opening gains `b_i - lam d_i rho_open + d_i rho_closed >= b_i "
                "> 0`.",
            ),
        ),
        Argument(
            "what D1 asks, for any number of types of hers and of his",
            (
                "Let A4 hold and all open. No harm is zero then: only `d_N` could be (T0), and `b_N < 0` would keep "
                "type N closed. Type `i` gains by deviating to closed if and only if `rho_closed < t_i = lam rho_open "
                "- b_i / d_i`, and by A4 `t_i` rises in `i`. Over all beliefs the chances of escalation at best "
                "replies fill an interval, from the least against the most resilient, which is `h_H` or less, to "
                "`h_L`, against the weakest. If some of it lies below `t_N`, then N gains at every reply at which "
                "another type gains or breaks even. D1 then leaves N alone, his reply must be best against N, so "
                "`rho_closed <= h_H`; this deters N if and only if `h_H >= t_N`, and then it deters all. If none of "
                "the interval lies below `t_N`, then `h_H >= t_N` as well, and nobody is ruled out. So all opening "
                "survives D1 if and only if `b_N >= lam d_N tau_open(p) - d_N h_H`.",
                "With A4 reversed `t_i` falls in `i`, and a type without harm never gains by closed. D1 leaves the "
                "weakest, `h_L` stands in the place of `h_H`, and with A1 the condition always holds.",
            ),
        ),
    ),
    "B2": (
        Argument(
            "the floor, for any number of types of hers and of his",
            (
                "Let A1 hold, let someone open, and suppose `rho_open < tau_open(p)`. Then some type of his who would "
                "escalate after open at the prior holds, so that opening is taken for more resilience than the prior. "
                "Then closed is sent too, and is taken for less. So every type of his who would escalate after open at "
                "the prior escalates after closed: `rho_closed >= tau_open(p) > rho_open`. But then `b_i + d_i "
                "(rho_closed - lam rho_open) > 0`, all types open, and the belief after open is the prior: a "
                "contradiction. With B1, talks are possible if and only if `tau_open(p) < 1`. A4 is not used.",
            ),
        ),
        Argument(
            "what D1 leaves, for two types of hers and any number of his",
            (
                "Let A1 and A4 hold. If H opens with positive probability, either all open (B1) or she mixes. If she "
                "mixes, L opens for sure (B0), closed is sent by H alone, and `rho_closed <= h_H`; H is indifferent, "
                "so by the floor `b_H = lam d_H rho_open - d_H rho_closed >= lam d_H tau_open(p) - d_H h_H`. Where "
                "`b_H` is less, H stays closed, and talks come by L alone, who is known for what she is: `rho_open` is "
                "`tau_open(L)` at least. Closed is then taken for more resilience than the prior, so `rho_closed <= "
                "tau_closed(p)`, the least chance there. Where `b_L` lies between `lam d_L tau_open(L) - d_L "
                "tau_closed(p)` and `lam d_L tau_open(L) - d_L h_H` she mixes: as fewer of the weak stay closed, best "
                "replies to closed run through all chances between `tau_closed(p)` and `h_H`, and one of these leaves "
                "her indifferent.",
                "So talks are possible under D1 if and only if `tau_open(p) < 1` and `b_H >= lam d_H tau_open(p) - d_H "
                "h_H`, or `tau_open(L) < 1` and `b_L >= lam d_L tau_open(L) - d_L tau_closed(p)`.",
            ),
        ),
    ),
    "B3": (
        Argument(
            "the price, for two types of hers and any number of his",
            (
                "`b_H` contains `phi`. Solved for it, the condition of B1 is the price stated, as long as A4 holds. "
                "Face-saving undoes A4 at `phi_star = (b_L d_H - b_H d_L) / (d_L - d_H)`, with premia at `phi = 0` and "
                "`D > 0`; from there on, with A1, all opening survives D1 whatever the chances of escalation. So the "
                "smaller of the two, or 0 if that is larger, is the least face-saving at which an opening by all "
                "survives D1, if A1 holds at `phi_star`.",
                "Where hawks alone escalate after open at the prior and known resilience deters them, the price rises "
                "by `lam d_H` for each unit of their share. Where nothing deters them it falls by `(1 - lam) d_H`: "
                "they escalate against closed as well, so that staying closed protects nobody.",
            ),
        ),
        Argument(
            "both refusing, for two types of hers and any number of his",
            (
                "Where both refuse, closed leaves the belief at the prior, and the most that opening can meet is "
                "`tau_open(L)`. So `b_L <= lam d_L tau_open(L) - d_L tau_closed(p)`, where he may resolve ties in "
                "favour of staying closed. With A4 that suffices: as in B1, L gains from opening at more replies than "
                "H does, so that the belief in L, which deters her, survives D1.",
            ),
        ),
    ),
    "B4": (
        Argument(
            "for two types and a certain opponent",
            (
                "Open is on the path, so Bayes' rule gives `Pr(L | open)` whatever is believed elsewhere: no "
                "refinement is needed. With A1, those who choose can refuse together, not escalated against, only if "
                "he escalates after open at that belief, which is the first condition, and if they lose by it, `b_i <= "
                "lam d_i`. In the middle regime he would not escalate at the prior: opening that he escalates against "
                "is taken for less resilience than the prior, closed for more, so that he holds after closed, and the "
                "two conditions suffice.",
            ),
        ),
    ),
}
