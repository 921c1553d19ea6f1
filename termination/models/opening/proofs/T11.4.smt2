; there is one, 3 types
; All opening, escalated against for sure, is an equilibrium.
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
(declare-const p_medium Real)
(declare-const phi Real)
(declare-const psi Real)
(declare-const r_high Real)
(declare-const r_low Real)
(declare-const r_medium Real)
(declare-const t Real)
(declare-const u_high_closed_escalate Real)
(declare-const u_high_open_escalate Real)
(declare-const u_low_closed_escalate Real)
(declare-const u_low_open_escalate Real)
(declare-const u_medium_closed_escalate Real)
(declare-const u_medium_open_escalate Real)
(declare-const z Real)
(define-fun n_closed_low () Real (- (* g (- 1.0 r_low)) k))
(define-fun n_open_low () Real (- n_closed_low m))
(define-fun n_closed_medium () Real (- (* g (- 1.0 r_medium)) k))
(define-fun n_open_medium () Real (- n_closed_medium m))
(define-fun n_closed_high () Real (- (* g (- 1.0 r_high)) k))
(define-fun n_open_high () Real (- n_closed_high m))
(define-fun pull_open () Real (+ (+ (* p_low n_open_low) (* p_medium n_open_medium)) (* p_high n_open_high)))
(define-fun u_R_low_closed_escalate () Real (- (+ 0.0 (* g (- 1.0 r_low))) k))
(define-fun u_R_medium_closed_escalate () Real (- (+ 0.0 (* g (- 1.0 r_medium))) k))
(define-fun u_R_high_closed_escalate () Real (- (+ 0.0 (* g (- 1.0 r_high))) k))
(define-fun u_R_low_open_escalate () Real (- (+ t (* g (- 1.0 r_low))) (+ k m)))
(define-fun u_R_medium_open_escalate () Real (- (+ t (* g (- 1.0 r_medium))) (+ k m)))
(define-fun u_R_high_open_escalate () Real (- (+ t (* g (- 1.0 r_high))) (+ k m)))
; p_i: probability of each resilience type, > 0, sum 1
(assert (> p_low 0.0))
(assert (> p_medium 0.0))
(assert (> p_high 0.0))
; r_i: share of a resistible escalation that the type withstands, in [0, 1], all different
(assert (>= r_low 0.0))
(assert (<= r_low 1.0))
(assert (>= r_medium 0.0))
(assert (<= r_medium 1.0))
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
(assert (= (+ (+ p_low p_medium) p_high) 1.0))
; types are listed from the least to the most resilient
(assert (< r_low r_medium))
(assert (< r_medium r_high))
; `u_i(open, escalate) >= u_i(closed, escalate)`
(assert (>= u_low_open_escalate u_low_closed_escalate))
(assert (>= u_medium_open_escalate u_medium_closed_escalate))
(assert (>= u_high_open_escalate u_high_closed_escalate))
; escalation is tempting after opening: `k + m < g (1 - R(p))`
(assert (> pull_open 0.0))
; and yet the witness is no such equilibrium
(assert (not (and (and (>= p_low 0.0) (>= p_medium 0.0) (>= p_high 0.0) (>= p_low 0.0) (>= p_medium 0.0) (>= p_high 0.0) (= (+ (+ p_low p_medium) p_high) 1.0) (= (+ (+ p_low p_medium) p_high) 1.0)) (and (<= u_low_closed_escalate u_low_open_escalate) (<= u_low_open_escalate u_low_open_escalate) (= u_low_open_escalate u_low_open_escalate) (<= u_medium_closed_escalate u_medium_open_escalate) (<= u_medium_open_escalate u_medium_open_escalate) (= u_medium_open_escalate u_medium_open_escalate) (<= u_high_closed_escalate u_high_open_escalate) (<= u_high_open_escalate u_high_open_escalate) (= u_high_open_escalate u_high_open_escalate)) (and (= (* p_low (+ (+ (* p_low 1.0) (* p_medium 1.0)) (* p_high 1.0))) (* p_low 1.0)) (= (* p_medium (+ (+ (* p_low 1.0) (* p_medium 1.0)) (* p_high 1.0))) (* p_medium 1.0)) (= (* p_high (+ (+ (* p_low 1.0) (* p_medium 1.0)) (* p_high 1.0))) (* p_high 1.0))) (and (>= (+ (+ (* p_low u_R_low_closed_escalate) (* p_medium u_R_medium_closed_escalate)) (* p_high u_R_high_closed_escalate)) 0.0) (>= (+ (+ (* p_low (- u_R_low_open_escalate t)) (* p_medium (- u_R_medium_open_escalate t))) (* p_high (- u_R_high_open_escalate t))) 0.0)))))
(check-sat)
