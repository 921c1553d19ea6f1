"""What holds of an opponent in doubt: B0, B1 and B2, with two types of each player.

All turns on `need_i`: what type i gains by closing instead of opening if she is not escalated against then. Closed and
escalated against with chance s she gains `need_i - s d_i`. By A4 the more resilient is the more eager to close:
`need_H d_L > need_L d_H`.
"""

from __future__ import annotations

from collections.abc import Sequence

from tests.oracles.steps.proof import Proof
from tests.oracles.steps.words import BAYES, D1, PRIOR, PROBABILITIES, RECEIVER, SENDER

TYPES, OPPONENTS = ("low", "high"), ("dove", "hawk")
HIS_PRIOR, HIS_TYPES, PRIORS = "the opponent's prior", "pi_s", "the prior"
RESILIENCE, HARMS = "types are listed", ("D: ", "eta: ", "r_i: ")

#: How likely each type of his escalates: as in any equilibrium, and as in one that is exhibited.
PLAYED = {
    posture: (f"rho_escalate_{posture}_{{s}}", f"rho_hold_{posture}_{{s}}", f"E_{posture}")
    for posture in ("closed", "open")
}
SHOWN = {
    posture: (f"{name}_{{s}}", f"(- 1.0 {name}_{{s}})", mean)
    for posture, name, mean in (("closed", "feared", "h_H"), ("open", "tempted", "tau"))
}


def _mean(what: str) -> str:
    """Over his types."""
    return f"(+ (* pi_dove {what.format(s='dove')}) (* pi_hawk {what.format(s='hawk')}))"


def _opponent() -> dict[str, str]:
    """What each type of his gains by escalating, as the record writes it in several ways, and when he does."""
    names = {}
    for s in OPPONENTS:
        for t in TYPES:
            loss = f"(* g_{s} (- 1.0 r_{t}))"
            names[f"n_{s}_{t}"] = f"(- {loss} k_{s})"
            names[f"closed_{s}_{t}"] = f"(- (+ 0.0 {loss}) k_{s})"
            names[f"open_{s}_{t}"] = f"(- (- (+ t {loss}) (+ k_{s} m)) t)"
            names[f"spared_{s}_{t}"] = f"(- t (- (+ t {loss}) (+ k_{s} m)))"
        names[f"pull_{s}"] = f"(+ (* p_low (- n_{s}_low m)) (* p_high (- n_{s}_high m)))"
        names[f"tempted_{s}"] = f"(ite (> pull_{s} 0.0) 1.0 0.0)"
        names[f"feared_{s}"] = f"(- 1.0 (ite (> (- (* 1.0 n_{s}_high)) 0.0) 1.0 0.0))"
        names[f"most_{s}"] = f"(- 1.0 (ite (> (- (* 1.0 n_{s}_low)) 0.0) 1.0 0.0))"
        names[f"least_{s}"] = f"(ite (> (* 1.0 n_{s}_high) 0.0) 1.0 0.0)"
    means = {"tau": "tempted_{s}", "h_H": "feared_{s}", "most": "most_{s}", "least": "least_{s}"}
    return {**names, **{name: _mean(what) for name, what in means.items()}}


def _sender(chances: dict[str, tuple[str, str, str]], kept: bool) -> dict[str, str]:
    """What a posture is worth to a type, with these `chances` of escalation; part of the premium `kept`."""
    names = {chance: _mean(escalates) for escalates, _, chance in chances.values()}
    for t in TYPES:
        names[f"hold_closed_{t}"] = f"(+ (- w_{t} (* z (- 1.0 r_{t}))) psi)"
        names[f"hold_open_{t}"] = f"(+ (+ x_{t} phi) psi)"
        bites = f"(* lam d_{t})"
        names[f"harm_open_{t}"] = f"(+ {bites} (* (- 1.0 kappa) b_{t}))" if kept else bites
        for posture, harm in (("closed", f"d_{t}"), ("open", f"harm_open_{t}")):
            names[f"u_{posture}_{t}"] = _worth(f"hold_{posture}_{t}", harm, chances[posture])
        names[f"need_{t}"] = f"(- (* {chances['open'][2]} harm_open_{t}) b_{t})"
    return names


