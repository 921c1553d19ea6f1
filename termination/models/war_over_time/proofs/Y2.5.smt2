; keener where L would wait
; If L waits, and H is bold: `c_L > c_H`.
(set-info :smt-lib-version 2.6)
(set-info :status unsat)
(set-logic QF_NRA)
(declare-const B_high Real)
(declare-const B_low Real)
(declare-const D Real)
(declare-const beta Real)
(declare-const eta Real)
(declare-const fire_high Real)
(declare-const fire_low Real)
(declare-const g Real)
(declare-const k Real)
(declare-const lam Real)
(declare-const m Real)
(declare-const on_high Real)
(declare-const on_low Real)
(declare-const p_high Real)
(declare-const p_low Real)
(declare-const phi Real)
(declare-const psi Real)
(declare-const r_high Real)
(declare-const r_low Real)
(declare-const talks_high Real)
(declare-const talks_low Real)
(declare-const z Real)
(define-fun n_closed_low () Real (- (* g (- 1.0 r_low)) k))
(define-fun n_open_low () Real (- n_closed_low m))
(define-fun n_closed_high () Real (- (* g (- 1.0 r_high)) k))
(define-fun n_open_high () Real (- n_closed_high m))
(define-fun pull_open () Real (+ (* p_low n_open_low) (* p_high n_open_high)))
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
; shares of what follows
(assert (>= on_low 0.0))
(assert (>= on_high 0.0))
(assert (>= talks_low 0.0))
(assert (>= talks_high 0.0))
(assert (>= fire_low 0.0))
(assert (>= fire_high 0.0))
; they are all there is
(assert (= (+ (+ on_low talks_low) fire_low) 1.0))
(assert (= (+ (+ on_high talks_high) fire_high) 1.0))
; this period is fought: `on_L >= 1 - beta`
(assert (>= on_low (- 1.0 beta)))
; the guarantee is 0 at least
(assert (>= m 0.0))
; `B_L > B_H`
(assert (> B_low B_high))
; escalation is tempting after opening: `k + m < g (1 - R(p))`
(assert (> pull_open 0.0))
; `n_L p_L talks_L + n_H p_H talks_H <= 0`
(assert (<= (+ (* (* p_low n_open_low) talks_low) (* (* p_high n_open_high) talks_high)) 0.0))
; `B_H >= lam`
(assert (>= B_high lam))
; `n_L p_L on_L + n_H p_H on_H >= 0`
(assert (>= (+ (* (* p_low n_open_low) on_low) (* (* p_high n_open_high) on_high)) 0.0))
; `c_L <= lam`
(assert (<= (+ (* B_low on_low) (* lam fire_low)) lam))
; and yet the claim fails
(assert (not (> (+ (* B_low on_low) (* lam fire_low)) (+ (* B_high on_high) (* lam fire_high)))))
(check-sat)
