; nobody is bold
; `b_i <= e_i` for both.
(set-info :smt-lib-version 2.6)
(set-info :status unsat)
(set-logic QF_NRA)
(declare-const D Real)
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
(declare-const w_high Real)
(declare-const w_low Real)
(declare-const x_high Real)
(declare-const x_low Real)
(declare-const z Real)
(define-fun b_low () Real (+ (+ (- x_low w_low) phi) (* z (- 1.0 r_low))))
(define-fun d_low () Real (+ eta (* (- 1.0 r_low) D)))
(define-fun e_low () Real (+ (* lam d_low) (* (- 1.0 kappa) b_low)))
(define-fun b_high () Real (+ (+ (- x_high w_high) phi) (* z (- 1.0 r_high))))
(define-fun d_high () Real (+ eta (* (- 1.0 r_high) D)))
(define-fun e_high () Real (+ (* lam d_high) (* (- 1.0 kappa) b_high)))
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
; `kappa = 0`
(assert (= kappa 0.0))
; and yet the claim fails
(assert (not (and (<= b_low e_low) (<= b_high e_high))))
(check-sat)
