; the bound
; Then `(a_L + a_H) q_star_open <= q`.
(set-info :smt-lib-version 2.6)
(set-info :status unsat)
(set-logic QF_NRA)
(declare-const D Real)
(declare-const a_high Real)
(declare-const a_low Real)
(declare-const beta Real)
(declare-const eta Real)
(declare-const g Real)
(declare-const k Real)
(declare-const lam Real)
(declare-const m Real)
(declare-const p_high Real)
(declare-const p_low Real)
(declare-const phi Real)
(declare-const psi Real)
(declare-const q_star_open Real)
(declare-const r_high Real)
(declare-const r_low Real)
(declare-const z Real)
(define-fun n_closed_low () Real (- (* g (- 1.0 r_low)) k))
(define-fun n_open_low () Real (- n_closed_low m))
(define-fun n_closed_high () Real (- (* g (- 1.0 r_high)) k))
(define-fun n_open_high () Real (- n_closed_high m))
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
; `a_i` is the probability of type i and talks
(assert (>= a_low 0.0))
(assert (<= a_low p_low))
(assert (>= a_high 0.0))
(assert (<= a_high p_high))
; `q_star_open (n_L - n_H) = n_L`, n_i after opening
(assert (= (* q_star_open (- n_open_low n_open_high)) n_open_low))
; `n_L a_L + n_H a_H <= 0`
(assert (<= (+ (* n_open_low a_low) (* n_open_high a_high)) 0.0))
; and yet the claim fails
(assert (not (<= (* (+ a_low a_high) q_star_open) p_high)))
(check-sat)
