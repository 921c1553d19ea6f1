"""What D1 asks of an equilibrium in which H gets talks, with a costly signal: T6.4.

Payoffs are counted from staying closed silently and not being escalated against; `q_i` is what type i gets. Let A4
hold, for where it fails there is nothing to show. H's opening silently is excluded: L would do so too, and those who do
anything else would be escalated against. When H opens with a signal, D1 says of either closed message that it cannot be
H who gains most by it; and somebody is escalated against for sure, L, after another message, each of which gives the
conditions.
"""

from __future__ import annotations

from collections.abc import Sequence

from tests.oracles.steps.proof import Proof
from tests.oracles.steps.words import BAYES, D1, PRIOR, PROBABILITIES, RECEIVER, SENDER, TEMPTING

TYPES = ("low", "high")
MESSAGES = ("silent_open", "silent_closed", "signal_closed", "signal_open")

#: What each message is worth to a type, from the chance of escalation after it.
WORTH = {
    "silent_open": "(- b_{t} (* lam (* rho_escalate_silent_open d_{t})))",
    "signal_open": "(- (- b_{t} c_{t}) (* lam (* rho_escalate_signal_open d_{t})))",
    "silent_closed": "(- (* rho_escalate_silent_closed d_{t}))",
    "signal_closed": "(- (- c_{t}) (* rho_escalate_signal_closed d_{t}))",
}


def _names() -> dict[str, str]:
    names = {}
    for m in MESSAGES:
        names[f"net_{m}"] = f"(+ {' '.join(f'(* p_{t} (* sigma_{m}_{t} n_open_{t}))' for t in TYPES)})"
        for t in TYPES:
            paid = [f"(* rho_{reply}_{m} u_S_{t}_{m}_{reply})" for reply in ("escalate", "hold")]
            names[f"u_{m}_{t}"] = f"(+ {' '.join(paid)})"
            names[f"v_{m}_{t}"] = WORTH[m].format(t=t)
    return {**names, **{f"q_{t}": f"(- V_{t} u_S_{t}_silent_closed_hold)" for t in TYPES}}


class _Signal(Proof):
    """What every part of the argument uses: `worth` of messages, `harms`, his `gains`, and who is escalated against."""

    def __init__(self) -> None:
        super().__init__(_names())
        self.worth = {(m, t): self.optimal(m, t) for m in MESSAGES for t in TYPES}
        using = ["D: ", "eta: ", "r_i: ", "types are listed"]
        self.harms = self.so("(and (>= d_low d_high) (>= d_high 0.0))", using, [], ["d_low", "d_high"])
        then = "(and (< n_closed_high 0.0) (< n_open_high 0.0) (> n_open_low 0.0) (> n_closed_low 0.0))"
        self.signs = self.so(then, ["A3", TEMPTING, "m: ", PRIOR], [], ["n_open_low", "n_open_high", "pull_open"])
        self.gains = [self.gain(t) for t in TYPES]
        self.hit = {m: self.escalated(m) for m in MESSAGES}
        nets = [f"net_{m}" for m in MESSAGES]
        shares = f"{PROBABILITIES}@(= (+ (+ (+ sigma"
        self.whole = self.so(f"(= pull_open (+ {' '.join(nets)}))", [shares], [], ["pull_open", *nets])

    def optimal(self, m: str, t: str) -> int:
        paid = [f"u_S_{t}_{posture}_{reply}" for posture in MESSAGES for reply in ("escalate", "hold")]
        needed = [f"u_{m}_{t}", f"v_{m}_{t}", *paid, f"e_{t}", f"b_{t}"]
        sure = [f"{PROBABILITIES}@(= (+ rho_escalate_{m}"]
        same = self.so(f"(= (- u_{m}_{t} u_S_{t}_silent_closed_hold) v_{m}_{t})", sure, [], needed)
        then = f"(and (<= v_{m}_{t} q_{t}) (=> (> sigma_{m}_{t} 0.0) (= v_{m}_{t} q_{t})))"
        return self.so(then, [f"{SENDER}@u_{m}_{t}"], [same], [f"q_{t}"])

    def gain(self, t: str) -> int:
        paid = [f"u_R_{t}_signal_{posture}_escalate" for posture in ("closed", "open")]
        then = f"(and (= {paid[0]} n_closed_{t}) (= (- {paid[1]} t) n_open_{t}))"
        return self.so(then, [], [], [*paid, f"n_closed_{t}", f"n_open_{t}"])

    def escalated(self, m: str) -> int:
        """That where those who send a message are worth it L is among them, and is escalated against for sure."""
        sigma = [f"{PROBABILITIES}@sigma_{m}_", PRIOR]
        low = self.so(f"(=> (> net_{m} 0.0) (> sigma_{m}_low 0.0))", sigma, [self.signs], [f"net_{m}"])
        reply = [f"{PROBABILITIES}@rho_escalate_{m}", f"{PROBABILITIES}@rho_hold_{m}"]
        using = [*sigma, *reply, "m: ", f"{BAYES}@_{m}", f"{RECEIVER}@rho_hold_{m}"]
        needed = [f"net_{m}", "n_open_low", "n_open_high"]
        sure = self.so(f"(=> (> net_{m} 0.0) (= rho_escalate_{m} 1.0))", using, [*self.gains, low], needed)
        return self.so(f"(=> (> net_{m} 0.0) {_low_hit(m)})", [], [low, sure])

    def hurt(self, m: str) -> int:
        """That H, who opens under A4, is hurt by escalation."""
        after = [self.harms, self.worth[m, "high"], self.worth["silent_closed", "high"]]
        using = ["c_i: ", "lam: ", f"{PROBABILITIES}@rho"]
        return self.so(_when(m, "(and (> d_high 0.0) (> d_low 0.0))"), using, after, _worths(m, "silent_closed"))

    def of(self, *who: str) -> list[int]:
        """What messages are worth: "silent_open low"."""
        return [self.worth[m, t] for m, t in map(str.split, who)]


