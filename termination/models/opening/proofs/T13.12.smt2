; the more resilient, the more pressure
; If `x_H - w_H + phi < lam eta`, `z_bar` rises strictly with her resilience.
(set-info :smt-lib-version 2.6)
(set-info :status unsat)
(set-logic QF_NRA)
(declare-const D Real)
(declare-const eta Real)
(declare-const g Real)
(declare-const k Real)
(declare-const lam Real)
(declare-const m Real)
(declare-const p_high Real)
(declare-const p_low Real)
(declare-const phi Real)
(declare-const psi Real)
(declare-const r_high Real)
(declare-const r_low Real)
(declare-const r_more Real)
(declare-const w_high Real)
(declare-const x_high Real)
(declare-const z Real)
(declare-const z_bar Real)
(declare-const z_bar_more Real)
; p_i: probability of each resilience type, > 0, sum 1
(assert (> p_low 0.0))
(assert (> p_high 0.0))
; r_i: share of a resistible escalation that the type withstands, in [0, 1], all different
(assert (>= r_low 0.0))
(assert (<= r_low 1.0))
(assert (>= r_high 0.0))
(assert (<= r_high 1.0))
; D: harm to an opener with no resilience, over the base harm, >= 0
(assert (>= D 0.0))
; eta: harm that escalation does to any opener, however resilient, >= 0
(assert (>= eta 0.0))
; lam: fraction of the harm that still bites once she has opened, in (0, 1]
(assert (> lam 0.0))
(assert (<= lam 1.0))
; g: opponent's gain from escalating against zero resilience, > 0
(assert (> g 0.0))
; k: opponent's cost of escalating, > 0
(assert (> k 0.0))
; phi: concession the opponent attaches to her opening, escalated or not, >= 0
(assert (>= phi 0.0))
; psi: unconditional reduction in the intensity of the war, >= 0
(assert (>= psi 0.0))
; z: pressure on a closed posture: it costs type i z(1 - r_i), >= 0
(assert (>= z 0.0))
; m: third-party guarantee: added to his cost of escalating after she opens, >= 0
(assert (>= m 0.0))
; the prior sums to one
(assert (= (+ p_low p_high) 1.0))
; types are listed from the least to the most resilient
(assert (< r_low r_high))
; `z_bar = lam D + (lam eta - b_H) / (1 - r_H)`, `b_H` at `z = 0`
(assert (= (* (- z_bar (* lam D)) (- 1.0 r_high)) (- (* lam eta) (+ (+ (- x_high w_high) phi) (* 0.0 (- 1.0 r_high))))))
; `r_H < r_more < 1`
(assert (> r_more r_high))
(assert (< r_more 1.0))
; `z_bar` at `r_more`
(assert (= (* (- z_bar_more (* lam D)) (- 1.0 r_more)) (- (* lam eta) (+ (+ (- x_high w_high) phi) (* 0.0 (- 1.0 r_high))))))
; `x_H - w_H + phi < lam eta`
(assert (< (+ (+ (- x_high w_high) phi) (* 0.0 (- 1.0 r_high))) (* lam eta)))
; and yet the claim fails
(assert (not (> z_bar_more z_bar)))
(check-sat)
