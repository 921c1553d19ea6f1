; nothing in the last period
; A play of the last period is an equilibrium with his stake if and only if it is one without.
(set-info :smt-lib-version 2.6)
(set-info :status unsat)
(set-logic QF_NRA)
(declare-const D Real)
(declare-const V_high Real)
(declare-const V_low Real)
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
(declare-const w_high Real)
(declare-const w_low Real)
(declare-const x_high Real)
(declare-const x_low Real)
(declare-const z Real)
(define-fun d_low () Real (+ eta (* (- 1.0 r_low) D)))
(define-fun e_low () Real (* lam d_low))
(define-fun d_high () Real (+ eta (* (- 1.0 r_high) D)))
(define-fun e_high () Real (* lam d_high))
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
; and yet the claim fails
(assert (not (and (=> (and (and (>= sigma_closed_low 0.0) (>= sigma_open_low 0.0) (>= sigma_closed_high 0.0) (>= sigma_open_high 0.0) (>= rho_escalate_closed 0.0) (>= rho_hold_closed 0.0) (>= rho_escalate_open 0.0) (>= rho_hold_open 0.0) (>= mu_low_closed 0.0) (>= mu_high_closed 0.0) (>= mu_low_open 0.0) (>= mu_high_open 0.0) (= (+ sigma_closed_low sigma_open_low) 1.0) (= (+ sigma_closed_high sigma_open_high) 1.0) (= (+ rho_escalate_closed rho_hold_closed) 1.0) (= (+ rho_escalate_open rho_hold_open) 1.0) (= (+ mu_low_closed mu_high_closed) 1.0) (= (+ mu_low_open mu_high_open) 1.0)) (and (<= (+ (* rho_escalate_closed (- (+ (- w_low (* z (- 1.0 r_low))) psi) d_low)) (* rho_hold_closed (+ (- w_low (* z (- 1.0 r_low))) psi))) V_low) (=> (> sigma_closed_low 0.0) (= (+ (* rho_escalate_closed (- (+ (- w_low (* z (- 1.0 r_low))) psi) d_low)) (* rho_hold_closed (+ (- w_low (* z (- 1.0 r_low))) psi))) V_low)) (<= (+ (* rho_escalate_open (- (+ (+ x_low phi) psi) e_low)) (* rho_hold_open (+ (+ x_low phi) psi))) V_low) (=> (> sigma_open_low 0.0) (= (+ (* rho_escalate_open (- (+ (+ x_low phi) psi) e_low)) (* rho_hold_open (+ (+ x_low phi) psi))) V_low)) (<= (+ (* rho_escalate_closed (- (+ (- w_high (* z (- 1.0 r_high))) psi) d_high)) (* rho_hold_closed (+ (- w_high (* z (- 1.0 r_high))) psi))) V_high) (=> (> sigma_closed_high 0.0) (= (+ (* rho_escalate_closed (- (+ (- w_high (* z (- 1.0 r_high))) psi) d_high)) (* rho_hold_closed (+ (- w_high (* z (- 1.0 r_high))) psi))) V_high)) (<= (+ (* rho_escalate_open (- (+ (+ x_high phi) psi) e_high)) (* rho_hold_open (+ (+ x_high phi) psi))) V_high) (=> (> sigma_open_high 0.0) (= (+ (* rho_escalate_open (- (+ (+ x_high phi) psi) e_high)) (* rho_hold_open (+ (+ x_high phi) psi))) V_high))) (and (=> (or (> sigma_closed_low 0.0) (> sigma_closed_high 0.0)) (and (= (* mu_low_closed (+ (* p_low sigma_closed_low) (* p_high sigma_closed_high))) (* p_low sigma_closed_low)) (= (* mu_high_closed (+ (* p_low sigma_closed_low) (* p_high sigma_closed_high))) (* p_high sigma_closed_high)))) (=> (or (> sigma_open_low 0.0) (> sigma_open_high 0.0)) (and (= (* mu_low_open (+ (* p_low sigma_open_low) (* p_high sigma_open_high))) (* p_low sigma_open_low)) (= (* mu_high_open (+ (* p_low sigma_open_low) (* p_high sigma_open_high))) (* p_high sigma_open_high))))) (and (=> (> rho_escalate_closed 0.0) (>= (+ (* mu_low_closed (- (+ 0.0 (* g (- 1.0 r_low))) k)) (* mu_high_closed (- (+ 0.0 (* g (- 1.0 r_high))) k))) 0.0)) (=> (> rho_hold_closed 0.0) (>= (+ (* mu_low_closed (- 0.0 (- (+ 0.0 (* g (- 1.0 r_low))) k))) (* mu_high_closed (- 0.0 (- (+ 0.0 (* g (- 1.0 r_high))) k)))) 0.0)) (=> (> rho_escalate_open 0.0) (>= (+ (* mu_low_open (- (- (+ t (* g (- 1.0 r_low))) (+ k m)) t)) (* mu_high_open (- (- (+ t (* g (- 1.0 r_high))) (+ k m)) t))) 0.0)) (=> (> rho_hold_open 0.0) (>= (+ (* mu_low_open (- t (- (+ t (* g (- 1.0 r_low))) (+ k m)))) (* mu_high_open (- t (- (+ t (* g (- 1.0 r_high))) (+ k m))))) 0.0)))) (and (and (>= sigma_closed_low 0.0) (>= sigma_open_low 0.0) (>= sigma_closed_high 0.0) (>= sigma_open_high 0.0) (>= rho_escalate_closed 0.0) (>= rho_hold_closed 0.0) (>= rho_escalate_open 0.0) (>= rho_hold_open 0.0) (>= mu_low_closed 0.0) (>= mu_high_closed 0.0) (>= mu_low_open 0.0) (>= mu_high_open 0.0) (= (+ sigma_closed_low sigma_open_low) 1.0) (= (+ sigma_closed_high sigma_open_high) 1.0) (= (+ rho_escalate_closed rho_hold_closed) 1.0) (= (+ rho_escalate_open rho_hold_open) 1.0) (= (+ mu_low_closed mu_high_closed) 1.0) (= (+ mu_low_open mu_high_open) 1.0)) (and (<= (+ (* rho_escalate_closed (- (+ (- w_low (* z (- 1.0 r_low))) psi) d_low)) (* rho_hold_closed (+ (- w_low (* z (- 1.0 r_low))) psi))) V_low) (=> (> sigma_closed_low 0.0) (= (+ (* rho_escalate_closed (- (+ (- w_low (* z (- 1.0 r_low))) psi) d_low)) (* rho_hold_closed (+ (- w_low (* z (- 1.0 r_low))) psi))) V_low)) (<= (+ (* rho_escalate_open (- (+ (+ x_low phi) psi) e_low)) (* rho_hold_open (+ (+ x_low phi) psi))) V_low) (=> (> sigma_open_low 0.0) (= (+ (* rho_escalate_open (- (+ (+ x_low phi) psi) e_low)) (* rho_hold_open (+ (+ x_low phi) psi))) V_low)) (<= (+ (* rho_escalate_closed (- (+ (- w_high (* z (- 1.0 r_high))) psi) d_high)) (* rho_hold_closed (+ (- w_high (* z (- 1.0 r_high))) psi))) V_high) (=> (> sigma_closed_high 0.0) (= (+ (* rho_escalate_closed (- (+ (- w_high (* z (- 1.0 r_high))) psi) d_high)) (* rho_hold_closed (+ (- w_high (* z (- 1.0 r_high))) psi))) V_high)) (<= (+ (* rho_escalate_open (- (+ (+ x_high phi) psi) e_high)) (* rho_hold_open (+ (+ x_high phi) psi))) V_high) (=> (> sigma_open_high 0.0) (= (+ (* rho_escalate_open (- (+ (+ x_high phi) psi) e_high)) (* rho_hold_open (+ (+ x_high phi) psi))) V_high))) (and (=> (or (> sigma_closed_low 0.0) (> sigma_closed_high 0.0)) (and (= (* mu_low_closed (+ (* p_low sigma_closed_low) (* p_high sigma_closed_high))) (* p_low sigma_closed_low)) (= (* mu_high_closed (+ (* p_low sigma_closed_low) (* p_high sigma_closed_high))) (* p_high sigma_closed_high)))) (=> (or (> sigma_open_low 0.0) (> sigma_open_high 0.0)) (and (= (* mu_low_open (+ (* p_low sigma_open_low) (* p_high sigma_open_high))) (* p_low sigma_open_low)) (= (* mu_high_open (+ (* p_low sigma_open_low) (* p_high sigma_open_high))) (* p_high sigma_open_high))))) (and (=> (> rho_escalate_closed 0.0) (>= (+ (* mu_low_closed (- (+ 0.0 (* g (- 1.0 r_low))) k)) (* mu_high_closed (- (+ 0.0 (* g (- 1.0 r_high))) k))) 0.0)) (=> (> rho_hold_closed 0.0) (>= (+ (* mu_low_closed (- 0.0 (- (+ 0.0 (* g (- 1.0 r_low))) k))) (* mu_high_closed (- 0.0 (- (+ 0.0 (* g (- 1.0 r_high))) k)))) 0.0)) (=> (> rho_escalate_open 0.0) (>= (+ (* mu_low_open (- (+ 0.0 (* g (- 1.0 r_low))) (+ k m))) (* mu_high_open (- (+ 0.0 (* g (- 1.0 r_high))) (+ k m)))) 0.0)) (=> (> rho_hold_open 0.0) (>= (+ (* mu_low_open (- 0.0 (- (+ 0.0 (* g (- 1.0 r_low))) (+ k m)))) (* mu_high_open (- 0.0 (- (+ 0.0 (* g (- 1.0 r_high))) (+ k m))))) 0.0))))) (=> (and (and (>= sigma_closed_low 0.0) (>= sigma_open_low 0.0) (>= sigma_closed_high 0.0) (>= sigma_open_high 0.0) (>= rho_escalate_closed 0.0) (>= rho_hold_closed 0.0) (>= rho_escalate_open 0.0) (>= rho_hold_open 0.0) (>= mu_low_closed 0.0) (>= mu_high_closed 0.0) (>= mu_low_open 0.0) (>= mu_high_open 0.0) (= (+ sigma_closed_low sigma_open_low) 1.0) (= (+ sigma_closed_high sigma_open_high) 1.0) (= (+ rho_escalate_closed rho_hold_closed) 1.0) (= (+ rho_escalate_open rho_hold_open) 1.0) (= (+ mu_low_closed mu_high_closed) 1.0) (= (+ mu_low_open mu_high_open) 1.0)) (and (<= (+ (* rho_escalate_closed (- (+ (- w_low (* z (- 1.0 r_low))) psi) d_low)) (* rho_hold_closed (+ (- w_low (* z (- 1.0 r_low))) psi))) V_low) (=> (> sigma_closed_low 0.0) (= (+ (* rho_escalate_closed (- (+ (- w_low (* z (- 1.0 r_low))) psi) d_low)) (* rho_hold_closed (+ (- w_low (* z (- 1.0 r_low))) psi))) V_low)) (<= (+ (* rho_escalate_open (- (+ (+ x_low phi) psi) e_low)) (* rho_hold_open (+ (+ x_low phi) psi))) V_low) (=> (> sigma_open_low 0.0) (= (+ (* rho_escalate_open (- (+ (+ x_low phi) psi) e_low)) (* rho_hold_open (+ (+ x_low phi) psi))) V_low)) (<= (+ (* rho_escalate_closed (- (+ (- w_high (* z (- 1.0 r_high))) psi) d_high)) (* rho_hold_closed (+ (- w_high (* z (- 1.0 r_high))) psi))) V_high) (=> (> sigma_closed_high 0.0) (= (+ (* rho_escalate_closed (- (+ (- w_high (* z (- 1.0 r_high))) psi) d_high)) (* rho_hold_closed (+ (- w_high (* z (- 1.0 r_high))) psi))) V_high)) (<= (+ (* rho_escalate_open (- (+ (+ x_high phi) psi) e_high)) (* rho_hold_open (+ (+ x_high phi) psi))) V_high) (=> (> sigma_open_high 0.0) (= (+ (* rho_escalate_open (- (+ (+ x_high phi) psi) e_high)) (* rho_hold_open (+ (+ x_high phi) psi))) V_high))) (and (=> (or (> sigma_closed_low 0.0) (> sigma_closed_high 0.0)) (and (= (* mu_low_closed (+ (* p_low sigma_closed_low) (* p_high sigma_closed_high))) (* p_low sigma_closed_low)) (= (* mu_high_closed (+ (* p_low sigma_closed_low) (* p_high sigma_closed_high))) (* p_high sigma_closed_high)))) (=> (or (> sigma_open_low 0.0) (> sigma_open_high 0.0)) (and (= (* mu_low_open (+ (* p_low sigma_open_low) (* p_high sigma_open_high))) (* p_low sigma_open_low)) (= (* mu_high_open (+ (* p_low sigma_open_low) (* p_high sigma_open_high))) (* p_high sigma_open_high))))) (and (=> (> rho_escalate_closed 0.0) (>= (+ (* mu_low_closed (- (+ 0.0 (* g (- 1.0 r_low))) k)) (* mu_high_closed (- (+ 0.0 (* g (- 1.0 r_high))) k))) 0.0)) (=> (> rho_hold_closed 0.0) (>= (+ (* mu_low_closed (- 0.0 (- (+ 0.0 (* g (- 1.0 r_low))) k))) (* mu_high_closed (- 0.0 (- (+ 0.0 (* g (- 1.0 r_high))) k)))) 0.0)) (=> (> rho_escalate_open 0.0) (>= (+ (* mu_low_open (- (+ 0.0 (* g (- 1.0 r_low))) (+ k m))) (* mu_high_open (- (+ 0.0 (* g (- 1.0 r_high))) (+ k m)))) 0.0)) (=> (> rho_hold_open 0.0) (>= (+ (* mu_low_open (- 0.0 (- (+ 0.0 (* g (- 1.0 r_low))) (+ k m)))) (* mu_high_open (- 0.0 (- (+ 0.0 (* g (- 1.0 r_high))) (+ k m))))) 0.0)))) (and (and (>= sigma_closed_low 0.0) (>= sigma_open_low 0.0) (>= sigma_closed_high 0.0) (>= sigma_open_high 0.0) (>= rho_escalate_closed 0.0) (>= rho_hold_closed 0.0) (>= rho_escalate_open 0.0) (>= rho_hold_open 0.0) (>= mu_low_closed 0.0) (>= mu_high_closed 0.0) (>= mu_low_open 0.0) (>= mu_high_open 0.0) (= (+ sigma_closed_low sigma_open_low) 1.0) (= (+ sigma_closed_high sigma_open_high) 1.0) (= (+ rho_escalate_closed rho_hold_closed) 1.0) (= (+ rho_escalate_open rho_hold_open) 1.0) (= (+ mu_low_closed mu_high_closed) 1.0) (= (+ mu_low_open mu_high_open) 1.0)) (and (<= (+ (* rho_escalate_closed (- (+ (- w_low (* z (- 1.0 r_low))) psi) d_low)) (* rho_hold_closed (+ (- w_low (* z (- 1.0 r_low))) psi))) V_low) (=> (> sigma_closed_low 0.0) (= (+ (* rho_escalate_closed (- (+ (- w_low (* z (- 1.0 r_low))) psi) d_low)) (* rho_hold_closed (+ (- w_low (* z (- 1.0 r_low))) psi))) V_low)) (<= (+ (* rho_escalate_open (- (+ (+ x_low phi) psi) e_low)) (* rho_hold_open (+ (+ x_low phi) psi))) V_low) (=> (> sigma_open_low 0.0) (= (+ (* rho_escalate_open (- (+ (+ x_low phi) psi) e_low)) (* rho_hold_open (+ (+ x_low phi) psi))) V_low)) (<= (+ (* rho_escalate_closed (- (+ (- w_high (* z (- 1.0 r_high))) psi) d_high)) (* rho_hold_closed (+ (- w_high (* z (- 1.0 r_high))) psi))) V_high) (=> (> sigma_closed_high 0.0) (= (+ (* rho_escalate_closed (- (+ (- w_high (* z (- 1.0 r_high))) psi) d_high)) (* rho_hold_closed (+ (- w_high (* z (- 1.0 r_high))) psi))) V_high)) (<= (+ (* rho_escalate_open (- (+ (+ x_high phi) psi) e_high)) (* rho_hold_open (+ (+ x_high phi) psi))) V_high) (=> (> sigma_open_high 0.0) (= (+ (* rho_escalate_open (- (+ (+ x_high phi) psi) e_high)) (* rho_hold_open (+ (+ x_high phi) psi))) V_high))) (and (=> (or (> sigma_closed_low 0.0) (> sigma_closed_high 0.0)) (and (= (* mu_low_closed (+ (* p_low sigma_closed_low) (* p_high sigma_closed_high))) (* p_low sigma_closed_low)) (= (* mu_high_closed (+ (* p_low sigma_closed_low) (* p_high sigma_closed_high))) (* p_high sigma_closed_high)))) (=> (or (> sigma_open_low 0.0) (> sigma_open_high 0.0)) (and (= (* mu_low_open (+ (* p_low sigma_open_low) (* p_high sigma_open_high))) (* p_low sigma_open_low)) (= (* mu_high_open (+ (* p_low sigma_open_low) (* p_high sigma_open_high))) (* p_high sigma_open_high))))) (and (=> (> rho_escalate_closed 0.0) (>= (+ (* mu_low_closed (- (+ 0.0 (* g (- 1.0 r_low))) k)) (* mu_high_closed (- (+ 0.0 (* g (- 1.0 r_high))) k))) 0.0)) (=> (> rho_hold_closed 0.0) (>= (+ (* mu_low_closed (- 0.0 (- (+ 0.0 (* g (- 1.0 r_low))) k))) (* mu_high_closed (- 0.0 (- (+ 0.0 (* g (- 1.0 r_high))) k)))) 0.0)) (=> (> rho_escalate_open 0.0) (>= (+ (* mu_low_open (- (- (+ t (* g (- 1.0 r_low))) (+ k m)) t)) (* mu_high_open (- (- (+ t (* g (- 1.0 r_high))) (+ k m)) t))) 0.0)) (=> (> rho_hold_open 0.0) (>= (+ (* mu_low_open (- t (- (+ t (* g (- 1.0 r_low))) (+ k m)))) (* mu_high_open (- t (- (+ t (* g (- 1.0 r_high))) (+ k m))))) 0.0))))))))
(check-sat)
