; sufficient
; Then there is such an equilibrium.
(set-info :smt-lib-version 2.6)
(set-info :status unsat)
(set-logic QF_NRA)
(declare-const D Real)
(declare-const belief_closed Real)
(declare-const belief_open Real)
(declare-const eps_high Real)
(declare-const eps_low Real)
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
(declare-const t Real)
(declare-const w_high Real)
(declare-const w_low Real)
(declare-const x_high Real)
(declare-const x_low Real)
(declare-const z Real)
(define-fun n_closed_low () Real (- (* g (- 1.0 r_low)) k))
(define-fun n_closed_high () Real (- (* g (- 1.0 r_high)) k))
(define-fun pull_closed () Real (+ (* p_low n_closed_low) (* p_high n_closed_high)))
(define-fun n_open_low () Real (- n_closed_low m))
(define-fun n_open_high () Real (- n_closed_high m))
(define-fun b_low () Real (+ (+ (- x_low w_low) phi) (* z (- 1.0 r_low))))
(define-fun d_low () Real (+ eta (* (- 1.0 r_low) D)))
(define-fun e_low () Real (* lam d_low))
(define-fun b_high () Real (+ (+ (- x_high w_high) phi) (* z (- 1.0 r_high))))
(define-fun d_high () Real (+ eta (* (- 1.0 r_high) D)))
(define-fun e_high () Real (* lam d_high))
(define-fun u_S_low_closed_hold () Real (+ (- w_low (* z (- 1.0 r_low))) psi))
(define-fun u_S_low_open_hold () Real (+ (+ x_low phi) psi))
(define-fun u_S_low_open_escalate () Real (- u_S_low_open_hold e_low))
(define-fun u_S_high_closed_hold () Real (+ (- w_high (* z (- 1.0 r_high))) psi))
(define-fun u_S_high_open_hold () Real (+ (+ x_high phi) psi))
(define-fun u_S_high_open_escalate () Real (- u_S_high_open_hold e_high))
(define-fun u_R_low_of_its_own_closed_escalate () Real (- (+ 0.0 (* g (- 1.0 r_low))) k))
(define-fun u_R_high_of_its_own_closed_escalate () Real (- (+ 0.0 (* g (- 1.0 r_high))) k))
(define-fun u_R_low_of_its_own_open_escalate () Real (- (+ t (* g (- 1.0 r_low))) (+ k m)))
(define-fun u_R_high_of_its_own_open_escalate () Real (- (+ t (* g (- 1.0 r_high))) (+ k m)))
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
; a share eps_i of each type, and not all of it, opens for its own reasons
(assert (> eps_low 0.0))
(assert (< eps_low 1.0))
(assert (> eps_high 0.0))
(assert (< eps_high 1.0))
; the middle regime with its edges: `g (1 - R(p)) <= k`, `k + m <= g (1 - r_1)`
(assert (<= pull_closed 0.0))
(assert (>= n_open_low 0.0))
; `Pr(L | open) >= (k + m - g (1 - r_H)) / (g (r_H - r_L))`
(assert (>= (+ (* (* p_low eps_low) n_open_low) (* (* p_high eps_high) n_open_high)) 0.0))
; `b_i <= lam d_i`
(assert (<= b_low e_low))
(assert (<= b_high e_high))
; Bayes' rule after open
(assert (= (* belief_open (+ (* p_low eps_low) (* p_high eps_high))) (* p_low eps_low)))
; Bayes' rule after closed
(assert (= (* belief_closed (+ (* p_low (- 1.0 eps_low)) (* p_high (- 1.0 eps_high)))) (* p_low (- 1.0 eps_low))))
; and yet the witness is no such equilibrium
(assert (not (and (and (>= belief_closed 0.0) (>= (- 1.0 belief_closed) 0.0) (>= belief_open 0.0) (>= (- 1.0 belief_open) 0.0) (= (+ (+ (+ belief_closed (- 1.0 belief_closed)) 0.0) 0.0) 1.0) (= (+ (+ 0.0 belief_open) (- 1.0 belief_open)) 1.0)) (and (<= u_S_low_closed_hold u_S_low_closed_hold) (= u_S_low_closed_hold u_S_low_closed_hold) (<= u_S_low_open_escalate u_S_low_closed_hold) (<= u_S_high_closed_hold u_S_high_closed_hold) (= u_S_high_closed_hold u_S_high_closed_hold) (<= u_S_high_open_escalate u_S_high_closed_hold)) (and (and (= (* belief_closed (+ (+ (+ (* (* p_low (- 1.0 eps_low)) 1.0) (* (* p_high (- 1.0 eps_high)) 1.0)) (* (* p_low eps_low) 0.0)) (* (* p_high eps_high) 0.0))) (* (* p_low (- 1.0 eps_low)) 1.0)) (= (* (- 1.0 belief_closed) (+ (+ (+ (* (* p_low (- 1.0 eps_low)) 1.0) (* (* p_high (- 1.0 eps_high)) 1.0)) (* (* p_low eps_low) 0.0)) (* (* p_high eps_high) 0.0))) (* (* p_high (- 1.0 eps_high)) 1.0)) (= (* 0.0 (+ (+ (+ (* (* p_low (- 1.0 eps_low)) 1.0) (* (* p_high (- 1.0 eps_high)) 1.0)) (* (* p_low eps_low) 0.0)) (* (* p_high eps_high) 0.0))) (* (* p_low eps_low) 0.0)) (= (* 0.0 (+ (+ (+ (* (* p_low (- 1.0 eps_low)) 1.0) (* (* p_high (- 1.0 eps_high)) 1.0)) (* (* p_low eps_low) 0.0)) (* (* p_high eps_high) 0.0))) (* (* p_high eps_high) 0.0))) (and (= (* 0.0 (+ (+ (+ (* (* p_low (- 1.0 eps_low)) 0.0) (* (* p_high (- 1.0 eps_high)) 0.0)) (* (* p_low eps_low) 1.0)) (* (* p_high eps_high) 1.0))) (* (* p_low (- 1.0 eps_low)) 0.0)) (= (* 0.0 (+ (+ (+ (* (* p_low (- 1.0 eps_low)) 0.0) (* (* p_high (- 1.0 eps_high)) 0.0)) (* (* p_low eps_low) 1.0)) (* (* p_high eps_high) 1.0))) (* (* p_high (- 1.0 eps_high)) 0.0)) (= (* belief_open (+ (+ (+ (* (* p_low (- 1.0 eps_low)) 0.0) (* (* p_high (- 1.0 eps_high)) 0.0)) (* (* p_low eps_low) 1.0)) (* (* p_high eps_high) 1.0))) (* (* p_low eps_low) 1.0)) (= (* (- 1.0 belief_open) (+ (+ (+ (* (* p_low (- 1.0 eps_low)) 0.0) (* (* p_high (- 1.0 eps_high)) 0.0)) (* (* p_low eps_low) 1.0)) (* (* p_high eps_high) 1.0))) (* (* p_high eps_high) 1.0)))) (and (>= (+ (* belief_closed (- 0.0 u_R_low_of_its_own_closed_escalate)) (* (- 1.0 belief_closed) (- 0.0 u_R_high_of_its_own_closed_escalate))) 0.0) (>= (+ (* belief_open (- u_R_low_of_its_own_open_escalate t)) (* (- 1.0 belief_open) (- u_R_high_of_its_own_open_escalate t))) 0.0)))))
(check-sat)
