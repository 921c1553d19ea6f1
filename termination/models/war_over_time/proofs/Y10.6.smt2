; keener at the start of a period, by exposure
; `u_L >= u_H`, where `u_i` is `(A_i - V_i) / e_i`: the smaller of `rho_open` and `(1 - rho_closed) x_i +
; rho_closed y_i`.
(set-info :smt-lib-version 2.6)
(set-info :status unsat)
(set-logic QF_NRA)
(declare-const D Real)
(declare-const beta Real)
(declare-const eta Real)
(declare-const g Real)
(declare-const k Real)
(declare-const kappa Real)
(declare-const lam Real)
(declare-const m Real)
(declare-const p_high Real)
(declare-const p_low Real)
(declare-const phi Real)
(declare-const psi Real)
(declare-const r_high Real)
(declare-const r_low Real)
(declare-const rho_closed Real)
(declare-const rho_open Real)
(declare-const u_high Real)
(declare-const u_low Real)
(declare-const x_high Real)
(declare-const x_low Real)
(declare-const y_high Real)
(declare-const y_low Real)
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
; kappa: share of the talks premium that she keeps if escalated against, in [0, 1]
(assert (>= kappa 0.0))
(assert (<= kappa 1.0))
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
; chances of escalation
(assert (>= rho_open 0.0))
(assert (<= rho_open 1.0))
(assert (>= rho_closed 0.0))
(assert (<= rho_closed 1.0))
; `u_low` is the smaller
(assert (<= u_low rho_open))
(assert (<= u_low (+ (* (- 1.0 rho_closed) x_low) (* rho_closed y_low))))
(assert (or (= u_low rho_open) (= u_low (+ (* (- 1.0 rho_closed) x_low) (* rho_closed y_low)))))
; `u_high` is the smaller
(assert (<= u_high rho_open))
(assert (<= u_high (+ (* (- 1.0 rho_closed) x_high) (* rho_closed y_high))))
(assert (or (= u_high rho_open) (= u_high (+ (* (- 1.0 rho_closed) x_high) (* rho_closed y_high)))))
; `x_L >= x_H`
(assert (>= x_low x_high))
; `y_L >= y_H`
(assert (>= y_low y_high))
; and yet the claim fails
(assert (not (>= u_low u_high)))
(check-sat)