def _worth(hold: str, harm: str, chance: tuple[str, str, str]) -> str:
    escalates, holds, _ = chance
    hit = [f"(* {escalates.format(s=s)} (* pi_{s} (- {hold} {harm})))" for s in OPPONENTS]
    not_hit = [f"(* {holds.format(s=s)} (* pi_{s} {hold}))" for s in OPPONENTS]
    return f"(+ (+ (+ {hit[0]} {not_hit[0]}) {hit[1]}) {not_hit[1]})"


class _Doubt(Proof):
    """Steps that several proofs have."""

    def __init__(self, names: dict[str, str], chances: dict[str, tuple[str, str, str]]):
        super().__init__(names)
        self.chances = {posture: chance for posture, (_, _, chance) in chances.items()}
        self.sums = [f"{PROBABILITIES}@(= (+ rho", HIS_PRIOR] if chances is PLAYED else [HIS_PRIOR]

    def eagerness(self, t: str) -> tuple[int, int]:
        """By how much closed is worth more than open, and how much more if held."""
        chance, worth = self.chances, {}
        for posture, harm in (("closed", f"d_{t}"), ("open", f"harm_open_{t}")):
            then = f"(= u_{posture}_{t} (- hold_{posture}_{t} (* {chance[posture]} {harm})))"
            worth[posture] = self.so(then, self.sums, [], [chance[posture], f"u_{posture}_{t}"])
        needed = [f"need_{t}", f"b_{t}", f"hold_open_{t}", f"hold_closed_{t}"]
        held = self.so(f"(= (- hold_closed_{t} u_open_{t}) need_{t})", [], [worth["open"]], needed)
        then = f"(= (- u_closed_{t} u_open_{t}) (- need_{t} (* {chance['closed']} d_{t})))"
        return self.so(then, [], [worth["closed"], held]), held

    def chosen(self, posture: str, t: str, closing: int) -> int:
        """What sending a posture with positive probability says."""
        way = "<=" if posture == "open" else ">="
        then = f"(=> (> sigma_{posture}_{t} 0.0) ({way} need_{t} (* E_closed d_{t})))"
        return self.so(then, [f"{SENDER}@V_{t}"], [closing])

    def harms(self) -> tuple[int, int]:
        harms = self.so("(and (>= d_low d_high) (>= d_high 0.0))", [*HARMS, RESILIENCE], [], ["d_low", "d_high"])
        return harms, self.so("(> d_low 0.0)", ["A4"], [harms])

    def order(self) -> int:
        needed = ["need_low", "need_high", "harm_open_low", "harm_open_high"]
        return self.so("(> (* need_high d_low) (* need_low d_high))", ["A4"], [], needed)

    def tempted(self, given: str, mean: Sequence[str], after: Sequence[int] = ()) -> int:
        """That opening is escalated against with `tau` at least: beliefs, by `mean`, are as tempting as the prior."""
        each = []
        for s in OPPONENTS:
            gains = [f"{kind}_{s}_{t}" for kind in ("n", "spared") for t in TYPES]
            fewer = self.so(f"(>= n_{s}_low n_{s}_high)", ["g_s", RESILIENCE], [], gains)
            then = f"(>= (+ (* mu_low_open (- n_{s}_low m)) (* mu_high_open (- n_{s}_high m))) pull_{s})"
            worth = self.so(given.format(then), mean, [fewer, *after], [f"pull_{s}"])
            using = [f"{RECEIVER}@rho_hold_open_{s}", f"{PROBABILITIES}@rho_hold"]
            then = given.format(f"(=> (> pull_{s} 0.0) (= rho_hold_open_{s} 0.0))")
            sure = self.so(then, using, [worth], gains)
            then = given.format(f"(>= rho_escalate_open_{s} tempted_{s})")
            each.append(self.so(then, [f"{PROBABILITIES}@rho"], [sure], [f"tempted_{s}"]))
        return self.so(given.format("(>= E_open tau)"), [HIS_TYPES], each, ["E_open", "tau"])

    def feared(self, given: str, if_high: Sequence[int]) -> int:
        """That closed is escalated against with `h_H` at most: it would pay only against the more resilient."""
        each = []
        for s in OPPONENTS:
            then = given.format(f"(<= rho_escalate_closed_{s} feared_{s})")
            each.append(self.so(then, [f"{PROBABILITIES}@rho"], if_high, [f"feared_{s}"]))
        return self.so(given.format("(<= E_closed h_H)"), [HIS_TYPES], each, ["E_closed", "h_H"])

    def against_high(self, s: str, given: str, alone: int) -> int:
        """That he escalates after closed only if it pays against the more resilient, where they `alone` close."""
        gains = [f"closed_{s}_high", f"n_{s}_high"]
        then = given.format(f"(=> (> rho_escalate_closed_{s} 0.0) (>= n_{s}_high 0.0))")
        using = [f"{RECEIVER}@rho_escalate_closed_{s}", f"{PROBABILITIES}@(= (+ mu"]
        return self.so(then, using, [alone], gains)

    def feared_is_best(self, s: str) -> int:
        then = f"""(and (>= feared_{s} 0.0) (<= feared_{s} 1.0) (= n_{s}_high closed_{s}_high)
            (=> (> feared_{s} 0.0) (>= n_{s}_high 0.0)) (=> (< feared_{s} 1.0) (<= n_{s}_high 0.0)))"""
        return self.so(" ".join(then.split()), [], [], [f"feared_{s}", f"n_{s}_high", f"closed_{s}_high"])

    def tempted_is_best(self, s: str) -> int:
        gains = [f"{kind}_{s}_{t}" for kind in ("n", "open", "spared") for t in TYPES]
        gain, loss = (f"(+ (* p_low {kind}_{s}_low) (* p_high {kind}_{s}_high))" for kind in ("open", "spared"))
        same = self.so(f"(and (= {gain} pull_{s}) (= {loss} (- pull_{s})))", [], [], [f"pull_{s}", *gains])
        then = f"""(and (>= tempted_{s} 0.0) (<= tempted_{s} 1.0)
            (=> (> tempted_{s} 0.0) (>= {gain} 0.0)) (=> (> (- 1.0 tempted_{s}) 0.0) (>= {loss} 0.0)))"""
        return self.so(" ".join(then.split()), [], [same], [f"tempted_{s}"])

    def bounds(self) -> int:
        """How the bounds of the chances of escalation after closed are ordered."""
        each = []
        for s in OPPONENTS:
            then = f"(and (<= least_{s} feared_{s}) (<= feared_{s} most_{s}))"
            needed = [f"least_{s}", f"feared_{s}", f"most_{s}", f"n_{s}_low", f"n_{s}_high"]
            each.append(self.so(then, ["g_s", RESILIENCE], [], needed))
        return self.so("(and (<= least h_H) (<= h_H most))", [HIS_TYPES], each, ["least", "h_H", "most"])


