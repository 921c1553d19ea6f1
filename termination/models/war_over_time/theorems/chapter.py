"""The theorems of war over time, Y0 to Y10: stated in words, proved over all parameters, refuted by exact numbers.

The game is our extension of the opening game, and so are the statements; where one speaks to a passage of Mastro &
Siegel (2023) that is named, none is taken from there. What is to be proved is in `periods`, in the vocabulary of
`language`: a period with anything to come, or the first of two. How a claim is carried from the last period to the
first is argued in `by_hand`; what is measured, and what was found false as first stated, is in docs/war_over_time.md.
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
from termination.models.opening.payoffs import PARAMETERS
from termination.models.opening.theorems.chapter import PHRASES as OPENING_PHRASES
from termination.models.war_over_time.exposition import exposition
from termination.models.war_over_time.theorems import periods
from termination.models.war_over_time.theorems.by_hand import BY_HAND

#: How hypotheses are said that are not said by their own name.
PHRASES = {
    **OPENING_PHRASES,
    "talks to follow": "where talks follow closed and held",
    "the truth to follow": "where the first battle tells all",
    "kappa free": "with any kappa in [0, 1]",
}
_says = partial(statement, PHRASES)

_AT_ONCE = ("A1 for L", "(1 - beta) b_H > lam d_H", "C_H <= om_H + beta b_H", "K_L < g (1 - r_L) - k")
_MIXES = ("talks to follow", "A1 for L", "A4", "(1 - beta) b_L < lam d_L", "e(q) > K(q)", "K_H > g (1 - r_H) - k",
          "not too costly")  # fmt: skip
_ALONE = ("talks to follow", "(1 - beta) b_L >= lam d_L", "(1 - beta) b_H <= lam d_H", "K_H > g (1 - r_H) - k",
          "not too costly")  # fmt: skip
_WAIT = ("talks to follow", "A4", "(1 - beta) b_L <= lam d_L", "e(q) <= K(q)", "not too costly")
_KEENER = ("(A_L - C_L) / e_L > (A_H - C_H) / e_H", "(b_L + d_L) / e_L > (b_H + d_H) / e_H")
_STARTS = _says(["no signal"])

THEOREMS: Mapping[str, Theorem] = {
    theorem.name: replace(theorem, by_hand=BY_HAND.get(theorem.name, ()))
    for theorem in (
        Theorem(
            "Y0",
            "the bound",
            (
                _STARTS,
                _says(
                    [],
                    "in every equilibrium, with `a_i` the probability of type i and talks in this period and `n_i` "
                    "after opening, `n_L a_L + n_H a_H <= 0`.",
                    "talks only where escalating does not pay",
                ),
                _says(
                    ["n_L later_L + n_H later_H <= 0"],
                    "what holds of this period's talks holds of these and of later ones together.",
                    "so do talks in all",
                ),
                _says(
                    ["n_L a_L + n_H a_H <= 0"],
                    "`(a_L + a_H) q_star_open <= q` and `a_L q_star_open <= a_H (1 - q_star_open)`.",
                    "the bound",
                    "the bound by type",
                ),
            ),
            (),
            periods.y0,
            periods.f0,
            (
                "Period by period the first two give it for any number of periods, battles and, since her payoffs are "
                "not used, anything that she may gain: talks come with probability `q / q_star_open` at most.",
            ),
        ),
        Theorem(
            "Y1",
            "fighting on as the signal",
            (
                _STARTS,
                _says(_AT_ONCE, "in every equilibrium both open for sure.", "both open"),
                _says(
                    [*_AT_ONCE, "tempting"],
                    "in every equilibrium both open and are escalated against for sure.",
                    "and it is escalated against",
                ),
                _says(
                    ["A1", "C_i <= om_i + beta b_i"],
                    "in every equilibrium `V_i <= A_i`, so that the bound on `C_i` holds one period earlier.",
                    "she gets no more than talks",
                ),
                _says(
                    ["k <= g (1 - r_L)", "t >= 0", "K_L <= g (1 - r_L) - k + t"],
                    "in any play L brings him at most `g (1 - r_L) - k + t`, so that one period earlier `K_L` is at "
                    "most `beta` times that.",
                    "he gets no more from L",
                ),
                _says(
                    _MIXES,
                    "that H stays closed and L mixes, closed being held with positive probability, is an equilibrium "
                    "that survives D1.",
                    "there is one, an exposed L",
                ),
                _says(
                    _ALONE,
                    "that H stays closed, held, and L opens, escalated against, is an equilibrium that survives D1.",
                    "there is one, a bold L",
                ),
                _says(
                    [],
                    "in the former closed is escalated against with probability `(lam - (1 - beta) B_L) / (1 + beta "
                    "B_L)`, `B_L = b_L / d_L`.",
                    "how often closed is escalated against",
                ),
            ),
            ("S2", "S4"),
            periods.y1,
            periods.f1,
            (
                "`K_L < g (1 - r_L) - k` holds at every n if `beta t < (1 - beta) (g (1 - r_L) - k)`, so at `t = 0`.",
                "Talks can follow where the belief after closed is `q_star_open` at least (T2).",
            ),
        ),
        Theorem(
            "Y2",
            "the first opportunity",
            (
                _STARTS,
                _says(
                    ["A4", "c_L > c_H"],
                    "in every equilibrium, if H opens with positive probability, L opens for sure.",
                    "the weak open first",
                ),
                _says(
                    ["A4", "c_L >= c_H"],
                    "in every equilibrium `(A_L - V_L) / d_L >= (A_H - V_H) / d_H`, denominators multiplied out.",
                    "keener at the start of a period",
                ),
                _says(
                    ["B_L > B_H", "u_L >= u_H", "u_L(won) <= u_L(lost)", "f_H(won) >= f_L(won)"],
                    "`c_L > c_H` in the period before, where `u_i` is `(A_i - V_i) / d_i` after each of two outcomes.",
                    "keener in the period before",
                ),
                _says(
                    ["tempting", "B_L > B_H", "B_H > 0", "B_H <= lam", "n_L p_L talks_L + n_H p_H talks_H <= 0",
                     "e_L p_L fire_L + e_H p_H fire_H >= e(q)"],
                    "`B_L on_L + lam fire_L > B_H on_H + lam fire_H`, so that `c_L > c_H`.",
                    "keener where he would wait",
                ),
                _says(
                    ["tempting", "B_L > B_H", "B_H >= lam", "n_L p_L talks_L + n_H p_H talks_H <= 0",
                     "n_L p_L on_L + n_H p_H on_H >= 0", "c_L <= lam"],
                    "`B_L on_L + lam fire_L > B_H on_H + lam fire_H`, so that `c_L > c_H`.",
                    "keener where L would wait",
                ),
            ),
            ("S10",),
            periods.y2,
            periods.f2,
            (
                "`c_i` is `(A_i - C_i) / d_i`. With `c_L = c_H` it is false: where closed is not escalated against "
                "both may be indifferent, and H may open and L not.",
                "Without a hold on what is played next it is false: where talks follow bad news and refusal good ones, "
                "H may open while L does not, with A1 to A4 and `D > 0`.",
                "In the last two `c_i` is `B_i on_i + lam fire_i` with `B_i = b_i / d_i`: `on_i`, `talks_i` and "
                "`fire_i` are discounted shares, for type i, of what follows closed and held: fighting on, talks, and "
                "the rest. `e_i` is what escalating against type i, closed, brings him, `n_i` after opening.",
            ),
        ),
        Theorem(
            "Y3",
            "wait and see",
            (
                _STARTS,
                _says(
                    [],
                    "in every equilibrium of the last period in which both stay closed and he holds, `k >= g (1 - "
                    "R(p))`.",
                    "nobody waits in the last period",
                ),
                _says(
                    ["A1 for L", "b_L < lam d_L", "t = 0", "m = 0"],
                    "in every equilibrium of the last period he expects `max(0, e(q))`.",
                    "what he expects in the last period",
                ),
                _says(
                    [],
                    "deciding whether to escalate once the news of a battle with two outcomes are there is worth more "
                    "than deciding now if and only if after one of them he would rather escalate and after the other "
                    "rather not.",
                    "news are worth something where they may change his mind",
                ),
                _says(
                    ["q <= q_more", "beta E max(0, e) >= e(q)"],
                    "`beta E max(0, e) >= e` at `q_more` too.",
                    "an interval up to the critical belief",
                ),
                _says([], "noisier news are worth no more to him.", "less with noise"),
                _says(
                    ["c_L > c_H", "C_i >= A_i - lam d_i", "e(q) <= K(q)", "not too costly"],
                    "that both stay closed and he holds is an equilibrium that survives D1.",
                    "both wait",
                ),
                _says(
                    [],
                    "in every equilibrium in which both stay closed and he holds, `e(q) <= K(q)`.",
                    "only if",
                ),
            ),
            (),
            periods.y3,
            periods.f3,
            ("With two periods left, `t = m = 0` and a timid L, `K(q)` is `beta E max(0, e)`.",),
        ),
        Theorem(
            "Y4",
            "a promise of talks",
            (
                _STARTS,
                _says(
                    [],
                    "what H gets where refusal follows for ever, less what she gets where talks follow, is `d_H beta "
                    "(B_L - B_H) (1 - lam + B_L) / (1 + beta B_L)`, L being indifferent in both.",
                    "what H loses",
                ),
                _says(
                    ["talks to follow", "A1 for L", "beta > 0"],
                    "closed is escalated against more often than where refusal follows for ever, L being indifferent "
                    "in both.",
                    "more violent",
                ),
                _says(
                    ["talks to follow", "A1 for L", "A4", "beta > 0"],
                    "H gets less than where refusal follows for ever, L being indifferent in both.",
                    "H poorer",
                ),
                _says(
                    ["talks to follow", "A1 for L", "A4 reversed", "beta > 0"],
                    "H gets more than where refusal follows for ever, L being indifferent in both.",
                    "H richer",
                ),
            ),
            (),
            periods.y4,
            periods.f4,
            ("What L gets and what he expects are the same in both: hers is what opening brings.",),
        ),
        Theorem(
            "Y5",
            "pressure is a flow, exposure a stock",
            (
                _STARTS,
                _says(
                    [*_AT_ONCE, "k + m > g (1 - R(p))"],
                    "in every equilibrium both open and are not escalated against.",
                    "talks at once",
                ),
                _says(
                    ["A1", "too costly", "C_i <= om_i + beta b_i"],
                    "in every equilibrium both open and are not escalated against.",
                    "talks at once where escalation is too costly",
                ),
                _says(
                    _WAIT, "that both stay closed and he holds is an equilibrium that survives D1.", "delay, both"
                ),
                _says(
                    _ALONE,
                    "that H stays closed, held, and L opens, escalated against, is an equilibrium that survives D1.",
                    "delay, H alone",
                ),
                _says(
                    ["talks to follow"],
                    "`(1 - beta) b_H > lam d_H` if and only if `z (1 - r_H) > lam d_H / (1 - beta) - (x_H - w_H + "
                    "phi)`.",
                    "how much pressure",
                ),
            ),
            ("S7",),
            periods.y5,
            periods.f5,
            ("Once, `b_H > lam d_H` is enough (T14); as `beta` goes to 1 no pressure is.",),
        ),
        Theorem(
            "Y6",
            "his own stake in talks",
            (
                _STARTS,
                _says(
                    [],
                    "a play of the last period is an equilibrium with his stake if and only if it is one without.",
                    "nothing in the last period",
                ),
                _says(
                    ["k < g (1 - R(p))"],
                    "where L opens in the last period with probability `1 - q / q_star`, joint with being L, escalated "
                    "against, waiting is worth as much as escalating now if and only if `beta (t - m) >= (1 - beta) (g "
                    "(1 - r_L) - k)`.",
                    "when he waits for talks",
                ),
            ),
            (),
            periods.y6,
            periods.f6,
            ("At equality he is indifferent at every belief below `q_star`, and a selection decides.",),
        ),
        Theorem(
            "Y7",
            "the first battle tells all",
            (
                _STARTS,
                _says(
                    ["the truth to follow", "A4", "b_L < lam d_L", "e(q) <= K(q)", "not too costly"],
                    "that both stay closed and he holds is an equilibrium that survives D1.",
                    "both wait for the truth",
                ),
                _says(
                    ["the truth to follow"],
                    "in every equilibrium in which both stay closed and he holds, `e(q) <= K(q)`.",
                    "only if",
                ),
            ),
            (),
            periods.y7,
            periods.f7,
            ("Then H talks in the next period and L does not: talks come with probability q.",),
        ),
        Theorem(
            "Y8",
            "an announced mediator",
            (
                _says(["no signal", "talks to follow"]),
                _says(
                    [],
                    "in every equilibrium in which both stay closed and he holds, `g (1 - R(p)) - k <= beta t`: "
                    "none where escalating pays, if he has no stake.",
                    "no waiting without a stake",
                ),
                _says(
                    _WAIT[1:],
                    "that both stay closed and he holds is an equilibrium that survives D1.",
                    "waiting with a stake",
                ),
                _says(
                    _MIXES[1:],
                    "that H stays closed and L mixes, closed being held with positive probability, is an equilibrium "
                    "that survives D1.",
                    "else the mixing of Y1",
                ),
            ),
            ("S9",),
            periods.y8,
            periods.f8,
            ("Talks follow whatever is believed where from the next period on `k + m > g (1 - r_L)` (Y5).",),
        ),
        Theorem(
            "Y9",
            "inducements",
            (
                _says(
                    ["no signal", "A4", "c_L > c_H", "tempting"],
                    "in every equilibrium, whatever opening happens is escalated against for sure.",
                    "opening is punished",
                ),
            ),
            ("S5", "S7"),
            periods.y9,
            periods.f9,
            (
                "With A4 reversed it is false, and so is T11 in periods: he may wait for news while she is closed, "
                "opening becomes the mark of the strong, and is held in part at a tempting belief.",
            ),
        ),
        Theorem(
            "Y10",
            "what she keeps under fire",
            (
                _says(["kappa free", "no signal"]),
                _says(
                    _KEENER,
                    "in every equilibrium, if H opens with positive probability, L opens for sure.",
                    "the weak open first",
                ),
                _says(
                    ["tempting", *_KEENER],
                    "in every equilibrium, whatever opening happens is escalated against for sure.",
                    "opening is punished",
                ),
                _says(
                    ["A1", "(1 - beta) b_H > e_H", "C_H <= om_H + beta b_H", "K_L < g (1 - r_L) - k"],
                    "in every equilibrium both open for sure.",
                    "both open",
                ),
                _says(
                    ["A1", "C_i <= om_i + beta b_i"],
                    "in every equilibrium `V_i <= A_i`, so that the bound on `C_i` holds one period earlier.",
                    "she gets no more than talks",
                ),
                _says(
                    ["B_L > B_H", "c_L >= c_H"],
                    "`u_L >= u_H`, where `u_i` is `(A_i - V_i) / d_i`.",
                    "keener at the start of a period, by harm",
                ),
                _says(
                    ["x_L >= x_H", "y_L >= y_H"],
                    "`u_L >= u_H`, where `u_i` is `(A_i - V_i) / e_i`.",
                    "keener at the start of a period, by exposure",
                ),
            ),
            ("S10",),
            periods.y10,
            periods.f10,
            (
                "`e_i = lam d_i + (1 - kappa) b_i`, positive, is what escalation costs who has opened. The second "
                "hypothesis follows from A1 and A4 where `lam > 1 - kappa`. With `c_L > c_H` in place of the first the "
                "weak need not open first.",
                "In the last two `u_i` is what a type loses against talks: the smaller of what opening and what "
                "staying closed loses her. By harm these are `(lam + (1 - kappa) B_i) rho_open` and `(1 - "
                "rho_closed) c_i + rho_closed (B_i + 1)`; by exposure `rho_open` and `(1 - rho_closed) x_i + "
                "rho_closed y_i`, with `x_i = (A_i - C_i) / e_i` and `y_i = (b_i + d_i) / e_i`.",
            ),
        ),
    )
}


def game(parameters: Mapping[str, Any]) -> SignalingGame:
    """The period in which a claim fails, as a signaling game: closed and held is worth what follows it."""
    from termination.models.opening.game import OpeningGame

    names = {parameter.name for parameter in PARAMETERS}
    once = OpeningGame(**{name: value for name, value in parameters.items() if name in names}).game()
    if "going_on" not in parameters:
        return once
    closed, hold = once.messages.index("closed"), once.response_sets[0].index("hold")

    def continued(table: Any, worth: Mapping[str, Any]) -> list[Any]:
        rows = [[list(row) for row in by_message] for by_message in table]
        for row, t in zip(rows, once.types, strict=True):
            row[closed][hold] = worth[t]
        return rows

    return SignalingGame(
        once.types,
        once.prior,
        once.messages,
        once.response_sets[0],
        continued(once.sender, parameters["going_on"]),
        continued(once.receiver, parameters["waiting"]),
    )


CHAPTER = Chapter(
    "war_over_time",
    "War over time. The game is our extension of the opening game, and the statements are ours. Where one names "
    "passages of Mastro & Siegel (2023), or of a reader's summary of it, it speaks to them; none is a proposition of "
    "theirs.",
    THEOREMS,
    game,
    exposition,
    Path(__file__).parents[1] / "proofs",
)
