; D1, sufficient: L alone
; If `tau_open(L) < 1`, `b_H < lam d_H tau_open(p) - d_H h_H` and `b_L >= lam d_L tau_open(L) - d_L h_H`, L
; alone opening survives D1 and brings talks with positive probability.
(set-info :smt-lib-version 2.6)
(set-info :status unsat)
(set-logic QF_NRA)
(declare-const D Real)
(declare-const eta Real)
(declare-const g_dove Real)
(declare-const g_hawk Real)
(declare-const k_dove Real)
(declare-const k_hawk Real)
(declare-const lam Real)
(declare-const m Real)
(declare-const p_high Real)
(declare-const p_low Real)
(declare-const phi Real)
(declare-const pi_dove Real)
(declare-const pi_hawk Real)
(declare-const psi Real)
(declare-const r_high Real)
(declare-const r_low Real)
(declare-const t Real)
(declare-const w_high Real)
(declare-const w_low Real)
(declare-const x_high Real)
(declare-const x_low Real)
(declare-const z Real)
(define-fun b_high () Real (+ (+ (- x_high w_high) phi) (* z (- 1.0 r_high))))
(define-fun d_high () Real (+ eta (* (- 1.0 r_high) D)))
(define-fun b_low () Real (+ (+ (- x_low w_low) phi) (* z (- 1.0 r_low))))
(define-fun d_low () Real (+ eta (* (- 1.0 r_low) D)))
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
; g_s: opponent's gain from escalating against zero resilience, > 0
(assert (> g_dove 0.0))
(assert (> g_hawk 0.0))
; k_s: opponent's cost of escalating, > 0
(assert (> k_dove 0.0))
(assert (> k_hawk 0.0))
; phi: concession the opponent attaches to her opening, escalated or not, >= 0
(assert (>= phi 0.0))
; psi: unconditional reduction in the intensity of the war, >= 0
(assert (>= psi 0.0))
; z: pressure on a closed posture: it costs type i z(1 - r_i), >= 0
(assert (>= z 0.0))
; m: third-party guarantee: added to his cost of escalating after she opens, >= 0
(assert (>= m 0.0))
; pi_s: probability of each opponent type, where he has types, > 0, sum 1
(assert (> pi_dove 0.0))
(assert (> pi_hawk 0.0))
; the prior sums to one
(assert (= (+ p_low p_high) 1.0))
; the opponent's prior sums to one
(assert (= (+ pi_dove pi_hawk) 1.0))
; types are listed from the least to the most resilient
(assert (< r_low r_high))
; `tau_open(L) < 1`
(assert (< (+ (* pi_dove (ite (> (* 1.0 (- (- (* g_dove (- 1.0 r_low)) k_dove) m)) 0.0) 1.0 0.0)) (* pi_hawk (ite (> (* 1.0 (- (- (* g_hawk (- 1.0 r_low)) k_hawk) m)) 0.0) 1.0 0.0))) 1.0))
; `b_H < lam d_H tau_open(p) - d_H h_H`
(assert (< (+ (- b_high (* (* lam d_high) (+ (* pi_dove (ite (> (+ (* p_low (- (- (* g_dove (- 1.0 r_low)) k_dove) m)) (* p_high (- (- (* g_dove (- 1.0 r_high)) k_dove) m))) 0.0) 1.0 0.0)) (* pi_hawk (ite (> (+ (* p_low (- (- (* g_hawk (- 1.0 r_low)) k_hawk) m)) (* p_high (- (- (* g_hawk (- 1.0 r_high)) k_hawk) m))) 0.0) 1.0 0.0))))) (* d_high (+ (* pi_dove (- 1.0 (ite (> (- (* 1.0 (- (* g_dove (- 1.0 r_high)) k_dove))) 0.0) 1.0 0.0))) (* pi_hawk (- 1.0 (ite (> (- (* 1.0 (- (* g_hawk (- 1.0 r_high)) k_hawk))) 0.0) 1.0 0.0)))))) 0.0))
; `b_L >= lam d_L tau_open(L) - d_L h_H`
(assert (>= (+ (- b_low (* (* lam d_low) (+ (* pi_dove (ite (> (* 1.0 (- (- (* g_dove (- 1.0 r_low)) k_dove) m)) 0.0) 1.0 0.0)) (* pi_hawk (ite (> (* 1.0 (- (- (* g_hawk (- 1.0 r_low)) k_hawk) m)) 0.0) 1.0 0.0))))) (* d_low (+ (* pi_dove (- 1.0 (ite (> (- (* 1.0 (- (* g_dove (- 1.0 r_high)) k_dove))) 0.0) 1.0 0.0))) (* pi_hawk (- 1.0 (ite (> (- (* 1.0 (- (* g_hawk (- 1.0 r_high)) k_hawk))) 0.0) 1.0 0.0)))))) 0.0))
; and yet the witness is no such equilibrium
(assert (not (and (and (>= (- 1.0 (ite (> (- (* 1.0 (- (* g_dove (- 1.0 r_high)) k_dove))) 0.0) 1.0 0.0)) 0.0) (>= (- 1.0 (- 1.0 (ite (> (- (* 1.0 (- (* g_dove (- 1.0 r_high)) k_dove))) 0.0) 1.0 0.0))) 0.0) (>= (ite (> (* 1.0 (- (- (* g_dove (- 1.0 r_low)) k_dove) m)) 0.0) 1.0 0.0) 0.0) (>= (- 1.0 (ite (> (* 1.0 (- (- (* g_dove (- 1.0 r_low)) k_dove) m)) 0.0) 1.0 0.0)) 0.0) (>= (- 1.0 (ite (> (- (* 1.0 (- (* g_hawk (- 1.0 r_high)) k_hawk))) 0.0) 1.0 0.0)) 0.0) (>= (- 1.0 (- 1.0 (ite (> (- (* 1.0 (- (* g_hawk (- 1.0 r_high)) k_hawk))) 0.0) 1.0 0.0))) 0.0) (>= (ite (> (* 1.0 (- (- (* g_hawk (- 1.0 r_low)) k_hawk) m)) 0.0) 1.0 0.0) 0.0) (>= (- 1.0 (ite (> (* 1.0 (- (- (* g_hawk (- 1.0 r_low)) k_hawk) m)) 0.0) 1.0 0.0)) 0.0) (= (+ (- 1.0 (ite (> (- (* 1.0 (- (* g_dove (- 1.0 r_high)) k_dove))) 0.0) 1.0 0.0)) (- 1.0 (- 1.0 (ite (> (- (* 1.0 (- (* g_dove (- 1.0 r_high)) k_dove))) 0.0) 1.0 0.0)))) 1.0) (= (+ (ite (> (* 1.0 (- (- (* g_dove (- 1.0 r_low)) k_dove) m)) 0.0) 1.0 0.0) (- 1.0 (ite (> (* 1.0 (- (- (* g_dove (- 1.0 r_low)) k_dove) m)) 0.0) 1.0 0.0))) 1.0) (= (+ (- 1.0 (ite (> (- (* 1.0 (- (* g_hawk (- 1.0 r_high)) k_hawk))) 0.0) 1.0 0.0)) (- 1.0 (- 1.0 (ite (> (- (* 1.0 (- (* g_hawk (- 1.0 r_high)) k_hawk))) 0.0) 1.0 0.0)))) 1.0) (= (+ (ite (> (* 1.0 (- (- (* g_hawk (- 1.0 r_low)) k_hawk) m)) 0.0) 1.0 0.0) (- 1.0 (ite (> (* 1.0 (- (- (* g_hawk (- 1.0 r_low)) k_hawk) m)) 0.0) 1.0 0.0))) 1.0)) (and (<= (+ (+ (+ (* (- 1.0 (ite (> (- (* 1.0 (- (* g_dove (- 1.0 r_high)) k_dove))) 0.0) 1.0 0.0)) (* pi_dove (- (+ (- w_low (* z (- 1.0 r_low))) psi) d_low))) (* (- 1.0 (- 1.0 (ite (> (- (* 1.0 (- (* g_dove (- 1.0 r_high)) k_dove))) 0.0) 1.0 0.0))) (* pi_dove (+ (- w_low (* z (- 1.0 r_low))) psi)))) (* (- 1.0 (ite (> (- (* 1.0 (- (* g_hawk (- 1.0 r_high)) k_hawk))) 0.0) 1.0 0.0)) (* pi_hawk (- (+ (- w_low (* z (- 1.0 r_low))) psi) d_low)))) (* (- 1.0 (- 1.0 (ite (> (- (* 1.0 (- (* g_hawk (- 1.0 r_high)) k_hawk))) 0.0) 1.0 0.0))) (* pi_hawk (+ (- w_low (* z (- 1.0 r_low))) psi)))) (+ (+ (+ (* (ite (> (* 1.0 (- (- (* g_dove (- 1.0 r_low)) k_dove) m)) 0.0) 1.0 0.0) (* pi_dove (- (+ (+ x_low phi) psi) (* lam d_low)))) (* (- 1.0 (ite (> (* 1.0 (- (- (* g_dove (- 1.0 r_low)) k_dove) m)) 0.0) 1.0 0.0)) (* pi_dove (+ (+ x_low phi) psi)))) (* (ite (> (* 1.0 (- (- (* g_hawk (- 1.0 r_low)) k_hawk) m)) 0.0) 1.0 0.0) (* pi_hawk (- (+ (+ x_low phi) psi) (* lam d_low))))) (* (- 1.0 (ite (> (* 1.0 (- (- (* g_hawk (- 1.0 r_low)) k_hawk) m)) 0.0) 1.0 0.0)) (* pi_hawk (+ (+ x_low phi) psi))))) (<= (+ (+ (+ (* (ite (> (* 1.0 (- (- (* g_dove (- 1.0 r_low)) k_dove) m)) 0.0) 1.0 0.0) (* pi_dove (- (+ (+ x_low phi) psi) (* lam d_low)))) (* (- 1.0 (ite (> (* 1.0 (- (- (* g_dove (- 1.0 r_low)) k_dove) m)) 0.0) 1.0 0.0)) (* pi_dove (+ (+ x_low phi) psi)))) (* (ite (> (* 1.0 (- (- (* g_hawk (- 1.0 r_low)) k_hawk) m)) 0.0) 1.0 0.0) (* pi_hawk (- (+ (+ x_low phi) psi) (* lam d_low))))) (* (- 1.0 (ite (> (* 1.0 (- (- (* g_hawk (- 1.0 r_low)) k_hawk) m)) 0.0) 1.0 0.0)) (* pi_hawk (+ (+ x_low phi) psi)))) (+ (+ (+ (* (ite (> (* 1.0 (- (- (* g_dove (- 1.0 r_low)) k_dove) m)) 0.0) 1.0 0.0) (* pi_dove (- (+ (+ x_low phi) psi) (* lam d_low)))) (* (- 1.0 (ite (> (* 1.0 (- (- (* g_dove (- 1.0 r_low)) k_dove) m)) 0.0) 1.0 0.0)) (* pi_dove (+ (+ x_low phi) psi)))) (* (ite (> (* 1.0 (- (- (* g_hawk (- 1.0 r_low)) k_hawk) m)) 0.0) 1.0 0.0) (* pi_hawk (- (+ (+ x_low phi) psi) (* lam d_low))))) (* (- 1.0 (ite (> (* 1.0 (- (- (* g_hawk (- 1.0 r_low)) k_hawk) m)) 0.0) 1.0 0.0)) (* pi_hawk (+ (+ x_low phi) psi))))) (= (+ (+ (+ (* (ite (> (* 1.0 (- (- (* g_dove (- 1.0 r_low)) k_dove) m)) 0.0) 1.0 0.0) (* pi_dove (- (+ (+ x_low phi) psi) (* lam d_low)))) (* (- 1.0 (ite (> (* 1.0 (- (- (* g_dove (- 1.0 r_low)) k_dove) m)) 0.0) 1.0 0.0)) (* pi_dove (+ (+ x_low phi) psi)))) (* (ite (> (* 1.0 (- (- (* g_hawk (- 1.0 r_low)) k_hawk) m)) 0.0) 1.0 0.0) (* pi_hawk (- (+ (+ x_low phi) psi) (* lam d_low))))) (* (- 1.0 (ite (> (* 1.0 (- (- (* g_hawk (- 1.0 r_low)) k_hawk) m)) 0.0) 1.0 0.0)) (* pi_hawk (+ (+ x_low phi) psi)))) (+ (+ (+ (* (ite (> (* 1.0 (- (- (* g_dove (- 1.0 r_low)) k_dove) m)) 0.0) 1.0 0.0) (* pi_dove (- (+ (+ x_low phi) psi) (* lam d_low)))) (* (- 1.0 (ite (> (* 1.0 (- (- (* g_dove (- 1.0 r_low)) k_dove) m)) 0.0) 1.0 0.0)) (* pi_dove (+ (+ x_low phi) psi)))) (* (ite (> (* 1.0 (- (- (* g_hawk (- 1.0 r_low)) k_hawk) m)) 0.0) 1.0 0.0) (* pi_hawk (- (+ (+ x_low phi) psi) (* lam d_low))))) (* (- 1.0 (ite (> (* 1.0 (- (- (* g_hawk (- 1.0 r_low)) k_hawk) m)) 0.0) 1.0 0.0)) (* pi_hawk (+ (+ x_low phi) psi))))) (<= (+ (+ (+ (* (- 1.0 (ite (> (- (* 1.0 (- (* g_dove (- 1.0 r_high)) k_dove))) 0.0) 1.0 0.0)) (* pi_dove (- (+ (- w_high (* z (- 1.0 r_high))) psi) d_high))) (* (- 1.0 (- 1.0 (ite (> (- (* 1.0 (- (* g_dove (- 1.0 r_high)) k_dove))) 0.0) 1.0 0.0))) (* pi_dove (+ (- w_high (* z (- 1.0 r_high))) psi)))) (* (- 1.0 (ite (> (- (* 1.0 (- (* g_hawk (- 1.0 r_high)) k_hawk))) 0.0) 1.0 0.0)) (* pi_hawk (- (+ (- w_high (* z (- 1.0 r_high))) psi) d_high)))) (* (- 1.0 (- 1.0 (ite (> (- (* 1.0 (- (* g_hawk (- 1.0 r_high)) k_hawk))) 0.0) 1.0 0.0))) (* pi_hawk (+ (- w_high (* z (- 1.0 r_high))) psi)))) (+ (+ (+ (* (- 1.0 (ite (> (- (* 1.0 (- (* g_dove (- 1.0 r_high)) k_dove))) 0.0) 1.0 0.0)) (* pi_dove (- (+ (- w_high (* z (- 1.0 r_high))) psi) d_high))) (* (- 1.0 (- 1.0 (ite (> (- (* 1.0 (- (* g_dove (- 1.0 r_high)) k_dove))) 0.0) 1.0 0.0))) (* pi_dove (+ (- w_high (* z (- 1.0 r_high))) psi)))) (* (- 1.0 (ite (> (- (* 1.0 (- (* g_hawk (- 1.0 r_high)) k_hawk))) 0.0) 1.0 0.0)) (* pi_hawk (- (+ (- w_high (* z (- 1.0 r_high))) psi) d_high)))) (* (- 1.0 (- 1.0 (ite (> (- (* 1.0 (- (* g_hawk (- 1.0 r_high)) k_hawk))) 0.0) 1.0 0.0))) (* pi_hawk (+ (- w_high (* z (- 1.0 r_high))) psi))))) (= (+ (+ (+ (* (- 1.0 (ite (> (- (* 1.0 (- (* g_dove (- 1.0 r_high)) k_dove))) 0.0) 1.0 0.0)) (* pi_dove (- (+ (- w_high (* z (- 1.0 r_high))) psi) d_high))) (* (- 1.0 (- 1.0 (ite (> (- (* 1.0 (- (* g_dove (- 1.0 r_high)) k_dove))) 0.0) 1.0 0.0))) (* pi_dove (+ (- w_high (* z (- 1.0 r_high))) psi)))) (* (- 1.0 (ite (> (- (* 1.0 (- (* g_hawk (- 1.0 r_high)) k_hawk))) 0.0) 1.0 0.0)) (* pi_hawk (- (+ (- w_high (* z (- 1.0 r_high))) psi) d_high)))) (* (- 1.0 (- 1.0 (ite (> (- (* 1.0 (- (* g_hawk (- 1.0 r_high)) k_hawk))) 0.0) 1.0 0.0))) (* pi_hawk (+ (- w_high (* z (- 1.0 r_high))) psi)))) (+ (+ (+ (* (- 1.0 (ite (> (- (* 1.0 (- (* g_dove (- 1.0 r_high)) k_dove))) 0.0) 1.0 0.0)) (* pi_dove (- (+ (- w_high (* z (- 1.0 r_high))) psi) d_high))) (* (- 1.0 (- 1.0 (ite (> (- (* 1.0 (- (* g_dove (- 1.0 r_high)) k_dove))) 0.0) 1.0 0.0))) (* pi_dove (+ (- w_high (* z (- 1.0 r_high))) psi)))) (* (- 1.0 (ite (> (- (* 1.0 (- (* g_hawk (- 1.0 r_high)) k_hawk))) 0.0) 1.0 0.0)) (* pi_hawk (- (+ (- w_high (* z (- 1.0 r_high))) psi) d_high)))) (* (- 1.0 (- 1.0 (ite (> (- (* 1.0 (- (* g_hawk (- 1.0 r_high)) k_hawk))) 0.0) 1.0 0.0))) (* pi_hawk (+ (- w_high (* z (- 1.0 r_high))) psi))))) (<= (+ (+ (+ (* (ite (> (* 1.0 (- (- (* g_dove (- 1.0 r_low)) k_dove) m)) 0.0) 1.0 0.0) (* pi_dove (- (+ (+ x_high phi) psi) (* lam d_high)))) (* (- 1.0 (ite (> (* 1.0 (- (- (* g_dove (- 1.0 r_low)) k_dove) m)) 0.0) 1.0 0.0)) (* pi_dove (+ (+ x_high phi) psi)))) (* (ite (> (* 1.0 (- (- (* g_hawk (- 1.0 r_low)) k_hawk) m)) 0.0) 1.0 0.0) (* pi_hawk (- (+ (+ x_high phi) psi) (* lam d_high))))) (* (- 1.0 (ite (> (* 1.0 (- (- (* g_hawk (- 1.0 r_low)) k_hawk) m)) 0.0) 1.0 0.0)) (* pi_hawk (+ (+ x_high phi) psi)))) (+ (+ (+ (* (- 1.0 (ite (> (- (* 1.0 (- (* g_dove (- 1.0 r_high)) k_dove))) 0.0) 1.0 0.0)) (* pi_dove (- (+ (- w_high (* z (- 1.0 r_high))) psi) d_high))) (* (- 1.0 (- 1.0 (ite (> (- (* 1.0 (- (* g_dove (- 1.0 r_high)) k_dove))) 0.0) 1.0 0.0))) (* pi_dove (+ (- w_high (* z (- 1.0 r_high))) psi)))) (* (- 1.0 (ite (> (- (* 1.0 (- (* g_hawk (- 1.0 r_high)) k_hawk))) 0.0) 1.0 0.0)) (* pi_hawk (- (+ (- w_high (* z (- 1.0 r_high))) psi) d_high)))) (* (- 1.0 (- 1.0 (ite (> (- (* 1.0 (- (* g_hawk (- 1.0 r_high)) k_hawk))) 0.0) 1.0 0.0))) (* pi_hawk (+ (- w_high (* z (- 1.0 r_high))) psi)))))) (and (and (= (* 0.0 (+ (* p_low 0.0) (* p_high 1.0))) (* p_low 0.0)) (= (* 1.0 (+ (* p_low 0.0) (* p_high 1.0))) (* p_high 1.0))) (and (= (* 1.0 (+ (* p_low 1.0) (* p_high 0.0))) (* p_low 1.0)) (= (* 0.0 (+ (* p_low 1.0) (* p_high 0.0))) (* p_high 0.0)))) (and (=> (> (- 1.0 (ite (> (- (* 1.0 (- (* g_dove (- 1.0 r_high)) k_dove))) 0.0) 1.0 0.0)) 0.0) (>= (- (+ 0.0 (* g_dove (- 1.0 r_high))) k_dove) 0.0)) (=> (> (- 1.0 (- 1.0 (ite (> (- (* 1.0 (- (* g_dove (- 1.0 r_high)) k_dove))) 0.0) 1.0 0.0))) 0.0) (>= (- 0.0 (- (+ 0.0 (* g_dove (- 1.0 r_high))) k_dove)) 0.0)) (=> (> (- 1.0 (ite (> (- (* 1.0 (- (* g_hawk (- 1.0 r_high)) k_hawk))) 0.0) 1.0 0.0)) 0.0) (>= (- (+ 0.0 (* g_hawk (- 1.0 r_high))) k_hawk) 0.0)) (=> (> (- 1.0 (- 1.0 (ite (> (- (* 1.0 (- (* g_hawk (- 1.0 r_high)) k_hawk))) 0.0) 1.0 0.0))) 0.0) (>= (- 0.0 (- (+ 0.0 (* g_hawk (- 1.0 r_high))) k_hawk)) 0.0)) (=> (> (ite (> (* 1.0 (- (- (* g_dove (- 1.0 r_low)) k_dove) m)) 0.0) 1.0 0.0) 0.0) (>= (- (- (+ t (* g_dove (- 1.0 r_low))) (+ k_dove m)) t) 0.0)) (=> (> (- 1.0 (ite (> (* 1.0 (- (- (* g_dove (- 1.0 r_low)) k_dove) m)) 0.0) 1.0 0.0)) 0.0) (>= (- t (- (+ t (* g_dove (- 1.0 r_low))) (+ k_dove m))) 0.0)) (=> (> (ite (> (* 1.0 (- (- (* g_hawk (- 1.0 r_low)) k_hawk) m)) 0.0) 1.0 0.0) 0.0) (>= (- (- (+ t (* g_hawk (- 1.0 r_low))) (+ k_hawk m)) t) 0.0)) (=> (> (- 1.0 (ite (> (* 1.0 (- (- (* g_hawk (- 1.0 r_low)) k_hawk) m)) 0.0) 1.0 0.0)) 0.0) (>= (- t (- (+ t (* g_hawk (- 1.0 r_low))) (+ k_hawk m))) 0.0))) (< (+ (* pi_dove (ite (> (* 1.0 (- (- (* g_dove (- 1.0 r_low)) k_dove) m)) 0.0) 1.0 0.0)) (* pi_hawk (ite (> (* 1.0 (- (- (* g_hawk (- 1.0 r_low)) k_hawk) m)) 0.0) 1.0 0.0))) 1.0))))
(check-sat)