# -- B0: those who open first ----------------------------------------------------------------------------------------


def _first(first: str, last: str) -> Proof:
    """If `last` opens with positive probability, `first` does for sure, being less eager to close."""
    proof = _Doubt(_sender(PLAYED, kept=True), PLAYED)
    closing = {t: proof.eagerness(t)[0] for t in TYPES}
    harms = proof.so("(and (>= d_low 0.0) (>= d_high 0.0))", HARMS, [], ["d_low", "d_high"])
    using = [f"{PROBABILITIES}@rho", HIS_TYPES, HIS_PRIOR]
    chance = proof.so("(and (>= E_open 0.0) (<= E_open 1.0))", using, [], ["E_open"])
    lost = "(- 1.0 (* (- 1.0 kappa) E_open))"
    some = proof.so(f"(> {lost} 0.0)", ["kappa: ", "`kappa"], [chance])
    eager, ratios = (f"(- (* {a}_{last} d_{first}) (* {a}_{first} d_{last}))" for a in ("need", "b"))
    needed = [f"{name}_{t}" for name in ("need", "harm_open") for t in TYPES]
    turned = proof.so(f"(= {eager} (- (* {lost} {ratios})))", [], [], needed)
    order = proof.so(f"(> {eager} 0.0)", ["A4"], [some, turned])
    opens, closes = proof.chosen("open", last, closing[last]), proof.chosen("closed", first, closing[first])
    proof.so("", [f"{PROBABILITIES}@sigma"], [harms, order, opens, closes])
    return proof


