; keener in the period before
; With `u_i` for `(A_i - V_i) / d_i` after each of two outcomes, `c_L > c_H` in the period before.
(set-info :smt-lib-version 2.6)
(set-info :status unsat)
(set-logic QF_NRA)
(declare-const B_high Real)
(declare-const B_low Real)
(declare-const D Real)
(declare-const beta Real)
(declare-const eta Real)
(declare-const f_high Real)
(declare-const f_low Real)
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
(declare-const u_high_lost Real)
(declare-const u_high_won Real)
(declare-const u_low_lost Real)
(declare-const u_low_won Real)
(declare-const z Real)
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
; chances of the outcome won
(assert (>= f_low 0.0))
(assert (<= f_low 1.0))
(assert (>= f_high 0.0))
(assert (<= f_high 1.0))
; `B_L > B_H`
(assert (> B_low B_high))
; `u_L >= u_H`
(assert (>= u_low_won u_high_won))
(assert (>= u_low_lost u_high_lost))
; `u_L(won) <= u_L(lost)`
(assert (<= u_low_won u_low_lost))
; `f_H(won) >= f_L(won)`
(assert (>= f_high f_low))
; and yet the claim fails
(assert (not (> (+ (* (- 1.0 beta) B_low) (* beta (+ (* f_low u_low_won) (* (- 1.0 f_low) u_low_lost)))) (+ (* (- 1.0 beta) B_high) (* beta (+ (* f_high u_high_won) (* (- 1.0 f_high) u_high_lost)))))))
(check-sat)
