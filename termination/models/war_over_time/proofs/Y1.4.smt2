; he gets no more from L
; In any play L brings him at most `g (1 - r_L) - k + t`, if waiting does and both summands are at least 0.
(set-info :smt-lib-version 2.6)
(set-info :status unsat)
(set-logic QF_NRA)
(declare-const D Real)
(declare-const K_low Real)
(declare-const beta Real)
(declare-const eta Real)
(declare-const g Real)
(declare-const k Real)
(declare-const lam Real)
(declare-const m Real)
(declare-const mu_high_closed Real)
(declare-const mu_high_open Real)
(declare-const mu_low_closed Real)
(declare-const mu_low_open Real)
(declare-const p_high Real)
(declare-const p_low Real)
(declare-const phi Real)
(declare-const psi Real)
(declare-const r_high Real)
(declare-const r_low Real)
(declare-const rho_escalate_closed Real)
(declare-const rho_escalate_open Real)
(declare-const rho_hold_closed Real)
(declare-const rho_hold_open Real)
(declare-const sigma_closed_high Real)
(declare-const sigma_closed_low Real)
(declare-const sigma_open_high Real)
(declare-const sigma_open_low Real)
(declare-const t Real)
(declare-const z Real)
(define-fun n_closed_low () Real (- (* g (- 1.0 r_low)) k))
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
; a play, not necessarily an equilibrium
(assert (>= sigma_closed_low 0.0))
(assert (>= sigma_open_low 0.0))
(assert (>= sigma_closed_high 0.0))
(assert (>= sigma_open_high 0.0))
(assert (>= rho_escalate_closed 0.0))
(assert (>= rho_hold_closed 0.0))
(assert (>= rho_escalate_open 0.0))
(assert (>= rho_hold_open 0.0))
(assert (>= mu_low_closed 0.0))
(assert (>= mu_high_closed 0.0))
(assert (>= mu_low_open 0.0))
(assert (>= mu_high_open 0.0))
(assert (= (+ sigma_closed_low sigma_open_low) 1.0))
(assert (= (+ sigma_closed_high sigma_open_high) 1.0))
(assert (= (+ rho_escalate_closed rho_hold_closed) 1.0))
(assert (= (+ rho_escalate_open rho_hold_open) 1.0))
(assert (= (+ mu_low_closed mu_high_closed) 1.0))
(assert (= (+ mu_low_open mu_high_open) 1.0))
; `K_L <= g (1 - r_L) - k + t`
(assert (<= K_low (+ n_closed_low t)))
; `k <= g (1 - r_L)`
(assert (>= n_closed_low 0.0))
; `t >= 0`
(assert (>= t 0.0))
; and yet the claim fails
(assert (not (<= (+ (+ (+ (* (* sigma_closed_low rho_escalate_closed) (- (+ 0.0 (* g (- 1.0 r_low))) k)) (* (* sigma_closed_low rho_hold_closed) K_low)) (* (* sigma_open_low rho_escalate_open) (- (+ t (* g (- 1.0 r_low))) (+ k m)))) (* (* sigma_open_low rho_hold_open) t)) (+ n_closed_low t))))
(check-sat)