# -- B2: when H opens ------------------------------------------------------------------------------------------------


def _high_opens() -> Proof:
    """If H opens and not all do, L opens, so that closed comes from H alone, and open from L rather than H."""
    proof = _Doubt({**_sender(PLAYED, kept=False), **_opponent()}, PLAYED)
    given = "(=> (and (> sigma_open_high 0.0) (or (> sigma_closed_low 0.0) (> sigma_closed_high 0.0))) {})"
    closing = {t: proof.eagerness(t)[0] for t in TYPES}
    harms, _ = proof.harms()
    opens, closes = proof.chosen("open", "high", closing["high"]), proof.chosen("closed", "low", closing["low"])
    then = "(=> (> sigma_open_high 0.0) (= sigma_closed_low 0.0))"
    first = proof.so(then, [f"{PROBABILITIES}@sigma"], [harms, proof.order(), opens, closes])
    beliefs = [f"{PROBABILITIES}@mu", f"{PROBABILITIES}@sigma", PRIOR]
    alone = proof.so(given.format("(= mu_high_closed 1.0)"), [*beliefs, f"{BAYES}@_closed"], [first])
    more = proof.so(given.format("(>= mu_low_open p_low)"), [*beliefs, f"{BAYES}@_open", PRIORS], [first])
    tempted = proof.tempted(given, [f"{PROBABILITIES}@(= (+ mu", PRIORS], [more])
    feared = proof.feared(given, [proof.against_high(s, given, alone) for s in OPPONENTS])
    proof.so("", ["lam"], [harms, opens, tempted, feared], ["need_high", "harm_open_high"])
    return proof


# -- B1 and B2: an opening by all, under D1 ---------------------------------------------------------------------------


def _after_closed(u: str) -> dict[str, str]:
    """What D1 compares: gains by closing under the harshest reply and the mildest, `u` being worth what is played."""
    names = {}
    for t in TYPES:
        for extreme, chance in (("harsh", "most"), ("mild", "least")):
            worth = f"(- hold_closed_{t} (* (- hold_closed_{t} (- hold_closed_{t} d_{t})) {chance}))"
            names[f"{extreme}_{t}"] = f"(- {worth} {u}_{t})"
    return {**names, "deletes_low": _deletes("low", "high"), "deletes_high": _deletes("high", "low")}


def _deletes(t: str, other: str) -> str:
    """That D1 deletes a type after closed: under each reply that it would welcome the other gains."""
    cross = f"(- (* harsh_{other} mild_{t}) (* mild_{other} harsh_{t}))"
    return (
        f"(and (or (> harsh_{other} 0.0) (> mild_{other} 0.0))"
        f" (and (=> (>= harsh_{t} 0.0) (> harsh_{other} 0.0)) (=> (>= mild_{t} 0.0) (> mild_{other} 0.0)))"
        f" (and (=> (and (< harsh_{t} 0.0) (> mild_{t} 0.0)) (> {cross} 0.0))"
        f" (=> (and (> harsh_{t} 0.0) (< mild_{t} 0.0)) (< {cross} 0.0))))"
    )


def _gains(proof: _Doubt, t: str, held: int) -> list[int]:
    """The gains that D1 compares, in terms of `need`."""
    extremes = (("harsh", "most"), ("mild", "least"))
    return [
        proof.so(f"(= {extreme}_{t} (- need_{t} (* {chance} d_{t})))", [], [held], [f"{extreme}_{t}"])
        for extreme, chance in extremes
    ]