def _low_hit(m: str) -> str:
    return f"(and (> sigma_{m}_low 0.0) (= rho_escalate_{m} 1.0))"


def _when(m: str, then: str) -> str:
    """If H gets talks by a message, under A4."""
    talks = f"(> sigma_{m}_high 0.0) (< rho_escalate_{m} 1.0)"
    return f"(=> (and (< (* b_high d_low) (* b_low d_high)) {talks}) {then})"


def _worths(*messages: str) -> list[str]:
    return [f"v_{m}_{t}" for m in messages for t in TYPES]


def _not_silently(proof: _Signal) -> int:
    """That H does not get talks by opening silently: nobody would be worth escalating against."""
    m = "silent_open"
    hurt = proof.hurt(m)
    after = [hurt, *proof.of("silent_open high", "silent_closed high")]
    then = _when(m, "(> v_silent_open_low v_silent_closed_low)")
    better = proof.so(then, [], after, _worths(m, "silent_closed"))

    def nobody(other: str, using: Sequence[str], after: Sequence[int], *known: str) -> int:
        after = [*after, proof.hit[other], hurt, *proof.of(f"{other} low", f"{m} low")]
        return proof.so(_when(m, f"(<= net_{other} 0.0)"), using, after, _worths(*known))

    none = [
        nobody(m, [], []),
        nobody("silent_closed", [], [better]),
        nobody("signal_open", ["c_i: ", "lam: "], [], "signal_open", m),
        nobody("signal_closed", ["c_i: ", f"{PROBABILITIES}@rho"], [better], "signal_closed", "silent_closed"),
    ]
    return proof.so(_when(m, "false"), [TEMPTING], [proof.whole, *none])


def _not_high(proof: _Signal, m: str) -> int:
    """That H does not gain by a closed message and more, per harm, than L: D1 would make him sure of H, and hold."""
    gain = {t: f"gain_{t}_{m}_hold" for t in TYPES}
    hurt = {t: f"gain_{t}_{m}_escalate" for t in TYPES}
    cross = f"(* {gain['high']} d_low) (* {gain['low']} d_high)"
    case = f"(and (> d_low 0.0) (> d_high 0.0) (> {gain['high']} 0.0) (> {cross}))"
    harm = [
        proof.so(f"(= {hurt[t]} (- {gain[t]} d_{t}))", [], [], [hurt[t], gain[t], f"u_S_{t}_{m}_escalate"])
        for t in TYPES
    ]
    both = ["best_reply_escalate_signal_closed", "best_reply_hold_signal_closed"]
    then = f"(and {' '.join(both)} (< u_R_high_signal_closed_escalate 0.0))"
    replies = proof.so(then, [], [proof.signs, *proof.gains], both)
    d1 = f"(- (* {hurt['high']} {gain['low']}) (* {gain['high']} {hurt['low']}))"
    turned = proof.so(f"(= {d1} (- {cross}))", [], harm)
    more = proof.so(f"(=> {case} (=> (>= {hurt['low']} 0.0) (> {hurt['high']} 0.0)))", [], harm)
    deletes = f"D1_deletes_low_{m}"
    gone = proof.so(f"(=> {case} {deletes})", [], [*harm, replies, turned, more], [deletes])
    held, unsent = f"(= rho_escalate_{m} 0.0)", f"(= sigma_{m}_low 0.0) (= sigma_{m}_high 0.0)"
    using = [f"{D1}@(> sigma_{m}_low", f"{PROBABILITIES}@rho_escalate_{m}"]
    unseen = proof.so(f"(=> (and {case} {unsent}) {held})", using, [gone, replies])
    worth = {t: _worth_of(proof, m, t) for t in TYPES}
    then = f"(<= {gain['high']} (* rho_escalate_{m} d_high))"
    high = proof.so(then, [f"{SENDER}@(<= u_{m}_high V_high"], [worth["high"]])
    less = proof.so(f"(=> {case} (< {gain['low']} (* rho_escalate_{m} d_low)))", [], [high])
    using = [f"{SENDER}@(= u_{m}_low V_low", f"{PROBABILITIES}@(>= sigma_{m}_low"]
    not_low = proof.so(f"(=> {case} (= sigma_{m}_low 0.0))", using, [less, worth["low"]])
    using = [f"{BAYES}@_{m}", f"{RECEIVER}@rho_escalate_{m}", PRIOR]
    using += [f"{PROBABILITIES}@{one}_{m}" for one in ("rho_escalate", "mu_low")]
    seen = proof.so(f"(=> (and {case} (> sigma_{m}_high 0.0)) {held})", using, [not_low, replies])
    return proof.so(f"(not {case})", [f"{PROBABILITIES}@(>= sigma_{m}_high"], [unseen, not_low, seen, high])


