"""The theorems of the opening game, T0 to T15: stated in words, proved over all parameters, refuted by exact numbers.

Each is our formalisation of passages of Mastro & Siegel (2023), S1 to S12, and Mastro (2019), M1; none is taken from
them. Statements and witnesses are in `opening_refusal`, `opening_conditions` and `opening_remedies`, in the vocabulary
of `opening_formal`; what "proved" means is in `termination.engine.prove`; arguments for any number of types, and what
was found false or stronger than first thought, in docs/theorems.md.

The SMT solver is the extra `proofs`; the statements can be read without it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from termination.engine.game import SignalingGame
from termination.engine.prove import Chapter, Theorem
from termination.models import opening_conditions as conditions
from termination.models import opening_refusal as refusal
from termination.models import opening_remedies as remedies
from termination.models.opening_exposition import exposition


def game(parameters: Mapping[str, Any]) -> SignalingGame:
    """The game in which a claim fails: parameters of the model, or payoffs cell by cell."""
    from termination.models.opening import OpeningGame

    model = OpeningGame.from_payoffs(**parameters) if "sender" in parameters else OpeningGame(**parameters)
    return model.game()


THEOREMS: Mapping[str, Theorem] = {
    theorem.name: theorem
    for theorem in (
        Theorem(
            "T0",
            "adverse inference",
            "With A4 and no signal, for any number of types and in any regime: in every equilibrium, if a type opens "
            "with positive probability, then every less resilient type opens for sure. With A4 reversed, every more "
            "resilient type. A4 is exactly single crossing; it needs the weak to gain more from talks by more than "
            "they suffer more from escalation.",
            ("S1", "S10", "M1"),
            refusal.t0,
            refusal.f0,
            (
                "A2 is not used: with its denominators multiplied out A4 carries what is needed, also where a harm is "
                "zero.",
            ),
        ),
        Theorem(
            "T1",
            "the first condition, in every equilibrium",
            "With A1, if `k + m > g (1 - r_1)`, for any number of types: in every equilibrium all types open and are "
            "never escalated against; silently, if every `c_i > 0`.",
            ("S2",),
            conditions.t1,
            conditions.f1,
            (
                "A2 is not used. With a guarantee only opening need be safe: escalation may be tempting while she "
                "stays closed.",
            ),
        ),
        Theorem(
            "T2",
            "the first condition, in some equilibrium",
            "With A1 and no signal, for any number of types: talks happen with positive probability in some "
            "equilibrium if and only if `k + m >= g (1 - R(p))`; then one in which all types open exists, also with "
            "the signal.",
            ("S2",),
            conditions.t2,
            conditions.f2,
            (
                "A2 is not used.",
            ),
        ),
        Theorem(
            "T3",
            "no talks while escalation is tempting",
            "With A1 and no signal, for any number of types, if `k + m < g (1 - R(p))`: in every equilibrium, "
            "whatever opening happens is escalated against for sure.",
            ("S2", "S4"),
            conditions.t3,
            conditions.f3,
            (
                "A2 is not used.",
            ),
        ),
        Theorem(
            "T4",
            "adverse inference where escalation is tempting",
            "With A3, A4 and no signal, while escalation is tempting and `b_H < lam d_H`: in every equilibrium "
            "surviving D1, H stays closed; L opens for sure if `b_L > lam d_L`; if `b_L < lam d_L` (A1 for L) she "
            "stays closed with weight `p_H (k - g (1 - r_H)) / (p_L (g (1 - r_L) - k))`, closed being escalated "
            "against with probability `lam - b_L / d_L`; at equality a continuum. Without D1 the only other behaviour "
            "is that both open, escalated for sure; with A4 reversed it is the only one.",
            ("S4", "S10", "M1"),
            refusal.t4,
            refusal.f4,
            (
                "A1 is used for L's mixing, for what is left without D1 and with A4 reversed, and not for H's staying "
                "closed. A2 is not used.",
                "Where `b_L < lam d_L` or `b_L = lam d_L`, `b_H < lam d_H` follows from A4; where `b_L > lam d_L`, A4 "
                "follows.",
                "With A4 reversed `b_H < lam d_H` is not used: for any premium of H both open and are escalated "
                "against.",
                "The equilibrium of a bold L needs only `k + m <= g (1 - r_L)`, not that escalation is tempting.",
            ),
        ),
        Theorem(
            "T5",
            "full separation by the signal",
            "With A1, while escalation is tempting: if in an equilibrium H gets talks for sure, she signals for sure, "
            "`c_H <= lam d_H` and `c_L >= lam d_L`. Conversely with A3 these two inequalities suffice for such an "
            "equilibrium. One survives D1 if and only if `c_H / d_H <= b_H / d_H + max(0, lam - b_L / d_L)`. If `c_L "
            "> lam d_L`, L does not signal and open.",
            ("S3",),
            conditions.t5,
            conditions.f5,
            (
                "A2 is used for the necessity of the two inequalities only: where escalation costs L nothing, H may "
                "get talks silently while L signals.",
                "That L does not mimic holds in every equilibrium of every regime, with no assumption.",
                "The converse needs only `k + m <= g (1 - r_L)`, not that escalation is tempting.",
                "The condition for D1 is necessary for every equilibrium in which H gets talks for sure, not only "
                "that one.",
            ),
        ),
        Theorem(
            "T6",
            "partial separation by the signal",
            "With A1 and A2, while escalation is tempting: if H gets talks with positive probability, she gets them "
            "only by signalling, `c_L > 0` and `c_H d_L <= c_L d_H`. With A3 and `0 < c_L < lam d_L` that ratio "
            "suffices for partial separation, in which he escalates on the signal with probability `1 - c_L / (lam "
            "d_L)`. It survives D1 if and only if `b_H / d_H >= b_L / d_L`, or both `c_L / d_L >= lam - b_H / d_H` "
            "and `c_L / d_L - c_H / d_H >= min(lam, b_L / d_L) - b_H / d_H`.",
            ("S3",),
            conditions.t6,
            conditions.f6,
            (
                "That silent opening is escalated against for sure holds of either type, and of any number of types.",
                "The condition for D1 is exact. Its necessity uses neither A1 nor A2 nor `c_L < lam d_L`: it holds of "
                "every equilibrium in which H gets talks with positive probability.",
                "For `c_L < lam d_L` the probability of escalation after the signal is the same in all of them.",
            ),
        ),
        Theorem(
            "T7",
            "a signal that only the highly resilient care to use",
            "With A1 and A3, while escalation is tempting, if `c_L > lam d_L`, `c_H < lam d_H` and `c_H / d_H < b_H / "
            "d_H + max(0, lam - b_L / d_L)` (so if `c_H < b_H`): an equilibrium surviving D1 exists, and in every "
            "such one H signals and opens and gets talks, L opens silently and is escalated against.",
            ("S3",),
            conditions.t7,
            conditions.f7,
            (
                "`c_H < b_H` is more than is needed: the condition stated is, up to its edges, also necessary (T5).",
                "Neither A4 nor A2 is used.",
            ),
        ),
        Theorem(
            "T8",
            "face-saving",
            "With A1 for L, A3 and `D > 0`, while escalation is tempting: under D1 H stays closed and escalation is "
            "not certain for `phi` below `lam d_H - (x_H - w_H)` and `phi_star = (b_L d_H - b_H d_L) / (d_L - d_H)`, "
            "the premia at `phi = 0`; beyond either both open and escalation is certain. In the middle regime (A1) "
            "`phi` past `phi_star` makes talks the only outcome that survives D1.",
            ("S5", "S8"),
            remedies.t8,
            remedies.f8,
            (
                "Beyond the thresholds neither A3 nor D1 is used. With `D = 0` face-saving leaves A4 as it is: "
                "`phi_star` is infinite.",
            ),
        ),
        Theorem(
            "T9",
            "de-escalation",
            "De-escalation alike in every cell changes no equilibrium and no verdict of D1. An enemy who fights less "
            "hard against a closed opener raises `w_i` and so lowers `b_i`: joint refusal outlasts it, and what keeps "
            "H closed under D1 does if H gains at least as much as L.",
            ("S6",),
            remedies.t9,
            remedies.f9,
            (
                "If L gains more than H in a closed war, A4 can turn: then refusal need not deepen under D1.",
            ),
        ),
        Theorem(
            "T10",
            "coercion",
            "While escalation is tempting (A1), pressure never brings talks; beyond `z_bar = lam D + (lam eta - b_H) "
            "/ (1 - r_H)`, the premium at `z = 0`, if `r_H < 1`, both open and escalation is certain. Once `b_L > lam "
            "d_L` joint refusal is over; with `b_H < lam d_H` exactly three equilibria remain in the middle regime, "
            "and pressure can turn a war without escalation into one escalated with probability `Pr(L)`. With both "
            "`b_i > lam d_i` talks are the only outcome. Pressure never undoes A4 and can create it.",
            ("S7",),
            remedies.t10,
            remedies.f10,
            (
                "If `r_H = 1` pressure does not reach H, and no amount of it makes her open: `r_H < 1` is needed.",
                "The end of joint refusal needs no assumption but `b_L > lam d_L`; A1 for H alone is used for the "
                "three equilibria.",
            ),
        ),
        Theorem(
            "T11",
            "whatever her payoffs",
            "While escalation is tempting, no signal, for any number of types and any opener's payoffs with "
            "`u_i(open, hold) > u_i(closed, escalate)` and `u_i(open, escalate) >= u_i(closed, escalate)`: opening is "
            "escalated against for sure whenever it happens.",
            ("S5", "S6", "S7", "S8"),
            remedies.t11,
            remedies.f11,
        ),
        Theorem(
            "T12",
            "guarantees",
            "With A1, for any number of types: `k + m > g (1 - r_1)` brings talks in every equilibrium, `k + m >= g "
            "(1 - R(p))` in some; the second bound is attained, the first is not. If talks are lost when he "
            "escalates, his own stake acts as `m` does.",
            ("S9",),
            remedies.t12,
            remedies.f12,
            (
                "At the first bound and below, an equilibrium without talks for both is exhibited on either side of "
                "temptation.",
            ),
        ),
        Theorem(
            "T13",
            "support for the resilient, and compelling her",
            "With A1 for L, A3, `D > 0`, `z = 0` and `k + m < g p_L (1 - r_L)`: under D1 H stays closed for `r_H` "
            "below `r_prime = 1 - (b_H / lam - eta) / D` and `r_second = 1 - (b_H d_L / b_L - eta) / D`; above either "
            "both open and are escalated against. For larger `k` support works through his beliefs, from `r_H = (1 - "
            "(k + m) / g - p_L r_L) / p_H` on. The pressure that makes H open although he escalates is `z_bar` (T10); "
            "it grows without bound as `r_H -> 1` if and only if `x_H - w_H + phi < lam eta`.",
            ("S11",),
            remedies.t13,
            remedies.f13,
            (
                "A3 bounds the first claim from below: where `k + m < g (1 - r_H)`, he escalates against everyone, "
                "and both open.",
                "Above the thresholds neither A3 nor D1 is used.",
            ),
        ),
        Theorem(
            "T14",
            "all equilibria of the middle regime",
            "With A1, no signal, in the middle regime. With A4: talks for both; joint refusal; L alone; L opens and H "
            "mixes; at `b_L = lam d_L` L mixing: each under its conditions, and each survives D1, joint refusal if "
            "opening would be escalated against for sure. With A4 reversed: talks or joint refusal, and D1 leaves "
            "talks. At equality: both, and mixing by indifferent types; D1 removes nothing of joint refusal.",
            ("S1", "S4"),
            refusal.t14,
            refusal.f14,
            (
                "Selection is part of the answer: beside joint refusal talks for both always exist and survive D1.",
            ),
        ),
        Theorem(
            "T15",
            "refusal in its purest form",
            "With A1, A4 and no signal, in the middle regime, if `b_i <= lam d_i` for both: both refusing, never "
            "escalated against, is an equilibrium and survives D1, although talks without escalation are one too and "
            "both types prefer them. Inducements can work here: once A4 is reversed, or both `b_i > lam d_i`, talks "
            "are the only outcome surviving D1.",
            ("S1", "S4"),
            refusal.t15,
            refusal.f15,
            (
                "A1 is used for the talks, not for the refusal, which also holds at the edges of the regime.",
                "With boldness talks are the only outcome even without D1, and without A1.",
            ),
        ),
    )
}

CHAPTER = Chapter(
    "opening",
    "The opening game. The formalisation is ours: statements formalise passages of Mastro & Siegel (2023), numbered "
    "S1 to S12 here, and of Mastro (2019), M1. None is a proposition of theirs.",
    THEOREMS,
    game,
    exposition,
)
