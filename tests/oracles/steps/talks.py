"""Talks need that escalation is not tempting: T2, T3, T11, T12 with three types, T6 with a costly signal.

Let someone send `opening`, without being escalated against for sure: those who do are not worth it. If all together
are, then those who send some other message are worth it, more so if that is closed, and they are escalated against for
sure. But then each of them had better send `opening`, and nobody sends that message, which is a contradiction.
"""

from __future__ import annotations

from collections.abc import Sequence

from tests.oracles.steps.proof import Proof
from tests.oracles.steps.words import BAYES, PRIOR, PROBABILITIES, RECEIVER, SENDER, TEMPTING


class _Talks(Proof):
    """The argument for `types`; in names of his payoffs `replies` stands before the posture, in T6 "signal_"."""

    def __init__(self, types: Sequence[str], opening: str, others: Sequence[str], replies: str = ""):
        self.types, self.opening, self.replies = types, opening, replies
        self.messages = (opening, *others)
        sums = {
            f"{kind}_{message}": self.over(f"(* p_{{0}} (* sigma_{message}_{{0}} n_{posture}_{{0}}))", "+")
            for message in self.messages
            for kind, posture in (("net", "open"), ("full", "closed"))
        }
        sent = {f"sent_{message}": self.over(f"(> sigma_{message}_{{0}} 0.0)", "or") for message in self.messages}
        super().__init__({**sums, **sent})
        self.talks = f"(and sent_{opening} (< rho_escalate_{opening} 1.0))"

    def over(self, formula: str, connective: str) -> str:
        return f"({connective} {' '.join(formula.format(t) for t in self.types)})"

    def gains(self) -> dict[str, list[int]]:
        """What he gains by escalating against each type, after either posture; and that it is more after closed."""
        found = {posture: [self.gain(posture, t) for t in self.types] for posture in ("open", "closed")}
        more = [self.so(f"(>= n_closed_{t} n_open_{t})", ["m: "], knowing=[f"n_open_{t}"]) for t in self.types]
        return {**found, "more": more}

    def gain(self, posture: str, t: str) -> int:
        paid = f"u_R_{t}_{self.replies}{posture}_escalate"
        less = "t" if posture == "open" else "0.0"
        return self.so(f"(= (- {paid} {less}) n_{posture}_{t})", knowing=[paid, f"n_open_{t}", f"n_closed_{t}"])

    def not_worth_it(self, gains: Sequence[int]) -> int:
        m = self.opening
        using = [f"{PROBABILITIES}@rho_hold_{m}", f"{PROBABILITIES}@sigma_{m}_", PRIOR, f"{BAYES}@_{m}"]
        then = f"(=> {self.talks} (<= net_{m} 0.0))"
        return self.so(then, [*using, f"{RECEIVER}@rho_hold_{m}"], gains, [f"sent_{m}", f"net_{m}"])

    def nobody_else(self, message: str, gains: dict[str, list[int]], better: Sequence[str], hurt: Sequence[str]) -> int:
        """That those who send another message are not worth it either."""
        closed = message.endswith("closed")
        worth = f"{'full' if closed else 'net'}_{message}"
        sigma, named = f"{PROBABILITIES}@sigma_{message}_", [f"net_{message}", f"full_{message}", f"sent_{message}"]
        then = f"(=> (> net_{message} 0.0) (and sent_{message} (> {worth} 0.0)))"
        they = self.so(then, [sigma, PRIOR], gains["more"], named)
        reply = [f"{PROBABILITIES}@rho_hold_{message}", f"{BAYES}@_{message}", f"{RECEIVER}@rho_hold_{message}"]
        then = f"(=> (and sent_{message} (> {worth} 0.0)) (= rho_hold_{message} 0.0))"
        he = self.so(then, [sigma, PRIOR, *reply], gains["closed" if closed else "open"], named)
        none = [self.worse(message, t, better, hurt) for t in self.types]
        return self.so(f"(=> {self.talks} (<= net_{message} 0.0))", [], [they, he, *none], [f"sent_{message}"])

    def worse(self, message: str, t: str, better: Sequence[str], hurt: Sequence[str]) -> int:
        """That a type does not send a message after which it would be escalated against for sure."""
        then = f"(=> {self.talks} (=> (= rho_hold_{message} 0.0) (= sigma_{message}_{t} 0.0)))"
        using = [f"{SENDER}@V_{t}", f"{PROBABILITIES}@rho", f"{PROBABILITIES}@sigma_{message}_{t}", *better]
        return self.so(then, using, [], [name.format(t) for name in hurt])


def _without_signal(better: Sequence[str], hurt: Sequence[str], premise: Sequence[str]) -> Proof:
    return _whole(_Talks(("low", "medium", "high"), "open", ["closed"]), better, hurt, premise)


def _with_signal() -> Proof:
    proof = _Talks(("low", "high"), "silent_open", ["silent_closed", "signal_closed", "signal_open"], "signal_")
    paid = [f"u_S_{{0}}_{message}_{reply}" for message in proof.messages for reply in ("escalate", "hold")]
    return _whole(proof, ["A1", "A2", "lam: ", "c_i: "], [*paid, "b_{0}", "d_{0}", "e_{0}"], [TEMPTING])


def _whole(proof: _Talks, better: Sequence[str], hurt: Sequence[str], premise: Sequence[str]) -> Proof:
    """Any other message is worse by the assumptions `better`, on payoffs that are `hurt`."""
    gains = proof.gains()
    weak = proof.not_worth_it(gains["open"])
    none = [proof.nobody_else(message, gains, better, hurt) for message in proof.messages[1:]]
    nets = [f"net_{message}" for message in proof.messages]
    shares = f"{PROBABILITIES}@(= {'(+ ' * len(none)}sigma"
    whole = proof.so(f"(= pull_open (+ {' '.join(nets)}))", [shares], [], ["pull_open", *nets])
    last = proof.so(f"(=> {proof.talks} (<= pull_open 0.0))", [], [weak, whole, *none])
    proof.so("", [*premise, f"{PROBABILITIES}@rho"], [last])
    return proof


_ASSUMED = ("A1", "lam: ", "D: ", "eta: ", "r_i: ")
_PAID = [f"u_S_{{0}}_{posture}_{reply}" for posture in ("open", "closed") for reply in ("escalate", "hold")]
_PAID += ["b_{0}", "d_{0}", "e_{0}"]

PROOFS = {
    "T2.2": _without_signal(_ASSUMED, _PAID, []),
    "T3.3": _without_signal(_ASSUMED, _PAID, [TEMPTING]),
    "T11.3": _without_signal(["`u_i(open, hold)", "`u_i(open, escalate)"], [], [TEMPTING]),
    "T12.6": _without_signal(_ASSUMED, _PAID, []),
    "T6.1": _with_signal(),
}
