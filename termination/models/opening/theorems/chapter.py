"""The theorems of the opening game, T0 to T16, and of it in doubt, B0 to B4.

They are stated in words, proved over all parameters, and refuted by exact numbers where an assumption is dropped.

Each is our formalisation of passages of Mastro & Siegel (2023) and of a reader's summary of it, S1 to S14, and of
Mastro (2019), M1; none is taken from them. Statements and witnesses are in `refusal`, `conditions`, `remedies`,
`kept` and `doubt`, in the vocabulary of `language`, arguments made by hand in `by_hand`; what "proved" means is in
`termination.engine.proving.prove`, what was found false or stronger than first thought in docs/theorems.md and
docs/doubt.md.

The SMT solver is the extra `proofs`; the statements can be read without it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from termination.engine.game import SignalingGame
from termination.engine.proving.prove import Chapter, Theorem
from termination.models.language import statement
from termination.models.opening.exposition import exposition
from termination.models.opening.theorems import conditions as conditions
from termination.models.opening.theorems import doubt as doubt
from termination.models.opening.theorems import kept as kept
from termination.models.opening.theorems import refusal as refusal
from termination.models.opening.theorems import remedies as remedies
from termination.models.opening.theorems.by_hand import BY_HAND


def game(parameters: Mapping[str, Any]) -> SignalingGame:
    """The game in which a claim fails: parameters of the model, or payoffs cell by cell."""
    from termination.models.opening.game import OpeningGame

    if "own_reasons" in parameters:
        return doubt.game_of_reasons(parameters)
    model = OpeningGame.from_payoffs(**parameters) if "sender" in parameters else OpeningGame(**parameters)
    return model.game()


#: How hypotheses are said that are not said by their own name.
PHRASES = {
    "no signal": "with no signal",
    "with the signal": "with the signal",
    "with the signal or without": "with the signal or without",
    "any number": "for any number of types",
    "in doubt": "with two types of the opponent",
    "kappa free": "for any `kappa` and `e_i = lam d_i + (1 - kappa) b_i`",
    "all open": "if all types open",
    "both refuse": "if both stay closed",
    "A4 an equality": "if `b_L / d_L = b_H / d_H`",
    "A4 at z = 0": "if A4 holds at `z = 0`",
    "b_i <= lam d_i at z = 0": "if `b_i <= lam d_i` at `z = 0`",
    "tempting": "while escalation is tempting",
    "not tempting": "if `k + m >= g (1 - R(p))`",
    "too costly": "if `k + m > g (1 - r_1)`",
    "not too costly": "if `k + m <= g (1 - r_1)`",
    "middle": "in the middle regime",
    "middle with edges": "in the middle regime, its edges included",
    "relief_L <= relief_H": "if H gains no less of it than L",
    "T6's condition": "where that condition holds",
    "D1": "in every equilibrium surviving D1",
}
_says = partial(statement, PHRASES)

_BELOW_PHI = "phi < lam d_H - (x_H - w_H) - z (1 - r_H)"
_BEYOND_PHI = "phi > min(lam d_H - (x_H - w_H) - z (1 - r_H), phi_star)"
_CREDIBLE = "b_H >= lam d_H tau_open(p) - d_H h_H"
_INCREDIBLE = "b_H < lam d_H tau_open(p) - d_H h_H"
_UNWILLING = "b_L <= lam d_L tau_open(L) - d_L tau_closed(p)"
_CHEAP = "k + m < g p_L (1 - r_L)"
_WORTH = "c_H / d_H <= b_H / d_H + max(0, lam - b_L / d_L)"
_LOW_ALONE = "L alone opening, escalated against for sure, is an equilibrium that survives D1."
_LOW_MIXES = "that H stays closed and L mixes is an equilibrium that survives D1."
_PUNISHED = "in every equilibrium both open and are escalated against for sure."


def _numbers(*names: str) -> tuple[str, ...]:
    """The parts of these names for two types and for three."""
    return tuple(f"{name}, {size} types" for name in names for size in (2, 3))


def _sizes(name: str) -> tuple[str, ...]:
    """The parts of that name for two types and for three, with the signal and without."""
    return tuple(f"{name}, {size} types, {signal}" for size in (2, 3) for signal in ("no signal", "with the signal"))


THEOREMS: Mapping[str, Theorem] = {
    theorem.name: replace(theorem, by_hand=BY_HAND.get(theorem.name, ()))
    for theorem in (
        Theorem(
            "T0",
            "adverse inference",
            (
                _says(
                    ["A4", "no signal", "any number"],
                    "in every equilibrium of any regime, if a type opens with positive probability, then every less "
                    "resilient type opens for sure.",
                    *_numbers("the weaker open first"),
                ),
                _says(
                    ["A4 reversed", "no signal", "any number"],
                    "in every equilibrium of any regime, if a type opens with positive probability, then every more "
                    "resilient type opens for sure.",
                    *_numbers("mirror image"),
                ),
                _says(
                    ["A2", "no signal"],
                    "A4 is exactly single crossing: at any chances of escalation that leave H indifferent, L would "
                    "rather open if and only if A4 holds.",
                    "A4 is exactly single crossing",
                ),
                _says(
                    ["A1 for L", "no signal", "b_L = b_H", "D > 0"],
                    "A4 is reversed, and opening is read as strength.",
                    "equal premia",
                ),
                _says(
                    ["no signal"],
                    "with `b_i = beta + zeta (1 - r_i)` A4 holds if and only if `zeta eta > beta D`.",
                    "premia linear in weakness",
                ),
                _says(
                    ["with the signal"],
                    "premium, harm, exposure, signal cost and his gain from escalating are differences of payoffs.",
                    "what the letters mean",
                ),
            ),
            ("S1", "S10", "M1"),
            refusal.t0,
            refusal.f0,
            (
                "Who opens first does not depend on A2: with its denominators multiplied out A4 is enough, "
                "also where a harm is zero.",
            ),
        ),
        Theorem(
            "T1",
            "the first condition, in every equilibrium",
            (
                _says(
                    ["A1", "with the signal or without", "any number", "too costly"],
                    "in every equilibrium all types open and are never escalated against; there is such an "
                    "equilibrium, in which all open silently.",
                    *_sizes("talks for all"),
                    *_sizes("there is one"),
                ),
                _says(
                    ["A1", "with the signal", "any number", "too costly", "c_i > 0"],
                    "in every equilibrium all open silently.",
                    *(f"silently, {size} types, with the signal" for size in (2, 3)),
                ),
            ),
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
            (
                _says(
                    ["A1", "no signal", "any number"],
                    "talks happen with positive probability in some equilibrium if and only if `k + m >= g (1 - "
                    "R(p))`.",
                    *_numbers("only if"),
                    *(f"if, {size} types, no signal" for size in (2, 3)),
                ),
                _says(
                    ["A1", "with the signal or without", "any number", "not tempting"],
                    "there is an equilibrium in which all types open and none is escalated against.",
                    *_sizes("if"),
                ),
            ),
            ("S2",),
            conditions.t2,
            conditions.f2,
            ("A2 is not used.",),
        ),
        Theorem(
            "T3",
            "no talks while escalation is tempting",
            (
                _says(
                    ["A1", "no signal", "any number", "tempting"],
                    "in every equilibrium, whatever opening happens is escalated against for sure; in one of them all "
                    "types open.",
                    *_numbers("opening is punished", "there is one"),
                ),
            ),
            ("S2", "S4"),
            conditions.t3,
            conditions.f3,
            ("A2 is not used.",),
        ),
        Theorem(
            "T4",
            "adverse inference where escalation is tempting",
            (
                _says(["no signal", "tempting"]),
                _says(["A3", "A4", "b_H < lam d_H", "D1"], "H stays closed.", "H stays closed"),
                _says(
                    ["A3", "b_H < lam d_H", "b_L > lam d_L", "D1"],
                    "L opens for sure and is escalated against for sure; staying closed is not escalated against.",
                    "a bold L opens",
                ),
                _says(
                    ["A1 for L", "A3", "A4", "b_L < lam d_L", "D1"],
                    "L stays closed with weight `p_H (k - g (1 - r_H)) / (p_L (g (1 - r_L) - k))`; opening is "
                    "escalated against for sure, staying closed with probability `lam - b_L / d_L`.",
                    "an exposed L mixes",
                ),
                _says(
                    ["A3", "A4", "b_L = lam d_L", "D1"],
                    "L stays closed with that weight at most, staying closed is not escalated against, and any such "
                    "weight occurs.",
                    "at the edge, at most",
                    "at the edge, all of it",
                ),
                _says(["A3", "b_L >= lam d_L", "b_H <= lam d_H"], _LOW_ALONE, "a bold L, there is one"),
                _says(["A1 for L", "A3", "A4", "b_L < lam d_L"], _LOW_MIXES, "an exposed L, there is one"),
                _says(
                    ["A1 for L", "A3", "A4", "b_H < lam d_H"],
                    "in every equilibrium, surviving D1 or not, opening is escalated against for sure, and H stays "
                    "closed or both open.",
                    "without D1",
                ),
                _says(
                    ["A1"],
                    "that both open, escalated against for sure, is an equilibrium.",
                    "without D1, there is one",
                ),
                _says(["A1 for L", "A4 reversed"], _PUNISHED, "A4 reversed"),
                _says(
                    ["A1 for L", "A4 reversed"],
                    "such an equilibrium exists and survives D1.",
                    "A4 reversed, there is one",
                ),
            ),
            ("S4", "S10", "M1"),
            refusal.t4,
            refusal.f4,
            (
                "A2 is not used.",
                "Where `b_L < lam d_L` or `b_L = lam d_L`, `b_H < lam d_H` follows from A4; where `b_L > lam d_L`, A4 "
                "follows.",
                "The equilibrium of a bold L needs only `k + m <= g (1 - r_L)`, not that escalation is tempting.",
            ),
        ),
        Theorem(
            "T5",
            "full separation by the signal",
            (
                _says(["A1", "with the signal"]),
                _says(
                    ["A2", "tempting"],
                    "if in an equilibrium H gets talks for sure, she signals for sure, `c_H <= lam d_H` and `c_L >= "
                    "lam d_L`.",
                    "necessary",
                ),
                _says(
                    ["A3", "not too costly", "c_H <= lam d_H", "c_L >= lam d_L"],
                    "that H signals and opens and is not escalated against, and L opens silently and is, for sure, is "
                    "an equilibrium.",
                    "sufficient",
                ),
                _says(["A3", "tempting", "D1"], f"H gets talks for sure only if `{_WORTH}`.", "D1, necessary"),
                _says(
                    ["A3", "not too costly", "c_H <= lam d_H", "c_L >= lam d_L", _WORTH],
                    "that equilibrium survives D1.",
                    "D1, sufficient",
                ),
                _says(["c_L > lam d_L"], "in no equilibrium does L signal and open.", "L does not mimic"),
            ),
            ("S3",),
            conditions.t5,
            conditions.f5,
            (
                "A2 is used for the necessity of the two inequalities only: where escalation costs L nothing, H may "
                "get talks silently while L signals.",
                "That L does not mimic holds in every equilibrium of every regime, with no assumption.",
                "The converse needs less than that escalation is tempting.",
                "Quotients by harms are to be read multiplied out.",
            ),
        ),
        Theorem(
            "T6",
            "partial separation by the signal",
            (
                _says(["A1", "with the signal", "tempting"]),
                _says(
                    ["A2"],
                    "in every equilibrium silent opening is escalated against for sure, so that H gets talks only by "
                    "signalling; if she gets them with positive probability, `c_L > 0`, `c_H d_L <= c_L d_H` and `c_H "
                    "<= lam d_H`.",
                    "only by signalling",
                    "the ratio is necessary",
                ),
                _says(
                    ["A3", "c_L > 0", "c_L < lam d_L", "c_H / d_H <= c_L / d_L"],
                    "partial separation is an equilibrium: H signals and opens, L does so sometimes and else opens "
                    "silently, and talks follow sometimes.",
                    "the ratio suffices",
                ),
                _says(
                    ["A3", "c_L < lam d_L"],
                    "in every equilibrium in which H gets talks with positive probability he escalates on the signal "
                    "with probability `1 - c_L / (lam d_L)`.",
                    "its form",
                ),
                _says(
                    ["A3", "D1"],
                    "H gets talks with positive probability only if `b_H / d_H >= b_L / d_L`, or both `c_L / d_L >= "
                    "lam - b_H / d_H` and `c_L / d_L - c_H / d_H >= min(lam, b_L / d_L) - b_H / d_H`.",
                    "D1, necessary",
                ),
                _says(
                    ["A3", "T6's condition", "c_L > 0", "c_L < lam d_L", "c_H / d_H <= c_L / d_L"],
                    "partial separation survives D1.",
                    "D1, sufficient",
                ),
            ),
            ("S3",),
            conditions.t6,
            conditions.f6,
            (
                "The condition for D1 is exact. Its necessity uses neither A1 nor A2 nor `c_L < lam d_L`.",
                "Quotients by harms are to be read multiplied out.",
            ),
        ),
        Theorem(
            "T7",
            "a signal that only the highly resilient care to use",
            (
                _says(["A1", "A3", "with the signal"]),
                _says(
                    ["tempting", "c_L > lam d_L", "c_H < lam d_H", _WORTH.replace("<=", "<"), "D1"],
                    "H signals and opens and is not escalated against; L opens silently and is, for sure.",
                    "talks for the resilient",
                ),
                _says(
                    ["not too costly", "c_L > lam d_L", "c_H < lam d_H", _WORTH.replace("<=", "<")],
                    "such an equilibrium exists and survives D1.",
                    "there is one",
                ),
            ),
            ("S3",),
            conditions.t7,
            conditions.f7,
            (
                "`c_H < b_H` is more than is needed: it implies the condition stated, which is, up to its edges, also "
                "necessary (T5).",
                "Neither A4 nor A2 is used. Quotients by harms are to be read multiplied out.",
            ),
        ),
        Theorem(
            "T8",
            "face-saving",
            (
                _says(["no signal"]),
                _says(
                    ["A1 for L", "A3", "tempting", "D > 0", _BELOW_PHI, "phi < phi_star", "D1"],
                    "H stays closed and `Pr(escalation) < 1`. Here `phi_star = (b_L d_H - b_H d_L) / (d_L - d_H)`, "
                    "the premia at `phi = 0`.",
                    "below the thresholds",
                ),
                _says(
                    ["A3", "not too costly", "b_L >= lam d_L", "b_H <= lam d_H"], _LOW_ALONE, "there is one, a bold L"
                ),
                _says(
                    ["A1 for L", "A3", "tempting", "phi < phi_star", "b_L < lam d_L"],
                    _LOW_MIXES,
                    "there is one, an exposed L",
                ),
                _says(["A1 for L", "tempting", "D > 0", _BEYOND_PHI], _PUNISHED, "beyond either"),
                _says(["A1", "tempting"], "such an equilibrium exists.", "beyond either, there is one"),
                _says(
                    ["A1", "middle", "D > 0", "phi > phi_star", "D1"],
                    "both open and are not escalated against.",
                    "the middle regime",
                ),
                _says(
                    ["A1", "not tempting"],
                    "talks for both are an equilibrium that survives D1, whatever `phi`.",
                    "the middle regime, there is one",
                ),
                _says(
                    ["D > 0"],
                    "A4 holds below `phi_star` and is reversed beyond it; its margin `b_L d_H - b_H d_L` falls in "
                    "`phi` at the rate `D (r_H - r_L)`.",
                    "`phi_star` is where A4 turns",
                    "the slope of A4 in `phi`",
                    "`phi_star`, solved",
                ),
            ),
            ("S5", "S8"),
            remedies.t8,
            remedies.f8,
            ("With `D = 0` face-saving leaves A4 as it is: `phi_star` is infinite.",),
        ),
        Theorem(
            "T9",
            "de-escalation",
            (
                _says(["no signal"]),
                _says(
                    [],
                    "de-escalation that adds the same to each of her payoffs changes no equilibrium and no verdict of "
                    "D1.",
                    "no equilibrium lost",
                    "no equilibrium gained",
                    "no verdict of D1 lost",
                    "no verdict of D1 gained",
                ),
                _says(
                    [],
                    "an enemy who fights less hard against a closed opener raises `w_i`, which lowers `b_i` as much "
                    "and leaves `d_i`: where joint refusal, opening being escalated against for sure, is an "
                    "equilibrium, it remains one.",
                    "`b_L` as `w_L` rises",
                    "`d_L` as `w_L` rises",
                    "refusal outlasts it",
                ),
                _says(
                    ["relief_L <= relief_H"],
                    "A4 and `b_H < lam d_H`, which keep H closed under D1, still hold.",
                    "what keeps H closed outlasts it",
                ),
            ),
            ("S6",),
            remedies.t9,
            remedies.f9,
            ("If L gains more than H in a closed war, A4 can turn: then refusal need not deepen under D1.",),
        ),
        Theorem(
            "T10",
            "coercion",
            (
                _says(["no signal"]),
                _says(
                    ["A1", "tempting"],
                    "whatever the pressure, in every equilibrium whatever opening happens is escalated against for "
                    "sure, and in one both open.",
                    "tempting: never talks",
                    "tempting: there is one",
                ),
                _says(
                    ["A1 for L", "tempting", "r_H < 1", "z > z_bar"],
                    f"{_PUNISHED} Here `z_bar = lam D + (lam eta - b_H) / (1 - r_H)`, the premium at `z = 0`.",
                    "tempting: enough of it",
                    "`z_bar`, solved",
                ),
                _says(
                    ["b_L > lam d_L"],
                    "in every equilibrium of any regime L opens for sure: joint refusal is over.",
                    "joint refusal ends",
                ),
                _says(
                    ["A1 for H", "middle", "b_L > lam d_L", "b_H < lam d_H"],
                    "exactly three kinds of equilibrium remain: talks for both; L alone opens, escalated against, so "
                    "that escalation has probability `p_L`; L opens and H mixes. The first two survive D1.",
                    "middle: at most three",
                    "middle: talks for both",
                    "middle: L alone",
                    "middle: L opens and H mixes",
                ),
                _says(
                    ["middle", "b_L > lam d_L", "b_H > lam d_H"],
                    "in every equilibrium both open and are not escalated against.",
                    "middle: enough of it works",
                ),
                _says(
                    ["A4 at z = 0", "b_i <= lam d_i at z = 0", "middle with edges", "b_L > lam d_L", "b_H < lam d_H"],
                    "pressure can turn a war without escalation into one escalated with probability `p_L`: joint "
                    "refusal survives D1 without it, and L alone opening, escalated against, with it.",
                    "the trap",
                ),
                _says(
                    [],
                    "pressure never undoes A4, which holds if and only if `z eta (r_H - r_L) > b_H d_L - b_L d_H`, the "
                    "premia at `z = 0`: where `eta > 0`, enough of it creates A4.",
                    "pressure never undoes A4",
                    "pressure can create A4",
                    "the slope of A4 in `z`",
                ),
            ),
            ("S7",),
            remedies.t10,
            remedies.f10,
            ("If `r_H = 1` pressure does not reach H, and no amount of it makes her open: `r_H < 1` is needed.",),
        ),
        Theorem(
            "T11",
            "whatever her payoffs",
            (
                _says(
                    [
                        "no signal",
                        "any number",
                        "tempting",
                        "u_i(open, hold) > u_i(closed, escalate)",
                        "u_i(open, escalate) >= u_i(closed, escalate)",
                    ],
                    "in every equilibrium, whatever else the opener's payoffs are, opening is escalated against for "
                    "sure whenever it happens; in one of them all types open.",
                    *_numbers("whatever her payoffs", "there is one"),
                ),
            ),
            ("S5", "S6", "S7", "S8"),
            remedies.t11,
            remedies.f11,
        ),
        Theorem(
            "T12",
            "guarantees",
            (
                _says(
                    ["A1", "no signal", "any number", "too costly"],
                    "in every equilibrium all open and are never escalated against.",
                    *_numbers("the large guarantee"),
                ),
                _says(
                    ["A1", "no signal", "any number"],
                    "talks have positive probability in some equilibrium if and only if `k + m >= g (1 - R(p))`, and "
                    "then there is one in which all open and are never escalated against: this bound is attained.",
                    *_numbers("the small guarantee", "no smaller one"),
                ),
                _says(
                    ["no signal", "not too costly", "k >= g (1 - R(p))", "b_L <= lam d_L", "b_H <= lam d_H"],
                    "joint refusal is an equilibrium: the first bound is not attained.",
                    "the large one is not attained: refusal",
                ),
                _says(
                    ["A3", "no signal", "not too costly", "b_L >= lam d_L", "b_H <= lam d_H"],
                    "L alone opening, escalated against, is an equilibrium.",
                    "the large one is not attained: L alone",
                ),
                _says(
                    ["A1 for L", "A3", "A4", "no signal", "not too costly", "k < g (1 - R(p))", "b_L < lam d_L"],
                    "that H stays closed and L mixes, opening being escalated against for sure, is an equilibrium.",
                    "the large one is not attained: L mixes",
                ),
                _says(
                    [],
                    "if talks are lost when he escalates, his own stake `t` acts as `m` does.",
                    "his stake acts as a guarantee",
                ),
                _says(
                    [],
                    "the bounds are `m = g (1 - r_L) - k` and `m = g (1 - R(p)) - k`, apart by `g p_H (r_H - r_L)`; "
                    "the latter falls in `k`, `r_H` and `r_L`.",
                    "the large guarantee, solved",
                    "the small guarantee, solved",
                    "what separates them",
                    "the small guarantee as `k` rises",
                    "the small guarantee as `r_H` rises",
                    "the small guarantee as `r_L` rises",
                ),
            ),
            ("S9",),
            remedies.t12,
            remedies.f12,
        ),
        Theorem(
            "T13",
            "support for the resilient, and compelling her",
            (
                _says(["no signal"]),
                _says(
                    ["A1 for L", "A3", "z = 0", "D > 0", _CHEAP, "r_H < r_prime", "r_H < r_second", "D1"],
                    "H stays closed. Here `r_prime = 1 - (b_H / lam - eta) / D` and `r_second = 1 - (b_H d_L / b_L - "
                    "eta) / D`.",
                    "below the thresholds",
                    "`r_prime`, solved",
                    "`r_second`, solved",
                ),
                _says(
                    ["A3", "z = 0", "not too costly", "b_L >= lam d_L", "b_H <= lam d_H"],
                    _LOW_ALONE,
                    "there is one, a bold L",
                ),
                _says(
                    ["A1 for L", "A3", "z = 0", _CHEAP, "r_H < r_second", "b_L < lam d_L"],
                    _LOW_MIXES,
                    "there is one, an exposed L",
                ),
                _says(
                    ["A1 for L", "z = 0", "D > 0", _CHEAP, "r_H > min(r_prime, r_second)"], _PUNISHED, "above either"
                ),
                _says(["A1", "z = 0", _CHEAP], "such an equilibrium exists.", "opening, there is one"),
                _says(["A1", "z = 0", "k + m < g (1 - r_H)"], _PUNISHED, "too little support"),
                _says(["z = 0", _CHEAP], "escalation is tempting whatever `r_H`.", "support never ends temptation"),
                _says(
                    ["z = 0"],
                    "for larger `k` support works through his beliefs: T2 applies exactly from `r_H = (1 - (k + m) / "
                    "g - p_L r_L) / p_H` on.",
                    "support through his beliefs",
                ),
                _says(
                    ["z = 0"],
                    "support that also raises `w_H` lowers `b_H` and raises `r_prime` and, where `b_L > 0`, "
                    "`r_second`: A4 and `b_H < lam d_H` hold all the more.",
                    "support that eases H's war",
                    "`r_prime` as `w_H` rises",
                    "`r_second` as `w_H` rises",
                ),
                _says(
                    ["r_H < 1"],
                    "opening although he escalates is as good for H as staying closed if and only if `z >= z_bar` "
                    "(T10).",
                    "the pressure that makes H open",
                ),
                _says(["A3", "A4", "tempting", "r_H < 1", "z < z_bar", "D1"], "H stays closed.", "less pressure fails"),
                _says(
                    ["x_H - w_H + phi < lam eta"],
                    "`z_bar` rises strictly in `r_H`.",
                    "the more resilient, the more pressure",
                    "`z_bar` as `r_H` rises",
                ),
                _says(
                    [],
                    "`z_bar` grows without bound as `r_H -> 1` if and only if `x_H - w_H + phi < lam eta`.",
                    *(f"`z_bar` as `r_H -> 1`, gap {sign}" for sign in ("positive", "zero", "negative")),
                ),
            ),
            ("S11",),
            remedies.t13,
            remedies.f13,
        ),
        Theorem(
            "T14",
            "all equilibria of the middle regime",
            (
                _says(["no signal", "middle"]),
                _says(
                    ["A1", "A4"],
                    "every equilibrium is one of: talks for both; joint refusal, where `b_i <= lam d_i`; L alone, "
                    "escalated against, where `b_L >= lam d_L` and `b_H <= lam d_H`; L opens and H mixes, where `b_H "
                    "<= lam d_H`; and, if `b_L = lam d_L`, L mixes and H stays closed.",
                    "all kinds, A4",
                ),
                _says(
                    ["A1", "A4 reversed"],
                    "every equilibrium is one of: talks for both; joint refusal, where `b_i <= lam d_i`.",
                    "all kinds, A4 reversed",
                ),
                _says(
                    ["A1", "A4 an equality"],
                    "every equilibrium is one of: talks for both; joint refusal; both types indifferent, mixing so "
                    "that he is indifferent after opening or, at `b_i = lam d_i`, escalates for sure.",
                    "all kinds, equality",
                ),
                _says(["A1"], "talks for both are an equilibrium that survives D1.", "talks for both exist"),
                _says(["b_i <= lam d_i"], "joint refusal is an equilibrium.", "joint refusal exists"),
                _says(["b_L >= lam d_L", "b_H <= lam d_H"], _LOW_ALONE, "L alone exists"),
                _says(
                    ["A1", "A4", "b_H < lam d_H"],
                    "that L opens and H mixes is an equilibrium that survives D1.",
                    "H mixing exists",
                ),
                _says(
                    ["A4", "b_L = lam d_L"],
                    "that H stays closed, and L stays closed with any probability up to T4's, is an equilibrium that "
                    "survives D1.",
                    "L mixing exists",
                ),
                _says(
                    ["A4", "b_H = lam d_H"],
                    "that L opens for sure and H with any weight so small that escalation pays is an equilibrium that "
                    "survives D1, opening being escalated against for sure.",
                    "H mixing on the edge exists",
                ),
                _says(
                    ["A1", "A4 an equality", "b_i <= lam d_i"],
                    "any mixing that leaves him indifferent after opening is an equilibrium that survives D1.",
                    "both indifferent exists",
                ),
                _says(
                    ["A1 for L", "A4", "D1"],
                    "if both stay closed for sure, opening would be escalated against for sure.",
                    "D1 with A4",
                ),
                _says(["A4", "b_i <= lam d_i"], "joint refusal survives D1.", "D1 with A4, refusal survives"),
                _says(["A1", "A4 reversed", "D1"], "both open and are not escalated against.", "D1 with A4 reversed"),
                _says(
                    ["A1", "A4 an equality"],
                    "joint refusal survives D1 with every chance of escalation after opening that deters both.",
                    "D1 at equality",
                ),
            ),
            ("S1", "S4"),
            refusal.t14,
            refusal.f14,
            ("D1 does not choose: beside joint refusal, talks for both are an equilibrium that survives it.",),
        ),
        Theorem(
            "T15",
            "refusal in its purest form",
            (
                _says(["no signal", "middle"]),
                _says(
                    ["A4", "b_i <= lam d_i"],
                    "both refusing, never escalated against, is an equilibrium that survives D1.",
                    "refusal",
                ),
                _says(
                    ["A1"],
                    "talks for both are one too, they survive D1, and both types prefer them.",
                    "talks",
                    "both prefer talks",
                ),
                _says(
                    ["A1", "A4 reversed", "D1"],
                    "both open and are not escalated against: inducements that reverse A4 work here.",
                    "where inducements work: reversal",
                ),
                _says(
                    ["b_i > lam d_i"],
                    "in every equilibrium both open and are not escalated against: inducements that make both types "
                    "bold work too.",
                    "where inducements work: boldness",
                ),
            ),
            ("S1", "S4"),
            refusal.t15,
            refusal.f15,
            (
                "A1 is used for the talks, not for the refusal, which also holds at the edges of the regime.",
                "With boldness talks are the only outcome even without D1, and without A1.",
            ),
        ),
        Theorem(
            "T16",
            "whatever she keeps under fire",
            (
                _says(["no signal", "kappa free"]),
                _says(
                    ["A4", "kappa > 0"],
                    "in every equilibrium, if H opens with positive probability, L opens for sure.",
                    "the weaker open first",
                ),
                _says(
                    ["A4 reversed", "kappa > 0"],
                    "in every equilibrium, if L opens with positive probability, H opens for sure.",
                    "mirror image",
                ),
                _says(
                    ["A3", "A4", "tempting", "b_H < e_H", "kappa > 0", "D1"],
                    "H stays closed.",
                    "H stays closed",
                ),
                _says(
                    ["A1", "too costly"],
                    "in every equilibrium both open and are not escalated against.",
                    "talks for all",
                ),
                _says(
                    ["A1", "not tempting"],
                    "both opening, not escalated against, is an equilibrium that survives D1.",
                    "talks",
                ),
                _says(
                    ["A1", "tempting"],
                    "in every equilibrium, whatever opening happens is escalated against for sure.",
                    "opening is punished",
                ),
                _says(
                    ["A4", "middle with edges", "b_i <= e_i"],
                    "both refusing, never escalated against, is an equilibrium that survives D1.",
                    "refusal",
                ),
                _says(
                    ["A1", "A4 reversed", "D1"],
                    "not both stay closed for sure, or staying closed is escalated against.",
                    "no refusal",
                ),
                _says(
                    ["middle", "b_i > e_i"],
                    "in every equilibrium both open and are not escalated against.",
                    "boldness",
                ),
                _says(["kappa = 0"], "nobody is bold: `b_i <= e_i`.", "nobody is bold"),
                _says(
                    ["A4", "middle with edges", "kappa = 0"],
                    "both refusing, never escalated against, is an equilibrium that survives D1, whatever talks are "
                    "worth.",
                    "refusal, nothing kept",
                ),
            ),
            ("S1", "S2", "S4"),
            kept.t16,
            kept.f16,
            (
                "Elsewhere `kappa = 1`, and `e_i` is `lam d_i`. That L opens first, and that H stays closed, are false "
                "at `kappa = 0`.",
            ),
        ),
        Theorem(
            "B0",
            "adverse inference, in doubt",
            (
                _says(
                    ["A4", "no signal", "in doubt", "any number", "kappa > 0"],
                    "in every equilibrium, if a type opens with positive probability, then every less resilient type "
                    "opens for sure.",
                    *_numbers("the weaker open first"),
                ),
                _says(
                    ["A4 reversed", "no signal", "in doubt", "any number", "kappa > 0"],
                    "in every equilibrium, if a type opens with positive probability, then every more resilient type "
                    "opens for sure.",
                    *_numbers("mirror image"),
                ),
            ),
            ("S1", "S10", "M1"),
            doubt.b0,
            doubt.fb0,
            ("As T0: all that matters to her is how likely escalation is, not which type of his escalates.",),
        ),
        Theorem(
            "B1",
            "an opening by all, in doubt",
            (
                _says(
                    ["A1", "no signal", "in doubt"],
                    "all types opening, escalated against with probability `tau_open(p)`, is an equilibrium.",
                    "an opening by all",
                ),
                _says(
                    ["A4", "no signal", "in doubt", _CREDIBLE],
                    "it survives D1.",
                    "D1, sufficient",
                ),
                _says(
                    ["A4", "no signal", "in doubt", "all open", "D1"],
                    f"`{_CREDIBLE}`.",
                    "D1, necessary",
                ),
                _says(
                    ["A1", "A4 reversed", "no signal", "in doubt"],
                    "it always survives D1.",
                    "A4 reversed",
                ),
            ),
            ("S1", "S2", "S4", "M1"),
            doubt.b1,
            doubt.fb1,
            (
                "Where a type of his is indifferent `tau_open(p)` is the least, `h_H` the greatest chance of "
                "escalation.",
                "With A4 the condition for H implies that for L.",
            ),
        ),
        Theorem(
            "B2",
            "when talks are possible, in doubt",
            (
                _says(
                    ["A1", "no signal", "in doubt"],
                    "in every equilibrium, if someone opens, opening is escalated against with probability "
                    "`tau_open(p)` at least.",
                    "the floor",
                ),
                _says(
                    ["A1", "no signal", "in doubt", "tau_open(p) < 1"],
                    "there is an equilibrium in which all open and talks have positive probability.",
                    "attained",
                ),
                _says(
                    ["A4", "no signal", "in doubt"],
                    f"H opens with positive probability, though not all open, only if `{_CREDIBLE}`.",
                    "H opens",
                ),
                _says(
                    ["no signal", "in doubt"],
                    "talks have positive probability while H stays closed only if `tau_open(L) < 1` and `b_L >= lam "
                    "d_L tau_open(L) - d_L tau_closed(p)`.",
                    "L alone, necessary",
                ),
                _says(
                    ["A4", "no signal", "in doubt", "tau_open(p) < 1", _CREDIBLE],
                    "all types opening, with talks of positive probability, is an equilibrium that survives D1.",
                    "D1, sufficient: both",
                ),
                _says(
                    ["no signal", "in doubt", "tau_open(L) < 1", _INCREDIBLE, "b_L >= lam d_L tau_open(L) - d_L h_H"],
                    "L alone opening, with talks of positive probability, is an equilibrium that survives D1.",
                    "D1, sufficient: L alone",
                ),
            ),
            ("S2", "S4", "M1"),
            doubt.b2,
            doubt.fb2,
            (
                "Talks are possible if and only if `tau_open(p) < 1`; A4 is not used.",
                "Where all of his types are tempted at the prior the floor is 1, and this is T3.",
            ),
        ),
        Theorem(
            "B3",
            "the price of a credible opening, in doubt",
            (
                _says(
                    ["no signal", "in doubt"],
                    "the least face-saving at which H would open is `lam d_H tau_open(p) - h_H d_H - (x_H - w_H) - z "
                    "(1 - r_H)`.",
                    "the price",
                ),
                _says(
                    ["no signal", "in doubt"],
                    "where hawks alone are tempted at the prior, its slope in their share is `lam d_H` if sure "
                    "resilience deters them, and `(lam - 1) d_H` if nothing does.",
                    "its slope, hawks deterred",
                    "its slope, hawks never deterred",
                ),
                _says(
                    ["A4", "no signal", "in doubt", _UNWILLING],
                    "both refusing is an equilibrium that survives D1.",
                    "refusal, sufficient",
                ),
                _says(
                    ["no signal", "in doubt", "both refuse"],
                    f"in every equilibrium, `{_UNWILLING}`.",
                    "refusal, necessary",
                ),
            ),
            ("S5", "S8"),
            doubt.b3,
            doubt.fb3,
            (
                "By B1 and B2 H stays closed under D1 below the price, as long as A4 holds.",
                "With A4 D1 leaves every outcome in which both refuse: it is L who would be thought to deviate.",
            ),
        ),
        Theorem(
            "B4",
            "openings for reasons of their own",
            (
                _says(
                    ["A1", "no signal"],
                    "those who choose refuse together, not escalated against, only if `Pr(L | open) >= (k + m - g (1 - "
                    "r_H)) / (g (r_H - r_L))` and `b_i <= lam d_i`.",
                    "necessary",
                ),
                _says(
                    [
                        "no signal", "middle with edges", "Pr(L | open) >= (k + m - g (1 - r_H)) / (g (r_H - r_L))",
                        "b_i <= lam d_i",
                    ],
                    "there is such an equilibrium.",
                    "sufficient",
                ),
            ),
            ("S1", "S4", "M1"),
            doubt.b4,
            doubt.fb4,
            (
                "A share `eps_i` of type i opens whatever comes of it; `Pr(L | open) = p_L eps_L / (p_L eps_L + p_H "
                "eps_H)`. No refinement is used: opening is on the path.",
            ),
        ),
    )
}

CHAPTER = Chapter(
    "opening",
    "The opening game. The formalisation is ours: statements formalise passages of Mastro & Siegel (2023) and of a "
    "reader's summary of it, numbered S1 to S14 here, and of Mastro (2019), M1. None is a proposition of theirs.",
    THEOREMS,
    game,
    exposition,
    Path(__file__).parents[1] / "proofs",
)