def _worth_of(proof: _Signal, m: str, t: str) -> int:
    then = f"(= u_{m}_{t} (- (+ V_{t} gain_{t}_{m}_hold) (* rho_escalate_{m} d_{t})))"
    needed = [f"u_{m}_{t}", f"gain_{t}_{m}_hold", f"u_S_{t}_{m}_escalate"]
    return proof.so(then, [f"{PROBABILITIES}@(= (+ rho_escalate_{m}"], [], needed)


def _gain(proof: _Signal, m: str, t: str, gain: str) -> int:
    needed = [f"gain_{t}_{m}_hold", f"q_{t}", f"u_S_{t}_{m}_hold"]
    return proof.so(f"(= gain_{t}_{m}_hold {gain})", [], [], needed)


def _necessary() -> Proof:
    proof = _Signal()
    never, m = _not_silently(proof), "signal_open"
    hurt = proof.hurt(m)
    signal, silent = _not_high(proof, "signal_closed"), _not_high(proof, "silent_closed")
    cost = [_gain(proof, "signal_closed", t, f"(- (- c_{t}) q_{t})") for t in TYPES]
    none = [_gain(proof, "silent_closed", t, f"(- q_{t})") for t in TYPES]
    then = _when(m, "(<= (* lam (* rho_escalate_signal_open d_high)) b_high)")
    after = [hurt, signal, *cost, *proof.of("signal_open high", "signal_open low")]
    talks = proof.so(then, [], after, _worths(m))
    one, two = _conditions()
    rho = f"{PROBABILITIES}@rho"

    def if_hit(other: str, then: str, using: Sequence[str], after: Sequence[int], *known: str) -> int:
        return proof.so(_when(m, f"(=> {_low_hit(other)} {then})"), using, [hurt, *after], known)

    low = proof.of("signal_open low", "silent_open low")
    then = "(>= c_low (* lam (* (- 1.0 rho_escalate_signal_open) d_low)))"
    dear = if_hit("silent_open", then, [], low, *_worths(m, "silent_open"))
    closed = proof.of("silent_closed low", "silent_closed high", "signal_open low", "signal_open high")
    signalled = [*closed, *proof.of("signal_closed low")]
    high = proof.of("silent_open low", "signal_open high")
    cases = [
        if_hit("silent_open", one, [], [talks, dear], "e_high"),
        if_hit("silent_open", two, [], [dear, silent, *none, *high], "e_low", *_worths(m, "silent_open")),
        if_hit("silent_closed", one, ["lam: ", rho], [talks, *closed], "e_high", *_worths(m, "silent_closed")),
        if_hit("silent_closed", two, [], closed, "e_low", *_worths(m, "silent_closed")),
        if_hit(
            "signal_closed",
            "false",
            ["c_i: ", "lam: ", rho],
            [talks, *signalled],
            *_worths(m, "signal_closed", "silent_closed"),
        ),
    ]
    some = f"(or {' '.join(_low_hit(other) for other in MESSAGES if other != m)})"
    someone = proof.so(_when(m, some), [TEMPTING], [proof.whole, *proof.hit.values()])
    proof.so("", [], [never, someone, *cases])
    return proof


def _conditions() -> tuple[str, str]:
    """The two conditions of the record's claim, the second a choice of two."""
    more = "(+ (- (* c_low d_high) (* c_high d_low)) (* b_high d_low))"
    first = "(>= (* c_low d_high) (* (- e_high b_high) d_low))"
    return first, f"(or (>= {more} (* e_low d_high)) (>= {more} (* b_low d_high)))"


PROOFS = {"T6.4": _necessary()}