def _all_open_only_if() -> Proof:
    """Where the condition fails, H would close unless he thought of L, whom D1 deletes."""
    proof = _Doubt({**_sender(PLAYED, kept=False), **_opponent(), **_after_closed("V")}, PLAYED)
    fails = "(not (>= (+ (- b_high (* harm_open_high tau)) (* d_high h_H)) 0.0))"
    given, open_ = f"(=> {fails} {{}})", "all types open"
    value, gains = {}, []
    for t in TYPES:
        closing, held = proof.eagerness(t)
        played = proof.so(f"(= V_{t} u_open_{t})", [f"{SENDER}@V_{t}", open_])
        value[t] = proof.so(f"(<= need_{t} (* E_closed d_{t}))", [f"{SENDER}@V_{t}"], [closing, played])
        gains += _gains(proof, t, proof.so(f"(= (- hold_closed_{t} V_{t}) need_{t})", [], [held, played]))
    harms, order, bounds = proof.harms(), proof.order(), proof.bounds()
    tempted = proof.tempted("{}", [open_, PRIORS, f"{BAYES}@_open"])
    would = proof.so(
        given.format("(> need_high (* d_high h_H))"), ["lam"], [tempted, *harms], ["need_high", "harm_open_high"]
    )
    cross = "(- (* harsh_high mild_low) (* mild_high harsh_low))"
    turned = proof.so(f"(= {cross} (* (- most least) (- (* need_high d_low) (* need_low d_high))))", [], gains)
    stakes = [*gains, *harms, order, bounds]
    why = [
        proof.so(given.format("(> mild_high 0.0)"), [], [would, bounds, *harms, *gains]),
        proof.so("(=> (>= harsh_low 0.0) (> harsh_high 0.0))", [], stakes),
        proof.so("(=> (>= mild_low 0.0) (> mild_high 0.0))", [], stakes),
        proof.so("(and (<= harsh_low mild_low) (=> (< harsh_low mild_low) (> most least)))", [], stakes),
    ]
    crossed = proof.so(f"(=> (and (< harsh_low 0.0) (> mild_low 0.0)) (> {cross} 0.0))", [], [turned, why[-1], order])
    deleted = proof.so(given.format("deletes_low"), [], [*why, crossed], ["deletes_low"])
    pays = "(and " + " ".join(f"(=> (> rho_escalate_closed_{s} 0.0) (>= n_{s}_high 0.0))" for s in OPPONENTS) + ")"
    using = [f"{D1}@(or (or (> sigma_closed", open_, f"{PROBABILITIES}@sigma"]
    only = proof.so(given.format(pays), using, [deleted])
    proof.so("", [], [proof.feared(given, [only]), would, value["high"], *harms])
    return proof


def _all_open() -> Proof:
    """Where the condition holds neither type gains by closing, and D1 does not delete H."""
    names = {**_opponent(), **_sender(SHOWN, kept=False), **_after_closed("u_open")}
    proof = _Doubt(names, SHOWN)
    kept, closing, gains = "`b_H >=", {}, []
    for t in TYPES:
        closing[t], held = proof.eagerness(t)
        gains += _gains(proof, t, held)
    harms, order, bounds = proof.harms(), proof.order(), proof.bounds()
    high = proof.so("(<= need_high (* h_H d_high))", [kept], [], ["need_high", "harm_open_high"])
    chances = [f"{name}_{s}" for name in ("tempted", "feared") for s in OPPONENTS]
    some = proof.so("(and (>= tau 0.0) (>= h_H 0.0))", [HIS_TYPES], [], ["tau", "h_H", *chances])
    hurt = proof.so("(> d_high 0.0)", ["A4", kept], [*harms, some], ["harm_open_high"])
    low = proof.so("(<= need_low (* h_H d_low))", [], [order, high, hurt, *harms])
    stakes = [*gains, *harms, hurt, order, bounds, high]
    cross = "(- (* harsh_low mild_high) (* mild_low harsh_high))"
    turned = proof.so(f"(= {cross} (* (- most least) (- (* need_low d_high) (* need_high d_low))))", [], gains)
    why = [
        proof.so("(and (<= harsh_high 0.0) (< harsh_low 0.0))", [], stakes),
        proof.so("(=> (> mild_low 0.0) (> mild_high 0.0))", [], stakes),
        proof.so(f"(<= {cross} 0.0)", [], [turned, order, bounds]),
    ]
    stays = proof.so("(not deletes_high)", [], why, ["deletes_high"])
    replies = [reply for s in OPPONENTS for reply in (proof.feared_is_best(s), proof.tempted_is_best(s))]
    proof.so("", [PRIOR, PRIORS, "`tau"], [*closing.values(), high, low, stays, *replies])
    return proof


PROOFS = {
    "B0.1": _first("low", "high"),
    "B0.2": _first("high", "low"),
    "B1.3": _all_open_only_if(),
    "B2.3": _high_opens(),
    "B2.5": _all_open(),
}
