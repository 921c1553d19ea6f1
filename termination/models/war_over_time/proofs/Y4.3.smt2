; H poorer
; H gets less where talks follow.
(set-info :smt-lib-version 2.6)
(set-info :status unsat)
(set-logic QF_NRA)
(declare-const D Real)
(declare-const beta Real)
(declare-const chance Real)
(declare-const eta Real)
(declare-const g Real)
(declare-const k Real)
(declare-const lam Real)
(declare-const m Real)
(declare-const never Real)
(declare-const p_high Real)
(declare-const p_low Real)
(declare-const phi Real)
(declare-const psi Real)
(declare-const r_high Real)
(declare-const r_low Real)
(declare-const w_high Real)
(declare-const w_low Real)
(declare-const x_high Real)
(declare-const x_low Real)
(declare-const z Real)
(define-fun d_low () Real (+ eta (* (- 1.0 r_low) D)))
(define-fun b_low () Real (+ (+ (- x_low w_low) phi) (* z (- 1.0 r_low))))
(define-fun e_low () Real (* lam d_low))
(define-fun d_high () Real (+ eta (* (- 1.0 r_high) D)))
(define-fun b_high () Real (+ (+ (- x_high w_high) phi) (* z (- 1.0 r_high))))
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
; beta: discount factor, in [0, 1)
(assert (>= beta 0.0))
(assert (< beta 1.0))
; `chance (d_L + beta b_L) = lam d_L - (1 - beta) b_L`: talks follow
(assert (= (* chance (+ d_low (* beta b_low))) (- e_low (* (- 1.0 beta) b_low))))
; `never d_L = lam d_L - b_L`: nothing follows
(assert (= (* never d_low) (- e_low b_low)))
; A1, talks are worth having for L: `b_i > 0`
(assert (> b_low 0.0))
; A4, adverse inference: `b_i / d_i` strictly decreasing, denominators multiplied out
(assert (> (- (* b_low d_high) (* b_high d_low)) 0.0))
; `beta > 0`
(assert (> beta 0.0))
; and yet the claim fails
(assert (not (> (- (* never (- d_high)) (+ (* (- chance) d_high) (* (* (- 1.0 chance) beta) b_high))) 0.0)))
(check-sat)
