"""Who opens first over time, what she keeps under fire being free: Y10.1, and what comes of opening: Y10.2.

Opening brings a type `rho_closed` times what being escalated against while closed costs her, and else what talks now
are worth over closed and held, less `rho_open` times her exposure. By her exposure both are more for L than for H. So
where H had better open, L had better, too, and strictly.
"""

from __future__ import annotations

from tests.oracles.steps.proof import Proof
from tests.oracles.steps.words import BAYES, PRIOR, PROBABILITIES, RECEIVER, SENDER, TEMPTING

TYPES = ("low", "high")
#: What opening is worth over staying closed, from chances of escalation, with names for the numbers in it.
LESS_CLOSED = "(+ (* rho_escalate_closed worse_{t}) (* rho_hold_closed now_{t}))"


def _names() -> dict[str, str]:
    names = {"net_open": f"(+ {' '.join(f'(* p_{t} (* sigma_open_{t} n_open_{t}))' for t in TYPES)})"}
    for t in TYPES:
        names[f"now_{t}"] = f"(- (+ (- (+ w_{t} psi) (* z (- 1.0 r_{t}))) b_{t}) C_{t})"
        names[f"worse_{t}"] = f"(+ b_{t} d_{t})"
        names[f"u_closed_{t}"] = f"(+ (* rho_escalate_closed u_S_{t}_closed_escalate) (* rho_hold_closed C_{t}))"
        opened = [f"(* rho_{reply}_open u_S_{t}_open_{reply})" for reply in ("escalate", "hold")]
        names[f"u_open_{t}"] = f"(+ {' '.join(opened)})"
    return names


class _Order(Proof):
    """That H opens only where L opens for sure."""

    def __init__(self, names: dict[str, str]) -> None:
        super().__init__(names)
        low, high = (self.compared(t) for t in TYPES)
        closed = f"(=> (> sigma_closed_low 0.0) (<= {LESS_CLOSED.format(t='low')} (* rho_escalate_open e_low)))"
        opened = f"(=> (> sigma_open_high 0.0) (>= {LESS_CLOSED.format(t='high')} (* rho_escalate_open e_high)))"
        self.low = self.so(closed, [f"{SENDER}@_low"], [low])
        self.high = self.so(opened, [f"{SENDER}@_high"], [high])
        chances = [f"{PROBABILITIES}@rho_escalate_closed", f"{PROBABILITIES}@rho_hold_closed"]
        strictly = f"(> (* {LESS_CLOSED.format(t='low')} e_high) (* {LESS_CLOSED.format(t='high')} e_low))"
        given = ["`(A_L - C_L) / e_L", "`(b_L + d_L) / e_L"]
        self.keener = self.so(strictly, [*given, *chances])

    def compared(self, t: str) -> int:
        paid = [f"u_S_{t}_closed_escalate", f"u_S_{t}_open_hold", f"u_S_{t}_open_escalate"]
        sure = [f"{PROBABILITIES}@(= (+ rho_escalate_{m}" for m in ("closed", "open")]
        then = f"(= (- u_open_{t} u_closed_{t}) (- {LESS_CLOSED.format(t=t)} (* rho_escalate_open e_{t})))"
        return self.so(then, sure, [], [f"u_open_{t}", f"u_closed_{t}", f"now_{t}", f"worse_{t}", f"b_{t}", *paid])

    def first(self, then: str) -> int:
        sums = [f"{PROBABILITIES}@sigma_{m}_low" for m in ("closed", "open")]
        return self.so(then, ["`e_i > 0`", *sums], [self.low, self.high, self.keener])


def _weak_first() -> Proof:
    proof = _Order({name: term for name, term in _names().items() if name != "net_open"})
    proof.first("")
    return proof


def _punished() -> Proof:
    proof = _Order(_names())
    first = proof.first("(=> (> sigma_open_high 0.0) (= sigma_open_low 1.0))")
    gains = [
        proof.so(f"(= (- u_R_{t}_open_escalate t) n_open_{t})", [], [],
                 [f"u_R_{t}_open_escalate", f"n_open_{t}", f"n_closed_{t}"])
        for t in TYPES
    ]  # fmt: skip
    meanings = [f"n_{m}_{t}" for m in ("open", "closed") for t in TYPES]
    order = proof.so("(> n_open_low n_open_high)", ["g: ", "types are listed"], [], meanings)
    sent, opened = "(or (> sigma_open_low 0.0) (> sigma_open_high 0.0))", f"{PROBABILITIES}@sigma_open_"
    all_of_them = [PRIOR, "the prior", f"{PROBABILITIES}@sigma_", TEMPTING]
    worth = proof.so(f"(=> {sent} (> net_open 0.0))", all_of_them, [order, first], ["net_open", "pull_open"])
    using = [PRIOR, opened, f"{BAYES}@_open", f"{RECEIVER}@rho_hold_open", f"{PROBABILITIES}@rho_hold_open"]
    not_worth = proof.so(f"(=> (and {sent} (< rho_escalate_open 1.0)) (<= net_open 0.0))", using, gains, ["net_open"])
    proof.so("", [f"{PROBABILITIES}@rho_hold_open"], [worth, not_worth])
    return proof


PROOFS = {"Y10.1": _weak_first(), "Y10.2": _punished()}
