"""What D1 leaves of joint hardline policies where B4 is reversed, in the approach game: H8.17.

Let both types be hardline and not pressed, so that a limited approach is not seen. If held it would give type t
`g_limited_t` more, if pressed `b_limited_t`, and it must be pressed to deter the resolute. With B4 reversed it is the
irresolute whom D1 deletes; but pressing the resolute does not pay.
"""

from __future__ import annotations

from tests.oracles.steps.proof import Proof
from tests.oracles.steps.words import D1, PROBABILITIES, RECEIVER, SENDER

TYPES = ("resolute", "irresolute")
GIVEN = "(=> (and (= sigma_hardline_resolute 1.0) (= sigma_hardline_irresolute 1.0) (= rho_press_hardline 0.0)) {})"


def _worth(t: str, approach: str) -> str:
    return f"(+ {' '.join(f'(* rho_{reply}_{approach} u_S_{t}_{approach}_{reply})' for reply in ('press', 'hold'))})"


def _gains(proof: Proof, t: str) -> tuple[int, int, int]:
    """What type t would gain by the limited approach, by reply; that it has what it gets; and what it would have."""
    stays = f"u_S_{t}_hardline_hold"
    using = [f"{SENDER}@(= stays_{t} V_{t}", f"{PROBABILITIES}@(= (+ rho_press_hardline"]
    value = proof.so(GIVEN.format(f"(= V_{t} {stays})"), using, [], [f"stays_{t}"])
    more = {}
    for reply, gain in (("hold", f"g_limited_{t}"), ("press", f"b_limited_{t}")):
        paid = f"u_S_{t}_limited_{reply}"
        more[reply] = proof.so(f"(= (- {paid} {stays}) {gain})", [], [], [paid, stays, gain])
    then = f"(and (= gain_{t}_limited_hold g_limited_{t}) (= gain_{t}_limited_press b_limited_{t}))"
    known = [f"gain_{t}_limited_hold", f"gain_{t}_limited_press"]
    return proof.so(GIVEN.format(then), [], [value, *more.values()], known), value, more["hold"]


def _not_both_hardline() -> Proof:
    proof = Proof(
        {
            **{f"changes_{t}": _worth(t, "limited") for t in TYPES},
            **{f"stays_{t}": _worth(t, "hardline") for t in TYPES},
            **{f"m_{t}": f"(- u_R_{t}_limited_press u_R_irresolute_limited_hold)" for t in TYPES},
        }
    )
    gains = {t: _gains(proof, t) for t in TYPES}
    using = ["`g_res", f"{SENDER}@(<= changes_resolute", f"{PROBABILITIES}@rho_press_limited"]
    then = GIVEN.format("(> rho_press_limited 0.0)")
    deterred = proof.so(then, using, gains["resolute"][1:], ["changes_resolute"])
    known = ["m_resolute", "u_R_resolute_limited_press", "u_R_irresolute_limited_hold"]
    loss = proof.so("(< m_resolute 0.0)", ["P: ", "J: ", "mis: ", "s_a: "], [], known)
    beliefs = [f"{PROBABILITIES}@mu_{t}_limited" for t in TYPES]
    using, best = [f"{RECEIVER}@rho_press_limited", *beliefs], "best_reply_press_limited"
    press = proof.so(GIVEN.format(best), using, [deterred, loss], [best, "m_resolute", "m_irresolute"])
    hold = proof.so("best_reply_hold_limited", [], [loss], ["best_reply_hold_limited", "m_resolute"])
    then = "(> (* g_limited_irresolute b_limited_resolute) (* g_limited_resolute b_limited_irresolute))"
    order = proof.so(then, ["B4 reversed"])
    using = ["mis: ", "s_a: ", "L_t: ", "W: ", "f: ", "F: "]
    less = [
        proof.so(f"(< b_limited_{t} g_limited_{t})", using, [], [f"g_limited_{t}", f"b_limited_{t}"]) for t in TYPES
    ]
    after = [*(gain for gain, _, _ in gains.values()), press, hold, order, *less]
    deletes = "D1_deletes_irresolute_limited"
    gone = proof.so(GIVEN.format(deletes), ["`g_res"], after, [deletes])
    proof.so("", [f"{D1}@(> sigma_limited", f"{PROBABILITIES}@sigma"], [gone, deterred, loss], ["m_resolute"])
    return proof


PROOFS = {"H8.17": _not_both_hardline()}
